"""A plan made from the norm alone is worked from its first session to election day, like any other."""

from datetime import date, datetime, time

import pytest

from compliance.models import Entregable, EtapaRuta, Proceso
from compliance.plan.norma import plan_de_la_norma
from compliance.services.planes import cargar_plan
from compliance.situacion import Clase
from compliance.tablero import estado
from flujos.demostracion.personas import crear_personas
from flujos.demostracion.repeticion import Hecho, Repeticion

from ..elenco import momento
from .planes import AVISO, CAMPANAS, JORNADA, REGISTROS


@pytest.fixture
def sonora(db: None) -> Proceso:
    inicio, fin = CAMPANAS
    plan = plan_de_la_norma(entidad="Sonora", siglas="IEES", jornada=JORNADA, campanas_inicio=inicio, campanas_fin=fin)
    cargar_plan(plan, "a" * 64, por=None, en=momento("2026-08-01 08:00"))
    return Proceso.objects.select_related("instituto").get(clave="iees-2026-2027")


def hechos_de(e: Entregable, dia: date) -> list[Hecho]:
    """The whole route of a deliverable walked on one day, an hour after another."""
    horas = iter(range(9, 20))
    hechos = []
    for etapa in e.ruta.etapas.order_by("orden"):
        en = datetime.combine(dia, time(next(horas)))
        if etapa.tipo == EtapaRuta.Tipo.ELABORAR:
            hechos.append(Hecho(en, "presentacion", {"llaves": [e.llave]}))
        elif etapa.tipo == EtapaRuta.Tipo.DECIDIR:
            punto = {"llave": e.llave, "resultado": etapa.resultados[0], "acuerdo": f"IEES/{e.pk}/2027"}
            datos = {"organo": etapa.organo.clave, "tipo": "extraordinaria", "nombre": "", "puntos": [punto]}
            hechos.append(Hecho(en, "sesion", datos))
        elif etapa.tipo == EtapaRuta.Tipo.REMITIR:
            hechos.append(Hecho(en, "remision", {"llaves": [e.llave], "oficio": f"IEES/SE/{e.pk}/2027"}))
        else:
            hechos.append(Hecho(en, "validacion", {"llaves": [e.llave]}))
    return hechos


def test_se_trabaja_desde_la_primera_sesion_hasta_la_jornada(sonora: Proceso) -> None:
    repeticion = Repeticion(sonora, crear_personas(sonora, momento("2026-08-01 09:00")))
    filas = sonora.entregables.filter(es_plantilla=False).select_related("ruta")
    dias = {e: e.fecha_plan or (AVISO if e.llave == "aviso-de-privacidad" else REGISTROS) for e in filas}
    hasta = [e for e in filas if dias[e] <= JORNADA]
    hechos = [h for e in hasta for h in hechos_de(e, dias[e])]
    for hecho in sorted(hechos, key=lambda h: h.en):
        repeticion.hacer(hecho)

    # Whole local days of the institute.
    al = datetime.combine(JORNADA, time(23, 59), tzinfo=sonora.tz)
    for e in filas.filter(pk__in=[e.pk for e in hasta]):
        assert e.situacion(al).clase is Clase.A_TIEMPO, e.llave
    assert estado(sonora, al)["entregables"] == {
        "total": len(filas),
        "a_tiempo": len(hasta),
        "tarde": 0,
        "vencidos": 0,
        "por_vencer": 0,
        "futuros": 1,
    }
    vista, listado = (sonora.entregables.get(llave=llave) for llave in ("vista", "listado-ayuntamientos"))
    assert (vista.aprobado_el, vista.remite) == (date(2027, 6, 3), False)
    # The council's approval is what dates its remission.
    assert (listado.aprobado_el, listado.limite_remision) == (REGISTROS, date(2027, 4, 4))
