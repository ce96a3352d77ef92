"""The plan of another process: derived from one, which asks what it cannot know, or made from the norm."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from django import forms
from django.http import QueryDict

from ..plan.derivacion import Pregunta, Respuesta
from ..plan.norma import NormaError, cargos_conocidos, cargos_usuales

MOTIVO = "Diga por qué se abre el proceso."


class ConMotivo(forms.Form):
    """Asked once the plan has been seen."""

    motivo = forms.CharField(
        label="Motivo",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Por ejemplo: inicio del proceso electoral 2026-2027.",
        error_messages={"required": MOTIVO},
    )


class DerivarForm(forms.Form):
    """To which election day, and the answers to the questions of the plan. Nothing is taken for answered."""

    jornada = forms.DateField(label="Día de la nueva jornada electoral", widget=forms.DateInput())

    def __init__(self, datos: QueryDict | None, preguntas: Sequence[Pregunta]) -> None:
        super().__init__(datos)
        self.preguntas = preguntas
        for p in preguntas:
            self.fields[p.clave] = _campo(p)
            if p.tipo == "fecha" and p.obligatoria:
                que = p.texto.strip("¿?")
                self.fields[_sin_saber(p)] = forms.BooleanField(
                    label=f"Todavía no se sabe {que[:1].lower()}{que[1:]}", required=False
                )

    def clean(self) -> None:
        """A day that must be answered, is; or is said to be unknown."""
        datos = super().clean() or {}
        for p in self.preguntas:
            if p.tipo != "fecha" or not p.obligatoria or p.clave in self.errors:
                continue
            if datos.get(p.clave) and datos[_sin_saber(p)]:
                self.add_error(p.clave, "Escribió un día y marcó que no se sabe: deje lo que sea.")
            elif not datos.get(p.clave) and not datos[_sin_saber(p)]:
                self.add_error(p.clave, "Escriba el día, o marque que todavía no se sabe.")

    def respuestas(self) -> dict[str, Respuesta]:
        """What was answered, by the key of its question."""
        dichas = {}
        for p in self.preguntas:
            valor = self.cleaned_data[p.clave]
            if valor or p.obligatoria:
                dichas[p.clave] = valor or None
        return dichas

    def obligatorios(self) -> Iterable[forms.BoundField]:
        """What must be answered, as the page asks it."""
        return [self["jornada"], *(self[c] for p in self.preguntas if p.obligatoria for c in self._suyos(p))]

    def otros(self) -> Iterable[forms.BoundField]:
        """What may be left: the plan carries the gap."""
        return [self[p.clave] for p in self.preguntas if not p.obligatoria]

    def hay_error_en_otros(self) -> bool:
        """Whether something that may be left is wrong."""
        return any(campo.errors for campo in self.otros())

    def _suyos(self, p: Pregunta) -> list[str]:
        return [p.clave, _sin_saber(p)] if _sin_saber(p) in self.fields else [p.clave]


def _sin_saber(p: Pregunta) -> str:
    return f"{p.clave}-sin-saber"


def _campo(p: Pregunta) -> forms.Field:
    comun: dict[str, Any] = {"label": p.texto, "help_text": p.por_que}
    opciones = [(o.clave, f"{o.nombre} (lo elegía el plan anterior)" if o.antes else o.nombre) for o in p.opciones]
    if p.tipo == "opciones":
        return forms.MultipleChoiceField(
            choices=opciones, widget=forms.CheckboxSelectMultiple, required=p.obligatoria, **comun
        )
    if p.tipo == "opcion":
        return forms.ChoiceField(choices=[("", "Sin decir"), *opciones], required=False, **comun)
    return forms.DateField(widget=forms.DateInput(), required=False, **comun)


class NormaForm(forms.Form):
    """What the Lineamientos do not say of the plan of an institute."""

    jornada = forms.DateField(label="Día de la jornada electoral", widget=forms.DateInput())
    cargos = forms.MultipleChoiceField(
        label="Qué se elige",
        widget=forms.CheckboxSelectMultiple,
        help_text="Cada cargo tiene su listado (artículo 11, numeral 7).",
    )
    campanas_inicio = forms.DateField(
        label="Primer día de campañas",
        required=False,
        widget=forms.DateInput(),
        help_text="Si todavía no se sabe, quedará por confirmar.",
    )
    campanas_fin = forms.DateField(label="Último día de campañas", required=False, widget=forms.DateInput())

    def __init__(self, datos: QueryDict | None, entidad: str) -> None:
        inicial = {}
        # A state that the norm does not know is said when the plan is asked for.
        with suppress(NormaError):
            inicial["cargos"] = [c.clave for c in cargos_usuales(entidad)]
        super().__init__(datos, initial=inicial)
        self.fields["cargos"].choices = [(c.clave, c.nombre) for c in cargos_conocidos()]  # type: ignore[attr-defined]

    def argumentos(self) -> dict[str, Any]:
        """What `plan_de_la_norma` takes besides the institute."""
        return dict(self.cleaned_data)
