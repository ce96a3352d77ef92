"""A candidacy as it is read to be verified: each section, what changed in it, what to look at, and its mark."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from calendario.fechas import fecha_larga
from compliance.comparacion import Tramo, por_palabras
from compliance.cuestionarios import DIMENSIONES, ETIQUETAS, MEDIOS, PREGUNTAS
from compliance.cuestionarios.senales import Senal
from compliance.models import Candidatura, CuestionarioCurricular, Observacion, VariableDeCalificacion

from ..guardas import GENERAL, RUBROS, contradicciones_de, version_de
from .semejanzas import senales_de

# What verification did the last time that it read: what came after has not been read.
LEIDA_CON = ("observar", "validar")


@dataclass
class SeccionLeida:
    """A section (`rubro`) as it is read. `cambios` is empty without an earlier reading, or if nothing changed."""

    rubro: str
    nombre: str
    texto: str
    identidad: bool = False
    leida_antes: bool = False
    cambios: Sequence[Tramo] = ()
    senales: list[Senal] = field(default_factory=list)
    observaciones: list[Observacion] = field(default_factory=list)
    variables: list[VariableDeCalificacion] = field(default_factory=list)
    marca: Mapping[str, Any] = field(default_factory=dict)

    @property
    def es_foto(self) -> bool:
        """Drawn, not written."""
        return self.rubro == "foto"

    @property
    def es_texto(self) -> bool:
        """One of those that are measured."""
        return self.rubro in CuestionarioCurricular.TEXTOS

    @property
    def es_general(self) -> bool:
        """About no section."""
        return self.rubro == GENERAL

    @property
    def n(self) -> int:
        """Which mark of the section it is."""
        return int(self.marca.get("n", 0))


def secciones_de(
    c: Candidatura, marcas: Mapping[str, Any], variables: list[VariableDeCalificacion]
) -> list[SeccionLeida]:
    """Every section in its order, and at the end what is about none. For who may read identity answers."""
    desde = ultima_lectura(c)
    antes = _textos_de(c, desde) if desde is not None else None
    senales, observaciones = _por_rubro(senales_de(c)), defaultdict(list)
    for o in c.observaciones.filter(atendida_en__isnull=True).select_related("hecha_por"):
        observaciones[o.rubro].append(o)
    for falta in contradicciones_de(c):
        senales[falta.campo].append(Senal(falta.campo, "La respuesta no corresponde a la edad registrada."))
    por_rubro: dict[str, list[VariableDeCalificacion]] = defaultdict(list)
    for variable in variables:
        por_rubro[variable.rubro].append(variable)
    ahora = _textos_de(c, None)
    return [
        SeccionLeida(
            rubro,
            nombre,
            ahora.get(rubro, ""),
            identidad=rubro in DIMENSIONES,
            leida_antes=antes is not None,
            cambios=_cambios(antes.get(rubro, ""), ahora.get(rubro, "")) if antes is not None else [],
            senales=senales[rubro],
            observaciones=observaciones[rubro],
            variables=por_rubro[rubro],
            marca=marcas.get(rubro, {}),
        )
        for rubro, nombre in RUBROS.items()
    ]


def ultima_lectura(c: Candidatura) -> datetime | None:
    """When verification last finished reading it; None if it never did."""
    return c.actos.filter(verbo__in=LEIDA_CON).order_by("-pk").values_list("en", flat=True).first()


def _cambios(antes: str, ahora: str) -> Sequence[Tramo]:
    return por_palabras(antes, ahora) if antes != ahora else []


def _por_rubro(senales: list[Senal]) -> dict[str, list[Senal]]:
    reunidas: dict[str, list[Senal]] = defaultdict(list)
    for senal in senales:
        reunidas[senal.rubro].append(senal)
    return reunidas


def _textos_de(c: Candidatura, en: datetime | None) -> dict[str, str]:
    """Each section in words, as it is or as it was at that moment."""
    curricular: Any = version_de(c.curricular, en) if en else c.curricular
    identidad: Any = version_de(c.identidad, en) if en else c.identidad
    textos = {campo: _en_palabras(campo, getattr(curricular, campo)) for campo in ETIQUETAS} if curricular else {}
    for pregunta in PREGUNTAS.values() if identidad else ():
        if respuesta := identidad.respuestas.get(pregunta.clave):
            dichas = textos.get(pregunta.dimension, "")
            textos[pregunta.dimension] = f"{dichas}{pregunta.texto}\n{respuesta}\n"
    return textos


def _en_palabras(campo: str, valor: Any) -> str:
    if not valor:
        return ""
    if campo == "medios":
        return "\n".join(f"{MEDIOS.get(m['tipo'], m['tipo'])}: {m['valor']}" for m in valor)
    if campo == "foto_tomada_el":
        return fecha_larga(valor)
    return "\n".join(valor) if isinstance(valor, list) else str(valor)
