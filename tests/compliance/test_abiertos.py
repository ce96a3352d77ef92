"""Open data: the same rows in every format, nobody's identity answer without their word, and nothing of who left."""

import csv
import hashlib
import io
import json
import logging
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from compliance.abiertos import (
    CAMPOS,
    FORMATOS,
    NO_PUBLICO,
    PUBLICO_ENTONCES,
    Publicada,
    archivo_de,
    cortes_de,
    publicadas,
    publicadas_entonces,
    quitar_viejos,
)
from compliance.abiertos.campos import como_datos
from compliance.historia import guardar
from compliance.models import Acto, ActorPolitico, Candidatura, Consentimiento, Proceso
from compliance.publicacion import identidad_publica, identidades_publicas
from compliance.services.cortes import cortar
from flujos import candidaturas as servicios
from notificaciones.services import barrer

from ..elenco import Elenco, identidad_completa, momento, montar
from ..paginas import entrar, plana, ver

PROCESO = "prueba-2024"
DATOS = f"/conoceles/{PROCESO}/datos/"
# Somebody's own words in an open question: wherever they come out, they came from there.
SECRETO = "Secreto Xochimilca"


@pytest.fixture(autouse=True)
def en_campania(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-20 10:00"))


def bajar(formato: str, lugar: str = "") -> bytes:
    respuesta = Client().get(lugar or f"{DATOS}candidaturas.{formato}")
    assert respuesta.status_code == 200
    contenido: bytes = respuesta.getvalue()
    return contenido


def del_json(lugar: str = "") -> dict[str, dict[str, Any]]:
    """The records of the JSON by their key."""
    return {c["candidatura"]: c for c in json.loads(bajar("json", lugar))["candidaturas"]}


def del_csv(lugar: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(bajar("csv", lugar).decode("utf-8-sig"))))


def del_libro(lugar: str = "") -> dict[str, list[list[Any]]]:
    libro = CalamineWorkbook.from_filelike(io.BytesIO(bajar("xlsx", lugar)))
    return {hoja: libro.get_sheet_by_name(hoja).to_python() for hoja in libro.sheet_names}


def con_secreto(e: Elenco, nombre: str = "Fátima Pública Seis", **campos: Any) -> Candidatura:
    """A published candidacy that said to which people she belongs, and which one, in her own words."""
    c = e.candidatura_en("publicada", nombre, **campos)
    respuestas = identidad_completa(indigena="Sí", pueblo_indigena="Otro", pueblo_indigena_otro=SECRETO)
    c.identidad.respuestas = respuestas
    guardar(c.identidad, por=None, en=momento("2024-04-15 11:00"), motivo="Lo dijo ella")
    return Candidatura.objects.get(pk=c.pk)


def consentir(c: Candidatura) -> Consentimiento:
    return Consentimiento.objects.create(
        candidatura=c,
        finalidad="publicacion",
        documento="Formato firmado",
        aceptado_en=momento("2024-04-15 12:00"),
        otorgado_en=momento("2024-04-15 12:00"),
    )


def retirar(e: Elenco, c: Candidatura, en: str) -> None:
    servicios.retirar(
        c,
        motivo_retiro="renuncia",
        documento="Acuerdo 7",
        por=e.usuario("secretaria_ejecutiva"),
        en=momento(en),
    )


def todo_lo_que_se_ofrece(corte: str = "") -> str:
    """Every file, the page, the description and the API, as text."""
    lugares = [
        DATOS,
        f"{DATOS}dcat.json",
        f"{DATOS}diccionario.json",
        f"{DATOS}candidaturas.csv",
        f"{DATOS}candidaturas.json",
        *([f"{DATOS}cortes/{corte}.{f}" for f in ("csv", "json")] if corte else ()),
        reverse("api_proceso", args=[PROCESO]),
        *(reverse(f"api_{que}", args=[PROCESO]) for que in ("cargos", "actores", "territorios", "candidaturas")),
        reverse("api_openapi"),
        *(
            reverse("api_candidatura", args=[PROCESO, pk])
            for pk in Candidatura.objects.publicas().values_list("pk", flat=True)
        ),
    ]
    libros = [del_libro(), *([del_libro(f"{DATOS}cortes/{corte}.xlsx")] if corte else ())]
    return "\n".join([*(bajar("", lugar).decode() for lugar in lugares), *map(str, libros)])


# -- One row, in every format -----------------------------------------------------------------------------


def test_el_csv_el_json_y_el_diccionario_tienen_las_mismas_columnas_y_los_mismos_datos(elenco: Elenco) -> None:
    c = con_secreto(elenco)
    claves = [campo.clave for campo in CAMPOS]
    assert [f["campo"] for f in json.loads(bajar("", f"{DATOS}diccionario.json"))] == claves
    (registro,) = del_json().values()
    (fila,) = del_csv()
    assert list(registro) == list(fila) == claves
    assert registro["candidatura"] == fila["candidatura"] == str(c.pk)
    assert registro["correo"] == ["ana@example.com"]
    assert registro["casa_campana"] == []
    assert (registro["nombre"], registro["sexo"], registro["edad"]) == ("Fátima Pública Seis", "Mujer", 44)
    for clave, valor in registro.items():
        dicho = " | ".join(valor) if isinstance(valor, list) else "" if valor is None else str(valor)
        assert fila[clave].removeprefix("'") == dicho, clave


def test_el_diccionario_nombra_cada_columna_del_libro(elenco: Elenco) -> None:
    dichas = [f["columna_del_ine"] for f in json.loads(bajar("", f"{DATOS}diccionario.json"))]
    nombradas = {*dichas, *(parte for dicha in dichas for parte in dicha.split(", "))}
    for hoja, renglones in del_libro().items():
        assert {columna.strip() for columna in renglones[0]} <= nombradas, hoja


def test_el_csv_empieza_con_la_marca_y_no_ejecuta_nada(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada", "Fátima Pública Seis")
    c.curricular.propuesta_1 = '=HYPERLINK("http://x","y")'
    guardar(c.curricular, por=None, en=momento("2024-04-16 10:00"), motivo="Prueba")
    assert bajar("csv").startswith(b"\xef\xbb\xbfcandidatura,")
    assert del_csv()[0]["propuesta_1"] == '\'=HYPERLINK("http://x","y")'
    hoja = del_libro()["CANDIDATOS"]
    assert hoja[1][hoja[0].index("PROPUESTA_1")] == '=HYPERLINK("http://x","y")'


def test_el_libro_tiene_las_dos_hojas_del_ine_con_sus_columnas_y_sus_marcas(elenco: Elenco) -> None:
    elenco.candidatura_en("publicada", "Fátima Pública Seis", formula="3")
    hojas = del_libro()
    assert list(hojas) == ["CANDIDATOS", "CUESTIONARIO IDENTIDAD"]
    candidatos, identidad = hojas.values()
    assert (len(candidatos[0]), len(identidad[0])) == (25, 31)
    assert identidad[0][3] == "DISTRITOLOCAL"
    assert identidad[0][30] == "20. Entidad federativa de nacimiento: "
    ella = dict(zip(candidatos[0], candidatos[1], strict=True))
    assert ella["CARGO"] == "DIPUTACIÓN LOCAL MR"
    assert ella["DISTRITO LOCAL"] == "1-CUERNAVACA"
    assert (ella["CIRCUNSCRIPCION"], ella["MUNICIPIO"]) == ("No aplica", "No aplica")
    assert ella["NUM_LISTA_O_FORMULA"] == 3.0
    assert ella["DIRECCION_CASA_CAMPAÑA"] == ella["TELEFONO"] == ella["REDES"] == "No proporcionó"
    assert ella["CORREO_ELECTRONICO"] == "ana@example.com"
    assert (ella["SEXO"], ella["TIPO_CANDIDATO"]) == ("MUJER", "PROPIETARIA")
    assert identidad[1][:11] == candidatos[1][:11]
    assert set(identidad[1][11:]) == {NO_PUBLICO}


def test_una_coalicion_dice_quienes_la_integran(elenco: Elenco) -> None:
    coalicion = ActorPolitico.objects.create(proceso=elenco.proceso, clave="juntas", nombre="Juntas", tipo="coalicion")
    coalicion.integrantes.set([elenco.partido_a, elenco.partido_b])
    c = elenco.candidatura_en("publicada", "Fátima Pública Seis")
    Candidatura.objects.filter(pk=c.pk).update(actor=coalicion)
    assert del_json()[str(c.pk)]["integrantes"] == ["partido-a", "partido-b"]
    assert del_csv()[0]["integrantes"] == "partido-a | partido-b"


def test_solo_salen_las_publicadas(elenco: Elenco) -> None:
    publicada = elenco.candidatura_en("publicada", "Fátima Pública Seis", formula="6")
    elenco.candidatura_en("validada", "Elsa Validada Cinco", formula="5")
    elenco.candidatura_en("retirada", "Julia Retirada Diez", formula="10")
    assert list(del_json()) == [str(publicada.pk)]
    dicho = todo_lo_que_se_ofrece()
    assert "Elsa Validada" not in dicho
    assert "Julia Retirada" not in dicho


def test_sin_candidaturas_los_archivos_traen_solo_sus_columnas(elenco: Elenco) -> None:
    assert del_csv() == []
    assert del_json() == {}
    assert [len(hoja) for hoja in del_libro().values()] == [1, 1]
    assert "Todavía no hay candidaturas publicadas" in ver(Client(), DATOS)


# -- Identity ---------------------------------------------------------------------------------------------


def test_sin_su_consentimiento_ninguna_respuesta_sale_por_ningun_lado(
    elenco: Elenco, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    c = con_secreto(elenco)
    barrer(momento("2024-04-16 09:00"))
    dicho = todo_lo_que_se_ofrece("2024-04-16")
    auditoria = entrar(elenco.usuario("auditoria"))
    for formato in ("csv", "json"):
        dicho += auditoria.get(f"/p/{PROCESO}/publicado/candidaturas.{formato}").getvalue().decode()
    assert SECRETO not in dicho + caplog.text
    suyas = {v for clave, v in del_json()[str(c.pk)].items() if clave.startswith("identidad_")}
    assert suyas == {NO_PUBLICO}
    assert "Fátima Pública Seis" in dicho


def test_con_su_consentimiento_salen_todas_y_al_revocarlo_ninguna(elenco: Elenco) -> None:
    c = con_secreto(elenco)
    consentimiento = consentir(c)
    barrer(momento("2024-04-16 09:00"))
    ella = del_json()[str(c.pk)]
    assert ella["identidad_pueblo_indigena_otro"] == SECRETO
    assert ella["identidad_discapacidad"] == "No"
    # Nothing was answered there, because of another answer: public, and blank.
    assert ella["identidad_discapacidad_tipo"] is None
    hoja = del_libro()["CUESTIONARIO IDENTIDAD"]
    assert (hoja[1][11], hoja[1][15]) == ("Sí", " ")
    assert SECRETO in bajar("json", f"{DATOS}cortes/2024-04-16.json").decode()
    consentimiento.revocado_en = momento("2024-04-17 10:00")
    consentimiento.save()
    dicho = todo_lo_que_se_ofrece("2024-04-16")
    # Nor that she had given it.
    assert SECRETO not in dicho
    assert PUBLICO_ENTONCES not in dicho
    assert del_json()[str(c.pk)]["identidad_indigena"] == NO_PUBLICO


def test_de_la_accion_afirmativa_sale_su_grupo_y_nada_mas(elenco: Elenco) -> None:
    c = con_secreto(elenco, accion_afirmativa="indigena")
    ella = del_json()[str(c.pk)]
    assert ella["accion_afirmativa"] == "Autoadscripción indígena"
    assert ella["identidad_pueblo_indigena_otro"] == SECRETO
    assert ella["identidad_discapacidad"] == ella["identidad_ingresos"] == NO_PUBLICO


def test_muchas_juntas_dicen_lo_que_cada_una_por_su_lado(elenco: Elenco) -> None:
    una = con_secreto(elenco, formula="1")
    otra = con_secreto(elenco, "Gloria Pública Siete", formula="2", accion_afirmativa="indigena")
    callada = con_secreto(elenco, "Hilda Pública Ocho", formula="3")
    consentir(una)
    juntas = identidades_publicas([una, otra, callada])
    assert callada.pk not in juntas
    for c in (una, otra):
        sueltas = [r for grupo in identidad_publica(c) for _, r in grupo.respuestas]
        assert sorted(sueltas) == sorted(r for r in juntas[c.pk].respuestas.values() if r)


# -- Who leaves -------------------------------------------------------------------------------------------


def test_quien_se_retira_sale_de_todo_de_inmediato_y_el_corte_guarda_su_cuenta_y_su_huella(elenco: Elenco) -> None:
    queda = elenco.candidatura_en("publicada", "Gloria Queda Siete", formula="7")
    c = con_secreto(elenco)
    consentir(c)
    barrer(momento("2024-04-16 09:00"))
    (antes,) = cortes_de(elenco.proceso)
    assert "Fátima" in todo_lo_que_se_ofrece("2024-04-16")
    retirar(elenco, c, "2024-04-17 10:00")
    dicho = todo_lo_que_se_ofrece("2024-04-16")
    assert "Fátima" not in dicho
    assert SECRETO not in dicho
    assert list(del_json(f"{DATOS}cortes/2024-04-16.json")) == [str(queda.pk)]
    (despues,) = cortes_de(elenco.proceso)
    assert despues == antes
    assert despues.candidaturas == 2
    assert despues.archivos["json"]["sha256"] in ver(Client(), DATOS)


def test_de_quien_se_retira_no_queda_copia_en_el_disco_tras_el_barrido(elenco: Elenco) -> None:
    c = con_secreto(elenco)
    bajar("json")
    retirar(elenco, c, "2024-04-17 10:00")
    barrer(momento("2024-04-17 10:01"))
    copias = [a for a in Path(settings.ABIERTOS_ROOT).rglob("*") if a.is_file()]
    assert not [a for a in copias if b"F\xc3\xa1tima" in a.read_bytes()]


def test_un_corte_de_antes_no_trae_los_contactos_que_se_quitaron(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada", "Fátima Pública Seis")
    barrer(momento("2024-04-16 09:00"))
    c.curricular.medios = [{"tipo": "telefono", "valor": "7771234567"}]
    guardar(c.curricular, por=None, en=momento("2024-04-17 10:00"), motivo="Cambió de contacto")
    entonces = del_json(f"{DATOS}cortes/2024-04-16.json")[str(c.pk)]
    assert (entonces["correo"], entonces["telefono"]) == ([], [])
    assert del_json()[str(c.pk)]["telefono"] == ["7771234567"]


def test_un_corte_de_antes_no_trae_la_respuesta_que_se_corrigio(elenco: Elenco) -> None:
    c = con_secreto(elenco)
    consentir(c)
    barrer(momento("2024-04-16 09:00"))
    c.identidad.respuestas = identidad_completa()
    guardar(c.identidad, por=None, en=momento("2024-04-17 10:00"), motivo="Se corrigió")
    entonces = del_json(f"{DATOS}cortes/2024-04-16.json")[str(c.pk)]
    assert entonces["identidad_indigena"] == NO_PUBLICO
    assert del_json()[str(c.pk)]["identidad_indigena"] == "No"


def test_la_huella_de_un_corte_no_deja_probar_que_respondio_quien_revoca(elenco: Elenco) -> None:
    c = con_secreto(elenco)
    consentimiento = consentir(c)
    barrer(momento("2024-04-16 09:00"))
    (corte,) = cortes_de(elenco.proceso)
    lugares = {formato: f"{DATOS}cortes/2024-04-16.{formato}" for formato in FORMATOS}
    enteros = {formato: bajar(formato, lugar) for formato, lugar in lugares.items()}
    ella = del_json(lugares["json"])[str(c.pk)]
    assert ella["corte"] == corte.clave("json")
    assert len({corte.clave(formato) for formato in FORMATOS}) == len(FORMATOS)
    consentimiento.revocado_en = momento("2024-04-17 10:00")
    consentimiento.save()
    for formato, lugar in lugares.items():
        queda = bajar(formato, lugar)
        assert hashlib.sha256(queda).hexdigest() != corte.archivos[formato]["sha256"]
        if formato != "xlsx":
            sal = corte.archivos[formato]["sal"].encode()
            assert sal in enteros[formato]
            assert sal not in queda
    with zipfile.ZipFile(io.BytesIO(bajar("xlsx", lugares["xlsx"]))) as libro:
        assert corte.archivos["xlsx"]["sal"].encode() not in libro.read("docProps/core.xml")
    # Whoever guesses every answer does not get the hash of the day for it.
    despues = del_json(lugares["json"])[str(c.pk)]
    respuestas = {clave: valor for clave, valor in ella.items() if clave.startswith("identidad_")}
    adivinado = bajar("json", lugares["json"]).replace(
        json.dumps(despues, ensure_ascii=False).encode(), json.dumps(despues | respuestas, ensure_ascii=False).encode()
    )
    assert SECRETO.encode() in adivinado
    assert hashlib.sha256(adivinado).hexdigest() != corte.archivos["json"]["sha256"]


def test_un_corte_de_antes_dice_de_cada_persona_lo_que_hoy_consta(elenco: Elenco) -> None:
    """Two days beside each other would tell who had their sex, or their name, rectified."""
    c = elenco.candidatura_en("publicada", "Fátima Pública Seis", accion_afirmativa="diversidad")
    guardar(c.persona, por=None, en=momento("2024-04-10 10:00"), motivo="Se registró")
    barrer(momento("2024-04-16 09:00"))
    c.persona.nombre, c.persona.sexo = "Félix Pública Seis", "NB"
    guardar(c.persona, por=None, en=momento("2024-04-17 10:00"), motivo="Rectificación")
    c.accion_afirmativa = ""
    guardar(c, por=None, en=momento("2024-04-17 10:00"), motivo="Se registró por error")
    entonces = del_json(f"{DATOS}cortes/2024-04-16.json")[str(c.pk)]
    assert (entonces["nombre"], entonces["sexo"]) == ("Félix Pública Seis", "No binaria")
    assert entonces["accion_afirmativa"] is None
    assert {v for clave, v in entonces.items() if clave.startswith("identidad_")} == {NO_PUBLICO}
    assert "Fátima" not in todo_lo_que_se_ofrece("2024-04-16")
    # As when it was registered to somebody who was another.
    c.persona = elenco.candidatura_en("capturada", "Otra Sin Publicar", formula="9").persona
    guardar(c, por=None, en=momento("2024-04-18 10:00"), motivo="Era otra persona")
    assert del_json(f"{DATOS}cortes/2024-04-16.json")[str(c.pk)]["nombre"] == "Otra Sin Publicar"
    # Whoever audits sees what was public.
    auditoria = entrar(elenco.usuario("auditoria"))
    dicho = auditoria.get(f"/p/{PROCESO}/publicado/candidaturas.json?dia=2024-04-16").getvalue().decode()
    assert "Fátima Pública Seis" in dicho


# -- Cuts -------------------------------------------------------------------------------------------------


def test_un_corte_por_dia_si_algo_cambio_y_su_acto_lo_prueba(elenco: Elenco) -> None:
    elenco.candidatura_en("publicada", "Fátima Pública Seis", formula="6")
    uno = cortar(elenco.proceso, en=momento("2024-04-16 09:00"))
    assert uno is not None
    assert (str(uno.dia), uno.candidaturas, len(uno.campos)) == ("2024-04-16", 1, len(CAMPOS))
    assert set(uno.archivos) == set(FORMATOS)
    assert cortar(elenco.proceso, en=momento("2024-04-16 18:00")) is None
    # Another day, and nothing changed.
    assert cortar(elenco.proceso, en=momento("2024-04-17 09:00")) is None
    elenco.candidatura_en("publicada", "Gloria Queda Siete", formula="7")
    dos = cortar(elenco.proceso, en=momento("2024-04-18 09:00"))
    assert dos is not None
    assert dos.candidaturas == 2
    acto = Acto.objects.filter(verbo="cortar_datos").latest("pk")
    assert (acto.proceso, acto.por, acto.hechos["dia"]) == (elenco.proceso, None, "2024-04-18")


def test_sin_nada_publicado_no_hay_corte_y_el_barrido_de_otros_procesos_sigue(elenco: Elenco) -> None:
    assert cortar(elenco.proceso, en=momento("2024-04-16 09:00")) is None
    barrer(momento("2024-04-16 09:00"))
    assert cortes_de(elenco.proceso) == []


@pytest.mark.parametrize("formato", FORMATOS)
def test_mientras_nadie_se_va_el_corte_da_la_huella_de_su_dia(elenco: Elenco, formato: str) -> None:
    consentir(con_secreto(elenco))
    elenco.candidatura_en("publicada", "Gloria Queda Siete", formula="7")
    corte = cortar(elenco.proceso, en=momento("2024-04-16 09:00"))
    assert corte is not None
    # What is written afterwards is of another day.
    c = Candidatura.objects.get(persona__nombre="Gloria Queda Siete")
    c.curricular.propuesta_1 = "Otra propuesta."
    guardar(c.curricular, por=None, en=momento("2024-04-17 10:00"), motivo="Se modificó")
    contenido = bajar(formato, f"{DATOS}cortes/2024-04-16.{formato}")
    assert hashlib.sha256(contenido).hexdigest() == corte.archivos[formato]["sha256"]
    assert contenido != bajar(formato)


def test_lo_de_entonces_y_lo_de_ahora_son_iguales_si_nada_cambio(elenco: Elenco) -> None:
    consentir(con_secreto(elenco))
    elenco.candidatura_en("publicada", "Gloria Queda Siete", formula="7", actor=elenco.independiente)

    def dichas(filas: Any) -> list[Any]:
        return [como_datos(p) for p in filas]

    ahora = dichas(publicadas(elenco.proceso))
    assert len(ahora) == 2
    for para_el_publico in (True, False):
        entonces = publicadas_entonces(elenco.proceso, momento("2024-04-16 09:00"), para_el_publico=para_el_publico)
        assert dichas(entonces) == ahora


def test_los_archivos_de_dias_pasados_se_hacen_a_un_ritmo(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is made from the history: whoever asked for every day would keep the server busy. What is made, is given."""
    monkeypatch.setattr("compliance.views.abiertos.CORTES_POR_MINUTO", 1)
    elenco.candidatura_en("publicada", "Gloria Queda Siete", formula="7")
    cortar(elenco.proceso, en=momento("2024-04-16 09:00"))
    desde: Any = {"REMOTE_ADDR": "203.0.113.9"}
    lugar = f"{DATOS}cortes/2024-04-16"
    for formato, estado in (("json", 200), ("csv", 429), ("json", 200)):
        respuesta = Client().get(f"{lugar}.{formato}", **desde)
        assert (respuesta.status_code, bool(respuesta.getvalue())) == (estado, True)
    assert 1 <= int(Client().get(f"{lugar}.csv", **desde)["Retry-After"]) <= 60
    assert Client().get(f"{lugar}.csv", REMOTE_ADDR="203.0.113.10").getvalue()


def test_un_corte_que_no_existe_no_esta(elenco: Elenco) -> None:
    for lugar in ("cortes/2024-04-01.json", "cortes/ayer.json", "candidaturas.pdf", "diccionario.pdf"):
        assert Client().get(DATOS + lugar).status_code == 404, lugar


# -- The page, its files and its description --------------------------------------------------------------


def test_la_pagina_dice_el_tamano_y_la_huella_de_lo_que_se_descarga(elenco: Elenco) -> None:
    elenco.candidatura_en("publicada", "Fátima Pública Seis")
    pagina = ver(Client(), DATOS)
    for formato in FORMATOS:
        respuesta = Client().get(f"{DATOS}candidaturas.{formato}")
        contenido = respuesta.getvalue()
        huella = hashlib.sha256(contenido).hexdigest()
        assert huella in pagina
        assert respuesta["ETag"] == f'"{huella}"'
        assert int(respuesta["Content-Length"]) == len(contenido)
        assert respuesta["Access-Control-Allow-Origin"] == "*"
        assert "no-cache" in respuesta["Cache-Control"]
        assert (
            Client().get(f"{DATOS}candidaturas.{formato}", headers={"if-none-match": respuesta["ETag"]}).status_code
            == 304
        )
    assert "https://datos.gob.mx/libreusomx" in pagina
    assert reverse("api_ayuda") in pagina


def test_el_archivo_se_hace_una_vez_por_version_y_otra_vez_si_algo_cambia(
    elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    c = elenco.candidatura_en("publicada", "Fátima Pública Seis")
    leidas: list[Proceso] = []

    def contar(proceso: Proceso) -> Any:
        leidas.append(proceso)
        return publicadas(proceso)

    monkeypatch.setattr("compliance.abiertos.archivos.publicadas", contar)
    assert bajar("json") == bajar("json")
    assert len(leidas) == 1
    c.persona.nombre = "Fátima Corregida Seis"
    guardar(c.persona, por=None, en=momento("2024-04-17 10:00"), motivo="Se corrigió")
    assert "Corregida" in bajar("json").decode()
    assert len(leidas) == 2


def test_lo_que_cambia_mientras_se_hace_un_archivo_no_lo_hace_empezar_sin_fin(
    elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    c = elenco.candidatura_en("publicada", "Fátima Pública Seis")
    veces = 0

    def con_cambios(proceso: Proceso) -> Any:
        nonlocal veces
        veces += 1
        c.persona.nombre = f"Fátima Corregida {'I' * veces}"
        guardar(c.persona, por=None, en=momento("2024-04-17 10:00"), motivo="Se corrigió")
        quitar_viejos(proceso)
        return publicadas(proceso)

    monkeypatch.setattr("compliance.abiertos.archivos.publicadas", con_cambios)
    assert "Fátima" in bajar("json").decode()
    assert veces == 1
    # It was of another version: nobody is given it, and it is taken away as soon as it is made.
    assert not [a for a in Path(settings.ABIERTOS_ROOT).rglob("*") if a.is_file()]


@pytest.mark.django_db(transaction=True)
def test_quienes_piden_a_la_vez_un_archivo_esperan_a_que_uno_lo_haga(monkeypatch: pytest.MonkeyPatch) -> None:
    proceso = montar().proceso
    veces: list[Proceso] = []

    def despacio(suyo: Proceso) -> Any:
        veces.append(suyo)
        time.sleep(0.3)
        return publicadas(suyo)

    def pedir(_: int) -> str:
        try:
            return archivo_de(proceso, "csv", en=momento("2024-04-20 10:00")).sha256
        finally:
            connections.close_all()

    monkeypatch.setattr("compliance.abiertos.archivos.publicadas", despacio)
    with ThreadPoolExecutor(4) as hilos:
        huellas = set(hilos.map(pedir, range(4)))
    assert len(huellas) == len(veces) == 1


def test_la_descripcion_dcat_dice_donde_esta_cada_archivo_y_su_huella(elenco: Elenco) -> None:
    elenco.candidatura_en("publicada", "Fátima Pública Seis")
    barrer(momento("2024-04-16 09:00"))
    ver(Client(), DATOS)
    respuesta = Client().get(f"{DATOS}dcat.json")
    assert respuesta["Content-Type"] == "application/ld+json"
    dicho = respuesta.json()
    assert dicho["@type"] == "dcat:Dataset"
    por_titulo = {d["dct:title"]: d for d in dicho["dcat:distribution"]}
    assert set(por_titulo) == {"XLSX", "CSV", "JSON", "API"}
    for formato in FORMATOS:
        suya = por_titulo[formato.upper()]
        lugar = suya["dcat:downloadURL"]["@id"].removeprefix(settings.SITIO_URL)
        contenido = bajar(formato, lugar)
        assert suya["dcat:byteSize"] == len(contenido)
        assert suya["spdx:checksum"]["spdx:checksumValue"] == hashlib.sha256(contenido).hexdigest()
    assert [v["dcat:version"] for v in dicho["dcat:hasVersion"]] == ["2024-04-16"]


def test_la_pagina_lleva_su_descripcion_para_buscadores_y_nada_la_cierra_antes(elenco: Elenco) -> None:
    Proceso.objects.filter(pk=elenco.proceso.pk).update(nombre="Proceso </script><b>de prueba")
    pagina = plana(Client().get(DATOS))
    dicho = pagina.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(dicho)["@type"] == "Dataset"
    assert json.loads(dicho)["name"].endswith("</script><b>de prueba")


# -- As it stood ------------------------------------------------------------------------------------------


def test_quien_audita_ve_a_quien_estuvo_ese_dia_y_su_consulta_queda_anotada(elenco: Elenco) -> None:
    c = con_secreto(elenco)
    elenco.candidatura_en("publicada", "Gloria Queda Siete", formula="7")
    retirar(elenco, c, "2024-04-17 10:00")
    auditoria = entrar(elenco.usuario("auditoria"))
    lugar = f"/p/{PROCESO}/publicado/"
    antes, el_dia, despues = (ver(auditoria, f"{lugar}?dia=2024-04-{dia}") for dia in (16, 17, 18))
    assert "Fátima Pública Seis" in antes
    assert "Fátima Pública Seis" in el_dia
    assert "Ya no es pública" in el_dia
    assert "Fátima Pública Seis" not in despues
    assert "Gloria Queda Siete" in despues
    assert "Nadie era público ese día" in ver(auditoria, f"{lugar}?dia=2024-04-14")
    leidos = Acto.objects.filter(verbo="leer_publicado", por=elenco.usuario("auditoria"))
    assert [a.hechos["dia"] for a in leidos.order_by("pk")] == ["2024-04-16", "2024-04-17", "2024-04-18", "2024-04-14"]


def test_un_dia_que_no_ha_llegado_o_no_es_un_dia_se_rechaza(elenco: Elenco) -> None:
    auditoria = entrar(elenco.usuario("auditoria"))
    for dia in ("2024-04-21", "ayer"):
        respuesta = auditoria.get(f"/p/{PROCESO}/publicado/?dia={dia}")
        assert respuesta.status_code == 422
        assert auditoria.get(f"/p/{PROCESO}/publicado/candidaturas.csv?dia={dia}").status_code == 404
    assert not Acto.objects.filter(verbo__in=("leer_publicado", "descargar")).exists()


def test_los_datos_de_un_dia_traen_a_quien_se_retiro_pero_no_lo_que_respondio(elenco: Elenco) -> None:
    c = con_secreto(elenco)
    consentir(c)
    retirar(elenco, c, "2024-04-17 10:00")
    auditoria = entrar(elenco.usuario("auditoria"))
    respuesta = auditoria.get(f"/p/{PROCESO}/publicado/candidaturas.json?dia=2024-04-16")
    (ella,) = json.loads(respuesta.getvalue())["candidaturas"]
    assert ella["nombre"] == "Fátima Pública Seis"
    assert ella["identidad_pueblo_indigena_otro"] == PUBLICO_ENTONCES
    assert "no-store" in respuesta["Cache-Control"]
    acto = Acto.objects.get(verbo="descargar")
    assert acto.hechos["archivo"] == "datos-publicados-2024-04-16.json"


# -- The command ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("formato", FORMATOS)
def test_el_comando_escribe_lo_mismo_que_da_el_sitio(
    elenco: Elenco, formato: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    con_secreto(elenco)
    salida = tmp_path / f"datos.{formato}"
    call_command("exportar_candidaturas", proceso=PROCESO, salida=salida, json=True)
    dicho = json.loads(capsys.readouterr().out)
    contenido = salida.read_bytes()
    assert contenido == bajar(formato)
    assert dicho == {
        "proceso": PROCESO,
        "archivo": str(salida),
        "formato": formato,
        "candidaturas": 1,
        "octetos": len(contenido),
        "sha256": hashlib.sha256(contenido).hexdigest(),
    }
    assert [a.name for a in tmp_path.iterdir() if a.is_file()] == [salida.name]


def test_el_comando_hace_el_corte_de_hoy_una_vez(
    elenco: Elenco, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "compliance.management.commands.exportar_candidaturas.ahora", lambda: momento("2024-04-16 09:00")
    )
    elenco.candidatura_en("publicada", "Fátima Pública Seis")
    call_command("exportar_candidaturas", proceso=PROCESO, corte=True)
    assert "Corte del 16/04/2024: 1 candidaturas." in capsys.readouterr().out
    call_command("exportar_candidaturas", proceso=PROCESO, corte=True)
    assert "el de hoy ya está" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("opciones", "dicho"),
    [
        ({"proceso": PROCESO}, "Indique --salida"),
        ({"proceso": PROCESO, "salida": Path("datos.pdf")}, "Termínelo en uno de estos: .xlsx, .csv, .json"),
        ({"proceso": "otro", "salida": Path("datos.csv")}, "no hay un proceso «otro». Registrados: prueba-2024"),
        ({"proceso": PROCESO, "salida": Path("/no/hay/datos.csv")}, "no se puede escribir /no/hay/datos.csv"),
    ],
)
def test_el_comando_dice_que_falta_y_no_escribe_nada(
    elenco: Elenco, opciones: dict[str, Any], dicho: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=r".*") as error:
        call_command("exportar_candidaturas", **opciones)
    assert dicho in str(error.value)
    assert not [a for a in tmp_path.iterdir() if a.is_file()]


def test_un_archivo_que_no_se_termina_no_deja_nada_y_respeta_el_que_habia(
    elenco: Elenco, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elenco.candidatura_en("publicada", "Fátima Pública Seis")
    salida = tmp_path / "datos.json"
    salida.write_text("el de ayer")

    def fallar(p: Publicada) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("compliance.abiertos.archivos.como_datos", fallar)
    with pytest.raises(CommandError, match="no queda espacio en el disco"):
        call_command("exportar_candidaturas", proceso=PROCESO, salida=salida)
    assert salida.read_text() == "el de ayer"
    assert [a.name for a in tmp_path.iterdir() if a.is_file()] == ["datos.json"]
