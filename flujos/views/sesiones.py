"""Sessions: the list, the call, and one page from attendance to close."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Q, TextChoices
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from calendario.fechas import dia_local, dias_en_prosa, fecha_hora, fin_del_dia, inicio_del_dia
from compliance.actos import escritura
from compliance.cara.listado import Columna, Listado, dato
from compliance.middleware import SolicitudCauce
from compliance.models import Entregable, Integracion, Organo, Proceso
from compliance.verbos.caso import opciones, rechazo_de_rol
from compliance.views.comun import proceso_o_404, solo_post

from .. import sesiones as servicios
from ..entregables.responsables import quien_sigue
from ..entregables.tareas import con_quien_lo_tiene, quien_lo_tiene
from ..forms.entregables import MotivoForm
from ..forms.rechazos import decir
from ..forms.sesiones import (
    AnunciarForm,
    AsistenciaForm,
    CorregirAcuerdoForm,
    CorregirSesionForm,
    DecisionForm,
    DeDecisionForm,
    MomentoForm,
    PresenciaForm,
    PresidirForm,
    PuntoForm,
    QuitarPuntoForm,
    ReanudarForm,
    RecesoForm,
    SuplirForm,
    TransmisionForm,
)
from ..models import Asistencia, Decision, PuntoOrden, Sesion, Voto
from ..sesiones import Punto, Sentido
from ..sesiones.papeles import vigentes_de
from ..transiciones import Rechazo, YaHecho
from ..verbos.entregables import ante
from ..verbos.sesiones import DE_SESION, CasoDeSesion
from .sesion_convocatoria import la_lleva, organos_que_lleva


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
            "puede_convocar": bool(organos_que_lleva(request, actual)),
        },
    )


def sesion_o_404(proceso: Proceso, pk: int) -> Sesion:
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
    puede = {o.verbo.clave: o.verbo for o in suyas if not o.de_otro_estado}
    integrantes = servicios.integrantes_de(sesion)
    dias = sesion.dias
    contexto: dict[str, Any] = {
        "proceso": proceso,
        "sesion": sesion,
        "inicio": fecha_hora(sesion.inicia_en, proceso.tz),
        "dias": dias_en_prosa(dias) if len(dias) > 1 else "",
        "recesos": sesion.recesos.all(),
        "puede": puede,
        "integrantes": integrantes,
        "asistencias": sesion.asistencias.select_related("integracion", "suplencia__integracion"),
        "suplencias": servicios.suplencias_de(sesion, hora_que_sigue(sesion, request.momento)),
        "quorum": servicios.quorum_en(sesion, request.momento) if sesion.estado == Sesion.Estado.INSTALADA else None,
        "sin_presidencia": falta_la_presidencia(sesion, request.momento),
        "lejos": lejos_de(sesion, request.momento),
        "puntos": sesion.puntos.select_related("entregable__etapa", "documento", "decision").prefetch_related(
            "decision__votos__integracion", "decision__votos__suplencia__integracion"
        ),
        "atado": atado,
        "lleva": la_lleva(request, sesion, "ordenar"),
        "papeles": vigentes_de(sesion),
    }
    if puede:
        ahora = timezone.localtime(hora_que_sigue(sesion, request.momento)).replace(second=0, microsecond=0)
        # What has an hour follows what has happened.
        sigue = {"cuando": ahora, "desde": ahora}
        presentes = set(servicios.presentes_en(sesion, request.momento))
        ausentes = [i for i in servicios.integrantes_de(sesion, ahora) if i.pk not in presentes]
        dia = dia_local(ahora, proceso.tz)
        contexto |= {
            "asistencia": AsistenciaForm(integrantes=integrantes),
            "punto": PuntoForm(sesion=sesion),
            "quitar": QuitarPuntoForm(sesion=sesion),
            "decisiones": decisiones_de(sesion, request),
            "cuando": MomentoForm(initial={"momento": timezone.localtime(servicios.ultimo_momento(sesion))}),
            "clausura": MomentoForm(prefix="clausura", initial={"momento": ahora}),
            "cancelacion": MotivoForm(),
            "llegada": PresenciaForm(prefix="llegada", quienes=ausentes, initial=sigue),
            "salida": PresenciaForm(
                prefix="salida", quienes=[i for i in integrantes if i.pk in presentes], initial=sigue
            ),
            "receso": RecesoForm(initial=sigue),
            "anuncio": AnunciarForm(),
            "presidir": PresidirForm(
                quienes=[i for i in integrantes if i.pk in presentes], initial={"integracion": sesion.preside_id}
            ),
            "reanudar": ReanudarForm(integrantes=servicios.integrantes_de(sesion, ahora), initial=sigue),
            "suplir": SuplirForm(integrantes=integrantes, initial={"desde": dia, "hasta": dia}),
            "deshacer": DeDecisionForm(sesion=sesion),
            "acuerdo": CorregirAcuerdoForm(sesion=sesion),
            "correccion": CorregirSesionForm(initial={"nombre": sesion.nombre}),
            "transmision": TransmisionForm(initial={"direccion": sesion.transmision}),
        }
    return render(request, "flujos/sesion.html", contexto | otros, status=422 if atado or otros else 200)


def falta_la_presidencia(sesion: Sesion, momento: datetime) -> bool:
    """Whether the session is held, its body has a presidency and nobody who is there presides."""
    if sesion.estado != Sesion.Estado.INSTALADA or not any(i.preside for i in servicios.integrantes_de(sesion)):
        return False
    presentes = servicios.presentes_en(sesion, momento).values()
    return servicios.quien_preside(sesion, [a.integracion for a in presentes]) is None


def lejos_de(sesion: Sesion, momento: datetime) -> dict[int, str]:
    """By point, where its deliverable is and who has it, of those undecided that are not before the body."""
    if not (sesion.abierta or sesion.estado == Sesion.Estado.CONVOCADA):
        return {}
    suyos = Entregable.objects.filter(puntos__in=sesion.puntos.filter(decision=None))
    suyos = suyos.exclude(pk__in=ante([sesion.organo]).values("pk"))
    consulta = con_quien_lo_tiene(suyos.con_lo_que_se_muestra(), dia_local(momento, sesion.proceso.tz))
    por_entregable = {e.pk: _donde_esta(e) for e in consulta}
    puntos = sesion.puntos.filter(entregable__in=por_entregable)
    return {p.pk: por_entregable[p.entregable_id] for p in puntos if p.entregable_id is not None}


def _donde_esta(e: Entregable) -> str:
    donde = f"está en «{e.etapa.nombre}»" if e.etapa else f"está {e.get_estado_display().lower()}"
    quien = quien_sigue(e)
    persona = quien_lo_tiene(e)
    lo_tiene = f"; le toca a {quien}" + (f" y lo tiene {persona}" if persona else "") if quien else ""
    return f"Todavía no está ante este órgano: {donde}{lo_tiene}."


def hora_que_sigue(sesion: Sesion, momento: datetime) -> datetime:
    """The hour that is proposed for what follows: now or, in a session of another day, the last thing that has one."""
    ultimo, tz = servicios.ultimo_momento(sesion), sesion.proceso.tz
    if sesion.estado == Sesion.Estado.INSTALADA and dia_local(ultimo, tz) < dia_local(momento, tz):
        return ultimo
    return max(momento, sesion.inicia_en)


def decisiones_de(sesion: Sesion, request: SolicitudCauce, datos: Any = None) -> list[DecisionForm]:
    """A form for each point that this session may still decide. Whoever was there at any time may have voted."""
    if sesion.estado != Sesion.Estado.INSTALADA:
        return []
    votantes = votantes_de(sesion)
    suyos = Q(entregable=None) & ~Q(tipo__in=PuntoOrden.SIN_SENTIDO) | Q(entregable__in=ante([sesion.organo]))
    puntos = sesion.puntos.filter(suyos, decision=None)
    return [
        DecisionForm(datos, punto=p, votantes=votantes)
        for p in puntos.select_related("sesion__organo", "entregable__etapa", "entregable__proceso")
    ]


def votantes_de(sesion: Sesion) -> Sequence[Asistencia]:
    """Whoever was there at any time with vote, each once and as they sat last."""
    asistencias = sesion.asistencias.filter(presente=True, integracion__con_voto=True)
    return list(
        {a.integracion_id: a for a in asistencias.select_related("integracion", "suplencia__integracion")}.values()
    )


@login_required
@require_safe
def sesion(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Agenda, attendance, decisions with votes by name."""
    actual = proceso_o_404(request, proceso)
    with timezone.override(actual.tz):
        return _pagina(request, actual, sesion_o_404(actual, pk))


@login_required
@solo_post
def accion(request: SolicitudCauce, proceso: str, pk: int, verbo: str) -> HttpResponse:
    """One of `PAGINAS`. All the decisions given are taken, or none."""
    actual = proceso_o_404(request, proceso)
    objeto = sesion_o_404(actual, pk)
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


DE_UN_CAMPO = re.compile(r"punto-(\d{1,18})-(resultado|acuerdo|observaciones|unanimidad|voto-(\d{1,18}))")


def escrito_de_puntos(datos: QueryDict) -> dict[int, dict[str, str]]:
    """By point, what was written of it."""
    escrito: dict[int, dict[str, str]] = {}
    for campo, valor in datos.items():
        if (visto := DE_UN_CAMPO.fullmatch(campo)) and str(valor).strip():
            escrito.setdefault(int(visto[1]), {})[visto[2]] = str(valor).strip()
    return escrito


def sin_registrar(sesion: Sesion, datos: QueryDict, vigentes: Collection[int]) -> list[SinRegistrar]:
    """The points that were decided, taken off or moved while somebody wrote about them, with what they wrote.

    What was recorded just as it was written is not told: it is the same form sent twice.
    """
    puntos = {p.pk: p for p in sesion.puntos.select_related("entregable__etapa", "decision")}
    nombres = {str(i.pk): i.nombre for i in sesion.organo.integraciones.all()}
    perdidos = []
    for pk, escrito in escrito_de_puntos(datos).items():
        punto = puntos.get(pk)
        decision = getattr(punto, "decision", None)
        if pk in vigentes or (decision is not None and _es_lo_mismo(decision, escrito)):
            continue
        perdidos.append(
            SinRegistrar(
                str(punto or "Un punto del orden del día"), _razon(sesion, punto), en_palabras(escrito, nombres)
            )
        )
    return perdidos


def _es_lo_mismo(decision: Decision, escrito: Mapping[str, str]) -> bool:
    votos = {f"voto-{v.integracion_id}": str(v.sentido) for v in decision.votos.all()}
    if escrito.get("unanimidad"):
        votos = {campo: voto for campo, voto in votos.items() if campo in escrito or voto != Voto.Sentido.FAVOR}
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
    return servicios.en_palabras(decision)


def en_palabras(escrito: Mapping[str, str], nombres: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What was written, as the page names it."""
    resultado = escrito.get("resultado", "")
    votos = ["Unanimidad"] if escrito.get("unanimidad") else []
    for campo, valor in escrito.items():
        if campo.startswith("voto-"):
            votos.append(f"{nombres.get(campo.removeprefix('voto-'), campo)}: {_dicho(Voto.Sentido, valor)}")
    todo = {
        "Sentido": _dicho(Decision.Resultado, resultado),
        "Número de acuerdo": escrito.get("acuerdo", ""),
        "Observaciones": escrito.get("observaciones", ""),
        "Votación": "; ".join(votos),
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
                objeto,
                Punto(form.cleaned_data["titulo"], form.cleaned_data["entregable"]),
                motivo=form.cleaned_data["motivo"],
                **_quien(request),
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
        "sin_votos",
        "abstencion",
        "version",
        "acuerdo",
        "periodo",
        "documento_cambiado",
        "estado_acta",
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
    formularios = decisiones_de(objeto, request, request.POST)
    cuando = MomentoForm(request.POST)
    # Every form is checked before any is judged: the page must show all the errors at once.
    validos = [f.is_valid() for f in [cuando, *formularios]]
    perdidos = sin_registrar(objeto, request.POST, {f.punto.pk for f in formularios})
    if all(validos) and not perdidos:
        dados = [(f, s) for f in formularios if (s := f.sentido) is not None]
        if not dados and escrito_de_puntos(request.POST).keys() - {f.punto.pk for f in formularios}:
            return _ya_estaba(request, proceso, objeto, "Esas decisiones ya estaban registradas así.")
        if not dados:
            decir(formularios[0] if formularios else cuando, NADA_ELEGIDO)
        elif todas_o_ninguna(request, objeto, cuando, dados):
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


def todas_o_ninguna(
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
                if rechazo.guarda == "version":
                    form.ponerse_al_dia()
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
    punto = request.POST.get("desde_en_vivo", "")
    if punto.isdecimal():
        return redirect(f"{reverse('sesion_en_vivo', args=[proceso.clave, objeto.pk])}?punto={punto[:18]}")
    return redirect("sesion", proceso.clave, objeto.pk)


def _ya_estaba(request: SolicitudCauce, proceso: Proceso, objeto: Sesion, mensaje: str) -> HttpResponse:
    """The same form sent twice: nothing is done again, and nothing has to be mended."""
    messages.info(request, mensaje)
    return redirect("sesion", proceso.clave, objeto.pk)


def _hace(
    verbo: str,
    nombre: str,
    hacer_form: Callable[[SolicitudCauce, Sesion], forms.Form],
    hacer: Callable[[Sesion, dict[str, Any], dict[str, Any]], object],
) -> Callable[[SolicitudCauce, Proceso, Sesion], HttpResponse]:
    """The page of a verb that a form of the session's page sends: `nombre` is that form in the template."""

    def pagina(request: SolicitudCauce, proceso: Proceso, objeto: Sesion) -> HttpResponse:
        form = hacer_form(request, objeto)
        if form.is_valid():
            try:
                hacer(objeto, form.cleaned_data, _quien(request))
            except YaHecho as rechazo:
                return _ya_estaba(request, proceso, objeto, str(rechazo))
            except Rechazo as rechazo:
                decir(form, rechazo)
                objeto.refresh_from_db()
            else:
                return _listo(request, proceso, objeto, DE_SESION[verbo].listo)
        return _pagina(request, proceso, objeto, form, **{nombre: form})

    return pagina


def _todo_el_organo(sesion: Sesion) -> Sequence[Integracion]:
    return list(sesion.organo.integraciones.all())


_SALIDA = "La sesión se quedó sin quórum: no puede decidir hasta que alguien llegue."


def _salida(request: SolicitudCauce, proceso: Proceso, objeto: Sesion) -> HttpResponse:
    """A departure, which may leave the body without quorum: that is said."""
    respuesta = _hace(
        "salida",
        "salida",
        lambda r, s: PresenciaForm(r.POST, prefix="salida", quienes=_todo_el_organo(s)),
        lambda s, d, quien: servicios.registrar_salida(s, d["integracion"], cuando=d["cuando"], **quien),
    )(request, proceso, objeto)
    if respuesta.status_code == 302 and not servicios.quorum_en(objeto, request.momento).hay:
        messages.warning(request, _SALIDA)
    return respuesta


PAGINAS: dict[str, Callable[[SolicitudCauce, Proceso, Sesion], HttpResponse]] = {
    "instalar": _instalar,
    "agregar_punto": _punto,
    "quitar_punto": _quitar,
    "decidir": _decidir,
    "concluir": _concluir,
    "cancelar": _cancelar,
    "salida": _salida,
    "llegada": _hace(
        "llegada",
        "llegada",
        lambda r, s: PresenciaForm(r.POST, prefix="llegada", quienes=_todo_el_organo(s)),
        lambda s, d, quien: servicios.registrar_llegada(s, d["integracion"], cuando=d["cuando"], **quien),
    ),
    "suplir": _hace(
        "suplir",
        "suplir",
        lambda r, s: SuplirForm(r.POST, integrantes=_todo_el_organo(s)),
        lambda s, d, quien: servicios.suplir_asiento(s, **d, **quien),
    ),
    "receso": _hace(
        "receso",
        "receso",
        lambda r, s: RecesoForm(r.POST),
        lambda s, d, quien: servicios.declarar_receso(s, **d, **quien),
    ),
    "anunciar_continuacion": _hace(
        "anunciar_continuacion",
        "anuncio",
        lambda r, s: AnunciarForm(r.POST),
        lambda s, d, quien: servicios.anunciar_continuacion(s, **d, **quien),
    ),
    "presidir": _hace(
        "presidir",
        "presidir",
        lambda r, s: PresidirForm(r.POST, quienes=_todo_el_organo(s)),
        lambda s, d, quien: servicios.presidir(s, d["integracion"], **quien),
    ),
    "reanudar": _hace(
        "reanudar",
        "reanudar",
        lambda r, s: ReanudarForm(r.POST, integrantes=_todo_el_organo(s)),
        lambda s, d, quien: servicios.reanudar(s, **d, **quien),
    ),
    "deshacer": _hace(
        "deshacer",
        "deshacer",
        lambda r, s: DeDecisionForm(r.POST, sesion=s),
        lambda s, d, quien: servicios.deshacer(d["decision"], motivo=d["motivo"], **quien),
    ),
    "corregir": _hace(
        "corregir",
        "correccion",
        lambda r, s: CorregirSesionForm(r.POST),
        lambda s, d, quien: servicios.corregir_sesion(s, **d, **quien),
    ),
    "corregir_acuerdo": _hace(
        "corregir_acuerdo",
        "acuerdo",
        lambda r, s: CorregirAcuerdoForm(r.POST, sesion=s),
        lambda s, d, quien: servicios.corregir_acuerdo(
            d["decision"], acuerdo=d["acuerdo"], motivo=d["motivo"], **quien
        ),
    ),
    "transmitir": _hace(
        "transmitir",
        "transmision",
        lambda r, s: TransmisionForm(r.POST),
        lambda s, d, quien: servicios.anotar_transmision(s, direccion=d["direccion"], **quien),
    ),
}
