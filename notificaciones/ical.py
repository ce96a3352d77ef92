"""A person's calendar, or that of an area, body or party of theirs: limits and meetings, with the alarms of the ladder.

What a feed shows is computed from the roles in force at each request: whoever leaves an area stops seeing its dates
at the same address. It then answers an empty calendar, not an error, so that the application that keeps a copy forgets
it. Neither answers of the questionnaires nor texts of observations ever enter it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from calendario.fechas import dia_local
from calendario.ics import EventoICS, Revision, construir
from calendario.services import revisiones
from compliance.ambito import INTERNOS, Ambito
from compliance.models import Candidatura, Entregable, EtapaRuta, Proceso, Usuario
from compliance.navegacion import direccion
from compliance.permisos import ambito_de
from flujos.models import Sesion

from .alcances import PERSONA, acotar, nombres, partes
from .escalera import HORA_DE_AVISO
from .escalones import escalones_de
from .models import Escalon
from .vencimientos import objeto_de_candidatura

# A row written without history has not been revised.
SIN_REVISION = Revision(0, datetime(2000, 1, 1, tzinfo=UTC))

QUE_HACER = {Escalon.Objeto.CAPTURA: "enviar cuestionarios", Escalon.Objeto.OBSERVACION: "atender observaciones"}


def calendario_de(usuario: Usuario, alcance: str, al: datetime) -> bytes:
    """The feed of `usuario` for `alcance` (see alcances) at the aware moment `al`, as iCalendar.

    A constant number of queries. Moments are written in the time zone of the institute; those of a person, who may
    serve several, in the site's.
    """
    ambito = acotar(ambito_de(usuario, timezone.localdate(al)), alcance)
    alarmas = _Alarmas(ambito)
    eventos: list[EventoICS]
    match partes(alcance)[0]:
        case "area":
            eventos = [*_entregables(Q(area__in=ambito.areas), alarmas)]
        case "organo":
            decide = EtapaRuta.objects.filter(organo__in=ambito.organos).values("ruta")
            eventos = [*_entregables(Q(ruta__in=decide), alarmas, remision=False), *_sesiones(ambito)]
        case "actor":
            eventos = [*_candidaturas(ambito, alarmas)]
        case _:
            propios = Q(proceso__in=ambito.procesos_con(INTERNOS - {"area"})) | Q(area__in=ambito.areas)
            eventos = [*_entregables(propios, alarmas), *_sesiones(ambito), *_candidaturas(ambito, alarmas)]
    if alcance == PERSONA:
        return construir(
            f"Cauce: {usuario}",
            eventos,
            timezone.get_default_timezone(),
            descripcion="Límites, sesiones y plazos de sus procesos electorales.",
        )
    proceso = Proceso.objects.filter(pk__in=ambito.procesos).select_related("instituto").first()
    if proceso is None:
        return construir(
            "Cauce",
            [],
            timezone.get_default_timezone(),
            descripcion="El nombramiento que daba acceso a este calendario ya no está vigente.",
        )
    nombre = nombres([alcance])[alcance]
    return construir(f"Cauce: {nombre}", eventos, proceso.tz, descripcion=f"Límites, sesiones y plazos. {nombre}.")


class _Alarmas:
    """The rungs that would be mailed to the person's roles, as times before the first midnight of the due day."""

    def __init__(self, ambito: Ambito) -> None:
        self._dias: dict[tuple[int, str], set[int]] = defaultdict(set)
        for e in escalones_de(ambito.procesos):
            if e.activo and e.dias is not None and e.dias >= 0 and ambito.tiene(e.proceso_id, e.destinatario):
                self._dias[e.proceso_id, e.objeto].add(e.dias)

    def de(self, proceso: int, *objetos: str) -> tuple[timedelta, ...]:
        """For a clock of any of these kinds, the earliest first."""
        dias = set().union(*(self._dias[proceso, o] for o in objetos))
        return tuple(timedelta(days=d, hours=-HORA_DE_AVISO.hour) for d in sorted(dias, reverse=True))


def identificador(*de: object) -> str:
    """The UID of an event: always the same for the same thing, on every feed of this site."""
    return f"{'-'.join(str(p) for p in de)}@{urlsplit(settings.SITIO_URL).hostname}"


def _enlace(nombre: str, *args: object) -> str:
    lugar = direccion(nombre, *args)
    return settings.SITIO_URL + lugar if lugar else ""


def _entregables(cuales: Q, alarmas: _Alarmas, remision: bool = True) -> Iterator[EventoICS]:
    """The limits to approve and to send each deliverable; without `remision`, only the former."""
    visibles = Entregable.objects.filter(cuales, es_plantilla=False).select_related("proceso", "area")
    entregables = list(visibles.order_by("proceso", "orden", "pk"))
    revision = revisiones(Entregable, [e.pk for e in entregables])
    for e in entregables:
        de_aprobar = alarmas.de(e.proceso_id, Escalon.Objeto.ENTREGABLE, Escalon.Objeto.DECISION)
        de_remitir = alarmas.de(e.proceso_id, Escalon.Objeto.REMISION)
        terminado = e.concluido_en is not None
        obligaciones: list[tuple[str, date | None, bool, tuple[timedelta, ...]]] = [
            ("aprobación", e.fecha_plan, e.aprobado_el is not None or terminado, de_aprobar),
            ("remisión", e.limite_remision if remision else None, e.remitido_en is not None or terminado, de_remitir),
        ]
        for nombre, dia, cumplida, recordatorios in obligaciones:
            if dia is not None:
                yield EventoICS(
                    uid=identificador("entregable", e.pk, nombre.replace("ó", "o")),
                    resumen=f"{'✓ ' if cumplida else ''}{e}: {nombre}",
                    inicio=dia,
                    revision=revision.get(e.pk, SIN_REVISION),
                    descripcion="\n".join(
                        str(x) for x in (e.producto, e.area or e.responsable_impreso, e.fundamento) if x
                    ),
                    url=_enlace("entregable", e.proceso.clave, e.pk),
                    categorias=("Entregables",),
                    recordatorios=() if cumplida else recordatorios,
                    cancelado=e.estado == Entregable.Estado.CANCELADO,
                )


def _sesiones(ambito: Ambito) -> Iterator[EventoICS]:
    """The meetings of one's bodies."""
    sesiones = list(
        Sesion.objects.filter(organo__in=ambito.organos).select_related("organo", "proceso").order_by("inicia_en")
    )
    revision = revisiones(Sesion, [s.pk for s in sesiones])
    for s in sesiones:
        yield EventoICS(
            uid=identificador("sesion", s.pk),
            resumen=str(s),
            inicio=s.inicia_en,
            fin=s.termina_en,
            revision=revision.get(s.pk, SIN_REVISION),
            descripcion=s.organo.nombre,
            lugar=s.lugar,
            url=_enlace("sesion", s.proceso.clave, s.pk),
            categorias=("Sesiones",),
            recordatorios=(timedelta(days=1),),
            cancelado=s.estado == Sesion.Estado.CANCELADA,
        )


def _candidaturas(ambito: Ambito, alarmas: _Alarmas) -> Iterator[EventoICS]:
    """The limits to capture and to answer: one event for each due day of a party, one for each own candidacy."""
    candidaturas = list(
        Candidatura.objects.filter(Q(actor__in=ambito.actores) | Q(pk__in=ambito.candidaturas))
        .select_related("actor", "cargo", "persona", "proceso__instituto")
        .order_by("vence", "pk")
    )
    revision = revisiones(Candidatura, [c.pk for c in candidaturas])
    del_partido: dict[tuple[int, str, date], list[Candidatura]] = defaultdict(list)
    for c in candidaturas:
        objeto = objeto_de_candidatura(c)
        if c.vence is None or objeto not in QUE_HACER:
            continue
        dia = dia_local(c.vence, c.proceso.tz)
        if c.actor_id in ambito.actores:
            del_partido[c.actor_id, objeto, dia].append(c)
        else:
            yield EventoICS(
                uid=identificador("candidatura", c.pk, objeto),
                resumen=f"Conóceles: {QUE_HACER[Escalon.Objeto(objeto)]}",
                inicio=dia,
                revision=revision.get(c.pk, SIN_REVISION),
                descripcion=str(c),
                url=_enlace("captura", c.proceso.clave),
                categorias=("Candidaturas",),
                recordatorios=alarmas.de(c.proceso_id, objeto),
            )
    for (actor, objeto, dia), suyas in del_partido.items():
        proceso = suyas[0].proceso
        yield EventoICS(
            uid=identificador("actor", actor, objeto, dia),
            resumen=f"{suyas[0].actor}: {QUE_HACER[Escalon.Objeto(objeto)]} ({len(suyas)})",
            inicio=dia,
            # Of all of the party's, so that it never goes back when one leaves the list.
            revision=_suma(revision.get(c.pk, SIN_REVISION) for c in candidaturas if c.actor_id == actor),
            descripcion="\n".join(f"{c.persona}, {c.cargo}" for c in suyas),
            url=_enlace("candidaturas", proceso.clave),
            categorias=("Candidaturas",),
            recordatorios=alarmas.de(proceso.pk, objeto),
        )


def _suma(partes: Iterable[Revision]) -> Revision:
    """The revision of an event made of several rows: it grows with each of theirs."""
    todas = list(partes)
    return Revision(sum(r.secuencia + 1 for r in todas) - 1, max(r.modificado_en for r in todas))
