"""What was done has its own day, whatever day it is noted: Hidalgo's April 2024, with the dates of its report."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from compliance.models import Entregable, Proceso
from compliance.plan.esquema import leer_plan, ruta_de_plan
from compliance.services.planes import cargar_plan
from flujos import entregables
from flujos.entregables.informes import informe_mensual
from flujos.models import Hecho
from flujos.transiciones import Rechazo, Rechazos

from ..elenco import Elenco, momento
from .pasos import hasta_remision, remitir

pytestmark = pytest.mark.django_db

REUNIONES = [date(2024, 4, dia) for dia in (1, 8, 9, 12, 13, 23)]
TARDE = momento("2024-04-30 18:00")


@pytest.fixture
def hidalgo(db: None) -> Proceso:
    plan, sha256 = leer_plan(ruta_de_plan("ieeh-2023-2024"))
    cargar_plan(plan, sha256, por=None, en=momento("2023-09-01 09:00"))
    return Proceso.objects.get(clave="ieeh-2023-2024")


def de(proceso: Proceso, llave: str) -> Entregable:
    return Entregable.objects.select_related("proceso__instituto").get(proceso=proceso, llave=llave)


def pdf() -> ContentFile[bytes]:
    return ContentFile(b"%PDF-1.4 oficios", name="oficios.pdf")


def guardas(rechazo: Rechazo | Rechazos) -> set[str]:
    return {r.guarda for r in rechazo.rechazos} if isinstance(rechazo, Rechazos) else {rechazo.guarda}


def test_lo_que_se_entrega_despues_se_juzga_por_el_dia_en_que_ocurrio(hidalgo: Proceso) -> None:
    """Row 5.3: due on 24 April, done on the 29th, handed in on the 30th. Five days late, not six."""
    entregables.presentar(
        de(hidalgo, "cuentas-ayuntamientos"), pdf(), dias=[date(2024, 4, 29)], nota="Se notificó.", por=None, en=TARDE
    )
    e = de(hidalgo, "cuentas-ayuntamientos")
    assert (e.aprobado_el, e.concluido_el) == (date(2024, 4, 29), date(2024, 4, 29))
    assert e.situacion(TARDE).retrasos == {"aprobación": 5}
    # Both days are kept.
    hecho = e.hechos.get()
    assert (hecho.ultimo_dia, hecho.registrado_en, hecho.aprueba) == (date(2024, 4, 29), TARDE, True)
    paso = e.actos.get(verbo="presentar")
    assert (paso.motivo, paso.hechos["dias"]) == ("Realizado: 29 de abril de 2024. Se notificó.", ["2024-04-29"])
    assert hecho.history.get().history_date == TARDE


def test_sin_decir_el_dia_es_el_de_la_entrega(hidalgo: Proceso) -> None:
    entregables.presentar(de(hidalgo, "cuentas-ayuntamientos"), pdf(), por=None, en=TARDE)
    assert de(hidalgo, "cuentas-ayuntamientos").situacion(TARDE).retrasos == {"aprobación": 6}


def test_seis_reuniones_son_un_hecho_de_seis_dias_y_cuenta_la_ultima(hidalgo: Proceso) -> None:
    entregables.presentar(
        de(hidalgo, "reuniones-con-el-tercero"),
        pdf(),
        dias=list(reversed(REUNIONES)),
        participantes="UTIC y el Tercero",
        nota="La UTIC ha celebrado reuniones de trabajo con el Tercero.",
        por=None,
        en=TARDE,
    )
    e = de(hidalgo, "reuniones-con-el-tercero")
    assert e.aprobado_el == date(2024, 4, 23)
    assert e.hechos.get().dicho == "1, 8, 9, 12, 13 y 23 de abril de 2024"
    (fila,) = [f for f in informe_mensual(hidalgo, date(2024, 4, 1), TARDE).filas if f.llave == e.llave]
    assert fila.fecha_conclusion == date(2024, 4, 23)
    assert fila.conclusion == "1, 8, 9, 12, 13 y 23 de abril de 2024"
    assert (
        "La UTIC ha celebrado reuniones de trabajo con el Tercero. Se realizó: 1, 8, 9, 12, 13 y 23 de abril de 2024. "
        "Participaron: UTIC y el Tercero."
    ) in fila.desarrollo


def test_lo_realizado_se_anota_sin_mover_el_entregable_y_llega_al_informe_de_su_mes(elenco: Elenco) -> None:
    avance, area = elenco.entregables["avance-abril"], elenco.usuario("area_transparencia")
    en = momento("2024-05-03 10:00")
    entregables.registrar_hecho(
        avance, dias=[date(2024, 4, 10)], texto="Reunión de trabajo", archivo=pdf(), por=area, en=en
    )
    avance.refresh_from_db()
    assert (avance.estado, avance.aprobado_el) == (Entregable.Estado.PROGRAMADO, None)
    paso = avance.actos.get()
    assert (paso.verbo, paso.motivo) == ("registrar_hecho", "10 de abril de 2024: Reunión de trabajo")
    filas = {f.llave: f for f in informe_mensual(elenco.proceso, date(2024, 4, 1), en).filas}
    assert "Reunión de trabajo. Se realizó: 10 de abril de 2024." in filas["avance-abril"].desarrollo
    assert "Constancia" in filas["avance-abril"].documento
    # What was done on the way is not what concludes it.
    assert (filas["avance-abril"].conclusion, filas["avance-abril"].dias) == ("", [date(2024, 4, 10)])
    # A report cut before it was noted does not know it.
    antes = {f.llave: f for f in informe_mensual(elenco.proceso, date(2024, 4, 1), momento("2024-04-30 10:00")).filas}
    assert "Reunión" not in antes["avance-abril"].desarrollo


@pytest.mark.parametrize(
    ("dias", "guarda"),
    [
        ([], "dias"),
        ([date(2024, 4, 10), date(2024, 5, 1)], "fecha_futura"),
        ([date(2014, 4, 10)], "fecha"),
        ([date(2024, 3, 1)], "ventana"),
    ],
)
def test_un_dia_que_no_pudo_ser_se_rechaza_y_nada_queda(elenco: Elenco, dias: list[date], guarda: str) -> None:
    Entregable.objects.filter(llave="avance-abril").update(inicia_impreso=date(2024, 4, 1))
    with pytest.raises((Rechazo, Rechazos)) as dicho:
        entregables.registrar_hecho(elenco.entregables["avance-abril"], dias=dias, texto="x", por=None, en=TARDE)
    assert guarda in guardas(dicho.value)
    assert not Hecho.objects.exists()


def test_corregir_el_dia_vuelve_a_juzgar_y_guarda_lo_que_decia(hidalgo: Proceso) -> None:
    entregables.presentar(de(hidalgo, "cuentas-ayuntamientos"), pdf(), por=None, en=TARDE)
    hecho = Hecho.objects.get()
    despues = momento("2024-05-02 10:00")
    with pytest.raises((Rechazo, Rechazos)) as dicho:
        entregables.corregir_hecho(hecho, dias=[date(2024, 4, 29)], texto="x", motivo=" ", por=None, en=despues)
    assert guardas(dicho.value) == {"motivo"}
    entregables.corregir_hecho(
        hecho, dias=[date(2024, 4, 29)], texto="Se notificó.", motivo="Así consta en el oficio.", por=None, en=despues
    )
    e = de(hidalgo, "cuentas-ayuntamientos")
    assert e.aprobado_el == date(2024, 4, 29)
    assert e.situacion(despues).retrasos == {"aprobación": 5}
    paso = e.actos.get(verbo="corregir_hecho")
    assert (paso.motivo, paso.hechos["dias"], paso.hechos["dias_antes"]) == (
        "Así consta en el oficio.",
        ["2024-04-29"],
        ["2024-04-30"],
    )
    assert Hecho.history.count() == 2


def test_lo_realizado_en_el_camino_no_es_lo_que_concluye(elenco: Elenco) -> None:
    """Meetings on two days for something that a council decides and that is sent: it concludes when it is sent."""
    informe = hasta_remision(elenco)
    dias = [date(2024, 4, 2), date(2024, 4, 8)]
    entregables.registrar_hecho(informe, dias=dias, texto="Reuniones", por=None, en=TARDE)
    remitir(elenco, informe, "2024-04-04 13:00")
    (fila,) = [f for f in informe_mensual(elenco.proceso, date(2024, 4, 1), TARDE).filas if f.llave == informe.llave]
    assert (fila.conclusion, fila.dias) == ("04/04/2024", dias)


def test_corregir_lo_que_no_aprueba_no_toca_la_aprobacion(elenco: Elenco) -> None:
    avance = elenco.entregables["avance-abril"]
    hecho = entregables.registrar_hecho(avance, dias=[date(2024, 4, 10)], texto="x", por=None, en=TARDE)
    entregables.corregir_hecho(hecho, dias=[date(2024, 4, 11)], texto="x", motivo="Error", por=None, en=TARDE)
    avance.refresh_from_db()
    assert avance.aprobado_el is None


# -- The page ---------------------------------------------------------------------------------------------


@pytest.fixture
def cliente(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: TARDE)
    nuevo = Client()
    nuevo.force_login(elenco.usuario("area_transparencia"), backend="django.contrib.auth.backends.ModelBackend")
    return nuevo


def test_desde_su_pagina_se_anota_y_se_corrige_y_nada_de_lo_escrito_se_pierde(elenco: Elenco, cliente: Client) -> None:
    pk = elenco.entregables["avance-abril"].pk
    pagina = reverse("entregable", args=["prueba-2024", pk])
    anotar = reverse("entregable_accion", args=["prueba-2024", pk, "registrar-hecho"])
    assert anotar in cliente.get(pagina).content.decode()
    mal = cliente.post(anotar, {"dias": "31/02/2024", "texto": "Capacitación a enlaces"})
    assert mal.status_code == 422
    assert "«31/02/2024» no es un día" in mal.content.decode()
    assert "Capacitación a enlaces" in mal.content.decode()
    datos = {"dias": "15/04/2024 y 2024-04-24", "texto": "Capacitación a enlaces", "participantes": "PAN y PRI"}
    assert cliente.post(anotar, datos).status_code == 302
    hecho = Hecho.objects.get()
    assert hecho.dias == ["2024-04-15", "2024-04-24"]
    texto = cliente.get(pagina).content.decode()
    assert "15 y 24 de abril de 2024" in texto
    assert "Participaron: PAN y PRI" in texto
    corregir = reverse("entregable_hecho", args=["prueba-2024", pk, hecho.pk])
    assert "15/04/2024, 24/04/2024" in cliente.get(corregir).content.decode()
    assert cliente.post(corregir, datos | {"dias": "15/04/2024", "motivo": "Fue un día"}).status_code == 302
    hecho.refresh_from_db()
    assert hecho.dias == ["2024-04-15"]


def test_quien_no_lo_hace_no_lo_corrige(elenco: Elenco, cliente: Client) -> None:
    avance = elenco.entregables["avance-abril"]
    hecho = entregables.registrar_hecho(avance, dias=[date(2024, 4, 10)], texto="x", por=None, en=TARDE)
    lugar = reverse("entregable_hecho", args=["prueba-2024", avance.pk, hecho.pk])
    for quien, codigo in (("area_transparencia", 200), ("comision", 404), ("area", 404), ("partido", 404)):
        cliente.force_login(elenco.usuario(quien), backend="django.contrib.auth.backends.ModelBackend")
        assert cliente.get(lugar).status_code == codigo, quien
    otro = reverse("entregable_hecho", args=["prueba-2024", elenco.entregables["publicacion"].pk, hecho.pk])
    cliente.force_login(elenco.usuario("secretaria_tecnica"), backend="django.contrib.auth.backends.ModelBackend")
    assert cliente.get(otro).status_code == 404
