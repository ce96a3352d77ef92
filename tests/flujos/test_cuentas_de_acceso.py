"""Accounts from the agreement to the first entry: what is mailed, what starts the clock, what nobody can do."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from compliance.historia import guardar
from compliance.models import Acto, Candidatura, EnlaceDeAcceso, EntregaDeCuentas, Nombramiento, Persona, Usuario
from flujos import candidaturas as servicios
from flujos.candidaturas.entregas import seguir_entrega
from notificaciones.models import Aviso
from notificaciones.services import barrer

from ..accesos import CLAVE, enlace_en, usar
from ..documentos.muestras import pdf
from ..elenco import Elenco, momento, rechazado

EN = momento("2024-04-01 10:00")
ENTREGADAS = momento("2024-04-02 11:00")
AHORA = momento("2024-04-02 12:00")
LISTA = "/p/prueba-2024/accesos/"


@pytest.fixture(autouse=True)
def _sitio(monkeypatch: pytest.MonkeyPatch) -> None:
    """The site lives on one day, and what goes on apart does so at once."""
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)
    monkeypatch.setattr("flujos.views.accesos.aparte", lambda _, pk: _correr(pk))


def _correr(pk: int) -> None:
    seguir_entrega(EntregaDeCuentas.objects.get(pk=pk), ENTREGADAS)


def entrar(usuario: Usuario) -> Client:
    cliente = Client()
    cliente.force_login(usuario, backend="django.contrib.auth.backends.ModelBackend")
    return cliente


def con_correo(c: Candidatura, correo: str) -> Candidatura:
    c.persona.correo = correo
    guardar(c.persona, por=None, en=EN, motivo="Correo")
    return c


def test_un_acuerdo_entrega_las_cuentas_y_el_plazo_corre_desde_que_se_usan(elenco: Elenco) -> None:
    ana = con_correo(elenco.candidatura("Ana Pérez Ñuño"), "ana@correo.example")
    doble = elenco.candidatura("Ana Pérez Ñuño", formula="2")
    Candidatura.objects.filter(pk=doble.pk).update(persona=ana.persona)
    eva = con_correo(elenco.candidatura("Eva Comparte", formula="3"), "comun@correo.example")
    con_correo(elenco.candidatura("Iris Comparte", formula="4"), "comun@correo.example")
    sin = con_correo(elenco.candidatura("Olga Sin Correo", formula="5"), "")
    elenco.partido_a.correo = "enlace@partido.example"
    guardar(elenco.partido_a, por=None, en=EN, motivo="Correo")
    Nombramiento.objects.filter(actor=elenco.partido_a).delete()
    cliente = entrar(elenco.usuario("secretaria_tecnica"))

    # Before: who would get one, who shares an address, who has none. No address is on the page.
    pagina = cliente.get(LISTA)
    dicho = pagina.content.decode()
    assert [p.candidatura.pk for p, _ in pagina.context["listas"]] == [ana.pk, doble.pk]
    assert [p.candidatura.persona.nombre for p, *_ in pagina.context["compartidas"]] == [
        "Eva Comparte",
        "Iris Comparte",
    ]
    assert pagina.context["sin_correo"] == [sin]
    assert "Una sola cuenta" in dicho
    assert "@correo.example" not in dicho
    datos = {
        "ids": [ana.pk, doble.pk],
        "compartidas": [eva.pk],
        "actores": [elenco.partido_a.pk],
        "acuerdo": "Acuerdo 9",
    }
    assert "quién confirmó" in cliente.post(LISTA, datos).content.decode()
    hecha = cliente.post(LISTA, {**datos, f"motivo-{eva.pk}": "Lo confirmó por teléfono"}, follow=True)
    assert hecha.context["entrega"].terminada_en is not None
    assert hecha.context["rechazadas"] == []

    # One account for her two candidacies, without a password; nothing runs, whatever the mail server says.
    (cuenta,) = Usuario.objects.filter(email="ana@correo.example")
    assert {n.candidatura_id for n in cuenta.nombramientos.all()} == {ana.pk, doble.pk}
    assert not cuenta.has_usable_password()
    assert {n.documento for n in cuenta.nombramientos.all()} == {"Acuerdo 9"}
    barrer(AHORA)
    ana.refresh_from_db()
    assert ana.cuentas_enviadas_en is not None
    assert ENTREGADAS <= ana.cuentas_enviadas_en < AHORA
    assert (ana.cuentas_recibidas_en, ana.vence) == (None, None)
    assert eva.persona.nombre in cliente.get(f"{LISTA}sin-recibir/").content.decode()
    aviso = Aviso.objects.filter(destinatario_correo="ana@correo.example", candidaturas=doble).latest("pk")
    lugar = enlace_en("ana@correo.example")
    secreto = lugar.rstrip("/").rpartition("/")[2]
    guardado = [
        *Aviso.objects.values_list("texto", flat=True),
        *map(str, Acto.objects.values_list("hechos", flat=True)),
    ]
    assert aviso.estado == "enviado"
    assert secreto not in " ".join(guardado)
    assert "solo recibe su titular" in cliente.get(f"/p/prueba-2024/avisos/{aviso.pk}/").content.decode()

    # Visited by a filter of mail, it still works; used, it does not, and both clocks run from that day.
    assert Client().get(lugar, follow=True).status_code == 200
    assert usar(lugar).status_code == 302
    for c in (ana, doble):
        c.refresh_from_db()
        assert (c.cuentas_recibidas_en, c.vence) == (AHORA, momento("2024-04-17 23:59:59"))
    assert Client().get(lugar, follow=True).status_code == 410
    assert usar(enlace_en("enlace@partido.example")).status_code == 302
    (partido,) = Usuario.objects.filter(email="enlace@partido.example")
    dentro = Client()
    respuesta = dentro.post("/entrar/", {"username": partido.username, "password": CLAVE}, follow=True)
    assert respuesta.request["PATH_INFO"] == "/p/prueba-2024/representacion/"
    # A representation that enters receives for nobody.
    eva.refresh_from_db()
    assert eva.cuentas_recibidas_en is None


def test_el_enlace_se_reenvia_se_revoca_y_vence_sin_mover_el_plazo(elenco: Elenco) -> None:
    c = con_correo(elenco.candidatura(), "ana@correo.example")
    servicios.entregar_cuentas(c, por=None, en=EN)
    barrer(EN)
    primero = enlace_en("ana@correo.example")
    cliente = entrar(elenco.usuario("verificacion"))
    assert "1 enlace" in cliente.post(f"{LISTA}sin-recibir/", {"ids": [c.pk]}, follow=True).content.decode()
    barrer(AHORA)
    segundo = enlace_en("ana@correo.example")
    assert usar(primero).status_code == 410
    enlace = EnlaceDeAcceso.objects.sin_usar().get()
    assert enlace.vence_en == momento("2024-04-17 23:59:59")
    ficha = f"/p/prueba-2024/candidaturas/{c.pk}"
    assert cliente.post(f"{ficha}/revocar_enlace/", {"motivo": ""}).status_code == 422
    assert cliente.post(f"{ficha}/revocar_enlace/", {"motivo": "Correo equivocado"}).status_code == 302
    assert usar(segundo).status_code == 410
    c.refresh_from_db()
    assert (c.cuentas_enviadas_en, c.vence) == (EN, None)
    # A link that died before its mail left does not leave.
    servicios.reenviar_cuenta(c, por=elenco.usuario("verificacion"), en=AHORA)
    servicios.revocar_enlace(c, motivo="Otra vez", por=elenco.usuario("verificacion"), en=AHORA)
    cartas = len(mail.outbox)
    barrer(AHORA + timedelta(minutes=1))
    assert len(mail.outbox) == cartas
    # And its reception, proved on paper, starts the clock on the day of the paper.
    archivo = pdf("acuse.pdf")
    datos = {"recibidas_en": "2024-04-01T18:00", "documento": "Acuse del 1 de abril", "archivo": archivo}
    assert cliente.post(f"{ficha}/recibir_cuentas/", datos).status_code == 302
    c.refresh_from_db()
    assert c.vence == momento("2024-04-16 23:59:59")
    assert c.documentos.get().titulo == "Recepción de la cuenta: Acuse del 1 de abril"


def test_la_escalera_recuerda_lo_que_nadie_recibe(elenco: Elenco) -> None:
    c = con_correo(elenco.candidatura(), "ana@correo.example")
    servicios.entregar_cuentas(c, por=None, en=EN)
    barrer(EN)
    barrer(momento("2024-04-11 09:00"))
    dichos = Aviso.objects.filter(escalon__objeto="recepcion", candidaturas=c)
    assert {a.escalon.destinatario for a in dichos if a.escalon} == {"candidatura", "partido", "secretaria_tecnica"}
    assert all("/recuperar/" in a.texto for a in dichos.filter(escalon__destinatario="candidatura"))
    assert not Aviso.objects.filter(escalon__objeto="captura").exists()


def test_quien_mueve_un_correo_no_envia_ahi_la_cuenta_ni_consiente(elenco: Elenco) -> None:
    c = con_correo(elenco.candidatura(), "")
    partido, verifica = elenco.usuario("partido"), elenco.usuario("verificacion")
    lugar = f"{LISTA}sin-correo/"
    de_ellos = entrar(partido)
    assert de_ellos.post(lugar, {f"correo-{c.pk}": "no es correo"}).status_code == 422
    assert de_ellos.post(lugar, {f"correo-{c.pk}": "nueva@correo.example"}).status_code == 302
    c.persona.refresh_from_db()
    assert (c.persona.correo, c.persona.correo_propuesto) == ("", "nueva@correo.example")
    descarga = de_ellos.get(f"{lugar}?formato=xlsx")
    assert descarga.content.startswith(b"PK")
    assert Acto.objects.filter(verbo="descargar", por=partido).exists()
    servicios.aceptar_correo(c, por=verifica, en=EN)
    with rechazado("cuatro_ojos"):
        servicios.entregar_cuentas(c, por=verifica, en=AHORA)
    c = servicios.entregar_cuentas(c, por=elenco.usuario("secretaria_tecnica"), en=AHORA)
    with rechazado("correo_de_su_parte"):
        servicios.otorgar_consentimiento(
            c, finalidad="publicacion", documento="x", por=c.nombramientos.get().usuario, en=AHORA
        )
    servicios.corregir_registro(
        c,
        datos={"correo": "suya@correo.example"},
        accion_afirmativa="",
        motivo="La dio ella",
        por=elenco.usuario("secretaria_tecnica"),
        en=AHORA,
    )
    assert Persona.objects.get(pk=c.persona_id).correo_de_su_parte is False
    # What was sent to the former address opens nothing.
    assert not EnlaceDeAcceso.objects.sin_usar().exists()


def test_una_entrega_cortada_sigue_donde_quedo_y_nadie_recibe_dos(elenco: Elenco) -> None:
    suyas = [con_correo(elenco.candidatura(f"Ana {n}", formula=str(n)), f"a{n}@correo.example") for n in (1, 2, 3)]
    entrega = EntregaDeCuentas.objects.create(
        proceso=elenco.proceso,
        acuerdo="Acuerdo 9",
        claves=[c.pk for c in suyas],
        por=elenco.usuario("administracion"),
        por_nombre="Administración",
        en=EN,
        avance_en=EN,
        llevadas=1,
    )
    servicios.entregar_cuentas(suyas[1], por=None, en=EN)
    cliente = entrar(elenco.usuario("administracion"))
    lugar = f"{LISTA}entregas/{entrega.pk}/"
    assert "Entrega sin terminar" in cliente.get(lugar).content.decode()
    pagina = cliente.post(lugar, follow=True)
    assert "ya se envió" in str(pagina.context["rechazadas"])
    entrega.refresh_from_db()
    assert entrega.llevadas == 3
    assert entrega.terminada_en is not None
    assert EnlaceDeAcceso.objects.count() == 2


def test_la_misma_entrega_pedida_dos_veces_es_una(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever got no answer sends the form again; what was not begun, or was begun and cut, is the same."""
    suyas = [con_correo(elenco.candidatura(f"Ana {n}", formula=str(n)), f"a{n}@correo.example") for n in (1, 2, 3)]
    monkeypatch.setattr("flujos.views.accesos.aparte", lambda _, pk: None)
    cliente = entrar(elenco.usuario("secretaria_tecnica"))
    datos = {"acuerdo": "Acuerdo 9", "ids": [str(c.pk) for c in suyas[:2]]}
    primera = cliente.post(LISTA, datos)
    servicios.entregar_cuentas(suyas[0], por=elenco.usuario("secretaria_tecnica"), en=EN, acuerdo="Acuerdo 9")
    assert cliente.post(LISTA, datos).url == primera.url  # type: ignore[attr-defined]
    # One more is another delivery.
    assert cliente.post(LISTA, datos | {"ids": [str(suyas[2].pk)]}).url != primera.url  # type: ignore[attr-defined]


def test_el_barrido_sigue_la_entrega_que_nadie_sigue(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its task was lost with the broker, or with whoever had it: nobody has to look for it to go on."""
    suya = con_correo(elenco.candidatura("Ana"), "ana@correo.example")
    monkeypatch.setattr("flujos.views.accesos.aparte", lambda _, pk: None)
    entrar(elenco.usuario("secretaria_tecnica")).post(LISTA, {"acuerdo": "Acuerdo 9", "ids": [str(suya.pk)]})
    entrega = EntregaDeCuentas.objects.get()
    barrer(AHORA + timedelta(minutes=1))
    entrega.refresh_from_db()
    # Whoever has it may still be on its way.
    assert entrega.terminada_en is None
    barrer(AHORA + timedelta(minutes=3))
    entrega.refresh_from_db()
    assert (entrega.llevadas, entrega.rechazadas) == (1, [])
    assert entrega.terminada_en is not None
    assert Candidatura.objects.get(pk=suya.pk).cuentas_enviadas_en is not None


def test_lo_enviado_a_quien_se_retira_ya_no_abre_nada(elenco: Elenco) -> None:
    sola = con_correo(elenco.candidatura("Ana Pérez Ñuño"), "ana@correo.example")
    doble, otra = (con_correo(elenco.candidatura("Eva Doble", formula=n), "eva@correo.example") for n in ("2", "3"))
    Candidatura.objects.filter(pk=otra.pk).update(persona=doble.persona)
    for c in (sola, doble, otra):
        servicios.entregar_cuentas(c, por=None, en=ENTREGADAS, acuerdo="Acuerdo 9")
    for c in (sola, doble):
        servicios.retirar(
            c, motivo_retiro="renuncia", documento="Acuerdo 10", por=elenco.usuario("secretaria_ejecutiva"), en=AHORA
        )
    # Hers still opens the candidacy that goes on.
    assert [e.usuario.email for e in EnlaceDeAcceso.objects.sin_usar()] == ["eva@correo.example"]
