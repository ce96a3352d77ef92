"""Verbs of deliverables: every row. What depends on the route is data of its stages: who does each, where it returns.

A stage that names its unit or its roles is done by exactly those; otherwise by whoever the row says. An area acts only
for its own: the deliverable's, or the one that the stage names.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from calendario.fechas import fecha_en_prosa
from compliance.ambito import Funcion
from compliance.models import Area, Entregable, EtapaRuta, Rol
from compliance.verbos.caso import Caso
from compliance.verbos.modelo import FueraDeLugar, Rechazo, Reloj, Verbo, tabla

from ..guardas.decisiones import decisiones_vigentes, documento_cambiado, documento_vigente, remision_sin_acuse
from ..transiciones import rechazo_de_estado, rechazo_por_estado
from .sesiones import LLEVAN, QUIEN_LLEVA, lleva

Estado = Entregable.Estado
Tipo = EtapaRuta.Tipo

NADIE: frozenset[str] = frozenset()
TECNICA = frozenset({Rol.SECRETARIA_TECNICA.value})
EJECUTIVA = frozenset({Rol.SECRETARIA_EJECUTIVA.value})
PRODUCE = frozenset({Rol.AREA.value})
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
    """Its route, in order."""
    return sorted(entregable.ruta.etapas.all(), key=lambda e: e.orden)


def primera_etapa(entregable: Entregable) -> EtapaRuta:
    """Where its route begins."""
    return etapas_de(entregable)[0]


def etapa_actual(entregable: Entregable) -> EtapaRuta | None:
    """Where it stands; if nobody has begun it, where it would begin. None for a template, and at the end."""
    if entregable.etapa is not None or entregable.es_plantilla or entregable.estado != Estado.PROGRAMADO:
        return entregable.etapa
    return primera_etapa(entregable)


def etapa_de_tipo(entregable: Entregable, tipo: Tipo) -> EtapaRuta | None:
    """The stage of this kind that governs now: the last one until where it stands, or else the first to come."""
    suyas = [e for e in etapas_de(entregable) if e.tipo == tipo]
    actual = etapa_actual(entregable)
    pasadas = [e for e in suyas if actual is not None and e.orden <= actual.orden]
    return pasadas[-1] if pasadas else next(iter(suyas), None)


def etapa_de_regreso(entregable: Entregable) -> EtapaRuta | None:
    """Where what is returned from where it stands goes: the step that its stage names, or else the last «elaborar»."""
    actual = entregable.etapa
    if actual is None:
        return None
    previas = [e for e in etapas_de(entregable) if e.orden < actual.orden]
    nombrada = next((e for e in previas if e.clave == actual.regresa_a), None)
    return nombrada or next((e for e in reversed(previas) if e.tipo == Tipo.ELABORAR), None)


def _que_responde(verbo: VerboDeEntregable, entregable: Entregable) -> EtapaRuta | None:
    """The stage whose responsible does the verb, if it names one. Who sends also records what INE answers."""
    if verbo.clave == "iniciar":
        etapa = None if entregable.es_plantilla else primera_etapa(entregable)
    elif verbo.responsable is None:
        return None
    else:
        etapa = etapa_de_tipo(entregable, verbo.responsable)
        if verbo.responsable == Tipo.VALIDAR and (etapa is None or not etapa.nombra_responsable):
            etapa = etapa_de_tipo(entregable, Tipo.REMITIR)
    return etapa if etapa is not None and etapa.nombra_responsable else None


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
        etapa = etapa_actual(entregable)
        return [Puesto(r) for r in sorted(QUIEN_LLEVA[etapa.organo.tipo])] if etapa and etapa.organo else []
    etapa = _que_responde(verbo, entregable)
    if etapa is None:
        return _puestos(verbo.roles | verbo.siempre, entregable.area)
    return list(dict.fromkeys([*nombrados(etapa, entregable), *_puestos(verbo.siempre, entregable.area)]))


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
        etapa = etapa_actual(entregable)
        return etapa is not None and etapa.organo is not None and lleva(funcion, etapa.organo)
    return any(
        p.rol == funcion.rol and (p.area is None or p.area.pk == funcion.area) for p in puestos(verbo, entregable)
    )


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
            return FueraDeLugar(
                "plantilla",
                "Este entregable solo existe cuando ocurre lo que lo origina.",
                "Registre el hecho y su fecha; se creará el entregable con su plazo.",
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


def _mes(entregable: Entregable) -> tuple[date, date] | None:
    """First and last day of the month that it reports."""
    if not entregable.periodo:
        return None
    anio, mes = map(int, entregable.periodo.split("-"))
    return date(anio, mes, 1), date(anio, mes, monthrange(anio, mes)[1])


def mes_comenzado(caso: CasoDeEntregable) -> Rechazo | None:
    """There is something to report."""
    mes = _mes(caso.objeto)
    if mes is None or caso.el >= mes[0]:
        return None
    return Rechazo(
        "periodo",
        f"El mes que informa comienza el {fecha_en_prosa(mes[0])}: todavía no hay qué informar.",
        "Preséntelo cuando el mes haya comenzado.",
    )


def mes_terminado(caso: CasoDeEntregable) -> Rechazo | None:
    """Nothing closes the report of a month before its end without saying so, unless the plan itself dates it before.

    What closes it is its approval and its remission: a draft may go to a working meeting earlier.
    """
    e, etapa, mes = caso.objeto, etapa_actual(caso.objeto), _mes(caso.objeto)
    if mes is None or etapa is None or caso.el >= mes[1] or not (etapa.aprueba or etapa.tipo == Tipo.REMITIR):
        return None
    pasos = [s.fecha or s.fecha_impresa for s in e.subactividades.all() if s.etapa_id == etapa.pk]
    previsto = [e.limite_remision if etapa.tipo == Tipo.REMITIR else e.fecha_plan, *pasos]
    if any(dia is not None and dia < mes[1] for dia in previsto):
        return None
    return Rechazo(
        "periodo",
        f"El mes que informa termina el {fecha_en_prosa(mes[1])} y el plan no prevé cerrarlo antes.",
        "Si así debe ser, escriba por qué.",
    )


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
        guardas=(mes_comenzado,),
        salvo_motivo=(mes_terminado,),
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
        remedio="Si ya se remitió, registre la modificación como un hecho (Lineamientos art. 11 num. 10).",
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
        salvo_motivo=(mes_terminado,),
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
        guardas=(documento_decidido,),
        salvo_motivo=(mes_terminado,),
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
        explica="El INE validó la remisión en SIVOPLE; con esto concluye la ruta.",
        listo="La validación del INE quedó registrada.",
    ),
    VerboDeEntregable(
        clave="devolver",
        nombre="Regresar a elaboración",
        hecho="Devuelto con observaciones",
        tono="atencion",
        roles=TECNICA | EJECUTIVA,
        sistema=True,
        estados=frozenset({Estado.EN_DECISION.value, Estado.POR_REMITIR.value}),
        remedio="Si ya se remitió, registre su modificación como un entregable nuevo.",
        guardas=(tiene_a_donde_volver,),
        explica="Quien lo elabora recibirá el motivo. Una aprobación anterior deja de contar: el órgano decidirá otra "
        "vez.",
        listo="El entregable regresó a elaboración.",
        deshacer="Puede presentarse de nuevo en cualquier momento.",
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
