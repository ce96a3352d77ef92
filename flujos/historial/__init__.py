"""The whole history of a process: every change of every audited model, and every transition, newest first.

Two steps keep the cost the same however long the history is: one query says which rows a page shows (`busqueda`: a
union of the keys of every table), and then each table that appears on it is read once (`asientos`). Identity answers
do not come out: see `compliance.auditoria`.
"""

from .asientos import Asiento, asientos, recorrer
from .busqueda import TRANSICION, Busqueda, Llave, llaves
from .pertenencia import ClaseDeModelo, clase_de, del_proceso, historia, tablas

__all__ = [
    "TRANSICION",
    "Asiento",
    "Busqueda",
    "ClaseDeModelo",
    "Llave",
    "asientos",
    "clase_de",
    "del_proceso",
    "historia",
    "llaves",
    "recorrer",
    "tablas",
]
