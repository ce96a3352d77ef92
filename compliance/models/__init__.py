"""The record: everything Cauce knows about an institute's process."""

from .candidaturas import (
    ActorPolitico,
    Candidatura,
    Cargo,
    Consentimiento,
    CuestionarioCurricular,
    CuestionarioIdentidad,
    LimiteTexto,
    Observacion,
    Persona,
    SolicitudModificacion,
    Territorio,
)
from .entregables import Entregable, EtapaRuta, Hito, Plan, Ruta, Subactividad
from .institucion import (
    Area,
    Instituto,
    Integracion,
    Nombramiento,
    Organo,
    Proceso,
    Suplencia,
    Usuario,
)

__all__ = [
    "ActorPolitico",
    "Area",
    "Candidatura",
    "Cargo",
    "Consentimiento",
    "CuestionarioCurricular",
    "CuestionarioIdentidad",
    "Entregable",
    "EtapaRuta",
    "Hito",
    "Instituto",
    "Integracion",
    "LimiteTexto",
    "Nombramiento",
    "Observacion",
    "Organo",
    "Persona",
    "Plan",
    "Proceso",
    "Ruta",
    "SolicitudModificacion",
    "Subactividad",
    "Suplencia",
    "Territorio",
    "Usuario",
]
