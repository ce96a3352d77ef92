"""What a row of open data says, column by column: the dictionary is this table, and so are the CSV, the JSON and the
API."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from ..cuestionarios import ETIQUETAS, MEDIOS, PREGUNTAS, edad_en, medios_publicos
from ..cuestionarios.curricular import TEXTOS, en_blanco
from ..importacion.perfil import DESTINOS
from ..publicacion import accion_publica, calidad_publica
from .filas import Publicada

Valor = str | int | list[str] | None
# What is said of an answer that nobody may read: neither yes nor no.
NO_PUBLICO = "No público"
# Of one that could be read on the day that is looked at, and not today.
PUBLICO_ENTONCES = "Público ese día"
TIPOS = {"texto": "Texto", "entero": "Número entero", "lista": "Lista de textos", "fecha-hora": "Fecha y hora ISO 8601"}


@dataclass(frozen=True)
class Campo:
    """A column. `tipo` is one of `TIPOS`; `ine`, the column of INE's public data base that says the same."""

    clave: str
    que: str
    valor: Callable[[Publicada], Valor]
    tipo: str = "texto"
    ine: str = ""


def edad_de(p: Publicada) -> int | None:
    """Whole years on election day, or those that were declared if the birth date is not known."""
    c = p.candidatura
    nacimiento = c.persona.fecha_nacimiento
    return edad_en(nacimiento, c.proceso.jornada) if nacimiento else c.persona.edad


def sexo_de(p: Publicada) -> str | None:
    """As the registry has it."""
    return p.candidatura.persona.get_sexo_display() or None


def medios_de(p: Publicada) -> dict[str, list[str]]:
    """The public contacts, by kind."""
    suyos: dict[str, list[str]] = {}
    for medio in medios_publicos(p.candidatura.curricular.medios):
        suyos.setdefault(_TIPO_DE[medio.etiqueta], []).append(medio.valor)
    return suyos


def cursos_de(p: Publicada) -> list[str]:
    """Other studies, without the blank ones."""
    return [c for c in p.candidatura.curricular.otra_formacion if not en_blanco(c)]


def texto_de(p: Publicada, campo: str) -> str:
    """A text of the public questionnaire; empty if nothing was given."""
    texto: str = getattr(p.candidatura.curricular, campo)
    return "" if en_blanco(texto) else texto


def identidad_de(p: Publicada, clave: str) -> str | None:
    """An identity answer, if anybody may read it; None of a public question left unanswered."""
    if clave in p.identidad.respuestas:
        return p.identidad.respuestas[clave] or None
    return PUBLICO_ENTONCES if clave in p.identidad.antes else NO_PUBLICO


_TIPO_DE = {etiqueta: tipo for tipo, etiqueta in MEDIOS.items()}
_INE_DE_MEDIO = {
    "casa_campana": "DIRECCION_CASA_CAMPAÑA",
    "telefono": "TELEFONO",
    "correo": "CORREO_ELECTRONICO",
    "pagina_web": "PAGINA_WEB",
}


def _enlace(nombre: str, p: Publicada) -> str:
    return settings.SITIO_URL + reverse(nombre, args=[p.candidatura.proceso.clave, p.candidatura.pk])


def _publicada_en(p: Publicada) -> str | None:
    en = p.candidatura.publicada_en
    return en.astimezone(p.candidatura.proceso.tz).isoformat(timespec="seconds") if en else None


def _medio(tipo: str) -> Campo:
    return Campo(
        tipo,
        f"{MEDIOS[tipo]}, como lo dio la persona.",
        lambda p: medios_de(p).get(tipo, []),
        "lista",
        _INE_DE_MEDIO.get(tipo, "REDES"),
    )


def _texto(campo: str) -> Campo:
    return Campo(campo, f"{ETIQUETAS[campo]}.", lambda p: texto_de(p, campo) or None, ine=DESTINOS[campo].columna)


def _pregunta(clave: str) -> Campo:
    pregunta = PREGUNTAS[clave]
    return Campo(
        f"identidad_{clave}",
        f"Respuesta de identidad, o «{NO_PUBLICO}»: {pregunta.texto}",
        lambda p: identidad_de(p, clave),
        ine=pregunta.encabezado,
    )


CAMPOS: tuple[Campo, ...] = (
    Campo("candidatura", "Clave de la candidatura en este sitio. No cambia.", lambda p: str(p.candidatura.pk)),
    Campo("proceso", "Clave del proceso electoral.", lambda p: p.candidatura.proceso.clave),
    Campo("cargo_clave", "Clave del cargo.", lambda p: p.candidatura.cargo.clave),
    Campo("cargo", "Cargo al que se le postula.", lambda p: p.candidatura.cargo.nombre, ine="CARGO"),
    Campo(
        "principio",
        "Cómo se gana: mayoría relativa o representación proporcional.",
        lambda p: p.candidatura.cargo.get_principio_display(),
    ),
    Campo("entidad", "Entidad federativa.", lambda p: p.candidatura.territorio.entidad, ine="ENTIDAD"),
    Campo("territorio_clave", "Clave, en este sitio, de donde se elige.", lambda p: str(p.candidatura.territorio_id)),
    Campo(
        "territorio_tipo",
        "Si se elige en la entidad, en un distrito local, en una circunscripción o en un municipio.",
        lambda p: p.candidatura.territorio.get_tipo_display(),
    ),
    Campo(
        "territorio_numero",
        "Número del distrito o de la circunscripción, o clave del municipio.",
        lambda p: p.candidatura.territorio.clave or None,
    ),
    Campo(
        "territorio",
        "Nombre del distrito, de la circunscripción, del municipio o de la entidad.",
        lambda p: p.candidatura.territorio.nombre,
        ine="DISTRITO LOCAL, DISTRITOLOCAL, CIRCUNSCRIPCION, MUNICIPIO",
    ),
    Campo("actor_clave", "Clave de quien postula.", lambda p: p.candidatura.actor.clave),
    Campo("actor", "Quien postula.", lambda p: p.candidatura.actor.nombre, ine="PARTIDO_COALICION"),
    Campo(
        "actor_tipo",
        "Partido político, coalición, candidatura común o candidatura independiente.",
        lambda p: p.candidatura.actor.get_tipo_display(),
    ),
    Campo(
        "integrantes",
        "Claves de los partidos que integran la coalición o la candidatura común.",
        lambda p: list(p.integrantes),
        "lista",
    ),
    Campo("formula", "Número de lista o fórmula.", lambda p: p.candidatura.formula, ine="NUM_LISTA_O_FORMULA"),
    Campo("calidad", "Lugar en la fórmula.", lambda p: calidad_publica(p.candidatura), ine="TIPO_CANDIDATO"),
    Campo("nombre", "Nombre de la persona.", lambda p: p.candidatura.persona.nombre, ine="NOMBRE_CANDIDATO"),
    Campo("sexo", "Sexo, como consta en el registro.", sexo_de, ine="SEXO"),
    Campo("edad", "Años cumplidos el día de la jornada, o los que declaró.", edad_de, "entero", "EDAD"),
    Campo(
        "accion_afirmativa",
        "Grupo por cuya acción afirmativa se le registró. Es un dato del registro, no una respuesta.",
        lambda p: accion_publica(p.candidatura) or None,
    ),
    Campo("ficha", "Dirección de su página en este sitio.", lambda p: _enlace("conoceles_candidatura", p)),
    Campo(
        "foto",
        "Dirección de su fotografía.",
        lambda p: _enlace("conoceles_foto", p) if p.candidatura.curricular.foto else None,
    ),
    *map(_medio, MEDIOS),
    Campo(
        "grado_estudios",
        f"{ETIQUETAS['grado_estudios']}.",
        lambda p: texto_de(p, "grado_estudios") or None,
        ine="ESCOLARIDAD",
    ),
    Campo(
        "estatus_estudios",
        f"{ETIQUETAS['estatus_estudios']}.",
        lambda p: texto_de(p, "estatus_estudios") or None,
        ine="ESTATUS_ESCOLARIDAD",
    ),
    Campo("otra_formacion", f"{ETIQUETAS['otra_formacion']}.", cursos_de, "lista", "CURSOS"),
    *map(_texto, TEXTOS),
    Campo(
        "corte",
        "De qué corte diario es: su día y, si el archivo está completo, una clave al azar. Vacío en los de ahora.",
        lambda p: p.corte or None,
    ),
    Campo("publicada_en", "Desde cuándo está en este sitio.", _publicada_en, "fecha-hora"),
    *map(_pregunta, PREGUNTAS),
)


def como_datos(p: Publicada) -> Mapping[str, Valor]:
    """A row by its columns: a record of the JSON and of the API."""
    return {campo.clave: campo.valor(p) for campo in CAMPOS}
