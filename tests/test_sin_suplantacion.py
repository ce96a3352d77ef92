"""Nobody is anybody else: there is no door by which an account is opened by another in silence, superusers included."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse

from compliance.models import Acto, Usuario
from notificaciones.models import Aviso

from .elenco import Elenco, momento

RAIZ = Path(settings.BASE_DIR)
APPS = ("calendario", "compliance", "documentos", "flujos", "notificaciones")
# Where an account is opened, and by what: its password, its second factor, its passkey, its directory.
ENTRAN = {
    ("compliance/views/cuentas.py", "abrir_sesion", "login"),
    ("compliance/views/cuentas.py", "entrar_aqui", "abrir_sesion"),
    ("compliance/views/cuentas.py", "form_valid", "abrir_sesion"),
    ("compliance/views/puertas.py", "_entra", "abrir_sesion"),
}
# By these names sessions are opened, or a session is made another's.
ABREN = {"login", "alogin", "force_login", "abrir_sesion"}
LLAVES_DE_SESION = {"SESSION_KEY", "HASH_SESSION_KEY", "BACKEND_SESSION_KEY", "_auth_user_id"}
EN = momento("2024-04-02 10:00")


def modulos() -> list[Path]:
    return [a for app in APPS for a in sorted((RAIZ / app).rglob("*.py")) if "migrations" not in a.parts]


def test_solo_se_entra_por_las_puertas_que_se_conocen() -> None:
    halladas = set()
    for archivo in modulos():
        arbol = ast.parse(archivo.read_text(encoding="utf-8"))
        nombre = str(archivo.relative_to(RAIZ))
        for funcion in ast.walk(arbol):
            if not isinstance(funcion, ast.FunctionDef):
                continue
            for nodo in ast.walk(funcion):
                if isinstance(nodo, ast.Call):
                    llamada = getattr(nodo.func, "id", getattr(nodo.func, "attr", ""))
                    if llamada in ABREN:
                        halladas.add((nombre, funcion.name, llamada))
        usados = {n.id for n in ast.walk(arbol) if isinstance(n, ast.Name)} | {
            n.value for n in ast.walk(arbol) if isinstance(n, ast.Constant) and isinstance(n.value, str)
        }
        assert not usados & LLAVES_DE_SESION, nombre
    assert halladas == ENTRAN


def test_ninguna_biblioteca_instalada_trae_una_puerta_para_ser_otra_persona() -> None:
    de_suplantar = ("hijack", "impersonate", "loginas", "su")
    assert not [app for app in settings.INSTALLED_APPS if app.split(".")[-1] in de_suplantar]
    assert not [n for n in get_resolver().reverse_dict if isinstance(n, str) and n.startswith(de_suplantar[:3])]


@pytest.mark.parametrize("superusuario", [False, True])
def test_el_enlace_que_podria_abrir_la_cuenta_de_otra_persona_nunca_es_silencioso(
    elenco: Elenco, monkeypatch: pytest.MonkeyPatch, superusuario: bool
) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)
    quien, duena = elenco.usuario("administracion"), elenco.usuario("area")
    Usuario.objects.filter(pk=quien.pk).update(is_superuser=superusuario, is_staff=True)
    cliente = Client()
    cliente.force_login(Usuario.objects.get(pk=quien.pk), backend="django.contrib.auth.backends.ModelBackend")
    lugar = reverse("cuenta_accion", args=[elenco.proceso.clave, duena.pk, "enlace"])
    assert cliente.post(lugar).status_code == 200
    acto = Acto.objects.get(verbo="emitir_enlace")
    assert (acto.por, acto.objeto) == (quien, duena.pk)
    aviso = Aviso.objects.get(asunto="Se emitió un enlace para entrar con su cuenta")
    assert aviso.destinatario_correo == duena.email
    # Its owner cannot be written a password, nor a second factor, in the catalogues.
    for ruta in (f"/administracion/compliance/usuario/{duena.pk}/password/", "/administracion/auth/user/"):
        assert cliente.get(ruta).status_code in (302, 404)
    pagina = cliente.get(f"/administracion/compliance/usuario/{duena.pk}/change/").content.decode()
    assert 'name="password"' not in pagina
