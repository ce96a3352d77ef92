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


def test_cumplir_antes_de_que_abra_es_tan_malo_como_cumplir_tarde(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    informe.regla_remision = "primeros 5 días naturales del mes siguiente"
    informe.aprobado_el = momento("2024-03-28 10:00").date()
    informe.remitido_en = momento("2024-03-30 10:00")
    situacion = informe.situacion(momento("2024-04-10 10:00"))
    assert situacion.clase is Clase.TARDE
    assert situacion.anticipos == {"remisión": 2}
    assert situacion.retrasos == {}
    assert (situacion.etiqueta, situacion.dias) == ("Cumplido antes de que abriera", 2)
    assert situacion.desvios == [("remisión", "2 días antes de que abriera")]


def test_el_ultimo_dia_termina_a_la_hora_que_diga_su_regla(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    informe.regla_remision = "a más tardar a las 18:00 horas del 5 de abril de 2024"
    informe.aprobado_el = momento("2024-03-28 10:00").date()
    assert informe.vencimiento_pendiente() == momento("2024-04-05 18:00")
    assert informe.situacion(momento("2024-04-05 18:00:01")).clase is Clase.VENCIDO
    informe.remitido_en = momento("2024-04-05 18:30")
    situacion = informe.situacion(momento("2024-04-10 10:00"))
    assert situacion.clase is Clase.TARDE
    assert situacion.desvios == [("remisión", "el último día, después de la hora")]
    informe.remitido_en = momento("2024-04-05 17:59")
    assert informe.situacion(momento("2024-04-10 10:00")).clase is Clase.A_TIEMPO


def test_un_periodo_de_dias_habiles_abre_segun_los_dias_del_instituto(elenco: Elenco) -> None:
    acuerdo = elenco.entregables["publicacion"]
    acuerdo.regla = "dentro de los 3 días hábiles anteriores a la publicación"
    acuerdo.fecha_plan = momento("2024-03-19 00:00").date()
    acuerdo.aprobado_el = momento("2024-03-13 10:00").date()
    # From Thursday 14: the weekend and Monday 18, of national rest, do not count.
    assert acuerdo.situacion(momento("2024-03-20 10:00")).anticipos == {"aprobación": 1}
