"""Acts under way: whatever is written belongs to one, and is kept with it when the writing ends.

`escritura` is a transaction that keeps, before it ends, the acts that wrote something in it: each is one row, linked
by its hash to the one before it on the same object (`verificador`). Nothing is kept of what is rolled back.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef

from calendario.limpieza import en_parrafos, todo_en_parrafos

from .huellas import HUECO, Molde, huella_al_escribir, tabla_de
from .sentencias import Preparada, entre, insertar, insertar_varias, preparada
from .verificador import ORIGEN, huella

SISTEMA = "Sistema"


@dataclass(eq=False)
class Apunte:
    """What an act leaves: it grows while it is done.

    `por` is None when the system itself acts; `suplencia` names in whose place somebody did. `en` is when it is
    recorded, `ocurrio` when it happened, if that is another moment. `hechos` never holds an answer of the identity
    questionnaire. `de` and `a`: the states that it took the object from and to, of one that has states.
    """

    verbo: str = ""
    objeto: models.Model | None = None
    por: Any = None
    en: datetime | None = None
    motivo: str = ""
    suplencia: str = ""
    ocurrio: datetime | None = None
    hechos: Mapping[str, Any] = field(default_factory=dict)
    de: str = ""
    a: str = ""
    proceso_id: int | None = None
    # What brought it about, of what one act sets off.
    causa: "Apunte | None" = None
    # Kept even if it wrote no history row: a reading, something noted.
    notable: bool = False
    numero: int | None = None
    # Its model and key, from when it has one: what is deleted loses its own.
    llave: tuple[str, int] | None = None
    # Of each history row that it wrote: table, key and hash.
    filas: list[tuple[str, int, str]] = field(default_factory=list)

    @property
    def momento(self) -> datetime:
        """When it is recorded. Raises RuntimeError if nobody has said it yet."""
        if self.en is None:
            raise RuntimeError(f"«{self.verbo}» no dice cuándo.")
        return self.en

    def escribe(self, fila: Any) -> None:
        """Note a history row that was written by this act."""
        self.filas.append((tabla_de(fila), fila.history_id, huella_al_escribir(fila)))


class SinConstanciaError(Exception):
    """The reading of somebody's data could not be noted: what was going to be read is not shown."""


@dataclass
class _Reserva:
    """The greatest number that a transaction gave to an act."""

    ultimo: int = 0


class _Libro:
    """The acts of one transaction under way."""

    def __init__(self, padre: "_Libro | None") -> None:
        self.padre = padre
        # Of the whole transaction: the numbers given in it, kept or not.
        self.reserva: _Reserva = padre.reserva if padre else _Reserva()
        # In their order.
        self.apuntes: dict[Apunte, None] = {}

    def abrir(self, *apuntes: Apunte) -> None:
        """Give each act its number, under which its rows point to it, and lock what it is about."""
        for apunte in apuntes:
            if apunte.objeto is not None and apunte.objeto.pk is not None:
                apunte.llave = _objeto(apunte)
        for apunte, numero in zip(apuntes, self._numeros(apuntes), strict=True):
            apunte.numero = numero
        self.apuntes |= dict.fromkeys(apuntes)

    def _numeros(self, apuntes: Sequence[Apunte]) -> Sequence[int]:
        """Numbers that no other act has. Whoever acts on the same object meanwhile waits."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                llaves = sorted({int(huella(a.llave)[:15], 16) for a in apuntes if a.llave is not None})
                # The locks first: along a chain, numbers grow.
                cursor.execute(preparada(_NUMEROS), [llaves, len(apuntes)])
                return [numero for (numero,) in cursor.fetchall()]
            # A transaction of SQLite holds the only lock there is from its beginning.
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'compliance_acto'")
            fila = cursor.fetchone()
        primero = max(fila[0] if fila else 0, self.reserva.ultimo) + 1
        self.reserva.ultimo = primero + len(apuntes) - 1
        return range(primero, self.reserva.ultimo + 1)

    def cerrar(self) -> None:
        """Keep the acts, linked each to the last of its object."""
        dejaron = [a for a in self.apuntes if a.filas or a.notable]
        if not dejaron:
            return
        cabezas = _cabezas(dejaron)
        actos = []
        for apunte in dejaron:
            llave = _objeto(apunte)
            indice, previo = cabezas.get(llave, (0, ORIGEN))
            acto = _acto(apunte, indice + 1, previo)
            cabezas[llave] = (acto["indice"], acto["huella"])
            actos.append(acto)
        if len(actos) == 1:
            insertar(_modelo()(**actos[0]))
        else:
            insertar_varias(_modelo(), actos)


_NUMEROS = """
    WITH cerrojos AS MATERIALIZED (SELECT count(pg_advisory_xact_lock(x)) AS n FROM unnest(%s::bigint[]) AS x)
    SELECT nextval(pg_get_serial_sequence('compliance_acto', 'id')) FROM cerrojos, generate_series(1, %s)
"""


@dataclass(frozen=True)
class Medio:
    """By what somebody acts who is not at a page: what each of their acts says of it.

    `hechos` is added to those of the act. `nombre` is whose act it is where no account acts: that of another system.
    """

    hechos: Mapping[str, Any]
    nombre: str = ""


_EN_CURSO: ContextVar[_Libro | None] = ContextVar("acto", default=None)
_MEDIO: ContextVar[Medio | None] = ContextVar("medio", default=None)
_CAUSA: ContextVar[Apunte | None] = ContextVar("causa", default=None)


@contextmanager
def escritura() -> Iterator[None]:
    """A transaction in which acts are done: those that left something are kept before it ends."""
    with transaction.atomic():
        libro = _Libro(_EN_CURSO.get())
        ficha = _EN_CURSO.set(libro)
        try:
            yield
            if not transaction.get_rollback():
                libro.cerrar()
        finally:
            _EN_CURSO.reset(ficha)


@contextmanager
def a_causa_de(apunte: Apunte) -> Iterator[None]:
    """What begins meanwhile says that this act, already under way, brought it about: one story for who reads it."""
    ficha = _CAUSA.set(apunte)
    try:
        yield
    finally:
        _CAUSA.reset(ficha)


@contextmanager
def por_medio_de(medio: Medio) -> Iterator[None]:
    """The acts that are kept meanwhile say by what they were done."""
    ficha = _MEDIO.set(medio)
    try:
        yield
    finally:
        _MEDIO.reset(ficha)


def en_curso() -> object | None:
    """Which `escritura` is under way, if one is: what was true in another may not be in it."""
    return _EN_CURSO.get()


def en_escritura() -> AbstractContextManager[None]:
    """The `escritura` under way; a new one, if there is none."""
    return escritura() if _EN_CURSO.get() is None else nullcontext()


def asentar(*apuntes: Apunte) -> None:
    """Take part in the writing under way; what takes part already stays.

    Raises RuntimeError outside one, and of an act whose own is over: what it wrote now would be in no act.
    """
    nuevos = list(dict.fromkeys(a for a in apuntes if not abierto(a)))
    libro = _EN_CURSO.get()
    if libro is None:
        raise RuntimeError("Un acto necesita una `escritura` abierta.")
    if terminado := next((a for a in nuevos if a.numero is not None), None):
        raise RuntimeError(f"«{terminado.verbo}» ya terminó: lo que se escriba necesita otro acto.")
    if nuevos:
        for apunte in nuevos:
            apunte.causa = _CAUSA.get()
        libro.abrir(*nuevos)


def abierto(apunte: Apunte) -> bool:
    """Whether it takes part in the writing under way, and what it writes will be kept with it."""
    libro = _EN_CURSO.get()
    while libro is not None and apunte not in libro.apuntes:
        libro = libro.padre
    return libro is not None


def _modelo() -> Any:
    return apps.get_model("compliance", "Acto")


def _objeto(apunte: Apunte) -> tuple[str, int]:
    """What the act is about: its model and key."""
    if apunte.llave is not None:
        return apunte.llave
    if apunte.objeto is None or apunte.objeto.pk is None:
        raise RuntimeError(f"«{apunte.verbo}» no dice sobre qué objeto.")
    return apunte.objeto._meta.label_lower, apunte.objeto.pk


_CABEZA: Preparada[tuple[int, str]] = Preparada(
    lambda modelo, objeto: (
        _modelo().objects.filter(modelo=modelo, objeto=objeto).order_by("-indice").values_list("indice", "huella")[:1]
    ),
    huecos=2,
)


def _cabezas(apuntes: Sequence[Apunte]) -> dict[tuple[str, int], tuple[int, str]]:
    """The last act kept of each object: which number it has in its chain, and its hash."""
    if len(apuntes) == 1:
        objeto = _objeto(apuntes[0])
        return dict(zip([objeto], _CABEZA(*objeto), strict=False))
    por_modelo: dict[str, set[int]] = {}
    for modelo, pk in map(_objeto, apuntes):
        por_modelo.setdefault(modelo, set()).add(pk)
    cabezas: dict[tuple[str, int], tuple[int, str]] = {}
    for modelo, pks in por_modelo.items():
        posteriores = _modelo().objects.filter(modelo=modelo, objeto=OuterRef("objeto"), indice__gt=OuterRef("indice"))
        ultimas = _modelo().objects.filter(~Exists(posteriores), modelo=modelo, objeto__in=entre(pks)).order_by()
        cabezas |= {(modelo, o): (i, h) for o, i, h in ultimas.values_list("objeto", "indice", "huella")}
    return cabezas


def _acto(apunte: Apunte, indice: int, previo: str) -> dict[str, Any]:
    """The row of an act, by the names of its columns."""
    modelo, pk = _objeto(apunte)
    medio = _MEDIO.get() or Medio({})
    acto = {
        "id": apunte.numero,
        "proceso_id": apunte.proceso_id or proceso_de(apunte.objeto),
        "modelo": modelo,
        "objeto": pk,
        "candidatura_id": pk if modelo == "compliance.candidatura" else None,
        "entregable_id": pk if modelo == "compliance.entregable" else None,
        "verbo": apunte.verbo,
        "por_id": None if apunte.por is None else apunte.por.pk,
        "por_nombre": (medio.nombre or SISTEMA) if apunte.por is None else str(apunte.por),
        "en_suplencia_de": apunte.suplencia,
        "en": apunte.en,
        "ocurrio_en": apunte.ocurrio,
        "motivo": en_parrafos(apunte.motivo),
        "de": apunte.de,
        "a": apunte.a,
        "hechos": todo_en_parrafos({**apunte.hechos, **medio.hechos})
        | ({"causa": apunte.causa.numero} if apunte.causa else {}),
        "filas": apunte.filas,
        "indice": indice,
        "previo": previo,
    }
    return acto | {"huella": _huella_de_acto(acto)}


def _huella_de_acto(acto: Mapping[str, Any]) -> str:
    molde, columnas = _molde_de_acto()
    dicho = {**acto, "objeto": f"{acto['modelo']}:{acto['objeto']}"}
    return molde.huella([dicho[columna] for columna in columnas])


@cache
def _molde_de_acto() -> tuple[Molde, Sequence[str]]:
    """The form of what its hash is of, and the column of each value."""
    columnas = _modelo().CANONICO
    claves = sorted(columnas.keys() - {"huella"})
    return Molde(dict.fromkeys(claves, HUECO)), [columnas[clave] for clave in claves]


def proceso_de(objeto: Any) -> int | None:
    """The process to which an object belongs, by itself or by what it is part of; None if it is of no process."""
    while objeto is not None and not hasattr(objeto, "proceso_id"):
        if objeto._meta.label_lower == "compliance.proceso":
            return int(objeto.pk)
        parte_de = getattr(objeto, "PARTE_DE", "")
        objeto = getattr(objeto, parte_de) if parte_de else None
    return getattr(objeto, "proceso_id", None)
