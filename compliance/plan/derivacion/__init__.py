"""Last process's plan moved to the next: `derivar(plan, jornada)`. Pure: no ORM, no clock, no files.

A date with a rule is worked out by its rule from its event, which has moved; one of the Lineamientos keeps its day of
the year; any other moves as many months as election day and must be confirmed by a person. What the old plan printed,
its acts and its slips are left in `origen`. The new plan passes the revision, or it is refused with what is missing.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import tomli_w

from calendario.fechas import DIAS
from calendario.plazos import PlazoError
from calendario.reglas import plegar

from ..defectos import PlanInvalido
from ..esquema import EntregableDatos, Fuente, HitoDatos, PlanDatos, ProcesoDatos, interpretar_plan
from ..revision import revisar
from ..revision.cobertura import de_lo_liberado, espera, por_etapas
from ..revision.modelo import Contexto
from ..revision.nombres import siglas, siglas_mal_escritas
from .claves import matriz_de, sin_claves_repetidas
from .filas import Filas, origen
from .modelo import Ajuste, Derivacion, DerivacionImposibleError, Movida
from .traslado import Traslado

__all__ = ["Ajuste", "Derivacion", "DerivacionImposibleError", "Movida", "derivar", "en_toml"]

_DEL_PROCESO = ("inicio", "fin", "campanas_inicio", "campanas_fin", "publicacion_inicio")


def derivar(plan: PlanDatos, jornada: date) -> Derivacion:
    """`plan` moved to the process whose election day is `jornada`. Raises DerivacionImposibleError with the reasons."""
    _exigir(plan, jornada)
    traslado = Traslado(plan.proceso.jornada, jornada)
    movidas: list[Movida] = []
    try:
        filas = Filas(plan, _marco(plan, traslado, movidas), traslado, movidas)
        nuevo = filas.derivar()
    except PlazoError as error:
        raise DerivacionImposibleError([str(error)]) from error
    ajustes = [*_ajustes_del_marco(plan), *filas.ajustes]
    nuevo, de_siglas = _siglas(nuevo)
    ajustes += de_siglas
    entregables, cambios = sin_claves_repetidas(nuevo.entregables)
    movidas = _con_claves(movidas, nuevo.entregables, entregables)
    hitos, corregidos = _hitos(plan, traslado, movidas, entregables)
    ajustes += [*cambios, *corregidos]
    nuevo = nuevo.model_copy(update={"entregables": entregables, "hitos": hitos})
    nuevo = nuevo.model_copy(update={"matriz": matriz_de(nuevo) if plan.matriz else []})
    nuevo = _marcar(nuevo, movidas)
    faltas = _faltas(nuevo)
    if faltas:
        raise DerivacionImposibleError(
            ["Al plan le falta lo que un proceso completo necesita; corríjalo y derívelo otra vez:", *faltas]
        )
    return Derivacion(nuevo, tuple(_en_orden(nuevo, movidas)), tuple(ajustes))


def en_toml(plan: PlanDatos) -> str:
    """A plan as a file, without what it does not say. Read back, it is the same plan."""
    return tomli_w.dumps(plan.model_dump(exclude_defaults=True), multiline_strings=True)


def _exigir(plan: PlanDatos, jornada: date) -> None:
    """The arguments that make sense: LGIPE art. 22 holds elections on a Sunday."""
    razones = []
    if jornada <= plan.proceso.jornada:
        razones.append(f"La jornada {jornada} no es posterior a la del plan, {plan.proceso.jornada}.")
    if jornada.weekday() != 6:
        razones.append(f"La jornada {jornada} es {DIAS[jornada.weekday()]}; las elecciones se celebran en domingo.")
    if not plan.entregables:
        razones.append(f"El plan {plan.clave} no tiene entregables que mover.")
    elif jornada.year == plan.proceso.jornada.year:
        razones.append(f"La jornada {jornada} es del mismo año que la del plan: es el mismo proceso, no otro.")
    if razones:
        raise DerivacionImposibleError(razones)


def _marco(plan: PlanDatos, traslado: Traslado, movidas: list[Movida]) -> PlanDatos:
    """Everything but the rows: names, process, bodies, offices, duties. Acts and claims of the old one stay behind."""
    clave = traslado.clave(plan.clave)
    if clave == plan.clave:
        clave = f"{plan.clave}-{traslado.despues.year}"
    nuevo = plan.model_copy(
        update={
            "clave": clave,
            "nombre": traslado.texto(plan.nombre),
            "fuente": Fuente(documento=f"Plan derivado del anterior de {plan.instituto.siglas}, por aprobar"),
            "proceso": _proceso(plan.proceso, traslado, movidas),
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


def _proceso(proceso: ProcesoDatos, traslado: Traslado, movidas: list[Movida]) -> ProcesoDatos:
    valores: dict[str, Any] = {"nombre": traslado.texto(proceso.nombre), "jornada": traslado.despues}
    for campo in _DEL_PROCESO:
        dia = getattr(proceso, campo)
        if dia:
            valores[campo] = traslado.dia(dia)
            movidas.append(Movida("proceso", campo, dia, valores[campo]))
    nuevo = proceso.model_copy(update=valores)
    return nuevo.model_copy(update={"origen": origen(proceso, nuevo)})


def _siglas(plan: PlanDatos) -> tuple[PlanDatos, list[Ajuste]]:
    """The rows with the acronyms of their names as the rest of the plan writes them."""
    malas = siglas_mal_escritas(siglas(Contexto(plan)))
    ajustes, filas = [], []
    for e in plan.entregables:
        nombre = e.nombre
        for mal, bien in malas.items():
            nombre = re.sub(rf"\b{mal}\b", bien, nombre)
        if nombre != e.nombre:
            ajustes.append(Ajuste(e.llave, "nombre", e.nombre, nombre, "La sigla se escribía de otro modo."))
        filas.append(e if nombre == e.nombre else e.model_copy(update={"nombre": nombre}))
    return plan.model_copy(update={"entregables": filas}), ajustes


def _hitos(
    plan: PlanDatos, traslado: Traslado, movidas: list[Movida], filas: list[EntregableDatos]
) -> tuple[list[HitoDatos], list[Ajuste]]:
    """The milestones of each group by date, with the stages one after another (Lineamientos art. 8)."""
    movidos = {h.clave: (h.inicia and traslado.dia(h.inicia), traslado.dia(h.termina)) for h in plan.hitos}
    ajustes = [*_etapas_seguidas(plan, movidos), *_liberados_despues(plan, movidos, filas)]
    nuevos: list[HitoDatos] = []
    for h in plan.hitos:
        inicia, termina = movidos[h.clave]
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
    grupos = list(dict.fromkeys(h.grupo for h in nuevos))
    ordenados = sorted(nuevos, key=lambda h: (grupos.index(h.grupo), h.inicia or h.termina))
    for grupo in grupos:
        antes, despues = ([h.clave for h in hitos if h.grupo == grupo] for hitos in (nuevos, ordenados))
        if antes != despues:
            ajustes.append(
                Ajuste(
                    grupo, "hitos", ", ".join(antes), ", ".join(despues), "La lista no seguía el orden de las fechas."
                )
            )
    return ordenados, ajustes


def _etapas_seguidas(plan: PlanDatos, movidos: dict[str, tuple[date | None, date]]) -> Iterator[Ajuste]:
    """No stage begins before the one before it ends; `movidos` (beginning and end of each milestone) is mended."""
    for antes, despues in pairwise(por_etapas(plan.hitos)):
        fin = max(movidos[h.clave][1] for h in antes)
        for h in despues:
            inicia, termina = movidos[h.clave]
            if inicia and inicia < fin:
                movidos[h.clave] = fin, max(termina, fin)
                razon = f"Movida quedaría el {inicia}, antes de que termine la etapa que la precede ({fin})."
                yield Ajuste(h.clave, "hitos.inicia", str(h.inicia), str(fin), razon)


def _liberados_despues(
    plan: PlanDatos, movidos: dict[str, tuple[date | None, date]], filas: list[EntregableDatos]
) -> Iterator[Ajuste]:
    """What is released was tested, and follows the process and the prototype; `movidos` is mended likewise."""
    pruebas = max((movidos[h.clave][1] for h in plan.hitos if "prueba" in plegar(h.grupo)), default=date.min)
    for h in plan.hitos:
        if "liberacion" not in plegar(h.grupo):
            continue
        inicia, termina = movidos[h.clave]
        esperas = [(pruebas, "terminen las pruebas")]
        esperas += [(dia, f"se apruebe «{e.nombre}»") for e, dia in de_lo_liberado(filas) if espera(h, e)]
        fin, que = max(esperas, key=lambda par: par[0])
        if termina < fin:
            movidos[h.clave] = inicia, fin
            razon = f"Movida quedaría el {termina}, antes de que {que} ({fin})."
            yield Ajuste(h.clave, "hitos.termina", str(h.termina), str(fin), razon)


def _con_claves(movidas: list[Movida], antes: list[EntregableDatos], despues: list[EntregableDatos]) -> list[Movida]:
    """The same dates, by the keys that the steps have now."""
    claves = {
        f"{a.llave}/{pa.clave}": f"{d.llave}/{pd.clave}"
        for a, d in zip(antes, despues, strict=True)
        for pa, pd in zip(a.subactividades, d.subactividades, strict=True)
    }
    return [replace(m, clave=claves.get(m.clave, m.clave)) for m in movidas]


def _marcar(plan: PlanDatos, movidas: list[Movida]) -> PlanDatos:
    """Note on each row which of its dates a person must confirm."""
    campos: dict[str, list[str]] = {}
    for m in movidas:
        campos.setdefault(m.clave, []).append(m.campo)

    def con(fila: Any, clave: str) -> Any:
        return fila.model_copy(update={"por_confirmar": campos[clave]}) if clave in campos else fila

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


def _faltas(plan: PlanDatos) -> list[str]:
    """What keeps the new plan from being one: what the reader refuses, or what the revision finds that is no note."""
    try:
        leido = interpretar_plan(en_toml(plan).encode(), f"{plan.clave}.toml")
    except PlanInvalido as error:
        return [str(d) for d in error.defectos]
    if leido != plan:
        return ["El plan derivado no se lee igual que como se escribió."]
    return [f"{h.clave}: {h.mensaje} {h.sugerencia}" for h in revisar(plan) if h.gravedad != "nota"]
