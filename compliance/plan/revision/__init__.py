"""Reads a plan as a careful clerk would and says what does not fit. Pure: no ORM, no clock.

Each check is one function; its docstring says why it is made. One printed value is reported once, by the first
check of the list that finds something in it: a wrong year is also out of order, out of its month and against its
rule, but it is one slip.
"""

from collections.abc import Iterable

from ..esquema import PlanDatos
from . import cobertura, comparaciones, conclusiones, fechas, fuentes, fundamentos, informes, nombres, pasos, reglas
from .modelo import GRAVEDADES, Contexto, Gravedad, Hallazgo, Revision

__all__ = ["GRAVEDADES", "IMPIDEN_CARGAR", "REVISIONES", "Gravedad", "Hallazgo", "por_gravedad", "revisar"]

# What a load refuses: the plan must be mended first.
IMPIDEN_CARGAR = frozenset({"no_cabe_en_el_registro", "regla_ilegible", "regla_sin_calcular"})

# From the most telling to the least.
REVISIONES: tuple[Revision, ...] = (
    reglas.no_cabe_en_el_registro,
    reglas.regla_ilegible,
    reglas.regla_sin_calcular,
    fechas.dia_inexistente,
    fechas.transcripcion,
    fechas.anio_imposible,
    fechas.fuera_del_proceso,
    fechas.periodo_al_reves,
    fechas.concluye_antes_de_fin_de_mes,
    fechas.fuera_del_periodo_informado,
    comparaciones.dia_de_otra_semana,
    fundamentos.fundamento_otro_numeral,
    fundamentos.nombre_otro_numeral,
    fundamentos.fundamento_de_otra_cosa,
    fundamentos.fundamento_otra_actividad,
    fundamentos.fundamento_contra_texto,
    fundamentos.ley_con_dos_articulos,
    pasos.pasos_fuera_de_orden,
    pasos.sesion_despues_del_vencimiento,
    pasos.remision_no_cabe,
    reglas.remision_antes_de_aprobacion,
    reglas.despues_de_los_lineamientos,
    reglas.remision_tras_la_norma,
    reglas.no_sigue_su_regla,
    reglas.remision_impresa_antes_de_aprobacion,
    reglas.misma_regla_dos_fechas,
    fechas.fuera_de_su_mes,
    reglas.dos_dias_de_una_aprobacion,
    cobertura.una_fecha_para_todas,
    reglas.rige_otra_fecha,
    reglas.plazo_impreso_excede,
    informes.informe_antes_de_sesion,
    informes.informe_antes_de_fin_de_mes,
    informes.sesion_narrada_antes,
    fechas.vence_en_inhabil,
    informes.recurrencia_sin_fin,
    informes.mes_sin_informe,
    conclusiones.conclusion_tardia,
    conclusiones.en_tiempo_tras_la_norma,
    conclusiones.texto_contradice_conclusion,
    comparaciones.sesion_con_dos_fechas,
    comparaciones.acto_con_dos_fechas,
    comparaciones.acto_de_otro_anio,
    comparaciones.oficio_distinto,
    comparaciones.dos_oficios_de_un_acto,
    cobertura.sin_decision_ni_remision,
    cobertura.sin_remision,
    cobertura.remision_sin_esperar,
    cobertura.etapa_que_nadie_recorre,
    cobertura.sin_limite_de_remision,
    cobertura.sin_area,
    cobertura.numeral_sin_fila,
    cobertura.cargo_sin_listado,
    cobertura.informes_de_avance,
    cobertura.sin_fecha_impresa,
    cobertura.sin_aviso_de_privacidad,
    cobertura.capacitacion_tardia,
    cobertura.capacitacion_antes_del_sistema,
    cobertura.hito_al_reves,
    cobertura.hitos_fuera_de_orden,
    cobertura.etapas_traslapadas,
    cobertura.liberado_antes_de_probar,
    cobertura.liberado_antes_de_lo_suyo,
    cobertura.sin_pruebas,
    fuentes.clave_repetida,
    fuentes.matriz_discrepa,
    fuentes.falta_en_la_matriz,
    fuentes.matriz_otro_nombre,
    fuentes.matriz_otro_producto,
    comparaciones.acto_con_dos_anios,
    comparaciones.otro_acto_con_su_nombre,
    comparaciones.dos_actos_de_creacion,
    fuentes.oficio_de_dos_actos,
    comparaciones.conteo_distinto,
    comparaciones.meses_de_avance,
    comparaciones.proceso_distinto,
    comparaciones.cargo_distinto,
    comparaciones.otro_documento,
    fuentes.citas_discrepan,
    nombres.nombre_de_otra_forma,
    nombres.sigla_de_otra_forma,
    comparaciones.serie_de_otra_forma,
)


def revisar(plan: PlanDatos) -> list[Hallazgo]:
    """What a careful clerk would ask about a plan, in the order of the checks and of the plan."""
    contexto = Contexto(plan)
    hallazgos: dict[tuple[str, str, str, str], Hallazgo] = {}
    for revision in REVISIONES:
        for hallazgo in revision(contexto):
            valor = (hallazgo.llave, hallazgo.clave, hallazgo.campo, hallazgo.valor)
            hallazgos.setdefault(valor, hallazgo)
    return list(hallazgos.values())


def por_gravedad(hallazgos: Iterable[Hallazgo]) -> list[Hallazgo]:
    """The gravest first; of the same gravity, as they were found."""
    return sorted(hallazgos, key=lambda h: GRAVEDADES.index(h.gravedad))
