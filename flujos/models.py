"""Motion: transitions, sessions with their decisions, remissions and the running flow of each deliverable."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Upper
from viewflow.workflow.models import Process

from calendario.fechas import dia_local, dias_en_prosa
from compliance.ambito import Ambito
from compliance.historia import Auditado
from compliance.models import (
    ActorPolitico,
    Area,
    Candidatura,
    Entregable,
    EtapaRuta,
    Hito,
    Integracion,
    Organo,
    Proceso,
    Subactividad,
    SuplenciaDeAsiento,
    Usuario,
)
from compliance.roles import INTERNOS
from documentos.models import Documento


class Realizado(Auditado):
    """Something done on one day or several: who took part, what it left, when it was recorded.

    `dias` are the local days in ISO form, in order; `primer_dia` and `ultimo_dia`, its ends, are what is asked for in
    the database. Something that spans days is judged by its last one. `clase` is a key of `entregables/clases.toml`.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    dias = models.JSONField("días en que se realizó")
    primer_dia = models.DateField()
    ultimo_dia = models.DateField(db_index=True)
    texto = models.TextField("desarrollo")
    participantes = models.CharField("quiénes participaron", max_length=500, blank=True)
    clase = models.SlugField("qué fue", max_length=30, blank=True)
    documento = models.ForeignKey(Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    registrado_en = models.DateTimeField()
    registrado_por = models.ForeignKey(
        Usuario, on_delete=models.SET_NULL, null=True, blank=True, related_name="%(class)ss_registrados"
    )

    class Meta:
        abstract = True
        ordering = ["ultimo_dia", "pk"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_dias_en_orden", condition=Q(primer_dia__lte=models.F("ultimo_dia")) & ~Q(texto="")
            )
        ]

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


class Hecho(Realizado):
    """Something done for a deliverable. `aprueba`: its last day is the approval, which no body decides.

    `subactividad`: the step of its plan that it fulfils, if it is one.
    """

    PARTE_DE = "entregable"
    NOMBRE_CON = ("entregable",)

    entregable = models.ForeignKey(Entregable, on_delete=models.PROTECT, related_name="hechos")
    subactividad = models.ForeignKey(
        Subactividad, on_delete=models.PROTECT, null=True, blank=True, related_name="hechos"
    )
    aprueba = models.BooleanField("su último día es el de la aprobación", default=False)

    class Meta(Realizado.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.entregable.clave}: {self.dicho}"


class HechoDeHito(Realizado):
    """Something done of a milestone of the plan: a module released. Its last day is when the milestone was reached."""

    PARTE_DE = "hito"
    NOMBRE_CON = ("hito",)

    hito = models.ForeignKey(Hito, on_delete=models.PROTECT, related_name="hechos")

    class Meta(Realizado.Meta):
        verbose_name = "hecho de un hito"
        verbose_name_plural = "hechos de los hitos"

    def __str__(self) -> str:
        return f"{self.hito}: {self.dicho}"


class Encargo(Auditado):
    """Who answers for a deliverable from a day on: with `hasta`, in somebody's place until then; without it, for good.

    Of those in force on a day the last one given counts, so that when one ends the one before it counts again. It says
    whose it is and gives no authority: what each person may do with it is told by their roles. Days are local.
    """

    PARTE_DE = "entregable"
    NOMBRE_CON = ("entregable", "persona")

    entregable = models.ForeignKey(Entregable, on_delete=models.PROTECT, related_name="encargos")
    persona = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="encargos")
    desde = models.DateField()
    hasta = models.DateField(null=True, blank=True, help_text="Vacío: hasta que se le encargue a otra persona.")
    motivo = models.TextField()
    encargado_en = models.DateTimeField()
    encargado_por = models.ForeignKey(
        Usuario, on_delete=models.SET_NULL, null=True, blank=True, related_name="encargos_dados"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="encargo_dias_en_orden",
                condition=(Q(hasta__isnull=True) | Q(desde__lte=models.F("hasta"))) & ~Q(motivo=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.entregable.clave}: {self.persona}"


class Nota(Auditado):
    """What somebody says about a deliverable to whoever works on it. Never changed, and it decides nothing.

    `menciones` are the accounts that it names with an at sign: each of them hears of it.
    """

    PARTE_DE = "entregable"
    NOMBRE_CON = ("entregable",)

    entregable = models.ForeignKey(Entregable, on_delete=models.PROTECT, related_name="notas")
    texto = models.TextField()
    menciones = models.JSONField("cuentas que menciona", default=list, blank=True)
    escrita_en = models.DateTimeField(db_index=True)
    autoria = models.ForeignKey(Usuario, on_delete=models.SET_NULL, null=True, blank=True, related_name="notas")

    class Meta:
        ordering = ["escrita_en", "pk"]
        constraints = [models.CheckConstraint(name="nota_con_texto", condition=~Q(texto=""))]

    def __str__(self) -> str:
        return f"Nota de {self.entregable.clave}"


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
        RECESO = "receso", "En receso"
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
    transmision = models.URLField(
        "transmisión pública", max_length=500, blank=True, validators=[URLValidator(schemes=["https"])]
    )

    # Empty: the presidency of the body.
    preside = models.ForeignKey(
        Integracion,
        verbose_name="quién preside, por ausencia de la presidencia",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sesiones_que_preside",
    )

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

    @property
    def abierta(self) -> bool:
        """Whether it began and has not ended, in recess or not."""
        return self.estado in (self.Estado.INSTALADA, self.Estado.RECESO)

    @property
    def dias(self) -> list[date]:
        """The local days on which it meets, in order: from its beginning to its end without those of its recesses."""
        tz = self.proceso.tz
        recesos = sorted(self.recesos.all(), key=lambda r: r.desde)
        comienzos = [self.inicia_en, *(r.hasta for r in recesos if r.hasta)]
        finales = [r.desde for r in recesos]
        dias: set[date] = set()
        for numero, comienzo in enumerate(comienzos):
            final = finales[numero] if numero < len(finales) else self.termina_en or comienzo
            primero, ultimo = dia_local(comienzo, tz), dia_local(final, tz)
            dias |= {primero + timedelta(days=n) for n in range((ultimo - primero).days + 1)}
        return sorted(dias)


class Receso(Auditado):
    """A pause of a session, until it goes on, perhaps on another day. `continua_en`: when it was said that it would."""

    PARTE_DE = "sesion"

    sesion = models.ForeignKey(Sesion, on_delete=models.CASCADE, related_name="recesos")
    desde = models.DateTimeField()
    hasta = models.DateTimeField("reanudación", null=True, blank=True)
    continua_en = models.DateTimeField("cuándo se anunció que continúa", null=True, blank=True)
    motivo = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["desde"]
        constraints = [
            models.CheckConstraint(
                name="receso_en_orden", condition=Q(hasta__isnull=True) | Q(hasta__gte=models.F("desde"))
            ),
            models.UniqueConstraint(name="receso_uno_a_la_vez", fields=["sesion"], condition=Q(hasta__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"Receso de {self.sesion}"


class Asistencia(Auditado):
    """A time during which a member was present, or that they were absent when the list was called.

    Whoever leaves and comes back has several. `desde` empty: since the session was opened; `hasta` empty: until it
    ends. `suplencia`: who sat in the seat, if it was not its owner.
    """

    PARTE_DE = "sesion"
    NOMBRE_CON = ("integracion",)

    sesion = models.ForeignKey(Sesion, on_delete=models.CASCADE, related_name="asistencias")
    integracion = models.ForeignKey(Integracion, on_delete=models.PROTECT, related_name="asistencias")
    presente = models.BooleanField(default=True)
    desde = models.DateTimeField("llegada", null=True, blank=True)
    hasta = models.DateTimeField("salida", null=True, blank=True)
    suplencia = models.ForeignKey(
        SuplenciaDeAsiento, on_delete=models.PROTECT, null=True, blank=True, related_name="asistencias"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="asistencia_una_a_la_vez",
                fields=["sesion", "integracion", "presente"],
                condition=Q(hasta__isnull=True),
            ),
            models.CheckConstraint(
                name="asistencia_en_orden",
                condition=Q(desde__isnull=True) | Q(hasta__isnull=True) | Q(hasta__gte=models.F("desde")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quien}: {'presente' if self.presente else 'ausente'}"

    @property
    def quien(self) -> str:
        """Who sat there, with whose seat it is if it is another's."""
        return str(self.suplencia or self.integracion)

    @property
    def nombre(self) -> str:
        """The name of who sat there."""
        return self.suplencia.nombre if self.suplencia else self.integracion.nombre

    def en(self, momento: datetime) -> bool:
        """Whether they were there at that moment. Whoever leaves is not, from that moment on."""
        return (
            self.presente
            and (self.desde is None or self.desde <= momento)
            and (self.hasta is None or momento < self.hasta)
        )


class PuntoOrden(Auditado):
    """A point of the agenda; if it decides a deliverable, the exact document it is about; of minutes, which.

    `version` grows with each thing that is recorded of it: whoever writes about an earlier one is told. Its number is
    not unique in the database: points change places at once, and whoever changes an agenda holds its session locked.
    """

    PARTE_DE = "sesion"

    class Tipo(models.TextChoices):
        """Kinds of point (`compliance.plan.esquema.TipoDePunto`), in the usual order."""

        ASISTENCIA = "asistencia", "Asistencia y quórum"
        ORDEN = "orden", "Aprobación del orden del día"
        ACTA = "acta", "Aprobación de un acta"
        LECTURA = "lectura", "Lectura"
        ENTREGABLE = "entregable", "Entregable"
        ASUNTO = "asunto", "Otro asunto"
        GENERALES = "generales", "Asuntos generales"
        CLAUSURA = "clausura", "Clausura"

    # What is done by doing it: nothing is decided of them.
    SIN_SENTIDO = (Tipo.ASISTENCIA, Tipo.CLAUSURA)

    tipo = models.CharField(max_length=12, choices=Tipo.choices, default=Tipo.ASUNTO)
    acta = models.ForeignKey("Acta", on_delete=models.PROTECT, null=True, blank=True, related_name="puntos")
    sesion = models.ForeignKey(Sesion, on_delete=models.CASCADE, related_name="puntos")
    orden = models.PositiveSmallIntegerField()
    titulo = models.CharField(max_length=500)
    entregable = models.ForeignKey(Entregable, on_delete=models.PROTECT, null=True, blank=True, related_name="puntos")
    documento = models.ForeignKey(Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="puntos")
    version = models.PositiveIntegerField("versión", default=0, editable=False)

    class Meta:
        ordering = ["sesion", "orden"]
        verbose_name = "punto del orden del día"
        verbose_name_plural = "puntos del orden del día"
        constraints = [
            models.UniqueConstraint(
                name="punto_entregable_unico",
                fields=["sesion", "entregable"],
                condition=Q(entregable__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.orden}. {self.titulo}"


class Papel(Auditado):
    """A document of the session itself. Of one kind and title, the last version is the one in force."""

    PARTE_DE = "sesion"
    NOMBRE_CON = ("documento",)

    class Clase(models.TextChoices):
        """What it is."""

        CONVOCATORIA = "convocatoria", "Convocatoria firmada"
        ORDEN = "orden", "Orden del día"
        ANEXO = "anexo", "Anexo"
        ACTA = "acta", "Acta firmada"

    sesion = models.ForeignKey(Sesion, on_delete=models.PROTECT, related_name="papeles")
    clase = models.CharField("qué es", max_length=12, choices=Clase.choices)
    titulo = models.CharField("título", max_length=200)
    version = models.PositiveSmallIntegerField("versión", default=1)
    documento = models.OneToOneField(Documento, on_delete=models.PROTECT, related_name="papel")

    class Meta:
        ordering = ["clase", "titulo", "-version"]
        verbose_name = "documento de la sesión"
        verbose_name_plural = "documentos de la sesión"
        constraints = [
            models.UniqueConstraint(name="papel_version_unica", fields=["sesion", "clase", "titulo", "version"])
        ]

    def __str__(self) -> str:
        return f"{self.titulo}, versión {self.version}"


class Invitado(Auditado):
    """Somebody who is not of the body and is asked to one session of it, by name."""

    PARTE_DE = "sesion"

    sesion = models.ForeignKey(Sesion, on_delete=models.CASCADE, related_name="invitados")
    nombre = models.CharField(max_length=200)
    cargo = models.CharField("cargo o procedencia", max_length=200, blank=True)
    correo = models.EmailField()

    class Meta:
        ordering = ["nombre"]
        verbose_name = "persona invitada"
        verbose_name_plural = "personas invitadas"
        constraints = [
            models.UniqueConstraint(
                Lower("correo"),
                "sesion",
                name="invitado_unico",
                violation_error_message="Ya hay una persona invitada con ese correo.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.nombre}, {self.cargo}" if self.cargo else self.nombre


class Confirmacion(Auditado):
    """Whether somebody who was called said that they will come: also the proof that they knew."""

    PARTE_DE = "sesion"
    NOMBRE_CON = ("usuario",)

    sesion = models.ForeignKey(Sesion, on_delete=models.CASCADE, related_name="confirmaciones")
    usuario = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="confirmaciones")
    asistira = models.BooleanField("asistirá")
    en = models.DateTimeField("cuándo")

    class Meta:
        verbose_name = "respuesta a la convocatoria"
        verbose_name_plural = "respuestas a la convocatoria"
        constraints = [models.UniqueConstraint(name="confirmacion_unica", fields=["sesion", "usuario"])]

    def __str__(self) -> str:
        return f"{self.usuario}: {'asistirá' if self.asistira else 'no asistirá'}"


class Acta(Auditado):
    """The minutes of a session: a draft made from what was recorded, approved in a later session, signed and frozen.

    `generado` is the draft as it was last made: what `texto` says besides, somebody typed. `version` counts the times
    that the text was saved, so that two who write at once do not write over each other; its history has them all.
    """

    PARTE_DE = "sesion"
    NOMBRE_CON = ("sesion",)

    class Estado(models.TextChoices):
        """From the draft to the signed file."""

        BORRADOR = "borrador", "Borrador"
        POR_APROBAR = "por_aprobar", "Por aprobar"
        APROBADA = "aprobada", "Aprobada"
        FIRMADA = "firmada", "Firmada"

    sesion = models.OneToOneField(Sesion, on_delete=models.PROTECT, related_name="acta")
    estado = models.CharField(max_length=12, choices=Estado.choices, default=Estado.BORRADOR)
    texto = models.TextField()
    generado = models.TextField("borrador que se generó", editable=False)
    version = models.PositiveSmallIntegerField("versión", default=1)
    aprobada_en = models.DateTimeField("cuándo se aprobó", null=True, blank=True)
    firmada = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="actas", verbose_name="acta firmada"
    )

    def __str__(self) -> str:
        return f"Acta de {self.sesion}"

    @property
    def intacta(self) -> bool:
        """Whether nobody typed anything in it since it was made."""
        return self.texto == self.generado


class Decision(Auditado):
    """What a body decided on a point: of a deliverable, bound to the hash of the document it read.

    `etapa`: the stage of the deliverable's route; empty of a point that is about none. `por_calidad`: the presidency
    broke a tie.
    """

    PARTE_DE = "punto"
    NOMBRE_CON = ("punto",)

    class Resultado(models.TextChoices):
        """Outcomes seen in the sources."""

        APROBADO = "aprobado", "Aprobado"
        APROBADO_MODIFICADO = "aprobado_modificado", "Aprobado con modificaciones"
        PRESENTADO = "presentado", "Tenido por presentado"
        ANALIZADO = "analizado", "Analizado"
        ENTERADO = "enterado", "Se tomó nota"
        DEVUELTO = "devuelto", "Devuelto con observaciones"
        RETIRADO = "retirado", "Retirado del orden del día"

    FAVORABLES = frozenset(
        {Resultado.APROBADO, Resultado.APROBADO_MODIFICADO, Resultado.PRESENTADO, Resultado.ANALIZADO}
    )
    # What is said of a point that is about no deliverable.
    SIN_ENTREGABLE = (Resultado.APROBADO, Resultado.APROBADO_MODIFICADO, Resultado.ENTERADO, Resultado.RETIRADO)

    punto = models.OneToOneField(PuntoOrden, on_delete=models.PROTECT, related_name="decision")
    etapa = models.ForeignKey(EtapaRuta, on_delete=models.PROTECT, null=True, blank=True, related_name="decisiones")
    resultado = models.CharField(max_length=20, choices=Resultado.choices)
    acuerdo = models.CharField("número de acuerdo", max_length=60, blank=True)
    observaciones = models.TextField(blank=True)
    sha256 = models.CharField("huella del documento decidido", max_length=64, blank=True)
    decidida_en = models.DateTimeField()
    por_calidad = models.BooleanField("la presidencia desempató", default=False)

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
        return self.etapa is not None and self.etapa.tipo_sesion == Sesion.Tipo.REUNION


class Voto(Auditado):
    """A vote by name. An excusa is not one: whoever is excused from the point counts for nothing in it.

    `suplencia`: who sat in the seat, if it was not its owner.
    """

    PARTE_DE = "decision"
    NOMBRE_CON = ("integracion",)

    class Sentido(models.TextChoices):
        """How it was cast."""

        FAVOR = "favor", "A favor"
        CONTRA = "contra", "En contra"
        ABSTENCION = "abstencion", "Abstención"
        EXCUSA = "excusa", "Excusa"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="votos")
    integracion = models.ForeignKey(Integracion, on_delete=models.PROTECT, related_name="votos")
    sentido = models.CharField(max_length=10, choices=Sentido.choices)
    suplencia = models.ForeignKey(
        SuplenciaDeAsiento, on_delete=models.PROTECT, null=True, blank=True, related_name="votos"
    )

    class Meta:
        constraints = [models.UniqueConstraint(name="voto_unico", fields=["decision", "integracion"])]

    def __str__(self) -> str:
        return f"{self.suplencia or self.integracion}: {self.get_sentido_display()}"

    @property
    def nombre(self) -> str:
        """The name of who voted, and for whom, if they sat for another."""
        return str(self.suplencia) if self.suplencia else self.integracion.nombre


class BorradorDePunto(models.Model):
    """What somebody types of a point and has not recorded yet: of each person their own.

    It has no history: each pause writes it again. `version` is that of the draft, so that two pages of the same person
    do not write over each other; `contenido`, the fields of the form, and `del_punto`, the version of the point that
    they were typed on.
    """

    punto = models.ForeignKey(PuntoOrden, on_delete=models.CASCADE, related_name="borradores")
    por = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="+")
    contenido = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField("versión", default=0)
    del_punto = models.PositiveIntegerField("versión del punto", default=0)
    en = models.DateTimeField("escrito")

    class Meta:
        verbose_name = "borrador de un punto"
        verbose_name_plural = "borradores de puntos"
        constraints = [models.UniqueConstraint(name="borrador_de_punto_uno_por_persona", fields=["punto", "por"])]

    def __str__(self) -> str:
        return f"Borrador de {self.punto}"


class PuntoEnCurso(models.Model):
    """The point that a session is at, for whoever follows it. Without history: what it decides has its own."""

    sesion = models.OneToOneField(Sesion, on_delete=models.CASCADE, related_name="en_curso")
    punto = models.ForeignKey(PuntoOrden, on_delete=models.CASCADE, related_name="+")
    en = models.DateTimeField("desde")

    class Meta:
        verbose_name = "punto en curso"
        verbose_name_plural = "puntos en curso"

    def __str__(self) -> str:
        return f"{self.sesion}: {self.punto}"


class Destinatario(Auditado):
    """Whom the institute writes to: a unit of INE, or another. `de_costumbre`: in which place a new oficio names it."""

    class DeCostumbre(models.TextChoices):
        """Its usual place in an oficio."""

        PARA = "para", "Destinataria"
        COPIA = "copia", "Con copia"

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="destinatarios")
    nombre = models.CharField(max_length=250)
    de_costumbre = models.CharField(
        "en un oficio nuevo", max_length=5, choices=DeCostumbre.choices, blank=True, help_text="Vacío: no se ofrece."
    )
    vigente = models.BooleanField(default=True)

    class Meta:
        ordering = ["nombre"]
        constraints = [
            models.UniqueConstraint(
                name="destinatario_nombre_unico",
                fields=["proceso", "nombre"],
                violation_error_message="Ya está en la lista de destinatarios.",
            )
        ]

    def __str__(self) -> str:
        return self.nombre


class SerieDeOficios(Auditado):
    """Numbers that an area gives to its oficios in a year, one after another.

    `formato` is how they are printed, with «{numero}» where the consecutive goes and «{anio}» for the year:
    «IMPEPAC/SE/{numero}/{anio}». `ultimo` is the last one given, or the last before the series was kept here.
    """

    NUMERO, ANIO, CIFRAS = "{numero}", "{anio}", 9

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="series_de_oficios")
    area = models.ForeignKey(
        Area,
        verbose_name="área",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="series_de_oficios",
        help_text="Vacía: de la Secretaría Ejecutiva.",
    )
    anio = models.PositiveSmallIntegerField("año")
    formato = models.CharField(
        max_length=60,
        help_text="Con {numero} donde va el consecutivo y {anio} donde va el año: IMPEPAC/SE/{numero}/{anio}.",
    )
    digitos = models.PositiveSmallIntegerField(
        "cifras del número", default=0, help_text="Con 4, el 7 se escribe 0007; con 0, como es."
    )
    ultimo = models.PositiveIntegerField("último número dado", default=0)
    vigente = models.BooleanField(default=True, help_text="Una serie que no está vigente no da más números.")

    class Meta:
        ordering = ["-anio", "formato"]
        verbose_name = "serie de oficios"
        verbose_name_plural = "series de oficios"
        constraints = [
            models.UniqueConstraint(
                name="serie_de_oficios_unica",
                fields=["proceso", "formato", "anio"],
                violation_error_message="Ya hay una serie con ese formato en ese año.",
            )
        ]

    def __str__(self) -> str:
        return self.formato.replace(self.NUMERO, "…").replace(self.ANIO, str(self.anio))

    def clean(self) -> None:
        """It has one place for its number, which is not too long, and its area is of the same process."""
        if self.digitos > self.CIFRAS:
            raise ValidationError({"digitos": f"Escriba {self.CIFRAS} o menos."})
        if self.formato.count(self.NUMERO) != 1:
            raise ValidationError({"formato": f"Escriba {self.NUMERO} una vez, donde va el consecutivo."})
        if self.area is not None and self.area.proceso_id != self.proceso_id:
            raise ValidationError({"area": "Pertenece a otro proceso."})

    def numero(self, consecutivo: int) -> str:
        """How the number is printed."""
        escrito = str(consecutivo).zfill(self.digitos)
        return self.formato.replace(self.NUMERO, escrito).replace(self.ANIO, str(self.anio))


class Oficio(Auditado):
    """A letter with its number, given once in the process: reserved, then sent to INE, or cancelled.

    `fecha` is the day that it bears; `remitido_en`, when SIVOPLE took it; `acuse_en`, when its acuse says. Who signs is
    kept with the name, and with whose place they took then.
    """

    class Estado(models.TextChoices):
        """What was done with the number. What INE answers is of each deliverable: see `Remision`."""

        RESERVADO = "reservado", "Reservado"
        ENVIADO = "enviado", "Enviado"
        CANCELADO = "cancelado", "Cancelado"

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="oficios")
    serie = models.ForeignKey(SerieDeOficios, on_delete=models.PROTECT, null=True, blank=True, related_name="oficios")
    consecutivo = models.PositiveIntegerField(null=True, blank=True)
    numero = models.CharField("número", max_length=80)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="oficios")
    asunto = models.CharField(max_length=300, blank=True)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.RESERVADO)
    fecha = models.DateField("fecha del oficio", null=True, blank=True)
    reservado_en = models.DateTimeField(null=True, blank=True)
    reservado_por = models.ForeignKey(
        Usuario, on_delete=models.SET_NULL, null=True, blank=True, related_name="oficios_reservados"
    )
    motivo_cancelacion = models.TextField("por qué se canceló", blank=True)
    remitido_en = models.DateTimeField("enviado por SIVOPLE", null=True, blank=True)
    acuse_en = models.DateTimeField("fecha del acuse", null=True, blank=True)
    acuse = models.ForeignKey(Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="oficios")
    firma = models.ForeignKey(
        Usuario, on_delete=models.SET_NULL, null=True, blank=True, related_name="oficios_firmados"
    )
    firma_nombre = models.CharField("quién firma", max_length=200, blank=True)
    firma_en_suplencia_de = models.CharField(max_length=200, blank=True)
    nota = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                "proceso",
                Upper("numero"),
                name="oficio_numero_unico",
                violation_error_message="Ese número de oficio ya está usado en el proceso.",
            ),
            models.UniqueConstraint(
                name="oficio_consecutivo_unico",
                fields=["serie", "consecutivo"],
                condition=Q(serie__isnull=False),
                violation_error_message="Ese consecutivo de la serie ya está dado.",
            ),
            models.CheckConstraint(
                name="oficio_cancelado_con_motivo", condition=~Q(estado="cancelado") | ~Q(motivo_cancelacion="")
            ),
            models.CheckConstraint(
                name="oficio_enviado_con_momento", condition=Q(estado="enviado") | Q(remitido_en__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["proceso", "remitido_en"])]

    def __str__(self) -> str:
        return self.numero


class DirigidoA(Auditado):
    """To whom an oficio goes, or goes in copy."""

    PARTE_DE = "oficio"
    NOMBRE_CON = ("destinatario",)

    oficio = models.ForeignKey(Oficio, on_delete=models.CASCADE, related_name="dirigidos")
    destinatario = models.ForeignKey(Destinatario, on_delete=models.PROTECT, related_name="dirigidos")
    copia = models.BooleanField(default=False)

    class Meta:
        ordering = ["copia", "pk"]
        verbose_name = "persona destinataria de un oficio"
        verbose_name_plural = "personas destinatarias de los oficios"
        constraints = [models.UniqueConstraint(name="dirigido_una_vez", fields=["oficio", "destinatario", "copia"])]

    def __str__(self) -> str:
        return f"{'Copia: ' if self.copia else ''}{self.destinatario}"


class Remision(Auditado):
    """A deliverable that an oficio took to INE through SIVOPLE, and INE's later validation of it.

    `oficio`, `destinatario` and `copia` are what was written when it was sent.
    """

    PARTE_DE = "entregable"
    NOMBRE_CON = ("entregable",)

    entregable = models.ForeignKey(Entregable, on_delete=models.PROTECT, related_name="remisiones")
    en_oficio = models.ForeignKey(
        Oficio, verbose_name="oficio", on_delete=models.PROTECT, null=True, blank=True, related_name="remisiones"
    )
    oficio = models.CharField("número de oficio", max_length=80)
    remitida_en = models.DateTimeField()
    destinatario = models.CharField(max_length=600)
    copia = models.CharField(max_length=600, blank=True)
    acuse = models.ForeignKey(Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="remisiones")
    validada_en = models.DateTimeField("validada por el INE", null=True, blank=True)

    class Meta:
        ordering = ["-remitida_en"]
        verbose_name = "remisión"
        verbose_name_plural = "remisiones"

    def __str__(self) -> str:
        return f"{self.oficio} ({self.entregable})"


class ObservacionDelINE(Auditado):
    """What INE observed of what was sent, and what the institute answered. Moments are those of SIVOPLE."""

    PARTE_DE = "remision"
    NOMBRE_CON = ("remision__entregable",)

    remision = models.ForeignKey(Remision, on_delete=models.PROTECT, related_name="observaciones")
    observada_en = models.DateTimeField()
    texto = models.TextField("qué observó")
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="observaciones_del_ine"
    )
    respondida_en = models.DateTimeField(null=True, blank=True)
    respuesta = models.TextField(blank=True)
    respuesta_documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="respuestas_al_ine"
    )

    class Meta:
        ordering = ["observada_en", "pk"]
        verbose_name = "observación del INE"
        verbose_name_plural = "observaciones del INE"
        constraints = [
            models.CheckConstraint(
                name="observacion_ine_respondida_con_texto",
                condition=Q(respondida_en__isnull=True, respuesta="")
                | (Q(respondida_en__gte=models.F("observada_en")) & ~Q(respuesta="")),
            )
        ]

    def __str__(self) -> str:
        return f"Observación a {self.remision}"


class CausaDeEntregable(Auditado):
    """What opened a contingent deliverable: another deliverable, a decision, a candidacy, or what somebody says."""

    PARTE_DE = "entregable"
    NOMBRE_CON = ("entregable",)

    entregable = models.OneToOneField(Entregable, on_delete=models.PROTECT, related_name="causa")
    de_entregable = models.ForeignKey(
        Entregable, on_delete=models.PROTECT, null=True, blank=True, related_name="consecuencias"
    )
    decision = models.ForeignKey(
        "Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="consecuencias"
    )
    candidatura = models.ForeignKey(
        Candidatura, on_delete=models.PROTECT, null=True, blank=True, related_name="consecuencias"
    )
    texto = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "causa de un entregable"
        verbose_name_plural = "causas de los entregables"
        constraints = [
            models.CheckConstraint(
                name="causa_dice_algo",
                condition=Q(de_entregable__isnull=False)
                | Q(decision__isnull=False)
                | Q(candidatura__isnull=False)
                | ~Q(texto=""),
            )
        ]

    def __str__(self) -> str:
        return f"Origen de {self.entregable}"


class CampanaDeExhortos(Auditado):
    """Letters to those who postulate people to whom something is missing, one each, prepared and approved together.

    `eleccion` is what was asked for (`exhortos.faltas.Eleccion`), and `corte` the moment at which its rows were so.
    `version` counts the times that it was saved: who approves says which one they read. On approval the words of the
    letter (`textos`) and who signs stay as they were, so that its papers may be made afterwards. `responder_hasta` is a
    local day.
    """

    class Estado(models.TextChoices):
        """Until somebody approves it nothing leaves."""

        PREPARADA = "preparada", "Por aprobar"
        APROBADA = "aprobada", "Aprobada"
        DESCARTADA = "descartada", "Descartada"

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="campanas_de_exhortos")
    nombre = models.CharField(max_length=150)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.PREPARADA)
    eleccion = models.JSONField("qué se eligió")
    corte = models.DateTimeField()
    responder_hasta = models.DateField("se responde a más tardar")
    parrafo = models.TextField("párrafo propio de esta campaña", blank=True)
    version = models.PositiveIntegerField("versión", default=1)
    preparada_en = models.DateTimeField()
    preparada_por = models.ForeignKey(
        Usuario, on_delete=models.SET_NULL, null=True, blank=True, related_name="exhortos_preparados"
    )
    motivo_descarte = models.TextField("por qué se descartó", blank=True)
    aprobada_en = models.DateTimeField(null=True, blank=True)
    aprobada_por = models.ForeignKey(
        Usuario, on_delete=models.SET_NULL, null=True, blank=True, related_name="exhortos_aprobados"
    )
    firma_nombre = models.CharField("quién firma", max_length=200, blank=True)
    firma_en_suplencia_de = models.CharField(max_length=200, blank=True)
    textos = models.JSONField("lo que dicen las cartas", default=dict, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "campaña de exhortos"
        verbose_name_plural = "campañas de exhortos"
        constraints = [
            models.UniqueConstraint(
                name="campana_nombre_unico",
                fields=["proceso", "nombre"],
                condition=~Q(estado="descartada"),
                violation_error_message="Ya hay una campaña con ese nombre.",
            ),
            models.CheckConstraint(
                name="campana_aprobada_con_firma",
                condition=Q(estado="aprobada", aprobada_en__isnull=False) & ~Q(firma_nombre="")
                | ~Q(estado="aprobada") & Q(aprobada_en=None, firma_nombre=""),
            ),
            models.CheckConstraint(
                name="campana_descartada_con_motivo", condition=~Q(estado="descartada") | ~Q(motivo_descarte="")
            ),
        ]

    def __str__(self) -> str:
        return self.nombre


class ExhortoQuerySet(models.QuerySet["Exhorto"]):
    """The vocabulary of letters."""

    def visibles_para(self, ambito: Ambito) -> "ExhortoQuerySet":
        """All of a process for those inside the institute; to a party or an independent, theirs once issued."""
        independientes = ActorPolitico.objects.filter(
            tipo=ActorPolitico.Tipo.INDEPENDIENTE, candidaturas__in=ambito.candidaturas
        )
        suyos = Q(actor__in=ambito.actores) | Q(actor__in=independientes)
        return self.filter(Q(campana__proceso__in=ambito.procesos_con(INTERNOS)) | suyos & Q(documento__isnull=False))

    def van(self) -> "ExhortoQuerySet":
        """Those that name somebody and were not left out."""
        return self.filter(motivo_fuera="", filas__isnull=False).distinct()


class Exhorto(Auditado):
    """The letter of a campaign to a party, a coalition or an independent candidacy.

    Its number is an oficio of the ledger, and its paper (`documento`) is made once. That it was received (`acusado_en`)
    is said by its account (`acuse_como` empty), or noted by the institute, which says how.
    """

    PARTE_DE = "campana"
    NOMBRE_CON = ("actor", "oficio")

    class Estado(models.TextChoices):
        """Where it stands, told by what it has; how it was mailed is told by its notices."""

        POR_APROBAR = "por_aprobar", "Por aprobar"
        FUERA = "fuera", "Queda fuera"
        DESCARTADO = "descartado", "Descartado"
        POR_EMITIR = "por_emitir", "Se está haciendo"
        EMITIDO = "emitido", "Sin acuse"
        ACUSADO = "acusado", "Con acuse"
        RESPONDIDO = "respondido", "Respondido"

    campana = models.ForeignKey(CampanaDeExhortos, on_delete=models.PROTECT, related_name="cartas")
    actor = models.ForeignKey(ActorPolitico, on_delete=models.PROTECT, related_name="exhortos")
    motivo_fuera = models.CharField("por qué queda fuera", max_length=300, blank=True)
    oficio = models.OneToOneField(Oficio, on_delete=models.PROTECT, null=True, blank=True, related_name="exhorto")
    documento = models.OneToOneField(Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="exhorto")
    # The workbook of whom it names, when they are too many for paper, which bears its hash.
    anexo = models.OneToOneField(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="exhorto_que_completa"
    )
    emitido_en = models.DateTimeField(null=True, blank=True)
    acusado_en = models.DateTimeField("se recibió", null=True, blank=True)
    acusado_por = models.ForeignKey(
        Usuario, on_delete=models.SET_NULL, null=True, blank=True, related_name="exhortos_acusados"
    )
    acuse_como = models.CharField("cómo consta que se recibió", max_length=300, blank=True)
    acuse_documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="exhortos_que_acusa"
    )
    respondido_en = models.DateTimeField("se respondió", null=True, blank=True)
    respondido_por = models.ForeignKey(
        Usuario, on_delete=models.SET_NULL, null=True, blank=True, related_name="exhortos_respondidos"
    )
    respuesta = models.TextField(blank=True)
    respuesta_documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="exhortos_que_responde"
    )

    objects = ExhortoQuerySet.as_manager()

    class Meta:
        ordering = ["campana", "actor__nombre", "pk"]
        constraints = [
            models.UniqueConstraint(name="exhorto_uno_por_actor", fields=["campana", "actor"]),
            models.CheckConstraint(
                name="exhorto_en_orden",
                condition=(Q(motivo_fuera="") | Q(oficio=None))
                & (Q(documento=None, emitido_en=None) | Q(oficio__isnull=False, emitido_en__isnull=False))
                & (Q(acusado_en=None, respondido_en=None) | Q(documento__isnull=False)),
            ),
            models.CheckConstraint(
                name="exhorto_respondido_con_algo",
                condition=Q(respondido_en=None) | ~Q(respuesta="") | Q(respuesta_documento__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Exhorto {self.oficio}" if self.oficio else f"Exhorto a {self.actor}"

    @property
    def proceso(self) -> Proceso:
        """That of its campaign."""
        return self.campana.proceso

    @property
    def estado(self) -> str:
        """Where it stands: see `Estado`."""
        if self.motivo_fuera:
            return self.Estado.FUERA.value
        if self.respondido_en:
            return self.Estado.RESPONDIDO.value
        if self.acusado_en:
            return self.Estado.ACUSADO.value
        if self.documento_id:
            return self.Estado.EMITIDO.value
        return {
            CampanaDeExhortos.Estado.PREPARADA: self.Estado.POR_APROBAR.value,
            CampanaDeExhortos.Estado.APROBADA: self.Estado.POR_EMITIR.value,
            CampanaDeExhortos.Estado.DESCARTADA: self.Estado.DESCARTADO.value,
        }[CampanaDeExhortos.Estado(self.campana.estado)]

    def get_estado_display(self) -> str:
        """The same in words."""
        return str(self.Estado(self.estado).label)


class FilaDeExhorto(Auditado):
    """A candidacy in a letter, and what it lacked at the cut-off: by key (see `exhortos.faltas`), and in words.

    What is missing is said by the name of its step; never an answer. The name is that of its person: it is kept once.
    """

    PARTE_DE = "exhorto"
    NOMBRE_CON = ("candidatura__persona",)

    exhorto = models.ForeignKey(Exhorto, on_delete=models.CASCADE, related_name="filas")
    candidatura = models.ForeignKey(Candidatura, on_delete=models.PROTECT, related_name="filas_de_exhorto")
    orden = models.PositiveIntegerField()
    faltas = models.JSONField("qué le faltaba")
    dicho = models.TextField("qué le faltaba, en palabras")

    class Meta:
        ordering = ["exhorto", "orden"]
        verbose_name = "persona en un exhorto"
        verbose_name_plural = "exhortos que la nombran"
        constraints = [models.UniqueConstraint(name="fila_de_exhorto_unica", fields=["exhorto", "candidatura"])]

    def __str__(self) -> str:
        return f"{self.candidatura.persona}: {self.dicho}"


# An import that does not go on for so long was cut short: reading the whole file and one batch take less.
SIN_AVANCE = timedelta(minutes=2)


class ConexionSNR(Auditado):
    """Where the candidacies of a process are read from INE's registry: what INE gives in writing, but the password.

    The password is only in the environment of the server (`CAUCE_SNR_CONTRASENA`).
    """

    proceso = models.OneToOneField(Proceso, on_delete=models.PROTECT, related_name="conexion_snr")
    direccion = models.URLField("vínculo al servicio", max_length=500, validators=[URLValidator(schemes=["https"])])
    usuario = models.CharField(max_length=120)
    id_proceso = models.CharField("identificador del proceso electoral", max_length=60)

    class Meta:
        verbose_name = "conexión con el SNR"
        verbose_name_plural = "conexiones con el SNR"

    def __str__(self) -> str:
        return f"SNR, proceso {self.id_proceso}"


class LecturaDelSNR(models.Model):
    """A time that the registry was read: how many rows came, and how many are not as the last time.

    `huellas` are those of each row, keyed with the key of the process: they tell whether a row is the same, and nothing
    of whom it speaks. `falla` says why it could not be read.
    """

    conexion = models.ForeignKey(ConexionSNR, on_delete=models.CASCADE, related_name="lecturas")
    en = models.DateTimeField()
    por_nombre = models.CharField("quién la pidió", max_length=200)
    filas = models.PositiveIntegerField(default=0)
    nuevas = models.PositiveIntegerField("nuevas o cambiadas", default=0)
    ausentes = models.PositiveIntegerField("que ya no vienen", default=0)
    sha256 = models.CharField("huella del archivo que se ensayó", max_length=64, blank=True)
    huellas = models.JSONField(default=list)
    falla = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Lectura del {self.en:%d/%m/%Y}"


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


class Trabajo(models.Model):
    """A file that somebody asked for and takes longer than a page may: made apart, theirs alone, kept for some days.

    `direccion` is the address that answers it, and `alcance` what they could reach in the process when it was made.
    `avance_en` is when it last went on; each attempt is one more of `intentos`. `constancia`: what is noted of whoever
    fetches it (model, key and facts). Its bytes rest sealed (`flujos.trabajos`).
    """

    class Estado(models.TextChoices):
        """From asking to fetching."""

        PEDIDO = "pedido", "En espera"
        HACIENDO = "haciendo", "Se está preparando"
        HECHO = "hecho", "Listo"
        FALLIDO = "fallido", "No se pudo preparar"
        CANCELADO = "cancelado", "Cancelado"

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="trabajos")
    por = models.ForeignKey(Usuario, on_delete=models.CASCADE, related_name="trabajos")
    nombre = models.CharField(max_length=200)
    direccion = models.TextField("dirección")
    alcance = models.JSONField(default=list)
    pedido_en = models.DateTimeField()
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.PEDIDO)
    intentos = models.PositiveSmallIntegerField(default=0)
    hechas = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    avance_en = models.DateTimeField()
    terminado_en = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    archivo = models.CharField(max_length=250, blank=True)
    tipo = models.CharField(max_length=120, blank=True)
    tamano = models.PositiveBigIntegerField("tamaño", default=0)
    constancia = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "archivo que se prepara"
        verbose_name_plural = "archivos que se preparan"
        indexes = [models.Index(fields=["estado", "avance_en"], name="trabajo_parado")]

    def __str__(self) -> str:
        return self.nombre

    @property
    def en_curso(self) -> bool:
        """Whether it is not over."""
        return self.estado in (self.Estado.PEDIDO, self.Estado.HACIENDO)


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
    # Read by the switch as the task ends, and written just before: where it stands is the deliverable's.
    etapa = models.ForeignKey(EtapaRuta, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "trámite"

    def __str__(self) -> str:
        return f"Trámite de {self.entregable}"
