"""The page of a deliverable tells the route as it was walked, what came back, and what to do first."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from compliance.models import Subactividad
from flujos import entregables

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento
from ..paginas import plana
from .pasos import celebrar, hasta_remision

PROCESO = "prueba-2024"
OBSERVACION = "El cuadro 2 no cuadra con el anexo."


@pytest.fixture(autouse=True)
def en_abril(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-03 10:00"))


def visitar(e: Elenco, nombre: str, vista: str, *partes: Any) -> Any:
    cliente = Client()
    cliente.force_login(e.usuario(nombre))
    return cliente.get(reverse(vista, args=[PROCESO, *partes]))


def pasos(e: Elenco, llave: str) -> dict[str, tuple[str, date | None]]:
    pagina = visitar(e, "comision", "entregable", e.entregables[llave].pk)
    return {p.nombre: (p.estado, p.fecha) for p in pagina.context["pasos"]}


def devuelto_por_el_consejo(e: Elenco) -> int:
    """Approved by the commission on 1 April; the council returns it on the 2nd."""
    entregables.presentar(
        e.entregables["publicacion"], pdf(), por=e.usuario("area_transparencia"), en=momento("2024-03-27 10:00")
    )
    celebrar(e, e.comision, "ordinaria", "2024-04-01 10:00", "secretaria_tecnica", "publicacion", resultado="aprobado")
    celebrar(
        e,
        e.consejo,
        "extraordinaria",
        "2024-04-02 10:00",
        "secretaria_ejecutiva",
        "publicacion",
        resultado="devuelto",
        observaciones=OBSERVACION,
    )
    return e.entregables["publicacion"].pk


def test_lo_hecho_lleva_el_dia_en_que_se_hizo_y_lo_pendiente_el_del_plan(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    for orden, etapa in enumerate(informe.ruta.etapas.all()):
        Subactividad.objects.create(
            entregable=informe, orden=orden, clave=f"11.3.{orden}", texto="Paso", etapa=etapa, fecha=date(2024, 4, 7)
        )
    assert pasos(elenco, "informe-marzo") == {
        "Elaborar": ("hecho", date(2024, 3, 27)),
        "Reunion": ("hecho", date(2024, 3, 28)),
        "Comision": ("hecho", date(2024, 3, 29)),
        "Consejo": ("hecho", date(2024, 4, 1)),
        "Remitir": ("actual", date(2024, 4, 7)),
        "Validar": ("pendiente", date(2024, 4, 7)),
    }
    pagina = visitar(elenco, "comision", "entregable", informe.pk).content.decode()
    assert "previsto" in pagina


def test_la_remision_y_la_validacion_llevan_su_dia_y_no_el_de_su_registro(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    por = elenco.usuario("secretaria_ejecutiva")
    entregables.remitir(
        informe,
        oficio="IEPC/1",
        remitida_en=momento("2024-04-02 23:30"),
        destinatario="UTVOPL",
        por=por,
        en=momento("2024-04-03 09:00"),
    )
    informe.refresh_from_db()
    entregables.validar_por_ine(
        informe, validada_en=momento("2024-04-03 09:10"), por=por, en=momento("2024-04-03 09:30")
    )
    assert pasos(elenco, "informe-marzo")["Remitir"] == ("hecho", date(2024, 4, 2))
    assert pasos(elenco, "informe-marzo")["Validar"] == ("hecho", date(2024, 4, 3))


def test_una_devolucion_se_ve_donde_se_atiende(elenco: Elenco) -> None:
    pk = devuelto_por_el_consejo(elenco)
    assert pasos(elenco, "publicacion")["Elaborar"] == ("devuelto", date(2024, 4, 2))
    assert pasos(elenco, "publicacion")["Comision"][0] == "pendiente"
    for lugar in (["entregable", pk], ["entregable_accion", pk, "presentar"], ["bandeja"]):
        principal = plana(visitar(elenco, "area_transparencia", *lugar)).partition("Historial")[0]
        assert OBSERVACION in principal, lugar
        assert "Consejo Estatal, <time" in principal, lugar
    ficha = visitar(elenco, "area_transparencia", "entregable", pk)
    assert [(d.resultado, fuera) for d, fuera in ficha.context["decisiones"]] == [
        ("aprobado", True),
        ("devuelto", False),
    ]
    assert "<del>Aprobado</del>" in ficha.content.decode()


def test_lo_que_se_presenta_otra_vez_ya_no_esta_devuelto(elenco: Elenco) -> None:
    pk = devuelto_por_el_consejo(elenco)
    entregables.presentar(
        elenco.entregables["publicacion"],
        pdf("dos"),
        por=elenco.usuario("area_transparencia"),
        en=momento("2024-04-03 09:00"),
    )
    assert pasos(elenco, "publicacion")["Elaborar"] == ("hecho", date(2024, 4, 3))
    ficha = visitar(elenco, "area_transparencia", "entregable", pk)
    assert ficha.context["devolucion"] is None


def test_lo_regresado_sin_sesion_dice_quien_lo_regreso(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    entregables.devolver(
        informe, motivo="Cambió el anexo.", por=elenco.usuario("secretaria_tecnica"), en=momento("2024-04-02 12:00")
    )
    devolucion = visitar(elenco, "area", "entregable", informe.pk).context["devolucion"]
    assert (devolucion.texto, devolucion.quien) == ("Cambió el anexo.", "Secretaria Tecnica De Prueba")


def test_la_accion_principal_es_la_de_la_etapa(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    principal = {
        nombre: [v.clave for v in pagina.context["acciones"] if v == pagina.context["sigue"]]
        for nombre, pk in (
            ("secretaria_ejecutiva", informe.pk),
            ("secretaria_tecnica", informe.pk),
            ("area_transparencia", elenco.entregables["publicacion"].pk),
        )
        if (pagina := visitar(elenco, nombre, "entregable", pk))
    }
    assert principal == {
        "secretaria_ejecutiva": ["remitir"],
        "secretaria_tecnica": [],
        "area_transparencia": ["presentar"],
    }
    primera = visitar(elenco, "secretaria_ejecutiva", "entregable", informe.pk).context["acciones"][0]
    assert primera.clave == "remitir"


def test_quien_lleva_el_organo_va_a_su_sesion(elenco: Elenco) -> None:
    publicacion = elenco.entregables["publicacion"]
    entregables.presentar(publicacion, pdf(), por=elenco.usuario("area_transparencia"), en=momento("2024-03-27 10:00"))
    pagina = visitar(elenco, "secretaria_tecnica", "entregable", publicacion.pk).content.decode()
    assert f'href="{reverse("sesion_convocar", args=[PROCESO])}"' in pagina


def test_cancelar_dice_que_se_cancela_y_como_no_hacerlo(elenco: Elenco) -> None:
    pagina = visitar(
        elenco, "secretaria_tecnica", "entregable_accion", elenco.entregables["avance-abril"].pk, "cancelar"
    ).content.decode()
    assert "<h1>Cancelar el entregable 11.13</h1>" in pagina
    assert "Qué va a pasar" in pagina
    assert "No se puede deshacer" in pagina
    assert "No, volver sin cambios" in pagina
    assert "Cancelar y volver" not in pagina


def test_el_atraso_se_dice_una_sola_vez(elenco: Elenco) -> None:
    pk = elenco.entregables["informe-marzo"].pk
    ficha = visitar(elenco, "secretaria_tecnica", "entregable", pk).content.decode().partition("Historial")[0]
    assert ficha.count("hace 2 días") == 1
    bandeja = visitar(elenco, "area", "bandeja").content.decode()
    assert bandeja.count("hace 2 días") == 1


def test_la_hora_del_acuse_se_escribe_y_no_se_supone(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    form = visitar(elenco, "secretaria_ejecutiva", "entregable_accion", informe.pk, "remitir").context["form"]
    assert form["remitida_en"].value() is None
    assert "UTVOPL" in form["destinatario"].value()


def test_una_validacion_imposible_se_dice_en_su_fecha(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    por = elenco.usuario("secretaria_ejecutiva")
    entregables.remitir(
        informe,
        oficio="IEPC/1",
        remitida_en=momento("2024-04-02 12:00"),
        destinatario="UTVOPL",
        por=por,
        en=momento("2024-04-02 13:00"),
    )
    cliente = Client()
    cliente.force_login(por)
    lugar = reverse("entregable_accion", args=[PROCESO, informe.pk, "validar"])
    respuesta = cliente.post(lugar, {"validada_en": "2024-04-01T10:00", "nota": "va"})
    assert respuesta.status_code == 422
    assert list(respuesta.context["form"].errors) == ["validada_en"]


def test_un_archivo_que_no_es_lo_que_dice_se_explica_en_su_campo(elenco: Elenco) -> None:
    cliente = Client()
    cliente.force_login(elenco.usuario("area"))
    lugar = reverse("entregable_accion", args=[PROCESO, elenco.entregables["informe-marzo"].pk, "presentar"])
    respuesta = cliente.post(lugar, {"archivo": SimpleUploadedFile("i.pdf", b"MZ programa"), "nota": ""})
    assert list(respuesta.context["form"].errors) == ["archivo"]


def test_el_mes_que_se_informa_se_dice_en_palabras(elenco: Elenco) -> None:
    pagina = visitar(elenco, "comision", "entregable", elenco.entregables["informe-marzo"].pk).content.decode()
    assert "<dd>Marzo de 2024</dd>" in pagina


def test_lo_que_aun_no_ocurre_no_esta_ni_en_plazo_ni_programado(elenco: Elenco) -> None:
    plantilla = elenco.entregables["avance-abril"]
    plantilla.es_plantilla = True
    plantilla.save()
    encabezado = visitar(elenco, "comision", "entregable", plantilla.pk).content.decode().partition("</header>\n")[2]
    encabezado = encabezado.partition("Historial")[0]
    assert "Se abre cuando ocurre el hecho" in encabezado
    assert "En plazo" not in encabezado
    assert "Programado" not in encabezado
