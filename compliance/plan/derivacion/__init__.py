"""Last process's plan moved to the next: `derivar(plan, jornada, respuestas)`. Pure: no ORM, no clock, no files.

What it cannot know it asks (`preguntas`). A date with a rule is worked out by its rule from its event, which has moved;
one of the Lineamientos keeps its day of the year; any other moves as many months as election day and must be confirmed
by a person. No slip is sorted away: the new plan carries it, and its revision, which is part of the answer, tells it.
What the old plan printed, its acts and its notes are left in `origen`.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from calendario.fechas import dias_en_prosa, fecha_en_prosa
from calendario.plazos import PlazoError

from ..defectos import PlanInvalido
from ..esquema import (
    EntregableDatos,
    Fuente,
    HitoDatos,
    PlanDatos,
    ProcesoDatos,
    en_toml,
    interpretar_plan,
)
from ..plazos import defectos_de_reglas, plazos_del_plan
from ..revision import revisar
from ..revision.cobertura import pide_informe
from .cargos import con_sus_listados, sin_los_que_no_se_eligen
from .filas import Filas, origen
from .matriz import matriz_de
from .modelo import Ajuste, Derivacion, DerivacionImposibleError, Movida, TextoConFecha
from .preguntas import (
    CAMPANAS,
    POR_CONFIRMAR,
    Contestado,
    Opcion,
    Pregunta,
    Respuesta,
    RespuestasFaltantesError,
    avances_que_faltan,
    contestar,
    fechas_que_faltan,
    preguntas,
)
from .traslado import Traslado, dias_escritos

__all__ = [
    "POR_CONFIRMAR",
    "Ajuste",
    "Derivacion",
    "DerivacionImposibleError",
    "Movida",
    "Opcion",
    "Pregunta",
    "Respuesta",
    "RespuestasFaltantesError",
    "TextoConFecha",
    "clave_nueva",
    "derivar",
    "en_toml",
    "exigir_jornada",
    "preguntas",
]

_DEL_PROCESO = ("inicio", "fin", "publicacion_inicio")
_TEXTOS = ("nombre", "producto", "texto", "nota", "bloque", "grupo", "responsable", "atribucion", "fundamento")


def derivar(plan: PlanDatos, jornada: date, respuestas: Mapping[str, Respuesta]) -> Derivacion:
    """`plan` moved to the election held on `jornada`, with the answers to its `preguntas` by key.

    Raises RespuestasFaltantesError with what must be answered, and DerivacionImposibleError with the reasons.
    """
    exigir_jornada(plan, jornada)
    contestado = contestar(plan, jornada, respuestas)
    traslado = Traslado(plan.proceso.jornada, jornada)
    movidas: list[Movida] = []
    viejo, ajustes = sin_los_que_no_se_eligen(plan, contestado.cargos)
    viejo = _con_areas(viejo, contestado.areas)
    try:
        filas = Filas(viejo, _marco(viejo, traslado, movidas, contestado), traslado, movidas)
        nuevo = filas.derivar()
    except PlazoError as error:
        raise DerivacionImposibleError([str(error)]) from error
    nuevo, anadidos = con_sus_listados(nuevo, contestado.cargos)
    nuevo = nuevo.model_copy(update={"hitos": _hitos(viejo, traslado, movidas)})
    nuevo = _con_avances(nuevo, avances_que_faltan(plan), contestado.fechas)
    nuevo = _con_fechas_dadas(viejo, nuevo, traslado, contestado.fechas, movidas)
    nuevo = _marcar(nuevo, movidas)
    nuevo = nuevo.model_copy(update={"matriz": matriz_de(nuevo) if plan.matriz else []})
    _exigir_que_se_lea(nuevo)
    return Derivacion(
        plan=nuevo,
        por_confirmar=tuple(_en_orden(nuevo, movidas)),
        ajustes=(*_ajustes_del_marco(plan), *ajustes, *anadidos, *filas.ajustes),
        deslices=tuple(revisar(nuevo)),
        textos=tuple(_con_dias(nuevo)),
        sin_responder=tuple(p for p in preguntas(viejo) if p.clave not in respuestas),
        parcial=_parcial(plan),
    )


def exigir_jornada(plan: PlanDatos, jornada: date) -> None:
    """That `plan` can be moved to that election day, a later Sunday (LGIPE art. 22). Raises DerivacionImposibleError.

    One of the same process is an extraordinary election.
    """
    razones = []
    if jornada <= plan.proceso.jornada:
        razones.append(f"La jornada {jornada} no es posterior a la del plan, {plan.proceso.jornada}.")
    if jornada.weekday() != 6:
        razones.append(f"El {fecha_en_prosa(jornada)} no es domingo, y las elecciones se celebran en domingo.")
    if not plan.entregables:
        razones.append(f"El plan {plan.clave} no tiene entregables que mover.")
    if razones:
        raise DerivacionImposibleError(razones)


def clave_nueva(plan: PlanDatos, jornada: date) -> str:
    """The key of `plan` once moved: that of the election held on `jornada`."""
    traslado = Traslado(plan.proceso.jornada, jornada)
    if traslado.extraordinaria:
        return f"{plan.clave}-ext-{jornada:%Y-%m}"
    clave = traslado.clave(plan.clave)
    return clave if clave != plan.clave else f"{plan.clave}-{jornada.year}"


def _con_areas(plan: PlanDatos, areas: Mapping[str, str]) -> PlanDatos:
    """The rows that had no unit with the one that was answered."""
    filas = [
        e.model_copy(update={"area": areas[f"{e.llave}.area"]}) if f"{e.llave}.area" in areas else e
        for e in plan.entregables
    ]
    return plan.model_copy(update={"entregables": filas})


def _marco(plan: PlanDatos, traslado: Traslado, movidas: list[Movida], contestado: Contestado) -> PlanDatos:
    """Everything but the rows: names, process, bodies, offices, duties. Acts and claims of the old one stay behind."""
    parcial = " parcial" if plan.periodo else ""
    nuevo = plan.model_copy(
        update={
            "clave": clave_nueva(plan, traslado.despues),
            "nombre": traslado.texto(plan.nombre),
            "fuente": Fuente(documento=f"Plan{parcial} derivado del anterior de {plan.instituto.siglas}, por aprobar"),
            "proceso": _proceso(plan.proceso, traslado, movidas, contestado.campanas),
            "organos": [o.model_copy(update={"integrantes": []}) for o in plan.organos],
            "cargos": [
                c.model_copy(update={"entregable_listado": traslado.clave(c.entregable_listado)}) for c in plan.cargos
            ],
            "citas": [],
            "afirmaciones": [],
            "deberes": [],
        }
    )
    for deber in plan.deberes:
        dicho = deber.model_copy(update={"texto": traslado.texto(deber.texto), "fuente": "", "nota": ""})
        nuevo.deberes.append(dicho.model_copy(update={"origen": origen(deber, dicho)}))
    if plan.periodo:
        desde, hasta = traslado.dia(plan.periodo.desde), traslado.dia(plan.periodo.hasta)
        nuevo = nuevo.model_copy(update={"periodo": plan.periodo.model_copy(update={"desde": desde, "hasta": hasta})})
    fuente = {f"fuente.{campo}": str(valor) for campo, valor in plan.fuente.model_dump().items() if valor}
    dicho_antes = {"plan": plan.clave, "nombre": plan.nombre, "jornada": str(plan.proceso.jornada)} | fuente
    return nuevo.model_copy(update={"origen": dicho_antes})


def _ajustes_del_marco(plan: PlanDatos) -> list[Ajuste]:
    return [
        Ajuste(
            o.clave,
            "organos.integrantes",
            ", ".join(i.nombre for i in o.integrantes),
            "",
            "Es la integración del proceso anterior: captúrela del acuerdo que nombre a la nueva.",
        )
        for o in plan.organos
        if o.integrantes
    ]


def _proceso(
    proceso: ProcesoDatos, traslado: Traslado, movidas: list[Movida], campanas: Mapping[str, date | None]
) -> ProcesoDatos:
    nombre = traslado.texto(proceso.nombre)
    if traslado.extraordinaria:
        nombre, cambios = re.subn(r"\b[Oo]rdinario\b", "Extraordinario", nombre)
        nombre += "" if cambios else f" (extraordinario, jornada del {dias_en_prosa([traslado.despues])})"
    valores: dict[str, Any] = {"nombre": nombre, "jornada": traslado.despues, **campanas}
    for campo in _DEL_PROCESO:
        dia = getattr(proceso, campo)
        if dia:
            valores[campo] = traslado.dia(dia)
            movidas.append(Movida("proceso", campo, dia, valores[campo]))
    movidas += [
        Movida("proceso", campo, getattr(proceso, campo), None) for campo in CAMPANAS if campanas[campo] is None
    ]
    nuevo = proceso.model_copy(update=valores)
    return nuevo.model_copy(update={"origen": origen(proceso, nuevo)})


def _hitos(plan: PlanDatos, traslado: Traslado, movidas: list[Movida]) -> list[HitoDatos]:
    """The milestones in printed order, each on its day, whatever comes before what."""
    nuevos: list[HitoDatos] = []
    for h in plan.hitos:
        inicia, termina = h.inicia and traslado.dia(h.inicia), traslado.dia(h.termina)
        if h.inicia and inicia:
            movidas.append(Movida(h.clave, "inicia", h.inicia, inicia))
        movidas.append(Movida(h.clave, "termina", h.termina, termina))
        dicho = h.model_copy(
            update={
                "grupo": traslado.texto(h.grupo),
                "nombre": traslado.texto(h.nombre),
                "inicia": inicia,
                "termina": termina,
                "fuente": "",
                "nota": "",
            }
        )
        nuevos.append(dicho.model_copy(update={"origen": origen(h, dicho)}))
    return nuevos


def _con_avances(plan: PlanDatos, faltan: list[EntregableDatos], fechas: Mapping[str, date | None]) -> PlanDatos:
    """The plan with the progress reports that somebody answered, by the route and the area of its others."""
    filas = list(plan.entregables)
    otro = next((e for e in filas if pide_informe(e)), None)
    for falta in faltan:
        # It is asked only if the plan has another of them.
        if otro and f"{falta.llave}.fecha_plan" in fechas:
            sin_reglas = {"regla": "", "regla_remision": "mismo día", "nota": "", "por_confirmar": ["fecha_plan"]}
            filas.insert(
                filas.index(otro), falta.model_copy(update={"ruta": otro.ruta, "area": otro.area, **sin_reglas})
            )
    return plan.model_copy(update={"entregables": filas})


def _con_fechas_dadas(
    viejo: PlanDatos, nuevo: PlanDatos, traslado: Traslado, fechas: Mapping[str, date | None], movidas: list[Movida]
) -> PlanDatos:
    """The rows without a date, with the one that was answered; unanswered, it waits to be confirmed."""
    rutas = {r.clave: {etapa.tipo for etapa in r.etapas} for r in nuevo.rutas}
    llaves = {traslado.clave(e.llave): e.llave for e in viejo.entregables}

    def con(e: EntregableDatos) -> EntregableDatos:
        if e.plantilla:
            return e
        faltan = {*fechas_que_faltan(e, rutas[e.ruta]), *(c for c in e.por_confirmar if getattr(e, c) is None)}
        dadas = {c: fechas.get(f"{llaves.get(e.llave, e.llave)}.{c}") for c in sorted(faltan)}
        movidas.extend(Movida(e.llave, campo, None, None) for campo, dia in dadas.items() if dia is None)
        if dia := dadas.get("fecha_plan"):
            dadas["termina"] = dia
        return e.model_copy(update=dadas)

    dado = nuevo.model_copy(update={"entregables": [con(e) for e in nuevo.entregables]})
    # And what their own rules count from what was answered.
    limites = plazos_del_plan(dado)
    filas = [
        e.model_copy(update={"limite_remision": limites.remision(e.llave)})
        if not (e.plantilla or e.limite_remision) and e.fecha_plan and e != antes
        else e
        for antes, e in zip(nuevo.entregables, dado.entregables, strict=True)
    ]
    return dado.model_copy(update={"entregables": filas})


def _marcar(plan: PlanDatos, movidas: list[Movida]) -> PlanDatos:
    """Note on each row which of its dates a person must confirm."""
    campos: dict[str, list[str]] = {}
    for m in movidas:
        campos.setdefault(m.clave, []).append(m.campo)

    def con(fila: Any, clave: str) -> Any:
        return fila.model_copy(update={"por_confirmar": campos.get(clave, [])})

    def fila(e: EntregableDatos) -> Any:
        pasos = [con(s, f"{e.llave}/{s.clave}") for s in e.subactividades]
        return con(e.model_copy(update={"subactividades": pasos}), e.llave)

    return plan.model_copy(
        update={
            "proceso": con(plan.proceso, "proceso"),
            "entregables": [fila(e) for e in plan.entregables],
            "hitos": [con(h, h.clave) for h in plan.hitos],
        }
    )


def _en_orden(plan: PlanDatos, movidas: list[Movida]) -> list[Movida]:
    """As the file reads: the process, each row with its steps, the milestones."""
    lugares = ["proceso", *(e.llave for e in plan.entregables), *(h.clave for h in plan.hitos)]
    orden = {clave: lugar for lugar, clave in enumerate(lugares)}
    return sorted(movidas, key=lambda m: orden[m.clave.partition("/")[0]])


def _exigir_que_se_lea(plan: PlanDatos) -> None:
    """The new plan as a file says the same, and nothing in it keeps it from being loaded: every rule can be counted."""
    try:
        leido = interpretar_plan(en_toml(plan).encode(), f"{plan.clave}.toml")
    except PlanInvalido as error:
        raise DerivacionImposibleError([str(d) for d in error.defectos]) from error
    if leido != plan:
        raise DerivacionImposibleError(["El plan derivado no se lee igual que como se escribió."])
    if defectos := defectos_de_reglas(plan):
        raise DerivacionImposibleError([str(d) for d in defectos])


def _con_dias(plan: PlanDatos) -> Iterator[TextoConFecha]:
    """The texts that name days, as they were and as they are: a rule may have moved what they tell as done."""
    filas: list[tuple[str, Any]] = [("proceso", plan.proceso)]
    for e in plan.entregables:
        filas += [(e.llave, e), *((f"{e.llave}/{s.clave}", s) for s in e.subactividades)]
    filas += [*((h.clave, h) for h in plan.hitos), *((d.clave, d) for d in plan.deberes)]
    for clave, fila in filas:
        for campo in _TEXTOS:
            antes, ahora = fila.origen.get(campo, ""), getattr(fila, campo, "")
            if dichos := dias_escritos(antes):
                yield TextoConFecha(clave, campo, ", ".join(dichos), ", ".join(dias_escritos(ahora)))


def _parcial(plan: PlanDatos) -> str:
    if plan.periodo is None:
        return ""
    desde, hasta = (dias_en_prosa([dia]) for dia in (plan.periodo.desde, plan.periodo.hasta))
    return (
        f"El documento del que sale cubre solo del {desde} al {hasta}: el plan derivado tampoco es de todo el proceso. "
        "Lo demás que piden los Lineamientos lo da un plan nuevo, de la norma."
    )
