"""The language in which a plan writes its terms, as the law does. Pure: no ORM, no clock.

`interpretar` turns a text such as «5 días hábiles después» into a frozen `Regla`, once; calendario.plazos
evaluates it. Accents and capitals do not matter. docs/plazos.md explains the grammar to who writes a plan.

What is not understood whole is refused: each form below matches the whole text, the fact included
(calendario.hechos), so that nothing of it is passed over.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import permutations

from .fechas import DIAS, MESES, fecha_en_prosa
from .hechos import HechoDesconocidoError, comprobar, palabras_de_hechos
from .inhabiles import PRIMER_ANIO, ULTIMO_ANIO
from .palabras import ANIO, EN_LETRA, NUMERO, ORDINAL, ORDINALES, SEMANA, anio, diagnostico, numero, plegar

__all__ = [
    "EJEMPLOS",
    "Antes",
    "Cada",
    "CadaMes",
    "CadaTermino",
    "Cuerpo",
    "DelMes",
    "DiaDeSemana",
    "DiaDeSemanaJunto",
    "FechaFija",
    "FechaImposibleError",
    "Mes",
    "MesFijo",
    "MesRelativo",
    "MismoDia",
    "PlazoError",
    "Primeros",
    "Rango",
    "Regla",
    "ReglaInvalidaError",
    "Termino",
    "Tramo",
    "Ultimos",
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
    SEMANAS = "semanas"
    MESES = "meses"
    ANIOS = "años"

    def en_palabras(self, cantidad: int) -> str:
        """«1 día natural», «5 días hábiles»."""
        singular = {
            Unidad.DIAS: "día",
            Unidad.NATURALES: "día natural",
            Unidad.HABILES: "día hábil",
            Unidad.HORAS: "hora",
            Unidad.SEMANAS: "semana",
            Unidad.MESES: "mes",
            Unidad.ANIOS: "año",
        }
        return f"{cantidad} {singular[self] if cantidad == 1 else self.value}"


def con_preposicion(preposicion: str, hecho: str) -> str:
    """«de» + «el hecho» → «del hecho»; «a» + «el hecho» → «al hecho»."""
    return f"{preposicion}l {hecho[3:]}" if hecho.startswith("el ") else f"{preposicion} {hecho}"


# -- Months -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MesRelativo:
    """The month of the fact, moved by `lugar`: 1 is the one that follows it, -1 the one before."""

    lugar: int = 1

    def __str__(self) -> str:
        return {1: "del mes siguiente", 0: "del mes", -1: "del mes anterior"}[self.lugar]


@dataclass(frozen=True)
class MesFijo:
    """A month of the calendar, or the period of `meses` that begins with it."""

    anio: int
    mes: int
    meses: int = 1

    @property
    def dias(self) -> tuple[date, date]:
        """Its first and its last day."""
        ultimo = self.mes + self.meses - 1
        return date(self.anio, self.mes, 1), date(self.anio, ultimo, monthrange(self.anio, ultimo)[1])

    def __str__(self) -> str:
        if self.meses == 1:
            return f"de {MESES[self.mes - 1]} de {self.anio}"
        if self.meses == 12:
            return f"del año {self.anio}"
        cual = _EN_ORDEN[(self.mes - 1) // self.meses]
        return f"del {cual} {_PERIODOS[self.meses]} de {self.anio}"


@dataclass(frozen=True)
class CadaMes:
    """Every month, while what falls in it is between two days that are both included.

    Without `desde` it starts on the day of the fact.
    """

    hasta: date
    desde: date | None = None

    def __str__(self) -> str:
        return f"de cada mes{f' desde {self.desde}' if self.desde else ''} hasta {self.hasta}"


Mes = MesRelativo | MesFijo | CadaMes
_EN_ORDEN = ("primer", "segundo", "tercer", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno", "décimo")
_PERIODOS = {2: "bimestre", 3: "trimestre", 4: "cuatrimestre", 6: "semestre"}


# -- Bodies -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Termino:
    """A number of days, hours, weeks, months or years after the fact, or before it if `atras`.

    Counting starts the day after the fact (the day before, going back) unless `mismo_dia`. With `ventana` it is all
    that time before the fact: it opens where the count ends and closes the day before the fact (or at its moment).
    """

    cantidad: int
    unidad: Unidad
    atras: bool = False
    mismo_dia: bool = False
    ventana: bool = False

    def __str__(self) -> str:
        return self.en_palabras("")

    def en_palabras(self, hecho: str) -> str:
        """«3 días naturales después de la aprobación», «día siguiente a la aprobación»."""
        cuantos, preposicion = self.unidad.en_palabras(self.cantidad), "de"
        if self.ventana:
            texto, preposicion = f"dentro de {self.articulo}{cuantos} anteriores", "a"
        elif self.cantidad == 1 and self.unidad is Unidad.DIAS and not self.mismo_dia:
            texto, preposicion = f"día {'anterior' if self.atras else 'siguiente'}", "a"
        else:
            texto = f"{cuantos} {'antes' if self.atras else 'después'}"
        cola = f" {con_preposicion(preposicion, hecho)}" if hecho else ""
        return f"{texto}{cola}{', contados desde el mismo día' if self.mismo_dia else ''}"

    @property
    def articulo(self) -> str:
        """The article of its amount, with its space."""
        return "las " if self.unidad in (Unidad.HORAS, Unidad.SEMANAS) else "los "


@dataclass(frozen=True)
class DiaDeSemanaJunto:
    """A weekday (0 is Monday) after the day of the fact (before it, if `atras`): the first, or that of its place."""

    lugar: int
    dia_semana: int
    atras: bool = False

    def __str__(self) -> str:
        return self.en_palabras("")

    def en_palabras(self, hecho: str) -> str:
        """«miércoles siguiente a la jornada», «segundo domingo siguiente a la jornada»."""
        cual = "" if self.lugar == 1 else f"{_EN_ORDEN[self.lugar - 1]} "
        texto = f"{cual}{DIAS[self.dia_semana]} {'anterior' if self.atras else 'siguiente'}"
        return f"{texto} {con_preposicion('a', hecho)}" if hecho else texto


@dataclass(frozen=True)
class MismoDia:
    """The day of the fact itself."""

    def __str__(self) -> str:
        return self.en_palabras("")

    def en_palabras(self, hecho: str) -> str:
        """«mismo día de la aprobación»."""
        return f"mismo día {con_preposicion('de', hecho)}" if hecho else "mismo día"


@dataclass(frozen=True)
class Antes:
    """Any time before the fact: until the end of the day before it, or until its moment."""

    def __str__(self) -> str:
        return "antes del hecho"

    def en_palabras(self, hecho: str) -> str:
        """«antes de la jornada electoral»."""
        return f"antes {con_preposicion('de', hecho or 'el hecho')}"


@dataclass(frozen=True)
class Primeros:
    """The first days of a month: a window, that opens with it and closes with the last of them.

    Without `ventana` only the last one matters: «el día 15», «el quinto día hábil».
    """

    cantidad: int
    unidad: Unidad
    mes: Mes = MesRelativo()
    ventana: bool = True

    def __str__(self) -> str:
        cuantos = self.unidad.en_palabras(self.cantidad)
        if self.cantidad == 1:
            return f"primer {cuantos[2:]} {self.mes}"
        if self.ventana:
            return f"primeros {cuantos} {self.mes}"
        if self.unidad is Unidad.NATURALES and not isinstance(self.mes, MesFijo):
            return f"día {self.cantidad} {self.mes}"
        if self.cantidad <= len(_EN_ORDEN):
            return f"{_EN_ORDEN[self.cantidad - 1]} {self.unidad.en_palabras(1)[2:]} {self.mes}"
        return f"a más tardar dentro de los primeros {cuantos} {self.mes}"


@dataclass(frozen=True)
class Ultimos:
    """The last days of a month: a window, or its last day if it is one."""

    cantidad: int
    unidad: Unidad
    mes: Mes = MesRelativo(0)

    def __str__(self) -> str:
        cuantos = self.unidad.en_palabras(self.cantidad)
        return f"último {cuantos[2:]} {self.mes}" if self.cantidad == 1 else f"últimos {cuantos} {self.mes}"


@dataclass(frozen=True)
class DiaDeSemana:
    """A weekday (0 is Monday) of a month by its place, 1 to 4; -1 is the last one."""

    lugar: int
    dia_semana: int
    mes: Mes

    def __str__(self) -> str:
        cual = "último" if self.lugar < 0 else _EN_ORDEN[self.lugar - 1]
        return f"{cual} {DIAS[self.dia_semana]} {self.mes}"


class Tramo(StrEnum):
    """A part of a month that has a name. Its weeks are its days 1 to 7, 8 to 14, 15 to 21 and 22 to 28."""

    SEMANA_1 = "primera semana"
    SEMANA_2 = "segunda semana"
    SEMANA_3 = "tercera semana"
    SEMANA_4 = "cuarta semana"
    QUINCENA_1 = "primera quincena"
    QUINCENA_2 = "segunda quincena"
    ENTERO = "mes"

    @property
    def dias(self) -> tuple[int, int | None]:
        """From which day of the month to which; None is the last one."""
        lugar = list(Tramo).index(self)
        if lugar < 4:
            return lugar * 7 + 1, lugar * 7 + 7
        return {Tramo.QUINCENA_1: (1, 15), Tramo.QUINCENA_2: (16, None), Tramo.ENTERO: (1, None)}[self]


@dataclass(frozen=True)
class DelMes:
    """A named part of a month: a window, or only its last day without `ventana`."""

    tramo: Tramo
    mes: Mes
    ventana: bool = True

    def __str__(self) -> str:
        limite = "" if self.ventana else "a más tardar "
        if self.tramo is Tramo.ENTERO:
            cual = str(self.mes)
            return f"{limite}en el mes {cual}" if isinstance(self.mes, MesFijo) else f"{limite}durante el {cual[4:]}"
        return f"{limite}en la {self.tramo} {self.mes}"


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
class CadaTermino:
    """Every so many days, weeks or months after the fact, until a day that is included."""

    cantidad: int
    unidad: Unidad
    hasta: date

    @property
    def cada_cuanto(self) -> str:
        """«cada 15 días», «cada mes»."""
        return f"cada {self.unidad.en_palabras(self.cantidad).removeprefix('1 ')}"

    def __str__(self) -> str:
        return f"{self.cada_cuanto} hasta {self.hasta}"


@dataclass(frozen=True)
class FechaFija:
    """A date of the calendar, that day included whole."""

    fecha: date

    def __str__(self) -> str:
        return f"a más tardar {self.fecha}"


@dataclass(frozen=True)
class Rango:
    """From a date to another, both included: a window."""

    desde: date
    hasta: date

    def __str__(self) -> str:
        return f"del {self.desde} al {self.hasta}"


Cuerpo = (
    Termino
    | DiaDeSemanaJunto
    | MismoDia
    | Antes
    | Primeros
    | Ultimos
    | DiaDeSemana
    | DelMes
    | Cada
    | CadaTermino
    | FechaFija
    | Rango
)
_FIN_DEL_DIA = time(23, 59, 59)


@dataclass(frozen=True)
class Regla:
    """A rule, read. `str()` gives its canonical text, which reads back as an equal rule.

    `hora`: the last moment of the due day, if it is not its end. `recorre`: if it falls on an inhábil, it passes to the
    next working day.
    """

    cuerpo: Cuerpo
    hecho: str = ""
    del_proceso: bool = False
    fundamento: str = ""
    hora: time | None = None
    recorre: bool = False

    def __str__(self) -> str:
        cuerpo = self.cuerpo
        partes = [
            cuerpo.en_palabras(self.hecho)
            if isinstance(cuerpo, Termino | DiaDeSemanaJunto | MismoDia | Antes)
            else str(cuerpo),
        ]
        if self.hora:
            prosa = hora_en_prosa(self.hora)
            partes.append(f", {prosa.replace('a las', 'hasta las') if es_ventana(cuerpo) else prosa}")
        if self.recorre:
            partes.append(", si vence en inhábil pasa al siguiente hábil")
        if self.del_proceso:
            partes.append(", todos los días hábiles")
        if self.fundamento:
            partes.append(f" [{self.fundamento}]")
        return "".join(partes)


def es_ventana(cuerpo: Cuerpo) -> bool:
    """Whether a body gives a day from which it may be done, besides the one on which it ends."""
    if isinstance(cuerpo, Primeros | Ultimos) and cuerpo.cantidad == 1:
        return False
    return isinstance(cuerpo, Rango | Ultimos) or getattr(cuerpo, "ventana", False)


def hora_en_prosa(hora: time) -> str:
    """«a las 18:00 horas»; a last second, as «antes de las 18:00 horas»."""
    if hora.second:
        minutos = hora.hour * 60 + hora.minute + 1
        return f"antes de las {minutos // 60:02}:{minutos % 60:02} horas"
    return f"a las {hora:%H:%M} horas"


_UNIDADES = (
    (r"dias? (?:natural(?:es)?|calendarios?|corridos?)", Unidad.NATURALES),
    (r"dias? (?:habil(?:es)?|laborables?|laboral(?:es)?)", Unidad.HABILES),
    (r"dias?", Unidad.DIAS),
    (r"(?:horas?|hrs?\.?)", Unidad.HORAS),
    (r"semanas?", Unidad.SEMANAS),
    (r"mes(?:es)?", Unidad.MESES),
    (r"anos?", Unidad.ANIOS),
)
_DE_DIAS = (Unidad.DIAS, Unidad.NATURALES, Unidad.HABILES)
# No month has more.
_DE_TODO_MES = 28


# -- Grammar ----------------------------------------------------------------------------------------------
# Each form is matched against the whole text, folded.

_N = rf"(?P<n>{NUMERO})(?: ?\((?P<n2>{NUMERO})\))?"
_U = rf"(?P<unidad>{'|'.join(patron for patron, _ in _UNIDADES)})"
_DIAS = "|".join(patron for patron, unidad in _UNIDADES if unidad in _DE_DIAS)
_T = r"(?:natural|calendario|habil|laborable|laboral)"
_O = rf"(?P<o>{ORDINAL}|ultim[oa])"
_DIA_SEMANA = "|".join(SEMANA)
_MES_DEL_ANIO = "|".join(MESES)
_NUMERO_DE_DIA = rf"(?:\d{{1,2}}(?:[°ºo]\.?)?|primero|{EN_LETRA})"
_LETRA = rf"{_NUMERO_DE_DIA} de (?:{_MES_DEL_ANIO})(?: del?(?: ano)?|,) {ANIO}"
_F = rf"(?:(?:{_DIA_SEMANA}),? )?(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}[/-]\d{{1,2}}[/-]\d{{4}}|{_LETRA})"
# «a más tardar», «dentro de los», «en un plazo no mayor a»: they limit, they do not change the count.
_LIMITE = (
    r"(?P<tardar>a mas tardar,? |hasta |como maximo,? )?(?P<dentro>dentro de |dentro del |en |durante )?"
    r"(?P<plazo>(?:el |un )?(?:plazo|termino)(?: maximo| no mayor| improrrogable| perentorio| que no exced(?:a|era))?"
    r" (?:de|a) (?:hasta )?)?"
    r"(?P<articulo>los |las |el |la |al )?"
)
_HECHO = r"(?P<hecho>(?:a|al|de|del|en que|que) .+)"
_DESPUES = (
    r"(?:inmediat[oa]s? |inmediatamente )?(?:despues|posterior(?:es)?|siguientes?)(?: inmediat[oa]s?)?"
    r"|con posterioridad"
)
_ADJETIVO = r"(?:inmediat[oa]s? )?(?:anterior(?:es)?|previ[oa]s?)"
_ANTICIPACION = r"(?:anticipacion|antelacion|anterioridad)"
_MENOS = r"(?:al menos|cuando menos|por lo menos|no menos de|(?:como|un) minimo(?: de)?)"

_TERMINO = re.compile(
    rf"{_LIMITE}{_N} {_U}(?: (?:(?P<despues>{_DESPUES})|(?P<antes>antes)|(?P<adjetivo>{_ADJETIVO})))?(?: {_HECHO})?"
)
# «dentro de los siguientes cinco días», «a los cinco días siguientes»: never before the fact.
_SIGUIENTES = re.compile(
    rf"(?:a mas tardar,? )?(?:(?:dentro de|en|durante) (?:los|las) siguientes {_N} {_U}"
    rf"|a los (?P<m>{NUMERO})(?: ?\((?P<m2>{NUMERO})\))? (?P<unidad2>{_DIAS}) (?:{_DESPUES}))(?: {_HECHO})?"
)
_CON_TIEMPO = re.compile(
    rf"(?:a mas tardar,? )?(?:con )?(?:{_MENOS} )?(?:con )?(?:los |las )?{_N} {_U} de {_ANTICIPACION}(?: {_HECHO})?"
)
_AL_MENOS = re.compile(rf"(?:con )?{_MENOS} (?:con )?{_N} {_U} (?:antes|{_ADJETIVO})(?: {_HECHO})?")
_ANTICIPADO = re.compile(
    rf"con (?:una )?{_ANTICIPACION}(?: minima| no menor)? (?:de|a) (?:{_MENOS} )?(?:los |las )?{_N} {_U}(?: {_HECHO})?"
)
_DIA = re.compile(
    rf"{_LIMITE}dia(?: (?P<tipo>{_T}))?(?: inmediato| inmediatamente)?"
    rf" (?:(?P<despues>siguiente|posterior)|anterior|previo)(?: inmediato)?(?: (?P<tipo2>{_T}))?(?: {_HECHO})?"
)
_VISPERA = re.compile(rf"(?:a mas tardar,? )?(?:en )?(?:la )?vispera(?: {_HECHO})?")
_SIGUIENTE_DIA = re.compile(rf"{_LIMITE}siguiente dia(?: (?P<tipo>{_T}))?(?: {_HECHO})?")
_ENESIMO_DIA = re.compile(
    rf"{_LIMITE}(?P<o>{ORDINAL}) dia(?: (?P<tipo>{_T}))?"
    rf" (?:(?P<despues>siguiente|posterior|despues)|anterior|previo|antes)(?: (?P<tipo2>{_T}))?(?: {_HECHO})?"
)
_DIA_DE_SEMANA_JUNTO = re.compile(
    r"(?:a mas tardar,? |hasta )?(?:el |al )?"
    rf"(?:siguiente (?P<dia2>{_DIA_SEMANA})|(?:(?P<o>{ORDINAL}) )?(?P<dia>{_DIA_SEMANA})(?: inmediato)?"
    rf" (?:siguiente|posterior|(?P<atras>anterior|previo))(?: inmediato)?)(?: {_HECHO})?"
)
_MISMO = re.compile(rf"{_LIMITE}(?:mismo dia(?: {_HECHO})?|dia (?P<de>(?:de|del|en que) .+))")
_ANTES_DE = re.compile(
    r"(?:a mas tardar,? )?(?:antes|previo|previamente|con anterioridad) (?P<hecho>(?:a|al|de|del) .+)"
)

# Which month.
_REPORTADO = r"que se (?:reporte|reporta|informe|informa)n?"
_DEL_MES = (
    rf"(?: del?(?: mes de)? (?P<mes>{_MES_DEL_ANIO})(?: del?(?: ano)?|,) (?P<anio>{ANIO})"
    r"| del? (?:mismo |propio |respectivo |presente )?(?P<que>mes|periodo)"
    r"(?P<cual> (?:inmediato )?(?:siguiente|posterior|anterior)(?: inmediato)?| en curso)?"
    rf"(?P<de> {_REPORTADO}| de que se trate| (?:reportado|informado)| (?:a|al|de|del) .+)?"
    r"| de (?P<cada>cada mes|todos los meses)(?P<entre>,? .+)?"
    rf"| del (?P<orden>{ORDINAL}) (?P<periodo>bimestre|trimestre|cuatrimestre|semestre) (?:de|del|del ano)"
    rf" (?P<anio2>{ANIO})"
    rf"| del? (?:ano )?(?P<anio3>{ANIO}))"
)
_EL_REPORTADO = re.compile(
    rf" (?:{_REPORTADO}|de que se trate|(?:reportado|informado)"
    rf"|(?:al|a aquel|al mes|al periodo) (?:{_REPORTADO}|reportado|informado)|(?:al|del) mes {_REPORTADO})"
)
_PRIMEROS = re.compile(rf"{_LIMITE}(?:(?P<cuales>primer|ultim)[oa]s {_N}|(?P<m>{NUMERO}) primeros) {_U}{_DEL_MES}")
_DIA_DEL_MES = re.compile(
    rf"{_LIMITE}(?:{_O} dia(?: (?P<tipo>{_T}))?|(?:dias? )?(?P<n>{NUMERO})|dias? (?P<o2>primero|ultimo)){_DEL_MES}"
)
_DIA_DE_SEMANA = re.compile(rf"{_LIMITE}{_O} (?P<dia>{_DIA_SEMANA}){_DEL_MES}")
_TRAMO = re.compile(
    rf"{_LIMITE}(?P<tramo>(?:primera|segunda|tercera|cuarta) semana|(?:primera|segunda) quincena){_DEL_MES}"
)
_MES_ENTERO = re.compile(
    rf"(?P<tardar>a mas tardar,? )?(?:en|durante|dentro de)(?: el)?(?: mes de)? (?P<mes>{_MES_DEL_ANIO})"
    rf"(?: del?(?: ano)?|,) (?P<anio>{ANIO})"
    rf"|(?P<tardar2>a mas tardar,? )?durante el mes(?P<siguiente> siguiente| posterior)?(?: al {_REPORTADO})?"
)

_PERIODO = re.compile(
    rf"(?P<tardar>a mas tardar,? )?(?:en|durante|dentro de)(?: el| todo el)?"
    rf" (?:(?P<orden>{ORDINAL}) (?P<periodo>{'|'.join(_PERIODOS.values())}) (?:de|del|del ano) (?P<anio>{ANIO})"
    rf"|ano (?P<anio2>{ANIO}))"
)
_DE_MES_A_MES = re.compile(
    rf"(?P<en>(?:en|durante|dentro de) )?(?:(?:el|los) (?:periodo|meses) )?"
    rf"(?:(?P<entre>entre )|de(?:l mes de)? |desde )?(?P<mes1>{_MES_DEL_ANIO})(?: del? (?P<anio1>{ANIO}))?"
    rf" (?:(?P<y>y)|al?|hasta)(?: mes de)? (?P<mes>{_MES_DEL_ANIO}) del?(?: ano)? (?P<anio>{ANIO})"
)

# Between which days something repeats.
_ENTRE = (
    rf"(?:,? (?:entre(?: el)?|del?)(?: dia)? (?P<entre1>{_F}) (?:y(?: el)?|al?)(?: dia)? (?P<y>{_F})"
    rf"|(?:,? (?:desde|a partir de|a partir)(?:l? el|l)?(?: dia)? (?P<desde>{_F}))?"
    rf"(?:,? (?:y )?hasta(?: el)?(?: dia)? (?P<hasta>{_F}))?)"
)
_ENTRE_FECHAS = re.compile(_ENTRE)
_CADA = re.compile(
    rf"(?:(?:cada|todos los|los) (?P<a>{_DIA_SEMANA})|(?:el )?(?:dia )?(?P<b>{_DIA_SEMANA}) de cada semana){_ENTRE}"
)
_CADA_TERMINO = re.compile(rf"(?:cada(?: {_N})? {_U}|todos los meses){_ENTRE}")

# Dates of the calendar.
_INCLUSIVE = r"(?:,? (?:ambos(?: dias)? )?inclusive)?"
_FIJA = re.compile(
    r"(?:a mas tardar,? (?:para |en )?|hasta |como fecha limite,? |no mas tarde que )?"
    rf"(?:el |al |para el )?(?:dia )?(?P<fecha>{_F}){_INCLUSIVE}"
)
_NO_DESPUES = re.compile(rf"no (?:mas tarde|despues) del? (?:dia )?(?P<fecha>{_F})")
_ANTES_DE_FECHA = re.compile(
    rf"(?:a mas tardar,? )?(?:antes|previo|previamente|con anterioridad) (?:del?|al?)"
    rf"(?:(?: dia)? (?P<fecha>{_F})|(?: mes de)? (?P<mes>{_MES_DEL_ANIO}) del?(?: ano)? (?P<anio>{ANIO}))"
)
_RANGO = re.compile(
    r"(?:(?:dentro del|en el|durante el)(?: periodo| plazo| lapso)?(?: comprendido)? )?"
    r"(?:(?P<entre>entre)(?: el| los dias)?|del?|desde(?: el)?|a partir del?)(?: dia)? "
    rf"(?:(?P<fecha1>{_F})|(?P<dia1>(?:(?:{_DIA_SEMANA}),? )?{_NUMERO_DE_DIA})(?: de (?P<mes1>{_MES_DEL_ANIO}))?)"
    rf"(?:,? (?:(?P<y>y(?! hasta))|al?|(?:y )?hasta))(?: el)?(?: dia)? (?P<fecha>{_F}){_INCLUSIVE}"
)

# What may close a rule.
_PROCESO = re.compile(
    r",? (?:siendo |considerando |con )?todos los dias(?: y(?: las)? horas)?(?: son| como)? habiles"
    r"(?: durante el proceso(?: electoral)?)?$"
)
_RECORRE = re.compile(
    r",? (?:y )?(?:si|cuando)"
    r" (?:(?:el (?:ultimo )?dia(?: del (?:plazo|termino))?|el (?:plazo|termino|vencimiento)|este) )?"
    r"(?:es|fuera|fuese|sea|cae|caiga|cayera|vence|venza|venciera|termina|termine|concluye|concluya)"
    r"(?: en)?(?: un)?(?: dia)? (?:inhabil|no habil),? (?:este |el (?:plazo|termino|vencimiento) )?"
    r"(?:pasa(?:ra)?|se (?:recorre|prorroga|traslada|extiende)(?:ra)?|vence(?:ra)?) (?:al|el|hasta el)"
    r" (?:dia habil siguiente|dia siguiente habil|siguiente(?: dia)? habil)$"
)
_HORA = (
    rf"(?:(?P<h>\d{{1,2}})(?::(?P<m>\d{{2}}))?(?: (?:horas?|hrs?\.?|h\.?)| ?(?P<mitad>[ap]\. ?m\.?|[ap]m|m\.?))"
    rf"|(?P<h2>\d{{1,2}}):(?P<m2>\d{{2}})|(?P<h3>{EN_LETRA}) horas?(?: con (?P<m3>{EN_LETRA}) minutos)?)"
)
_A_LAS = re.compile(rf"(?:,? ?(?P<como>a mas tardar,? a las?|hasta las?|antes de las?|a las?) |, (?=\d+:)){_HORA}$")
_A_LAS_DEL = re.compile(
    rf"(?:(?P<como>a mas tardar,? (?:a |antes de )?las?|hasta las?|antes de las?|a las?) |(?=\d+:)){_HORA}"
    r"(?:,? del(?= )| de(?= )|(?=,? el ))"
)
_COMPUTO = re.compile(
    r",? (?:(?P<contados>contad[oa]s?|computad[oa]s?|que (?:se (?:contaran|computaran|cuentan|computan)"
    r"|(?:empezaran|comenzaran) a (?:correr|contarse|contar|computarse)|correran)),? )?(?:a partir|desde)"
    r"(?P<cola> .+)?$"
)
_DESDE_EL_SIGUIENTE = re.compile(
    rf" (?:de |del |el |de el )?(?:dia )?(?:(?P<tipo>{_T}) )?(?:inmediato )?(?:siguiente|posterior)(?: inmediato)?"
    rf"(?: (?P<tipo2>{_T}))?(?: {_HECHO})?"
)
_DESDE_EL_DIA = re.compile(
    rf" (?:del? |el )?(?:mismo dia|dia mismo)(?: {_HECHO})?| (?:del |el )dia(?: (?P<de>(?:de|del|en que) .+))?"
)
_DESDE_EL_HECHO = re.compile(r" (?P<hecho>(?:de|del|a|el|la|los|las|su|sus|que|dich[oa]s?) .+)")
_FUNDAMENTO = re.compile(r"\s*\[(?P<texto>[^\[\]]+)\]$")
# Since when, but not until when.
_SIN_FIN = re.compile(
    r"no antes\b|a partir\b|desde\b|despues de|transcurrid[oa]s?\b|pasad[oa]s?\b|una vez\b"
    rf"|(?:con )?{_MENOS} .*\b(?:despues|siguientes?"
    r"|posterior(?:es)?)\b"
)
# What limits or extends a term. Told apart only to say so: any other word that names no fact is refused as well.
_LIMITA = re.compile(
    r"\b(?:salvo|excepto|excepcion|sin|excluyendo|descontando|descontad[oa]s?|prorrogables?|prorroga|lo que|siempre"
    r"|reserva|mediodia|no|si|mientras|hasta|antes|despues|a mas tardar|cuando|aun|o|y)\b"
)


# What is cited: anything else between brackets would be a tail that nobody reads.
_CITA_DE_LEY = re.compile(
    r"\b(?:arts?|articulos?|nums?|numeral(?:es)?|fr|fracc?|fraccion(?:es)?|incisos?|parrafos?|base|ley(?:es)?|codigo"
    r"|reglamento|lineamientos?|anexo|acuerdos?|constitucion|estatuto|criterios?|sentencia|jurisprudencia|tesis|oficio|calendario"
    r"|plan|fila|actividad|lgipe|lgsmime|lgpp|lft|cpeum)\b|/"
)
_ENTRE_COMILLAS = re.compile(r"""[«"'“]([^«»"'“”]*)[»"'”]""")


@lru_cache(maxsize=4096)
def interpretar(texto: str) -> Regla:
    """Read a rule. Raises ReglaInvalidaError, or FechaImposibleError if a date in it does not exist."""
    original = unicodedata.normalize("NFC", " ".join(texto.split())).strip(" .;")
    if entero := _ENTRE_COMILLAS.fullmatch(original):
        original = entero[1].strip(" .;")
    if not original:
        raise ReglaInvalidaError(texto, "está vacía")
    if len(original) > _LARGO_MAXIMO:
        raise ReglaInvalidaError(original[:60] + "…", f"tiene más de {_LARGO_MAXIMO} caracteres")
    fundamento = ""
    if hallado := _FUNDAMENTO.search(original):
        fundamento, original = hallado["texto"].strip(), original[: hallado.start()]
        if _LIMITA.match(plegar(fundamento)) or not _CITA_DE_LEY.search(plegar(fundamento)):
            raise ReglaInvalidaError(texto, f"entre corchetes va el artículo, y «{fundamento}» no lo es")
    return replace(_Lectura(original).regla(), fundamento=fundamento)


class _Lectura:
    """One reading of a text: takes off the clauses that close it and recognises what is left."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.texto = plegar(original)

    def regla(self) -> Regla:
        desde, hasta = 0, len(self.texto)
        del_proceso = recorre = a_las = False
        hora: time | None = None
        while True:
            if hallado := _PROCESO.search(self.texto, desde, hasta):
                del_proceso = True
            elif hallado := _RECORRE.search(self.texto, desde, hasta):
                recorre = True
            elif hora is None and (hallado := _A_LAS.search(self.texto, desde, hasta)) and hallado.start() > desde:
                hora = self._hora(hallado)
                a_las = (hallado["como"] or "a la").startswith("a la")
            else:
                break
            hasta = hallado.start()
        if hora is None and (hallado := _A_LAS_DEL.match(self.texto, desde, hasta)):
            hora, desde = self._hora(hallado), hallado.end() + 1
        self.limite = desde > 0
        cuerpo, hecho = self._cuerpo(desde, hasta)
        en_horas = isinstance(cuerpo, Termino | CadaTermino) and cuerpo.unidad is Unidad.HORAS
        if hora is not None and en_horas:
            raise self._error("las horas corren de momento a momento; no llevan además una hora del día")
        if hora is not None and isinstance(cuerpo, Antes):
            raise self._error("el hecho puede tener su propia hora; escriba «día anterior» y la hora")
        if a_las and es_ventana(cuerpo):
            raise self._error("puede ser a esa hora cada día; para la hora en que termina escriba «hasta las»")
        if recorre and en_horas:
            raise self._error("las horas corren de momento a momento; no pasan al siguiente día hábil")
        if recorre and (isinstance(cuerpo, Antes) or getattr(cuerpo, "atras", False)):
            # It could go beyond the fact itself.
            raise self._error("lo que se cuenta antes del hecho no pasa al siguiente día hábil; quite esa cláusula")
        return Regla(
            cuerpo, hecho, del_proceso=del_proceso, hora=None if hora == _FIN_DEL_DIA else hora, recorre=recorre
        )

    def _cuerpo(self, desde: int, hasta: int) -> tuple[Cuerpo, str]:
        computo = _COMPUTO.search(self.texto, desde, hasta)
        if computo and (termino := _TERMINO.fullmatch(self.texto, desde, computo.start())):
            return self._contado(termino, computo)
        for patron, leer in self._FORMAS:
            if (hallado := patron.fullmatch(self.texto, desde, hasta)) and (leido := leer(self, hallado)):
                return leido
        if (
            computo
            and computo["contados"]
            and any(p.fullmatch(self.texto, desde, computo.start()) for p, _ in self._FORMAS)
        ):
            raise self._error("«contados desde…» solo acompaña a un número de días, de semanas, de meses o de años")
        if _SIN_FIN.match(self.texto, desde, hasta):
            raise self._error("dice desde cuándo se puede y no hasta cuándo: un plazo es una fecha límite")
        raise self._error(diagnostico(self.original[desde:hasta], palabras_de_hechos()))

    def _error(self, razon: str) -> ReglaInvalidaError:
        return ReglaInvalidaError(self.original, razon)

    # Each reading answers the body and the fact it names, or None if the text is not of its kind after all.

    def _fija(self, hallado: re.Match[str]) -> tuple[Cuerpo, str]:
        return FechaFija(leer_fecha(hallado["fecha"])), ""

    def _antes_de_fecha(self, hallado: re.Match[str]) -> tuple[Cuerpo, str]:
        escrita = hallado["fecha"] or f"1 de {hallado['mes']} de {hallado['anio']}"
        return FechaFija(leer_fecha(escrita) - timedelta(days=1)), ""

    def _rango(self, hallado: re.Match[str]) -> tuple[Cuerpo, str] | None:
        if bool(hallado["entre"]) != bool(hallado["y"]):
            return None
        hasta = leer_fecha(hallado["fecha"])
        if hallado["fecha1"]:
            desde = leer_fecha(hallado["fecha1"])
        else:
            mes = hallado["mes1"] or MESES[hasta.month - 1]
            desde = leer_fecha(f"{hallado['dia1']} de {mes} de {hasta.year}")
        if hasta < desde:
            raise self._error(f"termina ({hasta}) antes de empezar ({desde}); escriba el año de las dos fechas")
        return Rango(desde, hasta), ""

    def _entre(self, hallado: re.Match[str]) -> tuple[date | None, date]:
        ultimo, primero = hallado["y"] or hallado["hasta"], hallado["entre1"] or hallado["desde"]
        if not ultimo:
            raise self._error("falta hasta cuándo se repite: agregue «hasta» y una fecha")
        desde, hasta = leer_fecha(primero) if primero else None, leer_fecha(ultimo)
        if desde and hasta < desde:
            raise self._error(f"termina ({hasta}) antes de empezar ({desde})")
        return desde, hasta

    def _cada(self, hallado: re.Match[str]) -> tuple[Cuerpo, str]:
        desde, hasta = self._entre(hallado)
        return Cada(SEMANA[hallado["a"] or hallado["b"]], hasta, desde), ""

    def _cada_termino(self, hallado: re.Match[str]) -> tuple[Cuerpo, str]:
        desde, hasta = self._entre(hallado)
        if desde:
            raise self._error(
                f"no dice si también vence el {desde}: escriba solo «hasta» y dé como hecho desde cuándo se cuenta"
            )
        cantidad = self._cantidad(hallado["n"], hallado["n2"]) if hallado["n"] else 1
        return CadaTermino(cantidad, self._unidad(hallado["unidad"] or "mes"), hasta), ""

    def _primeros(self, hallado: re.Match[str]) -> tuple[Cuerpo, str] | None:
        cantidad = self._cantidad(hallado["n"] or hallado["m"], hallado["n2"])
        unidad = self._unidad(hallado["unidad"])
        if unidad not in _DE_DIAS:
            raise self._error("los primeros de un mes se cuentan en días")
        if (mes := self._mes(hallado)) is None:
            return None
        self._cabe(cantidad, mes)
        if hallado["cuales"] == "ultim":
            if hallado["tardar"] and cantidad > 1:
                raise self._error("los últimos días de un mes son un periodo: quite «a más tardar»")
            return Ultimos(cantidad, unidad, mes), ""
        return Primeros(cantidad, unidad, mes, ventana=cantidad == 1 or not self._solo_limite(hallado)), ""

    def _dia_del_mes(self, hallado: re.Match[str]) -> tuple[Cuerpo, str] | None:
        orden, mes = hallado["o"] or hallado["o2"] or "", self._mes(hallado)
        if mes is None or hallado["plazo"]:
            return None
        unidad = self._unidad(f"dia {hallado['tipo'] or ''}".strip())
        if orden.startswith("ultim"):
            return Ultimos(1, unidad, mes), ""
        cantidad = ORDINALES[orden] if orden else numero(hallado["n"])
        if not orden:
            unidad = Unidad.NATURALES
        if isinstance(mes, MesFijo) and not orden:
            # «el 15 de marzo de 2024» is a date; «el 15 del primer trimestre» is nothing.
            return None
        if not 1 <= cantidad <= 31:
            raise self._error(f"ningún mes tiene día {cantidad}")
        self._cabe(cantidad, mes)
        return Primeros(cantidad, unidad, mes, ventana=cantidad == 1), ""

    def _dia_de_semana(self, hallado: re.Match[str]) -> tuple[Cuerpo, str] | None:
        mes = self._mes(hallado)
        if mes is None or (isinstance(mes, MesFijo) and mes.meses > 1):
            return None
        lugar = -1 if hallado["o"].startswith("ultim") else ORDINALES[hallado["o"]]
        if lugar > 4:
            raise self._error(f"no todo mes tiene un {hallado['o']} {hallado['dia']}: escriba «último» o la fecha")
        return DiaDeSemana(lugar, SEMANA[hallado["dia"]], mes), ""

    def _tramo(self, hallado: re.Match[str]) -> tuple[Cuerpo, str] | None:
        mes = self._mes(hallado)
        if mes is None or (isinstance(mes, MesFijo) and mes.meses > 1):
            return None
        return DelMes(Tramo(hallado["tramo"]), mes, ventana=not self._solo_limite(hallado)), ""

    def _mes_entero(self, hallado: re.Match[str]) -> tuple[Cuerpo, str]:
        if hallado["mes"]:
            mes: Mes = self._mes_fijo(hallado["mes"], hallado["anio"])
        else:
            mes = MesRelativo(1 if hallado["siguiente"] else 0)
        return DelMes(Tramo.ENTERO, mes, ventana=not (self.limite or hallado["tardar"] or hallado["tardar2"])), ""

    def _periodo(self, hallado: re.Match[str]) -> tuple[Cuerpo, str]:
        if hallado["orden"]:
            mes = self._del_periodo(hallado["orden"], hallado["periodo"], hallado["anio"])
        else:
            mes = MesFijo(self._anio(hallado["anio2"]), 1, 12)
        desde, hasta = mes.dias
        return (FechaFija(hasta) if self._solo_limite(hallado) else Rango(desde, hasta)), ""

    def _de_mes_a_mes(self, hallado: re.Match[str]) -> tuple[Cuerpo, str] | None:
        primero = self._mes_fijo(hallado["mes1"], hallado["anio1"] or hallado["anio"])
        ultimo = self._mes_fijo(hallado["mes"], hallado["anio"])
        meses = (ultimo.anio - primero.anio) * 12 + ultimo.mes - primero.mes
        # «en enero y febrero de 2024» are both; «en enero y marzo» are two windows, «entre enero y marzo» is one.
        if hallado["y"] and not hallado["entre"] and not (hallado["en"] and meses == 1):
            return None
        if hallado["entre"] and not hallado["y"]:
            return None
        if meses < 1:
            raise self._error(
                f"{hallado['mes']} no viene después de {hallado['mes1']}; escriba el año de los dos meses"
            )
        return Rango(primero.dias[0], ultimo.dias[1]), ""

    def _dia(self, hallado: re.Match[str]) -> tuple[Cuerpo, str]:
        tipo = hallado["tipo"] or hallado["tipo2"] or ""
        termino = Termino(1, self._unidad(f"dia {tipo}".strip()), atras=not hallado["despues"])
        return termino, self._hecho_de(hallado)

    def _vispera(self, hallado: re.Match[str]) -> tuple[Cuerpo, str]:
        return Termino(1, Unidad.NATURALES, atras=True), self._hecho_de(hallado)

    def _dia_de_semana_junto(self, hallado: re.Match[str]) -> tuple[Cuerpo, str]:
        lugar = ORDINALES[hallado["o"]] if hallado["o"] else 1
        return DiaDeSemanaJunto(
            lugar, SEMANA[hallado["dia"] or hallado["dia2"]], bool(hallado["atras"])
        ), self._hecho_de(hallado)

    def _siguientes(self, hallado: re.Match[str]) -> tuple[Cuerpo, str]:
        cantidad = self._cantidad(hallado["n"] or hallado["m"], hallado["n2"] or hallado["m2"])
        return Termino(cantidad, self._unidad(hallado["unidad"] or hallado["unidad2"])), self._hecho_de(hallado)

    def _siguiente_dia(self, hallado: re.Match[str]) -> tuple[Cuerpo, str]:
        return Termino(1, self._unidad(f"dia {hallado['tipo'] or ''}".strip())), self._hecho_de(hallado)

    def _enesimo_dia(self, hallado: re.Match[str]) -> tuple[Cuerpo, str]:
        tipo = hallado["tipo"] or hallado["tipo2"] or ""
        termino = Termino(ORDINALES[hallado["o"]], self._unidad(f"dia {tipo}".strip()), atras=not hallado["despues"])
        return termino, self._hecho_de(hallado)

    def _mismo(self, hallado: re.Match[str]) -> tuple[Cuerpo, str]:
        if hallado["de"]:
            return MismoDia(), self._hecho(hallado.start("de"), hallado.end("de"))
        return MismoDia(), self._hecho_de(hallado)

    def _antes(self, hallado: re.Match[str]) -> tuple[Cuerpo, str]:
        hecho = self._hecho_de(hallado)
        return Antes(), "" if hecho == "el hecho" else hecho

    def _con_anticipacion(self, hallado: re.Match[str]) -> tuple[Cuerpo, str]:
        cantidad = self._cantidad(hallado["n"], hallado["n2"])
        return Termino(cantidad, self._unidad(hallado["unidad"]), atras=True), self._hecho_de(hallado)

    def _termino(self, hallado: re.Match[str]) -> tuple[Cuerpo, str]:
        atras = bool(hallado["antes"] or hallado["adjetivo"])
        if not (hallado["despues"] or hallado["plazo"] or atras):
            raise self._error("falta decir si es «después» o «antes»")
        cantidad, unidad = self._cantidad(hallado["n"], hallado["n2"]), self._unidad(hallado["unidad"])
        ventana = atras and bool(hallado["dentro"] or hallado["articulo"])
        suelto = hallado["adjetivo"] and cantidad > 1 and not (ventana or hallado["tardar"])
        if (ventana and hallado["tardar"]) or (atras and hallado["plazo"]) or suelto:
            cuantos = unidad.en_palabras(cantidad)
            raise self._error(
                f"puede leerse de dos modos: escriba «{cuantos} antes» para un límite, o «dentro de los {cuantos} "
                "anteriores» para un periodo"
            )
        hecho = self._hecho_de(hallado, del_mes=not atras)
        if hecho == _MES_REPORTADO:
            if unidad not in _DE_DIAS:
                raise self._error("después del mes que se reporta se cuentan días")
            self._cabe(cantidad, MesRelativo())
            return Primeros(cantidad, unidad, ventana=cantidad == 1), ""
        return Termino(cantidad, unidad, atras=atras, ventana=ventana), hecho

    def _contado(self, hallado: re.Match[str], computo: re.Match[str]) -> tuple[Cuerpo, str]:
        """A number of days «contados a partir de…»."""
        atras = bool(hallado["antes"] or hallado["adjetivo"])
        cantidad, unidad = self._cantidad(hallado["n"], hallado["n2"]), self._unidad(hallado["unidad"])
        if atras and (hallado["dentro"] or hallado["articulo"] or hallado["plazo"]):
            raise self._error("un periodo anterior al hecho se cuenta desde el hecho; quite desde cuándo se cuenta")
        hecho, mismo_dia, cola = "", False, computo["cola"] or ""
        inicio = computo.start("cola")
        if dia := _DESDE_EL_DIA.fullmatch(cola):
            mismo_dia = True
            if lugar := dia["hecho"] or dia["de"]:
                hecho = self._hecho(inicio + cola.index(lugar), inicio + len(cola))
        elif siguiente := _DESDE_EL_SIGUIENTE.fullmatch(cola):
            tipo = siguiente["tipo"] or siguiente["tipo2"] or ""
            if tipo in ("habil", "laborable", "laboral") and unidad is not Unidad.HABILES:
                raise self._error("solo los días hábiles se cuentan desde el día hábil siguiente")
            if atras:
                raise self._error("hacia atrás no se cuenta desde el día siguiente")
            if siguiente["hecho"]:
                hecho = self._hecho(inicio + siguiente.start("hecho"), inicio + len(cola))
        elif desde := _DESDE_EL_HECHO.fullmatch(cola):
            hecho = self._hecho(inicio + desde.start("hecho"), inicio + len(cola))
        else:
            raise self._error(
                diagnostico(self.original[computo.start() : computo.end()].strip(" ,"), palabras_de_hechos())
            )
        if (dia or siguiente) and unidad is Unidad.HORAS:
            raise self._error("las horas corren de momento a momento; no se cuentan desde un día")
        propio = self._hecho_de(hallado)
        if propio and hecho and not _mismo_hecho(propio, hecho):
            raise self._error(f"dice dos hechos, «{propio}» y «{hecho}»: deje solo aquel desde el que se cuenta")
        return Termino(cantidad, unidad, atras=atras, mismo_dia=mismo_dia), propio or hecho

    _FORMAS: tuple[tuple[re.Pattern[str], Callable[["_Lectura", re.Match[str]], tuple[Cuerpo, str] | None]], ...] = (
        (_FIJA, _fija),
        (_NO_DESPUES, _fija),
        (_ANTES_DE_FECHA, _antes_de_fecha),
        (_RANGO, _rango),
        (_CADA, _cada),
        (_CADA_TERMINO, _cada_termino),
        (_PRIMEROS, _primeros),
        (_DIA_DEL_MES, _dia_del_mes),
        (_DIA_DE_SEMANA, _dia_de_semana),
        (_TRAMO, _tramo),
        (_MES_ENTERO, _mes_entero),
        (_PERIODO, _periodo),
        (_DE_MES_A_MES, _de_mes_a_mes),
        (_DIA, _dia),
        (_VISPERA, _vispera),
        (_DIA_DE_SEMANA_JUNTO, _dia_de_semana_junto),
        (_SIGUIENTE_DIA, _siguiente_dia),
        (_ENESIMO_DIA, _enesimo_dia),
        (_MISMO, _mismo),
        (_CON_TIEMPO, _con_anticipacion),
        (_AL_MENOS, _con_anticipacion),
        (_ANTICIPADO, _con_anticipacion),
        (_TERMINO, _termino),
        (_SIGUIENTES, _siguientes),
        (_ANTES_DE, _antes),
    )

    # Pieces.

    def _solo_limite(self, hallado: re.Match[str]) -> bool:
        """Whether only the end matters: «a más tardar», or the hour of the last day."""
        return self.limite or bool(hallado["tardar"])

    def _mes(self, hallado: re.Match[str]) -> Mes | None:
        if hallado["mes"]:
            return self._mes_fijo(hallado["mes"], hallado["anio"])
        if hallado["cada"]:
            entre = _ENTRE_FECHAS.fullmatch(hallado["entre"] or "")
            if not entre:
                raise self._error(f"no se entiende «{hallado['entre'].strip(' ,')}»: agregue «hasta» y una fecha")
            desde, hasta = self._entre(entre)
            return CadaMes(hasta, desde)
        if hallado["orden"]:
            return self._del_periodo(hallado["orden"], hallado["periodo"], hallado["anio2"])
        if hallado["anio3"]:
            return MesFijo(self._anio(hallado["anio3"]), 1, 12)
        cual, de = hallado["cual"] or "", hallado["de"] or ""
        if de and not _EL_REPORTADO.fullmatch(de):
            if hallado["que"] == "periodo":
                raise self._error(f"«periodo{de}» no dice de qué mes se trata: escriba el mes o las fechas")
            # Which month it is, in words: only looked over.
            self._hecho(hallado.start("de") + 1, hallado.end("de"))
        return MesRelativo(-1 if "anterior" in cual else 1 if "siguiente" in cual or "posterior" in cual else 0)

    def _del_periodo(self, orden: str, periodo: str, escrito: str) -> MesFijo:
        meses = next(m for m, nombre in _PERIODOS.items() if nombre == periodo)
        lugar = ORDINALES[orden]
        if lugar * meses > 12:
            raise self._error(f"un año no tiene {orden} {periodo}")
        return MesFijo(self._anio(escrito), (lugar - 1) * meses + 1, meses)

    def _mes_fijo(self, mes: str, escrito: str) -> MesFijo:
        return MesFijo(self._anio(escrito), MESES.index(mes) + 1)

    def _anio(self, escrito: str) -> int:
        valor = anio(escrito)
        if not PRIMER_ANIO <= valor <= ULTIMO_ANIO:
            raise FechaImposibleError(f"El año {valor} cae fuera de los años {PRIMER_ANIO} a {ULTIMO_ANIO}.")
        return valor

    def _cabe(self, cantidad: int, mes: Mes) -> None:
        """That the month has that day."""
        if isinstance(mes, MesFijo):
            if mes.meses == 1 and cantidad > monthrange(mes.anio, mes.mes)[1]:
                raise self._error(f"{MESES[mes.mes - 1]} de {mes.anio} no tiene {cantidad} días")
        elif cantidad > _DE_TODO_MES:
            raise self._error(f"no todos los meses tienen {cantidad} días; escriba «último día»")

    def _cantidad(self, escrita: str, repetida: str | None) -> int:
        cantidad = numero(escrita)
        if repetida and numero(repetida) != cantidad:
            raise self._error(f"dice «{escrita}» y entre paréntesis «{repetida}»: no coinciden")
        if cantidad == 0:
            raise self._error("la cantidad debe ser de 1 o más; para el día del hecho escriba «mismo día»")
        return cantidad

    def _unidad(self, texto: str) -> Unidad:
        return next(unidad for patron, unidad in _UNIDADES if re.fullmatch(patron, texto))

    def _hora(self, hallado: re.Match[str]) -> time:
        escrita = hallado["h"] or hallado["h2"]
        horas = int(escrita) if escrita else numero(hallado["h3"])
        minutos = int(hallado["m"] or hallado["m2"] or 0) if escrita else numero(hallado["m3"] or "0")
        antes = "antes" in (hallado["como"] or "")
        dicha = self.original[hallado.start() : hallado.end()].strip(" ,")
        if mitad := (hallado["mitad"] or "")[:1]:
            # «12 m.» is noon; «12 a.m.» and «12 p.m.» are noon to some and midnight to others.
            if (mitad == "m" and horas != 12) or (mitad != "m" and not 1 <= horas <= 11):
                raise self._error(f"«{dicha}» puede leerse de dos modos: escriba la hora de 0 a 24, con «horas»")
            horas += 12 if mitad == "p" else 0
        if horas > 24 or minutos > 59 or (horas == 24 and minutos) or (antes and horas == minutos == 0):
            raise self._error(f"«{dicha}» no es una hora del día")
        if antes:
            horas, minutos = divmod(horas * 60 + minutos - 1, 60)
            return time(horas, minutos, 59)
        return _FIN_DEL_DIA if horas == 24 else time(horas, minutos)

    def _hecho_de(self, hallado: re.Match[str], *, del_mes: bool = False) -> str:
        if not hallado["hecho"]:
            return ""
        if del_mes and _EL_MES_REPORTADO.fullmatch(hallado["hecho"]):
            return _MES_REPORTADO
        return self._hecho(hallado.start("hecho"), hallado.end("hecho"))

    def _hecho(self, inicio: int, fin: int) -> str:
        """The fact as written, without its preposition: «a la aprobación» → «la aprobación»."""
        plegado, escrito = self.texto[inicio:fin], self.original[inicio:fin]
        if cita := _CITA.search(escrito):
            raise self._error(f"{cita[0]}…» no es un nombre: entre comillas va el de un documento, con mayúscula")
        preposicion = next((p for p in ("al ", "del ", "a ", "de ") if plegado.startswith(p)), "")
        articulo = "el " if preposicion in ("al ", "del ") else ""
        plegado, escrito = articulo + plegado[len(preposicion) :], articulo + escrito[len(preposicion) :]
        # «al de su notificación»: the day of it.
        if hallado := _DEL_DIA_DE.match(plegado):
            plegado, escrito = plegado[hallado.end() :], escrito[hallado.end() :]
        try:
            comprobar(plegado)
        except HechoDesconocidoError as error:
            # What follows a comma says more than the comma.
            inicio = error.inicio + len(_COMA.match(plegado, error.inicio)[0])  # type: ignore[index]
            sobra, cola = escrito[inicio:].partition(" ")[0], escrito[inicio:]
            if _LIMITA.match(plegado, inicio):
                razon = f"«{cola}» limitaría o extendería el plazo, y eso no se sabe calcular"
            else:
                razon = f"sobra o está mal colocado «{sobra}» en «{escrito}»"
            raise self._error(
                f"{razon}; después de la regla solo puede nombrarse el hecho desde el que se cuenta, como «la "
                "aprobación del acuerdo», o nada"
            ) from error
        return escrito


def _mismo_hecho(uno: str, otro: str) -> bool:
    """Whether two names may be of one fact: «la aprobación del acuerdo» and «su aprobación»."""
    sin_articulo = [_ARTICULO.sub("", plegar(nombre)) for nombre in (uno, otro)]
    return any(a == b or a.startswith(f"{b} ") for a, b in permutations(sin_articulo))


_ARTICULO = re.compile(r"^(?:el|la|los|las|su|sus|dich[oa]s?) ")
_MES_REPORTADO = "el mes que se reporta"
_EL_MES_REPORTADO = re.compile(rf"(?:al|del) (?:mes|periodo) (?:{_REPORTADO}|reportado|informado|de que se trate)")
_CITA = re.compile(r"[«“\"][a-záéíóúñ]\w*")
_COMA = re.compile(r",? ?")
_DEL_DIA_DE = re.compile(r"el (?=de )(?:de )(?:la fecha de )?")


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DMA = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_EN_PROSA = re.compile(
    rf"(\d{{1,2}}|primero|{EN_LETRA})(?:[°ºo]\.?)? de ({'|'.join(MESES)})(?: del?(?: ano)?|,) ({ANIO})"
)


def leer_fecha(texto: str) -> date:
    """A date written «2024-02-01», «01/02/2024» (day first) or «1 de febrero de 2024», weekday optional.

    Raises FechaImposibleError if it does not exist, falls on another weekday than written or is of a year that no
    calendar knows.
    """
    plegado = plegar(" ".join(texto.split()))
    semana, _, resto = plegado.partition(" ")
    semana = semana.rstrip(",")
    if semana not in SEMANA:
        semana, resto = "", plegado
    if hallado := _ISO.fullmatch(resto):
        del_anio, mes, dia = (int(parte) for parte in hallado.groups())
    elif hallado := _DMA.fullmatch(resto):
        dia, mes, del_anio = (int(parte) for parte in hallado.groups())
    elif hallado := _EN_PROSA.fullmatch(resto):
        dia = 1 if hallado[1] == "primero" else numero(hallado[1])
        mes, del_anio = MESES.index(hallado[2]) + 1, anio(hallado[3])
    else:
        raise FechaImposibleError(
            f"«{texto}» no es una fecha: escríbala como 2024-02-01, 01/02/2024 o 1 de febrero de 2024."
        )
    try:
        fecha = date(del_anio, mes, dia)
    except ValueError as error:
        raise FechaImposibleError(f"La fecha «{texto}» no existe en el calendario.") from error
    if not PRIMER_ANIO <= del_anio <= ULTIMO_ANIO:
        raise FechaImposibleError(f"La fecha «{texto}» cae fuera de los años {PRIMER_ANIO} a {ULTIMO_ANIO}.")
    if semana and SEMANA[semana] != fecha.weekday():
        raise FechaImposibleError(f"«{texto}»: esa fecha es {fecha_en_prosa(fecha)}.")
    return fecha
