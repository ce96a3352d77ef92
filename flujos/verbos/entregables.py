"""Verbs of deliverables: every row. What depends on the route is data of its stages: who does each, where it returns.

A stage that names its unit or its roles is done by exactly those; otherwise by whoever the row says. An area acts only
for its own: the deliverable's, or the one that the stage names.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from calendario.fechas import fecha_en_prosa
from compliance.ambito import Ambito, Funcion
from compliance.models import Area, Entregable, EtapaRuta, Hito, Organo, Rol
from compliance.roles import ROLES_DE_ENTREGABLES
from compliance.situacion import Clase
from compliance.verbos.caso import Caso
from compliance.verbos.modelo import FueraDeLugar, Rechazo, Reloj, Verbo, tabla

from ..guardas.decisiones import (
    decisiones_vigentes,
    documento_cambiado,
    documento_vigente,
    observacion_abierta,
    remision_sin_acuse,
)
from ..transiciones import rechazo_de_estado, rechazo_por_estado
from .sesiones import LLEVAN, QUIEN_LLEVA, lleva

Estado = Entregable.Estado
Tipo = EtapaRuta.Tipo

NADIE: frozenset[str] = frozenset()
TECNICA = frozenset({Rol.SECRETARIA_TECNICA.value})
EJECUTIVA = frozenset({Rol.SECRETARIA_EJECUTIVA.value})
PRODUCE = frozenset({Rol.AREA.value})
DIAS_DE_LA_SEMANA = 7
_ARTICULO = {"mes": "el", "semana": "la"}
EN_CURSO = frozenset(
    {Estado.PROGRAMADO.value, Estado.EN_ELABORACION.value, Estado.EN_DECISION.value, Estado.POR_REMITIR.value}
)
EXIGIBLES = frozenset(set(Estado.values) - {Estado.CANCELADO.value})


@dataclass(frozen=True, kw_only=True)
class VerboDeEntregable(Verbo):
    """A row whose doer may depend on the route.

    `etapas`: the kinds of stage where it has its place. `responsable`: the kind of stage whose responsible does it
    (`roles`, when that stage names nobody); `siempre`: the roles that may whoever it names. `plantillas`: whether it is
    done to the templates from which others are born.
    """

    etapas: frozenset[Tipo] = frozenset()
    responsable: Tipo | None = None
    siempre: frozenset[str] = frozenset()
    plantillas: bool = False


# -- What the route says ----------------------------------------------------------------------------------


def etapas_de(entregable: Entregable) -> list[EtapaRuta]:
    """Its route, in order: the stages that exist for it, and those that still may."""
    etapas = sorted(entregable.ruta.etapas.all(), key=lambda e: e.orden)
    return [e for e in etapas if e.existe_para(entregable) is not False]


def primera_etapa(entregable: Entregable) -> EtapaRuta:
    """Where its route begins."""
    return etapas_de(entregable)[0]


def etapa_actual(entregable: Entregable) -> EtapaRuta | None:
    """Where it stands; if nobody has begun it, where it would begin. None for a template, and at the end.

    Of a group of stages open at once, the first that is not done: see `abiertas`.
    """
    if entregable.etapa is not None or entregable.es_plantilla or entregable.estado != Estado.PROGRAMADO:
        return entregable.etapa
    return primera_etapa(entregable)


def abiertas(entregable: Entregable) -> list[EtapaRuta]:
    """The stages that wait to be done now: one, or those of its group that are left. They are of the same kind."""
    actual = etapa_actual(entregable)
    if actual is None or not actual.grupo:
        return [actual] if actual else []
    return [e for e in etapas_de(entregable) if e.va_con(actual) and e.clave not in entregable.hechas]


def siguiente_etapa(entregable: Entregable) -> EtapaRuta | None:
    """The stage after those of where it stands that are done, or None at the end of the route.

    A group goes on when all of its stages are done, or as many as the route says.
    """
    actual = entregable.etapa
    if actual is None:
        return primera_etapa(entregable)
    juntas = [e for e in etapas_de(entregable) if e.clave == actual.clave or e.va_con(actual)]
    faltan = [e for e in juntas if e.clave not in entregable.hechas]
    bastan = entregable.ruta.bastan.get(actual.grupo, len(juntas))
    if faltan and len(juntas) - len(faltan) < bastan:
        return faltan[0]
    ultima = max(e.orden for e in juntas)
    return next((e for e in etapas_de(entregable) if e.orden > ultima and e.existe_para(entregable)), None)


def etapa_de_tipo(entregable: Entregable, tipo: Tipo) -> EtapaRuta | None:
    """The stage of this kind that governs now: the last one until where it stands, or else the first to come."""
    suyas = [e for e in etapas_de(entregable) if e.tipo == tipo]
    actual = etapa_actual(entregable)
    pasadas = [e for e in suyas if actual is not None and e.orden <= actual.orden]
    return pasadas[-1] if pasadas else next(iter(suyas), None)


def etapa_de_regreso(entregable: Entregable) -> EtapaRuta | None:
    """Where what is returned from where it stands goes: the step that its stage names, or else the last «elaborar».

    Of several prepared at once, all are prepared again, unless one is named.
    """
    actual = entregable.etapa
    if actual is None:
        return None
    previas = [e for e in etapas_de(entregable) if e.orden < actual.orden and not e.va_con(actual)]
    nombrada = next((e for e in previas if e.clave == actual.regresa_a), None)
    ultima = next((e for e in reversed(previas) if e.tipo == Tipo.ELABORAR), None)
    return nombrada or next((e for e in previas if ultima is not None and (e == ultima or e.va_con(ultima))), None)


def etapa_ante(entregable: Entregable, organo: Organo) -> EtapaRuta | None:
    """The open stage that a body decides, if any."""
    return next((e for e in abiertas(entregable) if e.organo_id == organo.pk), None)


def ante(organos: Collection[Organo]) -> QuerySet[Entregable]:
    """Those that wait for one of these bodies to decide them, alone or at the same time as others."""
    en_decision = Entregable.objects.filter(
        proceso__in={o.proceso_id for o in organos}, etapa__tipo=Tipo.DECIDIR
    ).con_lo_que_se_muestra()
    return Entregable.objects.filter(pk__in=[e.pk for e in en_decision if any(etapa_ante(e, o) for o in organos)])


def _que_responden(verbo: VerboDeEntregable, entregable: Entregable) -> list[EtapaRuta]:
    """The stages whose responsible does the verb. Who sends also records what INE answers."""
    if verbo.clave == "iniciar":
        return [] if entregable.es_plantilla else abiertas(entregable)
    if verbo.responsable is None:
        return []
    etapas = [e for e in abiertas(entregable) if e.tipo == verbo.responsable]
    if not etapas:
        etapa = etapa_de_tipo(entregable, verbo.responsable)
        etapas = [etapa] if etapa else []
    if verbo.responsable == Tipo.VALIDAR and not any(e.nombra_responsable for e in etapas):
        remite = etapa_de_tipo(entregable, Tipo.REMITIR)
        return [remite] if remite else []
    return etapas


@dataclass(frozen=True)
class Puesto:
    """A role that may act, and the area for which, if it is that of an area."""

    rol: str
    area: Area | None = None

    def __str__(self) -> str:
        return str(self.area or Rol(self.rol).label)


def puestos(verbo: Verbo, entregable: Entregable) -> list[Puesto]:
    """Who may do `verbo` to the deliverable where its route stands."""
    if not isinstance(verbo, VerboDeEntregable):
        return []
    if verbo.clave == "decidir":
        organos = [e.organo for e in abiertas(entregable) if e.organo]
        return list(dict.fromkeys(Puesto(r) for o in organos for r in sorted(QUIEN_LLEVA[o.tipo])))
    etapas = _que_responden(verbo, entregable)
    de_cada_una = [p for e in etapas for p in _puestos_en(verbo, entregable, e)]
    return list(
        dict.fromkeys(
            [*de_cada_una, *_puestos(verbo.siempre if etapas else verbo.roles | verbo.siempre, entregable.area)]
        )
    )


def _puestos_en(verbo: VerboDeEntregable, entregable: Entregable, etapa: EtapaRuta) -> list[Puesto]:
    """Who may do it at one stage: whom it names, or whoever the row says."""
    return nombrados(etapa, entregable) or _puestos(verbo.roles, entregable.area)


def nombrados(etapa: EtapaRuta, entregable: Entregable) -> list[Puesto]:
    """Whom a stage names to do it; nobody, if it is done as everywhere."""
    return _puestos({*etapa.roles, *(PRODUCE if etapa.area else ())}, etapa.area or entregable.area)


def _puestos(roles: Iterable[str], area: Area | None) -> list[Puesto]:
    """Nobody's area has nobody."""
    return [Puesto(r, area if r == Rol.AREA else None) for r in sorted(roles) if r != Rol.AREA or area is not None]


def alcanza(verbo: Verbo, entregable: Entregable, funcion: Funcion) -> bool:
    """Whether a role held lets one do `verbo` to the deliverable."""
    if funcion.proceso != entregable.proceso_id:
        return False
    if verbo.clave == "decidir":
        return any(lleva(funcion, e.organo) for e in abiertas(entregable) if e.organo)
    return any(_es_de(p, funcion) for p in puestos(verbo, entregable))


def _es_de(puesto: Puesto, funcion: Funcion) -> bool:
    return puesto.rol == funcion.rol and (puesto.area is None or puesto.area.pk == funcion.area)


def la_que_hace(verbo: Verbo, entregable: Entregable, ambito: Ambito | None) -> EtapaRuta | None:
    """Of the stages open at once, the one that somebody with this reach does; the first, where any will do."""
    suyas = abiertas(entregable)
    if ambito is not None and len(suyas) > 1 and isinstance(verbo, VerboDeEntregable):
        for etapa in suyas:
            if any(_es_de(p, f) for p in _puestos_en(verbo, entregable, etapa) for f in ambito.funciones):
                return etapa
    return suyas[0] if suyas else None


class CasoDeEntregable(Caso[Entregable]):
    """A deliverable, a moment, and the reach of whoever acts."""

    @property
    def donde(self) -> str:
        """Where, in a refusal."""
        return "en este entregable"

    def alcanza(self, verbo: Verbo, funcion: Funcion) -> bool:
        """Whoever the stage names, or else the row."""
        return alcanza(verbo, self.objeto, funcion)

    def quienes(self, verbo: Verbo) -> list[str]:
        """Who may, in words."""
        return [str(p) for p in puestos(verbo, self.objeto)]

    def fuera_de_lugar(self, verbo: Verbo) -> Rechazo | None:
        """Why `verbo` has no place in its stage or state, or because it is a template."""
        if not isinstance(verbo, VerboDeEntregable):
            return None
        e = self.objeto
        if e.es_plantilla and not verbo.plantillas:
            return (
                FueraDeLugar(
                    "plantilla",
                    "Este entregable se repite: cada vez es un entregable aparte, que el plan ya abrió con su fecha.",
                    "Elija el de su mes o de su semana, al pie de esta página.",
                )
                if e.tipo == Entregable.Tipo.RECURRENTE
                else FueraDeLugar(
                    "plantilla",
                    "Este entregable solo existe cuando ocurre lo que lo origina.",
                    "Registre el hecho y su fecha; se creará el entregable con su plazo.",
                )
            )
        etapa = etapa_actual(e)
        if verbo.etapas and (etapa is None or etapa.tipo not in verbo.etapas):
            donde = f"en «{e.etapa.nombre}»" if e.etapa else e.get_estado_display().lower()
            cuales = " o ".join(f"«{t.label}»" for t in Tipo if t in verbo.etapas)
            return FueraDeLugar(
                "etapa",
                f"El entregable está {donde}; esta acción corresponde a {cuales}.",
                "Revise la ruta del entregable: la etapa actual dice qué sigue y a quién le toca.",
            )
        if verbo.estados and e.estado not in verbo.estados:
            return rechazo_por_estado(e, verbo.remedio)
        return rechazo_de_estado(e, verbo.metodo) if verbo.metodo else None


# -- Guards -----------------------------------------------------------------------------------------------


def nace_de_un_hecho(caso: CasoDeEntregable) -> Rechazo | None:
    """Only what the plan opens by facts: contingent templates and lists; not their occurrences, nor what recurs."""
    e = caso.objeto
    if e.plantilla_id is None and (
        e.tipo == Entregable.Tipo.POR_EVENTO or (e.es_plantilla and e.tipo == Entregable.Tipo.CONTINGENTE)
    ):
        return None
    return FueraDeLugar(
        "tipo",
        "Este entregable tiene fecha propia: no nace de un hecho.",
        "Registre el hecho en el entregable contingente o por evento que lo origina.",
    )


def tiene_a_donde_volver(caso: CasoDeEntregable) -> Rechazo | None:
    """Its route has a step to be done again."""
    if etapa_de_regreso(caso.objeto) is not None:
        return None
    return FueraDeLugar(
        "etapa",
        "Su ruta no tiene una etapa de elaboración a la cual volver.",
        "Si hay algo que corregir, cancele el entregable o registre su modificación.",
    )


def documento_decidido(caso: CasoDeEntregable) -> Rechazo | None:
    """What is sent is what was decided: a decision covers the exact bytes it was taken on."""
    return documento_cambiado(decisiones_vigentes(caso.objeto), documento_vigente(caso.objeto), ya_decidido=True)


def falta_acuse(caso: CasoDeEntregable) -> Rechazo | None:
    """A remission waits for its proof of receipt, which is added once."""
    if remision_sin_acuse(caso.objeto) is not None:
        return None
    return FueraDeLugar(
        "acuse",
        "No hay una remisión que espere su acuse.",
        "Un acuse registrado no se sustituye: un error se corrige con un oficio de alcance.",
    )


def se_remitio(caso: CasoDeEntregable) -> Rechazo | None:
    """INE has it."""
    if caso.objeto.remitido_en is not None:
        return None
    return FueraDeLugar("remision", "Todavía no se remite al INE.", "Agregue una versión del documento.")


def sin_observacion_abierta(caso: CasoDeEntregable) -> Rechazo | None:
    """What INE observed was answered."""
    if observacion_abierta(caso.objeto) is None:
        return None
    return Rechazo(
        "observada",
        "Hay una observación del INE sin respuesta.",
        "Registre antes la respuesta; si el INE lo validó sin ella, dígalo en la nota.",
    )


def una_a_la_vez(caso: CasoDeEntregable) -> Rechazo | None:
    """Each observation is answered before the next."""
    if observacion_abierta(caso.objeto) is None:
        return None
    return FueraDeLugar(
        "observada", "Hay una observación del INE sin respuesta.", "Regístrela primero; después, la siguiente."
    )


def falta_respuesta(caso: CasoDeEntregable) -> Rechazo | None:
    """INE observed something."""
    if observacion_abierta(caso.objeto) is not None:
        return None
    return FueraDeLugar("observada", "El INE no tiene observaciones sin respuesta.", "Registre antes la observación.")


def esta_atrasado(caso: CasoDeEntregable) -> Rechazo | None:
    """It is, or was, late: also one of its obligations alone."""
    situacion = caso.objeto.situacion(caso.en)
    if situacion.retrasos or situacion.dias_tras_lineamientos or situacion.clase is Clase.VENCIDO:
        return None
    return FueraDeLugar("atraso", "No está ni estuvo atrasado.", "Anote lo realizado, si hay algo que contar.")


@dataclass(frozen=True)
class Periodo:
    """The days that a deliverable reports, and what they are: «mes», «semana»."""

    que: str
    desde: date
    hasta: date


def periodo_de(entregable: Entregable) -> Periodo | None:
    """The month that it reports; of a row that repeats by days, those between the time before and its own."""
    if entregable.periodo:
        anio, mes = map(int, entregable.periodo.split("-"))
        return Periodo("mes", date(anio, mes, 1), date(anio, mes, monthrange(anio, mes)[1]))
    if entregable.tipo != Entregable.Tipo.RECURRENTE or entregable.plantilla_id is None or not entregable.fecha_plan:
        return None
    # It is due on its last day: the week ends the day before, so that it may be handed in all along that day.
    dias = timedelta(days=DIAS_DE_LA_SEMANA)
    return Periodo("semana", entregable.fecha_plan - dias, entregable.fecha_plan - timedelta(days=1))


def periodo_comenzado(caso: CasoDeEntregable) -> Rechazo | None:
    """There is something to report."""
    periodo = periodo_de(caso.objeto)
    if periodo is None or caso.el >= periodo.desde:
        return None
    articulo = _ARTICULO[periodo.que]
    return Rechazo(
        "periodo",
        f"{articulo.capitalize()} {periodo.que} que informa comienza el {fecha_en_prosa(periodo.desde)}: todavía no "
        "hay qué informar.",
        f"Preséntelo cuando {articulo} {periodo.que} haya comenzado.",
    )


def _sin_terminar(caso: CasoDeEntregable) -> tuple[Periodo, bool] | None:
    """The period, if what closes its report would come before its end; and whether the plan itself dates it so.

    What closes it is its approval and its remission: a draft may go to a working meeting earlier.
    """
    e, etapa, periodo = caso.objeto, etapa_actual(caso.objeto), periodo_de(caso.objeto)
    if periodo is None or etapa is None or caso.el >= periodo.hasta:
        return None
    if not (etapa.aprueba or etapa.tipo == Tipo.REMITIR):
        return None
    pasos = [s.fecha or s.fecha_impresa for s in e.subactividades.all() if s.etapa_id == etapa.pk]
    propios = [e.limite_remision, e.remision_impresa] if etapa.tipo == Tipo.REMITIR else [e.fecha_plan]
    return periodo, any(dia is not None and dia < periodo.hasta for dia in [*propios, *pasos])


def periodo_terminado(caso: CasoDeEntregable) -> Rechazo | None:
    """Nothing closes the report of a period before its end, unless the plan itself dates it before."""
    falta = _sin_terminar(caso)
    if falta is None or falta[1]:
        return None
    periodo = falta[0]
    return Rechazo(
        "periodo",
        f"{_ARTICULO[periodo.que].capitalize()} {periodo.que} que informa termina el {fecha_en_prosa(periodo.hasta)} "
        "y el plan no prevé cerrarlo antes.",
        "Espere a que termine. Si así debe ser, corrija antes la fecha en el plan.",
    )


def cierre_anticipado(caso: CasoDeEntregable) -> Rechazo | None:
    """Where the plan dates it before the end of its period, the record says why it is closed so."""
    falta = _sin_terminar(caso)
    if falta is None or not falta[1]:
        return None
    periodo = falta[0]
    return Rechazo(
        "periodo",
        f"{_ARTICULO[periodo.que].capitalize()} {periodo.que} que informa termina hasta el "
        f"{fecha_en_prosa(periodo.hasta)}, aunque el plan lo fecha antes.",
        "Escriba por qué se cierra antes de que termine; por ejemplo, que así lo calendariza el plan.",
    )


def par_presentado(caso: CasoDeEntregable) -> Rechazo | None:
    """What sends what another one presents waits for it; one that was cancelled is not waited for."""
    par = caso.objeto.espera_a
    if par is None or par.estado == Estado.CANCELADO:
        return None
    presentado = par.aprobado_el or par.concluido_el
    if presentado is None:
        return Rechazo(
            "par",
            f"«{par}» todavía no se presenta, y este entregable es su remisión.",
            f"Registre antes lo que falta de «{par}»; después podrá remitir este.",
        )
    if caso.el < presentado:
        return Rechazo(
            "par",
            f"«{par}» se presentó el {fecha_en_prosa(presentado)}: no pudo remitirse antes.",
            "Revise la fecha del acuse o la de la sesión.",
        )
    return None


# -- The rows ---------------------------------------------------------------------------------------------

DE_ENTREGABLE = tabla(
    VerboDeEntregable(
        clave="iniciar",
        nombre="Iniciar",
        hecho="Se inició",
        roles=PRODUCE | TECNICA | EJECUTIVA,
        siempre=PRODUCE | TECNICA | EJECUTIVA,
        sistema=True,
        # A remission begins by itself when it is recorded.
        etapas=frozenset({Tipo.ELABORAR, Tipo.DECIDIR}),
        estados=frozenset({Estado.PROGRAMADO.value}),
        remedio="Continúe desde su etapa actual.",
        explica="El entregable pasará a su primera etapa y aparecerá en la bandeja de quien la atiende.",
        listo="El entregable quedó iniciado.",
        deshacer="Si se inició por error, la secretaría técnica puede cancelarlo.",
    ),
    VerboDeEntregable(
        clave="presentar",
        nombre="Presentar el documento",
        hecho="El área presentó el documento",
        roles=PRODUCE | TECNICA,
        responsable=Tipo.ELABORAR,
        sistema=True,
        etapas=frozenset({Tipo.ELABORAR}),
        guardas=(periodo_comenzado, periodo_terminado),
        salvo_motivo=(cierre_anticipado,),
        explica="El documento se guarda con su huella SHA-256 y el entregable avanza a la siguiente etapa.",
        listo="El documento se recibió y el entregable avanzó.",
        deshacer="Si falta algo, el órgano o la secretaría pueden devolverlo con observaciones.",
    ),
    VerboDeEntregable(
        clave="adjuntar",
        nombre="Agregar una versión del documento",
        hecho="Se agregó una versión del documento",
        roles=PRODUCE | TECNICA,
        responsable=Tipo.ELABORAR,
        siempre=EJECUTIVA,
        sistema=True,
        estados=frozenset({Estado.PROGRAMADO.value, Estado.EN_DECISION.value, Estado.POR_REMITIR.value}),
        remedio="Si ya se remitió, use «Modificar lo remitido»: abre el numeral 10 (Lineamientos art. 11).",
        explica="El entregable no se mueve. Lo decidido sobre una versión anterior no cubre a la nueva.",
        listo="La versión quedó guardada con su huella.",
    ),
    VerboDeEntregable(
        clave="decidir",
        nombre="Decidir en sesión",
        hecho="El órgano decidió que siga",
        roles=LLEVAN,
        sistema=True,
        etapas=frozenset({Tipo.DECIDIR}),
        # Of what lets it go on: see `flujos.sesiones`.
        guardas=(periodo_terminado,),
        salvo_motivo=(cierre_anticipado,),
    ),
    VerboDeEntregable(
        clave="remitir",
        nombre="Registrar la remisión al INE",
        hecho="Remitido al INE",
        tono="bien",
        roles=EJECUTIVA,
        responsable=Tipo.REMITIR,
        sistema=True,
        etapas=frozenset({Tipo.REMITIR}),
        guardas=(documento_decidido, par_presentado, periodo_terminado),
        salvo_motivo=(cierre_anticipado,),
        reloj=Reloj("detiene", "remitir al INE"),
        explica="Suba antes el documento en SIVOPLE; aquí queda la constancia con su oficio y su acuse.",
        listo="La remisión quedó registrada.",
        deshacer="Una remisión no se borra: un error se corrige con un oficio de alcance.",
    ),
    VerboDeEntregable(
        clave="registrar_acuse",
        nombre="Agregar el acuse",
        hecho="Se agregó el acuse",
        roles=EJECUTIVA,
        responsable=Tipo.REMITIR,
        sistema=True,
        guardas=(falta_acuse,),
        explica="La remisión se registró sin su acuse de SIVOPLE; aquí se agrega, una sola vez.",
        listo="El acuse quedó guardado con su huella.",
    ),
    VerboDeEntregable(
        clave="validar",
        nombre="Registrar la validación del INE",
        hecho="Validado",
        tono="bien",
        roles=EJECUTIVA,
        responsable=Tipo.VALIDAR,
        sistema=True,
        etapas=frozenset({Tipo.VALIDAR}),
        salvo_motivo=(sin_observacion_abierta,),
        explica="El INE validó la remisión en SIVOPLE; con esto concluye la ruta.",
        listo="La validación del INE quedó registrada.",
    ),
    VerboDeEntregable(
        clave="observar_ine",
        nombre="Registrar una observación del INE",
        hecho="El INE lo observó",
        tono="atencion",
        roles=EJECUTIVA,
        responsable=Tipo.VALIDAR,
        sistema=True,
        etapas=frozenset({Tipo.VALIDAR}),
        guardas=(una_a_la_vez,),
        explica="Lo que el INE observó en SIVOPLE, con su fecha y su archivo. Espera la respuesta del instituto.",
        listo="La observación del INE quedó registrada.",
        deshacer="Una observación registrada no se borra: se responde.",
    ),
    VerboDeEntregable(
        clave="responder_ine",
        nombre="Registrar la respuesta al INE",
        hecho="Se respondió al INE",
        roles=EJECUTIVA,
        responsable=Tipo.VALIDAR,
        sistema=True,
        guardas=(falta_respuesta,),
        explica="Qué contestó el instituto y cuándo. Si el documento cambió, use además «Modificar lo remitido».",
        listo="La respuesta quedó registrada.",
    ),
    VerboDeEntregable(
        clave="modificar_remitido",
        nombre="Modificar lo remitido",
        hecho="Se modificó lo remitido",
        tono="atencion",
        roles=PRODUCE | TECNICA,
        responsable=Tipo.ELABORAR,
        siempre=TECNICA | EJECUTIVA,
        sistema=True,
        estados=frozenset({Estado.REMITIDO.value, Estado.CONCLUIDO.value}),
        remedio="Mientras no se remite, agregue una versión del documento.",
        guardas=(se_remitio,),
        reloj=Reloj("inicia", "informar al INE de la modificación", desde="el día siguiente al cambio"),
        explica="Lo remitido queda como está. El archivo nuevo abre el entregable del numeral 10, con su plazo, ligado "
        "a este.",
        listo="El entregable del numeral 10 quedó abierto con el archivo nuevo.",
        deshacer="Si el documento no cambió, cancele el entregable que se abrió.",
    ),
    VerboDeEntregable(
        clave="explicar_atraso",
        nombre="Explicar el atraso",
        hecho="Se explicó el atraso",
        roles=PRODUCE | TECNICA,
        responsable=Tipo.ELABORAR,
        siempre=PRODUCE | TECNICA | EJECUTIVA,
        sistema=True,
        estados=EXIGIBLES,
        guardas=(esta_atrasado,),
        explica="La razón aparece junto al atraso, aquí y en el informe mensual. El atraso no cambia.",
        listo="La razón quedó junto al atraso.",
        deshacer="Puede escribir otra; la anterior queda en el historial.",
    ),
    VerboDeEntregable(
        clave="devolver",
        nombre="Regresar a elaboración",
        hecho="Devuelto con observaciones",
        tono="atencion",
        roles=TECNICA | EJECUTIVA,
        sistema=True,
        estados=frozenset({Estado.EN_DECISION.value, Estado.POR_REMITIR.value}),
        remedio="Si ya se remitió, use «Modificar lo remitido».",
        guardas=(tiene_a_donde_volver,),
        explica="Quien lo elabora recibirá el motivo. Una aprobación anterior deja de contar: el órgano decidirá otra "
        "vez.",
        listo="El entregable regresó a elaboración.",
        deshacer="Puede presentarse de nuevo en cualquier momento.",
    ),
    VerboDeEntregable(
        clave="cambiar_ruta",
        nombre="Cambiar la ruta",
        hecho="Se cambió la ruta",
        tono="atencion",
        roles=TECNICA,
        sistema=True,
        estados=EN_CURSO,
        remedio="Lo que ya se remitió, concluyó o se canceló conserva la ruta que recorrió.",
        explica="Solo cambia la de este entregable: qué etapas recorre y quién hace cada una. Antes de aplicarlo verá "
        "dónde quedaría, qué se conserva y qué se deshace.",
        listo="La ruta quedó cambiada.",
        deshacer="Puede cambiarse otra vez; lo que se haya deshecho tendrá que hacerse de nuevo.",
    ),
    VerboDeEntregable(
        clave="cancelar",
        nombre="Cancelar el entregable",
        hecho="Cancelado",
        tono="mal",
        roles=TECNICA,
        sistema=True,
        metodo="a_cancelacion",
        explica="Dejará de contar en el tablero y en los informes. Su historial se conserva.",
        listo="El entregable quedó cancelado.",
        peligro=True,
    ),
    VerboDeEntregable(
        clave="registrar_evento",
        nombre="Registrar el hecho",
        hecho="Se registró el hecho que lo origina",
        roles=TECNICA | EJECUTIVA | {Rol.VERIFICACION.value},
        sistema=True,
        plantillas=True,
        guardas=(nace_de_un_hecho,),
        reloj=Reloj("inicia", "remitir al INE", desde="el día siguiente al hecho"),
        explica="Se abrirá un entregable con su plazo.",
        listo="El entregable quedó abierto con su plazo.",
        deshacer="Si el hecho no ocurrió, cancele el entregable que se abrió.",
    ),
    VerboDeEntregable(
        clave="registrar_hecho",
        nombre="Anotar lo realizado",
        hecho="Se anotó lo realizado",
        roles=PRODUCE | TECNICA,
        responsable=Tipo.ELABORAR,
        siempre=TECNICA,
        sistema=True,
        estados=EXIGIBLES,
        remedio="Un entregable cancelado ya no se realiza.",
        explica="Reuniones, capacitaciones, oficios: qué se hizo, en qué días y con quién. El entregable no se mueve y "
        "quedan los dos días, el de lo realizado y el de hoy, en que se anota.",
        listo="Lo realizado quedó anotado con sus días.",
        deshacer="Si algo quedó mal, se corrige diciendo por qué; lo anotado antes queda en el historial.",
    ),
    VerboDeEntregable(
        clave="corregir_hecho",
        nombre="Corregir lo realizado",
        hecho="Se corrigió lo realizado",
        roles=PRODUCE | TECNICA,
        responsable=Tipo.ELABORAR,
        siempre=TECNICA,
        sistema=True,
        estados=EXIGIBLES,
        remedio="Un entregable cancelado ya no se realiza.",
        explica="Lo anotado antes queda en el historial. Si con su último día se juzgó el cumplimiento, se juzgará con "
        "el nuevo.",
        listo="Lo realizado quedó corregido.",
    ),
    VerboDeEntregable(
        clave="quitar_hecho",
        nombre="Quitar lo anotado",
        hecho="Se quitó lo anotado",
        tono="mal",
        roles=PRODUCE | TECNICA,
        responsable=Tipo.ELABORAR,
        siempre=TECNICA,
        sistema=True,
        estados=EXIGIBLES,
        remedio="De un entregable cancelado no se quita nada.",
        explica="Dejará de contarse. Lo anotado y el motivo quedan en el historial.",
        listo="Lo anotado se quitó.",
        deshacer="Para deshacerlo, anótelo otra vez.",
        peligro=True,
    ),
    # Who has it and what is said of it: it stays where it is.
    VerboDeEntregable(
        clave="encargar",
        nombre="Encargar a una persona",
        hecho="Se encargó a una persona",
        roles=PRODUCE | TECNICA | EJECUTIVA,
        sistema=True,
        estados=EXIGIBLES - {Estado.CONCLUIDO.value},
        remedio="Ya no hay nada que encargar.",
        explica="Se sabrá quién responde por él. No le da permisos: cada quien hace lo que su rol permite.",
        listo="El entregable quedó encargado.",
        deshacer="Puede encargarlo a otra persona cuando haga falta; lo anterior queda en el historial.",
    ),
    VerboDeEntregable(
        clave="anotar",
        nombre="Escribir una nota",
        hecho="Se escribió una nota",
        roles=frozenset(ROLES_DE_ENTREGABLES - {Rol.AUDITORIA.value}),
        estados=EXIGIBLES,
        remedio="Un entregable cancelado ya no lleva notas.",
        explica="La leen quienes ven el entregable. No forma parte de lo que se decide ni de lo que se remite.",
        listo="La nota quedó escrita.",
        deshacer="Una nota no se borra ni se cambia: si algo quedó mal, escriba otra.",
    ),
    # What a decision does to the deliverable: told by the history, done by nobody apart from it.
    VerboDeEntregable(
        clave="aprobar",
        nombre="Aprobar",
        hecho="Aprobado",
        tono="bien",
        roles=NADIE,
        reloj=Reloj("inicia", "remitir al INE", desde="el día siguiente a la aprobación"),
    ),
    VerboDeEntregable(
        clave="retirar_del_orden", nombre="Retirar del orden del día", hecho="Retirado del orden del día", roles=NADIE
    ),
    VerboDeEntregable(
        clave="analizar", nombre="Analizar", hecho="El órgano lo analizó en reunión de trabajo", roles=NADIE
    ),
    VerboDeEntregable(
        clave="deshacer_decision",
        nombre="Deshacer la decisión",
        hecho="Se deshizo la decisión y volvió a donde estaba",
        tono="atencion",
        roles=NADIE,
    ),
    VerboDeEntregable(
        clave="corregir_acuerdo",
        nombre="Corregir el número del acuerdo",
        hecho="Se corrigió el número del acuerdo",
        roles=NADIE,
    ),
)


# -- Milestones of the plan -------------------------------------------------------------------------------


class CasoDeHito(Caso[Hito]):
    """A milestone of the plan, a moment, and the reach of whoever acts."""

    @property
    def donde(self) -> str:
        """Where, in a refusal."""
        return "en los hitos del plan"

    def fuera_de_lugar(self, verbo: Verbo) -> Rechazo | None:
        """Something may always be noted of it."""
        return None


# The plan prints who answers for a milestone, and no area of it: any of them notes what it did.
ANOTAN = PRODUCE | TECNICA | EJECUTIVA

DE_HITO = tabla(
    Verbo(
        clave="registrar_hito",
        nombre="Anotar lo realizado",
        hecho="Se anotó lo realizado",
        roles=ANOTAN,
        sistema=True,
        explica="Qué se liberó o se hizo, en qué días y con quién. Con el último día se compara la fecha del plan.",
        listo="Lo realizado quedó anotado con sus días.",
        deshacer="Si algo quedó mal, se corrige o se quita diciendo por qué.",
    ),
    Verbo(
        clave="corregir_hito",
        nombre="Corregir lo realizado",
        hecho="Se corrigió lo realizado",
        roles=ANOTAN,
        sistema=True,
        explica="Lo anotado antes queda en el historial.",
        listo="Lo realizado quedó corregido.",
    ),
    Verbo(
        clave="quitar_hito",
        nombre="Quitar lo anotado",
        hecho="Se quitó lo anotado",
        roles=ANOTAN,
        sistema=True,
        tono="mal",
        explica="Dejará de contarse. Lo anotado y el motivo quedan en el historial.",
        listo="Lo anotado se quitó.",
        peligro=True,
    ),
)


# -- Whose turn it is -------------------------------------------------------------------------------------

_LO_QUE_PIDE = {
    Tipo.ELABORAR: "presentar",
    Tipo.DECIDIR: "decidir",
    Tipo.REMITIR: "remitir",
    Tipo.VALIDAR: "validar",
}


def verbo_que_sigue(entregable: Entregable) -> Verbo | None:
    """What moves it on from where it stands; None for a template and at the end of its route."""
    etapa = etapa_actual(entregable)
    if etapa is None:
        return None
    # Not begun: what its first stage asks for, except that a decision needs it to be opened for its body.
    if entregable.etapa is None and etapa.tipo == Tipo.DECIDIR:
        return DE_ENTREGABLE["iniciar"]
    return DE_ENTREGABLE[_LO_QUE_PIDE[Tipo(etapa.tipo)]]
