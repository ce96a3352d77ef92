"""What nobody types on purpose, by kinds: texts, numbers, days and files. Made here, and the same every time."""

import io
import random
import struct
import zipfile
import zlib

from hypothesis import strategies as st

NUL, VUELTA, AISLADO = "\x00", "\u202e", "\u2066"
# One or more of each kind. Whoever adds one tries it in everything that reads texts.
TEXTOS: tuple[str, ...] = (
    "",
    " \t\n",
    "á" * 5000,
    "palabra " * 4000,
    f"con{NUL}nulo",
    "con\x1b[31mcolor\x07",
    f"Ana{VUELTA}gpj.exe",
    f"{AISLADO}{VUELTA}\u2069sin cerrar",
    "\u200b\u200e\ufeff",
    "a\u2028b\u2029c\x85d\ve",
    "línea\r\nX-Otra: cabecera",
    "מרים כהן",
    "مريم العلي",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\U0001f1f2\U0001f1fd",
    "e" + "\u0301" * 500,
    "\U000e0041\U000e0042",
    "\uffff\ufdd0",
    '=HYPERLINK("http://x.example")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{ 7*7 }}{% debug %}",
    "javascript:alert(1)",
    "'; DROP TABLE compliance_usuario; --",
    "../../../etc/passwd",
    "CON",
    "%00%0d%0aX: y",
    '#eval("1") $x^2$ \\ *negrita* _cursiva_ @cita <marca> `código`',
    "]]>&amp;<!--",
    "null",
    "NaN",
    "-Infinity",
    "9" * 23,
    "9" * 5000,
    "-1",
    "1e400",
    "²",
    "٣",
    "½",
    "0001-01-01",
    "9999-12-31",
    "2024-02-30",
    "2024-13-01",
    "31/04/2024",
    "0000-00-00",
    "10000-01-01",
    "2024-02-29T25:61",
    "9999-12-31T23:59",
    "0001-01-01T00:00",
)
NUMEROS = ("-1", "0", "9" * 19, "9" * 23, "9" * 5000, "1.5", "1e9", "²", "٣", "0x10", "NaN", " ", "1 2")
DIAS = (
    "0001-01-01",
    "9999-12-31",
    "2024-02-30",
    "0000-00-00",
    "10000-01-01",
    "31/02/2024",
    "2024-04-16T99:99",
    "mañana",
)

# Any text, lone surrogates included, and those above in the middle of it.
cualquier_texto = st.one_of(
    st.text(st.characters(), max_size=80),
    st.text(st.sampled_from("".join(TEXTOS)[:20000] + "\ud800"), max_size=60),
    st.sampled_from(TEXTOS),
    st.builds("{}{}{}".format, st.text(max_size=10), st.sampled_from(TEXTOS), st.text(max_size=10)),
)


def estropeados(bueno: bytes, cuantos: int, semilla: int = 1) -> list[bytes]:
    """A good file, cut, with bytes changed, repeated or lost."""
    azar = random.Random(semilla)  # noqa: S311 (the same every time, on purpose)
    salida = []
    for n in range(cuantos):
        malo = bytearray(bueno)
        donde = azar.randrange(len(malo))
        if n % 4 == 0:
            del malo[donde:]
        elif n % 4 == 1:
            for _ in range(azar.randrange(1, 12)):
                malo[azar.randrange(len(malo))] = azar.randrange(256)
        elif n % 4 == 2:
            malo[donde:donde] = malo[donde : donde + azar.randrange(1, 64)]
        else:
            del malo[donde : donde + azar.randrange(1, 64)]
        salida.append(bytes(malo))
    return salida


def comprimido(**partes: bytes) -> bytes:
    """A ZIP with these parts; «__» stands for a slash and «_xml» for its end."""
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as paquete:
        for nombre, contenido in partes.items():
            paquete.writestr(nombre.replace("__", "/").replace("_xml", ".xml"), contenido)
    return salida.getvalue()


def png_de(ancho: int, alto: int) -> bytes:
    """A picture that says to be of that size, in a few bytes."""

    def trozo(tipo: bytes, datos: bytes) -> bytes:
        return struct.pack(">I", len(datos)) + tipo + datos + struct.pack(">I", zlib.crc32(tipo + datos))

    cabeza = struct.pack(">IIBBBBB", ancho, alto, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + trozo(b"IHDR", cabeza) + trozo(b"IDAT", zlib.compress(b"\0" * 100)) + trozo(b"IEND", b"")
    )


def pdf_con(*partes: bytes) -> bytes:
    """A PDF of one page that any reader opens, with these things in its catalogue."""
    objetos = [
        b"<< /Type /Catalog /Pages 2 0 R " + b" ".join(partes) + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
    ]
    salida, lugares = b"%PDF-1.7\n", []
    for n, objeto in enumerate(objetos, start=1):
        lugares.append(len(salida))
        salida += b"%d 0 obj\n%s\nendobj\n" % (n, objeto)
    tabla = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % lugar for lugar in lugares)
    return salida + tabla + b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(salida)
