"""The acts: everything that was done, in order, each linked to the one before it on the same object."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models

from .candidaturas import Candidatura
from .entregables import Entregable
from .institucion import Proceso, Usuario


class SoloSeAgrega(models.Model):
    """A table of rows that neither change nor go: the database refuses it too (`compliance.disparadores`)."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise TypeError(f"{self._meta.verbose_name}: no se modifica.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never."""
        raise TypeError(f"{self._meta.verbose_name}: no se borra.")


class Acto(SoloSeAgrega):
    """Something that was done: who, in whose place, when, to what, why, with which facts, and the rows it wrote.

    `en` is when it was recorded and `ocurrio_en` when it happened, if somebody said another moment. `modelo` and
    `objeto` say to what; `candidatura` or `entregable`, too, when it is one of them, with the states that it took it
    from and to (`de`, `a`). `filas`: table, key and hash of each history row. `indice`, `previo` and `huella` are its
    link in the chain of its object: see `compliance.verificador`. Answers of the identity questionnaire are in none.
    """

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, null=True, blank=True, related_name="actos")
    modelo = models.CharField(max_length=60)
    objeto = models.BigIntegerField()
    # No constraint: an act stays when the candidacy of an import that was undone goes.
    candidatura = models.ForeignKey(
        Candidatura, on_delete=models.DO_NOTHING, null=True, blank=True, related_name="actos", db_constraint=False
    )
    entregable = models.ForeignKey(Entregable, on_delete=models.PROTECT, null=True, blank=True, related_name="actos")
    verbo = models.CharField(max_length=40)
    de = models.CharField(max_length=20, blank=True)
    a = models.CharField(max_length=20, blank=True)
    por = models.ForeignKey(Usuario, on_delete=models.PROTECT, null=True, blank=True, related_name="actos")
    por_nombre = models.CharField("autoría", max_length=200)
    en_suplencia_de = models.CharField(max_length=200, blank=True)
    en = models.DateTimeField("registrado")
    ocurrio_en = models.DateTimeField("ocurrido", null=True, blank=True)
    motivo = models.TextField(blank=True)
    hechos = models.JSONField(default=dict, blank=True)
    filas = models.JSONField(default=list, blank=True)
    indice = models.PositiveIntegerField()
    previo = models.CharField(max_length=64)
    huella = models.CharField(max_length=64)

    class Meta:
        ordering = ["en", "pk"]
        constraints = [models.UniqueConstraint(name="acto_en_su_cadena", fields=["modelo", "objeto", "indice"])]
        indexes = [
            models.Index(fields=["proceso", "-en", "-id"], name="acto_del_proceso"),
            models.Index(fields=["proceso", "por_nombre"], name="acto_por_autor"),
            models.Index(fields=["verbo", "en"], name="acto_por_verbo"),
        ]

    def __str__(self) -> str:
        return f"{self.verbo}: {self.modelo} {self.objeto}"

    # How its canonical form names each column.
    CANONICO: ClassVar[Mapping[str, str]] = {
        "acto": "id",
        "proceso": "proceso_id",
        "objeto": "objeto",
        "verbo": "verbo",
        "de": "de",
        "a": "a",
        "quien": "por_id",
        "autor": "por_nombre",
        "en_suplencia_de": "en_suplencia_de",
        "registrado": "en",
        "ocurrido": "ocurrio_en",
        "motivo": "motivo",
        "hechos": "hechos",
        "filas": "filas",
        "indice": "indice",
        "previo": "previo",
        "huella": "huella",
    }

    def canonico(self) -> dict[str, Any]:
        """What its hash is of, and the hash."""
        dicho = {clave: getattr(self, columna) for clave, columna in self.CANONICO.items()}
        return dicho | {"objeto": f"{self.modelo}:{self.objeto}"}


class Sello(SoloSeAgrega):
    """The heads of every chain on a day, in one Merkle root that covers the seal before it too.

    `ultimo_acto` is the last act that it saw; `ausentes`, the numbers before it that nobody had kept yet: they were
    being written, or were rolled back. `dia` is the local day of the installation on which it was made.
    """

    dia = models.DateField("día", unique=True)
    hecho_en = models.DateTimeField()
    ultimo_acto = models.BigIntegerField()
    ausentes = models.JSONField(default=list, blank=True)
    actos = models.PositiveBigIntegerField()
    objetos = models.PositiveBigIntegerField()
    raiz = models.CharField("raíz de Merkle", max_length=64)
    previo = models.CharField(max_length=64)
    huella = models.CharField(max_length=64)

    class Meta:
        ordering = ["dia"]

    def __str__(self) -> str:
        return f"Sello del {self.dia:%d/%m/%Y}"

    def canonico(self) -> dict[str, Any]:
        """What its hash is of, and the hash."""
        return {
            "dia": self.dia,
            "hecho": self.hecho_en,
            "ultimo_acto": self.ultimo_acto,
            "ausentes": self.ausentes,
            "actos": self.actos,
            "objetos": self.objetos,
            "raiz": self.raiz,
            "previo": self.previo,
            "huella": self.huella,
        }
