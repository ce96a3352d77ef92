"""The page of a representation and the sheet with which it captures many."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compliance.cara.libro import ColumnaDeHoja, Hoja
from compliance.cara.libro import libro_por_llenar as libro
from compliance.importacion.lector import leer_aparte
from compliance.models import Candidatura
from flujos import candidaturas as servicios
from flujos.importacion import hojas
from notificaciones.services import barrer

from ..elenco import Elenco, curricular_completo, identidad_completa, momento, texto

AHORA = momento("2024-04-04 12:00")
PAGINA = "/p/prueba-2024/representacion/"


@pytest.fixture
def partido(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)
    cliente = Client()
    cliente.force_login(elenco.usuario("partido"), backend="django.contrib.auth.backends.ModelBackend")
    return cliente


def _en_captura(elenco: Elenco, nombre: str, formula: str, **campos: object) -> Candidatura:
    c = elenco.candidatura(nombre, formula=formula, **campos)  # type: ignore[arg-type]
    servicios.entregar_cuentas(c, por=None, en=momento("2024-04-01 09:00"))
    return servicios.recibir_cuentas(c, por=None, en=momento("2024-04-01 09:00"))


def _lleno(respuesta: Any, cambios: dict[str, dict[str, str]], *, columnas: tuple[str, ...] = ()) -> ContentFile[bytes]:
    """The sheet that was downloaded, with other cells: by person and beginning of the title."""
    filas = leer_aparte(respuesta.content, (hojas.HOJA,))[hojas.HOJA]
    titulos = [*filas[0][1], *columnas]
    nuevas = []
    for _, celdas in filas[1:]:
        fila = [*celdas, *[""] * (len(titulos) - len(celdas))]
        for titulo, valor in cambios.get(fila[1], {}).items():
            fila[next(n for n, t in enumerate(titulos) if t.startswith(titulo))] = valor
        nuevas.append(fila)
    return ContentFile(libro([Hoja(hojas.HOJA, [ColumnaDeHoja(t) for t in titulos], nuevas)]), name="hoja.xlsx")


def test_la_representacion_ve_primero_lo_que_le_toca_y_luego_persona_por_seccion(
    elenco: Elenco, partido: Client
) -> None:
    vacia = _en_captura(elenco, "Ana Vacía", "1")
    media = _en_captura(elenco, "Beatriz Media", "2")
    quien = {"por": elenco.usuario("partido"), "en": momento("2024-04-03 09:00")}
    servicios.guardar_borrador(media, curricular={"propuesta_1": "corta"}, identidad={"indigena": "Sí"}, **quien)  # type: ignore[arg-type]
    lista = _en_captura(elenco, "Carla Lista", "3")
    servicios.guardar_borrador(lista, curricular=curricular_completo(), identidad=identidad_completa(), **quien)  # type: ignore[arg-type]
    servicios.entregar_cuentas(elenco.candidatura("Diana Sin Recibir", formula="4"), por=None, en=AHORA)
    elenco.candidatura_en("retirada", "Elsa Retirada", formula="5")
    elenco.candidatura("Fulana Ajena", actor=elenco.partido_b, formula="6")

    assert partido.get("/", follow=True).request["PATH_INFO"] == PAGINA
    pagina = partido.get(PAGINA)
    cifras = {c.etiqueta: (c.valor, c.enlace) for c in pagina.context["esperan"]}
    assert cifras["Por capturar"] == (3, "/p/prueba-2024/candidaturas/?turno=captura")
    assert cifras["Cuenta sin recibir"][0] == 1
    secciones = {r.candidatura.persona.nombre: r.secciones for r, _ in pagina.context["renglones"]}
    assert set(secciones) == {"Ana Vacía", "Beatriz Media", "Carla Lista", "Diana Sin Recibir"}
    assert secciones["Ana Vacía"] == ("vacia", "opcional", *["vacia"] * 7)
    assert secciones["Beatriz Media"][6:] == ("borrador", "vacia", "borrador")
    assert set(secciones["Carla Lista"]) <= {"lista", "opcional"}

    def nombres(consulta: str) -> list[str]:
        return [r.candidatura.persona.nombre for r, _ in partido.get(f"{PAGINA}?{consulta}").context["renglones"]]

    assert nombres("falta=identidad&q=a") == ["Ana Vacía", "Beatriz Media", "Diana Sin Recibir"]
    assert nombres("falta=cuenta") == ["Diana Sin Recibir"]
    assert nombres("retiradas=on")[-1] == "Elsa Retirada"

    # No answer is opened, nor a query asked for each person.
    def consultas() -> int:
        with CaptureQueriesContext(connection) as hechas:
            partido.get(PAGINA)
        assert not [q for q in hechas if "respuestas" in q["sql"] or "llavedecandidatura" in q["sql"]]
        return len(hechas)

    antes = consultas()
    for n in range(10, 16):
        _en_captura(elenco, f"Otra {n}", str(n))
    assert consultas() == antes
    assert vacia.identidad.avance == "vacio"


def test_una_hoja_se_ensaya_celda_por_celda_y_guarda_borradores_sin_pisar_a_nadie(
    elenco: Elenco, partido: Client
) -> None:
    ana = _en_captura(elenco, "Ana Pérez", "1")
    eva = _en_captura(elenco, "Eva Ríos", "2")
    ajena = _en_captura(elenco, "Fulana Ajena", "3", actor=elenco.partido_b)
    lugar = f"{PAGINA}hoja/"
    descarga = partido.get(f"{lugar}?formato=xlsx")
    filas = leer_aparte(descarga.content, (hojas.HOJA,))[hojas.HOJA]
    assert [f[1][:2] for f in filas[1:]] == [[str(ana.pk), "Ana Pérez"], [str(eva.pk), "Eva Ríos"]]
    assert not any("dentidad" in t for t in filas[0][1])

    # Eva writes meanwhile: hers stays. A formula is a text.
    servicios.guardar_borrador(
        eva, curricular={"motivo_cargo": "Lo escribí yo"}, por=elenco.cuenta_de(eva), en=momento("2024-04-03 10:00")
    )
    # And is typing something else, that nobody kept yet.
    servicios.autoguardar(
        eva,
        curricular={"trayectoria_politica": "La estoy escribiendo"},
        por=elenco.cuenta_de(eva),
        en=momento("2024-04-03 10:01"),
        visto=servicios.Visto(
            "trayectoria", ["trayectoria_politica"], servicios.huella_de(eva, ["trayectoria_politica"])
        ),
    )
    cambios = {
        "Ana Pérez": {
            "Grado máximo": "Maestría",
            "Primera propuesta": texto(300),
            "Historia": '=HYPERLINK("http://x.example")',
            "Otra formación": "Diplomado uno\nDiplomado dos",
            "Contacto público: Facebook": "https://facebook.com/ana",
        },
        "Eva Ríos": {"¿Por qué": "Otra cosa", "Trayectoria": "De la hoja", "Grado máximo": "Primaria"},
    }
    lleno = _lleno(descarga, cambios)
    crudo = lleno.read()
    respuesta = partido.post(lugar, {"archivo": ContentFile(crudo, name="hoja.xlsx")}, follow=True)
    ensayo = respuesta.context["ensayo"]
    assert (ensayo.filas, ensayo.cambian, ensayo.cuantas("ajena")) == (2, 2, 2)
    ana.curricular.refresh_from_db()
    assert ana.curricular.grado_estudios == ""
    limite = hojas.limites_de(elenco.proceso).get("historia_profesional")
    assert ensayo.cuantas("limite") == (1 if limite else 0)
    hecha = partido.post(respuesta.request["PATH_INFO"], follow=True)
    assert hecha.context["ensayo"].guardado
    ana.curricular.refresh_from_db()
    eva.curricular.refresh_from_db()
    assert ana.curricular.otra_formacion == ["Diplomado uno", "Diplomado dos"]
    assert ana.curricular.medios == [{"tipo": "facebook", "valor": "https://facebook.com/ana"}]
    assert ana.curricular.historia_profesional.startswith("=HYPERLINK")
    assert (eva.curricular.motivo_cargo, eva.curricular.grado_estudios) == ("Lo escribí yo", "Primaria")
    assert ana.curricular.history.latest().history_user == elenco.usuario("partido")
    carpeta = f"hojas/{elenco.proceso.pk}/{elenco.usuario('partido').pk}"
    assert [n for n in default_storage.listdir(carpeta)[1] if not n.endswith(".json")] == []

    # Of another's, and of one that is not there, the same is said; and a column that nobody knows refuses the whole.
    otra = leer_aparte(partido.get(f"{lugar}?formato=xlsx").content, (hojas.HOJA,))[hojas.HOJA]
    titulos = [ColumnaDeHoja(t) for t in otra[0][1]]
    de_otras = [[str(ajena.pk), "X"], ["999999", "Y"]]
    malas = libro([Hoja(hojas.HOJA, titulos, [[*f, *[""] * (len(titulos) - 2)] for f in de_otras])])
    respuesta = partido.post(lugar, {"archivo": ContentFile(malas, name="hoja.xlsx")}, follow=True)
    assert {n.dicho for n in respuesta.context["ensayo"].notas} == {"La fila no es una de sus candidaturas."}
    sobra = _lleno(descarga, {}, columnas=("Sorpresa",))
    dicho = partido.post(lugar, {"archivo": sobra}).content.decode()
    assert "no se conocen las columnas «Sorpresa»" in dicho
    assert partido.post(lugar, {"archivo": ContentFile(b"PK\x03\x04basura", name="h.xlsx")}).status_code == 422
    partido.post(respuesta.request["PATH_INFO"], {"descartar": "1"})
    assert hojas.ensayo_de(elenco.proceso, elenco.usuario("partido")) is None
    barrer(AHORA)


def test_el_ensayo_dice_que_celda_no_entraria_y_lo_demas_de_su_fila_se_guarda(elenco: Elenco, partido: Client) -> None:
    ana, eva = _en_captura(elenco, "Ana Pérez", "1"), _en_captura(elenco, "Eva Ríos", "2")
    paz = elenco.candidatura_en("observada", "Paz Luna", formula="3")
    # An import keeps what its file says: of Eva there is a telephone that is none.
    eva.curricular.medios = [{"tipo": "telefono", "valor": "066"}]
    eva.curricular.save()
    lugar = f"{PAGINA}hoja/"
    abierta = paz.observaciones.get().rubro
    cerrada = "propuesta_2" if abierta != "propuesta_2" else "motivo_cargo"
    cambios = {
        "Ana Pérez": {
            "Grado máximo": "maestria",
            "Estatus": "Doctorísimo",
            "Contacto público: Teléfono": "No tengo",
            "Contacto público: Correo": "\u200bana@example.com",
            "Contacto público: Página": "www.ana.mx",
        },
        "Eva Ríos": {"Grado máximo": "Primaria", "Contacto público: Facebook": "@eva"},
        "Paz Luna": {hojas.ETIQUETAS[cerrada]: texto(300)},
    }
    lleno = _lleno(partido.get(f"{lugar}?formato=xlsx"), cambios)
    respuesta = partido.post(lugar, {"archivo": lleno}, follow=True)
    ensayo = respuesta.context["ensayo"]
    dichas = {
        (n.persona, n.columna.removeprefix("Contacto público: ")): n.dicho for n in ensayo.notas if n.que == "invalida"
    }
    assert dichas == {
        (
            "Ana Pérez",
            hojas.ETIQUETAS["estatus_estudios"],
        ): "«Doctorísimo» no está en la lista: Cursando, Trunco, Certificado, Título, Cédula profesional.",
        (
            "Ana Pérez",
            "Teléfono público",
        ): "«No tengo» no es un dato de contacto; si no tiene, déjelo en blanco.",
        (
            "Eva Ríos",
            "Facebook",
        ): "Antes hay que corregir en la captura un contacto que ya estaba: Teléfono público «066».",
        ("Paz Luna", hojas.ETIQUETAS[cerrada]): "Esta sección no se observó: está cerrada.",
    }
    assert "Celdas que no entran" in respuesta.content.decode()
    # What it said is what is done.
    hecho = partido.post(respuesta.request["PATH_INFO"], follow=True).context["ensayo"]
    assert (hecho.cambian, hecho.cuantas("rechazada"), hecho.cuantas("invalida")) == (ensayo.cambian, 0, 4) == (2, 0, 4)
    for c in (ana, eva):
        c.curricular.refresh_from_db()
    assert (ana.curricular.grado_estudios, eva.curricular.grado_estudios) == ("Maestría", "Primaria")
    assert [m["valor"] for m in ana.curricular.medios] == ["https://www.ana.mx", "ana@example.com"]
    assert eva.curricular.medios == [{"tipo": "telefono", "valor": "066"}]
