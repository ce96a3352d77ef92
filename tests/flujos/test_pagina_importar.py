"""The page that imports candidacies: first it rehearses, and it loads exactly what it rehearsed."""

import hashlib
import re
import threading
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.test import Client
from kombu.exceptions import OperationalError

from compliance.cifrado import cerrar_archivo
from compliance.models import Candidatura
from flujos.importacion import cargas, escritura
from flujos.importacion.cargas import carga_de
from flujos.models import SIN_AVANCE, Importacion
from flujos.tasks import seguir_ensayo, seguir_importacion
from notificaciones.services import barrer

from ..elenco import Elenco, momento, montar
from ..libros import archivo_csv, candidata, con_celda_lejana, en_blanco, libro, libro_con_hojas

DIRECCION = "/p/prueba-2024/importar/"


@pytest.fixture(autouse=True)
def dia_fijo(settings: Any) -> None:
    settings.DEMO_FECHA = momento("2024-04-02 10:00").date()


@pytest.fixture(autouse=True)
def sin_respiro(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(escritura, "RESPIRO", 0)


@pytest.fixture
def informatica(elenco: Elenco, client: Client) -> Client:
    client.force_login(elenco.usuario("administracion"), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def archivo(tmp_path: Path) -> bytes:
    """Two good rows and one that nobody can place."""
    filas = [
        candidata(),
        en_blanco(NUM_LISTA_O_FORMULA=102.0, NOMBRE_CANDIDATO="BETO SINTETICO DOS"),
        candidata(NUM_LISTA_O_FORMULA=103.0, NOMBRE_CANDIDATO="CARLA SINTETICA TRES", CARGO="REY"),
    ]
    return libro(tmp_path / "base.xlsx", filas).read_bytes()


def subir(cliente: Client, contenido: bytes, nombre: str = "base.xlsx") -> Any:
    return cliente.post(DIRECCION, {"archivo": SimpleUploadedFile(nombre, contenido)})


def tablas() -> dict[str, int]:
    return {m.__name__: m._default_manager.count() for m in apps.get_models()}


def test_solo_administracion_importa(elenco: Elenco, client: Client, archivo: bytes) -> None:
    assert client.get(DIRECCION).status_code == 302
    for nombre, usuario in elenco.usuarios.items():
        client.force_login(usuario, backend="django.contrib.auth.backends.ModelBackend")
        esperado = 200 if nombre == "administracion" else 404
        assert client.get(DIRECCION).status_code == esperado, nombre
        if esperado == 404:
            assert subir(client, archivo).status_code == 404, nombre
            assert client.post(f"{DIRECCION}{'a' * 64}/").status_code == 404, nombre


def test_el_ensayo_informa_todo_y_no_escribe_nada(elenco: Elenco, informatica: Client, archivo: bytes) -> None:
    informatica.get(DIRECCION)
    antes = tablas()
    respuesta = subir(informatica, archivo)
    huella = hashlib.sha256(archivo).hexdigest()
    assert respuesta["Location"] == f"{DIRECCION}{huella}/"
    pagina = informatica.get(respuesta["Location"]).content.decode()
    assert tablas() == antes
    assert "Se crearían" in pagina
    assert "Importar este archivo" in pagina
    assert "Rechazadas" in pagina
    assert "REY" in pagina
    csv = informatica.get(f"{respuesta['Location']}?formato=csv&tipo=rechazadas").content.decode()
    assert csv.splitlines()[1].startswith("Rechazada,4,")
    assert len(csv.strip().splitlines()) == 2


def test_la_hoja_sola_dice_arriba_que_hace_falta_el_libro(
    elenco: Elenco, informatica: Client, archivo: bytes, tmp_path: Path
) -> None:
    dos = [candidata(), candidata(NOMBRE_CANDIDATO="OTRA MUJER SINTETICA")]
    lugar = subir(informatica, archivo_csv(tmp_path / "base.txt", dos, separador="\t").read_bytes(), "base.txt")
    assert "por eso se rechazan 2 de sus filas" in informatica.get(lugar["Location"]).content.decode()
    completo = subir(informatica, archivo)["Location"]
    assert "Hace falta el libro" not in informatica.get(completo).content.decode()


def test_se_confirma_exactamente_lo_que_se_ensayo(elenco: Elenco, informatica: Client, archivo: bytes) -> None:
    lugar = subir(informatica, archivo)["Location"]
    ensayo = carga_de(elenco.proceso, elenco.usuario("administracion"))
    assert ensayo is not None
    assert informatica.post(lugar).status_code == 302
    hecho = carga_de(elenco.proceso, elenco.usuario("administracion"))
    assert hecho is not None
    assert hecho.cargada
    assert (hecho.reporte, hecho.sha256) == (ensayo.reporte, ensayo.sha256)
    assert set(Candidatura.objects.values_list("persona__nombre", flat=True)) == {
        "ANA SINTETICA A",
        "BETO SINTETICO DOS",
    }
    fila = Candidatura.history.order_by("history_id").last()
    assert (fila.autor, fila.history_change_reason) == ("Administracion De Prueba", "Importación de candidaturas")
    assert "Creadas" in informatica.get(lugar).content.decode()
    # The bytes are gone, and a second click does nothing.
    carpeta = f"importaciones/{elenco.proceso.pk}/{elenco.usuario('administracion').pk}"
    assert default_storage.listdir(carpeta)[1] == [f"{hecho.sha256}.json"]
    antes = tablas()
    repetida = informatica.post(lugar, follow=True)
    assert "ya se importó: Administracion De Prueba" in repetida.content.decode()
    assert {k: v for k, v in tablas().items() if k != "Session"} == {k: v for k, v in antes.items() if k != "Session"}


def test_lo_que_cambio_en_el_disco_no_se_carga(elenco: Elenco, informatica: Client, archivo: bytes) -> None:
    lugar = subir(informatica, archivo)["Location"]
    huella = hashlib.sha256(archivo).hexdigest()
    ruta = f"importaciones/{elenco.proceso.pk}/{elenco.usuario('administracion').pk}/{huella}"
    guardado = Path(default_storage.path(ruta))
    for puesto, dicho in (
        (guardado.read_bytes() + b"otra cosa", "ya no se puede abrir"),
        (cerrar_archivo(archivo + b"otra cosa"), "no es el que se ensayó"),
    ):
        guardado.write_bytes(puesto)
        respuesta = informatica.post(lugar, follow=True)
        assert dicho in respuesta.content.decode()
    assert not Candidatura.objects.exists()


def test_otra_persona_no_llega_al_archivo(elenco: Elenco, informatica: Client, archivo: bytes) -> None:
    lugar = subir(informatica, archivo)["Location"]
    nombramiento = elenco.usuario("administracion").nombramientos.get()
    nombramiento.pk, nombramiento.usuario = None, elenco.usuario("ajena")
    nombramiento.save()
    informatica.force_login(elenco.usuario("ajena"), backend="django.contrib.auth.backends.ModelBackend")
    assert informatica.get(DIRECCION).status_code == 200
    assert informatica.get(lugar).status_code == 404
    assert informatica.post(lugar).status_code == 404


def test_un_ensayo_se_descarta_o_lo_sustituye_el_siguiente(
    elenco: Elenco, informatica: Client, archivo: bytes, tmp_path: Path
) -> None:
    primero = subir(informatica, archivo)["Location"]
    otro = libro(tmp_path / "otro.xlsx", [candidata()]).read_bytes()
    segundo = subir(informatica, otro, "otro.xlsx")["Location"]
    assert informatica.get(primero).status_code == 404
    assert "Tiene un ensayo sin confirmar" in informatica.get(DIRECCION).content.decode()
    informatica.post(segundo, {"descartar": "1"})
    assert informatica.get(segundo).status_code == 404
    assert not Candidatura.objects.exists()


def test_un_ensayo_olvidado_se_descarta_al_dia_siguiente(elenco: Elenco, informatica: Client, archivo: bytes) -> None:
    lugar = subir(informatica, archivo)["Location"]
    carpeta = f"importaciones/{elenco.proceso.pk}/{elenco.usuario('administracion').pk}"
    ensayo = carga_de(elenco.proceso, elenco.usuario("administracion"))
    assert ensayo is not None
    barrer(ensayo.momento + timedelta(hours=23, minutes=59))
    assert informatica.get(lugar).status_code == 200
    barrer(ensayo.momento + timedelta(days=1))
    assert informatica.get(lugar).status_code == 404
    assert default_storage.listdir(carpeta)[1] == []
    # What was loaded keeps its report.
    informatica.post(subir(informatica, archivo)["Location"])
    barrer(ensayo.momento + timedelta(days=30))
    assert informatica.get(lugar).status_code == 200


def test_un_archivo_que_no_es_una_tabla_dice_que_es(
    elenco: Elenco, informatica: Client, archivo: bytes, settings: Any
) -> None:
    for contenido, nombre, motivo in (
        (b"\n\n", "base.csv", "no se halló una tabla"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1roto", "base.xls", "no se puede abrir como libro"),
        (archivo, "base.pdf", "Se admite .xls, .xlsx o .csv"),
        (b"", "vacia.csv", "vac"),
    ):
        respuesta = subir(informatica, contenido, nombre)
        assert respuesta.status_code == 422, nombre
        assert motivo in respuesta.content.decode(), nombre
    settings.ARCHIVO_MAXIMO_MB = 0
    assert "el máximo son 0 MB" in subir(informatica, archivo).content.decode()
    assert carga_de(elenco.proceso, elenco.usuario("administracion")) is None


def test_una_celda_perdida_se_dice_en_la_pagina_y_no_se_guarda_nada(
    elenco: Elenco, informatica: Client, archivo: bytes, tmp_path: Path
) -> None:
    for celda in ("Z1048576", "XFD1048576"):
        respuesta = subir(informatica, con_celda_lejana(tmp_path / "base.xlsx", celda))
        assert respuesta.status_code == 422
        assert f"la celda {celda} tiene algo escrito" in respuesta.content.decode()
    assert carga_de(elenco.proceso, elenco.usuario("administracion")) is None


# -- Apart, and by batches ------------------------------------------------------------------------------------


@pytest.fixture
def dejada(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, ...]]:
    """What the page left to be done, and nobody does yet."""
    dejada: list[tuple[int, ...]] = []
    monkeypatch.setattr("flujos.views.importar.aparte", lambda tarea, *args: dejada.append(args))
    return dejada


@pytest.fixture
def cae_en_la_segunda(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Batches of one row; the second one fails, once it is written, until the patch is undone."""
    monkeypatch.setattr(escritura, "LOTE", 1)
    original, va = escritura._Importacion._lote, iter(range(99))

    def lote(self: Any, registros: Any) -> None:
        original(self, registros)
        if self.importacion is not None and next(va) == 1:
            raise OSError("el disco")

    parche = pytest.MonkeyPatch()
    parche.setattr(escritura._Importacion, "_lote", lote)
    return parche


def test_confirmar_contesta_antes_de_cargar_y_la_pagina_dice_por_donde_va(
    elenco: Elenco, informatica: Client, archivo: bytes, dejada: list[tuple[int, ...]]
) -> None:
    lugar = subir(informatica, archivo)["Location"]
    informatica.post(lugar)
    importacion = Importacion.objects.get()
    assert dejada == [(importacion.pk, elenco.usuario("administracion").pk)]
    assert not Candidatura.objects.exists()
    Importacion.objects.update(filas=2)
    importacion.lotes.create(filas=1, hasta=2, reporte={"rechazadas": [{"fila": 4, "motivo": "REY"}]})
    pagina = informatica.get(lugar).content.decode()
    assert "Se está importando" in pagina
    assert '<progress value="1" max="2"' in pagina
    assert "Rechazadas hasta ahora: 1" in " ".join(pagina.split())
    assert "data-se-actualiza" in pagina
    assert "Actualizar" in pagina
    assert "Importar este archivo" not in pagina
    # A second click starts nothing.
    assert "ya se está importando" in informatica.post(lugar, follow=True).content.decode()
    assert (len(dejada), Importacion.objects.count()) == (1, 1)
    importacion.lotes.all().delete()
    seguir_importacion(*dejada[0])
    pagina = informatica.get(lugar).content.decode()
    assert "data-se-actualiza" not in pagina
    assert "Creadas" in pagina
    # Done twice, as when the broker delivers it again, it does nothing.
    seguir_importacion(*dejada[0])
    assert Importacion.objects.get().error == ""
    assert Candidatura.objects.count() == 2


def test_la_que_se_detuvo_dice_por_que_y_se_continua(
    elenco: Elenco, informatica: Client, archivo: bytes, cae_en_la_segunda: pytest.MonkeyPatch
) -> None:
    lugar = subir(informatica, archivo)["Location"]
    informatica.post(lugar)
    cae_en_la_segunda.undo()
    pagina = informatica.get(lugar).content.decode()
    assert "Importación sin terminar" in pagina
    assert "Algo falló y quedó en la bitácora del servidor." in pagina
    assert '<progress value="1" max="3"' in pagina
    assert "data-se-actualiza" not in pagina
    assert Candidatura.objects.count() == 1
    assert "Continuar la importación" in pagina
    informatica.post(lugar)
    assert "Creadas" in informatica.get(lugar).content.decode()
    assert Candidatura.objects.count() == 2
    assert Importacion.objects.get().error == ""


def test_la_que_nadie_lleva_se_tiene_por_interrumpida(
    elenco: Elenco, informatica: Client, archivo: bytes, dejada: list[tuple[int, ...]]
) -> None:
    lugar = subir(informatica, archivo)["Location"]
    informatica.post(lugar)
    Importacion.objects.update(avance_en=F("avance_en") - SIN_AVANCE)
    pagina = informatica.get(lugar).content.decode()
    assert "Se interrumpió." in pagina
    informatica.post(lugar)
    assert len(dejada) == 2
    assert "Se está importando" in informatica.get(lugar).content.decode()
    assert Importacion.objects.count() == 1


def test_quien_perdio_el_papel_no_sigue_importando(
    elenco: Elenco, informatica: Client, archivo: bytes, dejada: list[tuple[int, ...]]
) -> None:
    informatica.post(subir(informatica, archivo)["Location"])
    elenco.usuario("administracion").nombramientos.all().delete()
    seguir_importacion(*dejada[0])
    assert "corresponde a" in Importacion.objects.get().error
    assert not Candidatura.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("hay", [False, True])
def test_sin_intermediario_o_si_no_responde_se_carga_en_este_proceso(
    client: Client, archivo: bytes, settings: Any, monkeypatch: pytest.MonkeyPatch, hay: bool
) -> None:
    elenco = montar()
    settings.HAY_INTERMEDIARIO = hay

    def nadie(*args: int) -> None:
        raise OperationalError("nadie responde")

    monkeypatch.setattr(seguir_importacion, "delay", nadie)
    client.force_login(elenco.usuario("administracion"), backend="django.contrib.auth.backends.ModelBackend")
    lugar = subir(client, archivo)["Location"]
    client.post(lugar)
    for hilo in threading.enumerate():
        if hilo.name.startswith("flujos.tasks"):
            hilo.join()
    assert Candidatura.objects.count() == 2
    assert "Creadas" in client.get(lugar).content.decode()


# -- Any table ------------------------------------------------------------------------------------------------

TABLA = (
    "Fuerza,Puesto,Entidad federativa,Dto,Núm.,Nombre completo,Rol,Sexo\n"
    "PARTIDO A,Legislador de mayoría,MORELOS,IV CUAUTLA,1,ANA SINTETICA UNO,Cabeza,M\n"
    "SUMAR MORELOS,Legislador de mayoría,MORELOS,IV CUAUTLA,1,EVA SINTETICA DOS,Cabeza,M\n"
)
DICHO = {
    "dato_0": "actor",
    "dato_1": "cargo",
    "dato_2": "entidad",
    "dato_3": "distrito",
    "dato_4": "formula",
    "dato_5": "nombre",
    "dato_6": "calidad",
    "dato_7": "sexo",
}


def test_de_una_tabla_que_nadie_conoce_se_pregunta_que_columna_es_cual(elenco: Elenco, informatica: Client) -> None:
    lugar = subir(informatica, TABLA.encode(), "tabla.csv")["Location"]
    assert lugar.endswith("/columnas/")
    pagina = " ".join(informatica.get(lugar).content.decode().split())
    # A guess by the names, the first values, and nothing to confirm yet.
    assert "ANA SINTETICA UNO · EVA SINTETICA DOS" in pagina
    assert '<option value="nombre" selected>' in pagina
    assert informatica.get(lugar.removesuffix("columnas/"))["Location"] == lugar
    assert (
        "Falta decir qué columna es cuál"
        in informatica.post(lugar.removesuffix("columnas/"), follow=True).content.decode()
    )
    # What is missing is said, and what was chosen stays.
    respuesta = informatica.post(lugar, {**DICHO, "dato_5": ""})
    assert respuesta.status_code == 422
    assert "Falta decir qué columna es el nombre" in respuesta.content.decode()
    assert '<option value="distrito" selected>' in respuesta.content.decode()
    # Then, what nobody can know: which office, which calidad, what «M» is.
    respuesta = informatica.post(lugar, DICHO)
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    preguntas = [f"valor_{d}_{n}" for n, d in enumerate(("cargo", "calidad", "sexo"))]
    assert all(f'name="{p}"' in pagina for p in preguntas)
    valores = dict(zip(preguntas, (elenco.diputacion.clave, "propietaria", "mujer"), strict=True))
    respuesta = informatica.post(lugar, {**DICHO, **valores, "nombre": "Lista estatal"})
    assert respuesta["Location"] == lugar.removesuffix("columnas/")
    ensayo = carga_de(elenco.proceso, elenco.usuario("administracion"))
    assert ensayo is not None
    assert (ensayo.reporte["creadas"], ensayo.reporte["rechazadas"]) == (2, [])
    assert [n["nombre"] for n in ensayo.nuevos["actorpolitico"]] == ["SUMAR MORELOS"]
    pagina = informatica.get(respuesta["Location"]).content.decode()
    assert "Lugares nuevos" in pagina
    # The figure of whoever is new is corrected before anything is written.
    informatica.post(respuesta["Location"], {"corregir": "1", "tipo_0": "coalicion"})
    assert not Candidatura.objects.exists()
    informatica.post(respuesta["Location"])
    assert sorted(Candidatura.objects.values_list("actor__tipo", "persona__sexo", "territorio__clave")) == [
        ("coalicion", "M", "4"),
        ("partido", "M", "4"),
    ]
    # The next table with that header is read without asking; and the profile travels as a file.
    otra = subir(informatica, TABLA.replace("ANA SINTETICA A", "LUZ SINTETICA TRES").encode(), "otra.csv")["Location"]
    assert not otra.endswith("/columnas/")
    perfil = elenco.proceso.perfiles_de_importacion.get()
    suyo = f"{DIRECCION}perfiles/{perfil.pk}/"
    toml = informatica.get(suyo)
    assert toml["Content-Disposition"] == 'attachment; filename="perfil-lista-estatal.toml"'
    informatica.post(suyo)
    assert not elenco.proceso.perfiles_de_importacion.exists()
    subido = {"perfil": SimpleUploadedFile("p.toml", toml.content)}
    assert informatica.post(DIRECCION, subido).status_code == 302
    assert elenco.proceso.perfiles_de_importacion.get().toml == perfil.toml
    malo = informatica.post(DIRECCION, {"perfil": SimpleUploadedFile("p.toml", b"nombre = 1")})
    assert (malo.status_code, "Falta el nombre del perfil" in malo.content.decode()) == (422, True)


def test_una_hoja_se_elige_aunque_su_nombre_lleve_signos(elenco: Elenco, informatica: Client, tmp_path: Path) -> None:
    encabezado = ["Quién", "Para qué", "Por quién"]
    hojas = {n: [encabezado, [f"ANA {n[0]}", "REGIDURÍA", "X"]] for n in ("Alta & baja #1", "Zona 50%+1")}
    contenido = libro_con_hojas(tmp_path / "dos.xlsx", hojas).read_bytes()
    lugar = subir(informatica, contenido, "dos.xlsx")["Location"]
    pagina = informatica.get(lugar).content.decode()
    enlaces = [unescape(x) for x in re.findall(r'href="(\?hoja=[^"]*)"', pagina)]
    assert len(enlaces) == 2
    vistas = [informatica.get(lugar + enlace).content.decode() for enlace in enlaces]
    assert ["ANA A" in v for v in vistas] == [True, False]
    assert ["ANA Z" in v for v in vistas] == [False, True]


def test_una_importacion_se_deshace_desde_su_pagina(elenco: Elenco, informatica: Client, archivo: bytes) -> None:
    informatica.post(subir(informatica, archivo)["Location"])
    hecha = Importacion.objects.get()
    lugar = f"{DIRECCION}cargadas/{hecha.pk}/"
    assert lugar in informatica.get(DIRECCION).content.decode()
    pagina = " ".join(informatica.get(lugar).content.decode().split())
    assert "Se quitan 2 candidaturas y 2 personas" in pagina
    informatica.post(lugar)
    assert not Candidatura.objects.exists()
    assert "Esta importación se deshizo" in informatica.get(lugar).content.decode()
    assert "ya se deshizo" in informatica.post(lugar, follow=True).content.decode()
    # Uploaded again, it is loaded again.
    informatica.post(subir(informatica, archivo)["Location"])
    assert Candidatura.objects.count() == 2
    otra = Importacion.objects.latest("pk")
    elenco.cuenta_de(Candidatura.objects.first())
    pagina = informatica.get(f"{DIRECCION}cargadas/{otra.pk}/").content.decode()
    assert "se movió" in pagina
    assert "Se quitan" not in pagina


def test_un_ensayo_largo_se_hace_aparte_y_la_pagina_dice_por_donde_va(
    elenco: Elenco,
    informatica: Client,
    archivo: bytes,
    dejada: list[tuple[Any, ...]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cargas, "FILAS_EN_LA_PAGINA", 2)
    monkeypatch.setattr(escritura, "LOTE", 1)
    administra, antes = elenco.usuario("administracion"), tablas()
    lugar = subir(informatica, archivo)["Location"]
    assert dejada == [(elenco.proceso.pk, hashlib.sha256(archivo).hexdigest(), administra.pk)]
    pagina = informatica.get(lugar).content.decode()
    assert "Se está ensayando" in pagina
    assert '<progress value="0" max="3"' in pagina
    assert "Importar este archivo" not in pagina
    # Nothing is loaded, mapped again nor rehearsed twice meanwhile.
    assert "El ensayo no ha terminado" in informatica.post(lugar, follow=True).content.decode()
    informatica.post(lugar, {"ensayar": "1"})
    assert len(dejada) == 1
    # Cut short, it is rehearsed again from the page.
    vistas = []

    def cae(carga: Any, proceso: Any, usuario: Any) -> Any:
        vistas.append(carga.hechas)
        if len(vistas) == 2:
            raise OSError("el disco")
        return original(carga, proceso, usuario)

    original = cargas._anotar
    with monkeypatch.context() as parche:
        parche.setattr(cargas, "_anotar", cae)
        with pytest.raises(OSError, match="el disco"):
            seguir_ensayo(*dejada[0])
    pagina = informatica.get(lugar).content.decode()
    assert "Algo falló y quedó en la bitácora" in pagina
    assert '<progress value="1" max="3"' not in pagina or "Volver a ensayar" in pagina
    informatica.post(lugar, {"ensayar": "1"})
    seguir_ensayo(*dejada[1])
    pagina = informatica.get(lugar).content.decode()
    assert "Se crearían" in pagina
    assert "Importar este archivo" in pagina
    assert {k: v for k, v in tablas().items() if k != "Session"} == {k: v for k, v in antes.items() if k != "Session"}
    # Discarded, what was rehearsing it stops without a word.
    otra = subir(informatica, archivo)["Location"]
    informatica.post(otra, {"descartar": "1"})
    seguir_ensayo(*dejada[2])
    assert carga_de(elenco.proceso, administra) is None


def test_lo_que_identifica_no_se_muestra_entero(elenco: Elenco, informatica: Client) -> None:
    tabla = (
        "AGRUPACION,NOMBRE,CURP,CLAVE DE ELECTOR,E-MAIL,NOTAS,REFERENCIA\n"
        "PARTIDO A,ANA SINTETICA UNO,GOMC800505MMSRXN09,GMXXAN80050517M100,ana.uno@correo.mx,"
        "ver loma900101-hmsprx08 y eva@correo.mx,77889900\n"
        "PARTIDO A,EVA SINTETICA DOS,sin curp 12,SIN/CLAVE,eva arroba correo,Nada,66554433\n"
    )
    lugar = subir(informatica, tabla.encode(), "tabla.csv")["Location"]
    assert lugar.endswith("/columnas/")
    enteros = ("GOMC800505MMSRXN09", "GMXXAN80050517M100", "ana.uno", "loma900101", "eva@", "sin curp 12", "SIN/CLAVE")
    pagina = informatica.get(lugar).content.decode()
    assert not [valor for valor in (*enteros, "eva arroba") if valor in pagina]
    assert "GOMC••••••••" in pagina
    assert "ver loma•••••••• y e••••••••" in pagina
    # Beside them, what everybody may see is; and what somebody says that is a clave is no longer whole either.
    assert "ANA SINTETICA UNO · EVA SINTETICA DOS" in " ".join(pagina.split())
    assert "77889900" in pagina
    pagina = informatica.post(lugar, {"dato_6": "clave_elector"}).content.decode()
    assert "77••••••••" in pagina
    assert not [valor for valor in (*enteros, "77889900", "66554433") if valor in pagina]
