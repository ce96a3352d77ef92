"""Plays a whole electoral process without touching the record: `simular(plan, cambios)`. Pure: no ORM, no clock.

Each deliverable goes through the sessions that its plan foresees. If a session moves or is not held, what it was to
decide goes to the next one of the same body; what comes after waits for it. Its limits are those of the plan, moved
by their rules if election day or an approval moves. Backwards from the remission, each session has a last safe day:
the one that still leaves the notice with which the next body is called.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from calendario.fechas import DIAS
from calendario.inhabiles import CalendarioHabil
from calendario.plazos import PlazoError, leer_fecha

from ..esquema import PlanDatos
from ..ocurrencias import expandir
from .juego import Juego, dias_de_aviso
from .modelo import Cambios, Comparada, DecisionSimulada, Jugada, LoOcurrido, Reunion, SesionSimulada, Simulacion

__all__ = [
    "Cambios",
    "Comparada",
    "DecisionSimulada",
    "Jugada",
    "LoOcurrido",
    "Reunion",
    "SesionSimulada",
    "Simulacion",
    "SupuestoInvalidoError",
    "dias_de_aviso",
    "leer_cambios",
    "simular",
]


Movido = TypeVar("Movido", str, Reunion)


class SupuestoInvalidoError(ValueError):
    """What is supposed cannot be; `razones` says what, where and how to mend it, in Spanish."""

    def __init__(self, razones: list[str]) -> None:
        super().__init__("\n".join(razones))
        self.razones = razones


def simular(
    plan: PlanDatos,
    cambios: Cambios,
    hechos: Mapping[str, LoOcurrido] | None = None,
    calendario: CalendarioHabil | None = None,
) -> Simulacion:
    """Play `plan` as it is and with `cambios`.

    `hechos` is what already happened, by `llave`; `calendario` the working days of the institute (by default, as far
    as the plan tells).
    """
    juego = Juego(expandir(plan), hechos or {}, calendario)
    antes = juego.jugar(Cambios())
    despues = juego.jugar(cambios) if cambios else antes
    filas = tuple(Comparada(a, d) for a, d in zip(antes.jugadas, despues.jugadas, strict=True))
    return Simulacion(plan, cambios, filas, antes.sesiones, despues.sesiones)


def leer_cambios(
    plan: PlanDatos,
    hechos: Mapping[str, LoOcurrido] | None = None,
    *,
    jornada: str = "",
    mover: Iterable[str] = (),
    cancelar: Iterable[str] = (),
) -> Cambios:
    """What a person supposes, as they write it. Raises SupuestoInvalidoError with everything that cannot be.

    `hechos`: as in `simular`. `mover`: «LLAVE=FECHA» (its approval or, if nobody approves it, its remission) or
    «ÓRGANO@FECHA=FECHA» (the sessions of a body on a day). `cancelar`: «FECHA» (every session of that day) or
    «ÓRGANO@FECHA».
    """
    lector = _Lector(plan, hechos or {})
    lector.mover(mover)
    cambios = Cambios(
        jornada=lector.jornada(jornada),
        entregables=lector.entregables,
        sesiones=lector.sesiones,
        canceladas=frozenset(lector.canceladas(cancelar)),
    )
    if lector.razones:
        raise SupuestoInvalidoError(lector.razones)
    return cambios


class _Lector:
    """Understands what is supposed about one plan, and keeps what it could not."""

    def __init__(self, plan: PlanDatos, hechos: Mapping[str, LoOcurrido]) -> None:
        self.plan = plan
        self.juego = Juego(expandir(plan), hechos)
        self.razones: list[str] = []
        self.entregables: dict[str, date] = {}
        self.sesiones: dict[Reunion, date] = {}

    def _fecha(self, texto: str, lugar: str) -> date | None:
        try:
            return leer_fecha(texto.strip())
        except PlazoError as error:
            self.razones.append(f"{lugar}: {error}")
            return None

    def jornada(self, texto: str) -> date | None:
        dia = self._fecha(texto, "jornada") if texto else None
        actual = self.plan.proceso.jornada
        if dia is None or dia == actual:
            return None
        if dia.year != actual.year:
            self.razones.append(
                f"jornada: {dia} es de otro proceso (la del plan es {actual}). Derive primero el plan con "
                "manage.py derivar_plan y simule el derivado."
            )
        elif dia.weekday() != 6:
            self.razones.append(f"jornada: {dia} es {DIAS[dia.weekday()]}; las elecciones se celebran en domingo.")
        return dia

    def mover(self, textos: Iterable[str]) -> None:
        """Deliverables and sessions, each to one day of this process."""
        for texto in textos:
            lugar = f"mover «{texto}»"
            que, igual, cuando = texto.partition("=")
            if not igual:
                self.razones.append(f"mover: «{texto}» no tiene la forma CLAVE=FECHA.")
                continue
            dia = self._fecha_del_proceso(cuando, lugar)
            if "@" in que:
                for reunion in self._reuniones(que, lugar):
                    self._anotar(self.sesiones, reunion, dia, lugar)
            elif llave := self._llave(que.strip(), lugar):
                self._anotar(self.entregables, llave, dia, lugar)

    def _anotar(self, movidos: dict[Movido, date], que: Movido, dia: date | None, lugar: str) -> None:
        if dia and movidos.setdefault(que, dia) != dia:
            self.razones.append(f"{lugar}: también se supone que se mueve al {movidos[que]}. Deje solo uno.")

    def canceladas(self, cancelar: Iterable[str]) -> list[Reunion]:
        """Sessions that are not held, none of which moves."""
        canceladas = []
        for texto in cancelar:
            lugar = f"cancelar sesión «{texto}»"
            for reunion in self._reuniones(texto, lugar):
                canceladas.append(reunion)
                if reunion in self.sesiones:
                    self.razones.append(
                        f"{lugar}: también se supone que la de {reunion.organo} se mueve al {self.sesiones[reunion]}. "
                        "Deje solo una de las dos cosas."
                    )
        return canceladas

    def _fecha_del_proceso(self, texto: str, lugar: str) -> date | None:
        dia, jornada = self._fecha(texto, lugar), self.plan.proceso.jornada
        # No plan begins or ends in a year that is not next to that of its election.
        if dia and abs(dia.year - jornada.year) > 1:
            self.razones.append(
                f"{lugar}: {dia} no es de este proceso, cuya jornada es el {jornada}: el año debe ir de "
                f"{jornada.year - 1} a {jornada.year + 1}."
            )
            return None
        return dia

    def _llave(self, que: str, lugar: str) -> str | None:
        """A row by its `llave`, or by its printed key if only one has it, unless it already happened."""
        filas = [e for e in self.juego.filas if que == e.llave] or [e for e in self.juego.filas if que == e.clave]
        if not filas:
            self.razones.append(
                f"{lugar}: no hay un entregable con la clave «{que}». "
                f"Los hay con estas: {', '.join(e.llave for e in self.juego.filas)}."
            )
            return None
        if len(filas) > 1:
            llaves = ", ".join(e.llave for e in filas)
            self.razones.append(f"{lugar}: la clave {que} es de {len(filas)} entregables: {llaves}.")
            return None
        hecho = self.juego.hecho(filas[0])
        if dia := hecho.aprobado or hecho.remitido:
            que_paso = "se aprobó" if hecho.aprobado else "se remitió"
            self.razones.append(f"{lugar}: ya {que_paso} el {dia}, y lo que ya ocurrió no se mueve.")
            return None
        return filas[0].llave

    def _reuniones(self, texto: str, lugar: str) -> list[Reunion]:
        """The sessions of a day, of one body if it is named."""
        organo, arroba, cuando = texto.rpartition("@")
        dia = self._fecha(cuando, lugar)
        if arroba and organo not in self.juego.organos:
            self.razones.append(f"{lugar}: no hay un órgano «{organo}»; los hay: {', '.join(self.juego.organos)}.")
            return []
        if dia is None:
            return []
        halladas = [r for r in self.juego.agenda if r.dia == dia and organo in ("", r.organo)]
        if not halladas:
            dias = sorted({r.dia for r in self.juego.agenda if organo in ("", r.organo)})
            cercanos = sorted(sorted(dias, key=lambda d: abs((d - dia).days))[:4])
            self.razones.append(
                f"{lugar}: no hay sesión prevista el {dia}. Las más cercanas: "
                f"{', '.join(str(d) for d in cercanos) or 'ninguna'}."
            )
        return halladas
