"""What the public may read of a candidacy: the one place that decides which identity answers leave the server."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from .cifrado import DatosSuprimidos
from .cuestionarios import ACCIONES_AFIRMATIVAS, DIMENSIONES, PREGUNTAS, permitidas_al_publico, publicables
from .models import ActorPolitico, Candidatura, Cargo, Consentimiento, CuestionarioIdentidad, Persona, Supresion
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


@dataclass(frozen=True)
class IdentidadPublica:
    """The identity answers of one that anybody may read, by question key; empty of a question left unanswered.

    A question that is not here is not public. `antes`: those that were on a past day and nobody may read today.
    """

    respuestas: Mapping[str, str] = field(default_factory=dict)
    antes: frozenset[str] = frozenset()


def identidades_publicas(candidaturas: Collection[Candidatura]) -> dict[int, IdentidadPublica]:
    """`identidad_publica` of many, by their key. Three queries, and one for keys if something may be read.

    Nothing is opened that nobody may read.
    """
    publicadas = [c for c in candidaturas if c.estado == Candidatura.Estado.PUBLICADA]
    pks = [c.pk for c in publicadas]
    consienten = _consienten(Consentimiento.objects.vigentes().filter(candidatura__in=pks))
    bloqueadas = set(
        Supresion.objects.que_bloquean().filter(candidatura__in=pks).values_list("candidatura_id", flat=True)
    )
    permitidas = {
        c.pk: suyas
        for c in publicadas
        if c.pk not in bloqueadas and (suyas := permitidas_al_publico(c.accion_afirmativa, c.pk in consienten))
    }
    return {
        cuestionario.candidatura_id: IdentidadPublica(
            dict.fromkeys(sorted(permitidas[cuestionario.candidatura_id]), "")
            | publicables(
                [PREGUNTAS[clave] for clave in permitidas[cuestionario.candidatura_id]],
                cuestionario.respuestas,
                "",
                consiente_publicacion=True,
            )
        )
        for cuestionario in CuestionarioIdentidad.objects.filter(candidatura__in=list(permitidas))
        if not isinstance(cuestionario.respuestas, DatosSuprimidos)
    }


def identidades_de_entonces(candidaturas: Collection[Candidatura], al: datetime) -> dict[int, IdentidadPublica]:
    """The same of candidacies as they stood published at `al`, for whoever looks today.

    What is not public today is read no more, whoever looks: only that it was. What somebody wrote again since is not
    told either: it may be what they corrected. No answer of the past is opened.
    """
    pks = [c.pk for c in candidaturas]
    hoy = identidades_publicas(list(Candidatura.objects.publicas().filter(pk__in=pks)))
    reescritas = set(
        CuestionarioIdentidad.history.filter(candidatura__in=pks, history_date__gt=al).values_list(
            "candidatura_id", flat=True
        )
    )
    consentian = _consienten(Consentimiento.objects.filter(candidatura__in=pks).vigentes_en(al))
    bloqueadas = set(
        Supresion.objects.filter(candidatura__in=pks, causa="arco", pedida_en__lte=al)
        .exclude(descartada_en__lte=al)
        .values_list("candidatura_id", flat=True)
    )
    halladas = {}
    for c in candidaturas:
        eran = frozenset() if c.pk in bloqueadas else permitidas_al_publico(c.accion_afirmativa, c.pk in consentian)
        siguen = {} if c.pk in reescritas or c.pk not in hoy else hoy[c.pk].respuestas
        quedan = {clave: respuesta for clave, respuesta in siguen.items() if clave in eran}
        halladas[c.pk] = IdentidadPublica(quedan, eran - quedan.keys())
    return halladas


def _consienten(vigentes: QuerySet[Consentimiento]) -> set[int]:
    de_publicar = vigentes.filter(finalidad=Consentimiento.Finalidad.PUBLICACION)
    return set(de_publicar.values_list("candidatura_id", flat=True))
