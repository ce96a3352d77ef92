"""What the list of notices may be narrowed by, and the field that shows a calendar address."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from calendario.fechas import fin_del_dia, inicio_del_dia
from compliance.ambito import Ambito
from compliance.forms.claros import ConAvisosClaros
from compliance.models import Proceso

from .alcances import PERSONA, ofrecidos
from .models import (
    TEMAS,
    Aviso,
    AvisoQuerySet,
    Escalon,
    FuenteExterna,
    Gancho,
    HorarioDeAvisos,
    PreferenciaDeAvisos,
    Recibido,
)
from .salida import SalidaError, publica, revisar

ACCESO = "acceso"
SESION = "sesion"


class FiltroAvisos(forms.Form):
    """Filters that travel in the address. One that cannot be read narrows nothing and says why."""

    q = forms.CharField(
        label="Destinatario o asunto",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    estado = forms.ChoiceField(label="Estado", required=False, choices=[("", "Todos"), *Aviso.Estado.choices])
    motivo = forms.ChoiceField(
        label="Sobre",
        required=False,
        choices=[("", "Todo"), *Escalon.Objeto.choices, (SESION, "Sesión"), (ACCESO, "Cuentas y roles")],
    )
    desde = forms.DateField(label="Desde", required=False, widget=forms.DateInput)
    hasta = forms.DateField(label="Hasta", required=False, widget=forms.DateInput)

    def __init__(self, datos: QueryDict, proceso: Proceso, *, ve_correos: bool) -> None:
        super().__init__(datos)
        self.proceso = proceso
        self.ve_correos = ve_correos

    def aplicar(self, avisos: AvisoQuerySet) -> AvisoQuerySet:
        """The notices that pass every filter that could be read. Days are local to the process, both inclusive."""
        self.is_valid()
        datos: dict[str, Any] = self.cleaned_data
        if texto := datos.get("q"):
            buscado = Q(destinatario_nombre__icontains=texto) | Q(asunto__icontains=texto)
            # What is not shown is not guessed by searching for it either.
            if self.ve_correos:
                buscado |= Q(destinatario_correo__icontains=texto)
            avisos = avisos.filter(buscado)
        if estado := datos.get("estado"):
            avisos = avisos.filter(estado=estado)
        if motivo := datos.get("motivo"):
            sin_escalon = {ACCESO: Q(escalon=None, sesion=None), SESION: Q(sesion__isnull=False)}
            avisos = avisos.filter(sin_escalon.get(motivo) or Q(escalon__objeto=motivo))
        desde: date | None = datos.get("desde")
        if desde:
            avisos = avisos.filter(creado_en__gte=inicio_del_dia(desde, self.proceso.tz))
        hasta: date | None = datos.get("hasta")
        if hasta:
            avisos = avisos.filter(creado_en__lte=fin_del_dia(hasta, self.proceso.tz))
        return avisos


class FiltroSinEntregar(forms.Form):
    """What the list of what did not arrive may be narrowed by."""

    q = forms.CharField(
        label="Destinatario o asunto",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    estado = forms.ChoiceField(
        label="Qué pasó", required=False, choices=[("", "Todo"), *((e.value, e.label) for e in Aviso.NO_LLEGARON)]
    )

    def aplicar(self, avisos: AvisoQuerySet) -> AvisoQuerySet:
        """Those that pass every filter that could be read."""
        self.is_valid()
        datos: dict[str, Any] = self.cleaned_data
        if texto := datos.get("q"):
            avisos = avisos.filter(Q(destinatario_nombre__icontains=texto) | Q(asunto__icontains=texto))
        if estado := datos.get("estado"):
            avisos = avisos.filter(estado=estado)
        return avisos


class FiltroBuzon(forms.Form):
    """What one's inbox may be narrowed by."""

    q = forms.CharField(
        label="Asunto",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    lectura = forms.ChoiceField(
        label="Lectura", required=False, choices=[("", "Todos"), ("sin_leer", "Sin leer"), ("leidos", "Leídos")]
    )
    proceso = forms.ChoiceField(label="Proceso", required=False)

    def __init__(self, datos: QueryDict, procesos: Iterable[Proceso]) -> None:
        super().__init__(datos)
        varios = [("", "Todos"), *((p.clave, p.nombre) for p in procesos)]
        if len(varios) > 2:
            self.fields["proceso"].choices = varios  # type: ignore[attr-defined]
        else:
            del self.fields["proceso"]

    def aplicar(self, recibidos: QuerySet[Recibido]) -> QuerySet[Recibido]:
        """Those that pass every filter that could be read."""
        self.is_valid()
        datos: dict[str, Any] = self.cleaned_data
        if texto := datos.get("q"):
            recibidos = recibidos.filter(aviso__asunto__icontains=texto)
        if lectura := datos.get("lectura"):
            recibidos = recibidos.filter(leido_en__isnull=lectura == "sin_leer")
        if proceso := datos.get("proceso"):
            recibidos = recibidos.filter(aviso__proceso__clave=proceso)
        return recibidos


class FiltroPlantillas(forms.Form):
    """What the list of templates may be narrowed by."""

    q = forms.CharField(
        label="Asunto o texto",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    objeto = forms.ChoiceField(label="Sobre", required=False, choices=[("", "Todo"), *Escalon.Objeto.choices])
    destinatario = forms.ChoiceField(
        label="Para", required=False, choices=[("", "Todos"), *Escalon.Destinatario.choices]
    )
    activo = forms.ChoiceField(
        label="Se envía", required=False, choices=[("", "Todas"), ("si", "Sí"), ("no", "No, están apagadas")]
    )

    def aplicar(self, escalones: QuerySet[Escalon]) -> QuerySet[Escalon]:
        """Those that pass every filter that could be read."""
        self.is_valid()
        datos: dict[str, Any] = self.cleaned_data
        if texto := datos.get("q"):
            escalones = escalones.filter(Q(asunto__icontains=texto) | Q(texto__icontains=texto))
        for campo in ("objeto", "destinatario"):
            if valor := datos.get(campo):
                escalones = escalones.filter(**{campo: valor})
        if activo := datos.get("activo"):
            escalones = escalones.filter(activo=activo == "si")
        return escalones


class PlantillaForm(forms.ModelForm[Escalon]):
    """The words of a rung, until when it is repeated if it tells of what is late, and whether it is sent.

    `vista`: the version over which they were written.
    """

    vista = forms.IntegerField(widget=forms.HiddenInput)
    motivo = forms.CharField(
        label="Motivo del cambio",
        max_length=300,
        help_text="Quedará en el historial, con su nombre y la fecha.",
        error_messages={"required": "Diga por qué la cambia."},
    )

    class Meta:
        model = Escalon
        fields = ["asunto", "texto", "cada_dia_hasta", "activo"]
        labels = {"activo": "Se envía"}
        help_texts = {"activo": "Si lo desmarca, este aviso ya no se envía."}
        widgets = {"texto": forms.Textarea(attrs={"rows": 14}), "asunto": forms.TextInput(attrs={"spellcheck": "true"})}

    def __init__(self, *args: Any, solo_ver: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nobody has to say why in order to look.
        self.fields["motivo"].required = not solo_ver
        if self.instance.dias is None or self.instance.dias >= 0:
            del self.fields["cada_dia_hasta"]


class HorarioForm(forms.ModelForm[HorarioDeAvisos]):
    """At what hours, and on which days, notices leave. `vista`: the version over which it was written."""

    vista = forms.IntegerField(widget=forms.HiddenInput)
    motivo = forms.CharField(
        label="Motivo del cambio",
        max_length=300,
        help_text="Quedará en el historial, con su nombre y la fecha.",
        error_messages={"required": "Diga por qué lo cambia."},
    )

    class Meta:
        model = HorarioDeAvisos
        fields = ["activo", "desde", "hasta", "solo_habiles"]

    def __init__(self, *args: Any, solo_ver: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nobody has to say why in order to look.
        self.fields["motivo"].required = not solo_ver


class PreferenciaForm(forms.ModelForm[PreferenciaDeAvisos]):
    """When an account wants by mail what is not legal."""

    class Meta:
        model = PreferenciaDeAvisos
        fields = ["modo", "hora"]
        labels = {"modo": "Los demás avisos, ¿cómo los quiere recibir?"}
        widgets = {"modo": forms.RadioSelect}
        help_texts = {"hora": "Si elige un solo correo al día. Es la hora del instituto."}


class GanchoForm(forms.ModelForm[Gancho]):
    """Another system that is to be told, and of what."""

    direccion = forms.URLField(
        label="Dirección",
        max_length=500,
        assume_scheme="https",
        help_text="Pública y con https. Recibirá un POST en JSON por cada hecho.",
    )
    temas = forms.MultipleChoiceField(
        label="De qué se avisa",
        choices=TEMAS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Elija de qué se avisa."},
    )

    class Meta:
        model = Gancho
        fields = ["nombre", "direccion", "temas"]
        labels = {"nombre": "Nombre del sistema"}

    def clean_direccion(self) -> str:
        """One to which something may be sent, as it is now."""
        direccion: str = self.cleaned_data["direccion"]
        try:
            publica(*revisar(direccion)[:2])
        except SalidaError as error:
            raise forms.ValidationError(str(error)) from error
        return direccion


class FuenteForm(ConAvisosClaros, forms.ModelForm[FuenteExterna]):
    """A system that tells, and of what."""

    class Meta:
        model = FuenteExterna
        fields = ["nombre", "dice"]
        labels = {"nombre": "Nombre del sistema", "dice": "De qué avisa"}
        help_texts = {"nombre": "Lo que diga quedará en el historial con este nombre."}


class SuscripcionForm(forms.Form):
    """What a new calendar address is to show: one of the scopes that one's roles in force allow."""

    alcance = forms.ChoiceField(
        label="Qué debe mostrar",
        initial=PERSONA,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Elija qué debe mostrar el calendario.",
            "invalid_choice": "Ningún nombramiento suyo vigente permite ese calendario: elija uno de la lista.",
        },
    )

    def __init__(self, datos: QueryDict | None, ambito: Ambito) -> None:
        super().__init__(datos)
        self.fields["alcance"].choices = ofrecidos(ambito)  # type: ignore[attr-defined]


class DireccionForm(forms.Form):
    """A calendar address, to be copied."""

    direccion = forms.CharField(label="Dirección privada", widget=forms.URLInput(attrs={"readonly": True}))


class SecretoForm(forms.Form):
    """The secret of another system, to be copied."""

    secreto = forms.CharField(label="Secreto", widget=forms.TextInput(attrs={"readonly": True, "autocomplete": "off"}))
