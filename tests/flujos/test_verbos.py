"""Page and service read the same row: for every verb, role and place they offer and refuse the same, in the same words.

Each thing is tried by its service with good arguments and undone; what it answers is compared with what the page of the
same person offers, explains or hides.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client
from django.urls import reverse

from compliance.models import Candidatura, Entregable, EtapaRuta, Organo, Usuario
from flujos import candidaturas, entregables, sesiones
from flujos.entregables.tareas import a_quienes_se_encarga
from flujos.models import Decision, Sesion
from flujos.sesiones import Punto, Sentido
from flujos.transiciones import FueraDeLugar, Rechazo, YaHecho
from flujos.verbos.candidaturas import DE_CANDIDATURA
from flujos.verbos.entregables import DE_ENTREGABLE
from flujos.verbos.sesiones import DE_SESION
from flujos.views import candidaturas_acciones
from flujos.views import entregables as vista_entregables

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento, texto
from ..paginas import entrar
from .pasos import celebrar

PROCESO = "prueba-2024"
EN = momento("2024-04-15 10:00")


@pytest.fixture(autouse=True)
def ese_dia(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)


@dataclass(frozen=True)
class Prueba:
    """What a service answered to somebody: the refusals, none if it did it."""

    rechazos: tuple[Rechazo, ...]

    @property
    def sin_rol(self) -> bool:
        return [r.guarda for r in self.rechazos] == ["rol"]

    @property
    def fuera_de_lugar(self) -> bool:
        return any(isinstance(r, FueraDeLugar | YaHecho) for r in self.rechazos)

    @property
    def dichos(self) -> set[str]:
        return {str(r) for r in self.rechazos}


def probar(llamar: Callable[[Usuario], object], por: Usuario) -> Prueba:
    """Try it and undo it, so that every pair is tried on the same record."""
    try:
        with transaction.atomic():
            llamar(por)
            transaction.set_rollback(True)
    except Rechazo as rechazo:
        return Prueba(rechazo.rechazos)
    return Prueba(())


def comparar(
    que: str, pruebas: Mapping[str, Prueba], ofrece: Iterable[str], explica: Mapping[str, set[str]]
) -> list[str]:
    """What the page says otherwise than the services."""
    fallas = []
    ofrecidos = set(ofrece)
    for verbo, prueba in pruebas.items():
        if (verbo in ofrecidos) != (not prueba.rechazos):
            fallas.append(f"{que}, {verbo}: ofrecido={verbo in ofrecidos}, el servicio dice {prueba.dichos}")
        por_explicar = bool(prueba.rechazos) and not prueba.sin_rol and not prueba.fuera_de_lugar
        if (verbo in explica) != por_explicar or (por_explicar and explica[verbo] != prueba.dichos):
            fallas.append(f"{que}, {verbo}: explica {explica.get(verbo)}, el servicio dice {prueba.dichos}")
    return fallas


def paginas(que: str, cliente: Client, pruebas: Mapping[str, Prueba], lugar: Callable[[str], str]) -> list[str]:
    """What the page of each verb answers otherwise: 404 without the role; what stands in the way, in its words.

    Of what the role does not allow, one: that each address is closed to the others is the matrix's.
    """
    fallas = []
    sin_rol = [v for v, p in pruebas.items() if p.sin_rol]
    for verbo, prueba in pruebas.items():
        if verbo in sin_rol[1:]:
            continue
        respuesta = cliente.get(lugar(verbo))
        if (respuesta.status_code == 404) != prueba.sin_rol:
            fallas.append(f"{que}, página de {verbo}: {respuesta.status_code}, el servicio dice {prueba.dichos}")
        elif prueba.rechazos and not prueba.sin_rol:
            dicho = respuesta.content.decode() + " ".join(map(str, get_messages(respuesta.wsgi_request)))
            faltan = [r.mensaje for r in prueba.rechazos if r.mensaje not in dicho and not de_captura(verbo, r)]
            fallas += [f"{que}, página de {verbo}: no dice «{m}»" for m in faltan]
    return fallas


def de_captura(verbo: str, rechazo: Rechazo) -> bool:
    """What a capture lacks is told step by step on its page."""
    return verbo == "enviar_captura" and rechazo.guarda in ("curricular", "identidad")


# -- Candidacies ------------------------------------------------------------------------------------------


def de_candidatura(c: Candidatura, elenco: Elenco) -> dict[str, Callable[[Usuario], object]]:
    """Each service with good arguments, in any state."""
    observacion = c.observaciones.first()
    persona = elenco.candidatura(f"Sustituta de {c.pk}", formula=f"S{c.pk}").persona
    en: dict[str, Any] = {"en": EN}
    return {
        "entregar_cuentas": lambda por: candidaturas.entregar_cuentas(c, por=por, motivo="x", **en),
        "recibir_cuentas": lambda por: candidaturas.recibir_cuentas(c, por=por, documento="Acuse", **en),
        "reenviar_cuenta": lambda por: candidaturas.reenviar_cuenta(c, por=por, motivo="x", **en),
        "revocar_enlace": lambda por: candidaturas.revocar_enlace(c, por=por, motivo="x", **en),
        "proponer_correo": lambda por: candidaturas.proponer_correo(c, por=por, correo="x@example.com", **en),
        "aceptar_correo": lambda por: candidaturas.aceptar_correo(c, por=por, **en),
        "rechazar_correo": lambda por: candidaturas.rechazar_correo(c, por=por, motivo="x", **en),
        "guardar_borrador": lambda por: candidaturas.guardar_borrador(
            c, por=por, curricular={"propuesta_1": "x"}, **en
        ),
        "aceptar_aviso": lambda por: candidaturas.aceptar_aviso(c, por=por, **en),
        "enviar_captura": lambda por: candidaturas.enviar_captura(c, por=por, **en),
        "observar": lambda por: candidaturas.observar(
            c, observaciones=[candidaturas.NuevaObservacion("foto", ["otra"], "x")], por=por, **en
        ),
        **(
            {
                "responder_observacion": lambda por: candidaturas.responder_observacion(
                    observacion, respuesta="x", por=por, **en
                ),
                "atender_observaciones": lambda por: candidaturas.atender_observaciones(
                    c, observaciones=[observacion.pk], por=por, **en
                ),
            }
            if observacion
            else {}
        ),
        "validar": lambda por: candidaturas.validar(c, por=por, **en),
        "autorizar": lambda por: candidaturas.autorizar(c, por=por, **en),
        "revocar_autorizacion": lambda por: candidaturas.revocar_autorizacion(c, por=por, **en),
        "publicar": lambda por: candidaturas.publicar(c, por=por, **en),
        "preparar_modificacion": lambda por: candidaturas.preparar_modificacion(
            c, cambios={"propuesta_1": texto(300)}, por=por, **en
        ),
        "solicitar_modificacion": lambda por: candidaturas.solicitar_modificacion(c, motivo="x", por=por, **en),
        "reenviar_modificacion": lambda por: candidaturas.reenviar_modificacion(c, respuesta="x", por=por, **en),
        "descartar_modificacion": lambda por: candidaturas.descartar_modificacion(c, por=por, **en),
        "observar_modificacion": lambda por: candidaturas.observar_modificacion(
            c, dictamenes={"propuesta_1": candidaturas.Dictamen("observado", "x", ["otra"])}, por=por, **en
        ),
        "aplicar_modificacion": lambda por: candidaturas.aplicar_modificacion(c, campos=["propuesta_1"], por=por, **en),
        "rechazar_modificacion": lambda por: candidaturas.rechazar_modificacion(c, razon="x", por=por, **en),
        "retirar": lambda por: candidaturas.retirar(c, motivo_retiro="renuncia", documento="x", por=por, **en),
        "sustituir": lambda por: candidaturas.sustituir(
            c, persona=persona, aprobada_el=date(2024, 4, 10), documento="x", por=por, **en
        ),
        "otorgar_consentimiento": lambda por: candidaturas.otorgar_consentimiento(
            c, finalidad="publicacion", documento="x", por=por, **en
        ),
        "presentar_consentimiento": lambda por: candidaturas.presentar_consentimiento(
            c, finalidades=["publicacion"], documento="x", por=por, **en
        ),
        "aceptar_consentimiento": lambda por: candidaturas.aceptar_consentimiento(
            c, finalidades=["tratamiento"], por=por, **en
        ),
        "rechazar_consentimiento": lambda por: candidaturas.rechazar_consentimiento(
            c, finalidades=["tratamiento"], motivo="x", por=por, **en
        ),
        "corregir_registro": lambda por: candidaturas.corregir_registro(
            c, datos={"correo": "otra@example.com"}, accion_afirmativa="", motivo="x", por=por, **en
        ),
    }


@pytest.mark.parametrize("estado", Candidatura.Estado.values)
def test_de_una_candidatura_la_pagina_ofrece_lo_que_el_servicio_acepta(elenco: Elenco, estado: str) -> None:
    c = elenco.candidatura_en(estado)
    if estado in ("capturada", "publicada"):
        # A signed sheet that waits to be looked at.
        candidaturas.presentar_consentimiento(
            c, finalidades=["tratamiento"], documento="x", por=elenco.usuario("partido"), en=EN
        )
    if estado == "publicada":
        elenco.pedir_modificacion(c, "2024-04-15 10:00")
    llamadas = de_candidatura(c, elenco)
    fallas = []
    for nombre, por in {**elenco.usuarios, "candidatura": elenco.cuenta_de(c)}.items():
        pruebas = {verbo: probar(llamar, por) for verbo, llamar in llamadas.items()}
        cliente, que = entrar(por), f"{estado}, {nombre}"
        pagina = cliente.get(reverse("candidatura", args=[PROCESO, c.pk]))
        if pagina.status_code == 404:
            fallas += [f"{que}: no la ve y puede {v}" for v, p in pruebas.items() if not p.sin_rol]
            continue
        fallas += comparar(
            que,
            pruebas,
            [o.verbo.clave for o in pagina.context["posibles"]],
            {o.verbo.clave: {str(r) for r in o.rechazos} for o in pagina.context["impedidas"]},
        )
        con_pagina = {v: p for v, p in pruebas.items() if v in candidaturas_acciones.PAGINAS}
        fallas += paginas(que, cliente, con_pagina, lambda v: reverse("candidatura_accion", args=[PROCESO, c.pk, v]))
    assert fallas == []


# -- Deliverables -----------------------------------------------------------------------------------------


def cambiar_ruta(e: Entregable, por: Usuario) -> None:
    """To that of the monthly report, which anything may walk, just as its preview says."""
    nueva = entregables.NuevaRuta(Entregable.objects.get(llave="informe-marzo").ruta)
    vista = entregables.previa(Entregable.objects.con_lo_que_se_muestra().get(pk=e.pk), nueva)
    entregables.cambiar_ruta(e, nueva, vista=vista.dicha, motivo="x", por=por, en=EN)


def de_entregable(e: Entregable) -> dict[str, Callable[[Usuario], object]]:
    """Each service with good arguments, wherever it stands."""
    en: dict[str, Any] = {"en": EN}
    return {
        "iniciar": lambda por: entregables.iniciar(e, por=por, **en),
        "presentar": lambda por: entregables.presentar(e, pdf("otra"), por=por, **en),
        "adjuntar": lambda por: entregables.adjuntar(e, pdf("otra"), por=por, **en),
        "remitir": lambda por: entregables.remitir(
            e, oficio="X/2", remitida_en=EN, destinatario="UTVOPL", nota="Se pidió antes.", por=por, **en
        ),
        "registrar_acuse": lambda por: entregables.registrar_acuse(e, pdf("acuse"), por=por, **en),
        "validar": lambda por: entregables.validar_por_ine(e, validada_en=EN, por=por, **en),
        "observar_ine": lambda por: entregables.observar_por_ine(e, observada_en=EN, texto="x", por=por, **en),
        "responder_ine": lambda por: entregables.responder_al_ine(e, respondida_en=EN, respuesta="x", por=por, **en),
        "modificar_remitido": lambda por: entregables.modificar_remitido(
            e, pdf("modificado"), cambio_el=date(2024, 4, 14), motivo="x", por=por, **en
        ),
        "explicar_atraso": lambda por: entregables.explicar_atraso(e, razon="x", por=por, **en),
        "devolver": lambda por: entregables.devolver(e, motivo="x", por=por, **en),
        "cambiar_ruta": lambda por: cambiar_ruta(e, por),
        "cancelar": lambda por: entregables.cancelar(e, motivo="x", por=por, **en),
        "registrar_hecho": lambda por: entregables.registrar_hecho(
            e, dias=[date(2024, 4, 14)], texto="x", por=por, **en
        ),
        "registrar_evento": lambda por: entregables.registrar_evento(
            e, evento_el=date(2024, 4, 14), descripcion="x", por=por, **en
        ),
        "encargar": lambda por: entregables.encargar(
            e, persona=a_quienes_se_encarga(e, EN.date())[0], motivo="x", por=por, **en
        ),
        "anotar": lambda por: entregables.anotar(e, texto="x", por=por, **en),
    }


def recorrer(elenco: Elenco) -> Iterator[tuple[str, Entregable]]:
    """A deliverable in every place where one may stand, each stage named once more by the route."""
    Entregable.objects.create(
        proceso=elenco.proceso,
        llave="numeral-10",
        clave="11.10",
        numeral=10,
        orden=60,
        nombre="Modificaciones",
        ruta=elenco.entregables["remision-abril"].ruta,
        tipo=Entregable.Tipo.CONTINGENTE,
        es_plantilla=True,
    )
    area, ejecutiva = elenco.usuario("area"), elenco.usuario("secretaria_ejecutiva")
    informe = elenco.entregables["informe-marzo"]
    yield "programado", informe
    entregables.iniciar(informe, por=area, en=momento("2024-03-26 10:00"))
    yield "en elaboración", informe
    etapas = EtapaRuta.objects.filter(ruta=informe.ruta)
    etapas.filter(tipo="elaborar").update(roles=["secretaria_tecnica"])
    yield "en elaboración de la secretaría técnica", informe
    etapas.filter(tipo="elaborar").update(roles=["area", "verificacion"])
    yield "en elaboración del área y verificación", informe
    etapas.filter(tipo="elaborar").update(roles=[], area=elenco.transparencia)
    yield "en elaboración de otra área", informe
    etapas.filter(tipo="elaborar").update(area=None)
    entregables.presentar(informe, pdf(), por=area, en=momento("2024-03-27 10:00"))
    yield "en reunión", informe
    for organo, tipo, cuando, por, resultado in (
        (elenco.comision, "reunion", "2024-03-28 10:00", "secretaria_tecnica", "aprobado"),
        (elenco.comision, "ordinaria", "2024-03-29 10:00", "secretaria_tecnica", "aprobado"),
        (elenco.consejo, "ordinaria", "2024-04-01 10:00", "secretaria_ejecutiva", "presentado"),
    ):
        celebrar(elenco, organo, tipo, cuando, por, "informe-marzo", resultado=resultado)
        yield f"tras la {tipo} de {organo}", informe
    etapas.filter(tipo="remitir").update(area=elenco.transparencia)
    yield "por remitir por otra área", informe
    with transaction.atomic():
        entregables.adjuntar(informe, pdf("distinta"), por=area, en=momento("2024-04-02 10:00"))
        yield "por remitir con otro documento", informe
        transaction.set_rollback(True)
    remite = elenco.usuario("area_transparencia")
    entregables.remitir(
        informe,
        oficio="X/1",
        remitida_en=momento("2024-04-03 10:00"),
        destinatario="UTVOPL",
        por=remite,
        en=momento("2024-04-03 10:00"),
    )
    yield "remitido por otra área, sin acuse", informe
    etapas.update(area=None)
    yield "remitido, sin acuse", informe
    entregables.registrar_acuse(informe, pdf("acuse"), por=ejecutiva, en=momento("2024-04-04 10:00"))
    yield "remitido", informe
    entregables.validar_por_ine(
        informe, validada_en=momento("2024-04-05 10:00"), por=ejecutiva, en=momento("2024-04-05 10:00")
    )
    yield "concluido", informe
    avance = elenco.entregables["avance-abril"]
    Entregable.objects.filter(pk=avance.pk).update(periodo="2024-05")
    yield "programado, de un mes que no comienza", avance
    entregables.cancelar(avance, motivo="x", por=elenco.usuario("secretaria_tecnica"), en=momento("2024-04-05 10:00"))
    yield "cancelado", avance
    remision = elenco.entregables["remision-abril"]
    yield "programado, por remitir", remision
    publicacion = elenco.entregables["publicacion"]
    EtapaRuta.objects.filter(ruta=publicacion.ruta, tipo="elaborar").delete()
    yield "programado, por decidir", publicacion
    entregables.iniciar(publicacion, por=ejecutiva, en=momento("2024-04-05 10:00"))
    yield "en decisión, sin a dónde volver", publicacion
    base = {"proceso": elenco.proceso, "ruta": remision.ruta, "area": elenco.informatica, "orden": 50}
    for clave, tipo, plantilla in (
        ("contingente", "contingente", True),
        ("recurrente", "recurrente", True),
        ("listado", "por_evento", False),
    ):
        suyo = Entregable.objects.create(
            **base, llave=clave, clave=clave, nombre=clave, tipo=tipo, es_plantilla=plantilla
        )
        yield f"{clave}, que origina otros" if tipo != "recurrente" else "plantilla de lo recurrente", suyo
    yield (
        "nacido de un hecho",
        entregables.registrar_evento(
            suyo, evento_el=date(2024, 4, 9), descripcion="x", por=ejecutiva, en=momento("2024-04-10 10:00")
        ),
    )


def test_de_un_entregable_la_pagina_ofrece_lo_que_el_servicio_acepta(elenco: Elenco) -> None:
    fallas = []
    clientes = {nombre: entrar(usuario) for nombre, usuario in elenco.usuarios.items()}
    vistos = set()
    # Who sees none of them does not depend on where it stands: once is enough.
    quienes = dict(elenco.usuarios)
    for donde, e in recorrer(elenco):
        e.refresh_from_db()
        vistos.add((e.estado, e.etapa.tipo if e.etapa else ""))
        llamadas = de_entregable(e)
        for nombre, por in list(quienes.items()):
            pruebas = {verbo: probar(llamar, por) for verbo, llamar in llamadas.items()}
            cliente, que = clientes[nombre], f"{donde}, {nombre}"
            pagina = cliente.get(reverse("entregable", args=[PROCESO, e.pk]))
            if pagina.status_code == 404:
                fallas += [f"{que}: no lo ve y puede {v}" for v, p in pruebas.items() if not p.sin_rol]
                del quienes[nombre]
                continue
            fallas += comparar(
                que,
                pruebas,
                [v.clave for v in pagina.context["acciones"]],
                {o.verbo.clave: {str(r) for r in o.rechazos} for o in pagina.context["impedidas"]},
            )
            fallas += paginas(
                que,
                cliente,
                pruebas,
                lambda v: reverse("entregable_accion", args=[PROCESO, e.pk, v.replace("_", "-")]),  # noqa: B023
            )
    assert fallas == []
    assert {estado for estado, _ in vistos} == set(Entregable.Estado.values)
    assert {tipo for _, tipo in vistos} == {"", *EtapaRuta.Tipo.values}


def test_lo_realizado_lo_corrige_quien_la_pagina_dice(elenco: Elenco) -> None:
    avance = elenco.entregables["avance-abril"]
    hecho = entregables.registrar_hecho(
        avance, dias=[date(2024, 4, 9)], texto="Reunión", por=None, en=momento("2024-04-10 10:00")
    )

    def corregir(por: Usuario) -> object:
        return entregables.corregir_hecho(hecho, dias=[date(2024, 4, 8)], texto="x", motivo="Error", por=por, en=EN)

    usuarios = elenco.usuarios

    def ofrecen() -> set[str]:
        paginas = {n: entrar(u).get(reverse("entregable", args=[PROCESO, avance.pk])) for n, u in usuarios.items()}
        return {n for n, pagina in paginas.items() if pagina.status_code == 200 and pagina.context["corrige"]}

    assert ofrecen() == {n for n, u in usuarios.items() if not probar(corregir, u).rechazos} != set()
    entregables.cancelar(avance, motivo="x", por=elenco.usuario("secretaria_tecnica"), en=momento("2024-04-11 10:00"))
    assert ofrecen() == {n for n, u in usuarios.items() if not probar(corregir, u).rechazos} == set()


# -- Sessions ---------------------------------------------------------------------------------------------


def de_sesion(s: Sesion, otro: Entregable) -> dict[str, Callable[[Usuario], object]]:
    """Each service with good arguments, in any state."""
    en: dict[str, Any] = {"en": EN}
    libre, decidible = s.puntos.filter(entregable=None).first(), s.puntos.exclude(entregable=None).first()
    assert libre is not None
    assert decidible is not None
    presentes = list(s.organo.integraciones.all())
    sentido = Sentido(decidible, "aprobado", acuerdo="CG/1", unanimidad=True)
    decision = Decision.objects.filter(punto__sesion=s).first() or Decision(punto=libre, pk=0)
    dia = date(2024, 4, 15)
    return {
        "agregar_punto": lambda por: sesiones.agregar_punto(s, Punto("", otro), motivo="x", por=por, **en),
        "quitar_punto": lambda por: sesiones.quitar_punto(libre, motivo="x", por=por, **en),
        "instalar": lambda por: sesiones.instalar(s, presentes=presentes, por=por, **en),
        "decidir": lambda por: sesiones.decidir(s, [sentido], decidida_en=EN, por=por, **en),
        "concluir": lambda por: sesiones.concluir(s, termina_en=EN, por=por, **en),
        "cancelar": lambda por: sesiones.cancelar(s, motivo="x", por=por, **en),
        "deshacer": lambda por: sesiones.deshacer(decision, motivo="x", por=por, **en),
        "llegada": lambda por: sesiones.registrar_llegada(s, presentes[-1], cuando=EN, por=por, **en),
        "salida": lambda por: sesiones.registrar_salida(s, presentes[0], cuando=EN, por=por, **en),
        "suplir": lambda por: sesiones.suplir_asiento(
            s, presentes[0], nombre="x", documento="x", desde=dia, hasta=dia, por=por, **en
        ),
        "receso": lambda por: sesiones.declarar_receso(s, desde=EN, por=por, **en),
        "anunciar_continuacion": lambda por: sesiones.anunciar_continuacion(
            s, continua_en=EN + timedelta(days=1), por=por, **en
        ),
        "presidir": lambda por: sesiones.presidir(s, presentes[1], por=por, **en),
        "reanudar": lambda por: sesiones.reanudar(s, presentes=presentes, cuando=EN, por=por, **en),
        "corregir": lambda por: sesiones.corregir_sesion(s, nombre="x", motivo="x", por=por, **en),
        "corregir_acuerdo": lambda por: sesiones.corregir_acuerdo(decision, acuerdo="x", motivo="x", por=por, **en),
        "transmitir": lambda por: sesiones.anotar_transmision(s, direccion="https://ejemplo.mx/", por=por, **en),
    }


def convocadas(elenco: Elenco) -> Iterator[tuple[str, Sesion]]:
    """A session of each kind of body, in each state, about a deliverable that waits for it."""
    informe = elenco.entregables["informe-marzo"]
    entregables.presentar(informe, pdf(), por=elenco.usuario("area"), en=momento("2024-03-27 10:00"))
    etapa = EtapaRuta.objects.get(ruta=informe.ruta, clave="reunion")
    grupo = Organo.objects.create(
        proceso=elenco.proceso, clave="grupo", nombre="Grupo de Trabajo", tipo="grupo", quorum=2
    )
    for nombre in ("Titular Uno", "Titular Dos", "Titular Tres"):
        grupo.integraciones.create(nombre=nombre, cargo="Integrante", desde=date(2023, 9, 1))
    for organo in (elenco.comision, elenco.consejo, elenco.comite, grupo):
        EtapaRuta.objects.filter(pk=etapa.pk).update(organo=organo)
        sesion = sesiones.convocar(
            organo,
            tipo="reunion",
            inicia_en=momento("2024-04-15 09:00"),
            puntos=[Punto("", informe), Punto("Asuntos generales")],
            por=None,
            en=momento("2024-04-10 10:00"),
        )
        for estado in Sesion.Estado.values:
            yield f"{organo.tipo} {estado}", _en(sesion, estado)


def _en(sesion: Sesion, estado: str) -> Sesion:
    """The session in a state, as its services would leave it."""
    if estado == Sesion.Estado.INSTALADA:
        # One is late, and something is decided.
        en = momento("2024-04-15 09:05")
        sesion = sesiones.instalar(sesion, presentes=list(sesion.organo.integraciones.all())[:2], por=None, en=en)
        libre = sesiones.agregar_punto(sesion, Punto("Orden del día"), por=None, en=en)
        sesiones.decidir(sesion, [Sentido(libre, "enterado")], decidida_en=en, por=None, en=en)
        return sesion
    if estado == Sesion.Estado.RECESO:
        sesiones.declarar_receso(sesion, desde=momento("2024-04-15 09:06"), por=None, en=momento("2024-04-15 09:06"))
        return sesion
    sesion.estado = estado
    sesion.save()
    return sesion


def test_de_una_sesion_la_pagina_ofrece_lo_que_el_servicio_acepta(elenco: Elenco) -> None:
    fallas = []
    clientes = {nombre: entrar(usuario) for nombre, usuario in elenco.usuarios.items()}
    quienes = dict(elenco.usuarios)
    for donde, s in convocadas(elenco):
        llamadas = de_sesion(s, elenco.entregables["publicacion"])
        for nombre, por in list(quienes.items()):
            pruebas = {verbo: probar(llamar, por) for verbo, llamar in llamadas.items()}
            cliente, que = clientes[nombre], f"{donde}, {nombre}"
            pagina = cliente.get(reverse("sesion", args=[PROCESO, s.pk]))
            if pagina.status_code == 404:
                fallas += [f"{que}: no la ve y puede {v}" for v, p in pruebas.items() if not p.sin_rol]
                del quienes[nombre]
                continue
            fallas += comparar(que, pruebas, pagina.context["puede"], {})
            # Who may does not depend on the state. Of what the role does not allow, one, as above.
            sin_rol = [v for v, p in pruebas.items() if p.sin_rol]
            for verbo, prueba in pruebas.items() if s.estado == Sesion.Estado.CONVOCADA else ():
                if verbo in sin_rol[1:]:
                    continue
                lugar = reverse("sesion_accion", args=[PROCESO, s.pk, verbo.replace("_", "-")])
                with transaction.atomic():
                    estado = cliente.post(lugar).status_code
                    transaction.set_rollback(True)
                if (estado == 404) != prueba.sin_rol:
                    fallas.append(f"{que}, página de {verbo}: {estado}, el servicio dice {prueba.dichos}")
    assert fallas == []


def test_convoca_a_un_organo_quien_la_pagina_dice(elenco: Elenco) -> None:
    for nombre, por in elenco.usuarios.items():
        acepta = {
            organo.clave
            for organo in (elenco.consejo, elenco.comision, elenco.comite)
            if not probar(
                lambda quien, organo=organo: sesiones.convocar(  # type: ignore[misc]
                    organo, tipo="ordinaria", inicia_en=EN, puntos=[Punto("x")], por=quien, en=EN
                ),
                por,
            ).rechazos
        }
        pagina = entrar(por).get(reverse("sesion_convocar", args=[PROCESO]))
        ofrece = (
            {o.clave for o in pagina.context["form"].fields["organo"].queryset} if pagina.status_code == 200 else set()
        )
        assert ofrece == acepta, nombre


# -- The table itself -------------------------------------------------------------------------------------


def test_ningun_verbo_queda_sin_probar() -> None:
    """Whoever adds a row adds it here."""
    # These need what the record of one state alone does not have: each has its own tests.
    aparte = {"registrar", "revocar_consentimiento", "surtir_consentimiento", "no_publicar", "pedir_aceptacion"}
    candidatura = set(DE_CANDIDATURA) - aparte
    assert candidatura == set(_nombres(de_candidatura)) | {"responder_observacion", "atender_observaciones"}
    # What a session does, and what has a page of its own.
    de_otro = {"decidir", "aprobar", "retirar_del_orden", "corregir_hecho", "quitar_hecho"}
    de_otro |= {"analizar", "deshacer_decision", "corregir_acuerdo"}
    assert set(DE_ENTREGABLE) - de_otro == set(_nombres(de_entregable)) == set(vista_entregables.CON_PAGINA)
    assert set(DE_SESION) - {"convocar"} == set(_nombres(de_sesion))


def _nombres(funcion: Callable[..., object]) -> list[str]:
    """The keys of the calls that it builds."""
    constantes = [c for c in funcion.__code__.co_consts if isinstance(c, tuple)]
    # The keys of a long dictionary come one by one.
    dichas = [n for c in [*constantes, funcion.__code__.co_consts] for n in c if isinstance(n, str)]
    return [n for n in dichas if n in DE_CANDIDATURA | DE_ENTREGABLE | DE_SESION]
