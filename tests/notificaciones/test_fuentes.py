"""Other systems tell: signed, a moment ago, once, one of the few things that they may; and no guard is skipped."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from compliance.models import Acto, Entregable
from compliance.verbos.modelo import Rechazo
from flujos.models import ObservacionDelINE, Oficio
from notificaciones.fuentes import CUERPO_MAXIMO, guardar_fuente, secreto_de
from notificaciones.ganchos import firma
from notificaciones.models import Aviso, EntradaDeFuente, FuenteExterna
from notificaciones.services import barrer

from ..elenco import Elenco, momento
from ..flujos.pasos import hasta_remision, remitir
from ..paginas import entrar, plana, ver

AL = momento("2024-04-02 12:00")
ENVIO = "2024-04-02 10:00"
NUMERO = "IEPC/SE/12/2024"
LISTA = "/p/prueba-2024/avisos/fuentes/"


@pytest.fixture
def e(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Elenco:
    """The March report, sent to INE; a site that lives two hours later."""
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AL)
    remitir(elenco, hasta_remision(elenco), ENVIO)
    return elenco


def fuente(e: Elenco, dice: str = "acuse", nombre: str = "Oficialía de partes") -> FuenteExterna:
    nueva = FuenteExterna(proceso=e.proceso, nombre=nombre, dice=dice)
    return guardar_fuente(nueva, por=e.usuario("administracion"), en=AL - timedelta(days=1))


def decir(
    f: FuenteExterna, dicho: Any, llave: str = "1", *, secreto: str = "", en: datetime = AL, firmado: str | None = None
) -> HttpResponse:
    cuerpo = dicho if isinstance(dicho, bytes) else json.dumps(dicho).encode()
    cabezas = {
        "Cauce-Entrega": llave,
        "Cauce-Firma": firma(secreto or secreto_de(f), cuerpo, en) if firmado is None else firmado,
    }
    cliente = Client(enforce_csrf_checks=True)
    return cliente.post(  # type: ignore[return-value]
        f"/entra/{f.pk}/", cuerpo, content_type="application/json", headers=cabezas
    )


def codigo(respuesta: HttpResponse, estado: int) -> str:
    dicho = json.loads(respuesta.content)
    assert respuesta.status_code == estado, dicho
    assert dicho["error"]
    return str(dicho["codigo"])


def test_lo_recibido_y_lo_validado_son_actos_del_sistema_por_las_mismas_reglas(e: Elenco) -> None:
    f = fuente(e)
    recibido = {"hecho": "recibido", "oficio": NUMERO, "en": "2024-04-02T10:05"}
    assert decir(f, recibido).status_code == 200
    assert Oficio.objects.get().acuse_en == momento("2024-04-02 10:05")
    acto = Acto.objects.get(verbo="anotar_recepcion")
    assert (acto.por, acto.por_nombre, acto.hechos["sistema"]) == (
        None,
        "El sistema Oficialía de partes",
        "Oficialía de partes",
    )
    assert decir(f, {"hecho": "validado", "oficio": NUMERO, "en": "2024-04-02T11:00:00-06:00"}, "2").status_code == 200
    informe = Entregable.objects.get(llave="informe-marzo", proceso=e.proceso)
    assert informe.validado_ine_en == momento("2024-04-02 11:00")
    assert Acto.objects.get(verbo="validar").por_nombre == "El sistema Oficialía de partes"
    pagina = ver(entrar(e.usuario("auditoria")), f"/p/prueba-2024/historial/entregable/{informe.pk}/")
    assert "El sistema Oficialía de partes" in pagina


def test_lo_que_una_regla_rehusa_no_cambia_nada_y_se_responde_igual_otra_vez(e: Elenco) -> None:
    f = fuente(e)
    antes = Acto.objects.count()
    pronto = {"hecho": "validado", "oficio": NUMERO, "en": "2024-04-01T10:00"}
    respuesta = decir(f, pronto)
    assert codigo(respuesta, 409) == "orden"
    assert json.loads(respuesta.content)["remedio"]
    assert decir(f, pronto).content == respuesta.content
    assert Acto.objects.count() == antes
    assert EntradaDeFuente.objects.get().estado == 409
    observado = {"hecho": "observado", "oficio": NUMERO, "en": "2024-04-02T11:00", "texto": "Falta el anexo."}
    assert decir(f, observado, "2").status_code == 200
    assert ObservacionDelINE.objects.get().texto == "Falta el anexo."
    # What INE observed and nobody answered stops the validation, whoever says it.
    assert codigo(decir(f, {"hecho": "validado", "oficio": NUMERO, "en": "2024-04-02T11:30"}, "3"), 409)
    assert (
        codigo(decir(f, {"hecho": "recibido", "oficio": NUMERO, "en": "2024-04-03T10:00"}, "4"), 409) == "recibido_en"
    )
    pagina = ver(entrar(e.usuario("administracion")), f"{LISTA}{f.pk}/")
    assert "Rehusado" in pagina
    assert "Falta el anexo" not in pagina


def test_lo_mismo_dos_veces_se_hace_una(e: Elenco) -> None:
    f = fuente(e)
    dicho = {"hecho": "recibido", "oficio": NUMERO}
    primera, segunda = decir(f, dicho), decir(f, dicho)
    assert (primera.status_code, primera.content) == (segunda.status_code, segunda.content)
    assert Acto.objects.filter(verbo="anotar_recepcion").count() == 1
    assert codigo(decir(f, dicho | {"en": "2024-04-02T10:30"}), 422) == "identificador"
    assert codigo(decir(f, dicho, "2"), 409) == "acuse_en"


def test_solo_entra_lo_firmado_hace_un_momento_con_su_secreto(e: Elenco) -> None:
    f, otra = fuente(e), fuente(e, nombre="Otra")
    dicho = {"hecho": "recibido", "oficio": NUMERO}
    for firmado in (
        "",
        "t=1,v1=ab",
        f"t={int(AL.timestamp())},v1={'0' * 64}",
        # There is no such year.
        f"t={'9' * 12},v1={'0' * 64}",
        f"t={'9' * 10},v1={'0' * 64}",
        "t=\xb9,v1=" + "0" * 64,
        f"t=-1,v1={'0' * 64}",
        "\x1b[31m" * 2000,
    ):
        assert codigo(decir(f, dicho, firmado=firmado), 401) == "firma"
    assert codigo(decir(f, dicho, secreto=secreto_de(otra)), 401) == "firma"
    # Signed, but of another body.
    ajena = firma(secreto_de(f), b"{}", AL)
    assert codigo(decir(f, dicho, firmado=ajena), 401) == "firma"
    for minutos in (-6, 6):
        assert codigo(decir(f, dicho, en=AL + timedelta(minutes=minutos)), 401) == "ventana"
    viejo = secreto_de(f)
    f.vuelta += 1
    guardar_fuente(f, por=e.usuario("administracion"), en=AL)
    assert codigo(decir(f, dicho, secreto=viejo), 401) == "firma"
    f.activa = False
    guardar_fuente(f, por=e.usuario("administracion"), en=AL)
    assert codigo(decir(f, dicho), 404) == "fuente"
    assert Client().get(f"/entra/{f.pk}/").status_code == 405
    assert not EntradaDeFuente.objects.exists()
    assert Oficio.objects.get().acuse_en is None


@pytest.mark.parametrize("tipo", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
def test_lo_que_se_envia_como_un_formulario_no_es_lo_firmado_y_se_dice(e: Elenco, tipo: str) -> None:
    f, cuerpo = fuente(e), b'--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n1\r\n--x--\r\n'
    cabezas = {"Cauce-Entrega": "1", "Cauce-Firma": firma(secreto_de(f), cuerpo, AL)}
    lugar, cliente = f"/entra/{f.pk}/", Client(enforce_csrf_checks=True)
    assert codigo(cliente.post(lugar, cuerpo, content_type=tipo, headers=cabezas), 422) == "cuerpo"  # type: ignore[arg-type]
    assert codigo(cliente.post(lugar, cuerpo, content_type=tipo), 401) == "firma"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cuerpo", "estado", "que"),
    [
        (b"", 422, "cuerpo"),
        (b"{", 422, "cuerpo"),
        (b"[1]", 422, "cuerpo"),
        (b"[" * 20_000, 422, "cuerpo"),
        (b'{"hecho": 1}', 422, "cuerpo"),
        (b'{"hecho": "votar"}', 422, "hecho"),
        (b'{"hecho": "rebote", "mensaje_id": "x", "razon": "y"}', 422, "hecho"),
        (b'{"hecho": "recibido"}', 422, "oficio"),
        (b'{"hecho": "recibido", "oficio": "NO/HAY"}', 404, "oficio"),
        (b'{"hecho": "recibido", "oficio": "IEPC/SE/12/2024", "en": "ayer"}', 422, "en"),
        (b'{"hecho": "recibido", "oficio": "IEPC/SE/12/2024", "en": 5}', 422, "en"),
        (b'{"hecho": "recibido", "oficio": "IEPC/SE/12/2024", "en": "9999-12-31T23:59-12:00"}', 422, "en"),
        (b'{"hecho": "validado", "oficio": "IEPC/SE/12/2024", "en": "0001-01-01T00:00Z"}', 422, "en"),
        (b'{"hecho": "observado", "oficio": "IEPC/SE/12/2024"}', 422, "texto"),
        (b'{"hecho": "observado", "oficio": "IEPC/SE/12/2024", "texto": "a\\u0000b"}', 422, "texto"),
        (b'{"hecho": "validado", "oficio": "IEPC/SE/12/2024", "entregables": "x"}', 422, "entregables"),
        (b'{"hecho": "validado", "oficio": "IEPC/SE/12/2024", "entregables": ["x"]}', 404, "entregables"),
        (b'{"hecho": "observado", "oficio": "IEPC/SE/12/2024", "texto": "\\ud800"}', 422, "cuerpo"),
        (b'{"hecho": "validado", "oficio": "IEPC/SE/12/2024", "entregables": ["\\udfff"]}', 422, "cuerpo"),
        (b'{"hecho": "recibido", "oficio": "\\u0000"}', 422, "oficio"),
        (b'{"hecho": "recibido", "oficio": "IEPC/SE/12/2024", "en": "0001-01-01T00:00+14:00"}', 422, "en"),
        (b'{"hecho": "recibido", "oficio": "IEPC/SE/12/2024", "en": "9999-12-31T23:59"}', 422, "en"),
        (b'{"hecho": "recibido", "oficio": "IEPC/SE/12/2024", "en": "2023-02-29T10:00"}', 422, "en"),
        (b'{"hecho": "recibido", "oficio": ' + b"9" * 5000 + b"}", 422, "cuerpo"),
        (b"\xff\xfe", 422, "cuerpo"),
        (b" " * (CUERPO_MAXIMO + 1), 413, "tamano"),
    ],
)
def test_lo_que_no_se_entiende_se_rehusa_sin_escribir(e: Elenco, cuerpo: bytes, estado: int, que: str) -> None:
    antes = Acto.objects.count()
    f = fuente(e)
    assert codigo(decir(f, cuerpo), estado) == que
    assert Acto.objects.count() == antes + 1
    assert not EntradaDeFuente.objects.exists()


def test_un_correo_que_no_llego_se_anota_en_su_aviso(e: Elenco) -> None:
    barrer(momento("2024-03-25 09:00"))
    aviso = Aviso.objects.filter(estado=Aviso.Estado.ENVIADO).latest("pk")
    f = fuente(e, "rebote", "Proveedor de correo")
    dicho = {"hecho": "rebote", "mensaje_id": aviso.mensaje_id, "razon": "550 5.1.1 no existe"}
    dicho["en"] = "2024-03-25T09:10"
    assert codigo(decir(f, dicho | {"en": "2024-04-03T09:10"}, "0"), 422) == "en"
    assert decir(f, dicho).status_code == 200
    aviso.refresh_from_db()
    assert (aviso.estado, aviso.error) == (Aviso.Estado.REBOTADO, "550 5.1.1 no existe")
    assert aviso.rebotado_en == momento("2024-03-25 09:10")
    acto = Acto.objects.get(verbo="anotar_rebote")
    assert acto.por_nombre == "El sistema Proveedor de correo"
    assert aviso.destinatario_correo not in str(acto.hechos)
    assert codigo(decir(f, dicho | {"mensaje_id": "<otro@x>"}, "2"), 404) == "aviso"
    # What it says besides is not looked at, and is kept without what no database takes.
    assert decir(f, dicho | {"oficio": "a\0\u202eb\x1b"}, "4").status_code == 200
    assert EntradaDeFuente.objects.get(llave="4").que == "rebote ab"
    assert codigo(decir(f, {"hecho": "recibido", "oficio": NUMERO}, "3"), 422) == "hecho"


def test_quien_administra_la_da_de_alta_y_ve_su_secreto_una_vez(e: Elenco) -> None:
    cliente = entrar(e.usuario("administracion"))
    respuesta = cliente.post(f"{LISTA}nueva/", {"nombre": "SIVOPLE", "dice": "acuse"})
    f = FuenteExterna.objects.get()
    assert secreto_de(f) in respuesta.content.decode()
    assert secreto_de(f) not in ver(cliente, f"{LISTA}{f.pk}/")
    assert secreto_de(f) not in str([*FuenteExterna.history.values(), *Acto.objects.values()])
    assert f"/entra/{f.pk}/" in ver(cliente, f"{LISTA}{f.pk}/")
    repetida = cliente.post(f"{LISTA}nueva/", {"nombre": "SIVOPLE", "dice": "rebote"})
    assert repetida.status_code == 422
    assert "Ya hay un sistema con ese nombre" in plana(repetida)
    antes = secreto_de(f)
    cliente.post(f"{LISTA}{f.pk}/", {"hacer": "secreto"})
    f.refresh_from_db()
    assert secreto_de(f) != antes
    with pytest.raises(Rechazo):
        guardar_fuente(
            FuenteExterna(proceso=e.proceso, nombre="X", dice="acuse"), por=e.usuario("secretaria_tecnica"), en=AL
        )
