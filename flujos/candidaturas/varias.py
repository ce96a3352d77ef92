"""One verb done to many candidacies at once: the same guards, facts, acts and history as one by one, set by set."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from compliance.actos import asentar, escritura
from compliance.historia import cambiar_varios
from compliance.models import Candidatura, Usuario

from ..acto import Acto, alcance, comenzar
from ..guardas import CasoDeCandidatura
from ..guardas.caso import verificaciones
from ..transiciones import Rechazo
from ..verbos.candidaturas import DE_CANDIDATURA
from .publicacion import anotar_autorizacion, anotar_publicacion
from .verificacion import anotar_validacion

# Candidacies of one transaction: what others wait for is the fraction of a second that it lasts.
LOTE = 250


@dataclass(frozen=True)
class _EnLote:
    """What a verb notes on the candidacy, its state apart, and the fields that it changes."""

    anotar: Callable[[Acto[Candidatura]], dict[str, Any]]
    campos: Sequence[str]


DE_LOTE = {
    "validar": _EnLote(anotar_validacion, ["estado", "validada_en"]),
    "publicar": _EnLote(anotar_publicacion, ["estado", "publicada_en"]),
    "autorizar": _EnLote(anotar_autorizacion, ["autorizada_en"]),
}


@dataclass
class Resultado:
    """Those to which it was done, as they were left, and those that were refused, each with its reasons."""

    hechas: list[Candidatura] = field(default_factory=list)
    rechazadas: list[tuple[Candidatura, Sequence[Rechazo]]] = field(default_factory=list)


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
    # In the order of their keys, so that two sets never wait for each other.
    candidaturas = list(
        Candidatura.objects.select_for_update(of=("self",))
        .filter(pk__in=claves)
        .order_by("pk")
        .select_related("proceso__instituto", "persona", "actor", "cargo", "territorio", "curricular", "identidad")
    )
    alcances = {c.proceso_id: c.proceso for c in candidaturas}
    ambitos = {pk: alcance(por, proceso, en) for pk, proceso in alcances.items()}
    vistas = verificaciones(candidaturas, None if por is None else por.pk)
    fila, en_lote, actos = DE_CANDIDATURA[verbo], DE_LOTE[verbo], []
    for c in candidaturas:
        try:
            acto = comenzar(fila, CasoDeCandidatura(c, en, ambitos[c.proceso_id]).con(vistas[c.pk]), por=por)
            acto.exigir()
        except Rechazo as rechazo:
            resultado.rechazadas.append((c, rechazo.rechazos))
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
    resultado.hechas += hechas
