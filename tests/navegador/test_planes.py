"""Changing a plan with a browser: a row, what moves, its version; at both widths."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Page, expect

from compliance.models import Entregable, Nombramiento, Proceso, Usuario, VersionDePlan
from compliance.plan.esquema import leer_plan, ruta_de_plan
from compliance.services.planes import cargar_plan

from ..compliance.plan_cargado import empezar
from ..elenco import momento
from .ayudas import entrar_como, foto, pulsar, seguir, sin_violaciones

CLAVE = "impepac-2023-2024"


@pytest.fixture
def tecnica(transactional_db: None) -> Usuario:
    """Whoever keeps Morelos's plan, with its work plan already sent and a report under way."""
    plan, sha256 = leer_plan(ruta_de_plan(CLAVE))
    cargar_plan(plan, sha256, por=None, en=momento("2023-10-25 10:00"))
    empezar(Entregable.objects.get(llave="plan-de-trabajo"), remitido_en=momento("2023-11-03 10:00"))
    empezar(Entregable.objects.get(llave="informe-mensual-2024-04"))
    usuario = Usuario.objects.create_user("tecnica", first_name="Tania", last_name="Técnica")
    Nombramiento.objects.create(
        usuario=usuario,
        rol=Group.objects.get_or_create(name="secretaria_tecnica")[0],
        proceso=Proceso.objects.get(),
        desde=date(2023, 9, 1),
    )
    return usuario


@pytest.mark.parametrize("medida", ["escritorio", "telefono"])
def test_una_fila_se_cambia_se_ve_lo_que_se_mueve_y_queda_su_version(
    abrir_pagina: Callable[[str], Page], tecnica: Usuario, medida: str
) -> None:
    pagina = abrir_pagina(medida)
    entrar_como(pagina, tecnica)
    pagina.goto(f"/p/{CLAVE}/plan/")
    seguir(pagina, "Cambiar el plan")
    pagina.get_by_role("link", name="Informe").first.wait_for()
    pagina.goto(f"/p/{CLAVE}/plan/filas/informe-mensual-2024-04/")
    pagina.get_by_label("Nota").first.fill("La comisión pidió otro día.")
    pagina.get_by_label("Debe aprobarse a más tardar").fill("2024-05-02")
    pulsar(pagina, "Ver qué dan las reglas")
    expect(pagina.get_by_label("Debe aprobarse a más tardar")).to_have_value("2024-05-02")
    sin_violaciones(pagina)
    foto(pagina, "plan-fila")
    pulsar(pagina, "Guardar y ver qué se mueve")
    expect(pagina.get_by_role("heading", name="Entregables en curso que se mueven")).to_be_visible()
    expect(pagina.get_by_text("El INE ya tiene este plan")).to_be_visible()
    foto(pagina, "plan-cambios")
    sin_violaciones(pagina)
    pagina.get_by_role("checkbox", name="Aplicar Fecha de aprobación").uncheck()
    pagina.get_by_label("Por qué se deja lo que no se aplica").fill("La sesión ya está convocada")
    pagina.get_by_label("Motivo de la modificación").fill("Acuerdo IMPEPAC/CEE/99/2024")
    pulsar(pagina, "Aplicar los cambios")
    expect(pagina.get_by_text("Quedó la versión 2.")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "plan-version")
    version = VersionDePlan.objects.get(numero=2)
    assert version.informe is not None
    assert version.informe.limite_remision == date(2024, 4, 7)


@pytest.mark.parametrize("medida", ["escritorio", "telefono"])
def test_el_plan_del_proceso_siguiente_se_deriva_viendolo_antes(
    abrir_pagina: Callable[[str], Page], tecnica: Usuario, medida: str
) -> None:
    Nombramiento.objects.update(rol=Group.objects.get_or_create(name="administracion")[0])
    pagina = abrir_pagina(medida)
    entrar_como(pagina, tecnica)
    pagina.goto(f"/p/{CLAVE}/plan/filas/")
    seguir(pagina, "Derivar de este plan")
    pagina.get_by_label("Día de la nueva jornada electoral").fill("2027-06-06")
    pagina.get_by_role("checkbox", name="Diputaciones").first.check()
    for casilla in pagina.get_by_role("checkbox", name="Todavía no se sabe").all():
        casilla.check()
    sin_violaciones(pagina)
    pulsar(pagina, "Ver el plan")
    expect(pagina.get_by_role("heading", name="Abrir el proceso")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "plan-derivado")
    pagina.get_by_label("Motivo").fill("Inicio del proceso")
    pulsar(pagina, "Abrir el proceso con este plan")
    expect(pagina.get_by_text("Usted lo administra.")).to_be_visible()
    assert Proceso.objects.count() == 2
