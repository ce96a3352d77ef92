"""INE is told of every modification of what it was sent (Lineamientos art. 11 num. 10), by itself."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db.models import Q

from calendario.fechas import dia_local, fecha_en_prosa
from compliance.actos import a_causa_de, escritura
from compliance.models import Entregable, Proceso, Usuario
from compliance.senales import ModificacionDePlan
from documentos.services import huella

from ..guardas.decisiones import documento_vigente
from ..transiciones import Rechazo, YaHecho, fuera_del_proceso
from ..verbos.entregables import DE_ENTREGABLE
from .acto import abrir
from .eventos import Causa, registrar_evento
from .ruta import adjuntar_en

# Article 11: the work plan, and any modification of what was sent.
PLAN, MODIFICACION = 5, 10


def informar_modificacion(cambio: ModificacionDePlan, **_: Any) -> tuple[Entregable | None, str]:
    """Open the deliverable that tells INE of it, in the transaction of the change; or say why none is owed.

    Receiver of `modificacion_de_plan`. The system opens it, whoever changed the plan: its term runs by itself.
    """
    proceso = cambio.proceso
    remitido = _el_plan_remitido(proceso, cambio)
    if remitido is None:
        return None, "El plan de trabajo no se había remitido al INE: no hay modificación que informar."
    if not proceso.abarca(cambio.ocurrio_el):
        dia = fecha_en_prosa(cambio.ocurrio_el)
        return None, f"El {dia} ya no es de este proceso: no se abrió entregable del numeral 10."
    plantilla = plantilla_de_modificaciones(proceso)
    if plantilla is None:
        return None, (
            "El plan ya se remitió al INE y no tiene fila del numeral 10: agréguela, o informe de la modificación a "
            "más tardar 5 días después por otro medio."
        )
    descripcion = f"Modificación del plan, versión {cambio.numero}: {cambio.motivo}"
    abierto = registrar_evento(
        plantilla,
        evento_el=cambio.ocurrio_el,
        descripcion=descripcion,
        causa=Causa(entregable=remitido),
        por=None,
        en=cambio.en,
    )
    return abierto, ""


def plantilla_de_modificaciones(proceso: Proceso) -> Entregable | None:
    """The row of the plan from which each deliverable of numeral 10 is born."""
    return (
        Entregable.objects.filter(proceso=proceso, numeral=MODIFICACION, plantilla=None)
        .filter(Q(es_plantilla=True, tipo=Entregable.Tipo.CONTINGENTE) | Q(tipo=Entregable.Tipo.POR_EVENTO))
        .order_by("orden")
        .first()
    )


def _el_plan_remitido(proceso: Proceso, cambio: ModificacionDePlan) -> Entregable | None:
    """What took the plan to INE: its row of numeral 5, or the one that sends what that row approves."""
    suyos = Entregable.objects.filter(proceso=proceso, numeral=PLAN)
    return (
        Entregable.objects.filter(
            Q(numeral=PLAN) | Q(regla_evento__in=suyos.values("llave")),
            proceso=proceso,
            remitido_en__lte=cambio.en,
        )
        .order_by("-remitido_en", "pk")
        .first()
    )


@escritura()
def modificar_remitido(
    entregable: Entregable,
    archivo: File[bytes],
    *,
    cambio_el: date,
    motivo: str,
    por: Usuario | None,
    en: datetime,
) -> Entregable:
    """A document that INE was sent changed on the local day `cambio_el`: open what tells it, with its five days.

    What was sent stays as it was; the new file is the first version of the deliverable of numeral 10 that is answered,
    which says what it modifies. The same file of the same deliverable is the same form sent twice.
    """
    acto = abrir("modificar_remitido", entregable, por=por, en=en, motivo=motivo.strip())
    e = acto.objeto
    plantilla, enviado = plantilla_de_modificaciones(e.proceso), documento_vigente(e)
    nueva = huella(archivo)
    remitido_el = dia_local(e.remitido_en or en, e.proceso.tz)
    acto.exigir(
        None if acto.motivo else Rechazo("motivo", "Falta el motivo.", "Diga qué cambió y por qué."),
        Rechazo(
            "fecha_futura",
            "El cambio todavía no ocurre.",
            "Escriba el día en que el documento cambió.",
        )
        if cambio_el > acto.dia
        else fuera_del_proceso(cambio_el, e.proceso),
        Rechazo(
            "cambio_el",
            f"Se remitió el {fecha_en_prosa(remitido_el)}: no pudo modificarse antes.",
            "Escriba el día en que el documento cambió.",
        )
        if cambio_el < remitido_el
        else None,
        YaHecho("archivo", "Ese archivo es el que se remitió.", "Elija el archivo con los cambios.")
        if enviado is not None and enviado.sha256 == nueva
        else None,
        _ya_informada(e, nueva),
        Rechazo(
            "numeral_10",
            "El plan no tiene una fila del numeral 10 de la cual abrir el entregable.",
            "Agréguela en «Plan de trabajo», como contingente y con su regla de remisión, y vuelva aquí.",
        )
        if plantilla is None
        else None,
    )
    assert plantilla is not None  # noqa: S101 (refused above)
    with a_causa_de(acto.asentado()):
        # By itself: its term runs whoever changed the document.
        abierto = registrar_evento(
            plantilla,
            evento_el=cambio_el,
            descripcion=f"Modificación de {e.clave} {e.titulo}: {acto.motivo}",
            causa=Causa(entregable=e),
            por=None,
            en=en,
        )
        adjuntar_en(acto.sobre(replace(acto.caso, objeto=abierto), DE_ENTREGABLE["adjuntar"]), archivo)
    acto.anotar(hechos={"entregable": abierto.pk, "sha256": nueva})
    return abierto


def _ya_informada(entregable: Entregable, sha256: str) -> Rechazo | None:
    """The same file already opened a deliverable of this one, and nobody cancelled it."""
    for causa in entregable.consecuencias.select_related("entregable"):
        abierto = causa.entregable
        if abierto.estado != Entregable.Estado.CANCELADO and abierto.documentos.filter(sha256=sha256).exists():
            return YaHecho("archivo", f"Ese archivo ya abrió «{abierto}».", "Siga en ese entregable.")
    return None
