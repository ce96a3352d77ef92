"""Mapping profiles: which column of a table is what of a candidacy. Pure; those of Cauce are perfiles/*.toml.

A profile says, for each datum (`DESTINOS`), the headers of its columns, joined in their order if there are several;
what is the same in every row (`constantes`); what a cell means (`valores`); and, of rows with several persons, which
columns are of each (`personas`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from ..cuestionarios import MEDIOS, PREGUNTAS
from ..cuestionarios.medios import REDES
from ..toml import TomlError, leer_toml
from .catalogos import TIPOS
from .lector import llave
from .valores import plano


@dataclass(frozen=True)
class Destino:
    """A datum of a candidacy: the column of INE's data base that it is, and how it is offered.

    `de_persona`: each person of a row has their own. `nombres`: other headers under which it comes.
    """

    columna: str
    etiqueta: str
    de_persona: bool = False
    nombres: tuple[str, ...] = ()


DESTINOS: Mapping[str, Destino] = {
    "actor": Destino(
        "PARTIDO_COALICION",
        "Quien postula",
        nombres=(
            "partido",
            "partido politico",
            "actor politico",
            "partido o coalicion",
            "partido coalicion",
            "nombre asociacion",
            "asociacion",
            "postulante",
            "sujeto obligado",
            "fuerza politica",
            "party",
            "siglas",
            "partido postulante",
            "partido que postula",
        ),
    ),
    "coalicion": Destino(
        "COALICION", "Coalición (si no está en blanco, es quien postula)", nombres=("coalicion", "coalition", "alianza")
    ),
    "cargo": Destino(
        "CARGO",
        "Cargo",
        nombres=(
            "cargo",
            "tipo candidatura",
            "tipo de candidatura",
            "candidatura",
            "tipo de eleccion",
            "eleccion",
            "tipo eleccion",
            "contest",
            "cargo de eleccion",
            "puesto",
            "puesto de eleccion",
            "tipo candidatura prop",
        ),
    ),
    "principio": Destino(
        "PRINCIPIO",
        "Principio (MR o RP)",
        nombres=("principio", "principio de representacion", "principio de eleccion", "via"),
    ),
    "entidad": Destino(
        "ENTIDAD",
        "Entidad",
        nombres=("entidad", "entidad federativa", "estado", "estado eleccion", "state", "nombre estado", "nom ent"),
    ),
    "distrito": Destino(
        "DISTRITO LOCAL",
        "Distrito",
        nombres=(
            "distrito",
            "distrito local",
            "distrito electoral",
            "distrito eleccion",
            "num distrito",
            "numero de distrito",
            "dtto",
            "id distrito",
            "area",
        ),
    ),
    "circunscripcion": Destino("CIRCUNSCRIPCION", "Circunscripción", nombres=("circunscripcion", "circ")),
    "municipio": Destino(
        "MUNICIPIO",
        "Municipio",
        nombres=("municipio", "ayuntamiento", "alcaldia", "demarcacion", "municipio eleccion", "nombre municipio"),
    ),
    "formula": Destino(
        "NUM_LISTA_O_FORMULA",
        "Número de lista o fórmula",
        nombres=(
            "formula",
            "num lista",
            "numero de lista",
            "no lista",
            "numero de formula",
            "num formula",
            "no formula",
            "lista",
            "posicion",
            "orden",
            "prelacion",
            "lugar",
            "num lista o formula",
            "numero lista",
            "no",
            "num",
            "numero",
            "consecutivo de lista",
            "no de formula",
            "id formula",
        ),
    ),
    "nombre": Destino(
        "NOMBRE_CANDIDATO",
        "Nombre completo",
        de_persona=True,
        nombres=(
            "nombre completo",
            "nombre candidato",
            "nombre candidata",
            "nombre de la candidatura",
            "candidato",
            "candidata",
            "candidatura nombre",
            "full name",
            "nombre y apellidos",
            "nombre del candidato",
            "persona",
            "nombre candidatura",
            "candidata o candidato",
            "candidato o candidata",
            "candidato a",
            "nombre del candidato o candidata",
            "nombre de la candidata o candidato",
        ),
    ),
    "nombres": Destino(
        "",
        "Nombre o nombres, sin apellidos",
        de_persona=True,
        nombres=("nombre", "nombres", "first name", "nombre s", "nombre de pila"),
    ),
    "apellido_paterno": Destino(
        "",
        "Primer apellido",
        de_persona=True,
        nombres=("apellido paterno", "primer apellido", "paterno", "ap paterno", "apellido 1"),
    ),
    "apellido_materno": Destino(
        "",
        "Segundo apellido",
        de_persona=True,
        nombres=("apellido materno", "segundo apellido", "materno", "ap materno", "apellido 2"),
    ),
    "apellidos": Destino("", "Apellidos, juntos", de_persona=True, nombres=("apellidos", "apellido", "last name")),
    "calidad": Destino(
        "TIPO_CANDIDATO",
        "Propietaria o suplente",
        de_persona=True,
        nombres=(
            "calidad",
            "tipo candidato",
            "tipo de candidato",
            "propietario o suplente",
            "propietario suplente",
            "caracter",
            "propiedad",
            "calidad de la candidatura",
            "prop sup",
            "tipo candidata",
            "is titular",
            "titular",
        ),
    ),
    "sexo": Destino("SEXO", "Sexo", de_persona=True, nombres=("sexo", "genero", "gender", "sex", "sexo registral")),
    "edad": Destino("EDAD", "Edad", de_persona=True, nombres=("edad", "age", "edad cumplida", "anos cumplidos")),
    "nacimiento": Destino(
        "FECHA_NACIMIENTO",
        "Fecha de nacimiento",
        de_persona=True,
        nombres=("fecha de nacimiento", "fecha nacimiento", "nacimiento", "date birth", "fec nac", "fecha nac"),
    ),
    "curp": Destino(
        "CURP", "CURP", de_persona=True, nombres=("curp", "clave unica de registro de poblacion", "clave curp")
    ),
    "clave_elector": Destino(
        "CLAVE_ELECTOR",
        "Clave de elector",
        de_persona=True,
        nombres=("clave de elector", "clave elector", "clave electoral", "cve elector"),
    ),
    "casa_campana": Destino(
        "DIRECCION_CASA_CAMPAÑA",
        "Casa de campaña",
        de_persona=True,
        nombres=("casa de campana", "domicilio de campana"),
    ),
    "telefono": Destino("TELEFONO", "Teléfono público", de_persona=True, nombres=("telefono",)),
    "correo_registrado": Destino(
        "CORREO_REGISTRADO",
        "Correo registrado (no se publica)",
        de_persona=True,
        nombres=(
            "correo registrado",
            "correo personal",
            "correo para avisos",
            "correo de notificaciones",
            "correo para notificaciones",
            "correo electronico para notificaciones",
            "correo para recibir notificaciones",
        ),
    ),
    "correo": Destino(
        "CORREO_ELECTRONICO",
        "Correo público",
        de_persona=True,
        nombres=("correo electronico", "correo", "email", "e mail", "correo publico"),
    ),
    "pagina_web": Destino("PAGINA_WEB", "Página web", de_persona=True, nombres=("pagina web", "sitio web")),
    "redes": Destino("REDES", "Redes sociales", de_persona=True, nombres=("redes", "redes sociales")),
    **{
        red: Destino(red.upper(), f"Red social: {MEDIOS[red]}", de_persona=True, nombres=nombres)
        for red, nombres in {
            "facebook": ("facebook", "fb"),
            "twitter": ("twitter", "x twitter", "x antes twitter"),
            "youtube": ("youtube",),
            "instagram": ("instagram",),
            "tiktok": ("tiktok", "tik tok"),
        }.items()
    },
    "grado_estudios": Destino(
        "ESCOLARIDAD", "Grado de estudios", de_persona=True, nombres=("escolaridad", "grado maximo de estudios")
    ),
    "estatus_estudios": Destino(
        "ESTATUS_ESCOLARIDAD", "Estatus de los estudios", de_persona=True, nombres=("estatus escolaridad",)
    ),
    "cursos": Destino("CURSOS", "Otra formación", de_persona=True, nombres=("cursos", "otra formacion")),
    "historia_profesional": Destino(
        "HISTORIA_PROFESIONAL",
        "Historia profesional",
        de_persona=True,
        nombres=("historia profesional", "historia profesional y o laboral"),
    ),
    "trayectoria_politica": Destino(
        "TRAYECTORIA_POLITICA", "Trayectoria política", de_persona=True, nombres=("trayectoria politica",)
    ),
    "motivo_cargo": Destino(
        "MOTIVO_CARGO_PUBLICO", "Por qué quiere el cargo", de_persona=True, nombres=("motivo cargo publico", "motivo")
    ),
    "propuesta_1": Destino("PROPUESTA_1", "Propuesta 1", de_persona=True, nombres=("propuesta 1",)),
    "propuesta_2": Destino("PROPUESTA_2", "Propuesta 2", de_persona=True, nombres=("propuesta 2",)),
    "propuesta_genero": Destino(
        "PROPUESTA_GENERO", "Propuesta de género", de_persona=True, nombres=("propuesta genero", "propuesta de genero")
    ),
}
# What identifies somebody, or reaches them: never shown whole.
RESERVADOS = frozenset({"curp", "clave_elector", "correo_registrado", "correo"})
_NOMBRA_LO_RESERVADO = re.compile(r"curp|correo|mail|\b(?:clave|cve) (?:\w+ )?elector|\b(?:rfc|ocr|cic)\b")
# A table with one of these brings the public questionnaire.
_DEL_CUESTIONARIO = frozenset(
    {"casa_campana", "pagina_web", "redes", *REDES, "grado_estudios", "estatus_estudios", "cursos"}
    | {"historia_profesional", "trayectoria_politica", "motivo_cargo", "propuesta_1", "propuesta_2", "propuesta_genero"}
)
# The headers of INE's second sheet, by how they are compared.
PREGUNTAS_POR_LLAVE = {llave(p.encabezado): p.encabezado for p in PREGUNTAS.values() if p.ine}
_POR_NOMBRE = {plano(n): clave for clave, d in DESTINOS.items() for n in (*d.nombres, clave, d.columna) if n}
_CALIDADES = {
    "propietaria": ("propietario", "propietaria", "prop", "titular", "owner", "p"),
    "suplente": ("suplente", "sup", "supl", "alternate", "s"),
}


class PerfilInvalido(ValueError):  # noqa: N818
    """A profile that cannot be used; `defectos` says why, in Spanish."""

    def __init__(self, defectos: Sequence[str]) -> None:
        super().__init__("\n".join(defectos))
        self.defectos = tuple(defectos)


@dataclass(frozen=True)
class PersonaDelRenglon:
    """One of the persons of a row: their calidad, if their columns say it, and the columns that are theirs."""

    calidad: str
    columnas: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Perfil:
    """A profile. Headers as the file writes them, compared without accents, case, spaces or signs.

    `reconoce`: the headers that a table must have for this profile to be its own; by default, all that it names.
    `hojas`: the sheets that are read; by default, each one with that header. `tipos`: the figure of an actor, by its
    name as the file writes it, when somebody corrected it. `calidad_fiable`: whether what the column of the calidad
    says of a woman is believed (INE's first sheet calls all of them propietarias).
    """

    clave: str
    nombre: str
    columnas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    personas: tuple[PersonaDelRenglon, ...] = ()
    constantes: Mapping[str, str] = field(default_factory=dict)
    valores: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    tipos: Mapping[str, str] = field(default_factory=dict)
    hojas: tuple[str, ...] = ()
    reconoce: tuple[str, ...] = ()
    apellidos_primero: bool = False
    calidad_fiable: bool = True

    @property
    def encabezados(self) -> tuple[str, ...]:
        """Every header that it names."""
        todas = [self.columnas, *(p.columnas for p in self.personas)]
        return tuple(dict.fromkeys(h for columnas in todas for suyos in columnas.values() for h in suyos))

    def cuantas(self, encabezado: Iterable[str]) -> int:
        """How many of its columns a header has; 0 if it is not of this profile."""
        llaves = {llave(celda) for celda in encabezado}
        if not all(llave(h) in llaves for h in self.reconoce or self.encabezados):
            return 0
        return sum(llave(h) in llaves for h in self.encabezados)

    def con_tipos(self, tipos: Mapping[str, str]) -> "Perfil":
        """The same with the figure of some actors corrected."""
        return replace(self, tipos={**self.tipos, **tipos})

    def como_toml(self) -> str:
        """As a file says it: `leer_perfil` reads it back."""
        lineas = [
            "esquema = 1",
            f"clave = {_entrecomillado(self.clave)}",
            f"nombre = {_entrecomillado(self.nombre)}",
        ]
        lineas += [f"{c} = {_lista(v)}" for c in ("hojas", "reconoce") if (v := getattr(self, c))]
        lineas += ["apellidos_primero = true"] if self.apellidos_primero else []
        lineas += [] if self.calidad_fiable else ["calidad_fiable = false"]
        lineas += _seccion("columnas", {c: _lista(v) for c, v in self.columnas.items()})
        lineas += _seccion("constantes", {c: _entrecomillado(v) for c, v in self.constantes.items()})
        for destino, suyos in self.valores.items():
            lineas += _seccion(f"valores.{destino}", {k: _entrecomillado(v) for k, v in suyos.items()})
        lineas += _seccion("tipos", {k: _entrecomillado(v) for k, v in self.tipos.items()})
        for p in self.personas:
            lineas += ["", "[[personas]]", *([f"calidad = {_entrecomillado(p.calidad)}"] if p.calidad else [])]
            lineas += _seccion("personas.columnas", {c: _lista(v) for c, v in p.columnas.items()})[1:]
        return "\n".join(lineas) + "\n"


def _entrecomillado(texto: str) -> str:
    """A basic string of TOML."""
    escapado = texto.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escapado) + '"'


def _lista(textos: Iterable[str]) -> str:
    return f"[{', '.join(map(_entrecomillado, textos))}]"


def _seccion(nombre: str, renglones: Mapping[str, str]) -> list[str]:
    if not renglones:
        return []
    return ["", f"[{nombre}]", *(f"{_entrecomillado(clave)} = {valor}" for clave, valor in renglones.items())]


TEXTO_MAXIMO = 200_000


def leer_perfil(texto: str) -> Perfil:
    """A profile as TOML says it. Raises PerfilInvalido with every defect."""
    if len(texto) > TEXTO_MAXIMO:
        raise PerfilInvalido(["El perfil es demasiado largo para serlo."])
    try:
        datos = leer_toml(texto.encode("utf-8", "surrogatepass"))
    except TomlError as error:
        donde = f" (renglón {error.linea})" if error.linea else ""
        raise PerfilInvalido([f"No es TOML bien formado: {error.detalle}{donde}."]) from error
    defectos: list[str] = []
    conocidas = set(Perfil.__dataclass_fields__) | {"esquema"}
    defectos += [f"No se conoce «{clave}»." for clave in datos if clave not in conocidas]
    if datos.get("esquema") != 1:
        defectos.append("Falta «esquema = 1».")
    nombre = datos.get("nombre")
    if not isinstance(nombre, str) or not nombre.strip():
        defectos.append("Falta el nombre del perfil.")
    columnas = _columnas(datos.get("columnas", {}), "columnas", defectos)
    personas = []
    suyas = datos.get("personas", [])
    for n, persona in enumerate(suyas if isinstance(suyas, list) else [], start=1):
        calidad = persona.get("calidad", "") if isinstance(persona, dict) else None
        if calidad not in ("", "propietaria", "suplente"):
            defectos.append(f"personas[{n}]: la calidad es «propietaria» o «suplente».")
            continue
        personas.append(PersonaDelRenglon(calidad, _columnas(persona.get("columnas", {}), f"personas[{n}]", defectos)))
    for p in [columnas] if not personas else [{**columnas, **p.columnas} for p in personas]:
        if not any(d in p for d in ("nombre", "nombres")):
            defectos.append("Ninguna columna es el nombre de la persona.")
    constantes = _textos(datos.get("constantes", {}), "constantes", DESTINOS, defectos)
    valores = datos.get("valores", {})
    if not isinstance(valores, dict) or not all(isinstance(v, dict) for v in valores.values()):
        defectos.append("valores: cada dato es una tabla, «texto del archivo» = «lo que quiere decir».")
        valores = {}
    tipos = _textos(datos.get("tipos", {}), "tipos", None, defectos)
    defectos += [f"tipos: «{t}» no es una figura: {', '.join(TIPOS)}." for t in set(tipos.values()) - set(TIPOS)]
    listas = {}
    for clave in ("hojas", "reconoce"):
        lista = datos.get(clave, [])
        if not isinstance(lista, list) or not all(isinstance(v, str) for v in lista):
            defectos.append(f"{clave}: es una lista de textos.")
            lista = []
        listas[clave] = tuple(lista)
    valores = {d: _textos(v, f"valores.{d}", None, defectos) for d, v in valores.items() if d in DESTINOS}
    if defectos:
        raise PerfilInvalido(defectos)
    return Perfil(
        clave=str(datos.get("clave", "")),
        nombre=str(nombre).strip(),
        columnas=columnas,
        personas=tuple(personas),
        constantes=constantes,
        valores=valores,
        tipos=tipos,
        apellidos_primero=bool(datos.get("apellidos_primero", False)),
        calidad_fiable=bool(datos.get("calidad_fiable", True)),
        **listas,
    )


def _columnas(datos: Any, donde: str, defectos: list[str]) -> dict[str, tuple[str, ...]]:
    columnas: dict[str, tuple[str, ...]] = {}
    for destino, suyas in datos.items() if isinstance(datos, dict) else ():
        lista = [suyas] if isinstance(suyas, str) else suyas
        if destino not in DESTINOS:
            defectos.append(f"{donde}: no se conoce el dato «{destino}». Son: {', '.join(DESTINOS)}.")
        elif not isinstance(lista, list) or not all(isinstance(h, str) and llave(h) for h in lista):
            defectos.append(f"{donde}.{destino}: escriba el encabezado de su columna, o una lista de ellos.")
        else:
            columnas[destino] = tuple(lista)
    return columnas


def _textos(datos: Any, donde: str, conocidos: Mapping[str, Any] | None, defectos: list[str]) -> dict[str, str]:
    if not isinstance(datos, dict) or not all(isinstance(v, str) for v in datos.values()):
        defectos.append(f"{donde}: cada valor es un texto.")
        return {}
    if conocidos is not None:
        defectos += [f"{donde}: no se conoce el dato «{d}»." for d in datos if d not in conocidos]
    return dict(datos)


@cache
def incluidos() -> tuple[Perfil, ...]:
    """The profiles that come with Cauce."""
    carpeta = Path(__file__).with_name("perfiles")
    return tuple(leer_perfil(ruta.read_text(encoding="utf-8")) for ruta in sorted(carpeta.glob("*.toml")))


def conjeturar(titulos: Sequence[str]) -> Perfil:
    """A guess of the profile of a table by the names of its columns: who looks at it says what it is.

    A header may say of whom it is, «NOMBRE DEL SUPLENTE», «SEXO_PROP»: then the row has several persons.
    """
    comunes: dict[str, tuple[str, ...]] = {}
    de_quien: dict[str, dict[str, tuple[str, ...]]] = {}
    for titulo in titulos:
        destino, calidad = columna_conjeturada(titulo)
        if not destino:
            continue
        suyas = de_quien.setdefault(calidad, {}) if calidad and DESTINOS[destino].de_persona else comunes
        suyas.setdefault(destino, (titulo,))
    # «NOMBRE» alone is the whole name, unless there are surnames apart.
    for columnas in (comunes, *de_quien.values()):
        con_apellidos = any(d in {**comunes, **columnas} for d in ("apellidos", "apellido_paterno", "apellido_materno"))
        if "nombres" in columnas and not con_apellidos and "nombre" not in columnas:
            columnas["nombre"] = columnas.pop("nombres")
        elif "nombre" in columnas and con_apellidos and "nombres" not in columnas:
            columnas["nombres"] = columnas.pop("nombre")
        elif "nombre" in columnas and con_apellidos:
            for d in ("nombres", "apellidos", "apellido_paterno", "apellido_materno"):
                columnas.pop(d, None)
        # What a list of candidacies knows of somebody is public only beside their public questionnaire.
        if not {*comunes, *columnas} & _DEL_CUESTIONARIO:
            columnas.pop("telefono", None)
            if publico := columnas.pop("correo", None):
                columnas.setdefault("correo_registrado", publico)
    if "nombre" not in comunes and "nombres" not in comunes and de_quien:
        personas = tuple(PersonaDelRenglon(c, columnas) for c, columnas in sorted(de_quien.items()))
        return Perfil("", "", columnas=comunes, personas=personas)
    return Perfil("", "", columnas=comunes)


def columna_conjeturada(titulo: str) -> tuple[str, str]:
    """Which datum a header may be, and of whom («propietaria», «suplente») if it says it; empty what it does not."""
    dicho = plano(titulo.replace("_", " "))
    if dicho in _POR_NOMBRE:
        return _POR_NOMBRE[dicho], ""
    palabras = dicho.split()
    for calidad, maneras in _CALIDADES.items():
        if not set(palabras) & set(maneras):
            continue
        resto = [p for p in palabras if p not in maneras]
        for dicho_sin in (" ".join(resto), " ".join(p for p in resto if p not in ("de", "del", "la", "el", "o", "a"))):
            if dicho_sin in _POR_NOMBRE:
                return _POR_NOMBRE[dicho_sin], calidad
        if not [p for p in resto if p not in ("o", "a", "del", "de", "la", "el")]:
            # «PROPIETARIO» over a column of names.
            return "nombre", calidad
    return "", ""


def es_reservada(titulo: str) -> bool:
    """Whether the header of a column names what identifies somebody or reaches them."""
    dicho = plano(titulo.replace("_", " "))
    return columna_conjeturada(titulo)[0] in RESERVADOS or bool(_NOMBRA_LO_RESERVADO.search(dicho))
