"""Copies of the public pages in Redis: what a process of the server makes another one gives, and withdraws at once."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection

from compliance.models import Candidatura

from ..elenco import momento, montar

pytestmark = [pytest.mark.servicios, pytest.mark.django_db(transaction=True)]

LISTA = "/conoceles/prueba-2024/"
Visita = Callable[[str], tuple[int, int, str]]


@pytest.fixture
def dos_procesos(servicios: None, transactional_db: None) -> Iterator[tuple[Visita, Visita]]:
    base = connection.settings_dict
    servidor = f"{base['USER']}:{base['PASSWORD']}@{base['HOST']}:{base['PORT'] or 5432}"
    entorno = os.environ | {
        "DATABASE_URL": f"postgres://{servidor}/{base['NAME']}",
        "DJANGO_SETTINGS_MODULE": "compliance.settings",
        "DEMO_FECHA": "2024-04-20",
    }
    procesos = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.servicios.visitante"],
            cwd=settings.BASE_DIR,
            env=entorno,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]

    def visita(proceso: "subprocess.Popen[str]") -> Visita:
        def visitar(lugar: str) -> tuple[int, int, str]:
            assert proceso.stdin is not None
            assert proceso.stdout is not None
            proceso.stdin.write(f"{lugar}\n")
            proceso.stdin.flush()
            estado, consultas, pagina = json.loads(proceso.stdout.readline())
            return estado, consultas, pagina

        return visitar

    yield visita(procesos[0]), visita(procesos[1])
    for proceso in procesos:
        proceso.communicate()


def test_un_proceso_da_la_copia_que_hizo_otro_hasta_que_algo_se_retira(dos_procesos: tuple[Visita, Visita]) -> None:
    uno, otro = dos_procesos
    elenco = montar()
    c = elenco.candidatura_en("publicada")
    otra = elenco.candidatura_en("publicada", "Beto Dos", calidad="suplente")
    ficha = f"{LISTA}{c.pk}/"
    hechas = [uno(lugar) for lugar in (LISTA, ficha)]
    # The version and nothing else; the first query of a connection prepares it.
    copias = [otro(lugar) for lugar in (LISTA, ficha)]
    assert [consultas for _, consultas, _ in copias] == [2, 1]
    assert [pagina for *_, pagina in copias] == [pagina for *_, pagina in hechas]
    assert all(c.persona.nombre in pagina for *_, pagina in copias)
    Candidatura.objects.filter(pk=c.pk).update(estado="validada", validada_en=momento("2024-04-20 09:00"))
    for visitar in (uno, otro):
        estado, _, pagina = visitar(LISTA)
        assert estado == 200
        assert c.persona.nombre not in pagina
        assert otra.persona.nombre in pagina
        assert visitar(ficha)[0] == 404
