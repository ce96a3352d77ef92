"""Open data of the published candidacies: what a row says, its dictionary, and the files that anybody may take.

Of published candidacies only and of what is public of them (`compliance.publicacion`). The reasons are in decision
0052.
"""

from .archivos import FORMATOS, Archivo, abrir, archivo_de, archivo_hecho, escribir, quitar_viejos
from .campos import CAMPOS, NO_PUBLICO, PUBLICO_ENTONCES, Campo
from .catalogo import LICENCIA, NOMBRE_DE_LICENCIA, dcat, diccionario, schema_org
from .cortes import CORTAR, Corte, corte_del, cortes_de, ultimo_corte
from .entonces import Estuvo, corte_del_dia, estuvieron
from .filas import Publicada, publicadas, publicadas_entonces

__all__ = [
    "CAMPOS",
    "CORTAR",
    "FORMATOS",
    "LICENCIA",
    "NOMBRE_DE_LICENCIA",
    "NO_PUBLICO",
    "PUBLICO_ENTONCES",
    "Archivo",
    "Campo",
    "Corte",
    "Estuvo",
    "Publicada",
    "abrir",
    "archivo_de",
    "archivo_hecho",
    "corte_del",
    "corte_del_dia",
    "cortes_de",
    "dcat",
    "diccionario",
    "escribir",
    "estuvieron",
    "publicadas",
    "publicadas_entonces",
    "quitar_viejos",
    "schema_org",
    "ultimo_corte",
]
