"""The record of a process as a plan that can be simulated. Reads only."""

from datetime import date
from typing import Any

from calendario.inhabiles import CalendarioHabil

from ..models import Entregable, Organo, Plan, Proceso, Ruta
from ..plan.esquema import (
    EntregableDatos,
    EtapaDatos,
    Fuente,
    InstitutoDatos,
    OrganoDatos,
    PlanDatos,
    ProcesoDatos,
    RutaDatos,
    SubactividadDatos,
)
from ..plan.simulacion import Hecho
from .terminos import calendario_de


def instantanea(proceso: Proceso) -> tuple[PlanDatos, dict[str, Hecho], CalendarioHabil]:
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
        instituto=_de(proceso.instituto, InstitutoDatos),
        proceso=_de(proceso, ProcesoDatos),
        organos=[_organo(o, del_archivo.get(o.clave)) for o in Organo.objects.filter(proceso=proceso)],
        rutas=[_ruta(r) for r in rutas],
        entregables=[_entregable(e) for e in entregables],
    )
    hechos = {e.llave: Hecho(e.aprobado_el, _local(e, proceso)) for e in entregables if e.aprobado_el or e.remitido_en}
    return datos, hechos, calendario_de(proceso)


def _local(e: Entregable, proceso: Proceso) -> date | None:
    return e.remitido_en.astimezone(proceso.tz).date() if e.remitido_en else None


def _de(fila: Any, modelo: Any) -> Any:
    """A row as the data of a plan file: the columns that both have."""
    columnas = {f.name for f in fila._meta.fields}
    return modelo.model_construct(**{campo: getattr(fila, campo) for campo in modelo.model_fields if campo in columnas})


def _organo(organo: Organo, del_archivo: OrganoDatos | None) -> OrganoDatos:
    datos: OrganoDatos = _de(organo, OrganoDatos)
    return datos.model_copy(update={"convocatoria_horas": del_archivo.convocatoria_horas}) if del_archivo else datos


def _ruta(ruta: Ruta) -> RutaDatos:
    etapas = [
        _de(e, EtapaDatos).model_copy(
            update={
                "organo": e.organo.clave if e.organo else None,
                "area": e.area.clave if e.area else None,
                "regresa_a": e.regresa_a or None,
            }
        )
        for e in sorted(ruta.etapas.all(), key=lambda e: e.orden)
    ]
    return RutaDatos.model_construct(clave=ruta.clave, nombre=ruta.nombre, etapas=etapas)


def _entregable(e: Entregable) -> EntregableDatos:
    datos: EntregableDatos = _de(e, EntregableDatos)
    return datos.model_copy(
        update={
            "plantilla": e.es_plantilla,
            "plantilla_de": e.plantilla.llave if e.plantilla else None,
            "periodo": e.periodo or None,
            "ruta": e.ruta.clave,
            "area": e.area.clave if e.area else None,
            "termina": e.termina_impreso,
            "inicia": e.inicia_impreso,
            # One born of a fact counts from its day.
            "regla_evento": e.regla_evento or (e.evento_el.isoformat() if e.evento_el else ""),
            "subactividades": [
                _de(s, SubactividadDatos).model_copy(update={"etapa": s.etapa.clave if s.etapa else None})
                for s in e.subactividades.all()
            ],
        }
    )
