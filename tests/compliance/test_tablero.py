"""The tablero's figures, at any moment."""

import json
from datetime import UTC
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compliance.management.commands.estado import momento_de
from compliance.models import Entregable
from compliance.tablero import candidaturas_por_estado, estado, tablero

from ..elenco import TZ, Elenco, momento


def test_cada_entregable_esta_en_una_sola_clase(elenco: Elenco) -> None:
    cuenta = estado(elenco.proceso, momento("2024-04-20 10:00"))["entregables"]
    assert cuenta == {"total": 4, "a_tiempo": 0, "tarde": 0, "vencidos": 2, "por_vencer": 2, "futuros": 0}


def test_semana_y_mes_se_cortan_en_domingo_y_fin_de_mes(elenco: Elenco) -> None:
    # Monday 22 April: the week ends on Sunday 28; both of the end of April fall in it.
    lunes = tablero(elenco.proceso, momento("2024-04-22 09:00"))
    assert [r.entregable.llave for r in lunes.esta_semana] == ["avance-abril", "remision-abril"]
    assert lunes.este_mes == []
    antes = tablero(elenco.proceso, momento("2024-04-19 09:00"))
    assert [r.entregable.llave for r in antes.este_mes] == ["avance-abril", "remision-abril"]
    assert antes.esta_semana == []


def test_lo_que_aun_no_ocurria_no_cuenta_al_mirar_hacia_atras(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    informe.aprobado_el = momento("2024-03-30 10:00").date()
    informe.remitido_en = momento("2024-04-03 10:00")
    informe.save()
    assert estado(elenco.proceso, momento("2024-04-04 10:00"))["entregables"]["a_tiempo"] == 1
    assert estado(elenco.proceso, momento("2024-04-03 09:59"))["entregables"]["a_tiempo"] == 0


def test_las_candidaturas_se_cuentan_como_estaban_entonces(elenco: Elenco) -> None:
    elenco.candidatura()
    assert candidaturas_por_estado(elenco.proceso, momento("2024-03-30 19:59"))["asignada"] == 0
    assert candidaturas_por_estado(elenco.proceso, momento("2024-03-30 20:00"))["asignada"] == 1


def test_por_area_suma_lo_mismo_que_el_total(elenco: Elenco) -> None:
    resumen = tablero(elenco.proceso, momento("2024-04-20 10:00"))
    assert {a.nombre: a.total for a in resumen.por_area} == {"Informática": 1, "Transparencia": 3}


def test_el_tablero_cuesta_las_mismas_consultas_con_mas_renglones(elenco: Elenco, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        tablero(elenco.proceso, momento("2024-04-20 10:00"))
    base = elenco.entregables["informe-marzo"]
    for n in range(30):
        base.pk = None
        base._state.adding = True
        base.llave = f"otro-{n}"
        base.save()
    with django_assert_num_queries(2):
        assert len(tablero(elenco.proceso, momento("2024-04-20 10:00")).renglones) == 34


def test_el_calendario_cuesta_lo_mismo_con_mas_ocurrencias(elenco: Elenco, client: Client) -> None:
    client.force_login(elenco.usuario("comision"), backend="django.contrib.auth.backends.ModelBackend")

    def consultas() -> int:
        with CaptureQueriesContext(connection) as hechas:
            assert client.get("/p/prueba-2024/calendario/").status_code == 200
        return len(hechas)

    def ocurrencias(desde: int, hasta: int) -> None:
        for n in range(desde, hasta):
            base = Entregable.objects.get(llave="informe-marzo")
            plantilla = Entregable.objects.create(
                proceso=base.proceso,
                llave=f"plantilla-{n}",
                nombre="Informes",
                orden=n,
                ruta=base.ruta,
                es_plantilla=True,
            )
            base.pk, base._state.adding, base.llave, base.plantilla = None, True, f"ocurrencia-{n}", plantilla
            base.save()

    ocurrencias(0, 2)
    consultas()  # the first visit notes in the session which process one works in
    con_dos = consultas()
    ocurrencias(2, 20)
    assert consultas() == con_dos


def test_el_comando_imprime_las_cifras_en_json(elenco: Elenco) -> None:
    salida = StringIO()
    call_command("estado", "--proceso", "prueba-2024", "--al", "2024-04-01", "--json", stdout=salida)
    cifras = json.loads(salida.getvalue())
    assert list(cifras) == ["entregables", "candidaturas"]
    # The whole of 1 April still counts: nothing is overdue that day.
    assert cifras["entregables"]["vencidos"] == 0
    assert cifras["candidaturas"] == dict.fromkeys(
        ["asignada", "capturada", "observada", "validada", "publicada", "retirada"], 0
    )


@pytest.mark.parametrize(
    ("al", "momento_utc"),
    [
        ("2024-04-15", "2024-04-16T05:59:59+00:00"),
        ("2024-04-15T10:00", "2024-04-15T16:00:00+00:00"),
        ("2024-04-15T10:00:30Z", "2024-04-15T10:00:30+00:00"),
        ("2024-04-15T10:00-07:00", "2024-04-15T17:00:00+00:00"),
    ],
)
def test_una_fecha_es_su_dia_entero_y_una_hora_es_local_si_no_dice_otra_cosa(al: str, momento_utc: str) -> None:
    assert momento_de(al, TZ).astimezone(UTC).isoformat() == momento_utc


@pytest.mark.parametrize(
    ("argumentos", "mensaje"),
    [
        (["--proceso", "otro"], "Procesos cargados: prueba-2024"),
        *(
            (["--proceso", "prueba-2024", "--al", al], "no es una fecha")
            for al in (
                "mañana",
                "",
                "20240415",
                "2024-W01-1",
                "2024-02-30",
                "2024-04-15 10:00",
                "2024-04-15T10",
                "2024-04-15T25:00",
                "9999-12-31",
            )
        ),
    ],
)
def test_el_comando_dice_como_enmendar(elenco: Elenco, argumentos: list[str], mensaje: str) -> None:
    with pytest.raises(CommandError, match=mensaje):
        call_command("estado", *argumentos)
