"""The pages of notices: each person sees their own, and nobody more."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compliance.auditoria import DATO_PROTEGIDO
from compliance.models import Acto, Proceso
from compliance.reloj import ahora
from flujos import candidaturas
from flujos.candidaturas.consentimientos import llave_de
from notificaciones.models import ENLACE_PROTEGIDO, Aviso, Latido
from notificaciones.services import barrer

from ..elenco import Elenco, momento
from ..paginas import plana


@pytest.fixture
def avisos(elenco: Elenco) -> Elenco:
    """A sweep with something for everybody."""
    for n, actor in enumerate((elenco.partido_a, elenco.partido_b)):
        elenco.candidatura(
            f"Persona {n}",
            actor=actor,
            cuentas_enviadas_en=momento("2024-03-17 10:00"),
            vence=momento("2024-04-01 23:59:59"),
        )
    barrer(momento("2024-04-01 09:00"))
    return elenco


def entrar(client: Client, elenco: Elenco, nombre: str) -> Client:
    client.force_login(elenco.usuario(nombre), backend="django.contrib.auth.backends.ModelBackend")
    return client


def vistos(client: Client, consulta: str = "") -> set[str]:
    respuesta = client.get(f"/p/prueba-2024/avisos/?formato=csv&{consulta}")
    assert respuesta["Content-Type"].startswith("text/csv")
    return {fila["Correo"] for fila in csv.DictReader(io.StringIO(respuesta.content.decode("utf-8-sig")))}


@pytest.mark.parametrize(
    ("quien", "correos"),
    [
        ("partido", {"partido@example.com"}),
        ("partido_b", {"partido_b@example.com"}),
        ("area", {"area@example.com"}),
        ("area_transparencia", {"area_transparencia@example.com"}),
    ],
)
def test_partidos_y_areas_ven_solo_lo_suyo(avisos: Elenco, client: Client, quien: str, correos: set[str]) -> None:
    entrar(client, avisos, quien)
    assert vistos(client) == correos
    ajeno = Aviso.objects.exclude(destinatario_correo__in=correos).first()
    propio = Aviso.objects.filter(destinatario_correo__in=correos).first()
    assert ajeno is not None
    assert propio is not None
    assert client.get(f"/p/prueba-2024/avisos/{ajeno.pk}/").status_code == 404
    assert propio.texto.splitlines()[0] in client.get(f"/p/prueba-2024/avisos/{propio.pk}/").content.decode()


@pytest.mark.parametrize(
    ("quien", "ve_correos"),
    [
        ("comision", False),
        ("secretaria_tecnica", True),
        ("verificacion", True),
        ("auditoria", False),
        ("administracion", True),
    ],
)
def test_dentro_del_instituto_se_ve_todo_y_los_correos_quien_puede_corregirlos(
    avisos: Elenco, client: Client, quien: str, ve_correos: bool
) -> None:
    correos = set(Aviso.objects.values_list("destinatario_correo", flat=True))
    uno = Aviso.objects.filter(destinatario_correo="ana@example.com").first()
    assert uno is not None
    Aviso.objects.filter(pk=uno.pk).update(error="SMTPRecipientsRefused: {'Ana@example.com': 550}")
    entrar(client, avisos, quien)
    assert len(client.get("/p/prueba-2024/avisos/").context["pagina"].paginator.object_list) == Aviso.objects.count()
    # The list shows none: they are opened one by one, or sent as a file, and both are readings.
    assert "@example.com" not in client.get("/p/prueba-2024/avisos/").content.decode()
    assert not Acto.objects.filter(verbo__in=["leer_aviso", "descargar"]).exists()
    assert vistos(client) == (correos if ve_correos else {DATO_PROTEGIDO})
    assert (vistos(client, "q=ana@example.com") != set()) is ve_correos
    for lugar in ("?formato=csv", f"{uno.pk}/"):
        pagina = client.get(f"/p/prueba-2024/avisos/{lugar}").content.decode().lower()
        assert ("ana@example.com" in pagina) is ve_correos, lugar


@pytest.mark.parametrize("quien", ["comision", "auditoria", "administracion", "verificacion"])
def test_nadie_lee_en_los_avisos_el_enlace_con_que_su_titular_revoca(
    elenco: Elenco, client: Client, quien: str
) -> None:
    c = elenco.candidatura()
    candidaturas.presentar_consentimiento(
        c, finalidades=["publicacion"], documento="Hoja", por=elenco.usuario("partido"), en=momento("2024-04-01 09:00")
    )
    barrer(momento("2024-04-01 09:05"))
    uno = Aviso.objects.get(asunto="Se presentó una hoja con su consentimiento")
    assert llave_de(c) in uno.texto  # it was sent
    entrar(client, elenco, quien)
    for lugar in ("?formato=csv", f"{uno.pk}/"):
        pagina = client.get(f"/p/prueba-2024/avisos/{lugar}").content.decode()
        assert llave_de(c) not in pagina
        assert ENLACE_PROTEGIDO in pagina


def test_quien_no_tiene_papel_en_el_proceso_no_sabe_que_existe(avisos: Elenco, client: Client) -> None:
    pk = Aviso.objects.values_list("pk", flat=True)[0]
    assert client.get("/p/prueba-2024/avisos/").status_code == 302
    entrar(client, avisos, "ajena")
    assert client.get("/p/prueba-2024/avisos/").status_code == 404
    assert client.get(f"/p/prueba-2024/avisos/{pk}/").status_code == 404


def test_un_aviso_no_se_alcanza_desde_otro_proceso(avisos: Elenco, client: Client) -> None:
    Proceso.objects.create(instituto=avisos.instituto, clave="otro", nombre="Otro", jornada=avisos.proceso.jornada)
    pk = Aviso.objects.values_list("pk", flat=True)[0]
    entrar(client, avisos, "comision")
    assert client.get(f"/p/otro/avisos/{pk}/").status_code == 404


@pytest.mark.parametrize(
    ("consulta", "correos"),
    [
        ("q=partido_b", {"partido_b@example.com"}),
        ("motivo=captura&q=partido@", {"partido@example.com"}),
        ("estado=fallido", set()),
        ("desde=2024-04-02", set()),
        ("hasta=2024-03-31", set()),
    ],
)
def test_los_filtros_viajan_en_la_direccion(avisos: Elenco, client: Client, consulta: str, correos: set[str]) -> None:
    assert vistos(entrar(client, avisos, "secretaria_tecnica"), consulta) == correos


def test_los_dias_del_filtro_son_enteros_y_locales(avisos: Elenco, client: Client) -> None:
    entrar(client, avisos, "comision")
    assert vistos(client, "desde=2024-04-01&hasta=2024-04-01") == vistos(client)


def test_un_filtro_ilegible_se_dice_y_no_oculta_nada(avisos: Elenco, client: Client) -> None:
    entrar(client, avisos, "comision")
    respuesta = client.get("/p/prueba-2024/avisos/?desde=ayer")
    assert "Introduzca una fecha válida" in respuesta.content.decode()
    assert vistos(client, "desde=ayer") == vistos(client)


def test_la_lista_cuesta_lo_mismo_con_diez_que_con_cientos(avisos: Elenco, client: Client) -> None:
    entrar(client, avisos, "comision")
    client.get("/p/prueba-2024/avisos/")
    modelo = Aviso.objects.all()[0]

    def contar() -> int:
        with CaptureQueriesContext(connection) as consultas:
            client.get("/p/prueba-2024/avisos/?orden=-destinatario")
        return len(consultas)

    pocas = contar()
    copias = []
    for n in range(300):
        modelo.pk, modelo.llave = None, f"copia-{n}"
        copias.append(Aviso(**{f.attname: getattr(modelo, f.attname) for f in Aviso._meta.concrete_fields}))
    Aviso.objects.bulk_create(copias)
    assert contar() == pocas


def test_el_detalle_dice_por_que_no_llego(avisos: Elenco, client: Client) -> None:
    pk = Aviso.objects.values_list("pk", flat=True)[0]
    Aviso.objects.filter(pk=pk).update(estado="fallido", error="550 buzón inexistente", posible_duplicado=True)
    html = entrar(client, avisos, "comision").get(f"/p/prueba-2024/avisos/{pk}/").content.decode()
    assert "550 buzón inexistente" in html
    assert "pudo llegar dos veces" in html


def test_el_tablero_avisa_si_el_barrido_se_detuvo(elenco: Elenco, client: Client) -> None:
    entrar(client, elenco, "comision")
    assert "nunca ha corrido" in plana(client.get("/p/prueba-2024/tablero/"))
    barrer(momento("2024-04-01 09:00"))
    assert "El último barrido fue el" in client.get("/p/prueba-2024/tablero/").content.decode()


def test_un_latido_del_futuro_no_calla_la_alarma(elenco: Elenco, client: Client) -> None:
    entrar(client, elenco, "comision")
    barrer(momento("2124-04-01 09:00"))
    assert "El último barrido fue el" in client.get("/p/prueba-2024/tablero/").content.decode()


def test_el_tablero_dice_que_el_servidor_de_correo_no_responde(elenco: Elenco, client: Client) -> None:
    Latido.objects.create(en=ahora(), error="No se pudo conectar.")
    entrar(client, elenco, "comision")
    html = client.get("/p/prueba-2024/tablero/").content.decode()
    assert "No se pudo conectar." in html
    Latido.objects.update(error="")
    assert "Los avisos no están saliendo" not in client.get("/p/prueba-2024/tablero/").content.decode()


def test_el_tablero_dice_que_la_cola_crece_y_que_hacer(elenco: Elenco, client: Client) -> None:
    barrer(momento("2024-04-01 09:00"))
    Latido.objects.update(en=ahora(), error="")
    entrar(client, elenco, "comision")
    assert "con retraso" not in plana(client.get("/p/prueba-2024/tablero/"))
    # What has just been written waits for its turn, and is no news.
    Aviso.objects.update(estado=Aviso.Estado.PENDIENTE, siguiente_en=ahora())
    assert "con retraso" not in plana(client.get("/p/prueba-2024/tablero/"))
    Aviso.objects.update(siguiente_en=ahora() - Latido.tolerancia() - timedelta(minutes=1))
    html = plana(client.get("/p/prueba-2024/tablero/"))
    assert "Los avisos salen con retraso" in html
    assert f"{Aviso.objects.count()} avisos debieron salir" in html
    Latido.objects.update(error="No se pudo conectar.")
    html = plana(client.get("/p/prueba-2024/tablero/"))
    assert "con retraso" not in html
    assert f"Esperan {Aviso.objects.count()}." in html
