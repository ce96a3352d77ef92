"""What a person supposes about a process; it travels in the address and nothing is written."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode

from calendario.fechas import fecha_larga
from calendario.plazos import leer_fecha

from ..plan.esquema import PlanDatos
from ..plan.simulacion import Cambios, LoOcurrido, Simulacion, SupuestoInvalidoError, leer_cambios


class SupuestosForm(forms.Form):
    """Another election day, a deliverable on another day, sessions that move or are not held.

    What moves is supposed one thing at a time and stays in `mover`, a line each, as `manage.py simular` writes it.
    """

    jornada = forms.DateField(label="Jornada electoral", required=False, widget=forms.DateInput())
    entregable = forms.ChoiceField(label="Entregable que se mueve", required=False)
    entregable_fecha = forms.DateField(label="Nueva fecha del entregable", required=False, widget=forms.DateInput())
    sesion = forms.ChoiceField(label="Sesión que se mueve", required=False)
    sesion_fecha = forms.DateField(label="Nueva fecha de la sesión", required=False, widget=forms.DateInput())
    cancelar = forms.MultipleChoiceField(
        label="Sesiones que no se celebran", required=False, widget=forms.CheckboxSelectMultiple
    )
    mover = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, datos: QueryDict, plan: PlanDatos, hechos: Mapping[str, LoOcurrido], base: Simulacion) -> None:
        """`base` is the process as it is: its deliverables and sessions are what can be chosen."""
        super().__init__(datos or None)
        self.plan, self.hechos, self.base = plan, hechos, base
        self.entregables = {f.antes.llave: f"{f.antes.clave} {f.antes.titulo}" for f in base.filas}
        self.sesiones: dict[str, str] = {}
        for s in base.sesiones_antes:
            self.sesiones.setdefault(f"{s.organo}@{s.dia}", f"{fecha_larga(s.dia)} · {s.nombre}")
        for nombre, vacia, opciones in (
            ("entregable", "Ninguno", self.entregables),
            ("sesion", "Ninguna", self.sesiones),
        ):
            self.fields[nombre].choices = [("", vacia), *opciones.items()]  # type: ignore[attr-defined]
        self.fields["cancelar"].choices = list(self.sesiones.items())  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Each thing that moves with its day, and everything possible in this process."""
        datos = super().clean() or {}
        self.renglones = [renglon.strip() for renglon in (datos.get("mover") or "").splitlines() if renglon.strip()]
        for que in ("entregable", "sesion"):
            elegido, dia = datos.get(que), datos.get(f"{que}_fecha")
            if elegido and dia:
                self.renglones.append(f"{elegido}={dia}")
            elif elegido and f"{que}_fecha" not in self.errors:
                self.add_error(f"{que}_fecha", "Diga a qué día se mueve.")
            elif dia and que not in self.errors:
                self.add_error(que, "Diga cuál se mueve a ese día.")
        jornada: date | None = datos.get("jornada")
        try:
            self.cambios = leer_cambios(
                self.plan,
                self.hechos,
                jornada=str(jornada or ""),
                mover=self.renglones,
                cancelar=datos.get("cancelar") or [],
            )
        except SupuestoInvalidoError as error:
            for razon in error.razones:
                self.add_error(None, razon)

    @property
    def supuesto(self) -> Cambios:
        """What is supposed; nothing, while something in it is wrong."""
        return self.cambios if self.is_bound and self.is_valid() else Cambios()

    def para_seguir(self) -> "SupuestosForm":
        """The form to suppose something more: what moves is already kept, so its fields are free again."""
        if not self.is_bound or not self.is_valid():
            return self
        return SupuestosForm(QueryDict(self._direccion(self.renglones)), self.plan, self.hechos, self.base)

    def movidos(self) -> list[tuple[str, str]]:
        """What moves, in words, with the address that no longer supposes it."""
        if not self.is_bound or not self.is_valid():
            return []
        nombres = self.entregables | self.sesiones
        movidos = []
        for lugar, renglon in enumerate(self.renglones):
            que, _, dia = renglon.partition("=")
            otros = self.renglones[:lugar] + self.renglones[lugar + 1 :]
            dicho = f"{nombres.get(que, que)}, al {fecha_larga(leer_fecha(dia))}"
            movidos.append((dicho, f"?{self._direccion(otros)}"))
        return movidos

    def _direccion(self, mover: list[str]) -> str:
        datos: dict[str, Any] = {"cancelar": self.cleaned_data["cancelar"]}
        if self.cleaned_data["jornada"]:
            datos["jornada"] = self.cleaned_data["jornada"]
        if mover:
            datos["mover"] = "\n".join(mover)
        return urlencode(datos, doseq=True)
