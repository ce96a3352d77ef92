"""Rules that count from one another: evaluated in order, with circles named. Pure: no ORM, no clock.

A plan gives each date as a rule and the event from which it counts (`regla`, `regla_evento`): a fact, another rule
or a date. `resolver` evaluates them all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from .inhabiles import NACIONAL, CalendarioHabil, Modo
from .plazos import EventoDesconocidoError, Vencimiento, calcular, necesita_hecho
from .reglas import FechaImposibleError, PlazoError, Regla, leer_fecha


class CicloDeReglasError(PlazoError):
    """Rules that count from one another in a circle; `ciclo` names it, the first key repeated at the end."""

    def __init__(self, ciclo: list[str]) -> None:
        super().__init__(f"Las reglas dependen unas de otras en círculo: {' → '.join(ciclo)}.")
        self.ciclo = ciclo


class ReglaDeEvento(NamedTuple):
    """A rule and the key of what it counts from: another rule, a fact, or a date written AAAA-MM-DD.

    `nombre` is what the explanation calls that event; empty, what `resolver` knows it by.
    """

    regla: Regla | str
    evento: str = ""
    modo: Modo = Modo.NATURALES
    fundamento: str = ""
    nombre: str = ""


@dataclass(frozen=True)
class Resolucion:
    """What became of a set of rules. Each key is in exactly one of the three.

    `pendientes` says which fact, known but not happened yet, each one waits for.
    """

    vencimientos: Mapping[str, Vencimiento]
    pendientes: Mapping[str, str]
    errores: Mapping[str, PlazoError]


def resolver(
    reglas: Mapping[str, ReglaDeEvento],
    hechos: Mapping[str, date | datetime | None],
    *,
    calendario: CalendarioHabil = NACIONAL,
    nombres: Mapping[str, str] | None = None,
) -> Resolucion:
    """Evaluate rules in the order in which they depend on one another.

    `hechos` are the known events: their date, or None while they have not happened. An event that is another rule
    counts from its (first) due moment. `nombres` says how each event is called in the explanations, and which are
    offered to whoever names one that is not known. Nothing is raised: what is wrong with a rule (a circle, an unknown
    event, a bad text) is in `errores`.
    """
    resueltos: dict[str, Vencimiento] = {}
    pendientes: dict[str, str] = {}
    errores: dict[str, PlazoError] = {}

    for raiz in reglas:
        cadena: list[str] = []
        clave = raiz
        # Go down the chain of events until one that is settled, then come back evaluating.
        while clave in reglas and clave not in resueltos and clave not in pendientes and clave not in errores:
            if clave in cadena:
                ciclo = CicloDeReglasError([*cadena[cadena.index(clave) :], clave])
                errores.update(dict.fromkeys(cadena[cadena.index(clave) :], ciclo))
                break
            cadena.append(clave)
            clave = reglas[clave].evento
        for clave in reversed(cadena):
            if clave in errores:
                continue
            regla, evento, modo, fundamento, nombre = reglas[clave]
            try:
                if evento in errores:
                    raise EventoDesconocidoError(f"Cuenta desde «{evento}», que no se pudo calcular.")
                espera = pendientes.get(evento, evento)
                desde = None if evento in pendientes else _fecha_de(evento, resueltos, hechos, nombres or hechos)
                if evento and desde is None and necesita_hecho(regla):
                    pendientes[clave] = espera
                    continue
                resueltos[clave] = calcular(
                    regla,
                    desde=desde,
                    calendario=calendario,
                    modo=modo,
                    evento=nombre or (nombres or {}).get(evento, ""),
                    fundamento=fundamento,
                )
            except PlazoError as error:
                errores[clave] = error
    return Resolucion(resueltos, pendientes, errores)


def _fecha_de(
    evento: str,
    resueltos: Mapping[str, Vencimiento],
    hechos: Mapping[str, date | datetime | None],
    nombres: Iterable[str],
) -> date | datetime | None:
    if not evento:
        return None
    if evento in resueltos:
        return resueltos[evento].vence
    if evento in hechos:
        return hechos[evento]
    try:
        return leer_fecha(evento)
    except FechaImposibleError as error:
        conocidos = ", ".join(sorted(nombres)) or "ninguno"
        raise EventoDesconocidoError(
            f"No se conoce el hecho «{evento}». Hechos conocidos: {conocidos}; también puede ser la clave de otra "
            "regla o una fecha AAAA-MM-DD."
        ) from error
