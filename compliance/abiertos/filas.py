"""The published candidacies, as they are or as they stood, read a batch at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ..historia import como_estaban
from ..models import ActorPolitico, Candidatura, Cargo, CuestionarioCurricular, Persona, Proceso, Territorio
from ..publicacion import IdentidadPublica, identidades_de_entonces, identidades_publicas

LOTE = 500


@dataclass(frozen=True)
class Publicada:
    """One that anybody may read, with all that its row needs already read. `corte`: which cut it is of, if of one."""

    candidatura: Candidatura
    integrantes: Sequence[str] = ()
    identidad: IdentidadPublica = field(default_factory=IdentidadPublica)
    corte: str = ""


def publicadas(proceso: Proceso, cuales: QuerySet[Candidatura] | None = None) -> Iterator[Publicada]:
    """Those of a process by their key, or those of `cuales` in its order. Memory does not grow with them."""
    consulta = (Candidatura.objects if cuales is None else cuales).filter(
        proceso=proceso, estado=Candidatura.Estado.PUBLICADA
    )
    consulta = consulta.select_related("persona", "actor", "cargo", "territorio", "curricular")
    integrantes = _integrantes(proceso)
    if cuales is not None:
        yield from _con_identidad(list(consulta), proceso, integrantes)
        return
    ultima = 0
    while lote := list(consulta.filter(pk__gt=ultima).order_by("pk")[:LOTE]):
        yield from _con_identidad(lote, proceso, integrantes)
        ultima = lote[-1].pk


def _con_identidad(
    lote: Sequence[Candidatura], proceso: Proceso, integrantes: dict[int, list[str]]
) -> Iterator[Publicada]:
    identidades = identidades_publicas(lote)
    for c in lote:
        c.proceso = proceso
        yield Publicada(c, integrantes.get(c.actor_id, ()), identidades.get(c.pk, IdentidadPublica()))


def _integrantes(proceso: Proceso) -> dict[int, list[str]]:
    """Who is in each coalition or candidatura común, by their key."""
    juntos: dict[int, list[str]] = {}
    pares = ActorPolitico.objects.filter(proceso=proceso, integrantes__isnull=False)
    for actor, clave in pares.order_by("pk", "integrantes__clave").values_list("pk", "integrantes__clave"):
        juntos.setdefault(actor, []).append(clave)
    return juntos


def publicadas_entonces(
    proceso: Proceso, al: datetime, *, para_el_publico: bool, corte: str = ""
) -> Iterator[Publicada]:
    """Those that were published at `al`, as the history has them then, by their key.

    `para_el_publico`: only those that are published today too, with the name, sex and age that they have today (what a
    person rectifies is said of them no more, of any day), without the contacts that they took off since, nor the acción
    afirmativa that is theirs no more, nor which answers were public. Identity answers are, for everybody, those that
    are public today as well. `corte`: what each says of the cut that it is of.
    """
    actores, cargos, territorios = (
        como_eran(modelo, al, proceso=proceso) for modelo in (ActorPolitico, Cargo, Territorio)
    )
    integrantes = _integrantes(proceso)
    # The past of each batch is asked by its keys: asked of all, the whole history would be read again in every one.
    siguen_ahi = Candidatura.objects.publicas() if para_el_publico else Candidatura.objects.all()
    llaves = siguen_ahi.filter(proceso=proceso).order_by("pk").values_list("pk", flat=True)
    ultima = 0
    while mirar := list(llaves.filter(pk__gt=ultima)[:LOTE]):
        ultima = mirar[-1]
        lote = list(publicadas_al(proceso, al, id__in=mirar).values())
        pks = [c.pk for c in lote]
        personas = {} if para_el_publico else como_eran(Persona, al, id__in={c.persona_id for c in lote})
        suyos = {q.candidatura_id: q for q in como_eran(CuestionarioCurricular, al, candidatura__in=pks).values()}
        hoy = Candidatura.objects.select_related("persona", "curricular").in_bulk(pks) if para_el_publico else {}
        identidades = identidades_de_entonces(lote, al)
        for c in lote:
            c.proceso, c.actor = proceso, actores[c.actor_id]
            c.cargo, c.territorio = cargos[c.cargo_id], territorios[c.territorio_id]
            curricular = suyos.get(c.pk) or CuestionarioCurricular(candidatura=c)
            if para_el_publico:
                c.persona = hoy[c.pk].persona
                curricular.medios = [m for m in curricular.medios if m in hoy[c.pk].curricular.medios]
                if c.accion_afirmativa != hoy[c.pk].accion_afirmativa:
                    c.accion_afirmativa = ""
            else:
                c.persona = personas[c.persona_id]
            c.curricular = curricular
            suya = identidades[c.pk]
            # That somebody took their consent back is nobody else's affair.
            identidad = IdentidadPublica(suya.respuestas) if para_el_publico else suya
            yield Publicada(c, integrantes.get(c.actor_id, ()), identidad, corte)


def publicadas_al(proceso: Proceso, al: datetime, **cuales: Any) -> dict[int, Candidatura]:
    """The candidacies (of `cuales`) that were published at `al`, as they stood, by their key."""
    entonces = como_estaban(Candidatura, al, proceso=proceso, **cuales)
    consulta = Candidatura.objects.filter(proceso=proceso, **cuales) if entonces is None else entonces
    return {c.pk: c for c in map(_vivo, consulta.filter(estado=Candidatura.Estado.PUBLICADA).order_by("id"))}


def como_eran(modelo: Any, al: datetime, **cuales: Any) -> dict[int, Any]:
    """By their key; one of whose past nothing was written, as it is."""
    ahora = {o.pk: o for o in modelo._default_manager.filter(**cuales)}
    entonces = como_estaban(modelo, al, **cuales)
    return ahora if entonces is None else ahora | {fila.id: _vivo(fila) for fila in entonces}


def _vivo(fila: Any) -> Any:
    """The object as a history row has it, not to be saved; itself, if it is the object."""
    return fila.instance if hasattr(fila, "history_id") else fila
