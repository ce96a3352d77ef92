"""A deliverable goes through its route, and each step leaves its trace."""

from datetime import date

import pytest

from calendario.models import Calendario, Inhabil
from compliance.models import Acto, Entregable
from compliance.situacion import Clase
from compliance.tablero import estado
from flujos import entregables, sesiones
from flujos.entregables import eventos
from flujos.entregables.informes import informe_mensual
from flujos.flows import tarea_abierta
from flujos.models import Decision
from flujos.sesiones import Punto
from flujos.transiciones import Rechazo

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento
from .pasos import celebrar, hasta_remision


def test_un_informe_recorre_toda_su_ruta(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    assert informe.estado == "por_remitir"
    assert informe.aprobado_el == date(2024, 4, 1)
    assert informe.vence == momento("2024-04-05 23:59:59")

    entregables.remitir(
        informe,
        oficio="IEPC/SE/1/2024",
        remitida_en=momento("2024-04-05 23:50"),
        destinatario="UTVOPL",
        copia="UTTyPDP",
        acuse=pdf("acuse"),
        por=elenco.usuario("secretaria_ejecutiva"),
        en=momento("2024-04-06 09:00"),
    )
    informe.refresh_from_db()
    assert informe.estado == "remitido"
    assert informe.vence is None
    assert informe.situacion(momento("2024-04-06 09:00")).clase is Clase.A_TIEMPO

    entregables.validar_por_ine(
        informe,
        validada_en=momento("2024-04-08 12:00"),
        por=elenco.usuario("secretaria_ejecutiva"),
        en=momento("2024-04-08 12:30"),
    )
    informe.refresh_from_db()
    assert informe.estado == "concluido"
    assert tarea_abierta(informe) is None
    assert informe.tramite.status == "DONE"
    assert list(informe.actos.values_list("verbo", "a")) == [
        ("iniciar", "en_elaboracion"),
        ("presentar", "en_decision"),
        ("analizar", "en_decision"),
        ("decidir", "en_decision"),
        ("aprobar", "por_remitir"),
        ("remitir", "remitido"),
        ("validar", "concluido"),
    ]


def test_cada_cambio_de_estado_deja_historia_con_autoria_y_momento(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    ultima = informe.history.latest("history_id")
    assert ultima.history_date == momento("2024-04-01 18:00")
    assert ultima.history_user == elenco.usuario("secretaria_ejecutiva")
    assert ultima.autor == "Secretaria Ejecutiva De Prueba"


def test_una_sesion_decide_varios_entregables_a_la_vez(elenco: Elenco) -> None:
    for llave, por in (("publicacion", "area_transparencia"), ("avance-abril", "area_transparencia")):
        entregables.presentar(
            elenco.entregables[llave], pdf(llave), por=elenco.usuario(por), en=momento("2024-03-27 10:00")
        )
    _, decisiones = celebrar(
        elenco,
        elenco.comision,
        "ordinaria",
        "2024-03-28 10:00",
        "secretaria_tecnica",
        "publicacion",
        "avance-abril",
        resultado="aprobado",
    )
    assert len(decisiones) == 2
    for llave in ("publicacion", "avance-abril"):
        elenco.entregables[llave].refresh_from_db()
        assert elenco.entregables[llave].etapa.clave == "consejo"


def test_si_un_punto_se_rechaza_no_se_decide_ninguno(elenco: Elenco) -> None:
    entregables.presentar(
        elenco.entregables["publicacion"],
        pdf(),
        por=elenco.usuario("area_transparencia"),
        en=momento("2024-03-27 10:00"),
    )
    with pytest.raises(Rechazo, match="no toca decidirlo en esta sesión"):
        celebrar(
            elenco,
            elenco.comision,
            "ordinaria",
            "2024-03-28 10:00",
            "secretaria_tecnica",
            "publicacion",
            "informe-marzo",
            resultado="aprobado",
        )
    assert Decision.objects.count() == 0
    elenco.entregables["publicacion"].refresh_from_db()
    assert elenco.entregables["publicacion"].etapa.clave == "comision"


def test_devuelto_con_observaciones_regresa_al_area_con_el_texto(elenco: Elenco) -> None:
    entregables.presentar(
        elenco.entregables["publicacion"],
        pdf(),
        por=elenco.usuario("area_transparencia"),
        en=momento("2024-03-27 10:00"),
    )
    celebrar(
        elenco,
        elenco.comision,
        "ordinaria",
        "2024-03-28 10:00",
        "secretaria_tecnica",
        "publicacion",
        resultado="devuelto",
        observaciones="Falta el fundamento.",
    )
    acuerdo = elenco.entregables["publicacion"]
    acuerdo.refresh_from_db()
    assert acuerdo.estado == "en_elaboracion"
    assert acuerdo.actos.last().motivo == "Falta el fundamento."
    # The area mends it and the flow goes on: a second version, the same route.
    documento = entregables.presentar(
        acuerdo, pdf("dos"), por=elenco.usuario("area_transparencia"), en=momento("2024-03-29 10:00")
    )
    acuerdo.refresh_from_db()
    assert documento.version == 2
    assert acuerdo.etapa.clave == "comision"


@pytest.mark.parametrize(
    ("sentido", "guarda"),
    [
        ({"resultado": "devuelto"}, "observaciones"),
        ({"resultado": "inventado"}, "resultado"),
    ],
)
def test_la_decision_dice_que_guarda_la_impide(elenco: Elenco, sentido: dict[str, str], guarda: str) -> None:
    entregables.presentar(
        elenco.entregables["publicacion"],
        pdf(),
        por=elenco.usuario("area_transparencia"),
        en=momento("2024-03-27 10:00"),
    )
    with pytest.raises(Rechazo) as rechazo:
        celebrar(
            elenco,
            elenco.comision,
            "ordinaria",
            "2024-03-28 10:00",
            "secretaria_tecnica",
            "publicacion",
            **sentido,
        )
    assert rechazo.value.guarda == guarda


def test_la_aprobacion_del_consejo_exige_el_numero_de_acuerdo_y_fija_el_plazo_de_remision(
    elenco: Elenco,
) -> None:
    acuerdo = elenco.entregables["publicacion"]
    entregables.presentar(acuerdo, pdf(), por=elenco.usuario("area_transparencia"), en=momento("2024-03-20 10:00"))
    celebrar(
        elenco,
        elenco.comision,
        "ordinaria",
        "2024-03-21 10:00",
        "secretaria_tecnica",
        "publicacion",
        resultado="aprobado",
    )
    with pytest.raises(Rechazo) as rechazo:
        celebrar(
            elenco,
            elenco.consejo,
            "ordinaria",
            "2024-03-22 10:00",
            "secretaria_ejecutiva",
            "publicacion",
            resultado="aprobado",
        )
    assert rechazo.value.guarda == "acuerdo"
    celebrar(
        elenco,
        elenco.consejo,
        "ordinaria",
        "2024-03-22 12:00",
        "secretaria_ejecutiva",
        "publicacion",
        resultado="aprobado",
        acuerdo="IEPC/CEE/9/2024",
    )
    acuerdo.refresh_from_db()
    assert acuerdo.acuerdo == "IEPC/CEE/9/2024"
    assert acuerdo.limite_remision == date(2024, 3, 27)


HABILES = {"modo": "habiles", "regla_remision": "5 días hábiles después"}


def inhabil(elenco: Elenco, dia: date) -> None:
    """A day on which the institute does not work."""
    calendario = Calendario.objects.create(clave=elenco.proceso.instituto.clave, nombre="Calendario de prueba")
    Inhabil.objects.create(calendario=calendario, desde=dia, hasta=dia, motivo="Aniversario")


def test_la_aprobacion_cuenta_los_dias_habiles_del_instituto_para_remitir(elenco: Elenco) -> None:
    inhabil(elenco, date(2024, 3, 26))
    acuerdo = elenco.entregables["publicacion"]
    Entregable.objects.filter(pk=acuerdo.pk).update(**HABILES)
    entregables.presentar(acuerdo, pdf(), por=elenco.usuario("area_transparencia"), en=momento("2024-03-20 10:00"))
    for organo, cuando, quien in (
        (elenco.comision, "2024-03-21 10:00", "secretaria_tecnica"),
        (elenco.consejo, "2024-03-22 12:00", "secretaria_ejecutiva"),
    ):
        celebrar(elenco, organo, "ordinaria", cuando, quien, "publicacion", resultado="aprobado", acuerdo="A/9/2024")
    acuerdo.refresh_from_db()
    # Approved on a Friday: neither the weekend nor the anniversary counts.
    assert acuerdo.limite_remision == date(2024, 4, 1)
    assert acuerdo.vence == momento("2024-04-01 23:59:59")


def test_una_regla_que_no_se_puede_calcular_rechaza_la_aprobacion(elenco: Elenco) -> None:
    acuerdo = elenco.entregables["publicacion"]
    Entregable.objects.filter(pk=acuerdo.pk).update(regla_remision="5 lunas después")
    entregables.presentar(acuerdo, pdf(), por=elenco.usuario("area_transparencia"), en=momento("2024-03-20 10:00"))
    celebrar(
        elenco,
        elenco.comision,
        "ordinaria",
        "2024-03-21 10:00",
        "secretaria_tecnica",
        "publicacion",
        resultado="aprobado",
    )
    with pytest.raises(
        Rechazo, match="límite para remitir al INE: No se entiende la regla «5 lunas después»"
    ) as rechazo:
        celebrar(
            elenco,
            elenco.consejo,
            "ordinaria",
            "2024-03-22 12:00",
            "secretaria_ejecutiva",
            "publicacion",
            resultado="aprobado",
            acuerdo="A/9/2024",
        )
    assert rechazo.value.guarda == "regla_remision"
    acuerdo.refresh_from_db()
    assert acuerdo.aprobado_el is None


def test_sin_quorum_no_se_instala(elenco: Elenco) -> None:
    sesion = sesiones.convocar(
        elenco.comision,
        tipo="ordinaria",
        inicia_en=momento("2024-03-28 10:00"),
        puntos=[Punto("Asuntos generales")],
        por=elenco.usuario("secretaria_tecnica"),
        en=momento("2024-03-26 10:00"),
    )
    with pytest.raises(Rechazo, match="No hay quórum: 1 de 2"):
        sesiones.instalar(
            sesion,
            presentes=elenco.comision.integraciones.all()[:1],
            por=elenco.usuario("secretaria_tecnica"),
            en=momento("2024-03-28 10:00"),
        )
    assert sesion.asistencias.count() == 0


def test_el_area_de_otra_no_presenta(elenco: Elenco) -> None:
    with pytest.raises(Rechazo) as rechazo:
        entregables.presentar(
            elenco.entregables["informe-marzo"],
            pdf(),
            por=elenco.usuario("area_transparencia"),
            en=momento("2024-03-27 10:00"),
        )
    assert rechazo.value.guarda == "rol"
    assert Acto.objects.count() == 0


@pytest.mark.parametrize(("remitida", "guarda"), [("2024-04-09 10:00", "fecha_futura"), ("2024-03-31 10:00", "orden")])
def test_una_fecha_de_remision_imposible_se_rechaza(elenco: Elenco, remitida: str, guarda: str) -> None:
    informe = hasta_remision(elenco)
    with pytest.raises(Rechazo) as rechazo:
        entregables.remitir(
            informe,
            oficio="X/1",
            remitida_en=momento(remitida),
            destinatario="UTVOPL",
            por=elenco.usuario("secretaria_ejecutiva"),
            en=momento("2024-04-03 10:00"),
        )
    assert rechazo.value.guarda == guarda


def otro_documento(elenco: Elenco, **valores: str) -> Entregable:
    base = elenco.entregables["remision-abril"]
    return Entregable.objects.create(
        proceso=elenco.proceso,
        llave="otro-documento",
        clave="11",
        numeral=11,
        orden=90,
        nombre="Cualquier otro documento",
        tipo="contingente",
        es_plantilla=True,
        ruta=base.ruta,
        area=base.area,
        regla_evento="supuesto",
        **valores,
    )


def test_un_hecho_abre_el_entregable_contingente_con_su_plazo(elenco: Elenco) -> None:
    plantilla = otro_documento(elenco, regla_remision="5 días naturales después")
    antes = Entregable.objects.exigibles().count()
    nuevo = eventos.registrar_evento(
        plantilla,
        evento_el=date(2024, 3, 28),
        descripcion="Lineamientos internos",
        por=elenco.usuario("secretaria_tecnica"),
        en=momento("2024-03-28 12:00"),
    )
    assert nuevo.limite_remision == date(2024, 4, 2)
    assert nuevo.vence == momento("2024-04-02 23:59:59")
    assert Entregable.objects.exigibles().count() == antes + 1
    with pytest.raises(Rechazo):
        entregables.iniciar(plantilla, por=elenco.usuario("secretaria_tecnica"), en=momento("2024-03-28 12:00"))


def test_un_hecho_cuenta_los_dias_habiles_del_instituto(elenco: Elenco) -> None:
    inhabil(elenco, date(2024, 4, 1))
    nuevo = eventos.registrar_evento(
        otro_documento(elenco, **HABILES),
        evento_el=date(2024, 3, 28),
        descripcion="Lineamientos internos",
        por=elenco.usuario("secretaria_tecnica"),
        en=momento("2024-03-28 12:00"),
    )
    # 29 March, then 2 to 5 April: neither the weekend nor the anniversary counts.
    assert nuevo.limite_remision == date(2024, 4, 5)


def test_lo_que_nace_de_un_hecho_no_lo_mueve_su_aprobacion(elenco: Elenco) -> None:
    plantilla = elenco.entregables["publicacion"]
    Entregable.objects.filter(pk=plantilla.pk).update(tipo="por_evento")
    nuevo = eventos.registrar_evento(
        plantilla,
        evento_el=date(2024, 4, 10),
        descripcion="Otra fecha",
        por=elenco.usuario("secretaria_tecnica"),
        en=momento("2024-04-10 12:00"),
    )
    assert (nuevo.limite_remision, nuevo.remite_desde_aprobacion) == (date(2024, 4, 15), False)


def test_las_cifras_de_un_dia_pasado_no_cambian_por_lo_que_se_deshizo_despues(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    entonces = momento("2024-04-03 09:00")
    secretaria = elenco.usuario("secretaria_tecnica")
    antes = estado(elenco.proceso, entonces)
    entregables.devolver(informe, motivo="Se corrigió un dato.", por=secretaria, en=momento("2024-04-15 10:00"))
    assert estado(elenco.proceso, entonces) == antes
    entregables.cancelar(informe, motivo="Sin efecto", por=secretaria, en=momento("2024-04-16 10:00"))
    assert estado(elenco.proceso, entonces) == antes
    assert estado(elenco.proceso, momento("2024-04-16 10:00")) != antes
    filas = {f.llave: f for f in informe_mensual(elenco.proceso, date(2024, 4, 1), entonces).filas}
    assert filas["informe-marzo"].situacion.clase is Clase.POR_VENCER


def test_cancelado_deja_de_contar(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    entregables.iniciar(informe, por=elenco.usuario("area"), en=momento("2024-03-20 10:00"))
    entregables.cancelar(
        informe,
        motivo="Acuerdo INE/CG1/2024",
        por=elenco.usuario("secretaria_tecnica"),
        en=momento("2024-03-21 10:00"),
    )
    informe.refresh_from_db()
    assert informe not in Entregable.objects.exigibles()
    assert tarea_abierta(informe) is None
