"""Entering with the directory of the institute: an account that exists, and only what the issuer really said."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse

from compliance.models import Acto, IdentidadExterna, Nombramiento, Usuario
from compliance.roles import ROLES_QUE_CONFIRMAN
from compliance.services.cadenas import verificar
from compliance.services.cuentas import cambiar_datos
from notificaciones.models import Aviso

from ..directorio import CLIENTE, SECRETO, Directorio, servir
from ..elenco import Elenco, momento
from ..factores import Telefono, con_aplicacion

CLAVE = "correcta-caballo-bateria-grapa"
EN = momento("2024-04-02 10:00")


@pytest.fixture
def directorio(elenco: Elenco, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Directorio]:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    area = elenco.usuario("area")
    area.email = "Area@example.com"
    area.set_password(CLAVE)
    area.save()
    with servir() as directorio:
        settings.OIDC_EMISOR, settings.OIDC_CLIENTE, settings.OIDC_SECRETO = directorio.emisor, CLIENTE, SECRETO
        directorio.identidad["email"] = "area@example.com"
        yield directorio


def ida(cliente: Client, lugar: str = "") -> str:
    respuesta = cliente.get(reverse("entrar_directorio"), {"next": lugar} if lugar else {})
    assert respuesta.status_code == 302
    return str(respuesta["Location"])


def volver(directorio: Directorio, cliente: Client, **otros: str) -> Any:
    return cliente.get(reverse("directorio_vuelta"), directorio.autorizar(ida(cliente)) | otros)


def quien(cliente: Client) -> int | None:
    cuenta: int | None = cliente.get(reverse("sesion_abierta")).json()["cuenta"]
    return cuenta


def test_entra_la_cuenta_que_existe_con_ese_correo_verificado_y_queda_vinculada(
    elenco: Elenco, directorio: Directorio
) -> None:
    area, papeles = elenco.usuario("area"), Nombramiento.objects.count()
    cliente = Client()
    destino = ida(cliente, "/mi-cuenta/")
    assert destino.startswith(f"{directorio.emisor}/autorizar?")
    respuesta = cliente.get(reverse("directorio_vuelta"), directorio.autorizar(destino))
    assert (respuesta["Location"], quien(cliente)) == ("/mi-cuenta/", area.pk)
    (identidad,) = IdentidadExterna.objects.all()
    assert (identidad.usuario, identidad.emisor, identidad.sub) == (area, directorio.emisor, "u-1")
    acto = Acto.objects.get(verbo="vincular_identidad")
    assert (acto.objeto, acto.hechos) == (area.pk, {"emisor": directorio.emisor, "sub": "u-1"})
    assert Aviso.objects.get(asunto__contains="vinculada con el directorio").destinatario_correo == "Area@example.com"
    # No role came with it, nor another account.
    assert Nombramiento.objects.count() == papeles
    # From then on, whatever its e-mail: it is its `sub`.
    directorio.identidad |= {"email": "otra@example.com", "email_verified": False}
    cliente = Client()
    volver(directorio, cliente)
    assert quien(cliente) == area.pk
    assert Acto.objects.filter(verbo="vincular_identidad").count() == 1


@pytest.mark.parametrize(
    "mentira",
    [
        {"cambios": {"nonce": "otro"}},
        {"quita": ("nonce",)},
        {"cambios": {"aud": "otra-aplicacion"}},
        {"cambios": {"exp": 1_700_003_600, "iat": 1_700_000_000}},
        {"quita": ("exp",)},
        {"cambios": {"iss": "https://otro.example"}},
        {"firma": "none"},
        {"firma": "HS256"},
        {"otra_llave": rsa.generate_private_key(65537, 2048)},
        {"emisor_dicho": "https://otro.example"},
        {"cambios": {"sub": ""}},
    ],
    # Every worker that runs tests must name them alike: no hour and no key in them.
    ids=lambda m: "-".join(m),
)
def test_lo_que_el_emisor_no_dijo_no_entra(elenco: Elenco, directorio: Directorio, mentira: dict[str, Any]) -> None:
    cliente = Client()
    datos = directorio.autorizar(ida(cliente))
    for campo, valor in mentira.items():
        setattr(directorio, campo, valor)
    respuesta = cliente.get(reverse("directorio_vuelta"), datos)
    assert (respuesta["Location"], quien(cliente)) == (reverse("entrar"), None)
    assert "No se pudo comprobar" in cliente.get(reverse("entrar")).content.decode()
    assert not IdentidadExterna.objects.exists()


@pytest.mark.parametrize(
    "de_si",
    [
        {"issuer": None},
        {"issuer": 7},
        {"issuer": "no está"},
        {"id_token_signing_alg_values_supported": None},
        {"id_token_signing_alg_values_supported": 7},
        {"authorization_endpoint": "no está"},
        {"authorization_endpoint": 7},
    ],
    ids=str,
)
def test_un_directorio_que_no_dice_bien_quien_es_se_dice(directorio: Directorio, de_si: dict[str, Any]) -> None:
    directorio.de_si = de_si
    cliente = Client()
    assert cliente.get(reverse("entrar_directorio"))["Location"] == reverse("entrar")
    assert "directorio de su instituto" in cliente.get(reverse("entrar")).content.decode()


@pytest.mark.parametrize(
    "de_si", [{"token_endpoint": "no está"}, {"token_endpoint": 7}, {"jwks_uri": "no está"}], ids=str
)
def test_ni_uno_que_cambia_a_medio_camino_abre(directorio: Directorio, de_si: dict[str, Any]) -> None:
    cliente = Client()
    datos = directorio.autorizar(ida(cliente))
    directorio.de_si = de_si
    assert cliente.get(reverse("directorio_vuelta"), datos)["Location"] == reverse("entrar")
    assert quien(cliente) is None


def test_lo_que_viene_junto_a_la_ficha_de_identidad_nadie_lo_firmo(directorio: Directorio) -> None:
    dicho = {"iss": directorio.emisor, "sub": "u-1", "email": "area@example.com", "email_verified": True}
    for da in ({"userinfo": dicho}, {"access_token": "a", "userinfo": dicho}, {"id_token": 7, "userinfo": dicho}):
        directorio.da = {"token_type": "Bearer", **da}
        cliente = Client()
        assert volver(directorio, cliente)["Location"] == reverse("entrar"), da
        assert quien(cliente) is None, da


def test_el_primer_factor_saca_a_quien_entro_sin_el_aunque_quien_lo_pone_entrara_con_dos(
    elenco: Elenco, directorio: Directorio
) -> None:
    con_contrasena, cliente = Client(), Client()
    con_contrasena.post(reverse("entrar"), {"username": "area", "password": CLAVE})
    directorio.identidad["amr"] = ["mfa"]
    volver(directorio, cliente)
    cliente.post(reverse("factor_aplicacion"), {"empezar": "1"})
    telefono = Telefono.de_letras(cliente.get(reverse("factor_aplicacion")).context["secreto"])
    cliente.post(reverse("factor_aplicacion"), {"codigo": telefono.codigo(datetime.now(UTC))})
    assert (quien(cliente), quien(con_contrasena)) == (elenco.usuario("area").pk, None)


def test_con_otro_correo_que_cuando_se_confirmo_hay_que_confirmar_otra_vez(
    elenco: Elenco, directorio: Directorio
) -> None:
    """Whoever changes the address of an account could otherwise read through it, with an identity of their own."""
    suya, otra = elenco.usuario("verificacion"), elenco.usuario("secretaria_ejecutiva")
    rol = Nombramiento.objects.get(usuario=suya)
    directorio.identidad |= {"sub": "u-7", "email": suya.email}
    volver(directorio, cliente := Client())
    rol.refresh_from_db()
    assert (quien(cliente), rol.confirmado_en is not None) == (suya.pk, True)
    IdentidadExterna.objects.all().delete()
    datos = {"email": "otra@example.com"}
    cambiar_datos(suya, elenco.proceso, datos, por=elenco.usuario("administracion"), en=EN)
    directorio.identidad |= {"sub": "u-8", "email": "otra@example.com", "amr": ["mfa"]}
    volver(directorio, cliente := Client())
    rol.refresh_from_db()
    assert (quien(cliente), rol.confirmado_en, rol.propuesto_por) == (suya.pk, None, None)
    oyen = Aviso.objects.filter(asunto__startswith="Un rol por confirmar otra vez")
    assert otra.email in set(oyen.values_list("destinatario_correo", flat=True))
    assert [r for r in verificar().rotos if r["acto"] is not None] == []


def test_quien_es_la_ultima_que_confirma_no_se_vincula_con_otro_correo(elenco: Elenco, directorio: Directorio) -> None:
    ultima = elenco.usuario("administracion")
    datos = {"email": "otra@example.com"}
    cambiar_datos(ultima, elenco.proceso, datos, por=con_rol(elenco), en=EN)
    Nombramiento.objects.filter(rol__name__in=ROLES_QUE_CONFIRMAN).exclude(usuario=ultima).update(hasta=EN.date())
    directorio.identidad |= {"sub": "u-9", "email": "otra@example.com"}
    volver(directorio, cliente := Client())
    assert quien(cliente) is None
    assert "nadie más puede confirmarlo" in cliente.get(reverse("entrar")).content.decode()
    assert not IdentidadExterna.objects.exists()


def con_rol(e: Elenco) -> Usuario:
    """Somebody else who administers."""
    e.nombrar(e.usuario("area"), "administracion")
    return e.usuario("area")


def test_el_estado_de_otro_navegador_y_el_codigo_usado_no_entran(elenco: Elenco, directorio: Directorio) -> None:
    ajeno = Client()
    datos = directorio.autorizar(ida(ajeno))
    propio = Client()
    ida(propio)
    propio.get(reverse("directorio_vuelta"), datos)
    assert quien(propio) is None
    assert volver(directorio, propio, state="otro")["Location"] == reverse("entrar")
    ajeno.get(reverse("directorio_vuelta"), datos)
    assert quien(ajeno) == elenco.usuario("area").pk
    otra_vez = Client()
    otra_vez.get(reverse("directorio_vuelta"), datos)
    assert quien(otra_vez) is None
    assert propio.get(reverse("directorio_vuelta"), {"error": "access_denied", "state": "x"}).status_code == 302
    # The proof of PKCE traveled, and the secret only in its header.
    assert all(c["code_verifier"] and "client_secret" not in c for c in directorio.canjes)


@pytest.mark.parametrize(
    "caso", ["sin verificar", "nadie", "dos cuentas", "cerrada", "quien administra todo", "ya vinculada con otra"]
)
def test_sin_una_sola_cuenta_abierta_no_se_entra_ni_se_crea(elenco: Elenco, directorio: Directorio, caso: str) -> None:
    area = elenco.usuario("area")
    match caso:
        case "sin verificar":
            directorio.identidad["email_verified"] = False
        case "nadie":
            directorio.identidad["email"] = "nadie@example.com"
        case "dos cuentas":
            Usuario.objects.filter(pk=elenco.usuario("comision").pk).update(email="area@example.com")
        case "cerrada":
            Usuario.objects.filter(pk=area.pk).update(is_active=False)
        case "quien administra todo":
            Usuario.objects.filter(pk=area.pk).update(is_superuser=True)
        case _:
            IdentidadExterna.objects.create(usuario=area, emisor=directorio.emisor, sub="u-9", vinculada_en=EN)
    cuentas = Usuario.objects.count()
    cliente = Client()
    volver(directorio, cliente)
    assert quien(cliente) is None
    assert "Ninguna cuenta abierta corresponde" in cliente.get(reverse("entrar")).content.decode()
    assert Usuario.objects.count() == cuentas
    assert not Acto.objects.filter(verbo="vincular_identidad").exists()


def test_el_segundo_factor_se_pide_salvo_que_el_directorio_diga_que_lo_pidio(
    elenco: Elenco, directorio: Directorio
) -> None:
    area = elenco.usuario("area")
    con_aplicacion(area, EN)
    # One proof, whichever it is, or two of the same kind, are one.
    for una in ([], ["pwd"], ["otp"], ["hwk"], ["fpt"], ["pwd", "pin"], ["pwd", "sms"]):
        directorio.identidad["amr"] = una
        cliente = Client()
        assert volver(directorio, cliente)["Location"] == reverse("entrar_segundo"), una
        assert quien(cliente) is None, una
    for dos in (["mfa"], ["pwd", "otp"], ["hwk", "pin"], ["sc", "fpt"]):
        directorio.identidad["amr"] = dos
        cliente = Client()
        volver(directorio, cliente)
        assert quien(cliente) == area.pk, dos
    # Where it is needed and there is none, only what puts it is reached.
    directorio.identidad |= {"sub": "u-2", "email": "audita@example.com", "amr": ["pwd"]}
    Usuario.objects.filter(pk=elenco.usuario("auditoria").pk).update(email="audita@example.com")
    elenco.proceso.segundo_factor_desde = EN.date() - timedelta(days=30)
    elenco.proceso.save()
    cliente = Client()
    volver(directorio, cliente)
    assert cliente.get(reverse("mi_cuenta"))["Location"] == reverse("seguridad")


def test_la_contrasena_se_apaga_para_quien_entra_por_el_directorio(
    elenco: Elenco, directorio: Directorio, settings: Any
) -> None:
    settings.OIDC_SIN_CONTRASENA = True
    datos = {"username": "area", "password": CLAVE}
    assert Client().post(reverse("entrar"), datos).status_code == 302
    volver(directorio, Client())
    negada = Client().post(reverse("entrar"), datos)
    assert negada.status_code == 200
    assert "directorio de su instituto" in negada.content.decode()
    otra = elenco.usuario("comision")
    otra.set_password(CLAVE)
    otra.save()
    assert Client().post(reverse("entrar"), {"username": "comision", "password": CLAVE}).status_code == 302


def test_con_el_directorio_caido_se_dice_y_la_contrasena_sirve(elenco: Elenco, settings: Any, db: None) -> None:
    settings.OIDC_EMISOR, settings.OIDC_CLIENTE, settings.OIDC_SECRETO = "http://127.0.0.1:9", "x", "y"
    cliente = Client()
    assert cliente.get(reverse("entrar_directorio"))["Location"] == reverse("entrar")
    assert "no responde" in cliente.get(reverse("entrar")).content.decode()


def test_sin_directorio_no_hay_puerta(db: None) -> None:
    assert Client().get(reverse("entrar_directorio")).status_code == 404
    assert Client().get(reverse("directorio_vuelta")).status_code == 404
    assert "directorio" not in Client().get(reverse("entrar")).content.decode()
