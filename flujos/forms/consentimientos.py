"""Signed sheets by the dozen: who lacks one, the files that were dropped, and whose each one is."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models import Count, Q, QuerySet

from compliance.forms.archivos import ArchivoField
from compliance.forms.claros import ConAvisosClaros
from compliance.models import ActorPolitico, Candidatura, Consentimiento, HojaPorPresentar
from documentos.hojas import hoja_legible
from documentos.services import validar_archivo

from ..candidaturas.consentimientos import Recibido

Finalidad = Consentimiento.Finalidad
ADMITE = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
AYUDA = (
    "PDF, o foto JPEG o PNG. Una foto tomada con el teléfono sirve: se reduce aquí y pierde el lugar en que se tomó."
)


def recibir(archivo: File[bytes]) -> File[bytes]:
    """A signed sheet as it will be kept. Raises ValidationError that says what is wrong with it."""
    return hoja_legible(archivo, validar_archivo(archivo))


def campo_hoja(etiqueta: str = "Hoja firmada") -> ArchivoField:
    """Where one signed sheet is chosen."""
    return ArchivoField(label=etiqueta, help_text=AYUDA, widget=forms.FileInput(attrs={"accept": ADMITE}))


class _Varios(forms.FileInput):
    allow_multiple_selected = True


class _HojasField(ArchivoField):
    """Several files at once. One that is wrong does not stop the rest: it is listed with what is wrong with it."""

    widget = _Varios(attrs={"multiple": True, "accept": ADMITE})

    def clean(self, data: Any, initial: Any = None) -> list[Recibido]:
        dados = data if isinstance(data, list) else [data] if data else []
        if not dados:
            super().clean(None, initial)
        recibidos = []
        for dado in dados:
            try:
                recibidos.append(Recibido(dado.name, recibir(super().clean(dado, initial))))
            except ValidationError as error:
                recibidos.append(Recibido(dado.name, None, " ".join(error.messages)))
        return recibidos


class SubirHojasForm(ConAvisosClaros, forms.Form):
    """The files, and what is ticked in most of them."""

    archivos = _HojasField(
        label="Hojas firmadas",
        help_text="Elija todas a la vez. Cada archivo cuyo nombre empiece con el folio impreso se asigna solo. "
        f"{AYUDA}",
        error_messages={"required": "Elija al menos un archivo."},
    )
    finalidades = forms.MultipleChoiceField(
        label="Finalidades que están marcadas en las hojas",
        choices=Finalidad.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="En el siguiente paso las puede ajustar hoja por hoja.",
    )


class HojaForm(forms.Form):
    """Whose a dropped sheet is, and what it consents to."""

    candidatura = forms.ModelChoiceField(
        label="De quién es", queryset=Candidatura.objects.none(), required=False, empty_label="Elija a la persona"
    )
    finalidades = forms.MultipleChoiceField(
        label="Finalidades", choices=Finalidad.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, datos: Any, *, hoja: HojaPorPresentar, personas: Sequence[tuple[int, str]]) -> None:
        super().__init__(datos, prefix=f"hoja-{hoja.pk}")
        self.hoja = hoja
        self.initial = {"candidatura": hoja.candidatura_id, "finalidades": hoja.finalidades}
        self.fields["candidatura"] = forms.TypedChoiceField(
            label="De quién es", choices=[("", "Elija a la persona"), *personas], coerce=int, required=False
        )

    def clean(self) -> dict[str, Any]:
        """Both, or the sheet is left for later."""
        datos = super().clean() or {}
        if datos.get("candidatura") and not datos.get("finalidades"):
            self.add_error("finalidades", "Marque al menos una finalidad.")
        if datos.get("finalidades") and not datos.get("candidatura") and "candidatura" not in self.errors:
            self.add_error("candidatura", "Elija de quién es.")
        return datos


class FiltroConsentimientos(forms.Form):
    """What the list of people may be narrowed by."""

    q = forms.CharField(
        label="Buscar por nombre",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    falta = forms.ChoiceField(
        label="Qué les falta",
        required=False,
        choices=[
            ("", "Todas"),
            ("hoja", "Falta consentir alguna finalidad"),
            ("ninguno", "No han consentido ninguna"),
            ("revision", "Esperan revisión"),
            ("aviso", "Aceptadas; falta avisar a la persona"),
            ("rechazada", "Con alguna hoja rechazada"),
            ("completas", "Las tres en vigor"),
        ],
    )
    actor = forms.ModelChoiceField(
        label="Quien postula", queryset=ActorPolitico.objects.none(), required=False, empty_label="Todos"
    )

    def __init__(self, datos: Any, visibles: QuerySet[Candidatura]) -> None:
        super().__init__(datos)
        actores = ActorPolitico.objects.filter(pk__in=visibles.order_by().values("actor"))
        self.fields["actor"].queryset = actores  # type: ignore[attr-defined]

    def aplicar(self, candidaturas: QuerySet[Candidatura]) -> QuerySet[Candidatura]:
        """Those that match; none when a filter names what is not there."""
        if not self.is_valid():
            return candidaturas.none()
        datos, suyos = self.cleaned_data, "consentimientos"
        abierto = Q(**{f"{suyos}__rechazado_en": None, f"{suyos}__revocado_en": None, f"{suyos}__isnull": False})
        vigente = abierto & Q(**{f"{suyos}__otorgado_en__isnull": False})
        consulta = candidaturas.annotate(
            abiertos=Count(suyos, filter=abierto),
            vigentes=Count(suyos, filter=vigente),
            en_revision=Count(
                suyos, filter=abierto & Q(**{f"{suyos}__aceptado_en": None, f"{suyos}__otorgado_en": None})
            ),
            por_avisar=Count(
                suyos, filter=abierto & Q(**{f"{suyos}__aceptado_en__isnull": False, f"{suyos}__otorgado_en": None})
            ),
            rechazados=Count(suyos, filter=Q(**{f"{suyos}__rechazado_en__isnull": False})),
        )
        total = len(Finalidad)
        condiciones = {
            "hoja": Q(abiertos__lt=total),
            "ninguno": Q(abiertos=0),
            "revision": Q(en_revision__gt=0),
            "aviso": Q(por_avisar__gt=0),
            "rechazada": Q(rechazados__gt=0, abiertos__lt=total),
            "completas": Q(vigentes=total),
        }
        if datos["falta"]:
            consulta = consulta.filter(condiciones[datos["falta"]])
        if datos["actor"]:
            consulta = consulta.filter(actor=datos["actor"])
        for palabra in datos["q"].split():
            consulta = consulta.buscar(palabra)  # type: ignore[attr-defined]
        return consulta
