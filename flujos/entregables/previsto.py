"""What is seen of a process in five seconds: what is late, the next session, and until when nothing is at risk.

Reads only. The last safe day of each decision is the simulation's (`compliance.plan.simulacion`), played on the record
as it is: it is counted nowhere else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import OuterRef, Subquery

from calendario.fechas import DIAS, MESES, dia_local
from compliance.ambito import Ambito
from compliance.models import Entregable, Proceso
from compliance.plan.simulacion import Cambios, DecisionSimulada, Simulacion, dias_de_aviso, simular
from compliance.roles import Rol
from compliance.services.simulacion import con_lo_que_se_simula, instantanea
from compliance.situacion import Clase
from compliance.tablero import RenglonDelTablero, Tablero, tablero

from ..models import PuntoOrden, Receso, Sesion
from ..verbos.entregables import abiertas, etapa_actual, verbo_que_sigue
from ..verbos.sesiones import LLEVAN, lleva
from .responsables import quien_sigue
from .tareas import con_quien_lo_tiene, quien_lo_tiene

VIVAS = (Sesion.Estado.CONVOCADA, Sesion.Estado.INSTALADA, Sesion.Estado.RECESO)


class Riesgo(StrEnum):
    """Whether what a body must decide can still be in time."""

    SIN_RIESGO = "sin_riesgo"
    POR_CONVOCAR = "por_convocar"
    EN_RIESGO = "en_riesgo"
    PASADO = "pasado"


@dataclass(frozen=True)
class Convocada:
    """A session that is called, its local day and its agenda. `continua_en`: when one in recess was said to go on."""

    sesion: Sesion
    dia: date
    puntos: tuple[PuntoOrden, ...]
    continua_en: datetime | None


@dataclass(frozen=True)
class Prevision:
    """A pending deliverable before the body that decides it next.

    `ultimo_dia` is the last one on which its session can be held, `convocar` the last one to call it. `dia` is that of
    the session: the one in whose agenda it is (`sesion`), the one that the plan foresees, or one that is called.
    `convocada`: whether there is a session called for that day.
    """

    renglon: RenglonDelTablero
    organo: str
    ultimo_dia: date | None
    convocar: date | None
    dia: date | None
    sesion: Sesion | None
    convocada: bool
    quien: str
    persona: str
    riesgo: Riesgo

    @property
    def entregable(self) -> Entregable:
        """What is to be decided."""
        return self.renglon.entregable

    @property
    def falta(self) -> str:
        """What has to be done with it next, in words."""
        verbo = verbo_que_sigue(self.entregable)
        if verbo is None:
            return ""
        if verbo.clave != "decidir":
            return verbo.nombre
        return "Decidirlo en la sesión" if self.sesion else "Llevarlo al orden del día"

    @property
    def sin_riesgo_hasta(self) -> date | None:
        """The last day on which nothing has to be feared: with no session called, that to call it."""
        return self.ultimo_dia if self.convocada or self.convocar is None else self.convocar

    @property
    def apremia(self) -> bool:
        """Whether it is not late yet, and will be."""
        return self.riesgo in (Riesgo.EN_RIESGO, Riesgo.PASADO) and not self.vencido

    @property
    def vencido(self) -> bool:
        """Whether it is late already."""
        return self.renglon.situacion.clase is Clase.VENCIDO


@dataclass(frozen=True)
class Panorama:
    """The tablero of a process with its sessions and what the simulation says of them."""

    proceso: Proceso
    tablero: Tablero
    simulacion: Simulacion
    sesiones: Sequence[Convocada]
    previsiones: Sequence[Prevision]
    siguiente: Convocada | None

    @property
    def frase(self) -> str:
        """It all in one sentence: «Un atraso; 2 puntos para el jueves; sin riesgo hasta el 26.»"""
        if not self.tablero.renglones:
            return "Este proceso no tiene entregables todavía."
        if not self.tablero.pendientes:
            return "Todo está cumplido."
        partes = [_atrasos(len(self.tablero.vencidos)), self._sesion, self._riesgo]
        return "; ".join(p for p in partes if p) + "."

    @property
    def _sesion(self) -> str:
        if self.siguiente is None:
            return "sin sesión convocada" if self.previsiones else ""
        cuantos = len(self.siguiente.puntos)
        puntos = "1 punto" if cuantos == 1 else f"{cuantos} puntos"
        cuando = _cuando(self.siguiente.dia, self.tablero.hoy)
        if self.siguiente.continua_en:
            return f"sesión en receso que continúa {cuando}, con {puntos}"
        return f"sesión en curso, con {puntos}" if self.siguiente.sesion.abierta else f"{puntos} para {cuando}"

    @property
    def _riesgo(self) -> str:
        apremian = sum(p.apremia for p in self.previsiones)
        if apremian:
            return "1 en riesgo" if apremian == 1 else f"{apremian} en riesgo"
        topes = [p.sin_riesgo_hasta for p in self.previsiones if p.sin_riesgo_hasta is not None and not p.vencido]
        return f"sin riesgo hasta {_dia(min(topes), self.tablero.hoy)}" if topes else ""

    @property
    def por_hacer(self) -> list[Prevision]:
        """What is to be done before the next session: what it decides, what should be in it, and what is at risk.

        Without one, what must be called for within the days in which something is about to fall due. What is late
        already is told by itself, unless it is on the agenda.
        """
        hasta = self.siguiente.dia if self.siguiente else self.tablero.hoy
        pronto = max(hasta, self.tablero.hoy + timedelta(days=self.proceso.dias_por_vencer))
        return [
            p for p in self.previsiones if self._en_la_siguiente(p) or (not p.vencido and self._urge(p, hasta, pronto))
        ]

    def _en_la_siguiente(self, p: Prevision) -> bool:
        return self.siguiente is not None and p.sesion == self.siguiente.sesion

    def _urge(self, p: Prevision, hasta: date, pronto: date) -> bool:
        por_convocar = p.sesion is None and p.convocar is not None and p.convocar <= pronto
        return p.apremia or por_convocar or (p.dia is not None and p.dia <= hasta)


def panorama(proceso: Proceso, al: datetime, ambito: Ambito) -> Panorama:
    """All of it at the moment `al`, as somebody with this reach reads it: their next session, or else the next one.

    Six queries, whatever the number of deliverables.
    """
    consulta = con_quien_lo_tiene(con_lo_que_se_simula(Entregable.objects.all()), dia_local(al, proceso.tz))
    resumen = tablero(proceso, al, consulta)
    entregables = [r.entregable for r in resumen.renglones]
    plan, hechos, calendario = instantanea(proceso, sorted(entregables, key=lambda e: e.orden))
    simulacion = simular(plan, Cambios(), hechos, calendario)
    sesiones = convocadas(proceso, resumen.hoy)
    previsiones = prever(resumen.pendientes, simulacion, sesiones, resumen.hoy)
    por_venir = [c for c in sesiones if c.dia >= resumen.hoy]
    propias = [c for c in por_venir if es_suya(c.sesion, ambito)]
    return Panorama(proceso, resumen, simulacion, sesiones, previsiones, next(iter(propias or por_venir), None))


def convocadas(proceso: Proceso, hoy: date) -> list[Convocada]:
    """The sessions that are called and not closed, the nearest first, with their points. One query.

    One that began goes on until it is closed: it is of today or, in recess, of the day on which it is to go on.
    """
    recesos = Receso.objects.filter(sesion=OuterRef("sesion"), hasta=None)
    por_sesion: dict[int, tuple[Sesion, list[PuntoOrden]]] = {}
    for punto in (
        PuntoOrden.objects.filter(sesion__proceso=proceso, sesion__estado__in=VIVAS)
        .select_related("sesion__organo", "entregable", "documento")
        .annotate(continua_en=Subquery(recesos.values("continua_en")[:1]))
        .order_by("sesion__inicia_en", "sesion", "orden")
    ):
        por_sesion.setdefault(punto.sesion_id, (punto.sesion, []))[1].append(punto)
    convocadas = []
    for sesion, puntos in por_sesion.values():
        # Annotated above.
        continua_en: datetime | None = puntos[0].continua_en  # type: ignore[attr-defined]
        dia = dia_local(continua_en or sesion.inicia_en, proceso.tz)
        convocadas.append(Convocada(sesion, max(dia, hoy) if sesion.abierta else dia, tuple(puntos), continua_en))
    return sorted(convocadas, key=lambda c: c.dia)


def es_suya(sesion: Sesion, ambito: Ambito) -> bool:
    """Whether it is of a body to which somebody with this reach belongs, or whose sessions they keep."""
    return sesion.organo_id in ambito.organos or any(lleva(f, sesion.organo) for f in ambito.funciones)


def tiene_sesiones(ambito: Ambito, proceso: Proceso) -> bool:
    """Whether somebody with this reach belongs to a body of the process, or keeps the sessions of one.

    Areas apart: they keep those of a group, and few have one.
    """
    llevan = LLEVAN - {Rol.AREA}
    return any(f.proceso == proceso.pk and (f.organo is not None or f.rol in llevan) for f in ambito.funciones)


def prever(
    pendientes: Iterable[RenglonDelTablero], simulacion: Simulacion, sesiones: Sequence[Convocada], hoy: date
) -> list[Prevision]:
    """What each pending deliverable owes to the body that decides it next, what is most urgent first."""
    jugadas = {f.antes.llave: f.antes for f in simulacion.filas}
    horas: dict[tuple[str, str, date | None], int] = {(s.organo, s.tipo, s.dia): s.horas for s in simulacion.sesiones}
    previsiones = []
    for renglon in pendientes:
        e = renglon.entregable
        jugada, actual = jugadas.get(e.llave), etapa_actual(e)
        if jugada is None or actual is None:
            continue
        ordenes = {etapa.clave: etapa.orden for etapa in e.ruta.etapas.all()}
        por_decidir = (d for d in jugada.decisiones if ordenes[d.etapa] >= actual.orden and d.etapa not in e.hechas)
        decision = next(por_decidir, None)
        if decision is None:
            continue
        de_su_organo = [
            c
            for c in sesiones
            if c.sesion.organo.clave == decision.organo
            and (c.sesion.tipo == Sesion.Tipo.REUNION) == (decision.tipo == "reunion")
        ]
        # Of the body that decides it next: another may have it in its agenda too, for before or for afterwards.
        suya = next((c for c in de_su_organo if any(p.entregable_id == e.pk for p in c.puntos)), None)
        organo = next(o for etapa in e.ruta.etapas.all() if (o := etapa.organo) and o.clave == decision.organo)
        # A session that nobody foresaw is called as the simulation supposes.
        aviso = horas.get(
            (decision.organo, decision.tipo, decision.dia),
            organo.anticipacion.horas("reunion" if decision.tipo == "reunion" else "ordinaria"),
        )
        convocar = decision.ultimo_dia - dias_de_aviso(aviso) if decision.ultimo_dia else None
        llamados = [c.dia for c in de_su_organo if c.dia >= hoy]
        listo = any(etapa.clave == decision.etapa for etapa in abiertas(e)) and e.etapa is not None
        dia = suya.dia if suya else _dia_en_que_se_decide(decision, llamados, convocar, listo, hoy)
        convocada = suya is not None or dia in llamados
        previsiones.append(
            Prevision(
                renglon=renglon,
                organo=organo.nombre,
                ultimo_dia=decision.ultimo_dia,
                convocar=convocar,
                dia=dia,
                sesion=suya.sesion if suya else None,
                convocada=convocada,
                quien=quien_sigue(e),
                persona=quien_lo_tiene(e),
                riesgo=_riesgo(decision.ultimo_dia, convocar, dia, convocada, hoy),
            )
        )
    return sorted(previsiones, key=lambda p: (p.ultimo_dia is None, p.ultimo_dia or hoy, p.entregable.orden))


def _dia_en_que_se_decide(
    decision: DecisionSimulada, llamados: Sequence[date], convocar: date | None, listo: bool, hoy: date
) -> date | None:
    """The day of what is on no agenda: that of the plan, if it is still to come and in time.

    Otherwise a session that is called (`llamados`), if it waits for its body already (`listo`) or once that is held
    nobody could call another in time; without one, what the plan foresaw, late as it is.
    """
    ultimo, previsto = decision.ultimo_dia, decision.dia if decision.dia and decision.dia >= hoy else None
    if previsto and (ultimo is None or previsto <= ultimo):
        return previsto
    a_tiempo = min((dia for dia in llamados if ultimo is None or dia <= ultimo), default=None)
    if a_tiempo and (listo or (convocar is not None and convocar <= a_tiempo)):
        return a_tiempo
    if convocar is not None and convocar < hoy:
        return min(llamados, default=previsto)
    return previsto


def _riesgo(ultimo: date | None, convocar: date | None, dia: date | None, convocada: bool, hoy: date) -> Riesgo:
    """`convocada`: its session is called, for `dia`. While another can still be called in time, nothing is at risk."""
    if ultimo is None:
        return Riesgo.SIN_RIESGO
    if ultimo < hoy:
        return Riesgo.PASADO
    if convocada and dia is not None:
        return Riesgo.EN_RIESGO if dia > ultimo else Riesgo.SIN_RIESGO
    if convocar is not None and convocar < hoy:
        return Riesgo.EN_RIESGO
    return Riesgo.SIN_RIESGO if dia is not None and dia <= ultimo else Riesgo.POR_CONVOCAR


# -- In words ---------------------------------------------------------------------------------------------


def _atrasos(cuantos: int) -> str:
    return {0: "Sin atrasos", 1: "Un atraso"}.get(cuantos, f"{cuantos} atrasos")


def _cuando(dia: date, hoy: date) -> str:
    """«hoy», «mañana», «el jueves» within a week; afterwards, its date."""
    faltan = (dia - hoy).days
    if faltan in (0, 1):
        return "hoy" if faltan == 0 else "mañana"
    return f"el {DIAS[dia.weekday()]}" if 0 < faltan < 7 else _dia(dia, hoy)


def _dia(dia: date, hoy: date) -> str:
    """«el 26»; of another month, «el 26 de mayo»; of another year, with it."""
    texto = f"el {dia.day}"
    if (dia.year, dia.month) != (hoy.year, hoy.month):
        texto += f" de {MESES[dia.month - 1]}"
    return texto if dia.year == hoy.year else f"{texto} de {dia.year}"
