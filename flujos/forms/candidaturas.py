"""What a person types to find a candidacy and to move it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.files.base import File
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from calendario.fechas import dia_local, fecha_en_prosa, fecha_larga
from compliance.ambito import Ambito
from compliance.cifrado import huella_de
from compliance.cuestionarios import ACCIONES_AFIRMATIVAS, DIMENSIONES, ETIQUETAS
from compliance.forms.archivos import ArchivoField
from compliance.forms.claros import ConAvisosClaros
from compliance.forms.seguimiento import SEXOS, corte_de
from compliance.models import (
    ActorPolitico,
    Candidatura,
    Cargo,
    Consentimiento,
    Observacion,
    Persona,
    Proceso,
    SolicitudModificacion,
    Territorio,
)
from compliance.models.candidaturas import por_numero, validar_nombre
from compliance.models.listas import CuentaQuerySet, RenglonQuerySet
from compliance.registro.curp import como_se_guarda, defecto_de
from compliance.seguimiento import FILTROS, Seguimiento, en_palabras_de
from compliance.textos import normalizar
from documentos.models import Documento

from ..aviso import aviso_de
from ..candidaturas import (
    DATOS_DE_PERSONA,
    IDENTIFICAN,
    Dictamen,
    NuevaObservacion,
    Turno,
    identificacion_de,
    otras_de_la_persona,
)
from ..candidaturas.registro import donde_se_elige
from ..guardas import GENERAL, RUBROS, causas_vigentes
from ..guardas.requisitos import con_el_mismo_correo
from .campos import ConAdvertencias, UnaLineaField
from .consentimientos import campo_hoja, recibir
from .entregables import MomentoField

TEXTO_CORTO = forms.Textarea(attrs={"rows": 4})
DICTAMENES = [
    ("aprobado", "Aprobar: sustituye a lo publicado"),
    ("observado", "Observar: regresa para corregirse"),
    ("rechazado", "No aprobar: queda como está publicado"),
]


class FiltroDeLugar(forms.Form):
    """By whom, for what and where: what every list of candidacies may be narrowed by, of what the person may see."""

    q = forms.CharField(
        label="Buscar por nombre",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    cargo = forms.ChoiceField(label="Cargo", required=False)
    territorio = forms.ChoiceField(label="Dónde se elige", required=False)
    actor = forms.ChoiceField(label="Quien postula", required=False)

    def __init__(self, datos: Any, visibles: RenglonQuerySet) -> None:
        super().__init__(datos)
        for campo, modelo in (("cargo", Cargo), ("territorio", Territorio), ("actor", ActorPolitico)):
            opciones = modelo._default_manager.filter(Exists(visibles.filter(**{campo: OuterRef("pk")})))
            self.fields[campo].choices = [("", "Todos"), *_por_entidad(por_numero(opciones))]  # type: ignore[attr-defined]

    def _por(self, *campos: str) -> dict[str, str]:
        return {c: self.cleaned_data[c] for c in campos if self.cleaned_data[c]}


class FiltroCandidaturas(FiltroDeLugar):
    """What the list may be narrowed by; it travels in the address."""

    estado = forms.ChoiceField(label="Estado", required=False, choices=[("", "Todos"), *Candidatura.Estado.choices])
    turno = forms.ChoiceField(label="A quién le toca", required=False, choices=[("", "Todos"), *Turno.choices])
    calidad = forms.ChoiceField(
        label="Lugar en la fórmula", required=False, choices=[("", "Todos"), *Candidatura.Calidad.choices]
    )
    sexo = forms.ChoiceField(label="Sexo", required=False, choices=SEXOS)
    extemporanea = forms.BooleanField(label="Capturada fuera de plazo", required=False)
    # What a figure of the progress of capture leads to: it comes in the address, and is not offered.
    cifra = forms.CharField(required=False, widget=forms.HiddenInput)
    al = forms.DateField(required=False, widget=forms.HiddenInput)
    el = forms.DateField(required=False, widget=forms.HiddenInput)
    hasta = forms.DateField(required=False, widget=forms.HiddenInput)
    DE_SEGUIMIENTO = ("sexo", "cifra", "al", "el", "hasta")

    field_order = ("q", "estado", "turno", "cargo", "territorio", "actor", "calidad", "sexo", "extemporanea")

    def aplicar(self, llaves: RenglonQuerySet, candidaturas: QuerySet[Any], *, al_dia: bool = True) -> RenglonQuerySet:
        """Those that match every filter; none when a filter names what is not there.

        Without `al_dia`, what they were then is asked elsewhere (`seguidas`).

        `candidaturas`, `con_turno`: whose turn it is depends on the day, and is asked of them.
        """
        if not self.is_valid():
            return llaves.none()
        datos = self.cleaned_data
        consulta = llaves.buscar(datos["q"])
        if al_dia:
            consulta = consulta.filter(**self._por("estado", "cargo", "territorio", "actor", "calidad"))
        if datos["turno"]:
            consulta = consulta.filter(pk__in=candidaturas.order_by().filter(turno=datos["turno"]).values("pk"))
        if datos["extemporanea"]:
            # A limit is always the end of a local day: later than it is at least a day late.
            consulta = consulta.filter(candidatura__capturada_en__gt=F("candidatura__captura_vencia"))
        return consulta

    def seguidas(self, proceso: Proceso, ambito: Ambito, momento: datetime) -> tuple[QuerySet[Any], str] | None:
        """Those that a figure counted, narrowed as it was, and what it counts; None if the address brings none.

        They are as they were on the day of the figure (`al`). The same question as the figure's: `seguimiento`.
        """
        if not self.is_valid() or not any(self.cleaned_data[c] for c in self.DE_SEGUIMIENTO):
            return None
        datos = self.cleaned_data
        seguimiento = Seguimiento(
            proceso, corte_de(datos["al"], momento, proceso), ambito, {c: datos[c] for c in FILTROS if datos[c]}
        )
        cifra = datos["cifra"] or "registradas"
        try:
            halladas = seguimiento.de(cifra, el=datos["el"], hasta=datos["hasta"])
            que = en_palabras_de(cifra)
        except KeyError:
            return seguimiento.candidaturas.none(), "No hay tal cifra"
        dias = [
            f"{nombre} {fecha_en_prosa(datos[campo])}"
            for campo, nombre in (("el", "el"), ("hasta", "hasta el"), ("al", "como estaba al terminar el"))
            if datos[campo]
        ]
        return halladas, ", ".join([que, *dias]) if datos["cifra"] or dias else ""

    def cuantas(self, cuentas: CuentaQuerySet | None) -> int | None:
        """How many match; None if they are not counted, or are narrowed by what is not."""
        if cuentas is None or not self.is_valid():
            return None
        if any(self.cleaned_data[c] for c in ("q", "turno", "territorio", "extemporanea", *self.DE_SEGUIMIENTO)):
            return None
        return cuentas.filter(**self._por("estado", "cargo", "actor", "calidad")).total()


def _por_entidad(objetos: QuerySet[Any]) -> list[Any]:
    """The choices by primary key; territories of several states, under the name of their state."""
    grupos: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for o in objetos:
        grupos[getattr(o, "entidad", "")].append((o.pk, str(o)))
    if len(grupos) == 1:
        return next(iter(grupos.values()))
    return list(grupos.items())


class AccionForm(ConAvisosClaros, forms.Form):
    """The form of an action knows its candidacy and the moment; the simplest asks nothing.

    `obligatorios`: fields that are not required one by one, and yet something must be said in them.
    """

    obligatorios: Sequence[str] = ()

    def __init__(self, *args: Any, candidatura: Candidatura, momento: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidatura = candidatura
        self.momento = momento


class AvisoForm(AccionForm):
    """The privacy notice, read. What is accepted is the version that was on the page."""

    acepto = forms.BooleanField(
        label="Leí el aviso de privacidad y lo acepto",
        error_messages={"required": "Para continuar, marque que leyó y acepta el aviso."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aviso = aviso_de(self.candidatura.proceso, self.momento)

    def clean_acepto(self) -> bool:
        """Nobody accepts what they did not read: `version` travels with the page, and is not typed."""
        if self.data.get("version") != self.aviso.version:
            raise forms.ValidationError("El aviso cambió mientras lo leía. Léalo de nuevo y acéptelo.")
        return True


class EnviarCuentaForm(AccionForm):
    """Asks only who confirmed that an address which somebody else has too is the person's."""

    motivo = forms.CharField(
        label="Quién confirmó que el correo es de la persona", max_length=300, widget=TEXTO_CORTO, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        persona = self.candidatura.persona
        otras = con_el_mismo_correo(persona) if persona.correo else []
        if otras:
            self.fields["motivo"].help_text = f"El mismo correo es de: {', '.join(otras)}. Quien lo lea podrá entrar."
        else:
            del self.fields["motivo"]


class EntregarForm(EnviarCuentaForm):
    """The agreement that approved it."""

    acuerdo = forms.CharField(label="Acuerdo que la aprobó", max_length=200, required=False)
    field_order = ["acuerdo", "motivo"]


class RecepcionForm(AccionForm):
    """When the account was received, and what proves it."""

    recibidas_en = MomentoField(label="Fecha y hora en que se recibió")
    documento = forms.CharField(
        label="Documento que lo prueba",
        max_length=200,
        help_text="Número del oficio de recepción, o el acuse y su fecha.",
    )
    archivo = ArchivoField(label="Archivo del documento", help_text="PDF, DOCX o imagen.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        local = timezone.localtime(self.momento, self.candidatura.proceso.tz)
        self.initial["recibidas_en"] = local.replace(second=0, microsecond=0, tzinfo=None)


class MotivoForm(AccionForm):
    """Why."""

    motivo = forms.CharField(label="Motivo", max_length=500, widget=TEXTO_CORTO)


class ProponerCorreoForm(AccionForm):
    """The address of the person, as whoever represents them gives it."""

    correo = forms.EmailField(
        label="Correo de la persona",
        help_text="El suyo, no el de la representación: el enlace de su cuenta es solo de ella.",
    )


class AceptarCorreoForm(AccionForm):
    """Shows what was proposed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["propuesto"] = forms.CharField(
            label="Correo propuesto", disabled=True, required=False, initial=self.candidatura.persona.correo_propuesto
        )


class ObservacionForm(forms.Form):
    """One observation."""

    rubro = forms.ChoiceField(
        label="Rubro",
        error_messages={"required": "Elija el rubro que se observa."},
        choices=[
            ("", "Elija un rubro"),
            ("Cuestionario curricular", list(ETIQUETAS.items())),
            ("Cuestionario de identidad", [(clave, d.nombre) for clave, d in DIMENSIONES.items()]),
            ("Todo", [(GENERAL, RUBROS[GENERAL])]),
        ],
    )
    causas = forms.MultipleChoiceField(
        label="Causas",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Marque una causa o más."},
    )
    texto = forms.CharField(
        label="Qué debe corregirse",
        widget=TEXTO_CORTO,
        error_messages={"required": "Explique qué debe corregirse."},
    )

    def __init__(self, *args: Any, causas: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["causas"].choices = causas  # type: ignore[attr-defined]

    def nueva(self) -> NuevaObservacion:
        """What the service takes."""
        datos = self.cleaned_data
        return NuevaObservacion(datos["rubro"], datos["causas"], datos["texto"])


class RespuestaForm(AccionForm):
    """An answer in words to each open observation; those left blank stay as they were."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.abiertas = list(self.candidatura.observaciones.filter(atendida_en__isnull=True))
        for o in self.abiertas:
            self.fields[f"respuesta_{o.pk}"] = forms.CharField(
                label=f"{RUBROS.get(o.rubro, o.rubro)}: su respuesta",
                help_text=f"Se observó: {o.texto}",
                initial=o.respuesta,
                required=False,
                widget=TEXTO_CORTO,
            )
        self.obligatorios = list(self.fields)

    def clean(self) -> dict[str, Any]:
        """At least one answer."""
        datos = super().clean() or {}
        if self.abiertas and not self.respuestas(datos):
            varias = len(self.abiertas) > 1
            self.add_error(
                self.obligatorios[0],
                "Escriba al menos una respuesta que no haya enviado." if varias else "Escriba su respuesta.",
            )
        return datos

    def respuestas(self, datos: dict[str, Any]) -> list[tuple[Observacion, str]]:
        """The observations whose answer is new."""
        dadas = [(o, datos.get(f"respuesta_{o.pk}", "")) for o in self.abiertas]
        return [(o, texto) for o, texto in dadas if texto and texto != o.respuesta]


class AtenderForm(AccionForm):
    """Which open observations are attended."""

    observaciones = forms.TypedMultipleChoiceField(
        label="Observaciones que quedan atendidas", coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["observaciones"].choices = [  # type: ignore[attr-defined]
            (o.pk, f"{RUBROS.get(o.rubro, o.rubro)}: {o.texto}" + (f" — Respuesta: {o.respuesta}" * bool(o.respuesta)))
            for o in self.candidatura.observaciones.filter(atendida_en__isnull=True)
        ]


class SolicitarForm(AccionForm):
    """Why what was prepared is asked for."""

    motivo = forms.CharField(label="Por qué se solicita", widget=TEXTO_CORTO)
    entendido = forms.BooleanField(
        label="Entiendo que es la única modificación que podrá solicitarse",
        error_messages={"required": "Para solicitarla, marque que entiende que no habrá otra."},
    )


class ReenviarForm(AccionForm):
    """What is answered in words to the observations."""

    respuesta = forms.CharField(
        label="Respuesta a las observaciones",
        required=False,
        help_text="Necesaria si algún rubro observado queda como estaba.",
        widget=TEXTO_CORTO,
    )


class DictamenForm(AccionForm):
    """What verification says of each section of a modification."""

    def __init__(self, *args: Any, solicitud: SolicitudModificacion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rubros = solicitud.rubros
        proceso = self.candidatura.proceso
        vigentes = causas_vigentes(proceso, dia_local(self.momento, proceso.tz)).values()
        for rubro in self.rubros:
            dicho, nombre = solicitud.revision.get(rubro, {}), ETIQUETAS[rubro]
            previo = dicho.get("dictamen", "")
            self.fields[f"dictamen_{rubro}"] = forms.ChoiceField(
                label=f"{nombre}: dictamen",
                choices=DICTAMENES,
                initial=previo if previo != "observado" else "",
                widget=forms.RadioSelect,
                error_messages={"required": f"Diga qué procede con «{nombre}»."},
            )
            self.fields[f"causas_{rubro}"] = forms.MultipleChoiceField(
                label=f"{nombre}: causas, si se observa",
                required=False,
                choices=[(c.clave, c.nombre) for c in vigentes],
                widget=forms.CheckboxSelectMultiple,
            )
            self.fields[f"texto_{rubro}"] = forms.CharField(
                label=f"{nombre}: qué debe corregirse, o por qué no se aprueba",
                required=False,
                initial=dicho.get("texto", "") if previo == "rechazado" else "",
                widget=TEXTO_CORTO,
            )

    def campos_de(self, rubro: str) -> list[forms.BoundField]:
        """The fields of one section."""
        return [self[f"{que}_{rubro}"] for que in ("dictamen", "causas", "texto")]

    def dictamenes(self) -> dict[str, Dictamen]:
        """By section."""
        datos = self.cleaned_data
        return {r: Dictamen(datos[f"dictamen_{r}"], datos[f"texto_{r}"], datos[f"causas_{r}"]) for r in self.rubros}


class RazonForm(AccionForm):
    """A reason."""

    razon = forms.CharField(label="Razón", widget=TEXTO_CORTO)


class ConSusOtras(AccionForm):
    """A form that asks what becomes of other candidacies of the same person, by MR or by RP."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.otras = list(otras_de_la_persona(self.candidatura))
        for otra in self.otras:
            self.fields[f"otra_{otra.pk}"] = forms.ChoiceField(
                label=f"{otra.persona} también va a {otra.cargo} ({otra.territorio}, {otra.actor})",
                choices=[
                    ("sigue", "Sigue en esa candidatura"),
                    ("retira", "También se retira"),
                ],
                widget=forms.RadioSelect,
                error_messages={"required": "Diga si su otra candidatura sigue o también se retira."},
            )

    def tambien(self) -> list[Candidatura]:
        """Those that leave too."""
        return [o for o in self.otras if self.cleaned_data[f"otra_{o.pk}"] == "retira"]


class RetirarForm(ConSusOtras):
    """Why it leaves and the document that orders it."""

    motivo_retiro = forms.ChoiceField(
        label="Razón del retiro",
        choices=[
            ("", "Elija una razón"),
            *(c for c in Candidatura.MotivoRetiro.choices if c[0] != Candidatura.MotivoRetiro.DUPLICADA),
        ],
    )
    documento = forms.CharField(
        label="Documento que lo sustenta", max_length=100, help_text="Número de oficio, acuerdo o resolución."
    )
    aprobado_el = forms.DateField(
        label="Día del documento",
        required=False,
        widget=forms.DateInput(),
        help_text="De ese día cuenta el listado que se remite de nuevo al INE. En blanco: hoy.",
    )
    ratificacion = forms.CharField(
        label="Acta en que la persona ratificó su renuncia",
        required=False,
        max_length=80,
        help_text="Necesaria si renuncia.",
    )
    archivo = ArchivoField(label="Archivo del documento", required=False, help_text="PDF, DOCX o imagen.")
    motivo = forms.CharField(label="Nota", required=False, widget=TEXTO_CORTO)

    def clean(self) -> dict[str, Any]:
        """A resignation that nobody ratified is not one yet."""
        datos = super().clean() or {}
        if datos.get("motivo_retiro") == Candidatura.MotivoRetiro.RENUNCIA and not datos.get("ratificacion"):
            self.add_error("ratificacion", "Escriba el acta en que la persona ratificó su renuncia.")
        return datos


class DatosDePersonaForm(ConAdvertencias, ConAvisosClaros, forms.Form):
    """What is known of somebody."""

    nombre = UnaLineaField(label="Nombre completo", max_length=200, validators=[validar_nombre])
    sexo = forms.ChoiceField(label="Sexo", required=False, choices=[("", "Sin dato"), *Persona.Sexo.choices])
    fecha_nacimiento = forms.DateField(label="Fecha de nacimiento", required=False, widget=forms.DateInput())
    correo = forms.EmailField(
        label="Correo electrónico", required=False, help_text="A él se envía la cuenta de acceso."
    )
    curp = forms.CharField(
        label="CURP",
        required=False,
        max_length=24,
        help_text="18 letras y números. Se guarda cifrada: solo la lee quien corrige estos datos.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    clave_elector = forms.CharField(
        label="Clave de elector",
        required=False,
        max_length=24,
        help_text="18 letras y números, como está en la credencial. Se guarda cifrada.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_curp(self) -> str:
        """Well formed."""
        return self._bien_escrita("curp")

    def clean_clave_elector(self) -> str:
        """Well formed."""
        return self._bien_escrita("clave_elector")

    def _bien_escrita(self, campo: str) -> str:
        valor = como_se_guarda(self.cleaned_data[campo])
        # What was suppressed is told in its place, and stays.
        if campo in self.changed_data and (defecto := defecto_de(campo, valor)):
            raise forms.ValidationError(defecto)
        return valor if campo in self.changed_data else self.cleaned_data[campo]

    def datos(self) -> dict[str, Any]:
        """By field of the person."""
        return {campo: self.cleaned_data[campo] for campo in (*DATOS_DE_PERSONA, *IDENTIFICAN)}

    def identificacion(self) -> dict[str, str]:
        """CURP and clave de elector."""
        return {campo: self.cleaned_data.get(campo, "") for campo in IDENTIFICAN}


class PersonaForm(DatosDePersonaForm):
    """Whoever is registered. If somebody on record may be the same person, it asks: nobody is recorded twice unseen."""

    def __init__(self, *args: Any, proceso: Proceso, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proceso = proceso
        self.conocida: Persona | None = None
        self.parecidas: list[Persona] = []

    def clean(self) -> dict[str, Any]:
        """Ask only when there is somebody to take them for."""
        datos = super().clean() or {}
        tecleada = self._tecleada()
        misma_curp = Q()
        if datos.get("curp"):
            misma_curp = Q(identificacion__curp_huella=huella_de(datos["curp"], self.proceso.pk))
        parecidas = {
            str(p.pk): p
            for p in Persona.objects.filter(
                misma_curp | Q(nombre_busqueda=normalizar(tecleada.nombre)), proceso=self.proceso, unida_a=None
            )
            .annotate(
                misma_curp=Exists(Persona.objects.filter(misma_curp, pk=OuterRef("pk"))) if misma_curp else Value(False)
            )
            .prefetch_related("candidaturas__cargo", "candidaturas__actor")
            .order_by("pk")
            if p.misma_curp or p.puede_ser(tecleada)
        }
        if parecidas:
            self.parecidas = list(parecidas.values())
            campo = forms.ChoiceField(
                label="¿Es la misma persona?",
                choices=[*((pk, _quien_es(p)) for pk, p in parecidas.items()), ("otra", "No, es otra persona")],
                widget=forms.RadioSelect,
                error_messages={
                    "required": "Ya hay alguien con ese nombre o esa CURP: elija si es la misma o es otra."
                },
            )
            self.fields["misma"] = campo
            self.order_fields([*DatosDePersonaForm.base_fields, "misma"])
            try:
                self.conocida = parecidas.get(campo.clean(self.data.get(self.add_prefix("misma"))))
            except forms.ValidationError as error:
                self.add_error("misma", error)
        return datos

    def _tecleada(self) -> Persona:
        # What was wrong has no clean value.
        datos = {campo: valor for campo in DATOS_DE_PERSONA if (valor := self.cleaned_data.get(campo))}
        return Persona(proceso=self.proceso, **datos)

    def persona(self) -> Persona:
        """The one on record that was chosen, or a new one, not yet saved."""
        return self.conocida or self._tecleada()

    def por_corregir(self) -> dict[str, Any]:
        """What was typed of somebody on record and differs; a blank says nothing and the name stays as spelt."""
        conocida = self.conocida
        if conocida is None:
            return {}
        registrado = {c: getattr(conocida, c) for c in DATOS_DE_PERSONA} | identificacion_de(conocida)
        return {c: v for c, v in self.datos().items() if v and c != "nombre" and registrado[c] != v}


def _quien_es(persona: Persona) -> str:
    """Enough to tell somebody on record apart."""
    datos = [f"{c.cargo}, {c.actor}" for c in persona.candidaturas.all()]
    if persona.fecha_nacimiento:
        datos.append(f"nacimiento: {fecha_larga(persona.fecha_nacimiento)}")
    return f"Sí, es {persona} ({'; '.join(datos)})"


def _campo_accion_afirmativa() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Acción afirmativa bajo la cual se registró",
        required=False,
        choices=[("", "Ninguna"), *ACCIONES_AFIRMATIVAS.items()],
    )


class SustituirForm(ConSusOtras, PersonaForm):
    """Who takes the place, and by which agreement."""

    def __init__(self, *args: Any, candidatura: Candidatura, **kwargs: Any) -> None:
        super().__init__(*args, candidatura=candidatura, proceso=candidatura.proceso, **kwargs)

    accion_afirmativa = _campo_accion_afirmativa()
    aprobada_el = forms.DateField(label="Día en que el consejo aprobó la sustitución", widget=forms.DateInput())
    documento = forms.CharField(label="Número de acuerdo que la aprueba", max_length=200)


class CorregirForm(AccionForm, DatosDePersonaForm):
    """What is on record of the person and of the acción afirmativa, to be mended."""

    accion_afirmativa = _campo_accion_afirmativa()
    documento = forms.CharField(
        label="Documento que sustenta la acción afirmativa",
        required=False,
        max_length=200,
        help_text="Número de acuerdo u oficio. Necesario si la cambia.",
    )
    motivo = forms.CharField(label="Razón de la corrección", widget=TEXTO_CORTO)

    def __init__(self, *args: Any, candidatura: Candidatura, **kwargs: Any) -> None:
        super().__init__(*args, candidatura=candidatura, **kwargs)
        persona = candidatura.persona
        self.initial.update({campo: getattr(persona, campo) for campo in DATOS_DE_PERSONA})
        self.initial.update(identificacion_de(persona))
        self.initial["accion_afirmativa"] = candidatura.accion_afirmativa
        otras = [str(c.cargo) for c in persona.candidaturas.exclude(pk=candidatura.pk).select_related("cargo")]
        if otras:
            self.fields["nombre"].help_text = f"Sus datos cambian también en su candidatura a: {', '.join(otras)}."

    def clean(self) -> dict[str, Any]:
        """The acción afirmativa does not change without its document."""
        datos = super().clean() or {}
        if "accion_afirmativa" in self.changed_data and not datos.get("documento"):
            self.add_error("documento", "Escríbalo: cambió la acción afirmativa.")
        return datos


class SelectDeLugar(forms.Select):
    """Each office says in which kinds of place it is elected, and each place of which kind it is: `data-tipos`."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The choice with its kinds."""
        opcion: dict[str, Any] = super().create_option(*args, **kwargs)
        objeto = getattr(opcion["value"], "instance", None)
        if isinstance(objeto, Cargo) and objeto.se_elige_en:
            opcion["attrs"]["data-tipos"] = " ".join(objeto.se_elige_en)
        elif isinstance(objeto, Territorio):
            opcion["attrs"]["data-tipos"] = objeto.tipo
        return opcion


class RegistrarForm(PersonaForm):
    """A candidacy that the council approved."""

    actor = forms.ModelChoiceField(label="Quien postula", queryset=ActorPolitico.objects.none())
    cargo = forms.ModelChoiceField(label="Cargo", queryset=Cargo.objects.none(), widget=SelectDeLugar)
    territorio = forms.ModelChoiceField(
        label="Dónde se elige", queryset=Territorio.objects.none(), widget=SelectDeLugar(attrs={"data-segun": "cargo"})
    )
    formula = forms.CharField(label="Número de lista o fórmula", max_length=20)
    calidad = forms.ChoiceField(label="Lugar en la fórmula", choices=Candidatura.Calidad.choices)
    accion_afirmativa = _campo_accion_afirmativa()
    aprobada_el = forms.DateField(label="Día en que el consejo la aprobó", widget=forms.DateInput())

    def __init__(self, *args: Any, proceso: Proceso, **kwargs: Any) -> None:
        super().__init__(*args, proceso=proceso, **kwargs)
        modelos: dict[str, type[Model]] = {"actor": ActorPolitico, "cargo": Cargo, "territorio": Territorio}
        for campo, modelo in modelos.items():
            opciones = por_numero(modelo._default_manager.filter(proceso=proceso))
            self.fields[campo].queryset = opciones  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Each office in its own kind of place."""
        datos = super().clean()
        cargo, territorio = datos.get("cargo"), datos.get("territorio")
        if cargo and territorio and (rechazo := donde_se_elige(cargo, territorio)):
            self.add_error("territorio", str(rechazo))
        return datos


class ConsentirForm(AccionForm):
    """The purposes that one signed sheet consents to, and the sheet."""

    finalidad = forms.MultipleChoiceField(
        label="Para qué se consiente",
        choices=Consentimiento.Finalidad.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Elija al menos una finalidad."},
    )
    archivo = campo_hoja()

    def clean_archivo(self) -> File[bytes]:
        """Really a sheet that somebody can look at."""
        return recibir(self.cleaned_data["archivo"])


class RevisarConsentimientoForm(AccionForm):
    """Which of the purposes handed in on paper are accepted or refused."""

    finalidad = forms.MultipleChoiceField(
        label="Finalidades presentadas",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Elija al menos una finalidad."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.en_espera = list(self.candidatura.consentimientos.por_aceptar().select_related("presentado_por"))
        self.fields["finalidad"].choices = [  # type: ignore[attr-defined]
            (c.finalidad, f"{c.get_finalidad_display()} (presentado por {c.presentado_por or 'el sistema'})")
            for c in self.en_espera
        ]

    def hojas(self) -> list[Documento]:
        """The signed sheets that must be looked at first, the last version of each."""
        documentos = Documento.objects.filter(candidatura=self.candidatura, tipo=Documento.Tipo.CONSENTIMIENTO)
        huellas = {c.huella for c in self.en_espera}
        # Those of 0.1.0 kept only the beginning of the hash, in words: any of its sheets may be the one.
        return list((documentos if "" in huellas else documentos.filter(sha256__in=huellas)).order_by("-pk"))


class RechazarConsentimientoForm(RevisarConsentimientoForm):
    """The same, with the reason that is told to whoever handed it in."""

    motivo = forms.CharField(label="Por qué se rechaza", max_length=500, widget=TEXTO_CORTO)


class RevocarForm(AccionForm):
    """The consents in force that are taken back: all of them, unless some are unticked."""

    finalidad = forms.MultipleChoiceField(
        label="Consentimientos que se revocan",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Elija al menos un consentimiento."},
    )
    motivo = forms.CharField(label="Nota", required=False, widget=TEXTO_CORTO)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vigentes = list(self.candidatura.consentimientos.abiertos())
        self.fields["finalidad"].choices = [  # type: ignore[attr-defined]
            (c.finalidad, f"{c.get_finalidad_display()} ({c.situacion.lower()})") for c in vigentes
        ]
        self.initial.setdefault("finalidad", [c.finalidad for c in vigentes])
