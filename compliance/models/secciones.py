"""The electoral sections of a process: where each one votes."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from ..historia import Auditado
from ..registro.secciones import MAXIMA
from .candidaturas import Territorio
from .institucion import Proceso


class Seccion(Auditado):
    """The smallest piece of the electoral geography, on every voting card: of one municipality and one district.

    The table is loaded whole (`services.secciones`). `fuente`: the document that it was taken from.
    """

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="secciones")
    numero = models.PositiveSmallIntegerField("sección", validators=[MinValueValidator(1), MaxValueValidator(MAXIMA)])
    municipio = models.ForeignKey(Territorio, on_delete=models.PROTECT, related_name="secciones")
    distrito = models.ForeignKey(
        Territorio,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="secciones_del_distrito",
        verbose_name="distrito local",
    )
    fuente = models.CharField("de dónde se tomó", max_length=200)

    class Meta:
        ordering = ["numero"]
        verbose_name = "sección electoral"
        verbose_name_plural = "secciones electorales"
        constraints = [models.UniqueConstraint(name="seccion_unica", fields=["proceso", "numero"])]

    def __str__(self) -> str:
        return f"Sección {self.numero}"

    def clean(self) -> None:
        """A municipality and a district of its own process."""
        tipos = {"municipio": Territorio.Tipo.MUNICIPIO, "distrito": Territorio.Tipo.DISTRITO}
        malos = {
            campo: "No es de este proceso, o no es un territorio de ese tipo."
            for campo, tipo in tipos.items()
            if (suyo := getattr(self, campo, None)) and (suyo.proceso_id != self.proceso_id or suyo.tipo != tipo)
        }
        if malos:
            raise ValidationError(malos)
