"""What a page of the history costs, and that its pages follow one another without gaps."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compliance.historia import crear_varios
from compliance.models import Nombramiento, Territorio
from flujos.historial import Busqueda, llaves
from flujos.models import Transicion

from ..elenco import Elenco, momento
from .lugares import HISTORIAL

pytestmark = pytest.mark.usefixtures("veinte_de_abril")


def agregar(e: Elenco, desde: int, hasta: int) -> None:
    """Territories and roles with history: two kinds of rows, one that names others."""
    en = momento("2024-04-19 10:00")
    territorios = [
        Territorio(proceso=e.proceso, tipo="municipio", entidad="Morelos", nombre=f"Municipio {n}")
        for n in range(desde, hasta)
    ]
    crear_varios(territorios, por=None, en=en, motivo="Carga")
    rol = Group.objects.get(name="verificacion")
    nombramientos = [
        Nombramiento(usuario=e.usuario("ajena"), rol=rol, proceso=e.proceso, desde=date(2024, 4, 19))
        for _ in range(desde, hasta)
    ]
    crear_varios(nombramientos, por=e.usuario("administracion"), en=en, motivo="Alta")
    transiciones = [
        Transicion(
            proceso=e.proceso,
            entregable=e.entregables["publicacion"],
            verbo="adjuntar",
            a="programado",
            de="programado",
            por_nombre="X",
            en=en,
        )
        for _ in range(desde, hasta)
    ]
    Transicion.objects.bulk_create(transiciones)


def test_una_pagina_cuesta_lo_mismo_con_diez_filas_que_con_mil(elenco: Elenco, auditoria: Client) -> None:
    def consultas(**filtro: str) -> int:
        with CaptureQueriesContext(connection) as hechas:
            assert auditoria.get(HISTORIAL, filtro).status_code == 200
        return len(hechas)

    dia = {"desde": "2024-04-19", "hasta": "2024-04-19"}
    agregar(elenco, 0, 10)
    auditoria.get(HISTORIAL)  # the first visit notes in the session which process one works in
    con_diez = {clase: consultas(clase=clase, **dia) for clase in ("territorio", "nombramiento", "entregable")}
    todo = consultas(autor="administracion", **dia)
    agregar(elenco, 10, 1000)
    assert llaves(elenco.proceso, Busqueda(desde=date(2024, 4, 19), hasta=date(2024, 4, 19))).count() == 3000
    assert {clase: consultas(clase=clase, **dia) for clase in con_diez} == con_diez
    assert consultas(autor="administracion", **dia) == todo
    assert max(con_diez.values()) <= 20


def test_las_paginas_siguen_unas_a_otras_sin_huecos(elenco: Elenco) -> None:
    agregar(elenco, 0, 60)
    encontradas = llaves(elenco.proceso, Busqueda())
    todas = list(encontradas)
    por_paginas = [llave for i in range(0, len(todas), 50) for llave in encontradas[i : i + 50]]
    assert por_paginas == todas
    assert len(set(todas)) == len(todas)
    assert [m for m, _, _ in todas] == sorted((m for m, _, _ in todas), reverse=True)
