"""The answers to the identity questionnaire, added up: which cuts are published, and what each of them tells. Pure.

A cut holds people who let themselves be counted, and stays as it was made: whoever enters is counted in the next one,
together with others. Whoever subtracts one cut from another gets those who came between them, who are therefore a table
too, with the same rule. Decision 0051.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

from ..cuestionarios import DIMENSIONES as DEL_CUESTIONARIO
from ..cuestionarios import NO, NO_APLICA, NO_CONTESTA, PREGUNTAS, SI, Dimension
from .ocultar import MUNDO, UMBRAL, Flujo, ocultar


def _(texto: str) -> str:
    """The same. What it is called takes a text to the catalogues of the languages, without Django."""
    return texto


SIN_RESPUESTA = _("Prefirió no contestar, o no contestó")


@dataclass(frozen=True)
class DimensionPublica:
    """What is counted of the questionnaire: each person in one of its `categorias`, all of them always the same.

    `dimensiones`: those of the questionnaire that it tells of; whoever's answers in one of them are on the site
    already hides nobody.
    """

    clave: str
    titulo: str
    que: str
    categorias: tuple[str, ...]
    dimensiones: frozenset[str]
    clasificar: Callable[[Mapping[str, str]], str]


def _de_pertenencia(dimension: Dimension) -> DimensionPublica:
    pregunta = PREGUNTAS[dimension.pertenencia]

    def clasificar(respuestas: Mapping[str, str]) -> str:
        respuesta = respuestas.get(pregunta.clave, "")
        return respuesta if respuesta in (SI, NO) else SIN_RESPUESTA

    return DimensionPublica(
        dimension.clave,
        dimension.nombre,
        pregunta.texto,
        (SI, NO, SIN_RESPUESTA),
        frozenset({dimension.clave}),
        clasificar,
    )


def _de_opciones(clave: str, titulo: str) -> DimensionPublica:
    pregunta = PREGUNTAS[clave]
    opciones = tuple(o for o in pregunta.opciones if o not in (NO_CONTESTA, NO_APLICA))

    def clasificar(respuestas: Mapping[str, str]) -> str:
        respuesta = respuestas.get(clave, "")
        return respuesta if respuesta in opciones else SIN_RESPUESTA

    return DimensionPublica(
        clave, titulo, pregunta.texto, (*opciones, SIN_RESPUESTA), frozenset({pregunta.dimension}), clasificar
    )


JOVEN, MAYOR, NINGUNA = _("Persona joven"), _("Persona mayor"), _("Ninguna de las dos")


def _edad(respuestas: Mapping[str, str]) -> str:
    """Nobody is both: one question in two would let one table open the other."""
    if respuestas.get("joven") == SI:
        return JOVEN
    if respuestas.get("mayor") == SI:
        return MAYOR
    return NINGUNA if respuestas.get("joven") == respuestas.get("mayor") == NO else SIN_RESPUESTA


_EN_UNA = ("joven", "mayor")
DIMENSIONES = {
    d.clave: d
    for d in (
        *(_de_pertenencia(d) for d in DEL_CUESTIONARIO.values() if d.pertenencia and d.clave not in _EN_UNA),
        DimensionPublica(
            "edad",
            _("Población de personas jóvenes y de personas mayores"),
            _("¿Es parte de la población joven, o de la de personas mayores?"),
            (JOVEN, MAYOR, NINGUNA, SIN_RESPUESTA),
            frozenset(_EN_UNA),
            _edad,
        ),
        _de_opciones("ingresos", _("Ingresos")),
        _de_opciones("fuente_ingresos", _("Fuente principal de ingresos")),
    )
}


@dataclass(frozen=True)
class Miembro:
    """Somebody who may be counted: in which category of each dimension, and of which the public reads it already."""

    persona: int
    categorias: Mapping[str, str]
    publicas: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Corte:
    """What was published once: of whom, and each number or None, by dimension and category."""

    miembros: frozenset[int]
    numeros: Mapping[str, Mapping[str, int | None]]

    @property
    def visibles(self) -> int:
        """How many numbers it tells."""
        return sum(n is not None for suyas in self.numeros.values() for n in suyas.values())


@dataclass(frozen=True)
class _Paso:
    """A cut as a reader sees it: how many came and left since the one before, and its numbers."""

    entran: int
    salen: int
    numeros: Mapping[str, int | None]


TODAS = frozenset(DIMENSIONES)


def publicas_de(accion_afirmativa: str, consiente: bool) -> frozenset[str]:
    """In which dimensions the site says the answers of somebody, or something of them."""
    if consiente:
        return TODAS
    return frozenset(clave for clave, d in DIMENSIONES.items() if accion_afirmativa in d.dimensiones)


def entran_bastantes(antes: Collection[int], quienes: Mapping[int, frozenset[str]], umbral: int = UMBRAL) -> bool:
    """Whether enough people came since the last cut whose answers nobody can read."""
    return sum(persona not in antes and publicas != TODAS for persona, publicas in quienes.items()) >= umbral


def corte_nuevo(anteriores: Sequence[Corte], miembros: Sequence[Miembro], umbral: int = UMBRAL) -> Corte | None:
    """The cut that may be published now after `anteriores`, oldest first; None while the last one must stay, or none.

    Somebody who is alone is never what tells two cuts apart: at least `umbral` people whose answers nobody can read
    must have come since the last one. And a cut that would tell less than the one that holds is not made.
    """
    quienes = frozenset(m.persona for m in miembros)
    ultimo = anteriores[-1] if anteriores else None
    antes = ultimo.miembros if ultimo else frozenset[int]()
    if not entran_bastantes(antes, {m.persona: m.publicas for m in miembros}, umbral):
        return None
    nuevo = Corte(
        quienes, {clave: _numeros(dimension, anteriores, miembros, umbral) for clave, dimension in DIMENSIONES.items()}
    )
    if ultimo is not None and antes <= quienes and nuevo.visibles < ultimo.visibles:
        return None
    return nuevo


def _numeros(
    dimension: DimensionPublica, anteriores: Sequence[Corte], miembros: Sequence[Miembro], umbral: int
) -> dict[str, int | None]:
    clave = dimension.clave
    todas = _contar(dimension, miembros)
    # Whose answer anybody can read hides nobody: they are subtracted, as whoever attacks would.
    reservadas = [m for m in miembros if clave not in m.publicas]
    secretas = _contar(dimension, reservadas)
    redes = [
        _red(_todos(clave, anteriores, miembros, todas)),
        _red(_sin_publicas(dimension, anteriores, miembros, reservadas, secretas)),
    ]
    ocultas = ocultar(redes, dict[Hashable, int](secretas.items()), umbral=umbral)
    return {c: None if c in ocultas else n for c, n in todas.items()}


def _contar(dimension: DimensionPublica, miembros: Sequence[Miembro]) -> dict[str, int]:
    cuentas = Counter(m.categorias[dimension.clave] for m in miembros)
    return {c: cuentas[c] for c in dimension.categorias}


def _todos(
    clave: str, anteriores: Sequence[Corte], miembros: Sequence[Miembro], todas: Mapping[str, int]
) -> list[_Paso]:
    """Every cut there was and this one, as they are read."""
    este = Corte(frozenset(m.persona for m in miembros), {clave: todas})
    pasos, antes = [], frozenset[int]()
    for corte in (*anteriores, este):
        entran, salen = len(corte.miembros - antes), len(antes - corte.miembros)
        pasos.append(_Paso(entran, salen, corte.numeros[clave]))
        antes = corte.miembros
    return pasos


def _sin_publicas(
    dimension: DimensionPublica,
    anteriores: Sequence[Corte],
    miembros: Sequence[Miembro],
    reservadas: Sequence[Miembro],
    secretas: Mapping[str, int],
) -> list[_Paso]:
    """The last cut and this one, as whoever takes out of both what the site says of each person."""
    if not anteriores:
        return [_Paso(len(reservadas), 0, secretas)]
    ultimo = anteriores[-1]
    estaban = [m for m in miembros if dimension.clave in m.publicas and m.persona in ultimo.miembros]
    sabidas = _contar(dimension, estaban)
    cuantas = len(ultimo.miembros) - len(estaban)
    numeros = {c: None if n is None else n - sabidas[c] for c, n in ultimo.numeros[dimension.clave].items()}
    entran = sum(m.persona not in ultimo.miembros for m in reservadas)
    salen = len(ultimo.miembros - {m.persona for m in miembros})
    return [_Paso(cuantas, 0, numeros), _Paso(entran, salen, secretas)]


def _red(pasos: Sequence[_Paso]) -> list[Flujo]:
    """What flows from cut to cut: in each category stay those who were, come some and leave others.

    The numbers of the last cut have the key of their category.
    """
    flujos: list[Flujo] = []
    ultimo = len(pasos) - 1
    for t, paso in enumerate(pasos):
        flujos.append(Flujo(("entran", t), MUNDO, ("entran", t), paso.entran))
        flujos.append(Flujo(("salen", t), ("salen", t), MUNDO, paso.salen))
        for c, n in paso.numeros.items():
            llave: Hashable = c if t == ultimo else (t, c)
            despues = MUNDO if t == ultimo else (t + 1, c)
            flujos.append(Flujo(("entra", t, c), ("entran", t), (t, c), None, implicito=True))
            if paso.salen:
                flujos.append(Flujo(("sale", t, c), (t, c), ("salen", t), None, implicito=True))
            flujos.append(Flujo(llave, (t, c), despues, n))
    return flujos
