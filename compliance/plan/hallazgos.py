"""A finding of the revision as people read it: its row by name, its field in words, its days as they are said. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from calendario.fechas import MESES

from ..textos import decir_fechas, recortar
from .esquema import PlanDatos

CAMPOS_DE_HALLAZGO = {
    "citas.fecha": "Fecha de una cita",
    "citas.numero": "Dato de una cita",
    "clave": "Clave",
    "conclusion_impresa": "Conclusión impresa",
    "fecha_plan": "Aprobación",
    "hitos.inicia": "Inicio del hito",
    "hitos.termina": "Término del hito",
    "inicia": "Inicio impreso",
    "limite_remision": "Límite de remisión",
    "matriz.clave": "Clave en la matriz final",
    "matriz.nombre": "Nombre en la matriz final",
    "organos.sesion_ordinaria": "Sesión ordinaria del órgano",
    "producto": "Documento",
    "regla": "Regla de la aprobación",
    "regla_remision": "Regla de la remisión",
    "remision_impresa": "Remisión impresa",
    "subactividades.fecha_impresa": "Fecha impresa de la actividad",
    "subactividades.regla": "Regla de la actividad",
    "subactividades.texto": "Texto de la actividad",
    "termina": "Término impreso",
}


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


class Lector:
    """Reads the findings of one plan."""

    def __init__(self, plan: PlanDatos) -> None:
        self.filas = {e.llave: f"{e.clave} {recortar(e.nombre, 80)}" for e in plan.entregables}
        self.hitos = {h.clave: f"{h.grupo}: {h.nombre}" for h in plan.hitos}
        self.por_clave: dict[str, set[str]] = {}
        for e in plan.entregables:
            for clave in (e.clave, *(s.clave for s in e.subactividades)):
                self.por_clave.setdefault(clave, set()).add(e.llave)

    def ver(self, hallazgo: Mapping[str, str]) -> HallazgoVisto:
        """The finding in words."""
        clave = hallazgo["clave"]
        llave = self._llave(clave, hallazgo["mensaje"])
        return HallazgoVisto(
            gravedad=hallazgo["gravedad"],
            clave="" if clave in self.hitos else clave,
            nombre=self.hitos.get(clave) or self.filas.get(llave, "").partition(" ")[2],
            llave=llave,
            campo=campo_en_palabras(hallazgo["campo"]),
            valor=decir_fechas(hallazgo["valor"]),
            mensaje=self._con_nombres(hallazgo["mensaje"], llave),
            sugerencia=self._con_nombres(hallazgo["sugerencia"], llave),
        )

    def _llave(self, clave: str, mensaje: str) -> str:
        """The row that the message begins with, or the only one that has the key."""
        dicha = re.match(r"«([\w-]+)»", mensaje)
        if dicha and dicha[1] in self.filas:
            return dicha[1]
        posibles = self.por_clave.get(clave, set())
        return next(iter(posibles)) if len(posibles) == 1 else ""

    def _con_nombres(self, texto: str, suya: str) -> str:
        """The rows by their printed key and name; the one that the finding is about, only by its key."""

        def nombrar(hallada: re.Match[str]) -> str:
            nombre = self.filas.get(hallada[1])
            if nombre is None:
                return hallada[0]
            return nombre.partition(" ")[0] if hallada[1] == suya else f"«{nombre}»"

        return decir_fechas(re.sub(r"«([\w-]+)»", nombrar, texto))


def campo_en_palabras(campo: str) -> str:
    """What the key of the plan file is called; of the final matrix, with its month."""
    anio, _, mes = campo.removeprefix("matriz.").partition("-")
    if campo.startswith("matriz.") and anio.isdigit() and mes.isdigit():
        return f"Matriz final, {MESES[int(mes) - 1]} de {anio}"
    return CAMPOS_DE_HALLAZGO.get(campo, campo.replace(".", ": ").replace("_", " ").capitalize())
