"""Mending what was written wrong of a session: its name, the number of an acuerdo. The history keeps both, and why."""

from datetime import datetime

from compliance.actos import escritura
from compliance.models import Entregable, Usuario

from ..entregables.ruta import corregir_acuerdo as en_el_entregable
from ..models import Decision, PuntoOrden, Sesion
from ..transiciones import Rechazo, YaHecho, bloquear
from ..verbos.entregables import DE_ENTREGABLE, CasoDeEntregable
from .acto import abrir


def _falta_motivo(motivo: str) -> Rechazo | None:
    return None if motivo else Rechazo("motivo", "Falta el motivo.", "Diga qué se corrige y por qué.")


@escritura()
def corregir_sesion(sesion: Sesion, *, nombre: str, motivo: str, por: Usuario | None, en: datetime) -> Sesion:
    """Correct the name, with its number, of a session; in any state."""
    acto = abrir("corregir", sesion, por=por, en=en, motivo=motivo.strip())
    antes, nombre = acto.objeto.nombre, nombre.strip()
    acto.exigir(
        _falta_motivo(acto.motivo),
        YaHecho("nombre", "La sesión ya se llama así.", "Revise el nombre.") if nombre == antes else None,
    )
    acto.objeto.nombre = nombre
    acto.escribir()
    acto.anotar(hechos={"nombre_antes": antes, "nombre": nombre})
    return acto.objeto


@escritura()
def corregir_acuerdo(decision: Decision, *, acuerdo: str, motivo: str, por: Usuario | None, en: datetime) -> Decision:
    """Correct the number of the acuerdo of a decision, also in its deliverable if it is the one that it says."""
    acto = abrir("corregir_acuerdo", decision.punto.sesion, por=por, en=en, motivo=motivo.strip())
    punto = bloquear(PuntoOrden.objects.filter(sesion=acto.objeto), decision.punto_id)
    decision = bloquear(Decision.objects.filter(punto=punto), decision.pk)
    antes, acuerdo = decision.acuerdo, acuerdo.strip()
    acto.exigir(
        _falta_motivo(acto.motivo),
        Rechazo("acuerdo", "Falta el número del acuerdo.", "Escríbalo como lo publica el Consejo.")
        if antes and not acuerdo
        else None,
        YaHecho("acuerdo", "El acuerdo ya tiene ese número.", "Revise el número.") if acuerdo == antes else None,
    )
    decision.acuerdo = acuerdo
    acto.escribir(decision)
    if punto.entregable_id is not None:
        entregable = bloquear(Entregable.objects.con_lo_que_se_muestra(), punto.entregable_id)
        caso = CasoDeEntregable(entregable, acto.en, acto.caso.ambito)
        en_el_entregable(acto.sobre(caso, DE_ENTREGABLE["corregir_acuerdo"]), antes, acuerdo)
    punto.version += 1
    acto.escribir(punto, f"Se corrigió el acuerdo: {acuerdo}")
    acto.anotar(hechos={"punto": punto.pk, "acuerdo_antes": antes, "acuerdo": acuerdo})
    return decision


@escritura()
def anotar_transmision(sesion: Sesion, *, direccion: str, por: Usuario | None, en: datetime) -> Sesion:
    """Say where the session is streamed, or that it is not. Only an https address: a link for anybody."""
    acto = abrir("transmitir", sesion, por=por, en=en)
    acto.exigir()
    acto.objeto.transmision = direccion.strip()
    acto.escribir()
    return acto.objeto
