"""Motion of deliverables: the only place that changes where one stands on its route.

Every service opens its act (which locks the deliverable), checks its guards, changes it, writes the transition row and
the history in one transaction. `por` is who acts; `en` the moment of recording. The day on which a fact happened (a
session, a remission) is given apart, because a clerk may record it later.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.core.files.base import File

from compliance.actos import escritura
from compliance.models import Entregable, EtapaRuta, Usuario
from documentos.models import Documento
from documentos.services import guardar_documento, huella

from ..acto import Acto
from ..flows import FlujoEntregable, fechar, tarea_abierta
from ..guardas.decisiones import anterior_a_lo_decidido, decisiones_vigentes, documento_vigente
from ..models import Remision
from ..transiciones import Rechazo, YaHecho, fuera_del_proceso
from ..verbos.entregables import DE_ENTREGABLE, etapa_actual, etapa_de_regreso, etapas_de, primera_etapa
from .acto import abrir
from .hechos import en_la_transicion, escribir_hecho, momento_de, rechazos_de_dias
from .limites import aprobar
from .remisiones import guardar_acuse

_METODO = {
    EtapaRuta.Tipo.ELABORAR: "a_elaboracion",
    EtapaRuta.Tipo.DECIDIR: "a_decision",
    EtapaRuta.Tipo.REMITIR: "a_remision",
    EtapaRuta.Tipo.VALIDAR: "a_validacion",
}


def _colocar(acto: Acto[Entregable], etapa: EtapaRuta | None, hechos: Mapping[str, Any] | None = None) -> None:
    """Move to `etapa` (None: the end of the route), with its transition row, history and flow task."""
    entregable = acto.objeto
    if etapa is None:
        entregable.concluido_en = acto.en
    entregable.etapa = etapa
    entregable.vence = entregable.vencimiento_pendiente()
    acto.mover(
        _METODO[EtapaRuta.Tipo(etapa.tipo)] if etapa else "a_conclusion",
        hechos={"etapa": etapa.clave if etapa else None, **(hechos or {})},
    )


def _avanzar(acto: Acto[Entregable], etapa: EtapaRuta | None, hechos: Mapping[str, Any] | None = None) -> None:
    """Complete the open task of the flow, whose switch then opens the one of `etapa`, and move there."""
    tarea = tarea_abierta(acto.objeto)
    if tarea is None:
        raise RuntimeError(f"El entregable {acto.objeto.pk} no tiene tarea abierta en su flujo.")
    with tarea.activation() as activacion:
        activacion.process.etapa = etapa
        activacion.process.save(update_fields=["etapa"])
        if activacion.assign.can_proceed():
            activacion.assign(acto.por)
        else:
            activacion.reassign(acto.por)
        activacion.start(None)
        activacion.execute()
    fechar(acto.objeto, etapa, hecha=tarea, en=acto.caso.ocurrio or acto.en)
    _colocar(acto, etapa, hechos)


def siguiente_etapa(entregable: Entregable) -> EtapaRuta | None:
    """The stage after the current one, or None at the end of the route."""
    actual = entregable.etapa
    return next((e for e in etapas_de(entregable) if actual is None or e.orden > actual.orden), None)


def _abrir_flujo(acto: Acto[Entregable]) -> None:
    """Open the flow of a deliverable that nobody had begun, at the first stage of its route."""
    primera = primera_etapa(acto.objeto)
    FlujoEntregable.inicio.run(entregable=acto.objeto, etapa=primera)
    fechar(acto.objeto, primera, hecha=None, en=acto.caso.ocurrio or acto.en)
    _colocar(acto.como(DE_ENTREGABLE["iniciar"]), primera)


def empezar(acto: Acto[Entregable]) -> EtapaRuta:
    """Where the act finds the deliverable; one that nobody had begun is begun by it."""
    if acto.objeto.etapa is None and etapa_actual(acto.objeto) is not None:
        _abrir_flujo(acto)
    etapa = acto.objeto.etapa
    assert etapa is not None  # noqa: S101 (the table refuses what stands nowhere)
    return etapa


@escritura()
def iniciar(entregable: Entregable, *, por: Usuario | None, en: datetime) -> Entregable:
    """Open the flow at the first stage of the route.

    Refused for a contingent template (it exists only when its event is registered) and for one already begun.
    """
    acto = abrir("iniciar", entregable, por=por, en=en)
    acto.exigir()
    _abrir_flujo(acto)
    return acto.objeto


@escritura()
def presentar(
    entregable: Entregable,
    archivo: File[bytes],
    *,
    dias: Collection[date] = (),
    participantes: str = "",
    nota: str = "",
    por: Usuario | None,
    en: datetime,
) -> Documento:
    """Hand in the document; the deliverable goes on to its next stage.

    A deliverable that nobody had begun is begun. Where the stage itself approves (an activity that no body decides),
    what was done is noted as a `Hecho` of those `dias` (today, if none is given), and the last one is compared with
    the plan: decision 0023. Answers the stored version with its SHA-256.
    """
    acto = abrir("presentar", entregable, por=por, en=en, motivo=nota, ocurrio=momento_de(entregable, dias))
    acto.exigir(*(rechazos_de_dias(acto, dias) if dias else ()))
    etapa = empezar(acto)
    documento = _guardar_proyecto(acto, archivo)
    hechos = _hechos_de(documento)
    if etapa.aprueba:
        hecho = escribir_hecho(
            acto,
            dias or [acto.dia],
            texto=nota or documento.titulo,
            participantes=participantes,
            documento=documento,
            aprueba=True,
        )
        aprobar(acto.objeto, hecho.ultimo_dia)
        hechos |= en_la_transicion(hecho)
        if dias:
            acto = replace(acto, motivo=f"Realizado: {hecho.dicho}. {nota}".strip())
    _avanzar(acto, siguiente_etapa(acto.objeto), hechos)
    return documento


def _guardar_proyecto(acto: Acto[Entregable], archivo: File[bytes]) -> Documento:
    entregable = acto.objeto
    return guardar_documento(
        archivo,
        proceso=entregable.proceso,
        tipo=Documento.Tipo.PROYECTO,
        titulo=entregable.producto or entregable.nombre,
        entregable=entregable,
        **acto.firma,
        acto=acto.asentado(),
    )


def _hechos_de(documento: Documento) -> dict[str, Any]:
    return {"documento": documento.pk, "sha256": documento.sha256, "version": documento.version}


@escritura()
def adjuntar(
    entregable: Entregable, archivo: File[bytes], *, por: Usuario | None, en: datetime, nota: str = ""
) -> Documento:
    """Add the document, or a new version of it, without moving the deliverable. Refused once remitted.

    What was decided on an earlier version no longer covers this one: `remitir` will refuse it.
    """
    acto = abrir("adjuntar", entregable, por=por, en=en, motivo=nota)
    acto.exigir(_ya_es_la_vigente(acto.objeto, archivo))
    documento = _guardar_proyecto(acto, archivo)
    acto.anotar(hechos=_hechos_de(documento))
    return documento


def _ya_es_la_vigente(entregable: Entregable, archivo: File[bytes]) -> Rechazo | None:
    """The same bytes again: the same form sent twice."""
    vigente = documento_vigente(entregable)
    if vigente is None or vigente.sha256 != huella(archivo):
        return None
    return YaHecho(
        "archivo",
        f"Ese archivo ya es la versión {vigente.version} del documento.",
        "Elija el archivo con los cambios.",
    )


@dataclass(frozen=True)
class LoDecidido:
    """What a body decided, as the deliverable needs to know it."""

    favorable: bool
    devuelve: bool
    dia: date
    acuerdo: str


def aplicar_decision(acto: Acto[Entregable], decidido: LoDecidido) -> None:
    """Move a locked deliverable as a body decided. Called by flujos.sesiones inside its transaction.

    Favourable: on to the next stage; if the stage is the one that approves, the approval day and number are
    recorded and, where the plan counts from it, the remission limit. Returned: back to the step that must be done
    again. Withdrawn from the agenda: it stays.
    """
    entregable, etapa = acto.objeto, acto.objeto.etapa
    if decidido.devuelve:
        _regresar(acto.como(DE_ENTREGABLE["devolver"]))
    elif not decidido.favorable:
        acto.como(DE_ENTREGABLE["retirar_del_orden"]).anotar()
    elif etapa is not None and etapa.aprueba:
        aprobar(entregable, decidido.dia)
        entregable.acuerdo = decidido.acuerdo
        _avanzar(acto.como(DE_ENTREGABLE["aprobar"]), siguiente_etapa(entregable))
    else:
        _avanzar(acto, siguiente_etapa(entregable))


def _regresar(acto: Acto[Entregable]) -> None:
    """Back to the step that must be done again; what was approved after it no longer is."""
    entregable, destino = acto.objeto, etapa_de_regreso(acto.objeto)
    if destino is None:
        raise Rechazo("etapa", "Su ruta no tiene una etapa de elaboración a la cual volver.", "Corrija el plan.")
    if not any(e.aprueba for e in etapas_de(entregable) if e.orden < destino.orden):
        entregable.aprobado_el = None
        entregable.acuerdo = ""
    _avanzar(acto, destino)


@escritura()
def remitir(
    entregable: Entregable,
    *,
    oficio: str,
    remitida_en: datetime,
    destinatario: str,
    copia: str = "",
    acuse: File[bytes] | None = None,
    nota: str = "",
    por: Usuario | None,
    en: datetime,
) -> Remision:
    """Record the sending to INE through SIVOPLE (Lineamientos art. 11): a person uploads there and records it here.

    `remitida_en` is the date and time of the acuse. Refused if it lies in the future or before the approval, or if
    the document changed after it was decided: a decision covers the exact bytes it was taken on.
    """
    acto = abrir("remitir", entregable, por=por, en=en, motivo=nota, ocurrio=remitida_en)
    e, dia = acto.objeto, acto.caso.el
    acto.exigir(
        None
        if oficio.strip()
        else Rechazo("oficio", "Falta el número de oficio.", "Escríbalo como aparece en el acuse."),
        Rechazo(
            "fecha_futura",
            "La fecha de remisión está en el futuro.",
            "Escriba la fecha y hora del acuse de SIVOPLE.",
        )
        if remitida_en > en
        else fuera_del_proceso(dia, e.proceso),
        Rechazo(
            "orden",
            f"La remisión no puede ser anterior a la aprobación ({e.aprobado_el:%d/%m/%Y}).",
            "Revise la fecha del acuse o la de la sesión.",
        )
        if e.aprobado_el and dia < e.aprobado_el
        else anterior_a_lo_decidido(decisiones_vigentes(e), remitida_en, "La remisión"),
    )
    empezar(acto)
    remision = Remision(
        entregable=e,
        oficio=oficio.strip(),
        remitida_en=remitida_en,
        destinatario=destinatario,
        copia=copia,
        acuse=guardar_acuse(acto, oficio.strip(), acuse) if acuse else None,
    )
    acto.escribir(remision, f"Remisión {oficio}")
    e.remitido_en = remitida_en
    _avanzar(acto, siguiente_etapa(e), {"oficio": remision.oficio, "remitida_en": remitida_en.isoformat()})
    return remision


@escritura()
def validar_por_ine(
    entregable: Entregable, *, validada_en: datetime, por: Usuario | None, en: datetime, nota: str = ""
) -> Entregable:
    """Record that INE validated the remission; the commission is told (Yucatán's plan, p. 12)."""
    acto = abrir("validar", entregable, por=por, en=en, motivo=nota, ocurrio=validada_en)
    e = acto.objeto
    remision = e.remisiones.order_by("-remitida_en")[0]
    acto.exigir(
        None
        if remision.remitida_en <= validada_en <= en
        else Rechazo(
            "orden",
            "La validación debe estar entre la remisión y este momento.",
            "Escriba la fecha y hora en que el INE la validó en SIVOPLE.",
        )
    )
    remision.validada_en = validada_en
    acto.escribir(remision, "Validada por el INE")
    e.validado_ine_en = validada_en
    _avanzar(acto, siguiente_etapa(e), {"validada_en": validada_en.isoformat()})
    return e


@escritura()
def devolver(entregable: Entregable, *, motivo: str, por: Usuario | None, en: datetime) -> Entregable:
    """Send back to be prepared again a deliverable that has not been remitted, with the reason.

    For what no session does: a document that changed after the decision. A past approval no longer counts.
    """
    acto = abrir("devolver", entregable, por=por, en=en, motivo=motivo)
    acto.exigir(_falta_motivo(motivo, "Diga qué debe corregirse."))
    _regresar(acto)
    return acto.objeto


@escritura()
def cancelar(entregable: Entregable, *, motivo: str, por: Usuario | None, en: datetime) -> Entregable:
    """It will not be produced, with the reason; it stops counting. Refused once remitted."""
    acto = abrir("cancelar", entregable, por=por, en=en, motivo=motivo)
    acto.exigir(_falta_motivo(motivo, "Cite el acuerdo o la norma que lo deja sin efecto."))
    acto.objeto.etapa = None
    acto.objeto.vence = None
    tarea = tarea_abierta(acto.objeto)
    if tarea is not None:
        with tarea.activation() as activacion:
            activacion.cancel()
    acto.mover()
    return acto.objeto


def _falta_motivo(motivo: str, remedio: str) -> Rechazo | None:
    return None if motivo.strip() else Rechazo("motivo", "Falta el motivo.", remedio)
