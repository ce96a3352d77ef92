"""What happens to somebody's access or address, or to a plan, and others must hear of.

`notificaciones` and `flujos` listen; nobody here knows who does.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.dispatch import Signal

from .models import (
    ActorPolitico,
    Candidatura,
    EnlaceDeAcceso,
    Entregable,
    Nombramiento,
    Persona,
    Proceso,
    Ruta,
    Suplencia,
    Usuario,
)

# Sent inside the transaction of the change, with `cambio`: what a listener writes stands or falls with it.
cambio_de_acceso = Signal()
cambio_de_correo = Signal()
modificacion_de_plan = Signal()
cambio_de_ruta = Signal()
acceso_por_decir = Signal()
cuenta_usada = Signal()


@dataclass(frozen=True)
class CambioDeAcceso:
    """One change of the access of `usuario`, by `por` (None: by whoever works on the server), at `en`.

    `suceso`: «propuesto», «confirmado», «descartado», «dado» (a role that asks for no confirmation and reads the
    identity answers of some candidacies), «suplido» (a suplencia that asks for none), «enlace», «recuperado» (by mail,
    what undid its confirmed roles), «correo»; of its own door, «entrada» (from a new place), «poner_factor»,
    «quitar_factor», «renovar_codigos», «codigo_usado», «factores_quitados» and «sesiones_cerradas» (by others),
    «vinculada» (with a directory), «vinculada_con_otro» (e-mail than when its roles were confirmed: they are to be
    again). `correo` is an address to tell besides; of «dado», the one registered for the party
    or the candidate.
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


@dataclass(frozen=True)
class ModificacionDePlan:
    """The plan of `proceso` became its version `numero`, on the local day `ocurrio_el`; recorded at `en`."""

    proceso: Proceso
    numero: int
    motivo: str
    ocurrio_el: date
    en: datetime

    def informar(self) -> tuple[Entregable | None, str]:
        """The deliverable by which INE is told of it, opened by whoever listens; or None, and why there is none."""
        respuestas = modificacion_de_plan.send(sender=ModificacionDePlan, cambio=self)
        dichos: list[Any] = [dicho for _, dicho in respuestas]
        return dichos[0] if dichos else (None, "")


@dataclass(frozen=True)
class CambioDeRuta:
    """The plan says that `entregable`, under way, walks `ruta`: what that would do, and whether it is to be done."""

    entregable: Entregable
    ruta: Ruta
    motivo: str
    en: datetime
    aplica: bool = False

    def decir(self) -> str:
        """What it does, in the words of whoever listens; empty if nobody does."""
        return "\n".join(str(dicho) for _, dicho in cambio_de_ruta.send(sender=CambioDeRuta, cambio=self))


@dataclass(frozen=True)
class AccesoPorDecir:
    """How `usuario` enters, to be told at `correo` and nowhere else; by `por` (None: the system), at `en`.

    `enlace` sets its password, once; without one, its owner has a password already, or `negado` says why there is none
    and whom to ask. `candidaturas` are those that it opens now, and `actor` whom it represents: neither, of whoever
    forgot their password.
    """

    usuario: Usuario
    proceso: Proceso
    correo: str
    por: Usuario | None
    en: datetime
    enlace: EnlaceDeAcceso | None = None
    candidaturas: tuple[Candidatura, ...] = ()
    actor: ActorPolitico | None = None
    negado: str = ""

    def avisar(self) -> None:
        """Tell whoever listens."""
        acceso_por_decir.send(sender=AccesoPorDecir, acceso=self)


@dataclass(frozen=True)
class CuentaUsada:
    """The owner of `usuario` entered with it at `en`."""

    usuario: Usuario
    en: datetime

    def avisar(self) -> None:
        """Tell whoever listens."""
        cuenta_usada.send(sender=CuentaUsada, uso=self)
