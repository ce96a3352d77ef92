"""What the rows of the history say, read table by table."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, QuerySet, Subquery

from calendario.fechas import fecha_hora, fecha_larga
from compliance.auditoria import Nombres, leer
from compliance.cara.componentes import Cambio
from compliance.models import Candidatura, Entregable, Proceso

from ..models import Sesion, Transicion
from .busqueda import TRANSICION, Llave
from .linea import TABLAS, nombre_de_verbo
from .pertenencia import ClaseDeModelo, tablas

LOTE = 500
_FECHA = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?")
# What the guards saw, by the key under which a transition keeps it.
HECHOS = {
    "aviso": "Huella del texto del aviso",
    "aprobada_el": "Aprobada por el consejo",
    "atendidas": "Observaciones atendidas",
    "autorizacion_retirada": "Retira la autorización",
    "autorizada_en": "Autorizada",
    "campos": "Rubros",
    "dias": "Días en que se realizó",
    "dias_antes": "Antes decía",
    "dias_extemporanea": "Días de extemporaneidad",
    "dias_tarde": "Días de retraso",
    "evento_el": "Fecha del hecho",
    "motivo": "Causa",
    "no_aprobados": "Rubros no aprobados",
    "observacion": "Observación",
    "orden_autorizacion": "Orden de la autorización",
    "organo": "Órgano",
    "recibidas_en": "Recibidas",
    "remitida_en": "Remitida",
    "sesion": "Sesión",
    "sha256": "Huella del documento",
    "validada_en": "Validada",
    "vencia": "Vencía",
    "version": "Versión",
}


@dataclass(frozen=True)
class Asiento:
    """An entry of the history: a change of an object, or a transition with what its guards saw."""

    clave: str
    momento: datetime
    tipo: str
    clase: ClaseDeModelo
    pk: int
    objeto: str
    autor: str
    en_suplencia_de: str
    motivo: str
    verbo: str
    cambios: Sequence[Cambio]
    hechos: Sequence[tuple[str, str]]
    entregable: int | None = None
    candidatura: int | None = None
    sesion: int | None = None

    @property
    def modelo(self) -> str:
        """What kind of thing it is, in words."""
        return str(self.clase._meta.verbose_name)

    @property
    def titulo(self) -> str:
        """What happened, in words."""
        return self.verbo or self.tipo


def asientos(elegidas: Sequence[Llave], proceso: Proceso) -> list[Asiento]:
    """The entries of these keys, in their order: two queries per table that appears, one per model that is named."""
    por_tabla: dict[int, list[int]] = defaultdict(list)
    for _, tabla, fila in elegidas:
        por_tabla[tabla].append(fila)
    leidos: dict[tuple[int, int], Asiento] = {}
    parejas = []
    for numero in sorted(por_tabla.keys() - {0}):
        parejas += _con_anterior(tablas()[numero - 1], por_tabla[numero])
    # A transition without a reason leaves its verb as the reason of the history row.
    verbos = {verbo for filas in TABLAS.values() for verbo in filas}
    numeros = {modelo: n for n, modelo in enumerate(tablas(), start=1)}
    for (fila, _), r in zip(parejas, leer(parejas, proceso.tz), strict=True):
        leidos[numeros[r.clase], r.historia_id] = Asiento(
            clave=f"{r.clase._meta.model_name}-{r.historia_id}",
            momento=r.momento,
            tipo=r.tipo,
            clase=r.clase,
            pk=r.pk,
            objeto=r.objeto,
            autor=r.autor,
            en_suplencia_de="",
            motivo=nombre_de_verbo(r.motivo, r.clase) if r.motivo in verbos else r.motivo,
            verbo="",
            cambios=r.cambios,
            hechos=(),
            entregable=r.pk if r.clase is Entregable else getattr(fila, "entregable_id", None),
            candidatura=r.pk if r.clase is Candidatura else getattr(fila, "candidatura_id", None),
            sesion=r.pk if r.clase is Sesion else getattr(fila, "sesion_id", None),
        )
    for pk, asiento in _leer_transiciones(por_tabla.get(0, []), proceso.tz):
        leidos[0, pk] = asiento
    return [leidos[tabla, fila] for _, tabla, fila in elegidas]


def _con_anterior(modelo: ClaseDeModelo, filas: Iterable[int]) -> list[tuple[Any, Any | None]]:
    historial = modelo.history.model  # type: ignore[attr-defined]
    previas = historial.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    propias = list(
        historial.objects.filter(history_id__in=filas)
        .order_by("history_id")
        .annotate(anterior_id=Subquery(previas.values("history_id")[:1]))
    )
    anteriores = historial.objects.in_bulk([f.anterior_id for f in propias if f.anterior_id])
    return [(f, anteriores.get(f.anterior_id)) for f in propias]


def _leer_transiciones(filas: Sequence[int], tz: ZoneInfo) -> Iterator[tuple[int, Asiento]]:
    transiciones = list(Transicion.objects.filter(pk__in=filas).order_by()) if filas else []
    nombres = Nombres()
    for t in transiciones:
        nombres.pedir(Candidatura, t.candidatura_id)
        nombres.pedir(Entregable, t.entregable_id)
    for t in transiciones:
        clase: ClaseDeModelo = Candidatura if t.candidatura_id else Entregable
        etiquetas = {str(valor): str(etiqueta) for valor, etiqueta in clase.Estado.choices}  # type: ignore[attr-defined]
        pk = t.candidatura_id or t.entregable_id or 0
        yield (
            t.pk,
            Asiento(
                clave=f"{TRANSICION}-{t.pk}",
                momento=t.en,
                tipo="Transición",
                clase=clase,
                pk=pk,
                objeto=nombres.de(clase, pk),
                autor=t.por_nombre,
                en_suplencia_de=t.en_suplencia_de,
                motivo=t.motivo,
                verbo=nombre_de_verbo(t.verbo, clase),
                cambios=[Cambio("Estado", etiquetas.get(t.de, t.de), etiquetas.get(t.a, t.a))] if t.de != t.a else [],
                hechos=[
                    (HECHOS.get(h, h.replace("_", " ").capitalize()), _hecho(valor, tz))
                    for h, valor in t.hechos.items()
                    if valor not in (None, "", [])
                ],
                entregable=t.entregable_id,
                candidatura=t.candidatura_id,
            ),
        )


def _hecho(valor: Any, tz: ZoneInfo) -> str:
    if isinstance(valor, bool):
        return "Sí" if valor else "No"
    if isinstance(valor, list):
        return ", ".join(map(str, valor))
    if isinstance(valor, dict):
        return ", ".join(f"{clave}: {v}" for clave, v in valor.items())
    if isinstance(valor, str) and (fecha := _FECHA.fullmatch(valor)):
        return fecha_hora(datetime.fromisoformat(valor), tz) if fecha[1] else fecha_larga(date.fromisoformat(valor))
    return str(valor)


def recorrer(encontradas: QuerySet[Any], proceso: Proceso) -> Iterator[Asiento]:
    """Every entry found, newest first, read in batches: for downloads that do not fit in memory."""
    llaves_restantes = encontradas.iterator(chunk_size=LOTE)
    while lote := list(islice(llaves_restantes, LOTE)):
        yield from asientos(lote, proceso)
