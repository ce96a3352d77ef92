"""What a service refuses, said beside the field that mends it."""

from collections.abc import Iterable, Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from compliance.forms.errores import anotar

from ..transiciones import PorConfirmar, Rechazo, YaHay
from .campos import ConAdvertencias, PreguntaSiEsOtra

# Guard → the fields that it may be about. A guard with the name of a field is about that field.
CAMPOS_DE_GUARDA: Mapping[str, tuple[str, ...]] = {
    "orden": ("remitida_en", "validada_en", "momento", "cuando", "desde"),
    "fecha": ("remitida_en", "evento_el", "inicia_en"),
    "fecha_futura": ("remitida_en", "evento_el"),
    "quorum": ("presentes",),
    "integracion": ("presentes",),
    "puntos": ("entregables", "punto"),
    "proceso": ("entregables", "entregable"),
    "decidido": ("resultado", "punto"),
    "etapa": ("resultado",),
    "votos": ("resultado",),
    "mayoria": ("resultado",),
    "sin_votos": ("resultado",),
    "abstencion": ("resultado",),
    "version": ("resultado",),
    "receso": ("momento",),
    "hora": ("cuando",),
    "voto": ("cuando",),
    "periodo": ("nota", "observaciones"),
}


def repartir(form: forms.Form, rechazos: Iterable[Rechazo]) -> list[Rechazo]:
    """Put on each field of a validated `form` what was refused of it. Answers the refusals about something else."""
    otros = []
    rechazos = list(rechazos)
    advertencias = [r for r in rechazos if isinstance(r, PorConfirmar)]
    if advertencias and isinstance(form, ConAdvertencias):
        form.advertir(advertencias)
        rechazos = [r for r in rechazos if r not in advertencias]
    for rechazo in rechazos:
        if isinstance(rechazo, YaHay) and isinstance(form, PreguntaSiEsOtra):
            form.preguntar(rechazo)
            continue
        campos = rechazo.campos or {_campo(form, rechazo.guarda): str(rechazo)}
        for campo in campos.keys() & form.fields.keys():
            razon = campos[campo]
            form.add_error(campo, f"{capfirst(razon)}{'' if razon.endswith('.') else '.'}")
        if campos.keys() - form.fields.keys():
            otros.append(rechazo)
    return otros


def _campo(form: forms.Form, guarda: str) -> str:
    """The field that the guard is about, or the guard itself."""
    return next((c for c in (guarda, *CAMPOS_DE_GUARDA.get(guarda, ())) if c in form.fields), guarda)


def decir(form: forms.Form, error: Rechazo | ValidationError) -> None:
    """Add each refusal to its field of a validated form, or to the form when it is about none of its fields."""
    if isinstance(error, ValidationError):
        archivo = next((n for n, campo in form.fields.items() if isinstance(campo, forms.FileField)), None)
        if archivo and not hasattr(error, "error_dict"):
            form.add_error(archivo, error)
        else:
            anotar(error, form)
        return
    for otro in repartir(form, error.rechazos):
        form.add_error(None, str(otro))
