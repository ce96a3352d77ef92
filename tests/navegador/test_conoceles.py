"""A voter looks for somebody and reads who they are."""

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from compliance.importacion.secciones import FilaDeSeccion
from compliance.models import Candidatura, Territorio
from compliance.services.secciones import cargar_secciones
from flujos import candidaturas as servicios

from ..elenco import Elenco, momento
from .ayudas import foto, sin_violaciones


def publicar(e: Elenco) -> Candidatura:
    c = e.candidatura_en("publicada", accion_afirmativa="indigena")
    c.identidad.respuestas |= {"indigena": "Sí", "pueblo_indigena": "Nahua"}
    c.identidad.save()
    c.curricular.medios = [
        {"tipo": "facebook", "valor": "https://facebook.com/una.pagina.de.nombre.muy.largo.que.no.cabe.en.un.telefono"},
        {"tipo": "telefono", "valor": "777 123 4567"},
        {"tipo": "casa_campana", "valor": "Calle sin nombre 1, Cuernavaca"},
    ]
    c.curricular.save()
    e.candidatura_en("publicada", "Luisa Suplente Ruiz", calidad="suplente")
    e.candidatura_en("publicada", "Beto López", actor=e.partido_b)
    return c


def test_de_la_portada_a_la_ficha(pagina: Page, elenco: Elenco) -> None:
    publicar(elenco)
    pagina.goto("/")
    sin_violaciones(pagina)
    foto(pagina, "portada")
    pagina.get_by_role("link", name="Ver todas las candidaturas").click()
    expect(pagina.get_by_role("article")).to_have_count(3)
    sin_violaciones(pagina)
    foto(pagina, "conoceles")
    pagina.get_by_label("Buscar por nombre").fill("perez nuno")
    pagina.get_by_role("button", name="Buscar").click()
    expect(pagina.get_by_role("article")).to_have_count(1)
    pagina.get_by_role("link", name="Ana Pérez Ñuño").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Ana Pérez Ñuño")
    expect(pagina.get_by_text("Nahua")).to_be_visible()
    expect(pagina.get_by_role("link", name="777 123 4567")).to_have_attribute("href", "tel:+527771234567")
    retrato = pagina.get_by_role("img", name="Fotografía de Ana Pérez Ñuño")
    retrato.scroll_into_view_if_needed()
    assert retrato.evaluate("i => i.decode().then(() => i.naturalWidth)") > 0
    sin_violaciones(pagina)
    foto(pagina, "conoceles-candidatura")
    pagina.get_by_role("link", name="Luisa Suplente Ruiz").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Luisa Suplente Ruiz")


def test_los_demas_filtros_se_despliegan_y_se_quitan(pagina: Page, elenco: Elenco) -> None:
    publicar(elenco)
    pagina.goto("/conoceles/prueba-2024/")
    pagina.get_by_text("Más filtros").click()
    pagina.get_by_label("Partido o quien postula").select_option("Partido B")
    pagina.get_by_role("button", name="Buscar").click()
    expect(pagina.get_by_role("article")).to_have_count(1)
    expect(pagina.get_by_label("Partido o quien postula")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "conoceles-filtrada")
    pagina.get_by_role("link", name="Quitar filtros").click()
    expect(pagina.get_by_role("article")).to_have_count(3)


def test_de_la_lista_a_mi_boleta_por_municipio_y_por_seccion(pagina: Page, elenco: Elenco) -> None:
    publicar(elenco)
    donde = {"proceso": elenco.proceso, "entidad": "Morelos"}
    temixco = Territorio.objects.create(**donde, tipo="municipio", nombre="Temixco")
    otro = Territorio.objects.create(**donde, tipo="distrito", clave="2", nombre="Temixco")
    cargar_secciones(
        elenco.proceso,
        [FilaDeSeccion(1, temixco.pk, elenco.distrito.pk), FilaDeSeccion(2, temixco.pk, otro.pk)],
        archivo="secciones.csv",
        fuente="INE",
        por=None,
        en=momento("2024-04-20 09:00"),
    )
    pagina.goto("/conoceles/prueba-2024/")
    pagina.get_by_role("link", name="Mi boleta").first.click()
    sin_violaciones(pagina)
    pagina.get_by_label("Municipio").select_option("Temixco")
    pagina.get_by_role("button", name="Ver mi boleta").click()
    expect(pagina.get_by_text("¿En qué distrito local vota?")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "boleta-pregunta")
    pagina.get_by_role("link", name="Distrito local 1 Cuernavaca").click()
    expect(pagina.get_by_role("link", name="Ana Pérez Ñuño")).to_be_visible()
    expect(pagina.get_by_role("link", name="Luisa Suplente Ruiz")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "boleta")
    pagina.goto("/conoceles/prueba-2024/boleta/?seccion=9")
    expect(pagina.get_by_text("La sección 9 no está en la tabla").first).to_be_visible()
    sin_violaciones(pagina)


def test_sin_javascript_se_busca_igual(navegador: Browser, live_server: LiveServer, elenco: Elenco) -> None:
    publicar(elenco)
    contexto = navegador.new_context(base_url=live_server.url, java_script_enabled=False)
    pagina = contexto.new_page()
    pagina.goto("/conoceles/prueba-2024/?q=beto")
    expect(pagina.get_by_role("article")).to_have_count(1)
    contexto.close()


def test_lo_retirado_deja_de_verse_aun_al_regresar(navegador: Browser, live_server: LiveServer, elenco: Elenco) -> None:
    c = publicar(elenco)
    # A profile of its own: here an answer of 404 is what is expected.
    contexto = navegador.new_context(base_url=live_server.url)
    pagina = contexto.new_page()
    pagina.goto(f"/conoceles/prueba-2024/{c.pk}/")
    pagina.goto("/")
    servicios.retirar(
        c,
        motivo_retiro="renuncia",
        documento="Acuerdo 9",
        por=elenco.usuario("secretaria_ejecutiva"),
        en=momento("2024-04-20 10:00"),
    )
    # The page is not taken from what the browser kept: going back asks for it again.
    respuesta = pagina.go_back()
    assert respuesta is not None
    assert (respuesta.status, respuesta.url) == (404, f"{live_server.url}/conoceles/prueba-2024/{c.pk}/")
    contexto.close()
