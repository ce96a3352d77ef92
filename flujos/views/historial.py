"""The audit history of a process: everything that happened in it, for those who watch over it. Read-only."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from compliance.cara.componentes import Cambio, Suceso, Tono
from compliance.cara.descargas import csv_en_partes
from compliance.cara.listado import Columna, Lista, Listado
from compliance.cara.navegacion import direccion
from compliance.middleware import SolicitudCauce
from compliance.models import Proceso
from compliance.roles import ROLES_DE_HISTORIA
from compliance.views.comun import proceso_o_404

from ..forms.historial import FiltroHistorial
from ..historial import Asiento, Busqueda, Llave, asientos, clase_de, llaves, recorrer

# Its file has its own columns, one line per value that changed: see `_csv`.
HISTORIAL: Listado[Llave] = Listado(
    (Columna("Registro"), Columna("Qué pasó"), Columna("Cuándo y quién"), Columna("Motivo y datos"))
)
# A longer value is cut on the page; the download has it whole.
LARGO_EN_PAGINA = 1500
TONOS_DE_ASIENTO: dict[str, Tono] = {"Alta": "bien", "Cambio": "info", "Baja": "mal", "Transición": "marca"}
ICONOS = {"Alta": "mas", "Cambio": "lapiz", "Baja": "prohibido", "Transición": "derecha"}


@dataclass(frozen=True)
class FilaDeHistorial:
    """An entry as the page shows it, with where it leads."""

    asiento: Asiento
    cambios: list[Cambio]
    pagina: str
    historial: str

    @property
    def tono(self) -> Tono:
        """Of the chip that says what kind of change it is."""
        return TONOS_DE_ASIENTO[self.asiento.tipo]

    @property
    def icono(self) -> str:
        """Of the same chip."""
        return ICONOS[self.asiento.tipo]


def _fila(asiento: Asiento, proceso: Proceso) -> FilaDeHistorial:
    return FilaDeHistorial(
        asiento=asiento,
        cambios=[Cambio(c.campo, _corto(str(c.antes)), _corto(str(c.despues))) for c in asiento.cambios],
        pagina=pagina_de(asiento, proceso),
        historial=reverse("historial_objeto", args=[proceso.clave, asiento.clase._meta.model_name, asiento.pk]),
    )


def _corto(valor: str) -> str:
    if len(valor) <= LARGO_EN_PAGINA:
        return valor
    return f"{valor[:LARGO_EN_PAGINA]}… (siguen {len(valor) - LARGO_EN_PAGINA} caracteres, completos en la descarga)"


def pagina_de(asiento: Asiento, proceso: Proceso) -> str:
    """The page of the object, or of the record that it is part of; empty without one."""
    for nombre, pk in (
        ("candidatura", asiento.candidatura),
        ("entregable", asiento.entregable),
        ("sesion", asiento.sesion),
    ):
        if pk is not None:
            return direccion(nombre, proceso.clave, pk)
    return ""


def _filas(lista: Lista[Llave], proceso: Proceso) -> list[FilaDeHistorial]:
    return [_fila(a, proceso) for a in asientos(list(lista.pagina), proceso)]


@login_required
@require_safe
def historial(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Every change and transition of the process, newest first, with filters and a CSV of exactly those rows."""
    actual = proceso_o_404(request, proceso, ROLES_DE_HISTORIA)
    filtro = FiltroHistorial(request.GET, actual)
    contexto = {"proceso": actual, "filtro": filtro}
    if not filtro.is_valid():
        return render(request, "flujos/historial.html", contexto, status=422)
    busqueda = filtro.busqueda()
    lista = HISTORIAL.de(llaves(actual, busqueda), request.GET)
    if lista.se_descarga:
        return _csv(f"historial-{actual.clave}", actual, busqueda)
    return render(request, "flujos/historial.html", {**contexto, **lista.contexto(), "filas": _filas(lista, actual)})


@login_required
@require_safe
def historial_objeto(request: SolicitudCauce, proceso: str, modelo: str, pk: int) -> HttpResponseBase:
    """The life of one object and of what is part of it, newest first; 404 if it left no trace in this process."""
    actual = proceso_o_404(request, proceso, ROLES_DE_HISTORIA)
    clase = clase_de(modelo)
    if clase is None:
        raise Http404
    busqueda = Busqueda(clase=clase, pk=pk)
    propia = llaves(actual, busqueda)[:1]
    if not propia:
        raise Http404
    busqueda = replace(busqueda, con_partes=True)
    lista = HISTORIAL.de(llaves(actual, busqueda), request.GET)
    if lista.se_descarga:
        return _csv(f"historial-{actual.clave}-{modelo}-{pk}", actual, busqueda)
    [ultimo] = asientos(list(propia), actual)
    return render(
        request,
        "flujos/historial_objeto.html",
        {
            "proceso": actual,
            "objeto": ultimo,
            "enlace": pagina_de(ultimo, actual),
            "pagina": lista.pagina,
            "sucesos": _sucesos(_filas(lista, actual), ultimo),
        },
    )


def _sucesos(filas: list[FilaDeHistorial], objeto: Asiento) -> list[Suceso]:
    """The entries as a timeline: what a transition wrote on the object itself goes inside the transition."""
    sucesos: list[Suceso] = []
    transiciones: dict[datetime, int] = {}
    con_cambios: set[int] = set()
    for fila in filas:
        a = fila.asiento
        propio = a.clase is objeto.clase and a.pk == objeto.pk
        if propio and not a.verbo and a.momento in transiciones:
            # The change of state that the transition tells is among those of the row: it is not told twice.
            lugar = transiciones[a.momento]
            ya = sucesos[lugar].cambios if lugar in con_cambios else ()
            sucesos[lugar] = replace(sucesos[lugar], cambios=[*ya, *fila.cambios])
            con_cambios.add(lugar)
            continue
        if a.verbo:
            transiciones.setdefault(a.momento, len(sucesos))
        hechos = "\n".join(f"{hecho}: {valor}" for hecho, valor in a.hechos)
        sucesos.append(
            Suceso(
                momento=a.momento,
                titulo=a.titulo if propio else f"{a.titulo}: {a.modelo}",
                autor=a.autor,
                en_suplencia_de=a.en_suplencia_de,
                detalle="\n".join(t for t in (a.motivo, hechos) if t),
                cambios=fila.cambios,
                tono=fila.tono,
                icono=fila.icono,
                enlace="" if propio else fila.historial,
            )
        )
    return sucesos


def _csv(nombre: str, proceso: Proceso, busqueda: Busqueda) -> HttpResponseBase:
    encabezados = [
        "Asiento",
        "Fecha y hora",
        "Movimiento",
        "Transición",
        "Tipo de registro",
        "Número",
        "Registro",
        "Persona",
        "En suplencia de",
        "Motivo",
        "Dato",
        "Antes",
        "Después",
    ]
    return csv_en_partes(nombre, encabezados, _renglones(proceso, busqueda))


def _renglones(proceso: Proceso, busqueda: Busqueda) -> Iterator[list[object]]:
    """One line per value that changed or fact that was seen; an entry with none has one line."""
    for a in recorrer(llaves(proceso, busqueda), proceso):
        comun = [
            a.clave,
            a.momento.astimezone(proceso.tz).isoformat(sep=" ", timespec="seconds"),
            a.tipo,
            a.verbo,
            a.modelo,
            a.pk,
            a.objeto,
            a.autor,
            a.en_suplencia_de,
            a.motivo,
        ]
        datos = [[c.campo, c.antes, c.despues] for c in a.cambios] + [[h, "", valor] for h, valor in a.hechos]
        for dato in datos or [["", "", ""]]:
            yield [*comun, *dato]
