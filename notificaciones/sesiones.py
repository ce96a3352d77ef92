"""Calls to a session: who hears of it, with its agenda, its documents and an invitation for their calendar.

A call is a legal notice: no institute switches it off. Found, like any news, by the acts on a session that no notice
tells, and kept under the heartbeat of the sweep, so that nobody is told twice.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.mime.text import MIMEText
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Exists, OuterRef

from calendario.fechas import fecha_hora, momento_en_prosa
from calendario.ics import invitacion
from calendario.services import revisiones
from compliance.cara.navegacion import direccion
from compliance.models import Acto, Nombramiento, Rol
from documentos.models import Documento
from documentos.papel import LetraSinFuente, en_pdf
from flujos.models import Papel, Sesion
from flujos.sesiones.acuses import acuses_de
from flujos.sesiones.convocados import Convocado, convocados_de
from flujos.sesiones.impresos import convocatoria_impresa
from flujos.sesiones.papeles import vigentes_de

from .destinatarios import Contacto, Directorio
from .escalera import una_linea
from .ical import SIN_REVISION, eventos_de_sesion
from .models import Aviso, RespuestaPorCorreo
from .redaccion import Redactados
from .sucesos import VIGENCIA

# What is told of a session, from what weighs most to what weighs least.
CAMBIAN = ("reprogramar", "agregar_punto", "quitar_punto", "ordenar", "agregar_papel")
PAUSAN = ("receso", "anunciar_continuacion")
SE_DICEN = (
    "convocar",
    "cancelar",
    "invitar",
    "quitar_invitado",
    "suplir",
    "reenviar",
    *PAUSAN,
    "reanudar",
    "concluir",
    *CAMBIAN,
)
# What goes on, or stopped, longer ago than this is history: whoever records an old session tells nobody.
RECIENTE = timedelta(days=1)
# What travels with a mail, in bytes: mail servers refuse a little more than twice as much.
ADJUNTOS_MAXIMO = 5 * 1024 * 1024

_SESION = "{sesion}\n{organo}\nInicio: {inicio}{receso}{lugar}\n\nOrden del día\n{orden}\n\n{documentos}{enlace}"
# What happened → subject and text.
TEXTOS: dict[str, tuple[str, str]] = {
    "convocar": ("Convocatoria: {sesion}, {cuando}", "Se le convoca a la siguiente sesión.\n\n" + _SESION),
    "reprogramar": (
        "Cambió la fecha o el lugar: {sesion}, {inicio}",
        "La sesión a la que se le convocó cambió de fecha o de lugar. Motivo: {motivo}\n\n" + _SESION,
    ),
    "receso": (
        "En receso: {sesion}, {sigue}",
        "La sesión a la que se le convocó está en receso: {sigue}.{por_que}\n\n" + _SESION,
    ),
    "reanudar": (
        "Continúa: {sesion}, {cuando}",
        "La sesión a la que se le convocó salió del receso y continúa desde el {cuando}.\n\n" + _SESION,
    ),
    "concluir": (
        "Concluyó sin reanudarse: {sesion}",
        "La sesión a la que se le convocó concluyó mientras estaba en receso: ya no continúa el {cuando}.\n\n"
        "{sesion}\n{organo}\nInicio: {inicio}",
    ),
    "orden": (
        "Cambió el orden del día: {sesion}, {cuando}",
        "El orden del día de la sesión a la que se le convocó quedó así.\n\n" + _SESION,
    ),
    "agregar_papel": (
        "Documentos nuevos: {sesion}, {cuando}",
        "Se agregaron documentos a la sesión a la que se le convocó.\n\n" + _SESION,
    ),
    "cancelar": (
        "Se canceló: {sesion}, {inicio}",
        "Se canceló la sesión a la que se le convocó. Motivo: {motivo}\n\n"
        "{sesion}\n{organo}\nInicio que tenía: {inicio}{lugar}",
    ),
    "quitar_invitado": (
        "Quedó sin efecto su invitación: {sesion}, {inicio}",
        "La invitación que recibió para la siguiente sesión quedó sin efecto.\n\n{sesion}\n{organo}\nInicio: {inicio}",
    ),
}
_CANCELAN = frozenset({"cancelar", "quitar_invitado", "concluir"})
# What tells of the session and not of what it treats: no document travels with it.
_SIN_PAPELES = _CANCELAN | {"receso", "reanudar"}


@dataclass(frozen=True)
class _PorDecir:
    """What one person is to be told."""

    que: str
    convocado: Convocado | None
    contacto: Contacto


def avisar_sesiones(al: datetime) -> Redactados:
    """Keep a notice for each person called to a session of which something was not told yet at `al`.

    Who was never told of it is called, whatever happened since; the others hear what changed, in one notice. Of a
    session that has begun nothing is told but its recesses, when they end, and that it was cancelled. Runs inside the
    sweep's transaction.
    """
    sin_aviso = ~Exists(Aviso.actos.through.objects.filter(acto=OuterRef("pk")))
    actos: dict[int, list[Acto]] = defaultdict(list)
    for acto in Acto.objects.filter(
        sin_aviso, modelo=Sesion._meta.label_lower, verbo__in=SE_DICEN, en__gt=al - VIGENCIA, en__lte=al
    ).order_by("pk"):
        actos[acto.objeto].append(acto)
    creados = omitidos = 0
    for sesion in Sesion.objects.filter(pk__in=actos).select_related("organo", "proceso__instituto"):
        avisos = _de_una(sesion, actos[sesion.pk], al)
        omitidos += sum(1 for a in avisos if a.estado == Aviso.Estado.OMITIDO)
        creados += sum(1 for a in avisos if a.estado != Aviso.Estado.OMITIDO)
    return Redactados(creados, omitidos)


def _de_una(sesion: Sesion, actos: Sequence[Acto], al: datetime) -> list[Aviso]:
    if not _hay_que_decir(sesion, al):
        return []
    avisos = []
    for uno in _por_decir(sesion, actos, al):
        aviso = _aviso(sesion, uno, actos, al)
        aviso.save()
        aviso.actos.set(actos)
        aviso.documentos.set(_adjuntos(sesion, uno))
        avisos.append(aviso)
    return avisos


def _hay_que_decir(sesion: Sesion, al: datetime) -> bool:
    """Whether anything of the session still matters to whoever is called, at `al`."""
    receso = sesion.recesos.last()
    match sesion.estado:
        case Sesion.Estado.CANCELADA:
            return True
        case Sesion.Estado.CONVOCADA:
            return sesion.inicia_en > al
        case Sesion.Estado.RECESO:
            return receso is not None and (receso.continua_en or receso.desde) > al - RECIENTE
        case Sesion.Estado.INSTALADA:
            return receso is not None and receso.hasta is not None and receso.hasta > al - RECIENTE
    # It was said when it would go on, and it closed before.
    return receso is not None and receso.hasta is None and receso.continua_en is not None and receso.continua_en > al


def _por_decir(sesion: Sesion, actos: Sequence[Acto], al: datetime) -> Iterator[_PorDecir]:
    """Each address once, with what it has to hear."""
    verbos = {a.verbo for a in actos}
    otra_vez = {a.hechos["convocado"] for a in actos if a.verbo == "reenviar"}
    dichos = {
        a.destinatario_correo.lower() or a.destinatario_nombre: a.destinatario_nombre
        for a in sesion.avisos.exclude(texto="").order_by("pk")
    }
    directorio = Directorio([sesion.proceso], al)
    vistos: set[str] = set()
    for convocado in convocados_de(sesion):
        for contacto in _contactos(convocado, directorio):
            quien = contacto.correo.lower() or contacto.nombre
            que = _que_oye(sesion, verbos, ya=quien in dichos and convocado.llave not in otra_vez)
            if que and quien not in vistos:
                yield _PorDecir(que, convocado, contacto)
            vistos.add(quien)
    if "quitar_invitado" in verbos:
        for quien in dichos.keys() - vistos:
            if "@" in quien and sesion.avisos.filter(destinatario_correo__iexact=quien).latest("pk").invitacion not in (
                "",
                Aviso.Invitacion.CANCELA,
            ):
                yield _PorDecir("quitar_invitado", None, Contacto(dichos[quien], quien))


def _que_oye(sesion: Sesion, verbos: set[str], *, ya: bool) -> str:
    """What somebody is told, who was told of the session before or not; empty, if nothing."""
    if sesion.estado == Sesion.Estado.CANCELADA:
        return "cancelar" if ya and "cancelar" in verbos else ""
    if sesion.estado in (Sesion.Estado.INSTALADA, Sesion.Estado.CONCLUIDA):
        que = "reanudar" if sesion.estado == Sesion.Estado.INSTALADA else "concluir"
        return que if ya and que in verbos else ""
    if not ya:
        return "convocar"
    if verbos.intersection(PAUSAN):
        return "receso"
    cambio = next((v for v in CAMBIAN if v in verbos), "")
    return "orden" if cambio in ("agregar_punto", "quitar_punto", "ordenar") else cambio


def _contactos(convocado: Convocado, directorio: Directorio) -> list[Contacto]:
    """Where somebody hears; a nameless address, if nobody knows."""
    if convocado.actor is None:
        return [Contacto(convocado.nombre, convocado.correo)]
    con_correo = [c for c in directorio.de_representacion(convocado.actor) if c.correo]
    return con_correo or [Contacto(convocado.nombre, "", actor=convocado.actor.pk)]


def _aviso(sesion: Sesion, uno: _PorDecir, actos: Sequence[Acto], al: datetime) -> Aviso:
    asunto, texto = TEXTOS[uno.que]
    datos = _datos(sesion, uno, actos)
    correo = uno.contacto.correo
    grupo = f"sesion:{sesion.pk}|{uno.que}|a:{actos[-1].pk}"
    return Aviso(
        proceso=sesion.proceso,
        sesion=sesion,
        invitacion=Aviso.Invitacion.CANCELA if uno.que in _CANCELAN else Aviso.Invitacion.PIDE,
        grupo=grupo,
        llave=f"{grupo}|{correo.lower() or uno.contacto.nombre}"[:480],
        actor_id=uno.contacto.actor,
        destinatario_nombre=uno.contacto.nombre,
        destinatario_correo=correo,
        asunto=una_linea(asunto.format_map(datos | _cuando(sesion, fecha_hora))),
        texto=texto.format_map(datos).strip(),
        motivo=f"Sesión: {fecha_hora(actos[-1].en, sesion.proceso.tz)}",
        creado_en=al,
        siguiente_en=al,
        estado=Aviso.Estado.PENDIENTE if correo else Aviso.Estado.OMITIDO,
        error="" if correo else "No hay correo registrado para este destinatario.",
    )


def _cuando(sesion: Sesion, decir: Callable[[datetime, ZoneInfo], str]) -> dict[str, str]:
    """When it begins and when it goes on: short in a subject, whole in a sentence."""
    receso, tz = sesion.recesos.last(), sesion.proceso.tz
    sigue = (receso.hasta or receso.continua_en) if receso else None
    return {
        "inicio": decir(sesion.inicia_en, tz),
        "cuando": decir(sigue or sesion.inicia_en, tz),
        "sigue": f"continúa el {decir(sigue, tz)}" if sigue else "se avisará cuándo continúa",
    }


def _datos(sesion: Sesion, uno: _PorDecir, actos: Sequence[Acto]) -> dict[str, str]:
    documentos = [d.titulo for d in _adjuntos(sesion, uno)]
    aparte = [d.titulo for d in _suyos(sesion, uno) if d.titulo not in documentos]
    receso, cuando = sesion.recesos.last(), _cuando(sesion, momento_en_prosa)
    que_hacer = "Consulte los documentos y responda si asistirá" if receso is None else "Consulte la sesión"
    entra = uno.convocado is not None and (uno.convocado.usuario or uno.convocado.actor)
    partes = [
        "Se adjuntan:\n" + "\n".join(f"- {t}" for t in documentos) + "\n\n" if documentos else "",
        "No se adjuntan, por su tamaño:\n" + "\n".join(f"- {t}" for t in aparte) + "\n\n" if aparte else "",
    ]
    return {
        "sesion": str(sesion),
        "organo": sesion.organo.nombre,
        **cuando,
        "receso": f"\nEn receso desde el {momento_en_prosa(receso.desde, sesion.proceso.tz)}; {cuando['sigue']}"
        if receso and not receso.hasta
        else "",
        "por_que": f" Motivo: {receso.motivo}" if receso and receso.motivo else "",
        "lugar": f"\nLugar: {sesion.lugar}" if sesion.lugar else "",
        "orden": "\n".join(f"{p.orden}. {p.titulo}" for p in sesion.puntos.all()),
        "documentos": "".join(partes),
        "motivo": next((a.motivo for a in reversed(actos) if a.verbo == uno.que), ""),
        "enlace": f"{que_hacer} en:\n{_pagina(sesion)}" if entra else "",
    }


def _suyos(sesion: Sesion, uno: _PorDecir) -> list[Documento]:
    """What this person gets of the session: who is only invited, its own; nobody, of a recess or once cancelled."""
    if uno.que in _SIN_PAPELES or uno.convocado is None:
        return []
    papeles = [p.documento for p in vigentes_de(sesion) if p.clase != Papel.Clase.ACTA]
    if uno.convocado.invitado is not None:
        return papeles
    de_los_puntos = [p.documento for p in sesion.puntos.select_related("documento") if p.documento is not None]
    return [*papeles, *de_los_puntos]


def _adjuntos(sesion: Sesion, uno: _PorDecir) -> list[Documento]:
    """Of those, the ones that fit in a mail, in their order."""
    queda, caben = ADJUNTOS_MAXIMO, []
    for documento in _suyos(sesion, uno):
        if documento.tamano <= queda:
            queda -= documento.tamano
            caben.append(documento)
    return caben


def adjuntar(mensaje: EmailMultiAlternatives, aviso: Aviso) -> None:
    """Give a mail what its notice says: of a call, the invitation and the call in print; of any, its documents."""
    if aviso.sesion is not None:
        _invitar(mensaje, aviso, aviso.sesion)
    for documento in aviso.documentos.all():
        with documento.archivo.open("rb") as archivo:
            mensaje.attach(documento.nombre_original, archivo.read(), documento.tipo_contenido)


def _invitar(mensaje: EmailMultiAlternatives, aviso: Aviso, sesion: Sesion) -> None:
    """The invitation says the session as it is when the mail leaves: its SEQUENCE grows with each change of it. Of one
    that paused, it is that of its last continuation, if it is known: one mail asks of a calendar one event.
    """
    revision = revisiones(Sesion, [sesion.pk]).get(sesion.pk, SIN_REVISION)
    evento = eventos_de_sesion(sesion, revision)[-1]
    cancela = aviso.invitacion == Aviso.Invitacion.CANCELA
    contenido = invitacion(
        replace(evento, cancelado=cancela, descripcion=aviso.texto, url=_pagina(sesion)),
        sesion.proceso.tz,
        organiza=(sesion.organo.nombre, settings.RESPUESTAS_A or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        asiste=(aviso.destinatario_nombre, aviso.destinatario_correo),
        responde=bool(settings.RESPUESTAS_A),
    ).decode()
    # One part with its method and a name: applications of mail show it, and the others save it.
    parte = MIMEText(contenido, "calendar", "utf-8")
    parte.set_param("method", aviso.invitacion)
    parte.add_header("Content-Disposition", "attachment", filename="invitacion.ics")
    mensaje.attach(parte)
    if not cancela and sesion.estado != Sesion.Estado.INSTALADA:
        # The mail says what it calls to: one name that cannot be printed does not hold it back.
        with suppress(LetraSinFuente):
            hoja = convocatoria_impresa(sesion, aviso.creado_en)
            mensaje.attach("convocatoria.pdf", en_pdf(hoja), "application/pdf")


def _pagina(sesion: Sesion) -> str:
    return settings.SITIO_URL + direccion("sesion_convocatoria", sesion.proceso.clave, sesion.pk)


# -- Who received it --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Recibo:
    """Somebody who was called: the last that was sent to them, when they opened it, and what they answered.

    `acuse`: how it was noted that who has no account received it. `faltan`: others were told, and they were not.
    `por_correo`: what their calendar answered, of who answered nothing at the page.
    """

    convocado: Convocado
    aviso: Aviso | None
    leida_en: datetime | None
    asistira: bool | None
    acuse: str
    faltan: bool
    por_correo: RespuestaPorCorreo | None = None

    @property
    def reenviable(self) -> bool:
        """Whether it has to be sent again: it did not leave and may now, and nothing else proves that they know."""
        if self.acuse or self.leida_en is not None or self.asistira is not None or self.por_correo is not None:
            return False
        if self.aviso is not None and self.aviso.estado in (Aviso.Estado.FALLIDO, Aviso.Estado.REBOTADO):
            return True
        sin_correo = self.faltan if self.aviso is None else self.aviso.estado == Aviso.Estado.OMITIDO
        return sin_correo and bool(self.convocado.correo)

    @property
    def estado(self) -> tuple[str, str]:
        """In words, and the tone with which it is said: the best proof that there is."""
        if self.asistira is not None:
            return ("Asistirá", "bien") if self.asistira else ("No asistirá", "atencion")
        if self.por_correo is not None:
            dijo = self.por_correo.dijo
            return self.por_correo.get_dijo_display(), "info" if dijo == RespuestaPorCorreo.Dijo.SI else "atencion"
        if self.leida_en is not None:
            return "Leída", "bien"
        if self.acuse:
            return "Con acuse", "bien"
        if self.aviso is None:
            return "Por enviar", "neutro"
        tonos = {
            Aviso.Estado.ENVIADO: "info",
            Aviso.Estado.FALLIDO: "mal",
            Aviso.Estado.REBOTADO: "mal",
            Aviso.Estado.OMITIDO: "atencion",
        }
        return self.aviso.get_estado_display(), tonos.get(Aviso.Estado(self.aviso.estado), "neutro")


def recibieron(sesion: Sesion) -> list[Recibo]:
    """Everybody who is called, with what is known of each. A representation is its party's whole: any of its people."""
    avisos = list(sesion.avisos.order_by("pk"))
    lecturas: dict[int, datetime] = {}
    for por, en in Acto.objects.filter(
        modelo=Sesion._meta.label_lower, objeto=sesion.pk, verbo="leer_convocatoria", por__isnull=False
    ).values_list("por", "en"):
        lecturas.setdefault(por, en)
    acuses = acuses_de(sesion)
    por_correo = {r.correo.lower(): r for r in sesion.respuestas_por_correo.filter(inicia_en=sesion.inicia_en)}
    respuestas = dict(sesion.confirmaciones.values_list("usuario", "asistira"))
    papeles = Nombramiento.objects.filter(proceso=sesion.proceso_id, actor__isnull=False, rol__name=Rol.PARTIDO)
    del_actor: dict[int, list[int]] = defaultdict(list)
    for actor, usuario in papeles.values_list("actor", "usuario"):
        del_actor[actor].append(usuario)
    recibos = []
    for c in convocados_de(sesion):
        cuentas = del_actor[c.actor.pk] if c.actor else [c.usuario.pk] if c.usuario else []
        suyos = [
            a
            for a in avisos
            if (a.actor_id == c.actor.pk if c.actor else _es_de(a, c)) and a.invitacion != Aviso.Invitacion.CANCELA
        ]
        recibos.append(
            Recibo(
                c,
                suyos[-1] if suyos else None,
                min((lecturas[u] for u in cuentas if u in lecturas), default=None),
                next((respuestas[u] for u in cuentas if u in respuestas), None),
                acuses.get(c.llave, ""),
                bool(avisos),
                next((r for a in suyos[::-1] if (r := por_correo.get(a.destinatario_correo.lower()))), None),
            )
        )
    return recibos


def _es_de(aviso: Aviso, convocado: Convocado) -> bool:
    if convocado.correo:
        return aviso.destinatario_correo.lower() == convocado.correo.lower()
    return not aviso.destinatario_correo and aviso.destinatario_nombre == convocado.nombre
