"""A person's calendar, or that of an area, body or party of theirs: limits and meetings, with the alarms of the ladder.

What a feed shows is computed from the roles in force at each request: whoever leaves an area stops seeing its dates
at the same address. It then answers an empty calendar, not an error, so that the application that keeps a copy forgets
it. Neither answers of the questionnaires nor texts of observations ever enter it.

What leaves a feed without leaving the record (a date taken away, a deliverable given to another area, a term that
was met) stays in it for a while as cancelled, as it was when it left: the history of the record tells it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from calendario.fechas import dia_local, fecha_larga
from calendario.ics import EventoICS, Revision, construir
from calendario.reglas import plegar
from calendario.services import Paso, bajas, existe, revisar, revisiones, versiones
from compliance.ambito import Ambito
from compliance.cara.navegacion import direccion
from compliance.models import Candidatura, Entregable, EtapaRuta, Organo, Proceso, Usuario
from compliance.permisos import ambito_en
from compliance.roles import INTERNOS, Rol
from flujos.models import Sesion

from .alcances import PERSONA, acotar, nombres, partes
from .cuales import Cuales
from .escalera import HORA_DE_AVISO
from .escalones import escalones_de
from .models import Escalon
from .vencimientos import objeto_de_candidatura

# A row written without history has not been revised.
SIN_REVISION = Revision(0, datetime(2000, 1, 1, tzinfo=UTC))

# How long what left a feed is announced as cancelled: any application asks again in the meantime.
AVISO_DE_BAJA = timedelta(days=60)

QUE_HACER = {Escalon.Objeto.CAPTURA: "enviar cuestionarios", Escalon.Objeto.OBSERVACION: "atender observaciones"}


def calendario_de(usuario: Usuario, alcance: str, al: datetime) -> bytes:
    """The feed of `usuario` for `alcance` (see alcances) at the aware moment `al`, as iCalendar.

    A constant number of queries. Moments are written in the time zone of the institute; those of a person, who may
    serve several, in the site's.
    """
    ambito = acotar(ambito_en(usuario, al), alcance)
    alarmas = _Alarmas(ambito)
    desde = al - AVISO_DE_BAJA
    eventos: list[EventoICS]
    match partes(alcance)[0]:
        case "area":
            eventos = [*_entregables(Cuales(areas=ambito.areas), alarmas, al)]
        case "organo":
            suyos = Cuales(organos=ambito.organos)
            eventos = [*_entregables(suyos, alarmas, al, remision=False), *_sesiones(ambito, desde)]
        case "actor":
            eventos = [*_candidaturas(ambito, alarmas, desde)]
        case _:
            propios = Cuales(procesos=ambito.procesos_con(INTERNOS - {Rol.AREA}), areas=ambito.areas)
            eventos = [
                *_entregables(propios, alarmas, al),
                *_sesiones(ambito, desde),
                *_candidaturas(ambito, alarmas, desde),
            ]
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


def _entregables(cuales: Cuales, alarmas: _Alarmas, al: datetime, remision: bool = True) -> Iterator[EventoICS]:
    """The limits to approve and to send each deliverable; without `remision`, only the former.

    As cancelled, those that were shown and no longer are: their date was taken away, they are now another's, the
    route no longer goes by it, they were deleted.
    """
    visibles = Entregable.objects.filter(cuales.filtro(EtapaRuta.objects), es_plantilla=False)
    pasos = list(cuales.pasos())
    revision = revisar((p.clave, p.en, n) for n, p in enumerate(pasos))
    vigentes: set[str] = set()
    for e in visibles.select_related("proceso__instituto", "area").order_by("proceso", "orden", "pk"):
        recordatorios = {
            "aprobación": alarmas.de(e.proceso_id, Escalon.Objeto.ENTREGABLE, Escalon.Objeto.DECISION),
            "remisión": alarmas.de(e.proceso_id, Escalon.Objeto.REMISION),
        }
        for o in e.obligaciones(al):
            if o.nombre == "remisión" and not remision:
                continue
            cumplida = o.cumplida_el is not None
            uid = identificador("entregable", e.pk, plegar(o.nombre))
            vigentes.add(uid)
            yield EventoICS(
                uid=uid,
                resumen=f"{'✓ ' if cumplida else ''}{e}: {o.nombre}",
                inicio=o.dia,
                revision=revision.get(e.pk, SIN_REVISION),
                descripcion="\n".join(str(x) for x in (e.producto, e.area or e.responsable_impreso, e.fundamento) if x),
                url=_enlace("entregable", e.proceso.clave, e.pk),
                categorias=("Entregables",),
                recordatorios=() if cumplida else recordatorios[o.nombre],
                cancelado=e.estado == Entregable.Estado.CANCELADO,
            )
    for nombre, campo in (("aprobación", "fecha_plan"), ("remisión", "limite_remision"))[: 2 if remision else 1]:
        con_dia = (p._replace(se_muestra=p.se_muestra and getattr(p.version, campo) is not None) for p in pasos)
        for pk, (v, salida) in bajas(con_dia).items():
            uid = identificador("entregable", pk, plegar(nombre))
            if salida.modificado_en >= al - AVISO_DE_BAJA and uid not in vigentes:
                yield EventoICS(
                    uid=uid,
                    resumen=f"{Entregable(clave=v.clave, nombre=v.nombre, periodo=v.periodo)}: {nombre}",
                    inicio=getattr(v, campo),
                    revision=salida,
                    categorias=("Entregables",),
                    cancelado=True,
                )


def _sesiones(ambito: Ambito, desde: datetime) -> Iterator[EventoICS]:
    """The meetings of one's bodies; as cancelled, those that were of them, or were at all, until after `desde`."""
    sesiones = list(
        Sesion.objects.filter(organo__in=ambito.organos)
        .select_related("organo", "proceso")
        .prefetch_related("recesos")
        .order_by("inicia_en")
    )
    revision = revisiones(Sesion, [s.pk for s in sesiones])
    for s in sesiones:
        yield from eventos_de_sesion(s, revision.get(s.pk, SIN_REVISION))
    campos = ("id", "history_date", "history_type", "organo_id", "tipo", "nombre", "inicia_en", "termina_en")
    suyas = Sesion.history.filter(organo__in=ambito.organos).values("id")
    pasos = (
        Paso(v.id, v.history_date, v, existe(v) and v.organo_id in ambito.organos)
        for v in versiones(Sesion, suyas).values_list(*campos, named=True)
    )
    salidas = {pk: baja for pk, baja in bajas(pasos).items() if baja.revision.modificado_en >= desde}
    organos = Organo.objects.in_bulk({v.organo_id for v, _ in salidas.values()})
    for pk, (v, salida) in salidas.items():
        yield EventoICS(
            uid=identificador("sesion", pk),
            resumen=str(Sesion(organo=organos[v.organo_id], tipo=v.tipo, nombre=v.nombre)),
            inicio=v.inicia_en,
            fin=_fin(v),
            revision=salida,
            categorias=("Sesiones",),
            cancelado=True,
        )


def eventos_de_sesion(s: Sesion, revision: Revision) -> list[EventoICS]:
    """A meeting, the same in every feed and in the invitation that is mailed: an event from its beginning to its first
    recess, and another for each time that it went on, or that it was said that it would.

    What was to go on and was closed in recess is cancelled.
    """
    recesos = sorted(s.recesos.all(), key=lambda r: r.desde)
    comienzo = EventoICS(
        uid=identificador("sesion", s.pk),
        resumen=str(s),
        inicio=s.inicia_en,
        fin=recesos[0].desde if recesos else _fin(s),
        revision=revision,
        descripcion=s.organo.nombre,
        lugar=s.lugar,
        url=_enlace("sesion", s.proceso.clave, s.pk),
        categorias=("Sesiones",),
        recordatorios=(timedelta(days=1),),
        cancelado=s.estado == Sesion.Estado.CANCELADA,
    )
    finales = [*(r.desde for r in recesos[1:]), s.termina_en]
    return [
        comienzo,
        *(
            replace(
                comienzo,
                uid=identificador("sesion", s.pk, "continua", r.pk),
                resumen=f"Continúa: {s}",
                inicio=sigue,
                fin=final if final is not None and final >= sigue else None,
                cancelado=s.estado == Sesion.Estado.CONCLUIDA and r.hasta is None,
            )
            for r, final in zip(recesos, finales, strict=False)
            if (sigue := r.hasta or r.continua_en) is not None
        ),
    ]


def _fin(sesion: Any) -> datetime | None:
    """The end of a session or of a version of one; a slip in its hours does not leave anybody without calendar."""
    termina: datetime | None = sesion.termina_en
    return termina if termina and termina >= sesion.inicia_en else None


@dataclass(frozen=True)
class _Plazo:
    """A term of a candidacy, from the change of its record that opened it to the one that closed it, if any."""

    candidatura: Candidatura
    objeto: str
    abierto_en: datetime
    vence: datetime
    cerrado_en: datetime | None = None

    @property
    def dia(self) -> date:
        """The local day on which it is due."""
        return dia_local(self.vence, self.candidatura.proceso.tz)


def _plazos(candidaturas: Iterable[Candidatura]) -> list[_Plazo]:
    """Every term that these candidacies have had, as their history tells. One query."""
    por_clave = {c.pk: c for c in candidaturas}
    cerrados: list[_Plazo] = []
    corren: dict[int, _Plazo] = {}
    campos = ("id", "history_date", "estado", "vence", "cuentas_enviadas_en")
    for v in versiones(Candidatura, list(por_clave)).values_list(*campos, named=True):
        objeto = objeto_de_candidatura(v) if v.vence else ""
        plazo = corren.pop(v.id, None)
        if plazo and plazo.objeto != objeto:
            cerrados.append(replace(plazo, cerrado_en=v.history_date))
            plazo = None
        if objeto in QUE_HACER:
            abierto_en = plazo.abierto_en if plazo else v.history_date
            corren[v.id] = _Plazo(por_clave[v.id], objeto, abierto_en, v.vence)
    return [*cerrados, *corren.values()]


def _candidaturas(ambito: Ambito, alarmas: _Alarmas, desde: datetime) -> Iterator[EventoICS]:
    """The limits to capture and to answer: for a party, one event for those that opened on the same day.

    It takes from the first due day to the last, and is cancelled when none is left.
    """
    candidaturas = list(
        Candidatura.objects.filter(Q(actor__in=ambito.actores) | Q(pk__in=ambito.candidaturas))
        .select_related("actor", "cargo", "persona", "proceso__instituto")
        .order_by("pk")
    )
    revision = revisiones(Candidatura, [c.pk for c in candidaturas])
    # Of all of a party's, so that it never goes back when one leaves the list.
    del_partido = {
        actor: _suma(revision.get(c.pk, SIN_REVISION) for c in candidaturas if c.actor_id == actor)
        for actor in {c.actor_id for c in candidaturas} & ambito.actores
    }
    juntos: dict[tuple[object, ...], list[_Plazo]] = defaultdict(list)
    for p in _plazos(candidaturas):
        c = p.candidatura
        if c.actor_id in del_partido:
            juntos["actor", c.actor_id, p.objeto, dia_local(p.abierto_en, c.proceso.tz)].append(p)
        else:
            juntos["candidatura", c.pk, p.objeto].append(p)
    for clave, plazos in juntos.items():
        vigentes = sorted((p for p in plazos if p.cerrado_en is None), key=lambda p: (p.vence, p.candidatura.pk))
        ultimo = vigentes[0] if vigentes else max(plazos, key=lambda p: p.cerrado_en or desde)
        if ultimo.cerrado_en and ultimo.cerrado_en < desde:
            continue
        c, que = ultimo.candidatura, QUE_HACER[Escalon.Objeto(ultimo.objeto)]
        dias = sorted({p.dia for p in vigentes or [ultimo]})
        de_partido = c.actor_id in del_partido
        cuantas = f" ({len(vigentes)})" if vigentes else ""
        yield EventoICS(
            uid=identificador(*clave),
            resumen=f"{c.actor}: {que}{cuantas}" if de_partido else f"Conóceles: {que}",
            inicio=dias[0],
            fin=dias[-1],
            revision=del_partido[c.actor_id] if de_partido else revision.get(c.pk, SIN_REVISION),
            descripcion="\n".join(_renglon(p, con_dia=len(dias) > 1) for p in vigentes),
            url=_enlace("candidaturas" if de_partido else "captura", c.proceso.clave),
            categorias=("Candidaturas",),
            # The alarms count from the first day: those of a later one are due that much later.
            recordatorios=tuple(
                sorted({a - (d - dias[0]) for d in dias for a in alarmas.de(c.proceso_id, ultimo.objeto)}, reverse=True)
            ),
            cancelado=not vigentes,
        )


def _renglon(p: _Plazo, con_dia: bool) -> str:
    return f"{p.candidatura}, {fecha_larga(p.dia)}" if con_dia else str(p.candidatura)


def _suma(partes: Iterable[Revision]) -> Revision:
    """The revision of an event made of several rows: it grows with each of theirs."""
    todas = list(partes)
    return Revision(sum(r.secuencia + 1 for r in todas) - 1, max(r.modificado_en for r in todas))
