"""Paper: what every document of the institute is made of, and how it is laid out (decision 0054).

A document is blocks (`bloques`), without layout. `tipografia` lays them out as PDF and `word` as an editable DOCX; the
institute's letterhead travels in `Hoja`.
"""

from .bloques import (
    Bloque,
    Datos,
    Ficha,
    Firma,
    Firmas,
    Grafica,
    Hoja,
    Imagen,
    Lista,
    Membrete,
    Parrafo,
    Recuadro,
    Renglones,
    Salto,
    Seccion,
    Tabla,
    Verificacion,
)
from .tipografia import LetraSinFuente, en_pdf
from .word import en_word

__all__ = [
    "Bloque",
    "Datos",
    "Ficha",
    "Firma",
    "Firmas",
    "Grafica",
    "Hoja",
    "Imagen",
    "LetraSinFuente",
    "Lista",
    "Membrete",
    "Parrafo",
    "Recuadro",
    "Renglones",
    "Salto",
    "Seccion",
    "Tabla",
    "Verificacion",
    "en_pdf",
    "en_word",
]
