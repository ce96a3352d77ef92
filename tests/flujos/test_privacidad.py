"""Consents from the format to the desk, the acción afirmativa that is named, and suppression with its certificate."""

import io
import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from compliance.historia import guardar
from compliance.models import Candidatura, HojaPorPresentar, Identificacion, Persona, Supresion
from compliance.services.cadenas import verificar
from documentos.hojas import hoja_legible
from documentos.models import Documento
from flujos import candidaturas as servicios
from flujos.candidaturas.consentimientos import candidatura_de_folio, folio_de
from flujos.guardas import niegan_su_accion
from flujos.supresion import confirmar_supresion, pedir_supresion, proponer_supresiones
from flujos.transiciones import Rechazo
from notificaciones.services import barrer

from ..documentos.muestras import con_gps, hoja
from ..elenco import Elenco, identidad_completa, momento, rechazado
from ..elenco import foto as retrato
from ..paginas import entrar, ver
from .lugares import PROCESO, ficha

EN = momento("2024-04-20 10:00")
pytestmark = pytest.mark.usefixtures("veinte_de_abril")


def de_telefono() -> bytes:
    """A photograph as big as a phone's, with where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "SECRETO"
    salida = io.BytesIO()
    Image.effect_noise((3000, 4000), 90).convert("RGB").save(salida, "JPEG", exif=exif, quality=95)
    return salida.getvalue()


def subido(contenido: bytes, nombre: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(nombre, contenido)


def test_una_hoja_para_varias_finalidades_del_formato_a_la_revocacion(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    persona = entrar(elenco.cuenta_de(c))
    paso = ficha(c, "consentimientos")
    pagina = ver(persona, paso)
    assert folio_de(c) in pagina
    assert pagina.count("No se ha consentido") == 3
    assert persona.get(f"{paso}formato/").content.startswith(b"%PDF-")
    dos = {"finalidad": ["publicacion", "estadistica"]}
    for contenido, nombre in (
        (b"%PDF-1.4\n" + b"x" * 40 + b"\n%%EOF\n", "falsa.pdf"),
        (con_gps(), "chica.jpg"),
        (b"GIF89a", "hoja.gif"),
    ):
        respuesta = persona.post(paso, {**dos, "archivo": subido(contenido, nombre)})
        assert respuesta.status_code == 422
        assert nombre in respuesta.content.decode()
    assert not Documento.objects.filter(candidatura=c).exists()
    grande = de_telefono()
    assert persona.post(paso, {**dos, "archivo": subido(grande, "IMG_1.jpg")}).status_code == 302
    documento = Documento.objects.get(candidatura=c)
    with documento.archivo.open("rb") as abierto:
        guardada = abierto.read()
    assert documento.tamano < len(grande) / 2
    assert b"SECRETO" not in guardada
    barrer(EN)
    assert ver(persona, paso).count("En vigor desde") == 2
    # Two clicks: the link, and the button of the page that it leads to.
    enlace = re.search(r'href="([^"]+revocar_consentimiento/\?finalidad=publicacion)"', ver(persona, paso))
    assert enlace
    assert ver(persona, enlace[1]).count("checked") == 1
    assert persona.post(enlace[1], {"finalidad": ["publicacion"]}).status_code == 302
    assert "Revocado el" in ver(persona, paso)
    # From the mail: GET shows, POST takes back all that is left.
    titular = re.search(r"/consentimientos/\S+/", "".join(str(m.body) for m in mail.outbox))
    assert titular
    assert "Vigente" in ver(Client(), titular[0])
    assert Client().post(titular[0], {"finalidad": ["estadistica"]}).status_code == 302
    assert not c.consentimientos.abiertos().exists()
    assert entrar(elenco.usuario("partido_b")).get(paso).status_code == 404


def test_muchas_hojas_a_la_vez_y_su_revision_una_tras_otra(elenco: Elenco) -> None:
    una, dos, ajena = (
        elenco.candidatura(nombre, formula=str(n), actor=actor)
        for n, (nombre, actor) in enumerate(
            [("Ana Uno", elenco.partido_a), ("Beti Dos", elenco.partido_a), ("Ajena Tres", elenco.partido_b)]
        )
    )
    assert candidatura_de_folio(f"{folio_de(una).lower()} hoja.pdf") == una.pk
    assert candidatura_de_folio(f"C{una.pk}-AAAA.pdf") is None
    partido, lista = entrar(elenco.usuario("partido")), reverse("consentimientos", args=[PROCESO])
    assert "Ajena Tres" not in ver(partido, lista)
    assert partido.get(reverse("consentimientos_formatos", args=[PROCESO])).content.startswith(b"%PDF-")
    archivos = [
        subido(hoja("a").read(), f"{folio_de(una)}.pdf"),
        subido(hoja("b").read(), "sin folio.pdf"),
        subido(hoja("c").read(), f"{folio_de(ajena)}.pdf"),
        subido(b"%PDF-1.4 nada", "rota.pdf"),
    ]
    assert partido.post(lista, {"archivos": archivos, "finalidades": ["tratamiento"]}).status_code == 302
    ensayo = reverse("consentimientos_por_presentar", args=[PROCESO])
    pagina = partido.get(ensayo).context
    assert [h.nombre for h, _ in pagina["listas"]] == [f"{folio_de(una)}.pdf"]
    assert len(pagina["sin_persona"]) == 2
    assert [h.nombre for h in pagina["ilegibles"]] == ["rota.pdf"]
    assert not una.consentimientos.exists()
    hojas = {h.nombre: f"hoja-{h.pk}" for h in HojaPorPresentar.objects.all()}
    datos = {
        "confirmar": "1",
        f"{hojas[f'{folio_de(una)}.pdf']}-candidatura": una.pk,
        f"{hojas[f'{folio_de(una)}.pdf']}-finalidades": ["tratamiento", "publicacion"],
        f"{hojas['sin folio.pdf']}-candidatura": dos.pk,
        f"{hojas['sin folio.pdf']}-finalidades": ["estadistica"],
        f"{hojas[f'{folio_de(ajena)}.pdf']}-candidatura": ajena.pk,
        f"{hojas[f'{folio_de(ajena)}.pdf']}-finalidades": ["tratamiento"],
    }
    respuesta = partido.post(ensayo, datos)
    assert respuesta.status_code == 200
    assert len(respuesta.context["sin_persona"]) == 1  # another party's is not theirs to hand in
    assert not ajena.consentimientos.exists()
    assert una.consentimientos.por_aceptar().count() == 2
    assert dos.consentimientos.por_aceptar().count() == 1
    assert partido.post(ensayo, {"descartar": "todas"}).status_code == 302
    assert not HojaPorPresentar.objects.exists()
    assert "Beti Dos" not in ver(partido, f"{lista}?falta=ninguno")

    mesa, cola = entrar(elenco.usuario("verificacion")), reverse("consentimientos_revisar", args=[PROCESO])
    assert partido.get(cola).status_code == 404
    primera = mesa.get(cola)
    assert primera.context["candidatura"] == una
    [d] = primera.context["hojas"]
    vista = mesa.get(reverse("consentimiento_hoja", args=[PROCESO, d.pk]))
    assert vista["Content-Type"] == "application/pdf"
    assert "frame-ancestors 'self'" in vista["Content-Security-Policy"]
    assert una.actos.filter(verbo="leer_documento").count() == 1
    assert mesa.get(f"{cola}?salta={una.pk}").context["candidatura"] == dos
    sin_motivo = mesa.post(cola, {"candidatura": una.pk, "finalidad": ["publicacion"], "rechazar": "1", "motivo": ""})
    assert sin_motivo.status_code == 422
    acepta = {"candidatura": una.pk, "finalidad": ["tratamiento"], "aceptar": "1"}
    assert mesa.post(cola, acepta).status_code == 302
    rechaza = {"candidatura": una.pk, "finalidad": ["publicacion"], "rechazar": "1", "motivo": "No tiene firma."}
    assert mesa.post(cola, rechaza).status_code == 302
    assert mesa.get(cola).context["candidatura"] == dos
    assert "No tiene firma." in ver(partido, ficha(una, "consentimientos"))
    # Nobody looks at what they handed in.
    elenco.nombrar(elenco.usuario("verificacion"), "administracion")
    servicios.presentar_consentimiento(
        ajena, finalidades=["tratamiento"], documento="h", por=elenco.usuario("verificacion"), en=EN
    )
    assert mesa.get(f"{cola}?salta={dos.pk}").context.get("candidatura") is None


def test_la_accion_afirmativa_se_nombra_y_lo_que_la_niega_se_observa_antes(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    verifica = elenco.usuario("verificacion")
    cambio = {"datos": {}, "accion_afirmativa": "indigena", "documento": "CG/9", "motivo": "Faltaba", "por": verifica}
    with rechazado("accion_afirmativa") as dicho:
        servicios.corregir_registro(c, **cambio, en=EN)
    assert "Habrá que observarla antes de validar" in str(dicho.value)
    servicios.corregir_registro(c, **cambio, confirmadas=["accion_afirmativa"], en=EN)
    with rechazado("accion_afirmativa") as dicho:
        servicios.validar(c, por=verifica, en=EN)
    assert "contradice la acción afirmativa" in str(dicho.value)
    assert "contradice la acción" not in ver(entrar(elenco.usuario("secretaria_tecnica")), ficha(c))
    servicios.observar(
        c,
        observaciones=[servicios.NuevaObservacion("indigena", ["contradiccion"], "Aclare su respuesta.")],
        por=verifica,
        en=EN,
    )
    cuenta = elenco.cuenta_de(c)
    servicios.responder_observacion(c.observaciones.get(), respuesta="Así es.", por=cuenta, en=EN)
    servicios.enviar_captura(c, por=cuenta, en=EN)
    servicios.atender_observaciones(c, observaciones=[c.observaciones.get().pk], por=verifica, en=EN)
    servicios.validar(c, por=verifica, en=EN)
    servicios.autorizar(c, por=elenco.usuario("partido"), en=EN)
    servicios.publicar(c, por=verifica, en=EN)
    publica = ver(Client(), reverse("conoceles_candidatura", args=[PROCESO, c.pk]))
    assert "Se registró por acción afirmativa" in publica
    assert "Autoadscripción indígena" in publica
    lista = reverse("conoceles", args=[PROCESO])
    assert "Autoadscripción indígena" in Client().get(f"{lista}?formato=csv").content.decode()
    # «Prefiero no contestar» denies nothing; an age out of the group does.
    callada = elenco.candidatura_en("asignada", "Beti Calla", formula="2", accion_afirmativa="discapacidad")
    mayor = elenco.candidatura_en("asignada", "Ciro Joven", formula="3", accion_afirmativa="joven")
    for otra, cambios in ((callada, {"discapacidad": "Prefiero no contestar"}), (mayor, {})):
        suya = elenco.cuenta_de(otra)
        servicios.guardar_borrador(otra, identidad=identidad_completa(**cambios), por=suya, en=EN)
    assert niegan_su_accion(Candidatura.objects.get(pk=callada.pk)) == []
    assert len(niegan_su_accion(Candidatura.objects.get(pk=mayor.pk))) == 2


def test_lo_retirado_se_suprime_entre_dos_personas_y_queda_certificado(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    servicios.otorgar_consentimiento(c, finalidad="tratamiento", documento="h", por=elenco.cuenta_de(c), en=EN)
    persona = entrar(elenco.cuenta_de(c))
    persona.post(ficha(c, "consentimientos"), {"finalidad": ["publicacion"], "archivo": subido(hoja().read(), "h.pdf")})
    documento = Documento.objects.get(candidatura=c)
    quien, otra = elenco.usuario("administracion"), elenco.usuario("secretaria_ejecutiva")
    # The photograph that it asked for and nobody approved, and what was being typed.
    servicios.preparar_modificacion(
        c, cambios={"foto": retrato("otra.jpg"), "foto_tomada_el": EN.date()}, por=elenco.cuenta_de(c), en=EN
    )
    propuesta = c.solicitud_modificacion.foto.name
    c.borradores.create(seccion="motivo_cargo", contenido={"valores": {}}, por=quien, en=EN)
    servicios.retirar(c, motivo_retiro="renuncia", documento="Acuerdo 9", por=otra, en=EN)
    c.refresh_from_db()
    foto = c.curricular.foto
    nombre_de_foto, almacen = foto.name, foto.storage
    p = elenco.proceso
    tarde = EN + timedelta(days=31)

    def pedir(**cambios: object) -> Supresion:
        return pedir_supresion(p, **{"candidatura": c, "causa": "retiro", "por": quien, "en": tarde, **cambios})  # type: ignore[arg-type]

    # Without a term nothing is proposed, and the page says who must give it.
    assert proponer_supresiones(tarde) == 0
    mesa = entrar(quien)
    lugar = reverse("supresiones", args=[PROCESO])
    assert "Los fija el instituto" in ver(mesa, lugar)
    with rechazado("plazo"):
        pedir()
    p.conservar_retiradas_dias, p.conservar_retiradas_documento = 30, "Acuerdo CT/7/2024"
    p.save()
    assert proponer_supresiones(EN + timedelta(days=30)) == 0
    barrer(tarde)
    assert Supresion.objects.get().propuesta_en == tarde
    assert any("No se ha suprimido nada" in str(m.body) for m in mail.outbox if "secretaria_ejecutiva" in m.to[0])
    barrer(tarde)
    s = pedir()
    assert Supresion.objects.get() == s
    detalle = reverse("supresion", args=[PROCESO, s.pk])
    assert "quien la pide no la confirma" in ver(mesa, detalle)
    with pytest.raises(Rechazo, match="no puede confirmarla"):
        confirmar_supresion(s, por=quien, en=tarde)
    assert almacen.exists(nombre_de_foto)
    assert entrar(elenco.usuario("verificacion")).get(lugar).status_code == 404
    segunda = entrar(otra)
    pagina = ver(segunda, detalle)
    assert documento.nombre_original in pagina
    assert segunda.post(detalle, {"confirmar": "1", "folio": "otro"}).status_code == 422

    s = confirmar_supresion(s, por=otra, en=tarde)
    assert s.certificado_sha256
    certificado = Documento.objects.get(sha256=s.certificado_sha256)
    assert s.folio in certificado.titulo
    assert not almacen.exists(nombre_de_foto)
    assert not almacen.exists(propuesta)
    assert not c.borradores.exists()
    assert not c.huellas.exists()
    assert not almacen.exists(str(documento.archivo.name))
    c = Candidatura.objects.get(pk=c.pk)
    assert c.identidad.suprimida
    assert not c.curricular.foto
    huellas = c.actos.get(verbo="suprimir").hechos["huellas"]
    assert documento.sha256 in huellas.values()
    assert sum(que.startswith("Fotografía") for que in huellas) == 2
    assert (
        entrar(elenco.usuario("verificacion")).get(reverse("documento", args=[PROCESO, documento.pk])).status_code
        == 410
    )
    descarga = segunda.get(reverse("documento", args=[PROCESO, certificado.pk]))
    assert b"".join(descarga.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
    assert "Descargar el certificado" in ver(segunda, detalle)
    assert not [h for h in verificar().rotos if f"candidatura:{c.pk}" in str(h) or "supresion" in str(h)]
    with rechazado("supresion"):
        pedir()


def test_una_solicitud_arco_bloquea_y_se_concede_o_se_descarta(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada", accion_afirmativa="", nacimiento=date(1980, 1, 1))
    # A record that was joined to this person's, with what identifies it.
    unida = Persona(proceso=elenco.proceso, nombre="Ana Pérez", unida_a=c.persona)
    guardar(unida, por=None, en=EN, motivo="Alta")
    guardar(Identificacion(persona=unida, curp="PEXA800505MMSRXN09"), por=None, en=EN, motivo="Alta")
    p, quien, otra = elenco.proceso, elenco.usuario("comite_transparencia"), elenco.usuario("administracion")
    datos = {"candidatura": c, "causa": "arco", "documento": "ARCO-1", "solicitada_el": date(2024, 4, 19), "por": quien}
    with rechazado("estado"):
        pedir_supresion(p, **datos, en=EN)  # type: ignore[arg-type]
    despues = momento("2024-06-10 10:00")
    with rechazado("documento"):
        pedir_supresion(p, **{**datos, "documento": ""}, en=despues)  # type: ignore[arg-type]
    s = pedir_supresion(p, **datos, en=despues)  # type: ignore[arg-type]
    verifica = entrar(elenco.usuario("verificacion"))
    assert verifica.get(ficha(c, "identidad")).status_code == 404
    with pytest.raises(Rechazo, match="Falta la resolución"):
        confirmar_supresion(s, por=otra, en=despues)
    mesa = entrar(otra)
    lugar = reverse("supresion", args=[PROCESO, s.pk])
    assert mesa.post(lugar, {"descartar": "1", "motivo": ""}).status_code == 422
    assert mesa.post(lugar, {"descartar": "1", "motivo": "No acreditó su identidad."}).status_code == 302
    assert verifica.get(ficha(c, "identidad")).status_code == 200
    s = pedir_supresion(p, **datos, en=despues)  # type: ignore[arg-type]
    confirmar_supresion(s, resolucion="CT/R/3/2024", por=otra, en=despues)
    c = Candidatura.objects.get(pk=c.pk)
    assert c.curricular.foto  # published, its photograph stays
    assert Identificacion.objects.get(persona=unida).curp.startswith("(suprimida")
    assert c.identidad.suprimida


def test_un_pdf_de_verdad_se_distingue_de_uno_que_lo_dice() -> None:
    real = hoja()
    assert hoja_legible(real, "application/pdf").read() == real.open().read()
    for roto in (real.open().read()[:-30], real.open().read().replace(b"/Type /Page ", b"/Type /Nada ")):
        with pytest.raises(Exception, match=r"no se puede abrir|ninguna página"):
            hoja_legible(ContentFile(roto, name="x.pdf"), "application/pdf")
