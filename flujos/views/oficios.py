"""The ledger of oficios: the list with its files, each oficio, its numbers, and the packages for INE."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import fecha_hora, fin_del_dia, inicio_del_dia
from compliance.cara.listado import Columna, Listado, dato
from compliance.middleware import SolicitudCauce
from compliance.models import Area, Entregable, Hito, Proceso
from compliance.verbos.caso import opciones, rechazo_de_rol
from compliance.views.comun import proceso_o_404
from documentos import oficios as libro_pdf
from documentos.models import Documento
from documentos.paquete import Pieza, paquete
from documentos.services import verificar
from documentos.views import entregar, imprimir

from .. import entregables as servicios
from ..entregables.hechos import clases
from ..entregables.oficios import destinatarios_de, por_remitir
from ..entregables.responsables import puede
from ..forms.entregables import (
    CorregirHitoForm,
    DestinatarioForm,
    HitoForm,
    MotivoForm,
    NumeroForm,
    ReservarForm,
    SerieForm,
)
from ..forms.rechazos import decir
from ..historial.linea import linea_de
from ..models import Destinatario, Exhorto, HechoDeHito, ObservacionDelINE, Oficio, Remision, SerieDeOficios
from ..transiciones import Rechazo
from ..verbos.entregables import DE_ENTREGABLE, DE_HITO, CasoDeHito
from ..verbos.oficios import DE_OFICIO, CasoDeOficio

# Where an oficio stands, by what was done with its number and what INE answered of what it took.
SITUACIONES: Mapping[str, tuple[str, str]] = {
    "reservado": ("Reservado", "neutro"),
    "cancelado": ("Cancelado", "mal"),
    "exhorto": ("De un exhorto", "info"),
    "sin_acuse": ("Enviado, sin acuse", "atencion"),
    "enviado": ("Enviado", "info"),
    "observado": ("Observado por el INE", "atencion"),
    "validado": ("Validado por el INE", "bien"),
}
# Its dates, by which it is looked for: the field, and whether it is a day.
FECHAS: Mapping[str, tuple[str, str, bool]] = {
    "oficio": ("Del oficio", "fecha", True),
    "envio": ("De envío", "remitido_en", False),
    "acuse": ("De acuse", "acuse_en", False),
    "observacion": ("De observación del INE", "remisiones__observaciones__observada_en", False),
    "respuesta": ("De respuesta al INE", "remisiones__observaciones__respondida_en", False),
    "validacion": ("De validación", "remisiones__validada_en", False),
    "reserva": ("De reserva", "reservado_en", False),
}


class FiltroOficios(forms.Form):
    """What the ledger may be narrowed by."""

    q = forms.CharField(
        label="Buscar", required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    fecha = forms.ChoiceField(
        label="Fecha", required=False, choices=[(c, nombre) for c, (nombre, *_) in FECHAS.items()]
    )
    desde = forms.DateField(label="Desde", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    hasta = forms.DateField(label="Hasta", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    area = forms.ModelChoiceField(
        label="Área", required=False, queryset=Area.objects.none(), to_field_name="clave", empty_label="Todas"
    )
    destinatario = forms.ModelChoiceField(
        label="A quién", required=False, queryset=Destinatario.objects.none(), empty_label="Todas"
    )
    estado = forms.ChoiceField(
        label="Estado",
        required=False,
        choices=[("", "Todos"), *((c, nombre) for c, (nombre, _) in SITUACIONES.items())],
    )

    def __init__(self, datos: Any, proceso: Proceso) -> None:
        super().__init__(datos)
        self.fields["area"].queryset = proceso.areas.all()  # type: ignore[attr-defined]
        self.fields["destinatario"].queryset = Destinatario.objects.filter(  # type: ignore[attr-defined]
            proceso=proceso
        )


def situacion_de(oficio: Any) -> str:
    """The key of where an oficio of `del_libro` stands."""
    if oficio.estado != Oficio.Estado.ENVIADO:
        return str(oficio.estado)
    if oficio.remitido_en is None:
        return "exhorto"
    if oficio.abierto:
        return "observado"
    if not oficio.por_validar:
        return "validado"
    return "enviado" if oficio.acuse_id else "sin_acuse"


def del_libro(proceso: Proceso) -> QuerySet[Oficio]:
    """Every oficio of the process with what the ledger says of it, the latest first."""
    remisiones = Remision.objects.filter(en_oficio=OuterRef("pk"))
    return (
        Oficio.objects.filter(proceso=proceso)
        .select_related("proceso__instituto", "area", "serie", "acuse")
        .prefetch_related("dirigidos__destinatario", "remisiones__entregable", "remisiones__observaciones")
        .annotate(
            validado_en=Max("remisiones__validada_en"),
            por_validar=Exists(remisiones.filter(validada_en=None)),
            abierto=Exists(ObservacionDelINE.objects.filter(remision__en_oficio=OuterRef("pk"), respondida_en=None)),
        )
        # What groups loses the order of the model.
        .order_by("-pk")
    )


_AL_INE = Q(estado=Oficio.Estado.ENVIADO, remitido_en__isnull=False)
POR_SITUACION: Mapping[str, Q] = {
    "reservado": Q(estado=Oficio.Estado.RESERVADO),
    "cancelado": Q(estado=Oficio.Estado.CANCELADO),
    # What goes to a party never goes to INE.
    "exhorto": Q(estado=Oficio.Estado.ENVIADO, remitido_en=None),
    "observado": _AL_INE & Q(abierto=True),
    "validado": _AL_INE & Q(abierto=False, por_validar=False),
    "enviado": _AL_INE & Q(abierto=False, por_validar=True, acuse__isnull=False),
    "sin_acuse": _AL_INE & Q(abierto=False, por_validar=True, acuse=None),
}


def _filtrados(proceso: Proceso, d: Mapping[str, Any]) -> QuerySet[Oficio]:
    """Those of the ledger that a valid filter asks for."""
    _, campo, es_dia = FECHAS[d.get("fecha") or "oficio"]
    condiciones = Q()
    if d.get("desde"):
        condiciones &= Q(**{f"{campo}__gte": d["desde"] if es_dia else inicio_del_dia(d["desde"], proceso.tz)})
    if d.get("hasta"):
        condiciones &= Q(**{f"{campo}__lte": d["hasta"] if es_dia else fin_del_dia(d["hasta"], proceso.tz)})
    if d.get("area"):
        condiciones &= Q(area=d["area"]) | Q(remisiones__entregable__area=d["area"])
    if d.get("destinatario"):
        condiciones &= Q(dirigidos__destinatario=d["destinatario"])
    if texto := d.get("q", "").strip():
        condiciones &= (
            Q(numero__icontains=texto)
            | Q(asunto__icontains=texto)
            | Q(firma_nombre__icontains=texto)
            | Q(remisiones__entregable__nombre__icontains=texto)
            | Q(remisiones__entregable__clave__iexact=texto)
        )
    # By key: what narrows through its parts must not count them twice.
    consulta = del_libro(proceso).filter(pk__in=Oficio.objects.filter(condiciones, proceso=proceso).values("pk"))
    return consulta.filter(POR_SITUACION[d["estado"]]) if d.get("estado") else consulta


def a_quien(oficio: Oficio, *, copia: bool = False) -> str:
    """Whom it goes to, or goes in copy."""
    return "; ".join(str(d.destinatario) for d in oficio.dirigidos.all() if d.copia == copia)


def _local(oficio: Oficio, momento: Any) -> Any:
    return momento.astimezone(oficio.proceso.tz) if momento else None


def _observado(oficio: Oficio) -> list[ObservacionDelINE]:
    return [o for r in oficio.remisiones.all() for o in r.observaciones.all()]


def _lleva(oficio: Oficio) -> str:
    return "; ".join(str(r.entregable) for r in oficio.remisiones.all()) or oficio.asunto


OFICIOS: Listado[Any] = Listado(
    (
        Columna("Oficio", lambda o: o.numero, orden="numero", por=("numero",)),
        Columna("Fecha", lambda o: o.fecha, orden="fecha", por=("fecha",)),
        dato("Área", lambda o: o.area),
        dato("Destinatario", a_quien),
        dato("Copia", lambda o: a_quien(o, copia=True)),
        dato("Asunto", lambda o: o.asunto),
        dato("Claves", lambda o: "; ".join(r.entregable.clave for r in o.remisiones.all())),
        Columna("Qué lleva", _lleva),
        dato("Firma", lambda o: o.firma_nombre),
        dato("En suplencia de", lambda o: o.firma_en_suplencia_de),
        Columna("Envío", lambda o: _local(o, o.remitido_en), orden="envio", por=("remitido_en",)),
        Columna("Acuse", lambda o: _local(o, o.acuse_en), orden="acuse", por=("acuse_en",)),
        Columna("Validado", lambda o: _local(o, o.validado_en), orden="validado", por=("validado_en",)),
        Columna("Estado", lambda o: SITUACIONES[situacion_de(o)][0], orden="estado", por=("estado",)),
        dato("Lo que observó el INE", lambda o: "; ".join(x.texto for x in _observado(o))),
        dato("Lo que se respondió", lambda o: "; ".join(x.respuesta for x in _observado(o) if x.respuesta)),
        dato("Reservado", lambda o: _local(o, o.reservado_en)),
        dato("Por qué se canceló", lambda o: o.motivo_cancelacion),
        dato("Huella del acuse", lambda o: o.acuse.sha256 if o.acuse else ""),
    ),
    desempate=("-pk",),
)


def series_de(request: SolicitudCauce, proceso: Proceso) -> QuerySet[SerieDeOficios]:
    """The series whose numbers this person may take."""
    series = SerieDeOficios.objects.filter(proceso=proceso, vigente=True).select_related("proceso__instituto", "area")
    fila = DE_OFICIO["reservar_oficio"]
    suyas = [s.pk for s in series if rechazo_de_rol(fila, CasoDeOficio(s, request.momento, request.ambito)) is None]
    return series.filter(pk__in=suyas)


def _lleva_catalogos(request: SolicitudCauce, proceso: Proceso) -> bool:
    return DE_OFICIO["guardar_serie"].permite(request.ambito, proceso.pk)


@login_required
@require_safe
def oficios(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """The ledger, the latest first unless another order is asked; and its files, of exactly what it shows."""
    actual = proceso_o_404(request, proceso)
    filtro = FiltroOficios(request.GET, actual)
    filtro.is_valid()
    lista = OFICIOS.de(_filtrados(actual, filtro.cleaned_data), request.GET)
    if lista.se_descarga:
        return lista.archivo(f"oficios-{actual.clave}")
    if request.GET.get("formato") == "pdf":
        return _en_pdf(request, actual, lista.filas)
    pagina = lista.pagina
    for o in pagina:
        o.situacion, o.para = SITUACIONES[situacion_de(o)], a_quien(o)
    pedido = request.GET.copy()
    pedido["formato"] = "pdf"
    return render(
        request,
        "flujos/oficios.html",
        {
            "proceso": actual,
            "filtro": filtro,
            "filtrada": any(v for c, v in filtro.cleaned_data.items() if c != "fecha"),
            **lista.contexto(),
            "pdf": f"?{pedido.urlencode()}",
            "puede_reservar": series_de(request, actual).exists(),
            "lleva_catalogos": _lleva_catalogos(request, actual),
        },
    )


def _en_pdf(request: SolicitudCauce, proceso: Proceso, filas: Any) -> HttpResponse:
    def cuando(momento: Any) -> str:
        return fecha_hora(momento, proceso.tz) if momento else ""

    hoja = libro_pdf.libro(
        proceso,
        [
            (
                o.numero,
                f"{o.fecha:%d/%m/%Y}" if o.fecha else "",
                str(o.area or ""),
                a_quien(o),
                _lleva(o) if o.estado != Oficio.Estado.CANCELADO else f"Cancelado: {o.motivo_cancelacion}",
                cuando(o.remitido_en),
                cuando(o.acuse_en),
                cuando(o.validado_en),
                SITUACIONES[situacion_de(o)][0],
            )
            for o in filas
        ],
        request.momento,
    )
    return imprimir(request, hoja, f"oficios-{proceso.clave}")


def _oficio_o_404(proceso: Proceso, pk: int) -> Any:
    return get_object_or_404(del_libro(proceso), pk=pk)


@login_required
@require_safe
def oficio(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """An oficio: whom it went to, what it took, its acuse, what INE answered, and what may be done with its number."""
    actual = proceso_o_404(request, proceso)
    objeto = _oficio_o_404(actual, pk)
    suyas = opciones(DE_OFICIO, CasoDeOficio(objeto, request.momento, request.ambito))
    return render(
        request,
        "flujos/oficio.html",
        {
            "proceso": actual,
            "oficio": objeto,
            "situacion": SITUACIONES[situacion_de(objeto)],
            "para": a_quien(objeto),
            "copia": a_quien(objeto, copia=True),
            "remisiones": objeto.remisiones.select_related("entregable", "acuse").prefetch_related(
                "observaciones__documento", "observaciones__respuesta_documento"
            ),
            "acciones": [o.verbo for o in suyas if o.verbo.clave in ACCIONES and o.posible],
            "exhorto": Exhorto.objects.filter(oficio=objeto).select_related("actor", "documento").first(),
            "por_remitir": [e for e in por_remitir(actual) if puede(DE_ENTREGABLE["remitir"], e, request.ambito)]
            if objeto.estado == Oficio.Estado.RESERVADO
            else [],
            "sucesos": linea_de(objeto),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reservar(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Take the next number of a series."""
    actual = proceso_o_404(request, proceso)
    if not DE_OFICIO["reservar_oficio"].permite(request.ambito, actual.pk):
        raise Http404
    series, fila = series_de(request, actual), DE_OFICIO["reservar_oficio"]
    form = ReservarForm(request.POST or None, series=series)
    if request.method == "POST" and form.is_valid():
        try:
            nuevo = servicios.reservar_oficio(**form.cleaned_data, por=request.user, en=request.momento)
        except (Rechazo, ValidationError) as error:
            decir(form, error)
        else:
            messages.success(request, f"{fila.listo} {nuevo.numero}")
            return redirect("oficio", actual.clave, nuevo.pk)
    return render(
        request,
        "flujos/oficio_accion.html",
        {
            "proceso": actual,
            "sobre": actual.nombre,
            "verbo": fila,
            "form": form,
            "sin_series": not series,
            "lleva_catalogos": _lleva_catalogos(request, actual),
        },
        status=422 if form.errors else 200,
    )


ACCIONES: Mapping[str, tuple[type[forms.Form], Any]] = {
    "cancelar_oficio": (MotivoForm, servicios.cancelar_oficio),
    "corregir_numero": (NumeroForm, servicios.corregir_numero),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accion(request: SolicitudCauce, proceso: str, pk: int, verbo: str) -> HttpResponse:
    """Ask (GET) and do (POST) what mends a number."""
    actual = proceso_o_404(request, proceso)
    objeto = _oficio_o_404(actual, pk)
    clave = verbo.replace("-", "_")
    if clave not in ACCIONES or "_" in verbo:
        raise Http404
    fila, caso = DE_OFICIO[clave], CasoDeOficio(objeto, request.momento, request.ambito)
    if rechazo_de_rol(fila, caso):
        raise Http404
    if fuera := caso.fuera_de_lugar(fila):
        messages.warning(request, f"«{fila.nombre}» ya no procede. {fuera}")
        return redirect("oficio", actual.clave, objeto.pk)
    formulario, hacer = ACCIONES[clave]
    form = formulario(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hacer(objeto, **form.cleaned_data, por=request.user, en=request.momento)
        except (Rechazo, ValidationError) as error:
            decir(form, error)
        else:
            messages.success(request, fila.listo)
            return redirect("oficio", actual.clave, objeto.pk)
    return render(
        request,
        "flujos/oficio_accion.html",
        {"proceso": actual, "oficio": objeto, "sobre": objeto.numero, "verbo": fila, "form": form},
        status=422 if form.errors else 200,
    )


# Each catalogue: what it is made of, its form and the verb that keeps a row of it.
CATALOGOS: Mapping[str, tuple[Any, type[SerieForm] | type[DestinatarioForm], str]] = {
    "series": (SerieDeOficios, SerieForm, "guardar_serie"),
    "destinatarios": (Destinatario, DestinatarioForm, "guardar_destinatario"),
}


def _guardado(request: SolicitudCauce, form: Any, verbo: str) -> bool:
    """Whether what a bound form of a catalogue says was kept; otherwise, the form says why not."""
    if not form.is_valid():
        return False
    try:
        servicios.guardar_en_catalogo(form.instance, por=request.user, en=request.momento)
    except (Rechazo, ValidationError) as error:
        decir(form, error)
        return False
    messages.success(request, DE_OFICIO[verbo].listo)
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def catalogos(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """The series of oficios and the units that the institute writes to, and adding one."""
    actual = proceso_o_404(request, proceso)
    if not _lleva_catalogos(request, actual):
        raise Http404
    cual = request.POST.get("cual", "")
    nuevas = {
        "series": SerieDeOficios(proceso=actual, anio=actual.jornada.year),
        "destinatarios": Destinatario(proceso=actual),
    }
    formas: dict[str, Any] = {
        clave: forma(request.POST if clave == cual else None, instance=nuevas[clave], prefix=clave)
        for clave, (_, forma, _) in CATALOGOS.items()
    }
    atado = formas.get(cual)
    if atado is not None and _guardado(request, atado, CATALOGOS[cual][2]):
        return redirect("oficios_catalogos", actual.clave)
    return render(
        request,
        "flujos/oficios_catalogos.html",
        {
            "proceso": actual,
            "serie": formas["series"],
            "unidad": formas["destinatarios"],
            "atado": atado,
            "series": actual.series_de_oficios.select_related("area"),
            "unidades": actual.destinatarios.all(),
            "de_siempre": [n for n, lugar in destinatarios_de(actual) if lugar],
        },
        status=422 if atado is not None and atado.errors else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def catalogo(request: SolicitudCauce, proceso: str, cual: str, pk: int) -> HttpResponse:
    """Ask (GET) and keep (POST) what changes of a series, or of a unit that the institute writes to."""
    actual = proceso_o_404(request, proceso)
    if cual not in CATALOGOS or not _lleva_catalogos(request, actual):
        raise Http404
    modelo, forma, verbo = CATALOGOS[cual]
    objeto = get_object_or_404(modelo.objects.select_related("proceso__instituto"), pk=pk, proceso=actual)
    sobre = str(objeto)
    form: Any = forma(request.POST or None, instance=objeto)
    if request.method == "POST" and _guardado(request, form, verbo):
        return redirect("oficios_catalogos", actual.clave)
    return render(
        request,
        "flujos/oficio_accion.html",
        {"proceso": actual, "catalogo": sobre, "sobre": sobre, "verbo": DE_OFICIO[verbo], "form": form},
        status=422 if form.errors else 200,
    )


# -- Packages ---------------------------------------------------------------------------------------------


def _empaquetar(
    request: SolicitudCauce, proceso: Proceso, nombre: str, entregables: list[Entregable], oficio: Oficio | None
) -> HttpResponseBase:
    """What this person sees of the documents of some deliverables and of what INE answered. A damaged one stops it."""
    suyas = Remision.objects.filter(entregable__in=entregables)
    if oficio is not None:
        suyas = suyas.filter(en_oficio=oficio)
    acuses = suyas.values("acuse")
    documentos = (
        Documento.objects.visibles_para(request.ambito)
        .filter(Q(entregable__in=entregables) | Q(pk__in=acuses), proceso=proceso)
        .select_related("proceso__instituto", "entregable")
        .order_by("entregable__orden", "subido_en", "pk")
    )
    # Of what was prepared, an oficio took the last version: after it is sent there are no more.
    ultimas = {d.entregable_id: d.pk for d in documentos if d.tipo == Documento.Tipo.PROYECTO}
    van = [
        d for d in documentos if oficio is None or d.tipo != Documento.Tipo.PROYECTO or ultimas[d.entregable_id] == d.pk
    ]
    piezas = [Pieza(d, str(d.entregable or "")) for d in van]
    danado = next((p.documento for p in piezas if p.documento.infectado or not verificar(p.documento)), None)
    if danado is not None:
        return entregar(request, danado)
    return StreamingHttpResponse(
        paquete(piezas, proceso.tz),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{nombre}.zip"', "X-Content-Type-Options": "nosniff"},
    )


@login_required
@require_safe
def paquete_de_oficio(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponseBase:
    """The package of what an oficio took to INE."""
    actual = proceso_o_404(request, proceso)
    objeto = _oficio_o_404(actual, pk)
    entregables = [r.entregable for r in objeto.remisiones.all()]
    return _empaquetar(request, actual, f"oficio-{actual.clave}-{objeto.pk}", entregables, objeto)


@login_required
@require_safe
def paquete_de_entregable(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponseBase:
    """The package of a deliverable: every version of its documents, and what INE answered."""
    actual = proceso_o_404(request, proceso)
    visibles = Entregable.objects.visibles_para(request.ambito).filter(proceso=actual)
    objeto = get_object_or_404(visibles, pk=pk)
    return _empaquetar(request, actual, f"entregable-{actual.clave}-{objeto.llave}", [objeto], None)


# -- Milestones -------------------------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hito(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """What was done of a milestone (GET), and noting more of it (POST)."""
    actual = proceso_o_404(request, proceso)
    objeto = get_object_or_404(Hito.objects.select_related("proceso__instituto"), pk=pk, proceso=actual)
    fila, caso = DE_HITO["registrar_hito"], CasoDeHito(objeto, request.momento, request.ambito)
    puede = rechazo_de_rol(fila, caso) is None
    if request.method == "POST" and not puede:
        raise Http404
    form = HitoForm(request.POST or None, request.FILES or None, hito=objeto)
    if request.method == "POST" and form.is_valid():
        try:
            servicios.registrar_hito(objeto, **form.cleaned_data, por=request.user, en=request.momento)
        except (Rechazo, ValidationError) as error:
            decir(form, error)
        else:
            messages.success(request, fila.listo)
            return redirect("hito", actual.clave, objeto.pk)
    return render(
        request,
        "flujos/hito.html",
        {
            "proceso": actual,
            "hito": objeto,
            "vencido": objeto.vencido(request.momento),
            "realizado": objeto.hechos.select_related("documento", "registrado_por", "area"),
            "clases": clases(),
            "verbo": fila,
            "form": form,
            "puede": puede,
        },
        status=422 if form.errors else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hito_hecho(request: SolicitudCauce, proceso: str, pk: int, hecho: int, verbo: str) -> HttpResponse:
    """Ask (GET) and mend or take away (POST) something noted of a milestone."""
    actual = proceso_o_404(request, proceso)
    anotado = get_object_or_404(
        HechoDeHito.objects.select_related("hito__proceso__instituto"), pk=hecho, hito=pk, hito__proceso=actual
    )
    clave = {"corregir": "corregir_hito", "quitar": "quitar_hito"}.get(verbo, "")
    if not clave:
        raise Http404
    fila, caso = DE_HITO[clave], CasoDeHito(anotado.hito, request.momento, request.ambito)
    if rechazo_de_rol(fila, caso):
        raise Http404
    form: forms.Form
    if clave == "quitar_hito":
        form = MotivoForm(request.POST or None)
    else:
        antes = {c: getattr(anotado, c) for c in ("texto", "participantes", "clase")}
        form = CorregirHitoForm(
            request.POST or None,
            hito=anotado.hito,
            initial={**antes, "dias": anotado.fechas, "area": anotado.area_id},
        )
    if request.method == "POST" and form.is_valid():
        hacer: Any = servicios.quitar_hito if clave == "quitar_hito" else servicios.corregir_hito
        try:
            hacer(anotado, **form.cleaned_data, por=request.user, en=request.momento)
        except (Rechazo, ValidationError) as error:
            decir(form, error)
        else:
            messages.success(request, fila.listo)
            return redirect("hito", actual.clave, pk)
    return render(
        request,
        "flujos/oficio_accion.html",
        {"proceso": actual, "hito": anotado.hito, "sobre": anotado.hito.nombre, "verbo": fila, "form": form},
        status=422 if form.errors else 200,
    )
