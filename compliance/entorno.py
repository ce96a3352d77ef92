"""What a variable of the environment must be, beyond its type: `settings` gives each of these to environs.

A check raises ValidationError with the reason; environs puts the variable's name before it. What makes folders and
files raises ImproperlyConfigured, which names it too.
"""

import base64
import re
import shlex
import shutil
from email.utils import getaddresses
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.exceptions import ValidationError as NoEsCorreo
from django.core.validators import validate_email
from environs import ValidationError

_ANFITRION = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*|[0-9a-f:.]*:[0-9a-f:.]*", re.IGNORECASE)
_NO_IMPRIMIBLE = re.compile(r"[\s\x00-\x1f\x7f]")


def _partes(valor: str, esquemas: tuple[str, ...]) -> SplitResult:
    admitidos = ", ".join(f"{e}://" for e in esquemas)
    if _NO_IMPRIMIBLE.search(valor):
        raise ValidationError("no lleva espacios ni saltos de línea")
    try:
        partes = urlsplit(valor)
        _ = partes.port
    except ValueError as error:
        raise ValidationError("no se entiende: revise el servidor y el puerto") from error
    if partes.scheme not in esquemas:
        raise ValidationError(f"debe comenzar con {admitidos}")
    return partes


def _con_servidor(valor: str, *esquemas: str) -> SplitResult:
    partes = _partes(valor, esquemas)
    if not _ANFITRION.fullmatch(partes.hostname or ""):
        raise ValidationError(f"le falta el servidor: {partes.scheme}://servidor")
    return partes


def anfitriones(valores: list[str]) -> None:
    """Names of a site, without scheme or port; one that begins with a dot stands for its subdomains."""
    if not valores:
        raise ValidationError("indique al menos un nombre")
    for valor in valores:
        if not _ANFITRION.fullmatch(valor.removeprefix(".").removeprefix("[").removesuffix("]")):
            raise ValidationError(f"«{valor}» no es el nombre de un servidor, por ejemplo conoceles.example")


def carpeta(valor: str) -> None:
    """A folder that is there, or nothing."""
    if valor and not Path(valor).is_dir():
        raise ValidationError("no es una carpeta que exista en esta máquina")


def direccion(valor: str) -> None:
    """A whole address of the web, or nothing."""
    if valor:
        _con_servidor(valor, "https", "http")


def sitio(valor: str) -> None:
    """A whole address that others can be added to."""
    partes = _con_servidor(valor, "https", "http")
    if partes.query or partes.fragment:
        raise ValidationError("es la dirección del sitio: no lleva «?» ni «#»")


def anfitrion_de(direccion_del_sitio: str) -> str:
    """The name of the server of an address, as a request says it but for its port."""
    nombre = urlsplit(direccion_del_sitio).hostname or ""
    return f"[{nombre}]" if ":" in nombre else nombre


def origen_de(direccion_del_sitio: str) -> str:
    """Its origin as a browser says it: scheme, server, and the port unless it is that of the scheme."""
    partes = urlsplit(direccion_del_sitio)
    puerto = "" if partes.port in (None, {"https": 443, "http": 80}[partes.scheme]) else f":{partes.port}"
    return f"{partes.scheme}://{anfitrion_de(direccion_del_sitio)}{puerto}"


def origenes(valores: list[str]) -> None:
    """Scheme and server of each; `*.` stands for any subdomain."""
    for valor in valores:
        partes = _con_servidor(valor.replace("://*.", "://", 1), "https", "http")
        if partes.path or partes.query or partes.fragment:
            raise ValidationError(f"«{valor}»: escriba solo https://servidor")


def redis(valor: str) -> None:
    """The address of a Redis, or nothing."""
    if valor:
        _con_servidor(valor, "redis", "rediss")


def intermediario(valor: str) -> None:
    """The address of a broker that Celery knows, as installed here."""
    if valor != "memory://":
        _con_servidor(valor, "redis", "rediss", "amqp", "amqps")


def correo(valor: str) -> None:
    """How mail goes out."""
    partes = _partes(valor, ("console", "file", "smtp"))
    if partes.scheme == "smtp":
        _con_servidor(valor, "smtp")
        for clave, opcion in parse_qsl(partes.query, keep_blank_values=True):
            if clave not in ("tls", "ssl") or opcion not in ("True", "False"):
                raise ValidationError(f"«{clave}={opcion}»: se admite tls=True, tls=False, ssl=True o ssl=False")


def remitente(valor: str) -> None:
    """One e-mail address, with or without a name."""
    direcciones = getaddresses([valor])
    try:
        if len(direcciones) != 1 or "\n" in valor or "\r" in valor:
            raise NoEsCorreo("")
        validate_email(direcciones[0][1])
    except NoEsCorreo as error:
        raise ValidationError("debe ser un correo, por ejemplo Conóceles <avisos@instituto.example>") from error


def correo_o_nada(valor: str) -> None:
    """One e-mail address, without a name; or nothing."""
    try:
        if valor:
            validate_email(valor)
    except NoEsCorreo as error:
        raise ValidationError("debe ser un correo, por ejemplo respuestas@instituto.example") from error


def contacto(valor: str) -> None:
    """Where somebody may be written to: an e-mail address or a page, as an address; or nothing."""
    if valor.startswith("mailto:"):
        remitente(valor.removeprefix("mailto:"))
    elif valor:
        _con_servidor(valor, "https")


def antivirus(valor: str) -> None:
    """Where the scanner of files listens, or the command that looks at one; or nothing."""
    if valor.startswith("clamd:///"):
        if len(valor) == len("clamd:///"):
            raise ValidationError("le falta el lugar del socket: clamd:///run/clamav/clamd.ctl")
    elif valor.startswith("clamd:"):
        _con_servidor(valor, "clamd")
    elif valor:
        try:
            programa = next(iter(shlex.split(valor)), "")
        except ValueError as error:
            raise ValidationError("la orden tiene comillas sin cerrar") from error
        if not shutil.which(programa):
            raise ValidationError(f"no es clamd://… ni una orden que exista aquí: «{programa}»")


def llaves(valores: list[str]) -> None:
    """Keys of 32 bytes in base64. What is refused is not repeated: it may be a key."""
    for valor in valores:
        try:
            largo = len(base64.b64decode(valor, altchars=b"-_", validate=True))
        except ValueError:
            largo = 0
        if largo != 32:
            raise ValidationError("cada llave son 32 bytes en base64 (44 caracteres), separadas por comas")


def redes(valores: list[str]) -> None:
    """Addresses of the Internet, or networks of them."""
    for valor in valores:
        try:
            ip_network(valor)
        except ValueError as error:
            raise ValidationError(f"«{valor}» no es una dirección ni una red, por ejemplo 10.0.0.0/24") from error


def llave_de_medir(valor: str) -> None:
    """What Prometheus carries, or nothing. What is refused is not repeated."""
    if valor and (len(valor) < 32 or _NO_IMPRIMIBLE.search(valor)):
        raise ValidationError("debe tener al menos 32 caracteres, sin espacios")


def almacen(valor: str) -> None:
    """The address of a bucket, or nothing."""
    cubeta(valor)


def cubeta(valor: str) -> dict[str, object]:
    """A bucket as django-storages asks for it; nothing for an empty address. What is refused is not repeated.

    `s3://KEY:SECRET@SERVER/BUCKET/FOLDER`; without a server (`s3:///BUCKET`), Amazon's, and without key and secret
    those that the machine has. `?region=…`, and `?http=1` for a server of the institute that has no certificate.
    """
    if not valor:
        return {}
    partes = _partes(valor, ("s3",))
    nombre, _, carpeta = partes.path.strip("/").partition("/")
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", nombre):
        raise ValidationError("le falta la cubeta: s3://llave:secreto@servidor/cubeta")
    opciones = dict(parse_qsl(partes.query, keep_blank_values=True))
    if opciones.keys() - {"region", "http"} or opciones.get("http", "1") != "1":
        raise ValidationError("se admite region=…, y http=1")
    if (partes.username is None) != (partes.password is None):
        raise ValidationError("indique llave y secreto, o ninguno")
    dicha: dict[str, object] = {"bucket_name": nombre, "location": carpeta}
    if partes.hostname:
        esquema = "http" if "http" in opciones else "https"
        puerto = f":{partes.port}" if partes.port else ""
        dicha["endpoint_url"] = f"{esquema}://{partes.hostname}{puerto}"
    if partes.username and partes.password:
        dicha |= {"access_key": unquote(partes.username), "secret_key": unquote(partes.password)}
    if "region" in opciones:
        dicha["region_name"] = opciones["region"]
    return dicha


def crear_carpeta(variable: str, carpeta: Path) -> None:
    """Make a folder, if it is not there, that only its owner opens."""
    try:
        carpeta.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{variable}: no se puede crear {carpeta} ({error.strerror}).") from error


def crear_base(variable: str, archivo: Path) -> None:
    """Make the empty file of a SQLite database, if it is not there, that only its owner reads.

    SQLite would make it readable by everybody; its journals take the permissions of the file.
    """
    crear_carpeta(variable, archivo.parent)
    if archivo.is_dir():
        raise ImproperlyConfigured(f"{variable}: {archivo} es una carpeta; le falta el archivo.")
    try:
        archivo.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return
    except OSError as error:
        raise ImproperlyConfigured(f"{variable}: no se puede escribir {archivo} ({error.strerror}).") from error


# How many a minute, where nobody says otherwise (see `compliance.ritmo`).
RITMOS = {"busqueda": 240, "descargas": 60, "cargas": 60, "opiniones": 6, "entrada": 60}


def ritmos(valores: dict[str, int]) -> None:
    """How many of each, from one on."""
    for clave, cuantas in valores.items():
        if clave not in RITMOS:
            raise ValidationError(f"«{clave}» no es ninguno de: {', '.join(RITMOS)}")
        if cuantas < 1:
            raise ValidationError(f"«{clave}» debe ser 1 o más")
