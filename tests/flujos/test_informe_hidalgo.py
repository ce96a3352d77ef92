"""Hidalgo's report of April 2024 again: its plan, what it prints as done, and what the record answers beside it.

The golden table has what the source prints of each row and, after the days that were recorded, the three cells that
the record answers. The days are those that the source prints under «Fecha de Conclusión», slips included (decision
0013): its text for 5.2 says 3 and 24, and its text for 5.9 tells of work until the 18th, after the 17th. Rows that it
says or implies were on time and were not are 2 and the second date of 5.3; row 1's maximum is the one that rules.
The source does not say when each fact was noted: here all of them are, on the day of the report.
"""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from compliance.models import Proceso
from compliance.plan.esquema import EntregableDatos, leer_plan, ruta_de_plan
from compliance.situacion import Clase
from documentos.informes.mensual import FilaDeInforme, InformeMensual, dmy
from documentos.informes.redaccion import SeccionEscrita, senalar
from documentos.papel import Seccion, Tabla, en_pdf
from flujos import entregables
from flujos.entregables.informes import informe_mensual
from flujos.entregables.redaccion import datos_de

from ..elenco import momento
from .planes import CON_RUTA, adjuntar, cargar, de, decidir, dorado, en_papel, presentar, remitir

pytestmark = pytest.mark.django_db

ABRIL = date(2024, 4, 1)
ANOTADO = momento("2024-04-30 18:00")
AL = momento("2024-04-30 23:00")


def impresos() -> dict[str, EntregableDatos]:
    return {e.llave: e for e in leer_plan(ruta_de_plan("ieeh-2023-2024"))[0].entregables}


def constancia() -> ContentFile[bytes]:
    return ContentFile(b"%PDF-1.4 constancia", name="constancia.pdf")


@pytest.fixture
def hidalgo(db: None) -> Proceso:
    proceso = cargar("ieeh-2023-2024")
    # The record asks why March's report is handed in on 1 March; the source prints it, and that is the reason given.
    en = momento("2024-03-01 10:00")
    entregables.presentar(de(proceso, "informe-mensual-2024-03"), constancia(), nota="Así se imprime.", por=None, en=en)
    entregables.remitir(
        de(proceso, "informe-mensual-2024-03"),
        oficio="IEEH_PRESIDENCIA-PEL_0299_2024",
        remitida_en=en,
        destinatario="UTVOPL",
        nota="Así se imprime.",
        por=None,
        en=en,
    )
    adjuntar(proceso, "listado-ayuntamientos", "2024-04-21 11:00")
    tercera = {"desde": "2024-04-19 12:00", "nombre": "Tercera Sesión Extraordinaria"}
    decidir(proceso, "listado-ayuntamientos", "consejo-general", "aprobado", "2024-04-21 12:00", **tercera)
    remitir(proceso, "listado-ayuntamientos", "IEEH_PRESIDENCIA-PEL_0565_2024", "2024-04-21 20:00")
    presentar(proceso, "avance-abril", "2024-04-24 10:00")
    decidir(proceso, "avance-abril", "comision", "aprobado", "2024-04-24 17:00")
    segunda = {"tipo": "ordinaria", "nombre": "Segunda Sesión Ordinaria"}
    decidir(proceso, "avance-abril", "consejo-general", "presentado", "2024-04-25 11:00", **segunda)
    remitir(proceso, "remision-avance-abril", "IEEH/PRESIDENCIA_PEL/0585/2024", "2024-04-25 19:00")
    for clave, llave, _, _, dias, *_ in dorado():
        if dias and llave not in CON_RUTA:
            entregables.presentar(
                de(proceso, llave),
                constancia(),
                dias=[date.fromisoformat(dia) for dia in dias.split()],
                nota=f"Fila {clave}.",
                por=None,
                en=ANOTADO,
            )
    return proceso


def informe(proceso: Proceso) -> InformeMensual:
    return informe_mensual(proceso, ABRIL, AL)


def celdas(fila: FilaDeInforme) -> list[str]:
    """Its last day, when it was done and how many days late; negative, how many before it could be."""
    tarde = fila.situacion.dias if fila.situacion.clase is Clase.TARDE else 0
    dias = -tarde if fila.situacion.fue_antes else tarde
    return [dmy(fila.fecha_maxima) or "N/A", fila.conclusion or "Pendiente", str(dias)]


def test_el_dorado_imprime_lo_que_imprime_el_plan() -> None:
    plan = impresos()
    assert [(clave, llave) for clave, llave, *_ in dorado()] == [(e.clave, e.llave) for e in plan.values()]
    for _, llave, maxima, conclusion, *_ in dorado():
        impreso = plan[llave].impreso
        assert (impreso.get("fecha_ine", ""), impreso.get("conclusion", "")) == (maxima, conclusion), llave


def test_cada_fila_responde_lo_que_dicen_sus_dias(hidalgo: Proceso) -> None:
    assert [[f.clave, f.llave, *celdas(f)] for f in informe(hidalgo).filas] == [
        [clave, llave, *responde] for clave, llave, _, _, _, *responde in dorado()
    ]


def test_cada_desarrollo_es_el_impreso_y_despues_lo_anotado_con_sus_dias(hidalgo: Proceso) -> None:
    plan = impresos()
    for fila in informe(hidalgo).filas:
        impreso = f"Impreso: «{plan[fila.llave].desarrollo}»"
        assert fila.desarrollo.startswith(f"{impreso}\n"), fila.llave
        dicho = fila.desarrollo.removeprefix(impreso)
        assert ("Se realizó: " in dicho) == bool(fila.dias), fila.llave
    (tercero,) = [f for f in informe(hidalgo).filas if f.clave == "5.1"]
    assert "»\nFila 5.1. Se realizó: 1, 8, 9, 12, 13 y 23 de abril de 2024." in tercero.desarrollo


def test_lo_impreso_se_conoce_desde_el_dia_de_su_documento_y_solo_hace_fila_en_su_mes() -> None:
    proceso = cargar("ieeh-2023-2024")
    assert len(informe(proceso).filas) == len(dorado())
    antes = informe_mensual(proceso, ABRIL, momento("2024-04-29 23:00")).filas
    assert len(antes) < len(dorado())
    assert not any("Impreso" in f.desarrollo for f in antes)
    mayo = informe_mensual(proceso, date(2024, 5, 1), momento("2024-05-31 12:00")).filas
    assert "reuniones-con-el-tercero" not in {f.llave for f in mayo}


def test_lo_que_imprime_un_plan_de_todo_el_proceso_se_dice_sin_hacer_fila() -> None:
    """Jalisco's plan tells what was done on 31 August: it is told where its row is due, and nowhere for that alone."""
    jalisco = cargar("iepc-jalisco-2023-2024")
    filas = informe_mensual(jalisco, date(2023, 9, 1), momento("2024-01-31 12:00")).filas
    (fila,) = [f for f in filas if f.llave == "instancia-interna"]
    assert fila.desarrollo.startswith("Impreso: «El 31 de agosto del 2023 se aprobó el Acuerdo IEPC-ACG-054/23")


# On paper: what differs from the source, and why, is in decision 0058.

# Where the record holds another one before: the agreement that approved the list.
DOCUMENTOS = {"listado-ayuntamientos": "Acuerdo CG/1/2024"}
# As Hidalgo closes its table.
CIERRE = SeccionEscrita(
    "Conclusión",
    "El desarrollo descrito da muestra de la conclusión con antelación de las actividades marcadas para el periodo que "
    "abarca el informe.",
)


def test_el_de_hidalgo_tiene_sus_filas_sus_fechas_y_cada_desarrollo(hidalgo: Proceso) -> None:
    informe, hoja = en_papel(hidalgo, "2024-04", AL, CIERRE)
    plan = impresos()
    (tabla,) = [b for b in hoja.bloques if isinstance(b, Tabla) and b.cabeza[0] == "No."]
    filas = tabla.filas
    assert len(filas) == len(dorado())
    for (clave, llave, _, _, _, maxima, conclusion, *_), (_, actividad, documento, suya, cuando, desarrollo) in zip(
        dorado(), filas, strict=True
    ):
        # What the source prints, and what else the record holds; no cell is empty, that of row 5 neither.
        assert str(documento).split("; ")[0] == DOCUMENTOS.get(llave, plan[llave].producto or "N/A"), llave
        assert actividad.startswith(f"{clave} "), llave
        assert (suya, cuando) == (maxima, conclusion), llave
        assert f"«{plan[llave].desarrollo}»" in desarrollo, llave
    assert hoja.apaisada
    assert [b.texto for b in hoja.bloques if isinstance(b, Seccion)][:6] == [
        "Glosario",
        "Presentación",
        "Antecedentes",
        "Marco legal",
        "Informe de actividades",
        "Resumen general",
    ]
    (resumen,) = [b for b in hoja.bloques if isinstance(b, Tabla) and b.cabeza[0] == "Cifra"]
    cifras = {fila[0]: fila[2] for fila in resumen.filas}
    assert cifras["Concluidas con retraso"] == "2, 10"
    # March's report, as printed: a month before it could be.
    assert cifras["Concluidas antes de que abriera su plazo"] == "1"
    # The sessions are those of its rows 2 and 3; of the commission's, which its plan asks for, it says nothing.
    (reunidos,) = [b for b in hoja.bloques if isinstance(b, Tabla) and b.cabeza[1] == "Sesión"]
    assert [(cuando, nombre) for cuando, nombre, *_ in reunidos.filas] == [
        ("19, 20 y 21 de abril de 2024", "Tercera Sesión Extraordinaria"),
        ("24/04/2024", "Extraordinaria"),
        ("25/04/2024", "Segunda Sesión Ordinaria"),
    ]
    assert "en sesión ordinaria, el Consejo General" in filas[2][5]
    # «Con antelación», over rows 2 and the second of 5.3.
    (senalado,) = senalar([CIERRE], datos_de(informe, AL))
    assert "con antelación" in senalado.por_que
    assert "fila 2 (2 " in senalado.por_que
    assert ", 10 (5.3 " in senalado.por_que
    assert en_pdf(hoja).startswith(b"%PDF-")
