"""Which rows of the history a search finds: one query over the keys of every table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from calendario.fechas import inicio_del_dia
from compliance.auditoria import SISTEMA
from compliance.models import Candidatura, Entregable, Nombramiento, Persona, Proceso, Suplencia, Usuario
from compliance.textos import normalizar

from ..models import Decision, Remision, Sesion, Transicion
from .pertenencia import PADRES, ClaseDeModelo, historia, tablas

TRANSICION = "transicion"
# Moment, number of the table (0 is that of transitions) and key of the row in it.
Llave = tuple[datetime, int, int]

# Where a text is looked for, when it is not in the columns of `_TEXTOS`.
BUSQUEDA: dict[ClaseDeModelo, tuple[str, ...]] = {
    Candidatura: ("persona__nombre_busqueda",),
    Decision: ("acuerdo", "punto__titulo"),
    Entregable: ("clave", "nombre"),
    Nombramiento: ("usuario__first_name", "usuario__last_name", "usuario__username"),
    Persona: ("nombre_busqueda",),
    Remision: ("oficio",),
    Sesion: ("nombre", "organo__nombre"),
    Usuario: ("first_name", "last_name", "username"),
    Suplencia: ("suplente__first_name", "suplente__last_name", "titular__first_name", "titular__last_name"),
    **{
        modelo: ("candidatura__persona__nombre_busqueda",) for modelo, padre in PADRES.items() if padre == "candidatura"
    },
}
_NUMERO = re.compile(r"[0-9]{1,18}")
_TEXTOS = ("nombre", "titulo", "texto", "motivo", "campo", "clave")


@dataclass(frozen=True)
class Busqueda:
    """What the history is narrowed by. Days are local to the institute, both inclusive.

    `clase` and `pk` name one object; with `con_partes`, what is part of it comes too (the questionnaires of a
    candidacy, the points of a session).
    """

    autor: str = ""
    clase: ClaseDeModelo | None = None
    pk: int | None = None
    con_partes: bool = False
    texto: str = ""
    tipo: str = ""
    verbo: str = ""
    desde: date | None = None
    hasta: date | None = None


def llaves(proceso: Proceso, busqueda: Busqueda) -> QuerySet[Any]:
    """The keys of the rows found, newest first: a queryset to be sliced, counted or iterated."""
    autores = _autores(proceso, busqueda.autor) if busqueda.autor else None
    consultas = []
    for numero, modelo in enumerate(tablas(), start=1):
        filtro = _filtro(modelo, busqueda, proceso)
        if filtro is None or busqueda.tipo == TRANSICION:
            continue
        consulta = historia(modelo, proceso).filter(filtro)
        if autores is not None:
            consulta = consulta.filter(autor__in=autores | ({""} if SISTEMA in autores else set()))
        if busqueda.tipo:
            consulta = consulta.filter(history_type=busqueda.tipo)
        consultas.append(_llave(consulta, "history_date", numero, "history_id"))
    transiciones = _transiciones(proceso, busqueda)
    if autores is not None:
        transiciones = transiciones.filter(por_nombre__in=autores)
    primera, *resto = [_llave(transiciones, "en", 0, "pk"), *consultas]
    return primera.union(*resto, all=True).order_by("-momento", "tabla", "-fila")


def _llave(consulta: QuerySet[Any], momento: str, numero: int, fila: str) -> QuerySet[Any]:
    llave: QuerySet[Any] = consulta.annotate(
        momento=F(momento), tabla=Value(numero, IntegerField()), fila=Cast(F(fila), models.BigIntegerField())
    ).values_list("momento", "tabla", "fila")
    return llave


def _autores(proceso: Proceso, buscado: str) -> set[str]:
    """The names under which somebody wrote here that hold every word of `buscado`, accents and case ignored."""
    consultas = [historia(m, proceso).values_list("autor").distinct() for m in tablas()]
    transiciones = Transicion.objects.filter(proceso=proceso).order_by().values_list("por_nombre").distinct()
    nombres = {nombre or SISTEMA for (nombre,) in transiciones.union(*consultas)}
    palabras = normalizar(buscado).split()
    return {n for n in nombres if all(p in normalizar(n) for p in palabras)}


def _entre_dias(busqueda: Busqueda, proceso: Proceso, campo: str) -> Q:
    q = Q()
    if busqueda.desde:
        q &= Q(**{f"{campo}__gte": inicio_del_dia(busqueda.desde, proceso.tz)})
    if busqueda.hasta:
        q &= Q(**{f"{campo}__lt": inicio_del_dia(busqueda.hasta + timedelta(days=1), proceso.tz)})
    return q


def _filtro(modelo: ClaseDeModelo, busqueda: Busqueda, proceso: Proceso) -> Q | None:
    """The condition on the history rows of a model; None when none of them can be among those found."""
    q = _entre_dias(busqueda, proceso, "history_date")
    if busqueda.clase is not None and busqueda.pk is not None:
        del_objeto = _del_objeto(modelo, busqueda)
        if del_objeto is None:
            return None
        q &= del_objeto
    elif busqueda.clase not in (None, modelo):
        return None
    if busqueda.texto:
        q &= _con_texto(_columnas_de_texto(modelo), ["id"], busqueda.texto)
    if busqueda.verbo:
        del_acto = _del_acto(modelo, busqueda.verbo)
        if del_acto is None:
            return None
        q &= del_acto
    return q


def _del_objeto(modelo: ClaseDeModelo, busqueda: Busqueda) -> Q | None:
    if modelo is busqueda.clase:
        return Q(id=busqueda.pk)
    if busqueda.con_partes and modelo in PADRES:
        campo = PADRES[modelo]
        if modelo._meta.get_field(campo).related_model is busqueda.clase:
            return Q(**{f"{campo}_id": busqueda.pk})
    return None


def _con_texto(columnas: Sequence[str], llaves_posibles: Sequence[str], texto: str) -> Q:
    """Every word of `texto` in some of the columns; or the whole of it, a number, as one of the keys."""
    todas = Q()
    for palabra in texto.split():
        alguna = Q(pk__in=[])
        for columna in columnas:
            buscada = normalizar(palabra) if columna.endswith("nombre_busqueda") else palabra
            alguna |= Q(**{f"{columna}__icontains": buscada})
        todas &= alguna
    if _NUMERO.fullmatch(texto):
        for llave in llaves_posibles:
            todas |= Q(**{llave: int(texto)})
    return todas


def _columnas_de_texto(modelo: ClaseDeModelo) -> tuple[str, ...]:
    presentes = {f.name for f in modelo._meta.fields}
    return BUSQUEDA.get(modelo) or tuple(c for c in _TEXTOS if c in presentes)


def _del_acto(modelo: ClaseDeModelo, verbo: str) -> Q | None:
    """What was written on a record, or on what hangs from it, at the moment of one of its transitions."""
    for clase, campo in ((Candidatura, "candidatura"), (Entregable, "entregable")):
        columna = "id" if modelo is clase else f"{campo}_id"
        if modelo is clase or any(f.name == campo for f in modelo._meta.fields):
            return Q(
                Exists(
                    Transicion.objects.filter(
                        verbo=verbo, en=OuterRef("history_date"), **{f"{campo}_id": OuterRef(columna)}
                    )
                )
            )
    return None


def _transiciones(proceso: Proceso, busqueda: Busqueda) -> QuerySet[Transicion]:
    consulta = Transicion.objects.filter(_entre_dias(busqueda, proceso, "en"), proceso=proceso).order_by()
    if busqueda.tipo not in ("", TRANSICION) or busqueda.clase not in (None, Candidatura, Entregable):
        return consulta.none()
    campo = {Candidatura: "candidatura", Entregable: "entregable"}.get(busqueda.clase)  # type: ignore[arg-type]
    if campo:
        consulta = consulta.filter(**{f"{campo}__isnull": False})
    if campo and busqueda.pk is not None:
        consulta = consulta.filter(**{f"{campo}_id": busqueda.pk})
    if busqueda.verbo:
        consulta = consulta.filter(verbo=busqueda.verbo)
    if busqueda.texto:
        columnas = ("candidatura__persona__nombre_busqueda", "entregable__clave", "entregable__nombre")
        consulta = consulta.filter(_con_texto(columnas, ["candidatura_id", "entregable_id"], busqueda.texto))
    return consulta
