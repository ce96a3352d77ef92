"""Public statistics: counting what is published, and cutting the answers of identity (decision 0051).

Nobody reads an answer here: they are opened to be added up, in the sweep, and what is kept is what was published. No
page opens any.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, DateField, Exists, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_noop as _

from calendario.fechas import dia_local, fecha_larga

from ..cifrado import CifradoError
from ..cuestionarios import ACCIONES_AFIRMATIVAS, OPCIONES, edad_en
from ..cuestionarios.curricular import en_blanco
from ..estadisticas import (
    DIMENSIONES,
    Corte,
    Fila,
    Miembro,
    Tabla,
    corte_nuevo,
    cruzada,
    entran_bastantes,
    publicas_de,
    sencilla,
)
from ..models import (
    Candidatura,
    Consentimiento,
    CorteDeEstadistica,
    CuestionarioIdentidad,
    Persona,
    Proceso,
    Supresion,
)
from ..publicacion import cargo_publico
from ..seguimiento import CAPTURADAS, VIVAS

bitacora = logging.getLogger(__name__)
NO_CONSTA, SIN_GRADO, OTRO_GRADO = _("No consta"), _("No proporcionó"), _("Otro")
SIN_ACCION, OTRA_ACCION = _("Sin acción afirmativa"), _("Otra")
SIN_DIA, LOS_DEMAS = _("Sin día"), _("Quienes aún no tienen candidaturas publicadas")
ENVIADA, SIN_ENVIAR = _("Enviaron sus cuestionarios"), _("No los han enviado")
EDADES = (
    (30, _("Menos de 30 años")),
    (40, _("De 30 a 39")),
    (50, _("De 40 a 49")),
    (60, _("De 50 a 59")),
    (200, _("60 años o más")),
)
# Answers that are opened at once.
_LOTE = 500


# -- What the registry says of whoever is published -------------------------------------------------------------


def tablas_del_registro(proceso: Proceso) -> list[Tabla]:
    """The tables of what is published, and how capture goes. Three queries, however many candidacies."""
    cargos = {c.pk: cargo_publico(c) for c in proceso.cargos.all()}
    actores = dict(proceso.actores.values_list("pk", "nombre"))
    sexo, edad, grado = (defaultdict[str, Counter[str]](Counter) for _ in range(3))
    por_cargo, por_actor, acciones = Counter[str](), Counter[str](), Counter[str]()
    dias: Counter[tuple[str, date | None]] = Counter()
    # In no order: that of the lists would join and sort all of them.
    filas = Candidatura.objects.publicas().filter(proceso=proceso).order_by()
    dia = TruncDate("publicada_en", tzinfo=proceso.tz, output_field=DateField())
    for cargo, actor, suyo, nacimiento, declarada, estudios, accion, publicada in filas.values_list(
        "cargo",
        "actor",
        "persona__sexo",
        "persona__fecha_nacimiento",
        "persona__edad",
        "curricular__grado_estudios",
        "accion_afirmativa",
        dia,
    ).iterator():
        en_cargo, de_actor = cargos[cargo], actores[actor]
        por_cargo[en_cargo] += 1
        por_actor[de_actor] += 1
        dias[de_actor, publicada] += 1
        sexo[de_actor][_SEXOS.get(suyo, NO_CONSTA)] += 1
        edad[en_cargo][_edad(nacimiento, declarada, proceso.jornada)] += 1
        grado[en_cargo][_grado(estudios or "")] += 1
        acciones[ACCIONES_AFIRMATIVAS.get(accion, OTRA_ACCION) if accion else SIN_ACCION] += 1
    if not por_actor:
        return []
    de_mas_a_menos = sorted(por_actor, key=lambda a: (-por_actor[a], a))
    en_boleta = [c for c in cargos.values() if c in por_cargo]
    personas = _("Candidaturas publicadas")
    return [
        sencilla("cargo", _("Por cargo"), personas, {c: por_cargo[c] for c in en_boleta}, publica=True),
        sencilla("postula", _("Por quien postula"), personas, {a: por_actor[a] for a in de_mas_a_menos}, publica=True),
        *_por_dia(dias, de_mas_a_menos),
        *cruzada(
            ("falta", "falta-por-postula"),
            (_("Cómo va la captura"), _("Cómo va la captura, por quien postula")),
            (_("Candidaturas registradas que aún no se publican"),) * 2,
            _por_publicarse(proceso, de_mas_a_menos),
            ceros=False,
        ),
        *cruzada(
            ("sexo", "sexo-por-postula"),
            (_("Por sexo"), _("Por sexo y quien postula")),
            (_("Sexo que consta en el registro"),) * 2,
            _ordenadas(sexo, [*_SEXOS.values(), NO_CONSTA], de_mas_a_menos),
        ),
        *cruzada(
            ("edad", "edad-por-cargo"),
            (_("Por edad"), _("Por edad y cargo")),
            (_("Edad cumplida el día de la jornada, según el registro"),) * 2,
            _ordenadas(edad, [*(e for _, e in EDADES), NO_CONSTA], en_boleta),
        ),
        *cruzada(
            ("grado", "grado-por-cargo"),
            (_("Por grado de estudios"), _("Por grado de estudios y cargo")),
            (_("Grado máximo de estudios, según el cuestionario curricular"),) * 2,
            _ordenadas(grado, [*OPCIONES["grado_estudios"], OTRO_GRADO, SIN_GRADO], en_boleta),
        ),
        sencilla(
            "accion",
            _("Por acción afirmativa"),
            _("Acción afirmativa bajo la que se registraron"),
            {a: acciones[a] for a in (*ACCIONES_AFIRMATIVAS.values(), OTRA_ACCION, SIN_ACCION) if acciones[a]},
        ),
    ]


_SEXOS = dict(Persona.Sexo.choices)


def _edad(nacimiento: date | None, declarada: int | None, jornada: date) -> str:
    anios = edad_en(nacimiento, jornada) if nacimiento else declarada
    return NO_CONSTA if anios is None else next(e for hasta, e in EDADES if anios < hasta or hasta == EDADES[-1][0])


def _grado(estudios: str) -> str:
    if en_blanco(estudios):
        return SIN_GRADO
    return estudios if estudios in OPCIONES["grado_estudios"] else OTRO_GRADO


def _ordenadas(
    cuentas: Mapping[str, Mapping[str, int]], categorias: list[str], grupos: list[str]
) -> dict[str, dict[str, int]]:
    """The same, in order."""
    return {g: {c: cuentas[g].get(c, 0) for c in categorias} for g in grupos}


def _por_dia(dias: Counter[tuple[str, date | None]], actores: list[str]) -> list[Tabla]:
    """On which day they came to the site: anybody who looked at it knows."""
    en_orden = sorted({d for _, d in dias if d}) + ([None] if any(d is None for _, d in dias) else [])
    total = {_dia(d): sum(dias[a, d] for a in actores) for d in en_orden}
    de = {a: sum(dias[a, d] for d in en_orden) for a in actores}
    filas = [Fila(a, _dia(d), dias[a, d]) for a in actores for d in en_orden if dias[a, d]]
    que = _("Día en que se publicaron las candidaturas que están en el sitio")
    return [
        sencilla("dia", _("Por día"), que, total, publica=True),
        Tabla("postula-dia", _("Por quien postula y día"), que, filas, de),
    ]


def _dia(dia: date | None) -> str:
    return fecha_larga(dia) if dia else SIN_DIA


def _por_publicarse(proceso: Proceso, actores: list[str]) -> dict[str, dict[str, int]]:
    """Of each that has somebody on the site, and of all the rest together: who is about to come is not told."""
    sin_publicar = ~Q(estado=Candidatura.Estado.PUBLICADA)
    faltan: dict[str, dict[str, int]] = {a: {ENVIADA: 0, SIN_ENVIAR: 0} for a in (*actores, LOS_DEMAS)}
    for actor, enviadas, todas in (
        proceso.candidaturas.filter(VIVAS & sin_publicar)
        .values_list("actor__nombre")
        .annotate(enviadas=Count("pk", filter=CAPTURADAS), todas=Count("pk"))
        .order_by()
    ):
        suyas = faltan[actor if actor in actores else LOS_DEMAS]
        suyas[ENVIADA] += enviadas
        suyas[SIN_ENVIAR] += todas - enviadas
    return {a: suyas for a, suyas in faltan.items() if any(suyas.values())}


# -- The answers of identity ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Identidad:
    """The statistics of identity as they are today: those of the cut in force, or why there is none."""

    tablas: list[Tabla]
    corte: datetime | None
    retirada: bool = False


def identidad_publicada(proceso: Proceso) -> Identidad:
    """What the last cut tells, if everybody in it may still be counted; otherwise nothing. Two queries, no key."""
    fila = proceso.cortes_de_estadistica.last()
    if fila is None:
        return Identidad([], None)
    if not set(fila.miembros) <= {c["pk"] for c in _contables(proceso)}:
        return Identidad([], None, retirada=True)
    de = {"": len(fila.miembros)}
    return Identidad(
        [
            Tabla(
                f"identidad-{d.clave}",
                d.titulo,
                d.que,
                [Fila("", c, fila.numeros[d.clave][c]) for c in d.categorias],
                de,
            )
            for d in DIMENSIONES.values()
            if d.clave in fila.numeros
        ],
        fila.hecho_en,
    )


def cortar(proceso: Proceso, en: datetime) -> CorteDeEstadistica | None:
    """Make the cut of the day, if there is anything new that may be told; the answers are opened only then."""
    dia = dia_local(en, proceso.tz)
    cortes = proceso.cortes_de_estadistica
    if cortes.filter(dia__gte=dia).exists():
        return None
    # Those before are read if there is one to make: each holds the key of everybody in it, and the sweep asks often.
    ultimo = cortes.last()
    antes = frozenset(ultimo.miembros) if ultimo else frozenset[int]()
    quienes = _una_por_persona(_contables(proceso), antes)
    if not entran_bastantes(antes, quienes):
        return None
    anteriores = [Corte(frozenset(f.miembros), f.numeros) for f in cortes.all()]
    corte = corte_nuevo(anteriores, _miembros(quienes))
    if corte is None:
        return None
    return CorteDeEstadistica.objects.create(
        proceso=proceso, dia=dia, hecho_en=en, miembros=sorted(corte.miembros), numeros=corte.numeros
    )


def cortar_todos(en: datetime) -> None:
    """The cut of the day of each process; one whose answers cannot be opened waits."""
    for proceso in Proceso.objects.select_related("instituto"):
        try:
            cortar(proceso, en)
        except CifradoError:
            bitacora.exception("No se hizo el corte de estadística de %s.", proceso.clave)


def _contables(proceso: Proceso) -> Sequence[Mapping[str, Any]]:
    """Who may be counted: published, who consents to it, and whose answers are neither blocked nor suppressed."""
    consienten = Consentimiento.objects.vigentes().filter(candidatura=OuterRef("pk"))
    suyas = Supresion.objects.filter(candidatura=OuterRef("pk"))
    return list(
        Candidatura.objects.publicas()
        .filter(Exists(consienten.filter(finalidad=Consentimiento.Finalidad.ESTADISTICA)), proceso=proceso)
        .exclude(Q(identidad__isnull=True) | Q(identidad__respuestas=""))
        .exclude(llave__destruida_en__isnull=False)
        .exclude(Exists(suyas.filter(confirmada_en__isnull=False)))
        .exclude(Exists(suyas.abiertas().filter(causa=Supresion.Causa.ARCO, pedida_en__isnull=False)))
        .annotate(consiente=Exists(consienten.filter(finalidad=Consentimiento.Finalidad.PUBLICACION)))
        .order_by("pk")
        .values("pk", "persona_id", "accion_afirmativa", "consiente")
    )


def _una_por_persona(contables: Sequence[Mapping[str, Any]], antes: frozenset[int]) -> dict[int, frozenset[str]]:
    """One candidacy of each person, the one that was counted already if any, and what the site says of it."""
    suya: dict[int, Mapping[str, Any]] = {}
    for c in sorted(contables, key=lambda c: (c["pk"] not in antes, c["pk"])):
        suya.setdefault(c["persona_id"], c)
    return {c["pk"]: publicas_de(c["accion_afirmativa"], c["consiente"]) for c in suya.values()}


def _miembros(quienes: dict[int, frozenset[str]]) -> list[Miembro]:
    """Their answers as categories, and nothing else of them."""
    claves, miembros = sorted(quienes), []
    for desde in range(0, len(claves), _LOTE):
        lote = CuestionarioIdentidad.objects.filter(candidatura__in=claves[desde : desde + _LOTE])
        for cuestionario in lote.only("candidatura_id", "respuestas"):
            respuestas = cuestionario.respuestas
            categorias = {clave: d.clasificar(respuestas) for clave, d in DIMENSIONES.items()}
            miembros.append(Miembro(cuestionario.candidatura_id, categorias, quienes[cuestionario.candidatura_id]))
    return miembros
