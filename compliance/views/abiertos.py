"""Open data: its page, its files, its dictionary and its daily cuts; the page that explains the API; and, for whoever
audits, what was public on a day.
"""

import json
from dataclasses import replace
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..abiertos import (
    FORMATOS,
    LICENCIA,
    NO_PUBLICO,
    NOMBRE_DE_LICENCIA,
    Corte,
    Estuvo,
    abrir,
    archivo_de,
    archivo_hecho,
    corte_del,
    corte_del_dia,
    cortes_de,
    dcat,
    diccionario,
    escribir,
    estuvieron,
    publicadas_entonces,
    schema_org,
)
from ..abiertos.catalogo import COLUMNAS_DEL_DICCIONARIO
from ..api import CORTES_POR_MINUTO, DEMASIADAS, RitmoDeCortes, documento
from ..cara.descargas import renglones as renglones_csv
from ..cara.listado import Columna, Listado
from ..forms.abiertos import FiltroDia
from ..middleware import SolicitudCauce
from ..models import CuentaDeLista, Proceso
from ..services.lecturas import leer_en
from ..textos import normalizar
from ..verbos.lecturas import DE_LECTURA
from .comun import anotar_descarga, proceso_o_404

# Up to so many candidacies, their files are made when the page that tells their size is asked for.
DE_INMEDIATO = 1000
QUE_ES = {
    "xlsx": _(
        "Libro de Excel con las dos hojas de la base de datos pública del INE: mismas columnas, en el mismo orden."
    ),
    "csv": _(
        "Un renglón por candidatura, con las columnas del diccionario. En UTF-8; abre en cualquier hoja de cálculo."
    ),
    "json": _("Lo mismo para programas, con las listas como listas."),
}
ENTONCES: Listado[Estuvo] = Listado(
    (
        Columna("Nombre", lambda e: e.nombre, orden="nombre", por=lambda e: normalizar(e.nombre)),
        Columna("Cargo", lambda e: f"{e.cargo}, {e.territorio}", orden="cargo", por=lambda e: (e.cargo, e.territorio)),
        Columna("Postula", lambda e: e.actor, orden="postula", por=lambda e: normalizar(e.actor)),
        Columna("Fórmula", lambda e: f"{e.formula}, {e.calidad.lower()}"),
        Columna("Pública desde", lambda e: e.desde),
        Columna("Dejó de serlo", lambda e: e.dejo),
        Columna("Hoy", lambda e: "Pública" if e.sigue else "Ya no es pública"),
    )
)


def _proceso(clave: str) -> Proceso:
    return get_object_or_404(Proceso.objects.select_related("instituto"), clave=clave)


def _abierta(respuesta: HttpResponseBase) -> HttpResponseBase:
    """Any page may read it; kept only to be asked again, because what is withdrawn leaves at once."""
    respuesta["Access-Control-Allow-Origin"] = "*"
    respuesta["Cache-Control"] = "private, no-cache"
    return respuesta


def _json(datos: Any, tipo: str = "application/json") -> HttpResponseBase:
    return _abierta(
        JsonResponse(datos, safe=False, content_type=tipo, json_dumps_params={"ensure_ascii": False, "indent": 1})
    )


@require_safe
def datos(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """What may be downloaded, with its size and its hash; what each column says; the cuts of past days."""
    actual = _proceso(proceso)
    cuantas = CuentaDeLista.objects.publicas().filter(proceso=actual).total()
    inmediatos = cuantas <= DE_INMEDIATO
    archivos = [
        (f, que, archivo_de(actual, f, en=request.momento) if inmediatos else archivo_hecho(actual, f))
        for f, que in QUE_ES.items()
    ]
    respuesta = render(
        request,
        "conoceles/datos.html",
        {
            "proceso": actual,
            "cuantas": cuantas,
            "archivos": archivos,
            "diccionario": diccionario(),
            "cortes": cortes_de(actual),
            "licencia": LICENCIA,
            "nombre_de_licencia": NOMBRE_DE_LICENCIA,
            "no_publico": NO_PUBLICO,
            "schema_org": _incrustado(schema_org(actual)),
        },
    )
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta


def _incrustado(datos: Any) -> SafeString:
    """JSON that can be put inside a page: nothing in it closes its element."""
    texto = json.dumps(datos, ensure_ascii=False)
    for signo in "<>&":
        texto = texto.replace(signo, f"\\u{ord(signo):04x}")
    return mark_safe(texto)


@require_safe
def archivo(request: SolicitudCauce, proceso: str, formato: str) -> HttpResponseBase:
    """The data of now."""
    actual = _proceso(proceso)
    if formato not in FORMATOS:
        raise Http404
    return _enviar(request, actual, formato)


@require_safe
def corte(request: SolicitudCauce, proceso: str, dia: str, formato: str) -> HttpResponseBase:
    """What may still be told of the cut of a day: without whoever is no longer public."""
    actual = _proceso(proceso)
    hallado = corte_del(actual, _dia(dia))
    if hallado is None or formato not in FORMATOS:
        raise Http404
    espera = 0
    if archivo_hecho(actual, formato, hallado) is None:
        espera = RitmoDeCortes(f"{CORTES_POR_MINUTO}/m").espera(request)
    if espera:
        return HttpResponse(
            DEMASIADAS.format(espera),
            status=429,
            content_type="text/plain; charset=utf-8",
            headers={"Retry-After": str(espera)},
        )
    return _enviar(request, actual, formato, hallado)


def _dia(dicho: str) -> date:
    try:
        return date.fromisoformat(dicho)
    except ValueError:
        raise Http404 from None


def _enviar(request: SolicitudCauce, proceso: Proceso, formato: str, corte: Corte | None = None) -> HttpResponseBase:
    hecho, contenido = abrir(proceso, formato, corte, en=request.momento)
    etag = quote_etag(hecho.sha256)
    respuesta: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if respuesta is None:
        nombre = f"candidaturas-{proceso.clave}{f'-{corte.dia}' if corte else ''}.{formato}"
        tipo = FORMATOS[formato]
        respuesta = FileResponse(contenido, as_attachment=True, filename=nombre, content_type=tipo)
    else:
        contenido.close()
    respuesta["ETag"] = etag
    return _abierta(respuesta)


@require_safe
def campos(request: SolicitudCauce, proceso: str, formato: str) -> HttpResponseBase:
    """The dictionary."""
    actual = _proceso(proceso)
    if formato == "json":
        return _json(diccionario())
    if formato != "csv":
        raise Http404
    filas = (list(fila.values()) for fila in diccionario())
    return _abierta(
        HttpResponse(
            "".join(renglones_csv(COLUMNAS_DEL_DICCIONARIO, filas)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="diccionario-{actual.clave}.csv"'},
        )
    )


@require_safe
def catalogo(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """The data set, for catalogues of data sets."""
    actual = _proceso(proceso)
    hechos = {formato: archivo_hecho(actual, formato) for formato in FORMATOS}
    fechas = [hecho.hecho for hecho in hechos.values() if hecho]
    modificado = max(fechas).isoformat() if fechas else None
    return _json(dcat(actual, hechos, cortes_de(actual), modificado), "application/ld+json")


@require_safe
def ayuda(request: SolicitudCauce) -> HttpResponse:
    """The API explained, from its OpenAPI document."""
    dicho = documento()
    operaciones = [
        {
            "ruta": ruta,
            "resumen": operacion["summary"],
            "que": operacion.get("description", ""),
            "parametros": [
                {"nombre": p["name"], "que": p.get("description") or p["schema"].get("description", ""), "en": p["in"]}
                for p in operacion.get("parameters", ())
            ],
        }
        for ruta, metodos in dicho["paths"].items()
        for operacion in metodos.values()
    ]
    contexto = {"info": dicho["info"], "operaciones": operaciones, "ritmo": settings.API_POR_MINUTO}
    return render(request, "conoceles/api.html", contexto)


# -- As it stood ------------------------------------------------------------------------------------------

AUDITAN = DE_LECTURA["leer_publicado"].roles


@login_required
@require_safe
def entonces(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Who was public on a day, for whoever audits: looking at it is noted, as reading somebody's data is."""
    actual = proceso_o_404(request, proceso, AUDITAN)
    filtro = FiltroDia(request.GET, actual, request.momento)
    if not filtro.is_valid():
        return render(request, "conoceles/entonces.html", {"proceso": actual, "filtro": filtro}, status=422)
    dia, buscado = filtro.cleaned_data["dia"], normalizar(filtro.cleaned_data["q"]).split()
    hechos = {"dia": str(dia), "filtro": urlencode({"q": filtro.cleaned_data["q"]}) if buscado else ""}
    filas = [e for e in estuvieron(actual, dia, request.momento) if all(p in normalizar(e.nombre) for p in buscado)]
    lista = ENTONCES.de([_con_su_reloj(e, actual) for e in filas], request.GET)
    if lista.se_descarga:
        anotar_descarga(request, actual, f"publicado-{dia}")
        return lista.archivo(f"publicado-{actual.clave}-{dia}")
    leer_en(
        "leer_publicado",
        actual,
        actual,
        hechos=hechos,
        por=request.user,
        ambito=request.ambito,
        en=request.momento,
    )
    contexto = {"proceso": actual, "filtro": filtro, "dia": dia, "formatos": [*FORMATOS], **lista.contexto()}
    return render(request, "conoceles/entonces.html", contexto | {"corte": corte_del(actual, dia)})


def _con_su_reloj(e: Estuvo, proceso: Proceso) -> Estuvo:
    """Its moments as the institute's clock shows them, for the file."""

    def local(en: datetime | None) -> datetime | None:
        return en.astimezone(proceso.tz) if en else None

    return replace(e, desde=local(e.desde), dejo=local(e.dejo))


@login_required
@require_safe
def archivo_entonces(request: SolicitudCauce, proceso: str, formato: str) -> HttpResponseBase:
    """The open data as they stood at the end of a day, but for the identity answers that nobody may read today."""
    actual = proceso_o_404(request, proceso, AUDITAN)
    filtro = FiltroDia(request.GET, actual, request.momento)
    if formato not in FORMATOS or not filtro.is_valid():
        raise Http404
    dia = filtro.cleaned_data["dia"]
    anotar_descarga(request, actual, f"datos-publicados-{dia}.{formato}")
    al = corte_del_dia(actual, dia, request.momento)
    temporal = TemporaryFile()  # noqa: SIM115
    try:
        escribir(formato, temporal, actual, publicadas_entonces(actual, al, para_el_publico=False))
        temporal.seek(0)
    except BaseException:
        temporal.close()
        raise
    return FileResponse(
        temporal,
        as_attachment=True,
        filename=f"datos-publicados-{actual.clave}-{dia}.{formato}",
        content_type=FORMATOS[formato],
    )
