"""Every address × every role: what each one answers to a visit and to an empty form, and that nobody learns or changes
what they may not."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from compliance.models import Acto

from . import paginas
from .direcciones import (
    AHORA,
    APARTE,
    DESCARGAN,
    ENVIAN,
    ENVIOS,
    LEEN,
    MATRIZ,
    PUBLICO,
    SOLO_POST,
    TODOS,
    Poblado,
    nombres,
    poblar,
)
from .elenco import Elenco

ESCRITURA = re.compile(r"\s*(INSERT\b|UPDATE\b|DELETE\b|COPY\b|EXECUTE cauce_\d+_escribe)", re.IGNORECASE)
# The act that a reading leaves, written as it comes or prepared.
LECTURA = re.compile(r'INTO "compliance_acto"|_escribe_compliance_acto\(')
# What entering and being seen writes, whoever comes.
DE_PASO = re.compile(r"django_session|axes_")
# The same for everybody, whoever asks: a browser may keep them.
DE_TODOS = {"estilo", "calendario_publico"}


@pytest.fixture
def poblado(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Poblado:
    """The cast in motion, and a site that lives on its day."""
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)
    return poblar(elenco)


def entrar(poblado: Poblado, rol: str) -> Client:
    """A browser in which they have just entered, which is what it takes to change how one enters."""
    return paginas.entrar(poblado.usuarios[rol], confirmo=AHORA)


@contextmanager
def escrituras() -> Iterator[list[str]]:
    """What was written in the database meanwhile; it is undone at the end."""
    hechas: list[str] = []

    def anotar(ejecutar: Any, sql: str, *resto: Any) -> Any:
        if ESCRITURA.match(sql) and not DE_PASO.search(sql):
            hechas.append(sql[:80])
        return ejecutar(sql, *resto)

    with transaction.atomic(), connection.execute_wrapper(anotar):
        yield hechas
        transaction.set_rollback(True)


def queda_copia(clave: str, rol: str, respuesta: Any) -> str:
    """What is wrong if the answer to somebody with an account may be kept by their browser, or by a proxy."""
    cache = respuesta.headers.get("Cache-Control", "")
    return "" if not rol or clave in DE_TODOS or "no-store" in cache else f"; puede guardarse ({cache!r})"


def test_cada_direccion_esta_en_la_matriz() -> None:
    conocidas = {clave.split(":")[0] for clave in MATRIZ} | SOLO_POST.keys() | APARTE
    assert set(nombres(get_resolver().url_patterns)) ^ conocidas == set()


def test_cada_direccion_responde_a_cada_rol_lo_que_le_toca_sin_escribir_ni_dejar_copia(poblado: Poblado) -> None:
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
            with escrituras() as hechas:
                respuesta = cliente.get(lugar)
                # To its end: a file that is sent is closed when it has been read.
                respuesta.getvalue()
            obtenido, copia = respuesta.status_code, queda_copia(clave, rol, respuesta)
            if clave.split(":")[0] in LEEN and obtenido == 200:
                hechas = [h for h in hechas if not LECTURA.search(h)]
            if obtenido != esperado or hechas or copia:
                fallas.append(
                    f"{clave} ({lugar}) como {rol or 'anónimo'}: {obtenido}, se esperaba {esperado}; "
                    f"escribió {hechas}{copia}"
                )
    assert fallas == []


def test_cada_archivo_con_datos_de_personas_deja_su_lectura_y_los_demas_ninguna(poblado: Poblado) -> None:
    fallas = []
    for rol in ("auditoria", "administracion", "verificacion"):
        cliente = entrar(poblado, rol)
        for clave, quien in MATRIZ.items():
            nombre = clave.split(":")[0]
            if rol not in quien or nombre in LEEN:
                continue
            lugar = poblado.lugar(clave)
            with transaction.atomic():
                antes = Acto.objects.filter(verbo="descargar").count()
                respuesta = cliente.get(lugar + ("&" if "?" in lugar else "?") + "formato=csv")
                es_archivo = "attachment" in respuesta.headers.get("Content-Disposition", "")
                respuesta.getvalue()
                dejo = Acto.objects.filter(verbo="descargar").count() - antes
                transaction.set_rollback(True)
            if dejo != int(es_archivo and nombre in DESCARGAN):
                fallas.append(f"{clave} como {rol}: dejó {dejo}")
    assert fallas == []


def test_un_envio_vacio_nunca_falla_y_solo_lo_atiende_a_quien_le_toca(poblado: Poblado) -> None:
    """405 for what only shows; otherwise the entrance, 404, or an answer of whoever may send it."""
    fallas = []
    escribieron = set()
    clientes = {"": Client(), **{rol: entrar(poblado, rol) for rol in sorted(TODOS)}}
    for clave, quien in ENVIAN.items():
        lugar = poblado.lugar(clave)
        for rol, cliente in clientes.items():
            with escrituras() as hechas:
                respuesta = cliente.post(lugar, ENVIOS.get(clave, {}))
            if respuesta.status_code == 405:
                bien = clave not in SOLO_POST and not hechas
            elif quien == PUBLICO:
                bien = respuesta.status_code in (200, 302, 422) and not hechas
            elif not rol:
                bien = respuesta.status_code == 302 and respuesta["Location"].startswith("/entrar/") and not hechas
            elif rol in quien:
                bien = respuesta.status_code in (200, 302, 400, 409, 422)
            else:
                bien = respuesta.status_code == 404 and not hechas
            if hechas:
                escribieron.add(clave)
            copia = queda_copia(clave, rol, respuesta)
            if not bien or copia:
                fallas.append(
                    f"{clave} ({lugar}) como {rol or 'anónimo'}: {respuesta.status_code}; escribió {hechas}{copia}"
                )
    assert fallas == []
    # That what writes is seen to write.
    assert {"cuenta_accion:enlace", "candidatura_accion:validar"} <= escribieron


def test_lo_que_solo_recibe_post_no_se_visita(poblado: Poblado) -> None:
    cliente = entrar(poblado, "secretaria_tecnica")
    for lugar in [reverse("salir"), *(poblado.lugar(clave) for clave in SOLO_POST)]:
        assert cliente.get(lugar).status_code == 405, lugar
