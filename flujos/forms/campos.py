"""Fields that several forms share."""

from collections.abc import Iterable
from typing import Any

from django import forms

from calendario.limpieza import en_una_linea

from ..transiciones import PorConfirmar, YaHay


class ParrafosField(forms.CharField):
    """A text of several lines, with plain line ends: what comes back untouched counts as unchanged."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str | None:
        """Browsers send CRLF."""
        return super().to_python(value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare both as they would be stored."""
        return super().has_changed(self.to_python(initial), self.to_python(data))


class UnaLineaField(forms.CharField):
    """A name: judged and looked for as it will be kept, without line breaks nor what nobody sees."""

    def to_python(self, value: Any) -> str | None:
        """Clean it before anything else."""
        return super().to_python(en_una_linea(value) if isinstance(value, str) else value)


class ConAdvertencias(forms.BaseForm):
    """A form whose service warns: each warning becomes a box to be ticked, and its answer travels with the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dichas = self.data.getlist("confirmo") if hasattr(self.data, "getlist") else self.data.get("confirmo", [])
        self.confirmadas: list[str] = [str(d) for d in dichas]

    def advertir(self, rechazos: Iterable[PorConfirmar]) -> None:
        """Put each warning beside its box."""
        dichas = [(r.guarda, f"{r.mensaje} Confirmo que es así.") for r in rechazos]
        self.fields["confirmo"] = forms.MultipleChoiceField(
            label="Por confirmar", choices=dichas, required=False, widget=forms.CheckboxSelectMultiple
        )
        self.add_error("confirmo", "Revise lo que sigue: corríjalo, o márquelo si así es y envíe de nuevo.")


class PreguntaSiEsOtra(forms.Form):
    """A form that creates: it asks «¿es otra?» only once a service has said that there is one alike.

    The answer names the one that was shown, so that the form with its answer, sent twice, is asked again.
    """

    igual: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if cual := self.data.get("es_otra", ""):
            self._ofrecer(cual)

    def _ofrecer(self, cual: str) -> None:
        self.fields["es_otra"] = forms.TypedMultipleChoiceField(
            label="¿Es otra?",
            choices=[(cual, "Sí, es otra")],
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def preguntar(self, rechazo: YaHay) -> None:
        """Put the question beside its answer."""
        self.igual = rechazo.otra
        self._ofrecer(str(rechazo.otra.pk))
        self.add_error("es_otra", str(rechazo))

    def clean(self) -> dict[str, Any]:
        """`distinta_de`: the key of the one from which this one was said to be different."""
        datos: dict[str, Any] = super().clean() or {}
        return datos | {"distinta_de": next(iter(datos.pop("es_otra", ())), None)}
