"""What a private calendar may show: everything of a person, or only one area, body or political actor of theirs.

An address keeps only its scope, in words: «persona», «area:3», «organo:5» or «actor:7». What that opens is decided at
each reading, from the roles in force then, so that a scope never gives more than the roles do.
"""

from collections.abc import Iterable
from dataclasses import replace

from compliance.ambito import Ambito
from compliance.models import ActorPolitico, Area, Organo

PERSONA = "persona"
CLASES = ("area", "organo", "actor")


def partes(alcance: str) -> tuple[str, int]:
    """Its kind and the primary key of what it names (0 for the whole person). Raises ValueError for any other text."""
    clase, _, clave = alcance.partition(":")
    if alcance == PERSONA:
        return PERSONA, 0
    if clase in CLASES and clave.isdecimal():
        return clase, int(clave)
    raise ValueError(f"«{alcance}» no es un alcance de calendario.")


def acotar(ambito: Ambito, alcance: str) -> Ambito:
    """Only the roles of `ambito` that concern `alcance`: none at all once the last of them has ended."""
    clase, clave = partes(alcance)
    if clase == PERSONA:
        return ambito
    return replace(ambito, funciones=tuple(c for c in ambito.funciones if getattr(c, clase) == clave))


def ofrecidos(ambito: Ambito) -> list[tuple[str, str]]:
    """The scopes that the roles of `ambito` allow, each with its name: choices of a form. Three queries at most."""
    alcances = [f"{clase}:{c}" for clase in CLASES for c in {getattr(f, clase) for f in ambito.funciones} - {None}]
    por_nombre = sorted(nombres(alcances).items(), key=lambda par: (CLASES.index(partes(par[0])[0]), par[1]))
    return [(PERSONA, "Todo lo mío"), *por_nombre]


def nombres(alcances: Iterable[str]) -> dict[str, str]:
    """How each is called on screen; what was deleted has no name. Three queries at most."""
    claves: dict[str, set[int]] = {clase: set() for clase in (PERSONA, *CLASES)}
    for alcance in alcances:
        clase, clave = partes(alcance)
        claves[clase].add(clave)
    nombrados = {PERSONA: "Todo lo mío"} if claves[PERSONA] else {}
    if claves["area"]:
        for area in Area.objects.filter(pk__in=claves["area"]).select_related("proceso"):
            nombrados[f"area:{area.pk}"] = f"Área: {area} ({area.proceso})"
    if claves["organo"]:
        for organo in Organo.objects.filter(pk__in=claves["organo"]).select_related("proceso"):
            nombrados[f"organo:{organo.pk}"] = f"Órgano: {organo} ({organo.proceso})"
    if claves["actor"]:
        for actor in ActorPolitico.objects.filter(pk__in=claves["actor"]).select_related("proceso"):
            nombrados[f"actor:{actor.pk}"] = f"{actor.get_tipo_display()}: {actor} ({actor.proceso})"
    return nombrados
