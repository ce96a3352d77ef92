"""The record of a process as a plan that can be simulated. Reads only."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch

from calendario.inhabiles import CalendarioHabil

from ..models import Entregable, Organo, Plan, Proceso, Subactividad
from ..models.entregables import EntregableQuerySet
from ..plan.esquema import EntregableDatos, Fuente, InstitutoDatos, OrganoDatos, PlanDatos, ProcesoDatos
from ..plan.simulacion import LoOcurrido
from .como_plan import columnas_de, entregable_de, ruta_de
from .terminos import calendario_de


def instantanea(
    proceso: Proceso, entregables: Sequence[Entregable] | None = None
) -> tuple[PlanDatos, dict[str, LoOcurrido], CalendarioHabil]:
    """The process as the record has it today, what already happened by `llave`, and its working days. Five queries.

    `entregables`: those that exist, for whoever has read them; they bring their route with its stages, their template
    and their steps (see `con_lo_que_se_simula`). Then, two queries.
    """
    if entregables is None:
        propios = Entregable.objects.filter(proceso=proceso).exigibles()
        entregables = list(con_lo_que_se_simula(propios.con_lo_que_se_muestra()))
    plan = Plan.objects.filter(proceso=proceso).only("nombre", "fuente").first()
    rutas = {e.ruta_id: e.ruta for e in entregables}.values()
    organos = {etapa.organo.pk: etapa.organo for r in rutas for etapa in r.etapas.all() if etapa.organo}
    datos = PlanDatos.model_construct(
        esquema=1,
        clave=proceso.clave,
        nombre=plan.nombre if plan else proceso.nombre,
        fuente=Fuente(documento=plan.fuente if plan else proceso.nombre),
        instituto=columnas_de(proceso.instituto, InstitutoDatos),
        proceso=columnas_de(proceso, ProcesoDatos),
        organos=[_organo(o) for o in sorted(organos.values(), key=lambda o: o.nombre)],
        rutas=[ruta_de(r) for r in sorted(rutas, key=lambda r: r.nombre)],
        entregables=[_con_su_dia(e) for e in entregables],
    )
    hechos = {
        e.llave: LoOcurrido(e.aprobado_el, _local(e, proceso)) for e in entregables if e.aprobado_el or e.remitido_en
    }
    return datos, hechos, calendario_de(proceso.instituto, proceso)


def con_lo_que_se_simula(entregables: EntregableQuerySet) -> EntregableQuerySet:
    """With their template and their steps. One query more."""
    return entregables.select_related("plantilla").prefetch_related(
        Prefetch("subactividades", Subactividad.objects.select_related("etapa"))
    )


def _local(e: Entregable, proceso: Proceso) -> date | None:
    return e.remitido_en.astimezone(proceso.tz).date() if e.remitido_en else None


def _organo(organo: Organo) -> OrganoDatos:
    datos: OrganoDatos = columnas_de(organo, OrganoDatos)
    return datos.model_copy(update={"convocatoria_horas": organo.anticipacion})


def _con_su_dia(e: Entregable) -> EntregableDatos:
    """One born of a fact counts from its day."""
    datos = entregable_de(e)
    if e.regla_evento or e.evento_el is None:
        return datos
    return datos.model_copy(update={"regla_evento": e.evento_el.isoformat()})
