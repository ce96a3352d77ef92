"""Legal terms: from a rule and a fact to a due moment that explains itself. Pure: no ORM, no clock.

`calcular` evaluates a rule of calendario.reglas and answers a `Vencimiento`; `ocurrencias` answers all those of a
rule that repeats. calendario.dependencias evaluates sets of rules that count from one another.

How it counts (decision 0010):

- A term starts the day after the fact, or the day before it going back, unless the rule says otherwise. A due day
  ends at 23:59:59 in the time zone of the institute.
- Hours run from moment to moment; a fact with a date and no hour is taken at 00:00, the strictest reading.
- Months and years run from date to date; in a month that lacks that date, they end on its last day. A week is 7 days.
- A window opens with the first moment of its first day, or at a moment if it counts hours.
- A due day that is inhábil stays, unless the rule says that it passes to the next working day.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from .fechas import DIAS, MESES, fecha_en_prosa, fecha_larga, fin_del_dia, inicio_del_dia
from .inhabiles import NACIONAL, PRIMER_ANIO, ULTIMO_ANIO, CalendarioHabil, Modo
from .reglas import (
    Antes,
    Cada,
    CadaMes,
    CadaTermino,
    Cuerpo,
    DelMes,
    DiaDeSemana,
    DiaDeSemanaJunto,
    FechaFija,
    FechaImposibleError,
    Mes,
    MesFijo,
    MesRelativo,
    MismoDia,
    PlazoError,
    Primeros,
    Rango,
    Regla,
    ReglaInvalidaError,
    Termino,
    Tramo,
    Ultimos,
    Unidad,
    con_preposicion,
    interpretar,
    leer_fecha,
)

__all__ = [
    "DiaDeLaCuenta",
    "DiaSaltado",
    "EventoDesconocidoError",
    "FechaImposibleError",
    "Modo",
    "PlazoError",
    "Regla",
    "ReglaInvalidaError",
    "Vencimiento",
    "apertura",
    "calcular",
    "hora_de",
    "interpretar",
    "leer_fecha",
    "necesita_hecho",
    "ocurrencias",
    "se_repite",
    "sumar_meses",
]

_UN_DIA = timedelta(days=1)
_LEY_DE_MEDIOS = "Ley General del Sistema de Medios de Impugnación en Materia Electoral, art. 7"
_COMPUTO_PROCESO = f"{_LEY_DE_MEDIOS}, num. 1"
_COMPUTO_HABILES = f"{_LEY_DE_MEDIOS}, num. 2; Ley Federal del Trabajo, art. 74"
# A term of the process that outlives it, or began before.
_COMPUTO_MIXTO = f"{_LEY_DE_MEDIOS}, nums. 1 y 2; Ley Federal del Trabajo, art. 74"


class EventoDesconocidoError(PlazoError):
    """A rule lacks the fact from which it counts, or names one that nobody knows."""


class DiaSaltado(NamedTuple):
    """A day that the term passes over, and why."""

    fecha: date
    motivo: str


class DiaDeLaCuenta(NamedTuple):
    """A day of the table that shows the counting. `numero` is its place in the count; None if not counted."""

    fecha: date
    numero: int | None
    motivo: str


@dataclass(frozen=True)
class Vencimiento:
    """A due moment and why. `inicia` is the first day counted (a moment, if the rule counts hours).

    `abre` is the moment from which the act may be done, if the rule gives a window: before it, it is as wrong as late.
    `dias_recorridos` are the days, inhábiles, over which the due day passed once counted.
    `dias_contados` is a whole number, except hours that do not make whole days of 24. `fundamento` is the article
    that the rule or the plan cites; failing that, the one that governs the counting; empty if neither is known.
    """

    regla: Regla
    vence: datetime
    inicia: date | datetime
    evento: str
    fecha_evento: date | datetime | None
    dias_contados: int | float
    dias_saltados: tuple[DiaSaltado, ...]
    fundamento: str
    modo: Modo
    calendario: CalendarioHabil = field(repr=False)
    tz: ZoneInfo = field(repr=False)
    ordinal: tuple[int, int] = (1, 1)
    abre: datetime | None = None
    dias_recorridos: tuple[DiaSaltado, ...] = ()

    @property
    def dia(self) -> date:
        """The local day on which it is due."""
        return self.vence.astimezone(self.tz).date()

    @cached_property
    def explicacion(self) -> str:
        """One plain sentence in Spanish: what, from when, what was skipped, by which article."""
        hora = self.vence.astimezone(self.tz)
        fundamento = f" (fundamento: {self.fundamento})" if self.fundamento else ""
        vence = f"ence el {fecha_en_prosa(self.dia)} a las {hora:%H:%M}: {self.razon}{fundamento}."
        if self.abre is None:
            return f"V{vence}"
        abre = self.abre.astimezone(self.tz)
        a_las = f" a las {abre:%H:%M}" if (abre.hour, abre.minute) != (0, 0) else ""
        return f"Abre el {fecha_en_prosa(abre.date())}{a_las} y v{vence}"

    @cached_property
    def razon(self) -> str:
        """The middle of that sentence: how it was counted and what was skipped."""
        saltados = f", sin contar {_resumen_saltados(self.dias_saltados)}" if self.dias_saltados else ""
        return f"{self._por_que()}{saltados}{self._recorrido()}"

    def _recorrido(self) -> str:
        if not self.dias_recorridos:
            return ""
        primero = self.dias_recorridos[0]
        return f"; terminaba el {fecha_larga(primero.fecha)}, inhábil ({primero.motivo}), y pasa al siguiente día hábil"

    def _por_que(self) -> str:
        cuerpo, hecho = self.regla.cuerpo, self.evento or "el hecho"
        cuando = f" ({self._cuando()})" if self.fecha_evento is not None else ""
        match cuerpo:
            case FechaFija():
                return (
                    "es una fecha fija y ese día se incluye completo"
                    if self.regla.hora is None
                    else "es una fecha fija"
                )
            case Rango():
                return (
                    f"del {fecha_en_prosa(cuerpo.desde)} al {fecha_en_prosa(cuerpo.hasta)}, con los dos días incluidos"
                )
            case MismoDia():
                return f"es el mismo día {con_preposicion('de', hecho)}"
            case DiaDeSemanaJunto():
                return f"es el {cuerpo.en_palabras(hecho)}{cuando}"
            case Antes():
                return f"antes {con_preposicion('de', hecho)}{cuando}"
            case Cada():
                return self._cual_de_ellos(DIAS[cuerpo.dia_semana], cuerpo.hasta)
            case CadaTermino():
                lugar, total = self.ordinal
                return (
                    f"{cuerpo.cada_cuanto} desde {hecho}{cuando}: vez {lugar} de {total}, "
                    f"hasta el {fecha_en_prosa(cuerpo.hasta)}"
                )
            case Primeros() | Ultimos() | DiaDeSemana() | DelMes():
                return self._por_que_del_mes(cuerpo)
            case Termino():
                return self._por_que_termino(cuerpo, hecho, cuando)

    def _cual_de_ellos(self, dia: str, hasta: date) -> str:
        lugar, total = self.ordinal
        cual = f"único {dia} que hay" if total == 1 else f"{dia} número {lugar} de los {total} que hay"
        return f"es el {cual} del {fecha_en_prosa(_dia(self.inicia, self.tz))} al {fecha_en_prosa(hasta)}"

    def _por_que_del_mes(self, cuerpo: Primeros | Ultimos | DiaDeSemana | DelMes) -> str:
        match cuerpo:
            case Primeros() if cuerpo.cantidad == 1:
                parte = f"es el primer {self._cuantos(cuerpo)[2:]}"
            case Primeros() if cuerpo.ventana:
                parte = f"es el último de los primeros {self._cuantos(cuerpo)}"
            case Primeros() if cuerpo.unidad is Unidad.NATURALES:
                parte = f"es el día {cuerpo.cantidad}"
            case Primeros():
                parte = f"es el último de los primeros {self._cuantos(cuerpo)}"
            case Ultimos() if cuerpo.cantidad == 1:
                parte = f"es el último {self._cuantos(cuerpo)[2:]}"
            case Ultimos():
                parte = f"son los últimos {self._cuantos(cuerpo)}"
            case DiaDeSemana():
                lugar = "último" if cuerpo.lugar < 0 else ("primer", "segundo", "tercer", "cuarto")[cuerpo.lugar - 1]
                parte = f"es el {lugar} {DIAS[cuerpo.dia_semana]}"
            case DelMes(tramo=Tramo.ENTERO):
                parte = "es todo el mes" if cuerpo.ventana else "es el último día"
            case DelMes():
                desde, hasta = cuerpo.tramo.dias
                tramo = f"la {cuerpo.tramo} (del día {desde} al {hasta or 'último'})"
                parte = f"es {tramo}" if cuerpo.ventana else f"es el último día de {tramo}"
        return f"{parte} {self._de_que_mes(cuerpo.mes)}".replace("todo el mes del mes", "todo el mes")

    def _de_que_mes(self, mes: Mes) -> str:
        if isinstance(mes, MesFijo):
            return str(mes)
        if isinstance(mes, CadaMes):
            lugar, total = self.ordinal
            veces = f", vez {lugar} de {total}" if total > 1 else ""
            return f"de {MESES[self.dia.month - 1]} de {self.dia.year}{veces}"
        hecho = _dia(self.fecha_evento, self.tz) if self.fecha_evento else self.dia
        cual = {1: "del mes siguiente a ", 0: "de ", -1: "del mes anterior a "}[mes.lugar]
        return f"{cual}{MESES[hecho.month - 1]} de {hecho.year}"

    def _por_que_termino(self, termino: Termino, hecho: str, cuando: str) -> str:
        cuantos = self._cuantos(termino)
        if termino.ventana:
            anteriores = "es la hora anterior" if cuantos == "1 hora" else f"son {termino.articulo}{cuantos} anteriores"
            return f"{anteriores} {con_preposicion('a', hecho)}{cuando}"
        atras = " hacia atrás" if termino.atras else ""
        if termino.unidad is Unidad.HORAS:
            nota = "" if isinstance(self.fecha_evento, datetime) else "; sin hora señalada, se toman las 00:00"
            return f"{cuantos} de momento a momento{atras} desde {hecho}{cuando}{nota}"
        contados = f"contad{'a' if termino.unidad is Unidad.SEMANAS else 'o'}{'' if termino.cantidad == 1 else 's'}"
        if termino.mismo_dia:
            return f"{cuantos} {contados}{atras} desde el mismo día {con_preposicion('de', hecho)}{cuando}"
        lado = f"{'anterior' if termino.atras else 'siguiente'} {con_preposicion('a', hecho)}{cuando}"
        if termino.cantidad == 1 and termino.unidad not in (Unidad.SEMANAS, Unidad.MESES, Unidad.ANIOS):
            return f"es el {cuantos[2:]} {lado}"
        return f"{cuantos} {contados}{atras} desde el día {lado}"

    def _cuantos(self, cuerpo: Termino | Primeros | Ultimos) -> str:
        """The amount with its unit as it was counted in this act."""
        unidad = cuerpo.unidad
        if unidad is Unidad.DIAS and self.modo is Modo.HABILES:
            unidad = Unidad.HABILES
        texto = unidad.en_palabras(cuerpo.cantidad)
        if self.modo is not Modo.PROCESO or unidad not in (Unidad.DIAS, Unidad.HABILES):
            return texto
        if self.dias_saltados:
            return f"{texto}, que durante el proceso electoral son todos y fuera de él no,"
        return f"{texto}, que en el proceso electoral son todos,"

    def _cuando(self) -> str:
        """The fact in words: its day, and its hour if the rule counts hours."""
        cuerpo, fecha = self.regla.cuerpo, self.fecha_evento
        if isinstance(fecha, datetime) and isinstance(cuerpo, Termino) and cuerpo.unidad is Unidad.HORAS:
            local = fecha.astimezone(self.tz)
            return f"{fecha_en_prosa(local.date())} a las {local:%H:%M}"
        return fecha_en_prosa(_dia(fecha, self.tz)) if fecha else ""

    @cached_property
    def tabla(self) -> tuple[DiaDeLaCuenta, ...]:
        """Day by day, in the order in which they are counted, the day of the fact first."""
        return tuple(self._filas())

    def _filas(self) -> Iterator[DiaDeLaCuenta]:
        cuerpo = self.regla.cuerpo
        if not isinstance(cuerpo, Termino | Primeros | Ultimos | Rango | DelMes):
            yield DiaDeLaCuenta(self.dia, 1, "vence")
            return
        if isinstance(cuerpo, Termino) and cuerpo.unidad is Unidad.HORAS:
            yield from self._filas_de_horas()
            return
        recorridos = dict(self.dias_recorridos)
        saltados = dict(self.dias_saltados) | recorridos
        extremos = (_dia(self.inicia, self.tz), self.dia, *saltados)
        dias = [min(extremos) + n * _UN_DIA for n in range((max(extremos) - min(extremos)).days + 1)]
        if isinstance(cuerpo, Termino) and not cuerpo.ventana:
            if cuerpo.atras:
                dias.reverse()
            if not cuerpo.mismo_dia and self.fecha_evento is not None:
                yield DiaDeLaCuenta(_dia(self.fecha_evento, self.tz), None, "día del hecho: no se cuenta")
        abre = self.abre.astimezone(self.tz).date() if self.abre else None
        numero = 0
        for dia in dias:
            if dia in recorridos:
                yield DiaDeLaCuenta(
                    dia, None, f"terminaba aquí: {recorridos[dia]}" if dia == min(recorridos) else recorridos[dia]
                )
            elif dia in saltados:
                yield DiaDeLaCuenta(dia, None, saltados[dia])
            elif recorridos and dia == self.dia:
                yield DiaDeLaCuenta(dia, None, "vence")
            else:
                numero += 1
                yield DiaDeLaCuenta(dia, numero, "vence" if dia == self.dia else "abre" if dia == abre else "")

    def _filas_de_horas(self) -> Iterator[DiaDeLaCuenta]:
        inicio, fin = sorted((inicio_de(self.inicia, self.tz), self.vence))
        dia, ultimo = _dia(inicio, self.tz), _dia(fin, self.tz)
        numero = 0
        while dia <= ultimo and inicio_del_dia(dia, self.tz) < fin:
            desde = max(inicio, inicio_del_dia(dia, self.tz))
            hasta = min(fin, inicio_del_dia(dia + _UN_DIA, self.tz))
            numero += 1
            minutos = int((hasta.astimezone(UTC) - desde.astimezone(UTC)).total_seconds()) // 60
            yield DiaDeLaCuenta(dia, numero, f"{minutos // 60} h {minutos % 60:02} min")
            dia += _UN_DIA

    def como_dict(self) -> dict[str, Any]:
        """Plain values for JSON; dates in ISO form."""
        datos = {
            "abre": self.abre.isoformat() if self.abre else None,
            "vence": self.vence.isoformat(),
            "inicia": self.inicia.isoformat(),
            "dias_contados": self.dias_contados,
            "dias_saltados": [{"fecha": s.fecha.isoformat(), "motivo": s.motivo} for s in self.dias_saltados],
            "explicacion": self.explicacion,
            "fundamento": self.fundamento,
        }
        if self.dias_recorridos:
            datos["dias_recorridos"] = [
                {"fecha": s.fecha.isoformat(), "motivo": s.motivo} for s in self.dias_recorridos
            ]
        return datos


# -- One rule ---------------------------------------------------------------------------------------------


def calcular(
    regla: Regla | str,
    *,
    desde: date | datetime | None = None,
    calendario: CalendarioHabil = NACIONAL,
    tz: ZoneInfo | None = None,
    modo: Modo = Modo.NATURALES,
    evento: str = "",
    fundamento: str = "",
) -> Vencimiento:
    """When the term that `regla` gives, counted from `desde`, is due. Of a rule that repeats, its first time.

    `desde` is the day or the aware moment of the fact; a fixed date needs none. `tz` (by default the calendar's)
    decides where days begin and end. `modo` is the act's; a rule that says «todos los días hábiles» sets it to
    PROCESO. `evento` names the fact in the explanation, `fundamento` its article. Raises PlazoError.
    """
    calculo = _calculo(regla, desde, calendario, tz, modo, evento, fundamento)
    try:
        return calculo.primero()
    except PlazoError:
        raise
    except (OverflowError, ValueError) as error:
        raise calculo.fuera_de_los_anios() from error


def necesita_hecho(regla: Regla | str) -> bool:
    """Whether a rule counts from something: a date of the calendar, or a repetition that says since when, does not."""
    cuerpo = (interpretar(regla) if isinstance(regla, str) else regla).cuerpo
    match cuerpo:
        case FechaFija() | Rango():
            return False
        case Cada():
            return cuerpo.desde is None
        case Primeros() | Ultimos() | DiaDeSemana() | DelMes():
            mes = cuerpo.mes
            return isinstance(mes, MesRelativo) or (isinstance(mes, CadaMes) and mes.desde is None)
        case _:
            return True


def se_repite(regla: Regla | str) -> bool:
    """Whether it is due more than once by what it says."""
    cuerpo = (interpretar(regla) if isinstance(regla, str) else regla).cuerpo
    if type(cuerpo) in (Termino, FechaFija, MismoDia):
        return False
    return isinstance(cuerpo, Cada | CadaTermino) or isinstance(getattr(cuerpo, "mes", None), CadaMes)


def ocurrencias(
    regla: Regla | str,
    *,
    desde: date | datetime | None = None,
    calendario: CalendarioHabil = NACIONAL,
    modo: Modo = Modo.NATURALES,
) -> tuple[Vencimiento, ...]:
    """Every time a rule is due: one, unless it repeats. Arguments and errors as in `calcular`."""
    calculo = _calculo(regla, desde, calendario, None, modo, "", "")
    try:
        return calculo.todos()
    except PlazoError:
        raise
    except (OverflowError, ValueError) as error:
        raise calculo.fuera_de_los_anios() from error


def hora_de(regla: str) -> time | None:
    """The hour at which a rule ends its due day; None at its end, or if the rule is not understood."""
    try:
        return interpretar(regla).hora if regla else None
    except PlazoError:
        return None


def apertura(
    regla: str, dia: date, calendario: Callable[[], CalendarioHabil], modo: Modo = Modo.NATURALES
) -> date | None:
    """The first day of the window of a rule that closes on `dia`, whatever fact put it there; None if it has none.

    For a date that rules as it was written down: printed, confirmed or moved. `calendario` is asked only where working
    days are counted.
    """
    try:
        cuerpo = interpretar(regla).cuerpo if regla else None
        match cuerpo:
            case Rango():
                return min(cuerpo.desde, dia)
            case Termino(ventana=True):
                # It closes the day before the fact; if it counts hours, with it.
                hecho = dia if cuerpo.unidad is Unidad.HORAS else dia + _UN_DIA
            case Primeros() | Ultimos() | DelMes():
                hecho = dia
                if not isinstance(cuerpo.mes, MesFijo):
                    cuerpo = replace(cuerpo, mes=MesRelativo(0))
            case _:
                return None
        unidad = getattr(cuerpo, "unidad", None)
        habiles = unidad is Unidad.HABILES or (unidad is Unidad.DIAS and modo is not Modo.NATURALES)
        dias = calendario() if habiles else NACIONAL
        abre = calcular(Regla(cuerpo), desde=hecho, calendario=dias, modo=modo).abre
        if abre and abre.date() > dia and not isinstance(cuerpo, Termino):
            # It passed to a working day of the next month.
            abre = calcular(Regla(cuerpo), desde=dia.replace(day=1) - _UN_DIA, calendario=dias, modo=modo).abre
    except PlazoError:
        return None
    return min(abre.date(), dia) if abre else None


def _calculo(
    regla: Regla | str,
    desde: date | datetime | None,
    calendario: CalendarioHabil,
    tz: ZoneInfo | None,
    modo: Modo,
    evento: str,
    fundamento: str,
) -> "_Calculo":
    if isinstance(regla, str):
        regla = interpretar(regla)
    if isinstance(desde, datetime) and desde.tzinfo is None:
        raise FechaImposibleError(f"A {desde.isoformat()} le falta la zona horaria.")
    acto = Modo.PROCESO if regla.del_proceso else modo
    nombre, articulo = evento or regla.hecho, fundamento or regla.fundamento
    return _Calculo(regla, desde, calendario, tz or calendario.tz, acto, nombre, articulo)


@dataclass(slots=True)
class _Calculo:
    """The arguments of one evaluation, checked."""

    regla: Regla
    desde: date | datetime | None
    calendario: CalendarioHabil
    tz: ZoneInfo
    modo: Modo
    evento: str
    fundamento: str

    def primero(self) -> Vencimiento:
        """The only one, or the first of a rule that repeats."""
        return next(self._repetidos()) if se_repite(self.regla) else self._unico()

    def fuera_de_los_anios(self) -> FechaImposibleError:
        """What to raise when a date of it is none of those that the calendar knows."""
        cual = f"La regla «{self.regla}»{f' desde {self.desde}' if self.desde else ''}"
        return FechaImposibleError(f"{cual} cae fuera de los años {PRIMER_ANIO} a {ULTIMO_ANIO}.")

    def todos(self) -> tuple[Vencimiento, ...]:
        """Every time."""
        return tuple(self._repetidos()) if se_repite(self.regla) else (self._unico(),)

    def _repetidos(self) -> Iterator[Vencimiento]:
        match self.regla.cuerpo:
            case Cada() as cada:
                yield from self._cada(cada)
            case CadaTermino() as cada_termino:
                yield from self._cada_termino(cada_termino)
            case (Primeros() | Ultimos() | DiaDeSemana() | DelMes()) as cuerpo if isinstance(cuerpo.mes, CadaMes):
                yield from self._cada_mes(cuerpo, cuerpo.mes)

    def _unico(self) -> Vencimiento:
        match self.regla.cuerpo:
            case Termino() as termino:
                if termino.unidad is Unidad.HORAS:
                    return self._horas(termino)
                return self._meses(termino) if termino.unidad in _LARGAS else self._dias(termino)
            case MismoDia():
                hecho = self._dia_del_hecho()
                return self._listo(hecho, hecho, 0)
            case DiaDeSemanaJunto() as junto:
                hecho = self._dia_del_hecho()
                paso = -1 if junto.atras else 1
                dias = (paso * (junto.dia_semana - hecho.weekday()) - 1) % 7 + 1
                dia = hecho + paso * timedelta(days=dias, weeks=junto.lugar - 1)
                return self._listo(dia, dia, 0)
            case Antes():
                return self._antes()
            case FechaFija(fecha=fecha):
                return self._listo(fecha, fecha, 0)
            case Rango(desde=desde, hasta=hasta):
                return self._listo(desde, hasta, (hasta - desde).days + 1, abre=desde)
            case (Primeros() | Ultimos() | DiaDeSemana() | DelMes()) as cuerpo:
                return self._del_mes(cuerpo, *self._mes_de(cuerpo.mes))
        raise AssertionError(self.regla.cuerpo)

    def _hecho(self) -> date | datetime:
        if self.desde is None:
            raise EventoDesconocidoError(f"La regla «{self.regla}» necesita la fecha del hecho desde el que se cuenta.")
        return self.desde

    def _dia_del_hecho(self) -> date:
        return _dia(self._hecho(), self.tz)

    def _dias(self, termino: Termino) -> Vencimiento:
        paso = -1 if termino.atras else 1
        hecho = self._dia_del_hecho()
        primero, ultimo, saltados, computo = self._contar(
            hecho if termino.mismo_dia else hecho + paso * _UN_DIA, paso, termino.cantidad, termino.unidad
        )
        if termino.ventana:
            return self._listo(ultimo, primero, termino.cantidad, saltados[::-1], computo, abre=ultimo)
        return self._listo(primero, ultimo, termino.cantidad, saltados, computo)

    def _contar(
        self, dia: date, paso: int, cantidad: int, unidad: Unidad
    ) -> tuple[date, date, tuple[DiaSaltado, ...], str]:
        """Count days from `dia` on, that one included, passing over those that do not count.

        The first and the last one counted, those passed over, and the article that says so.
        """
        modo = self._modo_de(unidad)
        if modo is Modo.NATURALES:
            return dia, date.fromordinal(dia.toordinal() + (cantidad - 1) * paso), (), ""
        es_habil = self.calendario.es_habil
        saltados: list[DiaSaltado] = []
        primero: date | None = None
        faltan = cantidad
        while True:
            if es_habil(dia, modo):
                primero = primero or dia
                faltan -= 1
                if faltan == 0:
                    if modo is not Modo.PROCESO:
                        computo = _COMPUTO_HABILES
                    else:
                        computo = _COMPUTO_MIXTO if saltados else _COMPUTO_PROCESO
                    return primero, dia, tuple(saltados), computo
            else:
                saltados.append(DiaSaltado(dia, self.calendario.motivo(dia, modo)))
            dia += paso * _UN_DIA

    def _modo_de(self, unidad: Unidad) -> Modo:
        if unidad is Unidad.NATURALES:
            return Modo.NATURALES
        if unidad is Unidad.HABILES and self.modo is Modo.NATURALES:
            return Modo.HABILES
        return self.modo

    def _antes(self) -> Vencimiento:
        hecho = self._hecho()
        if isinstance(hecho, datetime):
            momento = hecho.astimezone(self.tz)
            return self._vencimiento(momento, momento, 0)
        return self._listo(hecho - _UN_DIA, hecho - _UN_DIA, 0)

    def _horas(self, termino: Termino) -> Vencimiento:
        inicio = inicio_de(self._hecho(), self.tz)
        fin = self._tras_horas(inicio, -termino.cantidad if termino.atras else termino.cantidad)
        dias, resto = divmod(termino.cantidad, 24)
        contados = termino.cantidad / 24 if resto else dias
        if termino.ventana:
            return self._vencimiento(inicio, fin, contados, computo=_COMPUTO_PROCESO, abre=fin)
        return self._vencimiento(fin, inicio, contados, computo=_COMPUTO_PROCESO)

    def _tras_horas(self, inicio: datetime, horas: int) -> datetime:
        # Through UTC: adding to a local time would forget the hour that a change of time takes or gives.
        return (inicio.astimezone(UTC) + timedelta(hours=horas)).astimezone(self.tz)

    def _meses(self, termino: Termino) -> Vencimiento:
        hecho = self._dia_del_hecho()
        paso = -1 if termino.atras else 1
        inicia, ultimo = hecho + paso * _UN_DIA, _tras(hecho, paso * termino.cantidad, termino.unidad)
        if termino.mismo_dia:
            # Begun a day earlier, it ends a day earlier.
            inicia, ultimo = hecho, ultimo - paso * _UN_DIA
        contados = abs((ultimo - inicia).days) + 1
        if termino.ventana:
            return self._listo(ultimo, inicia, contados, abre=ultimo)
        return self._listo(inicia, ultimo, contados)

    # -- Months -------------------------------------------------------------------------------------------

    def _mes_de(self, mes: Mes) -> tuple[date, date]:
        """The first and the last day of the month, or of the period."""
        if isinstance(mes, MesFijo):
            return mes.dias
        lugar = mes.lugar if isinstance(mes, MesRelativo) else 0
        return _extremos(sumar_meses(self._dia_del_hecho().replace(day=1), lugar))

    def _del_mes(self, cuerpo: Primeros | Ultimos | DiaDeSemana | DelMes, primero: date, ultimo: date) -> Vencimiento:
        match cuerpo:
            case Primeros():
                inicia, fin, saltados, computo = self._contar(primero, 1, cuerpo.cantidad, cuerpo.unidad)
                if fin > ultimo:
                    raise FechaImposibleError(f"{self._como_se_llama(primero)} no tiene {self._cuantos(cuerpo)}.")
                abre = primero if cuerpo.ventana and cuerpo.cantidad > 1 else None
                return self._listo(inicia, fin, cuerpo.cantidad, saltados, computo, abre=abre)
            case Ultimos():
                fin, inicia, saltados, computo = self._contar(ultimo, -1, cuerpo.cantidad, cuerpo.unidad)
                if inicia < primero:
                    raise FechaImposibleError(f"{self._como_se_llama(primero)} no tiene {self._cuantos(cuerpo)}.")
                abre = inicia if cuerpo.cantidad > 1 else None
                return self._listo(inicia, fin, cuerpo.cantidad, saltados[::-1], computo, abre=abre)
            case DiaDeSemana():
                if cuerpo.lugar < 0:
                    dia = ultimo - timedelta(days=(ultimo.weekday() - cuerpo.dia_semana) % 7)
                else:
                    hasta_el_dia = (cuerpo.dia_semana - primero.weekday()) % 7
                    dia = primero + timedelta(days=hasta_el_dia, weeks=cuerpo.lugar - 1)
                return self._listo(dia, dia, 0)
            case DelMes():
                desde, hasta = cuerpo.tramo.dias
                inicia, fin = primero.replace(day=desde), primero.replace(day=hasta) if hasta else ultimo
                return self._listo(inicia, fin, (fin - inicia).days + 1, abre=inicia if cuerpo.ventana else None)

    def _como_se_llama(self, primero: date) -> str:
        mes = getattr(self.regla.cuerpo, "mes", None)
        if isinstance(mes, MesFijo) and mes.meses > 1:
            return str(mes).removeprefix("del ").capitalize()
        return f"{MESES[primero.month - 1].capitalize()} de {primero.year}"

    def _cuantos(self, cuerpo: Primeros | Ultimos) -> str:
        return cuerpo.unidad.en_palabras(cuerpo.cantidad)

    # -- What repeats -------------------------------------------------------------------------------------

    def _cada(self, cada: Cada) -> Iterator[Vencimiento]:
        inicio = cada.desde or self._dia_del_hecho()
        primero = inicio + timedelta(days=(cada.dia_semana - inicio.weekday()) % 7)
        if primero > cada.hasta:
            raise FechaImposibleError(f"Entre {inicio} y {cada.hasta} no hay {DIAS[cada.dia_semana]}.")
        total = (cada.hasta - primero).days // 7 + 1
        for n in range(total):
            yield replace(self._listo(inicio, primero + timedelta(weeks=n), 0), ordinal=(n + 1, total))

    def _cada_termino(self, cada: CadaTermino) -> Iterator[Vencimiento]:
        veces: list[Vencimiento] = []
        previo = self._hecho()
        while True:
            if cada.unidad in _DE_DIAS:
                calculo = replace(self, regla=self._con(Termino(cada.cantidad, cada.unidad)), desde=previo)
            else:
                # From the fact itself: a month that lacks its day does not change those that follow.
                calculo = replace(self, regla=self._con(Termino(cada.cantidad * (len(veces) + 1), cada.unidad)))
            vez = calculo._unico()
            # One that passed over inhábiles belongs to the day on which it ended.
            previo = min((d.fecha for d in vez.dias_recorridos), default=vez.dia)
            if previo > cada.hasta:
                break
            if len(veces) == _DEMASIADAS:
                raise FechaImposibleError(f"La regla «{self.regla}» se repetiría más de {_DEMASIADAS} veces.")
            veces.append(replace(vez, regla=self.regla, fecha_evento=self.desde))
        if not veces:
            raise FechaImposibleError(f"La regla «{self.regla}» termina antes de la primera vez.")
        for lugar, vez in enumerate(veces, start=1):
            yield replace(vez, ordinal=(lugar, len(veces)))

    def _con(self, cuerpo: Cuerpo) -> Regla:
        return replace(self.regla, cuerpo=cuerpo)

    def _cada_mes(self, cuerpo: Primeros | Ultimos | DiaDeSemana | DelMes, cada: CadaMes) -> Iterator[Vencimiento]:
        desde = cada.desde or self._dia_del_hecho()
        mes, veces = desde.replace(day=1), []
        while mes <= cada.hasta:
            vez = self._del_mes(cuerpo, *_extremos(mes))
            dia = min((d.fecha for d in vez.dias_recorridos), default=vez.dia)
            if desde <= dia <= cada.hasta:
                veces.append(vez)
            mes = sumar_meses(mes, 1)
        if not veces:
            raise FechaImposibleError(f"La regla «{self.regla}» no vence ninguna vez entre {desde} y {cada.hasta}.")
        for lugar, vez in enumerate(veces, start=1):
            yield replace(vez, ordinal=(lugar, len(veces)))

    # -- The answer ---------------------------------------------------------------------------------------

    def _listo(
        self,
        inicia: date,
        ultimo: date,
        contados: int,
        saltados: tuple[DiaSaltado, ...] = (),
        computo: str = "",
        abre: date | None = None,
    ) -> Vencimiento:
        ultimo, recorridos = self._recorrer(ultimo) if self.regla.recorre else (ultimo, ())
        hora = self.regla.hora
        vence = datetime.combine(ultimo, hora, tzinfo=self.tz) if hora else fin_del_dia(ultimo, self.tz)
        return self._vencimiento(
            vence,
            inicia,
            contados,
            saltados,
            computo,
            abre=inicio_del_dia(abre, self.tz) if abre else None,
            recorridos=recorridos,
        )

    def _recorrer(self, dia: date) -> tuple[date, tuple[DiaSaltado, ...]]:
        """The next working day, if the rule passes to it a term that ends on an inhábil; and the days passed over."""
        modo = Modo.HABILES if self.modo is Modo.NATURALES else self.modo
        recorridos = []
        while not self.calendario.es_habil(dia, modo):
            recorridos.append(DiaSaltado(dia, self.calendario.motivo(dia, modo)))
            dia += _UN_DIA
        return dia, tuple(recorridos)

    def _vencimiento(
        self,
        vence: datetime,
        inicia: date | datetime,
        contados: int | float,
        saltados: tuple[DiaSaltado, ...] = (),
        computo: str = "",
        abre: datetime | None = None,
        recorridos: tuple[DiaSaltado, ...] = (),
    ) -> Vencimiento:
        if not (PRIMER_ANIO <= vence.year <= ULTIMO_ANIO and (abre is None or abre.year >= PRIMER_ANIO)):
            raise OverflowError
        return Vencimiento(
            regla=self.regla,
            vence=vence,
            inicia=inicia,
            evento=self.evento,
            fecha_evento=self.desde,
            dias_contados=contados,
            dias_saltados=saltados,
            fundamento=self.fundamento or computo,
            modo=self.modo,
            calendario=self.calendario,
            tz=self.tz,
            abre=abre,
            dias_recorridos=recorridos,
        )


# More times than that are a slip of the pen.
_DEMASIADAS = 1000
_DE_DIAS = (Unidad.DIAS, Unidad.NATURALES, Unidad.HABILES)
_LARGAS = (Unidad.SEMANAS, Unidad.MESES, Unidad.ANIOS)


def _tras(dia: date, cantidad: int, unidad: Unidad) -> date:
    """So many weeks, months or years later (earlier, if negative)."""
    if unidad is Unidad.SEMANAS:
        return dia + timedelta(weeks=cantidad)
    return sumar_meses(dia, cantidad * (12 if unidad is Unidad.ANIOS else 1))


def _extremos(primero: date) -> tuple[date, date]:
    return primero, sumar_meses(primero, 1) - _UN_DIA


def sumar_meses(dia: date, meses: int) -> date:
    """The same day `meses` months later (earlier, if negative), or the last of that month if it lacks that day."""
    anio, mes = divmod(dia.year * 12 + dia.month - 1 + meses, 12)
    primero = date(anio, mes + 1, 1)
    siguiente = date(anio + (mes == 11), (mes + 1) % 12 + 1, 1)
    return primero.replace(day=min(dia.day, (siguiente - primero).days))


def inicio_de(cuando: date | datetime, tz: ZoneInfo) -> datetime:
    """The moment itself in local time, or the first one of the day."""
    return cuando.astimezone(tz) if isinstance(cuando, datetime) else inicio_del_dia(cuando, tz)


def _dia(cuando: date | datetime, tz: ZoneInfo) -> date:
    return cuando.astimezone(tz).date() if isinstance(cuando, datetime) else cuando


def _resumen_saltados(saltados: tuple[DiaSaltado, ...]) -> str:
    """«3 días inhábiles (1 sábado, 1 domingo y lun 18 mar 2024, Natalicio…)»."""
    veces = Counter(motivo for _, motivo in saltados)
    fechas = {motivo: fecha for fecha, motivo in saltados}
    partes = []
    for motivo, cuantos in veces.items():
        if motivo in DIAS:
            partes.append(f"{cuantos} {motivo}{'s' if cuantos > 1 else ''}")
        elif cuantos == 1:
            partes.append(f"{fecha_larga(fechas[motivo])}: {motivo}")
        else:
            partes.append(f"{cuantos} días por {motivo}")
    cuenta = f"{len(saltados)} {'días inhábiles' if len(saltados) > 1 else 'día inhábil'}"
    return f"{cuenta} ({', '.join(partes)})"
