"""The texts of the notices, for whoever administers: listed, tried on an example, changed, and taken back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from compliance.auditoria import registros_de
from compliance.cara.listado import Columna, Listado, dato
from compliance.forms.errores import anotar
from compliance.middleware import SolicitudCauce
from compliance.verbos.modelo import Rechazo
from compliance.verbos.tabla import DE_PLANTILLA
from compliance.views.comun import proceso_o_404

from ..forms import FiltroPlantillas, PlantillaForm
from ..models import Escalon
from ..plantillas import editar_plantilla, muestra, version_de

FILA = DE_PLANTILLA["editar_plantilla"]
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
    return render(request, "notificaciones/plantillas.html", {"proceso": actual, **lista.contexto(), "filtro": filtro})


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
        form = _abierta(escalon, request.GET.get("version", ""), ultima)
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


def _abierta(escalon: Escalon, pedida: str, ultima: int) -> PlantillaForm:
    """As it rules or, asked for, as it was: written over the last version all the same."""
    inicial: dict[str, object] = {"vista": ultima}
    if pedida:
        fila = escalon.history.filter(history_id=int(pedida)).first() if pedida.isdecimal() else None
        if fila is None:
            raise Http404
        for campo in PlantillaForm.Meta.fields:
            setattr(escalon, campo, getattr(fila, campo))
        inicial["motivo"] = (
            f"Se volvió a la versión del {fila.history_date.astimezone(escalon.proceso.tz):%d/%m/%Y %H:%M}"
        )
    return PlantillaForm(instance=escalon, initial=inicial)
