"""One settings file for every place Cauce runs, chosen by environment variables.

With no variable set it is the embedded default: SQLite in WAL mode, files on disk, mail to the console, no
broker. `CAUCE_PRODUCCION=1` asks for everything a public server must have and refuses to start without it.
Every variable is described in docs/configuracion.md. A value that cannot be read stops the start with the
name of the variable and the reason.
"""

import logging
import tomllib
from pathlib import Path
from typing import Any

import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate

from compliance import entorno

# Lets annotations such as QuerySet[Model] exist at run time.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
CLAVE_DE_DESARROLLO = "solo-para-desarrollo-y-demostracion-nunca-en-un-servidor-publico"

env = Env()

PRODUCCION = env.bool("CAUCE_PRODUCCION", default=False)
DEBUG = env.bool("CAUCE_DEBUG", default=False)
DATOS = env.path("CAUCE_DATOS", default=BASE_DIR / "var")
SECRET_KEY = env.str(
    "CAUCE_SECRET_KEY", default=CLAVE_DE_DESARROLLO, validate=validate.Length(min=1, error="no puede estar vacía")
)
ANFITRIONES_LOCALES = ["127.0.0.1", "localhost", "[::1]"]
# Absolute address of the site, for links inside mails, calendars and documents. Its name and its origin are trusted.
SITIO_URL = env.str("CAUCE_URL", default="http://127.0.0.1:8000", validate=entorno.sitio).rstrip("/")
ALLOWED_HOSTS = [
    entorno.anfitrion_de(SITIO_URL),
    *env.list("CAUCE_HOSTS", default=[] if PRODUCCION else ANFITRIONES_LOCALES, validate=entorno.anfitriones),
]
CSRF_TRUSTED_ORIGINS: list[str] = [
    entorno.origen_de(SITIO_URL),
    *env.list("CAUCE_ORIGENES", default=[], validate=entorno.origenes),
]
# Where whoever uses the site gets its source (AGPL-3.0 section 13); the footer links to it.
CODIGO_URL = env.str("CAUCE_CODIGO_URL", default="", validate=entorno.direccion)
# The day on which a demonstration lives: compliance.reloj answers it as today. Empty everywhere else.
DEMO_FECHA = env.date("DEMO_FECHA") if env.str("DEMO_FECHA", default="") else None
# To whom a weakness of the site is told (/.well-known/security.txt): mailto: or https://
CONTACTO_DE_SEGURIDAD = env.str("CAUCE_CONTACTO_SEGURIDAD", default="", validate=entorno.contacto)
BARRIDO_SEGUNDOS = env.int("CAUCE_BARRIDO_SEGUNDOS", default=60, validate=validate.Range(min=1))
# How many proxies of ours a request goes through: each adds to X-Forwarded-For the address that it sees.
PROXIES = env.int("CAUCE_PROXIES", default=0, validate=validate.Range(min=0, max=9))
# The first wraps the keys of the candidacies; any other, from before a rotation, only opens. Without it, the file.
LLAVE_MAESTRA: list[str] = env.list("CAUCE_LLAVE_MAESTRA", default=[], validate=entorno.llaves)
LLAVE_MAESTRA_ARCHIVO = env.path("CAUCE_LLAVE_MAESTRA_ARCHIVO", default=DATOS / "llave-maestra")
ARCHIVO_MAXIMO_MB = env.int("CAUCE_ARCHIVO_MAXIMO_MB", default=25, validate=validate.Range(min=1, max=500))
# Who looks at each file that comes in: clamd://host:3310, clamd:///run/clamd.sock or a command. Empty: nobody.
ANTIVIRUS = env.str("CAUCE_ANTIVIRUS", default="", validate=entorno.antivirus)
ANTIVIRUS_SEGUNDOS = env.int("CAUCE_ANTIVIRUS_SEGUNDOS", default=30, validate=validate.Range(min=1, max=300))
# What is done with a file while the scanner does not answer.
ANTIVIRUS_ACEPTA_SIN_REVISAR = (
    env.str("CAUCE_ANTIVIRUS_AUSENTE", default="rechazar", validate=validate.OneOf(["rechazar", "aceptar"]))
    == "aceptar"
)


# Whatever is kept here is read by its owner and nobody else. See also FILE_UPLOAD_PERMISSIONS.
entorno.crear_carpeta("CAUCE_DATOS", DATOS)

if PRODUCCION:
    if SECRET_KEY == CLAVE_DE_DESARROLLO or len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
        raise ImproperlyConfigured(
            "CAUCE_SECRET_KEY: en producción es obligatoria, propia, aleatoria y de al menos 50 caracteres."
        )
    if DEBUG:
        raise ImproperlyConfigured("CAUCE_DEBUG: no puede activarse junto con CAUCE_PRODUCCION.")
    if DEMO_FECHA:
        raise ImproperlyConfigured("DEMO_FECHA: una instalación en producción vive en la fecha real.")
    if not SITIO_URL.startswith("https://"):
        raise ImproperlyConfigured("CAUCE_URL: en producción debe comenzar con https://")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "viewflow",
    "viewflow.workflow",
    "django_fsm",
    "simple_history",
    "axes",
    "csp",
    "calendario",
    "compliance",
    "documentos",
    "flujos",
    "notificaciones",
]

MIDDLEWARE = [
    "compliance.middleware.CabezaMiddleware",
    "compliance.middleware.PeticionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "compliance.middleware.CompresionMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "compliance.middleware.PoliticaMiddleware",
    "compliance.middleware.PrivacidadMiddleware",
    "compliance.middleware.TamanoMiddleware",
    "compliance.middleware.ArchivosMiddleware",
    "compliance.middleware.SesionMiddleware",
    "compliance.middleware.LenguaMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "compliance.middleware.AmbitoMiddleware",
    "compliance.ritmo.RitmoMiddleware",
    "compliance.middleware.PuertasMiddleware",
    "axes.middleware.AxesMiddleware",
    "compliance.views.sesion_terminada.SesionTerminadaMiddleware",
]

ROOT_URLCONF = "compliance.urls"
WSGI_APPLICATION = "compliance.wsgi.application"
ASGI_APPLICATION = "compliance.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # First, so that our 403, 404 and 500 win over those that viewflow ships.
        "DIRS": [BASE_DIR / "compliance" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "compliance.cara.contexto.sitio",
            ],
            "builtins": ["compliance.templatetags.formularios"],
        },
    },
]

# -- Data -------------------------------------------------------------------------------------------------

_base_de_datos: dict[str, Any] = dict(
    env.dj_db_url("DATABASE_URL", default=f"sqlite:///{DATOS / 'cauce.sqlite3'}", conn_max_age=60)
)
_es_postgresql = _base_de_datos["ENGINE"] == "django.db.backends.postgresql"
if _base_de_datos["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock at BEGIN: SQLite has no SELECT … FOR UPDATE.
    _base_de_datos["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        # What is overwritten is gone: the key of a candidacy, once destroyed.
        "PRAGMA secure_delete=ON;",
    }
    entorno.crear_base("DATABASE_URL", Path(_base_de_datos["NAME"]))
elif _es_postgresql:
    _base_de_datos["CONN_HEALTH_CHECKS"] = True
    # A server that does not answer is told in seconds: without them, each request would wait for minutes.
    _base_de_datos["OPTIONS"] = {"connect_timeout": 5, "tcp_user_timeout": 20_000} | _base_de_datos.get("OPTIONS", {})
else:
    raise ImproperlyConfigured("DATABASE_URL: se admite sqlite:/// o postgres://")
if not _base_de_datos["NAME"]:
    raise ImproperlyConfigured("DATABASE_URL: le falta el nombre de la base de datos.")
# Connections that each process shares among its threads; 0, one for each thread, which lives for a minute.
if (_pool := env.int("DATABASE_POOL", default=0, validate=validate.Range(min=0, max=200))) and _es_postgresql:
    _base_de_datos["CONN_MAX_AGE"] = 0  # a connection of the pool is given back at the end of each request
    # A server that went away is looked for again every five seconds at most; it would be every few minutes.
    _plazos = {"timeout": 4, "reconnect_timeout": 5}
    _base_de_datos["OPTIONS"]["pool"] = {"min_size": min(_pool, 2), "max_size": _pool, **_plazos}
elif _pool:
    raise ImproperlyConfigured("DATABASE_POOL: solo con PostgreSQL; quítela o indique postgres:// en DATABASE_URL.")
DATABASES = {"default": _base_de_datos}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = DATOS / "archivos"
# Copies of the files of open data, which are made again when they are missing: no part of a backup.
ABIERTOS_ROOT = DATOS / "abiertos"
# No MEDIA_URL: every stored file goes out through a view that checks who asks.
STATIC_URL = "estatico/"
# Only production collects; elsewhere WhiteNoise serves the files straight from the apps.
STATIC_ROOT = DATOS / "estatico" if PRODUCCION else None
STATICFILES_FINDERS = ["compliance.cara.estaticos.Buscador"]
# Touched by each backup, for how old the last one is.
ULTIMO_RESPALDO = DATOS / "ultimo-respaldo"
# s3://key:secret@server/bucket/folder?… keeps the files in an object store; empty, on disk.
ALMACEN_S3 = entorno.cubeta(env.str("CAUCE_ALMACEN", default="", validate=entorno.almacen))
STORAGES = {
    "default": {"BACKEND": "compliance.almacen_s3.AlmacenS3", "OPTIONS": ALMACEN_S3}
    if ALMACEN_S3
    else {"BACKEND": "compliance.almacen.Almacen"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCCION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCCION
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# -- Language and time ------------------------------------------------------------------------------------

LANGUAGE_CODE = "es-mx"
# Of the public site, in its addresses; each is offered once somebody has filled its catalogue.
LANGUAGES = [("es-mx", "Español de México"), ("nah", "Náhuatl"), ("yua", "Maya")]
LOCALE_PATHS = [BASE_DIR / "compliance" / "locale"]
USE_I18N = True
USE_TZ = True
# Only the fallback: every rule takes the time zone of its institute.
TIME_ZONE = "America/Mexico_City"

# -- Who enters -------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "compliance.Usuario"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "compliance.contrasenas.SinPalabrasDelSitio"},
]
LOGIN_URL = "entrar"
LOGIN_REDIRECT_URL = "inicio"
LOGOUT_REDIRECT_URL = "inicio"
# A long working day, from the entrance on: prolonging it with each page would make every visit write.
SESSION_COOKIE_AGE = 12 * 60 * 60
# And with nothing asked in these minutes it is over before: what was being typed waits in its page.
SESION_SIN_USO = env.int("CAUCE_SESION_SIN_USO", default=120, validate=validate.Range(min=10, max=12 * 60))
# Where sessions are kept: any web server answers any of them. With Redis in front, the database is asked when it fails.
_sesiones = env.str("CAUCE_SESIONES", default="base", validate=validate.OneOf(["base", "cache"]))
if _sesiones == "cache" and not env.str("REDIS_URL", default=""):
    raise ImproperlyConfigured("CAUCE_SESIONES: «cache» necesita REDIS_URL; sin ella, «base».")
SESSION_ENGINE = f"django.contrib.sessions.backends.{'cached_db' if _sesiones == 'cache' else 'db'}"
# The directory of an institute (OpenID Connect), if it has one: with it, accounts that exist enter too.
OIDC_EMISOR = env.str("CAUCE_OIDC_EMISOR", default="", validate=entorno.direccion).rstrip("/")
OIDC_CLIENTE = env.str("CAUCE_OIDC_CLIENTE", default="")
OIDC_SECRETO = env.str("CAUCE_OIDC_SECRETO", default="")
OIDC_NOMBRE = env.str("CAUCE_OIDC_NOMBRE", default="la cuenta de su instituto")
# Whether who is linked to the directory enters through it alone.
OIDC_SIN_CONTRASENA = env.bool("CAUCE_OIDC_SIN_CONTRASENA", default=False)
if OIDC_EMISOR and not (OIDC_CLIENTE and OIDC_SECRETO):
    raise ImproperlyConfigured("CAUCE_OIDC_EMISOR: indique también CAUCE_OIDC_CLIENTE y CAUCE_OIDC_SECRETO.")
if PRODUCCION and OIDC_EMISOR and not OIDC_EMISOR.startswith("https://"):
    raise ImproperlyConfigured("CAUCE_OIDC_EMISOR: en producción debe comenzar con https://")
# Three limits of failed entrances: of an account from an address, here; the others in `compliance.entrada`.
AXES_HANDLER = "compliance.entrada.LimitesDeEntrada"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
# Whoever insists does not make the wait of an account's owner longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "compliance.middleware.direccion_del_cliente"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # what a successful entrance forgets
# Of a failure the whole form is kept, but for these fields.
AXES_SENSITIVE_PARAMETERS = [
    "username",
    "ip_address",
    "old_password",
    "new_password1",
    "new_password2",
    "sobre",
    "codigo",
    "respuesta",
]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False  # evidence of who tried to enter: it is not edited
AXES_LOCKOUT_TEMPLATE = "cuentas/bloqueo.html"

# -- What a browser may do --------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "compliance.views.sesion_terminada.formulario_rechazado"
if PRODUCCION:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# -- Voice ------------------------------------------------------------------------------------------------

env.str("EMAIL_URL", default="console://", validate=entorno.correo)
_correo = env.dj_email_url("EMAIL_URL", default="console://")
if PRODUCCION and not _correo["EMAIL_HOST"]:
    raise ImproperlyConfigured("EMAIL_URL: en producción indique smtp://, o los avisos no saldrían de esta máquina.")
EMAIL_BACKEND = _correo["EMAIL_BACKEND"]
EMAIL_HOST = _correo["EMAIL_HOST"]
EMAIL_PORT = _correo["EMAIL_PORT"] or 25
EMAIL_HOST_USER = _correo["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _correo["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _correo["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _correo["EMAIL_USE_SSL"]
EMAIL_FILE_PATH = _correo["EMAIL_FILE_PATH"] or str(DATOS / "correo")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str(
    "CAUCE_REMITENTE", default="Cauce <no-responder@cauce.invalid>", validate=entorno.remitente
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where calendars answer to invitations: the mailbox that `manage.py rebotes` reads. Empty: they are not asked to.
RESPUESTAS_A = env.str("CAUCE_RESPUESTAS_A", default="", validate=entorno.correo_o_nada)

# -- Work in the background -------------------------------------------------------------------------------

REDIS_URL = env.str("REDIS_URL", default="", validate=entorno.redis)
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "compliance.copias.Copias", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
# A folder with the certificates of the authorities whose e.firma is taken, and their lists of revoked ones (.crl).
EFIRMA_AUTORIDADES = env.str("CAUCE_EFIRMA", default="", validate=entorno.carpeta)
# INE's registry of candidates: its password, and whose servers may be asked (each, with its subdomains).
SNR_CONTRASENA = env.str("CAUCE_SNR_CONTRASENA", default="")
SNR_SERVIDORES: list[str] = env.list("CAUCE_SNR_SERVIDORES", default=["ine.mx"])
# An authority of RFC 3161 time stamps, of which each signature asks one.
SELLO_TIEMPO = env.str("CAUCE_SELLO_TIEMPO", default="", validate=entorno.direccion)
# How many requests of the public API from one address are answered in a minute.
API_POR_MINUTO = env.int("CAUCE_API_POR_MINUTO", default=120, validate=validate.Range(min=1))
# And of what else is dear or may be tried many times, by what it is (see `compliance.ritmo`).
POR_MINUTO: dict[str, int] = entorno.RITMOS | env.dict(
    "CAUCE_POR_MINUTO", default={}, subcast_values=int, validate=entorno.ritmos
)
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default=REDIS_URL or "memory://", validate=entorno.intermediario)
HAY_INTERMEDIARIO = not CELERY_BROKER_URL.startswith("memory")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600} if "redis" in CELERY_BROKER_URL else {}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATOS / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "barrer": {
        "task": "notificaciones.tasks.barrer",
        "schedule": float(BARRIDO_SEGUNDOS),
        # A sweep that waited a whole period is dropped: the next one does the same work.
        "options": {"expires": float(BARRIDO_SEGUNDOS)},
    },
}

# -- Watching ---------------------------------------------------------------------------------------------

# Who may ask for the figures of Prometheus: addresses or networks, or whoever has the key. Without either, nobody.
METRICAS_DESDE: list[str] = env.list("CAUCE_METRICAS_DESDE", default=[], validate=entorno.redes)
METRICAS_LLAVE = env.str("CAUCE_METRICAS_LLAVE", default="", validate=entorno.llave_de_medir)

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

LOG_FORMATO = env.str("CAUCE_LOG_FORMATO", default="texto", validate=validate.OneOf(["texto", "json"]))
# Celery keeps the handlers of the installation, and so its form.
CELERY_WORKER_HIJACK_ROOT_LOGGER = LOG_FORMATO == "texto"
_NIVEL = env.log_level("CAUCE_LOG", default=logging.WARNING)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "texto": {"format": "{asctime} {levelname} {name}{folio}: {message}", "style": "{"},
        "json": {"()": "compliance.bitacora.EnJson"},
    },
    "filters": {"sin_llaves": {"()": "compliance.bitacora.SinLlaves"}},
    "handlers": {
        "consola": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMATO,
            # In JSON no argument is written, and so no address.
            "filters": ["sin_llaves"] if LOG_FORMATO == "texto" else [],
        }
    },
    "root": {"handlers": ["consola"], "level": _NIVEL},
    "loggers": {
        # It warns of each object that a signed file has and what was signed has not: its signatures.
        "pyhanko.pdf_utils.reader": {"level": "ERROR"},
        # The line of each request is what JSON is for, and Django's own would be text, with the address asked for.
        **(
            {
                "cauce.peticion": {"level": min(_NIVEL, logging.INFO)},
                "django.server": {"handlers": [], "propagate": True},
            }
            if LOG_FORMATO == "json"
            else {}
        ),
    },
}
