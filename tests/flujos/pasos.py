"""The steps of a deliverable that many tests take before their own begins."""

from typing import Any

from compliance.models import Entregable
from flujos import entregables, sesiones
from flujos.models import Decision, Sesion
from flujos.sesiones import Punto, Sentido

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento


def celebrar(
    e: Elenco, organo: Any, tipo: str, cuando: str, por: str, *llaves: str, **sentido: Any
) -> tuple[Sesion, list[Decision]]:
    """A session with everybody present that decides the named deliverables in one go."""
    inicia = momento(cuando)
    sesion = sesiones.convocar(
        organo,
        tipo=tipo,
        inicia_en=inicia,
        puntos=[Punto("", e.entregables[llave]) for llave in llaves],
        por=e.usuario(por),
        en=inicia,
    )
    sesiones.instalar(sesion, presentes=organo.integraciones.all(), por=e.usuario(por), en=inicia)
    votos = {i.pk: "favor" for i in organo.integraciones.all()}
    decisiones = sesiones.decidir(
        sesion,
        [Sentido(p, votos=votos, **sentido) for p in sesion.puntos.all()],
        decidida_en=inicia,
        por=e.usuario(por),
        en=inicia,
    )
    return sesion, decisiones


def hasta_remision(e: Elenco) -> Entregable:
    """The March report, approved by the council on 1 April and waiting to be sent."""
    informe = e.entregables["informe-marzo"]
    entregables.presentar(informe, pdf(), por=e.usuario("area"), en=momento("2024-03-27 10:00"))
    celebrar(
        e,
        e.comision,
        "reunion",
        "2024-03-28 10:00",
        "secretaria_tecnica",
        "informe-marzo",
        resultado="aprobado",
    )
    celebrar(
        e,
        e.comision,
        "extraordinaria",
        "2024-03-29 10:00",
        "secretaria_tecnica",
        "informe-marzo",
        resultado="aprobado",
    )
    celebrar(
        e,
        e.consejo,
        "extraordinaria",
        "2024-04-01 18:00",
        "secretaria_ejecutiva",
        "informe-marzo",
        resultado="presentado",
    )
    informe.refresh_from_db()
    return informe


def remitir(e: Elenco, entregable: Entregable, cuando: str) -> None:
    entregables.remitir(
        entregable,
        oficio="IEPC/SE/12/2024",
        remitida_en=momento(cuando),
        destinatario="UTVOPL",
        copia="UTTyPDP",
        por=e.usuario("secretaria_ejecutiva"),
        en=momento(cuando),
    )
