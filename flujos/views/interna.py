"""The API for programs of the institute (`/api/interna/v1/…`): what staff see and some of what they do, with a token.

A token acts as its person within the roles chosen for it (`compliance.services.fichas_api`). What may be read and done,
and by whom, is what the tables of verbs and the services say; here, only what the token itself allows. Every answer is
JSON that nobody keeps; a refusal is a problem (RFC 9457) with its code and its remedy. A change asked for with
`Idempotency-Key` is done once.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, wraps
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as NoVale
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from ninja import File, Form, NinjaAPI, Query, Status
from ninja.errors import HttpError, ValidationError
from ninja.files import UploadedFile
from ninja.security import HttpBearer

from calendario.fechas import dia_local
from compliance.actos import escritura
from compliance.api import DEMASIADAS, Legible
from compliance.fallos import respuesta_a
from compliance.forms.archivos import ArchivoField
from compliance.middleware import no_cabe
from compliance.models import Candidatura, Entregable, FichaDeApi, PeticionDeApi, Proceso
from compliance.ritmo import Ritmo
from compliance.roles import INTERNOS
from compliance.services.fichas_api import actuando_con, autenticar
from compliance.services.lecturas import leer_en
from compliance.situacion import Clase
from compliance.tablero import RenglonDelTablero, candidaturas_por_estado, renglones
from compliance.textos import normalizar
from compliance.verbos.modelo import FueraDeLugar, Rechazo, Verbo, YaHecho

from .. import entregables as servicios
from ..candidaturas import Turno, con_turno
from ..entregables.responsables import quien_sigue
from ..forms.interna import (
    MAXIMO,
    CifrasDelTablero,
    EntregableEntero,
    FiltroDeCandidaturas,
    FiltroDeEntregables,
    FiltroDeOficios,
    FiltroDeSesiones,
    Hecho,
    LoRealizado,
    PaginaDeCandidaturas,
    PaginaDeEntregables,
    PaginaDeOficios,
    PaginaDeSesiones,
    Problema,
    Quien,
    UnAcuse,
    UnaObservacion,
    UnaRemision,
    UnaValidacion,
    UnNumero,
)
from ..models import Oficio, SerieDeOficios, Sesion
from ..transiciones import YaHay
from ..verbos.entregables import DE_ENTREGABLE
from ..verbos.oficios import DE_OFICIO
from .comun import CON_LO_QUE_SE_MUESTRA
from .oficios import POR_SITUACION, SITUACIONES, a_quien, del_libro, situacion_de

Operacion = TypeVar("Operacion", bound=Callable[..., Any])
RAIZ = "api/interna/v1/"
# How many changes with a key are remembered of each token: the oldest are forgotten.
RECORDADAS = 1000
_LLAVE = re.compile(r"[\x21-\x7e]{1,100}")

# What a token may do besides reading: what a system of the institute automates. Votes, decisions, validations of
# candidacies and whatever reads identity answers are of people, at their pages.
VERBOS: Mapping[str, Verbo] = {
    clave: (DE_OFICIO if clave in DE_OFICIO else DE_ENTREGABLE)[clave]
    for clave in ("registrar_hecho", "remitir", "registrar_acuse", "observar_ine", "validar", "reservar_oficio")
}


@dataclass(frozen=True)
class Regla:
    """Who may ask for an address: those who hold one of `roles`; to change something, with a token for its `verbo`."""

    roles: frozenset[str]
    verbo: str = ""


# Of each operation of the API, by the name of its address and its method.
REGLAS: dict[tuple[str, str], Regla] = {}


class RitmoInterno(Ritmo):
    """The pace of the public API, counted apart."""

    scope = "interna"


class Ficha(HttpBearer):
    """The token of a program, as it was told by `con_ficha`."""

    def authenticate(self, request: HttpRequest, token: str) -> FichaDeApi | None:
        """Whose it is."""
        return getattr(request, "ficha", None)


api = NinjaAPI(
    renderer=Legible(),
    title="Cauce para los sistemas del instituto",
    version="1",
    description=(
        "Entregables, oficios, sesiones y candidaturas de un proceso, con lo que puede hacerse desde otro sistema. Con "
        f"una ficha de «Mi cuenta»; hasta {settings.API_POR_MINUTO} peticiones por minuto. Nunca entrega respuestas de "
        "identidad ni datos personales."
    ),
    docs_url=None,
    openapi_url="",
    urls_namespace="interna",
    auth=Ficha(),
)

PROBLEMAS: Any = {401: Problema, 403: Problema, 404: Problema, 409: Problema, 422: Problema, 429: Problema}


def _lee(
    camino: str, nombre: str, esquema: Any, resumen: str, roles: Iterable[str]
) -> Callable[[Operacion], Operacion]:
    """Declare an operation that only reads, and who may ask for it: each says so."""
    REGLAS[nombre, "GET"] = Regla(frozenset(roles))
    return api.get(camino, response={200: esquema} | PROBLEMAS, url_name=nombre, summary=resumen)


def _hace(camino: str, nombre: str, verbo: str) -> Callable[[Operacion], Operacion]:
    """Declare an operation that does one of `VERBOS`. Who may is what its row says, and then its service."""
    REGLAS[nombre, "POST"] = Regla(VERBOS[verbo].roles, verbo)
    return api.post(camino, response={201: Hecho} | PROBLEMAS, url_name=nombre, summary=VERBOS[verbo].nombre)


# -- What may be read -------------------------------------------------------------------------------------


@_lee("/yo", "interna_yo", Quien, "La ficha", INTERNOS)
def yo(request: Any) -> Any:
    """De quién es la ficha, con qué roles actúa en este momento y qué puede hacer."""
    ficha: FichaDeApi = request.ficha
    return {
        "persona": str(ficha.usuario),
        "ficha": ficha.nombre,
        "proceso": ficha.proceso.clave,
        "roles": sorted(request.ambito.roles(ficha.proceso_id)),
        "verbos": ficha.verbos,
        "ultimo_dia": ficha.vence_el,
    }


@_lee("/procesos/{slug:proceso}/tablero", "interna_tablero", CifrasDelTablero, "Las cifras del tablero", INTERNOS)
def tablero(request: Any, proceso: str) -> Any:
    """Cuántos entregables hay en cada situación, en total y por área, y cuántas candidaturas en cada estado."""
    actual = _proceso(request, proceso)
    filas = _renglones(actual, request)
    por_area: dict[str, dict[str, int]] = {}
    for fila in filas:
        cuenta = por_area.setdefault(str(fila.entregable.area or "Sin área"), dict.fromkeys(Clase, 0))
        cuenta[fila.situacion.clase] += 1
    return {
        "al": request.momento.astimezone(actual.tz),
        "entregables": {c.value: sum(f.situacion.clase == c for f in filas) for c in Clase},
        "por_area": {area: {str(c): n for c, n in cuenta.items()} for area, cuenta in sorted(por_area.items())},
        "candidaturas": candidaturas_por_estado(actual, request.momento),
    }


@_lee("/procesos/{slug:proceso}/entregables", "interna_entregables", PaginaDeEntregables, "Los entregables", INTERNOS)
def entregables(request: Any, proceso: str, filtro: Query[FiltroDeEntregables]) -> Any:
    """Los entregables del plan, en su orden, con sus fechas, su etapa y sus obligaciones."""
    actual = _proceso(request, proceso)
    _elegido("clase", filtro.clase, [c.value for c in Clase])
    _elegido("estado", filtro.estado, Entregable.Estado.values)
    palabras = normalizar(filtro.q).split()
    filas = [
        r
        for r in sorted(_renglones(actual, request), key=lambda r: (r.entregable.orden, r.entregable.pk))
        if filtro.clase in ("", r.situacion.clase.value)
        and filtro.estado in ("", r.entregable.estado)
        and (not filtro.area or (r.entregable.area is not None and r.entregable.area.clave == filtro.area))
        and all(p in normalizar(f"{r.entregable.clave} {r.entregable.titulo}") for p in palabras)
    ]
    desde = 0
    if filtro.tras:
        llaves = [r.entregable.llave for r in filas]
        if filtro.tras not in llaves:
            raise HttpError(422, "«tras» no es la llave de un entregable de esta lista: tómela de «siguiente».")
        desde = llaves.index(filtro.tras) + 1
    hoja = filas[desde : desde + filtro.cuantas]
    quedan = len(filas) > desde + len(hoja)
    return {
        "filas": [_entregable(r, request) for r in hoja],
        "siguiente": _siguiente(request, hoja[-1].entregable.llave) if quedan else None,
    }


@_lee(
    "/procesos/{slug:proceso}/entregables/{slug:llave}",
    "interna_entregable",
    EntregableEntero,
    "Un entregable",
    INTERNOS,
)
def entregable(request: Any, proceso: str, llave: str) -> Any:
    """Un entregable con lo que se ha realizado y lo que se ha remitido."""
    e = _entregable_o_404(_proceso(request, proceso), llave)
    tz = e.proceso.tz
    return _entregable(renglones([e], request.momento)[0], request) | {
        "realizado": [
            {"dias": h.fechas, "texto": h.texto, "participantes": h.participantes, "clase": h.clase}
            for h in e.hechos.all()
        ],
        "remisiones": [
            {
                "oficio": r.oficio,
                "remitida_en": r.remitida_en.astimezone(tz),
                "destinatario": r.destinatario,
                "con_acuse": r.acuse_id is not None,
                "validada_en": r.validada_en and r.validada_en.astimezone(tz),
                "observaciones": [o.texto for o in r.observaciones.all()],
            }
            for r in e.remisiones.prefetch_related("observaciones")
        ],
    }


@_lee("/procesos/{slug:proceso}/oficios", "interna_oficios", PaginaDeOficios, "El libro de oficios", INTERNOS)
def oficios(request: Any, proceso: str, filtro: Query[FiltroDeOficios]) -> Any:
    """Los oficios, el más reciente primero, con su envío, su acuse y lo que respondió el INE."""
    actual = _proceso(request, proceso)
    _elegido("estado", filtro.estado, SITUACIONES)
    consulta = del_libro(actual)
    if filtro.estado:
        consulta = consulta.filter(POR_SITUACION[filtro.estado])
    if filtro.tras:
        consulta = consulta.filter(pk__lt=_numero("tras", filtro.tras))
    filas = list(consulta[: filtro.cuantas + 1])
    hoja = filas[: filtro.cuantas]
    return {
        "filas": [_oficio(o) for o in hoja],
        "siguiente": _siguiente(request, str(hoja[-1].pk)) if len(filas) > len(hoja) else None,
    }


@_lee("/procesos/{slug:proceso}/sesiones", "interna_sesiones", PaginaDeSesiones, "Las sesiones", INTERNOS)
def sesiones(request: Any, proceso: str, filtro: Query[FiltroDeSesiones]) -> Any:
    """Las sesiones, por su clave, con su orden del día y lo decidido en cada punto."""
    actual = _proceso(request, proceso)
    consulta = Sesion.objects.filter(proceso=actual).select_related("organo", "proceso__instituto").order_by("pk")
    if filtro.organo:
        consulta = consulta.filter(organo__clave=filtro.organo)
    if filtro.tras:
        consulta = consulta.filter(pk__gt=_numero("tras", filtro.tras))
    filas = [
        s
        for s in consulta.prefetch_related("puntos__entregable", "puntos__decision")
        if (filtro.desde is None or dia_local(s.inicia_en, actual.tz) >= filtro.desde)
        and (filtro.hasta is None or dia_local(s.inicia_en, actual.tz) <= filtro.hasta)
    ]
    hoja = filas[: filtro.cuantas]
    return {
        "filas": [_sesion(s) for s in hoja],
        "siguiente": _siguiente(request, str(hoja[-1].pk)) if len(filas) > len(hoja) else None,
    }


@_lee(
    "/procesos/{slug:proceso}/candidaturas", "interna_candidaturas", PaginaDeCandidaturas, "Las candidaturas", INTERNOS
)
def candidaturas(request: Any, proceso: str, filtro: Query[FiltroDeCandidaturas]) -> Any:
    """Las candidaturas, por su clave, con su estado y a quién le toca. Cada consulta queda anotada."""
    actual = _proceso(request, proceso)
    _elegido("estado", filtro.estado, Candidatura.Estado.values)
    visibles = Candidatura.objects.visibles_para(request.ambito).filter(proceso=actual)
    consulta = con_turno(visibles, actual, dia_local(request.momento, actual.tz)).select_related(*CON_LO_QUE_SE_MUESTRA)
    for campo, valor in (("estado", filtro.estado), ("cargo__clave", filtro.cargo), ("actor__clave", filtro.actor)):
        if valor:
            consulta = consulta.filter(**{campo: valor})
    if filtro.tras:
        consulta = consulta.filter(pk__gt=int(filtro.tras))
    filas = list(consulta.order_by("pk")[: filtro.cuantas + 1])
    hoja = filas[: filtro.cuantas]
    leer_en(
        "descargar",
        actual,
        actual,
        hechos={"archivo": "candidaturas (API)", "filtro": request.META.get("QUERY_STRING", "")[:300]},
        por=request.user,
        ambito=request.ambito,
        en=request.momento,
    )
    return {
        "filas": [_candidatura(c) for c in hoja],
        "siguiente": _siguiente(request, str(hoja[-1].pk)) if len(filas) > len(hoja) else None,
    }


# -- What may be done -------------------------------------------------------------------------------------


@_hace("/procesos/{slug:proceso}/entregables/{slug:llave}/hechos", "interna_hechos", "registrar_hecho")
def registrar_hecho(request: Any, proceso: str, llave: str, envio: LoRealizado) -> Any:
    """Anota lo realizado para un entregable, con sus días."""
    e = _entregable_o_404(_proceso(request, proceso), llave)

    def hacer() -> str:
        hecho = servicios.registrar_hecho(
            e,
            dias=envio.dias,
            texto=envio.texto,
            participantes=envio.participantes,
            clase=envio.clase,
            por=request.user,
            en=request.momento,
        )
        return str(hecho.pk)

    return _hacer(request, "registrar_hecho", hacer)


@_hace("/procesos/{slug:proceso}/remisiones", "interna_remisiones", "remitir")
def remitir(request: Any, proceso: str, envio: UnaRemision) -> Any:
    """Registra que un oficio llevó al INE uno o varios entregables: todos, o ninguno si alguno no puede ir."""
    actual = _proceso(request, proceso)
    suyos = [_entregable_o_404(actual, llave, "entregables") for llave in envio.entregables]
    carta = servicios.Carta(envio.oficio, _aqui(envio.remitida_en, actual), envio.para, envio.copia, envio.fecha)

    def hacer() -> str:
        servicios.remitir_juntos(suyos, carta, nota=envio.nota, por=request.user, en=request.momento)
        return envio.oficio.strip()

    return _hacer(request, "remitir", hacer)


@_hace("/procesos/{slug:proceso}/entregables/{slug:llave}/acuse", "interna_acuse", "registrar_acuse")
def registrar_acuse(request: Any, proceso: str, llave: str, envio: Form[UnAcuse], archivo: File[UploadedFile]) -> Any:
    """Agrega el acuse (PDF o imagen) a lo que se remitió sin él, para todo lo que llevó el oficio."""
    e = _entregable_o_404(_proceso(request, proceso), llave)
    revisado = _por_la_puerta("archivo", archivo)

    def hacer() -> str:
        remision = servicios.registrar_acuse(
            e,
            revisado,
            acuse_en=envio.acuse_en and _aqui(envio.acuse_en, e.proceso),
            nota=envio.nota,
            por=request.user,
            en=request.momento,
        )
        return remision.oficio

    return _hacer(request, "registrar_acuse", hacer)


@_hace("/procesos/{slug:proceso}/entregables/{slug:llave}/validacion", "interna_validacion", "validar")
def validar(request: Any, proceso: str, llave: str, envio: UnaValidacion) -> Any:
    """Registra que el INE validó lo remitido."""
    e = _entregable_o_404(_proceso(request, proceso), llave)

    def hacer() -> str:
        servicios.validar_por_ine(
            e,
            validada_en=_aqui(envio.validada_en, e.proceso),
            nota=envio.nota,
            por=request.user,
            en=request.momento,
        )
        return e.llave

    return _hacer(request, "validar", hacer)


@_hace("/procesos/{slug:proceso}/entregables/{slug:llave}/observacion", "interna_observacion", "observar_ine")
def observar(request: Any, proceso: str, llave: str, envio: UnaObservacion) -> Any:
    """Registra lo que el INE observó de lo remitido."""
    e = _entregable_o_404(_proceso(request, proceso), llave)

    def hacer() -> str:
        observacion = servicios.observar_por_ine(
            e,
            observada_en=_aqui(envio.observada_en, e.proceso),
            texto=envio.texto,
            por=request.user,
            en=request.momento,
        )
        return str(observacion.pk)

    return _hacer(request, "observar_ine", hacer)


@_hace("/procesos/{slug:proceso}/oficios", "interna_oficios", "reservar_oficio")
def reservar(request: Any, proceso: str, envio: UnNumero) -> Any:
    """Aparta el número que sigue en una serie y lo responde."""
    actual = _proceso(request, proceso)
    series = SerieDeOficios.objects.filter(proceso=actual, vigente=True)
    if envio.serie is not None:
        series = series.filter(pk=envio.serie)
    elegidas = list(series[:2])
    if len(elegidas) != 1:
        raise Rechazo(
            "serie",
            "No hay una serie vigente con esa clave." if envio.serie or not elegidas else "Hay varias series vigentes.",
            "Diga cuál en «serie».",
            {"serie": "Diga de qué serie."},
        )

    def hacer() -> str:
        oficio: Oficio = servicios.reservar_oficio(
            elegidas[0], asunto=envio.asunto, por=request.user, en=request.momento
        )
        return oficio.numero

    return _hacer(request, "reservar_oficio", hacer)


def _hacer(request: Any, verbo: str, hacer: Callable[[], str]) -> Any:
    """Do it, once for each idempotency key; answer what was done and its key."""
    dicho = {"hecho": VERBOS[verbo].hecho or VERBOS[verbo].nombre}
    llave = request.headers.get("Idempotency-Key", "")
    if not llave:
        return Status(201, dicho | {"clave": hacer()})
    if not _LLAVE.fullmatch(llave):
        raise HttpError(422, "«Idempotency-Key» lleva de 1 a 100 letras, cifras o signos, sin espacios.")
    huella = _huella_de(request)
    with escritura():
        # Whoever sends the same at once waits for the first, and gets its answer.
        ficha = FichaDeApi.objects.select_for_update(of=("self",)).get(pk=request.ficha.pk)
        previa = PeticionDeApi.objects.filter(ficha=ficha, llave=llave).first()
        if previa is None:
            dicho["clave"] = hacer()
            PeticionDeApi.objects.create(
                ficha=ficha, llave=llave, huella=huella, estado=201, respuesta=dicho, en=request.momento
            )
            _olvidar(ficha)
            return Status(201, dicho)
    if previa.huella != huella:
        raise Rechazo("llave_usada", "Esa «Idempotency-Key» ya se usó para otra petición.", "Use una llave nueva.")
    return Status(previa.estado, previa.respuesta)


def _huella_de(request: HttpRequest) -> str:
    """What tells a request from another: its address, its fields and its files, whatever separates them."""
    suma = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        suma.update(json.dumps(sorted(request.POST.lists())).encode())
        for nombre, archivo in sorted(request.FILES.items()):
            suma.update(nombre.encode())
            for trozo in archivo.chunks():  # type: ignore[union-attr]
                suma.update(trozo)
            archivo.seek(0)  # type: ignore[union-attr]
    else:
        suma.update(request.body)
    return suma.hexdigest()


def _olvidar(ficha: FichaDeApi) -> None:
    viejas = PeticionDeApi.objects.filter(ficha=ficha).order_by("-pk").values_list("pk", flat=True)[RECORDADAS:]
    PeticionDeApi.objects.filter(pk__in=list(viejas)).delete()


# -- Reading ----------------------------------------------------------------------------------------------


def _proceso(request: Any, clave: str) -> Proceso:
    """The process of the token; any other does not exist for it."""
    proceso: Proceso = request.ficha.proceso
    if proceso.clave != clave:
        raise Http404
    return proceso


def _entregable_o_404(proceso: Proceso, llave: str, campo: str = "") -> Entregable:
    """One of the process; named in what was sent, one that is not there is told beside its field."""
    e = Entregable.objects.filter(proceso=proceso, llave=llave).con_lo_que_se_muestra().first()
    if e is None and campo:
        raise Rechazo("entregables", f"No hay un entregable «{llave}».", "Tome las llaves de la lista.", {campo: llave})
    if e is None:
        raise Http404
    return e


def _renglones(proceso: Proceso, request: Any) -> list[RenglonDelTablero]:
    return renglones(Entregable.objects.filter(proceso=proceso).exigibles().con_lo_que_se_muestra(), request.momento)


def _por_la_puerta(campo: str, archivo: UploadedFile) -> UploadedFile:
    """The file, once it came in as those of the forms do (decision 0068): nothing reads it before the scanner."""
    try:
        return ArchivoField().clean(archivo)  # type: ignore[no-any-return]
    except NoVale as error:
        raise NoVale({campo: error.messages}) from error


def _aqui(momento: datetime, proceso: Proceso) -> datetime:
    """A moment without zone is of the clock of the institute."""
    return momento if momento.tzinfo else momento.replace(tzinfo=proceso.tz)


def _elegido(campo: str, valor: str, hay: Iterable[str]) -> None:
    if valor and valor not in hay:
        raise HttpError(422, f"«{campo}» es uno de: {', '.join(hay)}.")


def _numero(campo: str, valor: str) -> int:
    if not (valor.isdecimal() and len(valor) <= 18):
        raise HttpError(422, f"«{campo}» lleva solo dígitos: tómelo de «siguiente».")
    return int(valor)


def _siguiente(request: HttpRequest, tras: str) -> str:
    consulta = request.GET.copy()
    consulta["tras"] = tras
    return f"{settings.SITIO_URL}{request.path}?{consulta.urlencode()}"


def _entregable(r: RenglonDelTablero, request: Any) -> dict[str, Any]:
    e = r.entregable
    tz = e.proceso.tz
    return {
        "llave": e.llave,
        "clave": e.clave,
        "numeral": e.numeral or "",
        "titulo": e.titulo,
        "area": e.area.clave if e.area else "",
        "estado": e.estado,
        "etapa": str(e.etapa or ""),
        "le_toca_a": quien_sigue(e),
        "situacion": r.situacion.clase.value,
        "dias": r.situacion.dias,
        "vence": e.vence and e.vence.astimezone(tz),
        "fecha_plan": e.fecha_plan,
        "aprobado_el": e.aprobado_el,
        "acuerdo": e.acuerdo,
        "limite_remision": e.limite_remision,
        "remitido_en": e.remitido_en and e.remitido_en.astimezone(tz),
        "validado_ine_en": e.validado_ine_en and e.validado_ine_en.astimezone(tz),
        "obligaciones": [
            {"que": o.nombre, "dia": o.dia, "cumplida_el": o.cumplida_el, "situacion": o.situacion.clase.value}
            for o in e.obligaciones(request.momento)
        ],
    }


def _oficio(o: Any) -> dict[str, Any]:
    tz = o.proceso.tz
    return {
        "numero": o.numero,
        "asunto": o.asunto,
        "estado": situacion_de(o),
        "fecha": o.fecha,
        "remitido_en": o.remitido_en and o.remitido_en.astimezone(tz),
        "acuse_en": o.acuse_en and o.acuse_en.astimezone(tz),
        "con_acuse": o.acuse_id is not None,
        "validado_en": o.validado_en and o.validado_en.astimezone(tz),
        "para": a_quien(o),
        "copia": a_quien(o, copia=True),
        "entregables": [r.entregable.llave for r in o.remisiones.all()],
    }


def _sesion(s: Sesion) -> dict[str, Any]:
    tz = s.proceso.tz
    return {
        "clave": s.pk,
        "nombre": str(s),
        "organo": s.organo.clave,
        "tipo": s.tipo,
        "estado": s.estado,
        "inicia_en": s.inicia_en.astimezone(tz),
        "termina_en": s.termina_en and s.termina_en.astimezone(tz),
        "lugar": s.lugar,
        "transmision": s.transmision,
        "puntos": [
            {
                "numero": p.orden,
                "titulo": p.titulo,
                "entregable": p.entregable.llave if p.entregable else "",
                "resultado": p.decision.resultado if hasattr(p, "decision") else "",
                "acuerdo": p.decision.acuerdo if hasattr(p, "decision") else "",
            }
            for p in s.puntos.all()
        ],
    }


def _candidatura(c: Any) -> dict[str, Any]:
    momentos = ("vence", "capturada_en", "autorizada_en", "validada_en", "publicada_en", "retirada_en")
    return {
        "clave": c.pk,
        "nombre": c.persona.nombre,
        "cargo": c.cargo.clave,
        "principio": c.cargo.principio,
        "territorio": str(c.territorio),
        "actor": c.actor.clave,
        "formula": c.formula,
        "calidad": c.get_calidad_display(),
        "estado": c.estado,
        "turno": str(Turno(c.turno).label),
        "aprobada_el": c.aprobada_el,
        **{m: (v := getattr(c, m)) and v.astimezone(c.proceso.tz) for m in momentos},
    }


# -- Refusals ---------------------------------------------------------------------------------------------


def problema(
    estado: int,
    codigo: str,
    dicho: str,
    remedio: str = "",
    *,
    campos: Mapping[str, str] | None = None,
    rechazos: Sequence[Rechazo] = (),
) -> HttpResponse:
    """A refusal as RFC 9457 says it, with its stable code and what to do."""
    return JsonResponse(
        {
            "type": f"{settings.SITIO_URL}{reverse('api_interna')}#{codigo}",
            "title": dicho,
            "status": estado,
            "detail": f"{dicho} {remedio}".strip(),
            "codigo": codigo,
            "remedio": remedio,
            "campos": dict(campos or {}),
            "rechazos": [{"codigo": r.guarda, "mensaje": r.mensaje, "remedio": r.remedio} for r in rechazos],
        },
        status=estado,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


@api.exception_handler(Http404)
def _no_esta(request: HttpRequest, causa: Http404) -> HttpResponse:
    return problema(404, "no_esta", "No hay nada en esa dirección.", "Revise la clave del proceso y la del objeto.")


@api.exception_handler(HttpError)
def _rechazada(request: HttpRequest, causa: HttpError) -> HttpResponse:
    return problema(causa.status_code, "peticion", causa.message)


@api.exception_handler(Rechazo)
def _rehusado(request: HttpRequest, causa: Rechazo) -> HttpResponse:
    todos = causa.rechazos
    primero = todos[0]
    estado = 422
    if primero.guarda == "rol":
        estado = 403
    elif isinstance(primero, FueraDeLugar | YaHecho | YaHay):
        estado = 409
    campos = {campo: texto for r in todos for campo, texto in r.campos.items()}
    mensaje = primero.mensaje if len(todos) == 1 else " ".join(r.mensaje for r in todos)
    return problema(estado, primero.guarda, mensaje, primero.remedio, campos=campos, rechazos=todos)


@api.exception_handler(NoVale)
def _no_vale(request: HttpRequest, causa: NoVale) -> HttpResponse:
    campos = {c: " ".join(t) for c, t in causa.message_dict.items()} if hasattr(causa, "error_dict") else {}
    return problema(422, "datos", " ".join(causa.messages), "Corrija lo que dice «campos».", campos=campos)


@api.exception_handler(ValidationError)
def _mal_pedida(request: HttpRequest, causa: ValidationError) -> HttpResponse:
    campos = {str(e["loc"][-1]): _en_espanol(e) for e in causa.errors}
    dicho = " ".join(f"«{campo}»: {texto}" for campo, texto in campos.items())
    return problema(422, "datos", dicho, "Compare lo que envía con el documento de la API.", campos=campos)


def _en_espanol(error: Mapping[str, Any]) -> str:
    """Why a value was not taken, by what the validation calls it."""
    tipo, contexto = str(error["type"]), error.get("ctx") or {}
    if tipo == "missing":
        return "falta."
    if tipo == "extra_forbidden":
        return "no existe."
    if tipo in ("string_too_long", "too_long"):
        return f"lleva hasta {contexto.get('max_length')}."
    if tipo.startswith(("date", "time")):
        return "no es una fecha que se entienda: AAAA-MM-DD, o AAAA-MM-DDThh:mm para un momento."
    if tipo in ("greater_than_equal", "less_than_equal"):
        return f"va de 1 a {MAXIMO}."
    return "no se entiende."


@api.exception_handler(Exception)
def _fallida(request: HttpRequest, causa: Exception) -> HttpResponse:
    raise causa


# -- Addresses --------------------------------------------------------------------------------------------


def no_hay(request: HttpRequest, resto: str) -> HttpResponse:
    """Any other address of the API."""
    raise Http404


def con_ficha(vista: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What every address of the API asks first: its pace and its token. No session opens it, and nobody keeps it."""

    @wraps(vista)
    def envuelta(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        respuesta = _responder(vista, request, *args, **kwargs)
        respuesta["Cache-Control"] = "private, no-store"
        respuesta["X-Robots-Tag"] = "noindex"
        return respuesta

    envuelta.csrf_exempt = True  # type: ignore[attr-defined]
    return envuelta


def _responder(vista: Callable[..., HttpResponse], request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    if espera := RitmoInterno(f"{settings.API_POR_MINUTO}/m").espera(request):
        respuesta = problema(429, "ritmo", DEMASIADAS.format(espera))
        respuesta["Retry-After"] = str(espera)
        return respuesta
    esquema, _, secreto = request.headers.get("Authorization", "").partition(" ")
    ficha = autenticar(secreto.strip(), request.momento) if esquema.lower() == "bearer" else None
    if ficha is None:
        return _sin_ficha()
    with actuando_con(ficha, request.momento) as ambito:
        if not ambito.roles(ficha.proceso_id):
            return _sin_ficha()
        request.ficha, request.user, request.ambito = ficha, ficha.usuario, ambito
        if request.method == "HEAD":
            request.method = "GET"
        try:
            return _lo_impide(request) or vista(request, *args, **kwargs)
        except Http404 as causa:
            return _no_esta(request, causa)
        except RequestDataTooBig:
            return problema(413, "tamano", "Lo enviado es demasiado grande.", "Divídalo.")
        except SuspiciousOperation:
            return problema(400, "peticion", "La petición no se entiende.")
        except Exception as causa:
            if no_cabe(causa):
                dicho = "Una fecha o un número es demasiado grande o pequeño, o un texto trae un carácter nulo."
                return problema(422, "datos", dicho, "Revise sus valores.")
            conocida = respuesta_a(request, causa)
            if conocida is None:
                raise
            respuesta = problema(
                conocida.status_code, "ahora_no", "No se pudo hacer ahora.", "Inténtelo de nuevo en unos segundos."
            )
            if "Retry-After" in conocida:
                respuesta["Retry-After"] = conocida["Retry-After"]
            return respuesta


def _sin_ficha() -> HttpResponse:
    """One answer for every token that does not serve: it tells nobody which there were."""
    respuesta = problema(
        401,
        "ficha",
        "Falta una ficha que sirva.",
        "Envíe «Authorization: Bearer …» con una ficha vigente de «Mi cuenta»: si venció o su rol terminó, pida otra.",
    )
    respuesta["WWW-Authenticate"] = 'Bearer realm="cauce"'
    return respuesta


def _lo_impide(request: Any) -> HttpResponse | None:
    """What the token itself does not let, before the service is asked."""
    if any("\0" in valor for valor in request.GET.values()):
        return problema(422, "datos", "Un filtro tiene un carácter que no es de ningún texto.")
    regla = REGLAS.get((request.resolver_match.url_name, request.method))
    if regla is None or not regla.verbo or regla.verbo in request.ficha.verbos:
        return None
    return problema(
        403,
        "ficha_sin_verbo",
        f"La ficha no permite «{VERBOS[regla.verbo].nombre}».",
        "Dé al programa una ficha que lo permita.",
    )


def documento() -> dict[str, Any]:
    """What the API answers, in OpenAPI."""
    return _esquema() | {"servers": [{"url": settings.SITIO_URL}]}


@cache
def _esquema() -> dict[str, Any]:
    """It takes a tenth of a second and never changes: anybody may ask for it."""
    dicho: dict[str, Any] = api.get_openapi_schema(path_prefix=f"/{RAIZ}")
    for esquema in dicho["components"]["schemas"].values():
        # That of the class is for whoever reads the code.
        esquema.pop("description", None)
    return dicho


def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document: it says nothing that the source of the site does not."""
    return JsonResponse(documento(), json_dumps_params={"ensure_ascii": False})


def direcciones() -> list[URLPattern]:
    """The addresses of the API, to be included; the page that explains it is apart."""
    patrones = [p for p in api.urls[0] if isinstance(p, URLPattern) and p.name != "api-root"]
    return [
        *(URLPattern(p.pattern, con_ficha(p.callback), p.default_args, p.name) for p in patrones),
        path("openapi.json", openapi, name="interna_openapi"),
        path("<path:resto>", con_ficha(no_hay)),
    ]
