"""From the call to the agenda: its notice, who is called and what they may open, and the order of its points."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from compliance.models import Acto, Integracion, Organo
from flujos import entregables, sesiones
from flujos.models import Papel, PuntoOrden, Sesion
from flujos.sesiones import Punto
from flujos.sesiones.propuesta import en_orden, proponer, puntos_de
from flujos.transiciones import Rechazo
from flujos.verbos.convocatoria import DE_CONVOCATORIA

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento, rechazado
from ..impresos import al_imprimir
from ..paginas import plana

PROCESO = "prueba-2024"
LUNES = momento("2024-04-01 09:00")
SESION = momento("2024-04-03 10:00")


@pytest.fixture(autouse=True)
def en_lunes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: LUNES)


def entrar(elenco: Elenco, quien: str) -> Client:
    cliente = Client()
    cliente.force_login(elenco.usuario(quien))
    return cliente


def convocar(e: Elenco, organo: Organo | None = None, **otros: Any) -> Sesion:
    organo = organo or e.comision
    por = "secretaria_ejecutiva" if organo.tipo == "consejo" else "secretaria_tecnica"
    datos: dict[str, Any] = {
        "tipo": "ordinaria",
        "inicia_en": SESION,
        "puntos": [Punto("Uno"), Punto("Dos"), Punto("Tres")],
        "por": e.usuario(por),
        "en": LUNES,
    }
    return sesiones.convocar(organo, **datos | otros)


def titulos(sesion: Sesion) -> list[str]:
    puntos = list(sesion.puntos.order_by("orden"))
    assert [p.orden for p in puntos] == list(range(1, len(puntos) + 1))
    return [p.titulo for p in puntos]


# -- Notice -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("tipo", "horas"), [("ordinaria", 72), ("extraordinaria", 24), ("urgente", 0), ("reunion", 5)])
def test_la_anticipacion_es_del_organo_y_del_tipo_de_sesion(elenco: Elenco, tipo: str, horas: int) -> None:
    elenco.comision.convocatoria_horas = {"ordinaria": 72, "reunion": 5, "fuente": "Reglamento, art. 9"}
    elenco.comision.save()
    justo = SESION - timedelta(hours=horas)
    with rechazado("anticipacion"):
        convocar(elenco, tipo=tipo, en=justo + timedelta(minutes=1))
    assert convocar(elenco, tipo=tipo, en=justo).estado == "convocada"


def test_con_menos_anticipacion_el_acto_conserva_el_motivo(elenco: Elenco) -> None:
    elenco.comision.convocatoria_horas = {}
    elenco.comision.save()
    en = SESION - timedelta(hours=2)
    with rechazado("anticipacion"):
        convocar(elenco, en=en, motivo="   ")
    sesion = convocar(elenco, en=en, motivo="Vence hoy")
    acto = Acto.objects.get(modelo="flujos.sesion", objeto=sesion.pk, verbo="convocar")
    assert acto.motivo == "Vence hoy"


def test_la_pagina_dice_donde_va_el_motivo_y_no_pierde_lo_escrito(elenco: Elenco) -> None:
    elenco.comision.convocatoria_horas = {"ordinaria": 96}
    elenco.comision.save()
    cliente = entrar(elenco, "secretaria_tecnica")
    datos = {
        "organo": elenco.comision.pk,
        "tipo": "ordinaria",
        "inicia_en": "2024-04-03T10:00",
        "fijos": ["asistencia", "generales"],
        "otros": "Informe de actividades",
    }
    lugar = reverse("sesion_convocar", args=[PROCESO])
    rechazada = cliente.post(lugar, datos)
    assert rechazada.status_code == 422
    assert "96" in rechazada.context["form"].errors["motivo"][0]
    assert "Informe de actividades" in rechazada.content.decode()
    assert Sesion.objects.count() == 0
    assert cliente.post(lugar, datos | {"motivo": "Plazo del INE"}).status_code == 302
    assert titulos(Sesion.objects.get()) == [
        "Lista de asistencia y declaración de quórum legal",
        "Informe de actividades",
        "Asuntos generales",
    ]


def test_lo_que_no_se_entiende_de_un_organo_no_se_guarda(elenco: Elenco) -> None:
    elenco.comision.convocatoria_horas = {"ordinaria": -1}
    elenco.comision.orden_del_dia = ["asistencia", "lo que sea"]
    with pytest.raises(Exception, match="No se entiende") as info:
        elenco.comision.full_clean()
    assert "convocatoria_horas" in info.value.error_dict  # type: ignore[attr-defined]


# -- The agenda -------------------------------------------------------------------------------------------


def test_la_propuesta_trae_lo_de_siempre_lo_listo_y_lo_que_esta_por_vencer(elenco: Elenco) -> None:
    publicacion = elenco.entregables["publicacion"]
    entregables.presentar(publicacion, pdf(), por=elenco.usuario("area_transparencia"), en=LUNES)
    propuesta = proponer(elenco.comision, "ordinaria", SESION)
    assert [e.llave for e in propuesta.listos] == ["publicacion"]
    # March's is at its area: the commission still has to see it before its next session. April's remission never goes.
    assert {p.entregable.llave for p in propuesta.por_vencer} == {"informe-marzo", "avance-abril"}
    orden = [p.clase for p in en_orden(elenco.comision, "ordinaria", reversed(puntos_de(propuesta)))]
    assert orden == ["asistencia", "orden", "entregable", "generales", "clausura"]
    # Once on the agenda of a session that has not ended, it is not proposed again.
    convocar(elenco, puntos=[Punto("", publicacion)])
    assert proponer(elenco.comision, "ordinaria", SESION).listos == []


def test_el_orden_es_dato_del_organo_y_una_extraordinaria_no_lleva_asuntos_generales(elenco: Elenco) -> None:
    assert "generales" not in proponer(elenco.comision, "extraordinaria", SESION).fijos
    assert "orden" not in proponer(elenco.comision, "reunion", SESION).fijos
    elenco.comision.orden_del_dia = ["lectura", "asunto", "asistencia"]
    elenco.comision.save()
    propuesta = proponer(elenco.comision, "ordinaria", SESION)
    assert list(propuesta.fijos) == ["lectura", "asistencia"]
    puntos = en_orden(elenco.comision, "ordinaria", [Punto("x"), *puntos_de(propuesta)])
    assert [p.clase for p in puntos] == ["lectura", "asunto", "asistencia"]


def test_se_ordena_por_numeros_y_queda_quien_lo_hizo(elenco: Elenco) -> None:
    sesion = convocar(elenco)
    uno, dos, tres = sesion.puntos.all()
    quien = elenco.usuario("secretaria_tecnica")
    sesiones.ordenar(sesion, {uno.pk: 9, dos.pk: 1, tres.pk: 1}, por=quien, en=LUNES)
    assert titulos(sesion) == ["Dos", "Tres", "Uno"]
    assert {h.autor for h in PuntoOrden.history.filter(history_type="~")} == {str(quien)}
    # Nothing moved: nothing is written.
    antes = PuntoOrden.history.count()
    sesiones.ordenar(sesion, {}, por=quien, en=LUNES)
    assert PuntoOrden.history.count() == antes


def test_un_punto_decidido_conserva_su_numero(elenco: Elenco) -> None:
    publicacion = elenco.entregables["publicacion"]
    entregables.presentar(publicacion, pdf(), por=elenco.usuario("area_transparencia"), en=LUNES)
    sesion = convocar(elenco, puntos=[Punto("", publicacion), Punto("Dos"), Punto("Tres")])
    quien = {"por": elenco.usuario("secretaria_tecnica"), "en": SESION + timedelta(minutes=30)}
    sesiones.instalar(sesion, presentes=elenco.comision.integraciones.all(), **quien)
    decidido, dos, tres = sesion.puntos.all()
    votos = {i.pk: "favor" for i in elenco.comision.integraciones.all()}
    sesiones.decidir(sesion, [sesiones.Sentido(decidido, "aprobado", votos=votos)], decidida_en=SESION, **quien)
    with rechazado("decidido"):
        sesiones.ordenar(sesion, {dos.pk: 1, decidido.pk: 2}, **quien)
    sesiones.ordenar(sesion, {tres.pk: 2, dos.pk: 3}, **quien)
    assert titulos(sesion)[1:] == ["Tres", "Dos"]


def test_la_pagina_sube_y_baja_sin_guiones(elenco: Elenco) -> None:
    sesion = convocar(elenco)
    uno, dos, _ = sesion.puntos.all()
    cliente = entrar(elenco, "secretaria_tecnica")
    lugar = reverse("sesion_orden", args=[PROCESO, sesion.pk])
    assert cliente.post(lugar, {"mover": f"{dos.pk}:subir"}).status_code == 302
    assert titulos(sesion) == ["Dos", "Uno", "Tres"]
    cliente.post(lugar, {"mover": f"{uno.pk}:bajar"})
    assert titulos(sesion) == ["Dos", "Tres", "Uno"]
    mal = cliente.post(lugar, {f"numero-{p.pk}": "" for p in sesion.puntos.all()})
    assert mal.status_code == 422
    for otro in ("secretaria_ejecutiva", "comision", "partido", "ajena"):
        assert entrar(elenco, otro).post(lugar, {"mover": f"{uno.pk}:subir"}).status_code == 404
    assert titulos(sesion) == ["Dos", "Tres", "Uno"]


@pytest.mark.parametrize("fecha", ["9999-12-31T23:59", "0001-01-01T00:00", "2024-04-30T25:00", ""])
def test_una_fecha_imposible_no_propone_nada_ni_falla(elenco: Elenco, fecha: str) -> None:
    cliente, lugar = entrar(elenco, "secretaria_tecnica"), reverse("sesion_convocar", args=[PROCESO])
    pagina = cliente.get(lugar, {"organo": "comision", "tipo": "ordinaria", "inicia_en": fecha})
    assert pagina.status_code == 200
    assert pagina.context["para"].errors["inicia_en"]
    datos = {"organo": elenco.comision.pk, "tipo": "ordinaria", "inicia_en": fecha, "otros": "Uno"}
    assert cliente.post(lugar, datos).status_code == 422


def test_un_punto_nuevo_va_antes_de_lo_que_cierra(elenco: Elenco) -> None:
    puntos = [Punto("Uno"), Punto("Generales", tipo="generales"), Punto("Clausura", tipo="clausura")]
    sesion = convocar(elenco, puntos=puntos)
    sesiones.agregar_punto(sesion, Punto("Dos"), por=elenco.usuario("secretaria_tecnica"), en=LUNES)
    assert titulos(sesion) == ["Uno", "Dos", "Generales", "Clausura"]


# -- Who is called, and what they open ---------------------------------------------------------------------


def test_a_quien_se_convoca(elenco: Elenco) -> None:
    Integracion.objects.create(
        organo=elenco.consejo, nombre="Representante", cargo="PA", con_voto=False, desde=SESION.date()
    )
    Integracion.objects.create(
        organo=elenco.consejo, nombre="Ya no está", cargo="X", desde=LUNES.date(), hasta=LUNES.date()
    )
    sesion = convocar(elenco, elenco.consejo)
    sesiones.invitar(
        sesion,
        nombre="Perla",
        correo="perla@example.com",
        por=elenco.usuario("secretaria_ejecutiva"),
        en=LUNES,
    )
    convocados = sesiones.convocados_de(sesion)
    nombres = [c.nombre for c in convocados]
    assert nombres[:4] == ["Consejera Uno", "Consejera Tres", "Consejero Dos", "Representante"]
    assert "Ya no está" not in nombres
    assert {"Partido A", "Partido B", "Candidatura independiente 1", "Perla"} <= set(nombres)
    # A commission calls no representation unless it says so; a working meeting, never.
    de_comision = convocar(elenco)
    assert all(c.actor is None for c in sesiones.convocados_de(de_comision))
    elenco.comision.representaciones = True
    elenco.comision.save()
    de_comision = Sesion.objects.get(pk=de_comision.pk)
    assert sum(1 for c in sesiones.convocados_de(de_comision) if c.actor) == 3
    de_comision.tipo = "reunion"
    assert all(c.actor is None for c in sesiones.convocados_de(de_comision))


def test_la_representacion_abre_lo_del_orden_del_dia_y_nada_mas(elenco: Elenco) -> None:
    publicacion, avance = elenco.entregables["publicacion"], elenco.entregables["avance-abril"]
    for e in (publicacion, avance):
        entregables.presentar(e, pdf(e.llave), por=elenco.usuario("area_transparencia"), en=LUNES)
    sesion = convocar(elenco, elenco.consejo, puntos=[Punto("", publicacion)])
    papel = sesiones.agregar_papel(
        sesion, pdf("anexo"), clase="anexo", titulo="Anexo", por=elenco.usuario("secretaria_ejecutiva"), en=LUNES
    )
    partido = entrar(elenco, "partido")
    pagina = partido.get(reverse("sesion_convocatoria", args=[PROCESO, sesion.pk]))
    assert pagina.status_code == 200
    assert "Acuerdo de inicio de publicación" in plana(pagina)

    def abre(documento: int) -> int:
        respuesta = partido.get(reverse("sesion_papel", args=[PROCESO, sesion.pk, documento]))
        # To its end: a file that is sent is closed when it has been read.
        respuesta.getvalue()
        return respuesta.status_code

    assert abre(papel.documento_id) == 200
    assert abre(publicacion.documentos.get().pk) == 200
    assert abre(avance.documentos.get().pk) == 404
    # Its document is of the agenda, not of the party: by its own address, it does not exist.
    propio = reverse("documento", args=[PROCESO, publicacion.documentos.get().pk])
    assert partido.get(propio).status_code == 404
    assert partido.get(reverse("sesion", args=[PROCESO, sesion.pk])).status_code == 404
    assert partido.get(reverse("sesion_acta", args=[PROCESO, sesion.pk])).status_code == 404
    # Of a body that does not call it, nothing.
    otra = convocar(elenco)
    for nombre, args in (
        ("sesion_convocatoria", [otra.pk]),
        ("sesion_impreso", [otra.pk, "orden-del-dia"]),
        ("sesion_papel", [otra.pk, papel.documento_id]),
    ):
        assert partido.get(reverse(nombre, args=[PROCESO, *args])).status_code == 404
    assert entrar(elenco, "ajena").get(reverse("sesion_convocatoria", args=[PROCESO, sesion.pk])).status_code == 404


def test_quien_fue_convocado_responde_y_queda_que_la_leyo(elenco: Elenco) -> None:
    sesion = convocar(elenco, elenco.consejo)
    lugar = reverse("sesion_convocatoria", args=[PROCESO, sesion.pk])
    partido = entrar(elenco, "partido")
    partido.get(lugar)
    leida = Acto.objects.get(verbo="leer_convocatoria", objeto=sesion.pk)
    assert leida.por == elenco.usuario("partido")
    assert partido.post(lugar, {"asistira": "si"}).status_code == 302
    assert partido.post(lugar, {"asistira": "no"}).status_code == 302
    assert [c.asistira for c in sesion.confirmaciones.all()] == [False]
    assert partido.post(lugar, {"asistira": "quizá"}).status_code == 404
    # Who sees it without having been called neither leaves a reading nor answers.
    auditoria = entrar(elenco, "auditoria")
    assert auditoria.get(lugar).status_code == 200
    assert auditoria.post(lugar, {"asistira": "si"}).status_code == 404
    assert Acto.objects.filter(verbo="leer_convocatoria").count() == 1
    with rechazado("convocada"):
        sesiones.responder(sesion, asistira=True, por=elenco.usuario("verificacion"), en=LUNES)


def test_los_documentos_tienen_versiones_y_el_mismo_dos_veces_es_uno(elenco: Elenco) -> None:
    sesion = convocar(elenco)
    quien: dict[str, Any] = {"por": elenco.usuario("secretaria_tecnica"), "en": LUNES}
    sesiones.agregar_papel(sesion, pdf("uno"), clase="anexo", titulo="Anexo A", **quien)
    segunda = sesiones.agregar_papel(sesion, pdf("dos"), clase="anexo", titulo="anexo  a", **quien)
    assert (segunda.titulo, segunda.version) == ("Anexo A", 2)
    assert len(segunda.documento.sha256) == 64
    with rechazado("archivo"):
        sesiones.agregar_papel(sesion, pdf("uno"), clase="anexo", titulo="Otro", **quien)
    assert Papel.objects.count() == 2


def test_lo_que_se_prepara_solo_lo_prepara_quien_la_lleva(elenco: Elenco) -> None:
    sesion = convocar(elenco)
    ajena = convocar(elenco, elenco.consejo)
    lugar = reverse("sesion_preparar", args=[PROCESO, sesion.pk])
    datos = {"hacer": "invitar", "invitar-nombre": "Perla", "invitar-correo": "perla@example.com"}
    for otro in ("secretaria_ejecutiva", "comision", "auditoria", "partido", "ajena"):
        assert entrar(elenco, otro).post(lugar, datos).status_code == 404
    cliente = entrar(elenco, "secretaria_tecnica")
    assert cliente.post(reverse("sesion_preparar", args=[PROCESO, ajena.pk]), datos).status_code == 404
    assert cliente.post(lugar, datos).status_code == 302
    assert cliente.post(lugar, datos).status_code == 422
    invitado = sesion.invitados.get()
    assert cliente.post(lugar, {"hacer": "borrar"}).status_code == 404
    assert cliente.post(lugar, {"hacer": f"quitar-{invitado.pk}9"}).status_code == 404
    assert cliente.post(lugar, {"hacer": f"quitar-{invitado.pk}"}).status_code == 302
    assert sesion.invitados.count() == 0


def test_se_cambia_de_fecha_con_motivo_y_hacia_adelante(elenco: Elenco) -> None:
    sesion = convocar(elenco)
    quien: dict[str, Any] = {"por": elenco.usuario("secretaria_tecnica"), "en": LUNES, "lugar": "Sala 2"}
    despues = SESION + timedelta(days=1)
    with rechazado("motivo"):
        sesiones.reprogramar(sesion, inicia_en=despues, motivo=" ", **quien)
    with rechazado("inicia_en"):
        sesiones.reprogramar(sesion, inicia_en=LUNES - timedelta(hours=1), motivo="x", **quien)
    assert sesiones.reprogramar(sesion, inicia_en=despues, motivo="Sin sala", **quien).inicia_en == despues
    with rechazado("inicia_en"):
        sesiones.reprogramar(sesion, inicia_en=despues, motivo="Otra vez", **quien)


@pytest.mark.parametrize("cual", ["convocatoria", "orden-del-dia"])
def test_la_convocatoria_y_el_orden_se_imprimen_con_el_instituto(
    elenco: Elenco, monkeypatch: pytest.MonkeyPatch, cual: str
) -> None:
    impresos = al_imprimir(monkeypatch)
    sesion = convocar(elenco)
    cliente = entrar(elenco, "comision")
    respuesta = cliente.get(reverse("sesion_impreso", args=[PROCESO, sesion.pk, cual]))
    assert respuesta["Content-Type"] == "application/pdf"
    assert respuesta.content.startswith(b"%PDF")
    (impreso,) = impresos
    assert (impreso.instituto, impreso.marca) == ("Instituto Electoral de Prueba", "")
    assert "2. Dos" in impreso.texto
    assert cliente.get(reverse("sesion_impreso", args=[PROCESO, sesion.pk, "otra-cosa"])).status_code == 404


def test_cada_quien_ve_en_su_pagina_a_que_sesiones_se_le_convoco(elenco: Elenco) -> None:
    sesion = convocar(elenco, elenco.consejo)
    lugar = reverse("sesion_convocatoria", args=[PROCESO, sesion.pk])
    vistas = {
        quien: lugar in entrar(elenco, quien).get(reverse(pagina, args=[PROCESO])).content.decode()
        for quien, pagina in (
            ("partido", "partido"),
            ("consejo", "bandeja"),
            ("comision", "bandeja"),
            ("secretaria_ejecutiva", "bandeja"),
        )
    }
    assert vistas == {"partido": True, "consejo": True, "comision": False, "secretaria_ejecutiva": False}


def test_la_sesion_en_curso_o_en_receso_se_sigue_desde_la_propia_pagina(
    elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    sesion = convocar(elenco, elenco.consejo)
    ajena = convocar(elenco)
    for s in (sesion, ajena):
        sesiones.instalar(s, presentes=s.organo.integraciones.all(), por=None, en=SESION)
    monkeypatch.setattr("compliance.middleware.ahora", lambda: SESION + timedelta(hours=1))
    lugar, otro = (reverse("sesion_seguir", args=[PROCESO, s.pk]) for s in (sesion, ajena))
    for estado in ("instalada", "receso"):
        if estado == "receso":
            sesiones.declarar_receso(sesion, desde=SESION, por=None, en=SESION)
        for quien, pagina in (("partido", "partido"), ("consejo", "bandeja")):
            cliente = entrar(elenco, quien)
            propia = cliente.get(reverse(pagina, args=[PROCESO])).content.decode()
            assert lugar in propia, (estado, quien)
            assert otro not in propia, (estado, quien)
            assert cliente.get(lugar).status_code == 200
    # The party was called to the council and to nothing else.
    assert entrar(elenco, "partido").get(otro).status_code == 404


def test_la_tarjeta_de_quien_integra_lleva_a_confirmar(elenco: Elenco) -> None:
    sesion = convocar(elenco)
    cliente, bandeja = entrar(elenco, "comision"), reverse("bandeja", args=[PROCESO])
    lugar = reverse("sesion_convocatoria", args=[PROCESO, sesion.pk])
    pagina = cliente.get(bandeja).content.decode()
    assert lugar in pagina
    assert "Confirmar asistencia" in pagina
    cliente.post(lugar, {"asistira": "si"})
    pagina = cliente.get(bandeja).content.decode()
    assert lugar in pagina
    assert "Confirmar asistencia" not in pagina
    # Whoever keeps its sessions was not called: there is nothing to confirm.
    assert "Confirmar asistencia" not in entrar(elenco, "secretaria_tecnica").get(bandeja).content.decode()


def test_en_receso_el_orden_recibe_puntos_con_su_motivo(elenco: Elenco) -> None:
    sesion = convocar(elenco)
    firma: dict[str, Any] = {"por": elenco.usuario("secretaria_tecnica"), "en": SESION}
    sesiones.instalar(sesion, presentes=elenco.comision.integraciones.all(), **firma)
    sesiones.declarar_receso(sesion, desde=SESION, **firma)
    with rechazado("motivo"):
        sesiones.agregar_punto(sesion, Punto("Dictamen"), **firma)
    punto = sesiones.agregar_punto(sesion, Punto("Dictamen"), motivo="Lo acordó la Comisión", **firma)
    assert punto.history.latest("history_id").history_change_reason == "Orden del día"
    primero = sesion.puntos.first()
    assert primero is not None
    sesiones.ordenar(sesion, {punto.pk: 1, primero.pk: 2}, **firma)
    sesiones.quitar_punto(primero, motivo="Ya no procede", **firma)
    assert next(p.titulo for p in sesion.puntos.all()) == "Dictamen"


# -- The table of verbs -----------------------------------------------------------------------------------


def de_convocatoria(s: Sesion, acta: Sesion) -> dict[str, Any]:
    """Each service with good arguments, of a called session or of the minutes of one that was held."""
    en: dict[str, Any] = {"en": LUNES}
    despues: dict[str, Any] = {"en": SESION + timedelta(days=9)}
    return {
        "reprogramar": lambda por: sesiones.reprogramar(s, inicia_en=SESION, lugar="Otro", motivo="x", por=por, **en),
        "ordenar": lambda por: sesiones.ordenar(s, {}, por=por, **en),
        "agregar_papel": lambda por: sesiones.agregar_papel(s, pdf("x"), clase="anexo", por=por, **en),
        "invitar": lambda por: sesiones.invitar(s, nombre="Perla", correo="p@example.com", por=por, **en),
        "quitar_invitado": lambda por: sesiones.quitar_invitado(s.invitados.get(), por=por, **en),
        "responder": lambda por: sesiones.responder(s, asistira=True, por=por, **en),
        "anotar_acuse": lambda por: sesiones.anotar_acuse(
            s, convocado=f"invitado-{s.invitados.get().pk}", como="Oficio", recibida_en=LUNES, por=por, **en
        ),
        "reenviar": lambda por: sesiones.reenviar(s, convocado=f"invitado-{s.invitados.get().pk}", por=por, **en),
        "redactar_acta": lambda por: sesiones.redactar_acta(acta, por=por, **despues),
        "guardar_acta": lambda por: sesiones.guardar_acta(acta, texto="x", version=1, por=por, **despues),
        "someter_acta": lambda por: sesiones.someter_acta(acta, en_sesion=s, por=por, **despues),
        "devolver_acta": lambda por: sesiones.devolver_acta(acta, motivo="x", por=por, **despues),
        "firmar_acta": lambda por: sesiones.firmar_acta(acta, pdf("firmada"), por=por, **despues),
    }


def test_cada_verbo_lo_hace_la_secretaria_del_organo_y_nadie_mas(elenco: Elenco) -> None:
    sesion = convocar(elenco)
    secretaria = elenco.usuario("secretaria_tecnica")
    sesiones.invitar(sesion, nombre="Zoe", correo="zoe@example.com", por=secretaria, en=LUNES)
    celebrada = convocar(elenco, inicia_en=SESION - timedelta(days=1))
    celebrada.estado = "concluida"
    celebrada.save()
    llamadas = de_convocatoria(sesion, celebrada)
    # Minutes are approved, and that is undone, by deciding their point.
    assert llamadas.keys() == DE_CONVOCATORIA.keys() - {"aprobar_acta", "desaprobar_acta", "responder_por_correo"}
    for verbo, llamar in llamadas.items():
        pueden = set()
        for nombre, usuario in elenco.usuarios.items():
            with transaction.atomic():
                try:
                    llamar(usuario)
                except Rechazo as rechazo:
                    guardas = {r.guarda for r in rechazo.rechazos}
                else:
                    guardas = set()
                transaction.set_rollback(True)
            if not guardas & {"rol", "convocada"}:
                pueden.add(nombre)
        assert pueden == ({"comision"} if verbo == "responder" else {"secretaria_tecnica"}), verbo
