"""Sessions: the list, the call, and one page from attendance to close."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import fecha_hora, fin_del_dia, inicio_del_dia
from compliance.cara.listado import Columna, Listado, dato
from compliance.middleware import SolicitudCauce
from compliance.models import Organo, Proceso
from compliance.views.comun import proceso_o_404, solo_post

from .. import sesiones as servicios
from ..entregables.responsables import puede_llevar
from ..forms.entregables import MotivoForm
from ..forms.rechazos import decir
from ..forms.sesiones import AsistenciaForm, ConvocarForm, DecisionForm, MomentoForm, PuntoForm, QuitarPuntoForm
from ..models import Sesion
from ..sesiones import Punto, Sentido
from ..transiciones import Rechazo


class FiltroSesiones(forms.Form):
    """What the list may be narrowed by."""

    organo = forms.ModelChoiceField(
        label="Órgano", required=False, queryset=Organo.objects.none(), to_field_name="clave", empty_label="Todos"
    )
    estado = forms.ChoiceField(label="Estado", required=False, choices=[("", "Todos"), *Sesion.Estado.choices])
    desde = forms.DateField(label="Desde", required=False)
    hasta = forms.DateField(label="Hasta", required=False)

    def __init__(self, datos: Any, proceso: Proceso) -> None:
        super().__init__(datos)
        self.fields["organo"].queryset = Organo.objects.filter(proceso=proceso)  # type: ignore[attr-defined]


SESIONES: Listado[Sesion] = Listado(
    (
        Columna("Sesión", str),
        Columna("Órgano", lambda s: s.organo, orden="organo", por=("organo__nombre",)),
        dato("Tipo", lambda s: s.get_tipo_display()),
        Columna("Inicio", lambda s: fecha_hora(s.inicia_en, s.proceso.tz), orden="inicio", por=("inicia_en",)),
        dato("Clausura", lambda s: fecha_hora(s.termina_en, s.proceso.tz) if s.termina_en else ""),
        Columna("Estado", lambda s: s.get_estado_display(), orden="estado", por=("estado",)),
        Columna("Puntos", lambda s: len(s.puntos.all()), numero=True),
    ),
    desempate=("-inicia_en", "-pk"),
)


def _organos_que_lleva(request: SolicitudCauce, proceso: Proceso) -> list[Organo]:
    ambito = request.ambito
    return [o for o in proceso.organos.all() if puede_llevar(o, ambito.roles(proceso.pk))]


@login_required
@require_safe
def sesiones(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Sessions of every body, the latest first unless another order is asked, and a CSV of exactly those."""
    actual = proceso_o_404(request, proceso)
    filtro = FiltroSesiones(request.GET, actual)
    filtro.is_valid()
    consulta = Sesion.objects.filter(proceso=actual).select_related("proceso__instituto", "organo")
    consulta = consulta.prefetch_related("puntos__decision")
    if filtro.cleaned_data.get("organo"):
        consulta = consulta.filter(organo=filtro.cleaned_data["organo"])
    if filtro.cleaned_data.get("estado"):
        consulta = consulta.filter(estado=filtro.cleaned_data["estado"])
    if filtro.cleaned_data.get("desde"):
        consulta = consulta.filter(inicia_en__gte=inicio_del_dia(filtro.cleaned_data["desde"], actual.tz))
    if filtro.cleaned_data.get("hasta"):
        consulta = consulta.filter(inicia_en__lte=fin_del_dia(filtro.cleaned_data["hasta"], actual.tz))
    lista = SESIONES.de(consulta, request.GET)
    if lista.se_descarga:
        return lista.archivo(f"sesiones-{actual.clave}")
    return render(
        request,
        "flujos/sesiones.html",
        {
            "proceso": actual,
            "filtro": filtro,
            "filtrada": any(filtro.cleaned_data.values()),
            **lista.contexto(),
            "puede_convocar": bool(_organos_que_lleva(request, actual)),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def convocar(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Call a session and put its agenda together."""
    actual = proceso_o_404(request, proceso)
    organos = _organos_que_lleva(request, actual)
    if not organos:
        raise Http404
    momento = request.momento
    with timezone.override(actual.tz):
        form = ConvocarForm(request.POST or None, organos=organos)
        if request.method == "POST" and form.is_valid():
            datos = form.cleaned_data
            puntos = [Punto("", e) for e in datos["entregables"]]
            puntos += [Punto(renglon.strip()) for renglon in datos["otros"].splitlines() if renglon.strip()]
            try:
                nueva = servicios.convocar(
                    datos["organo"],
                    tipo=datos["tipo"],
                    inicia_en=datos["inicia_en"],
                    puntos=puntos,
                    nombre=datos["nombre"],
                    lugar=datos["lugar"],
                    por=request.user,
                    en=momento,
                )
            except Rechazo as rechazo:
                decir(form, rechazo)
            else:
                messages.success(request, "La sesión quedó convocada.")
                return redirect("sesion", actual.clave, nueva.pk)
        return render(
            request,
            "flujos/sesion_convocar.html",
            {"proceso": actual, "form": form},
            status=422 if form.errors else 200,
        )


def _sesion_o_404(proceso: Proceso, pk: int) -> Sesion:
    return get_object_or_404(
        Sesion.objects.filter(proceso=proceso).select_related("organo", "proceso__instituto"), pk=pk
    )


def _pagina(
    request: SolicitudCauce,
    proceso: Proceso,
    sesion: Sesion,
    atado: forms.Form | list[forms.Form] | None = None,
    **otros: Any,
) -> HttpResponse:
    """The session's page; `atado` is the form that was refused, shown as it was typed."""
    ambito = request.ambito
    lleva = puede_llevar(sesion.organo, ambito.roles(proceso.pk))
    abierta = sesion.estado in (Sesion.Estado.CONVOCADA, Sesion.Estado.INSTALADA)
    integrantes = servicios.integrantes_de(sesion)
    contexto: dict[str, Any] = {
        "proceso": proceso,
        "sesion": sesion,
        "inicio": fecha_hora(sesion.inicia_en, proceso.tz),
        "lleva": lleva,
        "abierta": abierta,
        "integrantes": integrantes,
        "asistencias": sesion.asistencias.select_related("integracion"),
        "puntos": sesion.puntos.select_related("entregable__etapa", "documento", "decision").prefetch_related(
            "decision__votos__integracion"
        ),
        "atado": atado,
    }
    if lleva:
        contexto |= {
            "asistencia": AsistenciaForm(integrantes=integrantes),
            "punto": PuntoForm(sesion=sesion),
            "quitar": QuitarPuntoForm(sesion=sesion),
            "decisiones": decisiones_de(sesion),
            "cuando": MomentoForm(initial={"momento": timezone.localtime(sesion.inicia_en)}),
            "clausura": MomentoForm(
                prefix="clausura",
                initial={"momento": timezone.localtime(request.momento).replace(second=0, microsecond=0)},
            ),
            "cancelacion": MotivoForm(),
        }
    return render(request, "flujos/sesion.html", contexto | otros, status=422 if atado or otros else 200)


def decisiones_de(sesion: Sesion, datos: Any = None) -> list[DecisionForm]:
    """A form for each point that this session may still decide."""
    if sesion.estado != Sesion.Estado.INSTALADA:
        return []
    votantes = [
        a.integracion
        for a in sesion.asistencias.filter(presente=True, integracion__con_voto=True).select_related("integracion")
    ]
    puntos = sesion.puntos.filter(decision=None, entregable__etapa__organo=sesion.organo)
    return [
        DecisionForm(datos, punto=p, votantes=votantes)
        for p in puntos.select_related("entregable__etapa", "entregable__proceso")
    ]


@login_required
@require_safe
def sesion(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Agenda, attendance, decisions with votes by name."""
    actual = proceso_o_404(request, proceso)
    with timezone.override(actual.tz):
        return _pagina(request, actual, _sesion_o_404(actual, pk))


@login_required
@solo_post
def accion(request: SolicitudCauce, proceso: str, pk: int, verbo: str) -> HttpResponse:
    """One of: instalar, punto, quitar, decidir, concluir, cancelar. All the decisions given are taken, or none."""
    actual = proceso_o_404(request, proceso)
    objeto = _sesion_o_404(actual, pk)
    ambito = request.ambito
    if verbo not in VERBOS or not puede_llevar(objeto.organo, ambito.roles(actual.pk)):
        raise Http404
    with timezone.override(actual.tz):
        return VERBOS[verbo](request, actual, objeto)


def _instalar(request: SolicitudCauce, proceso: Proceso, objeto: Sesion) -> HttpResponse:
    form = AsistenciaForm(request.POST, integrantes=servicios.integrantes_de(objeto))
    if form.is_valid():
        try:
            servicios.instalar(objeto, presentes=form.cleaned_data["presentes"], **_quien(request))
        except Rechazo as rechazo:
            decir(form, rechazo)
        else:
            return _listo(request, proceso, objeto, "La sesión quedó instalada.")
    return _pagina(request, proceso, objeto, form, asistencia=form)


def _punto(request: SolicitudCauce, proceso: Proceso, objeto: Sesion) -> HttpResponse:
    form = PuntoForm(request.POST, sesion=objeto)
    if form.is_valid():
        try:
            servicios.agregar_punto(
                objeto, Punto(form.cleaned_data["titulo"], form.cleaned_data["entregable"]), **_quien(request)
            )
        except Rechazo as rechazo:
            decir(form, rechazo)
        else:
            return _listo(request, proceso, objeto, "El punto se agregó al orden del día.")
    return _pagina(request, proceso, objeto, form, punto=form)


# What is refused of one point; anything else is refused of the session.
DE_UN_PUNTO = frozenset(
    {"punto", "decidido", "etapa", "resultado", "observaciones", "votos", "mayoria", "acuerdo", "documento_cambiado"}
)
NADA_ELEGIDO = Rechazo("resultado", "No eligió el sentido de ningún punto.", "Elija al menos uno.")


def _quitar(request: SolicitudCauce, proceso: Proceso, objeto: Sesion) -> HttpResponse:
    form = QuitarPuntoForm(request.POST, sesion=objeto)
    if form.is_valid():
        try:
            servicios.quitar_punto(form.cleaned_data["punto"], motivo=form.cleaned_data["motivo"], **_quien(request))
        except Rechazo as rechazo:
            decir(form, rechazo)
        else:
            return _listo(request, proceso, objeto, "El punto se quitó del orden del día; su historial dice por qué.")
    return _pagina(request, proceso, objeto, form, quitar=form)


def _decidir(request: SolicitudCauce, proceso: Proceso, objeto: Sesion) -> HttpResponse:
    formularios = decisiones_de(objeto, request.POST)
    cuando = MomentoForm(request.POST)
    # Every form is checked before any is judged: the page must show all the errors at once.
    validos = [f.is_valid() for f in [cuando, *formularios]]
    if all(validos):
        dados = [(f, s) for f in formularios if (s := f.sentido) is not None]
        if not dados:
            decir(formularios[0] if formularios else cuando, NADA_ELEGIDO)
        elif _todas_o_ninguna(request, objeto, cuando, dados):
            hechas = "Se registró 1 decisión." if len(dados) == 1 else f"Se registraron {len(dados)} decisiones."
            return _listo(request, proceso, objeto, hechas)
    return _pagina(request, proceso, objeto, [cuando, *formularios], decisiones=formularios, cuando=cuando)


def _todas_o_ninguna(
    request: SolicitudCauce, objeto: Sesion, cuando: MomentoForm, dados: Sequence[tuple[DecisionForm, Sentido]]
) -> bool:
    """Take each decision, so that whatever is refused is said at its own point; with any refusal none is taken."""
    with transaction.atomic():
        for form, sentido in dados:
            try:
                servicios.decidir(objeto, [sentido], decidida_en=cuando.cleaned_data["momento"], **_quien(request))
            except Rechazo as rechazo:
                if rechazo.guarda not in DE_UN_PUNTO:
                    decir(cuando, rechazo)
                    break
                decir(form, rechazo)
        sin_errores = not any(f.errors for f in [cuando, *(f for f, _ in dados)])
        transaction.set_rollback(not sin_errores)
    return sin_errores


def _concluir(request: SolicitudCauce, proceso: Proceso, objeto: Sesion) -> HttpResponse:
    form = MomentoForm(request.POST, prefix="clausura")
    if form.is_valid():
        try:
            servicios.concluir(objeto, termina_en=form.cleaned_data["momento"], **_quien(request))
        except Rechazo as rechazo:
            decir(form, rechazo)
        else:
            return _listo(request, proceso, objeto, "La sesión quedó concluida.")
    return _pagina(request, proceso, objeto, form, clausura=form)


def _cancelar(request: SolicitudCauce, proceso: Proceso, objeto: Sesion) -> HttpResponse:
    form = MotivoForm(request.POST)
    if form.is_valid():
        try:
            servicios.cancelar(objeto, motivo=form.cleaned_data["motivo"], **_quien(request))
        except Rechazo as rechazo:
            decir(form, rechazo)
        else:
            return _listo(request, proceso, objeto, "La sesión quedó cancelada.")
    return _pagina(request, proceso, objeto, form, cancelacion=form)


def _quien(request: SolicitudCauce) -> dict[str, Any]:
    return {"por": request.user, "en": request.momento}


def _listo(request: SolicitudCauce, proceso: Proceso, objeto: Sesion, mensaje: str) -> HttpResponse:
    messages.success(request, mensaje)
    return redirect("sesion", proceso.clave, objeto.pk)


VERBOS: dict[str, Callable[[SolicitudCauce, Proceso, Sesion], HttpResponse]] = {
    "instalar": _instalar,
    "punto": _punto,
    "quitar": _quitar,
    "decidir": _decidir,
    "concluir": _concluir,
    "cancelar": _cancelar,
}
