"""What the texts of a plan mention, each thing with its place: acts, days, sessions, names, articles, counts. Pure.

A text is read once however many rows print it: `Lector.leer` keeps what it read.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from calendario.fechas import MESES
from calendario.palabras import EN_LETRA, NUMEROS, SEMANA

from ...textos import plegado
from ..esquema import EntregableDatos, PlanDatos
from .textos import anio_de_numero, dias_de_los_actos, nombradas, referencias

_MES = "|".join(MESES)
_DIA = "|".join(SEMANA)

# -- The texts --------------------------------------------------------------------------------------------

# Keys whose value is a key, a rule or a choice of the file: nothing that the source says.
_NO_SON_TEXTOS = {"clave", "llave", "plantilla_de", "tipo", "modo", "periodo", "ruta", "area", "etapa"} | {
    "regla",
    "regla_evento",
    "regla_remision",
    "origen",
}
# Written by whoever transcribed the plan, who quotes its slips to explain them.
_NUESTROS = frozenset({"nota"})
_CITADO = re.compile(r"«[^»]*»")
_NOTA = re.compile(r"\bnota (\d+)", re.IGNORECASE)


class Texto(NamedTuple):
    """A text of the plan and its place: the row or thing it is of, as a finding names it, and the key of the file."""

    llave: str
    clave: str
    campo: str
    lugar: str
    texto: str


def _rotulo(e: EntregableDatos) -> str:
    return e.clave if any(letra.isdigit() for letra in e.clave) else e.llave


def _dichos(cosa: Any, prefijo: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a thing of the file: (key, text). What is ours is read without what it quotes."""
    for campo, valor in cosa:
        if not valor or campo in _NO_SON_TEXTOS:
            continue
        if isinstance(valor, str):
            yield prefijo + campo, _CITADO.sub("", valor) if campo in _NUESTROS else valor
        elif campo == "impreso":
            for columna, celda in valor.items():
                yield f"{prefijo}impreso.{columna}", celda


def textos(plan: PlanDatos) -> Iterator[Texto]:
    """Every text of the plan, in the order of the file. Occurrences repeat what their template says: they are not."""
    yield Texto("", "plan", "nombre", "el nombre del plan", plan.nombre)
    yield Texto("", "plan", "fuente.documento", "el título del documento", plan.fuente.documento)
    for organo in plan.organos:
        yield Texto("", organo.nombre, "organos.nombre", "la lista de órganos", organo.nombre)
        for persona in organo.integrantes:
            lugar = f"la integración de «{organo.nombre}»"
            yield Texto("", organo.nombre, "organos.integrantes", lugar, persona.cargo)
    for area in plan.areas:
        yield Texto("", area.nombre, "areas.nombre", "la lista de áreas", area.nombre)
    for e in plan.entregables:
        if e.plantilla_de:
            continue
        clave = _rotulo(e)
        fila = f"la fila {clave}" + (f" ({e.bloque})" if e.bloque else "")
        for campo, texto in _dichos(e):
            yield Texto(e.llave, clave, campo, fila, texto)
        for paso in e.subactividades:
            lugar = f"la fila {paso.clave}" + (f" ({e.bloque})" if e.bloque else "")
            for campo, texto in _dichos(paso, "subactividades."):
                yield Texto(e.llave, paso.clave, campo, lugar, texto)
    for hito in plan.hitos:
        for campo, texto in _dichos(hito, "hitos."):
            yield Texto("", hito.clave, campo, f"«{hito.grupo}: {hito.nombre}»", texto)
    for fila_final in plan.matriz:
        lugar = f"la matriz final, fila {fila_final.clave}"
        for campo, texto in _dichos(fila_final, "matriz."):
            yield Texto(fila_final.llave or "", fila_final.clave, campo, lugar, texto)
    for deber in plan.deberes:
        for campo, texto in _dichos(deber, "deberes."):
            lugar = f"«{deber.fuente}»" if deber.fuente else f"el deber {deber.clave}"
            yield Texto("", deber.clave, campo, lugar, texto)
    for frase in plan.afirmaciones:
        llave = _fila_de_la_nota(plan, frase.lugar)
        yield Texto(llave, frase.lugar, "afirmaciones.texto", f"«{frase.lugar}»", frase.texto)
    for cita in plan.citas:
        yield Texto("", cita.sobre, "citas.numero", f"«{cita.lugar}»", cita.numero)


def _fila_de_la_nota(plan: PlanDatos, lugar: str) -> str:
    """The row to which a note of the document belongs: the one whose place says «(nota 21)»."""
    dicha = _NOTA.match(lugar)
    if dicha is None:
        return ""
    de_la_nota = f"(nota {dicha[1]})"
    filas = [e.llave for e in plan.entregables if de_la_nota in e.fuente]
    filas += [fila.llave for fila in plan.matriz if fila.llave and de_la_nota in fila.fuente]
    return filas[0] if filas else ""


# -- What one text mentions -------------------------------------------------------------------------------


class DiaDeSemana(NamedTuple):
    """«viernes 1 de marzo de 2024»: as written, the weekday, and the days it may be (one for each possible year)."""

    escrito: str
    semana: int
    dias: tuple[date, ...]


class Sesion(NamedTuple):
    """A session told as held: as written, which one, of whom, whether it has a number, and the days it may be of."""

    escrita: str
    cual: str
    organo: str
    ordinal: bool
    dias: tuple[date, ...]


class Articulo(NamedTuple):
    """An article that a text cites: its law («» for the Lineamientos), number, items, numeral, as written.

    `funda` if the text says that it is what it obeys («en cumplimiento del artículo 15»), and not in passing.
    """

    ley: str
    articulo: int
    incisos: str
    numeral: int | None
    escrito: str
    funda: bool


class Conteo(NamedTuple):
    """«cuatro actividades principales»: as written, how many, and of what."""

    escrito: str
    cuantos: int
    que: str


_FECHA = rf"\d{{1,2}}[°º]?(?: de (?:{_MES})(?: del?(?: ano)? \d{{4}})?|/\d{{1,2}}/\d{{4}})"
_CON_SEMANA = re.compile(
    rf"\b(?P<antes>{_DIA}),? (?:el )?(?:dia )?(?P<fecha>{_FECHA})(?![/\d])"
    rf"|(?<![\d/])(?P<fecha2>{_FECHA}),? (?:en )?\(?(?P<despues>{_DIA})\b"
)
_CIFRA = re.compile(r"\d")
# Without it there is no act to look for.
_DE_ACTO = re.compile(r"[/_-]\s*\d{2}")
_SUELTA = re.compile(rf"(\d{{1,2}})[°º]?(?: de ({_MES})(?: del?(?: ano)? (\d{{4}}))?|/(\d{{1,2}})/(\d{{4}}))")
_ORDINALES = (
    "primera|segunda|tercera|cuarta|quinta|sexta|septima|octava|novena|decima|undecima|duodecima|[a-z]+gesima \\w+"
)
_SESION = re.compile(
    rf"\b(?:(?P<orden>{_ORDINALES}) )?(?P<tipo>sesion(?: (?:extra)?ordinaria)?|reunion(?: de trabajo)?)"
    rf" del? (?:la )?(?P<organo>[^\n]{{3,250}}?),? (?:que se )?celebr(?:ada|o|ado) (?:el )?(?:dia )?"
    rf"(?:(?:{_DIA}),? )?(?P<fecha>{_FECHA})"
)
_ARTICULO = re.compile(
    r"\bart(?:iculos?|s?\.?|s)? ?(?P<numeros>\d{1,3}[°º]?(?:[ -]bis)?(?:(?:, | y | e )\d{1,3}[°º]?(?![\d.)/]))*)"
    r"(?:,? inciso(?:s|\(s\))? [«\"“]?(?P<incisos>[a-z][»\"”]?\)?(?:(?:, | y | e )[«\"“]?[a-z][»\"”]?\))*)(?![a-z]))?"
    r"(?:,? num(?:eral(?:es)?|\.)? (?P<numeral>\d{1,2}))?"
    r"(?:,? inciso(?:s|\(s\))? [«\"“]?(?P<incisos2>[a-z])[»\"”)]?(?![a-z]))?"
)
# Laws that have articles of their own; «Reglamento de Elecciones» holds the Lineamientos as its Anexo 24.2.
_LEY = re.compile(
    r"\b(codigo|constitucion|ley|reglamento(?! de elecciones)|estatuto|lgipe|lipeey|ley general)\b[^;.,()]*"
)
_DE_LA_LEY = re.compile(
    r"(?:,? fraccion(?:es)? [ivxlc]+)?,? de(?:l| la| los| dichos| citados) "
    r"((?:lineamientos|codigo|constitucion|ley|reglamento|estatuto|lgipe|lipeey)\b[^;.,()]*)"
)
_FUNDA = re.compile(r"\b(?:cumplimiento|fundamento|conformidad|acuerdo|senalad[oa]s?|terminos|conforme)\b[^.;,]{0,25}$")
_COSA = (
    r"interfa[cz]es?|modulos?|actividades(?: \w+ como)?(?: (?:principales|secundarias))?|informes mensuales|entregables"
)
_COSAS = re.compile(rf"\b(?:{_COSA})\b")
_ANTES = re.compile(rf"\b(\d{{1,3}}|{EN_LETRA})(?: \(\d+\))? $")
# «veinticuatro (24) » and what comes before.
_LARGO_DE_NUMERO = 24
_ANUNCIA = re.compile(rf"\b(?P<n>\d{{1,2}}|{EN_LETRA})(?: \(\d+\))? (?P<que>[a-z]+(?: [a-z]+){{0,4}}): ?\n?")
_INCISO = re.compile(r"(?:^\s*|[\n;,.:]\s*)(?:[a-z]|\d{1,2})[).]\s")
_CREA = re.compile(r"\b(?:cre(?:o|a|an|aron|acion)|conferid[oa]s|integr(?:o|aron|acion))\b[^;]{0,100}?\bcomision\b")
_FRASES = re.compile(r"(?<=[.;])\s+(?=[A-ZÁÉÍÓÚ])|[\n\t|]")
_PROCESO = re.compile(r"\bproceso electoral (?:[a-z]+ ){0,3}?(?:\w+ ){0,3}?(\d{4}) ?[-–] ?(\d{4})\b")
_INFORMES = re.compile(
    rf"\binformes?\b[^.;:]{{0,80}}?\b(?:uno )?(?:en|de)(?: los meses de)? ({_MES}) y (?:uno )?(?:en )?({_MES})\b"
)
_PRESENTE = re.compile(r"\bpresente (programa de trabajo|plan de trabajo|informe(?: mensual)?)\b")
_CARGOS = re.compile(r"\bgubernatura, diputaciones(?: locales)?,? y (?:las? |los )?([a-z]+(?: municipales)?)\b")
_MAYUSCULAS = re.compile(r"[A-ZÑ]{5}")
# Not the words of a title written in capitals.
_SIGLA = re.compile(r"(?<![\w/\-])(?<![A-ZÁÉÍÓÚÑ]{2}\s)[A-ZÑ]{5,9}(?![\w/\-])(?!\s[A-ZÁÉÍÓÚÑ]{2})")
_CON_MAYUSCULA = r"[A-ZÁÉÍÓÚÑ][a-záéíóúüñ]+"
# Words that begin a name of their own: one does not go on into the next.
_CABEZAS = (
    "Unidad|Dirección|Comisión|Comité|Consejo|Secretaría|Secretario|Secretaria|Coordinación|Instituto|Tribunal|"
    "Instancia|Presidencia|Grupo|Ley|Código|Reglamento|Constitución|Plan|Programa"
)
# Words that begin something else, or that never begin a name.
_OTRAS = "Lineamientos|Sistema|Proceso|Procesos|Acuerdo|Oficio|Copia|Sesión|Reunión|Informe|Anexo|Dictamen|Estado"
_NO_EMPIEZAN = (
    f"{_OTRAS}|Extraordinaria|Ordinaria|Trabajo|Primera|Segunda|Tercera|Cuarta|Titular|Integrante|Consejer[oa]s?"
)
_ENLACE = r"(?:de|del|la|las|los|el|y|e|con|para|a|al|en|por|sobre|no)"
_NOMBRE = re.compile(
    rf"\b(?!(?:{_NO_EMPIEZAN})\b){_CON_MAYUSCULA}(?:\s(?:{_ENLACE}\s){{0,3}}(?:[a-záéíóúñ]{{4,}}\sdel?\s)?(?!(?:{_CABEZAS}|{_OTRAS})\b){_CON_MAYUSCULA})+"
)
_SIGUIENTE = re.compile(r"(?:\s\w+){1,4}")
_CON_NOMBRE = re.compile(r"([A-ZÁÉÍÓÚÑ][^;,()]{4,80}) \(([^()\s]+)\)")
CABEZAS = frozenset(plegado(c) for c in _CABEZAS.split("|"))
ENLACES = frozenset(_ENLACE.strip("(?:)").split("|"))


class Mencion(NamedTuple):
    """A place that cites an act or letter, as written, with its parts: series, number and year.

    `acto` tells it from any other, however its year is written; `anio` is the year of its number, if it says one.
    """

    texto: Texto
    impresa: str
    partes: tuple[str, ...]
    acto: tuple[str, ...]
    anio: int | None


def mencion(texto: Texto, impresa: str, partes: tuple[str, ...]) -> Mencion:
    """A citation with what it is of."""
    anio = anio_de_numero(impresa)
    return Mencion(texto, impresa, partes, (*partes[:-2], str(int(partes[-2])), str(anio or partes[-1])), anio)


class Lectura:
    """What one text says. `anio` is the year of the days that do not say it; `anios`, those that they may be of."""

    def __init__(self, texto: str, anio: int, anios: tuple[int, ...]) -> None:
        self.texto = texto
        self.plegado = plegado(texto)
        self._anio = anio
        self._anios = anios
        self._con_cifras = _CIFRA.search(texto) is not None

    @cached_property
    def _nombradas(self) -> list[tuple[int, str, date | None]]:
        return nombradas(self.plegado, self._anio) if self._con_cifras else []

    @cached_property
    def fechas(self) -> list[date]:
        """The days that it names, in order."""
        return [dia for _, _, dia in self._nombradas if dia]

    @property
    def imposibles(self) -> list[str]:
        """The days that it names and no calendar has, as written."""
        return [escrita for _, escrita, dia in self._nombradas if dia is None]

    @cached_property
    def actos(self) -> dict[str, tuple[str, ...]]:
        """The acts and letters that it cites, as written, with their parts."""
        return referencias(self.texto) if _DE_ACTO.search(self.texto) else {}

    @cached_property
    def actos_con_dia(self) -> dict[str, date]:
        """The acts whose own day their sentence tells."""
        dichos: dict[str, date] = {}
        if self.actos and self.fechas:
            for frase in _FRASES.split(self.texto):
                dichos |= dias_de_los_actos(frase, self._anio)
        return dichos

    @property
    def creadores(self) -> list[str]:
        """The acts by which it says that the commission was created, integrated or given its powers."""
        if not self.actos or "omisi" not in self.texto:
            return []
        dichos: list[str] = []
        for frase in _FRASES.split(self.texto):
            citados = referencias(frase)
            if len(citados) == 1 and _CREA.search(plegado(frase)):
                dichos += citados
        return dichos

    @cached_property
    def con_semana(self) -> list[DiaDeSemana]:
        """The days that it names with their weekday."""
        if not self._con_cifras or not any(dia in self.plegado for dia in SEMANA):
            return []
        halladas = []
        for h in _CON_SEMANA.finditer(self.plegado):
            dias = self._dias(h["fecha"] or h["fecha2"])
            escrito = self.texto[h.start() : h.end()].strip(" (")
            halladas.append(DiaDeSemana(escrito, SEMANA[h["antes"] or h["despues"]], dias))
        return halladas

    def _dias(self, escrita: str) -> tuple[date, ...]:
        dicha = _SUELTA.match(escrita)
        if dicha is None:
            return ()
        mes = MESES.index(dicha[2]) + 1 if dicha[2] else int(dicha[4])
        anio = dicha[3] or dicha[5]
        dias = []
        for posible in (int(anio),) if anio else self._anios:
            try:
                dias.append(date(posible, mes, int(dicha[1])))
            except ValueError:
                continue
        return tuple(dias)

    @cached_property
    def sesiones(self) -> list[Sesion]:
        """The sessions that it tells as held."""
        if "celebr" not in self.plegado:
            return []
        halladas = []
        for h in _SESION.finditer(self.plegado):
            cual = f"{h['orden'] or ''} {h['tipo']}".strip()
            organo = re.sub(r"\W+", " ", h["organo"]).strip()
            escrita = self.texto[h.start() : h.end("tipo")].lower()
            halladas.append(Sesion(escrita, cual, organo, bool(h["orden"]), self._dias(h["fecha"])))
        return halladas

    @cached_property
    def articulos(self) -> list[Articulo]:
        """The articles that it cites, each with the law that its clause names."""
        if "art" not in self.plegado or not self._con_cifras:
            return []
        hallados: list[Articulo] = []
        for lugar, clausula in _clausulas(self.plegado):
            for h in _ARTICULO.finditer(clausula):
                ley = _ley_del_articulo(clausula, h.start(), h.end())
                dichos = re.sub(r" [ye] ", " ", h["incisos"] or h["incisos2"] or "")
                incisos = "".join(re.findall(r"\b[a-z]\b", dichos))
                numeral = int(h["numeral"]) if h["numeral"] else None
                escrito = self.texto[lugar + h.start() : lugar + h.end()].strip()
                funda = _FUNDA.search(clausula[: h.start()]) is not None
                hallados += [
                    Articulo(ley, int(numero), incisos, numeral, escrito, funda)
                    for numero in re.findall(r"\d{1,3}", h["numeros"])
                ]
        return hallados

    @cached_property
    def conteos(self) -> list[Conteo]:
        """How many of the plan's things it says that there are."""
        hallados = []
        for h in _COSAS.finditer(self.plegado):
            # Backwards: the things are few and any word may be a number.
            desde = max(0, h.start() - _LARGO_DE_NUMERO)
            if antes := _ANTES.search(self.plegado[desde : h.start()]):
                escrito = self.texto[desde + antes.start() : h.end()]
                hallados.append(Conteo(escrito, _valor(antes[1]), h[0]))
        return hallados

    @property
    def enumeraciones(self) -> list[tuple[Conteo, int]]:
        """What it announces with a number and a colon, and how many items follow."""
        halladas = []
        for h in _ANUNCIA.finditer(self.plegado) if ":" in self.texto else ():
            incisos = len(_INCISO.findall(self.plegado[h.end() - 1 :]))
            if incisos > 1:
                dicho = self.texto[h.start() : h.end()].strip(" :\n")
                halladas.append((Conteo(dicho, _valor(h["n"]), h["que"]), incisos))
        return halladas

    @property
    def procesos(self) -> list[tuple[str, int, int]]:
        """The local processes that it names: as written, first and last year."""
        if "proceso electoral" not in self.plegado:
            return []
        return [
            (self.texto[h.start() : h.end()], int(h[1]), int(h[2]))
            for h in _PROCESO.finditer(self.plegado)
            if "local" in h[0]
        ]

    @property
    def meses_de_avance(self) -> list[tuple[str, set[int]]]:
        """The months that it gives to the reports of article 15 inciso g): as written, months."""
        if "informe" not in self.plegado or not re.search(r"informe final|avance cuantitativo|periodic", self.plegado):
            return []
        return [
            (self.texto[h.start() : h.end()], {MESES.index(h[1]) + 1, MESES.index(h[2]) + 1})
            for h in _INFORMES.finditer(self.plegado)
        ]

    @property
    def presentes(self) -> list[str]:
        """What it calls the document that it is in: «el presente programa de trabajo»."""
        return [h[1] for h in _PRESENTE.finditer(self.plegado)] if "presente" in self.plegado else []

    @property
    def cargos(self) -> list[tuple[str, str]]:
        """The third office of «gubernatura, diputaciones y…»: the whole as written, and the office."""
        if "gubernatura, dip" not in self.plegado:
            return []
        return [(self.texto[h.start() : h.end()], h[1]) for h in _CARGOS.finditer(self.plegado)]

    @cached_property
    def siglas(self) -> list[str]:
        """The acronyms that it uses, of five letters or more."""
        return _SIGLA.findall(self.texto) if _MAYUSCULAS.search(self.texto) else []

    @cached_property
    def nombres(self) -> list[tuple[str, str]]:
        """The phrases written as names of bodies, units or laws, each with the few words that follow it, if any."""
        return [
            (h[0], siguen[0].strip() if (siguen := _SIGUIENTE.match(self.texto, h.end())) else "")
            for h in _NOMBRE.finditer(self.texto)
        ]

    @cached_property
    def con_nombre(self) -> list[tuple[str, str]]:
        """The acts that it cites after their name: «Plan Integral (INE/CG446/2023)»."""
        return [(h[1], h[2]) for h in _CON_NOMBRE.finditer(self.texto) if h[2] in self.actos] if self.actos else []


def _valor(numero: str) -> int:
    return int(numero) if numero.isdigit() else NUMEROS[numero]


def _ley_del_articulo(clausula: str, desde: int, hasta: int) -> str:
    """The law that an article is of: the one said after it or, unsaid, before it; «» is the Lineamientos."""
    despues = _DE_LA_LEY.match(clausula, hasta)
    if despues:
        return "" if despues[1].startswith("lineamientos") else despues[1].strip()
    antes = [h[0].strip() for h in _LEY.finditer(clausula, 0, desde)]
    return antes[-1] if antes else ""


def _clausulas(texto: str) -> Iterator[tuple[int, str]]:
    """The parts of a legal basis, which semicolons separate, with where each begins."""
    desde = 0
    for parte in texto.split(";"):
        yield desde, parte
        desde += len(parte) + 1


class Lector:
    """Reads the texts of one plan, each once."""

    def __init__(self, plan: PlanDatos, anios: tuple[int, ...]) -> None:
        self._anio = plan.proceso.jornada.year
        self._anios = anios
        self._leidos: dict[str, Lectura] = {}
        self.textos = list(textos(plan))

    def leer(self, texto: str) -> Lectura:
        """What a text says."""
        leida = self._leidos.get(texto)
        if leida is None:
            leida = self._leidos[texto] = Lectura(texto, self._anio, self._anios)
        return leida

    @cached_property
    def leidos(self) -> list[tuple[Texto, Lectura]]:
        """Every text of the plan with what it says."""
        return [(t, self.leer(t.texto)) for t in self.textos]
