"""Morelos replayed with its real dates (work plan of 31 October 2023 and first monthly report, September 2023)."""

from datetime import date
from functools import partial

import pytest

from compliance.models import Acto, Entregable, Proceso
from compliance.plan.esquema import leer_plan, ruta_de_plan
from compliance.services.planes import cargar_plan
from compliance.situacion import Clase
from compliance.tablero import estado
from documentos.models import Informe, Membrete
from documentos.papel import Parrafo, Seccion, Tabla, en_pdf
from flujos.demostracion.personas import crear_personas
from flujos.demostracion.repeticion import DIRECTORIO, Repeticion, leer_hechos
from flujos.entregables.informes import informe_mensual
from flujos.entregables.redaccion import datos_de
from flujos.models import Decision, Hecho, Remision, Sesion

from ..elenco import momento
from .planes import en_papel

AL = momento("2023-10-02 23:59:59")


@pytest.fixture
def morelos(db: None) -> Proceso:
    """The process as it stood on 2 October 2023."""
    plan, huella = leer_plan(ruta_de_plan("impepac-2023-2024"))
    cargar_plan(plan, huella, por=None, en=momento("2023-09-01 08:00"))
    proceso = Proceso.objects.select_related("instituto").get(clave="impepac-2023-2024")
    personas = crear_personas(proceso, momento("2023-09-01 09:00"))
    repeticion = Repeticion(proceso, personas)
    hechos, suplencias = leer_hechos(DIRECTORIO / "impepac-2023-2024.toml")
    for suplencia in suplencias:
        repeticion.suplir(suplencia, momento("2023-09-06 09:00"))
    for hecho in hechos:
        if hecho.en.date() <= AL.date():
            repeticion.hacer(hecho)
    return proceso


def test_morelos_al_2_de_octubre_de_2023(morelos: Proceso) -> None:
    entregable = partial(Entregable.objects.get, proceso=morelos)

    # 11.1 and 11.2: approved 2 September, sent 7 September by the acting executive secretary.
    for llave in ("instalacion-comision", "instancia-interna"):
        e = entregable(llave=llave)
        assert (e.aprobado_el, e.acuerdo) == (date(2023, 9, 2), "IMPEPAC/CEE/249/2023")
        remision = e.remisiones.get()
        assert remision.oficio == "IMPEPAC/SE/ED/JABV/15/2023"
        assert remision.remitida_en == momento("2023-09-07 12:00")
        assert e.limite_remision == date(2023, 9, 7)
        situacion = e.situacion(AL)
        assert situacion.clase is Clase.A_TIEMPO
        # The Lineamientos say 1 September: it is told, whatever the plan prints.
        assert situacion.dias_tras_lineamientos == 1
        firma = e.actos.get(verbo="remitir")
        assert firma.por.username == "encargada_despacho"
        assert firma.en_suplencia_de == "Darío Ejecutivo Demo"

    # The third-party decision and the programme: 26, 27 and 28 September. The report was not before that meeting.
    for llave, dias, acuerdo, oficio, dia in (
        ("implementacion-propia", [26, 27, 28], "IMPEPAC/CEE/282/2023", "IMPEPAC/SE/VAMA/2346/2023", date(2023, 10, 1)),
        ("informe-mensual-2023-09", [27, 28], "", "IMPEPAC/SE/VAMA/2347/2023", date(2023, 10, 1)),
        ("programa-de-trabajo", [26, 27, 28], "", "IMPEPAC/SE/VAMA/2373/2023", date(2023, 10, 2)),
    ):
        e = entregable(llave=llave)
        assert e.aprobado_el == date(2023, 9, 28)
        assert e.acuerdo == acuerdo
        assert e.remisiones.get().oficio == oficio
        assert e.concluido_el == dia
        assert e.situacion(AL).clase is Clase.A_TIEMPO
        assert e.situacion(AL).dias_tras_lineamientos == 0
        decisiones = Decision.objects.filter(punto__entregable=e).select_related("punto__sesion__organo")
        assert [d.decidida_en.day for d in decisiones] == dias
        assert [d.punto.sesion.organo.clave for d in decisiones] == ["comision"] * (len(dias) - 1) + ["consejo"]
        # Every decision is bound to the document that was presented.
        assert {d.sha256 for d in decisiones} == {e.documentos.get(tipo="proyecto").sha256}

    # The tablero of that day.
    assert estado(morelos, AL)["entregables"] == {
        "total": 27,
        "a_tiempo": 5,
        "tarde": 0,
        "vencidos": 0,
        "por_vencer": 0,
        "futuros": 22,
    }
    # One day before, the programme had not been sent.
    assert estado(morelos, momento("2023-10-01 23:59:59"))["entregables"]["a_tiempo"] == 4

    # Each state change has exactly one transition and one history row of the same moment.
    for transicion in Acto.objects.exclude(entregable=None).exclude(verbo="registrar_hecho"):
        assert transicion.entregable.history.filter(history_date=transicion.en).exists()
    assert Remision.objects.count() == 5


def test_la_reunion_del_26_de_septiembre_tuvo_los_tres_puntos_que_enlista_la_fuente(morelos: Proceso) -> None:
    reunion = Sesion.objects.get(organo__proceso=morelos, tipo="reunion")
    assert [(p.entregable and p.entregable.llave) or p.titulo.partition(" al ")[0] for p in reunion.puntos.all()] == [
        "implementacion-propia",
        "programa-de-trabajo",
        "Tarjeta informativa",
    ]


def test_lo_que_el_informe_de_septiembre_cuenta_aparte_queda_con_su_dia(morelos: Proceso) -> None:
    hechos = Hecho.objects.filter(entregable__proceso=morelos)
    assert [(h.fechas, h.texto) for h in hechos if "253/2023" in h.texto and h.fechas == [date(2023, 9, 6)]]
    assert [h for h in hechos if "INE/UTVOPL/158/2023" in h.texto and h.fechas == [date(2023, 9, 25)]]


def test_el_informe_de_septiembre_de_2023_al_2_de_octubre(morelos: Proceso) -> None:
    informe = informe_mensual(morelos, date(2023, 9, 1), AL)
    assert [(f.llave, f.fecha_maxima, f.fecha_conclusion) for f in informe.filas] == [
        ("instalacion-comision", date(2023, 9, 7), date(2023, 9, 7)),
        ("instancia-interna", date(2023, 9, 7), date(2023, 9, 7)),
        ("informe-mensual-2023-09", date(2023, 10, 5), date(2023, 10, 1)),
        ("implementacion-propia", date(2023, 10, 3), date(2023, 10, 1)),
        ("programa-de-trabajo", date(2023, 10, 3), date(2023, 10, 2)),
    ]
    filas = {f.llave: f for f in informe.filas}
    assert filas["instalacion-comision"].documento == (
        "Acuerdo IMPEPAC/CEE/249/2023; Oficio IMPEPAC/SE/ED/JABV/15/2023"
    )
    assert "1 día después del día que señalan los Lineamientos (01/09/2023)" in filas["instancia-interna"].desarrollo
    assert "lo aprobó (acuerdo IMPEPAC/CEE/282/2023)" in filas["implementacion-propia"].desarrollo
    assert [list(c.filas) for c in informe.resumen[2:]] == [[1, 2, 3, 4, 5], [], [], []]
    assert [s.dia.day for s in informe.sesiones] == [2, 7, 26, 27, 28]
    assert informe.total_candidaturas == 0

    # As the council read it on 28 September: what was approved that day had still to be sent.
    ese_dia = informe_mensual(morelos, date(2023, 9, 1), momento("2023-09-28 18:00"))
    assert [f.no for f in ese_dia.filas if f.concluida] == [1, 2]


def test_el_de_morelos_narra_cada_actividad_y_cada_sesion(morelos: Proceso) -> None:
    Membrete.objects.bulk_create([Membrete(instituto=morelos.instituto, disposicion="narrativa")])
    _, hoja = en_papel(morelos, "2023-09", AL)
    titulos = [(b.nivel, b.texto) for b in hoja.bloques if isinstance(b, Seccion)]
    datos = datos_de(Informe(proceso=morelos, clase="mensual", periodo="2023-09"), AL)
    assert [t for n, t in titulos if n == 2 and t.startswith("Actividad ")] == [
        f"Actividad {f.clave}. {f.actividad}" for f in datos.filas
    ]
    assert [t for n, t in titulos if n == 2 and not t.startswith("Actividad ")] == [
        s.nombre if s.organo in s.nombre else f"{s.nombre}, {s.organo}" for s in datos.sesiones
    ]
    dicho = "\n".join(b.texto for b in hoja.bloques if isinstance(b, Seccion | Parrafo))
    for dato in (
        "IMPEPAC/CEE/249/2023",
        "IMPEPAC/SE/ED/JABV/15/2023",
        "IMPEPAC/CEE/282/2023",
        "Se celebró el martes 26 de septiembre de 2023",
        "Se celebró el jueves 28 de septiembre de 2023",
        "En septiembre de 2023 se reportan cinco actividades",
    ):
        assert dato in dicho, dato
    assert "antes de que termine el mes»." in dicho
    assert ".»." not in dicho
    # The working meeting of the 26th.
    assert "en reunión de trabajo, la" in dicho
    assert not any("reunión de trabajo" in f and "aprobó" in f for f in dicho.split("\n"))
    assert not any(isinstance(b, Tabla) and "No." in b.cabeza for b in hoja.bloques)
    assert not hoja.apaisada
    assert en_pdf(hoja).startswith(b"%PDF-")
