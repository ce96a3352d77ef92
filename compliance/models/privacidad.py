"""What a process owes to the people whose data it keeps: its privacy notices, and the suppression of what it kept."""

from django.db import models
from django.db.models import Q

from ..cuestionarios import apartados
from ..historia import Auditado
from .candidaturas import Candidatura
from .institucion import Proceso, Usuario


class VersionDeAvisoQuerySet(models.QuerySet["VersionDeAviso"]):
    """The vocabulary of privacy notices."""

    def publicadas(self) -> "VersionDeAvisoQuerySet":
        """What everybody may read, for ever; the newest first."""
        return self.filter(publicada_en__isnull=False).order_by("-numero")

    def borradores(self) -> "VersionDeAvisoQuerySet":
        """What is being written."""
        return self.filter(publicada_en__isnull=True)


class VersionDeAviso(Auditado):
    """A version of one of the two privacy notices of a process. Once published it never changes.

    `rige_en` is the moment from which it is in force; `huella`, the SHA-256 of its text. `documento` is the committee's
    agreement that approved it, and `documento_sha256` the exact file that it read, if that was decided here. Whoever
    accepted a version before one that `exige_aceptacion` accepts again. Source: Lineamientos art. 4 num. 6.
    """

    class Clase(models.TextChoices):
        """The law asks for both (plan de trabajo del IMPEPAC, atribución c de Transparencia)."""

        INTEGRAL = "integral", "Aviso de privacidad integral"
        SIMPLIFICADO = "simplificado", "Aviso de privacidad simplificado"

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="avisos_de_privacidad")
    clase = models.CharField(max_length=12, choices=Clase.choices)
    numero = models.PositiveIntegerField("número")
    texto = models.TextField(
        help_text="Cada apartado: un renglón con su título, debajo su texto y, para separar, un renglón en blanco."
    )
    huella = models.CharField("SHA-256 del texto", max_length=64, blank=True)
    exige_aceptacion = models.BooleanField("exige nueva aceptación", default=False)
    documento = models.CharField("documento que lo aprueba", max_length=200, blank=True)
    documento_sha256 = models.CharField("SHA-256 del documento aprobado", max_length=64, blank=True)
    rige_en = models.DateTimeField("en vigor desde", null=True, blank=True)
    publicada_en = models.DateTimeField("publicada", null=True, blank=True)
    publicada_por = models.ForeignKey(
        Usuario, verbose_name="la publicó", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = VersionDeAvisoQuerySet.as_manager()

    class Meta:
        ordering = ["proceso", "clase", "-numero"]
        verbose_name = "versión del aviso de privacidad"
        verbose_name_plural = "versiones del aviso de privacidad"
        constraints = [
            models.UniqueConstraint(name="version_de_aviso_unica", fields=["proceso", "clase", "numero"]),
            models.UniqueConstraint(
                name="version_de_aviso_un_borrador",
                fields=["proceso", "clase"],
                condition=Q(publicada_en__isnull=True),
            ),
            models.CheckConstraint(
                name="version_de_aviso_publicada_con_huella",
                condition=Q(publicada_en__isnull=True, rige_en__isnull=True)
                | Q(publicada_en__isnull=False, rige_en__isnull=False) & ~Q(huella=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_clase_display()}, versión {self.numero}"

    @property
    def apartados(self) -> list[tuple[str, str]]:
        """Its sections, as title and text."""
        return apartados(self.texto)


_ABIERTA = Q(confirmada_en__isnull=True, descartada_en__isnull=True)


class SupresionQuerySet(models.QuerySet["Supresion"]):
    """The vocabulary of suppressions."""

    def abiertas(self) -> "SupresionQuerySet":
        """Proposed or asked for, and neither done nor discarded."""
        return self.filter(_ABIERTA)

    def que_bloquean(self) -> "SupresionQuerySet":
        """Asked for by the person: nobody reads what is sensitive while it is resolved."""
        return self.abiertas().filter(causa="arco", pedida_en__isnull=False)

    def sin_terminar(self) -> "SupresionQuerySet":
        """Confirmed, and interrupted before its certificate."""
        return self.filter(confirmada_en__isnull=False, certificado_sha256="")


class Supresion(Auditado):
    """The suppression of what is sensitive of one candidacy, or of a whole process (`candidatura` empty).

    The sweep proposes it (`propuesta_en`) when its term ended, or a person asks for it; another confirms it, and only
    then it is done. It keeps its `certificado_sha256` when everything is gone.
    """

    class Causa(models.TextChoices):
        """By what right."""

        RETIRO = "retiro", "Terminó el plazo de conservación tras el retiro"
        ARCO = "arco", "La persona pidió la cancelación de sus datos (derechos ARCO)"
        PROCESO = "proceso", "Terminó el plazo de conservación del proceso"

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="supresiones")
    candidatura = models.ForeignKey(
        Candidatura, on_delete=models.PROTECT, null=True, blank=True, related_name="supresiones"
    )
    causa = models.CharField(max_length=8, choices=Causa.choices)
    documento = models.CharField("documento en que se funda", max_length=200)
    resolucion = models.CharField("resolución que la concede", max_length=200, blank=True)
    solicitada_el = models.DateField("día en que la persona la solicitó", null=True, blank=True)
    propuesta_en = models.DateTimeField("propuesta por el sistema", null=True, blank=True)
    pedida_en = models.DateTimeField("pedida", null=True, blank=True)
    pedida_por = models.ForeignKey(
        Usuario, verbose_name="la pidió", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmada_en = models.DateTimeField("confirmada", null=True, blank=True)
    confirmada_por = models.ForeignKey(
        Usuario, verbose_name="la confirmó", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    descartada_en = models.DateTimeField("descartada", null=True, blank=True)
    descartada_por = models.ForeignKey(
        Usuario, verbose_name="la descartó", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    motivo_descarte = models.CharField("por qué se descartó", max_length=500, blank=True)
    certificado_sha256 = models.CharField("SHA-256 del certificado", max_length=64, blank=True)

    objects = SupresionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "supresión"
        verbose_name_plural = "supresiones"
        constraints = [
            models.UniqueConstraint(
                name="supresion_una_abierta", fields=["candidatura"], condition=_ABIERTA & Q(candidatura__isnull=False)
            ),
            models.UniqueConstraint(
                name="supresion_del_proceso_una_abierta",
                fields=["proceso"],
                condition=_ABIERTA & Q(candidatura__isnull=True),
            ),
            models.CheckConstraint(
                name="supresion_de_dos_personas",
                condition=Q(confirmada_en__isnull=True)
                | Q(pedida_por__isnull=False, confirmada_por__isnull=False) & ~Q(confirmada_por=models.F("pedida_por")),
                violation_error_message="La confirma otra persona: no quien la pidió.",
            ),
            models.CheckConstraint(
                name="supresion_arco_con_su_solicitud",
                condition=~Q(causa="arco") | Q(solicitada_el__isnull=False, candidatura__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Supresión {self.folio}"

    @property
    def folio(self) -> str:
        """How its certificate is named."""
        return f"SUP-{self.proceso_id}-{self.pk:05d}"

    @property
    def situacion(self) -> str:
        """Where it stands, in words."""
        if self.confirmada_en:
            return "Suprimida" if self.certificado_sha256 else "Confirmada; falta terminar"
        if self.descartada_en:
            return "Descartada"
        return "Pedida; espera a quien la confirme" if self.pedida_en else "Propuesta; falta quien la pida"


class HojaPorPresentar(models.Model):
    """A signed sheet that somebody dropped with others, until it is handed in or discarded: no part of the record.

    `candidatura` is whose it seems to be, by its name. Its bytes are in `archivo`, already checked and drawn again.
    """

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="+")
    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, related_name="+")
    candidatura = models.ForeignKey(Candidatura, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    finalidades = models.JSONField(default=list)
    nombre = models.CharField(max_length=250)
    archivo = models.FileField(upload_to="documentos/hojas")
    defecto = models.CharField(max_length=300, blank=True)
    en = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = "hoja por presentar"
        verbose_name_plural = "hojas por presentar"

    def __str__(self) -> str:
        return self.nombre
