"""What happened and somebody must hear: transitions that no notice has told yet."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from compliance.models import ActorPolitico
from flujos.models import Transicion

from .models import Escalon
from .propuestas import Propuesta, de_quien

# News older than this are history: a sweep that comes back after longer tells what the clocks say instead.
VIGENCIA = timedelta(days=7)


def proponer_sucesos(escalones: Collection[Escalon], al: datetime) -> Iterator[Propuesta]:
    """One proposal for each recipient and verb, gathering the transitions of the last days that nobody told.

    Found by what is missing (a transition without its notice), not by a cursor: with a cursor, a transaction that
    commits after a younger one would never be told. What is no longer so (observed, and captured again) is not
    told. One query.
    """
    por_verbo: dict[tuple[int, bool, str], list[Escalon]] = {}
    for e in escalones:
        if e.verbo:
            por_verbo.setdefault((e.proceso_id, e.es_de_entregable, e.verbo), []).append(e)
    verbos = {verbo for _, _, verbo in por_verbo}
    nuevas = (
        Transicion.objects.filter(en__gt=al - VIGENCIA, en__lte=al, verbo__in=verbos, avisos__isnull=True)
        .select_related("entregable__area", "candidatura__actor")
        .order_by("pk")
    )
    reunidas: dict[tuple[int, str], list[Transicion]] = {}
    for t in nuevas:
        objeto = t.entregable or t.candidatura
        if objeto is None or objeto.estado != t.a:
            continue
        for escalon in por_verbo.get((t.proceso_id, t.entregable is not None, t.verbo), []):
            if t.candidatura is None:
                reunidas[escalon.pk, f"t:{t.pk}"] = [t]
            elif not (
                escalon.destinatario == Escalon.Destinatario.PARTIDO
                and t.candidatura.actor.tipo == ActorPolitico.Tipo.INDEPENDIENTE
            ):
                quien = de_quien(escalon, actor=t.candidatura.actor_id, candidatura=t.candidatura.pk)
                reunidas.setdefault((escalon.pk, quien), []).append(t)
    por_pk = {e.pk: e for e in escalones}
    for (pk, quien), transiciones in reunidas.items():
        primera, escalon = transiciones[0], por_pk[pk]
        es_de_partido = escalon.destinatario == Escalon.Destinatario.PARTIDO and primera.candidatura is not None
        yield Propuesta(
            escalon=escalon,
            # The first transition names the group: each is told once, so no other group begins with it.
            grupo=f"{escalon.clave}|{quien}|t:{primera.pk}",
            vence=primera.entregable.vence if primera.entregable else None,
            entregable=primera.entregable,
            candidaturas=tuple(dict.fromkeys(t.candidatura_id for t in transiciones if t.candidatura_id)),
            actor=primera.candidatura.actor_id if es_de_partido and primera.candidatura else None,
            transiciones=tuple(transiciones),
        )
