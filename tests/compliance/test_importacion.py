"""Reading INE's public data base and judging its rows, without a database."""

from pathlib import Path

import pytest

from compliance.importacion import Export, ExportInvalido, Lectura, interpretar, interpretar_export, leer_export
from compliance.importacion.catalogos import actor_de, forma_de_cargo
from compliance.importacion.lectura import CANDIDATOS, COLUMNAS, IDENTIDAD, limpiar

from ..libros import (
    Fila,
    archivo_csv,
    candidata,
    en_blanco,
    identidad_de,
    identidad_en_blanco,
    libro,
    libro_con_hojas,
    tabla,
)

DOS = [candidata(), candidata(NOMBRE_CANDIDATO="LUZ SINTETICA B")]


def leer(tmp_path: Path, candidatas: list[Fila], identidades: list[Fila] | None = None) -> Lectura:
    """Judge a workbook with these rows."""
    return interpretar(leer_export(libro(tmp_path / "libro.xlsx", candidatas, identidades)))


class TestLectura:
    """The file as a whole."""

    def test_un_libro_da_sus_filas_con_los_numeros_que_muestra_la_hoja_de_calculo(self, tmp_path: Path) -> None:
        export = leer_export(libro(tmp_path / "a.xlsx", DOS))
        assert [r.fila for r in export.candidatos] == [2, 3]
        assert export.hojas == {CANDIDATOS: 2, IDENTIDAD: 2}
        assert export.candidatos[0].celdas["NUM_LISTA_O_FORMULA"] == "101"
        assert set(export.candidatos[0].celdas) == set(COLUMNAS[CANDIDATOS])

    def test_la_segunda_hoja_puede_encabezar_el_distrito_sin_espacio(self, tmp_path: Path) -> None:
        export = leer_export(libro(tmp_path / "a.xlsx", DOS))
        assert export.identidad is not None
        assert export.identidad[0].celdas["DISTRITO LOCAL"] == "1-CUERNAVACA"

    def test_las_filas_en_blanco_no_se_leen_ni_recorren_los_numeros(self, tmp_path: Path) -> None:
        filas = tabla(CANDIDATOS, DOS)
        filas.insert(2, [" "] * 25)
        hojas = {CANDIDATOS: filas, IDENTIDAD: tabla(IDENTIDAD, [identidad_de(f) for f in DOS])}
        export = leer_export(libro_con_hojas(tmp_path / "a.xlsx", hojas))
        assert [r.fila for r in export.candidatos] == [2, 4]

    @pytest.mark.parametrize("codificacion", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
    @pytest.mark.parametrize("separador", [",", ";", "\t"])
    def test_se_lee_csv_en_las_codificaciones_y_separadores_de_las_hojas_de_calculo(
        self, tmp_path: Path, codificacion: str, separador: str
    ) -> None:
        filas = [candidata(PROPUESTA_1="Una, dos; y «tres»\nen otro renglón", NOMBRE_CANDIDATO="ÑANDÚ PÉREZ")]
        ruta = archivo_csv(tmp_path / "hoja.csv", filas, codificacion=codificacion, separador=separador)
        export = leer_export(ruta)
        assert export.identidad is None
        assert export.candidatos[0].celdas["NOMBRE_CANDIDATO"] == "ÑANDÚ PÉREZ"
        assert export.candidatos[0].celdas["PROPUESTA_1"] == "Una, dos; y «tres»\nen otro renglón"

    def test_las_comillas_tipograficas_que_guarda_excel_sobreviven(self, tmp_path: Path) -> None:
        ruta = archivo_csv(tmp_path / "hoja.csv", [candidata(PROPUESTA_1="“Así”")], codificacion="cp1252")
        assert leer_export(ruta).candidatos[0].celdas["PROPUESTA_1"] == "“Así”"

    @pytest.mark.parametrize(
        ("celda", "texto"),
        [
            (236737.0, "236737"),
            (1.5, "1.5"),
            ("41.0", "41"),
            ("v1.0", "v1.0"),
            (None, ""),
            (" ", ""),
            ("a\r\nb\rc", "a\nb\nc"),
            ("a\x00b\x07", "ab"),
            ("n\u0303", "ñ"),
        ],
    )
    def test_las_celdas_se_vuelven_texto_limpio(self, celda: object, texto: str) -> None:
        assert limpiar(celda) == texto


class TestRechazoDelArchivo:
    """A file that is not the data base is refused whole, saying what and where."""

    def rechazo(self, contenido: bytes, nombre: str) -> str:
        with pytest.raises(ExportInvalido) as info:
            interpretar_export(contenido, nombre)
        return str(info.value)

    def test_un_archivo_que_no_existe_se_rechaza(self, tmp_path: Path) -> None:
        with pytest.raises(ExportInvalido, match="no se puede leer"):
            leer_export(tmp_path / "nada.xls")

    @pytest.mark.parametrize(
        ("contenido", "nombre", "dice"),
        [
            (b"%PDF-1.7", "a.pdf", "no es un libro"),
            (b"PK\x03\x04basura", "a.xlsx", "no se puede abrir"),
            (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "a.xls", "no se puede abrir"),
            (b"a\x00b", "a.csv", "no es texto"),
            (b'"sin cerrar', "a.csv", "no es un CSV bien formado"),
            (b"", "a.csv", "no se halló una tabla"),
        ],
    )
    def test_un_archivo_ilegible_se_rechaza(self, contenido: bytes, nombre: str, dice: str) -> None:
        mensaje = self.rechazo(contenido, nombre)
        assert dice in mensaje
        assert nombre in mensaje

    def test_un_encabezado_sin_filas_no_es_una_base(self, tmp_path: Path) -> None:
        ruta = libro(tmp_path / "a.xlsx", [])
        assert self.rechazo(ruta.read_bytes(), ruta.name) == (
            "a.xlsx, hoja «CANDIDATOS»: solo tiene el encabezado, ninguna candidatura."
        )

    def test_las_columnas_de_una_tabla_que_nadie_conoce_se_nombran(self, tmp_path: Path) -> None:
        ruta = libro_con_hojas(tmp_path / "a.xlsx", {"Hoja1": [["Nombre", "Equipo", "Goles"], ["Ana", "Rojo", "3"]]})
        mensaje = self.rechazo(ruta.read_bytes(), ruta.name)
        assert "hoja «Hoja1»: ningún perfil conoce el encabezado de su fila 1: «Nombre», «Equipo», «Goles»." in mensaje

    def test_las_columnas_que_sobran_se_dicen_y_las_repetidas_se_rechazan(self, tmp_path: Path) -> None:
        candidatas = tabla(CANDIDATOS, DOS)
        candidatas[0][9] = "EDADES"
        identidad = tabla(IDENTIDAD, [identidad_de(f) for f in DOS])
        export = leer_export(libro_con_hojas(tmp_path / "a.xlsx", {CANDIDATOS: candidatas, IDENTIDAD: identidad}))
        assert [n.motivo for n in export.avisos] == ["No se leyeron las columnas «EDADES»."]
        assert export.candidatos[0].celdas["EDAD"] == ""
        identidad[0][10] = "EDAD"
        ruta = libro_con_hojas(tmp_path / "b.xlsx", {CANDIDATOS: candidatas, IDENTIDAD: identidad})
        with pytest.raises(ExportInvalido) as info:
            leer_export(ruta)
        assert info.value.defectos == ("b.xlsx, hoja «CUESTIONARIO IDENTIDAD»: están repetidas las columnas «EDAD».",)

    def test_una_fila_con_celdas_recorridas_se_rechaza(self, tmp_path: Path) -> None:
        filas = tabla(CANDIDATOS, DOS)
        filas[2].append("de más")
        ruta = libro_con_hojas(tmp_path / "a.xlsx", {CANDIDATOS: filas, IDENTIDAD: tabla(IDENTIDAD, [])})
        (nota,) = leer_export(ruta).rechazadas
        assert (nota.fila, "una coma sin comillas recorrió sus celdas" in nota.motivo) == (3, True)


class TestFilas:
    """Each row by itself."""

    def test_una_fila_completa_se_lee_entera(self, tmp_path: Path) -> None:
        lectura = leer(tmp_path, [candidata()])
        (registro,) = lectura.registros
        assert (lectura.rechazadas, lectura.advertencias) == ((), ())
        assert (registro.nombre, registro.calidad, registro.edad, registro.sexo) == (
            "ANA SINTETICA A",
            "propietaria",
            44,
            "M",
        )
        assert (registro.territorio_tipo, registro.territorio_clave, registro.territorio_nombre) == (
            "distrito",
            "1",
            "CUERNAVACA",
        )
        assert registro.curricular["medios"] == [
            {"tipo": "telefono", "valor": "5500000000"},
            {"tipo": "correo", "valor": "ana@example.com"},
            {"tipo": "facebook", "valor": "https://www.facebook.com/ana"},
            {"tipo": "twitter", "valor": "https://twitter.com/ana"},
        ]
        assert "otra_formacion" not in registro.curricular

    def test_los_centinelas_son_blancos(self, tmp_path: Path) -> None:
        (registro,) = leer(tmp_path, [candidata(PROPUESTA_GENERO="No proporcionó")]).registros
        assert "propuesta_genero" not in registro.curricular

    def test_los_cuestionarios_en_blanco_estan_vacios(self, tmp_path: Path) -> None:
        fila = en_blanco()
        (registro,) = leer(tmp_path, [fila], [identidad_en_blanco(fila)]).registros
        assert (registro.curricular, registro.identidad) == ({}, {})

    @pytest.mark.parametrize(
        ("cambios", "esperado"),
        [
            ({"DISTRITO LOCAL": "No aplica"}, ("entidad", "", "Morelos")),
            ({"DISTRITO LOCAL": "", "CIRCUNSCRIPCION": 1.0}, ("circunscripcion", "1", "Morelos")),
            ({"DISTRITO LOCAL": "No aplica", "MUNICIPIO": "JIUTEPEC"}, ("municipio", "", "JIUTEPEC")),
        ],
    )
    def test_el_territorio_se_lee_de_su_columna(
        self, tmp_path: Path, cambios: Fila, esperado: tuple[str, str, str]
    ) -> None:
        (registro,) = leer(tmp_path, [candidata(**cambios)]).registros
        assert (registro.territorio_tipo, registro.territorio_clave, registro.territorio_nombre) == esperado

    @pytest.mark.parametrize(
        ("cambios", "dice"),
        [
            ({"NOMBRE_CANDIDATO": " "}, "Falta NOMBRE_CANDIDATO."),
            ({"CARGO": "", "PARTIDO_COALICION": ""}, "Falta CARGO, PARTIDO_COALICION."),
            ({"EDAD": 17.0}, "EDAD imposible para una candidatura: 17."),
            ({"EDAD": 150.0}, "EDAD imposible"),
            ({"TIPO_CANDIDATO": "Otra"}, "TIPO_CANDIDATO no dice"),
            ({"MUNICIPIO": "JIUTEPEC", "CARGO": "GUBERNATURA"}, "DISTRITO LOCAL y MUNICIPIO"),
            ({"NUM_LISTA_O_FORMULA": "2024-05-02"}, "NUM_LISTA_O_FORMULA es una fecha"),
            ({"ENTIDAD": "JALISCOO"}, "no es una de las 32 entidades"),
            ({"NOMBRE_CANDIDATO": "POR DEFINIR"}, "«POR DEFINIR» no es un nombre"),
        ],
    )
    def test_una_fila_se_rechaza_con_su_razon_y_las_demas_entran(
        self, tmp_path: Path, cambios: Fila, dice: str
    ) -> None:
        lectura = leer(tmp_path, [candidata(NUM_LISTA_O_FORMULA=7.0), candidata(**cambios)])
        assert [r.fila for r in lectura.registros] == [2]
        assert [n.fila for n in lectura.rechazadas] == [3]
        assert dice in lectura.rechazadas[0].motivo

    def test_se_leen_redes_de_todo_tipo(self, tmp_path: Path) -> None:
        redes = (
            "https://m.facebook.com/a,https://x.com/b www.instagram.com/c, https://youtu.be/d "
            "https://vm.tiktok.com/e, https://notfacebook.com/f"
        )
        (registro,) = leer(tmp_path, [candidata(REDES=redes)]).registros
        assert [m["tipo"] for m in registro.curricular["medios"][2:]] == [
            "facebook",
            "twitter",
            "instagram",
            "youtube",
            "tiktok",
            "otra_red",
        ]


class TestEntreHojas:
    """The same person in both sheets."""

    def test_las_personas_se_emparejan_en_cualquier_orden(self, tmp_path: Path) -> None:
        una, otra = candidata(), candidata(NUM_LISTA_O_FORMULA=2.0, NOMBRE_CANDIDATO="LUZ DOS")
        lectura = leer(tmp_path, [una, otra], [identidad_de(otra, afromexicana="Sí"), identidad_de(una)])
        assert [(r.identidad or {})["afromexicana"] for r in lectura.registros] == ["No", "Sí"]
        assert lectura.advertencias == ()

    @pytest.mark.parametrize(
        "otro_lugar",
        [
            {"PARTIDO_COALICION": "PARTIDO B"},
            {"ENTIDAD": "TAMAULIPAS"},
            {"DISTRITO LOCAL": "2-CUAUTLA"},
            {"DISTRITO LOCAL": "No aplica", "MUNICIPIO": "JIUTEPEC"},
        ],
    )
    def test_un_homonimo_con_el_mismo_numero_en_otra_parte_conserva_sus_respuestas(
        self, tmp_path: Path, otro_lugar: Fila
    ) -> None:
        una, otra = candidata(), candidata(**otro_lugar)
        lectura = leer(tmp_path, [una, otra], [identidad_de(una), identidad_de(otra, diversidad="Sí")])
        assert [(r.identidad or {})["diversidad"] for r in lectura.registros] == ["No", "Sí"]
        assert lectura.advertencias == ()

    def test_las_respuestas_que_pueden_ser_de_dos_no_son_de_nadie(self, tmp_path: Path) -> None:
        fila = candidata()
        lectura = leer(tmp_path, [fila], [identidad_de(fila), identidad_de(fila, diversidad="Sí")])
        assert lectura.registros[0].identidad is None
        assert [n.motivo for n in lectura.advertencias] == [
            "La hoja «CUESTIONARIO IDENTIDAD» repite en su fila 3 a la persona de su fila 2, con otros datos: "
            "no se tomó ninguna de las dos."
        ]

    def test_gana_la_calidad_de_la_hoja_de_identidad_y_se_dice_la_diferencia(self, tmp_path: Path) -> None:
        una, otra = DOS
        lectura = leer(tmp_path, DOS, [identidad_de(una), identidad_de(otra, tipo="SUPLENTE")])
        assert [r.calidad for r in lectura.registros] == ["propietaria", "suplente"]
        assert [n.fila for n in lectura.advertencias] == [3]
        assert "no coinciden en TIPO_CANDIDATO" in lectura.advertencias[0].motivo

    def test_se_dice_quien_esta_en_una_sola_hoja(self, tmp_path: Path) -> None:
        sola = candidata(NUM_LISTA_O_FORMULA=9.0, NOMBRE_CANDIDATO="EVA TRES")
        lectura = leer(tmp_path, [candidata()], [identidad_de(sola)])
        assert [n.motivo for n in lectura.advertencias] == [
            "No aparece en la hoja «CUESTIONARIO IDENTIDAD».",
            "La fila 2 de la hoja «CUESTIONARIO IDENTIDAD» no corresponde a ninguna candidatura.",
        ]
        assert lectura.registros[0].identidad is None

    def test_una_respuesta_que_no_es_opcion_se_dice_sin_repetirla(self, tmp_path: Path) -> None:
        fila = candidata()
        lectura = leer(tmp_path, [fila], [identidad_de(fila, diversidad="Tal vez")])
        assert [n.motivo for n in lectura.advertencias] == [
            "El cuestionario de identidad trae una respuesta que no se admite."
        ]

    def test_lo_que_otra_respuesta_vuelve_ocioso_pasa_a_no_aplica(self, tmp_path: Path) -> None:
        (registro,) = leer(tmp_path, [candidata()]).registros
        assert registro.identidad is not None
        assert registro.identidad["pueblo_indigena"] == "No aplica"
        assert registro.identidad["discapacidad_tipo"] == "No aplica"


class TestFormula:
    """One propietaria and at most one suplente."""

    def test_dos_personas_en_un_lugar_se_rechazan_y_se_nombran(self, tmp_path: Path) -> None:
        lectura = leer(tmp_path, DOS)
        assert lectura.registros == ()
        assert [(n.fila, "fila 3" in n.motivo, "fila 2" in n.motivo) for n in lectura.rechazadas] == [
            (2, True, False),
            (3, False, True),
        ]

    def test_una_fila_repetida_se_rechaza_y_entra_la_primera(self, tmp_path: Path) -> None:
        lectura = leer(tmp_path, [candidata(), candidata(NOMBRE_CANDIDATO="Ana Sintética  A")])
        assert [r.fila for r in lectura.registros] == [2]
        assert [(n.fila, n.motivo) for n in lectura.rechazadas] == [(3, "Repite la candidatura de la fila 2.")]

    def sin_identidad(self, tmp_path: Path, filas: list[Fila]) -> Export:
        return leer_export(archivo_csv(tmp_path / "hoja.csv", filas))

    def test_sin_la_hoja_de_identidad_una_mujer_junto_a_un_propietario_es_la_suplente(self, tmp_path: Path) -> None:
        el = candidata(NOMBRE_CANDIDATO="LUIS DOS", SEXO="HOMBRE", TIPO_CANDIDATO="PROPIETARIO")
        lectura = interpretar(self.sin_identidad(tmp_path, [candidata(), el]))
        assert [r.calidad for r in lectura.registros] == ["suplente", "propietaria"]
        assert [n.fila for n in lectura.advertencias] == [2]

    def test_sin_la_hoja_de_identidad_dos_mujeres_no_se_distinguen(self, tmp_path: Path) -> None:
        lectura = interpretar(self.sin_identidad(tmp_path, DOS))
        assert [n.fila for n in lectura.rechazadas] == [2, 3]
        assert lectura.sin_calidad == 2
        # With it, they are not refused for lack of a sheet.
        assert leer(tmp_path, DOS).sin_calidad == 0

    def test_sin_la_hoja_de_identidad_decide_lo_registrado(self, tmp_path: Path) -> None:
        export = self.sin_identidad(tmp_path, DOS)
        conocidas = {leer(tmp_path, DOS[1:]).registros[0].conocida: "suplente"}
        assert [r.calidad for r in interpretar(export, conocidas).registros] == ["propietaria", "suplente"]


class TestCatalogos:
    """Parties and offices by how they are printed."""

    @pytest.mark.parametrize(
        ("texto", "tipo", "siglas", "generico"),
        [
            ("PARTIDO ACCIÓN NACIONAL", "partido", "PAN", False),
            ("VA POR DURANGO", "coalicion", "", False),
            ("CANDIDATURA COMÚN", "comun", "", True),
            ("CANDIDATURA INDEPENDIENTE", "independiente", "", True),
            ("Candidatura independiente Fulana", "independiente", "", False),
        ],
    )
    def test_los_actores_se_reconocen_por_su_nombre(self, texto: str, tipo: str, siglas: str, generico: bool) -> None:
        actor = actor_de(texto)
        assert (actor.tipo, actor.siglas, actor.generico) == (tipo, siglas, generico)

    def test_los_cargos_se_reconocen_por_su_nombre(self) -> None:
        forma = forma_de_cargo("diputacion local  rp")
        assert forma is not None
        assert (forma.clave, forma.principio) == ("diputacion-local-rp", "RP")
        assert forma_de_cargo("SUPERVISIÓN") is None
