"""The record: everything Cauce knows about an institute's process."""

from ..roles import Rol
from .actos import Acto, Sello
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
from .listas import CuentaDeLista, RenglonDeLista, VersionPublica
from .llaves import LlaveDeCandidatura, LlaveDeCotejo, LlaveDePersona, LlaveEnvuelta
from .personas import Bloque, Cotejo, Identificacion
from .versiones import OrigenDeVersion, PropuestaDePlan, VersionDePlan

__all__ = [
    "Acto",
    "ActorPolitico",
    "Area",
    "Bloque",
    "Candidatura",
    "Cargo",
    "Consentimiento",
    "Cotejo",
    "CuentaDeLista",
    "CuestionarioCurricular",
    "CuestionarioIdentidad",
    "Entregable",
    "EtapaRuta",
    "Hito",
    "Identificacion",
    "Instituto",
    "Integracion",
    "LimiteTexto",
    "LlaveDeCandidatura",
    "LlaveDeCotejo",
    "LlaveDePersona",
    "LlaveEnvuelta",
    "Nombramiento",
    "Observacion",
    "Organo",
    "OrigenDeVersion",
    "Persona",
    "Plan",
    "Proceso",
    "PropuestaDePlan",
    "RenglonDeLista",
    "Rol",
    "Ruta",
    "Sello",
    "SolicitudModificacion",
    "Subactividad",
    "Suplencia",
    "Territorio",
    "Usuario",
    "VersionDePlan",
    "VersionPublica",
]
