"""Candidacies, and the people and offices behind them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django_fsm import RETURN_VALUE, FSMField, FSMModelMixin, transition

from calendario.fechas import dia_local, fin_del_dia

from ..ambito import Ambito
from ..cuestionarios import edad_en
from ..historia import Auditado
from ..registro.formulas import comparable
from ..registro.nombres import falta_la_persona
from ..roles import ROLES_DE_CANDIDATURAS, ROLES_DE_IDENTIDAD, Rol
from ..textos import normalizar
from .institucion import Proceso, Usuario


class ActorPolitico(Auditado):
    """Whoever postulates: a party, a coalition, a candidatura común, or an independent candidacy."""

    class Tipo(models.TextChoices):
        """The figures of the law."""

        PARTIDO = "partido", "Partido político"
        COALICION = "coalicion", "Coalición"
        COMUN = "comun", "Candidatura común"
        INDEPENDIENTE = "independiente", "Candidatura independiente"

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="actores")
    clave = models.SlugField(max_length=80)
    nombre = models.CharField(max_length=200)
    siglas = models.CharField(max_length=30, blank=True)
    tipo = models.CharField(max_length=14, choices=Tipo.choices, default=Tipo.PARTIDO)
    integrantes = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="alianzas")
    correo = models.EmailField("correo para avisos", blank=True)
    _history_m2m_fields = ["integrantes"]  # whoever is in a coalition hears its notices

    class Meta:
        ordering = ["nombre"]
        verbose_name = "actor político"
        verbose_name_plural = "actores políticos"
        constraints = [models.UniqueConstraint(name="actor_clave_unica", fields=["proceso", "clave"])]

    def __str__(self) -> str:
        return self.nombre


class Territorio(Auditado):
    """Where an office is elected: the state, a district, a circumscription, a municipality."""

    class Tipo(models.TextChoices):
        """Electoral geography."""

        ENTIDAD = "entidad", "Entidad"
        DISTRITO = "distrito", "Distrito local"
        CIRCUNSCRIPCION = "circunscripcion", "Circunscripción"
        MUNICIPIO = "municipio", "Municipio"

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="territorios")
    tipo = models.CharField(max_length=15, choices=Tipo.choices)
    entidad = models.CharField(max_length=60)
    clave = models.CharField(max_length=20, blank=True)
    nombre = models.CharField(max_length=120)

    class Meta:
        ordering = ["entidad", "tipo", "nombre"]
        constraints = [
            models.UniqueConstraint(name="territorio_unico", fields=["proceso", "tipo", "entidad", "clave", "nombre"])
        ]

    def __str__(self) -> str:
        if self.tipo == self.Tipo.ENTIDAD:
            return self.nombre
        # «Distrito 3», key 3, is «Distrito local 3»: the number is not said twice.
        nombre = "" if self.clave and self.nombre.split()[-1:] == [self.clave] else self.nombre
        return " ".join(parte for parte in (self.get_tipo_display(), self.clave, nombre) if parte)


def por_numero(objetos: QuerySet[Any]) -> QuerySet[Any]:
    """What is offered to choose from: district 10 after district 9. What is no place, as it comes."""
    if objetos.model is not Territorio:
        return objetos
    return objetos.order_by("entidad", "tipo", Length("clave"), "clave", "nombre")


class Cargo(Auditado):
    """An office that is elected."""

    class Principio(models.TextChoices):
        """How it is won."""

        MR = "MR", "Mayoría relativa"
        RP = "RP", "Representación proporcional"

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="cargos")
    clave = models.SlugField(max_length=60)
    nombre = models.CharField(max_length=120)
    principio = models.CharField(max_length=2, choices=Principio.choices, default=Principio.MR)
    orden = models.PositiveSmallIntegerField(default=0)
    entregable_listado = models.CharField("llave del entregable que lista este cargo", max_length=80, blank=True)
    se_elige_en = models.JSONField(
        "se elige en",
        default=list,
        blank=True,
        help_text="Los tipos de territorio en que se elige. Sin ninguno, no se restringe.",
    )

    class Meta:
        ordering = ["orden", "nombre"]
        constraints = [models.UniqueConstraint(name="cargo_clave_unica", fields=["proceso", "clave"])]

    def __str__(self) -> str:
        return self.nombre

    def clean(self) -> None:
        """Only kinds of territory that there are, each once."""
        tipos = self.se_elige_en if isinstance(self.se_elige_en, list) else [None]
        if not set(tipos) <= set(Territorio.Tipo.values):
            raise ValidationError({"se_elige_en": f"Cada uno es de estos: {', '.join(Territorio.Tipo.values)}."})
        self.se_elige_en = [tipo for tipo in Territorio.Tipo.values if tipo in tipos]

    def se_elige_ahi(self, territorio: Territorio) -> bool:
        """Whether it may be elected in this territory: of one of its kinds, or of any when nobody said which."""
        return not self.se_elige_en or territorio.tipo in self.se_elige_en


def validar_nombre(nombre: str) -> None:
    """Refuse what is written where there is nobody. Damaged letters are for whoever types to mend: see the services."""
    if defecto := falta_la_persona(nombre):
        raise ValidationError(f"«{nombre[:60]}» no es el nombre de una persona: {defecto}.", code="nombre")


class Persona(Auditado):
    """A human being. The same person may hold two candidacies (MR and RP).

    `unida_a`: who holds their candidacies since somebody decided that both are one (`Cotejo`); the row stays.
    """

    class Sexo(models.TextChoices):
        """As the registry records it."""

        MUJER = "M", "Mujer"
        HOMBRE = "H", "Hombre"
        NO_BINARIA = "NB", "No binaria"

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="personas")
    nombre = models.CharField(max_length=200, validators=[validar_nombre])
    nombre_busqueda = models.CharField(max_length=200, editable=False, db_index=True)
    sexo = models.CharField(max_length=2, choices=Sexo.choices, blank=True)
    fecha_nacimiento = models.DateField(null=True, blank=True)
    edad = models.PositiveSmallIntegerField("edad declarada", null=True, blank=True)
    correo = models.EmailField(blank=True)
    correo_propuesto = models.EmailField(
        "correo que propone su representación", blank=True, help_text="No se usa hasta que el instituto lo acepta."
    )
    correo_de_su_parte = models.BooleanField(
        "lo propuso su representación", default=False, help_text="El correo registrado no lo dio ella al instituto."
    )
    unida_a = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="unidas"
    )

    class Meta:
        ordering = ["nombre"]

    def __str__(self) -> str:
        return self.nombre

    def clean_fields(self, exclude: Any = None) -> None:
        """Keep the search form of the name beside it."""
        self.nombre_busqueda = normalizar(self.nombre)
        super().clean_fields(exclude=exclude)

    def edad_al(self, dia: date) -> int | None:
        """Whole years lived on `dia`, by the birth date if it is known; else as declared. None: nobody said."""
        return self.edad if self.fecha_nacimiento is None else edad_en(self.fecha_nacimiento, dia)

    def puede_ser(self, otra: "Persona") -> bool:
        """Whether both may be one human being: the same name, and nothing known of both tells them apart."""
        if self.pk and self.pk == otra.pk:
            return True
        return normalizar(self.nombre) == normalizar(otra.nombre) and all(
            not a or not b or a == b
            for a, b in ((self.sexo, otra.sexo), (self.fecha_nacimiento, otra.fecha_nacimiento))
        )


# What came captured from another registry asks for no account, unless it came with an address to send it to.
PIDE_CUENTA = Q(origen="") | ~Q(persona__correo="")


class CandidaturaQuerySet(models.QuerySet["Candidatura"]):
    """The vocabulary of candidacies."""

    def visibles_para(self, ambito: Ambito) -> "CandidaturaQuerySet":
        """All of a process for those inside the institute; one's party's or one's own otherwise."""
        return self.filter(
            Q(proceso__in=ambito.procesos_con(ROLES_DE_CANDIDATURAS))
            | Q(actor__in=ambito.actores)
            | Q(pk__in=ambito.candidaturas)
        )

    def publicas(self) -> "CandidaturaQuerySet":
        """What a voter sees."""
        return self.filter(estado=Candidatura.Estado.PUBLICADA)

    def vivas(self) -> "CandidaturaQuerySet":
        """Not withdrawn."""
        return self.exclude(estado=Candidatura.Estado.RETIRADA)

    def buscar(self, texto: str) -> "CandidaturaQuerySet":
        """By name, accents and case ignored, every word in any order."""
        consulta = self
        for palabra in normalizar(texto).split():
            consulta = consulta.filter(persona__nombre_busqueda__contains=palabra)
        return consulta


def verificada_o_basta_el_partido(candidatura: Any) -> bool:
    """Validated, or of a process where the party's word is enough (`Proceso.orden_autorizacion`)."""
    validada: bool = candidatura.estado == Candidatura.Estado.VALIDADA
    return validada or candidatura.proceso.orden_autorizacion == Proceso.OrdenAutorizacion.PARTIDO


def repite_a_otra(candidatura: Any) -> bool:
    """Withdrawn as a duplicate: only such a one comes back."""
    return candidatura.duplica_a_id is not None


class FormulaComparable(models.CharField[str, str]):
    """How the number of a formula is compared, kept by whatever writes it: see `registro.formulas`."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Worked out when it is written."""
        valor = formula_de(model_instance)
        setattr(model_instance, self.attname, valor)
        return valor


def formula_de(candidatura: Any) -> str:
    """How its number is compared. One that took another's place before numbers were compared keeps it as printed."""
    impreso = normalizar(candidatura.formula)[:20]
    return impreso if candidatura.formula_comparable == impreso else comparable(candidatura.formula)[:20]


class Candidatura(FSMModelMixin, Auditado):
    """A candidacy record: one person postulated to one office. See DOMINIO for each transition's guards."""

    NOMBRE_CON = ("persona", "cargo")

    class Estado(models.TextChoices):
        """The six states."""

        ASIGNADA = "asignada", "Asignada"
        CAPTURADA = "capturada", "Capturada"
        OBSERVADA = "observada", "Observada"
        VALIDADA = "validada", "Validada"
        PUBLICADA = "publicada", "Publicada"
        RETIRADA = "retirada", "Retirada"

    class Calidad(models.TextChoices):
        """Place in the formula."""

        PROPIETARIA = "propietaria", "Propietaria"
        SUPLENTE = "suplente", "Suplente"

    class MotivoRetiro(models.TextChoices):
        """Why a record leaves the site."""

        SUSTITUCION = "sustitucion", "Sustitución"
        CANCELACION = "cancelacion", "Cancelación"
        RENUNCIA = "renuncia", "Renuncia"
        RESOLUCION = "resolucion", "Resolución"
        DUPLICADA = "duplicada", "Registro duplicado"

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="candidaturas")
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, related_name="candidaturas")
    actor = models.ForeignKey(ActorPolitico, on_delete=models.PROTECT, related_name="candidaturas")
    cargo = models.ForeignKey(Cargo, on_delete=models.PROTECT, related_name="candidaturas")
    territorio = models.ForeignKey(Territorio, on_delete=models.PROTECT, related_name="candidaturas")
    formula = models.CharField("número de lista o fórmula", max_length=20)
    formula_comparable = FormulaComparable(max_length=20, editable=False, default="")
    calidad = models.CharField(max_length=11, choices=Calidad.choices)
    accion_afirmativa = models.CharField(
        max_length=60,
        blank=True,
        help_text="Grupo bajo el cual se registró, con la clave de su dimensión en el cuestionario; vacío si ninguna.",
    )
    aprobada_el = models.DateField("aprobada por el consejo", null=True, blank=True)
    estado = FSMField(default=Estado.ASIGNADA, choices=Estado.choices, protected=True, db_index=True)

    cuentas_enviadas_en = models.DateTimeField(null=True, blank=True)
    cuentas_recibidas_en = models.DateTimeField(null=True, blank=True)
    vence = models.DateTimeField("vence el plazo en curso", null=True, blank=True, db_index=True)
    aviso_aceptado_en = models.DateTimeField("aceptó el aviso de privacidad", null=True, blank=True)
    capturada_en = models.DateTimeField(null=True, blank=True)
    captura_vencia = models.DateTimeField("límite que regía al capturar", null=True, blank=True)
    capturada_por = models.ForeignKey(
        Usuario, on_delete=models.SET_NULL, null=True, blank=True, related_name="capturas"
    )
    validada_en = models.DateTimeField(null=True, blank=True)
    autorizada_en = models.DateTimeField(null=True, blank=True)
    publicada_en = models.DateTimeField(null=True, blank=True)
    retirada_en = models.DateTimeField(null=True, blank=True)
    motivo_retiro = models.CharField(max_length=12, choices=MotivoRetiro.choices, blank=True)
    documento_retiro = models.CharField(max_length=200, blank=True)
    sustituye_a = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="sustituta"
    )
    duplica_a = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="duplicados",
        verbose_name="repite a",
    )
    origen = models.CharField("de dónde se cargó", max_length=200, blank=True)

    objects = CandidaturaQuerySet.as_manager()

    class Meta:
        ordering = ["cargo__orden", "territorio__nombre", "actor__nombre", "formula", "calidad"]
        constraints = [
            models.UniqueConstraint(
                name="candidatura_una_por_lugar_de_formula",
                fields=["proceso", "actor", "cargo", "territorio", "formula_comparable", "calidad"],
                condition=~Q(estado="retirada"),
                violation_error_message=(
                    "Ya hay una candidatura vigente en ese lugar de la fórmula: una propietaria y a lo más una "
                    "suplente. Retire la anterior o registre una sustitución."
                ),
            ),
            models.CheckConstraint(
                name="candidatura_retirada_con_motivo",
                condition=~Q(estado="retirada") | (~Q(motivo_retiro="") & ~Q(documento_retiro="")),
            ),
        ]
        indexes = [models.Index(fields=["proceso", "estado"])]

    def __str__(self) -> str:
        return f"{self.persona} · {self.cargo}"

    def clean_fields(self, exclude: Any = None) -> None:
        """Keep how the number of the formula is compared beside how it is printed."""
        self.formula_comparable = formula_de(self)
        super().clean_fields(exclude=exclude)

    def de_su_formula(self) -> "models.QuerySet[Candidatura]":
        """The live ones of its formula, itself included, however its number is written in each."""
        return Candidatura.objects.vivas().filter(
            proceso=self.proceso_id,
            actor=self.actor_id,
            cargo=self.cargo_id,
            territorio=self.territorio_id,
            formula_comparable=formula_de(self),
        )

    @property
    def tiene_propietaria(self) -> bool:
        """Whether its formula has a live propietaria. One query."""
        return self.de_su_formula().filter(calidad=self.Calidad.PROPIETARIA).exists()

    @property
    def es_sustitucion(self) -> bool:
        """Whether it took another's place (capture in 5 días naturales instead of 15)."""
        return self.sustituye_a_id is not None

    @property
    def independiente(self) -> bool:
        """Whether no party stands behind it: it authorises itself."""
        return self.actor.tipo == ActorPolitico.Tipo.INDEPENDIENTE

    @property
    def pide_cuenta(self) -> bool:
        """Whether an account is to be sent to its person: `PIDE_CUENTA`, of one."""
        return not self.origen or bool(self.persona.correo)

    @property
    def dias_extemporanea(self) -> int:
        """Whole local days after its limit on which it was captured; 0 when in time.

        Late captures are accepted until election day (oficio INE/UTTyPDP/DPT/069/2024).
        """
        if self.capturada_en is None or self.captura_vencia is None:
            return 0
        tz = self.proceso.tz
        return max((dia_local(self.capturada_en, tz) - dia_local(self.captura_vencia, tz)).days, 0)

    @property
    def cuentas_vencen(self) -> datetime | None:
        """Until when the access accounts may be delivered; None without the date of the approval.

        Three días naturales counted from the day after the approval (Lineamientos art. 14 inc. c and d).
        """
        if self.aprobada_el is None:
            return None
        return fin_del_dia(self.aprobada_el + timedelta(days=self.proceso.dias_cuentas), self.proceso.tz)

    def correos_de_su_titular(self, al: date) -> frozenset[str]:
        """Where its person is told, in lower case: the registered address and no other.

        Without one, those of its accounts in force on the local day `al` and open.
        """
        if self.persona.correo:
            return frozenset({self.persona.correo.lower()})
        cuentas = self.nombramientos.filter(rol__name=Rol.CANDIDATURA, usuario__is_active=True).vigentes(al)
        correos = cuentas.exclude(usuario__email="").values_list("usuario__email", flat=True)
        return frozenset(correo.lower() for correo in correos)

    def identidad_visible_para(self, ambito: Ambito) -> bool:
        """Whether a person may read the answers of the identity questionnaire, public or not.

        Those who verify, the candidate and whoever postulates. Once withdrawn they are blocked for everyone, until
        they are suppressed (Lineamientos; the law on personal data calls it «bloqueo»).
        """
        if self.estado == self.Estado.RETIRADA:
            return False
        suya = (
            bool(ambito.roles(self.proceso_id) & ROLES_DE_IDENTIDAD)
            or self.actor_id in ambito.actores
            or self.pk in ambito.candidaturas
        )
        return suya and not self.bloqueada

    @property
    def suprimida(self) -> bool:
        """Whether what was sensitive of it was suppressed, files included."""
        supresiones: Any = self.supresiones
        llave: Any = getattr(self, "llave", None)
        return bool(llave and llave.destruida_en) or bool(supresiones.filter(confirmada_en__isnull=False).exists())

    @property
    def bloqueada(self) -> bool:
        """Whether its person asked to cancel what is sensitive: nobody reads it, nor the public, while it is resolved.

        Once suppressed there is nothing to read.
        """
        supresiones: Any = self.supresiones
        return bool(supresiones.que_bloquean().exists())

    # Transitions. Only `flujos` calls them, inside its services.

    @transition(field=estado, source=[Estado.ASIGNADA, Estado.OBSERVADA], target=Estado.CAPTURADA)
    def a_capturada(self) -> None:
        """Both questionnaires were sent."""

    @transition(field=estado, source=[Estado.CAPTURADA, Estado.VALIDADA], target=Estado.OBSERVADA)
    def a_observada(self) -> None:
        """Something must be mended, even if it is found out after it was validated."""

    @transition(field=estado, source=Estado.CAPTURADA, target=Estado.VALIDADA)
    def a_validada(self) -> None:
        """Verified."""

    @transition(
        field=estado,
        source=[Estado.VALIDADA, Estado.CAPTURADA],
        target=Estado.PUBLICADA,
        conditions=[verificada_o_basta_el_partido],
    )
    def a_publicada(self) -> None:
        """On the public site."""

    @transition(
        field=estado,
        source=[Estado.ASIGNADA, Estado.CAPTURADA, Estado.OBSERVADA, Estado.VALIDADA, Estado.PUBLICADA],
        target=Estado.RETIRADA,
    )
    def a_retirada(self) -> None:
        """Off the site at once."""

    @transition(
        field=estado,
        source=Estado.RETIRADA,
        target=RETURN_VALUE(Estado.ASIGNADA, Estado.CAPTURADA, Estado.OBSERVADA, Estado.VALIDADA, Estado.PUBLICADA),
        conditions=[repite_a_otra],
    )
    def a_restituida(self, estado: str) -> str:
        """Where it stood, of one that was withdrawn because it repeated another and does not."""
        return estado


# The migration that 0.1.0 released names this function in this module.
def ruta_foto(cuestionario: Any, nombre: str) -> str:
    """Where a photograph is kept. Never served from here: a view checks who asks."""
    extension = nombre.rsplit(".", 1)[-1].lower()
    return f"fotos/{cuestionario.candidatura.proceso_id}/{cuestionario.candidatura_id}.{extension}"
