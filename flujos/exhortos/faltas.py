"""What a letter may ask for, who lacks it at a moment, and who no longer does.

Each class is one that progress already counts (`compliance.seguimiento`), or that a representation sees on its page:
nothing is judged here.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from calendario.fechas import fin_del_dia
from compliance.models import Candidatura, Proceso
from compliance.seguimiento import RAZONES, Seguimiento

from ..candidaturas.representacion import sin_consentir
from ..models import CampanaDeExhortos, FilaDeExhorto

Ids = QuerySet[Any, Any]


@dataclass(frozen=True)
class Falta:
    """Something that is missing: how a letter says it, and who lacks it. `en_captura`: who did not send its
    questionnaires is told so with them.
    """

    nombre: str
    quienes: Callable[[Seguimiento], Ids]
    en_captura: bool = False


def _por_razon(razon: str) -> Falta:
    return Falta(RAZONES[razon].que, lambda s: s.sin_publicar.filter(razon=razon).values("id"))


def _sin_consentir(seguimiento: Seguimiento) -> Ids:
    pendientes = Candidatura.objects.filter(pk__in=seguimiento.de("sin_publicar").values("id"))
    return sin_consentir(pendientes).order_by().values("id")


FALTAS: Mapping[str, Falta] = {
    "captura": _por_razon("captura"),
    "observada": _por_razon("observada"),
    "autorizacion": _por_razon("autorizacion"),
    "cuenta": Falta(
        "No consta que recibiera su cuenta", lambda s: s.de("cuentas_sin_recibir").values("id"), en_captura=True
    ),
    "consentimiento": Falta("Sin consentimiento para publicar", _sin_consentir),
    "aviso": Falta(
        "No ha aceptado el aviso de privacidad",
        lambda s: s.de("sin_publicar").filter(aviso_aceptado_en=None).values("id"),
        en_captura=True,
    ),
    "foto": Falta(
        "Sin fotografía",
        lambda s: s.de("sin_publicar").filter(id__in=s.de("sin-foto").values("id")).values("id"),
        en_captura=True,
    ),
}
# By when: what is late, or due by the end of a day.
PLAZOS = {"": "Cualquiera", "vencido": "Ya vencido", "hasta": "Vence a más tardar el día"}


@dataclass(frozen=True)
class Eleccion:
    """What a campaign asks for: any of `faltas`, of one office and of whoever postulates (their keys; none: all), late
    or due by the local day `dia`.
    """

    faltas: Sequence[str]
    cargo: str = ""
    plazo: str = ""
    dia: date | None = None
    actor: str = ""

    def en_json(self) -> dict[str, Any]:
        """As the campaign keeps it."""
        return {
            "faltas": list(self.faltas),
            "cargo": self.cargo,
            "actor": self.actor,
            "plazo": self.plazo,
            "dia": self.dia.isoformat() if self.dia else "",
        }

    @classmethod
    def de(cls, campana: CampanaDeExhortos) -> "Eleccion":
        """That of a campaign."""
        dicha = campana.eleccion
        dia = date.fromisoformat(dicha["dia"]) if dicha["dia"] else None
        return cls(tuple(dicha["faltas"]), dicha["cargo"], dicha["plazo"], dia, dicha["actor"])


@dataclass(frozen=True)
class Elegida:
    """A candidacy that would be named: a row of `Seguimiento.vista`, what it lacks by key and in words."""

    fila: Any
    faltas: Sequence[str]
    dicho: str


@dataclass(frozen=True)
class Resumen:
    """Of whoever postulates, how many people and candidacies a letter would name, and how many lack each thing."""

    actor: Any
    personas: int
    candidaturas: int
    faltas: Mapping[str, int] = field(default_factory=dict)

    @property
    def dichas(self) -> list[tuple[str, int]]:
        """What is missing, in words, with how many."""
        return [(FALTAS[clave].nombre, n) for clave, n in self.faltas.items()]


def elegir(proceso: Proceso, eleccion: Eleccion, al: datetime) -> list[Elegida]:
    """Who lacks any of that at `al`, party by party and office by office. A query for each class and five more."""
    seguimiento = Seguimiento(proceso, al, None, {"cargo": eleccion.cargo, "actor": eleccion.actor})
    vence = Q()
    if eleccion.plazo == "vencido":
        vence = Q(vence__lt=al)
    elif eleccion.dia is not None:
        vence = Q(vence__lte=fin_del_dia(eleccion.dia, proceso.tz))
    quienes = {c: set(FALTAS[c].quienes(seguimiento).values_list("id", flat=True)) for c in eleccion.faltas}
    filas = [f for f in seguimiento.vista().filter(vence) if any(f.id in suyas for suyas in quienes.values())]
    detalles = seguimiento.faltas(filas)
    elegidas = []
    for f in filas:
        suyas = [c for c, cuales in quienes.items() if f.id in cuales]
        elegidas.append(Elegida(f, suyas, _en_palabras(suyas, detalles[f.id])))
    return elegidas


def _en_palabras(faltas: Sequence[str], detalle: str) -> str:
    dichas = []
    for clave in faltas:
        falta = FALTAS[clave]
        if falta.en_captura and "captura" in faltas and detalle:
            continue
        con_detalle = detalle and clave in ("captura", "observada")
        # «No corrigió lo observado» already says that it was.
        dichas.append(f"{falta.nombre}: {detalle.removeprefix('observado: ')}" if con_detalle else falta.nombre)
    return ". ".join(dichas)


def resumir(elegidas: Iterable[Elegida]) -> list[Resumen]:
    """Of each who postulates, in the order in which they come."""
    por_actor: dict[int, list[Elegida]] = {}
    for e in elegidas:
        por_actor.setdefault(e.fila.actor_id, []).append(e)
    return [
        Resumen(
            suyas[0].fila.actor,
            len({e.fila.persona_id for e in suyas}),
            len(suyas),
            Counter(clave for e in suyas for clave in e.faltas),
        )
        for suyas in por_actor.values()
    ]


def cumplidas(proceso: Proceso, filas: Collection[FilaDeExhorto], al: datetime) -> set[int]:
    """The keys of those rows to which nothing of what they lacked is missing at `al`. A query for each class.

    It is told of what the record holds, and kept nowhere. Who was withdrawn lacks nothing.
    """
    seguimiento = Seguimiento(proceso, al)
    claves = {clave for f in filas for clave in f.faltas}
    faltan = {c: set(FALTAS[c].quienes(seguimiento).values_list("id", flat=True)) for c in claves}
    return {f.pk for f in filas if not any(f.candidatura_id in faltan[c] for c in f.faltas)}
