"""How a deliverable came to where it stands: what each stage did and when, and what came back.

Read from its transitions: each says where it led, and what was decided or sent keeps the day on which it happened,
which a clerk may have recorded later.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Max

from calendario.fechas import dia_local
from compliance.models import Acto, Entregable, EtapaRuta

from ..models import Decision


@dataclass(frozen=True)
class Recorrido:
    """`hechas`: the day on which each stage was done, by its key. `sin_efecto`: sessions whose decision fell."""

    hechas: Mapping[str, date]
    sin_efecto: frozenset[int]


def recorrido_de(entregable: Entregable, decisiones: Iterable[Decision]) -> Recorrido:
    """Follow its transitions in order. A return undoes the stages from the one that it leads back to."""
    tz = entregable.proceso.tz
    por_sesion = {d.punto.sesion_id: d for d in decisiones}
    orden = {e.clave: e.orden for e in entregable.ruta.etapas.all()}
    hechas: dict[str, date] = {}
    # The session that decided at each stage, while its decision holds.
    decidido: dict[str, int] = {}
    sin_efecto: set[int] = set()
    actual: str | None = None
    for t in entregable.actos.all():
        if "etapa" not in t.hechos:
            continue
        destino, sesion = t.hechos["etapa"], t.hechos.get("sesion")
        if t.verbo in ("devolver", "cambiar_ruta"):
            # Those from before this was written leave what comes before where they led.
            previas = set(t.hechos.get("quedan", [c for c in orden if orden[c] < orden.get(destino, 0)]))
            sin_efecto |= {s for c, s in decidido.items() if c not in previas}
            hechas = {c: dia for c, dia in hechas.items() if c in previas}
            decidido = {c: s for c, s in decidido.items() if c in previas}
        elif (hecha := t.hechos.get("hecha", actual)) is not None:
            hechas[hecha] = dia_local(_ocurrio(t, por_sesion.get(sesion)), tz)
            if sesion:
                decidido[hecha] = sesion
        actual = destino
    return Recorrido(hechas, frozenset(sin_efecto))


def _ocurrio(t: Acto, decision: Decision | None) -> datetime:
    if decision is not None:
        return decision.decidida_en
    contado = t.hechos.get("remitida_en") or t.hechos.get("validada_en")
    return datetime.fromisoformat(contado) if contado else t.en


@dataclass(frozen=True)
class Devolucion:
    """Why a deliverable is back in its first stage: what must be corrected, who says so and when."""

    texto: str
    quien: str
    en: datetime


def devoluciones_de(entregables: Iterable[Entregable]) -> dict[int, Devolucion]:
    """Those being prepared again, by primary key: what moved them last was a return. Two queries at most."""
    en_elaboracion = [e.pk for e in entregables if e.etapa is not None and e.etapa.tipo == EtapaRuta.Tipo.ELABORAR]
    if not en_elaboracion:
        return {}
    ultimas = Acto.objects.filter(entregable__in=en_elaboracion).exclude(de=F("a")).order_by().values("entregable")
    devueltas = Acto.objects.filter(pk__in=ultimas.annotate(ultima=Max("pk")).values("ultima"), verbo="devolver")
    decisiones = {
        (d.punto.entregable_id, d.punto.sesion_id): d
        for d in Decision.objects.filter(
            punto__entregable__in=en_elaboracion, resultado=Decision.Resultado.DEVUELTO
        ).select_related("punto__sesion__organo")
    }
    devoluciones = {}
    for t in devueltas:
        decision = decisiones.get((t.entregable_id, t.hechos.get("sesion")))
        quien, en = (decision.punto.sesion.organo.nombre, decision.decidida_en) if decision else (t.por_nombre, t.en)
        devoluciones[t.entregable_id] = Devolucion(t.motivo, quien, en)
    return devoluciones  # type: ignore[return-value]  # transitions of deliverables, by the filter
