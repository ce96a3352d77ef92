"""What many rows at once cost: a verb in bulk against raw SQL. Run by `make bench`."""

from django.db import connection, transaction

from compliance.models import Acto, Candidatura
from flujos import candidaturas

from ..elenco import Elenco, momento
from .tabla import anotar, costo

CUANTAS = 10_000
EN = momento("2024-04-06 10:00")


def _sembrar(elenco: Elenco) -> list[int]:
    """Candidacies ready to be validated, copied from one that got there by its services."""
    modelo = elenco.candidatura_en("capturada")
    for origen in (modelo.persona, modelo, modelo.curricular, modelo.identidad):
        campos = {c.attname: getattr(origen, c.attname) for c in origen._meta.concrete_fields if c.name != "id"}
        copias = [type(origen)(**campos) for _ in range(CUANTAS)]
        if origen is modelo:
            for n, copia in enumerate(copias):
                copia.formula = f"m{n}"
            nuevas = type(origen).objects.bulk_create(copias, batch_size=500)
        elif origen is not modelo.persona:
            for candidatura, copia in zip(nuevas, copias, strict=True):
                copia.candidatura = candidatura
            type(origen).objects.bulk_create(copias, batch_size=500)
    return [c.pk for c in nuevas]


def _a_mano(claves: list[int]) -> float:
    """Seconds that the same takes by hand, without guards, hashes nor chain: one UPDATE and two INSERT … SELECT."""
    columnas = ", ".join(f'"{c.column}"' for c in Candidatura.history.model.tracked_fields)
    tabla, historia, actos = (m._meta.db_table for m in (Candidatura, Candidatura.history.model, Acto))
    primera, ultima = min(claves), max(claves)
    inicio = costo()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {tabla} SET estado = 'validada', validada_en = %s WHERE id BETWEEN %s AND %s",
            [EN, primera, ultima],
        )
        cursor.execute(
            f"INSERT INTO {historia} (history_date, history_type, autor, acto, history_change_reason, {columnas})"
            f" SELECT %s, '~', '', 1, 'validar', {columnas} FROM {tabla} WHERE id BETWEEN %s AND %s",
            [EN, primera, ultima],
        )
        cursor.execute(
            f"INSERT INTO {actos} (modelo, objeto, candidatura_id, proceso_id, verbo, de, a, por_nombre,"
            " en_suplencia_de, en, motivo, hechos, filas, indice, previo, huella)"
            " SELECT 'compliance.candidatura', id, id, proceso_id, 'validar', 'capturada', 'validada', '', '', %s, '',"
            f" '{{}}', '[]', 1, '', '' FROM {tabla} WHERE id BETWEEN %s AND %s",
            [EN, primera, ultima],
        )
        gasto = costo() - inicio
        transaction.set_rollback(True)
    return gasto


def test_validar_en_lote(elenco: Elenco) -> None:
    claves = _sembrar(elenco)
    limite = _a_mano(claves)
    quien = elenco.usuario("verificacion")
    inicio = costo()
    hecho = candidaturas.hacer_en_lote("validar", claves, por=quien, en=EN)
    nuestro = costo() - inicio
    assert len(hecho.hechas) == CUANTAS
    anotar(
        f"validar {CUANTAS:,} en lote (SQL a mano, sin guardas ni cadena)",
        nuestro * 1000 / CUANTAS,
        limite=limite * 1000 / CUANTAS,
        meta=4,
    )
