"""What was observed of a candidacy each time, from its acts: one `observar`, one requerimiento."""

from datetime import datetime

from django.db.models import QuerySet

from compliance.cuestionarios import DIMENSIONES
from compliance.models import Acto, Candidatura
from documentos.informes.requerimiento import Observado, Requerimiento

from ..guardas import RUBROS, causas_de

# What is told of an answer is as reserved as the answer.
RESERVADOS = frozenset(DIMENSIONES)


def requerimiento_de(candidatura: Candidatura, numero: int, *, ve_identidad: bool) -> Requerimiento | None:
    """The one with this number, from 1; None if there is none. Words about answers, only with `ve_identidad`."""
    actos = list(_actos(candidatura)[:numero])
    if not 0 < numero <= len(actos):
        return None
    acto, causas = actos[numero - 1], causas_de(candidatura.proceso)
    vence = acto.hechos.get("vence")
    return Requerimiento(
        candidatura=candidatura,
        numero=numero,
        hecho_en=acto.en,
        hecho_por=acto.por_nombre,
        vence=datetime.fromisoformat(vence) if vence else None,
        observado=[
            Observado(
                RUBROS.get(o.rubro, o.rubro),
                "; ".join(causas[k].nombre if k in causas else k for k in o.causas),
                o.texto if ve_identidad or o.rubro not in RESERVADOS else None,
            )
            for o in candidatura.observaciones.filter(hecha_en=acto.en)
        ],
    )


def tiene_reservado(candidatura: Candidatura, numero: int) -> bool:
    """Whether some of its words are only for who may read the answers."""
    actos = list(_actos(candidatura)[:numero])
    return (
        len(actos) == numero > 0
        and candidatura.observaciones.filter(hecha_en=actos[-1].en, rubro__in=RESERVADOS).exists()
    )


def _actos(candidatura: Candidatura) -> QuerySet[Acto]:
    return candidatura.actos.filter(verbo="observar").order_by("pk")
