"""What the dates say, deliverable by deliverable."""

from compliance.models import Entregable
from compliance.situacion import Clase

from ..elenco import Elenco, momento


def test_el_dia_del_vencimiento_cuenta_entero(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    assert informe.situacion(momento("2024-04-01 23:59:59")).clase is Clase.POR_VENCER
    assert informe.situacion(momento("2024-04-02 00:00")).clase is Clase.VENCIDO


def test_aprobado_pasa_a_deber_la_remision(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    informe.aprobado_el = momento("2024-03-28 10:00").date()
    assert informe.vencimiento_pendiente() == momento("2024-04-05 23:59:59")


def test_a_tiempo_exige_cumplir_cada_obligacion(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    informe.aprobado_el = momento("2024-04-03 10:00").date()
    informe.remitido_en = momento("2024-04-04 10:00")
    situacion = informe.situacion(momento("2024-04-10 10:00"))
    assert situacion.clase is Clase.TARDE
    assert situacion.retrasos == {"aprobación": 2}
    assert situacion.dias == 2


def test_rebasar_la_fecha_de_los_lineamientos_se_dice_aparte(elenco: Elenco) -> None:
    acuerdo = elenco.entregables["publicacion"]
    acuerdo.fecha_ine = momento("2024-03-31 00:00").date()
    acuerdo.aprobado_el = momento("2024-04-01 10:00").date()
    acuerdo.remitido_en = momento("2024-04-05 10:00")
    situacion = acuerdo.situacion(momento("2024-04-10 10:00"))
    assert situacion.clase is Clase.A_TIEMPO
    assert situacion.dias_tras_lineamientos == 1


def test_vencidos_en_la_base_coincide_con_lo_que_dicen_las_fechas(elenco: Elenco) -> None:
    al = momento("2024-04-02 00:00:01")
    por_consulta = {e.llave for e in Entregable.objects.vencidos(al)}
    por_fechas = {e.llave for e in Entregable.objects.exigibles() if e.situacion(al).clase is Clase.VENCIDO}
    assert por_consulta == por_fechas == {"informe-marzo", "publicacion"}
