"""History on every audited model: who, when, what changed and why.

simple-history writes a row per save. Two habits make those rows evidence: the name of the author is copied
into the row (an account may disappear, the name must not) and every write goes through `guardar`, which takes
the author, the moment and the reason as arguments.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.signals import ModelSignal
from django.dispatch import receiver
from django_fsm import FSMFieldMixin
from simple_history.models import HistoricalRecords
from simple_history.signals import post_create_historical_record, pre_create_historical_record

from calendario.limpieza import en_parrafos
from calendario.models import HistoriaConAutoria, TextoLimpio

from .actos import Apunte, abierto, asentar, en_curso, en_escritura
from .cifrado import cifrar, copiar_sellos, sellados
from .huellas import filas_de
from .sentencias import cambiar, cambiar_varias, copiar_varias, entre, insertar

# Rows of one statement.
LOTE = 500


class Auditado(TextoLimpio):
    """A model whose every change leaves a history row."""

    # Relations that its name reads: whoever names many objects asks for them together.
    NOMBRE_CON: ClassVar[tuple[str, ...]] = ()
    # The relation to what it is part of, for one that says by it, and not by itself, to which process it belongs.
    PARTE_DE: ClassVar[str] = ""

    history = HistoricalRecords(bases=[HistoriaConAutoria], inherit=True)

    class Meta:
        abstract = True

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """What it says now is not what was `leido`."""
        self.__dict__.pop(_LEIDO, None)
        super().refresh_from_db(*args, **kwargs)


def auditados() -> list[type[models.Model]]:
    """Every model that has history."""
    return [m for m in apps.get_models() if hasattr(m._meta, "simple_history_manager_attribute")]


@receiver(pre_create_historical_record)
def _antes_de_la_fila(sender: type[models.Model], signal: ModelSignal, **kwargs: Any) -> None:
    """Copy into the history row the author's name, the number of the act that writes it, and what is sealed."""
    usuario, fila, objeto = kwargs.get("history_user"), kwargs["history_instance"], kwargs["instance"]
    copiar_sellos(objeto, fila)
    if usuario is not None:
        fila.autor = str(usuario)
    acto = getattr(objeto, "_acto", None)
    if acto is not None and abierto(acto):
        fila.acto = acto.numero
    else:
        negar_sin_acto(objeto)


class SinActoError(RuntimeError):
    """Something audited was going to be written outside every act: it is a mistake of whoever wrote that code."""


def negar_sin_acto(objeto: models.Model) -> None:
    """Nothing audited is saved, nor deleted, by itself."""
    raise SinActoError(f"«{objeto._meta.verbose_name}» se escribe con `guardar`, o con `firmar` dentro de un acto.")


@receiver(post_create_historical_record)
def _despues_de_la_fila(sender: type[models.Model], signal: ModelSignal, **kwargs: Any) -> None:
    """Give the history row to its act."""
    acto = getattr(kwargs["instance"], "_acto", None)
    if acto is not None and abierto(acto):
        acto.escribe(kwargs["history_instance"])


class ALaVezError(ValidationError):
    """Somebody else saved the same between the validation of a row and its writing. It says what, if it can."""


def guardar(objeto: models.Model, *, por: Any | None, en: datetime, motivo: str, acto: Apunte | None = None) -> None:
    """Validate and save `objeto`, leaving a history row by `por`, at `en`, because of `motivo`.

    `por` is the user, or None when the system itself acts. `acto` is what is being done; without one, this write is an
    act of its own. Of an object that was `leido`, only what changed is validated and written: the rest is as the
    database keeps it. Raises ValidationError before anything is written, and ALaVezError, which is one too, if the
    database refuses the row: then the transaction must end.
    """
    leidos = _leidos(objeto)
    if leidos is not None:
        _guardar_lo_cambiado(objeto, leidos, por=por, en=en, motivo=motivo, acto=acto)
        return
    protegidos = _protegidos(objeto)
    objeto.full_clean(exclude=protegidos)
    es_nuevo = objeto._state.adding
    with en_escritura():
        firmar(objeto, por, en, motivo, acto or suelto(objeto, por, en, motivo))
        try:
            # Under a savepoint, the database can still be asked what took the place of a new row.
            with transaction.atomic() if es_nuevo else nullcontext():
                objeto.save()
        except IntegrityError as error:
            raise _ganado_por_otra(objeto, protegidos if es_nuevo else None) from error


def guardar_en(acto: Apunte, objeto: models.Model, motivo: str = "") -> None:
    """`guardar` as part of `acto`: its author and its moment, because of `motivo` (by default, its own)."""
    guardar(objeto, por=acto.por, en=acto.momento, motivo=motivo or acto.motivo, acto=acto)


def leido(objeto: models.Model) -> None:
    """Note what `objeto` says: it was just read and locked in the writing under way, within which that stays true.

    A model that saves in a way of its own, or whose history keeps relations of many, is always saved whole.
    """
    if type(objeto).save is models.Model.save and not getattr(objeto, "_history_m2m_fields", ()):
        objeto.__dict__[_LEIDO] = (en_curso(), [objeto.__dict__.get(c.attname) for c in objeto._meta.concrete_fields])


_LEIDO = "_leido_en_la_escritura"
_INMUTABLES = (type(None), bool, int, str, float, Decimal, date, time, timedelta, bytes, UUID)


def _leidos(objeto: models.Model) -> list[Any] | None:
    """What `leido` noted, unless it was in another writing: what was rolled back there is not known."""
    libro, valores = objeto.__dict__.pop(_LEIDO, (None, None))
    return valores if libro is not None and libro is en_curso() else None


def _cambiados(objeto: models.Model, leidos: Sequence[Any]) -> list[models.Field[Any, Any]]:
    """The fields that no longer say what was read; what may have changed inside (a list, a file) counts as changed."""
    return [
        campo
        for campo, antes in zip(objeto._meta.concrete_fields, leidos, strict=True)
        if not isinstance(antes, _INMUTABLES) or objeto.__dict__.get(campo.attname) != antes
    ]


def _guardar_lo_cambiado(
    objeto: Any, leidos: Sequence[Any], *, por: Any | None, en: datetime, motivo: str, acto: Apunte | None
) -> None:
    """What `guardar` does to an object that is in the database as `leidos`, plus what changed since."""
    protegidos = _protegidos(objeto)
    cambiados = {c.name for c in _cambiados(objeto, leidos)}
    objeto.full_clean(
        exclude={c.name for c in objeto._meta.fields} - cambiados | protegidos,
        validate_unique=False,
        validate_constraints=False,
    )
    # Cleaning may change more.
    campos = _cambiados(objeto, leidos)
    modelo: Any = type(objeto)
    if not _restringidos(modelo).isdisjoint({c.name for c in campos} - protegidos):
        objeto.validate_unique(exclude=protegidos)
        objeto.validate_constraints(exclude=protegidos)
    firmar(objeto, por, en, motivo, acto or suelto(objeto, por, en, motivo))
    # Both rows hold the same seals.
    cifrar([objeto])
    try:
        fila = _en_la_historia(objeto, "~", por, en, motivo, objeto._acto)
        cambiar(objeto, campos, fila) if campos else insertar(fila)
        objeto._acto.escribe(fila)
    except IntegrityError as error:
        raise _ganado_por_otra(objeto, None) from error
    leido(objeto)


@cache
def _restringidos(modelo: Any) -> frozenset[str]:
    """The fields that uniqueness or some constraint of the model looks at."""
    nombrados = {c.name for c in modelo._meta.fields if c.unique}
    for restriccion in modelo._meta.constraints:
        nombrados |= {*getattr(restriccion, "fields", ())}
        for expresion in (getattr(restriccion, "condition", None), *getattr(restriccion, "expressions", ())):
            nombrados |= {nombre for nombre, *_ in modelo._get_expr_references(expresion)}
    return frozenset(modelo._meta.get_field(nombre).name for nombre in nombrados)


def suelto(objeto: models.Model, por: Any | None, en: datetime, motivo: str) -> Apunte:
    """The act of a write that belongs to no other."""
    return Apunte("alta" if objeto._state.adding else "cambio", objeto, por=por, en=en, motivo=motivo)


def _ganado_por_otra(objeto: models.Model, protegidos: set[str] | None) -> ALaVezError:
    """About no field: the row may be one that the form does not ask for."""
    mensajes = ["Otra persona guardó lo mismo en este momento: recargue la página y revise cómo quedó."]
    if protegidos is not None:
        try:
            objeto.full_clean(exclude=protegidos)
            # Those that look at a protected state, too.
            objeto.validate_constraints()
        except ValidationError as error:
            mensajes = error.messages
    return ALaVezError({NON_FIELD_ERRORS: mensajes})


Modelo = TypeVar("Modelo", bound=models.Model)
Cosa = TypeVar("Cosa")


def limpiar_nuevo(objeto: models.Model) -> None:
    """Validate a new object that `crear_varios` will insert: all that can be told without asking the database.

    That its relations exist and that it is unique is for the caller to know, and for the database to enforce.
    """
    relaciones = {f.name for f in objeto._meta.fields if f.is_relation}
    objeto.clean_fields(exclude=_protegidos(objeto) | relaciones)
    objeto.clean()


def crear_varios(
    objetos: Sequence[Modelo],
    *,
    por: Any | None,
    en: datetime,
    motivo: str,
    actos: Sequence[Apunte] | None = None,
) -> None:
    """Insert new objects of one model with their history, set by set; `actos`, the act of each (its own, if none).

    See `limpiar_nuevo`.
    """
    if objetos:
        with en_escritura():
            actos = actos or [suelto(objeto, por, en, motivo) for objeto in objetos]
            asentar(*actos)
            cifrar(objetos)
            type(objetos[0])._default_manager.bulk_create(objetos, batch_size=LOTE)
            _dejar_historia(objetos, "+", por, en, motivo, actos)


def cambiar_varios(
    objetos: Sequence[Modelo],
    campos: Sequence[str],
    *,
    por: Any | None,
    en: datetime,
    motivo: str,
    actos: Sequence[Apunte],
) -> None:
    """Save these fields of objects of one model with their history, set by set; `actos`, the act of each.

    The caller has validated them.
    """
    if objetos:
        asentar(*actos)
        cifrar(objetos)
        for lote in _lotes(objetos):
            cambiar_varias(lote, campos)
        for objeto in objetos:
            objeto.__dict__.pop(_LEIDO, None)
        _dejar_historia(objetos, "~", por, en, motivo, actos)


def quitar_varios(
    objetos: Sequence[models.Model],
    *,
    por: Any | None,
    en: datetime,
    motivo: str,
    actos: Sequence[Apunte],
    con: Mapping[type[models.Model], str] | None = None,
) -> None:
    """Delete objects of one model with their history, set by set; `actos`, the act of each.

    What points to them must be gone before, and is for the caller to know; the database enforces it. `con`: rows
    without history that go with them, by the column that names them.
    """
    if objetos:
        asentar(*actos)
        _dejar_historia(objetos, "-", por, en, motivo, actos)
        for lote in _lotes(objetos):
            claves = entre([o.pk for o in lote])
            for suyo, columna in (con or {}).items():
                filas = suyo._base_manager.filter(**{f"{columna}__in": claves})
                filas._raw_delete(filas.db)
            modelo: Any = type(lote[0])
            filas = modelo._base_manager.filter(pk__in=claves)
            filas._raw_delete(filas.db)


def _dejar_historia(
    objetos: Sequence[Any], tipo: str, por: Any | None, en: datetime, motivo: str, actos: Sequence[Apunte]
) -> None:
    """A history row of each as it was just written, given to its act."""
    modelo: Any = type(objetos[0])
    historial, motivo = _historial(modelo), en_parrafos(motivo)
    filas, quien, autor = filas_de(historial), None if por is None else por.pk, "" if por is None else str(por)
    iguales = {
        "history_date": en,
        "history_user": quien,
        "history_change_reason": motivo,
        "history_type": tipo,
        "autor": autor,
    }
    for lote in _lotes([*zip(objetos, actos, strict=True)]):
        registros = copiar_varias(
            modelo,
            historial,
            [c.name for c in historial.tracked_fields],
            iguales,
            ("acto", {objeto.pk: acto.numero for objeto, acto in lote}),
        )
        for objeto, acto in lote:
            registro = registros[objeto.pk]
            campos = {**objeto.__dict__, "autor": autor}
            huella = filas.huella(campos, acto.numero, en, quien, motivo, registro, tipo)
            acto.filas.append((filas.tabla, registro, huella))


def _lotes(cosas: Sequence[Cosa]) -> Iterator[Sequence[Cosa]]:
    for desde in range(0, len(cosas), LOTE):
        yield cosas[desde : desde + LOTE]


@cache
def _historial(modelo: Any) -> Any:
    """The model of its history rows: asked of `history`, a class is made each time."""
    return modelo.history.model


def _en_la_historia(objeto: Any, tipo: str, por: Any | None, en: datetime, motivo: str, acto: Apunte) -> Any:
    """The history row that simple-history would leave of a write of `objeto`, not yet inserted."""
    modelo: Any = type(objeto)
    historial = _historial(modelo)
    with sellados():
        valores = {campo.attname: getattr(objeto, campo.attname) for campo in historial.tracked_fields}
    return historial(
        history_date=en,
        history_user=por,
        history_change_reason=en_parrafos(motivo),
        history_type=tipo,
        autor="" if por is None else str(por),
        acto=acto.numero,
        **valores,
    )


def como_estaban(modelo: Any, al: datetime, **cuales: Any) -> models.QuerySet[Any] | None:
    """The last history row of each of these until `al`; None if nothing was written of them since: they are as then.

    Of those that still exist: what an import wrote by mistake and somebody took back was of no day.
    """
    if not modelo.history.filter(history_date__gt=al, **cuales).exists():
        return None
    siguen = modelo._default_manager.filter(**cuales).order_by().values("pk")
    hasta = modelo.history.filter(history_date__lte=al, **cuales).filter(id__in=siguen)
    ultimas = hasta.order_by().values("id").annotate(ultima=models.Max("history_id")).values("ultima")
    entonces: models.QuerySet[Any] = modelo.history.filter(history_id__in=ultimas).order_by()
    return entonces


def validar_todo(objeto: models.Model) -> None:
    """Validate `objeto` as `guardar` does, without saving it. Raises ValidationError."""
    objeto.full_clean(exclude=_protegidos(objeto))


def _protegidos(objeto: models.Model) -> set[str]:
    """Validation assigns each cleaned value, and a protected state refuses assignment: only its transitions set it."""
    return {f.name for f in objeto._meta.fields if isinstance(f, FSMFieldMixin) and f.protected}


def firmar(objeto: Any, por: Any | None, en: datetime, motivo: str, acto: Apunte) -> None:
    """Say whose the next save of `objeto` is, for what saves by itself; everything else goes through `guardar`.

    Needs an `escritura` under way.
    """
    asentar(acto)
    objeto.__dict__.pop(_LEIDO, None)
    objeto._history_user = por
    objeto._history_date = en
    objeto._change_reason = en_parrafos(motivo)
    objeto._acto = acto
