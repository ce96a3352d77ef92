"""A small strict reader of RFC 5545, written apart from the library that writes the feeds.

It refuses what a strict client would: lines over 75 octets or cut inside a character, bare line ends, control
characters (3.1: CONTROL), unbalanced components, properties without a value. It answers plain dictionaries.
"""

import re
from dataclasses import dataclass, field

_LINEA = re.compile(
    r"(?P<nombre>[A-Z0-9-]+)(?P<parametros>(?:;[A-Z0-9-]+=(?:\"[^\"]*\"|[^\":;,]+))*):(?P<valor>.*)", re.S
)
_ESCAPES = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


@dataclass
class Propiedad:
    valor: str
    parametros: dict[str, str]

    @property
    def texto(self) -> str:
        return re.sub(r"\\[nN,;\\]", lambda escape: _ESCAPES[escape[0]], self.valor)


@dataclass
class Componente:
    nombre: str
    propiedades: dict[str, list[Propiedad]] = field(default_factory=dict)
    partes: list["Componente"] = field(default_factory=list)

    def __getitem__(self, nombre: str) -> Propiedad:
        (unica,) = self.propiedades[nombre]
        return unica

    def todas(self, nombre: str) -> list["Componente"]:
        return [parte for parte in self.partes if parte.nombre == nombre]


def leer(contenido: bytes) -> Componente:
    """Read one calendar; ValueError if it breaks the format."""
    lineas = contenido.split(b"\r\n")
    if lineas.pop() != b"":
        raise ValueError("the last line is not ended")
    if any(b"\n" in linea or b"\r" in linea for linea in lineas):
        raise ValueError("a bare line end")
    if largas := [linea for linea in lineas if len(linea) > 75]:
        raise ValueError(f"over 75 octets: {largas[0]!r}")
    for linea in lineas:
        linea.decode("utf-8")  # UnicodeDecodeError, a ValueError, if a character is cut in two
    desplegadas: list[bytes] = []
    for linea in lineas:
        if linea[:1] in (b" ", b"\t"):
            desplegadas[-1] += linea[1:]
        else:
            desplegadas.append(linea)
    raiz = Componente("")
    pila = [raiz]
    for linea in desplegadas:
        if any((octeto < 0x20 and octeto != 0x09) or octeto == 0x7F for octeto in linea):
            raise ValueError(f"a control character: {linea!r}")
        hallada = _LINEA.fullmatch(linea.decode("utf-8"))
        if not hallada:
            raise ValueError(f"not a content line: {linea!r}")
        nombre, valor = hallada["nombre"], hallada["valor"]
        if nombre == "BEGIN":
            pila.append(Componente(valor))
            pila[-2].partes.append(pila[-1])
        elif nombre == "END":
            if pila.pop().nombre != valor:
                raise ValueError(f"unbalanced END:{valor}")
        else:
            parametros = dict(p.split("=", 1) for p in hallada["parametros"].split(";")[1:])
            pila[-1].propiedades.setdefault(nombre, []).append(Propiedad(valor, parametros))
    if pila != [raiz] or [parte.nombre for parte in raiz.partes] != ["VCALENDAR"]:
        raise ValueError("not one whole VCALENDAR")
    return raiz.partes[0]
