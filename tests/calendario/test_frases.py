"""Phrases as the law and the agreements write them, with the day that each one means, or that it must be refused.

`frases.tsv`: phrase, from when, answer, with tabs between. `NO` is refused; `A..B` is a window, from when it opens to
when it closes; several days are all those of a rule that repeats; `X|NO` may be either.
"""

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calendario.hechos import palabras_de_hechos
from calendario.inhabiles import NACIONAL
from calendario.plazos import PlazoError, ocurrencias
from calendario.reglas import interpretar

PROPIAS = Path(__file__).parent / "frases.tsv"
_CASOS = os.environ.get("CAUCE_CASOS", "")
AJENAS = Path(_CASOS) / "plazos.tsv"


def filas(tabla: Path) -> Iterator[list[str]]:
    for linea in tabla.read_text(encoding="utf-8").splitlines():
        if linea.strip():
            yield linea.split("\t")


def responder(frase: str, desde: str) -> str:
    hecho: date | datetime | None = None
    if desde:
        hecho = datetime.fromisoformat(desde).replace(tzinfo=NACIONAL.tz) if "T" in desde else date.fromisoformat(desde)
    try:
        veces = ocurrencias(frase, desde=hecho)
    except PlazoError:
        return "NO"
    if len(veces) == 1 and veces[0].abre:
        return f"{en_corto(veces[0].abre)}..{en_corto(veces[0].vence)}"
    return " ".join(en_corto(v.vence) for v in veces)


def en_corto(momento: datetime) -> str:
    """The day, if it is its beginning or its end; otherwise also the hour."""
    return f"{momento:%Y-%m-%d}" if f"{momento:%T}" in ("00:00:00", "23:59:59") else f"{momento:%Y-%m-%dT%H:%M}"


def mal_leidas(tabla: Path) -> list[tuple[str, str, str, str]]:
    dichas = [(frase, desde, responder(frase, desde), esperado) for frase, desde, esperado in filas(tabla)]
    return [d for d in dichas if d[2] not in d[3].split("|")]


def test_cada_frase_dice_el_dia_que_significa_o_se_rechaza() -> None:
    assert len(list(filas(PROPIAS))) > 900
    assert mal_leidas(PROPIAS) == []


@pytest.mark.skipif(not AJENAS.is_file(), reason="CAUCE_CASOS no indica una carpeta con plazos.tsv")
def test_ninguna_frase_de_las_reunidas_se_lee_mal() -> None:
    assert mal_leidas(AJENAS) == []


# -- Nothing is passed over -------------------------------------------------------------------------------

CON_HECHO = (
    "5 días después de la aprobación",
    "5 días hábiles después de la publicación del acuerdo",
    "48 horas antes de la sesión",
    "dentro de los 10 días anteriores a la jornada electoral",
    "día siguiente a la notificación",
    "mismo día de la sesión",
    "antes del inicio de las campañas",
    "5 días naturales contados a partir del día siguiente a la notificación",
    "dentro de los 5 días siguientes a que se apruebe el registro",
)
SIN_HECHO = (
    "a más tardar el 15 de marzo de 2024",
    "primeros 5 días naturales del mes siguiente",
    "último día hábil de marzo de 2024",
    "segundo viernes de abril de 2024",
    "cada viernes hasta 2024-06-01",
    "del 1 al 15 de febrero de 2024",
    "primera semana de septiembre de 2026",
)
# Words that limit, extend or condition a term, and others that nobody would list.
COLAS = (
    "salvo excepto sin contar excluyendo descontando prorrogables prórroga siempre que quórum reserva mediodía "
    "festivos domingos vacaciones periodo vacacional inhábiles naturales improrrogables aproximadamente "
    "preferentemente primero ocurra lo hasta antes después no si mientras cuando más menos guardia noche "
    "mañana medianoche gracia tolerancia excepción dispensa ampliable máximo mínimo media extra compensando "
    "interrumpiéndose suspendiéndose únicamente solamente"
)


@settings(deadline=None, max_examples=400)
@given(
    st.sampled_from(CON_HECHO + SIN_HECHO),
    st.lists(st.sampled_from(COLAS.split()), min_size=1, max_size=5),
    st.sampled_from([" ", ", ", " y ", ", o ", " con ", " en "]),
)
def test_lo_que_sigue_a_una_regla_se_entiende_o_se_rechaza(frase: str, cola: list[str], union: str) -> None:
    # «la aprobación que ocurra» is the approval, and says no more.
    assume(cola != ["que", "ocurra"])
    with pytest.raises(PlazoError):
        interpretar(f"{frase}{union}{' '.join(cola)}")


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(CON_HECHO), st.text(alphabet="abcdefghijlmnoprstuvz", min_size=3, max_size=9))
def test_una_palabra_que_nadie_conoce_nunca_pasa_por_parte_del_hecho(frase: str, palabra: str) -> None:
    assume(palabra not in palabras_de_hechos())
    with pytest.raises(PlazoError):
        interpretar(f"{frase} {palabra}")
