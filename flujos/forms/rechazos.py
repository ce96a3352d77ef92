"""A refusal of a service, said beside the field that it is about."""

from collections.abc import Iterable

from django import forms
from django.utils.text import capfirst

from ..transiciones import Rechazo


def repartir(form: forms.Form, rechazos: Iterable[Rechazo]) -> list[Rechazo]:
    """Put on each field of a validated `form` what was refused of it. Answers the refusals about something else.

    A guard named as a field is about that field.
    """
    otros = []
    for rechazo in rechazos:
        campos = rechazo.campos or {rechazo.guarda: str(rechazo)}
        for campo in campos.keys() & form.fields.keys():
            razon = campos[campo]
            form.add_error(campo, f"{capfirst(razon)}{'' if razon.endswith('.') else '.'}")
        if campos.keys() - form.fields.keys():
            otros.append(rechazo)
    return otros
