"""What each row of INE's data base says, checked and in the record's own words. Pure: no ORM, no clock.

Identity answers never enter a message: reports may be shown, logged and downloaded.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from ..cuestionarios import MEDIOS, PREGUNTAS, SIN_CURSOS, depurar, leer_medio, validar_respuestas
from ..cuestionarios.curricular import en_blanco
from ..registro.formulas import comparable
from ..textos import normalizar
from .catalogos import Actor, actor_de
from .lectura import COMUNES, IDENTIDAD, Export, Renglon

EDAD_MINIMA, EDAD_MAXIMA = 18, 120
SIN_TERRITORIO = normalizar("No aplica")

_SEXOS = {"mujer": "M", "hombre": "H", "no binaria": "NB", "no binario": "NB", "persona no binaria": "NB"}
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
_REDES = {
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "twitter.com": "twitter",
    "x.com": "twitter",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "instagram.com": "instagram",
    "tiktok.com": "tiktok",
}

Lugar = tuple[str, ...]


@dataclass(frozen=True)
class Nota:
    """Something to tell about a row."""

    fila: int
    motivo: str


def lugar_y_persona(entidad: str, tipo: str, clave: str, territorio: str, formula: str, nombre: str) -> Lugar:
    """Key of a person in a formula of a territory."""
    return tuple(normalizar(t) for t in (entidad, tipo, clave, territorio, comparable(formula), nombre))


@dataclass(frozen=True)
class CandidaturaLeida:
    """One candidacy as its row (and that of the identity sheet) says it.

    `curricular` holds model fields and is empty when nothing was captured; `identidad` likewise, and None when the
    file has no identity row for this person.
    """

    fila: int
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
    curricular: Mapping[str, Any] = field(repr=False)
    identidad: Mapping[str, str] | None = field(repr=False)

    @property
    def persona(self) -> str:
        """The name as it is compared."""
        return normalizar(self.nombre)

    @property
    def conocida(self) -> Lugar:
        """What tells this candidacy apart before its party and office are found on record."""
        return lugar_y_persona(
            self.entidad, self.territorio_tipo, self.territorio_clave, self.territorio_nombre, self.formula, self.nombre
        )

    @property
    def formula_completa(self) -> Lugar:
        """The formula: who postulates it, to what and where."""
        return tuple(
            normalizar(t)
            for t in (
                self.actor.nombre,
                self.cargo,
                self.entidad,
                self.territorio_tipo,
                self.territorio_clave,
                self.territorio_nombre,
                comparable(self.formula),
            )
        )


@dataclass(frozen=True)
class Lectura:
    """Every row judged: those that can be loaded, those that cannot, and what someone should look at."""

    registros: tuple[CandidaturaLeida, ...]
    rechazadas: tuple[Nota, ...]
    advertencias: tuple[Nota, ...]
    sin_calidad: int
    """Rows refused because the candidates sheet alone does not tell the propietaria from the suplente."""


def interpretar(export: Export, conocidas: Mapping[Lugar, str] | None = None) -> Lectura:
    """Judge every row of the candidates sheet and join it with the identity sheet.

    People are matched across the sheets by name and by everything that places them: who postulates, office, territory
    and formula, since a formula's number may be another's elsewhere. The calidad is the identity
    sheet's: the candidates sheet prints PROPIETARIA for every woman. Without that sheet it is the one already on
    record (`conocidas`, by `Registro.conocida`), or what the formula leaves as the only possibility.
    """
    rechazadas: list[Nota] = []
    advertencias: list[Nota] = []
    parejas = _por_persona(export.identidad or (), advertencias)
    usadas: set[int] = set()
    registros = []
    for renglon in export.candidatos:
        llave = _llave(renglon)
        pareja = parejas.get(llave)
        if pareja is not None:
            usadas.add(pareja.fila)
        elif export.identidad is not None and llave not in parejas:
            advertencias.append(Nota(renglon.fila, f"No aparece en la hoja «{IDENTIDAD}»."))
        registro = _registro(renglon, pareja, rechazadas, advertencias)
        if registro is not None:
            registros.append(registro)
    advertencias += [
        Nota(r.fila, f"La fila {r.fila} de la hoja «{IDENTIDAD}» no corresponde a ninguna candidatura.")
        for r in parejas.values()
        if r is not None and r.fila not in usadas
    ]
    registros = _resolver_calidad(registros, conocidas or {}, advertencias)
    registros, en_disputa = _un_lugar_por_persona(registros, rechazadas)
    return Lectura(
        registros=tuple(sorted(registros, key=lambda r: r.fila)),
        rechazadas=tuple(sorted(rechazadas, key=lambda n: n.fila)),
        advertencias=tuple(sorted(advertencias, key=lambda n: n.fila)),
        sin_calidad=en_disputa if export.identidad is None else 0,
    )


def _llave(renglon: Renglon) -> Lugar:
    """The person and their place: every shared column but what the sheets may tell differently of one person."""
    celdas = (normalizar(renglon.celdas[c]) for c in COMUNES if c not in ("TIPO_CANDIDATO", "EDAD", "SEXO"))
    return tuple("" if celda == SIN_TERRITORIO else celda for celda in celdas)


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


def _registro(
    renglon: Renglon, pareja: Renglon | None, rechazadas: list[Nota], advertencias: list[Nota]
) -> CandidaturaLeida | None:
    celdas = renglon.celdas
    faltan = [
        columna
        for columna in ("NOMBRE_CANDIDATO", "CARGO", "PARTIDO_COALICION", "ENTIDAD", "NUM_LISTA_O_FORMULA")
        if en_blanco(celdas[columna])
    ]
    motivos = [f"Falta {', '.join(faltan)}."] if faltan else []
    territorios = [c for c in TERRITORIOS if normalizar(celdas[c]) not in ("", SIN_TERRITORIO)]
    if len(territorios) > 1:
        motivos.append(f"Indica a la vez {' y '.join(territorios)}: la candidatura es de un solo territorio.")
    edad, problema = _edad(celdas["EDAD"])
    if problema:
        motivos.append(problema)
    calidad = _calidad(celdas["TIPO_CANDIDATO"])
    calidad_identidad = _calidad(pareja.celdas["TIPO_CANDIDATO"]) if pareja else ""
    if not (calidad_identidad or calidad):
        motivos.append("TIPO_CANDIDATO no dice si es propietaria o suplente.")
    if motivos:
        rechazadas.append(Nota(renglon.fila, " ".join(motivos)))
        return None
    if pareja is not None:
        distintas = [c for c in COMUNES if normalizar(celdas[c]) != normalizar(pareja.celdas[c])]
        if distintas:
            motivo = f"Las dos hojas no coinciden en {', '.join(distintas)}"
            if "TIPO_CANDIDATO" in distintas:
                motivo += f"; se tomó la calidad de la hoja «{IDENTIDAD}»"
            advertencias.append(Nota(renglon.fila, f"{motivo}."))
    sexo = _SEXOS.get(normalizar(celdas["SEXO"]), "")
    if not (sexo or en_blanco(celdas["SEXO"])):
        advertencias.append(Nota(renglon.fila, "SEXO no es un valor conocido; quedó sin dato."))
    curricular = leer_curricular(celdas)
    raros = {m["tipo"] for m in curricular.get("medios", ()) if leer_medio(m["tipo"], m["valor"])[1]}
    if raros:
        cuales = ", ".join(nombre for tipo, nombre in MEDIOS.items() if tipo in raros)
        advertencias.append(Nota(renglon.fila, f"No parece un dato de contacto ({cuales}); se conserva como está."))
    tipo, clave, nombre_territorio = _territorio(celdas, territorios)
    return CandidaturaLeida(
        fila=renglon.fila,
        actor=actor_de(celdas["PARTIDO_COALICION"]),
        cargo=" ".join(celdas["CARGO"].split()),
        entidad=celdas["ENTIDAD"],
        territorio_tipo=tipo,
        territorio_clave=clave,
        territorio_nombre=nombre_territorio,
        formula=celdas["NUM_LISTA_O_FORMULA"],
        nombre=" ".join(celdas["NOMBRE_CANDIDATO"].split()),
        calidad=calidad_identidad or calidad,
        edad=edad,
        sexo=sexo,
        curricular=curricular,
        identidad=_identidad(pareja, renglon.fila, advertencias) if pareja else None,
    )


def _edad(texto: str) -> tuple[int | None, str]:
    if en_blanco(texto):
        return None, ""
    if not texto.isdecimal():
        return None, "EDAD no es un número entero."
    edad = int(texto)
    if not EDAD_MINIMA <= edad <= EDAD_MAXIMA:
        return None, f"EDAD imposible para una candidatura: {edad}."
    return edad, ""


def _calidad(texto: str) -> str:
    normal = normalizar(texto)
    return "propietaria" if normal.startswith("propietari") else "suplente" if normal == "suplente" else ""


def _territorio(celdas: Mapping[str, str], indicados: Sequence[str]) -> tuple[str, str, str]:
    """Kind, key and name of the territory. A district is printed «2-CANCUN»; a circunscripción, «1»."""
    entidad = celdas["ENTIDAD"]
    if not indicados:
        return "entidad", "", entidad
    columna = indicados[0]
    texto = celdas[columna]
    con_clave = re.fullmatch(r"(\d+)\s*-\s*(\S.*)", texto)
    if con_clave:
        return TERRITORIOS[columna], con_clave[1], con_clave[2]
    if texto.isdecimal():
        return TERRITORIOS[columna], texto, entidad
    return TERRITORIOS[columna], "", texto


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
    if medios:
        campos["medios"] = medios
    return campos


def _direcciones(redes: str) -> list[str]:
    return [d.strip(",; ") for d in re.split(r"[,;\s]+(?=https?://|www\.)|\s+", redes) if d.strip(",; ")]


def _red(direccion: str) -> str:
    servidor = (urlsplit(direccion if "//" in direccion else f"//{direccion}").hostname or "").lower()
    return next(
        (red for dominio, red in _REDES.items() if servidor == dominio or servidor.endswith(f".{dominio}")),
        "otra_red",
    )


def _identidad(pareja: Renglon, fila: int, advertencias: list[Nota]) -> dict[str, str]:
    crudas = {
        p.clave: p.canonica(pareja.celdas[p.encabezado])
        for p in PREGUNTAS.values()
        if p.ine and pareja.celdas[p.encabezado]
    }
    # Not even which question: what it depends on would tell another answer.
    if validar_respuestas(crudas):
        advertencias.append(Nota(fila, "El cuestionario de identidad trae una respuesta que no se admite."))
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
                advertencias.append(Nota(registro.fila, motivo))
                registro = replace(registro, calidad=calidad)
        resueltos.append(registro)
    return resueltos


def _un_lugar_por_persona(
    registros: Sequence[CandidaturaLeida], rechazadas: list[Nota]
) -> tuple[list[CandidaturaLeida], int]:
    """Refuse repeated rows, and both rows of a place that two people claim: nobody can tell whose it is.

    Answers those that stay and how many claim a place with others.
    """
    lugares: dict[tuple[Lugar, str], list[CandidaturaLeida]] = defaultdict(list)
    for registro in registros:
        ocupantes = lugares[registro.formula_completa, registro.calidad]
        repetida = next((r for r in ocupantes if r.persona == registro.persona), None)
        if repetida:
            rechazadas.append(Nota(registro.fila, f"Repite la candidatura de la fila {repetida.fila}."))
        else:
            ocupantes.append(registro)
    admitidos = []
    en_disputa = 0
    for (_, calidad), ocupantes in lugares.items():
        if len(ocupantes) == 1:
            admitidos += ocupantes
            continue
        en_disputa += len(ocupantes)
        filas = [str(r.fila) for r in ocupantes]
        for registro in ocupantes:
            otras = ", ".join(f for f in filas if f != str(registro.fila))
            motivo = (
                f"La fórmula {registro.formula} tiene más de una {calidad} (también en la fila {otras}): "
                "corrija TIPO_CANDIDATO o importe el libro con sus dos hojas."
            )
            rechazadas.append(Nota(registro.fila, motivo))
    return admitidos, en_disputa
