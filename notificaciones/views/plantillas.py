"""The texts of the notices and their hours, for whoever administers: listed, tried on an example, changed, and taken
back.
"""

from typing import TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import fecha_en_prosa
from compliance.auditoria import registros_de
from compliance.cara.listado import Columna, Listado, dato
from compliance.forms.errores import anotar
from compliance.middleware import SolicitudCauce
from compliance.verbos.modelo import Rechazo
from compliance.verbos.tabla import DE_PLANTILLA
from compliance.views.comun import proceso_o_404

from ..forms import FiltroPlantillas, HorarioForm, PlantillaForm
from ..models import Escalon, HorarioDeAvisos
from ..plantillas import editar_horario, editar_plantilla, ejemplos, muestra, version_de
from ..turnos import horario_de

FILA = DE_PLANTILLA["editar_plantilla"]
F = TypeVar("F", PlantillaForm, HorarioForm)
HORARIO = DE_PLANTILLA["editar_horario"]
PLANTILLAS: Listado[Escalon] = Listado(
    (
        Columna("Aviso", str),
        Columna("Asunto", lambda e: e.asunto, orden="asunto", por=("asunto",)),
        dato("Texto", lambda e: e.texto),
        Columna("Sobre", lambda e: e.get_objeto_display(), orden="sobre", por=("objeto",)),
        Columna("Para", lambda e: e.get_destinatario_display(), orden="para", por=("destinatario",)),
        Columna("Se envía", lambda e: "Sí" if e.activo else "No", orden="activo", por=("activo",)),
    ),
)


@login_required
@require_safe
def plantillas(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Every rung of the process, those that are switched off too."""
    actual = proceso_o_404(request, proceso, FILA.roles)
    filtro = FiltroPlantillas(request.GET)
    lista = PLANTILLAS.de(filtro.aplicar(Escalon.objects.filter(proceso=actual)), request.GET)
    if lista.se_descarga:
        return lista.archivo(f"plantillas-{actual.clave}")
    horario = HorarioDeAvisos.objects.filter(proceso=actual).first()
    return render(
        request,
        "notificaciones/plantillas.html",
        {"proceso": actual, **lista.contexto(), "filtro": filtro, "horario": horario},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plantilla(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """One of them with its example and its versions. `?version=` writes a past one in the form, to be looked at and
    saved; «ver» shows what was typed and keeps nothing.
    """
    actual = proceso_o_404(request, proceso, FILA.roles)
    escalon = get_object_or_404(Escalon.objects.select_related("proceso__instituto"), pk=pk, proceso=actual)
    nombre = str(escalon)
    ultima = version_de(escalon)
    solo_ver = "ver" in request.POST
    if request.method == "POST":
        form = PlantillaForm(request.POST, instance=escalon, solo_ver=solo_ver)
        if form.is_valid() and not solo_ver:
            cambios = {campo: form.cleaned_data[campo] for campo in form.Meta.fields if campo in form.fields}
            datos = {campo: form.cleaned_data[campo] for campo in ("vista", "motivo")}
            try:
                editar_plantilla(escalon, cambios, **datos, por=request.user, en=request.momento)
            except (Rechazo, ValidationError) as error:
                anotar(error, form)
                # The next time it is saved over what is seen now.
                form.data = {**request.POST.dict(), "vista": str(ultima)}
            else:
                messages.success(request, FILA.listo)
                return redirect("plantilla", actual.clave, pk)
    else:
        form = _abierta(PlantillaForm, escalon, request.GET.get("version", ""), ultima)
    return render(
        request,
        "notificaciones/plantilla.html",
        {
            "proceso": actual,
            "nombre": nombre,
            "form": form,
            "verbo": FILA,
            "ejemplo": None if form.errors else muestra(escalon, request.momento),
            "marcadores": sorted(escalon.marcadores),
            "versiones": registros_de([escalon], actual.tz)[::-1],
            "ultima": ultima,
        },
        status=422 if form.errors else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def horario(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """At what hours the notices that are not legal leave, with examples and versions. As `plantilla` for the rest."""
    actual = proceso_o_404(request, proceso, HORARIO.roles)
    # None until the institute sets it: what is offered first does not rule.
    uno = HorarioDeAvisos.objects.filter(proceso=actual).first() or HorarioDeAvisos(proceso=actual)
    uno.proceso = actual
    rige = str(uno) if uno.pk else ""
    ultima = version_de(uno)
    solo_ver = "ver" in request.POST
    if request.method == "POST":
        form = HorarioForm(request.POST, instance=uno, solo_ver=solo_ver)
        if form.is_valid() and not solo_ver:
            cambios = {campo: form.cleaned_data[campo] for campo in form.Meta.fields}
            datos = {campo: form.cleaned_data[campo] for campo in ("vista", "motivo")}
            try:
                editar_horario(actual, cambios, **datos, por=request.user, en=request.momento)
            except (Rechazo, ValidationError) as error:
                anotar(error, form)
                form.data = {**request.POST.dict(), "vista": str(ultima)}
            else:
                messages.success(request, HORARIO.listo)
                return redirect("horario_de_avisos", actual.clave)
    else:
        form = _abierta(HorarioForm, uno, request.GET.get("version", ""), ultima)
    return render(
        request,
        "notificaciones/horario.html",
        {
            "proceso": actual,
            "form": form,
            "verbo": HORARIO,
            "rige": rige,
            "uno": uno,
            "ejemplos": [] if form.errors or not uno.activo else ejemplos(horario_de(uno), request.momento),
            "versiones": registros_de([uno], actual.tz)[::-1] if uno.pk else [],
            "ultima": ultima,
        },
        status=422 if form.errors else 200,
    )


def _abierta(clase: type[F], objeto: Escalon | HorarioDeAvisos, pedida: str, ultima: int) -> F:
    """As it rules or, asked for, as it was: written over the last version all the same."""
    inicial: dict[str, object] = {"vista": ultima}
    if pedida:
        fila = objeto.history.filter(history_id=int(pedida)).first() if objeto.pk and pedida.isdecimal() else None
        if fila is None:
            raise Http404
        for campo in clase.Meta.fields:
            setattr(objeto, campo, getattr(fila, campo))
        cuando = fila.history_date.astimezone(objeto.proceso.tz)
        inicial["motivo"] = f"Se volvió a la versión del {fecha_en_prosa(cuando.date())} a las {cuando:%H:%M}"
    return clase(instance=objeto, initial=inicial)
