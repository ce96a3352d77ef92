"""What a text of a report may not say: figures that are none, and sentences that the dates contradict."""

from dataclasses import replace
from datetime import date

import pytest

from calendario.palabras import contadas
from compliance.situacion import Clase, Situacion
from documentos.informes.mensual import FilaDeInforme, InformeMensual
from documentos.informes.redaccion import SeccionEscrita, cifras_de, con_cifras, marcas_ajenas, senalar
from documentos.models import Informe

from ..elenco import Elenco, momento

ABRIL = date(2024, 4, 1)


def fila(no: int, clave: str, clase: Clase, maxima: date | None = ABRIL) -> FilaDeInforme:
    return FilaDeInforme(no, no, clave, clave, f"Actividad {clave}", "", maxima, None, "", Situacion(clase, 1))


@pytest.fixture
def informe(elenco: Elenco) -> InformeMensual:
    filas = [
        fila(1, "1", Clase.A_TIEMPO),
        fila(2, "2", Clase.TARDE),
        fila(3, "3", Clase.A_TIEMPO, None),
        fila(4, "3.1", Clase.VENCIDO, date(2024, 5, 1)),
    ]
    return InformeMensual(
        elenco.proceso, ABRIL, momento("2024-04-30 12:00"), filas, [], {}, momento("2024-04-30 12:00")
    )


def test_las_cifras_del_texto_son_las_de_las_filas(informe: InformeMensual) -> None:
    texto = "{previstas:letra} previstas / {concluidas:letra} concluidas; {con_retraso} tarde; {secundarias} de otra"
    assert con_cifras(texto, cifras_de(informe)) == "dos previstas / tres concluidas; 1 tarde; 1 de otra"
    assert cifras_de(informe)["vencidas"].filas == [4]


def test_lo_que_no_es_cifra_se_dice() -> None:
    assert marcas_ajenas("{previstas} {previstas:letra} {sin} {mes:grande}", "mensual") == [
        "{sin}",
        "{mes:grande}",
    ]
    # Misspelt, they would be printed as they are.
    for texto, suelta in {"Van {con_retraso actividades.": "{", "Van con_retraso} actividades.": "}"}.items():
        assert marcas_ajenas(texto, "mensual") == [suelta]


@pytest.mark.parametrize(
    ("texto", "dice"),
    [
        ("Se concluyó con antelación.", False),
        ("Se concluyó antes de la fecha máxima.", False),
        ("Se concluyó sin retraso.", False),
        ("Se concluyó dentro del plazo.", True),
    ],
)
def test_lo_que_se_hizo_antes_de_tiempo_no_es_tardio_ni_fue_en_su_plazo(
    informe: InformeMensual, texto: str, dice: bool
) -> None:
    antes = Situacion(Clase.TARDE, 31, anticipos={"remisión": 31})
    solo = replace(informe, filas=[replace(informe.filas[1], situacion=antes)])
    assert (cifras_de(solo)["con_retraso"].filas, cifras_de(solo)["adelantadas"].filas) == ([], [2])
    assert bool(senalar([SeccionEscrita("Resumen", texto)], solo)) == dice


@pytest.mark.parametrize(
    ("texto", "dice"),
    [
        ("Se concluyó con antelación.", True),
        ("Todo fue en tiempo y forma.", True),
        ("La actividad 2 se cumplió en tiempo.", True),
        # It names one that was on time.
        ("La actividad 1 se cumplió en tiempo.", False),
        ("Se concluyó con un día de retraso.", False),
        ("Las actividades 1, 2 y 3 se cumplieron en tiempo.", True),
        ("Las actividades 1 y 3 se cumplieron en tiempo.", False),
        ("Las actividades 1 a 3 se cumplieron en tiempo.", True),
        ("Todo se entregó a tiempo.", True),
        ("Se trabajó sin retrasos.", True),
        # As Word and PDF leave what is pasted.
        ("Se concluyó con\u00a0antelación.", True),
        ("Se concluyó con\nantelación.", True),
        ("La actividad 2 no se cumplió en tiempo.", False),
        ("No todas se cumplieron en tiempo.", False),
        ("No solo se cumplió en tiempo.", True),
        ("No hubo quejas y todo se cumplió en tiempo.", True),
        ("{en_tiempo} se cumplieron en tiempo y {con_retraso} con retraso.", False),
        ("Las {concluidas} se cumplieron en tiempo.", True),
    ],
)
def test_a_tiempo_sobre_filas_tardias_se_senala(informe: InformeMensual, texto: str, dice: bool) -> None:
    hallados = senalar([SeccionEscrita("Cierre", f"Antes. {texto}")], informe)
    assert [h.frase for h in hallados] == ([texto] if dice else [])


@pytest.mark.parametrize(
    ("texto", "dice"),
    [
        ("En reunión de trabajo la comisión aprobó el proyecto.", True),
        ("En reunión de trabajo la comisión analizó el proyecto.", False),
        ("En reunión de trabajo la comisión aprueba el proyecto.", True),
        ("En reunión de trabajo se analizó el acuerdo aprobado por el Consejo General.", False),
        ("Tras la reunión de trabajo, en sesión extraordinaria se aprobó el proyecto.", False),
    ],
)
def test_una_reunion_de_trabajo_analiza(informe: InformeMensual, texto: str, dice: bool) -> None:
    assert bool(senalar([SeccionEscrita("Reuniones", texto)], informe)) is dice


def test_cuantas_en_palabras() -> None:
    assert [contadas(n) for n in (0, 1, 4, 21, 30, 31, 46, 120)] == [
        "ninguna",
        "una",
        "cuatro",
        "veintiuna",
        "treinta",
        "treinta y una",
        "cuarenta y seis",
        "120",
    ]


def test_un_informe_se_nombra_por_su_mes() -> None:
    assert str(Informe(clase="mensual", periodo="2024-04")) == "Informe mensual 2024-04"


def test_lo_que_parte_una_palabra_sin_verse_no_la_esconde(informe: InformeMensual) -> None:
    assert senalar([SeccionEscrita("Cierre", "Se concluyó con ante\u00adla\u200bción.")], informe)
