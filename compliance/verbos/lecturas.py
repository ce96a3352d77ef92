"""Verbs of reading what is somebody's: who may read it, when they must say why, and how it is told.

Reading changes nothing, but it is an act: it says who read whose data, when and which (decision 0031). Who may see a
candidacy at all is answered before; here, when a role needs a reason. Whoever captures or postulates reads what is
theirs to answer for; verification, what it is verifying; anybody else, or at any other time, says what for.
"""

from ..ambito import Funcion
from ..models import Candidatura, Rol
from ..roles import ACTORES, INTERNOS, ROLES_DE_IDENTIDAD
from .caso import Caso
from .modelo import Rechazo, Verbo, tabla
from .tabla import ADMINISTRA

Estado = Candidatura.Estado
EN_VERIFICACION = frozenset({Estado.CAPTURADA, Estado.OBSERVADA, Estado.VALIDADA})


class CasoDeLectura(Caso[Candidatura]):
    """A candidacy, a moment, and the reach of whoever reads."""

    @property
    def donde(self) -> str:
        """Where, in a refusal."""
        return "en esta candidatura"

    def alcanza(self, verbo: Verbo, funcion: Funcion) -> bool:
        """A representation reaches those of its party; a candidate, their own."""
        if not super().alcanza(verbo, funcion):
            return False
        if funcion.rol == Rol.PARTIDO:
            return funcion.actor == self.objeto.actor_id
        return funcion.rol != Rol.CANDIDATURA or funcion.candidatura == self.objeto.pk

    def fuera_de_lugar(self, verbo: Verbo) -> Rechazo | None:
        """Readings have their place in every state."""
        return None

    @property
    def es_propia(self) -> bool:
        """Whether it is of whoever reads, in their own right."""
        suyas = self.ambito.funciones if self.ambito else ()
        return any(f.candidatura == self.objeto.pk and not f.en_suplencia_de for f in suyas)


def sin_verificacion_en_curso(caso: CasoDeLectura) -> Rechazo | None:
    """Verification reads while it verifies; before and after, it says what for."""
    suyas = caso.funciones(DE_LECTURA["leer_identidad"])
    if caso.objeto.estado in EN_VERIFICACION or any(f.rol in ACTORES for f in suyas):
        return None
    return Rechazo("motivo", "La candidatura no está en verificación.", "Diga para qué consulta sus respuestas.")


def sin_un_tramite(caso: CasoDeLectura) -> Rechazo | None:
    """No task of the institute consists in looking at them: whoever does says what for."""
    return Rechazo("motivo", "Son datos personales.", "Diga para qué los consulta.")


DE_LECTURA = tabla(
    Verbo(
        clave="leer_identidad",
        nombre="Consultar las respuestas de identidad",
        hecho="Se consultaron sus respuestas de identidad",
        roles=ROLES_DE_IDENTIDAD | ACTORES,
        salvo_motivo=(sin_verificacion_en_curso,),
        explica="Son datos sensibles. La consulta queda anotada y la persona puede ver quién la hizo y para qué.",
    ),
    Verbo(
        clave="leer_datos",
        nombre="Consultar los datos personales",
        hecho="Se consultaron sus datos personales",
        roles=ROLES_DE_IDENTIDAD
        | {Rol.SECRETARIA_TECNICA.value, Rol.SECRETARIA_EJECUTIVA.value, Rol.ADMINISTRACION.value},
        salvo_motivo=(sin_un_tramite,),
        explica="Fecha de nacimiento, correo, CURP y clave de elector. La consulta queda anotada y la persona puede "
        "ver quién la hizo y para qué.",
    ),
    Verbo(
        clave="leer_documento",
        nombre="Descargar un documento",
        hecho="Se descargó un documento suyo",
        roles=INTERNOS | ACTORES,
    ),
    # What is of no candidacy alone.
    Verbo(
        clave="leer_cuenta",
        nombre="Consultar los datos de una cuenta",
        hecho="Se consultó el correo de la cuenta",
        roles=ADMINISTRA,
    ),
    Verbo(
        clave="leer_aviso",
        nombre="Consultar a qué correo se envió un aviso",
        hecho="Se consultó el correo al que se envió un aviso",
        roles=INTERNOS | ACTORES,
    ),
    Verbo(
        clave="leer_convocatoria",
        nombre="Abrir la convocatoria a una sesión",
        hecho="Se abrió la convocatoria",
        roles=INTERNOS | ACTORES,
    ),
    Verbo(
        clave="leer_publicado",
        nombre="Consultar lo que era público un día",
        hecho="Se consultó lo que era público un día",
        roles=frozenset({Rol.AUDITORIA.value}),
    ),
    Verbo(
        clave="descargar",
        nombre="Descargar un archivo con datos de personas",
        hecho="Se descargó un archivo con datos de personas",
        roles=INTERNOS | ACTORES,
        sistema=True,
    ),
)
