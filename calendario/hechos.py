"""How a rule names the fact from which it counts: a noun phrase of known words. Pure: no ORM, no clock.

A fact is read, not taken for «the rest of the line»: whatever limits or extends a term («sin contar domingos»,
«prorrogables por una sola vez») is no noun phrase of these words, and the rule is refused instead of answered as if it
were not there.
The words are data (`datos/hechos.toml`), how they go together is here.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .palabras import plegar

_PALABRA = re.compile(r"[«“\"][^«»“”\"]*[»”\"]|[^\s,]+|,")
# Fixed expressions that count as one word of what is done.
_LOCUCIONES = re.compile(
    r"\b(?:surt[ae]n? (?:sus )?efectos|teng[ae]n? lugar|tom[ae]n? (?:protesta|posesion)"
    r"|qued(?:[ae]n?|ado) firmes?|caus[ae]n? estado|teng[ae]n? conocimiento|llev[ae]n? a cabo"
    r"|entr[ae]n? en vigor|entrad[ao] en vigor|puesta en (?:marcha|operacion)|por parte"
    r"|por (?:medio|conducto)|a (?:traves|cargo|favor)|en materia|con motivo)\b"
)
_RELATIVA = re.compile(
    r"(?:que|al que) (?:se (?:reporta|informa|trate|refiere)n?|corresponda|reporta|informa|concluye|termina)"
)
# «… de que se apruebe», «… a aquel en que se reciba», «… a la fecha en que ocurra».
_EN_QUE = re.compile(r"(?:(?:aquel(?:la)?|el dia|el momento|la fecha|la hora) )?(?:en )?(?:la )?que (?=\S)")
# «en curso», «en parte»: they do not say where.
_NO_ES_DONDE = ("curso", "parte", "principio", "proceso")
# «la sesión en la que se apruebe», «la notificación que realice el Instituto»
_EN_LA_QUE = re.compile(r"(?:en (?:la |el )?)?que (?=\S)")
# «el proceso electoral local 2023-2024»: it names the process; after any other word, a number is no name.
_DEL_PROCESO = re.compile(r"\d{4}(?:[-–/]\d{4})?(?!\S)")
_DIA_DE = re.compile(r"(?:el dia|la fecha|el momento|la hora|el) de ")


def _formas(palabra: str, *, genero: bool = False) -> Iterator[str]:
    singulares = [palabra]
    if genero and palabra.endswith("o"):
        singulares.append(f"{palabra[:-1]}a")
    for forma in singulares:
        yield forma
        yield f"{forma}s" if forma[-1] in "aeiou" else f"{forma[:-1]}ces" if forma[-1] == "z" else f"{forma}es"


@cache
def _lexico() -> dict[str, frozenset[str]]:
    with (Path(__file__).parent / "datos" / "hechos.toml").open("rb") as archivo:
        listas = tomllib.load(archivo)
    lexico: dict[str, frozenset[str]] = {}
    for clase, texto in listas.items():
        palabras = plegar(texto).split()
        if clase in ("determinantes", "auxiliares"):
            lexico[clase] = frozenset(palabras)
        elif clase == "verbos":
            lexico[clase] = frozenset(f for p in palabras for f in (p, f"{p}n"))
        else:
            con_genero = clase in ("adjetivos", "participios")
            lexico[clase] = frozenset(f for p in palabras for f in _formas(p, genero=con_genero))
    return lexico


@cache
def palabras_de_hechos() -> frozenset[str]:
    """Every word with which facts are named, folded."""
    return frozenset().union(*_lexico().values())


class HechoDesconocidoError(ValueError):
    """What was read is no fact: from `inicio` to `fin` in the text is the first word that does not belong."""

    def __init__(self, inicio: int, fin: int) -> None:
        super().__init__(inicio, fin)
        self.inicio, self.fin = inicio, fin


def comprobar(plegado: str) -> None:
    """That a text, folded and without its first preposition, names one fact. Raises HechoDesconocidoError."""
    _Frase(plegado).hecho()


class _Frase:
    """One reading of a noun phrase, word by word."""

    def __init__(self, texto: str) -> None:
        # An expression is one word to whoever reads on: its inner spaces are hidden.
        self.texto = _LOCUCIONES.sub(lambda hallada: hallada[0].replace(" ", "_"), texto)
        self.palabras = [(p[0], p.start(), p.end()) for p in _PALABRA.finditer(self.texto)]
        self.lugar = 0
        self.lexico = _lexico()

    # -- Words --------------------------------------------------------------------------------------------

    @property
    def actual(self) -> str:
        return self.palabras[self.lugar][0] if self.lugar < len(self.palabras) else ""

    def _es(self, *clases: str) -> bool:
        return any(self.actual in self.lexico[clase] for clase in clases)

    def _pasa(self, *palabras: str) -> bool:
        """Go past the word, if it is one of these."""
        if self.actual and self.actual in palabras:
            self.lugar += 1
            return True
        return False

    def _falla(self) -> HechoDesconocidoError:
        lugar = min(self.lugar, len(self.palabras) - 1)
        return HechoDesconocidoError(*(self.palabras[lugar][1:] if self.palabras else (0, len(self.texto))))

    def _salta(self, patron: re.Pattern[str]) -> bool:
        """Go past what follows, if it reads like `patron`."""
        if self.lugar >= len(self.palabras):
            return False
        hallado = patron.match(self.texto, self.palabras[self.lugar][1])
        if not hallado:
            return False
        while self.lugar < len(self.palabras) and self.palabras[self.lugar][1] < hallado.end():
            self.lugar += 1
        return True

    # -- Phrases ------------------------------------------------------------------------------------------

    def hecho(self) -> None:
        """The whole text is one fact."""
        if self._salta(_EN_QUE):
            self._oracion()
        elif self._es("participios") and self.lugar + 1 < len(self.palabras):
            # «de aprobado el registro»
            self.lugar += 1
            self._nombre("hechos", "cosas", "sujetos")
        else:
            self._salta(_DIA_DE)
            self._nombre("hechos", cabeza=True)
        if self.actual:
            raise self._falla()

    def _oracion(self) -> None:
        """«se apruebe el registro de la candidatura», «surta efectos la notificación», «el Consejo lo apruebe»."""
        if self._es("determinantes", "sujetos") and not self._es("auxiliares"):
            # Who does it is one: two could do it on two days.
            self._nombre("hechos", "cosas", "sujetos", cabeza=True)
        while self._pasa(*self.lexico["auxiliares"]):
            pass
        if not (
            self._es("verbos", "participios") or self._locucion("surt", "teng", "tom", "qued", "caus", "llev", "entr")
        ):
            raise self._falla()
        self.lugar += 1
        while self._complemento():
            pass
        if self.actual:
            self._nombre("hechos", "cosas", "sujetos")

    def _locucion(self, *raices: str) -> bool:
        return "_" in self.actual and self.actual.startswith(raices)

    def _nombre(self, *clases: str, cabeza: bool = False) -> None:
        """A noun of those classes with what says more of it. The fact, or who does it (`cabeza`), stands alone."""
        self._pasa(*self.lexico["determinantes"])
        if not (self._es(*clases) or (self._locucion("puesta", "entrad") and "hechos" in clases)):
            raise self._falla()
        self.lugar += 1
        while self._complemento() or (not cabeza and self._y_otro()):
            pass

    def _y_otro(self) -> bool:
        """«… del acuerdo y sus anexos», «… a la candidata o candidato»: two facts would be two terms."""
        if not self._pasa("y", "e", "o", "u"):
            return False
        self._pasa("de", "del", "a", "al", "en")
        self._pasa(*self.lexico["determinantes"])
        if not self._es("cosas", "sujetos", "adjetivos") or (self._es("hechos") and not self._es("sujetos")):
            raise self._falla()
        self.lugar += 1
        return True

    def _complemento(self) -> bool:
        """What may follow a noun; nothing else may."""
        if self._es("adjetivos", "participios"):
            # «5 días después de la aprobación adicionales»: it says it of the days, not of the fact.
            if self.actual.endswith("s") and not any(p.endswith("s") for p, *_ in self.palabras[: self.lugar]):
                raise self._falla()
            self.lugar += 1
            return True
        if self.actual.startswith(("«", "“", '"')) and self.actual.endswith(("»", "”", '"')):
            self.lugar += 1
            return True
        if self._salta(_RELATIVA):
            return True
        if self._salta(_EN_LA_QUE):
            self._oracion()
            return True
        if any(p == "proceso" for p, *_ in self.palabras[: self.lugar]) and self._salta(_DEL_PROCESO):
            return True
        if self._locucion("por", "a_", "en_", "con_"):
            self.lugar += 1
            self._preposicion_de()
            return True
        if self._pasa("de", "del"):
            self._nombre("hechos", "cosas", "sujetos")
            return True
        if self._pasa("en"):
            if self.actual in _NO_ES_DONDE:
                raise self._falla()
            self._nombre("cosas", "donde")
            return True
        if self._pasa("para"):
            self._nombre("hechos", "cosas")
            return True
        if self._pasa("a", "al", "por", "ante"):
            self._nombre("cosas", "sujetos")
            return True
        return False

    def _preposicion_de(self) -> None:
        if not self._pasa("de", "del"):
            raise self._falla()
        self._nombre("hechos", "cosas", "sujetos")
