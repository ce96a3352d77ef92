"""What the acts say in words, and the rows that they wrote with their before and after."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, QuerySet, Subquery

from calendario.fechas import fecha_hora, fecha_larga
from compliance.auditoria import Nombres, Registro, leer
from compliance.cara.componentes import Cambio, Tono
from compliance.cuestionarios import DIMENSIONES, ETIQUETAS
from compliance.models import Acto

from .busqueda import LOTE, todos
from .linea import nombre_de_verbo, tono_de_verbo
from .pertenencia import ClaseDeModelo, clase_de, historia

_FECHA = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?")
# What the guards saw, by the key under which an act keeps it.
HECHOS = {
    "antes": "Antes decía",
    "api": "Por la API, con la ficha",
    "aviso": "Huella del texto del aviso",
    "aprobada_el": "Aprobada por el consejo",
    "archivo": "Archivo",
    "atendidas": "Observaciones atendidas",
    "ausentes": "Ya no vienen",
    "autorizacion_retirada": "Retira la autorización",
    "autorizada_en": "Autorizada",
    "campos": "Rubros",
    "consentimientos_cerrados": "Consentimientos que se cerraron",
    "cuentas_terminadas": "Accesos que terminaron",
    "convocado": "Persona convocada",
    "cotejo": "Cotejo",
    "dias": "Días en que se realizó",
    "dias_antes": "Antes decía",
    "dias_extemporanea": "Días de extemporaneidad",
    "dias_tarde": "Días de retraso",
    "dijo": "Qué dijo",
    "entregable": "Entregable que se abrió",
    "evento_el": "Fecha del hecho",
    "falla": "Qué falló",
    "filas": "Renglones",
    "filtro": "Filtro",
    "llaves": "Llaves envueltas de nuevo",
    "maestra": "Llave maestra",
    "modificacion_cancelada": "Cancela una modificación",
    "motivo": "Causa",
    "no_aprobados": "Rubros no aprobados",
    "nombre": "A nombre de",
    "nuevas": "Nuevos o cambiados",
    "numero": "Número",
    "observacion": "Observación",
    "observada_en": "Observada",
    "orden_autorizacion": "Orden de la autorización",
    "organo": "Órgano",
    "razones": "Por qué no",
    "recibidas_en": "Recibidas",
    "remitida_en": "Remitida",
    "repite_a": "Repite a la candidatura",
    "respondida_en": "Respondida",
    "retiradas": "Llaves maestras retiradas",
    "roles": "Roles",
    "serie": "Serie del certificado",
    "sesion": "Sesión",
    "sha256": "Huella del documento",
    "sistema": "Lo dijo el sistema",
    "validada_en": "Validada",
    "vencia": "Vencía",
    "version": "Versión",
}

# What was read, corrected or asked for, by its key: sections of both questionnaires, and data of the registration.
CAMPOS = {
    **ETIQUETAS,
    **{clave: d.nombre for clave, d in DIMENSIONES.items()},
    "accion_afirmativa": "acción afirmativa",
    "clave_elector": "clave de elector",
    "correo_propuesto": "correo propuesto",
    "curp": "CURP",
    "fecha_nacimiento": "fecha de nacimiento",
}


@dataclass(frozen=True)
class Asiento:
    """An act as people read it. `clase` is None for a model that there is not any more."""

    acto: Acto
    clase: ClaseDeModelo | None
    objeto: str

    @property
    def modelo(self) -> str:
        """What kind of thing it was done to, in words."""
        return str(self.clase._meta.verbose_name) if self.clase else self.acto.modelo

    @property
    def clave(self) -> str:
        """The kind of thing as addresses write it; empty if its history has no page."""
        return str(self.clase._meta.model_name) if self.clase else ""

    @property
    def titulo(self) -> str:
        """What was done, in words."""
        return nombre_de_verbo(self.acto.verbo, self.clase)

    @property
    def tono(self) -> Tono:
        """Of the chip that says it."""
        return tono_de_verbo(self.acto.verbo, self.clase)

    @property
    def ocurrio(self) -> datetime | None:
        """When it happened, if it was another moment than when it was recorded."""
        return self.acto.ocurrio_en if self.acto.ocurrio_en != self.acto.en else None

    @property
    def cuantas(self) -> int:
        """How many history rows it wrote."""
        return len(self.acto.filas)

    @property
    def estados(self) -> list[Cambio]:
        """The change of state of an act that wrote no row: those of before acts, which the rest says in its rows."""
        if self.acto.filas or self.acto.de == self.acto.a:
            return []
        estado = getattr(self.clase, "Estado", None)
        etiquetas = {str(valor): str(etiqueta) for valor, etiqueta in estado.choices} if estado else {}
        de, a = self.acto.de, self.acto.a
        return [Cambio("Estado", etiquetas.get(de, de), etiquetas.get(a, a))]

    def hechos(self, tz: ZoneInfo) -> list[tuple[str, str]]:
        """What its guards saw, in words, moments in the time zone `tz`."""
        return [
            (
                HECHOS.get(h, h.replace("_", " ").capitalize()),
                en_palabras(valor) if h in ("campos", "no_aprobados") else _hecho(valor, tz),
            )
            for h, valor in sorted(self.acto.hechos.items(), key=_lugar)
            # What brought it about has a link of its own.
            if valor not in (None, "", []) and h not in ("causa", "guardas")
        ]


def _lugar(hecho: tuple[str, Any]) -> tuple[str, bool]:
    """By its key, what it said before what it says: no database keeps the order in which they were written."""
    return hecho[0].removesuffix("_antes"), not hecho[0].endswith("_antes")


def en_palabras(campos: Iterable[str]) -> str:
    """Names of sections and data, as people read them."""
    return ", ".join(CAMPOS.get(campo, campo) for campo in campos)


def asientos(actos: Sequence[Acto]) -> list[Asiento]:
    """These acts in words, in their order: a query or two for each model that they are about."""
    clases = {a.modelo: clase_de(a.modelo) for a in actos}
    nombres = _nombres({(clase, a.objeto) for a in actos if (clase := clases[a.modelo]) is not None})
    return [
        Asiento(a, clases[a.modelo], nombres.get((clases[a.modelo], a.objeto)) or f"{a.modelo} {a.objeto}")
        for a in actos
    ]


def nombre_de_uno(clase: ClaseDeModelo, pk: int) -> str:
    """The name of an object: today's, or the one that it had."""
    return _nombres({(clase, pk)}).get((clase, pk), "")


def _nombres(objetos: Collection[tuple[ClaseDeModelo, int]]) -> dict[tuple[ClaseDeModelo | None, int], str]:
    nombres = Nombres()
    for clase, pk in objetos:
        nombres.pedir(clase, pk)
    hallados: dict[tuple[ClaseDeModelo | None, int], str] = {(c, pk): nombres.de(c, pk) for c, pk in objetos}
    idos: dict[ClaseDeModelo, set[int]] = defaultdict(set)
    for clase, pk in objetos:
        if not hallados[clase, pk]:
            idos[clase].add(pk)
    for clase, pks in idos.items():
        # Of what is no longer there, the last row, which says no change from itself.
        ultimas = {fila.id: fila for fila in historia(clase).filter(id__in=pks).order_by("history_id")}
        hallados |= {(clase, r.pk): r.objeto for r in leer([(f, f) for f in ultimas.values()], ZoneInfo("UTC"))}
    return hallados


def filas_de(actos: Sequence[Acto], tz: ZoneInfo) -> dict[int, list[Registro]]:
    """The rows that each act wrote, with what they changed: two queries for each table, however many acts."""
    por_tabla: dict[str, set[int]] = defaultdict(set)
    for acto in actos:
        for tabla, fila, _ in acto.filas:
            por_tabla[tabla].add(fila)
    leidas: dict[tuple[str, int], Registro] = {}
    parejas = []
    for tabla, filas in sorted(por_tabla.items()):
        if (clase := clase_de(tabla)) is not None:
            parejas += _con_anterior(clase, filas)
    for r in leer(parejas, tz):
        leidas[r.clase._meta.label_lower, r.historia_id] = r
    return {a.pk: [leidas[t, f] for t, f, _ in a.filas if (t, f) in leidas] for a in actos}


def _con_anterior(modelo: ClaseDeModelo, filas: Iterable[int]) -> list[tuple[Any, Any | None]]:
    previas = historia(modelo).filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    propias = list(
        historia(modelo)
        .filter(history_id__in=filas)
        .order_by("history_id")
        .annotate(anterior_id=Subquery(previas.values("history_id")[:1]))
    )
    anteriores = historia(modelo).in_bulk([f.anterior_id for f in propias if f.anterior_id])
    return [(f, anteriores.get(f.anterior_id)) for f in propias]


def _hecho(valor: Any, tz: ZoneInfo) -> str:
    if isinstance(valor, bool):
        return "Sí" if valor else "No"
    if isinstance(valor, list):
        return ", ".join(_hecho(v, tz) for v in valor)
    if isinstance(valor, dict):
        return ", ".join(f"{clave}: {_hecho(v, tz)}" for clave, v in valor.items())
    if isinstance(valor, str) and (fecha := _FECHA.fullmatch(valor)):
        return fecha_hora(datetime.fromisoformat(valor), tz) if fecha[1] else fecha_larga(date.fromisoformat(valor))
    return str(valor)


def recorrer(consultas: Sequence[QuerySet[Acto]], tz: ZoneInfo) -> Iterator[tuple[Asiento, list[Registro]]]:
    """Every act found with the rows that it wrote, newest first, read in batches."""
    restantes = todos(consultas)
    while lote := list(islice(restantes, LOTE)):
        filas = filas_de(lote, tz)
        for asiento in asientos(lote):
            yield asiento, filas[asiento.acto.pk]
