"""Reads a plan as a careful clerk would and says what does not fit. Pure: no ORM, no clock.

Each check is one function; its docstring says why it is made. One printed value is reported once, by the first
check of the list that finds something in it: a wrong year is also out of order, out of its month and against its
rule, but it is one slip.
"""

from ..esquema_plan import PlanDatos
from . import cobertura, conclusiones, fechas, fuentes, pasos
from .modelo import Contexto, Gravedad, Hallazgo, Revision

__all__ = ["REVISIONES", "Gravedad", "Hallazgo", "revisar"]

# From the most telling to the least.
REVISIONES: tuple[Revision, ...] = (
    fechas.regla_ilegible,
    fechas.transcripcion,
    fechas.anio_imposible,
    fechas.fuera_del_proceso,
    fechas.periodo_al_reves,
    fechas.fuera_del_periodo_informado,
    pasos.pasos_fuera_de_orden,
    pasos.sesion_despues_del_vencimiento,
    pasos.remision_no_cabe,
    fechas.remision_antes_de_aprobacion,
    fechas.despues_de_los_lineamientos,
    fechas.no_sigue_su_regla,
    fechas.misma_regla_dos_fechas,
    fechas.fuera_de_su_mes,
    fechas.rige_otra_fecha,
    fechas.plazo_impreso_excede,
    fechas.informe_antes_de_sesion,
    fechas.vence_en_inhabil,
    fechas.recurrencia_sin_fin,
    fechas.mes_sin_informe,
    conclusiones.conclusion_tardia,
    conclusiones.texto_contradice_conclusion,
    conclusiones.oficio_distinto,
    cobertura.sin_decision_ni_remision,
    cobertura.sin_remision,
    cobertura.sin_limite_de_remision,
    cobertura.sin_area,
    cobertura.numeral_sin_fila,
    cobertura.cargo_sin_listado,
    cobertura.informes_de_avance,
    cobertura.sin_fecha_impresa,
    cobertura.hito_al_reves,
    cobertura.hitos_fuera_de_orden,
    cobertura.liberado_antes_de_probar,
    fuentes.clave_repetida,
    fuentes.matriz_discrepa,
    fuentes.matriz_otro_nombre,
    fuentes.citas_discrepan,
    fuentes.cita_imposible,
    fuentes.acto_con_dos_anios,
)


def revisar(plan: PlanDatos) -> list[Hallazgo]:
    """What a careful clerk would ask about a plan, in the order of the checks and of the plan."""
    contexto = Contexto(plan)
    hallazgos: dict[tuple[str, str, str], Hallazgo] = {}
    for revision in REVISIONES:
        for hallazgo in revision(contexto):
            hallazgos.setdefault((hallazgo.clave, hallazgo.campo, hallazgo.valor), hallazgo)
    return list(hallazgos.values())
