"""The language in which a plan writes its terms, as the law does. Pure: no ORM, no clock.

`interpretar` turns a text such as «5 días hábiles después» into a frozen `Regla`, once; calendario.plazos
evaluates it. Accents and capitals do not matter. docs/plazos.md explains the grammar to who writes a plan.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from .fechas import DIAS, MESES, fecha_en_prosa
from .inhabiles import PRIMER_ANIO, ULTIMO_ANIO
from .palabras import EN_LETRA, NUMERO, SEMANA, diagnostico, numero, plegar

__all__ = [
    "EJEMPLOS",
    "Cada",
    "Cuerpo",
    "FechaFija",
    "FechaImposibleError",
    "MismoDia",
    "PlazoError",
    "Primeros",
    "Regla",
    "ReglaInvalidaError",
    "Termino",
    "Unidad",
    "con_preposicion",
    "interpretar",
    "leer_fecha",
    "plegar",
]

EJEMPLOS = (
    "3 días naturales después",
    "5 días hábiles después de la notificación",
    "48 horas después",
    "4 meses después",
    "8 meses antes",
    "primeros 5 días naturales del mes siguiente",
    "primer día del mes siguiente",
    "día siguiente",
    "día anterior",
    "cada viernes hasta 2024-06-01",
    "a más tardar el 1 de febrero de 2024",
)
_LARGO_MAXIMO = 400


class PlazoError(ValueError):
    """What a rule or a date has wrong, in Spanish, for whoever wrote it."""


class ReglaInvalidaError(PlazoError):
    """The rule could not be understood; the message says what, and how rules are written."""

    def __init__(self, regla: str, razon: str) -> None:
        ejemplos = "; ".join(f"«{ejemplo}»" for ejemplo in EJEMPLOS)
        super().__init__(f"No se entiende la regla «{regla}»: {razon}. Ejemplos de reglas: {ejemplos}.")
        self.regla = regla
        self.razon = razon


class FechaImposibleError(PlazoError):
    """A date that does not exist or that no electoral process can have."""


class Unidad(StrEnum):
    """What is counted. Plain «días» are naturales or hábiles as the act's mode says."""

    DIAS = "días"
    NATURALES = "días naturales"
    HABILES = "días hábiles"
    HORAS = "horas"
    MESES = "meses"
    ANIOS = "años"

    def en_palabras(self, cantidad: int) -> str:
        """«1 día natural», «5 días hábiles»."""
        singular = {
            Unidad.DIAS: "día",
            Unidad.NATURALES: "día natural",
            Unidad.HABILES: "día hábil",
            Unidad.HORAS: "hora",
            Unidad.MESES: "mes",
            Unidad.ANIOS: "año",
        }
        return f"{cantidad} {singular[self] if cantidad == 1 else self.value}"


def con_preposicion(preposicion: str, hecho: str) -> str:
    """«de» + «el hecho» → «del hecho»; «a» + «el hecho» → «al hecho»."""
    return f"{preposicion}l {hecho[3:]}" if hecho.startswith("el ") else f"{preposicion} {hecho}"


@dataclass(frozen=True)
class Termino:
    """A number of days, hours, months or years after the fact, or before it if `atras`.

    Counting starts the day after the fact (the day before, going back) unless `mismo_dia`.
    """

    cantidad: int
    unidad: Unidad
    atras: bool = False
    mismo_dia: bool = False

    def __str__(self) -> str:
        return self.en_palabras("")

    def en_palabras(self, hecho: str) -> str:
        """«3 días naturales después de la aprobación», «día siguiente a la aprobación»."""
        if self.cantidad == 1 and self.unidad is Unidad.DIAS and not self.mismo_dia:
            texto, preposicion = f"día {'anterior' if self.atras else 'siguiente'}", "a"
        else:
            texto = f"{self.unidad.en_palabras(self.cantidad)} {'antes' if self.atras else 'después'}"
            preposicion = "de"
        cola = f" {con_preposicion(preposicion, hecho)}" if hecho else ""
        return f"{texto}{cola}{', contados desde el mismo día' if self.mismo_dia else ''}"


@dataclass(frozen=True)
class MismoDia:
    """The day of the fact itself."""

    def __str__(self) -> str:
        return self.en_palabras("")

    def en_palabras(self, hecho: str) -> str:
        """«mismo día de la aprobación»."""
        return f"mismo día {con_preposicion('de', hecho)}" if hecho else "mismo día"


@dataclass(frozen=True)
class Primeros:
    """The first days of the month that follows the one of the fact."""

    cantidad: int
    unidad: Unidad

    def __str__(self) -> str:
        cuantos = self.unidad.en_palabras(self.cantidad)
        primeros = f"primer {cuantos[2:]}" if self.cantidad == 1 else f"primeros {cuantos}"
        return f"{primeros} del mes siguiente"


@dataclass(frozen=True)
class Cada:
    """Each week on a weekday (0 is Monday), between two days that are both included.

    Without `desde` it starts on the day of the fact.
    """

    dia_semana: int
    hasta: date
    desde: date | None = None

    def __str__(self) -> str:
        desde = f" desde {self.desde}" if self.desde else ""
        return f"cada {DIAS[self.dia_semana]}{desde} hasta {self.hasta}"


@dataclass(frozen=True)
class FechaFija:
    """A date of the calendar, that day included whole."""

    fecha: date

    def __str__(self) -> str:
        return f"a más tardar {self.fecha}"


Cuerpo = Termino | MismoDia | Primeros | Cada | FechaFija


@dataclass(frozen=True)
class Regla:
    """A rule, read. `str()` gives its canonical text, which reads back as an equal rule."""

    cuerpo: Cuerpo
    hecho: str = ""
    del_proceso: bool = False
    fundamento: str = ""

    def __str__(self) -> str:
        cuerpo = self.cuerpo
        partes = [
            cuerpo.en_palabras(self.hecho) if isinstance(cuerpo, Termino | MismoDia) else str(cuerpo),
        ]
        if self.del_proceso:
            partes.append(", todos los días hábiles")
        if self.fundamento:
            partes.append(f" [{self.fundamento}]")
        return "".join(partes)


_UNIDADES = (
    (r"dias? natural(?:es)?", Unidad.NATURALES),
    (r"dias? habil(?:es)?", Unidad.HABILES),
    (r"dias?", Unidad.DIAS),
    (r"horas?", Unidad.HORAS),
    (r"mes(?:es)?", Unidad.MESES),
    (r"anos?", Unidad.ANIOS),
)


# -- Grammar ----------------------------------------------------------------------------------------------

_N = rf"(?P<n>{NUMERO})(?: ?\((?P<n2>{NUMERO})\))?"
_U = rf"(?P<unidad>{'|'.join(patron for patron, _ in _UNIDADES)})"
_DIA_SEMANA = "|".join(SEMANA)
_LETRA = rf"(?:\d{{1,2}}[°ºo]?|primero|{EN_LETRA}) de (?:{'|'.join(MESES)}) del? \d{{4}}"
_F = rf"(?:(?:{_DIA_SEMANA}) )?(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}/\d{{1,2}}/\d{{4}}|{_LETRA})"
# «a más tardar», «dentro de los», «en un plazo no mayor a»: they limit, they do not change the count.
_LIMITE = (
    r"(?:a mas tardar,? |hasta )?(?:dentro de |dentro del |en |durante )?"
    r"(?P<plazo>(?:el |un )?(?:plazo|termino)(?: (?:maximo|no mayor|improrrogable))? (?:de|a) )?"
    r"(?:los |las |el |la |al )?"
)
_HECHO = r"(?P<hecho>(?:a|al|de|del|en que|que) .+)"
_DESPUES = r"despues|posterior(?:es)?|siguientes?"
_ANTES = r"antes|anterior(?:es)?|previ[oa]s?|de anticipacion"

_TERMINO = re.compile(rf"{_LIMITE}{_N} {_U}(?: (?:(?P<despues>{_DESPUES})|(?P<antes>{_ANTES})))?(?: {_HECHO})?")
_DIA = re.compile(
    rf"{_LIMITE}dia(?: (?P<tipo>natural|habil))?(?: inmediato)?"
    rf" (?:(?P<despues>siguiente|posterior)|anterior|previo)(?: (?P<tipo2>natural|habil))?(?: {_HECHO})?"
)
_MISMO = re.compile(rf"{_LIMITE}mismo dia(?: {_HECHO})?")
_PRIMEROS = re.compile(
    rf"{_LIMITE}(?:primeros {_N}|(?P<m>{NUMERO}) primeros) {_U}"
    rf" del mes (?:siguiente|posterior)(?: {_HECHO})?"
)
_PRIMER_DIA = re.compile(
    rf"{_LIMITE}(?:primer dia|1er dia|dia primero)(?: (?P<tipo>natural|habil))?"
    rf" del mes (?:siguiente|posterior)(?: {_HECHO})?"
)
_CADA = re.compile(
    rf"(?:(?:cada|todos los) (?P<a>{_DIA_SEMANA})|(?:el )?(?:dia )?(?P<b>{_DIA_SEMANA}) de cada semana)"
    rf"(?:,? (?:entre(?: el)?|del?)(?: dia)? (?P<entre>{_F}) (?:y(?: el)?|al?)(?: dia)? (?P<y>{_F})"
    rf"|(?:,? (?:desde|a partir de|a partir)(?:l? el|l)?(?: dia)? (?P<desde>{_F}))?"
    rf"(?:,? (?:y )?hasta(?: el)?(?: dia)? (?P<hasta>{_F}))?)"
)
_FIJA = re.compile(rf"(?:a mas tardar,? |hasta )?(?:el |al )?(?:dia )?(?P<fecha>{_F})")
_PROCESO = re.compile(
    r",? (?:siendo |considerando |con )?todos los dias(?: y(?: las)? horas)?(?: son| como)? habiles"
    r"(?: durante el proceso(?: electoral)?)?$"
)
_COMPUTO = re.compile(
    r",? (?:contad[oa]s?|computad[oa]s?|que se (?:contaran|computaran)) (?:a partir|desde)(?: de|l| del)?"
    r"(?: (?:el )?(?P<cual>dia siguiente|mismo dia|dia mismo|dia))?"
    rf"(?P<cola> {_HECHO}| (?:el|la|los|las) .+)?$"
)
_FUNDAMENTO = re.compile(r"\s*\[(?P<texto>[^\[\]]+)\]$")
# A fact that contains these is a rule misread, not a fact.
_RESERVADAS = re.compile(
    rf"\d+|\b(?:(?:{EN_LETRA}) (?:dia|semana|quincena|mes|ano)s?|dias|habil(?:es)?|natural(?:es)?|horas?|meses|"
    r"contad[oa]s?|partir|antes|despues|siguientes?|primeros|hasta|cada|tardar)\b"
)


@lru_cache(maxsize=4096)
def interpretar(texto: str) -> Regla:
    """Read a rule. Raises ReglaInvalidaError, or FechaImposibleError if a date in it does not exist."""
    original = unicodedata.normalize("NFC", " ".join(texto.split())).strip(" .;«»\"'")
    if not original:
        raise ReglaInvalidaError(texto, "está vacía")
    if len(original) > _LARGO_MAXIMO:
        raise ReglaInvalidaError(original[:60] + "…", f"tiene más de {_LARGO_MAXIMO} caracteres")
    fundamento = ""
    if hallado := _FUNDAMENTO.search(original):
        fundamento, original = hallado["texto"].strip(), original[: hallado.start()]
    lectura = _Lectura(original)
    return replace(lectura.regla(), fundamento=fundamento)


class _Lectura:
    """One reading of a text: strips the clauses that close it and recognises what is left."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.texto = plegar(original)

    def regla(self) -> Regla:
        del_proceso = False
        resto = self.texto
        if hallado := _PROCESO.search(resto):
            del_proceso, resto = True, resto[: hallado.start()]
        hecho, mismo_dia = "", False
        computo = _COMPUTO.search(resto)
        if computo:
            resto = resto[: computo.start()]
            mismo_dia = computo["cual"] in ("mismo dia", "dia mismo", "dia")
            if computo["cola"]:
                hecho = self._hecho(computo.start("cola") + 1, computo.end("cola"))
        for reconocer in (self._fija, self._cada, self._primeros, self._dia, self._mismo, self._termino):
            leido = reconocer(resto, bool(computo))
            if leido is not None:
                break
        else:
            raise self._error(diagnostico(self.original[: len(resto)]))
        cuerpo, hecho_propio = leido
        if computo:
            if not isinstance(cuerpo, Termino):
                raise self._error("«contados desde…» solo acompaña a un número de días, de meses o de años")
            if computo["cual"] and cuerpo.unidad is Unidad.HORAS:
                raise self._error("las horas corren de momento a momento; no se cuentan desde un día")
            if computo["cual"] == "dia siguiente" and cuerpo.atras:
                raise self._error("hacia atrás no se cuenta desde el día siguiente")
            cuerpo = replace(cuerpo, mismo_dia=mismo_dia)
        return Regla(cuerpo=cuerpo, hecho=hecho_propio or hecho, del_proceso=del_proceso)

    def _error(self, razon: str) -> ReglaInvalidaError:
        return ReglaInvalidaError(self.original, razon)

    # Each recogniser answers the body and the fact it names, or None if the text is not of its kind.

    def _fija(self, texto: str, _: bool) -> tuple[Cuerpo, str] | None:
        hallado = _FIJA.fullmatch(texto)
        return (FechaFija(leer_fecha(hallado["fecha"])), "") if hallado else None

    def _cada(self, texto: str, _: bool) -> tuple[Cuerpo, str] | None:
        hallado = _CADA.fullmatch(texto)
        if not hallado:
            return None
        ultimo, primero = hallado["y"] or hallado["hasta"], hallado["entre"] or hallado["desde"]
        if not ultimo:
            raise self._error("falta hasta cuándo se repite: agregue «hasta» y una fecha")
        desde = leer_fecha(primero) if primero else None
        hasta = leer_fecha(ultimo)
        if desde and hasta < desde:
            raise self._error(f"termina ({hasta}) antes de empezar ({desde})")
        return Cada(SEMANA[hallado["a"] or hallado["b"]], hasta, desde), ""

    def _primeros(self, texto: str, _: bool) -> tuple[Cuerpo, str] | None:
        if hallado := _PRIMER_DIA.fullmatch(texto):
            self._hecho_de(hallado)  # which month it is, in words: only looked over
            return Primeros(1, self._unidad(f"dia {hallado['tipo'] or ''}".strip())), ""
        hallado = _PRIMEROS.fullmatch(texto)
        if not hallado:
            return None
        cantidad = self._cantidad(hallado["n"] or hallado["m"], hallado["n2"])
        unidad = self._unidad(hallado["unidad"])
        if unidad in (Unidad.HORAS, Unidad.MESES, Unidad.ANIOS):
            raise self._error("los primeros de un mes se cuentan en días")
        if cantidad > 28:
            raise self._error(f"no todos los meses tienen {cantidad} días")
        self._hecho_de(hallado)
        return Primeros(cantidad, unidad), ""

    def _dia(self, texto: str, _: bool) -> tuple[Cuerpo, str] | None:
        hallado = _DIA.fullmatch(texto)
        if not hallado:
            return None
        tipo = hallado["tipo"] or hallado["tipo2"] or ""
        termino = Termino(1, self._unidad(f"dia {tipo}".strip()), atras=not hallado["despues"])
        return termino, self._hecho_de(hallado)

    def _mismo(self, texto: str, _: bool) -> tuple[Cuerpo, str] | None:
        hallado = _MISMO.fullmatch(texto)
        return (MismoDia(), self._hecho_de(hallado)) if hallado else None

    def _termino(self, texto: str, con_computo: bool) -> tuple[Cuerpo, str] | None:
        hallado = _TERMINO.fullmatch(texto.rstrip(","))
        if not hallado:
            return None
        if not (hallado["despues"] or hallado["antes"] or hallado["plazo"] or con_computo):
            raise self._error("falta decir si es «después» o «antes»")
        cantidad = self._cantidad(hallado["n"], hallado["n2"])
        termino = Termino(cantidad, self._unidad(hallado["unidad"]), atras=bool(hallado["antes"]))
        return termino, self._hecho_de(hallado)

    # Pieces.

    def _cantidad(self, escrita: str, repetida: str | None) -> int:
        cantidad = numero(escrita)
        if repetida and numero(repetida) != cantidad:
            raise self._error(f"dice «{escrita}» y entre paréntesis «{repetida}»: no coinciden")
        if cantidad == 0:
            raise self._error("la cantidad debe ser de 1 o más; para el día del hecho escriba «mismo día»")
        return cantidad

    def _unidad(self, texto: str) -> Unidad:
        return next(unidad for patron, unidad in _UNIDADES if re.fullmatch(patron, texto))

    def _hecho_de(self, hallado: re.Match[str]) -> str:
        return self._hecho(hallado.start("hecho"), hallado.end("hecho")) if hallado["hecho"] else ""

    def _hecho(self, inicio: int, fin: int) -> str:
        """The fact as written, without its preposition: «a la aprobación» → «la aprobación»."""
        plegado, escrito = self.texto[inicio:fin], self.original[inicio:fin]
        if reservada := _RESERVADAS.search(plegado):
            raise self._error(
                f"sobra o está mal colocado «{escrito[reservada.start() : reservada.end()]}» en «{escrito}»; "
                "después de la regla solo puede nombrarse el hecho desde el que se cuenta"
            )
        escrito = escrito.strip(" ,")
        for preposicion in ("al ", "del "):
            if plegado.startswith(preposicion):
                return "el " + escrito[len(preposicion) :]
        for preposicion in ("a ", "de "):
            if plegado.startswith(preposicion):
                return escrito[len(preposicion) :]
        return escrito


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DMA = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_EN_PROSA = re.compile(rf"(\d{{1,2}}|primero|{EN_LETRA})[°ºo]? de ({'|'.join(MESES)}) del? (\d{{4}})")


def leer_fecha(texto: str) -> date:
    """A date written «2024-02-01», «01/02/2024» (day first) or «1 de febrero de 2024», weekday optional.

    Raises FechaImposibleError if it does not exist, falls on another weekday than written or is of a year that no
    calendar knows.
    """
    plegado = plegar(" ".join(texto.split()))
    semana, _, resto = plegado.partition(" ")
    if semana not in SEMANA:
        semana, resto = "", plegado
    if hallado := _ISO.fullmatch(resto):
        anio, mes, dia = (int(parte) for parte in hallado.groups())
    elif hallado := _DMA.fullmatch(resto):
        dia, mes, anio = (int(parte) for parte in hallado.groups())
    elif hallado := _EN_PROSA.fullmatch(resto):
        dia = 1 if hallado[1] == "primero" else numero(hallado[1])
        mes, anio = MESES.index(hallado[2]) + 1, int(hallado[3])
    else:
        raise FechaImposibleError(
            f"«{texto}» no es una fecha: escríbala como 2024-02-01, 01/02/2024 o 1 de febrero de 2024."
        )
    try:
        fecha = date(anio, mes, dia)
    except ValueError as error:
        raise FechaImposibleError(f"La fecha «{texto}» no existe en el calendario.") from error
    if not PRIMER_ANIO <= anio <= ULTIMO_ANIO:
        raise FechaImposibleError(f"La fecha «{texto}» cae fuera de los años {PRIMER_ANIO} a {ULTIMO_ANIO}.")
    if semana and SEMANA[semana] != fecha.weekday():
        raise FechaImposibleError(f"«{texto}»: esa fecha es {fecha_en_prosa(fecha)}.")
    return fecha
