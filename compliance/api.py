"""The read-only API of what is published (`/api/v1/…`): the same rows as the files of open data, a page at a time.

Whoever asks needs no account and leaves no trace but the count of what they asked this minute. Every answer, errors
too, is JSON; it may be kept only to be asked again (`ETag`: it changes when what the public sees does).
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.http import quote_etag
from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer
from pydantic import create_model

from .abiertos import CAMPOS, LICENCIA, publicadas
from .abiertos.campos import como_datos
from .abiertos.catalogo import absoluta
from .cara.publicas import sin_cambios
from .fallos import respuesta_a
from .models import (
    ActorPolitico,
    Candidatura,
    Cargo,
    CuentaDeLista,
    Proceso,
    RenglonDeLista,
    Territorio,
    VersionPublica,
)
from .models.candidaturas import por_numero
from .models.listas import RenglonQuerySet, version_publica
from .ritmo import Ritmo

POR_PAGINA, MAXIMO = 50, 200
# Files of past days that are made in a minute for one address.
CORTES_POR_MINUTO = 6
DEMASIADAS = "Son demasiadas peticiones: espere {} segundos y siga."
DIGITOS = r"^\d{0,18}$"
NO_HAY = "No hay nada en esa dirección. Las que hay: {}"
# What a value must be, by the name of what is asked.
COMO_SE_PIDE = {
    "cuantas": f"«cuantas» es un número entero, de 1 a {MAXIMO}.",
    "tras": "«tras» es la clave de una candidatura: solo dígitos. Tómela de «siguiente».",
    "q": "«q» es un texto de hasta 100 caracteres.",
    "clave": "La clave de una candidatura es un número.",
}


class RitmoDeCortes(Ritmo):
    """The pace of the files of past days, each of which is made from the history: asking for all of them is dear."""

    scope = "cortes"


class Legible(JSONRenderer):
    """Letters as they are written."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    renderer=Legible(),
    title="Candidaturas publicadas",
    version="1",
    description=(
        "Lo que cualquiera puede leer de las candidaturas publicadas en «Candidatas y Candidatos, Conóceles». "
        f"Sin cuenta ni clave; hasta {settings.API_POR_MINUTO} peticiones por minuto. Licencia: {LICENCIA}"
    ),
    docs_url=None,
    openapi_url="",
    urls_namespace="api",
)

# -- What is answered -------------------------------------------------------------------------------------

_TIPOS: dict[str, Any] = {"entero": int | None, "lista": list[str], "texto": str | None, "fecha-hora": str | None}
_CAMPOS: dict[str, Any] = {c.clave: (_TIPOS[c.tipo], Field(..., description=c.que)) for c in CAMPOS}
CandidaturaPublica: Any = create_model("Candidatura", __base__=Schema, **_CAMPOS)


class Falla(Schema):
    """Why there is no answer, and what to do."""

    error: str


class Enlaces(Schema):
    """Where the rest of a process is; `estadisticas` is null if it publishes none."""

    pagina: str
    datos: str
    candidaturas: str
    cargos: str
    actores: str
    territorios: str
    estadisticas: str | None


class ProcesoPublico(Schema):
    """An electoral process."""

    clave: str
    nombre: str
    instituto: str
    entidad: str
    jornada: str = Field(..., description="Día de la jornada electoral, AAAA-MM-DD.")
    candidaturas: int = Field(..., description="Cuántas hay publicadas.")
    enlaces: Enlaces


class CargoPublico(Schema):
    """An office for which somebody is published."""

    clave: str
    nombre: str
    principio: str


class ActorPublico(Schema):
    """A party, coalition, candidatura común or independent candidacy with somebody published."""

    clave: str
    nombre: str
    siglas: str
    tipo: str
    integrantes: list[str]


class TerritorioPublico(Schema):
    """A place in which somebody published is elected."""

    clave: str
    tipo: str
    entidad: str
    numero: str
    nombre: str


class Pagina(Schema):
    """Some candidacies, by their key; `siguiente` is where the next ones are, null after the last."""

    candidaturas: list[CandidaturaPublica]
    siguiente: str | None


class Filtro(Schema):
    """What narrows the list; what nobody published has, finds nobody."""

    cargo: str = Field("", description="Clave de un cargo.")
    actor: str = Field("", description="Clave de quien postula; de un partido, también sus coaliciones.")
    territorio: str = Field("", description="Clave de un territorio.")
    q: str = Field("", max_length=100, description="Palabras del nombre, con acentos o sin ellos, en cualquier orden.")
    tras: str = Field("", pattern=DIGITOS, description="La página empieza después de esta candidatura.")
    cuantas: int = Field(POR_PAGINA, ge=1, le=MAXIMO, description="Cuántas por página.")


FALLAS: Any = {404: Falla, 422: Falla, 429: Falla}

# -- What may be asked ------------------------------------------------------------------------------------


@api.get("/procesos", response={200: list[ProcesoPublico], 429: Falla}, url_name="api_procesos", summary="Los procesos")
def procesos(request: HttpRequest) -> Any:
    """Los procesos electorales con alguna candidatura publicada."""
    publicas = RenglonDeLista.objects.publicos().filter(proceso=OuterRef("pk"))
    con_alguna = Proceso.objects.filter(Exists(publicas)).select_related("instituto").order_by("-jornada", "clave")
    return [_proceso(p) for p in con_alguna]


@api.get(
    "/procesos/{slug:proceso}", response={200: ProcesoPublico} | FALLAS, url_name="api_proceso", summary="Un proceso"
)
def proceso(request: HttpRequest, proceso: str) -> Any:
    """Un proceso electoral y las direcciones de lo suyo."""
    return _proceso(_proceso_o_404(proceso))


@api.get(
    "/procesos/{slug:proceso}/cargos",
    response={200: list[CargoPublico]} | FALLAS,
    url_name="api_cargos",
    summary="Los cargos",
)
def cargos(request: HttpRequest, proceso: str) -> Any:
    """Los cargos para los que hay alguna candidatura publicada."""
    return [
        {"clave": c.clave, "nombre": c.nombre, "principio": c.get_principio_display()}
        for c in _con_publicas(Cargo.objects.all(), "cargo", _proceso_o_404(proceso))
    ]


@api.get(
    "/procesos/{slug:proceso}/actores",
    response={200: list[ActorPublico]} | FALLAS,
    url_name="api_actores",
    summary="Quienes postulan",
)
def actores(request: HttpRequest, proceso: str) -> Any:
    """Partidos, coaliciones, candidaturas comunes e independientes con alguna candidatura publicada."""
    suyos = _con_publicas(ActorPolitico.objects.all(), "actor", _proceso_o_404(proceso))
    return [
        {
            "clave": a.clave,
            "nombre": a.nombre,
            "siglas": a.siglas,
            "tipo": a.get_tipo_display(),
            "integrantes": sorted(i.clave for i in a.integrantes.all()),
        }
        for a in suyos.prefetch_related("integrantes")
    ]


@api.get(
    "/procesos/{slug:proceso}/territorios",
    response={200: list[TerritorioPublico]} | FALLAS,
    url_name="api_territorios",
    summary="Dónde se elige",
)
def territorios(request: HttpRequest, proceso: str) -> Any:
    """La entidad, los distritos, las circunscripciones y los municipios con alguna candidatura publicada."""
    return [
        {
            "clave": str(t.pk),
            "tipo": t.get_tipo_display(),
            "entidad": t.entidad,
            "numero": t.clave,
            "nombre": t.nombre,
        }
        for t in por_numero(_con_publicas(Territorio.objects.all(), "territorio", _proceso_o_404(proceso)))
    ]


@api.get(
    "/procesos/{slug:proceso}/candidaturas",
    response={200: Pagina} | FALLAS,
    url_name="api_candidaturas",
    summary="Las candidaturas",
)
def candidaturas(request: HttpRequest, proceso: str, filtro: Query[Filtro]) -> Any:
    """Las candidaturas publicadas, por su clave y por páginas. Cada una dice lo que el diccionario de datos explica."""
    actual = _proceso_o_404(proceso)
    llaves = _filtradas(RenglonDeLista.objects.publicos().filter(proceso=actual), actual, filtro)
    pks = list(llaves.order_by("pk").values_list("pk", flat=True)[: filtro.cuantas + 1])
    hay_mas, pks = len(pks) > filtro.cuantas, pks[: filtro.cuantas]
    siguiente = None
    if hay_mas:
        consulta = request.GET.copy()
        consulta["tras"] = str(pks[-1])
        siguiente = f"{absoluta('api_candidaturas', actual.clave)}?{consulta.urlencode()}"
    suyas = Candidatura.objects.filter(pk__in=pks).order_by("pk")
    return {"candidaturas": [como_datos(p) for p in publicadas(actual, suyas)], "siguiente": siguiente}


@api.get(
    "/procesos/{slug:proceso}/candidaturas/{clave}",
    response={200: CandidaturaPublica} | FALLAS,
    url_name="api_candidatura",
    summary="Una candidatura",
)
def candidatura(request: HttpRequest, proceso: str, clave: str) -> Any:
    """Una candidatura publicada. La que se retira deja de estar aquí en ese momento."""
    actual = _proceso_o_404(proceso)
    if not (clave.isdecimal() and len(clave) <= 18):
        raise HttpError(422, COMO_SE_PIDE["clave"])
    for p in publicadas(actual, Candidatura.objects.filter(pk=int(clave))):
        return como_datos(p)
    raise Http404


def _proceso_o_404(clave: str) -> Proceso:
    hallado = Proceso.objects.select_related("instituto").filter(clave=clave).first()
    if hallado is None:
        raise Http404
    return hallado


def _con_publicas(consulta: QuerySet[Any], campo: str, actual: Proceso) -> QuerySet[Any]:
    """Only what somebody published has: a list of everything would tell who is about to be (decision 0018)."""
    publicas = RenglonDeLista.objects.publicos().filter(proceso=actual)
    return consulta.filter(Exists(publicas.filter(**{campo: OuterRef("pk")})))


def _filtradas(llaves: RenglonQuerySet, actual: Proceso, filtro: Filtro) -> RenglonQuerySet:
    if filtro.cargo:
        llaves = llaves.filter(cargo__clave=filtro.cargo)
    if filtro.actor:
        suyos = ActorPolitico.objects.filter(proceso=actual)
        llaves = llaves.filter(actor__in=suyos.filter(Q(clave=filtro.actor) | Q(integrantes__clave=filtro.actor)))
    if filtro.territorio:
        es_clave = filtro.territorio.isdecimal() and len(filtro.territorio) <= 18
        llaves = llaves.filter(territorio=int(filtro.territorio)) if es_clave else llaves.none()
    if filtro.tras:
        llaves = llaves.filter(pk__gt=int(filtro.tras))
    return llaves.buscar(filtro.q) if filtro.q else llaves


def _proceso(p: Proceso) -> dict[str, Any]:
    estadisticas: str | None
    try:
        estadisticas = absoluta("conoceles_estadisticas", p.clave)
    except NoReverseMatch:
        estadisticas = None
    return {
        "clave": p.clave,
        "nombre": p.nombre,
        "instituto": p.instituto.nombre,
        "entidad": p.instituto.entidad,
        "jornada": p.jornada.isoformat(),
        "candidaturas": CuentaDeLista.objects.publicas().filter(proceso=p).total(),
        "enlaces": {
            "pagina": absoluta("conoceles", p.clave),
            "datos": absoluta("datos", p.clave),
            **{que: absoluta(f"api_{que}", p.clave) for que in ("candidaturas", "cargos", "actores", "territorios")},
            "estadisticas": estadisticas,
        },
    }


# -- Errors -----------------------------------------------------------------------------------------------


def error(estado: int, dicho: str) -> JsonResponse:
    """An error as the API says it."""
    return JsonResponse({"error": dicho}, status=estado, json_dumps_params={"ensure_ascii": False})


@api.exception_handler(Http404)
def _no_esta(request: HttpRequest, causa: Http404) -> HttpResponse:
    return error(404, NO_HAY.format(absoluta("api_ayuda")))


@api.exception_handler(HttpError)
def _rechazada(request: HttpRequest, causa: HttpError) -> HttpResponse:
    return error(causa.status_code, causa.message)


@api.exception_handler(ValidationError)
def _mal_pedida(request: HttpRequest, causa: ValidationError) -> HttpResponse:
    cuales = dict.fromkeys(str(e["loc"][-1]) for e in causa.errors)
    return error(422, " ".join(COMO_SE_PIDE.get(c, f"«{c}» no se entiende.") for c in cuales))


@api.exception_handler(Exception)
def _fallida(request: HttpRequest, causa: Exception) -> HttpResponse:
    raise causa


# -- Addresses --------------------------------------------------------------------------------------------


def no_hay(request: HttpRequest, resto: str) -> HttpResponse:
    """Any other address of the API."""
    raise Http404


def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return JsonResponse(documento(), json_dumps_params={"ensure_ascii": False})


def documento() -> dict[str, Any]:
    """What the API answers, in OpenAPI."""
    dicho: dict[str, Any] = api.get_openapi_schema(path_prefix=reverse("api_ayuda"))
    for esquema in dicho["components"]["schemas"].values():
        # That of the class is for whoever reads the code.
        esquema.pop("description", None)
    return dicho | {"servers": [{"url": settings.SITIO_URL}]}


def abierta(vista: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What every address of the API does: whoever asks from any page may read it, at a pace, and only read."""

    @wraps(vista)
    def envuelta(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        respuesta = _responder(vista, request, *args, **kwargs)
        respuesta["Access-Control-Allow-Origin"] = "*"
        respuesta["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        # Kept only to be asked again: what is withdrawn leaves on the next look.
        respuesta["Cache-Control"] = "private, no-cache"
        return respuesta

    envuelta.csrf_exempt = True  # type: ignore[attr-defined]
    return envuelta


def _responder(vista: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(
            status=204,
            headers={
                "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
                "Access-Control-Allow-Headers": "If-None-Match",
                "Access-Control-Max-Age": "86400",
            },
        )
    if request.method not in ("GET", "HEAD"):
        respuesta: HttpResponse = error(405, "Aquí solo se consulta: use GET.")
        respuesta["Allow"] = "GET, HEAD, OPTIONS"
        return respuesta
    if espera := Ritmo(f"{settings.API_POR_MINUTO}/m").espera(request):
        respuesta = error(429, DEMASIADAS.format(espera))
        respuesta["Retry-After"] = str(espera)
        return respuesta
    version = _version(kwargs.get("proceso"))
    if version is None:
        return _no_esta(request, Http404())
    dicho = f"{settings.VERSION} {settings.SITIO_URL} {version} {request.get_full_path()}"
    etag = quote_etag(hashlib.sha256(dicho.encode()).hexdigest())
    igual = sin_cambios(request, etag)
    if igual is not None:
        return igual
    request.method = "GET"
    try:
        respuesta = _solo_lo_que_hay(request) or vista(request, *args, **kwargs)
    except Http404 as causa:
        return _no_esta(request, causa)
    except Exception as causa:
        conocida = respuesta_a(request, causa)
        if conocida is None:
            raise
        return error(conocida.status_code, "El servicio no puede responder ahora: inténtelo en unos minutos.")
    if respuesta.status_code == 200:
        respuesta["ETag"] = etag
    return respuesta


def _solo_lo_que_hay(request: HttpRequest) -> HttpResponse | None:
    """A filter that does not exist is refused: left aside, everybody would come as if they were those asked for."""
    hay = set(Filtro.model_fields) if _es_lista(request) else set()
    sobran = sorted(set(request.GET) - hay)
    if not sobran:
        # No database keeps it, and PostgreSQL does not even look for it.
        nulo = any("\0" in valor for valor in request.GET.values())
        return error(422, "Un filtro tiene un carácter que no es de ningún texto.") if nulo else None
    de_aqui = f"Los que hay: {', '.join(Filtro.model_fields)}." if hay else "Esta dirección no tiene ninguno."
    return error(422, f"No existe el filtro {', '.join(f'«{s}»' for s in sobran)}. {de_aqui}")


def _es_lista(request: HttpRequest) -> bool:
    return bool(request.resolver_match) and request.resolver_match.url_name == "api_candidaturas"  # type: ignore[union-attr]


def _version(proceso: str | None) -> str | None:
    """That of a process, None if it is not there; of all of them, without one."""
    if proceso is not None:
        return version_publica(proceso)
    return " ".join(VersionPublica.objects.order_by("pk").values_list("valor", flat=True))


def direcciones() -> list[URLPattern]:
    """The addresses of the API, to be included; the page that explains it is apart."""
    patrones = [p for p in api.urls[0] if isinstance(p, URLPattern) and p.name != "api-root"]
    return [
        *(URLPattern(p.pattern, abierta(p.callback), p.default_args, p.name) for p in patrones),
        path("openapi.json", abierta(openapi), name="api_openapi"),
        path("<path:resto>", abierta(no_hay)),
    ]
