"""A full disk, or a transaction that is undone, leaves no file that no row names, and is told in words."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import OperationalError, transaction
from django.test import Client
from django.urls import reverse
from psycopg.errors import DiskFull

from compliance.almacen import huerfanos, sin_espacio, sin_huerfanos
from compliance.disparadores import sin_guardas
from compliance.historia import guardar
from documentos.models import Documento
from documentos.services import guardar_documento, verificar
from flujos.transiciones import Rechazo

from .documentos.muestras import pdf
from .elenco import Elenco, foto, momento
from .libros import candidata, libro

PROCESO = "prueba-2024"
EN = momento("2024-04-03 10:00")


@pytest.fixture(autouse=True)
def en_abril(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)


@pytest.fixture
def lleno(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk says that it is full when half of a file is already there."""

    def sin_lugar(descriptor: int) -> None:
        assert os.fstat(descriptor).st_size > 0
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("compliance.almacen.os.fsync", sin_lugar)


def entrar(e: Elenco, nombre: str) -> Client:
    # What fails on our side is answered, as in production, instead of raised in the test.
    cliente = Client(raise_request_exception=False)
    cliente.force_login(e.usuario(nombre), backend="django.contrib.auth.backends.ModelBackend")
    return cliente


def de_sqlite(codigo: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = codigo
    return error


def en_disco(settings: Any) -> list[str]:
    raiz = Path(settings.MEDIA_ROOT)
    return sorted(str(f.relative_to(raiz)) for f in raiz.rglob("*") if f.is_file())


def documento(e: Elenco, texto: str = "uno") -> Documento:
    return guardar_documento(
        pdf(texto),
        proceso=e.proceso,
        tipo=Documento.Tipo.PROYECTO,
        titulo="Informe",
        entregable=e.entregables["informe-marzo"],
        por=None,
        en=EN,
    )


# -- The storage ------------------------------------------------------------------------------------------


class _SeAcaba(ContentFile[bytes]):
    """Half of it is written, and then nothing else fits."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"la mitad"
        raise OSError(errno.EDQUOT, "Disk quota exceeded")


def test_lo_que_no_se_pudo_escribir_entero_no_queda(settings: Any) -> None:
    default_storage.save("documentos/1/a", ContentFile(b"otro"))
    with pytest.raises(OSError, match="quota"):
        default_storage.save("documentos/1/a", _SeAcaba(b""))
    assert en_disco(settings) == ["documentos/1/a"]
    with default_storage.open("documentos/1/a") as archivo:
        assert archivo.read() == b"otro"


def test_dos_con_el_mismo_nombre_no_se_pisan(settings: Any) -> None:
    nombres = [default_storage.save("fotos/1/a.jpg", ContentFile(texto)) for texto in (b"uno", b"dos")]
    assert len(set(nombres)) == 2
    assert [Path(default_storage.path(n)).read_bytes() for n in nombres] == [b"uno", b"dos"]
    assert {Path(default_storage.path(n)).stat().st_mode & 0o777 for n in nombres} == {settings.FILE_UPLOAD_PERMISSIONS}


@pytest.mark.parametrize(
    ("error", "es"),
    [
        (OSError(errno.ENOSPC, ""), True),
        (OSError(errno.EDQUOT, ""), True),
        (OSError(errno.EACCES, ""), False),
        (de_sqlite(sqlite3.SQLITE_FULL), True),
        (de_sqlite(sqlite3.SQLITE_BUSY), False),
        (DiskFull(), True),
        (None, False),
    ],
)
def test_se_reconoce_la_falta_de_espacio_y_nada_mas(error: BaseException | None, es: bool) -> None:
    assert sin_espacio(error) is es
    envuelto = RuntimeError("otra cosa")
    envuelto.__context__ = error
    assert sin_espacio(envuelto) is es


# -- What a request leaves --------------------------------------------------------------------------------


def test_un_documento_que_no_cabe_se_dice_y_no_deja_nada(elenco: Elenco, settings: Any, lleno: None) -> None:
    informe = elenco.entregables["informe-marzo"]
    nota = "Esta nota me costó diez minutos escribirla, y no quiero perderla."
    respuesta = entrar(elenco, "area").post(
        reverse("entregable_accion", args=[PROCESO, informe.pk, "presentar"]),
        {"archivo": SimpleUploadedFile("i.pdf", b"%PDF-1.4 x"), "nota": nota},
    )
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 507
    assert "No hay espacio en el servidor" in pagina
    assert "Los archivos no: la página se los pedirá de nuevo." in pagina
    assert nota in pagina
    assert "no-store" in respuesta["Cache-Control"]
    assert en_disco(settings) == []
    assert not Documento.objects.exists()


def test_una_foto_que_no_cabe_tampoco(elenco: Elenco, settings: Any, lleno: None) -> None:
    c = elenco.candidatura()
    cliente = Client(raise_request_exception=False)
    cliente.force_login(elenco.cuenta_de(c), backend="django.contrib.auth.backends.ModelBackend")
    retrato = SimpleUploadedFile("retrato.jpg", foto().read())
    respuesta = cliente.post(f"/p/{PROCESO}/candidaturas/{c.pk}/captura/fotografia/", {"foto": retrato})
    assert respuesta.status_code == 507
    assert en_disco(settings) == []
    c.curricular.refresh_from_db()
    assert not c.curricular.foto


@pytest.mark.parametrize("cuantas", [1, 2])
def test_ni_una_importacion(
    elenco: Elenco, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cuantas: int
) -> None:
    """Neither the report nor the bytes, whichever of the two does not fit."""
    escritas = []

    def sin_lugar(descriptor: int) -> None:
        escritas.append(descriptor)
        if len(escritas) == cuantas:
            raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr("compliance.almacen.os.fsync", sin_lugar)
    base = libro(tmp_path / "base.xlsx", [candidata()]).read_bytes()
    respuesta = entrar(elenco, "administracion").post(
        f"/p/{PROCESO}/importar/", {"archivo": SimpleUploadedFile("base.xlsx", base)}
    )
    assert respuesta.status_code == 507
    assert en_disco(settings) == []


@pytest.mark.parametrize(
    ("fallo", "status"), [(Rechazo("x", "No procede."), 422), (ValueError("algo nuestro"), 500)], ids=["rechazo", "500"]
)
def test_lo_que_se_deshace_despues_de_escribir_no_deja_su_archivo(
    elenco: Elenco, settings: Any, monkeypatch: pytest.MonkeyPatch, fallo: Exception, status: int
) -> None:
    habia: list[str] = []

    def despues(*args: Any, **campos: Any) -> None:
        habia.extend(en_disco(settings))
        raise fallo

    monkeypatch.setattr("flujos.entregables.ruta.siguiente_etapa", despues)
    respuesta = entrar(elenco, "area").post(
        reverse("entregable_accion", args=[PROCESO, elenco.entregables["informe-marzo"].pk, "presentar"]),
        {"archivo": SimpleUploadedFile("i.pdf", b"%PDF-1.4 x"), "nota": ""},
    )
    assert respuesta.status_code == status
    assert len(habia) == 1
    assert en_disco(settings) == []
    assert not Documento.objects.exists()


def _subirlo_y_deshacer(e: Elenco) -> None:
    with sin_huerfanos(), transaction.atomic():
        documento(e)
        transaction.set_rollback(True)


def test_lo_que_otro_registro_nombra_se_queda(elenco: Elenco, settings: Any) -> None:
    primero = documento(elenco)
    _subirlo_y_deshacer(elenco)
    assert en_disco(settings) == [primero.archivo.name]
    # Damaged, it is written again in its place, and stays even if whoever wrote it is undone.
    Path(primero.archivo.path).write_bytes(b"%PDF")
    _subirlo_y_deshacer(elenco)
    assert verificar(primero)


def test_nadie_se_apoya_en_el_archivo_de_quien_todavia_puede_fallar(elenco: Elenco, settings: Any) -> None:
    ajeno = documento(elenco).archivo.name
    # Somebody else's file, whose row is not committed yet: nobody sees it.
    Documento.objects.all().delete()
    with sin_guardas():
        Documento.history.all().delete()
    propio = documento(elenco)
    assert propio.archivo.name != ajeno
    default_storage.delete(ajeno)
    assert verificar(propio)
    assert documento(elenco).archivo.name == propio.archivo.name


# -- What a crash left ------------------------------------------------------------------------------------


def test_se_encuentra_y_se_quita_solo_lo_que_nadie_nombra(elenco: Elenco, settings: Any, capsys: Any) -> None:
    nombrado = documento(elenco).archivo.name
    curricular = elenco.candidatura().curricular
    for retrato in (foto("uno.jpg"), foto("dos.jpg")):  # the first one, only history names it
        curricular.foto = retrato
        guardar(curricular, por=None, en=EN, motivo="prueba")
    viejo = default_storage.save("documentos/9/ab/viejo", ContentFile(b"x" * 2048))
    suelta = default_storage.save("fotos/9/suelta.jpg", ContentFile(b"x"))
    reciente = default_storage.save("fotos/9/reciente.jpg", ContentFile(b"x"))
    importado = default_storage.save("importaciones/1/1/abc", ContentFile(b"x"))
    antes = en_disco(settings)
    assert len(antes) == 7
    ayer = (datetime.now(UTC) - timedelta(days=1, minutes=1)).timestamp()
    for nombre in antes:
        if nombre != reciente:
            os.utime(default_storage.path(nombre), (ayer, ayer))
    assert set(huerfanos(datetime.now(UTC))) == {viejo, suelta}
    call_command("archivos_huerfanos")
    assert "Sin registro que los nombre: 2 archivos" in capsys.readouterr().out
    assert en_disco(settings) == antes
    call_command("archivos_huerfanos", "--borrar")
    assert f"{viejo}\n{suelta}\nSe quitaron 2 archivos (0.0 MB)." in capsys.readouterr().out
    assert set(antes) - set(en_disco(settings)) == {viejo, suelta}
    assert {nombrado, importado} <= set(en_disco(settings))


def test_sin_archivos_no_hay_nada_que_quitar(db: None, capsys: Any) -> None:
    call_command("archivos_huerfanos")
    assert "0 archivos" in capsys.readouterr().out


# -- The session ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("codigo", "estado"), [(sqlite3.SQLITE_FULL, 507), (sqlite3.SQLITE_BUSY, 503)])
def test_sin_lugar_para_la_sesion_se_lee_pero_no_se_envia(
    elenco: Elenco, settings: Any, monkeypatch: pytest.MonkeyPatch, codigo: int, estado: int
) -> None:
    cliente = entrar(elenco, "secretaria_tecnica")

    def falla(*args: Any, **campos: Any) -> None:
        raise OperationalError from de_sqlite(codigo)

    settings.SESSION_SAVE_EVERY_REQUEST = True
    monkeypatch.setattr(Session, "save", falla)
    respuesta = cliente.get(reverse("tablero", args=[PROCESO]))
    assert respuesta.status_code == 200
    assert "Vencidos" in respuesta.content.decode()
    respuesta = cliente.post(f"/p/{PROCESO}/sesiones/nueva/", {"nombre": "Una «sin lugar»"})
    assert respuesta.status_code == estado
    assert "Una «sin lugar»" in respuesta.content.decode()


def test_una_sesion_que_otro_termino_sigue_siendo_una_peticion_mala(
    elenco: Elenco, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cliente = entrar(elenco, "secretaria_tecnica")

    def terminada(self: SessionStore, must_create: bool = False) -> None:
        raise UpdateError

    settings.SESSION_SAVE_EVERY_REQUEST = True
    monkeypatch.setattr(SessionStore, "save", terminada)
    respuesta = cliente.get(reverse("tablero", args=[PROCESO]))
    assert respuesta.status_code == 400
    assert "No se entendió la petición" in respuesta.content.decode()
