"""Of accounts and of what is held with them, page and service read the same row: they offer and refuse the same."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse

from compliance.models import Nombramiento, Suplencia, Usuario
from compliance.services import cuentas, sesiones
from compliance.verbos.cuentas import DE_CUENTA, DE_PAPEL, DE_VIGENCIA
from compliance.verbos.modelo import FueraDeLugar, Rechazo, YaHecho

from ..elenco import INICIO, JORNADA, Elenco, momento
from ..factores import con_aplicacion
from ..paginas import entrar

PROCESO = "prueba-2024"
EN = momento("2024-04-02 10:00")
HOY = date(2024, 4, 2)
# Who reaches the accounts, or what waits to be confirmed, and somebody who reaches neither.
QUIENES = ("administracion", "secretaria_ejecutiva", "auditoria")


@pytest.fixture(autouse=True)
def ese_dia(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)


def probar(llamar: Callable[[Usuario], object], por: Usuario) -> tuple[Rechazo, ...]:
    """What the service refuses; undone, so that every pair is tried on the same record."""
    try:
        with transaction.atomic():
            llamar(por)
            transaction.set_rollback(True)
    except Rechazo as rechazo:
        return rechazo.rechazos
    return ()


def nombramiento(e: Elenco, usuario: Usuario, rol: str, **datos: Any) -> Nombramiento:
    return Nombramiento(
        usuario=usuario, rol=Group.objects.get(name=rol), proceso=e.proceso, **{"desde": INICIO, **datos}
    )


def de_cuenta(e: Elenco, nombre: str) -> dict[str, Callable[[Usuario], object]]:
    """Each service with good arguments, on a row read again each time: it changes what it is given."""

    def suya() -> Usuario:
        return Usuario.objects.get(pk=e.usuario(nombre).pk)

    def suplencia() -> Suplencia:
        return Suplencia(
            titular=suya(), suplente=e.usuario("area"), proceso=e.proceso, desde=HOY, hasta=JORNADA, documento="X"
        )

    en = {"en": EN}
    return {
        "cambiar_datos": lambda por: cuentas.cambiar_datos(suya(), e.proceso, {"last_name": "Otra"}, por=por, **en),
        "emitir_enlace": lambda por: cuentas.emitir_enlace(suya(), e.proceso, por=por, **en),
        "desactivar": lambda por: cuentas.desactivar(suya(), e.proceso, motivo="x", por=por, **en),
        "reactivar": lambda por: cuentas.reactivar(suya(), e.proceso, motivo="x", por=por, **en),
        "quitar_factores": lambda por: cuentas.quitar_factores(suya(), e.proceso, motivo="x", por=por, **en),
        "cerrar_sesiones": lambda por: cuentas.cerrar_sesiones(suya(), e.proceso, motivo="x", por=por, **en),
        "nombrar": lambda por: cuentas.nombrar(nombramiento(e, suya(), "auditoria", desde=JORNADA), por=por, **en),
        "suplir": lambda por: cuentas.suplir(suplencia(), por=por, **en),
    }


@pytest.mark.parametrize("nombre", ["comision", "administracion"])
@pytest.mark.parametrize("abierta", [True, False])
def test_de_una_cuenta_la_pagina_ofrece_lo_que_el_servicio_acepta(elenco: Elenco, nombre: str, abierta: bool) -> None:
    otra = elenco.usuario("ajena")
    nombramiento(elenco, otra, "administracion", desde=INICIO, hasta=JORNADA).save()
    cuenta = elenco.usuario(nombre)
    # What there is to remove and to close.
    con_aplicacion(cuenta, EN)
    sesion = entrar(cuenta).session
    sesiones.abrir(cuenta, str(sesion.session_key), agente="", direccion="", con="contraseña", en=EN)
    Usuario.objects.filter(pk=cuenta.pk).update(is_active=abierta)
    fallas = []
    for quien in (*QUIENES, "ajena"):
        por = Usuario.objects.get(pk=elenco.usuario(quien).pk)
        if not por.is_active:
            continue
        pruebas = {v: probar(llamar, por) for v, llamar in de_cuenta(elenco, nombre).items()}
        pagina = entrar(por).get(reverse("cuenta", args=[PROCESO, cuenta.pk]))
        if pagina.status_code == 404:
            fallas += [f"{quien}: no la ve y puede {v}" for v, r in pruebas.items() if [x.guarda for x in r] != ["rol"]]
            continue
        ofrece = {v.clave for v, _ in pagina.context["posibles"]}
        explica = {o.verbo.clave: {str(r) for r in o.rechazos} for o in pagina.context["impedidas"]}
        for v, r in pruebas.items():
            dichos = {str(x) for x in r}
            fuera = any(isinstance(x, FueraDeLugar | YaHecho) for x in r)
            if (v in ofrece) != (not r) or explica.get(v, set()) != (set() if fuera else dichos):
                fallas.append(f"{quien}, {v}: ofrece {v in ofrece}, explica {explica.get(v)}, el servicio {dichos}")
    assert fallas == []


def papeles(e: Elenco) -> list[tuple[str, Nombramiento]]:
    """A role that takes two people in each place where one may stand, and one that takes only one."""
    ejecutiva, nadie = e.usuario("secretaria_ejecutiva"), {"propuesto_por": None, "propuesto_en": None}
    propuesto = {"propuesto_por": ejecutiva, "propuesto_en": EN}
    caduco = {"propuesto_por": ejecutiva, "propuesto_en": momento("2024-01-02 10:00")}
    lista = [
        ("sin proponer", nombramiento(e, e.usuario("area"), "verificacion", **nadie)),
        ("caducado", nombramiento(e, e.usuario("comision"), "verificacion", **caduco)),
        ("propuesto", nombramiento(e, e.usuario("consejo"), "verificacion", **propuesto)),
        ("para quien administra", nombramiento(e, e.usuario("administracion"), "verificacion", **propuesto)),
        ("confirmado", nombramiento(e, e.usuario("auditoria"), "verificacion", confirmado_en=EN)),
        ("terminado", nombramiento(e, e.usuario("partido"), "verificacion", hasta=INICIO, **propuesto)),
        ("de una persona", nombramiento(e, e.usuario("area_transparencia"), "auditoria")),
    ]
    for _, papel in lista:
        papel.save()
    return lista


def test_de_lo_que_dan_dos_la_pagina_dice_lo_que_el_servicio_contesta(elenco: Elenco) -> None:
    servicios: dict[str, Callable[..., object]] = {
        "proponer": cuentas.proponer,
        "confirmar": cuentas.confirmar,
        "descartar": cuentas.descartar,
        "terminar_nombramiento": cuentas.terminar_nombramiento,
    }
    fallas = []
    for donde, papel in papeles(elenco):
        for quien in QUIENES:
            por = elenco.usuario(quien)
            lista = entrar(por).get(reverse("por_confirmar", args=[PROCESO]))
            leidos = lista.context["papeles"] if lista.status_code == 200 else []
            ofrece = next((tuple(v.clave for v in p.verbos) for p in leidos if p.papel == papel), None)
            for v, hacer in servicios.items():
                argumentos = {"hasta": HOY} if v in DE_VIGENCIA else {}
                dichos = probar(
                    lambda por, hacer=hacer, papel=papel, argumentos=argumentos: hacer(  # type: ignore[misc]
                        Nombramiento.objects.get(pk=papel.pk), motivo="x", por=por, en=EN, **argumentos
                    ),
                    por,
                )
                if v in DE_PAPEL and ofrece is not None and (v in ofrece) != (not dichos):
                    fallas.append(f"{donde}, {quien}, {v}: ofrece {ofrece}, el servicio {dichos}")
                lugar = (
                    reverse("nombramiento_terminar", args=[PROCESO, papel.pk])
                    if v in DE_VIGENCIA
                    else reverse("papel_accion", args=[PROCESO, "nombramiento", papel.pk, v])
                )
                pagina = entrar(por).get(lugar)
                sin_rol = [r.guarda for r in dichos] == ["rol"]
                if (pagina.status_code == 404) != sin_rol:
                    fallas.append(f"{donde}, {quien}, página de {v}: {pagina.status_code}, el servicio {dichos}")
                elif not sin_rol and {str(r) for r in pagina.context["impedimentos"]} != {str(r) for r in dichos}:
                    fallas.append(f"{donde}, {quien}, página de {v}: {pagina.context['impedimentos']}, {dichos}")
    assert fallas == []


def test_ninguna_fila_queda_sin_probar(elenco: Elenco) -> None:
    """Whoever adds a row adds it here. Opening is of no account yet; a detention is of the entrance."""
    assert set(DE_CUENTA) - {"abrir", "levantar_detencion"} == set(de_cuenta(elenco, "comision"))
    assert set(DE_PAPEL) == {"proponer", "confirmar", "descartar"}
    assert set(DE_VIGENCIA) == {"terminar_nombramiento", "terminar_suplencia"}
