"""What a check sees and what it answers. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from calendario.fechas import MESES
from calendario.inhabiles import CalendarioHabil
from calendario.plazos import PlazoError, Regla, interpretar, sumar_meses

from ...textos import plegado
from ..esquema import EntregableDatos, EtapaDatos, PlanDatos, RutaDatos, SubactividadDatos, puede_existir
from ..plazos import PlazosDelPlan, calendario_del_proceso, dia_narrado, plazos_del_plan
from .menciones import Lector, Lectura, Mencion, Texto, mencion
from .textos import antes_del_acto, de_paso

# error: cannot be obeyed as printed, or breaks the law. aviso: a contradiction or gap that a person must settle.
# nota: the same thing written in two ways, or a plan that obliges itself before the norm does.
Gravedad = Literal["error", "aviso", "nota"]
GRAVEDADES: tuple[Gravedad, ...] = ("error", "aviso", "nota")

# What is decided is an agreement; what is sent goes with a letter.
_SE_LLAMA = {"decidir": re.compile(r"\b(?:acuerdo|dictamen|resolucion)\W*$"), "remitir": re.compile(r"\boficio\W*$")}
_INFORME_MENSUAL = re.compile(rf"informe mensual,? de ({'|'.join(MESES)}) de (\d{{4}})")


@dataclass(frozen=True)
class Hallazgo:
    """One slip: where it is, what is printed, why it is one and what to look at. Texts in Spanish.

    `clave` is the row or step as the plan numbers it; `campo` the key of the plan file; `valor` what is printed,
    dates in ISO form. `llave` tells apart the rows that share a number; it is not part of the answer.
    """

    codigo: str
    gravedad: Gravedad
    clave: str
    campo: str
    valor: str
    mensaje: str
    sugerencia: str
    llave: str = field(default="", compare=False)

    def como_dict(self) -> dict[str, str]:
        """Plain values for JSON."""
        return {campo: valor for campo, valor in asdict(self).items() if campo != "llave"}


class Contexto:
    """A plan with what the checks ask of it again and again."""

    def __init__(self, plan: PlanDatos) -> None:
        self.plan = plan
        self.rutas: dict[str, RutaDatos] = {r.clave: r for r in plan.rutas}
        self.por_llave = {e.llave: e for e in plan.entregables}
        self.organos = {o.clave: o for o in plan.organos}

    @cached_property
    def lector(self) -> Lector:
        """Who reads the texts of the plan."""
        return Lector(self.plan, tuple(dict.fromkeys((self.desde.year, self.plan.proceso.jornada.year))))

    def leer(self, texto: str) -> Lectura:
        """What a text says."""
        return self.lector.leer(texto)

    @property
    def leidos(self) -> list[tuple[Texto, Lectura]]:
        """Every text of the plan with what it says."""
        return self.lector.leidos

    @cached_property
    def menciones(self) -> list[Mencion]:
        """Every act and letter that the plan cites."""
        return [mencion(t, impresa, partes) for t, leida in self.leidos for impresa, partes in leida.actos.items()]

    @cached_property
    def veces(self) -> Counter[tuple[str, ...]]:
        """In how many places each act is cited."""
        return Counter(m.acto for m in self.menciones)

    @cached_property
    def actos_fechados(self) -> list[tuple[Mencion, date]]:
        """The acts whose day a place tells: in its own sentence, or the session or remission that a step narrates."""
        pasos = {}
        for e, paso in self.pasos():
            dia = dia_narrado(paso)
            tipo = self.tipo_etapa(e, paso)
            if dia and (tipo == "remitir" or self.sesiona(e, paso)):
                pasos[e.llave, paso.clave] = tipo, dia
        citas = {(c.sobre, c.numero, f"«{c.lugar}»"): c.fecha for c in self.plan.citas}
        fechados = []
        for m in self.menciones:
            t = m.texto
            dia = self.leer(t.texto).actos_con_dia.get(m.impresa)
            if t.campo == "subactividades.texto" and (dicho := pasos.get((t.llave, t.clave))):
                tipo, del_paso = dicho
                antes = antes_del_acto(t.texto, m.impresa)
                dia = del_paso if not de_paso(antes) and _SE_LLAMA[tipo].search(antes) else dia
            elif t.campo == "citas.numero":
                dia = citas.get((t.clave, t.texto, t.lugar))
            if dia:
                fechados.append((m, dia))
        return fechados

    def sitio(self, t: Texto) -> str:
        """Where a text is, to begin a sentence."""
        e = self.por_llave.get(t.llave)
        if e is None or t.campo.startswith(("matriz", "afirmaciones")):
            return t.lugar[:1].upper() + t.lugar[1:] + ("," if t.campo.startswith("matriz") else "")
        return donde(e) + (f", actividad {t.clave}," if t.campo.startswith("subactividades") else "")

    def hallazgo(self, t: Texto, codigo: str, gravedad: Gravedad, valor: str, dicho: str, sugerencia: str) -> Hallazgo:
        """What a check says of a text: `dicho` follows the name of its place."""
        campo = "citas.fecha" if t.campo == "citas.numero" and codigo == "acto_con_dos_fechas" else t.campo
        return Hallazgo(codigo, gravedad, t.clave, campo, valor, f"{self.sitio(t)} {dicho}", sugerencia, t.llave)

    def informe_de(self, t: Texto) -> str:
        """The month (AAAA-MM) of the monthly report that a text is copied from; empty if it is of the plan itself."""
        e = self.por_llave.get(t.llave)
        origen = e.nota if e and t.campo == "desarrollo" else t.lugar
        dicho = _INFORME_MENSUAL.search(plegado(origen)) if "nforme mensual" in origen else None
        return f"{dicho[2]}-{MESES.index(dicho[1]) + 1:02}" if dicho else ""

    @cached_property
    def filas(self) -> list[EntregableDatos]:
        """The rows that the source prints: not the occurrences made of a template."""
        return [e for e in self.plan.entregables if not e.plantilla_de]

    @cached_property
    def calendario(self) -> CalendarioHabil:
        """The working days of the institute, as far as the file tells."""
        return calendario_del_proceso(self.plan.instituto, self.plan.proceso)

    @cached_property
    def plazos(self) -> PlazosDelPlan:
        """What the rules of the plan give."""
        return plazos_del_plan(self.plan)

    @cached_property
    def desde(self) -> date:
        """The first day that a date of the plan may have.

        The start of the process or, unsaid, 1 September of the year before the election (art. 11 num. 1).
        """
        return self.plan.proceso.inicio or date(self.plan.proceso.jornada.year - 1, 9, 1)

    @cached_property
    def hasta(self) -> date:
        """The last one: the final report, four months after election day (art. 15 inciso g), or the end."""
        return max(self.plan.proceso.fin or date.min, sumar_meses(self.plan.proceso.jornada, 4))

    @property
    def parcial(self) -> bool:
        """Whether the document covers only some days, so that nothing follows from what it lacks."""
        return self.plan.periodo is not None

    def etapas(self, e: EntregableDatos) -> list[EtapaDatos]:
        """The stages of its route that exist for it, or may."""
        return [etapa for etapa in self.rutas[e.ruta].etapas if puede_existir(etapa, e)]

    def remite(self, e: EntregableDatos) -> bool:
        """Whether its route ends at INE."""
        return any(etapa.tipo == "remitir" for etapa in self.etapas(e))

    def tipo_etapa(self, e: EntregableDatos, paso: SubactividadDatos) -> str:
        """What is done in the stage of a step; empty if it stands for none."""
        return next((etapa.tipo for etapa in self.etapas(e) if etapa.clave == paso.etapa), "")

    def oficios(self, paso: SubactividadDatos) -> dict[str, tuple[str, ...]]:
        """The letters of a remission, as `Lectura.actos`: not what the step names in passing."""
        actos = self.leer(paso.texto).actos
        return {a: partes for a, partes in actos.items() if not de_paso(antes_del_acto(paso.texto, a))}

    def sesiona(self, e: EntregableDatos, paso: SubactividadDatos) -> bool:
        """Whether a step is a session in which a body decides; a working meeting prepares, it does not decide."""
        etapa = next((etapa for etapa in self.etapas(e) if etapa.clave == paso.etapa), None)
        return etapa is not None and etapa.tipo == "decidir" and not etapa.tipo_sesion

    def pasos(self) -> Iterator[tuple[EntregableDatos, SubactividadDatos]]:
        """Every step of every row."""
        return ((e, s) for e in self.filas for s in e.subactividades)


Revision = Callable[[Contexto], Iterator[Hallazgo]]


def leer_regla(texto: str) -> Regla | None:
    """The rule that a text says, or None if it says none."""
    try:
        return interpretar(texto) if texto else None
    except PlazoError:
        return None


def fecha(dia: date) -> str:
    """A day in a message: «5 de enero de 2023»."""
    return f"{dia.day} de {MESES[dia.month - 1]} de {dia.year}"


def y_mas(veces: int) -> str:
    """How many times more, after the first."""
    return "" if veces < 2 else " (y otra vez)" if veces == 2 else f" (y {veces - 1} veces más)"


def rotulo(e: EntregableDatos) -> str:
    """How a finding names a row: as the plan numbers it, or by its `llave` if the plan gives it no number."""
    return e.clave if any(letra.isdigit() for letra in e.clave) else e.llave


def dia_del_paso(paso: SubactividadDatos) -> tuple[str, date | None]:
    """The date of a step and the key of the file that holds it: the printed one or, unsaid, the one that rules."""
    if paso.fecha_impresa is None and paso.fecha is not None:
        return "subactividades.fecha", paso.fecha
    return "subactividades.fecha_impresa", paso.fecha_impresa


def donde(e: EntregableDatos) -> str:
    """Where a row is, for whoever opens the document: how a sentence begins. Who shows it says its name."""
    return f"La fila {nombrada(e)}"


def nombrada(e: EntregableDatos) -> str:
    """The same, inside a sentence."""
    lugar = e.bloque or e.fuente
    return f"«{e.llave}» ({lugar})" if lugar else f"«{e.llave}»"


def paso_de_remision(ctx: Contexto, e: EntregableDatos) -> SubactividadDatos | None:
    """The step that prints the same remission date as its row, if there is one: it is reported there."""
    return next(
        (s for s in e.subactividades if ctx.tipo_etapa(e, s) == "remitir" and s.fecha_impresa == e.remision_impresa),
        None,
    )
