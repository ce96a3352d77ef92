"""Voice: the ladder of reminders, every notice with its proof, and the heartbeat of the sweep."""

import re
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from compliance.ambito import Ambito
from compliance.auditoria import DATO_PROTEGIDO
from compliance.historia import Auditado
from compliance.models import Acto, ActorPolitico, Area, Candidatura, EnlaceDeAcceso, Entregable, Plan, Proceso, Usuario
from compliance.roles import INTERNOS, Rol
from documentos.models import Documento
from flujos.historial.linea import nombre_de_verbo
from flujos.models import Sesion
from flujos.verbos.candidaturas import DE_CONSENTIR

from .escalera import (
    LARGO_DE_ASUNTO,
    MARCADORES_DE_CANDIDATURA,
    MARCADORES_DE_ENTREGABLE,
    MARCADORES_DE_PLAN,
    marcadores,
)

# Who sees every notice of a process.
ROLES_DE_TODOS = INTERNOS - {Rol.AREA}
# The address with which a person revokes without an account: whoever reads it could revoke in their place.
_ENLACE_PERSONAL = re.compile(r"\S*/consentimientos/\S+")
ENLACE_DE_ACCESO = "[[enlace de acceso]]"
ENLACE_PROTEGIDO = "(enlace que solo recibe su titular)"
MARCADORES = {
    Entregable: MARCADORES_DE_ENTREGABLE,
    Candidatura: MARCADORES_DE_CANDIDATURA,
    Plan: MARCADORES_DE_PLAN,
}


class Escalon(Auditado):
    """A rung: whom to tell, when, and with which words.

    By date (`dias` local days before the due day of `objeto`; negative, after it, and then each day until so many days
    late as `cada_dia_hasta` says) or by what happened (`verbo` of an act: on a record that it left where `objeto` says;
    on a deliverable, wherever it is, if that is «seguimiento»; on the plan). Loaded from `escalones.toml` for each
    process; from then on its texts are the institute's.
    """

    class Objeto(models.TextChoices):
        """Whose clock it is, or on what the verb falls."""

        ENTREGABLE = "entregable", "Entregable por elaborar"
        DECISION = "decision", "Entregable por aprobar"
        REMISION = "remision", "Entregable por remitir"
        CONCLUIDO = "concluido", "Entregable concluido"
        SEGUIMIENTO = "seguimiento", "Entregable, en cualquier etapa"
        PLAN = "plan", "Plan de trabajo"
        CUENTAS = "cuentas", "Entrega de cuentas"
        RECEPCION = "recepcion", "Recepción de la cuenta"
        CAPTURA = "captura", "Captura de cuestionarios"
        OBSERVACION = "observacion", "Respuesta a observaciones"
        CANDIDATURA = "candidatura", "Candidatura"

    class Destinatario(models.TextChoices):
        """Who hears it."""

        AREA = "area", "Área responsable"
        TITULAR = "titular", "Titular del área"
        SECRETARIA_TECNICA = "secretaria_tecnica", "Secretaría técnica"
        SECRETARIA_EJECUTIVA = "secretaria_ejecutiva", "Secretaría ejecutiva"
        COMISION = "comision", "Comisión"
        PRESIDENCIA = "presidencia", "Presidencia de la comisión"
        VERIFICACION = "verificacion", "Verificación"
        PARTIDO = "partido", "Partido o coalición"
        CANDIDATURA = "candidatura", "Candidatura"

    DE_ENTREGABLE = frozenset(
        {Objeto.ENTREGABLE, Objeto.DECISION, Objeto.REMISION, Objeto.CONCLUIDO, Objeto.SEGUIMIENTO}
    )
    # Days late until which a reminder may be repeated.
    VUELTAS_MAXIMAS = 60

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="escalones")
    clave = models.SlugField(max_length=80)
    objeto = models.CharField(max_length=12, choices=Objeto.choices)
    destinatario = models.CharField(max_length=20, choices=Destinatario.choices)
    dias = models.SmallIntegerField(
        "días antes",
        null=True,
        blank=True,
        help_text="Días naturales antes del vencimiento; negativo, después. Vacío si avisa de un hecho.",
    )
    cada_dia_hasta = models.PositiveSmallIntegerField(
        "se repite cada día hasta",
        null=True,
        blank=True,
        help_text="Días de atraso hasta los que se repite, si avisa de algo vencido. Vacío: se dice una vez.",
    )
    verbo = models.CharField("hecho", max_length=40, blank=True, help_text="Verbo de la transición que avisa.")
    legal = models.BooleanField(
        "aviso legal", default=False, editable=False, help_text="Nadie lo aplaza ni lo apaga para sí."
    )
    asunto = models.CharField(max_length=LARGO_DE_ASUNTO)
    texto = models.TextField()
    activo = models.BooleanField(default=True, help_text="Si se apaga, este aviso ya no se envía.")

    class Meta:
        ordering = ["proceso", "objeto", "destinatario", "-dias", "verbo"]
        verbose_name = "escalón"
        verbose_name_plural = "escalones"
        constraints = [
            models.UniqueConstraint(name="escalon_clave_unica", fields=["proceso", "clave"]),
            models.CheckConstraint(
                name="escalon_por_fecha_o_por_hecho",
                condition=Q(dias__isnull=False, verbo="") | (Q(dias__isnull=True) & ~Q(verbo="")),
                violation_error_message="Un escalón avisa por fecha (días) o por un hecho (verbo), no por ambos.",
            ),
        ]

    def __str__(self) -> str:
        """Whom it tells, of what and when, in words."""
        if self.verbo:
            cuando = nombre_de_verbo(self.verbo, self.modelo).lower()
        elif self.dias:
            dias = abs(self.dias)
            cuando = f"{dias} {'día' if dias == 1 else 'días'} {'antes' if self.dias > 0 else 'después'}"
            if self.cada_dia_hasta:
                cuando += f", y cada día hasta {self.cada_dia_hasta}"
        else:
            cuando = "el día que vence"
        return f"{self.get_destinatario_display()}: {self.get_objeto_display().lower()}, {cuando}"

    @property
    def es_de_entregable(self) -> bool:
        """Whether it speaks of a deliverable."""
        return self.objeto in self.DE_ENTREGABLE

    @property
    def modelo(self) -> type[Entregable | Plan | Candidatura]:
        """Of what it speaks."""
        if self.es_de_entregable:
            return Entregable
        return Plan if self.objeto == self.Objeto.PLAN else Candidatura

    @property
    def marcadores(self) -> frozenset[str]:
        """What its text may name."""
        return MARCADORES[self.modelo]

    def clean(self) -> None:
        """Only the placeholders that exist may be named; what a consent waits for is neither off nor mute; and only
        what is late is repeated.
        """
        if self.cada_dia_hasta is not None:
            if self.dias is None or self.dias >= 0:
                raise ValidationError({"cada_dia_hasta": "Solo se repite lo que avisa de algo vencido."})
            if not -self.dias < self.cada_dia_hasta <= self.VUELTAS_MAXIMAS:
                raise ValidationError(
                    {"cada_dia_hasta": f"Escriba de {1 - self.dias} a {self.VUELTAS_MAXIMAS} días de atraso, o vacío."}
                )
        if self.verbo in DE_CONSENTIR and self.destinatario == self.Destinatario.CANDIDATURA:
            if not self.activo:
                raise ValidationError({"activo": "Sin este aviso ningún consentimiento surte efecto."})
            if "revocar" not in marcadores(self.texto):
                raise ValidationError({"texto": "Debe decir cómo se revoca: {revocar}."})
        admitidos = self.marcadores
        for campo in ("asunto", "texto"):
            sobran = marcadores(getattr(self, campo)) - admitidos
            if sobran:
                raise ValidationError(
                    {
                        campo: "No se conoce {}. Puede usar: {}.".format(
                            ", ".join(f"{{{m}}}" for m in sorted(sobran)),
                            ", ".join(f"{{{m}}}" for m in sorted(admitidos)),
                        )
                    }
                )


class HorarioDeAvisos(Auditado):
    """At what hours, of the time zone of its institute, the notices of a process that are not legal may leave.

    A process without one lets them leave at any. `hasta` at or before `desde` is of the following day.
    """

    proceso = models.OneToOneField(Proceso, on_delete=models.CASCADE, related_name="horario_de_avisos")
    activo = models.BooleanField("se aplica", default=True, help_text="Si lo desmarca, salen a cualquier hora.")
    desde = models.TimeField("desde las", default=time(8))
    hasta = models.TimeField(
        "hasta las", default=time(20), help_text="Si es la misma hora o una anterior, es la del día siguiente."
    )
    solo_habiles = models.BooleanField(
        "solo en días hábiles",
        default=True,
        help_text="De lunes a viernes, sin los descansos de ley ni los días inhábiles del instituto.",
    )

    class Meta:
        verbose_name = "horario de avisos"
        verbose_name_plural = "horarios de avisos"

    def __str__(self) -> str:
        if not self.activo:
            return "A cualquier hora"
        return f"De {self.desde:%-H:%M} a {self.hasta:%-H:%M}{', en días hábiles' if self.solo_habiles else ''}"


class PreferenciaDeAvisos(models.Model):
    """When an account wants what is not legal by mail. Somebody's own convenience: it leaves no act, and each notice
    keeps what was done with it.
    """

    class Modo(models.TextChoices):
        """From the most immediate."""

        AL_MOMENTO = "al_momento", "En cuanto ocurran"
        DIARIO = "diario", "En un solo correo al día"
        BUZON = "buzon", "Sin correo: solo en «Mis avisos»"

    usuario = models.OneToOneField(Usuario, on_delete=models.CASCADE, related_name="preferencia_de_avisos")
    modo = models.CharField("cómo los quiere recibir", max_length=10, choices=Modo.choices, default=Modo.AL_MOMENTO)
    # Of the time zone of each process.
    hora = models.TimeField("hora del correo diario", default=time(8))

    def __str__(self) -> str:
        return self.get_modo_display() + (f", a las {self.hora:%-H:%M}" if self.modo == self.Modo.DIARIO else "")


class AvisoQuerySet(models.QuerySet["Aviso"]):
    """The vocabulary of notices."""

    def aplazables(self) -> "AvisoQuerySet":
        """Those that have not left and are not legal: the schedule and the choices of people may move them."""
        return self.filter(estado=Aviso.Estado.PENDIENTE, escalon__legal=False)

    def visibles_para(self, ambito: Ambito) -> "AvisoQuerySet":
        """All of a process for those inside the institute; an area, a party or a candidate see their own."""
        return self.filter(
            Q(proceso__in=ambito.procesos_con(ROLES_DE_TODOS))
            | Q(area__in=ambito.areas)
            | Q(actor__in=ambito.actores)
            | Q(
                pk__in=Aviso.candidaturas.through.objects.filter(
                    candidatura__in=ambito.candidaturas,
                    aviso__escalon__destinatario=Escalon.Destinatario.CANDIDATURA,
                ).values("aviso")
            )
        )

    def sin_entregar(self) -> "AvisoQuerySet":
        """Those that reached nobody and that nothing has replaced: neither sent again, nor told by a later sweep to an
        address registered since; of an account, to that same account: a colleague who was told does not answer for it.
        """
        despues = Aviso.objects.filter(
            proceso=OuterRef("proceso"), grupo=OuterRef("grupo"), creado_en__gt=OuterRef("creado_en")
        )
        a_quien_sea = Q(Exists(despues), cuenta=None)
        a_la_misma = Q(Exists(despues.filter(cuenta=OuterRef("cuenta"))))
        return self.filter(estado__in=Aviso.NO_LLEGARON, reenvio=None).exclude(
            a_quien_sea | a_la_misma, destinatario_correo=""
        )

    def atrasados(self, al: datetime) -> "AvisoQuerySet":
        """Those whose turn came, at `al`, longer ago than any sweep takes: the queue grows faster than it is sent."""
        return self.por_enviar(al - Latido.tolerancia())

    def por_enviar(self, al: datetime) -> "AvisoQuerySet":
        """Those whose turn has come at `al`."""
        return self.filter(estado=Aviso.Estado.PENDIENTE, siguiente_en__lte=al)


class Aviso(models.Model):
    """One notice to one recipient: what was said, why, and what became of it. The row is the proof.

    `grupo` names what it is about (object, due day, rung) and `llave` adds the recipient: unique, so that no sweep can
    tell the same thing twice. What other rungs would have told the same person of the same fact is in `dichos`. `actor`
    and `area` are whom it was addressed to, and bound who sees it; `cuenta`, the account of the person, if any.
    """

    class Estado(models.TextChoices):
        """From the row to the mail server."""

        PENDIENTE = "pendiente", "Pendiente"
        ENVIANDO = "enviando", "Enviando"
        ENVIADO = "enviado", "Enviado"
        FALLIDO = "fallido", "Fallido"
        OMITIDO = "omitido", "Sin correo registrado"
        REBOTADO = "rebotado", "Rebotado"
        BUZON = "buzon", "Solo en el buzón"

    # Where a notice ends without having reached anybody.
    NO_LLEGARON = (Estado.FALLIDO, Estado.OMITIDO, Estado.REBOTADO)

    class Invitacion(models.TextChoices):
        """What the calendar of whoever receives it does."""

        PIDE = "REQUEST", "La agrega o la corrige"
        CANCELA = "CANCEL", "La quita"

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="avisos")
    # None: who was given access to what, or called to which session, which no ladder tells.
    escalon = models.ForeignKey(Escalon, on_delete=models.PROTECT, related_name="avisos", null=True, blank=True)
    grupo = models.CharField(max_length=200, db_index=True)
    llave = models.CharField(max_length=480, unique=True)
    entregable = models.ForeignKey(Entregable, on_delete=models.PROTECT, null=True, blank=True, related_name="avisos")
    candidaturas = models.ManyToManyField(Candidatura, blank=True, related_name="avisos")
    actos = models.ManyToManyField(Acto, blank=True, related_name="avisos")
    actor = models.ForeignKey(ActorPolitico, on_delete=models.PROTECT, null=True, blank=True, related_name="avisos")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="avisos")
    cuenta = models.ForeignKey(
        Usuario, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # Its address is written where the text says `ENLACE_DE_ACCESO` when the mail leaves, and kept nowhere.
    enlace = models.ForeignKey(
        EnlaceDeAcceso, on_delete=models.PROTECT, null=True, blank=True, related_name="avisos", editable=False
    )
    # What it calls to, what its invitation asks of a calendar, and what travels with it.
    sesion = models.ForeignKey(Sesion, on_delete=models.PROTECT, related_name="avisos", null=True, blank=True)
    invitacion = models.CharField(max_length=7, choices=Invitacion.choices, blank=True)
    documentos = models.ManyToManyField(Documento, blank=True, related_name="+")
    destinatario_nombre = models.CharField("destinatario", max_length=250)
    destinatario_correo = models.EmailField("correo", blank=True)
    asunto = models.CharField(max_length=LARGO_DE_ASUNTO)
    texto = models.TextField()
    motivo = models.CharField("por qué se envía", max_length=300)
    creado_en = models.DateTimeField()
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.PENDIENTE)
    intentos = models.PositiveSmallIntegerField(default=0)
    siguiente_en = models.DateTimeField("siguiente intento")
    tomado_en = models.DateTimeField(null=True, blank=True)
    enviado_en = models.DateTimeField(null=True, blank=True)
    mensaje_id = models.CharField("identificador del correo", max_length=200, blank=True)
    posible_duplicado = models.BooleanField(
        default=False, help_text="Un envío anterior se interrumpió: pudo llegar dos veces."
    )
    error = models.TextField(blank=True)
    # When the mail came back, that a server had taken.
    rebotado_en = models.DateTimeField("rebotó", null=True, blank=True)
    # What this one says again because it did not arrive: once.
    reenvio_de = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reenvio", editable=False
    )
    por_repartir = models.BooleanField(
        default=True, editable=False, help_text="Falta ponerlo en el buzón de las cuentas a las que se dirige."
    )

    objects = AvisoQuerySet.as_manager()

    class Meta:
        ordering = ["-creado_en", "-pk"]
        indexes = [
            # What is due, as the sweep goes through it; and what of it goes to one address.
            models.Index(name="aviso_por_turno", fields=["estado", "siguiente_en", "id"]),
            models.Index(Lower("destinatario_correo"), name="aviso_por_enviar_a", condition=Q(estado="pendiente")),
            models.Index(fields=["proceso", "-creado_en"]),
            models.Index(name="aviso_de_mensaje", fields=["mensaje_id"]),
            models.Index(name="aviso_por_repartir", fields=["id"], condition=Q(por_repartir=True)),
        ]

    def __str__(self) -> str:
        return f"{self.asunto} ({self.destinatario_nombre})"

    @property
    def legal(self) -> bool:
        """Whether nobody may put it off: what its rung says; what no ladder tells (accounts, sessions), always."""
        return self.escalon is None or self.escalon.legal

    @property
    def texto_para_leer(self) -> str:
        """What was said, without what only its recipient may use."""
        return _ENLACE_PERSONAL.sub(ENLACE_PROTEGIDO, self.texto).replace(ENLACE_DE_ACCESO, ENLACE_PROTEGIDO)

    def correo_para(self, ve_correos: bool) -> str:
        """The address, or that there is one."""
        return self.destinatario_correo if ve_correos or not self.destinatario_correo else DATO_PROTEGIDO

    def error_para(self, ve_correos: bool) -> str:
        """Why it did not leave: a mail server repeats the address that it refuses."""
        if ve_correos or not self.destinatario_correo:
            return self.error
        return re.sub(re.escape(self.destinatario_correo), DATO_PROTEGIDO, self.error, flags=re.IGNORECASE)


class Dicho(models.Model):
    """What a notice also tells, that another rung would have told the same person: it is not told again."""

    aviso = models.ForeignKey(Aviso, on_delete=models.CASCADE, related_name="dichos")
    escalon = models.ForeignKey(Escalon, on_delete=models.PROTECT, related_name="+")
    grupo = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="dicho_una_vez", fields=["aviso", "grupo"])]

    def __str__(self) -> str:
        return str(self.escalon)


class Recibido(models.Model):
    """A notice in the inbox of an account: that of whoever had its address when it was told. Reading it is no act."""

    aviso = models.ForeignKey(Aviso, on_delete=models.CASCADE, related_name="recibidos")
    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, related_name="recibidos")
    leido_en = models.DateTimeField("leído", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="recibido_una_vez", fields=["aviso", "usuario"])]
        indexes = [models.Index(name="recibido_sin_leer", fields=["usuario"], condition=Q(leido_en=None))]

    def __str__(self) -> str:
        return f"{self.aviso} → {self.usuario}"


# Of what another system may be told: accounts and roles are told to their owner alone.
TEMA_DE_SESION = "sesion"
TEMAS = [*Escalon.Objeto.choices, (TEMA_DE_SESION, "Sesiones")]


def temas_que_existen(temas: object) -> None:
    """An address asks for something, and only for what there is."""
    conocidos = {clave for clave, _ in TEMAS}
    if not isinstance(temas, list) or not temas or not conocidos.issuperset(map(str, temas)):
        raise ValidationError("Elija de qué se avisa.")


class RespuestaPorCorreo(Auditado):
    """What somebody who was called to a session said with their calendar: that they will come, that they will not, that
    perhaps. The last that they said; neither an attendance nor an excuse.
    """

    PARTE_DE = "sesion"

    class Dijo(models.TextChoices):
        """As iCalendar says it (PARTSTAT)."""

        SI = "ACCEPTED", "Dijo que asistirá"
        NO = "DECLINED", "Dijo que no asistirá"
        QUIZA = "TENTATIVE", "Dijo que quizá asista"

    sesion = models.ForeignKey(Sesion, on_delete=models.CASCADE, related_name="respuestas_por_correo")
    correo = models.EmailField()
    nombre = models.CharField(max_length=200)
    dijo = models.CharField("qué dijo", max_length=9, choices=Dijo.choices)
    en = models.DateTimeField("cuándo lo dijo")
    # The beginning that the session had then: of another one, it says nothing.
    inicia_en = models.DateTimeField("de qué fecha lo dijo")

    class Meta:
        verbose_name = "respuesta por correo a la convocatoria"
        verbose_name_plural = "respuestas por correo a la convocatoria"
        constraints = [models.UniqueConstraint(Lower("correo"), "sesion", name="respuesta_por_correo_una")]

    def __str__(self) -> str:
        return f"{self.nombre}: {self.get_dijo_display().lower()}"


class Gancho(Auditado):
    """An address of another system that is told of some facts. Its secret is kept nowhere (see `ganchos`)."""

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="ganchos")
    nombre = models.CharField(max_length=120)
    direccion = models.URLField("dirección", max_length=500, validators=[URLValidator(schemes=["https"])])
    temas = models.JSONField("de qué se avisa", default=list, validators=[temas_que_existen])
    activo = models.BooleanField("se envía", default=True)
    # Each secret is another turn.
    vuelta = models.PositiveSmallIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["proceso", "nombre", "pk"]
        verbose_name = "enlace con otro sistema"
        verbose_name_plural = "enlaces con otros sistemas"
        constraints = [
            models.UniqueConstraint(
                name="gancho_una_vez",
                fields=["proceso", "direccion"],
                violation_error_message="Ya se avisa a esa dirección: búsquela en la lista.",
            )
        ]

    def __str__(self) -> str:
        return self.nombre


class EntregaDeGancho(models.Model):
    """A fact for an address: once, whoever else is told of it."""

    gancho = models.ForeignKey(Gancho, on_delete=models.CASCADE, related_name="entregas")
    aviso = models.ForeignKey(Aviso, on_delete=models.CASCADE, related_name="+")
    grupo = models.CharField(max_length=200)
    estado = models.CharField(max_length=10, choices=Aviso.Estado.choices, default=Aviso.Estado.PENDIENTE)
    intentos = models.PositiveSmallIntegerField(default=0)
    siguiente_en = models.DateTimeField()
    tomado_en = models.DateTimeField(null=True, blank=True)
    enviado_en = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(name="gancho_dice_una_vez", fields=["gancho", "grupo"])]
        indexes = [models.Index(name="gancho_por_entregar", fields=["siguiente_en"], condition=Q(estado="pendiente"))]

    def __str__(self) -> str:
        return f"{self.gancho} ← {self.grupo}"


class FuenteExterna(Auditado):
    """Another system that tells what happened with what was sent. Its secret is kept nowhere (see `fuentes`)."""

    class Dice(models.TextChoices):
        """What may come from it; anything else is refused."""

        ACUSE = "acuse", "Recepción, validación u observación de un oficio"
        REBOTE = "rebote", "Correos que no llegaron"

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="fuentes_externas")
    nombre = models.CharField(max_length=80)
    dice = models.CharField("de qué avisa", max_length=8, choices=Dice.choices)
    activa = models.BooleanField("se recibe", default=True)
    # Each secret is another turn.
    vuelta = models.PositiveSmallIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["proceso", "nombre", "pk"]
        verbose_name = "sistema que avisa"
        verbose_name_plural = "sistemas que avisan"
        constraints = [
            models.UniqueConstraint(
                name="fuente_externa_una_vez",
                fields=["proceso", "nombre"],
                violation_error_message="Ya hay un sistema con ese nombre: póngale otro.",
            )
        ]

    def __str__(self) -> str:
        return self.nombre


class EntradaDeFuente(models.Model):
    """Something that came from another system, once, and what was answered: written with what it changed."""

    fuente = models.ForeignKey(FuenteExterna, on_delete=models.CASCADE, related_name="entradas")
    llave = models.CharField("identificador", max_length=100)
    # Of its body: the same identifier is not for something else.
    huella = models.CharField(max_length=64)
    en = models.DateTimeField()
    que = models.CharField("qué dijo", max_length=120)
    estado = models.PositiveSmallIntegerField()
    respuesta = models.JSONField()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(name="entrada_de_fuente_una_vez", fields=["fuente", "llave"])]

    def __str__(self) -> str:
        return f"{self.llave} de {self.fuente}"


class Latido(models.Model):
    """The heartbeat of the sweep: one row, held locked while notices are created.

    Beat may die silently; what does not die silently is this row growing old on the tablero.
    """

    UNICO = 1

    en = models.DateTimeField("último barrido")
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="latido_unico", condition=Q(pk=1))]

    def __str__(self) -> str:
        return f"{self.en:%Y-%m-%d %H:%M:%S}"

    @staticmethod
    def tolerancia() -> timedelta:
        """How old it may grow before it is an alarm: five periods, and never under ten minutes."""
        return max(timedelta(seconds=5 * settings.BARRIDO_SEGUNDOS), timedelta(minutes=10))

    def atrasado(self, al: datetime) -> bool:
        """Whether the sweep has stopped, seen from the moment `al`. A heartbeat of the future proves nothing either."""
        return abs(al - self.en) > self.tolerancia()
