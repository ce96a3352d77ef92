"""What a simulation takes and answers. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from calendario.fechas import fecha_larga

from ..esquema import PlanDatos


class Reunion(NamedTuple):
    """A session as the plan foresees it: which body, «sesion» or «reunion» de trabajo, which day."""

    organo: str
    tipo: str
    dia: date


@dataclass(frozen=True)
class Cambios:
    """What is supposed: another election day, other days of deliverables and sessions, sessions that are not held."""

    jornada: date | None = None
    entregables: Mapping[str, date] = field(default_factory=dict)
    sesiones: Mapping[Reunion, date] = field(default_factory=dict)
    canceladas: frozenset[Reunion] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.jornada or self.entregables or self.sesiones or self.canceladas)


@dataclass(frozen=True)
class LoOcurrido:
    """What already happened to a deliverable: it is not played again."""

    aprobado: date | None = None
    remitido: date | None = None


@dataclass(frozen=True)
class DecisionSimulada:
    """A stage at which a body decides a deliverable. `dia` is None if no session is left for it.

    `ultimo_dia` is the last one on which it can be held so that what follows still fits, convocation included.
    """

    etapa: str
    nombre: str
    organo: str
    tipo: str
    dia: date | None
    ultimo_dia: date | None


@dataclass(frozen=True)
class Jugada:
    """A deliverable as the simulation leaves it."""

    llave: str
    clave: str
    titulo: str
    aprobacion: date | None
    limite_aprobacion: date | None
    remision: date | None
    limite_remision: date | None
    sin_sesion: bool
    decisiones: tuple[DecisionSimulada, ...]

    @property
    def holgura_aprobacion(self) -> int | None:
        """Days between the approval and its limit; negative if late."""
        return _dias(self.aprobacion, self.limite_aprobacion)

    @property
    def holgura_remision(self) -> int | None:
        """Days between the remission and its limit; negative if late."""
        return _dias(self.remision, self.limite_remision)

    @property
    def holgura(self) -> int | None:
        """The slack that it keeps: the smaller of the two. None if nothing of it has a date."""
        conocidas = [h for h in (self.holgura_aprobacion, self.holgura_remision) if h is not None]
        return min(conocidas, default=None)

    @property
    def tarde(self) -> bool:
        """Whether it is approved or sent after its day, or is left without a session that decides it."""
        return self.sin_sesion or (self.holgura is not None and self.holgura < 0)

    @property
    def razones(self) -> tuple[str, ...]:
        """Why it is late, each in Spanish; empty in time."""
        razones = []
        if self.sin_sesion:
            pendiente = next(d for d in self.decisiones if d.dia is None)
            razones.append(f"no queda una sesión que lo decida ({pendiente.nombre})")
        for que, dia, limite, holgura in (
            ("se aprueba", self.aprobacion, self.limite_aprobacion, self.holgura_aprobacion),
            ("se remite", self.remision, self.limite_remision, self.holgura_remision),
        ):
            if dia and limite and holgura is not None and holgura < 0:
                cuantos = "1 día" if holgura == -1 else f"{-holgura} días"
                razones.append(f"{que} el {fecha_larga(dia)}, {cuantos} después del {fecha_larga(limite)}")
        return tuple(razones)

    @property
    def cumple(self) -> date | None:
        """The day on which all that it owes is met: it is approved and, if it goes to INE, sent."""
        return max((d for d in (self.aprobacion, self.remision) if d), default=None)

    @property
    def desde(self) -> date | None:
        """Its first day on the calendar."""
        return min(self._dias_propios, default=None)

    @property
    def hasta(self) -> date | None:
        """Its last one."""
        return max(self._dias_propios, default=None)

    @property
    def _dias_propios(self) -> list[date]:
        fechas = (self.aprobacion, self.limite_aprobacion, self.remision, self.limite_remision)
        return [d for d in (*(d.dia for d in self.decisiones), *fechas) if d]

    def como_dict(self) -> dict[str, Any]:
        """Plain values for JSON; dates in ISO form."""
        return {
            "aprobacion": _iso(self.aprobacion),
            "limite_aprobacion": _iso(self.limite_aprobacion),
            "holgura_aprobacion": self.holgura_aprobacion,
            "remision": _iso(self.remision),
            "limite_remision": _iso(self.limite_remision),
            "holgura_remision": self.holgura_remision,
            "holgura": self.holgura,
            "tarde": self.tarde,
            "sin_sesion": self.sin_sesion,
            "razones": list(self.razones),
        }


@dataclass(frozen=True)
class SesionSimulada:
    """A session of the simulation: what it decides and the last safe day to hold it and to call it."""

    organo: str
    nombre: str
    tipo: str
    dia: date
    decide: tuple[str, ...]
    ultimo_dia: date | None
    convocar: date
    ultima_convocatoria: date | None
    horas: int

    @property
    def margen(self) -> int | None:
        """Days between it and its last safe day; negative if it leaves no room for what follows."""
        return _dias(self.dia, self.ultimo_dia)

    @property
    def pasada(self) -> bool:
        """Whether it is held after its last safe day: what it decides can no longer be in time."""
        return self.margen is not None and self.margen < 0

    def como_dict(self) -> dict[str, Any]:
        """Plain values for JSON; dates in ISO form."""
        return {
            "organo": self.organo,
            "tipo": self.tipo,
            "fecha": self.dia.isoformat(),
            "decide": list(self.decide),
            "ultima_fecha_segura": _iso(self.ultimo_dia),
            "margen": self.margen,
            "pasada": self.pasada,
            "convocatoria_horas": self.horas,
            "convocar_a_mas_tardar": _iso(self.convocar),
            "ultima_convocatoria_segura": _iso(self.ultima_convocatoria),
        }


@dataclass(frozen=True)
class Comparada:
    """A deliverable before and after what is supposed."""

    antes: Jugada
    despues: Jugada

    @property
    def cambia(self) -> bool:
        """Whether any of its dates moved."""
        return self.antes != self.despues

    @property
    def se_atrasa(self) -> bool:
        """Late after, and not before."""
        return self.despues.tarde and not self.antes.tarde

    def como_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "llave": self.antes.llave,
            "clave": self.antes.clave,
            "titulo": self.antes.titulo,
            "cambia": self.cambia,
            "se_atrasa": self.se_atrasa,
            "antes": self.antes.como_dict(),
            "despues": self.despues.como_dict(),
        }


@dataclass(frozen=True)
class Simulacion:
    """A whole process played before and after what is supposed."""

    plan: PlanDatos
    cambios: Cambios
    filas: tuple[Comparada, ...]
    sesiones_antes: tuple[SesionSimulada, ...]
    sesiones: tuple[SesionSimulada, ...]

    @property
    def se_atrasan(self) -> tuple[Comparada, ...]:
        """What becomes late."""
        return tuple(f for f in self.filas if f.se_atrasa)

    @property
    def ya_tarde(self) -> tuple[Comparada, ...]:
        """What the plan itself already has late, and still is."""
        return tuple(f for f in self.filas if f.antes.tarde and f.despues.tarde)

    @property
    def tras_la_jornada(self) -> tuple[Comparada, ...]:
        """What the plan had until election day, and is left after it: a report of what voters no longer need."""
        antes, despues = self.plan.proceso.jornada, self.jornada
        return tuple(
            f for f in self.filas if (a := f.antes.cumple) and (d := f.despues.cumple) and a <= antes and d > despues
        )

    @property
    def sesiones_pasadas(self) -> tuple[SesionSimulada, ...]:
        """The sessions that are held after their last safe day."""
        return tuple(s for s in self.sesiones if s.pasada)

    @property
    def jornada(self) -> date:
        """Election day after what is supposed."""
        return self.cambios.jornada or self.plan.proceso.jornada

    def como_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "plan": self.plan.clave,
            "jornada": {"antes": self.plan.proceso.jornada.isoformat(), "despues": self.jornada.isoformat()},
            "se_atrasan": [f.antes.llave for f in self.se_atrasan],
            "ya_tarde": [f.antes.llave for f in self.ya_tarde],
            "tras_la_jornada": [f.antes.llave for f in self.tras_la_jornada],
            "entregables": [f.como_dict() for f in self.filas],
            "sesiones": [s.como_dict() for s in self.sesiones],
        }


def _dias(dia: date | None, limite: date | None) -> int | None:
    return (limite - dia).days if dia and limite else None


def _iso(dia: date | None) -> str | None:
    return dia.isoformat() if dia else None
