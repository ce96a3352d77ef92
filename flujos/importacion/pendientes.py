"""What somebody uploads and confirms later: the bytes, sealed, and beside them what their rehearsal said.

It is no document of the process: only whoever uploaded it reaches it, each person has at most one of each kind for each
process, and its bytes go once they are used, discarded or forgotten (decisions 0016 and 0025).
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from compliance.cifrado import CifradoError, abrir_archivo, cerrar_archivo
from compliance.models import Proceso, Usuario

from ..transiciones import Rechazo

CADUCA = timedelta(days=1)
_SUBALO = "Súbalo otra vez para ensayarlo."


@dataclass(frozen=True)
class Pendientes:
    """The uploads of one kind. A `ficha` is a dataclass with the `sha256` of its file."""

    raiz: str

    def carpeta(self, proceso: Proceso, usuario: Usuario) -> str:
        """The folder of a person in a process."""
        return f"{self.raiz}/{proceso.pk}/{usuario.pk}"

    def lugar(self, sha256: str, proceso: Proceso, usuario: Usuario) -> str:
        """Where the bytes are; with «.json», what was said of them."""
        return f"{self.carpeta(proceso, usuario)}/{sha256}"

    def carpetas(self, proceso: Proceso | None = None) -> Iterator[str]:
        """Those of everybody, in a process or in all."""
        for uno in [str(proceso.pk)] if proceso else listar(self.raiz)[0]:
            yield from (f"{self.raiz}/{uno}/{usuario}" for usuario in listar(f"{self.raiz}/{uno}")[0])

    def guardar(self, ficha: Any, contenido: bytes, proceso: Proceso, usuario: Usuario) -> None:
        """Keep an upload in place of what the person had."""
        carpeta = self.carpeta(proceso, usuario)
        vaciar(carpeta)
        try:
            # The bytes last: there are never any without the report that says until when they may stay.
            self.anotar(ficha, proceso, usuario)
            sellado = ContentFile(cerrar_archivo(contenido))
            default_storage.save(self.lugar(ficha.sha256, proceso, usuario), sellado)
        except OSError:
            vaciar(carpeta)  # nor the report without its bytes
            raise

    def anotar(self, ficha: Any, proceso: Proceso, usuario: Usuario) -> None:
        """Keep what is said of the file, in place of what was said before."""
        lugar = f"{self.lugar(ficha.sha256, proceso, usuario)}.json"
        default_storage.delete(lugar)
        default_storage.save(lugar, ContentFile(json.dumps(asdict(ficha), ensure_ascii=False).encode()))

    def abrir(self, sha256: str, proceso: Proceso, usuario: Usuario) -> bytes:
        """The bytes that were rehearsed. Raises Rechazo if they are not there, or are not those."""
        lugar = self.lugar(sha256, proceso, usuario)
        if not default_storage.exists(lugar):
            raise sin_archivo()
        with default_storage.open(lugar) as archivo:
            sellado = archivo.read()
        try:
            contenido = abrir_archivo(sellado)
        except CifradoError as error:
            raise Rechazo("sin_archivo", "El archivo ya no se puede abrir.", _SUBALO) from error
        if hashlib.sha256(contenido).hexdigest() != sha256:
            raise Rechazo("huella", "El archivo guardado no es el que se ensayó.", _SUBALO)
        return contenido


def sin_archivo() -> Rechazo:
    """What is said of a file that is no longer there."""
    return Rechazo("sin_archivo", "El archivo ya no está pendiente.", _SUBALO)


def listar(carpeta: str) -> tuple[list[str], list[str]]:
    """Folders and files in a folder; none in one that is not there."""
    try:
        carpetas, archivos = default_storage.listdir(carpeta)
    except FileNotFoundError:
        return [], []
    return carpetas, archivos


def vaciar(carpeta: str) -> None:
    """Delete every file of a folder."""
    for nombre in listar(carpeta)[1]:
        default_storage.delete(f"{carpeta}/{nombre}")
