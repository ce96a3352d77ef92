"""The record: everything Cauce knows about an institute's process."""

from ..roles import Rol
from .accesos import EnlaceDeAcceso, EntregaDeCuentas, PeticionDeAcceso
from .actos import Acto, Sello
from .archivos import ArchivoSinRevisar
from .candidaturas import ActorPolitico, Candidatura, Cargo, Persona, Territorio
from .cuestionarios import (
    Borrador,
    Consentimiento,
    CuestionarioCurricular,
    CuestionarioIdentidad,
    LimiteTexto,
    Observacion,
    SolicitudModificacion,
)
from .entregables import Entregable, EtapaRuta, Hito, Plan, Ruta, Subactividad
from .estadisticas import CorteDeEstadistica
from .fichas_api import FichaDeApi, PeticionDeApi, SecretoDeFicha
from .institucion import (
    Area,
    Instituto,
    Integracion,
    Nombramiento,
    Organo,
    Proceso,
    Suplencia,
    SuplenciaDeAsiento,
    Usuario,
)
from .listas import CuentaDeLista, RenglonDeLista, VersionPublica
from .llaves import LlaveDeCandidatura, LlaveDeCotejo, LlaveDePersona, LlaveEnvuelta
from .personas import Bloque, Cotejo, Identificacion
from .privacidad import HojaPorPresentar, Supresion, VersionDeAviso
from .puertas import AplicacionDeCodigos, CodigoDeRecuperacion, IdentidadExterna, LlaveDeAcceso, SesionDeCuenta
from .secciones import Seccion
from .sitio import Opinion
from .verificacion import Calificacion, CausaDeObservacion, HuellaDeTexto, Revision, VariableDeCalificacion
from .versiones import OrigenDeVersion, PropuestaDePlan, VersionDePlan
from .vistas import VistaGuardada

__all__ = [
    "Acto",
    "ActorPolitico",
    "AplicacionDeCodigos",
    "ArchivoSinRevisar",
    "Area",
    "Bloque",
    "Borrador",
    "Calificacion",
    "Candidatura",
    "Cargo",
    "CausaDeObservacion",
    "CodigoDeRecuperacion",
    "Consentimiento",
    "CorteDeEstadistica",
    "Cotejo",
    "CuentaDeLista",
    "CuestionarioCurricular",
    "CuestionarioIdentidad",
    "EnlaceDeAcceso",
    "EntregaDeCuentas",
    "Entregable",
    "EtapaRuta",
    "FichaDeApi",
    "Hito",
    "HojaPorPresentar",
    "HuellaDeTexto",
    "IdentidadExterna",
    "Identificacion",
    "Instituto",
    "Integracion",
    "LimiteTexto",
    "LlaveDeAcceso",
    "LlaveDeCandidatura",
    "LlaveDeCotejo",
    "LlaveDePersona",
    "LlaveEnvuelta",
    "Nombramiento",
    "Observacion",
    "Opinion",
    "Organo",
    "OrigenDeVersion",
    "Persona",
    "PeticionDeAcceso",
    "PeticionDeApi",
    "Plan",
    "Proceso",
    "PropuestaDePlan",
    "RenglonDeLista",
    "Revision",
    "Rol",
    "Ruta",
    "Seccion",
    "SecretoDeFicha",
    "Sello",
    "SesionDeCuenta",
    "SolicitudModificacion",
    "Subactividad",
    "Suplencia",
    "SuplenciaDeAsiento",
    "Supresion",
    "Territorio",
    "Usuario",
    "VariableDeCalificacion",
    "VersionDeAviso",
    "VersionDePlan",
    "VersionPublica",
    "VistaGuardada",
]
