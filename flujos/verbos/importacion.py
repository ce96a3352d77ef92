"""Verbs of the import of candidacies: who may do each. What each row of the file may do, its own guards answer."""

from compliance.verbos.modelo import Verbo, tabla
from compliance.verbos.tabla import ADMINISTRA

DE_IMPORTACION = tabla(
    Verbo(clave="ensayar", nombre="Ensayar una importación", roles=ADMINISTRA),
    Verbo(
        clave="cargar",
        nombre="Importar lo ensayado",
        hecho="Se importaron candidaturas de un archivo",
        roles=ADMINISTRA,
    ),
    Verbo(clave="descartar", nombre="Descartar lo ensayado", roles=ADMINISTRA),
)
