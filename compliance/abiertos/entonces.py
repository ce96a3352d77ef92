"""Who was public on a day: at its end, or until some moment of it. From the history and the acts (decision 0029)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from calendario.fechas import fin_del_dia, inicio_del_dia

from ..models import Acto, ActorPolitico, Candidatura, Cargo, Persona, Proceso, Territorio
from ..publicacion import calidad_publica
from .filas import como_eran, publicadas_al


@dataclass(frozen=True)
class Estuvo:
    """One that was public that day. `desde`: since when, the last time that it came; `dejo`: when it stopped being so
    within the day; `sigue`: whether it is today.
    """

    pk: int
    nombre: str
    cargo: str
    territorio: str
    actor: str
    formula: str
    calidad: str
    desde: datetime | None
    dejo: datetime | None
    sigue: bool


def corte_del_dia(proceso: Proceso, dia: date, momento: datetime) -> datetime:
    """The end of a local day, or `momento` if it is not over."""
    return min(fin_del_dia(dia, proceso.tz), momento)


def estuvieron(proceso: Proceso, dia: date, momento: datetime) -> list[Estuvo]:
    """By their key, as they stood at the end of the day."""
    al = corte_del_dia(proceso, dia, momento)
    salidas = dict(
        Acto.objects.filter(
            proceso=proceso,
            candidatura__isnull=False,
            de=Candidatura.Estado.PUBLICADA,
            en__gte=inicio_del_dia(dia, proceso.tz),
            en__lte=al,
        )
        .exclude(Q(a="") | Q(a=F("de")))
        .order_by("en", "pk")
        .values_list("candidatura_id", "en")
    )
    # One that left and was restituted keeps when it was published first.
    entradas = dict(
        Acto.objects.filter(proceso=proceso, candidatura__isnull=False, a=Candidatura.Estado.PUBLICADA, en__lte=al)
        .exclude(de=F("a"))
        .order_by("en", "pk")
        .values_list("candidatura_id", "en")
    )
    quedaron = publicadas_al(proceso, al)
    todas = quedaron | como_eran(Candidatura, al, id__in=salidas.keys() - quedaron.keys())
    actores, cargos, territorios, personas = (
        como_eran(modelo, al, proceso=proceso) for modelo in (ActorPolitico, Cargo, Territorio, Persona)
    )
    siguen = set(Candidatura.objects.publicas().filter(proceso=proceso).values_list("pk", flat=True))
    halladas = []
    for pk, c in sorted(todas.items()):
        c.persona = personas[c.persona_id]
        halladas.append(
            Estuvo(
                pk=pk,
                nombre=c.persona.nombre,
                cargo=cargos[c.cargo_id].nombre,
                territorio=str(territorios[c.territorio_id]),
                actor=actores[c.actor_id].nombre,
                formula=c.formula,
                calidad=calidad_publica(c),
                desde=entradas.get(pk, c.publicada_en),
                dejo=None if pk in quedaron else salidas[pk],
                sigue=pk in siguen,
            )
        )
    return halladas
