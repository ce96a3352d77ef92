"""Moves days, months, keys and the dates inside texts from one process to the next. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from calendario.fechas import DIAS, MESES
from calendario.plazos import sumar_meses

SIN_NUMERO = "número por asignar"

_MES = f"(?i:{'|'.join(MESES)})"
_ANIO = r"(?P<{}>(?:19|20)\d\d)(?!\d)"
_UN_DIA = r"\d{1,2}[°º]?"
# None of the forms below is without one.
_CIFRA = re.compile(r"\d")
_DIAS = [
    r"(?<!\d)(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)",
    r"(?<!\d)(?P<cifra>\d{1,2}/\d{1,2}/\d{4})(?!\d)",
    rf"(?P<prosa>(?:(?P<semana>(?i:{'|'.join(DIAS)}))\s+)?(?<!\d)(?P<dias>{_UN_DIA}(?:\s*(?:,\s*y|,|y)\s*{_UN_DIA})*)"
    rf"\s+de\s+(?P<mes>{_MES})(?P<nexo>\s+(?:de\s+|del\s+)?(?:año\s+)?){_ANIO.format('anio')})",
]
_FORMAS = re.compile(
    "|".join(
        [
            *_DIAS[:2],
            # An act or a letter: series, number and year («IMPEPAC /CEE/249/2023», «IEEH_PRESIDENCIA-PEL_0299_2024»).
            r"(?P<acto>\(?\b[A-ZÁÉÍÓÚÑ][^\W_.]*(?:\.[^\W_.]+)*\.?(?:(?:\s*/\s*|[_-])[^\W_]+)*(?:\s*/\s*|[_-])\d{2,4}\b\)?)",
            _DIAS[2],
            rf"(?P<mensual>\b(?P<solo_mes>{_MES})(?P<solo_nexo>\s+(?:de\s+|del\s+)?(?:año\s+)?){_ANIO.format('solo_anio')})",
            rf"(?<!\d){_ANIO.format('suelto')}",
        ]
    )
)
_DIA_ESCRITO = re.compile("|".join(_DIAS))
_HECHO = re.compile(r"\b(?P<verbo>celebrad|presentad)(?P<fin>[oa]s?)(?=\s+(?:a más tardar\s+)?(?:el|los)\s)")


# Months: from fewer than these, an election is of the same process.
_DE_OTRO_PROCESO = 18


@dataclass(frozen=True)
class Traslado:
    """From the election day of one process to that of another. The old process are the years of its own plan."""

    antes: date
    despues: date

    @property
    def anios(self) -> int:
        """Years between the two: what the annual dates of the law move."""
        return self.despues.year - self.antes.year

    @property
    def meses(self) -> int:
        """Months between the two: what moves a date that no rule gives."""
        return 12 * self.anios + self.despues.month - self.antes.month

    @property
    def extraordinaria(self) -> bool:
        """Whether it is another election of the same process: the next one is held two years later or more."""
        return self.meses < _DE_OTRO_PROCESO

    def dia(self, dia: date) -> date:
        """The same day as many months later as election day is; the last of the month if it lacks that day."""
        return sumar_meses(dia, self.meses)

    def legal(self, dia: date) -> date:
        """An annual date of the law, in its year of the new process. The law dates no extraordinary election."""
        return self.dia(dia) if self.extraordinaria else sumar_meses(dia, 12 * self.anios)

    def mes(self, mes: str) -> str:
        """A month AAAA-MM, moved likewise."""
        return f"{self.dia(date.fromisoformat(f'{mes}-01')):%Y-%m}"

    def clave(self, clave: str) -> str:
        """A key with the months and years in it moved: «informe-mensual-2023-09», «impepac-2023-2024»."""
        movida = re.sub(
            r"(?<!\d)((?:19|20)\d\d-(?:0[1-9]|1[0-2]))(?!\d)",
            lambda h: self.mes(h[1]) if self._propio(int(h[1][:4])) else h[1],
            clave,
        )
        if movida != clave:
            return movida
        return re.sub(r"(?<!\d)((?:19|20)\d\d)(?!\d)", lambda h: str(self._anio(int(h[1]))), clave)

    def regla(self, regla: str) -> str:
        """A rule with its fixed dates in the new process."""
        return self.texto(regla, por_ley=True)

    def texto(self, texto: str, fechas: Mapping[date, date] | None = None, *, por_ley: bool = False) -> str:
        """A text with its dates in the new process: those of `fechas` where they say, the others moved.

        Election day stays election day, and its eve its eve. Numbers of acts of the old process become «(número por
        asignar)», and what it tells as done, to be done.
        """
        if not _CIFRA.search(texto):
            return texto
        mover = self.legal if por_ley else self.dia
        un_dia = timedelta(days=1)
        sabidas = {self.antes: self.despues, self.antes - un_dia: self.despues - un_dia, **(fechas or {})}

        def nueva(dia: date) -> date:
            return sabidas.get(dia) or (mover(dia) if self._propio(dia.year) else dia)

        movido = _FORMAS.sub(lambda h: self._forma(h, nueva), texto)
        if movido == texto:
            return texto
        sin = re.escape(f"({SIN_NUMERO})")
        movido = re.sub(rf"{sin}(?:(?:,| y)\s*{sin})+", "(números por asignar)", movido)
        return _HECHO.sub(lambda h: f"a {h['verbo'][:-2]}arse", movido)

    def _forma(self, h: re.Match[str], nueva: Callable[[date], date]) -> str:
        if h["iso"] or h["cifra"]:
            return self._cifras(h[0], nueva)
        if h["acto"]:
            return self._acto(h["acto"])
        if h["prosa"]:
            return self._prosa(h, nueva)
        if h["mensual"]:
            primero = date(int(h["solo_anio"]), MESES.index(h["solo_mes"].lower()) + 1, 1)
            movido = self.dia(primero) if self._propio(primero.year) else primero
            return f"{_como(h['solo_mes'], MESES[movido.month - 1])}{h['solo_nexo']}{movido.year}"
        return str(self._anio(int(h["suelto"])))

    def _cifras(self, escrita: str, nueva: Callable[[date], date]) -> str:
        """A day in figures; one that no calendar has stays as written."""
        partes = [int(n) for n in re.split("[-/]", escrita)]
        anio, mes, dia = partes if "-" in escrita else reversed(partes)
        try:
            movido = nueva(date(anio, mes, dia))
        except ValueError:
            return escrita
        return movido.isoformat() if "-" in escrita else f"{movido:%d/%m/%Y}"

    def _prosa(self, h: re.Match[str], nueva: Callable[[date], date]) -> str:
        numeros = [int(n) for n in re.findall(r"\d+", h["dias"])]
        mes = MESES.index(h["mes"].lower()) + 1
        try:
            dias = [nueva(date(int(h["anio"]), mes, n)) for n in numeros]
        except ValueError:
            return h[0]
        lugares = iter(dias)
        texto = re.sub(r"(\d+)[°º]?", lambda d: _numero(d[0], next(lugares).day), h["dias"])
        semana = f"{_como(h['semana'], DIAS[dias[-1].weekday()])} " if h["semana"] else ""
        return f"{semana}{texto} de {_como(h['mes'], MESES[dias[-1].month - 1])}{h['nexo']}{dias[-1].year}"

    def _acto(self, acto: str) -> str:
        partes = re.findall(r"[^\W\d_]+|\d+", acto)
        if len(partes) < 3 or not partes[-2].isdigit():
            return acto
        anio = int(partes[-1]) + (2000 if len(partes[-1]) == 2 else 0)
        # What was issued before the process still stands; three digits are no year.
        return acto if 1999 < anio < self.antes.year - 1 else f"({SIN_NUMERO})"

    def _propio(self, anio: int) -> bool:
        return self.antes.year - 1 <= anio <= self.antes.year

    def _anio(self, anio: int) -> int:
        return anio + self.anios if self._propio(anio) else anio


def dias_escritos(texto: str) -> list[str]:
    """The days that a text names, as it writes them."""
    return [h[0] for h in _DIA_ESCRITO.finditer(texto)]


def _como(modelo: str, palabra: str) -> str:
    return palabra.capitalize() if modelo[0].isupper() else palabra


def _numero(escrito: str, dia: int) -> str:
    """A day written as the old one was: «05», «1°»."""
    ordinal = escrito[-1] if not escrito[-1].isdigit() and dia == 1 else ""
    return f"{dia:02}{ordinal}" if escrito.startswith("0") else f"{dia}{ordinal}"
