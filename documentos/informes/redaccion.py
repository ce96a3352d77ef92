"""What is written of a report: its sections, the figures that its text holds, and where it contradicts the dates.

A figure is a marker in the text, {con_retraso}, or {con_retraso:letra} to be written out: it says what the record
holds at the cut-off, so that no sentence keeps a number that is no longer true. Each one carries what it counts.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from calendario.fechas import fecha_hora
from calendario.palabras import contadas, plegar
from compliance.situacion import Clase

from .mensual import CONCLUIDAS, FilaDeInforme, InformeMensual, en_letras, fin_de_mes

_MARCA = re.compile(r"\{([^{}]*)\}")
_FIN_DE_FRASE = re.compile(r"(?<=[.;:!?])\s+|\n+")
# Said of what was late, it is not true. As `plegar` leaves them.
_A_TIEMPO = re.compile(
    r"\b(con antelacion|con anticipacion|en tiempo|oportunamente|dentro del? (los )?plazos?|antes de la fecha maxima)\b"
)
_REUNION, _APROBAR = re.compile(r"\breunion(es)? de trabajo\b"), re.compile(r"\b(aprob(o|aron|ad[oa]s?|ando))\b")
_APROBO_OTRO = re.compile(r"\bsesion(es)? (ordinaria|extraordinaria|urgente|especial|solemne)")


@dataclass(frozen=True)
class SeccionEscrita:
    """A section as somebody left it. `pk`: that of its row, if it has one. `contenido`: what the record adds to it."""

    titulo: str
    texto: str = ""
    nivel: int = 1
    contenido: str = ""
    pk: int | None = None


@dataclass(frozen=True)
class CifraViva:
    """A figure that a text may hold: how much, what is counted, and the numbers of the rows of the report."""

    clave: str
    valor: str
    letra: str
    consulta: str
    filas: Sequence[int] = ()


@dataclass(frozen=True)
class Senalamiento:
    """A sentence that the record contradicts, in which section (by its place, from zero), and why."""

    seccion: int
    frase: str
    por_que: str


@cache
def _de_fabrica() -> Mapping[str, Sequence[SeccionEscrita]]:
    datos = tomllib.loads((Path(__file__).parent / "secciones.toml").read_text(encoding="utf-8"))
    return {disposicion: [SeccionEscrita(**s) for s in secciones] for disposicion, secciones in datos.items()}


def secciones_de_fabrica(disposicion: str) -> Sequence[SeccionEscrita]:
    """What a report begins with when the institute has written none, by how it tells them."""
    return _de_fabrica()[disposicion]


# -- Figures ----------------------------------------------------------------------------------------------

# Those that a text may hold, and what each one counts.
CIFRAS: Mapping[str, str] = {
    "mes": "El mes que se informa",
    "corte": "Hasta qué momento se toma en cuenta lo registrado",
    "actividades": "Actividades que se informan",
    "principales": "De ellas, las que no son parte de otra",
    "secundarias": "De ellas, las que son parte de otra (3.1 lo es de la 3)",
    "previstas": "Actividades con fecha máxima dentro del mes",
    "concluidas": "Actividades concluidas al corte",
    "en_tiempo": "Actividades concluidas dentro de su fecha máxima",
    "con_retraso": "Actividades concluidas después de su fecha máxima",
    "vencidas": "Actividades que vencieron y no habían concluido",
    "en_curso": "Actividades pendientes, dentro de su plazo",
    "sesiones": "Sesiones y reuniones de trabajo celebradas en el mes",
    "candidaturas": "Candidaturas registradas, en cualquier estado",
}


def cifras_de(informe: InformeMensual) -> dict[str, CifraViva]:
    """Every figure, as the report counts it."""
    claves = {f.clave for f in informe.filas}
    ultimo = fin_de_mes(informe.mes)
    de_otra = [f for f in informe.filas if _madre(f.clave, claves)]

    def de_clase(*clases: Clase) -> list[FilaDeInforme]:
        return [f for f in informe.filas if f.situacion.clase in clases]

    filas: dict[str, Sequence[FilaDeInforme]] = {
        "actividades": informe.filas,
        "principales": [f for f in informe.filas if f not in de_otra],
        "secundarias": de_otra,
        "previstas": [f for f in informe.filas if f.fecha_maxima and informe.mes <= f.fecha_maxima <= ultimo],
        "concluidas": de_clase(*CONCLUIDAS),
        "en_tiempo": de_clase(Clase.A_TIEMPO),
        "con_retraso": de_clase(Clase.TARDE),
        "vencidas": de_clase(Clase.VENCIDO),
        "en_curso": de_clase(Clase.POR_VENCER, Clase.FUTURO),
    }
    cuantas = {clave: len(suyas) for clave, suyas in filas.items()}
    cuantas |= {"sesiones": len(informe.sesiones), "candidaturas": informe.total_candidaturas}
    dichas = {"mes": en_letras(informe.mes), "corte": fecha_hora(informe.corte, informe.proceso.tz)}
    return {
        clave: CifraViva(
            clave,
            dichas.get(clave) or str(cuantas[clave]),
            dichas.get(clave) or contadas(cuantas[clave]),
            consulta,
            [f.no for f in filas.get(clave, ())],
        )
        for clave, consulta in CIFRAS.items()
    }


def _madre(clave: str, claves: Iterable[str]) -> str:
    """The key of the row that this one is part of; empty if it is part of none."""
    return max((c for c in claves if clave.startswith(f"{c}.")), key=len, default="")


def marcas(texto: str) -> list[str]:
    """The figures that a text asks for, once each, in order."""
    return list(dict.fromkeys(marca.partition(":")[0] for marca in _MARCA.findall(texto)))


def marcas_ajenas(texto: str) -> list[str]:
    """What a text has between braces and is no figure."""
    return [
        m
        for m in _MARCA.findall(texto)
        if m.partition(":")[0] not in CIFRAS or m.partition(":")[2] not in ("", "letra")
    ]


def con_cifras(texto: str, cifras: Mapping[str, CifraViva]) -> str:
    """The text as it is read, with its figures. What is no figure stays as it was typed."""

    def dicha(hallada: re.Match[str]) -> str:
        clave, _, como = hallada[1].partition(":")
        if clave not in cifras:
            return hallada[0]
        return cifras[clave].letra if como == "letra" else cifras[clave].valor

    return _MARCA.sub(dicha, texto)


# -- Sentences that the dates contradict ------------------------------------------------------------------


def senalar(secciones: Sequence[SeccionEscrita], informe: InformeMensual) -> list[Senalamiento]:
    """The sentences that say «en tiempo» over rows that were not, or that a working meeting approved."""
    tardias = [f for f in informe.filas if f.situacion.clase in (Clase.TARDE, Clase.VENCIDO)]
    hallados = []
    for n, seccion in enumerate(secciones):
        for frase in _frases(seccion.texto):
            plegada = plegar(frase)
            if (dicho := _A_TIEMPO.search(plegada)) and (suyas := _de_que_habla(plegada, tardias)):
                cuales = ", ".join(f"{f.no} ({f.clave} {f.actividad})" for f in suyas)
                hallados.append(
                    Senalamiento(
                        n,
                        frase,
                        f"Dice «{frase[dicho.start() : dicho.end()]}» y no fue así en: fila "
                        f"{cuales}. Cámbielo, o diga de qué actividades habla.",
                    )
                )
            if _REUNION.search(plegada) and _APROBAR.search(plegada) and not _APROBO_OTRO.search(plegada):
                hallados.append(
                    Senalamiento(n, frase, "Una reunión de trabajo analiza, no aprueba: escriba «analizó».")
                )
    return hallados


def _frases(texto: str) -> list[str]:
    return [frase.strip() for frase in _FIN_DE_FRASE.split(texto) if frase.strip()]


def _de_que_habla(plegada: str, tardias: Sequence[FilaDeInforme]) -> Sequence[FilaDeInforme]:
    """The late rows that a sentence is about: those whose key it names, or all of them if it names no activity."""
    nombradas = set(re.findall(r"\bactividad(?:es)? (\d+(?:\.\d+)*)", plegada))
    return [f for f in tardias if f.clave in nombradas] if nombradas else tardias
