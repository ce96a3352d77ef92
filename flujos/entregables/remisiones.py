"""The proof of a remission: the acuse of SIVOPLE, which may come after the remission was recorded."""

from datetime import datetime

from django.core.files.base import File

from compliance.actos import escritura
from compliance.models import Entregable, Usuario
from documentos.models import Documento
from documentos.services import guardar_documento

from ..acto import Acto
from ..guardas.decisiones import remision_sin_acuse
from ..models import Remision
from .acto import abrir


def guardar_acuse(acto: Acto[Entregable], oficio: str, archivo: File[bytes]) -> Documento:
    """Keep the proof of receipt that SIVOPLE gives."""
    return guardar_documento(
        archivo,
        proceso=acto.objeto.proceso,
        tipo=Documento.Tipo.ACUSE,
        titulo=f"Acuse {oficio}",
        entregable=acto.objeto,
        **acto.firma,
        acto=acto.asentado(),
    )


@escritura()
def registrar_acuse(
    entregable: Entregable, archivo: File[bytes], *, por: Usuario | None, en: datetime, nota: str = ""
) -> Remision:
    """Add the proof of receipt of a remission that was recorded without it. It is added once, never replaced."""
    acto = abrir("registrar_acuse", entregable, por=por, en=en, motivo=nota)
    acto.exigir()
    remision = remision_sin_acuse(acto.objeto)
    assert remision is not None  # noqa: S101 (its guard refuses it)
    remision.acuse = guardar_acuse(acto, remision.oficio, archivo)
    acto.escribir(remision, f"Acuse de {remision.oficio}")
    acto.anotar(hechos={"oficio": remision.oficio, "sha256": remision.acuse.sha256})
    return remision
