"""Who read what: opening somebody's data is an act that she can see, or nothing is opened."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client

from compliance.actos import SinConstanciaError
from compliance.historia import guardar
from compliance.models import Acto, Candidatura, Suplencia
from compliance.permisos import ambito_en
from compliance.services.cadenas import verificar
from compliance.services.lecturas import RATO, consultas_de, leer
from compliance.verbos.lecturas import DE_LECTURA
from documentos.models import Documento
from documentos.services import guardar_documento
from flujos import candidaturas as servicios
from flujos.transiciones import Rechazo
from notificaciones.models import Aviso

from ..documentos.muestras import pdf
from ..elenco import Elenco, identidad_completa, momento
from ..paginas import entrar, ver
from .lugares import PROCESO, ficha

pytestmark = pytest.mark.usefixtures("quince_de_abril")
EN = momento("2024-04-15 10:00")
SECRETO = "Náhuatl-secreto"


def con_respuestas(e: Elenco, estado: str = "capturada") -> Candidatura:
    c = e.candidatura_en(estado)
    c.identidad.respuestas = identidad_completa(indigena="Sí", pueblo_indigena=SECRETO)
    c.identidad.save()
    return c


def lecturas(c: Candidatura) -> list[Acto]:
    return list(consultas_de(c))


def test_abrir_las_respuestas_deja_quien_de_quien_y_que(elenco: Elenco) -> None:
    c = con_respuestas(elenco)
    quien = elenco.usuario("verificacion")
    assert SECRETO in ver(entrar(quien), ficha(c, "identidad"))
    (acto,) = lecturas(c)
    assert (acto.verbo, acto.por, acto.candidatura, acto.proceso) == ("leer_identidad", quien, c, elenco.proceso)
    assert "indigena" in acto.hechos["campos"]
    assert acto.filas == []


def test_la_ficha_no_muestra_nada_reservado_ni_deja_acto(elenco: Elenco) -> None:
    c = con_respuestas(elenco)
    for quien in (elenco.usuario("verificacion"), elenco.usuario("partido"), elenco.cuenta_de(c)):
        pagina = ver(entrar(quien), ficha(c))
        assert SECRETO not in pagina
        assert c.persona.correo not in pagina.replace("mailto:", "") or "Medios de contacto" in pagina
    assert lecturas(c) == []


def test_seguir_leyendo_un_cuarto_de_hora_es_una_sola_consulta(elenco: Elenco) -> None:
    c = con_respuestas(elenco)
    quien = elenco.usuario("verificacion")
    datos: dict[str, Any] = {"por": quien, "ambito": ambito_en(quien, EN)}
    leer("leer_identidad", c, campos=["indigena", "joven"], en=EN, **datos)
    leer("leer_identidad", c, campos=["joven"], en=EN + RATO - timedelta(seconds=1), **datos)
    assert len(lecturas(c)) == 1
    leer("leer_identidad", c, campos=["mayor"], en=EN + timedelta(minutes=1), **datos)
    leer("leer_identidad", c, campos=["joven"], en=EN + RATO, **datos)
    assert len(lecturas(c)) == 3


def test_lo_propio_no_deja_consulta_y_leerlo_en_suplencia_si(elenco: Elenco) -> None:
    c = con_respuestas(elenco)
    cuenta, otra = elenco.cuenta_de(c), elenco.usuario("ajena")
    assert SECRETO in ver(entrar(cuenta), ficha(c, "identidad"))
    assert lecturas(c) == []
    Suplencia.objects.create(
        titular=cuenta,
        suplente=otra,
        proceso=elenco.proceso,
        desde=EN.date(),
        hasta=EN.date(),
        documento="Oficio 1",
        confirmado_en=EN,
    )
    ver(entrar(otra), ficha(c, "identidad"))
    (acto,) = lecturas(c)
    assert (acto.por, acto.en_suplencia_de) == (otra, str(cuenta))


def test_fuera_de_la_verificacion_hay_que_decir_para_que(elenco: Elenco) -> None:
    c = con_respuestas(elenco, "publicada")
    cliente = entrar(elenco.usuario("verificacion"))
    pagina = ver(cliente, ficha(c, "identidad"))
    assert "Hace falta un motivo" in pagina
    assert SECRETO not in pagina
    assert cliente.post(ficha(c, "identidad"), {"motivo": " "}).status_code == 422
    assert lecturas(c) == []
    respuesta = cliente.post(ficha(c, "identidad"), {"motivo": "Queja 7/2024"}, follow=True)
    assert SECRETO in respuesta.content.decode()
    assert [a.motivo for a in lecturas(c)] == ["Queja 7/2024"]
    assert SECRETO in ver(entrar(elenco.usuario("partido")), ficha(c, "identidad"))


@pytest.mark.parametrize("rol", ["secretaria_tecnica", "administracion", "verificacion"])
def test_los_datos_personales_piden_motivo(elenco: Elenco, rol: str) -> None:
    c = elenco.candidatura()
    cliente = entrar(elenco.usuario(rol))
    assert "1980" not in ver(cliente, ficha(c, "datos"))
    respuesta = cliente.post(ficha(c, "datos"), {"motivo": "Cotejo con el acta"}, follow=True)
    assert "1980" in respuesta.content.decode()
    (acto,) = lecturas(c)
    assert (acto.motivo, acto.hechos) == (
        "Cotejo con el acta",
        {"campos": ["clave_elector", "correo", "curp", "fecha_nacimiento"]},
    )


@pytest.mark.parametrize("rol", ["auditoria", "comision", "partido", "area"])
def test_los_datos_personales_no_existen_para_los_demas(elenco: Elenco, rol: str) -> None:
    c = elenco.candidatura()
    cliente = entrar(elenco.usuario(rol))
    assert cliente.get(ficha(c, "datos")).status_code == 404
    assert cliente.post(ficha(c, "datos"), {"motivo": "x"}).status_code == 404
    assert cliente.get(ficha(c, "consultas")).status_code == 404
    assert lecturas(c) == []


def test_corregir_el_registro_muestra_los_datos_y_es_su_motivo(elenco: Elenco) -> None:
    c = elenco.candidatura()
    ver(entrar(elenco.usuario("secretaria_tecnica")), ficha(c, "corregir_registro"))
    assert [a.motivo for a in lecturas(c)] == ["Corregir datos de registro"]


def test_un_paso_de_identidad_abierto_por_su_partido_deja_consulta(elenco: Elenco) -> None:
    c = con_respuestas(elenco, "asignada")
    ver(entrar(elenco.usuario("partido")), ficha(c, "captura", "identidad-indigena"))
    ver(entrar(elenco.cuenta_de(c)), ficha(c, "captura", "identidad-indigena"))
    assert [(a.por, a.hechos["campos"]) for a in lecturas(c)] == [(elenco.usuario("partido"), ["indigena"])]


def test_descargar_un_documento_suyo_deja_cual(elenco: Elenco) -> None:
    c = elenco.candidatura()
    d = guardar_documento(
        pdf("hoja"),
        proceso=elenco.proceso,
        candidatura=c,
        tipo=Documento.Tipo.CONSENTIMIENTO,
        titulo="Hoja",
        por=elenco.usuario("partido"),
        en=EN,
    )
    respuesta = entrar(elenco.usuario("verificacion")).get(f"/p/{PROCESO}/documentos/{d.pk}/")
    assert b"".join(respuesta.streaming_content)  # type: ignore[attr-defined]
    (acto,) = lecturas(c)
    assert d.sha256[:16] in acto.hechos["documento"]


def actos_de(verbo: str) -> list[Acto]:
    return list(Acto.objects.filter(verbo=verbo).order_by("pk"))


def test_bajar_una_lista_con_personas_deja_quien_cual_y_con_que_filtro(elenco: Elenco) -> None:
    c = con_respuestas(elenco)
    quien = elenco.usuario("verificacion")
    cliente = entrar(quien)
    ver(cliente, f"/p/{PROCESO}/candidaturas/?estado=capturada")
    assert actos_de("descargar") == []
    cliente.get(f"/p/{PROCESO}/candidaturas/?estado=capturada&page=1&formato=csv")
    (acto,) = actos_de("descargar")
    assert (acto.por, acto.proceso, acto.modelo, acto.objeto) == (
        quien,
        elenco.proceso,
        "compliance.proceso",
        elenco.proceso.pk,
    )
    assert acto.hechos == {"archivo": "candidaturas", "filtro": "estado=capturada"}
    # Whose data may be in it sees it too.
    assert str(quien) in ver(entrar(elenco.cuenta_de(c)), ficha(c, "consultas"))


def test_bajar_el_historial_de_alguien_o_su_paquete_deja_lectura_suya(elenco: Elenco) -> None:
    c = con_respuestas(elenco)
    cliente = entrar(elenco.usuario("auditoria"))
    lugar = f"/p/{PROCESO}/historial/candidatura/{c.pk}/"
    assert b"".join(cliente.get(lugar, {"formato": "csv"}).streaming_content)  # type: ignore[attr-defined]
    assert b"".join(cliente.get(f"{lugar}paquete/").streaming_content)  # type: ignore[attr-defined]
    assert [(a.candidatura, a.hechos["archivo"]) for a in actos_de("descargar")] == [(c, "historial"), (c, "paquete")]
    assert [a.verbo for a in lecturas(c)] == ["descargar", "descargar"]


def test_sacar_una_cadena_desde_el_servidor_tambien(elenco: Elenco, tmp_path: Path) -> None:
    c = con_respuestas(elenco)
    call_command("exportar_historial", objeto=f"compliance.candidatura:{c.pk}", salida=tmp_path / "x.zip")
    (acto,) = actos_de("descargar")
    assert (acto.por, acto.candidatura, acto.proceso) == (None, c, elenco.proceso)


def test_el_correo_de_una_cuenta_se_abre_en_su_pagina_y_su_duenia_lo_sabe(elenco: Elenco) -> None:
    de, quien = elenco.usuario("area"), elenco.usuario("administracion")
    quien.is_superuser = quien.is_staff = True
    quien.save()
    cliente = entrar(quien)
    for lista in (f"/p/{PROCESO}/cuentas/", "/administracion/compliance/usuario/"):
        assert de.email not in ver(cliente, lista)
    assert actos_de("leer_cuenta") == []
    assert de.email in ver(cliente, f"/p/{PROCESO}/cuentas/{de.pk}/")
    (acto,) = actos_de("leer_cuenta")
    assert (acto.por, acto.modelo, acto.objeto, acto.proceso) == (quien, "compliance.usuario", de.pk, elenco.proceso)
    otra = elenco.usuario("verificacion")
    ver(cliente, f"/administracion/compliance/usuario/{otra.pk}/change/")
    assert [a.objeto for a in actos_de("leer_cuenta")] == [de.pk, otra.pk]
    assert str(quien) in ver(entrar(de), "/mi-cuenta/")
    # One's own tells nobody anything.
    ver(cliente, f"/p/{PROCESO}/cuentas/{quien.pk}/")
    assert len(actos_de("leer_cuenta")) == 2


def test_el_historial_de_una_cuenta_en_los_catalogos_muestra_sus_correos_y_deja_lectura(elenco: Elenco) -> None:
    quien = elenco.usuario("administracion")
    quien.is_staff = True
    quien.save()
    cliente = entrar(quien)
    for rol, cual in (("area", "history/"), ("verificacion", "history/{}/")):
        de = elenco.usuario(rol)
        antes, de.email = de.email, "nuevo@example.com"
        guardar(de, por=None, en=EN, motivo="Cambió de correo")
        historia = de.history.order_by("history_id")
        pagina = ver(cliente, f"/administracion/compliance/usuario/{de.pk}/{cual.format(historia[0].pk)}")
        assert antes in pagina
        acto = actos_de("leer_cuenta")[-1]
        assert (acto.por, acto.objeto, acto.hechos) == (quien, de.pk, {"campos": ["correo"]})


def test_el_correo_de_un_aviso_se_abre_en_su_pagina(elenco: Elenco) -> None:
    aviso = Aviso.objects.create(
        proceso=elenco.proceso,
        area=elenco.transparencia,
        grupo="x",
        llave="x",
        siguiente_en=EN,
        destinatario_nombre="Transparencia",
        destinatario_correo="quien@example.com",
        asunto="Vence",
        texto="Vence",
        motivo="Vence",
        creado_en=EN,
    )
    quien = elenco.usuario("secretaria_tecnica")
    cliente = entrar(quien)
    assert "quien@example.com" not in ver(cliente, f"/p/{PROCESO}/avisos/")
    assert actos_de("leer_aviso") == []
    assert "quien@example.com" in ver(cliente, f"/p/{PROCESO}/avisos/{aviso.pk}/")
    (acto,) = actos_de("leer_aviso")
    assert (acto.por, acto.modelo, acto.objeto, acto.proceso) == (
        quien,
        "notificaciones.aviso",
        aviso.pk,
        elenco.proceso,
    )


def test_la_persona_ve_quien_consulto_lo_suyo(elenco: Elenco) -> None:
    c = con_respuestas(elenco)
    ver(entrar(elenco.usuario("verificacion")), ficha(c, "identidad"))
    entrar(elenco.usuario("secretaria_tecnica")).post(ficha(c, "datos"), {"motivo": "Cotejo con el acta"})
    pagina = ver(entrar(elenco.cuenta_de(c)), ficha(c, "consultas"))
    assert str(elenco.usuario("verificacion")) in pagina
    assert "Cotejo con el acta" in pagina
    assert SECRETO not in pagina


@pytest.mark.parametrize("codigo", [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_READONLY])
def test_si_no_se_puede_anotar_no_se_lee_y_se_dice(
    elenco: Elenco, monkeypatch: pytest.MonkeyPatch, codigo: int
) -> None:
    def falla(*actos: object) -> None:
        causa = sqlite3.OperationalError("database is locked")
        causa.sqlite_errorcode = codigo  # type: ignore[misc]
        raise OperationalError("database is locked") from causa

    c = con_respuestas(elenco)
    quien = elenco.usuario("verificacion")
    cliente = entrar(quien)
    monkeypatch.setattr("compliance.services.lecturas.asentar", falla)
    respuesta = cliente.get(ficha(c, "identidad"))
    assert respuesta.status_code == 503
    assert "no se pudo anotar" in respuesta.content.decode()
    assert SECRETO not in respuesta.content.decode()
    with pytest.raises(SinConstanciaError):
        leer("leer_identidad", c, campos=["joven"], por=quien, ambito=ambito_en(quien, EN), en=EN)
    assert lecturas(c) == []


@pytest.mark.parametrize("envia", [False, True])
def test_solo_al_contestar_un_envio_espera_como_quien_escribe(
    elenco: Elenco, monkeypatch: pytest.MonkeyPatch, envia: bool
) -> None:
    prisas: list[bool] = []

    @contextmanager
    def con_prisa() -> Iterator[None]:
        prisas.append(True)
        yield

    monkeypatch.setattr("compliance.services.lecturas._sin_esperar", con_prisa)
    c = con_respuestas(elenco)
    cliente, lugar = entrar(elenco.usuario("verificacion")), ficha(c, "identidad")
    respuesta = cliente.post(lugar, {"motivo": "Cotejo"}) if envia else cliente.get(lugar)
    assert respuesta.status_code == (302 if envia else 200)
    assert bool(prisas) is not envia
    assert len(lecturas(c)) == 1


def test_ningun_acto_guarda_una_respuesta_de_identidad(elenco: Elenco) -> None:
    c = elenco.candidatura_en("asignada")
    servicios.guardar_borrador(
        c,
        por=elenco.usuario("partido"),
        en=momento("2024-04-15 09:00"),
        identidad=identidad_completa(indigena="Sí", pueblo_indigena=SECRETO),
    )
    for rol in ("verificacion", "partido"):
        cliente: Client = entrar(elenco.usuario(rol))
        cliente.get(ficha(c, "identidad"))
        cliente.post(ficha(c, "identidad"), {"motivo": "Cotejo"})
        cliente.get(ficha(c, "captura", "identidad-indigena"))
    assert lecturas(c)
    for acto in Acto.objects.all():
        assert SECRETO not in str(acto.canonico())
    assert all("disparadores" in r["motivo"] or "candidatura" not in r["objeto"] for r in verificar().rotos)


def test_cada_consulta_se_dice_en_palabras() -> None:
    assert all(v.hecho and v.roles for v in DE_LECTURA.values())


def test_sin_motivo_el_servicio_tampoco_lo_permite(elenco: Elenco) -> None:
    c = con_respuestas(elenco, "publicada")
    quien = elenco.usuario("verificacion")
    with pytest.raises(Rechazo) as info:
        leer("leer_identidad", c, campos=["joven"], por=quien, ambito=ambito_en(quien, EN), en=EN)
    assert info.value.guarda == "motivo"
