"""Who answers for a deliverable, for how long, and what is said of it to whom."""

from datetime import date
from typing import Any

import pytest

from compliance.models import Acto
from flujos import entregables
from flujos.entregables.tareas import a_quienes_se_encarga, mencionadas, quienes_ven, vigentes
from flujos.models import Encargo, Nota
from notificaciones.models import Aviso
from notificaciones.services import barrer

from ..elenco import Elenco, momento, rechazado
from ..paginas import entrar, plana, ver

EN = momento("2024-03-25 10:00")


@pytest.fixture(autouse=True)
def ese_dia(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)


def lugar(e: Elenco, verbo: str = "", llave: str = "informe-marzo") -> str:
    return f"/p/prueba-2024/entregables/{e.entregables[llave].pk}/" + (f"{verbo}/" if verbo else "")


def encargar(e: Elenco, persona: str, por: str = "area", **otros: Any) -> Encargo:
    datos = {"motivo": "Le corresponde", "en": EN} | otros
    return entregables.encargar(e.entregables["informe-marzo"], persona=e.usuario(persona), por=e.usuario(por), **datos)


def a_cargo(e: Elenco, dia: date) -> Any:
    encargo = vigentes(dia).filter(entregable=e.entregables["informe-marzo"]).first()
    return encargo.persona if encargo else None


# -- Who answers for it -----------------------------------------------------------------------------------


def test_una_delegacion_termina_y_vuelve_a_quien_respondia(elenco: Elenco) -> None:
    elenco.nombrar(elenco.usuario("ajena"), "area")
    encargar(elenco, "area")
    encargar(elenco, "ajena", hasta=date(2024, 3, 31), motivo="Vacaciones de la titular")
    assert a_cargo(elenco, date(2024, 3, 24)) is None
    assert a_cargo(elenco, date(2024, 3, 31)) == elenco.usuario("ajena")
    assert a_cargo(elenco, date(2024, 4, 1)) == elenco.usuario("area")


def test_reasignar_deja_razon_y_queda_en_el_historial(elenco: Elenco) -> None:
    elenco.nombrar(elenco.usuario("ajena"), "area")
    encargar(elenco, "area")
    encargar(elenco, "ajena", por="secretaria_tecnica", motivo="Cambió de área")
    assert a_cargo(elenco, EN.date()) == elenco.usuario("ajena")
    assert list(Acto.objects.filter(verbo="encargar").values_list("motivo", flat=True)) == [
        "Le corresponde",
        "Cambió de área",
    ]
    pagina = ver(entrar(elenco.usuario("comision")), lugar(elenco))
    # Each in the history, with whom it was given to: the first one answers for it no more.
    assert f"A {elenco.usuario('ajena')}. Cambió de área" in pagina
    assert f"A {elenco.usuario('area')}. Le corresponde" in pagina
    assert "Está a cargo de" in pagina


@pytest.mark.parametrize(
    ("guarda", "cambios"),
    [
        ("motivo", {"motivo": "  "}),
        ("persona", {"persona": "area_transparencia"}),
        ("persona", {"persona": "partido"}),
        ("hasta", {"hasta": date(2024, 3, 24)}),
        ("rol", {"por": "area_transparencia"}),
        ("rol", {"por": "comision"}),
    ],
)
def test_se_rechaza_a_quien_no_puede_y_lo_que_no_se_dice(elenco: Elenco, guarda: str, cambios: dict[str, Any]) -> None:
    with rechazado(guarda):
        encargar(elenco, **({"persona": "area"} | cambios))


def test_lo_mismo_otra_vez_es_el_mismo_envio(elenco: Elenco) -> None:
    encargar(elenco, "area")
    with rechazado("repetido"):
        encargar(elenco, "area")


def test_solo_se_ofrece_a_quien_puede_hacer_algo_con_el(elenco: Elenco) -> None:
    ofrecidas = a_quienes_se_encarga(elenco.entregables["informe-marzo"], EN.date())
    assert {u.username for u in ofrecidas} == {"area", "secretaria_tecnica"}


def test_lo_escrito_no_se_pierde_si_se_rechaza(elenco: Elenco) -> None:
    cliente = entrar(elenco.usuario("area"))
    datos = {"persona": elenco.usuario("area").pk, "hasta": "2024-03-01", "motivo": "Sale de comisión"}
    respuesta = cliente.post(lugar(elenco, "encargar"), datos)
    assert respuesta.status_code == 422
    assert "Sale de comisión" in plana(respuesta)
    assert not Encargo.objects.exists()


# -- Notes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texto", "cuentas"),
    [
        ("@ana y @Beto.Ruiz.", ["ana", "beto.ruiz"]),
        ("Escriba a ana@example.com", []),
        ("(@ana), @ana; @ANA", ["ana"]),
        ("@ sola", []),
    ],
)
def test_que_cuenta_como_mencion(texto: str, cuentas: list[str]) -> None:
    assert mencionadas(texto) == cuentas


def test_una_nota_con_mencion_avisa_una_sola_vez(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    texto = "Falta el anexo: ¿lo tiene @Area_Transparencia? Copio a @area"
    nota = entregables.anotar(informe, texto=texto, por=elenco.usuario("area"), en=EN)
    # As they are written, and whoever writes is not told of what they wrote.
    assert nota.menciones == ["area_transparencia", "area"]
    for minutos in (1, 2):
        barrer(momento(f"2024-03-25 10:0{minutos}"))
    aviso = Aviso.objects.get(grupo=f"mencion|{nota.pk}")
    assert aviso.destinatario_correo == "area_transparencia@example.com"
    assert texto in aviso.texto
    assert aviso.area == elenco.transparencia
    assert Acto.objects.get(verbo="anotar").hechos == {"nota": nota.pk}
    assert texto in " ".join(ver(entrar(elenco.usuario("auditoria")), lugar(elenco)).split())


@pytest.mark.parametrize("cuenta", ["partido", "ajena", "nadie"])
def test_solo_se_menciona_a_quien_puede_verlo_y_de_los_demas_no_se_dice_nada(elenco: Elenco, cuenta: str) -> None:
    with rechazado("mencion") as info:
        entregables.anotar(
            elenco.entregables["informe-marzo"], texto=f"Hola @{cuenta}", por=elenco.usuario("area"), en=EN
        )
    assert info.value.rechazos[0].mensaje == f"Nadie con la cuenta «{cuenta}» puede ver este entregable."


def test_quien_deja_de_verlo_ya_no_recibe_el_aviso(elenco: Elenco) -> None:
    nota = entregables.anotar(
        elenco.entregables["informe-marzo"], texto="Hola @comision", por=elenco.usuario("area"), en=EN
    )
    elenco.usuario("comision").nombramientos.update(hasta=date(2024, 3, 24))
    barrer(momento("2024-03-25 11:00"))
    assert not Aviso.objects.filter(grupo=f"mencion|{nota.pk}").exists()
    assert elenco.usuario("comision") not in quienes_ven(nota.entregable, EN.date())


def test_la_nota_se_escribe_en_su_pagina_y_no_mueve_el_entregable(elenco: Elenco) -> None:
    cliente = entrar(elenco.usuario("comision"))
    assert "@secretaria_tecnica" in ver(cliente, lugar(elenco, "anotar"))
    respuesta = cliente.post(lugar(elenco, "anotar"), {"texto": "Hola @nadie"})
    assert respuesta.status_code == 422
    assert "Hola @nadie" in plana(respuesta)
    assert cliente.post(lugar(elenco, "anotar"), {"texto": "Se revisará el jueves."}).status_code == 302
    informe = elenco.entregables["informe-marzo"]
    informe.refresh_from_db()
    assert informe.estado == "programado"
    assert "Se revisará el jueves." in ver(cliente, lugar(elenco))


def test_quien_audita_lee_y_no_escribe(elenco: Elenco) -> None:
    assert entrar(elenco.usuario("auditoria")).get(lugar(elenco, "anotar")).status_code == 404
    assert not Nota.objects.exists()


def test_a_quien_se_le_encarga_se_le_avisa(elenco: Elenco) -> None:
    elenco.nombrar(elenco.usuario("ajena"), "area")
    encargo = encargar(elenco, "ajena", hasta=date(2024, 3, 31))
    barrer(momento("2024-03-25 10:05"))
    aviso = Aviso.objects.get(grupo=f"encargo|{encargo.pk}")
    assert aviso.destinatario_correo == "ajena@example.com"
    assert "hasta el domingo 31 de marzo de 2024" in aviso.texto
