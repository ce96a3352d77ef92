"""Names, numbers of formulas, CURP and namesakes: what is computed of them, without a database."""

from datetime import date

import pytest

from compliance.importacion.catalogos import donde_se_elige
from compliance.registro import curp as claves
from compliance.registro.formulas import comparable
from compliance.registro.mismas import CURP, NOMBRE, UNA_LETRA, VARIOS, Grupo, Rasgos, contradicciones, grupos, razon
from compliance.registro.nombres import defecto_de_nombre, falta_la_persona, palabras_de, signos_ajenos

BUENA = "PEXA800505MMSRXN09"


def test_una_formula_se_compara_igual_como_sea_que_se_escriba() -> None:
    dos = "2", "02", "2.0", "II", "ii", "F-2", "F2", "Fórmula 2", "FÓRMULA NO. II", "2 (dos)", "dos", "2ª", "#2", "(2)"
    assert {comparable(t) for t in dos} == {"2"}
    assert [comparable(t) for t in ("XIV", "Única", "1-A", "236787")] == ["14", "unica", "1a", "236787"]


def test_un_nombre_que_nadie_tiene_se_dice_y_los_demas_pasan() -> None:
    nadie = "VACANTE", "XXX", "X X X", "N/A", "POR DEFINIR", "12345", "Sin nombre", "propietario vacante", "-", "test"
    assert [t for t in nadie if not falta_la_persona(t)] == []
    danados = "JOSÃ‰ PÉREZ", "ANA NU?EZ", "PEÃ‘A RUIZ ANA", "Ana \ufffd Ruiz", "JU4N PÉREZ", "ANA <b>RUIZ"
    assert [t for t in danados if falta_la_persona(t) or not signos_ajenos(t)] == []
    buenos = (
        "JOSÉ NULL PÉREZ",
        "Kꞌaax Tsꞌul", "Xʉnʉ Ñɨɨ", "Ma̱ri Ndä́", "O'Higgins Sáenz", "Ana Núñez-Páez", "MA. DE LA LUZ X",
        "Zoë d’Arcy", "Sofía «La Güera» Ruiz", "Nadia Sin Pérez",
    )  # fmt: skip
    assert [t for t in buenos if defecto_de_nombre(t)] == []


def test_los_nombres_se_comparan_sin_signos_tratamientos_ni_orden() -> None:
    assert palabras_de("Lic. MA. LUZ PÉREZ-RUIZ") == palabras_de("Pérez Ruiz María Luz")
    assert palabras_de("C. P. Ana López") == palabras_de("LOPEZ, ANA")
    # A letter between names is not a title.
    assert palabras_de("Ana C. López") != palabras_de("Ana López")


def test_la_curp_se_revisa_y_dice_de_quien_es() -> None:
    assert claves.leer(claves.como_se_guarda("pexa 800505-mmsrxn09")) == claves.DeUnaCurp(
        date(1980, 5, 5), "M", "Morelos"
    )
    for mala, dicho in (
        ("PEXA800505", "18 letras"),
        (BUENA[:-1] + "1", "último dígito"),
        ("PEXA800505MZZRXN09", "no es la clave de una entidad"),
        ("PEXA801305MMSRXN09", "no es un día"),
    ):
        with pytest.raises(ValueError, match=dicho):
            claves.leer(mala)
    # Born since 2000: the seventeenth is a letter.
    joven = "PEXA030505MMSRXNA"
    assert claves.leer(f"{joven}{claves.digito(joven)}").nacimiento.year == 2003
    assert claves.contradicciones(BUENA, nacimiento=date(1980, 5, 5), sexo="M") == []
    assert len(claves.contradicciones(BUENA, nacimiento=date(1980, 5, 6), sexo="H")) == 2
    assert claves.contradicciones(BUENA, nacimiento=None, sexo="") == []
    assert claves.defecto_de_clave("PRXXAN80050517M100") == ""
    assert claves.defecto_de_clave("PRXX") != ""
    assert len(claves.contradicciones_de_clave("PRXXAN80050517M100", nacimiento=date(1981, 5, 5), sexo="H")) == 2


def test_quienes_pueden_ser_la_misma_y_por_que() -> None:
    ana = Rasgos(1, "Ana Pérez Ruiz", "M", date(1980, 5, 5), 44)
    assert razon(ana, Rasgos(2, "PEREZ RUIZ ANA")) == NOMBRE
    assert razon(ana, Rasgos(2, "PEREZ RUIZ ANA", "H")) == ""
    assert razon(ana, Rasgos(2, "PEREZ RUIZ ANA", "M", date(1981, 5, 5))) == ""
    # A letter of difference is too bold, but for the same sex and age.
    assert razon(ana, Rasgos(2, "Ana Pérez Ruis", "M", date(1980, 5, 5))) == UNA_LETRA
    assert razon(ana, Rasgos(2, "Ana Peréz Ruizz", "M", None, 44)) == UNA_LETRA
    assert razon(ana, Rasgos(2, "Ana Pérez Ruis", "M")) == razon(ana, Rasgos(2, "Ana Pérez Ruis", "", None, 44)) == ""
    assert razon(ana, Rasgos(2, "Eva Pérez Ruiz", "M", None, 44)) == ""
    assert razon(Rasgos(1, "Ana Ruiz", "M", None, 44), Rasgos(2, "Ana Ruis", "M", None, 44)) == ""
    # The CURP says more than anything else, for and against; what is known and differs is told.
    con, otra = Rasgos(3, "Ana P. Ruiz", "M", curp="x"), Rasgos(4, "Anita", "H", curp="x")
    assert razon(con, otra) == CURP
    assert contradicciones(con, otra) == ["el sexo"]
    assert razon(Rasgos(5, "Ana Ruiz", curp="x"), Rasgos(6, "Ana Ruiz", curp="y")) == ""


def test_se_agrupan_de_dos_en_tres_y_lo_decidido_no_se_pregunta() -> None:
    gente = [
        Rasgos(n, nombre) for n, nombre in enumerate(["Ana Ruiz", "RUIZ ANA", "Lic. Ana Ruiz", "Eva Sol"], start=1)
    ]
    assert grupos(gente) == [Grupo((1, 2, 3), NOMBRE)]
    assert grupos(gente, {(1, 2), (1, 3)}) == [Grupo((2, 3), NOMBRE)]
    assert grupos(gente, {(1, 2), (1, 3), (2, 3)}, [4]) == [Grupo((4,), VARIOS)]


def test_cada_cargo_dice_donde_se_elige() -> None:
    assert donde_se_elige("gubernatura Gubernatura", "MR") == ["entidad"]
    assert donde_se_elige("diputaciones-mr Diputaciones de mayoría relativa", "MR") == ["distrito"]
    assert donde_se_elige("Diputación local RP", "RP") == ["entidad", "circunscripcion"]
    assert donde_se_elige("Sindicatura", "MR") == donde_se_elige("Ayuntamientos", "MR") == ["municipio"]
    assert donde_se_elige("Jueza de paz", "MR") == []
