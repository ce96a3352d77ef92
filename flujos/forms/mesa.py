"""What whoever verifies narrows, marks and gives out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef

from compliance.forms.claros import ConAvisosClaros
from compliance.models import Observacion, Revision, Usuario, VariableDeCalificacion
from compliance.models.listas import CuentaQuerySet, RenglonQuerySet

from ..candidaturas.mesa import REPARTO_MAXIMO, Marca
from .candidaturas import TEXTO_CORTO, FiltroDeLugar

CUMPLE = {"si": True, "no": False}


class FiltroMesa(FiltroDeLugar):
    """What the line may be narrowed by; it travels in the address, from one candidacy to the next."""

    envio = forms.ChoiceField(
        label="Envío",
        required=False,
        choices=[("", "Todos"), ("primero", "Primera vez"), ("reenvio", "Corregidas, de nuevo")],
    )
    quien = forms.ChoiceField(label="Quién la tiene", required=False)

    def __init__(self, datos: Any, visibles: RenglonQuerySet, *, por: Usuario, verifican: Iterable[Usuario]) -> None:
        super().__init__(datos, visibles)
        self.por = por
        self.fields["quien"].choices = [  # type: ignore[attr-defined]
            ("", "Todas"),
            ("libres", "Nadie: libres"),
            ("mias", "Yo"),
            *((str(u.pk), str(u)) for u in verifican if u.pk != por.pk),
        ]

    def de_la_mesa(self, cola: RenglonQuerySet, en: datetime) -> RenglonQuerySet:
        """Those of the line that match every filter at that moment."""
        if not self.is_valid():
            return cola.none()
        consulta = self.sin_quien(cola)
        tomadas = Revision.objects.tomadas(en).filter(pk=OuterRef("pk"))
        match self.cleaned_data["quien"]:
            case "":
                return consulta
            case "libres":
                return consulta.filter(~Exists(tomadas))
            case "mias":
                return consulta.filter(Exists(tomadas.filter(de=self.por)))
            case otra:
                return consulta.filter(Exists(tomadas.filter(de=otra)))

    def sin_quien(self, cola: RenglonQuerySet) -> RenglonQuerySet:
        """The same, whoever has them: what the next one is taken from."""
        if not self.is_valid():
            return cola.none()
        consulta = cola.buscar(self.cleaned_data["q"]).filter(**self._por("cargo", "territorio", "actor"))
        if envio := self.cleaned_data["envio"]:
            observada = Exists(Observacion.objects.filter(candidatura=OuterRef("pk")))
            consulta = consulta.filter(observada if envio == "reenvio" else ~observada)
        return consulta

    def cuantas(self, cuentas: CuentaQuerySet | None) -> int | None:
        """How many match; None if they are narrowed by what is not counted."""
        if cuentas is None or not self.is_valid():
            return None
        if any(self.cleaned_data[c] for c in ("q", "territorio", "envio", "quien")):
            return None
        return cuentas.filter(**self._por("cargo", "actor")).total()


def marcas_enviadas(
    datos: Mapping[str, Any], rubros: Iterable[str], variables: Iterable[VariableDeCalificacion]
) -> dict[str, tuple[Marca, int]]:
    """The marks that a form sent, of the sections that are in it, each with the number of the one that was seen."""
    por_rubro: dict[str, list[str]] = {}
    for variable in variables:
        por_rubro.setdefault(variable.rubro, []).append(variable.clave)
    marcas = {}
    for rubro in rubros:
        visto = datos.get(f"n-{rubro}", "")
        if not visto.isdecimal() or len(visto) > 9:
            continue
        puntos = {
            clave: dado for clave in por_rubro.get(rubro, ()) if (dado := datos.get(f"v-{clave}", "")).isdecimal()
        }
        marcas[rubro] = (
            Marca(
                cumple=CUMPLE.get(datos.get(f"m-{rubro}", "")),
                causas=tuple(datos.getlist(f"c-{rubro}")),  # type: ignore[attr-defined]
                texto=datos.get(f"t-{rubro}", "").replace("\r\n", "\n"),
                puntos={clave: int(dado[:4]) for clave, dado in puntos.items()},
            ),
            int(visto),
        )
    return marcas


class ReasignarForm(ConAvisosClaros, forms.Form):
    """To whom, and why."""

    a = forms.ModelChoiceField(label="Quién la leerá", queryset=Usuario.objects.none())
    motivo = forms.CharField(label="Razón", widget=TEXTO_CORTO, max_length=500)

    def __init__(self, *args: Any, verifican: Iterable[Usuario], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["a"].queryset = Usuario.objects.filter(  # type: ignore[attr-defined]
            pk__in=[u.pk for u in verifican]
        ).order_by("first_name", "username")


class RepartirForm(ConAvisosClaros, forms.Form):
    """How many to each, and to whom."""

    cuantas = forms.IntegerField(
        label="Cuántas a cada persona", min_value=1, max_value=REPARTO_MAXIMO, initial=20, help_text="De 1 a 200."
    )
    quienes = forms.ModelMultipleChoiceField(
        label="A quiénes",
        queryset=Usuario.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Elija al menos a una persona."},
    )

    def __init__(self, *args: Any, verifican: Iterable[Usuario], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quienes"].queryset = Usuario.objects.filter(  # type: ignore[attr-defined]
            pk__in=[u.pk for u in verifican]
        ).order_by("first_name", "username")
