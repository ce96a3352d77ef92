"""Motion: transitions, sessions with their decisions, remissions and the running flow of each deliverable."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from viewflow.workflow.models import Process

from calendario.fechas import dias_en_prosa
from compliance.historia import Auditado
from compliance.models import Area, Entregable, EtapaRuta, Integracion, Organo, Proceso, Usuario
from documentos.models import Documento


class Hecho(Auditado):
    """Something done for a deliverable on one day or several: who took part, what it left, when it was recorded.

    `dias` are the local days in ISO form, in order; `primer_dia` and `ultimo_dia`, its ends, are what is asked for in
    the database. Something that spans days is judged by its last one. `aprueba`: that day is the approval of its
    deliverable, which no body decides.
    """

    PARTE_DE = "entregable"
    NOMBRE_CON = ("entregable",)

    entregable = models.ForeignKey(Entregable, on_delete=models.PROTECT, related_name="hechos")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="hechos")
    dias = models.JSONField("días en que se realizó")
    primer_dia = models.DateField()
    ultimo_dia = models.DateField(db_index=True)
    texto = models.TextField("desarrollo")
    participantes = models.CharField("quiénes participaron", max_length=500, blank=True)
    documento = models.ForeignKey(Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="hechos")
    aprueba = models.BooleanField("su último día es el de la aprobación", default=False)
    registrado_en = models.DateTimeField()
    registrado_por = models.ForeignKey(
        Usuario, on_delete=models.SET_NULL, null=True, blank=True, related_name="hechos_registrados"
    )

    class Meta:
        ordering = ["ultimo_dia", "pk"]
        constraints = [
            models.CheckConstraint(
                name="hecho_dias_en_orden", condition=Q(primer_dia__lte=models.F("ultimo_dia")) & ~Q(texto="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.entregable.clave}: {self.dicho}"

    def poner_dias(self, dias: Iterable[date]) -> None:
        """Give it these days, at least one, in any order."""
        suyos = sorted(set(dias))
        self.dias = [dia.isoformat() for dia in suyos]
        self.primer_dia, self.ultimo_dia = suyos[0], suyos[-1]

    @property
    def fechas(self) -> list[date]:
        """Its days, in order."""
        return [date.fromisoformat(dia) for dia in self.dias]

    @property
    def dicho(self) -> str:
        """Its days in words: «1, 8 y 23 de abril de 2024»."""
        return dias_en_prosa(self.fechas)

    def clean(self) -> None:
        """The list holds days, in order and once each, and its ends are the columns."""
        try:
            fechas = self.fechas
        except (TypeError, ValueError) as error:
            raise ValidationError({"dias": "Escriba días con la forma AAAA-MM-DD."}) from error
        if not fechas or fechas != sorted(set(fechas)) or (fechas[0], fechas[-1]) != (self.primer_dia, self.ultimo_dia):
            raise ValidationError(
                {"dias": "Los días van en orden, sin repetir, y el primero y el último son los suyos."}
            )


class Sesion(Auditado):
    """A meeting of a body. One session decides many deliverables."""

    NOMBRE_CON = ("organo",)

    class Tipo(models.TextChoices):
        """Kinds of meeting."""

        REUNION = "reunion", "Reunión de trabajo"
        ORDINARIA = "ordinaria", "Ordinaria"
        EXTRAORDINARIA = "extraordinaria", "Extraordinaria"
        URGENTE = "urgente", "Urgente"

    class Estado(models.TextChoices):
        """From the call to the close."""

        CONVOCADA = "convocada", "Convocada"
        INSTALADA = "instalada", "Instalada"
        CONCLUIDA = "concluida", "Concluida"
        CANCELADA = "cancelada", "Cancelada"

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="sesiones")
    organo = models.ForeignKey(Organo, on_delete=models.PROTECT, related_name="sesiones")
    tipo = models.CharField(max_length=15, choices=Tipo.choices)
    nombre = models.CharField(max_length=200, blank=True, help_text="Por ejemplo «Primera sesión extraordinaria».")
    inicia_en = models.DateTimeField()
    convocada_en = models.DateTimeField(null=True, blank=True)
    lugar = models.CharField(max_length=200, blank=True)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.CONVOCADA)
    termina_en = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-inicia_en"]
        verbose_name = "sesión"
        verbose_name_plural = "sesiones"

    def __str__(self) -> str:
        if self.nombre:
            return self.nombre
        tipo = self.get_tipo_display()
        que = tipo if self.tipo == self.Tipo.REUNION else f"Sesión {tipo.lower()}"
        return f"{que} {'de la' if self.organo.tipo == Organo.Tipo.COMISION else 'del'} {self.organo}"


class Asistencia(Auditado):
    """Whether a member was present."""

    PARTE_DE = "sesion"
    NOMBRE_CON = ("integracion",)

    sesion = models.ForeignKey(Sesion, on_delete=models.CASCADE, related_name="asistencias")
    integracion = models.ForeignKey(Integracion, on_delete=models.PROTECT, related_name="asistencias")
    presente = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="asistencia_unica", fields=["sesion", "integracion"])]

    def __str__(self) -> str:
        return f"{self.integracion}: {'presente' if self.presente else 'ausente'}"


class PuntoOrden(Auditado):
    """A point of the agenda; if it decides a deliverable, the exact document it is about."""

    PARTE_DE = "sesion"

    sesion = models.ForeignKey(Sesion, on_delete=models.CASCADE, related_name="puntos")
    orden = models.PositiveSmallIntegerField()
    titulo = models.CharField(max_length=500)
    entregable = models.ForeignKey(Entregable, on_delete=models.PROTECT, null=True, blank=True, related_name="puntos")
    documento = models.ForeignKey(Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="puntos")

    class Meta:
        ordering = ["sesion", "orden"]
        verbose_name = "punto del orden del día"
        verbose_name_plural = "puntos del orden del día"
        constraints = [
            models.UniqueConstraint(name="punto_orden_unico", fields=["sesion", "orden"]),
            models.UniqueConstraint(
                name="punto_entregable_unico",
                fields=["sesion", "entregable"],
                condition=Q(entregable__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.orden}. {self.titulo}"


class Decision(Auditado):
    """What a body decided on a deliverable, bound to the hash of the document it read."""

    PARTE_DE = "punto"
    NOMBRE_CON = ("punto",)

    class Resultado(models.TextChoices):
        """Outcomes seen in the sources."""

        APROBADO = "aprobado", "Aprobado"
        APROBADO_MODIFICADO = "aprobado_modificado", "Aprobado con modificaciones"
        PRESENTADO = "presentado", "Tenido por presentado"
        DEVUELTO = "devuelto", "Devuelto con observaciones"
        RETIRADO = "retirado", "Retirado del orden del día"

    FAVORABLES = frozenset({Resultado.APROBADO, Resultado.APROBADO_MODIFICADO, Resultado.PRESENTADO})

    punto = models.OneToOneField(PuntoOrden, on_delete=models.PROTECT, related_name="decision")
    etapa = models.ForeignKey(EtapaRuta, on_delete=models.PROTECT, related_name="decisiones")
    resultado = models.CharField(max_length=20, choices=Resultado.choices)
    acuerdo = models.CharField("número de acuerdo", max_length=60, blank=True)
    observaciones = models.TextField(blank=True)
    sha256 = models.CharField("huella del documento decidido", max_length=64, blank=True)
    decidida_en = models.DateTimeField()

    class Meta:
        ordering = ["decidida_en"]
        verbose_name = "decisión"
        verbose_name_plural = "decisiones"
        constraints = [
            models.CheckConstraint(
                name="decision_devuelta_con_texto",
                condition=~Q(resultado="devuelto") | ~Q(observaciones=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_resultado_display()}: {self.punto}"

    @property
    def es_de_reunion(self) -> bool:
        """Whether a working meeting took it: it reviews a draft and binds nobody to its bytes."""
        return self.etapa.tipo_sesion == Sesion.Tipo.REUNION


class Voto(Auditado):
    """A vote by name."""

    PARTE_DE = "decision"
    NOMBRE_CON = ("integracion",)

    class Sentido(models.TextChoices):
        """How it was cast."""

        FAVOR = "favor", "A favor"
        CONTRA = "contra", "En contra"
        ABSTENCION = "abstencion", "Abstención"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="votos")
    integracion = models.ForeignKey(Integracion, on_delete=models.PROTECT, related_name="votos")
    sentido = models.CharField(max_length=10, choices=Sentido.choices)

    class Meta:
        constraints = [models.UniqueConstraint(name="voto_unico", fields=["decision", "integracion"])]

    def __str__(self) -> str:
        return f"{self.integracion}: {self.get_sentido_display()}"


class Remision(Auditado):
    """The sending of a deliverable to INE through SIVOPLE, and INE's later validation."""

    PARTE_DE = "entregable"
    NOMBRE_CON = ("entregable",)

    entregable = models.ForeignKey(Entregable, on_delete=models.PROTECT, related_name="remisiones")
    oficio = models.CharField("número de oficio", max_length=80)
    remitida_en = models.DateTimeField()
    destinatario = models.CharField(max_length=250)
    copia = models.CharField(max_length=250, blank=True)
    acuse = models.ForeignKey(Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="remisiones")
    validada_en = models.DateTimeField("validada por el INE", null=True, blank=True)

    class Meta:
        ordering = ["-remitida_en"]
        verbose_name = "remisión"
        verbose_name_plural = "remisiones"

    def __str__(self) -> str:
        return f"{self.oficio} ({self.entregable})"


# An import that does not go on for so long was cut short: reading the whole file and one batch take less.
SIN_AVANCE = timedelta(minutes=2)


class Importacion(models.Model):
    """A file of candidacies that was loaded: which bytes, when and by whom. What it held stays in each record.

    It is loaded in batches, each a row of `lotes`; until the last one, `terminada_en` is empty. `avance_en` is when it
    last went on, and `error` what stopped it since, if something said so.
    """

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="importaciones")
    archivo = models.CharField(max_length=250)
    sha256 = models.CharField("huella del archivo", max_length=64)
    en = models.DateTimeField("cuándo")
    por = models.ForeignKey(Usuario, on_delete=models.SET_NULL, null=True, blank=True, related_name="importaciones")
    por_nombre = models.CharField("autoría", max_length=200)
    filas = models.PositiveIntegerField(default=0)
    avance_en = models.DateTimeField()
    terminada_en = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    deshaciendo_desde = models.DateTimeField(null=True, blank=True)
    deshecha_en = models.DateTimeField(null=True, blank=True)
    deshecha_por = models.CharField("quién la deshizo", max_length=200, blank=True)

    class Meta:
        ordering = ["-en", "-pk"]
        verbose_name = "importación"
        verbose_name_plural = "importaciones"
        indexes = [models.Index(fields=["proceso", "sha256"])]

    def __str__(self) -> str:
        return self.archivo

    @property
    def llevadas(self) -> int:
        """How many of its rows were gone through."""
        return self.lotes.aggregate(suma=models.Sum("filas"))["suma"] or 0

    @property
    def rechazadas(self) -> int:
        """How many of those did not enter."""
        return sum(len(reporte["rechazadas"]) for reporte in self.lotes.values_list("reporte", flat=True))

    def sigue(self, en: datetime) -> bool:
        """Whether somebody is loading it at `en`, as far as it shows."""
        return self.terminada_en is None and not self.error and en - self.avance_en < SIN_AVANCE

    def sigue_deshaciendo(self, en: datetime) -> bool:
        """Whether somebody is taking it back at `en`, as far as it shows."""
        en_ello = self.deshaciendo_desde is not None and self.deshecha_en is None
        return en_ello and not self.error and en - self.avance_en < SIN_AVANCE

    @property
    def deshechas(self) -> int:
        """How many of its rows were taken back."""
        return self.lotes.exclude(deshecho_en=None).aggregate(suma=models.Sum("filas"))["suma"] or 0

    def lleva(self, en: datetime) -> timedelta:
        """How long it has taken until `en`, or until it stopped."""
        return (en if self.sigue(en) else self.avance_en) - self.en


class LoteImportado(models.Model):
    """A batch of an import: how many rows, up to which one, what is reported of them and the acts that wrote them.

    Written in the transaction that loads them: a batch is in the record whole, or not at all. `hasta` counts the
    persons of the file. `deshecho_en`: when what it wrote was taken back.
    """

    importacion = models.ForeignKey(Importacion, on_delete=models.CASCADE, related_name="lotes")
    filas = models.PositiveIntegerField()
    hasta = models.PositiveIntegerField()
    reporte = models.JSONField()
    actos = models.JSONField(default=list)
    deshecho_en = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["hasta", "pk"]
        verbose_name = "lote importado"
        verbose_name_plural = "lotes importados"

    def __str__(self) -> str:
        return f"{self.importacion}, hasta la fila {self.hasta}"


class PerfilDeImportacion(Auditado):
    """Which column of some table is what of a candidacy, as somebody of the process said it: see `importacion`."""

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="perfiles_de_importacion")
    nombre = models.CharField(max_length=120)
    toml = models.TextField("contenido")

    class Meta:
        ordering = ["nombre"]
        verbose_name = "perfil de importación"
        verbose_name_plural = "perfiles de importación"
        constraints = [models.UniqueConstraint(name="perfil_nombre_unico", fields=["proceso", "nombre"])]

    def __str__(self) -> str:
        return self.nombre


class TramiteEntregable(Process):
    """The running flow of one deliverable: which stage of its route it stands on."""

    entregable = models.OneToOneField(Entregable, on_delete=models.PROTECT, related_name="tramite")
    etapa = models.ForeignKey(EtapaRuta, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "trámite"

    def __str__(self) -> str:
        return f"Trámite de {self.entregable}"
