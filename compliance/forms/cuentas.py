"""What informática types about accounts, roles and suplencias."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db.models import QuerySet

from ..models import ActorPolitico, Area, Candidatura, Nombramiento, Organo, Proceso, Rol, Suplencia, Usuario
from .claros import ConAvisosClaros

CUANDO = [("", "Vigentes"), ("futuras", "Por empezar"), ("terminadas", "Terminadas"), ("todas", "Todas")]
SUGERIDAS = 8


class FiltroCuentas(forms.Form):
    """What the list may be narrowed by; it travels in the address."""

    q = forms.CharField(
        label="Buscar",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    rol = forms.ChoiceField(label="Rol", required=False, choices=[("", "Todos"), *Rol.choices])
    cuando = forms.ChoiceField(label="Vigencia", required=False, choices=CUANDO)


class CuentaForm(ConAvisosClaros, forms.ModelForm[Usuario]):
    """Whose account it is."""

    class Meta:
        model = Usuario
        fields = ["username", "first_name", "last_name", "email"]
        labels = {
            "username": "Nombre de usuario",
            "first_name": "Nombre",
            "last_name": "Apellidos",
            "email": "Correo electrónico",
        }
        help_texts = {"username": "Con el que entrará. Letras, números y los signos @ . + - _, sin espacios."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo in self.fields.values():
            campo.required = True
            campo.widget.attrs["autocomplete"] = "off"
        if self.instance.pk:
            del self.fields["username"]

    def clean_username(self) -> str:
        """Two names that differ only in capitals would be mistaken for each other."""
        nombre: str = self.cleaned_data["username"]
        if Usuario.objects.filter(username__iexact=nombre).exists():
            raise forms.ValidationError(
                "Ya hay una cuenta con ese nombre de usuario. Si es la misma persona, use «Dar un rol a una cuenta "
                "que ya existe»; si no, elija otro nombre."
            )
        return nombre


class RecuperarForm(ConAvisosClaros, forms.Form):
    """Who says that they forgot their password."""

    quien = forms.CharField(
        label="Nombre de usuario o correo electrónico",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
        error_messages={"required": "Escriba su nombre de usuario o el correo de su cuenta."},
    )


class CuentaExistenteField(forms.CharField):
    """An account, by the name with which its owner enters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)

    def clean(self, value: Any) -> Any:
        """The account. It must exist and be open."""
        nombre = super().clean(value)
        usuario = Usuario.objects.filter(username__iexact=nombre, is_active=True).first()
        if usuario is None:
            raise forms.ValidationError(
                f"No hay una cuenta activa con el nombre de usuario «{nombre}». Revise cómo se escribe o abra una "
                "cuenta nueva."
            )
        return usuario


class CuentaExistenteForm(ConAvisosClaros, forms.Form):
    """To whom a role is given."""

    usuario = CuentaExistenteField(label="Nombre de usuario", help_text="El de la cuenta que ya existe.")


class CandidaturaField(forms.CharField):
    """A candidacy of the process, by its number or by enough of its name to tell it apart."""

    def __init__(self, proceso: Proceso, **kwargs: Any) -> None:
        super().__init__(
            max_length=200,
            help_text="Escriba el nombre de la persona candidata, o el número de la candidatura.",
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            **kwargs,
        )
        self.proceso = proceso

    def clean(self, value: Any) -> Any:
        """The only live candidacy that answers to what was typed; otherwise, which ones might be meant."""
        texto = super().clean(value)
        candidaturas = (
            Candidatura.objects.vivas()
            .filter(proceso=self.proceso)
            .select_related("persona", "cargo", "territorio", "actor")
        )
        halladas = (
            candidaturas.filter(pk=int(texto)) if texto.isdecimal() and len(texto) < 18 else candidaturas.buscar(texto)
        )
        primeras = list(halladas.order_by("persona__nombre", "pk")[: SUGERIDAS + 1])
        if not primeras:
            raise forms.ValidationError("Ninguna candidatura vigente de este proceso responde a ese nombre o número.")
        if len(primeras) > 1:
            cuales = "; ".join(f"{c.pk}: {c}, {c.territorio}, {c.actor}" for c in primeras[:SUGERIDAS])
            mas = " y otras" if len(primeras) > SUGERIDAS else ""
            raise forms.ValidationError(f"Hay varias; escriba el número de la que corresponde. {cuales}{mas}.")
        return primeras[0]


class NombramientoForm(ConAvisosClaros, forms.Form):
    """A role: its scope, which depends on it, and from when to when."""

    desde = forms.DateField(label="Primer día", widget=forms.DateInput())
    hasta = forms.DateField(
        label="Último día", required=False, widget=forms.DateInput(), help_text="Vacío si no tiene fecha de término."
    )
    documento = forms.CharField(
        label="Documento que lo sustenta",
        max_length=200,
        required=False,
        help_text="Acuerdo, oficio o acreditación, con su número.",
    )

    field_order = ["alcance", "desde", "hasta", "documento"]

    def __init__(self, datos: Any, *, rol: Rol, proceso: Proceso, hoy: date) -> None:
        super().__init__(datos, initial={"desde": hoy})
        self.rol, self.proceso = rol, proceso
        self.campo, obligatorio = Nombramiento.ALCANCES.get(rol, ("", False))
        if self.campo:
            self.fields["alcance"] = self._alcance(self.campo, obligatorio)
            self.order_fields(self.field_order)

    def _alcance(self, campo: str, obligatorio: bool) -> forms.Field:
        if campo == "candidatura":
            return CandidaturaField(self.proceso, label="Candidatura", required=obligatorio)
        etiqueta, opciones = {
            "area": ("Área", Area.objects.filter(proceso=self.proceso)),
            "organo": ("Órgano", Organo.objects.filter(proceso=self.proceso)),
            "actor": ("Partido, coalición o candidatura común", ActorPolitico.objects.filter(proceso=self.proceso)),
        }[campo]
        return forms.ModelChoiceField(
            opciones,
            label=etiqueta,
            required=obligatorio,
            empty_label="Elija…" if obligatorio else "Ninguno en particular",
        )

    def clean(self) -> dict[str, Any]:
        """In order."""
        datos = super().clean() or {}
        if datos.get("desde") and datos.get("hasta") and datos["hasta"] < datos["desde"]:
            self.add_error("hasta", "El nombramiento termina antes de empezar.")
        return datos

    def nombramiento(self, usuario: Usuario) -> Nombramiento:
        """What was typed, for `usuario`; nothing is written yet."""
        datos = dict(self.cleaned_data)
        alcance = datos.pop("alcance", None)
        return Nombramiento(
            usuario=usuario,
            rol=Group.objects.get(name=self.rol.value),
            proceso=self.proceso,
            **datos,
            **({self.campo: alcance} if self.campo else {}),
        )


class SuplenciaForm(forms.ModelForm[Suplencia]):
    """In whose place, from when to when, and by which document."""

    class Meta:
        model = Suplencia
        fields = ["titular", "desde", "hasta", "documento"]
        labels = {
            "titular": "A quién suple",
            "desde": "Primer día",
            "hasta": "Último día",
            "documento": "Documento que la ordena",
        }
        help_texts = {"documento": "Acuerdo u oficio, con su número.", "hasta": "Toda suplencia tiene término."}
        widgets = {"desde": forms.DateInput(), "hasta": forms.DateInput()}

    def __init__(self, datos: Any, *, proceso: Proceso, hoy: date, titular: str = "") -> None:
        super().__init__(datos, instance=Suplencia(proceso=proceso), initial={"desde": hoy, "titular": titular})
        self.fields["titular"].queryset = titulares_de(proceso)  # type: ignore[attr-defined]
        self.fields["titular"].empty_label = "Elija…"  # type: ignore[attr-defined]


class SuplenteForm(forms.Form):
    """Who will act."""

    suplente = CuentaExistenteField(
        label="Quién suplirá", help_text="Su nombre de usuario. Si no tiene cuenta, abra una «solo para suplir»."
    )


def titulares_de(proceso: Proceso) -> QuerySet[Usuario]:
    """Whoever holds a role that somebody could exercise for them: anyone but candidates."""
    return (
        Usuario.objects.filter(nombramientos__proceso=proceso)
        .exclude(nombramientos__rol__name=Rol.CANDIDATURA.value)
        .distinct()
        .order_by("first_name", "last_name", "username")
    )


class MotivoForm(forms.Form):
    """Why. It stays in the history."""

    motivo = forms.CharField(
        label="Motivo", max_length=300, help_text="Quedará en el historial, con su nombre y la fecha."
    )


class TerminoForm(MotivoForm):
    """When something ends, and why."""

    hasta = forms.DateField(
        label="Último día", widget=forms.DateInput(), help_text="Si debe terminar ya, escriba el día de ayer."
    )
    field_order = ["hasta", "motivo"]
