"""Tokens of programs: one's own, those of everybody for who administers, and the page that explains the API."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import dia_local
from compliance.forms.errores import anotar
from compliance.middleware import SolicitudCauce
from compliance.models import FichaDeApi, Nombramiento, Proceso
from compliance.roles import INTERNOS
from compliance.services.fichas_api import emitir, fichas_de, nombramientos_de, revocar, situacion
from compliance.verbos.modelo import Rechazo
from compliance.verbos.tabla import ADMINISTRA, DE_FICHA
from compliance.views.comun import proceso_o_404, solo_post
from compliance.views.seguridad import a_confirmar, confirmo_hace_poco

from ..forms.fichas_api import FichaForm
from .interna import VERBOS, documento


class SecretoForm(forms.Form):
    """The secret of a token, to be copied."""

    secreto = forms.CharField(label="Ficha", widget=forms.TextInput(attrs={"readonly": True, "autocomplete": "off"}))


@login_required
@require_safe
def fichas(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """One's own tokens of a process; whoever administers it sees those of everybody."""
    actual = proceso_o_404(request, proceso, INTERNOS)
    administra = request.ambito.tiene(actual.pk, *ADMINISTRA)
    filas = [
        {
            "ficha": f,
            "situacion": situacion(f, request.momento),
            "verbos": ", ".join(VERBOS[v].nombre for v in f.verbos if v in VERBOS) or "Solo consulta",
            "roles": _roles(f),
        }
        for f in fichas_de(actual)
        if administra or f.usuario_id == request.user.pk
    ]
    contexto = {"proceso": actual, "filas": filas, "administra": administra, "verbo": DE_FICHA["revocar_ficha"]}
    return render(request, "flujos/fichas_api.html", contexto)


def _roles(ficha: FichaDeApi) -> str:
    suyos = Nombramiento.objects.filter(pk__in=ficha.nombramientos).select_related("rol")
    return ", ".join(n.rol_legible for n in suyos)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nueva(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Give a token to a program of one's own. The answer is the only place where its secret is shown."""
    actual = proceso_o_404(request, proceso, INTERNOS)
    confirmo = confirmo_hace_poco(request)
    if not confirmo and request.method != "POST":
        return redirect(a_confirmar(request))
    roles = list(nombramientos_de(request.user, actual, request.momento))
    propios = {n.rol.name for n in roles}
    form = FichaForm(
        request.POST if request.method == "POST" else None,
        instance=FichaDeApi(proceso=actual, usuario=request.user, emitida_en=request.momento),
        roles=roles,
        permitidos=[v for v in VERBOS.values() if v.roles & propios],
        hoy=dia_local(request.momento, actual.tz),
    )
    if form.is_valid() and not confirmo:
        # What they wrote stays: it took them longer than what they proved lasts.
        form.add_error(None, "Pasaron más de quince minutos: confirme que es usted y envíela otra vez.")
    elif form.is_valid():
        try:
            ficha = form.save(commit=False)
            secreto = emitir(ficha, por=request.user, en=request.momento)
        except (Rechazo, ValidationError) as error:
            anotar(error, form)
        else:
            return _secreto(request, actual, ficha, secreto)
    contexto = {
        "proceso": actual,
        "form": form,
        "roles": roles,
        "verbo": DE_FICHA["emitir_ficha"],
        "confirmar": "" if confirmo else a_confirmar(request),
    }
    return render(request, "flujos/ficha_api_nueva.html", contexto, status=422 if form.errors else 200)


def _secreto(request: SolicitudCauce, proceso: Proceso, ficha: FichaDeApi, secreto: str) -> HttpResponse:
    contexto = {"proceso": proceso, "ficha": ficha, "form": SecretoForm(initial={"secreto": secreto})}
    return render(request, "flujos/ficha_api_secreto.html", contexto)


@login_required
@solo_post
def revocada(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """End one: one's own, or anybody's for whoever administers. Another's does not exist."""
    actual = proceso_o_404(request, proceso, INTERNOS)
    ficha = get_object_or_404(FichaDeApi, proceso=actual, pk=pk)
    if ficha.usuario_id != request.user.pk and not request.ambito.tiene(actual.pk, *ADMINISTRA):
        raise Http404
    try:
        revocar(ficha, por=request.user, en=request.momento)
    except Rechazo as rechazo:
        messages.error(request, str(rechazo))
    else:
        messages.success(request, DE_FICHA["revocar_ficha"].listo)
    return redirect("fichas_api", actual.clave)


@login_required
@require_safe
def ayuda(request: SolicitudCauce) -> HttpResponse:
    """The API explained, from its OpenAPI document, for who works in the institute."""
    if not request.ambito.procesos_con(INTERNOS):
        raise Http404
    dicho = documento()
    operaciones = [
        {
            "metodo": metodo.upper(),
            "ruta": ruta,
            "resumen": operacion["summary"],
            "que": operacion.get("description", ""),
            "parametros": [
                {"nombre": p["name"], "que": p.get("description") or p["schema"].get("description", "")}
                for p in operacion.get("parameters", ())
                if p["in"] == "query"
            ],
            "cuerpo": _cuerpo(operacion, dicho),
        }
        for ruta, metodos in dicho["paths"].items()
        for metodo, operacion in metodos.items()
    ]
    procesos = [p for p in request.procesos if p.pk in request.ambito.procesos_con(INTERNOS)]
    contexto = {"info": dicho["info"], "operaciones": operaciones, "procesos": procesos}
    return render(request, "flujos/api_interna.html", contexto)


def _cuerpo(operacion: dict[str, object], dicho: dict[str, object]) -> list[dict[str, object]]:
    """The fields of what is sent, whichever its form."""
    pedido: dict[str, dict[str, dict[str, dict[str, object]]]] = operacion.get("requestBody") or {}  # type: ignore[assignment]
    campos: list[dict[str, object]] = []
    for contenido in pedido.get("content", {}).values():
        esquema: dict[str, object] = contenido["schema"]
        if referencia := str(esquema.get("$ref", "")):
            esquema = dicho["components"]["schemas"][referencia.rpartition("/")[2]]  # type: ignore[index]
        propiedades: dict[str, dict[str, object]] = esquema.get("properties", {})  # type: ignore[assignment]
        exigidos: list[str] = esquema.get("required", [])  # type: ignore[assignment]
        campos += [
            {"nombre": n, "que": p.get("description", ""), "falta": n in exigidos} for n, p in propiedades.items()
        ]
    return campos
