"""The public calendar: what the law makes public, for anybody, and nothing of the inside."""

from datetime import date, timedelta

import icalevents.icalevents
import pytest
from django.db import DEFAULT_DB_ALIAS, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.live_server_helper import LiveServer

from calendario.services import emitir_suscripcion, revocar_suscripcion
from compliance.disparadores import sin_guardas
from compliance.historia import guardar
from compliance.models import Acto, Entregable
from flujos.entregables.eventos import registrar_evento
from flujos.entregables.ruta import cancelar
from flujos.models import Sesion
from notificaciones.escalones import cargar_escalones

from ..calendario.lector_ics import Componente, leer
from ..elenco import Elenco, momento

AL = momento("2024-03-20 10:00")
DIRECCION = "/conoceles/prueba-2024/calendario.ics"


def eventos(client: Client) -> dict[str, Componente]:
    return {e["SUMMARY"].texto: e for e in leer(client.get(DIRECCION).content).todas("VEVENT")}


def con_historia(elenco: Elenco) -> None:
    """The history of a plan loaded at `AL`, instead of that of the wall clock."""
    for objeto in (elenco.proceso, *elenco.entregables.values()):
        with sin_guardas():
            objeto.history.all().delete()
        guardar(objeto, por=None, en=AL, motivo="Carga del plan")


def test_cualquiera_ve_las_fechas_del_proceso_y_de_su_plan(elenco: Elenco, client: Client) -> None:
    vistos = eventos(client)
    assert list(vistos) == [
        "Inicio del proceso electoral",
        "Inicio de la publicación en Conóceles",
        "Campañas electorales",
        "Jornada electoral",
        "11.3 Informe mensual de marzo: aprobación",
        "11.3 Informe mensual de marzo: remisión al INE",
        "11.12 Acuerdo de inicio de publicación: aprobación",
        "11.12 Acuerdo de inicio de publicación: remisión al INE",
        "11.13 Informe de avance de abril: aprobación",
        "11.14 Remisión del avance de abril: remisión al INE",
    ]
    assert vistos["Jornada electoral"]["DTSTART"].valor == "20240602"
    # The last day of the campaigns is included.
    assert vistos["Campañas electorales"]["DTEND"].valor == "20240530"


def test_no_dice_nada_de_adentro(elenco: Elenco, client: Client) -> None:
    elenco.candidatura_en("publicada")
    Sesion.objects.create(
        proceso=elenco.proceso, organo=elenco.consejo, tipo="ordinaria", nombre="Privada", inicia_en=AL
    )
    por_evento = Entregable.objects.get(llave="remision-abril")
    por_evento.tipo, por_evento.regla_remision = Entregable.Tipo.POR_EVENTO, "3 días naturales después"
    guardar(por_evento, por=None, en=AL, motivo="Es por evento")
    registrar_evento(
        por_evento,
        evento_el=date(2024, 4, 2),
        descripcion="sustitución de Ana Pérez",
        por=elenco.usuario("secretaria_tecnica"),
        en=momento("2024-04-02 12:00"),
    )
    texto = client.get(DIRECCION).content.decode().replace("\r\n ", "")
    for secreto in (
        "Ana",
        "Privada",
        "sustitución",
        "Informática",
        "Partido",
        "/p/prueba-2024",
        "VALARM",
        "example.com",
    ):
        assert secreto not in texto, secreto


def test_lo_que_se_trabaja_adentro_no_lo_cambia_y_lo_que_se_ve_si(elenco: Elenco, client: Client) -> None:
    con_historia(elenco)
    antes = client.get(DIRECCION).content
    informe = elenco.entregables["informe-marzo"]
    informe.nota = "Se pidió ayuda a la consejera."
    guardar(informe, por=None, en=AL + timedelta(days=1), motivo="Nota interna")
    assert client.get(DIRECCION).content == antes
    informe.fecha_plan = date(2024, 4, 3)
    guardar(informe, por=None, en=AL + timedelta(days=2), motivo="Se reprograma")
    movido = eventos(client)["11.3 Informe mensual de marzo: aprobación"]
    assert (movido["DTSTART"].valor, movido["SEQUENCE"].valor) == ("20240403", "1")
    assert movido["LAST-MODIFIED"].valor == "20240322T160000Z"
    cancelar(informe, motivo="No procede", por=elenco.usuario("secretaria_tecnica"), en=AL + timedelta(days=3))
    cancelado = eventos(client)["11.3 Informe mensual de marzo: aprobación"]
    assert (cancelado["STATUS"].valor, cancelado["SEQUENCE"].valor) == ("CANCELLED", "2")
    assert cancelado["UID"].valor == movido["UID"].valor


def test_se_guarda_un_rato_y_se_pregunta_si_cambio(elenco: Elenco, client: Client) -> None:
    respuesta = client.get(DIRECCION)
    assert respuesta["Content-Type"] == "text/calendar; charset=utf-8"
    assert "public" in respuesta["Cache-Control"]
    assert not respuesta.cookies
    assert client.get(DIRECCION, headers={"if-none-match": respuesta["ETag"]}).status_code == 304
    assert client.post(DIRECCION).status_code == 405
    assert client.get("/conoceles/otro/calendario.ics").status_code == 404
    assert DIRECCION in client.get("/conoceles/prueba-2024/").content.decode()


def test_una_fecha_que_se_retira_se_anuncia_cancelada(elenco: Elenco, client: Client) -> None:
    con_historia(elenco)
    informe = elenco.entregables["informe-marzo"]
    antes = eventos(client)["11.3 Informe mensual de marzo: aprobación"]
    informe.fecha_plan = None
    guardar(informe, por=None, en=AL + timedelta(hours=1), motivo="Queda sin fecha")
    despues = eventos(client)["11.3 Informe mensual de marzo: aprobación"]
    assert (antes["UID"].texto, antes["DTSTART"].valor) == (despues["UID"].texto, despues["DTSTART"].valor)
    assert (antes["STATUS"].valor, despues["STATUS"].valor) == ("CONFIRMED", "CANCELLED")
    assert int(despues["SEQUENCE"].valor) > int(antes["SEQUENCE"].valor)


def test_lo_que_se_borra_se_anuncia_cancelado_siempre(elenco: Elenco, client: Client) -> None:
    con_historia(elenco)
    antes = eventos(client)
    informe = elenco.entregables["informe-marzo"]
    with sin_guardas():
        Acto.objects.filter(entregable=informe)._raw_delete(DEFAULT_DB_ALIAS)
    informe.delete()
    despues = eventos(client)
    # The same events, those of what was deleted among them.
    assert despues.keys() == antes.keys()
    for nombre, evento in despues.items():
        borrado = nombre.startswith("11.3 ")
        assert evento["STATUS"].valor == ("CANCELLED" if borrado else "CONFIRMED")
        assert evento["UID"].valor == antes[nombre]["UID"].valor
        assert (int(evento["SEQUENCE"].valor) > int(antes[nombre]["SEQUENCE"].valor)) == borrado


def test_lo_que_nace_de_un_hecho_deja_de_verse_y_no_dice_nada_de_el(elenco: Elenco, client: Client) -> None:
    con_historia(elenco)
    informe = elenco.entregables["informe-marzo"]
    informe.evento_el, informe.nombre = date(2024, 4, 2), "Sustitución de Ana Pérez"
    guardar(informe, por=None, en=AL + timedelta(hours=1), motivo="Es de un hecho")
    visto = eventos(client)["11.3 Informe mensual de marzo: aprobación"]
    assert (visto["STATUS"].valor, visto["SEQUENCE"].valor) == ("CANCELLED", "1")
    assert "Ana" not in client.get(DIRECCION).content.decode()


def test_una_fecha_del_proceso_que_se_retira_se_anuncia_cancelada(elenco: Elenco, client: Client) -> None:
    con_historia(elenco)
    proceso = elenco.proceso
    proceso.campanas_inicio = proceso.campanas_fin = None
    guardar(proceso, por=None, en=AL + timedelta(hours=1), motivo="Las campañas se suspenden")
    campanas = eventos(client)["Campañas electorales"]
    assert (campanas["STATUS"].valor, campanas["SEQUENCE"].valor) == ("CANCELLED", "1")
    assert (campanas["DTSTART"].valor, campanas["DTEND"].valor) == ("20240415", "20240530")


def test_el_costo_no_crece_con_el_plan(elenco: Elenco, client: Client) -> None:
    def contar() -> int:
        with CaptureQueriesContext(connection) as consultas:
            client.get(DIRECCION)
        return len(consultas)

    pocas = contar()
    for n in range(20):
        original = elenco.entregables["informe-marzo"]
        guardar(
            Entregable(
                proceso=elenco.proceso,
                llave=f"otro-{n}",
                clave=f"12.{n}",
                orden=20 + n,
                nombre=f"Otro {n}",
                ruta=original.ruta,
                fecha_plan=date(2024, 4, 1),
            ),
            por=None,
            en=AL,
            motivo="Alta",
        )
    assert contar() == pocas == 5


# -- A real client, over HTTP -----------------------------------------------------------------------------


def leer_por_http(direccion: str) -> list[icalevents.icalparser.Event]:
    """What an application that subscribes to the address would show of the first half of 2024."""
    return icalevents.icalevents.events(
        url=direccion, start=momento("2024-01-01 00:00"), end=momento("2024-07-01 00:00"), strict=True, sort=True
    )


@pytest.mark.django_db(transaction=True)
def test_un_cliente_real_lee_el_calendario_publico(elenco: Elenco, live_server: LiveServer) -> None:
    con_historia(elenco)
    leidos = leer_por_http(live_server.url + DIRECCION)
    dias = {e.summary: (e.start, e.all_day) for e in leidos}
    assert len(leidos) == 9  # the process began in 2023
    assert dias["Jornada electoral"] == (date(2024, 6, 2), True)
    assert dias["11.3 Informe mensual de marzo: remisión al INE"] == (date(2024, 4, 5), True)
    assert all(e.status == "CONFIRMED" for e in leidos)


@pytest.mark.django_db(transaction=True)
def test_un_cliente_real_lee_una_direccion_privada_hasta_que_se_revoca(
    elenco: Elenco, live_server: LiveServer, settings: object
) -> None:
    settings.DEMO_FECHA = AL.date()  # type: ignore[attr-defined]
    cargar_escalones(AL)
    junta = Sesion(
        proceso=elenco.proceso,
        organo=elenco.comision,
        tipo="ordinaria",
        nombre="Primera sesión ordinaria",
        inicia_en=momento("2024-04-01 12:00"),
        termina_en=momento("2024-04-01 13:00"),
        lugar="Salón de plenos",
    )
    guardar(junta, por=None, en=AL, motivo="Convocatoria")
    suscripcion, token = emitir_suscripcion(elenco.usuario("comision"), f"organo:{elenco.comision.pk}", AL)
    direccion = f"{live_server.url}/ical/{token}.ics"
    leida = next(e for e in leer_por_http(direccion) if e.summary == "Primera sesión ordinaria")
    assert (leida.start, leida.end) == (junta.inicia_en, junta.termina_en)
    assert (leida.location, leida.status) == ("Salón de plenos", "CONFIRMED")
    junta.estado = Sesion.Estado.CANCELADA
    guardar(junta, por=None, en=AL + timedelta(hours=1), motivo="Se cancela")
    otra_vez = next(e for e in leer_por_http(direccion) if e.summary == "Primera sesión ordinaria")
    assert (otra_vez.uid, otra_vez.status) == (leida.uid, "CANCELLED")
    revocar_suscripcion(suscripcion, AL)
    with pytest.raises(ValueError, match="Content line could not be parsed"):
        leer_por_http(direccion)
