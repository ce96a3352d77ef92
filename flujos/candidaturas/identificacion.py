"""CURP and clave de elector: written beside their person, and what they say otherwise than the record."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from compliance.actos import Apunte
from compliance.historia import crear_varios, limpiar_nuevo
from compliance.models import Identificacion, Persona, Usuario
from compliance.registro import curp as claves

from ..acto import Acto
from ..transiciones import PorConfirmar, Rechazo, escribir

IDENTIFICAN = Identificacion.CAMPOS


def identificacion_de(persona: Persona) -> dict[str, str]:
    """What is on record, opened: only for whoever may read it."""
    suya = Identificacion.objects.filter(persona=persona).first() if persona.pk else None
    return {campo: str(getattr(suya, campo)) if suya else "" for campo in IDENTIFICAN}


def bien_escritas(datos: Mapping[str, str]) -> list[Rechazo]:
    """A refusal of each one that is not well formed."""
    faltas = {c: claves.defecto_de(c, claves.como_se_guarda(datos[c] or "")) for c in IDENTIFICAN if c in datos}
    return [Rechazo(campo, falta, campos={campo: falta}) for campo, falta in faltas.items() if falta]


def contradice(persona: Persona, datos: Mapping[str, str]) -> Rechazo | None:
    """Told, never corrected: whoever types it confirms that it is so in the document."""
    dichas = contradicciones_de(persona, datos)
    if not dichas:
        return None
    return PorConfirmar(
        "contradiccion", " ".join(dichas), "Corrija lo que esté mal, o confirme que así está en su documento."
    )


def contradicciones_de(persona: Persona, datos: Mapping[str, str]) -> list[str]:
    """What well formed claves say otherwise than the record of their person, in Spanish."""
    curp, clave = (claves.como_se_guarda(datos.get(campo) or "") for campo in IDENTIFICAN)
    if bien_escritas(datos):
        return []
    de_persona = {"nacimiento": persona.fecha_nacimiento, "sexo": persona.sexo}
    return [
        *claves.contradicciones(curp, **de_persona),  # type: ignore[arg-type]
        *claves.contradicciones_de_clave(clave, **de_persona),  # type: ignore[arg-type]
    ]


def identificar(acto: Acto[Any], persona: Persona, datos: Mapping[str, str]) -> list[str]:
    """Write, within an act, those that are given and differ. Answers which."""
    dados = {c: claves.como_se_guarda(datos[c] or "") for c in IDENTIFICAN if c in datos}
    suya = Identificacion.objects.filter(persona=persona).first() or Identificacion(persona=persona)
    cambios = [campo for campo, valor in dados.items() if str(getattr(suya, campo)) != valor]
    for campo in cambios:
        setattr(suya, campo, dados[campo])
    if cambios:
        acto.escribir(suya)
    return cambios


def identificar_cargadas(
    cargadas: Sequence[tuple[Persona, Identificacion | None, Mapping[str, str], Any]],
    *,
    por: Usuario | None,
    en: datetime,
    motivo: str,
) -> None:
    """Write, set by set, what a file brings well formed of each person: beside what they have, in the act of each."""
    nuevas: list[Identificacion] = []
    actos: list[Apunte] = []
    for persona, suya, datos, acto in cargadas:
        objeto = suya or Identificacion(persona=persona)
        for campo, valor in datos.items():
            setattr(objeto, campo, valor)
        if suya is not None:
            escribir(suya, por=por, en=en, motivo=motivo, acto=acto)
            continue
        limpiar_nuevo(objeto)
        nuevas.append(objeto)
        actos.append(acto)
    crear_varios(nuevas, por=por, en=en, motivo=motivo, actos=actos)
