"""The agenda of a session: its points, put on it, taken off it and given their order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from calendario.fechas import dia_local, fecha_en_prosa
from compliance.actos import escritura
from compliance.historia import firmar
from compliance.models import Entregable, Organo, Usuario
from compliance.textos import normalizar

from ..acto import Acto
from ..guardas.decisiones import documento_vigente
from ..models import Acta, PuntoOrden, Sesion
from ..transiciones import Rechazo, bloquear
from .acto import abrir

# What no body decides any more.
YA_NO_SE_DECIDE = frozenset({Entregable.Estado.REMITIDO, Entregable.Estado.CONCLUIDO, Entregable.Estado.CANCELADO})
# What an agenda ends with.
AL_FINAL = frozenset({PuntoOrden.Tipo.GENERALES, PuntoOrden.Tipo.CLAUSURA})
SIN_APROBAR = frozenset({Acta.Estado.BORRADOR, Acta.Estado.POR_APROBAR})
# A session that is still to end.
ABIERTAS = (Sesion.Estado.CONVOCADA, Sesion.Estado.INSTALADA, Sesion.Estado.RECESO)


@dataclass(frozen=True)
class Punto:
    """A point to put on an agenda. Its kind, if it is not said, is told by what it is about."""

    titulo: str
    entregable: Entregable | None = None
    acta: Acta | None = None
    tipo: str = ""

    @property
    def clase(self) -> str:
        """Its kind."""
        if self.entregable is not None:
            return PuntoOrden.Tipo.ENTREGABLE
        return PuntoOrden.Tipo.ACTA if self.acta is not None else self.tipo or PuntoOrden.Tipo.ASUNTO


def rechazo_de_punto(punto: Punto, organo: Organo) -> Rechazo | None:
    """Why this deliverable, or these minutes, cannot be on an agenda of the body."""
    if punto.acta is not None:
        return _rechazo_de_acta(punto.acta, organo)
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


def _rechazo_de_acta(acta: Acta, organo: Organo) -> Rechazo | None:
    if acta.sesion.organo_id != organo.pk or acta.sesion.estado != Sesion.Estado.CONCLUIDA:
        return Rechazo("acta", f"«{acta}» no es de una sesión concluida de este órgano.", "Elija otra.")
    if acta.estado not in SIN_APROBAR:
        return Rechazo("acta", f"«{acta}» está {acta.get_estado_display().lower()}.", "Elija una sin aprobar.")
    abierta = acta.puntos.filter(sesion__estado__in=ABIERTAS).first()
    if abierta is None:
        return None
    return Rechazo("acta", f"«{acta}» ya está en el orden del día de «{abierta.sesion}».", "Apruébela ahí.")


def _ya_en_el_orden(punto: Punto, sesion: Sesion) -> Rechazo | None:
    """A matter that the agenda has already; that of a deliverable, the database tells."""
    titulo = normalizar(punto.titulo)
    igual = next((p for p in sesion.puntos.filter(entregable=None) if normalizar(p.titulo) == titulo), None)
    if punto.entregable is not None or igual is None:
        return None
    return Rechazo(
        "titulo", f"Ya está en el orden del día, en el punto {igual.orden}.", "Si es otro asunto, dígalo de otro modo."
    )


def titulo_de_acta(acta: Acta) -> str:
    """How an agenda names the approval of these minutes."""
    dia = fecha_en_prosa(dia_local(acta.sesion.inicia_en, acta.sesion.proceso.tz))
    return f"Lectura y, en su caso, aprobación del acta de «{acta.sesion}», del {dia}"[:500]


def agregar(acto: Acto[Any], sesion: Sesion, orden: int, punto: Punto) -> PuntoOrden:
    """Write a point on the agenda, in that place, with the document in force. Within an act that is open.

    Minutes that are put on an agenda are submitted: their text is closed.
    """
    nuevo = PuntoOrden(
        sesion=sesion,
        orden=orden,
        tipo=punto.clase,
        titulo=punto.titulo or (titulo_de_acta(punto.acta) if punto.acta else str(punto.entregable or "")),
        entregable=punto.entregable,
        acta=punto.acta,
        documento=documento_vigente(punto.entregable) if punto.entregable else None,
    )
    acto.escribir(nuevo, "Orden del día")
    if punto.acta is not None:
        tomar_acta(acto, punto.acta.pk)
    return nuevo


def tomar_acta(acto: Acto[Any], pk: int) -> None:
    """Submit minutes, as part of an act that is open: their text is closed."""
    acta = bloquear(Acta, pk)
    acta.estado = Acta.Estado.POR_APROBAR
    acto.escribir(acta, "Se somete a aprobación")


@escritura()
def agregar_punto(sesion: Sesion, punto: Punto, *, motivo: str = "", por: Usuario | None, en: datetime) -> PuntoOrden:
    """Add a point to the agenda while the session is called or under way: last, but before what closes it.

    In a recess, when the body is not there to agree to it, with a reason.
    """
    acto = abrir("agregar_punto", sesion, por=por, en=en, motivo=motivo.strip())
    acto.exigir(
        rechazo_de_punto(punto, acto.objeto.organo),
        _ya_en_el_orden(punto, acto.objeto),
        Rechazo("motivo", "La sesión está en receso: falta el motivo.", "Diga quién lo acordó y por qué se agrega.")
        if acto.objeto.estado == Sesion.Estado.RECESO and not acto.motivo
        else None,
    )
    cierran = []
    ultimo = 0
    for p in acto.objeto.puntos.order_by("-orden"):
        if p.tipo not in AL_FINAL or decidido(p):
            ultimo = p.orden
            break
        cierran.append(p)
    nuevo = agregar(acto, acto.objeto, ultimo + 1, punto)
    for lugar, p in enumerate(reversed(cierran), start=ultimo + 2):
        p.orden = lugar
        acto.escribir(p, "Cambio de orden")
    _cambio_el_orden(acto)
    return nuevo


@escritura()
def quitar_punto(punto: PuntoOrden, *, motivo: str, por: Usuario | None, en: datetime) -> None:
    """Take an undecided point off the agenda; its history keeps the reason. The others keep their number."""
    acto = abrir("quitar_punto", punto.sesion, por=por, en=en, motivo=motivo.strip())
    punto = bloquear(PuntoOrden.objects.filter(sesion=acto.objeto), punto.pk)
    acto.exigir(
        Rechazo("motivo", "Falta el motivo.", "Diga por qué se retira.") if not acto.motivo else None,
        Rechazo("decidido", f"El punto {punto.orden} ya fue decidido.", "Una decisión no se retira.")
        if decidido(punto)
        else None,
    )
    firmar(punto, por, en, acto.en_la_historia(), acto.asentado())
    soltar_acta(acto, punto)
    punto.delete()
    _cambio_el_orden(acto)


def soltar_acta(acto: Acto[Sesion], punto: PuntoOrden) -> None:
    """The minutes of a point that will not be treated return to what they were before they were put on this agenda."""
    if punto.acta_id is None:
        return
    acta = bloquear(Acta, punto.acta_id)
    alta = punto.history.filter(history_type="+").first()
    antes = acta.history.filter(acto__lt=alta.acto).order_by("history_id").last() if alta and alta.acto else None
    if acta.estado == Acta.Estado.POR_APROBAR:
        acta.estado = antes.estado if antes is not None else Acta.Estado.BORRADOR
        acto.escribir(acta, f"Ya no se trata en {acto.objeto}")


@escritura()
def ordenar(sesion: Sesion, numeros: Mapping[int, int], *, por: Usuario | None, en: datetime) -> list[PuntoOrden]:
    """Give the points the order that `numeros` says, by their key; they are numbered from 1, without gaps.

    Two with the same number go as they went. A point that is not named keeps the number that it had. Refused if a
    decided one would change its number.
    """
    acto = abrir("ordenar", sesion, por=por, en=en)
    s = acto.objeto
    antes = list(s.puntos.order_by("orden", "pk"))
    despues = sorted(antes, key=lambda p: (numeros.get(p.pk, p.orden), p.orden))
    movidos = [(p, orden) for orden, p in enumerate(despues, start=1) if p.orden != orden]
    acto.exigir(
        *(
            Rechazo("decidido", f"El punto {p.orden} ya fue decidido: conserva su número.", "Mueva los demás.")
            for p, _ in movidos
            if decidido(p)
        )
    )
    for punto, orden in movidos:
        punto.orden = orden
        acto.escribir(punto, "Cambio de orden")
    if movidos:
        _cambio_el_orden(acto)
    return despues


def decidido(punto: PuntoOrden) -> bool:
    """Whether something was resolved of it already: it neither moves nor goes."""
    return hasattr(punto, "decision") or (punto.acta is not None and punto.acta.estado not in SIN_APROBAR)


def _cambio_el_orden(acto: Acto[Sesion]) -> None:
    """A change of the agenda is one of the session: invitations count their revisions by its history."""
    acto.escribir(motivo="Orden del día")
