"""What may be wrong in a public questionnaire, pointed at and never judged: whoever verifies decides. Pure.

A signal never blocks and is never told to the party. Words, shares and bounds are data (verificacion.toml).
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..textos import normalizar, plegado
from .curricular import ETIQUETAS, TEXTOS, en_blanco
from .verificacion import SENALES

_LEMAS = [re.compile(expresion) for expresion in SENALES["lemas"]]
_RELLENO = frozenset(SENALES["relleno"])
# A paragraph shorter than this is a greeting, or a title: it may well be said twice.
_PARRAFO = 60
# A handle or an address that many share (a party's own site) says nothing.
_VUELTAS = 3
# What is put in or left out without changing a text.
_SIGNOS = ".,;:-\"'"


@dataclass(frozen=True)
class Senal:
    """Of which section (`rubro`), what is pointed at, in Spanish, and the candidacies that it is about, by key."""

    rubro: str
    que: str
    candidaturas: tuple[int, ...] = ()


def senales_de_texto(datos: Mapping[str, Any], nombres: Iterable[str] = ()) -> list[Senal]:
    """What the record alone shows. `datos` by field name; `nombres`: those of whoever postulates, never slogans."""
    partidos = [n for n in map(normalizar, nombres) if len(n) > 2]
    senales = [
        Senal(campo, que)
        for campo in ETIQUETAS
        for texto in _textos(datos.get(campo))
        for que in _de_un_texto(texto, partidos)
    ]
    return [*dict.fromkeys(senales), *_repetidos(datos)]


def _textos(valor: Any) -> list[str]:
    if isinstance(valor, str):
        return [] if en_blanco(valor) else [valor]
    return [v for v in valor if isinstance(v, str) and not en_blanco(v)] if isinstance(valor, list) else []


def _de_un_texto(texto: str, partidos: Sequence[str]) -> Iterator[str]:
    plano = normalizar(texto)
    if _es_relleno(plano):
        yield f"Parece escrito para llenar el espacio: «{texto.strip()[:30]}»."
        return
    letras = [c for c in texto if c.isalpha()]
    if len(letras) >= SENALES["mayusculas_letras"]:
        altas = sum(c.isupper() for c in letras)
        if altas >= SENALES["mayusculas"] * len(letras):
            yield "Está escrito en mayúsculas."
    halladas = [m.group() for lema in _LEMAS if (m := lema.search(plano))]
    halladas += [p for p in partidos if re.search(rf"\b{re.escape(p)}\b", plano)]
    if halladas:
        yield f"Trae palabras de campaña: {', '.join(f'«{h}»' for h in dict.fromkeys(halladas))}."


def _es_relleno(plano: str) -> bool:
    limpio = plano.strip(" .,;:-_*¡!¿?()\"'")
    if not limpio or limpio in _RELLENO or any(limpio.startswith(r) for r in SENALES["relleno_empieza"]):
        return True
    palabras = limpio.split()
    # One word, or one letter, said over and over.
    return len(set(limpio.replace(" ", ""))) == 1 or (len(palabras) > 3 and len(set(palabras)) == 1)


def _repetidos(datos: Mapping[str, Any]) -> list[Senal]:
    """Paragraphs that are in more than one section, or twice in one."""
    donde: dict[str, list[str]] = defaultdict(list)
    for campo in TEXTOS:
        for parrafo in str(datos.get(campo) or "").splitlines():
            if len(plano := normalizar(parrafo)) >= _PARRAFO:
                donde[plano].append(campo)
    senales = []
    for campos in donde.values():
        if len(campos) > 1:
            otros = ", ".join(f"«{ETIQUETAS[c]}»" for c in dict.fromkeys(campos[:-1]))
            senales.append(Senal(campos[-1], f"Repite un párrafo que ya está en {otros}."))
    return list(dict.fromkeys(senales))


# -- Compared with others ---------------------------------------------------------------------------------


def huella_de_texto(texto: str) -> int:
    """The same for texts that differ only in accents, case, common punctuation and blanks: 63 bits."""
    # Without a regular expression: an import pays for it in each of its rows.
    plano = "".join(plegado(texto).split())
    for signo in _SIGNOS:
        plano = plano.replace(signo, "")
    return int.from_bytes(hashlib.blake2b(plano.encode(), digest_size=8).digest(), "big") >> 1


def huellas_de(datos: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Of each text, and of each contact that is of one person: its field and its fingerprint."""
    textos = [
        (campo, huella_de_texto(datos[campo]))
        for campo in TEXTOS
        if not en_blanco(datos.get(campo)) and len(str(datos[campo])) >= _PARRAFO
    ]
    medios = datos.get("medios")
    contactos = [
        ("medios", huella_de_contacto(str(m.get("tipo")), str(m.get("valor"))))
        for m in (medios if isinstance(medios, list) else [])
        if isinstance(m, dict) and not en_blanco(m.get("valor"))
    ]
    return list(dict.fromkeys([*textos, *contactos]))


def huella_de_contacto(tipo: str, valor: str) -> int:
    """The same for one telephone, address or account, however it is written."""
    plano = normalizar(valor).replace(" ", "")
    if tipo == "telefono":
        plano = "".join(c for c in plano if c.isdigit())[-10:]
    elif tipo != "correo":
        plano = re.sub(r"^(https?://)?(www\.|m\.)?", "", plano).split("?")[0].rstrip("/").split("/")[-1].lstrip("@")
    return huella_de_texto(f"{tipo} {plano}")


def senales_de_iguales(datos: Mapping[str, Any], iguales: Mapping[int, Sequence[int]]) -> list[Senal]:
    """`iguales`: by fingerprint, the other candidacies that have it. A contact that many share is the party's own."""
    senales = []
    por_campo: dict[str, dict[int, None]] = defaultdict(dict)
    for campo, huella in huellas_de(datos):
        otras = iguales.get(huella, ())
        if campo != "medios" or len(otras) <= _VUELTAS:
            por_campo[campo].update(dict.fromkeys(otras))
    for campo, otras_de in por_campo.items():
        if otras_de:
            cuantas = "otra candidatura" if len(otras_de) == 1 else f"otras {len(otras_de)} candidaturas"
            que = "Un medio de contacto es también de" if campo == "medios" else "El mismo texto está en"
            senales.append(Senal(campo, f"{que} {cuantas}.", tuple(otras_de)))
    return senales


def secuencias(texto: str) -> frozenset[tuple[str, ...]]:
    """The sequences of words of a text, by which two are compared."""
    palabras, largo = re.findall(r"\w+", normalizar(texto)), SENALES["parecido_palabras"]
    return frozenset(zip(*(palabras[i:] for i in range(largo)), strict=False))


def senales_de_parecidos(
    datos: Mapping[str, Any], otras: Iterable[tuple[int, Mapping[str, Any]]], ya: Iterable[Senal] = ()
) -> list[Senal]:
    """Texts that are almost those of `otras` (key and texts of each), section by section; not those told in `ya`."""
    dichas = {(s.rubro, pk) for s in ya for pk in s.candidaturas}
    propias = {c: secuencias(str(datos.get(c) or "")) for c in TEXTOS}
    propias = {c: s for c, s in propias.items() if len(s) >= SENALES["parecido_palabras"]}
    halladas: dict[str, list[int]] = defaultdict(list)
    for pk, textos in otras:
        for campo, suyas in propias.items():
            if (campo, pk) not in dichas and (otro := textos.get(campo)):
                comunes = len(suyas & secuencias(str(otro)))
                if comunes >= SENALES["parecido"] * len(suyas):
                    halladas[campo].append(pk)
    return [Senal(campo, "Es casi el mismo texto que el de:", tuple(pks)) for campo, pks in halladas.items()]
