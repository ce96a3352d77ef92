"""What a derivation cannot know and must ask: the offices elected, the campaigns, and what the old plan lacks. Pure.

Nothing is taken for answered: a governor is not elected every time, and whoever derives says so.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from calendario.fechas import fecha_en_prosa
from calendario.plazos import sumar_meses

from ...textos import recortar
from ..esquema import CargoDatos, EntregableDatos, PlanDatos
from ..norma import (
    CargoConocido,
    NormaError,
    avances_de_la_norma,
    buscar_cargos,
    campanas_imposibles,
    cargos_conocidos,
    igualado,
)
from ..revision.cobertura import pide_informe
from .modelo import DerivacionImposibleError

CAMPANAS = ("campanas_inicio", "campanas_fin")
# What stands for «nobody knows yet» where a date is written.
POR_CONFIRMAR = "por-confirmar"

# Offices, by key; a day, or None if nobody knows it yet; a unit, by key.
Respuesta = Sequence[str] | date | str | None


@dataclass(frozen=True)
class Opcion:
    """One of the answers that a question admits. `antes`: the old plan already said it."""

    clave: str
    nombre: str
    antes: bool = False


@dataclass(frozen=True)
class Pregunta:
    """Something that is asked. `clave` is the key of its answer; texts in Spanish.

    `tipo`: several `opciones`, one `opcion`, or a `fecha`. A date may be answered None: it will wait to be confirmed.
    `como` is how it is answered in a command. One that is not `obligatoria` may be left: the plan carries the gap.
    """

    clave: str
    texto: str
    tipo: Literal["opciones", "opcion", "fecha"]
    por_que: str
    obligatoria: bool
    como: str
    opciones: tuple[Opcion, ...] = ()


class RespuestasFaltantesError(DerivacionImposibleError):
    """Something that must be answered was not: `preguntas` says what."""

    def __init__(self, preguntas: Sequence[Pregunta]) -> None:
        super().__init__([f"{p.texto} {p.por_que} Responda con {p.como}." for p in preguntas])
        self.preguntas = tuple(preguntas)


def preguntas(plan: PlanDatos) -> tuple[Pregunta, ...]:
    """What must be answered to move a plan, and what may be."""
    return (_de_cargos(plan), *_de_campanas(plan), *_de_lo_que_falta(plan))


def _de_cargos(plan: PlanDatos) -> Pregunta:
    propios = {c.clave for c in plan.cargos}
    antes = ", ".join(c.nombre for c in plan.cargos)
    return Pregunta(
        clave="cargos",
        texto="¿Qué cargos se eligen?",
        tipo="opciones",
        por_que=(f"El plan anterior elegía {antes}" if antes else "El plan anterior no dice cuáles")
        + ": no todos se eligen en cada proceso (una gubernatura, cada seis años), y cada uno tiene su listado "
        "(artículo 11, numeral 7).",
        obligatoria=True,
        como="--cargos A,B",
        opciones=(
            *(Opcion(c.clave, c.nombre, antes=True) for c in plan.cargos),
            *(Opcion(c.clave, c.nombre) for c in cargos_conocidos() if c.clave not in propios),
        ),
    )


def _de_campanas(plan: PlanDatos) -> Iterator[Pregunta]:
    for campo, que in zip(CAMPANAS, ("empiezan", "terminan"), strict=True):
        dia: date | None = getattr(plan.proceso, campo)
        yield Pregunta(
            clave=campo,
            texto=f"¿Qué día {que} las campañas?",
            tipo="fecha",
            por_que=(f"En el plan anterior, el {fecha_en_prosa(dia)}. " if dia else "")
            + "La fija el calendario del proceso; desde ella se "
            + (
                "cuentan el manual de usuario y la capacitación (artículo 14, incisos e) y g))."
                if campo == "campanas_inicio"
                else "cuenta la vista al Consejo (artículo 15, inciso e))."
            ),
            obligatoria=True,
            como=f"--{campo.replace('_', '-')} AAAA-MM-DD o {POR_CONFIRMAR}",
        )


def _de_lo_que_falta(plan: PlanDatos) -> Iterator[Pregunta]:
    """What the old plan does not say of a row: who prepares it, by when it is approved, until when it is sent."""
    rutas = {r.clave: r.etapas for r in plan.rutas}
    areas = tuple(Opcion(a.clave, a.nombre) for a in plan.areas)
    for e in plan.entregables:
        donde = f"{e.clave} «{recortar(e.nombre, 100)}»"
        if e.area is None and areas:
            yield Pregunta(
                clave=f"{e.llave}.area",
                texto=f"¿Qué área elabora {donde}?",
                tipo="opcion",
                por_que="El plan anterior no lo dice.",
                obligatoria=False,
                como=f"--respuesta {e.llave}.area=ÁREA",
                opciones=areas,
            )
        if e.plantilla:
            continue
        for campo, que in fechas_que_faltan(e, {etapa.tipo for etapa in rutas[e.ruta]}).items():
            yield Pregunta(
                clave=f"{e.llave}.{campo}",
                texto=f"¿{que} {donde}?",
                tipo="fecha",
                por_que="El plan anterior no imprime el día: sin respuesta, queda por confirmar.",
                obligatoria=False,
                como=f"--respuesta {e.llave}.{campo}=AAAA-MM-DD",
            )
    for falta in avances_que_faltan(plan):
        yield Pregunta(
            clave=f"{falta.llave}.fecha_plan",
            texto=f"¿Hasta qué día se presenta el {falta.nombre[0].lower()}{falta.nombre[1:]}?",
            tipo="fecha",
            por_que="Lo pide el artículo 15, inciso g); el plan anterior no lo fecha: sin respuesta, el nuevo tampoco.",
            obligatoria=False,
            como=f"--respuesta {falta.llave}.fecha_plan=AAAA-MM-DD o {POR_CONFIRMAR}",
        )


def fechas_que_faltan(e: EntregableDatos, tipos: Collection[str]) -> dict[str, str]:
    """The dates that neither the plan nor a rule gives to a row whose stages are of these kinds, in words."""
    faltan = {}
    if "decidir" in tipos and not (e.fecha_plan or e.regla or e.limite_remision):
        faltan["fecha_plan"] = "Hasta qué día se aprueba"
    if "remitir" in tipos and not (e.limite_remision or e.regla_remision):
        faltan["limite_remision"] = "Hasta qué día se remite al INE"
    return faltan


def avances_que_faltan(plan: PlanDatos) -> list[EntregableDatos]:
    """The progress reports of April and May (art. 15 g) that a whole plan, with others of them, has no row for."""
    suyos = [e for e in plan.entregables if pide_informe(e)]
    if plan.periodo or not suyos:
        return []
    meses = {dia.month for e in suyos if (dia := e.termina or e.fecha_plan) and dia <= plan.proceso.jornada}
    llaves = {e.llave for e in suyos}
    return [e for mes, e in avances_de_la_norma(plan.proceso.jornada) if mes not in meses and e.llave not in llaves]


@dataclass(frozen=True)
class Contestado:
    """The answers, checked. `areas` and `fechas` by the key of their question."""

    cargos: tuple[CargoDatos | CargoConocido, ...]
    campanas: Mapping[str, date | None]
    areas: Mapping[str, str]
    fechas: Mapping[str, date | None]


def contestar(plan: PlanDatos, jornada: date, respuestas: Mapping[str, Respuesta]) -> Contestado:
    """The answers to the questions of a plan.

    Raises RespuestasFaltantesError if one that must be given is missing, DerivacionImposibleError if one cannot be.
    """
    hechas = {p.clave: p for p in preguntas(plan)}
    if faltan := [p for p in hechas.values() if p.obligatoria and _sin_contestar(p, respuestas)]:
        raise RespuestasFaltantesError(faltan)
    razones = [f"«{clave}» no es algo que se pregunte." for clave in respuestas if clave not in hechas]
    cargos: tuple[CargoDatos | CargoConocido, ...] = ()
    try:
        cargos = _cargos(plan, respuestas["cargos"])
    except DerivacionImposibleError as error:
        razones += error.razones
    # The final report is four months after election day.
    ultimo = sumar_meses(jornada, 4).year
    areas: dict[str, str] = {}
    fechas: dict[str, date | None] = {}
    for clave, valor in respuestas.items():
        pregunta = hechas.get(clave)
        if pregunta and pregunta.tipo == "opcion":
            if valor not in {o.clave for o in pregunta.opciones}:
                conocidas = ", ".join(o.clave for o in pregunta.opciones)
                razones.append(f"{pregunta.texto} «{valor}» no está entre {conocidas}.")
            areas[clave] = str(valor)
        elif pregunta and pregunta.tipo == "fecha":
            if valor is not None and not isinstance(valor, date):
                razones.append(f"{pregunta.texto} «{valor}» no es una fecha.")
            elif valor and clave not in CAMPANAS and not jornada.year - 1 <= valor.year <= ultimo:
                razones.append(
                    f"{pregunta.texto} El {fecha_en_prosa(valor)} no es del proceso, que ocurre de {jornada.year - 1} "
                    f"a {ultimo}."
                )
            else:
                fechas[clave] = valor
    campanas = {campo: fechas.pop(campo, None) for campo in CAMPANAS}
    razones += campanas_imposibles(jornada, *campanas.values()).values()
    if razones:
        raise DerivacionImposibleError(razones)
    return Contestado(cargos, campanas, areas, fechas)


def _sin_contestar(pregunta: Pregunta, respuestas: Mapping[str, Respuesta]) -> bool:
    return pregunta.clave not in respuestas or (pregunta.tipo == "opciones" and not respuestas[pregunta.clave])


def _cargos(plan: PlanDatos, escritos: Respuesta) -> tuple[CargoDatos | CargoConocido, ...]:
    """The offices of the plan first, as it calls them; then those that only the norm knows."""
    dichos = [escritos] if isinstance(escritos, str) else [str(c) for c in escritos]  # type: ignore[union-attr]
    propios = {igualado(n): c.clave for c in plan.cargos for n in (c.clave, c.nombre)}
    elegidos: set[str] = set()
    for dicho in dichos:
        if propio := propios.get(igualado(dicho)):
            elegidos.add(propio)
            continue
        try:
            elegidos |= {c.clave for c in buscar_cargos([dicho])}
        except NormaError:
            conocidos = ", ".join(o.clave for o in _de_cargos(plan).opciones)
            razon = f"«{dicho}» no es un cargo conocido. Los que hay: {conocidos}."
            raise DerivacionImposibleError([razon]) from None
    claves = {c.clave for c in plan.cargos}
    nuevos = buscar_cargos([c for c in sorted(elegidos) if c not in claves])
    return (*(c for c in plan.cargos if c.clave in elegidos), *nuevos)
