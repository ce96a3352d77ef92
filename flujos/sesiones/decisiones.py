"""Deciding: many deliverables in one meeting, each decision bound to the SHA-256 of the document it read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from compliance.actos import escritura
from compliance.models import Entregable, EtapaRuta, Integracion, Organo, Usuario
from compliance.verbos.caso import advertencias
from documentos.models import Documento

from ..acto import Acto
from ..entregables.ruta import LoDecidido, aplicar_decision, empezar
from ..guardas.decisiones import (
    anterior_a_lo_decidido,
    decisiones_vigentes,
    documento_cambiado,
    documento_vigente,
)
from ..models import Decision, PuntoOrden, Sesion, Voto
from ..transiciones import Rechazo, bloquear, exigir
from ..verbos.entregables import DE_ENTREGABLE, CasoDeEntregable, etapa_actual
from .acto import abrir


@dataclass(frozen=True)
class Sentido:
    """How a point was decided. `votos` maps the primary key of each member's seat to their vote."""

    punto: PuntoOrden
    resultado: str
    acuerdo: str = ""
    observaciones: str = ""
    votos: Mapping[int, str] = field(default_factory=dict)


@escritura()
def decidir(
    sesion: Sesion,
    sentidos: Sequence[Sentido],
    *,
    decidida_en: datetime,
    por: Usuario | None,
    en: datetime,
) -> list[Decision]:
    """Decide several deliverables at once: all the points given or, if one is refused, none.

    Steps: 1. lock the session and each deliverable; 2. check that its stage is of this body and kind of meeting,
    that the outcome is one the stage admits, and that the votes support it; 3. bind the decision to the hash of
    the current document; 4. move the deliverable along its route.
    """
    acto = abrir("decidir", sesion, por=por, en=en, ocurrio=decidida_en)
    sesion = acto.objeto
    acto.exigir(
        None
        if sesion.inicia_en <= decidida_en <= en
        else Rechazo(
            "orden",
            "La decisión debe ocurrir después del inicio de la sesión y no en el futuro.",
            "Revise la hora de la decisión.",
        )
    )
    presentes = {
        a.integracion_id: a.integracion for a in sesion.asistencias.filter(presente=True).select_related("integracion")
    }
    # All at once and in the order of the plan, as whoever locks several does, so that no two wait for each other.
    tratados = sesion.puntos.filter(pk__in=[s.punto.pk for s in sentidos]).values("entregable")
    list(Entregable.objects.select_for_update(of=("self",)).filter(pk__in=tratados).order_by("orden"))
    return [_decidir(acto, sentido, presentes) for sentido in sentidos]


def _decidir(acto: Acto[Sesion], sentido: Sentido, presentes: Mapping[int, Integracion]) -> Decision:
    """Take one decision of the session's: bound to the document, with its votes, it moves the deliverable."""
    sesion, decidida_en = acto.objeto, acto.caso.ocurrio or acto.en
    punto = sesion.puntos.select_related("entregable").get(pk=sentido.punto.pk)
    if punto.entregable is None:
        raise Rechazo("punto", f"El punto «{punto.titulo}» no trata un entregable.", "Solo se deciden entregables.")
    entregable = bloquear(Entregable.objects.con_lo_que_se_muestra(), punto.entregable.pk)
    caso = CasoDeEntregable(entregable, acto.en, acto.caso.ambito, acto.caso.ocurrio)
    documento = documento_vigente(entregable)
    exigir(_rechazos(caso, sesion, punto, sentido, presentes, documento))
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
            "votos": _cuenta(sentido.votos),
        },
    )
    etapa = empezar(sobre_el_entregable)
    if documento is not None and punto.documento_id != documento.pk:
        punto.documento = documento
        acto.escribir(punto, "Documento que se decidió")
    decision = Decision(
        punto=punto,
        etapa=etapa,
        resultado=resultado,
        acuerdo=sentido.acuerdo.strip(),
        observaciones=sentido.observaciones.strip(),
        sha256=documento.sha256 if documento else "",
        decidida_en=decidida_en,
    )
    acto.escribir(decision, f"{resultado.label} en {sesion}")
    for integracion, voto in sentido.votos.items():
        acto.escribir(Voto(decision=decision, integracion=presentes[integracion], sentido=voto), "Votación")
    aplicar_decision(
        sobre_el_entregable,
        LoDecidido(
            favorable=resultado in Decision.FAVORABLES,
            devuelve=resultado == Decision.Resultado.DEVUELTO,
            dia=acto.caso.el,
            acuerdo=decision.acuerdo,
        ),
    )
    return decision


def _rechazos_de_lo_previo(
    caso: CasoDeEntregable, sentido: Sentido, documento: Documento | None, decidida_en: datetime
) -> list[Rechazo | None]:
    """What the earlier decisions of the route, or the month that is reported, do not let this one do."""
    vigentes = decisiones_vigentes(caso.objeto)
    favorable = sentido.resultado in Decision.FAVORABLES
    return [
        anterior_a_lo_decidido(vigentes, decidida_en, "Esta decisión"),
        documento_cambiado(vigentes, documento, ya_decidido=False) if favorable else None,
        *(advertencias(DE_ENTREGABLE["decidir"], caso) if favorable and not sentido.observaciones.strip() else ()),
    ]


def _cuenta(votos: Mapping[int, str]) -> dict[str, int]:
    return {s.value: sum(1 for v in votos.values() if v == s.value) for s in Voto.Sentido}


def _rechazos(
    caso: CasoDeEntregable,
    sesion: Sesion,
    punto: PuntoOrden,
    sentido: Sentido,
    presentes: Mapping[int, Integracion],
    documento: Documento | None,
) -> list[Rechazo | None]:
    """Every reason for which this body may not decide this point so."""
    if hasattr(punto, "decision"):
        return [Rechazo("decidido", f"El punto {punto.orden} ya fue decidido.", "Una decisión no se repite.")]
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
    favor = _cuenta(sentido.votos)
    con_voto = {pk for pk, i in presentes.items() if i.con_voto}
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
        Rechazo(
            "votos",
            "Hay votos de quien no estuvo presente o no tiene voto.",
            "Revise la asistencia y los votos.",
        )
        if set(sentido.votos) - con_voto
        else None,
        Rechazo(
            "mayoria",
            f"Con {favor['favor']} a favor y {favor['contra']} en contra no hay mayoría.",
            "Registre el sentido que corresponde a la votación.",
        )
        if favorable and sentido.votos and favor["favor"] <= favor["contra"]
        else None,
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
