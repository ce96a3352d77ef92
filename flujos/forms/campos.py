"""Fields that several forms share."""

from typing import Any

from django import forms


class ParrafosField(forms.CharField):
    """A text of several lines, with plain line ends: what comes back untouched counts as unchanged."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str | None:
        """Browsers send CRLF."""
        return super().to_python(value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare both as they would be stored."""
        return super().has_changed(self.to_python(initial), self.to_python(data))
