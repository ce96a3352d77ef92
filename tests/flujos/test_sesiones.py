"""Sessions in which one can trust: who is there, how they vote, what is undone and mended (decision 0045)."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from compliance.models import Acto, Entregable, Integracion, Organo
from flujos import entregables, sesiones
from flujos.entregables.informes import informe_mensual
from flujos.models import Decision, PuntoOrden, Sesion, Voto
from flujos.sesiones import Punto, Sentido
from flujos.transiciones import Rechazo

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento, rechazado
from ..paginas import entrar, ver
from .pasos import hasta_remision


def abierta(e: Elenco, *, presentes: int = 3, tipo: str = "ordinaria", puntos: int = 2) -> Sesion:
    """The commission meets on 3 April at 9 about the publication and the progress report."""
    for llave in ("publicacion", "avance-abril"):
        if not e.entregables[llave].documentos.exists():
            entregables.presentar(e.entregables[llave], pdf(llave), por=None, en=momento("2024-03-27 10:00"))
    orden = [Punto("", e.entregables["publicacion"]), Punto("", e.entregables["avance-abril"])][:puntos]
    sesion = sesiones.convocar(
        e.comision,
        tipo=tipo,
        inicia_en=momento("2024-04-03 09:00"),
        puntos=[*orden, Punto("Lectura del orden del día")],
        **quien(e, "2024-04-01 09:00"),
    )
    return sesiones.instalar(sesion, presentes=integrantes(e)[:presentes], **quien(e, "2024-04-03 09:00"))


def quien(e: Elenco, en: str = "2024-04-03 18:00") -> dict[str, Any]:
    return {"por": e.usuario("secretaria_tecnica"), "en": momento(en)}


def integrantes(e: Elenco) -> list[Integracion]:
    """Consejera Uno presides; then Consejera Tres and Consejero Dos."""
    return list(e.comision.integraciones.all())


def punto(sesion: Sesion, orden: int = 1) -> PuntoOrden:
    return sesion.puntos.get(orden=orden)


def votos(e: Elenco, *sentidos: str) -> dict[int, str]:
    return {i.pk: s for i, s in zip(integrantes(e), sentidos, strict=False) if s}


def decidir(e: Elenco, sesion: Sesion, resultado: str = "aprobado", *, orden: int = 1, **otros: Any) -> Decision:
    cuando = otros.pop("cuando", "2024-04-03 10:00")
    sentido = Sentido(punto(sesion, orden), resultado, **otros)
    return sesiones.decidir(sesion, [sentido], decidida_en=momento(cuando), **quien(e))[0]


def reglas(organo: Organo, **valores: Any) -> None:
    Organo.objects.filter(pk=organo.pk).update(**valores)
    organo.refresh_from_db()


def ultimo_acto(sesion: Sesion) -> Acto:
    return Acto.objects.filter(modelo="flujos.sesion", objeto=sesion.pk).latest("pk")


# -- Votes --------------------------------------------------------------------------------------------------


def test_nadie_vota_si_no_se_dice_y_la_unanimidad_se_dice(elenco: Elenco) -> None:
    sesion = abierta(elenco)
    with rechazado("sin_votos") as info:
        decidir(elenco, sesion)
    assert "Consejera Uno; Consejera Tres; Consejero Dos" in str(info.value)
    with rechazado("sin_votos"):
        decidir(elenco, sesion, votos=votos(elenco, "favor"))
    decision = decidir(elenco, sesion, unanimidad=True)
    assert {v.sentido for v in decision.votos.all()} == {"favor"}
    assert decision.votos.count() == 3


def test_una_devolucion_tambien_necesita_su_mayoria(elenco: Elenco) -> None:
    sesion = abierta(elenco)
    with rechazado("mayoria"):
        decidir(elenco, sesion, "devuelto", observaciones="Falta.", votos=votos(elenco, "contra", "contra", "contra"))
    decidir(elenco, sesion, "devuelto", observaciones="Falta.", votos=votos(elenco, "favor", "favor", "contra"))
    assert Entregable.objects.get(pk=elenco.entregables["publicacion"].pk).estado == "en_elaboracion"


def test_un_empate_lo_rompe_la_presidencia_si_el_organo_lo_dice(elenco: Elenco) -> None:
    sesion = abierta(elenco, presentes=2)
    with rechazado("mayoria") as info:
        decidir(elenco, sesion, votos=votos(elenco, "contra", "favor"))
    assert "empate" in str(info.value)
    reglas(elenco.comision, voto_de_calidad=False)
    with rechazado("mayoria"):
        decidir(elenco, sesion, votos=votos(elenco, "favor", "contra"))
    reglas(elenco.comision, voto_de_calidad=True)
    assert decidir(elenco, sesion, votos=votos(elenco, "favor", "contra")).por_calidad
    assert not decidir(elenco, sesion, orden=2, votos=votos(elenco, "favor", "favor")).por_calidad


@pytest.mark.parametrize(
    ("mayoria", "sentidos", "pasa"),
    [
        ("simple", ("favor", "abstencion", "abstencion"), True),
        ("presentes", ("favor", "abstencion", "abstencion"), False),
        ("presentes", ("favor", "favor", "contra"), True),
        ("absoluta", ("favor", "abstencion", "abstencion"), False),
        ("absoluta", ("favor", "favor", "contra"), True),
        ("dos_tercios", ("favor", "favor", "contra"), True),
        ("dos_tercios", ("favor", "contra", "abstencion"), False),
    ],
)
def test_cada_mayoria_cuenta_lo_suyo(elenco: Elenco, mayoria: str, sentidos: tuple[str, ...], pasa: bool) -> None:
    sesion = abierta(elenco)
    reglas(elenco.comision, mayoria=mayoria)
    if pasa:
        assert decidir(elenco, sesion, votos=votos(elenco, *sentidos)).resultado == "aprobado"
    else:
        with rechazado("mayoria"):
            decidir(elenco, sesion, votos=votos(elenco, *sentidos))


def test_quien_se_excusa_no_cuenta_y_quien_no_puede_abstenerse_no_se_abstiene(elenco: Elenco) -> None:
    sesion = abierta(elenco)
    reglas(elenco.comision, mayoria="dos_tercios", admite_abstencion=False)
    with rechazado("abstencion", "mayoria"):
        decidir(elenco, sesion, votos=votos(elenco, "favor", "abstencion", "contra"))
    # Two of three would be needed; of the two that are left, both.
    decision = decidir(elenco, sesion, votos=votos(elenco, "favor", "favor", "excusa"))
    assert decision.votos.filter(sentido=Voto.Sentido.EXCUSA).count() == 1
    with rechazado("sin_votos"):
        decidir(elenco, sesion, orden=2, votos=votos(elenco, "favor", "excusa", "excusa"))


def test_lo_que_no_se_vota_es_dato_del_organo(elenco: Elenco) -> None:
    sesion = abierta(elenco)
    reglas(elenco.comision, vota_presentados=True)
    with rechazado("sin_votos"):
        decidir(elenco, sesion, "presentado")
    reglas(elenco.comision, vota_presentados=None)
    assert decidir(elenco, sesion, "presentado").votos.count() == 0


def test_una_reunion_de_trabajo_analiza_sin_votar(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    etapa = informe.ruta.etapas.get(clave="reunion")
    etapa.resultados = ["analizado", "devuelto"]
    type(etapa).objects.filter(pk=etapa.pk).update(resultados=etapa.resultados)
    entregables.presentar(informe, pdf(), por=None, en=momento("2024-03-27 10:00"))
    sesion = sesiones.convocar(
        elenco.comision,
        tipo="reunion",
        inicia_en=momento("2024-03-28 10:00"),
        puntos=[Punto("", informe)],
        **quien(elenco, "2024-03-27 11:00"),
    )
    sesiones.instalar(sesion, presentes=integrantes(elenco), **quien(elenco, "2024-03-28 10:00"))
    decidir(elenco, sesion, "analizado", cuando="2024-03-28 10:30")
    informe.refresh_from_db()
    assert informe.etapa is not None
    assert informe.etapa.clave == "comision"
    acto = informe.actos.latest("pk")
    assert (acto.verbo, "analiz" in acto.motivo.lower()) == ("analizar", True)
    fila = next(
        f
        for f in informe_mensual(elenco.proceso, date(2024, 3, 1), momento("2024-04-04 10:00")).filas
        if f.entregable == informe.pk
    )
    assert "lo analizó" in fila.desarrollo
    assert "lo aprobó" not in fila.desarrollo


# -- Who is there ---------------------------------------------------------------------------------------------


def test_quien_se_fue_no_vota_y_sin_quorum_no_se_decide(elenco: Elenco) -> None:
    sesion = abierta(elenco)
    uno, dos, tres = integrantes(elenco)
    sesiones.registrar_salida(sesion, tres, cuando=momento("2024-04-03 09:30"), **quien(elenco))
    with rechazado("votos"):
        decidir(elenco, sesion, votos=votos(elenco, "favor", "favor", "favor"))
    decidir(elenco, sesion, votos=votos(elenco, "favor", "favor"))
    with rechazado("voto"):
        sesiones.registrar_salida(sesion, dos, cuando=momento("2024-04-03 09:50"), **quien(elenco))
    sesiones.registrar_salida(sesion, dos, cuando=momento("2024-04-03 10:05"), **quien(elenco))
    assert not sesiones.quorum_en(sesion, momento("2024-04-03 10:10")).hay
    with rechazado("quorum"):
        decidir(elenco, sesion, orden=2, unanimidad=True, cuando="2024-04-03 10:10")
    # What happened before is still recorded as it was; and who comes back votes again.
    sesiones.registrar_llegada(sesion, tres, cuando=momento("2024-04-03 10:20"), **quien(elenco))
    decision = decidir(elenco, sesion, orden=2, unanimidad=True, cuando="2024-04-03 10:30")
    assert {v.integracion for v in decision.votos.all()} == {uno, tres}
    intervalos = sesion.asistencias.filter(integracion=tres).values_list("desde", "hasta")
    assert list(intervalos) == [(None, momento("2024-04-03 09:30")), (momento("2024-04-03 10:20"), None)]


def test_quien_falto_al_pasar_lista_llega_despues(elenco: Elenco) -> None:
    sesion = abierta(elenco, presentes=2)
    tres = integrantes(elenco)[2]
    with rechazado("votos"):
        decidir(elenco, sesion, votos=votos(elenco, "favor", "favor", "favor"))
    sesiones.registrar_llegada(sesion, tres, cuando=momento("2024-04-03 09:20"), **quien(elenco))
    with rechazado("presente"):
        sesiones.registrar_llegada(sesion, tres, cuando=momento("2024-04-03 09:25"), **quien(elenco))
    with rechazado("votos"):
        decidir(elenco, sesion, votos=votos(elenco, "favor", "favor", "favor"), cuando="2024-04-03 09:10")
    assert decidir(elenco, sesion, votos=votos(elenco, "favor", "favor", "favor")).votos.count() == 3


def test_quien_suple_vota_por_el_asiento(elenco: Elenco) -> None:
    sesion = abierta(elenco, presentes=2)
    tres = integrantes(elenco)[2]
    quien_ = quien(elenco)
    dias = {"desde": date(2024, 4, 3), "hasta": date(2024, 4, 3)}
    with rechazado("documento"):
        sesiones.suplir_asiento(sesion, tres, nombre="Suplente", documento=" ", **dias, **quien_)
    with rechazado("integracion"):
        ajeno = elenco.consejo.integraciones.all()[0]
        sesiones.suplir_asiento(sesion, ajeno, nombre="Suplente", documento="Oficio 1", **dias, **quien_)
    suplencia = sesiones.suplir_asiento(sesion, tres, nombre="Suplente Cuatro", documento="Oficio 1", **dias, **quien_)
    with rechazado("datos"):
        sesiones.suplir_asiento(sesion, tres, nombre="Otra", documento="Oficio 2", **dias, **quien_)
    sesiones.registrar_llegada(sesion, tres, cuando=momento("2024-04-03 09:20"), **quien_)
    decision = decidir(elenco, sesion, unanimidad=True)
    voto = decision.votos.get(integracion=tres)
    assert voto.suplencia == suplencia
    assert voto.nombre == f"Suplente Cuatro por {tres.nombre}"


# -- Recess -----------------------------------------------------------------------------------------------------


def test_una_sesion_de_tres_dias_aprueba_el_ultimo(elenco: Elenco) -> None:
    """Hidalgo's council: «la sesión inició el 19 de abril de 2024 y concluyó el 21»."""
    informe = elenco.entregables["informe-marzo"]
    entregables.presentar(informe, pdf(), por=None, en=momento("2024-03-27 10:00"))
    for etapa in ("reunion", "comision"):
        informe.refresh_from_db()
        tipo = "reunion" if etapa == "reunion" else "ordinaria"
        previa = sesiones.convocar(
            elenco.comision,
            tipo=tipo,
            inicia_en=momento("2024-04-02 10:00"),
            puntos=[Punto("", informe)],
            **quien(elenco, "2024-04-01 10:00"),
        )
        sesiones.instalar(previa, presentes=integrantes(elenco), **quien(elenco, "2024-04-02 10:00"))
        decidir(elenco, previa, unanimidad=True, cuando="2024-04-02 10:00")
    ejecutiva = elenco.usuario("secretaria_ejecutiva")
    consejo = list(elenco.consejo.integraciones.all())

    def en(cuando: str) -> dict[str, Any]:
        return {"por": ejecutiva, "en": momento(cuando)}

    sesion = sesiones.convocar(
        elenco.consejo,
        tipo="extraordinaria",
        inicia_en=momento("2024-04-19 10:00"),
        puntos=[Punto("", informe)],
        **en("2024-04-18 10:00"),
    )
    sesiones.instalar(sesion, presentes=consejo, **en("2024-04-19 10:00"))
    sesiones.declarar_receso(
        sesion, desde=momento("2024-04-19 15:00"), continua_en=momento("2024-04-21 11:00"), **en("2024-04-19 15:00")
    )
    sesion.refresh_from_db()
    assert sesion.estado == "receso"
    sentido = Sentido(punto(sesion), "aprobado", acuerdo="IEEH/CG/1", unanimidad=True)
    with rechazado("estado_sesion"):
        sesiones.decidir(sesion, [sentido], decidida_en=momento("2024-04-19 16:00"), **en("2024-04-19 16:00"))
    with rechazado("quorum"):
        sesiones.reanudar(sesion, presentes=consejo[:1], cuando=momento("2024-04-21 11:00"), **en("2024-04-21 11:00"))
    sesiones.reanudar(sesion, presentes=consejo[:2], cuando=momento("2024-04-21 11:00"), **en("2024-04-21 11:00"))
    with rechazado("receso"):
        sesiones.decidir(sesion, [sentido], decidida_en=momento("2024-04-20 12:00"), **en("2024-04-21 12:00"))
    [decision] = sesiones.decidir(sesion, [sentido], decidida_en=momento("2024-04-21 12:00"), **en("2024-04-21 12:00"))
    assert decision.votos.count() == 2
    sesiones.concluir(sesion, termina_en=momento("2024-04-21 13:00"), **en("2024-04-21 13:00"))
    informe.refresh_from_db()
    assert informe.aprobado_el == date(2024, 4, 21)
    sesion.refresh_from_db()
    assert sesion.dias == [date(2024, 4, 19), date(2024, 4, 21)]
    reporte = informe_mensual(elenco.proceso, date(2024, 4, 1), momento("2024-05-02 10:00"))
    fila = next(f for f in reporte.filas if f.entregable == informe.pk)
    assert "21/04/2024" in fila.desarrollo
    assert "19/04" not in fila.desarrollo
    celebrada = next(s for s in reporte.sesiones if s.organo == str(elenco.consejo))
    assert celebrada.cuando == "19 y 21 de abril de 2024"


# -- Two clerks --------------------------------------------------------------------------------------------------


def test_quien_escribio_sobre_otra_version_del_punto_se_entera(elenco: Elenco) -> None:
    sesion = abierta(elenco)
    visto = punto(sesion).version
    primera = decidir(elenco, sesion, unanimidad=True, version=visto)
    with rechazado("decidido") as info:
        decidir(elenco, sesion, "devuelto", observaciones="No", unanimidad=True, version=visto)
    assert "Secretaria Tecnica De Prueba ya había registrado «Aprobado»" in str(info.value)
    assert "Consejera Uno: a favor" in str(info.value)
    sesiones.deshacer(primera, motivo="Era otro punto", **quien(elenco))
    with rechazado("version") as otra:
        decidir(elenco, sesion, "devuelto", observaciones="No", unanimidad=True, version=visto)
    assert "Se deshizo «Aprobado»" in str(otra.value)
    decidir(elenco, sesion, unanimidad=True, version=punto(sesion).version)


def test_un_punto_de_otra_sesion_no_se_decide_aqui(elenco: Elenco) -> None:
    sesion = abierta(elenco)
    otra = sesiones.convocar(
        elenco.comision,
        tipo="extraordinaria",
        inicia_en=momento("2024-04-03 12:00"),
        puntos=[Punto("", elenco.entregables["publicacion"])],
        **quien(elenco, "2024-04-03 11:00"),
    )
    with pytest.raises(PuntoOrden.DoesNotExist):
        sesiones.decidir(
            sesion,
            [Sentido(punto(otra), "aprobado", unanimidad=True)],
            decidida_en=momento("2024-04-03 10:00"),
            **quien(elenco),
        )
    ajeno = elenco.consejo.integraciones.all()[0]
    with rechazado("votos"):
        decidir(elenco, sesion, votos={ajeno.pk: "favor"})
    assert Decision.objects.count() == 0


# -- Undoing and mending -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("resultado", ["aprobado", "devuelto", "retirado"])
def test_una_decision_se_deshace_y_el_entregable_vuelve_a_donde_estaba(elenco: Elenco, resultado: str) -> None:
    publicacion = elenco.entregables["publicacion"]
    sesion = abierta(elenco)
    publicacion.refresh_from_db()
    antes = (publicacion.estado, publicacion.etapa_id, publicacion.vence, publicacion.aprobado_el)
    decision = decidir(elenco, sesion, resultado, observaciones="Falta el anexo", unanimidad=True)
    with rechazado("motivo"):
        sesiones.deshacer(decision, motivo=" ", **quien(elenco))
    sesiones.deshacer(decision, motivo="Se votó otro punto", **quien(elenco))
    publicacion.refresh_from_db()
    assert (publicacion.estado, publicacion.etapa_id, publicacion.vence, publicacion.aprobado_el) == antes
    assert not Decision.objects.exists()
    rastro = Decision.history.filter(id=decision.pk).order_by("history_id")
    assert [(f.history_type, f.resultado) for f in rastro] == [("+", resultado), ("-", resultado)]
    assert Voto.history.filter(history_type="-").count() == 3
    assert ultimo_acto(sesion).motivo == "Se votó otro punto"
    # And it is decided again, and goes on.
    decidir(elenco, sesion, unanimidad=True)
    publicacion.refresh_from_db()
    assert publicacion.etapa is not None
    assert publicacion.etapa.clave == "consejo"


def test_deshacer_lo_que_concluyo_la_ruta_la_abre_otra_vez(elenco: Elenco) -> None:
    avance = elenco.entregables["avance-abril"]
    sesion = abierta(elenco)
    decidir(elenco, sesion, orden=2, unanimidad=True)
    ejecutiva = {"por": elenco.usuario("secretaria_ejecutiva"), "en": momento("2024-04-04 18:00")}
    del_consejo = sesiones.convocar(
        elenco.consejo,
        tipo="ordinaria",
        inicia_en=momento("2024-04-04 10:00"),
        puntos=[Punto("", avance)],
        por=ejecutiva["por"],
        en=momento("2024-04-03 20:00"),
    )
    sesiones.instalar(del_consejo, presentes=elenco.consejo.integraciones.all(), **ejecutiva)
    sentido = Sentido(punto(del_consejo), "aprobado", acuerdo="CG/9", unanimidad=True)
    for _ in range(2):
        [decision] = sesiones.decidir(del_consejo, [sentido], decidida_en=momento("2024-04-04 11:00"), **ejecutiva)
        avance.refresh_from_db()
        assert (avance.estado, avance.acuerdo, avance.aprobado_el) == ("concluido", "CG/9", date(2024, 4, 4))
        sesiones.deshacer(decision, motivo="Se leyó mal", **ejecutiva)
        avance.refresh_from_db()
        assert (avance.estado, avance.acuerdo, avance.aprobado_el) == ("en_decision", "", None)
        assert avance.concluido_en is None


def test_no_se_deshace_lo_que_ya_siguio_ni_con_la_sesion_cerrada(elenco: Elenco) -> None:
    sesion = abierta(elenco)
    primera = decidir(elenco, sesion, "devuelto", observaciones="Falta", unanimidad=True)
    segunda = decidir(elenco, sesion, orden=2, unanimidad=True)
    entregables.presentar(elenco.entregables["publicacion"], pdf("otra"), por=None, en=momento("2024-04-03 12:00"))
    with rechazado("siguio"):
        sesiones.deshacer(primera, motivo="x", **quien(elenco))
    sesiones.concluir(sesion, termina_en=momento("2024-04-03 13:00"), **quien(elenco))
    with rechazado("estado_sesion"):
        sesiones.deshacer(segunda, motivo="x", **quien(elenco))


def test_los_numeros_se_corrigen_con_su_motivo(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    decision = Decision.objects.filter(punto__sesion__organo=elenco.consejo).latest("pk")
    sesion = decision.punto.sesion
    ejecutiva = {"por": elenco.usuario("secretaria_ejecutiva"), "en": momento("2024-04-02 10:00")}
    with rechazado("motivo"):
        sesiones.corregir_acuerdo(decision, acuerdo="CG/10", motivo="", **ejecutiva)
    sesiones.corregir_acuerdo(decision, acuerdo="CG/10", motivo="Faltaba el número", **ejecutiva)
    sesiones.corregir_acuerdo(decision, acuerdo="CG/11", motivo="Se escribió mal", **ejecutiva)
    sesiones.corregir_sesion(sesion, nombre="Décima sesión", motivo="Sin número", **ejecutiva)
    informe.refresh_from_db()
    # The page of the act says what it was and what it is, and why.
    del_acuerdo = Acto.objects.filter(modelo="flujos.sesion", objeto=sesion.pk, verbo="corregir_acuerdo").latest("pk")
    pagina = ver(
        entrar(elenco.usuario("auditoria")), reverse("historial_acto", args=[elenco.proceso.clave, del_acuerdo.pk])
    )
    assert pagina.index("Se escribió mal") < pagina.index("CG/10") < pagina.index("CG/11")
    assert informe.acuerdo == "CG/11"
    assert list(informe.history.order_by("-history_id").values_list("acuerdo", flat=True)[:2]) == ["CG/11", "CG/10"]
    acto = ultimo_acto(sesion)
    assert (acto.verbo, acto.motivo, acto.hechos["nombre"]) == ("corregir", "Sin número", "Décima sesión")


def test_no_se_convoca_a_lo_que_ya_comenzo_sino_con_su_motivo(elenco: Elenco) -> None:
    comun: dict[str, Any] = {
        "tipo": "ordinaria",
        "inicia_en": momento("2024-04-03 12:00"),
        "puntos": [Punto("Asuntos generales")],
    }
    with rechazado("anticipacion"):
        sesiones.convocar(elenco.comision, **comun, **quien(elenco, "2024-04-03 19:08"))
    sesion = sesiones.convocar(
        elenco.comision, **comun, motivo="La convocatoria se hizo en papel", **quien(elenco, "2024-04-03 19:08")
    )
    assert ultimo_acto(sesion).motivo == "La convocatoria se hizo en papel"


def test_un_punto_sin_entregable_toma_su_sentido(elenco: Elenco) -> None:
    sesion = abierta(elenco)
    with rechazado("resultado"):
        decidir(elenco, sesion, "devuelto", observaciones="x", orden=3, unanimidad=True)
    with rechazado("sin_votos"):
        decidir(elenco, sesion, orden=3)
    decision = decidir(elenco, sesion, orden=3, unanimidad=True)
    assert decision.etapa is None
    sesiones.deshacer(decision, motivo="Falta leerlo", **quien(elenco))
    assert decidir(elenco, sesion, "enterado", orden=3).votos.count() == 0


def test_la_transmision_es_una_direccion_segura(elenco: Elenco) -> None:
    sesion = abierta(elenco)
    for mala in ("http://ejemplo.mx/x", "javascript:alert(1)", "ejemplo"):
        with pytest.raises(Rechazo):
            sesiones.anotar_transmision(sesion, direccion=mala, **quien(elenco))
    assert sesiones.anotar_transmision(sesion, direccion="https://ejemplo.mx/x", **quien(elenco)).transmision
