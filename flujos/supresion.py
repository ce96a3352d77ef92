"""Suppression as a whole: keys, what waits to be imported, what the files of the database remember, certificate.

The keys are `compliance.services.llaves`; the certificate, `documentos.supresion`.
"""

from dataclasses import dataclass
from datetime import datetime

from compliance.models import Proceso, Usuario
from compliance.services.llaves import (
    borrar_rastros_de_llaves,
    personas_por_suprimir,
    personas_suprimidas,
    suprimidas,
    suprimir,
)
from documentos.models import Documento
from documentos.supresion import certificado_de, certificar

from .importacion.cargas import descartar_del_proceso


@dataclass(frozen=True)
class Supresion:
    """What was done: of how many candidacies, how many pending files went, and the certificate, if it is new."""

    candidaturas: int
    archivos: int
    certificado: Documento | None


def suprimir_proceso(proceso: Proceso, *, por: Usuario | None, en: datetime) -> Supresion:
    """Leave no identity answer of a process readable anywhere, once its term ended. Interrupted, it goes on after.

    A file that waits to be imported is sealed by the master key, and not by that of a candidacy: it goes whole. Raises
    SupresionError, with nothing done.
    """
    personas = personas_por_suprimir(proceso).count()
    cuantas = suprimir(proceso, por=por, en=en)
    archivos = descartar_del_proceso(proceso)
    borrar_rastros_de_llaves()
    certificado = None
    hay = suprimidas(proceso).exists() or personas_suprimidas(proceso).exists()
    if hay and (cuantas or personas or archivos or certificado_de(proceso) is None):
        certificado = certificar(proceso, archivos=archivos, por=por, en=en)
    return Supresion(cuantas, archivos, certificado)
