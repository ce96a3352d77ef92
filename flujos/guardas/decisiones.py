"""Which decisions on a deliverable hold, and what they cover. Decision 0019."""

from collections.abc import Sequence
from datetime import datetime

from compliance.models import Entregable, EtapaRuta
from documentos.models import Documento

from ..models import Decision, ObservacionDelINE, Remision
from ..transiciones import Rechazo


def decisiones_vigentes(entregable: Entregable) -> list[Decision]:
    """The favourable decisions that hold: the last one of each stage done between the last «elaborar» and where it
    stands.

    What was decided before the deliverable went back to «elaborar» no longer counts. Stages are told by their key:
    those of a route that it no longer walks count, where the new one keeps them.
    """
    if entregable.etapa is None:
        return []
    hechas = [e for e in entregable.ruta.etapas.all() if e.clave in entregable.hechas and e != entregable.etapa]
    desde = max((e.orden for e in hechas if e.tipo == EtapaRuta.Tipo.ELABORAR), default=-1)
    orden = {e.clave: e.orden for e in hechas if e.orden > desde}
    dictadas = Decision.objects.filter(
        punto__entregable=entregable, resultado__in=Decision.FAVORABLES, etapa__clave__in=orden
    ).select_related("etapa", "punto__sesion__organo", "punto__sesion__proceso__instituto")
    # Later rows win: one for each stage.
    por_etapa = {d.etapa.clave: d for d in dictadas.order_by("decidida_en", "pk") if d.etapa}
    return [por_etapa[clave] for clave in sorted(por_etapa, key=lambda clave: orden[clave])]


def de_antes(vigentes: Sequence[Decision], etapa: EtapaRuta | None) -> list[Decision]:
    """Those of the stages before this one: bodies that decide at the same time do not wait for each other."""
    return [d for d in vigentes if etapa is None or d.etapa is None or not d.etapa.va_con(etapa)]


def anterior_a_lo_decidido(vigentes: Sequence[Decision], momento: datetime, acto: str) -> Rechazo | None:
    """Refuses an act that would come before a decision it rests on."""
    ultima = max(vigentes, key=lambda d: d.decidida_en, default=None)
    if ultima is None or momento >= ultima.decidida_en:
        return None
    cuando = ultima.decidida_en.astimezone(ultima.punto.sesion.proceso.tz)
    return Rechazo(
        "orden",
        f"{acto} no puede ser anterior a lo que decidió {ultima.punto.sesion.organo} ({cuando:%d/%m/%Y %H:%M}).",
        "Revise la fecha y la hora.",
    )


def documento_cambiado(
    vigentes: Sequence[Decision], documento: Documento | None, *, ya_decidido: bool
) -> Rechazo | None:
    """Refuses a document that is not the one that was decided: a decision covers the exact bytes it was taken on.

    A working meeting decides nothing that binds, and «aprobado con modificaciones» asks for another version, unless
    it was the last word (`ya_decidido`): then the version that was decided is the one to send.
    """
    huella = documento.sha256 if documento else ""
    for decision in vigentes:
        ultima = ya_decidido and decision is vigentes[-1]
        cubre_otra = decision.resultado == Decision.Resultado.APROBADO_MODIFICADO and not ultima
        if decision.sha256 == huella or cubre_otra or decision.es_de_reunion:
            continue
        return Rechazo(
            "documento_cambiado",
            f"El documento cambió después de que decidió {decision.punto.sesion.organo}: la decisión ya no lo cubre.",
            "Regréselo a elaboración para que decida sobre la versión nueva, o adjunte otra vez el archivo decidido.",
        )
    return None


def documento_vigente(entregable: Entregable) -> Documento | None:
    """The last version of the document that is prepared, decided and sent."""
    return entregable.documentos.filter(tipo=Documento.Tipo.PROYECTO).order_by("-version").first()


def remision_sin_acuse(entregable: Entregable) -> Remision | None:
    """The last remission, while its proof of receipt is missing."""
    ultima = entregable.remisiones.order_by("-remitida_en").first()
    return ultima if ultima is not None and ultima.acuse_id is None else None


def observacion_abierta(entregable: Entregable) -> ObservacionDelINE | None:
    """What INE observed of what was sent and nobody has answered; the oldest."""
    abiertas = ObservacionDelINE.objects.filter(remision__entregable=entregable, respondida_en=None)
    return abiertas.select_related("remision").first()
