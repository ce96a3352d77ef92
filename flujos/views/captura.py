"""The capture of both questionnaires, one section per step, made for a phone: every step is saved as a draft."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_safe

from compliance.cara.listado import Columna, Listado
from compliance.cuestionarios import ETIQUETAS, Falta, se_pregunta
from compliance.cuestionarios.identidad import PREGUNTAS
from compliance.middleware import SolicitudCauce
from compliance.models import Candidatura, Proceso
from compliance.roles import ACTORES
from compliance.verbos.caso import rechazos
from compliance.views.comun import proceso_o_404
from documentos.views import entregar

from .. import candidaturas as servicios
from ..aviso import aviso_de
from ..forms.captura import LISTAS, SECCIONES, CurricularForm, IdentidadForm, Seccion, en_palabras, filas_de, valores_de
from ..forms.rechazos import repartir
from ..guardas import (
    RUBROS,
    CasoDeCandidatura,
    aviso_al_dia,
    campos_abiertos,
    faltan_en_curricular,
    faltan_en_identidad,
    limites_de,
)
from ..transiciones import Rechazo
from ..verbos.candidaturas import DE_CANDIDATURA, EN_CAPTURA
from .comun import candidatura_o_404, proceso_de_candidaturas, visibles
from .consentimientos import situacion_de
from .lecturas import anotar_lectura

CAPTURAS: Listado[Candidatura] = Listado((Columna("Persona"), Columna("Cargo"), Columna("Estado"), Columna("Plazo")))


@dataclass(frozen=True)
class AvanceDeSeccion:
    """A section in the list of steps: whether it is ready, what it lacks, and whether it may be written."""

    seccion: Seccion
    faltas: list[Falta]
    observada: bool
    cerrada: bool = False

    @property
    def razones(self) -> list[str]:
        """What it lacks, in words: with the name of the field where the step has several."""
        varios = len(self.seccion.campos) > 1 and not self.seccion.identidad
        return [f"{ETIQUETAS[f.campo]}: {f.razon}" if varios else f.razon for f in self.faltas]


@login_required
@require_safe
def captura(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Where one's capture is: straight to it when there is one; otherwise those that wait, the first due first.

    One's own candidacy that is no longer being captured is met on its page.
    """
    actual = proceso_o_404(request, proceso, ACTORES)
    propias = list(visibles(request, actual).filter(pk__in=request.ambito.candidaturas).vivas()[:2])
    if len(propias) == 1:
        pagina = "candidatura_captura" if propias[0].estado in EN_CAPTURA else "candidatura"
        return redirect(pagina, actual.clave, propias[0].pk)
    por_capturar = visibles(request, actual).filter(estado__in=EN_CAPTURA)
    orden = por_capturar.order_by(F("vence").asc(nulls_last=True), "persona__nombre_busqueda", "pk")
    return render(request, "flujos/capturas.html", {"proceso": actual, **CAPTURAS.de(orden, request.GET).contexto()})


@login_required
@require_safe
def aviso_privacidad(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """The approved document of the privacy notice, for everybody with a role: whoever accepts it can read it."""
    documento = aviso_de(proceso_de_candidaturas(request, proceso), request.momento).documento
    if documento is None:
        raise Http404
    return entregar(request, documento)


def _capturable(request: SolicitudCauce, proceso: str, pk: int) -> tuple[Proceso, Candidatura, Any]:
    actual = proceso_de_candidaturas(request, proceso)
    c = candidatura_o_404(request, actual, pk)
    caso = CasoDeCandidatura(c, request.momento, request.ambito)
    verbo = DE_CANDIDATURA["guardar_borrador"]
    if not caso.funciones(verbo):
        raise Http404
    return actual, c, rechazos(verbo, caso)


def avances_de(c: Candidatura) -> list[AvanceDeSeccion]:
    """Every step. What the sensitive ones lack lets answers be guessed: only for who may read them."""
    faltas: dict[str, list[Falta]] = {}
    for falta in (*faltan_en_curricular(c), *faltan_en_identidad(c)):
        faltas.setdefault(falta.campo, []).append(falta)
    abiertos = campos_abiertos(c)
    observados = set(c.observaciones.filter(atendida_en__isnull=True).values_list("rubro", flat=True))
    return [
        AvanceDeSeccion(
            s,
            [falta for campo in s.campos for falta in faltas.get(campo, [])],
            bool(observados & {*s.campos, s.clave.removeprefix("identidad-")}),
            abiertos.isdisjoint(s.campos),
        )
        for s in SECCIONES.values()
    ]


@login_required
@require_safe
def pasos(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """The list of steps: which are ready, what each lacks, and the way to send everything."""
    actual, c, impedimentos = _capturable(request, proceso, pk)
    if not impedimentos and c.identidad.respuestas:
        anotar_lectura(request, "leer_identidad", c, ["avance"])
    avances = avances_de(c)
    return render(
        request,
        "flujos/captura.html",
        {
            "proceso": actual,
            "candidatura": c,
            "impedimentos": impedimentos,
            "curricular": [a for a in avances if not a.seccion.identidad],
            "identidad": [a for a in avances if a.seccion.identidad],
            "listas": sum(not a.faltas for a in avances),
            "total": len(avances),
            "siguiente": next((a.seccion for a in avances if a.faltas), None),
            "abiertas": c.observaciones.filter(atendida_en__isnull=True).count(),
            "aviso_al_dia": aviso_al_dia(c, request.momento),
            "consentimientos": situacion_de(c),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paso(request: SolicitudCauce, proceso: str, pk: int, seccion: str) -> HttpResponse:
    """One section. Sending it saves the draft and goes on; what was typed stays on the page if it is refused."""
    actual, c, impedimentos = _capturable(request, proceso, pk)
    elegida = SECCIONES.get(seccion)
    if elegida is None:
        raise Http404
    if impedimentos:
        return redirect("candidatura_captura", actual.clave, c.pk)
    if elegida.identidad and c.identidad.respuestas:
        anotar_lectura(request, "leer_identidad", c, [elegida.clave.removeprefix("identidad-")])
    datos, archivos = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    limites = limites_de(actual)
    form: CurricularForm | IdentidadForm
    listas: dict[str, Any] = {}
    if elegida.identidad:
        form = IdentidadForm(datos, seccion=elegida, respuestas=c.identidad.respuestas, proceso=actual)
    else:
        form = CurricularForm(datos, archivos, seccion=elegida, cuestionario=c.curricular, exige_foto=actual.exige_foto)
        listas = {
            campo: filas_de(campo, getattr(c.curricular, campo), datos) for campo in elegida.campos if campo in LISTAS
        }
    abiertos = campos_abiertos(c)
    _cerrar(form, listas, abiertos)
    otros: list[Rechazo] = []
    cambio: servicios.OtraPersonaGuardo | None = None
    visto = request.POST.get("visto")
    if datos is not None and all(f.is_valid() for f in (form, *listas.values())):
        valores = {**form.datos(), **{campo: valores_de(campo, filas) for campo, filas in listas.items()}}
        try:
            guardada = servicios.guardar_borrador(
                c,
                por=request.user,
                en=request.momento,
                visto=None if visto is None else servicios.Visto(elegida.campos, visto),
                **{"identidad" if elegida.identidad else "curricular": valores},
            )
        except servicios.OtraPersonaGuardo as rechazo:
            cambio, visto = rechazo, rechazo.huella
            c = candidatura_o_404(request, actual, pk)
        except Rechazo as rechazo:
            otros = repartir(form, rechazo.rechazos)
        else:
            return redirect(_despues(request, guardada, elegida, set(form.fields)))
    return render(
        request,
        "flujos/captura_paso.html",
        {
            "proceso": actual,
            "candidatura": c,
            "seccion": elegida,
            "sobre": f"Paso {list(SECCIONES).index(elegida.clave) + 1} de {len(SECCIONES)}",
            "anterior": _vecina(elegida, -1),
            "cerrada": abiertos.isdisjoint(elegida.campos),
            "form": form,
            "listas": list(listas.items()),
            "limites": limites,
            "foto": c.curricular.foto if "foto" in elegida.campos else None,
            "impedimentos": otros,
            "cambio": cambio,
            "guardado": [en_palabras(campo, valor) for campo, valor in cambio.guardado.items()] if cambio else [],
            "visto": servicios.huella_de(c, elegida.campos) if visto is None else visto,
            "observaciones": [
                (o, RUBROS.get(o.rubro, o.rubro))
                for o in c.observaciones.filter(atendida_en__isnull=True)
                if o.rubro in {*elegida.campos, elegida.clave.removeprefix("identidad-")}
            ],
        },
        status=409 if cambio else 422 if datos is not None else 200,
    )


def _cerrar(form: CurricularForm | IdentidadForm, listas: dict[str, Any], abiertos: frozenset[str]) -> None:
    """What was not observed is shown, and not written."""
    for nombre, campo in form.fields.items():
        campo.disabled = nombre.removeprefix("quitar_") not in abiertos
    for nombre, filas in listas.items():
        for campo in (campo for fila in filas for campo in fila.fields.values()):
            campo.disabled = nombre not in abiertos


def _vecina(seccion: Seccion, paso: int) -> Seccion | None:
    secciones = list(SECCIONES.values())
    lugar = secciones.index(seccion) + paso
    return secciones[lugar] if 0 <= lugar < len(secciones) else None


def _despues(request: SolicitudCauce, c: Candidatura, seccion: Seccion, preguntadas: set[str]) -> str:
    """Say what was saved and what it still lacks, and go to the next step.

    To the same one if an answer brought new questions; to the list when asked for or at the end.
    """
    nuevas = seccion.identidad and any(
        se_pregunta(PREGUNTAS[clave], c.identidad.respuestas) and clave not in preguntadas for clave in seccion.campos
    )
    siguiente = seccion if nuevas or "agregar" in request.POST else _vecina(seccion, 1)
    if "salir" in request.POST:
        siguiente = None
    razones = next(a.razones for a in avances_de(c) if a.seccion == seccion)
    if not razones:
        messages.success(request, f"Se guardó «{seccion.nombre}».")
    elif siguiente == seccion and nuevas:
        messages.info(request, "Se guardó. Su respuesta abre más preguntas: están abajo.")
    else:
        messages.warning(request, f"Se guardó «{seccion.nombre}», todavía incompleto. {capfirst('; '.join(razones))}.")
    if siguiente is None:
        return reverse("candidatura_captura", args=[c.proceso.clave, c.pk])
    return reverse("candidatura_captura_paso", args=[c.proceso.clave, c.pk, siguiente.clave])
