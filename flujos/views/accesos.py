"""Accounts to capture with: delivered by an agreement of the council, followed until each person receives theirs."""

from itertools import chain
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Count, Exists, F, OuterRef, Prefetch
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from calendario.fechas import dia_local
from compliance.cara.componentes import Pestana
from compliance.cara.libro import ColumnaDeHoja, Hoja
from compliance.cara.libro import respuesta as libro
from compliance.cara.listado import Columna, Listado, dato
from compliance.middleware import SolicitudCauce
from compliance.models import (
    ActorPolitico,
    Candidatura,
    EnlaceDeAcceso,
    EntregaDeCuentas,
    Nombramiento,
    Proceso,
    Rol,
    Usuario,
)
from compliance.views.comun import anotar_descarga, proceso_o_404

from .. import candidaturas as servicios
from ..candidaturas.entregas import MAXIMO, abrir_entrega, que_se_entregaria
from ..forms.cuentas import EntregaForm, FiltroEntrega, FiltroSinRecibir
from ..forms.rechazos import repartir
from ..tasks import aparte, seguir_entrega
from ..transiciones import Rechazo
from ..verbos.candidaturas import DE_CANDIDATURA, ENTREGAN
from .comun import entero, visibles

# Parties see which of their people have not received their account, or have no address; the institute, everybody.
SIGUEN = ENTREGAN | {Rol.PARTIDO.value}


def _pestanas(request: SolicitudCauce, proceso: Proceso, actual: str) -> list[Pestana]:
    suyas = visibles(request, proceso)
    todas = [
        ("accesos", "Por entregar", servicios.por_entregar(suyas)),
        ("accesos_sin_recibir", "Sin recibir", servicios.sin_recibir(suyas)),
        ("accesos_sin_correo", "Sin correo", _sin_correo(request, proceso)),
    ]
    entrega = request.ambito.tiene(proceso.pk, *ENTREGAN)
    return [
        Pestana(etiqueta, reverse(nombre, args=[proceso.clave]), nombre == actual, filas.count())
        for nombre, etiqueta, filas in todas
        if entrega or nombre != "accesos"
    ]


# -- Deliver ----------------------------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accesos(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Who would get their account, who has none to be sent to, who shares an address; then one confirmation."""
    actual = proceso_o_404(request, proceso, ENTREGAN)
    pendientes = servicios.por_entregar(visibles(request, actual))
    filtro = FiltroEntrega(request.GET, pendientes)
    form = EntregaForm(request.POST if request.method == "POST" else None)
    rechazos: list[Rechazo] = []
    if form.is_valid():
        compartidas = request.POST.getlist("compartidas")
        motivos = {pk: request.POST.get(f"motivo-{pk}", "") for pk in compartidas}
        if any(not motivo.strip() for motivo in motivos.values()):
            form.add_error(None, "Diga de cada correo compartido que eligió quién confirmó que es de la persona.")
        else:
            try:
                entrega = abrir_entrega(
                    actual,
                    acuerdo=form.cleaned_data["acuerdo"],
                    claves=_claves([*request.POST.getlist("ids"), *compartidas]),
                    actores=_claves(request.POST.getlist("actores")),
                    motivos=motivos,
                    por=request.user,
                    ambito=request.ambito,
                    en=request.momento,
                )
            except Rechazo as rechazo:
                rechazos = repartir(form, rechazo.rechazos)
            else:
                aparte(seguir_entrega, entrega.pk)
                return redirect("accesos_entrega", actual.clave, entrega.pk)
    cuantas = filtro.aplicar(pendientes)
    orden = cuantas.order_by("actor__nombre", "cargo__orden", "persona__nombre_busqueda", "pk")
    dichas = que_se_entregaria(orden[:MAXIMO], actual, request.ambito)
    elegidas = set(request.POST.getlist("ids")) if request.method == "POST" else None
    return render(
        request,
        "flujos/accesos.html",
        {
            "proceso": actual,
            "pestanas": _pestanas(request, actual, "accesos"),
            "filtro": filtro,
            "filtrada": any(request.GET.get(campo) for campo in filtro.fields),
            "form": form,
            "rechazos": rechazos,
            "listas": [(p, elegidas is None or str(p.candidatura.pk) in elegidas) for p in dichas if p.lista],
            "compartidas": [
                (
                    p,
                    str(p.candidatura.pk) in request.POST.getlist("compartidas"),
                    request.POST.get(f"motivo-{p.candidatura.pk}", ""),
                )
                for p in dichas
                if p.comparte_con and not p.la_movio
            ],
            "sin_correo": [p.candidatura for p in dichas if p.sin_correo],
            "movidas": [p.candidatura for p in dichas if p.la_movio and not p.sin_correo],
            "representaciones": _representaciones(actual),
            "con_cartas": _con_cartas(request, actual),
            "anteriores": EntregaDeCuentas.objects.filter(proceso=actual)[:5],
            "de_mas": max(cuantas.count() - MAXIMO, 0),
            "maximo": MAXIMO,
        },
        status=422 if request.method == "POST" else 200,
    )


def _con_cartas(request: SolicitudCauce, proceso: Proceso) -> list[ActorPolitico]:
    """Of whom some account was sent, each with how many (`cuantas`). One query."""
    enviadas = visibles(request, proceso).vivas().filter(cuentas_enviadas_en__isnull=False).order_by()
    cuenta = dict(enviadas.values_list("actor").annotate(n=Count("pk")))
    actores = list(ActorPolitico.objects.filter(pk__in=cuenta))
    for actor in actores:
        actor.cuantas = cuenta[actor.pk]  # type: ignore[attr-defined]
    return actores


def _claves(dadas: list[str]) -> list[int]:
    return [pk for dada in dadas if (pk := entero(dada)) is not None]


def _representaciones(proceso: Proceso) -> list[dict[str, Any]]:
    """Each representation and its generic account, of those that nobody uses yet. Three queries."""
    actores = servicios.representaciones(proceso)
    papeles = Nombramiento.objects.filter(actor__in=actores, rol__name=Rol.PARTIDO, usuario__is_active=True)
    suyas: dict[int | None, list[Usuario]] = {}
    for papel in papeles.select_related("usuario"):
        suyas.setdefault(papel.actor_id, []).append(papel.usuario)
    enlaces = {e.usuario_id: e for e in EnlaceDeAcceso.objects.sin_usar().filter(usuario__in=[*chain(*suyas.values())])}
    return [
        {"actor": actor, "enlace": next((enlaces[u.pk] for u in suyas.get(actor.pk, ()) if u.pk in enlaces), None)}
        for actor in actores
        if not any(u.has_usable_password() for u in suyas.get(actor.pk, ()))
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entrega(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """How far a delivery has gone, which were refused and why; one that was cut short goes on from here."""
    actual = proceso_o_404(request, proceso, ENTREGAN)
    esta = get_object_or_404(EntregaDeCuentas, proceso=actual, pk=pk)
    if request.method == "POST":
        if esta.terminada_en is None and not esta.sigue(request.momento):
            EntregaDeCuentas.objects.filter(pk=esta.pk).update(avance_en=request.momento)
            aparte(seguir_entrega, esta.pk)
        return redirect("accesos_entrega", actual.clave, esta.pk)
    nombres: dict[str, dict[int, str]] = {
        "candidatura": {c.pk: str(c) for c in visibles(request, actual).filter(pk__in=[r[1] for r in esta.rechazadas])},
        "actorpolitico": {a.pk: str(a) for a in ActorPolitico.objects.filter(proceso=actual)},
    }
    return render(
        request,
        "flujos/accesos_entrega.html",
        {
            "proceso": actual,
            "entrega": esta,
            "sigue": esta.sigue(request.momento),
            "hechas": esta.llevadas - len(esta.rechazadas),
            "rechazadas": [
                (modelo == "candidatura", clave, nombres[modelo].get(clave, ""), razon)
                for modelo, clave, razon in esta.rechazadas
            ],
        },
    )


# -- Follow up --------------------------------------------------------------------------------------------


def _enviada(c: Candidatura) -> object:
    """The local day on which its account was sent."""
    return dia_local(c.cuentas_enviadas_en, c.proceso.tz) if c.cuentas_enviadas_en else ""


SIN_RECIBIR: Listado[Candidatura] = Listado(
    (
        Columna("Persona", orden="persona", por=("persona__nombre_busqueda",)),
        dato("Candidatura", lambda c: c.persona.nombre),
        Columna("Cargo", lambda c: c.cargo, orden="cargo", por=("cargo__orden", "persona__nombre_busqueda")),
        dato("Dónde se elige", lambda c: c.territorio),
        dato("Postula", lambda c: c.actor),
        Columna(
            "Enviada",
            _enviada,
            orden="enviada",
            por=("cuentas_enviadas_en",),
        ),
        Columna("Correo"),
        Columna("Enlace"),
    ),
    inicial="enviada",
    por_pagina=25,
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sin_recibir(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Accounts that were sent and nobody used: since when, what became of the mail, and sending them again."""
    actual = proceso_o_404(request, proceso, SIGUEN)
    puede = DE_CANDIDATURA["reenviar_cuenta"].permite(request.ambito, actual.pk)
    esperan = servicios.sin_recibir(visibles(request, actual))
    if request.method == "POST" and puede:
        _reenviar(request, esperan.filter(pk__in=_claves(request.POST.getlist("ids"))[: SIN_RECIBIR.por_pagina]))
        return redirect(request.get_full_path())
    filtro = FiltroSinRecibir(request.GET, esperan)
    filas = _filtradas(filtro, esperan, request)
    lista = SIN_RECIBIR.de(filas, request.GET)
    if lista.se_descarga:
        anotar_descarga(request, actual, "sin recibir")
        return lista.archivo(f"sin-recibir-{actual.clave}")
    hoy = dia_local(request.momento, actual.tz)
    enlaces = _enlaces_de(list(lista.pagina))
    return render(
        request,
        "flujos/accesos_sin_recibir.html",
        {
            "proceso": actual,
            "pestanas": _pestanas(request, actual, "accesos_sin_recibir"),
            "filtro": filtro,
            "filtrada": any(request.GET.get(campo) for campo in filtro.fields),
            "puede": puede,
            "filas": [
                {
                    "c": c,
                    "dias": (hoy - dia_local(c.cuentas_enviadas_en, actual.tz)).days if c.cuentas_enviadas_en else 0,
                    "enlace": (uno := enlaces.get(c.pk)),
                    "situacion": uno.situacion(request.momento) if uno else "Sin enlace: entra con la cuenta que tiene",
                    "aviso": next(iter(uno.avisos.all()), None) if uno else None,
                }
                for c in lista.pagina
            ],
            **lista.contexto(),
        },
    )


def _filtradas(filtro: FiltroSinRecibir, esperan: Any, request: SolicitudCauce) -> Any:
    if not filtro.is_valid():
        return esperan.none()
    datos = filtro.cleaned_data
    esperan = esperan.buscar(datos["q"])
    if datos["actor"]:
        esperan = esperan.filter(actor=datos["actor"])
    suyos = EnlaceDeAcceso.objects.sin_usar().filter(usuario__nombramientos__candidatura=OuterRef("pk"))
    vigente = Exists(suyos.filter(vence_en__gte=request.momento))
    if datos["enlace"] == "vigente":
        esperan = esperan.filter(vigente)
    elif datos["enlace"] == "vencido":
        esperan = esperan.filter(Exists(suyos.filter(vence_en__lt=request.momento)))
    elif datos["enlace"] == "ninguno":
        esperan = esperan.filter(~vigente)
    return esperan


def _enlaces_de(candidaturas: list[Candidatura]) -> dict[int, EnlaceDeAcceso]:
    """The last link to the account of each person, with what was mailed of it. Two queries."""
    suyos: Any = (
        EnlaceDeAcceso.objects.filter(usuario__nombramientos__candidatura__in=candidaturas)
        .annotate(de=F("usuario__nombramientos__candidatura"))
        .order_by("emitido_en", "pk")
        .prefetch_related(Prefetch("avisos"))
    )
    return {enlace.de: enlace for enlace in suyos}


def _reenviar(request: SolicitudCauce, elegidas: Any) -> None:
    """Send again to each; those refused say why and do not stop the rest."""
    hechas, dichos = 0, []
    for c in elegidas:
        try:
            servicios.reenviar_cuenta(c, por=request.user, en=request.momento)
        except Rechazo as rechazo:
            dichos.append(f"{c.persona}: {rechazo}")
        else:
            hechas += 1
    if hechas:
        messages.success(
            request,
            f"Se {'reenvió 1 enlace' if hechas == 1 else f'reenviaron {hechas} enlaces'}; los anteriores no sirven.",
        )
    if dichos:
        messages.warning(request, "No se reenvió: " + " ".join(dichos))
    if not hechas and not dichos:
        messages.warning(request, "Elija al menos una candidatura para reenviarle su cuenta.")


# -- Without an address -----------------------------------------------------------------------------------


SIN_CORREO: Listado[Candidatura] = Listado(
    (Columna("Persona"), Columna("Cargo"), Columna("Postula"), Columna("Correo"))
)


def _sin_correo(request: SolicitudCauce, proceso: Proceso) -> Any:
    return visibles(request, proceso).vivas().filter(persona__correo="", origen="")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sin_correo(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Who has no address: listed for whoever postulates them, who proposes one that the institute accepts."""
    actual = proceso_o_404(request, proceso, SIGUEN)
    propone = DE_CANDIDATURA["proponer_correo"].permite(request.ambito, actual.pk)
    filas = _sin_correo(request, actual).order_by("actor__nombre", "cargo__orden", "persona__nombre_busqueda", "pk")
    errores: dict[int, str] = {}
    if request.method == "POST" and propone:
        errores = _proponer(request, filas)
        if not errores:
            return redirect(request.get_full_path())
    if request.GET.get("formato") == "xlsx":
        anotar_descarga(request, actual, "sin correo")
        return libro(f"sin-correo-{actual.clave}", [_hoja_sin_correo(filas)])
    lista = SIN_CORREO.de(filas, request.GET)
    return render(
        request,
        "flujos/accesos_sin_correo.html",
        {
            "proceso": actual,
            "pestanas": _pestanas(request, actual, "accesos_sin_correo"),
            "propone": propone,
            "acepta": DE_CANDIDATURA["aceptar_correo"].permite(request.ambito, actual.pk),
            "filas": [(c, request.POST.get(f"correo-{c.pk}", ""), errores.get(c.pk, "")) for c in lista.pagina],
            "errores": errores,
            **lista.contexto(),
        },
        status=422 if errores else 200,
    )


def _proponer(request: SolicitudCauce, filas: Any) -> dict[int, str]:
    """Propose what was typed; what is wrong, by candidacy: nothing else of it is lost."""
    errores: dict[int, str] = {}
    propuestos = 0
    for c in filas:
        correo = request.POST.get(f"correo-{c.pk}", "").strip()
        if not correo or correo == c.persona.correo_propuesto:
            continue
        try:
            validate_email(correo)
            servicios.proponer_correo(c, correo=correo, por=request.user, en=request.momento)
        except ValidationError:
            errores[c.pk] = "No es un correo electrónico. Escríbalo completo, por ejemplo: nombre@correo.mx"
        except Rechazo as rechazo:
            errores[c.pk] = str(rechazo)
        else:
            propuestos += 1
    if propuestos:
        messages.success(request, f"Quedaron propuestos {propuestos}; el instituto los revisará antes de usarlos.")
    elif not errores:
        messages.warning(request, "Escriba al menos un correo.")
    return errores


def _hoja_sin_correo(filas: Any) -> Hoja:
    return Hoja(
        "SIN CORREO",
        [
            ColumnaDeHoja("CLAVE", 10, fija=True),
            ColumnaDeHoja("PERSONA", 40, fija=True),
            ColumnaDeHoja("CARGO", 30, fija=True),
            ColumnaDeHoja("DÓNDE SE ELIGE", 30, fija=True),
            ColumnaDeHoja("FÓRMULA", 10, fija=True),
            ColumnaDeHoja("LUGAR", 14, fija=True),
            ColumnaDeHoja("POSTULA", 30, fija=True),
            ColumnaDeHoja("CORREO DE LA PERSONA", 40),
        ],
        [
            [
                str(c.pk),
                c.persona.nombre,
                str(c.cargo),
                str(c.territorio),
                c.formula,
                c.get_calidad_display(),
                str(c.actor),
                "",
            ]
            for c in filas
        ],
    )
