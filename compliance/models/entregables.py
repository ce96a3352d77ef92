"""Plans, routes and the deliverables of article 11."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, FSMModelMixin, transition

from calendario.fechas import MESES, dia_local, fin_del_dia
from calendario.inhabiles import Modo
from calendario.plazos import apertura, hora_de
from calendario.services import calendario_habil

from ..ambito import Ambito
from ..historia import Auditado
from ..plan.esquema import PlanDatos
from ..roles import ROLES_DE_ENTREGABLES
from ..situacion import Debido, Obligacion, Situacion, dias_tarde, juzgar
from .institucion import Area, Organo, Proceso, Usuario


class Plan(Auditado):
    """A plan file as it was loaded: where it comes from and exactly which bytes."""

    proceso = models.OneToOneField(Proceso, on_delete=models.CASCADE, related_name="plan")
    clave = models.SlugField(unique=True)
    nombre = models.CharField(max_length=400)
    fuente = models.CharField(max_length=400, blank=True)
    fecha = models.DateField("fecha del documento", null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    cargado_en = models.DateTimeField()
    contenido = models.JSONField(
        default=dict, blank=True, help_text="Lo que decía el archivo, completo: también lo que no tiene columna."
    )
    hallazgos = models.JSONField(default=list, blank=True, help_text="Avisos de la revisión del plan al cargarlo.")
    confirmadas = models.JSONField(
        default=dict, blank=True, help_text="Fechas de un plan derivado que alguien confirmó, por clave y campo."
    )
    dejados = models.JSONField(
        default=dict,
        blank=True,
        help_text="Lo que alguien dejó como estaba en un entregable en curso, por llave y campo, con su razón.",
    )

    class Meta:
        verbose_name_plural = "planes"

    def __str__(self) -> str:
        return self.nombre

    @property
    def datos(self) -> PlanDatos:
        """The file as it was loaded."""
        return PlanDatos.model_validate_json(json.dumps(self.contenido))


class Ruta(Auditado):
    """An ordered list of stages that a kind of deliverable goes through.

    `bastan`: how many of a group let it go on, where not all are needed. `propia_de`: the one deliverable that it is
    of, when it is not the plan's (decision 0046).
    """

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="rutas")
    clave = models.SlugField()
    nombre = models.CharField(max_length=120)
    bastan = models.JSONField(
        default=dict, blank=True, help_text="Por grupo, cuántas de sus etapas bastan; los demás las piden todas."
    )
    propia_de = models.ForeignKey(
        "Entregable", on_delete=models.CASCADE, null=True, blank=True, related_name="rutas_propias"
    )

    class Meta:
        ordering = ["nombre"]
        constraints = [models.UniqueConstraint(name="ruta_clave_unica", fields=["proceso", "clave"])]

    def __str__(self) -> str:
        return self.nombre


class EtapaRuta(Auditado):
    """One stage of a route: what is done there and by which body."""

    PARTE_DE = "ruta"

    class Tipo(models.TextChoices):
        """The four things that can be done with a deliverable; each is a node of the flow."""

        ELABORAR = "elaborar", "Elaborar"
        DECIDIR = "decidir", "Decidir en sesión"
        REMITIR = "remitir", "Remitir al INE"
        VALIDAR = "validar", "Validación del INE"

    ruta = models.ForeignKey(Ruta, on_delete=models.CASCADE, related_name="etapas")
    orden = models.PositiveSmallIntegerField()
    clave = models.SlugField()
    nombre = models.CharField(max_length=160)
    tipo = models.CharField(max_length=10, choices=Tipo.choices)
    organo = models.ForeignKey(Organo, on_delete=models.PROTECT, null=True, blank=True, related_name="etapas")
    tipo_sesion = models.CharField(
        max_length=20, blank=True, help_text="Vacío: cualquier sesión del órgano; o «reunion» de trabajo."
    )
    resultados = models.JSONField(default=list, blank=True, help_text="Sentidos de decisión que esta etapa admite.")
    aprueba = models.BooleanField(
        default=False, help_text="Su decisión favorable es la aprobación que se compara con la fecha del plan."
    )
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="etapas",
        help_text="La unidad que la hace, si no es quien la hace de costumbre.",
    )
    roles = models.JSONField(
        default=list, blank=True, help_text="Los roles que la hacen, si no son los de costumbre: «secretaria_tecnica»."
    )
    regresa_a = models.SlugField(
        blank=True, help_text="Clave de la etapa a la que vuelve lo que aquí se devuelve; vacía, la última «elaborar»."
    )
    grupo = models.SlugField(blank=True, help_text="Las etapas seguidas con el mismo grupo se abren a la vez.")
    si = models.JSONField(
        "condición",
        default=dict,
        blank=True,
        help_text="Cuándo existe: «etapa» con sus «resultados», o «al_ine». Vacía: siempre.",
    )

    class Meta:
        ordering = ["ruta", "orden"]
        constraints = [
            models.UniqueConstraint(name="etapa_orden_unico", fields=["ruta", "orden"]),
            models.UniqueConstraint(name="etapa_clave_unica", fields=["ruta", "clave"]),
            models.CheckConstraint(
                name="etapa_decidir_con_organo",
                condition=~Q(tipo="decidir") | Q(organo__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    @property
    def nombra_responsable(self) -> bool:
        """Whether it says who does it; otherwise whoever does such a stage everywhere (see flujos.verbos)."""
        return bool(self.area_id or self.roles)

    def existe_para(self, e: "Entregable") -> bool | None:
        """Whether it exists for a deliverable; None while what it depends on is not decided."""
        if not self.si:
            return True
        if self.si.get("al_ine") is not None:
            return bool(self.si["al_ine"] == e.al_ine)
        if self.si["etapa"] in e.hechas:
            return e.hechas[self.si["etapa"]] in self.si["resultados"]
        # What the route passed without deciding it will not be decided any more.
        mira = next((o for o in e.ruta.etapas.all() if o.clave == self.si["etapa"]), None)
        pasada = mira is None or (e.etapa is not None and e.etapa.orden > mira.orden and not e.etapa.va_con(mira))
        return False if pasada else None

    def va_con(self, otra: "EtapaRuta") -> bool:
        """Whether both are of one group."""
        return bool(self.grupo) and self.grupo == otra.grupo


class EntregableQuerySet(models.QuerySet["Entregable"]):
    """The vocabulary of deliverables."""

    def exigibles(self) -> "EntregableQuerySet":
        """Those that exist: contingent templates count only once their event is registered."""
        return self.filter(es_plantilla=False).exclude(estado=Entregable.Estado.CANCELADO)

    def con_lo_que_se_muestra(self) -> "EntregableQuerySet":
        """With what judging and listing need. Two queries, whatever its length."""
        return self.select_related("proceso__instituto", "area", "etapa__organo", "ruta", "espera_a").prefetch_related(
            models.Prefetch("ruta__etapas", EtapaRuta.objects.select_related("organo", "area"))
        )

    def con_sus_reglas(self) -> "EntregableQuerySet":
        """With what their rules read: route, area, template and steps. Two queries more."""
        return self.select_related("ruta", "area", "plantilla", "etapa", "espera_a").prefetch_related(
            "ruta__etapas__organo", "ruta__etapas__area", "subactividades__etapa"
        )

    def pendientes(self) -> "EntregableQuerySet":
        """With an obligation of the institute still to be met."""
        return self.exigibles().filter(concluido_en__isnull=True, remitido_en__isnull=True)

    def vencidos(self, al: datetime) -> "EntregableQuerySet":
        """Pending, with their due moment before `al`."""
        return self.pendientes().filter(vence__lt=al)

    def visibles_para(self, ambito: Ambito) -> "EntregableQuerySet":
        """Those of the processes where the person holds a role that sees deliverables."""
        return self.filter(proceso__in=ambito.procesos_con(ROLES_DE_ENTREGABLES))


class Entregable(FSMModelMixin, Auditado):
    """Something the Lineamientos ask the institute to produce, approve and send.

    Three numberings live side by side: `llave`, stable and ours; `clave`, as the plan prints it; and `numeral`,
    the one of article 11. Dates named `*_impreso` are what the source prints, slips included; `fecha_plan` and
    `limite_remision` are what the institute is held to.
    """

    class Tipo(models.TextChoices):
        """When it comes to exist."""

        FECHA_FIJA = "fecha_fija", "Fecha fija"
        RECURRENTE = "recurrente", "Recurrente"
        CONTINGENTE = "contingente", "Contingente"
        POR_EVENTO = "por_evento", "Por evento"

    class Estado(models.TextChoices):
        """Where it is on its route. What depends on time is never stored: see `situacion`."""

        PROGRAMADO = "programado", "Programado"
        EN_ELABORACION = "en_elaboracion", "En elaboración"
        EN_DECISION = "en_decision", "En decisión"
        POR_REMITIR = "por_remitir", "Por remitir"
        REMITIDO = "remitido", "Remitido"
        CONCLUIDO = "concluido", "Concluido"
        CANCELADO = "cancelado", "Cancelado"

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="entregables")
    llave = models.SlugField(max_length=80)
    clave = models.CharField(max_length=12, help_text="Como la imprime el plan.")
    numeral = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Numeral del artículo 11 de los Lineamientos."
    )
    orden = models.PositiveSmallIntegerField()
    bloque = models.CharField("bloque del plan", max_length=80, blank=True)
    nombre = models.CharField(max_length=500)
    producto = models.CharField(max_length=300, blank=True)
    tipo = models.CharField(max_length=12, choices=Tipo.choices, default=Tipo.FECHA_FIJA)
    es_plantilla = models.BooleanField(default=False)
    plantilla = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="ocurrencias")
    periodo = models.CharField(max_length=7, blank=True, help_text="Mes que se informa, AAAA-MM.")
    ruta = models.ForeignKey(Ruta, on_delete=models.PROTECT, related_name="entregables")
    espera_a = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lo_esperan",
        help_text="El que debe presentarse antes de que este se remita.",
    )
    al_ine = models.BooleanField(
        "va al INE", default=True, help_text="Lo preguntan las etapas que solo existen si va o si no va."
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="entregables", null=True, blank=True)
    responsable_impreso = models.CharField("área responsable, como se imprime", max_length=200, blank=True)
    inicia_impreso = models.DateField(null=True, blank=True)
    termina_impreso = models.DateField(null=True, blank=True)
    fecha_ine = models.DateField(
        "fecha de los Lineamientos", null=True, blank=True, help_text="Límite de emisión que fija la norma."
    )
    fecha_plan = models.DateField("fecha de aprobación según el plan", null=True, blank=True)
    regla = models.CharField(max_length=200, blank=True)
    regla_evento = models.CharField(max_length=80, blank=True)
    modo = models.CharField(
        "cómputo de los días",
        max_length=10,
        choices=[
            (Modo.NATURALES.value, "Días naturales"),
            (Modo.HABILES.value, "Días hábiles"),
            (Modo.PROCESO.value, "Todos los días son hábiles en el proceso"),
        ],
        default=Modo.NATURALES.value,
    )
    remision_impresa = models.DateField("límite de remisión, como se imprime", null=True, blank=True)
    limite_remision = models.DateField(null=True, blank=True)
    regla_remision = models.CharField(max_length=200, blank=True)
    fundamento = models.CharField(max_length=400, blank=True)
    fuente = models.CharField("lugar en la fuente", max_length=200, blank=True)
    nota = models.TextField(blank=True)

    estado = FSMField(default=Estado.PROGRAMADO, choices=Estado.choices, protected=True)
    etapa = models.ForeignKey(EtapaRuta, on_delete=models.PROTECT, null=True, blank=True, related_name="entregables")
    hechas = models.JSONField(
        "etapas hechas",
        default=dict,
        blank=True,
        help_text="Las de su ruta que ya se hicieron, con el sentido de las que decide un órgano.",
    )
    evento_el = models.DateField("fecha del hecho que lo origina", null=True, blank=True)
    aprobado_el = models.DateField(null=True, blank=True)
    acuerdo = models.CharField("número de acuerdo", max_length=60, blank=True)
    remitido_en = models.DateTimeField(null=True, blank=True)
    validado_ine_en = models.DateTimeField(null=True, blank=True)
    concluido_en = models.DateTimeField(null=True, blank=True)
    vence = models.DateTimeField("vence la obligación pendiente", null=True, blank=True, db_index=True)
    # It stands beside the lateness, which it never changes.
    razon_atraso = models.TextField("razón del atraso", blank=True)
    razon_atraso_por = models.ForeignKey(
        Usuario, on_delete=models.SET_NULL, null=True, blank=True, related_name="atrasos_explicados"
    )
    razon_atraso_en = models.DateTimeField(null=True, blank=True)

    objects = EntregableQuerySet.as_manager()

    class Meta:
        ordering = ["proceso", "orden"]
        constraints = [
            models.UniqueConstraint(name="entregable_llave_unica", fields=["proceso", "llave"]),
            models.CheckConstraint(
                name="entregable_plantilla_sin_avance",
                condition=Q(es_plantilla=False) | Q(estado="programado"),
            ),
        ]
        indexes = [models.Index(fields=["proceso", "concluido_en", "vence"])]

    def __str__(self) -> str:
        return f"{self.clave} {self.titulo}"

    @property
    def titulo(self) -> str:
        """Its name, with the month that it reports: the plan prints the same name for every month."""
        mes = self.mes_que_informa
        return self.nombre if mes.partition(" ")[0] in self.nombre.casefold() else f"{self.nombre}: {mes}"

    @property
    def mes_que_informa(self) -> str:
        """«marzo de 2024», of a monthly report; nothing of anything else."""
        if not self.periodo:
            return ""
        anio, numero = self.periodo.split("-")
        return f"{MESES[int(numero) - 1]} de {anio}"

    # Transitions. Only `flujos` calls them, inside its services.

    @transition(
        field=estado,
        source=[Estado.PROGRAMADO, Estado.EN_ELABORACION, Estado.EN_DECISION, Estado.POR_REMITIR],
        target=Estado.EN_ELABORACION,
    )
    def a_elaboracion(self) -> None:
        """Begin, or come back with observations."""

    @transition(
        field=estado,
        source=[Estado.PROGRAMADO, Estado.EN_ELABORACION, Estado.EN_DECISION, Estado.POR_REMITIR],
        target=Estado.EN_DECISION,
    )
    def a_decision(self) -> None:
        """Before a body."""

    @transition(
        field=estado,
        source=[Estado.EN_ELABORACION, Estado.EN_DECISION, Estado.POR_REMITIR, Estado.CONCLUIDO],
        target=Estado.EN_DECISION,
    )
    def a_decision_otra_vez(self) -> None:
        """Before the body again, whose decision was undone while its session was open."""

    @transition(
        field=estado,
        source=[Estado.PROGRAMADO, Estado.EN_ELABORACION, Estado.EN_DECISION, Estado.POR_REMITIR],
        target=Estado.POR_REMITIR,
    )
    def a_remision(self) -> None:
        """Waiting for the executive secretary."""

    @transition(field=estado, source=Estado.POR_REMITIR, target=Estado.REMITIDO)
    def a_validacion(self) -> None:
        """Sent; waiting for INE's validation."""

    @transition(
        field=estado,
        source=[Estado.EN_ELABORACION, Estado.EN_DECISION, Estado.POR_REMITIR, Estado.REMITIDO],
        target=Estado.CONCLUIDO,
    )
    def a_conclusion(self) -> None:
        """End of the route."""

    @transition(
        field=estado,
        source=[Estado.PROGRAMADO, Estado.EN_ELABORACION, Estado.EN_DECISION, Estado.POR_REMITIR],
        target=Estado.CANCELADO,
    )
    def a_cancelacion(self) -> None:
        """Will not be produced, with a reason."""

    # What the dates say.

    @property
    def remite(self) -> bool:
        """Whether its route ends at INE."""
        return any(
            e.tipo == EtapaRuta.Tipo.REMITIR and e.existe_para(self) is not False for e in self.ruta.etapas.all()
        )

    @property
    def evento_remision(self) -> str:
        """From what its remission counts: what the plan says, else the fact that opened it, else its approval."""
        return self.regla_evento or ("supuesto" if self.evento_el else "aprobacion")

    @property
    def remite_desde_aprobacion(self) -> bool:
        """Whether its approval is what fixes the last day to send it."""
        return bool(self.regla_remision) and self.evento_remision == "aprobacion"

    @property
    def concluido_el(self) -> date | None:
        """Local day on which the institute's last obligation was met: remission, or approval without one."""
        if self.remitido_en is not None:
            return self.remitido_en.astimezone(self.proceso.tz).date()
        if self.concluido_en is not None:
            return self.aprobado_el or self.concluido_en.astimezone(self.proceso.tz).date()
        return None

    @property
    def limite_final(self) -> date | None:
        """The last day for its last obligation: remission, or approval when nothing goes to INE."""
        return self.limite_remision or self.fecha_plan

    def _limite_pendiente(self, aprobado: date | None) -> tuple[date | None, str]:
        """Last day for what is pending, and its rule: the approval while the plan dates one, then the remission."""
        if (aprobado is None and self.fecha_plan is not None) or self.limite_remision is None:
            return self.fecha_plan, self.regla
        return self.limite_remision, self.regla_remision

    def vencimiento_pendiente(self) -> datetime | None:
        """Last moment for the obligation that is still pending; None if none is. Stored in `vence`."""
        if self.remitido_en is not None or self.concluido_en is not None:
            return None
        return self._momento(*self._limite_pendiente(self.aprobado_el))

    def _momento(self, dia: date | None, regla: str) -> datetime | None:
        """The last moment of a last day: its end, or the hour that its rule gives."""
        if dia is None:
            return None
        hora = hora_de(regla)
        return datetime.combine(dia, hora, tzinfo=self.proceso.tz) if hora else fin_del_dia(dia, self.proceso.tz)

    def _apertura(self, dia: date | None, regla: str) -> date | None:
        """The first day on which it may be done, if its rule gives a window."""
        if dia is None or not regla:
            return None
        instituto = self.proceso.instituto
        return apertura(
            regla,
            dia,
            lambda: calendario_habil(instituto.clave, zona_horaria=instituto.zona_horaria),
            Modo(self.modo),
        )

    def _lo_debido(self, al: datetime) -> list[Debido]:
        """Each obligation: its name, its last day, and the day on which it was met.

        A fact later than `al` had not happened. What ended its route without being approved, or sent, met that on the
        day on which it ended.
        """
        tz = self.proceso.tz
        aprobado = self.aprobado_el if self.aprobado_el and self.aprobado_el <= dia_local(al, tz) else None
        remitido = dia_local(self.remitido_en, tz) if self.remitido_en and self.remitido_en <= al else None
        terminado = (
            aprobado or dia_local(self.concluido_en, tz) if self.concluido_en and self.concluido_en <= al else None
        )
        limite = self._momento(self.limite_remision, self.regla_remision)
        return [
            Debido(
                "aprobación",
                self.fecha_plan,
                aprobado or remitido or terminado,
                # Sent is not approved: what no body decides has only its remission to be early.
                self._apertura(self.fecha_plan, self.regla) if aprobado else None,
            ),
            Debido(
                "remisión",
                self.limite_remision,
                remitido or terminado,
                self._apertura(self.limite_remision, self.regla_remision) if remitido else None,
                bool(remitido == self.limite_remision and self.remitido_en and limite and self.remitido_en > limite),
            ),
        ]

    def obligaciones(self, al: datetime) -> list[Obligacion]:
        """Its approval and its remission, those that have a day, each as it stands at `al`. The only «met»."""
        return [
            Obligacion(o.nombre, o.dia, o.cumplida, self._juzgar(al, self._limite_de(o), [o], o.cumplida is not None))
            for o in self._lo_debido(al)
            if o.dia is not None
        ]

    def pendiente(self, al: datetime) -> str:
        """The name of the obligation that is owed now: its approval while the plan dates one, then its remission."""
        faltan = [o.nombre for o in self.obligaciones(al) if o.cumplida_el is None]
        return faltan[0] if faltan else "remisión" if self.limite_remision else "aprobación"

    def situacion(self, al: datetime) -> Situacion:
        """What its dates say at the moment `al` (derived, never stored): each of its obligations, together."""
        debido = self._lo_debido(al)
        concluido = debido[-1].cumplida is not None
        pendiente = None if concluido else self._momento(*self._limite_pendiente(debido[0].cumplida))
        return self._juzgar(al, pendiente, debido, concluido, self.fecha_ine)

    def _limite_de(self, o: Debido) -> datetime | None:
        return self._momento(o.dia, self.regla if o.nombre == "aprobación" else self.regla_remision)

    def _juzgar(
        self,
        al: datetime,
        vence: datetime | None,
        debido: Sequence[Debido],
        concluido: bool,
        fecha_ine: date | None = None,
    ) -> Situacion:
        return juzgar(
            vence=vence,
            obligaciones=debido,
            fecha_ine=fecha_ine,
            concluido=concluido,
            al=al,
            tz=self.proceso.tz,
            dias_por_vencer=self.proceso.dias_por_vencer,
        )


class Subactividad(Auditado):
    """A step of a deliverable as the plan prints it, tied to the stage of the route it stands for."""

    PARTE_DE = "entregable"

    entregable = models.ForeignKey(Entregable, on_delete=models.CASCADE, related_name="subactividades")
    orden = models.PositiveSmallIntegerField()
    clave = models.CharField(max_length=12)
    texto = models.TextField(help_text="Como se imprime.")
    etapa = models.ForeignKey(EtapaRuta, on_delete=models.PROTECT, null=True, blank=True, related_name="subactividades")
    fecha_impresa = models.DateField(null=True, blank=True)
    fecha = models.DateField(
        null=True, blank=True, help_text="La que rige; difiere de la impresa solo con una nota que lo explica."
    )
    regla = models.CharField(max_length=200, blank=True)
    regla_evento = models.CharField(max_length=80, blank=True)
    nota = models.TextField(blank=True)
    realizada_el = models.DateField(
        "se realizó", null=True, blank=True, help_text="El último de los días anotados: con él se juzga."
    )

    class Meta:
        ordering = ["entregable", "orden"]
        constraints = [models.UniqueConstraint(name="subactividad_orden_unico", fields=["entregable", "orden"])]

    def __str__(self) -> str:
        return f"{self.clave} {self.texto[:60]}"

    @property
    def retraso(self) -> int | None:
        """How many days after its own it was done, 0 if in time; None while it was not, or has no day."""
        return dias_tarde(self.realizada_el, self.fecha or self.fecha_impresa)


class Hito(Auditado):
    """A dated milestone of the plan that is not a deliverable: releases of interfaces, stages of the system."""

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="hitos")
    clave = models.SlugField(max_length=80)
    grupo = models.CharField(max_length=120)
    nombre = models.CharField(max_length=400)
    inicia = models.DateField(null=True, blank=True)
    termina = models.DateField()
    responsable = models.CharField(max_length=200, blank=True, help_text="Como se imprime.")
    fuente = models.CharField(max_length=200, blank=True)
    nota = models.TextField(blank=True)
    realizado_el = models.DateField(
        "se alcanzó", null=True, blank=True, help_text="El último de los días anotados: con él se juzga."
    )

    class Meta:
        ordering = ["termina", "clave"]
        constraints = [models.UniqueConstraint(name="hito_clave_unica", fields=["proceso", "clave"])]

    def __str__(self) -> str:
        return self.nombre

    @property
    def retraso(self) -> int | None:
        """How many days after its own it was reached, 0 if in time; None while it was not."""
        return dias_tarde(self.realizado_el, self.termina)

    def vencido(self, al: datetime) -> bool:
        """Whether its day went by at `al` without being reached."""
        hoy = dia_local(al, self.proceso.tz)
        return self.termina < hoy and (self.realizado_el is None or self.realizado_el > hoy)
