"""Rows to import and what their report counts."""

from collections.abc import Callable

from flujos.importacion.escritura import Reporte

from ..elenco import momento
from ..libros import Fila, candidata, en_letras

# After election day: what another system captured in its time is still loaded.
EN = momento("2024-07-01 10:00")

Importador = Callable[..., Reporte]


def persona(numero: int, **cambios: object) -> Fila:
    """Somebody in a formula of their own."""
    return candidata(
        **{"NUM_LISTA_O_FORMULA": float(numero), "NOMBRE_CANDIDATO": f"PERSONA SINTETICA {en_letras(numero)}"} | cambios
    )


def cuentas(reporte: Reporte) -> tuple[int, int, int, int]:
    """Created, updated, unchanged, rejected."""
    assert reporte.leidas == (reporte.creadas + reporte.actualizadas + reporte.sin_cambio + len(reporte.rechazadas))
    return reporte.creadas, reporte.actualizadas, reporte.sin_cambio, len(reporte.rechazadas)
