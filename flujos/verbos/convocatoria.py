"""Verbs from the call of a session to its signed minutes: every row. Holding it is in `sesiones`."""

from compliance.ambito import Funcion
from compliance.models import Rol
from compliance.roles import INTERNOS
from compliance.verbos.modelo import Rechazo, Verbo, YaHecho, tabla

from ..models import Acta, Sesion
from .sesiones import CONCLUIDA, CONVOCADA, EN_RECESO, INSTALADA, LLEVAN, CasoDeSesion


class CasoDeConvocado(CasoDeSesion):
    """A session, seen by who was called to it."""

    def alcanza(self, verbo: Verbo, funcion: Funcion) -> bool:
        """Whoever has a role in the process; whether they were called, the service tells."""
        return funcion.proceso == self.objeto.proceso_id and funcion.rol in verbo.roles

    def funciones(self, verbo: Verbo) -> list[Funcion]:
        """To be called is enough: a seat, own or lent, needs no other role."""
        return super().funciones(verbo) or [Funcion("", self.objeto.proceso_id)]


def acta_de(sesion: Sesion) -> Acta | None:
    """The minutes of a session, if they were begun."""
    return Acta.objects.filter(sesion=sesion).first()


def tiene_acta(caso: CasoDeSesion) -> Rechazo | None:
    """There are minutes."""
    if acta_de(caso.objeto):
        return None
    return YaHecho("acta", "La sesión todavía no tiene acta.", "Genere primero su borrador.")


def _en_estado(caso: CasoDeSesion, *estados: Acta.Estado) -> Rechazo | None:
    acta = acta_de(caso.objeto)
    if acta is None or acta.estado in estados:
        return None
    cuales = " o ".join(e.label.lower() for e in estados)
    return YaHecho(
        "estado_acta",
        f"El acta está {acta.get_estado_display().lower()}.",
        f"Esta acción corresponde a un acta {cuales}.",
    )


def en_borrador(caso: CasoDeSesion) -> Rechazo | None:
    """Its text is still written."""
    return _en_estado(caso, Acta.Estado.BORRADOR)


def sin_aprobar(caso: CasoDeSesion) -> Rechazo | None:
    """No session approved it yet."""
    return _en_estado(caso, Acta.Estado.BORRADOR, Acta.Estado.POR_APROBAR)


def por_aprobar(caso: CasoDeSesion) -> Rechazo | None:
    """It was put on the agenda of a session."""
    return _en_estado(caso, Acta.Estado.POR_APROBAR)


def aprobada(caso: CasoDeSesion) -> Rechazo | None:
    """A session approved it."""
    return _en_estado(caso, Acta.Estado.APROBADA)


DE_CONVOCATORIA = tabla(
    Verbo(
        clave="reprogramar",
        nombre="Cambiar la fecha o el lugar",
        hecho="Se cambió la fecha o el lugar de la sesión",
        roles=LLEVAN,
        sistema=True,
        estados=CONVOCADA,
        explica="A quienes se convocó se les avisa con la invitación corregida.",
        listo="La sesión cambió de fecha o de lugar; se avisará a quienes se convocó.",
    ),
    Verbo(
        clave="ordenar",
        nombre="Cambiar el orden de los puntos",
        hecho="Se cambió el orden del día",
        roles=LLEVAN,
        sistema=True,
        estados=CONVOCADA | INSTALADA | EN_RECESO,
        explica="Los puntos decididos conservan su número.",
        listo="El orden del día quedó como lo indicó.",
    ),
    Verbo(
        clave="agregar_papel",
        nombre="Agregar un documento de la sesión",
        hecho="Se agregó un documento de la sesión",
        roles=LLEVAN,
        sistema=True,
        estados=CONVOCADA | INSTALADA | EN_RECESO | CONCLUIDA,
        explica="Lo ve quien puede ver la sesión. Si no ha comenzado o está en receso, se avisa a quienes se convocó.",
        listo="El documento quedó en la sesión.",
    ),
    Verbo(
        clave="invitar",
        nombre="Invitar a una persona",
        hecho="Se invitó a una persona a la sesión",
        roles=LLEVAN,
        sistema=True,
        estados=CONVOCADA,
        listo="La persona quedó invitada; recibirá la convocatoria.",
    ),
    Verbo(
        clave="quitar_invitado",
        nombre="Retirar una invitación",
        hecho="Se retiró una invitación",
        roles=LLEVAN,
        sistema=True,
        estados=CONVOCADA,
        listo="La invitación quedó retirada.",
        peligro=True,
    ),
    Verbo(
        clave="responder",
        nombre="Responder a la convocatoria",
        hecho="Se respondió a la convocatoria",
        roles=INTERNOS | {Rol.PARTIDO.value},
        estados=CONVOCADA,
        listo="Su respuesta quedó registrada.",
    ),
    # What their calendar answers to the invitation, read from the mailbox of the institute.
    Verbo(
        clave="responder_por_correo",
        nombre="Responder por correo",
        hecho="Respondió por correo a la convocatoria",
        roles=frozenset(),
        sistema=True,
        estados=frozenset(str(estado) for estado in Sesion.Estado),
    ),
    Verbo(
        clave="anotar_acuse",
        nombre="Anotar que alguien la recibió",
        hecho="Se anotó que una persona sin cuenta recibió la convocatoria",
        roles=LLEVAN,
        sistema=True,
        estados=CONVOCADA | INSTALADA | EN_RECESO | CONCLUIDA,
        explica="De quien no tiene cuenta: los demás acusan al abrirla.",
        listo="Quedó anotado que la recibió.",
    ),
    Verbo(
        clave="reenviar",
        nombre="Enviar otra vez",
        hecho="Se pidió enviar otra vez la convocatoria",
        roles=LLEVAN,
        sistema=True,
        estados=CONVOCADA | EN_RECESO,
        listo="La convocatoria saldrá otra vez, al correo que hoy está registrado.",
    ),
    Verbo(
        clave="redactar_acta",
        nombre="Generar el borrador del acta",
        hecho="Se generó el borrador del acta",
        roles=LLEVAN,
        sistema=True,
        estados=INSTALADA | EN_RECESO | CONCLUIDA,
        guardas=(en_borrador,),
        explica="Se redacta con lo que quedó registrado de la sesión.",
        listo="El borrador del acta quedó generado.",
    ),
    Verbo(
        clave="guardar_acta",
        nombre="Guardar el texto del acta",
        hecho="Se guardó el texto del acta",
        roles=LLEVAN,
        sistema=True,
        estados=INSTALADA | EN_RECESO | CONCLUIDA,
        guardas=(tiene_acta, en_borrador),
        listo="El texto del acta quedó guardado.",
    ),
    Verbo(
        clave="someter_acta",
        nombre="Someter el acta a aprobación",
        hecho="Se sometió el acta a aprobación",
        roles=LLEVAN,
        sistema=True,
        estados=CONCLUIDA,
        guardas=(tiene_acta, sin_aprobar),
        explica="Se agrega como punto al orden del día de otra sesión del mismo órgano. Su texto queda cerrado.",
        listo="El acta quedó en el orden del día de la sesión que eligió.",
        deshacer="Puede devolverse a borrador, con un motivo, mientras no se apruebe.",
    ),
    Verbo(
        clave="devolver_acta",
        nombre="Devolver el acta a borrador",
        hecho="Se devolvió el acta a borrador",
        roles=LLEVAN,
        sistema=True,
        estados=CONCLUIDA,
        guardas=(tiene_acta, por_aprobar),
        listo="El acta volvió a borrador: su texto puede corregirse.",
    ),
    # What the session that approves it does to it: told by the history, done by nobody apart from it.
    Verbo(
        clave="aprobar_acta",
        nombre="Aprobar el acta",
        hecho="Se aprobó el acta",
        roles=frozenset(),
        guardas=(por_aprobar,),
    ),
    Verbo(
        clave="desaprobar_acta",
        nombre="Deshacer la aprobación del acta",
        hecho="Se deshizo la aprobación del acta",
        tono="atencion",
        roles=frozenset(),
        guardas=(aprobada,),
    ),
    Verbo(
        clave="firmar_acta",
        nombre="Guardar el acta firmada",
        hecho="Se guardó el acta firmada",
        roles=LLEVAN,
        sistema=True,
        estados=CONCLUIDA,
        guardas=(tiene_acta, aprobada),
        explica="El archivo queda unido a su huella y el acta ya no cambia.",
        listo="El acta firmada quedó guardada.",
    ),
)
