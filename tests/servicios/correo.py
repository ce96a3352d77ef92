"""Mail that takes its time, so that several processes meet while sending."""

import time
from collections.abc import Sequence

from django.core.mail.backends.filebased import EmailBackend
from django.core.mail.message import EmailMessage

SEGUNDOS = 0.1


class Lento(EmailBackend):
    """To a file of its own, a tenth of a second each."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Wait, then write."""
        time.sleep(SEGUNDOS)
        return int(super().send_messages(messages) or 0)
