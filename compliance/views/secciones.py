"""The table of electoral sections: informática sees it and loads another, whole, after it is rehearsed.

What was rehearsed travels signed to the confirmation: what was shown is what is done, or it is shown again.
"""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ..cara.listado import Columna, Listado
from ..forms.secciones import SeccionesForm
from ..importacion.secciones import FilaDeSeccion, TablaInvalida
from ..middleware import SolicitudCauce
from ..models import Proceso, Seccion
from ..services.secciones import (
    CARGAR,
    Cambios,
    SeccionesCambiaronError,
    cargar_secciones,
    comparar,
    leer_tabla,
)
from .comun import proceso_o_404

SECCIONES: Listado[Seccion] = Listado(
    (
        Columna("Sección", lambda s: s.numero, orden="seccion", por=("numero",)),
        Columna("Municipio", lambda s: s.municipio.nombre, orden="municipio", por=("municipio__nombre", "numero")),
        Columna("Distrito local", lambda s: s.distrito.clave or s.distrito.nombre if s.distrito else ""),
        Columna("Fuente", lambda s: s.fuente),
    ),
    inicial="seccion",
)
# For how long what was rehearsed may be confirmed.
VALE = timedelta(hours=12)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def secciones(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """The table that there is, and the file of another: rehearsed first, with everything that is wrong in it."""
    actual = proceso_o_404(request, proceso, CARGAR.roles)
    if "tabla" in request.POST:
        return _confirmada(request, actual)
    form = SeccionesForm(request.POST, request.FILES) if request.method == "POST" else SeccionesForm()
    defectos: Any = ()
    if form.is_valid():
        archivo, fuente = form.cleaned_data["archivo"], form.cleaned_data["fuente"]
        try:
            filas = leer_tabla(archivo.read(), archivo.name, actual)
        except TablaInvalida as error:
            defectos = error.defectos
            cuantos = "un defecto" if len(defectos) == 1 else f"{len(defectos)} defectos"
            form.add_error("archivo", f"La tabla tiene {cuantos}; nada cambió. Corríjala y súbala otra vez.")
        else:
            return _ensayo(request, actual, filas, archivo.name, fuente, comparar(actual, filas))
    return _pagina(request, actual, form, defectos)


def _pagina(request: SolicitudCauce, proceso: Proceso, form: SeccionesForm, defectos: Any = ()) -> HttpResponseBase:
    suyas = Seccion.objects.filter(proceso=proceso).select_related("municipio", "distrito")
    lista = SECCIONES.de(suyas, request.GET)
    if lista.se_descarga:
        return lista.archivo(f"secciones-{proceso.clave}")
    contexto = {"proceso": proceso, "form": form, "defectos": defectos, **lista.contexto()}
    return render(request, "compliance/secciones.html", contexto, status=422 if form.errors else 200)


def _sal(proceso: Proceso) -> str:
    return f"secciones:{proceso.pk}"


def _ensayo(
    request: SolicitudCauce,
    proceso: Proceso,
    filas: list[FilaDeSeccion],
    archivo: str,
    fuente: str,
    cambios: Cambios,
    *,
    cambio: bool = False,
) -> HttpResponse:
    """What would change, and what travels to do exactly that."""
    dicho = {
        "filas": [(f.numero, f.municipio, f.distrito) for f in filas],
        "archivo": archivo,
        "fuente": fuente,
        "huella": cambios.huella,
    }
    contexto = {
        "proceso": proceso,
        "archivo": archivo,
        "fuente": fuente,
        "cambios": cambios,
        "sin_distrito": sum(f.distrito is None for f in filas),
        "municipios": len({f.municipio for f in filas}),
        "total": len(filas),
        "tabla": signing.dumps(dicho, salt=_sal(proceso), compress=True),
        "deshacer": CARGAR.deshacer,
        "cambio": cambio,
    }
    return render(request, "compliance/secciones_confirmar.html", contexto, status=409 if cambio else 200)


def _confirmada(request: SolicitudCauce, proceso: Proceso) -> HttpResponseBase:
    try:
        dicho = signing.loads(request.POST["tabla"], salt=_sal(proceso), max_age=VALE)
    except signing.BadSignature:
        messages.error(request, "Ese ensayo ya no vale; nada cambió. Suba el archivo otra vez.")
        return redirect("secciones", proceso.clave)
    filas = [FilaDeSeccion(*fila) for fila in dicho["filas"]]
    archivo, fuente = dicho["archivo"], dicho["fuente"]
    try:
        cargar_secciones(
            proceso,
            filas,
            archivo=archivo,
            fuente=fuente,
            esperado=dicho["huella"],
            por=request.user,
            en=request.momento,
        )
    except SeccionesCambiaronError as error:
        return _ensayo(request, proceso, filas, archivo, fuente, error.vigentes, cambio=True)
    messages.success(request, f"{CARGAR.listo} Son {len(filas)}.")
    return redirect("secciones", proceso.clave)
