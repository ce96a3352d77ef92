"""The pages of a modification: what would change beside what is published, its sections one by one, and its review."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import dia_local
from compliance.cuestionarios import ETIQUETAS
from compliance.middleware import SolicitudCauce
from compliance.models import Candidatura, CuestionarioCurricular, Proceso, SolicitudModificacion
from compliance.verbos.caso import opciones, rechazo_de_rol, rechazos

from .. import candidaturas as servicios
from ..forms.candidaturas import DictamenForm
from ..forms.captura import LISTAS, SECCIONES, CurricularForm, en_palabras, filas_de, valores_de
from ..forms.rechazos import repartir
from ..guardas import CasoDeCandidatura, causas_de, limites_de
from ..transiciones import Rechazo
from ..verbos.candidaturas import DE_CANDIDATURA
from .comun import candidatura_o_404, proceso_de_candidaturas, retrato_de

Estado = SolicitudModificacion.Estado
# The public questionnaire, in the order in which it is captured.
CURRICULARES = [s for s in SECCIONES.values() if not s.identidad]
# What its own page offers, besides preparing it.
DE_LA_PAGINA = (
    "solicitar_modificacion",
    "reenviar_modificacion",
    "aplicar_modificacion",
    "rechazar_modificacion",
    "descartar_modificacion",
)
TONOS = {"aprobado": "bien", "observado": "atencion", "rechazado": "mal"}


@dataclass(frozen=True)
class Rubro:
    """A section that would change, as people read it, and what was said of it."""

    clave: str
    antes: str
    despues: str
    dicho: dict[str, Any]
    nombres: dict[str, str]

    @property
    def nombre(self) -> str:
        """What it is called."""
        return ETIQUETAS[self.clave]

    @property
    def dictamen(self) -> str:
        """Its verdict, as a chip says it."""
        if self.dicho and not self.dicho["dictamen"]:
            return "Corregido"
        return str(self.dicho.get("dictamen", "")).capitalize()

    @property
    def tono(self) -> str:
        """Of that chip."""
        return TONOS.get(self.dicho.get("dictamen", ""), "info")

    @property
    def causas(self) -> str:
        """Why it was observed."""
        return "; ".join(self.nombres.get(c, c) for c in self.dicho.get("causas", ()))


def rubros_de(solicitud: SolicitudModificacion) -> list[Rubro]:
    """What would change: against what was published when it was asked for or, before that, against what is."""
    sombra, publicado = solicitud.sombra(), solicitud.candidatura.curricular
    nombres = {clave: causa.nombre for clave, causa in causas_de(solicitud.candidatura.proceso).items()}
    rubros = []
    for clave in solicitud.rubros:
        # Of a photograph, the day on which it was taken: the picture itself is drawn.
        campo = "foto_tomada_el" if clave == "foto" else clave
        antes = getattr(publicado, campo)
        if campo in solicitud.publicado and campo != "foto_tomada_el":
            antes = solicitud.publicado[campo]
        rubros.append(
            Rubro(
                clave,
                "" if clave == "foto" else _dicho(campo, antes),
                _dicho(campo, getattr(sombra, campo)),
                solicitud.revision.get(clave, {}),
                nombres,
            )
        )
    return rubros


def _dicho(campo: str, valor: Any) -> str:
    return "\n".join(en_palabras(campo, valor)[1])


def propuesta_visible(caso: CasoDeCandidatura) -> SolicitudModificacion | None:
    """The request of a candidacy; while it is being prepared, only for whoever prepares it."""
    solicitud = SolicitudModificacion.objects.filter(candidatura=caso.candidatura).first()
    if solicitud is None:
        return None
    solicitud.candidatura = caso.candidatura
    if solicitud.estado != Estado.BORRADOR:
        return solicitud
    return solicitud if solicitud.rubros and caso.funciones(DE_CANDIDATURA["preparar_modificacion"]) else None


@login_required
@require_safe
def modificacion(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """What would change beside what is published, how far it has gone, and what this person can do with it."""
    actual = proceso_de_candidaturas(request, proceso)
    c = candidatura_o_404(request, actual, pk)
    caso = CasoDeCandidatura(c, request.momento, request.ambito)
    prepara = DE_CANDIDATURA["preparar_modificacion"]
    puede = not rechazos(prepara, caso)
    solicitud = propuesta_visible(caso)
    observada = solicitud is not None and solicitud.estado == Estado.OBSERVADA
    filas = {v: DE_CANDIDATURA[v] for v in DE_LA_PAGINA}
    return render(
        request,
        "flujos/modificacion.html",
        {
            "proceso": actual,
            "candidatura": c,
            "solicitud": solicitud,
            "propuesto": rubros_de(solicitud) if solicitud else [],
            "secciones": [
                (s, bool(solicitud and set(s.campos) & set(solicitud.propuesto)))
                for s in CURRICULARES
                if puede and (not observada or (solicitud and set(s.campos) & set(solicitud.observados)))
            ],
            "posibles": [o for o in opciones(filas, caso) if o.posible],
            "prepara": caso.funciones(prepara),
            "impedimentos": [] if puede or solicitud else rechazos(prepara, caso),
        },
    )


def _sombra_para_llenar(solicitud: SolicitudModificacion) -> CuestionarioCurricular:
    """The shadow version as its form begins: the photograph that is published is not offered again as a new one."""
    sombra = solicitud.sombra()
    if "foto" not in solicitud.propuesto:
        sombra.foto, sombra.foto_tomada_el = "", None
    return sombra


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paso(request: SolicitudCauce, proceso: str, pk: int, seccion: str) -> HttpResponse:
    """One section of the shadow version. Sending it keeps the draft; what was typed stays if it is refused."""
    actual = proceso_de_candidaturas(request, proceso)
    c = candidatura_o_404(request, actual, pk)
    caso = CasoDeCandidatura(c, request.momento, request.ambito)
    elegida = SECCIONES.get(seccion)
    verbo = DE_CANDIDATURA["preparar_modificacion"]
    if elegida is None or elegida.identidad or rechazo_de_rol(verbo, caso):
        raise Http404
    vuelta = reverse("candidatura_modificacion", args=[actual.clave, c.pk])
    if rechazos(verbo, caso):
        return redirect(vuelta)
    solicitud = servicios.solicitud_de(c)
    sombra = _sombra_para_llenar(solicitud)
    datos, archivos = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    hoy = dia_local(request.momento, actual.tz)
    form = CurricularForm(datos, archivos, seccion=elegida, cuestionario=sombra, proceso=actual, al=hoy)
    # What is published has its photograph.
    form.obligatorios -= {"foto", "foto_tomada_el"}
    if "quitar_foto" in form.fields:
        form.fields["quitar_foto"].label = "Ya no cambiar la fotografía"
    listas = {campo: filas_de(campo, getattr(sombra, campo), datos) for campo in elegida.campos if campo in LISTAS}
    otros: list[Rechazo] = []
    cambio: servicios.OtraPersonaPreparo | None = None
    visto = request.POST.get("visto")
    if datos is not None and all(f.is_valid() for f in (form, *listas.values())):
        valores = {**form.datos(), **{campo: valores_de(campo, filas) for campo, filas in listas.items()}}
        try:
            servicios.preparar_modificacion(
                c,
                cambios=valores,
                por=request.user,
                en=request.momento,
                visto=None if visto is None else servicios.Visto(elegida.clave, elegida.campos, visto),
            )
        except servicios.OtraPersonaPreparo as rechazo:
            cambio, visto, solicitud = rechazo, rechazo.huella, servicios.solicitud_de(c)
        except Rechazo as rechazo:
            otros = repartir(form, rechazo.rechazos)
        else:
            messages.success(request, f"Se guardó «{elegida.nombre}». Todavía no se solicita.")
            aqui = reverse("candidatura_modificacion_paso", args=[actual.clave, c.pk, elegida.clave])
            return redirect(aqui if "agregar" in request.POST else vuelta)
    return render(
        request,
        "flujos/modificacion_paso.html",
        {
            "proceso": actual,
            "candidatura": c,
            "seccion": elegida,
            "form": form,
            "listas": list(listas.items()),
            "limites": limites_de(actual),
            "impedimentos": otros,
            "cambio": cambio,
            "guardado": [en_palabras(campo, getattr(solicitud.sombra(), campo)) for campo in elegida.campos]
            if cambio
            else [],
            "visto": servicios.huella_de_sombra(solicitud, elegida.campos) if visto is None else visto,
            "observados": [r for r in rubros_de(solicitud) if r.clave in elegida.campos and r.dicho],
            "con_foto": "foto" in elegida.campos and bool(sombra.foto),
        },
        status=409 if cambio else 422 if datos is not None else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revisar(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """What verification says of each section. With one observed it goes back; otherwise what was approved is public."""
    actual = proceso_de_candidaturas(request, proceso)
    c = candidatura_o_404(request, actual, pk)
    caso = CasoDeCandidatura(c, request.momento, request.ambito)
    verbo = DE_CANDIDATURA["aplicar_modificacion"]
    if rechazo_de_rol(verbo, caso):
        raise Http404
    impedimentos = list(rechazos(verbo, caso))
    solicitud = servicios.solicitud_de(c)
    datos = request.POST if request.method == "POST" else None
    form = DictamenForm(datos, candidatura=c, momento=request.momento, solicitud=solicitud)
    if datos is not None and not impedimentos and form.is_valid():
        try:
            hecho = _dictaminar(request, c, form)
        except Rechazo as rechazo:
            impedimentos = repartir(form, rechazo.rechazos)
        else:
            messages.success(request, DE_CANDIDATURA[hecho].listo)
            return redirect("candidatura", actual.clave, c.pk)
    return render(
        request,
        "flujos/modificacion_revisar.html",
        {
            "proceso": actual,
            "candidatura": c,
            "solicitud": solicitud,
            "form": form,
            "verbo": verbo,
            "rubros": [(r, form.campos_de(r.clave)) for r in rubros_de(solicitud)],
            "impedimentos": impedimentos,
        },
        status=422 if datos is not None else 200,
    )


def _dictaminar(request: SolicitudCauce, c: Candidatura, form: DictamenForm) -> str:
    """Do what the verdicts ask for; answers which verb it was."""
    dictamenes = form.dictamenes()
    firma: dict[str, Any] = {"por": request.user, "en": request.momento}
    dichos = {d.dictamen for d in dictamenes.values()}
    if "observado" in dichos:
        servicios.observar_modificacion(c, dictamenes=dictamenes, **firma)
        return "observar_modificacion"
    razones = {r: d.texto for r, d in dictamenes.items() if d.dictamen == "rechazado"}
    sin_razon = [r for r, texto in razones.items() if not texto.strip()]
    if sin_razon:
        raise Rechazo(
            "razon",
            "Falta la razón de lo que no se aprueba.",
            "Explíquela a quien lo solicitó.",
            {f"texto_{r}": "Explique por qué no se aprueba." for r in sin_razon},
        )
    if "aprobado" not in dichos:
        razon = "\n".join(f"{ETIQUETAS[r]}: {texto}" for r, texto in razones.items())
        servicios.rechazar_modificacion(c, razon=razon, **firma)
        return "rechazar_modificacion"
    campos = [r for r, d in dictamenes.items() if d.dictamen == "aprobado"]
    servicios.aplicar_modificacion(c, campos=campos, razones=razones, **firma)
    return "aplicar_modificacion"


@login_required
@require_safe
def foto(request: SolicitudCauce, proceso: str, pk: int, cual: str) -> HttpResponse:
    """The photograph that is proposed, or the one that was public before it."""
    actual: Proceso = proceso_de_candidaturas(request, proceso)
    c = candidatura_o_404(request, actual, pk)
    solicitud = propuesta_visible(CasoDeCandidatura(c, request.momento, request.ambito))
    archivo: FieldFile | None = None
    if solicitud is not None and cual == "propuesta":
        archivo = solicitud.foto
    elif solicitud is not None and cual == "anterior" and solicitud.publicado.get("foto"):
        archivo = FieldFile(c.curricular, CuestionarioCurricular._meta.get_field("foto"), solicitud.publicado["foto"])
    imagen = retrato_de(archivo) if archivo else None
    if imagen is None:
        raise Http404
    return HttpResponse(imagen, content_type="image/jpeg", headers={"X-Content-Type-Options": "nosniff"})
