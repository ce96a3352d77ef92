"""The files of open data: one writer for each format, and each file made once for each version of what is public.

A file is kept under the version of its process (`models.listas.version_publica`), read before it is made: it is never
older than its version, and one of another version is never offered again. It is a copy that can be made again, out of
the storage of the record; `quitar_viejos` takes away what nobody may be given any more.
"""

import csv
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import IO, BinaryIO

from django.conf import settings

from ..cara.descargas import celda
from ..cara.libro import TIPO as LIBRO
from ..cara.libro import escribir_hojas
from ..models import Proceso
from ..models.listas import version_publica
from .campos import CAMPOS, Valor, como_datos
from .catalogo import LICENCIA, direccion_del_diccionario
from .cortes import Corte, clave_de
from .filas import Publicada, publicadas, publicadas_entonces
from .ine import HOJAS, renglones

# Each format, and what it is for whoever receives it.
FORMATOS = {"xlsx": LIBRO, "csv": "text/csv; charset=utf-8", "json": "application/json"}
# What parts the values of a list in one cell.
SEPARADOR = " | "


@dataclass(frozen=True)
class Archivo:
    """A file that was made, and when. `octetos` is its size."""

    ruta: Path
    formato: str
    candidaturas: int
    octetos: int
    sha256: str
    hecho: datetime


def escribir(formato: str, destino: IO[bytes], proceso: Proceso, filas: Iterable[Publicada]) -> int:
    """Write these rows to `destino` as they come; answers how many there were. KeyError of no format."""
    return _ESCRITORES[formato](destino, proceso, filas)


def _libro(destino: IO[bytes], proceso: Proceso, filas: Iterable[Publicada]) -> int:
    """INE's sheets have no column for the cut: it is among the properties of the workbook."""
    cuenta = _Cuenta(filas)
    todas = iter(cuenta)
    primeras = list(islice(todas, 1))
    corte = primeras[0].corte if primeras else ""
    escribir_hojas(destino, HOJAS, map(renglones, chain(primeras, todas)), asunto=corte)
    return cuenta.n


def _csv(destino: IO[bytes], proceso: Proceso, filas: Iterable[Publicada]) -> int:
    """In UTF-8 with BOM; what would run as a formula in a spreadsheet, quoted (`cara.descargas.celda`)."""
    cuenta = _Cuenta(filas)
    texto = TextIOWrapper(destino, encoding="utf-8-sig", newline="", write_through=True)
    escritor = csv.writer(texto)
    escritor.writerow([campo.clave for campo in CAMPOS])
    for p in cuenta:
        escritor.writerow([celda(_en_una_celda(campo.valor(p))) for campo in CAMPOS])
    texto.detach()
    return cuenta.n


def _en_una_celda(valor: Valor) -> str | int | None:
    return SEPARADOR.join(valor) if isinstance(valor, list) else valor


def _json(destino: IO[bytes], proceso: Proceso, filas: Iterable[Publicada]) -> int:
    """One object; a candidacy in each line."""
    cuenta = _Cuenta(filas)
    cabeza = {
        "proceso": {"clave": proceso.clave, "nombre": proceso.nombre, "instituto": proceso.instituto.nombre},
        "licencia": LICENCIA,
        "diccionario": direccion_del_diccionario(proceso, "json"),
    }
    destino.write(json.dumps(cabeza, ensure_ascii=False)[:-1].encode() + b', "candidaturas": [')
    for p in cuenta:
        destino.write((b"," if cuenta.n > 1 else b"") + b"\n" + json.dumps(como_datos(p), ensure_ascii=False).encode())
    destino.write(b"\n]}\n")
    return cuenta.n


_ESCRITORES = {"xlsx": _libro, "csv": _csv, "json": _json}


class _Cuenta:
    """Rows, counted as they go by."""

    def __init__(self, filas: Iterable[Publicada]) -> None:
        self.filas = filas
        self.n = 0

    def __iter__(self) -> Iterator[Publicada]:
        for fila in self.filas:
            self.n += 1
            yield fila


def archivo_hecho(proceso: Proceso, formato: str, corte: Corte | None = None) -> Archivo | None:
    """The file of what is public now, or what may still be told of a past cut; None if nobody has made it yet."""
    return _leer(_ruta(proceso, formato, corte))


def archivo_de(proceso: Proceso, formato: str, corte: Corte | None = None, *, en: datetime) -> Archivo:
    """The same; it is made at `en` if it was not. Raises OSError; KeyError of no format."""
    hecho, contenido = abrir(proceso, formato, corte, en=en)
    contenido.close()
    return hecho


def abrir(proceso: Proceso, formato: str, corte: Corte | None = None, *, en: datetime) -> tuple[Archivo, BinaryIO]:
    """`archivo_de` and its contents.

    Whoever asks for one that is being made waits for it: a large one takes a minute of processor, and two dozen who
    made it at once would leave none for the rest of the site. If what is public changes meanwhile, who began gets what
    they asked for, and who waited has it made again.
    """
    while True:
        with _a_solas(_ruta(proceso, formato, corte)) as ruta:
            if ruta != _ruta(proceso, formato, corte):
                continue
            estaba = _leer(ruta)
            hecho = estaba or _hacer_ahi(ruta, formato, proceso, corte, en)
            contenido = hecho.ruta.open("rb")
        if estaba is None:
            quitar_viejos(proceso)
        return hecho, contenido


@contextmanager
def _a_solas(ruta: Path) -> Iterator[Path]:
    """Alone with this file, in a folder that nobody takes away."""
    with ExitStack() as candados:
        while True:
            ruta.parent.mkdir(parents=True, exist_ok=True)
            # One that was taken away before it was locked is made again.
            with suppress(FileNotFoundError):
                candados.enter_context(_candado(ruta.parent, fcntl.LOCK_SH))
                _ficha(ruta).touch()
                break
        candados.enter_context(_candado(_ficha(ruta), fcntl.LOCK_EX))
        yield ruta


def _hacer_ahi(ruta: Path, formato: str, proceso: Proceso, corte: Corte | None, en: datetime) -> Archivo:
    if corte is None:
        hecho = hacer(ruta, formato, proceso, publicadas(proceso), en=en)
    else:
        hecho = _hacer_corte(ruta, formato, proceso, corte, en=en)
    # Last: a file is there once it is told what it is.
    dicho = asdict(hecho) | {"ruta": ruta.name, "hecho": en.isoformat()}
    _ficha(ruta).write_text(json.dumps(dicho), encoding="utf-8")
    return hecho


def hacer(ruta: Path, formato: str, proceso: Proceso, filas: Iterable[Publicada], *, en: datetime) -> Archivo:
    """Write a file whole or not at all. Raises OSError."""
    with NamedTemporaryFile(dir=ruta.parent, suffix=".parcial", delete=False) as parcial:
        try:
            candidaturas = escribir(formato, parcial, proceso, filas)
            parcial.flush()
            parcial.seek(0)
            sha256 = hashlib.file_digest(parcial, "sha256").hexdigest()
            archivo = Archivo(ruta, formato, candidaturas, parcial.tell(), sha256, en)
            os.replace(parcial.name, ruta)
        except BaseException:
            with suppress(OSError):
                os.unlink(parcial.name)
            raise
    return archivo


def _hacer_corte(ruta: Path, formato: str, proceso: Proceso, corte: Corte, *, en: datetime) -> Archivo:
    """The file of the day, with its salt if it gives the hash of the day; else, what is left of it, without."""

    def filas(clave: str) -> Iterator[Publicada]:
        return publicadas_entonces(proceso, corte.en, para_el_publico=True, corte=clave)

    # Apart: whoever opens the file meanwhile must not find the salt of one from which somebody is missing.
    with TemporaryDirectory(dir=ruta.parent) as carpeta:
        hecho = hacer(Path(carpeta) / ruta.name, formato, proceso, filas(corte.clave(formato)), en=en)
        if hecho.sha256 == corte.archivos[formato]["sha256"]:
            os.replace(hecho.ruta, ruta)
            return replace(hecho, ruta=ruta)
    return hacer(ruta, formato, proceso, filas(clave_de(corte.dia)), en=en)


def quitar_viejos(proceso: Proceso) -> None:
    """Take away the files of what was public before: of whoever withdrew nothing stays, not even unoffered.

    A folder in which one is being made is left for the next time, or whoever asked for it would have it made for ever.
    """
    vigente = _carpeta(proceso)
    if vigente.parent.is_dir():
        for otra in vigente.parent.iterdir():
            if otra != vigente:
                with suppress(OSError), _candado(otra, fcntl.LOCK_EX | fcntl.LOCK_NB):
                    shutil.rmtree(otra, ignore_errors=True)


@contextmanager
def _candado(lugar: Path, como: int) -> Iterator[None]:
    """A lock on a file or a folder, for every process and thread of the machine. Raises OSError if it is not there."""
    descriptor = os.open(lugar, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, como)
        yield
    finally:
        os.close(descriptor)


def _carpeta(proceso: Proceso) -> Path:
    version = f"{settings.VERSION} {settings.SITIO_URL} {version_publica(proceso.clave)}"
    return Path(settings.ABIERTOS_ROOT) / str(proceso.pk) / hashlib.sha256(version.encode()).hexdigest()[:32]


def _ruta(proceso: Proceso, formato: str, corte: Corte | None) -> Path:
    if formato not in FORMATOS:
        raise KeyError(formato)
    return _carpeta(proceso) / f"{f'corte-{corte.dia}' if corte else 'candidaturas'}.{formato}"


def _ficha(ruta: Path) -> Path:
    return ruta.with_name(f"{ruta.name}.ficha")


def _leer(ruta: Path) -> Archivo | None:
    try:
        dicho = json.loads(_ficha(ruta).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return (
        Archivo(**dicho | {"ruta": ruta, "hecho": datetime.fromisoformat(dicho["hecho"])}) if ruta.is_file() else None
    )
