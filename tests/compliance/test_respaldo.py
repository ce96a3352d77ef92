"""One file, and from it an installation as it was; or nothing at all."""

import errno
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import tarfile
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client

from compliance.cifrado import LlaveMaestraError, huella_de
from compliance.disparadores import sin_guardas
from compliance.models import Acto, AplicacionDeCodigos, Usuario
from compliance.services import factores
from compliance.services.cadenas import heredar, verificar
from documentos.models import Documento
from documentos.services import guardar_documento

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento, montar

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="de PostgreSQL, en tests/servicios/test_respaldo.py"),
]

FRASE = "caballo correcto pila grapa"
EN = momento("2024-04-02 10:00")
IDENTIDAD = pyrage.x25519.Identity.generate()


@dataclass
class Lugar:
    """An installation of the tests: its folder."""

    carpeta: Path
    settings: Any

    @contextmanager
    def aqui(self) -> Iterator[None]:
        """While it is the one that commands work on."""
        base = connection.settings_dict
        antes = base["NAME"], self.settings.DATOS, self.settings.MEDIA_ROOT
        connection.close()
        ContentType.objects.clear_cache()
        base["NAME"] = str(self.carpeta / "cauce.sqlite3")
        self.settings.DATOS, self.settings.MEDIA_ROOT = self.carpeta, self.carpeta / "archivos"
        try:
            yield
        finally:
            connection.close()
            base["NAME"], self.settings.DATOS, self.settings.MEDIA_ROOT = antes
            ContentType.objects.clear_cache()

    def contenido(self) -> dict[str, str]:
        """Every file with its hash, but for the journals of the database."""
        return {
            str(f.relative_to(self.carpeta)): hashlib.sha256(f.read_bytes()).hexdigest()
            for f in sorted(self.carpeta.rglob("*"))
            if f.is_file() and not f.name.endswith(("-wal", "-shm"))
        }


@pytest.fixture
def elenco(transactional_db: None, settings: Any, tmp_path: Path) -> Elenco:
    """The cast, with a document, a plan and somebody who has entered."""
    settings.DATOS = tmp_path / "origen"
    (settings.DATOS / "planes").mkdir(parents=True)
    (settings.DATOS / "planes" / "opl-2027.toml").write_text('clave = "opl-2027"\n')
    e = montar()
    # What a test sets by hand leaves no act.
    with sin_guardas():
        heredar(EN)
    guardar_documento(
        pdf("uno"),
        proceso=e.proceso,
        tipo=Documento.Tipo.PROYECTO,
        titulo="Informe",
        entregable=e.entregables["informe-marzo"],
        por=None,
        en=EN,
    )
    Client().force_login(e.usuario("area"), backend="django.contrib.auth.backends.ModelBackend")
    return e


@pytest.fixture
def vacia(settings: Any, tmp_path: Path) -> Lugar:
    """Another installation, in which there is nothing."""
    carpeta = tmp_path / "vacia"
    carpeta.mkdir()
    lugar = Lugar(carpeta, settings)
    with lugar.aqui():
        # As any command leaves it: a file in WAL mode without a table.
        connection.ensure_connection()
    return lugar


@pytest.fixture
def respaldo(elenco: Elenco, tmp_path: Path) -> Path:
    archivo = tmp_path / "respaldo.tar"
    call_command("respaldar", salida=str(archivo))
    return archivo


@pytest.fixture
def frase(tmp_path: Path) -> str:
    archivo = tmp_path / "frase"
    archivo.write_text(f"{FRASE}\n")
    return str(archivo)


def cuentas() -> dict[str, int]:
    """The rows of every table."""
    with connection.cursor() as cursor:
        tablas = connection.introspection.table_names(cursor)
        filas = {}
        for tabla in tablas:
            cursor.execute(f'SELECT count(*) FROM "{tabla}"')  # noqa: S608 (of the database itself)
            filas[tabla] = cursor.fetchone()[0]
    return filas


def cabezas() -> list[tuple[Any, ...]]:
    return list(Acto.objects.order_by("pk").values_list("pk", "modelo", "objeto", "indice", "huella"))


def test_una_instalacion_vacia_queda_como_la_respaldada(
    respaldo: Path, vacia: Lugar, elenco: Elenco, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Session.objects.exists()
    assert stat_de(respaldo) == 0o600
    filas, actos, documento = cuentas(), cabezas(), Documento.objects.get()
    with documento.archivo.open() as archivo:
        contenido = archivo.read()
    with vacia.aqui():
        call_command("restaurar", str(respaldo))
        assert cabezas() == actos
        assert len(actos) > 0
        assert not Session.objects.exists()
        assert {t: n for t, n in cuentas().items() if t != "django_session"} == {
            t: n for t, n in filas.items() if t != "django_session"
        }
        assert verificar().rotos == []
        with Documento.objects.get().archivo.open() as archivo:
            assert archivo.read() == contenido
        assert (vacia.carpeta / "planes" / "opl-2027.toml").read_text() == 'clave = "opl-2027"\n'
        # It is used as any other.
        cliente = Client()
        cliente.force_login(
            Usuario.objects.get(username=elenco.usuario("administracion").username),
            backend="django.contrib.auth.backends.ModelBackend",
        )
        assert cliente.get(f"/p/{elenco.proceso.clave}/candidaturas/").status_code == 200
    dicho = capsys.readouterr().out
    assert f"{len(actos)} actos" in dicho
    assert "todo corresponde" in dicho


def stat_de(archivo: Path) -> int:
    return archivo.stat().st_mode & 0o777


def test_la_llave_maestra_no_va_en_el_respaldo_y_se_dice(
    elenco: Elenco, tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    (llave,) = settings.LLAVE_MAESTRA
    (settings.DATOS / "llave-maestra").write_text(llave)
    call_command("respaldar", salida=str(tmp_path / "r.tar"))
    assert "La llave maestra NO va en él" in capsys.readouterr().out
    with tarfile.open(tmp_path / "r.tar") as tar:
        miembros = tar.getnames()
        manifiesto = json.loads(tar.extractfile("manifiesto.json").read())  # type: ignore[union-attr]
    assert not [m for m in miembros if "llave" in m]
    assert llave.encode() not in (tmp_path / "r.tar").read_bytes()
    assert manifiesto["version"] == settings.VERSION
    assert manifiesto["cadenas"]["actos"] == Acto.objects.count()


def test_lo_que_hay_dentro_se_verifica_sin_cauce(respaldo: Path, tmp_path: Path) -> None:
    lugar = tmp_path / "abierto"
    lugar.mkdir()
    subprocess.run(["tar", "xf", respaldo, "-C", lugar], check=True)
    for orden in (["sha256sum", "--quiet", "-c", "miembros.txt"],):
        subprocess.run(orden, cwd=lugar, check=True)
    suma = (lugar / "manifiesto.sha256").read_text().strip()
    assert hashlib.sha256((lugar / "manifiesto.json").read_bytes()).hexdigest() == suma


def _sellar_un_cotejo(elenco: Elenco) -> None:
    assert huella_de("algo", elenco.proceso.pk)


def _sellar_un_segundo_factor(elenco: Elenco) -> None:
    usuario = elenco.usuario("area")
    propuesta = factores.Propuesta.nueva(usuario)
    AplicacionDeCodigos.objects.create(usuario=usuario, envoltura=propuesta.envoltura, maestra=propuesta.maestra)


@pytest.mark.parametrize("sellar", [_sellar_un_cotejo, _sellar_un_segundo_factor])
def test_sin_la_llave_con_que_se_cifro_se_rechaza_y_puede_restaurarse_lo_demas(
    vacia: Lugar, settings: Any, elenco: Elenco, tmp_path: Path, sellar: Callable[[Elenco], None]
) -> None:
    # What it seals is wrapped by the master key of now.
    sellar(elenco)
    respaldo = tmp_path / "respaldo.tar"
    call_command("respaldar", salida=str(respaldo))
    settings.LLAVE_MAESTRA = ["MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="]
    antes = vacia.contenido()
    with vacia.aqui():
        with pytest.raises(CommandError, match="Falta la llave maestra") as dicho:
            call_command("restaurar", str(respaldo))
        assert "--sin-llave" in str(dicho.value)
        assert vacia.contenido() == antes
        call_command("restaurar", str(respaldo), sin_llave=True)
        assert verificar().rotos == []


def test_solo_se_restaura_en_una_instalacion_vacia(respaldo: Path, elenco: Elenco) -> None:
    actos = cabezas()
    with pytest.raises(CommandError, match="no está vacía") as dicho:
        call_command("restaurar", str(respaldo))
    assert "DATABASE_URL" in str(dicho.value)
    assert cabezas() == actos


@pytest.mark.parametrize("cifrado", ["", "frase", "llave"])
def test_un_respaldo_cortado_o_alterado_no_escribe_nada(
    elenco: Elenco, vacia: Lugar, tmp_path: Path, frase: str, cifrado: str
) -> None:
    archivo, opciones = _hacer(tmp_path, frase, cifrado)
    bueno = archivo.read_bytes()
    antes = vacia.contenido()
    with vacia.aqui():
        for parte in (0.0, 0.02, 0.3, 0.6, 0.97, 0.999):
            lugar = int(len(bueno) * parte)
            for malo in (bueno[:lugar], _alterado(bueno, lugar)):
                archivo.write_bytes(malo)
                with pytest.raises(CommandError, match="No se restauró nada"):
                    call_command("restaurar", str(archivo), **opciones)
                assert vacia.contenido() == antes, parte
        # The whole one, afterwards, in the same place.
        archivo.write_bytes(bueno)
        call_command("restaurar", str(archivo), **opciones)
        assert Acto.objects.exists()


def _hacer(tmp_path: Path, frase: str, cifrado: str) -> tuple[Path, dict[str, str]]:
    archivo, llave = tmp_path / "r.cauce", tmp_path / "llave.txt"
    llave.write_text(f"# created\n{IDENTIDAD}\n")
    hacer: dict[str, str] = {}
    abrir: dict[str, str] = {}
    if cifrado == "frase":
        hacer = abrir = {"frase_archivo": frase}
        hacer = {"cifrar": "frase", **hacer}
    elif cifrado:
        hacer, abrir = {"cifrar": str(IDENTIDAD.to_public())}, {"llave": str(llave)}
    call_command("respaldar", salida=str(archivo), **hacer)
    return archivo, abrir


def _alterado(bueno: bytes, lugar: int) -> bytes:
    """With one bit changed where something is said: what fills the blocks of a tar says nothing."""
    while bueno[lugar] == 0 and lugar > 0:
        lugar -= 1
    return bueno[:lugar] + bytes([bueno[lugar] ^ 1]) + bueno[lugar + 1 :]


@pytest.mark.parametrize("cifrado", ["frase", "llave"])
def test_cifrado_no_deja_leer_nada_y_se_restaura(
    elenco: Elenco, vacia: Lugar, tmp_path: Path, frase: str, cifrado: str, capsys: pytest.CaptureFixture[str]
) -> None:
    archivo, abrir = _hacer(tmp_path, frase, cifrado)
    assert "Verificado" in capsys.readouterr().out
    contenido = archivo.read_bytes()
    assert not [t for t in (b"manifiesto", b"compliance_acto", FRASE.encode(), b"AGE-SECRET") if t in contenido]
    actos = cabezas()
    with vacia.aqui():
        call_command("restaurar", str(archivo), **abrir)
        assert cabezas() == actos


@pytest.mark.parametrize("cifrado", ["", "frase", "llave"])
def test_con_otra_llave_o_con_una_de_mas_se_dice(
    elenco: Elenco, vacia: Lugar, tmp_path: Path, frase: str, cifrado: str
) -> None:
    archivo, _ = _hacer(tmp_path, frase, cifrado)
    otra_frase, otra_llave = tmp_path / "otra", tmp_path / "otra.txt"
    otra_frase.write_text("otra frase muy distinta")
    otra_llave.write_text(str(pyrage.x25519.Identity.generate()))
    antes = vacia.contenido()
    with vacia.aqui():
        for abrir in ({"frase_archivo": str(otra_frase)}, {"llave": str(otra_llave)}):
            with pytest.raises(CommandError, match="No se restauró nada") as dicho:
                call_command("restaurar", str(archivo), **abrir)
            assert re.search("frase|llave", str(dicho.value))
    assert vacia.contenido() == antes


@pytest.mark.skipif(shutil.which("age") is None, reason="no está age, que abre el archivo sin Cauce")
def test_lo_cifrado_para_una_llave_lo_abre_age(elenco: Elenco, tmp_path: Path, frase: str) -> None:
    archivo, abrir = _hacer(tmp_path, frase, "llave")
    abierto = subprocess.run(["age", "-d", "-i", abrir["llave"], str(archivo)], capture_output=True, check=True)
    with tarfile.open(fileobj=io.BytesIO(abierto.stdout)) as tar:
        assert "manifiesto.json" in tar.getnames()


@pytest.mark.parametrize(
    ("opciones", "dicho"),
    [
        ({"cifrar": "secreta"}, "age1"),
        ({"cifrar": ""}, "age1"),
        ({"cifrar": "age1nadie"}, "no es un destinatario"),
        ({"cifrar": "frase"}, "--frase-archivo"),
        ({"cifrar": "frase", "frase_archivo": "/no/esta"}, "no se puede leer"),
        ({"frase_archivo": "x"}, "--cifrar frase"),
    ],
)
def test_un_cifrado_mal_pedido_no_deja_archivo(
    elenco: Elenco, tmp_path: Path, opciones: dict[str, str], dicho: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    antes = set(tmp_path.rglob("*"))
    with pytest.raises(CommandError, match=dicho):
        call_command("respaldar", salida=str(tmp_path / "r.tar"), **opciones)
    assert set(tmp_path.rglob("*")) == antes


def test_una_frase_corta_se_rechaza(elenco: Elenco, tmp_path: Path) -> None:
    (tmp_path / "corta").write_text("hola")
    with pytest.raises(CommandError, match="al menos 12"):
        call_command("respaldar", salida=str(tmp_path / "r"), cifrar="frase", frase_archivo=str(tmp_path / "corta"))


def test_un_disco_que_se_llena_no_deja_nada_a_medias(
    elenco: Elenco, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sin_lugar(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    antes = set(tmp_path.rglob("*"))
    monkeypatch.setattr("compliance.services.respaldo.copia.os.fsync", sin_lugar)
    with pytest.raises(CommandError, match="no hay espacio"):
        call_command("respaldar", salida=str(tmp_path / "r.tar"))
    assert set(tmp_path.rglob("*")) == antes


def test_en_un_disco_sin_enlaces_tambien_se_hace_y_no_se_escribe_sobre_otro(
    elenco: Elenco, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sin_enlaces(parcial: Path, salida: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM), str(parcial))

    monkeypatch.setattr("compliance.services.respaldo.copia.os.link", sin_enlaces)
    call_command("respaldar", salida=str(tmp_path / "r.tar"))
    with tarfile.open(tmp_path / "r.tar") as tar:
        assert "manifiesto.json" in tar.getnames()

    def de_otro(parcial: Path, salida: Path) -> None:
        salida.write_bytes(b"otro")
        sin_enlaces(parcial, salida)

    monkeypatch.setattr("compliance.services.respaldo.copia.os.link", de_otro)
    with pytest.raises(CommandError, match="No se hizo el respaldo"):
        call_command("respaldar", salida=str(tmp_path / "otro.tar"))
    assert (tmp_path / "otro.tar").read_bytes() == b"otro"
    assert list(tmp_path.glob(".*.parcial")) == []


def test_hecho_y_sin_poder_anotarlo_esta_hecho(elenco: Elenco, tmp_path: Path, settings: Any) -> None:
    settings.ULTIMO_RESPALDO = tmp_path / "no" / "esta"
    call_command("respaldar", salida=str(tmp_path / "r.tar"))
    assert (tmp_path / "r.tar").exists()


def test_no_se_escribe_sobre_otro(respaldo: Path) -> None:
    antes = respaldo.read_bytes()
    with pytest.raises(CommandError, match="ya existe"):
        call_command("respaldar", salida=str(respaldo))
    assert respaldo.read_bytes() == antes


def test_un_archivo_que_falta_se_dice(elenco: Elenco, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nombre = Documento.objects.get().archivo.name
    default_storage.delete(nombre)
    call_command("respaldar", salida=str(tmp_path / "r.tar"))
    assert f"faltan 1 archivos que hay registros que nombran: {nombre}" in capsys.readouterr().out


def _con_manifiesto(respaldo: Path, cambiar: Callable[[dict[str, Any]], None]) -> None:
    """The same backup with another manifest, well made."""
    salida = io.BytesIO()
    with tarfile.open(respaldo) as viejo, tarfile.open(fileobj=salida, mode="w") as nuevo:
        for ficha in viejo:
            datos = viejo.extractfile(ficha).read()  # type: ignore[union-attr]
            if ficha.name == "manifiesto.json":
                dicho = json.loads(datos)
                cambiar(dicho)
                manifiesto = datos = json.dumps(dicho).encode()
            elif ficha.name == "manifiesto.sha256":
                datos = hashlib.sha256(manifiesto).hexdigest().encode() + b"\n"
            ficha.size = len(datos)
            nuevo.addfile(ficha, io.BytesIO(datos))
    respaldo.write_bytes(salida.getvalue())


@pytest.mark.parametrize(
    ("cambiar", "dicho"),
    [
        (lambda m: m["migraciones"]["compliance"].append("9999_futura"), "compliance.9999_futura"),
        (lambda m: m.update(motor="postgresql"), "base PostgreSQL"),
        (lambda m: m.update(formato=2), "formato 2"),
        (lambda m: m["tablas"].update(compliance_acto=1), "compliance_acto"),
        (lambda m: m["cadenas"].update(sha256="0" * 64), "cadenas de actos"),
    ],
)
def test_un_respaldo_que_no_sirve_aqui_se_rechaza_con_lo_que_hay_que_hacer(
    respaldo: Path, vacia: Lugar, cambiar: Callable[[dict[str, Any]], None], dicho: str
) -> None:
    _con_manifiesto(respaldo, cambiar)
    antes = vacia.contenido()
    with vacia.aqui():
        with pytest.raises(CommandError, match=dicho):
            call_command("restaurar", str(respaldo))
        assert vacia.contenido() == antes


@pytest.mark.parametrize("nombre", ["archivos/../fuera", "planes/../../fuera.toml", "otra/cosa"])
def test_un_nombre_que_sale_de_su_carpeta_se_rechaza(respaldo: Path, vacia: Lugar, nombre: str, tmp_path: Path) -> None:
    salida, lineas = io.BytesIO(), []
    with tarfile.open(respaldo) as viejo, tarfile.open(fileobj=salida, mode="w") as nuevo:
        for ficha in viejo:
            datos = viejo.extractfile(ficha).read()  # type: ignore[union-attr]
            if ficha.name.startswith("archivos/"):
                ficha.name = nombre
            if ficha.name == "miembros.txt":
                datos = "".join(lineas).encode()
            elif ficha.name == "manifiesto.json":
                suma = hashlib.sha256("".join(lineas).encode()).hexdigest()
                manifiesto = datos = json.dumps(json.loads(datos) | {"sha256_de_miembros": suma}).encode()
            elif ficha.name == "manifiesto.sha256":
                datos = hashlib.sha256(manifiesto).hexdigest().encode() + b"\n"
            else:
                lineas.append(f"{hashlib.sha256(datos).hexdigest()}  {ficha.name}\n")
            ficha.size = len(datos)
            nuevo.addfile(ficha, io.BytesIO(datos))
    respaldo.write_bytes(salida.getvalue())
    antes = {p for p in tmp_path.rglob("*") if not p.name.endswith(("-wal", "-shm"))}
    with vacia.aqui(), pytest.raises(CommandError, match="No se restauró nada"):
        call_command("restaurar", str(respaldo))
    assert {p for p in tmp_path.rglob("*") if not p.name.endswith(("-wal", "-shm"))} == antes


def test_una_restauracion_que_falla_a_medias_quita_lo_que_puso_y_se_repite(
    respaldo: Path, vacia: Lugar, monkeypatch: pytest.MonkeyPatch
) -> None:
    antes = vacia.contenido()
    with vacia.aqui():
        with monkeypatch.context() as parche:

            def falla(self: Any) -> None:
                raise OSError(28, os.strerror(28))

            parche.setattr("compliance.services.respaldo.base._EnSqlite.confirmar", falla)
            with pytest.raises(CommandError, match="no hay espacio"):
                call_command("restaurar", str(respaldo))
        assert vacia.contenido() == antes
        # What a cut left is the same as what comes: it is no obstacle.
        with tarfile.open(respaldo) as tar:
            (suyo,) = [m for m in tar.getmembers() if m.name.startswith("archivos/documentos")]
            contenido = tar.extractfile(suyo).read()  # type: ignore[union-attr]
        default_storage.save(suyo.name.removeprefix("archivos/"), ContentFile(contenido))
        call_command("restaurar", str(respaldo))
        assert verificar().rotos == []


def test_un_plan_que_no_cabe_no_deja_la_base_a_medias(
    respaldo: Path, vacia: Lugar, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is confirmed last: with it in, nobody could restore again what was left."""
    antes = vacia.contenido()

    def falla(*args: Any) -> None:
        raise OSError(28, os.strerror(28))

    with vacia.aqui():
        with monkeypatch.context() as parche:
            parche.setattr("compliance.services.respaldo.restauracion._plan", falla)
            with pytest.raises(CommandError, match="no hay espacio"):
                call_command("restaurar", str(respaldo))
        assert vacia.contenido() == antes
        call_command("restaurar", str(respaldo))
        assert (vacia.carpeta / "planes" / "opl-2027.toml").exists()


@pytest.mark.parametrize(
    "error", [CommandError("Falta la llave"), OperationalError("se fue"), LlaveMaestraError("no hay")]
)
def test_lo_que_falla_con_los_datos_ya_puestos_no_se_dice_que_no_se_restauro(
    respaldo: Path, vacia: Lugar, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def falla(*args: Any, **kwargs: Any) -> None:
        raise error

    with vacia.aqui():
        monkeypatch.setattr("compliance.services.respaldo.restauracion.call_command", falla)
        with pytest.raises(CommandError, match="ya están puestos") as dicho:
            call_command("restaurar", str(respaldo))
        assert "manage.py preparar" in str(dicho.value)
        assert "No se restauró" not in str(dicho.value)
        assert Acto.objects.exists()


def test_otro_archivo_con_el_mismo_nombre_se_respeta(respaldo: Path, vacia: Lugar) -> None:
    nombre = Documento.objects.get().archivo.name
    with vacia.aqui():
        default_storage.save(nombre, ContentFile(b"otro"))
        with pytest.raises(CommandError, match="ya hay otro archivo"):
            call_command("restaurar", str(respaldo))
        with default_storage.open(nombre) as archivo:
            assert archivo.read() == b"otro"


def test_la_memoria_no_crece_con_los_archivos(elenco: Elenco, vacia: Lugar, tmp_path: Path) -> None:
    grande = 96 << 20
    ruta = Path(default_storage.path("documentos/grande"))
    with ruta.open("wb") as archivo:
        archivo.truncate(grande)
    call_command("respaldar", salida=str(tmp_path / "primero.tar"))
    respaldo = tmp_path / "grande.tar"
    tracemalloc.start()
    try:
        call_command("respaldar", salida=str(respaldo))
        _, al_hacer = tracemalloc.get_traced_memory()
        with vacia.aqui():
            tracemalloc.reset_peak()
            call_command("restaurar", str(respaldo))
            _, al_restaurar = tracemalloc.get_traced_memory()
            assert default_storage.size("documentos/grande") == grande
    finally:
        tracemalloc.stop()
    assert al_hacer < 32 << 20, al_hacer
    assert al_restaurar < 64 << 20, al_restaurar
