"""The desk of verification: taken by one, read section by section, finished by what the marks say."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendario.fechas import fecha_larga
from compliance.cuestionarios import DIMENSIONES
from compliance.models import Acto, Calificacion, Candidatura, Proceso, RenglonDeLista, Revision, Territorio, Usuario
from flujos import candidaturas as servicios
from flujos.candidaturas import Marca, carga, lectura, mesa
from flujos.candidaturas.requerimientos import requerimiento_de
from flujos.guardas import causas_de

from ..elenco import Elenco, curricular_completo, momento, rechazado, texto
from ..paginas import entrar, ver

PROCESO = "prueba-2024"
EN = momento("2024-04-15 12:00")
MESA = reverse("mesa", args=[PROCESO])
TOMAR = reverse("mesa_tomar", args=[PROCESO])
TURNOS = reverse("mesa_turnos", args=[PROCESO])
NO = Marca(cumple=False, causas=("incompleto",), texto="Falta la meta.")
SI = Marca(cumple=True)

pytestmark = pytest.mark.usefixtures("quince_de_abril")


def leer(c: Candidatura) -> str:
    return reverse("mesa_leer", args=[PROCESO, c.pk])


@pytest.fixture
def otra(elenco: Elenco) -> Usuario:
    """A second person of verification."""
    otra = Usuario.objects.create_user("verificacion_dos", first_name="Verificacion Dos")
    elenco.nombrar(otra, "verificacion")
    return otra


@pytest.fixture
def tres(elenco: Elenco) -> list[Candidatura]:
    """Three that wait, the second of which has waited longest."""
    c = [elenco.candidatura_en("capturada", f"Persona {n}", formula=n) for n in ("1", "2", "3")]
    for pk, dia in ((c[0].pk, "2024-04-08 10:00"), (c[2].pk, "2024-04-14 10:00")):
        _poner_espera(pk, dia)
    return c


def _poner_espera(pk: int, dia: str) -> None:
    RenglonDeLista.objects.filter(pk=pk).update(espera=momento(dia))


def todas(elenco: Elenco) -> Any:
    return mesa.por_leer(elenco.proceso)


def test_la_espera_corre_desde_el_ultimo_envio(elenco: Elenco) -> None:
    c = elenco.candidatura_en("observada")
    assert c.renglon.espera == momento("2024-04-03 10:00")
    with rechazado("sin_cambio") as info:
        servicios.enviar_captura(c, por=elenco.cuenta_de(c), en=EN)
    assert "«Primera propuesta principal»" in str(info.value)
    # Only what was observed is open.
    with rechazado("cerrada") as info:
        servicios.guardar_borrador(c, curricular={"propuesta_2": texto(300)}, por=elenco.cuenta_de(c), en=EN)
    assert "«Segunda propuesta principal»" in str(info.value)
    with rechazado("cerrada"):
        servicios.guardar_borrador(c, identidad={"discapacidad": "Sí"}, por=elenco.cuenta_de(c), en=EN)
    servicios.guardar_borrador(
        c,
        curricular={k: v for k, v in curricular_completo().items() if k != "foto"} | {"propuesta_1": texto(300)},
        por=elenco.cuenta_de(c),
        en=EN,
    )
    servicios.enviar_captura(c, por=elenco.cuenta_de(c), en=EN)
    c = Candidatura.objects.get(pk=c.pk)
    assert c.renglon.espera == EN
    seccion = next(s for s in lectura.secciones_de(c, {}, []) if s.rubro == "propuesta_1")
    assert "".join(t.texto for t in seccion.cambios if t.que != "quitado") == texto(300)
    assert [s.rubro for s in lectura.secciones_de(c, {}, []) if s.cambios] == ["propuesta_1"]


def test_una_observacion_general_abre_todas_y_joven_abre_mayor(elenco: Elenco) -> None:
    verifica = elenco.usuario("verificacion")
    c = elenco.candidatura_en("capturada")
    c = servicios.observar(
        c, observaciones=[servicios.NuevaObservacion("joven", ["otra"], "Aclare.")], por=verifica, en=EN
    )
    cuenta = elenco.cuenta_de(c)
    servicios.guardar_borrador(c, identidad={"joven": "No", "mayor": "Sí"}, por=cuenta, en=EN)
    with rechazado("cerrada"):
        servicios.guardar_borrador(c, identidad={"discapacidad": "Sí"}, por=cuenta, en=EN)
    assert "Esta sección está cerrada" in ver(
        entrar(cuenta), reverse("candidatura_captura_paso", args=[PROCESO, c.pk, "motivo"])
    )
    otra = elenco.candidatura_en("capturada", "Bea Ruiz", formula="2")
    otra = servicios.observar(
        otra, observaciones=[servicios.NuevaObservacion("general", ["otra"], "Revise todo.")], por=verifica, en=EN
    )
    servicios.guardar_borrador(
        otra,
        curricular={"motivo_cargo": texto(290)},
        identidad={"discapacidad": "Sí"},
        por=elenco.cuenta_de(otra),
        en=EN,
    )


def test_se_toma_por_espera_y_nadie_lee_lo_de_otra(elenco: Elenco, otra: Usuario, tres: list[Candidatura]) -> None:
    una = elenco.usuario("verificacion")
    primera = servicios.tomar_siguiente(elenco.proceso, todas(elenco), por=una, en=EN)
    assert primera == tres[1]
    assert servicios.tomar_siguiente(elenco.proceso, todas(elenco), por=otra, en=EN) == tres[0]
    with rechazado("tomada"):
        servicios.tomar(tres[1], por=otra, en=EN)
    for hacer in (servicios.validar, servicios.observar):
        argumentos: Any = {"observaciones": [servicios.NuevaObservacion("foto", ["otra"], "x")]}
        with rechazado("tomada"):
            hacer(tres[1], por=otra, en=EN, **(argumentos if hacer is servicios.observar else {}))
    # It is given back by time, by hand, or by a reason.
    despues = EN + timedelta(minutes=61)
    servicios.tomar(tres[1], por=otra, en=despues)
    servicios.soltar(tres[1], por=otra, en=despues)
    servicios.tomar(tres[1], por=una, en=despues)
    with rechazado("motivo"):
        servicios.reasignar(tres[1], a=otra, motivo=" ", por=una, en=despues)
    with rechazado("quien"):
        servicios.reasignar(tres[1], a=elenco.usuario("partido"), motivo="Turno", por=una, en=despues)
    servicios.reasignar(tres[1], a=otra, motivo="Cambio de turno", por=elenco.usuario("administracion"), en=despues)
    acto = Acto.objects.get(verbo="reasignar")
    assert (acto.motivo, acto.hechos["a"]) == ("Cambio de turno", str(otra))
    with rechazado("tomada"):
        servicios.guardar_marcas(tres[1], {"foto": (SI, 0)}, por=una, en=despues)
    # Whoever captured it is passed over.
    elenco.nombrar(elenco.cuenta_de(tres[2]), "verificacion")
    assert (
        servicios.tomar_siguiente(elenco.proceso, todas(elenco), por=elenco.cuenta_de(tres[2]), en=despues) == tres[0]
    )


def test_lo_marcado_se_guarda_sellado_y_no_se_pisa(elenco: Elenco) -> None:
    c, por = elenco.candidatura_en("capturada"), elenco.usuario("verificacion")
    with rechazado("sin_tomar"):
        servicios.guardar_marcas(c, {"foto": (SI, 0)}, por=por, en=EN)
    servicios.tomar(c, por=por, en=EN)
    servicios.guardar_marcas(c, {"discapacidad": (NO, 0)}, por=por, en=EN)
    with connection.cursor() as cursor:
        cursor.execute("SELECT marcas FROM compliance_revision")
        assert "meta" not in cursor.fetchone()[0]
    with rechazado("visto"):
        servicios.guardar_marcas(c, {"discapacidad": (SI, 0)}, por=por, en=EN)
    servicios.guardar_marcas(c, {"discapacidad": (NO, 0)}, por=por, en=EN)  # the same, sent twice
    marcas = servicios.guardar_marcas(c, {"discapacidad": (SI, 1)}, por=por, en=EN)
    assert (marcas["discapacidad"]["cumple"], marcas["discapacidad"]["n"]) == (True, 2)
    for mala, guarda in ((Marca(causas=("fea",)), "causas"), (Marca(puntos={"historia": 3}), "puntos")):
        with rechazado(guarda):
            servicios.guardar_marcas(c, {"historia_profesional": (mala, 0)}, por=por, en=EN)


def test_terminar_observa_lo_que_no_cumple_y_si_todo_cumple_valida(elenco: Elenco) -> None:
    c, por = elenco.candidatura_en("capturada"), elenco.usuario("verificacion")
    servicios.tomar(c, por=por, en=EN)
    servicios.guardar_marcas(c, {"propuesta_1": (Marca(cumple=False, causas=("incompleto",)), 0)}, por=por, en=EN)
    with rechazado("sin_marcar"):
        servicios.terminar(c, lo_demas_cumple=False, por=por, en=EN)
    c = servicios.terminar(c, lo_demas_cumple=True, por=por, en=EN)
    observacion = c.observaciones.get()
    assert (c.estado, observacion.rubro, observacion.causas) == ("observada", "propuesta_1", ["incompleto"])
    assert observacion.texto == "En «Primera propuesta principal» falta información. Complétela."
    assert not Revision.objects.exists()
    cuenta, despues = elenco.cuenta_de(c), momento("2024-04-17 10:00")
    servicios.responder_observacion(observacion, respuesta="Ya está.", por=cuenta, en=despues)
    servicios.enviar_captura(c, por=cuenta, en=despues)
    servicios.tomar(c, por=por, en=despues)
    c = servicios.terminar(c, lo_demas_cumple=True, por=por, en=despues)
    observacion.refresh_from_db()
    assert (c.estado, observacion.atendida_en) == ("validada", despues)


def test_lo_marcado_de_un_envio_anterior_no_es_de_este(elenco: Elenco) -> None:
    c, por = elenco.candidatura_en("capturada"), elenco.usuario("verificacion")
    servicios.tomar(c, por=por, en=momento("2024-04-04 10:00"))
    servicios.guardar_marcas(c, {"foto": (NO, 0)}, por=por, en=momento("2024-04-04 10:00"))
    servicios.observar(
        c, observaciones=[servicios.NuevaObservacion("foto", ["otra"], "x")], por=por, en=momento("2024-04-05 10:00")
    )
    servicios.responder_observacion(c.observaciones.get(), respuesta="Sí.", por=elenco.cuenta_de(c), en=EN)
    servicios.enviar_captura(c, por=elenco.cuenta_de(c), en=EN)
    servicios.tomar(c, por=por, en=EN)
    assert Revision.objects.get().marcas == {}


def test_leer_cuesta_un_envio_y_una_pagina_por_candidatura(elenco: Elenco, tres: list[Candidatura]) -> None:
    cliente = entrar(elenco.usuario("verificacion"))
    filtro = f"actor={elenco.partido_a.pk}"
    pagina = ver(cliente, f"{MESA}?{filtro}")
    assert [pagina.index(f"Persona {n}") for n in (2, 1, 3)] == sorted(pagina.index(f"Persona {n}") for n in (2, 1, 3))
    assert "12 días: demasiado" in pagina
    respuesta = cliente.post(TOMAR, {"consulta": filtro})
    peticiones = 1
    for c in (tres[1], tres[0], tres[2]):
        lugar = respuesta["Location"]
        assert lugar == f"{leer(c)}?{filtro}"
        pagina = ver(cliente, lugar)
        assert "Guardar lo marcado" in pagina
        assert Acto.objects.filter(candidatura=c, verbo="leer_identidad").count() == 1
        guardada = cliente.post(lugar, {"m-foto": "si", "n-foto": "0"}, headers={"Accept": "application/json"})
        assert json.loads(guardada.content) == {"n": {"foto": 1}}
        respuesta = cliente.post(lugar, {"accion": "terminar", "lo_demas": "1", "m-foto": "si", "n-foto": "1"})
        peticiones += 2
    # Without what saves itself meanwhile: the page and its sending.
    assert peticiones == 1 + 2 * len(tres)
    assert respuesta["Location"] == f"{MESA}?{filtro}"
    assert Candidatura.objects.filter(estado="validada").count() == 3
    assert "Nada espera con estos filtros" in ver(cliente, respuesta["Location"])


def test_lo_tecleado_no_se_pierde_y_lo_ajeno_no_se_muestra(elenco: Elenco, otra: Usuario) -> None:
    c = elenco.candidatura_en("capturada")
    cliente, ajeno = entrar(elenco.usuario("verificacion")), entrar(otra)
    cliente.post(TOMAR)
    mala = cliente.post(leer(c), {"accion": "terminar", "m-foto": "no", "n-foto": "0", "t-foto": "Mi texto."})
    assert mala.status_code == 422
    assert "Mi texto." in mala.content.decode()
    assert "Faltan 20 secciones por marcar" in mala.content.decode()
    antes = Acto.objects.count()
    pagina = ver(ajeno, leer(c))
    assert "La está leyendo Verificacion" in pagina
    assert "Mi texto." not in pagina
    assert Acto.objects.count() == antes
    vieja = cliente.post(leer(c), {"m-foto": "si", "n-foto": "0"}, headers={"Accept": "application/json"})
    assert vieja.status_code == 409
    assert (
        "Quedó"
        in entrar(elenco.usuario("administracion"))
        .post(reverse("mesa_reasignar", args=[PROCESO, c.pk]), {"a": otra.pk, "motivo": "Licencia"}, follow=True)
        .content.decode()
    )
    assert "Mi texto." in ver(ajeno, leer(c))


def test_las_consultas_de_la_mesa_no_crecen(elenco: Elenco, tres: list[Candidatura]) -> None:
    cliente = entrar(elenco.usuario("verificacion"))
    elenco.candidatura_en("observada", "Persona 12", formula="12")

    def cuantas(lugar: str) -> int:
        with CaptureQueriesContext(connection) as hechas:
            assert cliente.get(lugar).status_code == 200
        return len(hechas)

    lugares = (MESA, f"{MESA}?ver=requeridas", f"{MESA}?ver=modificaciones", TURNOS)
    for lugar in lugares:
        cuantas(lugar)
    antes = [cuantas(lugar) for lugar in lugares]
    for n in range(4, 9):
        elenco.candidatura_en("capturada", f"Persona {n}", formula=str(n))
    for n in range(9, 12):
        elenco.candidatura_en("observada", f"Persona {n}", formula=str(n))
    despues = [cuantas(lugar) for lugar in lugares]
    assert all(d <= a + 2 for a, d in zip(antes, despues, strict=True)), (antes, despues)
    assert max(despues) < 40


def test_se_reparte_por_turnos_y_se_ve_la_carga(elenco: Elenco, otra: Usuario, tres: list[Candidatura]) -> None:
    una = elenco.usuario("verificacion")
    cliente = entrar(elenco.usuario("administracion"))
    pagina = cliente.post(TURNOS, {"accion": "repartir", "cuantas": "1", "quienes": [una.pk, otra.pk]}, follow=True)
    assert f"{una}: 1; {otra}: 1" in pagina.content.decode()
    assert Acto.objects.get(verbo="repartir").hechos == {"repartidas": {str(una): 1, str(otra): 1}}
    assert mesa.mias(elenco.proceso, una, EN) == [tres[1].pk]
    assert mesa.mias(elenco.proceso, una, EN + timedelta(hours=25)) == []
    servicios.terminar(tres[1], lo_demas_cumple=True, por=una, en=EN)
    suyas = {x.persona: x for x in carga.cargas_de(elenco.proceso, mesa.verifican(elenco.proceso, EN), EN)}
    assert (suyas[una].tomadas, suyas[una].hoy, suyas[una].semana) == (0, 1, 1)
    assert suyas[una].espera == EN - momento("2024-04-03 10:00")
    assert (suyas[otra].tomadas, suyas[otra].mas_antigua) == (1, momento("2024-04-08 10:00"))
    assert (
        "Elija al menos a una persona" in cliente.post(TURNOS, {"accion": "repartir", "cuantas": "1"}).content.decode()
    )


def test_causas_y_variables_son_del_proceso(elenco: Elenco) -> None:
    c, por = elenco.candidatura_en("observada"), elenco.usuario("verificacion")
    admin = entrar(elenco.usuario("administracion"))
    assert entrar(por).post(TURNOS, {"accion": "cargar_variables"}).status_code == 404
    for accion in ("cargar_causas", "cargar_variables"):
        assert admin.post(TURNOS, {"accion": accion}).status_code == 302
        assert "ya tiene los suyos" in admin.post(TURNOS, {"accion": accion}).content.decode()
    proceso = Proceso.objects.get()
    proceso.causas.filter(clave="incompleto").update(hasta=momento("2024-04-10 10:00").date())
    assert len(causas_de(proceso)) == 12
    assert "Falta información" in ver(entrar(por), reverse("candidatura", args=[PROCESO, c.pk]))
    otra = elenco.candidatura_en("capturada", "Bea Ruiz", formula="2")
    with rechazado("causas"):
        servicios.observar(
            otra, observaciones=[servicios.NuevaObservacion("foto", ["incompleto"], "x")], por=por, en=EN
        )
    servicios.tomar(otra, por=por, en=EN)
    servicios.guardar_marcas(
        otra, {"historia_profesional": (Marca(cumple=True, puntos={"historia": 5}), 0)}, por=por, en=EN
    )
    servicios.terminar(otra, lo_demas_cumple=True, por=por, en=EN)
    assert Calificacion.objects.get().puntos == {"historia": 5}
    lugar = reverse("mesa_calificaciones", args=[PROCESO])
    assert "5 de 49" in ver(entrar(por), lugar)
    archivo = b"".join(entrar(por).get(f"{lugar}?formato=csv")).decode("utf-8-sig")
    assert "Bea Ruiz" in archivo.splitlines()[1]
    assert entrar(elenco.usuario("partido")).get(lugar).status_code == 404


def test_el_requerimiento_dice_lo_observado_y_calla_lo_sensible(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    servicios.observar(
        c,
        observaciones=[
            servicios.NuevaObservacion("foto", ["fotografia"], "Trae un logotipo."),
            servicios.NuevaObservacion("indigena", ["otra"], "Aclare lo de su pueblo-secreto."),
        ],
        por=elenco.usuario("verificacion"),
        en=EN,
    )
    lugar = reverse("candidatura_requerimiento", args=[PROCESO, c.pk, 1])
    for nombre, dejan in (("partido", 1), ("verificacion", 2), ("comision", 2)):
        respuesta = entrar(elenco.usuario(nombre)).get(lugar)
        assert respuesta.content.startswith(b"%PDF")
        assert Acto.objects.filter(verbo="leer_identidad").count() == dejan
    assert entrar(elenco.usuario("partido_b")).get(lugar).status_code == 404
    assert entrar(elenco.usuario("partido")).get(lugar.replace("/1/", "/2/")).status_code == 404
    c = Candidatura.objects.select_related("proceso__instituto").get(pk=c.pk)
    suyo = requerimiento_de(c, 1, ve_identidad=False)
    assert suyo is not None
    assert suyo.folio == f"IEPC/prueba-2024/{c.pk}-1"
    assert suyo.vence == c.vence
    assert [(o.rubro, o.texto) for o in suyo.observado] == [
        ("Fotografía", "Trae un logotipo."),
        (DIMENSIONES["indigena"].nombre, None),
    ]
    assert "Esperan respuesta" in ver(entrar(elenco.usuario("verificacion")), f"{MESA}?ver=requeridas")


def test_el_mismo_texto_y_el_mismo_medio_en_otra_candidatura_se_senalan(elenco: Elenco) -> None:
    una, otra = (elenco.candidatura_en("capturada", f"Persona {n}", formula=n) for n in ("1", "2"))
    halladas = {(s.rubro, s.candidaturas) for s in servicios.senales_de(una)}
    assert {("propuesta_1", (otra.pk,)), ("medios", (otra.pk,))} <= halladas
    servicios.retirar(
        otra, motivo_retiro="renuncia", documento="Acuerdo 7", por=elenco.usuario("secretaria_ejecutiva"), en=EN
    )
    assert not any(s.candidaturas for s in servicios.senales_de(una))


def test_los_lugares_se_ofrecen_por_su_numero_y_las_fechas_se_dicen_como_en_todas_partes(elenco: Elenco) -> None:
    for clave in ("10", "2"):
        lugar = Territorio.objects.create(
            proceso=elenco.proceso,
            tipo="distrito",
            entidad=elenco.distrito.entidad,
            clave=clave,
            nombre=f"Distrito {clave}",
        )
        c = elenco.candidatura_en("capturada", f"Persona {clave}", formula=clave)
        Candidatura.objects.filter(pk=c.pk).update(territorio=lugar)
        RenglonDeLista.objects.filter(pk=c.pk).update(territorio=lugar)
    cliente = entrar(elenco.usuario("verificacion"))
    ofrecidos = re.findall(r"<option[^>]*>\s*Distrito local (\d+)", ver(cliente, reverse("mesa", args=[PROCESO])))
    assert ofrecidos == sorted(ofrecidos, key=int)
    assert {"2", "10"} <= set(ofrecidos)
    cliente.post(TOMAR)
    c = Revision.objects.get().candidatura
    assert f'<p class="texto">{fecha_larga(c.curricular.foto_tomada_el)}</p>' in ver(cliente, leer(c))
