"""What informática does every day, on screen."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from flujos.models import Importacion
from flujos.tasks import seguir_importacion

from ..elenco import Elenco
from ..libros import candidata, en_blanco, libro
from .ayudas import entrar_como, foto, seguir, sin_violaciones


def test_se_abre_una_cuenta_y_su_duena_fija_la_contrasena(pagina: Page, elenco: Elenco) -> None:
    entrar_como(pagina, elenco.usuario("administracion"))
    pagina.goto("/p/prueba-2024/cuentas/")
    sin_violaciones(pagina)
    foto(pagina, "cuentas")
    seguir(pagina, "Abrir una cuenta")
    sin_violaciones(pagina)
    foto(pagina, "cuenta-rol")
    seguir(pagina, "Área responsable")
    sin_violaciones(pagina)
    foto(pagina, "cuenta-nueva")
    pagina.get_by_label("Nombre de usuario").fill("rosa.nueva")
    pagina.get_by_label("Nombre", exact=True).fill("Rosa")
    pagina.get_by_label("Apellidos").fill("Nueva")
    pagina.get_by_label("Correo electrónico").fill("rosa@example.com")
    pagina.get_by_label("Área").select_option("Informática")
    pagina.get_by_role("button", name="Abrir la cuenta").click()
    enlace = pagina.get_by_label("Enlace")
    expect(enlace).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "cuenta-enlace")
    ruta = "/cuenta/" + enlace.input_value().split("/cuenta/")[1]
    seguir(pagina, "Ir a la cuenta")
    sin_violaciones(pagina)
    foto(pagina, "cuenta")
    seguir(pagina, "Desactivar")
    sin_violaciones(pagina)
    foto(pagina, "cuenta-desactivar")
    seguir(pagina, "No, volver sin cambios")
    seguir(pagina, "Terminar")
    sin_violaciones(pagina)
    foto(pagina, "nombramiento-terminar")

    pagina.context.clear_cookies()
    pagina.goto(ruta)
    sin_violaciones(pagina)
    foto(pagina, "fijar-contrasena")
    pagina.get_by_label("Contraseña nueva", exact=True).fill("Un-tren-verde-de-noche")
    pagina.get_by_label("Contraseña nueva, otra vez").fill("Un-tren-verde-de-noche")
    pagina.get_by_role("button", name="Guardar la contraseña").click()
    expect(pagina.get_by_text("Su contraseña quedó guardada.")).to_be_visible()


def test_se_importa_despues_de_ensayar(pagina: Page, elenco: Elenco, tmp_path: Path) -> None:
    archivo = libro(
        tmp_path / "base.xlsx",
        [
            candidata(),
            en_blanco(NUM_LISTA_O_FORMULA=102.0, NOMBRE_CANDIDATO="BETO SINTETICO DOS"),
            candidata(NUM_LISTA_O_FORMULA=103.0, NOMBRE_CANDIDATO="CARLA SINTETICA TRES", CARGO="REY"),
        ],
    )
    entrar_como(pagina, elenco.usuario("administracion"))
    pagina.goto("/p/prueba-2024/importar/")
    sin_violaciones(pagina)
    foto(pagina, "importar")
    pagina.get_by_label("Archivo de candidaturas").set_input_files(archivo)
    pagina.get_by_role("button", name="Ensayar la importación").click()
    expect(pagina.get_by_text("Todavía no se escribe nada")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "importacion-ensayo")
    pagina.get_by_role("button", name="Importar este archivo").click()
    expect(pagina.get_by_text("Se importó «base.xlsx».")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "importacion-hecha")
    pagina.get_by_role("link", name="Ver lo que hizo, o deshacerla").click()
    expect(pagina.get_by_text("Se quitan 2 candidaturas y 2 personas")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "importacion-deshacer")
    pagina.get_by_role("button", name="Deshacer la importación").click()
    expect(pagina.get_by_text("Esta importación se deshizo")).to_be_visible()
    # A table that nobody knows.
    pagina.goto("/p/prueba-2024/importar/")
    otra = tmp_path / "otra.csv"
    otra.write_text(
        "Fuerza,Puesto,Dto,Persona,Rol,CURP,Correo electrónico\n"
        "PARTIDO A,Legislatura,I,ANA SINTETICA UNO,Cabeza,SIXA800505MMSNXN09,ana.sintetica@correo.mx\n",
        encoding="utf-8",
    )
    pagina.get_by_label("Archivo de candidaturas").set_input_files(otra)
    pagina.get_by_role("button", name="Ensayar la importación").click()
    for columna, dato in (
        ("Fuerza", "actor"),
        ("Puesto", "cargo"),
        ("Dto", "distrito"),
        ("Persona", "nombre"),
        ("Rol", "calidad"),
    ):
        pagina.get_by_label(f"Qué es la columna «{columna}»").select_option(dato)
    expect(pagina.get_by_text("SIXA••••••••")).to_be_visible()
    expect(pagina.get_by_label("Qué es la columna «Correo electrónico»")).to_have_value("correo_registrado")
    sin_violaciones(pagina)
    foto(pagina, "importacion-columnas")
    pagina.get_by_role("button", name="Ensayar con estas columnas").click()
    pagina.get_by_label("Qué cargo es «Legislatura»").select_option(label=str(elenco.diputacion))
    pagina.get_by_label("Qué calidad es «Cabeza»").select_option("propietaria")
    sin_violaciones(pagina)
    pagina.get_by_role("button", name="Ensayar con estas columnas").click()
    expect(pagina.get_by_text("Todavía no se escribe nada")).to_be_visible()


def test_la_pagina_de_una_importacion_se_pone_al_dia_sola(
    pagina: Page, elenco: Elenco, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dejada: list[tuple[int, ...]] = []
    monkeypatch.setattr("flujos.views.importar.aparte", lambda tarea, *args: dejada.append(args))
    entrar_como(pagina, elenco.usuario("administracion"))
    pagina.goto("/p/prueba-2024/importar/")
    pagina.get_by_label("Archivo de candidaturas").set_input_files(libro(tmp_path / "base.xlsx", [candidata()]))
    pagina.get_by_role("button", name="Ensayar la importación").click()
    pagina.get_by_role("button", name="Importar este archivo").click()
    expect(pagina.get_by_text("Leyendo el archivo…")).to_be_visible()
    Importacion.objects.update(filas=4)
    lote = Importacion.objects.get().lotes.create(filas=3, hasta=2, reporte={"rechazadas": []})
    expect(pagina.get_by_text("3 de 4")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "importacion-en-curso")
    Importacion.objects.update(error="El disco está lleno.")
    expect(pagina.get_by_text("Importación sin terminar")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "importacion-detenida")
    lote.delete()
    pagina.get_by_role("button", name="Continuar la importación").click()
    expect(pagina.get_by_text("0 de 4")).to_be_visible()
    seguir_importacion(*dejada[1])
    expect(pagina.get_by_text("Se importó «base.xlsx».")).to_be_visible()


def test_los_catalogos_se_ven_y_se_usan_con_la_politica_estricta(escritorio: Page, elenco: Elenco) -> None:
    """The console is watched: a refused style or script fails the test."""
    administra = elenco.usuario("administracion")
    administra.is_staff = True
    administra.save()
    entrar_como(escritorio, administra)
    escritorio.goto("/administracion/")
    foto(escritorio, "catalogos")
    escritorio.goto("/administracion/compliance/integracion/")
    foto(escritorio, "catalogo-lista")
    escritorio.goto(f"/administracion/compliance/proceso/{elenco.proceso.pk}/change/")
    foto(escritorio, "catalogo-proceso")
    escritorio.goto(f"/administracion/compliance/area/{elenco.informatica.pk}/history/")
    foto(escritorio, "catalogo-historia")
    escritorio.goto(f"/administracion/compliance/area/{elenco.informatica.pk}/change/")
    escritorio.get_by_label("Correo").fill("ti@example.com")
    escritorio.get_by_label("Motivo del cambio").fill("Cambió el buzón")
    escritorio.get_by_role("button", name="Guardar", exact=True).click()
    expect(escritorio.get_by_text("se cambió correctamente")).to_be_visible()
