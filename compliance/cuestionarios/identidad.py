"""The sensitive questionnaire: questions, which apply, what is missing and what may be published. Pure.

An answer is stored as the option's text, as INE prints it, under the question's key. No function here puts an
answer into a message: what they return may be shown, logged and exported.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from ..textos import normalizar
from .faltas import Falta

SI = "Sí"
NO = "No"
NO_CONTESTA = "Prefiero no contestar"
NO_APLICA = "No aplica"
LARGO_MAXIMO = 200

Respuestas = Mapping[str, Any]


@dataclass(frozen=True)
class Dimension:
    """A group of questions; the groups of an acción afirmativa are those that a candidacy may represent.

    `pertenencia` is the question in which a person says whether they belong to it.
    """

    clave: str
    nombre: str
    accion_afirmativa: bool
    pertenencia: str = ""


@dataclass(frozen=True)
class Pregunta:
    """A question. `ine` is its number in INE's public data base, if it has a column there."""

    clave: str
    dimension: str
    texto: str
    opciones: tuple[str, ...] = ()
    sugerencias: tuple[str, ...] = ()
    ine: int | None = None
    encabezado: str = ""
    depende_de: str = ""
    depende_respuesta: str = ""
    excluye: str = ""
    obligatoria: bool = True
    ayuda: str = ""
    # Another name of an option: who looks for that one finds it, and what was answered with it is understood.
    otros_nombres: Mapping[str, str] = field(default_factory=dict)

    @property
    def abierta(self) -> bool:
        """Whether a text that is not among the options is an answer too."""
        return not self.opciones or bool(self.sugerencias)

    @property
    def etiqueta(self) -> str:
        """How a message names it: INE's number if it has one."""
        return f"pregunta {self.ine}" if self.ine else f"pregunta «{self.texto}»"

    @cached_property
    def _canonicas(self) -> dict[str, str]:
        return {normalizar(o): o for o in (*self.sugerencias, *self.opciones)}

    def canonica(self, texto: str) -> str:
        """The option that `texto` names, accents and case ignored; `texto` itself if it names none."""
        return self._canonicas.get(normalizar(texto), texto.strip())

    def rotulo(self, texto: str) -> str:
        """How an answer is read: «Wixárika (huichol)», whichever of the two names it was given with."""
        for propio, otro in self.otros_nombres.items():
            if texto == propio:
                return f"{propio} ({otro.lower()})"
            if texto == otro:
                return f"{otro} ({propio})"
        return texto

    def admite(self, texto: str) -> bool:
        """Whether `texto` can be an answer."""
        return texto in self.opciones or (self.abierta and len(texto) <= LARGO_MAXIMO)


def _leer(archivo: Path) -> tuple[dict[str, Dimension], dict[str, Pregunta]]:
    datos = tomllib.loads(archivo.read_text(encoding="utf-8"))
    preguntas = {}
    for fila in datos["preguntas"]:
        depende = fila.pop("depende", {})
        sugerencias = tuple(datos["catalogos"][fila.pop("catalogo")]) if "catalogo" in fila else ()
        preguntas[fila["clave"]] = Pregunta(
            sugerencias=sugerencias,
            otros_nombres={s: datos["otros_nombres"][s] for s in sugerencias if s in datos["otros_nombres"]},
            opciones=tuple(fila.pop("opciones", ())),
            depende_de=depende.get("pregunta", ""),
            depende_respuesta=depende.get("respuesta", ""),
            **fila,
        )
    return {d["clave"]: Dimension(**d) for d in datos["dimensiones"]}, preguntas


DIMENSIONES, PREGUNTAS = _leer(Path(__file__).with_name("identidad.toml"))
# The groups under which a candidacy may be registered, by key.
ACCIONES_AFIRMATIVAS = {clave: d.nombre for clave, d in DIMENSIONES.items() if d.accion_afirmativa}


def se_pregunta(pregunta: Pregunta, respuestas: Respuestas) -> bool:
    """Whether the question applies, given the answer of the one it depends on."""
    return not pregunta.depende_de or respuestas.get(pregunta.depende_de) == pregunta.depende_respuesta


def depurar(respuestas: Respuestas) -> dict[str, str]:
    """The answers to keep: in order, without blanks, «No aplica» in what another answer makes pointless.

    Asked again on its own result it changes nothing.
    """
    limpias: dict[str, str] = {}
    for clave, pregunta in PREGUNTAS.items():
        valor = str(respuestas.get(clave) or "").strip()
        if not se_pregunta(pregunta, limpias):
            valor = NO_APLICA if pregunta.depende_de in limpias and pregunta.obligatoria else ""
        elif pregunta.excluye and not valor and respuestas.get(pregunta.excluye) == SI:
            valor = NO_APLICA
        if valor:
            limpias[clave] = valor
    return limpias


def validar_respuestas(respuestas: Respuestas) -> list[Falta]:
    """What is wrong in the answers given, complete or not: unknown keys, values that are no option."""
    faltas = [Falta(clave, "no es una pregunta del cuestionario") for clave in respuestas if clave not in PREGUNTAS]
    for clave, valor in respuestas.items():
        pregunta = PREGUNTAS.get(clave)
        if pregunta is None or valor in ("", None):
            continue
        if not isinstance(valor, str):
            faltas.append(Falta(clave, f"{pregunta.etiqueta}: la respuesta debe ser un texto"))
        elif valor == NO_APLICA and (_excluida(pregunta, respuestas) or not se_pregunta(pregunta, respuestas)):
            continue
        elif not se_pregunta(pregunta, respuestas):
            faltas.append(Falta(clave, f"{pregunta.etiqueta}: no aplica, según la respuesta de la que depende"))
        elif not pregunta.admite(valor):
            razon = (
                f"la respuesta pasa de {LARGO_MAXIMO} caracteres"
                if pregunta.abierta
                else "la respuesta no es una de las opciones"
            )
            faltas.append(Falta(clave, f"{pregunta.etiqueta}: {razon}"))
    if respuestas.get("joven") == respuestas.get("mayor") == SI:
        faltas.append(Falta("mayor", "no se puede ser parte de la población joven y de la mayor a la vez"))
    return faltas


def faltantes_identidad(respuestas: Respuestas) -> list[Falta]:
    """The required questions without an answer, and the answers that are not valid. Empty: it is complete."""
    faltas = [
        Falta(p.clave, f"falta responder la {p.etiqueta}")
        for p in PREGUNTAS.values()
        if p.obligatoria and not respuestas.get(p.clave) and se_pregunta(p, respuestas) and not _excluida(p, respuestas)
    ]
    return faltas + validar_respuestas(respuestas)


def _excluida(pregunta: Pregunta, respuestas: Respuestas) -> bool:
    return bool(pregunta.excluye) and respuestas.get(pregunta.excluye) == SI


def edad_en(nacimiento: date, dia: date) -> int:
    """Whole years lived on `dia`."""
    return dia.year - nacimiento.year - ((dia.month, dia.day) < (nacimiento.month, nacimiento.day))


def contradicciones_edad(
    respuestas: Respuestas, edad: int | None, *, joven_desde: int, joven_hasta: int, mayor_desde: int
) -> list[Falta]:
    """Answers about age that the person's age does not bear out, to be observed and never mended in silence.

    `edad` in whole years: from the birth date if it is known, else as declared. Ranges are the process's own
    (young is 18-29 for INE, 21-29 in Jalisco). The answer is not repeated in the reason.
    """
    if edad is None:
        return []
    rangos = {"joven": joven_desde <= edad <= joven_hasta, "mayor": edad >= mayor_desde}
    return [
        Falta(clave, f"la respuesta a la {PREGUNTAS[clave].etiqueta} contradice la edad registrada")
        for clave, dentro in rangos.items()
        if respuestas.get(clave) in (SI, NO) and (respuestas[clave] == SI) != dentro
    ]


def contradicciones_accion(
    respuestas: Respuestas,
    accion_afirmativa: str,
    edad: int | None,
    *,
    joven_desde: int,
    joven_hasta: int,
    mayor_desde: int,
) -> list[Falta]:
    """What denies the group under which a candidacy was registered, to be observed and never mended in silence.

    A «No» to whether the person belongs to it (or the «Sí» that excludes it); of age groups, also the registered age.
    «Prefiero no contestar» denies nothing. The answer is not repeated in the reason.
    """
    dimension = DIMENSIONES.get(accion_afirmativa)
    if dimension is None or not dimension.pertenencia:
        return []
    pregunta, faltas = PREGUNTAS[dimension.pertenencia], []
    if respuestas.get(pregunta.clave) == NO or _excluida(pregunta, respuestas):
        faltas.append(
            Falta(
                dimension.clave,
                f"la respuesta a la {pregunta.etiqueta} contradice la acción afirmativa bajo la que se le registró "
                f"({dimension.nombre})",
            )
        )
    rangos = {"joven": (joven_desde, joven_hasta), "mayor": (mayor_desde, None)}
    desde, hasta = rangos.get(dimension.clave, (None, None))
    if edad is not None and desde is not None and not (desde <= edad and (hasta is None or edad <= hasta)):
        faltas.append(
            Falta(
                dimension.clave,
                f"la edad registrada contradice la acción afirmativa bajo la que se le registró ({dimension.nombre})",
            )
        )
    return faltas


def publicables(
    preguntas: Iterable[Pregunta], respuestas: Respuestas, accion_afirmativa: str, consiente_publicacion: bool
) -> dict[str, str]:
    """The identity answers that the public may see, by question key. The rest stays on the server.

    Public is what belongs to the acción afirmativa under which the candidacy was registered; the rest only
    while an express consent to publish is in force; otherwise nothing (Lineamientos art. 4 num. 6).
    `accion_afirmativa` is the key of a dimension, or empty.
    """
    permitidas = permitidas_al_publico(accion_afirmativa, consiente_publicacion)
    return {
        p.clave: respuestas[p.clave]
        for p in preguntas
        if p.clave in permitidas and respuestas.get(p.clave) and respuestas[p.clave] != NO_APLICA
    }


def permitidas_al_publico(accion_afirmativa: str, consiente_publicacion: bool) -> frozenset[str]:
    """The keys of the questions whose answers, if there are any, are public: the rule of `publicables`."""
    dimension = DIMENSIONES.get(accion_afirmativa)
    postulada = dimension.clave if dimension and dimension.accion_afirmativa else None
    return frozenset(p.clave for p in PREGUNTAS.values() if consiente_publicacion or p.dimension == postulada)
