"""Verbs of parity: saying how competitive each territory is for whoever postulates there."""

from compliance.verbos.modelo import Verbo, tabla

from .candidaturas import PERSONAL

DE_PARIDAD = tabla(
    Verbo(
        clave="fijar_bloques",
        nombre="Fijar los bloques",
        hecho="Se fijaron sus bloques de competitividad",
        roles=PERSONAL,
        listo="Los bloques quedaron guardados.",
        deshacer="Puede cambiarlos; cada cambio queda en el historial.",
    ),
)
