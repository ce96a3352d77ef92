"""Verbs of sessions: every row. Whoever keeps the secretary's desk of a body calls and records its sessions."""

from collections.abc import Mapping

from compliance.ambito import Funcion
from compliance.models import Organo, Rol
from compliance.verbos.caso import Caso
from compliance.verbos.modelo import FueraDeLugar, Rechazo, Verbo, tabla

from ..models import Sesion

# Who prepares and records the sessions of each kind of body.
QUIEN_LLEVA: Mapping[str, frozenset[str]] = {
    Organo.Tipo.CONSEJO: frozenset({Rol.SECRETARIA_EJECUTIVA.value}),
    Organo.Tipo.COMISION: frozenset({Rol.SECRETARIA_TECNICA.value}),
    Organo.Tipo.COMITE: frozenset({Rol.COMITE_TRANSPARENCIA.value}),
    Organo.Tipo.GRUPO: frozenset({Rol.SECRETARIA_TECNICA.value, Rol.AREA.value}),
}
LLEVAN = frozenset().union(*QUIEN_LLEVA.values())

CONVOCADA = frozenset({Sesion.Estado.CONVOCADA.value})
INSTALADA = frozenset({Sesion.Estado.INSTALADA.value})
EN_RECESO = frozenset({Sesion.Estado.RECESO.value})
CONCLUIDA = frozenset({Sesion.Estado.CONCLUIDA.value})


def lleva(funcion: Funcion, organo: Organo) -> bool:
    """Whether this role prepares and records the sessions of the body."""
    return funcion.proceso == organo.proceso_id and funcion.rol in QUIEN_LLEVA[organo.tipo]


class CasoDeOrgano(Caso[Organo]):
    """A body about to be called, a moment, and the reach of whoever acts."""

    @property
    def donde(self) -> str:
        """Where, in a refusal."""
        return f"en «{self.objeto}»"

    def alcanza(self, verbo: Verbo, funcion: Funcion) -> bool:
        """The rows name every secretary; only that of the body reaches it."""
        return funcion.rol in verbo.roles and lleva(funcion, self.objeto)

    def quienes(self, verbo: Verbo) -> list[str]:
        """Who may, in words."""
        return [str(Rol(rol).label) for rol in sorted(verbo.roles & QUIEN_LLEVA[self.objeto.tipo])]

    def fuera_de_lugar(self, verbo: Verbo) -> Rechazo | None:
        """A body may always be called."""
        return None


class CasoDeSesion(Caso[Sesion]):
    """A session, a moment, and the reach of whoever acts."""

    @property
    def donde(self) -> str:
        """Where, in a refusal."""
        return f"en las sesiones de «{self.objeto.organo}»"

    def alcanza(self, verbo: Verbo, funcion: Funcion) -> bool:
        """The rows name every secretary; only that of the body reaches its sessions."""
        return funcion.rol in verbo.roles and lleva(funcion, self.objeto.organo)

    def quienes(self, verbo: Verbo) -> list[str]:
        """Who may, in words."""
        return [str(Rol(rol).label) for rol in sorted(verbo.roles & QUIEN_LLEVA[self.objeto.organo.tipo])]

    def fuera_de_lugar(self, verbo: Verbo) -> Rechazo | None:
        """Why `verbo` has no place in the state of the session."""
        if self.objeto.estado in verbo.estados:
            return None
        cuales = " o ".join(e.label.lower() for e in Sesion.Estado if e.value in verbo.estados)
        return FueraDeLugar(
            "estado_sesion",
            f"La sesión está {self.objeto.get_estado_display().lower()}.",
            f"Esta acción corresponde a una sesión {cuales}.",
        )


def ya_comienza(caso: CasoDeSesion) -> Rechazo | None:
    """It is not opened before its hour."""
    if caso.objeto.inicia_en <= caso.en:
        return None
    return Rechazo("fecha_futura", "La sesión todavía no comienza.", "Instálela a partir de su hora de inicio.")


def quedan_otros_puntos(caso: CasoDeSesion) -> Rechazo | None:
    """An agenda is never left empty."""
    if caso.objeto.puntos.count() > 1:
        return None
    return Rechazo("puntos", "Es el único punto del orden del día.", "Cancele la sesión si ya no se celebrará.")


DE_SESION = tabla(
    Verbo(
        clave="convocar",
        nombre="Convocar una sesión",
        hecho="Se convocó la sesión",
        roles=LLEVAN,
        sistema=True,
        listo="La sesión quedó convocada.",
    ),
    Verbo(
        clave="agregar_punto",
        nombre="Agregar un punto",
        hecho="Se agregó un punto al orden del día",
        roles=LLEVAN,
        sistema=True,
        estados=CONVOCADA | INSTALADA | EN_RECESO,
        listo="El punto se agregó al orden del día.",
    ),
    Verbo(
        clave="quitar_punto",
        nombre="Quitar un punto",
        hecho="Se quitó un punto del orden del día",
        roles=LLEVAN,
        sistema=True,
        estados=CONVOCADA | INSTALADA | EN_RECESO,
        guardas=(quedan_otros_puntos,),
        listo="El punto se quitó del orden del día; su historial dice por qué.",
        deshacer="El punto y el motivo quedan en el historial. Para deshacerlo, agréguelo otra vez.",
        peligro=True,
    ),
    Verbo(
        clave="instalar",
        nombre="Instalar la sesión",
        hecho="Se instaló la sesión",
        roles=LLEVAN,
        sistema=True,
        estados=CONVOCADA,
        guardas=(ya_comienza,),
        listo="La sesión quedó instalada.",
    ),
    Verbo(
        clave="decidir",
        nombre="Registrar decisiones",
        hecho="Se registraron decisiones",
        roles=LLEVAN,
        sistema=True,
        estados=INSTALADA,
        explica="Se registran todas las que tengan sentido, o ninguna si alguna no procede.",
    ),
    Verbo(
        clave="deshacer",
        nombre="Deshacer una decisión",
        hecho="Se deshizo una decisión",
        roles=LLEVAN,
        sistema=True,
        estados=INSTALADA | EN_RECESO,
        tono="atencion",
        explica="El entregable vuelve a donde estaba y el punto puede decidirse otra vez.",
        listo="La decisión se deshizo; el historial guarda lo que se había decidido y el motivo.",
        peligro=True,
    ),
    Verbo(
        clave="llegada",
        nombre="Registrar una llegada",
        hecho="Llegó una integrante o un integrante",
        roles=LLEVAN,
        sistema=True,
        estados=INSTALADA,
        listo="La llegada quedó registrada.",
    ),
    Verbo(
        clave="salida",
        nombre="Registrar una salida",
        hecho="Se retiró una integrante o un integrante",
        roles=LLEVAN,
        sistema=True,
        estados=INSTALADA,
        explica="Quien se retira no vota desde esa hora.",
        listo="La salida quedó registrada.",
    ),
    Verbo(
        clave="presidir",
        nombre="Decir quién preside",
        hecho="Se dijo quién preside la sesión",
        roles=LLEVAN,
        sistema=True,
        estados=INSTALADA,
        explica="Por ausencia de la presidencia. Si el órgano le da voto de calidad, es de quien preside.",
        listo="Quedó registrado quién preside.",
    ),
    Verbo(
        clave="suplir",
        nombre="Registrar una suplencia",
        hecho="Se registró la suplencia de un asiento",
        roles=LLEVAN,
        sistema=True,
        estados=CONVOCADA | INSTALADA | EN_RECESO,
        explica="Quien suple vota por ese asiento desde que se registre su llegada.",
        listo="La suplencia quedó registrada.",
    ),
    Verbo(
        clave="receso",
        nombre="Declarar un receso",
        hecho="Se declaró un receso",
        roles=LLEVAN,
        sistema=True,
        estados=INSTALADA,
        explica="La sesión puede continuar el mismo día u otro; al reanudarla se pasa lista otra vez.",
        listo="La sesión quedó en receso; se avisará a quienes se convocó.",
    ),
    Verbo(
        clave="anunciar_continuacion",
        nombre="Anunciar cuándo continúa",
        hecho="Se anunció cuándo continúa la sesión",
        roles=LLEVAN,
        sistema=True,
        estados=EN_RECESO,
        explica="A quienes se convocó se les avisa, con la invitación corregida.",
        listo="Quedó anunciado cuándo continúa la sesión; se avisará a quienes se convocó.",
    ),
    Verbo(
        clave="reanudar",
        nombre="Reanudar la sesión",
        hecho="Se reanudó la sesión",
        roles=LLEVAN,
        sistema=True,
        estados=EN_RECESO,
        listo="La sesión continúa.",
    ),
    Verbo(
        clave="concluir",
        nombre="Concluir la sesión",
        hecho="Se concluyó la sesión",
        roles=LLEVAN,
        sistema=True,
        estados=INSTALADA | EN_RECESO,
        listo="La sesión quedó concluida.",
    ),
    Verbo(
        clave="corregir",
        nombre="Corregir el nombre",
        hecho="Se corrigió el nombre de la sesión",
        roles=LLEVAN,
        sistema=True,
        estados=CONVOCADA | INSTALADA | EN_RECESO | CONCLUIDA,
        explica="El nombre anterior queda en el historial, con el motivo.",
        listo="El nombre quedó corregido.",
    ),
    Verbo(
        clave="corregir_acuerdo",
        nombre="Corregir el número de un acuerdo",
        hecho="Se corrigió el número de un acuerdo",
        roles=LLEVAN,
        sistema=True,
        estados=INSTALADA | EN_RECESO | CONCLUIDA,
        explica="El número anterior queda en el historial, con el motivo. La decisión no cambia.",
        listo="El número del acuerdo quedó corregido.",
    ),
    Verbo(
        clave="transmitir",
        nombre="Anotar la transmisión",
        hecho="Se anotó la transmisión pública",
        roles=LLEVAN,
        sistema=True,
        estados=CONVOCADA | INSTALADA | EN_RECESO | CONCLUIDA,
        listo="La dirección de la transmisión quedó anotada.",
    ),
    Verbo(
        clave="cancelar",
        nombre="Cancelar la sesión",
        hecho="Se canceló la sesión",
        roles=LLEVAN,
        sistema=True,
        estados=CONVOCADA,
        listo="La sesión quedó cancelada.",
        deshacer="Los entregables siguen en su etapa, para otra sesión.",
        peligro=True,
    ),
)
