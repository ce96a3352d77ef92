"""Many candidacies at once: the same rows as one by one."""

from datetime import datetime
from typing import Any

import pytest

from compliance.models import Acto, Candidatura
from compliance.services.cadenas import verificar
from flujos import candidaturas
from flujos.transiciones import Rechazo

from ..elenco import Elenco, momento

EN = momento("2024-04-06 10:00")
# What tells one row from another of the same kind.
PROPIO = {
    *("id", "history_id", "acto", "objeto", "candidatura_id", "filas", "previo", "huella"),
    *("persona_id", "formula", "formula_comparable", "capturada_por_id"),
}


def _sin_lo_propio(filas: Any) -> list[dict[str, Any]]:
    return [{k: v for k, v in fila.items() if k not in PROPIO} for fila in filas]


def _rastro(c: Candidatura) -> tuple[Any, ...]:
    c.refresh_from_db()
    return (
        (c.estado, c.validada_en, c.autorizada_en, c.publicada_en),
        _sin_lo_propio(c.history.order_by("-history_id").values()[:1]),
        _sin_lo_propio(Acto.objects.filter(candidatura=c).order_by("-indice").values()[:1]),
    )


@pytest.mark.parametrize(
    ("verbo", "desde", "rol", "en"),
    [
        ("validar", "capturada", "verificacion", EN),
        ("autorizar", "validada", "partido", EN),
        ("publicar", "autorizada", "verificacion", momento("2024-05-20 10:00")),
    ],
)
def test_deja_las_mismas_filas_que_una_por_una(elenco: Elenco, verbo: str, desde: str, rol: str, en: datetime) -> None:
    una, *varias = (
        elenco.candidatura_en("validada" if desde == "autorizada" else desde, f"Persona {n}", formula=str(n))
        for n in range(3)
    )
    if desde == "autorizada":
        for c in (una, *varias):
            candidaturas.autorizar(c, por=elenco.usuario("partido"), en=EN)
    quien = elenco.usuario(rol)
    getattr(candidaturas, verbo)(una, por=quien, en=en)
    hecho = candidaturas.hacer_en_lote(verbo, [c.pk for c in varias], por=quien, en=en)
    assert (hecho.hechas, hecho.rechazadas) == ([c.pk for c in varias], {})
    for c in varias:
        assert _rastro(una) == _rastro(c)
        # The history keeps the row as it was left, and the act names that row.
        ultima = c.history.latest("history_id")
        assert {k: v for k, v in Candidatura.objects.values().get(pk=c.pk).items() if getattr(ultima, k) != v} == {}
        acto = c.actos.latest("indice")
        assert [(tabla, fila) for tabla, fila, _ in acto.filas] == [("compliance.candidatura", ultima.history_id)]
        assert ultima.acto == acto.pk
    assert not [r for r in verificar().rotos if r["objeto"].startswith("compliance.candidatura:")]


def test_publica_las_que_puede_y_dice_por_que_no_las_otras(elenco: Elenco) -> None:
    listas = [elenco.candidatura_en("validada", f"Persona {n}", formula=str(n)) for n in (1, 2)]
    asignada = elenco.candidatura_en("asignada", "Persona 3", formula="3")
    for c in listas:
        if c.autorizada_en is None:
            candidaturas.autorizar(c, por=elenco.usuario("partido"), en=EN)
    quien, en = elenco.usuario("verificacion"), momento("2024-05-20 10:00")
    todas = [*listas, asignada]
    hecho = candidaturas.hacer_en_lote("publicar", [c.pk for c in todas], por=quien, en=en)
    for clave, razones in hecho.rechazadas.items():
        with pytest.raises(Rechazo) as dicho:
            candidaturas.publicar(Candidatura.objects.get(pk=clave), por=quien, en=en)
        assert [str(r) for r in razones] == [str(r) for r in dicho.value.rechazos]
    assert asignada.pk in hecho.rechazadas
    assert len(hecho.hechas) + len(hecho.rechazadas) == 3
    assert Acto.objects.filter(verbo="publicar").count() == len(hecho.hechas)
    assert not [r for r in verificar().rotos if r["objeto"].startswith("compliance.candidatura:")]


def test_las_consultas_no_crecen_con_las_candidaturas(elenco: Elenco, django_assert_max_num_queries: Any) -> None:
    claves = [elenco.candidatura_en("capturada", f"Persona {n}", formula=str(n)).pk for n in range(12)]
    with django_assert_max_num_queries(22):
        hecho = candidaturas.hacer_en_lote("validar", claves, por=elenco.usuario("verificacion"), en=EN)
    assert len(hecho.hechas) == 12
