"""Motion of deliverables: the only place that changes where one stands on its route.

Every service locks the deliverable, checks its guards, changes it, writes the transition row and the history in
one transaction. `por` is who acts; `en` the moment of recording. The day on which a fact happened (a session, a
remission) is given apart, because a clerk may record it later.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from calendario.fechas import dia_local
from compliance.models import Entregable, EtapaRuta, Usuario
from documentos.models import Documento
from documentos.services import guardar_documento, huella

from ..flows import FlujoEntregable, tarea_abierta
from ..models import Remision
from ..transiciones import Rechazo, YaHecho, anotar, bloquear, escribir, exigir, fuera_del_proceso, mover
from .decisiones import anterior_a_lo_decidido, decisiones_vigentes, documento_cambiado
from .limites import aprobar
from .remisiones import guardar_acuse
from .responsables import exigir_permiso, primera_etapa

_METODO = {
    EtapaRuta.Tipo.ELABORAR: "a_elaboracion",
    EtapaRuta.Tipo.DECIDIR: "a_decision",
    EtapaRuta.Tipo.REMITIR: "a_remision",
    EtapaRuta.Tipo.VALIDAR: "a_validacion",
}


def documento_vigente(entregable: Entregable) -> Documento | None:
    """The last version of the document that is prepared, decided and sent."""
    return entregable.documentos.filter(tipo=Documento.Tipo.PROYECTO).order_by("-version").first()


def _etapas(entregable: Entregable) -> list[EtapaRuta]:
    return list(entregable.ruta.etapas.order_by("orden"))


def _exigir_etapa(entregable: Entregable, tipo: EtapaRuta.Tipo) -> EtapaRuta:
    """The current stage, if it is of this kind."""
    if entregable.etapa is None or entregable.etapa.tipo != tipo:
        donde = f"en «{entregable.etapa.nombre}»" if entregable.etapa else entregable.get_estado_display().lower()
        raise Rechazo(
            guarda="etapa",
            mensaje=f"El entregable está {donde}; esta acción corresponde a «{tipo.label}».",
            remedio="Revise la ruta del entregable: la etapa actual dice qué sigue y a quién le toca.",
        )
    return entregable.etapa


def _colocar(
    entregable: Entregable,
    etapa: EtapaRuta | None,
    *,
    verbo: str,
    por: Usuario | None,
    en: datetime,
    motivo: str = "",
    hechos: dict[str, Any] | None = None,
    suplencia: str = "",
) -> None:
    """Move to `etapa` (None: the end of the route), with its transition row, history and flow task."""
    if etapa is None:
        entregable.concluido_en = en
    entregable.etapa = etapa
    entregable.vence = entregable.vencimiento_pendiente()
    mover(
        entregable,
        _METODO[EtapaRuta.Tipo(etapa.tipo)] if etapa else "a_conclusion",
        verbo=verbo,
        por=por,
        en=en,
        motivo=motivo,
        hechos={"etapa": etapa.clave if etapa else None, **(hechos or {})},
        suplencia=suplencia,
    )


def _avanzar_flujo(entregable: Entregable, etapa: EtapaRuta | None, por: Usuario | None) -> None:
    """Complete the open task of the flow; its switch then opens the one of `etapa`."""
    tarea = tarea_abierta(entregable)
    if tarea is None:
        raise RuntimeError(f"El entregable {entregable.pk} no tiene tarea abierta en su flujo.")
    with tarea.activation() as activacion:
        activacion.process.etapa = etapa
        activacion.process.save(update_fields=["etapa"])
        if activacion.assign.can_proceed():
            activacion.assign(por)
        else:
            activacion.reassign(por)
        activacion.start(None)
        activacion.execute()


def siguiente_etapa(entregable: Entregable) -> EtapaRuta | None:
    """The stage after the current one, or None at the end of the route."""
    etapas = _etapas(entregable)
    actual = entregable.etapa
    posteriores = [e for e in etapas if actual is None or e.orden > actual.orden]
    return posteriores[0] if posteriores else None


def _abrir(entregable: Entregable, *, por: Usuario | None, en: datetime, suplencia: str) -> None:
    """Open the flow of a locked deliverable at the first stage of its route."""
    primera = primera_etapa(entregable)
    FlujoEntregable.inicio.run(entregable=entregable, etapa=primera)
    _colocar(entregable, primera, verbo="iniciar", por=por, en=en, suplencia=suplencia)


def abrir_si_empieza_en(
    tipo: EtapaRuta.Tipo, entregable: Entregable, *, por: Usuario | None, en: datetime, suplencia: str = ""
) -> None:
    """Open a locked deliverable that nobody had begun, when its route begins with this kind of stage."""
    if (
        entregable.estado == Entregable.Estado.PROGRAMADO
        and not entregable.es_plantilla
        and primera_etapa(entregable).tipo == tipo
    ):
        _abrir(entregable, por=por, en=en, suplencia=suplencia)


@transaction.atomic
def iniciar(entregable: Entregable, *, por: Usuario | None, en: datetime) -> Entregable:
    """Open the flow at the first stage of the route.

    Refused for a contingent template (it exists only when its event is registered) and for one already begun.
    """
    entregable = bloquear(Entregable, entregable.pk)
    suplencia = exigir_permiso("iniciar", entregable, por, en)
    if entregable.es_plantilla:
        raise Rechazo(
            guarda="plantilla",
            mensaje="Este entregable solo existe cuando ocurre el hecho que lo origina.",
            remedio="Registre el hecho y su fecha; se creará el entregable con su plazo.",
        )
    if entregable.estado != Entregable.Estado.PROGRAMADO:
        raise Rechazo(
            guarda="estado",
            mensaje=f"El entregable ya está {entregable.get_estado_display().lower()}.",
            remedio="Continúe desde su etapa actual.",
        )
    _abrir(entregable, por=por, en=en, suplencia=suplencia)
    return entregable


@transaction.atomic
def presentar(
    entregable: Entregable, archivo: File[bytes], *, por: Usuario | None, en: datetime, nota: str = ""
) -> Documento:
    """The area hands in the document and the deliverable goes on to its next stage.

    A deliverable that nobody had begun is begun. Where the stage itself approves (an activity that no body decides),
    the day on which its evidence is handed in is the one compared with the plan. Answers the stored version with its
    SHA-256.
    """
    entregable = bloquear(Entregable, entregable.pk)
    suplencia = exigir_permiso("presentar", entregable, por, en)
    abrir_si_empieza_en(EtapaRuta.Tipo.ELABORAR, entregable, por=por, en=en, suplencia=suplencia)
    etapa = _exigir_etapa(entregable, EtapaRuta.Tipo.ELABORAR)
    documento = _guardar_proyecto(entregable, archivo, por, en)
    if etapa.aprueba:
        aprobar(entregable, dia_local(en, entregable.proceso.tz))
    destino = siguiente_etapa(entregable)
    _avanzar_flujo(entregable, destino, por)
    _colocar(
        entregable,
        destino,
        verbo="presentar",
        por=por,
        en=en,
        motivo=nota,
        hechos={"documento": documento.pk, "sha256": documento.sha256, "version": documento.version},
        suplencia=suplencia,
    )
    return documento


def _guardar_proyecto(entregable: Entregable, archivo: File[bytes], por: Usuario | None, en: datetime) -> Documento:
    return guardar_documento(
        archivo,
        proceso=entregable.proceso,
        tipo=Documento.Tipo.PROYECTO,
        titulo=entregable.producto or entregable.nombre,
        entregable=entregable,
        por=por,
        en=en,
    )


@transaction.atomic
def adjuntar(
    entregable: Entregable, archivo: File[bytes], *, por: Usuario | None, en: datetime, nota: str = ""
) -> Documento:
    """Add the document, or a new version of it, without moving the deliverable. Refused once remitted.

    What was decided on an earlier version no longer covers this one: `remitir` will refuse it.
    """
    entregable = bloquear(Entregable, entregable.pk)
    suplencia = exigir_permiso("adjuntar", entregable, por, en)
    if not puede_adjuntarse(entregable):
        raise Rechazo(
            "estado",
            f"El entregable está {entregable.get_estado_display().lower()}: su documento ya no cambia.",
            "Registre la modificación como un hecho (Lineamientos art. 11 num. 10).",
        )
    vigente = documento_vigente(entregable)
    if vigente is not None and vigente.sha256 == huella(archivo):
        raise YaHecho(
            "archivo",
            f"Ese archivo ya es la versión {vigente.version} del documento.",
            "Elija el archivo con los cambios.",
        )
    documento = _guardar_proyecto(entregable, archivo, por, en)
    anotar(
        entregable,
        verbo="adjuntar",
        de=entregable.estado,
        a=entregable.estado,
        por=por,
        en=en,
        motivo=nota,
        hechos={"documento": documento.pk, "sha256": documento.sha256, "version": documento.version},
        suplencia=suplencia,
    )
    return documento


def puede_adjuntarse(entregable: Entregable) -> bool:
    """Whether its document may still change without moving it: before remission, outside «elaborar»."""
    return not entregable.es_plantilla and entregable.estado in (
        Entregable.Estado.PROGRAMADO,
        Entregable.Estado.EN_DECISION,
        Entregable.Estado.POR_REMITIR,
    )


@dataclass(frozen=True)
class Acto:
    """What a body decided, as the deliverable needs to know it."""

    favorable: bool
    devuelve: bool
    dia: date
    acuerdo: str
    motivo: str
    hechos: dict[str, Any]


def aplicar_decision(
    entregable: Entregable, acto: Acto, *, por: Usuario | None, en: datetime, suplencia: str = ""
) -> None:
    """Move a locked deliverable as a body decided. Called by flujos.sesiones inside its transaction.

    Favourable: on to the next stage; if the stage is the one that approves, the approval day and number are
    recorded and, where the plan counts from it, the remission limit. Returned: back to the first «elaborar» stage.
    Withdrawn from the agenda: it stays.
    """
    etapa = _exigir_etapa(entregable, EtapaRuta.Tipo.DECIDIR)
    if acto.devuelve:
        destino = next(e for e in _etapas(entregable) if e.tipo == EtapaRuta.Tipo.ELABORAR)
        entregable.aprobado_el = None
        entregable.acuerdo = ""
        _avanzar_flujo(entregable, destino, por)
        _colocar(
            entregable,
            destino,
            verbo="devolver",
            por=por,
            en=en,
            motivo=acto.motivo,
            hechos=acto.hechos,
            suplencia=suplencia,
        )
        return
    if not acto.favorable:
        anotar(
            entregable,
            verbo="retirar_del_orden",
            de=entregable.estado,
            a=entregable.estado,
            por=por,
            en=en,
            motivo=acto.motivo,
            hechos=acto.hechos,
            suplencia=suplencia,
        )
        return
    if etapa.aprueba:
        aprobar(entregable, acto.dia)
        entregable.acuerdo = acto.acuerdo
    destino_o_fin = siguiente_etapa(entregable)
    _avanzar_flujo(entregable, destino_o_fin, por)
    _colocar(
        entregable,
        destino_o_fin,
        verbo="aprobar" if etapa.aprueba else "decidir",
        por=por,
        en=en,
        motivo=acto.motivo,
        hechos=acto.hechos,
        suplencia=suplencia,
    )


@transaction.atomic
def remitir(
    entregable: Entregable,
    *,
    oficio: str,
    remitida_en: datetime,
    destinatario: str,
    copia: str = "",
    acuse: File[bytes] | None = None,
    por: Usuario | None,
    en: datetime,
) -> Remision:
    """Record the sending to INE through SIVOPLE (Lineamientos art. 11): a person uploads there and records it here.

    `remitida_en` is the date and time of the acuse. Refused if it lies in the future or before the approval, or if
    the document changed after it was decided: a decision covers the exact bytes it was taken on.
    """
    entregable = bloquear(Entregable, entregable.pk)
    suplencia = exigir_permiso("remitir", entregable, por, en)
    abrir_si_empieza_en(EtapaRuta.Tipo.REMITIR, entregable, por=por, en=en, suplencia=suplencia)
    _exigir_etapa(entregable, EtapaRuta.Tipo.REMITIR)
    if not oficio.strip():
        raise Rechazo(
            guarda="oficio",
            mensaje="Falta el número de oficio.",
            remedio="Escríbalo como aparece en el acuse.",
        )
    if remitida_en > en:
        raise Rechazo(
            guarda="fecha_futura",
            mensaje="La fecha de remisión está en el futuro.",
            remedio="Escriba la fecha y hora del acuse de SIVOPLE.",
        )
    dia = dia_local(remitida_en, entregable.proceso.tz)
    exigir([fuera_del_proceso(dia, entregable.proceso)])
    if entregable.aprobado_el and dia < entregable.aprobado_el:
        raise Rechazo(
            guarda="orden",
            mensaje=f"La remisión no puede ser anterior a la aprobación ({entregable.aprobado_el:%d/%m/%Y}).",
            remedio="Revise la fecha del acuse o la de la sesión.",
        )
    vigentes = decisiones_vigentes(entregable)
    exigir(
        [
            anterior_a_lo_decidido(vigentes, remitida_en, "La remisión"),
            documento_cambiado(vigentes, documento_vigente(entregable), ya_decidido=True),
        ]
    )
    remision = Remision(
        entregable=entregable,
        oficio=oficio.strip(),
        remitida_en=remitida_en,
        destinatario=destinatario,
        copia=copia,
        acuse=guardar_acuse(entregable, oficio.strip(), acuse, por, en) if acuse else None,
    )
    escribir(remision, por=por, en=en, motivo=f"Remisión {oficio}")
    entregable.remitido_en = remitida_en
    destino = siguiente_etapa(entregable)
    _avanzar_flujo(entregable, destino, por)
    _colocar(
        entregable,
        destino,
        verbo="remitir",
        por=por,
        en=en,
        hechos={"oficio": remision.oficio, "remitida_en": remitida_en.isoformat()},
        suplencia=suplencia,
    )
    return remision


@transaction.atomic
def validar_por_ine(
    entregable: Entregable, *, validada_en: datetime, por: Usuario | None, en: datetime, nota: str = ""
) -> Entregable:
    """Record that INE validated the remission; the commission is told (Yucatán's plan, p. 12)."""
    entregable = bloquear(Entregable, entregable.pk)
    suplencia = exigir_permiso("validar", entregable, por, en)
    _exigir_etapa(entregable, EtapaRuta.Tipo.VALIDAR)
    remision = entregable.remisiones.order_by("-remitida_en")[0]
    if not remision.remitida_en <= validada_en <= en:
        raise Rechazo(
            guarda="orden",
            mensaje="La validación debe estar entre la remisión y este momento.",
            remedio="Escriba la fecha y hora en que el INE la validó en SIVOPLE.",
        )
    remision.validada_en = validada_en
    escribir(remision, por=por, en=en, motivo="Validada por el INE")
    entregable.validado_ine_en = validada_en
    destino = siguiente_etapa(entregable)
    _avanzar_flujo(entregable, destino, por)
    _colocar(
        entregable,
        destino,
        verbo="validar",
        por=por,
        en=en,
        motivo=nota,
        hechos={"validada_en": validada_en.isoformat()},
        suplencia=suplencia,
    )
    return entregable


@transaction.atomic
def devolver(entregable: Entregable, *, motivo: str, por: Usuario | None, en: datetime) -> Entregable:
    """Send back to «elaborar» a deliverable that has not been remitted, with the reason.

    For what no session does: a document that changed after the decision. A past approval no longer counts.
    """
    entregable = bloquear(Entregable, entregable.pk)
    suplencia = exigir_permiso("devolver", entregable, por, en)
    if not motivo.strip():
        raise Rechazo(guarda="motivo", mensaje="Falta el motivo.", remedio="Diga qué debe corregir el área.")
    destino = next((e for e in _etapas(entregable) if e.tipo == EtapaRuta.Tipo.ELABORAR), None)
    if destino is None or entregable.estado not in (
        Entregable.Estado.EN_DECISION,
        Entregable.Estado.POR_REMITIR,
    ):
        raise Rechazo(
            guarda="etapa",
            mensaje=f"Un entregable {entregable.get_estado_display().lower()} no puede regresar a elaboración.",
            remedio="Si ya se remitió, registre su modificación como un entregable nuevo.",
        )
    entregable.aprobado_el = None
    entregable.acuerdo = ""
    _avanzar_flujo(entregable, destino, por)
    _colocar(entregable, destino, verbo="devolver", por=por, en=en, motivo=motivo, suplencia=suplencia)
    return entregable


@transaction.atomic
def cancelar(entregable: Entregable, *, motivo: str, por: Usuario | None, en: datetime) -> Entregable:
    """It will not be produced, with the reason; it stops counting. Refused once remitted."""
    entregable = bloquear(Entregable, entregable.pk)
    suplencia = exigir_permiso("cancelar", entregable, por, en)
    if not motivo.strip():
        raise Rechazo(
            guarda="motivo",
            mensaje="Falta el motivo.",
            remedio="Cite el acuerdo o la norma que lo deja sin efecto.",
        )
    if entregable.es_plantilla or entregable.estado in (
        Entregable.Estado.REMITIDO,
        Entregable.Estado.CONCLUIDO,
        Entregable.Estado.CANCELADO,
    ):
        raise Rechazo(
            guarda="estado",
            mensaje="Este entregable ya no puede cancelarse.",
            remedio="Solo se cancela lo que está en marcha o programado.",
        )
    entregable.etapa = None
    entregable.vence = None
    tarea = tarea_abierta(entregable)
    if tarea is not None:
        with tarea.activation() as activacion:
            activacion.cancel()
    mover(entregable, "a_cancelacion", verbo="cancelar", por=por, en=en, motivo=motivo, suplencia=suplencia)
    return entregable
