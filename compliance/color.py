"""An institute's colour made readable: contrast as WCAG 2.2 measures it. Pure."""

import re
from dataclasses import dataclass

HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
RGB = tuple[float, float, float]
# Backgrounds on which the colour is written, the hardest of each theme (see the tokens of cauce.css).
FONDO_CLARO = "#eef0f3"
FONDO_OSCURO = "#262b33"
PREDETERMINADO = "#5b2a86"
MINIMO = 4.5


def _rgb(color: str) -> RGB:
    r, g, b = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return (float(r), float(g), float(b))


def _hex(rgb: RGB) -> str:
    return "#" + "".join(f"{round(c):02x}" for c in rgb)


def luminancia(color: str) -> float:
    """Relative luminance, 0 black to 1 white (WCAG 2.2)."""
    canales = [c / 255 for c in _rgb(color)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canales)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contraste(uno: str, otro: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    claro, oscuro = sorted((luminancia(uno), luminancia(otro)), reverse=True)
    return (claro + 0.05) / (oscuro + 0.05)


def mezclar(color: str, con: str, parte: float) -> str:
    """`color` with `parte` (0 to 1) of another."""
    a, b = _rgb(color), _rgb(con)
    return _hex(
        (
            a[0] + (b[0] - a[0]) * parte,
            a[1] + (b[1] - a[1]) * parte,
            a[2] + (b[2] - a[2]) * parte,
        )
    )


def legible(color: str, fondo: str) -> str:
    """The nearest shade of `color` that reads on `fondo` with the contrast asked for."""
    extremo = "#000000" if luminancia(fondo) > 0.5 else "#ffffff"
    for centesima in range(0, 101, 4):
        candidato = mezclar(color, extremo, centesima / 100)
        if contraste(candidato, fondo) >= MINIMO:
            return candidato
    return extremo


@dataclass(frozen=True)
class Marca:
    """The colours of one theme: the band, the text on it, and the accent for links and buttons."""

    banda: str
    sobre_banda: str
    acento: str
    sobre_acento: str


def texto_sobre(color: str) -> str:
    """White or near black, whichever reads better on `color`."""
    return max("#ffffff", "#15171a", key=lambda texto: contraste(texto, color))


def marca(color: str, *, oscuro: bool) -> Marca:
    """Colours for a theme. A value that is not #rrggbb gives the default purple."""
    base = color.lower() if HEX.match(color) else PREDETERMINADO
    acento = legible(base, FONDO_OSCURO if oscuro else FONDO_CLARO)
    banda = mezclar(base, "#000000", 0.35) if oscuro else base
    return Marca(banda, texto_sobre(banda), acento, texto_sobre(acento))
