"""What a check sees and what it answers. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from calendario.fechas import MESES
from calendario.inhabiles import CalendarioHabil, Modo
from calendario.plazos import PlazoError, Regla, calcular, interpretar, leer_fecha, sumar_meses

from ..esquema_plan import EntregableDatos, EtapaDatos, PlanDatos, RutaDatos, SubactividadDatos

# error: cannot be obeyed as printed, or breaks the law. aviso: a contradiction or gap that a person must settle.
# nota: the same thing written in two ways.
Gravedad = Literal["error", "aviso", "nota"]


@dataclass(frozen=True)
class Hallazgo:
    """One slip: where it is, what is printed, why it is one and what to look at. Texts in Spanish.

    `clave` is the row or step as the plan numbers it; `campo` the key of the plan file; `valor` what is printed,
    dates in ISO form.
    """

    codigo: str
    gravedad: Gravedad
    clave: str
    campo: str
    valor: str
    mensaje: str
    sugerencia: str

    def como_dict(self) -> dict[str, str]:
        """Plain values for JSON."""
        return asdict(self)


class Contexto:
    """A plan with what the checks ask of it again and again."""

    def __init__(self, plan: PlanDatos) -> None:
        self.plan = plan
        self.rutas: dict[str, RutaDatos] = {r.clave: r for r in plan.rutas}
        self.por_llave = {e.llave: e for e in plan.entregables}
        self.organos = {o.clave: o for o in plan.organos}

    @cached_property
    def filas(self) -> list[EntregableDatos]:
        """The rows that the source prints: not the occurrences made of a template."""
        return [e for e in self.plan.entregables if not e.plantilla_de]

    @cached_property
    def calendario(self) -> CalendarioHabil:
        """The working days of the institute, as far as the file tells."""
        proceso = self.plan.proceso
        return CalendarioHabil(
            clave=self.plan.clave,
            nombre=self.plan.instituto.siglas,
            zona_horaria=self.plan.instituto.zona_horaria,
            proceso_desde=proceso.inicio,
            proceso_hasta=proceso.fin,
        )

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
        """The stages of its route."""
        return self.rutas[e.ruta].etapas

    def remite(self, e: EntregableDatos) -> bool:
        """Whether its route ends at INE."""
        return any(etapa.tipo == "remitir" for etapa in self.etapas(e))

    def tipo_etapa(self, e: EntregableDatos, paso: SubactividadDatos) -> str:
        """What is done in the stage of a step; empty if it stands for none."""
        return next((etapa.tipo for etapa in self.etapas(e) if etapa.clave == paso.etapa), "")

    def pasos(self) -> Iterator[tuple[EntregableDatos, SubactividadDatos]]:
        """Every step of every row."""
        return ((e, s) for e in self.filas for s in e.subactividades)

    # -- Rules --------------------------------------------------------------------------------------------

    def fecha_de_hecho(self, e: EntregableDatos, evento: str) -> date | None:
        """The day of the event from which a rule of `e` counts, if the plan tells it.

        An event is «aprobacion» (also when none is named), «periodo» (the end of the month reported; the first
        one, in a template), a date of the process, the `llave` of another deliverable or a date AAAA-MM-DD.
        """
        if evento in ("", "aprobacion"):
            return e.fecha_plan or self.fecha_por_regla(e, e.regla, e.regla_evento)
        if evento == "periodo":
            return self.fin_de_mes(e.periodo or (e.meses.desde if e.meses else ""))
        if evento in type(self.plan.proceso).model_fields:
            valor = getattr(self.plan.proceso, evento)
            return valor if isinstance(valor, date) else None
        if otro := self.por_llave.get(evento):
            return otro.fecha_plan or otro.limite_remision or otro.termina
        try:
            return leer_fecha(evento)
        except PlazoError:
            return None

    @staticmethod
    def fin_de_mes(mes: str) -> date | None:
        """Last day of a month AAAA-MM."""
        if not mes:
            return None
        siguiente = sumar_meses(date.fromisoformat(f"{mes}-01"), 1)
        return date.fromordinal(siguiente.toordinal() - 1)

    def fecha_por_regla(self, e: EntregableDatos, regla: str, evento: str) -> date | None:
        """What a rule of `e` gives, or None: no rule, its event not told, or a text that is no rule."""
        # A rule of the row itself that counts from its own approval would count from itself.
        if not regla or (evento in ("", "aprobacion") and regla == e.regla and e.fecha_plan is None):
            desde = None
        else:
            desde = self.fecha_de_hecho(e, evento)
        try:
            return calcular(regla, desde=desde, calendario=self.calendario, modo=Modo(e.modo)).dia if regla else None
        except PlazoError:
            return None

    def limite_de_remision(self, e: EntregableDatos) -> date | None:
        """The last day to send that rules: the one given, or the one that its rule gives."""
        return e.limite_remision or self.fecha_por_regla(e, e.regla_remision, e.regla_evento)


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


def rotulo(e: EntregableDatos) -> str:
    """How a finding names a row: as the plan numbers it, or by its `llave` if the plan gives it no number."""
    return e.clave if any(letra.isdigit() for letra in e.clave) else e.llave


def dia_del_paso(paso: SubactividadDatos) -> tuple[str, date | None]:
    """The date of a step and the key of the file that holds it: the printed one or, unsaid, the one that rules."""
    if paso.fecha_impresa is None and paso.fecha is not None:
        return "subactividades.fecha", paso.fecha
    return "subactividades.fecha_impresa", paso.fecha_impresa


def donde(e: EntregableDatos) -> str:
    """Where a row is, for whoever opens the document."""
    lugar = e.bloque or e.fuente
    return f"«{e.llave}» ({lugar})" if lugar else f"«{e.llave}»"
