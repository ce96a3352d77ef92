"""Texts and contacts that several candidacies of a process share: fingerprints kept when they are sent, and asked."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Case, IntegerField, Value, When

from compliance.cuestionarios.curricular import TEXTOS
from compliance.cuestionarios.senales import (
    Senal,
    huellas_de,
    senales_de_iguales,
    senales_de_parecidos,
    senales_de_texto,
)
from compliance.cuestionarios.verificacion import SENALES
from compliance.models import Candidatura, CuestionarioCurricular, HuellaDeTexto

from ..guardas import Estado, datos_curricular

_LOTE = 1000


def anotar_huellas(candidaturas: Sequence[Candidatura]) -> None:
    """Keep the fingerprints of what these candidacies say now, in the place of those that they had."""
    HuellaDeTexto.objects.filter(candidatura__in=[c.pk for c in candidaturas]).delete()
    HuellaDeTexto.objects.bulk_create(
        [
            HuellaDeTexto(candidatura=c, proceso_id=c.proceso_id, campo=campo, huella=huella)
            for c in candidaturas
            for campo, huella in huellas_de(datos_curricular(c))
        ],
        batch_size=_LOTE,
    )


def senales_de(candidatura: Candidatura) -> list[Senal]:
    """What to look at in a candidacy, each with whom it is about. It judges nothing."""
    datos, actor = datos_curricular(candidatura), candidatura.actor
    partidos = [] if candidatura.independiente else [actor.nombre, actor.siglas]
    iguales = senales_de_iguales(datos, _iguales(candidatura))
    return [*senales_de_texto(datos, partidos), *iguales, *senales_de_parecidos(datos, _vecinas(candidatura), iguales)]


def _iguales(c: Candidatura) -> dict[int, list[int]]:
    suyas = [huella for _, huella in huellas_de(datos_curricular(c))]
    filas = (
        HuellaDeTexto.objects.filter(proceso=c.proceso_id, huella__in=suyas)
        .exclude(candidatura=c)
        # One person may hold two candidacies: what is theirs is of nobody else.
        .exclude(candidatura__persona=c.persona_id)
        .exclude(candidatura__estado=Estado.RETIRADA)
        .order_by("candidatura")
        .values_list("huella", "candidatura")
    )
    iguales: dict[int, list[int]] = defaultdict(list)
    # Enough to tell that a text is everybody's.
    for huella, pk in filas[: 50 * max(len(suyas), 1)]:
        iguales[huella].append(pk)
    return iguales


def _vecinas(c: Candidatura) -> list[tuple[int, dict[str, str]]]:
    """Texts of whoever the same party postulates, of the same office first: so many as are compared in no time."""
    filas = (
        CuestionarioCurricular.objects.filter(candidatura__actor=c.actor_id)
        .exclude(candidatura__in=[c.pk])
        .exclude(candidatura__persona=c.persona_id)
        .exclude(candidatura__estado__in=[Estado.ASIGNADA, Estado.RETIRADA])
        .order_by(
            Case(When(candidatura__cargo=c.cargo_id, then=Value(0)), default=Value(1), output_field=IntegerField()),
            "-candidatura_id",
        )
        .values_list("candidatura_id", *TEXTOS)[: SENALES["parecido_candidaturas"]]
    )
    return [(pk, dict(zip(TEXTOS, textos, strict=True))) for pk, *textos in filas]
