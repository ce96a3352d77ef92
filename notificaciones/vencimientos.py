"""What the calendar makes due: for each running clock, the last rung of each of its ladders."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from calendario.fechas import dia_local
from compliance.models import Candidatura, EnlaceDeAcceso, Entregable
from compliance.models.candidaturas import CandidaturaQuerySet
from flujos.candidaturas import sin_recibir

from .escalera import peldano_vigente, vuelta
from .models import Escalon
from .propuestas import Propuesta, de_quien

Escaleras = Mapping[tuple[int, str], Mapping[str, list[Escalon]]]

OBJETO_DE_ESTADO = {
    Entregable.Estado.PROGRAMADO: Escalon.Objeto.ENTREGABLE,
    Entregable.Estado.EN_ELABORACION: Escalon.Objeto.ENTREGABLE,
    Entregable.Estado.EN_DECISION: Escalon.Objeto.DECISION,
    Entregable.Estado.POR_REMITIR: Escalon.Objeto.REMISION,
    Entregable.Estado.CONCLUIDO: Escalon.Objeto.CONCLUIDO,
}


def proponer_vencimientos(escalones: Collection[Escalon], al: datetime) -> Iterator[Propuesta]:
    """One proposal for each running clock and kind of recipient whose ladder has begun at `al`.

    Two queries, whatever the number of clocks. A past due day proposes only its last rung, and of one that is repeated
    only the last day.
    """
    escaleras: dict[tuple[int, str], dict[str, list[Escalon]]] = defaultdict(lambda: defaultdict(list))
    for e in escalones:
        if e.dias is not None:
            escaleras[e.proceso_id, e.objeto][e.destinatario].append(e)
    # No rung begins earlier than this before its due moment.
    alcance = al + timedelta(days=1 + max((e.dias or 0 for e in escalones), default=0))
    yield from _de_entregables(escaleras, al, alcance)
    yield from _de_candidaturas(escaleras, al, alcance)


def _de_entregables(escaleras: Escaleras, al: datetime, alcance: datetime) -> Iterator[Propuesta]:
    """Each pending deliverable, to whoever must act at the stage where it stands."""
    pendientes = Entregable.objects.pendientes().filter(vence__lte=alcance).con_lo_que_se_muestra()
    for e in pendientes.order_by("vence", "orden"):
        objeto = OBJETO_DE_ESTADO.get(Entregable.Estado(e.estado), "")
        for escalera in escaleras.get((e.proceso_id, objeto), {}).values():
            tz = escalera[0].proceso.tz
            if e.vence is not None and (escalon := peldano_vigente(escalera, e.vence, al, tz)):
                yield Propuesta(
                    escalon=escalon,
                    grupo=f"{_vez(escalon, e.vence, al)}|entregable:{e.pk}|{dia_local(e.vence, tz)}",
                    vence=e.vence,
                    entregable=e,
                )


def _de_candidaturas(escaleras: Escaleras, al: datetime, alcance: datetime) -> Iterator[Propuesta]:
    """The clocks of candidacies, gathered by recipient and due day. They end with election day.

    Late captures are accepted until then (oficio INE/UTTyPDP/DPT/069/2024); afterwards there is nothing to urge.
    """
    vigentes = Candidatura.objects.filter(proceso__jornada__gte=al.date() - timedelta(days=1)).select_related("actor")
    corriendo = vigentes.filter(
        estado__in=[Candidatura.Estado.ASIGNADA, Candidatura.Estado.OBSERVADA], vence__lte=alcance
    ).order_by("vence", "pk")
    esperan = sin_recibir(vigentes).filter(estado=Candidatura.Estado.ASIGNADA, vence=None).order_by("pk")
    hasta = _enlaces_hasta(esperan)
    relojes = [(c, c.vence) for c in corriendo] + [(c, hasta[c.pk]) for c in esperan if c.pk in hasta]
    reunidas: dict[str, tuple[Escalon, Candidatura, datetime, list[int]]] = {}
    for c, vence in relojes:
        for destinatario, escalera in escaleras.get((c.proceso_id, objeto_de_candidatura(c)), {}).items():
            if destinatario == Escalon.Destinatario.PARTIDO and c.independiente:
                continue
            proceso = escalera[0].proceso
            if vence is None or dia_local(al, proceso.tz) > proceso.jornada:
                continue
            if escalon := peldano_vigente(escalera, vence, al, proceso.tz):
                quien = de_quien(escalon, actor=c.actor_id, candidatura=c.pk)
                grupo = f"{_vez(escalon, vence, al)}|{quien}|{dia_local(vence, proceso.tz)}"
                reunidas.setdefault(grupo, (escalon, c, vence, []))[3].append(c.pk)
    for grupo, (escalon, primera, vence, pks) in reunidas.items():
        de_partido = escalon.destinatario == Escalon.Destinatario.PARTIDO
        yield Propuesta(
            escalon=escalon,
            grupo=grupo,
            vence=vence,
            candidaturas=tuple(pks),
            actor=primera.actor_id if de_partido else None,
        )


def _vez(escalon: Escalon, vence: datetime, al: datetime) -> str:
    """Which telling of the rung it is: by its name, and from the second on with its number."""
    n = vuelta(escalon.dias or 0, escalon.cada_dia_hasta, vence, al, escalon.proceso.tz)
    return f"{escalon.clave}+{n}" if n else escalon.clave


def _enlaces_hasta(candidaturas: CandidaturaQuerySet) -> dict[int, datetime]:
    """By candidacy, until when the last link that was sent to its person, and not used, works. One query."""
    suyos = EnlaceDeAcceso.objects.sin_usar().filter(usuario__nombramientos__candidatura__in=candidaturas.order_by())
    return dict(suyos.order_by("pk").values_list("usuario__nombramientos__candidatura", "vence_en"))


def objeto_de_candidatura(c: Candidatura) -> str:
    """Which clock runs, empty if none does in its state."""
    if c.estado == Candidatura.Estado.OBSERVADA:
        return Escalon.Objeto.OBSERVACION
    if c.estado == Candidatura.Estado.ASIGNADA:
        if c.cuentas_enviadas_en and c.vence is None:
            # No clock runs until its person receives it; what ends is the link that was sent.
            return Escalon.Objeto.RECEPCION
        return Escalon.Objeto.CAPTURA if c.cuentas_enviadas_en else Escalon.Objeto.CUENTAS
    return ""
