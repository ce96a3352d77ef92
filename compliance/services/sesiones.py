"""The sessions of an account, as its owner reads them, and what is noted of what they do at their own door.

Where somebody entered is told to the owner if it is new. What a session opens hangs from the session store, which every
web server shares (settings.SESSION_ENGINE): closing one deletes it there.
"""

import re
from datetime import datetime, timedelta
from importlib import import_module
from ipaddress import IPv4Network
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q, QuerySet

from ..actos import Apunte, asentar, escritura
from ..models import Proceso, SesionDeCuenta, Usuario
from ..senales import CambioDeAcceso
from ..verbos.cuentas import procesos_de_la_cuenta

# A place or a device from which somebody entered in these days is not new. What is older is forgotten.
CONOCIDO = timedelta(days=90)
# How often it is noted that a session is in use: each page would write otherwise.
CADA = timedelta(minutes=5)
DURA = timedelta(seconds=settings.SESSION_COOKIE_AGE)
SIN_USO = timedelta(minutes=settings.SESION_SIN_USO)

# The first that its browser says, in this order: some say the name of others too.
_NAVEGADORES = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
)
_SISTEMAS = (
    ("un iPhone", r"iPhone"),
    ("un iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("una Mac", r"Macintosh|Mac OS X"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux|X11"),
)


# -- What is noted ----------------------------------------------------------------------------------------


def proceso_que_lo_dice(usuario: Usuario, en: datetime) -> Proceso | None:
    """The process to which what happens to an account is told: one of its own, or any for who administers them all."""
    suyos = Proceso.objects.select_related("instituto").order_by("-jornada", "pk")
    propio = suyos.filter(pk__in=procesos_de_la_cuenta(usuario, en.date() - timedelta(days=1))).first()
    return propio or (suyos.first() if usuario.is_superuser else None)


def anotar(
    verbo: str,
    usuario: Usuario,
    *,
    por: Usuario | None,
    en: datetime,
    motivo: str = "",
    hechos: dict[str, Any] | None = None,
    suceso: str = "",
    dicho: str = "",
) -> Apunte:
    """Leave the act on the account, and tell its owner (`suceso`, with `dicho`). Inside an `escritura`."""
    proceso = proceso_que_lo_dice(usuario, en)
    apunte = Apunte(
        verbo,
        usuario,
        por=por,
        en=en,
        motivo=motivo,
        hechos=hechos or {},
        proceso_id=proceso.pk if proceso else None,
        notable=True,
    )
    asentar(apunte)
    if suceso and proceso is not None:
        CambioDeAcceso(suceso, usuario, proceso, por, en, motivo=dicho or motivo).avisar()
    return apunte


# -- Sessions ---------------------------------------------------------------------------------------------


def dispositivo_de(agente: str) -> str:
    """A browser and what it runs on, in plain words, of what it says of itself."""
    navegador = next((nombre for nombre, patron in _NAVEGADORES if re.search(patron, agente)), "")
    sistema = next((nombre for nombre, patron in _SISTEMAS if re.search(patron, agente)), "")
    if not navegador:
        return f"Un navegador en {sistema}" if sistema else "Un navegador que no dice cuál es"
    return f"{navegador} en {sistema}" if sistema else navegador


def red_de(direccion: str) -> str:
    """What tells a place from another: of IPv4, its network of 256 addresses; of IPv6 it comes so already."""
    try:
        return str(IPv4Network(f"{direccion}/24", strict=False).network_address)
    except ValueError:
        return direccion[:45]


@escritura()
def abrir(
    usuario: Usuario,
    llave: str,
    *,
    agente: str,
    direccion: str,
    con: str,
    en: datetime,
    ultima: datetime | None = None,
) -> SesionDeCuenta:
    """Note an entrance; its owner hears of it if nobody had entered from there, or with that, in `CONOCIDO`.

    The first one of an account is not told: its owner has just set a password, and heard of the link. Of one that
    nobody used since longer (`ultima`, when they entered before), no place is known any more.
    """
    dispositivo, red = dispositivo_de(agente), red_de(direccion)
    suyas = SesionDeCuenta.objects.filter(usuario=usuario)
    olvidar(en, suyas)
    vistos = list(suyas.values_list("dispositivo", "red"))
    sesion = SesionDeCuenta.objects.create(
        usuario=usuario,
        llave=llave,
        dispositivo=dispositivo,
        direccion=direccion[:45],
        red=red,
        con=con,
        entro_en=en,
        vista_en=en,
    )
    nuevo = dispositivo not in {d for d, _ in vistos} or red not in {r for _, r in vistos}
    if nuevo and (vistos or (ultima is not None and ultima < en - CONOCIDO)):
        dicho = f"{dispositivo}, desde la dirección {direccion or 'desconocida'}, con {con}"
        anotar(
            "entrar_de_otro_lugar",
            usuario,
            por=usuario,
            en=en,
            hechos={"dispositivo": dispositivo, "red": red},
            suceso="entrada",
            dicho=dicho,
        )
    return sesion


def olvidar(en: datetime, cuales: "QuerySet[SesionDeCuenta] | None" = None) -> None:
    """From where somebody entered is kept no longer than it serves to tell a new place."""
    (SesionDeCuenta.objects.all() if cuales is None else cuales).filter(entro_en__lt=en - CONOCIDO).delete()


def _abierta(en: datetime) -> Q:
    """What nobody closed, of less than a working day and in use of late."""
    return Q(entro_en__gt=en - DURA, vista_en__gt=en - SIN_USO) & ~Q(llave="")


def sigue(pk: int, en: datetime) -> bool:
    """Note, every now and then, that a session is in use; False if it is over, whatever the store says.

    The store prolongs a session with each thing that is kept in it, and a page under way when it was closed may put it
    back there.
    """
    if not cache.add(f"sesion-vista:{pk}", 1, CADA.total_seconds()):
        return True
    return SesionDeCuenta.objects.filter(_abierta(en), pk=pk).update(vista_en=en) == 1


def seguir(pk: int, llave: str) -> None:
    """The store gave the session another key."""
    SesionDeCuenta.objects.filter(pk=pk).update(llave=llave)


def terminar(pk: int) -> None:
    """Its owner left."""
    SesionDeCuenta.objects.filter(pk=pk).update(llave="")


def vivas(usuario: Usuario, en: datetime) -> list[SesionDeCuenta]:
    """Those that still open the account, the last seen first."""
    suyas = SesionDeCuenta.objects.filter(_abierta(en), usuario=usuario)
    return [s for s in suyas if _almacen(s.llave).exists(s.llave)]


def cerrar_de(sesiones: "QuerySet[SesionDeCuenta]") -> int:
    """Delete these in the store; answers how many there were."""
    cerradas = 0
    for sesion in sesiones.exclude(llave=""):
        _almacen(sesion.llave).delete()
        terminar(sesion.pk)
        cerradas += 1
    return cerradas


def cerrar_todas(usuario: Usuario, *, salvo: int | None = None) -> int:
    """Delete every session of an account but one."""
    suyas = SesionDeCuenta.objects.filter(usuario=usuario)
    return cerrar_de(suyas if salvo is None else suyas.exclude(pk=salvo))


@escritura()
def cerrar_una(usuario: Usuario, pk: int, *, en: datetime) -> bool:
    """Its owner closes one; False if it is not theirs, or was over."""
    sesion = SesionDeCuenta.objects.filter(usuario=usuario, pk=pk).exclude(llave="").first()
    if sesion is None:
        return False
    cerrar_de(SesionDeCuenta.objects.filter(pk=pk))
    anotar("cerrar_sesion", usuario, por=usuario, en=en, hechos={"dispositivo": sesion.dispositivo, "cuantas": 1})
    return True


@escritura()
def cerrar_las_demas(usuario: Usuario, *, salvo: int | None, en: datetime) -> int:
    """Its owner closes all but the one that they are using; answers how many."""
    cuantas = cerrar_todas(usuario, salvo=salvo)
    if cuantas:
        anotar("cerrar_sesion", usuario, por=usuario, en=en, hechos={"cuantas": cuantas})
    return cuantas


def _almacen(llave: str) -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore(llave)
