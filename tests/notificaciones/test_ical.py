"""The calendar feed: one's own dates, at a private address that may be closed."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar, Event

from calendario.models import SuscripcionCalendario
from calendario.services import emitir_suscripcion, revocar_suscripcion
from compliance.historia import guardar
from compliance.models import Candidatura, Entregable, Nombramiento
from flujos import sesiones
from flujos.models import Sesion
from flujos.sesiones import Punto
from notificaciones.escalones import cargar_escalones
from notificaciones.ical import calendario_de
from notificaciones.models import Escalon

from ..elenco import INICIO, Elenco, momento
from ..paginas import plana

AL = momento("2024-03-20 10:00")
CAPTURA = {"cuentas_enviadas_en": momento("2024-03-31 10:00"), "vence": momento("2024-04-15 23:59:59")}


@pytest.fixture(autouse=True)
def escalera(elenco: Elenco) -> None:
    cargar_escalones(AL)


def eventos(elenco: Elenco, quien: str, alcance: str = "persona") -> list[Event]:
    return list(Calendar.from_ical(calendario_de(elenco.usuario(quien), alcance, AL)).walk("VEVENT"))


def resumenes(lista: Iterable[Event]) -> set[str]:
    return {str(e["SUMMARY"]) for e in lista}


def nombrar_candidata(elenco: Elenco, candidatura: Candidatura) -> None:
    Nombramiento.objects.create(
        usuario=elenco.usuario("ajena"),
        rol=Group.objects.get_or_create(name="candidatura")[0],
        proceso=elenco.proceso,
        candidatura=candidatura,
        desde=INICIO,
    )


def test_un_area_ve_los_limites_de_sus_entregables(elenco: Elenco) -> None:
    lista = eventos(elenco, "area")
    assert resumenes(lista) == {
        "11.3 Informe mensual de marzo: aprobación",
        "11.3 Informe mensual de marzo: remisión",
    }
    aprobacion = next(e for e in lista if "aprobación" in e["SUMMARY"])
    assert aprobacion.decoded("DTSTART") == date(2024, 4, 1)
    assert str(aprobacion["URL"]).endswith(f"/p/prueba-2024/entregables/{elenco.entregables['informe-marzo'].pk}/")
    # The same rungs that are mailed to the area, at eight in the morning of their day.
    assert [a.decoded("TRIGGER") for a in aprobacion.walk("VALARM")] == [
        -timedelta(days=d) + timedelta(hours=8) for d in (15, 7, 3, 1, 0)
    ]


def test_antes_del_primer_barrido_ya_suenan_las_alarmas(elenco: Elenco) -> None:
    def suenan() -> list[timedelta]:
        return [a.decoded("TRIGGER") for e in eventos(elenco, "area") for a in e.walk("VALARM")]

    copiadas = suenan()
    Escalon.objects.all().delete()
    assert suenan() == copiadas != []


def test_lo_cumplido_se_marca_y_ya_no_suena(elenco: Elenco) -> None:
    Entregable.objects.filter(llave="informe-marzo").update(aprobado_el=date(2024, 3, 19))
    aprobacion = next(e for e in eventos(elenco, "area") if "aprobación" in e["SUMMARY"])
    assert str(aprobacion["SUMMARY"]).startswith("✓ ")
    assert not aprobacion.walk("VALARM")


def test_dentro_del_instituto_se_ven_todos_los_entregables_y_las_sesiones_del_organo(elenco: Elenco) -> None:
    for organo, nombre in ((elenco.comision, "De la comisión"), (elenco.consejo, "Del consejo")):
        Sesion.objects.create(
            proceso=elenco.proceso,
            organo=organo,
            tipo="ordinaria",
            nombre=nombre,
            inicia_en=momento("2024-04-01 12:00"),
        )
    vistos = resumenes(eventos(elenco, "comision"))
    assert len({r for r in vistos if r.startswith("11.")}) == 6
    assert "De la comisión" in vistos
    assert "Del consejo" not in vistos


def test_una_sesion_de_varios_dias_ocupa_cada_uno(elenco: Elenco) -> None:
    firma = {"por": None, "en": momento("2024-03-19 10:00")}
    dias = [momento(f"2024-03-{dia} 10:00") for dia in ("15", "17", "22")]
    sesion = sesiones.convocar(
        elenco.comision, tipo="ordinaria", inicia_en=dias[0], puntos=[Punto("Único")], motivo="Se registra", **firma
    )
    todas = list(elenco.comision.integraciones.all())
    una_hora = timedelta(hours=1)
    sesiones.instalar(sesion, presentes=todas, **firma)
    sesiones.declarar_receso(sesion, desde=dias[0] + una_hora, continua_en=dias[1] + una_hora, **firma)
    sesiones.reanudar(sesion, presentes=todas, cuando=dias[1], **firma)
    sesiones.declarar_receso(sesion, desde=dias[1] + una_hora, continua_en=dias[2], **firma)

    def suyos() -> list[tuple[str, str, datetime, datetime | None]]:
        return [
            (str(e["UID"]), str(e["STATUS"]), e.decoded("DTSTART"), e.decoded("DTEND") if "DTEND" in e else None)
            for e in eventos(elenco, "comision")
            if e["CATEGORIES"].to_ical() == b"Sesiones"
        ]

    vistos = suyos()
    # When it went on, not when it was said that it would; and when it will.
    assert [(inicio, fin) for *_, inicio, fin in vistos] == [
        (dias[0], dias[0] + una_hora),
        (dias[1], dias[1] + una_hora),
        (dias[2], None),
    ]
    assert len({uid for uid, *_ in vistos}) == 3
    # Closed before it went on again.
    sesiones.concluir(sesion, termina_en=dias[1] + una_hora, **firma)
    assert [(uid, estado) for uid, estado, *_ in suyos()] == [
        (vistos[0][0], "CONFIRMED"),
        (vistos[1][0], "CONFIRMED"),
        (vistos[2][0], "CANCELLED"),
    ]


def test_un_partido_ve_sus_limites_de_captura_juntos_por_dia(elenco: Elenco) -> None:
    for n in range(3):
        elenco.candidatura(f"Persona {n}", formula=str(n), **CAPTURA)
    elenco.candidatura("De otro partido", actor=elenco.partido_b, **CAPTURA)
    elenco.candidatura("Ya capturada", formula="9", estado="capturada", **CAPTURA)
    (evento,) = eventos(elenco, "partido")
    assert str(evento["SUMMARY"]) == "Partido A: enviar cuestionarios (3)"
    assert "De otro partido" not in evento["DESCRIPTION"]
    antes = evento["SEQUENCE"]
    atendida = Candidatura.objects.get(persona__nombre="Persona 0")
    atendida.vence = None
    atendida.save()
    (evento,) = eventos(elenco, "partido")
    assert str(evento["SUMMARY"]) == "Partido A: enviar cuestionarios (2)"
    assert evento["SEQUENCE"] > antes


def por_uid(elenco: Elenco, quien: str, al: datetime = AL) -> dict[str, Event]:
    lista = Calendar.from_ical(calendario_de(elenco.usuario(quien), "persona", al)).walk("VEVENT")
    return {str(e["UID"]).split("@")[0]: e for e in lista}


def test_un_plazo_que_se_mueve_conserva_su_uid_y_al_cumplirse_se_cancela(elenco: Elenco) -> None:
    una, otra = (elenco.candidatura(f"Persona {n}", formula=str(n), **CAPTURA) for n in range(2))
    ((uid, antes),) = por_uid(elenco, "partido").items()
    una.vence = momento("2024-04-18 23:59:59")
    guardar(una, por=None, en=AL, motivo="Recibió las cuentas después")
    ((mismo, movido),) = por_uid(elenco, "partido").items()
    assert mismo == uid
    assert movido["SEQUENCE"] > antes["SEQUENCE"]
    # From the first due day to the last, which also rings: 7, 3, 1 and 0 days before each.
    assert (movido.decoded("DTSTART"), movido.decoded("DTEND")) == (date(2024, 4, 15), date(2024, 4, 19))
    assert "Persona 0 · Diputación local MR, jue 18 abr 2024" in movido["DESCRIPTION"]
    esperadas = {timedelta(days=d - n, hours=8) for d in (0, 3) for n in (7, 3, 1, 0)}
    assert {a.decoded("TRIGGER") for a in movido.walk("VALARM")} == esperadas
    for n, candidatura in enumerate((una, otra)):
        candidatura.vence = None
        guardar(candidatura, por=None, en=AL + timedelta(hours=n), motivo="Se capturó")
    ((mismo, cumplido),) = por_uid(elenco, "partido").items()
    assert (mismo, cumplido["STATUS"]) == (uid, "CANCELLED")
    assert cumplido["SEQUENCE"] > movido["SEQUENCE"]
    assert "Persona" not in cumplido.to_ical().decode()
    assert not por_uid(elenco, "partido", AL + timedelta(days=90))


def test_lo_que_se_abre_otro_dia_es_otro_plazo(elenco: Elenco) -> None:
    elenco.candidatura(**CAPTURA)
    sustituta = elenco.candidatura("Sustituta", formula="2")
    sustituta.cuentas_enviadas_en, sustituta.vence = AL, momento("2024-04-25 23:59:59")
    guardar(sustituta, por=None, en=AL, motivo="Se entregan las cuentas")
    assert [e.decoded("DTSTART") for e in por_uid(elenco, "partido").values()] == [date(2024, 4, 15), date(2024, 4, 25)]


def test_al_enviar_sus_cuestionarios_el_plazo_de_la_candidatura_se_cancela(elenco: Elenco) -> None:
    propia = elenco.candidatura("Ana Pérez", **CAPTURA)
    nombrar_candidata(elenco, propia)
    antes = por_uid(elenco, "ajena")
    propia.vence = None
    guardar(propia, por=None, en=AL, motivo="Se capturó")
    despues = por_uid(elenco, "ajena")
    assert antes.keys() == despues.keys() == {f"candidatura-{propia.pk}-captura"}
    assert [e["STATUS"] for e in (*antes.values(), *despues.values())] == ["CONFIRMED", "CANCELLED"]


def test_una_persona_candidata_ve_solo_su_plazo(elenco: Elenco) -> None:
    propia = elenco.candidatura("Ana Pérez", **CAPTURA)
    elenco.candidatura("Otra", formula="2", **CAPTURA)
    nombrar_candidata(elenco, propia)
    (evento,) = eventos(elenco, "ajena")
    assert str(evento["SUMMARY"]) == "Conóceles: enviar cuestionarios"
    assert "Ana Pérez" in evento["DESCRIPTION"]


def test_quien_deja_el_cargo_deja_de_ver_en_la_misma_direccion(elenco: Elenco) -> None:
    assert eventos(elenco, "area")
    elenco.usuario("area").nombramientos.update(hasta=date(2024, 3, 19))
    assert not eventos(elenco, "area")


def test_el_calendario_cuesta_lo_mismo_con_pocos_que_con_muchos(elenco: Elenco) -> None:
    def contar() -> int:
        with CaptureQueriesContext(connection) as consultas:
            calendario_de(elenco.usuario("partido"), "persona", AL)
        return len(consultas)

    elenco.candidatura(**CAPTURA)
    pocas = contar()
    for n in range(2, 30):
        elenco.candidatura(formula=str(n), **CAPTURA)
    assert contar() == pocas


def test_la_direccion_abre_sin_entrar_y_deja_de_abrir_al_revocarla(elenco: Elenco, client: Client) -> None:
    suscripcion, token = emitir_suscripcion(elenco.usuario("area"), "persona", AL)
    respuesta = client.get(f"/ical/{token}.ics")
    assert respuesta.status_code == 200
    assert respuesta["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"11.3 Informe mensual de marzo" in respuesta.content
    assert client.get(f"/ical/{token}.ics", headers={"if-none-match": respuesta["ETag"]}).status_code == 304
    assert client.get("/ical/otro-token.ics").status_code == 404
    revocar_suscripcion(suscripcion, AL)
    assert client.get(f"/ical/{token}.ics").status_code == 404


def test_una_cuenta_desactivada_cierra_su_direccion(elenco: Elenco, client: Client) -> None:
    _, token = emitir_suscripcion(elenco.usuario("area"), "persona", AL)
    elenco.usuario("area").is_active = False
    elenco.usuario("area").save()
    assert client.get(f"/ical/{token}.ics").status_code == 404


def test_la_direccion_se_muestra_una_sola_vez_y_se_revoca_desde_la_cuenta(elenco: Elenco, client: Client) -> None:
    client.force_login(elenco.usuario("area"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/mi-cuenta/calendario/").status_code == 405
    respuesta = client.post("/mi-cuenta/calendario/", {"alcance": "persona"})
    assert "no-store" in respuesta["Cache-Control"]
    html = respuesta.content.decode()
    direccion = html.split(f'value="{settings.SITIO_URL}', 1)[1].split('"', 1)[0]
    assert client.get(direccion).status_code == 200
    cuenta = client.get("/mi-cuenta/").content.decode()
    assert "Direcciones vigentes" in cuenta
    assert direccion not in cuenta
    suscripcion = SuscripcionCalendario.objects.get()
    pregunta = plana(client.get(f"/mi-cuenta/calendario/{suscripcion.pk}/revocar/"))
    assert "deja de funcionar en este momento" in pregunta
    assert client.get(direccion).status_code == 200
    client.post(f"/mi-cuenta/calendario/{suscripcion.pk}/revocar/")
    assert client.get(direccion).status_code == 404


def test_nadie_revoca_la_direccion_de_otra_persona(elenco: Elenco, client: Client) -> None:
    suscripcion, _ = emitir_suscripcion(elenco.usuario("area"), "persona", AL)
    client.force_login(elenco.usuario("partido"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(f"/mi-cuenta/calendario/{suscripcion.pk}/revocar/").status_code == 404
    suscripcion.refresh_from_db()
    assert suscripcion.revocada_en is None
