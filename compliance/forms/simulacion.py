"""What a person supposes about a process; it travels in the address and nothing is written."""

from collections.abc import Mapping
from datetime import date

from django import forms

from calendario.fechas import fecha_larga

from ..esquema_plan import PlanDatos
from ..simulacion import Cambios, Hecho, Simulacion, SupuestoInvalidoError, leer_cambios


class SupuestosForm(forms.Form):
    """Another election day, a deliverable on another day, sessions that move or are not held."""

    jornada = forms.DateField(label="Jornada electoral", required=False, widget=forms.DateInput())
    entregable = forms.ChoiceField(label="Entregable que se mueve", required=False)
    entregable_fecha = forms.DateField(label="Su nueva fecha", required=False, widget=forms.DateInput())
    sesion = forms.ChoiceField(label="Sesión que se mueve", required=False)
    sesion_fecha = forms.DateField(label="Su nueva fecha", required=False, widget=forms.DateInput())
    cancelar = forms.MultipleChoiceField(
        label="Sesiones que no se celebran",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 4}),
        help_text="Con Control o Comando se eligen varias.",
    )
    mover = forms.CharField(
        label="Más cambios",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Uno por renglón: plan-de-trabajo=2023-11-06, o comision@2023-11-01=2023-10-30.",
    )

    def __init__(self, datos: object, plan: PlanDatos, hechos: Mapping[str, Hecho], base: Simulacion) -> None:
        """`base` is the process as it is: its deliverables and sessions are what can be chosen."""
        super().__init__(datos or None)  # type: ignore[arg-type]
        self.plan, self.hechos = plan, hechos
        sesiones: dict[str, str] = {}
        for s in base.sesiones_antes:
            sesiones.setdefault(f"{s.organo}@{s.dia}", f"{fecha_larga(s.dia)} · {s.nombre[:60]}")
        opciones = [("", "Ninguna"), *sesiones.items()]
        self.fields["entregable"].choices = [  # type: ignore[attr-defined]
            ("", "Ninguno"),
            *((f.antes.llave, f"{f.antes.clave} {f.antes.titulo[:70]}") for f in base.filas),
        ]
        self.fields["sesion"].choices = opciones  # type: ignore[attr-defined]
        self.fields["cancelar"].choices = opciones[1:]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Each thing that moves with its day, and everything possible in this process."""
        datos = super().clean() or {}
        mover = [renglon.strip() for renglon in (datos.get("mover") or "").splitlines() if renglon.strip()]
        for que in ("entregable", "sesion"):
            elegido, dia = datos.get(que), datos.get(f"{que}_fecha")
            if elegido and dia:
                mover.append(f"{elegido}={dia}")
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
                mover=mover,
                cancelar=datos.get("cancelar") or [],
            )
        except SupuestoInvalidoError as error:
            for razon in error.razones:
                self.add_error(None, razon)

    @property
    def supuesto(self) -> Cambios:
        """What is supposed; nothing, while something in it is wrong."""
        return self.cambios if self.is_bound and self.is_valid() else Cambios()
