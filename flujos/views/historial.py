"""The audit history of a process: the acts that were done in it, for those who watch over it. Read-only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from compliance.auditoria import Registro, guarda_reserva
from compliance.cara.componentes import Cambio, Suceso
from compliance.cara.descargas import archivo, consulta_csv, formato_de
from compliance.cara.listado import Lado
from compliance.cara.navegacion import direccion
from compliance.middleware import SolicitudCauce
from compliance.models import Acto, Candidatura, Entregable, Proceso, Sello
from compliance.roles import ROLES_DE_HISTORIA
from compliance.services.cadenas import exportar
from compliance.views.comun import anotar_descarga, proceso_o_404, se_prepara_aparte

from ..forms.historial import FiltroHistorial, MomentoForm
from ..historial import (
    Asiento,
    ClaseDeModelo,
    Entonces,
    acto_de,
    actos_de,
    asientos,
    clase_de,
    como_estaba,
    del_objeto,
    filas_de,
    nombre_de_uno,
    pagina,
    recorrer,
)
from ..models import Sesion

# A longer value is cut on the page; the download has it whole.
LARGO_EN_PAGINA = 1500
# Values of one act that the life of an object tells: the rest are on the page of the act.
CAMBIOS_EN_LINEA = 60
FILAS_POR_PAGINA = 50
SELLOS_POR_PAGINA = 60
PAGINAS: dict[ClaseDeModelo, str] = {Candidatura: "candidatura", Entregable: "entregable", Sesion: "sesion"}


@dataclass(frozen=True)
class Renglon:
    """An act as the list shows it, with where it leads. `pagina` is empty if its object has no page of its own."""

    asiento: Asiento
    enlace: str
    pagina: str
    historial: str


def _renglon(asiento: Asiento, proceso: Proceso) -> Renglon:
    return Renglon(
        asiento=asiento,
        enlace=reverse("historial_acto", args=[proceso.clave, asiento.acto.pk]),
        pagina=_pagina_de(asiento.clase, asiento.acto.objeto, proceso),
        historial=_historial_de(asiento.clave, asiento.acto.objeto, proceso),
    )


def _pagina_de(clase: ClaseDeModelo | None, pk: int, proceso: Proceso) -> str:
    return direccion(PAGINAS[clase], proceso.clave, pk) if clase in PAGINAS else ""


def _historial_de(clave: str, pk: int, proceso: Proceso) -> str:
    return reverse("historial_objeto", args=[proceso.clave, clave, pk]) if clave else ""


def _recortados(cambios: Sequence[Cambio]) -> list[Cambio]:
    return [Cambio(c.campo, _corto(str(c.antes)), _corto(str(c.despues))) for c in cambios]


def _corto(valor: str) -> str:
    if len(valor) <= LARGO_EN_PAGINA:
        return valor
    return f"{valor[:LARGO_EN_PAGINA]}… (siguen {len(valor) - LARGO_EN_PAGINA} caracteres, completos en la descarga)"


@login_required
@require_safe
def historial(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """The acts of the process, newest first, with filters and a CSV of exactly what they wrote."""
    actual = proceso_o_404(request, proceso, ROLES_DE_HISTORIA)
    filtro = FiltroHistorial(request.GET)
    contexto = {"proceso": actual, "filtro": filtro}
    if not filtro.is_valid():
        return render(request, "flujos/historial.html", contexto, status=422)
    consultas = actos_de(actual, filtro.busqueda())
    if formato_de(request.GET):
        if aparte := se_prepara_aparte(request, actual, _cuantos(consultas)):
            return aparte
        anotar_descarga(request, actual, "historial")
        return _archivo(request.GET, f"historial-{actual.clave}", actual, consultas)
    vista = pagina(consultas, Lado.de(request.GET))
    contexto |= {
        "pagina": vista,
        "renglones": [_renglon(a, actual) for a in asientos(vista.actos)],
        "csv": consulta_csv(request.GET),
        "sello": Sello.objects.order_by("-dia").first(),
    }
    return render(request, "flujos/historial.html", contexto)


@login_required
@require_safe
def historial_acto(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponseBase:
    """One act: what it wrote, field by field, what its guards saw, and its link in the chain of its object."""
    actual = proceso_o_404(request, proceso, ROLES_DE_HISTORIA)
    acto = acto_de(actual, pk)
    if acto is None:
        raise Http404
    [asiento] = asientos([acto])
    registros = filas_de([acto], actual.tz)[acto.pk]
    partes = Paginator(registros, FILAS_POR_PAGINA).get_page(request.GET.get("page"))
    return render(
        request,
        "flujos/historial_acto.html",
        {
            "proceso": actual,
            "a": asiento,
            "acto": acto,
            "renglon": _renglon(asiento, actual),
            "hechos": asiento.hechos(actual.tz),
            "pagina": partes,
            "filas": [
                (r, _recortados(r.cambios), _historial_de(str(r.clase._meta.model_name), r.pk, actual)) for r in partes
            ],
            "faltan": asiento.cuantas - len(registros),
            **_historia_de(acto, actual),
        },
    )


def _historia_de(acto: Acto, proceso: Proceso) -> dict[str, Any]:
    """What brought the act about, and what it brought about: all of one moment, so that an index finds it."""
    causa = acto.hechos.get("causa")
    previo = acto_de(proceso, causa) if isinstance(causa, int) else None
    siguientes = Acto.objects.filter(proceso=proceso, en=acto.en, hechos__causa=acto.pk).order_by("pk")
    return {
        "causa": asientos([previo])[0] if previo else None,
        "consecuencias": asientos(list(siguientes)),
    }


@login_required
@require_safe
def historial_objeto(request: SolicitudCauce, proceso: str, modelo: str, pk: int) -> HttpResponseBase:
    """The life of one object and of what is part of it, newest first, and how it stood on a moment.

    404 if it left no trace in this process.
    """
    actual = proceso_o_404(request, proceso, ROLES_DE_HISTORIA)
    clase, nombre = _objeto_o_404(actual, modelo, pk)
    consultas = [del_objeto(actual, clase, pk, con_partes=True)]
    if formato_de(request.GET):
        if aparte := se_prepara_aparte(request, actual, _cuantos(consultas)):
            return aparte
        anotar_descarga(request, actual, "historial", clase(pk=pk))
        return _archivo(request.GET, f"historial-{actual.clave}-{modelo}-{pk}", actual, consultas)
    vista = pagina(consultas, Lado.de(request.GET))
    momento = MomentoForm(request.GET if "el" in request.GET else None)
    entonces: Entonces | None = None
    with timezone.override(actual.tz):
        if momento.is_valid():
            entonces = como_estaba(clase, pk, momento.cleaned_data["el"], actual.tz)
        return render(
            request,
            "flujos/historial_objeto.html",
            {
                "proceso": actual,
                "objeto": nombre,
                "modelo": clase._meta.verbose_name,
                "enlace": _pagina_de(clase, pk, actual),
                "paquete": _paquete_de(clase, pk, actual),
                "constancia": reverse("historial_constancia", args=[actual.clave, modelo, pk]),
                "momento": momento,
                "entonces": entonces,
                "como_estaba": _como_estaba(entonces),
                "pagina": vista,
                "sucesos": _sucesos(vista.actos, clase, pk, actual),
            },
            status=422 if momento.errors else 200,
        )


@login_required
@require_safe
def historial_paquete(request: SolicitudCauce, proceso: str, modelo: str, pk: int) -> HttpResponseBase:
    """The chain of one object as a file that verifies itself; of what the history does not show, its hash alone."""
    actual = proceso_o_404(request, proceso, ROLES_DE_HISTORIA)
    clase, _ = _objeto_o_404(actual, modelo, pk)
    if not _paquete_de(clase, pk, actual):
        raise Http404
    eslabones = Acto.objects.filter(modelo=clase._meta.label_lower, objeto=pk).count()
    if aparte := se_prepara_aparte(request, actual, eslabones):
        return aparte
    anotar_descarga(request, actual, "paquete", clase(pk=pk))
    archivo = TemporaryFile()  # noqa: SIM115 (the answer closes it when it has been sent)
    exportar(f"{clase._meta.label_lower}:{pk}", archivo, guarda_reserva)
    archivo.seek(0)
    return FileResponse(archivo, as_attachment=True, filename=f"historial-{actual.clave}-{modelo}-{pk}.zip")


@login_required
@require_safe
def historial_sellos(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """The seals of the installation, newest first, to be compared with those that somebody kept."""
    actual = proceso_o_404(request, proceso, ROLES_DE_HISTORIA)
    sellos = Paginator(Sello.objects.order_by("-dia"), SELLOS_POR_PAGINA).get_page(request.GET.get("page"))
    return render(request, "flujos/historial_sellos.html", {"proceso": actual, "pagina": sellos})


def _paquete_de(clase: ClaseDeModelo, pk: int, proceso: Proceso) -> str:
    """Where its chain is downloaded; empty for what is told by acts on something else, and has none of its own."""
    if not Acto.objects.filter(modelo=clase._meta.label_lower, objeto=pk).exists():
        return ""
    return reverse("historial_paquete", args=[proceso.clave, clase._meta.model_name, pk])


def _objeto_o_404(proceso: Proceso, modelo: str, pk: int) -> tuple[ClaseDeModelo, str]:
    """Its class and its name, if it left some act in this process."""
    clase = clase_de(modelo)
    if clase is None or clase._meta.model_name != modelo:
        raise Http404
    if not del_objeto(proceso, clase, pk).exists():
        raise Http404
    return clase, nombre_de_uno(clase, pk)


def _como_estaba(entonces: Entonces | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each object of then with its values: itself first, without a name, and what was part of it."""
    if entonces is None or entonces.registro is None:
        return []
    propios = ("", _valores(entonces.registro))
    return [propios, *((f"{r.modelo.capitalize()}: {r.objeto}", _valores(r)) for r in entonces.partes)]


def _valores(registro: Registro) -> list[tuple[str, str]]:
    return [(c.campo, _corto(str(c.despues))) for c in registro.cambios]


def _sucesos(actos: Sequence[Acto], clase: ClaseDeModelo, pk: int, proceso: Proceso) -> list[Suceso]:
    """The acts as a timeline, each with what it wrote of the object and of what is part of it."""
    filas = filas_de(actos, proceso.tz)
    sucesos = []
    for a in asientos(actos):
        propio = a.clase is clase and a.acto.objeto == pk
        cambios = [*a.estados]
        for r in filas[a.acto.pk]:
            de_quien = "" if r.clase is clase and r.pk == pk else f"{r.modelo.capitalize()}: "
            cambios += [Cambio(f"{de_quien}{c.campo}", c.antes, c.despues) for c in r.cambios]
        hechos = "\n".join(f"{hecho}: {valor}" for hecho, valor in a.hechos(proceso.tz))
        sucesos.append(
            Suceso(
                momento=a.acto.en,
                titulo=a.titulo if propio else f"{a.titulo}: {a.modelo} {a.objeto}",
                autor=a.acto.por_nombre,
                en_suplencia_de=a.acto.en_suplencia_de,
                detalle="\n".join(t for t in (a.acto.motivo, hechos) if t),
                cambios=_recortados(cambios[:CAMBIOS_EN_LINEA]),
                tono=a.tono,
                enlace=reverse("historial_acto", args=[proceso.clave, a.acto.pk]),
            )
        )
    return sucesos


ENCABEZADOS = (
    "Acto",
    "Registrado",
    "Ocurrido",
    "Qué se hizo",
    "Sobre",
    "Número",
    "Objeto",
    "Persona",
    "En suplencia de",
    "Motivo",
    "Movimiento",
    "Tipo de registro",
    "Registro",
    "Dato",
    "Antes",
    "Después",
)


def _cuantos(consultas: Sequence[QuerySet[Acto]]) -> int:
    """How many acts there are; each is a line at least."""
    return sum(c.order_by().count() for c in consultas)


def _archivo(
    consulta: QueryDict, nombre: str, proceso: Proceso, consultas: Sequence[QuerySet[Acto]]
) -> HttpResponseBase:
    lineas = _lineas(proceso, consultas, en_libro=formato_de(consulta) == "xlsx")
    return archivo(consulta, nombre, ENCABEZADOS, lineas, en_partes=True)


def _lineas(proceso: Proceso, consultas: Sequence[QuerySet[Acto]], *, en_libro: bool) -> Iterator[list[object]]:
    """One line per value that changed or fact that was seen; an act with none has one line.

    A workbook has moments as moments (`en_libro`); a text, with their seconds and their offset.
    """

    def dicho(momento: datetime) -> object:
        return momento.astimezone(proceso.tz) if en_libro else _momento(momento, proceso)

    for a, registros in recorrer(consultas, proceso.tz):
        comun = [
            a.acto.pk,
            dicho(a.acto.en),
            dicho(a.ocurrio) if a.ocurrio else "",
            a.titulo,
            a.modelo,
            a.acto.objeto,
            a.objeto,
            a.acto.por_nombre,
            a.acto.en_suplencia_de,
            a.acto.motivo,
        ]
        datos = [
            [r.tipo, r.modelo, r.objeto, c.campo, c.antes, c.despues]
            for r in registros
            for c in r.cambios or [Cambio("")]
        ]
        datos += [["", "", "", c.campo, c.antes, c.despues] for c in a.estados]
        datos += [["", "", "", hecho, "", valor] for hecho, valor in a.hechos(proceso.tz)]
        for dato in datos or [[""] * 6]:
            yield [*comun, *dato]


def _momento(momento: datetime, proceso: Proceso) -> str:
    return momento.astimezone(proceso.tz).isoformat(sep=" ", timespec="seconds")
