"""History as people read it: who, when, what changed from what to what, and why.

Identity answers are sensitive: the history says in which group of questions something changed, never the answers,
nor the words of an observation about them. Birth dates and addresses of e-mail are personal: the history says that they
changed, never to what, on the page and in its file alike.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models

from calendario.fechas import fecha_hora, fecha_larga

from .actos import SISTEMA
from .cara.componentes import Cambio
from .cifrado import DatosSuprimidos, TextoCifrado, TextoSuprimido, sellados
from .cuestionarios import DIMENSIONES, ETIQUETAS, PREGUNTAS
from .huellas import filas_relacionadas, relacionados_entonces
from .models import CuestionarioIdentidad, Identificacion, Observacion

TIPOS = {"+": "Alta", "~": "Cambio", "-": "Baja"}
PROTEGIDA = "(respuesta protegida)"
DATO_PROTEGIDO = "(dato protegido)"
# What simple-history or search adds and no person typed.

_OMITIDOS = frozenset({"id", "nombre_busqueda", "avance"})
_OMITIDOS = frozenset({"id", "nombre_busqueda", "formula_comparable", "curp_huella", "clave_elector_huella", "antes"})
# What names an object that is no longer there, in the history row that it left.
_NOMBRES = ("nombre", "titulo", "texto", "motivo", "oficio", "campo", "clave")

Pareja = tuple[Any, Any | None]


@dataclass(frozen=True)
class Registro:
    """One history row with its differences from the row before."""

    historia_id: int
    momento: datetime
    tipo: str
    autor: str
    motivo: str
    clase: type[models.Model]
    pk: int
    objeto: str
    cambios: tuple[Cambio, ...]
    acto: int | None

    @property
    def modelo(self) -> str:
        """What kind of thing it is, in words."""
        return str(self.clase._meta.verbose_name)


class Nombres:
    """The names of the objects that history rows mention, read in one query per model."""

    def __init__(self) -> None:
        self._pedidos: dict[type[models.Model], set[Any]] = defaultdict(set)
        self._leidos: dict[type[models.Model], dict[Any, str]] = {}

    def pedir(self, modelo: type[models.Model], pk: Any) -> None:
        """Say that a name will be needed. All are asked for before the first is read."""
        if pk is not None:
            self._pedidos[modelo].add(pk)

    def de(self, modelo: type[models.Model], pk: Any) -> str:
        """The name today; empty if the object is no longer there."""
        if modelo not in self._leidos:
            consulta = modelo._base_manager.select_related(*getattr(modelo, "NOMBRE_CON", ()))
            objetos = consulta.in_bulk(self._pedidos[modelo])
            self._leidos[modelo] = {clave: nombre_de(objeto) for clave, objeto in objetos.items()}
        return self._leidos[modelo].get(pk, "")


def nombre_de(objeto: models.Model) -> str:
    """How the history names an object: as the rest of the site, but for observations, whose text it leaves out."""
    if isinstance(objeto, Observacion):
        return f"Observación a «{_rubro(objeto.rubro)}»"
    return str(objeto)


def _rubro(clave: str) -> str:
    return DIMENSIONES[clave].nombre if clave in DIMENSIONES else ETIQUETAS.get(clave, clave)


def registros_de(objetos: Iterable[models.Model], tz: ZoneInfo, *, ve_datos: bool = False) -> list[Registro]:
    """The history of each object, oldest first, with its moments in the time zone `tz`.

    The queries grow with the models, not with the objects. Birth dates and addresses, only with `ve_datos`.
    """
    pks: dict[type[models.Model], list[Any]] = defaultdict(list)
    for objeto in objetos:
        pks[type(objeto)].append(objeto.pk)
    parejas: list[Pareja] = []
    for modelo, suyos in pks.items():
        anterior = None
        for fila in modelo.history.filter(id__in=suyos).order_by("id", "history_id"):  # type: ignore[attr-defined]
            parejas.append((fila, anterior if anterior is not None and anterior.id == fila.id else None))
            anterior = fila
    return leer(parejas, tz, ve_datos=ve_datos)


def leer(parejas: Sequence[Pareja], tz: ZoneInfo, *, ve_datos: bool = False) -> list[Registro]:
    """History rows, each with the one before it (None: the object was born), as people read them.

    One query for each model that they mention, however many rows. Birth dates and addresses, only with `ve_datos`.
    """
    _pedir_relacionados([fila for pareja in parejas for fila in pareja if fila is not None])
    nombres = Nombres()
    for fila, anterior in parejas:
        nombres.pedir(fila.instance_type, fila.id)
        for campo, antes, despues in _diferencias(fila, anterior):
            if campo.is_relation:
                for pk in (*antes, *despues) if campo.many_to_many else (antes, despues):
                    nombres.pedir(campo.related_model, pk)
    return [
        Registro(
            historia_id=fila.history_id,
            momento=fila.history_date,
            tipo=TIPOS[fila.history_type],
            autor=fila.autor or SISTEMA,
            motivo=fila.history_change_reason or "",
            clase=fila.instance_type,
            pk=fila.id,
            objeto=nombres.de(fila.instance_type, fila.id) or _nombre_que_tuvo(fila),
            cambios=tuple(_cambios(fila, anterior, nombres, tz, ve_datos)),
            acto=fila.acto,
        )
        for fila, anterior in parejas
    ]


def _nombre_que_tuvo(fila: Any) -> str:
    if fila.instance_type is Observacion:
        return nombre_de(fila.instance)
    nombre = next((str(getattr(fila, c)) for c in _NOMBRES if getattr(fila, c, "")), "")
    return nombre or f"{str(fila.instance_type._meta.verbose_name).capitalize()} {fila.id}"


def _pedir_relacionados(filas: Sequence[Any]) -> None:
    por_clase = defaultdict(list)
    for fila in filas:
        por_clase[fila.instance_type].append(fila)
    for iguales in por_clase.values():
        for campo in iguales[0]._history_m2m_fields:
            models.prefetch_related_objects(iguales, filas_relacionadas(iguales[0], campo))


def _diferencias(fila: Any, anterior: Any | None) -> Iterator[tuple[Any, Any, Any]]:
    """Each field that differs from the row before, with its values; of a new object, those that say something."""
    for campo in fila.tracked_fields:
        if campo.name in _OMITIDOS:
            continue
        # Of what is sealed, the seals are compared: no key is asked for, and once it is destroyed they still tell.
        with sellados() if isinstance(campo, TextoCifrado) else nullcontext():
            antes = getattr(anterior, campo.attname) if anterior is not None else None
            despues = getattr(fila, campo.attname)
        if antes != despues and not (anterior is None and despues in (None, "", [], {})):
            if isinstance(campo, TextoCifrado):
                antes, despues = getattr(anterior, campo.attname, None), getattr(fila, campo.attname)
            yield campo, antes, despues
    for campo in fila._history_m2m_fields:
        antes, despues = (
            relacionados_entonces(anterior, campo) if anterior is not None else [],
            relacionados_entonces(fila, campo),
        )
        if antes != despues:
            yield campo, antes, despues


def _cambios(fila: Any, anterior: Any | None, nombres: Nombres, tz: ZoneInfo, ve_datos: bool) -> Iterator[Cambio]:
    for campo, antes, despues in _diferencias(fila, anterior):
        if fila.instance_type is CuestionarioIdentidad and campo.name == "respuestas":
            yield from _respuestas(antes, despues)
            continue
        etiqueta = str(campo.verbose_name).capitalize()
        reserva = _reserva(fila, campo)
        if reserva and not (ve_datos and reserva == DATO_PROTEGIDO):
            yield Cambio(etiqueta, _reservado(antes, reserva), _reservado(despues, reserva))
        else:
            yield Cambio(etiqueta, texto(campo, antes, nombres, tz), texto(campo, despues, nombres, tz))


def _reserva(fila: Any, campo: models.Field[Any, Any]) -> str:
    """What is read instead of the value of a field that the history does not show; empty for one that it does.

    Personal data, because the pages of its record keep them from who reads the history.
    """
    if fila.instance_type is CuestionarioIdentidad and campo.name == "respuestas":
        return PROTEGIDA
    if fila.instance_type is Observacion and campo.name in ("texto", "respuesta") and fila.rubro in DIMENSIONES:
        return PROTEGIDA
    if (
        isinstance(campo, models.EmailField)
        or campo.name == "fecha_nacimiento"
        or (fila.instance_type is Identificacion and isinstance(campo, TextoCifrado))
    ):
        return DATO_PROTEGIDO
    return ""


def guarda_reserva(fila: Any) -> bool:
    """Whether a history row keeps some value that the history does not show."""
    with sellados():
        return any(getattr(fila, c.attname) and _reserva(fila, c) for c in fila.tracked_fields)


def _reservado(valor: Any, reserva: str) -> str:
    return (str(valor) if isinstance(valor, TextoSuprimido) else reserva) if valor else ""


def _respuestas(antes: dict[str, Any] | None, despues: dict[str, Any] | None) -> Iterator[Cambio]:
    """By group of questions: which one of a group changed would tell the answer that it depends on."""
    if isinstance(antes, DatosSuprimidos) or isinstance(despues, DatosSuprimidos):
        yield Cambio("Respuestas de identidad", getattr(antes, "dicho", ""), getattr(despues, "dicho", ""))
        return
    antes, despues = antes or {}, despues or {}
    for clave, dimension in DIMENSIONES.items():
        preguntas = [p.clave for p in PREGUNTAS.values() if p.dimension == clave]
        if any(antes.get(p) != despues.get(p) for p in preguntas):
            yield Cambio(
                f"Respuestas de «{dimension.nombre}»",
                PROTEGIDA if any(p in antes for p in preguntas) else "",
                PROTEGIDA if any(p in despues for p in preguntas) else "",
            )


def texto(campo: models.Field[Any, Any], valor: Any, nombres: Nombres, tz: ZoneInfo) -> str:
    """A stored value as a person reads it, moments in the time zone `tz`."""
    if valor is None or valor == "":
        return ""
    if campo.many_to_many:
        return "\n".join(nombres.de(campo.related_model, pk) or f"#{pk}" for pk in valor)  # type: ignore[arg-type]
    if campo.is_relation:
        return nombres.de(campo.related_model, valor) or f"#{valor}"  # type: ignore[arg-type]
    if campo.choices:
        return str(dict(campo.flatchoices).get(valor, valor))
    if isinstance(valor, bool):
        return "Sí" if valor else "No"
    if isinstance(valor, datetime):
        return fecha_hora(valor, tz)
    if isinstance(valor, date):
        return fecha_larga(valor)
    if isinstance(valor, list):
        return "\n".join(v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for v in valor)
    return json.dumps(valor, ensure_ascii=False) if isinstance(valor, dict) else str(valor)
