"""Changing a plan on screen, from the file or the row to its new version."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from compliance.historia import guardar
from compliance.models import Entregable, Nombramiento, Plan, Proceso, PropuestaDePlan, Usuario, VersionDePlan

from ..elenco import momento
from ..paginas import plana
from .plan_cargado import cargar, empezar, informe
from .plan_minimo import con

pytestmark = pytest.mark.django_db

CLAVE = "opl-2024"
NOMBRE = ('nombre = "Informe de marzo"', 'nombre = "Informe mensual de marzo"')
APRUEBA_OTRO_DIA = ("termina = 2024-04-01\nfecha_plan = 2024-04-01", "termina = 2024-04-02\nfecha_plan = 2024-04-02")


@pytest.fixture(autouse=True)
def hoy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2023-11-10 10:00"))


def entrar(rol: str = "administracion") -> Client:
    usuario, _ = Usuario.objects.get_or_create(username=rol)
    Nombramiento.objects.get_or_create(
        usuario=usuario,
        rol=Group.objects.get_or_create(name=rol)[0],
        proceso=Proceso.objects.get(),
        desde=date(2023, 9, 1),
    )
    cliente = Client()
    cliente.force_login(usuario, backend="django.contrib.auth.backends.ModelBackend")
    return cliente


def lugar(nombre: str, *args: object) -> str:
    return reverse(nombre, args=[CLAVE, *args])


def subir(cliente: Client, texto: str, nombre: str = "opl.toml"):  # type: ignore[no-untyped-def]
    return cliente.post(lugar("plan_cargar"), {"archivo": SimpleUploadedFile(nombre, texto.encode())})


def aplicar(cliente: Client, **datos: object):  # type: ignore[no-untyped-def]
    """Send the page of what is proposed as it is shown, with `datos` in place of what it says."""
    respuesta = cliente.get(lugar("plan_propuesta"))
    html = respuesta.content.decode()
    huella = re.findall(r'name="huella" value="(\w+)"', html)[0]
    marcados = re.findall(r'name="aplica" value="([\w.-]+)" checked', html)
    enviado = {"motivo": "Acuerdo 9", "ocurrio_el": "2023-11-10", "huella": huella, "aplica": marcados, **datos}
    return cliente.post(lugar("plan_propuesta"), enviado)


def fila_de(cliente: Client, llave: str) -> dict[str, object]:
    """What the page of a row sends if nobody touches it."""
    formularios = cliente.get(lugar("plan_fila", llave)).context["formularios"]
    return {
        campo.html_name: "" if campo.value() is None else campo.value()
        for f in formularios
        for campo in f
        if campo.value() not in (False, None)
    }


# -- Load -------------------------------------------------------------------------------------------------


def test_un_archivo_se_ve_antes_de_aplicarlo_y_queda_como_version() -> None:
    cargar()
    cliente = entrar()
    assert subir(cliente, con(NOMBRE))["Location"] == lugar("plan_propuesta")
    html = plana(cliente.get(lugar("plan_propuesta")))
    assert "Fila 11.3 Informe mensual de marzo" in html
    assert "Programados que cambian" in html
    assert informe().nombre == "Informe de marzo"
    respuesta = aplicar(cliente)
    assert respuesta["Location"] == lugar("plan_version", 2)
    assert informe().nombre == "Informe mensual de marzo"
    pagina = plana(cliente.get(lugar("plan_version", 2)))
    assert "Quedó la versión 2." in pagina
    assert "Acuerdo 9" in pagina
    assert "De la versión 1 a la versión 2." in pagina


@pytest.mark.parametrize(
    ("texto", "dice"),
    [
        (con(("jornada = 2024-06-02", "jornada = 2024-06-31")), "la fecha 2024-06-31 no existe"),
        (
            con(('ruta = "informe"\narea = "informatica"', 'ruta = "otra"\narea = "informatica"')),
            "«otra» no está entre las rutas",
        ),
        (con(('clave = "opl-2024"', 'clave = "opl-2030"')), "es la de otro proceso"),
        (con(('lugar = "Introducción"', 'lugar = "Intro\\u0000"')), "carácter nulo"),
        ("x = " + "[" * 5000, "demasiadas listas o tablas una dentro de otra"),
        ("no es = [un plan", "no es TOML válido"),
    ],
)
def test_un_archivo_con_defectos_dice_donde_y_no_deja_nada(texto: str, dice: str) -> None:
    cargar()
    cliente = entrar()
    respuesta = subir(cliente, texto)
    assert respuesta.status_code == 422
    assert dice.casefold() in plana(respuesta).casefold()
    assert not PropuestaDePlan.objects.exists()
    assert VersionDePlan.objects.count() == 1


def test_un_archivo_enorme_o_de_otra_clase_se_rechaza() -> None:
    cargar()
    cliente = entrar()
    assert "el máximo son 2 MB" in plana(subir(cliente, "#" * (2 * 1024 * 1024 + 1)))
    assert "Se admite .toml" in plana(subir(cliente, con(), "plan.pdf"))


def test_el_plan_vigente_se_descarga_y_al_subirlo_no_cambia_nada() -> None:
    cargar()
    cliente = entrar()
    archivo = cliente.get(lugar("plan_version", 1) + "?formato=toml")
    assert archivo["Content-Disposition"] == 'attachment; filename="opl-2024-version-1.toml"'
    subir(cliente, archivo.content.decode())
    assert "El plan diría lo mismo que ahora." in plana(cliente.get(lugar("plan_propuesta")))


def test_lo_escrito_no_se_pierde_si_falta_algo() -> None:
    cargar()
    empezar(informe())
    cliente = entrar()
    subir(cliente, con(NOMBRE, APRUEBA_OTRO_DIA))
    respuesta = aplicar(cliente, aplica=["informe-marzo.nombre"])
    assert respuesta.status_code == 422
    assert "Diga por qué se deja como está lo que desmarcó." in plana(respuesta)
    html = respuesta.content.decode()
    assert "Acuerdo 9</textarea>" in html
    assert re.findall(r'name="aplica" value="([\w.-]+)" checked', html) == ["informe-marzo.nombre"]
    respuesta = aplicar(cliente, aplica=["informe-marzo.nombre"], razon_de_dejar="La convocatoria ya salió")
    assert respuesta.status_code == 302
    assert (informe().nombre, informe().fecha_plan) == ("Informe mensual de marzo", date(2024, 4, 1))
    assert "La convocatoria ya salió" in plana(cliente.get(lugar("plan_version", 2)))
    # And the plan says where the record differs from it.
    assert "La convocatoria ya salió" in plana(cliente.get(lugar("plan")))


def test_un_dia_que_no_llega_o_de_otro_proceso_se_rechaza() -> None:
    cargar()
    cliente = entrar()
    subir(cliente, con(NOMBRE))
    assert "todavía no llega" in plana(aplicar(cliente, ocurrio_el="2023-11-11"))
    assert "revise el año" in plana(aplicar(cliente, ocurrio_el="2013-11-10"))


def test_descartar_deja_todo_como_estaba() -> None:
    cargar()
    cliente = entrar()
    subir(cliente, con(NOMBRE))
    cliente.post(lugar("plan_propuesta"), {"descartar": "1"})
    assert not PropuestaDePlan.objects.exists()
    assert "No tiene cambios por aplicar" in plana(cliente.get(lugar("plan_propuesta")))


def test_enviarlo_dos_veces_hace_una_version() -> None:
    cargar()
    cliente = entrar()
    subir(cliente, con(NOMBRE))
    aplicar(cliente)
    respuesta = cliente.post(
        lugar("plan_propuesta"), {"motivo": "Acuerdo 9", "ocurrio_el": "2023-11-10", "huella": "x"}
    )
    assert respuesta.status_code == 409
    assert "Ya no había cambios por aplicar" in plana(respuesta)
    assert VersionDePlan.objects.count() == 2


def test_si_otra_persona_aplico_antes_se_dice_y_lo_propio_se_reune() -> None:
    cargar()
    admin, tecnica = entrar(), entrar("secretaria_tecnica")
    subir(admin, con(NOMBRE))
    subir(tecnica, con(('nombre = "Interfaz de captura"', 'nombre = "Interfaz"')))
    aplicar(tecnica)
    respuesta = aplicar(admin)
    assert respuesta.status_code == 409
    html = plana(respuesta)
    assert "No se escribió nada" in html
    assert "El plan cambió desde que usted empezó" in html
    assert "Acuerdo 9</textarea>" in respuesta.content.decode()
    reunida = admin.post(lugar("plan_propuesta"), {"al_dia": "1", "motivo": "Acuerdo 9", "ocurrio_el": "2023-11-09"})
    assert "Acuerdo 9</textarea>" in reunida.content.decode()
    assert 'value="2023-11-09"' in reunida.content.decode()
    assert aplicar(admin)["Location"] == lugar("plan_version", 3)
    datos = Plan.objects.get().datos
    assert (datos.entregables[0].nombre, datos.hitos[0].nombre) == ("Informe mensual de marzo", "Interfaz")


def test_el_primer_plan_de_un_proceso_se_ve_entero_antes_de_aplicarlo() -> None:
    cargar()
    cliente, proceso = entrar(), Proceso.objects.get()
    proceso.pk, proceso.clave, proceso.nombre = None, "opl-2027", "Otro proceso"
    proceso._state.adding = True
    guardar(proceso, por=None, en=momento("2023-11-10 09:00"), motivo="Otro")
    Nombramiento.objects.create(
        usuario=Usuario.objects.get(username="administracion"),
        rol=Group.objects.get(name="administracion"),
        proceso=proceso,
        desde=date(2023, 9, 1),
    )
    archivo = SimpleUploadedFile("opl.toml", con(('clave = "opl-2024"', 'clave = "opl-2027"')).encode())
    cliente.post(reverse("plan_cargar", args=["opl-2027"]), {"archivo": archivo})
    dicho = plana(cliente.get(reverse("plan_propuesta", args=["opl-2027"])))
    assert "El primer plan del proceso" in dicho
    assert "11.3 Informe de marzo, marzo de 2024" in dicho
    assert "diría lo mismo" not in dicho
    assert reverse("plan_editar", args=["opl-2027"]) not in dicho


def test_lo_que_ya_se_juzgaba_y_nadie_cambia_se_cuenta_aparte() -> None:
    cargar()
    empezar(informe(), remitido_en=momento("2023-11-05 12:00"))
    cliente = entrar()
    limite = ("limite_remision = 2024-04-05", "limite_remision = 2024-04-09")
    subir(cliente, con(limite))
    dicho = plana(cliente.get(lugar("plan_propuesta")))
    assert "Entregables en curso que se mueven" in dicho
    assert "ya se juzga y sigue como está" not in dicho
    aplicar(cliente)
    subir(cliente, con(limite, ('nombre = "Interfaz de captura"', 'nombre = "Interfaz"')))
    dicho = plana(cliente.get(lugar("plan_propuesta")))
    assert "Entregables en curso que se mueven" not in dicho
    assert "Límite de remisión: 05/04/2024 en el registro, 09/04/2024 en el plan; se remitió el 05/11/2023" in dicho


def test_cada_quien_ve_solo_lo_que_propuso() -> None:
    cargar()
    subir(entrar(), con(NOMBRE))
    assert "No tiene cambios por aplicar" in plana(entrar("secretaria_tecnica").get(lugar("plan_propuesta")))


def test_se_regresa_a_una_version_viendola_antes() -> None:
    cargar()
    cliente = entrar()
    subir(cliente, con(NOMBRE))
    aplicar(cliente)
    assert cliente.post(lugar("plan_revertir", 1))["Location"] == lugar("plan_propuesta")
    assert informe().nombre == "Informe mensual de marzo"
    aplicar(cliente, motivo="Se dejó sin efecto el acuerdo")
    assert informe().nombre == "Informe de marzo"
    assert [v.que for v in VersionDePlan.objects.order_by("numero")] == ["carga", "carga", "reversion"]


# -- Change a row -----------------------------------------------------------------------------------------


def test_guardar_una_fila_sin_tocarla_no_cambia_el_plan() -> None:
    cargar()
    cliente = entrar()
    for e in Plan.objects.get().datos.entregables:
        respuesta = cliente.post(lugar("plan_fila", e.llave), fila_de(cliente, e.llave))
        assert respuesta.status_code == 302, plana(respuesta)
    assert PropuestaDePlan.objects.get().datos == Plan.objects.get().datos


def test_varias_filas_se_cambian_y_se_aplican_como_una_version() -> None:
    cargar()
    cliente = entrar()
    cliente.post(
        lugar("plan_fila", "informe-marzo"),
        fila_de(cliente, "informe-marzo") | {"nombre": "Informe mensual", "otra": "1"},
    )
    datos = fila_de(cliente, "listado") | {"area": "informatica", "numeral": "7"}
    assert cliente.post(lugar("plan_fila", "listado"), datos)["Location"] == lugar("plan_propuesta")
    assert "Cambiada" in plana(cliente.get(lugar("plan_editar")))
    aplicar(cliente)
    listado = Entregable.objects.select_related("area").get(llave="listado")
    assert (informe().nombre, listado.numeral, str(listado.area)) == ("Informe mensual", 7, "Informática")
    version = VersionDePlan.objects.get(numero=2)
    assert (version.que, version.sha256 != VersionDePlan.objects.get(numero=1).sha256) == ("edicion", True)


def test_una_fila_se_agrega_y_otra_se_quita() -> None:
    cargar()
    cliente = entrar()
    datos = {
        "base": "1",
        "llave": "acuerdo-inicio",
        "clave": "11.12",
        "nombre": "Acuerdo de inicio",
        "numeral": "9",
        "tipo": "fecha_fija",
        "ruta": "informe",
        "modo": "naturales",
        "fecha_plan": "2024-04-01",
        "regla_remision": "5 días naturales después",
        "paso-0-clave": "11.12.1",
        "paso-0-texto": "Sesión del Consejo",
        "paso-0-etapa": "consejo",
        "paso-0-fecha": "2024-04-01",
    }
    assert cliente.post(lugar("plan_fila_nueva"), datos).status_code == 302
    cliente.post(lugar("plan_fila", "listado"), {"base": "1", "quitar": "1"})
    # Somebody else's list needs it: an office names it.
    assert "no se puede quitar" in plana(cliente.get(lugar("plan_fila", "listado")))
    cliente.post(lugar("plan_fila", "otro"), {"base": "1", "quitar": "1"})
    assert "Se quedan en el registro" in plana(cliente.get(lugar("plan_propuesta")))
    aplicar(cliente)
    nueva = Entregable.objects.get(llave="acuerdo-inicio")
    assert (nueva.numeral, nueva.fecha_plan, nueva.subactividades.get().texto) == (
        9,
        date(2024, 4, 1),
        "Sesión del Consejo",
    )
    assert Entregable.objects.filter(llave="otro").exists()
    assert "otro" not in {e.llave for e in Plan.objects.get().datos.entregables}


def test_lo_que_la_fila_no_puede_decir_se_dice_junto_a_su_campo() -> None:
    cargar()
    cliente = entrar()
    datos = fila_de(cliente, "informe-marzo") | {"fecha_plan": "2024-04-03", "nombre": "Otro"}
    respuesta = cliente.post(lugar("plan_fila", "informe-marzo"), datos)
    assert respuesta.status_code == 422
    assert "explique por qué en la nota" in str(respuesta.context["form"].errors["fecha_plan"])
    assert "Otro</textarea>" in respuesta.content.decode()
    respuesta = cliente.post(lugar("plan_fila", "informe-marzo"), datos | {"nota": "Lo pidió la comisión"})
    assert respuesta.status_code == 302


def test_una_regla_dice_que_da_y_por_que_antes_de_guardar() -> None:
    cargar()
    cliente = entrar()
    datos = fila_de(cliente, "listado") | {"regla_remision": "3 días naturales después", "calcular": "1"}
    respuesta = cliente.post(lugar("plan_fila", "listado"), datos)
    html = re.sub(r"</?time[^>]*>", "", plana(respuesta))
    assert "Su regla da el lun 25 mar 2024, y la fila dice nada. 3 días naturales contados desde" in html
    assert not PropuestaDePlan.objects.exists()
    respuesta = cliente.post(lugar("plan_fila", "listado"), datos | {"regla_remision": "cuando se pueda"})
    assert "cuando se pueda" in respuesta.content.decode()


def test_lo_que_alguien_escribe_ya_no_esta_por_confirmar() -> None:
    cargar(("fecha_plan = 2024-03-22", 'fecha_plan = 2024-03-22\npor_confirmar = ["fecha_plan"]'))
    cliente = entrar()
    cliente.post(lugar("plan_fila", "listado"), fila_de(cliente, "listado") | {"fecha_plan": "2024-03-25"})
    (fila,) = [e for e in PropuestaDePlan.objects.get().datos.entregables if e.llave == "listado"]
    assert (fila.fecha_plan, fila.por_confirmar) == (date(2024, 3, 25), [])


def test_quien_abrio_la_fila_antes_de_otra_version_no_la_deshace() -> None:
    cargar()
    admin, tecnica = entrar(), entrar("secretaria_tecnica")
    abierta = fila_de(admin, "informe-marzo")
    subir(tecnica, con(APRUEBA_OTRO_DIA))
    aplicar(tecnica)
    admin.post(lugar("plan_fila", "informe-marzo"), abierta | {"nombre": "Informe mensual"})
    assert "El plan cambió desde que usted empezó" in plana(admin.get(lugar("plan_propuesta")))
    admin.post(lugar("plan_propuesta"), {"al_dia": "1"})
    aplicar(admin)
    assert (informe().nombre, informe().fecha_plan) == ("Informe mensual", date(2024, 4, 2))


@pytest.mark.parametrize("nombre", ["plan_cargar", "plan_propuesta", "plan_editar", "plan_fila_nueva"])
def test_quien_no_lleva_el_plan_no_sabe_que_se_cambia(nombre: str) -> None:
    cargar()
    for rol in ("auditoria", "secretaria_ejecutiva", "comision"):
        cliente = entrar(rol)
        assert cliente.get(lugar(nombre)).status_code == 404
        assert cliente.post(lugar(nombre), {}).status_code in (404, 405)
    assert entrar("comision").post(lugar("plan_revertir", 1)).status_code == 404
    assert "Cambiar el plan" not in plana(cliente.get(lugar("plan")))


def test_la_pagina_del_entregable_dice_lo_que_se_dejo() -> None:
    cargar()
    empezar(informe())
    cliente = entrar()
    subir(cliente, con(APRUEBA_OTRO_DIA))
    aplicar(cliente, aplica=[], razon_de_dejar="La convocatoria ya salió")
    html = plana(cliente.get(lugar("entregable", informe().pk)))
    assert "El plan vigente dice otra cosa" in html
    assert "Fecha de aprobación: se dejó como estaba. La convocatoria ya salió" in html


def test_una_regla_con_periodo_dice_desde_cuando_puede_hacerse() -> None:
    cargar()
    cliente = entrar()
    datos = fila_de(cliente, "listado") | {"regla": "del 15 al 22 de marzo de 2024", "calcular": "1"}
    html = re.sub(r"</?time[^>]*>", "", plana(cliente.post(lugar("plan_fila", "listado"), datos)))
    assert "Puede hacerse desde el vie 15 mar 2024." in html
