"""How somebody comes to hold an account: links that work once, requests for one, and the deliveries of many."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from ..historia import Auditado
from .candidaturas import ActorPolitico, Candidatura
from .institucion import Proceso, Usuario

# A delivery that has not gone on for this long was cut short.
SIN_AVANCE = timedelta(minutes=2)


class EnlaceQuerySet(models.QuerySet["EnlaceDeAcceso"]):
    """The vocabulary of links."""

    def sin_usar(self) -> "EnlaceQuerySet":
        """Neither used nor revoked: at most one of each account. It may have expired."""
        return self.filter(usado_en__isnull=True, revocado_en__isnull=True)


class EnlaceDeAcceso(Auditado):
    """A link with which the owner of an account sets its password, once. Its secret is kept nowhere.

    It travels by mail alone: it is made again from this row when the mail leaves and when it comes back (see
    `services.enlaces`), so that neither the record, nor its history, nor a notice holds it.
    """

    NOMBRE_CON = ("usuario",)

    class Clase(models.TextChoices):
        """Why it was issued."""

        ENTREGA = "entrega", "Entrega de la cuenta"
        RECUPERACION = "recuperacion", "Recuperación de la contraseña"

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="enlaces")
    usuario = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="enlaces")
    clase = models.CharField(max_length=12, choices=Clase.choices)
    emitido_en = models.DateTimeField("emitido")
    vence_en = models.DateTimeField("sirve hasta")
    usado_en = models.DateTimeField("usado", null=True, blank=True)
    revocado_en = models.DateTimeField("revocado", null=True, blank=True)

    objects = EnlaceQuerySet.as_manager()

    class Meta:
        ordering = ["-emitido_en", "-pk"]
        verbose_name = "enlace de acceso"
        verbose_name_plural = "enlaces de acceso"
        constraints = [
            models.UniqueConstraint(
                name="enlace_sin_usar_unico",
                fields=["usuario"],
                condition=Q(usado_en__isnull=True, revocado_en__isnull=True),
            ),
            models.CheckConstraint(
                name="enlace_usado_o_revocado", condition=Q(usado_en__isnull=True) | Q(revocado_en__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} de {self.usuario}"

    def sirve(self, en: datetime) -> bool:
        """Whether it still opens the account at the moment `en`."""
        return self.usado_en is None and self.revocado_en is None and en <= self.vence_en

    def situacion(self, en: datetime) -> str:
        """Where it stands, in words."""
        if self.usado_en:
            return "Usado"
        if self.revocado_en:
            return "Revocado"
        return "Sin usar" if self.sirve(en) else "Vencido sin usarse"


class PeticionDeAcceso(models.Model):
    """Somebody who says that they forgot their password, until the sweep looks for their account.

    The page writes one and answers the same, in the same time, whether or not there is such an account. `quien` is
    what was typed, forgotten once attended to; `red` tells from where, without saying it.
    """

    quien = models.CharField(max_length=254, blank=True)
    red = models.CharField(max_length=32, db_index=True)
    en = models.DateTimeField()
    atendida_en = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Petición del {self.en:%Y-%m-%d %H:%M}"


class EntregaDeCuentas(models.Model):
    """The accounts that one agreement of the council orders to deliver: whose, and how far it has gone.

    `claves` are candidacies and `actores` who postulates, in the order in which they are gone through; `motivos`, by
    candidacy, why its account goes to an address that somebody else has too. Each one is done, and counted in
    `llevadas`, in one transaction: cut short, it goes on where it stopped.
    """

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="entregas")
    acuerdo = models.CharField(max_length=200)
    en = models.DateTimeField()
    por = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="+")
    por_nombre = models.CharField(max_length=200)
    claves = models.JSONField(default=list)
    actores = models.JSONField(default=list)
    motivos = models.JSONField(default=dict)
    llevadas = models.PositiveIntegerField(default=0)
    rechazadas = models.JSONField(default=list)
    avance_en = models.DateTimeField()
    terminada_en = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-en", "-pk"]
        verbose_name = "entrega de cuentas"
        verbose_name_plural = "entregas de cuentas"

    def __str__(self) -> str:
        return f"Entrega de cuentas: {self.acuerdo}"

    @property
    def total(self) -> int:
        """How many accounts it is of."""
        return len(self.claves) + len(self.actores)

    @property
    def siguiente(self) -> tuple[type[ActorPolitico] | type[Candidatura], int] | None:
        """The next one to be done: of what kind, and its key."""
        if self.llevadas >= self.total:
            return None
        if self.llevadas < len(self.actores):
            return ActorPolitico, self.actores[self.llevadas]
        return Candidatura, self.claves[self.llevadas - len(self.actores)]

    def sigue(self, en: datetime) -> bool:
        """Whether somebody is going on with it at `en`, as far as it shows."""
        return self.terminada_en is None and en - self.avance_en < SIN_AVANCE
