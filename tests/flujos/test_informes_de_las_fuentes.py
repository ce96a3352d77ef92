"""The two reports that the sources print, made again as papers, each in its institute's way.

What they say that the record contradicts is pointed at; decision 0058 lists in what they differ from the sources.
"""

from datetime import date

import pytest

from compliance.models import Proceso
from documentos.informes.redaccion import SeccionEscrita, senalar
from documentos.informes.redactado import escritas, hoja_redactada
from documentos.models import Informe, Membrete
from documentos.papel import Bloque, Hoja, Parrafo, Seccion, Tabla, en_pdf
from flujos import entregables
from flujos.entregables.redaccion import datos_de

from ..elenco import momento
from .planes import dorado
from .test_informe_hidalgo import AL as CIERRE_DE_ABRIL
from .test_informe_hidalgo import hidalgo, impresos
from .test_morelos import AL as CORTE_DE_MORELOS
from .test_morelos import morelos

__all__ = ["hidalgo", "morelos"]

pytestmark = pytest.mark.django_db

# As Hidalgo closes its table.
CIERRE = SeccionEscrita(
    "Conclusión",
    "El desarrollo descrito da muestra de la conclusión con antelación de las actividades marcadas para el periodo que "
    "abarca el informe.",
)


def en_papel(proceso: Proceso, periodo: str, corte: str, *otras: SeccionEscrita) -> tuple[Informe, Hoja]:
    en = momento(corte)
    informe = entregables.empezar_informe(proceso, periodo, por=None, en=en)
    entregables.guardar_informe(
        informe,
        secciones=[*escritas(informe), *otras],
        corte=None,
        firmas="",
        entregable=informe.entregable,
        version=1,
        por=None,
        en=en,
    )
    return informe, hoja_redactada(informe, escritas(informe), datos_de(informe, en), en=en)


def actividades(hoja: Hoja) -> Tabla:
    (tabla,) = [b for b in hoja.bloques if isinstance(b, Tabla) and "Desarrollo" in b.cabeza and b.cabeza[0] == "No."]
    return tabla


def texto(bloque: Bloque) -> str:
    return bloque.texto if isinstance(bloque, Seccion | Parrafo) else ""


def test_el_de_hidalgo_tiene_sus_filas_sus_fechas_y_cada_desarrollo(hidalgo: Proceso) -> None:
    informe, hoja = en_papel(hidalgo, "2024-04", f"{CIERRE_DE_ABRIL:%Y-%m-%d %H:%M}", CIERRE)
    plan = impresos()
    filas = actividades(hoja).filas
    assert len(filas) == len(dorado())
    for (clave, llave, _, _, _, maxima, conclusion, *_), (_, actividad, _, suya, cuando, desarrollo) in zip(
        dorado(), filas, strict=True
    ):
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
    # «Con antelación», over rows 2 and the second of 5.3.
    (senalado,) = senalar([CIERRE], datos_de(informe, CIERRE_DE_ABRIL))
    assert "con antelación" in senalado.por_que
    assert "(2 " in senalado.por_que
    assert en_pdf(hoja).startswith(b"%PDF-")


def test_el_de_morelos_narra_cada_actividad_y_cada_sesion(morelos: Proceso) -> None:
    Membrete.objects.bulk_create([Membrete(instituto=morelos.instituto, disposicion="narrativa")])
    _, hoja = en_papel(morelos, "2023-09", f"{CORTE_DE_MORELOS:%Y-%m-%d %H:%M}")
    titulos = [(b.nivel, b.texto) for b in hoja.bloques if isinstance(b, Seccion)]
    datos = datos_de(Informe(proceso=morelos, periodo="2023-09"), CORTE_DE_MORELOS)
    assert [t for n, t in titulos if n == 2 and t.startswith("Actividad ")] == [
        f"Actividad {f.clave}. {f.actividad}" for f in datos.filas
    ]
    assert [t for n, t in titulos if n == 2 and not t.startswith("Actividad ")] == [
        s.nombre if s.organo in s.nombre else f"{s.nombre}, {s.organo}" for s in datos.sesiones
    ]
    dicho = "\n".join(texto(b) for b in hoja.bloques)
    for dato in (
        "IMPEPAC/CEE/249/2023",
        "IMPEPAC/SE/ED/JABV/15/2023",
        "IMPEPAC/CEE/282/2023",
        "Se celebró el martes 26 de septiembre de 2023",
        "Se celebró el jueves 28 de septiembre de 2023",
        "En septiembre de 2023 se reportan cinco actividades",
    ):
        assert dato in dicho, dato
    # The working meeting of the 26th.
    assert "en reunión de trabajo, la" in dicho
    assert not any("reunión de trabajo" in f and "aprobó" in f for f in dicho.split("\n"))
    assert not any(isinstance(b, Tabla) and "No." in b.cabeza for b in hoja.bloques)
    assert not hoja.apaisada
    assert en_pdf(hoja).startswith(b"%PDF-")
    assert date(2023, 9, 1) == datos.mes
