"""Verbs of the desk of verification: who takes what to read it. None of them moves a state."""

from compliance.models import Rol
from compliance.verbos.modelo import Verbo, tabla
from compliance.verbos.tabla import ADMINISTRA

from ..guardas import requisitos as r
from ..guardas.caso import Estado
from .candidaturas import SOLO_VERIFICACION

POR_LEER = frozenset({Estado.CAPTURADA.value})
REPARTEN = SOLO_VERIFICACION | ADMINISTRA
# Who reads the scores: never the parties, nor the public.
VEN_CALIFICACIONES = REPARTEN | {
    Rol.SECRETARIA_TECNICA.value,
    Rol.SECRETARIA_EJECUTIVA.value,
    Rol.AUDITORIA.value,
}

DE_MESA = tabla(
    Verbo(
        clave="tomar",
        nombre="Tomar para leer",
        roles=SOLO_VERIFICACION,
        estados=POR_LEER,
        guardas=(r.no_la_lee_otra, r.cuatro_ojos),
    ),
    Verbo(
        clave="marcar",
        nombre="Marcar lo leído",
        roles=SOLO_VERIFICACION,
        estados=POR_LEER,
        guardas=(r.la_tiene_quien_actua,),
    ),
    Verbo(
        clave="soltar",
        nombre="Soltar",
        roles=SOLO_VERIFICACION,
        guardas=(r.la_tiene_quien_actua,),
        listo="La soltó: vuelve a la mesa con lo que marcó.",
    ),
    Verbo(
        clave="reasignar",
        nombre="Reasignar",
        hecho="Se reasignó su verificación",
        roles=REPARTEN,
        estados=POR_LEER,
        explica="Quien la tiene deja de tenerla; lo que marcó se conserva. La razón queda en el historial.",
        listo="Quedó reasignada.",
    ),
    # To the process as a whole.
    Verbo(
        clave="repartir",
        nombre="Repartir",
        hecho="Se repartieron candidaturas por verificar",
        roles=REPARTEN,
        listo="Las candidaturas quedaron repartidas.",
    ),
    Verbo(
        clave="cargar_causas",
        nombre="Cargar las causas de base",
        hecho="Se cargaron las causas de observación de base",
        roles=ADMINISTRA,
        listo="Las causas quedaron en los catálogos.",
    ),
    Verbo(
        clave="cargar_variables",
        nombre="Calificar en este proceso",
        hecho="Se cargaron las variables de calificación de base",
        roles=ADMINISTRA,
        listo="Las variables quedaron en los catálogos: la mesa ya las pide.",
    ),
)
