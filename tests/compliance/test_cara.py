"""The face: what every page keeps, whatever it shows."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import RequestContext, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views.defaults import server_error
from hypothesis import given
from hypothesis import strategies as st

from compliance.cara.apariencia import APARIENCIA, ICONO_DE_TONO
from compliance.cara.color import FONDO_CLARO, FONDO_OSCURO, PREDETERMINADO, contraste, marca
from compliance.cara.componentes import FilaMatriz, Marca, Matriz
from compliance.cara.muestra import LISTADO, FormaDeMuestra
from compliance.cara.navegacion import ENTRADAS
from compliance.models import Candidatura, Entregable, Nombramiento, Rol, Suplencia
from compliance.situacion import Clase, Situacion
from compliance.views.sesion_terminada import formulario_rechazado
from tests.elenco import INICIO, TZ, Elenco, momento

AL = momento("2024-04-15 10:00")
APPS = ("compliance", "documentos", "flujos", "notificaciones", "calendario")


def hoja() -> str:
    ruta = finders.find("cauce/cauce.css")
    assert isinstance(ruta, str)
    return Path(ruta).read_text(encoding="utf-8")


def tokens() -> dict[str, dict[str, str]]:
    """The colour tokens of both themes; the dark one overrides the light one."""
    css = hoja()
    claro, oscuro = re.findall(r":root \{(.*?)\n +\}", css, flags=re.S)[:2]
    leer = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{6});")
    base = dict(leer.findall(claro))
    return {"claro": base, "oscuro": {**base, **dict(leer.findall(oscuro))}}


TEXTOS = ["tinta", "tinta-2", "acento", "bien", "info", "atencion", "mal", "neutro"]
SUPERFICIES = ["fondo", "papel", "papel-2"]
PARES = [
    *((t, s) for t in TEXTOS for s in SUPERFICIES),
    *((t, f"{t}-fondo") for t in ("bien", "info", "atencion", "mal", "neutro")),
    *(("tinta", f"{t}-fondo") for t in ("bien", "info", "atencion", "mal", "neutro")),
    ("sobre-banda", "banda"),
    ("sobre-acento", "acento"),
    ("sobre-peligro", "peligro"),
]


@pytest.mark.parametrize("tema", ["claro", "oscuro"])
@pytest.mark.parametrize(("texto", "fondo"), PARES)
def test_todo_texto_se_lee_sobre_toda_superficie(tema: str, texto: str, fondo: str) -> None:
    colores = tokens()[tema]
    assert contraste(colores[texto], colores[fondo]) >= 4.5


@pytest.mark.parametrize("tema", ["claro", "oscuro"])
@pytest.mark.parametrize("fondo", SUPERFICIES)
@pytest.mark.parametrize("trazo", ["linea-fuerte", "foco"])
def test_los_bordes_de_los_controles_y_el_foco_se_ven(tema: str, fondo: str, trazo: str) -> None:
    colores = tokens()[tema]
    assert contraste(colores[trazo], colores[fondo]) >= 3


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_cualquier_color_de_instituto_se_vuelve_legible(color: str) -> None:
    for oscuro, fondo in ((False, FONDO_CLARO), (True, FONDO_OSCURO)):
        m = marca(color, oscuro=oscuro)
        assert contraste(m.acento, fondo) >= 4.5
        assert contraste(m.sobre_acento, m.acento) >= 4.5
        assert contraste(m.sobre_banda, m.banda) >= 4.5


def test_las_superficies_con_que_se_mide_el_color_son_las_de_la_hoja() -> None:
    temas = tokens()
    assert temas["claro"]["papel-2"] == FONDO_CLARO
    assert temas["oscuro"]["papel-2"] == FONDO_OSCURO
    for tema, oscuro in (("claro", False), ("oscuro", True)):
        m = marca(PREDETERMINADO, oscuro=oscuro)
        assert temas[tema]["acento"] == m.acento
        assert temas[tema]["banda"] == m.banda


@pytest.mark.parametrize("color", ["rojo", "#fff", "}body{display:none", "#5b2a86;}"])
def test_un_color_que_no_lo_es_nunca_llega_a_la_hoja(elenco: Elenco, client: Client, color: str) -> None:
    elenco.instituto.color = color[:7]
    elenco.instituto.save()
    respuesta = client.get(f"/estilo/{elenco.proceso.clave}.css")
    assert respuesta["Content-Type"].startswith("text/css")
    css = respuesta.content.decode()
    assert "--banda:#5b2a86;--sobre-banda:#ffffff;--acento:#5b2a86;" in css
    assert css.count("{") == css.count("}") == 3
    assert "rojo" not in css
    assert "display" not in css


def test_el_color_del_instituto_se_sirve_como_hoja_que_se_puede_guardar(elenco: Elenco, client: Client) -> None:
    elenco.instituto.color = "#006341"
    elenco.instituto.save()
    respuesta = client.get(f"/estilo/{elenco.proceso.clave}.css")
    assert "--banda:#006341" in respuesta.content.decode()
    assert "max-age=300" in respuesta["Cache-Control"]
    assert client.get("/estilo/ninguno.css").status_code == 404


# -- Templates ------------------------------------------------------------------------------------------------


def plantillas() -> list[Path]:
    return [p for app in APPS for p in (settings.BASE_DIR / app).glob("templates/**/*.html")]


def test_ninguna_plantilla_lleva_estilo_ni_guion_propios() -> None:
    estilo = re.compile(r"<style|\sstyle\s*=", re.IGNORECASE)
    guion = re.compile(
        r"<script(?![^>]*\s(?:src=|type=\"application/ld\+json\"))|"
        r"\son[a-z]+\s*=\s*[\"']|javascript:|hx-on|hx-vals=['\"]js:",
        re.IGNORECASE,
    )
    faltas = {
        str(p.relative_to(settings.BASE_DIR)): m.group()
        for p in plantillas()
        # A mail is no page: its programs read no style sheet.
        if (m := guion.search(texto := p.read_text(encoding="utf-8")))
        or (p.name != "correo.html" and (m := estilo.search(texto)))
    }
    assert faltas == {}


def test_todo_icono_usado_existe() -> None:
    ruta = finders.find("cauce/iconos.svg")
    assert isinstance(ruta, str)
    dibujados = set(re.findall(r'<symbol id="([a-z_]+)"', Path(ruta).read_text(encoding="utf-8")))
    usados = {icono for _, icono in APARIENCIA.values()} | set(ICONO_DE_TONO.values())
    usados |= {e.icono for e in ENTRADAS}
    for p in plantillas():
        texto = p.read_text(encoding="utf-8")
        usados |= set(re.findall(r'{% icono "([a-z]+)"', texto))
        usados |= set(re.findall(r'icono="([a-z]+)"', texto))
    assert usados - dibujados == set()


def test_todo_estado_y_toda_situacion_tienen_su_aspecto() -> None:
    valores = {*Candidatura.Estado.values, *Entregable.Estado.values, *Clase}
    assert valores - set(APARIENCIA) == set()
    for clases in (Candidatura.Estado.values, list(Clase)):
        assert len({APARIENCIA[c] for c in clases}) == len(clases)


def test_la_pagina_viva_dibuja_todos_los_componentes(client: Client, db: None) -> None:
    respuesta = client.get("/componentes/")
    html = respuesta.content.decode()
    assert respuesta.status_code == 200
    clases = (
        "aviso boton cambios campo cifras confirmar datos encabezado ficha filtros linea-tiempo lote matriz migas "
        "paginador pestanas plazo progreso resumen-errores ruta seccion tabla tarjeta-persona vacio"
    )
    for clase in clases.split():
        assert re.search(rf'class="[^"]*\b{clase}\b', html), clase


# -- The frame ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("direccion", ["/", "/entrar/", "/accesibilidad/", "/componentes/", "/no-existe/"])
def test_toda_pagina_lleva_la_politica_estricta_un_idioma_y_un_titulo(
    elenco: Elenco, client: Client, direccion: str
) -> None:
    respuesta = client.get(direccion)
    politica = respuesta["Content-Security-Policy"]
    html = respuesta.content.decode()
    assert "default-src 'none'" in politica
    assert "unsafe" not in politica
    assert '<html lang="es-MX">' in html
    assert 'href="#contenido"' in html
    assert 'name="viewport" content="width=device-width, initial-scale=1"' in html
    assert "<h1" in html


def test_a_quien_visita_se_le_ofrece_entrar_y_ningun_menu(elenco: Elenco, client: Client) -> None:
    html = client.get("/").content.decode()
    assert 'href="/entrar/"' in html
    assert 'id="menu"' not in html


def test_cada_persona_ve_su_nombre_y_una_salida_por_post(elenco: Elenco, client: Client) -> None:
    usuario = elenco.usuario("secretaria_tecnica")
    client.force_login(usuario)
    html = client.get("/mi-cuenta/").content.decode()
    assert str(usuario) in html
    assert '<form method="post" action="/salir/">' in html
    assert client.get("/salir/").status_code == 405
    assert client.post("/salir/").status_code == 302
    assert client.get("/mi-cuenta/").status_code == 302


def test_la_puerta_lleva_a_cada_quien_a_una_pagina_que_abre(elenco: Elenco, client: Client) -> None:
    for usuario in elenco.usuarios.values():
        client.force_login(usuario)
        assert client.get("/", follow=True).status_code == 200, usuario.username


def test_la_demostracion_lo_dice_en_cada_pagina(elenco: Elenco, client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    elenco.candidatura_en("publicada")
    administra = elenco.usuario("administracion")
    administra.is_staff = True
    administra.save()
    client.force_login(administra, backend="django.contrib.auth.backends.ModelBackend")
    direcciones = [
        "/mi-cuenta/",
        "/no/existe/",
        "/p/prueba-2024/tablero/",
        "/conoceles/prueba-2024/",
        "/administracion/",
        "/administracion/compliance/area/add/",
        f"/p/prueba-2024/historial/candidatura/{'9' * 23}/",
    ]
    solicitud = RequestFactory().get("/")
    for dia, dicho in ((None, False), (date(2024, 4, 15), True)):
        settings.DEMO_FECHA = dia
        paginas = {d: client.get(d) for d in direcciones} | {
            "500": server_error(solicitud),
            "csrf": formulario_rechazado(solicitud),
        }
        for direccion, respuesta in paginas.items():
            html = respuesta.content.decode()
            assert ("Demostración con personas y datos sintéticos." in html) is dicho, direccion
            assert ("lun 15 abr 2024" in html) is dicho, direccion


def test_la_cuenta_dice_los_papeles_en_palabras_y_a_quien_se_suple(
    elenco: Elenco,
    client: Client,
    settings,  # type: ignore[no-untyped-def]
) -> None:
    settings.DEMO_FECHA = date(2024, 4, 15)
    titular, suplente = elenco.usuario("secretaria_ejecutiva"), elenco.usuario("secretaria_tecnica")
    Suplencia.objects.create(
        titular=titular,
        suplente=suplente,
        proceso=elenco.proceso,
        desde=INICIO,
        hasta=INICIO + timedelta(days=365),
        documento="IMPEPAC/CEE/253/2023",
    )
    client.force_login(suplente)
    html = client.get("/mi-cuenta/").content.decode()
    assert "Secretaría técnica" in html
    assert "Secretaría ejecutiva" in html
    assert str(titular) in html
    assert "IMPEPAC/CEE/253/2023" in html


def test_la_cuenta_de_quien_no_tiene_papeles_dice_que_hacer(elenco: Elenco, client: Client) -> None:
    usuario = elenco.usuario("ajena")
    Nombramiento.objects.filter(usuario=usuario).delete()
    client.force_login(usuario)
    respuesta = client.get("/", follow=True)
    assert respuesta.redirect_chain == [("/mi-cuenta/", 302)]
    assert "Hoy no tiene ningún rol vigente" in respuesta.content.decode()


def test_a_un_segundo_proceso_se_llega_desde_el_encabezado(elenco: Elenco, client: Client) -> None:
    usuario = elenco.usuario("secretaria_tecnica")
    otro = type(elenco.proceso).objects.create(
        instituto=elenco.instituto, clave="otro-2027", nombre="Proceso 2026-2027", jornada=date(2027, 6, 6)
    )
    Nombramiento.objects.create(
        usuario=usuario,
        rol=Group.objects.get(name=Rol.AUDITORIA),
        proceso=otro,
        desde=INICIO,
    )
    client.force_login(usuario)
    assert "Cambiar de proceso" in client.get("/mi-cuenta/").content.decode()


def test_cinco_contrasenas_equivocadas_cierran_la_entrada_un_rato(elenco: Elenco, client: Client) -> None:
    datos = {"username": elenco.usuario("area").username, "password": "no-es-esta"}
    primera = client.post("/entrar/", datos)
    assert primera.status_code == 200
    assert 'class="resumen-errores"' in primera.content.decode()
    ultima = [client.post("/entrar/", datos) for _ in range(4)][-1]
    assert ultima.status_code == 429
    assert "15 minutos" in ultima.content.decode()


def test_una_contrasena_equivocada_no_dice_si_la_cuenta_existe(elenco: Elenco, client: Client) -> None:
    avisos = []
    for nombre in ("nadie-se-llama-asi", elenco.usuario("area").username):
        html = client.post("/entrar/", {"username": nombre, "password": "no-es-esta"}).content.decode()
        avisos.append(re.search(r'<section class="resumen-errores".*?</section>', html, re.S))
    assert avisos[0] is not None
    assert avisos[1] is not None
    assert avisos[0].group() == avisos[1].group()


def test_a_los_catalogos_se_entra_por_la_unica_entrada(elenco: Elenco, client: Client) -> None:
    respuesta = client.get("/administracion/", follow=True)
    assert respuesta.redirect_chain[-1][0] == "/entrar/?next=/administracion/"
    client.force_login(elenco.usuario("area"))
    assert client.get("/administracion/", follow=True).status_code == 403


def test_la_contrasena_solo_cambia_con_la_anterior(elenco: Elenco, client: Client) -> None:
    usuario = elenco.usuario("area")
    usuario.set_password("contraseña-de-antes-2024")
    usuario.save()
    client.force_login(usuario)
    nueva = {"new_password1": "otra-muy-distinta-2024", "new_password2": "otra-muy-distinta-2024"}
    mala = client.post("/mi-cuenta/contrasena/", {"old_password": "no-es", **nueva})
    assert mala.status_code == 200
    buena = client.post("/mi-cuenta/contrasena/", {"old_password": "contraseña-de-antes-2024", **nueva}, follow=True)
    assert "Su contraseña cambió" in buena.content.decode()
    usuario.refresh_from_db()
    assert usuario.check_password("otra-muy-distinta-2024")


def test_una_pagina_perdida_se_dice_con_las_palabras_del_sitio(elenco: Elenco, client: Client) -> None:
    client.force_login(elenco.usuario("area"))
    respuesta = client.get("/p/ninguno/nada/")
    assert respuesta.status_code == 404
    assert "No se encontró la página" in respuesta.content.decode()


def test_un_fallo_se_dice_sin_datos_ni_sesion(client: Client) -> None:
    html = render_to_string("500.html")
    assert "no quedó a medias" in html
    assert "cauce/cauce.css" in html


def test_los_archivos_estaticos_de_produccion_se_pueden_reunir(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    manifiesto = (tmp_path / "staticfiles.json").read_text()
    assert '"cauce/cauce.css"' in manifiesto
    assert "viewflow" not in manifiesto


# -- Components ---------------------------------------------------------------------------------------------


def dibujar(texto: str, ruta: str = "/", **datos: object) -> str:
    pedido = RequestFactory().get(ruta)
    return Template("{% load cauce %}" + texto).render(RequestContext(pedido, {"momento": AL, **datos}))


def test_un_campo_une_al_control_su_ayuda_su_error_y_su_contador() -> None:
    forma = FormaDeMuestra({"historia": "  hola\n mundo ", "correo": "x"})
    html = dibujar("{% campo forma.historia minimo=280 maximo=5000 %}{% campo forma.correo %}", forma=forma)
    assert 'aria-describedby="id_historia_pista id_historia_contador"' in html
    assert 'aria-describedby="id_correo_error"' in html
    assert 'aria-invalid="true"' in html
    assert "<span data-cuenta>9</span>" in html
    assert 'maxlength="5000"' not in html


def test_el_resumen_de_errores_lleva_a_cada_campo_aun_entre_opciones() -> None:
    html = dibujar("{% resumen_errores forma %}", forma=FormaDeMuestra({}))
    assert 'href="#id_nombre"' in html
    assert 'href="#id_indigena_0"' in html
    assert dibujar("{% resumen_errores forma %}", forma=FormaDeMuestra()).strip() == ""


def test_lo_que_alguien_escribio_se_muestra_como_texto() -> None:
    malo = "<script>alert(1)</script>"
    html = dibujar(
        "{% campo forma.nombre %}{% aviso titulo=malo %}{{ malo }}{% endaviso %}"
        "{% tarjeta_persona malo detalle=malo %}{% encabezado malo %}{% endencabezado %}{% ficha malo %}",
        forma=FormaDeMuestra({"nombre": malo}),
        malo=malo,
    )
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("situacion", "texto"),
    [
        (Situacion(Clase.VENCIDO, 1), "hace 1 día"),
        (Situacion(Clase.VENCIDO, 10), "hace 10 días"),
        (Situacion(Clase.POR_VENCER, 0), "vence hoy"),
        (Situacion(Clase.POR_VENCER, 1), "falta 1 día"),
        (Situacion(Clase.TARDE, 2), "2 días después"),
    ],
)
def test_una_situacion_dice_sus_dias(situacion: Situacion, texto: str) -> None:
    html = dibujar("{% situacion s %}", s=situacion)
    assert situacion.etiqueta in html
    assert texto in html


def test_una_columna_ordena_en_ambos_sentidos_y_conserva_los_filtros() -> None:
    ruta = "/?area=ti&orden=vence&page=3"
    lista = LISTADO.de([], RequestFactory().get(ruta).GET)
    html = dibujar("{% columnas lista %}", ruta, lista=lista)
    assert 'aria-sort="ascending"' in html
    assert 'href="?area=ti&amp;orden=-vence"' in html


def test_los_filtros_viajan_con_el_orden_y_se_pueden_quitar() -> None:
    html = dibujar("{% filtros %}{% endfiltros %}", ruta="/lista/?area=ti&orden=vence")
    assert '<input type="hidden" name="orden" value="vence">' in html
    assert 'href="/lista/">Quitar filtros' in html
    assert "Quitar filtros" not in dibujar("{% filtros %}{% endfiltros %}", ruta="/lista/")


def test_una_confirmacion_se_envia_con_su_token_y_dice_como_deshacer() -> None:
    html = dibujar(
        '{% confirmar "Retirar" accion="Retirar" volver="/atras/" deshacer="Registre otra." %}<p>Sale.</p>'
        "{% endconfirmar %}"
    )
    assert 'method="post"' in html
    assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', html)
    assert "Registre otra." in html
    assert 'href="/atras/"' in html


def test_la_matriz_abarca_cada_mes_entre_sus_dias() -> None:
    fila = FilaMatriz("Informe", [Marca(date(2024, 2, 5)), Marca(date(2023, 11, 30)), Marca(date(2024, 2, 1))])
    matriz = Matriz([fila])
    assert [m.corto for m in matriz.meses] == ["nov", "dic", "ene", "feb"]
    assert matriz.anios == [(2023, 2), (2024, 2)]
    assert [[x.dia.day for x in dias] for _, dias in matriz.renglones[0][1]] == [[30], [], [], [1, 5]]
    assert Matriz([]).meses == []


def test_las_fechas_llevan_su_forma_de_maquina() -> None:
    html = dibujar("{{ m|fecha_hora:tz }} {{ d|fecha }} {{ nada|fecha }}", m=AL, d=AL.date(), tz=TZ, nada=None)
    assert 'datetime="2024-04-15T10:00-06:00"' in html
    assert 'datetime="2024-04-15"' in html


@pytest.mark.django_db
def test_el_pie_lleva_al_codigo_fuente_si_se_dice_donde_esta(settings: Any) -> None:
    assert "Código fuente" not in Client().get("/entrar/").content.decode()
    settings.CODIGO_URL = "https://codigo.example/cauce"
    assert '<a href="https://codigo.example/cauce">Código fuente</a>' in Client().get("/entrar/").content.decode()


def test_el_menu_de_quien_tiene_mucho_va_por_grupos_y_los_demas_de_corrido(elenco: Elenco, client: Client) -> None:
    assert len({e.icono for e in ENTRADAS}) == len(ENTRADAS)

    def menu(nombre: str, lugar: str) -> tuple[list[str], list[str], list[str]]:
        """The groups that fold, those that are open, and the entry that is marked."""
        client.force_login(elenco.usuario(nombre))
        html = client.get(f"/p/prueba-2024/{lugar}/").content.decode().partition('id="menu"')[2].partition("</nav>")[0]
        grupos = re.findall(r'<details class="menu__grupo"( open)?>\s*<summary>(.*?)</summary>', html)
        marcadas = re.findall(r'aria-current="page">.*?<span>(.*?)</span>', html)
        return [g for _, g in grupos], [g for abierto, g in grupos if abierto], marcadas

    todos = ["Entregables y sesiones", "Candidaturas", "Verificación", "Seguimiento e informes", "Administración"]
    assert menu("administracion", "tablero") == (todos, [], ["Tablero"])
    assert menu("administracion", "cuentas") == (todos, ["Administración"], ["Cuentas y roles"])
    grupos, abiertos, marcadas = menu("comision", "sesiones")
    assert (abiertos, marcadas) == (["Entregables y sesiones"], ["Sesiones"])
    assert "Administración" not in grupos
    assert menu("partido", "candidaturas") == ([], [], ["Candidaturas"])
