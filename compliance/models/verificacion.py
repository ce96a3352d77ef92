"""What verification works with: its causes and variables, who is reading what, and what it notes while it reads."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from ..cifrado import DatosCifrados, sellados
from ..historia import Auditado
from .candidaturas import Candidatura
from .institucion import Proceso, Usuario


class DeCatalogo(Auditado):
    """A row of a list of a process, in its order, in use until a day. Its key and its name stay: records say them."""

    proceso: models.ForeignKey[Proceso, Proceso]
    clave = models.SlugField(max_length=40)
    nombre = models.CharField(
        max_length=200, help_text="No cambia: para decirlo de otro modo, termine esta y haga otra."
    )
    orden = models.PositiveSmallIntegerField(default=0)
    hasta = models.DateField(
        "se usa hasta", null=True, blank=True, help_text="Último día. Lo que ya la tiene, la conserva."
    )

    class Meta:
        abstract = True
        ordering = ["orden", "pk"]

    def __str__(self) -> str:
        return self.nombre

    def vigente(self, al: date) -> bool:
        """Whether it may be used on the local day `al`."""
        return self.hasta is None or al <= self.hasta


class CausaDeObservacion(DeCatalogo):
    """Why a section is observed, in one process. Without rows, those of `cuestionarios.verificacion`."""

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="causas")
    texto = models.TextField(
        "texto que se ofrece",
        blank=True,
        help_text="Quien verifica lo ajusta. {rubro} es el nombre de la sección.",
    )

    class Meta(DeCatalogo.Meta):
        verbose_name = "causa de observación"
        verbose_name_plural = "causas de observación"
        constraints = [models.UniqueConstraint(name="causa_clave_unica", fields=["proceso", "clave"])]


class VariableDeCalificacion(DeCatalogo):
    """What is scored of a section, with its weight and levels. A process without rows does not score."""

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="variables")
    rubro = models.CharField("sección", max_length=40)
    peso = models.PositiveSmallIntegerField(default=1)
    niveles = models.JSONField(help_text="Lista de {puntos, nombre}, de menor a mayor.")

    class Meta(DeCatalogo.Meta):
        verbose_name = "variable de calificación"
        verbose_name_plural = "variables de calificación"
        constraints = [models.UniqueConstraint(name="variable_clave_unica", fields=["proceso", "clave"])]

    @property
    def maximo(self) -> int:
        """What it adds to the total, at most."""
        return self.peso * max((int(n["puntos"]) for n in self.niveles), default=0)


class RevisionQuerySet(models.QuerySet["Revision"]):
    """The vocabulary of the desk."""

    def tomadas(self, en: Any) -> "RevisionQuerySet":
        """Those that somebody has at that moment."""
        return self.filter(de__isnull=False, vence_en__gt=en)


class Revision(models.Model):
    """The reading of a candidacy under way: who has it, until when, and what they have marked, sealed.

    It has no history: it is a draft, and what comes of it (an observation, a validation) has its own. `marcas` by
    section: {cumple, causas, texto, puntos, por, n}.
    """

    candidatura = models.OneToOneField(Candidatura, on_delete=models.CASCADE, primary_key=True, related_name="revision")
    de = models.ForeignKey(Usuario, on_delete=models.CASCADE, null=True, blank=True, related_name="revisiones")
    desde = models.DateTimeField(null=True, blank=True)
    vence_en = models.DateTimeField(null=True, blank=True)
    repartida = models.BooleanField(default=False)
    marcas = DatosCifrados(default=dict, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "revisión"
        verbose_name_plural = "revisiones"
        indexes = [models.Index(fields=["de", "vence_en"], name="revision_de")]
        constraints = [
            models.CheckConstraint(
                name="revision_tomada_hasta",
                condition=Q(de__isnull=True) | Q(desde__isnull=False, vence_en__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Revisión de {self.candidatura_id}"

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """What is sealed comes sealed."""
        with sellados():
            super().refresh_from_db(*args, **kwargs)


class Calificacion(Auditado):
    """The points that whoever verified gave to each variable (by its key). For the institute: never public."""

    PARTE_DE = "candidatura"
    NOMBRE_CON = ("candidatura__persona", "candidatura__cargo")

    candidatura = models.OneToOneField(Candidatura, on_delete=models.CASCADE, related_name="calificacion")
    puntos = models.JSONField("puntos por variable", default=dict)
    hecha_en = models.DateTimeField("calificada")
    hecha_por = models.ForeignKey(
        Usuario, verbose_name="calificó", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "calificación"
        verbose_name_plural = "calificaciones"

    def __str__(self) -> str:
        return f"Calificación de {self.candidatura}"


class HuellaDeTexto(models.Model):
    """The fingerprint of a text or of a contact that was sent, by which those that are the same are found.

    Kept by whoever sends the questionnaires to verification; made again whole each time.
    """

    candidatura = models.ForeignKey(Candidatura, on_delete=models.CASCADE, related_name="huellas")
    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="+", db_index=False)
    campo = models.CharField(max_length=40)
    huella = models.BigIntegerField()

    class Meta:
        verbose_name = "huella de texto"
        verbose_name_plural = "huellas de texto"
        indexes = [models.Index(fields=["proceso", "huella", "candidatura"], name="huella_de_texto")]

    def __str__(self) -> str:
        return f"{self.campo}: {self.huella}"
