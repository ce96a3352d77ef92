"""The plans that come with Cauce, and the one made of the norm, worked by their own staff through the pages.

Dates, numbers and outcomes are those that the sources print; of what they do not print (the oficios of Yucatán), the
test gives its own.
"""

from datetime import date, datetime, time, timedelta

import pytest

from compliance.models import Entregable, EtapaRuta, Rol, Suplencia
from compliance.plan.norma import plan_de_la_norma
from compliance.situacion import Clase
from flujos.models import Hecho, Remision
from flujos.verbos.entregables import etapas_de

from ..elenco import momento
from .planes import AVISO, CAMPANAS, CON_RUTA, JORNADA, REGISTROS, dorado
from .por_paginas import Instituto, instituto, pdf

pytestmark = pytest.mark.django_db


def firma(e: Entregable, verbo: str) -> str:
    """The account that did it last."""
    acto = e.actos.filter(verbo=verbo).latest("pk")
    return str(acto.por.username)


def test_hidalgo_abril_de_2024(monkeypatch: pytest.MonkeyPatch) -> None:
    ieeh = instituto("ieeh-2023-2024", monkeypatch)
    # Row 1, handed in and sent on the 1st of the month that it reports: printed so, and so the reason is asked.
    nota = "Así se imprime en el informe de abril."
    ieeh.presentar("informe-mensual-2024-03", "2024-03-01 10:00", nota=nota)
    oficio = "IEEH_PRESIDENCIA-PEL_0299_2024"
    respuesta = ieeh.intentar_remitir("informe-mensual-2024-03", "2024-03-01 12:00", oficio)
    assert respuesta.status_code == 422
    ieeh.remitir("informe-mensual-2024-03", "2024-03-01 12:00", oficio, nota=nota)

    # Row 2: the session of 19 April ended on the 21st.
    ieeh.adjuntar("listado-ayuntamientos", "2024-04-18 10:00")
    ieeh.iniciar("listado-ayuntamientos", "2024-04-18 11:00")
    listado = {"listado-ayuntamientos": {"resultado": "aprobado", "acuerdo": "IEEH/CG/078/2024"}}
    ieeh.sesion("consejo-general", "2024-04-19 10:00", listado, decide="2024-04-21 12:00")
    ieeh.remitir("listado-ayuntamientos", "2024-04-21 20:00", "IEEH_PRESIDENCIA-PEL_0565_2024")

    # Rows 3 and 4: what is presented, and its remission, which waits for it.
    ieeh.presentar("avance-abril", "2024-04-24 10:00")
    ieeh.sesion("comision", "2024-04-24 17:00", {"avance-abril": "aprobado"})
    oficio = "IEEH/PRESIDENCIA_PEL/0585/2024"
    antes = ieeh.intentar_remitir("remision-avance-abril", "2024-04-25 09:00", oficio)
    assert (antes.status_code, "todavía no se presenta" in antes.content.decode()) == (422, True)
    ieeh.sesion("consejo-general", "2024-04-25 11:00", {"avance-abril": "presentado"})
    ieeh.remitir("remision-avance-abril", "2024-04-25 19:00", oficio)
    ieeh.validar("remision-avance-abril", "2024-04-26 10:00")

    # The activities, each noted on its days: 5.1 has six.
    for clave, llave, _, _, dias, *_ in dorado():
        if dias and llave not in CON_RUTA:
            ieeh.presentar(llave, "2024-04-30 18:00", dias=", ".join(dias.split()), nota=f"Fila {clave}.")

    al = "2024-04-30 23:00"
    assert (ieeh.situacion("listado-ayuntamientos", al).clase, ieeh.situacion("listado-ayuntamientos", al).dias) == (
        Clase.TARDE,
        1,
    )
    assert ieeh.situacion("cuentas-ayuntamientos", al).dias == 5
    assert ieeh.situacion("cuentas-diputaciones", al).clase is Clase.A_TIEMPO
    seis = Hecho.objects.get(entregable=ieeh.de("reuniones-con-el-tercero"))
    assert [dia.day for dia in seis.fechas] == [1, 8, 9, 12, 13, 23]
    for llave in ("informe-mensual-2024-03", "listado-ayuntamientos", "remision-avance-abril"):
        assert firma(ieeh.de(llave), "remitir") == "area_presidencia", llave
    assert firma(ieeh.de("remision-avance-abril"), "validar") == "area_presidencia"
    assert set(Remision.objects.values_list("oficio", flat=True)) == {
        "IEEH_PRESIDENCIA-PEL_0299_2024",
        "IEEH_PRESIDENCIA-PEL_0565_2024",
        "IEEH/PRESIDENCIA_PEL/0585/2024",
    }


def test_yucatan_sus_rutas_y_quien_hace_cada_etapa(monkeypatch: pytest.MonkeyPatch) -> None:
    iepac = instituto("iepac-2023-2024", monkeypatch)
    # The dictamen: who presents it, who writes it, who sends it; and a return repeats only what must be redone.
    llave = "proceso-tecnico-operativo"
    iepac.presentar(llave, "2023-12-01 10:00")
    iepac.sesion("comision", "2023-12-05 10:00", {llave: "presentado"})
    assert (
        iepac.hacer(
            "presentar", llave, "area_grupo-de-trabajo", "2023-12-06 10:00", archivo=pdf(llave, "x")
        ).status_code
        == 404
    )
    iepac.presentar(llave, "2023-12-08 10:00")
    devuelto = {"resultado": "devuelto", "observaciones": "Falta el cronograma."}
    iepac.sesion("comision", "2023-12-12 10:00", {llave: devuelto})
    assert iepac.de(llave).etapa.clave == "dictaminar"  # type: ignore[union-attr]
    iepac.presentar(llave, "2023-12-14 10:00")
    iepac.sesion("comision", "2023-12-18 10:00", {llave: "aprobado"})
    iepac.sesion("consejo-general", "2023-12-22 10:00", {llave: {"resultado": "aprobado", "acuerdo": "C.G.-050/2023"}})
    iepac.remitir(llave, "2023-12-26 10:00", "UAI/90/2023")
    iepac.validar(llave, "2024-01-08 10:00")
    e = iepac.de(llave)
    assert [firma(e, verbo) for verbo in ("presentar", "remitir", "validar")] == [
        "secretaria_tecnica",
        "area_uai",
        "area_uai",
    ]
    assert (e.estado, e.limite_remision) == (Entregable.Estado.CONCLUIDO, date(2023, 12, 27))
    assert e.situacion(momento("2024-01-09 10:00")).clase is Clase.A_TIEMPO

    # The report of a month: not before it begins, and only the UAI sends it.
    enero = "informe-mensual-ine-2024-01"
    mayo = iepac.hacer(
        "presentar", "informe-mensual-ine-2024-05", "area_uai", "2024-02-20 10:00", archivo=pdf("m", "x")
    )
    assert (mayo.status_code, "todavía no hay qué informar" in mayo.content.decode()) == (422, True)
    iepac.presentar(enero, "2024-01-30 10:00")
    iepac.sesion("comision", "2024-02-01 10:00", {enero: "aprobado"})
    assert (
        iepac.intentar_remitir(enero, "2024-02-02 10:00", "SE/1/2024", quien="secretaria_ejecutiva").status_code == 404
    )
    iepac.remitir(enero, "2024-02-02 10:00", "UAI/5/2024")
    assert iepac.situacion(enero, "2024-02-03 10:00").clase is Clase.A_TIEMPO

    # The weekly follow-up of publication: nothing of a week that has not begun, nor approved before it ends.
    viernes = "seguimiento-de-publicacion-2024-04-19"
    pronto = iepac.hacer("presentar", viernes, "area_uai", "2024-04-10 10:00", archivo=pdf("s", "x"))
    assert (pronto.status_code, "La semana que informa comienza" in pronto.content.decode()) == (422, True)
    iepac.presentar(viernes, "2024-04-16 10:00")
    sesion = iepac.convocar(
        iepac.proceso.organos.get(clave="comision"), "secretaria_tecnica", "2024-04-17 10:00", "ordinaria", [viernes]
    )
    presentes = list(sesion.organo.integraciones.values_list("pk", flat=True))
    iepac.en_sesion(sesion, "instalar", "secretaria_tecnica", "2024-04-17 10:00", presentes=presentes)
    visto = {viernes: {"resultado": "presentado", "observaciones": "Se adelanta."}}
    antes = iepac.intentar_decidir(sesion, "secretaria_tecnica", "2024-04-17 10:30", visto)
    assert (antes.status_code, "La semana que informa termina" in antes.content.decode()) == (422, True)
    iepac.decidir(sesion, "secretaria_tecnica", "2024-04-19 10:30", visto)
    assert iepac.de(viernes).aprobado_el == date(2024, 4, 19)


def test_yucatan_lo_recurrente_no_nace_de_un_hecho(monkeypatch: pytest.MonkeyPatch) -> None:
    iepac = instituto("iepac-2023-2024", monkeypatch)
    datos = {"evento_el": "2024-02-10", "descripcion": "Otro informe"}
    for llave in ("informe-mensual-ine", "informe-mensual-ine-2024-01", "seguimiento-de-publicacion"):
        antes = iepac.proceso.entregables.count()
        respuesta = iepac.hacer("registrar-evento", llave, "secretaria_tecnica", "2024-02-12 10:00", **datos)
        assert respuesta.status_code == 302
        assert iepac.proceso.entregables.count() == antes, llave
        lugar = f"/p/{iepac.proceso.clave}/entregables/{iepac.de(llave).pk}/"
        pagina = iepac.enviar("secretaria_tecnica", "2024-02-12 10:00", lugar, None)
        assert "registrar-evento" not in pagina.content.decode(), llave
    iepac.hacer("registrar-evento", "otro-documento", "secretaria_tecnica", "2024-02-12 10:00", **datos)
    abierto = iepac.de("otro-documento-1")
    assert (abierto.evento_el, abierto.limite_remision) == (date(2024, 2, 10), date(2024, 2, 15))


def test_jalisco_lo_que_su_plan_cuenta_como_hecho(monkeypatch: pytest.MonkeyPatch) -> None:
    iepc = instituto("iepc-jalisco-2023-2024", monkeypatch)
    # Row 2: agreement of 31 August.
    iepc.presentar("instancia-interna", "2023-08-28 10:00")
    acuerdo = {"resultado": "aprobado", "acuerdo": "IEPC-ACG-054/23"}
    iepc.sesion("consejo-general", "2023-08-31 11:00", {"instancia-interna": acuerdo})
    iepc.remitir("instancia-interna", "2023-09-05 10:00", "1900/2023")
    # Row 4: oficio 2066/2023 of 29 September, of the executive secretary.
    iepc.presentar("implementacion-propia", "2023-09-28 10:00")
    iepc.remitir("implementacion-propia", "2023-09-29 10:00", "2066/2023")
    # The progress report is sent by Transparencia, not by the executive secretary.
    iepc.presentar("avance-abril", "2024-04-29 10:00")
    iepc.sesion("consejo-general", "2024-04-30 10:00", {"avance-abril": "presentado"})
    ajena = iepc.intentar_remitir("avance-abril", "2024-05-02 10:00", "SE/1/2024", quien="secretaria_ejecutiva")
    assert ajena.status_code == 404
    iepc.remitir("avance-abril", "2024-05-02 10:00", "DT/12/2024")

    interna = iepc.de("instancia-interna")
    assert (interna.aprobado_el, interna.acuerdo) == (date(2023, 8, 31), "IEPC-ACG-054/23")
    for llave, quien in (
        ("instancia-interna", "secretaria_ejecutiva"),
        ("implementacion-propia", "secretaria_ejecutiva"),
        ("avance-abril", "area_transparencia"),
    ):
        assert firma(iepc.de(llave), "remitir") == quien
        assert iepc.situacion(llave, "2024-05-03 10:00").clase is Clase.A_TIEMPO


def test_morelos_septiembre_de_2023(monkeypatch: pytest.MonkeyPatch) -> None:
    impepac = instituto("impepac-2023-2024", monkeypatch)
    # Whoever acted in the place of the executive secretary signs 11.1 and 11.2.
    en = momento("2023-09-01 09:00")
    impepac.contratar("encargada", Rol.AUDITORIA, en)
    Suplencia.objects.create(
        proceso=impepac.proceso,
        titular=impepac.personas["secretaria_ejecutiva"],
        suplente=impepac.personas["encargada"],
        desde=date(2023, 9, 6),
        hasta=date(2023, 9, 8),
        documento="Encargo de despacho",
        confirmado_en=en,
    )
    primeros = ("instalacion-comision", "instancia-interna")
    for llave in primeros:
        impepac.adjuntar(llave, "2023-09-01 10:00")
        impepac.iniciar(llave, "2023-09-01 11:00")
    puntos = {llave: {"resultado": "aprobado", "acuerdo": "IMPEPAC/CEE/249/2023"} for llave in primeros}
    impepac.sesion("consejo", "2023-09-02 12:00", puntos)
    for llave in primeros:
        impepac.remitir(llave, "2023-09-07 12:00", "IMPEPAC/SE/ED/JABV/15/2023", quien="encargada")
        assert firma(impepac.de(llave), "remitir") == "encargada"

    # 26, 27 and 28 September. The working meeting analyses; the report was not before it.
    tercero, programa, informe = "implementacion-propia", "programa-de-trabajo", "informe-mensual-2023-09"
    for llave in (tercero, programa):
        impepac.presentar(llave, "2023-09-25 12:00")
    impepac.sesion("comision", "2023-09-26 12:00", {tercero: "analizado", programa: "analizado"}, tipo="reunion")
    impepac.presentar(informe, "2023-09-27 10:00")
    impepac.sesion("comision", "2023-09-27 12:00", dict.fromkeys((tercero, programa, informe), "aprobado"))
    antes = "El plan calendariza su presentación antes de que termine el mes."
    impepac.sesion(
        "consejo",
        "2023-09-28 12:00",
        {
            tercero: {"resultado": "aprobado", "acuerdo": "IMPEPAC/CEE/282/2023"},
            programa: "presentado",
            informe: {"resultado": "presentado", "observaciones": antes},
        },
    )
    for llave, cuando, oficio in (
        (tercero, "2023-10-01 12:00", "IMPEPAC/SE/VAMA/2346/2023"),
        (informe, "2023-10-01 12:00", "IMPEPAC/SE/VAMA/2347/2023"),
        (programa, "2023-10-02 12:00", "IMPEPAC/SE/VAMA/2373/2023"),
    ):
        impepac.remitir(llave, cuando, oficio)
        e = impepac.de(llave)
        assert (e.aprobado_el, firma(e, "remitir")) == (date(2023, 9, 28), "secretaria_ejecutiva")
        assert e.situacion(momento("2023-10-02 23:59")).clase is Clase.A_TIEMPO


# Of each plan that comes with Cauce: who sends to INE, and records what it answers; of a route of its own, who else.
QUIEN_REMITE = {
    "impepac-2023-2024": ("secretaria_ejecutiva", {}),
    "ieeh-2023-2024": ("area_presidencia", {}),
    "iepac-2023-2024": ("area_uai", {}),
    "iepc-jalisco-2023-2024": ("secretaria_ejecutiva", {"informe-al-consejo": "area_transparencia"}),
}


@pytest.mark.parametrize("clave", QUIEN_REMITE)
def test_cada_ruta_se_recorre_entera_por_quien_le_toca(clave: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ople = instituto(clave, monkeypatch)
    remite, otros = QUIEN_REMITE[clave]
    elegidas: dict[str, tuple[date, str]] = {}
    for e in ople.proceso.entregables.exigibles().select_related("ruta"):
        dia = e.fecha_plan or e.limite_remision or e.termina_impreso
        if dia is not None:
            elegidas[e.ruta.clave] = min(elegidas.get(e.ruta.clave, (dia, e.llave)), (dia, e.llave))
    # What only a fact brings about.
    dia = date(2024, 2, 12)
    for e in (
        ople.proceso.entregables.filter(es_plantilla=True).exclude(ruta__clave__in=elegidas).select_related("ruta")
    ):
        hecho = {"evento_el": f"{dia}", "descripcion": "Se emitió"}
        assert ople.hacer("registrar-evento", e.llave, "secretaria_tecnica", f"{dia} 08:00", **hecho).status_code == 302
        elegidas[e.ruta.clave] = (dia, f"{e.llave}-1")
    assert elegidas.keys() == set(ople.proceso.rutas.values_list("clave", flat=True))
    for ruta, (dia, llave) in sorted(elegidas.items(), key=lambda par: par[1]):
        recorrer(ople, llave, dia)
        e = ople.de(llave)
        assert e.estado == Entregable.Estado.CONCLUIDO, llave
        assert e.hechas.keys() == {etapa.clave for etapa in etapas_de(e)}, llave
        assert e.situacion(ople.momento(f"{dia} 23:59")).clase is Clase.A_TIEMPO, llave
        firman = {
            a.verbo: a.por.username for a in e.actos.filter(verbo__in=("remitir", "validar")).select_related("por")
        }
        assert set(firman.values()) <= {otros.get(ruta, remite)}, llave
        assert ("remitir" in firman) is e.remite, llave


def test_el_plan_de_la_norma_entero(monkeypatch: pytest.MonkeyPatch) -> None:
    inicio, fin = CAMPANAS
    plan = plan_de_la_norma(entidad="Sonora", siglas="IEES", jornada=JORNADA, campanas_inicio=inicio, campanas_fin=fin)
    iees = Instituto(plan, monkeypatch, "2026-08-01 08:00")
    filas = [
        e for e in iees.proceso.entregables.filter(es_plantilla=False) if not e.fecha_plan or e.fecha_plan <= JORNADA
    ]
    dias = {e.llave: e.fecha_plan or (AVISO if e.llave == "aviso-de-privacidad" else REGISTROS) for e in filas}
    for llave, dia in sorted(dias.items(), key=lambda par: par[1]):
        recorrer(iees, llave, dia)
    al = iees.momento(f"{JORNADA} 23:59")
    for llave in dias:
        e = iees.de(llave)
        assert e.estado == Entregable.Estado.CONCLUIDO, llave
        assert e.situacion(al).clase is Clase.A_TIEMPO, llave


def recorrer(ople: Instituto, llave: str, dia: date) -> None:
    """The whole route of a deliverable walked on one day, an hour after another, each stage by whom it names."""
    hora = datetime.combine(dia, time(9))
    etapas = etapas_de(ople.de(llave))
    if etapas[0].tipo == EtapaRuta.Tipo.DECIDIR:
        ople.adjuntar(llave, f"{hora - timedelta(days=4):%Y-%m-%d %H:%M}")
        ople.iniciar(llave, f"{hora - timedelta(days=4):%Y-%m-%d %H:%M}")
    elif etapas[0].tipo == EtapaRuta.Tipo.REMITIR:
        ople.adjuntar(llave, f"{hora:%Y-%m-%d %H:%M}")
    for etapa in etapas:
        hora += timedelta(hours=1)
        cuando = f"{hora:%Y-%m-%d %H:%M}"
        if etapa.tipo == EtapaRuta.Tipo.ELABORAR:
            ople.presentar(llave, cuando)
        elif etapa.tipo == EtapaRuta.Tipo.DECIDIR:
            assert etapa.organo is not None
            punto = {"resultado": etapa.resultados[0], "acuerdo": f"IEES/{llave}"[:60]}
            ople.sesion(etapa.organo.clave, cuando, {llave: punto}, tipo=etapa.tipo_sesion or "extraordinaria")
        elif etapa.tipo == EtapaRuta.Tipo.REMITIR:
            ople.remitir(llave, cuando, f"IEES/SE/{llave}"[:80])
        else:
            ople.validar(llave, cuando)
