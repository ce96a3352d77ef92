"""What is missing of an installation, said by `manage.py check` and when the server starts."""

import filecmp
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core.checks import Error, register
from django.core.checks import Warning as Advertencia
from django.core.exceptions import ImproperlyConfigured

from . import cifrado

FALTAN_ESTATICOS = "Falta collectstatic: ejecute manage.py preparar."


def estaticos_al_dia() -> bool:
    """Whether a server that collects its static files has them all, as this version brings them.

    Without one, every page that names it would answer 500.
    """
    if not isinstance(staticfiles_storage, ManifestStaticFilesStorage):
        return True
    raiz = Path(staticfiles_storage.location)
    return all(
        nombre in staticfiles_storage.hashed_files
        and (raiz / nombre).is_file()
        and filecmp.cmp(origen.path(nombre), raiz / nombre, shallow=False)
        for buscador in get_finders()
        for nombre, origen in buscador.list([])
    )


def exigir_estaticos() -> None:
    """Do not let a server start that could show no page. Raises ImproperlyConfigured."""
    if not estaticos_al_dia():
        raise ImproperlyConfigured(FALTAN_ESTATICOS)


@register
def comprobar_estaticos(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[Advertencia]:
    """The same, said by every command: a warning, so that the one that mends it runs."""
    return (
        []
        if estaticos_al_dia()
        else [Advertencia(FALTAN_ESTATICOS, id="compliance.W001", obj=str(settings.STATIC_ROOT))]
    )


def exigir_llave() -> None:
    """Do not let a server start that could open nothing of what is sealed. Raises ImproperlyConfigured."""
    if settings.PRODUCCION or cifrado.hay_maestra():
        cifrado.maestras()


@register
def comprobar_llave(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[Error]:
    """The same, said by every command but the one that makes it."""
    try:
        exigir_llave()
    except cifrado.LlaveMaestraError as error:
        return [Error(str(error), id="compliance.E001")]
    return []
