"""Files that take longer than a page may: made apart, kept for whoever asked for them, and forgotten (decision 0069).

A piece of work is a visit, made later: the same view, as the same person, with what they may see when it is made. So
there is no second writing of any export, nor of who may have it, nor of what is noted of it. Claimed once; whoever dies
with it in hand leaves it to be begun again, and what was half made is in no storage.
"""

from collections.abc import Callable
from dataclasses import astuple
from datetime import datetime, timedelta
from email.message import Message
from time import monotonic
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, QueryDict
from django.urls import Resolver404, resolve

from compliance.actos import SinConstanciaError
from compliance.ambito import Ambito
from compliance.cara.descargas import Aparte, contando, formato_de
from compliance.cifrado import CifradoError, abrir_archivo, cerrar_archivo
from compliance.models import Proceso, Usuario
from compliance.permisos import ambito_en
from compliance.services.lecturas import leer_en

from .importacion.pendientes import listar, vaciar
from .models import SIN_AVANCE, Trabajo
from .transiciones import Rechazo

# What takes long when there is much of it, by the name of its address: nothing else is made apart.
SE_PREPARAN = {
    "candidaturas": "Candidaturas",
    "historial": "Historial",
    "historial_objeto": "Historial de un objeto",
    "historial_paquete": "Paquete de evidencia",
    "avance_pendientes": "Sin capturar",
    "avisos": "Avisos",
}
# Those that are a file whatever their address says.
SIN_FORMATO = {"historial_paquete": "zip"}
LARGO = 4_000  # characters of an address: that of a list with all its filters has some hundreds
# A whole weekend, asked for on a Friday: long enough to be fetched, and no longer, for it may tell of people.
SE_GUARDA = timedelta(days=3)
# Of one person: what they ask for must not take all the hands that others wait for.
A_LA_VEZ = 3
# Whoever died three times with it in hand died of it.
INTENTOS = 3
# Seconds between two notes of how far it goes: each is a write.
CADA = 2.0
RAIZ = "trabajos"
Estado = Trabajo.Estado
EN_CURSO = (Estado.PEDIDO, Estado.HACIENDO)


class _SeFueError(Exception):
    """It was cancelled, or another has it."""


def lo_que_alcanza(ambito: Ambito, proceso: Proceso) -> list[list[Any]]:
    """What somebody may reach in a process, to be compared later."""
    return sorted(([*astuple(f)] for f in ambito.funciones if f.proceso == proceso.pk), key=repr)


def pedir(direccion: str, *, por: Usuario, ambito: Ambito, en: datetime) -> Trabajo:
    """Ask for the file of an address of the site, or for that which is on its way: asked twice, it is made once.

    Raises Rechazo: it is no address of a file that is made apart, in a process of theirs, or they wait for too many.
    """
    ruta, _, consulta = direccion.partition("?")
    try:
        # As a page writes it: in ASCII, without controls.
        hallada = resolve(ruta) if direccion.isascii() and direccion.isprintable() else None
    except Resolver404:
        hallada = None
    nombre = (hallada.url_name if hallada else None) or ""
    formato = SIN_FORMATO.get(nombre) or formato_de(QueryDict(consulta))
    if hallada is None or nombre not in SE_PREPARAN or not formato or len(direccion) > LARGO:
        raise Rechazo("direccion", "Ese archivo no se prepara aparte.", "Pídalo desde la página donde se descarga.")
    proceso = Proceso.objects.filter(clave=hallada.kwargs["proceso"], pk__in=ambito.procesos).first()
    if proceso is None:
        raise Rechazo("direccion", "Ese proceso no existe o no le corresponde.", "Pídalo desde una página suya.")
    with transaction.atomic():
        # Whoever asks twice at once waits here for themselves, but not whoever only names them, as each act does: an
        # import of theirs holds the process that this row is of, and each would wait for the other.
        Usuario.objects.select_for_update(no_key=True).get(pk=por.pk)
        suyos = Trabajo.objects.filter(por=por, estado__in=EN_CURSO)
        if igual := suyos.filter(direccion=direccion).first():
            return igual
        if suyos.count() >= A_LA_VEZ:
            raise Rechazo(
                "demasiados",
                f"Ya espera {A_LA_VEZ} archivos.",
                "Espere a que termine alguno, o cancélelo en «Sus descargas».",
            )
        return Trabajo.objects.create(
            proceso=proceso,
            por=por,
            nombre=f"{SE_PREPARAN[nombre]} ({formato.upper()})",
            direccion=direccion,
            alcance=lo_que_alcanza(ambito, proceso),
            pedido_en=en,
            avance_en=en,
        )


def cancelar(trabajo: Trabajo, en: datetime) -> bool:
    """Leave it, if it is not over: whoever makes it finds out and stops."""
    suyo = Trabajo.objects.filter(pk=trabajo.pk, estado__in=EN_CURSO)
    return bool(suyo.update(estado=Estado.CANCELADO, terminado_en=en))


def repetir(trabajo: Trabajo, *, ambito: Ambito, en: datetime) -> Trabajo:
    """Ask again for what was not made, or was forgotten. Raises Rechazo."""
    return pedir(trabajo.direccion, por=trabajo.por, ambito=ambito, en=en)


def quitar(trabajo: Trabajo) -> None:
    """Forget it and its file. What is being made finds out and stops."""
    pk = trabajo.pk
    trabajo.delete()
    vaciar(f"{RAIZ}/{pk}")


def hacer(pk: int, en: datetime) -> None:
    """Make the file, if nobody does. What stops it is kept in its `error`; a second call finds nothing to do."""
    desde = monotonic()

    def ya() -> datetime:
        return en + timedelta(seconds=monotonic() - desde)

    trabajo = _tomar(pk, en)
    if trabajo is None:
        return
    mio = Trabajo.objects.filter(pk=pk, estado=Estado.HACIENDO, intentos=trabajo.intentos)
    lugar, aparte = lugar_de(trabajo), Aparte()
    noto = monotonic()

    def avance(hechas: int) -> None:
        nonlocal noto
        if monotonic() - noto >= CADA:
            noto = monotonic()
            if not mio.update(hechas=hechas, total=max(aparte.filas, hechas), avance_en=ya()):
                raise _SeFueError

    error = ""
    try:
        # What somebody who died with it left.
        vaciar(f"{RAIZ}/{pk}")
        contenido, hecho = _responder(trabajo, en, aparte, avance)
        if not mio.update(avance_en=ya()):
            raise _SeFueError
        default_storage.save(lugar, ContentFile(cerrar_archivo(contenido)))
        if not mio.update(estado=Estado.HECHO, terminado_en=ya(), tamano=len(contenido), **hecho):
            default_storage.delete(lugar)
    except _SeFueError:
        return
    except Http404:
        error = "Ya no existe, o ya no le corresponde verlo."
    except SinConstanciaError:
        error = "No se pudo dejar constancia de la descarga, y sin ella no se entrega. Pídalo de nuevo."
    except Rechazo as rechazo:
        error = str(rechazo)
    except (OperationalError, InterfaceError):
        # The database went away, or was too busy: it is left as by somebody who died, and begun again.
        raise
    except Exception:
        mio.update(estado=Estado.FALLIDO, terminado_en=ya(), error="Algo falló y quedó en la bitácora del servidor.")
        raise
    if error:
        mio.update(estado=Estado.FALLIDO, terminado_en=ya(), error=error)


def _tomar(pk: int, en: datetime) -> Trabajo | None:
    """It, now in our hands; None if it is in others', or over, or has been begun too many times."""
    with transaction.atomic():
        libre = Q(estado=Estado.PEDIDO) | Q(estado=Estado.HACIENDO, avance_en__lte=en - SIN_AVANCE)
        trabajo = Trabajo.objects.select_for_update().filter(libre, pk=pk).first()
        if trabajo is None:
            return None
        if trabajo.intentos >= INTENTOS:
            trabajo.estado, trabajo.terminado_en = Estado.FALLIDO, en
            trabajo.error = f"Se interrumpió {INTENTOS} veces. Pida menos filas, o avise a informática."
            trabajo.save()
            return None
        trabajo.estado, trabajo.avance_en, trabajo.hechas = Estado.HACIENDO, en, 0
        trabajo.intentos += 1
        trabajo.save()
        return Trabajo.objects.select_related("por", "proceso__instituto").get(pk=pk)


def _responder(
    trabajo: Trabajo, en: datetime, aparte: Aparte, avance: Callable[[int], None]
) -> tuple[bytes, dict[str, Any]]:
    """The bytes that the view answers to that person now, and what is kept beside them. Raises Http404, Rechazo."""
    ruta, _, consulta = trabajo.direccion.partition("?")
    por = trabajo.por
    if not por.is_active:
        raise Http404
    ambito = ambito_en(por, en)
    solicitud: Any = HttpRequest()
    solicitud.method, solicitud.path, solicitud.path_info, solicitud.GET = "GET", ruta, ruta, QueryDict(consulta)
    solicitud.META = {"QUERY_STRING": consulta}
    solicitud.session = {}  # of nobody: what the frame of a page asks for, if it is a page that is answered
    solicitud.user, solicitud.momento, solicitud.ambito = por, en, ambito
    solicitud.procesos = list(Proceso.objects.filter(pk__in=ambito.procesos).select_related("instituto"))
    solicitud.aparte = aparte
    vista, args, kwargs = resolve(ruta)
    with contando(avance) as cuenta:
        respuesta: HttpResponseBase = vista(solicitud, *args, **kwargs)
        try:
            nombre = _nombre_de(respuesta)
            # Without its act there is no file: that of the view that made it is that of whoever fetches it.
            if respuesta.status_code != 200 or not nombre or len(aparte.lecturas) != 1:
                raise Rechazo("archivo", "No es un archivo que se pueda preparar.", "Revise los filtros de la lista.")
            contenido = b"".join(respuesta)
        finally:
            # Not the answer itself: closing it tells Django that a request ended, and with it goes our connection.
            if isinstance(respuesta, FileResponse) and respuesta.file_to_stream:
                respuesta.file_to_stream.close()
    [(objeto, hechos)] = aparte.lecturas
    return contenido, {
        "archivo": nombre,
        "tipo": respuesta.headers.get("Content-Type", "application/octet-stream"),
        "hechas": cuenta[0],
        "total": cuenta[0],
        "constancia": {"modelo": objeto._meta.label_lower, "objeto": objeto.pk, "hechos": hechos},
        # As it was when it was made: whoever lost a role since does not fetch what it opened.
        "alcance": lo_que_alcanza(ambito, trabajo.proceso),
    }


def _nombre_de(respuesta: HttpResponseBase) -> str:
    mensaje = Message()
    mensaje["Content-Disposition"] = respuesta.headers.get("Content-Disposition", "")
    return mensaje.get_filename() or ""


def lugar_de(trabajo: Trabajo) -> str:
    """Where its bytes are: of each attempt its own, so that two never write the same."""
    return f"{RAIZ}/{trabajo.pk}/{trabajo.intentos}"


def abrir(trabajo: Trabajo, *, por: Usuario, ambito: Ambito, en: datetime) -> bytes:
    """The bytes for whoever asked for them, once it is noted that they are sent. Raises Rechazo, SinConstanciaError."""
    otra_vez = "Pídalo de nuevo."
    if trabajo.estado != Estado.HECHO:
        raise Rechazo("estado", "El archivo no está listo.", "Espere a que termine.")
    if lo_que_alcanza(ambito, trabajo.proceso) != trabajo.alcance:
        raise Rechazo("alcance", "Cambió lo que le corresponde ver desde que se preparó.", otra_vez)
    lugar = lugar_de(trabajo)
    try:
        with default_storage.open(lugar) as archivo:
            contenido = abrir_archivo(archivo.read())
    except FileNotFoundError as error:
        raise Rechazo("sin_archivo", "El archivo ya no está.", otra_vez) from error
    except CifradoError as error:
        raise Rechazo("sin_archivo", "El archivo ya no se puede abrir.", otra_vez) from error
    dicho = trabajo.constancia
    objeto = apps.get_model(dicho["modelo"])(pk=dicho["objeto"])
    leer_en("descargar", objeto, trabajo.proceso, hechos=dicho["hechos"], por=por, ambito=ambito, en=en)
    return contenido


def por_retomar(en: datetime) -> list[int]:
    """Those that nobody makes: lost on their way, or left by somebody who died."""
    parados = Trabajo.objects.filter(estado__in=EN_CURSO, avance_en__lte=en - SIN_AVANCE)
    return list(parados.order_by("pk").values_list("pk", flat=True))


def olvidar(en: datetime) -> None:
    """Forget those that are over since `SE_GUARDA`, and any file that no row tells of."""
    for trabajo in Trabajo.objects.filter(terminado_en__lte=en - SE_GUARDA):
        quitar(trabajo)
    # The folders before the rows: one that is made meanwhile is not taken for that of nobody.
    carpetas = listar(RAIZ)[0]
    de_alguno = {str(pk) for pk in Trabajo.objects.values_list("pk", flat=True)}
    for carpeta in carpetas:
        if carpeta not in de_alguno:
            vaciar(f"{RAIZ}/{carpeta}")


def descartar_del_proceso(proceso: Proceso) -> None:
    """Forget every file that was made of a process: what is suppressed of it must be nowhere."""
    for trabajo in Trabajo.objects.filter(proceso=proceso):
        quitar(trabajo)
