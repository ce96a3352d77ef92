"""The tablero read in five seconds: its sentence, what is at risk, what is pending first, and what it costs."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.models import Entregable, Proceso, Subactividad
from compliance.permisos import ambito_de
from flujos import entregables, sesiones
from flujos.entregables.previsto import Panorama, Riesgo, panorama
from flujos.sesiones import Punto

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento
from ..paginas import entrar, ver
from .pasos import celebrar, hasta_remision, remitir

TABLERO = "/p/prueba-2024/tablero/"
LUNES = momento("2024-03-25 10:00")


@pytest.fixture(autouse=True)
def reloj(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The moment of the requests, which a test may change."""
    ahora = [LUNES]
    monkeypatch.setattr("compliance.middleware.ahora", lambda: ahora[0])
    return ahora


def visto(e: Elenco, en: Any = LUNES, quien: str = "comision") -> Panorama:
    return panorama(e.proceso, en, ambito_de(e.usuario(quien), en.date()))


def convocar(e: Elenco, cuando: str, *llaves: str, organo: str = "comision", tipo: str = "ordinaria") -> Any:
    quien = {"comision": "secretaria_tecnica", "consejo": "secretaria_ejecutiva"}[organo]
    return sesiones.convocar(
        getattr(e, organo),
        tipo=tipo,
        inicia_en=momento(cuando),
        puntos=[Punto("", e.entregables[llave]) for llave in llaves],
        por=e.usuario(quien),
        en=momento(cuando) - timedelta(days=3),
    )


# -- The sentence -----------------------------------------------------------------------------------------


def con_aviso(e: Elenco, horas: int, *cuales: str) -> None:
    """Bodies that are called these hours before."""
    for organo in (getattr(e, cual) for cual in cuales):
        organo.convocatoria_horas = dict.fromkeys(("ordinaria", "extraordinaria", "urgente", "reunion"), horas)
        organo.save()


def test_sin_atrasos_ni_sesiones_dice_hasta_cuando_no_hay_riesgo(elenco: Elenco) -> None:
    assert visto(elenco).frase == "Sin atrasos; sin sesión convocada; sin riesgo hasta el 1 de abril."


def test_sin_riesgo_es_hasta_el_ultimo_dia_en_que_se_puede_convocar(elenco: Elenco) -> None:
    con_aviso(elenco, 48, "comision", "consejo")
    # Its working meeting is on the 28th at the latest; with none, it must be called two days before.
    p = _prevision(elenco, "informe-marzo")
    assert (p.ultimo_dia, p.convocar) == (date(2024, 3, 28), date(2024, 3, 26))
    assert visto(elenco).frase == "Sin atrasos; sin sesión convocada; sin riesgo hasta el 26."
    assert "en riesgo" not in visto(elenco, momento("2024-03-26 10:00")).frase
    assert "1 en riesgo" in visto(elenco, momento("2024-03-27 10:00")).frase
    # Once it is called, until the day on which it can still be held.
    entregables.presentar(
        elenco.entregables["informe-marzo"], pdf(), por=elenco.usuario("area"), en=momento("2024-03-20 10:00")
    )
    convocar(elenco, "2024-03-27 10:00", "informe-marzo", tipo="reunion")
    assert _prevision(elenco, "informe-marzo").sin_riesgo_hasta == date(2024, 3, 28)
    assert "1 punto para el miércoles; sin riesgo hasta el 28" in visto(elenco).frase


def test_dice_los_puntos_de_la_siguiente_sesion_y_su_dia(elenco: Elenco) -> None:
    for llave in ("publicacion", "avance-abril"):
        quien = elenco.usuario("area_transparencia")
        entregables.presentar(elenco.entregables[llave], pdf(llave), por=quien, en=momento("2024-03-20 10:00"))
    convocar(elenco, "2024-03-28 10:00", "publicacion", "avance-abril")
    frase = visto(elenco).frase
    assert frase.startswith("Sin atrasos; 2 puntos para el jueves; ")
    assert visto(elenco, momento("2024-03-27 10:00")).frase.startswith("Sin atrasos; 2 puntos para mañana; ")


@pytest.mark.parametrize(
    ("anunciada", "dicho", "dia"),
    [
        (False, "sesión en curso, con 1 punto", date(2024, 3, 27)),
        (True, "sesión en receso que continúa mañana, con 1 punto", date(2024, 3, 28)),
    ],
)
def test_una_sesion_en_receso_de_varios_dias_sigue_en_curso(
    elenco: Elenco, anunciada: bool, dicho: str, dia: date
) -> None:
    quien = elenco.usuario("area_transparencia")
    entregables.presentar(elenco.entregables["publicacion"], pdf(), por=quien, en=momento("2024-03-20 10:00"))
    sesion = convocar(elenco, "2024-03-25 10:00", "publicacion")
    lleva = elenco.usuario("secretaria_tecnica")
    sesiones.instalar(sesion, presentes=elenco.comision.integraciones.all(), por=lleva, en=momento("2024-03-25 10:05"))
    al = momento("2024-03-25 14:00")
    continua = momento("2024-03-28 11:00") if anunciada else None
    sesiones.declarar_receso(sesion, desde=al, continua_en=continua, por=lleva, en=al)
    v = visto(elenco, momento("2024-03-27 09:00"))
    assert dicho in v.frase
    assert _prevision(elenco, "publicacion", momento("2024-03-27 09:00")).dia == dia


@pytest.mark.parametrize(("al", "dicho"), [("2024-04-02 10:00", "2 atrasos"), ("2024-04-26 10:00", "2 atrasos")])
def test_dice_cuantos_atrasos(elenco: Elenco, al: str, dicho: str) -> None:
    frase = visto(elenco, momento(al)).frase
    assert frase.startswith(dicho)
    # What is late is told once, and not as what may come to be.
    assert "2 en riesgo" not in frase


def test_uno_solo_se_dice_en_singular(elenco: Elenco) -> None:
    Entregable.objects.exclude(pk=elenco.entregables["informe-marzo"].pk).update(estado="cancelado")
    assert visto(elenco, momento("2024-04-02 10:00")).frase.startswith("Un atraso; ")


def test_lo_cumplido_no_atrasa_ni_arriesga(elenco: Elenco) -> None:
    remitir(elenco, hasta_remision(elenco), "2024-04-04 10:00")
    Entregable.objects.exclude(pk=elenco.entregables["informe-marzo"].pk).update(estado="cancelado")
    assert visto(elenco, momento("2024-04-10 10:00")).frase == "Todo está cumplido."


def test_sin_plan_lo_dice(elenco: Elenco) -> None:
    Entregable.objects.all().delete()
    assert visto(elenco).frase == "Este proceso no tiene entregables todavía."
    assert "Este proceso no tiene entregables" in ver(entrar(elenco.usuario("comision")), TABLERO)


# -- Risk -------------------------------------------------------------------------------------------------


def _prevision(e: Elenco, llave: str, en: Any = LUNES) -> Any:
    return next(p for p in visto(e, en).previsiones if p.entregable.llave == llave)


def test_la_ultima_fecha_segura_es_la_de_la_simulacion(elenco: Elenco) -> None:
    v = visto(elenco)
    jugadas = {f.antes.llave: f.antes for f in v.simulacion.filas}
    for p in v.previsiones:
        assert p.ultimo_dia == jugadas[p.entregable.llave].decisiones[0].ultimo_dia


def test_lo_ya_decidido_se_mira_en_el_organo_que_sigue(elenco: Elenco) -> None:
    entregables.presentar(
        elenco.entregables["publicacion"],
        pdf(),
        por=elenco.usuario("area_transparencia"),
        en=momento("2024-03-20 10:00"),
    )
    assert _prevision(elenco, "publicacion").organo == "Comisión Conóceles"
    celebrar(
        elenco,
        elenco.comision,
        "ordinaria",
        "2024-03-21 10:00",
        "secretaria_tecnica",
        "publicacion",
        resultado="aprobado",
    )
    p = _prevision(elenco, "publicacion")
    assert (p.organo, p.ultimo_dia) == ("Consejo Estatal", date(2024, 4, 1))


def test_una_sesion_convocada_despues_de_la_fecha_segura_pone_en_riesgo(elenco: Elenco) -> None:
    entregables.presentar(
        elenco.entregables["publicacion"],
        pdf(),
        por=elenco.usuario("area_transparencia"),
        en=momento("2024-03-20 10:00"),
    )
    assert not _prevision(elenco, "publicacion").apremia
    sesion = convocar(elenco, "2024-04-02 10:00", "publicacion")
    p = _prevision(elenco, "publicacion")
    assert (p.riesgo, p.dia, p.sesion) == (Riesgo.EN_RIESGO, date(2024, 4, 2), sesion)
    assert "1 en riesgo" in visto(elenco).frase


def test_lo_que_el_plan_previo_tarde_puede_ir_a_la_sesion_ya_convocada(elenco: Elenco) -> None:
    entregables.presentar(
        elenco.entregables["publicacion"],
        pdf(),
        por=elenco.usuario("area_transparencia"),
        en=momento("2024-03-20 10:00"),
    )
    convocar(elenco, "2024-03-27 10:00", "publicacion")
    p = _prevision(elenco, "avance-abril", momento("2024-03-26 10:00"))
    assert not p.apremia
    # With no session left, its notice no longer fits.
    con_aviso(elenco, 72, "comision")
    assert _prevision(elenco, "avance-abril", momento("2024-04-24 10:00")).riesgo is Riesgo.EN_RIESGO


def _previsto_tarde(e: Elenco) -> None:
    """The plan foresees the commission a day after the last safe one, 24 April, to be called on the 22nd."""
    con_aviso(e, 48, "comision", "consejo")
    avance = e.entregables["avance-abril"]
    Subactividad.objects.create(
        entregable=avance,
        etapa=avance.ruta.etapas.get(clave="comision"),
        clave="11.13.1",
        texto="Se presenta",
        orden=1,
        fecha="2024-04-25",
    )


def _solo_asuntos(e: Elenco, cuando: str) -> None:
    sesiones.convocar(
        e.comision,
        tipo="ordinaria",
        inicia_en=momento(cuando),
        puntos=[Punto("Asuntos generales")],
        por=e.usuario("secretaria_tecnica"),
        en=momento(cuando) - timedelta(days=3),
    )


def test_una_sesion_cercana_no_es_de_lo_que_aun_puede_esperar_a_otra(elenco: Elenco) -> None:
    _previsto_tarde(elenco)
    _solo_asuntos(elenco, "2024-03-27 10:00")
    p = _prevision(elenco, "avance-abril")
    assert (p.ultimo_dia, p.convocar, p.riesgo) == (date(2024, 4, 24), date(2024, 4, 22), Riesgo.POR_CONVOCAR)
    assert (p.dia, p.convocada) == (date(2024, 4, 25), False)
    assert p not in visto(elenco).por_hacer


def test_lo_que_espera_ya_al_organo_va_a_la_sesion_convocada(elenco: Elenco) -> None:
    _previsto_tarde(elenco)
    _solo_asuntos(elenco, "2024-03-27 10:00")
    quien = elenco.usuario("area_transparencia")
    entregables.presentar(elenco.entregables["avance-abril"], pdf(), por=quien, en=LUNES)
    p = _prevision(elenco, "avance-abril")
    assert (p.dia, p.sesion, p.falta) == (date(2024, 3, 27), None, "Llevarlo al orden del día")
    assert p in visto(elenco).por_hacer


def test_si_tras_una_sesion_no_se_puede_convocar_otra_es_esa(elenco: Elenco) -> None:
    _previsto_tarde(elenco)
    _solo_asuntos(elenco, "2024-04-23 10:00")
    p = _prevision(elenco, "avance-abril", momento("2024-04-20 10:00"))
    assert (p.dia, p.convocada, p.riesgo) == (date(2024, 4, 23), True, Riesgo.SIN_RIESGO)


def test_lo_que_nadie_previo_cuando_se_decide_tambien_dice_hasta_cuando_convocar(elenco: Elenco) -> None:
    con_aviso(elenco, 48, "comision", "consejo")
    Entregable.objects.filter(llave="publicacion").update(fecha_plan=None, regla_remision="")
    p = _prevision(elenco, "publicacion")
    assert (p.dia, p.riesgo) == (None, Riesgo.POR_CONVOCAR)
    assert p.convocar == p.ultimo_dia - timedelta(days=2)
    assert p.entregable in {q.entregable for q in visto(elenco, momento("2024-03-30 10:00")).por_hacer}


def test_lo_que_otro_organo_tiene_en_su_orden_no_es_la_sesion_que_lo_decide_ahora(elenco: Elenco) -> None:
    entregables.presentar(
        elenco.entregables["publicacion"],
        pdf(),
        por=elenco.usuario("area_transparencia"),
        en=momento("2024-03-20 10:00"),
    )
    convocar(elenco, "2024-03-28 12:00", "publicacion", organo="consejo")
    p = _prevision(elenco, "publicacion")
    assert (p.organo, p.sesion, p.falta) == ("Comisión Conóceles", None, "Llevarlo al orden del día")
    de_comision = convocar(elenco, "2024-03-29 12:00", "publicacion")
    assert _prevision(elenco, "publicacion").sesion == de_comision


def test_se_dice_que_falta_y_quien_lo_tiene(elenco: Elenco) -> None:
    entregables.encargar(
        elenco.entregables["informe-marzo"],
        persona=elenco.usuario("area"),
        motivo="Le corresponde",
        por=elenco.usuario("area"),
        en=LUNES,
    )
    p = _prevision(elenco, "informe-marzo")
    assert (p.falta, p.quien, p.persona) == ("Presentar el documento", "Informática", "Area De Prueba")


# -- The page ---------------------------------------------------------------------------------------------


def test_lo_pendiente_va_antes_que_lo_cumplido_tarde(elenco: Elenco, reloj: list[Any]) -> None:
    remitir(elenco, hasta_remision(elenco), "2024-04-08 10:00")
    reloj[0] = momento("2024-04-20 10:00")
    pagina = ver(entrar(elenco.usuario("comision")), TABLERO)
    lugares = [pagina.index(f'id="{ancla}"') for ancla in ("antes", "vencidos", "linea", "areas", "meses", "tarde")]
    assert lugares == sorted(lugares)
    assert "Abril de 2024" in pagina


def test_la_linea_del_tiempo_dice_cada_nombre_entero_y_hoy(elenco: Elenco) -> None:
    Entregable.objects.update(bloque="Marzo 2024")
    cliente = entrar(elenco.usuario("comision"))
    pagina = ver(cliente, TABLERO)
    assert "11.12 Acuerdo de inicio de publicación" in re.sub(r"<.*?>", "", pagina)
    assert 'class="gantt__hoy"' in pagina
    assert 'class="gantt__jornada"' in pagina
    assert 'aria-label="Se cumple el' in pagina
    del_bloque = ver(cliente, f"{TABLERO}?bloque=Marzo+2024")
    assert del_bloque.count('class="gantt__pista"') == 4
    assert "Nada de esta parte tiene fecha" in ver(cliente, f"{TABLERO}?bloque=otro")


def test_lo_vencido_llega_en_la_linea_hasta_hoy_sin_dia_en_que_se_cumpla(elenco: Elenco, reloj: list[Any]) -> None:
    reloj[0] = momento("2024-04-20 10:00")
    cliente = entrar(elenco.usuario("comision"))
    dibujo = cliente.get(TABLERO).context["dibujo"]
    vencidas = [b for b in dibujo.barras if b.clase == "tarde"]
    assert {b.rotulo.split()[0] for b in vencidas} == {
        r.entregable.clave for r in visto(elenco, reloj[0]).tablero.vencidos
    }
    for b in vencidas:
        assert b.cumple is None
        assert b.dice.startswith("Vencido; límite, ")
        assert b.despues[0] + b.despues[1] >= dibujo.hoy
    # What is met, on the day that it was.
    remitir(elenco, hasta_remision(elenco), "2024-04-04 10:00")
    assert "Se cumplió el jue 4 abr 2024" in ver(cliente, f"{TABLERO}?bloque=*")


def test_la_linea_dice_la_sesion_segura_del_organo_que_falta(elenco: Elenco) -> None:
    con_aviso(elenco, 48, "consejo")
    cliente = entrar(elenco.usuario("comision"))

    def dice() -> str:
        barras = cliente.get(TABLERO).context["dibujo"].barras
        return next(str(b.dice) for b in barras if b.rotulo.startswith("11.12"))

    assert "última sesión segura, sáb 30 mar 2024" in dice()
    entregables.presentar(
        elenco.entregables["publicacion"],
        pdf(),
        por=elenco.usuario("area_transparencia"),
        en=momento("2024-03-20 10:00"),
    )
    celebrar(
        elenco,
        elenco.comision,
        "ordinaria",
        "2024-03-21 10:00",
        "secretaria_tecnica",
        "publicacion",
        resultado="aprobado",
    )
    assert "última sesión segura, lun 1 abr 2024" in dice()


def test_sin_sesion_convocada_se_dice_y_con_ella_se_lee_su_orden(elenco: Elenco) -> None:
    cliente = entrar(elenco.usuario("consejo"))
    assert "Ninguna sesión está convocada" in ver(cliente, TABLERO)
    entregables.presentar(
        elenco.entregables["publicacion"],
        pdf(),
        por=elenco.usuario("area_transparencia"),
        en=momento("2024-03-20 10:00"),
    )
    sesion = convocar(elenco, "2024-03-28 10:00", "publicacion")
    pagina = ver(cliente, TABLERO)
    assert f"/sesiones/{sesion.pk}/" in pagina
    assert "/documentos/" in pagina


def test_quien_tiene_varios_procesos_los_ve_en_una_linea_cada_uno(elenco: Elenco) -> None:
    cliente = entrar(elenco.usuario("comision"))
    otro = _otro_proceso(elenco, "otro-2024")
    pagina = ver(cliente, "/procesos/")
    assert pagina.count("Sin atrasos; ") == 1
    assert "Este proceso no tiene entregables todavía." in pagina
    assert f"/p/{otro.clave}/tablero/" in pagina
    assert "Mis procesos" in ver(cliente, TABLERO)


def test_quien_no_ve_tableros_no_tiene_esa_pagina(elenco: Elenco) -> None:
    assert entrar(elenco.usuario("partido")).get("/procesos/").status_code == 404


def _otro_proceso(e: Elenco, clave: str) -> Proceso:
    otro = Proceso.objects.get(pk=e.proceso.pk)
    otro.pk, otro._state.adding, otro.clave, otro.nombre = None, True, clave, clave
    otro.save()
    suyo = e.usuario("comision").nombramientos.get(proceso=e.proceso)
    suyo.pk, suyo._state.adding, suyo.proceso, suyo.organo = None, True, otro, None
    suyo.save()
    return otro


def test_el_tablero_cuesta_trece_consultas_cuanto_tenga(elenco: Elenco, reloj: list[Any]) -> None:
    """With several processes, a session, and many deliverables; none of the thirteen (that of
    the inbox is on every page) grows with them.

    After all that the cast wrote: to read a day as it was costs what tells of it.
    """
    reloj[0] = momento("2040-01-09 10:00")
    _otro_proceso(elenco, "otro-2024")
    for llave in ("publicacion", "avance-abril"):
        quien = elenco.usuario("area_transparencia")
        entregables.presentar(elenco.entregables[llave], pdf(llave), por=quien, en=momento("2024-03-20 10:00"))
    convocar(elenco, "2024-03-28 10:00", "publicacion", "avance-abril")
    cliente = entrar(elenco.usuario("comision"))
    cliente.get(TABLERO)  # the first visit notes in the session which process one works in

    def consultas() -> int:
        with CaptureQueriesContext(connection) as hechas:
            assert cliente.get(TABLERO).status_code == 200
        return len(hechas)

    pocos = consultas()
    base = Entregable.objects.get(llave="informe-marzo")
    for n in range(30):
        base.pk, base._state.adding, base.llave = None, True, f"otro-{n}"
        base.save()
        elenco.candidatura(f"Persona {n}", formula=str(n + 1))
    assert consultas() == pocos <= 13


def test_la_lista_se_descarga_en_excel_con_quien_lo_tiene(elenco: Elenco) -> None:
    respuesta = entrar(elenco.usuario("comision")).get("/p/prueba-2024/entregables/?formato=csv")
    cabeza = respuesta.getvalue().decode("utf-8-sig").splitlines()[0]
    assert {"Le toca a", "Lo tiene"} <= set(cabeza.split(","))
    libro = entrar(elenco.usuario("comision")).get("/p/prueba-2024/entregables/?formato=xlsx")
    assert libro.getvalue()[:2] == b"PK"
