"""What a person types to move a deliverable."""

import re
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet

from compliance.forms.archivos import ArchivoField
from compliance.models import Area, Candidatura, Entregable, Hito, Proceso, Subactividad, Usuario
from compliance.roles import INTERNOS

from ..entregables import Carta, Causa, destinatarios_de
from ..entregables.hechos import clases
from ..entregables.oficios import por_remitir
from ..models import Decision, Destinatario, Oficio, SerieDeOficios
from .campos import PreguntaSiEsOtra, UnaLineaField


class DeEntregable(forms.Form):
    """A form whose choices are those of a deliverable."""

    def __init__(self, *args: Any, entregable: Entregable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entregable = entregable
        self.ofrecer(entregable)

    def ofrecer(self, entregable: Entregable) -> None:
        """Fill its choices."""


class ConfirmarForm(forms.Form):
    """Nothing to type: only to confirm."""


class PresentarForm(forms.Form):
    """The document that the area hands in."""

    archivo = ArchivoField(label="Documento", help_text="PDF, DOCX o XLSX.")
    nota = forms.CharField(label="Nota", required=False, widget=forms.Textarea(attrs={"rows": 3}))


class DiasField(forms.CharField):
    """One day or several, as typed: 08/04/2024 or 2024-04-08, apart by commas, spaces, «y» or lines."""

    def __init__(self, **opciones: Any) -> None:
        ayuda = "Uno o varios, separados por comas: 01/04/2024, 08/04/2024."
        de_costumbre: dict[str, Any] = {"label": "Día o días en que se realizó", "help_text": ayuda, "max_length": 800}
        super().__init__(**(de_costumbre | opciones))

    def clean(self, value: Any) -> list[date]:
        """The days, in order and once each."""
        texto = super().clean(value) or ""
        return sorted({_dia(parte) for parte in re.split(r"[\s,;]+(?:y\s+)?", texto.strip()) if parte})

    def prepare_value(self, value: Any) -> Any:
        """Days as they are typed."""
        return ", ".join(f"{d:%d/%m/%Y}" for d in value) if isinstance(value, list) else value


def _dia(texto: str) -> date:
    for forma in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(texto, forma).date()  # noqa: DTZ007 (a day of the institute, with no time)
        except ValueError:
            continue
    raise forms.ValidationError(f"«{texto}» no es un día: escriba día/mes/año, por ejemplo 08/04/2024.")


class PresentarActividadForm(PresentarForm):
    """What was done, where handing in its evidence is what fulfils it."""

    dias = DiasField(
        required=False,
        help_text="Uno o varios, separados por comas: 01/04/2024, 08/04/2024. El cumplimiento se juzga con el último; "
        "vacío, se toma el de hoy.",
    )
    participantes = forms.CharField(label="Quiénes participaron", max_length=500, required=False)
    nota = forms.CharField(
        label="Desarrollo",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Qué se hizo; aparece en el informe mensual.",
    )
    field_order = ("dias", "participantes", "nota", "archivo")


class RealizadoForm(forms.Form):
    """Something done, and when."""

    dias = DiasField()
    texto = forms.CharField(
        label="Qué se realizó",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Aparece en la columna «Desarrollo» del informe mensual.",
    )
    clase = forms.ChoiceField(label="Qué fue", required=False)
    area = forms.ModelChoiceField(
        label="Área que lo hizo", queryset=Area.objects.none(), required=False, empty_label="La responsable"
    )
    participantes = forms.CharField(label="Quiénes participaron", max_length=500, required=False)
    archivo = ArchivoField(label="Constancia", required=False, help_text="Lista de asistencia, oficio o correo.")

    def con_proceso(self, proceso: Proceso) -> None:
        """Its choices."""
        self.fields["clase"].choices = [("", "Sin decir"), *clases().items()]  # type: ignore[attr-defined]
        self.fields["area"].queryset = Area.objects.filter(proceso=proceso)  # type: ignore[attr-defined]


class HechoForm(DeEntregable, RealizadoForm):
    """Something done for a deliverable."""

    subactividad = forms.ModelChoiceField(
        label="Actividad del plan que cumple",
        queryset=Subactividad.objects.none(),
        required=False,
        empty_label="Ninguna en particular",
    )
    field_order = ("dias", "texto", "subactividad", "clase", "area")

    def ofrecer(self, entregable: Entregable) -> None:
        """The steps of its plan, and the areas of its process."""
        self.con_proceso(entregable.proceso)
        self.fields["subactividad"].queryset = entregable.subactividades.all()  # type: ignore[attr-defined]


class CorregirHechoForm(HechoForm):
    """What was noted, mended. Its paper stays as it is."""

    archivo = None  # type: ignore[assignment]  # how Django takes a field away
    motivo = forms.CharField(label="Por qué se corrige", widget=forms.Textarea(attrs={"rows": 2}))


class HitoForm(RealizadoForm):
    """A milestone reached."""

    def __init__(self, *args: Any, hito: Hito, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.con_proceso(hito.proceso)


class CorregirHitoForm(HitoForm):
    """What was noted of a milestone, mended."""

    archivo = None  # type: ignore[assignment]
    motivo = forms.CharField(label="Por qué se corrige", widget=forms.Textarea(attrs={"rows": 2}))


class MotivoForm(forms.Form):
    """A reason."""

    motivo = forms.CharField(label="Motivo", widget=forms.Textarea(attrs={"rows": 4}))


class MomentoField(forms.DateTimeField):
    """A date and time as typed, local to the process (the view activates its time zone)."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        """Refused too: a moment that no database holds, as it falls out of the calendar elsewhere in the world."""
        momento: datetime | None = super().to_python(value)
        try:
            if momento is not None:
                momento.astimezone(UTC)
        except OverflowError as error:
            raise forms.ValidationError("Revise el año.") from error
        return momento


class RemitirForm(DeEntregable):
    """What the oficio and the acuse of SIVOPLE say, and what else goes in it."""

    oficio = UnaLineaField(label="Número de oficio", max_length=80)
    fecha_oficio = forms.DateField(
        label="Fecha del oficio",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Vacía: la del envío.",
    )
    remitida_en = MomentoField(label="Fecha y hora de la remisión", help_text="Como aparecen en SIVOPLE.")
    destinatario = forms.CharField(
        label="Destinatario", max_length=600, widget=forms.Textarea(attrs={"rows": 2}), help_text="Uno por renglón."
    )
    copia = forms.CharField(
        label="Con copia a",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Uno por renglón.",
    )
    firma = forms.ModelChoiceField(
        label="Quién firma",
        queryset=Usuario.objects.none(),
        required=False,
        empty_label="Sin decir",
        help_text="Debe ocupar el cargo, o suplirlo, el día del oficio.",
    )
    acuse = ArchivoField(label="Acuse", required=False, help_text="PDF o imagen. Puede agregarlo después.")
    acuse_en = MomentoField(label="Fecha y hora del acuse", required=False, help_text="Vacía: la de la remisión.")
    tambien = forms.ModelMultipleChoiceField(
        label="Van en el mismo oficio",
        queryset=Entregable.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Se remiten todos o ninguno.",
    )
    nota = forms.CharField(label="Nota", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def ofrecer(self, entregable: Entregable) -> None:
        """Whom the process writes to, who may sign, which numbers wait, and what else waits to be sent."""
        proceso, campos = entregable.proceso, self.fields
        lugares = destinatarios_de(proceso)
        for campo, lugar in (("destinatario", "para"), ("copia", "copia")):
            campos[campo].initial = "\n".join(nombre for nombre, suyo in lugares if suyo == lugar)
            if otros := "; ".join(nombre for nombre, suyo in lugares if suyo != lugar):
                campos[campo].help_text = f"Uno por renglón. También en la lista: {otros}."
        libres = Oficio.objects.filter(proceso=proceso, estado=Oficio.Estado.RESERVADO).order_by("pk")
        if numeros := ", ".join(o.numero for o in libres):
            campos["oficio"].help_text = f"Reservados: {numeros}."
        campos["firma"].queryset = (  # type: ignore[attr-defined]
            Usuario.objects.filter(nombramientos__proceso=proceso, nombramientos__rol__name__in=INTERNOS)
            .distinct()
            .order_by("first_name", "last_name")
        )
        esperan = [e.pk for e in por_remitir(proceso) if e.pk != entregable.pk]
        campos["tambien"].queryset = Entregable.objects.filter(pk__in=esperan)  # type: ignore[attr-defined]
        if not esperan:
            del campos["tambien"]

    @property
    def carta(self) -> Carta:
        """What was typed, of a valid form."""
        d = self.cleaned_data
        return Carta(
            numero=d["oficio"],
            remitida_en=d["remitida_en"],
            para=_renglones(d["destinatario"]),
            copia=_renglones(d["copia"]),
            fecha=d["fecha_oficio"],
            acuse_en=d["acuse_en"],
            firma=d["firma"],
        )

    def clean(self) -> dict[str, Any]:
        """`carta` and what goes in it."""
        datos: dict[str, Any] = super().clean() or {}
        if self.errors:
            return datos
        otros = list(datos.get("tambien") or ())
        return datos | {"carta": self.carta, "entregables": [self.entregable, *otros]}


def _renglones(texto: str) -> list[str]:
    return list(dict.fromkeys(linea.strip() for linea in texto.splitlines() if linea.strip()))


class AcuseForm(PresentarForm):
    """The proof of receipt, when it comes after the remission."""

    archivo = ArchivoField(label="Acuse", help_text="PDF o imagen.")


class AcuseDeOficioForm(AcuseForm):
    """The proof of receipt, and when it says that it was received."""

    acuse_en = MomentoField(label="Fecha y hora del acuse", required=False, help_text="Vacía: la de la remisión.")


class ObservarForm(forms.Form):
    """What INE observed."""

    observada_en = MomentoField(label="Fecha y hora de la observación")
    texto = forms.CharField(label="Qué observó el INE", widget=forms.Textarea(attrs={"rows": 5}))
    archivo = ArchivoField(label="Oficio del INE", required=False, help_text="PDF o imagen.")


class ResponderForm(forms.Form):
    """What the institute answered."""

    respondida_en = MomentoField(label="Fecha y hora en que se respondió")
    respuesta = forms.CharField(label="Qué se respondió", widget=forms.Textarea(attrs={"rows": 5}))
    archivo = ArchivoField(label="Respuesta enviada", required=False, help_text="PDF o imagen.")


class ModificarRemitidoForm(forms.Form):
    """The new file of what INE already has."""

    archivo = ArchivoField(label="Documento modificado", help_text="PDF, DOCX o XLSX.")
    cambio_el = forms.DateField(
        label="Día en que cambió", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    motivo = forms.CharField(label="Qué cambió y por qué", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class RazonForm(forms.Form):
    """Why it is late."""

    razon = forms.CharField(label="Razón del atraso", widget=forms.Textarea(attrs={"rows": 4}))


class ReservarForm(PreguntaSiEsOtra):
    """A number to take."""

    serie = forms.ModelChoiceField(label="Serie", queryset=SerieDeOficios.objects.none())
    asunto = UnaLineaField(label="Asunto", max_length=300, help_text="Para qué es el oficio.")

    def __init__(self, *args: Any, series: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["serie"].queryset = series  # type: ignore[attr-defined]


class NumeroForm(forms.Form):
    """A number, mended."""

    numero = UnaLineaField(label="Número correcto", max_length=80)
    motivo = forms.CharField(label="Por qué se corrige", widget=forms.Textarea(attrs={"rows": 3}))


class SerieForm(forms.ModelForm[SerieDeOficios]):
    """A series of oficios."""

    class Meta:
        model = SerieDeOficios
        fields = ("formato", "area", "anio", "digitos", "ultimo", "vigente")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["area"]
        area.queryset = self.instance.proceso.areas.all()
        area.empty_label = "Secretaría Ejecutiva, para todo el instituto"
        area.help_text = ""


class DestinatarioForm(forms.ModelForm[Destinatario]):
    """A unit that the institute writes to."""

    class Meta:
        model = Destinatario
        fields = ("nombre", "de_costumbre", "vigente")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lugar: Any = self.fields["de_costumbre"]
        lugar.choices, lugar.help_text = [("", "No se ofrece"), *Destinatario.DeCostumbre.choices], ""


class ValidarForm(forms.Form):
    """When INE validated it."""

    validada_en = MomentoField(label="Fecha y hora de la validación del INE")
    nota = forms.CharField(label="Nota", required=False, widget=forms.Textarea(attrs={"rows": 3}))


# The number of a candidacy, by itself or in the address of one of its pages.
_CANDIDATURA = re.compile(r"(?:^|/candidaturas/)([0-9]{1,18})(?:/|$)")


class EventoForm(PreguntaSiEsOtra, DeEntregable):
    """The fact that opens a contingent deliverable, and what brought it about."""

    evento_el = forms.DateField(
        label="Día en que ocurrió", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    descripcion = forms.CharField(
        label="Qué ocurrió", max_length=300, help_text="Una frase: qué documento se emitió o modificó."
    )
    causa_entregable = forms.ModelChoiceField(
        label="Lo originó otro entregable", queryset=Entregable.objects.none(), required=False, empty_label="Ninguno"
    )
    causa_decision = forms.ModelChoiceField(
        label="Lo originó una decisión", queryset=Decision.objects.none(), required=False, empty_label="Ninguna"
    )
    causa_candidatura = UnaLineaField(
        label="Lo originó una candidatura",
        max_length=300,
        required=False,
        help_text="Pegue la dirección de su página, o el número que lleva.",
    )
    causa_texto = forms.CharField(label="Otra causa", max_length=500, required=False)

    def ofrecer(self, entregable: Entregable) -> None:
        """What there is in its process."""
        suyos = Entregable.objects.filter(proceso=entregable.proceso_id)
        self.fields["causa_entregable"].queryset = suyos.exigibles()  # type: ignore[attr-defined]
        self.fields["causa_decision"].queryset = Decision.objects.filter(  # type: ignore[attr-defined]
            punto__sesion__proceso=entregable.proceso_id
        ).select_related("punto")

    def clean_causa_candidatura(self) -> Candidatura | None:
        """The candidacy of that page, or with that number, of the same process."""
        texto = self.cleaned_data["causa_candidatura"]
        if not texto:
            return None
        numero = _CANDIDATURA.search(texto)
        hallada = numero and Candidatura.objects.filter(pk=int(numero[1]), proceso=self.entregable.proceso_id).first()
        if not hallada:
            raise forms.ValidationError(
                "No hay una candidatura con ese número en este proceso. Abra su página y copie aquí su dirección."
            )
        return hallada

    def clean(self) -> dict[str, Any]:
        """`causa`: what brought it about."""
        datos = super().clean()
        causa = Causa(
            entregable=datos.pop("causa_entregable", None),
            decision=datos.pop("causa_decision", None),
            candidatura=datos.pop("causa_candidatura", None),
            texto=datos.pop("causa_texto", ""),
        )
        return datos | {"causa": causa}


class EncargarForm(forms.Form):
    """Who is to answer for it, until when and why."""

    persona = forms.ModelChoiceField(label="Persona", queryset=Usuario.objects.none(), empty_label="Elija a quién")
    hasta = forms.DateField(
        label="Hasta el día",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Solo si es por un periodo: después vuelve a quien lo tenía. Vacío, queda a su cargo.",
    )
    motivo = forms.CharField(label="Por qué se le encarga", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, personas: QuerySet[Usuario], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persona"].queryset = personas  # type: ignore[attr-defined]


class NotaForm(forms.Form):
    """Something to say to whoever works on it."""

    texto = forms.CharField(label="Nota", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, personas: QuerySet[Usuario], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cuentas = ", ".join(f"@{p.username} ({p})" for p in personas)
        self.fields["texto"].help_text = f"Para avisar a alguien escriba su cuenta con arroba: {cuentas}."
