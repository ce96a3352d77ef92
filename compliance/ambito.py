"""What a person may reach, computed once per request. A plain value: no ORM.

Every view and command filters by it: what lies outside answers 404, as if it did not exist.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Funcion:
    """One role in force: its name, its process and its scope (primary keys)."""

    rol: str
    proceso: int
    area: int | None = None
    organo: int | None = None
    actor: int | None = None
    candidatura: int | None = None
    en_suplencia_de: str = ""
    # Whether a second person confirmed it (and that it is lent, if it is).
    confirmada: bool = False


@dataclass(frozen=True)
class Ambito:
    """All the roles that a person holds on a day, own and by suplencia."""

    usuario: int | None = None
    funciones: tuple[Funcion, ...] = ()

    def roles(self, proceso: int) -> frozenset[str]:
        """Names of the roles held in a process."""
        return frozenset(c.rol for c in self.funciones if c.proceso == proceso)

    def tiene(self, proceso: int, *roles: str) -> bool:
        """Whether any of `roles` is held in the process."""
        return bool(self.roles(proceso) & set(roles))

    @property
    def procesos(self) -> frozenset[int]:
        """Processes where any role is held."""
        return frozenset(c.proceso for c in self.funciones)

    def procesos_con(self, roles: Iterable[str]) -> frozenset[int]:
        """Processes where one of `roles` is held."""
        buscados = set(roles)
        return frozenset(c.proceso for c in self.funciones if c.rol in buscados)

    def tiene_confirmado(self, proceso: int, *roles: str) -> bool:
        """Whether any of `roles` is held in the process, and a second person confirmed it."""
        return any(c.confirmada and c.proceso == proceso and c.rol in roles for c in self.funciones)

    @property
    def areas(self) -> frozenset[int]:
        """Areas for which the person acts."""
        return frozenset(c.area for c in self.funciones if c.area is not None)

    @property
    def organos(self) -> frozenset[int]:
        """Bodies to which the person belongs or whose secretary they are."""
        return frozenset(c.organo for c in self.funciones if c.organo is not None)

    @property
    def actores(self) -> frozenset[int]:
        """Parties and other political actors that the person represents."""
        return frozenset(c.actor for c in self.funciones if c.actor is not None)

    @property
    def candidaturas(self) -> frozenset[int]:
        """Own candidacies."""
        return frozenset(c.candidatura for c in self.funciones if c.candidatura is not None)

    def suplencia(self, proceso: int, *roles: str) -> str:
        """Name of the titular in whose place the person would act with one of `roles`, or empty.

        A role held in one's own right wins over a borrowed one.
        """
        validos = [c for c in self.funciones if c.proceso == proceso and c.rol in roles]
        if any(not c.en_suplencia_de for c in validos):
            return ""
        return validos[0].en_suplencia_de if validos else ""


ANONIMO = Ambito()
