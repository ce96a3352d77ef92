"""What many rows at once cost: a verb in bulk against raw SQL, an import against its goal. Run by `make bench`."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.db import connection, transaction

from compliance.importacion import Export
from compliance.importacion.lectura import Renglon
from compliance.models import Acto, Candidatura
from flujos import candidaturas
from flujos.importacion.escritura import importar

from ..elenco import Elenco, momento, montar
from ..libros import Fila, candidata, en_letras, identidad_de
from .tabla import anotar, costo

CUANTAS = 10_000
EN = momento("2024-04-06 10:00")
# What an import of so many rows may take: a minute of processor, in 300 MB.
FILAS = int(os.environ.get("CAUCE_BENCH_FILAS", "20000"))
MS_POR_FILA = 60_000 / 20_000
MEGAS = 300


def sembrar(elenco: Elenco, estado: str, cuantas: int) -> list[int]:
    """Candidacies in that state, copied from one that got there by its services."""
    modelo = elenco.candidatura_en(estado)
    for origen in (modelo.persona, modelo, modelo.curricular, modelo.identidad):
        campos = {c.attname: getattr(origen, c.attname) for c in origen._meta.concrete_fields if c.name != "id"}
        copias = [type(origen)(**campos) for _ in range(cuantas)]
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
    claves = sembrar(elenco, "capturada", CUANTAS)
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


@pytest.mark.django_db(transaction=True)
def test_importar() -> None:
    """In batches that commit, complete: each row is a person, a candidacy captured and two questionnaires."""
    proceso = montar().proceso
    proceso.exige_foto = False
    proceso.save()
    proceso.limites.all().delete()
    filas = [fila(n) for n in range(FILAS)]
    export = Export("base.xlsx", "0" * 64, renglones(filas), renglones(identidad_de(f) for f in filas))
    del filas
    # From here on, the peak of memory is the import's.
    Path("/proc/self/clear_refs").write_text("5")
    inicio = costo()
    reporte = importar(export, proceso, por=None, en=EN)
    nuestro = costo() - inicio
    assert reporte.creadas == FILAS == Candidatura.objects.filter(estado="capturada").count()
    anotar(f"importar {FILAS:,} filas, por fila", nuestro * 1000 / FILAS, limite=MS_POR_FILA, meta=1)
    estado = dict(linea.split(":", 1) for linea in Path("/proc/self/status").read_text().splitlines())
    anotar(f"importar {FILAS:,} filas, MB (no ms)", int(estado["VmHWM"].split()[0]) / 1024, limite=MEGAS, meta=1)


def fila(n: int) -> Fila:
    """Somebody of their own among forty districts and twelve parties, with texts as long as people write."""
    textos = ("HISTORIA_PROFESIONAL", "TRAYECTORIA_POLITICA", "MOTIVO_CARGO_PUBLICO", "PROPUESTA_1", "PROPUESTA_2")
    return candidata(
        **{
            "NUM_LISTA_O_FORMULA": n,
            "NOMBRE_CANDIDATO": f"PERSONA SINTETICA {en_letras(n + 1)}",
            "EDAD": 44,
            "DISTRITO LOCAL": f"{n % 40 + 1}-DISTRITO",
            "PARTIDO_COALICION": f"PARTIDO {n % 12}",
        },
        **dict.fromkeys(textos, f"Una propuesta que dice algo de {n}. " * 12),
    )


def renglones(filas: Iterable[Fila]) -> tuple[Renglon, ...]:
    return tuple(Renglon(n, {c: str(v) for c, v in fila.items()}) for n, fila in enumerate(filas, start=2))
