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

from calendario.fechas import momento_en_prosa
from calendario.limpieza import sin_invisibles
from calendario.palabras import contadas, plegar
from compliance.seguimiento import CIFRAS as DEL_SEGUIMIENTO
from compliance.seguimiento import Fila
from compliance.situacion import Clase

from ..textos import ajenos
from .captura import InformeDeCaptura, por_ciento
from .mensual import CONCLUIDAS, FilaDeInforme, InformeMensual, en_letras, fin_de_mes

_MARCA = re.compile(r"\{([^{}]*)\}")
# A line that goes on in lower case is the same sentence: text is pasted with the breaks of where it was.
_FIN_DE_FRASE = re.compile(r"(?<=[.;:!?])\s+|\n+(?=[^a-zñáéíóúü])")
# Said of what was late, it is not true. As `_llana` leaves them.
_A_TIEMPO = re.compile(
    r"\b(con (la )?(debida )?(antelacion|anticipacion)|(en|a) tiempo|oportunamente|anticipadamente|puntualmente|"
    r"sin (ningun )?(retrasos?|atrasos?)|dentro del? (los |sus? |el )?(plazos?|termino)|"
    r"antes del? (la |su |el )?(fecha maxima|plazo|vencimiento))\b"
)
# Of them, what is also true of what was done before it could be.
_SIN_TARDANZA = re.compile("antelacion|anticipa|^antes|^sin")
# What denies what follows at once: «no se concluyeron en tiempo», not «no solo en tiempo».
_NO = re.compile(r"\b(no|ni|nunca|tampoco)( (?!(y|e|pero|sino|solo|hubo)\b)\w+){0,6} $")
_REUNION = re.compile(r"\breunion(es)? de trabajo\b")
# What the council approved may well be looked at in one.
_APROBAR = re.compile(
    r"\b(aprob(o|aron|ando)|aprueban?|aprobad[oa]s?(?! por el (pleno|consejo|ine|instituto nacional)\b))\b"
)
_NUMERO = r"\d+(?:\.\d+)*"
# «Actividades 1, 3.1 y 4», «5.1 a 5.4».
_ACTIVIDADES = re.compile(rf"\bactividad(?:es)?((?:,? (?:y |e |la )*{_NUMERO})+)( al? (?:la )?\d)?")
_TODAS = re.compile(r"(?<!no )\b(tod[ao]s|la totalidad|el cien por ciento|100 ?%)")
# What is said of all of them, and the figure that would have to be as large as that of those not withdrawn.
_DE_TODAS = {
    "publicadas": re.compile(r"\bpublic"),
    "capturadas": re.compile(r"\b(captur|enviaron|contestaron|respondieron)"),
    "validadas": re.compile(r"\bvalid"),
}
REPARTO_A_LA_VISTA = 12
# A sentence with one of them says how many were on time, or late.
_SE_CUENTAN = {"en_tiempo", "con_retraso", "extemporaneas"}
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
    # Of the capture, how many of each who postulates.
    reparto: Sequence[tuple[str, int]] = ()

    @property
    def origen(self) -> str:
        """What makes it, as the paper prints it; of many who postulate, their table tells it."""
        if len(self.reparto) > REPARTO_A_LA_VISTA:
            return f"De {len(self.reparto)} que postulan: en la tabla por quien postula"
        return ", ".join([*map(str, self.filas), *(f"{nombre}: {n}" for nombre, n in self.reparto)])


@dataclass(frozen=True)
class Senalamiento:
    """A sentence that the record contradicts, in which section (by its place, from zero), and why."""

    seccion: int
    frase: str
    por_que: str


# What the record holds for a report.
Datos = InformeMensual | InformeDeCaptura


@cache
def _de_fabrica() -> Mapping[str, Sequence[SeccionEscrita]]:
    datos = tomllib.loads((Path(__file__).parent / "secciones.toml").read_text(encoding="utf-8"))
    return {cual: [SeccionEscrita(**s) for s in secciones] for cual, secciones in datos.items()}


def secciones_de_fabrica(clase: str, disposicion: str) -> Sequence[SeccionEscrita]:
    """What a report begins with when the institute has written none: of the monthly one, by how it tells them."""
    return _de_fabrica()[disposicion if clase == InformeMensual.clase else clase]


# -- Figures ----------------------------------------------------------------------------------------------

_DEL_MES: Mapping[str, str] = {
    "mes": "El mes que se informa",
    "corte": "Hasta qué momento se toma en cuenta lo registrado",
    "actividades": "Actividades que se informan",
    "principales": "De ellas, las que no son parte de otra",
    "secundarias": "De ellas, las que son parte de otra (3.1 lo es de la 3)",
    "previstas": "Actividades con fecha máxima dentro del mes",
    "concluidas": "Actividades concluidas al corte",
    "en_tiempo": "Actividades concluidas dentro de su fecha máxima",
    "con_retraso": "Actividades concluidas después de su fecha máxima",
    "adelantadas": "Actividades concluidas antes de que abriera su plazo",
    "vencidas": "Actividades que vencieron y no habían concluido",
    "en_curso": "Actividades pendientes, dentro de su plazo",
    "sesiones": "Sesiones y reuniones de trabajo celebradas en el mes",
    "candidaturas": "Candidaturas registradas, en cualquier estado",
}
_DE_CAPTURA: Mapping[str, str] = {
    "periodo": "Lo que se informa",
    "corte": "Hasta qué momento se toma en cuenta lo registrado",
    **{clave: c.que for clave, c in DEL_SEGUIMIENTO.items()},
    "vigentes": "Candidaturas no retiradas",
    "sin_capturar": "Candidaturas vigentes que no han enviado sus cuestionarios",
    "sin_publicar": "Candidaturas vigentes que no están en el sitio público",
    "porcentaje_captura": "De cada cien vigentes, las que enviaron sus dos cuestionarios",
    "porcentaje_publicacion": "De cada cien vigentes, las que están en el sitio público",
}
_DE_LA_SEMANA: Mapping[str, str] = {
    **_DE_CAPTURA,
    "capturadas_antes": "Candidaturas vigentes que los habían enviado una semana antes",
    "publicadas_antes": "Candidaturas que estaban en el sitio público una semana antes",
}
# Those that a text may hold, by the class of its report, and what each one counts.
CIFRAS: Mapping[str, Mapping[str, str]] = {
    "mensual": _DEL_MES,
    "avance": _DE_CAPTURA,
    "final": _DE_CAPTURA,
    "semanal": _DE_LA_SEMANA,
}


def cifras_de(datos: Datos) -> dict[str, CifraViva]:
    """Every figure, as the report counts it."""
    return _del_mes(datos) if isinstance(datos, InformeMensual) else _de_captura(datos)


def _de_captura(informe: InformeDeCaptura) -> dict[str, CifraViva]:
    periodo = informe.titulo.partition(", ")[2]
    dichas = {
        "periodo": periodo,
        "corte": momento_en_prosa(informe.corte, informe.proceso.tz),
        "porcentaje_captura": por_ciento(informe.total.captura),
        "porcentaje_publicacion": por_ciento(informe.total.cumplimiento),
    }

    def cifra(clave: str, consulta: str) -> CifraViva:
        if clave in dichas:
            return CifraViva(clave, dichas[clave], dichas[clave], consulta)
        filas = list(informe.antes.values()) if clave.endswith("_antes") else informe.por["actor"]
        reparto = [(f.nombre, n) for f in filas if (n := _de_fila(f, clave.removesuffix("_antes")))]
        cuantas = sum(n for _, n in reparto)
        return CifraViva(clave, str(cuantas), contadas(cuantas), consulta, reparto=reparto)

    return {clave: cifra(clave, consulta) for clave, consulta in CIFRAS[informe.clase].items()}


def _de_fila(fila: Fila, clave: str) -> int:
    otras = {
        "vigentes": fila.vigentes,
        "sin_capturar": fila.vigentes - fila.numeros["capturadas"],
        "sin_publicar": fila.vigentes - fila.numeros["publicadas"],
    }
    return otras[clave] if clave in otras else fila.numeros[clave]


def _del_mes(informe: InformeMensual) -> dict[str, CifraViva]:
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
        "con_retraso": [f for f in informe.filas if f.tardia],
        "adelantadas": [f for f in informe.filas if f.situacion.fue_antes],
        "vencidas": de_clase(Clase.VENCIDO),
        "en_curso": de_clase(Clase.POR_VENCER, Clase.FUTURO),
    }
    cuantas = {clave: len(suyas) for clave, suyas in filas.items()}
    cuantas |= {"sesiones": len(informe.sesiones), "candidaturas": informe.total_candidaturas}
    dichas = {"mes": en_letras(informe.mes), "corte": momento_en_prosa(informe.corte, informe.proceso.tz)}
    return {
        clave: CifraViva(
            clave,
            dichas.get(clave) or str(cuantas[clave]),
            dichas.get(clave) or contadas(cuantas[clave]),
            consulta,
            [f.no for f in filas.get(clave, ())],
        )
        for clave, consulta in _DEL_MES.items()
    }


def _madre(clave: str, claves: Iterable[str]) -> str:
    """The key of the row that this one is part of; empty if it is part of none."""
    return max((c for c in claves if clave.startswith(f"{c}.")), key=len, default="")


def marcas(texto: str) -> list[str]:
    """The figures that a text asks for, once each, in order."""
    return list(dict.fromkeys(marca.partition(":")[0] for marca in _MARCA.findall(texto)))


def marcas_ajenas(texto: str, clase: str) -> list[str]:
    """What a text has between braces and is no figure of its class of report; a brace alone too."""

    def conocida(marca: str) -> bool:
        clave, _, como = marca.partition(":")
        return clave in CIFRAS[clase] and como in ("", "letra")

    return ajenos(texto, conocida)


def con_cifras(texto: str, cifras: Mapping[str, CifraViva]) -> str:
    """The text as it is read, with its figures. What is no figure stays as it was typed."""

    def dicha(hallada: re.Match[str]) -> str:
        clave, _, como = hallada[1].partition(":")
        if clave not in cifras:
            return hallada[0]
        return cifras[clave].letra if como == "letra" else cifras[clave].valor

    return _MARCA.sub(dicha, texto)


# -- Sentences that the dates contradict ------------------------------------------------------------------


def senalar(secciones: Sequence[SeccionEscrita], datos: Datos) -> list[Senalamiento]:
    """The sentences that say «en tiempo», or «todas», over what was not, or that a working meeting approved."""
    hallados = []
    for n, seccion in enumerate(secciones):
        for frase in _frases(seccion.texto):
            plegada = _llana(frase)
            razones = (
                _por_las_fechas(frase, plegada, datos)
                if isinstance(datos, InformeMensual)
                else _por_la_captura(frase, plegada, datos)
            )
            hallados += [Senalamiento(n, frase, por_que) for por_que in razones]
            if _REUNION.search(plegada) and _APROBAR.search(plegada) and not _APROBO_OTRO.search(plegada):
                hallados.append(
                    Senalamiento(n, frase, "Una reunión de trabajo analiza, no aprueba: escriba «analizó».")
                )
    return hallados


def _por_las_fechas(frase: str, plegada: str, informe: InformeMensual) -> list[str]:
    """Why it is not true of the activities."""
    if not (dicho := _dice_a_tiempo(frase, plegada)):
        return []
    # What was done before it could be was not on time; it was in advance, and not late.
    sin_tardanza = bool(_SIN_TARDANZA.search(dicho[0]))
    fuera = [
        f
        for f in informe.filas
        if f.situacion.clase in (Clase.TARDE, Clase.VENCIDO) and not (sin_tardanza and f.situacion.fue_antes)
    ]
    if not (suyas := _de_que_habla(plegada, fuera)):
        return []
    cuales = ", ".join(f"{f.no} ({f.clave} {f.actividad})" for f in suyas)
    return [
        f"Dice «{frase[dicho.start() : dicho.end()]}» y no fue así en: fila {cuales}. Cámbielo, o diga de qué "
        "actividades habla."
    ]


def _por_la_captura(frase: str, plegada: str, informe: InformeDeCaptura) -> list[str]:
    """Why it is not true of the candidacies; of those of who is named in it, or of all of them."""
    nombradas = [f for f in informe.por["actor"] if re.search(rf"\b{re.escape(_llana(f.nombre))}\b", plegada)]
    filas = nombradas or informe.por["actor"]

    def quienes(numeros: Mapping[str, int]) -> str:
        return ", ".join(f"{nombre} ({n})" for nombre, n in numeros.items() if n > 0)

    razones = []
    dicho, tarde = _dice_a_tiempo(frase, plegada), quienes({f.nombre: f.numeros["extemporaneas"] for f in filas})
    if dicho and tarde:
        razones.append(f"Dice «{frase[dicho.start() : dicho.end()]}» y hubo capturas extemporáneas de: {tarde}.")
    for clave, dicha in _DE_TODAS.items() if _TODAS.search(plegada) else ():
        faltan = quienes({f.nombre: f.vigentes - f.numeros[clave] for f in filas})
        if faltan and dicha.search(plegada):
            razones.append(f"Dice que todas están {clave} y faltan de: {faltan}.")
    return razones


def _frases(texto: str) -> list[str]:
    return [frase.strip() for frase in _FIN_DE_FRASE.split(sin_invisibles(texto)) if frase.strip()]


def _llana(frase: str) -> str:
    """Folded, with each space or break of any kind as one of ours: positions still match."""
    return re.sub(r"\s", " ", plegar(frase))


def _dice_a_tiempo(frase: str, plegada: str) -> re.Match[str] | None:
    """Where it says that something was on time; nowhere if it denies it, or counts those that were and were not."""
    if _SE_CUENTAN & set(marcas(frase)):
        return None
    return next((m for m in _A_TIEMPO.finditer(plegada) if not _NO.search(plegada[: m.start()])), None)


def _de_que_habla(plegada: str, tardias: Sequence[FilaDeInforme]) -> Sequence[FilaDeInforme]:
    """The late rows that a sentence is about: those whose key it names, or all of them if it names no activity."""
    halladas = list(_ACTIVIDADES.finditer(plegada))
    if not halladas or any(h[2] for h in halladas):
        # Of a range nobody knows which ones it holds.
        return tardias
    nombradas = {n for h in halladas for n in re.findall(_NUMERO, h[1])}
    return [f for f in tardias if f.clave in nombradas]
