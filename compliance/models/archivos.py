"""Files that no scanner has looked at yet."""

from django.db import models


class ArchivoSinRevisar(models.Model):
    """A file that was kept while the scanner was away, until `manage.py revisar_archivos` looks at it.

    It is no evidence of anything and has no history: the row goes when nothing was found. `hallazgo`: what was; the
    file stays, as what somebody handed in, and is not given out.
    """

    nombre = models.CharField("nombre en el almacén", max_length=250, unique=True)
    hallazgo = models.CharField("qué halló el antivirus", max_length=200, blank=True)

    class Meta:
        ordering = ["nombre"]
        verbose_name = "archivo sin revisar"
        verbose_name_plural = "archivos sin revisar"

    def __str__(self) -> str:
        return self.nombre
