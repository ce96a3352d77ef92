"""The desk of verification: the line, the page on which a candidacy is read, who has what, and the scores."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import dia_local
from compliance.cara.componentes import Cifra, Pestana
from compliance.cara.listado import Columna, Listado, ListadoPorLlave, dato
from compliance.cuestionarios import DIMENSIONES
from compliance.cuestionarios.verificacion import MESA
from compliance.middleware import SolicitudCauce
from compliance.models import (
    Calificacion,
    Candidatura,
    CausaDeObservacion,
    CuentaDeLista,
    Proceso,
    RenglonDeLista,
    Revision,
    SolicitudModificacion,
    VariableDeCalificacion,
)
from compliance.verbos.caso import rechazos
from compliance.views.comun import anotar_descarga, proceso_o_404, solo_post
from documentos.informes.requerimiento import hoja
from documentos.views import imprimir

from .. import candidaturas as servicios
from ..candidaturas import carga, lectura, mesa, requerimientos
from ..forms.mesa import FiltroMesa, ReasignarForm, RepartirForm, marcas_enviadas
from ..guardas import RUBROS, SECCIONES_LEIDAS, CasoDeCandidatura, Estado, causas_vigentes, variables_de
from ..transiciones import Rechazo
from ..verbos.mesa import DE_MESA, REPARTEN, VEN_CALIFICACIONES
from .comun import CON_LO_QUE_SE_MUESTRA, candidatura_o_404, proceso_de_candidaturas, visibles
from .lecturas import anotar_lectura

MESA_DE_VERIFICACION: ListadoPorLlave[Candidatura] = ListadoPorLlave(
    (
        Columna("Espera", orden="espera", por=("espera",)),
        Columna("Persona", orden="persona", por=("nombre",)),
        Columna("Cargo"),
        Columna("Postula"),
        Columna("Envío"),
        Columna("La tiene"),
    ),
    natural=("espera",),
)
REQUERIDAS: Listado[Candidatura] = Listado(
    (Columna("Plazo"), Columna("Persona"), Columna("Cargo"), Columna("Postula"), Columna("Sin respuesta", numero=True))
)
MODIFICACIONES: Listado[SolicitudModificacion] = Listado(
    (Columna("Espera"), Columna("Persona"), Columna("Cargo"), Columna("Postula"))
)


def _proceso(request: SolicitudCauce, clave: str, roles: frozenset[str] = REPARTEN) -> Proceso:
    return proceso_o_404(request, clave, roles)


def _espera(desde: datetime, momento: datetime) -> dict[str, Any]:
    """How long something waits, in words, with how grave it is: never by colour alone."""
    dias, resto = divmod(max(momento - desde, timedelta()), timedelta(days=1))
    horas = int(resto.total_seconds() // 3600)
    por_horas = f"{horas} h" if horas else "menos de 1 h"
    dicho = f"{dias} día{'' if dias == 1 else 's'}" if dias else por_horas
    if dias >= MESA.dias_alerta:
        return {"dicho": f"{dicho}: demasiado", "tono": "mal", "icono": "alerta"}
    if dias >= MESA.dias_atencion:
        return {"dicho": f"{dicho}: mucho", "tono": "atencion", "icono": "reloj"}
    return {"dicho": dicho, "tono": "neutro", "icono": "reloj"}


def _filtro(request: SolicitudCauce, proceso: Proceso, datos: QueryDict) -> FiltroMesa:
    todas = RenglonDeLista.objects.filter(proceso=proceso)
    return FiltroMesa(datos, todas, por=request.user, verifican=mesa.verifican(proceso, request.momento))


# What narrows the line, and nothing else of an address.
FILTROS = ("q", "cargo", "territorio", "actor", "envio", "quien")


def _de_los_filtros(datos: QueryDict) -> str:
    """What the line is narrowed by, as it goes in the address of what is read from it."""
    limpia = QueryDict(mutable=True)
    for campo in FILTROS:
        if valor := datos.get(campo):
            limpia[campo] = valor[:100]
    return limpia.urlencode()


def _con(lugar: str, consulta: str) -> str:
    return f"{lugar}?{consulta}" if consulta else lugar


@login_required
@require_safe
def la_mesa(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """What waits to be verified, what has waited longest first; what waits for an answer; the changes asked for."""
    actual = _proceso(request, proceso)
    ver = request.GET.get("ver", "leer")
    pendientes = SolicitudModificacion.objects.filter(
        candidatura__proceso=actual, candidatura__estado=Estado.PUBLICADA, estado=SolicitudModificacion.Estado.PENDIENTE
    )
    cuentas = CuentaDeLista.objects.filter(proceso=actual)
    cuantas = {
        "leer": cuentas.filter(estado=Estado.CAPTURADA).total(),
        "requeridas": cuentas.filter(estado=Estado.OBSERVADA).total(),
        "modificaciones": pendientes.count(),
    }
    if ver not in cuantas:
        ver = "leer"
    nombres = {"leer": "Por leer", "requeridas": "Esperan respuesta", "modificaciones": "Modificaciones pedidas"}
    contexto: dict[str, Any] = {
        "proceso": actual,
        "ver": ver,
        "pestanas": [
            Pestana(nombre, f"?ver={clave}" if clave != "leer" else "?", cuenta=cuantas[clave], actual=clave == ver)
            for clave, nombre in nombres.items()
        ],
        "lee": DE_MESA["tomar"].permite(request.ambito, actual.pk),
        "mias": mesa.mias(actual, request.user, request.momento),
        "califica": actual.variables.exists(),
    }
    if ver == "requeridas":
        contexto |= _requeridas(request, actual)
    elif ver == "modificaciones":
        contexto |= _modificaciones(request, pendientes)
    else:
        contexto |= _por_leer(request, actual)
    return render(request, "flujos/mesa.html", contexto)


def _por_leer(request: SolicitudCauce, actual: Proceso) -> dict[str, Any]:
    filtro = _filtro(request, actual, request.GET)
    cola = filtro.de_la_mesa(mesa.por_leer(actual), request.momento)
    cuantas = filtro.cuantas(CuentaDeLista.objects.filter(proceso=actual, estado=Estado.CAPTURADA))
    filas = visibles(request, actual).select_related("renglon")
    lista = MESA_DE_VERIFICACION.por_llave(filas, cola, request.GET, cuantas)
    claves = [c.pk for c in lista.pagina]
    tomadas = {r.pk: r for r in Revision.objects.tomadas(request.momento).filter(pk__in=claves).select_related("de")}
    corregidas = set(
        Candidatura.objects.filter(pk__in=claves, observaciones__isnull=False).values_list("pk", flat=True)
    )
    return {
        "filtro": filtro,
        "filtrada": any(request.GET.get(campo) for campo in FILTROS),
        "consulta": _de_los_filtros(request.GET),
        **lista.contexto(),
        "filas": [
            (c, _espera(c.renglon.espera, request.momento), tomadas.get(c.pk), c.pk in corregidas) for c in lista.pagina
        ],
        "usuario": request.user,
    }


def _requeridas(request: SolicitudCauce, actual: Proceso) -> dict[str, Any]:
    """Those observed, the first due first; how many of their observations nobody has answered."""
    claves = RenglonDeLista.objects.filter(proceso=actual, estado=Estado.OBSERVADA).order_by("vence", "pk")
    lista = REQUERIDAS.de(claves, request.GET)
    pks = [r.pk for r in lista.pagina]
    halladas = Candidatura.objects.select_related(*CON_LO_QUE_SE_MUESTRA).prefetch_related("observaciones").in_bulk(pks)
    filas = []
    for c in (halladas[pk] for pk in pks if pk in halladas):
        abiertas = [o for o in c.observaciones.all() if o.atendida_en is None]
        filas.append((c, len(abiertas), sum(not o.respuesta for o in abiertas)))
    vencidas = RenglonDeLista.objects.filter(proceso=actual, estado=Estado.OBSERVADA, vence__lt=request.momento).count()
    return {**lista.contexto(), "filas": filas, "vencidas": vencidas}


def _modificaciones(request: SolicitudCauce, pendientes: Any) -> dict[str, Any]:
    solicitudes = pendientes.select_related(*(f"candidatura__{campo}" for campo in CON_LO_QUE_SE_MUESTRA))
    lista = MODIFICACIONES.de(solicitudes.order_by("solicitada_en", "pk"), request.GET)
    return {
        **lista.contexto(),
        "filas": [(s, s.candidatura, _espera(s.solicitada_en, request.momento)) for s in lista.pagina],
    }


# -- Taking and reading -------------------------------------------------------------------------------------------


def _siguiente(request: SolicitudCauce, actual: Proceso, consulta: str) -> HttpResponse:
    """Take the next one of the line and go to read it; back to the desk when there is none left."""
    filtro = _filtro(request, actual, QueryDict(consulta))
    tomada = servicios.tomar_siguiente(
        actual, filtro.sin_quien(mesa.por_leer(actual)), por=request.user, en=request.momento
    )
    if tomada is None:
        messages.info(request, "No queda ninguna libre con estos filtros.")
        return redirect(_con(reverse("mesa", args=[actual.clave]), consulta))
    return redirect(_con(reverse("mesa_leer", args=[actual.clave, tomada.pk]), consulta))


@login_required
@solo_post
def tomar(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Take the next one, or the one that is named, and go to read it."""
    actual = _proceso(request, proceso, DE_MESA["tomar"].roles)
    consulta = _de_los_filtros(QueryDict(request.POST.get("consulta", "")[:500]))
    elegida = request.POST.get("candidatura", "")
    if not elegida:
        return _siguiente(request, actual, consulta)
    c = candidatura_o_404(request, actual, int(elegida)) if elegida.isdecimal() and len(elegida) < 19 else None
    if c is None:
        raise Http404
    try:
        servicios.tomar(c, por=request.user, en=request.momento)
    except Rechazo as rechazo:
        messages.warning(request, str(rechazo))
        return redirect(_con(reverse("mesa", args=[actual.clave]), consulta))
    return redirect(_con(reverse("mesa_leer", args=[actual.clave, c.pk]), consulta))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leer(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """The questionnaires beside the rubric: each section is marked and saved; at the end, one thing follows."""
    actual = _proceso(request, proceso, DE_MESA["tomar"].roles)
    c = candidatura_o_404(request, actual, pk)
    consulta = _de_los_filtros(request.GET)
    if request.method == "POST":
        return _marcar(request, actual, c, consulta)
    return _pagina(request, actual, c, consulta)


def _marcar(request: SolicitudCauce, actual: Proceso, c: Candidatura, consulta: str) -> HttpResponse:
    variables = variables_de(actual, dia_local(request.momento, actual.tz))
    marcas = marcas_enviadas(request.POST, RUBROS, variables)
    quien: dict[str, Any] = {"por": request.user, "en": request.momento}
    por_partes = request.headers.get("Accept") == "application/json"
    try:
        guardadas = servicios.guardar_marcas(c, marcas, **quien)
        if por_partes:
            return JsonResponse({"n": {rubro: guardadas.get(rubro, {}).get("n", 0) for rubro in marcas}})
        accion = request.POST.get("accion", "")
        if accion == "terminar":
            hecha = servicios.terminar(c, lo_demas_cumple="lo_demas" in request.POST, **quien)
            messages.success(request, f"{c.persona}: quedó {hecha.get_estado_display().lower()}.")
            return _siguiente(request, actual, consulta)
        if accion == "siguiente":
            return _siguiente(request, actual, consulta)
        if accion == "soltar":
            servicios.soltar(c, **quien)
            messages.success(request, DE_MESA["soltar"].listo)
            return redirect(_con(reverse("mesa", args=[actual.clave]), consulta))
    except Rechazo as rechazo:
        if por_partes:
            return JsonResponse({"error": str(rechazo)}, status=409 if rechazo.guarda == "visto" else 422)
        # What was typed stays on the page, over what was saved.
        tecleadas = {rubro: {**vars(marca), "n": visto} for rubro, (marca, visto) in marcas.items()}
        return _pagina(request, actual, c, consulta, rechazo.rechazos, tecleadas)
    messages.success(request, "Lo marcado quedó guardado.")
    return redirect(_con(request.path, consulta))


def _pagina(
    request: SolicitudCauce,
    actual: Proceso,
    c: Candidatura,
    consulta: str,
    impedimentos: Any = (),
    tecleadas: Mapping[str, Mapping[str, Any]] | None = None,
) -> HttpResponse:
    caso = CasoDeCandidatura(c, request.momento, request.ambito)
    comun = {"proceso": actual, "candidatura": c, "consulta": consulta, "impedimentos": impedimentos}
    negada = rechazos(DE_MESA["marcar"], caso)
    if negada:
        # Nothing of it is shown, and nothing noted, to whoever does not have it.
        comun |= {"negada": negada, "toma": not rechazos(DE_MESA["tomar"], caso), "revision": caso.revision}
        return render(request, "flujos/mesa_ajena.html", comun, status=422 if tecleadas is not None else 200)
    if c.identidad.respuestas:
        anotar_lectura(request, "leer_identidad", c, [*DIMENSIONES, "observaciones"])
    dia = dia_local(request.momento, actual.tz)
    marcas = {**Revision.objects.get(pk=c.pk).marcas, **(tecleadas or {})}
    secciones = lectura.secciones_de(c, marcas, variables_de(actual, dia))
    suyas = mesa.mias(actual, request.user, request.momento)
    lugar = suyas.index(c.pk) if c.pk in suyas else 0
    ajenas = {pk for s in secciones for senal in s.senales for pk in senal.candidaturas}
    return render(
        request,
        "flujos/mesa_leer.html",
        comun
        | {
            "secciones": secciones,
            "causas": list(causas_vigentes(actual, dia).values()),
            "otras": Candidatura.objects.select_related("persona", "cargo", "actor").in_bulk(ajenas),
            "espera": _espera(c.renglon.espera, request.momento),
            "vence_toma": caso.revision.vence_en if caso.revision else None,
            "anterior": suyas[lugar - 1] if lugar else None,
            "posterior": suyas[lugar + 1] if lugar + 1 < len(suyas) else None,
            "tomadas": len(suyas),
            "marcadas": sum(marcas.get(r, {}).get("cumple") is not None for r in SECCIONES_LEIDAS),
            "total": len(SECCIONES_LEIDAS),
            "cambiadas": [s for s in secciones if s.cambios],
        },
        status=422 if tecleadas is not None else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reasignar(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Give the reading of one to somebody else, with the reason."""
    actual = _proceso(request, proceso)
    c = candidatura_o_404(request, actual, pk)
    caso = CasoDeCandidatura(c, request.momento, request.ambito)
    impedimentos: Any = rechazos(DE_MESA["reasignar"], caso)
    form = ReasignarForm(
        request.POST if request.method == "POST" else None, verifican=mesa.verifican(actual, request.momento)
    )
    if request.method == "POST" and form.is_valid():
        try:
            servicios.reasignar(c, **form.cleaned_data, por=request.user, en=request.momento)
        except Rechazo as rechazo:
            impedimentos = rechazo.rechazos
        else:
            messages.success(request, DE_MESA["reasignar"].listo)
            return redirect("mesa", actual.clave)
    return render(
        request,
        "flujos/mesa_reasignar.html",
        {
            "proceso": actual,
            "candidatura": c,
            "verbo": DE_MESA["reasignar"],
            "form": form,
            "impedimentos": impedimentos,
            "revision": caso.revision,
        },
        status=422 if request.method == "POST" else 200,
    )


# -- Who has what ---------------------------------------------------------------------------------------------------


CARGAS: Listado[carga.Carga] = Listado(
    (
        Columna("Persona"),
        Columna("Tiene tomadas", numero=True),
        Columna("La más antigua espera"),
        Columna("Leyó hoy", numero=True),
        Columna("Leyó esta semana", numero=True),
        Columna("Esperaron, en promedio"),
    )
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def turnos(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """The load of each person of verification; giving out what nobody has; the lists with which a process verifies."""
    actual = _proceso(request, proceso)
    personas = mesa.verifican(actual, request.momento)
    accion = request.POST.get("accion", "")
    form = RepartirForm(request.POST if accion == "repartir" else None, verifican=personas)
    impedimentos: Any = ()
    if request.method == "POST":
        try:
            if accion == "repartir" and form.is_valid():
                dadas = servicios.repartir(
                    actual,
                    mesa.por_leer(actual),
                    cuantas=form.cleaned_data["cuantas"],
                    entre_quienes=list(form.cleaned_data["quienes"]),
                    por=request.user,
                    en=request.momento,
                )
                messages.success(request, f"Repartidas. {'; '.join(f'{n}: {k}' for n, k in dadas.items())}.")
                return redirect("mesa_turnos", actual.clave)
            if accion in ("cargar_causas", "cargar_variables"):
                if not DE_MESA[accion].permite(request.ambito, actual.pk):
                    raise Http404
                cargar = servicios.cargar_causas if accion == "cargar_causas" else servicios.cargar_variables
                cargar(actual, por=request.user, en=request.momento)
                messages.success(request, DE_MESA[accion].listo)
                return redirect("mesa_turnos", actual.clave)
        except Rechazo as rechazo:
            impedimentos = rechazo.rechazos
    cargas = carga.cargas_de(actual, personas, request.momento)
    mas_antigua = carga.mas_antigua(actual)
    por_leer = CuentaDeLista.objects.filter(proceso=actual, estado=Estado.CAPTURADA).total()
    return render(
        request,
        "flujos/mesa_turnos.html",
        {
            "proceso": actual,
            "lista": CARGAS,
            "cargas": [
                (x, _espera(x.mas_antigua, request.momento) if x.mas_antigua else None, _promedio(x.espera))
                for x in cargas
            ],
            "cifras": [
                Cifra("Por leer", por_leer),
                Cifra("Libres", carga.libres(actual, por_leer, request.momento)),
                Cifra("Leídas hoy", sum(x.hoy for x in cargas)),
            ],
            "mas_antigua": _espera(mas_antigua, request.momento) if mas_antigua else None,
            "form": form,
            "enviado": accion == "repartir",
            "impedimentos": impedimentos,
            "administra": DE_MESA["cargar_causas"].permite(request.ambito, actual.pk),
            "hay_causas": CausaDeObservacion.objects.filter(proceso=actual).exists(),
            "hay_variables": VariableDeCalificacion.objects.filter(proceso=actual).exists(),
        },
        status=422 if request.method == "POST" else 200,
    )


def _promedio(espera: timedelta | None) -> str:
    if espera is None:
        return "—"
    horas = round(espera.total_seconds() / 3600)
    return f"{horas // 24} d {horas % 24} h" if horas >= 24 else f"{horas} h"


# -- Scores ---------------------------------------------------------------------------------------------------------


@login_required
@require_safe
def calificaciones(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """The points of each candidacy by variable, with their total; for the institute, never public."""
    actual = _proceso(request, proceso, VEN_CALIFICACIONES)
    variables = list(actual.variables.all())
    consulta = Calificacion.objects.filter(candidatura__proceso=actual).select_related(
        "candidatura__persona", "candidatura__cargo", "candidatura__actor", "hecha_por"
    )
    listado: Listado[Calificacion] = Listado(
        (
            Columna("Persona", lambda x: x.candidatura.persona),
            Columna("Cargo", lambda x: x.candidatura.cargo),
            Columna("Postula", lambda x: x.candidatura.actor),
            *(_de_variable(v) for v in variables),
            Columna("Total", lambda x: total_de(x, variables), numero=True),
            dato("De", lambda x: sum(v.maximo for v in variables)),
            dato("Calificó", lambda x: x.hecha_por),
        ),
        desempate=("pk",),
    )
    lista = listado.de(consulta.order_by("candidatura__persona__nombre_busqueda", "pk"), request.GET)
    if lista.se_descarga:
        anotar_descarga(request, actual, "calificaciones")
        return lista.archivo(f"calificaciones-{actual.clave}")
    filas = [
        (x, [(v.nombre, x.puntos.get(v.clave, "—")) for v in variables], total_de(x, variables)) for x in lista.pagina
    ]
    return render(
        request,
        "flujos/mesa_calificaciones.html",
        {
            "proceso": actual,
            "variables": variables,
            "maximo": sum(v.maximo for v in variables),
            "filas": filas,
            **lista.contexto(),
        },
    )


def _de_variable(v: VariableDeCalificacion) -> Columna[Calificacion]:
    return Columna(v.nombre, lambda x: x.puntos.get(v.clave, ""), numero=True)


def total_de(calificacion: Calificacion, variables: list[VariableDeCalificacion]) -> int:
    """The points of each variable by its weight."""
    return sum(v.peso * int(calificacion.puntos.get(v.clave, 0)) for v in variables)


# -- The requerimiento ----------------------------------------------------------------------------------------------


@login_required
@require_safe
def requerimiento(request: SolicitudCauce, proceso: str, pk: int, numero: int) -> HttpResponse:
    """What was observed that time, as PDF. What tells of answers is only for who may read them, and is a reading."""
    actual = proceso_de_candidaturas(request, proceso)
    c = candidatura_o_404(request, actual, pk)
    ve_identidad = c.identidad_visible_para(request.ambito)
    hallado = requerimientos.requerimiento_de(c, numero, ve_identidad=ve_identidad)
    if hallado is None:
        raise Http404
    if ve_identidad and requerimientos.tiene_reservado(c, numero):
        anotar_lectura(request, "leer_identidad", c, ["observaciones"])
    return imprimir(request, hoja(hallado), hallado.archivo, en_linea=True)
