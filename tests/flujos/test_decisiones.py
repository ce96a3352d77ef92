"""What a decision covers, and in which order sessions, decisions and remissions happen (decision 0019)."""

import pytest

from compliance.models import Entregable
from documentos.services import guardar_documento
from flujos import entregables, sesiones
from flujos.entregables import remisiones
from flujos.models import Decision
from flujos.sesiones import Punto
from flujos.transiciones import Rechazo

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento
from .pasos import celebrar, hasta_remision


def test_un_documento_cambiado_tras_la_decision_no_se_remite(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    original = entregables.documento_vigente(informe)
    assert original is not None
    decision = Decision.objects.order_by("decidida_en").last()
    assert decision is not None
    assert decision.sha256 == original.sha256
    guardar_documento(
        pdf("cambiado"),
        proceso=informe.proceso,
        tipo=original.Tipo.PROYECTO,
        titulo="Informe",
        entregable=informe,
        por=elenco.usuario("area"),
        en=momento("2024-04-02 09:00"),
    )
    with pytest.raises(Rechazo) as rechazo:
        entregables.remitir(
            informe,
            oficio="X/1",
            remitida_en=momento("2024-04-02 10:00"),
            destinatario="UTVOPL",
            por=elenco.usuario("secretaria_ejecutiva"),
            en=momento("2024-04-02 10:00"),
        )
    assert rechazo.value.guarda == "documento_cambiado"
    entregables.devolver(
        informe,
        motivo="Se corrigió un dato.",
        por=elenco.usuario("secretaria_tecnica"),
        en=momento("2024-04-02 11:00"),
    )
    informe.refresh_from_db()
    assert (informe.estado, informe.aprobado_el) == ("en_elaboracion", None)


def test_un_organo_no_aprueba_lo_que_no_tiene_documento(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    entregables.presentar(informe, pdf(), por=elenco.usuario("area"), en=momento("2024-03-27 10:00"))
    informe.documentos.all().delete()
    with pytest.raises(Rechazo) as rechazo:
        celebrar(
            elenco,
            elenco.comision,
            "reunion",
            "2024-03-28 10:00",
            "secretaria_tecnica",
            "informe-marzo",
            resultado="aprobado",
        )
    assert rechazo.value.guarda == "documento"
    assert Decision.objects.count() == 0


def hasta_el_consejo(e: Elenco, resultado: str) -> Entregable:
    """The March report, decided by the commission so and waiting for the council, with another version since."""
    informe = e.entregables["informe-marzo"]
    entregables.presentar(informe, pdf(), por=e.usuario("area"), en=momento("2024-03-27 10:00"))
    for tipo, cuando, sentido in (
        ("reunion", "2024-03-28 10:00", "aprobado"),
        ("extraordinaria", "2024-03-29 10:00", resultado),
    ):
        celebrar(e, e.comision, tipo, cuando, "secretaria_tecnica", "informe-marzo", resultado=sentido)
    entregables.adjuntar(informe, pdf("otra"), por=e.usuario("area"), en=momento("2024-03-30 10:00"))
    return informe


def consejo_lo_recibe(e: Elenco, cuando: str = "2024-04-01 18:00") -> None:
    celebrar(e, e.consejo, "extraordinaria", cuando, "secretaria_ejecutiva", "informe-marzo", resultado="presentado")


def test_el_consejo_no_decide_sobre_otro_documento_que_el_de_la_comision(elenco: Elenco) -> None:
    informe = hasta_el_consejo(elenco, "aprobado")
    with pytest.raises(Rechazo) as rechazo:
        consejo_lo_recibe(elenco)
    assert rechazo.value.guarda == "documento_cambiado"
    # The bytes that the commission decided, again as the last version, are covered.
    entregables.adjuntar(informe, pdf(), por=elenco.usuario("area"), en=momento("2024-03-31 10:00"))
    consejo_lo_recibe(elenco, "2024-04-01 20:00")
    informe.refresh_from_db()
    assert informe.estado == "por_remitir"


def test_lo_aprobado_con_modificaciones_llega_al_consejo_ya_modificado(elenco: Elenco) -> None:
    informe = hasta_el_consejo(elenco, "aprobado_modificado")
    consejo_lo_recibe(elenco)
    informe.refresh_from_db()
    assert informe.estado == "por_remitir"


def test_un_borrador_cambia_despues_de_la_reunion_de_trabajo(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    entregables.presentar(informe, pdf(), por=elenco.usuario("area"), en=momento("2024-03-27 10:00"))
    comun = ("secretaria_tecnica", "informe-marzo")
    celebrar(elenco, elenco.comision, "reunion", "2024-03-28 10:00", *comun, resultado="aprobado")
    entregables.adjuntar(informe, pdf("otra"), por=elenco.usuario("area"), en=momento("2024-03-28 12:00"))
    _, [decision] = celebrar(elenco, elenco.comision, "ordinaria", "2024-03-29 10:00", *comun, resultado="aprobado")
    vigente = entregables.documento_vigente(informe)
    assert vigente is not None
    assert decision.sha256 == vigente.sha256


def test_una_decision_no_es_anterior_a_la_del_organo_previo(elenco: Elenco) -> None:
    hasta_el_consejo(elenco, "aprobado_modificado")
    with pytest.raises(Rechazo) as rechazo:
        consejo_lo_recibe(elenco, "2024-03-29 09:00")
    assert rechazo.value.guarda == "orden"
    assert "29/03/2024 10:00" in rechazo.value.mensaje


def test_una_sesion_no_se_clausura_antes_de_lo_que_decidio(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    entregables.presentar(informe, pdf(), por=elenco.usuario("area"), en=momento("2024-03-27 10:00"))
    sesion, _ = celebrar(
        elenco,
        elenco.comision,
        "reunion",
        "2024-03-28 10:00",
        "secretaria_tecnica",
        "informe-marzo",
        resultado="aprobado",
    )
    Decision.objects.update(decidida_en=momento("2024-03-28 11:00"))
    quien = {"por": elenco.usuario("secretaria_tecnica"), "en": momento("2024-03-28 12:00")}
    with pytest.raises(Rechazo) as rechazo:
        sesiones.concluir(sesion, termina_en=momento("2024-03-28 10:30"), **quien)
    assert rechazo.value.guarda == "orden"
    sesiones.concluir(sesion, termina_en=momento("2024-03-28 11:00"), **quien)


@pytest.mark.parametrize("cuando", ["1924-03-28 10:00", "0001-01-01 10:00", "2042-03-28 10:00"])
def test_una_sesion_de_otro_siglo_no_se_convoca(elenco: Elenco, cuando: str) -> None:
    with pytest.raises(Rechazo) as rechazo:
        sesiones.convocar(
            elenco.comision,
            tipo="ordinaria",
            inicia_en=momento(cuando),
            puntos=[Punto("Asuntos generales")],
            por=elenco.usuario("secretaria_tecnica"),
            en=momento("2024-03-28 10:00"),
        )
    assert rechazo.value.guarda == "fecha"


def test_lo_concluido_no_entra_al_orden_del_dia(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    entregables.cancelar(
        informe, motivo="Sin efecto", por=elenco.usuario("secretaria_tecnica"), en=momento("2024-04-02 10:00")
    )
    informe.refresh_from_db()
    with pytest.raises(Rechazo) as rechazo:
        sesiones.convocar(
            elenco.comision,
            tipo="ordinaria",
            inicia_en=momento("2024-04-03 10:00"),
            puntos=[Punto("", informe)],
            por=elenco.usuario("secretaria_tecnica"),
            en=momento("2024-04-02 11:00"),
        )
    assert rechazo.value.guarda == "estado"


def test_un_punto_se_retira_del_orden_del_dia_con_su_motivo(elenco: Elenco) -> None:
    sesion = sesiones.convocar(
        elenco.comision,
        tipo="ordinaria",
        inicia_en=momento("2024-03-28 10:00"),
        puntos=[Punto("Asuntos generales"), Punto("Informe de capacitación")],
        por=elenco.usuario("secretaria_tecnica"),
        en=momento("2024-03-27 10:00"),
    )
    quien = {"por": elenco.usuario("secretaria_tecnica"), "en": momento("2024-03-27 11:00")}
    primero, segundo = sesion.puntos.all()
    sesiones.quitar_punto(primero, motivo="Se tratará en abril", **quien)
    assert list(sesion.puntos.all()) == [segundo]
    rastro = primero.history.model.objects.get(id=primero.pk, history_type="-")
    assert (rastro.history_change_reason, rastro.history_date) == ("Se tratará en abril", quien["en"])
    with pytest.raises(Rechazo) as rechazo:
        sesiones.quitar_punto(segundo, motivo="Tampoco", **quien)
    assert rechazo.value.guarda == "puntos"


def test_el_acuse_que_llega_despues_se_agrega_una_sola_vez(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    quien = {"por": elenco.usuario("secretaria_ejecutiva"), "en": momento("2024-04-04 10:00")}
    entregables.remitir(
        informe, oficio="IEPC/SE/1/2024", remitida_en=momento("2024-04-04 09:00"), destinatario="UTVOPL", **quien
    )
    remision = remisiones.registrar_acuse(informe, pdf("acuse"), **quien)
    assert remision.acuse is not None
    assert remision.acuse.titulo == "Acuse IEPC/SE/1/2024"
    ultima = informe.actos.latest("pk")
    assert (ultima.verbo, ultima.hechos["sha256"]) == ("registrar_acuse", remision.acuse.sha256)
    with pytest.raises(Rechazo) as rechazo:
        remisiones.registrar_acuse(informe, pdf("otro"), **quien)
    assert rechazo.value.guarda == "acuse"


def test_la_remision_no_es_anterior_a_la_hora_de_la_decision(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    with pytest.raises(Rechazo) as rechazo:
        entregables.remitir(
            informe,
            oficio="X/1",
            remitida_en=momento("2024-04-01 17:00"),
            destinatario="UTVOPL",
            por=elenco.usuario("secretaria_ejecutiva"),
            en=momento("2024-04-03 10:00"),
        )
    assert rechazo.value.guarda == "orden"
