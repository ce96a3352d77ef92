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
from ..flows import FlujoEntregable, fechar, reabrir, tarea_abierta
from ..guardas.decisiones import anterior_a_lo_decidido, decisiones_vigentes, documento_vigente
from ..models import Oficio, Remision
from ..transiciones import Rechazo, YaHecho, exigir, fuera_del_proceso
from ..verbos.entregables import (
    DE_ENTREGABLE,
    abiertas,
    etapa_actual,
    etapa_de_regreso,
    etapas_de,
    la_que_hace,
    primera_etapa,
    siguiente_etapa,
)
from .acto import abrir
from .hechos import en_la_transicion, escribir_hecho, momento_de, rechazos_de_dias
from .limites import aprobar
from .oficios import Carta, enviar, oficio_por_enviar, rechazos_de_carta
from .remisiones import de_uno, guardar_acuse

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


def avanzar(acto: Acto[Entregable], etapa: EtapaRuta | None, hechos: Mapping[str, Any] | None = None) -> None:
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


def _hacer(acto: Acto[Entregable], hechos: Mapping[str, Any] | None = None, *, resultado: str = "") -> None:
    """Where it stands is done, with the outcome of what a body decides: on to what follows."""
    entregable, etapa = acto.objeto, acto.objeto.etapa
    assert etapa is not None  # noqa: S101 (nothing is done to what stands nowhere)
    entregable.hechas = {**entregable.hechas, etapa.clave: resultado}
    avanzar(acto, siguiente_etapa(entregable), {"hecha": etapa.clave, **(hechos or {})})


def _abrir_flujo(acto: Acto[Entregable]) -> None:
    """Open the flow of a deliverable that nobody had begun, at the first stage of its route."""
    primera = primera_etapa(acto.objeto)
    FlujoEntregable.inicio.run(entregable=acto.objeto, etapa=primera)
    fechar(acto.objeto, primera, hecha=None, en=acto.caso.ocurrio or acto.en)
    _colocar(acto.como(DE_ENTREGABLE["iniciar"]), primera)


def empezar(acto: Acto[Entregable], donde: EtapaRuta | None = None) -> EtapaRuta:
    """Where the act finds the deliverable; one that nobody had begun is begun by it.

    `donde`: which of the stages open at once it does; by default, the one of whoever acts.
    """
    if acto.objeto.etapa is None and etapa_actual(acto.objeto) is not None:
        _abrir_flujo(acto)
    etapa = donde or la_que_hace(acto.verbo, acto.objeto, acto.caso.ambito)
    assert etapa is not None  # noqa: S101 (the table refuses what stands nowhere)
    acto.objeto.etapa = etapa
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
    _hacer(acto, hechos)
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
    return adjuntar_en(acto, archivo)


def adjuntar_en(acto: Acto[Entregable], archivo: File[bytes]) -> Documento:
    """Keep the next version of the document within an act whose guards have passed."""
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

    resultado: str
    favorable: bool
    devuelve: bool
    dia: date
    acuerdo: str
    # A working meeting analyses: it approves nothing.
    analiza: bool = False


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
        _hacer(acto.como(DE_ENTREGABLE["aprobar"]), resultado=decidido.resultado)
    else:
        _hacer(acto.como(DE_ENTREGABLE["analizar"]) if decidido.analiza else acto, resultado=decidido.resultado)


# What is set by a decision and goes back with it.
DE_UNA_DECISION = ("aprobado_el", "acuerdo", "limite_remision", "concluido_en", "hechas")


def deshacer_decision(acto: Acto[Entregable], etapa: EtapaRuta, antes: Mapping[str, Any]) -> None:
    """Put a locked deliverable back at `etapa`, where its body decided it, with what it said before (`antes`).

    Called by flujos.sesiones inside its transaction. One that the body withdrew from its agenda never left.
    """
    entregable = acto.objeto
    if etapa in abiertas(entregable):
        acto.anotar(hechos={"etapa": etapa.clave})
        return
    for campo in DE_UNA_DECISION:
        setattr(entregable, campo, antes[campo])
    reabrir(entregable, etapa)
    fechar(entregable, etapa, hecha=None, en=acto.en)
    entregable.etapa = etapa
    entregable.vence = entregable.vencimiento_pendiente()
    acto.mover("a_decision_otra_vez", hechos={"etapa": etapa.clave})


def corregir_acuerdo(acto: Acto[Entregable], antes: str, acuerdo: str) -> None:
    """Give a locked deliverable the number of its acuerdo as it was corrected, if it is that one that it says."""
    if acto.objeto.acuerdo == antes:
        acto.objeto.acuerdo = acuerdo
        acto.escribir()
    acto.anotar(hechos={"acuerdo_antes": antes, "acuerdo": acuerdo})


def _regresar(acto: Acto[Entregable]) -> None:
    """Back to the step that must be done again, and undone what came after it: also what others decided at once."""
    entregable, destino = acto.objeto, etapa_de_regreso(acto.objeto)
    if destino is None:
        raise Rechazo("etapa", "Su ruta no tiene una etapa de elaboración a la cual volver.", "Corrija el plan.")
    nombrada = entregable.etapa is not None and entregable.etapa.regresa_a == destino.clave
    quedan = {
        e.clave
        for e in etapas_de(entregable)
        if e.orden < destino.orden or (nombrada and e.va_con(destino) and e != destino)
    }
    deshacer(entregable, quedan)
    avanzar(acto, destino, {"quedan": sorted(entregable.hechas)})


def deshacer(entregable: Entregable, quedan: Collection[str]) -> None:
    """Of what was done on its route, leave only these stages; an approval that is not among them no longer counts."""
    entregable.hechas = {c: r for c, r in entregable.hechas.items() if c in quedan}
    if not any(e.aprueba and e.clave in entregable.hechas for e in etapas_de(entregable)):
        entregable.aprobado_el = None
        entregable.acuerdo = ""


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
    """`remitir_juntos`, of one deliverable in an oficio to one unit, with another in copy."""
    carta = Carta(oficio, remitida_en, [destinatario] if destinatario else [], [copia] if copia else [])
    return remitir_juntos([entregable], carta, acuse=acuse, nota=nota, por=por, en=en)[0]


@escritura()
def remitir_juntos(
    entregables: Collection[Entregable],
    carta: Carta,
    *,
    acuse: File[bytes] | None = None,
    nota: str = "",
    por: Usuario | None,
    en: datetime,
) -> list[Remision]:
    """Record the sending to INE through SIVOPLE (Lineamientos art. 11): a person uploads there and records it here.

    One oficio takes them all, or none if one may not go: every refusal says of which it is. Refused if the sending lies
    in the future or before an approval, if a document changed after it was decided (a decision covers the exact bytes
    it was taken on), if the number was used, and, unless `nota` says why, if who signs was not in office that day.
    """
    if not entregables:
        raise Rechazo("entregables", "Falta elegir qué se remite.", "Marque al menos un entregable.")
    suyos = sorted({e.pk: e for e in entregables}.values(), key=lambda e: e.pk)
    if len({e.proceso_id for e in suyos}) > 1:
        raise Rechazo("entregables", "Son de procesos distintos.", "Un oficio lleva los de un solo proceso.")
    actos, rechazos = [], []
    for e in suyos:
        try:
            acto = abrir("remitir", e, por=por, en=en, motivo=nota, ocurrio=carta.remitida_en)
            acto.exigir(*_rechazos_de_remision(acto, carta))
            actos.append(acto)
        except Rechazo as rechazo:
            rechazos += [r if len(suyos) == 1 else de_uno(e, r) for r in rechazo.rechazos]
    exigir(rechazos)
    primero = actos[0]
    oficio = oficio_por_enviar(primero.objeto.proceso, carta)
    if isinstance(oficio, Rechazo):
        raise oficio
    # What was sent earlier under the same oficio already has its acuse.
    papel = guardar_acuse(primero, carta.numero.strip(), acuse) if acuse else oficio.acuse
    enviar(primero, oficio, carta, papel)
    return [_remitido(acto, oficio, carta, papel) for acto in actos]


def _rechazos_de_remision(acto: Acto[Entregable], carta: Carta) -> list[Rechazo | None]:
    e, dia, remitida_en = acto.objeto, acto.caso.el, carta.remitida_en
    return [
        *rechazos_de_carta(acto, carta, carta.para),
        Rechazo(
            "fecha_futura",
            "La fecha de remisión está en el futuro.",
            "Escriba la fecha y hora del acuse de SIVOPLE.",
        )
        if remitida_en > acto.en
        else fuera_del_proceso(dia, e.proceso),
        Rechazo(
            "orden",
            f"La remisión no puede ser anterior a la aprobación ({e.aprobado_el:%d/%m/%Y}).",
            "Revise la fecha del acuse o la de la sesión.",
        )
        if e.aprobado_el and dia < e.aprobado_el
        else anterior_a_lo_decidido(decisiones_vigentes(e), remitida_en, "La remisión"),
    ]


def _remitido(acto: Acto[Entregable], oficio: Oficio, carta: Carta, acuse: Documento | None) -> Remision:
    """What sending one deliverable writes, in an oficio that was sent."""
    empezar(acto)
    e = acto.objeto
    remision = Remision(
        entregable=e,
        en_oficio=oficio,
        oficio=oficio.numero,
        remitida_en=carta.remitida_en,
        destinatario="; ".join(carta.para),
        copia="; ".join(carta.copia),
        acuse=acuse,
    )
    acto.escribir(remision, f"Remisión {oficio.numero}")
    e.remitido_en = carta.remitida_en
    _hacer(acto, {"oficio": remision.oficio, "remitida_en": carta.remitida_en.isoformat()})
    return remision


@escritura()
def validar_por_ine(
    entregable: Entregable, *, validada_en: datetime, por: Usuario | None, en: datetime, nota: str = ""
) -> Entregable:
    """Record that INE validated the remission; the commission is told (Yucatán's plan, p. 12).

    What INE observed and nobody answered stops it, unless `nota` says why.
    """
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
    _hacer(acto, {"validada_en": validada_en.isoformat()})
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
