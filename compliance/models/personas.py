"""Who is who: what identifies a person, and what somebody decided of those who might be the same."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from ..cifrado import TextoCifrado, TextoSuprimido, huella_de
from ..historia import Auditado
from ..registro import curp as claves
from .candidaturas import ActorPolitico, Persona, Territorio
from .institucion import Proceso, Usuario
from .llaves import ConSellos


class Identificacion(ConSellos):
    """CURP and clave de elector of a person, sealed with their key; each with the digest by which it is compared."""

    PARTE_DE = "persona"
    NOMBRE_CON = ("persona",)

    persona = models.OneToOneField(Persona, on_delete=models.CASCADE, related_name="identificacion")
    curp = TextoCifrado("CURP", blank=True)
    clave_elector = TextoCifrado("clave de elector", blank=True)
    curp_huella = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    clave_elector_huella = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    CAMPOS = ("curp", "clave_elector")

    class Meta:
        verbose_name = "identificación"
        verbose_name_plural = "identificaciones"

    def __str__(self) -> str:
        return f"Identificación de {self.persona}"

    def clean(self) -> None:
        """Both as they are kept and well formed, and their digests beside them."""
        faltas = {}
        for campo in self.CAMPOS:
            valor = getattr(self, campo)
            if isinstance(valor, TextoSuprimido):
                continue
            valor = claves.como_se_guarda(valor or "")
            if falta := claves.defecto_de(campo, valor):
                faltas[campo] = falta
            setattr(self, campo, valor)
            setattr(self, f"{campo}_huella", huella_de(valor, self.persona.proceso_id))
        if faltas:
            raise ValidationError(faltas)


class CotejoQuerySet(models.QuerySet["Cotejo"]):
    """The vocabulary of what was decided."""

    def en_vigor(self) -> "CotejoQuerySet":
        """Not reverted."""
        return self.filter(revertido_en__isnull=True)


class Cotejo(Auditado):
    """Somebody compared people who might be one, and decided. Nothing is ever joined without one of these.

    `personas` and `candidaturas`: those that were compared, by their keys. Of a «misma», `sobrevive` is the person who
    holds all the candidacies since, and `antes` what reverting it puts back: nothing of it is told anywhere else.
    """

    class Decision(models.TextChoices):
        """What was decided."""

        DISTINTAS = "distintas", "Son distintas"
        MISMA = "misma", "Son la misma"

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="cotejos")
    decision = models.CharField("decisión", max_length=9, choices=Decision.choices)
    personas = models.JSONField(default=list)
    candidaturas = models.JSONField(default=list, blank=True)
    sobrevive = models.ForeignKey(
        Persona, on_delete=models.PROTECT, null=True, blank=True, related_name="cotejos", verbose_name="queda"
    )
    antes = models.JSONField(default=dict, blank=True)
    motivo = models.CharField("razón", max_length=500)
    decidido_en = models.DateTimeField()
    decidido_por = models.ForeignKey(Usuario, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revertido_en = models.DateTimeField(null=True, blank=True)
    motivo_reversion = models.CharField("razón de la reversión", max_length=500, blank=True)

    objects = CotejoQuerySet.as_manager()

    class Meta:
        ordering = ["-decidido_en", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="cotejo_misma_con_quien_queda",
                condition=Q(decision="distintas", sobrevive__isnull=True)
                | Q(decision="misma", sobrevive__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} ({len(self.personas)})"

    @property
    def parejas(self) -> set[tuple[int, int]]:
        """Every two of its people, by their keys in order."""
        pks = sorted(self.personas)
        return {(a, b) for n, b in enumerate(pks) for a in pks[:n]}


class Bloque(Auditado):
    """How competitive a territory is for whoever postulates there: by their vote in the election before.

    Source: Ley General de Partidos Políticos, art. 3, num. 5 (no gender only where the party did worst). Each institute
    says how its blocks are made; here is only what it said.
    """

    class Nivel(models.TextChoices):
        """From the most to the least vote."""

        ALTO = "alto", "Alto"
        MEDIO = "medio", "Medio"
        BAJO = "bajo", "Bajo"

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="bloques")
    actor = models.ForeignKey(ActorPolitico, on_delete=models.CASCADE, related_name="bloques")
    territorio = models.ForeignKey(Territorio, on_delete=models.CASCADE, related_name="bloques")
    nivel = models.CharField(max_length=5, choices=Nivel.choices)

    class Meta:
        ordering = ["actor__nombre", "territorio__nombre"]
        verbose_name = "bloque de competitividad"
        verbose_name_plural = "bloques de competitividad"
        constraints = [models.UniqueConstraint(name="bloque_unico", fields=["actor", "territorio"])]

    def __str__(self) -> str:
        return f"{self.actor}, {self.territorio}: {self.get_nivel_display()}"

    def clean(self) -> None:
        """All of one process."""
        ajenos = {
            campo: "Pertenece a otro proceso."
            for campo in ("actor", "territorio")
            if getattr(self, f"{campo}_id") and getattr(self, campo).proceso_id != self.proceso_id
        }
        if ajenos:
            raise ValidationError(ajenos)
