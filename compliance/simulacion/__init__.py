"""Plays a whole electoral process without touching the record: `simular(plan, cambios)`. Pure: no ORM, no clock.

Each deliverable goes through the sessions that its plan foresees. If a session moves or is not held, what it was to
decide goes to the next one of the same body; what comes after waits for it. Its limits are those of the plan, moved
by their rules if election day or an approval moves. Backwards from the remission, each session has a last safe day:
the one that still leaves the notice with which the next body is called.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from calendario.inhabiles import CalendarioHabil
from calendario.plazos import PlazoError, leer_fecha

from ..esquema_plan import PlanDatos
from ..ocurrencias import expandir
from .juego import Juego
from .modelo import Cambios, Comparada, Decision, Hecho, Jugada, Reunion, SesionSimulada, Simulacion

__all__ = [
    "Cambios",
    "Comparada",
    "Decision",
    "Hecho",
    "Jugada",
    "Reunion",
    "SesionSimulada",
    "Simulacion",
    "SupuestoInvalidoError",
    "leer_cambios",
    "simular",
]


class SupuestoInvalidoError(ValueError):
    """What is supposed cannot be; `razones` says what, where and how to mend it, in Spanish."""

    def __init__(self, razones: list[str]) -> None:
        super().__init__("\n".join(razones))
        self.razones = razones


def simular(
    plan: PlanDatos,
    cambios: Cambios,
    hechos: Mapping[str, Hecho] | None = None,
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
    plan: PlanDatos, *, jornada: str = "", mover: Iterable[str] = (), cancelar: Iterable[str] = ()
) -> Cambios:
    """What a person supposes, as they write it. Raises SupuestoInvalidoError with everything that cannot be.

    `mover`: «LLAVE=FECHA» (its approval or, if nobody approves it, its remission) or «ÓRGANO@FECHA=FECHA» (the
    sessions of a body on a day). `cancelar`: «FECHA» (every session of that day) or «ÓRGANO@FECHA».
    """
    lector = _Lector(plan)
    cambios = Cambios(
        jornada=lector.jornada(jornada),
        entregables=dict(lector.entregables(mover)),
        sesiones=dict(lector.sesiones),
        canceladas=frozenset(lector.canceladas(cancelar)),
    )
    if lector.razones:
        raise SupuestoInvalidoError(lector.razones)
    return cambios


class _Lector:
    """Understands what is supposed about one plan, and keeps what it could not."""

    def __init__(self, plan: PlanDatos) -> None:
        self.plan = plan
        self.juego = Juego(expandir(plan), {})
        self.razones: list[str] = []
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
        if dia and dia.year != actual.year:
            self.razones.append(
                f"jornada: {dia} es de otro proceso (la del plan es {actual}). Derive primero el plan con "
                "manage.py derivar_plan y simule el derivado."
            )
            return None
        return dia if dia != actual else None

    def entregables(self, mover: Iterable[str]) -> list[tuple[str, date]]:
        """Deliverables moved; the sessions moved are left in `sesiones`."""
        movidos = []
        for texto in mover:
            que, igual, cuando = texto.partition("=")
            if not igual:
                self.razones.append(f"mover: «{texto}» no tiene la forma CLAVE=FECHA.")
                continue
            dia = self._fecha(cuando, f"mover «{texto}»")
            if "@" in que:
                for reunion in self._reuniones(que, f"mover «{texto}»"):
                    if dia:
                        self.sesiones[reunion] = dia
            elif (llave := self._llave(que.strip(), texto)) and dia:
                movidos.append((llave, dia))
        return movidos

    def canceladas(self, cancelar: Iterable[str]) -> list[Reunion]:
        return [reunion for texto in cancelar for reunion in self._reuniones(texto, f"cancelar sesión «{texto}»")]

    def _llave(self, que: str, texto: str) -> str | None:
        """A row by its `llave`, or by its printed key if only one has it."""
        filas = [e.llave for e in self.juego.filas if que in (e.llave, e.clave)]
        if que in filas:
            return que
        if len(filas) == 1:
            return filas[0]
        if filas:
            self.razones.append(f"mover «{texto}»: la clave {que} es de {len(filas)} entregables: {', '.join(filas)}.")
        else:
            self.razones.append(
                f"mover «{texto}»: no hay un entregable con la clave «{que}». "
                f"Los hay con estas: {', '.join(e.llave for e in self.juego.filas)}."
            )
        return None

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
