"""The keys that seal what is sensitive, wrapped by a master key (see compliance/cifrado)."""

from typing import Any

from django.db import models
from django.db.models import Q

from ..cifrado import sellados
from ..historia import Auditado
from ..reloj import ahora
from .candidaturas import Candidatura, Persona
from .institucion import Proceso


class LlaveEnvuelta(models.Model):
    """A key as it rests. It has no history: what was wrapped must leave no trace. Destroyed, its row says when."""

    envoltura = models.CharField(max_length=100, blank=True)
    maestra = models.CharField("llave maestra que la envuelve", max_length=16, blank=True, db_index=True)
    creada_en = models.DateTimeField(default=ahora)
    destruida_en = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


def _destruida_o_envuelta(nombre: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=nombre,
        condition=Q(destruida_en__isnull=True) & ~Q(envoltura="") | Q(destruida_en__isnull=False, envoltura=""),
    )


class LlaveDeCandidatura(LlaveEnvuelta):
    """The key of what is sensitive of one candidacy: its identity answers and what was observed of it."""

    candidatura = models.OneToOneField(Candidatura, on_delete=models.CASCADE, primary_key=True, related_name="llave")

    class Meta:
        verbose_name = "llave de candidatura"
        verbose_name_plural = "llaves de candidaturas"
        constraints = [_destruida_o_envuelta("llave_destruida_o_envuelta")]


class LlaveDePersona(LlaveEnvuelta):
    """The key of what identifies one person, whichever of their candidacies it is asked for."""

    persona = models.OneToOneField(Persona, on_delete=models.CASCADE, primary_key=True, related_name="llave")

    class Meta:
        verbose_name = "llave de persona"
        verbose_name_plural = "llaves de personas"
        constraints = [_destruida_o_envuelta("llave_de_persona_destruida_o_envuelta")]


class LlaveDeCotejo(LlaveEnvuelta):
    """The key of the digests by which what identifies two people of a process is compared without opening it."""

    proceso = models.OneToOneField(Proceso, on_delete=models.CASCADE, primary_key=True, related_name="llave_de_cotejo")

    class Meta:
        verbose_name = "llave de cotejo"
        verbose_name_plural = "llaves de cotejo"
        constraints = [_destruida_o_envuelta("llave_de_cotejo_destruida_o_envuelta")]


class ConSellos(Auditado):
    """An audited model with sealed fields, by the key of its `candidatura` or its `persona`."""

    class Meta:
        abstract = True

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """What is sealed comes sealed."""
        with sellados():
            super().refresh_from_db(*args, **kwargs)
