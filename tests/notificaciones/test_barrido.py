"""The sweep: what is due is told, once, to whom it concerns."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.actos import Apunte, asentar, escritura
from compliance.models import Candidatura, Entregable
from compliance.verbos.tabla import DE_PLAN
from flujos import candidaturas, entregables
from flujos.candidaturas import NuevaObservacion
from flujos.verbos.candidaturas import DE_CANDIDATURA
from flujos.verbos.entregables import DE_ENTREGABLE
from flujos.verbos.supresiones import DE_SUPRESION
from notificaciones.models import Aviso, Escalon, Latido
from notificaciones.services import barrer

from ..elenco import Elenco, momento
from ..flujos.pasos import hasta_remision
from .reloj import solo

EN_CAPTURA = {
    "cuentas_enviadas_en": momento("2024-03-31 10:00"),
    "vence": momento("2024-04-15 23:59:59"),
}


def motivos(**filtro: object) -> set[tuple[str, str]]:
    return {(a.destinatario_correo, a.motivo) for a in Aviso.objects.filter(**filtro)}


def asuntos_a(correo: str) -> list[str]:
    return [m.subject for m in mail.outbox if f"<{correo}>" in m.to[0]]


def transicion(candidatura: Candidatura, verbo: str, a: str, en: str) -> None:
    """An act as if the verb had been done then."""
    with escritura():
        asentar(Apunte(verbo, candidatura, en=momento(en), a=a, proceso_id=candidatura.proceso_id, notable=True))


def test_el_area_oye_de_su_entregable_en_cada_escalon_y_una_sola_vez(elenco: Elenco) -> None:
    solo(elenco, "informe-marzo")
    dia = momento("2024-03-25 08:00")
    assert barrer(dia - timedelta(minutes=1)).creados == 1  # fifteen days: the rung before
    primero = barrer(dia)
    assert (primero.creados, primero.enviados, primero.fallidos, primero.omitidos) == (1, 1, 0, 0)
    assert barrer(dia).creados == 0
    assert barrer(dia + timedelta(days=1)).creados == 0
    assert barrer(momento("2024-03-29 09:00")).creados == 2  # the area and the technical secretary
    avisos = Aviso.objects.filter(creado_en=dia)
    assert {a.destinatario_correo for a in avisos} == {"area@example.com"}
    for aviso in avisos:
        assert aviso.estado == Aviso.Estado.ENVIADO
        assert aviso.enviado_en is not None
        assert dia <= aviso.enviado_en < dia + timedelta(minutes=5)
        assert aviso.motivo == "Entregable por elaborar: faltan 7 días"
        assert "lunes 1 de abril de 2024 (faltan 7 días)" in aviso.texto
        assert aviso.entregable == elenco.entregables["informe-marzo"]
        assert aviso.area == elenco.informatica


def test_tras_una_semana_sin_barrido_solo_se_envia_el_ultimo_escalon(elenco: Elenco) -> None:
    solo(elenco, "informe-marzo")
    barrer(momento("2024-03-20 09:00"))
    antes = Aviso.objects.count()
    barrer(momento("2024-03-31 09:00"))
    nuevos = Aviso.objects.all()[: Aviso.objects.count() - antes]
    assert {a.escalon.clave for a in nuevos} == {"entregable-area-1-antes", "entregable-secretaria-tecnica-3-antes"}


def test_lo_vencido_desde_hace_meses_se_dice_una_vez(elenco: Elenco) -> None:
    solo(elenco, "informe-marzo")
    tarde = momento("2024-08-01 09:00")
    barrer(tarde)
    # The area, the technical secretary, the commission; nobody is registered as its head.
    assert set(Aviso.objects.values_list("escalon__dias", flat=True)) == {-1, -3, -8}
    assert motivos(destinatario_correo="area@example.com") == {
        ("area@example.com", "Entregable por elaborar: venció hace 122 días")
    }
    assert barrer(tarde + timedelta(days=30)).creados == 0


def test_una_fecha_nueva_abre_una_escalera_nueva(elenco: Elenco) -> None:
    solo(elenco, "informe-marzo")
    informe = elenco.entregables["informe-marzo"]
    barrer(momento("2024-04-01 09:00"))
    antes = Aviso.objects.count()
    informe.aprobado_el = date(2024, 4, 1)
    informe.vence = informe.vencimiento_pendiente()
    informe.save()
    barrer(momento("2024-04-01 10:00"))
    assert Aviso.objects.count() > antes
    assert Aviso.objects.first().texto.count("viernes 5 de abril de 2024") == 1


@pytest.mark.parametrize(
    ("estado", "correos"),
    [
        ("en_elaboracion", {"area@example.com", "secretaria_tecnica@example.com"}),
        ("en_decision", {"secretaria_tecnica@example.com"}),
        ("por_remitir", {"secretaria_ejecutiva@example.com"}),
        ("cancelado", set()),
    ],
)
def test_oye_quien_debe_actuar_en_la_etapa_en_que_esta(elenco: Elenco, estado: str, correos: set[str]) -> None:
    solo(elenco, "informe-marzo")
    Entregable.objects.filter(llave="informe-marzo").update(estado=estado)
    barrer(momento("2024-03-29 09:00"))
    assert set(Aviso.objects.values_list("destinatario_correo", flat=True)) == correos


def test_lo_remitido_y_lo_concluido_ya_no_avisa(elenco: Elenco) -> None:
    Entregable.objects.update(remitido_en=momento("2024-03-20 10:00"))
    assert barrer(momento("2024-04-02 09:00")).creados == 0


def test_un_entregable_sin_area_lo_oye_la_secretaria_tecnica(elenco: Elenco) -> None:
    solo(elenco, "informe-marzo")
    Entregable.objects.update(area=None)
    barrer(momento("2024-03-25 09:00"))
    assert set(Aviso.objects.values_list("destinatario_correo", flat=True)) == {"secretaria_tecnica@example.com"}


def test_un_partido_recibe_un_aviso_con_todas_sus_candidaturas(elenco: Elenco) -> None:
    solo(elenco)
    for n in range(1, 41):
        elenco.candidatura(f"Persona {n:02}", formula=str(n), **EN_CAPTURA)
    elenco.candidatura("De otro partido", actor=elenco.partido_b, **EN_CAPTURA)
    barrer(momento("2024-04-12 09:00"))
    del_partido = Aviso.objects.filter(destinatario_correo="partido@example.com")
    aviso = del_partido.get()
    assert aviso.asunto == "Captura de cuestionarios de Partido A: faltan 3 días (40 candidaturas)"
    assert aviso.texto.count("\n- Persona") == 40
    assert "De otro partido" not in aviso.texto
    assert aviso.candidaturas.count() == 40
    assert aviso.actor == elenco.partido_a
    # Who represents each, and the candidates' own.
    assert set(Aviso.objects.values_list("destinatario_correo", flat=True)) == {
        "partido@example.com",
        "partido_b@example.com",
        "ana@example.com",
    }
    assert len(asuntos_a("ana@example.com")) == 1


def test_las_candidaturas_retiradas_publicadas_o_en_revision_no_avisan(elenco: Elenco) -> None:
    solo(elenco)
    for n, estado in enumerate(("retirada", "publicada", "validada", "capturada")):
        retiro = {"motivo_retiro": "renuncia", "documento_retiro": "Oficio 1"} if estado == "retirada" else {}
        elenco.candidatura(formula=str(n), estado=estado, **retiro, **EN_CAPTURA)
    assert barrer(momento("2024-04-15 09:00")).creados == 0


def test_los_plazos_de_las_candidaturas_callan_despues_de_la_jornada(elenco: Elenco) -> None:
    solo(elenco)
    elenco.candidatura(**EN_CAPTURA)
    assert barrer(momento("2024-06-03 09:00")).creados == 0
    assert barrer(momento("2024-06-02 23:00")).creados > 0


def test_cada_plazo_de_una_candidatura_tiene_su_aviso(elenco: Elenco) -> None:
    solo(elenco)
    elenco.candidatura("Sin cuentas", formula="1", vence=momento("2024-04-02 23:59:59"))
    elenco.candidatura("Por capturar", formula="2", **EN_CAPTURA | {"vence": momento("2024-04-02 23:59:59")})
    elenco.candidatura("Con observaciones", formula="3", estado="observada", vence=momento("2024-04-02 23:59:59"))
    barrer(momento("2024-04-02 09:00"))
    assert motivos(destinatario_correo="partido@example.com") == {
        ("partido@example.com", "Captura de cuestionarios: vence hoy"),
        ("partido@example.com", "Respuesta a observaciones: vence hoy"),
    }
    assert motivos(destinatario_correo="secretaria_tecnica@example.com") == {
        ("secretaria_tecnica@example.com", "Entrega de cuentas: vence hoy")
    }


def test_quien_tiene_muchos_avisos_recibe_un_solo_correo(elenco: Elenco) -> None:
    Entregable.objects.update(vence=momento("2024-04-05 23:59:59"))
    barrer(momento("2024-04-02 09:00"))
    suyos = Aviso.objects.filter(destinatario_correo="area_transparencia@example.com")
    assert asuntos_a("area_transparencia@example.com") == ["[IEPC] Resumen de 3 avisos de Proceso de prueba 2023-2024"]
    assert suyos.count() == 3
    ids = set(suyos.values_list("mensaje_id", flat=True))
    assert len(ids) == 1


def test_de_los_hechos_oye_a_quien_le_importa(elenco: Elenco) -> None:
    solo(elenco)
    candidaturas.observar(
        elenco.candidatura_en("capturada"),
        observaciones=[NuevaObservacion("propuesta_1", ["incompleto"], "Falta la meta.")],
        por=elenco.usuario("verificacion"),
        en=momento("2024-04-10 12:00"),
    )
    informe = elenco.entregables["informe-marzo"]
    archivo = ContentFile(b"%PDF-1.4 uno", name="informe.pdf")
    entregables.presentar(informe, archivo, por=elenco.usuario("area"), en=momento("2024-04-10 12:10"))
    entregables.devolver(
        informe, motivo="Falta el anexo.", por=elenco.usuario("secretaria_tecnica"), en=momento("2024-04-10 12:30")
    )
    barrer(momento("2024-04-10 13:00"))
    hechos = {(c, m) for c, m in motivos() if m.endswith("12:00") or m.endswith("12:30")}
    assert hechos == {
        ("partido@example.com", "Se hicieron observaciones: mié 10 abr 2024, 12:00"),
        ("ana@example.com", "Se hicieron observaciones: mié 10 abr 2024, 12:00"),
        ("area@example.com", "Devuelto con observaciones: mié 10 abr 2024, 12:30"),
    }
    devuelto = Aviso.objects.get(destinatario_correo="area@example.com", escalon__verbo="devolver")
    assert "Falta el anexo." in devuelto.texto
    # What verification found is read on the site: it may touch on identity.
    assert not any("Falta la meta" in a.texto for a in Aviso.objects.all())
    assert barrer(momento("2024-04-10 13:01")).creados == 0


def test_los_hechos_de_un_partido_se_dicen_juntos(elenco: Elenco) -> None:
    solo(elenco)
    for n in range(5):
        candidatura = elenco.candidatura(f"Persona {n}", formula=str(n), estado="publicada")
        transicion(candidatura, "publicar", "publicada", "2024-04-10 12:00")
    barrer(momento("2024-04-10 13:00"))
    aviso = Aviso.objects.get(destinatario_correo="partido@example.com")
    assert aviso.asunto == "Publicación en «Conóceles» de Partido A: 5 candidaturas"
    assert aviso.actos.count() == 5


def test_no_se_dice_lo_que_ya_no_es_ni_lo_que_es_historia(elenco: Elenco) -> None:
    solo(elenco)
    atendida = elenco.candidatura(formula="1", estado="capturada")
    transicion(atendida, "observar", "observada", "2024-04-10 12:00")
    antigua = elenco.candidatura(formula="2", estado="publicada")
    transicion(antigua, "publicar", "publicada", "2024-04-01 12:00")
    assert barrer(momento("2024-04-10 13:00")).creados == 0


def test_un_hecho_tardio_en_confirmarse_tambien_se_dice(elenco: Elenco) -> None:
    solo(elenco)
    primera = elenco.candidatura(formula="1", estado="publicada")
    segunda = elenco.candidatura(formula="2", estado="publicada")
    transicion(segunda, "publicar", "publicada", "2024-04-10 12:00")
    barrer(momento("2024-04-10 13:00"))
    # Its moment is earlier, but its transaction ended after the sweep.
    transicion(primera, "publicar", "publicada", "2024-04-10 11:00")
    assert barrer(momento("2024-04-10 13:01")).creados > 0


def test_sin_correo_queda_dicho_y_se_avisa_cuando_se_registra(elenco: Elenco) -> None:
    solo(elenco, "informe-marzo")
    elenco.informatica.correo = ""
    elenco.informatica.save()
    elenco.usuario("area").is_active = False
    elenco.usuario("area").save()
    primero = barrer(momento("2024-03-25 09:00"))
    assert (primero.creados, primero.omitidos) == (0, 1)
    assert Aviso.objects.get().get_estado_display() == "Sin correo registrado"
    assert barrer(momento("2024-03-25 09:01")).omitidos == 0
    elenco.informatica.correo = "nuevo@example.com"
    elenco.informatica.save()
    assert barrer(momento("2024-03-25 09:02")).creados == 1
    assert len(asuntos_a("nuevo@example.com")) == 1


def test_los_textos_del_instituto_no_se_sobrescriben_y_un_escalon_se_puede_apagar(elenco: Elenco) -> None:
    solo(elenco, "informe-marzo")
    barrer(momento("2024-01-01 09:00"))
    Escalon.objects.filter(clave="entregable-area-7-antes").update(asunto="Texto propio de {clave}")
    Escalon.objects.filter(clave="entregable-secretaria-tecnica-3-antes").update(activo=False)
    cuantos = Escalon.objects.count()
    barrer(momento("2024-03-25 09:00"))
    barrer(momento("2024-03-29 09:00"))
    assert Escalon.objects.count() == cuantos
    assert Aviso.objects.filter(asunto="Texto propio de 11.3").count() == 1
    assert not Aviso.objects.filter(destinatario_correo="secretaria_tecnica@example.com").exists()


def test_el_latido_dice_cuando_barrio(elenco: Elenco) -> None:
    al = momento("2024-04-01 09:00")
    barrer(al)
    latido = Latido.objects.get()
    assert latido.en == al
    assert not latido.atrasado(al + Latido.tolerancia())
    assert latido.atrasado(al + Latido.tolerancia() + timedelta(seconds=1))


def test_las_consultas_no_crecen_con_los_plazos_que_ya_se_dijeron(elenco: Elenco) -> None:
    for n in range(30):
        elenco.candidatura(formula=str(n), **EN_CAPTURA)
    al = momento("2024-04-12 09:00")
    barrer(al)
    with CaptureQueriesContext(
        connection,
    ) as pocas:
        barrer(al)
    for n in range(30, 90):
        elenco.candidatura(formula=str(n), **EN_CAPTURA)
    barrer(al)
    with CaptureQueriesContext(connection) as muchas:
        barrer(al)
    assert len(muchas) == len(pocas)


def test_cada_hecho_de_la_escalera_es_un_verbo_que_existe(elenco: Elenco) -> None:
    """A verb renamed in the services must not silence its notice."""
    barrer(momento("2024-01-01 09:00"))
    de_candidaturas = set(Escalon.objects.filter(objeto="candidatura").values_list("verbo", flat=True))
    assert de_candidaturas <= {*DE_CANDIDATURA, *DE_SUPRESION}
    del_plan = set(Escalon.objects.filter(objeto="plan").values_list("verbo", flat=True))
    assert del_plan == {"cambiar", "revertir", "confirmar_fecha"} <= set(DE_PLAN)
    de_entregables = set(
        Escalon.objects.exclude(objeto__in=["candidatura", "plan"]).exclude(verbo="").values_list("verbo", flat=True)
    )
    assert de_entregables <= set(DE_ENTREGABLE)


def test_lo_que_decide_cada_organo_se_dice_una_vez(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    barrer(momento("2024-04-01 18:30"))
    de_sesion = Aviso.objects.filter(entregable=informe, escalon__objeto="seguimiento").exclude(
        escalon__verbo="presentar"
    )
    # The meeting, the session of the commission and that of the council.
    for correo, oye in (
        ("area@example.com", ["analizar", "decidir", "aprobar"]),
        ("secretaria_tecnica@example.com", ["decidir", "aprobar"]),
    ):
        suyos = de_sesion.filter(destinatario_correo=correo).order_by("actos__pk")
        assert list(suyos.values_list("escalon__verbo", flat=True)) == oye, correo
    assert "decidió en sesión" in de_sesion.filter(escalon__verbo="decidir")[0].texto
    assert barrer(momento("2024-04-01 18:35")).creados == 0


@pytest.mark.parametrize(
    ("nombre", "dicho"),
    [
        ("Informe de marzo de 2024.", "«Informe de marzo de 2024»"),
        ("Informe mensual.", "«Informe mensual: marzo de 2024»"),
    ],
)
def test_un_nombre_que_acaba_en_punto_no_lo_dobla(elenco: Elenco, nombre: str, dicho: str) -> None:
    solo(elenco, "informe-marzo")
    Entregable.objects.filter(llave="informe-marzo").update(nombre=nombre)
    barrer(momento("2024-03-25 08:00"))
    aviso = Aviso.objects.get(creado_en=momento("2024-03-25 08:00"))
    assert dicho in aviso.texto
    assert ".»" not in aviso.texto
    assert ".:" not in aviso.asunto
