"""Changes of an institute's calendar: what they would move, and doing them.

A date moves only if it is still owed and it follows from its rule; one that the plan printed apart, or that was met,
stays. The terms of candidacies are días naturales by law (Lineamientos arts. 14 and 16): no calendar moves them.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.exceptions import ValidationError

from calendario.inhabiles import PeriodoInhabil
from calendario.models import Calendario, Inhabil
from calendario.plazos import PlazoError
from calendario.services import calendario_habil

from ..actos import Apunte, escritura
from ..historia import firmar, guardar_en
from ..models import Entregable, Instituto, Proceso, Subactividad, Usuario
from ..plan.plazos import PlazosDelPlan, calendario_del_proceso
from ..verbos.tabla import DE_INHABIL
from .tabla import comenzar
from .terminos import FechaConRegla, fechas_con_regla, plazos_de


@dataclass(frozen=True)
class Movimiento:
    """A date that a change of the calendar moves, and how the new one is counted."""

    fecha_con_regla: FechaConRegla
    antes: date
    despues: date
    razon: str

    @property
    def entregable(self) -> Entregable:
        """The deliverable that is owed."""
        return self.fecha_con_regla.entregable


class CalendarioCambioError(Exception):
    """What would move is no longer what the person was shown: it must be shown again."""

    def __init__(self, vigentes: Sequence[Movimiento]) -> None:
        super().__init__("Los vencimientos que se mueven cambiaron mientras se confirmaba.")
        self.vigentes = vigentes


def movimientos(
    instituto: Instituto, periodos: Iterable[PeriodoInhabil], *, bloquear: bool = False
) -> list[Movimiento]:
    """What would move in every process of the institute if `periodos` were all those of its calendar.

    Approvals that follow their rule go where it puts them, and what counts from them goes along. A constant number of
    queries. Raises PlazoError if a date could not be met at all.
    """
    vigente = calendario_habil(instituto.clave, zona_horaria=instituto.zona_horaria)
    propuesto = replace(vigente, periodos=tuple(periodos))
    consulta = Entregable.objects.pendientes().filter(proceso__instituto=instituto)
    if bloquear:
        consulta = consulta.select_for_update(of=("self",))
    pendientes: dict[Proceso, list[Entregable]] = defaultdict(list)
    for e in consulta.select_related("proceso__instituto").con_sus_reglas().order_by("proceso", "orden"):
        pendientes[e.proceso].append(e)
    # What is no longer owed does not move, and may be what a date counts from.
    otros: dict[int, list[Entregable]] = defaultdict(list)
    for e in Entregable.objects.filter(proceso__in=pendientes).con_sus_reglas():
        otros[e.proceso_id].append(e)
    hallados = []
    for proceso, suyos in pendientes.items():
        llaves = {e.llave for e in suyos}
        todos = [*suyos, *(e for e in otros[proceso.pk] if e.llave not in llaves)]
        antes = plazos_de(proceso, todos, calendario=calendario_del_proceso(instituto, proceso, vigente))
        siguen = {e.llave for e in suyos if e.aprobado_el is None and antes.sigue_su_regla(e.llave, e.fecha_plan)}
        despues = plazos_de(
            proceso, todos, calendario=calendario_del_proceso(instituto, proceso, propuesto), siguen=siguen
        )
        fechas = [f for e in suyos for f in fechas_con_regla(e) if _pendiente(f)]
        hallados += [m for f in fechas if (m := _movimiento(f, antes, despues)) is not None]
    return hallados


def _pendiente(fecha: FechaConRegla) -> bool:
    """Whether it is still owed (its deliverable is)."""
    e, objeto = fecha.entregable, fecha.objeto
    if fecha.campo == "fecha_plan":
        return e.aprobado_el is None
    if isinstance(objeto, Subactividad) and objeto.etapa is not None and e.etapa is not None:
        return objeto.etapa.orden >= e.etapa.orden
    return True


def _movimiento(fecha: FechaConRegla, antes: PlazosDelPlan, despues: PlazosDelPlan) -> Movimiento | None:
    if fecha.fecha is None:
        return None
    try:
        previo = fecha.vencimiento(antes)
    except PlazoError:
        return None
    if previo is None or previo.dia != fecha.fecha:
        return None
    nuevo = fecha.vencimiento(despues)
    if nuevo is None or nuevo.dia == fecha.fecha:
        return None
    return Movimiento(fecha, fecha.fecha, nuevo.dia, nuevo.razon)


def huella(lista: Iterable[Movimiento]) -> str:
    """A digest of what would move, to know at the confirmation that it is still what was shown."""
    texto = "\n".join(f"{m.fecha_con_regla.clave} {m.antes} {m.despues}" for m in lista)
    return hashlib.sha256(texto.encode()).hexdigest()


def periodos_con(instituto: Instituto, inhabil: Inhabil) -> list[PeriodoInhabil]:
    """The periods of the calendar if `inhabil` were saved as it is."""
    return [*periodos_sin(instituto, inhabil), inhabil.periodo]


def periodos_sin(instituto: Instituto, inhabil: Inhabil) -> list[PeriodoInhabil]:
    """The periods of the calendar if `inhabil` were not there."""
    filas = Inhabil.objects.filter(calendario__clave=instituto.clave).exclude(pk=inhabil.pk)
    return [fila.periodo for fila in filas]


def exigir_otros_dias(instituto: Instituto, inhabil: Inhabil) -> None:
    """Refuse a period of exactly the same days as another one: it is the same one sent twice."""
    iguales = Inhabil.objects.filter(
        calendario__clave=instituto.clave, desde=inhabil.desde, hasta=inhabil.hasta
    ).exclude(pk=inhabil.pk)
    if otro := iguales.first():
        raise ValidationError(
            f"Esos días ya están en el calendario: «{otro.motivo}» ({otro.documento}). Si los ordena otro documento, "
            "cambie ese periodo.",
            code="repetido",
        )


@escritura()
def guardar_inhabil(
    proceso: Proceso, inhabil: Inhabil, *, esperado: str, por: Usuario, en: datetime
) -> list[Movimiento]:
    """Add or change a period of the institute's calendar, in one of its processes, and move the dates that follow.

    Answers what moved. `esperado` is the `huella` of what the person confirmed. Raises Rechazo if they may not,
    CalendarioCambioError if it is no longer that, ValidationError if the period is not valid, PlazoError if a date
    could not be met; then nothing is written.
    """
    acto, instituto = comenzar(DE_INHABIL["guardar"], inhabil, proceso, por=por, en=en), proceso.instituto
    inhabil.calendario = asegurar_calendario(instituto, acto)
    exigir_otros_dias(instituto, inhabil)
    movidos = _confirmados(instituto, periodos_con(instituto, inhabil), esperado)
    verbo = "se cambió" if inhabil.pk else "se agregó"
    acto.motivo = f"Calendario: {verbo} {_nombre(inhabil)}"
    guardar_en(acto, inhabil)
    _mover(movidos, acto)
    return movidos


@escritura()
def quitar_inhabil(
    proceso: Proceso, inhabil: Inhabil, *, esperado: str, por: Usuario, en: datetime
) -> list[Movimiento]:
    """Take a period away, and move the dates that follow from it. Arguments and errors as `guardar_inhabil`."""
    motivo = f"Calendario: se quitó {_nombre(inhabil)}"
    acto, instituto = comenzar(DE_INHABIL["quitar"], inhabil, proceso, por=por, en=en, motivo=motivo), proceso.instituto
    asegurar_calendario(instituto, acto)
    movidos = _confirmados(instituto, periodos_sin(instituto, inhabil), esperado)
    firmar(inhabil, por, en, acto.motivo, acto)
    inhabil.delete()
    _mover(movidos, acto)
    return movidos


def asegurar_calendario(instituto: Instituto, acto: Apunte) -> Calendario:
    """The institute's calendar, locked; made the first time, and kept in its time zone, as part of `acto`."""
    calendario = Calendario.objects.select_for_update().filter(clave=instituto.clave).first()
    if calendario is None:
        calendario = Calendario(clave=instituto.clave, nombre=f"Calendario del {instituto.siglas}")
        motivo = "Alta del instituto"
    elif calendario.zona_horaria == instituto.zona_horaria:
        return calendario
    else:
        motivo = "Zona horaria del instituto"
    calendario.zona_horaria = instituto.zona_horaria
    try:
        guardar_en(acto, calendario, motivo)
    except ValidationError:
        if not Calendario.objects.filter(clave=instituto.clave).exclude(pk=calendario.pk).exists():
            raise
        # Somebody made it meanwhile: it is there now, and theirs until they finish.
        return asegurar_calendario(instituto, acto)
    return calendario


def _confirmados(instituto: Instituto, periodos: Iterable[PeriodoInhabil], esperado: str) -> list[Movimiento]:
    movidos = movimientos(instituto, periodos, bloquear=True)
    if huella(movidos) != esperado:
        raise CalendarioCambioError(movidos)
    return movidos


def _mover(movidos: Iterable[Movimiento], acto: Apunte) -> None:
    objetos: dict[tuple[str, int], Entregable | Subactividad] = {}
    for movimiento in movidos:
        fecha = movimiento.fecha_con_regla
        setattr(fecha.objeto, fecha.campo, movimiento.despues)
        objetos[fecha.clave[:2]] = fecha.objeto
    for objeto in objetos.values():
        if isinstance(objeto, Entregable):
            objeto.vence = objeto.vencimiento_pendiente()
        guardar_en(acto, objeto)


def _nombre(inhabil: Inhabil) -> str:
    return f"«{inhabil.motivo}» ({inhabil.desde:%d/%m/%Y} a {inhabil.hasta:%d/%m/%Y})"
