"""Paper: what every document of the institute is made of, and how it is laid out (decision 0054).

A document is blocks (`bloques`), without layout. `tipografia` lays them out as PDF, `word` as an editable DOCX, and
`anexo` gives its tables as a workbook; the institute's letterhead travels in `Hoja`.
"""

from .anexo import EN_PAPEL, en_libro, lleva_tablas, pide_anexo
from .bloques import (
    Bloque,
    Celda,
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
from .tipografia import LetraSinFuente, en_pdf, en_pdf_siempre
from .word import en_word

__all__ = [
    "EN_PAPEL",
    "Bloque",
    "Celda",
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
    "en_libro",
    "en_pdf",
    "en_pdf_siempre",
    "en_word",
    "lleva_tablas",
    "pide_anexo",
]
