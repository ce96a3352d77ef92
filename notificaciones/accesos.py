"""Notices of who was given access to what. No institute edits them or switches them off: they watch whoever could.

Written in the transaction of the change (see `compliance.senales`) and sent by the sweep, like any other. They carry
neither links to enter nor answers.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from calendario.fechas import fecha_en_prosa, fecha_hora
from compliance.cara.navegacion import direccion
from compliance.models import Nombramiento, Proceso, Rol, Suplencia
from compliance.roles import ROLES_DE_IDENTIDAD, ROLES_QUE_CONFIRMAN
from compliance.senales import CambioDeAcceso, CambioDeCorreo

from .destinatarios import Contacto, Directorio
from .escalera import una_linea
from .models import Aviso

QUIEN_OPERA = "Quien opera el servidor"
# What happened → subject and text.
TEXTOS: dict[str, tuple[str, str]] = {
    "propuesto": (
        "Por confirmar: {papel}",
        "{por} dio a {persona} {papel_largo}.\n\n"
        "{efecto} Lo confirma otra persona, ni quien lo propuso ni quien lo recibe. Si usted no esperaba este aviso, "
        "avise a su instituto: la propuesta puede rechazarse.\n\n{enlace}",
    ),
    "confirmado": (
        "Confirmado: {papel}",
        "{por} confirmó a {persona} {papel_largo}. Motivo: {motivo}\n\n"
        "Si no debía ser así, avise a su instituto: un nombramiento se termina en «Cuentas y roles».",
    ),
    "descartado": (
        "Sin confirmar: {papel}",
        "{por} descartó la propuesta de dar a {persona} {papel_largo}. Motivo: {motivo}",
    ),
    "dado": (
        "Nuevo acceso: {papel}",
        "{por} dio a {persona} {papel_largo}. Con él puede leer y capturar los cuestionarios correspondientes.\n\n"
        "Si usted no lo esperaba, avise de inmediato a su instituto: un nombramiento se termina en «Cuentas y roles».",
    ),
    "suplido": (
        "Nueva suplencia: {papel}",
        "{por} dio a {persona} {papel_largo}. Mientras dure puede hacer lo que hace {titular}, salvo dar su "
        "consentimiento; lo que haga queda a su nombre, en suplencia de {titular}.\n\n"
        "Si usted no la esperaba, avise de inmediato a su instituto: puede terminarse en «Cuentas y roles».",
    ),
    "enlace": (
        "Se emitió un enlace para entrar con su cuenta",
        "{por} emitió un enlace para que usted fije la contraseña de su cuenta «{usuario}». La contraseña anterior, "
        "las sesiones abiertas y las direcciones de calendario dejaron de servir.\n\n"
        "Si usted no lo pidió y no lo tiene, avise de inmediato a su instituto: alguien podría entrar en su nombre.",
    ),
    "correo": (
        "El correo de su cuenta cambió",
        "{por} cambió el correo de la cuenta «{usuario}», de {persona}. Los avisos ya no llegarán a esta dirección.\n\n"
        "Si usted no lo pidió, avise de inmediato a su instituto.",
    ),
}
CORREO_DE_PERSONA = (
    "El correo de su candidatura cambió",
    "{por} cambió el correo con el que está registrada su candidatura. Los avisos sobre ella, y sobre sus "
    "consentimientos, ya no llegarán a esta dirección.\n\n"
    "Si usted no lo pidió, avise de inmediato a su instituto: el cambio puede corregirse.",
)
# What somebody else than its owner must hear.
A_QUIENES_CONFIRMAN = frozenset({"propuesto", "confirmado", "descartado"})


def avisar(cambio: CambioDeAcceso, **kwargs: Any) -> None:
    """Keep a notice for each person that must hear of it. Receiver of `cambio_de_acceso`."""
    papel = f"{cambio.papel._meta.model_name}:{cambio.papel.pk}" if cambio.papel else ""
    _guardar(
        cambio.proceso,
        grupo=f"acceso|{cambio.suceso}|{cambio.usuario.pk}|{papel}|{cambio.en.isoformat()}",
        textos=TEXTOS[cambio.suceso],
        datos=_datos(cambio),
        contactos=_contactos(cambio),
        motivo="Cuentas y roles",
        en=cambio.en,
    )


def avisar_al_correo_anterior(cambio: CambioDeCorreo, **kwargs: Any) -> None:
    """Tell the former address of a person. Receiver of `cambio_de_correo`."""
    _guardar(
        cambio.proceso,
        grupo=f"correo|{cambio.persona.pk}|{cambio.en.isoformat()}",
        textos=CORREO_DE_PERSONA,
        datos={"por": str(cambio.por) if cambio.por else QUIEN_OPERA},
        contactos=[Contacto(cambio.persona.nombre, cambio.anterior)],
        motivo="Datos de registro",
        en=cambio.en,
    )


def _guardar(
    proceso: Proceso,
    *,
    grupo: str,
    textos: tuple[str, str],
    datos: Mapping[str, str],
    contactos: Iterable[Contacto],
    motivo: str,
    en: datetime,
) -> None:
    asunto, texto = textos
    unicos: dict[str, Contacto] = {}
    for contacto in contactos:
        unicos.setdefault(contacto.correo.lower() or contacto.nombre, contacto)
    Aviso.objects.bulk_create(
        [
            Aviso(
                proceso=proceso,
                grupo=grupo,
                llave=f"{grupo}|{quien}"[:480],
                destinatario_nombre=contacto.nombre,
                destinatario_correo=contacto.correo,
                asunto=una_linea(asunto.format_map(datos)),
                texto=texto.format_map(datos).strip(),
                motivo=f"{motivo}: {fecha_hora(en, proceso.tz)}",
                creado_en=en,
                siguiente_en=en,
                estado=Aviso.Estado.PENDIENTE if contacto.correo else Aviso.Estado.OMITIDO,
                error="" if contacto.correo else "No hay correo registrado para este destinatario.",
            )
            for quien, contacto in unicos.items()
        ],
        # The same thing told twice at the same moment is one notice.
        ignore_conflicts=True,
    )


def _contactos(cambio: CambioDeAcceso) -> Iterator[Contacto]:
    persona = Contacto(str(cambio.usuario), cambio.usuario.email)
    if cambio.suceso == "correo":
        yield Contacto(str(cambio.usuario), cambio.correo)
        return
    yield persona
    if isinstance(cambio.papel, Suplencia):
        # In whose place somebody will act hears of it before anybody does.
        yield Contacto(str(cambio.papel.titular), cambio.papel.titular.email)
    if cambio.correo:
        actor = cambio.papel.actor if isinstance(cambio.papel, Nombramiento) else None
        yield Contacto(actor.nombre if actor else str(cambio.usuario), cambio.correo, actor=actor.pk if actor else None)
    directorio = Directorio([cambio.proceso], cambio.en)
    lo_ve_el_instituto = False
    if cambio.suceso == "dado" and isinstance(cambio.papel, Nombramiento):
        otras = directorio.con_el_mismo(cambio.papel)
        yield from otras
        # Nobody but the account itself would hear; or somebody speaks for them already, and this is one more.
        lo_ve_el_instituto = bool(otras) or not cambio.correo
    if lo_ve_el_instituto or cambio.suceso in A_QUIENES_CONFIRMAN:
        propio = cambio.por.email.lower() if cambio.por else ""
        yield from (
            c
            for c in directorio.con_roles(cambio.proceso, ROLES_QUE_CONFIRMAN)
            if c.correo.lower() != propio or not propio
        )


def _datos(cambio: CambioDeAcceso) -> dict[str, str]:
    datos = {
        "por": str(cambio.por) if cambio.por else QUIEN_OPERA,
        "persona": str(cambio.usuario),
        "usuario": cambio.usuario.username,
        "motivo": cambio.motivo,
        "enlace": settings.SITIO_URL + (direccion("por_confirmar", cambio.proceso.clave) or "/"),
    }
    papel = cambio.papel
    if isinstance(papel, Suplencia):
        hasta = fecha_en_prosa(papel.hasta)
        identidad = papel.presta(ROLES_DE_IDENTIDAD)
        datos |= {
            "titular": str(papel.titular),
            "papel": f"suplencia de {papel.titular}",
            "papel_largo": f"la suplencia de {papel.titular} hasta el {hasta}, según {papel.documento}",
        }
    elif papel is not None:
        rol = Rol(papel.rol.name).label
        identidad = papel.rol.name in ROLES_DE_IDENTIDAD
        alcance = papel.organo or papel.actor or papel.candidatura
        de = f", de {alcance}" if alcance else ""
        datos |= {"papel": f"rol «{rol}»", "papel_largo": f"el rol «{rol}»{de} en {papel.proceso}"}
    else:
        return datos
    datos["efecto"] = (
        "Mientras no se confirme, no abre las respuestas de identidad."
        if identidad
        else "Ya puede ejercerlo; mientras no se confirme, no puede confirmar a otras personas."
    )
    return datos
