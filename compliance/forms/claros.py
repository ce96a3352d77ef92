"""Forms that say what to do about a field left empty, instead of that it is required; and each thing once."""

from typing import Any

from django import forms

_GENERICO = forms.Field.default_error_messages["required"]
# By kind of field, the most particular first.
_FALTA: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.MultipleChoiceField, "Marque al menos una opción."),
    (forms.ChoiceField, "Elija una opción."),
    (forms.FileField, "Elija el archivo."),
    (forms.DateField, "Escriba la fecha."),
    (forms.DateTimeField, "Escriba la fecha y la hora."),
    (forms.BooleanField, "Marque la casilla para continuar."),
    (forms.EmailField, "Escriba el correo electrónico."),
    (forms.Field, "Escriba este dato."),
)


class ConAvisosClaros(forms.BaseForm):
    """A field with a message of its own keeps it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages["required"] is _GENERICO:
                field.error_messages["required"] = next(m for tipo, m in _FALTA if isinstance(field, tipo))

    def full_clean(self) -> None:
        """What a form and its model both find wrong with a field is said once."""
        super().full_clean()
        for dichos in self.errors.values():
            una_vez: dict[tuple[str, ...], Any] = {}
            for error in dichos.as_data():
                una_vez.setdefault(tuple(error.messages), error)
            dichos.data = list(una_vez.values())


class JsonField(forms.JSONField):
    """One that also refuses in words what Python does not read: numbers of thousands of digits, endless nesting."""

    def to_python(self, value: Any) -> Any:
        """What was written. Raises ValidationError."""
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        """As it was written, if it cannot be read."""
        try:
            return super().bound_data(data, initial)
        except (ValueError, RecursionError):
            return forms.fields.InvalidJSONInput(data)
