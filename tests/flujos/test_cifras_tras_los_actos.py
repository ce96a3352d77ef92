"""Figures stay true after what undoes or replaces: the page, its list, their files and the monthly report agree.

On each day that is asked for: before the act, after it, and after it was undone.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from calendario.fechas import fin_del_dia
from compliance.historia import guardar
from compliance.models import ActorPolitico, Cotejo, Persona
from compliance.seguimiento import CIFRAS, Seguimiento, en_total
from compliance.tablero import candidaturas_por_estado
from documentos.informes.mensual import datos_informe
from flujos import candidaturas as servicios
from flujos.candidaturas import cotejos
from flujos.candidaturas.cotejos import Repetida
from flujos.importacion.deshacer import deshacer
from flujos.models import Importacion

from ..elenco import Elenco, momento
from ..paginas import entrar
from .importado import Importador, persona

PROCESO = "prueba-2024"
AHORA = momento("2024-07-20 10:00")
Cifras = dict[str, int]


@pytest.fixture(autouse=True)
def en_julio(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)


def filas_de(cliente: Client, vista: str, **consulta: str) -> list[list[Any]]:
    """The rows of the workbook of a list, without its headings."""
    respuesta = cliente.get(reverse(vista, args=[PROCESO]), consulta | {"formato": "xlsx"})
    assert respuesta.status_code == 200, (vista, consulta)
    libro = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(respuesta)))  # type: ignore[arg-type]
    return libro.get_sheet_by_index(0).to_python()[1:]


def cifras(elenco: Elenco, dia: date) -> Cifras:
    """The figures of a day, once everything that says them says the same."""
    al = fin_del_dia(dia, elenco.proceso.tz)
    seguimiento = Seguimiento(elenco.proceso, al)
    dichas = dict(en_total(seguimiento.por("actor")).numeros)
    assert dichas == seguimiento.cuantas(CIFRAS)
    for agrupacion in ("cargo", "territorio", "sexo"):
        filas = seguimiento.por(agrupacion)
        assert dict(en_total(filas).numeros) == dichas
        assert all(f.nombre and f.nombre != "None" and f.valor != "None" for f in filas), filas
    # Each leads to its list, whose file has as many rows.
    cliente = entrar(elenco.usuario("comision"))
    for cifra, n in dichas.items():
        consulta = {"cifra": cifra, "al": dia.isoformat()}
        pagina = cliente.get(reverse("candidaturas", args=[PROCESO]), consulta)
        assert pagina.context["pagina"].paginator.count == n, (dia, cifra)
        assert len(filas_de(cliente, "candidaturas", **consulta)) == n, (dia, cifra)
    # The page of each dimension and its file, by who postulates.
    titulos = [c.breve for c in CIFRAS.values()]
    de_actores = {f[0]: f[1 : len(titulos) + 1] for f in filas_de(cliente, "avance", por="actor", al=dia.isoformat())}
    assert de_actores == {f.nombre: [f.numeros[c] for c in CIFRAS] for f in seguimiento.por("actor")}
    # What the reports print.
    informe = datos_informe(elenco.proceso, dia.replace(day=1), al, {}, [])
    assert dict(en_total(informe.captura).numeros) == dichas
    por_estado = candidaturas_por_estado(elenco.proceso, al)
    assert informe.candidaturas == por_estado
    assert sum(por_estado.values()) == dichas["registradas"]
    for estado, cifra in (("retirada", "retiradas"), ("publicada", "publicadas"), ("observada", "observadas")):
        assert por_estado[estado] == dichas[cifra]
    return dichas


def algunas(dichas: Cifras, *cuales: str) -> list[int]:
    return [dichas[c] for c in cuales]


ALGUNAS = ("registradas", "capturadas", "publicadas", "retiradas")


def test_unir_una_repetida_y_revertirlo(elenco: Elenco) -> None:
    alianza = ActorPolitico(proceso=elenco.proceso, clave="comun", nombre="Común A y B", tipo="comun")
    guardar(alianza, por=None, en=momento("2024-03-01 10:00"), motivo="Alta")
    alianza.integrantes.set([elenco.partido_a, elenco.partido_b])
    queda = elenco.candidatura_en("publicada", "Ana Pérez Ruiz")
    sale = elenco.candidatura_en("capturada", "ANA PEREZ RUIZ", actor=elenco.partido_b)
    quien = elenco.usuario("secretaria_ejecutiva")
    cotejo = cotejos.unir(
        elenco.proceso,
        [queda.persona_id, sale.persona_id],
        sobrevive=queda.persona_id,
        repetidas=[Repetida(queda.pk, (sale.pk,), alianza.pk)],
        motivo="Es la misma",
        documento="Oficio 1",
        por=quien,
        en=momento("2024-04-20 10:00"),
    )

    def de_cada_quien(dia: date) -> dict[str, int]:
        filas = Seguimiento(elenco.proceso, fin_del_dia(dia, elenco.proceso.tz)).por("actor")
        return {f.nombre: f.vigentes for f in filas if f.vigentes}

    antes, unidas, vueltas = date(2024, 4, 19), date(2024, 4, 20), date(2024, 4, 22)
    for _ in range(2):
        assert algunas(cifras(elenco, antes), *ALGUNAS) == [2, 2, 1, 0]
        assert algunas(cifras(elenco, unidas), *ALGUNAS) == [2, 1, 1, 1]
        assert de_cada_quien(antes) == {"Partido A": 1, "Partido B": 1}
        assert de_cada_quien(unidas) == {"Común A y B": 1}
        if Cotejo.objects.get().revertido_en is None:
            cotejos.revertir(cotejo, motivo="Eran dos", por=quien, en=momento("2024-04-21 10:00"))
    assert cifras(elenco, vueltas) == cifras(elenco, antes)
    assert de_cada_quien(vueltas) == de_cada_quien(antes)


def test_deshacer_una_carga(elenco: Elenco, importado: Importador) -> None:
    elenco.candidatura_en("publicada", "Persona Antes", formula="90")
    sintetica = persona(1, PROPUESTA_1="")
    importado([sintetica], en=momento("2024-07-01 10:00"))
    nuevas = {"PARTIDO_COALICION": "PARTIDO NUEVO", "DISTRITO LOCAL": "No aplica", "MUNICIPIO": "YAUTEPEC",
              "CARGO": "SINDICATURA", "SEXO": "HOMBRE"}  # fmt: skip
    importado([persona(n, **nuevas) for n in range(2, 5)], en=momento("2024-07-03 10:00"))
    antes, cargadas, deshechas = date(2024, 7, 2), date(2024, 7, 4), date(2024, 7, 6)
    assert algunas(cifras(elenco, antes), "registradas", "publicadas") == [2, 1]
    assert algunas(cifras(elenco, cargadas), "registradas", "publicadas") == [5, 1]
    deshacer(Importacion.objects.latest("pk"), por=elenco.usuario("administracion"), en=momento("2024-07-05 10:00"))
    # What was loaded by mistake is of no day: its list would be empty, and nobody could check the figure.
    for dia in (antes, cargadas, deshechas):
        assert algunas(cifras(elenco, dia), "registradas", "publicadas") == [2, 1]


@pytest.mark.parametrize("sustituye", [False, True])
def test_retirar_y_sustituir(elenco: Elenco, *, sustituye: bool) -> None:
    c, quien = elenco.candidatura_en("publicada"), elenco.usuario("secretaria_ejecutiva")
    elenco.candidatura_en("observada", "Bea Luna Paz", formula="2")
    en = momento("2024-04-20 10:00")
    if sustituye:
        nueva = Persona(proceso=elenco.proceso, nombre="Eva Sol Luna", sexo="H", correo="eva@example.com")
        servicios.sustituir(c, persona=nueva, aprobada_el=date(2024, 4, 20), documento="Acuerdo 9", por=quien, en=en)
    else:
        servicios.retirar(c, motivo_retiro="renuncia", documento="Oficio 9", por=quien, en=en)
    assert algunas(cifras(elenco, date(2024, 4, 19)), *ALGUNAS) == [2, 2, 1, 0]
    assert algunas(cifras(elenco, date(2024, 4, 20)), *ALGUNAS) == [2 + sustituye, 1, 0, 1]
    # Until it was observed it was only captured.
    assert algunas(cifras(elenco, date(2024, 4, 4)), "observadas", "capturadas") == [0, 2]


# -- Their workbooks ------------------------------------------------------------------------------------------


def hojas_crudas(contenido: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(contenido)) as libro:
        for nombre in libro.namelist():
            if nombre.startswith("xl/worksheets/"):
                yield libro.read(nombre).decode()


LISTAS: list[tuple[str, str, dict[str, str]]] = [
    ("candidaturas", "secretaria_tecnica", {}),
    ("avance", "comision", {"por": "actor"}),
    ("avance", "comision", {"por": "cargo"}),
    ("avance", "comision", {"por": "territorio"}),
    ("avance", "comision", {"por": "sexo"}),
    ("avance", "comision", {"por": "cuestionario"}),
    ("avance", "comision", {"por": "dia"}),
    ("avance_pendientes", "secretaria_tecnica", {}),
    ("avance_vista", "comision", {}),
    ("entregables", "comision", {}),
    ("sesiones", "comision", {}),
    ("cuentas", "administracion", {}),
    ("consentimientos", "verificacion", {"por": "persona"}),
    ("accesos_sin_recibir", "administracion", {}),
    ("paridad", "secretaria_tecnica", {}),
    ("historial", "auditoria", {}),
    ("mesa_calificaciones", "verificacion", {}),
    ("conoceles", "comision", {}),
]
RAROS = ('=HYPERLINK("http://x")', "+1", "-2", "@SUM(1)", "11.10", "2-5", "007")


@pytest.fixture
def raras(elenco: Elenco) -> Elenco:
    """Names and keys that a spreadsheet would take for a formula, a number or a date."""
    for actor, nombre in ((elenco.partido_a, RAROS[0]), (elenco.partido_b, RAROS[3])):
        actor.nombre = nombre
        actor.save()
    elenco.distrito.clave, elenco.distrito.nombre = "007", "2-5"
    elenco.distrito.save()
    elenco.diputacion.nombre = "11.10"
    elenco.diputacion.save()
    c = elenco.candidatura("=1+1 Ruiz Paz", formula="2-5")
    servicios.entregar_cuentas(c, por=None, en=momento("2024-04-02 09:00"))
    elenco.candidatura_en("publicada", "+Ana Pérez Luna", formula="11.10", actor=elenco.partido_b)
    elenco.candidatura_en("capturada", "@Eva Sol Paz", formula="3")
    return elenco


@pytest.mark.parametrize(("vista", "rol", "consulta"), LISTAS, ids=lambda v: str(v))
def test_en_ningun_libro_hay_formulas_y_las_claves_y_los_dias_son_lo_que_son(
    raras: Elenco, vista: str, rol: str, consulta: dict[str, str]
) -> None:
    cliente = entrar(raras.usuario(rol))
    respuesta = cliente.get(reverse(vista, args=[PROCESO]), consulta | {"formato": "xlsx"})
    assert respuesta.status_code == 200
    assert respuesta["Content-Disposition"].endswith('.xlsx"')
    contenido = b"".join(respuesta)  # type: ignore[arg-type]
    crudas = list(hojas_crudas(contenido))
    assert crudas
    assert not any("<f>" in hoja or "<hyperlink" in hoja for hoja in crudas)
    celdas = [
        v for f in CalamineWorkbook.from_filelike(io.BytesIO(contenido)).get_sheet_by_index(0).to_python() for v in f
    ]
    textos = [v for v in celdas if isinstance(v, str)]
    # Days are days: none is written as words.
    assert not [v for v in textos if re.fullmatch(r"\d{4}-\d\d-\d\d.*|\d{1,2}/\d{1,2}/\d{4}.*", v)]
    if vista == "candidaturas":
        for clave in ("2-5", "11.10", "=1+1 Ruiz Paz", RAROS[0], "@Eva Sol Paz"):
            assert clave in textos, clave
        assert date(2024, 3, 30) in celdas
        assert datetime(2024, 4, 2, 9, 0) in celdas
    if vista == "avance_pendientes":
        assert {"2-5", "11.10"} <= set(textos)
