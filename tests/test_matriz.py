"""Every address × every role: what each one answers to a plain visit, and that nobody learns what they may not."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from .direcciones import AHORA, APARTE, MATRIZ, PROCESO, PUBLICO, SOLO_POST, TODOS, Poblado, nombres, poblar
from .elenco import Elenco


@pytest.fixture
def poblado(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Poblado:
    """The cast in motion, and a site that lives on its day."""
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)
    return poblar(elenco)


def entrar(poblado: Poblado, rol: str) -> Client:
    cliente = Client()
    cliente.force_login(poblado.usuarios[rol], backend="django.contrib.auth.backends.ModelBackend")
    return cliente


def test_cada_direccion_esta_en_la_matriz() -> None:
    conocidas = {clave.split(":")[0] for clave in MATRIZ} | SOLO_POST | APARTE
    assert set(nombres(get_resolver().url_patterns)) ^ conocidas == set()


def test_cada_direccion_responde_a_cada_rol_lo_que_le_toca(poblado: Poblado) -> None:
    fallas = []
    clientes = {"": Client(), **{rol: entrar(poblado, rol) for rol in sorted(TODOS)}}
    for clave, quien in MATRIZ.items():
        lugar = poblado.lugar(clave)
        for rol, cliente in clientes.items():
            if quien == PUBLICO:
                esperado = 200
            elif not rol:
                esperado = 302
            else:
                esperado = 200 if rol in quien else 404
            respuesta = cliente.get(lugar)
            # To its end: a file that is sent is closed when it has been read.
            respuesta.getvalue()
            obtenido = respuesta.status_code
            if obtenido != esperado:
                fallas.append(f"{clave} ({lugar}) como {rol or 'anónimo'}: {obtenido}, se esperaba {esperado}")
    assert fallas == []


def test_lo_que_solo_recibe_post_no_se_visita(poblado: Poblado) -> None:
    cliente = entrar(poblado, "secretaria_tecnica")
    argumentos: dict[str, list[object]] = {
        "entregable_tarea": poblado.argumentos["entregable"],
        "sesion_accion": [*poblado.argumentos["sesion"], "instalar"],
        "candidaturas_lote": [PROCESO],
    }
    for nombre in sorted(SOLO_POST):
        assert cliente.get(reverse(nombre, args=argumentos.get(nombre))).status_code == 405, nombre
