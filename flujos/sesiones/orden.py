"""The agenda of a session: its points, put on it and taken off it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from compliance.actos import escritura
from compliance.historia import firmar
from compliance.models import Entregable, Organo, Usuario
from compliance.textos import normalizar

from ..acto import Acto
from ..guardas.decisiones import documento_vigente
from ..models import PuntoOrden, Sesion
from ..transiciones import Rechazo, bloquear
from .acto import abrir

# What no body decides any more.
YA_NO_SE_DECIDE = frozenset({Entregable.Estado.REMITIDO, Entregable.Estado.CONCLUIDO, Entregable.Estado.CANCELADO})


@dataclass(frozen=True)
class Punto:
    """A point to put on an agenda."""

    titulo: str
    entregable: Entregable | None = None


def rechazo_de_punto(punto: Punto, organo: Organo) -> Rechazo | None:
    """Why this deliverable cannot be on an agenda of the body."""
    if punto.entregable is None:
        return None
    if punto.entregable.proceso_id != organo.proceso_id:
        return Rechazo("proceso", f"«{punto.entregable}» es de otro proceso.", "Elija uno de este proceso.")
    if punto.entregable.es_plantilla or punto.entregable.estado in YA_NO_SE_DECIDE:
        estado = "es una plantilla" if punto.entregable.es_plantilla else punto.entregable.get_estado_display().lower()
        return Rechazo(
            "estado", f"«{punto.entregable}» ({estado}) ya no se decide.", "Elija uno que espere una decisión."
        )
    return None


def _ya_en_el_orden(punto: Punto, sesion: Sesion) -> Rechazo | None:
    """A matter that the agenda has already; that of a deliverable, the database tells."""
    titulo = normalizar(punto.titulo)
    igual = next((p for p in sesion.puntos.filter(entregable=None) if normalizar(p.titulo) == titulo), None)
    if punto.entregable is not None or igual is None:
        return None
    return Rechazo(
        "titulo", f"Ya está en el orden del día, en el punto {igual.orden}.", "Si es otro asunto, dígalo de otro modo."
    )


def agregar(acto: Acto[Any], sesion: Sesion, orden: int, punto: Punto) -> PuntoOrden:
    """Write a point on the agenda, in that place, with the document that is in force. Within an act that is open."""
    nuevo = PuntoOrden(
        sesion=sesion,
        orden=orden,
        titulo=punto.titulo or str(punto.entregable or ""),
        entregable=punto.entregable,
        documento=documento_vigente(punto.entregable) if punto.entregable else None,
    )
    acto.escribir(nuevo, "Orden del día")
    return nuevo


@escritura()
def agregar_punto(sesion: Sesion, punto: Punto, *, por: Usuario | None, en: datetime) -> PuntoOrden:
    """Add a point at the end of the agenda, while the session is called or under way."""
    acto = abrir("agregar_punto", sesion, por=por, en=en)
    acto.exigir(rechazo_de_punto(punto, acto.objeto.organo), _ya_en_el_orden(punto, acto.objeto))
    ultimo = acto.objeto.puntos.order_by("-orden").first()
    return agregar(acto, acto.objeto, ultimo.orden + 1 if ultimo else 1, punto)


@escritura()
def quitar_punto(punto: PuntoOrden, *, motivo: str, por: Usuario | None, en: datetime) -> None:
    """Take an undecided point off the agenda; its history keeps the reason. The others keep their number."""
    acto = abrir("quitar_punto", punto.sesion, por=por, en=en, motivo=motivo.strip())
    punto = bloquear(PuntoOrden.objects.filter(sesion=acto.objeto), punto.pk)
    acto.exigir(
        Rechazo("motivo", "Falta el motivo.", "Diga por qué se retira.") if not acto.motivo else None,
        Rechazo("decidido", f"El punto {punto.orden} ya fue decidido.", "Una decisión no se retira.")
        if hasattr(punto, "decision")
        else None,
    )
    firmar(punto, por, en, acto.en_la_historia(), acto.asentado())
    punto.delete()
