"""The record: everything Cauce knows about an institute's process."""

from ..roles import Rol
from .candidaturas import ActorPolitico, Candidatura, Cargo, Persona, Territorio
from .cuestionarios import (
    Consentimiento,
    CuestionarioCurricular,
    CuestionarioIdentidad,
    LimiteTexto,
    Observacion,
    SolicitudModificacion,
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
    "Rol",
    "Ruta",
    "SolicitudModificacion",
    "Subactividad",
    "Suplencia",
    "Territorio",
    "Usuario",
]
