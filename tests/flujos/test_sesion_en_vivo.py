"""The live page: drafts that are not lost, two clerks on one point, what is forged, and who follows it."""

import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from compliance.models import Acto, Usuario
from flujos import entregables, sesiones
from flujos.models import Asistencia, BorradorDePunto, Decision, PuntoEnCurso, Sesion, Voto
from flujos.sesiones import Punto, Sentido
from flujos.transiciones import Rechazo

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento, montar
from ..paginas import entrar, plana, ver

PROCESO = "prueba-2024"


@pytest.fixture(autouse=True)
def el_tres_de_abril(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-03 10:00"))


def abierta(e: Elenco, presentes: int = 3, inicia: str = "2024-04-03 09:00") -> Sesion:
    for llave in ("publicacion", "avance-abril"):
        if not e.entregables[llave].documentos.exists():
            entregables.presentar(e.entregables[llave], pdf(llave), por=None, en=momento("2024-03-27 10:00"))
    sesion = sesiones.convocar(
        e.comision,
        tipo="ordinaria",
        inicia_en=momento(inicia),
        puntos=[Punto("", e.entregables["publicacion"]), Punto("", e.entregables["avance-abril"])],
        por=None,
        en=momento("2024-04-01 09:00"),
    )
    quienes = list(e.comision.integraciones.all())[:presentes]
    return sesiones.instalar(sesion, presentes=quienes, por=None, en=momento(inicia))


@pytest.fixture
def cliente(elenco: Elenco) -> Client:
    return entrar(elenco.usuario("secretaria_tecnica"))


def lugar(sesion: Sesion, nombre: str = "sesion_en_vivo") -> str:
    return reverse(nombre, args=[PROCESO, sesion.pk])


def campos(sesion: Sesion, orden: int = 1, **otros: Any) -> dict[str, Any]:
    """What the live form of a point sends, with its version as it is now."""
    p = sesion.puntos.get(orden=orden)
    return {"punto": p.pk, f"punto-{p.pk}-version": p.version} | {f"punto-{p.pk}-{c}": v for c, v in otros.items()}


def test_un_punto_se_decide_y_se_pasa_al_que_sigue(elenco: Elenco, cliente: Client) -> None:
    sesion = abierta(elenco)
    segundo = sesion.puntos.get(orden=2)
    respuesta = cliente.post(lugar(sesion), campos(sesion, resultado="aprobado", unanimidad="on"))
    assert respuesta["Location"] == f"{lugar(sesion)}?punto={segundo.pk}"
    decision = Decision.objects.get()
    assert decision.decidida_en == momento("2024-04-03 10:00")
    assert PuntoEnCurso.objects.get().punto == segundo
    # The same sent twice is no error and makes no other.
    assert cliente.post(lugar(sesion), campos(sesion, resultado="aprobado", unanimidad="on")).status_code == 302
    assert Decision.objects.count() == 1


def test_lo_que_se_escribe_se_guarda_sin_registrarse(elenco: Elenco, cliente: Client) -> None:
    sesion = abierta(elenco)
    actos = Acto.objects.count()
    escrito = campos(sesion, resultado="devuelto", observaciones="Falta el anexo.")
    assert cliente.post(lugar(sesion, "sesion_borrador"), escrito | {"borrador": 0}).json()["version"] == 1
    assert cliente.post(lugar(sesion, "sesion_borrador"), escrito | {"borrador": 1}).json()["version"] == 1
    assert (Decision.objects.count(), Acto.objects.count()) == (0, actos)
    pagina = ver(cliente, lugar(sesion))
    assert "Falta el anexo.</textarea>" in pagina
    # Another page of the same person, that did not see it, does not write over it.
    otra = campos(sesion, resultado="aprobado")
    choque = cliente.post(lugar(sesion, "sesion_borrador"), otra | {"borrador": 0})
    assert choque.status_code == 409
    assert ["Observaciones", "Falta el anexo."] in choque.json()["escrito"]
    # What another person types is theirs.
    colega = Usuario.objects.create_user("colega")
    elenco.nombrar(colega, "secretaria_tecnica")
    assert "Falta el anexo." not in ver(entrar(colega), lugar(sesion))
    cliente.post(lugar(sesion), campos(sesion, resultado="aprobado", unanimidad="on"))
    assert not BorradorDePunto.objects.exists()


def test_lo_que_otra_persona_decidio_se_ve_junto_a_lo_escrito(elenco: Elenco, cliente: Client) -> None:
    sesion = abierta(elenco)
    escrito = campos(sesion, resultado="devuelto", observaciones="Falta el anexo.", unanimidad="on")
    cliente.post(lugar(sesion, "sesion_borrador"), escrito)
    sesiones.decidir(
        sesion,
        [Sentido(sesion.puntos.get(orden=1), "aprobado", unanimidad=True)],
        decidida_en=momento("2024-04-03 09:30"),
        por=elenco.usuario("secretaria_tecnica"),
        en=momento("2024-04-03 09:31"),
    )
    respuesta = cliente.post(lugar(sesion), escrito)
    assert respuesta.status_code == 422
    pagina = plana(respuesta)
    assert "ya había registrado «Aprobado»" in pagina
    assert "Observaciones: Falta el anexo." in pagina
    assert Decision.objects.get().resultado == "aprobado"


def test_lo_que_se_deshizo_mientras_tanto_se_dice_y_se_envia_otra_vez(elenco: Elenco, cliente: Client) -> None:
    sesion = abierta(elenco)
    escrito = campos(sesion, resultado="devuelto", observaciones="Falta el anexo.", unanimidad="on")
    hora = {"por": elenco.usuario("secretaria_tecnica"), "en": momento("2024-04-03 09:31")}
    sentido = Sentido(sesion.puntos.get(orden=1), "aprobado", unanimidad=True)
    [decision] = sesiones.decidir(sesion, [sentido], decidida_en=momento("2024-04-03 09:30"), **hora)
    sesiones.deshacer(decision, motivo="Era otro", **hora)
    respuesta = cliente.post(lugar(sesion), escrito)
    assert respuesta.status_code == 422
    assert "Se deshizo «Aprobado»" in plana(respuesta)
    assert "Falta el anexo.</textarea>" in plana(respuesta)
    version = respuesta.context["form"]["version"].value()
    otra_vez = cliente.post(lugar(sesion), escrito | {f"punto-{sentido.punto.pk}-version": version})
    assert otra_vez.status_code == 302
    assert Decision.objects.get().resultado == "devuelto"


def test_lo_falsificado_no_se_registra(elenco: Elenco, cliente: Client) -> None:
    sesion, otra = abierta(elenco, presentes=2), abierta(elenco, inicia="2024-04-03 09:30")
    ausente = list(elenco.comision.integraciones.all())[2]
    ajeno = otra.puntos.get(orden=1)
    for nombre in ("sesion_en_vivo", "sesion_borrador", "sesion_curso"):
        for malo in (ajeno.pk, "x", "9" * 30):
            assert cliente.post(lugar(sesion, nombre), {"punto": malo}).status_code == 404
    # The vote of somebody absent, and that of somebody of another body, are not of the form: they are not taken.
    de_otro = elenco.consejo.integraciones.all()[0]
    falso = campos(
        sesion, resultado="aprobado", unanimidad="on", **{f"voto-{i.pk}": "favor" for i in (ausente, de_otro)}
    )
    cliente.post(lugar(sesion), falso)
    assert {v.integracion.nombre for v in Voto.objects.all()} == {"Consejera Uno", "Consejera Tres"}
    # A point of another session, in the form of this one.
    mezclado = campos(otra, resultado="aprobado", unanimidad="on") | {"momento": "2024-04-03T09:40"}
    cliente.post(reverse("sesion_accion", args=[PROCESO, sesion.pk, "decidir"]), mezclado)
    assert not Decision.objects.filter(punto__sesion=otra).exists()
    # The decision of another session, or the seat of another body, are not of this one.
    suya = Decision.objects.get()
    for verbo, datos in (
        ("deshacer", {"deshacer-decision": suya.pk, "deshacer-motivo": "x"}),
        ("corregir-acuerdo", {"acuerdo-decision": suya.pk, "acuerdo-acuerdo": "1", "acuerdo-motivo": "x"}),
        ("llegada", {"llegada-integracion": de_otro.pk, "llegada-cuando": "2024-04-03T09:50"}),
    ):
        respuesta = cliente.post(reverse("sesion_accion", args=[PROCESO, otra.pk, verbo]), datos)
        assert respuesta.status_code == 422, verbo
    assert Decision.objects.count() == 1
    assert not Asistencia.objects.filter(integracion=de_otro).exists()


def test_quien_tiene_un_asiento_la_sigue_y_nadie_mas(elenco: Elenco) -> None:
    sesion = abierta(elenco)
    titular, suplente = Usuario.objects.create_user("titular"), Usuario.objects.create_user("suplente")
    uno, dos, _ = elenco.comision.integraciones.all()
    type(uno).objects.filter(pk=uno.pk).update(usuario=titular)
    sesiones.suplir_asiento(
        sesion,
        dos,
        nombre="Suplente",
        usuario=suplente,
        documento="Oficio 1",
        desde=date(2024, 4, 3),
        hasta=date(2024, 4, 3),
        por=None,
        en=momento("2024-04-03 09:00"),
    )
    for quien in (titular, suplente, elenco.usuario("comision")):
        assert "Punto en curso" in ver(entrar(quien), lugar(sesion, "sesion_seguir")), quien
    for quien in (elenco.usuario("ajena"), elenco.usuario("partido")):
        assert entrar(quien).get(lugar(sesion, "sesion_seguir")).status_code == 404
    for quien in (titular, suplente):
        assert entrar(quien).get(lugar(sesion)).status_code == 404
    parte = entrar(titular).get(f"{lugar(sesion, 'sesion_seguir')}?parte").content.decode()
    assert "<html" not in parte


def test_los_formularios_de_la_sesion_hacen_lo_que_dicen(elenco: Elenco, cliente: Client) -> None:
    """Each form of the page, as it is sent."""
    sesion = abierta(elenco, presentes=2)
    tres = list(elenco.comision.integraciones.all())[2]

    def enviar(verbo: str, **datos: Any) -> str:
        respuesta = cliente.post(reverse("sesion_accion", args=[PROCESO, sesion.pk, verbo]), datos, follow=True)
        assert respuesta.redirect_chain, plana(respuesta)
        return plana(respuesta)

    enviar("llegada", **{"llegada-integracion": tres.pk, "llegada-cuando": "2024-04-03T09:10"})
    dicho = enviar("llegada", **{"llegada-integracion": tres.pk, "llegada-cuando": "2024-04-03T09:10"})
    assert "ya está presente" in dicho
    enviar("transmitir", **{"transmision-direccion": "https://video.example.com/1"})
    enviar("corregir", **{"corregir-nombre": "Tercera sesión", "corregir-motivo": "Sin número"})
    assert "https://video.example.com/1" in enviar(
        "receso", **{"receso-desde": "2024-04-03T09:20", "receso-continua_en": "2024-04-05T10:00"}
    )
    uno, dos, _ = (i.pk for i in elenco.comision.integraciones.all())
    enviar("reanudar", **{"reanudar-presentes": [uno, dos], "reanudar-cuando": "2024-04-03T09:40"})
    pagina = enviar("salida", **{"salida-integracion": dos, "salida-cuando": "2024-04-03T09:50"})
    assert "se quedó sin quórum" in pagina
    assert "no se decide nada hasta que alguien llegue" in pagina
    sesion.refresh_from_db()
    assert (sesion.nombre, sesion.estado) == ("Tercera sesión", "instalada")
    mala = cliente.post(
        reverse("sesion_accion", args=[PROCESO, sesion.pk, "transmitir"]),
        {"transmision-direccion": "http://video.example.com/"},
    )
    assert mala.status_code == 422
    assert "https://" in plana(mala)


@pytest.mark.django_db(transaction=True)
def test_dos_personas_deciden_a_la_vez_y_queda_una() -> None:
    sesion = abierta(montar())
    punto = sesion.puntos.get(orden=1)
    barrera = threading.Barrier(2)
    dichos: list[str] = []

    def decidir(resultado: str) -> None:
        try:
            barrera.wait()
            sesiones.decidir(
                sesion,
                [Sentido(punto, resultado, observaciones="x", unanimidad=True, version=punto.version)],
                decidida_en=momento("2024-04-03 09:30"),
                por=None,
                en=momento("2024-04-03 09:30"),
            )
            dichos.append("hecho")
        except Rechazo as rechazo:
            dichos.append(rechazo.guarda)
        finally:
            connection.close()

    hilos = [threading.Thread(target=decidir, args=(r,)) for r in ("aprobado", "devuelto")]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    assert sorted(dichos) == ["decidido", "hecho"]
    assert Decision.objects.count() == 1


def test_desde_la_pagina_en_vivo_se_concluye_y_se_dice_lo_que_queda(elenco: Elenco, cliente: Client) -> None:
    sesion = abierta(elenco)
    firma: dict[str, Any] = {"por": None, "en": momento("2024-04-03 09:10")}
    cierre = sesiones.agregar_punto(sesion, Punto("Clausura", tipo="clausura"), **firma)
    concluir = reverse("sesion_accion", args=[PROCESO, sesion.pk, "concluir"])
    assert concluir not in ver(cliente, f"{lugar(sesion)}?punto={sesion.puntos.get(orden=1).pk}")
    pagina = ver(cliente, f"{lugar(sesion)}?punto={cierre.pk}")
    assert concluir in pagina
    assert "Quedan puntos sin decidir" in pagina
    for orden in (1, 2):
        ultima = cliente.post(lugar(sesion), campos(sesion, orden, resultado="aprobado", unanimidad="on"))
    assert ultima["Location"].endswith(f"?punto={cierre.pk}")
    assert "Quedan puntos sin decidir" not in ver(cliente, ultima["Location"])
    assert cliente.post(concluir, {"clausura-momento": "2024-04-03T10:00"}).status_code == 302
    sesion.refresh_from_db()
    assert sesion.estado == "concluida"


def test_de_lo_que_todavia_no_llega_se_dice_donde_esta(elenco: Elenco, cliente: Client) -> None:
    sesion = abierta(elenco)
    informe = elenco.entregables["informe-marzo"]
    punto = sesiones.agregar_punto(sesion, Punto("", informe), por=None, en=momento("2024-04-03 09:10"))
    for pagina in (ver(cliente, f"{lugar(sesion)}?punto={punto.pk}"), ver(cliente, lugar(sesion, "sesion"))):
        assert "Todavía no está ante este órgano" in pagina
        assert "le toca a" in pagina


def test_en_ausencia_de_la_presidencia_desempata_quien_preside(elenco: Elenco, cliente: Client) -> None:
    sesion = abierta(elenco)
    preside = elenco.comision.integraciones.get(preside=True)
    uno, dos = elenco.comision.integraciones.exclude(pk=preside.pk).order_by("nombre")

    def enviar(verbo: str, **datos: Any) -> int:
        return cliente.post(reverse("sesion_accion", args=[PROCESO, sesion.pk, verbo]), datos).status_code

    assert "La presidencia está ausente" not in ver(cliente, lugar(sesion, "sesion"))
    assert enviar("salida", **{"salida-integracion": preside.pk, "salida-cuando": "2024-04-03T09:10"}) == 302
    assert "La presidencia está ausente" in ver(cliente, lugar(sesion, "sesion"))
    votos = {f"voto-{uno.pk}": "favor", f"voto-{dos.pk}": "contra"}
    empatado = campos(sesion, resultado="aprobado", **votos)
    assert cliente.post(lugar(sesion), empatado).status_code == 422
    # Only who is there presides.
    assert enviar("presidir", **{"presidir-integracion": preside.pk}) == 422
    assert enviar("presidir", **{"presidir-integracion": dos.pk}) == 302
    assert cliente.post(lugar(sesion), empatado).status_code == 422
    assert enviar("presidir", **{"presidir-integracion": uno.pk}) == 302
    assert "La presidencia está ausente" not in ver(cliente, lugar(sesion, "sesion"))
    # A body whose presidency does not break ties has none, whoever presides.
    type(elenco.comision).objects.filter(pk=elenco.comision.pk).update(voto_de_calidad=False)
    assert cliente.post(lugar(sesion), empatado).status_code == 422
    type(elenco.comision).objects.filter(pk=elenco.comision.pk).update(voto_de_calidad=True)
    assert cliente.post(lugar(sesion), empatado).status_code == 302
    assert Decision.objects.get().por_calidad
    # The presidency comes back, and the minutes still say who presided meanwhile.
    firma: dict[str, Any] = {"por": None, "en": momento("2024-04-03 10:30")}
    sesiones.registrar_llegada(sesion, preside, cuando=momento("2024-04-03 10:20"), **firma)
    sesiones.presidir(sesion, None, **firma)
    texto = sesiones.redactar_acta(sesion, **firma).texto
    assert f"presidió: {uno}; {dos}." in texto
    assert "por el voto de calidad de quien preside" in texto
