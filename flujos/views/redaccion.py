"""Writing a report: its sections and its figures, until it is a paper."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import dia_local
from compliance.middleware import SolicitudCauce
from compliance.models import Proceso
from compliance.verbos.tabla import LLEVAN_LA_PAPELERIA
from compliance.views.comun import proceso_o_404
from documentos.firmas import firmables
from documentos.informes.redaccion import SeccionEscrita, cifras_de, con_cifras, senalar
from documentos.informes.redactado import escritas, hoja_redactada
from documentos.membrete import EN_BLANCO, firmas_de
from documentos.models import Informe
from documentos.views import imprimir

from .. import entregables as servicios
from ..entregables.redaccion import datos_de, entregables_de
from ..forms.entregables import MotivoForm
from ..forms.informes import InformeForm
from ..forms.rechazos import decir
from ..transiciones import Rechazo
from ..verbos.informes import DE_INFORME

# What changes the sections in the form, before they are saved: «subir:3».
_EN_EL_FORMULARIO = ("subir", "bajar", "agregar", "quitar", "ver")
_ESCRIBEN = ("guardar_informe", *_EN_EL_FORMULARIO)


def _dicho_o_404(proceso: Proceso, clase: str, periodo: str, momento: datetime) -> str:
    """«Informe mensual de actividades, abril de 2024», of one whose first day had come."""
    try:
        return datos_de(Informe(proceso=proceso, clase=clase, periodo=periodo), momento).titulo
    except ValueError as error:
        raise Http404(str(error)) from error


def _informes(proceso: Proceso, clase: str, periodo: str) -> QuerySet[Informe]:
    """Those of a class and a period, the last one first."""
    todos = Informe.objects.select_related("proceso__instituto", "documento", "entregable").order_by("-pk")
    return todos.filter(proceso=proceso, clase=clase, periodo=periodo)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def redactar(request: SolicitudCauce, proceso: str, clase: str, periodo: str) -> HttpResponse:
    """The report that is being written, or what was issued; each form says in `hacer` what it does."""
    actual = proceso_o_404(request, proceso)
    dicho = _dicho_o_404(actual, clase, periodo, request.momento)
    if request.method == "POST" and not DE_INFORME["guardar_informe"].permite(request.ambito, actual.pk):
        raise Http404
    informe = _informes(actual, clase, periodo).first()
    hacer, _, cual = request.POST.get("hacer", "").partition(":")
    form = _formulario(request, informe, hacer) if informe else None
    motivo = MotivoForm(request.POST if hacer in ("devolver_informe", "congelar_informe") else None)
    motivo.fields["motivo"].required = False
    otra: list[SeccionEscrita] = []
    conflicto = False
    if hacer in _EN_EL_FORMULARIO and informe is not None and form is not None:
        form = _cambiado(request, informe, form, hacer, cual)
    elif request.method == "POST":
        error = _hacer(request, informe or Informe(proceso=actual, clase=clase, periodo=periodo), hacer, form)
        if error is None:
            messages.success(request, DE_INFORME[hacer].listo)
            return redirect("informe_redactar", actual.clave, clase, periodo)
        if hacer == "guardar_informe" and form is not None and informe is not None:
            decir(form, error)
            informe.refresh_from_db()
            if any(r.guarda == "version" for r in error.rechazos):
                # From here on, theirs is written over the one that they are shown.
                conflicto, otra = True, _que_no_estan(escritas(informe), form.secciones)
                enviado: Any = form.data
                form.data = {**enviado.dict(), "version": informe.version}
        elif motivo.is_bound and hacer in _verbos(request, actual, informe) and motivo.is_valid():
            decir(motivo, error)
        else:
            messages.error(request, str(error))
    puede = _verbos(request, actual, informe)
    firmas = firmas_de(actual, clase, dia_local(request.momento, actual.tz))
    perdido: list[SeccionEscrita] | None = None
    if informe is not None and form is not None and hacer in _ESCRIBEN and "guardar_informe" not in puede:
        # It is no draft any more: what was typed is shown apart, and what is read is what there is.
        perdido, conflicto = _que_no_estan(form.secciones, escritas(informe)), False
        form = _formulario(request, informe, "")
    elif motivo.is_bound and hacer not in puede and motivo["motivo"].value():
        perdido = [SeccionEscrita("Motivo", str(motivo["motivo"].value()))]
    return render(
        request,
        "flujos/informe_redactar.html",
        {
            "proceso": actual,
            "clase": clase,
            "periodo": periodo,
            "titulo": dicho,
            "firmas": firmas,
            "en_blanco": firmas == [EN_BLANCO],
            "lleva_la_papeleria": request.ambito.tiene(actual.pk, *LLEVAN_LA_PAPELERIA),
            "informe": informe,
            "form": form,
            "form_motivo": motivo,
            "conflicto": conflicto,
            "otra": otra,
            "perdido": perdido,
            "puede": puede,
            "escrito": _escrito(informe, form, request.momento, ver=hacer == "ver") if informe and form else {},
            "sin_guardar": hacer in _EN_EL_FORMULARIO and perdido is None,
            "se_firman": firmables(),
            "emitidos": _informes(actual, clase, periodo).exclude(documento=None).order_by("pk"),
        },
        status=422 if request.method == "POST" and (hacer not in _EN_EL_FORMULARIO or perdido is not None) else 200,
    )


def _formulario(request: SolicitudCauce, informe: Informe, hacer: str) -> InformeForm:
    return InformeForm(
        request.POST if hacer in _ESCRIBEN else None,
        informe=informe,
        secciones=escritas(informe),
        entregables=entregables_de(informe),
    )


def _que_no_estan(unas: Sequence[SeccionEscrita], otras: Sequence[SeccionEscrita]) -> list[SeccionEscrita]:
    """Those of which the others have none that says the same."""
    dichas = {(s.titulo.strip(), s.texto.strip()) for s in otras}
    return [s for s in unas if (s.titulo.strip(), s.texto.strip()) not in dichas]


def _verbos(request: SolicitudCauce, proceso: Proceso, informe: Informe | None) -> dict[str, Any]:
    """What may be done now, by its key."""
    estado = informe.estado if informe else Informe.Estado.CONGELADO
    posibles = {
        Informe.Estado.BORRADOR: ("guardar_informe", "llevar_informe"),
        Informe.Estado.EN_SESION: ("devolver_informe", "congelar_informe"),
        Informe.Estado.CONGELADO: ("empezar_informe",),
    }[Informe.Estado(estado)]
    return {v: DE_INFORME[v] for v in posibles if DE_INFORME[v].permite(request.ambito, proceso.pk)}


def _cambiado(request: SolicitudCauce, informe: Informe, form: InformeForm, hacer: str, cual: str) -> InformeForm:
    """The same form with a section added, moved or taken out; nothing of it is saved yet."""
    secciones = form.secciones
    n = int(cual) if cual.isdecimal() and len(cual) < 4 else -1
    if hacer == "agregar":
        secciones.insert(n + 1, SeccionEscrita("", nivel=secciones[n].nivel if 0 <= n < len(secciones) else 1))
    elif 0 <= n < len(secciones):
        una = secciones.pop(n)
        if hacer != "quitar":
            secciones.insert(max(0, n - 1) if hacer == "subir" else n + 1, una)
    return InformeForm(
        None,
        informe=informe,
        secciones=secciones,
        entregables=entregables_de(informe),
        **{campo: request.POST.get(campo, "") for campo in ("version", "corte", "entregable")},
    )


def _hacer(request: SolicitudCauce, informe: Informe, hacer: str, form: InformeForm | None) -> Rechazo | None:
    """Do it; what refused it, if something did. `informe` is not saved, nor has a form, if nobody began it."""
    quien: dict[str, Any] = {"por": request.user, "en": request.momento}
    try:
        if hacer == "empezar_informe":
            servicios.empezar_informe(informe.proceso, informe.periodo, informe.clase, **quien)
        elif form is None:
            raise Http404
        elif hacer == "guardar_informe":
            if not form.is_valid():
                return Rechazo("formulario", "No se guardó.", "Corrija lo que se señala; lo escrito sigue aquí.")
            datos = form.cleaned_data
            servicios.guardar_informe(
                informe,
                secciones=form.secciones,
                **{campo: datos[campo] for campo in ("corte", "entregable", "version")},
                **quien,
            )
        elif hacer == "llevar_informe":
            servicios.llevar_informe(informe, **quien)
        elif hacer == "devolver_informe":
            servicios.devolver_informe(informe, motivo=request.POST.get("motivo", ""), **quien)
        elif hacer == "congelar_informe":
            servicios.congelar_informe(informe, motivo=request.POST.get("motivo", ""), **quien)
        else:
            raise Http404
    except Rechazo as rechazo:
        return rechazo
    return None


def _escrito(informe: Informe, form: InformeForm, momento: datetime, *, ver: bool) -> dict[str, Any]:
    """How it reads, with its figures, and what the record contradicts of it."""
    secciones: Sequence[SeccionEscrita] = form.secciones
    datos = datos_de(informe, momento)
    cifras = cifras_de(datos)
    return {
        "cifras": cifras.values(),
        "corte": datos.corte,
        "senalamientos": [(secciones[s.seccion].titulo, s) for s in senalar(secciones, datos)],
        "secciones": [(s, con_cifras(s.texto, cifras)) for s in secciones],
        # What was issued is read in its paper: its figures are not those of today.
        "ver": ver or informe.estado == Informe.Estado.EN_SESION,
    }


@login_required
@require_safe
def redactado(request: SolicitudCauce, proceso: str, clase: str, periodo: str) -> HttpResponse:
    """The draft as it is saved, as PDF or DOCX. What was issued is its own document, and is never made again."""
    actual = proceso_o_404(request, proceso)
    _dicho_o_404(actual, clase, periodo, request.momento)
    informe = get_object_or_404(_informes(actual, clase, periodo).exclude(estado=Informe.Estado.CONGELADO))
    hoja = hoja_redactada(informe, escritas(informe), datos_de(informe, request.momento), en=request.momento)
    return imprimir(
        request, hoja, f"borrador-informe-{clase}-{actual.clave}-{periodo}", request.GET.get("formato", "pdf")
    )
