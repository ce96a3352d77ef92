"""Changing a plan on screen: its file, one of its rows, and what is said when it is applied."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from calendario.fechas import dia_local

from ..models import Entregable, Proceso, PropuestaDePlan, Subactividad, VersionDePlan
from ..plan.esquema import EntregableDatos, PlanDatos, SubactividadDatos
from ..plan.plazos import NOMBRES
from ..textos import recortar
from .archivos import ArchivoField

MAXIMO_MB = 2


class ArchivoDePlanForm(forms.Form):
    """A plan file."""

    archivo = ArchivoField(
        label="Archivo del plan",
        widget=forms.FileInput(attrs={"accept": ".toml"}),
        help_text="Un archivo TOML: el plan vigente, descargado y cambiado, o uno nuevo.",
    )

    def clean_archivo(self) -> "UploadedFile[Any]":
        """Not too big, and of the kind that is read."""
        archivo: UploadedFile[Any] = self.cleaned_data["archivo"]
        if (archivo.size or 0) > MAXIMO_MB * 1024 * 1024:
            raise forms.ValidationError(
                f"El archivo pesa {(archivo.size or 0) / 1024 / 1024:.1f} MB y el máximo son {MAXIMO_MB} MB: un plan "
                "cabe de sobra. Revise que sea el archivo del plan."
            )
        if PurePath(archivo.name or "").suffix.lower() != ".toml":
            raise forms.ValidationError("Se admite .toml: el plan vigente se descarga en ese formato.")
        return archivo


class AplicarForm(forms.Form):
    """Why and since when the plan is another, and what applies of the deliverables under way."""

    motivo = forms.CharField(
        label="Motivo de la modificación",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Por ejemplo: Acuerdo IMPEPAC/CEE/12/2024, que cambia la fecha del informe de marzo.",
        error_messages={"required": "Diga por qué se modifica el plan."},
    )
    ocurrio_el = forms.DateField(
        label="Día en que se modificó",
        widget=forms.DateInput(),
        help_text="El de la sesión o el documento que lo cambió. Desde él se cuenta el plazo para informar al INE.",
    )
    aplica = forms.MultipleChoiceField(label="Se aplica", required=False)
    razon_de_dejar = forms.CharField(
        label="Por qué se deja lo que no se aplica", required=False, max_length=300, widget=forms.TextInput()
    )
    huella = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, datos: QueryDict | None, propuesta: PropuestaDePlan, hoy: date) -> None:
        """What may be chosen is what the rehearsal found."""
        elegibles = [c for m in propuesta.previa["movimientos"] for c in m["cambios"] if c["decide"]]
        self.de_costumbre = {c["clave"] for c in elegibles if c["aplica"]}
        inicial = {"ocurrio_el": hoy, "huella": propuesta.previa["huella"], "aplica": list(self.de_costumbre)}
        super().__init__(datos, initial=inicial)
        self.proceso, self.hoy, self.elegibles = propuesta.proceso, hoy, elegibles
        self.fields["aplica"].choices = [(c["clave"], c["campo"]) for c in elegibles]  # type: ignore[attr-defined]
        if not elegibles:
            del self.fields["razon_de_dejar"]

    def clean_ocurrio_el(self) -> date:
        """It has happened, and in this process."""
        dia: date = self.cleaned_data["ocurrio_el"]
        if dia > self.hoy:
            raise forms.ValidationError("Ese día todavía no llega: aplique el cambio cuando ocurra.")
        if self.proceso.abarca(self.hoy) and not self.proceso.abarca(dia):
            raise forms.ValidationError("Ese día no puede ser de este proceso: revise el año.")
        return dia

    def clean(self) -> None:
        """What is left as it was although nothing stood in its way needs a reason."""
        datos = super().clean() or {}
        dejado = self.de_costumbre - set(datos.get("aplica") or [])
        if dejado and "aplica" not in self.errors and not datos.get("razon_de_dejar"):
            self.add_error("razon_de_dejar", "Diga por qué se deja como está lo que desmarcó.")

    def marcados(self) -> set[str]:
        """What is ticked as the page is drawn."""
        return set(self["aplica"].value() or [])


class VersionConOtraForm(forms.Form):
    """Which version one is compared with."""

    con = forms.TypedChoiceField(label="Comparar con", coerce=int, required=False, empty_value=None)

    def __init__(self, datos: QueryDict, otras: Iterable[VersionDePlan], proceso: Proceso) -> None:
        super().__init__(datos or None)
        self.fields["con"].choices = [  # type: ignore[attr-defined]
            ("", "La anterior"),
            *((v.numero, f"Versión {v.numero}, {dia_local(v.en, proceso.tz):%d/%m/%Y}") for v in otras),
        ]


# -- A row of the plan ------------------------------------------------------------------------------------

_DIAS = ("fecha_ine", "fecha_plan", "limite_remision")
# The columns of a deliverable, by the key of the plan file that they keep.
_COLUMNA: Mapping[str, Any] = {f.name: f for f in Entregable._meta.concrete_fields}
_DE_PASO: Mapping[str, Any] = {f.name: f for f in Subactividad._meta.concrete_fields}
_OTRO_NOMBRE = {"responsable": "responsable_impreso"}


def _largo(campo: str) -> int | None:
    """What the record has room for."""
    return getattr(_COLUMNA.get(_OTRO_NOMBRE.get(campo, campo)), "max_length", None)


def _dia(rotulo: str, pista: str = "") -> forms.DateField:
    return forms.DateField(label=rotulo, required=False, widget=forms.DateInput(), help_text=pista)


def _texto(campo: str, rotulo: str, pista: str = "", *, filas: int = 0, obligatorio: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": filas}) if filas else forms.TextInput()
    return forms.CharField(label=rotulo, required=obligatorio, max_length=_largo(campo), widget=widget, help_text=pista)


class FilaForm(forms.Form):
    """A deliverable of the plan, for whoever writes no file."""

    llave = forms.RegexField(
        label="Llave",
        regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=80,
        help_text="Con la que Cauce la reconoce siempre: minúsculas sin acentos, números y guiones. Ya no se cambia.",
        error_messages={"invalid": "Solo minúsculas sin acentos, números y guiones: informe-marzo."},
    )
    clave = _texto("clave", "Clave", "El número que imprime el plan: 11.5.", obligatorio=True)
    nombre = _texto("nombre", "Nombre", "Como lo imprime el plan.", filas=2, obligatorio=True)
    producto = _texto("producto", "Documento")
    numeral = forms.TypedChoiceField(
        label="Numeral del artículo 11",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Ninguno"), *((n, str(n)) for n in range(1, 13))],
    )
    tipo = forms.ChoiceField(label="Cuándo existe", choices=Entregable.Tipo.choices)
    plantilla = forms.BooleanField(
        label="Se repite: no corre ella, sino las que nacen de cada hecho o de cada mes", required=False
    )
    ruta = forms.ChoiceField(label="Ruta")
    area = forms.ChoiceField(label="Área que la prepara", required=False)
    responsable = _texto("responsable", "Responsable, como se imprime")
    bloque = _texto("bloque", "Bloque del plan")
    fecha_plan = _dia("Debe aprobarse a más tardar", "Vacía, si nadie la aprueba.")
    regla = _texto("regla", "Regla de la aprobación", "Si la norma da una: 4 meses después; a más tardar 2024-02-01.")
    limite_remision = _dia("Debe remitirse a más tardar")
    regla_remision = _texto("regla_remision", "Regla de la remisión", "Por ejemplo: 5 días naturales después.")
    regla_evento = forms.ChoiceField(
        label="Desde qué se cuentan sus reglas",
        required=False,
        help_text="La remisión, si no se dice, desde su aprobación.",
    )
    modo = forms.ChoiceField(label="Cómputo de los días", choices=_COLUMNA["modo"].choices)
    fecha_ine = _dia("Fecha de los Lineamientos")
    fundamento = _texto("fundamento", "Fundamento", filas=2)
    fuente = _texto("fuente", "Lugar en la fuente")
    nota = _texto(
        "nota", "Nota", "Lo que debe saber quien la lee; por ejemplo, por qué rige otra fecha que la impresa.", filas=3
    )
    base = forms.IntegerField(widget=forms.HiddenInput)

    FECHAS = ("fecha_plan", "regla", "limite_remision", "regla_remision", "regla_evento", "modo", "fecha_ine")
    QUE_ES = ("clave", "nombre", "producto", "numeral", "tipo", "plantilla", "bloque")
    QUIEN = ("ruta", "area", "responsable")
    DE_DONDE = ("fundamento", "fuente", "nota")

    def __init__(self, datos: QueryDict | None, plan: PlanDatos, fila: EntregableDatos | None, *, base: int) -> None:
        """`fila` None: a new one."""
        inicial = {c: getattr(fila, c) for c in self.base_fields if c != "base"} if fila else {}
        inicial = {c: "" if v is None and c not in _DIAS else v for c, v in inicial.items()}
        super().__init__(datos, initial={"modo": "naturales", **inicial, "base": base})
        self.plan, self.fila = plan, fila
        opciones: Mapping[str, list[tuple[str, str]]] = {
            "ruta": [(r.clave, r.nombre) for r in plan.rutas],
            "area": [("", "Ninguna"), *((a.clave, a.nombre) for a in plan.areas)],
            "regla_evento": _eventos(plan, fila),
        }
        for campo, suyas in opciones.items():
            self.fields[campo].choices = suyas  # type: ignore[attr-defined]
        if fila is not None:
            del self.fields["llave"]

    def clean_llave(self) -> str:
        """One of its own."""
        llave: str = self.cleaned_data["llave"]
        if any(e.llave == llave for e in self.plan.entregables):
            raise forms.ValidationError("Ya hay una fila con esa llave: cámbiela, o agregue esta con otra.")
        return llave

    def grupos(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as the page draws them."""
        llave = ("llave",) if "llave" in self.fields else ()
        partes = (
            ("Qué es", (*llave, *self.QUE_ES)),
            ("Quién la hace y por dónde va", self.QUIEN),
            ("Cuándo", self.FECHAS),
            ("De dónde sale", self.DE_DONDE),
        )
        return [(titulo, [self[c] for c in campos]) for titulo, campos in partes]

    def con_cambios(self, pasos: list[SubactividadDatos]) -> EntregableDatos:
        """The row as it was written. What somebody writes is confirmed by them."""
        valores = {c: v for c, v in self.cleaned_data.items() if c in self.changed_data and c not in ("base", "llave")}
        valores["subactividades"] = pasos
        if "area" in valores:
            valores["area"] = valores["area"] or None
        if self.fila is None:
            return EntregableDatos(**{**self._de_nueva(), **valores})
        valores["por_confirmar"] = [c for c in self.fila.por_confirmar if c not in valores]
        return self.fila.model_copy(update=valores)

    def _de_nueva(self) -> dict[str, Any]:
        """What a new row needs, changed or not."""
        return {c: self.cleaned_data[c] for c in ("llave", "clave", "nombre", "tipo", "ruta", "modo")}


def _eventos(plan: PlanDatos, fila: EntregableDatos | None) -> list[tuple[str, str]]:
    otras = [(e.llave, f"{e.clave} {recortar(e.nombre, 70)}") for e in plan.entregables if e is not fila]
    opciones = [("", "Lo de costumbre"), *((c, n[:1].upper() + n[1:]) for c, n in NOMBRES.items()), *otras]
    propio = fila.regla_evento if fila else ""
    return opciones if propio in dict(opciones) else [*opciones, (propio, propio)]


class PasoForm(forms.Form):
    """A step of a row. An empty one is none."""

    clave = forms.CharField(label="Clave", required=False, max_length=_DE_PASO["clave"].max_length)
    texto = forms.CharField(label="Actividad", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    etapa = forms.ChoiceField(label="Etapa de la ruta", required=False)
    fecha = forms.DateField(label="Día", required=False, widget=forms.DateInput())
    regla = forms.CharField(label="Regla", required=False, max_length=_DE_PASO["regla"].max_length)
    nota = forms.CharField(label="Nota", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    quitar = forms.BooleanField(label="Quitar esta actividad", required=False)

    def __init__(self, datos: QueryDict | None, plan: PlanDatos, paso: SubactividadDatos | None, lugar: int) -> None:
        inicial = {c: getattr(paso, c) or "" for c in ("clave", "texto", "etapa", "regla", "nota")} if paso else {}
        inicial |= {"fecha": paso.fecha or paso.fecha_impresa} if paso else {}
        super().__init__(datos, prefix=f"paso-{lugar}", initial=inicial)
        self.paso = paso
        etapas = {e.clave: f"{r.nombre}: {e.nombre}" for r in plan.rutas for e in r.etapas}
        self.fields["etapa"].choices = [("", "Ninguna"), *etapas.items()]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """A step has its key and its text."""
        datos = super().clean() or {}
        if datos.get("quitar") or not self._dice(datos):
            return
        for campo, falta in (("clave", "Escriba su clave."), ("texto", "Escriba qué se hace.")):
            if not datos.get(campo) and campo not in self.errors:
                self.add_error(campo, falta)

    def _dice(self, datos: Mapping[str, Any]) -> bool:
        return self.paso is not None or any(datos.get(c) for c in ("clave", "texto", "fecha", "regla", "nota"))

    def resultado(self) -> SubactividadDatos | None:
        """The step as it was written; None for one that is taken away, or was left empty."""
        datos = self.cleaned_data
        if datos["quitar"] or not self._dice(datos):
            return None
        valores = {c: datos[c] for c in self.changed_data if c != "quitar"}
        if "etapa" in valores:
            valores["etapa"] = valores["etapa"] or None
        if self.paso is None:
            return SubactividadDatos(**{"clave": datos["clave"], "texto": datos["texto"], **valores})
        valores["por_confirmar"] = [c for c in self.paso.por_confirmar if c not in valores]
        return self.paso.model_copy(update=valores)
