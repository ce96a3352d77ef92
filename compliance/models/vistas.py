"""Lists as a person narrowed them, kept with a name."""

from django.db import models
from django.db.models import Q

from calendario.models import TextoLimpio

from ..ambito import Ambito
from ..roles import Rol
from .institucion import Proceso, Usuario


class VistaQuerySet(models.QuerySet["VistaGuardada"]):
    """The vocabulary of saved views."""

    def visibles_para(self, ambito: Ambito, proceso: Proceso) -> "VistaQuerySet":
        """One's own, and those that somebody of one's roles shares with them."""
        return self.filter(Q(usuario=ambito.usuario) | Q(rol__in=ambito.roles(proceso.pk)), proceso=proceso)


class VistaGuardada(TextoLimpio):
    """The filters and the order of a list, as its address has them, with a name. With `rol`, whoever holds it sees it.

    Somebody's own convenience: it says nothing of the process and leaves no act.
    """

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="vistas")
    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, related_name="vistas")
    lista = models.SlugField(help_text="Nombre de la página: «entregables».")
    nombre = models.CharField(max_length=60)
    consulta = models.CharField("filtros", max_length=500, blank=True)
    rol = models.CharField("se comparte con", max_length=30, blank=True, choices=Rol.choices)

    objects = VistaQuerySet.as_manager()

    class Meta:
        ordering = ["nombre", "pk"]
        verbose_name = "vista guardada"
        verbose_name_plural = "vistas guardadas"
        constraints = [
            models.UniqueConstraint(name="vista_nombre_unico", fields=["proceso", "usuario", "lista", "nombre"])
        ]

    def __str__(self) -> str:
        return self.nombre
