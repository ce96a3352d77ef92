"""What follows a remission: its acuse of SIVOPLE, which may come later, and what INE observes and is answered."""

from datetime import datetime

from django.core.files.base import File

from compliance.actos import escritura
from compliance.models import Entregable, Usuario
from documentos.models import Documento
from documentos.services import guardar_documento

from ..acto import Acto
from ..guardas.decisiones import observacion_abierta, remision_sin_acuse
from ..models import ObservacionDelINE, Oficio, Remision
from ..transiciones import Rechazo, bloquear
from .acto import abrir
from .oficios import acusar


def guardar_acuse(acto: Acto[Entregable], oficio: str, archivo: File[bytes]) -> Documento:
    """Keep the proof of receipt that SIVOPLE gives."""
    return guardar_de_remision(acto, Documento.Tipo.ACUSE, f"Acuse {oficio}", archivo)


def guardar_de_remision(acto: Acto[Entregable], tipo: str, titulo: str, archivo: File[bytes]) -> Documento:
    """Keep a paper of what was sent."""
    return guardar_documento(
        archivo,
        proceso=acto.objeto.proceso,
        tipo=tipo,
        titulo=titulo[:250],
        entregable=acto.objeto,
        **acto.firma,
        acto=acto.asentado(),
    )


def de_uno(entregable: Entregable, rechazo: Rechazo) -> Rechazo:
    """A refusal that says of which of several deliverables it is."""
    return Rechazo(rechazo.guarda, f"{entregable.clave}: {rechazo.mensaje}", rechazo.remedio, rechazo.campos)


@escritura()
def registrar_acuse(
    entregable: Entregable,
    archivo: File[bytes],
    *,
    acuse_en: datetime | None = None,
    por: Usuario | None,
    en: datetime,
    nota: str = "",
) -> Remision:
    """Add the proof of receipt of a remission that was recorded without it. It is added once, never replaced.

    It is of the oficio: of all that went in it. `acuse_en` is the moment that it bears; or else of its sending.
    """
    acto = abrir("registrar_acuse", entregable, por=por, en=en, motivo=nota)
    remision = remision_sin_acuse(acto.objeto)
    acto.exigir(
        Rechazo(
            "acuse_en",
            "El acuse no puede ser anterior al envío ni de un momento que no ha llegado.",
            "Escriba la fecha y hora que trae el acuse.",
        )
        if remision is not None and acuse_en is not None and not remision.remitida_en <= acuse_en <= en
        else None
    )
    assert remision is not None  # noqa: S101 (its guard refuses it)
    remision.acuse = guardar_acuse(acto, remision.oficio, archivo)
    acto.escribir(remision, f"Acuse de {remision.oficio}")
    if remision.en_oficio_id is not None:
        oficio = bloquear(Oficio.objects.select_related("proceso__instituto"), remision.en_oficio_id)
        acusar(acto, oficio, remision.acuse, acuse_en)
    acto.anotar(hechos={"oficio": remision.oficio, "sha256": remision.acuse.sha256})
    return remision


@escritura()
def observar_por_ine(
    entregable: Entregable,
    *,
    observada_en: datetime,
    texto: str,
    archivo: File[bytes] | None = None,
    por: Usuario | None,
    en: datetime,
) -> ObservacionDelINE:
    """Record what INE observed of what was sent, in SIVOPLE at `observada_en`. It waits for its answer."""
    acto = abrir("observar_ine", entregable, por=por, en=en, motivo=texto, ocurrio=observada_en)
    remision = acto.objeto.remisiones.order_by("-remitida_en")[0]
    acto.exigir(
        None if texto.strip() else Rechazo("texto", "Falta decir qué observó el INE.", "Cópielo de su oficio."),
        None
        if remision.remitida_en <= observada_en <= en
        else Rechazo(
            "observada_en",
            "La observación debe estar entre la remisión y este momento.",
            "Escriba la fecha y hora en que el INE la hizo en SIVOPLE.",
        ),
    )
    observacion = ObservacionDelINE(
        remision=remision,
        observada_en=observada_en,
        texto=texto.strip(),
        documento=guardar_de_remision(acto, Documento.Tipo.OTRO, f"Observación del INE a {remision.oficio}", archivo)
        if archivo
        else None,
    )
    acto.escribir(observacion, "Observado por el INE")
    acto.anotar(hechos={"oficio": remision.oficio, "observada_en": observada_en.isoformat()})
    return observacion


@escritura()
def responder_al_ine(
    entregable: Entregable,
    *,
    respondida_en: datetime,
    respuesta: str,
    archivo: File[bytes] | None = None,
    por: Usuario | None,
    en: datetime,
) -> ObservacionDelINE:
    """Record what the institute answered to what INE observed, and when it was sent."""
    acto = abrir("responder_ine", entregable, por=por, en=en, motivo=respuesta, ocurrio=respondida_en)
    observacion = observacion_abierta(acto.objeto)
    acto.exigir(
        None if respuesta.strip() else Rechazo("respuesta", "Falta la respuesta.", "Diga qué contestó el instituto."),
        None
        if observacion is None or observacion.observada_en <= respondida_en <= en
        else Rechazo(
            "respondida_en",
            "La respuesta debe estar entre la observación y este momento.",
            "Escriba la fecha y hora en que se envió.",
        ),
    )
    assert observacion is not None  # noqa: S101 (its guard refuses it)
    observacion.respondida_en, observacion.respuesta = respondida_en, respuesta.strip()
    if archivo:
        titulo = f"Respuesta al INE, {observacion.remision.oficio}"
        observacion.respuesta_documento = guardar_de_remision(acto, Documento.Tipo.OTRO, titulo, archivo)
    acto.escribir(observacion, "Respondido al INE")
    acto.anotar(hechos={"oficio": observacion.remision.oficio, "respondida_en": respondida_en.isoformat()})
    return observacion
