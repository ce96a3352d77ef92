"""The dates of a derived plan that a person confirms, one by one, on screen."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from compliance.models import Entregable, Nombramiento, Plan, Proceso, Subactividad, Usuario
from compliance.plan.derivacion import derivar, en_toml
from compliance.plan.derivacion.confirmacion import pendientes
from compliance.plan.esquema import interpretar_plan
from compliance.services.planes import ConfirmacionInvalidaError, cargar_plan, confirmar_fecha
from compliance.verbos.modelo import Rechazo

from ..elenco import momento
from ..paginas import plana
from .derivados import JORNADA, plan_de, respuestas

AL = momento("2026-08-03 10:00")
SHA = "a" * 64


@pytest.fixture(autouse=True)
def dia_fijo(settings: Any) -> None:
    settings.DEMO_FECHA = AL.date()


@pytest.fixture
def plan(db: None) -> Plan:
    morelos = plan_de("impepac-2023-2024")
    derivado = derivar(morelos, JORNADA, respuestas(morelos)).plan
    cargar_plan(interpretar_plan(en_toml(derivado).encode(), "nuevo.toml"), SHA, por=None, en=AL)
    return Plan.objects.get(clave="impepac-2026-2027")


def persona(proceso: Proceso, rol: str) -> Usuario:
    usuario = Usuario.objects.create_user(f"{rol}@example.com", password=None)
    grupo = Group.objects.get(name=rol)
    Nombramiento.objects.create(usuario=usuario, rol=grupo, proceso=proceso, desde=date(2026, 1, 1))
    return usuario


CAMPO = "avance-abril-fecha_plan-fecha"


def con_pagina(direccion: str) -> str:
    """Where the date of the report of April is."""
    return f"{direccion}?page=2"


def entregable(llave: str) -> Entregable:
    return Entregable.objects.get(proceso__clave="impepac-2026-2027", llave=llave)


def test_una_fecha_confirmada_como_se_movio_solo_sale_de_la_lista(plan: Plan) -> None:
    usuario = persona(plan.proceso, "administracion")
    confirmar_fecha(plan, "avance-abril.fecha_plan", date(2027, 4, 26), por=usuario, en=AL)
    plan.refresh_from_db()
    assert len(pendientes(plan.datos, plan.confirmadas)) == 69
    ultima = Plan.history.filter(clave=plan.clave).first()
    assert ultima.history_user == usuario
    assert ultima.history_change_reason == "Confirma avance-abril.fecha_plan: 26/04/2027"
    assert entregable("avance-abril").fecha_plan == date(2027, 4, 26)


def test_una_fecha_que_cambia_lleva_consigo_lo_que_sus_reglas_cuentan_de_ella(plan: Plan) -> None:
    usuario = persona(plan.proceso, "secretaria_tecnica")
    confirmar_fecha(plan, "aviso-de-privacidad.fecha_plan", date(2027, 2, 22), por=usuario, en=AL)
    aviso = entregable("aviso-de-privacidad")
    assert (aviso.fecha_plan, aviso.termina_impreso, aviso.limite_remision) == (
        date(2027, 2, 22),
        date(2027, 2, 22),
        date(2027, 2, 27),
    )
    assert Subactividad.objects.get(entregable=aviso, clave="11.3").fecha == date(2027, 2, 22)
    assert aviso.history.first().history_user == usuario


def test_lo_que_cuenta_desde_otra_fila_va_con_ella(plan: Plan) -> None:
    confirmar_fecha(
        plan, "avance-abril.fecha_plan", date(2027, 4, 28), por=persona(plan.proceso, "administracion"), en=AL
    )
    assert entregable("remision-avance-abril").limite_remision == date(2027, 4, 29)


def test_cargar_otra_vez_el_mismo_archivo_conserva_lo_confirmado(plan: Plan) -> None:
    usuario = persona(plan.proceso, "administracion")
    confirmar_fecha(plan, "interfaz-acceso.termina", date(2027, 2, 3), por=usuario, en=AL)
    plan.refresh_from_db()
    assert not cargar_plan(plan.datos, SHA, por=None, en=AL).escribio
    assert plan.proceso.hitos.get(clave="interfaz-acceso").termina == date(2027, 2, 3)


def test_lo_que_no_espera_confirmacion_se_rechaza(plan: Plan) -> None:
    usuario = persona(plan.proceso, "administracion")
    for clave in ("plan-de-trabajo.fecha_plan", "nada.fecha_plan"):
        with pytest.raises(ConfirmacionInvalidaError, match="ya no está por confirmar"):
            confirmar_fecha(plan, clave, date(2027, 1, 1), por=usuario, en=AL)


def test_quien_no_tiene_el_rol_no_confirma_ni_por_el_servicio(plan: Plan) -> None:
    with pytest.raises(Rechazo) as rechazo:
        confirmar_fecha(
            plan, "avance-abril.fecha_plan", date(2027, 4, 26), por=persona(plan.proceso, "auditoria"), en=AL
        )
    assert rechazo.value.guarda == "rol"
    plan.refresh_from_db()
    assert plan.confirmadas == {}


def test_la_pagina_las_enumera_y_quien_puede_confirma_cada_una(plan: Plan, client: Client) -> None:
    direccion = reverse("plan_confirmar", args=[plan.clave])
    client.force_login(persona(plan.proceso, "secretaria_tecnica"))
    assert "Por confirmar" in client.get(reverse("plan", args=[plan.clave])).content.decode()
    pagina = client.get(direccion, {"page": 2}).content.decode()
    assert "vie 26 abr 2024" in pagina
    nombres = re.findall(r'aria-label="([^"]+)"', pagina.partition("<table")[2].partition("</table>")[0])
    assert len(nombres) == len(set(nombres)) == 25
    respuesta = client.post(con_pagina(direccion), {"clave": "avance-abril.fecha_plan", CAMPO: "2027-04-27"})
    assert respuesta.status_code == 302
    assert entregable("avance-abril").fecha_plan == date(2027, 4, 27)
    datos = {"clave": "avance-mayo.fecha_plan", "avance-mayo-fecha_plan-fecha": "mañana"}
    mala = client.post(con_pagina(direccion), datos)
    assert mala.status_code == 422
    assert 'href="#id_avance-mayo-fecha_plan-fecha"' in mala.content.decode()
    assert entregable("avance-mayo").fecha_plan == date(2027, 5, 29)


def test_los_demas_leen_y_no_confirman_nada(plan: Plan, client: Client) -> None:
    direccion = reverse("plan_confirmar", args=[plan.clave])
    client.force_login(persona(plan.proceso, "auditoria"))
    pagina = client.get(direccion)
    assert pagina.status_code == 200
    assert 'type="date"' not in pagina.content.decode()
    datos = {"clave": "avance-abril.fecha_plan", CAMPO: "2027-04-27"}
    assert client.post(direccion, datos).status_code == 404
    assert entregable("avance-abril").fecha_plan == date(2027, 4, 26)


def test_una_fecha_fuera_de_los_anios_del_proceso_se_rechaza_con_su_razon(plan: Plan, client: Client) -> None:
    client.force_login(persona(plan.proceso, "secretaria_tecnica"))
    datos = {"clave": "avance-abril.fecha_plan", CAMPO: "1950-01-01"}
    respuesta = client.post(con_pagina(reverse("plan_confirmar", args=[plan.clave])), datos)
    assert respuesta.status_code == 422
    assert "El proceso ocurre en 2026 y 2027" in respuesta.content.decode()
    assert entregable("avance-abril").fecha_plan == date(2027, 4, 26)


def test_una_pagina_se_confirma_de_una_vez_tras_decir_cuales(plan: Plan, client: Client) -> None:
    direccion = con_pagina(reverse("plan_confirmar", args=[plan.clave]))
    client.force_login(persona(plan.proceso, "secretaria_tecnica"))
    datos = {f.add_prefix("fecha"): str(f.pendiente.fecha) for f in client.get(direccion).context["filas"]}
    datos[CAMPO] = "2027-04-27"
    pregunta = plana(client.post(direccion, datos | {"todas": "1"}))
    assert "<strong>25 fechas</strong>" in pregunta
    assert "mar 27 abr 2027" in pregunta
    plan.refresh_from_db()
    assert plan.confirmadas == {}
    assert client.post(direccion, datos).status_code == 302
    plan.refresh_from_db()
    assert len(plan.confirmadas) == 25
    assert entregable("avance-abril").fecha_plan == date(2027, 4, 27)
    despues = client.get(direccion).content.decode()
    assert "Ya confirmadas" in despues
    assert "mar 27 abr 2027" in despues.partition("Ya confirmadas")[2]


def test_de_una_pagina_con_una_fecha_mala_no_se_confirma_ninguna(plan: Plan, client: Client) -> None:
    direccion = con_pagina(reverse("plan_confirmar", args=[plan.clave]))
    client.force_login(persona(plan.proceso, "secretaria_tecnica"))
    datos = {f.add_prefix("fecha"): str(f.pendiente.fecha) for f in client.get(direccion).context["filas"]}
    respuesta = client.post(direccion, datos | {CAMPO: "1950-01-01", "todas": "1"})
    assert respuesta.status_code == 422
    plan.refresh_from_db()
    assert plan.confirmadas == {}


def test_lo_que_alguien_mas_confirmo_entretanto_se_dice_con_lo_escrito(plan: Plan, client: Client) -> None:
    direccion = con_pagina(reverse("plan_confirmar", args=[plan.clave]))
    client.force_login(persona(plan.proceso, "secretaria_tecnica"))
    datos = {f.add_prefix("fecha"): str(f.pendiente.fecha) for f in client.get(direccion).context["filas"]}
    datos[CAMPO] = "2027-04-27"
    # Another tab, or another person.
    client.post(direccion, {"clave": "avance-abril.fecha_plan", CAMPO: "2027-04-28"})
    respuesta = client.post(direccion, datos | {"todas": "1"})
    assert respuesta.status_code == 422
    assert "quedó <time" in plana(respuesta)
    assert "usted había escrito «2027-04-27»" in plana(respuesta)
    plan.refresh_from_db()
    assert plan.confirmadas == {"avance-abril.fecha_plan": "2027-04-28"}
    assert len(respuesta.context["filas"]) == 24
    sola = client.post(direccion, {"clave": "avance-abril.fecha_plan", CAMPO: "2027-04-27"})
    assert "usted había escrito «2027-04-27»" in plana(sola)
    misma = client.post(direccion, {"clave": "avance-abril.fecha_plan", CAMPO: "2027-04-28"}, follow=True)
    assert "Ya estaba confirmado" in plana(misma)


def test_lo_enviado_se_confirma_aunque_haya_pasado_a_otra_pagina(plan: Plan, client: Client) -> None:
    direccion = reverse("plan_confirmar", args=[plan.clave])
    client.force_login(persona(plan.proceso, "secretaria_tecnica"))
    segunda = client.get(direccion, {"page": 2}).context["filas"][0]
    for fila in client.get(direccion).context["filas"][:2]:
        client.post(direccion, {"clave": fila.pendiente.clave, fila.add_prefix("fecha"): str(fila.pendiente.fecha)})
    datos = {segunda.add_prefix("fecha"): str(segunda.pendiente.fecha), "clave": segunda.pendiente.clave}
    assert client.post(f"{direccion}?page=2", datos).status_code == 302
    plan.refresh_from_db()
    assert segunda.pendiente.clave in plan.confirmadas


# -- What nobody knows yet --------------------------------------------------------------------------------


def test_una_fecha_que_nadie_sabe_se_da_en_la_pagina_y_lo_demas_no_la_espera(plan: Plan, client: Client) -> None:
    direccion = reverse("plan_confirmar", args=[plan.clave])
    client.force_login(persona(plan.proceso, "administracion"))
    primera = client.get(direccion)
    assert "Por dar" in plana(primera)
    datos = {f.add_prefix("fecha"): str(f.pendiente.fecha or "") for f in primera.context["filas"]}
    # The two ends of the campaigns stay for later.
    assert "<strong>23 fechas</strong>" in plana(client.post(direccion, datos | {"todas": "1"}))
    client.post(direccion, {"clave": "proceso.campanas_fin", "proceso-campanas_fin-fecha": "2027-06-02"})
    proceso = Proceso.objects.get(pk=plan.proceso.pk)
    assert (proceso.campanas_inicio, proceso.campanas_fin) == (None, date(2027, 6, 2))
    assert Plan.history.filter(history_change_reason="Confirma proceso.campanas_fin: 02/06/2027").exists()
