"""The rows of a derived plan: their dates by rule, by law or by the calendar, slips included. Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from calendario.fechas import fecha_en_prosa
from calendario.inhabiles import CalendarioHabil, Modo
from calendario.plazos import calcular, sumar_meses
from calendario.reglas import Cada, FechaFija

from ..esquema import EntregableDatos, EtapaDatos, PlanDatos, SubactividadDatos
from ..norma import fechas_de_ley
from ..ocurrencias import expandir
from ..plazos import PlazosDelPlan, calendario_del_proceso, plazos_del_plan
from ..revision.cobertura import pide_informe
from ..revision.modelo import leer_regla
from .modelo import Ajuste, Movida
from .traslado import Traslado

_FECHAS = ("inicia", "termina", "fecha_ine", "fecha_plan", "limite_remision")
_IMPRESOS = ("remision_impresa", "conclusion_impresa", "desarrollo", "fuente", "nota")
_TEXTOS = ("nombre", "producto", "bloque", "responsable", "atribucion", "fundamento")


class Filas:
    """The rows under way. `movidas` and `ajustes` grow as each is made."""

    def __init__(self, plan: PlanDatos, nuevo: PlanDatos, traslado: Traslado, movidas: list[Movida]) -> None:
        self.plan, self.nuevo, self.traslado = plan, nuevo, traslado
        self.rutas = {r.clave: r.etapas for r in plan.rutas}
        self.movidas = movidas
        self.ajustes: list[Ajuste] = []
        self.antes = plazos_del_plan(plan)

    def derivar(self) -> PlanDatos:
        """The new plan with its rows."""
        base = self.nuevo.model_copy(update={"entregables": [self._base(e) for e in self.plan.entregables]})
        calendario = calendario_del_proceso(base.instituto, base.proceso)
        plazos = plazos_del_plan(base, calendario=calendario, siguen={e.llave for e in base.entregables})
        # Dates without a rule may follow those of the law; then, what the rules count from them.
        filas = [
            self._fechas(e, n, plazos, calendario) for e, n in zip(self.plan.entregables, base.entregables, strict=True)
        ]
        fechado = base.model_copy(update={"entregables": filas})
        plazos = plazos_del_plan(fechado, calendario=calendario)
        ocurrencias = _por_plantilla(fechado)
        return fechado.model_copy(
            update={
                "entregables": [
                    self._terminada(e, self._remision(e, n, plazos, calendario), plazos, ocurrencias)
                    for e, n in zip(self.plan.entregables, filas, strict=True)
                ]
            }
        )

    # -- A row --------------------------------------------------------------------------------------------

    def _base(self, e: EntregableDatos) -> EntregableDatos:
        """Its keys, months and rules in the new process, and every date moved alike."""
        t = self.traslado
        return e.model_copy(
            update={
                "llave": t.clave(e.llave),
                "plantilla_de": e.plantilla_de and t.clave(e.plantilla_de),
                "periodo": e.periodo and t.mes(e.periodo),
                "meses": e.meses
                and e.meses.model_copy(update={"desde": t.mes(e.meses.desde), "hasta": t.mes(e.meses.hasta)}),
                "regla": self._regla(e.regla),
                "regla_remision": self._regla(e.regla_remision),
                "regla_evento": self._evento(t.clave(e.llave), "regla_evento", e.regla_evento),
                **{campo: dia and t.dia(dia) for campo in _FECHAS if (dia := getattr(e, campo))},
                "subactividades": [
                    s.model_copy(
                        update={
                            "fecha": None,
                            "fecha_impresa": None,
                            "regla": t.regla(s.regla),
                            "regla_evento": self._evento(
                                f"{t.clave(e.llave)}/{s.clave}", "regla_evento", s.regla_evento
                            ),
                        }
                    )
                    for s in e.subactividades
                ],
            }
        )

    def _regla(self, regla: str) -> str:
        """A rule in the new process. The days that article 11 fixes are those of an ordinary election only."""
        leida = leer_regla(regla)
        fija = leida is not None and isinstance(leida.cuerpo, FechaFija)
        return "" if fija and self.traslado.extraordinaria else self.traslado.regla(regla)

    def _evento(self, clave: str, campo: str, evento: str) -> str:
        """What a rule counts from: a fact, another row, or a date, which is moved and must be confirmed."""
        try:
            dia = date.fromisoformat(evento)
        except ValueError:
            return self.traslado.clave(evento) if any(evento == o.llave for o in self.plan.entregables) else evento
        self._movio(clave, campo, dia, self.traslado.dia(dia))
        return self.traslado.dia(dia).isoformat()

    def _movio(self, clave: str, campo: str, antes: date | None, despues: date) -> None:
        # The last word on a date is the one that is confirmed.
        self.movidas[:] = [m for m in self.movidas if (m.clave, m.campo) != (clave, campo)]
        self.movidas.append(Movida(clave, campo, antes, despues))

    def _de_ley(self, e: EntregableDatos) -> date | None:
        """The new date of the Lineamientos, if the old one is theirs: by article 11, article 15 or the row's rule."""
        jornada, nueva = self.plan.proceso.jornada, self.nuevo.proceso.jornada
        if e.fecha_ine is None:
            return None
        if e.numeral and e.fecha_ine == fechas_de_ley(jornada).get(e.numeral):
            return None if self.traslado.extraordinaria else fechas_de_ley(nueva)[e.numeral]
        if pide_informe(e) and e.fecha_ine == sumar_meses(jornada, 4):
            return sumar_meses(nueva, 4)
        return None

    def _fechas(
        self, e: EntregableDatos, n: EntregableDatos, plazos: PlazosDelPlan, calendario: CalendarioHabil
    ) -> EntregableDatos:
        """The date of the Lineamientos and that of the approval.

        A plan that obliged itself before its rule still does; only what the law dates may not be later than it.
        """
        por_regla, de_antes = plazos.aprobacion(n.llave), self.antes.aprobacion(e.llave)
        ine = self._de_ley(e)
        if ine is None and e.fecha_ine and e.fecha_ine == de_antes:
            ine = por_regla
        if ine is None and e.fecha_ine and not self.traslado.extraordinaria:
            ine = self._sin_regla(n, "fecha_ine", e.fecha_ine, calendario)
        aprobacion = None
        sigue = de_antes is not None and e.fecha_plan is not None
        if sigue and por_regla and (e.fecha_plan == de_antes or (e.fecha_plan > de_antes and ine)):  # type: ignore[operator]
            aprobacion = por_regla
        elif e.fecha_plan and ine and e.fecha_plan == e.fecha_ine:
            aprobacion = ine
        elif e.fecha_plan:
            aprobacion = self._sin_regla(n, "fecha_plan", e.fecha_plan, calendario)
        limite = n.limite_remision
        if limite and not n.regla_remision:
            if ine and e.limite_remision == e.fecha_ine:
                limite = ine
            elif e.limite_remision == e.fecha_plan:
                limite = aprobacion
            else:
                limite = self._sin_regla(n, "limite_remision", e.limite_remision, calendario)  # type: ignore[arg-type]
        return n.model_copy(update={"fecha_ine": ine, "fecha_plan": aprobacion, "limite_remision": limite})

    def _sin_regla(self, n: EntregableDatos, campo: str, dia: date, calendario: CalendarioHabil) -> date:
        """A date that only moves with the election, to a day on which its act can be done."""
        nuevo = self.traslado.dia(dia)
        while not calendario.es_habil(nuevo, Modo(n.modo)):
            nuevo = date.fromordinal(nuevo.toordinal() + 1)
        self._movio(n.llave, campo, dia, nuevo)
        return nuevo

    def _remision(
        self, e: EntregableDatos, n: EntregableDatos, plazos: PlazosDelPlan, calendario: CalendarioHabil
    ) -> EntregableDatos:
        if e.limite_remision is None or not n.regla_remision:
            return n
        limite, de_antes = plazos.remision(n.llave), self.antes.remision(e.llave)
        # Stricter than its rule, it still is.
        if limite is None or (de_antes and e.limite_remision < de_antes):
            limite = self._sin_regla(n, "limite_remision", e.limite_remision, calendario)
        return n.model_copy(update={"limite_remision": limite})

    def _terminada(
        self,
        e: EntregableDatos,
        n: EntregableDatos,
        plazos: PlazosDelPlan,
        ocurrencias: dict[str, list[date]],
    ) -> EntregableDatos:
        """Its period, its steps and its texts."""
        inicia, termina = self._periodo(e, n, ocurrencias.get(n.llave, []))
        n = n.model_copy(update={"inicia": inicia, "termina": termina})
        fechas = {
            antes: despues
            for campo in ("inicia", "termina", "limite_remision", "fecha_ine", "fecha_plan")
            if (antes := getattr(e, campo)) and (despues := getattr(n, campo))
        }
        pasos, limite = self._pasos(e, n, plazos)
        if limite != n.limite_remision:
            n = n.model_copy(update={"limite_remision": limite})
            fechas[e.limite_remision] = limite
        textos = {campo: self.traslado.texto(getattr(e, campo), fechas) for campo in _TEXTOS}
        limpio: dict[str, Any] = {"impreso": {}} | {c: EntregableDatos.model_fields[c].default for c in _IMPRESOS}
        n = n.model_copy(update={**textos, **limpio, "subactividades": pasos})
        return n.model_copy(update={"origen": origen(e, n)})

    def _periodo(
        self, e: EntregableDatos, n: EntregableDatos, ocurrencias: list[date]
    ) -> tuple[date | None, date | None]:
        """When it begins and ends. It ends on the day that rules; what exists only if something happens has no days."""
        if e.plantilla and e.tipo == "contingente":
            return None, None
        if ocurrencias:
            regla = leer_regla(n.regla)
            cada = regla.cuerpo if regla else None
            return (cada.desde if isinstance(cada, Cada) else min(ocurrencias)), max(ocurrencias)
        termina = n.fecha_plan or n.limite_remision
        if termina is None and e.termina:
            termina = self.traslado.dia(e.termina)
            self._movio(n.llave, "termina", e.termina, termina)
        inicia = e.inicia
        if inicia is not None:
            inicia = self.traslado.dia(inicia)
            if termina and (e.inicia == e.termina or inicia >= termina):
                inicia = termina
            else:
                self._movio(n.llave, "inicia", e.inicia, inicia)
        return inicia, termina

    def _ajuste(self, clave: str, campo: str, antes: str, despues: str, razon: str) -> None:
        self.ajustes.append(Ajuste(clave, campo, antes, despues, razon))

    # -- Its steps ----------------------------------------------------------------------------------------

    def _pasos(
        self, e: EntregableDatos, n: EntregableDatos, plazos: PlazosDelPlan
    ) -> tuple[list[SubactividadDatos], date | None]:
        """The steps, and the last day to send that the session of one of them leaves."""
        etapas = {etapa.clave: etapa for etapa in self.rutas[e.ruta]}
        fechas = [
            self._fecha_del_paso(e, n, lugar, s, etapas.get(s.etapa or ""), plazos)
            for lugar, s in enumerate(e.subactividades)
        ]
        limite = self._limite_de_la_sesion(e, n, fechas, etapas)
        pasos = []
        for s, base, fecha in zip(e.subactividades, n.subactividades, fechas, strict=True):
            etapa = etapas.get(s.etapa or "")
            remite = etapa is not None and etapa.tipo == "remitir"
            pasos.append(self._paso(s, base, limite if remite and fecha == n.limite_remision else fecha))
        return pasos, limite

    def _limite_de_la_sesion(
        self, e: EntregableDatos, n: EntregableDatos, fechas: list[date | None], etapas: Mapping[str, EtapaDatos]
    ) -> date | None:
        """The limit of remission, no later than the session that approves allows: its days count from that session.

        The plan dates the approval apart from its session; whoever confirms says which of the two holds.
        """
        limite = n.limite_remision
        sesion = next(
            (
                dia
                for s, dia in zip(e.subactividades, fechas, strict=True)
                if (etapa := etapas.get(s.etapa or "")) and etapa.aprueba
            ),
            None,
        )
        if not (limite and sesion and n.fecha_plan and n.regla_remision and sesion < n.fecha_plan):
            return limite
        if n.evento_remision != "aprobacion":
            return limite
        calendario = calendario_del_proceso(self.nuevo.instituto, self.nuevo.proceso)
        permitido = calcular(n.regla_remision, desde=sesion, calendario=calendario, modo=Modo(n.modo)).dia
        if permitido >= limite:
            return limite
        self._ajuste(
            n.llave,
            "limite_remision",
            str(limite),
            str(permitido),
            f"La sesión que lo aprueba quedó el {fecha_en_prosa(sesion)}: «{n.regla_remision}» da el "
            f"{fecha_en_prosa(permitido)}, no el {fecha_en_prosa(limite)}. Confirme cuál rige.",
        )
        self._movio(n.llave, "limite_remision", e.limite_remision, permitido)
        return permitido

    def _fecha_del_paso(
        self,
        e: EntregableDatos,
        n: EntregableDatos,
        lugar: int,
        s: SubactividadDatos,
        etapa: EtapaDatos | None,
        plazos: PlazosDelPlan,
    ) -> date | None:
        """The day that rules a step."""
        dia = s.fecha or s.fecha_impresa
        por_regla = plazos.paso(n.llave, lugar)
        if dia is None or por_regla:
            return dia and por_regla
        tipo = etapa.tipo if etapa else ""
        # What is dated like its row goes with it: the row is the one that has a rule, or must be confirmed.
        if tipo != "remitir" and n.fecha_plan and dia == e.fecha_plan:
            return n.fecha_plan
        if tipo == "remitir" and n.limite_remision and dia == e.limite_remision:
            return n.limite_remision
        nuevo = self.traslado.dia(dia)
        self._movio(f"{n.llave}/{s.clave}", "fecha", dia, nuevo)
        return nuevo

    def _paso(self, s: SubactividadDatos, base: SubactividadDatos, fecha: date | None) -> SubactividadDatos:
        fechas = {dia: fecha for dia in (s.fecha_impresa, s.fecha) if dia and fecha}
        # Told as done; what its rule gives is a limit.
        texto = re.sub(r"^El día ", "A más tardar el día ", s.texto) if s.regla else s.texto
        nuevo = base.model_copy(
            update={
                "texto": self.traslado.texto(texto, fechas),
                "fecha": fecha,
                "fecha_impresa": None,
                "nota": "",
            }
        )
        return nuevo.model_copy(update={"origen": origen(s, nuevo)})


def _por_plantilla(plan: PlanDatos) -> dict[str, list[date]]:
    """The days on which the occurrences of each row printed once are due."""
    dias: dict[str, list[date]] = {}
    propias = {e.llave for e in plan.entregables}
    for e in expandir(plan).entregables:
        dia = e.fecha_plan or e.limite_remision
        if e.plantilla_de and e.llave not in propias and dia:
            dias.setdefault(e.plantilla_de, []).append(dia)
    return dias


def origen(antes: Any, despues: Any) -> dict[str, str]:
    """What an old row said where the new one says something else, by key, as text."""
    dicho = {}
    for campo in type(antes).model_fields:
        valor = getattr(antes, campo)
        if campo in ("origen", "por_confirmar", "subactividades") or valor == getattr(despues, campo):
            continue
        dicho.update(dict(_en_texto(campo, valor)))
    return dicho


def _en_texto(campo: str, valor: Any) -> Iterator[tuple[str, str]]:
    if isinstance(valor, dict):
        for clave, suyo in valor.items():
            yield f"{campo}.{clave}", str(suyo)
    elif hasattr(valor, "model_dump"):
        yield from _en_texto(campo, valor.model_dump())
    elif valor not in (None, "", []):
        yield campo, str(valor)
