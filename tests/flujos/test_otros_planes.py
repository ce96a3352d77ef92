"""Hidalgo, Yucatán and Jalisco run in the same engine as Morelos, from their data alone."""

from datetime import date

import pytest

from compliance.models import Entregable
from compliance.situacion import Clase

from ..elenco import momento
from .planes import adjuntar, cargar, de, decidir, presentar, remitir

pytestmark = pytest.mark.django_db


def test_hidalgo_repetido_con_sus_fechas_reales_dice_que_filas_fueron_tarde() -> None:
    """The report says «con antelación»; its own dates say one row a day late and another five."""
    hidalgo = cargar("ieeh-2023-2024")
    presentar(hidalgo, "cuentas-diputaciones", "2024-04-02 18:00")
    adjuntar(hidalgo, "listado-ayuntamientos", "2024-04-21 11:00")
    decidir(hidalgo, "listado-ayuntamientos", "consejo-general", "aprobado", "2024-04-21 12:00")
    remitir(hidalgo, "listado-ayuntamientos", "IEEH_PRESIDENCIA-PEL_0565_2024", "2024-04-21 20:00")
    presentar(hidalgo, "avance-abril", "2024-04-24 10:00")
    decidir(hidalgo, "avance-abril", "comision", "aprobado", "2024-04-24 17:00")
    decidir(hidalgo, "avance-abril", "consejo-general", "presentado", "2024-04-25 11:00")
    remitir(hidalgo, "remision-avance-abril", "IEEH/PRESIDENCIA_PEL/0585/2024", "2024-04-25 19:00")
    presentar(hidalgo, "cuentas-ayuntamientos", "2024-04-29 18:00")
    al = momento("2024-04-30 23:00")
    situaciones = {
        llave: (de(hidalgo, llave).situacion(al).clase, de(hidalgo, llave).situacion(al).dias)
        for llave in (
            "listado-ayuntamientos",
            "avance-abril",
            "remision-avance-abril",
            "cuentas-diputaciones",
            "cuentas-ayuntamientos",
        )
    }
    assert situaciones == {
        "listado-ayuntamientos": (Clase.TARDE, 1),
        "avance-abril": (Clase.A_TIEMPO, 0),
        "remision-avance-abril": (Clase.A_TIEMPO, 0),
        "cuentas-diputaciones": (Clase.A_TIEMPO, 0),
        "cuentas-ayuntamientos": (Clase.TARDE, 5),
    }
    assert de(hidalgo, "cuentas-ayuntamientos").aprobado_el == date(2024, 4, 29)


def test_un_dictamen_de_yucatan_va_dos_veces_a_la_comision_y_luego_al_consejo() -> None:
    yucatan = cargar("iepac-2023-2024")
    llave = "proceso-tecnico-operativo"
    presentar(yucatan, llave, "2023-12-01 10:00")
    decidir(yucatan, llave, "comision", "presentado", "2023-12-05 10:00")
    assert de(yucatan, llave).estado == Entregable.Estado.EN_ELABORACION
    presentar(yucatan, llave, "2023-12-11 10:00")
    decidir(yucatan, llave, "comision", "aprobado", "2023-12-14 10:00")
    assert de(yucatan, llave).aprobado_el is None
    decidir(yucatan, llave, "consejo-general", "aprobado", "2023-12-20 10:00")
    assert de(yucatan, llave).limite_remision == date(2023, 12, 25)
    remitir(yucatan, llave, "UAI/1/2023", "2023-12-22 10:00")
    assert de(yucatan, llave).situacion(momento("2023-12-23 10:00")).clase == Clase.A_TIEMPO


def test_yucatan_corre_un_informe_por_mes_y_nunca_la_plantilla() -> None:
    yucatan = cargar("iepac-2023-2024")
    fila = de(yucatan, "informe-mensual-ine")
    assert (fila.es_plantilla, fila.vence) == (True, None)
    ocurrencias = list(fila.ocurrencias.order_by("periodo"))
    assert [o.periodo for o in ocurrencias[::4]] == ["2023-09", "2024-01", "2024-05"]
    enero = de(yucatan, "informe-mensual-ine-2024-01")
    assert enero.vence == momento("2024-02-01 23:59:59")
    presentar(yucatan, enero.llave, "2024-01-30 10:00")
    decidir(yucatan, enero.llave, "comision", "aprobado", "2024-02-02 10:00")
    # Approved a day after the plan's date, and still held to the fifth of the month (art. 11 num. 3).
    assert de(yucatan, enero.llave).vence == momento("2024-02-05 23:59:59")
    assert de(yucatan, enero.llave).situacion(momento("2024-02-03 10:00")).retrasos == {"aprobación": 1}


def test_un_documento_de_jalisco_se_remite_sin_decidirse() -> None:
    jalisco = cargar("iepc-jalisco-2023-2024")
    assert de(jalisco, "implementacion-propia").vence == momento("2023-10-01 23:59:59")
    presentar(jalisco, "implementacion-propia", "2023-09-28 10:00")
    remitir(jalisco, "implementacion-propia", "2066/2023", "2023-09-29 10:00")
    situacion = de(jalisco, "implementacion-propia").situacion(momento("2023-10-02 10:00"))
    assert (situacion.clase, situacion.dias_tras_lineamientos) == (Clase.A_TIEMPO, 0)
