"""The list of candidacies, what is done with several at once, and the page of each one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from calendario.fechas import dia_local
from compliance.auditoria import registros_de
from compliance.cara.componentes import Suceso
from compliance.cara.listado import Columna, ListadoPorLlave, dato
from compliance.cuestionarios import ACCIONES_AFIRMATIVAS, DIMENSIONES, ETIQUETAS, medios_publicos
from compliance.middleware import SolicitudCauce
from compliance.models import (
    Candidatura,
    Consentimiento,
    CuentaDeLista,
    CuestionarioCurricular,
    RenglonDeLista,
    Rol,
    SolicitudModificacion,
)
from compliance.roles import INTERNOS, ROLES_DE_CANDIDATURAS
from compliance.verbos.caso import rechazos
from compliance.views.comun import anotar_descarga, se_prepara_aparte, solo_post

from .. import candidaturas as servicios
from ..aviso import version_aceptada
from ..candidaturas import DE_LOTE, EN_MODIFICACION, Pendiente, Turno, acciones_posibles, con_turno, lo_que_falta
from ..forms.candidaturas import FiltroCandidaturas
from ..guardas import INDEPENDIENTE, RUBROS, CasoDeCandidatura, aviso_al_dia
from ..guardas.requisitos import hay_a_quien_avisar
from ..historial.linea import linea_de
from ..transiciones import Rechazo
from ..verbos.candidaturas import DE_CANDIDATURA, ENTREGAN, POR_PUBLICAR
from ..verbos.mesa import DE_MESA
from .comun import CON_LO_QUE_SE_MUESTRA, candidatura_o_404, entero, proceso_de_candidaturas, retrato_de, visibles
from .consentimientos import entrega_hojas
from .lecturas import ve_datos
from .modificaciones import propuesta_visible

# What is done to many from the list: only what needs no reading. Validating is of the desk, one by one.
DE_LA_LISTA = tuple(v for v in DE_LOTE if v != "validar")


def _momento(campo: str) -> Callable[[Candidatura], object]:
    """A moment of a candidacy, by the clock of its institute."""

    def leer(candidatura: Candidatura) -> object:
        valor = getattr(candidatura, campo)
        return valor.astimezone(candidatura.proceso.tz) if valor else ""

    return leer


def _turno(candidatura: Any) -> str:
    return str(Turno(candidatura.turno).label)


CANDIDATURAS: ListadoPorLlave[Candidatura] = ListadoPorLlave(
    (
        Columna("Persona", orden="persona", por=("nombre",)),
        dato("Candidatura", lambda c: c.persona.nombre),
        Columna("Cargo", lambda c: c.cargo, orden="cargo", por=("boleta",)),
        dato("Principio", lambda c: c.cargo.principio),
        dato("Dónde se elige", lambda c: c.territorio),
        Columna("Postula", lambda c: c.actor, orden="actor", por=("postula", "boleta")),
        dato("Fórmula", lambda c: c.formula),
        dato("Lugar en la fórmula", lambda c: c.get_calidad_display()),
        Columna("Estado", lambda c: c.get_estado_display(), orden="estado", por=("estado", "boleta")),
        Columna("Plazo", orden="vence", por=("vence",)),
        Columna("A quién le toca", _turno),
        dato("Aprobada por el consejo", lambda c: c.aprobada_el),
        dato("Cuentas entregadas", _momento("cuentas_enviadas_en")),
        dato("Vence el plazo en curso", _momento("vence")),
        dato("Capturada", _momento("capturada_en")),
        dato("Días fuera de plazo", lambda c: c.dias_extemporanea if c.capturada_en else ""),
        dato("Autorizada", _momento("autorizada_en")),
        dato("Validada", _momento("validada_en")),
        dato("Publicada", _momento("publicada_en")),
        dato("Retirada", _momento("retirada_en")),
        dato("Razón del retiro", lambda c: c.get_motivo_retiro_display()),
    ),
    en_partes=True,
    natural=("boleta",),
)


@login_required
@require_safe
def candidaturas(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Every candidacy that the person may see, with filters, order, pages and a CSV of exactly what is shown."""
    actual = proceso_de_candidaturas(request, proceso)
    filas = con_turno(visibles(request, actual), actual, dia_local(request.momento, actual.tz))
    llaves = RenglonDeLista.objects.visibles_para(request.ambito, actual)
    filtro = FiltroCandidaturas(request.GET, llaves)
    cuantas = filtro.cuantas(CuentaDeLista.objects.visibles_para(request.ambito, actual))
    seguidas, que_son = filtro.seguidas(actual, request.ambito, request.momento) or (None, "")
    halladas = filtro.aplicar(llaves, filas, al_dia=seguidas is None)
    if seguidas is not None:
        halladas = halladas.filter(pk__in=seguidas.values("id"))
    lista = CANDIDATURAS.por_llave(filas, halladas, request.GET, cuantas)
    if lista.se_descarga:
        if aparte := se_prepara_aparte(request, actual, lista.total):
            return aparte
        anotar_descarga(request, actual, "candidaturas")
        return lista.archivo(f"candidaturas-{actual.clave}")
    hay_que_elegir = any(c.estado in POR_PUBLICAR for c in lista.pagina)
    return render(
        request,
        "flujos/candidaturas.html",
        {
            "proceso": actual,
            "filtro": filtro,
            "filtrada": any(request.GET.get(campo) for campo in filtro.fields),
            "seguidas": que_son,
            "de_antes": bool(request.GET.get("al")),
            **lista.contexto(),
            "turnos": dict(Turno.choices),
            "lote": [
                (v, DE_CANDIDATURA[v].nombre)
                for v in DE_LA_LISTA
                if hay_que_elegir and DE_CANDIDATURA[v].permite(request.ambito, actual.pk)
            ],
            "elegibles": POR_PUBLICAR,
            "en_modificacion": EN_MODIFICACION,
            "ve_publicacion": bool(request.ambito.roles(actual.pk) & INTERNOS),
            "puede_registrar": DE_CANDIDATURA["registrar"].permite(request.ambito, actual.pk),
        },
    )


@login_required
@solo_post
def lote(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Do one thing with the chosen candidacies: first say what would happen; once confirmed, do it.

    Those refused say why and do not stop the rest.
    """
    actual = proceso_de_candidaturas(request, proceso)
    verbo = request.POST.get("accion", "")
    if verbo not in DE_LA_LISTA or not DE_CANDIDATURA[verbo].permite(request.ambito, actual.pk):
        raise Http404
    fila = DE_CANDIDATURA[verbo]
    ids = [pk for dado in request.POST.getlist("ids") if (pk := entero(dado)) is not None][: CANDIDATURAS.por_pagina]
    elegidas = list(visibles(request, actual).filter(pk__in=ids))
    # What the list was narrowed by, as it was: one always goes back to it.
    consulta = QueryDict(request.POST.get("consulta", "")).urlencode()
    lista = reverse("candidaturas", args=[actual.clave]) + (f"?{consulta}" if consulta else "")
    if not elegidas:
        messages.warning(request, f"Elija al menos una candidatura para «{fila.nombre}».")
        return redirect(lista)
    confirmado = "confirmar" in request.POST
    if confirmado:
        hecho = servicios.hacer_en_lote(verbo, [c.pk for c in elegidas], por=request.user, en=request.momento)
        razones: Mapping[int, Sequence[Rechazo]] = hecho.rechazadas
    else:
        razones = {c.pk: rechazos(fila, CasoDeCandidatura(c, request.momento, request.ambito)) for c in elegidas}
    return render(
        request,
        "flujos/candidaturas_lote.html",
        {
            "proceso": actual,
            "lista": lista,
            "consulta": consulta,
            "verbo": verbo,
            "nombre": fila.nombre,
            "deshacer": fila.deshacer,
            "confirmado": confirmado,
            "hechas": [c for c in elegidas if not razones.get(c.pk)],
            "rechazadas": [(c, razones[c.pk]) for c in elegidas if razones.get(c.pk)],
            "total": len(elegidas),
        },
    )


# -- One candidacy ----------------------------------------------------------------------------------------


@login_required
@require_safe
def candidatura(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Where it stands, what it lacks, whose turn it is, what will be public and its whole history.

    What only some may read is on pages of its own (`lecturas`), for opening it is an act.
    """
    actual = proceso_de_candidaturas(request, proceso)
    c = candidatura_o_404(request, actual, pk)
    acciones = acciones_posibles(c, request.ambito, request.momento)
    solicitud = propuesta_visible(CasoDeCandidatura(c, request.momento, request.ambito))
    falta = lo_que_falta(c, request.momento)
    observaciones = list(c.observaciones.select_related("hecha_por").order_by("-hecha_en", "pk"))
    # Whoever took its place, and those that left because they repeated it.
    enlazadas = list(
        Candidatura.objects.filter(Q(sustituye_a=c) | Q(duplica_a=c)).select_related(*CON_LO_QUE_SE_MUESTRA)
    )
    return render(
        request,
        "flujos/candidatura.html",
        {
            "proceso": actual,
            "candidatura": c,
            "falta": [(p, quienes(p, c), () if p.reservado else p.detalle) for p in falta],
            "posibles": [a for a in acciones if a.posible],
            "impedidas": [a for a in acciones if not a.posible and not a.de_otro_estado],
            "observaciones": [(o, RUBROS.get(o.rubro, o.rubro), o.rubro not in DIMENSIONES) for o in observaciones],
            "entrega_cuentas": request.ambito.tiene(actual.pk, *ENTREGAN),
            # One for each time that it was observed.
            "requerimientos": range(1, len({o.hecha_en for o in observaciones}) + 1),
            "en_la_mesa": c.estado == Candidatura.Estado.CAPTURADA
            and DE_MESA["tomar"].permite(request.ambito, actual.pk),
            "solicitud": solicitud,
            "consentimientos": c.consentimientos.select_related("presentado_por").order_by("finalidad", "-pk"),
            "sin_correo": c.consentimientos.por_surtir().exists()
            and hay_a_quien_avisar(CasoDeCandidatura(c, request.momento, request.ambito)),
            "finalidades": Consentimiento.Finalidad.choices,
            "sin_propietaria": c.estado != Candidatura.Estado.RETIRADA
            and c.calidad == Candidatura.Calidad.SUPLENTE
            and not c.tiene_propietaria,
            "duplicados": [d for d in enlazadas if d.duplica_a_id == c.pk and _la_ve(request, d)],
            "ve_la_que_queda": c.duplica_a is not None and _la_ve(request, c.duplica_a),
            "curricular": c.curricular,
            "sin_retrato": bool(c.curricular.foto) and retrato_de(c.curricular.foto) is None,
            "textos": [(ETIQUETAS[campo], getattr(c.curricular, campo)) for campo in CuestionarioCurricular.TEXTOS],
            "medios": medios_publicos(c.curricular.medios),
            "ve_identidad": c.identidad_visible_para(request.ambito),
            "es_propia": c.pk in request.ambito.candidaturas,
            "ve_datos": ve_datos(request, c),
            "accion_afirmativa": ACCIONES_AFIRMATIVAS.get(c.accion_afirmativa, "Ninguna"),
            "version_aceptada": version_aceptada(c),
            "aviso_al_dia": aviso_al_dia(c, request.momento),
            "paso_de_consentimientos": entrega_hojas(CasoDeCandidatura(c, request.momento, request.ambito)),
            "sustituta": next((d for d in enlazadas if d.sustituye_a_id == c.pk), None),
            "sucesos": sucesos_de(c),
        },
    )


def _la_ve(request: SolicitudCauce, c: Candidatura) -> bool:
    """Whether whoever asks may open the page of this other candidacy."""
    ambito = request.ambito
    return (
        c.proceso_id in ambito.procesos_con(ROLES_DE_CANDIDATURAS)
        or c.actor_id in ambito.actores
        or c.pk in ambito.candidaturas
    )


def quienes(pendiente: Pendiente, candidatura: Candidatura) -> str:
    """Who must act, in words: «la candidatura o la representación de Partido A»."""
    roles = pendiente.quienes
    nombres = {
        Rol.CANDIDATURA: "la candidatura",
        Rol.PARTIDO: "" if candidatura.independiente else f"la representación de {candidatura.actor}",
        INDEPENDIENTE: "la candidatura independiente" if candidatura.independiente else "",
        Rol.VERIFICACION: "verificación",
        Rol.SECRETARIA_TECNICA: "la secretaría técnica",
        Rol.SECRETARIA_EJECUTIVA: "la secretaría ejecutiva",
        Rol.ADMINISTRACION: "administración",
    }
    dichos = [nombre for rol, nombre in nombres.items() if rol in roles and nombre]
    return f"{', '.join(dichos[:-1])} o {dichos[-1]}" if len(dichos) > 1 else "".join(dichos)


def sucesos_de(candidatura: Candidatura) -> list[Suceso]:
    """The whole history, newest first: the record's, its questionnaires', observations', consents' and request's.

    What was written together with a transition is told with it. What changed of the person is on a page of its own
    (`lecturas.datos`).
    """
    tz = candidatura.proceso.tz
    acompanantes = [
        candidatura.curricular,
        candidatura.identidad,
        *candidatura.observaciones.all(),
        *candidatura.consentimientos.all(),
        *SolicitudModificacion.objects.filter(candidatura=candidatura),
    ]
    sucesos: dict[object, Suceso] = {}
    for numero, suceso in enumerate(linea_de(candidatura)):
        sucesos[numero if suceso.momento in sucesos else suceso.momento] = suceso
    for r in registros_de(acompanantes, tz):
        junto = sucesos.get(r.momento)
        if junto is not None:
            sucesos[r.momento] = replace(junto, cambios=[*junto.cambios, *r.cambios])
        elif r.cambios:
            titulo = f"{r.modelo.capitalize()}: {r.tipo.lower()}"
            sucesos[r.momento] = Suceso(r.momento, titulo, r.autor, detalle=r.motivo, cambios=r.cambios)
    return sorted(sucesos.values(), key=lambda s: s.momento, reverse=True)


@login_required
@require_safe
def foto(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """The photograph in its present state, public or not, drawn again so that nothing else travels in the file."""
    archivo = candidatura_o_404(request, proceso_de_candidaturas(request, proceso), pk).curricular.foto
    if not archivo:
        raise Http404
    imagen = retrato_de(archivo)
    if imagen is None:
        raise Http404
    return HttpResponse(imagen, content_type="image/jpeg", headers={"X-Content-Type-Options": "nosniff"})
