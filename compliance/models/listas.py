"""What the database keeps by itself so that lists do not grow dear (`derivados`). Nothing else writes it."""

from django.db import connection, models

from ..ambito import Ambito
from ..roles import ROLES_DE_CANDIDATURAS
from ..sentencias import preparada
from ..textos import normalizar
from .candidaturas import ActorPolitico, Candidatura, Cargo, Territorio
from .institucion import Proceso


class RenglonQuerySet(models.QuerySet["RenglonDeLista"]):
    """The vocabulary of lists of candidacies."""

    def visibles_para(self, ambito: Ambito, proceso: Proceso) -> "RenglonQuerySet":
        """Those of `proceso` that `Candidatura.objects.visibles_para` shows, asked without joining anything."""
        todas = self.filter(proceso=proceso)
        if proceso.pk in ambito.procesos_con(ROLES_DE_CANDIDATURAS):
            return todas
        return todas.filter(models.Q(actor__in=ambito.actores) | models.Q(pk__in=ambito.candidaturas))

    def publicos(self) -> "RenglonQuerySet":
        """What a voter sees."""
        return self.filter(estado=Candidatura.Estado.PUBLICADA)

    def buscar(self, texto: str) -> "RenglonQuerySet":
        """By name, accents and case ignored, every word in any order."""
        consulta = self
        for palabra in normalizar(texto).split():
            consulta = consulta.filter(nombre__contains=palabra)
        return consulta


class RenglonDeLista(models.Model):
    """A candidacy as its lists sort and narrow it, in one narrow table with their indexes.

    `boleta` is the place on the ballots: office, territory (district 2 before district 10), who postulates, formula and
    quality, as bytes, that every database compares alike. `vence` of what has no term comes after every term; `espera`,
    since when it waits to be verified (it was sent, or an approved change took it back); before, after every moment.
    """

    candidatura = models.OneToOneField(Candidatura, on_delete=models.CASCADE, primary_key=True, related_name="renglon")
    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="+")
    estado = models.CharField(max_length=50)
    cargo = models.ForeignKey(Cargo, on_delete=models.CASCADE, related_name="+", db_index=False)
    territorio = models.ForeignKey(Territorio, on_delete=models.CASCADE, related_name="+", db_index=False)
    actor = models.ForeignKey(ActorPolitico, on_delete=models.CASCADE, related_name="+", db_index=False)
    calidad = models.CharField(max_length=11)
    vence = models.DateTimeField()
    espera = models.DateTimeField()
    nombre = models.CharField(max_length=200)
    boleta = models.BinaryField()
    postula = models.BinaryField()

    objects = RenglonQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["proceso", "boleta", "candidatura"], name="renglon_boleta"),
            models.Index(fields=["proceso", "estado", "boleta", "candidatura"], name="renglon_estado"),
            models.Index(fields=["proceso", "nombre", "candidatura", "estado"], name="renglon_nombre"),
            models.Index(fields=["proceso", "postula", "boleta", "candidatura"], name="renglon_postula"),
            models.Index(fields=["proceso", "vence", "candidatura"], name="renglon_vence"),
            models.Index(fields=["proceso", "estado", "espera", "candidatura"], name="renglon_espera"),
            models.Index(fields=["proceso", "cargo", "boleta", "candidatura"], name="renglon_cargo"),
            models.Index(fields=["proceso", "territorio", "boleta", "candidatura"], name="renglon_territorio"),
            models.Index(fields=["proceso", "actor", "boleta", "candidatura"], name="renglon_actor"),
        ]

    def __str__(self) -> str:
        return self.nombre


class CuentaQuerySet(models.QuerySet["CuentaDeLista"]):
    """The vocabulary of counts."""

    def visibles_para(self, ambito: Ambito, proceso: Proceso) -> "CuentaQuerySet | None":
        """Those of `proceso`, for whoever sees the whole of it; None for who sees a part, that nobody counts."""
        return self.filter(proceso=proceso) if proceso.pk in ambito.procesos_con(ROLES_DE_CANDIDATURAS) else None

    def publicas(self) -> "CuentaQuerySet":
        """Of what a voter sees."""
        return self.filter(estado=Candidatura.Estado.PUBLICADA)

    def vivas(self) -> "CuentaQuerySet":
        """Of what is not withdrawn."""
        return self.exclude(estado=Candidatura.Estado.RETIRADA)

    def total(self) -> int:
        """How many candidacies they count."""
        total: int = self.aggregate(total=models.Sum("n", default=0))["total"]
        return total


class CuentaDeLista(models.Model):
    """How many candidacies of a process are alike: the sum of `n` over the rows that say the same.

    Whoever writes adds rows of one more and one less, and waits for nobody; the sweep adds them up.
    """

    proceso = models.ForeignKey(Proceso, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    estado = models.CharField(max_length=50)
    cargo = models.ForeignKey(Cargo, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    actor = models.ForeignKey(ActorPolitico, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    calidad = models.CharField(max_length=11)
    n = models.IntegerField()

    objects = CuentaQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["proceso", "estado", "cargo", "actor", "calidad", "n"], name="cuenta_de_lista"),
        ]

    def __str__(self) -> str:
        return f"{self.estado}: {self.n}"


class VersionPublica(models.Model):
    """What the public sees of a process is another when this value is another."""

    proceso = models.OneToOneField(Proceso, on_delete=models.CASCADE, primary_key=True, related_name="version_publica")
    valor = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.valor


_VERSION = """
    SELECT v.valor FROM compliance_versionpublica v JOIN compliance_proceso p ON p.id = v.proceso_id WHERE p.clave = %s
"""


def version_publica(clave: str) -> str | None:
    """The version of the process of this key; None without such a process.

    In SQL, prepared: every public page asks it, and building and planning the query took longer than answering it.
    """
    with connection.cursor() as cursor:
        cursor.execute(preparada(_VERSION), [clave])
        fila = cursor.fetchone()
    return fila[0] if fila else None
