"""Holding a session: opened with quorum, closed, or cancelled because it did not meet."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Max

from compliance.actos import escritura
from compliance.models import Integracion, Usuario

from ..models import Asistencia, Decision, Sesion
from ..transiciones import Rechazo
from .acto import abrir, integrantes_de


@escritura()
def instalar(sesion: Sesion, *, presentes: Collection[Integracion], por: Usuario | None, en: datetime) -> Sesion:
    """Open the session with who is present. Refused without quorum: voting members in office on its day."""
    acto = abrir("instalar", sesion, por=por, en=en)
    sesion = acto.objeto
    integrantes = integrantes_de(sesion)
    llegaron = {p.pk for p in presentes}
    ajenos = llegaron - {i.pk for i in integrantes}
    con_voto = sum(1 for i in integrantes if i.pk in llegaron and i.con_voto)
    acto.exigir(
        Rechazo("integracion", "Hay personas que no integran el órgano en esa fecha.", "Revise la lista.")
        if ajenos
        else None,
        Rechazo(
            "quorum",
            f"No hay quórum: {con_voto} de {sesion.organo.quorum} integrantes con voto.",
            "Registre a quienes llegaron o cancele la sesión y convoque de nuevo.",
        )
        if con_voto < sesion.organo.quorum
        else None,
    )
    for integrante in integrantes:
        acto.escribir(
            Asistencia(sesion=sesion, integracion=integrante, presente=integrante.pk in llegaron),
            "Lista de asistencia",
        )
    sesion.estado = Sesion.Estado.INSTALADA
    acto.escribir(motivo="Instalación con quórum")
    return sesion


@escritura()
def concluir(sesion: Sesion, *, termina_en: datetime, por: Usuario | None, en: datetime) -> Sesion:
    """Close the session. Points left undecided stay on their stage, for another session."""
    acto = abrir("concluir", sesion, por=por, en=en, ocurrio=termina_en)
    sesion = acto.objeto
    decididas = Decision.objects.filter(punto__sesion=sesion).aggregate(Max("decidida_en"))["decidida_en__max"]
    acto.exigir(
        None
        if (decididas or sesion.inicia_en) <= termina_en <= en
        else Rechazo(
            "orden",
            "La hora de clausura no es posible.",
            "Debe seguir al inicio de la sesión y a lo que decidió, y no ser futura.",
        )
    )
    sesion.termina_en = termina_en
    sesion.estado = Sesion.Estado.CONCLUIDA
    acto.escribir(motivo="Clausura")
    return sesion


@escritura()
def cancelar(sesion: Sesion, *, motivo: str, por: Usuario | None, en: datetime) -> Sesion:
    """Cancel a session that did not meet, with the reason."""
    acto = abrir("cancelar", sesion, por=por, en=en, motivo=motivo)
    acto.exigir(
        None if motivo.strip() else Rechazo("motivo", "Falta el motivo.", "Por ejemplo: falta de quórum."),
    )
    acto.objeto.estado = Sesion.Estado.CANCELADA
    acto.escribir()
    return acto.objeto
