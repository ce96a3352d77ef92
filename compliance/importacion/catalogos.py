"""Parties and offices as lists print them. Pure; the names are data (actores.toml, cargos.toml)."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from ..textos import normalizar
from .valores import plano, reparado


def _leer(archivo: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(archivo).read_text(encoding="utf-8"))


_ACTORES = _leer("actores.toml")
_SIGLAS: dict[str, str] = {
    plano(nombre): siglas for siglas, nombres in _ACTORES["siglas"].items() for nombre in (siglas, *nombres)
}
# The longest first: «COALICIÓN PARCIAL VA POR…» is more than «COALICIÓN».
_TIPOS: list[tuple[str, str]] = sorted(
    ((plano(inicio), tipo) for tipo, inicios in _ACTORES["tipos"].items() for inicio in inicios),
    key=lambda t: (-len(t[0]), t),
)
_FIGURAS = {"independiente": "CANDIDATURA INDEPENDIENTE", "comun": "CANDIDATURA COMÚN"}
TIPOS = {
    "partido": "Partido político",
    "coalicion": "Coalición",
    "comun": "Candidatura común",
    "independiente": "Candidatura independiente",
}


@dataclass(frozen=True)
class Actor:
    """Who postulates. `generico`: the name is only that of the figure, shared by many («CANDIDATURA COMÚN»).

    `miembros`: the initials of which the name is made, in order of the alphabet: however they are ordered in the list,
    it is the same coalition. `encabeza`: of an independent of a place with several, who heads the formula.
    """

    nombre: str
    tipo: str
    siglas: str
    generico: bool
    miembros: tuple[str, ...] = ()
    encabeza: str = ""

    @cached_property
    def llave(self) -> str:
        """What tells it from others."""
        if self.miembros:
            return " ".join((self.tipo, *self.miembros)).casefold()
        dicho = plano(self.nombre) or normalizar(self.nombre)
        if self.tipo == "coalicion":
            return re.sub(r"^coalicion (parcial |total |flexible )?", "", dicho) or dicho
        return self.siglas.casefold() or dicho

    @cached_property
    def llaves(self) -> tuple[str, ...]:
        """By what it is looked for."""
        return tuple(dict.fromkeys((normalizar(self.nombre), plano(self.nombre), self.llave)))


@dataclass(frozen=True)
class FormaDeCargo:
    """An office that is known by how it is written, to be created in a process that lacks it."""

    clave: str
    nombre: str
    principio: str
    orden: int
    claves: frozenset[str]


@lru_cache(maxsize=4096)
def actor_de(texto: str, tipo: str = "") -> Actor:
    """What the column of who postulates says. `tipo`: the figure that somebody said it is."""
    nombre = " ".join(reparado(texto).split())
    dicho = plano(nombre)
    if dicho in _SIGLAS and not tipo:
        siglas = _SIGLAS[dicho]
        suyo = _ACTORES["siglas"][siglas][0]
        return Actor(nombre if dicho == plano(suyo) else suyo, "partido", siglas, generico=False)
    figura = next(((t, inicio) for inicio, t in _TIPOS if f"{dicho} ".startswith(f"{inicio} ")), None)
    miembros = _miembros(nombre if figura is None else _resto(nombre, figura[1]))
    hallado = figura[0] if figura else "coalicion" if miembros else "partido"
    if figura and figura[0] == "comun" and figura[1] == "cc" and not miembros and dicho != "cc":
        hallado = "partido"  # «CC» begins the initials of some local party
    elegido = tipo or hallado
    generico = figura is not None and elegido == hallado and elegido in _FIGURAS and dicho == figura[1]
    if generico:
        nombre = _FIGURAS[elegido]
    elif elegido == "coalicion" and not miembros:
        nombre = re.sub(r'(?<=\s)["“”«»]|^["“”«»]|["“”«»]$', "", nombre).strip() or nombre
    return Actor(
        nombre=nombre,
        tipo=elegido,
        siglas=_SIGLAS.get(dicho, "") if elegido == "partido" else "",
        generico=generico,
        miembros=miembros if elegido in ("coalicion", "comun") else (),
    )


_CARGOS = _leer("cargos.toml")


def _resto(nombre: str, inicio: str) -> str:
    """The name without the words of its figure."""
    palabras = nombre.split()
    return " ".join(palabras[len(inicio.split()) :]).strip(' "“”«»().,:')


def _miembros(nombre: str) -> tuple[str, ...]:
    """The initials that a name joins, «PRI-PAN-PRD», «MORENA_PT_PVEM»; none if it is another thing."""
    limpio = nombre.strip(' "“”«»().,:')
    partes = [p.strip(" .") for p in re.split(r"\s*[-–—_/+&,;|]\s*|\s+(?:y|Y|e|E)\s+", limpio)]
    if len(partes) < 2:
        partes = limpio.split()
        # Apart by spaces alone, only if all are known: «FUERZA POR MÉXICO» is none.
        if len(partes) < 2 or not all(plano(p) in _SIGLAS and len(p) <= 6 for p in partes):
            return ()
    siglas = [
        _SIGLAS.get(plano(p)) or (p.replace(".", "") if re.fullmatch(r"[A-ZÑ][A-ZÑ0-9.]{1,9}", p) else "")
        for p in partes
    ]
    return tuple(sorted(set(siglas))) if all(siglas) and len(set(siglas)) > 1 else ()


# -- Offices -----------------------------------------------------------------------------------------------

_RAICES = (
    (r"diputad\w*|diputacion(es)?|dip", "diputacion"),
    (r"regidor\w*|regiduria\w*", "regiduria"),
    (r"sindic\w+", "sindicatura"),
    (r"presidente\w*|presidenta\w*|presidencia\w*|pdte|pdta", "presidencia"),
    (r"gobernador\w*|gubernatura\w*|gobernatura\w*", "gubernatura"),
    (r"concej\w+", "concejalia"),
    (r"alcalde\w*|alcaldes\w*|alcaldia\w*", "alcaldia"),
    (r"jef[ae]|jefatura", "jefatura"),
    (r"municipales|municipio|ayuntamiento", "municipal"),
    (r"federales", "federal"),
    (r"plurinominal(es)?", "rp"),
    (r"uninominal(es)?", "mr"),
)
_SOBRAN = frozenset(
    [
        "a",
        "al",
        "con",
        "de",
        "del",
        "el",
        "en",
        "la",
        "las",
        "lo",
        "los",
        "o",
        "u",
        "y",
        "por",
        "para",
        "principio",
        "via",
        "mediante",
        "local",
        "locales",
        "electoral",
        "congreso",
        "estado",
        "estatal",
        "propietario",
        "propietaria",
        "suplente",
        "candidato",
        "candidata",
        "candidatura",
        "cargo",
        "as",
        "os",
        "es",
    ]
)


@lru_cache(maxsize=4096)
def cargo_plano(texto: str) -> str:
    """An office as it is compared: «Diputadas por el principio de mayoría relativa» is «diputacion mr»."""
    dicho = plano(reparado(texto))
    dicho = re.sub(r"\bpor (el )?distrito\b.*", "", dicho)
    dicho = re.sub(r"\bm r\b|mayoria relativa", "mr", re.sub(r"\br p\b|representacion proporcional", "rp", dicho))
    palabras = set()
    for palabra in dicho.split():
        raiz = next((suya for patron, suya in _RAICES if re.fullmatch(patron, palabra)), palabra)
        if raiz not in _SOBRAN and not re.fullmatch(r"\d+[ao]?", raiz):
            palabras.add(raiz)
    if palabras & {"sindicatura", "regiduria", "concejalia"}:
        palabras.discard("municipal")
    return " ".join(sorted(palabras))


_FORMAS = {
    cargo_plano(escritura): FormaDeCargo(
        clave=fila["clave"],
        nombre=fila["nombre"],
        principio=fila["principio"],
        orden=fila["orden"],
        claves=frozenset([fila["clave"], *fila["claves"]]),
    )
    for fila in _CARGOS["cargos"]
    for escritura in fila["escrituras"]
}


def forma_de_cargo(texto: str) -> FormaDeCargo | None:
    """The office that a text names, if it is one that is known."""
    return _FORMAS.get(cargo_plano(texto))


def donde_se_elige(nombre: str, principio: str) -> list[str]:
    """The kinds of territory in which an office called so (or with this key) is elected; none if it is not known."""
    dicho = normalizar(nombre.replace("-", " "))
    return next(
        (
            list(fila["en"])
            for fila in _CARGOS["se_eligen"]
            if fila.get("principio", principio) == principio and any(p in dicho for p in fila["palabras"])
        ),
        [],
    )


Cosa = TypeVar("Cosa")


def cargo_entre(texto: str, cargos: Iterable[tuple[Cosa, str]]) -> Cosa | None:
    """The one of `cargos` (each with its name) that a text names: by its name, or as the only one that it may be."""
    dicho = set(cargo_plano(texto).split())
    if not dicho:
        return None
    suyos = [(cosa, set(cargo_plano(nombre).split())) for cosa, nombre in cargos]
    iguales = [cosa for cosa, suyo in suyos if suyo == dicho]
    if len(iguales) == 1:
        return iguales[0]
    # «DIPUTACIÓN» is «Diputación MR» where nothing else is elected with that name, and «PRESIDENCIA» of a municipality.
    posibles = [cosa for cosa, suyo in suyos if dicho < suyo]
    return posibles[0] if not iguales and len(posibles) == 1 else None
