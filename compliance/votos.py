"""Whether a vote carries: the majorities, the tie and what is not voted. Pure: no ORM, no clock.

No plan of the sources prints the voting rules of its bodies; what is usual of each kind is assumed (`USUALES`) and any
body says otherwise as data.
"""

from collections.abc import Mapping
from dataclasses import dataclass

# What is said of each majority: how much is needed.
MAYORIAS: Mapping[str, str] = {
    "simple": "Más votos a favor que en contra",
    "presentes": "Más de la mitad de quienes están presentes",
    "absoluta": "Más de la mitad de quienes integran el órgano",
    "dos_tercios": "Dos terceras partes de quienes están presentes",
}
# Outcomes that decide something, and so are voted.
SE_VOTAN = frozenset({"aprobado", "aprobado_modificado", "devuelto"})


@dataclass(frozen=True)
class Reglas:
    """How a body votes.

    `calidad`: the presidency breaks a tie. `abstencion`: whether one may abstain. `reuniones`: whether a working
    meeting votes; `presentados`, whether what is taken as presented is voted.
    """

    mayoria: str = "simple"
    calidad: bool = True
    abstencion: bool = True
    reuniones: bool = False
    presentados: bool = False

    def se_vota(self, resultado: str, *, es_reunion: bool) -> bool:
        """Whether this outcome needs votes."""
        if es_reunion and not self.reuniones:
            return False
        return resultado in SE_VOTAN or (resultado == "presentado" and self.presentados)


USUALES: Mapping[str, Reglas] = {
    "consejo": Reglas(abstencion=False),
    "comision": Reglas(),
    "comite": Reglas(),
    "grupo": Reglas(calidad=False),
}


@dataclass(frozen=True)
class Recuento:
    """Votes by name, added up. Whoever is excused from the point counts for nothing.

    `presentes` and `integrantes`: those with vote who are there, and who sit in the body, without the excused.
    `preside`: how the presidency voted, empty if it did not.
    """

    favor: int
    contra: int
    abstenciones: int
    presentes: int
    integrantes: int
    preside: str = ""

    @property
    def emitidos(self) -> int:
        """Votes that were cast, abstentions included."""
        return self.favor + self.contra + self.abstenciones

    @property
    def empate(self) -> bool:
        """As many for as against."""
        return self.favor == self.contra and self.favor > 0

    def alcanza(self, reglas: Reglas) -> bool:
        """Whether the votes by themselves carry what was put to the vote."""
        if reglas.mayoria == "presentes":
            return self.favor * 2 > self.presentes
        if reglas.mayoria == "absoluta":
            return self.favor * 2 > self.integrantes
        if reglas.mayoria == "dos_tercios":
            return self.favor * 3 >= self.presentes * 2 and self.favor > 0
        return self.favor > self.contra

    def por_calidad(self, reglas: Reglas) -> bool:
        """Whether the presidency's vote breaks the tie in favour. A qualified or absolute majority is not a tie."""
        return (
            reglas.calidad
            and reglas.mayoria in ("simple", "presentes")
            and not self.alcanza(reglas)
            and self.empate
            and self.preside == "favor"
        )

    def en_palabras(self) -> str:
        """«3 a favor, 1 en contra y 1 abstención»."""
        partes = [f"{self.favor} a favor", f"{self.contra} en contra"]
        if self.abstenciones:
            partes.append("1 abstención" if self.abstenciones == 1 else f"{self.abstenciones} abstenciones")
        return f"{', '.join(partes[:-1])} y {partes[-1]}"
