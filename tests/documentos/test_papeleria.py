"""What the institute's papers bear and say, who signs them, and the desk where it is written."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from compliance.models import Acto
from compliance.verbos.modelo import Rechazo
from documentos.forms import LARGO_DE_ASUNTO, LARGO_DE_TEXTO
from documentos.informes import requerimiento
from documentos.informes.requerimiento import Observado, Requerimiento
from documentos.membrete import firmas_de, membrete_de, texto_de
from documentos.models import Firmante, Membrete, TextoDePapel
from documentos.services import guardar_firmante, redactar_papel, restaurar_papel
from documentos.textos import PAPELES, desconocidos, dicho
from flujos.historial.linea import nombre_de_verbo

from ..elenco import Elenco, foto, momento
from ..impresos import texto_de as texto_de_pdf
from ..impresos import textos

EN = momento("2024-04-16 10:00")
PROPIOS = {"asunto": "Va {oficio}", "cuerpo": "Uno.\n\nDos.", "cierre": "Fin."}


@pytest.fixture
def administra(elenco: Elenco, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)
    client.force_login(elenco.usuario("administracion"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def redactar(e: Elenco, version: int = 0, **textos: str) -> TextoDePapel:
    return redactar_papel(
        e.proceso,
        "remision",
        textos={**PROPIOS, **textos},
        version=version,
        por=e.usuario("administracion"),
        en=EN,
    )


@pytest.mark.parametrize("papel", PAPELES.values(), ids=PAPELES.keys())
def test_lo_que_viene_con_cauce_usa_solo_sus_marcadores(papel) -> None:  # type: ignore[no-untyped-def]
    assert {que: desconocidos(texto, papel) for que, texto in papel.textos.items() if desconocidos(texto, papel)} == {}


def test_lo_que_dice_un_marcador_no_se_vuelve_a_leer() -> None:
    assert dicho("{a} y {b}", {"a": "{b}", "b": "x"}) == "{b} y x"


def test_una_llave_suelta_o_desconocida_se_dice_en_su_campo(elenco: Elenco) -> None:
    for texto, que in (("{oficio.clave}", "{oficio.clave}"), ("Una { sola", "{"), ("{}", "{}")):
        with pytest.raises(ValidationError) as error:
            redactar(elenco, cuerpo=texto)
        assert f"No se conoce {que}. Puede usar: {{oficio}}, {{instituto}}" in error.value.message_dict["cuerpo"][0]
    with pytest.raises(ValidationError) as error:
        redactar(elenco, cierre="  ")
    assert error.value.message_dict == {"cierre": ["No puede quedar vacío."]}
    assert not TextoDePapel.objects.exists()


def test_cada_guardado_es_una_version_y_se_vuelve_a_cualquiera(elenco: Elenco) -> None:
    redactar(elenco)
    redactar(elenco, version=1, cierre="Otro.")
    # The same form sent twice.
    redactar(elenco, version=1, cierre="Otro.")
    assert texto_de(elenco.proceso, "remision").version == 2
    sello = {"por": elenco.usuario("administracion"), "en": EN}
    restaurar_papel(elenco.proceso, "remision", cual=1, version=2, **sello)
    assert texto_de(elenco.proceso, "remision").textos == PROPIOS
    de_origen = restaurar_papel(elenco.proceso, "remision", cual=0, version=3, **sello)
    assert (de_origen.version, de_origen.textos) == (4, PAPELES["remision"].textos)
    actos = Acto.objects.filter(proceso=elenco.proceso, modelo="documentos.textodepapel")
    assert [a.verbo for a in actos.order_by("pk")] == ["redactar_papel"] * 2 + ["restaurar_papel"] * 2
    assert nombre_de_verbo("restaurar_papel", TextoDePapel) == "Se restauró el texto de un papel"
    assert texto_de(elenco.proceso, "vista").version == 0


def test_lo_escrito_antes_de_que_el_papel_tuviera_un_texto_lo_dice_como_vino(
    elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version of before a paper got another text, and going back to it."""
    sello: Any = {"por": elenco.usuario("administracion"), "en": EN}
    ahora = PAPELES["exhorto"]
    sin_plazo = {que: texto for que, texto in ahora.textos.items() if que != "plazo"}
    antes = {**sin_plazo, "cuerpo": "Otro cuerpo."}
    with monkeypatch.context() as entonces:
        entonces.setitem(PAPELES, "exhorto", replace(ahora, textos=sin_plazo))  # type: ignore[arg-type]
        redactar_papel(elenco.proceso, "exhorto", textos=antes, version=0, **sello)
    dice = {**antes, "plazo": ahora.textos["plazo"]}
    assert texto_de(elenco.proceso, "exhorto").textos == dice
    redactar_papel(elenco.proceso, "exhorto", textos={**dice, "cuerpo": "Uno más."}, version=1, **sello)
    assert restaurar_papel(elenco.proceso, "exhorto", cual=1, version=2, **sello).textos == dice


def test_quien_guarda_despues_no_borra_lo_de_antes(elenco: Elenco) -> None:
    redactar(elenco)
    with pytest.raises(Rechazo) as rechazo:
        redactar(elenco, cuerpo="El mío.")
    assert rechazo.value.guarda == "version"
    with pytest.raises(Rechazo):
        redactar_papel(elenco.proceso, "remision", textos=PROPIOS, version=1, por=elenco.usuario("verificacion"), en=EN)


def test_firma_quien_estaba_ese_dia_y_antes_quien_firma_ese_papel(elenco: Elenco) -> None:
    def firma(nombre: str, desde: date, hasta: date | None = None, orden: int = 1, *papeles: str) -> None:
        guardar_firmante(
            Firmante(
                proceso=elenco.proceso,
                nombre=nombre,
                cargo="Cargo",
                desde=desde,
                hasta=hasta,
                orden=orden,
                papeles=list(papeles),
            ),
            por=elenco.usuario("administracion"),
            en=EN,
        )

    assert [f.nombre for f in firmas_de(elenco.proceso, "vista", EN.date())] == ["Nombre y firma"]
    firma("Antes", date(2024, 1, 1), date(2024, 3, 31))
    firma("Segunda", date(2024, 4, 1), None, 2)
    firma("Primera", date(2024, 4, 1), None, 1)
    firma("De la vista", date(2024, 4, 1), None, 1, "vista", "exhorto")

    def quienes(clave: str, dia: date) -> list[str]:
        return [f.nombre for f in firmas_de(elenco.proceso, clave, dia)]

    assert quienes("remision", date(2024, 3, 31)) == ["Antes"]
    assert quienes("remision", date(2024, 4, 1)) == ["Primera", "Segunda"]
    assert quienes("vista", date(2024, 4, 1)) == ["De la vista"]
    with pytest.raises(ValidationError):
        firma("Al revés", date(2024, 4, 2), date(2024, 4, 1))
    with pytest.raises(ValidationError):
        firma("De otro", date(2024, 4, 2), None, 1, "factura")


def test_la_pagina_guarda_prueba_y_restaura(elenco: Elenco, administra: Client) -> None:
    lugar = reverse("papel", args=[elenco.proceso.clave, "remision"])
    prueba = administra.post(lugar, {**PROPIOS, "version": 0, "hacer": "ver"})
    assert (prueba["Content-Type"], prueba.content[:5]) == ("application/pdf", b"%PDF-")
    assert not TextoDePapel.objects.exists()
    mal = administra.post(lugar, {**PROPIOS, "cuerpo": "{nada}", "version": 0, "hacer": "ver"})
    assert mal.status_code == 422
    assert "No se conoce {nada}" in mal.content.decode()
    assert administra.post(lugar, {**PROPIOS, "version": 0}).status_code == 302
    tarde = administra.post(lugar, {**PROPIOS, "cuerpo": "Lo mío.", "version": 0})
    dicha = tarde.content.decode()
    assert tarde.status_code == 422
    assert "Lo mío." in dicha
    assert "Lo que quedó guardado" in dicha
    assert "Dos." in dicha
    assert administra.post(lugar, {"hacer": "restaurar", "cual": 0, "version": 1}).status_code == 302
    assert texto_de(elenco.proceso, "remision").textos == PAPELES["remision"].textos
    assert administra.post(lugar, {"hacer": "restaurar", "cual": 9, "version": 2}).status_code == 404
    assert administra.get(reverse("papel", args=[elenco.proceso.clave, "factura"])).status_code == 404


@pytest.mark.parametrize("clave", PAPELES)
def test_el_texto_mas_largo_que_se_admite_se_imprime_y_uno_mas_se_dice(
    administra: Client, elenco: Elenco, clave: str
) -> None:
    lugar = reverse("papel", args=[elenco.proceso.clave, clave])
    largos = {que: LARGO_DE_ASUNTO if que == "asunto" else LARGO_DE_TEXTO for que in PAPELES[clave].textos}
    enviado = {que: "ñandú " * (largo // 6) + "x" * (largo % 6) for que, largo in largos.items()}
    hecho = administra.post(lugar, {**enviado, "hacer": "ver"})
    assert (hecho.status_code, hecho["Content-Type"]) == (200, "application/pdf")
    for que, texto in enviado.items():
        negado = administra.post(lugar, {**enviado, que: f"{texto}x", "hacer": "ver"})
        assert negado.status_code == 422
        assert list(negado.context["form"].errors) == [que]


def test_el_membrete_se_prueba_y_se_guarda(elenco: Elenco, administra: Client) -> None:
    lugar = reverse("papeleria", args=[elenco.proceso.clave])
    datos = {
        "escudo_dice": "Escudo",
        "lema": "Año de muestra",
        "pie": "Calle 1",
        "letra": "serif",
        "disposicion": "tabla",
    }
    prueba = administra.post(lugar, {**datos, "hacer": "ver", "escudo": foto()})
    assert prueba.content[:5] == b"%PDF-"
    assert not Membrete.objects.exists()
    nada = administra.post(lugar, {**datos, "escudo": SimpleUploadedFile("a.png", b"no es")})
    assert nada.status_code == 422
    assert "No se pudo leer como imagen" in nada.content.decode()
    assert administra.post(lugar, {**datos, "escudo": foto()}).status_code == 302
    puesto = membrete_de(elenco.instituto)
    assert (puesto.lema, puesto.letra, bool(puesto.escudo)) == ("Año de muestra", "serif", True)


def test_el_escudo_se_quita_con_su_motivo(elenco: Elenco, administra: Client) -> None:
    lugar = reverse("papeleria", args=[elenco.proceso.clave])
    assert "Quitar el escudo" not in administra.get(lugar).content.decode()
    datos = {"escudo_dice": "Escudo", "lema": "Año de muestra", "pie": "", "letra": "sans", "disposicion": "narrativa"}
    administra.post(lugar, {**datos, "escudo": foto()})
    assert "Quitar el escudo" in administra.get(lugar).content.decode()
    sin_motivo = administra.post(lugar, {"hacer": "quitar_escudo", "motivo": " "})
    assert sin_motivo.status_code == 422
    assert "Diga por qué se quita" in sin_motivo.content.decode()
    assert membrete_de(elenco.instituto).escudo
    assert administra.post(lugar, {"hacer": "quitar_escudo", "motivo": "Es el anterior"}).status_code == 302
    suyo = Membrete.objects.get()
    assert (suyo.escudo.name, suyo.lema, suyo.disposicion) == ("", "Año de muestra", "narrativa")
    assert membrete_de(elenco.instituto).escudo is None
    acto = Acto.objects.filter(proceso=elenco.proceso, verbo="quitar_escudo").get()
    assert acto.motivo == "Es el anterior"
    assert suyo.history.count() == 2
    assert administra.post(lugar, {"hacer": "quitar_escudo", "motivo": "Otra vez"}).status_code == 422
    # What was typed of the letterhead still has its crest put.
    assert administra.post(lugar, {**datos, "escudo": foto()}).status_code == 302
    assert membrete_de(elenco.instituto).escudo


def test_quien_firma_se_agrega_y_se_corrige(elenco: Elenco, administra: Client) -> None:
    nuevo = reverse("firmante_nuevo", args=[elenco.proceso.clave])
    datos = {
        "tratamiento": "Mtra.",
        "nombre": "Ana Ruiz",
        "cargo": "Secretaria Ejecutiva",
        "orden": 1,
        "desde": "2024-01-01",
        "hasta": "",
    }
    assert administra.post(nuevo, {**datos, "desde": ""}).status_code == 422
    assert administra.post(nuevo, {**datos, "papeles": ["vista"]}).status_code == 302
    ana = Firmante.objects.get()
    assert str(ana) == "Mtra. Ana Ruiz, Secretaria Ejecutiva"
    assert (ana.papeles, ana.que_firma) == (["vista"], "Vista al órgano superior de dirección")
    suyo = reverse("firmante", args=[elenco.proceso.clave, ana.pk])
    assert administra.post(suyo, {**datos, "hasta": "2024-04-01"}).status_code == 302
    assert "Todos los papeles" in administra.get(reverse("papeleria", args=[elenco.proceso.clave])).content.decode()


def test_el_requerimiento_dice_lo_del_instituto_y_el_que_ya_se_notifico_no_cambia(elenco: Elenco) -> None:
    c, notificado = elenco.candidatura(), momento("2024-04-15 10:00")
    de_origen = PAPELES["requerimiento"].textos
    redactar_papel(
        elenco.proceso,
        "requerimiento",
        textos={
            **de_origen,
            "para": "Para {persona}.",
            "plazo": "Hasta el {vence}: {dias}.",
            "reservado": "Se le dirá aparte.",
        },
        version=0,
        por=elenco.usuario("administracion"),
        en=EN,
    )

    def suyo(en: datetime, vence: datetime | None) -> str:
        observado = [Observado("Fotografía", "Otra", None)]
        return "\n".join(textos(list(requerimiento.hoja(Requerimiento(c, 1, en, "Ana", vence, observado)).bloques)))

    antes, despues = suyo(notificado, momento("2024-04-20 23:59")), suyo(EN, momento("2024-04-20 23:59"))
    assert "a más tardar el sábado 20 de abril de 2024, a las 23:59 horas (5 días naturales" in antes
    assert "se notifica únicamente a la persona titular" in antes
    assert "Hasta el sábado 20 de abril de 2024, a las 23:59 horas: 4." in despues
    assert f"Para: Para {c.persona.nombre}." in despues
    assert "Se le dirá aparte." in despues
    assert de_origen["sin_plazo"] in suyo(EN, None)


def test_el_requerimiento_se_prueba_con_todos_sus_textos(administra: Client, elenco: Elenco) -> None:
    lugar = reverse("papel_muestra", args=[elenco.proceso.clave, "requerimiento"])
    texto = " ".join(texto_de_pdf(administra.get(lugar).content).split())
    for parte in ("Persona que verifica", "El texto se refiere a datos sensibles", "lunes 22 de abril de 2024, a las"):
        assert parte in texto, parte
    hoja = requerimiento.muestra(elenco.proceso, PAPELES["requerimiento"].textos, EN)
    assert hoja.marca == "MUESTRA"
    dicha = "\n".join(textos(list(hoja.bloques)))
    de_origen = PAPELES["requerimiento"]
    partes = {
        **de_origen.marcadores,
        "instituto": elenco.proceso.instituto.nombre,
        "proceso": elenco.proceso.nombre,
    }
    for que, texto in de_origen.textos.items():
        assert dicho(texto, partes) in dicha, que
    # That which is said in place of another has its markers too.
    otra = requerimiento.muestra(elenco.proceso, {**de_origen.textos, "sin_plazo": "{instituto} pide a {persona}."}, EN)
    assert dicho("{instituto} pide a {persona}.", partes) in "\n".join(textos(list(otra.bloques)))
