"""Working calendars of the institutes, and who may read a calendar feed."""

from collections.abc import Collection
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from .inhabiles import PRIMER_ANIO, ULTIMO_ANIO, PeriodoInhabil
from .limpieza import en_una_linea, todo_en_parrafos


class TextoLimpio(models.Model):
    """A model whose texts hold no control character: whatever validates it, a form, a plan or a service, cleans it."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Clean the texts, then validate them."""
        for campo in self._meta.concrete_fields:
            if campo.name not in (exclude or ()):
                valor = getattr(self, campo.attname)
                limpio = texto_limpio(campo, valor)
                if limpio != valor:
                    setattr(self, campo.attname, limpio)
        super().clean_fields(exclude)


def texto_limpio(campo: Any, valor: Any) -> Any:
    """A value as its field keeps it: a CharField in one line; a TextField, or a text in a JSONField, in several."""
    if isinstance(campo, models.CharField):
        return en_una_linea(valor) if isinstance(valor, str) else valor
    return todo_en_parrafos(valor) if isinstance(campo, models.TextField | models.JSONField) else valor


class HistoriaConAutoria(models.Model):
    """Columns of the history tables: the author's name, which outlives the account, and the act that wrote the row.

    The act is kept by its number: `compliance.Acto`, which is on a floor above.
    """

    autor = models.CharField("autoría", max_length=200, blank=True, editable=False)
    acto = models.BigIntegerField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


def validar_zona_horaria(valor: str) -> None:
    """Refuse a name that is not an IANA time zone."""
    if valor not in available_timezones():
        raise ValidationError(
            "«%(valor)s» no es una zona horaria IANA, por ejemplo America/Mexico_City.",
            params={"valor": valor},
        )


class Calendario(TextoLimpio):
    """The working calendar of an institute, whose `clave` it shares. Without one, the national days apply."""

    clave = models.SlugField(unique=True)
    nombre = models.CharField(max_length=200)
    zona_horaria = models.CharField(max_length=40, default="America/Mexico_City", validators=[validar_zona_horaria])

    history = HistoricalRecords(bases=[HistoriaConAutoria])

    class Meta:
        ordering = ["nombre"]

    def __str__(self) -> str:
        return self.nombre


class Inhabil(TextoLimpio):
    """Days on which the institute does not work, by agreement: from one to another, both inclusive."""

    PARTE_DE = "calendario"

    calendario = models.ForeignKey(Calendario, on_delete=models.CASCADE, related_name="inhabiles")
    desde = models.DateField()
    hasta = models.DateField()
    motivo = models.CharField(max_length=200)
    documento = models.CharField("documento que lo ordena", max_length=200)

    history = HistoricalRecords(bases=[HistoriaConAutoria])

    class Meta:
        ordering = ["desde", "hasta"]
        verbose_name = "periodo inhábil"
        verbose_name_plural = "periodos inhábiles"
        constraints = [
            models.CheckConstraint(
                name="inhabil_fechas_en_orden",
                condition=Q(hasta__gte=F("desde")),
                violation_error_message="El periodo termina antes de empezar.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.motivo} ({self.desde} a {self.hasta})"

    def clean(self) -> None:
        """A date that no calendar has, or a period of more than a year, is a slip of the pen."""
        for campo in ("desde", "hasta"):
            dia = getattr(self, campo)
            if dia is not None and not PRIMER_ANIO <= dia.year <= ULTIMO_ANIO:
                raise ValidationError({campo: f"El año debe estar entre {PRIMER_ANIO} y {ULTIMO_ANIO}."})
        if None not in (self.desde, self.hasta) and (self.hasta - self.desde).days > 366:
            raise ValidationError({"hasta": "El periodo dura más de un año: revise las fechas."})

    @property
    def periodo(self) -> PeriodoInhabil:
        """The row as the rules take it."""
        return PeriodoInhabil(self.desde, self.hasta, self.motivo, self.documento)


class SuscripcionQuerySet(models.QuerySet["SuscripcionCalendario"]):
    """The vocabulary of subscriptions."""

    def vigentes(self) -> "SuscripcionQuerySet":
        """Not revoked."""
        return self.filter(revocada_en__isnull=True)


class SuscripcionCalendario(models.Model):
    """A private address of a calendar feed, for one person and one scope.

    Only the SHA-256 of the token is kept: whoever reads the data base cannot read anybody's calendar.
    """

    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="suscripciones_calendario"
    )
    alcance = models.CharField(max_length=120, help_text="Qué muestra, por ejemplo «persona» o «area:3».")
    resumen = models.CharField("SHA-256 del token", max_length=64, unique=True)
    creada_en = models.DateTimeField()
    revocada_en = models.DateTimeField(null=True, blank=True)

    objects = SuscripcionQuerySet.as_manager()

    class Meta:
        ordering = ["usuario", "-creada_en"]
        verbose_name = "suscripción de calendario"
        verbose_name_plural = "suscripciones de calendario"

    def __str__(self) -> str:
        return f"{self.usuario}: {self.alcance}"
