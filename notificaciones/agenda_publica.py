"""The public calendar of a process: what the law makes public of its dates, and nothing else.

The dates of the process and of its plan of work, which are published documents. Left out on purpose: who is
responsible, the stage where each deliverable stands and whether it was met, meetings, candidacies, and what a fact
gave rise to (a substitution, for instance, whose description names people). SEQUENCE and LAST-MODIFIED count only the
changes of what is shown: they do not tell when somebody inside worked on a deliverable.
"""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, Q

from calendario.ics import EventoICS, construir
from calendario.services import revisiones_visibles, versiones
from compliance.cara.navegacion import direccion
from compliance.models import Entregable, Proceso

from .ical import SIN_REVISION, identificador


def agenda_de(proceso: Proceso) -> bytes:
    """The public calendar of `proceso`, as iCalendar. Four queries, whatever the number of deliverables."""
    return construir(
        f"{proceso.instituto.siglas}: {proceso.nombre}",
        [*_del_proceso(proceso), *_del_plan(proceso)],
        proceso.tz,
        descripcion="Fechas públicas del proceso electoral y de su plan de trabajo.",
    )


def _del_proceso(proceso: Proceso) -> Iterator[EventoICS]:
    """What every voter may want to know, as far as it has a date."""
    campos = ("inicio", "publicacion_inicio", "campanas_inicio", "campanas_fin", "jornada")
    revision = revisiones_visibles(Proceso, [proceso.pk], *campos).get(proceso.pk, SIN_REVISION)
    hechos: list[tuple[str, str, date | None, date | None]] = [
        ("inicio", "Inicio del proceso electoral", proceso.inicio, None),
        ("publicacion", "Inicio de la publicación en Conóceles", proceso.publicacion_inicio, None),
        ("campanas", "Campañas electorales", proceso.campanas_inicio, proceso.campanas_fin),
        ("jornada", "Jornada electoral", proceso.jornada, None),
    ]
    for clave, nombre, desde, hasta in hechos:
        if desde is not None:
            yield EventoICS(
                uid=identificador("proceso", proceso.pk, clave),
                resumen=nombre,
                inicio=desde,
                fin=hasta,
                revision=revision,
                descripcion=proceso.nombre,
                url=settings.SITIO_URL + direccion("conoceles", proceso.clave),
                categorias=("Proceso electoral",),
            )


def _del_plan(proceso: Proceso) -> Iterator[EventoICS]:
    """The limits that the plan of work sets; as cancelled, those of a cancelled deliverable and those taken away."""
    cancelado = ExpressionWrapper(Q(estado=Entregable.Estado.CANCELADO), BooleanField())
    entregables = list(
        Entregable.objects.filter(proceso=proceso, es_plantilla=False, evento_el__isnull=True).order_by("orden", "pk")
    )
    campos = ("clave", "nombre", "periodo", "producto", "fundamento", "fecha_plan", "limite_remision", cancelado)
    revision = revisiones_visibles(Entregable, [e.pk for e in entregables], *campos)
    ultimas = _ultimas_fechas([e.pk for e in entregables])
    for e in entregables:
        for obligacion, nombre, campo in (
            ("aprobacion", "aprobación", "fecha_plan"),
            ("remision", "remisión al INE", "limite_remision"),
        ):
            vigente: date | None = getattr(e, campo)
            if dia := vigente or ultimas.get((e.pk, campo)):
                yield EventoICS(
                    uid=identificador("entregable", e.pk, obligacion),
                    resumen=f"{e}: {nombre}",
                    inicio=dia,
                    revision=revision.get(e.pk, SIN_REVISION),
                    descripcion="\n".join(x for x in (e.producto, e.fundamento) if x),
                    categorias=("Plan de trabajo",),
                    cancelado=vigente is None or e.estado == Entregable.Estado.CANCELADO,
                )


def _ultimas_fechas(claves: list[int]) -> dict[tuple[int, str], date]:
    """The last date that each limit had, by deliverable and field. One query."""
    campos = ("fecha_plan", "limite_remision")
    fechas = {}
    for pk, *dias in versiones(Entregable, claves).values_list("id", *campos):
        fechas.update({(pk, campo): dia for campo, dia in zip(campos, dias, strict=True) if dia})
    return fechas
