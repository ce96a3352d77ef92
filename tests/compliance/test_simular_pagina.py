"""The page that plays a process: what it shows, to whom, and that it writes nothing."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compliance.models import Entregable

from ..elenco import Elenco, momento

AL = momento("2024-03-20 10:00")


@pytest.fixture(autouse=True)
def dia_fijo(settings: Any) -> None:
    settings.DEMO_FECHA = AL.date()


def visitar(client: Client, elenco: Elenco, quien: str = "secretaria_tecnica", **datos: Any) -> Any:
    client.force_login(elenco.usuarios[quien])
    return client.get(reverse("simular", args=[elenco.proceso.clave]), datos)


def test_muestra_el_proceso_como_esta_con_su_dibujo_y_su_tabla(client: Client, elenco: Elenco) -> None:
    respuesta = visitar(client, elenco)
    assert respuesta.status_code == 200
    pagina = respuesta.content.decode()
    assert 'class="gantt"' in pagina
    assert "style=" not in pagina.partition("<main")[2]
    simulacion = respuesta.context["simulacion"]
    assert len(respuesta.context["dibujo"].barras) == sum(1 for f in simulacion.filas if f.antes.desde)
    for fila in simulacion.filas:
        assert fila.antes.clave in pagina


def test_un_entregable_en_otro_dia_muestra_lo_que_se_atrasa_y_no_escribe_nada(client: Client, elenco: Elenco) -> None:
    historia = Entregable.history.count()
    datos = {"entregable": "publicacion", "entregable_fecha": "2024-05-20"}
    respuesta = visitar(client, elenco, **datos)
    assert [f.antes.llave for f in respuesta.context["simulacion"].se_atrasan] == ["publicacion"]
    assert "Se aprueba el lun 20 may 2024" in respuesta.content.decode()
    assert Entregable.history.count() == historia


def test_otra_jornada_senala_lo_que_queda_despues_de_ella(client: Client, elenco: Elenco) -> None:
    assert "Quedan después de la jornada" not in visitar(client, elenco).content.decode()
    respuesta = visitar(client, elenco, jornada="2024-04-21")
    assert [f.antes.llave for f in respuesta.context["tras_la_jornada"]] == ["avance-abril", "remision-abril"]
    pagina = respuesta.content.decode()
    assert "Quedan después de la jornada, y el plan los tenía antes" in pagina
    assert pagina.count("Después de la jornada") == 2


@pytest.mark.parametrize(
    ("datos", "dicho"),
    [
        ({"entregable": "publicacion"}, "Diga a qué día se mueve."),
        ({"sesion_fecha": "2024-05-20"}, "Diga cuál se mueve a ese día."),
        ({"jornada": "2027-06-06"}, "Derive primero el plan"),
        ({"jornada": "2024-06-03"}, "las elecciones se celebran en domingo"),
        ({"entregable": "publicacion", "entregable_fecha": "9999-12-31"}, "cae fuera de los años 1990 a 2100"),
        ({"mover": "nada=2024-05-20"}, "no hay un entregable con la clave «nada»"),
        ({"cancelar": "nada@2024-05-20"}, "nada@2024-05-20 no es una de las opciones"),
    ],
)
def test_lo_que_no_se_puede_suponer_se_dice_junto_a_su_campo(
    client: Client, elenco: Elenco, datos: dict[str, str], dicho: str
) -> None:
    respuesta = visitar(client, elenco, **datos)
    assert respuesta.status_code == 422
    assert dicho in respuesta.content.decode()
    # The process as it is stays in sight.
    assert "Entregables, antes y después" in respuesta.content.decode()


def test_solo_lee_y_solo_para_quien_esta_adentro(client: Client, elenco: Elenco) -> None:
    direccion = reverse("simular", args=[elenco.proceso.clave])
    assert client.get(direccion).status_code == 302
    assert visitar(client, elenco, "partido").status_code == 404
    client.force_login(elenco.usuarios["secretaria_tecnica"])
    assert client.post(direccion).status_code == 405


def test_un_proceso_mas_largo_cuesta_las_mismas_consultas(client: Client, elenco: Elenco) -> None:
    visitar(client, elenco)
    with CaptureQueriesContext(
        connection,
    ) as antes:
        visitar(client, elenco)
    base = elenco.entregables["publicacion"]
    valores = {
        c.attname: getattr(base, c.attname)
        for c in Entregable._meta.concrete_fields
        if c.attname not in ("id", "llave")
    }
    Entregable.objects.bulk_create(Entregable(**valores, llave=f"copia-{n}") for n in range(40))
    with CaptureQueriesContext(connection) as despues:
        visitar(client, elenco)
    assert len(despues) == len(antes)


def test_lo_que_se_mueve_se_conserva_en_palabras_al_suponer_mas(client: Client, elenco: Elenco) -> None:
    primera = visitar(client, elenco, entregable="publicacion", entregable_fecha="2024-05-20")
    assert primera.context["movidos"] == [("11.12 Acuerdo de inicio de publicación, al lun 20 may 2024", "?")]
    form = primera.context["form"]
    assert form["mover"].value() == "publicacion=2024-05-20"
    assert not form["entregable"].value()
    segunda = visitar(
        client, elenco, mover=form["mover"].value(), entregable="avance-abril", entregable_fecha="2024-05-10"
    )
    assert [f.antes.llave for f in segunda.context["simulacion"].se_atrasan] == ["publicacion", "avance-abril"]
    assert segunda.context["movidos"][0][1] == "?mover=avance-abril%3D2024-05-10"
    assert "Quitar supuestos" in segunda.content.decode()
    assert "Quitar filtros" not in segunda.content.decode()


def test_no_hay_dos_campos_con_el_mismo_nombre(client: Client, elenco: Elenco) -> None:
    nombres = [str(f.label) for f in visitar(client, elenco).context["form"].visible_fields()]
    assert len(set(nombres)) == len(nombres)


def test_la_tabla_se_descarga_con_lo_que_se_supone(client: Client, elenco: Elenco) -> None:
    respuesta = visitar(client, elenco, mover="publicacion=2024-05-20", formato="csv")
    assert "11.12,Acuerdo de inicio de publicación,2024-04-01,2024-05-20" in respuesta.content.decode()
