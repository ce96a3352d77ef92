"""Lists that a person keeps, and the calendar by month and as an agenda."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.models import Hito, VistaGuardada
from flujos import entregables, sesiones
from flujos.sesiones import Punto

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento
from ..paginas import entrar, plana, ver

PROCESO = "/p/prueba-2024/"
VISTAS = f"{PROCESO}vistas/"
CALENDARIO = f"{PROCESO}calendario/"
EN = momento("2024-03-25 10:00")


@pytest.fixture(autouse=True)
def ese_dia(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)


# -- Saved views ------------------------------------------------------------------------------------------


def guardar(e: Elenco, quien: str = "area", **datos: str) -> VistaGuardada:
    enviado = {"nombre": "Lo vencido", "lista": "entregables", "consulta": "clase=vencidos&page=3"} | datos
    respuesta = entrar(e.usuario(quien)).post(VISTAS, enviado)
    assert respuesta.status_code == 302, plana(respuesta)
    return VistaGuardada.objects.latest("pk")


def test_una_vista_guarda_sus_filtros_y_lleva_a_ellos(elenco: Elenco) -> None:
    vista = guardar(elenco)
    assert (vista.consulta, vista.rol) == ("clase=vencidos", "")
    assert "entregables/?clase=vencidos" in ver(entrar(elenco.usuario("area")), f"{PROCESO}entregables/")


def test_es_solo_de_quien_la_guarda(elenco: Elenco) -> None:
    vista = guardar(elenco)
    otra = entrar(elenco.usuario("area_transparencia"))
    assert "Lo vencido" not in ver(otra, f"{PROCESO}entregables/")
    assert otra.post(f"{VISTAS}{vista.pk}/quitar/").status_code == 404
    assert VistaGuardada.objects.filter(pk=vista.pk).exists()
    entrar(elenco.usuario("area")).post(f"{VISTAS}{vista.pk}/quitar/")
    assert not VistaGuardada.objects.exists()


def test_compartida_la_ven_quienes_tienen_ese_rol_y_no_la_quitan(elenco: Elenco) -> None:
    vista = guardar(elenco, rol="area")
    otra = entrar(elenco.usuario("area_transparencia"))
    assert "Lo vencido" in ver(otra, f"{PROCESO}entregables/")
    assert otra.post(f"{VISTAS}{vista.pk}/quitar/").status_code == 404
    assert "Lo vencido" not in ver(entrar(elenco.usuario("comision")), f"{PROCESO}entregables/")


@pytest.mark.parametrize(
    "datos", [{"nombre": ""}, {"rol": "comision"}, {"lista": "candidaturas"}, {"nombre": "x" * 61}]
)
def test_lo_que_no_se_puede_guardar_conserva_lo_escrito(elenco: Elenco, datos: dict[str, str]) -> None:
    enviado = {"nombre": "Mía", "lista": "entregables", "consulta": "q=algo"} | datos
    respuesta = entrar(elenco.usuario("area")).post(VISTAS, enviado)
    assert respuesta.status_code == 422
    assert 'value="q=algo"' in plana(respuesta)
    assert not VistaGuardada.objects.exists()


# -- The calendar -----------------------------------------------------------------------------------------


def test_el_mes_lleva_a_entregables_sesiones_e_hitos(elenco: Elenco) -> None:
    publicacion = elenco.entregables["publicacion"]
    entregables.presentar(publicacion, pdf(), por=elenco.usuario("area_transparencia"), en=momento("2024-03-20 10:00"))
    sesion = sesiones.convocar(
        elenco.comision,
        tipo="ordinaria",
        inicia_en=momento("2024-04-18 10:30"),
        puntos=[Punto("", publicacion)],
        por=elenco.usuario("secretaria_tecnica"),
        en=EN,
    )
    Hito.objects.create(
        proceso=elenco.proceso, nombre="Inicio de campañas", clave="campanas", grupo="Campañas", termina="2024-04-15"
    )
    cliente = entrar(elenco.usuario("comision"))
    for vista in ("mes", "agenda"):
        pagina = ver(cliente, f"{CALENDARIO}?vista={vista}&mes=2024-04")
        assert "Abril de 2024" in pagina
        assert f"/entregables/{publicacion.pk}/" in pagina
        assert f"/sesiones/{sesion.pk}/" in pagina
        assert "Sesión, 10:30" in pagina
        assert "Inicio de campañas" in pagina
        assert "mes=2024-03" in pagina
        assert "mes=2024-05" in pagina
    assert f"/sesiones/{sesion.pk}/" not in ver(cliente, f"{CALENDARIO}?vista=mes&mes=2024-05")


def test_una_sesion_de_varios_dias_esta_en_cada_uno(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> None:
    lleva = elenco.usuario("secretaria_tecnica")
    sesion = sesiones.convocar(
        elenco.comision,
        tipo="ordinaria",
        inicia_en=momento("2024-04-19 10:00"),
        puntos=[Punto("Asuntos generales")],
        por=lleva,
        en=EN,
    )
    al = momento("2024-04-19 10:05")
    sesiones.instalar(sesion, presentes=elenco.comision.integraciones.all(), por=lleva, en=al)
    al = momento("2024-04-19 20:00")
    sesiones.declarar_receso(sesion, desde=al, continua_en=momento("2024-04-21 09:00"), por=lleva, en=al)
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-20 10:00"))
    dias = entrar(elenco.usuario("comision")).get(f"{CALENDARIO}?vista=agenda&mes=2024-04").context["con_algo"]
    assert [(d.dia.day, ev.clase) for d in dias for ev in d.eventos if f"/sesiones/{sesion.pk}/" in ev.enlace] == [
        (19, "Sesión"),
        (21, "Continúa la sesión"),
    ]


def test_el_mes_cuesta_lo_mismo_con_muchas_sesiones(elenco: Elenco) -> None:
    cliente = entrar(elenco.usuario("comision"))
    lugar = f"{CALENDARIO}?vista=mes&mes=2024-04"

    def convocar(dia: int) -> None:
        sesiones.convocar(
            elenco.comision,
            tipo="ordinaria",
            inicia_en=momento(f"2024-04-{dia} 10:00"),
            puntos=[Punto("Asuntos generales")],
            por=elenco.usuario("secretaria_tecnica"),
            en=EN,
        )

    def consultas() -> int:
        with CaptureQueriesContext(connection) as hechas:
            assert cliente.get(lugar).status_code == 200
        return len(hechas)

    convocar(10)
    consultas()  # the first visit notes in the session which process one works in
    una = consultas()
    for dia in range(11, 16):
        convocar(dia)
    assert consultas() == una


def test_un_mes_sin_nada_o_mal_escrito(elenco: Elenco) -> None:
    cliente = entrar(elenco.usuario("comision"))
    assert "Nada en este mes" in ver(cliente, f"{CALENDARIO}?vista=agenda&mes=2023-10")
    for mal in ("2024-13", "abril", "0000-01", "9999-12", "0001-01"):
        assert entrar(elenco.usuario("comision")).get(f"{CALENDARIO}?vista=mes&mes={mal}").status_code == 200
    assert "Marzo de 2024" in ver(cliente, f"{CALENDARIO}?vista=mes&mes=abril")


def test_hoy_se_marca(elenco: Elenco) -> None:
    pagina = ver(entrar(elenco.usuario("comision")), f"{CALENDARIO}?vista=mes")
    assert pagina.count('aria-current="date"') == 1
    assert 'mes__dia--hoy" aria-current="date"><time datetime="2024-03-25">' in pagina.replace("> <", "><")


def test_lo_mio_es_de_mi_area_o_esta_a_mi_cargo(elenco: Elenco) -> None:
    lugar = f"{CALENDARIO}?vista=agenda&mes=2024-04&de=mio"
    pagina = ver(entrar(elenco.usuario("area")), lugar)
    assert f"/entregables/{elenco.entregables['informe-marzo'].pk}/" in pagina
    assert f"/entregables/{elenco.entregables['publicacion'].pk}/" not in pagina
    assert "Nada con fecha está a su cargo" in ver(entrar(elenco.usuario("auditoria")), f"{CALENDARIO}?de=mio")
