"""Sensitive texts rest sealed, each with the key of its candidacy, which rests wrapped by the master key.

A sealed text is «c1.<candidacy>.<nonce, AES-256-GCM>», bound to its candidacy and to its field: moved elsewhere it does
not open. A history row holds the very same seal as its object, and what is hashed of it is the seal: once the key is
destroyed nothing can be read anywhere, and every chain still verifies. See docs/decisiones/0030-respuestas-cifradas.md.
"""

import base64
import binascii
import hashlib
import json
import os
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models
from django.db.models.expressions import Col
from django.db.models.query_utils import DeferredAttribute

from calendario.fechas import fecha_larga

from .sentencias import Preparada, entre, lista

LARGO = 32
_NONCE = 12
_VERSION = "c1"
_ARCHIVO = b"cauce-c1\n"
# Answers are short and few: without filling, the length of what is sealed would tell some of them.
_RELLENO = 512
_LOTE = 500


class CifradoError(Exception):
    """Something sealed cannot be opened, or nothing can be sealed: says in Spanish why and what to do."""


class LlaveMaestraError(CifradoError, ImproperlyConfigured):
    """There is no master key, or it is not the one that wrapped what is asked for."""


# -- Master keys ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Maestra:
    """A master key. `nombre` tells it from others without telling it."""

    llave: bytes = field(repr=False)

    @cached_property
    def nombre(self) -> str:
        """The beginning of its hash."""
        return hashlib.sha256(b"cauce-maestra" + self.llave).hexdigest()[:16]


FALTA = (
    "Falta la llave maestra de las respuestas de identidad: indíquela en CAUCE_LLAVE_MAESTRA o en el archivo de "
    "CAUCE_LLAVE_MAESTRA_ARCHIVO, o haga una con manage.py preparar."
)


def leer_maestra(texto: str) -> bytes:
    """The 32 bytes that a text in base64 holds. Raises ValueError."""
    try:
        llave = base64.b64decode(texto.strip(), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("no es base64") from error
    if len(llave) != LARGO:
        raise ValueError(f"no son {LARGO} bytes en base64")
    return llave


def hay_maestra() -> bool:
    """Whether there is one, readable or not."""
    return bool(settings.LLAVE_MAESTRA) or settings.LLAVE_MAESTRA_ARCHIVO.exists()


def maestras() -> list[Maestra]:
    """The master keys: the first wraps; the others, from before, only open. Outside production the first use makes one.

    Read each time: a running server follows a rotation. Raises LlaveMaestraError.
    """
    if settings.LLAVE_MAESTRA:
        textos = list(settings.LLAVE_MAESTRA)
    else:
        if not hay_maestra():
            if settings.PRODUCCION:
                raise LlaveMaestraError(FALTA)
            crear_maestra()
        textos = _del_archivo()
    try:
        return [Maestra(leer_maestra(t)) for t in textos]
    except ValueError as error:
        donde = "CAUCE_LLAVE_MAESTRA" if settings.LLAVE_MAESTRA else str(settings.LLAVE_MAESTRA_ARCHIVO)
        raise LlaveMaestraError(f"La llave maestra no se puede leer ({donde}): {error}.") from error


def _del_archivo() -> list[str]:
    archivo: Path = settings.LLAVE_MAESTRA_ARCHIVO
    try:
        textos = archivo.read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError) as error:
        raise LlaveMaestraError(f"La llave maestra no se puede leer ({archivo}): {type(error).__name__}.") from error
    if not textos:
        raise LlaveMaestraError(f"El archivo de la llave maestra está vacío ({archivo}): repóngalo de su copia.")
    return textos


def crear_maestra() -> None:
    """Make the file of the master key, which only its owner reads. Refused if another one sealed what there is."""
    if _hay_llaves():
        raise LlaveMaestraError(
            "Falta la llave maestra con que se cifraron las respuestas de identidad, y otra no las abriría: reponga de "
            f"su copia {settings.LLAVE_MAESTRA_ARCHIVO}, o indíquela en CAUCE_LLAVE_MAESTRA."
        )
    _escribir_archivo([_nueva()], nuevo=True)


def _nueva() -> str:
    return base64.urlsafe_b64encode(os.urandom(LARGO)).decode()


def anteponer_maestra() -> None:
    """A new master key before those of the file."""
    _escribir_archivo([_nueva(), *_del_archivo()])


def retirar_anteriores() -> None:
    """Leave only the first master key in the file."""
    _escribir_archivo(_del_archivo()[:1])


def _escribir_archivo(textos: Sequence[str], *, nuevo: bool = False) -> None:
    """Whole or not at all: nobody reads half a key, nor does a cut lose the one that there was."""
    archivo: Path = settings.LLAVE_MAESTRA_ARCHIVO
    otro = archivo.with_name(f"{archivo.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(otro, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as escrito:
            escrito.write("".join(f"{t}\n" for t in textos))
            escrito.flush()
            os.fsync(escrito.fileno())
        if nuevo:
            # Of two that make it at once, one wins.
            try:
                os.link(otro, archivo)
            except FileExistsError:
                return
            finally:
                otro.unlink()
        else:
            otro.replace(archivo)
    except OSError as error:
        raise LlaveMaestraError(f"La llave maestra no se puede escribir ({archivo}): {error.strerror}.") from error


def _hay_llaves() -> bool:
    modelo = _modelo()
    if modelo._meta.db_table not in connection.introspection.table_names():
        return False
    return bool(modelo.objects.exclude(envoltura="").exists())


# -- Seals ------------------------------------------------------------------------------------------------


def _cerrar(llave: bytes, dato: bytes, atado: str) -> str:
    nonce = os.urandom(_NONCE)
    return base64.urlsafe_b64encode(nonce + AESGCM(llave).encrypt(nonce, dato, atado.encode())).decode()


def _abrir(llave: bytes, texto: str, atado: str) -> bytes:
    """Raises InvalidTag if it was not closed with that key, bound to that."""
    junto = base64.urlsafe_b64decode(texto)
    return AESGCM(llave).decrypt(junto[:_NONCE], junto[_NONCE:], atado.encode())


def envolver(llave: bytes, candidatura: int, maestra: Maestra) -> str:
    """The key of a candidacy as it rests."""
    return _cerrar(maestra.llave, llave, f"llave:{candidatura}")


def desenvolver(
    envoltura: str, candidatura: int, nombre: str, pedir: Callable[[], Sequence[Maestra]] = maestras
) -> bytes:
    """The key of a candidacy. Raises CifradoError if the master key that wrapped it is not among those of `pedir`."""
    maestra = next((m for m in pedir() if m.nombre == nombre), None)
    if maestra is None:
        raise LlaveMaestraError(
            f"La llave maestra de ahora no es la que guarda las respuestas de identidad ({nombre}): repóngala de su "
            "copia en CAUCE_LLAVE_MAESTRA o en su archivo."
        )
    try:
        return _abrir(maestra.llave, envoltura, f"llave:{candidatura}")
    except (InvalidTag, ValueError) as error:
        raise CifradoError(f"La llave de la candidatura {candidatura} está dañada o no es suya.") from error


def nueva_llave() -> bytes:
    """The key of one candidacy."""
    return os.urandom(LARGO)


def sellar(texto: str, llave: bytes, candidatura: int, atado: str) -> str:
    """What rests of a text. Nothing to read, nothing to seal."""
    return f"{_VERSION}.{candidatura}.{_cerrar(llave, texto.encode(), f'{atado}:{candidatura}')}" if texto else ""


def como_texto(datos: Any) -> str:
    """Answers as they are sealed: filled with blanks, so that its length tells nothing. Without any, nothing."""
    if not datos:
        return ""
    texto = json.dumps(datos, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return texto + " " * (-len(texto.encode()) % _RELLENO)


def cerrar_archivo(contenido: bytes) -> bytes:
    """A file of the storage, sealed with a key of its own that the master key wraps."""
    maestra, llave, nonce = maestras()[0], nueva_llave(), os.urandom(_NONCE)
    cabeza = f"{maestra.nombre} {_cerrar(maestra.llave, llave, 'archivo')}\n".encode()
    return _ARCHIVO + cabeza + nonce + AESGCM(llave).encrypt(nonce, contenido, cabeza)


def abrir_archivo(sellado: bytes) -> bytes:
    """What `cerrar_archivo` sealed. Raises CifradoError."""
    cabeza, _, junto = sellado.removeprefix(_ARCHIVO).partition(b"\n")
    nombre, _, envuelta = cabeza.decode("ascii", "replace").partition(" ")
    maestra = next((m for m in maestras() if m.nombre == nombre), None)
    try:
        if maestra is None:
            raise ValueError
        llave = _abrir(maestra.llave, envuelta, "archivo")
        return AESGCM(llave).decrypt(junto[:_NONCE], junto[_NONCE:], cabeza + b"\n")
    except (InvalidTag, ValueError) as error:
        raise CifradoError("El archivo se cifró con otra llave maestra, o está dañado.") from error


# -- Keys of candidacies ----------------------------------------------------------------------------------


@dataclass
class Llave:
    """The key of one candidacy as it rests; `suprimida`, the local day on which it was destroyed.

    `maestras` answers those of now: asked once for all the keys that come together, and only if one is opened.
    """

    candidatura: int
    envoltura: str
    maestra: str
    suprimida: date | None
    maestras: Callable[[], Sequence[Maestra]]

    def abierta(self) -> bytes:
        """Raises CifradoError, also if it was destroyed."""
        if self.suprimida is not None:
            raise CifradoError(
                "Las respuestas de esta candidatura se suprimieron y su llave ya no existe: no se puede escribir otras."
            )
        return desenvolver(self.envoltura, self.candidatura, self.maestra, self.maestras)


class Juego:
    """The seals that one query answered: whoever opens the first asks for the keys of all, once."""

    def __init__(self) -> None:
        self.pedidas: set[int] = set()
        self._llaves: dict[int, Llave] = {}

    def llave(self, candidatura: int) -> Llave:
        """Raises CifradoError if the candidacy has none."""
        if candidatura not in self._llaves:
            faltan = self.pedidas.difference(self._llaves) | {candidatura}
            self._llaves |= _leer_llaves(faltan)
            self._llaves |= _de_las_que_se_quitaron(faltan - self._llaves.keys())
        if candidatura not in self._llaves:
            raise CifradoError(f"No está la llave de la candidatura {candidatura}: la base de datos está incompleta.")
        return self._llaves[candidatura]


class Sellado(str):
    """A sealed text, as it rests in its column."""

    __slots__ = ("juego",)
    juego: Juego

    def __new__(cls, texto: str, juego: Juego | None = None) -> "Sellado":
        """`juego`: the seals that came with it."""
        sello = super().__new__(cls, texto)
        sello.juego = juego or Juego()
        # One that is none is refused when it is opened: until then it can be copied, hashed and told.
        with suppress(CifradoError):
            sello.juego.pedidas.add(sello.candidatura)
        return sello

    @property
    def candidatura(self) -> int:
        """Whose key opens it. Raises CifradoError if it is not a seal."""
        version, _, resto = self.partition(".")
        candidatura = resto.partition(".")[0]
        if version != _VERSION or not candidatura.isdecimal():
            raise CifradoError(
                "Una columna cifrada tiene un texto sin cifrar: la base de datos no se actualizó completa."
            )
        return int(candidatura)

    def suprimido(self) -> str:
        """What is said in its place, once its key was destroyed; empty if it was not."""
        dia = self.juego.llave(self.candidatura).suprimida if self else None
        return f"(suprimida el {fecha_larga(dia)})" if dia else ""

    def abrir(self, atado: str) -> str:
        """The text. Raises CifradoError."""
        if not self:
            return ""
        candidatura = self.candidatura
        llave = self.juego.llave(candidatura).abierta()
        try:
            return _abrir(llave, self.rpartition(".")[2], f"{atado}:{candidatura}").decode()
        except (InvalidTag, ValueError) as error:
            raise CifradoError(
                f"Un texto cifrado de la candidatura {candidatura} fue alterado o no es suyo."
            ) from error


def _modelo() -> Any:
    return apps.get_model("compliance", "LlaveDeCandidatura")


_LLAVES: Preparada[tuple[int, str, str, datetime | None, str]] = Preparada(
    lambda candidaturas: (
        _modelo()
        .objects.filter(pk__in=entre(candidaturas))
        .values_list("pk", "envoltura", "maestra", "destruida_en", "candidatura__proceso__instituto__zona_horaria")
    )
)


def _leer_llaves(candidaturas: Collection[int]) -> dict[int, Llave]:
    if not candidaturas:
        return {}
    llaves, pedir = {}, cache(maestras)
    for pk, envoltura, maestra, destruida_en, zona in _LLAVES(lista(candidaturas)):
        dia = destruida_en.astimezone(ZoneInfo(zona)).date() if destruida_en else None
        llaves[pk] = Llave(pk, envoltura, maestra, dia, pedir)
    return llaves


def _de_las_que_se_quitaron(candidaturas: Collection[int]) -> dict[int, Llave]:
    """The keys of candidacies that are no longer there, by their history: each went with its candidacy."""
    if not candidaturas:
        return {}
    historial = apps.get_model("compliance", "Candidatura").history.model
    bajas = historial.objects.filter(id__in=entre(candidaturas), history_type="-").order_by()
    filas = bajas.values_list("id", "history_date", "proceso__instituto__zona_horaria")
    return {pk: Llave(pk, "", "", en.astimezone(ZoneInfo(zona)).date(), list) for pk, en, zona in filas}


def _llaves_para_escribir(candidaturas: Collection[int]) -> dict[int, Llave]:
    """The keys of some candidacies, made for those that have none."""
    llaves = _leer_llaves(candidaturas)
    if faltan := sorted(set(candidaturas) - llaves.keys()):
        maestra, modelo = maestras()[0], _modelo()
        modelo.objects.bulk_create(
            [
                modelo(candidatura_id=pk, envoltura=envolver(nueva_llave(), pk, maestra), maestra=maestra.nombre)
                for pk in faltan
            ],
            batch_size=_LOTE,
            ignore_conflicts=True,
        )
        # Whoever made one at the same time may have won.
        llaves |= _leer_llaves(faltan)
    return llaves


# -- Fields -----------------------------------------------------------------------------------------------


class TextoSuprimido(str):
    """What is read in place of a text whose key was destroyed."""


class DatosSuprimidos(dict[str, Any]):
    """No answers: their key was destroyed. `dicho` says when."""

    def __init__(self, dicho: str) -> None:
        super().__init__()
        self.dicho = dicho


_SIN_LEER = object()
_SELLADOS: ContextVar[bool] = ContextVar("sellados", default=False)


@contextmanager
def sellados() -> Iterator[None]:
    """Inside, what is sealed is taken as it rests: it is copied, not read."""
    ficha = _SELLADOS.set(True)
    try:
        yield
    finally:
        _SELLADOS.reset(ficha)


@dataclass
class _Contenido:
    """What an object has in a field: its seal, the value once it was read or given, or both."""

    sello: Sellado | None = None
    valor: Any = _SIN_LEER


def _de_nadie() -> None:
    """Seals that came by themselves."""


class _Atributo(DeferredAttribute):
    """Opens the seal when somebody reads."""

    field: "TextoCifrado"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        nombre = self.field.attname
        if nombre not in instance.__dict__:
            # Deferred: it is fetched, and set below.
            with sellados():
                instance.refresh_from_db(fields=[nombre])
        contenido = instance.__dict__[nombre]
        if _SELLADOS.get() and contenido.sello is not None and not self.field.cambiado(contenido):
            return contenido.sello
        if contenido.valor is _SIN_LEER:
            contenido.valor = self.field.valor_de(contenido.sello)
        return contenido.valor

    def __set__(self, instance: Any, valor: Any) -> None:
        nombre = self.field.attname
        anterior = instance.__dict__.get(nombre)
        nuevo = _Contenido(valor) if isinstance(valor, Sellado) else _Contenido(anterior and anterior.sello, valor)
        instance.__dict__[nombre] = nuevo


class TextoCifrado(models.TextField[Any, Any]):
    """A text that rests sealed with the key of its object's `candidatura`, and is opened when read.

    It cannot be searched, but for whether it is empty. `QuerySet.update` and the like refuse what is not sealed.
    """

    descriptor_class = _Atributo

    @property
    def atado(self) -> str:
        """What a seal is bound to, besides its candidacy: the field, the same in an object and in its history."""
        modelo = getattr(self.model, "instance_type", self.model)
        return f"{modelo._meta.label_lower}.{self.name}"

    def valor_de(self, sello: Sellado) -> Any:
        """What a seal holds."""
        return TextoSuprimido(dicho) if (dicho := sello.suprimido()) else sello.abrir(self.atado)

    def por_sellar(self, valor: Any) -> str:
        """The text that is sealed of a value."""
        return valor or ""

    def cambiado(self, contenido: _Contenido) -> bool:
        """Whether the value is another than the sealed one."""
        sello, valor = contenido.sello, contenido.valor
        if valor is _SIN_LEER or isinstance(valor, TextoSuprimido | DatosSuprimidos):
            return False
        if sello is None:
            return True
        return bool(sello.suprimido()) or self.por_sellar(valor) != sello.abrir(self.atado)

    def sello_de(self, objeto: models.Model) -> Sellado:
        """How it rests; of what was never saved, sealed now."""
        cifrar([objeto])
        return objeto.__dict__[self.attname].sello  # type: ignore[no-any-return]

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Sealed before it is written, if nobody did with others of its kind."""
        return self.sello_de(model_instance)

    def get_prep_value(self, value: Any) -> Any:
        """Fails closed: what is not sealed does not reach the database."""
        if value is None or value == "" or isinstance(value, Sellado):
            return value
        raise TypeError(f"«{self.name}» se guarda por su objeto, que lo cifra con la llave de su candidatura.")

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Seals of one query know each other."""
        if value is None:
            return None
        juego = getattr(expression, "juego", _de_nadie)()
        if juego is None:
            juego = Juego()
            if isinstance(expression, Col):
                # Weakly: a statement that is kept and asked again must not remember the keys of another time.
                expression.juego = weakref.ref(juego)  # type: ignore[attr-defined]
        return Sellado(value, juego)

    def get_col(self, alias: str, output_field: Any = None) -> Any:
        """A column of its own for each query: what comes in it, comes together."""
        return Col(alias, self, output_field or self)

    def value_to_string(self, obj: models.Model) -> str:
        """A dump holds it as it rests."""
        return str(self.sello_de(obj))


class DatosCifrados(TextoCifrado):
    """A dict of JSON that rests sealed."""

    # What django-stubs takes and gives for a text is not so here.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def valor_de(self, sello: Sellado) -> Any:
        """An empty one, if nothing was ever answered or it can no longer be read."""
        if dicho := sello.suprimido():
            return DatosSuprimidos(dicho)
        return json.loads(texto) if (texto := sello.abrir(self.atado)) else {}

    def por_sellar(self, valor: Any) -> str:
        """See `como_texto`."""
        return como_texto(valor)

    def to_python(self, value: Any) -> Any:
        """As it is: a text is no answer."""
        return value


def campos_cifrados(modelo: Any) -> list[TextoCifrado]:
    """The fields of a model, or of its history, that rest sealed."""
    return [c for c in modelo._meta.concrete_fields if isinstance(c, TextoCifrado)]


def cifrar(objetos: Sequence[models.Model]) -> None:
    """Seal what is new in objects of one model; their keys are asked for, or made, once for all."""
    pendientes = []
    for campo in campos_cifrados(type(objetos[0])) if objetos else ():
        for objeto in objetos:
            contenido = objeto.__dict__.get(campo.attname)
            if contenido is not None and campo.cambiado(contenido):
                pendientes.append((contenido, campo, _candidatura_de(objeto), campo.por_sellar(contenido.valor)))
    llaves = _llaves_para_escribir({c for _, _, c, texto in pendientes if texto})
    abiertas = {pk: llave.abierta() for pk, llave in llaves.items()}
    juego = Juego()
    for contenido, campo, candidatura, texto in pendientes:
        sello = sellar(texto, abiertas[candidatura], candidatura, campo.atado) if texto else ""
        contenido.sello = Sellado(sello, juego)


def _candidatura_de(objeto: Any) -> int:
    # Built upon a candidacy that had no key yet, it learns it late.
    return int(objeto.candidatura_id or objeto.candidatura.pk)


def copiar_sellos(de: models.Model, a: models.Model) -> None:
    """Give a history row the very same seals as its object."""
    for campo in campos_cifrados(type(de)):
        a.__dict__[campo.attname] = _Contenido(campo.sello_de(de))


# -- What is left behind ----------------------------------------------------------------------------------


def borrar_rastros(tablas: Iterable[str]) -> None:
    """Leave in the files of the database nothing that was overwritten in these tables. Not within a transaction."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for tabla in tablas:
                cursor.execute(f'VACUUM FULL "{tabla}"')
            return
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
