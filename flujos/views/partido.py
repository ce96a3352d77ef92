"""The page of a representation: what waits for it, its people by section, and a sheet to capture many at once."""

from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Value, When
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import dia_local, faltan
from compliance.cara.componentes import Cifra, Pestana
from compliance.cara.descargas import archivo, formato_de
from compliance.cara.libro import respuesta as libro
from compliance.middleware import SolicitudCauce
from compliance.models import Candidatura, Proceso, Rol
from compliance.models.candidaturas import CandidaturaQuerySet
from compliance.views.comun import anotar_descarga, proceso_o_404

from .. import candidaturas as servicios
from ..candidaturas import Turno
from ..candidaturas.representacion import (
    EN_PALABRAS,
    SIN_FALTAS,
    Esperan,
    Renglon,
    con_lo_que_se_mide,
    lo_que_espera,
    renglones,
    sin_consentir,
)
from ..forms.captura import SECCIONES
from ..forms.partido import FiltroPartido, HojaForm
from ..importacion import hojas
from ..importacion.hojas import QUES, HojaInvalida
from ..models import Exhorto
from ..sesiones.convocados import proximas_de
from ..transiciones import Rechazo
from ..verbos.candidaturas import EN_CAPTURA
from .comun import visibles

REPRESENTAN = frozenset({Rol.PARTIDO.value})
POR_PAGINA = 25
CURRICULARES = [s for s in SECCIONES.values() if not s.identidad]
DE_IDENTIDAD = len(SECCIONES) - len(CURRICULARES)
COLUMNAS = [(s.nombre, s.campos) for s in CURRICULARES]
# Of a section, in the table: short enough for seventeen to fit.
CORTOS = {
    "fotografia": "Foto",
    "contacto": "Contacto",
    "estudios": "Estudios",
    "historia": "Historia",
    "trayectoria": "Trayectoria",
    "motivo": "Motivo",
    "propuestas": "Propuestas",
    "propuesta-genero": "Género o grupo",
}


def _suyas(request: SolicitudCauce, proceso: Proceso) -> CandidaturaQuerySet:
    """Those that it represents, and not what it sees by another role."""
    actores = {f.actor for f in request.ambito.funciones if f.rol == Rol.PARTIDO and f.proceso == proceso.pk}
    return visibles(request, proceso).filter(actor__in=actores)


@login_required
@require_safe
def partido(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """What waits for the representation first; then each person and how far each section goes."""
    actual = proceso_o_404(request, proceso, REPRESENTAN)
    suyas = _suyas(request, actual)
    hoy = dia_local(request.momento, actual.tz)
    filtro = FiltroPartido(request.GET, suyas, [(s.clave, s.nombre) for s in CURRICULARES])
    filas = _filtradas(filtro, suyas)
    falta = filtro.cleaned_data["falta"] if filtro.is_valid() else ""
    medibles = con_lo_que_se_mide(filas)
    if falta and falta not in FiltroPartido.EN_LA_BASE:
        # Which sections are ready is not known to the database: all are measured.
        lugar = [*(s.clave for s in CURRICULARES), "identidad"].index(falta)
        de_la_pagina: Any = [
            r for r in renglones(list(medibles), COLUMNAS, actual) if r.secciones[lugar] not in SIN_FALTAS
        ]
        pagina = Paginator(de_la_pagina, POR_PAGINA).get_page(request.GET.get("page"))
        medidos: list[Renglon] = list(pagina)
    else:
        pagina = Paginator(medibles, POR_PAGINA).get_page(request.GET.get("page"))
        medidos = renglones(list(pagina), COLUMNAS, actual)
    return render(
        request,
        "flujos/partido.html",
        {
            "proceso": actual,
            "actores": list(dict.fromkeys(suyas.order_by("actor__nombre").values_list("actor__nombre", flat=True))),
            "esperan": _cifras(lo_que_espera(suyas, actual, hoy), request, actual),
            "proximas": proximas_de(actual, request.user, request.ambito, request.momento),
            "filtro": filtro,
            "filtrada": any(request.GET.get(campo) for campo in filtro.fields),
            "pagina": pagina,
            "columnas": [
                *((CORTOS[s.clave], s.nombre) for s in CURRICULARES),
                ("Identidad", "Cuestionario de identidad"),
            ],
            "de_identidad": DE_IDENTIDAD,
            "renglones": [(r, _celdas(r, actual)) for r in medidos],
        },
    )


def _celdas(renglon: Renglon, proceso: Proceso) -> list[dict[str, str]]:
    """Each section of a person: how it stands, in words, and where it is captured, while it may be."""
    c = renglon.candidatura
    captura = c.estado in EN_CAPTURA
    nombres = [(CORTOS[s.clave], s.clave) for s in CURRICULARES]
    lugares = [reverse("candidatura_captura_paso", args=[proceso.clave, c.pk, clave]) for _, clave in nombres]
    lugares.append(reverse("candidatura_captura", args=[proceso.clave, c.pk]) + "#identidad")
    return [
        {"etiqueta": nombre, "como": como, "dicho": EN_PALABRAS[como], "enlace": lugar if captura else ""}
        for nombre, como, lugar in zip([*(n for n, _ in nombres), "Identidad"], renglon.secciones, lugares, strict=True)
    ]


def _filtradas(filtro: FiltroPartido, suyas: CandidaturaQuerySet) -> CandidaturaQuerySet:
    """The withdrawn ones last, and only when asked for."""
    if not filtro.is_valid():
        return suyas.none()
    datos = filtro.cleaned_data
    filas = suyas.buscar(datos["q"])
    if datos["cargo"]:
        filas = filas.filter(cargo=datos["cargo"])
    if datos["estado"]:
        filas = filas.filter(estado=datos["estado"])
    elif not datos["retiradas"]:
        filas = filas.vivas()
    match datos["falta"]:
        case "consentimiento":
            filas = sin_consentir(filas)
        case "correo":
            filas = filas.filter(persona__correo="", origen="")
        case "cuenta":
            filas = servicios.sin_recibir(filas)
    ultimas = Case(
        When(estado=Candidatura.Estado.RETIRADA, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    return filas.annotate(ultima=ultimas).order_by(
        "ultima", "cargo__orden", "territorio__nombre", "formula", "calidad", "pk"
    )


def _cifras(esperan: Esperan, request: SolicitudCauce, proceso: Proceso) -> list[Cifra]:
    """Each with its way to exactly those. What waits for nobody is not shown."""
    lista, aqui = reverse("candidaturas", args=[proceso.clave]), reverse("partido", args=[proceso.clave])

    def de(turno: str, etiqueta: str, tono: Any) -> Cifra:
        espera = esperan.de(turno)
        nota = faltan(espera.vence, request.momento, proceso.tz) if espera.vence else ""
        return Cifra(etiqueta, espera.total, f"{lista}?turno={turno}", tono, f"La primera, {nota}" if nota else "")

    exhortos = Exhorto.objects.visibles_para(request.ambito).filter(campana__proceso=proceso, respondido_en=None)
    todas = [
        Cifra("Exhortos por responder", exhortos.count(), reverse("exhortos", args=[proceso.clave]), "mal"),
        de(Turno.AUTORIZACION, "Por autorizar", "atencion"),
        de(Turno.RESPUESTA, "Observaciones por atender", "mal"),
        de(Turno.CAPTURA, "Por capturar", "atencion"),
        Cifra(
            "Cuenta sin recibir",
            esperan.de(Turno.RECEPCION).total,
            reverse("accesos_sin_recibir", args=[proceso.clave]),
            "atencion",
            "Su plazo no corre todavía",
        ),
        Cifra("Sin correo", esperan.sin_correo, reverse("accesos_sin_correo", args=[proceso.clave]), "atencion"),
        Cifra("Sin consentimiento para publicar", esperan.sin_consentir, f"{aqui}?falta=consentimiento", "info"),
        Cifra("Consentimientos en revisión", esperan.por_revisar, "", "neutro", "Los revisa verificación"),
        de(Turno.MODIFICACION, "Modificaciones por resolver", "info"),
    ]
    return [c for c in todas if c.valor]


# -- The sheet --------------------------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hoja(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Download the sheet of what may be captured, and send it back: nothing is saved before it is confirmed."""
    actual = proceso_o_404(request, proceso, REPRESENTAN)
    suyas = _suyas(request, actual)
    por_capturar = suyas.filter(estado__in=EN_CAPTURA)
    if request.GET.get("formato") == "xlsx":
        anotar_descarga(request, actual, "hoja de captura")
        filas = por_capturar.select_related("curricular").order_by(
            "cargo__orden", "territorio__nombre", "formula", "pk"
        )
        return libro(f"captura-{actual.clave}", hojas.hoja_de(filas, actual))
    form = HojaForm(request.POST, request.FILES) if request.method == "POST" else HojaForm()
    if form.is_valid():
        archivo = form.cleaned_data["archivo"]
        try:
            ensayo_ = hojas.ensayar(
                archivo.read(), PurePath(archivo.name).name, suyas, actual, por=request.user, en=request.momento
            )
        except HojaInvalida as error:
            for defecto in error.defectos:
                form.add_error("archivo", defecto)
        else:
            return redirect("partido_hoja_ensayo", actual.clave, ensayo_.sha256)
    return render(
        request,
        "flujos/partido_hoja.html",
        {
            "proceso": actual,
            "form": form,
            "cuantas": por_capturar.count(),
            "anterior": hojas.ensayo_de(actual, request.user),
        },
        status=422 if form.errors else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ensayo(request: SolicitudCauce, proceso: str, sha256: str) -> HttpResponseBase:
    """Cell by cell, what the sheet would change; its confirmation or discard; and, once saved, what it did."""
    actual = proceso_o_404(request, proceso, REPRESENTAN)
    este = hojas.ensayo_de(actual, request.user, sha256)
    if este is None:
        raise Http404
    if request.method == "POST":
        if "descartar" in request.POST:
            hojas.descartar(actual, request.user)
            messages.info(request, f"Se descartó «{este.nombre}»; no se guardó nada.")
            return redirect("partido_hoja", actual.clave)
        try:
            hecho = hojas.guardar(este, _suyas(request, actual), actual, por=request.user, en=request.momento)
        except (Rechazo, HojaInvalida) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"Se guardaron borradores de {hecho.cambian} candidaturas.")
        return redirect("partido_hoja_ensayo", actual.clave, sha256)
    que = request.GET.get("que", "")
    notas = [n for n in este.notas if que not in QUES or n.que == que]
    if formato_de(request.GET):
        anotar_descarga(request, actual, f"hoja {sha256[:8]}")
        encabezados = ["Fila", "Persona", "Columna", "Qué", "Detalle"]
        filas = [(n.fila, n.persona, n.columna, QUES[n.que], n.dicho) for n in notas]
        return archivo(request.GET, f"hoja-{actual.clave}-{sha256[:8]}", encabezados, filas)
    return render(
        request,
        "flujos/partido_ensayo.html",
        {
            "proceso": actual,
            "ensayo": este,
            "cifras": [
                Cifra("Filas leídas", este.filas),
                Cifra("Candidaturas guardadas" if este.guardado else "Candidaturas que cambian", este.cambian),
                Cifra(
                    "Celdas fuera de su límite",
                    este.cuantas("limite"),
                    tono="atencion" if este.cuantas("limite") else "neutro",
                ),
                Cifra(
                    "Celdas que cambió otra persona",
                    este.cuantas("ajena"),
                    tono="atencion" if este.cuantas("ajena") else "neutro",
                ),
                Cifra(
                    "Celdas que no entran",
                    este.cuantas("invalida"),
                    tono="mal" if este.cuantas("invalida") else "neutro",
                ),
                Cifra(
                    "Filas que no entran",
                    este.cuantas("rechazada"),
                    tono="mal" if este.cuantas("rechazada") else "neutro",
                ),
            ],
            "pestanas": [
                Pestana("Todo", "?", que not in QUES, len(este.notas)),
                *(
                    Pestana(titulo, f"?que={clave}", que == clave, este.cuantas(clave))
                    for clave, titulo in QUES.items()
                ),
            ],
            "ques": QUES,
            "pagina": Paginator([(n, QUES[n.que]) for n in notas], 50).get_page(request.GET.get("page")),
        },
    )
