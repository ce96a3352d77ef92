"""The capture, one section per step. A draft may be as incomplete as it needs: nothing here is required."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import Truncator, capfirst

from calendario.fechas import fecha_larga
from calendario.limpieza import sin_invisibles
from compliance.cuestionarios import (
    DIMENSIONES,
    ETIQUETAS,
    MEDIOS,
    NO_APLICA,
    OBLIGATORIOS,
    OPCIONES,
    PREGUNTAS,
    Pregunta,
    foto_vieja,
    leer_medio,
    se_pregunta,
    tomada_desde,
)
from compliance.forms.archivos import ArchivoField
from compliance.models import CuestionarioCurricular, Proceso

from ..guardas import publicacion_mas_temprana
from .campos import ParrafosField

FILAS_DE_MAS = 3


@dataclass(frozen=True)
class Seccion:
    """A step: its address, its name, which questionnaire it belongs to, its fields and a word of help."""

    clave: str
    nombre: str
    identidad: bool
    campos: tuple[str, ...]
    ayuda: str = ""


_CURRICULAR = (
    Seccion(
        "fotografia",
        "Fotografía",
        False,
        ("foto", "foto_tomada_el"),
        "Reciente (no más de tres meses al publicarse), de una sola persona, sin logotipos ni lemas de partido.",
    ),
    Seccion(
        "contacto",
        "Medios de contacto públicos",
        False,
        ("medios",),
        "Solo los que usará como candidata o candidato. De una red basta su usuario, como @usuario.",
    ),
    Seccion("estudios", "Estudios", False, ("grado_estudios", "estatus_estudios", "otra_formacion")),
    Seccion(
        "historia",
        "Historia profesional y/o laboral",
        False,
        ("historia_profesional",),
        "Describa su experiencia, los años y las actividades realizadas.",
    ),
    Seccion(
        "trayectoria",
        "Trayectoria política y/o participación social",
        False,
        ("trayectoria_politica",),
        "En organizaciones ciudadanas o de la sociedad civil también. Describa los años y las actividades.",
    ),
    Seccion("motivo", "¿Por qué quiere ocupar un cargo público?", False, ("motivo_cargo",)),
    Seccion(
        "propuestas",
        "Sus dos principales propuestas",
        False,
        ("propuesta_1", "propuesta_2"),
        "De cada una: a quién beneficia, qué metas tiene y en qué plazos la promoverá.",
    ),
    Seccion(
        "propuesta-genero",
        "Propuesta en materia de género o del grupo que representa",
        False,
        ("propuesta_genero",),
        "A quién beneficia, qué metas tiene y en qué plazos la promoverá.",
    ),
)
_IDENTIDAD = tuple(
    Seccion(
        f"identidad-{clave}",
        dimension.nombre,
        True,
        tuple(p.clave for p in PREGUNTAS.values() if p.dimension == clave),
        "Sus respuestas son datos sensibles: no se publican sin su consentimiento expreso, salvo las del grupo por "
        "el que se le registró. Siempre puede elegir «Prefiero no contestar».",
    )
    for clave, dimension in DIMENSIONES.items()
)
SECCIONES: dict[str, Seccion] = {s.clave: s for s in (*_CURRICULAR, *_IDENTIDAD)}


class CurricularForm(forms.Form):
    """The fields of one section of the public questionnaire. `obligatorios`: what must be answered in the end.

    `tecleando`: what is being typed is taken to its last character, for a space may be the one before a word.
    """

    def __init__(
        self,
        *args: Any,
        seccion: Seccion,
        cuestionario: CuestionarioCurricular,
        proceso: Proceso,
        al: date,
        tecleando: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seccion, self.al = seccion, al
        for campo in seccion.campos:
            field = campo_curricular(campo, getattr(cuestionario, campo))
            if isinstance(field, ParrafosField):
                field.strip = not tecleando
            if field is not None:
                self.fields[campo] = field
        self.obligatorios = {*OBLIGATORIOS, *(("foto", "foto_tomada_el") if proceso.exige_foto else ())}
        if "foto" in self.fields:
            self.fields["foto"].widget.attrs["data-foto"] = proceso.foto_lado_minimo
        if "foto_tomada_el" in self.fields:
            publicacion = publicacion_mas_temprana(proceso, al)
            self.fields["foto_tomada_el"].widget.attrs |= {
                "max": al.isoformat(),
                "data-desde": tomada_desde(publicacion).isoformat(),
                "data-vieja": f"{capfirst(foto_vieja(publicacion))}.",
            }
        if "foto" in seccion.campos and cuestionario.foto:
            self.fields["quitar_foto"] = forms.BooleanField(label="Quitar la fotografía actual", required=False)

    def clean_foto_tomada_el(self) -> date | None:
        """Of a day that has come. That it will be too old is told when it is saved, and stops the sending."""
        dia: date | None = self.cleaned_data["foto_tomada_el"]
        if dia is not None and dia > self.al:
            raise forms.ValidationError("Esa fecha todavía no llega: revise el año.")
        return dia

    def datos(self) -> dict[str, Any]:
        """What the draft takes."""
        datos = {campo: self.cleaned_data[campo] for campo in self.seccion.campos if campo in self.cleaned_data}
        if "foto" in datos and datos["foto"] is None:
            del datos["foto"]
            if self.cleaned_data.get("quitar_foto"):
                datos["foto"] = ""
        return datos


class FotoField(ArchivoField):
    """A picture up to what the site admits: the server shrinks it if the browser did not."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Its content is looked at by whoever keeps it."""
        archivo = super().clean(data, initial)
        if archivo and archivo.size > settings.ARCHIVO_MAXIMO_MB * 1024 * 1024:
            raise forms.ValidationError(f"El archivo pasa de {settings.ARCHIVO_MAXIMO_MB} MB: elija uno menor.")
        return archivo


def _foto(campo: str, valor: Any) -> forms.Field:
    return FotoField(
        label="Sustituir la fotografía" if valor else ETIQUETAS[campo],
        required=False,
        help_text="Un archivo .jpg, .jpeg o .png. Si pesa de más, aquí se reduce.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )


def _fecha(campo: str, valor: Any) -> forms.Field:
    return forms.DateField(label="Fecha en que se tomó", required=False, initial=valor, widget=forms.DateInput())


def _opcion(opciones: Sequence[str]) -> Any:
    def constructor(campo: str, valor: Any) -> forms.Field:
        conocidas = [*opciones, *([valor] if valor and valor not in opciones else [])]
        return forms.ChoiceField(
            label=ETIQUETAS[campo],
            required=False,
            initial=valor,
            choices=[("", "Elija una opción"), *((o, o) for o in conocidas)],
        )

    return constructor


def _parrafos(campo: str, valor: Any) -> forms.Field:
    return ParrafosField(
        label=ETIQUETAS[campo], required=False, initial=valor, widget=forms.Textarea(attrs={"rows": 12})
    )


def _aparte(campo: str, valor: Any) -> None:
    """Lists are captured in rows of their own."""


_CAMPOS: dict[str, Any] = {
    "foto": _foto,
    "foto_tomada_el": _fecha,
    "grado_estudios": _opcion(OPCIONES["grado_estudios"]),
    "estatus_estudios": _opcion(OPCIONES["estatus_estudios"]),
    "otra_formacion": _aparte,
    "medios": _aparte,
}


def campo_curricular(campo: str, valor: Any) -> Any:
    """The control of a field of the public questionnaire, with its value; None for a list, which has rows."""
    return _CAMPOS.get(campo, _parrafos)(campo, valor)


class MedioForm(forms.Form):
    """A public contact; a row without its value is left out."""

    tipo = forms.ChoiceField(label="Medio", required=False, choices=[("", "Elija uno"), *MEDIOS.items()])
    valor = forms.CharField(label="Dirección, cuenta o número", required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        """A value needs its kind, and to be what that kind admits; it is completed as `leer_medio` says."""
        datos = super().clean() or {}
        tipo, valor = datos.get("tipo"), sin_invisibles(datos.get("valor", "")).strip()
        if valor and not tipo:
            self.add_error("tipo", f"Elija qué medio es «{Truncator(valor).chars(40)}».")
        elif valor and tipo:
            datos["valor"], defecto = leer_medio(tipo, valor)
            if defecto:
                self.add_error("valor", f"{capfirst(defecto)}.")
        elif "valor" in datos:
            datos["valor"] = ""
        return datos


class CursoForm(forms.Form):
    """An entry of other training; a blank one is left out."""

    texto = forms.CharField(label="Curso, diplomado o seminario", required=False)


@dataclass(frozen=True)
class CampoDeLista:
    """A field that holds a list: the form of each row, from a stored value to its row and back."""

    formulario: type[forms.Form]
    a_fila: Any
    de_fila: Any


LISTAS: dict[str, CampoDeLista] = {
    "medios": CampoDeLista(
        MedioForm,
        lambda valor: {"tipo": valor.get("tipo"), "valor": valor.get("valor")},
        lambda fila: {"tipo": fila["tipo"], "valor": fila["valor"]} if fila.get("valor") else None,
    ),
    "otra_formacion": CampoDeLista(CursoForm, lambda valor: {"texto": valor}, lambda fila: fila.get("texto") or None),
}


def filas_de(campo: str, valores: Sequence[Any], datos: Any = None) -> Any:
    """The formset of a list: a row for each value and some blank ones."""
    fabrica = forms.formset_factory(LISTAS[campo].formulario, extra=FILAS_DE_MAS, max_num=60, absolute_max=100)
    return fabrica(datos, prefix=campo, initial=[LISTAS[campo].a_fila(v) for v in valores])


def valores_de(campo: str, filas: Any) -> list[Any]:
    """The list that a valid formset holds."""
    valores = (LISTAS[campo].de_fila(f.cleaned_data) for f in filas if f.cleaned_data)
    return [v for v in valores if v is not None]


def en_palabras(campo: str, valor: Any) -> tuple[str, list[str]]:
    """The name of a field of either questionnaire and what it holds, line by line; none if it is blank."""
    if campo in PREGUNTAS:
        return PREGUNTAS[campo].texto, [PREGUNTAS[campo].rotulo(valor)] if valor else []
    if campo == "medios":
        renglones = [f"{MEDIOS.get(m['tipo'], m['tipo'])}: {m['valor']}" for m in valor]
    elif campo == "foto":
        renglones = ["La que ve arriba. Si prefiere la suya, elija otra vez el archivo."] if valor else []
    elif campo == "foto_tomada_el":
        renglones = [fecha_larga(valor)] if valor else []
    else:
        renglones = valor if isinstance(valor, list) else valor.splitlines()
    return ETIQUETAS[campo], renglones


@dataclass(frozen=True)
class EnPagina:
    """A question as its page draws it: what opens it (`de` answered with `respuesta`), and whether it is open."""

    campo: forms.BoundField
    de: str
    respuesta: str
    abierta: bool


class IdentidadForm(forms.Form):
    """The questions of one dimension that apply, given what is already answered, and those that were on the page.

    The rest are drawn closed (`preguntas`): the browser opens them as soon as the answer that they depend on is given;
    without scripts, saving does. What is closed is not sent.
    """

    def __init__(
        self, *args: Any, seccion: Seccion, respuestas: Mapping[str, str], proceso: Proceso, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seccion = seccion
        self.cerradas = forms.Form()
        for clave in seccion.campos:
            pregunta = PREGUNTAS[clave]
            abierta = se_pregunta(pregunta, respuestas) or clave in self.data
            donde = self if abierta else self.cerradas
            donde.fields[clave] = _pregunta(pregunta, respuestas.get(clave, "") if abierta else "", proceso)
        self.obligatorios = {clave for clave in seccion.campos if PREGUNTAS[clave].obligatoria}

    def datos(self) -> dict[str, str]:
        """The answers given; a blank one takes the answer away."""
        return {clave: self.cleaned_data[clave] for clave in self.fields}

    def preguntas(self) -> list[EnPagina]:
        """Every question of the dimension, in its order."""
        return [
            EnPagina(
                self[clave] if clave in self.fields else self.cerradas[clave],
                PREGUNTAS[clave].depende_de,
                PREGUNTAS[clave].depende_respuesta,
                clave in self.fields,
            )
            for clave in self.seccion.campos
        ]


def _pregunta(pregunta: Pregunta, respuesta: str, proceso: Proceso) -> forms.Field:
    comunes: dict[str, Any] = {
        "label": f"{pregunta.ine}. {pregunta.texto}" if pregunta.ine else pregunta.texto,
        "help_text": pregunta.ayuda.format_map(vars(proceso)),
        "required": False,
        "initial": respuesta,
    }
    if not pregunta.opciones:
        return forms.CharField(max_length=200, **comunes)
    ofrecidas = [o for o in (*pregunta.sugerencias, *pregunta.opciones) if o != NO_APLICA]
    dadas = [respuesta] if respuesta and respuesta != NO_APLICA else []
    opciones = [(o, pregunta.rotulo(o)) for o in dict.fromkeys([*ofrecidas, *dadas])]
    if pregunta.sugerencias:
        return forms.ChoiceField(choices=[("", "Elija una opción"), *opciones], **comunes)
    return forms.ChoiceField(choices=opciones, widget=forms.RadioSelect, **comunes)
