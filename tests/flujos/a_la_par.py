"""Somebody who validates candidacies, one after another, while an import of many rows goes on."""

import threading
from pathlib import Path
from time import perf_counter

from django.db import connection

from compliance.importacion import leer_export
from flujos import candidaturas
from flujos.importacion.escritura import Reporte, importar

from ..elenco import Elenco, momento
from ..libros import identidad_de, libro
from .importado import persona

CADA = 0.05


def escribir_mientras_se_importa(elenco: Elenco, carpeta: Path, filas: int, suyas: int) -> tuple[Reporte, list[float]]:
    """What the import did, and how many seconds each of `suyas` verbs took that were done meanwhile."""
    datos = [persona(n) for n in range(1000, 1000 + filas)]
    export = leer_export(libro(carpeta / "libro.xlsx", datos, [identidad_de(f) for f in datos]))
    lista = [elenco.candidatura_en("capturada", f"Validada {n}", formula=str(n)) for n in range(suyas)]
    verificacion = elenco.usuario("verificacion")
    termino = threading.Event()
    esperas: list[float] = []
    fallos: list[Exception] = []

    def validar() -> None:
        try:
            for c in lista:
                if termino.wait(CADA):
                    break
                desde = perf_counter()
                candidaturas.validar(c, por=verificacion, en=momento("2024-07-01 10:00"))
                esperas.append(perf_counter() - desde)
        except Exception as fallo:
            fallos.append(fallo)
        finally:
            connection.close()

    hilo = threading.Thread(target=validar)
    hilo.start()
    try:
        reporte = importar(export, elenco.proceso, por=None, en=momento("2024-07-01 10:00"))
    finally:
        termino.set()
        hilo.join()
    if fallos:
        raise fallos[0]
    return reporte, esperas
