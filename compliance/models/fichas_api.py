"""Tokens with which a program of the institute acts as a person, within that person's roles, and what it asked."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from calendario.fechas import dia_local

from ..historia import Auditado
from .institucion import Proceso, Usuario

# How long one may serve.
DURACION = timedelta(days=365)


class FichaDeApi(Auditado):
    """A token. Its secret is shown once: of it, `SecretoDeFicha` keeps the hash, apart, so that no history has it.

    `nombramientos` are the roles of the person within whose reach it acts, by key: one that is given later is not among
    them, even if it is of the same name. `verbos`, what it may do besides reading, by the key of its row.
    """

    NOMBRE_CON = ("usuario",)

    usuario = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="fichas_de_api")
    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="fichas_de_api")
    nombre = models.CharField(max_length=80)
    nombramientos = models.JSONField("roles con los que actúa", default=list)
    verbos = models.JSONField("lo que puede hacer", default=list, blank=True)
    vence_el = models.DateField("último día en que sirve")
    emitida_en = models.DateTimeField("emitida")
    revocada_en = models.DateTimeField("revocada", null=True, blank=True)

    class Meta:
        ordering = ["-emitida_en", "-pk"]
        verbose_name = "ficha de la API"
        verbose_name_plural = "fichas de la API"
        constraints = [
            models.UniqueConstraint(
                name="ficha_de_api_nombre_una_vez",
                fields=["usuario", "proceso", "nombre"],
                condition=Q(revocada_en__isnull=True),
                violation_error_message="Ya tiene una ficha con ese nombre: póngale otro o revoque aquella.",
            )
        ]

    def __str__(self) -> str:
        return self.nombre

    def clean(self) -> None:
        """It has a role, and an end within a year."""
        if not self.nombramientos:
            raise ValidationError({"nombramientos": "Elija al menos un rol."})
        vence: Any = self.vence_el
        emitida = dia_local(self.emitida_en, self.proceso.tz)
        if self._state.adding and vence is not None and not emitida <= vence <= emitida + DURACION:
            raise ValidationError({"vence_el": "El último día va de hoy a un año."})

    def sirve(self, dia: date) -> bool:
        """Whether it may still be used on this local day, as far as it says itself."""
        return self.revocada_en is None and dia <= self.vence_el


class SecretoDeFicha(models.Model):
    """The SHA-256 of the secret of a token (256 random bits: it needs no slow hash), and when it was last used."""

    ficha = models.OneToOneField(FichaDeApi, on_delete=models.CASCADE, related_name="secreto")
    huella = models.CharField(max_length=64, unique=True)
    usada_en = models.DateTimeField("último uso", null=True, blank=True)

    def __str__(self) -> str:
        return f"Secreto de {self.ficha}"


class PeticionDeApi(models.Model):
    """What was answered to a change asked for with an idempotency key, to answer the same if it is asked again.

    Kept in the transaction of the change: both are there or neither is.
    """

    ficha = models.ForeignKey(FichaDeApi, on_delete=models.CASCADE, related_name="peticiones")
    llave = models.CharField(max_length=100)
    # Of the verb, the address and the body: the same key is not for something else.
    huella = models.CharField(max_length=64)
    estado = models.PositiveSmallIntegerField()
    respuesta = models.JSONField()
    en = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="peticion_de_api_una_vez", fields=["ficha", "llave"])]

    def __str__(self) -> str:
        return f"{self.llave} de {self.ficha}"
