"""What cells mean, however lists write them; and tables that a profile reads. Without a database."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compliance.cuestionarios import medios_publicos
from compliance.importacion import ExportInvalido, Lectura, interpretar, interpretar_export
from compliance.importacion.catalogos import actor_de, cargo_entre, forma_de_cargo
from compliance.importacion.lectura import CANDIDATOS, IDENTIDAD, SinPerfil, abrir, leer_export
from compliance.importacion.perfil import Perfil, PerfilInvalido, conjeturar, incluidos, leer_perfil
from compliance.importacion.valores import (
    calidad_de,
    edad_de,
    emes_de,
    en_nombre_y_apellidos,
    entidad_de,
    fecha_de,
    lugar_de,
    nombre_propio,
    nombre_suelto,
    parece_fecha,
    reparado,
    sexo_de,
    sospechas_de_nombre,
)
from compliance.registro.nombres import falta_la_persona

from ..libros import candidata, identidad_de, libro_con_hojas, libro_retocado, tabla


def test_un_distrito_es_su_numero_de_todos_los_modos() -> None:
    de_la_costa = (
        "3-BAHÍA",
        "DISTRITO 03 BAHÍA",
        "III - Bahía",
        "3.BAHÍA",
        "3–BAHÍA",
        "3_BAHÍA",
        "Dtto. III, Bahía",
        "BAHÍA (03)",
        "BAHÍA 3",
        "Distrito electoral local III con cabecera en Bahía",
        "TERCER DISTRITO, BAHÍA",
        "3o. Distrito Bahía",
        "III BAHÍA",
        "3° Bahía",
    )
    assert {(n, nombre.upper()) for n, nombre in map(lugar_de, de_la_costa)} == {("3", "BAHÍA")}
    for solo in (
        "3",
        "03",
        "003",
        "III",
        "iii",
        "Distrito III",
        "TERCERO",
        "Tercer distrito",
        "DISTRITO TRES",
        "D-3",
        "3er Distrito",
        "No. 3",
    ):
        assert lugar_de(solo) == ("3", ""), solo
    assert [lugar_de(t)[0] for t in ("XXIV", "Vigésimo cuarto", "DÉCIMO SEGUNDO", "Única", "2a circunscripción")] == [
        "24",
        "24",
        "12",
        "1",
        "2",
    ]
    # What is a name stays one: nobody guesses.
    for nombre in ("V. CARRANZA", "TERCERA SECCIÓN", "LA PAZ", "CENTRO", "CD. VALLES", "MIL CUMBRES"):
        assert lugar_de(nombre) == ("", nombre.strip(" .")), nombre


def test_las_entidades_son_un_catalogo_con_sus_nombres() -> None:
    for dicho, entidad in (
        ("MEXICO", "Estado de México"),
        ("Edo. Méx.", "Estado de México"),
        ("CDMX", "Ciudad de México"),
        ("D.F.", "Ciudad de México"),
        ("Coahuila de Zaragoza", "Coahuila"),
        ("S.L.P.", "San Luis Potosí"),
        ("04", "Campeche"),
        ("7", "Chiapas"),
        ("31-YUCATÁN", "Yucatán"),
        ("Estado Libre y Soberano de Oaxaca", "Oaxaca"),
        ("JALISCOO", ""),
        ("NACIONAL", ""),
        ("33", ""),
        ("0", ""),
    ):
        assert entidad_de(dicho) == entidad, dicho


def test_los_actores_se_distinguen_por_su_figura_y_por_sus_siglas() -> None:
    for dicho, tipo, siglas, generico in (
        ("P.V.E.M.", "partido", "PVEM", False),
        ("Partido Verde", "partido", "PVEM", False),
        ("NUEVA ALIANZA HIDALGO", "partido", "", False),
        ("PT-PVEM", "coalicion", "", False),
        ("ABC_XYZ", "coalicion", "", False),
        ("PAN, PRI y PRD", "coalicion", "", False),
        ("Coalición «Sumar»", "coalicion", "", False),
        ("Vamos por Tlaxcala", "coalicion", "", False),
        ("CAND. IND.", "independiente", "", True),
        ("C.I.", "independiente", "", True),
        ("Candidato(a) independiente", "independiente", "", True),
        ("CANDIDATURA COMÚN PT-MC", "comun", "", False),
        ("Unión y Progreso", "partido", "", False),
        ("PARTIDO A-B", "partido", "", False),
    ):
        actor = actor_de(dicho)
        assert (actor.tipo, actor.siglas, actor.generico) == (tipo, siglas, generico), dicho
    # Whoever is the same is told by the same key, and the figure that somebody says is believed.
    assert actor_de("PRI-PAN").llave == actor_de("PAN_PRI").llave
    assert actor_de("COALICIÓN PARCIAL SUMAR").llave == actor_de('coalición "Sumar"').llave
    assert actor_de("Morena").llave == actor_de("PARTIDO MORENA").llave
    assert actor_de("SUMAR", "coalicion").tipo == "coalicion"


def test_los_cargos_se_hallan_aunque_se_escriban_de_otro_modo() -> None:
    for dicho, clave in (
        ("DIPUTADAS LOCALES POR EL PRINCIPIO DE MAYORÍA RELATIVA", "diputacion-local-mr"),
        ("Diputado plurinominal", "diputacion-local-rp"),
        ("PRESIDENTA MUNICIPAL", "presidencia-municipal"),
        ("3a. Regiduría R.P.", "regiduria-rp"),
        ("Gobernador del Estado", "gubernatura"),
    ):
        forma = forma_de_cargo(dicho)
        assert forma is not None, dicho
        assert forma.clave == clave
    cargos = [("mr", "Diputaciones de mayoría relativa"), ("rp", "Diputaciones de RP"), ("pm", "Presidencia municipal")]
    assert (cargo_entre("DIPUTADO MR", cargos), cargo_entre("Presidente", cargos)) == ("mr", "pm")
    # Which of two is not guessed.
    assert cargo_entre("DIPUTADO", cargos) is None


def test_de_cada_persona_se_entiende_su_sexo_calidad_edad_y_fechas() -> None:
    assert [sexo_de(t, "H") for t in ("F", "Femenino", "MUJER", "h", "Masculino", "NB", "M", "X", "Z")] == [
        "M",
        "M",
        "M",
        "H",
        "H",
        "NB",
        "H",
        "",
        "",
    ]
    for columna, eme in (
        (["M", "H"], "M"),
        (["M", "F"], "H"),
        (["M", "HOMBRE"], "M"),
        (["M"], ""),
        (["M", "H", "F"], ""),
    ):
        assert emes_de(columna) == eme, columna
    assert [
        calidad_de(t) for t in ("P", "Sup.", "TITULAR", "Propietario(a)", "Suplente (mujer)", "Suplente 1", "VOCAL")
    ] == [
        "propietaria",
        "suplente",
        "propietaria",
        "propietaria",
        "suplente",
        "suplente",
        "",
    ]
    for dicha, edad in (
        ("52 años", 52),
        ("52.0", 52),
        ("５２", 52),
        ("1900-02-21", 52),
        ("N/D", None),
        ("52.5", None),
        ("²2", None),
    ):
        assert edad_de(dicha)[0] == edad, dicha
    assert bool(edad_de("s/d")[1]) is False
    assert "no es un número entero" in edad_de("cuarenta")[1]
    assert [parece_fecha(t) for t in ("2-5", "12", "1/A", "2024-05-02T00:00:00", "02-may", "May-24", "2/5/24")] == [
        False,
        False,
        False,
        True,
        True,
        True,
        True,
    ]
    assert fecha_de("02/05/1980") == fecha_de("2-may-1980") == date(1980, 5, 2)
    assert (fecha_de("31/02/1980"), fecha_de("mayo")) == (None, None)


def test_lo_que_no_es_un_nombre_se_rechaza_y_lo_dudoso_se_dice() -> None:
    for nadie in ("VACANTE", "s/n", "N/A", "xxxx", "...", "0", "Por designar", "#¡REF!", "Sin suplente"):
        assert falta_la_persona(nadie), nadie
    for alguien in (
        "JOSÉ NULL PÉREZ",
        "NA HUI",
        "Xi Jo",
        "Ma. Paz Pendiente Ríos",
        "Ꞌuxi ʉɨ",
        "O’Higgins Núñez",
        "Ma. (a) «La Güera» Paz",
    ):
        assert not falta_la_persona(alguien), alguien
        assert sospechas_de_nombre(alguien) == "", alguien
    for sospechoso in ("PE?A", "Mu\ufffdoz", "IÑIGO 2", "LUZ; EVA", "NU¥EZ", "NU&ntilde;EZ", "PEÃ±A", "MUÃ‘OZ"):
        assert "Revíselo en su fuente" in sospechas_de_nombre(sospechoso), sospechoso
    assert (reparado("MUÃ‘OZ"), reparado("NU&ntilde;EZ"), reparado("PEÑA")) == ("MUÑOZ", "NUñEZ", "PEÑA")
    assert "Quizá es «MUÑOZ»" in sospechas_de_nombre("MUÃ‘OZ")


def test_los_nombres_se_comparan_de_dos_modos() -> None:
    misma = (
        "MARÍA LUISA IBÁÑEZ CRUZ",
        "Ibáñez Cruz María Luisa",
        "MA. LUISA IBAÑEZ CRUZ",
        "Dra. Maria Luisa Ibanez Cruz",
        "C. MaLuisa",
    )
    assert len({nombre_suelto(n) for n in misma[:4]}) == 1
    assert nombre_suelto(misma[4]) != nombre_suelto(misma[0])
    assert nombre_propio("Ana Peña") != nombre_propio("ANA PENA")
    assert nombre_propio("Añá  Peña") == nombre_propio("AÑA PEÑA")
    assert en_nombre_y_apellidos("DE LA CRUZ LÓPEZ EVA MARÍA") == "EVA MARÍA DE LA CRUZ LÓPEZ"
    assert en_nombre_y_apellidos("Paz Ríos, Eva") == "Eva Paz Ríos"
    assert en_nombre_y_apellidos("PAZ RÍOS") == "PAZ RÍOS"


# -- Tables ------------------------------------------------------------------------------------------------


def leer(contenido: str | bytes, nombre: str = "tabla.csv", **como: Any) -> Lectura:
    crudo = contenido.encode() if isinstance(contenido, str) else contenido
    return interpretar(interpretar_export(crudo, nombre, **como), entidad="Morelos")


def dichas(lectura: Lectura) -> list[tuple[str, str, str, str]]:
    return [(r.nombre, r.calidad, r.territorio_clave, r.formula) for r in lectura.registros]


def test_una_formula_por_renglon_son_dos_personas() -> None:
    snr = (
        "LISTA DEL ESTADO\n\n"
        "Actor político,Coalición,Cargo,Distrito,Número de lista,Nombre propietario,Primer apellido propietario,"
        "Segundo apellido propietario,Sexo propietario,Nombre suplente,Primer apellido suplente,"
        "Segundo apellido suplente,Sexo suplente\n"
        "PARTIDO A,,DIPUTADO LOCAL MR,IV CUAUTLA,1,ANA,DE LA O,PAZ,MUJER,EVA,LUZ,,MUJER\n"
        "PARTIDO A,SUMAR,DIPUTADO LOCAL MR,05,1,LUIS,REY,SOL,HOMBRE,SIN SUPLENTE,,,\n"
        "TOTAL DE FÓRMULAS,2\n"
    )
    lectura = leer(snr)
    assert dichas(lectura) == [
        ("ANA DE LA O PAZ", "propietaria", "4", "1"),
        ("EVA LUZ", "suplente", "4", "1"),
        ("LUIS REY SOL", "propietaria", "5", "1"),
    ]
    assert [r.fila for r in lectura.registros] == [4, 4, 5]
    assert lectura.registros[2].actor.nombre == "SUMAR"
    assert {r.entidad for r in lectura.registros} == {"Morelos"}
    assert any("TOTAL DE FÓRMULAS" in n.motivo for n in lectura.advertencias)


def test_los_titulos_repetidos_toman_su_grupo_de_la_fila_de_arriba(tmp_path: Path) -> None:
    filas: list[list[object]] = [
        ["INSTITUTO"],
        ["", "", "", "PROPIETARIO", "", "SUPLENTE", ""],
        ["PARTIDO", "CARGO", "DTTO", "NOMBRE", "SEXO", "NOMBRE", "SEXO"],
        ["PARTIDO A", "DIPUTADO MR", "II", "ANA UNO", "F", "EVA DOS", "F"],
        ["PARTIDO A", "DIPUTADO MR", "III", "LUIS TRES", "M", "", ""],
    ]
    contenido = libro_con_hojas(tmp_path / "a.xlsx", {"Hoja1": filas}).read_bytes()
    with pytest.raises(SinPerfil) as info:
        interpretar_export(contenido, "a.xlsx")
    (suya,) = info.value.libro.tablas()
    assert suya.titulos[3:] == ("NOMBRE PROPIETARIO", "SEXO PROPIETARIO", "NOMBRE SUPLENTE", "SEXO SUPLENTE")
    perfil = conjeturar(suya.titulos)
    lectura = leer(contenido, "a.xlsx", perfil=perfil)
    assert [(r.nombre, r.calidad, r.sexo) for r in lectura.registros] == [
        ("ANA UNO", "propietaria", "M"),
        ("EVA DOS", "suplente", "M"),
        ("LUIS TRES", "propietaria", "H"),
    ]
    # Saved, it knows the next table by its header.
    assert abrir(contenido, "a.xlsx").perfil([perfil]) == perfil


def test_sin_numero_de_lista_cada_lista_se_numera_en_su_orden() -> None:
    encabezado = (
        "Apellido,Nombre,Sexo,Partido Político,Principio de Representación,Distrito Electoral ,Propietario o Suplente\n"
    )
    mr = (
        "UNO,ANA,Mujer,PARTIDO A,Mayoría Relativa,{},Propietario\n"
        "DOS,EVA,Mujer,PARTIDO A,Mayoría Relativa,{},Suplente\n"
    )
    rp = "".join(
        f"SOL,{n},Mujer,PARTIDO A,Representación Proporcional,,{c}\n"
        for n, c in (("LU", "P"), ("FE", "P"), ("SU", "S"), ("RI", "S"))
    )
    lectura = leer(
        encabezado + mr.format("I", "I") + mr.replace("UNO", "TRES").replace("DOS", "CUATRO").format("II", "II") + rp
    )
    assert [(r.nombre, r.cargo[-2:], r.territorio_clave, r.formula) for r in lectura.registros][2:] == [
        ("ANA TRES", "va", "2", "1"),
        ("EVA CUATRO", "va", "2", "1"),
        ("LU SOL", "al", "", "1"),
        ("FE SOL", "al", "", "2"),
        ("SU SOL", "al", "", "1"),
        ("RI SOL", "al", "", "2"),
    ]
    assert any("se numeró cada lista" in n.motivo for n in lectura.advertencias)


def test_titulares_con_verdadero_y_fecha_de_nacimiento() -> None:
    tabla_ = (
        "contest,first_name,last_name,party,state,area,is_titular,date_birth,gender\n"
        "Diputación por el distrito 4 de Cuautla,Ana,Uno Paz,Partido A,Morelos,4,VERDADERO,1980-05-02,F\n"
        "Diputación por el distrito 4 de Cuautla,Eva,Dos Sol,Partido A,Morelos,4,FALSE,31/12/1990,F\n"
    )
    una, otra = leer(tabla_).registros
    assert (una.nombre, una.calidad, una.nacimiento, una.cargo) == (
        "Ana Uno Paz",
        "propietaria",
        date(1980, 5, 2),
        "Diputación MR",
    )
    assert (otra.calidad, otra.nacimiento) == ("suplente", date(1990, 12, 31))


def test_se_leen_titulos_arriba_celdas_combinadas_y_columnas_que_faltan(tmp_path: Path) -> None:
    suyas = [candidata(), candidata(NOMBRE_CANDIDATO="LUZ DOS", TIPO_CANDIDATO="SUPLENTE", PARTIDO_COALICION="")]
    hojas = {CANDIDATOS: [["INSTITUTO ESTATAL"], ["Corte al 3 de mayo"], *tabla(CANDIDATOS, suyas)]}
    ruta = libro_con_hojas(tmp_path / "a.xlsx", hojas)
    combinada = libro_retocado(
        ruta,
        "xl/worksheets/sheet1.xml",
        "</sheetData>",
        '</sheetData><mergeCells count="1"><mergeCell ref="A4:A5"/></mergeCells>',
    )
    lectura = leer(combinada, "a.xlsx")
    assert [(r.fila, r.actor.nombre, r.calidad) for r in lectura.registros] == [
        (4, "PARTIDO A", "propietaria"),
        (5, "PARTIDO A", "suplente"),
    ]
    minima = "NOMBRE_CANDIDATO;PARTIDO_COALICION;CARGO;TIPO_CANDIDATO\nANA UNO;MORENA;GUBERNATURA;P\n"
    for contenido in (
        minima.encode("utf-16"),
        minima.encode("utf-16-le"),
        f"sep=;\n{minima}".encode("cp1252"),
        f'"sep=;"\n{minima}'.encode(),
    ):
        assert [(r.nombre, r.formula) for r in leer(contenido, "a.txt").registros] == [("ANA UNO", "1")]


def test_lo_que_no_es_una_tabla_dice_que_es() -> None:
    for contenido, nombre, dice in (
        (b"<html><table><tr><td>CARGO</td></tr></table></html>", "a.xls", "una página web (HTML)"),
        (
            b'\xef\xbb\xbf<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "a.xls",
            "Excel 2003 (XML)",
        ),
        (b'[{"nombre": "Ana"}]', "a.csv", "datos en JSON"),
        (b"%PDF-1.7", "a.csv", "un PDF"),
        (b"\x89PNG\r\n", "a.xlsx", "una imagen"),
        (b"CARGO\x00\x01\x02", "a.csv", "no es texto"),
    ):
        with pytest.raises(ExportInvalido, match=dice.replace("(", r"\(").replace(")", r"\)")):
            interpretar_export(contenido, nombre)


def test_varios_independientes_de_un_distrito_se_apartan_por_quien_encabeza() -> None:
    filas = "".join(
        f"{nombre},CI,DIPUTACIÓN LOCAL MR,MORELOS,2,1,{calidad}\n"
        for nombre, calidad in (("ANA UNO", "P"), ("EVA DOS", "S"), ("LUIS TRES", "P"), ("SOL CUATRO", "S"))
    )
    encabezado = "NOMBRE_CANDIDATO,PARTIDO_COALICION,CARGO,ENTIDAD,DISTRITO LOCAL,NUM_LISTA_O_FORMULA,TIPO_CANDIDATO\n"
    lectura = leer(encabezado + filas)
    assert [(r.nombre, r.actor.encabeza) for r in lectura.registros] == [
        ("ANA UNO", "ANA UNO"),
        ("EVA DOS", "ANA UNO"),
        ("LUIS TRES", "LUIS TRES"),
        ("SOL CUATRO", "LUIS TRES"),
    ]


def test_el_sexo_m_se_pregunta_una_vez() -> None:
    encabezado = "NOMBRE_CANDIDATO,PARTIDO_COALICION,CARGO,TIPO_CANDIDATO,SEXO\n"
    lectura = leer(encabezado + "ANA UNO,PARTIDO A,GUBERNATURA,P,M\nEVA DOS,PARTIDO B,GUBERNATURA,P,M\n")
    assert (lectura.emes, [r.sexo for r in lectura.registros]) == (2, ["", ""])
    assert sum("«M»" in n.motivo for n in lectura.advertencias) == 1
    lectura = leer(encabezado + "ANA UNO,PARTIDO A,GUBERNATURA,P,M\nEVA DOS,PARTIDO B,GUBERNATURA,P,H\n")
    assert (lectura.emes, [r.sexo for r in lectura.registros]) == (0, ["M", "H"])


def test_los_perfiles_se_escriben_y_se_leen_y_dicen_sus_defectos() -> None:
    for perfil in incluidos():
        assert leer_perfil(perfil.como_toml()) == perfil
    raro = Perfil(
        "c", 'Con "comillas"\\', {"nombre": ('A "b"', "c\td")}, tipos={"X": "comun"}, valores={"sexo": {"M": "mujer"}}
    )
    assert leer_perfil(raro.como_toml()) == raro
    for toml, dice in (
        ("esquema = 1", "Falta el nombre"),
        ('esquema = 1\nnombre = "a"\n[columnas]\nactor = "A"', "Ninguna columna es el nombre"),
        ('esquema = 1\nnombre = "a"\n[columnas]\nnombre = "A"\nrfc = "B"', "no se conoce el dato «rfc»"),
        ('esquema = 1\nnombre = "a"\n[columnas]\nnombre = "A"\n[tipos]\nX = "rey"', "no es una figura"),
        ("esquema = ", "No es TOML"),
        ('nombre = "a"\notra = 1\n[columnas]\nnombre = "A"', "No se conoce «otra»"),
    ):
        with pytest.raises(PerfilInvalido, match=dice):
            leer_perfil(toml)


def test_la_hoja_de_identidad_puede_escribir_el_lugar_de_otro_modo(tmp_path: Path) -> None:
    una = candidata()
    otra = identidad_de(una, diversidad="Sí") | {"DISTRITO LOCAL": "Distrito I", "ENTIDAD": "17"}
    hojas = {CANDIDATOS: tabla(CANDIDATOS, [una]), IDENTIDAD: tabla(IDENTIDAD, [otra])}
    (registro,) = interpretar(leer_export(libro_con_hojas(tmp_path / "a.xlsx", hojas))).registros
    assert registro.identidad is not None
    assert registro.identidad["diversidad"] == "Sí"


def test_el_correo_registrado_no_es_el_publico() -> None:
    # INE's data base prints public contacts, and nothing else.
    leido = interpretar_export(
        "\n".join(";".join(map(str, f)) for f in tabla(CANDIDATOS, [candidata()])).encode(), "base.csv"
    )
    (de_ine,) = interpretar(leido).registros
    assert (de_ine.correo, [m["valor"] for m in de_ine.curricular["medios"] if m["tipo"] == "correo"]) == (
        "",
        ["ana@example.com"],
    )
    # A list without the public questionnaire knows nothing that is public; beside it, an address may be.
    lista = ("PARTIDO", "CARGO", "NOMBRE", "CORREO ELECTRÓNICO", "TELÉFONO")
    assert conjeturar(lista).columnas.keys() == {"actor", "cargo", "nombre", "correo_registrado"}
    assert {"correo", "telefono"} <= conjeturar((*lista, "REDES SOCIALES")).columnas.keys()
    con_los_dos = conjeturar((*lista, "REDES SOCIALES", "CORREO PARA NOTIFICACIONES"))
    assert con_los_dos.columnas["correo_registrado"] == ("CORREO PARA NOTIFICACIONES",)
    assert con_los_dos.columnas["correo"] == ("CORREO ELECTRÓNICO",)


def test_cada_persona_de_una_lista_como_la_del_snr_trae_su_correo() -> None:
    titulos = ["CARGO", "ACTOR POLITICO", "ENTIDAD", "DISTRITO", "NUMERO DE LISTA"]
    celdas = ["DIPUTACIÓN LOCAL MR", "PARTIDO A", "MORELOS", "1", "1"]
    for quien, nombre in (("PROPIETARIO", "ANA"), ("SUPLENTE", "EVA")):
        titulos += [f"{t} {quien}" for t in ("NOMBRE", "PRIMER APELLIDO", "CORREO ELECTRONICO")]
        celdas += [nombre, "SINTETICA", f"mailto:{nombre.lower()}@correo.mx"]
    leido = interpretar_export(f"{','.join(titulos)}\n{','.join(celdas)}\n".encode(), "snr.csv")
    assert leido.perfil.clave == "snr"
    assert [(r.nombre, r.correo, dict(r.curricular)) for r in interpretar(leido).registros] == [
        ("ANA SINTETICA", "ana@correo.mx", {}),
        ("EVA SINTETICA", "eva@correo.mx", {}),
    ]


def test_la_columna_de_una_red_no_publica_otro_sitio() -> None:
    titulos = ["PARTIDO", "CARGO", "DISTRITO", "FORMULA", "CALIDAD", "NOMBRE", "FACEBOOK", "INSTAGRAM", "REDES"]
    celdas = ["PARTIDO A", "DIPUTACIÓN LOCAL MR", "1", "1", "PROPIETARIA", "ANA SINTETICA", "https://otro.mx/ana"]
    celdas += ["@ana", "https://facebook.com@otro.mx/ https://www.x.com/ana"]
    texto = f"{','.join(titulos)}\n{','.join(celdas)}\n".encode()
    leida = interpretar(interpretar_export(texto, "lista.csv", perfil=conjeturar(titulos)), entidad="Morelos")
    (registro,) = leida.registros
    # Nothing is lost; what leads elsewhere is text, and somebody is told.
    assert [(m.etiqueta, m.valor, m.enlace) for m in medios_publicos(registro.curricular["medios"])] == [
        ("Otra red social", "https://facebook.com@otro.mx/", ""),
        ("X (antes Twitter)", "https://www.x.com/ana", "https://www.x.com/ana"),
        ("Facebook", "https://otro.mx/ana", ""),
        ("Instagram", "https://www.instagram.com/ana", "https://www.instagram.com/ana"),
    ]
    (dicha,) = (n.motivo for n in leida.advertencias if "contacto" in n.motivo)
    assert dicha == "No parece un dato de contacto (Facebook, Otra red social); se conserva como está, sin enlace."
