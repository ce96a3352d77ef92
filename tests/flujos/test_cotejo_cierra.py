"""A record that leaves because it repeats another: what was under way ends, is told before, and comes back."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from compliance.abiertos import estuvieron
from compliance.models import (
    Acto,
    Candidatura,
    Consentimiento,
    Cotejo,
    EnlaceDeAcceso,
    Nombramiento,
    SolicitudModificacion,
    Usuario,
)
from compliance.services.cadenas import verificar
from flujos import candidaturas as servicios
from flujos.candidaturas import cotejos
from flujos.candidaturas.cotejos import Repetida
from flujos.candidaturas.programadas import publicar_programadas

from ..elenco import Elenco, momento, rechazado

EN = momento("2024-04-16 10:00")
HOY = date(2024, 4, 16)


def unir(elenco: Elenco, queda: Candidatura, sale: Candidatura, en: str = "2024-04-17 10:00") -> Cotejo:
    return cotejos.unir(
        elenco.proceso,
        [queda.persona_id, sale.persona_id],
        sobrevive=queda.persona_id,
        repetidas=[Repetida(queda.pk, (sale.pk,))],
        motivo="Es la misma persona",
        documento="Oficio 1",
        por=elenco.usuario("secretaria_ejecutiva"),
        en=momento(en),
    )


def revertir(elenco: Elenco, cotejo: Cotejo, en: str = "2024-04-18 10:00") -> None:
    cotejos.revertir(cotejo, motivo="Eran dos", por=elenco.usuario("secretaria_ejecutiva"), en=momento(en))


def dos(elenco: Elenco, estado: str) -> tuple[Candidatura, Candidatura]:
    """The record that stays, of another party, and the one that leaves."""
    return elenco.candidatura("Ana Pérez Ñuño", actor=elenco.partido_b), elenco.candidatura_en(estado)


def de_nuevo(c: Candidatura) -> Candidatura:
    return Candidatura.objects.get(pk=c.pk)


@pytest.mark.parametrize("estado", ["borrador", "pendiente", "observada"])
def test_la_modificacion_en_curso_se_cancela_y_vuelve_como_estaba(elenco: Elenco, estado: str) -> None:
    queda, sale = dos(elenco, "publicada")
    solicitud = elenco.pedir_modificacion(sale) if estado != "borrador" else None
    if estado == "borrador":
        solicitud = servicios.preparar_modificacion(
            sale, cambios={"propuesta_1": "x" * 300}, por=elenco.usuario("partido"), en=EN
        )
    if estado == "observada":
        dictamen = {"propuesta_1": servicios.Dictamen("observado", "Falta la meta.", ("incompleto",))}
        servicios.observar_modificacion(sale, dictamenes=dictamen, por=elenco.usuario("verificacion"), en=EN)
    assert solicitud is not None
    antes = SolicitudModificacion.objects.get(pk=solicitud.pk)
    assert antes.estado == estado
    assert (antes.vence is not None) is (estado == "observada")
    assert any("modificación en curso" in dicho for dicho in cotejos.lo_que_se_cerraria(sale, HOY))
    cotejo = unir(elenco, queda, sale)
    cerrada = SolicitudModificacion.objects.get(pk=solicitud.pk)
    assert (cerrada.estado, cerrada.vence, cerrada.razon) == ("cancelada", None, cotejos.SALIO)
    assert any("modificación" in dicho for dicho in cotejos.lo_que_volveria(cotejo)[0])
    revertir(elenco, cotejo)
    vuelta = SolicitudModificacion.objects.get(pk=solicitud.pk)
    assert (vuelta.estado, vuelta.vence, vuelta.razon, vuelta.resuelta_en) == (estado, antes.vence, "", None)
    assert vuelta.propuesto == antes.propuesto
    if estado == "pendiente":
        # It is a request like any other: whoever verifies resolves it.
        servicios.aplicar_modificacion(
            de_nuevo(sale), campos=["propuesta_1"], por=elenco.usuario("verificacion"), en=momento("2024-04-18 11:00")
        )


def test_los_consentimientos_que_esperaban_se_cierran_y_vuelven_y_los_vigentes_no_se_tocan(elenco: Elenco) -> None:
    queda, sale = dos(elenco, "capturada")
    vigente = Consentimiento.objects.create(
        candidatura=sale, finalidad="estadistica", documento="Con su cuenta", aceptado_en=EN, otorgado_en=EN
    )
    esperan = [
        Consentimiento.objects.create(
            candidatura=sale,
            finalidad=finalidad,
            documento="Hoja",
            presentado_en=EN,
            presentado_por=elenco.usuario("partido"),
            aceptado_en=aceptado,
        )
        for finalidad, aceptado in (("publicacion", None), ("tratamiento", EN))
    ]
    assert "Consentimientos que esperaban revisión o aviso: 2." in cotejos.lo_que_se_cerraria(sale, HOY)
    cotejo = unir(elenco, queda, sale)
    assert {k.motivo_rechazo for k in sale.consentimientos.filter(pk__in=[k.pk for k in esperan])} == {cotejos.SALIO}
    assert not sale.consentimientos.por_aceptar().exists()
    assert not sale.consentimientos.por_surtir().exists()
    vigente.refresh_from_db()
    assert vigente.situacion == "Vigente"
    revertir(elenco, cotejo)
    assert [k.finalidad for k in sale.consentimientos.por_aceptar()] == ["publicacion"]
    assert [k.finalidad for k in sale.consentimientos.por_surtir()] == ["tratamiento"]


def test_el_requerimiento_y_su_plazo_terminan_y_vuelven_con_el_mismo_vencimiento(elenco: Elenco) -> None:
    queda, sale = dos(elenco, "observada")
    cuenta, vencia = elenco.cuenta_de(sale), sale.vence
    assert vencia is not None
    dicho = cotejos.lo_que_se_cerraria(sale, HOY)
    assert "El requerimiento sin atender, con sus observaciones: 1." in dicho
    assert "El plazo que le corre." in dicho
    cotejo = unir(elenco, queda, sale)
    assert de_nuevo(sale).vence is None
    observacion = sale.observaciones.get()
    with rechazado("estado"):
        servicios.responder_observacion(
            observacion, respuesta="Ya está", por=elenco.usuario("partido"), en=momento("2024-04-17 10:30")
        )
    with rechazado("rol"):
        servicios.responder_observacion(observacion, respuesta="Ya está", por=cuenta, en=momento("2024-04-17 10:30"))
    revertir(elenco, cotejo)
    assert (de_nuevo(sale).estado, de_nuevo(sale).vence) == ("observada", vencia)
    assert any("no se reponen" in dicho for dicho in cotejos.lo_que_volveria(cotejo)[1])
    servicios.responder_observacion(observacion, respuesta="Ya está", por=cuenta, en=momento("2024-04-18 11:00"))


def test_su_publicacion_programada_no_se_hace_y_vuelve_a_hacerse(elenco: Elenco) -> None:
    proceso = elenco.proceso
    proceso.modo_publicacion = "automatica"
    proceso.save()
    queda, sale = dos(elenco, "validada")
    sale.proceso = proceso
    servicios.autorizar(sale, por=elenco.usuario("partido"), en=EN)
    assert "Su publicación programada." in cotejos.lo_que_se_cerraria(sale, HOY)
    cotejo = unir(elenco, queda, sale)
    assert publicar_programadas(momento("2024-04-17 11:00")).publicadas == 0
    revertir(elenco, cotejo)
    assert publicar_programadas(momento("2024-04-18 11:00")).publicadas == 1


@pytest.mark.parametrize("tiene_otra", [False, True])
def test_su_acceso_termina_y_el_enlace_que_nadie_uso_ya_no_abre(elenco: Elenco, *, tiene_otra: bool) -> None:
    queda, sale = elenco.candidatura(actor=elenco.partido_b), elenco.candidatura("Ana Pérez Ñuño")
    if tiene_otra:
        elenco.cuenta_de(queda)
    servicios.entregar_cuentas(sale, por=None, en=EN)
    usuario = Usuario.objects.get(nombramientos__candidatura=sale)
    assert EnlaceDeAcceso.objects.filter(usuario=usuario).sin_usar().exists()
    assert f"El acceso de {usuario} a este registro, en este momento." in cotejos.lo_que_se_cerraria(sale, HOY)
    cotejo = unir(elenco, queda, sale)
    assert not Nombramiento.objects.filter(usuario=usuario, candidatura=sale).vigentes(date(2024, 4, 17)).exists()
    # It passed to the record that stays, which had none: its link still opens it. Otherwise it opens nothing.
    pasa = Nombramiento.objects.filter(usuario=usuario, candidatura=queda).vigentes(date(2024, 4, 17)).exists()
    assert pasa is not tiene_otra
    assert EnlaceDeAcceso.objects.filter(usuario=usuario).sin_usar().exists() is pasa
    assert Acto.objects.get(verbo="retirar_repetida").hechos["enlaces_revocados"] == int(tiene_otra)
    assert bool(cotejos.lo_que_volveria(cotejo)[1]) is tiene_otra
    revertir(elenco, cotejo)
    assert Nombramiento.objects.filter(usuario=usuario, candidatura=sale).vigentes(date(2024, 4, 18)).exists()
    # What was revoked is not brought back: another is sent.
    assert EnlaceDeAcceso.objects.filter(usuario=usuario).sin_usar().exists() is not tiene_otra
    servicios.reenviar_cuenta(
        de_nuevo(sale), motivo="Lo dijo ella", por=elenco.usuario("administracion"), en=momento("2024-04-18 12:00")
    )
    assert EnlaceDeAcceso.objects.filter(usuario=usuario).sin_usar().exists()


def test_las_paginas_lo_dicen_antes_y_las_cadenas_verifican(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)
    queda, sale = dos(elenco, "publicada")
    elenco.pedir_modificacion(sale)
    cliente = Client()
    cliente.force_login(elenco.usuario("secretaria_ejecutiva"), backend="django.contrib.auth.backends.ModelBackend")
    lugar = reverse("personas_cotejar", args=["prueba-2024", f"{queda.persona_id}-{sale.persona_id}"])
    pagina = cliente.get(lugar).content.decode()
    assert "La modificación en curso, que ya no se resuelve." in pagina
    assert "Su página pública, en este momento." in pagina
    cliente.post(
        lugar,
        {
            "decision": "misma",
            "sobrevive": queda.persona_id,
            "queda_0": queda.pk,
            "actor_0": "",
            "documento": "Oficio 1",
            "motivo": "Es la misma",
        },
    )
    cotejo = Cotejo.objects.get()
    revertida = reverse("cotejo_revertir", args=["prueba-2024", cotejo.pk])
    assert "Su modificación en curso, como estaba." in cliente.get(revertida).content.decode()
    cliente.post(revertida, {"motivo": "Eran dos"})
    assert de_nuevo(sale).estado == "publicada"
    assert [r for r in verificar().rotos if r["acto"]] == []


def test_quien_volvio_al_sitio_consta_cada_dia_como_estuvo(elenco: Elenco) -> None:
    queda, sale = dos(elenco, "publicada")
    revertir(elenco, unir(elenco, queda, sale), en="2024-04-19 10:00")
    dichas = {}
    for dia in (16, 17, 18, 19):
        estuvo = {e.pk: e for e in estuvieron(elenco.proceso, date(2024, 4, dia), momento("2024-04-20 10:00"))}
        dichas[dia] = estuvo.get(sale.pk)
    antes, el_dia, fuera, despues = dichas.values()
    assert antes is not None
    assert (antes.desde, antes.dejo) == (sale.publicada_en, None)
    assert el_dia is not None
    assert (el_dia.desde, el_dia.dejo) == (sale.publicada_en, momento("2024-04-17 10:00"))
    assert fuera is None
    assert despues is not None
    assert (despues.desde, despues.dejo, despues.sigue) == (momento("2024-04-19 10:00"), None, True)
