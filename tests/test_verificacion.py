"""The verifier on the whole record in motion: whatever is done to a history row of any app, it names."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection, models, transaction

from compliance.disparadores import sin_guardas
from compliance.historia import auditados
from compliance.huellas import fila_canonica
from compliance.services.cadenas import heredar, verificar
from compliance.verificador import huella

from .direcciones import AHORA, poblar
from .elenco import Elenco

Fila = Any
APPS = {"calendario", "compliance", "documentos", "flujos", "notificaciones"}


@pytest.fixture
def filas(elenco: Elenco) -> list[Fila]:
    """The last history row of each model that has one."""
    poblar(elenco)
    with sin_guardas():
        heredar(AHORA)
    historias = [m.history for m in auditados()]  # type: ignore[attr-defined]
    return [fila for h in historias if (fila := h.order_by("-history_id").first()) is not None]


def sql(orden: str, *datos: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(orden, datos)


def otro(campo: models.Field[Any, Any], valor: Any) -> Any:
    """Another value for a column, as SQL takes it."""
    if isinstance(campo, models.BooleanField):
        return not valor
    if isinstance(campo, models.JSONField):
        return json.dumps(["otro"])
    if isinstance(valor, datetime | date):
        return valor + timedelta(days=1)
    if isinstance(campo, models.TimeField):
        return "23:59:00" if valor != time(23, 59) else "00:01:00"
    if isinstance(campo, models.DateField):
        return AHORA if isinstance(campo, models.DateTimeField) else AHORA.date()
    if isinstance(campo, models.CharField | models.TextField | models.FileField):
        return "?" if valor != "?" else "!"
    return (valor or 0) + 1


@contextmanager
def deshecho() -> Iterator[None]:
    """Without guards, and everything undone at the end."""
    with sin_guardas(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def nombradas(filas: list[Fila], dicho: str) -> set[str]:
    """Of which models the verifier says so of its row."""
    motivos = {r["motivo"] for r in verificar().rotos}
    return {f.instance_type._meta.label for f in filas if f"{dicho} {etiqueta(f)}." in motivos}


def etiqueta(fila: Fila) -> str:
    return f"{fila.instance_type._meta.label_lower} {fila.history_id}"


def test_cada_columna_de_cada_historial_entra_en_su_huella(filas: list[Fila]) -> None:
    sin_entrar = []
    with deshecho():
        for fila in filas:
            antes, tabla = huella(fila_canonica(fila)), fila._meta.db_table
            for campo in fila._meta.concrete_fields:
                if campo.name == "history_id":
                    continue
                valor = getattr(fila, campo.attname)
                with transaction.atomic():
                    nuevo = otro(campo, valor if not hasattr(campo, "sello_de") else str(campo.sello_de(fila)))
                    cambio = f'SET "{campo.column}" = %s WHERE history_id = %s'
                    sql(f'UPDATE "{tabla}" {cambio}', nuevo, fila.history_id)
                    alterada = type(fila).objects.get(history_id=fila.history_id)
                    if huella(fila_canonica(alterada)) == antes:
                        sin_entrar.append(f"{tabla}.{campo.column}")
                    transaction.set_rollback(True)
    assert sin_entrar == []


def test_una_fila_de_cada_historial_alterada_quitada_o_insertada_se_nombra(filas: list[Fila]) -> None:
    assert verificar().rotos == []
    modelos = {f.instance_type._meta.label for f in filas}
    assert {f.instance_type._meta.app_label for f in filas} == APPS
    with deshecho():
        for f in filas:
            type(f).objects.filter(history_id=f.history_id).update(autor="Otra persona")
        assert nombradas(filas, "Se alteró una fila del historial:") == modelos
    with deshecho():
        for f in filas:
            # Its relations of many go with it.
            type(f).objects.filter(history_id=f.history_id).delete()
        assert nombradas(filas, "Se quitó una fila del historial:") == modelos
    with deshecho():
        for f in filas:
            f.history_id = None
            f.save(force_insert=True)
        assert nombradas(filas, "Se insertó una fila en el historial:") == modelos
