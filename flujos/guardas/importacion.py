"""What an import wrote, and what of it moved since: only what nobody touched is taken back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

from calendario.fechas import fecha_hora
from compliance.models import Acto, Candidatura, Identificacion, Persona
from compliance.sentencias import entre
from compliance.verbos.caso import CasoDeTabla
from compliance.verbos.lecturas import DE_LECTURA
from compliance.verbos.modelo import Rechazo, YaHecho

from ..models import Importacion, LoteImportado

# What is told of the many that may have moved.
DICHOS_MAXIMOS = 10
# What hangs from a candidacy and goes with it, or is kept beside it.
_SUYO = frozenset({"curricular", "identidad", "llave", "renglon", "actos", "huellas"})
# What goes with a person; what identifies them, only if the import wrote it.
_DE_LA_PERSONA = frozenset({"candidaturas", "identificacion", "llave"})
# Catalogues: what of them is in use stays, and stops nothing.
CATALOGOS = ("compliance.actorpolitico", "compliance.cargo", "compliance.territorio")


@dataclass
class Escrito:
    """What an import, or some batches, wrote of a model: the key of each object and the first history row of it."""

    modelo: type[models.Model]
    creados: dict[int, int] = field(default_factory=dict)
    cambiados: dict[int, int] = field(default_factory=dict)

    @property
    def todos(self) -> dict[int, int]:
        """Both."""
        return self.creados | self.cambiados


def lo_escrito(lotes: Iterable[LoteImportado]) -> dict[str, Escrito]:
    """By the name of the model, what these batches wrote."""
    numeros = {numero for lote in lotes for numero in lote.actos}
    por_tabla: dict[str, set[int]] = {}
    for filas in Acto.objects.filter(pk__in=entre(numeros)).order_by().values_list("filas", flat=True).iterator():
        for tabla, fila, _ in filas:
            por_tabla.setdefault(tabla, set()).add(fila)
    escrito = {}
    for tabla, filas in por_tabla.items():
        modelo: Any = apps.get_model(tabla)
        suyo = escrito[tabla] = Escrito(modelo)
        consulta = modelo.history.model.objects.filter(history_id__in=entre(filas)).order_by("history_id")
        for fila, pk, tipo in consulta.values_list("history_id", "id", "history_type").iterator():
            if tipo == "+":
                suyo.creados[pk] = fila
            elif pk not in suyo.creados:
                suyo.cambiados.setdefault(pk, fila)
    return escrito


def movido(importacion: Importacion, escrito: dict[str, Escrito]) -> list[str]:
    """What moved since of what the import wrote, in words; some of it, if it is much."""
    propios = {n for actos in importacion.lotes.values_list("actos", flat=True) for n in actos}
    dichos: dict[str, None] = {}
    for dicho in _movido(importacion, escrito, propios):
        dichos[dicho] = None
        if len(dichos) > DICHOS_MAXIMOS:
            break
    return list(dichos)


def _movido(importacion: Importacion, escrito: dict[str, Escrito], propios: set[int]) -> Iterator[str]:
    tz = importacion.proceso.tz
    candidaturas = escrito.get(Candidatura._meta.label_lower, Escrito(Candidatura))
    dichas: set[int] = set()
    actos = Acto.objects.filter(modelo=Candidatura._meta.label_lower, objeto__in=entre(candidaturas.todos))
    actos = actos.exclude(verbo__in=DE_LECTURA).filter(pk__gt=min(propios, default=0)).order_by("pk")
    for numero, pk, verbo, autor, en in actos.values_list("pk", "objeto", "verbo", "por_nombre", "en").iterator():
        if numero not in propios:
            dichas.add(pk)
            yield f"{_nombre(Candidatura, pk)}: {verbo.replace('_', ' ')}, {autor}, {fecha_hora(en, tz)}"
    for tabla, suyo in escrito.items():
        if tabla in CATALOGOS:
            continue
        historial: Any = suyo.modelo.history.model  # type: ignore[attr-defined]
        filas = historial.objects.filter(id__in=entre(suyo.todos)).order_by("history_id")
        for fila, pk, acto, autor, en in filas.values_list(
            "history_id", "id", "acto", "autor", "history_date"
        ).iterator():
            if fila > suyo.todos[pk] and acto not in propios and _de_que_candidatura(suyo.modelo, pk) not in dichas:
                yield f"{_nombre(suyo.modelo, pk)}: {autor or 'Sistema'}, {fecha_hora(en, tz)}"
    yield from _con_algo_mas(candidaturas, _SUYO)
    personas = escrito.get(Persona._meta.label_lower, Escrito(Persona))
    otras = Candidatura.objects.filter(persona__in=entre(personas.creados)).exclude(pk__in=entre(candidaturas.creados))
    for otra in otras.select_related("persona", "cargo"):
        yield f"{otra.persona}: tiene otra candidatura ({otra.cargo})"
    yield from _con_algo_mas(personas, _DE_LA_PERSONA)
    suyas = escrito.get(Identificacion._meta.label_lower, Escrito(Identificacion)).todos
    de_otro = Identificacion.objects.filter(persona__in=entre(personas.creados)).exclude(pk__in=entre(suyas))
    yield from (str(ajena) for ajena in de_otro.select_related("persona"))


def _con_algo_mas(escrito: Escrito, menos: frozenset[str]) -> Iterator[str]:
    """The objects that something else is about: a consent, an account, an observation."""
    for relacion in escrito.modelo._meta.related_objects:
        if relacion.many_to_many or relacion.get_accessor_name() in menos:
            continue
        otro: Any = relacion.related_model
        campo = relacion.field.name
        pks = (
            otro._base_manager.filter(**{f"{campo}__in": entre(escrito.creados)})
            .order_by()
            .values_list(campo, flat=True)
        )
        for pk in pks.distinct():
            yield f"{_nombre(escrito.modelo, pk)}: {otro._meta.verbose_name_plural}"


def en_uso(objeto: models.Model) -> bool:
    """Whether something points to it."""
    return any(
        relacion.related_model._base_manager.filter(**{relacion.field.name: objeto}).exists()
        for relacion in objeto._meta.related_objects
    )


def _de_que_candidatura(modelo: type[models.Model], pk: int) -> int | None:
    if modelo is Candidatura or not hasattr(modelo, "candidatura"):
        return pk if modelo is Candidatura else None
    hallada = modelo._base_manager.filter(pk=pk).values_list("candidatura", flat=True).first()
    return int(hallada) if hallada is not None else None


def _nombre(modelo: type[models.Model], pk: int) -> str:
    consulta = modelo._base_manager.select_related(*getattr(modelo, "NOMBRE_CON", ()))
    objeto = consulta.filter(pk=pk).first()
    return str(objeto) if objeto is not None else f"{modelo._meta.verbose_name} {pk}"


def no_se_ha_deshecho(caso: CasoDeTabla) -> Rechazo | None:
    """Once is enough."""
    importacion: Importacion = caso.objeto
    if importacion.deshecha_en is None:
        return None
    cuando = fecha_hora(importacion.deshecha_en, importacion.proceso.tz)
    return YaHecho("deshecha", f"«{importacion}» ya se deshizo: {importacion.deshecha_por}, el {cuando}.")


def sabe_que_escribio(caso: CasoDeTabla) -> Rechazo | None:
    """Batches of before acts were kept with them do not say what they wrote."""
    sin_actos = caso.objeto.lotes.filter(actos=[])
    reportes = sin_actos.values_list("reporte", flat=True)
    if not any(reporte["creadas"] or reporte["actualizadas"] for reporte in reportes):
        return None
    return Rechazo(
        "sin_actos",
        f"«{caso.objeto}» se importó con una versión de Cauce que no anotaba qué escribía.",
        "Retire o corrija cada candidatura.",
    )


def nada_se_movio(caso: CasoDeTabla) -> Rechazo | None:
    """Names what moved since of what the import wrote."""
    importacion: Importacion = caso.objeto
    dichos = movido(importacion, lo_escrito(importacion.lotes.filter(deshecho_en=None)))
    if not dichos:
        return None
    mas = ["y más"] if len(dichos) > DICHOS_MAXIMOS else []
    return Rechazo(
        "movido",
        f"Desde que se importó «{importacion}» se movió: {'; '.join([*dichos[:DICHOS_MAXIMOS], *mas])}.",
        "Lo que alguien trabajó no se quita de una vez: retire, sustituya o corrija cada candidatura.",
    )
