"""What a person can do with a candidacy now and why not; what it lacks and who must act next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from calendario.fechas import dia_local, inicio_del_dia
from compliance.ambito import Ambito
from compliance.cuestionarios import ETIQUETAS
from compliance.models import Candidatura, Proceso, SolicitudModificacion
from compliance.verbos.caso import Opcion, opciones

from ..guardas import (
    CasoDeCandidatura,
    Estado,
    Orden,
    aviso_al_dia,
    contradicciones_de,
    faltan_en_curricular,
    faltan_en_identidad,
    foto_vigente,
    limite_captura,
    niegan_su_accion,
)
from ..verbos.candidaturas import DE_CANDIDATURA, LA_PERSONA


def acciones_posibles(candidatura: Candidatura, ambito: Ambito, en: datetime) -> list[Opcion]:
    """Every verb that this person's roles allow on this candidacy, in the order of the table, with its refusals."""
    return [
        o for o in opciones(DE_CANDIDATURA, CasoDeCandidatura(candidatura, en, ambito)) if o.verbo.clave != "registrar"
    ]


@dataclass(frozen=True)
class Pendiente:
    """Something that a candidacy lacks: what, the roles that must act, its due moment and the details.

    Details that are `reservado` let the answers of the identity questionnaire be guessed (which question follows
    from which): they are only for who may read them (`Candidatura.identidad_visible_para`).
    """

    que: str
    verbo: str
    quienes: frozenset[str]
    vence: datetime | None = None
    detalle: tuple[str, ...] = ()
    reservado: bool = False


def _pendiente(
    que: str,
    verbo: str,
    vence: datetime | None = None,
    detalle: Sequence[str] = (),
    *,
    reservado: bool = False,
) -> Pendiente:
    return Pendiente(que, verbo, DE_CANDIDATURA[verbo].roles, vence, tuple(detalle), reservado)


def lo_que_falta(candidatura: Candidatura, en: datetime) -> list[Pendiente]:
    """What keeps the candidacy from its next state at `en`, and whose turn it is. Empty: nothing is awaited."""
    match candidatura.estado:
        case Estado.ASIGNADA | Estado.OBSERVADA:
            return _por_capturar(candidatura, en)
        case Estado.CAPTURADA if candidatura.proceso.orden_autorizacion == Orden.PARTIDO:
            return [*_por_autorizar(candidatura), *_por_publicar(candidatura, en)]
        case Estado.CAPTURADA:
            return [*_por_verificar(candidatura), *_por_autorizar(candidatura)]
        case Estado.VALIDADA:
            return [*_por_autorizar(candidatura), *_por_publicar(candidatura, en)]
        case Estado.PUBLICADA:
            return _por_modificar(candidatura)
    return []


def _por_capturar(c: Candidatura, en: datetime) -> list[Pendiente]:
    if en > limite_captura(c.proceso):
        return []
    faltan = []
    if c.estado == Estado.ASIGNADA and c.cuentas_enviadas_en is None and c.pide_cuenta:
        faltan.append(_pendiente("Entregar las cuentas de acceso", "entregar_cuentas", c.cuentas_vencen))
    elif c.estado == Estado.ASIGNADA and c.cuentas_recibidas_en is None and c.vence is None and c.pide_cuenta:
        # Its owner receives it by using it; who may record it with a document is another.
        faltan.append(
            Pendiente("Recibir la cuenta: usar el enlace que llegó por correo", "recibir_cuentas", LA_PERSONA)
        )
    plazo = c.vence if c.estado == Estado.OBSERVADA or c.cuentas_enviadas_en is not None else None
    if not aviso_al_dia(c, en):
        faltan.append(_pendiente("Aceptar el aviso de privacidad", "aceptar_aviso", plazo))
    abiertas = c.observaciones.filter(atendida_en__isnull=True, respuesta="").count()
    if c.estado == Estado.OBSERVADA and abiertas:
        cuantas = "1 observación" if abiertas == 1 else f"{abiertas} observaciones"
        faltan.append(_pendiente(f"Atender {cuantas}", "responder_observacion", plazo))
    curricular = [f"{ETIQUETAS[f.campo]}: {f.razon}" for f in faltan_en_curricular(c, dia_local(en, c.proceso.tz))]
    if curricular:
        faltan.append(_pendiente("Completar el cuestionario curricular", "guardar_borrador", plazo, curricular))
    identidad = [f.razon for f in faltan_en_identidad(c)]
    if identidad:
        faltan.append(
            _pendiente("Completar el cuestionario de identidad", "guardar_borrador", plazo, identidad, reservado=True)
        )
    return [*faltan, _pendiente("Enviar los cuestionarios a verificación", "enviar_captura", plazo)]


def _por_verificar(c: Candidatura) -> list[Pendiente]:
    abiertas = c.observaciones.filter(atendida_en__isnull=True).count()
    por_aclarar = [f.razon for f in (*contradicciones_de(c), *niegan_su_accion(c))]
    return [
        *([_pendiente("Revisar lo corregido en las observaciones", "atender_observaciones")] if abiertas else []),
        _pendiente("Verificar: observar o validar", "validar", detalle=por_aclarar, reservado=True),
    ]


def _por_autorizar(c: Candidatura) -> list[Pendiente]:
    if c.autorizada_en is not None or c.proceso.orden_autorizacion == Orden.VERIFICACION:
        return []
    return [_pendiente("Autorizar la publicación", "autorizar")]


def _por_modificar(c: Candidatura) -> list[Pendiente]:
    """What is public stays so meanwhile."""
    solicitud = SolicitudModificacion.objects.filter(candidatura=c, estado__in=SolicitudModificacion.EN_CURSO).first()
    if solicitud is None:
        return []
    if solicitud.estado == SolicitudModificacion.Estado.PENDIENTE:
        return [_pendiente("Resolver la solicitud de modificación", "aplicar_modificacion")]
    observados = [ETIQUETAS[r] for r in solicitud.observados]
    return [_pendiente("Corregir la modificación observada", "reenviar_modificacion", solicitud.vence, observados)]


def _por_publicar(c: Candidatura, en: datetime) -> list[Pendiente]:
    inicio: date | None = c.proceso.publicacion_inicio
    desde = inicio_del_dia(inicio, c.proceso.tz) if inicio else None
    if desde is None or en < desde:
        return [Pendiente("Esperar el inicio de la publicación", "publicar", frozenset(), desde)]
    aviso = [] if aviso_al_dia(c, en) else [_pendiente("Aceptar el aviso de privacidad", "aceptar_aviso")]
    foto = foto_vigente(CasoDeCandidatura(c, en, None))
    if foto is None and c.proceso.modo_publicacion == Proceso.ModoPublicacion.AUTOMATICA:
        return [*aviso, Pendiente("Publicarse: lo hace el sistema en cuanto nada falte", "publicar", frozenset())]
    return [*aviso, _pendiente("Publicar", "publicar", detalle=[foto.mensaje] if foto else [])]
