"""One row of the table of verbs, and what a refusal says. Pure: no ORM, no clock.

A row says who may do something, from where, under which guards, which clock it moves and in which words it is offered
and told. Services obey it; pages, menus and the history read it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..ambito import Ambito


class Rechazo(Exception):  # noqa: N818 (a refusal is an answer, not an error)
    """A refusal: which guard (`guarda`, a stable code), what is wrong and what to do about it, in Spanish.

    `campos`: the reason of each field that it is about, so that a page can say it beside the field.
    """

    def __init__(self, guarda: str, mensaje: str, remedio: str = "", campos: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{mensaje} {remedio}".strip())
        self.guarda = guarda
        self.mensaje = mensaje
        self.remedio = remedio
        self.campos = dict(campos or {})

    @property
    def rechazos(self) -> tuple["Rechazo", ...]:
        """Every refusal told at once: itself alone."""
        return (self,)


class FueraDeLugar(Rechazo):
    """A refusal because of where the object stands: it has no place in its state or stage."""


class YaHecho(Rechazo):
    """A refusal because it is done already: there is nothing to mend."""


class Rechazos(Rechazo):
    """Several refusals at once, so that a person mends everything in one go. `guarda` is the first one's."""

    def __init__(self, rechazos: Iterable[Rechazo]) -> None:
        todos = tuple(rechazos)
        super().__init__(todos[0].guarda, " ".join(str(r) for r in todos))
        self._rechazos = todos

    @property
    def rechazos(self) -> tuple[Rechazo, ...]:
        """Each refusal, in the order of the guards."""
        return self._rechazos


def exigir(rechazos: Iterable[Rechazo | None]) -> None:
    """Raise what the guards said: nothing, one `Rechazo`, or all of them as `Rechazos`."""
    dichos = [r for r in rechazos if r is not None]
    if len(dichos) == 1:
        raise dichos[0]
    if dichos:
        raise Rechazos(dichos)


# A guard looks at a case (what it is done to, when, and the reach of whoever acts) and changes nothing.
Guarda = Callable[[Any], Rechazo | None]


@dataclass(frozen=True)
class Reloj:
    """The term that a verb starts or stops, in words. `dias`: how many días naturales, of the case, when it has them.

    `desde` is what it counts from and `fundamento` the article, as the explanation of the due day says them.
    """

    que: Literal["inicia", "detiene"]
    plazo: str
    dias: Callable[[Any], int] | None = None
    desde: str = ""
    fundamento: str = ""

    def __str__(self) -> str:
        desde = f", contado desde {self.desde}" if self.que == "inicia" and self.desde else ""
        return f"{self.que.capitalize()} el plazo para {self.plazo}{desde}."


@dataclass(frozen=True, kw_only=True)
class Verbo:
    """A row. `nombre`: how it is offered («Validar»); `hecho`: how the history tells it («Se validó»).

    Who: `roles`, and `sistema` when the system itself may. From where: `estados` (none: any) or, if it moves by a
    transition of the state machine, its `metodo`; elsewhere `remedio` says what to do instead. Under which guards:
    `guardas`; those of `salvo_motivo` give way to a reason. `explica` is what its page says before it is done, `listo`
    after, and `deshacer` how it is undone.
    """

    clave: str
    nombre: str
    roles: frozenset[str]
    hecho: str = ""
    sistema: bool = False
    estados: frozenset[str] = frozenset()
    metodo: str = ""
    remedio: str = ""
    guardas: tuple[Guarda, ...] = ()
    salvo_motivo: tuple[Guarda, ...] = ()
    reloj: Reloj | None = None
    explica: str = ""
    listo: str = ""
    deshacer: str = ""
    peligro: bool = False
    tono: Literal["info", "bien", "atencion", "mal"] = "info"

    @property
    def en_direccion(self) -> str:
        """Its key as addresses write it."""
        return self.clave.replace("_", "-")

    def permite(self, ambito: Ambito, proceso: int) -> bool:
        """Whether this reach holds one of its roles in the process: enough where nothing else narrows who may."""
        return ambito.tiene(proceso, *self.roles)


def tabla(*verbos: Verbo) -> dict[str, Verbo]:
    """The rows by key, in their order."""
    return {v.clave: v for v in verbos}
