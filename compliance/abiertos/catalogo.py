"""What the data set is, for whoever looks for it: its licence, its dictionary, and DCAT and schema.org descriptions."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from ..models import Proceso
from .campos import CAMPOS, TIPOS
from .cortes import Corte

NOMBRE_DE_LICENCIA = "Libre Uso MX"
LICENCIA = "https://datos.gob.mx/libreusomx"
IDIOMA = "http://publications.europa.eu/resource/authority/language/SPA"
_MEDIOS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}
COLUMNAS_DEL_DICCIONARIO = ("campo", "tipo", "que_dice", "columna_del_ine")


def absoluta(nombre: str, *args: object) -> str:
    """An address with its site."""
    return settings.SITIO_URL + reverse(nombre, args=args)


def direccion_del_diccionario(proceso: Proceso, formato: str) -> str:
    """Where the dictionary is."""
    return absoluta("datos_diccionario", proceso.clave, formato)


def diccionario() -> list[dict[str, str]]:
    """A row for each column of the data, in their order."""
    return [dict(zip(COLUMNAS_DEL_DICCIONARIO, (c.clave, TIPOS[c.tipo], c.que, c.ine), strict=True)) for c in CAMPOS]


def _titulo(proceso: Proceso) -> str:
    return f"Candidaturas publicadas: {proceso.nombre}"


def _descripcion(proceso: Proceso) -> str:
    return (
        f"Candidaturas publicadas en «Candidatas y Candidatos, Conóceles» de {proceso.instituto.nombre}: quién "
        "postula, a qué cargo y dónde, su historia y propuestas, y las respuestas de identidad que pueden ser públicas."
    )


def dcat(
    proceso: Proceso, hechos: Mapping[str, Any], cortes: Iterable[Corte], modificado: str | None
) -> dict[str, Any]:
    """The data set in DCAT-AP, as JSON-LD. `hechos`: by format, the `Archivo` of now, if it was made already."""
    pagina = absoluta("datos", proceso.clave)
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": pagina,
        "@type": "dcat:Dataset",
        "dct:identifier": proceso.clave,
        "dct:title": {"@language": "es", "@value": _titulo(proceso)},
        "dct:description": {"@language": "es", "@value": _descripcion(proceso)},
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": proceso.instituto.nombre},
        "dct:spatial": proceso.instituto.entidad,
        "dct:language": {"@id": IDIOMA},
        "dct:license": {"@id": LICENCIA},
        "dct:accrualPeriodicity": {"@id": "http://publications.europa.eu/resource/authority/frequency/DAILY"},
        **({"dct:modified": {"@type": "xsd:dateTime", "@value": modificado}} if modificado else {}),
        "dcat:landingPage": {"@id": pagina},
        "dcat:keyword": ["candidaturas", "elecciones", "Conóceles", proceso.instituto.entidad],
        "dct:conformsTo": {"@id": direccion_del_diccionario(proceso, "json")},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": formato.upper(),
                "dcat:accessURL": {"@id": pagina},
                "dcat:downloadURL": {"@id": absoluta("datos_archivo", proceso.clave, formato)},
                "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{medio}"},
                "dct:license": {"@id": LICENCIA},
                **_huella(hechos.get(formato)),
            }
            for formato, medio in _MEDIOS.items()
        ]
        + [
            {
                "@type": "dcat:Distribution",
                "dct:title": "API",
                "dcat:accessURL": {"@id": absoluta("api_proceso", proceso.clave)},
                "dcat:endpointDescription": {"@id": absoluta("api_openapi")},
                "dcat:mediaType": {"@id": "https://www.iana.org/assignments/media-types/application/json"},
                "dct:license": {"@id": LICENCIA},
            }
        ],
        "dcat:hasVersion": [
            {
                "@type": "dcat:Dataset",
                "@id": absoluta("datos_corte", proceso.clave, str(corte.dia), "json"),
                "dcat:version": str(corte.dia),
                "dct:issued": {"@type": "xsd:dateTime", "@value": corte.en.isoformat()},
            }
            for corte in cortes
        ],
    }


def _huella(archivo: Any) -> dict[str, Any]:
    if archivo is None:
        return {}
    return {
        "dcat:byteSize": archivo.octetos,
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": archivo.sha256,
        },
    }


def schema_org(proceso: Proceso) -> dict[str, Any]:
    """The data set for search engines."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": _titulo(proceso),
        "description": _descripcion(proceso),
        "url": absoluta("datos", proceso.clave),
        "license": LICENCIA,
        "inLanguage": "es",
        "isAccessibleForFree": True,
        "spatialCoverage": proceso.instituto.entidad,
        "creator": {"@type": "GovernmentOrganization", "name": proceso.instituto.nombre},
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": medio,
                "contentUrl": absoluta("datos_archivo", proceso.clave, formato),
            }
            for formato, medio in _MEDIOS.items()
        ],
    }
