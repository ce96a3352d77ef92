"""The pages of a plan: what they show, to whom, and their downloads."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from compliance.models import Nombramiento, Plan, Proceso
from compliance.plan.esquema import leer_plan, ruta_de_plan
from compliance.services.planes import cargar_plan

from ..elenco import Elenco, momento

CLAVE = "iepac-2023-2024"


@pytest.fixture
def cliente(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Auditoría, with Yucatán's plan loaded and a role in its process."""
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-03 10:00"))
    plan, sha256 = leer_plan(ruta_de_plan(CLAVE))
    cargar_plan(plan, sha256, por=None, en=momento("2023-11-01 10:00"))
    Nombramiento.objects.create(
        usuario=elenco.usuario("auditoria"),
        rol=Group.objects.get(name="auditoria"),
        proceso=Proceso.objects.get(clave=CLAVE),
        desde=date(2023, 9, 1),
    )
    entrada = Client()
    entrada.force_login(elenco.usuario("auditoria"))
    return entrada


def pagina(cliente: Client, nombre: str, consulta: str = "") -> str:
    respuesta = cliente.get(reverse(nombre, args=[CLAVE] if nombre != "planes_comparar" else []) + consulta)
    assert respuesta.status_code == 200
    return respuesta.content.decode()


def test_el_plan_muestra_su_fuente_su_huella_y_lo_impreso_junto_a_lo_que_rige(cliente: Client) -> None:
    html = " ".join(pagina(cliente, "plan").split())
    assert "aprobado en sesión ordinaria" in html
    assert Plan.objects.get(clave=CLAVE).sha256 in html
    assert "5 días naturales posteriores a la aprobación del documento" in html
    assert "9 entregables, uno por mes" in html
    assert "9 entregables, uno por semana" in html
    assert "Cuando ocurra el hecho" in html


def test_sus_filas_se_buscan_sin_acentos_y_se_apartan_las_que_difieren(cliente: Client) -> None:
    html = pagina(cliente, "plan", "?q=TECNICO+operativo")
    assert "proceso técnico operativo" in html
    assert "prototipo" not in html.split("</form>")[-1]
    assert "No hay filas con estos filtros" in pagina(cliente, "plan", "?rige=otra")


def test_la_revision_muestra_cada_hallazgo_y_cuantos_hay_de_cada_gravedad(cliente: Client) -> None:
    html = pagina(cliente, "plan_revision")
    assert "no se remite al INE, y el artículo 11, numeral 11" in html
    errores = pagina(cliente, "plan_revision", "?gravedad=error&orden=-clave")
    assert "C.G.021/2023" not in errores
    assert "No hay hallazgos con estos filtros" in pagina(cliente, "plan_revision", "?q=nada+de+esto")


def test_un_plan_sin_hallazgos_lo_dice(cliente: Client) -> None:
    Plan.objects.filter(clave=CLAVE).update(hallazgos=[])
    assert "La revisión no halló nada" in pagina(cliente, "plan_revision")


def test_las_obligaciones_dicen_quien_responde_de_cada_una(cliente: Client) -> None:
    html = pagina(cliente, "plan_deberes")
    assert "Las campañas de difusión del Sistema dirigidas a la ciudadanía." in html
    assert "La fuente no lo dice" in html
    assert "Unidad de Tecnologías de la Información" in html


@pytest.mark.parametrize(
    ("nombre", "consulta", "renglones", "dice"),
    [
        ("plan", "", 20, "Límite: 01/03/2024 31/05/2024"),
        ("plan", "&q=avance", 4, "avance"),
        ("plan_revision", "&gravedad=error", 5, "sin_remision"),
        ("plan_deberes", "", 6 + 13, "Grupo de Trabajo"),
        ("planes_comparar", "", 22 + 15 + 19 + 15, "11.12"),  # the rows of Morelos, Hidalgo, Yucatán and Jalisco
    ],
)
def test_cada_lista_descarga_exactamente_lo_que_muestra(
    cliente: Client, nombre: str, consulta: str, renglones: int, dice: str
) -> None:
    texto = pagina(cliente, nombre, f"?formato=csv{consulta}")
    assert dice in texto
    assert len(list(csv.reader(StringIO(texto)))) - 1 == renglones


def test_los_planes_de_cuatro_institutos_se_comparan_por_numeral(cliente: Client) -> None:
    html = " ".join(pagina(cliente, "planes_comparar").split())
    for siglas in ("IMPEPAC", "IEEH", "IEPAC", "IEPC"):
        assert siglas in html
    assert "Numeral 12: mejoras y adiciones a los cuestionarios" in html
    assert "No lo tiene" in html  # Yucatán has no row for numeral 7
    assert "No es de este periodo" in html  # Hidalgo's report covers only April


def test_se_compara_tambien_cualquier_version_de_los_planes_a_la_vista(cliente: Client) -> None:
    proceso = Proceso.objects.get(clave=CLAVE)
    respuesta = cliente.get(reverse("planes_comparar"), {"con": f"{CLAVE}/1"})
    assert f"{proceso}, versión 1" in respuesta.content.decode()
    texto = cliente.get(reverse("planes_comparar"), {"con": f"{CLAVE}/1", "formato": "csv"}).content.decode()
    assert texto.count(f"IEPAC ({proceso}, versión 1)") == 19
    # One that nobody has, or of a process that one does not see, is not compared.
    otra = cliente.get(reverse("planes_comparar"), {"con": "otro-2030/1"})
    assert otra.status_code == 200
    assert "versión 1</p>" not in otra.content.decode()


def test_hacen_las_mismas_consultas_con_cualquier_numero_de_filas(
    cliente: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for nombre in ("plan", "plan_revision", "plan_deberes"):
        with django_assert_max_num_queries(13):
            pagina(cliente, nombre)


@pytest.mark.parametrize("nombre", ["plan", "plan_revision", "plan_deberes"])
def test_quien_no_tiene_papel_en_el_proceso_no_sabe_que_existe(cliente: Client, elenco: Elenco, nombre: str) -> None:
    for quien in ("comision", "partido", "ajena"):
        otro = Client()
        otro.force_login(elenco.usuario(quien))
        assert otro.get(reverse(nombre, args=[CLAVE])).status_code == 404
    assert Client().get(reverse(nombre, args=[CLAVE])).status_code == 302
    assert cliente.post(reverse(nombre, args=[CLAVE])).status_code == 405


@pytest.mark.parametrize(("quien", "codigo"), [("comision", 200), ("partido", 404), ("ajena", 404)])
def test_la_comparacion_es_para_quien_esta_dentro_de_un_instituto(
    cliente: Client, elenco: Elenco, quien: str, codigo: int
) -> None:
    otro = Client()
    otro.force_login(elenco.usuario(quien))
    assert otro.get(reverse("planes_comparar")).status_code == codigo
    assert Client().get(reverse("planes_comparar")).status_code == 302


@pytest.mark.parametrize(
    ("quien", "carga"), [("administracion", True), ("secretaria_tecnica", True), ("comision", False)]
)
def test_un_proceso_sin_plan_lo_dice_y_ofrece_cargarlo_a_quien_puede(elenco: Elenco, quien: str, carga: bool) -> None:
    cliente = Client()
    cliente.force_login(elenco.usuario(quien))
    respuesta = cliente.get(reverse("plan", args=[elenco.proceso.clave]))
    assert "Este proceso todavía no tiene plan" in respuesta.content.decode()
    assert (reverse("plan_cargar", args=[elenco.proceso.clave]) in respuesta.content.decode()) is carga


def test_sin_plan_las_demas_paginas_del_plan_no_existen(elenco: Elenco) -> None:
    cliente = Client()
    cliente.force_login(elenco.usuario("administracion"))
    for nombre in ("plan_revision", "plan_versiones", "plan_editar", "plan_derivar"):
        assert cliente.get(reverse(nombre, args=[elenco.proceso.clave])).status_code == 404


def test_los_hallazgos_van_por_gravedad_en_palabras_y_llevan_a_su_fila(elenco: Elenco) -> None:
    plan, sha256 = leer_plan(ruta_de_plan("impepac-2023-2024"))
    cargar_plan(plan, sha256, por=None, en=momento("2023-11-01 10:00"))
    proceso = Proceso.objects.get(clave="impepac-2023-2024")
    grupo = Group.objects.get(name="auditoria")
    Nombramiento.objects.create(usuario=elenco.usuario("auditoria"), rol=grupo, proceso=proceso, desde=date(2023, 9, 1))
    cliente = Client()
    cliente.force_login(elenco.usuario("auditoria"))
    respuesta = cliente.get(reverse("plan_revision", args=[proceso.clave]))
    gravedades = [h.gravedad for h, _ in respuesta.context["hallazgos"]]
    assert gravedades == sorted(gravedades, key=["error", "aviso", "nota"].index)
    html = respuesta.content.decode()
    assert "Fecha impresa de la actividad" in html
    assert "jue 5 ene 2023" in html
    for crudo in ("subactividades.fecha_impresa", "2023-01-05", "«proceso-tecnico-operativo»"):
        assert crudo not in html
    operativo = proceso.entregables.get(llave="proceso-tecnico-operativo")
    assert f'href="{reverse("entregable", args=[proceso.clave, operativo.pk])}"' in html
    assert "A más tardar vie 1 sep 2023" in cliente.get(reverse("plan", args=[proceso.clave])).content.decode()


def test_la_comparacion_dice_que_es_cada_clave(cliente: Client) -> None:
    assert "Instalación de la Comisión en la que se reporten" in pagina(cliente, "planes_comparar")
