"""Files that take long: offered, asked for, made once by whoever lives, and fetched by whoever asked for them."""

import csv
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.test import Client

from compliance.historia import guardar
from compliance.models import Acto, Nombramiento, Usuario
from compliance.permisos import ambito_en
from flujos import supresion, trabajos
from flujos.importacion.pendientes import listar
from flujos.models import SIN_AVANCE, Trabajo
from flujos.transiciones import Rechazo
from notificaciones.models import Recibido
from notificaciones.services import barrer

from ..elenco import Elenco, momento
from ..paginas import entrar, ver

EN = momento("2024-04-16 10:00")
LISTA = "/p/prueba-2024/candidaturas/"
Estado = Trabajo.Estado


@pytest.fixture(autouse=True)
def pocas(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than one row is long, and the site lives on its day."""
    monkeypatch.setattr("compliance.cara.descargas.FILAS_AL_MOMENTO", 1)
    monkeypatch.setattr("compliance.cara.descargas._CADA", 1)
    monkeypatch.setattr(trabajos, "CADA", 0)
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)


@pytest.fixture
def apartados(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The keys of what was begun apart, which nobody does."""
    hechos: list[int] = []
    monkeypatch.setattr("flujos.views.trabajos.aparte", lambda _, pk: hechos.append(pk))
    return hechos


@pytest.fixture
def verificacion(elenco: Elenco, apartados: list[int]) -> Client:
    for formula in ("1", "2", "3"):
        elenco.candidatura(f"Ana Pérez {formula}", formula=formula)
    return entrar(elenco.usuario("verificacion"))


def pedir(quien: Usuario, direccion: str = f"{LISTA}?formato=csv") -> Trabajo:
    return trabajos.pedir(direccion, por=quien, ambito=ambito_en(quien, EN), en=EN)


def filas(respuesta: Any) -> list[list[str]]:
    return list(csv.reader(respuesta.getvalue().decode("utf-8-sig").splitlines()))


def lecturas() -> int:
    return Acto.objects.filter(verbo="descargar").count()


def test_lo_largo_se_ofrece_aparte_y_lo_corto_sale_al_momento(
    verificacion: Client, apartados: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    pagina = ver(verificacion, f"{LISTA}?formato=csv&q=ana")
    assert "Se prepara aparte" in pagina
    assert 'value="/p/prueba-2024/candidaturas/?formato=csv&amp;q=ana"' in pagina
    # Nothing was asked for, nothing left.
    assert (Trabajo.objects.count(), lecturas()) == (0, 0)
    monkeypatch.setattr("compliance.cara.descargas.FILAS_AL_MOMENTO", 3)
    directo = verificacion.get(f"{LISTA}?formato=csv&q=ana")
    assert len(filas(directo)) == 4
    assert lecturas() == 1


def test_se_pide_se_prepara_y_lo_baja_quien_lo_pidio_con_su_constancia(
    verificacion: Client, elenco: Elenco, apartados: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    respuesta = verificacion.post("/descargas/", {"direccion": f"{LISTA}?formato=csv&orden=persona"})
    trabajo = Trabajo.objects.get()
    lugar = f"/descargas/{trabajo.pk}/"
    assert respuesta["Location"] == lugar
    assert apartados == [trabajo.pk]
    assert "data-se-actualiza" in ver(verificacion, lugar)
    assert verificacion.get(f"{lugar}archivo/")["Location"] == lugar
    assert "El archivo no está listo." in ver(verificacion, lugar)
    trabajos.hacer(trabajo.pk, EN)
    trabajo.refresh_from_db()
    assert (trabajo.estado, trabajo.hechas, trabajo.total, trabajo.intentos) == (Estado.HECHO, 3, 3, 1)
    # At rest nobody reads it.
    with default_storage.open(trabajos.lugar_de(trabajo)) as guardado:
        assert b"Ana" not in guardado.read()
    assert "Descargar" in ver(verificacion, lugar)
    # A day later: it is another reading.
    luego = EN + timedelta(days=1)
    monkeypatch.setattr("compliance.middleware.ahora", lambda: luego)
    antes = lecturas()
    archivo = verificacion.get(f"{lugar}archivo/")
    assert archivo["Content-Disposition"] == 'attachment; filename="candidaturas-prueba-2024.csv"'
    assert [f[0] for f in filas(archivo)] == ["Candidatura", "Ana Pérez 1", "Ana Pérez 2", "Ana Pérez 3"]
    assert lecturas() == antes + 1
    acto = Acto.objects.filter(verbo="descargar").latest("pk")
    assert (acto.por, acto.hechos) == (
        elenco.usuario("verificacion"),
        {"archivo": "candidaturas", "filtro": "orden=persona"},
    )
    # Of nobody else, informática included.
    for otro in ("administracion", "secretaria_tecnica", "partido"):
        for direccion in (lugar, f"{lugar}archivo/"):
            assert entrar(elenco.usuario(otro)).get(direccion).status_code == 404
        assert entrar(elenco.usuario(otro)).post(lugar, {"quitar": "1"}).status_code == 404
    assert trabajo.nombre not in ver(entrar(elenco.usuario("administracion")), "/descargas/")
    assert trabajo.nombre in ver(verificacion, "/descargas/")


@pytest.mark.parametrize("formato", ["csv", "xlsx"])
def test_es_el_mismo_archivo_que_al_momento(
    verificacion: Client, elenco: Elenco, formato: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    trabajo = pedir(elenco.usuario("verificacion"), f"{LISTA}?formato={formato}")
    trabajos.hacer(trabajo.pk, EN)
    aparte = verificacion.get(f"/descargas/{trabajo.pk}/archivo/")
    monkeypatch.setattr("compliance.cara.descargas.FILAS_AL_MOMENTO", 99)
    directo = verificacion.get(f"{LISTA}?formato={formato}")
    assert aparte.content == directo.getvalue()
    assert aparte["Content-Type"] == directo["Content-Type"]


@pytest.mark.parametrize(
    "direccion",
    [
        "",
        "https://example.com/p/prueba-2024/candidaturas/?formato=csv",
        "/p/prueba-2024/tablero/",
        "/p/prueba-2024/tablero/?formato=csv",
        "/p/prueba-2024/candidaturas/",
        "/p/prueba-2024/candidaturas/?formato=exe",
        "/p/otro-proceso/candidaturas/?formato=csv",
        "/descargas/1/archivo/",
        "//example.com/",
        "/p/prueba-2024/candidaturas/%00",
        "/p/prueba-2024/candidaturas/?formato=csv&q=\x00",
        "/p/prueba-2024/candidaturas/?formato=csv&q=" + "a" * 4_000,
    ],
)
def test_lo_que_no_se_prepara_se_dice_y_nada_queda(verificacion: Client, direccion: str) -> None:
    respuesta = verificacion.post("/descargas/", {"direccion": direccion}, follow=True)
    assert respuesta.redirect_chain == [("/descargas/", 302)]
    assert len(list(respuesta.context["messages"])) == 1
    assert not Trabajo.objects.exists()


def test_una_pagina_no_es_un_archivo_y_lo_ajeno_no_existe(verificacion: Client, elenco: Elenco) -> None:
    # A filter that cannot be read answers its page; verification does not read the history.
    pagina = pedir(elenco.usuario("auditoria"), "/p/prueba-2024/historial/?formato=csv&desde=nunca")
    ajeno = pedir(elenco.usuario("verificacion"), "/p/prueba-2024/historial/?formato=csv")
    for trabajo, dice in ((pagina, "No es un archivo"), (ajeno, "ya no le corresponde")):
        trabajos.hacer(trabajo.pk, EN)
        trabajo.refresh_from_db()
        assert trabajo.estado == Estado.FALLIDO
        assert dice in trabajo.error
    assert lecturas() == 0


def test_pedido_dos_veces_se_hace_uno_y_de_muchos_se_espera(verificacion: Client, elenco: Elenco) -> None:
    quien = elenco.usuario("verificacion")
    assert pedir(quien) == pedir(quien)
    for n in range(1, trabajos.A_LA_VEZ):
        pedir(quien, f"{LISTA}?formato=csv&q={n}")
    with pytest.raises(Rechazo, match="Ya espera 3 archivos"):
        pedir(quien, f"{LISTA}?formato=xlsx")
    # Another person does not wait for those.
    assert pedir(elenco.usuario("administracion"), f"{LISTA}?formato=xlsx").por != quien


def test_cada_quien_recibe_lo_que_ve(verificacion: Client, elenco: Elenco) -> None:
    """The file of a party has its own candidacies, made apart as at once."""
    partido = elenco.usuario("partido_b")
    suyo = pedir(partido)
    trabajos.hacer(suyo.pk, EN)
    assert len(filas(entrar(partido).get(f"/descargas/{suyo.pk}/archivo/"))) == 1


def test_quien_perdio_su_papel_ya_no_lo_baja(verificacion: Client, elenco: Elenco) -> None:
    quien = elenco.usuario("verificacion")
    trabajo = pedir(quien)
    trabajos.hacer(trabajo.pk, EN)
    ambito = ambito_en(quien, EN)
    Nombramiento.objects.filter(usuario=quien).delete()
    sin_papel = ambito_en(quien, EN)
    with pytest.raises(Rechazo, match="Cambió lo que le corresponde"):
        trabajos.abrir(Trabajo.objects.get(), por=quien, ambito=sin_papel, en=EN)
    assert verificacion.get(f"/descargas/{trabajo.pk}/archivo/").status_code == 404
    assert trabajos.abrir(Trabajo.objects.get(), por=quien, ambito=ambito, en=EN)


def test_cancelado_a_la_mitad_no_deja_archivo(
    verificacion: Client, elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    trabajo = pedir(elenco.usuario("verificacion"))
    lugar = f"/descargas/{trabajo.pk}/"
    alto = iter([False, True])

    def avanza() -> float:
        # While its second row is written somebody cancels it.
        if next(alto, False):
            verificacion.post(lugar, {"cancelar": "1"})
        return 0.0

    monkeypatch.setattr(trabajos, "monotonic", avanza)
    trabajos.hacer(trabajo.pk, EN)
    trabajo.refresh_from_db()
    assert trabajo.estado == Estado.CANCELADO
    assert not default_storage.exists(f"trabajos/{trabajo.pk}/1")
    assert "Pedirlo de nuevo" in ver(verificacion, lugar)
    otra = verificacion.post(lugar, {"repetir": "1"})["Location"]
    assert otra != lugar


def test_lo_que_alguien_dejo_se_retoma_una_vez_y_no_para_siempre(
    verificacion: Client, elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    trabajo = pedir(elenco.usuario("verificacion"))
    Trabajo.objects.filter(pk=trabajo.pk).update(estado=Estado.HACIENDO, intentos=1)
    # Somebody has it in hand.
    trabajos.hacer(trabajo.pk, EN + SIN_AVANCE / 2)
    assert Trabajo.objects.get().estado == Estado.HACIENDO
    barrer(EN + SIN_AVANCE / 2)
    assert Trabajo.objects.get().estado == Estado.HACIENDO
    luego = EN + SIN_AVANCE
    monkeypatch.setattr("flujos.tasks.ahora", lambda: luego)
    barrer(luego)
    trabajo.refresh_from_db()
    assert (trabajo.estado, trabajo.intentos) == (Estado.HECHO, 2)
    # Delivered twice by the broker: there is nothing to do.
    trabajos.hacer(trabajo.pk, luego)
    assert Trabajo.objects.get().intentos == 2
    Trabajo.objects.update(estado=Estado.HACIENDO, intentos=trabajos.INTENTOS, avance_en=EN, terminado_en=None)
    trabajos.hacer(trabajo.pk, luego)
    assert "Se interrumpió 3 veces" in Trabajo.objects.get().error


def test_quien_se_creia_muerto_no_pisa_lo_que_hizo_otro(
    verificacion: Client, elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    trabajo = pedir(elenco.usuario("verificacion"))
    responder, luego = trabajos._responder, EN + 2 * SIN_AVANCE
    primera = iter([True])

    def lento(*args: Any) -> Any:
        hecho = responder(*args)
        if next(primera, False):
            trabajos.hacer(trabajo.pk, luego)  # another one takes it meanwhile, and ends
        return hecho

    monkeypatch.setattr(trabajos, "_responder", lento)
    trabajos.hacer(trabajo.pk, EN)
    trabajo.refresh_from_db()
    assert (trabajo.estado, trabajo.intentos) == (Estado.HECHO, 2)
    assert default_storage.listdir(f"trabajos/{trabajo.pk}")[1] == ["2"]
    assert len(filas(verificacion.get(f"/descargas/{trabajo.pk}/archivo/"))) == 4


def test_lo_que_falla_se_dice_sin_contar_por_que(
    verificacion: Client, elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    trabajo = pedir(elenco.usuario("verificacion"))

    def falla(*_: Any) -> Any:
        raise ZeroDivisionError("Ana Pérez 1")

    monkeypatch.setattr(trabajos, "_responder", falla)
    with pytest.raises(ZeroDivisionError):
        trabajos.hacer(trabajo.pk, EN)
    pagina = ver(verificacion, f"/descargas/{trabajo.pk}/")
    assert "Algo falló y quedó en la bitácora del servidor." in pagina
    assert "Ana" not in pagina


def test_su_buzon_dice_una_vez_que_termino_y_a_nadie_mas(
    verificacion: Client, elenco: Elenco, mailoutbox: list[EmailMessage]
) -> None:
    quien = elenco.usuario("verificacion")
    # Whoever shares an address with them is not told what they asked for.
    otra = elenco.usuario("secretaria_tecnica")
    otra.email = quien.email
    guardar(otra, por=None, en=EN, motivo="Comparten correo")
    listo, fallido = pedir(quien), pedir(quien, f"{LISTA}?formato=xlsx")
    # On its way still.
    pedir(quien, f"{LISTA}?formato=csv&q=a")
    trabajos.hacer(listo.pk, EN)
    Trabajo.objects.filter(pk=fallido.pk).update(estado=Estado.FALLIDO, terminado_en=EN, error="Se interrumpió.")
    for minutos in (1, 2):
        barrer(EN + timedelta(minutes=minutos))
    recibidos = Recibido.objects.filter(aviso__grupo__startswith="archivo|")
    assert sorted(recibidos.values_list("usuario", "aviso__asunto")) == [
        (quien.pk, "No se pudo preparar: Candidaturas (XLSX)"),
        (quien.pk, "Ya está listo: Candidaturas (CSV)"),
    ]
    pagina = ver(verificacion, f"/mi-cuenta/avisos/{recibidos.get(aviso__asunto__startswith='Ya').pk}/")
    assert f"/descargas/{listo.pk}/" in pagina
    assert "Se borra el viernes 19 de abril de 2024" in pagina
    assert not [m for m in mailoutbox if "Candidaturas (" in m.subject]


def test_lo_que_se_prepara_mientras_se_olvida_no_se_pierde(
    verificacion: Client, elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    hechos: list[Trabajo] = []

    def mientras(carpeta: str) -> Any:
        # Just before the folders are seen, somebody's is there.
        if not hechos:
            hechos.append(pedir(elenco.usuario("verificacion")))
            trabajos.hacer(hechos[0].pk, EN)
        return listar(carpeta)

    monkeypatch.setattr(trabajos, "listar", mientras)
    trabajos.olvidar(EN)
    assert default_storage.exists(f"trabajos/{hechos[0].pk}/1")


def test_se_olvida_a_los_tres_dias_al_quitarlo_y_al_suprimir(
    verificacion: Client, elenco: Elenco, apartados: list[int]
) -> None:
    quien = elenco.usuario("verificacion")

    def hecho(en: Any = EN) -> Trabajo:
        trabajo = trabajos.pedir(f"{LISTA}?formato=csv", por=quien, ambito=ambito_en(quien, en), en=en)
        trabajos.hacer(trabajo.pk, en)
        assert default_storage.exists(f"trabajos/{trabajo.pk}/1")
        return trabajo

    viejo, nuevo = hecho(EN - trabajos.SE_GUARDA - timedelta(hours=1)), hecho(EN - timedelta(days=1))
    trabajos.olvidar(EN)
    assert list(Trabajo.objects.all()) == [nuevo]
    assert not default_storage.exists(f"trabajos/{viejo.pk}/1")
    verificacion.post(f"/descargas/{nuevo.pk}/", {"quitar": "1"})
    assert not default_storage.exists(f"trabajos/{nuevo.pk}/1")
    ultimo = hecho()
    elenco.proceso.conservar_hasta, elenco.proceso.conservar_documento = date(2024, 12, 31), "Acuerdo CT/12/2024"
    guardar(elenco.proceso, por=None, en=EN, motivo="Plazo")
    supresion.suprimir_proceso(elenco.proceso, por=None, en=EN + timedelta(days=3650))
    assert not Trabajo.objects.exists()
    assert not default_storage.exists(f"trabajos/{ultimo.pk}/1")
