"""One play of a process: where each deliverable is decided, when it can be sent and what room is left. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from calendario.fechas import MESES
from calendario.inhabiles import CalendarioHabil
from calendario.plazos import sumar_meses
from calendario.reglas import plegar

from ..esquema import EntregableDatos, EtapaDatos, OrganoDatos, PlanDatos, juntas, puede_existir
from ..plazos import PlazosDelPlan, es_termino, plazos_del_plan, siguen_su_regla
from ..revision.textos import ultimos_dias_de_mes
from .modelo import Cambios, DecisionSimulada, Jugada, LoOcurrido, Reunion, SesionSimulada

_SIN_HECHOS = LoOcurrido()


@dataclass(frozen=True)
class Partida:
    """The deliverables and the sessions of one play."""

    jugadas: tuple[Jugada, ...]
    sesiones: tuple[SesionSimulada, ...]


class Juego:
    """A plan ready to be played as often as wanted: the days that it foresees for each stage are read once."""

    def __init__(
        self, plan: PlanDatos, hechos: Mapping[str, LoOcurrido], calendario: CalendarioHabil | None = None
    ) -> None:
        self.plan, self.hechos, self.calendario = plan, hechos, calendario
        self.organos = {o.clave: o for o in plan.organos}
        self.filas = [e for e in plan.entregables if not e.plantilla]
        rutas = {r.clave: r.etapas for r in plan.rutas}
        bastan = {r.clave: r.bastan for r in plan.rutas}
        # As if all that may exist did: what is safe so is safe otherwise.
        self.etapas: dict[str, list[EtapaDatos]] = {
            e.llave: [etapa for etapa in rutas[e.ruta] if puede_existir(etapa, e)] for e in self.filas
        }
        self.decisivas = {
            llave: [etapa for etapa in etapas if etapa.tipo == "decidir"] for llave, etapas in self.etapas.items()
        }
        # The places of those that decide, the ones of a group together, and how many of them are enough.
        self.tramos = {
            llave: [(tramo, _bastan(etapas[tramo[0]], tramo, bastan[ruta])) for tramo in _tramos(etapas)]
            for llave, ruta, etapas in ((e.llave, e.ruta, self.decisivas[e.llave]) for e in self.filas)
        }
        self.plazos = plazos_del_plan(plan, calendario=calendario)
        self.siguen = siguen_su_regla(plan, self.plazos)
        self.previstos = {e.llave: self._previstos(e) for e in self.filas}
        self.agenda: dict[Reunion, str] = {}
        for e in self.filas:
            if self.hecho(e).aprobado is None:
                for etapa, dia in zip(self.decisivas[e.llave], self.previstos[e.llave], strict=True):
                    if dia:
                        self._anotar(e, etapa, Reunion(etapa.organo or "", etapa.tipo_sesion or "sesion", dia))

    def hecho(self, e: EntregableDatos) -> LoOcurrido:
        """What already happened to a row."""
        return self.hechos.get(e.llave, _SIN_HECHOS)

    def _anotar(self, e: EntregableDatos, etapa: EtapaDatos, reunion: Reunion) -> None:
        """Note a session and the kind of its convocation; an ordinary one asks for the longest notice."""
        clase = "reunion" if reunion.tipo == "reunion" else "ordinaria"
        textos = [plegar(s.texto) for s in e.subactividades if s.etapa == etapa.clave]
        if clase == "ordinaria" and textos and "extraordinaria" in textos[0]:
            clase = "extraordinaria"
        if self.agenda.get(reunion) != "ordinaria":
            self.agenda[reunion] = clase

    def _previstos(self, e: EntregableDatos) -> list[date | None]:
        """The day foreseen for each deciding stage, never after the next one: «a más tardar» leaves room before.

        One without a day of its own is early enough to call the next one with its notice.
        """
        decisivas = self.decisivas[e.llave]
        dias: list[date | None] = []
        for etapa in decisivas:
            paso = next((s for s in e.subactividades if s.etapa == etapa.clave), None)
            dia = (paso.fecha or paso.fecha_impresa) if paso else None
            if dia is None and paso and (ultimos := ultimos_dias_de_mes(paso.texto)):
                dia = date.fromordinal(sumar_meses(ultimos.replace(day=1), 1).toordinal() - 1)
            if dia is None and etapa.aprueba:
                dia = e.fecha_plan or self.plazos.aprobacion(e.llave)
            dias.append(dia)
        tramos = self.tramos[e.llave]
        siguiente: Reunion | None = None
        for tramo, _ in reversed(tramos):
            for lugar in tramo:
                dia = dias[lugar]
                if siguiente and dia is None:
                    dia = siguiente.dia - dias_de_aviso(self._horas(siguiente, {}))
                dias[lugar] = min(dia, siguiente.dia) if dia and siguiente else dia
            siguiente = min(
                (r for lugar in tramo if (r := _reunion(decisivas[lugar], dias[lugar]))),
                key=lambda r: r.dia,
                default=None,
            )
        for (antes, cuantas), (tramo, _) in pairwise(tramos):
            ultimo = max(_primeros(dias, antes, cuantas), default=None)
            for lugar in tramo:
                dias[lugar] = dias[lugar] or ultimo
        return dias

    # -- A play -------------------------------------------------------------------------------------------

    def jugar(self, cambios: Cambios) -> Partida:
        """Play the process with what is supposed."""
        agenda = self._agenda(cambios)
        dias = {e.llave: self._dias(e, cambios, agenda) for e in self.filas}
        aprobados = {e.llave: dia for e in self.filas if (dia := self._aprobacion(e, dias[e.llave], cambios))}
        plan = self.plan
        if cambios.jornada:
            plan = plan.model_copy(update={"proceso": plan.proceso.model_copy(update={"jornada": cambios.jornada})})
        plazos = plazos_del_plan(plan, aprobados=aprobados, calendario=self.calendario)
        sin_mover = self.plazos
        if cambios.jornada:
            sin_mover = plazos_del_plan(plan, siguen=self.siguen, calendario=self.calendario)
        clases = {**self.agenda, **agenda}
        jugadas = tuple(
            self._jugada(e, dias[e.llave], aprobados, cambios, plazos, sin_mover, clases) for e in self.filas
        )
        return Partida(jugadas, self._sesiones(jugadas, clases))

    def _agenda(self, cambios: Cambios) -> dict[Reunion, str]:
        """The sessions that are held, on the days on which they are."""
        agenda: dict[Reunion, str] = {}
        for reunion, clase in self.agenda.items():
            if reunion not in cambios.canceladas:
                movida = reunion._replace(dia=cambios.sesiones.get(reunion, reunion.dia))
                agenda[movida] = clase
        return agenda

    def _dias(self, e: EntregableDatos, cambios: Cambios, agenda: Mapping[Reunion, str]) -> list[date | None]:
        """The day of each deciding stage: its session, wherever it went, or the next of its body that can be."""
        movido = cambios.entregables.get(e.llave)
        previstos = self.previstos[e.llave]
        lugar_que_aprueba = next((n for n, etapa in enumerate(self.decisivas[e.llave]) if etapa.aprueba), None)
        dias: list[date | None] = []
        antes: date | None = None
        comienzos = {tramo[0]: (tramo, cuantas) for tramo, cuantas in self.tramos[e.llave]}
        sigue, anterior = True, 0
        for lugar, (etapa, previsto) in enumerate(zip(self.decisivas[e.llave], previstos, strict=True)):
            organo, tipo = etapa.organo or "", etapa.tipo_sesion or "sesion"
            if lugar in comienzos:
                if lugar > 0:
                    # What is decided at once waits for what came before, and not for each other.
                    tramo, cuantas = comienzos[anterior]
                    primeros = _primeros(dias, tramo, cuantas)
                    sigue, antes = len(primeros) == cuantas, max(primeros, default=antes)
                anterior = lugar
            if previsto is None or not sigue:
                dias.append(None)
                continue
            if movido and lugar_que_aprueba is not None and lugar <= lugar_que_aprueba:
                # Moved as a whole: what prepares it is not after it.
                dia: date | None = movido if lugar == lugar_que_aprueba else min(previsto, movido)
            else:
                reunion = Reunion(organo, tipo, previsto)
                dia = None if reunion in cambios.canceladas else cambios.sesiones.get(reunion, previsto)
                if dia is None or (antes and dia < antes):
                    desde = max(previsto, antes or previsto)
                    dia = min((r.dia for r in agenda if r[:2] == (organo, tipo) and r.dia >= desde), default=None)
            dias.append(dia)
        return dias

    def _aprobacion(self, e: EntregableDatos, dias: list[date | None], cambios: Cambios) -> date | None:
        """The day of its approval: what happened, the session that decides it, or the day planned without one."""
        if aprobado := self.hecho(e).aprobado:
            return aprobado
        for etapa, dia in zip(self.decisivas[e.llave], dias, strict=True):
            if etapa.aprueba:
                return dia
        if any(etapa.aprueba for etapa in self.etapas[e.llave]):
            return cambios.entregables.get(e.llave, e.fecha_plan)
        return None

    def _jugada(
        self,
        e: EntregableDatos,
        dias: list[date | None],
        aprobados: Mapping[str, date],
        cambios: Cambios,
        plazos: PlazosDelPlan,
        sin_mover: PlazosDelPlan,
        clases: Mapping[Reunion, str],
    ) -> Jugada:
        hecho = self.hecho(e)
        aprobacion = aprobados.get(e.llave)
        limite = _si_sigue(e.fecha_plan, self.plazos.aprobacion(e.llave), sin_mover.aprobacion(e.llave))
        ine = _si_sigue(e.fecha_ine, self.plazos.aprobacion(e.llave), sin_mover.aprobacion(e.llave))
        limite_aprobacion = min((d for d in (limite, ine) if d), default=None)
        decisivas = self.decisivas[e.llave]
        previstos = self.previstos[e.llave]
        sin_sesion = hecho.aprobado is None and any(
            len(_primeros(dias, tramo, cuantas)) < len(_primeros(previstos, tramo, cuantas))
            for tramo, cuantas in self.tramos[e.llave]
        )
        limite_remision, remision = None, None
        if any(etapa.tipo == "remitir" for etapa in self.etapas[e.llave]):
            limite_remision = self._limite_remision(e, aprobacion, plazos, sin_mover)
            # A remission that is a row of its own sends what another row presents.
            presentado = aprobados.get(e.espera_a or e.evento_remision)
            decidido = max(
                (d for tramo, cuantas in self.tramos[e.llave] for d in _primeros(dias, tramo, cuantas)),
                default=aprobacion,
            )
            remision = hecho.remitido or self._remision(e, decidido, presentado, limite_remision, sin_sesion, cambios)
        aprueba = any(etapa.aprueba for etapa in self.etapas[e.llave])
        ultimos = self._ultimos_dias(e, dias, limite_aprobacion, limite_remision, clases)
        decisiones = (
            ()
            if hecho.aprobado
            else tuple(
                DecisionSimulada(
                    etapa.clave, etapa.nombre, etapa.organo or "", etapa.tipo_sesion or "sesion", dia, ultimo
                )
                for etapa, dia, ultimo in zip(decisivas, dias, ultimos, strict=True)
            )
        )
        return Jugada(
            llave=e.llave,
            clave=e.clave,
            titulo=titulo(e),
            aprobacion=aprobacion,
            limite_aprobacion=limite_aprobacion if aprueba else None,
            remision=remision,
            limite_remision=limite_remision,
            sin_sesion=sin_sesion,
            decisiones=decisiones,
        )

    def _limite_remision(
        self, e: EntregableDatos, aprobacion: date | None, plazos: PlazosDelPlan, sin_mover: PlazosDelPlan
    ) -> date | None:
        """The approval fixes it, of its row or another one, if its rule counts from it; else it stays where it was."""
        de_la_regla = plazos.remision(e.llave)
        if e.limite_remision is None or (e.regla_remision and e.evento_remision == "aprobacion" and aprobacion):
            return de_la_regla
        if e.limite_remision == self.plazos.remision(e.llave) and e.evento_remision in self.etapas and de_la_regla:
            return de_la_regla
        return _si_sigue(e.limite_remision, self.plazos.remision(e.llave), sin_mover.remision(e.llave))

    def _remision(
        self,
        e: EntregableDatos,
        decidido: date | None,
        presentado: date | None,
        limite: date | None,
        sin_sesion: bool,
        cambios: Cambios,
    ) -> date | None:
        """The day on which it can be sent: the plan's, if it tells a day and not a limit, or the last decision's.

        `presentado` is the day of the row whose document it sends, when it is a row of its own: it waits for it.
        """
        if sin_sesion:
            return None
        remiten = [etapa.clave for etapa in self.etapas[e.llave] if etapa.tipo == "remitir"]
        paso = next((s for s in e.subactividades if s.etapa in remiten and (s.fecha or s.fecha_impresa)), None)
        dicho = (paso.fecha or paso.fecha_impresa) if paso else None
        es_un_dia = paso is not None and paso.fecha_impresa is not None and not es_termino(paso)
        if decidido is None:
            # Nobody decides it: the day planned, or that of what it sends if it comes later.
            planeado = cambios.entregables.get(e.llave, dicho or e.limite_remision or limite)
            if presentado and planeado and limite and planeado == e.limite_remision:
                # Foreseen for its last day, it follows it.
                planeado = min(planeado, limite)
            return max((d for d in (planeado, presentado) if d), default=None)
        if dicho and es_un_dia and e.llave not in cambios.entregables:
            return max(dicho, decidido)
        return decidido

    # -- Backwards ----------------------------------------------------------------------------------------

    def _ultimos_dias(
        self,
        e: EntregableDatos,
        dias: list[date | None],
        limite_aprobacion: date | None,
        limite_remision: date | None,
        clases: Mapping[Reunion, str],
    ) -> list[date | None]:
        """From the remission back: each session early enough to call the next one with its notice."""
        decisivas = self.decisivas[e.llave]
        ultimos: list[date | None] = [None] * len(decisivas)
        tope = limite_remision
        for tramo, cuantas in reversed(self.tramos[e.llave]):
            antes = []
            for lugar in tramo:
                suyo = tope
                if decisivas[lugar].aprueba and limite_aprobacion:
                    suyo = min(tope, limite_aprobacion) if tope else limite_aprobacion
                ultimos[lugar] = suyo
                if reunion := _reunion(decisivas[lugar], dias[lugar] or suyo):
                    antes.append(suyo - dias_de_aviso(self._horas(reunion, clases)) if suyo else None)
            # Those that are enough are the ones that can be called later.
            tope = min(sorted((d for d in antes if d), reverse=True)[:cuantas], default=None)
        return ultimos

    def _horas(self, reunion: Reunion, clases: Mapping[Reunion, str]) -> int:
        organo: OrganoDatos = self.organos[reunion.organo]
        clase = clases.get(reunion, "reunion" if reunion.tipo == "reunion" else "ordinaria")
        return organo.convocatoria_horas.horas(clase)

    def _sesiones(self, jugadas: tuple[Jugada, ...], clases: Mapping[Reunion, str]) -> tuple[SesionSimulada, ...]:
        """Which session decides what, in order of date."""
        grupos: defaultdict[Reunion, list[tuple[str, DecisionSimulada]]] = defaultdict(list)
        for j in jugadas:
            for d in j.decisiones:
                if d.dia:
                    grupos[Reunion(d.organo, d.tipo, d.dia)].append((j.llave, d))
        sesiones = []
        for reunion in sorted(grupos, key=lambda r: (r.dia, r.tipo, r.organo)):
            decisiones = grupos[reunion]
            horas = self._horas(reunion, clases)
            ultimo = min((d.ultimo_dia for _, d in decisiones if d.ultimo_dia), default=None)
            sesiones.append(
                SesionSimulada(
                    organo=reunion.organo,
                    nombre=self.organos[reunion.organo].nombre,
                    tipo=reunion.tipo,
                    dia=reunion.dia,
                    decide=tuple(dict.fromkeys(llave for llave, _ in decisiones)),
                    ultimo_dia=ultimo,
                    convocar=reunion.dia - dias_de_aviso(horas),
                    ultima_convocatoria=ultimo - dias_de_aviso(horas) if ultimo else None,
                    horas=horas,
                )
            )
        return tuple(sesiones)


def _tramos(decisivas: Sequence[EtapaDatos]) -> list[list[int]]:
    """The places of the deciding stages, those of one group together."""
    tramos: list[list[int]] = []
    for lugar, etapa in enumerate(decisivas):
        if tramos and juntas(decisivas[tramos[-1][0]], etapa):
            tramos[-1].append(lugar)
        else:
            tramos.append([lugar])
    return tramos


def _bastan(etapa: EtapaDatos, tramo: Sequence[int], bastan: Mapping[str, int]) -> int:
    """How many of the stages decided at once with this one let the route go on."""
    return min(len(tramo), bastan.get(etapa.grupo or "", len(tramo)))


def _primeros(dias: Sequence[date | None], tramo: Sequence[int], cuantas: int) -> list[date]:
    """The first days of those decided at once, as many as are enough; fewer, if no more of them have one."""
    return sorted(d for lugar in tramo if (d := dias[lugar]))[:cuantas]


def _reunion(etapa: EtapaDatos, dia: date | None) -> Reunion | None:
    return Reunion(etapa.organo or "", etapa.tipo_sesion or "sesion", dia) if dia else None


def titulo(e: EntregableDatos) -> str:
    """Its name, with the month that it reports if the name does not say it."""
    if not e.periodo:
        return e.nombre
    mes = MESES[int(e.periodo[5:]) - 1]
    return e.nombre if mes in e.nombre.casefold() else f"{e.nombre}: {mes} de {e.periodo[:4]}"


def _si_sigue(escrito: date | None, regla_antes: date | None, regla_despues: date | None) -> date | None:
    """A written date that follows its rule goes where the rule goes; another stays as written."""
    return regla_despues if regla_despues and escrito and escrito == regla_antes else escrito


def dias_de_aviso(horas: int) -> timedelta:
    """Whole days that a notice of some hours takes: 25 hours do not fit in one."""
    return timedelta(days=-(-horas // 24))
