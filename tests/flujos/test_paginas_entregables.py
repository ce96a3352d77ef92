"""The pages of deliverables and sessions do what they offer, for whom they offer it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from flujos import entregables
from flujos.models import Decision, Sesion

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento
from .pasos import hasta_remision

PROCESO = "prueba-2024"


@pytest.fixture(autouse=True)
def en_abril(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-03 10:00"))


def entrar(e: Elenco, nombre: str) -> Client:
    cliente = Client()
    cliente.force_login(e.usuario(nombre))
    return cliente


@pytest.mark.parametrize(
    "nombre",
    ["comision", "consejo", "secretaria_tecnica", "secretaria_ejecutiva", "area", "verificacion", "auditoria"],
)
def test_quien_esta_dentro_ve_el_tablero_y_la_ficha(elenco: Elenco, nombre: str) -> None:
    cliente = entrar(elenco, nombre)
    pk = elenco.entregables["informe-marzo"].pk
    for lugar in (
        reverse("tablero", args=[PROCESO]),
        reverse("entregables", args=[PROCESO]),
        reverse("calendario", args=[PROCESO]),
        reverse("avance", args=[PROCESO]),
        reverse("bandeja", args=[PROCESO]),
        reverse("sesiones", args=[PROCESO]),
        reverse("entregable", args=[PROCESO, pk]),
    ):
        assert cliente.get(lugar).status_code == 200, lugar


@pytest.mark.parametrize("nombre", ["partido", "ajena"])
def test_quien_esta_fuera_no_sabe_que_existe(elenco: Elenco, nombre: str) -> None:
    cliente = entrar(elenco, nombre)
    pk = elenco.entregables["informe-marzo"].pk
    assert cliente.get(reverse("entregable", args=[PROCESO, pk])).status_code == 404
    assert cliente.get(reverse("tablero", args=[PROCESO])).status_code == 404


def test_el_tablero_dice_que_esta_vencido(elenco: Elenco) -> None:
    pagina = entrar(elenco, "comision").get(reverse("tablero", args=[PROCESO])).content.decode()
    assert "Vencidos" in pagina
    assert "hace 2 días" in pagina


def test_el_area_presenta_desde_la_pagina(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    cliente = entrar(elenco, "area")
    lugar = reverse("entregable_accion", args=[PROCESO, informe.pk, "presentar"])
    assert "Presentar el documento" in cliente.get(lugar).content.decode()
    respuesta = cliente.post(lugar, {"archivo": SimpleUploadedFile("i.pdf", b"%PDF-1.4 x"), "nota": ""})
    assert respuesta.status_code == 302
    informe.refresh_from_db()
    assert informe.etapa.clave == "reunion"


def test_un_archivo_que_no_es_lo_que_dice_se_rechaza_con_explicacion(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    respuesta = entrar(elenco, "area").post(
        reverse("entregable_accion", args=[PROCESO, informe.pk, "presentar"]),
        {"archivo": SimpleUploadedFile("i.pdf", b"MZ programa"), "nota": "va la nota"},
    )
    assert respuesta.status_code == 422
    assert "va la nota" in respuesta.content.decode()
    informe.refresh_from_db()
    assert informe.estado == "programado"


def test_ver_una_accion_no_cambia_nada(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    entrar(elenco, "area").get(reverse("entregable_accion", args=[PROCESO, informe.pk, "iniciar"]))
    informe.refresh_from_db()
    assert informe.estado == "programado"


def test_quien_no_puede_no_encuentra_la_accion(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    lugar = reverse("entregable_accion", args=[PROCESO, informe.pk, "presentar"])
    for nombre in ("comision", "auditoria", "area_transparencia"):
        assert entrar(elenco, nombre).get(lugar).status_code == 404


def test_la_remision_se_registra_con_hora_local(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    respuesta = entrar(elenco, "secretaria_ejecutiva").post(
        reverse("entregable_accion", args=[PROCESO, informe.pk, "remitir"]),
        {"oficio": "IEPC/1", "remitida_en": "2024-04-02T18:30", "destinatario": "UTVOPL", "copia": ""},
    )
    assert respuesta.status_code == 302
    informe.refresh_from_db()
    assert informe.remitido_en == momento("2024-04-02 18:30")


def test_una_remision_imposible_conserva_lo_escrito(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    respuesta = entrar(elenco, "secretaria_ejecutiva").post(
        reverse("entregable_accion", args=[PROCESO, informe.pk, "remitir"]),
        {"oficio": "IEPC/1", "remitida_en": "2024-03-02T18:30", "destinatario": "UTVOPL", "copia": ""},
    )
    assert respuesta.status_code == 422
    pagina = respuesta.content.decode()
    assert "no puede ser anterior a la aprobación" in pagina
    assert "IEPC/1" in pagina


def test_una_sesion_completa_desde_las_paginas(elenco: Elenco) -> None:
    for llave in ("publicacion", "avance-abril"):
        entregables.presentar(
            elenco.entregables[llave],
            pdf(llave),
            por=elenco.usuario("area_transparencia"),
            en=momento("2024-04-01 10:00"),
        )
    cliente = entrar(elenco, "secretaria_tecnica")
    datos: dict[str, object] = {
        "organo": elenco.comision.pk,
        "tipo": "extraordinaria",
        "nombre": "Primera extraordinaria",
        "inicia_en": "2024-04-03T09:00",
        "entregables": [elenco.entregables[x].pk for x in ("publicacion", "avance-abril")],
        "otros": "Asuntos generales\n",
    }
    # It began an hour ago: why is asked beside what was typed.
    tarde = cliente.post(reverse("sesion_convocar", args=[PROCESO]), datos)
    assert (tarde.status_code, list(tarde.context["form"].errors)) == (422, ["motivo"])
    assert "Asuntos generales" in tarde.content.decode()
    respuesta = cliente.post(reverse("sesion_convocar", args=[PROCESO]), datos | {"motivo": "Se convocó en papel"})
    sesion = Sesion.objects.get()
    assert respuesta.url == reverse("sesion", args=[PROCESO, sesion.pk])
    assert sesion.puntos.count() == 3
    presentes = [i.pk for i in elenco.comision.integraciones.all()[:2]]
    cliente.post(reverse("sesion_accion", args=[PROCESO, sesion.pk, "instalar"]), {"presentes": presentes})
    assert "Registrar decisiones" in cliente.get(respuesta.url).content.decode()
    datos = {"momento": "2024-04-03T09:30"}
    for punto in sesion.puntos.exclude(entregable=None):
        datos[f"punto-{punto.pk}-resultado"] = "aprobado"
        for pk in presentes:
            datos[f"punto-{punto.pk}-voto-{pk}"] = "favor"
    cliente.post(reverse("sesion_accion", args=[PROCESO, sesion.pk, "decidir"]), datos)
    assert Decision.objects.count() == 2
    assert Decision.objects.first().votos.count() == 2
    cliente.post(
        reverse("sesion_accion", args=[PROCESO, sesion.pk, "concluir"]), {"clausura-momento": "2024-04-03T09:40"}
    )
    sesion.refresh_from_db()
    assert sesion.estado == "concluida"


def test_una_decision_rechazada_muestra_todo_lo_escrito(elenco: Elenco) -> None:
    entregables.presentar(
        elenco.entregables["publicacion"],
        pdf(),
        por=elenco.usuario("area_transparencia"),
        en=momento("2024-04-01 10:00"),
    )
    cliente = entrar(elenco, "secretaria_tecnica")
    cliente.post(
        reverse("sesion_convocar", args=[PROCESO]),
        {
            "organo": elenco.comision.pk,
            "tipo": "ordinaria",
            "inicia_en": "2024-04-03T09:00",
            "entregables": [elenco.entregables["publicacion"].pk],
            "motivo": "Se convocó en papel",
        },
    )
    sesion = Sesion.objects.get()
    integrantes = [i.pk for i in elenco.comision.integraciones.all()]
    cliente.post(reverse("sesion_accion", args=[PROCESO, sesion.pk, "instalar"]), {"presentes": integrantes})
    punto = sesion.puntos.get()
    datos = {"momento": "2024-04-03T09:30", f"punto-{punto.pk}-resultado": "devuelto"}
    datos |= {f"punto-{punto.pk}-voto-{pk}": "favor" for pk in integrantes}
    datos[f"punto-{punto.pk}-acuerdo"] = "BORRADOR-7"
    respuesta = cliente.post(reverse("sesion_accion", args=[PROCESO, sesion.pk, "decidir"]), datos)
    assert respuesta.status_code == 422
    pagina = respuesta.content.decode()
    assert "necesita decir qué debe corregirse" in pagina
    assert "BORRADOR-7" in pagina
    assert Decision.objects.count() == 0


def test_otra_secretaria_no_lleva_la_sesion_de_la_comision(elenco: Elenco) -> None:
    cliente = entrar(elenco, "area")
    assert cliente.get(reverse("sesion_convocar", args=[PROCESO])).status_code == 404


def test_tomar_una_tarea_la_pone_entre_las_mias(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    entregables.iniciar(informe, por=elenco.usuario("area"), en=momento("2024-04-01 10:00"))
    cliente = entrar(elenco, "area")
    cliente.post(reverse("entregable_tarea", args=[PROCESO, informe.pk]), {"volver": "bandeja"})
    pagina = cliente.get(reverse("bandeja", args=[PROCESO]), {"de": "mias"}).content.decode()
    assert informe.nombre in pagina
    cliente.post(reverse("entregable_tarea", args=[PROCESO, informe.pk]), {"soltar": "1"})
    assert "Nada está a su cargo" in cliente.get(reverse("bandeja", args=[PROCESO]), {"de": "mias"}).content.decode()


def test_la_lista_se_descarga_sin_formulas(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    informe.acuerdo = "=1+1"
    informe.save()
    respuesta = entrar(elenco, "comision").get(reverse("entregables", args=[PROCESO]), {"formato": "csv"})
    assert respuesta["Content-Disposition"] == 'attachment; filename="entregables-prueba-2024.csv"'
    assert "'=1+1" in respuesta.content.decode()


def test_los_filtros_de_la_lista(elenco: Elenco) -> None:
    cliente = entrar(elenco, "comision")
    lugar = reverse("entregables", args=[PROCESO])
    vencidos = cliente.get(lugar, {"clase": "vencidos"}).content.decode()
    assert "Informe mensual de marzo" in vencidos
    assert "Informe de avance de abril" not in vencidos
    assert "No hay entregables con estos filtros" in cliente.get(lugar, {"q": "zzz"}).content.decode()
    de_area = cliente.get(lugar, {"area": "informatica"}).content.decode()
    assert "Acuerdo de inicio de publicación" not in de_area


def test_la_bandeja_de_verificacion_cuenta_las_candidaturas_que_la_esperan(elenco: Elenco) -> None:
    elenco.candidatura_en("capturada")
    pagina = entrar(elenco, "verificacion").get(reverse("bandeja", args=[PROCESO])).content.decode()
    assert "?turno=verificacion" in pagina
    assert "Verificación: revisar" in pagina
    assert "?turno=verificacion" not in entrar(elenco, "area").get(reverse("bandeja", args=[PROCESO])).content.decode()
