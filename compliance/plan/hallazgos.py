"""A finding of the revision as people read it: its row by name, its field in words, its days as they are said. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..textos import decir_fechas, recortar
from .esquema import PlanDatos
from .revision import Hallazgo
from .revision.campos import campo_en_palabras

# Lists of the file whose keys are of no row.
_SIN_FILA = {"afirmaciones", "areas", "citas", "deberes", "organos"}


@dataclass(frozen=True)
class HallazgoVisto:
    """One finding. `llave` is that of the deliverable that it is about, if it is about one."""

    gravedad: str
    clave: str
    nombre: str
    llave: str
    campo: str
    valor: str
    mensaje: str
    sugerencia: str
    fila: str = ""

    @property
    def lugar(self) -> str:
        """What it is about, in words: «Fila 11.6.4, Acuerdo por el que…», «Interfaz de acceso», «Introducción»."""
        if self.llave and self.clave[:1].isdigit():
            return f"Fila {self.clave}, {self.nombre}"
        return self.nombre or self.clave[:1].upper() + self.clave[1:]


class Lector:
    """Reads the findings of one plan."""

    def __init__(self, plan: PlanDatos) -> None:
        self.nombres = {e.llave: recortar(e.nombre, 80) for e in plan.entregables}
        self.claves = {e.llave: e.clave for e in plan.entregables}
        self.filas = {llave: f"{clave} {self.nombres[llave]}" for llave, clave in self.claves.items()}
        self.hitos = {h.clave: f"{h.grupo}: {h.nombre}" for h in plan.hitos}
        self.deberes = {d.clave: d.fuente or f"Deber {d.clave}" for d in plan.deberes}
        self.demas = {o.clave: o.nombre for o in plan.organos} | {c.clave: c.nombre for c in plan.cargos}
        self.por_clave: dict[str, set[str]] = {}
        for e in plan.entregables:
            for clave in (e.clave, *(s.clave for s in e.subactividades)):
                self.por_clave.setdefault(clave, set()).add(e.llave)

    def leer(self, hallazgo: Hallazgo) -> HallazgoVisto:
        """A finding just made, which knows its row."""
        return self.ver(hallazgo.como_dict() | {"llave": hallazgo.llave})

    def ver(self, hallazgo: Mapping[str, str]) -> HallazgoVisto:
        """A finding as it was written down, in words."""
        clave = hallazgo["clave"]
        lista = hallazgo["campo"].partition(".")[0]
        llave = hallazgo.get("llave") or ("" if lista in _SIN_FILA else self._llave(clave, hallazgo["mensaje"]))
        nombre = self.hitos.get(clave) or self.nombres.get(llave, "")
        return HallazgoVisto(
            gravedad=hallazgo["gravedad"],
            # Keys of ours, which no document prints.
            clave="" if clave in self.hitos or clave in self.filas or lista == "deberes" else clave,
            nombre=self.deberes.get(clave, "") if lista == "deberes" else nombre,
            llave=llave,
            campo=campo_en_palabras(hallazgo["campo"]),
            valor=decir_fechas(hallazgo["valor"]),
            mensaje=self.con_nombres(hallazgo["mensaje"], llave),
            sugerencia=self.con_nombres(hallazgo["sugerencia"], llave),
            fila=self.claves.get(llave, ""),
        )

    def lugar(self, clave: str, de_antes: str = "") -> str:
        """What a key of the file is of, in words: a row, one of its steps, a milestone, a duty.

        `de_antes`: what it was called, for what the plan no longer has. Else, the key.
        """
        llave, _, paso = clave.partition("/")
        nombre = next(
            (n[llave] for n in (self.filas, self.hitos, self.deberes, self.demas) if llave in n), de_antes or llave
        )
        nombre = nombre[:1].upper() + nombre[1:]
        return f"{nombre}, actividad {paso}" if paso else nombre

    def _llave(self, clave: str, mensaje: str) -> str:
        """The row that the message begins with, or the only one that has the key."""
        dicha = re.match(r"(?:La fila )?«([\w-]+)»", mensaje)
        if dicha and dicha[1] in self.filas:
            return dicha[1]
        # A row without a number goes by its key.
        posibles = {clave} if clave in self.filas else self.por_clave.get(clave, set())
        return next(iter(posibles)) if len(posibles) == 1 else ""

    def con_nombres(self, texto: str, suya: str = "") -> str:
        """A text with its rows by their printed key and name; the one that the finding is about, only by its key."""

        def nombrar(hallada: re.Match[str]) -> str:
            nombre = self.filas.get(hallada[1])
            if nombre is None:
                return hallada[0]
            return self.claves[suya] if hallada[1] == suya else f"«{nombre}»"

        return decir_fechas(re.sub(r"«([\w-]+)»", nombrar, texto))
