"""The privacy notice of a process: the text that is read, and the document that the committee approved."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from compliance.cuestionarios import apartados, aviso_general
from compliance.models import Proceso
from documentos.models import Documento

from .models import Decision


@dataclass(frozen=True)
class AvisoDePrivacidad:
    """What is shown to whoever must accept it. `documento` is the approved one, if the process has it yet."""

    texto: str
    documento: Documento | None
    decision: Decision | None

    @property
    def apartados(self) -> list[tuple[str, str]]:
        """The text by sections."""
        return apartados(self.texto)

    @property
    def hechos(self) -> dict[str, Any]:
        """Which version it is, as facts of the transition that accepts it."""
        documento = self.documento
        return {
            "aviso": sha256(self.texto.encode()).hexdigest(),
            "documento": documento.pk if documento else None,
            "sha256": documento.sha256 if documento else "",
        }

    @property
    def version(self) -> str:
        """A short mark that changes when the text or the document does."""
        return f"{self.hechos['aviso'][:16]}-{self.hechos['sha256'][:16]}"


def aviso_de(proceso: Proceso) -> AvisoDePrivacidad:
    """The notice in force. Its document is the exact one that the approving body read, not a later draft."""
    decision = (
        Decision.objects.filter(
            punto__entregable__proceso=proceso,
            punto__entregable__llave=proceso.entregable_aviso,
            punto__entregable__aprobado_el__isnull=False,
            etapa__aprueba=True,
            resultado__in=Decision.FAVORABLES,
        )
        .select_related("punto__entregable", "punto__sesion__organo")
        .order_by("-decidida_en", "-pk")
        .first()
    )
    documento = None
    if decision is not None:
        documento = Documento.objects.filter(
            entregable=decision.punto.entregable, tipo=Documento.Tipo.PROYECTO, sha256=decision.sha256
        ).first()
    texto = proceso.aviso_privacidad or aviso_general(proceso.instituto.nombre)
    return AvisoDePrivacidad(texto, documento, decision if documento else None)
