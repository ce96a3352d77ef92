"""Up to three of one office, question by question; of whoever cannot be compared nobody is lost."""

import re
from collections.abc import Sequence

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compliance.models import Candidatura, Territorio
from flujos import candidaturas as servicios

from ..elenco import Elenco, momento
from ..paginas import ver

PROCESO = "prueba-2024"
COMPARAR = f"/conoceles/{PROCESO}/comparar/"


@pytest.fixture(autouse=True)
def en_campania(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-20 10:00"))


def con(*quienes: Candidatura | int | str) -> str:
    return f"{COMPARAR}?" + "&".join(f"c={q.pk if isinstance(q, Candidatura) else q}" for q in quienes)


def comparadas(pagina: str) -> list[str]:
    """The names that head the comparison, in their order."""
    return re.findall(r"<b>([^<]+)</b></a>", pagina)


def respuestas(pagina: str, campo: str) -> Sequence[str]:
    """What each answered to a question, in the order of the page."""
    seccion = pagina.split(f'id="{campo}"')[1].split("</section>")[0]
    return re.findall(r"</h3> ?<p[^>]*>([^<]+)</p>", seccion)


def publicar(e: Elenco, *nombres: str) -> list[Candidatura]:
    """Published candidacies to one office in one district, each with something of its own to say."""
    lista = []
    for n, nombre in enumerate(nombres, start=1):
        c = e.candidatura_en("publicada", nombre, formula=str(n))
        c.curricular.propuesta_1 = f"Lo que propone {nombre}"
        c.curricular.save()
        lista.append(c)
    return lista


def enlace_a(pagina: str, dice: str) -> str:
    hallado = re.search(rf'href="([^"]+)">{dice}', pagina)
    assert hallado, dice
    return hallado[1].replace("&amp;", "&")


def test_se_leen_pregunta_por_pregunta_en_el_orden_en_que_se_eligieron(elenco: Elenco, client: Client) -> None:
    ana, beto, carla = publicar(elenco, "Ana Uno", "Beto Dos", "Carla Tres")
    beto.curricular.propuesta_2 = "No proporcionó"
    beto.curricular.save()
    pagina = ver(client, con(carla, ana, beto))
    assert comparadas(pagina) == ["Carla Tres", "Ana Uno", "Beto Dos"]
    assert respuestas(pagina, "propuesta_1") == [
        "Lo que propone Carla Tres",
        "Lo que propone Ana Uno",
        "Lo que propone Beto Dos",
    ]
    assert respuestas(pagina, "propuesta_2")[2] == "No contestó esta pregunta."
    assert pagina.count("Contestó 6 de 6 preguntas") == 2
    assert "Contestó 5 de 6 preguntas" in pagina


def test_desde_la_ficha_se_llega_con_ella_y_se_ofrece_a_las_demas_de_su_cargo(elenco: Elenco, client: Client) -> None:
    ana, beto = publicar(elenco, "Ana Uno", "Beto Dos")
    validada = elenco.candidatura_en("validada", "Sin Publicar", formula="7")
    de_gubernatura = elenco.candidatura_en("publicada", "Gobierna Otra", formula="8")
    Candidatura.objects.filter(pk=de_gubernatura.pk).update(cargo=elenco.gubernatura)
    ficha = ver(client, reverse("conoceles_candidatura", args=[PROCESO, ana.pk]))
    assert f'href="{con(ana)}"' in ficha
    pagina = ver(client, con(ana))
    assert comparadas(pagina) == ["Ana Uno"]
    assert re.findall(r'<option value="(\d+)"', pagina) == [str(beto.pk)]
    assert f'<input type="hidden" name="c" value="{ana.pk}">' in pagina
    assert validada.persona.nombre not in pagina
    # As the form sends it: those that were there, and the one that is chosen.
    assert comparadas(ver(client, con(ana, beto))) == ["Ana Uno", "Beto Dos"]
    assert comparadas(ver(client, con(ana, ""))) == ["Ana Uno"]
    assert "Falta alguien" not in ver(client, con(ana, ""))


def test_desde_la_lista_de_un_cargo_y_lugar_se_llega_con_una_de_cada_quien_postula(
    elenco: Elenco, client: Client
) -> None:
    lista = f"/conoceles/{PROCESO}/"
    (ana,) = publicar(elenco, "Ana Uno")
    elenco.candidatura_en("publicada", "Sara Uno", formula="1", calidad="suplente")
    # Of one who postulates, there is nobody to compare with.
    assert "/comparar/" not in ver(client, lista)
    beto = elenco.candidatura_en("publicada", "Beto Dos", actor=elenco.partido_b)
    assert f'href="{con(ana, beto)}"'.replace("&", "&amp;") in ver(client, lista)
    otra = elenco.candidatura_en("publicada", "Gobierna Otra", formula="8")
    Candidatura.objects.filter(pk=otra.pk).update(cargo=elenco.gubernatura, territorio=elenco.entidad)
    assert "/comparar/" not in ver(client, lista)
    de_su_cargo = ver(client, f"{lista}?cargo={elenco.diputacion.clave}")
    assert f'href="{con(ana, beto)}"'.replace("&", "&amp;") in de_su_cargo


def test_quitar_a_una_deja_a_las_demas(elenco: Elenco, client: Client) -> None:
    ana, beto, carla = publicar(elenco, "Ana Uno", "Beto Dos", "Carla Tres")
    pagina = ver(client, con(ana, beto, carla))
    sin_beto = enlace_a(pagina, 'Quitar<span class="solo-lector">a Beto Dos')
    assert comparadas(ver(client, sin_beto)) == ["Ana Uno", "Carla Tres"]


def test_de_mas_de_tres_las_que_sobran_se_nombran_y_pueden_entrar(elenco: Elenco, client: Client) -> None:
    cinco = publicar(elenco, "Ana Uno", "Beto Dos", "Carla Tres", "Dora Cuatro", "Eva Cinco")
    pagina = ver(client, con(*cinco))
    assert comparadas(pagina) == ["Ana Uno", "Beto Dos", "Carla Tres"]
    assert "Se comparan hasta tres a la vez" in pagina
    entra = enlace_a(pagina, r'Ver en lugar de la tercera<span class="solo-lector">\(Eva Cinco')
    pagina = ver(client, entra)
    assert comparadas(pagina) == ["Ana Uno", "Beto Dos", "Eva Cinco"]
    for nombre in ("Carla Tres", "Dora Cuatro"):
        assert nombre in pagina
    sin_ana = enlace_a(pagina, 'Quitar<span class="solo-lector">a Ana Uno')
    assert comparadas(ver(client, sin_ana)) == ["Beto Dos", "Eva Cinco", "Dora Cuatro"]


def test_de_otro_cargo_o_de_otro_distrito_se_dice_y_se_comparan_aparte(elenco: Elenco, client: Client) -> None:
    ana, beto, carla, dora = publicar(elenco, "Ana Uno", "Beto Dos", "Carla Tres", "Dora Cuatro")
    otro = Territorio.objects.create(
        proceso=elenco.proceso, tipo="distrito", entidad="Morelos", clave="2", nombre="Jojutla"
    )
    Candidatura.objects.filter(pk__in=[beto.pk, carla.pk]).update(territorio=otro)
    Candidatura.objects.filter(pk=dora.pk).update(cargo=elenco.gubernatura)
    pagina = ver(client, con(ana, beto, carla, dora))
    assert comparadas(pagina) == ["Ana Uno"]
    assert "Solo se comparan candidaturas del mismo cargo y lugar" in pagina
    for nombre in ("Beto Dos", "Carla Tres", "Dora Cuatro"):
        assert nombre in pagina
    aparte = enlace_a(pagina, r'Comparar las de su cargo<span class="solo-lector">\(Carla Tres')
    pagina = ver(client, aparte)
    assert comparadas(pagina) == ["Carla Tres", "Beto Dos"]
    for nombre in ("Ana Uno", "Dora Cuatro"):
        assert nombre in pagina


def test_de_un_cargo_de_toda_la_entidad_no_se_pide_el_mismo_lugar(elenco: Elenco, client: Client) -> None:
    ana, beto = publicar(elenco, "Ana Uno", "Beto Dos")
    circunscripcion = Territorio.objects.create(
        proceso=elenco.proceso, tipo="circunscripcion", entidad="Morelos", clave="1", nombre="Única"
    )
    Candidatura.objects.filter(pk=ana.pk).update(territorio=elenco.entidad)
    Candidatura.objects.filter(pk=beto.pk).update(territorio=circunscripcion)
    assert comparadas(ver(client, con(ana, beto))) == ["Ana Uno", "Beto Dos"]


def test_sin_nadie_se_dice_como_elegir(elenco: Elenco, client: Client) -> None:
    pagina = ver(client, COMPARAR)
    assert "Todavía no elige a quién comparar" in pagina
    assert f'href="/conoceles/{PROCESO}/"' in pagina
    assert client.get("/conoceles/no-hay/comparar/").status_code == 404


@pytest.mark.parametrize("rara", ["abc", "-1", "9" * 40, "²", "0", "1 OR 1=1"])
def test_lo_que_no_es_una_candidatura_se_dice_y_no_estorba(elenco: Elenco, client: Client, rara: str) -> None:
    (ana,) = publicar(elenco, "Ana Uno")
    pagina = ver(client, con(rara, ana))
    assert comparadas(pagina) == ["Ana Uno"]
    assert "Falta alguien de quienes eligió" in pagina
    assert "Todavía no elige" in ver(client, con(rara))


def test_de_una_direccion_con_demasiadas_se_dice_cuantas_no_se_leyeron(elenco: Elenco, client: Client) -> None:
    cuatro = publicar(elenco, "Ana Uno", "Beto Dos", "Carla Tres", "Dora Cuatro")
    pagina = ver(client, con(*cuatro, *range(900_000, 900_030)))
    assert comparadas(pagina) == ["Ana Uno", "Beto Dos", "Carla Tres"]
    assert "La dirección trae 4 más, que no se leyeron" in pagina
    assert "no se leyeron" not in ver(client, con(*cuatro))


def test_la_misma_dos_veces_es_una(elenco: Elenco, client: Client) -> None:
    ana, beto = publicar(elenco, "Ana Uno", "Beto Dos")
    pagina = ver(client, con(ana, ana, beto))
    assert comparadas(pagina) == ["Ana Uno", "Beto Dos"]
    assert "Falta alguien" not in pagina


@pytest.mark.parametrize("estado", ["asignada", "capturada", "observada", "validada", "retirada"])
def test_lo_que_no_esta_publicado_no_se_nombra(elenco: Elenco, client: Client, estado: str) -> None:
    c = elenco.candidatura_en(estado, "Brenda Reservada Luna")
    pagina = ver(client, con(c))
    assert "Brenda" not in pagina
    assert "Falta alguien de quienes eligió" in pagina


def test_la_que_se_retira_sale_al_momento_y_las_otras_quedan(elenco: Elenco, client: Client) -> None:
    ana, beto = publicar(elenco, "Ana Uno", "Beto Dos")
    assert comparadas(ver(client, con(ana, beto))) == ["Ana Uno", "Beto Dos"]
    servicios.retirar(
        ana,
        motivo_retiro="renuncia",
        documento="Acuerdo 9",
        por=elenco.usuario("secretaria_ejecutiva"),
        en=momento("2024-04-20 09:00"),
    )
    respuesta = client.get(con(ana, beto))
    assert respuesta["Cache-Control"] == "private, no-store"
    pagina = ver(client, con(ana, beto))
    assert comparadas(pagina) == ["Beto Dos"]
    assert "Ana Uno" not in pagina


def test_ninguna_respuesta_de_identidad_se_compara(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada", accion_afirmativa="indigena")
    c.identidad.respuestas |= {"indigena": "Sí", "pueblo_indigena": "Nahua"}
    c.identidad.save()
    pagina = ver(client, con(c))
    assert comparadas(pagina) == [c.persona.nombre]
    assert "Nahua" not in pagina


def test_lo_escrito_no_se_ejecuta(elenco: Elenco, client: Client) -> None:
    malo = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
    c = elenco.candidatura_en("publicada", f"Ana {malo}")
    otra = elenco.candidatura_en("publicada", f"Otra {malo}", formula="2")
    for curricular in (c.curricular, otra.curricular):
        for campo in curricular.TEXTOS:
            setattr(curricular, campo, malo)
        curricular.save()
    for lugar in (con(c), con(c, otra), con(c, malo)):
        pagina = client.get(lugar).content.decode()
        assert "<script>alert" not in pagina
        assert "<img src=x" not in pagina


def test_comparar_cuesta_un_numero_fijo_de_consultas(elenco: Elenco, client: Client) -> None:
    tres = publicar(elenco, "Ana Uno", "Beto Dos", "Carla Tres")
    for quienes, cuantas in ((tres[:1], 4), (tres[:2], 4), (tres, 3)):
        with CaptureQueriesContext(connection) as hechas:
            ver(client, con(*quienes))
        assert len(hechas) == cuantas
