"""What those who visit the public site say of it."""

from django.db import models

from calendario.models import TextoLimpio

from .institucion import Proceso


class Opinion(TextoLimpio):
    """What somebody answered to «¿Encontró lo que buscaba?», once a visit. Nothing of it tells who.

    `visita` is a number that the form brings, made at random when it is shown: what is sent twice is the same row.
    `pagina` is the kind of page where they were asked (the name of its address), never which one.
    """

    TOPE = 500

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="opiniones")
    visita = models.UUIDField(unique=True)
    encontro = models.BooleanField("encontró lo que buscaba")
    texto = models.TextField("qué le faltó o qué mejoraría", max_length=TOPE, blank=True)
    pagina = models.CharField("dónde se le preguntó", max_length=40, blank=True)
    en = models.DateTimeField()

    class Meta:
        ordering = ["-en", "-pk"]
        verbose_name = "opinión del público"
        verbose_name_plural = "opiniones del público"
        indexes = [models.Index(fields=["proceso", "-en", "-id"], name="opinion_reciente")]

    def __str__(self) -> str:
        return f"{'Sí' if self.encontro else 'No'} encontró lo que buscaba"
