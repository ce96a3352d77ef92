"""The offices of a derived plan: those that are elected, each with its list (Lineamientos art. 11 num. 7). Pure."""

from collections.abc import Sequence

from ..esquema import CargoDatos, EntregableDatos, PlanDatos, RutaDatos
from ..norma import CargoConocido, listado_de, ruta_de_la_norma
from .modelo import Ajuste

Elegidos = Sequence[CargoDatos | CargoConocido]


def sin_los_que_no_se_eligen(plan: PlanDatos, elegidos: Elegidos) -> tuple[PlanDatos, list[Ajuste]]:
    """The plan without the offices that are not elected, nor their lists."""
    claves = {c.clave for c in elegidos}
    fuera = [c for c in plan.cargos if c.clave not in claves]
    siguen = [c for c in plan.cargos if c.clave in claves]
    listados = {c.entregable_listado for c in fuera} - {c.entregable_listado for c in siguen} - {""}
    ajustes = [
        Ajuste(
            c.clave,
            "cargos",
            c.nombre,
            "",
            "No se elige en este proceso"
            + (": tampoco viene su listado." if c.entregable_listado in listados else "."),
        )
        for c in fuera
    ]
    filas = [e for e in plan.entregables if e.llave not in listados]
    return plan.model_copy(update={"cargos": siguen, "entregables": filas}), ajustes


def con_sus_listados(plan: PlanDatos, elegidos: Elegidos) -> tuple[PlanDatos, list[Ajuste]]:
    """The plan with the offices that it did not have, and with the list that the norm asks of each without one.

    A partial plan takes no list that its document does not have.
    """
    cargos, filas, ajustes = list(plan.cargos), list(plan.entregables), []
    for c in elegidos:
        if isinstance(c, CargoConocido):
            orden = max((o.orden for o in cargos), default=0) + 1
            cargos.append(CargoDatos(clave=c.clave, nombre=c.nombre, principio=c.principio, orden=orden))
            ajustes.append(Ajuste(c.clave, "cargos", "", c.nombre, "Se elige, y el plan anterior no lo tenía."))
    rutas = list(plan.rutas)
    if plan.periodo is None and any(not c.entregable_listado for c in cargos):
        ruta = _ruta(plan)
        if ruta not in rutas:
            rutas.append(ruta)
        lugar = 1 + max((n for n, e in enumerate(filas) if e.numeral and e.numeral <= 7), default=len(filas) - 1)
        for n, c in enumerate(cargos):
            if c.entregable_listado:
                continue
            fila = _listado(plan, c, n + 1, ruta.clave)
            filas.insert(lugar, fila)
            lugar += 1
            cargos[n] = c.model_copy(update={"entregable_listado": fila.llave})
            razon = "El plan anterior no tenía el listado de este cargo, que pide el artículo 11, numeral 7."
            ajustes.append(Ajuste(fila.llave, "entregables", "", fila.nombre, razon))
    return plan.model_copy(update={"cargos": cargos, "entregables": filas, "rutas": rutas}), ajustes


def _ruta(plan: PlanDatos) -> RutaDatos:
    """The route of a list: that of the others, if a body decides; else the norm's, between this plan's bodies."""
    rutas = {r.clave: r for r in plan.rutas}
    for e in plan.entregables:
        if e.numeral == 7 and {"decidir", "remitir"} <= {etapa.tipo for etapa in rutas[e.ruta].etapas}:
            return rutas[e.ruta]
    propia = ruta_de_la_norma("listado")
    consejo = next((o.clave for o in plan.organos if o.tipo == "consejo"), plan.organos[0].clave)
    remite = next((r for r in plan.rutas if any(e.tipo == "remitir" for e in r.etapas)), propia)
    etapas = [e.model_copy(update={"organo": consejo}) for e in propia.etapas if e.tipo == "decidir"]
    etapas += [e for e in remite.etapas if e.tipo in ("remitir", "validar")]
    clave = propia.clave if propia.clave not in rutas else "listado-de-candidaturas"
    return propia.model_copy(update={"clave": clave, "etapas": etapas})


def _listado(plan: PlanDatos, cargo: CargoDatos, orden: int, ruta: str) -> EntregableDatos:
    """The list of an office, prepared by whoever prepares the others or, without them, by whoever sends to INE."""
    otros = [e.area for e in plan.entregables if e.numeral == 7 and e.area]
    remiten = [etapa.area for r in plan.rutas for etapa in r.etapas if etapa.tipo == "remitir" and etapa.area]
    area = next(iter([*otros, *remiten]), None)
    fila = listado_de(cargo, orden)
    # The same stages, by the keys of a route that may call them otherwise.
    etapas = {e.tipo: e.clave for r in plan.rutas if r.clave == ruta for e in r.etapas}
    propias = {e.clave: e.tipo for e in ruta_de_la_norma("listado").etapas}
    pasos = [
        s.model_copy(update={"etapa": etapas.get(propias[s.etapa], s.etapa)}) if s.etapa else s
        for s in fila.subactividades
    ]
    return fila.model_copy(update={"ruta": ruta, "area": area, "subactividades": pasos})
