"""manage.py preparar: from nothing to an installation that can be served, as often as wanted."""

import re
from datetime import date
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from compliance.models import Nombramiento, Plan, Proceso, Rol, Usuario
from compliance.permisos import ambito_de

from ..elenco import Elenco
from .derivados import OPCIONES

ESTE_AÑO = ("--plan", "impepac-2023-2024", "--jornada", "2027-06-06", *OPCIONES)
INFORMATICA = ("--cuenta", "informatica", "--nombre", "Irma", "--apellidos", "Prueba", "--correo", "i@opl.example")


@pytest.fixture
def preparar(db, settings, tmp_path, capsys):  # type: ignore[no-untyped-def]
    """Run it on 28 November 2026 and answer what it says."""
    settings.DATOS, settings.DEMO_FECHA, settings.REDIS_URL = tmp_path, date(2026, 11, 28), ""

    def correr(*argumentos: str) -> str:
        call_command("preparar", *argumentos)
        return capsys.readouterr().out

    return correr


def _enlace(dicho: str) -> str:
    hallado = re.search(r"http://127\.0\.0\.1:8000(/cuenta/\S+)", dicho)
    assert hallado, dicho
    return hallado.group(1)


def test_sin_nada_dice_que_falta_el_plan(preparar) -> None:  # type: ignore[no-untyped-def]
    dicho = preparar()
    assert "ninguno" in dicho
    assert "preparar --plan CLAVE --jornada AAAA-MM-DD" in dicho
    assert "barrer --continuo" in dicho


def test_con_redis_los_avisos_los_manda_celery(preparar, settings) -> None:  # type: ignore[no-untyped-def]
    settings.REDIS_URL = "redis://127.0.0.1:6379/0"
    dicho = preparar()
    assert "celery -A compliance worker" in dicho
    assert "barrer" not in dicho


def test_carga_el_plan_de_este_proceso_y_dice_que_fechas_faltan_por_confirmar(preparar, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    dicho = preparar(*ESTE_AÑO)
    proceso = Proceso.objects.get()
    assert (proceso.clave, proceso.jornada) == ("impepac-2026-2027", date(2027, 6, 6))
    assert (tmp_path / "planes" / "impepac-2026-2027.toml").is_file()
    assert re.search(r"Confirme \d+ fechas .*/p/impepac-2026-2027/plan/por-confirmar/", dicho)
    assert "preparar --cuenta" in dicho


def test_la_primera_cuenta_administra_el_proceso_y_fija_su_contrasena_una_vez(preparar, client: Client) -> None:  # type: ignore[no-untyped-def]
    dicho = preparar(*ESTE_AÑO, *INFORMATICA)
    usuario = Usuario.objects.get()
    assert (usuario.username, usuario.is_superuser, usuario.has_usable_password()) == ("informatica", True, False)
    proceso = Proceso.objects.get()
    assert proceso.pk in ambito_de(usuario, date(2026, 11, 28)).procesos_con({Rol.ADMINISTRACION.value})

    pagina = client.get(_enlace(dicho), follow=True)
    nueva = {"new_password1": "una-frase-larga-91", "new_password2": "una-frase-larga-91"}
    client.post(pagina.redirect_chain[-1][0], nueva)
    client.post(reverse("entrar"), {"username": "informatica", "password": "una-frase-larga-91"})
    assert client.get(reverse("plan_confirmar", args=[proceso.clave])).status_code == 200
    assert "/cuenta/" not in preparar(*ESTE_AÑO, *INFORMATICA)


def test_repetirlo_dice_que_ya_estaba_y_no_cambia_nada(preparar) -> None:  # type: ignore[no-untyped-def]
    primero = preparar(*ESTE_AÑO, *INFORMATICA)
    plan = Plan.objects.get()
    segundo = preparar(*ESTE_AÑO, *INFORMATICA)
    assert "ya estaba cargado" in segundo
    assert "informatica ya administra" in segundo
    assert (Plan.objects.get().cargado_en, Nombramiento.objects.count()) == (plan.cargado_en, 1)
    # Whoever lost the address asks for another, and the first stops working.
    assert _enlace(segundo) != _enlace(primero)


def test_una_vez_movido_no_vuelve_a_preguntar(preparar) -> None:  # type: ignore[no-untyped-def]
    sin_respuestas = ESTE_AÑO[: -len(OPCIONES)]
    with pytest.raises(CommandError, match="Qué cargos se eligen"):
        preparar(*sin_respuestas)
    assert not Proceso.objects.exists()
    preparar(*ESTE_AÑO)
    assert "ya estaba cargado" in preparar(*sin_respuestas)


def test_el_archivo_del_plan_movido_que_alguien_corrigio_es_el_que_se_carga(preparar, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    archivo = tmp_path / "planes" / "impepac-2026-2027.toml"
    archivo.parent.mkdir()
    call_command("derivar_plan", "impepac-2023-2024", "--jornada", "2027-06-06", *OPCIONES, "--salida", str(archivo))
    nombre = 'nombre = "Proceso Electoral Local Ordinario 2026-2027 del Estado de Morelos"'
    texto = archivo.read_text()
    assert texto.count(nombre) == 1
    archivo.write_text(texto.replace(nombre, 'nombre = "Proceso corregido a mano"'))
    preparar(*ESTE_AÑO)
    assert Proceso.objects.get().nombre == "Proceso corregido a mano"


def test_el_plan_de_una_jornada_que_ya_paso_no_se_carga_por_descuido(preparar) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CommandError, match="ya pasó: agregue --jornada"):
        preparar("--plan", "impepac-2023-2024")
    assert not Proceso.objects.exists()


@pytest.mark.parametrize(
    ("argumentos", "dicho"),
    [
        (("--jornada", "2027-06-06"), "indique también --plan"),
        (("--plan", "impepac-2023-2024", "--jornada", "2027-06-07"), "domingo"),
        (("--plan", "impepac-2023-2024", "--jornada", "junio"), "--jornada"),
        (("--cuenta", "informatica"), "indique con --plan"),
        ((*ESTE_AÑO, "--cuenta", "con espacios"), "--cuenta"),
        ((*ESTE_AÑO, "--cuenta", "a", "--correo", "no-es-correo"), "--cuenta"),
    ],
)
def test_lo_que_no_se_puede_dice_por_que_y_no_abre_ninguna_cuenta(preparar, argumentos, dicho) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CommandError, match=dicho):
        preparar(*argumentos)
    assert not Usuario.objects.exists()


def test_donde_alguien_administra_nadie_mas_entra_por_aqui(elenco: Elenco, preparar) -> None:  # type: ignore[no-untyped-def]
    assert "administra administracion" in preparar("--plan", elenco.proceso.clave)
    with pytest.raises(CommandError, match="Cuentas y roles"):
        preparar("--plan", elenco.proceso.clave, "--cuenta", "intrusa")
    with pytest.raises(CommandError, match="Cuentas y roles"):
        preparar("--plan", elenco.proceso.clave, "--cuenta", "ajena")


def test_una_cuenta_que_difiere_en_mayusculas_de_otra_no_se_abre(preparar) -> None:  # type: ignore[no-untyped-def]
    Usuario.objects.create_user("Informatica")
    with pytest.raises(CommandError, match="escrito con otras mayúsculas"):
        preparar(*ESTE_AÑO, *INFORMATICA)
    assert Usuario.objects.get().username == "Informatica"


def test_dos_cuentas_de_antes_que_difieren_en_mayusculas_se_dicen_al_actualizar(db: None) -> None:
    migracion = import_module("compliance.migrations.0009_usuario_sin_mayusculas")
    migracion.exigir_nombres_distintos(apps, SimpleNamespace(connection=connection))
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX usuario_unico_sin_mayusculas")
    for nombre in ("bea", "Ana", "ana", "Bea", "carla"):
        Usuario.objects.create_user(nombre)
    with pytest.raises(CommandError) as info:
        migracion.exigir_nombres_distintos(apps, SimpleNamespace(connection=connection))
    assert "«Ana», «ana»; «bea», «Bea». No se cambió ninguna" in str(info.value)
    assert "carla" not in str(info.value)


def test_cierra_a_otras_cuentas_del_sistema_lo_que_encuentra_abierto(preparar, settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    archivo = settings.MEDIA_ROOT / "documentos" / "ab" / "abc"
    archivo.parent.mkdir(parents=True)
    archivo.write_bytes(b"x")
    archivo.chmod(0o644)
    tmp_path.chmod(0o755)
    assert "se cerraron" in preparar()
    for lugar in (tmp_path, settings.MEDIA_ROOT, archivo.parent, archivo):
        assert lugar.stat().st_mode & 0o077 == 0, lugar
    assert "se cerraron" not in preparar()
