"""What the record cannot hold of a plan: texts longer than their columns, numbers out of range, periods upside down.

Pure: the widths are said here again, since what reads a plan knows no database; a test compares them with the models.
A load would refuse it too, but only after the plan was thought to be right.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .defectos import Defecto
from .esquema import PlanDatos

# Characters that each column holds, by kind of row and key of the file.
LARGOS: Mapping[str, Mapping[str, int]] = {
    "plan": {"clave": 50, "nombre": 400},
    "instituto": {"clave": 50, "siglas": 20, "nombre": 200, "entidad": 60, "zona_horaria": 40},
    "proceso": {"nombre": 200},
    "organos": {"clave": 50, "nombre": 250},
    "integrantes": {"nombre": 200, "cargo": 120},
    "areas": {"clave": 50, "nombre": 250, "correo": 254},
    "cargos": {"clave": 60, "nombre": 120, "entregable_listado": 80},
    "rutas": {"clave": 50, "nombre": 120},
    "etapas": {"clave": 50, "nombre": 160, "regresa_a": 50, "grupo": 50},
    "entregables": {
        "llave": 80,
        "clave": 12,
        "bloque": 80,
        "nombre": 500,
        "producto": 300,
        "responsable": 200,
        "regla": 200,
        "regla_evento": 80,
        "regla_remision": 200,
        "fundamento": 400,
        "fuente": 200,
    },
    "subactividades": {"clave": 12, "regla": 200, "regla_evento": 80},
    "hitos": {"clave": 80, "grupo": 120, "nombre": 400, "responsable": 200, "fuente": 200},
}
# The greatest number that a column of small numbers holds in every database.
MAXIMO = 32767
MAXIMO_LARGO = 2147483647
_CORREO = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
PEQUENOS = {
    "proceso": (
        "dias_por_vencer",
        "dias_cuentas",
        "dias_captura",
        "dias_captura_sustitucion",
        "dias_respuesta",
        "joven_desde",
        "joven_hasta",
        "mayor_desde",
    ),
    "organos": ("quorum",),
    "cargos": ("orden",),
}


class NoCabe(NamedTuple):
    """A value that the record cannot hold: kind of row, key, the deliverable it is of (or nothing), field, and why."""

    tipo: str
    clave: str
    llave: str
    campo: str
    valor: str
    razon: str


def no_caben(plan: PlanDatos) -> Iterator[NoCabe]:
    """Every value of a plan that a load would have to refuse."""
    for tipo, clave, llave, cosa in _cosas(plan):
        for campo, largo in LARGOS[tipo].items():
            valor = getattr(cosa, campo) or ""
            if len(valor) > largo:
                razon = f"tiene {len(valor)} caracteres y caben {largo}"
                yield NoCabe(tipo, clave, llave, campo, valor, razon)
        for campo in PEQUENOS.get(tipo, ()):
            numero = getattr(cosa, campo)
            if not 0 <= numero <= MAXIMO:
                yield NoCabe(tipo, clave, llave, campo, str(numero), f"debe estar entre 0 y {MAXIMO}")
    yield from _ocurrencias(plan)
    yield from _al_reves(plan)


def defectos_del_registro(plan: PlanDatos) -> list[Defecto]:
    """The same, as what refuses a load."""
    return [Defecto(plan.clave, f"{n.tipo} ({n.llave or n.clave}).{n.campo}", n.razon) for n in no_caben(plan)]


def _ocurrencias(plan: PlanDatos) -> Iterator[NoCabe]:
    """The rows that a template repeats carry their month or their day in the key; those of a week, its rule too."""
    largos = LARGOS["entregables"]
    for e in plan.entregables:
        if not (e.plantilla and e.tipo == "recurrente"):
            continue
        llave = f"{e.llave}-{'2024-01' if e.meses else '2024-01-05'}"
        if len(e.llave) <= largos["llave"] < len(llave):
            razon = f"cada ocurrencia le agrega su fecha: tiene {len(llave)} caracteres y caben {largos['llave']}"
            yield NoCabe("entregables", e.clave, e.llave, "llave", e.llave, razon)
        regla = f"a más tardar 2024-01-05 [fila {e.clave}: {e.regla}]"
        if not e.meses and len(e.regla) <= largos["regla"] < len(regla):
            razon = f"cada ocurrencia la cita: tiene {len(regla)} caracteres y caben {largos['regla']}"
            yield NoCabe("entregables", e.clave, e.llave, "regla", e.regla, razon)


def _cosas(plan: PlanDatos) -> Iterator[tuple[str, str, str, Any]]:
    yield "plan", plan.clave, "", plan
    yield "instituto", plan.instituto.clave, "", plan.instituto
    yield "proceso", plan.clave, "", plan.proceso
    for organo in plan.organos:
        yield "organos", organo.clave, "", organo
        for persona in organo.integrantes:
            yield "integrantes", persona.nombre, "", persona
    for tipo in ("areas", "cargos", "hitos"):
        for cosa in getattr(plan, tipo):
            yield tipo, cosa.clave, "", cosa
    for ruta in plan.rutas:
        yield "rutas", ruta.clave, "", ruta
        for etapa in ruta.etapas:
            yield "etapas", etapa.clave, "", etapa
    for e in plan.entregables:
        yield "entregables", e.clave, e.llave, e
        for paso in e.subactividades:
            yield "subactividades", paso.clave, e.llave, paso


def _al_reves(plan: PlanDatos) -> Iterator[NoCabe]:
    """What the checks of the database refuse, and the title of the source, which joins two keys."""
    p = plan.proceso
    if p.campanas_fin and p.campanas_inicio and p.campanas_fin < p.campanas_inicio:
        razon = "las campañas no pueden terminar antes de empezar"
        yield NoCabe("proceso", plan.clave, "", "campanas_fin", str(p.campanas_fin), razon)
    for organo in plan.organos:
        for persona in organo.integrantes:
            if persona.hasta and persona.hasta < persona.desde:
                razon = "termina antes de empezar"
                yield NoCabe("integrantes", persona.nombre, "", "hasta", str(persona.hasta), razon)
    for area in plan.areas:
        if area.correo and not _CORREO.fullmatch(area.correo):
            yield NoCabe("areas", area.clave, "", "correo", area.correo, "no es una dirección de correo")
    for campo, limite in plan.limites.items():
        if limite.maximo > MAXIMO_LARGO:
            yield NoCabe("limites", campo, "", "maximo", str(limite.maximo), f"debe ser {MAXIMO_LARGO} o menos")
        if limite.maximo < limite.minimo:
            yield NoCabe("limites", campo, "", "maximo", str(limite.maximo), f"es menor que el mínimo, {limite.minimo}")
    titulo = f"{plan.fuente.documento} ({plan.fuente.acuerdo})" if plan.fuente.acuerdo else plan.fuente.documento
    if len(titulo) > LARGOS["plan"]["nombre"]:
        razon = f"con el acuerdo tiene {len(titulo)} caracteres y caben {LARGOS['plan']['nombre']}"
        yield NoCabe("fuente", plan.clave, "", "documento", titulo, razon)
