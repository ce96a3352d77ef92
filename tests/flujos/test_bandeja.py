"""The inbox: one's sessions, what is one's turn and no more, and many at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from compliance.models import Entregable, Proceso, Usuario
from flujos import entregables, sesiones
from flujos.entregables.tareas import soltar, tomar
from flujos.flows import tarea_abierta
from flujos.sesiones import Punto
from flujos.transiciones import Rechazo

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento, montar, rechazado
from ..paginas import entrar, plana, ver

BANDEJA = "/p/prueba-2024/bandeja/"
LOTE = f"{BANDEJA}lote/"
EN = momento("2024-03-25 10:00")


@pytest.fixture(autouse=True)
def ese_dia(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)


def claves(e: Elenco, quien: str, de: str = "area") -> set[str]:
    respuesta = entrar(e.usuario(quien)).get(f"{BANDEJA}?de={de}")
    return {p.entregable.llave for p in respuesta.context["pagina"]}


def test_quien_integra_un_organo_ve_su_sesion_con_sus_puntos_y_documentos(elenco: Elenco) -> None:
    publicacion = elenco.entregables["publicacion"]
    entregables.presentar(publicacion, pdf(), por=elenco.usuario("area_transparencia"), en=momento("2024-03-20 10:00"))
    sesion = sesiones.convocar(
        elenco.comision,
        tipo="ordinaria",
        inicia_en=momento("2024-03-28 10:00"),
        puntos=[Punto("", publicacion), Punto("Asuntos generales")],
        por=elenco.usuario("secretaria_tecnica"),
        en=EN,
    )
    for quien in ("comision", "secretaria_tecnica"):
        pagina = ver(entrar(elenco.usuario(quien)), BANDEJA)
        assert f"/sesiones/{sesion.pk}/" in pagina
        assert "Asuntos generales" in pagina
        assert f"/documentos/{publicacion.documentos.get().pk}" in pagina
    # Of a body that is not theirs, nothing.
    for quien in ("consejo", "area", "comite_transparencia"):
        assert f"/sesiones/{sesion.pk}/" not in ver(entrar(elenco.usuario(quien)), BANDEJA)


def test_sin_sesion_se_dice_a_quien_integra_o_lleva_un_organo(elenco: Elenco) -> None:
    for quien, lo_dice in (("comision", True), ("secretaria_tecnica", True), ("area", False), ("auditoria", False)):
        pagina = ver(entrar(elenco.usuario(quien)), BANDEJA)
        assert ("Ninguna sesión suya está convocada" in pagina) is lo_dice, quien


def test_quien_no_puede_hacer_nada_no_elige(elenco: Elenco) -> None:
    assert 'name="ids"' in ver(entrar(elenco.usuario("secretaria_tecnica")), f"{BANDEJA}?de=todas")
    pagina = ver(entrar(elenco.usuario("auditoria")), f"{BANDEJA}?de=todas")
    assert 'type="checkbox"' not in pagina
    assert "Informe mensual" in pagina


def test_a_la_secretaria_no_le_toca_lo_que_prepara_un_area(elenco: Elenco) -> None:
    assert claves(elenco, "secretaria_tecnica") == set()
    assert claves(elenco, "area") == {"informe-marzo"}
    assert claves(elenco, "area_transparencia") == {"publicacion", "avance-abril"}
    assert claves(elenco, "secretaria_ejecutiva") == {"remision-abril"}
    quien = elenco.usuario("area_transparencia")
    entregables.presentar(elenco.entregables["publicacion"], pdf(), por=quien, en=EN)
    assert claves(elenco, "secretaria_tecnica") == {"publicacion"}
    # The area no longer has it, and knows who does.
    assert claves(elenco, "area_transparencia") == {"avance-abril"}
    assert claves(elenco, "area_transparencia", "espera") == {"publicacion", "remision-abril"}
    assert claves(elenco, "secretaria_tecnica", "todas") == set(elenco.entregables)


def test_sin_area_le_toca_a_la_secretaria_tecnica(elenco: Elenco) -> None:
    Entregable.objects.filter(llave="avance-abril").update(area=None)
    assert claves(elenco, "secretaria_tecnica") == {"avance-abril"}


def test_lo_vencido_de_uno_tiene_su_pestana(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> None:
    assert claves(elenco, "area", "vencidas") == set()
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-03 10:00"))
    assert claves(elenco, "area", "vencidas") == {"informe-marzo"}


def test_lo_que_se_encarga_a_una_persona_esta_a_su_cargo(elenco: Elenco) -> None:
    assert claves(elenco, "area", "mias") == set()
    area = elenco.usuario("area")
    entregables.encargar(elenco.entregables["informe-marzo"], persona=area, motivo="Es suyo", por=area, en=EN)
    assert claves(elenco, "area", "mias") == {"informe-marzo"}


# -- Taking and giving back -------------------------------------------------------------------------------


def _dos_del_area(e: Elenco) -> tuple[Any, Any]:
    """Two people of the same area, with something begun."""
    e.nombrar(e.usuario("ajena"), "area")
    informe = e.entregables["informe-marzo"]
    entregables.iniciar(informe, por=e.usuario("area"), en=EN)
    return e.usuario("area"), e.usuario("ajena")


def test_dos_que_toman_lo_mismo_solo_una_lo_tiene(elenco: Elenco) -> None:
    una, otra = _dos_del_area(elenco)
    informe = elenco.entregables["informe-marzo"]
    lugar = f"/p/prueba-2024/entregables/{informe.pk}/tarea/"
    # Both saw it free on their page, and both sent.
    entrar(una).post(lugar, {"volver": "bandeja"})
    respuesta = entrar(otra).post(lugar, {"volver": "bandeja"}, follow=True)
    assert f"La tarea ya la tiene {una}" in plana(respuesta)
    assert tarea_abierta(informe).owner == una  # type: ignore[union-attr]
    with rechazado("tomada"):
        soltar(informe, por=otra, en=EN)
    soltar(informe, por=una, en=EN)
    tomar(informe, por=otra, en=EN)
    assert tarea_abierta(informe).owner == otra  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)
def test_dos_que_toman_lo_mismo_a_la_vez_solo_una_lo_tiene() -> None:
    elenco = montar()
    una, otra = _dos_del_area(elenco)
    informe, salida = elenco.entregables["informe-marzo"], threading.Barrier(2)

    def correr(quien: Usuario) -> Usuario | Rechazo:
        salida.wait()
        try:
            tomar(informe, por=quien, en=EN)
        except Rechazo as rechazo:
            return rechazo
        finally:
            connections.close_all()
        return quien

    with ThreadPoolExecutor(2) as hilos:
        resultados = list(hilos.map(correr, (una, otra)))
    (gana,) = [r for r in resultados if not isinstance(r, Rechazo)]
    (rechazo,) = [r for r in resultados if isinstance(r, Rechazo)]
    assert (rechazo.guarda, str(gana) in str(rechazo)) == ("tomada", True)
    assert tarea_abierta(informe).owner == gana  # type: ignore[union-attr]


def test_pasar_lo_tomado_a_una_colega(elenco: Elenco) -> None:
    una, otra = _dos_del_area(elenco)
    informe = elenco.entregables["informe-marzo"]
    pasar = f"/entregables/{informe.pk}/encargar/"
    assert pasar not in ver(entrar(una), BANDEJA)
    tomar(informe, por=una, en=EN)
    assert pasar in ver(entrar(una), BANDEJA)
    assert pasar not in ver(entrar(otra), BANDEJA)
    entregables.encargar(informe, persona=otra, motivo="Sale de comisión", por=una, en=EN)
    assert tarea_abierta(informe).owner == otra  # type: ignore[union-attr]


# -- Many at once -----------------------------------------------------------------------------------------


def test_varios_se_confirman_con_su_cuenta_antes_de_hacerse(elenco: Elenco) -> None:
    cliente = entrar(elenco.usuario("area_transparencia"))
    ids = [elenco.entregables[llave].pk for llave in ("publicacion", "avance-abril")]
    pagina = plana(cliente.post(LOTE, {"accion": "iniciar", "ids": ids}))
    assert "<strong>2 entregables</strong>" in pagina
    assert Entregable.objects.filter(estado="en_elaboracion").count() == 0
    pagina = plana(cliente.post(LOTE, {"accion": "iniciar", "ids": ids, "confirmar": "1"}))
    assert "2 de 2 entregables" in pagina
    assert Entregable.objects.filter(estado="en_elaboracion").count() == 2
    cliente.post(LOTE, {"accion": "tomar", "ids": ids, "confirmar": "1"})
    assert claves(elenco, "area_transparencia", "mias") == {"publicacion", "avance-abril"}


def test_lo_que_no_se_puede_dice_por_que_y_no_detiene_lo_demas(elenco: Elenco) -> None:
    ids = [elenco.entregables[llave].pk for llave in ("informe-marzo", "publicacion")]
    cliente = entrar(elenco.usuario("area"))
    pagina = plana(cliente.post(LOTE, {"accion": "iniciar", "ids": ids, "confirmar": "1"}))
    assert "1 de 2 entregables" in pagina
    assert "No se pudo" in pagina
    assert Entregable.objects.get(llave="informe-marzo").estado == "en_elaboracion"
    assert Entregable.objects.get(llave="publicacion").estado == "programado"


def test_sin_elegir_se_pide_y_lo_que_no_va_en_lote_no_existe(elenco: Elenco) -> None:
    cliente = entrar(elenco.usuario("area"))
    assert "Elija al menos un entregable" in plana(cliente.post(LOTE, {"accion": "tomar"}, follow=True))
    ids = [elenco.entregables["informe-marzo"].pk]
    assert cliente.post(LOTE, {"accion": "cancelar", "ids": ids}).status_code == 404
    assert entrar(elenco.usuario("partido")).post(LOTE, {"accion": "tomar", "ids": ids}).status_code == 404


def test_lo_de_otro_proceso_no_existe_ni_se_toca(elenco: Elenco) -> None:
    ajeno = Proceso.objects.get(pk=elenco.proceso.pk)
    ajeno.pk, ajeno._state.adding, ajeno.clave = None, True, "otro-2024"
    ajeno.save()
    informe = elenco.entregables["informe-marzo"]
    suyo = Entregable.objects.get(pk=informe.pk)
    suyo.pk, suyo._state.adding, suyo.proceso = None, True, ajeno
    suyo.save()
    cliente = entrar(elenco.usuario("area"))
    # By the address of a process that is theirs, and by that of the other.
    for clave in ("prueba-2024", "otro-2024"):
        assert cliente.post(f"/p/{clave}/entregables/{suyo.pk}/tarea/").status_code == 404
    ids = [suyo.pk, 10**30, "x"]
    respuesta = cliente.post(LOTE, {"accion": "iniciar", "ids": ids, "confirmar": "1"}, follow=True)
    assert "Elija al menos un entregable" in plana(respuesta)
    assert cliente.post("/p/otro-2024/bandeja/lote/", {"accion": "iniciar", "ids": ids}).status_code == 404
    suyo.refresh_from_db()
    assert suyo.estado == "programado"
    assert tarea_abierta(suyo) is None
