"""What the log of the server says: one line for each request, and never what is of a person.

In text (the default), addresses lose what opens something to whoever has them. In JSON (`CAUCE_LOG_FORMATO=json`), a
line is made only of what is known to be harmless (decision 0064): of a message, what its author wrote and its numbers,
not the texts that were put in it; of an exception, its class and where it was raised, not what it says. Names,
e-mails, addresses of the web, queries and tokens come as arguments, and so never get there.
"""

import json
import logging
import re
import traceback
from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

# The number of the request that is being answered, by which whoever saw an error page finds its line.
FOLIO: ContextVar[str] = ContextVar("folio", default="")
PETICION = "cauce.peticion"
_OMITIDO = "…"
_LARGO = 300
_MARCOS = 25

# What follows the kind of page in the address of a link to enter, of one to revoke and of a private calendar.
_PERSONALES = re.compile(r"/(cuenta|consentimientos|ical)/[^\s\"'?]+")
_CORREO = re.compile(r"[^\s<>\"']+@[^\s<>\"']+")
# gunicorn puts together by itself this one alone: from which address, and what was sent.
_DE_GUNICORN = re.compile(r"^(Invalid request) from ip=.*", re.DOTALL)


def sin_llaves(texto: str) -> str:
    """The text without the part of each address that is a key."""
    return _PERSONALES.sub(r"/\1/…", texto)


class SinLlaves(logging.Filter):
    """Every line goes through it before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the message, and say of which request it is; never leave a line out."""
        record.folio = f" [{folio}]" if (folio := FOLIO.get()) else ""
        dicho = record.getMessage()
        if (limpio := sin_llaves(dicho)) != dicho:
            record.msg, record.args = limpio, ()
        return True


class EnJson(logging.Formatter):
    """A line of JSON with what it is known that may be said, and nothing else."""

    def format(self, record: logging.LogRecord) -> str:
        """`datos`, in the `extra` of whoever logs, is said as it is: who writes it there answers for it."""
        linea: dict[str, Any] = {
            "en": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "nivel": record.levelname,
            "de": record.name,
            "mensaje": _plantilla(record),
        }
        if folio := FOLIO.get():
            linea["folio"] = folio
        linea |= getattr(record, "datos", {})
        if record.exc_info and record.exc_info[0] is not None:
            linea["falla"] = _falla(record.exc_info[1])
        return json.dumps(linea, ensure_ascii=False, default=lambda _: _OMITIDO)


def _plantilla(record: logging.LogRecord) -> str:
    """The message as it was written, with its numbers; of any other argument, only that there was one."""
    texto, args = (record.msg if isinstance(record.msg, str) else type(record.msg).__name__), record.args
    if args:
        # Whatever asked for more than a text stays as it was written.
        with suppress(TypeError, ValueError, KeyError):
            texto %= {k: _dicho(v) for k, v in args.items()} if isinstance(args, dict) else tuple(map(_dicho, args))
    texto = _DE_GUNICORN.sub(rf"\1 {_OMITIDO}", texto)
    return _CORREO.sub(_OMITIDO, sin_llaves(texto))[:_LARGO]


def _dicho(valor: object) -> object:
    return valor if isinstance(valor, int | float) else _OMITIDO


def _falla(error: BaseException | None) -> dict[str, Any]:
    """Which class, because of which, and where; what they say may quote the row that was refused."""
    clases: list[str] = []
    origen = error
    while origen is not None and len(clases) < 5:
        clases.append(f"{type(origen).__module__}.{type(origen).__qualname__}")
        origen = origen.__cause__ or origen.__context__
    marcos = traceback.extract_tb(error.__traceback__ if error else None)[-_MARCOS:]
    return {"clases": clases, "donde": [f"{m.filename}:{m.lineno} {m.name}" for m in marcos]}
