"""«Mis avisos»: each account reads what it was told, and nobody else's; only a button says that it was read."""

import pytest
from django.test import Client
from django.urls import reverse

from compliance.models import Usuario
from notificaciones.buzon import repartir
from notificaciones.models import ENLACE_PROTEGIDO, Aviso, Recibido
from notificaciones.services import barrer

from ..elenco import Elenco, momento
from ..paginas import plana

AL = momento("2024-04-01 09:00")
LISTA = "/mi-cuenta/avisos/"


@pytest.fixture
def avisos(elenco: Elenco) -> Elenco:
    """A sweep with something for several."""
    for n, actor in enumerate((elenco.partido_a, elenco.partido_b)):
        elenco.candidatura(
            f"Persona {n}",
            actor=actor,
            cuentas_enviadas_en=momento("2024-03-17 10:00"),
            vence=momento("2024-04-01 23:59:59"),
        )
    barrer(AL)
    return elenco


def entrar(elenco: Elenco, nombre: str) -> Client:
    client = Client()
    client.force_login(elenco.usuario(nombre), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_cada_cuenta_recibe_lo_que_se_dirigio_a_su_direccion_una_sola_vez(avisos: Elenco) -> None:
    barrer(AL)
    for nombre in ("area", "partido", "partido_b", "secretaria_tecnica"):
        usuario = avisos.usuario(nombre)
        suyos = Recibido.objects.filter(usuario=usuario)
        assert suyos.count() == Aviso.objects.filter(destinatario_correo__iexact=usuario.email).count() > 0, nombre
    assert not Recibido.objects.filter(usuario=avisos.usuario("auditoria")).exists()
    assert not Aviso.objects.filter(por_repartir=True).exists()


def test_quien_estrena_una_direccion_no_lee_lo_que_se_dijo_a_quien_la_tenia(avisos: Elenco) -> None:
    antes, despues = avisos.usuario("area"), avisos.usuario("auditoria")
    suyos = Recibido.objects.filter(usuario=antes).count()
    Usuario.objects.filter(pk=despues.pk).update(email=antes.email.upper())
    Usuario.objects.filter(pk=antes.pk).update(email="otra@example.com")
    barrer(AL)
    assert Recibido.objects.filter(usuario=antes).count() == suyos
    assert not Recibido.objects.filter(usuario=despues).exists()


def test_lo_ajeno_no_existe(avisos: Elenco) -> None:
    suyo = Recibido.objects.filter(usuario=avisos.usuario("partido")).latest("pk")
    otra = entrar(avisos, "partido_b")
    for enviar in (otra.get, otra.post):
        assert enviar(reverse("mi_aviso", args=[suyo.pk])).status_code == 404
    suyo.refresh_from_db()
    assert suyo.leido_en is None
    assert suyo.aviso.asunto not in plana(entrar(avisos, "administracion").get(LISTA))


def test_se_lee_con_un_boton_y_se_cuenta_en_cada_pagina(avisos: Elenco) -> None:
    client = entrar(avisos, "secretaria_tecnica")
    suyos = Recibido.objects.filter(usuario=avisos.usuario("secretaria_tecnica"))
    cuantos = suyos.count()
    assert cuantos > 1
    uno = suyos.latest("pk")
    pagina = reverse("mi_aviso", args=[uno.pk])
    assert f'{cuantos}<span class="solo-lector">sin leer' in plana(client.get("/p/prueba-2024/tablero/"))
    assert "Marcar como leído" in plana(client.get(pagina))
    assert suyos.filter(leido_en=None).count() == cuantos

    assert client.post(pagina)["Location"] == LISTA
    uno.refresh_from_db()
    primera = uno.leido_en
    assert primera is not None
    client.post(pagina)
    uno.refresh_from_db()
    assert uno.leido_en == primera
    assert list(client.get(LISTA).context["pagina"])[-1] == uno
    assert f'{cuantos - 1}<span class="solo-lector">sin leer' in plana(client.get("/mi-cuenta/"))

    client.post(pagina, {"despues": "1"})
    assert suyos.filter(leido_en=None).count() == cuantos
    assert f"{cuantos} avisos quedaron leídos." in plana(client.post(f"{LISTA}leidos/", follow=True))
    assert not suyos.filter(leido_en=None).exists()
    assert ">sin leer<" not in plana(client.get("/p/prueba-2024/tablero/"))
    # Nobody else read theirs.
    assert Recibido.objects.filter(leido_en=None).exists()


def test_los_filtros_y_lo_vacio_se_dicen(avisos: Elenco) -> None:
    client = entrar(avisos, "area")
    suyos = Recibido.objects.filter(usuario=avisos.usuario("area"))
    uno = suyos.latest("pk")
    client.post(reverse("mi_aviso", args=[uno.pk]))
    assert list(client.get(f"{LISTA}?lectura=leidos").context["pagina"]) == [uno]
    assert uno not in client.get(f"{LISTA}?lectura=sin_leer").context["pagina"]
    assert "No hay avisos con estos filtros" in plana(client.get(f"{LISTA}?q=nada+que+se+llame+asi"))
    assert len(client.get(f"{LISTA}?lectura=quizas").context["pagina"]) == suyos.count()
    assert "Todavía no se le ha avisado de nada" in plana(entrar(avisos, "auditoria").get(LISTA))


def test_ni_en_el_buzon_se_lee_el_enlace_con_que_se_entra(avisos: Elenco) -> None:
    uno = Recibido.objects.filter(usuario=avisos.usuario("area")).latest("pk")
    enlace = "http://127.0.0.1:8000/consentimientos/abc/"
    Aviso.objects.filter(pk=uno.aviso_id).update(texto=f"Revoque en {enlace} o vea http://127.0.0.1:8000/p/x/")
    html = entrar(avisos, "area").get(reverse("mi_aviso", args=[uno.pk])).content.decode()
    assert enlace not in html
    assert ENLACE_PROTEGIDO in html
    assert '<a href="http://127.0.0.1:8000/p/x/">' in html


def test_repartir_cuesta_lo_mismo_con_pocos_que_con_cientos(avisos: Elenco, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    modelo = Aviso.objects.filter(destinatario_correo="area@example.com")[0]
    copias = []
    for n in range(400):
        modelo.pk, modelo.llave, modelo.por_repartir = None, f"copia-{n}", True
        copias.append(Aviso(**{f.attname: getattr(modelo, f.attname) for f in Aviso._meta.concrete_fields}))
    Aviso.objects.bulk_create(copias)
    antes = Recibido.objects.count()
    # Two statements to write as many rows, and one more to see that nothing is left.
    with django_assert_max_num_queries(7):
        repartir(AL)
    assert Recibido.objects.count() == antes + 400
