"""What happens to somebody's access or address, and others must hear of.

`notificaciones` listens; nobody here knows who does.
"""

from dataclasses import dataclass
from datetime import datetime

from django.dispatch import Signal

from .models import Nombramiento, Persona, Proceso, Suplencia, Usuario

# Sent inside the transaction of the change, with `cambio`: what a listener writes stands or falls with it.
cambio_de_acceso = Signal()
cambio_de_correo = Signal()


@dataclass(frozen=True)
class CambioDeAcceso:
    """One change of the access of `usuario`, by `por` (None: by whoever works on the server), at `en`.

    `suceso`: «propuesto», «confirmado», «descartado», «dado» (a role that asks for no confirmation and reads the
    identity answers of some candidacies), «suplido» (a suplencia that asks for none), «enlace», «correo». `correo` is
    an address to tell besides; of «dado», the one registered for the party or the candidate.
    """

    suceso: str
    usuario: Usuario
    proceso: Proceso
    por: Usuario | None
    en: datetime
    papel: Nombramiento | Suplencia | None = None
    correo: str = ""
    motivo: str = ""

    def avisar(self) -> None:
        """Tell whoever listens."""
        cambio_de_acceso.send(sender=CambioDeAcceso, cambio=self)


@dataclass(frozen=True)
class CambioDeCorreo:
    """The address registered for `persona` is no longer `anterior`: `por` changed it at `en`."""

    persona: Persona
    proceso: Proceso
    anterior: str
    por: Usuario | None
    en: datetime

    def avisar(self) -> None:
        """Tell whoever listens."""
        cambio_de_correo.send(sender=CambioDeCorreo, cambio=self)
