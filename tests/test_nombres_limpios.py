"""No door lets a line break or another control character into a name, and none goes out in a calendar."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from calendario.models import TextoLimpio
from compliance.actos import Apunte
from compliance.historia import auditados, crear_varios, guardar
from compliance.importacion import leer_export
from compliance.models import Acto, Area, Entregable, Instituto, Integracion, Organo, Proceso
from compliance.services.planes import cargar_plan
from flujos.importacion.escritura import importar
from flujos.models import Sesion

from .calendario.lector_ics import leer
from .compliance.plan_minimo import leido
from .elenco import Elenco, momento
from .libros import candidata, libro

SALTOS = {
    "LF": "\n",
    "CR": "\r",
    "CRLF": "\r\n",
    "VT": "\v",
    "FF": "\f",
    "NEL": "\x85",
    "LS": "\u2028",
    "PS": "\u2029",
}
EN = momento("2024-04-02 10:00")
cada_salto = pytest.mark.parametrize("salto", SALTOS.values(), ids=SALTOS)


@pytest.fixture(autouse=True)
def dia_fijo(settings: Any) -> None:
    settings.DEMO_FECHA = EN.date()


def test_todo_lo_que_se_audita_se_limpia() -> None:
    assert [m for m in auditados() if not issubclass(m, TextoLimpio)] == []


@cada_salto
def test_al_guardar_un_nombre_queda_en_una_linea_y_un_texto_en_renglones(elenco: Elenco, salto: str) -> None:
    proceso, informe = elenco.proceso, elenco.entregables["informe-marzo"]
    proceso.nombre = f"Proceso{salto}Electoral\x07"
    informe.nombre, informe.nota = f"Informe {salto} mensual", f"uno{salto}dos\x00"
    for objeto in (proceso, informe):
        guardar(objeto, por=None, en=EN, motivo="prueba")
        objeto.refresh_from_db()
    assert (proceso.nombre, informe.nombre) == ("Proceso Electoral", "Informe mensual")
    assert informe.nota == "uno\ndos"
    assert informe.history.latest("history_id").nombre == "Informe mensual"


def test_lo_que_se_dice_de_un_acto_tambien(elenco: Elenco) -> None:
    area, motivo = elenco.informatica, "Ofi\u202ecio\0 8\x1b\r\nuno"
    apunte = Apunte("cambio", area, por=None, en=EN, motivo=motivo, hechos={"que": [motivo], "n": 1})
    area.nombre = "Otra"
    guardar(area, por=None, en=EN, motivo=motivo, acto=apunte)
    crear_varios([Area(proceso=elenco.proceso, clave="n", nombre="N")], por=None, en=EN, motivo=motivo)
    limpio = "Oficio 8\nuno"
    assert set(Area.history.filter(history_date=EN).values_list("history_change_reason", flat=True)) == {limpio}
    acto = Acto.objects.get(verbo="cambio", motivo=limpio)
    assert acto.hechos == {"que": [limpio], "n": 1}


def test_las_listas_y_los_objetos_tambien(elenco: Elenco) -> None:
    curricular = elenco.candidatura_en("capturada").curricular
    curricular.medios = [{"tipo": "telefono", "valor": "55\x0b00"}]
    guardar(curricular, por=None, en=EN, motivo="prueba")
    curricular.refresh_from_db()
    assert curricular.medios == [{"tipo": "telefono", "valor": "55\n00"}]


@cada_salto
@pytest.mark.django_db
def test_un_plan_se_carga_limpio_y_cargarlo_otra_vez_no_cambia_nada(salto: str) -> None:
    escrito = "".join(f"\\u{ord(c):04x}" for c in salto)
    cambios = [
        ("Proceso 2023-2024", f"Proceso{escrito}2023-2024"),
        ('siglas = "OPL"', f'siglas = "O{escrito}PL"'),
        ('nombre = "Comisión"', f'nombre = "La{escrito}Comisión"'),
        ("Consejera Uno", f"Consejera{escrito}Uno"),
    ]
    primera, segunda = (cargar_plan(*leido(*cambios), por=None, en=EN) for _ in range(2))
    assert primera.escribio
    assert not segunda.escribio
    assert Proceso.objects.get().nombre == "Proceso 2023-2024"
    assert Instituto.objects.get().siglas == "O PL"
    assert Organo.objects.get(clave="comision").nombre == "La Comisión"
    assert Integracion.objects.get().nombre == "Consejera Uno"


@cada_salto
def test_una_convocatoria_y_un_catalogo(elenco: Elenco, client: Client, salto: str) -> None:
    client.force_login(elenco.usuario("secretaria_tecnica"), backend="django.contrib.auth.backends.ModelBackend")
    datos = {
        "organo": elenco.comision.pk,
        "tipo": "extraordinaria",
        "nombre": f"Sesión{salto}de prueba",
        "lugar": f"Sala{salto}dos",
        "inicia_en": "2024-04-20T10:00",
        "motivo": "Se registra después",
        "otros": "Asuntos generales",
    }
    respuesta = client.post("/p/prueba-2024/sesiones/nueva/", datos)
    assert respuesta.status_code == 302, respuesta.content.decode()
    sesion = Sesion.objects.get()
    assert (sesion.nombre, sesion.lugar) == ("Sesión de prueba", "Sala dos")
    informatica = elenco.usuario("administracion")
    informatica.is_staff = True
    informatica.save()
    client.force_login(informatica, backend="django.contrib.auth.backends.ModelBackend")
    direccion = f"/administracion/compliance/area/{elenco.informatica.pk}/change/"
    respuesta = client.post(direccion, {"nombre": f"Unidad{salto}de Informática", "motivo": "Prueba"})
    assert respuesta.status_code == 302
    elenco.informatica.refresh_from_db()
    assert elenco.informatica.nombre == "Unidad de Informática"


@cada_salto
def test_una_importacion_se_carga_limpia_y_repetirla_no_cambia_nada(elenco: Elenco, tmp_path: Path, salto: str) -> None:
    fila = candidata(NOMBRE_CANDIDATO=f"ANA{salto}SINTETICA", HISTORIA_PROFESIONAL=f"uno{salto}dos")
    export = leer_export(libro(tmp_path / "a.xlsx", [fila]))
    primera, segunda = (importar(export, elenco.proceso, por=None, en=EN) for _ in range(2))
    assert (primera.creadas, segunda.sin_cambio) == (1, 1)
    candidatura = elenco.proceso.candidaturas.get()
    assert candidatura.persona.nombre == "ANA SINTETICA"
    assert candidatura.curricular.historia_profesional == "uno\ndos"


def test_lo_que_nadie_ve_no_cambia_a_nadie_en_una_importacion(elenco: Elenco, tmp_path: Path) -> None:
    invisibles = {
        "NOMBRE_CANDIDATO": "\u202aANA SINTE\u00adTICA A\u202c",
        "PARTIDO_COALICION": "PARTIDO\u200b A\ufeff",
        "NUM_LISTA_O_FORMULA": "101\u200b",
        "EDAD": "44\u200e",
    }
    filas = {"limpia.xlsx": candidata(), "sucia.xlsx": candidata(**invisibles)}
    libros = [leer_export(libro(tmp_path / nombre, [fila])) for nombre, fila in filas.items()]
    primera, segunda = (importar(export, elenco.proceso, por=None, en=EN) for export in libros)
    assert (primera.creadas, segunda.sin_cambio, segunda.advertencias) == (1, 1, primera.advertencias)


def test_lo_que_nadie_ve_no_hace_otra_persona_ni_se_reprocha_en_el_registro(elenco: Elenco, client: Client) -> None:
    client.force_login(elenco.usuario("administracion"), backend="django.contrib.auth.backends.ModelBackend")
    elenco.candidatura("Ana O'Neill Paz", formula="7")
    datos = {"nombre": "\u202aAna O'Neill\u200b Paz\u202c", "formula": "8"}
    pagina = client.post("/p/prueba-2024/candidaturas/nueva/", datos).content.decode()
    assert "signos que ningún nombre lleva" not in pagina
    assert "¿Es la misma persona?" in pagina


@cada_salto
def test_lo_que_ya_estaba_dentro_no_sale_en_el_calendario_publico(elenco: Elenco, client: Client, salto: str) -> None:
    sucio = f"Con{salto}salto"
    Proceso.objects.update(nombre=sucio)
    Instituto.objects.update(siglas=sucio)
    Entregable.objects.update(nombre=sucio, producto=sucio)
    respuesta = client.get("/conoceles/prueba-2024/calendario.ics")
    assert respuesta.status_code == 200
    calendario = leer(respuesta.content)
    assert calendario["X-WR-CALNAME"].texto == "Con salto: Con salto"
    assert any("Con salto" in e["SUMMARY"].texto for e in calendario.todas("VEVENT"))
    assert len(Calendar.from_ical(respuesta.content).walk("VEVENT")) == len(calendario.todas("VEVENT"))
