"""What somebody types of a report: its sections, in order, each with its own fields."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from compliance.models import Entregable
from documentos.informes.redaccion import SeccionEscrita
from documentos.informes.redactado import PARTES
from documentos.models import Informe, SeccionDeInforme

from ..entregables.redaccion import SECCIONES_MAXIMAS
from .campos import ParrafosField

NIVELES: Any = SeccionDeInforme._meta.get_field("nivel").choices


@dataclass(frozen=True)
class Renglon:
    """The fields of one section, for its page."""

    no: int
    titulo: forms.BoundField
    nivel: forms.BoundField
    contenido: forms.BoundField
    texto: forms.BoundField
    pk: forms.BoundField

    @property
    def con_error(self) -> bool:
        """Whether something of it has to be mended."""
        return any(campo.errors for campo in (self.titulo, self.nivel, self.contenido, self.texto))


class InformeForm(forms.Form):
    """The whole report. How many sections it has travels with it: they are added and moved before they are saved."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32767)
    cuantas = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=SECCIONES_MAXIMAS)
    corte = forms.DateField(
        label="Corte", required=False, help_text="Último día que se toma en cuenta. Vacío: el momento en que se emite."
    )
    entregable = forms.ModelChoiceField(
        label="Es el documento de", queryset=Entregable.objects.none(), required=False, empty_label="Ningún entregable"
    )

    def __init__(
        self,
        datos: Any,
        *,
        informe: Informe,
        secciones: Sequence[SeccionEscrita],
        entregables: Sequence[Entregable],
        **otros: Any,
    ) -> None:
        inicial = {
            "version": informe.version,
            "cuantas": len(secciones),
            "corte": informe.corte,
            "entregable": informe.entregable_id,
            **otros,
        }
        super().__init__(datos, initial=inicial)
        self.fields["entregable"].queryset = Entregable.objects.filter(  # type: ignore[attr-defined]
            pk__in=[e.pk for e in entregables]
        )
        contenidos = [
            ("", "Solo lo que se escriba"),
            *((c, SeccionDeInforme.Contenido(c).label) for c in PARTES[informe.clase]),
        ]
        self.no_secciones = _cuantas(datos["cuantas"]) if datos is not None and "cuantas" in datos else len(secciones)
        for n in range(self.no_secciones):
            suya = secciones[n] if n < len(secciones) else SeccionEscrita("")
            self.fields[f"titulo_{n}"] = forms.CharField(
                label="Título", max_length=500, required=False, initial=suya.titulo
            )
            self.fields[f"nivel_{n}"] = forms.TypedChoiceField(
                label="Nivel", choices=NIVELES, coerce=int, initial=suya.nivel
            )
            self.fields[f"contenido_{n}"] = forms.ChoiceField(
                label="El registro agrega", choices=contenidos, required=False, initial=suya.contenido
            )
            self.fields[f"texto_{n}"] = ParrafosField(label="Texto", required=False, initial=suya.texto)
            self.fields[f"pk_{n}"] = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=suya.pk)

    @property
    def renglones(self) -> list[Renglon]:
        """Its sections, in order."""
        partes = ("titulo", "nivel", "contenido", "texto", "pk")
        return [Renglon(n, *(self[f"{parte}_{n}"] for parte in partes)) for n in range(self.no_secciones)]

    @property
    def secciones(self) -> list[SeccionEscrita]:
        """What was typed of each, be it good or bad: nothing is lost."""
        return [
            SeccionEscrita(
                str(r.titulo.value() or ""),
                str(r.texto.value() or "").replace("\r\n", "\n"),
                _nivel(r.nivel.value()),
                str(r.contenido.value() or ""),
                _llave(r.pk.value()),
            )
            for r in self.renglones
        ]


def _cuantas(dicho: Any) -> int:
    return min(int(dicho), SECCIONES_MAXIMAS) if str(dicho).isdecimal() and len(str(dicho)) < 4 else 0


def _nivel(dicho: Any) -> int:
    return int(dicho) if str(dicho) in {"1", "2", "3"} else 1


def _llave(dicho: Any) -> int | None:
    return int(dicho) if str(dicho).isdecimal() and len(str(dicho)) < 19 else None
