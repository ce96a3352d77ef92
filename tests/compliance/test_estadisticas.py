"""Public statistics: what is counted, what is kept back, and that nobody opens it by subtracting (decision 0051)."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from compliance import cifrado
from compliance.cuestionarios import NO, SI
from compliance.estadisticas import DIMENSIONES, UMBRAL, Corte, Miembro, Tabla, corte_nuevo, cruzada, sencilla
from compliance.models import (
    Candidatura,
    Consentimiento,
    CorteDeEstadistica,
    CuestionarioCurricular,
    CuestionarioIdentidad,
    Persona,
)
from compliance.services.estadisticas import cortar
from flujos import candidaturas as servicios
from notificaciones.services import barrer

from ..elenco import Elenco, identidad_completa, momento
from ..paginas import plana
from . import ataque

LUGAR = "/conoceles/prueba-2024/estadisticas/"
AHORA = momento("2024-04-20 10:00")
CORTADO = momento("2024-04-20 08:30")


@pytest.fixture(autouse=True)
def en_campania(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)


def publicar(
    e: Elenco,
    cuantas: int,
    *,
    consienten: bool = True,
    respuestas: Mapping[int, dict[str, str]] | None = None,
    sexos: Sequence[str] = ("M", "H"),
) -> list[Candidatura]:
    """Published candidacies straight to the tables, that consent to be counted; «No» to everything but `respuestas`."""
    desde = Candidatura.objects.count()
    numeros = range(desde, desde + cuantas)
    personas = Persona.objects.bulk_create(
        Persona(
            proceso=e.proceso,
            nombre=f"Persona {n}",
            nombre_busqueda=f"persona {n}",
            sexo=sexos[n % len(sexos)],
            edad=25 + n % 50,
        )
        for n in numeros
    )
    hechas = Candidatura.objects.bulk_create(
        Candidatura(
            proceso=e.proceso,
            persona=persona,
            actor=(e.partido_a, e.partido_b)[n % 3 == 0],
            cargo=(e.gubernatura, e.diputacion)[n % 2],
            territorio=e.distrito,
            formula=f"n{n}",
            formula_comparable=f"n{n}",
            calidad="propietaria",
            estado="publicada",
            capturada_en=momento("2024-04-10 10:00"),
            publicada_en=momento(f"2024-04-{15 + n % 4} 10:00"),
        )
        for n, persona in zip(numeros, personas, strict=True)
    )
    CuestionarioCurricular.objects.bulk_create(
        CuestionarioCurricular(candidatura=c, grado_estudios="Licenciatura") for c in hechas
    )
    CuestionarioIdentidad.objects.bulk_create(
        CuestionarioIdentidad(candidatura=c, respuestas=identidad_completa(**(respuestas or {}).get(i, {})))
        for i, c in enumerate(hechas)
    )
    if consienten:
        Consentimiento.objects.bulk_create(
            Consentimiento(candidatura=c, finalidad="estadistica", documento="Hoja", otorgado_en=AHORA) for c in hechas
        )
    return hechas


def tablas(cliente: Client, consulta: str = "") -> dict[str, Any]:
    """The tables of the JSON, by key."""
    datos = json.loads(cliente.get(f"{LUGAR}?formato=json{consulta}").content)
    return {t["clave"]: t for t in datos["tablas"]}


def numeros(tabla: Mapping[str, Any]) -> dict[str, int | None]:
    """Of a table of the whole process, its numbers by category."""
    return {f["categoria"]: f["n"] for f in tabla["filas"]}


def como_json(*hechas: Tabla) -> list[Mapping[str, Any]]:
    return [asdict(t) for t in hechas]


# -- Nobody opens it by subtracting ---------------------------------------------------------------------------


def test_el_ataque_abre_lo_que_solo_oculta_la_celda_chica() -> None:
    """It is not blind: what would be published without hiding others, it opens."""
    sola = {
        "clave": "sexo",
        "de": {"": 45},
        "filas": [
            {"grupo": "", "categoria": c, "n": n} for c, n in (("Mujer", 21), ("Hombre", 22), ("No binaria", None))
        ],
    }
    assert ataque.abiertas([sola]) == [("sexo", "", "No binaria")]
    por = {
        "clave": "sexo-por-cargo",
        "de": {"X": 20, "Y": 25},
        "filas": [
            {"grupo": g, "categoria": c, "n": n}
            for g, c, n in (("X", "Mujer", 8), ("X", "Hombre", 12), ("Y", "Mujer", None), ("Y", "Hombre", None))
        ],
    }
    entera = {
        "clave": "sexo",
        "de": {"": 45},
        "filas": [{"grupo": "", "categoria": "Mujer", "n": 10}, {"grupo": "", "categoria": "Hombre", "n": 35}],
    }
    assert len(ataque.abiertas([por, entera])) == 2


CUENTAS = st.integers(0, 12) | st.integers(0, 4)


@settings(max_examples=150, deadline=None)
@given(st.lists(CUENTAS, min_size=1, max_size=6).filter(any))
def test_de_una_tabla_no_se_abre_nada(cuentas: list[int]) -> None:
    tabla = sencilla("sexo", "", "", {f"c{n}": c for n, c in enumerate(cuentas)})
    _resiste(como_json(tabla), {("sexo", "", f"c{n}"): c for n, c in enumerate(cuentas)})


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(CUENTAS, min_size=n, max_size=n), min_size=1, max_size=5)))
def test_de_una_tabla_y_su_cruce_no_se_abre_nada(mundo: list[list[int]]) -> None:
    for clave in ("sexo", "falta"):
        cuentas = {f"g{g}": {f"c{c}": n for c, n in enumerate(fila)} for g, fila in enumerate(mundo) if sum(fila)}
        if not cuentas:
            return
        hechas = cruzada((clave, f"{clave}-por-cargo"), ("", ""), ("", ""), cuentas, ceros=clave == "sexo")
        # Small groups are told as one.
        reales: dict[Any, int] = {
            (f"{clave}-por-cargo", g, c): sum(cuentas[uno][c] for uno in g.split("; "))
            for g in hechas[1].grupos
            for c in hechas[1].categorias
        }
        for c in hechas[0].categorias:
            reales[clave, "", c] = sum(f[c] for f in cuentas.values())
        _resiste(como_json(*hechas), reales)


def _resiste(publicadas: list[Mapping[str, Any]], reales: Mapping[Any, int]) -> None:
    """What is told is true, nothing small is told, and nothing hidden is deduced but what its own total says."""
    for t in publicadas:
        for f in t["filas"]:
            real = reales[t["clave"], f["grupo"], f["categoria"]]
            categorias = len({f["categoria"] for f in t["filas"]})
            chica = 0 < real < UMBRAL or (real == 0 and t["de"][f["grupo"]] < UMBRAL + categorias)
            assert f["n"] == real or f["n"] is None
            assert not (chica and f["n"] is not None)
    assert [x for x in ataque.abiertas(publicadas) if not _solo_una(publicadas, x)] == []


def _solo_una(publicadas: list[Mapping[str, Any]], celda: Any) -> bool:
    """Whether its table has one category: the total, which anybody counts, is all that it could say."""
    return any(len({f["categoria"] for f in t["filas"]}) == 1 for t in publicadas if t["clave"] == celda[0])


@pytest.mark.parametrize("total", range(5, 15))
def test_quien_conoce_el_programa_tampoco_abre_nada(total: int) -> None:
    """Every world of three categories that publishes the same: each hidden number is another in some of them."""
    mundos: dict[Any, list[tuple[int, ...]]] = {}
    for a, b in product(range(total + 1), repeat=2):
        if a + b <= total:
            real = (a, b, total - a - b)
            tabla = sencilla("accion", "", "", dict(zip("abc", real, strict=True)))
            mundos.setdefault(tuple(f.n for f in tabla.filas), []).append(real)
    for publicado, posibles in mundos.items():
        for lugar, n in enumerate(publicado):
            assert n is not None or len({m[lugar] for m in posibles}) > 1, (publicado, posibles)


@pytest.mark.parametrize("grupos", [(5, 9), (8, 8), (7, 12), (10, 11), (4, 13), (9, 16)])
def test_quien_conoce_el_programa_tampoco_abre_un_cruce(grupos: tuple[int, int]) -> None:
    """The same of two groups by two categories, with their totals."""
    mundos: dict[Any, list[list[int]]] = {}
    for a, b in product(range(grupos[0] + 1), range(grupos[1] + 1)):
        cuentas = {"X": {"M": a, "H": grupos[0] - a}, "Y": {"M": b, "H": grupos[1] - b}}
        hechas = cruzada(("sexo", "sexo-por-cargo"), ("", ""), ("", ""), cuentas)
        filas = [f for t in hechas for f in t.filas]
        reales = [sum(cuentas[g][f.categoria] for g in (f.grupo or "X; Y").split("; ")) for f in filas]
        mundos.setdefault(tuple((f.grupo, f.categoria, f.n) for f in filas), []).append(reales)
    for publicado, posibles in mundos.items():
        for lugar, (_, _, n) in enumerate(publicado):
            assert n is not None or len({m[lugar] for m in posibles}) > 1, (publicado, posibles)


def test_los_mismos_datos_ocultan_lo_mismo() -> None:
    cuentas = {"X": {"M": 10, "H": 12, "NB": 1}, "Y": {"M": 8, "H": 9, "NB": 0}, "Z": {"M": 2, "H": 1, "NB": 0}}
    hacer = [cruzada(("sexo", "s-por"), ("", ""), ("", ""), cuentas) for _ in range(3)]
    assert hacer[0] == hacer[1] == hacer[2]


# -- Nor by comparing two days --------------------------------------------------------------------------------


def miembro(n: int, publicas: frozenset[str] = frozenset(), **categorias: str) -> Miembro:
    """Somebody who answered «No», or its like, to everything else."""
    return Miembro(n, {c: categorias.get(c, d.categorias[1]) for c, d in DIMENSIONES.items()}, publicas)


def de_cortes(cortes: Sequence[Corte], clave: str) -> ataque.Ataque:
    """What the cuts of a dimension say together: in each category stay those who were, less who left, plus who came."""
    a, antes = ataque.Ataque(), frozenset[int]()
    for t, corte in enumerate(cortes):
        categorias = list(corte.numeros[clave])
        a.suma([("hay", t, c) for c in categorias], len(corte.miembros))
        a.suma([("entra", t, c) for c in categorias], len(corte.miembros - antes))
        a.suma([("sale", t, c) for c in categorias], len(antes - corte.miembros))
        for c, n in corte.numeros[clave].items():
            previo = [("hay", t - 1, c)] if t else []
            a.suma([*previo, ("entra", t, c)], 0, resta=[("sale", t, c), ("hay", t, c)])
            if n is not None:
                a.suma([("hay", t, c)], n)
        antes = corte.miembros
    return a


ETAPAS = st.lists(
    st.tuples(st.lists(st.sampled_from([0, 1, 1, 1, 2]), max_size=18), st.sets(st.integers(0, 40), max_size=2)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(ETAPAS)
def test_entre_cortes_no_se_abre_a_quien_entra_ni_a_quien_sale(
    etapas: list[tuple[list[int], set[int]]],
) -> None:
    categorias = DIMENSIONES["indigena"].categorias
    dentro: dict[int, Miembro] = {}
    cortes: list[Corte] = []
    siguiente = 0
    for entran, salen in etapas:
        for cual in entran:
            dentro[siguiente] = miembro(siguiente, indigena=categorias[cual])
            siguiente += 1
        for n in salen:
            dentro.pop(n, None)
        if (corte := corte_nuevo(cortes, list(dentro.values()))) is not None:
            cortes.append(corte)
    for n, corte in enumerate(cortes):
        numeros = corte.numeros["indigena"]
        assert all(v is None or v >= UMBRAL for v in numeros.values())
        if n:
            assert len(corte.miembros - cortes[n - 1].miembros) >= UMBRAL
    cotas = de_cortes(cortes, "indigena").resolver()
    for (que, t, c), (menor, mayor) in cotas.items():  # type: ignore[misc]
        conocida = menor == mayor
        if que == "hay":
            assert not conocida or cortes[t].numeros["indigena"][c] is not None
        else:
            cuantas = cortes[t].miembros - (cortes[t - 1].miembros if t else frozenset())
            de = cuantas if que == "entra" else (cortes[t - 1].miembros - cortes[t].miembros if t else frozenset())
            assert not conocida or not de or menor >= UMBRAL, (que, t, c, menor)


@pytest.mark.parametrize("total", [5, 8, 9, 13])
def test_quien_conoce_el_programa_tampoco_abre_un_corte(total: int) -> None:
    categorias = DIMENSIONES["indigena"].categorias
    mundos: dict[Any, list[tuple[int, ...]]] = {}
    for a, b in product(range(total + 1), repeat=2):
        if a + b <= total:
            real = (a, b, total - a - b)
            respuestas = [c for c, n in zip(categorias, real, strict=True) for _ in range(n)]
            corte = corte_nuevo([], [miembro(n, indigena=c) for n, c in enumerate(respuestas)])
            assert corte is not None
            mundos.setdefault(tuple(corte.numeros["indigena"].values()), []).append(real)
    for publicado, posibles in mundos.items():
        for lugar, n in enumerate(publicado):
            assert n is not None or len({m[lugar] for m in posibles}) > 1, (publicado, posibles)


def test_una_persona_nueva_no_mueve_las_cifras() -> None:
    primeras = [miembro(n, indigena=SI if n % 2 else NO) for n in range(20)]
    corte = corte_nuevo([], primeras)
    assert corte is not None
    assert corte.numeros["indigena"][SI] is None or corte.numeros["indigena"][SI] == 10
    for cuantas in range(1, UMBRAL):
        assert corte_nuevo([corte], [*primeras, *(miembro(100 + n) for n in range(cuantas))]) is None
    # Five who answer the same would tell what each of them answered.
    assert corte_nuevo([corte], [*primeras, *(miembro(100 + n) for n in range(UMBRAL))]) is None


def test_quien_ya_es_publico_no_cubre_a_nadie() -> None:
    """Of six «Sí», five are read on the site: whoever subtracts them is left with one."""
    publica = frozenset({"indigena"})
    miembros = [miembro(n, publica, indigena=SI) for n in range(5)]
    miembros += [miembro(5, indigena=SI), *(miembro(n) for n in range(6, 40))]
    corte = corte_nuevo([], miembros)
    assert corte is not None
    assert corte.numeros["indigena"][SI] is None
    de_todo = [miembro(n, frozenset(DIMENSIONES)) for n in range(30)]
    assert corte_nuevo([], de_todo) is None


# -- What is counted --------------------------------------------------------------------------------------------


def test_cuenta_lo_publicado_y_nada_mas(elenco: Elenco, client: Client) -> None:
    publicar(elenco, 48)
    elenco.candidatura_en("capturada", "Brenda Reservada")
    t = tablas(client)
    assert list(numeros(t["cargo"]).values()) == [24, 24]
    assert sum(n or 0 for n in numeros(t["postula"]).values()) == 48
    assert numeros(t["sexo"]) == {"Mujer": 24, "Hombre": 24}
    assert sum(n or 0 for n in numeros(t["dia"]).values()) == 48
    assert "Brenda" not in client.get(LUGAR).content.decode()


def test_sin_publicadas_lo_dice(elenco: Elenco, client: Client) -> None:
    elenco.candidatura_en("validada", "Brenda Reservada", actor=elenco.independiente)
    pagina = plana(client.get(LUGAR))
    assert "Todavía no hay candidaturas publicadas" in pagina
    assert "independiente" not in pagina
    assert tablas(client) == {}


def test_lo_chico_no_se_dice_en_ninguna_forma(elenco: Elenco, client: Client) -> None:
    publicar(elenco, 30, sexos=("M", "H", "M", "H", "M", "H", "M", "H", "M", "NB"))
    t = tablas(client)
    assert numeros(t["sexo"])["No binaria"] is None
    assert sum(n is None for n in numeros(t["sexo"]).values()) >= 2
    renglones = list(csv.DictReader(io.StringIO(client.get(f"{LUGAR}?formato=csv").content.decode("utf-8-sig"))))
    libro = b"".join(client.get(f"{LUGAR}?formato=xlsx").streaming_content)
    hoja = CalamineWorkbook.from_filelike(io.BytesIO(libro)).get_sheet_by_index(0).to_python()
    esperado = [(x["clave"], f["grupo"], f["categoria"], f["n"]) for x in t.values() for f in x["filas"]]
    assert [
        (r["Clave"], r["Grupo"], r["Categoría"], int(r["Cuántas"]) if r["Cuántas"] else None) for r in renglones
    ] == esperado
    assert [(r[0], r[2], r[3], int(r[4]) if r[4] != "" else None) for r in hoja[1:]] == esperado
    pagina = client.get(LUGAR).content.decode()
    assert "no se dice" in pagina
    assert "No binaria: no se dice" in pagina
    assert ataque.abiertas(list(t.values())) == []


def test_el_elenco_resiste_el_ataque(elenco: Elenco, client: Client) -> None:
    for n, estado in enumerate(("publicada", "publicada", "capturada", "validada", "observada")):
        elenco.candidatura_en(estado, f"Persona {'ABCDE'[n]}", formula=str(n + 1))
    publicar(elenco, 17, sexos=("M", "M", "H", "NB", ""))
    t = list(tablas(client).values())
    abiertas = ataque.abiertas(t)
    assert [x for x in abiertas if not _solo_una(t, x)] == []


def test_una_tabla_sola_y_la_que_no_existe(elenco: Elenco, client: Client) -> None:
    publicar(elenco, 12)
    assert list(tablas(client, "&tabla=sexo")) == ["sexo"]
    assert client.get(f"{LUGAR}?formato=json&tabla=nadie").status_code == 404
    assert client.get("/conoceles/otro/estadisticas/").status_code == 404


def test_cada_dibujo_dice_lo_que_su_tabla(elenco: Elenco, client: Client) -> None:
    publicar(elenco, 30)
    pagina = client.get(LUGAR).content.decode()
    for clave in ("cargo", "postula", "dia", "sexo", "edad", "grado", "accion"):
        assert f'aria-labelledby="t-{clave} d-{clave}"' in pagina
        assert f'<title id="t-{clave}">' in pagina
        assert f"?tabla={clave}&amp;formato=csv" in pagina
    assert "<script>" not in pagina
    assert "Mujer: 15; Hombre: 15." in pagina


def test_la_pagina_lleva_a_cada_una_de_sus_partes(elenco: Elenco, client: Client) -> None:
    publicar(elenco, 30)
    pagina = client.get(LUGAR).content.decode()
    partes = re.findall(r'<section[^>]* id="([^"]+)"', pagina)
    assert [p for p in re.findall(r'<a href="#([^"]+)">', pagina) if p in partes][-len(partes) :] == partes


# -- The answers of identity --------------------------------------------------------------------------------------


def con_corte(e: Elenco, cuantas: int = 40) -> list[Candidatura]:
    """Published, half of them «Sí» to being indígena, and their cut of the 20th of April."""
    hechas = publicar(e, cuantas, respuestas={n: {"indigena": SI} for n in range(0, cuantas, 2)})
    assert cortar(e.proceso, CORTADO) is not None
    return hechas


def test_las_respuestas_se_cuentan_solo_de_quien_consiente(elenco: Elenco, client: Client) -> None:
    con_corte(elenco)
    publicar(elenco, 20, consienten=False, respuestas={n: {"indigena": SI} for n in range(20)})
    t = tablas(client)["identidad-indigena"]
    assert t["de"] == {"": 40}
    dichos = {c: n for c, n in numeros(t).items() if n is not None}
    assert dichos.items() <= {SI: 20, NO: 20}.items()
    assert dichos
    assert "sáb 20 abr 2024, 08:30" in plana(client.get(LUGAR))


def test_con_pocas_personas_no_hay_cifras(elenco: Elenco, client: Client) -> None:
    publicar(elenco, UMBRAL - 1)
    assert cortar(elenco.proceso, AHORA) is None
    publicar(elenco, 30, consienten=False)
    assert cortar(elenco.proceso, AHORA) is None
    assert "Todavía no hay cifras de identidad" in plana(client.get(LUGAR))
    assert not [c for c in tablas(client) if c.startswith("identidad")]


def test_quien_revoca_sale_al_momento_y_sin_decir_que_respondio(elenco: Elenco, client: Client) -> None:
    hechas = con_corte(elenco)
    assert "identidad-indigena" in tablas(client)
    servicios.revocar_consentimiento(
        hechas[3], finalidad="estadistica", por=elenco.cuenta_de(hechas[3]), en=momento("2024-04-20 11:00")
    )
    assert not [c for c in tablas(client) if c.startswith("identidad")]
    assert "Estas cifras se retiraron" in plana(client.get(LUGAR))
    # The next day, nobody new: still nothing, or the difference would be their answers.
    assert cortar(elenco.proceso, momento("2024-04-21 10:00")) is None


@pytest.mark.parametrize("como", ["retirada", "bloqueada"])
def test_quien_se_retira_o_pide_cancelar_sale_al_momento(elenco: Elenco, client: Client, como: str) -> None:
    hechas = con_corte(elenco)
    assert "identidad-indigena" in tablas(client)
    if como == "retirada":
        Candidatura.objects.filter(pk=hechas[0].pk).update(
            estado="retirada", motivo_retiro="renuncia", documento_retiro="Acuerdo"
        )
    else:
        elenco.proceso.supresiones.create(
            candidatura=hechas[0], causa="arco", documento="Solicitud", solicitada_el=AHORA.date(), pedida_en=AHORA
        )
    assert not [c for c in tablas(client) if c.startswith("identidad")]


def test_un_corte_al_dia_y_con_bastantes_personas_nuevas(elenco: Elenco, client: Client) -> None:
    con_corte(elenco)
    antes = tablas(client)["identidad-indigena"]
    publicar(elenco, 20, respuestas={n: {"indigena": SI} for n in range(0, 20, 2)})
    assert cortar(elenco.proceso, momento("2024-04-20 20:00")) is None
    assert tablas(client)["identidad-indigena"] == antes
    assert cortar(elenco.proceso, momento("2024-04-21 10:00")) is not None
    despues = tablas(client)["identidad-indigena"]
    assert despues["de"] == {"": 60}
    assert cortar(elenco.proceso, momento("2024-04-22 10:00")) is None
    publicar(elenco, UMBRAL - 1)
    assert cortar(elenco.proceso, momento("2024-04-23 10:00")) is None


def test_el_barrido_hace_el_corte(elenco: Elenco) -> None:
    publicar(elenco, 40)
    barrer(AHORA)
    assert CorteDeEstadistica.objects.filter(proceso=elenco.proceso).count() == 1
    barrer(momento("2024-04-21 10:00"))
    assert CorteDeEstadistica.objects.count() == 1


def test_lo_guardado_no_tiene_lo_que_se_oculta(elenco: Elenco) -> None:
    publicar(elenco, 40, respuestas={0: {"diversidad": SI}, 1: {"diversidad": SI}})
    corte = cortar(elenco.proceso, AHORA)
    assert corte is not None
    assert corte.numeros["diversidad"][SI] is None
    assert Counter(n is None for n in corte.numeros["diversidad"].values())[True] >= 2


def test_una_persona_con_dos_candidaturas_cuenta_una_vez(elenco: Elenco) -> None:
    hechas = publicar(elenco, 20)
    Candidatura.objects.filter(pk=hechas[1].pk).update(persona=hechas[0].persona)
    corte = cortar(elenco.proceso, AHORA)
    assert corte is not None
    assert len(corte.miembros) == 19
    assert hechas[0].pk in corte.miembros
    assert hechas[1].pk not in corte.miembros


def test_la_pagina_no_abre_ninguna_respuesta_y_pregunta_poco(
    elenco: Elenco, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    con_corte(elenco)

    def nadie(*_: object, **__: object) -> bytes:
        raise AssertionError("se abrió una respuesta")

    monkeypatch.setattr(cifrado, "_abrir", nadie)
    with CaptureQueriesContext(connection) as primera:
        assert client.get(LUGAR).status_code == 200
    assert len(primera) <= 9, [q["sql"][:90] for q in primera]
    with CaptureQueriesContext(connection) as segunda:
        respuesta = client.get(LUGAR)
    assert len(segunda) == 1
    assert client.get(LUGAR, headers={"if-none-match": respuesta["ETag"]}).status_code == 304


def test_un_corte_nuevo_se_ve_en_la_pagina_que_ya_se_guardaba(elenco: Elenco, client: Client) -> None:
    publicar(elenco, 40)
    assert "Todavía no hay cifras de identidad" in plana(client.get(LUGAR))
    assert cortar(elenco.proceso, CORTADO) is not None
    assert "sáb 20 abr 2024, 08:30" in plana(client.get(LUGAR))
