"""Mail that comes back: what the servers say (RFC 3464) of a mail that they had taken, noted on its notices."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from mailbox import Mailbox
from typing import Any

from calendario.limpieza import en_una_linea

from .models import Aviso

LARGO = 500


@dataclass(frozen=True)
class Rebotes:
    """Mails read, those that tell of one that was not delivered, notices noted, and bounces of no notice."""

    leidos: int = 0
    rebotes: int = 0
    anotados: int = 0
    ajenos: int = 0


@dataclass(frozen=True)
class Rebote:
    """One mail that was not delivered: its Message-ID, when it came back, and why."""

    mensaje_id: str
    en: datetime | None
    razon: str


class Correos:
    """The mails of a mailbox that can be read. One nested to stop whoever reads it is passed over, and counted."""

    HONDURA = 50

    def __init__(self, buzon: Mailbox[Any]) -> None:
        self.buzon = buzon
        self.ilegibles: set[str] = set()

    def __iter__(self) -> Iterator[Message]:
        """Each one, read when its turn comes."""
        for clave in self.buzon.keys():  # noqa: SIM118 (a mailbox goes through its mails)
            try:
                mensaje = self.buzon[clave]
            except KeyError:  # somebody took it away meanwhile
                continue
            except RecursionError:
                self.ilegibles.add(clave)
                continue
            if _hondura(mensaje) > self.HONDURA:
                self.ilegibles.add(clave)
            else:
                yield mensaje


def _hondura(mensaje: Message) -> int:
    hondura, partes = 0, [mensaje]
    while partes:
        hondura += 1
        partes = [parte for p in partes if p.is_multipart() for parte in p.get_payload()]  # type: ignore[misc]
    return hondura


def anotar_rebotes(mensajes: Iterable[Message], al: datetime) -> Rebotes:
    """Turn into «rebotado» each notice whose mail came back. Reading the same again changes nothing.

    A bounce says its own moment; one that says none, or that cannot be (before its mail left, after `al`), is of `al`.
    """
    leidos = rebotes = anotados = ajenos = 0
    for mensaje in mensajes:
        leidos += 1
        for rebote in rebotes_de(mensaje):
            rebotes += 1
            suyos = Aviso.objects.filter(mensaje_id=rebote.mensaje_id)
            ajenos += not suyos.exists()
            en = rebote.en if rebote.en and rebote.en <= al else al
            for aviso in suyos.filter(estado=Aviso.Estado.ENVIADO):
                cuando = al if aviso.enviado_en and en < aviso.enviado_en else en
                anotados += Aviso.objects.filter(pk=aviso.pk, estado=Aviso.Estado.ENVIADO).update(
                    estado=Aviso.Estado.REBOTADO, error=rebote.razon, rebotado_en=cuando
                )
    return Rebotes(leidos, rebotes, anotados, ajenos)


def rebotes_de(mensaje: Message) -> Iterator[Rebote]:
    """What it tells that was not delivered; nothing, of a mail that is no report, or of one that tells of a delay."""
    if mensaje.get_content_type() != "multipart/report" or not mensaje.is_multipart():
        return
    partes = list(mensaje.walk())
    # No notice has a control character in its own; PostgreSQL does not even look for one.
    mensaje_id = en_una_linea(next((i for i in map(_identificador, partes[1:]) if i), ""))
    if not mensaje_id:
        return
    for parte in partes:
        if parte.get_content_type() == "message/delivery-status" and parte.is_multipart():
            # The first group of fields is of the whole mail; each of the others, of one recipient.
            grupos: Any = parte.get_payload()
            for destinatario in grupos[1:]:
                if str(destinatario.get("Action", "")).strip().lower() == "failed":
                    estado, dicho = (
                        " ".join(str(destinatario.get(campo, "")).split()) for campo in ("Status", "Diagnostic-Code")
                    )
                    yield Rebote(mensaje_id, _cuando(mensaje), en_una_linea(f"{estado} {dicho}").strip()[:LARGO])
                    return


def _identificador(parte: Message) -> str:
    """The Message-ID of the mail that came back: of its heading, whole or written as text."""
    if parte.get_content_type() == "text/rfc822-headers":
        contenido = parte.get_payload(decode=True)
        texto = contenido.decode("ascii", "replace") if isinstance(contenido, bytes) else ""
        return next(
            (r.partition(":")[2].strip() for r in texto.splitlines() if r.lower().startswith("message-id:")), ""
        )
    return str(parte.get("Message-ID", "")).strip()


def _cuando(mensaje: Message) -> datetime | None:
    try:
        en = parsedate_to_datetime(str(mensaje.get("Date", "")))
    except (ValueError, TypeError, OverflowError):
        return None
    return en if en.tzinfo else en.replace(tzinfo=UTC)
