"""Institutes, processes, bodies, areas, and who acts in which role."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractUser, Group
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from pydantic import ValidationError as ValidacionDePydantic
from simple_history.models import HistoricalRecords

from calendario.models import HistoriaConAutoria, TextoLimpio, validar_zona_horaria

from ..historia import Auditado
from ..plan.esquema import ConvocatoriaDatos, leer_orden
from ..reloj import hoy
from ..roles import ROLES_CON_SEGUNDO_FACTOR, ROLES_DE_IDENTIDAD, ROLES_POR_CONFIRMAR, Rol
from ..votos import MAYORIAS, USUALES, Reglas


class Usuario(TextoLimpio, AbstractUser):
    """A person with an account. Never deleted: deactivated, so that authorship survives.

    Its history says who opened, changed or closed the account; neither passwords nor entrances are in it.
    """

    history = HistoricalRecords(bases=[HistoriaConAutoria], excluded_fields=["password", "last_login"])

    class Meta(AbstractUser.Meta):
        verbose_name = "persona usuaria"
        verbose_name_plural = "personas usuarias"
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="usuario_unico_sin_mayusculas",
                violation_error_message="Ya hay una cuenta con ese nombre de usuario, escrito con otras mayúsculas.",
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Entering writes the moment and may hash the password again: that is no change of the account."""
        if set(kwargs.get("update_fields") or {"todos"}) <= {"last_login", "password"}:
            self.skip_history_when_saving = True
        try:
            super().save(*args, **kwargs)
        finally:
            self.__dict__.pop("skip_history_when_saving", None)


class Instituto(Auditado):
    """An electoral institute: an OPL, or INE itself."""

    clave = models.SlugField(unique=True)
    siglas = models.CharField(max_length=20)
    nombre = models.CharField(max_length=200)
    entidad = models.CharField("entidad federativa", max_length=60)
    zona_horaria = models.CharField(max_length=40, default="America/Mexico_City", validators=[validar_zona_horaria])
    color = models.CharField(
        "color institucional", max_length=7, default="#5b2a86", help_text="Hexadecimal, por ejemplo #5b2a86"
    )
    # Whom the public turns to. What is empty the public pages do not say.
    sitio_web = models.CharField(
        "sitio web", max_length=200, blank=True, validators=[URLValidator(schemes=["https", "http"])]
    )
    correo = models.EmailField("correo de atención al público", blank=True)
    telefono = models.CharField("teléfono de atención al público", max_length=80, blank=True)
    domicilio = models.CharField(max_length=250, blank=True)
    area_de_quejas = models.CharField(
        "área que recibe quejas y pide rectificar",
        max_length=200,
        blank=True,
        help_text="La de quejas sobre lo publicado, como la nombra el instituto. Vacía: el sitio remite a la oficialía "
        "de partes.",
    )
    como_quejarse = models.CharField(
        "cómo se llega a ella",
        max_length=250,
        blank=True,
        help_text="Ventanilla, horario, correo o dirección: lo que se lee en la página de quejas.",
    )

    class Meta:
        ordering = ["siglas"]

    def __str__(self) -> str:
        return self.siglas

    @property
    def tz(self) -> ZoneInfo:
        """Time zone in which this institute's whole days begin and end."""
        return ZoneInfo(self.zona_horaria)


def con_segundo_factor() -> list[str]:
    """Whose entrance takes a second factor where nobody said otherwise."""
    return sorted(ROLES_CON_SEGUNDO_FACTOR)


class Proceso(Auditado):
    """An electoral process of one institute. All dates are local days of the institute."""

    class OrdenAutorizacion(models.TextChoices):
        """Whether the party's word, the institute's check, or both let a record become public."""

        AMBAS = "ambas", "Partido y verificación"
        PARTIDO = "partido", "Basta la autorización del partido"
        VERIFICACION = "verificacion", "Basta la verificación"

    class ModoPublicacion(models.TextChoices):
        """Who publishes, from the start date on, what may be published."""

        AUTOMATICA = "automatica", "Automática, al iniciar la publicación"
        MANUAL = "manual", "A mano"

    instituto = models.ForeignKey(Instituto, on_delete=models.PROTECT, related_name="procesos")
    clave = models.SlugField(unique=True)
    nombre = models.CharField(max_length=200)
    jornada = models.DateField("jornada electoral")
    inicio = models.DateField("inicio del proceso", null=True, blank=True)
    fin = models.DateField("fin del proceso", null=True, blank=True)
    campanas_inicio = models.DateField("inicio de campañas", null=True, blank=True)
    campanas_fin = models.DateField("fin de campañas", null=True, blank=True)
    publicacion_inicio = models.DateField(
        "inicio de la publicación",
        null=True,
        blank=True,
        help_text="La fija el acuerdo del entregable 11.12 (Lineamientos art. 11 num. 9).",
    )
    dias_por_vencer = models.PositiveSmallIntegerField(
        "días de aviso", default=7, help_text="Un entregable está «por vencer» si le faltan estos días o menos."
    )
    dias_cuentas = models.PositiveSmallIntegerField("días naturales para entregar cuentas", default=3)
    dias_enlace = models.PositiveSmallIntegerField(
        "días naturales que sirve el enlace de una cuenta",
        default=15,
        help_text="Después se reenvía otro; la persona también puede pedirlo.",
    )
    dias_captura = models.PositiveSmallIntegerField("días naturales de captura", default=15)
    dias_captura_sustitucion = models.PositiveSmallIntegerField("días naturales de captura por sustitución", default=5)
    dias_respuesta = models.PositiveSmallIntegerField("días naturales para responder observaciones", default=5)
    joven_desde = models.PositiveSmallIntegerField("edad mínima de persona joven", default=18)
    joven_hasta = models.PositiveSmallIntegerField("edad máxima de persona joven", default=29)
    mayor_desde = models.PositiveSmallIntegerField("edad mínima de persona mayor", default=60)
    orden_autorizacion = models.CharField(
        max_length=12, choices=OrdenAutorizacion.choices, default=OrdenAutorizacion.AMBAS
    )
    modo_publicacion = models.CharField(
        "modo de publicación",
        max_length=10,
        choices=ModoPublicacion.choices,
        default=ModoPublicacion.AUTOMATICA,
        help_text="Automática: desde el inicio de la publicación, lo que ya puede publicarse se publica solo.",
    )
    exige_foto = models.BooleanField(
        "exige fotografía", default=True, help_text="Si el cuestionario curricular está incompleto sin ella."
    )
    foto_lado_minimo = models.PositiveSmallIntegerField(
        "lado menor mínimo de la fotografía, en píxeles",
        default=320,
        validators=[MinValueValidator(100)],
        help_text="320 es el doble de lo que mide en la página pública: en una pantalla densa se ve nítida.",
    )
    foto_lado_maximo = models.PositiveSmallIntegerField(
        "lado mayor máximo de la fotografía, en píxeles",
        default=1600,
        validators=[MinValueValidator(640)],
        help_text="La que mide más se reduce al subirla: 1600 alcanza para imprimirla a 13 centímetros.",
    )
    entregable_aviso = models.CharField(
        "llave del entregable que aprueba el aviso de privacidad",
        max_length=80,
        default="aviso-de-privacidad",
        help_text="El documento que aprobó el Comité de Transparencia se ofrece junto al aviso.",
    )
    conservar_hasta = models.DateField(
        "último día en que se conservan las respuestas de identidad",
        null=True,
        blank=True,
        help_text="Después se suprimen (manage.py suprimir). Lo fija el documento que se nombra abajo.",
    )
    conservar_documento = models.CharField(
        "documento que fija ese plazo",
        max_length=200,
        blank=True,
        help_text="Por ejemplo, el acuerdo del Comité de Transparencia o el catálogo de disposición documental.",
    )
    conservar_retiradas_dias = models.PositiveSmallIntegerField(
        "días naturales que se conservan los datos sensibles de una candidatura retirada",
        null=True,
        blank=True,
        help_text="Después se propone suprimirlos. Lo fija el documento que se nombra abajo; sin él nada se propone.",
    )
    conservar_retiradas_documento = models.CharField("documento que fija esos días", max_length=200, blank=True)
    nombra_sin_publicar = models.BooleanField(
        "«Mi boleta» nombra a quien aún no publica",
        default=False,
        help_text="De las candidaturas aprobadas sin registro publicado, su nombre y su lugar en la fórmula; nada más.",
    )
    filtra_por_sexo = models.BooleanField(
        "el sitio público filtra por sexo",
        default=True,
        help_text="El del registro: mujer, hombre o no binaria. No es una respuesta del cuestionario de identidad. Las "
        "descargas y las estadísticas lo dicen siempre, como las del INE.",
    )
    segundo_factor_roles = models.JSONField(
        "roles que entran con segundo factor",
        default=con_segundo_factor,
        blank=True,
        help_text="Claves de rol: verificacion, administracion, secretaria_ejecutiva, auditoria… Para los demás es "
        "voluntario.",
    )
    segundo_factor_desde = models.DateField(
        "día en que se anuncia el segundo factor",
        default=hoy,
        null=True,
        blank=True,
        help_text="Desde él corre la gracia; al terminar, sin segundo factor solo se entra para ponerlo. Vacío: no se "
        "exige.",
    )
    segundo_factor_gracia = models.PositiveSmallIntegerField(
        "días naturales de gracia para poner el segundo factor", default=15
    )
    es_demostracion = models.BooleanField("datos sintéticos de demostración", default=False)

    class Meta:
        ordering = ["-jornada", "clave"]
        constraints = [
            models.CheckConstraint(
                name="proceso_conservacion_con_documento",
                condition=Q(conservar_hasta__isnull=True) & Q(conservar_documento="")
                | Q(conservar_hasta__isnull=False, conservar_hasta__gte=models.F("jornada"))
                & ~Q(conservar_documento=""),
                violation_error_message="Las respuestas de identidad se conservan al menos hasta la jornada, y un "
                "documento fija hasta cuándo: indique los dos, o ninguno.",
            ),
            models.CheckConstraint(
                name="proceso_conservacion_de_retiradas_con_documento",
                condition=Q(conservar_retiradas_dias__isnull=True, conservar_retiradas_documento="")
                | Q(conservar_retiradas_dias__isnull=False) & ~Q(conservar_retiradas_documento=""),
                violation_error_message="Cuántos días se conservan los datos de una candidatura retirada lo fija un "
                "documento: indique los dos, o ninguno.",
            ),
            models.CheckConstraint(
                name="proceso_campanas_en_orden",
                condition=Q(campanas_fin__isnull=True)
                | Q(campanas_inicio__isnull=True)
                | Q(campanas_fin__gte=models.F("campanas_inicio")),
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    @property
    def tz(self) -> ZoneInfo:
        """Time zone of the institute."""
        return self.instituto.tz

    @property
    def segundo_factor_exigible(self) -> date | None:
        """The first local day on which its roles do not enter without a second factor; None if that never comes.

        Nobody asks for it in a demonstration, which anybody tries with the accounts that it prints.
        """
        if self.segundo_factor_desde is None or self.es_demostracion:
            return None
        return self.segundo_factor_desde + timedelta(days=self.segundo_factor_gracia)

    def clean(self) -> None:
        """The roles that need a second factor are roles."""
        super().clean()
        dichos = self.segundo_factor_roles
        if not isinstance(dichos, list) or not all(isinstance(r, str) and r in Rol.values for r in dichos):
            raise ValidationError(
                {"segundo_factor_roles": f"Escriba una lista de claves de rol, entre: {', '.join(Rol.values)}."}
            )

    def abarca(self, dia: date) -> bool:
        """Whether an act of the process may be of that local day: two years before election day to one after.

        Wide on purpose: it catches a year that was mistyped, not a late act.
        """
        return self.jornada - timedelta(days=730) <= dia <= self.jornada + timedelta(days=365)


class Organo(Auditado):
    """A body that meets and decides: council, commission, transparency committee.

    `convocatoria_horas`, `orden_del_dia` and `representaciones` say how it is called, as the plan file writes them
    (`compliance.plan.esquema.OrganoDatos`).
    """

    class Tipo(models.TextChoices):
        """What the law calls the body."""

        CONSEJO = "consejo", "Consejo"
        COMISION = "comision", "Comisión"
        COMITE = "comite", "Comité de Transparencia"
        GRUPO = "grupo", "Grupo de trabajo"

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="organos")
    clave = models.SlugField()
    nombre = models.CharField(max_length=250)
    tipo = models.CharField(max_length=10, choices=Tipo.choices)
    quorum = models.PositiveSmallIntegerField(
        "quórum", default=2, help_text="Integrantes con voto necesarios para sesionar."
    )
    # How it votes: what is left empty is as usual of its kind (`votos.USUALES`).
    mayoria = models.CharField(
        "mayoría con la que decide",
        max_length=12,
        choices=list(MAYORIAS.items()),
        blank=True,
        help_text="Vacía: la usual de su tipo, más votos a favor que en contra.",
    )
    voto_de_calidad = models.BooleanField("la presidencia desempata con voto de calidad", null=True, blank=True)
    admite_abstencion = models.BooleanField("admite abstenciones", null=True, blank=True)
    vota_reuniones = models.BooleanField("vota en las reuniones de trabajo", null=True, blank=True)
    vota_presentados = models.BooleanField("vota lo que tiene por presentado", null=True, blank=True)
    convocatoria_horas = models.JSONField(
        "anticipación de la convocatoria",
        default=dict,
        blank=True,
        help_text="Horas por tipo de sesión y de dónde salen: "
        '{"ordinaria": 48, "extraordinaria": 24, "urgente": 0, "reunion": 24, "fuente": ""}.',
    )
    orden_del_dia = models.JSONField(
        "orden del día usual",
        default=list,
        blank=True,
        help_text="Clases de punto, en su orden: asistencia, orden, acta, lectura, entregable, asunto, generales, "
        "clausura. Vacío: el usual.",
    )
    representaciones = models.BooleanField(
        "convoca a las representaciones de partido",
        null=True,
        blank=True,
        help_text="Vacío: solo si es un consejo.",
    )

    class Meta:
        ordering = ["nombre"]
        verbose_name = "órgano"
        constraints = [models.UniqueConstraint(name="organo_clave_unica", fields=["proceso", "clave"])]

    def __str__(self) -> str:
        return self.nombre

    @property
    def reglas_de_voto(self) -> Reglas:
        """How it votes: what it says, and otherwise what is usual of its kind."""
        dichas = {
            "mayoria": self.mayoria or None,
            "calidad": self.voto_de_calidad,
            "abstencion": self.admite_abstencion,
            "reuniones": self.vota_reuniones,
            "presentados": self.vota_presentados,
        }
        propias: dict[str, Any] = {regla: valor for regla, valor in dichas.items() if valor is not None}
        return replace(USUALES[self.tipo], **propias)

    @property
    def anticipacion(self) -> ConvocatoriaDatos:
        """Hours of notice of each kind of session; what the body does not say is assumed."""
        return ConvocatoriaDatos.model_validate(self.convocatoria_horas)

    @property
    def convoca_representaciones(self) -> bool:
        """Whether parties are called to its sessions."""
        return self.tipo == self.Tipo.CONSEJO if self.representaciones is None else self.representaciones

    def clean(self) -> None:
        """What says how it is called is written as the plan file writes it."""
        for campo, leer in (("convocatoria_horas", ConvocatoriaDatos.model_validate), ("orden_del_dia", leer_orden)):
            try:
                leer(getattr(self, campo))
            except ValidacionDePydantic as error:
                raise ValidationError({campo: f"No se entiende: {error.errors()[0]['msg']}."}) from error


class Integracion(Auditado):
    """A person's seat in a body, from a day to a day (inclusive)."""

    PARTE_DE = "organo"

    organo = models.ForeignKey(Organo, on_delete=models.CASCADE, related_name="integraciones")
    usuario = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="integraciones", null=True, blank=True)
    nombre = models.CharField(max_length=200, help_text="Como aparece en las actas.")
    cargo = models.CharField(max_length=120)
    con_voto = models.BooleanField(default=True)
    preside = models.BooleanField(default=False)
    correo = models.EmailField(
        "correo para convocatorias", blank=True, help_text="Si no tiene cuenta, o quiere recibirlas en otro."
    )
    desde = models.DateField()
    hasta = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organo", "-preside", "nombre"]
        verbose_name = "integración"
        verbose_name_plural = "integraciones"
        constraints = [
            models.CheckConstraint(
                name="integracion_fechas_en_orden",
                condition=Q(hasta__isnull=True) | Q(hasta__gte=models.F("desde")),
                violation_error_message="La integración termina antes de empezar.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.nombre}, {self.cargo}"


class SuplenciaDeAsiento(Auditado):
    """Somebody sits for the owner of a seat for a period, with the document that says so, and votes as that seat.

    For one session, the period is its days. Both days are local and inclusive. `usuario`: their account, if any.
    """

    PARTE_DE = "integracion"
    NOMBRE_CON = ("integracion",)

    integracion = models.ForeignKey(
        Integracion, on_delete=models.CASCADE, related_name="suplencias", verbose_name="asiento"
    )
    nombre = models.CharField(max_length=200, help_text="De quien suple, como aparece en las actas.")
    usuario = models.ForeignKey(
        Usuario, on_delete=models.PROTECT, related_name="suplencias_de_asiento", null=True, blank=True
    )
    desde = models.DateField()
    hasta = models.DateField()
    documento = models.CharField("documento que la sustenta", max_length=200)

    class Meta:
        ordering = ["-desde", "nombre"]
        verbose_name = "suplencia de un asiento"
        verbose_name_plural = "suplencias de asientos"
        constraints = [
            models.CheckConstraint(
                name="suplencia_de_asiento_fechas_en_orden",
                condition=Q(hasta__gte=models.F("desde")),
                violation_error_message="La suplencia termina antes de empezar.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.nombre} por {self.integracion.nombre}"

    def clean(self) -> None:
        """One person at a time sits in a seat."""
        # A field that did not validate is not there.
        if any(getattr(self, campo, None) is None for campo in ("integracion_id", "desde", "hasta")):
            return
        otras = SuplenciaDeAsiento.objects.filter(
            integracion=self.integracion_id, desde__lte=self.hasta, hasta__gte=self.desde
        ).exclude(pk=self.pk)
        if otra := otras.first():
            raise ValidationError(f"En esos días ya suple {otra.nombre}, según {otra.documento}.")


class Area(Auditado):
    """An administrative unit that produces deliverables."""

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="areas")
    clave = models.SlugField()
    nombre = models.CharField(max_length=250)
    correo = models.EmailField(blank=True)
    titular = models.ForeignKey(
        Usuario,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="A quien se avisa de los atrasos de su área: una cuenta con el rol de esta área.",
    )

    class Meta:
        ordering = ["nombre"]
        verbose_name = "área"
        constraints = [models.UniqueConstraint(name="area_clave_unica", fields=["proceso", "clave"])]

    def __str__(self) -> str:
        return self.nombre

    def clean(self) -> None:
        """Whoever heads it works in it."""
        if self.titular is not None and not Nombramiento.objects.filter(usuario=self.titular, area=self).exists():
            raise ValidationError({"titular": "No tiene el rol de esta área: déselo en «Cuentas y roles»."})


class VigenteQuerySet(models.QuerySet[Any]):
    """Rows with a `desde` and an optional `hasta`, both whole days inclusive."""

    def vigentes(self, al: date) -> "VigenteQuerySet":
        """Those in force on the local day `al`."""
        return self.filter(Q(hasta__isnull=True) | Q(hasta__gte=al), desde__lte=al)


class Confirmable(Auditado):
    """What gives somebody a role, proposed by one person and confirmed by another if the role asks for it.

    Without `confirmado_en` such a role opens no identity answers and confirms nobody. Without a `confirmado_por`, the
    system itself confirmed: whoever works on the server. `propuesto_en` without a confirmation is a proposal, which
    lapses; without either, nobody asks for it (refused, withdrawn or given by who could not propose it).
    """

    VIGENCIA: ClassVar[timedelta] = timedelta(days=15)

    propuesto_por = models.ForeignKey(
        Usuario,
        verbose_name="quién lo propuso",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    propuesto_en = models.DateTimeField("cuándo se propuso", null=True, blank=True, editable=False)
    confirmado_por = models.ForeignKey(
        Usuario,
        verbose_name="quién lo confirmó",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    confirmado_en = models.DateTimeField("cuándo se confirmó", null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def caduca_en(self) -> datetime | None:
        """Until when what was proposed may be confirmed."""
        return self.propuesto_en + self.VIGENCIA if self.propuesto_en and not self.confirmado_en else None

    def propuesto(self, al: datetime) -> bool:
        """Whether it waits at the moment `al` for a second person."""
        return self.caduca_en is not None and al <= self.caduca_en


def _de_dos_personas(tabla: str, beneficiario: str) -> models.CheckConstraint:
    """Nobody confirms what they proposed, nor their own."""
    return models.CheckConstraint(
        name=f"{tabla}_de_dos_personas",
        condition=Q(confirmado_por__isnull=True)
        | (
            Q(confirmado_en__isnull=False)
            & ~Q(confirmado_por=models.F(beneficiario))
            & (Q(propuesto_por__isnull=True) | ~Q(confirmado_por=models.F("propuesto_por")))
        ),
        violation_error_message="Lo confirma otra persona: ni quien lo propuso ni quien lo recibe.",
    )


class NombramientoQuerySet(VigenteQuerySet):
    """The vocabulary of roles."""

    def vigentes(self, al: date) -> "NombramientoQuerySet":
        """In force on the local day `al`: of those that read identity answers, only the confirmed ones."""
        sin_confirmar = Q(rol__name__in=ROLES_DE_IDENTIDAD, confirmado_en__isnull=True)
        return super().vigentes(al).exclude(sin_confirmar)  # type: ignore[return-value]


class Nombramiento(Confirmable):
    """A role that a person holds in a process, for a period, with its scope.

    `area` bounds the role «area»; `organo` the decision bodies; `actor` the parties; `candidatura` the candidate.
    """

    NOMBRE_CON = ("usuario", "rol", "proceso")

    usuario = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="nombramientos")
    rol = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="nombramientos")
    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="nombramientos")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="nombramientos")
    organo = models.ForeignKey(Organo, on_delete=models.PROTECT, null=True, blank=True, related_name="nombramientos")
    actor = models.ForeignKey(
        "compliance.ActorPolitico", on_delete=models.PROTECT, null=True, blank=True, related_name="nombramientos"
    )
    candidatura = models.ForeignKey(
        "compliance.Candidatura", on_delete=models.PROTECT, null=True, blank=True, related_name="nombramientos"
    )
    desde = models.DateField()
    hasta = models.DateField(null=True, blank=True)
    documento = models.CharField("documento que lo sustenta", max_length=200, blank=True)

    objects = NombramientoQuerySet.as_manager()

    class Meta:
        ordering = ["proceso", "rol", "usuario"]
        constraints = [
            models.CheckConstraint(
                name="nombramiento_fechas_en_orden",
                condition=Q(hasta__isnull=True) | Q(hasta__gte=models.F("desde")),
                violation_error_message="El nombramiento termina antes de empezar.",
            ),
            _de_dos_personas("nombramiento", "usuario"),
        ]

    def __str__(self) -> str:
        return f"{self.usuario}: {self.rol} en {self.proceso}"

    @property
    def rol_legible(self) -> str:
        """The name of the role, as people say it."""
        nombre = self.rol.name
        return str(Rol(nombre).label) if nombre in Rol.values else nombre

    @property
    def alcance(self) -> models.Model | None:
        """What the role is held over; without it, the whole process."""
        return self.area or self.organo or self.actor or self.candidatura

    @property
    def recibe(self) -> Usuario:
        """Who gets the role."""
        return self.usuario

    @property
    def por_confirmar(self) -> bool:
        """Whether the role asks for a second person and has not had one."""
        return self.rol.name in ROLES_POR_CONFIRMAR and self.confirmado_en is None

    # The scope of each role, and whether it must be said. A role that is not here has none.
    ALCANCES: ClassVar[dict[Rol, tuple[str, bool]]] = {
        Rol.AREA: ("area", True),
        Rol.COMISION: ("organo", True),
        Rol.CONSEJO: ("organo", True),
        Rol.COMITE_TRANSPARENCIA: ("organo", True),
        Rol.SECRETARIA_TECNICA: ("organo", False),
        Rol.SECRETARIA_EJECUTIVA: ("organo", False),
        Rol.PARTIDO: ("actor", True),
        Rol.CANDIDATURA: ("candidatura", True),
    }

    def clean(self) -> None:
        """Each role names its own scope and no other, and what it names is of the same process."""
        if not self.rol_id:
            return
        if self.rol.name not in Rol.values:
            raise ValidationError({"rol": "No es uno de los roles de Cauce."})
        rol = Rol(self.rol.name)
        campo, obligatorio = self.ALCANCES.get(rol, ("", False))
        if obligatorio and getattr(self, campo) is None:
            raise ValidationError({campo: f"El rol «{rol.label}» necesita este dato."})
        for nombre in ("area", "organo", "actor", "candidatura"):
            valor = getattr(self, nombre)
            if valor is not None and nombre != campo:
                raise ValidationError({nombre: f"El rol «{rol.label}» no lleva este dato: déjelo vacío."})
            if valor is not None and valor.proceso_id != self.proceso_id:
                raise ValidationError({nombre: "Pertenece a otro proceso."})


class Suplencia(Confirmable):
    """Someone acting in another's place for a period, with the document that orders it.

    It lends what the other holds, and stops when their account is closed. What opens identity answers, or confirms
    others, only once somebody has confirmed it.

    The source of the case: acuerdo IMPEPAC/CEE/253/2023, an «encargado de despacho» of the executive secretary.
    """

    NOMBRE_CON = ("suplente", "titular")

    titular = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="suplencias_recibidas")
    suplente = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="suplencias")
    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="suplencias")
    desde = models.DateField()
    hasta = models.DateField()
    documento = models.CharField(max_length=200)

    objects = VigenteQuerySet.as_manager()

    class Meta:
        ordering = ["-desde"]
        constraints = [
            models.CheckConstraint(
                name="suplencia_fechas_en_orden",
                condition=Q(hasta__gte=models.F("desde")),
                violation_error_message="La suplencia termina antes de empezar.",
            ),
            models.CheckConstraint(
                name="suplencia_de_otra_persona",
                condition=~Q(titular=models.F("suplente")),
                violation_error_message="Nadie puede suplirse: elija a otra persona.",
            ),
            _de_dos_personas("suplencia", "suplente"),
        ]

    def __str__(self) -> str:
        return f"{self.suplente} por {self.titular} ({self.desde} a {self.hasta})"

    @property
    def recibe(self) -> Usuario:
        """Who gets the roles of another."""
        return self.suplente

    @property
    def por_confirmar(self) -> bool:
        """Whether it lends a role that asks for a second person and has not had one. One query."""
        return self.confirmado_en is None and self.presta(ROLES_POR_CONFIRMAR)

    def presta(self, roles: Iterable[str]) -> bool:
        """Whether the titular holds one of `roles` on some day of the suplencia. One query."""
        return self.titular.nombramientos.filter(
            Q(hasta__isnull=True) | Q(hasta__gte=self.desde),
            proceso=self.proceso_id,
            desde__lte=self.hasta,
            rol__name__in=list(roles),
        ).exists()
