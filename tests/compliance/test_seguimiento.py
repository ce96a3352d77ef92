"""The progress of capture: each figure is exactly its list, on any day, and a party sees its own."""

import io
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from compliance.cara.libro import escribir_libro
from compliance.models import ActorPolitico, Candidatura, Proceso, Territorio
from compliance.seguimiento import CIFRAS, PENDIENTES, RAZONES, Seguimiento, corte_de_vista
from flujos import candidaturas as servicios

from ..elenco import Elenco, curricular_completo, identidad_completa, momento

PROCESO = "prueba-2024"
AHORA = momento("2024-04-25 10:00")


@pytest.fixture
def poblado(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Elenco:
    """One in each state and three more: late, with an account and a draft, and of another sex, office and place."""
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)
    for n, estado in enumerate(("asignada", "capturada", "observada", "validada", "retirada"), start=1):
        elenco.candidatura_en(estado, f"Persona Número {n}", formula=str(n))
    elenco.candidatura_en("publicada", "Persona Publicada", actor=elenco.independiente)
    tarde, empezada = (elenco.candidatura(f"Persona {q}", formula=q, actor=elenco.partido_b) for q in ("21", "22"))
    for c in (tarde, empezada):
        servicios.entregar_cuentas(c, por=None, en=momento("2024-04-02 09:00"))
        servicios.recibir_cuentas(c, por=None, en=momento("2024-04-02 12:00"))
    cuenta = elenco.cuenta_de(empezada)
    servicios.guardar_borrador(empezada, curricular={"propuesta_1": "Algo"}, por=cuenta, en=momento("2024-04-03 09:00"))
    cuenta = elenco.cuenta_de(tarde)
    servicios.guardar_borrador(
        tarde,
        curricular=curricular_completo(),
        identidad=identidad_completa(),
        por=cuenta,
        en=momento("2024-04-20 09:00"),
    )
    servicios.aceptar_aviso(tarde, por=cuenta, en=momento("2024-04-20 09:10"))
    servicios.enviar_captura(tarde, por=cuenta, en=momento("2024-04-20 10:00"))
    hombre = elenco.candidatura("Persona Hombre", formula="30")
    hombre.persona.sexo = "H"
    hombre.persona.save()
    hombre.cargo, hombre.territorio = elenco.gubernatura, elenco.entidad
    hombre.save()
    return elenco


def entrar(e: Elenco, rol: str) -> Client:
    cliente = Client()
    cliente.force_login(e.usuario(rol), backend="django.contrib.auth.backends.ModelBackend")
    return cliente


def enlaces(pagina: str) -> list[tuple[str, int]]:
    """Each figure of a page with the list where it leads."""
    halladas = re.findall(r'<a href="([^"]*/candidaturas/\?[^"]*)">(\d+)</a>', pagina)
    return [(lugar.replace("&amp;", "&"), int(n)) for lugar, n in halladas]


def test_cada_cifra_es_su_lista_hoy_y_cualquier_dia_para_el_instituto_y_para_un_partido(poblado: Elenco) -> None:
    vistos = set()
    suyo = f"?por=dia&calidad=propietaria&actor={poblado.partido_a.pk}"
    de_todo = ("?por=actor", "?por=sexo", "?por=territorio&al=2024-04-04", "?por=cuestionario&al=2024-04-03", suyo)
    for rol, consultas in (("comision", de_todo), ("partido", ("?por=cargo", "?por=cuestionario"))):
        cliente = entrar(poblado, rol)
        for consulta in consultas:
            pagina = cliente.get(reverse("avance", args=[PROCESO]) + consulta)
            suyos = enlaces(pagina.content.decode())
            assert suyos, (rol, consulta)
            for lugar, n in suyos:
                pide = QueryDict(lugar.partition("?")[2])
                clase = (rol, consulta, pide["cifra"], "hasta" in pide, next(iter(pide)) == "cifra")
                # One of each figure: of a group, and of the total.
                if clase in vistos:
                    continue
                vistos.add(clase)
                assert cliente.get(lugar).context["pagina"].paginator.count == n, (rol, lugar)


def test_las_cifras_son_las_del_registro_y_un_dia_anterior_se_cuenta_como_estaba(poblado: Elenco) -> None:
    hoy = Seguimiento(poblado.proceso, AHORA)
    total = {c: sum(f.numeros[c] for f in hoy.por("actor")) for c in CIFRAS}
    assert total == {
        "registradas": 9,
        "cuentas_enviadas": 6,
        "cuentas_recibidas": 6,
        "capturadas": 5,
        "en_tiempo": 4,
        "extemporaneas": 1,
        "observadas": 1,
        "validadas": 2,
        "autorizadas": 1,
        "publicadas": 1,
        "retiradas": 1,
    }
    # Whatever the dimension, the totals are the same.
    for agrupacion in ("cargo", "territorio", "sexo"):
        assert {c: sum(f.numeros[c] for f in hoy.por(agrupacion)) for c in CIFRAS} == total
    antes = Seguimiento(poblado.proceso, momento("2024-04-04 10:00"))
    (propias,) = [f for f in antes.por("actor") if f.nombre == "Partido A"]
    # Neither observed nor validated yet; whoever withdrew had done so.
    assert [propias.numeros[c] for c in ("registradas", "capturadas", "observadas", "validadas", "retiradas")] == [
        6,
        3,
        0,
        0,
        1,
    ]
    assert (propias.captura, propias.cumplimiento) == (60, 0)
    assert {c.clave: (c.completo, c.parcial, c.vacio) for c in hoy.cuestionarios()} == {
        "curricular": (5, 1, 2),
        "identidad": (5, 0, 3),
    }
    assert {s.campo: s.con_dato for s in hoy.secciones()}["propuesta_1"] == 6
    # Day by day: what was done until the end of each, against the terms that had ended.
    dias = {d.dia: d for d in hoy.por_dia()}
    assert (dias[date(2024, 4, 3)].acumuladas, dias[date(2024, 4, 17)].debidas) == (4, 6)
    ultimo = max(dias.values(), key=lambda d: d.dia)
    assert (ultimo.dia, ultimo.extemporaneas, ultimo.acumuladas) == (date(2024, 4, 20), 1, 5)


def test_la_pagina_de_dias_dibuja_la_curva_y_su_tabla_dice_lo_mismo(poblado: Elenco) -> None:
    pagina = entrar(poblado, "comision").get(reverse("avance", args=[PROCESO]), {"por": "dia"}).content.decode()
    assert 'role="img"' in pagina
    assert "al jueves 25 de abril" not in pagina
    assert "se habían capturado 5 candidaturas y el plazo había terminado para 6" in pagina
    assert "17 abr: 6" in pagina


def test_quienes_no_han_capturado_con_sus_dias_y_a_quien_escribir(poblado: Elenco) -> None:
    lugar = reverse("avance_pendientes", args=[PROCESO])
    cliente = entrar(poblado, "secretaria_tecnica")
    for situacion, nombres in (
        ("", {"Persona Número 1", "Persona 22", "Persona Hombre"}),
        ("plazo_vencido", {"Persona 22"}),
        ("en_plazo", set()),
        ("cuentas_sin_enviar", {"Persona Número 1", "Persona Hombre"}),
        ("cuentas_sin_recibir", set()),
        ("extemporaneas", {"Persona 21"}),
    ):
        pagina = cliente.get(lugar, {"situacion": situacion})
        assert {c.persona.nombre for c in pagina.context["pagina"]} == nombres, situacion
        cifra = next(c for c in pagina.context["situaciones"] if f"situacion={situacion or 'sin_capturar'}" in c.enlace)
        assert cifra.valor == len(nombres)
    texto = cliente.get(lugar).content.decode()
    assert "pb@example.com" in texto
    assert "ana@example.com" not in texto
    assert "venció hace 8 días" in texto
    # The address of a party is read by who may correct it, and by the party.
    assert "pb@example.com" not in entrar(poblado, "comision").get(lugar).content.decode()
    propia = entrar(poblado, "partido_b").get(lugar).content.decode()
    assert "pb@example.com" in propia
    assert "Persona Número 1" not in propia
    # A workbook: keys as texts, days as dates, days late as numbers.
    libro = CalamineWorkbook.from_filelike(io.BytesIO(cliente.get(lugar, {"formato": "xlsx"}).getvalue()))
    encabezado, *filas = libro.get_sheet_by_index(0).to_python()
    de = {f[0]: dict(zip(encabezado, f, strict=True)) for f in filas}["Persona 22"]
    assert (de["Fórmula"], de["Días de retraso"]) == ("22", 8)
    assert de["Plazo"].date() == date(2024, 4, 17)


def test_la_vista_dice_por_que_cada_una_no_se_publico(poblado: Elenco, monkeypatch: pytest.MonkeyPatch) -> None:
    lugar = reverse("avance_vista", args=[PROCESO])
    cliente = entrar(poblado, "secretaria_ejecutiva")
    antes = cliente.get(lugar)
    assert "Las campañas no han terminado" in antes.content.decode()
    # What happens after the campaigns changes nothing of it.
    validada = Candidatura.objects.get(estado="validada")
    servicios.autorizar(validada, por=poblado.usuario("partido"), en=momento("2024-05-30 09:00"))
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-05-30 10:00"))
    pagina = cliente.get(lugar)
    dichas = {f.persona.nombre: (razon.que, detalle) for f, razon, detalle in pagina.context["filas"]}
    assert dichas == {
        "Persona Número 1": (RAZONES["cuentas"].que, ""),
        "Persona Hombre": (RAZONES["cuentas"].que, ""),
        "Persona Número 2": (RAZONES["verificacion"].que, ""),
        "Persona Número 3": (RAZONES["observada"].que, "observado: Primera propuesta principal"),
        "Persona Número 4": (RAZONES["autorizacion"].que, ""),
        "Persona 21": (RAZONES["verificacion"].que, ""),
        "Persona 22": (
            RAZONES["captura"].que,
            "del curricular falta Grado máximo de estudios, Estatus de los estudios, Historia profesional y/o laboral, "
            "Trayectoria política y/o participación social, ¿Por qué quiere ocupar un cargo público?, Segunda "
            "propuesta principal, Propuesta en materia de género o del grupo que representa; sin aceptar el aviso de "
            "privacidad",
        ),
    }
    assert sum(c.valor for c in pagina.context["cifras"]) == pagina.context["total"] == 7
    assert [f.persona.nombre for f, _, _ in cliente.get(lugar, {"razon": "observada"}).context["filas"]] == [
        "Persona Número 3"
    ]
    filas = cliente.get(lugar, {"formato": "csv"}).getvalue().decode().splitlines()  # type: ignore[attr-defined]
    assert len(filas) == 8
    propia = entrar(poblado, "partido_b").get(lugar)
    assert {f.persona.nombre for f, _, _ in propia.context["filas"]} == {"Persona 21", "Persona 22"}
    # Without the date, the page says which one it needs.
    poblado.proceso.campanas_fin = None
    poblado.proceso.save()
    assert "fin de campañas" in cliente.get(lugar).content.decode()


def test_el_seguimiento_cuesta_las_mismas_consultas_con_mas_grupos(poblado: Elenco) -> None:
    cliente = entrar(poblado, "comision")

    def consultas(vista: str, **consulta: str) -> int:
        with CaptureQueriesContext(connection) as hechas:
            assert cliente.get(reverse(vista, args=[PROCESO]), consulta).status_code == 200
        return len(hechas)

    pedidas: list[tuple[str, dict[str, str]]] = [
        *(("avance", {"por": por}) for por in ("actor", "territorio", "cuestionario", "dia")),
        ("avance", {"por": "actor", "al": "2024-04-04"}),
        ("avance_pendientes", {}),
        ("avance_vista", {}),
    ]
    consultas("avance")
    antes = [consultas(vista, **q) for vista, q in pedidas]
    for n in range(6):
        actor = ActorPolitico.objects.create(proceso=poblado.proceso, clave=f"p-{n}", nombre=f"Partido {n}")
        c = poblado.candidatura(f"Más {n}", formula=f"5{n}", actor=actor)
        Candidatura.objects.filter(pk=c.pk).update(
            territorio=Territorio.objects.create(
                proceso=poblado.proceso, tipo="municipio", entidad="Morelos", nombre=f"Municipio {n}"
            )
        )
    despues = [consultas(vista, **q) for vista, q in pedidas]
    assert despues == antes
    # Session, person, roles and process are of every page.
    assert max(despues) <= 20


def test_un_dia_que_no_ha_llegado_se_rechaza_y_una_cifra_que_no_existe_no_lista_nada(poblado: Elenco) -> None:
    cliente = entrar(poblado, "comision")
    futuro = cliente.get(reverse("avance", args=[PROCESO]), {"al": "2025-01-01"})
    assert futuro.status_code == 422
    assert "no puede estar en el futuro" in futuro.content.decode()
    for mala in ("nada", "curricular-nada", "con-nada", "-"):
        lista = cliente.get(reverse("candidaturas", args=[PROCESO]), {"cifra": mala})
        assert lista.context["pagina"].paginator.count == 0, mala


def test_el_libro_no_interpreta_textos_y_dice_los_dias_como_dias() -> None:
    crudo: list[Any] = ["11.10", "2-5", "=1+1", "<b>&\x0b", date(2024, 4, 2), momento("2024-04-02 23:59"), 7, None]
    memoria = io.BytesIO()
    escribir_libro(memoria, "lista: larga", list("abcdefgh"), [crudo] * 120)
    memoria.seek(0)
    libro = CalamineWorkbook.from_filelike(memoria)
    assert libro.sheet_names == ["lista  larga"]
    encabezado, *filas = libro.get_sheet_by_index(0).to_python()
    assert (encabezado, len(filas)) == (list("abcdefgh"), 120)
    assert filas[-1][:5] == ["11.10", "2-5", "=1+1", "<b>&", date(2024, 4, 2)]
    assert (filas[0][5].isoformat(), filas[0][6], filas[0][7]) == ("2024-04-02T23:59:00", 7, "")


def test_sin_fin_de_campanas_no_hay_corte(elenco: Elenco) -> None:
    assert corte_de_vista(Proceso(instituto=elenco.instituto), AHORA) is None
    assert set(PENDIENTES).isdisjoint(CIFRAS)
