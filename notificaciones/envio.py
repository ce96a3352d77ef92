"""Sending, claimed row by row: at least once, and never twice in silence.

A deadline notice that never arrives costs a breach; one that arrives twice costs a shrug. So a row is claimed
(`UPDATE … WHERE estado='pendiente'`, one row or nothing) right before its mail and marked as sent right after;
whatever dies in between leaves it «enviando», and after `PLAZO_DE_ENVIO` a later sweep sends it again, marked as a
possible duplicate in the row and in the mail, under the same Message-ID. Two sweeps at once never share a row.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q

from .correo import componer
from .models import Aviso
from .tiempos import ESPERAS, PLAZO_DE_ENVIO


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
    por_correo: dict[tuple[int, str, int], list[int]] = defaultdict(list)
    lleva_algo = Q(sesion__isnull=False) | Exists(Aviso.documentos.through.objects.filter(aviso=OuterRef("pk")))
    pendientes = Aviso.objects.por_enviar(al).annotate(aparte=ExpressionWrapper(lleva_algo, BooleanField()))
    for pk, proceso, correo, aparte in pendientes.order_by("pk").values_list(
        "pk", "proceso", "destinatario_correo", "aparte"
    ):
        por_correo[proceso, correo.lower(), pk if aparte else 0].append(pk)
    enviados = fallidos = 0
    conexion: BaseEmailBackend = get_connection()
    try:
        for pks in por_correo.values():
            try:
                conexion.open()
            except OSError as error:
                return Enviados(enviados, fallidos, f"No se pudo conectar con el servidor de correo: {error}")
            tomados = _los_que_sirven(_tomar(pks, al, momento()), momento())
            if not tomados:
                continue
            try:
                mensaje = componer(tomados, momento())
                if conexion.send_messages([mensaje]) != 1:
                    raise OSError("el servidor de correo no aceptó el mensaje")
            except Exception as error:  # whatever a mail backend raises must end in the row
                _anotar_fallo(tomados, error, al)
                fallidos += len(tomados)
                conexion.close()
            else:
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


def _tomar(pks: Sequence[int], al: datetime, en: datetime) -> list[Aviso]:
    """Claim each row, or leave it to whoever did first."""
    tomados = [
        pk
        for pk in pks
        if Aviso.objects.por_enviar(al)
        .filter(pk=pk)
        .update(estado=Aviso.Estado.ENVIANDO, tomado_en=en, intentos=F("intentos") + 1)
        == 1
    ]
    return list(
        Aviso.objects.filter(pk__in=tomados)
        .select_related(
            "proceso__instituto", "escalon", "enlace__usuario", "sesion__organo", "sesion__proceso__instituto"
        )
        .prefetch_related("candidaturas", "documentos")
        .order_by("pk")
    )


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
        Aviso.objects.filter(pk=aviso.pk).update(
            estado=Aviso.Estado.FALLIDO if agotado else Aviso.Estado.PENDIENTE,
            siguiente_en=al if agotado else al + ESPERAS[aviso.intentos - 1],
            error=f"{type(error).__name__}: {error}",
        )
