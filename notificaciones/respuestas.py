"""What calendars answer to the invitation of a session (iTIP, RFC 5546): read from the mailbox to which they answer.

It is noted as what somebody said; whether they came is told by the list of the session. Whoever writes can write any
address: a reply counts only if it comes (From) from the one that was called, and even so it proves nothing. In whose
place it says that it was sent (Sender, SENT-BY) is not believed: no server of mail vouches for it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import Message
from email.utils import getaddresses
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar

from calendario.limpieza import en_una_linea
from compliance.actos import escritura
from flujos.models import Sesion
from flujos.sesiones.acto import abrir

from .models import Aviso, RespuestaPorCorreo

Dijo = RespuestaPorCorreo.Dijo
# A reply has a few hundred letters; nothing larger is read.
LARGO = 64 * 1024
# A clock may be slow: no reply was written longer than this before its session was called.
RELOJ_LENTO = timedelta(days=1)

ANOTADA = "anotada"
YA_ESTABA = "ya estaba"
DE_ANTES = "responde a otra fecha de la sesión"
TARDE = "la sesión ya había empezado o se canceló"
SIN_CONVOCAR = "no es de quien se convocó"
AJENA = "no es de una sesión de este sitio"
ILEGIBLE = "no se entiende"


@dataclass(frozen=True)
class Respuesta:
    """What one event of a reply says: of which event, who, what, and when they said it."""

    uid: str
    correo: str
    dijo: str
    en: datetime | None
    inicia: datetime | date | None


def anotar_respuestas(mensajes: Iterable[Message], al: datetime) -> Counter[str]:
    """Note the replies among these mails, and answer how many had each end. Reading them again changes nothing."""
    finales: Counter[str] = Counter()
    for mensaje in mensajes:
        for respuesta in respuestas_de(mensaje):
            finales[ILEGIBLE if respuesta is None else _anotar(respuesta, al)] += 1
    return finales


def respuestas_de(mensaje: Message) -> Iterator[Respuesta | None]:
    """What a mail answers; None for a reply that cannot be read. Nothing, of a mail that is no reply."""
    vistas: set[Respuesta | None] = set()
    for parte in mensaje.walk():
        if parte.get_content_type() not in ("text/calendar", "application/ics"):
            continue
        contenido = parte.get_payload(decode=True)
        if not isinstance(contenido, bytes) or b"REPLY" not in contenido[:LARGO].upper():
            continue
        # The same is often sent twice, as a part and as a file.
        for respuesta in [None] if len(contenido) > LARGO else _leidas(contenido, _de(mensaje)):
            if respuesta not in vistas:
                vistas.add(respuesta)
                yield respuesta


def _leidas(contenido: bytes, de: set[str]) -> Iterator[Respuesta | None]:
    try:
        calendario: Any = Calendar.from_ical(contenido)
        if str(calendario.get("method", "")).upper() != "REPLY":
            return
        leidas = [_leida(evento, de) for evento in calendario.walk("VEVENT")]
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, OverflowError):
        yield None
        return
    yield from leidas


def _leida(evento: Any, de: set[str]) -> Respuesta | None:
    asisten = evento.get("attendee", [])
    # A reply is of one person.
    (asiste,) = asisten if isinstance(asisten, list) else [asisten]
    parametros = {str(clave).upper(): str(valor) for clave, valor in asiste.params.items()}
    correo = _correo(str(asiste))
    # It comes from whom it speaks of.
    if correo not in de:
        correo = ""
    sello, inicia = evento.get("dtstamp"), evento.get("dtstart")
    en = sello.dt if sello is not None else None
    return Respuesta(
        str(evento.get("uid", "")).strip(),
        correo,
        parametros.get("PARTSTAT", "").upper(),
        en.astimezone(UTC) if isinstance(en, datetime) and en.tzinfo is not None else None,
        inicia.dt if inicia is not None else None,
    )


def _correo(direccion: str) -> str:
    return re.sub(r"(?i)^mailto:", "", en_una_linea(direccion).strip('"')).strip().lower()


def _de(mensaje: Message) -> set[str]:
    """From whom it comes; from nobody, if it names several, or in comments one inside another until nobody reads it."""
    try:
        suyos = {_correo(c) for _, c in getaddresses([str(d) for d in mensaje.get_all("From", [])]) if c}
    except RecursionError:
        return set()
    return suyos if len(suyos) == 1 else set()


def _anotar(respuesta: Respuesta, al: datetime) -> str:
    servidor = re.escape(urlsplit(settings.SITIO_URL).hostname or "")
    hallada = re.fullmatch(rf"sesion-(\d{{1,18}})(-continua-\d{{1,18}})?@{servidor}", respuesta.uid)
    sesion = Sesion.objects.filter(pk=int(hallada[1])).first() if hallada else None
    if hallada is None or sesion is None:
        return AJENA
    if respuesta.dijo not in Dijo.values:
        return ILEGIBLE
    return _en_la_sesion(sesion, respuesta, al, continua=bool(hallada[2]))


@escritura()
def _en_la_sesion(sesion: Sesion, respuesta: Respuesta, al: datetime, *, continua: bool) -> str:
    acto = abrir("responder_por_correo", sesion, por=None, en=al)
    s = acto.objeto
    convocado = _convocado(s, respuesta.correo)
    if convocado is None:
        return SIN_CONVOCAR
    en, desde = respuesta.en, s.convocada_en or s.inicia_en - timedelta(days=366)
    # Without its moment nobody knows which of two was said last, and each reading would find another.
    if en is None or not desde - RELOJ_LENTO <= en <= al:
        return ILEGIBLE
    if not continua:
        if isinstance(respuesta.inicia, datetime) and respuesta.inicia.tzinfo and respuesta.inicia != s.inicia_en:
            return DE_ANTES
        if s.estado == Sesion.Estado.CANCELADA or en > s.inicia_en:
            return TARDE
    suya = s.respuestas_por_correo.filter(correo__iexact=respuesta.correo).first()
    if suya is not None and (suya.en >= en or (suya.dijo, suya.inicia_en) == (respuesta.dijo, s.inicia_en)):
        return YA_ESTABA
    suya = suya or RespuestaPorCorreo(sesion=s, correo=respuesta.correo, nombre=convocado)
    suya.dijo, suya.en, suya.inicia_en = respuesta.dijo, en, s.inicia_en
    acto.escribir(suya, Dijo(respuesta.dijo).label)
    # Who, by name: the history keeps addresses to itself.
    acto.anotar(hechos={"convocado": convocado, "dijo": Dijo(respuesta.dijo).label})
    return ANOTADA


def _convocado(sesion: Sesion, correo: str) -> str | None:
    """The name of who was called at this address, if the last that they were told is not that it was undone."""
    ultimo = sesion.avisos.filter(destinatario_correo__iexact=correo).order_by("pk").last() if correo else None
    if ultimo is None or ultimo.invitacion != Aviso.Invitacion.PIDE:
        return None
    return ultimo.destinatario_nombre
