"""What is inside a PDF: its structure and its fonts."""

import io

import pikepdf

# The saltillo, barred vowels, low bars, and what forms and numbers use.
LETRAS = "Nandeꞌ Ꞌinta Ñahñʉ ɨpx Tuʼun a̱ ẗ ł · → ✓ № «» – ½ ≤"


def abierto(contenido: bytes) -> pikepdf.Pdf:
    """As pikepdf reads it, which is how qpdf does."""
    return pikepdf.open(io.BytesIO(contenido))


def etiquetas(pdf: pikepdf.Pdf) -> set[str]:
    """The kinds of its structure."""
    halladas, pendientes = set(), [pdf.Root.StructTreeRoot]
    while pendientes:
        nodo = pendientes.pop()
        if not isinstance(nodo, pikepdf.Dictionary):
            continue
        if "/S" in nodo:
            halladas.add(str(nodo.S))
        hijos = nodo.get("/K", [])
        pendientes += list(hijos) if isinstance(hijos, pikepdf.Array) else [hijos]
    return halladas


def fuentes(pdf: pikepdf.Pdf) -> dict[str, bool]:
    """Each font, and whether it is inside."""
    halladas = {}
    for objeto in pdf.objects:
        if isinstance(objeto, pikepdf.Dictionary) and objeto.get("/Type") == "/FontDescriptor":
            halladas[str(objeto.FontName)] = any(f"/FontFile{n}" in objeto for n in ("", "2", "3"))
    return halladas
