"""A whole process played before and after what is supposed, without touching the record."""

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from calendario.models import Calendario, Inhabil
from compliance.historia import guardar
from compliance.models import Entregable, Proceso
from compliance.plan.derivacion import derivar
from compliance.plan.esquema import ConvocatoriaDatos, PlanDatos, leer_plan, ruta_de_plan
from compliance.plan.norma import plan_de_la_norma
from compliance.plan.simulacion import (
    Cambios,
    Comparada,
    LoOcurrido,
    SesionSimulada,
    Simulacion,
    SupuestoInvalidoError,
    leer_cambios,
    simular,
)
from compliance.services.planes import cargar_plan
from compliance.services.simulacion import instantanea

from ..elenco import momento
from .derivados import JORNADA, respuestas

CLAVES = ("impepac-2023-2024", "ieeh-2023-2024", "iepac-2023-2024", "iepc-jalisco-2023-2024")


@pytest.fixture(scope="module")
def morelos() -> PlanDatos:
    return leer_plan(ruta_de_plan("impepac-2023-2024"))[0]


def con(plan: PlanDatos, **supuesto: Any) -> Simulacion:
    return simular(plan, leer_cambios(plan, **supuesto))


def fila(simulacion: Simulacion, llave: str) -> Comparada:
    return next(f for f in simulacion.filas if f.antes.llave == llave)


def sesion(simulacion: Simulacion, organo: str, dia: date, tipo: str = "sesion") -> SesionSimulada:
    return next(s for s in simulacion.sesiones if (s.organo, s.tipo, s.dia) == (organo, tipo, dia))


# -- The plan as it is ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("llave", "aprobacion", "limite", "remision", "limite_remision", "holgura"),
    [
        # Decided on 28 September for 1 October; sent on 1 October for the 5th.
        ("informe-mensual-2023-09", "2023-09-28", "2023-10-01", "2023-10-01", "2023-10-05", 3),
        # The approval fixes the limit five days later, although the 5th is printed.
        ("plan-de-trabajo", "2023-11-01", "2023-11-01", "2023-11-01", "2023-11-06", 0),
        ("listado-gubernatura", "2024-03-22", "2024-03-22", "2024-03-22", "2024-03-23", 0),
        # A remission that nobody approves: its own day.
        ("remision-avance-abril", None, None, "2024-04-27", "2024-04-27", 0),
        ("avance-abril", "2024-04-26", "2024-04-26", None, None, 0),
        # The agreement of 2 September is a day after the Lineamientos: dates say what they say.
        ("instalacion-comision", "2023-09-02", "2023-09-01", "2023-09-07", "2023-09-07", -1),
    ],
)
def test_cada_entregable_conserva_la_holgura_que_dejan_sus_fechas(
    morelos: PlanDatos,
    llave: str,
    aprobacion: str | None,
    limite: str | None,
    remision: str | None,
    limite_remision: str | None,
    holgura: int,
) -> None:
    dicho = fila(con(morelos), llave).antes.como_dict()
    assert (dicho["aprobacion"], dicho["limite_aprobacion"]) == (aprobacion, limite)
    assert (dicho["remision"], dicho["limite_remision"], dicho["holgura"]) == (remision, limite_remision, holgura)


def test_sin_suponer_nada_nada_se_atrasa(morelos: PlanDatos) -> None:
    simulacion = con(morelos)
    assert simulacion.se_atrasan == ()
    assert [f.antes.llave for f in simulacion.ya_tarde] == ["instalacion-comision", "instancia-interna"]
    assert not any(f.cambia for f in simulacion.filas)
    assert simulacion.sesiones == simulacion.sesiones_antes


@pytest.mark.parametrize("clave", CLAVES)
def test_todo_plan_se_puede_simular_y_siempre_da_lo_mismo(clave: str) -> None:
    plan = leer_plan(ruta_de_plan(clave))[0]
    assert con(plan).como_dict() == con(plan).como_dict()
    json.dumps(con(plan).como_dict())


def test_una_sesion_decide_muchos_entregables(morelos: PlanDatos) -> None:
    simulacion = con(morelos)
    assert sesion(simulacion, "consejo", date(2024, 3, 30)).decide == (
        "listado-diputaciones-mr",
        "listado-diputaciones-rp",
        "listado-ayuntamientos",
    )
    # «Los últimos días del mes de octubre»: the working meeting is its last day.
    assert sesion(simulacion, "comision", date(2023, 10, 31), "reunion").decide == (
        "informe-mensual-2023-10",
        "plan-de-trabajo",
    )


def test_la_ultima_sesion_segura_deja_tiempo_para_convocar_al_siguiente_organo(morelos: PlanDatos) -> None:
    simulacion = con(morelos)
    # The final report goes to INE by 2 October: the council may sit that day, called 48 hours before.
    consejo = sesion(simulacion, "consejo", date(2024, 10, 2))
    assert (consejo.ultimo_dia, consejo.horas, consejo.convocar) == (date(2024, 10, 2), 48, date(2024, 9, 30))
    # So the commission, by 30 September; in extraordinary session, called 24 hours before.
    comision = sesion(simulacion, "comision", date(2024, 9, 30))
    assert (comision.ultimo_dia, comision.margen, comision.horas) == (date(2024, 9, 30), 0, 24)
    assert comision.ultima_convocatoria == date(2024, 9, 29)
    # And the working meeting of that same day is a day late to call it.
    assert sesion(simulacion, "comision", date(2024, 9, 30), "reunion").margen == -1


def test_la_anticipacion_de_la_convocatoria_es_dato_de_cada_organo(morelos: PlanDatos) -> None:
    organos = [
        o.model_copy(update={"convocatoria_horas": ConvocatoriaDatos(ordinaria=73)}) if o.clave == "consejo" else o
        for o in morelos.organos
    ]
    simulacion = con(morelos.model_copy(update={"organos": organos}))
    # 73 hours do not fit in three days.
    assert sesion(simulacion, "comision", date(2024, 9, 30)).ultimo_dia == date(2024, 9, 28)


# -- What is supposed -------------------------------------------------------------------------------------


def test_lo_que_decidiria_una_sesion_cancelada_espera_la_siguiente_de_su_organo(morelos: PlanDatos) -> None:
    simulacion = con(morelos, cancelar=["consejo@2023-11-01"])
    assert [f.antes.llave for f in simulacion.se_atrasan] == ["informe-mensual-2023-10", "plan-de-trabajo"]
    plan_de_trabajo = fila(simulacion, "plan-de-trabajo").despues
    assert plan_de_trabajo.aprobacion == date(2023, 12, 1)
    # Its limit counts from the approval; that of the monthly report does not move.
    assert (plan_de_trabajo.limite_remision, plan_de_trabajo.holgura_remision) == (date(2023, 12, 6), 5)
    assert fila(simulacion, "informe-mensual-2023-10").despues.holgura_remision == -26
    assert "plan-de-trabajo" in sesion(simulacion, "consejo", date(2023, 12, 1)).decide


def test_lo_que_pierde_su_ultima_sesion_queda_sin_decidir(morelos: PlanDatos) -> None:
    simulacion = con(morelos, cancelar=["consejo@2024-10-02"])
    final = fila(simulacion, "informe-final").despues
    assert (final.sin_sesion, final.tarde, final.aprobacion, final.remision) == (True, True, None, None)
    assert final.razones == ("no queda una sesión que lo decida (Sesión del Consejo Estatal Electoral)",)


def test_una_sesion_que_se_mueve_lleva_consigo_lo_que_sigue(morelos: PlanDatos) -> None:
    simulacion = con(morelos, mover=["comision@2023-09-27=2023-09-30"])
    # The council of the 28th cannot decide what the commission has not: it waits for that of 1 November.
    assert fila(simulacion, "implementacion-propia").despues.aprobacion == date(2023, 11, 1)
    ambas = con(morelos, mover=["comision@2023-09-27=2023-09-30", "consejo@2023-09-28=2023-10-01"])
    assert ambas.se_atrasan == ()
    assert fila(ambas, "implementacion-propia").despues.holgura_aprobacion == 0


def test_un_entregable_se_mueve_por_su_llave_o_por_su_clave_impresa(morelos: PlanDatos) -> None:
    assert con(morelos, mover=["11.5=2023-10-30"]).filas == con(morelos, mover=["plan-de-trabajo=2023-10-30"]).filas
    movido = fila(con(morelos, mover=["11.5=2023-10-30"]), "plan-de-trabajo")
    assert (movido.antes.holgura, movido.despues.holgura) == (0, 2)
    remision = fila(con(morelos, mover=["remision-avance-abril=2024-04-29"]), "remision-avance-abril")
    assert remision.se_atrasa
    assert remision.despues.razones == ("se remite el lun 29 abr 2024, 2 días después del sáb 27 abr 2024",)


def test_otra_jornada_mueve_los_limites_que_cuentan_desde_ella(morelos: PlanDatos) -> None:
    simulacion = con(morelos, jornada="2024-05-26")
    assert [f.antes.llave for f in simulacion.se_atrasan] == ["informe-final"]
    assert fila(simulacion, "informe-final").despues.limite_remision == date(2024, 9, 26)
    despues = con(morelos, jornada="2024-06-09")
    assert despues.se_atrasan == ()
    assert fila(despues, "informe-final").despues.holgura == 7


def test_lo_que_queda_despues_de_la_jornada_se_senala(morelos: PlanDatos) -> None:
    assert con(morelos).tras_la_jornada == ()
    # A week earlier, the report of May, its remission and the monthly one are after the election.
    antes = con(morelos, jornada="2024-05-26")
    assert [f.antes.llave for f in antes.tras_la_jornada] == [
        "avance-mayo",
        "remision-avance-mayo",
        "informe-mensual-2024-05",
    ]
    assert antes.como_dict()["tras_la_jornada"][0] == "avance-mayo"
    # The final report always was; later, nothing is left after it.
    assert con(morelos, jornada="2024-06-09").tras_la_jornada == ()
    # Also where it is the report that moves.
    movido = con(morelos, mover=["avance-mayo=2024-06-03"])
    assert [f.antes.llave for f in movido.tras_la_jornada] == ["avance-mayo", "remision-avance-mayo"]


def test_atrasar_un_dia_un_entregable_nunca_le_da_mas_holgura(morelos: PlanDatos) -> None:
    holguras = []
    for dias in range(-20, 20):
        dia = date(2023, 11, 1) + timedelta(days=dias)
        holguras.append(fila(con(morelos, mover=[f"plan-de-trabajo={dia}"]), "plan-de-trabajo").despues.holgura)
    assert holguras == sorted(holguras, reverse=True)  # type: ignore[type-var]


def test_lo_que_ya_ocurrio_no_se_simula_otra_vez(morelos: PlanDatos) -> None:
    hechos = {"plan-de-trabajo": LoOcurrido(aprobado=date(2023, 10, 30), remitido=date(2023, 11, 3))}
    simulacion = simular(morelos, leer_cambios(morelos, hechos, cancelar=["consejo@2023-11-01"]), hechos)
    hecho = fila(simulacion, "plan-de-trabajo")
    assert not hecho.cambia
    assert (hecho.despues.aprobacion, hecho.despues.limite_remision) == (date(2023, 10, 30), date(2023, 11, 4))
    assert hecho.despues.decisiones == ()
    with pytest.raises(SupuestoInvalidoError, match="ya se aprobó el 2023-10-30, y lo que ya ocurrió no se mueve"):
        leer_cambios(morelos, hechos, mover=["plan-de-trabajo=2023-11-06"])


def test_un_plan_derivado_esta_todo_a_tiempo(morelos: PlanDatos) -> None:
    simulacion = simular(derivar(morelos, JORNADA, respuestas(morelos)).plan, Cambios())
    assert [f for f in simulacion.filas if f.despues.tarde] == []


@pytest.mark.parametrize(
    ("supuesto", "razon"),
    [
        ({"jornada": "2027-06-06"}, "Derive primero el plan"),
        ({"jornada": "2024-02-30"}, "no existe en el calendario"),
        ({"mover": ["plan-de-trabajo"]}, "no tiene la forma CLAVE=FECHA"),
        ({"mover": ["plan-de-trbajo=2023-11-06"]}, "no hay un entregable con la clave «plan-de-trbajo»"),
        ({"mover": ["11.3=2023-11-06"]}, "la clave 11.3 es de 9 entregables"),
        ({"mover": ["plan-de-trabajo=ayer"]}, "no es una fecha"),
        ({"mover": ["cabildo@2023-11-01=2023-11-02"]}, "no hay un órgano «cabildo»"),
        ({"mover": ["plan-de-trabajo=9999-12-31"]}, "cae fuera de los años 1990 a 2100"),
        ({"mover": ["plan-de-trabajo=0001-01-01"]}, "cae fuera de los años 1990 a 2100"),
        ({"mover": ["plan-de-trabajo=2026-11-01"]}, "no es de este proceso, cuya jornada es el 2024-06-02"),
        ({"mover": ["comision@2023-09-27=2000-09-30"]}, "el año debe ir de 2023 a 2025"),
        ({"mover": ["11.5=2023-10-30", "plan-de-trabajo=2023-10-31"]}, "se mueve al 2023-10-30. Deje solo uno"),
        ({"jornada": "2024-06-03"}, "2024-06-03 es lunes; las elecciones se celebran en domingo"),
        (
            {"mover": ["consejo@2023-11-01=2023-11-03"], "cancelar": ["2023-11-01"]},
            "cancelar sesión «2023-11-01»: también se supone que la de consejo se mueve al 2023-11-03",
        ),
        ({"cancelar": ["2023-11-02"]}, "no hay sesión prevista el 2023-11-02. Las más cercanas: 2023-10-31"),
    ],
)
def test_lo_que_no_se_puede_suponer_se_rechaza_diciendo_por_que(
    morelos: PlanDatos, supuesto: dict[str, Any], razon: str
) -> None:
    with pytest.raises(SupuestoInvalidoError) as error:
        leer_cambios(morelos, **supuesto)
    assert razon in str(error.value)


def test_la_remision_de_un_informe_espera_su_presentacion(morelos: PlanDatos) -> None:
    """11.14 sends what 11.13 presents, on the day after it: what is late is the presentation."""
    cambios = leer_cambios(morelos, cancelar=["consejo@2024-04-26"])
    simulacion = simular(morelos, cambios)
    remision = fila(simulacion, "remision-avance-abril").despues
    assert (remision.remision, remision.limite_remision) == (date(2024, 5, 1), date(2024, 5, 2))
    assert {f.despues.llave for f in simulacion.filas if f.se_atrasa} == {"avance-abril"}


def test_una_remision_que_cuenta_desde_un_informe_se_mueve_con_el(morelos: PlanDatos) -> None:
    adelantado = fila(con(morelos, mover=["avance-abril=2024-04-24"]), "remision-avance-abril").despues
    assert (adelantado.remision, adelantado.limite_remision, adelantado.tarde) == (
        date(2024, 4, 25),
        date(2024, 4, 25),
        False,
    )


@pytest.mark.parametrize("dia", ["2023-10-27", "2023-11-06", "2023-11-30"])
def test_una_aprobacion_que_se_mueve_mueve_el_limite_que_cuenta_desde_ella(morelos: PlanDatos, dia: str) -> None:
    aprobada = date.fromisoformat(dia)
    movido = fila(con(morelos, mover=[f"plan-de-trabajo={dia}"]), "plan-de-trabajo").despues
    assert (movido.aprobacion, movido.limite_remision) == (aprobada, aprobada + timedelta(days=5))
    # The monthly report is sent in the first five days of the month, whenever it is approved.
    mensual = fila(con(morelos, mover=[f"informe-mensual-2023-10={dia}"]), "informe-mensual-2023-10").despues
    assert (mensual.aprobacion, mensual.limite_remision) == (aprobada, date(2023, 11, 5))


# -- The record -------------------------------------------------------------------------------------------


def cargado(clave: str) -> Proceso:
    plan, sha256 = leer_plan(ruta_de_plan(clave))
    cargar_plan(plan, sha256, por=None, en=momento("2023-09-01 10:00"))
    return Proceso.objects.get(clave=clave)


@pytest.fixture
def proceso(db: None) -> Proceso:
    return cargado("impepac-2023-2024")


@pytest.mark.parametrize("clave", CLAVES)
def test_un_proceso_recien_cargado_se_simula_como_su_plan(db: None, clave: str) -> None:
    plan, hechos, calendario = instantanea(cargado(clave))
    assert hechos == {}
    assert (
        simular(plan, Cambios(), hechos, calendario).como_dict() == con(leer_plan(ruta_de_plan(clave))[0]).como_dict()
    )


def test_lo_que_nacio_de_un_hecho_registrado_se_simula(proceso: Proceso) -> None:
    plantilla = Entregable.objects.filter(proceso=proceso, tipo="contingente", es_plantilla=True)[0]
    nacido = Entregable(
        proceso=proceso,
        plantilla=plantilla,
        llave=f"{plantilla.llave}-1",
        clave=plantilla.clave,
        orden=plantilla.orden,
        nombre=plantilla.nombre,
        tipo=plantilla.tipo,
        ruta=plantilla.ruta,
        evento_el=date(2024, 3, 4),
        limite_remision=date(2024, 3, 9),
    )
    guardar(nacido, por=None, en=momento("2024-03-05 10:00"), motivo="Se modificó")
    jugada = fila(simular(instantanea(proceso)[0], Cambios()), nacido.llave).antes
    assert jugada.limite_remision == date(2024, 3, 9)


def test_una_remision_en_habiles_salta_los_inhabiles_del_instituto(proceso: Proceso) -> None:
    entregable = Entregable.objects.get(proceso=proceso, llave="plan-de-trabajo")
    entregable.modo, entregable.regla_remision = "habiles", "5 días hábiles después"
    guardar(entregable, por=None, en=momento("2023-09-02 10:00"), motivo="Es un acto ordinario")
    calendario = Calendario.objects.get(clave=proceso.instituto.clave)
    dia = date(2023, 11, 7)
    Inhabil.objects.create(calendario=calendario, desde=dia, hasta=dia, motivo="Aniversario")
    plan, hechos, habiles = instantanea(proceso)
    # Approved on Wednesday 1 November: the weekend and the anniversary do not count.
    assert fila(simular(plan, Cambios(), hechos, habiles), "plan-de-trabajo").antes.limite_remision == date(2023, 11, 9)


def test_el_registro_se_simula_como_esta_y_no_se_escribe_nada(proceso: Proceso) -> None:
    entregable = Entregable.objects.get(proceso=proceso, llave="plan-de-trabajo")
    entregable.fecha_plan = date(2023, 10, 25)
    guardar(entregable, por=None, en=momento("2023-09-02 10:00"), motivo="Se adelanta")
    historia = Entregable.history.count()
    salida = StringIO()
    call_command("simular", "impepac-2023-2024", "--cancelar-sesion", "2023-11-01", "--json", stdout=salida)
    respuesta = json.loads(salida.getvalue())
    assert Entregable.history.count() == historia
    assert respuesta["se_atrasan"] == ["informe-mensual-2023-10"]
    suya = next(e for e in respuesta["entregables"] if e["llave"] == "plan-de-trabajo")
    assert (suya["antes"]["limite_aprobacion"], suya["antes"]["tarde"]) == ("2023-10-25", True)


# -- The command ------------------------------------------------------------------------------------------


def correr(*args: str) -> str:
    salida = StringIO()
    call_command("simular", *args, stdout=salida)
    return salida.getvalue()


def test_el_comando_dice_que_se_atrasa_y_cuanta_holgura_queda(db: None) -> None:
    dicho = correr("impepac-2023-2024", "--jornada", "2024-05-26")
    assert "Se atrasan:\n  informe-final: se aprueba el mié 2 oct 2024, 6 días después del jue 26 sep 2024" in dicho
    assert "informe-final: 0 → -6" in dicho
    assert (
        "! mié 2 oct 2024 · consejo, sesión: informe-final; última fecha segura jue 26 sep 2024, pasada por 6 días"
        in dicho
    )
    assert "antes:\n  avance-mayo: mié 29 may 2024, 3 días después\n" in dicho


def test_el_comando_senala_las_sesiones_que_pasan_de_su_fecha_segura(db: None) -> None:
    dicho = correr("impepac-2023-2024")
    datos = json.loads(correr("impepac-2023-2024", "--json"))
    pasadas = [s for s in datos["sesiones"] if s["pasada"]]
    assert [s["margen"] < 0 for s in datos["sesiones"]] == [s["pasada"] for s in datos["sesiones"]]
    assert f"\nSesiones ({len(pasadas)} con «!»: pasan de su última fecha segura):\n" in dicho
    assert dicho.count("\n  ! ") == len(pasadas)
    # Called with its 48 hours, the council could only meet on 3 November what the commission passes on the 1st.
    assert "\n  ! mié 1 nov 2023 · comision, sesión: informe-mensual-2023-10, plan-de-trabajo;" in dicho
    assert "\n  mié 1 nov 2023 · consejo, sesión: informe-mensual-2023-10, plan-de-trabajo;" in dicho


def test_el_comando_acepta_un_archivo(db: None, tmp_path: Path) -> None:
    archivo = tmp_path / "otro.toml"
    archivo.write_bytes(ruta_de_plan("iepac-2023-2024").read_bytes())
    assert "41 entregables" in correr(str(archivo))


def test_el_comando_rechaza_un_archivo_con_reglas_en_circulo(db: None, tmp_path: Path) -> None:
    texto = ruta_de_plan("impepac-2023-2024").read_text()
    for dia, evento in (("2024-04-26", "avance-mayo"), ("2024-05-29", "avance-abril")):
        escrita = f"fecha_plan = {dia}\n"
        texto = texto.replace(escrita, f'{escrita}regla = "día siguiente"\nregla_evento = "{evento}"\n')
    archivo = tmp_path / "circulo.toml"
    archivo.write_text(texto)
    with pytest.raises(CommandError, match=r"en círculo: avance-abril\.aprobacion → avance-mayo") as error:
        correr(str(archivo))
    assert "entregables (avance-abril).regla" in str(error.value)


def test_el_comando_rechaza_un_archivo_con_una_regla_que_no_da_fecha(db: None, tmp_path: Path) -> None:
    texto = ruta_de_plan("iepac-2023-2024").read_text(encoding="utf-8")
    archivo = tmp_path / "lejos.toml"
    archivo.write_text(texto.replace("hasta 2024-06-01", "hasta 9999-12-31"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"\(seguimiento-de-publicacion\).regla: La fecha «9999-12-31» cae fuera"):
        correr(str(archivo))


@pytest.mark.parametrize(
    ("args", "razon"),
    [(["ningun-plan"], "Planes incluidos en Cauce"), (["impepac-2023-2024", "--mover", "x"], "no es posible")],
)
def test_el_comando_rechaza_en_espanol(db: None, args: list[str], razon: str) -> None:
    with pytest.raises(CommandError, match=razon):
        correr(*args)


def test_una_sesion_sin_dia_se_preve_con_tiempo_para_convocar_la_siguiente() -> None:
    plan = plan_de_la_norma(entidad="Querétaro", siglas="IEEQ", jornada=date(2027, 6, 6))
    simulacion = simular(plan, leer_cambios(plan))
    comision, consejo = fila(simulacion, "plan-de-trabajo").despues.decisiones
    assert (comision.dia, consejo.dia) == (date(2026, 10, 30), date(2026, 11, 1))
    assert simulacion.sesiones_pasadas == ()
