"""The public questionnaire: what it must have and how long its texts may be. Pure.

Source: plan de trabajo del IEPC Jalisco (2023-2024), apartado III, «Cuestionario curricular».
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from calendario.fechas import fecha_en_prosa

from ..textos import largo_sin_espacios, normalizar
from .faltas import Falta
from .foto import tomada_desde

# What INE's data base prints where nothing was given.
SIN_DATO = "No proporcionó"
_SIN_DATO = normalizar(SIN_DATO)
SIN_CURSOS = "Sin cursos"

ETIQUETAS = {
    "foto": "Fotografía",
    "foto_tomada_el": "Fecha de la fotografía",
    "medios": "Medios de contacto públicos",
    "grado_estudios": "Grado máximo de estudios",
    "estatus_estudios": "Estatus de los estudios",
    "otra_formacion": "Otra formación académica",
    "historia_profesional": "Historia profesional y/o laboral",
    "trayectoria_politica": "Trayectoria política y/o participación social",
    "motivo_cargo": "¿Por qué quiere ocupar un cargo público?",
    "propuesta_1": "Primera propuesta principal",
    "propuesta_2": "Segunda propuesta principal",
    "propuesta_genero": "Propuesta en materia de género o del grupo que representa",
}

# What is told at length: what is compared, shown and required alike.
TEXTOS = (
    "historia_profesional",
    "trayectoria_politica",
    "motivo_cargo",
    "propuesta_1",
    "propuesta_2",
    "propuesta_genero",
)
OBLIGATORIOS = ("grado_estudios", "estatus_estudios", *TEXTOS)

# What is chosen from a list: that of INE's public data base. What was loaded from elsewhere stays as it came.
OPCIONES: Mapping[str, tuple[str, ...]] = {
    "grado_estudios": (
        "Sin estudios",
        "Primaria",
        "Secundaria",
        "Preparatoria",
        "Técnica",
        "Licenciatura",
        "Especialidad",
        "Maestría",
        "Doctorado",
    ),
    "estatus_estudios": ("Cursando", "Trunco", "Certificado", "Título", "Cédula profesional"),
}

# Texts whose length a process may bound; of `otra_formacion`, each entry.
CampoConLimite = Literal[
    "historia_profesional",
    "trayectoria_politica",
    "motivo_cargo",
    "propuesta_1",
    "propuesta_2",
    "propuesta_genero",
    "otra_formacion",
]

# Kinds of public contact; each may appear several times and none is required.
MEDIOS = {
    "facebook": "Facebook",
    "twitter": "X (antes Twitter)",
    "youtube": "YouTube",
    "instagram": "Instagram",
    "tiktok": "TikTok",
    "otra_red": "Otra red social",
    "pagina_web": "Página web",
    "correo": "Correo electrónico público",
    "telefono": "Teléfono público",
    "casa_campana": "Domicilio de casa de campaña",
}


class Limite(NamedTuple):
    """Characters without white space, both ends included."""

    minimo: int
    maximo: int


def en_blanco(texto: Any) -> bool:
    """Whether nothing was given: blank, or the sentinel that INE prints instead."""
    dado = str(texto or "").strip()
    # A whole answer is not compared with two words.
    return not dado or (len(dado) < 2 * len(SIN_DATO) and normalizar(dado) == _SIN_DATO)


def faltantes_curricular(
    datos: Mapping[str, Any],
    limites: Mapping[str, Limite],
    *,
    exige_foto: bool,
    publicacion: date | None = None,
) -> list[Falta]:
    """What is missing or out of its limits in a curricular questionnaire. Empty: it is complete.

    `datos` by field name of CuestionarioCurricular; `limites` by field name, those of the process (a process
    without limits only asks that required texts are not blank). Entries of `otra_formacion` are measured one
    by one. `publicacion`: the first local day on which it could be published, if it is known; by then the photograph
    must not be older than three months.
    """
    faltas = []
    if exige_foto and not datos.get("foto"):
        faltas.append(Falta("foto", "falta la fotografía"))
    elif exige_foto and not datos.get("foto_tomada_el"):
        faltas.append(Falta("foto_tomada_el", "falta la fecha en que se tomó la fotografía"))
    tomada_el = datos.get("foto_tomada_el")
    if publicacion and datos.get("foto") and tomada_el and tomada_el < tomada_desde(publicacion):
        faltas.append(Falta("foto_tomada_el", foto_vieja(publicacion)))
    for campo in OBLIGATORIOS:
        if en_blanco(datos.get(campo)):
            faltas.append(Falta(campo, "falta responder"))
        elif campo in limites:
            razon = _fuera_de_limite(str(datos[campo]), limites[campo])
            if razon:
                faltas.append(Falta(campo, razon))
    if "otra_formacion" in limites:
        for numero, registro in enumerate(datos.get("otra_formacion") or [], start=1):
            razon = _fuera_de_limite(str(registro), limites["otra_formacion"])
            if razon:
                faltas.append(Falta("otra_formacion", f"el registro {numero} {razon}"))
    return faltas


def foto_vieja(publicacion: date) -> str:
    """What is said of a photograph that will be too old on the day of its publication."""
    return f"para el {fecha_en_prosa(publicacion)} tendrá más de tres meses: tome otra"


def _fuera_de_limite(texto: str, limite: Limite) -> str:
    largo = largo_sin_espacios(texto)
    if largo < limite.minimo:
        return f"tiene {largo:,} caracteres sin espacios; {_cuantos('falta', limite.minimo - largo)} para el mínimo"
    if largo > limite.maximo:
        return f"tiene {largo:,} caracteres sin espacios; {_cuantos('sobra', largo - limite.maximo)} para el máximo"
    return ""


def _cuantos(verbo: str, cantidad: int) -> str:
    return f"{verbo}{'' if cantidad == 1 else 'n'} {cantidad:,}"
