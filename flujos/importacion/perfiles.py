"""The mapping profiles that somebody of a process saved: which column of their tables is what."""

from datetime import datetime

from compliance.actos import escritura
from compliance.historia import firmar
from compliance.importacion.perfil import Perfil, PerfilInvalido, leer_perfil
from compliance.models import Proceso, Usuario
from compliance.services.tabla import comenzar

from ..models import PerfilDeImportacion
from ..transiciones import bloquear, escribir
from ..verbos.importacion import DE_IMPORTACION


def perfiles_de(proceso: Proceso) -> list[Perfil]:
    """Those that can be read, by name."""
    perfiles = []
    for toml in proceso.perfiles_de_importacion.values_list("toml", flat=True):
        try:
            perfiles.append(leer_perfil(toml))
        except PerfilInvalido:
            continue  # of a version of Cauce that knew other data
    return perfiles


@escritura()
def guardar_perfil(perfil: Perfil, proceso: Proceso, *, por: Usuario, en: datetime) -> PerfilDeImportacion:
    """Save a profile of the process under its name; another of that name becomes this one. Raises Rechazo."""
    bloquear(Proceso, proceso.pk)
    guardado = proceso.perfiles_de_importacion.filter(nombre=perfil.nombre).first() or PerfilDeImportacion(
        proceso=proceso, nombre=perfil.nombre
    )
    fila = DE_IMPORTACION["guardar_perfil"]
    acto = comenzar(fila, guardado, proceso, por=por, en=en, motivo=fila.nombre)
    if guardado.toml != perfil.como_toml():
        guardado.toml = perfil.como_toml()
        escribir(guardado, por=por, en=en, motivo=fila.nombre, acto=acto)
    return guardado


@escritura()
def quitar_perfil(perfil: PerfilDeImportacion, *, por: Usuario, en: datetime) -> None:
    """Forget a profile; its history stays. Raises Rechazo."""
    fila = DE_IMPORTACION["quitar_perfil"]
    acto = comenzar(fila, perfil, perfil.proceso, por=por, en=en, motivo=fila.nombre)
    firmar(perfil, por, en, fila.nombre, acto)
    perfil.delete()
