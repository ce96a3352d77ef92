"""What a representation sees of its own: what waits for it, and how far each person has gone, section by section.

Identity answers are not opened: of that questionnaire the record keeps whether it is empty, under way or complete, and
no more (decision 0039).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q

from compliance.cuestionarios import DIMENSIONES, faltantes_curricular
from compliance.models import Candidatura, Consentimiento, CuestionarioIdentidad, Observacion, Proceso
from compliance.models.candidaturas import CandidaturaQuerySet

from ..guardas import Estado, datos_curricular, limites_de
from .turnos import con_turno

Avance = CuestionarioIdentidad.Avance
VACIA, OPCIONAL, BORRADOR, LISTA = "vacia", "opcional", "borrador", "lista"
OBSERVADA, SIN_DATO = "observada", "sin_dato"
# Of these nothing is missing.
SIN_FALTAS = frozenset({LISTA, OPCIONAL})
EN_PALABRAS = {
    VACIA: "Vacía",
    OPCIONAL: "Opcional",
    BORRADOR: "En borrador",
    LISTA: "Completa",
    OBSERVADA: "Observada",
    SIN_DATO: "Sin dato",
}
_DE_IDENTIDAD = {
    Avance.VACIO.value: VACIA,
    Avance.BORRADOR.value: BORRADOR,
    Avance.COMPLETO.value: LISTA,
    "": SIN_DATO,
}
# What is sent was complete, also that of before this was kept.
_ENVIADAS = frozenset({Estado.CAPTURADA.value, Estado.VALIDADA.value, Estado.PUBLICADA.value})


@dataclass(frozen=True)
class Espera:
    """How many candidacies wait for something of the representation, and the earliest day of their clocks."""

    total: int
    vence: Any = None


@dataclass(frozen=True)
class Esperan:
    """What waits for a representation, by whose turn it is, and the rest that is asked of it."""

    por_turno: dict[str, Espera]
    sin_correo: int
    sin_consentir: int
    por_revisar: int

    def de(self, turno: str) -> Espera:
        """Of that turn."""
        return self.por_turno.get(turno, Espera(0))


def lo_que_espera(candidaturas: CandidaturaQuerySet, proceso: Proceso, hoy: date) -> Esperan:
    """What waits, counted in three queries, however many candidacies."""
    vivas = candidaturas.vivas().order_by()
    contadas: Any = con_turno(vivas, proceso, hoy)
    por_turno = {
        fila["turno"]: Espera(fila["n"], fila["primero"])
        for fila in contadas.values("turno").annotate(n=Count("pk"), primero=Min("vence"))
    }
    otros = vivas.annotate(consiente=_publica(), espera_revision=_por_revisar()).aggregate(
        sin_correo=Count("pk", filter=Q(persona__correo="", origen="")),
        sin_consentir=Count("pk", filter=Q(consiente=False)),
        por_revisar=Count("pk", filter=Q(espera_revision=True)),
    )
    return Esperan(por_turno, **otros)


def _publica() -> Exists:
    suyos = Consentimiento.objects.abiertos().filter(candidatura=OuterRef("pk"), finalidad="publicacion")
    return Exists(suyos.order_by())


def _por_revisar() -> Exists:
    return Exists(Consentimiento.objects.por_aceptar().filter(candidatura=OuterRef("pk")).order_by())


def sin_consentir(candidaturas: CandidaturaQuerySet) -> CandidaturaQuerySet:
    """Without a consent to publish, in force or on its way."""
    return candidaturas.filter(~_publica())


@dataclass(frozen=True)
class Renglon:
    """A person of the matrix: how each section stands, in the order of `Columnas`."""

    candidatura: Candidatura
    secciones: tuple[str, ...]


# Key and fields of each public section.
Columnas = Sequence[tuple[str, Sequence[str]]]


def renglones(candidaturas: Sequence[Candidatura], columnas: Columnas, proceso: Proceso) -> list[Renglon]:
    """How each of these stands in the public sections, and last, in the whole of the identity questionnaire.

    They come with their `curricular`, and their `identidad` without its answers. Two queries.
    """
    limites = limites_de(proceso)
    observados: dict[int, set[str]] = {}
    abiertas = Observacion.objects.filter(candidatura__in=candidaturas, atendida_en=None).order_by()
    for candidatura, rubro in abiertas.values_list("candidatura", "rubro"):
        observados.setdefault(candidatura, set()).add(rubro)
    filas = []
    for c in candidaturas:
        datos = datos_curricular(c)
        faltas = {f.campo for f in faltantes_curricular(datos, limites, exige_foto=proceso.exige_foto)}
        suyos = observados.get(c.pk, set())
        secciones = [_de_una(campos, datos, faltas, suyos) for _, campos in columnas]
        filas.append(Renglon(c, (*secciones, _de_identidad(c, suyos))))
    return filas


def _de_una(campos: Sequence[str], datos: dict[str, Any], faltas: set[str], observados: set[str]) -> str:
    if observados & set(campos):
        return OBSERVADA
    if not any(datos[campo] for campo in campos):
        return VACIA if faltas & set(campos) else OPCIONAL
    return BORRADOR if faltas & set(campos) else LISTA


def _de_identidad(c: Candidatura, observados: set[str]) -> str:
    """Which group of questions was observed is not told either."""
    if observados & set(DIMENSIONES):
        return OBSERVADA
    if c.estado in _ENVIADAS:
        return LISTA
    return _DE_IDENTIDAD[c.identidad.avance]


def con_lo_que_se_mide(candidaturas: CandidaturaQuerySet) -> CandidaturaQuerySet:
    """With the public questionnaire, and of the other one only how far it goes: its answers are not even read."""
    return candidaturas.select_related("curricular", "identidad").defer("identidad__respuestas")
