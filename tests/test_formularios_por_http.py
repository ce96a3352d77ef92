"""Every form that a page of the site shows, sent by HTTP with what nobody types: nothing fails nor is half-written.

And each of their classes, as its page makes it, with every hostile text: what a page does not send is looked at too.
"""

import inspect
import pkgutil
import re
from collections.abc import Iterator
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from importlib import import_module
from itertools import cycle, islice
from typing import Any
from urllib.parse import urljoin

import pytest
from django import forms
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models, transaction
from django.forms.forms import DeclarativeFieldsMetaclass
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

import compliance
import documentos
import flujos
import notificaciones
from compliance.models import HojaPorPresentar

from .direcciones import AHORA, ENVIAN, MATRIZ, PUBLICO, SIN_PAGINA, Poblado, poblar
from .elenco import Elenco
from .hostiles import TEXTOS, pdf_con
from .paginas import entrar

DE_CASA = ("compliance.", "documentos.", "flujos.", "notificaciones.")
# The proposal of a plan is of whoever began it.
DE_QUIEN = {"plan_propuesta": "administracion"}
# What is done with whatever is sent, if what it names is there, and told in its own page: 200.
SE_HACEN = re.compile(r"/recuperar/|.*/en-vivo/curso/|.*/cuentas/\d+/enlace/")
# Drawn with the choice of the address, and never sent.
SOLO_SE_VEN = {"ParaComparar"}
# Of those to whom a page is shown, who sends the most from it.
PREFERIDOS = ("secretaria_tecnica", "verificacion", "secretaria_ejecutiva", "administracion", "partido", "candidatura")
# Of the hostile texts, how many are tried in each class: all are, in one or another.
POR_CLASE = 14

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
    es_post: bool
    campos: list[tuple[str, str, str]] = field(default_factory=list)


class _Lector(HTMLParser):
    """The forms of a page: their address and fields, by name, type and value."""

    def __init__(self, pagina: str) -> None:
        super().__init__()
        self.pagina, self.hallados, self.actual = pagina, [], None  # type: tuple[str, list[Formulario], Any]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        dados = {n: v or "" for n, v in attrs}
        if tag == "form":
            lugar, es_post = urljoin(self.pagina, dados.get("action", "")), dados.get("method", "").lower() == "post"
            self.actual = Formulario(lugar, es_post)
            self.hallados.append(self.actual)
        elif self.actual and tag in ("input", "select", "textarea", "button") and dados.get("name"):
            tipo = "hidden" if "hidden" in dados else dados.get("type", "text") if tag == "input" else tag
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
        # A page for many shows its forms to whoever may send them.
        envian = (ENVIAN[clave] & quienes) or quienes
        rol = DE_QUIEN.get(clave) or next((r for r in PREFERIDOS if r in envian), min(envian))
        rol = "" if quienes == PUBLICO else rol
        if rol not in clientes:
            clientes[rol] = entrar(poblado.usuarios[rol], confirmo=AHORA)
        cliente = clientes[rol]
        # Of what fails, all is told at once.
        cliente.raise_request_exception = False
        lugar = poblado.lugar(clave)
        respuesta = cliente.get(lugar)
        if respuesta.status_code != 200 or respuesta.streaming:
            continue
        lector = _Lector(lugar)
        lector.feed(respuesta.content.decode())
        for form in lector.hallados:
            llave = (form.lugar.split("?")[0], form.es_post, tuple(sorted({c[0] for c in form.campos})))
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
    """How many rows each table has, asked at once: it is asked after each form."""
    tablas = {m._meta.label: m._meta.db_table for m in apps.get_models() if m.__name__ not in DE_PASO}
    with connection.cursor() as cursor:
        # The names are the models' own.
        cursor.execute(" UNION ALL ".join(f"SELECT '{n}', count(*) FROM {t}" for n, t in tablas.items()))  # noqa: S608
        return dict(cursor.fetchall())


@dataclass
class Hecho:
    """A form as its page made it, to be made again with anything else sent."""

    clase: Any
    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    def con(self, *enviado: Any) -> Any:
        """The same, with these data and files, or with none."""
        datos, archivos = enviado or (QueryDict(), MultiValueDict())
        # What is validated is written on the object of a form of a model.
        args = [copy(v) if isinstance(v, models.Model) else v for v in self.args]
        kwargs = {n: copy(v) if isinstance(v, models.Model) else v for n, v in self.kwargs.items()}
        firma = inspect.signature(self.clase.__init__)
        if nombre := next((n for n in ("datos", "data") if n in firma.parameters), ""):
            dado = firma.bind_partial(None, *args, **kwargs)
            dado.arguments |= {nombre: datos} | ({"files": archivos} if "files" in firma.parameters else {})
            return self.clase(*dado.args[1:], **dado.kwargs)
        fijos = sum(p.kind is p.POSITIONAL_OR_KEYWORD and n not in kwargs for n, p in firma.parameters.items()) - 1
        if "data" in kwargs or len(args) <= fijos:
            with suppress(TypeError):  # by another name, further down
                return self.clase(*args, **kwargs | {"data": datos, "files": archivos})
        with suppress(TypeError):  # one that takes no files
            return self.clase(*args[:fijos], datos, archivos, *args[fijos + 2 :], **kwargs)
        return self.clase(*args[:fijos], datos, *args[fijos + 1 :], **kwargs)

    def enviado(self, texto: str, veces: int) -> tuple[QueryDict, MultiValueDict[str, Any]]:
        """This text in each of its fields, that many times."""
        datos, archivos = QueryDict(mutable=True), MultiValueDict[str, Any]()
        molde = self.con()
        for nombre, campo in molde.fields.items():
            clave = molde.add_prefix(nombre)
            if isinstance(campo, forms.FileField):
                subido = (texto[:50] or "x", texto.encode("utf-8", "replace"))
                archivos.setlist(clave, [SimpleUploadedFile(*subido) for _ in range(veces)])
                # A text where a file goes.
                datos.setlist(clave, [texto])
            elif isinstance(campo.widget, forms.MultiWidget):
                for n in range(len(campo.widget.widgets)):
                    datos.setlist(f"{clave}_{n}", [texto] * veces)
            else:
                datos.setlist(clave, [texto] * veces)
        return datos, archivos


def es_de_casa(clase: Any) -> bool:
    """Whether it is ours, or made by Django of one of ours."""
    return any(base.__module__.startswith(DE_CASA) for base in clase.__mro__)


def clases() -> set[Any]:
    """Every class of form of the site."""
    for app in (compliance, documentos, flujos, notificaciones):
        for modulo in pkgutil.walk_packages(app.__path__, f"{app.__name__}."):
            if ".form" in modulo.name or ".views" in modulo.name:
                import_module(modulo.name)
    halladas, pendientes = set(), [forms.BaseForm]
    while pendientes:
        clase = pendientes.pop()
        pendientes += clase.__subclasses__()
        if clase.__module__.startswith(DE_CASA):
            halladas.add(clase)
    return halladas


@pytest.fixture
def hechos(monkeypatch: pytest.MonkeyPatch) -> dict[Any, Hecho]:
    """The last form of each class that the product makes, from now on."""
    vistos: dict[Any, Hecho] = {}

    def hacer(clase: Any, *args: Any, **kwargs: Any) -> Any:
        if es_de_casa(clase):
            vistos[clase] = Hecho(clase, args, kwargs)
        return type.__call__(clase, *args, **kwargs)

    monkeypatch.setattr(DeclarativeFieldsMetaclass, "__call__", hacer, raising=False)
    return vistos


def visitar_catalogos(elenco: Elenco) -> None:
    """The pages that are no rows of the table: the catalogues, with a reason in each form, and the entrance."""
    quien = elenco.usuario("administracion")
    quien.is_staff = quien.is_superuser = True
    quien.save()
    cliente = entrar(quien)
    for objeto in (quien, quien.nombramientos.get(), elenco.informatica):
        lugar = reverse(f"admin:compliance_{objeto._meta.model_name}_change", args=[objeto.pk])
        assert cliente.get(lugar).status_code == 200
    assert cliente.get(reverse("admin:compliance_variabledecalificacion_add")).status_code == 200
    assert Client().get(reverse("entrar")).status_code == 200


def test_toda_contrasena_se_llama_como_lo_que_nadie_guarda() -> None:
    """By its name the record of failures, the page of a refusal and the envelope of what was sent leave it out."""
    de_contrasena = [
        f"{clase.__module__}.{clase.__name__}.{nombre}"
        for clase in clases()
        for nombre, campo in getattr(clase, "base_fields", {}).items()
        if isinstance(campo.widget, forms.PasswordInput)
    ]
    assert len(de_contrasena) > 4
    assert [lugar for lugar in de_contrasena if "password" not in lugar.rpartition(".")[2]] == []


def test_cada_formulario_de_cada_pagina_contesta_a_lo_que_nadie_teclea(
    elenco: Elenco, monkeypatch: pytest.MonkeyPatch, hechos: dict[Any, Hecho]
) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)
    poblado = poblar(elenco)
    # A signed sheet that waits to be told whose it is.
    quien_sube = poblado.usuarios["secretaria_tecnica"]
    HojaPorPresentar.objects.create(
        proceso=elenco.proceso, usuario=quien_sube, nombre="hoja.pdf", archivo="documentos/hojas/h.pdf", en=AHORA
    )
    # All before any is sent: what waits in a file is not put back with the database.
    vistos = list(formularios(poblado))
    antes, fallas, envios, turno, hechas = filas(), [], 0, cycle(CLASES), set()
    for quien, cliente, form in vistos:
        # What is too long, in all; what shows that nothing typed is lost, in what is sent; of the rest, one in turn.
        for clase in dict.fromkeys((*["raro"] * form.es_post, "largo", next(turno))):
            with transaction.atomic():
                respuesta: Any = (cliente.post if form.es_post else cliente.get)(form.lugar, enviado(form, clase))
                envios += 1
                donde = f"{quien}: {form.lugar} ({clase}) → {respuesta.status_code}"
                if respuesta.status_code >= 500:
                    fallas.append(donde)
                elif SE_HACEN.fullmatch(form.lugar) and respuesta.status_code == 200:
                    hechas.add(form.lugar)
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
    visitar_catalogos(elenco)
    fallas += de_las_clases(hechos)
    assert not fallas, "\n".join(fallas)
    assert hechas == {form.lugar for _, _, form in vistos if SE_HACEN.fullmatch(form.lugar)}
    assert len(vistos) > 150
    assert envios > 250


def de_las_clases(hechos: dict[Any, Hecho]) -> list[str]:
    """What fails of each class of form, which must say what is wrong or give something that may be kept.

    One that no page made is made with nothing but what was sent; what others are made of is not made by itself.
    """
    for clase in clases() - hechos.keys():
        if not clase.__subclasses__():
            hechos[clase] = Hecho(clase, (), {})
    textos, fallas = cycle(TEXTOS), []
    for clase, hecho in [(c, h) for c, h in hechos.items() if c.__name__ not in SOLO_SE_VEN]:
        for n, texto in enumerate(islice(textos, POR_CLASE)):
            try:
                form = hecho.con(*hecho.enviado(texto, 1 + n % 3))
                assert form.is_bound
                assert form.is_valid() or form.errors
                assert all(str(e).strip() for errores in form.errors.values() for e in errores)
                assert not any("\0" in v for v in form.cleaned_data.values() if isinstance(v, str))
            except OverflowError:
                pass  # a number that no database takes: the page says so (`test_entrada_rara`)
            except Exception as error:
                fallas.append(f"{clase.__module__}.{clase.__name__}, {texto[:40]!r}: {error!r}"[:400])
    return fallas


def _campo(pagina: str, nombre: str) -> str:
    """What surrounds a field in the page that came back."""
    donde = pagina.index(f'name="{nombre}"')
    return pagina[max(0, donde - 2_000) : donde + 2_000]
