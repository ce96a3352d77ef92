"""Publication on the start date, by the system: whatever may be published is, and what could not be leaves its reasons.

From the local day on which the publication begins (Lineamientos art. 11 num. 9) until election day, at every sweep, in
processes that leave it to the system (`Proceso.modo_publicacion`). Set by set, each in its transaction: what a sweep
that died had published stays so, and the next one goes on. Two at once never do the same twice: a candidacy is locked,
and who comes second finds it published, or its refusal noted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from calendario.fechas import dia_local, inicio_del_dia
from calendario.plazos import sumar_meses
from compliance.actos import asentar, escritura
from compliance.cuestionarios.foto import MESES_DE_ANTIGUEDAD
from compliance.models import Acto, Candidatura, Observacion, Proceso
from compliance.models.candidaturas import CandidaturaQuerySet
from compliance.sentencias import entre

from ..acto import comenzar
from ..guardas import CasoDeCandidatura, Estado, Orden, aviso_exigido
from ..transiciones import FueraDeLugar, Rechazo, con_cerrojo
from ..verbos.candidaturas import DE_CANDIDATURA, POR_PUBLICAR
from .varias import LOTE, hacer_en_lote


@dataclass(frozen=True)
class Programadas:
    """How many were published, and of how many it was noted for the first time why they could not be."""

    publicadas: int = 0
    negadas: int = 0


def por_publicar(proceso: Proceso) -> CandidaturaQuerySet:
    """Those that wait for nothing but their publication, if they meet what it asks."""
    estados = [Estado.VALIDADA, Estado.CAPTURADA] if proceso.orden_autorizacion == Orden.PARTIDO else [Estado.VALIDADA]
    return Candidatura.objects.filter(proceso=proceso, estado__in=estados)


def impedimento(proceso: Proceso, dia: date) -> Q:
    """Of a candidacy that the database can already tell may not be published on the local day `dia`.

    The guards of the verb have the last word; this spares asking them of thousands at every sweep.
    """
    vieja = Q(curricular__foto_tomada_el__lt=sumar_meses(dia, -MESES_DE_ANTIGUEDAD))
    impedida = (
        Q(aviso_aceptado_en__isnull=True)
        | Q(Exists(Observacion.objects.filter(candidatura=OuterRef("pk"), atendida_en__isnull=True)))
        | (
            ~Q(curricular__foto="")
            & (vieja | Q(curricular__foto_tomada_el__isnull=True) | Q(curricular__foto_tomada_el__gt=dia))
        )
    )
    if proceso.orden_autorizacion != Orden.VERIFICACION:
        impedida |= Q(autorizada_en__isnull=True)
    exigida = aviso_exigido(proceso, inicio_del_dia(dia + timedelta(days=1), proceso.tz) - timedelta(microseconds=1))
    if exigida is not None:
        impedida |= Q(aviso_aceptado_en__lt=exigida)
    return impedida


def dia_de_publicacion(proceso: Proceso, hoy: date) -> date | None:
    """The day on which what is ready would be published: today, or the start if it is yet to come. None without one."""
    return None if proceso.publicacion_inicio is None else max(proceso.publicacion_inicio, hoy)


def publicar_programadas(al: datetime) -> Programadas:
    """Publish at `al` all that may be, as the system; note once, of each of the others, why not."""
    publicadas = negadas = 0
    cerca = timedelta(days=1)
    for proceso in Proceso.objects.filter(
        modo_publicacion=Proceso.ModoPublicacion.AUTOMATICA,
        publicacion_inicio__lte=al.date() + cerca,
        jornada__gte=al.date() - cerca,
    ).select_related("instituto"):
        hoy = dia_local(al, proceso.tz)
        if proceso.publicacion_inicio is None or not proceso.publicacion_inicio <= hoy <= proceso.jornada:
            continue
        pendientes = por_publicar(proceso)
        listas = pendientes.exclude(impedimento(proceso, hoy))
        notas = Acto.objects.filter(proceso=proceso)
        momentos = pendientes.order_by().values_list("pk", "validada_en", "capturada_en")
        intentar = sorted({*listas.order_by().values_list("pk", flat=True), *_sin_anotar(momentos, notas)})
        for desde in range(0, len(intentar), LOTE):
            resultado = hacer_en_lote("publicar", intentar[desde : desde + LOTE], por=None, en=al)
            publicadas += len(resultado.hechas)
            negadas += _anotar(resultado.rechazadas, al)
    return Programadas(publicadas, negadas)


def _sin_anotar(momentos: Iterable[tuple[int, datetime | None, datetime | None]], notas: QuerySet[Acto]) -> set[int]:
    """Those of which no sweep has said why not since they were last validated (or sent, where nobody validates).

    Each comes with both moments. In one reading of the `notas`: asked of each, SQLite walks all of them each time.
    """
    dichas = dict(notas.filter(verbo="no_publicar").order_by().values_list("candidatura").annotate(Max("en")))
    return {
        pk
        for pk, validada, capturada in momentos
        if pk not in dichas or (desde := validada or capturada) is None or dichas[pk] < desde
    }


@escritura()
def _anotar(rechazadas: Mapping[int, Sequence[Rechazo]], al: datetime) -> int:
    """Leave an act on each that says why it was not published. What another did meanwhile is no refusal."""
    claves = [pk for pk, razones in rechazadas.items() if not any(isinstance(r, FueraDeLugar) for r in razones)]
    if not claves:
        return 0
    list(con_cerrojo(Candidatura.objects.filter(pk__in=entre(claves)).order_by("pk")).values_list("pk"))
    # Asked once they are locked: another sweep may have noted them while this one waited.
    suyas = Candidatura.objects.filter(pk__in=entre(claves), estado__in=POR_PUBLICAR)
    momentos = suyas.order_by().values_list("pk", "validada_en", "capturada_en")
    sin_anotar = _sin_anotar(momentos, Acto.objects.filter(candidatura__in=entre(claves)))
    fila = DE_CANDIDATURA["no_publicar"]
    actos = [
        comenzar(fila, CasoDeCandidatura(c, al, None), por=None)
        for c in suyas.select_related("proceso__instituto", "persona", "actor").order_by("pk")
        if c.pk in sin_anotar
    ]
    asentar(*(acto.por_asentar() for acto in actos))
    for acto in actos:
        razones = rechazadas[acto.objeto.pk]
        acto.anotar(hechos={"guardas": [r.guarda for r in razones], "razones": [str(r) for r in razones]})
    return len(actos)
