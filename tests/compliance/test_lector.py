"""A file that would take the process with it is refused in words, or read without its emptiness."""

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from compliance.importacion import ExportInvalido, interpretar_export, lector
from compliance.importacion.lectura import CANDIDATOS, COLUMNAS, IDENTIDAD
from compliance.importacion.perfil import leer_perfil

from ..libros import (
    bomba_de_textos,
    candidata,
    con_celda_lejana,
    en_blanco,
    identidad_de,
    libro,
    libro_con_hojas,
    libro_retocado,
    tabla,
)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return libro(tmp_path / "base.xlsx", [candidata(), en_blanco(NUM_LISTA_O_FORMULA=102.0)])


def rechazo(contenido: bytes, nombre: str = "base.xlsx") -> str:
    with pytest.raises(ExportInvalido) as info:
        interpretar_export(contenido, nombre)
    return str(info.value)


@pytest.mark.parametrize("celda", ["XFD1048576", "Z1048576", "XFD1", "A1048576"])
@pytest.mark.parametrize("cuerpo", ["<v>1</v>", '<is><t xml:space="preserve"> </t></is>'])
def test_una_celda_perdida_se_dice_con_su_direccion(base: Path, celda: str, cuerpo: str) -> None:
    dicho = rechazo(con_celda_lejana(base, celda, cuerpo))
    assert f"base.xlsx: en la hoja «CANDIDATOS», la celda {celda} tiene algo escrito" in dicho
    assert "bórrela (o elimine su fila o su columna) y guarde de nuevo" in dicho


@pytest.mark.parametrize("celda", ["XFD1048576", "Z1048576", "Z9"])
def test_una_celda_que_solo_tiene_formato_no_cuenta(base: Path, celda: str) -> None:
    export = interpretar_export(con_celda_lejana(base, celda, ""), "base.xlsx")
    assert export.hojas == {CANDIDATOS: 2, IDENTIDAD: 2}


def test_las_dimensiones_que_declara_la_hoja_no_se_creen(base: Path) -> None:
    declaradas = '<dimension ref="A1:XFD1048576"/><sheetData>'
    contenido = libro_retocado(base, "xl/worksheets/sheet1.xml", "<sheetData>", declaradas)
    assert interpretar_export(contenido, "base.xlsx").hojas == {CANDIDATOS: 2, IDENTIDAD: 2}


def test_una_hoja_que_no_se_lee_puede_ser_como_quiera(tmp_path: Path) -> None:
    filas = [candidata()]
    hojas = {
        "Otra": [["x"]],
        CANDIDATOS: tabla(CANDIDATOS, filas),
        IDENTIDAD: tabla(IDENTIDAD, [identidad_de(f) for f in filas]),
    }
    ruta = libro_con_hojas(tmp_path / "base.xlsx", hojas)
    assert interpretar_export(con_celda_lejana(ruta, "XFD1048576"), "base.xlsx").hojas[CANDIDATOS] == 1


@pytest.mark.skipif(sys.platform != "linux", reason="solo Linux hace cumplir el límite de memoria")
def test_lo_que_no_cabe_en_la_memoria_acaba_con_su_proceso_y_no_con_el_nuestro(base: Path) -> None:
    assert "no cabe en la memoria que se le da para abrirlo (768 MB)" in rechazo(bomba_de_textos(base))


def test_lo_que_tarda_se_deja(base: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(lector, "SEGUNDOS", 0.001)
    assert "tardó más de 0.001 segundos en abrirse. Elimine" in rechazo(base.read_bytes())


def test_un_lector_que_revienta_es_un_rechazo(base: Path, monkeypatch: Any, tmp_path: Path) -> None:
    otro = tmp_path / "otro.py"
    otro.write_text("raise SystemExit(3)")
    monkeypatch.setattr(lector, "__file__", str(otro))
    assert "está dañado, o lo guardó un programa que no se conoce" in rechazo(base.read_bytes())


def test_el_lector_no_conoce_los_secretos_del_sitio(base: Path, monkeypatch: Any, tmp_path: Path) -> None:
    otro = tmp_path / "otro.py"
    otro.write_text("import os, json; print(json.dumps(['ilegible', sorted(os.environ)]))")
    monkeypatch.setattr(lector, "__file__", str(otro))
    for nombre in ("CAUCE_SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "PYTHONHASHSEED"):
        monkeypatch.setenv(nombre, "1")
    dichos = rechazo(base.read_bytes())
    assert "PYTHONHASHSEED" in dichos
    assert not any(nombre in dichos for nombre in ("CAUCE", "DATABASE", "EMAIL"))


def test_lo_que_se_infla_de_mas_no_se_abre(base: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(lector, "ABIERTO_MAXIMO", 1024**2)
    grande = libro_retocado(base, "xl/workbook.xml", "</sheets>", f"</sheets>{' ' * 1024**2}")
    assert len(grande) < 10_000
    with pytest.raises(lector.Ilegible, match="al abrirse ocupa más de 1 MB"):
        list(lector.leer(grande, tuple(COLUMNAS)))


class TestCsv:
    """The same limits for a text."""

    @pytest.mark.parametrize(
        ("contenido", "dice"),
        [
            (b"a\n" * 50_001, "base.csv: la celda A50001 tiene algo escrito"),
            (b"a," * 101, "base.csv: la celda CW1 tiene algo escrito"),
            (b"a\nb\n" + b"c" * 32_768, "hay una celda de más de 32,767 caracteres que termina en el renglón 3"),
            (b'a\n"' + b"c\n" * 20_000, "hay una celda de más de 32,767 caracteres"),
        ],
    )
    def test_filas_columnas_y_celdas(self, contenido: bytes, dice: str) -> None:
        assert dice in rechazo(contenido, "base.csv")

    def test_lo_vacio_del_final_no_cuenta(self, tmp_path: Path) -> None:
        encabezado = ",".join(COLUMNAS[CANDIDATOS])
        fila = ",".join(str(candidata()[columna]).replace(",", " ") for columna in COLUMNAS[CANDIDATOS])
        contenido = f"{encabezado}{',' * 500}\n{fila}{',' * 500}\n{',' * 30}\n" + "\n" * 60_000
        assert interpretar_export(contenido.encode(), "base.csv").hojas == {CANDIDATOS: 1}

    def test_el_texto_de_todas_las_celdas(self) -> None:
        contenido = b"\n".join(b",".join([b"c" * 30_000] * 10) for _ in range(230))
        assert "tiene más de 64 MB de texto. Divídalo en varios." in rechazo(contenido, "base.csv")


def test_el_perfil_de_la_guia_se_lee() -> None:
    guia = (settings.BASE_DIR / "docs" / "importacion.md").read_text(encoding="utf-8")
    perfil = leer_perfil(re.search(r"```toml\n(.*?)```", guia, re.DOTALL)[1])  # type: ignore[index]
    assert [p.calidad for p in perfil.personas] == ["propietaria", "suplente"]
