"""Holding a session: opened with quorum, paused and resumed, closed, or cancelled because it did not meet."""

from collections.abc import Collection
from datetime import datetime

from calendario.fechas import dia_local
from compliance.actos import escritura
from compliance.models import Integracion, Usuario

from ..models import Asistencia, Decision, Receso, Sesion
from ..transiciones import Rechazo, YaHecho, fuera_del_proceso
from .acto import abrir, integrantes_de
from .asistencia import ajenos, levantar, quorum_de, sentar
from .orden import soltar_acta


@escritura()
def instalar(sesion: Sesion, *, presentes: Collection[Integracion], por: Usuario | None, en: datetime) -> Sesion:
    """Open the session with who is present. Refused without quorum: voting members in office on its day."""
    acto = abrir("instalar", sesion, por=por, en=en)
    sesion = acto.objeto
    acto.exigir(
        ajenos(sesion, presentes, sesion.inicia_en),
        quorum_de(sesion, presentes).rechazo("Registre a quienes llegaron o cancele la sesión y convoque de nuevo."),
    )
    llegaron = {p.pk for p in presentes}
    for integrante in integrantes_de(sesion):
        if integrante.pk in llegaron:
            sentar(acto, integrante, None, sesion.inicia_en)
        else:
            acto.escribir(Asistencia(sesion=sesion, integracion=integrante, presente=False), "Lista de asistencia")
    sesion.estado = Sesion.Estado.INSTALADA
    acto.escribir(motivo="Instalación con quórum")
    return sesion


@escritura()
def declarar_receso(
    sesion: Sesion,
    *,
    desde: datetime,
    continua_en: datetime | None = None,
    motivo: str = "",
    por: Usuario | None,
    en: datetime,
) -> Receso:
    """Pause the session, perhaps until another day. Whoever was there is no more, until the list is called again."""
    acto = abrir("receso", sesion, por=por, en=en, motivo=motivo.strip(), ocurrio=desde)
    sesion = acto.objeto
    acto.exigir(
        _hora_de(sesion, desde, en, "La hora del receso no es posible."),
        _continuacion(sesion, desde, continua_en) if continua_en is not None else None,
    )
    receso = Receso(sesion=sesion, desde=desde, continua_en=continua_en, motivo=motivo.strip())
    acto.escribir(receso, "Receso")
    levantar(acto, list(sesion.asistencias.filter(presente=True, hasta=None)), desde)
    sesion.estado = Sesion.Estado.RECESO
    acto.escribir()
    return receso


@escritura()
def anunciar_continuacion(sesion: Sesion, *, continua_en: datetime, por: Usuario | None, en: datetime) -> Receso:
    """Say when a session in recess goes on, if it was not said or it changes."""
    acto = abrir("anunciar_continuacion", sesion, por=por, en=en)
    receso = acto.objeto.recesos.get(hasta=None)
    acto.exigir(
        _continuacion(acto.objeto, receso.desde, continua_en),
        Rechazo("continua_en", "Esa hora ya pasó.", "Escriba una por venir, o reanude la sesión.")
        if continua_en <= en
        else None,
        YaHecho("continua_en", "Ya está anunciado para esa hora.", "Escriba otra.")
        if continua_en == receso.continua_en
        else None,
    )
    receso.continua_en = continua_en
    acto.escribir(receso)
    acto.escribir()
    return receso


def _continuacion(sesion: Sesion, desde: datetime, continua_en: datetime) -> Rechazo | None:
    if continua_en <= desde:
        return Rechazo("continua_en", "La continuación debe seguir al receso.", "Revise la fecha y la hora.")
    return fuera_del_proceso(dia_local(continua_en, sesion.proceso.tz), sesion.proceso)


@escritura()
def reanudar(
    sesion: Sesion,
    *,
    presentes: Collection[Integracion],
    cuando: datetime,
    por: Usuario | None,
    en: datetime,
) -> Sesion:
    """Go on after a recess with who is present, the same day or another. Refused without quorum."""
    acto = abrir("reanudar", sesion, por=por, en=en, ocurrio=cuando)
    sesion = acto.objeto
    receso = sesion.recesos.get(hasta=None)
    acto.exigir(
        ajenos(sesion, presentes, cuando),
        None
        if receso.desde <= cuando <= en
        else Rechazo("orden", "La hora de la reanudación no es posible.", "Debe seguir al receso y no ser futura."),
        quorum_de(sesion, presentes).rechazo("Registre a quienes llegaron o continúe otro día."),
    )
    receso.hasta = cuando
    acto.escribir(receso, "Reanudación")
    for integrante in presentes:
        sentar(acto, integrante, cuando, cuando)
    sesion.estado = Sesion.Estado.INSTALADA
    acto.escribir(motivo="Reanudación con quórum")
    return sesion


@escritura()
def concluir(sesion: Sesion, *, termina_en: datetime, por: Usuario | None, en: datetime) -> Sesion:
    """Close the session. Points left undecided stay on their stage, for another session."""
    acto = abrir("concluir", sesion, por=por, en=en, ocurrio=termina_en)
    sesion = acto.objeto
    acto.exigir(_hora_de(sesion, termina_en, en, "La hora de clausura no es posible."))
    sesion.termina_en = termina_en
    sesion.estado = Sesion.Estado.CONCLUIDA
    acto.escribir(motivo="Clausura")
    return sesion


def ultimo_momento(sesion: Sesion) -> datetime:
    """The last thing of the session that has an hour: its beginning, a decision, a recess, who came or left."""
    momentos = [sesion.inicia_en]
    momentos += Decision.objects.filter(punto__sesion=sesion).values_list("decidida_en", flat=True)
    for filas in (sesion.recesos, sesion.asistencias):
        momentos += [m for par in filas.values_list("desde", "hasta") for m in par if m is not None]
    return max(momentos)


def _hora_de(sesion: Sesion, hora: datetime, en: datetime, que: str) -> Rechazo | None:
    """What pauses or ends the session follows all that happened in it."""
    if ultimo_momento(sesion) <= hora <= en:
        return None
    return Rechazo("orden", que, "Debe seguir al inicio de la sesión y a lo que ocurrió en ella, y no ser futura.")


@escritura()
def cancelar(sesion: Sesion, *, motivo: str, por: Usuario | None, en: datetime) -> Sesion:
    """Cancel a session that did not meet, with the reason."""
    acto = abrir("cancelar", sesion, por=por, en=en, motivo=motivo)
    acto.exigir(
        None if motivo.strip() else Rechazo("motivo", "Falta el motivo.", "Por ejemplo: falta de quórum."),
    )
    acto.objeto.estado = Sesion.Estado.CANCELADA
    acto.escribir()
    for punto in acto.objeto.puntos.exclude(acta=None):
        soltar_acta(acto, punto)
    return acto.objeto
