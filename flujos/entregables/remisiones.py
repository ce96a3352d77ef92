"""The proof of a remission: the acuse of SIVOPLE, which may come after the remission was recorded."""

from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from compliance.models import Entregable, Usuario
from documentos.models import Documento
from documentos.services import guardar_documento

from ..models import Remision
from ..transiciones import Rechazo, anotar, bloquear, escribir
from .responsables import exigir_permiso


def guardar_acuse(
    entregable: Entregable, oficio: str, archivo: File[bytes], por: Usuario | None, en: datetime
) -> Documento:
    """Keep the proof of receipt that SIVOPLE gives."""
    return guardar_documento(
        archivo,
        proceso=entregable.proceso,
        tipo=Documento.Tipo.ACUSE,
        titulo=f"Acuse {oficio}",
        entregable=entregable,
        por=por,
        en=en,
    )


def remision_sin_acuse(entregable: Entregable) -> Remision | None:
    """The last remission, while its proof of receipt is missing."""
    ultima = entregable.remisiones.order_by("-remitida_en").first()
    return ultima if ultima is not None and ultima.acuse_id is None else None


@transaction.atomic
def registrar_acuse(
    entregable: Entregable, archivo: File[bytes], *, por: Usuario | None, en: datetime, nota: str = ""
) -> Remision:
    """Add the proof of receipt of a remission that was recorded without it. It is added once, never replaced."""
    entregable = bloquear(Entregable, entregable.pk)
    suplencia = exigir_permiso("registrar_acuse", entregable, por, en)
    remision = remision_sin_acuse(entregable)
    if remision is None:
        raise Rechazo(
            guarda="acuse",
            mensaje="No hay una remisión que espere su acuse.",
            remedio="Un acuse registrado no se sustituye: un error se corrige con un oficio de alcance.",
        )
    remision.acuse = guardar_acuse(entregable, remision.oficio, archivo, por, en)
    escribir(remision, por=por, en=en, motivo=f"Acuse de {remision.oficio}")
    anotar(
        entregable,
        verbo="registrar_acuse",
        de=entregable.estado,
        a=entregable.estado,
        por=por,
        en=en,
        motivo=nota,
        hechos={"oficio": remision.oficio, "sha256": remision.acuse.sha256},
        suplencia=suplencia,
    )
    return remision
