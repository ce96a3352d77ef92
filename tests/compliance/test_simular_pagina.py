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


def test_it_shows_the_process_as_it_is_with_its_drawing_and_its_table(client: Client, elenco: Elenco) -> None:
    respuesta = visitar(client, elenco)
    assert respuesta.status_code == 200
    pagina = respuesta.content.decode()
    assert 'class="gantt"' in pagina
    assert "style=" not in pagina.partition("<main")[2]
    simulacion = respuesta.context["simulacion"]
    assert len(respuesta.context["dibujo"].barras) == sum(1 for f in simulacion.filas if f.antes.desde)
    for fila in simulacion.filas:
        assert fila.antes.clave in pagina


def test_a_deliverable_on_another_day_shows_what_becomes_late_and_writes_nothing(
    client: Client, elenco: Elenco
) -> None:
    historia = Entregable.history.count()
    datos = {"entregable": "publicacion", "entregable_fecha": "2024-05-20"}
    respuesta = visitar(client, elenco, **datos)
    assert [f.antes.llave for f in respuesta.context["simulacion"].se_atrasan] == ["publicacion"]
    assert "Se aprueba el lun 20 may 2024" in respuesta.content.decode()
    assert Entregable.history.count() == historia


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
def test_what_cannot_be_supposed_is_told_beside_its_field(
    client: Client, elenco: Elenco, datos: dict[str, str], dicho: str
) -> None:
    respuesta = visitar(client, elenco, **datos)
    assert respuesta.status_code == 422
    assert dicho in respuesta.content.decode()
    # The process as it is stays in sight.
    assert "Entregables, antes y después" in respuesta.content.decode()


def test_it_only_reads_and_only_for_those_inside(client: Client, elenco: Elenco) -> None:
    direccion = reverse("simular", args=[elenco.proceso.clave])
    assert client.get(direccion).status_code == 302
    assert visitar(client, elenco, "partido").status_code == 404
    client.force_login(elenco.usuarios["secretaria_tecnica"])
    assert client.post(direccion).status_code == 405


def test_a_longer_process_costs_the_same_queries(client: Client, elenco: Elenco) -> None:
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


def test_what_moves_is_kept_in_words_while_more_is_supposed(client: Client, elenco: Elenco) -> None:
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


def test_no_two_fields_have_the_same_name(client: Client, elenco: Elenco) -> None:
    nombres = [str(f.label) for f in visitar(client, elenco).context["form"].visible_fields()]
    assert len(set(nombres)) == len(nombres)


def test_the_table_is_downloaded_with_what_is_supposed(client: Client, elenco: Elenco) -> None:
    respuesta = visitar(client, elenco, mover="publicacion=2024-05-20", formato="csv")
    assert "11.12,Acuerdo de inicio de publicación,2024-04-01,2024-05-20" in respuesta.content.decode()
