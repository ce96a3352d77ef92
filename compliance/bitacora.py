"""What the log of the server does not write: addresses that open something to whoever has them."""

import logging
import re

# What follows the kind of page in the address of a link to enter, of one to revoke and of a private calendar.
_PERSONALES = re.compile(r"/(cuenta|consentimientos|ical)/[^\s\"'?]+")


def sin_llaves(texto: str) -> str:
    """The text without the part of each address that is a key."""
    return _PERSONALES.sub(r"/\1/…", texto)


class SinLlaves(logging.Filter):
    """Every line goes through it before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the message; never leave a line out."""
        dicho = record.getMessage()
        if (limpio := sin_llaves(dicho)) != dicho:
            record.msg, record.args = limpio, ()
        return True
