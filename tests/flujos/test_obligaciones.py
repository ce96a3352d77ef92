"""What a deliverable is held to is said once: tablero, calendar feed, notices, report and its own page agree."""

from datetime import date

import pytest
from icalendar import Calendar

from compliance.models import Entregable
from compliance.situacion import Clase
from compliance.tablero import tablero
from flujos.entregables.informes import informe_mensual
from notificaciones.ical import calendario_de

from ..elenco import Elenco, momento

AL = momento("2024-04-30 12:00")


@pytest.fixture
def sin_aprobar(elenco: Elenco) -> Entregable:
    """Due to be approved by 1 April; its route ended on the 5th without an approval or a remission."""
    e = elenco.entregables["informe-marzo"]
    e.fecha_plan, e.limite_remision, e.aprobado_el, e.remitido_en = date(2024, 4, 1), date(2024, 4, 3), None, None
    e.concluido_en = momento("2024-04-05 18:00")
    e.save()
    return Entregable.objects.select_related("proceso__instituto").get(pk=e.pk)


def test_lo_que_termino_sin_aprobarse_se_cumplio_el_dia_en_que_termino(sin_aprobar: Entregable, elenco: Elenco) -> None:
    obligaciones = {o.nombre: o for o in sin_aprobar.obligaciones(AL)}
    assert {n: (o.cumplida_el, o.situacion.clase, o.situacion.dias) for n, o in obligaciones.items()} == {
        "aprobación": (date(2024, 4, 5), Clase.TARDE, 4),
        "remisión": (date(2024, 4, 5), Clase.TARDE, 2),
    }
    # The tablero, the page and the report…
    situacion = sin_aprobar.situacion(AL)
    assert (situacion.clase, situacion.dias) == (Clase.TARDE, 4)
    assert situacion.retrasos == {"aprobación": 4, "remisión": 2}
    assert sin_aprobar in [r.entregable for r in tablero(elenco.proceso, AL).tarde]
    [fila] = [
        f for f in informe_mensual(elenco.proceso, date(2024, 4, 1), al=AL).filas if f.entregable == sin_aprobar.pk
    ]
    assert "4 días después de la fecha del plan" in fila.desarrollo
    assert "2 días después de la fecha máxima" in fila.desarrollo
    # …and the feed, where nothing is awaited any more.
    feed = Calendar.from_ical(calendario_de(elenco.usuario("secretaria_tecnica"), "persona", AL))
    suyos = [str(v["SUMMARY"]) for v in feed.walk("VEVENT") if f"entregable-{sin_aprobar.pk}-" in str(v["UID"])]
    assert len(suyos) == 2
    assert all(s.startswith("✓") for s in suyos)


def test_antes_de_que_ocurriera_no_habia_ocurrido(sin_aprobar: Entregable) -> None:
    antes = momento("2024-04-04 12:00")
    assert [o.cumplida_el for o in sin_aprobar.obligaciones(antes)] == [None, None]
    assert sin_aprobar.situacion(antes).clase is Clase.VENCIDO
    assert sin_aprobar.pendiente(antes) == "aprobación"


def test_se_debe_primero_la_aprobacion_y_luego_la_remision(sin_aprobar: Entregable) -> None:
    sin_aprobar.concluido_en = None
    assert sin_aprobar.pendiente(AL) == "aprobación"
    sin_aprobar.aprobado_el = date(2024, 4, 1)
    assert sin_aprobar.pendiente(AL) == "remisión"
