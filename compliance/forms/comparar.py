"""Who else is read beside those that are compared."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Candidatura


class ParaComparar(forms.Form):
    """One more of the same office; it travels in the address, with those that are there already."""

    c = forms.ChoiceField(label=_("Agregar a la comparación"), required=False)

    def __init__(self, quienes: Iterable[Candidatura]) -> None:
        super().__init__(auto_id="agregar_%s")
        self.fields["c"].choices = [  # type: ignore[attr-defined]
            ("", _("Elija una candidatura")),
            *((c.pk, f"{c.persona.nombre}, {c.actor}") for c in quienes),
        ]
