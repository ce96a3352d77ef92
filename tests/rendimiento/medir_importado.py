"""What comes after an import of many: taking it back, the publication on its day, and who may be the same person.

Baselines: what a minute of processor and 500 MB allow of the first two; of a page, a second. Run by `make bench`.
"""

import random
from datetime import date

import pytest

from compliance.importacion import Export
from compliance.models import Candidatura, Persona
from flujos import candidaturas
from flujos.importacion.deshacer import deshacer
from flujos.importacion.escritura import importar
from flujos.models import Importacion

from ..elenco import Elenco, momento, montar
from ..libros import identidad_de
from ..paginas import entrar
from .llenar import llenar
from .medir_masa import EN, FILAS, fila, renglones, sembrar
from .tabla import anotar, costo, desde_aqui, megas

MS_POR_FILA = 60_000 / 20_000
MEGAS = 500
MS_DE_UNA_PAGINA = 1_000
LUEGO = momento("2024-04-07 10:00")
POR_PUBLICAR, CADA = FILAS, 100


@pytest.mark.django_db(transaction=True)
def test_deshacer() -> None:
    proceso = montar().proceso
    proceso.exige_foto = False
    proceso.save()
    proceso.limites.all().delete()
    filas = [fila(n) for n in range(FILAS)]
    export = Export("base.xlsx", "0" * 64, renglones(filas), renglones(identidad_de(f) for f in filas))
    assert importar(export, proceso, por=None, en=EN).creadas == FILAS
    importacion = Importacion.objects.get()
    del filas, export
    inicio = desde_aqui()
    deshacer(importacion, por=None, en=LUEGO)
    nuestro = costo() - inicio
    assert not Candidatura.objects.exists()
    anotar(f"deshacer {FILAS:,} filas, por fila", nuestro * 1000 / FILAS, limite=MS_POR_FILA, meta=1)
    anotar(f"deshacer {FILAS:,} filas, MB (no ms)", megas(), limite=MEGAS, meta=1)


@pytest.mark.django_db(transaction=True)
def test_publicar_programadas() -> None:
    """One in a hundred may be published; of each of the others it is noted, once, why not."""
    elenco = montar()
    proceso = elenco.proceso
    proceso.modo_publicacion, proceso.publicacion_inicio = "automatica", date(2024, 4, 15)
    proceso.save()
    claves = sembrar(elenco, "validada", POR_PUBLICAR)
    no_van = [pk for n, pk in enumerate(claves) if n % CADA]
    Candidatura.objects.update(autorizada_en=EN)
    for desde in range(0, len(no_van), 500):
        Candidatura.objects.filter(pk__in=no_van[desde : desde + 500]).update(aviso_aceptado_en=None)
    for que in ("la primera vez", "otra vez"):
        inicio = desde_aqui()
        hechas = candidaturas.publicar_programadas(momento("2024-04-16 10:00"))
        assert bool(hechas.publicadas) == (que == "la primera vez")
        nuestro = costo() - inicio
        de = f"publicar las programadas de {POR_PUBLICAR:,}, {que}"
        anotar(f"{de}, por candidatura", nuestro * 1000 / POR_PUBLICAR, limite=MS_POR_FILA, meta=1)
        anotar(f"{de}, MB (no ms)", megas(), limite=MEGAS, meta=1)


@pytest.mark.django_db(transaction=True)
def test_personas_parecidas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-06-03 10:00"))
    elenco = montar()
    llenar(elenco.proceso, FILAS)
    _nombrar(elenco)
    cliente = entrar(elenco.usuario("administracion"))
    lista = "/p/prueba-2024/personas/"
    tiempos = []
    for _ in range(3):
        inicio = desde_aqui()
        respuesta = cliente.get(lista)
        tiempos.append(costo() - inicio)
        assert respuesta.status_code == 200
        assert respuesta.context["pagina"].paginator.count > FILAS / 100
    anotar(f"personas parecidas, {FILAS:,} candidaturas", min(tiempos) * 1000, limite=MS_DE_UNA_PAGINA, meta=1)


# The most frequent first, roughly as in lists of candidacies.
NOMBRES = """
MARIA JOSE JUAN LUIS ANA CARLOS GUADALUPE JESUS ROSA MIGUEL LAURA ALEJANDRO PATRICIA FRANCISCO VERONICA
JORGE LETICIA PEDRO SANDRA MANUEL CLAUDIA RICARDO NORMA FERNANDO SILVIA ROBERTO MARTHA RAUL ELENA
"""
APELLIDOS = """
HERNANDEZ GARCIA MARTINEZ LOPEZ GONZALEZ PEREZ RODRIGUEZ SANCHEZ RAMIREZ CRUZ FLORES GOMEZ MORALES VAZQUEZ
JIMENEZ REYES DIAZ TORRES GUTIERREZ RUIZ MENDOZA AGUILAR ORTIZ CASTILLO MORENO ROMERO RIVERA SALAZAR JUAREZ
DOMINGUEZ VELAZQUEZ SALGADO TREJO OCAMPO BRITO URIBE ZAGAL TAPIA NAVA QUIROZ
"""


def _nombrar(elenco: Elenco) -> None:
    """People with the names, sexes and ages of a real list."""
    azar = random.Random(2024)  # noqa: S311 (names, not secrets)
    nombres, apellidos = NOMBRES.split(), APELLIDOS.split()
    de_nombres, de_apellidos = ([1 / (n + 3) for n in range(len(x))] for x in (nombres, apellidos))
    personas = list(Persona.objects.filter(proceso=elenco.proceso).order_by("pk"))
    for p in personas:
        suyos = azar.choices(nombres, de_nombres, k=azar.choice((1, 2, 2)))
        p.nombre = " ".join((*suyos, *azar.choices(apellidos, de_apellidos, k=2)))
        p.nombre_busqueda = p.nombre.lower()
        p.sexo, p.edad = azar.choice("MH"), azar.randint(18, 75)
    Persona.objects.bulk_update(personas, ["nombre", "nombre_busqueda", "sexo", "edad"], batch_size=500)
