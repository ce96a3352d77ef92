"""The one door through which a file enters the site: every form that takes one uses this field (decision 0068)."""

import hashlib
import logging
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import File
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from simple_history.models import HistoricalRecords

from calendario.limpieza import en_una_linea

from ..almacen import queda_por_revisar
from ..antivirus import InfectadoError, SinRevisarError, revisar

bitacora = logging.getLogger(__name__)


class ArchivoField(forms.FileField):
    """A file that the scanner of the installation has looked at, with a name without what nobody sees."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Before any other check reads it: whatever reads it could be what it attacks."""
        archivo = super().clean(data, initial)
        # What was there already, or none; a form that is checked twice asks once.
        if not archivo or archivo is not data or getattr(archivo, "revisado", False):
            return archivo
        # Setting it keeps the last part of a path, and no more than a file system takes.
        archivo.name = en_una_linea(archivo.name or "").replace("\ufffd", "").replace("\\", "/") or "archivo"
        try:
            revisar(archivo)
        except InfectadoError as error:
            _anotar("Archivo infectado, rechazado y no guardado", archivo, str(error))
            raise forms.ValidationError(
                _(
                    "El antivirus halló «%(que)s» en este archivo: no se recibió ni se guardó. Analice su equipo, "
                    "consiga otra copia del documento y envíela."
                ),
                code="infectado",
                params={"que": str(error)},
            ) from error
        except SinRevisarError as error:
            _anotar("Archivo que el antivirus no revisó", archivo, str(error))
            if not settings.ANTIVIRUS_ACEPTA_SIN_REVISAR:
                raise forms.ValidationError(
                    _(
                        "El antivirus no pudo revisar este archivo, y sin eso no se recibe. Espere unos minutos y "
                        "envíelo de nuevo; si se repite, avise a informática."
                    ),
                    code="sin_revisar",
                ) from error
            queda_por_revisar()
        archivo.revisado = True
        return archivo


def _anotar(que: str, archivo: File[bytes], porque: str) -> None:
    """Who sent it, where and what its bytes add up to: it is told from another without keeping it."""
    request = getattr(HistoricalRecords.context, "request", None)
    suma = hashlib.sha256()
    for trozo in archivo.chunks():
        suma.update(trozo)
    archivo.seek(0)
    bitacora.warning(
        "%s: %s. SHA-256 %s, %s octetos, cuenta %s, en %s",
        que,
        en_una_linea(porque),
        suma.hexdigest(),
        archivo.size,
        getattr(getattr(request, "user", None), "pk", None),
        escape_uri_path(getattr(request, "path", "")),
    )
