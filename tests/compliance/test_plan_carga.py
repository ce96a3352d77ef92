"""Loading a plan: idempotent by keys, told by history, and careful with what already happened."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group

from calendario.fechas import fin_del_dia
from compliance import models
from compliance.historia import guardar
from compliance.models import (
    Area,
    Entregable,
    EtapaRuta,
    Hito,
    Integracion,
    Plan,
    Proceso,
    Rol,
    Ruta,
    Subactividad,
    Usuario,
)
from compliance.plan import esquema as esquema_plan
from compliance.plan.defectos import PlanInvalido
from compliance.services.simulacion import instantanea
from compliance.verbos.modelo import Rechazo

from ..elenco import TZ, momento
from .plan_cargado import MUEVE_LIMITE, PRIMERA, cargar, empezar, informe
from .plan_minimo import PLAN, leido

pytestmark = pytest.mark.django_db

SEGUNDA = momento("2023-11-02 10:00")
AUDITADOS = [m for m in vars(models).values() if isinstance(m, type) and hasattr(m, "history")]


def filas_de_historia() -> int:
    return sum(modelo.history.count() for modelo in AUDITADOS)


# -- What a load leaves -----------------------------------------------------------------------------------


def test_una_primera_carga_crea_todo_y_lo_dice() -> None:
    resultado = cargar()
    assert {tipo: len(claves) for tipo, claves in resultado.creados.items()} == {
        "instituto": 1,
        "proceso": 1,
        "organos": 2,
        "integraciones": 1,
        "areas": 1,
        "cargos": 1,
        "limites": 1,
        "rutas": 2,
        "etapas": 5,
        "entregables": 3,
        "subactividades": 2,
        "hitos": 1,
        "plan": 1,
    }
    assert resultado.creados["etapas"][1] == "informe/consejo"
    assert [resultado.cambiados, resultado.sin_cambio, resultado.sobran, resultado.conservados] == [{}, {}, {}, []]
    plan = Plan.objects.get()
    assert (plan.clave, plan.fuente, plan.cargado_en) == (
        "opl-2024",
        "Plan de trabajo (OPL/CG/1/2023)",
        PRIMERA,
    )
    assert plan.sha256 == leido()[1]


def test_un_entregable_vence_al_terminar_el_dia_local_de_su_primera_obligacion() -> None:
    cargar()
    assert informe().vence == fin_del_dia(date(2024, 4, 1), TZ)
    assert Entregable.objects.get(llave="otro").vence is None


def test_una_subactividad_se_sujeta_a_la_fecha_impresa_salvo_que_se_de_otra() -> None:
    cargar()
    sesion, remision = informe().subactividades.all()
    assert (sesion.fecha_impresa, sesion.fecha) == (date(2024, 4, 1), date(2024, 4, 1))
    assert (remision.fecha_impresa, remision.fecha) == (date(2023, 4, 5), date(2024, 4, 5))
    assert remision.etapa is not None
    assert remision.etapa.clave == "remitir"


def test_el_historial_dice_quien_cargo_cuando_y_por_que() -> None:
    cargar()
    fila = informe().history.get()
    assert (fila.autor, fila.history_date, fila.history_change_reason) == ("", PRIMERA, "Carga del plan opl-2024")


def test_el_primer_plan_de_un_proceso_lo_carga_solo_el_sistema() -> None:
    with pytest.raises(Rechazo, match="corresponde, en este proceso, a: Administración, Secretaría técnica"):
        cargar(por=Usuario.objects.create_user("admin"))
    assert not Plan.objects.exists()


def test_cargar_otra_vez_el_mismo_archivo_no_escribe_nada() -> None:
    cargar()
    antes = filas_de_historia()
    resultado = cargar(en=SEGUNDA)
    assert not resultado.escribio
    assert sum(len(claves) for claves in resultado.sin_cambio.values()) == 22
    assert filas_de_historia() == antes
    assert Plan.objects.get().cargado_en == PRIMERA


def test_un_archivo_que_solo_cambio_comentarios_se_anota_solo_en_el_plan() -> None:
    cargar()
    resultado = cargar(("esquema = 1", "# Revisado.\nesquema = 1"), en=SEGUNDA)
    assert [(tipo, [c.campos for c in cambios]) for tipo, cambios in resultado.cambiados.items()] == [
        ("plan", [("sha256", "cargado_en")])
    ]


# -- What changed -----------------------------------------------------------------------------------------


def test_una_fecha_cambiada_solo_cambia_esa_fila_y_su_vencimiento() -> None:
    cargar()
    resultado = cargar(
        ("termina = 2024-04-01\nfecha_plan = 2024-04-01", "termina = 2024-04-02\nfecha_plan = 2024-04-02"),
        en=SEGUNDA,
    )
    assert {tipo: [asdict(c) for c in cambios] for tipo, cambios in resultado.cambiados.items()} == {
        "entregables": [{"clave": "informe-marzo", "campos": ("termina_impreso", "fecha_plan", "vence")}],
        "plan": [{"clave": "opl-2024", "campos": ("sha256", "contenido", "hallazgos", "cargado_en")}],
    }
    assert informe().vence == fin_del_dia(date(2024, 4, 2), TZ)
    ultima, primera = informe().history.all()
    assert (primera.fecha_plan, ultima.fecha_plan, ultima.history_date) == (
        date(2024, 4, 1),
        date(2024, 4, 2),
        SEGUNDA,
    )


def test_las_filas_que_salieron_del_archivo_se_quedan_y_se_dicen() -> None:
    cargar()
    hito = PLAN[PLAN.index("[[hitos]]") : PLAN.index("[[matriz]]")]
    resultado = cargar(
        (hito, ""),
        (PLAN[PLAN.index('    { clave = "2"') : PLAN.index('\n]\n\n[[entregables]]\nllave = "listado"')], ""),
        en=SEGUNDA,
    )
    assert resultado.sobran == {"hitos": ["interfaz"], "subactividades": ["informe-marzo/2"]}
    assert Hito.objects.get().clave == "interfaz"
    assert [s.clave for s in informe().subactividades.all()] == ["1", "2"]


def test_un_paso_intercalado_deja_a_cada_fila_su_identidad() -> None:
    cargar()
    antes = {s.clave: s.pk for s in informe().subactividades.all()}
    nuevo = 'subactividades = [\n    { clave = "0", texto = "Reunión" },\n    { clave = "1"'
    resultado = cargar(('subactividades = [\n    { clave = "1"', nuevo), en=SEGUNDA)
    despues = informe().subactividades.all()
    assert [s.clave for s in despues] == ["0", "1", "2"]
    assert {s.clave: s.pk for s in despues if s.clave != "0"} == antes
    assert resultado.creados == {"subactividades": ["informe-marzo/0"]}
    # The place where a row waited while others moved is no news of the plan.
    assert [h.orden for h in Subactividad.history.filter(clave="1")] == [2, 1]


def test_los_pasos_con_la_misma_clave_se_distinguen_por_su_turno() -> None:
    cambio = ('clave = "2", texto = "Envío"', 'clave = "1", texto = "Envío"')
    assert cargar(cambio).creados["subactividades"] == ["informe-marzo/1", "informe-marzo/1 (2)"]
    assert not cargar(cambio, en=SEGUNDA).escribio


def test_una_fila_que_repite_una_plantilla_apunta_a_ella() -> None:
    cargar(('clave = "11.3"\nnumeral', 'clave = "11.3"\nplantilla_de = "otro"\nnumeral'))
    repetido = informe()
    assert repetido.plantilla == Entregable.objects.get(llave="otro")
    assert repetido.orden == 1


def test_una_ocurrencia_nacida_de_un_evento_no_sobra() -> None:
    cargar()
    plantilla = Entregable.objects.get(llave="otro")
    ocurrencia = Entregable(
        proceso=plantilla.proceso,
        llave="otro-1",
        clave="11",
        orden=plantilla.orden,
        nombre="Otro documento: manual",
        plantilla=plantilla,
        ruta=plantilla.ruta,
        evento_el=date(2023, 11, 1),
    )
    guardar(ocurrencia, por=None, en=PRIMERA, motivo="Hecho")
    assert cargar(en=SEGUNDA).sobran == {}


# -- Routes -----------------------------------------------------------------------------------------------

ETAPA_COMISION = (
    '    { clave = "consejo", nombre = "Consejo"',
    '    { clave = "comision", nombre = "Comisión", tipo = "decidir", organo = "comision",'
    ' resultados = ["aprobado"] },\n'
    '    { clave = "consejo", nombre = "Consejo"',
)


def etapas() -> list[str]:
    return [e.clave for e in Ruta.objects.get(clave="informe").etapas.all()]


def test_una_etapa_se_intercala_en_una_ruta_y_se_vuelve_a_quitar() -> None:
    cargar()
    cargar(ETAPA_COMISION, en=SEGUNDA)
    assert etapas() == ["elaborar", "comision", "consejo", "remitir", "validar"]
    resultado = cargar(en=SEGUNDA)
    assert etapas() == ["elaborar", "consejo", "remitir", "validar"]
    assert resultado.advertencias == ["Se retiró de la ruta «informe» la etapa «comision», que nada usaba."]
    retirada = EtapaRuta.history.get(clave="comision", history_type="-")
    assert (retirada.history_date, retirada.history_change_reason) == (SEGUNDA, "Carga del plan opl-2024")


def test_quien_esta_en_una_etapa_que_sale_del_archivo_la_conserva_en_su_copia() -> None:
    cargar(ETAPA_COMISION)
    entregable = informe()
    entregable.a_decision()
    entregable.etapa = EtapaRuta.objects.get(clave="comision")
    guardar(entregable, por=None, en=PRIMERA, motivo="A la comisión")
    resultado = cargar(en=SEGUNDA)
    assert etapas() == ["elaborar", "consejo", "remitir", "validar"]
    e = informe()
    assert (e.ruta.propia_de, e.etapa.ruta, e.etapa.clave) == (e, e.ruta, "comision")
    assert [x.clave for x in e.ruta.etapas.all()] == ["elaborar", "comision", "consejo", "remitir", "validar"]
    assert [c.razon.partition(";")[0] for c in resultado.conservados if c.campo == "ruta"] == ["ya recorre su ruta"]


# -- What the record keeps --------------------------------------------------------------------------------


def test_lo_ajustado_en_pantalla_se_queda_mientras_el_archivo_calle() -> None:
    cargar()
    area = Area.objects.get()
    area.correo = "informatica@example.com"
    guardar(area, por=None, en=PRIMERA, motivo="Correo")
    proceso = Proceso.objects.get()
    proceso.campanas_inicio, proceso.publicacion_inicio = date(2024, 4, 15), date(2024, 4, 20)
    guardar(proceso, por=None, en=PRIMERA, motivo="Acuerdo")
    assert not cargar(en=SEGUNDA).escribio
    area.refresh_from_db()
    proceso.refresh_from_db()
    assert area.correo == "informatica@example.com"
    assert (proceso.campanas_inicio, proceso.publicacion_inicio) == (date(2024, 4, 15), date(2024, 4, 20))


def test_lo_que_el_archivo_si_dice_de_los_ajustes_se_escribe() -> None:
    cargar()
    resultado = cargar(("jornada = 2024-06-02", "jornada = 2024-06-02\ndias_respuesta = 3"), en=SEGUNDA)
    assert [c.campos for c in resultado.cambiados["proceso"]] == [("dias_respuesta",)]


def test_una_integracion_anotada_en_pantalla_no_sobra() -> None:
    cargar()
    consejera = Integracion.objects.get()
    assert (consejera.nombre, consejera.preside) == ("Consejera Uno", True)
    guardar(
        Integracion(organo=consejera.organo, nombre="Otra", cargo="Consejera", desde=date(2023, 10, 1)),
        por=None,
        en=PRIMERA,
        motivo="Nombramiento",
    )
    resultado = cargar(en=SEGUNDA)
    assert not resultado.escribio
    assert not resultado.sobran


def test_el_limite_de_un_entregable_sin_empezar_sigue_al_archivo() -> None:
    cargar()
    assert not cargar(MUEVE_LIMITE, en=SEGUNDA).conservados
    assert informe().limite_remision == date(2024, 4, 9)


def test_el_limite_de_un_entregable_en_marcha_se_conserva_y_se_dice() -> None:
    cargar()
    empezar(informe())
    resultado = cargar(MUEVE_LIMITE, ("Informe de marzo", "Informe del mes de marzo"), en=SEGUNDA)
    (conservado,) = resultado.conservados
    assert (conservado.clave, conservado.campo) == ("informe-marzo", "limite_remision")
    assert conservado.razon == (
        "ya está en trámite («En elaboración»); el registro dice 05/04/2024 y el archivo 09/04/2024"
    )
    entregable = informe()
    assert entregable.limite_remision == date(2024, 4, 5)
    # The rest of the row does follow the file, and no fact of the flow moved.
    assert entregable.nombre == "Informe del mes de marzo"
    assert entregable.estado == Entregable.Estado.EN_ELABORACION
    assert entregable.etapa is not None


def test_la_fecha_con_que_se_juzga_lo_aprobado_se_conserva() -> None:
    cargar()
    empezar(informe(), aprobado_el=date(2024, 4, 2), acuerdo="OPL/CG/9/2024")
    cambio = ("termina = 2024-04-01\nfecha_plan = 2024-04-01", "termina = 2024-04-03\nfecha_plan = 2024-04-03")
    resultado = cargar(cambio, en=SEGUNDA)
    assert [(c.campo, c.razon) for c in resultado.conservados] == [
        (
            "fecha_plan",
            "se aprobó el 02/04/2024 y con esa fecha se juzga; el registro dice 01/04/2024 y el archivo 03/04/2024",
        )
    ]
    entregable = informe()
    assert (entregable.fecha_plan, entregable.acuerdo) == (date(2024, 4, 1), "OPL/CG/9/2024")
    assert entregable.situacion(momento("2024-04-02 12:00")).retrasos == {"aprobación": 1}


def test_el_limite_que_fijo_una_aprobacion_se_conserva() -> None:
    cargar()
    empezar(
        Entregable.objects.get(llave="listado"),
        aprobado_el=date(2024, 3, 20),
        limite_remision=date(2024, 3, 21),
    )
    (conservado,) = cargar(en=SEGUNDA).conservados
    assert conservado.razon == ("lo fijó la aprobación del 20/03/2024; el registro dice 21/03/2024 y el archivo nada")
    assert Entregable.objects.get(llave="listado").limite_remision == date(2024, 3, 21)


def test_el_limite_de_lo_remitido_se_conserva_y_sigue_sin_vencimiento() -> None:
    cargar()
    empezar(informe(), aprobado_el=date(2024, 4, 1), remitido_en=momento("2024-04-04 20:00"))
    (conservado,) = cargar(MUEVE_LIMITE, en=SEGUNDA).conservados
    assert conservado.razon.startswith("se remitió el 04/04/2024 y con ese límite se juzga")
    assert informe().vence is None


def test_un_entregable_en_marcha_conserva_su_ruta() -> None:
    cargar()
    empezar(informe())
    corta = [
        ('ruta = "informe"\narea', 'ruta = "remision"\narea'),
        ("fecha_plan = 2024-04-01\n", ""),
        ('etapa = "consejo", fecha_impresa', "fecha_impresa"),
    ]
    resultado = cargar(*corta, en=SEGUNDA)
    assert [(c.campo, c.razon) for c in resultado.conservados] == [
        ("ruta", "ya recorre su ruta; el registro dice «Informe» y el archivo «Remisión»")
    ]
    entregable = informe()
    assert entregable.ruta.clave == "informe"
    assert {s.etapa.ruta.clave for s in entregable.subactividades.all() if s.etapa} == {"informe"}


def test_un_entregable_cancelado_no_revive() -> None:
    cargar()
    entregable = informe()
    entregable.a_cancelacion()
    entregable.vence = None
    guardar(entregable, por=None, en=PRIMERA, motivo="Cancelado")
    cargar(("Informe de marzo", "Informe del mes de marzo"), en=SEGUNDA)
    assert (informe().estado, informe().vence) == (Entregable.Estado.CANCELADO, None)


# -- Refusals and warnings --------------------------------------------------------------------------------


def test_lo_que_no_cabe_en_el_registro_se_rechaza_entero() -> None:
    with pytest.raises(PlanInvalido) as refutado:
        cargar(("Informe de marzo", "x" * 501))
    (defecto,) = refutado.value.defectos
    assert str(defecto).startswith("opl-2024: entregables (informe-marzo).nombre: ")
    assert "500" in defecto.razon
    assert not Proceso.objects.exists()


def test_una_zona_horaria_desconocida_se_rechaza() -> None:
    with pytest.raises(PlanInvalido, match=r"instituto \(opl\).zona_horaria: .*America/Mexico_City"):
        cargar(('entidad = "Morelos"', 'entidad = "Morelos"\nzona_horaria = "America/Cuernavaca"'))


MARZO = 'nombre = "Informe de marzo"'
LISTADO = 'nombre = "Listado de gubernatura"'


@pytest.mark.parametrize(
    ("cambios", "dicho"),
    [
        ([(MARZO, f'{MARZO}\nregla = "5 lunas después"')], r"entregables \(informe-marzo\)\.regla: .*lunas"),
        ([(MARZO, f'{MARZO}\nregla = "a más tardar 2024-02-30"')], r"\(informe-marzo\)\.regla: .*30"),
        (
            [(MARZO, f'{MARZO}\nregla_remision = "día siguiente"\nregla_evento = "nadie"')],
            r"\(informe-marzo\)\.regla_remision: .*nadie",
        ),
        (
            [
                (MARZO, f'{MARZO}\nregla = "día siguiente"\nregla_evento = "listado"'),
                (LISTADO, f'{LISTADO}\nregla = "día siguiente"\nregla_evento = "informe-marzo"'),
            ],
            r"\(informe-marzo\)\.regla: .*en círculo",
        ),
        ([('texto = "Envío"', 'texto = "Envío", regla = "mañana"')], r"subactividades\[2\]\.regla: .*mañana"),
    ],
    ids=["ilegible", "fecha imposible", "evento desconocido", "circulo", "paso"],
)
def test_una_regla_que_no_se_puede_evaluar_rechaza_el_plan_con_clave_y_razon(
    cambios: list[tuple[str, str]], dicho: str
) -> None:
    with pytest.raises(PlanInvalido, match=dicho):
        cargar(*cambios)
    assert not Plan.objects.exists()


def test_un_entregable_que_nunca_venceria_es_una_advertencia() -> None:
    resultado = cargar(("fecha_plan = 2024-03-22\n", ""))
    assert resultado.advertencias == ["«listado» no tiene fecha de aprobación ni límite de remisión: nunca vencerá."]


def test_toda_clave_del_esquema_llega_al_registro_o_consta_que_se_queda() -> None:
    def solo_en_el_archivo(datos: type, modelo: type, equivalencias: dict[str, str]) -> set[str]:
        columnas = {f.name for f in modelo._meta.fields}  # type: ignore[attr-defined]
        return {c for c in datos.model_fields if equivalencias.get(c, c) not in columnas}  # type: ignore[attr-defined]

    de_derivar = {"origen", "por_confirmar"}
    assert (
        solo_en_el_archivo(
            esquema_plan.EntregableDatos,
            Entregable,
            {
                "responsable": "responsable_impreso",
                "inicia": "inicia_impreso",
                "termina": "termina_impreso",
                "plantilla_de": "plantilla",
            },
        )
        == {"meses", "atribucion", "impreso", "conclusion_impresa", "desarrollo", "subactividades"} | de_derivar
    )
    assert solo_en_el_archivo(esquema_plan.SubactividadDatos, Subactividad, {}) == de_derivar
    assert solo_en_el_archivo(esquema_plan.HitoDatos, Hito, {}) == de_derivar
    assert solo_en_el_archivo(esquema_plan.ProcesoDatos, Proceso, {}) == de_derivar
    assert solo_en_el_archivo(esquema_plan.InstitutoDatos, models.Instituto, {}) == set()
    assert solo_en_el_archivo(esquema_plan.AreaDatos, Area, {}) == set()
    assert solo_en_el_archivo(esquema_plan.CargoDatos, models.Cargo, {}) == set()
    assert solo_en_el_archivo(esquema_plan.EtapaDatos, EtapaRuta, {}) == set()
    assert solo_en_el_archivo(esquema_plan.OrganoDatos, models.Organo, {}) == {
        "sesion_ordinaria",
        "integrantes",
    }
    assert solo_en_el_archivo(esquema_plan.IntegranteDatos, Integracion, {}) == set()


def test_como_se_convoca_a_un_organo_se_carga_y_lo_que_el_archivo_no_dice_se_conserva() -> None:
    dicho = 'nombre = "Comisión"\nconvocatoria_horas = { ordinaria = 72, fuente = "Reglamento, art. 9" }'
    dicho += '\norden_del_dia = ["asistencia", "entregable"]\nrepresentaciones = true'
    del_consejo = 'tipo = "consejo"\nconvocatoria_horas = { ordinaria = 96, fuente = "Reglamento, art. 12" }'
    cargar(('nombre = "Comisión"', dicho), ('tipo = "consejo"', del_consejo))
    comision, consejo = models.Organo.objects.get(clave="comision"), models.Organo.objects.get(clave="consejo")
    assert (comision.anticipacion.ordinaria, comision.anticipacion.extraordinaria) == (72, 24)
    assert comision.anticipacion.fuente == "Reglamento, art. 9"
    assert comision.orden_del_dia == ["asistencia", "entregable"]
    assert (comision.convoca_representaciones, consejo.convoca_representaciones) == (True, True)
    cargar(en=SEGUNDA)
    comision.refresh_from_db()
    assert comision.anticipacion.ordinaria == 72
    # One number: what is simulated is what is obeyed.
    (simulado,) = instantanea(consejo.proceso)[0].organos
    assert (simulado.clave, simulado.convocatoria_horas.ordinaria) == ("consejo", 96)


def test_los_grupos_de_cada_papel_existen_desde_la_primera_migracion() -> None:
    assert set(Rol.values) <= set(Group.objects.values_list("name", flat=True))


def test_los_vencimientos_del_proceso_se_mueven_con_la_zona_del_instituto() -> None:
    cargar()
    antes = informe().vence
    cargar(('entidad = "Morelos"', 'entidad = "Quintana Roo"\nzona_horaria = "America/Cancun"'), en=SEGUNDA)
    despues = informe().vence
    assert antes is not None
    assert despues is not None
    assert antes - despues == timedelta(hours=1)
