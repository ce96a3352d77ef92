"""How a history row is hashed: what the canonical form (`verificador`) takes of it.

`fila_canonica` is what the verifier takes. Whoever writes hashes thousands alike, of which only the values change: the
text around them is made once (`Molde`), by that same form.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any

from django.db import models

from .cifrado import TextoCifrado
from .verificador import canonico, huella

HUECO = "%s"


class Molde:
    """The hash of what has always the same `forma`: a `HUECO` is where a value goes, in the order of their keys."""

    def __init__(self, forma: Mapping[str, Any]) -> None:
        self._texto = canonico(forma).decode().replace(f'"{HUECO}"', HUECO)

    def huella(self, valores: Iterable[Any]) -> str:
        """SHA-256 of the canonical form with these values."""
        textos = [_EN_JSON.get(type(v), _en_json)(v) for v in valores]
        return hashlib.sha256((self._texto % tuple(textos)).encode()).hexdigest()


def _en_json(valor: Any) -> str:
    return canonico(valor).decode()


def _lista_en_json(valores: Iterable[Any]) -> str:
    return f"[{','.join([_EN_JSON.get(type(v), _en_json)(v) for v in valores])}]"


# Those written together share their moments.
_momento_en_json = lru_cache(maxsize=1024)(_en_json)
_EN_JSON: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "null",
    int: int.__repr__,
    str: encode_basestring,
    datetime: _momento_en_json,
    date: _momento_en_json,
    list: _lista_en_json,
    tuple: _lista_en_json,
}


# -- History rows -----------------------------------------------------------------------------------------

_OMITIDOS = frozenset({"history_id", "history_date", "history_change_reason", "history_type", "history_user", "acto"})


class FilasDe:
    """The rows of one history table, as they are hashed."""

    def __init__(self, historial: Any) -> None:
        self.tabla = str(historial.instance_type._meta.label_lower)
        self.relaciones = list(historial._history_m2m_fields)
        campos = sorted((c for c in historial._meta.concrete_fields if c.name not in _OMITIDOS), key=_nombre)
        self._nombres = [_nombre(c) for c in campos]
        self._tomar = itemgetter(*self._nombres)
        self._lecturas = [_lectura(c) for c in campos]
        self._molde = Molde(self._dicha(dict.fromkeys(self._nombres, HUECO), *[HUECO] * 6))

    def canonica(self, fila: Any) -> dict[str, Any]:
        """A row, as `verificador.huella` takes it."""
        campos: dict[str, Any] = dict(zip(self._nombres, self._valores(fila.__dict__), strict=True))
        campos |= {c.name: relacionados_entonces(fila, c) for c in self.relaciones}
        return self._dicha(campos, *_sello(fila))

    def huella(
        self,
        campos: Mapping[str, Any],
        acto: int | None,
        cuando: datetime,
        quien: int | None,
        razon: str | None,
        registro: int,
        tipo: str,
    ) -> str:
        """The hash of a row that holds `campos`, of a table without relations of many."""
        return self._molde.huella([acto, *self._valores(campos), cuando, quien, razon, registro, tipo])

    def _dicha(
        self, campos: Mapping[str, Any], acto: Any, cuando: Any, quien: Any, razon: Any, registro: Any, tipo: Any
    ) -> dict[str, Any]:
        return {
            "tabla": self.tabla,
            "registro": registro,
            "acto": acto,
            "tipo": tipo,
            "cuando": cuando,
            "quien": quien,
            "razon": razon,
            "campos": campos,
        }

    def _valores(self, campos: Mapping[str, Any]) -> list[Any]:
        return [
            valor if valor is None or type(valor) is tal_cual else leer(valor)
            for valor, (tal_cual, leer) in zip(self._tomar(campos), self._lecturas, strict=True)
        ]


def _sello(fila: Any) -> tuple[Any, ...]:
    return (
        fila.acto,
        fila.history_date,
        fila.history_user_id,
        fila.history_change_reason,
        fila.history_id,
        fila.history_type,
    )


def _nombre(campo: Any) -> str:
    return str(campo.attname)


def _lectura(campo: Any) -> tuple[type | None, Callable[[Any], Any]]:
    """The type of a value that the database will answer as it is, and how to say any other as it will: «7», as 7.

    Of what is sealed, the seal, which outlives its key.
    """
    if isinstance(campo, TextoCifrado):
        return None, lambda contenido: str(contenido.sello)
    if isinstance(campo, models.CharField | models.TextField):
        return str, str
    if isinstance(campo, models.JSONField):
        return None, lambda valor: valor
    tal_cual = next((tipo for clase, tipo in _TAL_CUAL if isinstance(campo, clase)), None)
    return tal_cual, campo.to_python


_TAL_CUAL: tuple[tuple[type[models.Field[Any, Any]], type], ...] = (
    (models.DateTimeField, datetime),
    (models.DateField, date),
    (models.IntegerField, int),
    (models.ForeignKey, int),
)


@cache
def filas_de(historial: Any) -> FilasDe:
    """The rows of this history model."""
    return FilasDe(historial)


def tabla_de(fila: Any) -> str:
    """How an act names the table of a history row: by the model whose history it is."""
    return filas_de(fila.__class__).tabla


def fila_canonica(fila: Any) -> dict[str, Any]:
    """A history row as its hash takes it."""
    return filas_de(fila.__class__).canonica(fila)


def huella_al_escribir(fila: Any) -> str:
    """The hash of a history row that was just written."""
    filas = filas_de(fila.__class__)
    return huella(filas.canonica(fila)) if filas.relaciones else filas.huella(fila.__dict__, *_sello(fila))


def filas_relacionadas(fila: Any, campo: models.ManyToManyField[Any, Any]) -> str:
    """By which attribute a history row gives what `campo` related it to then."""
    modelo = getattr(type(fila), campo.name).model
    return str(modelo._meta.get_field("history").remote_field.get_accessor_name())


def relacionados_entonces(fila: Any, campo: models.ManyToManyField[Any, Any]) -> list[int]:
    """The keys to which `campo` related the object of a history row, in order."""
    otro = f"{campo.m2m_reverse_field_name()}_id"
    return sorted(getattr(r, otro) for r in getattr(fila, filas_relacionadas(fila, campo)).all())
