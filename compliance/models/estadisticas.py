"""What was published of the identity answers, added up: each cut as everybody read it."""

from django.db import models

from .institucion import Proceso


class CorteDeEstadistica(models.Model):
    """A cut of the statistics of identity (decision 0051). It never changes.

    `numeros` is what was published, by dimension and category: what was kept back is nowhere, not even here.
    `miembros` are the people who were counted, by the key of their candidacy: when one may not be counted any more,
    it is not shown.
    """

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="cortes_de_estadistica")
    dia = models.DateField("día")
    hecho_en = models.DateTimeField()
    miembros = models.JSONField()
    numeros = models.JSONField()

    class Meta:
        ordering = ["hecho_en", "pk"]
        verbose_name = "corte de estadística"
        verbose_name_plural = "cortes de estadística"
        constraints = [models.UniqueConstraint(name="corte_de_estadistica_uno_al_dia", fields=["proceso", "dia"])]

    def __str__(self) -> str:
        return f"Corte del {self.dia}"
