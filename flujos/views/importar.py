"""Importing candidacies from a page: first the rehearsal, then exactly those bytes; and taking an import back."""

from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from calendario.fechas import duracion
from compliance.cara.componentes import Cifra, Pestana
from compliance.cara.descargas import archivo, formato_de
from compliance.importacion import ExportInvalido
from compliance.importacion.perfil import conjeturar, leer_perfil
from compliance.middleware import SolicitudCauce
from compliance.models import Proceso
from compliance.verbos.caso import CasoDeTabla, rechazos
from compliance.views.comun import anotar_descarga, proceso_o_404

from ..forms.importar import ColumnasForm, ImportarForm, PerfilForm, TiposForm
from ..importacion import cargas
from ..importacion.deshacer import empezar_a_deshacer, lo_que_se_ira
from ..importacion.escritura import FALTA_EL_LIBRO, NUEVOS
from ..importacion.perfiles import guardar_perfil, quitar_perfil
from ..models import Importacion, PerfilDeImportacion
from ..tasks import aparte, seguir_deshaciendo, seguir_ensayo, seguir_importacion
from ..transiciones import Rechazo, YaHecho
from ..verbos.importacion import DE_IMPORTACION

IMPORTACIONES_POR_PAGINA = 20
# What is told of each kind of new thing in the rehearsal: the rest are counted.
NUEVOS_MAXIMOS = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def importar(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Upload the file and rehearse it, or a profile and keep it; what was imported before. Nothing is written yet."""
    actual = proceso_o_404(request, proceso, DE_IMPORTACION["ensayar"].roles)
    sube_perfil = request.method == "POST" and "perfil" in request.FILES
    form = ImportarForm(request.POST, request.FILES) if request.method == "POST" and not sube_perfil else ImportarForm()
    de_perfil = PerfilForm(request.POST, request.FILES) if sube_perfil else PerfilForm()
    if sube_perfil and de_perfil.is_valid():
        guardado = guardar_perfil(de_perfil.cleaned_data["perfil"], actual, por=request.user, en=request.momento)
        messages.success(request, f"Se guardó el perfil «{guardado}».")
        return redirect("importar", actual.clave)
    if form.is_bound and form.is_valid():
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
            return _a_su_pagina(request, actual, carga)
    hechas = actual.importaciones.exclude(terminada_en=None, deshaciendo_desde=None)
    return render(
        request,
        "flujos/importar.html",
        {
            "proceso": actual,
            "form": form,
            "de_perfil": de_perfil,
            "perfiles": actual.perfiles_de_importacion.all(),
            "anterior": cargas.carga_de(actual, request.user),
            "pagina": Paginator(hechas, IMPORTACIONES_POR_PAGINA).get_page(request.GET.get("page")),
        },
        status=422 if form.errors or de_perfil.errors else 200,
    )


def _a_su_pagina(request: SolicitudCauce, proceso: Proceso, carga: cargas.Carga) -> HttpResponse:
    """Where it goes on: a long rehearsal is done apart."""
    if carga.ensayando:
        aparte(seguir_ensayo, proceso.pk, carga.sha256, request.user.pk)
    return redirect("importacion_columnas" if carga.por_mapear else "importacion", proceso.clave, carga.sha256)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def columnas(request: SolicitudCauce, proceso: str, sha256: str) -> HttpResponse:
    """«¿Qué columna es cuál?»: the columns of what is pending, with a guess and their first values."""
    actual = proceso_o_404(request, proceso, DE_IMPORTACION["ensayar"].roles)
    carga = cargas.carga_de(actual, request.user, sha256)
    if carga is None:
        raise Http404
    if carga.cargada or cargas.a_medias(carga, actual):
        # It is read already: what it did is on its page.
        return redirect("importacion", actual.clave, sha256)
    try:
        libro = cargas.libro_de(carga, actual, request.user)
    except (Rechazo, ExportInvalido) as error:
        messages.error(request, str(error))
        return redirect("importar", actual.clave)
    usado = leer_perfil(carga.perfil) if carga.perfil else None
    tablas = list((libro.tablas(usado) if usado else []) or libro.tablas())
    todas = {t.hoja: t for t in (*libro.tablas(), *tablas)}
    hoja = request.GET.get("hoja", "")
    tabla = todas.get(hoja) or max(tablas, key=lambda t: conjeturar(t.titulos).cuantas(t.titulos))
    perfil = usado if usado and usado.cuantas(tabla.titulos) else conjeturar([t for t in tabla.titulos if t])
    datos = request.POST if request.method == "POST" else None
    iniciales = {"apellidos_primero": perfil.apellidos_primero}
    form = ColumnasForm(tabla, list(todas.values()), perfil, actual, datos, initial=iniciales)
    if datos is not None and form.is_valid() and not form.falta_contestar:
        dicho = form.como_perfil()
        try:
            nueva = cargas.ensayar_de_nuevo(carga, dicho, actual, por=request.user, en=request.momento)
            if form.cleaned_data["nombre"]:
                guardado = guardar_perfil(dicho, actual, por=request.user, en=request.momento)
                messages.success(request, f"Se guardó el perfil «{guardado}».")
        except ExportInvalido as error:
            for defecto in error.defectos:
                form.add_error(None, defecto)
        except Rechazo as rechazo:
            form.add_error(None, str(rechazo))
        else:
            return _a_su_pagina(request, actual, nueva)
    return render(
        request,
        "flujos/importacion_columnas.html",
        {
            "proceso": actual,
            "carga": carga,
            "form": form,
            "tabla": tabla,
            "hojas": [Pestana(h, f"?{urlencode({'hoja': h})}", h == tabla.hoja) for h in todas]
            if len(todas) > 1
            else [],
            "pregunta": datos is not None and not form.errors and form.falta_contestar,
        },
        status=422 if datos is not None else 200,
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
    nuevos = carga.nuevos.get("actorpolitico", [])[:NUEVOS_MAXIMOS]
    tipos = TiposForm(nuevos, request.POST if "corregir" in request.POST else None)
    if tipos.is_bound:
        return _corregir_tipos(request, actual, carga, tipos)
    if request.method == "POST":
        if "descartar" in request.POST:
            cargas.descartar(actual, request.user)
            quedo = "lo ya importado se queda" if a_medias else "no se importó nada"
            messages.info(request, f"Se descartó «{carga.nombre}»; {quedo}.")
            return redirect("importar", actual.clave)
        if "ensayar" in request.POST:
            if not carga.sigue(request.momento):
                return _a_su_pagina(request, actual, carga)
            return redirect("importacion", actual.clave, sha256)
        try:
            abierta = cargas.empezar(carga, actual, por=request.user, en=request.momento)
        except YaHecho as hecho:
            messages.info(request, str(hecho))
        except Rechazo as rechazo:
            messages.error(request, str(rechazo))
        else:
            aparte(seguir_importacion, abierta.pk, request.user.pk)
        return redirect("importacion", actual.clave, sha256)
    if carga.por_mapear:
        return redirect("importacion_columnas", actual.clave, sha256)
    if carga.ensayando:
        contexto = {"proceso": actual, "carga": carga, "sigue": carga.sigue(request.momento)}
        return render(request, "flujos/importacion_ensayando.html", contexto)
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
            "perfil": leer_perfil(carga.perfil).nombre,
            "tipos": tipos if nuevos else None,
            "nuevos": [
                (titulo, carga.nuevos[clase][:NUEVOS_MAXIMOS], len(carga.nuevos[clase]))
                for clase, titulo in NUEVOS.items()
                if clase != "actorpolitico" and carga.nuevos.get(clase)
            ],
            "emes": reporte.get("emes", 0),
            "hecha": actual.importaciones.filter(sha256=sha256, deshaciendo_desde=None)
            .exclude(terminada_en=None)
            .first()
            if carga.cargada
            else None,
            "falta_el_libro": FALTA_EL_LIBRO.format(reporte["sin_calidad"]) if reporte["sin_calidad"] else "",
            "escribiria": reporte["creadas"] + reporte["actualizadas"],
        },
    )


def _corregir_tipos(request: SolicitudCauce, actual: Proceso, carga: cargas.Carga, tipos: TiposForm) -> HttpResponse:
    """Rehearse again with the figures of the new actors as somebody corrected them."""
    if tipos.is_valid() and (corregidos := tipos.corregidos()):
        try:
            perfil = leer_perfil(carga.perfil).con_tipos(corregidos)
            nueva = cargas.ensayar_de_nuevo(carga, perfil, actual, por=request.user, en=request.momento)
        except (ExportInvalido, Rechazo) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Se ensaya de nuevo con esas figuras.")
            return _a_su_pagina(request, actual, nueva)
    else:
        messages.info(request, "No cambió la figura de ninguno.")
    return redirect("importacion", actual.clave, carga.sha256)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cargada(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """An import that was loaded, whoever did it: what it did, and taking it back with what would go."""
    actual = proceso_o_404(request, proceso, DE_IMPORTACION["deshacer"].roles)
    importacion = get_object_or_404(Importacion.objects.filter(proceso=actual), pk=pk)
    if request.method == "POST":
        try:
            empezar_a_deshacer(importacion, por=request.user, en=request.momento)
        except YaHecho as hecho:
            messages.info(request, str(hecho))
        except Rechazo as rechazo:
            messages.error(request, str(rechazo))
        else:
            aparte(seguir_deshaciendo, importacion.pk, request.user.pk)
        return redirect("importacion_cargada", actual.clave, pk)
    verbo = DE_IMPORTACION["deshacer"]
    contexto: dict[str, Any] = {"proceso": actual, "importacion": importacion, "verbo": verbo}
    reporte = cargas.reporte_de(importacion)
    contexto["cifras"] = [
        Cifra("Leídas", reporte.leidas),
        Cifra("Creadas", reporte.creadas),
        Cifra("Actualizadas", reporte.actualizadas),
        Cifra("Sin cambio", reporte.sin_cambio),
        Cifra("Rechazadas", len(reporte.rechazadas)),
    ]
    contexto["sigue"] = importacion.sigue_deshaciendo(request.momento)
    if importacion.deshecha_en is None and not contexto["sigue"] and not importacion.sigue(request.momento):
        caso = CasoDeTabla(importacion, request.momento, request.ambito, en_proceso=actual)
        contexto["impiden"] = rechazos(verbo, caso)
        contexto["ira"] = lo_que_se_ira(importacion)
    return render(request, "flujos/importacion_cargada.html", contexto)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def perfil(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """A saved profile as a file; sent, it is forgotten."""
    actual = proceso_o_404(request, proceso, DE_IMPORTACION["guardar_perfil"].roles)
    guardado = get_object_or_404(PerfilDeImportacion.objects.filter(proceso=actual), pk=pk)
    if request.method == "POST":
        quitar_perfil(guardado, por=request.user, en=request.momento)
        messages.success(request, f"Se quitó el perfil «{guardado.nombre}». Su historial lo conserva.")
        return redirect("importar", actual.clave)
    respuesta = HttpResponse(guardado.toml, content_type="application/toml; charset=utf-8")
    respuesta["Content-Disposition"] = f'attachment; filename="perfil-{slugify(guardado.nombre)}.toml"'
    return respuesta
