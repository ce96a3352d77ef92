"""Routes whose stages are open at once or exist only sometimes, and the route of one deliverable changed."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from compliance.models import Entregable, Rol, Ruta
from compliance.plan.defectos import PlanInvalido
from compliance.plan.esquema import PlanDatos, en_toml, interpretar_plan, leer_plan, ruta_de_plan
from compliance.plan.simulacion.juego import Juego
from compliance.plan.simulacion.modelo import Cambios, Reunion
from compliance.services.planes import cargar_plan
from flujos.entregables.recorrido import recorrido_de
from flujos.entregables.responsables import quien_sigue
from flujos.models import Decision
from flujos.verbos.entregables import abiertas

from ..elenco import momento
from .por_paginas import Instituto, hecho, pdf

LLAVE = "avance-abril"
FAVORABLE = ["aprobado", "aprobado_modificado", "devuelto"]
ETAPAS: list[dict[str, Any]] = [
    {"clave": "datos", "nombre": "Se integran los datos", "tipo": "elaborar", "area": "utic", "grupo": "textos"},
    {
        "clave": "analisis",
        "nombre": "Se escribe el análisis",
        "tipo": "elaborar",
        "area": "unidad-responsable",
        "grupo": "textos",
    },
    {
        "clave": "comision",
        "nombre": "Revisa la Comisión",
        "tipo": "decidir",
        "organo": "comision",
        "resultados": FAVORABLE,
        "grupo": "revisan",
    },
    {
        "clave": "comite",
        "nombre": "Revisa el Comité",
        "tipo": "decidir",
        "organo": "comite",
        "resultados": FAVORABLE,
        "grupo": "revisan",
    },
    {
        "clave": "ajustar",
        "nombre": "Se ajusta",
        "tipo": "elaborar",
        "roles": ["secretaria_tecnica"],
        "si": {"etapa": "comision", "resultados": ["aprobado_modificado"]},
    },
    {
        "clave": "consejo",
        "nombre": "Aprueba el Consejo",
        "tipo": "decidir",
        "organo": "consejo-general",
        "resultados": ["presentado", "devuelto"],
        "aprueba": True,
    },
    {
        "clave": "remitir",
        "nombre": "Se remite",
        "tipo": "remitir",
        "area": "presidencia",
        "si": {"al_ine": True},
    },
]


def plan(
    *, etapas: list[dict[str, Any]] | None = None, bastan: dict[str, int] | None = None, al_ine: bool = True
) -> PlanDatos:
    """Hidalgo's, with a committee, and one deliverable that walks a route of its own making."""
    crudo = leer_plan(ruta_de_plan("ieeh-2023-2024"))[0].model_dump(exclude_defaults=True)
    crudo["organos"].append({"clave": "comite", "nombre": "Comité de Transparencia", "tipo": "comite"})
    crudo["rutas"].append(
        {"clave": "compleja", "nombre": "Ruta compleja", "etapas": etapas or ETAPAS, "bastan": bastan or {}}
    )
    for fila in crudo["entregables"]:
        if fila["llave"] == LLAVE:
            fila |= {"ruta": "compleja", "al_ine": al_ine}
    return PlanDatos.model_validate(crudo)


@pytest.fixture
def ieeh(db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Instituto]:
    return lambda **como: Instituto(plan(**como), monkeypatch)


def abiertas_de(ople: Instituto) -> list[str]:
    return [e.clave for e in abiertas(ople.de(LLAVE))]


def con_textos(ople: Instituto) -> None:
    """Both areas have handed in theirs."""
    ople.presentar(LLAVE, "2024-04-10 10:00", quien="area_utic")
    ople.presentar(LLAVE, "2024-04-11 10:00", quien="area_unidad-responsable")


# -- Open at once -----------------------------------------------------------------------------------------


def test_dos_areas_trabajan_a_la_vez_y_se_sigue_cuando_acaban_las_dos(ieeh: Callable[..., Instituto]) -> None:
    ople = ieeh()
    assert quien_sigue(ople.de(LLAVE)) == f"{ople.proceso.areas.get(clave='utic')} y Unidad Responsable"
    # The second to be printed is the first to end.
    ople.presentar(LLAVE, "2024-04-10 10:00", quien="area_unidad-responsable")
    assert abiertas_de(ople) == ["datos"]
    # It has done its part: what is left is the other's.
    otra = ople.hacer("presentar", LLAVE, "area_unidad-responsable", "2024-04-10 11:00", archivo=pdf("x", "y"))
    assert otra.status_code == 404
    ople.presentar(LLAVE, "2024-04-11 10:00", quien="area_utic")
    assert abiertas_de(ople) == ["comision", "comite"]


def test_dos_organos_deciden_a_la_vez_en_el_orden_que_sea(ieeh: Callable[..., Instituto]) -> None:
    ople = ieeh()
    con_textos(ople)
    ople.sesion("comite", "2024-04-16 10:00", {LLAVE: "aprobado"})
    assert abiertas_de(ople) == ["comision"]
    # Recorded later, held before: they do not wait for each other.
    ople.sesion("comision", "2024-04-15 10:00", {LLAVE: "aprobado"})
    e = ople.de(LLAVE)
    assert abiertas_de(ople) == ["consejo"]
    assert e.hechas == {"datos": "", "analisis": "", "comision": "aprobado", "comite": "aprobado"}
    recorrido = recorrido_de(e, Decision.objects.filter(punto__entregable=e))
    assert {c: d.day for c, d in recorrido.hechas.items()} == {
        "analisis": 11,
        "datos": 10,
        "comite": 16,
        "comision": 15,
    }


def test_lo_que_uno_devuelve_deshace_lo_que_decidio_el_otro(ieeh: Callable[..., Instituto]) -> None:
    ople = ieeh()
    con_textos(ople)
    ople.sesion("comision", "2024-04-15 10:00", {LLAVE: "aprobado"})
    ople.sesion("comite", "2024-04-16 10:00", {LLAVE: {"resultado": "devuelto", "observaciones": "Faltan datos."}})
    # Both texts are written again, and both bodies decide again.
    assert (ople.de(LLAVE).hechas, abiertas_de(ople)) == ({}, ["datos", "analisis"])


def test_donde_bastan_algunas_las_demas_quedan_fuera(ieeh: Callable[..., Instituto]) -> None:
    ople = ieeh(bastan={"revisan": 1})
    con_textos(ople)
    ople.sesion("comite", "2024-04-15 10:00", {LLAVE: "aprobado"})
    assert abiertas_de(ople) == ["consejo"]
    pagina = ople.enviar("secretaria_tecnica", "2024-04-15 12:00", lugar(ople, "entregable"), None).content.decode()
    dibujo = pagina.partition("Ruta del entregable")[2].partition("dos-columnas")[0]
    assert "Revisa el Comité" in dibujo
    assert "Revisa la Comisión" not in dibujo


# -- Sometimes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("resultado", "sigue"), [("aprobado", "consejo"), ("aprobado_modificado", "ajustar")])
def test_una_etapa_existe_segun_lo_que_se_decidio(ieeh: Callable[..., Instituto], resultado: str, sigue: str) -> None:
    ople = ieeh()
    con_textos(ople)
    pagina = ople.enviar("secretaria_tecnica", "2024-04-12 12:00", lugar(ople, "entregable"), None).content.decode()
    assert "solo si en «Revisa la Comisión» se decide «Aprobado con modificaciones»" in pagina
    assert "a la vez que otra" in pagina
    ople.sesion("comision", "2024-04-15 10:00", {LLAVE: resultado})
    ople.sesion("comite", "2024-04-16 10:00", {LLAVE: "aprobado"})
    assert abiertas_de(ople) == [sigue]


@pytest.mark.parametrize(("al_ine", "estado"), [(True, "por_remitir"), (False, "concluido")])
def test_una_etapa_existe_segun_si_va_al_ine(ieeh: Callable[..., Instituto], al_ine: bool, estado: str) -> None:
    ople = ieeh(al_ine=al_ine)
    con_textos(ople)
    ople.sesion("comision", "2024-04-15 10:00", {LLAVE: "aprobado"})
    ople.sesion("comite", "2024-04-16 10:00", {LLAVE: "aprobado"})
    ople.sesion("consejo-general", "2024-04-20 10:00", {LLAVE: "presentado"})
    e = ople.de(LLAVE)
    assert (e.estado, e.remite, e.aprobado_el) == (estado, al_ine, date(2024, 4, 20))


@pytest.mark.parametrize(
    ("clave", "cambio", "defecto"),
    [
        ("comite", {"grupo": "sola"}, "un grupo necesita dos etapas o más"),
        ("ajustar", {"grupo": "textos"}, "las etapas de un grupo van seguidas"),
        ("comite", {"organo": "comision"}, "un órgano no decide dos veces en el mismo grupo"),
        (
            "analisis",
            {"grupo": None, "si": {"etapa": "comision", "resultados": ["aprobado"]}},
            "no es una etapa «decidir»",
        ),
        (
            "ajustar",
            {"si": {"etapa": "comision", "resultados": ["devuelto"]}},
            "diga con cuáles de los que dejan seguir",
        ),
        ("ajustar", {"si": {}}, "diga «etapa» con sus «resultados», o «al_ine»"),
        ("consejo", {"si": {"al_ine": False}}, "no tiene una etapa que apruebe"),
    ],
)
def test_el_esquema_rechaza_lo_que_no_puede_recorrerse(clave: str, cambio: dict[str, Any], defecto: str) -> None:
    etapas = [e | (cambio if e["clave"] == clave else {}) for e in ETAPAS]
    etapas = [{c: v for c, v in e.items() if v is not None} for e in etapas]
    with pytest.raises(PlanInvalido, match=defecto):
        interpretar_plan(en_toml(plan(etapas=etapas)).encode(), "plan.toml")


def test_lo_que_bastan_cabe_en_el_grupo() -> None:
    for bastan, defecto in (({"otro": 1}, "no es un grupo"), ({"revisan": 3}, "debe estar entre 1 y 2")):
        with pytest.raises(PlanInvalido, match=defecto):
            interpretar_plan(en_toml(plan(bastan=bastan)).encode(), "plan.toml")


def test_la_simulacion_juega_a_la_vez_lo_que_se_decide_a_la_vez() -> None:
    juego = Juego(plan(), {})
    (jugada,) = [j for j in juego.jugar(Cambios()).jugadas if j.llave == LLAVE]
    comision, comite, consejo = jugada.decisiones
    # Both early enough to call the council with its notice, and neither waits for the other.
    assert comision.ultimo_dia == comite.ultimo_dia
    assert None not in (comite.ultimo_dia, consejo.ultimo_dia)
    assert comite.ultimo_dia < consejo.ultimo_dia  # type: ignore[operator]
    assert comision.dia == comite.dia


def con_sesion_antes() -> list[dict[str, Any]]:
    """The same, with the council's first look before the two reviews."""
    mira = {"clave": "mira", "nombre": "Mira el Consejo", "tipo": "decidir", "organo": "consejo-general"}
    return [*ETAPAS[:2], mira | {"resultados": FAVORABLE}, *ETAPAS[2:]]


@pytest.mark.parametrize(("bastan", "se_detiene"), [({}, True), ({"revisan": 1}, False)])
def test_la_simulacion_sigue_con_los_que_bastan(bastan: dict[str, int], se_detiene: bool) -> None:
    juego = Juego(plan(bastan=bastan), {})
    (antes,) = [j for j in juego.jugar(Cambios()).jugadas if j.llave == LLAVE]
    comite = antes.decisiones[1]
    assert comite.dia is not None
    # The committee does not meet: whoever needs it waits for a session that there is not.
    sin_el = Cambios(canceladas=frozenset({Reunion("comite", "sesion", comite.dia)}))
    (jugada,) = [j for j in juego.jugar(sin_el).jugadas if j.llave == LLAVE]
    assert [d.dia is None for d in jugada.decisiones] == [False, True, se_detiene]
    assert jugada.sin_sesion is se_detiene
    assert (jugada.remision == antes.remision) is not se_detiene


def test_la_simulacion_cuenta_hacia_atras_desde_el_que_puede_convocarse_mas_tarde() -> None:
    def ultimos(bastan: dict[str, int]) -> list[date | None]:
        crudo = plan(etapas=con_sesion_antes(), bastan=bastan).model_dump(exclude_defaults=True)
        crudo["organos"][-1]["convocatoria_horas"] = {"ordinaria": 240}
        datos = PlanDatos.model_validate(crudo)
        (jugada,) = [j for j in Juego(datos, {}).jugar(Cambios()).jugadas if j.llave == LLAVE]
        return [d.ultimo_dia for d in jugada.decisiones]

    todas, una = ultimos({}), ultimos({"revisan": 1})
    # Both reviews keep their last day; what comes before no longer waits for the ten days of the committee.
    assert todas[1:] == una[1:]
    assert todas[0] is not None
    assert una[0] is not None
    assert todas[0] < una[0]


# -- Changed ----------------------------------------------------------------------------------------------


def lugar(ople: Instituto, nombre: str) -> str:
    return reverse(nombre, args=[ople.proceso.clave, ople.de(LLAVE).pk])


def datos(ople: Instituto, ruta: str = "compleja", fuera: tuple[str, ...] = (), **otros: str) -> dict[str, str]:
    """What the form sends: every stage walked, but those of `fuera`."""
    suyas = Ruta.objects.get(proceso=ople.proceso, clave=ruta).etapas.all()
    return {"ruta": ruta, **{f"recorre-{e.clave}": "on" for e in suyas if e.clave not in fuera}, **otros}


def vista_de(ople: Instituto, cuando: str, campos: dict[str, str]) -> str:
    """What the preview says, as the page sends it back."""
    respuesta = ople.cambiar_ruta(LLAVE, cuando, campos | {"ver": "1"})
    assert respuesta.status_code == 200, respuesta.content.decode()[-2000:]
    return str(respuesta.context["previa"].dicha)  # type: ignore[attr-defined]


def test_la_ruta_de_uno_se_cambia_viendo_antes_como_queda(ieeh: Callable[..., Instituto]) -> None:
    ople = ieeh()
    con_textos(ople)
    ople.sesion("comision", "2024-04-15 10:00", {LLAVE: "aprobado"})
    campos = datos(ople, fuera=("comite",), **{"quien-remitir": "secretaria_ejecutiva"})
    vista = vista_de(ople, "2024-04-16 10:00", campos)
    assert "Queda en «Aprueba el Consejo»" in vista
    assert f"Se remite: {Rol.SECRETARIA_EJECUTIVA.label}" in vista
    # Nothing moved by looking.
    assert ople.de(LLAVE).ruta.clave == "compleja"
    aplica = campos | {"vista": vista, "aplicar": "1"}
    sin_motivo = ople.cambiar_ruta(LLAVE, "2024-04-16 10:05", aplica)
    assert (sin_motivo.status_code, abiertas_de(ople)) == (422, ["comite"])
    aplica["motivo"] = "El Comité no sesiona este mes."
    assert ople.cambiar_ruta(LLAVE, "2024-04-16 10:06", aplica).status_code == 302
    e = ople.de(LLAVE)
    assert (e.ruta.propia_de, abiertas_de(ople)) == (e, ["consejo"])
    assert e.hechas == {"datos": "", "analisis": "", "comision": "aprobado"}
    acto = e.actos.get(verbo="cambiar_ruta")
    assert (acto.motivo, acto.hechos["quedan"]) == ("El Comité no sesiona este mes.", ["analisis", "comision", "datos"])
    # The others still walk the plan's; and what was decided of this one still counts.
    assert ople.proceso.rutas.get(clave="compleja").etapas.count() == len(ETAPAS)
    ople.sesion("consejo-general", "2024-04-20 10:00", {LLAVE: "presentado"})
    ople.remitir(LLAVE, "2024-04-22 10:00", "X/1/2024", quien="secretaria_ejecutiva")
    assert ople.de(LLAVE).estado == Entregable.Estado.CONCLUIDO


def test_otra_ruta_deshace_lo_que_no_tiene_y_lo_dice(ieeh: Callable[..., Instituto]) -> None:
    ople = ieeh()
    con_textos(ople)
    ople.sesion("comision", "2024-04-15 10:00", {LLAVE: "aprobado"})
    campos = datos(ople, "presentacion", motivo="Se presenta como siempre.")
    vista = vista_de(ople, "2024-04-16 10:00", campos)
    assert "Queda en «La Instancia Interna elabora»" in vista
    assert vista.endswith("Se deshace: Se integran los datos; Se escribe el análisis; Revisa la Comisión.")
    assert ople.cambiar_ruta(LLAVE, "2024-04-16 11:00", campos | {"vista": vista, "aplicar": "1"}).status_code == 302
    e = ople.de(LLAVE)
    assert (e.ruta.clave, e.hechas, e.estado) == ("presentacion", {}, Entregable.Estado.EN_ELABORACION)


def test_si_algo_se_movio_desde_que_se_vio_se_muestran_las_dos(ieeh: Callable[..., Instituto]) -> None:
    ople = ieeh()
    con_textos(ople)
    campos = datos(ople, fuera=("comite",), motivo="No sesiona.")
    vista = vista_de(ople, "2024-04-14 10:00", campos)
    assert "Queda en «Revisa la Comisión»" in vista
    ople.sesion("comision", "2024-04-15 10:00", {LLAVE: "aprobado"})
    respuesta = ople.cambiar_ruta(LLAVE, "2024-04-16 10:00", campos | {"vista": vista, "aplicar": "1"})
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert "Lo que usted vio" in pagina
    assert "Queda en «Revisa la Comisión»" in pagina
    assert "Queda en «Aprueba el Consejo»" in pagina
    assert "No sesiona." in pagina
    assert ople.de(LLAVE).ruta.clave == "compleja"


@pytest.mark.parametrize(
    ("fuera", "dice"),
    [
        (("consejo",), "Ninguna etapa de esa ruta lo aprueba"),
        (("datos", "analisis"), "ya no tiene antes una etapa de elaboración"),
        (("comision",), "depende de lo que se decida en otra que se quita"),
    ],
)
def test_no_se_deja_una_ruta_que_no_puede_recorrerse(
    ieeh: Callable[..., Instituto], fuera: tuple[str, ...], dice: str
) -> None:
    ople = ieeh()
    respuesta = ople.cambiar_ruta(LLAVE, "2024-04-09 10:00", datos(ople, fuera=fuera, ver="1"))
    assert (respuesta.status_code, dice in respuesta.content.decode()) == (422, True)


def test_quien_no_debe_no_cambia_ninguna_ruta(ieeh: Callable[..., Instituto]) -> None:
    ople = ieeh()
    con_textos(ople)
    campos = datos(ople, fuera=("comite",), motivo="x")
    campos |= {"vista": vista_de(ople, "2024-04-14 10:00", campos), "aplicar": "1"}
    for quien in ("area_utic", "area_presidencia", "secretaria_ejecutiva"):
        assert ople.cambiar_ruta(LLAVE, "2024-04-14 11:00", campos, quien).status_code == 404
        assert ople.enviar(quien, "2024-04-14 11:00", lugar(ople, "entregable_ruta"), None).status_code == 404
    # The route of another process, or another deliverable's own.
    Ruta.objects.create(proceso=ople.proceso, clave="ajena", nombre="Ajena", propia_de=ople.de("remision-avance-abril"))
    for ruta in ("ajena", "no-existe"):
        assert ople.cambiar_ruta(LLAVE, "2024-04-14 11:00", campos | {"ruta": ruta}).status_code == 404
    # Somebody that the form does not offer.
    assert ople.cambiar_ruta(LLAVE, "2024-04-14 11:00", campos | {"quien-remitir": "partido"}).status_code == 422
    assert ople.de(LLAVE).ruta.clave == "compleja"


def test_dos_veces_el_mismo_cambio_hace_uno(ieeh: Callable[..., Instituto]) -> None:
    ople = ieeh()
    con_textos(ople)
    campos = datos(ople, fuera=("comite",), motivo="No sesiona.")
    campos |= {"vista": vista_de(ople, "2024-04-14 10:00", campos), "aplicar": "1"}
    assert ople.cambiar_ruta(LLAVE, "2024-04-14 11:00", campos).status_code == 302
    segunda = ople.cambiar_ruta(LLAVE, "2024-04-14 11:00", campos)
    assert (segunda.status_code, "cambiaron desde que revisó" in segunda.content.decode()) == (422, True)
    e = ople.de(LLAVE)
    assert (e.rutas_propias.count(), e.actos.filter(verbo="cambiar_ruta").count()) == (1, 1)


def test_la_ruta_propia_no_la_toca_el_plan_que_se_carga_despues(ieeh: Callable[..., Instituto]) -> None:
    ople = ieeh()
    campos = datos(ople, fuera=("comite",), motivo="No sesiona.")
    campos |= {"vista": vista_de(ople, "2024-04-09 10:00", campos), "aplicar": "1"}
    assert ople.cambiar_ruta(LLAVE, "2024-04-09 11:00", campos).status_code == 302
    resultado = cargar_plan(plan(), "b" * 64, por=None, en=momento("2024-04-09 12:00"))
    assert ople.de(LLAVE).ruta.propia_de == ople.de(LLAVE)
    assert "rutas" not in resultado.sobran
    assert [c.razon for c in resultado.conservados if c.campo == "ruta"]


# -- The plan changed midway ------------------------------------------------------------------------------


def con_otra_etapa() -> PlanDatos:
    """The same, with the commission's session after the two reviews."""
    nueva = {"clave": "sesion", "nombre": "Sesiona la Comisión", "tipo": "decidir", "organo": "comision"}
    return plan(etapas=[*ETAPAS[:5], nueva | {"resultados": FAVORABLE}, *ETAPAS[5:]])


@pytest.fixture
def en_marcha(ieeh: Callable[..., Instituto]) -> Instituto:
    """Both bodies have approved it, and it waits for the council."""
    ople = ieeh()
    con_textos(ople)
    ople.sesion("comision", "2024-04-15 10:00", {LLAVE: "aprobado"})
    ople.sesion("comite", "2024-04-16 10:00", {LLAVE: "aprobado"})
    return ople


def proponer(ople: Instituto, cuando: str) -> str:
    """The page of what the new plan would do, once its file was uploaded."""
    archivo = SimpleUploadedFile("plan.toml", en_toml(con_otra_etapa()).encode())
    cargar = reverse("plan_cargar", args=[ople.proceso.clave])
    hecho(ople.enviar("secretaria_tecnica", cuando, cargar, {"archivo": archivo}))
    respuesta = ople.enviar("secretaria_tecnica", cuando, reverse("plan_propuesta", args=[ople.proceso.clave]), None)
    assert respuesta.status_code == 200
    return respuesta.content.decode()


@pytest.mark.parametrize(("aplica", "sigue"), [(True, "sesion"), (False, "consejo")])
def test_un_plan_cambiado_a_la_mitad_se_aplica_o_se_deja(en_marcha: Instituto, aplica: bool, sigue: str) -> None:
    pagina = proponer(en_marcha, "2024-04-17 10:00")
    assert "Queda en «Sesiona la Comisión»" in pagina
    # Looking changed nothing.
    assert en_marcha.de(LLAVE).ruta.clave == "compleja"
    huella = re.findall(r'name="huella" value="(\w+)"', pagina)[0]
    enviado: dict[str, Any] = {"motivo": "La Comisión sesiona.", "ocurrio_el": "2024-04-17", "huella": huella}
    enviado |= {"aplica": [f"{LLAVE}.ruta"]} if aplica else {"razon_de_dejar": "Ya está por aprobarse."}
    aplicar = reverse("plan_propuesta", args=[en_marcha.proceso.clave])
    hecho(en_marcha.enviar("secretaria_tecnica", "2024-04-17 10:05", aplicar, enviado))
    e = en_marcha.de(LLAVE)
    assert abiertas_de(en_marcha) == [sigue]
    assert e.ruta.propia_de == (None if aplica else e)
    assert e.hechas == {"datos": "", "analisis": "", "comision": "aprobado", "comite": "aprobado"}
    assert e.actos.filter(verbo="cambiar_ruta").exists() is aplica
    # The others walk the new one from now on; nothing of what was decided is lost.
    assert en_marcha.proceso.rutas.get(clave="compleja").etapas.filter(clave="sesion").exists()
    if aplica:
        en_marcha.sesion("comision", "2024-04-18 10:00", {LLAVE: "aprobado"})
    en_marcha.sesion("consejo-general", "2024-04-22 10:00", {LLAVE: "presentado"})
    en_marcha.remitir(LLAVE, "2024-04-23 10:00", "X/1/2024")
    assert en_marcha.de(LLAVE).remitido_en == momento("2024-04-23 10:00")
