"""What a notice looks like as a mail: text first, the same as HTML, and headers that any server takes.

Everything leaves as seven-bit ASCII (RFC 2047, quoted-printable, RFC 5891), so no server has to be asked for more. What
people typed is a value and never a header, a tag or a link: only addresses of this site become links.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from email import charset
from email.header import Header
from email.utils import format_datetime, parseaddr, quote
from itertools import count
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from compliance.cara.color import marca
from compliance.services.enlaces import direccion_de

from .escalera import una_linea
from .models import ENLACE_DE_ACCESO, Aviso, Escalon
from .sesiones import adjuntar

DUPLICADO = "Un envío anterior de este aviso se interrumpió; es posible que ya lo haya recibido."
DEMOSTRACION = "DEMOSTRACIÓN: personas y datos son sintéticos."
NO_RESPONDA = "Mensaje automático; no responda a este correo."
ELEGIR = "Puede elegir cuándo recibir estos avisos en Mi cuenta"
PARA_USTED = "Dirigido a usted"
SEPARADOR = "\n\n" + "-" * 60 + "\n\n"
# Bodies whose lines are short and have no byte over 127.
_UTF_8 = charset.Charset("utf-8")
_UTF_8.body_encoding = charset.QP
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Carta(EmailMultiAlternatives):
    """A mail whose subject, when it needs several lines, begins on that of its name."""

    encoding = _UTF_8

    def message(self, **opciones: Any) -> Any:
        """As it is sent."""
        mensaje = super().message(**opciones)
        mensaje.replace_header("Subject", Header(str(self.subject), "utf-8", header_name="Subject").encode())
        return mensaje


def componer(avisos: Sequence[Aviso], en: datetime) -> Carta:
    """The mail that carries these notices of one recipient, dated `en`: alone as it is, several under one subject and
    a heading for each matter.
    """
    primero = avisos[0]
    proceso = primero.proceso
    temas = _por_tema(avisos)
    if len(avisos) == 1:
        asunto, cuerpo = primero.asunto, _texto(primero)
    else:
        asunto = f"Resumen de {len(avisos)} avisos de {proceso.nombre}"
        cuerpo = _resumen(len(avisos), temas)
    antes = [DEMOSTRACION] * proceso.es_demostracion + [DUPLICADO] * any(a.posible_duplicado for a in avisos)
    # Nobody chooses about what is legal, nor for the address of an area or a party.
    elige = all(a.cuenta_id and not a.legal for a in avisos)
    elegir = settings.SITIO_URL + reverse("mi_cuenta") + "#avisos" if elige else ""
    pie = [proceso.instituto.nombre, proceso.nombre, NO_RESPONDA, *([f"{ELEGIR}: {elegir}"] if elegir else [])]
    mensaje = Carta(
        subject=una_linea(_CONTROL.sub(" ", f"[{proceso.instituto.siglas}] {asunto}")),
        body="\n\n".join([*antes, cuerpo, "-- \n" + "\n".join(pie) + "\n"]),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[direccion(primero.destinatario_nombre, primero.destinatario_correo)],
        headers=_encabezados(avisos, en),
    )
    contexto = {
        "asunto": asunto,
        "total": len(avisos),
        "temas": [(tema, [(n, a.asunto, parrafos(_texto(a))) for n, a in suyos]) for tema, suyos in temas],
        "antes": antes,
        "instituto": proceso.instituto,
        "proceso": proceso,
        "colores": marca(proceso.instituto.color, oscuro=False),
        "no_responda": NO_RESPONDA,
        "elegir": elegir,
        "invita": ELEGIR,
    }
    mensaje.attach_alternative(render_to_string("notificaciones/correo.html", contexto), "text/html")
    if len(avisos) == 1:
        adjuntar(mensaje, primero)
    return mensaje


def _por_tema(avisos: Sequence[Aviso]) -> list[tuple[str, list[tuple[int, Aviso]]]]:
    """By matter, in the order of those of the ladder, what is told to a person by name first; numbered."""
    temas: dict[str, list[Aviso]] = {tema: [] for tema in (PARA_USTED, *Escalon.Objeto.labels)}
    for aviso in avisos:
        temas[aviso.escalon.get_objeto_display() if aviso.escalon else PARA_USTED].append(aviso)
    numero = count(1)
    return [(tema, [(next(numero), a) for a in suyos]) for tema, suyos in temas.items() if suyos]


def _resumen(total: int, temas: Sequence[tuple[str, list[tuple[int, Aviso]]]]) -> str:
    """Several notices as text: what there is, and then each."""
    indice = [f"{tema}\n" + "\n".join(f"{n}. {a.asunto}" for n, a in suyos) for tema, suyos in temas]
    partes = [
        f"{tema.upper()}\n\n" * (a is suyos[0][1]) + f"{n}. {a.asunto}\n\n{_texto(a)}"
        for tema, suyos in temas
        for n, a in suyos
    ]
    return SEPARADOR.join(["\n\n".join([f"Tiene {total} avisos:", *indice]), *partes])


def parrafos(texto: str) -> SafeString:
    """A text as paragraphs of HTML, in which the addresses of this site, and no others, are links."""
    propias = re.compile(rf"{re.escape(str(escape(settings.SITIO_URL)))}(?:/[\w\-./?=&;%]*[\w\-/]|/|(?![\w.@:-]))")
    seguro = propias.sub(r'<a href="\g<0>">\g<0></a>', escape(texto))
    bloques = (b.replace("\n", "<br>\n") for b in re.split(r"\n{2,}", seguro.strip()))
    return mark_safe("\n".join(f"<p>{b}</p>" for b in bloques))


def _texto(aviso: Aviso) -> str:
    """What is said, with the address of its link: from here on it is only in the mail."""
    if aviso.enlace is None:
        return aviso.texto
    return aviso.texto.replace(ENLACE_DE_ACCESO, settings.SITIO_URL + direccion_de(aviso.enlace))


# -- Headers ----------------------------------------------------------------------------------------------


def _encabezados(avisos: Sequence[Aviso], en: datetime) -> dict[str, str]:
    proceso = avisos[0].proceso
    dominio = _dominio()
    encabezados = {
        "Message-ID": _identificador(avisos),
        "Date": format_datetime(en.astimezone(proceso.tz)),
        "Auto-Submitted": "auto-generated",
        "List-Id": f"{_frase(proceso.instituto.siglas)} <{proceso.clave}.avisos.{dominio}>",
    }
    raices = {hilo(a) for a in avisos}
    if len(raices) == 1 and (raiz := raices.pop()):
        # No mail has this identifier: it is what all those of the same object hang from.
        encabezados |= dict.fromkeys(("In-Reply-To", "References"), f"<{raiz}.{proceso.clave}@{dominio}>")
    return encabezados


def hilo(aviso: Aviso) -> str:
    """What gathers a notice with others in a thread: its session, deliverable or candidacy; of several of these, their
    party. Empty for what stands alone.
    """
    if aviso.sesion_id:
        return f"sesion-{aviso.sesion_id}"
    if aviso.entregable_id:
        return f"entregable-{aviso.entregable_id}"
    candidaturas = [c.pk for c in aviso.candidaturas.all()]
    if len(candidaturas) == 1:
        return f"candidatura-{candidaturas[0]}"
    return f"actor-{aviso.actor_id}" if candidaturas and aviso.actor_id else ""


def direccion(nombre: str, correo: str) -> str:
    """Name and address for a header; a domain with accents or ñ goes as the mail servers know it (RFC 5891)."""
    usuario, _, dominio = correo.rpartition("@")
    return f"{_frase(nombre)} <{usuario}@{dominio.encode('idna').decode()}>".strip()


def _frase(texto: str) -> str:
    """A name as a header writes it: quoted, or in encoded words of which none is longer than RFC 2047 admits, nor
    the first too long to stand beside the name of its header.
    """
    limpio = " ".join(_CONTROL.sub(" ", texto).split())
    if limpio.isascii():
        return f'"{quote(limpio)}"' if limpio else ""
    return Header(limpio, "utf-8", header_name="List-Id").encode().replace("\n", "")


def _dominio() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2].encode("idna").decode()


def _identificador(avisos: Sequence[Aviso]) -> str:
    """The same notices have the same Message-ID: a mail server that sees it twice may deliver it once."""
    huella = hashlib.sha256("\n".join(a.llave for a in avisos).encode()).hexdigest()[:32]
    return f"<{huella}@{_dominio()}>"
