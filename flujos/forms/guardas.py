"""What a service refuses, said beside the field that mends it."""

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError

from ..transiciones import Rechazo

# Guard → the fields that it may be about. A guard with the name of a field is about that field.
CAMPOS: Mapping[str, tuple[str, ...]] = {
    "orden": ("remitida_en", "validada_en", "momento"),
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
}


def decir(form: forms.Form, error: Rechazo | ValidationError) -> None:
    """Add the refusal to its field of a validated form, or to the form when it is about none of its fields."""
    if isinstance(error, ValidationError):
        archivos = [nombre for nombre, campo in form.fields.items() if isinstance(campo, forms.FileField)]
        form.add_error(archivos[0] if archivos and not hasattr(error, "error_dict") else None, error)
        return
    for uno in error.rechazos:
        candidatos = (uno.guarda, *CAMPOS.get(uno.guarda, ()))
        form.add_error(next((c for c in candidatos if c in form.fields), None), str(uno))
