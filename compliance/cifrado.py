"""Sensitive texts rest sealed, each with the key of its owner, which rests wrapped by the master key.

A sealed text is «c1.<owner>.<nonce, AES-256-GCM>», bound to its owner and to its field: moved elsewhere it does not
open. The owner is a candidacy («12») or a person («p12»); a process («h12») owns the key of what is only compared and
never opened (`huella_de`). A history row holds the very same seal as its object, and what is hashed of it is the seal:
once the key is destroyed nothing can be read anywhere, and every chain still verifies. See decisions 0030 and 0038.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import re
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
    tablas = connection.introspection.table_names()
    return any(
        modelo.objects.exclude(envoltura="").exists()
        for modelo in map(_modelo, DUENOS)
        if modelo._meta.db_table in tablas
    )


# -- Seals ------------------------------------------------------------------------------------------------


def _cerrar(llave: bytes, dato: bytes, atado: str) -> str:
    nonce = os.urandom(_NONCE)
    return base64.urlsafe_b64encode(nonce + AESGCM(llave).encrypt(nonce, dato, atado.encode())).decode()


def _abrir(llave: bytes, texto: str, atado: str) -> bytes:
    """Raises InvalidTag if it was not closed with that key, bound to that."""
    junto = base64.urlsafe_b64decode(texto)
    return AESGCM(llave).decrypt(junto[:_NONCE], junto[_NONCE:], atado.encode())


def envolver(llave: bytes, dueno: str, maestra: Maestra) -> str:
    """A key as it rests."""
    return _cerrar(maestra.llave, llave, f"llave:{dueno}")


def desenvolver(envoltura: str, dueno: str, nombre: str, pedir: Callable[[], Sequence[Maestra]] = maestras) -> bytes:
    """The key of an owner. Raises CifradoError if the master key that wrapped it is not among those of `pedir`."""
    maestra = next((m for m in pedir() if m.nombre == nombre), None)
    if maestra is None:
        raise LlaveMaestraError(
            f"La llave maestra de ahora no es la que guarda las respuestas de identidad ({nombre}): repóngala de su "
            "copia en CAUCE_LLAVE_MAESTRA o en su archivo."
        )
    try:
        return _abrir(maestra.llave, envoltura, f"llave:{dueno}")
    except (InvalidTag, ValueError) as error:
        raise CifradoError(f"La llave de {en_palabras(dueno)} está dañada o no es suya.") from error


def nueva_llave() -> bytes:
    """The key of one owner."""
    return os.urandom(LARGO)


def sellar(texto: str, llave: bytes, dueno: str, atado: str) -> str:
    """What rests of a text. Nothing to read, nothing to seal."""
    return f"{_VERSION}.{dueno}.{_cerrar(llave, texto.encode(), f'{atado}:{dueno}')}" if texto else ""


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


# -- Keys of their owners ---------------------------------------------------------------------------------

# By the letter with which each owner is named: the model of its key, the column that leads to the owner, and its words.
DUENOS = {
    "": ("LlaveDeCandidatura", "candidatura", "la candidatura"),
    "p": ("LlaveDePersona", "persona", "la persona"),
    "h": ("LlaveDeCotejo", "proceso", "los cotejos del proceso"),
    # No key of an owner: the secret of a second factor, which rests wrapped as they do and rotates with them.
    "s": ("AplicacionDeCodigos", "usuario", "el segundo factor de la cuenta"),
}


def en_palabras(dueno: str) -> str:
    """An owner, in a message."""
    letra, pk = partir(dueno)
    return f"{DUENOS[letra][2]} {pk}"


def partir(dueno: str) -> tuple[str, int]:
    """Of which kind an owner is and its key: «p12» → («p», 12). Raises ValueError."""
    dueno = str(dueno)
    letra = dueno[:1] if dueno[:1] in DUENOS else ""
    return letra, int(dueno[len(letra) :])


@dataclass
class Llave:
    """The key of one owner as it rests; `suprimida`, the local day on which it was destroyed.

    `maestras` answers those of now: asked once for all the keys that come together, and only if one is opened.
    """

    dueno: str
    envoltura: str
    maestra: str
    suprimida: date | None
    maestras: Callable[[], Sequence[Maestra]]

    def abierta(self) -> bytes:
        """Raises CifradoError, also if it was destroyed."""
        if self.suprimida is not None:
            raise CifradoError(
                f"Lo cifrado de {en_palabras(self.dueno)} se suprimió y su llave ya no existe: no admite otro."
            )
        return desenvolver(self.envoltura, self.dueno, self.maestra, self.maestras)


class Juego:
    """The seals that one query answered: whoever opens the first asks for the keys of all, once."""

    def __init__(self) -> None:
        self.pedidas: set[str] = set()
        self._llaves: dict[str, Llave] = {}

    def llave(self, dueno: str) -> Llave:
        """Raises CifradoError if the owner has none."""
        if dueno not in self._llaves:
            faltan = self.pedidas.difference(self._llaves) | {dueno}
            self._llaves |= _leer_llaves(faltan)
            self._llaves |= _de_las_que_se_quitaron(faltan - self._llaves.keys())
        if dueno not in self._llaves:
            raise CifradoError(f"No está la llave de {en_palabras(dueno)}: la base de datos está incompleta.")
        return self._llaves[dueno]


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
            sello.juego.pedidas.add(sello.dueno)
        return sello

    @property
    def dueno(self) -> str:
        """Whose key opens it. Raises CifradoError if it is not a seal."""
        version, _, resto = self.partition(".")
        dueno = resto.partition(".")[0]
        if version != _VERSION or not re.fullmatch("p?[0-9]+", dueno):
            raise CifradoError(
                "Una columna cifrada tiene un texto sin cifrar: la base de datos no se actualizó completa."
            )
        return dueno

    def suprimido(self) -> str:
        """What is said in its place, once its key was destroyed; empty if it was not."""
        dia = self.juego.llave(self.dueno).suprimida if self else None
        return f"(suprimida el {fecha_larga(dia)})" if dia else ""

    def abrir(self, atado: str) -> str:
        """The text. Raises CifradoError."""
        if not self:
            return ""
        dueno = self.dueno
        llave = self.juego.llave(dueno).abierta()
        try:
            return _abrir(llave, self.rpartition(".")[2], f"{atado}:{dueno}").decode()
        except (InvalidTag, ValueError) as error:
            raise CifradoError(f"Un texto cifrado de {en_palabras(dueno)} fue alterado o no es suyo.") from error


def _modelo(letra: str) -> Any:
    return apps.get_model("compliance", DUENOS[letra][0])


def _consulta(letra: str) -> Preparada[tuple[int, str, str, datetime | None, str]]:
    proceso = "proceso" if letra == "h" else f"{DUENOS[letra][1]}__proceso"
    return Preparada(
        lambda pks: (
            _modelo(letra)
            .objects.filter(pk__in=entre(pks))
            .values_list("pk", "envoltura", "maestra", "destruida_en", f"{proceso}__instituto__zona_horaria")
        )
    )


def modelos_de_llave() -> list[Any]:
    """The models of the keys."""
    return [_modelo(letra) for letra in DUENOS]


def dueno_de(llave: Any) -> str:
    """Who a row of one of those models is the key of."""
    letra = next(letra for letra, (nombre, *_) in DUENOS.items() if nombre == type(llave).__name__)
    return f"{letra}{llave.pk}"


_LLAVES = {letra: _consulta(letra) for letra in DUENOS}


def _por_clase(duenos: Iterable[str]) -> dict[str, set[int]]:
    clases: dict[str, set[int]] = {}
    for letra, pk in map(partir, duenos):
        clases.setdefault(letra, set()).add(pk)
    return clases


def _leer_llaves(duenos: Collection[str]) -> dict[str, Llave]:
    llaves, pedir = {}, cache(maestras)
    for letra, pks in _por_clase(duenos).items():
        for pk, envoltura, maestra, destruida_en, zona in _LLAVES[letra](lista(pks)):
            dia = destruida_en.astimezone(ZoneInfo(zona)).date() if destruida_en else None
            llaves[f"{letra}{pk}"] = Llave(f"{letra}{pk}", envoltura, maestra, dia, pedir)
    return llaves


def _de_las_que_se_quitaron(duenos: Collection[str]) -> dict[str, Llave]:
    """The keys of candidacies and people that are no longer there, by their history: each went with its owner."""
    llaves = {}
    for letra, pks in _por_clase(duenos).items():
        historial = apps.get_model("compliance", DUENOS[letra][1]).history.model
        bajas = historial.objects.filter(id__in=entre(pks), history_type="-").order_by()
        for pk, en, zona in bajas.values_list("id", "history_date", "proceso__instituto__zona_horaria"):
            dueno = f"{letra}{pk}"
            llaves[dueno] = Llave(dueno, "", "", en.astimezone(ZoneInfo(zona)).date(), list)
    return llaves


def _llaves_para_escribir(duenos: Collection[str]) -> dict[str, Llave]:
    """The keys of some owners, made for those that have none."""
    llaves = _leer_llaves(duenos)
    if faltan := sorted(set(duenos) - llaves.keys()):
        maestra = maestras()[0]
        for letra, pks in _por_clase(faltan).items():
            modelo, columna = _modelo(letra), DUENOS[letra][1]
            modelo.objects.bulk_create(
                [
                    modelo(
                        **{f"{columna}_id": pk},
                        envoltura=envolver(nueva_llave(), f"{letra}{pk}", maestra),
                        maestra=maestra.nombre,
                    )
                    for pk in sorted(pks)
                ],
                batch_size=_LOTE,
                ignore_conflicts=True,
            )
        # Whoever made one at the same time may have won.
        llaves |= _leer_llaves(faltan)
    return llaves


def huella_de(texto: str, proceso: int) -> str:
    """A keyed digest of a text: two of a process are equal if their texts are; without the key it says nothing.

    Empty for an empty text. Raises CifradoError, also once the key was destroyed.
    """
    if not texto:
        return ""
    dueno = f"h{proceso}"
    llave = _llaves_para_escribir([dueno])[dueno].abierta()
    return hmac.new(llave, texto.encode(), hashlib.sha256).hexdigest()


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
    """A text that rests sealed with the key of its object's `candidatura` (or `persona`), and is opened when read.

    It cannot be searched, but for whether it is empty. `QuerySet.update` and the like refuse what is not sealed.
    """

    descriptor_class = _Atributo

    @property
    def atado(self) -> str:
        """What a seal is bound to, besides its owner: the field, the same in an object and in its history."""
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
        raise TypeError(f"«{self.name}» se guarda por su objeto, que lo cifra con la llave de quien es.")

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
                pendientes.append((contenido, campo, _dueno_de(objeto), campo.por_sellar(contenido.valor)))
    llaves = _llaves_para_escribir({d for _, _, d, texto in pendientes if texto})
    abiertas = {dueno: llave.abierta() for dueno, llave in llaves.items()}
    juego = Juego()
    for contenido, campo, dueno, texto in pendientes:
        sello = sellar(texto, abiertas[dueno], dueno, campo.atado) if texto else ""
        contenido.sello = Sellado(sello, juego)


def _dueno_de(objeto: Any) -> str:
    letra = letra_de(type(objeto))
    columna = DUENOS[letra][1]
    # Built upon an owner that had no key yet, it learns it late.
    return f"{letra}{getattr(objeto, f'{columna}_id') or getattr(objeto, columna).pk}"


def letra_de(modelo: Any) -> str:
    """Of which kind is the owner of what this model seals."""
    return "p" if any(c.name == "persona" for c in modelo._meta.concrete_fields) else ""


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
