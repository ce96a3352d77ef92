"""Legal terms: from a rule and a fact to a due moment that explains itself. Pure: no ORM, no clock.

`calcular` evaluates a rule of calendario.reglas and answers a `Vencimiento`; `ocurrencias` answers all those of a
rule that repeats. calendario.dependencias evaluates sets of rules that count from one another.

How it counts (decision 0010):

- A term starts the day after the fact, or the day before it going back, unless the rule says otherwise. A due day
  ends at 23:59:59 in the time zone of the institute.
- Hours run from moment to moment; a fact with a date and no hour is taken at 00:00, the strictest reading.
- Months and years run from date to date; in a month that lacks that date, they end on its last day.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from .fechas import DIAS, MESES, fecha_en_prosa, fecha_larga, fin_del_dia, inicio_del_dia
from .inhabiles import NACIONAL, PRIMER_ANIO, ULTIMO_ANIO, CalendarioHabil, Modo
from .reglas import (
    Cada,
    FechaFija,
    FechaImposibleError,
    MismoDia,
    PlazoError,
    Primeros,
    Regla,
    ReglaInvalidaError,
    Termino,
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
    "calcular",
    "interpretar",
    "leer_fecha",
    "necesita_hecho",
    "ocurrencias",
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

    @property
    def dia(self) -> date:
        """The local day on which it is due."""
        return self.vence.astimezone(self.tz).date()

    @cached_property
    def explicacion(self) -> str:
        """One plain sentence in Spanish: what, from when, what was skipped, by which article."""
        hora = self.vence.astimezone(self.tz)
        fundamento = f" (fundamento: {self.fundamento})" if self.fundamento else ""
        return f"Vence el {fecha_en_prosa(self.dia)} a las {hora:%H:%M}: {self.razon}{fundamento}."

    @cached_property
    def razon(self) -> str:
        """The middle of that sentence: how it was counted and what was skipped."""
        saltados = f", sin contar {_resumen_saltados(self.dias_saltados)}" if self.dias_saltados else ""
        return f"{self._por_que()}{saltados}"

    def _por_que(self) -> str:
        cuerpo, hecho = self.regla.cuerpo, self.evento or "el hecho"
        cuando = f" ({self._cuando()})" if self.fecha_evento is not None else ""
        match cuerpo:
            case FechaFija():
                return "es una fecha fija y ese día se incluye completo"
            case MismoDia():
                return f"es el mismo día {con_preposicion('de', hecho)}"
            case Cada():
                dia, (lugar, total) = DIAS[cuerpo.dia_semana], self.ordinal
                cual = f"único {dia} que hay" if total == 1 else f"{dia} número {lugar} de los {total} que hay"
                return (
                    f"es el {cual} del {fecha_en_prosa(_dia(self.inicia, self.tz))} al {fecha_en_prosa(cuerpo.hasta)}"
                )
            case Primeros():
                mes = _dia(self.fecha_evento, self.tz) if self.fecha_evento else self.dia
                cual = f"del mes siguiente a {MESES[mes.month - 1]} de {mes.year}"
                if cuerpo.cantidad == 1:
                    return f"es el primer {self._cuantos(cuerpo)[2:]} {cual}"
                return f"es el último de los primeros {self._cuantos(cuerpo)} {cual}"
            case Termino():
                return self._por_que_termino(cuerpo, hecho, cuando)

    def _por_que_termino(self, termino: Termino, hecho: str, cuando: str) -> str:
        cuantos = self._cuantos(termino)
        atras = " hacia atrás" if termino.atras else ""
        if termino.unidad is Unidad.HORAS:
            nota = "" if isinstance(self.fecha_evento, datetime) else "; sin hora señalada, se toman las 00:00"
            return f"{cuantos} de momento a momento{atras} desde {hecho}{cuando}{nota}"
        contados = "contado" if termino.cantidad == 1 else "contados"
        if termino.mismo_dia:
            return f"{cuantos} {contados}{atras} desde el mismo día {con_preposicion('de', hecho)}{cuando}"
        lado = f"{'anterior' if termino.atras else 'siguiente'} {con_preposicion('a', hecho)}{cuando}"
        if termino.cantidad == 1 and termino.unidad not in (Unidad.MESES, Unidad.ANIOS):
            return f"es el {cuantos[2:]} {lado}"
        return f"{cuantos} {contados}{atras} desde el día {lado}"

    def _cuantos(self, cuerpo: Termino | Primeros) -> str:
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
        if not isinstance(cuerpo, Termino | Primeros):
            yield DiaDeLaCuenta(self.dia, 1, "vence")
            return
        if isinstance(cuerpo, Termino) and cuerpo.unidad is Unidad.HORAS:
            yield from self._filas_de_horas()
            return
        saltados = dict(self.dias_saltados)
        extremos = (_dia(self.inicia, self.tz), self.dia, *saltados)
        dias = [min(extremos) + n * _UN_DIA for n in range((max(extremos) - min(extremos)).days + 1)]
        if isinstance(cuerpo, Termino):
            if cuerpo.atras:
                dias.reverse()
            if not cuerpo.mismo_dia and self.fecha_evento is not None:
                yield DiaDeLaCuenta(_dia(self.fecha_evento, self.tz), None, "día del hecho: no se cuenta")
        numero = 0
        for dia in dias:
            if dia in saltados:
                yield DiaDeLaCuenta(dia, None, saltados[dia])
            else:
                numero += 1
                yield DiaDeLaCuenta(dia, numero, "vence" if dia == self.dia else "")

    def _filas_de_horas(self) -> Iterator[DiaDeLaCuenta]:
        inicio, fin = sorted((inicio_de(self.inicia, self.tz), self.vence))
        dia, ultimo = _dia(inicio, self.tz), _dia(fin, self.tz)
        numero = 0
        while dia <= ultimo:
            desde = max(inicio, inicio_del_dia(dia, self.tz))
            hasta = min(fin, inicio_del_dia(dia + _UN_DIA, self.tz))
            numero += 1
            minutos = int((hasta.astimezone(UTC) - desde.astimezone(UTC)).total_seconds()) // 60
            yield DiaDeLaCuenta(dia, numero, f"{minutos // 60} h {minutos % 60:02} min")
            dia += _UN_DIA

    def como_dict(self) -> dict[str, Any]:
        """Plain values for JSON; dates in ISO form."""
        return {
            "vence": self.vence.isoformat(),
            "inicia": self.inicia.isoformat(),
            "dias_contados": self.dias_contados,
            "dias_saltados": [{"fecha": s.fecha.isoformat(), "motivo": s.motivo} for s in self.dias_saltados],
            "explicacion": self.explicacion,
            "fundamento": self.fundamento,
        }


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
    if isinstance(regla, str):
        regla = interpretar(regla)
    zona = tz or calendario.tz
    if isinstance(desde, datetime) and desde.tzinfo is None:
        raise FechaImposibleError(f"A {desde.isoformat()} le falta la zona horaria.")
    acto = Modo.PROCESO if regla.del_proceso else modo
    calculo = _Calculo(regla, desde, calendario, zona, acto, evento or regla.hecho, fundamento or regla.fundamento)
    try:
        return calculo.vencimiento()
    except (OverflowError, ValueError) as error:
        if isinstance(error, PlazoError):
            raise
        cual = f"La regla «{regla}» desde {desde}" if desde else f"La regla «{regla}»"
        raise FechaImposibleError(f"{cual} cae fuera de los años {PRIMER_ANIO} a {ULTIMO_ANIO}.") from error


def necesita_hecho(regla: Regla | str) -> bool:
    """Whether a rule counts from something: a fixed date, or a weekly rule that says since when, does not."""
    cuerpo = (interpretar(regla) if isinstance(regla, str) else regla).cuerpo
    return not (isinstance(cuerpo, FechaFija) or (isinstance(cuerpo, Cada) and cuerpo.desde))


def ocurrencias(
    regla: Regla | str,
    *,
    desde: date | datetime | None = None,
    calendario: CalendarioHabil = NACIONAL,
) -> tuple[Vencimiento, ...]:
    """Every time a rule is due: one, unless it repeats. Arguments and errors as in `calcular`."""
    primero = calcular(regla, desde=desde, calendario=calendario)
    total = primero.ordinal[1]
    siguientes = (
        replace(
            primero,
            vence=fin_del_dia(primero.dia + timedelta(weeks=n), primero.tz),
            ordinal=(n + 1, total),
        )
        for n in range(1, total)
    )
    return primero, *siguientes


@dataclass(frozen=True, slots=True)
class _Calculo:
    """The arguments of one evaluation, checked."""

    regla: Regla
    desde: date | datetime | None
    calendario: CalendarioHabil
    tz: ZoneInfo
    modo: Modo
    evento: str
    fundamento: str

    def vencimiento(self) -> Vencimiento:
        match self.regla.cuerpo:
            case Termino() as termino if termino.unidad is Unidad.HORAS:
                return self._horas(termino)
            case Termino() as termino if termino.unidad in (Unidad.MESES, Unidad.ANIOS):
                return self._meses(termino)
            case Termino() as termino:
                paso = -1 if termino.atras else 1
                hecho = self._dia_del_hecho()
                return self._contar(hecho if termino.mismo_dia else hecho + paso * _UN_DIA, paso, termino)
            case MismoDia():
                hecho = self._dia_del_hecho()
                return self._listo(hecho, hecho, 0)
            case Primeros() as primeros:
                hecho = self._dia_del_hecho()
                inicio = sumar_meses(hecho.replace(day=1), 1)
                resultado = self._contar(inicio, 1, primeros)
                if resultado.dia.month != inicio.month:
                    raise FechaImposibleError(
                        f"{MESES[inicio.month - 1].capitalize()} de {inicio.year} no tiene "
                        f"{primeros.unidad.en_palabras(primeros.cantidad)}."
                    )
                return resultado
            case Cada() as cada:
                return self._cada(cada)
            case FechaFija(fecha=fecha):
                return self._listo(fecha, fecha, 0)

    def _hecho(self) -> date | datetime:
        if self.desde is None:
            raise EventoDesconocidoError(f"La regla «{self.regla}» necesita la fecha del hecho desde el que se cuenta.")
        return self.desde

    def _dia_del_hecho(self) -> date:
        return _dia(self._hecho(), self.tz)

    def _contar(self, dia: date, paso: int, cuanto: Termino | Primeros) -> Vencimiento:
        """Count days from `dia` on, that one included, passing over those that do not count."""
        modo = self._modo_de(cuanto.unidad)
        if modo is Modo.NATURALES:
            ultimo = dia + (cuanto.cantidad - 1) * paso * _UN_DIA
            return self._listo(dia, ultimo, cuanto.cantidad)
        es_habil = self.calendario.es_habil
        saltados: list[DiaSaltado] = []
        inicia: date | None = None
        faltan = cuanto.cantidad
        while True:
            if es_habil(dia, modo):
                inicia = inicia or dia
                faltan -= 1
                if faltan == 0:
                    if modo is not Modo.PROCESO:
                        computo = _COMPUTO_HABILES
                    else:
                        computo = _COMPUTO_MIXTO if saltados else _COMPUTO_PROCESO
                    return self._listo(inicia, dia, cuanto.cantidad, tuple(saltados), computo)
            else:
                saltados.append(DiaSaltado(dia, self.calendario.motivo(dia, modo)))
            dia += paso * _UN_DIA

    def _modo_de(self, unidad: Unidad) -> Modo:
        if unidad is Unidad.NATURALES:
            return Modo.NATURALES
        if unidad is Unidad.HABILES and self.modo is Modo.NATURALES:
            return Modo.HABILES
        return self.modo

    def _horas(self, termino: Termino) -> Vencimiento:
        inicio = inicio_de(self._hecho(), self.tz)
        lapso = timedelta(hours=-termino.cantidad if termino.atras else termino.cantidad)
        # Through UTC: adding to a local time would forget the hour that a change of time takes or gives.
        vence = (inicio.astimezone(UTC) + lapso).astimezone(self.tz)
        dias, resto = divmod(termino.cantidad, 24)
        return self._vencimiento(vence, inicio, termino.cantidad / 24 if resto else dias, (), _COMPUTO_PROCESO)

    def _meses(self, termino: Termino) -> Vencimiento:
        hecho = self._dia_del_hecho()
        paso = -1 if termino.atras else 1
        meses = termino.cantidad * (12 if termino.unidad is Unidad.ANIOS else 1)
        inicia, ultimo = hecho + paso * _UN_DIA, sumar_meses(hecho, paso * meses)
        if termino.mismo_dia:
            # Begun a day earlier, it ends a day earlier.
            inicia, ultimo = hecho, ultimo - paso * _UN_DIA
        return self._listo(inicia, ultimo, abs((ultimo - inicia).days) + 1)

    def _cada(self, cada: Cada) -> Vencimiento:
        inicio = cada.desde or self._dia_del_hecho()
        primero = inicio + timedelta(days=(cada.dia_semana - inicio.weekday()) % 7)
        if primero > cada.hasta:
            raise FechaImposibleError(f"Entre {inicio} y {cada.hasta} no hay {DIAS[cada.dia_semana]}.")
        total = (cada.hasta - primero).days // 7 + 1
        return self._vencimiento(fin_del_dia(primero, self.tz), inicio, 0, (), "", (1, total))

    def _listo(
        self,
        inicia: date,
        ultimo: date,
        contados: int,
        saltados: tuple[DiaSaltado, ...] = (),
        computo: str = "",
    ) -> Vencimiento:
        return self._vencimiento(fin_del_dia(ultimo, self.tz), inicia, contados, saltados, computo)

    def _vencimiento(
        self,
        vence: datetime,
        inicia: date | datetime,
        contados: int | float,
        saltados: tuple[DiaSaltado, ...],
        computo: str,
        ordinal: tuple[int, int] = (1, 1),
    ) -> Vencimiento:
        if not PRIMER_ANIO <= vence.year <= ULTIMO_ANIO:
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
            ordinal=ordinal,
        )


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
