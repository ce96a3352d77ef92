"""`manage.py respaldar --salida F`: the whole installation in one file, while it runs."""

import getpass
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from compliance.almacen import sin_espacio
from compliance.reloj import ahora
from compliance.services.respaldo.archivo import en_mb
from compliance.services.respaldo.copia import Hecho, respaldar
from compliance.services.respaldo.sobre import Cerradura, RespaldoError

CORTA = 12


def frase_de(archivo: str | None, *, nueva: bool) -> str:
    """A passphrase: the first line of a file, or typed unseen. Never an argument, which others would read."""
    if archivo:
        try:
            frase = Path(archivo).read_text(encoding="utf-8").split("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"--frase-archivo: no se puede leer {archivo}.") from error
    elif sys.stdin.isatty():
        frase = getpass.getpass("Frase del respaldo: ")
        if nueva and getpass.getpass("Otra vez: ") != frase:
            raise CommandError("Las dos frases no son iguales: repita la orden.")
    else:
        raise CommandError("Indique la frase en un archivo: --frase-archivo ARCHIVO.")
    if nueva and len(frase) < CORTA:
        raise CommandError(f"La frase tiene {len(frase)} caracteres: use al menos {CORTA}, varias palabras al azar.")
    return frase


def agregar_cifrado(parser: ArgumentParser) -> None:
    """How a backup is ciphered."""
    parser.add_argument(
        "--cifrar",
        metavar="frase|age1…",
        help="Cifra el respaldo: «frase», con una frase que se pide (o --frase-archivo); «age1…», para esa llave "
        "pública de age (age-keygen la hace), sin secretos en este servidor.",
    )
    parser.add_argument("--frase-archivo", metavar="ARCHIVO", help="Archivo cuya primera línea es la frase.")


def cerradura_de(opciones: dict[str, Any]) -> Cerradura:
    """With what to close it, as was asked."""
    cifrar = opciones["cifrar"]
    if cifrar == "frase":
        return Cerradura(frase=frase_de(opciones["frase_archivo"], nueva=True))
    if opciones["frase_archivo"]:
        raise CommandError("--frase-archivo: úselo con --cifrar frase.")
    # Empty is a setting that was not filled in: what was to be ciphered never goes in the clear.
    if cifrar is not None and not cifrar.startswith("age1"):
        raise CommandError("--cifrar: indique «frase» o una llave pública de age, que comienza con «age1».")
    return Cerradura(destinatario=cifrar or "")


def decir_respaldo(salida: Path, hecho: Hecho) -> list[str]:
    """What was made, and what whoever keeps it must know."""
    dicho, cadenas = hecho.manifiesto, hecho.manifiesto["cadenas"]
    renglones = [
        f"{salida}: {en_mb(hecho.octetos)}, solo para esta cuenta del sistema.",
        f"Contiene {sum(dicho['tablas'].values())} registros de {len(dicho['tablas'])} tablas, {cadenas['actos']} "
        f"actos de {cadenas['objetos']} objetos y {dicho['archivos']['cuantos']} archivos "
        f"({en_mb(dicho['archivos']['octetos'])}).",
        f"Verificado: {hecho.verificado}.",
        f"SHA-256: {hecho.sha256}",
    ]
    if faltan := dicho["archivos_que_faltan"]["cuantos"]:
        algunos = ", ".join(dicho["archivos_que_faltan"]["algunos"])
        renglones.append(f"ATENCIÓN: faltan {faltan} archivos que hay registros que nombran: {algunos}")
    donde = "la de CAUCE_LLAVE_MAESTRA" if settings.LLAVE_MAESTRA else str(settings.LLAVE_MAESTRA_ARCHIVO)
    renglones.append(
        f"La llave maestra NO va en él ({donde}): guarde su copia en otro lugar. Sin ella nadie lee las respuestas de "
        "identidad de este respaldo."
    )
    return renglones


class Command(BaseCommand):
    """`respaldar --salida F [--cifrar frase|age1…]`."""

    help = (
        "Escribe un respaldo en un archivo, con el sitio en marcha: base de datos, archivos y planes, con sus huellas."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and whether ciphered."""
        parser.add_argument("--salida", required=True, metavar="ARCHIVO", help="Archivo nuevo en que se escribe.")
        agregar_cifrado(parser)

    def handle(self, *args: Any, **opciones: Any) -> None:
        """All of it, or no file at all."""
        salida = Path(os.path.abspath(opciones["salida"]))
        try:
            hecho = respaldar(salida, cerradura_de(opciones), en=ahora(), decir=self._avance)
        except RespaldoError as error:
            raise CommandError(f"No se hizo el respaldo. {error}") from error
        except DatabaseError as error:
            raise CommandError(f"No se hizo el respaldo: la base de datos no se pudo leer ({error}).") from error
        except OSError as error:
            que = "no hay espacio en el disco" if sin_espacio(error) else f"{error.strerror} ({error.filename})"
            raise CommandError(f"No se hizo el respaldo: {que}. No quedó nada a medias.") from error
        for renglon in decir_respaldo(salida, hecho):
            self.stdout.write(renglon)

    def _avance(self, dicho: str) -> None:
        self.stderr.write(dicho)
        self.stderr.flush()
