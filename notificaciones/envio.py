"""Sending, claimed mail by mail: at least once, and never twice in silence.

A deadline notice that never arrives costs a breach; one that arrives twice costs a shrug. So the rows of a mail are
claimed together right before it and marked as sent right after; whatever dies in between leaves them «enviando», and
after `PLAZO_DE_ENVIO` a later sweep sends them again, marked as a possible duplicate in the row and in the mail, under
the same Message-ID. Two sweeps at once never share a row. Decision 0059.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, prefetch_related_objects
from django.db.models.functions import Lower

from .correo import componer
from .models import Aviso
from .tiempos import ESPERAS, PLAZO_DE_ENVIO

# Due rows that are looked at together: what a sweep holds does not grow with what waits.
LOTE = 500


@dataclass(frozen=True)
class Enviados:
    """Notices sent, notices whose attempt failed, and why the mail server could not be reached, if so."""

    enviados: int
    fallidos: int
    error: str = ""


def recuperar_interrumpidos(al: datetime) -> int:
    """Give back what a sweep that died had claimed; answers how many rows."""
    return Aviso.objects.filter(estado=Aviso.Estado.ENVIANDO, tomado_en__lt=al - PLAZO_DE_ENVIO).update(
        estado=Aviso.Estado.PENDIENTE,
        siguiente_en=al,
        posible_duplicado=True,
        error="El envío anterior se interrumpió antes de confirmar su resultado.",
    )


def enviar_pendientes(al: datetime, momento: Callable[[], datetime]) -> Enviados:
    """Send what is pending at `al`: one mail for each recipient and process, outside any transaction. What takes an
    invitation or documents is a mail of its own.

    `momento` says what time it is while the sweep goes on: a claim and a sending carry their own, however long the
    sweep takes. When the mail server cannot be reached nothing is claimed and no attempt is spent: the notices wait.
    """
    enviados = fallidos = 0
    conexion: BaseEmailBackend = get_connection()
    try:
        for avisos in _por_salir(al):
            try:
                conexion.open()
            except OSError as error:
                return Enviados(enviados, fallidos, f"No se pudo conectar con el servidor de correo: {error}")
            tomados = _los_que_sirven(avisos, momento()) if _tomar(avisos, al, momento()) else []
            if not tomados:
                continue
            try:
                mensaje = componer(tomados, momento())
                if conexion.send_messages([mensaje]) != 1:
                    raise ValueError("el servidor de correo no aceptó el mensaje")
            except Exception as error:  # whatever a mail backend raises must end in the row
                _anotar_fallo(tomados, error, al)
                fallidos += len(tomados)
                conexion.close()
            else:
                # Nothing comes between the server's answer and this: what dies here is told twice.
                Aviso.objects.filter(pk__in=[a.pk for a in tomados]).update(
                    estado=Aviso.Estado.ENVIADO,
                    enviado_en=momento(),
                    mensaje_id=mensaje.extra_headers["Message-ID"],
                    error="",
                )
                enviados += len(tomados)
    finally:
        conexion.close()
    return Enviados(enviados, fallidos)


def _por_salir(al: datetime) -> Iterator[list[Aviso]]:
    """The notices of each mail that is due at `al`, what waited longest first.

    Whoever asks for the next ones has claimed these, or found them claimed: what is due shrinks until there is nothing.
    Six queries for each slice. What a notice says does not change while it waits; its link and its session do, and
    are read when it is claimed.
    """
    correo = Lower("destinatario_correo")
    pendientes = Aviso.objects.por_enviar(al)
    while lote := list(pendientes.order_by("siguiente_en", "pk").values_list("proceso", correo)[:LOTE]):
        correos: dict[Hashable, list[Aviso]] = defaultdict(list)
        procesos, direcciones = map(set, zip(*lote, strict=True))
        suyos = pendientes.alias(correo=correo).filter(proceso__in=procesos, correo__in=direcciones).order_by("pk")
        for aviso in suyos.prefetch_related("proceso__instituto", "escalon", "candidaturas", "documentos")[: 4 * LOTE]:
            correos[_de_un_correo(aviso)].append(aviso)
        yield from correos.values()


def _de_un_correo(aviso: Aviso) -> Hashable:
    """What gathers notices in one mail: process and address; what takes an invitation or documents, alone. Those of a
    mail that may have left go again as they went, or it would not be the same mail.
    """
    de_entonces = aviso.tomado_en if aviso.posible_duplicado else None
    aparte = aviso.pk if aviso.sesion_id or aviso.documentos.all() else None
    return aviso.proceso_id, aviso.destinatario_correo.lower(), aparte, de_entonces


def _tomar(avisos: Sequence[Aviso], al: datetime, en: datetime) -> bool:
    """Claim them: all, or none if another sweep has claimed some meanwhile; what it left is looked at again."""
    suyos = Aviso.objects.por_enviar(al).filter(pk__in=[a.pk for a in avisos])
    # One row is claimed or is not: it needs no transaction around it, which is two more trips to the database.
    with transaction.atomic() if len(avisos) > 1 else nullcontext():
        tomados = suyos.update(estado=Aviso.Estado.ENVIANDO, tomado_en=en, intentos=F("intentos") + 1)
        if tomados != len(avisos):
            if tomados:
                transaction.set_rollback(True)
            return False
    for aviso in avisos:
        aviso.tomado_en, aviso.intentos = en, aviso.intentos + 1
    # Few carry a link or a session; for the others, preparing to read nothing would cost as much as claiming them.
    if con_mas := [a for a in avisos if a.enlace_id or a.sesion_id]:
        prefetch_related_objects(con_mas, "enlace__usuario", "sesion__organo", "sesion__proceso__instituto")
    return True


def _los_que_sirven(avisos: list[Aviso], en: datetime) -> list[Aviso]:
    """Without those whose link was used, revoked or issued again before they left: there is nothing left to say."""
    sobran = {a.pk for a in avisos if a.enlace is not None and not a.enlace.sirve(en)}
    if sobran:
        Aviso.objects.filter(pk__in=sobran).update(
            estado=Aviso.Estado.FALLIDO, error="El enlace dejó de servir antes de que saliera el correo."
        )
    return [a for a in avisos if a.pk not in sobran]


def _anotar_fallo(avisos: Sequence[Aviso], error: Exception, al: datetime) -> None:
    """Back to the queue after a wait that grows, or given up after the last one."""
    for aviso in avisos:
        agotado = aviso.intentos > len(ESPERAS)
        # Only what is still ours: a claim that lasted too long may have been given back, and sent by another.
        Aviso.objects.filter(pk=aviso.pk, estado=Aviso.Estado.ENVIANDO, tomado_en=aviso.tomado_en).update(
            estado=Aviso.Estado.FALLIDO if agotado else Aviso.Estado.PENDIENTE,
            siguiente_en=al if agotado else al + ESPERAS[aviso.intentos - 1],
            posible_duplicado=aviso.posible_duplicado or _pudo_salir(error),
            error=f"{type(error).__name__}: {error}",
        )


def _pudo_salir(error: Exception) -> bool:
    """Whether the server may have taken the mail all the same: it did not say no, it stopped answering."""
    dijo_que_no = (SMTPResponseException, SMTPRecipientsRefused, SMTPNotSupportedError)
    return isinstance(error, OSError) and not isinstance(error, dijo_que_no)
