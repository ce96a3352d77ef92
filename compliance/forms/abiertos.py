"""The day on which something was public."""

from datetime import date, datetime
from typing import Any

from django import forms

from calendario.fechas import dia_local

from ..models import Proceso
from .seguimiento import limpiar_corte


class FiltroDia(forms.Form):
    """It travels in the address; without one, today."""

    dia = forms.DateField(label="Lo que era público el día", required=False)
    q = forms.CharField(label="Buscar por nombre", required=False, max_length=100)

    def __init__(self, datos: Any, proceso: Proceso, momento: datetime) -> None:
        super().__init__(datos)
        self.proceso, self.momento = proceso, momento

    def clean_dia(self) -> date:
        """No day that has not come."""
        dia = self.cleaned_data["dia"] or dia_local(self.momento, self.proceso.tz)
        limpiar_corte(dia, self.momento, self.proceso)
        return dia
