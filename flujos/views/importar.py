"""Importing candidacies from a page: first the rehearsal, then exactly those bytes."""

from pathlib import PurePath

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from calendario.fechas import duracion
from compliance.cara.componentes import Cifra, Pestana
from compliance.cara.descargas import archivo, formato_de
from compliance.importacion import ExportInvalido
from compliance.middleware import SolicitudCauce
from compliance.views.comun import anotar_descarga, proceso_o_404

from ..forms.importar import ImportarForm
from ..importacion import cargas
from ..importacion.escritura import FALTA_EL_LIBRO
from ..tasks import aparte, seguir_importacion
from ..transiciones import Rechazo, YaHecho
from ..verbos.importacion import DE_IMPORTACION


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def importar(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Upload the file and rehearse it: nothing is written in the record."""
    actual = proceso_o_404(request, proceso, DE_IMPORTACION["ensayar"].roles)
    form = ImportarForm(request.POST, request.FILES) if request.method == "POST" else ImportarForm()
    if form.is_valid():
        archivo = form.cleaned_data["archivo"]
        try:
            carga = cargas.ensayar(
                archivo.read(),
                PurePath(archivo.name).name,
                actual,
                por=request.user,
                en=request.momento,
            )
        except ExportInvalido as error:
            for defecto in error.defectos:
                form.add_error("archivo", defecto)
        except Rechazo as rechazo:
            form.add_error(None, str(rechazo))
        else:
            return redirect("importacion", actual.clave, carga.sha256)
    return render(
        request,
        "flujos/importar.html",
        {"proceso": actual, "form": form, "anterior": cargas.carga_de(actual, request.user)},
        status=422 if form.errors else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def importacion(request: SolicitudCauce, proceso: str, sha256: str) -> HttpResponseBase:
    """What the rehearsal found, and its confirmation or discard; how far the import goes; what it did."""
    actual = proceso_o_404(request, proceso, DE_IMPORTACION["cargar"].roles)
    carga = cargas.carga_de(actual, request.user, sha256)
    if carga is None:
        raise Http404
    a_medias = cargas.a_medias(carga, actual)
    if request.method == "POST":
        if "descartar" in request.POST:
            cargas.descartar(actual, request.user)
            quedo = "lo ya importado se queda" if a_medias else "no se importó nada"
            messages.info(request, f"Se descartó «{carga.nombre}»; {quedo}.")
            return redirect("importar", actual.clave)
        try:
            abierta = cargas.empezar(carga, actual, por=request.user, en=request.momento)
        except YaHecho as hecho:
            messages.info(request, str(hecho))
        except Rechazo as rechazo:
            messages.error(request, str(rechazo))
        else:
            aparte(seguir_importacion, abierta.pk, request.user.pk)
        return redirect("importacion", actual.clave, sha256)
    tipo = request.GET.get("tipo", "")
    notas = [(cargas.DE_UNA_FILA[lista], fila, motivo) for lista, fila, motivo in carga.notas(tipo)]
    if formato_de(request.GET):
        anotar_descarga(request, actual, f"importacion {sha256[:8]}")
        return archivo(request.GET, f"importacion-{actual.clave}-{sha256[:8]}", ["Tipo", "Fila", "Motivo"], notas)
    reporte = carga.reporte
    consulta = request.GET.copy()
    consulta.pop("page", None)
    consulta["formato"] = "csv"
    return render(
        request,
        "flujos/importacion.html",
        {
            "proceso": actual,
            "carga": carga,
            "a_medias": a_medias,
            "lleva": duracion(a_medias.lleva(request.momento)) if a_medias else "",
            "sigue": a_medias is not None and a_medias.sigue(request.momento),
            "cifras": [
                Cifra("Leídas", reporte["leidas"], nota=", ".join(f"{h}: {n}" for h, n in reporte["hojas"].items())),
                Cifra("Creadas" if carga.cargada else "Se crearían", reporte["creadas"]),
                Cifra("Actualizadas" if carga.cargada else "Se actualizarían", reporte["actualizadas"]),
                Cifra("Sin cambio", reporte["sin_cambio"]),
                Cifra("Rechazadas", len(reporte["rechazadas"]), tono="mal" if reporte["rechazadas"] else "neutro"),
            ],
            "pestanas": [
                Pestana("Todas", "?", not tipo, len(carga.notas())),
                *(
                    Pestana(titulo, f"?tipo={lista}", tipo == lista, len(reporte[lista]))
                    for lista, titulo in cargas.LISTAS_DEL_RESULTADO.items()
                ),
            ],
            "pagina": Paginator(notas, 50).get_page(request.GET.get("page")),
            "csv": f"?{consulta.urlencode()}",
            "falta_el_libro": FALTA_EL_LIBRO.format(reporte["sin_calidad"]) if reporte["sin_calidad"] else "",
            "escribiria": reporte["creadas"] + reporte["actualizadas"],
        },
    )
