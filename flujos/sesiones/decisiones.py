"""Deciding: many points in one meeting, each decision bound to the SHA-256 of the document it read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from calendario.fechas import fecha_hora
from compliance.actos import SISTEMA, escritura
from compliance.historia import firmar
from compliance.models import Entregable, EtapaRuta, Organo, Usuario
from compliance.verbos.caso import advertencias
from documentos.models import Documento

from ..acto import Acto
from ..entregables.ruta import LoDecidido, aplicar_decision, deshacer_decision, empezar
from ..guardas.decisiones import (
    anterior_a_lo_decidido,
    de_antes,
    decisiones_vigentes,
    documento_cambiado,
    documento_vigente,
)
from ..models import Asistencia, Decision, PuntoOrden, Sesion, Voto
from ..transiciones import Rechazo, bloquear, exigir
from ..verbos.entregables import DE_ENTREGABLE, CasoDeEntregable, etapa_actual, etapa_ante
from .actas import aprobar_en, desaprobar_en
from .acto import abrir
from .asistencia import presentes_en, quorum_de
from .orden import soltar_acta, tomar_acta
from .votacion import contar, cuenta
from .votacion import rechazos as rechazos_de_votacion


@dataclass(frozen=True)
class Sentido:
    """How a point was decided. `votos` maps the primary key of each member's seat to their vote.

    `unanimidad`: everybody who is there with vote, and of whom nothing else is said, votes in favour.
    `version`: that of the point when it was written, if whoever writes saw one.
    """

    punto: PuntoOrden
    resultado: str
    acuerdo: str = ""
    observaciones: str = ""
    votos: Mapping[int, str] = field(default_factory=dict)
    unanimidad: bool = False
    version: int | None = None

    def con(self, presentes: Mapping[int, Asistencia]) -> "Sentido":
        """The same with each vote in its place, given who is there."""
        if not self.unanimidad:
            return self
        favor = {pk: Voto.Sentido.FAVOR.value for pk, a in presentes.items() if a.integracion.con_voto}
        return replace(self, votos={**favor, **self.votos})


@escritura()
def decidir(
    sesion: Sesion,
    sentidos: Sequence[Sentido],
    *,
    decidida_en: datetime,
    por: Usuario | None,
    en: datetime,
) -> list[Decision]:
    """Decide several points at once: all those given or, if one is refused, none.

    Steps: 1. lock the session and each deliverable; 2. check that nobody recorded anything of the point since it was
    written, that there is quorum, that the stage is of this body and kind of meeting, that the outcome is one the stage
    admits, and that the votes carry it; 3. bind the decision to the hash of the current document; 4. move the
    deliverable along its route.
    """
    acto = abrir("decidir", sesion, por=por, en=en, ocurrio=decidida_en)
    sesion = acto.objeto
    presentes = presentes_en(sesion, decidida_en)
    receso = next((r for r in sesion.recesos.all() if r.hasta and r.desde < decidida_en < r.hasta), None)
    a_su_hora = sesion.inicia_en <= decidida_en <= en
    acto.exigir(
        None
        if a_su_hora
        else Rechazo(
            "orden",
            "La decisión debe ocurrir después del inicio de la sesión y no en el futuro.",
            "Revise la hora de la decisión.",
        ),
        Rechazo(
            "receso",
            f"A esa hora la sesión estaba en receso, hasta el {fecha_hora(receso.hasta, sesion.proceso.tz)}.",
            "Revise la hora de la decisión.",
        )
        if receso is not None and receso.hasta is not None
        else None,
        quorum_de(sesion, [a.integracion for a in presentes.values()]).rechazo(
            "Sin quórum no se decide: registre a quien llegó, declare un receso o concluya la sesión."
        )
        if a_su_hora and receso is None
        else None,
    )
    # All at once and in the order of the plan, as whoever locks several does, so that no two wait for each other.
    tratados = sesion.puntos.filter(pk__in=[s.punto.pk for s in sentidos]).values("entregable")
    list(Entregable.objects.select_for_update(of=("self",)).filter(pk__in=tratados).order_by("orden"))
    return [_decidir(acto, sentido.con(presentes), presentes) for sentido in sentidos]


def _decidir(acto: Acto[Sesion], sentido: Sentido, presentes: Mapping[int, Asistencia]) -> Decision:
    """Take one decision of the session's, with its votes."""
    sesion = acto.objeto
    punto = bloquear(PuntoOrden.objects.filter(sesion=sesion), sentido.punto.pk)
    exigir([_ya_hay_otra_cosa(punto, sentido)])
    if punto.entregable_id is None:
        return _decidir_lo_demas(acto, punto, sentido, presentes)
    decidida_en = acto.caso.ocurrio or acto.en
    entregable = bloquear(Entregable.objects.con_lo_que_se_muestra(), punto.entregable_id)
    if entregable.etapa is not None:
        # Of several open at once, that of this body.
        entregable.etapa = etapa_ante(entregable, sesion.organo) or entregable.etapa
    caso = CasoDeEntregable(entregable, acto.en, acto.caso.ambito, acto.caso.ocurrio)
    documento = documento_vigente(entregable)
    exigir(_rechazos(caso, sesion, sentido, presentes, documento))
    exigir(_rechazos_de_lo_previo(caso, sentido, documento, decidida_en))
    resultado = Decision.Resultado(sentido.resultado)
    sobre_el_entregable = acto.sobre(
        caso,
        DE_ENTREGABLE["decidir"],
        motivo=sentido.observaciones.strip() or resultado.label,
        hechos={
            "sesion": sesion.pk,
            "organo": sesion.organo.clave,
            "resultado": resultado.value,
            "sha256": documento.sha256 if documento else "",
            "votos": cuenta(sentido.votos),
        },
    )
    etapa = empezar(sobre_el_entregable, etapa_ante(entregable, sesion.organo))
    if documento is not None:
        punto.documento = documento
    decision = _escribir(acto, punto, sentido, presentes, etapa, documento.sha256 if documento else "")
    aplicar_decision(
        sobre_el_entregable,
        LoDecidido(
            favorable=resultado in Decision.FAVORABLES,
            devuelve=resultado == Decision.Resultado.DEVUELTO,
            resultado=resultado.value,
            dia=acto.caso.el,
            acuerdo=decision.acuerdo,
            analiza=sesion.tipo == Sesion.Tipo.REUNION,
        ),
    )
    return decision


def _decidir_lo_demas(
    acto: Acto[Sesion], punto: PuntoOrden, sentido: Sentido, presentes: Mapping[int, Asistencia]
) -> Decision:
    """What is said of a point that is about no deliverable: the order of the day approved, something taken note of."""
    exigir(
        [
            Rechazo("resultado", f"El punto {punto.orden} no admite ese sentido.", "Elija otro.")
            if sentido.resultado not in Decision.SIN_ENTREGABLE or punto.tipo in PuntoOrden.SIN_SENTIDO
            else None,
            *rechazos_de_votacion(acto.objeto, sentido.resultado, sentido.votos, presentes),
        ]
    )
    if punto.acta_id is not None and sentido.resultado in Decision.FAVORABLES:
        aprobar_en(acto, punto.acta_id)
    if sentido.resultado == Decision.Resultado.RETIRADO:
        soltar_acta(acto, punto)
    return _escribir(acto, punto, sentido, presentes, None, "")


def _escribir(
    acto: Acto[Sesion],
    punto: PuntoOrden,
    sentido: Sentido,
    presentes: Mapping[int, Asistencia],
    etapa: EtapaRuta | None,
    sha256: str,
) -> Decision:
    resultado = Decision.Resultado(sentido.resultado)
    recuento = contar(acto.objeto, sentido.votos, presentes)
    punto.version += 1
    acto.escribir(punto, "Decisión del punto")
    decision = Decision(
        punto=punto,
        etapa=etapa,
        resultado=resultado,
        acuerdo=sentido.acuerdo.strip(),
        observaciones=sentido.observaciones.strip(),
        sha256=sha256,
        decidida_en=acto.caso.ocurrio or acto.en,
        por_calidad=recuento.por_calidad(acto.objeto.organo.reglas_de_voto),
    )
    acto.escribir(decision, f"{resultado.label} en {acto.objeto}")
    if acto.por is not None:
        # What others typed of it stays, for them to see both.
        punto.borradores.filter(por=acto.por).delete()
    for asiento, voto in sentido.votos.items():
        suya = presentes[asiento]
        acto.escribir(
            Voto(decision=decision, integracion=suya.integracion, sentido=voto, suplencia=suya.suplencia), "Votación"
        )
    return decision


def _ya_hay_otra_cosa(punto: PuntoOrden, sentido: Sentido) -> Rechazo | None:
    """Somebody recorded something of the point since it was written: what was recorded is told."""
    if hasattr(punto, "decision"):
        return Rechazo(
            "decidido",
            f"El punto {punto.orden} ya fue decidido: {en_palabras(punto.decision)}",
            "Una decisión no se repite; si fue un error, se deshace.",
        )
    if sentido.version is None or sentido.version == punto.version:
        return None
    return Rechazo(
        "version",
        f"El punto {punto.orden} cambió mientras usted escribía: {quien_lo_cambio(punto)}",
        "Revise lo que escribió y envíelo otra vez.",
    )


def quien_lo_cambio(punto: PuntoOrden) -> str:
    """Who wrote the point last, when and why."""
    ultima = punto.history.latest("history_id")
    quien, cuando = ultima.autor or SISTEMA, fecha_hora(ultima.history_date, punto.sesion.proceso.tz)
    return f"{quien}, el {cuando}: {ultima.history_change_reason}."


def en_palabras(decision: Decision, hizo: str = "ya había registrado") -> str:
    """Who recorded what, when, and how each voted. `hizo`: the verb with which it is told."""
    alta = decision.history.earliest("history_id")
    votos = "; ".join(
        f"{v.nombre}: {v.get_sentido_display().lower()}"
        for v in decision.votos.select_related("integracion", "suplencia__integracion").order_by("pk")
    )
    partes = [
        f"{alta.autor or SISTEMA} {hizo} «{decision.get_resultado_display()}»",
        f"el {fecha_hora(alta.history_date, decision.punto.sesion.proceso.tz)}",
        f"acuerdo {decision.acuerdo}" if decision.acuerdo else "",
        f"con estas observaciones: {decision.observaciones}" if decision.observaciones else "",
        f"con esta votación: {votos}" if votos else "",
    ]
    return f"{', '.join(filter(None, partes))}."


@escritura()
def deshacer(decision: Decision, *, motivo: str, por: Usuario | None, en: datetime) -> PuntoOrden:
    """Undo a decision while its session is open, with the reason: the deliverable returns where it was.

    The point may be decided again. The history keeps what was decided, its votes and this. Refused once the deliverable
    went on from there.
    """
    acto = abrir("deshacer", decision.punto.sesion, por=por, en=en, motivo=motivo.strip())
    punto = bloquear(PuntoOrden.objects.filter(sesion=acto.objeto), decision.punto_id)
    vigente = Decision.objects.filter(pk=decision.pk, punto=punto).select_related("etapa").first()
    acto.exigir(
        Rechazo("motivo", "Falta el motivo.", "Diga por qué se deshace.") if not acto.motivo else None,
        Rechazo("deshecha", f"La decisión del punto {punto.orden} ya no está.", "Recargue la página.")
        if vigente is None
        else None,
    )
    assert vigente is not None  # noqa: S101 (refused above)
    hechos = {"sesion": acto.objeto.pk, "punto": punto.pk, "resultado": vigente.resultado, "acuerdo": vigente.acuerdo}
    if punto.entregable_id is not None and vigente.etapa is not None:
        entregable = bloquear(Entregable.objects.con_lo_que_se_muestra(), punto.entregable_id)
        antes = _antes_de(vigente, entregable)
        exigir([_ya_siguio(acto.objeto, entregable), None if antes else _sin_rastro()])
        caso = CasoDeEntregable(entregable, acto.en, acto.caso.ambito)
        sobre = acto.sobre(caso, DE_ENTREGABLE["deshacer_decision"], hechos=hechos)
        deshacer_decision(sobre, vigente.etapa, antes)
    if punto.acta_id is not None and vigente.resultado in Decision.FAVORABLES:
        desaprobar_en(acto, punto.acta_id)
    if punto.acta_id is not None and vigente.resultado == Decision.Resultado.RETIRADO:
        tomar_acta(acto, punto.acta_id)
    for fila in [*vigente.votos.all(), vigente]:
        firmar(fila, por, en, acto.en_la_historia(), acto.asentado())
        fila.delete()
    punto = PuntoOrden.objects.get(pk=punto.pk)
    punto.version += 1
    acto.escribir(punto, f"Se deshizo «{vigente.get_resultado_display()}»")
    acto.anotar(hechos=hechos)
    return punto


# What a deliverable does after which a decision is no longer the last word of it.
LO_MUEVEN = frozenset(
    {
        "iniciar",
        "presentar",
        "decidir",
        "analizar",
        "aprobar",
        "devolver",
        "retirar_del_orden",
        "remitir",
        "validar",
        "cancelar",
    }
)


def _ya_siguio(sesion: Sesion, entregable: Entregable) -> Rechazo | None:
    ultimo = entregable.actos.filter(verbo__in=LO_MUEVEN).order_by("pk").last()
    if ultimo is not None and ultimo.hechos.get("sesion") == sesion.pk:
        return None
    return Rechazo(
        "siguio",
        f"«{entregable}» ya siguió su ruta después de esta decisión.",
        "Regréselo a elaboración desde su ficha, con el motivo.",
    )


def _antes_de(decision: Decision, entregable: Entregable) -> dict[str, Any]:
    """What the deliverable said before the decision, from its history."""
    alta = decision.history.filter(history_type="+").first()
    if alta is None or alta.acto is None:
        return {}
    fila = entregable.history.filter(acto__lt=alta.acto).order_by("history_id").values().last()
    return fila or {}


def _sin_rastro() -> Rechazo:
    return Rechazo(
        "rastro",
        "La decisión se registró antes de que el historial guardara lo necesario para deshacerla.",
        "Regrese el entregable a elaboración desde su ficha, con el motivo.",
    )


def _rechazos_de_lo_previo(
    caso: CasoDeEntregable, sentido: Sentido, documento: Documento | None, decidida_en: datetime
) -> list[Rechazo | None]:
    """What the earlier decisions of the route, or the month that is reported, do not let this one do."""
    vigentes, decidir = decisiones_vigentes(caso.objeto), DE_ENTREGABLE["decidir"]
    favorable = sentido.resultado in Decision.FAVORABLES
    return [
        anterior_a_lo_decidido(de_antes(vigentes, etapa_actual(caso.objeto)), decidida_en, "Esta decisión"),
        documento_cambiado(vigentes, documento, ya_decidido=False) if favorable else None,
        *((guarda(caso) for guarda in decidir.guardas) if favorable else ()),
        *(advertencias(decidir, caso) if favorable and not sentido.observaciones.strip() else ()),
    ]


def _rechazos(
    caso: CasoDeEntregable,
    sesion: Sesion,
    sentido: Sentido,
    presentes: Mapping[int, Asistencia],
    documento: Documento | None,
) -> list[Rechazo | None]:
    """Every reason for which this body may not decide this deliverable so."""
    entregable, etapa = caso.objeto, etapa_actual(caso.objeto)
    es_reunion = sesion.tipo == Sesion.Tipo.REUNION
    if (
        etapa is None
        or etapa.tipo != EtapaRuta.Tipo.DECIDIR
        or etapa.organo_id != sesion.organo_id
        or (etapa.tipo_sesion == Sesion.Tipo.REUNION) != es_reunion
    ):
        donde = f"en «{entregable.etapa.nombre}»" if entregable.etapa else entregable.get_estado_display().lower()
        return [
            Rechazo(
                "etapa",
                f"«{entregable}» está {donde}: no toca decidirlo en esta sesión.",
                "Déjelo sin decidir o complete antes la etapa pendiente.",
            )
        ]
    resultado = sentido.resultado
    favorable = resultado in Decision.FAVORABLES
    necesita_acuerdo = (
        etapa.aprueba
        and sesion.organo.tipo == Organo.Tipo.CONSEJO
        and resultado in (Decision.Resultado.APROBADO, Decision.Resultado.APROBADO_MODIFICADO)
    )
    return [
        Rechazo(
            "resultado",
            f"La etapa «{etapa.nombre}» no admite el sentido «{resultado}».",
            "Elija uno de los que la ruta prevé.",
        )
        if resultado not in etapa.resultados
        else None,
        Rechazo(
            "observaciones",
            "Una devolución necesita decir qué debe corregirse.",
            "Escriba las observaciones que recibirá el área.",
        )
        if resultado == Decision.Resultado.DEVUELTO and not sentido.observaciones.strip()
        else None,
        *rechazos_de_votacion(sesion, resultado, sentido.votos, presentes),
        Rechazo(
            "documento",
            f"«{entregable}» no tiene documento: no hay qué aprobar.",
            "Adjúntelo en su ficha; la decisión queda unida a la huella de ese archivo.",
        )
        if favorable and documento is None
        else None,
        Rechazo("acuerdo", "Falta el número del acuerdo aprobado.", "Escríbalo como lo publica el Consejo.")
        if necesita_acuerdo and not sentido.acuerdo.strip()
        else None,
    ]
