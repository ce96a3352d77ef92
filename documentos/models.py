"""Evidence: files kept by their SHA-256, bound to what they prove."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from compliance.ambito import Ambito
from compliance.cuestionarios import retrato
from compliance.historia import Auditado
from compliance.models import ArchivoSinRevisar, Candidatura, Entregable, Instituto, Proceso, Usuario
from compliance.roles import INTERNOS, ROLES_DE_IDENTIDAD

from .textos import PAPELES, desconocidos

# Pixels: two centimetres at 600 per inch.
ANCHO_DE_ESCUDO = 480


def ruta_documento(documento: "Documento", nombre: str) -> str:
    """Content-addressed: the name on disk is the hash, the original name lives in the row."""
    return f"documentos/{documento.proceso_id}/{documento.sha256[:2]}/{documento.sha256}"


def ruta_escudo(membrete: "Membrete", nombre: str) -> str:
    """One crest for each institute."""
    return f"membretes/{membrete.instituto.clave}.jpg"


class Membrete(Auditado):
    """The letterhead of an institute, on each of its papers."""

    class Letra(models.TextChoices):
        """With which family they are printed."""

        SANS = "sans", "Sin remates (Noto Sans)"
        SERIF = "serif", "Con remates (Noto Serif)"

    class Disposicion(models.TextChoices):
        """How its reports tell what was done: Hidalgo's way, and Morelos's."""

        TABLA = "tabla", "En una tabla, una fila por actividad"
        NARRATIVA = "narrativa", "Narrado, un apartado por actividad y por sesión"

    instituto = models.OneToOneField(Instituto, on_delete=models.PROTECT, related_name="membrete")
    escudo = models.FileField(
        "escudo o logotipo", upload_to=ruta_escudo, blank=True, help_text="PNG o JPEG, de al menos 300 píxeles de alto."
    )
    escudo_dice = models.CharField(
        "qué se ve en él", max_length=150, blank=True, help_text="Para quien no ve: «Escudo del instituto»."
    )
    lema = models.CharField(
        "leyenda del año", max_length=250, blank=True, help_text="La que el instituto imprime bajo su nombre."
    )
    pie = models.CharField(
        "pie de página", max_length=250, blank=True, help_text="Domicilio, teléfonos o dirección electrónica."
    )
    letra = models.CharField("tipo de letra", max_length=5, choices=Letra.choices, default=Letra.SANS)
    disposicion = models.CharField(
        "cómo cuenta sus informes",
        max_length=10,
        choices=Disposicion.choices,
        default=Disposicion.TABLA,
        help_text="Los que ya se emitieron quedan como están.",
    )

    class Meta:
        ordering = ["instituto"]

    def __str__(self) -> str:
        return f"Membrete de {self.instituto}"

    def leer_escudo(self) -> bytes | None:
        """The crest as it is printed; None without one, or if its file is gone: no paper waits for it."""
        if not self.escudo:
            return None
        try:
            with self.escudo.open("rb") as archivo:
                return retrato(archivo.read(), ANCHO_DE_ESCUDO)
        except FileNotFoundError:
            return None


class TextoDePapel(Auditado):
    """The words of a paper in a process, once somebody wrote them: until then it says what came with Cauce.

    `textos`, by the keys of `textos.PAPELES`; `version` counts how many times they were saved, from 1.
    """

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="textos_de_papel")
    clave = models.CharField("papel", max_length=20)
    textos = models.JSONField(default=dict)
    version = models.PositiveIntegerField("versión", default=0)

    class Meta:
        ordering = ["proceso", "clave"]
        verbose_name = "texto de un papel"
        verbose_name_plural = "textos de los papeles"
        constraints = [models.UniqueConstraint(name="texto_de_papel_unico", fields=["proceso", "clave"])]

    def __str__(self) -> str:
        return f"{PAPELES[self.clave].nombre}, versión {self.version}"

    def clean(self) -> None:
        """Each text of the paper is there, and only its markers may stand between braces."""
        papel = PAPELES[self.clave]
        errores = {}
        for que in papel.textos:
            if not self.textos.get(que, "").strip():
                errores[que] = "No puede quedar vacío."
            elif sobran := desconocidos(self.textos[que], papel):
                conocidos = ", ".join(f"{{{m}}}" for m in papel.marcadores)
                errores[que] = f"No se conoce {', '.join(sobran)}. Puede usar: {conocidos}."
        if errores:
            raise ValidationError(errores)


class FirmanteQuerySet(models.QuerySet["Firmante"]):
    """The vocabulary of who signs."""

    def el(self, dia: date) -> "FirmanteQuerySet":
        """Who signs on a local day."""
        return self.filter(Q(hasta=None) | Q(hasta__gte=dia), desde__lte=dia)


class Firmante(Auditado):
    """Who signs which papers of a process (`papeles`, by key; none: all), from one local day to another, both included.

    Who signs a paper of its own stands before who signs all of them.
    """

    proceso = models.ForeignKey(Proceso, on_delete=models.CASCADE, related_name="firmantes")
    papeles = models.JSONField("papeles que firma", default=list, blank=True)
    tratamiento = models.CharField(
        max_length=30, blank=True, help_text="Lic., Mtra., Ing.: como se escribe antes del nombre."
    )
    nombre = models.CharField(max_length=150)
    cargo = models.CharField(max_length=200)
    orden = models.PositiveSmallIntegerField(default=1, help_text="Si firman varias personas, quién va primero.")
    desde = models.DateField("firma desde")
    hasta = models.DateField("firma hasta", null=True, blank=True, help_text="Vacío mientras siga en el cargo.")

    objects = FirmanteQuerySet.as_manager()

    class Meta:
        ordering = ["orden", "pk"]
        verbose_name = "firmante"
        constraints = [
            models.CheckConstraint(
                name="firmante_hasta_despues",
                condition=Q(hasta__isnull=True) | Q(hasta__gte=models.F("desde")),
                violation_error_message="No puede dejar de firmar antes de empezar.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dicho}, {self.cargo}"

    @property
    def que_firma(self) -> str:
        """The papers, in words."""
        nombres = firmables()
        return ", ".join(nombres[p] for p in self.papeles) or "Todos los papeles"

    @property
    def dicho(self) -> str:
        """The name with how the person is called: «Mtra. Ana Demo»."""
        return f"{self.tratamiento} {self.nombre}".strip()

    def clean(self) -> None:
        """Only papers that there are."""
        if otros := [p for p in self.papeles if p not in firmables()]:
            raise ValidationError({"papeles": f"No hay papeles que se llamen {', '.join(otros)}."})


class DocumentoQuerySet(models.QuerySet["Documento"]):
    """The vocabulary of documents."""

    def visibles_para(self, ambito: Ambito) -> "DocumentoQuerySet":
        """Those of a deliverable or a candidacy that the person sees, and the process's own for its staff.

        A signed consent is seen only by verification and by whoever signed it.
        """
        consentimiento = Q(tipo=Documento.Tipo.CONSENTIMIENTO)
        de_candidatura = Q(candidatura__in=Candidatura.objects.visibles_para(ambito))
        return self.filter(
            Q(entregable__in=Entregable.objects.visibles_para(ambito))
            | (de_candidatura & ~consentimiento)
            | (consentimiento & Q(candidatura__in=ambito.candidaturas))
            | (consentimiento & Q(proceso__in=ambito.procesos_con(ROLES_DE_IDENTIDAD)))
            | (Q(entregable=None, candidatura=None, proceso__in=ambito.procesos_con(INTERNOS)) & ~consentimiento)
        )


class Documento(Auditado):
    """One version of one file. Never edited: a change is a new version with its own hash."""

    class Tipo(models.TextChoices):
        """What it proves."""

        PROYECTO = "proyecto", "Proyecto"
        ACUSE = "acuse", "Acuse de SIVOPLE"
        INFORME = "informe", "Informe"
        RETIRO = "retiro", "Documento de retiro"
        CONSENTIMIENTO = "consentimiento", "Consentimiento firmado"
        FIRMADO = "firmado", "Firmado electrónicamente"
        OTRO = "otro", "Otro"

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="documentos")
    entregable = models.ForeignKey(
        Entregable, on_delete=models.PROTECT, null=True, blank=True, related_name="documentos"
    )
    candidatura = models.ForeignKey(
        Candidatura, on_delete=models.PROTECT, null=True, blank=True, related_name="documentos"
    )
    tipo = models.CharField(max_length=15, choices=Tipo.choices)
    titulo = models.CharField(max_length=250)
    archivo = models.FileField(upload_to=ruta_documento)
    nombre_original = models.CharField(max_length=250)
    tipo_contenido = models.CharField(max_length=100)
    tamano = models.PositiveBigIntegerField("tamaño en bytes")
    sha256 = models.CharField(max_length=64, db_index=True)
    version = models.PositiveSmallIntegerField(default=1)
    subido_en = models.DateTimeField()
    subido_por = models.ForeignKey(Usuario, on_delete=models.SET_NULL, null=True, blank=True, related_name="documentos")

    objects = DocumentoQuerySet.as_manager()

    class Meta:
        ordering = ["-subido_en", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="documento_version_unica",
                fields=["entregable", "tipo", "version"],
                condition=Q(entregable__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.titulo} (v{self.version})"

    @cached_property
    def revision(self) -> ArchivoSinRevisar | None:
        """What is pending of it with the scanner of the installation; None without either."""
        if not settings.ANTIVIRUS:
            return None
        return ArchivoSinRevisar.objects.filter(nombre=self.archivo.name).first()

    @property
    def infectado(self) -> bool:
        """Whether the scanner found something in it once it looked."""
        return self.revision is not None and bool(self.revision.hallazgo)


class Comprobante(models.Model):
    """What whoever holds a paper may check of it: its code, and what it is. Written once, with its file.

    `que` is its kind alone and `folio` its number: the title of a document may name a person, and this page is public.
    """

    documento = models.OneToOneField(Documento, on_delete=models.CASCADE, related_name="comprobante")
    codigo = models.CharField("código de verificación", max_length=20, unique=True)
    que = models.CharField("qué es", max_length=80)
    folio = models.CharField(max_length=80)
    emitido_en = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.que} {self.folio}"


class FirmaElectronica(Auditado):
    """Somebody signed a document with a certificate: `firmado` is the file that came of it, after what others signed.

    Of the certificate it keeps whose it is, its serial and who issued it: neither the RFC nor the CURP. `firmada_en` is
    when it was received here; `sello_en`, what an authority of time stamps says, if there is one.
    """

    PARTE_DE = "documento"
    NOMBRE_CON = ("documento",)

    documento = models.ForeignKey(Documento, on_delete=models.PROTECT, related_name="firmas")
    firmado = models.OneToOneField(Documento, on_delete=models.PROTECT, related_name="firma")
    nombre = models.CharField("a nombre de", max_length=200)
    serie = models.CharField("número de serie del certificado", max_length=80)
    emisor = models.CharField("autoridad que lo emitió", max_length=200, blank=True)
    firmada_en = models.DateTimeField("recibida")
    sello_en = models.DateTimeField("sello de tiempo", null=True, blank=True)
    por = models.ForeignKey(Usuario, on_delete=models.SET_NULL, null=True, blank=True, related_name="firmas")

    class Meta:
        ordering = ["pk"]
        verbose_name = "firma electrónica"
        verbose_name_plural = "firmas electrónicas"
        constraints = [
            models.UniqueConstraint(
                name="firma_una_por_certificado",
                fields=["documento", "serie", "emisor"],
                violation_error_message="Ese certificado ya firmó este documento.",
            )
        ]

    def __str__(self) -> str:
        return f"Firma de {self.nombre}"


class Informe(Auditado):
    """A report that is written: sections that people type, with figures that stay live until it is frozen.

    `periodo` says which one of its class it is (`informes/periodos.py`). `corte` is the last local day that counts;
    without one, it is the moment in which it is read. `version` counts the times that it was saved, so that two who
    write at once do not write over each other. Frozen, it is the paper `documento`, with its `folio` and the `codigo`
    by which anybody proves it, and nothing of it changes: what comes after is another one.
    """

    NOMBRE_CON = ("proceso",)

    class Clase(models.TextChoices):
        """What it tells of."""

        MENSUAL = "mensual", "Informe mensual"
        AVANCE = "avance", "Informe de avance en la captura"
        FINAL = "final", "Informe final de la captura y la publicación"
        SEMANAL = "semanal", "Seguimiento semanal de la publicación"

    class Estado(models.TextChoices):
        """From the draft to the paper."""

        BORRADOR = "borrador", "Borrador"
        EN_SESION = "en_sesion", "En sesión"
        CONGELADO = "congelado", "Emitido"

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="informes")
    clase = models.CharField(max_length=10, choices=Clase.choices)
    periodo = models.CharField(max_length=10)
    entregable = models.ForeignKey(
        Entregable,
        verbose_name="entregable del que es documento",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="informes",
    )
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.BORRADOR)
    corte = models.DateField(
        null=True, blank=True, help_text="Último día que se toma en cuenta. Vacío: el momento en que se emite."
    )
    version = models.PositiveSmallIntegerField("versión", default=1)
    consecutivo = models.PositiveIntegerField(null=True, blank=True)
    folio = models.CharField(max_length=80, blank=True)
    codigo = models.CharField("código de verificación", max_length=20, blank=True)
    emitido_en = models.DateTimeField(null=True, blank=True)
    documento = models.OneToOneField(Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="informe")

    class Meta:
        ordering = ["clase", "periodo", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="informe_en_redaccion_unico",
                fields=["proceso", "clase", "periodo"],
                condition=~Q(estado="congelado"),
                violation_error_message="Ese informe ya se está redactando.",
            ),
            # The series has no gaps: only what is frozen has a number, and it stays.
            models.UniqueConstraint(
                name="informe_folio_unico",
                fields=["proceso", "clase", "consecutivo"],
                violation_error_message="Ese folio ya se dio.",
            ),
            models.UniqueConstraint(name="informe_codigo_unico", fields=["codigo"], condition=~Q(codigo="")),
            models.CheckConstraint(
                name="informe_congelado_completo",
                condition=Q(
                    estado="congelado",
                    consecutivo__isnull=False,
                    emitido_en__isnull=False,
                    documento__isnull=False,
                )
                & ~Q(folio="")
                & ~Q(codigo="")
                | ~Q(estado="congelado") & Q(consecutivo=None, emitido_en=None, documento=None, folio="", codigo=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} {self.periodo}"


def firmables() -> dict[str, str]:
    """What may be signed, by key: the papers and the classes of report, each with its name."""
    papeles = {p.clave: p.nombre for p in PAPELES.values()}
    return papeles | dict(Informe.Clase.choices)


class SeccionDeInforme(Auditado):
    """A heading of a report, what somebody typed under it, and what the record adds after."""

    PARTE_DE = "informe"
    NOMBRE_CON = ("informe",)

    class Contenido(models.TextChoices):
        """What the record tells, as it stands at the cut-off."""

        RESUMEN = "resumen", "Las cifras, con las filas que cuentan"
        ACTIVIDADES = "actividades", "Las actividades"
        HITOS = "hitos", "Los hitos del plan"
        SESIONES = "sesiones", "Las sesiones y reuniones de trabajo"
        CANDIDATURAS = "candidaturas", "El avance de las candidaturas"
        ACTORES = "actores", "La captura, por quien postula"
        CARGOS = "cargos", "La captura, por cargo"
        SEXOS = "sexos", "La captura, por sexo"
        CUESTIONARIOS = "cuestionarios", "La captura, por cuestionario"
        PUBLICADO = "publicado", "Acción afirmativa e identidad, según las estadísticas publicadas"
        SEMANA = "semana", "La semana, por quien postula"
        METODOLOGIA = "metodologia", "Cómo se contó"

    informe = models.ForeignKey(Informe, on_delete=models.CASCADE, related_name="secciones")
    orden = models.PositiveSmallIntegerField()
    nivel = models.PositiveSmallIntegerField(default=1, choices=[(1, "Sección"), (2, "Apartado"), (3, "Inciso")])
    titulo = models.CharField("título", max_length=500)
    texto = models.TextField(blank=True)
    contenido = models.CharField("lo que el registro agrega", max_length=15, choices=Contenido.choices, blank=True)

    class Meta:
        ordering = ["informe", "orden", "pk"]
        verbose_name = "sección de informe"
        verbose_name_plural = "secciones de informe"

    def __str__(self) -> str:
        return self.titulo
