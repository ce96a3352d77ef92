"""An institute's colour made readable: contrast as WCAG 2.2 measures it. Pure."""

import colorsys
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
    r, g, b = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return (r, g, b)


def luminancia(color: str) -> float:
    """Relative luminance, 0 black to 1 white (WCAG 2.2)."""
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(color))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contraste(uno: str, otro: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    claro, oscuro = sorted((luminancia(uno), luminancia(otro)), reverse=True)
    return (claro + 0.05) / (oscuro + 0.05)


def con_luz(color: str, luz: float) -> str:
    """The same hue and saturation with another lightness, 0 to 1."""
    tono, _, saturacion = colorsys.rgb_to_hls(*_rgb(color))
    return "#" + "".join(f"{round(c * 255):02x}" for c in colorsys.hls_to_rgb(tono, luz, saturacion))


def _luz(color: str) -> float:
    return colorsys.rgb_to_hls(*_rgb(color))[1]


def legible(color: str, fondo: str) -> str:
    """The nearest lightness of `color` that reads on `fondo` with the contrast asked for."""
    if contraste(color, fondo) >= MINIMO:
        return color
    paso = -0.01 if luminancia(fondo) > 0.5 else 0.01
    luz = _luz(color)
    while 0 < luz < 1:
        luz = min(max(luz + paso, 0.0), 1.0)
        if contraste(candidato := con_luz(color, luz), fondo) >= MINIMO:
            return candidato
    return texto_sobre(fondo)


@dataclass(frozen=True)
class ColoresDeMarca:
    """The colours of one theme: the band, the text on it, and the accent for links and buttons."""

    banda: str
    sobre_banda: str
    acento: str
    sobre_acento: str


def texto_sobre(color: str) -> str:
    """White or black, whichever reads better on `color`: one of them always reaches 4.5."""
    return max("#ffffff", "#000000", key=lambda texto: contraste(texto, color))


def marca(color: str, *, oscuro: bool) -> ColoresDeMarca:
    """Colours for a theme. A value that is not #rrggbb gives the default purple."""
    base = color.lower() if HEX.match(color) else PREDETERMINADO
    acento = legible(base, FONDO_OSCURO if oscuro else FONDO_CLARO)
    banda = con_luz(base, min(_luz(base), 0.24)) if oscuro else base
    return ColoresDeMarca(banda, texto_sobre(banda), acento, texto_sobre(acento))
