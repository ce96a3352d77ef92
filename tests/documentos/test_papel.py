"""Paper: tagged, to be kept, with every letter, and never cut where it should not be."""

import io
import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from pypdf import PdfReader

from documentos.papel import (
    Bloque,
    Datos,
    Ficha,
    Firma,
    Firmas,
    Grafica,
    Hoja,
    Imagen,
    LetraSinFuente,
    Lista,
    Membrete,
    Parrafo,
    Recuadro,
    Renglones,
    Salto,
    Seccion,
    Tabla,
    Verificacion,
    en_pdf,
    en_word,
)

from ..elenco import foto
from .lectura import LETRAS, abierto, etiquetas, fuentes

HUELLA = "e9300536b64c9178b860b74fa73411d9be60b57a6dea36416e05e60697f327c2"
CREADA = datetime(2024, 4, 30, 18, 5, tzinfo=UTC)
ESCUDO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'
FOTO = foto().read()
FILAS = [
    (str(n), "Elaborar el informe", "Oficio IEE_P/PRESIDENCIA/0282/2024", "20/04/2024", "Se aprobó. " * 20)
    for n in range(1, 41)
]
TODOS: list[Bloque] = [
    Renglones(["Ciudad de Muestra, a 30 de abril de 2024"], "derecha"),
    Seccion("Presentación"),
    Parrafo(f"{LETRAS}\nsegunda línea"),
    Seccion("Marco legal", 2),
    Lista(["Uno", "Dos"], numerada=True),
    Datos([("Huella", HUELLA), ("Correo", "una.persona.de.nombre.largo@instituto-de-muestra.example.mx")]),
    Tabla(("No.", "Actividad", "Documento", "Fecha", "Desarrollo"), FILAS, (1, 3, 2, 2, 5), "Actividades", (0,)),
    Grafica([("Mujeres", 20), ("Hombres", 13)], "Por sexo", "Mujeres 20, hombres 13"),
    Imagen(ESCUDO, 2, "Un círculo"),
    Imagen(ESCUDO, 2),
    Imagen(FOTO, 2, "Un rojo"),
    Recuadro(["Con atención"]),
    Recuadro(["Acepto"], casillas=True),
    Salto(),
    Firmas([Firma("Ana Uno", "Presidenta"), Firma("Beto Dos"), Firma("Carla Tres")], "Atentamente"),
]


def hoja(*bloques: Bloque, **otros: object) -> Hoja:
    membrete = Membrete("Instituto Electoral de Prueba", "#5b2a86", ESCUDO, "Escudo", "Año de muestra", "Calle 1")
    return replace(Hoja("Informe de muestra", membrete, CREADA, bloques or TODOS), **otros)  # type: ignore[arg-type]


def test_es_accesible_y_se_puede_guardar() -> None:
    pdf = abierto(en_pdf(hoja(verificacion=Verificacion("https://cauce.example/v/ABCD-1234", "ABCD-1234"))))
    assert str(pdf.Root.Lang) == "es-MX"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("2", "A", "1")
        assert (meta["dc:title"], meta["dc:creator"]) == ("Informe de muestra", ["Instituto Electoral de Prueba"])
    # Its true date.
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20240430180500")
    assert {"/H1", "/H2", "/H3", "/P", "/Table", "/TH", "/TD", "/THead", "/L", "/Figure"} <= etiquetas(pdf)
    with pdf.open_outline() as indice:
        [titulo] = indice.root
        assert [str(s.title).split()[-1] for s in titulo.children] == ["Presentación"]
    suyas = fuentes(pdf)
    assert suyas
    assert all(suyas.values()), "an outside font"
    assert pdf.get_warnings() == []


def test_lo_mismo_da_los_mismos_bytes() -> None:
    assert en_pdf(hoja()) == en_pdf(hoja())
    assert en_pdf(hoja()) != en_pdf(hoja(folio="X/1"))


@pytest.mark.parametrize("letra", ["sans", "serif"])
def test_tiene_cada_letra_de_las_lenguas(letra: str) -> None:
    membrete = Membrete("I", letra=letra)  # type: ignore[arg-type]
    con = hoja(Parrafo(LETRAS), Parrafo(LETRAS, "fuerte"), Seccion(LETRAS), membrete=membrete)
    assert en_pdf(con).startswith(b"%PDF")


@pytest.mark.skipif("CAUCE_CASOS" not in os.environ, reason="needs the inputs that failed once")
def test_tiene_cada_letra_que_fallo_una_vez() -> None:
    texto = Path(os.environ["CAUCE_CASOS"], "letras.txt").read_text(encoding="utf-8")
    assert en_pdf(hoja(Parrafo(texto), Parrafo(texto, "fuerte"))).startswith(b"%PDF")


@pytest.mark.parametrize("donde", [Parrafo("Ana 中 López"), Tabla(("a",), [("Ana 中",)], (1,)), Seccion("中")])
def test_la_letra_que_no_hay_se_dice_antes_de_emitir(donde: Bloque) -> None:
    with pytest.raises(LetraSinFuente, match=r"«中» \(U\+4E2D\)"):
        en_pdf(hoja(donde))


@pytest.mark.parametrize("texto", ["#panic()", "$x^2$ *a* _b_ @c <d> \\e `f`", "= no\n- es\n+ título", "[[//]]", "{}"])
def test_nada_de_lo_escrito_es_instruccion(texto: str) -> None:
    bloques = [
        Parrafo(texto),
        Seccion(texto),
        Lista([texto]),
        Datos([(texto, texto)]),
        Tabla((texto,), [(texto,)], (1,)),
    ]
    contenido = en_pdf(hoja(*bloques, titulo=f"T {texto}", sobre=texto, pie=texto, folio=texto, bajada=texto))
    assert contenido.startswith(b"%PDF")
    leido = "\n".join(p.text for p in Document(io.BytesIO(en_word(hoja(*bloques)))).paragraphs)
    assert texto in leido


@pytest.mark.parametrize(
    "bloques",
    [
        [],
        [Tabla(("Nada",), [], (1,))],
        [Lista([])],
        [Datos([])],
        [Firmas([])],
        [Grafica([], "Sin datos", "Sin datos")],
        [Parrafo("")],
        [Renglones([])],
    ],
)
def test_sin_datos_tambien_hay_documento(bloques: list[Bloque]) -> None:
    vacia = replace(hoja(), bloques=bloques)
    assert len(abierto(en_pdf(vacia)).pages) == 1
    assert Document(io.BytesIO(en_word(vacia)))


def test_nombres_larguisimos_no_salen_de_la_hoja() -> None:
    largo = "María de los Ángeles " * 12 + "X" * 200
    pdf = abierto(
        en_pdf(
            hoja(
                Seccion(largo),
                Datos([("Nombre", largo)]),
                Tabla(("A", "B"), [(largo, "IEE/P/" * 30)], (1, 1)),
                Ficha(largo, largo, [largo], "https://cauce.example/1", FOTO),
                Firmas([Firma(largo, largo)]),
                titulo=largo,
                sobre=largo[:200],
                pie=largo[:200],
                folio="IEE/PRESIDENCIA/0001/2024",
            )
        )
    )
    assert 1 <= len(pdf.pages) <= 4


def test_el_borrador_lo_dice_en_cada_pagina_y_lo_apaisado_lo_es() -> None:
    claro, borrador = en_pdf(hoja()), en_pdf(hoja(marca="BORRADOR"))
    assert len(abierto(borrador).pages) == len(abierto(claro).pages) > 1
    assert borrador != claro
    pdf = abierto(en_pdf(hoja(apaisada=True)))
    assert [float(n) for n in pdf.pages[0].mediabox[2:]] == [792, 612]


def test_en_word_se_edita_lo_mismo() -> None:
    documento = Document(io.BytesIO(en_word(hoja(numerada=True, marca="BORRADOR"))))
    estilos = [(p.style.name, p.text) for p in documento.paragraphs if p.style]
    assert ("Heading 1", "Informe de muestra") in estilos
    assert ("Heading 2", "1 Presentación") in estilos
    assert ("Heading 3", "1.1 Marco legal") in estilos
    assert [t for e, t in estilos if e == "List Number"] == ["Uno", "Dos"]
    tabla = documento.tables[1]
    assert [c.text for c in tabla.rows[0].cells][:2] == ["No.", "Actividad"]
    assert "w:tblHeader" in tabla.rows[0]._tr.xml
    assert documento.core_properties.title == "Informe de muestra"
    assert documento.core_properties.created == CREADA
    assert re.search("Instituto Electoral de Prueba", documento.sections[0].header.paragraphs[0].text)


def paginas(*bloques: Bloque, **otros: object) -> list[str]:
    """What each page says."""
    return [p.extract_text() for p in PdfReader(io.BytesIO(en_pdf(hoja(*bloques, **otros)))).pages]


def renglones(n: int, texto: str = "dato") -> Tabla:
    return Tabla(("Clave", "Qué"), [(f"fila{k:02}.", texto) for k in range(n)], (1, 4))


def por_pagina(dichas: list[str]) -> list[int]:
    """How many rows of `renglones` each page has, of those that have some."""
    return [n for p in dichas if (n := len(re.findall(r"fila\d\d\.", p)))]


@pytest.mark.parametrize("antes", range(24, 40, 2))
def test_ninguna_tabla_deja_una_fila_sola(antes: int) -> None:
    previo = [Parrafo("Un renglón de texto.")] * antes
    corta = paginas(*previo, Seccion("Resumen"), renglones(6))
    assert por_pagina(corta) == [6]
    # Its heading goes with it.
    (suya,) = [p for p in corta if "fila00." in p]
    assert "Resumen" in suya
    larga = paginas(*previo, Seccion("Todas"), renglones(70))
    assert sum(por_pagina(larga)) == 70
    assert min(por_pagina(larga)) > 1
    assert all("Clave" in p for p in larga if "fila" in p)


def test_una_fila_mas_alta_que_la_pagina_se_reparte() -> None:
    dichas = paginas(renglones(3, "palabra " * 1500))
    assert sum(p.count("palabra") for p in dichas) == 4500
    assert len(dichas) > 3


@pytest.mark.parametrize("filas", range(29, 41, 2))
def test_quien_firma_no_queda_en_una_pagina_sin_texto(filas: int) -> None:
    ultima = paginas(renglones(filas), Parrafo("Hecho hoy."), Firmas([Firma("Ana Uno", "Presidenta")]))[-1]
    assert "Ana Uno" in ultima
    assert "Hecho hoy." in ultima


def test_lo_que_anuncia_una_tabla_va_con_ella() -> None:
    for antes in range(24, 40, 2):
        dichas = paginas(*[Parrafo("Un renglón de texto.")] * antes, Parrafo("Al corte.", "nota"), renglones(4))
        (suya,) = [p for p in dichas if "fila00." in p]
        assert "Al corte." in suya


@pytest.mark.parametrize("apaisada", [True, False])
def test_la_cabeza_de_una_tabla_no_parte_palabras_que_caben(apaisada: bool) -> None:
    columnas = ("Postula", "Registradas", "Cuentas enviadas", "Capturadas", "Extemporáneas", "Validadas", "Publicadas")
    anchos = (3, *[1.7] * 8)
    (dicha,) = paginas(
        Tabla((*columnas, "Retiradas", "Cumplimiento"), [("Alba", *["1"] * 8)], anchos, numeros=[*range(1, 9)]),
        apaisada=apaisada,
    )
    for palabra in ("Registradas", "Extemporáneas", "enviadas", "Cumplimiento"):
        assert palabra in dicha


def test_en_una_celda_solo_se_parte_lo_que_no_cabe_y_lo_dicho_se_copia_igual() -> None:
    numero, largo, huella = "IEEH/PRESIDENCIA-PEL/2024", "extemporaneidad", "0123456789abcdef" * 4
    dichas = [f"Con {numero}, por {largo}; {huella}.\nIX. «{numero}» /2024" for _ in range(3)]
    ancha = io.BytesIO(en_pdf(hoja(Tabla(("Qué", "No."), [(t, "1") for t in dichas], (9, 1)))))
    lineas = PdfReader(ancha).pages[0].extract_text().split("\n")
    assert sum(numero in linea for linea in lineas) == 6
    assert sum(huella in linea for linea in lineas) == 3
    angosta = io.BytesIO(en_pdf(hoja(Tabla(("Qué", "No."), [(t, "1") for t in dichas], (1, 3)))))
    junto = "".join(PdfReader(angosta).pages[0].extract_text().split())
    for parte in (numero, largo, huella):
        assert parte in junto
    assert largo in PdfReader(angosta).pages[0].extract_text()


def test_una_grafica_de_muchas_barras_pasa_de_pagina() -> None:
    dichas = paginas(
        Grafica([(f"Barra larga de nombre {k:02}." * 3, k) for k in range(60)], "Muchas", "Sesenta barras.")
    )
    assert len(dichas) > 1
    assert "Muchas" in dichas[0]
    assert len({nombre for p in dichas for nombre in re.findall(r"nombre (\d\d)\.", p)}) == 60


def test_lo_que_empieza_con_un_signo_no_se_monta_en_la_celda_de_al_lado() -> None:
    """Hidalgo's row 5.7, as printed: a slash keeps to the word before it, even after a space."""
    tabla = Tabla(("Documento", "Fecha"), [("IEEH/PRESIDENCIA_PEL/0573 /2024", "N/A")], (1, 3.15))
    lineas = PdfReader(io.BytesIO(en_pdf(hoja(tabla)))).pages[0].extract_text().split("\n")
    assert "/2024" in [linea.strip() for linea in lineas]


def test_su_fecha_es_la_del_momento_en_que_se_hizo() -> None:
    """What says that it is UTC is UTC, in the PDF and in Word."""
    local = hoja(creada=datetime(2024, 4, 30, 23, 0, tzinfo=ZoneInfo("America/Mexico_City")))
    pdf = abierto(en_pdf(local))
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20240501050000")
    assert Document(io.BytesIO(en_word(local))).core_properties.created.replace(tzinfo=UTC) == local.creada


def test_cada_lista_numerada_de_word_cuenta_desde_uno() -> None:
    lista = Lista(["Uno", "Dos"], numerada=True)
    parrafos = Document(io.BytesIO(en_word(hoja(lista, Parrafo("Entre"), lista)))).paragraphs
    cuentas = [p._p.pPr.numPr.numId.val for p in parrafos if p.style.name == "List Number"]
    assert [cuentas.count(c) for c in dict.fromkeys(cuentas)] == [2, 2]
