"""When a notice leaves: at the hours that its institute allows, as whoever receives it chose; what is legal, at once.

The choice is read when a notice is written and, of what has not left, when a choice or a schedule changes. The hours
are looked at before each sending too, so that what is tried again, or waited while the calendar changed, respects them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models.functions import Lower

from compliance.models import Usuario
from compliance.services.terminos import calendario_de

from .horario import Horario, proxima, turno
from .models import Aviso, AvisoQuerySet, HorarioDeAvisos, PreferenciaDeAvisos

Modo = PreferenciaDeAvisos.Modo
LOTE = 500

T = TypeVar("T")


def horario_de(fila: HorarioDeAvisos) -> Horario:
    """The schedule as a plain value, with the days that its process counts. One query."""
    return Horario(fila.desde, fila.hasta, fila.solo_habiles, calendario_de(fila.proceso.instituto, fila.proceso))


def horarios_de(procesos: Collection[int]) -> dict[int, Horario]:
    """The schedule of each of these processes that follows one."""
    filas = HorarioDeAvisos.objects.filter(proceso__in=procesos, activo=True).select_related("proceso__instituto")
    return {fila.proceso_id: horario_de(fila) for fila in filas}


def acomodar(avisos: Iterable[Aviso], al: datetime) -> None:
    """Say of each that waits and is not legal when it leaves, or that it stays in the inbox. Saves nothing.

    At `al`, in the daily mail, or never, as its address chose; at the first moment after that which the schedule
    allows. What failed already waits for its next attempt. The rung of each comes with its process and institute.
    """
    movibles = [a for a in avisos if a.estado == Aviso.Estado.PENDIENTE and not a.legal]
    if not movibles:
        return
    horarios = horarios_de({a.proceso_id for a in movibles})
    elecciones = _elecciones({a.destinatario_correo.lower() for a in movibles})
    for aviso in movibles:
        tz = aviso.escalon.proceso.tz  # type: ignore[union-attr]
        cuando = _segun(elecciones.get(aviso.destinatario_correo.lower(), ()), al, tz)
        if cuando is None:
            aviso.estado = Aviso.Estado.BUZON
            continue
        if aviso.intentos:
            cuando = max(al, aviso.siguiente_en)
        horario = horarios.get(aviso.proceso_id)
        aviso.siguiente_en = turno(horario, cuando) if horario else cuando


def reacomodar(avisos: AvisoQuerySet, al: datetime) -> None:
    """Say again of these, that were written before, when they leave. What left in between is left as it is."""
    iguales: dict[tuple[str, datetime], list[int]] = defaultdict(list)
    movibles = list(avisos.aplazables().select_related("escalon__proceso__instituto"))
    acomodar(movibles, al)
    for aviso in movibles:
        iguales[aviso.estado, aviso.siguiente_en].append(aviso.pk)
    for (estado, siguiente_en), pks in iguales.items():
        for lote in _lotes(pks):
            # Not through a relation: a sending that claims the row meanwhile is seen.
            suyos = Aviso.objects.filter(pk__in=lote, estado=Aviso.Estado.PENDIENTE)
            suyos.update(estado=estado, siguiente_en=siguiente_en)


def aplazar(al: datetime) -> None:
    """Of each process whose schedule is closed at `al`, put off to its next turn what would leave before."""
    procesos = HorarioDeAvisos.objects.filter(activo=True).values_list("proceso", flat=True)
    for proceso, horario in horarios_de(procesos).items():
        abre = turno(horario, al)
        if abre > al:
            cerrados = Aviso.objects.aplazables().filter(proceso=proceso, siguiente_en__lt=abre)
            cerrados.update(siguiente_en=abre)


@transaction.atomic
def elegir(usuario: Usuario, modo: str, hora: time, en: datetime) -> None:
    """Keep how an account wants its notices from now on; what waits for it follows."""
    PreferenciaDeAvisos.objects.update_or_create(usuario=usuario, defaults={"modo": modo, "hora": hora})
    if usuario.email:
        reacomodar(Aviso.objects.filter(destinatario_correo__iexact=usuario.email), en)


def _elecciones(correos: Collection[str]) -> dict[str, list[tuple[str | None, time | None]]]:
    """By address, in lower case, what each open account that has it chose; None for who chose nothing."""
    elecciones: dict[str, list[tuple[str | None, time | None]]] = defaultdict(list)
    cuentas = Usuario.objects.filter(is_active=True).annotate(en_minusculas=Lower("email"))
    for lote in _lotes(sorted(correos)):
        campos = ("en_minusculas", "preferencia_de_avisos__modo", "preferencia_de_avisos__hora")
        for correo, modo, hora in cuentas.filter(en_minusculas__in=lote).values_list(*campos):
            elecciones[correo].append((modo, hora))
    return elecciones


def _segun(elecciones: Sequence[tuple[str | None, time | None]], al: datetime, tz: ZoneInfo) -> datetime | None:
    """The most immediate of what the accounts of an address chose; None if they want no mail. Nobody's, at `al`."""
    modos = {modo or Modo.AL_MOMENTO for modo, _ in elecciones}
    if not modos or Modo.AL_MOMENTO in modos:
        return al
    return min((proxima(hora, al, tz) for modo, hora in elecciones if modo == Modo.DIARIO and hora), default=None)


def _lotes(elementos: Sequence[T]) -> Iterator[Sequence[T]]:
    return (elementos[n : n + LOTE] for n in range(0, len(elementos), LOTE))
