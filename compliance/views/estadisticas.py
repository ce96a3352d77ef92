"""Public statistics: how many of each kind, in drawings and tables, and nothing of anybody alone. Decision 0051."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_safe

from ..cara.barras import Barras, Columnas, dibujar_barras, dibujar_columnas
from ..cara.componentes import Pestana
from ..cara.descargas import archivo, formato_de
from ..cara.publicas import con_version, recordado
from ..estadisticas import OCULTA, UMBRAL, Tabla
from ..middleware import SolicitudCauce
from ..models import Proceso
from ..services.estadisticas import Identidad, identidad_publicada, tablas_del_registro

ENCABEZADOS = ("Clave", "Tabla", "Grupo", "Categoría", "Cuántas", "De cuántas en total", "Nota")
# What is drawn day by day, and what is only listed.
POR_DIA, SOLO_LISTA = "dia", "postula-dia"

SECCIONES = {
    "publicadas": _("Candidaturas publicadas"),
    "captura": _("Lo que falta por publicarse"),
    "quienes": _("Quiénes son"),
    "cruzadas": _("Por cargo y por quien postula"),
    "identidad": _("Lo que respondieron de sí"),
    "metodo": _("Cómo se hacen estas cifras"),
}


@dataclass(frozen=True)
class Calculo:
    """All that is published, and when it was worked out."""

    registro: list[Tabla]
    identidad: Identidad
    hecho_en: datetime

    @property
    def tablas(self) -> list[Tabla]:
        """Every table."""
        return [*self.registro, *self.identidad.tablas]


@dataclass(frozen=True)
class Cuadro:
    """A table with its drawing, if it has one."""

    tabla: Tabla
    barras: Barras | None = None
    columnas: Columnas | None = None

    @property
    def grupo(self) -> str:
        """What heads its groups."""
        return "Cargo" if self.tabla.clave.endswith("-cargo") else "Quien postula"

    @property
    def dice(self) -> str:
        """What the drawing says, in words."""
        nada = gettext("no se dice")
        partes = [f"{gettext(f.categoria)}: {nada if f.n is None else f.n}" for f in self.tabla.filas]
        return f"{'; '.join(partes[:12])}{'…' if len(partes) > 12 else ''}."


@require_safe
@con_version()
def estadisticas(request: SolicitudCauce, proceso: str, version: str) -> HttpResponseBase:
    """Every table of a process; with `formato`, all of them or the one of `tabla` as a file."""
    actual = get_object_or_404(Proceso.objects.select_related("instituto"), clave=proceso)
    calculo = recordado(
        version,
        "estadisticas",
        lambda: Calculo(tablas_del_registro(actual), identidad_publicada(actual), request.momento),
    )
    clave = request.GET.get("tabla", "")
    pedidas = [t for t in calculo.tablas if not clave or t.clave == clave]
    if clave and not pedidas:
        raise Http404
    nombre = slugify(f"estadisticas-{actual.clave}-{clave}")
    if request.GET.get("formato") == "json":
        respuesta = JsonResponse(_json(actual, calculo, pedidas), json_dumps_params={"ensure_ascii": False})
        respuesta["Content-Disposition"] = f'attachment; filename="{nombre}.json"'
        return respuesta
    if formato_de(request.GET):
        return archivo(request.GET, nombre, ENCABEZADOS, _renglones(pedidas))
    cuadros = {t.clave: _cuadro(t) for t in calculo.registro}
    return render(
        request,
        "conoceles/estadisticas.html",
        {
            "proceso": actual,
            "calculo": calculo,
            "umbral": UMBRAL,
            "atajos": [
                Pestana(gettext(nombre), f"#{lugar}")
                for lugar, nombre in SECCIONES.items()
                if lugar != "captura" or any(clave.startswith("falta") for clave in cuadros)
            ],
            "publicadas": sum(f.n or 0 for t in calculo.registro if t.clave == "cargo" for f in t.filas),
            "sencillos": [cuadros[c] for c in ("cargo", "postula", "dia") if c in cuadros],
            "captura": [c for clave, c in cuadros.items() if clave.startswith("falta")],
            "quienes": [cuadros[c] for c in ("sexo", "edad", "grado", "accion") if c in cuadros],
            "cruzados": [cuadros[c] for c in ("sexo-por-postula", "edad-por-cargo", "grado-por-cargo") if c in cuadros],
            "por_dia": cuadros.get(SOLO_LISTA),
            "identidad": [_cuadro(t) for t in calculo.identidad.tablas],
        },
    )


def _cuadro(tabla: Tabla) -> Cuadro:
    """What is kept, and downloaded, is in Spanish; what is drawn, in the language of the page."""
    if tabla.grupos != [""]:
        return Cuadro(tabla)
    if tabla.clave == POR_DIA:
        return Cuadro(tabla, columnas=dibujar_columnas([(gettext(f.categoria), f.n or 0) for f in tabla.filas]))
    return Cuadro(tabla, barras=dibujar_barras([(gettext(f.categoria), f.n) for f in tabla.filas]))


def _renglones(tablas: list[Tabla]) -> Iterator[list[object]]:
    for t in tablas:
        for f in t.filas:
            yield [t.clave, t.titulo, f.grupo, f.categoria, f.n, t.de[f.grupo], OCULTA if f.n is None else ""]


def _json(proceso: Proceso, calculo: Calculo, tablas: list[Tabla]) -> dict[str, Any]:
    return {
        "proceso": proceso.clave,
        "calculado_en": calculo.hecho_en.isoformat(),
        "corte_de_identidad": calculo.identidad.corte.isoformat() if calculo.identidad.corte else None,
        "umbral": UMBRAL,
        "nota": f"Un número nulo no se dice: {OCULTA.lower()}.",
        "tablas": [
            {
                "clave": t.clave,
                "titulo": t.titulo,
                "que": t.que,
                "de": t.de,
                "filas": [{"grupo": f.grupo, "categoria": f.categoria, "n": f.n} for f in t.filas],
            }
            for t in tablas
        ],
    }
