"""Evidence: files kept by their SHA-256, bound to what they prove."""

from django.db import models
from django.db.models import Q

from compliance.ambito import Ambito
from compliance.historia import Auditado
from compliance.models import Candidatura, Entregable, Proceso, Usuario
from compliance.roles import INTERNOS, ROLES_DE_IDENTIDAD


def ruta_documento(documento: "Documento", nombre: str) -> str:
    """Content-addressed: the name on disk is the hash, the original name lives in the row."""
    return f"documentos/{documento.proceso_id}/{documento.sha256[:2]}/{documento.sha256}"


class DocumentoQuerySet(models.QuerySet["Documento"]):
    """The vocabulary of documents."""

    def visibles_para(self, ambito: Ambito) -> "DocumentoQuerySet":
        """Those of a deliverable or a candidacy that the person sees, and the process's own for its staff.

        A signed consent is seen only by verification and by whoever signed it.
        """
        consentimiento = Q(tipo=Documento.Tipo.CONSENTIMIENTO)
        de_candidatura = Q(candidatura__in=Candidatura.objects.visibles_para(ambito))
        return self.filter(
            Q(entregable__in=Entregable.objects.visibles_para(ambito))
            | (de_candidatura & ~consentimiento)
            | (consentimiento & Q(candidatura__in=ambito.candidaturas))
            | (consentimiento & Q(proceso__in=ambito.procesos_con(ROLES_DE_IDENTIDAD)))
            | (Q(entregable=None, candidatura=None, proceso__in=ambito.procesos_con(INTERNOS)) & ~consentimiento)
        )


class Documento(Auditado):
    """One version of one file. Never edited: a change is a new version with its own hash."""

    class Tipo(models.TextChoices):
        """What it proves."""

        PROYECTO = "proyecto", "Proyecto"
        ACUSE = "acuse", "Acuse de SIVOPLE"
        INFORME = "informe", "Informe"
        RETIRO = "retiro", "Documento de retiro"
        CONSENTIMIENTO = "consentimiento", "Consentimiento firmado"
        OTRO = "otro", "Otro"

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="documentos")
    entregable = models.ForeignKey(
        Entregable, on_delete=models.PROTECT, null=True, blank=True, related_name="documentos"
    )
    candidatura = models.ForeignKey(
        Candidatura, on_delete=models.PROTECT, null=True, blank=True, related_name="documentos"
    )
    tipo = models.CharField(max_length=15, choices=Tipo.choices)
    titulo = models.CharField(max_length=250)
    archivo = models.FileField(upload_to=ruta_documento)
    nombre_original = models.CharField(max_length=250)
    tipo_contenido = models.CharField(max_length=100)
    tamano = models.PositiveBigIntegerField("tamaño en bytes")
    sha256 = models.CharField(max_length=64, db_index=True)
    version = models.PositiveSmallIntegerField(default=1)
    subido_en = models.DateTimeField()
    subido_por = models.ForeignKey(Usuario, on_delete=models.SET_NULL, null=True, blank=True, related_name="documentos")

    objects = DocumentoQuerySet.as_manager()

    class Meta:
        ordering = ["-subido_en", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="documento_version_unica",
                fields=["entregable", "tipo", "version"],
                condition=Q(entregable__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.titulo} (v{self.version})"
