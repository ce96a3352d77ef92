"""What the public reads can be translated: no text of its pages is out of the catalogues, and these are in step."""

import ast
import re
import struct
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.utils.translation.template import templatize

PLANTILLAS = settings.BASE_DIR / "compliance" / "templates"
# Of the audit: whoever has no account never sees it.
DE_QUIEN_AUDITA = {"conoceles/entonces.html"}
# The tags that do not draw the template of their name.
DIBUJAN = {"columna": "columnas"}
# Modules whose texts are read only on public pages.
MODULOS = [
    "cara/sitio.py",
    "estadisticas/identidad.py",
    "forms/comparar.py",
    "forms/conoceles.py",
    "forms/sitio.py",
    "services/estadisticas.py",
    "views/abiertos.py",
    "views/conoceles.py",
    "views/estadisticas.py",
    "views/fichas.py",
]


def _partes(fuente: str) -> set[str]:
    """The templates of which another is made: its frame, what it includes and the components that its tags draw."""
    nombradas = set(re.findall(r'{%\s*(?:extends|include)\s[^%]*?"([^"]+\.html)"', fuente))
    etiquetas = {DIBUJAN.get(e, e) for e in re.findall(r"{%\s*(\w+)", fuente)}
    return nombradas | {f"componentes/{e}.html" for e in etiquetas if (PLANTILLAS / f"componentes/{e}.html").is_file()}


def _fuente(nombre: str) -> str:
    """A template, of whichever application."""
    origen = get_template(nombre).origin.name  # type: ignore[attr-defined]
    return Path(origen).read_text(encoding="utf-8")


def _publicas() -> list[str]:
    """Every template of the public site, with all of which they are made."""
    faltan = {str(p.relative_to(PLANTILLAS)) for p in PLANTILLAS.glob("conoceles/*.html")} - DE_QUIEN_AUDITA
    faltan.add("cuentas/accesibilidad.html")
    vistas: set[str] = set()
    while faltan:
        nombre = faltan.pop()
        vistas.add(nombre)
        faltan |= _partes(_fuente(nombre)) - vistas
    return sorted(vistas)


PUBLICAS = _publicas()
LENGUAS = [codigo for codigo, _ in settings.LANGUAGES if codigo != settings.LANGUAGE_CODE]
# Names and keys, which are the same in every language; and the unit of a counter that only the staff sees.
IGUALES = re.compile(
    r"Cauce|AGPL-3\.0|\b[jk]\b|de|a|caracteres sin contar espacios|SHA-256|\b(?:API|CSV|Excel|GET|JSON|OpenAPI)\b"
)
# Tags whose words in quotes nobody reads.
SIN_TEXTO = {"load", "extends", "include", "block", "url", "static", "icono", "translate", "querystring", "if", "elif"}
SE_LEEN = ("alt", "title", "aria-label", "placeholder", "content")


class _Textos(HTMLParser):
    """What a person reads of a page whose tags of Django were taken out."""

    def __init__(self) -> None:
        super().__init__()
        self.hallados: list[str] = []
        self.fuera = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        meta = dict(attrs)
        if tag == "meta" and meta.get("name") != "description":
            return
        self.hallados += [valor for nombre, valor in attrs if nombre in SE_LEEN and valor]

    def handle_data(self, data: str) -> None:
        self.hallados.append(data)


def sueltos(fuente: str) -> list[str]:
    """The texts of a template that no catalogue has."""
    mudos = r"{#.*?#}|{% blocktranslate\b.*?{% endblocktranslate %}|{% block clase %}.*?{% endblock %}"
    fuente = re.sub(mudos, " ", fuente, flags=re.S)
    hallados = []
    for etiqueta in re.findall(r"{%\s*(.*?)\s*%}", fuente, flags=re.S):
        nombre = etiqueta.split()[0]
        if nombre not in SIN_TEXTO:
            # A word of its own in small letters is an option of a component, not a text.
            literales = re.findall(r'"([^"]*)"', re.sub(r'_\("[^"]*"\)', "", etiqueta))
            hallados += [t for t in literales if re.search(r"[A-ZÁÉÍÓÚÑ¿¡ ]", IGUALES.sub("", t))]
    for variable in re.findall(r"{{(.*?)}}", fuente):
        hallados += re.findall(r'(?:yesno|default|pluralize):"([^"]*)"', variable)
    lector = _Textos()
    lector.feed(re.sub(r"{%.*?%}|{{.*?}}", " ", fuente, flags=re.S))
    leidos = (IGUALES.sub("", texto) for texto in lector.hallados)
    return hallados + [texto.strip() for texto in leidos if re.search(r"[^\W\d_]", texto)]


def envueltos(fuente: str) -> set[str]:
    """The texts of a template that a catalogue must have."""
    literal = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
    hallados = re.findall(rf"(?:gettext|\b_)\(u?{literal}", templatize(fuente))
    return {ast.literal_eval(texto) for texto in hallados}


def marcados(fuente: str) -> set[str]:
    """The texts of a module that a catalogue must have."""
    llamadas = (n for n in ast.walk(ast.parse(fuente)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name))
    primeros = (n.args[0] for n in llamadas if n.func.id in ("_", "gettext") and n.args)
    return {n.value for n in primeros if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def catalogo(lengua: str) -> dict[str, str]:
    """The texts of a catalogue, each with its translation or its first one; the empty one is its own header."""
    texto = (settings.LOCALE_PATHS[0] / lengua / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    vigente = "\n".join(r for r in texto.splitlines() if not r.startswith("#"))
    entradas = {}
    for parte in vigente.split("\n\n"):
        campos: dict[str, str] = {}
        for clave, cadenas in re.findall(r'^(msg\w+(?:\[\d\])?)((?:\s*"(?:[^"\\]|\\.)*")+)', parte, flags=re.M):
            campos[clave] = "".join(ast.literal_eval(c) for c in re.findall(r'"(?:[^"\\]|\\.)*"', cadenas))
        if "msgid" in campos:
            entradas[campos["msgid"]] = campos.get("msgstr", campos.get("msgstr[0]", ""))
    return entradas


def test_se_halla_un_texto_sin_envolver_donde_este() -> None:
    fuente = (
        '{% load i18n %}<p aria-label="Uno">Dos {{ n|yesno:"Tres,No" }}</p>{% seccion "Cuatro" tipo="info" %}'
        '{% translate "Cinco" %}{% boton _("Seis") %}{% blocktranslate %}Siete{% endblocktranslate %}{# Ocho #}'
        '<meta name="description" content="Nueve"><meta name="viewport" content="width=device-width">'
    )
    assert sueltos(fuente) == ["Cuatro", "Tres,No", "Uno", "Dos", "Nueve"]


@pytest.mark.parametrize("nombre", PUBLICAS)
def test_todo_texto_de_una_pagina_publica_puede_traducirse(nombre: str) -> None:
    assert sueltos(_fuente(nombre)) == []


def test_ninguna_pagina_publica_se_hace_con_el_marco_del_personal() -> None:
    """Their own has the menu, the languages and the address by which a page is known."""
    for archivo in PLANTILLAS.glob("conoceles/*.html"):
        nombre = str(archivo.relative_to(PLANTILLAS))
        if nombre not in {*DE_QUIEN_AUDITA, "conoceles/base.html"}:
            assert '{% extends "base.html" %}' not in archivo.read_text(encoding="utf-8"), nombre


@pytest.mark.parametrize("lengua", LENGUAS)
def test_el_catalogo_tiene_cada_texto_y_lo_compilado_es_lo_escrito(lengua: str) -> None:
    textos = catalogo(lengua)
    dichos = [envueltos(_fuente(nombre)) for nombre in PUBLICAS]
    dichos += [marcados((settings.BASE_DIR / "compliance" / nombre).read_text(encoding="utf-8")) for nombre in MODULOS]
    faltan = set().union(*dichos) - textos.keys()
    assert faltan == set(), "Ejecute makemessages y compilemessages (docs/traducir.md)."
    compilado: Path = settings.LOCALE_PATHS[0] / lengua / "LC_MESSAGES" / "django.mo"
    (cuantos,) = struct.unpack("<I", compilado.read_bytes()[8:12])
    assert cuantos == sum(bool(traducido) for traducido in textos.values())
