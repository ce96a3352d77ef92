"""What every service of this package begins and ends with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from calendario.fechas import dia_local
from calendario.plazos import Vencimiento, calcular
from calendario.reglas import Unidad
from compliance.models import Candidatura, Usuario
from compliance.permisos import ambito_de

from .. import transiciones
from ..guardas import VERBOS, Caso, rechazos
from ..models import Transicion
from ..transiciones import Rechazo, bloquear, exigir


@dataclass(frozen=True)
class Acto:
    """A verb being done on a locked candidacy by somebody, at a moment."""

    verbo: str
    caso: Caso
    por: Usuario | None

    @property
    def candidatura(self) -> Candidatura:
        """The locked row."""
        return self.caso.candidatura

    @property
    def en(self) -> datetime:
        """When."""
        return self.caso.en

    def exigir(self, *otros: Rechazo | None) -> None:
        """Raise every refusal: those of the table, then those about the arguments of the service.

        Of the arguments nothing is said to whoever may not do it, nor in a state where it has no place.
        """
        de_la_tabla = rechazos(self.verbo, self.caso)
        exigir(de_la_tabla if any(r.guarda in ("rol", "estado") for r in de_la_tabla) else [*de_la_tabla, *otros])

    def mover(self, *, motivo: str = "", hechos: Mapping[str, Any] | None = None) -> Transicion:
        """Change the state, with its history and its transition."""
        return transiciones.mover(
            self.candidatura,
            VERBOS[self.verbo].metodo,
            verbo=self.verbo,
            por=self.por,
            en=self.en,
            motivo=motivo,
            hechos=hechos,
            suplencia=self._suplencia(),
        )

    def anotar(self, *, motivo: str = "", hechos: Mapping[str, Any] | None = None) -> Transicion:
        """The transition of a verb that leaves the state where it is."""
        estado = str(self.candidatura.estado)
        return transiciones.anotar(
            self.candidatura,
            verbo=self.verbo,
            de=estado,
            a=estado,
            por=self.por,
            en=self.en,
            motivo=motivo,
            hechos=hechos,
            suplencia=self._suplencia(),
        )

    def guardar(self, motivo: str = "") -> None:
        """Save the candidacy with its history."""
        transiciones.escribir(self.candidatura, por=self.por, en=self.en, motivo=motivo or self.verbo)

    def _suplencia(self) -> str:
        return self.caso.suplencia(VERBOS[self.verbo].roles)


def abrir(verbo: str, candidatura: Candidatura, *, por: Usuario | None, en: datetime) -> Acto:
    """Lock the candidacy and resolve what `por` may reach on that day. Needs an open transaction."""
    consulta = Candidatura.objects.select_related("proceso__instituto", "persona", "actor", "cargo", "territorio")
    bloqueada = bloquear(consulta, candidatura.pk)
    dia = dia_local(en, bloqueada.proceso.tz)
    return Acto(verbo, Caso(bloqueada, en, None if por is None else ambito_de(por, dia)), por)


def plazo(candidatura: Candidatura, dias: int, *, desde: datetime, evento: str, fundamento: str = "") -> Vencimiento:
    """The term of `dias` días naturales that counts from the day after `desde`, and why."""
    return calcular(
        f"{Unidad.NATURALES.en_palabras(dias)} después",
        desde=dia_local(desde, candidatura.proceso.tz),
        tz=candidatura.proceso.tz,
        evento=evento,
        fundamento=fundamento,
    )


def hechos_de(vencimiento: Vencimiento) -> dict[str, str]:
    """A due moment and its explanation, as facts of a transition."""
    return {"vence": vencimiento.vence.isoformat(), "plazo": vencimiento.explicacion}


def falta_texto(guarda: str, texto: str, mensaje: str, remedio: str) -> Rechazo | None:
    """The refusal of a required text that is blank."""
    return None if texto.strip() else Rechazo(guarda, mensaje, remedio)
