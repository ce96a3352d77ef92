"""The votes of a decision: who may cast them, how they add up, and whether they carry what is recorded."""

from collections.abc import Iterable, Mapping

from compliance.models import Integracion
from compliance.votos import MAYORIAS, Recuento, Reglas

from ..models import Asistencia, Sesion, Voto
from ..transiciones import Rechazo
from .acto import integrantes_de
from .asistencia import quien_preside


def contar(sesion: Sesion, votos: Mapping[int, str], presentes: Mapping[int, Asistencia]) -> Recuento:
    """The votes added up, against who is there at that moment and who sits in the body. See `Recuento`."""
    con_voto = [a.integracion for a in presentes.values() if a.integracion.con_voto]
    excusadas = {pk for pk, voto in votos.items() if voto == Voto.Sentido.EXCUSA}
    preside = quien_preside(sesion, con_voto)
    cuantos = cuenta(votos)
    integran = {i.pk for i in integrantes_de(sesion) if i.con_voto} | {i.pk for i in con_voto}
    return Recuento(
        favor=cuantos["favor"],
        contra=cuantos["contra"],
        abstenciones=cuantos["abstencion"],
        presentes=len({i.pk for i in con_voto} - excusadas),
        integrantes=len(integran - excusadas),
        preside=votos.get(preside.pk, "") if preside is not None else "",
    )


def cuenta(votos: Mapping[int, str]) -> dict[str, int]:
    """How many of each."""
    return {s.value: sum(1 for v in votos.values() if v == s.value) for s in Voto.Sentido}


def rechazos(
    sesion: Sesion, resultado: str, votos: Mapping[int, str], presentes: Mapping[int, Asistencia]
) -> Iterable[Rechazo | None]:
    """Why these votes do not sustain this outcome.

    What is not voted needs none; if they are given, they sustain it as any.
    """
    reglas = sesion.organo.reglas_de_voto
    se_vota = reglas.se_vota(resultado, es_reunion=sesion.tipo == Sesion.Tipo.REUNION)
    con_voto = {pk: a.integracion for pk, a in presentes.items() if a.integracion.con_voto}
    recuento = contar(sesion, votos, presentes)
    if set(votos) - set(con_voto):
        yield Rechazo(
            "votos",
            "Hay votos de quien no estaba presente en ese momento o no tiene voto.",
            "Revise la asistencia y los votos.",
        )
        return
    if recuento.abstenciones and not reglas.abstencion:
        yield Rechazo(
            "abstencion",
            "Este órgano no admite abstenciones.",
            "Registre el voto a favor o en contra, o la excusa de quien está impedido.",
        )
    if se_vota and recuento.emitidos < sesion.organo.quorum:
        yield Rechazo(
            "sin_votos",
            f"Faltan votos: hay {recuento.emitidos} y el quórum es de {sesion.organo.quorum}. "
            f"No se ha registrado el de {_nombres(con_voto, votos)}.",
            "Registre el voto de cada integrante presente, o «Unanimidad».",
        )
    elif (se_vota or recuento.emitidos) and not (recuento.alcanza(reglas) or recuento.por_calidad(reglas)):
        yield _sin_mayoria(reglas, recuento)


def _sin_mayoria(reglas: Reglas, recuento: Recuento) -> Rechazo:
    que = f"Con {recuento.en_palabras()} no hay mayoría ({MAYORIAS[reglas.mayoria].lower()})."
    if recuento.empate and reglas.calidad and reglas.mayoria in ("simple", "presentes"):
        return Rechazo(
            "mayoria",
            f"{que} Es un empate y quien preside no votó a favor.",
            "Con su voto de calidad se registra el sentido por el que votó quien preside; si la presidencia está "
            "ausente, diga antes quién preside.",
        )
    return Rechazo("mayoria", que, "Registre el sentido que corresponde a la votación.")


def _nombres(con_voto: Mapping[int, Integracion], votos: Mapping[int, str]) -> str:
    return "; ".join(i.nombre for pk, i in con_voto.items() if pk not in votos) or "nadie más"
