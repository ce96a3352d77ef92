"""A row as INE prints it in its public data base: two sheets, its headings, its order and its sentinels."""

from ..cuestionarios import PREGUNTAS, SIN_CURSOS, SIN_DATO
from ..cuestionarios.curricular import TEXTOS
from ..importacion.lectura import CANDIDATOS, COLUMNAS, IDENTIDAD
from ..models import Territorio
from ..publicacion import calidad_publica
from .campos import cursos_de, edad_de, identidad_de, medios_de, sexo_de, texto_de
from .filas import Publicada

NO_APLICA = "No aplica"
# What INE prints of whoever no party postulates.
INDEPENDIENTE = "CANDIDATURA INDEPENDIENTE"
# What INE prints of a question without an answer.
SIN_RESPUESTA = " "
# Two headings of the second sheet, letter by letter.
_COMO_LO_IMPRIME = {
    "DISTRITO LOCAL": "DISTRITOLOCAL",
    PREGUNTAS["entidad_nacimiento"].encabezado: f"{PREGUNTAS['entidad_nacimiento'].encabezado} ",
}
_PREGUNTAS = [p for p in PREGUNTAS.values() if p.ine]
HOJAS = (
    (CANDIDATOS, COLUMNAS[CANDIDATOS]),
    (IDENTIDAD, tuple(_COMO_LO_IMPRIME.get(c, c) for c in COLUMNAS[IDENTIDAD])),
)
# What is printed of everybody, blank or not.
_SIEMPRE = ("telefono", "redes")
_PROPIOS = ("casa_campana", "telefono", "correo", "pagina_web")
# A number of up to so many digits is a number in a spreadsheet, unless it begins with zero.
_DIGITOS = 15


def renglones(p: Publicada) -> tuple[list[object], list[object]]:
    """Its row in each sheet."""
    comunes = _comunes(p)
    return [*comunes, *_curricular(p)], [*comunes, *_identidad(p)]


def _comunes(p: Publicada) -> list[object]:
    c = p.candidatura
    lugares = {
        Territorio.Tipo.DISTRITO: "-".join(parte for parte in (c.territorio.clave, c.territorio.nombre) if parte),
        Territorio.Tipo.CIRCUNSCRIPCION: c.territorio.clave or c.territorio.nombre,
        Territorio.Tipo.MUNICIPIO: c.territorio.nombre,
    }
    return [
        INDEPENDIENTE if c.independiente else c.actor.nombre,
        c.cargo.nombre.upper(),
        c.territorio.entidad.upper(),
        *(lugar.upper() if tipo == c.territorio.tipo else NO_APLICA for tipo, lugar in lugares.items()),
        _numero(c.formula),
        c.persona.nombre,
        calidad_publica(c).upper(),
        edad_de(p),
        sexo.upper() if (sexo := sexo_de(p)) else SIN_DATO,
    ]


def _numero(formula: str) -> object:
    es_numero = formula.isdecimal() and len(formula) <= _DIGITOS and str(int(formula)) == formula
    return int(formula) if es_numero else formula


def _curricular(p: Publicada) -> list[object]:
    textos = {campo: texto_de(p, campo) for campo in ("grado_estudios", "estatus_estudios", *TEXTOS)}
    contesto = any(textos.values())
    medios = medios_de(p)
    redes = [valor for tipo, valores in medios.items() if tipo not in _PROPIOS for valor in valores]
    dichos = {
        **{tipo: ", ".join(medios.get(tipo, ())) for tipo in _PROPIOS},
        "redes": ", ".join(redes),
        "grado_estudios": textos["grado_estudios"],
        "estatus_estudios": textos["estatus_estudios"],
        "cursos": " | ".join(cursos_de(p)),
        **{campo: textos[campo] for campo in TEXTOS},
    }
    return [dicho or _sin_dato(campo, contesto=contesto) for campo, dicho in dichos.items()]


def _sin_dato(campo: str, *, contesto: bool) -> str:
    """INE's sentinel of a column: that of the telephone and the networks is there even if nothing was answered."""
    if campo == "correo" or not (contesto or campo in _SIEMPRE):
        return ""
    return SIN_CURSOS if campo == "cursos" else SIN_DATO


def _identidad(p: Publicada) -> list[object]:
    return [identidad_de(p, pregunta.clave) or SIN_RESPUESTA for pregunta in _PREGUNTAS]
