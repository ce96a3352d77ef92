"""Opening another process on screen: with its plan derived from the one that rules, or made from the norm."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from compliance.historia import guardar
from compliance.models import Acto, Entregable, Instituto, Nombramiento, Plan, Proceso, Usuario, VersionDePlan
from compliance.plan.derivacion import preguntas
from compliance.plan.esquema import leer_plan, ruta_de_plan
from compliance.services.planes import cargar_plan

from ..elenco import momento
from ..paginas import plana

pytestmark = pytest.mark.django_db

CLAVE = "iepac-2023-2024"
AL = momento("2026-11-28 10:00")
CONFIRMADA = momento("2023-09-02 10:00")


@pytest.fixture
def cliente(monkeypatch: pytest.MonkeyPatch) -> Client:
    """Whoever administers Yucatán's process, years after."""
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AL)
    plan, sha256 = leer_plan(ruta_de_plan(CLAVE))
    cargar_plan(plan, sha256, por=None, en=momento("2023-11-01 10:00"))
    return entrar("administracion")


def entrar(rol: str) -> Client:
    usuario = Usuario.objects.create_user(rol)
    Nombramiento.objects.create(
        usuario=usuario,
        rol=Group.objects.get_or_create(name=rol)[0],
        proceso=Proceso.objects.get(),
        desde=date(2023, 9, 1),
        confirmado_en=CONFIRMADA,
    )
    cliente = Client()
    cliente.force_login(usuario, backend="django.contrib.auth.backends.ModelBackend")
    return cliente


def lugar(nombre: str) -> str:
    return reverse(nombre, args=[CLAVE])


RESPUESTAS = {
    "jornada": "2027-06-06",
    "cargos": ["diputaciones-mr"],
    "campanas_inicio": "2027-04-04",
    "campanas_fin-sin-saber": "on",
}
NORMA = {"jornada": "2027-06-06", "cargos": ["diputaciones-mr", "ayuntamientos"]}


def enviado(respuesta) -> dict[str, list[str]]:  # type: ignore[no-untyped-def]
    """What the page of the plan that was seen carries hidden."""
    datos: dict[str, list[str]] = {}
    for etiqueta in re.findall(r'<input type="hidden"[^>]*>', respuesta.content.decode()):
        nombre, valor = re.search(r'name="([^"]+)"', etiqueta), re.search(r'value="([^"]*)"', etiqueta)
        if nombre and valor and nombre[1] != "csrfmiddlewaretoken":
            datos.setdefault(nombre[1], []).append(valor[1])
    return datos


def test_derivar_pregunta_lo_que_no_puede_saber(cliente: Client) -> None:
    html = plana(cliente.get(lugar("plan_derivar")))
    for p in preguntas(Plan.objects.get().datos):
        assert p.texto in html
    respuesta = cliente.post(lugar("plan_derivar"), {"jornada": "2027-06-06"})
    assert respuesta.status_code == 422
    assert "Escriba el día, o marque que todavía no se sabe." in plana(respuesta)
    respuesta = cliente.post(lugar("plan_derivar"), RESPUESTAS | {"jornada": "2027-06-07"})
    assert "no es domingo" in plana(respuesta)


def test_el_plan_derivado_se_ve_y_abre_el_proceso_con_quien_lo_administra(cliente: Client) -> None:
    vista = cliente.post(lugar("plan_derivar"), RESPUESTAS)
    assert vista.status_code == 200, plana(vista)
    assert "Abrir el proceso con este plan" in plana(vista)
    assert Proceso.objects.count() == 1
    sin_motivo = cliente.post(lugar("plan_derivar"), enviado(vista) | {"abrir": "1"})
    assert sin_motivo.status_code == 422
    assert Proceso.objects.count() == 1
    respuesta = cliente.post(lugar("plan_derivar"), enviado(vista) | {"abrir": "1", "motivo": "Inicio del proceso"})
    nuevo = Proceso.objects.exclude(clave=CLAVE).get()
    assert respuesta["Location"] == reverse("plan", args=[nuevo.clave])
    assert cliente.get(respuesta["Location"]).status_code == 200
    version = VersionDePlan.objects.get(plan__proceso=nuevo)
    assert (version.numero, version.que, version.motivo) == (1, "derivacion", "Inicio del proceso")
    acto = Acto.objects.get(pk=version.acto)
    assert (acto.verbo, acto.proceso, str(acto.por)) == ("abrir_proceso", nuevo, "administracion")
    # With the confirmation that they had: two people gave it.
    assert nuevo.nombramientos.get().confirmado_en == CONFIRMADA
    assert Entregable.objects.filter(proceso=nuevo).exists()


def test_enviarlo_dos_veces_abre_un_proceso(cliente: Client) -> None:
    datos = RESPUESTAS | {"abrir": "1", "motivo": "Inicio del proceso"}
    cliente.post(lugar("plan_derivar"), datos)
    respuesta = cliente.post(lugar("plan_derivar"), datos)
    assert respuesta.status_code == 422
    assert "Ya hay un proceso" in plana(respuesta)
    assert Proceso.objects.count() == 2


def test_un_plan_nuevo_de_la_norma_es_del_mismo_instituto(cliente: Client) -> None:
    vista = cliente.post(lugar("plan_nuevo"), NORMA)
    assert vista.status_code == 200, plana(vista)
    archivo = cliente.post(lugar("plan_nuevo"), enviado(vista) | {"descargar": "1"})
    assert archivo["Content-Disposition"].endswith('.toml"')
    cliente.post(lugar("plan_nuevo"), enviado(vista) | {"abrir": "1", "motivo": "Inicio del proceso"})
    nuevo = Proceso.objects.exclude(clave=CLAVE).get()
    assert nuevo.instituto == Instituto.objects.get()
    assert nuevo.cargos.count() == 2
    assert VersionDePlan.objects.get(plan__proceso=nuevo).que == "norma"


def test_corregir_vuelve_a_las_preguntas_con_lo_respondido(cliente: Client) -> None:
    vista = cliente.post(lugar("plan_nuevo"), NORMA)
    html = cliente.post(lugar("plan_nuevo"), enviado(vista) | {"corregir": "1"}).content.decode()
    assert 'value="2027-06-06"' in html
    assert "Ver el plan" in html


@pytest.mark.parametrize("nombre", ["plan_derivar", "plan_nuevo"])
def test_solo_quien_administra_abre_otro_proceso(cliente: Client, nombre: str) -> None:
    for rol in ("secretaria_tecnica", "auditoria"):
        otro = entrar(rol)
        assert otro.get(lugar(nombre)).status_code == 404
        assert otro.post(lugar(nombre), RESPUESTAS).status_code == 404


def test_un_instituto_de_una_entidad_mal_escrita_lo_dice(cliente: Client) -> None:
    instituto = Instituto.objects.get()
    instituto.entidad = "Aztlán"
    guardar(instituto, por=None, en=AL, motivo="Error")
    assert cliente.get(lugar("plan_nuevo")).status_code == 200
    respuesta = cliente.post(lugar("plan_nuevo"), NORMA)
    assert respuesta.status_code == 422
    assert "«Aztlán» no es una de las 32 entidades federativas" in plana(respuesta)
