"""One published candidacy: its page, the code that leads to it, and up to three of one office beside each other."""

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..cara.componentes import Enlace, Pestana
from ..cara.publicas import con_version
from ..cara.sitio import direccion_de_comparar
from ..cuestionarios import ETIQUETAS, medios_publicos
from ..cuestionarios.curricular import en_blanco
from ..cuestionarios.medios import Medio
from ..forms.comparar import ParaComparar
from ..middleware import SolicitudCauce
from ..models import ActorPolitico, Candidatura, CuestionarioCurricular, Proceso
from ..publicacion import (
    GrupoPublico,
    accion_publica,
    calidad_publica,
    cargo_publico,
    edad_publica,
    identidad_publica,
    integrantes_publicos,
)
from .conoceles import de_que, publicas_de

# What is asked at length, in the order in which a voter reads it.
PROPUESTAS = ("propuesta_1", "propuesta_2", "propuesta_genero")
HISTORIA = ("motivo_cargo", "historia_profesional", "trayectoria_politica")
TEXTOS_PUBLICOS = (*PROPUESTAS, *HISTORIA)
ATAJOS = (
    (_("Propuestas"), f"#{PROPUESTAS[0]}"),
    (_("Historia"), f"#{HISTORIA[0]}"),
    (_("Contacto"), "#contacto"),
    (_("Estudios"), "#estudios"),
)
# How many are read beside each other, and how many of an address are looked for; of the rest one is told.
A_LA_VEZ, PEDIDAS_MAXIMAS = 3, 30
# Of an office of the whole state there may be hundreds; more are looked for in the list.
OPCIONES_MAXIMAS = 300
# Inside a script `<` may end it; the line separators are no JSON for old readers of JavaScript.
_EN_GUION = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


# -- The page -------------------------------------------------------------------------------------------------


@require_safe
@con_version()
def ficha(request: SolicitudCauce, proceso: str, version: str, pk: int) -> HttpResponse:
    """What a published candidacy says of itself, and the identity answers that may be public."""
    candidatura = publicada(proceso, pk)
    if candidatura is None:
        return sustituida(request, proceso, pk)
    contexto = contexto_de_ficha(candidatura, identidad_publica(candidatura))
    return render(request, "conoceles/ficha.html", {**contexto, **_para_compartir(candidatura, contexto["medios"])})


@require_safe
@con_version()
def qr(request: SolicitudCauce, proceso: str, version: str, pk: int) -> HttpResponse:
    """The code that a telephone reads to open the page, with its address as text for who does not see it."""
    candidatura = publicada(proceso, pk)
    if candidatura is None:
        return sustituida(request, proceso, pk)
    dibujo, direccion = io.BytesIO(), direccion_de(candidatura)
    # On white also in a dark page: a telephone reads no code in reverse.
    segno.make(direccion, error="m").save(dibujo, kind="svg", scale=4, title=direccion, light="#ffffff")
    return HttpResponse(dibujo.getvalue(), content_type="image/svg+xml", headers={"X-Content-Type-Options": "nosniff"})


def publicada(proceso: str, pk: int) -> Candidatura | None:
    """One that is published today, with what its page says."""
    return publicas_de(proceso).select_related("proceso__instituto", "curricular", "identidad").filter(pk=pk).first()


def direccion_de(candidatura: Candidatura) -> str:
    """The whole address of its page, as it is shared and printed."""
    return settings.SITIO_URL + reverse("conoceles_candidatura", args=[candidatura.proceso.clave, candidatura.pk])


def contexto_de_ficha(candidatura: Candidatura, identidad: Sequence[GrupoPublico]) -> dict[str, Any]:
    """What the public page of a candidacy says. `identidad`: the answers that whoever looks may read."""
    curricular = candidatura.curricular
    textos = [(campo, ETIQUETAS[campo], _respuesta(curricular, campo)) for campo in TEXTOS_PUBLICOS]
    return {
        "proceso": candidatura.proceso,
        "candidatura": candidatura,
        "lugar": f"{candidatura.cargo}, {candidatura.territorio}",
        "cargo": cargo_publico(candidatura.cargo),
        "calidad": calidad_publica(candidatura),
        "edad": edad_publica(candidatura),
        "integrantes": integrantes_publicos(candidatura.actor),
        "accion_afirmativa": accion_publica(candidatura),
        "textos": textos,
        "contestadas": _contestadas(curricular),
        "preguntas": len(textos),
        "estudios": _estudios(curricular),
        "cursos": [c for c in curricular.otra_formacion if not en_blanco(c)],
        "medios": medios_publicos(curricular.medios),
        "identidad": identidad,
        "atajos": [Pestana(str(nombre), lugar) for nombre, lugar in ATAJOS],
        "formula": [
            (calidad_publica(otra), otra)
            for otra in publicas_de(candidatura.proceso.clave)
            .filter(
                actor=candidatura.actor,
                cargo=candidatura.cargo,
                territorio=candidatura.territorio,
                formula=candidatura.formula,
            )
            .exclude(pk=candidatura.pk)
        ],
    }


def _respuesta(curricular: CuestionarioCurricular, campo: str) -> str:
    """What was answered; empty also of what INE prints in the place of an answer."""
    texto: str = getattr(curricular, campo)
    return "" if en_blanco(texto) else texto


def _contestadas(curricular: CuestionarioCurricular) -> int:
    return sum(bool(_respuesta(curricular, campo)) for campo in TEXTOS_PUBLICOS)


def _estudios(curricular: CuestionarioCurricular) -> list[str]:
    return [t for t in (curricular.grado_estudios, curricular.estatus_estudios) if not en_blanco(t)]


def sustituida(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Of one that was public and left, only who holds its place, once that one is public: 410. Otherwise 404.

    «La información de éstas se deshabilitará del Sistema para su consulta pública» (plan de trabajo del IEPC Jalisco).
    """
    era_publica = Candidatura.objects.filter(
        pk=pk, proceso__clave=proceso, estado=Candidatura.Estado.RETIRADA, publicada_en__isnull=False
    )
    ocupante = Candidatura.objects.filter(Q(sustituye_a__in=era_publica) | Q(duplicados__in=era_publica)).first()
    while ocupante is not None and ocupante.estado == Candidatura.Estado.RETIRADA:
        ocupante = Candidatura.objects.filter(sustituye_a=ocupante).first()
    sustituta = get_object_or_404(
        publicas_de(proceso).select_related("proceso__instituto"), pk=ocupante and ocupante.pk
    )
    repetida = sustituta.duplicados.filter(pk__in=era_publica).exists()
    contexto = {"proceso": sustituta.proceso, "sustituta": sustituta, "repetida": repetida}
    return render(request, "conoceles/sustituida.html", contexto, status=410)


# -- Sharing --------------------------------------------------------------------------------------------------


def _para_compartir(c: Candidatura, medios: Iterable[Medio]) -> dict[str, Any]:
    """The address of a page that is public, where to send it, and what it says for machines."""
    direccion = direccion_de(c)
    dice = gettext("%(nombre)s, candidatura a %(cargo)s por %(actor)s") % {
        "nombre": c.persona.nombre,
        "cargo": c.cargo,
        "actor": c.actor,
    }
    return {
        "direccion": direccion,
        "dice": dice,
        "comparar": direccion_de_comparar(c.proceso.clave, [c.pk]),
        "compartir": [
            Enlace("WhatsApp", f"https://wa.me/?{urlencode({'text': f'{dice}: {direccion}'})}", "mensaje"),
            Enlace(gettext("Correo"), f"mailto:?{_de_correo(dice, direccion)}", "correo"),
        ],
        "persona_ld": _persona(c, direccion, dice, medios),
    }


def _de_correo(asunto: str, cuerpo: str) -> str:
    # A mail program reads «+» as it is.
    return urlencode({"subject": asunto, "body": cuerpo}).replace("+", "%20")


def _persona(c: Candidatura, direccion: str, dice: str, medios: Iterable[Medio]) -> SafeString:
    """The page as a schema.org Person: nothing that the page does not show."""
    enlaces = [(medio.valor, iri_to_uri(medio.enlace)) for medio in medios]
    datos: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": c.persona.nombre,
        "url": direccion,
        "description": f"{dice} ({c.territorio})",
        "sameAs": [enlace for _, enlace in enlaces if enlace.startswith(("https:", "http:"))],
        "email": [valor for valor, enlace in enlaces if enlace.startswith("mailto:")],
        "telephone": [valor for valor, enlace in enlaces if enlace.startswith("tel:")],
    }
    if c.curricular.foto:
        datos["image"] = settings.SITIO_URL + reverse("conoceles_foto", args=[c.proceso.clave, c.pk])
    if c.actor.tipo != ActorPolitico.Tipo.INDEPENDIENTE:
        datos["affiliation"] = {"@type": "Organization", "name": c.actor.nombre}
    dicho = json.dumps({clave: valor for clave, valor in datos.items() if valor}, ensure_ascii=False)
    return mark_safe(dicho.translate(_EN_GUION))


# -- Up to three ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Comparada:
    """One of those that are compared. `quitar`: the same page without it."""

    candidatura: Candidatura
    lugar: str
    estudios: Sequence[str]
    contestadas: int
    quitar: str

    def respuesta(self, campo: str) -> str:
        """What it answered; empty if nothing."""
        return _respuesta(self.candidatura.curricular, campo)


@require_safe
@con_version()
def comparar(request: SolicitudCauce, proceso: str, version: str) -> HttpResponse:
    """Question by question, up to three of one office. Of more, and of those of another, nobody is lost: each is named.

    Who is asked for travels in the address (`?c=1&c=2`). Those of the office of the first are compared.
    """
    actual = get_object_or_404(Proceso.objects.select_related("instituto"), clave=proceso)
    todas = list(dict.fromkeys(filter(None, request.GET.getlist("c"))))
    dichas = todas[:PEDIDAS_MAXIMAS]
    # No key has more digits than a database admits.
    pedidas = [int(d) for d in dichas if d.isascii() and d.isdigit() and len(d) < 19]
    halladas = publicas_de(proceso).select_related("curricular").in_bulk(pedidas)
    estan = [halladas[pk] for pk in pedidas if pk in halladas]
    misma = [c for c in estan if de_que(c) == de_que(estan[0])]
    otras = [c for c in estan if c not in misma]
    comparadas = [
        Comparada(
            candidatura=c,
            lugar=calidad_publica(c),
            estudios=_estudios(c.curricular),
            contestadas=_contestadas(c.curricular),
            quitar=direccion_de_comparar(proceso, [otra.pk for otra in estan if otra != c]),
        )
        for c in misma[:A_LA_VEZ]
    ]
    por_agregar = _por_agregar(proceso, misma) if 0 < len(misma) < A_LA_VEZ else []
    return render(
        request,
        "conoceles/comparar.html",
        {
            "proceso": actual,
            "comparadas": comparadas,
            "lugar": _lugar_comun(misma),
            "preguntas": [
                (campo, ETIQUETAS[campo], [(c, c.respuesta(campo)) for c in comparadas]) for campo in TEXTOS_PUBLICOS
            ],
            "cuantas": len(TEXTOS_PUBLICOS),
            "a_la_vez": A_LA_VEZ,
            "ya_no_estan": len(dichas) - len(estan),
            "sin_leer": len(todas) - len(dichas),
            # In the place of the last of those that are read.
            "esperan": [
                (c, direccion_de_comparar(proceso, _con(estan, c, misma[A_LA_VEZ - 1]))) for c in misma[A_LA_VEZ:]
            ],
            "de_otro_cargo": [
                (c, direccion_de_comparar(proceso, [c.pk, *(o.pk for o in estan if o != c)])) for c in otras
            ],
            "llevadas": [c.pk for c in estan],
            "agregar": ParaComparar(por_agregar) if por_agregar else None,
        },
    )


def _con(estan: Sequence[Candidatura], quien: Candidatura, en_lugar_de: Candidatura) -> list[int]:
    """All of them, with two that change places."""
    cambio = {quien.pk: en_lugar_de.pk, en_lugar_de.pk: quien.pk}
    return [cambio.get(c.pk, c.pk) for c in estan]


def _lugar_comun(misma: Sequence[Candidatura]) -> str:
    """The office that they share, and the place if it is one."""
    if not misma:
        return ""
    lugares = {str(c.territorio) for c in misma}
    return ", ".join((str(misma[0].cargo), *(lugares if len(lugares) == 1 else ())))


def _por_agregar(proceso: str, misma: Sequence[Candidatura]) -> list[Candidatura]:
    """Who else is published of what they share, in the order of the ballots."""
    cargo, territorio = de_que(misma[0])
    suyas = publicas_de(proceso).filter(cargo=cargo)
    if territorio is not None:
        suyas = suyas.filter(territorio=territorio)
    return list(suyas.exclude(pk__in=[c.pk for c in misma])[:OPCIONES_MAXIMAS])
