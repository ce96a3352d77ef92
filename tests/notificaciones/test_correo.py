"""A notice as a mail: what a server of the strictest takes, and what a program of mail shows."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from pytest_django.fixtures import Settings

from compliance.cara.color import contraste
from compliance.models import Entregable
from notificaciones.correo import componer, parrafos
from notificaciones.models import Aviso
from notificaciones.services import barrer

from ..elenco import Elenco, momento
from .servidor import estricto

AL = momento("2024-03-25 09:00")
ESTRICTA = policy.SMTP.clone(raise_on_defect=True)
# Whoever wrote them was not thinking of headers.
NOMBRES = (
    "Ñuñoa, Ángela «La Güera»",
    'Pérez "Pepe" López, José; <jefe>',
    "Dirección Ejecutiva de Administración, Prerrogativas y Partidos Políticos y Vinculación con el Instituto Nacional",
    "Ana\r\nBcc: otra@example.com",
    "Tsjää’ Ëpy \u2028 ʼkäjp 🗳️",
    "",
)


@pytest.fixture
def servidor(settings: Settings) -> Iterator[list[bytes]]:
    """A strict one, to which the site sends its mail."""
    with estricto() as (puerto, recibidos):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", puerto
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield recibidos


def leer(crudo: bytes) -> EmailMessage:
    """As a strict reader does: any defect raises, in a header or in a part."""
    mensaje = message_from_bytes(crudo, _class=EmailMessage, policy=ESTRICTA)
    for parte in mensaje.walk():
        for nombre, valor in parte.items():
            assert not valor.defects, (nombre, valor, valor.defects)
        if not parte.is_multipart():
            parte.get_content()
    return mensaje


def partes(mensaje: EmailMessage) -> tuple[str, str]:
    """What it says as text, and as HTML."""
    return tuple(mensaje.get_body((cual,)).get_content() for cual in ("plain", "html"))  # type: ignore[return-value, union-attr]


class _Etiquetas(HTMLParser):
    """The tags of a page, with what each carries, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.etiquetas: dict[str, list[dict[str, str | None]]] = defaultdict(list)
        self.palabras: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.etiquetas[tag].append(dict(attrs))

    def handle_data(self, data: str) -> None:
        """Note them."""
        self.palabras += data.split()


def paginado(html: str) -> _Etiquetas:
    lector = _Etiquetas()
    lector.feed(html)
    return lector


def test_un_servidor_estricto_toma_todos_los_correos(elenco: Elenco, servidor: list[bytes]) -> None:
    elenco.instituto.siglas = "IEÑ"
    elenco.instituto.save_base(raw=True)
    for n, nombre in enumerate(NOMBRES):
        Aviso.objects.create(
            proceso=elenco.proceso,
            grupo=f"g{n}",
            llave=f"l{n}",
            destinatario_nombre=nombre,
            destinatario_correo=f"uno{n}@españa.mx",
            asunto=f"Sesión «ordinaria»\r\nX-Otro: 1 {'de larguísimo título ' * 9}"[:200],
            texto=f"{'palabra ' * 300}\n.\n\n.punto\nÑ\t{'x' * 1200}\n",
            motivo="prueba",
            creado_en=AL,
            siguiente_en=AL,
        )
    resultado = barrer(AL)
    assert (resultado.fallidos, resultado.error) == (0, "")
    assert resultado.enviados > len(NOMBRES)
    assert not any(re.search(rb"^(To|Subject|List-Id): *\r\n", m, re.MULTILINE) for m in servidor)
    mensajes = [leer(m) for m in servidor]
    for mensaje in mensajes:
        assert not {"Bcc", "X-Otro"} & set(mensaje.keys())
        assert len(mensaje["To"].addresses) == 1
        assert mensaje["Subject"].startswith("[IEÑ] ")
        assert mensaje["List-Id"].endswith(" <prueba-2024.avisos.cauce.invalid>")
        assert mensaje["Date"].datetime - AL < timedelta(minutes=5)
    # The library puts a space between words that were encoded apart, which nobody else does (RFC 2047, 6.2).
    nombres = {"".join(m["To"].addresses[0].display_name.split()) for m in mensajes}
    assert {re.sub(r"\s", "", n) for n in NOMBRES} <= nombres
    cuerpo = next(partes(m)[0] for m in mensajes if "uno0@xn--espaa-rta.mx" in m["To"])
    assert "\n.\n\n.punto\nÑ\t" + "x" * 1200 in cuerpo.replace("\r\n", "\n")


def test_el_html_dice_lo_mismo_que_el_texto_y_no_trae_nada_de_fuera(elenco: Elenco, servidor: list[bytes]) -> None:
    barrer(AL)
    assert servidor
    for mensaje in map(leer, servidor):
        texto, html = partes(mensaje)
        assert mensaje.get_content_type() == "multipart/alternative"
        pagina = paginado(html)
        palabras = [p for p in texto.split() if p not in ("--", "-" * 60)]
        assert set(palabras) <= set(pagina.palabras)
        assert set(pagina.etiquetas["html"][0].items()) == {("lang", "es-MX")}
        assert not pagina.etiquetas.keys() & {"img", "link", "script", "style", "iframe", "table", "form"}
        assert "url(" not in html
        assert all(str(a["href"]).startswith("http://127.0.0.1:8000/") for a in pagina.etiquetas["a"])
        assert elenco.instituto.nombre in html
        banda, sobre = re.search(r"background:(#\w+);color:(#\w+)\">\s*<strong>", html).groups()  # type: ignore[union-attr]
        assert banda == elenco.instituto.color
        assert contraste(banda, sobre) >= 4.5


def test_lo_de_un_mismo_objeto_va_en_un_mismo_hilo(elenco: Elenco, servidor: list[bytes]) -> None:
    Entregable.objects.exclude(llave="informe-marzo").update(vence=None)
    barrer(AL)
    barrer(AL + timedelta(days=4))
    informe = elenco.entregables["informe-marzo"]
    raiz = f"<entregable-{informe.pk}.prueba-2024@cauce.invalid>"
    mensajes = [leer(m) for m in servidor]
    assert len(mensajes) == 3
    assert {(m["References"], m["In-Reply-To"]) for m in mensajes} == {(raiz, raiz)}
    assert len({m["Message-ID"] for m in mensajes}) == len(mensajes)


def test_un_correo_de_varios_objetos_no_cuelga_de_ninguno(elenco: Elenco) -> None:
    barrer(AL)
    avisos = [Aviso.objects.filter(entregable=e).first() for e in Aviso.objects.values_list("entregable", flat=True)]
    varios = [a for a in dict.fromkeys(avisos) if a is not None][:2]
    assert len(varios) == 2
    assert "References" not in componer(varios, AL).extra_headers
    c = [elenco.candidatura("Una"), elenco.candidatura("Dos", formula="2")]
    uno = Aviso.objects.create(
        proceso=elenco.proceso,
        grupo="g",
        llave="l",
        actor=elenco.partido_a,
        destinatario_nombre="A",
        destinatario_correo="a@example.com",
        asunto="x",
        texto="y",
        motivo="z",
        creado_en=AL,
        siguiente_en=AL,
    )
    for cuantas, raiz in ((1, f"candidatura-{c[0].pk}"), (2, f"actor-{elenco.partido_a.pk}")):
        uno.candidaturas.set(c[:cuantas])
        assert componer([uno], AL).extra_headers["References"] == f"<{raiz}.prueba-2024@cauce.invalid>"


@pytest.mark.parametrize(
    ("texto", "html"),
    [
        (
            "Vea:\nhttp://127.0.0.1:8000/p/x/?a=1&b=2.",
            '<p>Vea:<br>\n<a href="http://127.0.0.1:8000/p/x/?a=1&amp;b=2">http://127.0.0.1:8000/p/x/?a=1&amp;b=2</a>.</p>',
        ),
        ("http://127.0.0.1:8000.malo.example/", "<p>http://127.0.0.1:8000.malo.example/</p>"),
        ("http://127.0.0.1:8000@malo.example/", "<p>http://127.0.0.1:8000@malo.example/</p>"),
        ("<b>uno</b>\n\n\ndos", "<p>&lt;b&gt;uno&lt;/b&gt;</p>\n<p>dos</p>"),
    ],
)
def test_solo_las_direcciones_del_sitio_son_enlaces(texto: str, html: str) -> None:
    assert parrafos(texto) == html
