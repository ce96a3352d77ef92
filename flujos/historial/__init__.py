"""The history of a process as its acts: a list, each one opened, the life of an object, and how it stood on a moment.

A page costs the same however long the history is: it is a step along an index of the acts, and what the acts wrote is
read only of those that are opened. Identity answers do not come out: see `compliance.auditoria`.
"""

from .asientos import Asiento, asientos, filas_de, nombre_de_uno, recorrer
from .busqueda import Busqueda, Pagina, acto_de, actos_de, del_objeto, pagina
from .entonces import Entonces, como_estaba
from .pertenencia import ClaseDeModelo, clase_de, tablas

__all__ = [
    "Asiento",
    "Busqueda",
    "ClaseDeModelo",
    "Entonces",
    "Pagina",
    "acto_de",
    "actos_de",
    "asientos",
    "clase_de",
    "como_estaba",
    "del_objeto",
    "filas_de",
    "nombre_de_uno",
    "pagina",
    "recorrer",
    "tablas",
]
