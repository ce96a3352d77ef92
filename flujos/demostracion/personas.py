"""The accounts of the demonstration: one for each role, and the seats of the bodies. All synthetic."""

from datetime import date, datetime
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from compliance.historia import guardar
from compliance.models import ActorPolitico, Integracion, Nombramiento, Organo, Proceso, Rol, Usuario
from compliance.roles import ROLES_POR_CONFIRMAR

CONTRASENA = "cauce-demo-2024"
# Account → name, role and, for some, the key of its scope.
CUENTAS: dict[str, tuple[str, str, Rol]] = {
    "comision": ("Aurora", "Consejera Demo", Rol.COMISION),
    "consejo": ("Bruno", "Consejero Demo", Rol.CONSEJO),
    "secretaria_tecnica": ("Celia", "Técnica Demo", Rol.SECRETARIA_TECNICA),
    "secretaria_ejecutiva": ("Darío", "Ejecutivo Demo", Rol.SECRETARIA_EJECUTIVA),
    "verificacion": ("Elena", "Verifica Demo", Rol.VERIFICACION),
    "comite_transparencia": ("Fabián", "Comité Demo", Rol.COMITE_TRANSPARENCIA),
    "auditoria": ("Gloria", "Audita Demo", Rol.AUDITORIA),
    "administracion": ("Hugo", "Informática Demo", Rol.ADMINISTRACION),
}


@cache
def contrasena_cifrada() -> str:
    """The demonstration's password as accounts keep it: made once, since to make it for hundreds takes minutes."""
    return make_password(CONTRASENA)


def abrir_cuenta(nombre: str, pila: str, apellidos: str, en: datetime) -> Usuario:
    """A new account with the demonstration's password."""
    usuario = Usuario(
        username=nombre, email=f"{nombre}@demo.invalid", first_name=pila, last_name=apellidos, date_joined=en
    )
    usuario.password = contrasena_cifrada()
    guardar(usuario, por=None, en=en, motivo="Demostración")
    return usuario


def nombrar(usuario: Usuario, rol: Rol, proceso: Proceso, en: datetime, **alcance: Any) -> None:
    """Give a role in the process, with its scope."""
    guardar(
        Nombramiento(
            usuario=usuario,
            rol=Group.objects.get(name=rol.value),
            proceso=proceso,
            desde=_inicio(proceso),
            documento="Nombramiento de demostración",
            confirmado_en=en if rol in ROLES_POR_CONFIRMAR else None,
            **alcance,
        ),
        por=None,
        en=en,
        motivo="Demostración",
    )


def _inicio(proceso: Proceso) -> date:
    return proceso.inicio or date(proceso.jornada.year - 1, 9, 1)


def crear_personas(proceso: Proceso, en: datetime) -> dict[str, Usuario]:
    """One account for each role of the process, and one for each area."""
    consejo = Organo.objects.get(proceso=proceso, tipo=Organo.Tipo.CONSEJO)
    comision = Organo.objects.get(proceso=proceso, tipo=Organo.Tipo.COMISION)
    comite = Organo.objects.get(proceso=proceso, tipo=Organo.Tipo.COMITE)
    organos = {
        Rol.COMISION: comision,
        Rol.CONSEJO: consejo,
        Rol.SECRETARIA_TECNICA: comision,
        Rol.SECRETARIA_EJECUTIVA: consejo,
        Rol.COMITE_TRANSPARENCIA: comite,
    }
    personas = {}
    for cuenta, (pila, apellidos, rol) in CUENTAS.items():
        personas[cuenta] = abrir_cuenta(cuenta, pila, apellidos, en)
        alcance = {"organo": organos[rol]} if rol in organos else {}
        nombrar(personas[cuenta], rol, proceso, en, **alcance)
    personas["encargada_despacho"] = abrir_cuenta("encargada_despacho", "Inés", "Encargada Demo", en)
    for area in proceso.areas.all():
        cuenta = f"area_{area.clave}"
        personas[cuenta] = abrir_cuenta(cuenta, "Área", area.nombre[:140], en)
        nombrar(personas[cuenta], Rol.AREA, proceso, en, area=area)
    _sentar(consejo, comision, comite, personas, en)
    personas["administracion"].is_staff = True
    guardar(personas["administracion"], por=None, en=en, motivo="Demostración")
    return personas


def _sentar(consejo: Organo, comision: Organo, comite: Organo, personas: dict[str, Usuario], en: datetime) -> None:
    """Seven seats in the council, three of them in the commission, three in the committee."""
    nombres = [
        "Aurora Consejera Demo",
        "Bruno Consejero Demo",
        "Carla Consejera Demo",
        "Diego Consejero Demo",
        "Estela Consejera Demo",
        "Fermín Consejero Demo",
        "Greta Consejera Presidenta Demo",
    ]
    cuentas = {"Aurora Consejera Demo": personas["comision"], "Bruno Consejero Demo": personas["consejo"]}
    for organo, integrantes in (
        (consejo, nombres[::-1]),
        (comision, nombres[:3]),
        (comite, ["Fabián Comité Demo", "Hilda Comité Demo", "Iván Comité Demo"]),
    ):
        for lugar, nombre in enumerate(integrantes):
            guardar(
                Integracion(
                    organo=organo,
                    nombre=nombre,
                    usuario=cuentas.get(nombre) or (personas["comite_transparencia"] if "Fabián" in nombre else None),
                    cargo="Presidencia" if lugar == 0 else "Integrante",
                    preside=lugar == 0,
                    desde=_inicio(organo.proceso),
                ),
                por=None,
                en=en,
                motivo="Demostración",
            )


def crear_representacion(actor: ActorPolitico, en: datetime) -> Usuario:
    """The account of whoever represents a party."""
    cuenta = f"partido_{actor.clave.replace('-', '_')}"
    usuario = abrir_cuenta(cuenta, "Representación", actor.nombre[:140], en)
    nombrar(usuario, Rol.PARTIDO, actor.proceso, en, actor=actor)
    return usuario
