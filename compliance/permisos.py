"""Who may reach what: resolves a person's roles on a day, or at a moment, into an `Ambito`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, FilteredRelation, Q

from calendario.fechas import dia_local

from .ambito import ANONIMO, Ambito, Funcion
from .models import ActorPolitico, Nombramiento, Usuario
from .roles import ROLES_DE_IDENTIDAD
from .sentencias import Preparada


def ambito_de(usuario: Usuario | AnonymousUser, al: date) -> Ambito:
    """The roles that `usuario` holds on the local day `al`, own and by suplencia: for whoever asks of one process."""
    return _ambito(usuario, lambda zona: al)


def ambito_en(usuario: Usuario | AnonymousUser, momento: datetime) -> Ambito:
    """The same at a moment, each role judged on the day that it is then in its own institute."""
    return _ambito(usuario, lambda zona: dia_local(momento, ZoneInfo(zona)))


class _Papel(NamedTuple):
    """A role of the person, or of somebody that they stand in for; then, also the suplencia."""

    llave: int
    usuario: int
    rol: str
    proceso: int
    area: int | None
    organo: int | None
    actor: int | None
    candidatura: int | None
    desde: date
    hasta: date | None
    confirmado: datetime | None
    zona: str
    # Of the suplencia, if it is not their own.
    suple_desde: date | None
    suple_hasta: date | None
    suple_confirmada: datetime | None
    # Of the titular.
    nombre: str
    apellidos: str
    cuenta: str

    def vigente(self, dia: date) -> bool:
        """Whether the role, and the suplencia that lends it, are in force."""
        prestado = self.suple_desde is None or self.suple_hasta is None or self.suple_desde <= dia <= self.suple_hasta
        return prestado and self.desde <= dia and (self.hasta is None or dia <= self.hasta)

    @property
    def titular(self) -> str:
        """Whose it is, by name."""
        return str(Usuario(first_name=self.nombre, last_name=self.apellidos, username=self.cuenta))


# Who acts for somebody whose account was closed stops with them.
_PAPELES: Preparada[tuple[Any, ...]] = Preparada(
    lambda quien: (
        Nombramiento.objects.alias(
            prestada=FilteredRelation(
                "usuario__suplencias_recibidas", condition=Q(usuario__suplencias_recibidas__suplente=quien)
            )
        )
        .filter(Q(usuario=quien) | Q(prestada__proceso=F("proceso"), usuario__is_active=True))
        .values_list(
            "pk",
            "usuario",
            "rol__name",
            "proceso",
            "area",
            "organo",
            "actor",
            "candidatura",
            "desde",
            "hasta",
            "confirmado_en",
            "proceso__instituto__zona_horaria",
            "prestada__desde",
            "prestada__hasta",
            "prestada__confirmado_en",
            "usuario__first_name",
            "usuario__last_name",
            "usuario__username",
        )
    )
)


# Whose reach is narrowed, and to which of their own roles.
_ACOTADO: ContextVar[tuple[int, frozenset[int]] | None] = ContextVar("acotado", default=None)


@contextmanager
def acotado_a(usuario: Usuario, nombramientos: Iterable[int]) -> Iterator[None]:
    """Meanwhile this person reaches, for every service that asks, what these roles of theirs reach, and no more.

    What they are lent by a suplencia is not among them: nobody stands in for another through a machine.
    """
    ficha = _ACOTADO.set((usuario.pk, frozenset(nombramientos)))
    try:
        yield
    finally:
        _ACOTADO.reset(ficha)


def _entra(papel: _Papel, quien: int) -> bool:
    """Whether this role of `quien` counts: all of them, but while their reach is narrowed."""
    acotado = _ACOTADO.get()
    if acotado is None or acotado[0] != quien:
        return True
    return papel.usuario == quien and papel.llave in acotado[1]


def _ambito(usuario: Usuario | AnonymousUser, dia: Callable[[str], date]) -> Ambito:
    """An inactive or anonymous person holds none. One query; two for who represents a party.

    This is the gate of the roles that read identity answers: unconfirmed, wherever the row came from, they are not
    held at all.

    Whoever represents a party acts too for the coalitions and candidaturas comunes that it is part of: a candidatura
    común has no representation of its own, and notices of its candidacies go to each of its parties.
    """
    if not isinstance(usuario, Usuario) or not usuario.is_active:
        return ANONIMO
    papeles = (_Papel(*fila) for fila in _PAPELES(usuario.pk))
    # The same role may be lent twice: a suplencia that is confirmed confirms it.
    por_rol: dict[int, list[_Papel]] = {}
    for papel in papeles:
        if papel.vigente(dia(papel.zona)) and _entra(papel, usuario.pk):
            por_rol.setdefault(papel.llave, []).append(papel)
    funciones = []
    for n, *otros in por_rol.values():
        propio = n.usuario == usuario.pk
        confirmado = n.confirmado is not None and (propio or any(p.suple_confirmada for p in (n, *otros)))
        if n.rol in ROLES_DE_IDENTIDAD and not confirmado:
            continue
        funciones.append(
            Funcion(
                rol=n.rol,
                proceso=n.proceso,
                area=n.area,
                organo=n.organo,
                actor=n.actor,
                candidatura=n.candidatura,
                en_suplencia_de="" if propio else n.titular,
                confirmada=confirmado,
            )
        )
    return Ambito(usuario=usuario.pk, funciones=(*funciones, *_de_coaliciones(funciones)))


def _de_coaliciones(funciones: Sequence[Funcion]) -> list[Funcion]:
    """The same roles over each actor of which the party represented is a member."""
    propios = {c.actor for c in funciones if c.actor is not None}
    if not propios:
        return []
    coaliciones = ActorPolitico.objects.filter(integrantes__in=propios).values_list("integrantes", "pk")
    return [
        replace(c, actor=coalicion)
        for integrante, coalicion in coaliciones
        for c in funciones
        if c.actor == integrante and coalicion not in propios
    ]
