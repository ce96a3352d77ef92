"""The public calendar of a process: what the law makes public of its dates, and nothing else.

The dates of the process and of its plan of work, which are published documents. Left out on purpose: who is
responsible, the stage where each deliverable stands and whether it was met, meetings, candidacies, and what a fact
gave rise to (a substitution, for instance, whose description names people). SEQUENCE and LAST-MODIFIED count only the
changes of what is shown: they do not tell when somebody inside worked on a deliverable.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings

from calendario.ics import EventoICS, construir
from calendario.services import existe, revisar, revisiones_visibles, versiones
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
    """What every voter may want to know, as far as it has a date; as cancelled, what had one and no longer does."""
    campos = ("inicio", "publicacion_inicio", "campanas_inicio", "campanas_fin", "jornada")
    revision = revisiones_visibles(Proceso, [proceso.pk], *campos).get(proceso.pk, SIN_REVISION)
    antes = versiones(Proceso, [proceso.pk]).values_list(*campos, named=True).reverse()
    for clave, nombre, desde, hasta in (
        ("inicio", "Inicio del proceso electoral", "inicio", ""),
        ("publicacion", "Inicio de la publicación en Conóceles", "publicacion_inicio", ""),
        ("campanas", "Campañas electorales", "campanas_inicio", "campanas_fin"),
        ("jornada", "Jornada electoral", "jornada", ""),
    ):
        ultima = next((v for v in (proceso, *antes) if getattr(v, desde)), None)
        if ultima is not None:
            yield EventoICS(
                uid=identificador("proceso", proceso.pk, clave),
                resumen=nombre,
                inicio=getattr(ultima, desde),
                fin=getattr(ultima, hasta) if hasta else None,
                revision=revision,
                descripcion=proceso.nombre,
                url=settings.SITIO_URL + direccion("conoceles", proceso.clave),
                categorias=("Proceso electoral",),
                cancelado=ultima is not proceso,
            )


class _Visto(NamedTuple):
    """What the calendar shows of a deliverable: nothing else of it is public."""

    clave: str
    nombre: str
    periodo: str
    producto: str
    fundamento: str
    fecha_plan: date | None
    limite_remision: date | None
    cancelado: bool

    def __str__(self) -> str:
        return str(Entregable(clave=self.clave, nombre=self.nombre, periodo=self.periodo))


_CAMPOS = _Visto._fields[:-1]


def _visto(e: Any) -> _Visto:
    """Of a deliverable or of a version of it."""
    return _Visto(**{c: getattr(e, c) for c in _CAMPOS}, cancelado=e.estado == Entregable.Estado.CANCELADO)


def _se_muestra(version: Any) -> bool:
    return existe(version) and not version.es_plantilla and version.evento_el is None


def _del_plan(proceso: Proceso) -> Iterator[EventoICS]:
    """The limits that the plan of work sets; as cancelled, those that no longer are: cancelled, taken away, deleted."""
    de_ahora = Entregable.objects.filter(proceso=proceso, es_plantilla=False, evento_el__isnull=True)
    vigentes = {e.pk: _visto(e) for e in de_ahora.order_by("orden", "pk")}
    campos = ("id", "history_date", "history_type", "es_plantilla", "evento_el", "estado", *_CAMPOS)
    alguna_vez = Entregable.history.filter(proceso=proceso).values("id")
    historia = list(versiones(Entregable, alguna_vez).values_list(*campos, named=True))
    revision = revisar((v.id, v.history_date, _visto(v) if _se_muestra(v) else None) for v in historia)
    limites = (("aprobacion", "aprobación", "fecha_plan"), ("remision", "remisión al INE", "limite_remision"))
    # As each was last shown, and the last day that each of its limits had.
    mostrados = [(v.id, _visto(v)) for v in historia if _se_muestra(v)]
    dias = {(pk, campo): dia for pk, visto in mostrados for *_, campo in limites if (dia := getattr(visto, campo))}
    retirados = {pk: visto for pk, visto in mostrados if pk not in vigentes}
    for pk, visto in (vigentes | retirados).items():
        for obligacion, nombre, campo in limites:
            dia = getattr(visto, campo) if pk in vigentes else None
            if ultimo := dia or dias.get((pk, campo)):
                yield EventoICS(
                    uid=identificador("entregable", pk, obligacion),
                    resumen=f"{visto}: {nombre}",
                    inicio=ultimo,
                    revision=revision.get(pk, SIN_REVISION),
                    descripcion="\n".join(x for x in (visto.producto, visto.fundamento) if x),
                    categorias=("Plan de trabajo",),
                    cancelado=dia is None or visto.cancelado,
                )
