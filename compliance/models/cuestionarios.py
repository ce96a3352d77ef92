"""Both questionnaires of a candidacy, its consents, and what is observed and modified in them."""

from datetime import date, datetime
from typing import Any, get_args

from django.db import models
from django.db.models import Q

from ..cifrado import DatosCifrados, DatosSuprimidos, TextoCifrado
from ..cuestionarios import ETIQUETAS, CampoConLimite, curricular, faltantes_identidad
from ..historia import Auditado
from .candidaturas import Candidatura, ruta_foto
from .institucion import Proceso, Usuario
from .llaves import ConSellos


class LimiteTexto(Auditado):
    """Characters without white space that a text of the curricular questionnaire must have, in one process.

    Source: plan de trabajo del IEPC Jalisco, «Cuestionario curricular». A process without rows has no limits.
    """

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="limites")
    campo = models.CharField(max_length=40, choices=[(c, ETIQUETAS[c]) for c in get_args(CampoConLimite)])
    minimo = models.PositiveIntegerField(default=0)
    maximo = models.PositiveIntegerField()

    class Meta:
        ordering = ["proceso", "campo"]
        verbose_name = "límite de texto"
        verbose_name_plural = "límites de texto"
        constraints = [
            models.UniqueConstraint(name="limite_campo_unico", fields=["proceso", "campo"]),
            models.CheckConstraint(name="limite_en_orden", condition=Q(maximo__gte=models.F("minimo"))),
        ]

    def __str__(self) -> str:
        return f"{self.get_campo_display()}: {self.minimo} a {self.maximo}"


class CuestionarioCurricular(Auditado):
    """The public questionnaire. A draft may be as incomplete as its author needs."""

    PARTE_DE = "candidatura"
    NOMBRE_CON = ("candidatura__persona", "candidatura__cargo")

    candidatura = models.OneToOneField(Candidatura, on_delete=models.CASCADE, related_name="curricular")
    foto = models.ImageField(upload_to=ruta_foto, blank=True)
    foto_tomada_el = models.DateField("fecha de la fotografía", null=True, blank=True)
    medios = models.JSONField(
        "medios de contacto públicos", default=list, blank=True, help_text="Lista de {tipo, valor}."
    )
    grado_estudios = models.CharField("grado máximo de estudios", max_length=60, blank=True)
    estatus_estudios = models.CharField("estatus de los estudios", max_length=60, blank=True)
    otra_formacion = models.JSONField("otra formación académica", default=list, blank=True)
    historia_profesional = models.TextField("historia profesional y/o laboral", blank=True)
    trayectoria_politica = models.TextField("trayectoria política y/o participación social", blank=True)
    motivo_cargo = models.TextField("¿por qué quiere ocupar un cargo público?", blank=True)
    propuesta_1 = models.TextField("primera propuesta principal", blank=True)
    propuesta_2 = models.TextField("segunda propuesta principal", blank=True)
    propuesta_genero = models.TextField("propuesta en materia de género o del grupo que representa", blank=True)

    TEXTOS = curricular.TEXTOS

    class Meta:
        verbose_name_plural = "cuestionarios curriculares"

    def __str__(self) -> str:
        return f"Curricular de {self.candidatura}"


class CuestionarioIdentidad(ConSellos):
    """The sensitive questionnaire: answers by question key (see compliance/cuestionarios), sealed."""

    PARTE_DE = "candidatura"
    NOMBRE_CON = ("candidatura__persona", "candidatura__cargo")

    class Avance(models.TextChoices):
        """How much is answered; of what was saved before it was kept, nobody knows."""

        VACIO = "vacio", "Vacío"
        BORRADOR = "borrador", "En borrador"
        COMPLETO = "completo", "Completo"

    candidatura = models.OneToOneField(Candidatura, on_delete=models.CASCADE, related_name="identidad")
    respuestas = DatosCifrados(default=dict, blank=True)
    # Of the whole: how far one group of questions has gone would tell the answer that opens the rest (decision 0039).
    avance = models.CharField(max_length=8, choices=Avance.choices, blank=True, editable=False)

    class Meta:
        verbose_name_plural = "cuestionarios de identidad"

    def __str__(self) -> str:
        return f"Identidad de {self.candidatura}"

    def clean_fields(self, exclude: Any = None) -> None:
        """Keep how far it goes beside what is saved."""
        if "respuestas" not in (exclude or ()) and not isinstance(self.respuestas, DatosSuprimidos):
            self.avance = self.avance_de(self.respuestas)
        super().clean_fields(exclude=exclude)

    @classmethod
    def avance_de(cls, respuestas: Any) -> str:
        """How much of the questionnaire these answers are."""
        if not respuestas:
            return cls.Avance.VACIO.value
        return (cls.Avance.BORRADOR if faltantes_identidad(respuestas) else cls.Avance.COMPLETO).value

    @property
    def suprimida(self) -> str:
        """What is said in place of the answers once their key was destroyed; empty before."""
        campo: DatosCifrados = self._meta.get_field("respuestas")  # type: ignore[assignment]
        return campo.sello_de(self).suprimido()


class BorradorQuerySet(models.QuerySet["Borrador"]):
    """The vocabulary of drafts."""

    def por_asentar(self) -> "BorradorQuerySet":
        """What was typed and is not in its questionnaire yet."""
        return self.filter(pendiente=True)


class Borrador(models.Model):
    """What is being typed in one section of a questionnaire, until it is kept there as one act (decision 0040).

    It has no history: each pause of whoever types writes it again. All of it rests sealed, public or not: `valores` by
    field while it is `pendiente`; and always which page wrote the section last (`ventana`) and how it left it
    (`huella`), so that a page whose answer got lost does not meet its own words as if they were another's.
    """

    candidatura = models.ForeignKey(Candidatura, on_delete=models.CASCADE, related_name="borradores")
    seccion = models.CharField("sección", max_length=40)
    contenido = DatosCifrados(default=dict, blank=True)
    pendiente = models.BooleanField(default=False)
    por = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="+")
    en = models.DateTimeField("escrito")

    objects = BorradorQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "borradores"
        constraints = [models.UniqueConstraint(name="borrador_uno_por_seccion", fields=["candidatura", "seccion"])]
        indexes = [models.Index(name="borrador_por_asentar", fields=["en"], condition=Q(pendiente=True))]

    def __str__(self) -> str:
        return f"Borrador de {self.seccion}, candidatura {self.candidatura_id}"

    @property
    def valores(self) -> dict[str, Any]:
        """What was typed, by field; nothing once it was kept."""
        return self.contenido.get("valores", {}) if self.pendiente else {}


class ConsentimientoQuerySet(models.QuerySet["Consentimiento"]):
    """The vocabulary of consents."""

    def abiertos(self) -> "ConsentimientoQuerySet":
        """In force or on their way to it: neither refused nor revoked."""
        return self.filter(rechazado_en__isnull=True, revocado_en__isnull=True)

    def vigentes(self) -> "ConsentimientoQuerySet":
        """In force now."""
        return self.abiertos().filter(otorgado_en__isnull=False)

    def vigentes_en(self, al: datetime) -> "ConsentimientoQuerySet":
        """In force at a moment, whatever became of them later."""
        return self.filter(otorgado_en__lte=al).exclude(revocado_en__lte=al).exclude(rechazado_en__lte=al)

    def por_aceptar(self) -> "ConsentimientoQuerySet":
        """Handed in on paper; nobody has looked at it yet."""
        return self.abiertos().filter(otorgado_en__isnull=True, aceptado_en__isnull=True)

    def por_surtir(self) -> "ConsentimientoQuerySet":
        """Accepted, and waiting for its person to be told."""
        return self.abiertos().filter(otorgado_en__isnull=True, aceptado_en__isnull=False)


class Consentimiento(Auditado):
    """An express consent for one purpose, revocable at any time (Lineamientos art. 4 num. 6).

    Its person gives it with their own account, or somebody hands in the paper that they signed and another role
    accepts it. Either way it waits (`aceptado_en`) until the person is told: only then it is in force (`otorgado_en`).
    """

    PARTE_DE = "candidatura"
    NOMBRE_CON = ("candidatura__persona", "candidatura__cargo")

    class Finalidad(models.TextChoices):
        """Three purposes that are asked for separately."""

        TRATAMIENTO = "tratamiento", "Tratamiento"
        PUBLICACION = "publicacion", "Publicación"
        ESTADISTICA = "estadistica", "Estadística"

    candidatura = models.ForeignKey(Candidatura, on_delete=models.CASCADE, related_name="consentimientos")
    finalidad = models.CharField(max_length=12, choices=Finalidad.choices)
    documento = models.CharField("documento firmado", max_length=200)
    huella = models.CharField("SHA-256 del documento", max_length=64, blank=True)
    presentado_en = models.DateTimeField("presentado en papel", null=True, blank=True)
    presentado_por = models.ForeignKey(
        Usuario, verbose_name="lo presentó", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    aceptado_en = models.DateTimeField("aceptado", null=True, blank=True)
    rechazado_en = models.DateTimeField("rechazado", null=True, blank=True)
    motivo_rechazo = models.CharField("por qué se rechazó", max_length=500, blank=True)
    otorgado_en = models.DateTimeField("vigente desde", null=True, blank=True)
    revocado_en = models.DateTimeField("revocado", null=True, blank=True)

    objects = ConsentimientoQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="consentimiento_vigente_unico",
                fields=["candidatura", "finalidad"],
                condition=Q(revocado_en__isnull=True, rechazado_en__isnull=True),
            ),
            models.CheckConstraint(
                name="consentimiento_en_papel_aceptado",
                condition=Q(presentado_en__isnull=True) | Q(otorgado_en__isnull=True) | Q(aceptado_en__isnull=False),
                violation_error_message="Un consentimiento en papel se acepta antes de surtir efecto.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_finalidad_display()} de {self.candidatura}"

    @property
    def situacion(self) -> str:
        """Where it stands, in words."""
        if self.revocado_en:
            return "Revocado"
        if self.rechazado_en:
            return "Rechazado"
        if self.otorgado_en:
            return "Vigente"
        if self.aceptado_en:
            return "Aceptado; surte efecto cuando salga el aviso al correo de su titular"
        return "Presentado; espera revisión"


class Observacion(ConSellos):
    """What verification asks to mend in one section (rubro). Its words, which may repeat an answer, rest sealed."""

    PARTE_DE = "candidatura"

    candidatura = models.ForeignKey(Candidatura, on_delete=models.CASCADE, related_name="observaciones")
    rubro = models.CharField(max_length=40)
    causas = models.JSONField(default=list)
    texto = TextoCifrado()
    hecha_en = models.DateTimeField()
    hecha_por = models.ForeignKey(
        Usuario, on_delete=models.SET_NULL, null=True, blank=True, related_name="observaciones"
    )
    respuesta = TextoCifrado(blank=True)
    atendida_en = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["hecha_en", "pk"]
        verbose_name = "observación"
        verbose_name_plural = "observaciones"

    def __str__(self) -> str:
        return f"Observación {self.pk} a «{self.rubro}»"


class SolicitudModificacion(Auditado):
    """The one change that a published record may ask for: a shadow version of its public questionnaire.

    `propuesto` holds what would change, by field, and `publicado` what it would replace; nothing of it is public until
    it is approved, and then all of it at once. Decision 0043.
    """

    PARTE_DE = "candidatura"
    NOMBRE_CON = ("candidatura__persona", "candidatura__cargo")

    class Estado(models.TextChoices):
        """A draft is nobody's affair but whose it is; what was asked for is once, whatever becomes of it."""

        BORRADOR = "borrador", "En preparación"
        PENDIENTE = "pendiente", "Pendiente"
        OBSERVADA = "observada", "Observada"
        APROBADA = "aprobada", "Aprobada"
        RECHAZADA = "rechazada", "Rechazada"
        CANCELADA = "cancelada", "Cancelada"

    candidatura = models.OneToOneField(Candidatura, on_delete=models.CASCADE, related_name="solicitud_modificacion")
    propuesto = models.JSONField(
        default=dict, blank=True, help_text="Lo propuesto, por campo; de la fotografía, la huella de su archivo."
    )
    publicado = models.JSONField(
        default=dict, blank=True, help_text="Lo publicado, por campo, al solicitar; de la fotografía, su archivo."
    )
    foto = models.ImageField("fotografía propuesta", upload_to=ruta_foto, blank=True)
    motivo = models.TextField(blank=True)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.BORRADOR)
    revision = models.JSONField(
        "revisión por rubro", default=dict, blank=True, help_text="Dictamen, causas y texto de cada rubro."
    )
    aprobados = models.JSONField("campos aprobados", default=list, blank=True)
    solicitada_en = models.DateTimeField(null=True, blank=True)
    vence = models.DateTimeField("vence el plazo para corregirla", null=True, blank=True)
    resuelta_en = models.DateTimeField(null=True, blank=True)
    razon = models.TextField("razón de la resolución", blank=True)

    ABIERTOS = frozenset({Estado.BORRADOR, Estado.PENDIENTE, Estado.OBSERVADA})
    EN_CURSO = frozenset({Estado.PENDIENTE, Estado.OBSERVADA})

    class Meta:
        verbose_name = "solicitud de modificación"
        verbose_name_plural = "solicitudes de modificación"
        constraints = [
            models.CheckConstraint(
                name="modificacion_enviada_con_su_dia",
                condition=Q(estado__in=["borrador", "cancelada"]) | Q(solicitada_en__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Modificación de {self.candidatura}"

    @property
    def en_curso(self) -> bool:
        """Asked for and not resolved."""
        return self.estado in self.EN_CURSO

    @property
    def rubros(self) -> list[str]:
        """What is judged, one by one: the fields that would change, a photograph together with its date."""
        return [campo for campo in ETIQUETAS if campo in self.propuesto and campo != "foto_tomada_el"]

    @property
    def observados(self) -> list[str]:
        """Those that verification sent back and nobody has sent again."""
        return [r for r in self.rubros if self.revision.get(r, {}).get("dictamen") == "observado"]

    @property
    def por_dictaminar(self) -> list[str]:
        """Those that verification has not judged, or that were sent again since."""
        return [r for r in self.rubros if not self.revision.get(r, {}).get("dictamen")]

    @property
    def valores(self) -> dict[str, Any]:
        """What is proposed, as the questionnaire holds it."""
        valores = dict(self.propuesto)
        if "foto" in valores:
            valores["foto"] = self.foto
        if tomada_el := valores.get("foto_tomada_el"):
            valores["foto_tomada_el"] = date.fromisoformat(tomada_el)
        return valores

    def sombra(self) -> CuestionarioCurricular:
        """The questionnaire as it would be, not to be saved."""
        publicado = self.candidatura.curricular
        campos = {campo: getattr(publicado, campo) for campo in ETIQUETAS} | self.valores
        # By its key: given the candidacy, it would take the place of the one that is published.
        return CuestionarioCurricular(candidatura_id=self.candidatura_id, **campos)
