"""The record of a process as a plan that can be simulated. Reads only."""

from datetime import date

from calendario.inhabiles import CalendarioHabil

from ..models import Entregable, Organo, Plan, Proceso, Ruta
from ..plan.esquema import EntregableDatos, Fuente, InstitutoDatos, OrganoDatos, PlanDatos, ProcesoDatos
from ..plan.simulacion import LoOcurrido
from .como_plan import columnas_de, entregable_de, ruta_de
from .terminos import calendario_de


def instantanea(proceso: Proceso) -> tuple[PlanDatos, dict[str, LoOcurrido], CalendarioHabil]:
    """The process as the record has it today, what already happened by `llave`, and its working days. Ten queries.

    What has no column (the notice of convocations) comes from the file that was loaded, if there is one.
    """
    plan = Plan.objects.filter(proceso=proceso).first()
    del_archivo = {o.clave: o for o in plan.datos.organos} if plan else {}
    entregables = list(
        Entregable.objects.filter(proceso=proceso)
        .exigibles()
        .select_related("ruta", "area", "plantilla")
        .prefetch_related("subactividades__etapa")
    )
    rutas = Ruta.objects.filter(proceso=proceso).prefetch_related("etapas__organo", "etapas__area")
    datos = PlanDatos.model_construct(
        esquema=1,
        clave=proceso.clave,
        nombre=plan.nombre if plan else proceso.nombre,
        fuente=Fuente(documento=plan.fuente if plan else proceso.nombre),
        instituto=columnas_de(proceso.instituto, InstitutoDatos),
        proceso=columnas_de(proceso, ProcesoDatos),
        organos=[_organo(o, del_archivo.get(o.clave)) for o in Organo.objects.filter(proceso=proceso)],
        rutas=[ruta_de(r) for r in rutas],
        entregables=[_con_su_dia(e) for e in entregables],
    )
    hechos = {
        e.llave: LoOcurrido(e.aprobado_el, _local(e, proceso)) for e in entregables if e.aprobado_el or e.remitido_en
    }
    return datos, hechos, calendario_de(proceso.instituto, proceso)


def _local(e: Entregable, proceso: Proceso) -> date | None:
    return e.remitido_en.astimezone(proceso.tz).date() if e.remitido_en else None


def _organo(organo: Organo, del_archivo: OrganoDatos | None) -> OrganoDatos:
    datos: OrganoDatos = columnas_de(organo, OrganoDatos)
    return datos.model_copy(update={"convocatoria_horas": del_archivo.convocatoria_horas}) if del_archivo else datos


def _con_su_dia(e: Entregable) -> EntregableDatos:
    """One born of a fact counts from its day."""
    datos = entregable_de(e)
    if e.regla_evento or e.evento_el is None:
        return datos
    return datos.model_copy(update={"regla_evento": e.evento_el.isoformat()})
