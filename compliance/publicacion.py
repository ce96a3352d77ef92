"""What the public may read of a candidacy: the one place that decides which identity answers leave the server."""

from collections.abc import Sequence
from dataclasses import dataclass

from .cuestionarios import ACCIONES_AFIRMATIVAS, DIMENSIONES, PREGUNTAS, publicables
from .models import ActorPolitico, Candidatura, Cargo, Consentimiento, Persona
from .textos import normalizar


@dataclass(frozen=True)
class GrupoPublico:
    """The public answers of one dimension of the identity questionnaire: question and answer, as texts."""

    nombre: str
    respuestas: Sequence[tuple[str, str]]


def calidad_publica(candidatura: Candidatura) -> str:
    """The place in the formula as one says it of the person: «propietario» of a man; otherwise of the candidacy.

    Nobody else has a word of their own, which would tell by elimination what only the person may tell.
    """
    if candidatura.calidad == Candidatura.Calidad.PROPIETARIA and candidatura.persona.sexo == Persona.Sexo.HOMBRE:
        return "Propietario"
    return candidatura.get_calidad_display()


def cargo_publico(cargo: Cargo) -> str:
    """The office with how it is won, unless its name already says it."""
    principio = cargo.get_principio_display()
    return str(cargo) if normalizar(principio) in normalizar(cargo.nombre) else f"{cargo} ({principio.lower()})"


def edad_publica(candidatura: Candidatura) -> int | None:
    """How old they will be on the election day: the registry's datum, as INE publishes it. The birth date never is."""
    return candidatura.persona.edad_al(candidatura.proceso.jornada)


def integrantes_publicos(actor: ActorPolitico) -> list[str]:
    """Who is in a coalition or a common candidacy, by name. Of what has no members nothing is asked."""
    if actor.tipo not in (ActorPolitico.Tipo.COALICION, ActorPolitico.Tipo.COMUN):
        return []
    return [integrante.nombre for integrante in actor.integrantes.all()]


def accion_publica(candidatura: Candidatura) -> str:
    """The acción afirmativa under which it was registered, named with the person once published; empty if none.

    INAI, RRA 10703/21 and 11955/21 (plan de trabajo del IEPC Jalisco, antecedentes): who was postulated under one is
    public. It is a datum of the registration, not an answer, and needs no consent.
    """
    if candidatura.estado != Candidatura.Estado.PUBLICADA:
        return ""
    return ACCIONES_AFIRMATIVAS.get(candidatura.accion_afirmativa, "")


def consiente_publicacion(candidatura: Candidatura) -> bool:
    """Whether an express consent to publish is in force. One that was revoked never is, whatever its date."""
    return candidatura.consentimientos.vigentes().filter(finalidad=Consentimiento.Finalidad.PUBLICACION).exists()


def identidad_publica(candidatura: Candidatura) -> list[GrupoPublico]:
    """The identity answers that anybody may read, by dimension; none unless the candidacy is published.

    Lineamientos art. 4 num. 6: those of the acción afirmativa under which it was registered, the rest only with an
    express consent in force. Two queries; if something may be read, another for its key, and one more if the
    questionnaire was not loaded with the candidacy.
    """
    if candidatura.estado != Candidatura.Estado.PUBLICADA:
        return []
    return identidad_por_publicar(candidatura, consiente=consiente_publicacion(candidatura))


def identidad_por_publicar(candidatura: Candidatura, *, consiente: bool) -> list[GrupoPublico]:
    """The identity answers that anybody could read if it were published now. Until then, only for who may read them."""
    if not (consiente or candidatura.accion_afirmativa):
        # Nothing is opened that nobody may read.
        return []
    if candidatura.bloqueada:
        return []
    respuestas = publicables(
        PREGUNTAS.values(), candidatura.identidad.respuestas, candidatura.accion_afirmativa, consiente
    )
    grupos: dict[str, list[tuple[str, str]]] = {}
    for clave, respuesta in respuestas.items():
        pregunta = PREGUNTAS[clave]
        grupos.setdefault(pregunta.dimension, []).append((pregunta.texto, pregunta.rotulo(respuesta)))
    return [GrupoPublico(DIMENSIONES[dimension].nombre, lista) for dimension, lista in grupos.items()]
