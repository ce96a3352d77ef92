"""The versions of a plan, and what somebody proposes to be the next one."""

import json
from typing import Any

from django.db import models

from ..plan.derivacion.confirmacion import con_confirmadas
from ..plan.esquema import PlanDatos
from .actos import SoloSeAgrega
from .entregables import Entregable, Plan
from .institucion import Proceso, Usuario


class OrigenDeVersion(models.TextChoices):
    """What somebody did to a plan."""

    CARGA = "carga", "Carga de un archivo"
    CONFIRMACION = "confirmacion", "Fecha que alguien confirmó en otro día"
    EDICION = "edicion", "Cambio en pantalla"
    REVERSION = "reversion", "Regreso a una versión anterior"
    DERIVACION = "derivacion", "Derivado del plan anterior"
    NORMA = "norma", "Plan nuevo, de la norma"


class VersionDePlan(SoloSeAgrega):
    """What a plan said from a moment on: its whole content, who changed it, when, why, and in which act.

    `confirmadas` are the dates that somebody gave otherwise than the content, by row and field; `sha256`, of the bytes
    that it was read from; `ocurrio_el`, the local day on which the plan was modified; `conservados`, what the record
    kept as it was, with its reason. `informe` is the deliverable of numeral 10 that it opened (Lineamientos art. 11
    num. 10); without one, `sin_informe` says why.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versiones")
    numero = models.PositiveIntegerField("número")
    que = models.CharField(max_length=12, choices=OrigenDeVersion.choices)
    contenido = models.JSONField()
    confirmadas = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(max_length=64)
    motivo = models.TextField()
    por = models.ForeignKey(Usuario, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    por_nombre = models.CharField("autoría", max_length=200)
    en = models.DateTimeField("registrada")
    ocurrio_el = models.DateField("día de la modificación", null=True, blank=True)
    acto = models.BigIntegerField(null=True, blank=True)
    conservados = models.JSONField(default=list, blank=True)
    informe = models.ForeignKey(Entregable, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sin_informe = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["plan", "-numero"]
        verbose_name = "versión del plan"
        verbose_name_plural = "versiones del plan"
        constraints = [models.UniqueConstraint(name="version_de_plan_unica", fields=["plan", "numero"])]

    def __str__(self) -> str:
        return f"Versión {self.numero}"

    @property
    def datos(self) -> PlanDatos:
        """The plan as it was, with the dates as they had been confirmed."""
        return con_confirmadas(plan_de(self.contenido), self.confirmadas)


class PropuestaDePlan(models.Model):
    """What a person is about to make of a plan, until they apply or discard it: one for each person and process.

    It is no part of the record. `confirmadas`: the dates as they will have been confirmed; None: as they are. `base` is
    the number of the version that it was made from; `previa`, what its rehearsal found.
    """

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="+")
    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, related_name="+")
    que = models.CharField(max_length=12, choices=OrigenDeVersion.choices)
    de = models.CharField(max_length=200, blank=True)
    base = models.PositiveIntegerField()
    contenido = models.JSONField()
    confirmadas = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    previa = models.JSONField()
    en = models.DateTimeField()

    class Meta:
        verbose_name = "propuesta de plan"
        verbose_name_plural = "propuestas de plan"
        constraints = [models.UniqueConstraint(name="propuesta_de_plan_unica", fields=["proceso", "usuario"])]

    def __str__(self) -> str:
        return f"{self.get_que_display()}: {self.de}" if self.de else str(self.get_que_display())

    @property
    def datos(self) -> PlanDatos:
        """The plan as it would be."""
        return plan_de(self.contenido)


def plan_de(contenido: Any) -> PlanDatos:
    """A plan from its content as it is kept."""
    return PlanDatos.model_validate_json(json.dumps(contenido))
