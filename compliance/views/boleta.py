"""«Mi boleta»: whose names are on the ballots that a voter is given. Its address says it all: it can be shared."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..cara.componentes import Pestana
from ..cara.publicas import con_version
from ..cara.sitio import direccion_de_comparar
from ..forms.conoceles import BoletaForm
from ..middleware import SolicitudCauce
from ..models import Proceso
from ..services.boleta import DondeVota, EnBoleta, boleta_de, municipios_de


@require_safe
@con_version("municipio", "seccion", "distrito")
def boleta(request: SolicitudCauce, proceso: str, version: str) -> HttpResponse:
    """«¿Dónde vota?», and what is on that ballot; while its district is not known, what is certain of it."""
    actual = get_object_or_404(Proceso.objects.select_related("instituto"), clave=proceso)
    municipios = municipios_de(actual)
    dicho = request.GET if any(request.GET.get(c) for c in ("municipio", "seccion")) else None
    form = BoletaForm(dicho, actual, municipios, con_secciones=actual.secciones.exists())
    donde = form.donde(request.GET.get("distrito", ""))
    cargos = boleta_de(actual, donde) if donde else []
    return render(
        request,
        "conoceles/boleta.html",
        {
            "proceso": actual,
            "form": form,
            "con_secciones": "seccion" in form.fields,
            "hay_municipios": bool(municipios),
            "donde": donde,
            "cargos": [(c, _comparar(proceso, c)) for c in cargos],
            "hay_candidaturas": any(c.territorio for c in cargos),
            "distritos": _distritos(donde) if donde else [],
        },
    )


def _comparar(proceso: str, en_boleta: EnBoleta) -> str:
    """The page that compares those of an office, if there are two."""
    return direccion_de_comparar(proceso, pks) if (pks := en_boleta.por_comparar) else ""


def _distritos(donde: DondeVota) -> list[Pestana]:
    """The districts among which it is, each as the address of its ballot."""
    dicho = {"seccion": donde.seccion.numero} if donde.seccion else {"municipio": donde.municipio.pk}
    return [Pestana(str(d), f"?{urlencode({**dicho, 'distrito': d.pk})}", donde.distrito == d) for d in donde.posibles]
