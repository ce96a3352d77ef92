"""What somebody does for another person, that person hears: of their record, their address, and who acts for them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from compliance.models import Candidatura, Suplencia, Usuario
from compliance.services import cuentas
from compliance.verbos.cuentas import DE_CUENTA, DE_PAPEL, DE_VIGENCIA
from flujos import candidaturas as servicios
from flujos.verbos.candidaturas import DE_CANDIDATURA
from flujos.verbos.entregables import DE_ENTREGABLE
from flujos.verbos.importacion import DE_IMPORTACION
from flujos.verbos.sesiones import DE_SESION
from notificaciones.models import Aviso
from notificaciones.services import barrer

from ..elenco import Elenco, curricular_completo, identidad_completa, momento, rechazado

EN = momento("2024-04-16 10:00")
LUEGO = momento("2024-04-16 10:05")
DECISION = Path(__file__).parents[2] / "docs/decisiones/0024-actuar-por-otra-persona.md"


def oidos(correo: str, al: Any = LUEGO) -> list[str]:
    """The subjects that an address hears, after a sweep."""
    barrer(al)
    return list(Aviso.objects.filter(destinatario_correo=correo).order_by("pk").values_list("asunto", flat=True))


def corregir(elenco: Elenco, c: Candidatura, correo: str, quien: str = "verificacion") -> Candidatura:
    return servicios.corregir_registro(
        c,
        datos={"correo": correo},
        accion_afirmativa=c.accion_afirmativa,
        motivo="Correo equivocado",
        por=elenco.usuario(quien),
        en=EN,
    )


def test_lo_que_hace_su_representacion_lo_oye_la_persona(elenco: Elenco) -> None:
    c = elenco.candidatura(cuentas_enviadas_en=momento("2024-04-10 10:00"), vence=momento("2024-04-25 23:59:59"))
    partido = elenco.usuario("partido")
    respuestas = identidad_completa(indigena="Sí", pueblo_indigena="Nahua")
    servicios.guardar_borrador(c, curricular=curricular_completo(), identidad=respuestas, por=partido, en=EN)
    servicios.aceptar_aviso(c, por=partido, en=EN)
    servicios.enviar_captura(c, por=partido, en=EN)
    servicios.autorizar(c, por=partido, en=EN)
    # Whatever became of the record in between.
    servicios.validar(c, por=elenco.usuario("verificacion"), en=EN + timedelta(minutes=1))
    asuntos = oidos("ana@example.com")
    assert {
        "Se aceptó el aviso de privacidad de su candidatura",
        "Se enviaron sus cuestionarios de «Conóceles»",
        "Se autorizó publicar su información en «Conóceles»",
    } <= set(asuntos)
    assert len(asuntos) == len(set(asuntos))
    assert oidos("ana@example.com", LUEGO + timedelta(minutes=5)) == asuntos
    assert not any("Nahua" in str(m.body) for m in mail.outbox)


def test_lo_que_llego_entero_de_otro_registro_no_se_dice_como_enviado_por_alguien(elenco: Elenco) -> None:
    c = elenco.candidatura(origen="Otro registro")
    servicios.guardar_borrador(
        c, curricular=curricular_completo(), identidad=identidad_completa(), por=elenco.cuenta_de(c), en=EN
    )
    servicios.enviar_captura(c, por=None, en=EN)
    assert "Se enviaron sus cuestionarios de «Conóceles»" not in oidos("ana@example.com")


def test_al_retirar_o_sustituir_lo_oye_la_persona(elenco: Elenco) -> None:
    c = elenco.candidatura()
    servicios.retirar(
        c, motivo_retiro="renuncia", documento="Oficio 1", por=elenco.usuario("secretaria_ejecutiva"), en=EN
    )
    assert oidos("ana@example.com") == ["Se retiró su candidatura de «Conóceles»"]


def test_al_cambiar_su_correo_lo_oyen_el_anterior_y_el_nuevo(elenco: Elenco) -> None:
    c = corregir(elenco, elenco.candidatura(), "nueva@example.net")
    assert oidos("ana@example.com") == ["El correo de su candidatura cambió"]
    assert oidos("nueva@example.net") == ["Se corrigieron datos de su registro"]
    anterior = Aviso.objects.get(destinatario_correo="ana@example.com")
    assert anterior.estado == Aviso.Estado.ENVIADO
    assert "Verificacion De Prueba cambió el correo" in anterior.texto
    assert not any(correo in a.texto for a in Aviso.objects.all() for correo in ("ana@example", "nueva@example"))
    corregir(elenco, c, "NUEVA@example.net")  # the same address
    assert oidos("nueva@example.net").count("El correo de su candidatura cambió") == 0


def test_quien_deja_a_una_persona_sin_correo_le_avisa_al_que_tenia(elenco: Elenco) -> None:
    corregir(elenco, elenco.candidatura(), "")
    assert oidos("ana@example.com") == ["El correo de su candidatura cambió"]


def test_un_partido_no_cambia_el_correo_de_la_persona(elenco: Elenco) -> None:
    c = elenco.candidatura()
    with rechazado("rol"):
        corregir(elenco, c, "del-partido@example.com", "partido")


def test_quien_cambio_el_correo_no_acepta_el_papel_que_surte_efecto_con_un_aviso(elenco: Elenco) -> None:
    c = corregir(elenco, elenco.candidatura(), "nueva@example.net")
    servicios.presentar_consentimiento(
        c, finalidades=["publicacion"], documento="Hoja", por=elenco.usuario("partido"), en=EN
    )
    with rechazado("cuatro_ojos"):
        servicios.aceptar_consentimiento(c, finalidades=["publicacion"], por=elenco.usuario("verificacion"), en=EN)
    otra = Usuario.objects.create_user("otra-verificacion")
    elenco.nombrar(otra, "verificacion")
    servicios.aceptar_consentimiento(c, finalidades=["publicacion"], por=otra, en=EN)


@pytest.mark.parametrize(("titular", "asunto"), [("comision", "Nueva suplencia"), ("verificacion", "Por confirmar")])
def test_a_quien_se_suple_lo_oye(elenco: Elenco, titular: str, asunto: str) -> None:
    suplencia = Suplencia(
        titular=elenco.usuario(titular),
        suplente=elenco.usuario("area"),
        proceso=elenco.proceso,
        desde=EN.date(),
        hasta=EN.date() + timedelta(days=10),
        documento="Oficio 9",
    )
    cuentas.suplir(suplencia, por=elenco.usuario("administracion"), en=EN)
    oyen = {a.destinatario_correo for a in Aviso.objects.filter(asunto__startswith=asunto)}
    assert {f"{titular}@example.com", "area@example.com"} <= oyen


def test_la_decision_dice_de_cada_verbo_a_quien_se_avisa_y_como_se_deshace() -> None:
    escrita = DECISION.read_text(encoding="utf-8")
    tablas = (DE_CANDIDATURA, DE_ENTREGABLE, DE_SESION, DE_IMPORTACION, DE_CUENTA, DE_PAPEL, DE_VIGENCIA)
    assert [v for tabla in tablas for v in tabla if f"`{v}`" not in escrita] == []
