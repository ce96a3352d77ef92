"""The record: everything Cauce knows about an institute's process."""

from ..roles import Rol
from .accesos import EnlaceDeAcceso, EntregaDeCuentas, PeticionDeAcceso
from .actos import Acto, Sello
from .candidaturas import ActorPolitico, Candidatura, Cargo, Persona, Territorio
from .cuestionarios import (
    Borrador,
    Consentimiento,
    CuestionarioCurricular,
    CuestionarioIdentidad,
    LimiteTexto,
    LlaveDeCandidatura,
    Observacion,
    SolicitudModificacion,
)
from .entregables import Entregable, EtapaRuta, Hito, Plan, Ruta, Subactividad
from .institucion import Area, Instituto, Integracion, Nombramiento, Organo, Proceso, Suplencia, Usuario
from .listas import CuentaDeLista, RenglonDeLista, VersionPublica
from .privacidad import HojaPorPresentar, Supresion, VersionDeAviso
from .verificacion import Calificacion, CausaDeObservacion, HuellaDeTexto, Revision, VariableDeCalificacion
from .versiones import OrigenDeVersion, PropuestaDePlan, VersionDePlan

__all__ = [
    "Acto",
    "ActorPolitico",
    "Area",
    "Borrador",
    "Calificacion",
    "Candidatura",
    "Cargo",
    "CausaDeObservacion",
    "Consentimiento",
    "CuentaDeLista",
    "CuestionarioCurricular",
    "CuestionarioIdentidad",
    "EnlaceDeAcceso",
    "EntregaDeCuentas",
    "Entregable",
    "EtapaRuta",
    "Hito",
    "HojaPorPresentar",
    "HuellaDeTexto",
    "Instituto",
    "Integracion",
    "LimiteTexto",
    "LlaveDeCandidatura",
    "Nombramiento",
    "Observacion",
    "Organo",
    "OrigenDeVersion",
    "Persona",
    "PeticionDeAcceso",
    "Plan",
    "Proceso",
    "PropuestaDePlan",
    "RenglonDeLista",
    "Revision",
    "Rol",
    "Ruta",
    "Sello",
    "SolicitudModificacion",
    "Subactividad",
    "Suplencia",
    "Supresion",
    "Territorio",
    "Usuario",
    "VariableDeCalificacion",
    "VersionDeAviso",
    "VersionDePlan",
    "VersionPublica",
]
