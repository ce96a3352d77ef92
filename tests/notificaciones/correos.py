"""Mail backends that misbehave on purpose."""

import smtplib
from collections.abc import Callable, Sequence
from typing import ClassVar

from django.core.mail.backends.locmem import EmailBackend as EnMemoria
from django.core.mail.message import EmailMessage


class SinServidor(EnMemoria):
    """Nobody answers."""

    def open(self) -> bool:
        """Refuse."""
        raise ConnectionRefusedError("conexión rechazada")


class Caprichoso(EnMemoria):
    """Refuses the mails to the addresses in `rechaza`."""

    rechaza: ClassVar[set[str]] = set()

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Send unless refused."""
        for mensaje in messages:
            if any(correo in mensaje.to[0] for correo in self.rechaza):
                raise smtplib.SMTPRecipientsRefused({mensaje.to[0]: (550, b"buzon inexistente")})
        return super().send_messages(messages)


class Interrumpido(EnMemoria):
    """The process dies right after the mail left, before anybody could write it down."""

    class Muerte(BaseException):
        """What kill -9 would do."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Send and die."""
        super().send_messages(messages)
        raise self.Muerte


class Simultaneo(EnMemoria):
    """While a mail is on its way, somebody else does something."""

    mientras: ClassVar[Callable[[], object]]

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Let the other one act first."""
        type(self).mientras()
        return super().send_messages(messages)
