"""Which filters of a long list are in sight on a phone, and which are folded."""

from collections.abc import Mapping
from typing import Any

from django.forms.forms import BaseForm

# With more fields than these, the filters would fill the first screen of a phone.
A_LA_VISTA = 3


def repartir(form: BaseForm | None, consulta: Mapping[str, Any]) -> dict[str, Any]:
    """The search stays in sight; of many others, how many of those folded are in use and whether one is wrong."""
    campos = list(form) if form else []
    plegados = [f for f in campos if getattr(f.field.widget, "input_type", "") != "search"]
    if len(campos) <= A_LA_VISTA:
        plegados = []
    return {
        "campos": [f for f in campos if f not in plegados],
        "plegados": plegados,
        "en_uso": sum(bool(consulta.get(f.html_name)) for f in plegados),
        "con_errores": any(f.errors for f in plegados),
    }
