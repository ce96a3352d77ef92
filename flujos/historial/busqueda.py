"""Which acts a search finds, and a page of them: a step along their index, whatever there is before and after."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from heapq import merge
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from calendario.fechas import inicio_del_dia
from compliance.cara.listado import POR_PAGINA, Lado, en_orden
from compliance.models import Acto, Candidatura, Entregable, Nombramiento, Persona, Proceso, Suplencia, Usuario
from compliance.textos import normalizar

from ..models import Decision, Oficio, Remision, Sesion
from .pertenencia import ClaseDeModelo, alcanzables, caminos, historia, partes_de, tablas

LOTE = 500
# Newest first, by what their index is of.
_ORDEN = ("en", "pk")
# Where a text is looked for, when it is not in the columns of `_TEXTOS`.
BUSQUEDA: dict[ClaseDeModelo, tuple[str, ...]] = {
    Candidatura: ("persona__nombre_busqueda",),
    Decision: ("acuerdo", "punto__titulo"),
    Entregable: ("clave", "nombre"),
    Nombramiento: ("usuario__first_name", "usuario__last_name", "usuario__username"),
    Oficio: ("numero",),
    Persona: ("nombre_busqueda",),
    Remision: ("oficio",),
    Sesion: ("nombre", "organo__nombre"),
    Usuario: ("first_name", "last_name", "username"),
    Suplencia: ("suplente__first_name", "suplente__last_name", "titular__first_name", "titular__last_name"),
}
_NUMERO = re.compile(r"[0-9]{1,18}")
_TEXTOS = ("nombre", "titulo", "texto", "motivo", "campo", "clave")


@dataclass(frozen=True)
class Busqueda:
    """What the history is narrowed by. Days are local to the institute, both inclusive."""

    autor: str = ""
    clase: ClaseDeModelo | None = None
    texto: str = ""
    verbo: str = ""
    desde: date | None = None
    hasta: date | None = None


@dataclass(frozen=True)
class Pagina:
    """Some acts, newest first. `antes` and `tras`: the act before which, and after which, there are more."""

    actos: Sequence[Acto]
    antes: int | None = None
    tras: int | None = None


def actos_de(proceso: Proceso, busqueda: Busqueda) -> list[QuerySet[Acto]]:
    """The acts found, each query a walk of its own: see `caminos`."""
    q = _entre_dias(busqueda, proceso)
    if busqueda.autor:
        q &= Q(por_nombre__in=_autores(proceso, busqueda.autor))
    if busqueda.verbo:
        q &= Q(verbo=busqueda.verbo)
    if busqueda.clase is not None:
        q &= _de_clase(busqueda.clase)
    if busqueda.texto:
        q &= _con_texto(busqueda.texto)
    return [Acto.objects.filter(suyos, q) for suyos in caminos(proceso)]


def acto_de(proceso: Proceso, pk: int) -> Acto | None:
    """An act that this process may look at; None if there is none with that number."""
    return Acto.objects.filter(alcanzables(proceso), pk=pk).first()


def del_objeto(proceso: Proceso, clase: ClaseDeModelo, pk: int, *, con_partes: bool = False) -> QuerySet[Acto]:
    """The acts on an object and those that wrote it; `con_partes`, on what is part of it too."""
    suyos = Acto.objects.filter(modelo=clase._meta.label_lower, objeto=pk).order_by().values("pk")
    escritos = [h.exclude(acto=None).values("acto") for _, h in _y_sus_partes(clase, historia(clase).filter(id=pk))]
    if not con_partes:
        escritos = escritos[:1]
    return Acto.objects.filter(alcanzables(proceso), pk__in=suyos.union(*escritos))


def _y_sus_partes(clase: ClaseDeModelo, filas: QuerySet[Any]) -> Iterator[tuple[ClaseDeModelo, QuerySet[Any]]]:
    """The history rows of an object, and those of all that was ever part of it, model by model."""
    yield clase, filas
    for modelo, columna in partes_de(clase):
        yield from _y_sus_partes(modelo, historia(modelo).filter(**{f"{columna}__in": filas.values("id")}))


def pagina(consultas: Sequence[QuerySet[Acto]], lado: Lado | None = None) -> Pagina:
    """The acts on that side of one of the list, or the first. An act that does not exist gives the first."""
    ancla = Acto.objects.filter(pk=lado.llave).values_list(*_ORDEN).first() if lado else None
    if lado is None or ancla is None:
        lado, pasos = None, [en_orden(c, _ORDEN, al_reves=True) for c in consultas]
    else:
        pasos = [lado.filas(c, _ORDEN, ancla, al_reves=True) for c in consultas]
    hallados = [a for paso in pasos for a in paso[: POR_PAGINA + 1]]
    atras = lado is not None and lado.antes
    hallados.sort(key=_lugar, reverse=not atras)
    actos, hay_mas = hallados[:POR_PAGINA], len(hallados) > POR_PAGINA
    if atras:
        actos.reverse()
    if not actos:
        return Pagina(())
    hay_antes, hay_tras = (hay_mas, True) if atras else (lado is not None, hay_mas)
    return Pagina(actos, actos[0].pk if hay_antes else None, actos[-1].pk if hay_tras else None)


def todos(consultas: Sequence[QuerySet[Acto]]) -> Iterator[Acto]:
    """Every act found, newest first, as they are read: for downloads that do not fit in memory."""
    return merge(*(en_orden(c, _ORDEN, al_reves=True).iterator(LOTE) for c in consultas), key=_lugar, reverse=True)


def _lugar(acto: Acto) -> tuple[Any, int]:
    return acto.en, acto.pk


def _autores(proceso: Proceso, buscado: str) -> set[str]:
    """The names under which somebody acted here that hold every word of `buscado`, accents and case ignored."""
    palabras = normalizar(buscado).split()
    consultas = [Acto.objects.filter(suyos) for suyos in caminos(proceso)]
    nombres = {n for c in consultas for n in c.order_by().values_list("por_nombre", flat=True).distinct()}
    return {n for n in nombres if all(p in normalizar(n) for p in palabras)}


def _entre_dias(busqueda: Busqueda, proceso: Proceso) -> Q:
    q = Q()
    if busqueda.desde:
        q &= Q(en__gte=inicio_del_dia(busqueda.desde, proceso.tz))
    if busqueda.hasta:
        q &= Q(en__lt=inicio_del_dia(busqueda.hasta + timedelta(days=1), proceso.tz))
    return q


def _de_clase(clase: ClaseDeModelo) -> Q:
    """On an object of this kind, or that wrote one: the votes of a session are written by what is done to it."""
    escritos = historia(clase).exclude(acto=None).values("acto")
    return Q(modelo=clase._meta.label_lower) | Q(pk__in=escritos)


def _con_texto(texto: str) -> Q:
    """On an object that had every word of `texto` in its name; or with it, a number, as its key."""
    q = Q(objeto=int(texto)) if _NUMERO.fullmatch(texto) else Q(pk__in=[])
    return reduce(or_, (_nombrado(m, columnas, texto) for m in tablas() if (columnas := _columnas_de_texto(m))), q)


def _nombrado(modelo: ClaseDeModelo, columnas: Sequence[str], texto: str) -> Q:
    todas = Q()
    for palabra in texto.split():
        alguna = Q(pk__in=[])
        for columna in columnas:
            buscada = normalizar(palabra) if columna.endswith("nombre_busqueda") else palabra
            alguna |= Q(**{f"{columna}__icontains": buscada})
        todas &= alguna
    return Q(modelo=modelo._meta.label_lower, objeto__in=historia(modelo).filter(todas).values("id"))


def _columnas_de_texto(modelo: ClaseDeModelo) -> tuple[str, ...]:
    if getattr(modelo, "PARTE_DE", "") == "candidatura":
        # Never by its own texts: an observation about identity, or what it answers, would be guessed.
        return ("candidatura__persona__nombre_busqueda",)
    presentes = {f.name for f in modelo._meta.fields}
    return BUSQUEDA.get(modelo) or tuple(c for c in _TEXTOS if c in presentes)
