"""What the secretary of a body types before and after it meets: the call, its agenda, its documents, its minutes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q

from compliance.forms.archivos import ArchivoField
from compliance.models import Entregable, Organo

from ..models import Acta, Papel, PuntoOrden, Sesion
from ..sesiones.convocados import Convocado
from ..sesiones.orden import ABIERTAS, YA_NO_SE_DECIDE, Punto, titulo_de_acta
from ..sesiones.propuesta import TITULOS, Propuesta, en_orden, proponer
from .campos import ParrafosField, PreguntaSiEsOtra
from .entregables import MomentoField


class ParaQueForm(forms.Form):
    """Which session is going to be called: what its agenda is proposed from."""

    organo = forms.ModelChoiceField(
        label="Órgano de la propuesta", queryset=Organo.objects.none(), to_field_name="clave", empty_label=None
    )
    tipo = forms.ChoiceField(label="Tipo de la propuesta", choices=Sesion.Tipo.choices)
    inicia_en = MomentoField(label="Fecha y hora de la propuesta")

    def __init__(self, datos: Any, *, organos: Sequence[Organo], **kwargs: Any) -> None:
        # Beside the form of the call, which asks the same.
        super().__init__(datos, auto_id="para_%s", **kwargs)
        self.fields["organo"].queryset = Organo.objects.filter(  # type: ignore[attr-defined]
            pk__in=[o.pk for o in organos]
        )

    def clean_inicia_en(self) -> datetime:
        """A moment that can be of the process."""
        inicia_en: datetime = self.cleaned_data["inicia_en"]
        organo = self.fields["organo"].queryset.select_related("proceso").first()  # type: ignore[attr-defined]
        if organo is not None and not organo.proceso.abarca(inicia_en.date()):
            raise forms.ValidationError("Revise el año: no puede ser de este proceso.")
        return inicia_en


class EntregablesField(forms.ModelMultipleChoiceField[Entregable]):
    """Deliverables for an agenda, each with where it stands if it is not ready."""

    donde: dict[int, str]

    def label_from_instance(self, obj: Any) -> str:
        """Key, name, and its stage or why it is not there yet."""
        falta = self.donde.get(obj.pk)
        if falta:
            return f"{obj} — vence antes de la siguiente sesión y {falta}"
        return f"{obj} — {obj.etapa.nombre}" if obj.etapa else str(obj)


class ActasField(forms.ModelMultipleChoiceField[Acta]):
    """Minutes for an agenda, each with the day of its session."""

    def label_from_instance(self, obj: Any) -> str:
        """As the agenda will name them."""
        return titulo_de_acta(obj)


class ConvocarForm(PreguntaSiEsOtra):
    """A session's call with its agenda: what the body always has, what is ready, and what somebody adds."""

    organo = forms.ModelChoiceField(
        label="Órgano", queryset=Organo.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    tipo = forms.ChoiceField(label="Tipo de sesión", choices=Sesion.Tipo.choices)
    nombre = forms.CharField(
        label="Nombre", required=False, max_length=200, help_text="Por ejemplo: Primera sesión extraordinaria."
    )
    inicia_en = MomentoField(label="Fecha y hora de inicio")
    lugar = forms.CharField(label="Lugar", required=False, max_length=200)
    motivo = forms.CharField(
        label="Por qué se convoca sin la anticipación debida",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Solo si falta anticipación; queda en el historial de la sesión.",
    )
    fijos = forms.MultipleChoiceField(
        label="Puntos de siempre", required=False, choices=[], widget=forms.CheckboxSelectMultiple
    )
    actas = ActasField(
        label="Actas por aprobar", queryset=Acta.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    entregables = EntregablesField(
        label="Entregables que se decidirán",
        queryset=Entregable.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    otros = forms.CharField(
        label="Otros puntos del orden del día",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Uno por renglón. Van antes de los asuntos generales; después puede cambiar el orden.",
    )

    def __init__(
        self, datos: Any, *, organos: Sequence[Organo], organo: Organo, tipo: str, inicia_en: datetime
    ) -> None:
        self.propuesta: Propuesta = proponer(organo, tipo, inicia_en)
        super().__init__(datos, initial={"organo": organo.pk, "tipo": tipo, "inicia_en": inicia_en})
        campos: dict[str, Any] = self.fields
        campos["organo"].queryset = Organo.objects.filter(pk__in=[o.pk for o in organos])
        campos["fijos"].choices = [
            *self.propuesta.fijos.items(),
            *((t, titulo) for t, titulo in TITULOS.items() if self.is_bound and t not in self.propuesta.fijos),
        ]
        campos["actas"].queryset = Acta.objects.select_related("sesion__organo", "sesion__proceso__instituto").filter(
            pk__in={a.pk for a in self.propuesta.actas} | self._enviados("actas"), sesion__organo__in=organos
        )
        campos["entregables"].donde = {p.entregable.pk: p.donde for p in self.propuesta.por_vencer}
        listos = {e.pk for e in self.propuesta.listos}
        ofrecidos = listos | campos["entregables"].donde.keys()
        campos["entregables"].queryset = (
            Entregable.objects.filter(
                Q(etapa__organo__in=organos) | Q(ruta__etapas__organo__in=organos),
                pk__in=ofrecidos | self._enviados("entregables"),
                es_plantilla=False,
            )
            .exclude(estado__in=YA_NO_SE_DECIDE)
            .select_related("etapa")
            .distinct()
            .order_by("vence", "orden")
        )
        self.initial = {
            **self.initial,
            "fijos": list(self.propuesta.fijos),
            "actas": [a.pk for a in self.propuesta.actas],
            "entregables": list(listos),
        }

    def _enviados(self, campo: str) -> set[int]:
        """The keys that were sent of a field, offered or not."""
        enviados = self.data.getlist(campo) if hasattr(self.data, "getlist") else self.data.get(campo, [])
        return {int(v) for v in enviados if str(v).isdecimal() and len(str(v)) < 19}

    def puntos(self) -> list[Punto]:
        """What was chosen, in the order of the body."""
        datos = self.cleaned_data
        elegidos = [
            *(Punto(TITULOS[PuntoOrden.Tipo(t)], tipo=t) for t in datos["fijos"]),
            *(Punto("", acta=a) for a in datos["actas"]),
            *(Punto("", e) for e in datos["entregables"]),
            *(Punto(renglon.strip()) for renglon in datos["otros"].splitlines() if renglon.strip()),
        ]
        return en_orden(datos["organo"], datos["tipo"], elegidos)


class OrdenForm(forms.Form):
    """The number of each point."""

    def __init__(self, datos: Any, *, puntos: Sequence[PuntoOrden]) -> None:
        super().__init__(datos)
        self.puntos = puntos
        for punto in puntos:
            self.fields[f"numero-{punto.pk}"] = forms.IntegerField(
                label=f"Número de «{punto.titulo}»",
                min_value=1,
                max_value=999,
                initial=punto.orden,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    @property
    def renglones(self) -> list[tuple[PuntoOrden, forms.BoundField]]:
        """Each point with the field of its number."""
        return [(p, self[f"numero-{p.pk}"]) for p in self.puntos]

    @property
    def numeros(self) -> dict[int, int]:
        """By the key of the point."""
        return {p.pk: self.cleaned_data[f"numero-{p.pk}"] for p in self.puntos}


class ReprogramarForm(forms.Form):
    """Another moment or place."""

    prefix = "reprogramar"
    inicia_en = MomentoField(label="Fecha y hora de inicio")
    lugar = forms.CharField(label="Lugar", required=False, max_length=200)
    motivo = forms.CharField(label="Motivo", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class InvitarForm(forms.Form):
    """Somebody invited by name."""

    prefix = "invitar"
    nombre = forms.CharField(label="Nombre", max_length=200)
    cargo = forms.CharField(label="Cargo o procedencia", required=False, max_length=200)
    correo = forms.EmailField(label="Correo", help_text="Ahí recibirá la convocatoria y los anexos.")


class AcuseForm(forms.Form):
    """How it is known that somebody without an account received the call."""

    prefix = "acuse"
    convocado = forms.ChoiceField(label="Quién la recibió")
    recibida_en = MomentoField(label="Fecha y hora en que la recibió")
    como = forms.CharField(
        label="Cómo se supo", max_length=300, help_text="Por ejemplo, el acuse del oficio o su respuesta por correo."
    )

    def __init__(self, *args: Any, quienes: Sequence[Convocado], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["convocado"].choices = [  # type: ignore[attr-defined]
            (c.llave, f"{c.nombre} ({c.calidad.lower()})") for c in quienes
        ]


class PapelForm(forms.Form):
    """A document of the session."""

    prefix = "papel"
    clase = forms.ChoiceField(
        label="Qué es", choices=[c for c in Papel.Clase.choices if c[0] != Papel.Clase.ACTA.value]
    )
    titulo = forms.CharField(
        label="Título",
        required=False,
        max_length=200,
        help_text="Si ya hay uno de esa clase con ese título, el archivo será su versión siguiente.",
    )
    archivo = ArchivoField(label="Archivo")


class ActaForm(forms.Form):
    """The text of the minutes, and over which version it was written."""

    texto = ParrafosField(label="Texto del acta", widget=forms.Textarea(attrs={"rows": 28}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class SometerForm(forms.Form):
    """In which session the minutes will be approved."""

    prefix = "someter"
    en_sesion = forms.ModelChoiceField(
        label="Sesión que la aprobará", queryset=Sesion.objects.none(), empty_label="Elija una"
    )

    def __init__(self, datos: Any = None, *, sesion: Sesion) -> None:
        super().__init__(datos)
        self.fields["en_sesion"].queryset = (  # type: ignore[attr-defined]
            sesion.organo.sesiones.filter(estado__in=ABIERTAS)
            .exclude(pk=sesion.pk)
            .select_related("organo")
            .order_by("inicia_en")
        )


class FirmadaForm(forms.Form):
    """The signed file."""

    prefix = "firmada"
    archivo = ArchivoField(label="Acta firmada", help_text="PDF o imagen con las firmas.")
