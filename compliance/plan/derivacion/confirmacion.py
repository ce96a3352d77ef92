"""The dates of a plan that a person has to confirm or to give, and the plan with those confirmed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..esquema import EntregableDatos, PlanDatos
from ..plazos import DEL_PROCESO, con_lo_que_dan_las_reglas, plazos_del_plan, siguen_su_regla

CAMPOS_POR_CONFIRMAR = {
    "inicia": "Empieza",
    "termina": "Termina",
    "fecha": "Fecha de la actividad",
    "fecha_ine": "Fecha de los Lineamientos",
    "fecha_plan": "Aprobación",
    "limite_remision": "Límite de remisión",
    "regla_evento": "Hecho desde el que se cuenta",
    "inicio": "Inicio del proceso",
    "fin": "Fin del proceso",
    "campanas_inicio": "Inicio de las campañas",
    "campanas_fin": "Fin de las campañas",
    "publicacion_inicio": "Inicio de la publicación",
}

# Known after the plan is made, most of them.
_DEL_PROCESO = tuple(evento for evento in DEL_PROCESO if evento != "jornada")


@dataclass(frozen=True)
class FechaPorConfirmar:
    """A date that only moved with the election, or that nobody knows yet (`fecha` is None).

    `llave` is that of its row, with «/» and the key of its step; `antes`, the day that the old plan gave it.
    """

    llave: str
    campo: str
    nombre: str
    fecha: date | None
    antes: date | None

    @property
    def clave(self) -> str:
        """What tells it apart in its plan."""
        return f"{self.llave}.{self.campo}"

    @property
    def que(self) -> str:
        """What the date is of, in words."""
        return CAMPOS_POR_CONFIRMAR[self.campo]


def pendientes(plan: PlanDatos, confirmadas: Mapping[str, str]) -> list[FechaPorConfirmar]:
    """What is left to be confirmed, as the file reads."""
    return [p for p in _por_confirmar(plan) if p.clave not in confirmadas]


def confirmadas_de(plan: PlanDatos, confirmadas: Mapping[str, str]) -> list[FechaPorConfirmar]:
    """What was confirmed, with the day that was said."""
    return [
        replace(p, fecha=date.fromisoformat(confirmadas[p.clave]))
        for p in _por_confirmar(plan)
        if p.clave in confirmadas
    ]


def _por_confirmar(plan: PlanDatos) -> list[FechaPorConfirmar]:
    filas: list[tuple[str, str, Any]] = [("proceso", plan.proceso.nombre, plan.proceso)]
    for e in plan.entregables:
        filas.append((e.llave, f"{e.clave} {e.nombre}", e))
        filas += [(f"{e.llave}/{s.clave}", f"{s.clave} {s.texto}", s) for s in e.subactividades]
    filas += [(h.clave, f"{h.grupo}: {h.nombre}", h) for h in plan.hitos]
    return [
        FechaPorConfirmar(llave, campo, nombre, _dia(getattr(fila, campo)), _antes(fila.origen, campo))
        for llave, nombre, fila in filas
        for campo in fila.por_confirmar
    ]


def _dia(valor: date | str | None) -> date | None:
    return date.fromisoformat(valor) if isinstance(valor, str) else valor


def _antes(origen: Mapping[str, str], campo: str) -> date | None:
    dicho = origen.get(campo) or (origen.get("fecha_impresa") if campo == "fecha" else None)
    return date.fromisoformat(dicho) if dicho else None


def con_confirmadas(plan: PlanDatos, confirmadas: Mapping[str, str]) -> PlanDatos:
    """The plan with the dates as they were confirmed, and what its rules count from them.

    What waited for a date of the process has its own as soon as the process has it.
    """
    otras = {
        p.clave: date.fromisoformat(confirmadas[p.clave])
        for p in _por_confirmar(plan)
        if p.clave in confirmadas and confirmadas[p.clave] != str(p.fecha)
    }
    return con_lo_que_dan_las_reglas(_movido(plan, otras) if otras else plan, _DEL_PROCESO)


def _movido(plan: PlanDatos, otras: Mapping[str, date]) -> PlanDatos:
    """The plan with other dates than those of the file, by their key."""

    def con(fila: Any, llave: str) -> Any:
        valores: dict[str, Any] = {c: otras[f"{llave}.{c}"] for c in fila.por_confirmar if f"{llave}.{c}" in otras}
        if "regla_evento" in valores:
            valores["regla_evento"] = valores["regla_evento"].isoformat()
        return fila.model_copy(update=valores) if valores else fila

    def entregable(e: EntregableDatos) -> EntregableDatos:
        nuevo: EntregableDatos = con(e, e.llave)
        pasos = [con(s, f"{e.llave}/{s.clave}") for s in e.subactividades]
        return nuevo.model_copy(update={"subactividades": pasos})

    movido = plan.model_copy(
        update={
            "proceso": con(plan.proceso, "proceso"),
            "entregables": [entregable(e) for e in plan.entregables],
            "hitos": [con(h, h.clave) for h in plan.hitos],
        }
    )
    return _por_regla(plan, movido)


def _por_regla(plan: PlanDatos, movido: PlanDatos) -> PlanDatos:
    """What followed its rule follows it from where it counts now; what ended on the day that ruled still does."""
    antes = plazos_del_plan(plan)
    despues = plazos_del_plan(movido, siguen=siguen_su_regla(plan, antes))

    def sigue(escrito: date | None, vieja: date | None, nueva: date | None) -> date | None:
        # Nothing was written because the rule still gave nothing: now it does.
        return nueva if nueva and escrito == vieja else escrito

    filas = []
    for viejo, e in zip(plan.entregables, movido.entregables, strict=True):
        aprobacion = sigue(e.fecha_plan, antes.aprobacion(e.llave), despues.aprobacion(e.llave))
        remision = sigue(e.limite_remision, antes.remision(e.llave), despues.remision(e.llave))
        termina = e.termina
        if termina and termina == viejo.termina and termina == (viejo.fecha_plan or viejo.limite_remision):
            termina = aprobacion or remision
        pasos = [
            s.model_copy(
                update={
                    "fecha": aprobacion
                    if not s.regla and s.fecha and not s.por_confirmar and s.fecha == viejo.fecha_plan
                    else sigue(s.fecha, antes.paso(e.llave, lugar), despues.paso(e.llave, lugar))
                }
            )
            for lugar, s in enumerate(e.subactividades)
        ]
        filas.append(
            e.model_copy(
                update={
                    "fecha_plan": aprobacion,
                    "limite_remision": remision,
                    "termina": termina,
                    "subactividades": pasos,
                }
            )
        )
    return movido.model_copy(update={"entregables": filas})
