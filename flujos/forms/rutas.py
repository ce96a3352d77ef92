"""What is typed to change the route of one deliverable."""

from typing import Any, get_args

from django import forms

from compliance.models import Area, Entregable, EtapaRuta, Rol, Ruta
from compliance.plan.esquema import RolDeEtapa

from ..entregables.cambio_de_ruta import NuevaRuta, Quien

# Those that a plan may name; an area is named by itself.
_ROLES = frozenset(get_args(RolDeEtapa)) - {Rol.AREA.value}
# What is not said stays as it is.
COMO_ESTA, DE_COSTUMBRE = "", "de-costumbre"


class RutaForm(forms.Form):
    """A route, which of its stages are walked and who does each."""

    vista = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    motivo = forms.CharField(
        label="Motivo", widget=forms.Textarea(attrs={"rows": 3}), help_text="Queda en el historial del entregable."
    )

    def __init__(self, datos: Any, *, entregable: Entregable, ruta: Ruta) -> None:
        super().__init__(datos)
        self.ruta = ruta
        self.etapas = list(ruta.etapas.select_related("organo", "area").order_by("orden"))
        areas = list(Area.objects.filter(proceso=entregable.proceso_id).order_by("nombre"))
        self._areas = {f"area:{a.clave}": a for a in areas}
        quienes = [
            ("Roles", [(r.value, r.label) for r in Rol if r.value in _ROLES]),
            ("Unidades", [(clave, a.nombre) for clave, a in self._areas.items()]),
        ]
        for etapa in self.etapas:
            self.fields[f"recorre-{etapa.clave}"] = forms.BooleanField(
                label=f"Se recorre «{etapa.nombre}»", required=False, initial=True
            )
            if etapa.tipo != EtapaRuta.Tipo.DECIDIR:
                nombra = etapa.nombra_responsable
                sin_nombrar = [(COMO_ESTA, "Como dice la ruta" if nombra else "Quien la hace de costumbre")]
                if nombra:
                    sin_nombrar.append((DE_COSTUMBRE, "Quien la hace de costumbre"))
                self.fields[f"quien-{etapa.clave}"] = forms.ChoiceField(
                    label=f"Quién hace «{etapa.nombre}»",
                    required=False,
                    choices=[*sin_nombrar, *quienes],
                )
        self.order_fields([c for c in self.fields if c != "motivo"] + ["motivo"])

    @property
    def renglones(self) -> list[tuple[EtapaRuta, forms.BoundField, forms.BoundField | None]]:
        """Each stage with its two questions."""
        return [
            (e, self[f"recorre-{e.clave}"], self[c] if (c := f"quien-{e.clave}") in self.fields else None)
            for e in self.etapas
        ]

    @property
    def nueva(self) -> NuevaRuta:
        """What was asked."""
        fuera = frozenset(e.clave for e in self.etapas if not self.cleaned_data[f"recorre-{e.clave}"])
        quien = {e.clave: q for e in self.etapas if e.clave not in fuera and (q := self._quien(e)) is not None}
        return NuevaRuta(self.ruta, fuera, quien)

    def _quien(self, etapa: EtapaRuta) -> Quien | None:
        """Whom it names, if it is not whom it names now."""
        dicho = self.cleaned_data.get(f"quien-{etapa.clave}", COMO_ESTA)
        if dicho == COMO_ESTA:
            return None
        if dicho == DE_COSTUMBRE:
            return Quien()
        return Quien(area=self._areas[dicho]) if dicho in self._areas else Quien(roles=(dicho,))
