"""What a service refuses of a row, said on the form that asked for it."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm

from ..verbos.modelo import Rechazo


def anotar(error: ValidationError | Rechazo, *formularios: BaseForm, en_vez: Mapping[str, str] | None = None) -> None:
    """Put each message beside the field that it is about; on top of the first form, if none of them asks for it.

    `en_vez` names the field that stands for one that is not asked for by its own name.
    """
    for campo, textos in _por_campo(error):
        nombre = (en_vez or {}).get(campo, campo)
        duenio = next((f for f in formularios if nombre in f.fields and campo != NON_FIELD_ERRORS), None)
        if duenio is not None:
            duenio.add_error(nombre, textos)
        else:
            formularios[0].add_error(None, textos)


def _por_campo(error: ValidationError | Rechazo) -> Iterable[tuple[str, list[str]]]:
    if isinstance(error, Rechazo):
        return [
            (campo, [texto])
            for r in error.rechazos
            for campo, texto in (r.campos or {NON_FIELD_ERRORS: str(r)}).items()
        ]
    return (error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}).items()
