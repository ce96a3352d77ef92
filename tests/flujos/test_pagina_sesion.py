"""The page of a session: nothing is recorded that nobody said, and each refusal is told where it is mended."""

import pytest
from django.test import Client
from django.urls import reverse

from flujos import entregables, sesiones
from flujos.models import Decision, PuntoOrden, Sesion
from flujos.sesiones import Punto, Sentido

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento
from ..paginas import plana

PROCESO = "prueba-2024"


@pytest.fixture(autouse=True)
def en_abril(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-03 10:00"))


@pytest.fixture
def cliente(elenco: Elenco) -> Client:
    cliente = Client()
    cliente.force_login(elenco.usuario("secretaria_tecnica"))
    return cliente


def convocada(e: Elenco) -> Sesion:
    return sesiones.convocar(
        e.comision,
        tipo="ordinaria",
        inicia_en=momento("2024-04-03 09:00"),
        puntos=[Punto("", e.entregables["publicacion"]), Punto("", e.entregables["avance-abril"])],
        por=e.usuario("secretaria_tecnica"),
        en=momento("2024-04-01 09:00"),
    )


def test_nadie_esta_presente_hasta_que_se_marca(elenco: Elenco, cliente: Client) -> None:
    sesion = convocada(elenco)
    pagina = cliente.get(reverse("sesion", args=[PROCESO, sesion.pk])).content.decode()
    asistencia = pagina.partition('id="asistencia"')[2].partition("Instalar la sesión")[0]
    assert asistencia.count('type="checkbox"') == 3
    assert "checked" not in asistencia
    assert "(opcional)" not in asistencia
    respuesta = cliente.post(reverse("sesion_accion", args=[PROCESO, sesion.pk, "instalar"]))
    assert respuesta.status_code == 422
    sesion.refresh_from_db()
    assert sesion.estado == "convocada"


def instalada(e: Elenco) -> Sesion:
    for llave in ("publicacion", "avance-abril"):
        entregables.presentar(
            e.entregables[llave],
            pdf(llave),
            por=e.usuario("area_transparencia"),
            en=momento("2024-03-27 10:00"),
        )
    sesion = convocada(e)
    return sesiones.instalar(
        sesion,
        presentes=e.comision.integraciones.all(),
        por=e.usuario("secretaria_tecnica"),
        en=momento("2024-04-03 09:00"),
    )


def votar(sesion: Sesion, **resultados: str) -> dict[str, str]:
    """What the form sends: the outcome of the first point and of the second, everybody in favour."""
    datos = {"momento": "2024-04-03T09:30"}
    for punto, resultado in zip(sesion.puntos.all(), resultados.values(), strict=True):
        datos[f"punto-{punto.pk}-resultado"] = resultado
        for i in sesion.organo.integraciones.all():
            datos[f"punto-{punto.pk}-voto-{i.pk}"] = "favor"
    return datos


def test_cada_rechazo_se_dice_en_su_punto_y_no_se_decide_ninguno(elenco: Elenco, cliente: Client) -> None:
    sesion = instalada(elenco)
    datos = votar(sesion, uno="aprobado", dos="devuelto")
    respuesta = cliente.post(reverse("sesion_accion", args=[PROCESO, sesion.pk, "decidir"]), datos)
    assert respuesta.status_code == 422
    errores = [dict(f.errors) for f in respuesta.context["decisiones"]]
    assert errores[0] == {}
    assert list(errores[1]) == ["observaciones"]
    pagina = respuesta.content.decode()
    segundo = sesion.puntos.get(orden=2)
    assert f'href="#id_punto-{segundo.pk}-observaciones">Observaciones del punto 2' in pagina
    assert Decision.objects.count() == 0
    elenco.entregables["publicacion"].refresh_from_db()
    assert elenco.entregables["publicacion"].etapa.clave == "comision"


def test_lo_que_es_de_la_sesion_se_dice_una_vez(elenco: Elenco, cliente: Client) -> None:
    sesion = instalada(elenco)
    datos = votar(sesion, uno="aprobado", dos="aprobado") | {"momento": "2024-04-03T08:00"}
    respuesta = cliente.post(reverse("sesion_accion", args=[PROCESO, sesion.pk, "decidir"]), datos)
    assert list(respuesta.context["cuando"].errors) == ["momento"]
    assert all(not f.errors for f in respuesta.context["decisiones"])


def test_sin_elegir_nada_se_dice_donde_elegir(elenco: Elenco, cliente: Client) -> None:
    sesion = instalada(elenco)
    datos = votar(sesion, uno="", dos="")
    respuesta = cliente.post(reverse("sesion_accion", args=[PROCESO, sesion.pk, "decidir"]), datos)
    assert "No eligió el sentido" in respuesta.context["decisiones"][0].errors["resultado"][0]


def test_un_punto_vacio_y_una_lista_sin_quorum_se_dicen_en_su_campo(elenco: Elenco, cliente: Client) -> None:
    sesion = convocada(elenco)
    punto = cliente.post(reverse("sesion_accion", args=[PROCESO, sesion.pk, "agregar-punto"]), {"titulo": ""})
    assert list(punto.context["punto"].errors) == ["titulo"]
    instalar = cliente.post(reverse("sesion_accion", args=[PROCESO, sesion.pk, "instalar"]), {"presentes": []})
    assert list(instalar.context["asistencia"].errors) == ["presentes"]


def test_un_punto_se_quita_con_su_motivo_y_sin_el_se_dice_donde_falta(elenco: Elenco, cliente: Client) -> None:
    sesion = convocada(elenco)
    punto = sesion.puntos.first()
    assert punto is not None
    lugar = reverse("sesion_accion", args=[PROCESO, sesion.pk, "quitar-punto"])
    sin_motivo = cliente.post(lugar, {"quitar-punto": punto.pk, "quitar-motivo": ""})
    assert sin_motivo.status_code == 422
    assert 'href="#id_quitar-motivo"' in sin_motivo.content.decode()
    assert sesion.puntos.count() == 2
    assert cliente.post(lugar, {"quitar-punto": punto.pk, "quitar-motivo": "Se tratará en mayo"}).status_code == 302
    assert not sesion.puntos.filter(pk=punto.pk).exists()


def otra_persona_decide(e: Elenco, sesion: Sesion, punto: PuntoOrden) -> None:
    """While the clerk has the page open."""
    sesiones.decidir(
        sesion,
        [Sentido(punto, "aprobado", unanimidad=True)],
        decidida_en=momento("2024-04-03 09:20"),
        por=e.usuario("secretaria_tecnica"),
        en=momento("2024-04-03 09:25"),
    )


def test_lo_que_otra_persona_ya_decidio_se_dice_con_lo_que_se_habia_escrito(elenco: Elenco, cliente: Client) -> None:
    sesion = instalada(elenco)
    primero, segundo = sesion.puntos.all()
    datos = votar(sesion, uno="devuelto", dos="aprobado")
    datos[f"punto-{primero.pk}-observaciones"] = "Falta el anexo.\r\nY la firma."
    datos[f"punto-{primero.pk}-voto-{elenco.comision.integraciones.all()[1].pk}"] = "contra"
    otra_persona_decide(elenco, sesion, primero)
    respuesta = cliente.post(reverse("sesion_accion", args=[PROCESO, sesion.pk, "decidir"]), datos)
    assert respuesta.status_code == 422
    pagina = plana(respuesta)
    assert "Secretaria Tecnica De Prueba ya había registrado «Aprobado»" in pagina
    assert "Sentido: Devuelto con observaciones" in pagina
    assert "Falta el anexo.<br>Y la firma." in pagina
    assert "En contra" in pagina.partition("Votación: ")[2][:60]
    # Nothing of it was recorded, and the other point is where it was left.
    assert list(Decision.objects.values_list("punto", flat=True)) == [primero.pk]
    assert [f.punto for f in respuesta.context["decisiones"]] == [segundo]
    assert respuesta.context["decisiones"][0]["resultado"].value() == "aprobado"
    de_nuevo = {campo: valor for campo, valor in datos.items() if f"punto-{primero.pk}-" not in campo}
    assert cliente.post(respuesta.request["PATH_INFO"], de_nuevo).status_code == 302
    assert Decision.objects.count() == 2


def test_lo_escrito_de_un_punto_que_ya_no_se_decide_tampoco_se_pierde(elenco: Elenco, cliente: Client) -> None:
    quien = {"por": elenco.usuario("secretaria_tecnica"), "en": momento("2024-04-03 09:40")}
    sesion = instalada(elenco)
    primero, segundo = sesion.puntos.all()
    datos = votar(sesion, uno="aprobado", dos="aprobado")
    lugar = reverse("sesion_accion", args=[PROCESO, sesion.pk, "decidir"])
    sesiones.quitar_punto(primero, motivo="Se tratará después", **quien)
    entregables.devolver(elenco.entregables["avance-abril"], motivo="Falta el anexo", **quien)
    pagina = plana(cliente.post(lugar, datos))
    assert "Ya no está en el orden del día" in pagina
    assert "El entregable está ahora en «Elaborar»" in pagina
    assert pagina.count("Sentido: Aprobado") == 2
    sesiones.concluir(sesion, termina_en=momento("2024-04-03 09:35"), **quien)
    cerrada = cliente.post(lugar, datos)
    assert cerrada.status_code == 422
    assert "La sesión está concluida." in plana(cerrada)
    assert segundo.titulo in plana(cerrada)
    assert Decision.objects.count() == 0


def test_las_mismas_decisiones_enviadas_dos_veces_no_son_un_error(elenco: Elenco, cliente: Client) -> None:
    sesion = instalada(elenco)
    datos = votar(sesion, uno="aprobado", dos="aprobado")
    lugar = reverse("sesion_accion", args=[PROCESO, sesion.pk, "decidir"])
    assert cliente.post(lugar, datos).status_code == 302
    otra_vez = cliente.post(lugar, datos, follow=True)
    assert otra_vez.redirect_chain
    assert "ya estaban registradas así" in plana(otra_vez)
    assert Decision.objects.count() == 2


def test_una_lista_de_asistencia_que_llega_tarde_se_dice_y_la_misma_no_es_error(
    elenco: Elenco, cliente: Client
) -> None:
    sesion = instalada(elenco)
    uno, dos, tres = elenco.comision.integraciones.all()
    lugar = reverse("sesion_accion", args=[PROCESO, sesion.pk, "instalar"])
    tarde = cliente.post(lugar, {"presentes": [uno.pk, dos.pk]})
    assert tarde.status_code == 422
    assert f"Usted marcó como presentes: {uno.nombre}; {dos.nombre}" in plana(tarde)
    assert sesion.asistencias.filter(presente=True).count() == 3
    misma = cliente.post(lugar, {"presentes": [uno.pk, dos.pk, tres.pk]}, follow=True)
    assert "ya estaba instalada con esa lista" in plana(misma)
