"""One verb done to many candidacies at once: the same guards, facts, acts and history as one by one, set by set."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from django.db.models import QuerySet

from compliance.actos import asentar, escritura
from compliance.historia import cambiar_varios
from compliance.models import ActorPolitico, Candidatura, Proceso, Usuario
from compliance.sentencias import entre

from ..acto import Acto, alcance, comenzar
from ..guardas import CasoDeCandidatura
from ..guardas.caso import revisiones, verificaciones
from ..transiciones import Rechazo, con_cerrojo
from ..verbos.candidaturas import DE_CANDIDATURA
from .publicacion import anotar_autorizacion, anotar_publicacion
from .verificacion import anotar_validacion

Modelo = TypeVar("Modelo", bound=models.Model)

# Candidacies of one transaction: what others wait for is the tenth of a second that it lasts.
LOTE = 500


@dataclass(frozen=True)
class _EnLote:
    """What a verb notes on the candidacy, its state apart, the fields that it changes, and what its guards read."""

    anotar: Callable[[Acto[Candidatura]], dict[str, Any]]
    campos: Sequence[str]
    lee: Sequence[str] = ()


DE_LOTE = {
    "validar": _EnLote(anotar_validacion, ["estado", "validada_en"], lee=["identidad"]),
    "publicar": _EnLote(anotar_publicacion, ["estado", "publicada_en"], lee=["curricular"]),
    "autorizar": _EnLote(anotar_autorizacion, ["autorizada_en"]),
}


@dataclass
class Resultado:
    """The keys of those to which it was done, and of those that were refused, each with its reasons."""

    hechas: list[int] = field(default_factory=list)
    rechazadas: dict[int, Sequence[Rechazo]] = field(default_factory=dict)


def hacer_en_lote(verbo: str, claves: Sequence[int], *, por: Usuario | None, en: datetime) -> Resultado:
    """Do `verbo` (of `DE_LOTE`) to the candidacies with these keys. One that is refused does not stop the rest."""
    resultado = Resultado()
    for lote in _en_lotes(sorted(set(claves))):
        _hacer(verbo, lote, resultado, por, en)
    return resultado


def _en_lotes(claves: Sequence[int]) -> Iterator[Sequence[int]]:
    for desde in range(0, len(claves), LOTE):
        yield claves[desde : desde + LOTE]


@escritura()
def _hacer(verbo: str, claves: Sequence[int], resultado: Resultado, por: Usuario | None, en: datetime) -> None:
    fila, en_lote, actos = DE_CANDIDATURA[verbo], DE_LOTE[verbo], []
    # In the order of their keys, so that two sets never wait for each other.
    candidaturas = list(
        con_cerrojo(Candidatura.objects.select_related("persona", *en_lote.lee))
        .filter(pk__in=entre(claves))
        .order_by("pk")
    )
    procesos = _compartir(candidaturas, "proceso", Proceso.objects.select_related("instituto"))
    _compartir(candidaturas, "actor", ActorPolitico.objects.all())
    ambitos = {proceso.pk: alcance(por, proceso, en) for proceso in procesos}
    vistas = verificaciones(candidaturas, None if por is None else por.pk)
    lecturas = revisiones(candidaturas, en)
    for c in candidaturas:
        try:
            caso = CasoDeCandidatura(c, en, ambitos[c.proceso_id]).con(vistas[c.pk], lecturas.get(c.pk))
            acto = comenzar(fila, caso, por=por)
            acto.exigir()
        except Rechazo as rechazo:
            resultado.rechazadas[c.pk] = rechazo.rechazos
        else:
            actos.append(acto)
    asentar(*(acto.por_asentar() for acto in actos))
    for acto in actos:
        hechos, de = en_lote.anotar(acto), str(acto.objeto.estado)
        if fila.metodo:
            getattr(acto.objeto, fila.metodo)()
        acto.anotar(de=de, hechos=hechos)
    hechas = [acto.objeto for acto in actos]
    cambiar_varios(hechas, en_lote.campos, por=por, en=en, motivo=fila.clave, actos=[acto.apunte for acto in actos])
    resultado.hechas += [c.pk for c in hechas]


def _compartir(candidaturas: Sequence[Candidatura], relacion: str, de: QuerySet[Modelo]) -> Collection[Modelo]:
    """Give all of them the same object of what many are related to, read once."""
    campo: Any = Candidatura._meta.get_field(relacion)
    hallados = de.in_bulk({getattr(c, campo.attname) for c in candidaturas})
    for c in candidaturas:
        campo.set_cached_value(c, hallados[getattr(c, campo.attname)])
    return hallados.values()
