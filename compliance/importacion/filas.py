"""What each row of a list of candidacies says, checked and in the record's own words. Pure: no ORM, no clock.

A row comes with the columns of INE's data base, whatever its table called them (`lectura`).

Identity answers never enter a message: reports may be shown, logged and downloaded.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlsplit

from ..cuestionarios import MEDIOS, PREGUNTAS, SIN_CURSOS, depurar, leer_medio, validar_respuestas
from ..cuestionarios.curricular import en_blanco
from ..cuestionarios.medios import REDES, red_de
from ..registro import curp as claves
from ..registro.formulas import comparable
from ..registro.nombres import falta_la_persona
from ..textos import normalizar
from .catalogos import Actor, actor_de, cargo_plano
from .lectura import COMUNES, IDENTIDAD, Export, Nota, Renglon
from .perfil import Perfil
from .valores import (
    calidad_de,
    edad_de,
    emes_de,
    entidad_de,
    fecha_de,
    lugar_de,
    nombre_propio,
    parece_fecha,
    plano,
    reparado,
    sexo_de,
    sin_dato,
    sospechas_de_nombre,
)

EDAD_MINIMA, EDAD_MAXIMA = 18, 120
SIN_TERRITORIO = normalizar("No aplica")
TERRITORIOS = {"DISTRITO LOCAL": "distrito", "CIRCUNSCRIPCION": "circunscripcion", "MUNICIPIO": "municipio"}
COLUMNAS_DE_TEXTO = {
    "ESCOLARIDAD": "grado_estudios",
    "ESTATUS_ESCOLARIDAD": "estatus_estudios",
    "HISTORIA_PROFESIONAL": "historia_profesional",
    "TRAYECTORIA_POLITICA": "trayectoria_politica",
    "MOTIVO_CARGO_PUBLICO": "motivo_cargo",
    "PROPUESTA_1": "propuesta_1",
    "PROPUESTA_2": "propuesta_2",
    "PROPUESTA_GENERO": "propuesta_genero",
}
_MEDIOS = {
    "DIRECCION_CASA_CAMPAÑA": "casa_campana",
    "TELEFONO": "telefono",
    "CORREO_ELECTRONICO": "correo",
    "PAGINA_WEB": "pagina_web",
}
# By the column that says it: the field of an `Identificacion`, and its words.
IDENTIFICAN = {"CURP": ("curp", "La CURP"), "CLAVE_ELECTOR": ("clave_elector", "La clave de elector")}

Lugar = tuple[str, ...]


@lru_cache(maxsize=4096)
def llave_de_territorio(tipo: str, entidad: str, clave: str, nombre: str) -> Lugar:
    """What tells a place from others: a district is its number; a municipality, its name."""
    numero = clave.lstrip("0") if clave.isdecimal() else normalizar(clave)
    if not numero and tipo in ("distrito", "circunscripcion"):
        numero = lugar_de(nombre)[0]
    suya = normalizar(nombre) if tipo == "municipio" or not numero else numero
    return tipo, normalizar(entidad_de(entidad) or entidad), "" if tipo == "entidad" else suya


def lugar_y_persona(entidad: str, tipo: str, clave: str, territorio: str, formula: str, nombre: str) -> Lugar:
    """Key of a person in a formula of a territory."""
    return (*llave_de_territorio(tipo, entidad, clave, territorio), comparable(formula), normalizar(nombre))


@dataclass(frozen=True)
class CandidaturaLeida:
    """One candidacy as its row (and that of the identity sheet) says it.

    `orden` counts the persons of the file: a row may have several. `curricular` holds model fields and is empty when
    nothing was captured; `identidad` likewise, and None when the file has no identity row for this person. `escrito`:
    how the file writes who postulates and the place.
    """

    fila: int
    orden: int
    hoja: str
    actor: Actor
    cargo: str
    entidad: str
    territorio_tipo: str
    territorio_clave: str
    territorio_nombre: str
    formula: str
    nombre: str
    calidad: str
    edad: int | None
    sexo: str
    nacimiento: date | None
    escrito: tuple[str, str]
    curricular: Mapping[str, Any] = field(repr=False)
    identidad: Mapping[str, str] | None = field(repr=False)
    identificacion: Mapping[str, str] = field(default_factory=dict, repr=False)
    """CURP and clave de elector, those that the row brings well formed."""
    correo: str = field(default="", repr=False)
    """The address to be registered, as the row writes it: not the public one, which is of the questionnaire."""

    @cached_property
    def persona(self) -> str:
        """The name as it is compared."""
        return normalizar(self.nombre)

    @property
    def conocida(self) -> Lugar:
        """What tells this candidacy apart before its party and office are found on record."""
        return lugar_y_persona(
            self.entidad, self.territorio_tipo, self.territorio_clave, self.territorio_nombre, self.formula, self.nombre
        )

    @cached_property
    def formula_completa(self) -> Lugar:
        """The formula: who postulates it, to what and where."""
        lugar = (self.territorio_tipo, self.entidad, self.territorio_clave, self.territorio_nombre)
        return (
            self.actor.llave,
            self.actor.encabeza,
            cargo_plano(self.cargo) or normalizar(self.cargo),
            *llave_de_territorio(*lugar),
            comparable(self.formula),
        )


@dataclass(frozen=True)
class Lectura:
    """Every row judged: those that can be loaded, those that cannot, and what someone should look at."""

    registros: tuple[CandidaturaLeida, ...]
    rechazadas: tuple[Nota, ...]
    advertencias: tuple[Nota, ...]
    sin_calidad: int
    """Rows refused because the candidates sheet alone does not tell the propietaria from the suplente."""
    emes: int = 0
    """Rows whose sex is «M», which may be of mujer or of masculino, and nothing tells."""


def interpretar(export: Export, conocidas: Mapping[Lugar, str] | None = None, entidad: str = "") -> Lectura:
    """Judge every row of the candidates sheet and join it with the identity sheet.

    People are matched across the sheets by name and by everything that places them: who postulates, office, territory
    and formula, since a formula's number may be another's elsewhere. Of INE's data base the calidad is the identity
    sheet's: the candidates sheet prints PROPIETARIA for every woman. Without that sheet it is the one already on
    record (`conocidas`, by `Registro.conocida`), or what the formula leaves as the only possibility.

    `entidad`: the state of the process, which is that of a table without a column for it: a row of another one is
    refused. Empty, where the process is of several.
    """
    rechazadas: list[Nota] = [*export.rechazadas]
    advertencias: list[Nota] = [*export.avisos]
    parejas = _por_persona(export.identidad or (), advertencias)
    usadas: set[int] = set()
    registros = []
    juez = _Juez(export.perfil, emes_de(r.celdas["SEXO"] for r in export.candidatos), entidad, export.sin_numero)
    for orden, renglon in enumerate(export.candidatos, start=1):
        llave = _llave(renglon)
        pareja = parejas.get(llave)
        if pareja is not None:
            usadas.add(pareja.fila)
        elif export.identidad is not None and llave not in parejas:
            advertencias.append(_nota(renglon, f"No aparece en la hoja «{IDENTIDAD}»."))
        registro = juez.registro(renglon, orden, pareja, rechazadas, advertencias)
        if registro is not None:
            registros.append(registro)
    advertencias += [
        Nota(r.fila, f"La fila {r.fila} de la hoja «{IDENTIDAD}» no corresponde a ninguna candidatura.")
        for r in parejas.values()
        if r is not None and r.fila not in usadas
    ]
    if juez.emes:
        advertencias.append(
            Nota(
                juez.primera_eme,
                "SEXO dice «M», que puede ser de mujer o de masculino, y el resto de la columna no lo aclara: "
                f"{'esta fila quedó' if juez.emes == 1 else f'{juez.emes} filas quedaron'} sin ese dato. Diga qué "
                "quiere decir en «¿Qué columna es cuál?».",
            )
        )
    registros = _un_nombre_por_lugar(registros, advertencias)
    registros = _numerar(registros, advertencias) if export.sin_numero else registros
    if not export.perfil.calidad_fiable:
        registros = _resolver_calidad(registros, conocidas or {}, advertencias)
    registros = _independientes(registros)
    registros, en_disputa = _un_lugar_por_persona(registros, rechazadas)
    return Lectura(
        registros=tuple(sorted(registros, key=lambda r: r.orden)),
        rechazadas=tuple(sorted(rechazadas, key=lambda n: n.fila)),
        advertencias=tuple(sorted(advertencias, key=lambda n: n.fila)),
        sin_calidad=en_disputa if export.identidad is None and not export.perfil.calidad_fiable else 0,
        emes=juez.emes,
    )


def _nota(de: "Renglon | CandidaturaLeida", motivo: str) -> Nota:
    """Something about a row, with its sheet if there are several."""
    return Nota(de.fila, f"Hoja «{de.hoja}»: {motivo}" if de.hoja else motivo)


def _llave(renglon: Renglon) -> Lugar:
    """The person and their place: every shared column but what the sheets may tell differently of one person."""
    celdas = renglon.celdas
    lugares = []
    for columna in TERRITORIOS:
        dicho = "" if normalizar(celdas[columna]) == SIN_TERRITORIO else celdas[columna]
        numero, nombre = lugar_de(dicho) if dicho and columna != "MUNICIPIO" else ("", dicho)
        lugares.append(numero or normalizar(nombre))
    return (
        normalizar(celdas["PARTIDO_COALICION"]),
        normalizar(celdas["CARGO"]),
        normalizar(entidad_de(celdas["ENTIDAD"]) or celdas["ENTIDAD"]),
        *lugares,
        normalizar(celdas["NUM_LISTA_O_FORMULA"]),
        normalizar(celdas["NOMBRE_CANDIDATO"]),
    )


def _por_persona(renglones: Iterable[Renglon], advertencias: list[Nota]) -> dict[Lugar, Renglon | None]:
    """The identity row of each person; None if several differ, for nobody can tell whose answers they are."""
    parejas: dict[Lugar, Renglon | None] = {}
    primeras: dict[Lugar, Renglon] = {}
    for renglon in renglones:
        llave = _llave(renglon)
        primera = primeras.setdefault(llave, renglon)
        if primera is renglon:
            parejas[llave] = renglon
            continue
        motivo = f"La hoja «{IDENTIDAD}» repite en su fila {renglon.fila} a la persona de su fila {primera.fila}"
        if _lo_propio(renglon) != _lo_propio(primera):
            parejas[llave] = None
            motivo += ", con otros datos: no se tomó ninguna de las dos"
        advertencias.append(Nota(renglon.fila, f"{motivo}."))
    return parejas


def _lo_propio(renglon: Renglon) -> list[str]:
    return [normalizar(celda) for celda in renglon.celdas.values()]


class _Juez:
    """Judges rows one by one, by what is known of the whole file."""

    def __init__(self, perfil: Perfil, eme: str, entidad: str, sin_numero: bool) -> None:
        self.tipos = {plano(nombre): tipo for nombre, tipo in perfil.tipos.items()}
        self.eme = eme
        self.entidad = entidad
        self.sin_numero = sin_numero
        self.emes = 0
        self.primera_eme = 0

    def registro(
        self,
        renglon: Renglon,
        orden: int,
        pareja: Renglon | None,
        rechazadas: list[Nota],
        advertencias: list[Nota],
    ) -> CandidaturaLeida | None:
        """What the row says, or why it is refused."""
        celdas = renglon.celdas
        nombre = " ".join(celdas["NOMBRE_CANDIDATO"].split())
        faltan = [
            columna
            for columna in ("NOMBRE_CANDIDATO", "CARGO", "PARTIDO_COALICION", "ENTIDAD", "NUM_LISTA_O_FORMULA")
            if (en_blanco(celdas[columna]) if columna == "NOMBRE_CANDIDATO" else sin_dato(celdas[columna]))
            and not (columna == "NUM_LISTA_O_FORMULA" and self.sin_numero)
            and not (columna == "ENTIDAD" and self.entidad)
        ]
        motivos = [f"Falta {', '.join(faltan)}."] if faltan else []
        if nombre and not en_blanco(nombre) and (defecto := falta_la_persona(nombre)):
            motivos.append(f"NOMBRE_CANDIDATO: «{nombre}» no es un nombre: {defecto}.")
        formula = celdas["NUM_LISTA_O_FORMULA"]
        if parece_fecha(formula):
            motivos.append(
                f"NUM_LISTA_O_FORMULA es una fecha («{formula}»): la hoja de cálculo convirtió algo como «2-5». Dé a "
                "esa columna formato de texto y escríbalo de nuevo."
            )
        entidad = entidad_de(celdas["ENTIDAD"]) if not sin_dato(celdas["ENTIDAD"]) else self.entidad
        if not entidad and "ENTIDAD" not in faltan:
            motivos.append(f"ENTIDAD: «{celdas['ENTIDAD']}» no es una de las 32 entidades federativas.")
        elif entidad and self.entidad and entidad != self.entidad:
            motivos.append(f"ENTIDAD: es de {entidad} y este proceso es de {self.entidad}.")
        indicados = [c for c in TERRITORIOS if not sin_dato(celdas[c])]
        columna = _columna_del_lugar(celdas["CARGO"], indicados)
        if columna is None:
            motivos.append(f"Indica a la vez {' y '.join(indicados)}: la candidatura es de un solo territorio.")
        edad, sobre_la_edad = edad_de(celdas["EDAD"])
        if edad is not None and not EDAD_MINIMA <= edad <= EDAD_MAXIMA:
            motivos.append(f"EDAD imposible para una candidatura: {edad}.")
        calidad = calidad_de(celdas["TIPO_CANDIDATO"])
        calidad_identidad = calidad_de(pareja.celdas["TIPO_CANDIDATO"]) if pareja else ""
        if not (calidad_identidad or calidad):
            motivos.append("TIPO_CANDIDATO no dice si es propietaria o suplente.")
        if motivos:
            rechazadas.append(_nota(renglon, " ".join(motivos)))
            return None
        dichas = [sobre_la_edad, sospechas_de_nombre(nombre)]
        if pareja is not None:
            dichas.append(_diferencias(celdas, pareja.celdas))
        nacimiento = fecha_de(celdas.get("FECHA_NACIMIENTO", ""))
        if nacimiento is None and not sin_dato(celdas.get("FECHA_NACIMIENTO", "")):
            dichas.append("FECHA_NACIMIENTO no es una fecha que se entienda; quedó sin dato.")
        sexo = self._sexo(renglon, advertencias)
        identificacion, sobre_las_claves = _identificacion(celdas, nacimiento, sexo)
        dichas += sobre_las_claves
        correo = celdas.get("CORREO_REGISTRADO", "")
        curricular = leer_curricular(celdas)
        raros = {m["tipo"] for m in curricular.get("medios", ()) if leer_medio(m["tipo"], m["valor"])[1]}
        if raros:
            cuales = ", ".join(medio for tipo, medio in MEDIOS.items() if tipo in raros)
            dichas.append(f"No parece un dato de contacto ({cuales}); se conserva como está, sin enlace.")
        advertencias += [_nota(renglon, dicha) for dicha in dichas if dicha]
        cargo = _cargo(celdas["CARGO"], columna)
        tipo, clave, territorio = _territorio(celdas, columna or "", entidad)
        return CandidaturaLeida(
            fila=renglon.fila,
            orden=orden,
            hoja=renglon.hoja,
            actor=actor_de(celdas["PARTIDO_COALICION"], self.tipos.get(plano(celdas["PARTIDO_COALICION"]), "")),
            cargo=cargo,
            entidad=entidad,
            territorio_tipo=tipo,
            territorio_clave=clave,
            territorio_nombre=territorio,
            formula=formula,
            nombre=nombre,
            calidad=calidad_identidad or calidad,
            edad=edad,
            sexo=sexo,
            nacimiento=nacimiento,
            escrito=(celdas["PARTIDO_COALICION"], celdas[columna] if columna else celdas["ENTIDAD"]),
            curricular=curricular,
            identidad=_identidad(pareja, renglon, advertencias) if pareja else None,
            identificacion=identificacion,
            correo="" if sin_dato(correo) else correo.removeprefix("mailto:"),
        )

    def _sexo(self, renglon: Renglon, advertencias: list[Nota]) -> str:
        dicho = renglon.celdas["SEXO"]
        sexo = sexo_de(dicho, self.eme)
        if not sexo and plano(dicho) == "m":
            self.emes += 1
            self.primera_eme = self.primera_eme or renglon.fila
        elif not (sexo or sin_dato(dicho)) or plano(dicho) == "x":
            advertencias.append(_nota(renglon, "SEXO no es un valor conocido; quedó sin dato."))
        return sexo


def _diferencias(celdas: Mapping[str, str], pareja: Mapping[str, str]) -> str:
    distintas = [c for c in COMUNES if _igualada(c, celdas[c]) != _igualada(c, pareja[c])]
    if not distintas:
        return ""
    motivo = f"Las dos hojas no coinciden en {', '.join(distintas)}"
    if "TIPO_CANDIDATO" in distintas:
        motivo += f"; se tomó la calidad de la hoja «{IDENTIDAD}»"
    return f"{motivo}."


def _igualada(columna: str, celda: str) -> str:
    """A cell as both sheets may write it: «40» and «40 años» are one age."""
    if columna == "EDAD":
        return str(edad_de(celda)[0] or normalizar(celda))
    return normalizar(celda)


_DE_MUNICIPIO = frozenset({"presidencia", "sindicatura", "regiduria", "concejalia", "alcaldia"})


def _columna_del_lugar(cargo: str, indicados: Sequence[str]) -> str | None:
    """Which column says the place, of those that the row fills in: "" if none does, None if several may be."""
    if len(indicados) < 2:
        return indicados[0] if indicados else ""
    palabras = set(cargo_plano(cargo).split())
    if palabras & _DE_MUNICIPIO:
        suyas = ["MUNICIPIO"]
    elif "diputacion" in palabras:
        suyas = ["DISTRITO LOCAL"] if "mr" in palabras else ["CIRCUNSCRIPCION"] if "rp" in palabras else []
    else:
        suyas = []
    # A list prints the district of a municipality, and the circumscription of a district.
    hallada = next((c for c in suyas if c in indicados), None)
    return None if hallada == "DISTRITO LOCAL" and "MUNICIPIO" in indicados and len(indicados) > 2 else hallada


def _cargo(texto: str, columna: str | None) -> str:
    """The office; a seat in congress of a district is by majority, though the list does not say it."""
    cargo = " ".join(reparado(texto).split())
    palabras = set(cargo_plano(cargo).split())
    if palabras in ({"diputacion"}, {"diputacion", "federal"}):
        if columna == "DISTRITO LOCAL":
            return re.sub(r"(?i)\s+por (el )?distrito.*", "", cargo) + " MR"
        if columna == "CIRCUNSCRIPCION":
            return f"{cargo} RP"
    return cargo


def _territorio(celdas: Mapping[str, str], columna: str, entidad: str) -> tuple[str, str, str]:
    """Kind, key and name of the territory. A district is printed «2-CANCUN»; a circunscripción, «1»."""
    if not columna:
        return "entidad", "", entidad
    texto = reparado(celdas[columna])
    if columna != "MUNICIPIO":
        numero, nombre = lugar_de(texto)
        return TERRITORIOS[columna], numero, nombre or entidad
    con_clave = re.fullmatch(r"(\d+)\s*[-–—.]?\s*([^\W\d_].*)", texto)
    if con_clave:
        return TERRITORIOS[columna], con_clave[1], con_clave[2]
    if texto.isdecimal():
        return TERRITORIOS[columna], texto, entidad
    return TERRITORIOS[columna], "", texto


def _un_nombre_por_lugar(registros: Sequence[CandidaturaLeida], advertencias: list[Nota]) -> list[CandidaturaLeida]:
    """Each place with the seat that some row says; one that only says the seat, with the number that others give it.

    A number with two seats is told: it may be two districts.
    """
    cabeceras: dict[Lugar, Counter[str]] = defaultdict(Counter)
    primeras: dict[Lugar, CandidaturaLeida] = {}
    numeros: dict[Lugar, set[str]] = defaultdict(set)
    for r in registros:
        if r.territorio_tipo in ("distrito", "circunscripcion") and r.territorio_clave:
            primeras.setdefault((r.territorio_tipo, r.entidad, r.territorio_clave), r)
            if r.territorio_nombre != r.entidad:
                cabeceras[r.territorio_tipo, r.entidad, r.territorio_clave][r.territorio_nombre] += 1
                numeros[r.territorio_tipo, r.entidad, normalizar(r.territorio_nombre)].add(r.territorio_clave)
    for donde, nombres in cabeceras.items():
        distintos = {normalizar(n): n for n in reversed(nombres)}
        if len(distintos) > 1:
            dichos = " y ".join(f"«{n}»" for n in sorted(distintos.values()))
            advertencias.append(
                _nota(
                    primeras[donde], f"El {donde[0]} {donde[2]} de {donde[1]} aparece como {dichos}: se tomó por uno."
                )
            )
    vistos: set[Lugar] = set()
    con_nombre = []
    for r in registros:
        if r.territorio_tipo in ("distrito", "circunscripcion"):
            suyos = numeros.get((r.territorio_tipo, r.entidad, normalizar(r.territorio_nombre)), set())
            if not r.territorio_clave and len(suyos) == 1:
                (numero,) = suyos
                r = replace(r, territorio_clave=numero)
            elif not r.territorio_clave and (r.entidad, r.territorio_nombre) not in vistos:
                vistos.add((r.entidad, r.territorio_nombre))
                dicho = f"{r.territorio_tipo.upper()}: «{r.territorio_nombre}» no dice su número"
                advertencias.append(_nota(r, f"{dicho}; revise si es uno nuevo."))
            if elegibles := cabeceras.get((r.territorio_tipo, r.entidad, r.territorio_clave)):
                elegido = next(iter(elegibles))
                r = replace(r, territorio_nombre=elegido) if r.territorio_nombre != elegido else r
        con_nombre.append(r)
    return con_nombre


def _numerar(registros: Sequence[CandidaturaLeida], advertencias: list[Nota]) -> list[CandidaturaLeida]:
    """The number of list of a table that does not say it: each list in the order in which it is printed.

    A suplente goes with the propietaria beside her, or, where all the propietarias come first, in their order.
    """
    listas: dict[Lugar, list[CandidaturaLeida]] = defaultdict(list)
    for r in registros:
        listas[r.hoja, *r.formula_completa].append(r)
    numeros: dict[int, int] = {}
    for suyas in listas.values():
        calidades = [r.calidad for r in suyas]
        mitad = len(suyas) // 2
        if mitad > 1 and calidades == ["propietaria"] * mitad + ["suplente"] * mitad:
            numeros |= {r.orden: n % mitad + 1 for n, r in enumerate(suyas)}
            continue
        numero, ocupadas = 1, set[str]()
        for r in suyas:
            if r.calidad in ocupadas:
                numero, ocupadas = numero + 1, set()
            ocupadas.add(r.calidad)
            numeros[r.orden] = numero
    if registros:
        advertencias.append(
            Nota(
                registros[0].fila,
                "La tabla no tiene columna de número de lista o fórmula: se numeró cada lista en el orden en que "
                "viene.",
            )
        )
    return [replace(r, formula=str(numeros[r.orden])) for r in registros]


def _independientes(registros: Sequence[CandidaturaLeida]) -> list[CandidaturaLeida]:
    """Several independents whose list only says the figure are told apart by who heads each formula."""
    encabezan: dict[Lugar, list[CandidaturaLeida]] = defaultdict(list)
    for r in registros:
        if r.actor.generico and r.actor.tipo == "independiente" and r.calidad == "propietaria":
            encabezan[r.formula_completa].append(r)
    apartadas = []
    ultima: dict[Lugar, str] = {}
    for r in registros:
        otras = encabezan.get(r.formula_completa, []) if r.actor.generico and r.actor.tipo == "independiente" else []
        if len({o.persona for o in otras}) > 1:
            lugar = r.formula_completa
            if r.calidad == "propietaria":
                ultima[lugar] = r.nombre
            # A suplente goes with the propietaria before her, as lists print them.
            r = replace(r, actor=replace(r.actor, encabeza=ultima.get(lugar, otras[0].nombre)))
        apartadas.append(r)
    return apartadas


def leer_curricular(celdas: Mapping[str, str]) -> dict[str, Any]:
    """Fields of the curricular questionnaire that the row fills in; empty if it fills in none."""
    campos: dict[str, Any] = {
        campo: celdas[columna] for columna, campo in COLUMNAS_DE_TEXTO.items() if not en_blanco(celdas[columna])
    }
    cursos = celdas["CURSOS"]
    if not en_blanco(cursos) and normalizar(cursos) != normalizar(SIN_CURSOS):
        campos["otra_formacion"] = [cursos]
    medios = [
        {"tipo": tipo, "valor": celdas[columna]} for columna, tipo in _MEDIOS.items() if not en_blanco(celdas[columna])
    ]
    if not en_blanco(celdas["REDES"]):
        medios += [{"tipo": _red(direccion), "valor": direccion} for direccion in _direcciones(celdas["REDES"])]
    # In the column of a network, «@ana» is an account of it, as whoever captures writes it.
    medios += [
        {"tipo": red, "valor": leer_medio(red, dicho)[0]}
        for red in REDES
        if not en_blanco(dicho := celdas.get(red.upper(), ""))
    ]
    if medios:
        campos["medios"] = medios
    return campos


def _identificacion(celdas: Mapping[str, str], nacimiento: date | None, sexo: str) -> tuple[dict[str, str], list[str]]:
    """CURP and clave de elector, and what to look at of them: never what they say, nor a piece of it."""
    datos: dict[str, str] = {}
    dichas = []
    for columna, (campo, en_palabras) in IDENTIFICAN.items():
        dicho = celdas.get(columna, "")
        clave = "" if sin_dato(dicho) else claves.como_se_guarda(dicho)
        if clave and claves.defecto_de(campo, clave):
            dichas.append(f"{en_palabras} está mal escrita o incompleta; quedó sin dato.")
        elif clave:
            datos[campo] = clave
    contradichas = {
        "curp": claves.contradicciones(datos.get("curp", ""), nacimiento=nacimiento, sexo=sexo),
        "clave_elector": claves.contradicciones_de_clave(
            datos.get("clave_elector", ""), nacimiento=nacimiento, sexo=sexo
        ),
    }
    dichas += [
        f"{en_palabras} dice otra fecha de nacimiento u otro sexo que la fila: verifíquelo."
        for campo, en_palabras in IDENTIFICAN.values()
        if contradichas[campo]
    ]
    return datos, dichas


def _direcciones(redes: str) -> list[str]:
    return [d.strip(",; ") for d in re.split(r"[,;\s]+(?=https?://|www\.)|\s+", redes) if d.strip(",; ")]


def _red(direccion: str) -> str:
    servidor = (urlsplit(direccion if "//" in direccion else f"//{direccion}").hostname or "").lower()
    return red_de(servidor) or "otra_red"


def _identidad(pareja: Renglon, renglon: Renglon, advertencias: list[Nota]) -> dict[str, str]:
    crudas = {
        p.clave: p.canonica(pareja.celdas[p.encabezado])
        for p in PREGUNTAS.values()
        if p.ine and pareja.celdas[p.encabezado]
    }
    # Not even which question: what it depends on would tell another answer.
    if validar_respuestas(crudas):
        advertencias.append(_nota(renglon, "El cuestionario de identidad trae una respuesta que no se admite."))
    return depurar(crudas)


def _resolver_calidad(
    registros: Sequence[CandidaturaLeida],
    conocidas: Mapping[Lugar, str],
    advertencias: list[Nota],
) -> list[CandidaturaLeida]:
    """Calidad of those whose identity row is missing, since the candidates sheet's is not to be trusted alone."""
    resueltos = []
    formulas: dict[Lugar, list[CandidaturaLeida]] = defaultdict(list)
    for registro in registros:
        formulas[registro.formula_completa].append(registro)
    for registro in registros:
        if registro.identidad is None and registro.calidad == "propietaria":
            conocida = conocidas.get(registro.conocida)
            # A man's label is right: if he is the propietario, she can only be the suplente.
            hombres = [r for r in formulas[registro.formula_completa] if r.sexo == "H" and r.calidad == "propietaria"]
            calidad = conocida or ("suplente" if registro.sexo == "M" and hombres else "propietaria")
            if calidad != registro.calidad:
                motivo = "TIPO_CANDIDATO dice propietaria; se tomó suplente, " + (
                    "como ya está registrada." if conocida else "pues la fórmula ya tiene propietario."
                )
                advertencias.append(_nota(registro, motivo))
                registro = replace(registro, calidad=calidad)
        resueltos.append(registro)
    return resueltos


def _fila_de(otro: CandidaturaLeida, registro: CandidaturaLeida) -> str:
    """The row of another, as it is told beside this one."""
    return f"{otro.fila} de la hoja «{otro.hoja}»" if otro.hoja != registro.hoja else str(otro.fila)


def _un_lugar_por_persona(
    registros: Sequence[CandidaturaLeida], rechazadas: list[Nota]
) -> tuple[list[CandidaturaLeida], int]:
    """Refuse repeated rows, and both rows of a place that two people claim: nobody can tell whose it is.

    Answers those that stay and how many claim a place with others.
    """
    lugares: dict[tuple[Lugar, str], list[CandidaturaLeida]] = defaultdict(list)
    for registro in registros:
        ocupantes = lugares[registro.formula_completa, registro.calidad]
        repetida = next((r for r in ocupantes if nombre_propio(r.nombre) == nombre_propio(registro.nombre)), None)
        if repetida:
            rechazadas.append(_nota(registro, f"Repite la candidatura de la fila {_fila_de(repetida, registro)}."))
        else:
            ocupantes.append(registro)
    admitidos = []
    en_disputa = 0
    for (_, calidad), ocupantes in lugares.items():
        if len(ocupantes) == 1:
            admitidos += ocupantes
            continue
        en_disputa += len(ocupantes)
        for registro in ocupantes:
            otras = [_fila_de(r, registro) for r in ocupantes if r is not registro]
            tambien = f"la fila {otras[0]}" if len(otras) == 1 else f"las filas {', '.join(otras)}"
            motivo = (
                f"La fórmula {registro.formula} de {registro.actor.nombre} tiene más de una {calidad} (también en "
                f"{tambien}): corrija TIPO_CANDIDATO, NUM_LISTA_O_FORMULA o PARTIDO_COALICION, o importe el libro con "
                "sus dos hojas."
            )
            rechazadas.append(_nota(registro, motivo))
    return admitidos, en_disputa
