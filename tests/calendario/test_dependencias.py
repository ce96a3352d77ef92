"""Rules that count from one another."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from calendario.dependencias import CicloDeReglasError, ReglaDeEvento, resolver
from calendario.inhabiles import Modo
from calendario.plazos import EventoDesconocidoError, ReglaInvalidaError

CDMX = ZoneInfo("America/Mexico_City")
HECHOS: dict[str, date | datetime | None] = {"jornada": date(2024, 6, 2), "aprobacion": None}


def test_cada_regla_cuenta_desde_su_evento_en_cualquier_orden() -> None:
    resolucion = resolver(
        {
            "remision": ReglaDeEvento("día siguiente", "informe"),
            "informe": ReglaDeEvento("4 meses después", "jornada", fundamento="Lineamientos art. 15 g)"),
            "prototipo": ReglaDeEvento("a más tardar 2024-02-01"),
            "aviso": ReglaDeEvento("5 días naturales antes", "prototipo"),
            "acta": ReglaDeEvento("3 días después", "2024-03-15", Modo.HABILES),
        },
        HECHOS,
        nombres={"jornada": "la jornada electoral", "informe": "el informe final"},
    )
    assert {clave: v.dia.isoformat() for clave, v in resolucion.vencimientos.items()} == {
        "informe": "2024-10-02",
        "remision": "2024-10-03",
        "prototipo": "2024-02-01",
        "aviso": "2024-01-27",
        "acta": "2024-03-21",
    }
    assert (
        "día siguiente al informe final (miércoles 2 de octubre de 2024)"
        in resolucion.vencimientos["remision"].explicacion
    )
    assert "(fundamento: Lineamientos art. 15 g))" in resolucion.vencimientos["informe"].explicacion
    assert not resolucion.errores
    assert not resolucion.pendientes


def test_lo_que_espera_un_hecho_y_lo_que_sigue_quedan_pendientes() -> None:
    resolucion = resolver(
        {
            "remision": ReglaDeEvento("5 días naturales después", "aprobacion"),
            "validacion": ReglaDeEvento("día siguiente", "remision"),
        },
        HECHOS,
    )
    assert resolucion.pendientes == {"remision": "aprobacion", "validacion": "aprobacion"}
    assert not resolucion.errores


def test_un_circulo_se_rechaza_y_se_nombra() -> None:
    resolucion = resolver(
        {
            "a": ReglaDeEvento("día siguiente", "b"),
            "b": ReglaDeEvento("día siguiente", "c"),
            "c": ReglaDeEvento("día anterior", "a"),
            "sola": ReglaDeEvento("día anterior", "sola"),
            "colgada": ReglaDeEvento("día siguiente", "b"),
            "sana": ReglaDeEvento("día siguiente", "jornada"),
        },
        HECHOS,
    )
    assert set(resolucion.errores) == {"a", "b", "c", "sola", "colgada"}
    ciclo = resolucion.errores["b"]
    assert isinstance(ciclo, CicloDeReglasError)
    assert ciclo.ciclo == ["a", "b", "c", "a"]
    assert str(ciclo) == "Las reglas dependen unas de otras en círculo: a → b → c → a."
    assert "sola → sola" in str(resolucion.errores["sola"])
    assert "«b», que no se pudo calcular" in str(resolucion.errores["colgada"])
    assert set(resolucion.vencimientos) == {"sana"}


def test_un_evento_desconocido_y_una_mala_regla_solo_danan_lo_que_depende_de_ellos() -> None:
    resolucion = resolver(
        {
            "x": ReglaDeEvento("día siguiente", "jornda"),
            "y": ReglaDeEvento("dia despuesito", "jornada"),
            "z": ReglaDeEvento("día siguiente", "y"),
            "sin_hecho": ReglaDeEvento("día siguiente"),
            "sana": ReglaDeEvento("día siguiente", "jornada"),
        },
        HECHOS,
    )
    assert isinstance(resolucion.errores["x"], EventoDesconocidoError)
    assert "«jornda». Hechos conocidos: aprobacion, jornada" in str(resolucion.errores["x"])
    assert isinstance(resolucion.errores["y"], ReglaInvalidaError)
    assert "«y»" in str(resolucion.errores["z"])
    assert "necesita la fecha del hecho" in str(resolucion.errores["sin_hecho"])
    assert set(resolucion.vencimientos) == {"sana"}


def test_las_horas_cuentan_desde_el_momento_del_hecho() -> None:
    resolucion = resolver(
        {"respuesta": ReglaDeEvento("48 horas después", "orden")},
        {"orden": datetime(2021, 3, 3, 18, 30, tzinfo=CDMX)},
    )
    assert resolucion.vencimientos["respuesta"].vence == datetime(2021, 3, 5, 18, 30, tzinfo=CDMX)


def test_una_cadena_larga_no_agota_la_pila() -> None:
    cadena = {f"r{n}": ReglaDeEvento("día siguiente", f"r{n + 1}") for n in range(5000)}
    resolucion = resolver(cadena, {"r5000": date(2024, 6, 2)})
    assert resolucion.vencimientos["r0"].dia.year == 2038
