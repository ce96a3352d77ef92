"""What prepares an installation: its files closed to others, and who first administers a process."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from calendario.fechas import dia_local

from ..actos import Apunte, escritura
from ..historia import guardar_en
from ..models import Nombramiento, Proceso, Rol, Usuario

MOTIVO = "Preparación de la instalación"


def cerrar_a_otros(lugares: Iterable[Path]) -> int:
    """Leave each file and folder to its owner alone, with all that a folder holds. Answers how many were open."""
    abiertos = 0
    for lugar in lugares:
        for uno in [lugar, *lugar.rglob("*")] if lugar.exists() else []:
            modo = uno.lstat().st_mode
            if modo & 0o077 and not uno.is_symlink():
                uno.chmod(modo & 0o700)
                abiertos += 1
    return abiertos


def administran(proceso: Proceso, en: datetime) -> list[Usuario]:
    """Who is in charge of the accounts of the process at that moment, by order of appointment."""
    vigentes = Nombramiento.objects.vigentes(dia_local(en, proceso.tz)).filter(
        proceso=proceso, rol__name=Rol.ADMINISTRACION.value, usuario__is_active=True
    )
    return [n.usuario for n in vigentes.select_related("usuario").order_by("pk")]


@escritura()
def dar_administracion(usuario: Usuario, proceso: Proceso, *, en: datetime) -> None:
    """The role that opens every other account of a process that has nobody in charge, by the system itself.

    A new account has no password: see `enlace_para_entrar`. The first of the installation administers it whole. Raises
    ValidationError.
    """
    acto = Apunte("dar_administracion", usuario, por=None, en=en, motivo=MOTIVO, proceso_id=proceso.pk)
    nueva = usuario.pk is None
    if nueva:
        usuario.set_unusable_password()
    hay_general = Usuario.objects.filter(is_superuser=True, is_active=True).exists()
    if nueva or not usuario.is_staff:
        usuario.is_staff = True
        usuario.is_superuser = usuario.is_superuser or not hay_general
        guardar_en(acto, usuario)
    rol, _ = Group.objects.get_or_create(name=Rol.ADMINISTRACION.value)
    nombramiento = Nombramiento(
        usuario=usuario,
        rol=rol,
        proceso=proceso,
        desde=dia_local(en, proceso.tz),
        documento=MOTIVO,
        # Whoever installs is the second person.
        confirmado_en=en,
    )
    guardar_en(acto, nombramiento, f"Nombramiento: {Rol.ADMINISTRACION.label}")


@escritura()
def enlace_para_entrar(usuario: Usuario, *, en: datetime) -> tuple[str, str] | None:
    """(identifier, token) of the address where an account sets its first password; None if it has one.

    It works once; asking for it again closes the one before.
    """
    if usuario.has_usable_password():
        return None
    usuario.set_unusable_password()
    acto = Apunte("emitir_enlace", usuario, por=None, en=en, motivo="Enlace para fijar la contraseña")
    guardar_en(acto, usuario)
    return urlsafe_base64_encode(force_bytes(usuario.pk)), default_token_generator.make_token(usuario)
