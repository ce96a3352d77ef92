"""What comes back of a letter: that it was received, and its answer."""

from datetime import datetime
from typing import Any

from django.core.files.base import File

from calendario.limpieza import en_parrafos, en_una_linea
from compliance.actos import escritura
from compliance.models import Usuario
from documentos.models import Documento
from documentos.services import guardar_documento

from ..acto import Acto
from ..models import Exhorto
from ..transiciones import Rechazo
from .campanas import abrir_carta


@escritura()
def acusar_exhorto(carta: Exhorto, *, por: Usuario | None, en: datetime) -> Exhorto:
    """Whoever represents its addressee says that they received it."""
    acto = abrir_carta("acusar_exhorto", carta, por=por, en=en)
    acto.exigir()
    return _acusada(acto, en)


@escritura()
def anotar_acuse_exhorto(
    carta: Exhorto,
    *,
    como: str,
    recibida_en: datetime,
    archivo: File[bytes] | None = None,
    por: Usuario | None,
    en: datetime,
) -> Exhorto:
    """Note how and when it was received by other means: on paper, with its stamped copy."""
    acto = abrir_carta("anotar_acuse_exhorto", carta, por=por, en=en, motivo=en_una_linea(como), ocurrio=recibida_en)
    # What is typed has no seconds.
    desde = acto.objeto.campana.aprobada_en.replace(second=0, microsecond=0)
    acto.exigir(
        None if acto.motivo else Rechazo("como", "Falta cómo consta.", "Por ejemplo, el sello de recibido."),
        None
        if desde <= recibida_en <= en
        else Rechazo("recibida_en", "Esa hora no es posible.", "Debe seguir a la aprobación y no ser futura."),
    )
    acto.objeto.acuse_como = acto.motivo
    acto.objeto.acuse_documento = _guardado(acto, archivo, "Acuse")
    return _acusada(acto, recibida_en)


def _acusada(acto: Acto[Any], cuando: datetime) -> Exhorto:
    de, carta = acto.objeto.estado, acto.objeto
    carta.acusado_en, carta.acusado_por = cuando, acto.por
    acto.escribir()
    acto.anotar(de=de)
    return carta  # type: ignore[no-any-return]


@escritura()
def responder_exhorto(
    carta: Exhorto, *, respuesta: str, archivo: File[bytes] | None = None, por: Usuario | None, en: datetime
) -> Exhorto:
    """Answer it, with a text, a document or both; also after its term. Who answers has received it."""
    acto = abrir_carta("responder_exhorto", carta, por=por, en=en)
    respuesta = en_parrafos(respuesta).strip()
    acto.exigir(
        None
        if respuesta or archivo is not None
        else Rechazo("respuesta", "La respuesta está vacía.", "Escríbala o adjunte el documento.")
    )
    suya = acto.objeto
    de = suya.estado
    suya.respuesta, suya.respuesta_documento = respuesta, _guardado(acto, archivo, "Respuesta")
    suya.respondido_en, suya.respondido_por = en, por
    if suya.acusado_en is None:
        suya.acusado_en, suya.acusado_por = en, por
    acto.escribir()
    acto.anotar(de=de, hechos={"documento": suya.respuesta_documento_id} if archivo is not None else {})
    return suya  # type: ignore[no-any-return]


def _guardado(acto: Acto[Any], archivo: File[bytes] | None, que: str) -> Documento | None:
    if archivo is None:
        return None
    return guardar_documento(
        archivo,
        proceso=acto.objeto.proceso,
        tipo=Documento.Tipo.OTRO,
        titulo=f"{que} del exhorto {acto.objeto.oficio}",
        **acto.firma,
        acto=acto.asentado(),
    )
