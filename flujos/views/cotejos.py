"""People who may be the same: the list of those nobody decided, their comparison, and what was decided."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import dia_local, fecha_larga
from compliance.middleware import SolicitudCauce
from compliance.models import Candidatura, Cotejo, Persona, Proceso
from compliance.registro.mismas import RAZONES, Rasgos, contradicciones, razon
from compliance.views.comun import proceso_o_404

from ..candidaturas import cotejos
from ..forms.cotejos import CotejoForm, FiltroDeParecidas, RevertirForm
from ..forms.rechazos import decir
from ..transiciones import Rechazo
from ..verbos.cotejos import DE_COTEJO
from .lecturas import anotar_lectura

POR_PAGINA = 25
# So many at once are no longer compared side by side.
A_LA_VEZ = 8
MOTIVO = "Distinguir a dos personas que podrían ser la misma"


def _proceso(request: SolicitudCauce, clave: str) -> Proceso:
    return proceso_o_404(request, clave, DE_COTEJO["unir"].roles)


@login_required
@require_safe
def parecidas(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Those who may be the same and of whom nobody decided, the strongest reason first."""
    actual = _proceso(request, proceso)
    filtro = FiltroDeParecidas(request.GET, actual)
    halladas = cotejos.posibles(actual)
    datos = filtro.cleaned_data if filtro.is_valid() else {}
    elegidas = [g for g in halladas if not datos.get("razon") or datos["razon"] == g.razon]
    vivas = Candidatura.objects.vivas().filter(proceso=actual)
    for campo in ("actor", "cargo"):
        if datos.get(campo):
            suyas = set(vivas.filter(**{campo: datos[campo]}).order_by().values_list("persona", flat=True))
            elegidas = [g for g in elegidas if not suyas.isdisjoint(g.personas)]
    pagina: Any = Paginator(elegidas, POR_PAGINA).get_page(request.GET.get("page"))
    # Of those on this page only: in a large process they are thousands.
    de: dict[int, list[Candidatura]] = defaultdict(list)
    a_la_vista = {pk for g in pagina for pk in g.personas}
    for c in vivas.filter(persona__in=a_la_vista).select_related("persona", "actor", "cargo", "territorio"):
        de[c.persona_id].append(c)
    pagina.object_list = [
        ("-".join(map(str, g.personas)), [(de[pk][0].persona, de[pk]) for pk in g.personas], RAZONES[g.razon])
        for g in pagina
    ]
    return render(
        request,
        "flujos/personas_parecidas.html",
        {
            "proceso": actual,
            "filtro": filtro,
            "filtrada": any(datos.values()),
            "pagina": pagina,
            "decididas": actual.cotejos.count(),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cotejar(request: SolicitudCauce, proceso: str, cuales: str) -> HttpResponse:
    """Side by side, with what tells them apart; and the decision. Opening it is a reading of their birth dates."""
    actual = _proceso(request, proceso)
    pks = [int(pk) for pk in cuales.split("-") if pk.isdecimal() and len(pk) < 19][:A_LA_VEZ]
    personas = list(Persona.objects.filter(proceso=actual, unida_a=None, pk__in=pks).order_by("pk"))
    if not personas or len(personas) != len(pks):
        raise Http404
    candidaturas = list(
        Candidatura.objects.filter(persona__in=pks)
        .select_related("proceso__instituto", "persona", "actor", "cargo", "territorio")
        .order_by("pk")
    )
    for c in candidaturas:
        anotar_lectura(request, "leer_datos", c, ["fecha_nacimiento"], MOTIVO)
    form = CotejoForm(request.POST if request.method == "POST" else None, personas=personas, candidaturas=candidaturas)
    if request.method == "POST" and form.is_valid():
        try:
            verbo, cotejo = _decidir(actual, form, request)
        except Rechazo as rechazo:
            decir(form, rechazo)
        else:
            messages.success(request, f"{DE_COTEJO[verbo].listo} {_cuentas(cotejo)}".strip())
            return redirect("personas_parecidas", actual.clave)
    rasgos = cotejos.rasgos_de(actual, pks)
    return render(
        request,
        "flujos/personas_cotejar.html",
        {
            "proceso": actual,
            "form": form,
            "personas": personas,
            "filas": _lado_a_lado(personas, rasgos, candidaturas),
            "candidaturas": [(p, [c for c in candidaturas if c.persona_id == p.pk]) for p in personas],
            "contradicciones": sorted(
                {d for n, a in enumerate(rasgos) for b in rasgos[:n] for d in contradicciones(a, b)}
            ),
            "razones": sorted({RAZONES[r] for n, a in enumerate(rasgos) for b in rasgos[:n] if (r := razon(a, b))}),
            "cierra": [
                (c, cotejos.lo_que_se_cerraria(c, dia_local(request.momento, actual.tz)))
                for juntas in form.conjuntos
                for c in juntas
            ],
            "deshacer": DE_COTEJO["unir"].deshacer,
        },
        status=422 if request.method == "POST" else 200,
    )


def _decidir(actual: Proceso, form: CotejoForm, request: SolicitudCauce) -> tuple[str, Cotejo]:
    datos = form.cleaned_data
    comun: dict[str, Any] = {"motivo": datos["motivo"], "por": request.user, "en": request.momento}
    if datos["decision"] == Cotejo.Decision.DISTINTAS:
        return "distinguir", cotejos.distinguir(actual, form.elegidas(), **comun)
    return "unir", cotejos.unir(
        actual,
        form.elegidas(),
        sobrevive=datos.get("sobrevive") or form.personas[0].pk,
        repetidas=form.repetidas(),
        documento=datos.get("documento", ""),
        **comun,
    )


def _cuentas(cotejo: Cotejo) -> str:
    """What became of the accounts of the records that left."""
    mudanzas = cotejo.antes.get("cuentas", {}).values()
    terminadas, nuevas = (sum(len(m[clave]) for m in mudanzas) for clave in ("terminadas", "nuevas"))
    if not terminadas:
        return ""
    pasan = "; una pasó a la candidatura que queda" if nuevas else ", pues la que queda ya tenía la suya"
    return f"Cuentas de las que salieron que terminaron: {terminadas}{pasan}."


def _lado_a_lado(
    personas: list[Persona], rasgos: list[Rasgos], candidaturas: list[Candidatura]
) -> list[tuple[str, list[tuple[str, str]], bool]]:
    """Each datum with what each record says, and whether it tells them apart; of an address or a CURP, only whether."""
    huellas = {r.pk: r.curp for r in rasgos}
    datos = [
        ("Nombre como se registró", [p.nombre for p in personas]),
        ("Sexo", [p.get_sexo_display() for p in personas]),
        ("Fecha de nacimiento", [fecha_larga(p.fecha_nacimiento) if p.fecha_nacimiento else "" for p in personas]),
        ("Edad declarada", [str(p.edad or "") for p in personas]),
        ("CURP", _cual([huellas.get(p.pk, "") for p in personas])),
        ("Correo", _cual([p.correo.lower() for p in personas])),
        (
            "Candidaturas vigentes",
            [
                str(sum(c.persona_id == p.pk and c.estado != Candidatura.Estado.RETIRADA for c in candidaturas))
                for p in personas
            ],
        ),
    ]
    registros = [f"Registro {p.pk}" for p in personas]
    return [
        (nombre, [*zip(registros, [v or "Sin dato" for v in valores], strict=True)], len({v for v in valores if v}) > 1)
        for nombre, valores in datos
    ]


def _cual(valores: list[str]) -> list[str]:
    """Which is equal to which, without saying it."""
    letras = {valor: chr(ord("A") + n) for n, valor in enumerate(dict.fromkeys(v for v in valores if v))}
    unica = len(letras) == 1 and all(valores)
    return ["" if not v else "Igual" if unica else f"Dato {letras[v]}" for v in valores]


@login_required
@require_safe
def decididas(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """What was decided, the last first."""
    actual = _proceso(request, proceso)
    pagina = Paginator(actual.cotejos.select_related("decidido_por", "sobrevive"), POR_PAGINA).get_page(
        request.GET.get("page")
    )
    nombres = dict(Persona.objects.filter(pk__in={pk for c in pagina for pk in c.personas}).values_list("pk", "nombre"))
    filas = [(c, [nombres.get(pk, f"#{pk}") for pk in c.personas]) for c in pagina]
    return render(request, "flujos/personas_decididas.html", {"proceso": actual, "pagina": pagina, "filas": filas})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revertir(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Put it back as it was, with the reason; or say why it no longer can."""
    actual = _proceso(request, proceso)
    cotejo = get_object_or_404(Cotejo.objects.select_related("proceso__instituto", "sobrevive"), pk=pk, proceso=actual)
    form = RevertirForm(request.POST if request.method == "POST" else None)
    impedimentos = cotejos.impedimentos(cotejo)
    vuelve, no_vuelve = cotejos.lo_que_volveria(cotejo)
    if request.method == "POST" and form.is_valid():
        try:
            cotejos.revertir(cotejo, motivo=form.cleaned_data["motivo"], por=request.user, en=request.momento)
        except Rechazo as rechazo:
            impedimentos = list(rechazo.rechazos)
        else:
            messages.success(request, DE_COTEJO["revertir_cotejo"].listo)
            return redirect("personas_decididas", actual.clave)
    return render(
        request,
        "flujos/cotejo_revertir.html",
        {
            "proceso": actual,
            "cotejo": cotejo,
            "personas": Persona.objects.filter(pk__in=cotejo.personas),
            "form": form,
            "impedimentos": impedimentos,
            "vuelve": vuelve,
            "no_vuelve": no_vuelve,
        },
        status=422 if request.method == "POST" else 200,
    )
