"""Sending: once, again when it failed, and never twice in silence."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as ajustes
from django.core import mail
from django.db import connection
from pytest_django.fixtures import Settings

from compliance.models import Entregable
from notificaciones.envio import enviar_pendientes, recuperar_interrumpidos
from notificaciones.models import Aviso, Latido
from notificaciones.services import barrer
from notificaciones.tiempos import ESPERAS, PLAZO_DE_ENVIO

from ..elenco import Elenco, momento
from . import correos

AL = momento("2024-03-25 09:00")


@pytest.fixture
def aviso(elenco: Elenco, settings: Settings) -> Aviso:
    """One notice, waiting for a mail server."""
    Entregable.objects.exclude(llave="informe-marzo").update(vence=None)
    elenco.usuario("area").is_active = False
    elenco.usuario("area").save()
    settings.EMAIL_BACKEND = "tests.notificaciones.correos.SinServidor"
    resultado = barrer(AL)
    assert (resultado.creados, resultado.enviados, resultado.fallidos) == (1, 0, 0)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return Aviso.objects.get()


def test_sin_servidor_de_correo_nada_se_pierde_ni_gasta_intentos(aviso: Aviso) -> None:
    assert aviso.intentos == 0
    assert "No se pudo conectar con el servidor de correo" in Latido.objects.get().error
    assert barrer(AL + timedelta(minutes=1)).enviados == 1
    assert Latido.objects.get().error == ""
    assert len(mail.outbox) == 1


def test_el_correo_dice_quien_lo_manda_por_que_y_que_no_se_conteste(aviso: Aviso) -> None:
    barrer(AL)
    aviso.refresh_from_db()
    (mensaje,) = mail.outbox
    assert mensaje.subject == "[IEPC] 11.3 Informe mensual de marzo: faltan 7 días"
    assert mensaje.to[0].endswith("<informatica@example.com>")
    assert mensaje.extra_headers["Auto-Submitted"] == "auto-generated"
    assert mensaje.extra_headers["Message-ID"] == aviso.mensaje_id
    assert aviso.texto in mensaje.body
    assert "no responda a este correo" in mensaje.body
    assert "DEMOSTRACIÓN" not in mensaje.body


def test_en_una_demostracion_cada_correo_lo_dice(aviso: Aviso, elenco: Elenco) -> None:
    elenco.proceso.es_demostracion = True
    elenco.proceso.save()
    barrer(AL)
    assert mail.outbox[0].body.startswith("DEMOSTRACIÓN: personas y datos son sintéticos.")


def test_un_fallo_se_reintenta_cada_vez_mas_tarde_y_al_final_se_rinde(
    aviso: Aviso, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_BACKEND = "tests.notificaciones.correos.Caprichoso"
    monkeypatch.setattr(correos.Caprichoso, "rechaza", {"informatica@example.com"})
    al = AL
    for espera in ESPERAS:
        assert barrer(al).fallidos == 1
        assert barrer(al + espera - timedelta(seconds=1)).fallidos == 0
        aviso.refresh_from_db()
        assert aviso.estado == Aviso.Estado.PENDIENTE
        al += espera
    assert barrer(al).fallidos == 1
    aviso.refresh_from_db()
    assert (aviso.estado, aviso.intentos) == (Aviso.Estado.FALLIDO, 5)
    assert "buzon inexistente" in aviso.error
    assert barrer(al + timedelta(hours=12)).fallidos == 0


def test_el_fallo_de_un_destinatario_no_detiene_a_los_demas(
    elenco: Elenco, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_BACKEND = "tests.notificaciones.correos.Caprichoso"
    monkeypatch.setattr(correos.Caprichoso, "rechaza", {"<area@example.com>"})
    resultado = barrer(AL)
    assert resultado.fallidos == 1
    assert resultado.enviados == resultado.creados - 1 > 0


def test_lo_que_ya_salio_y_no_se_anoto_se_repite_diciendolo(aviso: Aviso, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tests.notificaciones.correos.Interrumpido"
    with pytest.raises(correos.Interrumpido.Muerte):
        barrer(AL)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    aviso.refresh_from_db()
    assert aviso.estado == Aviso.Estado.ENVIANDO
    # Nobody else takes it while its sender may be alive.
    assert barrer(AL + PLAZO_DE_ENVIO).enviados == 0
    # The claim has the moment of the sending, a little after the sweep began.
    assert barrer(AL + PLAZO_DE_ENVIO + timedelta(minutes=2)).enviados == 1
    aviso.refresh_from_db()
    assert aviso.posible_duplicado
    primero, segundo = mail.outbox
    assert segundo.body.startswith("Un envío anterior de este aviso se interrumpió")
    assert primero.extra_headers["Message-ID"] == segundo.extra_headers["Message-ID"]


def test_lo_que_se_repite_es_el_mismo_correo_aunque_haya_otro_aviso_para_esa_direccion(aviso: Aviso) -> None:
    barrer(AL)
    aviso.refresh_from_db()
    salio = aviso.mensaje_id
    Aviso.objects.update(estado=Aviso.Estado.ENVIANDO, mensaje_id="")
    otro = Aviso.objects.get()
    otro.pk, otro.llave, otro.estado, otro.tomado_en = None, f"{aviso.llave}|otro", Aviso.Estado.PENDIENTE, None
    otro.save()
    luego = AL + PLAZO_DE_ENVIO + timedelta(minutes=1)
    assert recuperar_interrumpidos(luego) == 1
    assert enviar_pendientes(luego, lambda: luego).enviados == 2
    aviso.refresh_from_db()
    otro.refresh_from_db()
    assert (aviso.posible_duplicado, otro.posible_duplicado) == (True, False)
    assert [m.extra_headers["Message-ID"] for m in mail.outbox].count(salio) == 2
    assert otro.mensaje_id not in ("", salio)


def test_lo_que_toca_sale_entero_por_partes(aviso: Aviso, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notificaciones.envio.LOTE", 2)
    for i in range(6):
        otro = Aviso.objects.get(pk=aviso.pk)
        otro.pk, otro.llave, otro.destinatario_correo = None, f"{aviso.llave}|{i}", f"persona{i % 4}@example.com"
        otro.save()
    assert enviar_pendientes(AL, lambda: AL).enviados == 7
    # Two for each of the first two; the others, one by one.
    assert sorted(m.to[0].partition("<")[2] for m in mail.outbox) == [
        "informatica@example.com>",
        *(f"persona{i}@example.com>" for i in range(4)),
    ]
    assert enviar_pendientes(AL, lambda: AL).enviados == 0


def test_dos_barridos_a_la_vez_no_envian_dos_veces(
    elenco: Elenco, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_BACKEND = "tests.notificaciones.correos.Simultaneo"
    anidados: list[int] = []

    def otro() -> None:
        if not anidados:
            anidados.append(0)
            anidados[0] = barrer(AL).enviados

    monkeypatch.setattr(correos.Simultaneo, "mientras", staticmethod(otro), raising=False)
    externo = barrer(AL)
    assert externo.creados == externo.enviados + anidados[0] == Aviso.objects.count()
    assert set(Aviso.objects.values_list("intentos", flat=True)) == {1}


def test_un_barrido_largo_no_pierde_lo_que_esta_enviando(
    elenco: Elenco, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a sweep claims an hour after it began is its own, for another quarter of an hour."""
    settings.EMAIL_BACKEND = "tests.notificaciones.correos.Simultaneo"
    transcurrido = iter([0, 3600, *[3601] * 100])
    monkeypatch.setattr("notificaciones.services.monotonic", lambda: next(transcurrido))
    otros: list[int] = []

    def otro() -> None:
        if not otros:
            otros.append(0)
            otros[0] = barrer(AL + timedelta(minutes=61)).enviados

    monkeypatch.setattr(correos.Simultaneo, "mientras", staticmethod(otro), raising=False)
    externo = barrer(AL)
    assert externo.enviados + otros[0] == Aviso.objects.count()
    assert not Aviso.objects.filter(posible_duplicado=True).exists()
    assert min(Aviso.objects.values_list("enviado_en", flat=True)) >= AL + timedelta(hours=1)


def test_una_direccion_con_dominio_acentuado_sale_y_no_detiene_a_las_demas(elenco: Elenco) -> None:
    usuario = elenco.usuario("area")
    usuario.email = "buzon@españa.mx"
    usuario.save()
    resultado = barrer(AL)
    assert resultado.fallidos == 0
    assert any("<buzon@xn--espaa-rta.mx>" in m.to[0] for m in mail.outbox)


def test_un_aviso_que_no_puede_componerse_queda_anotado(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notificaciones.correo.direccion", lambda nombre, correo: 1 / 0)
    resultado = barrer(AL)
    assert (resultado.enviados, resultado.fallidos) == (0, resultado.creados)
    assert set(Aviso.objects.values_list("error", flat=True)) == {"ZeroDivisionError: division by zero"}


def _barrer_aparte(entorno: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "barrer", "--al", "2024-03-29T09:00", "--json"],
        cwd=ajustes.BASE_DIR,
        env=entorno,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "postgresql" in ajustes.DATABASES["default"]["ENGINE"], reason="sobre PostgreSQL lo prueba tests/servicios"
)
def test_varios_procesos_sobre_un_archivo_envian_cada_aviso_una_vez(elenco: Elenco, tmp_path: Path) -> None:
    archivo = tmp_path / "cauce.sqlite3"
    with sqlite3.connect(archivo) as copia:
        connection.connection.backup(copia)
    copia.close()
    entorno = os.environ | {
        "DATABASE_URL": f"sqlite:///{archivo}",
        "CAUCE_DATOS": str(tmp_path),
        "EMAIL_URL": "file://",
    }
    with ThreadPoolExecutor(3) as hilos:
        terminados = list(hilos.map(lambda _: _barrer_aparte(entorno), range(3)))
    assert [p.returncode for p in terminados] == [0, 0, 0], [p.stderr for p in terminados]
    salidas = [json.loads(p.stdout) for p in terminados]
    creados = sum(s["creados"] for s in salidas)
    assert creados == sum(s["enviados"] for s in salidas) > 3
    enviados = "".join(f.read_text() for f in (tmp_path / "correo").iterdir())
    identificadores = re.findall(r"^Message-ID: (.*)$", enviados, re.MULTILINE)
    assert len(identificadores) == len(set(identificadores)) > 2
