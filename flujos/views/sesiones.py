"""Sessions: the list, the call, and one page from attendance to close."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import TextChoices
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import fecha_hora, fin_del_dia, inicio_del_dia
from compliance.actos import SISTEMA, escritura
from compliance.cara.listado import Columna, Listado, dato
from compliance.middleware import SolicitudCauce
from compliance.models import Organo, Proceso
from compliance.verbos.caso import opciones, rechazo_de_rol
from compliance.views.comun import proceso_o_404, solo_post

from .. import sesiones as servicios
from ..forms.entregables import MotivoForm
from ..forms.rechazos import decir
from ..forms.sesiones import AsistenciaForm, ConvocarForm, DecisionForm, MomentoForm, PuntoForm, QuitarPuntoForm
from ..models import Decision, PuntoOrden, Sesion, Voto
from ..sesiones import Punto, Sentido
from ..transiciones import Rechazo
from ..verbos.sesiones import DE_SESION, CasoDeOrgano, CasoDeSesion


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
    """The bodies whose sessions this person may call."""
    momento, ambito = request.momento, request.ambito
    return [
        o
        for o in proceso.organos.all()
        if rechazo_de_rol(DE_SESION["convocar"], CasoDeOrgano(o, momento, ambito)) is None
    ]


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
                    distinta_de=datos["distinta_de"],
                    por=request.user,
                    en=momento,
                )
            except Rechazo as rechazo:
                decir(form, rechazo)
            else:
                messages.success(request, DE_SESION["convocar"].listo)
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
    suyas = opciones(DE_SESION, CasoDeSesion(sesion, request.momento, request.ambito))
    integrantes = servicios.integrantes_de(sesion)
    contexto: dict[str, Any] = {
        "proceso": proceso,
        "sesion": sesion,
        "inicio": fecha_hora(sesion.inicia_en, proceso.tz),
        "puede": {o.verbo.clave: o.verbo for o in suyas if not o.de_otro_estado},
        "integrantes": integrantes,
        "asistencias": sesion.asistencias.select_related("integracion"),
        "puntos": sesion.puntos.select_related("entregable__etapa", "documento", "decision").prefetch_related(
            "decision__votos__integracion"
        ),
        "atado": atado,
    }
    if suyas:
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
    """One of `PAGINAS`. All the decisions given are taken, or none."""
    actual = proceso_o_404(request, proceso)
    objeto = _sesion_o_404(actual, pk)
    # Addresses are written with hyphens.
    fila = DE_SESION.get(verbo.replace("-", "_"))
    if (
        fila is None
        or fila.en_direccion != verbo
        or fila.clave not in PAGINAS
        or rechazo_de_rol(fila, CasoDeSesion(objeto, request.momento, request.ambito))
    ):
        raise Http404
    with timezone.override(actual.tz):
        return PAGINAS[fila.clave](request, actual, objeto)


@dataclass(frozen=True)
class SinRegistrar:
    """What a person wrote in a page that was open while somebody else changed what it is about."""

    titulo: str
    razon: str
    escrito: tuple[tuple[str, str], ...]


DE_UN_CAMPO = re.compile(r"punto-(\d{1,18})-(resultado|acuerdo|observaciones|voto-(\d{1,18}))")


def _escrito_de_puntos(datos: QueryDict) -> dict[int, dict[str, str]]:
    """By point, what was written of it. The votes, only of a point of which something else was said."""
    escrito: dict[int, dict[str, str]] = {}
    for campo, valor in datos.items():
        if (visto := DE_UN_CAMPO.fullmatch(campo)) and str(valor).strip():
            escrito.setdefault(int(visto[1]), {})[visto[2]] = str(valor).strip()
    return {pk: d for pk, d in escrito.items() if any(not campo.startswith("voto-") for campo in d)}


def _sin_registrar(sesion: Sesion, datos: QueryDict, vigentes: Collection[int]) -> list[SinRegistrar]:
    """The points that were decided, taken off or moved while somebody wrote about them, with what they wrote.

    What was recorded just as it was written is not told: it is the same form sent twice.
    """
    puntos = {p.pk: p for p in sesion.puntos.select_related("entregable__etapa", "decision")}
    nombres = {str(i.pk): i.nombre for i in sesion.organo.integraciones.all()}
    perdidos = []
    for pk, escrito in _escrito_de_puntos(datos).items():
        punto = puntos.get(pk)
        decision = getattr(punto, "decision", None)
        if pk in vigentes or (decision is not None and _es_lo_mismo(decision, escrito)):
            continue
        perdidos.append(
            SinRegistrar(
                str(punto or "Un punto del orden del día"), _razon(sesion, punto), _en_palabras(escrito, nombres)
            )
        )
    return perdidos


def _es_lo_mismo(decision: Decision, escrito: Mapping[str, str]) -> bool:
    votos = {f"voto-{v.integracion_id}": str(v.sentido) for v in decision.votos.all()}
    textos = {
        campo: escrito.get(campo, "").replace("\r\n", "\n") for campo in ("resultado", "acuerdo", "observaciones")
    }
    return all(textos[campo] == getattr(decision, campo).replace("\r\n", "\n") for campo in textos) and votos == {
        campo: valor for campo, valor in escrito.items() if campo.startswith("voto-")
    }


def _razon(sesion: Sesion, punto: PuntoOrden | None) -> str:
    """Why what was written of a point is not recorded."""
    if punto is None:
        return "Ya no está en el orden del día de esta sesión."
    decision: Decision | None = getattr(punto, "decision", None)
    if decision is None:
        if sesion.estado != Sesion.Estado.INSTALADA:
            return f"La sesión está {sesion.get_estado_display().lower()}."
        etapa = punto.entregable.etapa if punto.entregable else None
        return f"El entregable está ahora en «{etapa.nombre}»." if etapa else "El entregable ya no espera una decisión."
    alta = decision.history.earliest("history_id")
    partes = [
        f"{alta.autor or SISTEMA} ya había registrado «{decision.get_resultado_display()}»",
        f"el {fecha_hora(alta.history_date, sesion.proceso.tz)}",
        f"acuerdo {decision.acuerdo}" if decision.acuerdo else "",
        f"con estas observaciones: {decision.observaciones}" if decision.observaciones else "",
    ]
    return f"{', '.join(filter(None, partes))}."


def _en_palabras(escrito: Mapping[str, str], nombres: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What was written, as the page names it; of the votes, those that were not in favour."""
    resultado, contrarios = escrito.get("resultado", ""), []
    for campo, valor in escrito.items():
        if campo.startswith("voto-") and valor != Voto.Sentido.FAVOR:
            contrarios.append(f"{nombres.get(campo.removeprefix('voto-'), campo)}: {_dicho(Voto.Sentido, valor)}")
    todo = {
        "Sentido": _dicho(Decision.Resultado, resultado),
        "Número de acuerdo": escrito.get("acuerdo", ""),
        "Observaciones": escrito.get("observaciones", ""),
        "Votación": "; ".join(contrarios),
    }
    return tuple((nombre, valor) for nombre, valor in todo.items() if valor)


def _dicho(opciones: type[TextChoices], valor: str) -> str:
    return str(opciones(valor).label) if valor in opciones.values else valor


def _instalar(request: SolicitudCauce, proceso: Proceso, objeto: Sesion) -> HttpResponse:
    form = AsistenciaForm(request.POST, integrantes=servicios.integrantes_de(objeto))
    if form.is_valid():
        presentes = form.cleaned_data["presentes"]
        try:
            servicios.instalar(objeto, presentes=presentes, **_quien(request))
        except Rechazo as rechazo:
            decir(form, rechazo)
            objeto.refresh_from_db()
            registradas = {a.integracion_id for a in objeto.asistencias.filter(presente=True)}
            if objeto.estado == Sesion.Estado.INSTALADA and registradas == {i.pk for i in presentes}:
                return _ya_estaba(
                    request, proceso, objeto, "La sesión ya estaba instalada con esa lista de asistencia."
                )
            if objeto.estado != Sesion.Estado.CONVOCADA:
                marcadas = "; ".join(i.nombre for i in presentes) or "Nadie"
                lista = SinRegistrar("Lista de asistencia", str(rechazo), (("Usted marcó como presentes", marcadas),))
                return _pagina(request, proceso, objeto, sin_registrar=[lista])
        else:
            return _listo(request, proceso, objeto, DE_SESION["instalar"].listo)
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
            return _listo(request, proceso, objeto, DE_SESION["agregar_punto"].listo)
    return _pagina(request, proceso, objeto, form, punto=form)


# What is refused of one point; anything else is refused of the session.
DE_UN_PUNTO = frozenset(
    {
        "punto",
        "decidido",
        "etapa",
        "resultado",
        "observaciones",
        "votos",
        "mayoria",
        "acuerdo",
        "periodo",
        "documento_cambiado",
    }
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
            return _listo(request, proceso, objeto, DE_SESION["quitar_punto"].listo)
    return _pagina(request, proceso, objeto, form, quitar=form)


def _decidir(request: SolicitudCauce, proceso: Proceso, objeto: Sesion) -> HttpResponse:
    formularios = decisiones_de(objeto, request.POST)
    cuando = MomentoForm(request.POST)
    # Every form is checked before any is judged: the page must show all the errors at once.
    validos = [f.is_valid() for f in [cuando, *formularios]]
    perdidos = _sin_registrar(objeto, request.POST, {f.punto.pk for f in formularios})
    if all(validos) and not perdidos:
        dados = [(f, s) for f in formularios if (s := f.sentido) is not None]
        if not dados and _escrito_de_puntos(request.POST):
            return _ya_estaba(request, proceso, objeto, "Esas decisiones ya estaban registradas así.")
        if not dados:
            decir(formularios[0] if formularios else cuando, NADA_ELEGIDO)
        elif _todas_o_ninguna(request, objeto, cuando, dados):
            hechas = "Se registró 1 decisión." if len(dados) == 1 else f"Se registraron {len(dados)} decisiones."
            return _listo(request, proceso, objeto, hechas)
    return _pagina(
        request,
        proceso,
        objeto,
        [cuando, *formularios],
        decisiones=formularios,
        cuando=cuando,
        sin_registrar=perdidos,
    )


def _todas_o_ninguna(
    request: SolicitudCauce, objeto: Sesion, cuando: MomentoForm, dados: Sequence[tuple[DecisionForm, Sentido]]
) -> bool:
    """Take each decision, so that whatever is refused is said at its own point; with any refusal none is taken."""
    with escritura():
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
            return _listo(request, proceso, objeto, DE_SESION["concluir"].listo)
    return _pagina(request, proceso, objeto, form, clausura=form)


def _cancelar(request: SolicitudCauce, proceso: Proceso, objeto: Sesion) -> HttpResponse:
    form = MotivoForm(request.POST)
    if form.is_valid():
        try:
            servicios.cancelar(objeto, motivo=form.cleaned_data["motivo"], **_quien(request))
        except Rechazo as rechazo:
            decir(form, rechazo)
        else:
            return _listo(request, proceso, objeto, DE_SESION["cancelar"].listo)
    return _pagina(request, proceso, objeto, form, cancelacion=form)


def _quien(request: SolicitudCauce) -> dict[str, Any]:
    return {"por": request.user, "en": request.momento}


def _listo(request: SolicitudCauce, proceso: Proceso, objeto: Sesion, mensaje: str) -> HttpResponse:
    messages.success(request, mensaje)
    return redirect("sesion", proceso.clave, objeto.pk)


def _ya_estaba(request: SolicitudCauce, proceso: Proceso, objeto: Sesion, mensaje: str) -> HttpResponse:
    """The same form sent twice: nothing is done again, and nothing has to be mended."""
    messages.info(request, mensaje)
    return redirect("sesion", proceso.clave, objeto.pk)


PAGINAS: dict[str, Callable[[SolicitudCauce, Proceso, Sesion], HttpResponse]] = {
    "instalar": _instalar,
    "agregar_punto": _punto,
    "quitar_punto": _quitar,
    "decidir": _decidir,
    "concluir": _concluir,
    "cancelar": _cancelar,
}
