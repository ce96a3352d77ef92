"""Every form that a page of the site shows, sent by HTTP with what nobody types: nothing fails nor is half-written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import cycle
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from .direcciones import AHORA, MATRIZ, PUBLICO, SIN_PAGINA, Poblado, poblar
from .elenco import Elenco
from .hostiles import pdf_con
from .paginas import entrar

# Readings, sessions and failures to enter are written by whoever comes, whatever they send.
DE_PASO = {"Session", "Acto", "AccessAttempt", "AccessLog", "AccessFailureLog"}
# What ends the visit.
SALIDAS = ("/salir/", "/cuenta/contrasena/")
# With it a page shows that it lost nothing: it is drawn the same wherever it comes back.
ESCRITO = "Ñandú 中文 \U0001f600 مريم"
# By kind: what goes in a text, in a choice, in a number or day; and how many times.
CLASES: dict[str, tuple[str, str, str, int]] = {
    "raro": (ESCRITO, "no-existe", "mañana", 1),
    "largo": ("palabra " * 8_000, "9" * 23, "9" * 23, 1),
    "control": ("a\x00b\x1b\u202e\u2066c\ud7ff", "\x00", "-1\x00", 1),
    "líneas": ("uno\r\nBcc: x@y.example\u2028dos", "\r\n", "2024-02-30", 1),
    "repetido": ("=1+1", "-1", "9999-12-31", 3),
    "antiguo": ("../..\\CON", "None", "0001-01-01", 1),
    "cifras": ("9" * 5_000, "9" * 5_000, "9" * 5_000, 1),
    "marcas": ("</textarea><script>alert(1)</script>{{7*7}}", "<b>", "1e999", 1),
    "momento": (" \t ", "", "9999-12-31T23:59", 1),
}


@dataclass
class Formulario:
    lugar: str
    campos: list[tuple[str, str, str]] = field(default_factory=list)


class _Lector(HTMLParser):
    """The forms of a page that are sent: their address and fields, by name, type and value."""

    def __init__(self, pagina: str) -> None:
        super().__init__()
        self.pagina, self.hallados, self.actual = pagina, [], None  # type: tuple[str, list[Formulario], Any]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        dados = {n: v or "" for n, v in attrs}
        if tag == "form":
            es_post = dados.get("method", "").lower() == "post"
            self.actual = Formulario(dados.get("action") or self.pagina) if es_post else None
            if self.actual:
                self.hallados.append(self.actual)
        elif self.actual and tag in ("input", "select", "textarea", "button") and dados.get("name"):
            tipo = dados.get("type", "text") if tag == "input" else tag
            self.actual.campos.append((dados["name"], tipo, dados.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.actual = None


def formularios(poblado: Poblado) -> Iterator[tuple[str, Client, Formulario]]:
    """Each one once, with somebody who is shown it."""
    clientes: dict[str, Client] = {"": Client()}
    vistos = set()
    for clave, quienes in MATRIZ.items():
        if clave.split(":")[0] in SIN_PAGINA:
            continue
        if not quienes:
            continue
        rol = "" if quienes == PUBLICO else min(quienes)
        cliente = clientes.setdefault(rol, entrar(poblado.usuarios[rol]) if rol else Client())
        lugar = poblado.lugar(clave)
        respuesta = cliente.get(lugar)
        if respuesta.status_code != 200 or respuesta.streaming:
            continue
        lector = _Lector(lugar)
        lector.feed(respuesta.content.decode())
        for form in lector.hallados:
            llave = (form.lugar.split("?")[0], tuple(sorted({c[0] for c in form.campos})))
            if llave not in vistos and not form.lugar.startswith(SALIDAS):
                vistos.add(llave)
                yield f"{clave} como {rol or 'nadie'}", cliente, form


def enviado(form: Formulario, clase: str) -> dict[str, Any]:
    texto, eleccion, cifra, veces = CLASES[clase]
    datos: dict[str, Any] = {}
    for nombre, tipo, valor in form.campos:
        if nombre in ("csrfmiddlewaretoken", "cuenta") or tipo in ("button", "submit"):
            # Which of its buttons was pressed is what takes it to its service.
            datos.setdefault(nombre, valor)
        elif tipo == "file":
            datos[nombre] = [SimpleUploadedFile(f"{texto[:40]}.pdf", pdf_con()) for _ in range(veces)]
        elif tipo in ("select", "radio", "checkbox"):
            datos[nombre] = [eleccion] * veces
        elif tipo == "hidden":
            # In half of the kinds what the page put in it stays, so that the rest is looked at.
            datos[nombre] = valor if clase in ("raro", "largo", "líneas", "marcas") else [eleccion] * veces
        elif tipo in ("number", "date", "datetime-local", "time", "month"):
            datos[nombre] = [cifra] * veces
        else:
            datos[nombre] = [texto] * veces
    return datos


def filas() -> dict[str, int]:
    return {m._meta.label: m._base_manager.count() for m in apps.get_models() if m.__name__ not in DE_PASO}


def test_cada_formulario_de_cada_pagina_contesta_a_lo_que_nadie_teclea(
    elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)
    poblado = poblar(elenco)
    antes, fallas, envios, distintos, turno = filas(), [], 0, 0, cycle(CLASES)
    for quien, cliente, form in formularios(poblado):
        distintos += 1
        # What shows that nothing typed is lost, in all; of the rest, two in turn.
        for clase in {"raro", next(turno), next(turno)}:
            with transaction.atomic():
                respuesta: Any = cliente.post(form.lugar, enviado(form, clase))
                envios += 1
                donde = f"{quien}: {form.lugar} ({clase}) → {respuesta.status_code}"
                if respuesta.status_code >= 500:
                    fallas.append(donde)
                elif respuesta.status_code in (200, 400, 404, 409, 413, 422) and (despues := filas()) != antes:
                    fallas.append(f"{donde}; escribió {[n for n in antes if antes[n] != despues[n]]}")
                if clase == "raro" and respuesta.status_code == 422:
                    pagina = respuesta.content.decode()
                    # Of what was typed, what a field shows back: neither a password nor a file is.
                    perdidos = [
                        nombre
                        for nombre, tipo, _ in form.campos
                        if tipo in ("text", "textarea", "search")
                        and f'name="{nombre}"' in pagina
                        and escape(ESCRITO) not in _campo(pagina, nombre)
                    ]
                    if perdidos:
                        fallas.append(f"{donde}; perdió {perdidos}")
                transaction.set_rollback(True)
    assert fallas == []
    assert distintos > 60
    assert envios > 200


def _campo(pagina: str, nombre: str) -> str:
    """What surrounds a field in the page that came back."""
    donde = pagina.index(f'name="{nombre}"')
    return pagina[max(0, donde - 2_000) : donde + 2_000]
