"""What happens to somebody's access and others must hear of. `notificaciones` listens; nobody here knows who does."""

from dataclasses import dataclass
from datetime import datetime

from django.dispatch import Signal

from .models import Nombramiento, Proceso, Suplencia, Usuario

# Sent inside the transaction of the change, with `cambio`: what a listener writes stands or falls with it.
cambio_de_acceso = Signal()


@dataclass(frozen=True)
class CambioDeAcceso:
    """One change of the access of `usuario`, by `por` (None: by whoever works on the server), at `en`.

    `suceso`: «propuesto», «confirmado», «descartado», «dado» (a role that asks for no confirmation and reads the
    identity answers of some candidacies), «enlace», «correo». `correo` is an address to tell besides.
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
