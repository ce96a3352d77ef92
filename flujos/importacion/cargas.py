"""The file that a person uploads to be imported, between its rehearsal and its confirmation.

It may hold identity answers, so it rests sealed (`pendientes`) and its bytes are deleted as soon as they are loaded or
discarded; one that nobody confirms is discarded after a day. What stays is the report of what was loaded, which never
holds an answer.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.core.files.storage import default_storage
from django.db import DatabaseError

from calendario.fechas import dia_local, fecha_hora
from compliance.actos import escritura
from compliance.importacion import ExportInvalido, interpretar_export
from compliance.importacion.lectura import Libro, SinPerfil, abrir, aplicar
from compliance.importacion.perfil import Perfil, leer_perfil
from compliance.models import Proceso, Rol, Usuario
from compliance.permisos import ambito_de

from ..models import SIN_AVANCE, Importacion
from ..transiciones import Rechazo, YaHecho, bloquear, exigir
from ..verbos.importacion import DE_IMPORTACION
from .deshacer import seguir_deshaciendo as _seguir_deshaciendo
from .escritura import Reporte, abrir_importacion, continuar, deshaciendo, importar
from .pendientes import CADUCA, Pendientes, listar, sin_archivo, vaciar
from .perfiles import perfiles_de

_HUELLA = re.compile(r"[0-9a-f]{64}")
PENDIENTES = Pendientes("importaciones")
# A rehearsal of more rows than these takes longer than a page may: it is done apart.
FILAS_EN_LA_PAGINA = 3_000
LISTAS_DEL_RESULTADO = {"rechazadas": "Rechazadas", "duplicadas": "Posibles duplicadas", "advertencias": "Advertencias"}
DE_UNA_FILA = {"rechazadas": "Rechazada", "duplicadas": "Posible duplicada", "advertencias": "Advertencia"}


@dataclass(frozen=True)
class Carga:
    """An uploaded file and its report: of the rehearsal, or of the import once `cargada`.

    `perfil`: the TOML of the profile by which it was read, empty while nobody has said which column is which: there is
    no report then. `nuevos`: what it would create in the catalogues.

    A long one is rehearsed apart (`ensayando`): `hechas` of `total` rows until `avance_en`, or what stopped it.
    """

    nombre: str
    sha256: str
    en: str
    cargada: bool
    reporte: dict[str, Any]
    perfil: str = ""
    nuevos: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    hechas: int = 0
    total: int = 0
    avance_en: str = ""
    error: str = ""

    @property
    def momento(self) -> datetime:
        """When it was rehearsed or loaded."""
        return datetime.fromisoformat(self.en)

    @property
    def por_mapear(self) -> bool:
        """Whether it is not known yet which of its columns is which."""
        return not self.perfil

    @property
    def ensayando(self) -> bool:
        """Whether its rehearsal is not over: under way, or cut short."""
        return bool(self.perfil) and not self.reporte

    def sigue(self, en: datetime) -> bool:
        """Whether somebody is rehearsing it at `en`, as far as it shows."""
        return self.ensayando and not self.error and en - datetime.fromisoformat(self.avance_en) < SIN_AVANCE

    def notas(self, lista: str = "") -> list[tuple[str, int, str]]:
        """(list, row, reason) of everything reported, or of one of `LISTAS_DEL_RESULTADO`."""
        return [
            (nombre, nota["fila"], nota["motivo"])
            for nombre in ([lista] if lista in LISTAS_DEL_RESULTADO else LISTAS_DEL_RESULTADO)
            for nota in self.reporte[nombre]
        ]


def ensayar(
    contenido: bytes, nombre: str, proceso: Proceso, *, por: Usuario, en: datetime, perfil: Perfil | None = None
) -> Carga:
    """Rehearse an import and keep the bytes for `seguir`, in place of whatever the person had pending there.

    By the profile that knows its header, if none is given; without one it is kept `por_mapear`. Raises ExportInvalido
    if it cannot be read, Rechazo if `por` may not import; nothing is kept then.
    """
    _exigir("ensayar", proceso, por, en)
    libro = abrir(contenido, nombre)
    carga = Carga(nombre, libro.sha256, en.isoformat(), False, {})
    try:
        export = aplicar(libro, perfiles=perfiles_de(proceso), perfil=perfil)
    except SinPerfil:
        # Given a profile, it is for whoever gave it to mend it; a file without any table is no file of candidacies.
        if perfil is not None or not libro.tablas():
            raise
    else:
        del libro
        carga = replace(carga, perfil=export.perfil.como_toml())
        if len(export.candidatos) > FILAS_EN_LA_PAGINA:
            carga = replace(carga, total=len(export.candidatos), avance_en=en.isoformat())
        else:
            carga = _ensayada(carga, importar(export, proceso, por=por, en=en, simular=True))
    PENDIENTES.guardar(carga, contenido, proceso, por)
    return carga


def _ensayada(carga: Carga, reporte: Reporte) -> Carga:
    return replace(carga, reporte=reporte.como_datos(), nuevos=reporte.nuevos, error="")


class _SeFueError(Exception):
    """What was being rehearsed was discarded, or gave its place to another."""


def seguir_ensayo(proceso: Proceso, sha256: str, *, por: Usuario, en: datetime) -> None:
    """Rehearse what was left to be, telling how far it goes. What stops it is kept in its `error`."""
    carga = carga_de(proceso, por, sha256)
    if carga is None or not carga.ensayando:
        return
    desde = monotonic()
    lugar = f"{PENDIENTES.lugar(sha256, proceso, por)}.json"

    def anotar(nueva: Carga) -> None:
        if not default_storage.exists(lugar):
            raise _SeFueError
        _anotar(nueva, proceso, por)

    def avance(hechas: int, total: int) -> None:
        ahora = en + timedelta(seconds=monotonic() - desde)
        anotar(replace(carga, hechas=hechas, total=total, avance_en=ahora.isoformat(), error=""))

    try:
        _exigir("ensayar", proceso, por, en)
        perfil = leer_perfil(carga.perfil)
        export = interpretar_export(_lo_ensayado(carga, proceso, por), carga.nombre, perfil=perfil)
        anotar(_ensayada(carga, importar(export, proceso, por=por, en=en, simular=True, avance=avance)))
    except _SeFueError:
        pass
    except (Rechazo, ExportInvalido) as error:
        anotar(replace(carga, error=str(error)))
    except Exception:
        anotar(replace(carga, error="Algo falló y quedó en la bitácora del servidor."))
        raise


def ensayar_de_nuevo(carga: Carga, perfil: Perfil, proceso: Proceso, *, por: Usuario, en: datetime) -> Carga:
    """Rehearse what is pending by another profile. Raises ExportInvalido, Rechazo."""
    sigue = Rechazo("ensayando", "El ensayo no ha terminado.", "Espere a que termine, o descarte el archivo.")
    exigir([_en_curso(carga, proceso, en), sigue if carga.sigue(en) else None])
    return ensayar(_lo_ensayado(carga, proceso, por), carga.nombre, proceso, por=por, en=en, perfil=perfil)


def libro_de(carga: Carga, proceso: Proceso, por: Usuario) -> Libro:
    """What is pending, as it came. Raises Rechazo."""
    return abrir(_lo_ensayado(carga, proceso, por), carga.nombre)


def empezar(carga: Carga, proceso: Proceso, *, por: Usuario, en: datetime) -> Importacion:
    """Open the import of exactly the bytes that were rehearsed, or the one that stopped, for `seguir`. Raises Rechazo.

    The same file confirmed twice, or by two people, is loaded once: whoever comes second is told, and what the first
    one could not load needs another rehearsal.
    """
    _exigir("cargar", proceso, por, en)
    if carga.por_mapear:
        raise Rechazo("columnas", "Falta decir qué columna es cuál.", "Dígalo y revise el ensayo.")
    if carga.ensayando:
        raise Rechazo("ensayando", "El ensayo no ha terminado.", "Espere a que termine y revíselo.")
    exigir([_ya_importada(carga, proceso), _en_curso(carga, proceso, en), deshaciendo(proceso)])
    _lo_ensayado(carga, proceso, por)
    with escritura():
        proceso = bloquear(Proceso, proceso.pk)
        exigir([_ya_importada(carga, proceso), _en_curso(carga, proceso, en)])
        return abrir_importacion(carga.nombre, carga.sha256, proceso, por=por, en=en)


def seguir(importacion: Importacion, *, por: Usuario, en: datetime) -> None:
    """Load what is left of an import and forget its bytes. What stops it is kept in its `error`."""
    desde = monotonic()
    proceso = importacion.proceso
    de_esta = Importacion.objects.filter(pk=importacion.pk, terminada_en=None)
    try:
        _exigir("cargar", proceso, por, en)
        carga = carga_de(proceso, por, importacion.sha256)
        if carga is None:
            raise sin_archivo()
        # One that was uploaded before there were profiles has none.
        perfil = leer_perfil(carga.perfil) if carga.perfil else None
        export = interpretar_export(_lo_ensayado(carga, proceso, por), carga.nombre, perfil=perfil)
        continuar(importacion, export, por=por, en=en + timedelta(seconds=monotonic() - desde))
    except YaHecho:
        pass  # another one does it
    except Rechazo as rechazo:
        de_esta.update(error=str(rechazo))
    except Exception:
        with suppress(DatabaseError):
            de_esta.update(error="Algo falló y quedó en la bitácora del servidor.")
        raise
    else:
        default_storage.delete(PENDIENTES.lugar(carga.sha256, proceso, por))


def seguir_deshaciendo(importacion: Importacion, *, por: Usuario, en: datetime) -> None:
    """Take back what is left of an import. What stops it is kept in its `error`."""
    de_esta = Importacion.objects.filter(pk=importacion.pk, deshecha_en=None)
    try:
        _seguir_deshaciendo(importacion, por=por, en=en)
    except YaHecho:
        pass  # another one does it
    except Rechazo as rechazo:
        de_esta.update(error=str(rechazo))
    except Exception:
        with suppress(DatabaseError):
            de_esta.update(error="Algo falló y quedó en la bitácora del servidor.")
        raise


def reporte_de(importacion: Importacion) -> Reporte:
    """What a whole import did, from its batches."""
    reporte = Reporte({}, 0)
    for datos in importacion.lotes.values_list("reporte", flat=True):
        reporte.hojas, reporte.leidas = datos.get("hojas", {}), datos.get("leidas", 0)
        reporte.sumar(datos)
    return reporte.ordenar()


def _en_curso(carga: Carga, proceso: Proceso, en: datetime) -> Rechazo | None:
    abierta = a_medias(carga, proceso)
    return YaHecho("en_curso", f"«{carga.nombre}» ya se está importando.") if abierta and abierta.sigue(en) else None


def _hecha(carga: Carga, proceso: Proceso) -> Importacion | None:
    """The same bytes were loaded after they were rehearsed."""
    hechas = proceso.importaciones.filter(sha256=carga.sha256, terminada_en__gte=carga.momento)
    return hechas.filter(deshaciendo_desde=None).first()


def _ya_importada(carga: Carga, proceso: Proceso) -> Rechazo | None:
    hecha = _hecha(carga, proceso)
    if hecha is None:
        return None
    return YaHecho(
        "ya_importada",
        f"«{hecha.archivo}» ya se importó: {hecha.por_nombre}, el {fecha_hora(hecha.en, proceso.tz)}.",
        "No se importó otra vez. Si algo le faltó, súbalo de nuevo para ensayarlo.",
    )


def a_medias(carga: Carga, proceso: Proceso) -> Importacion | None:
    """The import of that file that is not finished: under way, or cut short."""
    return proceso.importaciones.filter(sha256=carga.sha256, terminada_en=None).first()


def _lo_ensayado(carga: Carga, proceso: Proceso, por: Usuario) -> bytes:
    if carga.cargada:
        raise sin_archivo()
    return PENDIENTES.abrir(carga.sha256, proceso, por)


def _exigir(verbo: str, proceso: Proceso, por: Usuario, en: datetime) -> None:
    fila = DE_IMPORTACION[verbo]
    if not fila.permite(ambito_de(por, dia_local(en, proceso.tz)), proceso.pk):
        quienes = ", ".join(str(Rol(rol).label) for rol in sorted(fila.roles))
        raise Rechazo("rol", f"«{fila.nombre}» corresponde a: {quienes}.", "Pida a quien corresponda que lo haga.")


def carga_de(proceso: Proceso, usuario: Usuario, sha256: str = "") -> Carga | None:
    """What the person last uploaded to the process: the file with that hash, or whichever it is. Once it is loaded,
    by whoever confirmed it, with the report of that.
    """
    carpeta = PENDIENTES.carpeta(proceso, usuario)
    carga = next((carga for carga in _cargas_en(carpeta) if sha256 in ("", carga.sha256)), None)
    if carga is None or carga.cargada:
        return carga
    hecha = _hecha(carga, proceso)
    if hecha is None:
        # Of one that was taken back there is nothing left to load.
        deshechas = proceso.importaciones.filter(sha256=carga.sha256, deshaciendo_desde__gte=carga.momento)
        se_fue = deshechas.exists() and not default_storage.exists(f"{carpeta}/{carga.sha256}")
        return None if se_fue else carga
    reporte = reporte_de(hecha).como_datos()
    return replace(carga, en=hecha.en.isoformat(), cargada=True, reporte=reporte, nuevos={})


def descartar(proceso: Proceso, usuario: Usuario) -> None:
    """Forget what the person had uploaded to the process."""
    vaciar(PENDIENTES.carpeta(proceso, usuario))


def por_cargar_del_proceso(proceso: Proceso) -> int:
    """How many files of the process wait to be loaded, whoever uploaded them."""
    return sum(map(_cuantas_en, PENDIENTES.carpetas(proceso)))


def descartar_del_proceso(proceso: Proceso) -> int:
    """Forget every file of the process that is not loaded yet, whoever uploaded it: answers how many there were."""
    cuantas = 0
    for carpeta in PENDIENTES.carpetas(proceso):
        cuantas += _cuantas_en(carpeta)
        if any(not carga.cargada for carga in _cargas_en(carpeta)):
            vaciar(carpeta)
    return cuantas


def descartar_olvidadas(en: datetime) -> None:
    """Forget every file that was rehearsed a day ago and nobody has loaded or discarded."""
    for carpeta in PENDIENTES.carpetas():
        # Of what was loaded only the report is there.
        if any(
            carga.momento + CADUCA <= en and default_storage.exists(f"{carpeta}/{carga.sha256}")
            for carga in _cargas_en(carpeta)
        ):
            vaciar(carpeta)


def _cuantas_en(carpeta: str) -> int:
    return sum(_HUELLA.fullmatch(nombre) is not None for nombre in listar(carpeta)[1])


def _cargas_en(carpeta: str) -> Iterator[Carga]:
    for nombre in listar(carpeta)[1]:
        if nombre.endswith(".json") and _HUELLA.fullmatch(nombre.removesuffix(".json")):
            with default_storage.open(f"{carpeta}/{nombre}") as archivo:
                yield Carga(**json.load(archivo))


def _anotar(carga: Carga, proceso: Proceso, usuario: Usuario) -> Carga:
    PENDIENTES.anotar(carga, proceso, usuario)
    return carga
