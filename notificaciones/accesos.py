"""Notices of who was given access to what. No institute edits them or switches them off: they watch whoever could.

Written in the transaction of the change (see `compliance.senales`) and sent by the sweep, like any other. They carry no
answers; a link to enter, only the one that says to its owner how, whose address is written when the mail leaves.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from calendario.fechas import fecha_en_prosa, fecha_hora, momento_en_prosa
from compliance.cara.navegacion import direccion
from compliance.models import EnlaceDeAcceso, Nombramiento, Proceso, Rol, Suplencia
from compliance.roles import ROLES_DE_IDENTIDAD, ROLES_QUE_CONFIRMAN
from compliance.senales import AccesoPorDecir, CambioDeAcceso, CambioDeCorreo
from flujos.verbos.candidaturas import dias_de_captura

from .destinatarios import Contacto, Directorio
from .escalera import una_linea
from .models import ENLACE_DE_ACCESO, Aviso

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
    "recuperado": (
        "Un rol por confirmar otra vez: {persona} recuperó su cuenta",
        "{persona} fijó otra contraseña de su cuenta «{usuario}» con un enlace que se envió a su correo. Los roles que "
        "confirman dos personas quedaron por confirmar otra vez: antes de hacerlo, hable con la persona.\n\n"
        "Si fue usted, avise a quien administra las cuentas; si no, avise de inmediato a su instituto.\n\n{enlace}",
    ),
    "entrada": (
        "Se entró con su cuenta desde un lugar o un dispositivo nuevo",
        "Se entró con la cuenta «{usuario}»: {motivo}.\n\n"
        "Si fue usted no haga nada. Si no, cambie su contraseña en «Mi cuenta», cierre ahí las demás sesiones y avise "
        "de inmediato a su instituto.\n\n{mi_cuenta}",
    ),
    "poner_factor": (
        "Su cuenta tiene un segundo factor nuevo",
        "Se agregó a la cuenta «{usuario}» {motivo}.\n\n"
        "Si no fue usted, quítelo en «Mi cuenta», cambie su contraseña y avise de inmediato a su "
        "instituto.\n\n{mi_cuenta}",
    ),
    "quitar_factor": (
        "Se quitó un segundo factor de su cuenta",
        "Se quitó de la cuenta «{usuario}» {motivo}.\n\n"
        "Si no fue usted, cambie su contraseña y avise de inmediato a su instituto.\n\n{mi_cuenta}",
    ),
    "renovar_codigos": (
        "Su cuenta tiene códigos de recuperación nuevos",
        "Se hicieron {motivo} de la cuenta «{usuario}»; los de antes ya no sirven.\n\n"
        "Si no fue usted, cambie su contraseña y avise de inmediato a su instituto.\n\n{mi_cuenta}",
    ),
    "codigo_usado": (
        "Se usó un código de recuperación de su cuenta",
        "Se entró con la cuenta «{usuario}» con un código de recuperación, en lugar del segundo factor. {motivo}\n\n"
        "Si no fue usted, cambie su contraseña y avise de inmediato a su instituto.\n\n{mi_cuenta}",
    ),
    "factores_quitados": (
        "Se quitó el segundo factor de la cuenta de {persona}",
        "{por} quitó el segundo factor de la cuenta «{usuario}», de {persona}, y cerró sus sesiones. Motivo: "
        "{motivo}\n\nLos roles que confirman dos personas quedaron por confirmar otra vez: antes de hacerlo, hable con "
        "la persona. Si es su cuenta y no lo pidió, avise de inmediato a su instituto.\n\n{enlace}",
    ),
    "sesiones_cerradas": (
        "Se cerraron las sesiones de su cuenta",
        "{por} cerró las sesiones abiertas de la cuenta «{usuario}». Motivo: {motivo}\n\n"
        "Puede volver a entrar. Si no lo esperaba, pregunte a su instituto.",
    ),
    "vinculada": (
        "Su cuenta quedó vinculada con el directorio de su instituto",
        "Con la cuenta «{usuario}» se puede entrar desde ahora con la identidad {motivo}.\n\n"
        "Si no fue usted, avise de inmediato a su instituto.",
    ),
    "vinculada_con_otro": (
        "Un rol por confirmar otra vez: {persona} entró con el directorio",
        "La cuenta «{usuario}», de {persona}, se vinculó con una identidad del directorio, y su correo no era el mismo "
        "cuando se confirmaron sus roles. Los que confirman dos personas quedaron por confirmar otra vez: antes de "
        "hacerlo, hable con la persona.\n\n{enlace}",
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
A_QUIENES_CONFIRMAN = frozenset(
    {"propuesto", "confirmado", "descartado", "recuperado", "factores_quitados", "vinculada_con_otro"}
)

# -- How one enters: told to the owner of the account and to nobody else ------------------------------------

_CON_ENLACE = (
    "Su nombre de usuario es {usuario}. Fije su contraseña, a más tardar el {vence}, en:\n"
    f"{ENLACE_DE_ACCESO}\n\n"
    "El enlace sirve una sola vez y es solo de usted: no lo reenvíe. Nadie debe pedírselo, ni su contraseña. Si se "
    "vence o no funciona, pida otro en:\n{recuperar}"
)
_CON_SU_CUENTA = (
    "Entre con la cuenta que ya tiene, {usuario}, y su contraseña, en:\n{entrar}\n\nSi la olvidó:\n{recuperar}"
)
DE_ENTREGA = (
    "Su cuenta para capturar sus cuestionarios de «Conóceles»",
    "El {instituto} le abrió una cuenta para capturar los cuestionarios curricular y de identidad de su candidatura:"
    "\n\n{candidaturas}\n\n{entrada}\n\n"
    "El plazo para enviarlos ({plazo}) empieza a contar cuando entre con ella. Sus respuestas de identidad solo se "
    "publican con su consentimiento, que nadie da por usted.\n\n"
    "Si usted no es esa persona, no use el enlace y avise de inmediato al instituto.",
)
DE_REPRESENTACION = (
    "La cuenta de la representación: {actor}",
    "El {instituto} abrió la cuenta con la que {actor} captura, autoriza y da seguimiento a sus candidaturas en "
    "«Conóceles».\n\n{entrada}\n\nLo que se haga con ella queda a nombre de la representación. Para que cada enlace "
    "tenga la suya, pídalas al instituto.",
)
DE_RECUPERACION = (
    "Un enlace para fijar otra contraseña",
    "Se pidió, en la página de entrada, un enlace para recuperar la cuenta {usuario}.\n\n"
    f"Sirve una sola vez, a más tardar el {{vence}}:\n{ENLACE_DE_ACCESO}\n\n"
    "Si usted no lo pidió no haga nada: su contraseña sigue igual. Si le llegan varios, avise a su instituto.",
)
DE_NEGADA = (
    "No se puede recuperar su cuenta por correo",
    "Se pidió, en la página de entrada, un enlace para recuperar la cuenta {usuario}.\n\n{negado}\n\n"
    "Si usted no lo pidió no haga nada: su contraseña sigue igual.",
)


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


def avisar_acceso(acceso: AccesoPorDecir, **kwargs: Any) -> None:
    """Keep the mail that says to its owner how to enter. Receiver of `acceso_por_decir`."""
    proceso, tz = acceso.proceso, acceso.proceso.tz
    enlace = acceso.enlace
    datos = {
        "usuario": acceso.usuario.username,
        "instituto": proceso.instituto.nombre,
        "actor": str(acceso.actor or ""),
        "candidaturas": "\n".join(
            f"- {c.persona.nombre}, {c.cargo.nombre}, {c.territorio} ({c.get_calidad_display().lower()})"
            for c in acceso.candidaturas
        ),
        "vence": momento_en_prosa(enlace.vence_en, tz) if enlace else "",
        "plazo": ", ".join(sorted({f"{dias_de_captura(c)} días naturales" for c in acceso.candidaturas})),
        "recuperar": settings.SITIO_URL + direccion("recuperar"),
        "entrar": settings.SITIO_URL + direccion("entrar"),
        "negado": acceso.negado,
    }
    datos["entrada"] = (_CON_ENLACE if enlace else _CON_SU_CUENTA).format_map(datos)
    if acceso.candidaturas:
        textos = DE_ENTREGA
    elif acceso.actor:
        textos = DE_REPRESENTACION
    else:
        textos = DE_NEGADA if acceso.negado else DE_RECUPERACION
    aviso = _guardar(
        proceso,
        grupo=f"enlace|{acceso.usuario.pk}|{enlace.pk if enlace else ''}|{acceso.en.isoformat()}"
        f"|{','.join(str(c.pk) for c in acceso.candidaturas)}",
        textos=textos,
        datos=datos,
        contactos=[Contacto(str(acceso.usuario), acceso.correo, actor=acceso.actor.pk if acceso.actor else None)],
        motivo="Cuenta de acceso",
        en=acceso.en,
        enlace=enlace,
    )
    if acceso.candidaturas:
        for uno in Aviso.objects.filter(llave__in=[a.llave for a in aviso]):
            uno.candidaturas.set(acceso.candidaturas)


def _guardar(
    proceso: Proceso,
    *,
    grupo: str,
    textos: tuple[str, str],
    datos: Mapping[str, str],
    contactos: Iterable[Contacto],
    motivo: str,
    en: datetime,
    enlace: EnlaceDeAcceso | None = None,
) -> list[Aviso]:
    asunto, texto = textos
    unicos: dict[str, Contacto] = {}
    for contacto in contactos:
        unicos.setdefault(contacto.correo.lower() or contacto.nombre, contacto)
    return Aviso.objects.bulk_create(
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
                enlace=enlace,
                actor_id=contacto.actor if enlace else None,
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
            for c in directorio.con_roles(cambio.proceso.pk, ROLES_QUE_CONFIRMAN)
            if c.correo.lower() != propio or not propio
        )


def _datos(cambio: CambioDeAcceso) -> dict[str, str]:
    datos = {
        "por": str(cambio.por) if cambio.por else QUIEN_OPERA,
        "persona": str(cambio.usuario),
        "usuario": cambio.usuario.username,
        "motivo": cambio.motivo,
        "enlace": settings.SITIO_URL + (direccion("por_confirmar", cambio.proceso.clave) or "/"),
        "mi_cuenta": settings.SITIO_URL + direccion("mi_cuenta"),
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
