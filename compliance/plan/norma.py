"""A plan for any institute from the norm alone: articles 11, 14 and 15 of the Lineamientos. Pure: no ORM, no clock.

What the Lineamientos ask is data (`compliance/planes/norma/lineamientos.toml`), and so are the 32 states
(`entidades.toml`): this module fills the blanks of one institute and works out the dates that the rules give.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from string import Template
from typing import Any, Literal

from calendario.fechas import fecha_en_prosa
from calendario.inhabiles import PRIMER_ANIO, ULTIMO_ANIO
from calendario.limpieza import en_una_linea
from calendario.palabras import plegar
from calendario.plazos import sumar_meses

from .defectos import PlanInvalido
from .esquema import DIRECTORIO, CargoDatos, EntregableDatos, PlanDatos, RutaDatos, en_toml, interpretar_plan
from .plazos import con_lo_que_dan_las_reglas
from .revision.cobertura import pide_informe

NORMA = DIRECTORIO / "norma"
# What is elected where nobody says: a governor is not elected every time.
CARGOS_USUALES = ("diputaciones-mr", "diputaciones-rp", "ayuntamientos")
# Characters that the record keeps of the name and the siglas of an institute.
LARGO_NOMBRE, LARGO_SIGLAS = 200, 20
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


class NormaError(ValueError):
    """The plan cannot be made; `errores` says why by argument (`entidad`, `siglas`, `jornada`, …), in Spanish."""

    def __init__(self, errores: Mapping[str, str]) -> None:
        super().__init__("\n".join(f"{campo}: {razon}" for campo, razon in errores.items()))
        self.errores = dict(errores)


@dataclass(frozen=True)
class Entidad:
    """A state of the federation. `municipal`: the office that is elected in its municipalities."""

    nombre: str
    oficial: str
    zona_horaria: str
    alias: tuple[str, ...] = ()
    municipal: str = "ayuntamientos"


@dataclass(frozen=True)
class CargoConocido:
    """An office that a state may elect, and how else it is called."""

    clave: str
    nombre: str
    principio: Literal["MR", "RP"]
    alias: tuple[str, ...] = ()


@cache
def _leido(archivo: str) -> dict[str, Any]:
    return tomllib.loads((NORMA / archivo).read_text(encoding="utf-8"))


@cache
def entidades() -> tuple[Entidad, ...]:
    """The 32 states, by their usual name."""
    return tuple(Entidad(**e | {"alias": tuple(e.get("alias", ()))}) for e in _leido("entidades.toml")["entidades"])


@cache
def cargos_conocidos() -> tuple[CargoConocido, ...]:
    """The offices that the norm's file knows, in the order in which they are listed."""
    return tuple(
        CargoConocido(c["clave"], c["nombre"], c.get("principio", "MR"), tuple(c.get("alias", ())))
        for c in _leido("lineamientos.toml")["cargos"]
    )


def igualado(texto: str) -> str:
    """A name without what does not tell it from others: accents, capitals, full stops, hyphens, spaces."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plegar(en_una_linea(texto)).replace(".", "")).split())


def buscar_entidad(texto: str) -> Entidad:
    """The state so called, accents and capitals apart. Raises NormaError with the nearest."""
    nombres = {igualado(n): e for e in entidades() for n in (e.nombre, e.oficial, *e.alias)}
    buscado = igualado(texto)
    hallada = nombres.get(buscado) or nombres.get(buscado.removeprefix("estado de "))
    if hallada:
        return hallada
    if not buscado:
        raise NormaError({"entidad": "Falta la entidad federativa; por ejemplo: Querétaro."})
    parecidas = get_close_matches(buscado, nombres, n=1)
    sugerencia = (
        f" ¿Quiso decir «{nombres[parecidas[0]].nombre}»?"
        if parecidas
        else f" Son: {', '.join(e.nombre for e in entidades())}."
    )
    raise NormaError({"entidad": f"«{texto}» no es una de las 32 entidades federativas.{sugerencia}"})


def buscar_cargos(escritos: Sequence[str]) -> tuple[CargoConocido, ...]:
    """The offices so called («diputaciones» are those of both principles), in their order. Raises NormaError."""
    conocidos = cargos_conocidos()
    elegidos: set[str] = set()
    for escrito in escritos:
        buscado = igualado(escrito)
        hallados = [c.clave for c in conocidos if buscado in {igualado(n) for n in (c.clave, c.nombre, *c.alias)}]
        if not hallados:
            lista = ", ".join(c.clave for c in conocidos)
            raise NormaError({"cargos": f"«{escrito}» no es un cargo conocido. Los que hay: {lista}."})
        elegidos.update(hallados)
    return tuple(c for c in conocidos if c.clave in elegidos)


def plan_de_la_norma(
    *,
    entidad: str,
    siglas: str,
    jornada: date,
    cargos: Sequence[str] = (),
    nombre: str = "",
    campanas_inicio: date | None = None,
    campanas_fin: date | None = None,
) -> PlanDatos:
    """The plan that the Lineamientos ask of an institute whose election day is `jornada`.

    `cargos`: what is elected, as `buscar_cargos` understands it; nothing, the usual offices. `nombre`: the institute's.
    Campaign dates are local days; unknown, they wait to be confirmed, and what counts from them waits too.
    Raises NormaError with everything that is wrong.
    """
    errores: dict[str, str] = {}
    estado = elegidos = None
    try:
        estado = buscar_entidad(entidad)
    except NormaError as error:
        errores |= error.errores
    try:
        elegidos = buscar_cargos(cargos or _usuales(estado))
    except NormaError as error:
        errores |= error.errores
    siglas, nombre = en_una_linea(siglas).strip(), en_una_linea(nombre).strip()
    errores |= _del_instituto(siglas, nombre) | _de_fechas(jornada, campanas_inicio, campanas_fin)
    if errores or estado is None or elegidos is None:
        raise NormaError(errores)
    instituto = _clave(siglas)
    if siglas.upper() in _leido("entidades.toml")["siglas_de_varios"]:
        instituto = f"{instituto}-{_clave(estado.nombre)}"
    articulo = {"Estado": "del", "Ciudad": "de la"}.get(estado.nombre.split()[0], "de")
    de_entidad = f"{articulo} {estado.nombre}"
    blancos = {
        "clave": f"{instituto}-{jornada.year - 1}-{jornada.year}",
        "siglas": siglas,
        "de_entidad": de_entidad,
        **_anios(jornada),
        "primer_mes": f"{sumar_meses(jornada, -9):%Y-%m}",
        "ultimo_mes": f"{sumar_meses(jornada, -1):%Y-%m}",
    }
    crudo = _llenado({c: v for c, v in _leido("lineamientos.toml").items() if c not in ("cargos", "listado")}, blancos)
    campanas = {"campanas_inicio": campanas_inicio, "campanas_fin": campanas_fin}
    crudo["proceso"] |= {"jornada": jornada, **{c: dia for c, dia in campanas.items() if dia}}
    crudo["proceso"]["por_confirmar"] = [c for c, dia in campanas.items() if dia is None]
    crudo["instituto"] = {
        "clave": instituto,
        "siglas": siglas,
        "nombre": nombre or f"Organismo Público Local Electoral {de_entidad}",
        "entidad": estado.nombre,
        "zona_horaria": estado.zona_horaria,
    }
    listados = [_listado(c, orden, blancos) for orden, c in enumerate(elegidos, start=1)]
    crudo["cargos"] = [_cargo(c, orden) for orden, c in enumerate(elegidos, start=1)]
    lugar = next(n for n, e in enumerate(crudo["entregables"]) if e.get("numeral", 0) > 7)
    crudo["entregables"][lugar:lugar] = listados
    return _fechado(PlanDatos.model_validate(crudo))


def _usuales(estado: Entidad | None) -> tuple[str, ...]:
    municipal = estado.municipal if estado else "ayuntamientos"
    return tuple(municipal if c == "ayuntamientos" else c for c in CARGOS_USUALES)


def cargos_usuales(entidad: str) -> tuple[CargoConocido, ...]:
    """What a plan takes for elected in a state when nobody says. Raises NormaError."""
    return buscar_cargos(_usuales(buscar_entidad(entidad)))


def _clave(texto: str) -> str:
    return igualado(texto).replace(" ", "-")


def _anios(jornada: date) -> dict[str, str]:
    return {"anterior": str(jornada.year - 1), "eleccion": str(jornada.year)}


def _del_instituto(siglas: str, nombre: str) -> dict[str, str]:
    errores = {}
    if not _clave(siglas):
        errores["siglas"] = "Faltan las siglas del instituto, con letras o números; por ejemplo: IEEQ."
    elif len(siglas) > LARGO_SIGLAS:
        errores["siglas"] = f"«{siglas}» tiene {len(siglas)} caracteres; las siglas pueden tener hasta {LARGO_SIGLAS}."
    if len(nombre) > LARGO_NOMBRE:
        errores["nombre"] = f"El nombre tiene {len(nombre)} caracteres; puede tener hasta {LARGO_NOMBRE}."
    return errores


def _de_fechas(jornada: date, inicio: date | None, fin: date | None) -> dict[str, str]:
    """Days that can be: LGIPE art. 22 holds ordinary elections on the first Sunday of June."""
    errores = {}
    if not PRIMER_ANIO < jornada.year <= ULTIMO_ANIO:
        errores["jornada"] = f"El año de la jornada va de {PRIMER_ANIO + 1} a {ULTIMO_ANIO}."
    elif jornada.weekday() != 6:
        errores["jornada"] = f"El {fecha_en_prosa(jornada)} no es domingo, y las elecciones se celebran en domingo."
    elif jornada.month != 6:
        errores["jornada"] = (
            f"El {fecha_en_prosa(jornada)} no es de junio: las fechas del artículo 11 son de una elección "
            "ordinaria, que se celebra en junio (LGIPE, art. 22). Para una extraordinaria, derive el plan de la "
            "ordinaria."
        )
    return errores | campanas_imposibles(jornada, inicio, fin)


def campanas_imposibles(jornada: date, inicio: date | None, fin: date | None) -> dict[str, str]:
    """What is wrong with the days on which the campaigns begin and end, by `campanas_inicio` and `campanas_fin`."""
    errores = {
        campo: f"Las campañas no pueden {que} el {fecha_en_prosa(dia)}: no es de los seis meses anteriores a la "
        f"jornada, el {fecha_en_prosa(jornada)}."
        for campo, que, dia in (("campanas_inicio", "empezar", inicio), ("campanas_fin", "terminar", fin))
        if dia and not sumar_meses(jornada, -6) <= dia < jornada
    }
    if inicio and fin and fin < inicio and not errores:
        errores["campanas_fin"] = (
            f"Las campañas terminan el {fecha_en_prosa(fin)}, antes de empezar el {fecha_en_prosa(inicio)}."
        )
    return errores


def _llenado(valor: Any, blancos: Mapping[str, str]) -> Any:
    if isinstance(valor, dict):
        return {clave: _llenado(suyo, blancos) for clave, suyo in valor.items()}
    if isinstance(valor, list):
        return [_llenado(suyo, blancos) for suyo in valor]
    return Template(valor).substitute(blancos) if isinstance(valor, str) else valor


def _cargo(cargo: CargoConocido, orden: int) -> dict[str, Any]:
    return {
        "clave": cargo.clave,
        "nombre": cargo.nombre,
        "principio": cargo.principio,
        "orden": orden,
        "entregable_listado": f"listado-{cargo.clave}",
    }


def _listado(cargo: CargoConocido | CargoDatos, orden: int, blancos: Mapping[str, str] | None = None) -> dict[str, Any]:
    de_cargo = {"cargo": cargo.clave, "cargo_nombre": cargo.nombre, "orden": str(orden)}
    return dict(_llenado(_leido("lineamientos.toml")["listado"], {**(blancos or {}), **de_cargo}))


def listado_de(cargo: CargoConocido | CargoDatos, orden: int) -> EntregableDatos:
    """The row of article 11 num. 7 for one office, as the norm has it: its route and its area are the norm's."""
    return EntregableDatos.model_validate(_listado(cargo, orden))


def avances_de_la_norma(jornada: date) -> list[tuple[int, EntregableDatos]]:
    """The progress reports of article 15 inciso g), each with its month, without date."""
    filas = [
        (hallado, EntregableDatos.model_validate(_llenado(e, _anios(jornada))))
        for e in _leido("lineamientos.toml")["entregables"]
        if e["llave"].startswith("avance-") and (hallado := _ISO.search(_llenado(e["regla"], _anios(jornada))))
    ]
    return [(date.fromisoformat(hallado[0]).month, e) for hallado, e in filas]


def ruta_de_la_norma(clave: str) -> RutaDatos:
    """A route between the generic bodies of the norm."""
    return RutaDatos.model_validate(next(r for r in _leido("lineamientos.toml")["rutas"] if r["clave"] == clave))


def fechas_de_ley(jornada: date) -> dict[int, date]:
    """The annual dates of article 11, by numeral, in the process of that election day."""
    dias = {}
    for e in _leido("lineamientos.toml")["entregables"]:
        hallado = _ISO.search(_llenado(e.get("regla", ""), _anios(jornada)))
        if hallado and "numeral" in e:
            dias[e["numeral"]] = date.fromisoformat(hallado[0])
    return dias


def _fechado(plan: PlanDatos) -> PlanDatos:
    """The plan with the dates that its rules give, and with those of the Lineamientos beside them."""
    fechado = con_lo_que_dan_las_reglas(plan)
    filas = [
        e.model_copy(update={"termina": e.fecha_plan, "fecha_ine": e.fecha_plan})
        if e.fecha_plan and (e.numeral or pide_informe(e))
        else e
        for e in fechado.entregables
    ]
    fechado = fechado.model_copy(update={"entregables": filas})
    # As the file will be read.
    try:
        return interpretar_plan(en_toml(fechado).encode(), f"{plan.clave}.toml")
    except PlanInvalido as error:
        raise NormaError({"norma": str(error)}) from error
