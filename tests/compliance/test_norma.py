"""A plan for any institute from the norm alone: what the Lineamientos ask, dated by their rules."""

import json
import re
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from compliance.historia import guardar
from compliance.models import Entregable, Instituto, Nombramiento, Plan, Proceso, Usuario
from compliance.plan.derivacion import derivar
from compliance.plan.derivacion.confirmacion import pendientes
from compliance.plan.esquema import EntregableDatos, PlanDatos, en_toml, interpretar_plan, leer_plan
from compliance.plan.hallazgos import Lector
from compliance.plan.norma import (
    LARGO_NOMBRE,
    LARGO_SIGLAS,
    NormaError,
    buscar_cargos,
    buscar_entidad,
    cargos_conocidos,
    entidades,
    fechas_de_ley,
    plan_de_la_norma,
)
from compliance.plan.revision import Hallazgo, revisar
from compliance.plan.revision.cobertura import NUMERALES
from compliance.plan.simulacion import simular
from compliance.plan.simulacion.modelo import Cambios
from compliance.services.planes import cargar_plan, confirmar_fecha
from compliance.services.terminos import terminos_de

from ..elenco import momento

JORNADA = date(2027, 6, 6)
AL = momento("2026-08-03 10:00")
# None of them among the four institutes whose plans come with Cauce.
INSTITUTOS = [
    ("Querétaro", "IEEQ", "America/Mexico_City"),
    ("Sonora", "IEESONORA", "America/Hermosillo"),
    ("Quintana Roo", "IEQROO", "America/Cancun"),
]


def plan_de_queretaro(**otros: Any) -> PlanDatos:
    return plan_de_la_norma(**{"entidad": "Querétaro", "siglas": "IEEQ", "jornada": JORNADA, **otros})


def administracion(proceso: Proceso) -> Usuario:
    """Whoever confirms its dates."""
    usuario = Usuario.objects.create_user("informatica", password=None)
    rol = Group.objects.get(name="administracion")
    Nombramiento.objects.create(usuario=usuario, rol=rol, proceso=proceso, desde=date(2026, 1, 1))
    return usuario


def fila(plan: PlanDatos, llave: str) -> EntregableDatos:
    return next(e for e in plan.entregables if e.llave == llave)


# -- What the norm asks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("entidad", "siglas", "zona"), INSTITUTOS)
def test_el_plan_de_cualquier_instituto_pasa_la_revision_y_se_relee_igual(entidad: str, siglas: str, zona: str) -> None:
    plan = plan_de_la_norma(entidad=entidad, siglas=siglas, jornada=JORNADA)
    assert revisar(plan) == []
    assert interpretar_plan(en_toml(plan).encode(), "nuevo.toml") == plan
    assert (plan.instituto.entidad, plan.instituto.zona_horaria) == (entidad, zona)
    assert plan.clave == f"{siglas.lower()}-2026-2027"


def test_tiene_los_doce_numerales_y_los_deberes_de_los_articulos_14_y_15() -> None:
    plan = plan_de_queretaro()
    assert {e.numeral for e in plan.entregables if e.numeral} == set(NUMERALES)
    assert [d.clave for d in plan.deberes] == [f"14 {i}" for i in "abcdefgh"] + [f"15 {i}" for i in "abcdefghijkl"]


@pytest.mark.parametrize(
    ("llave", "aprobacion", "remision"),
    [
        ("instalacion-comision", date(2026, 9, 1), date(2026, 9, 6)),
        ("instancia-interna", date(2026, 9, 1), date(2026, 9, 6)),
        ("implementacion-propia", date(2026, 10, 1), date(2026, 10, 6)),
        ("plan-de-trabajo", date(2026, 11, 1), date(2026, 11, 6)),
        ("proceso-tecnico-operativo", date(2027, 1, 1), date(2027, 1, 6)),
        ("prototipo-y-base-de-datos", date(2027, 2, 1), date(2027, 2, 6)),
        ("inicio-de-publicacion", date(2027, 4, 1), date(2027, 4, 6)),
        ("avance-abril", date(2027, 4, 30), date(2027, 4, 30)),
        ("avance-mayo", date(2027, 5, 31), date(2027, 5, 31)),
        ("informe-final", date(2027, 10, 6), date(2027, 10, 6)),
        # The day of each council's approval is the process's own.
        ("listado-ayuntamientos", None, None),
        # Counted from the campaigns, which nobody has said.
        ("manual-de-usuario", None, None),
        ("capacitacion", None, None),
        ("vista", None, None),
    ],
)
def test_cada_fila_tiene_el_dia_que_da_su_regla(llave: str, aprobacion: date | None, remision: date | None) -> None:
    e = fila(plan_de_queretaro(), llave)
    assert (e.fecha_plan, e.limite_remision) == (aprobacion, remision)


def test_los_informes_mensuales_van_de_ocho_meses_antes_de_la_jornada_a_junio() -> None:
    informe = fila(plan_de_queretaro(), "informe-mensual")
    assert informe.meses is not None
    # Each is presented in the month after: from October, eight months before, to June.
    assert (informe.meses.desde, informe.meses.hasta) == ("2026-09", "2027-05")


def test_desde_las_campanas_se_cuentan_la_capacitacion_el_manual_y_la_vista() -> None:
    plan = plan_de_queretaro(campanas_inicio=date(2027, 4, 4), campanas_fin=date(2027, 6, 2))
    assert fila(plan, "manual-de-usuario").fecha_plan == date(2027, 4, 3)
    assert fila(plan, "capacitacion").fecha_plan == date(2027, 4, 3)
    assert fila(plan, "vista").fecha_plan == date(2027, 6, 3)
    assert plan.proceso.por_confirmar == []
    assert revisar(plan) == []


def test_la_norma_se_dice_una_vez_y_de_ella_salen_las_fechas_de_ley() -> None:
    plan = plan_de_queretaro()
    assert fechas_de_ley(JORNADA) == {e.numeral: e.fecha_ine for e in plan.entregables if e.numeral and e.fecha_ine}


# -- States and offices -----------------------------------------------------------------------------------


def test_son_32_entidades_y_cada_una_tiene_su_hora() -> None:
    assert len({e.nombre for e in entidades()}) == 32
    assert {e.zona_horaria for e in entidades()} <= available_timezones()


@pytest.mark.parametrize(
    ("escrita", "nombre"),
    [
        ("queretaro", "Querétaro"),
        ("  QUERÉTARO ", "Querétaro"),
        ("Estado de Morelos", "Morelos"),
        ("Coahuila de Zaragoza", "Coahuila"),
        ("michoacan de ocampo", "Michoacán"),
        ("Veracruz", "Veracruz"),
        ("México", "Estado de México"),
        ("estado de mexico", "Estado de México"),
        ("CDMX", "Ciudad de México"),
        ("Q. Roo", "Quintana Roo"),
    ],
)
def test_una_entidad_se_reconoce_por_su_nombre_oficial_o_usual(escrita: str, nombre: str) -> None:
    assert buscar_entidad(escrita).nombre == nombre


@pytest.mark.parametrize(
    ("escrita", "razon"),
    [
        ("Queretro", "¿Quiso decir «Querétaro»?"),
        ("baja californa", "¿Quiso decir «Baja California»?"),
        ("Texas", "no es una de las 32 entidades"),
        ("", "Falta la entidad"),
    ],
)
def test_lo_que_no_es_una_entidad_se_rechaza_con_la_mas_parecida(escrita: str, razon: str) -> None:
    with pytest.raises(NormaError) as error:
        buscar_entidad(escrita)
    assert razon in error.value.errores["entidad"]


@pytest.mark.parametrize(
    ("escritos", "claves"),
    [
        ([], ["diputaciones-mr", "diputaciones-rp", "ayuntamientos"]),
        (["Gubernatura"], ["gubernatura"]),
        (["diputaciones"], ["diputaciones-mr", "diputaciones-rp"]),
        (["ayuntamientos", "diputaciones MR"], ["diputaciones-mr", "ayuntamientos"]),
        (["Regidurías", "presidencias municipales"], ["presidencias-municipales", "regidurias"]),
    ],
)
def test_cada_cargo_que_se_elige_tiene_su_listado(escritos: list[str], claves: list[str]) -> None:
    plan = plan_de_queretaro(cargos=escritos)
    assert [c.clave for c in plan.cargos] == claves
    assert [e.llave for e in plan.entregables if e.numeral == 7] == [f"listado-{c}" for c in claves]
    assert [c.entregable_listado for c in plan.cargos] == [f"listado-{c}" for c in claves]
    assert revisar(plan) == []


def test_la_ciudad_de_mexico_elige_alcaldias() -> None:
    plan = plan_de_la_norma(entidad="CDMX", siglas="IECM", jornada=JORNADA)
    assert [c.clave for c in plan.cargos] == ["diputaciones-mr", "diputaciones-rp", "alcaldias"]


def test_un_cargo_desconocido_se_rechaza_con_los_que_hay() -> None:
    with pytest.raises(NormaError) as error:
        buscar_cargos(["sheriff"])
    assert all(c.clave in error.value.errores["cargos"] for c in cargos_conocidos())


# -- What is refused --------------------------------------------------------------------------------------


def test_dice_de_una_vez_todo_lo_que_esta_mal() -> None:
    with pytest.raises(NormaError) as error:
        plan_de_la_norma(
            entidad="Atlántida",
            siglas="I" * (LARGO_SIGLAS + 1),
            nombre="N" * (LARGO_NOMBRE + 1),
            jornada=date(2027, 6, 7),
            cargos=["faro"],
        )
    assert set(error.value.errores) == {"entidad", "siglas", "nombre", "jornada", "cargos"}


@pytest.mark.parametrize(
    ("otros", "campo", "razon"),
    [
        ({"siglas": ""}, "siglas", "Faltan las siglas"),
        ({"siglas": "¡!"}, "siglas", "Faltan las siglas"),
        ({"jornada": date(2027, 12, 5)}, "jornada", "derive el plan de la ordinaria"),
        ({"jornada": date(2101, 6, 5)}, "jornada", "va de 1991 a 2100"),
        ({"campanas_inicio": date(2027, 6, 6)}, "campanas_inicio", "seis meses anteriores"),
        ({"campanas_fin": date(2026, 1, 6)}, "campanas_fin", "seis meses anteriores"),
        (
            {"campanas_inicio": date(2027, 5, 9), "campanas_fin": date(2027, 4, 1)},
            "campanas_fin",
            "antes de empezar el domingo 9 de mayo de 2027",
        ),
    ],
)
def test_lo_que_no_puede_ser_se_rechaza_por_su_argumento(otros: dict[str, Any], campo: str, razon: str) -> None:
    with pytest.raises(NormaError) as error:
        plan_de_queretaro(**otros)
    assert list(error.value.errores) == [campo]
    assert razon in error.value.errores[campo]


def test_los_largos_son_los_del_registro() -> None:
    assert Instituto._meta.get_field("siglas").max_length == LARGO_SIGLAS
    assert Instituto._meta.get_field("nombre").max_length == LARGO_NOMBRE


def test_dos_institutos_con_las_mismas_siglas_no_se_confunden() -> None:
    claves = {plan_de_la_norma(entidad=e, siglas="IEPC", jornada=JORNADA).clave for e in ("Durango", "Chiapas")}
    assert claves == {"iepc-durango-2026-2027", "iepc-chiapas-2026-2027"}


# -- In the record ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("entidad", "siglas", "zona"), INSTITUTOS)
def test_se_carga_y_se_juega_hasta_la_jornada(db: None, entidad: str, siglas: str, zona: str) -> None:
    plan = plan_de_la_norma(entidad=entidad, siglas=siglas, jornada=JORNADA, campanas_fin=date(2027, 6, 2))
    resultado = cargar_plan(plan, "a" * 64, por=None, en=AL)
    assert resultado.hallazgos == []
    proceso = Proceso.objects.select_related("instituto").get(clave=plan.clave)
    assert proceso.instituto.zona_horaria == zona
    # The rows, and one report for each of nine months.
    assert proceso.entregables.count() == 21 + 9
    assert not cargar_plan(plan, "a" * 64, por=None, en=AL).escribio
    filas = {f.despues.llave: f.despues for f in simular(plan, Cambios()).filas}
    assert [llave for llave, jugada in filas.items() if jugada.tarde] == []
    sin_dia = {"listado-diputaciones-mr", "listado-diputaciones-rp", "listado-ayuntamientos", "aviso-de-privacidad"}
    assert {llave for llave, jugada in filas.items() if not (jugada.aprobacion or jugada.limite_remision)} == {
        *sin_dia,
        "manual-de-usuario",
        "capacitacion",
    }
    assert filas["vista"].aprobacion == date(2027, 6, 3)


def test_lo_que_espera_a_las_campanas_lo_dice_y_tiene_fecha_en_cuanto_se_saben(db: None) -> None:
    plan = plan_de_queretaro()
    resultado = cargar_plan(plan, "a" * 64, por=None, en=AL)
    vista = Entregable.objects.select_related("proceso__instituto").get(llave="vista")
    assert (vista.fecha_plan, vista.vence) == (None, None)
    assert (
        "«vista» se cuenta desde el fin de las campañas, que aún no tiene fecha: no vencerá hasta que se sepa."
        in resultado.advertencias
    )
    assert [t.pendiente for t in terminos_de(vista)] == [
        "a contar desde el fin de las campañas, que aún no tiene fecha"
    ]
    guardado = Plan.objects.get()
    assert "proceso.campanas_fin" in [p.clave for p in pendientes(guardado.datos, guardado.confirmadas)]
    persona = administracion(guardado.proceso)
    confirmar_fecha(guardado, "proceso.campanas_fin", date(2027, 6, 2), por=persona, en=AL)
    vista.refresh_from_db()
    assert vista.fecha_plan == date(2027, 6, 3)
    assert Proceso.objects.get().campanas_fin == date(2027, 6, 2)


def test_quien_escribe_las_campanas_en_el_archivo_fecha_lo_que_las_esperaba(db: None) -> None:
    plan = plan_de_queretaro()
    cargar_plan(plan, "a" * 64, por=None, en=AL)
    proceso = plan.proceso.model_copy(update={"campanas_inicio": date(2027, 4, 4)})
    cargar_plan(plan.model_copy(update={"proceso": proceso}), "b" * 64, por=None, en=AL)
    assert Entregable.objects.get(llave="capacitacion").fecha_plan == date(2027, 4, 3)


def test_las_campanas_que_se_anotaron_en_pantalla_cuentan_al_cargar_otra_vez(db: None) -> None:
    plan = plan_de_queretaro()
    cargar_plan(plan, "a" * 64, por=None, en=AL)
    proceso = Proceso.objects.get()
    proceso.campanas_fin = date(2027, 6, 2)
    guardar(proceso, por=None, en=AL, motivo="Calendario del proceso")
    cargar_plan(plan, "a" * 64, por=None, en=AL)
    assert Entregable.objects.get(llave="vista").fecha_plan == date(2027, 6, 3)
    assert Proceso.objects.get().campanas_fin == date(2027, 6, 2)


def test_el_dia_en_que_se_aprueba_un_listado_da_el_de_su_remision(db: None) -> None:
    cargar_plan(plan_de_queretaro(), "a" * 64, por=None, en=AL)
    persona = administracion(Proceso.objects.get())
    confirmar_fecha(Plan.objects.get(), "listado-ayuntamientos.fecha_plan", date(2027, 4, 3), por=persona, en=AL)
    listado = Entregable.objects.get(llave="listado-ayuntamientos")
    assert (listado.fecha_plan, listado.limite_remision) == (date(2027, 4, 3), date(2027, 4, 4))


# -- The command ------------------------------------------------------------------------------------------


def correr(*args: str) -> str:
    salida = StringIO()
    call_command("nuevo_plan", *args, stdout=salida)
    return salida.getvalue()


def orden(archivo: Path, *mas: str) -> tuple[str, ...]:
    return ("--entidad", "Sonora", "--siglas", "IEES", "--jornada", "2027-06-06", "--salida", str(archivo), *mas)


def test_el_comando_escribe_el_plan_y_dice_que_supuso_y_que_falta(tmp_path: Path) -> None:
    archivo = tmp_path / "nuevo.toml"
    dicho = correr(*orden(archivo))
    assert "Nadie los indicó: si se eligen otros, repita con --cargos" in dicho
    assert "hora de America/Hermosillo" in dicho
    assert "de Sonora · Inicio de las campañas" in dicho
    assert "proceso.campanas_inicio" not in dicho
    assert revisar(leer_plan(archivo)[0]) == []
    respuesta = json.loads(correr(*orden(archivo, "--json")))
    assert (respuesta["plan"], respuesta["cargos_supuestos"], respuesta["entregables"]) == ("iees-2026-2027", True, 21)
    assert "Nadie los indicó" not in correr(
        *orden(tmp_path / "otro.toml", "--cargos", "gubernatura,diputaciones,ayuntamientos")
    )


def test_el_comando_no_sustituye_un_archivo_sin_que_se_pida(tmp_path: Path) -> None:
    archivo = tmp_path / "nuevo.toml"
    archivo.write_text("mío")
    with pytest.raises(CommandError, match="ya existe y dice otra cosa"):
        correr(*orden(archivo))
    assert archivo.read_text() == "mío"
    correr(*orden(archivo, "--reemplazar"))
    assert leer_plan(archivo)[0].clave == "iees-2026-2027"


def test_la_simulacion_dice_que_espera_lo_que_no_tiene_fecha(db: None, tmp_path: Path) -> None:
    archivo = tmp_path / "nuevo.toml"
    correr(*orden(archivo))
    salida = StringIO()
    call_command("simular", str(archivo), stdout=salida)
    sin_fecha = salida.getvalue().partition("Sin fecha todavía, así que no se juegan:\n")[2].partition("\n\n")[0]
    assert [renglon.strip() for renglon in sin_fecha.splitlines()] == [
        "listado-diputaciones-mr: el plan no le da día",
        "listado-diputaciones-rp: el plan no le da día",
        "listado-ayuntamientos: el plan no le da día",
        "manual-de-usuario: espera el inicio de las campañas",
        "capacitacion: espera el inicio de las campañas",
        "aviso-de-privacidad: el plan no le da día",
        "vista: espera el fin de las campañas",
    ]


@pytest.mark.parametrize(
    ("mas", "razon"),
    [
        (
            ("--entidad", "Sonroa"),
            "--entidad: «Sonroa» no es una de las 32 entidades federativas. ¿Quiso decir «Sonora»?",
        ),
        (("--siglas", "S" * 21), "--siglas: "),
        (("--jornada", "2027-06-31"), "--jornada: "),
        (("--cargos", "faro"), "--cargos: «faro» no es un cargo conocido"),
        (("--campanas-inicio", "2027-06-31"), "--campanas-inicio: "),
        (
            ("--campanas-fin", "2027-06-30"),
            "--campanas-fin: Las campañas no pueden terminar el miércoles 30 de junio de 2027: ",
        ),
    ],
)
def test_el_comando_dice_en_espanol_lo_que_no_puede_hacer(tmp_path: Path, mas: tuple[str, ...], razon: str) -> None:
    archivo = tmp_path / "nuevo.toml"
    with pytest.raises(CommandError, match=re.escape(razon)):
        correr(*orden(archivo, *mas))
    assert not archivo.exists()


@pytest.mark.parametrize("entidad", ["Edo. de México", "EDOMEX", "estado de mexico"])
def test_el_estado_de_mexico_se_halla_como_se_abrevia(entidad: str) -> None:
    assert buscar_entidad(entidad).nombre == "Estado de México"


def test_a_lo_que_no_se_parece_a_ninguna_entidad_no_se_le_sugiere_otra() -> None:
    with pytest.raises(NormaError, match="Son: Aguascalientes"):
        buscar_entidad("Narnia")


def test_el_instituto_de_la_ciudad_de_mexico_se_nombra_con_su_articulo() -> None:
    plan = plan_de_la_norma(entidad="CDMX", siglas="IECM", jornada=JORNADA)
    assert plan.instituto.nombre == "Organismo Público Local Electoral de la Ciudad de México"


def test_una_carpeta_no_es_un_archivo_de_salida(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="es una carpeta: indique el archivo"):
        correr(*orden(tmp_path, "--reemplazar"))


def test_una_jornada_que_ya_paso_se_dice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for hoy, dicho in (("2027-06-06", False), ("2027-06-07", True)):
        monkeypatch.setattr("compliance.management.commands.nuevo_plan.ahora", lambda hoy=hoy: momento(f"{hoy} 10:00"))
        assert ("Esa jornada ya pasó" in correr(*orden(tmp_path / f"{hoy}.toml"))) is dicho


def test_una_extraordinaria_de_fin_de_anio_informa_en_el_siguiente_sin_falsa_alarma() -> None:
    plan = plan_de_la_norma(entidad="Querétaro", siglas="IEEQ", jornada=JORNADA)
    sin_saber = {"cargos": ["ayuntamientos"], "campanas_inicio": None, "campanas_fin": None}
    derivacion = derivar(plan, date(2027, 11, 7), sin_saber)
    (final,) = [e for e in derivacion.plan.entregables if e.llave == "informe-final"]
    assert final.fecha_plan == date(2028, 3, 7)
    assert derivacion.deslices == ()
    assert [p.clave for p in derivacion.sin_responder] == [
        "listado-ayuntamientos.fecha_plan",
        "aviso-de-privacidad.fecha_plan",
    ]


def test_una_clave_de_varias_palabras_se_nombra_entera() -> None:
    plan = plan_de_la_norma(entidad="Querétaro", siglas="IEEQ", jornada=JORNADA)
    lector = Lector(plan)
    assert lector.lugar("informe-final").startswith("15 g final Informe final, que")
    hallazgo = Hallazgo("x", "error", "15 g final", "termina", "", "«informe-final» es tardío.", "", "informe-final")
    visto = lector.leer(hallazgo)
    assert visto.lugar.startswith("Fila 15 g final, Informe final, que")
    assert visto.mensaje == "15 g final es tardío."


@pytest.mark.django_db
def test_lo_que_espera_su_fecha_no_se_dice_que_nunca_vencera() -> None:
    plan = plan_de_la_norma(entidad="Querétaro", siglas="IEEQ", jornada=JORNADA)
    dichas = cargar_plan(plan, "0" * 64, por=None, en=AL).advertencias
    assert "«aviso-de-privacidad» espera su fecha en «Por confirmar»: no vencerá hasta que se dé." in dichas
    assert not [a for a in dichas if "nunca vencerá" in a]
