"""Who acts: made once by the opening of a service, and passed to everything that it writes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db import models

from calendario.fechas import dia_local
from compliance.actos import Apunte, asentar
from compliance.ambito import Ambito
from compliance.models import Candidatura, Entregable, Organo, Proceso, Usuario
from compliance.permisos import ambito_de
from compliance.verbos.caso import Caso, Objeto, advertencias, rechazo_de_rol
from compliance.verbos.modelo import Rechazo, Verbo, exigir

from .models import Sesion
from .transiciones import escribir, rechazo_de_estado

Otro = TypeVar("Otro", bound="Candidatura | Entregable | Sesion | Organo")


@dataclass(frozen=True)
class Acto(Generic[Objeto]):
    """A verb being done to an object: by whom (None: the system), when, in whose place, why and with which facts.

    `hechos` is what the guards saw, as JSON: enough to show later why it was allowed. It never holds answers of the
    identity questionnaire. `suplencia` names the titular in whose place the person acts.
    """

    verbo: Verbo
    caso: Caso[Objeto]
    por: Usuario | None
    motivo: str = ""
    suplencia: str = ""
    hechos: Mapping[str, Any] = field(default_factory=dict)
    apunte: Apunte = field(default_factory=Apunte, repr=False, compare=False)

    @property
    def objeto(self) -> Objeto:
        """What it is done to, locked."""
        return self.caso.objeto

    @property
    def en(self) -> datetime:
        """When it is recorded."""
        return self.caso.en

    @property
    def dia(self) -> date:
        """The local day on which it is recorded."""
        return self.caso.dia

    @property
    def firma(self) -> dict[str, Any]:
        """Who and when, for a service that does something of its own within this act."""
        return {"por": self.por, "en": self.en}

    def asentado(self) -> Apunte:
        """What this act leaves, taking part in the writing under way."""
        asentar(self.por_asentar())
        return self.apunte

    def por_asentar(self) -> Apunte:
        """What this act leaves, as far as it is known."""
        self.apunte.verbo, self.apunte.objeto, self.apunte.por, self.apunte.en = (
            self.verbo.clave,
            self.objeto,
            self.por,
            self.en,
        )
        self.apunte.motivo, self.apunte.suplencia, self.apunte.ocurrio = self.motivo, self.suplencia, self.caso.ocurrio
        return self.apunte

    def exigir(self, *otros: Rechazo | None) -> None:
        """Raise every refusal: those of the table, those about the service's arguments, those that a reason lifts."""
        sin_motivo = [] if self.motivo.strip() else advertencias(self.verbo, self.caso)
        exigir([*(guarda(self.caso) for guarda in self.verbo.guardas), *otros, *sin_motivo])

    def sobre(
        self,
        caso: Caso[Otro],
        verbo: Verbo,
        *,
        motivo: str | None = None,
        hechos: Mapping[str, Any] | None = None,
    ) -> "Acto[Otro]":
        """What the same act does to another object: same person, moment and place."""
        return Acto(
            verbo, caso, self.por, self.motivo if motivo is None else motivo, self.suplencia, hechos or self.hechos
        )

    def como(self, verbo: Verbo) -> "Acto[Objeto]":
        """The same act, told with another verb."""
        return replace(self, verbo=verbo, apunte=Apunte())

    def escribir(self, objeto: models.Model | None = None, motivo: str = "") -> None:
        """Save `objeto` (by default, what it is done to). Its history says why: this, the act's, or its verb."""
        escribir(objeto or self.objeto, motivo=self.en_la_historia(motivo), **self.firma, acto=self.asentado())

    def en_la_historia(self, motivo: str = "") -> str:
        """The reason that a history row keeps."""
        return motivo or self.motivo or self.verbo.clave

    def mover(self, metodo: str = "", *, hechos: Mapping[str, Any] | None = None) -> None:
        """Run the FSM method (by default, the verb's) and write what changed.

        Raises Rechazo("estado") when the state does not allow it and Rechazo("datos") if the result is not valid.
        """
        objeto: Any = self.objeto
        metodo = metodo or self.verbo.metodo
        exigir([rechazo_de_estado(objeto, metodo)])
        de = str(objeto.estado)
        getattr(objeto, metodo)()
        self.escribir()
        self.anotar(de=de, hechos=hechos)

    def anotar(self, *, de: str | None = None, hechos: Mapping[str, Any] | None = None) -> Apunte:
        """Say what the act did, even if it wrote no row: its facts, and from which state. Without `de`, it stays."""
        apunte = self.asentado()
        estado = str(getattr(self.objeto, "estado", ""))
        apunte.de, apunte.a = estado if de is None else de, estado
        apunte.hechos = {**self.hechos, **(hechos or {})}
        apunte.notable = True
        return apunte


def alcance(por: Usuario | None, proceso: Proceso, en: datetime) -> Ambito | None:
    """The reach with which `por` acts at `en` in the process, on its local day; None for the system."""
    return None if por is None else ambito_de(por, dia_local(en, proceso.tz))


def comenzar(verbo: Verbo, caso: Caso[Objeto], *, por: Usuario | None, motivo: str = "") -> Acto[Objeto]:
    """The act of `por` on what `caso` holds, once they may do it and it has its place. Its guards: `Acto.exigir`."""
    exigir([rechazo_de_rol(verbo, caso) or caso.fuera_de_lugar(verbo)])
    return Acto(verbo, caso, por, motivo, caso.suplencia(verbo))
