"""What the database keeps of each candidacy for its lists, whoever writes, and pages found by key."""

from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client

from compliance.cara.listado import Columna, ListadoPorLlave
from compliance.derivados import CONTADAS, asegurar_derivados, quitar_derivados
from compliance.forms.conoceles import FiltroPublico
from compliance.models import ActorPolitico, Candidatura, Cargo, CuentaDeLista, Persona, RenglonDeLista, Territorio
from flujos.forms.candidaturas import FiltroCandidaturas
from notificaciones.services import barrer

from ..elenco import Elenco, momento
from ..paginas import entrar

LISTA: ListadoPorLlave[Candidatura] = ListadoPorLlave(
    (Columna("Persona", orden="persona", por=("nombre",)), Columna("Estado", orden="estado", por=("estado", "boleta"))),
    por_pagina=2,
    natural=("boleta",),
)


def pagina(consulta: str, llaves: Any = None) -> Any:
    if llaves is None:
        llaves = RenglonDeLista.objects.all()
    return LISTA.por_llave(Candidatura.objects.all(), llaves, QueryDict(consulta)).pagina


def formulas(consulta: str, llaves: Any = None) -> list[str]:
    return [c.formula for c in pagina(consulta, llaves)]


@pytest.fixture
def siete(elenco: Elenco) -> dict[str, Candidatura]:
    return {n: elenco.candidatura(f"Persona {9 - int(n)}", formula=n) for n in ("1", "2", "3", "4", "5", "6", "7")}


@pytest.mark.parametrize("orden", ["", "persona", "-persona", "estado", "-estado"])
def test_por_llave_se_recorre_todo_en_los_dos_sentidos(siete: dict[str, Candidatura], orden: str) -> None:
    contadas = [formulas(f"orden={orden}&page={n}") for n in (1, 2, 3, 4)]
    assert sorted(f for hoja in contadas for f in hoja) == sorted(siete)
    for n in (1, 2, 3):
        tras = pagina(f"orden={orden}&page={n}").tras
        antes = pagina(f"orden={orden}&page={n + 1}").antes
        assert formulas(f"orden={orden}&page={n + 1}&tras={tras}") == contadas[n]
        assert formulas(f"orden={orden}&page={n}&antes={antes}") == contadas[n - 1]


def test_la_llave_de_lo_que_no_esta_en_la_lista_no_dice_nada(siete: dict[str, Candidatura]) -> None:
    sin_la_tres = RenglonDeLista.objects.exclude(pk=siete["3"].pk)
    assert formulas(f"tras={siete['3'].pk}", sin_la_tres) == ["1", "2"]
    for mala in ("x", "-1", "9" * 40, ""):
        assert formulas(f"page=2&tras={mala}") == ["3", "4"]
    assert formulas("page=99") == ["7"]
    assert formulas("", RenglonDeLista.objects.none()) == []


def test_el_renglon_sigue_a_lo_que_dice_quien_sea_que_lo_escriba(elenco: Elenco) -> None:
    c = elenco.candidatura("Ana Pérez Ñuño")

    def renglon() -> RenglonDeLista:
        return RenglonDeLista.objects.get(pk=c.pk)

    assert renglon().nombre == "ana perez nuno"
    Persona.objects.filter(pk=c.persona_id).update(nombre_busqueda="otro nombre")
    assert renglon().nombre == "otro nombre"
    for tabla, cambio in (
        (Cargo.objects.filter(pk=c.cargo_id), {"orden": 77}),
        (Territorio.objects.filter(pk=c.territorio_id), {"nombre": "Distrito de otro nombre"}),
        (ActorPolitico.objects.filter(pk=c.actor_id), {"nombre": "Otro partido"}),
        (Candidatura.objects.filter(pk=c.pk), {"formula": "33"}),
    ):
        antes = bytes(renglon().boleta)
        tabla.update(**cambio)
        assert bytes(renglon().boleta) != antes
    assert bytes(renglon().postula).decode() == "Otro partido"
    Candidatura.objects.filter(pk=c.pk).update(estado="validada", vence=momento("2024-04-20 10:00"))
    assert (renglon().estado, renglon().vence) == ("validada", momento("2024-04-20 10:00"))


def test_lo_que_falte_se_vuelve_a_poner_y_a_calcular(elenco: Elenco) -> None:
    c = elenco.candidatura("Ana")
    quitar_derivados()
    Persona.objects.filter(pk=c.persona_id).update(nombre_busqueda="mientras tanto")
    assert RenglonDeLista.objects.get(pk=c.pk).nombre == "ana"
    asegurar_derivados()
    assert RenglonDeLista.objects.get(pk=c.pk).nombre == "mientras tanto"
    with connection.execute_wrapper(_ninguna_escritura):
        asegurar_derivados()


def contadas() -> Counter[tuple[Any, ...]]:
    cuenta: Counter[tuple[Any, ...]] = Counter()
    for *cual, n in CuentaDeLista.objects.values_list(*CONTADAS, "n"):
        cuenta[tuple(cual)] += n
    return +cuenta


def las_que_hay() -> Counter[tuple[Any, ...]]:
    return Counter(Candidatura.objects.values_list(*CONTADAS))


def test_las_cuentas_son_las_que_hay_escriba_quien_escriba(siete: dict[str, Candidatura]) -> None:
    assert contadas() == las_que_hay()
    assert contadas().total() == len(siete)
    Candidatura.objects.filter(formula__lte="4").update(estado="validada")
    Candidatura.objects.filter(formula="2").update(estado="publicada", calidad="suplente")
    assert contadas() == las_que_hay()
    RenglonDeLista.objects.filter(pk=siete["7"].pk).delete()
    assert contadas().total() == len(siete) - 1
    quitar_derivados()
    Candidatura.objects.update(estado="capturada")
    assert contadas() != las_que_hay()
    asegurar_derivados()
    assert contadas() == las_que_hay()


def test_el_barrido_suma_las_cuentas(siete: dict[str, Candidatura], monkeypatch: pytest.MonkeyPatch) -> None:
    for estado in ("validada", "publicada", "validada"):
        Candidatura.objects.update(estado=estado)
    antes, renglones = contadas(), CuentaDeLista.objects.count()
    barrer(momento("2024-04-15 10:00"))
    assert CuentaDeLista.objects.count() == renglones  # few as they are, they cost nothing to whoever asks
    monkeypatch.setattr("compliance.derivados.POR_SUMAR", 0)
    barrer(momento("2024-04-15 10:01"))
    assert CuentaDeLista.objects.count() == len(antes)
    assert contadas() == antes == las_que_hay()


@pytest.mark.parametrize("campo", ["", "estado", "cargo", "actor", "calidad", "territorio", "q"])
def test_lo_contado_es_lo_que_la_lista_trae(siete: dict[str, Candidatura], campo: str) -> None:
    una = siete["3"]
    Candidatura.objects.filter(formula__lte="4").update(estado="publicada", calidad="suplente")
    internos = {
        "estado": "publicada",
        "cargo": una.cargo_id,
        "actor": una.actor_id,
        "calidad": "suplente",
        "territorio": una.territorio_id,
        "q": "persona",
    }
    publicos = internos | {"cargo": una.cargo.clave, "actor": una.actor.clave}
    llaves = RenglonDeLista.objects.filter(proceso=una.proceso)
    interno = FiltroCandidaturas({campo: internos.get(campo, "")}, llaves)
    publico = FiltroPublico({campo: publicos.get(campo, "")}, una.proceso, campo)
    for filtro, cuentas, halladas in (
        (interno, CuentaDeLista.objects.all(), interno.aplicar(llaves, Candidatura.objects.all())),
        (publico, CuentaDeLista.objects.publicas(), publico.aplicar(llaves.publicos())),
    ):
        assert halladas.count() > 0
        assert filtro.cuantas(cuentas) == (None if campo in ("territorio", "q") else halladas.count())


def _ninguna_escritura(ejecutar: Any, sql: str, *resto: Any) -> Any:
    assert sql.startswith("SELECT"), sql
    return ejecutar(sql, *resto)


def test_la_lista_ofrece_la_pagina_siguiente_por_su_llave(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-15 10:00"))
    for n in range(60):
        elenco.candidatura(f"Persona {n}", formula=str(n))
    cliente: Client = entrar(elenco.usuario("verificacion"))
    primera = cliente.get("/p/prueba-2024/candidaturas/")
    ultima = primera.context["pagina"][-1].pk
    assert f'href="?page=2&amp;tras={ultima}" rel="next"' in primera.content.decode()
    segunda = cliente.get(f"/p/prueba-2024/candidaturas/?page=2&tras={ultima}").content.decode()
    assert "51 a 60 de 60" in segunda
    assert "Persona 59" in segunda
