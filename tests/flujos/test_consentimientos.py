"""Nobody consents for another: the person with their account, or a paper that a second role accepts (decision 0024)."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from compliance.models import Candidatura, Nombramiento, Suplencia, Usuario
from compliance.publicacion import identidad_publica
from compliance.services import cuentas
from documentos.models import Documento
from flujos import candidaturas as servicios
from flujos.candidaturas.consentimientos import llave_de
from notificaciones.models import Aviso, Escalon
from notificaciones.services import barrer

from ..direcciones import PROCESO
from ..documentos.muestras import hoja as muestra
from ..elenco import INICIO, JORNADA, Elenco, momento, rechazado
from ..notificaciones.correos import Caprichoso
from ..paginas import entrar

EN = momento("2024-04-16 10:00")
LUEGO = momento("2024-04-16 10:05")
PDF = muestra().read()


@pytest.fixture(autouse=True)
def _a_esa_hora(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: LUEGO)


def publicada(elenco: Elenco) -> Candidatura:
    """A published candidacy whose answers nobody may read."""
    c = elenco.candidatura_en("publicada")
    barrer(momento("2024-04-16 09:00"))
    mail.outbox.clear()
    return c


def presentada(elenco: Elenco) -> Candidatura:
    """The same, with a sheet that its party handed in."""
    c = publicada(elenco)
    servicios.presentar_consentimiento(
        c, finalidades=["publicacion", "estadistica"], documento="hoja.pdf", por=elenco.usuario("partido"), en=EN
    )
    return c


def avisos_a(correo: str) -> list[str]:
    """The texts that an address was sent, in order."""
    return [str(m.body) for m in mail.outbox if correo in m.to[0]]


def publica(c: Candidatura) -> bool:
    """Whether its answers are on the site, as anybody sees it."""
    c.refresh_from_db()
    pagina = Client().get(reverse("conoceles_candidatura", args=[PROCESO, c.pk])).content.decode()
    assert bool(identidad_publica(c)) == ('id="identidad"' in pagina)
    return bool(identidad_publica(c))


def test_un_partido_no_publica_las_respuestas_de_otra_persona(elenco: Elenco) -> None:
    c = publicada(elenco)
    partido = entrar(elenco.usuario("partido"))
    lugar = reverse("candidatura_accion", args=[PROCESO, c.pk, "otorgar_consentimiento"])
    hoja = SimpleUploadedFile("nada.pdf", PDF, "application/pdf")
    assert partido.post(lugar, {"finalidad": "publicacion", "archivo": hoja}).status_code == 404
    assert not c.consentimientos.exists()
    for rol in ("partido", "verificacion", "administracion", "secretaria_tecnica"):
        with rechazado("rol"):
            servicios.otorgar_consentimiento(c, finalidad="publicacion", documento="F", por=elenco.usuario(rol), en=EN)
    assert not publica(c)


def test_en_papel_surte_efecto_cuando_otro_rol_la_vio_y_se_aviso_a_su_titular(elenco: Elenco) -> None:
    c = publicada(elenco)
    lugar = {
        v: reverse("candidatura_accion", args=[PROCESO, c.pk, f"{v}_consentimiento"]) for v in ("presentar", "aceptar")
    }
    hoja = SimpleUploadedFile("hoja.pdf", PDF, "application/pdf")
    partido, verificacion = entrar(elenco.usuario("partido")), entrar(elenco.usuario("verificacion"))
    assert partido.get(lugar["aceptar"]).status_code == 404
    datos = {"finalidad": ["publicacion", "estadistica"], "archivo": hoja}
    assert partido.post(lugar["presentar"], datos).status_code == 302
    assert not publica(c)
    barrer(LUEGO)
    assert ["Todavía no surte efecto" in texto for texto in avisos_a("ana@example.com")] == [True]

    pagina = verificacion.get(lugar["aceptar"]).content.decode()
    assert reverse("documento", args=[PROCESO, Documento.objects.get(candidatura=c).pk]) in pagina
    assert verificacion.post(lugar["aceptar"], {"finalidad": "publicacion"}).status_code == 302
    assert not publica(c)  # accepted, and its person does not know yet
    barrer(momento("2024-04-16 10:06"))
    assert publica(c)
    assert c.consentimientos.get(finalidad="estadistica") in c.consentimientos.por_aceptar()
    assert "surte efecto con este aviso" in avisos_a("ana@example.com")[-1].lower()


def test_su_titular_lo_revoca_desde_el_aviso_sin_tener_cuenta(elenco: Elenco) -> None:
    c = presentada(elenco)
    servicios.aceptar_consentimiento(c, finalidades=["publicacion"], por=elenco.usuario("verificacion"), en=EN)
    barrer(LUEGO)
    assert publica(c)
    enlace = re.search(r"(/consentimientos/\S+/)", avisos_a("ana@example.com")[-1])
    assert enlace
    cliente = Client()
    assert "Vigente" in cliente.get(enlace[1]).content.decode()
    assert publica(c)  # looking revokes nothing
    assert cliente.post(enlace[1], {"finalidad": "publicacion"}).status_code == 302
    assert not publica(c)
    assert cliente.post(enlace[1], {"finalidad": "publicacion"}, follow=True).status_code == 200
    assert c.actos.filter(verbo="revocar_consentimiento").count() == 1


@pytest.mark.parametrize("llave", ["1", "1:abc", "x", "999999999999999999999999:zz"])
def test_una_llave_que_no_se_mando_no_existe(elenco: Elenco, llave: str) -> None:
    assert Client().get(reverse("consentimientos_de_titular", args=[llave])).status_code == 404


def test_la_llave_es_de_una_sola_candidatura(elenco: Elenco) -> None:
    una, otra = elenco.candidatura(), elenco.candidatura("Otra Persona", formula="2")
    firma = llave_de(una).partition(":")[2]
    assert Client().get(reverse("consentimientos_de_titular", args=[f"{otra.pk}:{firma}"])).status_code == 404


def test_si_el_aviso_no_sale_no_surte_efecto(elenco: Elenco, settings) -> None:  # type: ignore[no-untyped-def]
    c = presentada(elenco)
    servicios.aceptar_consentimiento(c, finalidades=["publicacion"], por=elenco.usuario("verificacion"), en=EN)
    settings.EMAIL_BACKEND = "tests.notificaciones.correos.SinServidor"
    barrer(LUEGO)
    assert not publica(c)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    barrer(momento("2024-04-16 10:30"))
    assert publica(c)


def test_avisar_a_quien_representa_no_es_avisar_a_la_persona(
    elenco: Elenco,
    settings,
    monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
) -> None:
    c = elenco.candidatura_en("publicada", actor=elenco.independiente)
    elenco.independiente.correo = "representa@example.com"
    elenco.independiente.save()
    barrer(momento("2024-04-16 09:00"))
    servicios.presentar_consentimiento(
        c, finalidades=["publicacion"], documento="hoja.pdf", por=elenco.usuario("secretaria_tecnica"), en=EN
    )
    servicios.aceptar_consentimiento(c, finalidades=["publicacion"], por=elenco.usuario("verificacion"), en=EN)
    settings.EMAIL_BACKEND = "tests.notificaciones.correos.Caprichoso"
    monkeypatch.setattr(Caprichoso, "rechaza", {"ana@example.com"})
    barrer(LUEGO)
    assert Aviso.objects.filter(
        escalon__verbo="aceptar_consentimiento", destinatario_correo="representa@example.com", estado="enviado"
    ).exists()
    assert not publica(c)
    monkeypatch.setattr(Caprichoso, "rechaza", set())
    barrer(momento("2024-04-16 10:30"))
    assert publica(c)


def test_se_avisa_aunque_la_candidatura_haya_cambiado_de_estado(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    barrer(momento("2024-04-16 09:00"))
    por = elenco.usuario("verificacion")
    servicios.presentar_consentimiento(
        c, finalidades=["publicacion"], documento="hoja.pdf", por=elenco.usuario("partido"), en=EN
    )
    servicios.aceptar_consentimiento(c, finalidades=["publicacion"], por=por, en=EN)
    servicios.validar(c, por=por, en=EN)
    mail.outbox.clear()
    barrer(LUEGO)
    assert c.consentimientos.vigentes().exists()


def test_quien_la_presento_o_representa_no_la_revisa(elenco: Elenco) -> None:
    c = presentada(elenco)
    partido, administracion = elenco.usuario("partido"), elenco.usuario("administracion")
    elenco.nombrar(partido, "verificacion")
    with rechazado("cuatro_ojos", "cuatro_ojos"):
        servicios.aceptar_consentimiento(c, finalidades=["publicacion"], por=partido, en=EN)
    servicios.rechazar_consentimiento(
        c, finalidades=["publicacion"], motivo="Sin firma.", por=elenco.usuario("verificacion"), en=EN
    )
    servicios.presentar_consentimiento(c, finalidades=["publicacion"], documento="otra.pdf", por=administracion, en=EN)
    elenco.nombrar(administracion, "verificacion")
    with rechazado("cuatro_ojos"):
        servicios.aceptar_consentimiento(c, finalidades=["publicacion"], por=administracion, en=EN)


def test_quien_suple_a_la_persona_no_consiente_por_ella(elenco: Elenco) -> None:
    c = elenco.candidatura()
    suplente = elenco.usuario("ajena")
    Suplencia.objects.create(
        titular=elenco.cuenta_de(c),
        suplente=suplente,
        proceso=elenco.proceso,
        desde=INICIO,
        hasta=JORNADA,
        documento="Oficio",
    )
    with rechazado("en_persona"):
        servicios.otorgar_consentimiento(c, finalidad="publicacion", documento="F", por=suplente, en=EN)


def test_sin_correo_de_la_persona_no_se_acepta_el_papel(elenco: Elenco) -> None:
    c = presentada(elenco)
    c.persona.correo = ""
    c.persona.save()
    with rechazado("correo"):
        servicios.aceptar_consentimiento(c, finalidades=["publicacion"], por=elenco.usuario("verificacion"), en=EN)
    cuenta = elenco.cuenta_de(c)
    assert Nombramiento.objects.filter(usuario=cuenta).exists()
    Usuario.objects.filter(pk=cuenta.pk).update(email="suya@example.com")
    servicios.aceptar_consentimiento(c, finalidades=["publicacion"], por=elenco.usuario("verificacion"), en=EN)


def test_al_rechazarla_se_dice_por_que_a_quien_la_presento(elenco: Elenco) -> None:
    c = presentada(elenco)
    with rechazado("motivo"):
        servicios.rechazar_consentimiento(
            c, finalidades=["publicacion"], motivo=" ", por=elenco.usuario("verificacion"), en=EN
        )
    servicios.rechazar_consentimiento(
        c, finalidades=["publicacion"], motivo="La hoja no tiene firma.", por=elenco.usuario("verificacion"), en=EN
    )
    barrer(LUEGO)
    assert not publica(c)
    assert Aviso.objects.filter(escalon__verbo="rechazar_consentimiento", actor=c.actor).exists()
    pagina = entrar(elenco.usuario("partido")).get(reverse("candidatura", args=[PROCESO, c.pk])).content.decode()
    assert "La hoja no tiene firma." in pagina


def test_su_titular_revoca_lo_presentado_antes_de_que_se_revise(elenco: Elenco) -> None:
    c = presentada(elenco)
    servicios.revocar_consentimiento(c, finalidad="publicacion", por=elenco.cuenta_de(c), en=EN)
    with rechazado("finalidad"):
        servicios.aceptar_consentimiento(c, finalidades=["publicacion"], por=elenco.usuario("verificacion"), en=EN)


def con_su_cuenta(elenco: Elenco, *, cuenta: str, registrado: str = "ana@example.com") -> Candidatura:
    """Published, and consented to with an account at the address `cuenta`; its person has `registrado` on record."""
    c = publicada(elenco)
    registrar_correo(c, registrado)
    usuario = elenco.cuenta_de(c)
    usuario.email = cuenta
    usuario.save()
    servicios.otorgar_consentimiento(c, finalidad="publicacion", documento="F", por=usuario, en=EN)
    return c


def registrar_correo(c: Candidatura, correo: str) -> None:
    c.persona.correo = correo
    c.persona.save()


def test_quien_abre_la_cuenta_de_otra_persona_no_publica_nada_sin_que_ella_se_entere(
    elenco: Elenco,
    settings,
    monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
) -> None:
    c, administra = publicada(elenco), elenco.usuario("administracion")
    titere = Usuario(username="titere", first_name="Ana", last_name="Pérez", email="titere@example.com")
    papel = Nombramiento(
        usuario=titere,
        rol=Group.objects.get_or_create(name="candidatura")[0],
        proceso=elenco.proceso,
        candidatura=c,
        desde=EN.date(),
        documento="Oficio 1",
    )
    cuentas.abrir_cuenta(titere, papel, por=administra, en=EN)
    lugar = reverse("candidatura_accion", args=[PROCESO, c.pk, "otorgar_consentimiento"])
    hoja = SimpleUploadedFile("nada.pdf", PDF, "application/pdf")
    pagina = entrar(titere).post(lugar, {"finalidad": "publicacion", "archivo": hoja}, follow=True).content.decode()
    assert "Surte efecto cuando salga el aviso a su correo." in pagina
    assert "surte efecto cuando salga el aviso al correo de su titular" in pagina
    assert not publica(c)
    # The account hears; its person does not.
    settings.EMAIL_BACKEND = "tests.notificaciones.correos.Caprichoso"
    monkeypatch.setattr(Caprichoso, "rechaza", {"ana@example.com"})
    barrer(LUEGO)
    oida = Aviso.objects.filter(escalon__verbo="otorgar_consentimiento", estado="enviado")
    assert [a.destinatario_correo for a in oida] == ["titere@example.com"]
    assert not publica(c)
    monkeypatch.setattr(Caprichoso, "rechaza", set())
    barrer(momento("2024-04-16 10:30"))
    assert publica(c)


@pytest.mark.parametrize("como", ["terminada", "cerrada"])
def test_una_cuenta_que_ya_no_es_suya_no_es_su_correo(
    elenco: Elenco, como: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    c = con_su_cuenta(elenco, cuenta="otra@example.com", registrado="")
    # Told while it was theirs, by a sweep that did not get to put anything in force.
    with monkeypatch.context() as interrumpido:
        interrumpido.setattr("notificaciones.services.surtir_avisados", lambda al: 0)
        barrer(EN)
    assert avisos_a("otra@example.com")
    papel = Nombramiento.objects.get(candidatura=c)
    if como == "terminada":
        Nombramiento.objects.filter(pk=papel.pk).update(hasta=INICIO)
    else:
        Usuario.objects.filter(pk=papel.usuario_id).update(is_active=False)
    barrer(LUEGO)
    assert not publica(c)
    registrar_correo(c, "ana@example.com")
    barrer(momento("2024-04-16 10:10"))
    assert publica(c)


def test_sin_correo_registrado_basta_el_de_su_cuenta(elenco: Elenco) -> None:
    c = con_su_cuenta(elenco, cuenta="suya@example.com", registrado="")
    barrer(LUEGO)
    assert publica(c)


def test_a_quien_no_tiene_correo_se_le_avisa_cuando_lo_tenga_aunque_pasen_dias(elenco: Elenco) -> None:
    c = con_su_cuenta(elenco, cuenta="", registrado="")
    barrer(LUEGO)
    ficha = entrar(elenco.usuario("verificacion")).get(reverse("candidatura", args=[PROCESO, c.pk])).content.decode()
    assert "No hay un correo de la persona al cual avisarle" in ficha
    assert "Corregir datos de registro" in ficha
    assert list(c.consentimientos.por_surtir()) == list(c.consentimientos.all())
    registrar_correo(c, "ana@example.com")
    barrer(momento("2024-04-30 10:00"))
    assert publica(c)
    barrer(momento("2024-04-30 10:05"))
    assert Aviso.objects.filter(escalon__verbo="otorgar_consentimiento", estado="enviado").count() == 1


def test_si_su_correo_estaba_mal_se_le_avisa_al_que_se_corrige(
    elenco: Elenco,
    settings,
    monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
) -> None:
    c = con_su_cuenta(elenco, cuenta="", registrado="mal@example.com")
    settings.EMAIL_BACKEND = "tests.notificaciones.correos.Caprichoso"
    monkeypatch.setattr(Caprichoso, "rechaza", {"mal@example.com"})
    barrer(LUEGO)
    registrar_correo(c, "ana@example.com")
    for cuando in ("2024-04-16 10:10", "2024-04-16 10:11"):
        barrer(momento(cuando))
        assert publica(c)
    oida = Aviso.objects.filter(escalon__verbo="otorgar_consentimiento", estado="enviado")
    assert [a.destinatario_correo for a in oida] == ["ana@example.com"]


def test_de_lo_consentido_con_su_cuenta_se_entera_en_su_correo_y_puede_revocarlo(elenco: Elenco) -> None:
    """Whoever opened the account, or entered with it, may not be the person."""
    c = con_su_cuenta(elenco, cuenta="otra@example.com")
    barrer(LUEGO)
    assert publica(c)
    enlace = re.search(r"(/consentimientos/\S+/)", avisos_a("ana@example.com")[-1])
    assert enlace
    assert Client().post(enlace[1], {"finalidad": "publicacion"}).status_code == 302
    assert not publica(c)


@pytest.mark.parametrize("verbo", ["otorgar_consentimiento", "aceptar_consentimiento"])
def test_el_aviso_con_que_se_entera_no_se_apaga_ni_calla_como_revocar(elenco: Elenco, verbo: str) -> None:
    barrer(EN)
    escalon = Escalon.objects.get(verbo=verbo)
    for campo, valor in (("activo", False), ("texto", "Ya surte efecto.")):
        setattr(escalon, campo, valor)
        with pytest.raises(ValidationError) as info:
            escalon.full_clean()
        assert list(info.value.message_dict) == [campo]
        escalon.refresh_from_db()
