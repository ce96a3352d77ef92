"""Identity answers rest sealed; once their key is destroyed nobody reads them, and the record still verifies."""

import logging
import os
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compliance import cifrado
from compliance.actos import escritura
from compliance.comprobaciones import comprobar_llave, exigir_llave
from compliance.disparadores import sin_guardas
from compliance.historia import cambiar_varios, guardar, suelto
from compliance.models import Acto, Candidatura, CuestionarioIdentidad, LlaveDeCandidatura, Observacion
from compliance.services.cadenas import heredar, verificar
from compliance.services.llaves import SupresionError, envolver_de_nuevo, por_envolver, suprimir
from documentos.models import Documento
from flujos import candidaturas as servicios
from flujos.importacion.cargas import carga_de, ensayar
from flujos.supresion import suprimir_proceso
from notificaciones.services import barrer

from ..elenco import Elenco, identidad_completa, momento, montar
from ..impresos import al_imprimir, texto_de
from ..libros import candidata, identidad_de, libro

EN = momento("2024-04-02 10:00")
SECRETO = "Ñuhú-irrepetible"
DICHO = "Confírmenos lo de su lengua-irrepetible"


def con_respuestas(elenco: Elenco, nombre: str = "Ana Pérez Ñuño") -> Candidatura:
    c = elenco.candidatura(nombre, formula=str(1 + Candidatura.objects.count()))
    respuestas = identidad_completa(indigena="Sí", pueblo_indigena=SECRETO)
    servicios.guardar_borrador(c, identidad=respuestas, por=elenco.cuenta_de(c), en=EN)
    observacion = Observacion(candidatura=c, rubro="indigena", causas=["otra"], texto=DICHO, hecha_en=EN)
    guardar(observacion, por=None, en=EN, motivo="Observación")
    observacion.respuesta = f"{DICHO}, sí"
    guardar(observacion, por=None, en=EN, motivo="Respuesta")
    return Candidatura.objects.get(pk=c.pk)


def con_plazo(c: Candidatura) -> None:
    c.proceso.conservar_hasta = date(2024, 12, 31)
    c.proceso.conservar_documento = "Acuerdo CT/12/2024"
    guardar(c.proceso, por=None, en=EN, motivo="Plazo")


def textos_de_la_base() -> str:
    """Every value of every column, as the database answers it."""
    filas = []
    with connection.cursor() as cursor:
        for tabla in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{tabla}"')  # noqa: S608 (names that the database gave)
            filas += cursor.fetchall()
    return repr(filas)


def sin_rastro(donde: str | bytes) -> bool:
    buscados: list[Any] = [SECRETO, SECRETO[1:], "lengua-irrepetible"]
    if isinstance(donde, bytes):
        buscados = [b.encode() for b in buscados]
    return not any(b in donde for b in buscados)


def respaldo_de_postgresql() -> bytes:
    """What pg_dump takes out of the database: what an installation keeps as its backup."""
    base = connection.settings_dict
    lugar = {
        "PGHOST": base["HOST"],
        "PGPORT": str(base["PORT"]),
        "PGUSER": base["USER"],
        "PGPASSWORD": base["PASSWORD"],
    }
    dicho = subprocess.run(["pg_dump", base["NAME"]], env=os.environ | lugar, capture_output=True, check=True).stdout
    assert b"COPY public.compliance_cuestionarioidentidad" in dicho
    return dicho


def heredar_todo() -> None:
    """The cast is set without services: it is taken for what was there before acts."""
    with sin_guardas():
        heredar(EN)


DESPUES = momento("2025-01-02 10:00")


def test_se_lee_lo_que_se_guardo_y_en_la_base_no_esta(elenco: Elenco) -> None:
    c = con_respuestas(elenco)
    assert c.identidad.respuestas["pueblo_indigena"] == SECRETO
    assert c.observaciones.get().texto == DICHO
    assert sin_rastro(textos_de_la_base())


def test_el_historial_tiene_el_mismo_sello_que_lo_vivo(elenco: Elenco) -> None:
    c = con_respuestas(elenco)
    with cifrado.sellados():
        assert c.identidad.history.first().respuestas == c.identidad.respuestas != ""
        anterior, primera = c.observaciones.get().history.all()
        assert anterior.texto == primera.texto
        assert (bool(anterior.respuesta), bool(primera.respuesta)) == (True, False)


def test_guardar_sin_cambiar_no_cambia_el_sello(elenco: Elenco) -> None:
    c = con_respuestas(elenco)
    with cifrado.sellados():
        antes = c.identidad.respuestas
    c.identidad.respuestas = dict(reversed(c.identidad.respuestas.items()))
    guardar(c.identidad, por=None, en=EN, motivo="Nada")
    c.identidad.refresh_from_db()
    with cifrado.sellados():
        assert c.identidad.respuestas == antes
    c.identidad.respuestas["pueblo_indigena"] = "Otro"
    guardar(c.identidad, por=None, en=EN, motivo="Algo")
    assert CuestionarioIdentidad.objects.get(candidatura=c).respuestas["pueblo_indigena"] == "Otro"


def test_tambien_los_que_se_guardan_juntos(elenco: Elenco) -> None:
    varias = [con_respuestas(elenco).identidad, con_respuestas(elenco, "Beto Ruiz Ñú").identidad]
    for identidad in varias:
        identidad.respuestas = {"pueblo_indigena": f"{SECRETO}-dos"}
    with escritura():
        actos = [suelto(i, None, EN, "Junto") for i in varias]
        cambiar_varios(varias, ["respuestas"], por=None, en=EN, motivo="Junto", actos=actos)
    for identidad in CuestionarioIdentidad.objects.filter(pk__in=[i.pk for i in varias]):
        assert identidad.respuestas == {"pueblo_indigena": f"{SECRETO}-dos"}
        with cifrado.sellados():
            assert identidad.history.first().respuestas == identidad.respuestas
    assert sin_rastro(textos_de_la_base())


def test_lo_que_no_pasa_por_su_objeto_no_llega_a_la_base(elenco: Elenco) -> None:
    c = con_respuestas(elenco)
    with pytest.raises(TypeError, match="su objeto"):
        Observacion.objects.filter(candidatura=c).update(texto="a la vista")


def test_un_sello_no_se_abre_en_otra_candidatura_ni_en_otro_campo(elenco: Elenco) -> None:
    una, otra = con_respuestas(elenco).identidad, con_respuestas(elenco, "Beto Ruiz Ñú").identidad
    with cifrado.sellados():
        ajeno = una.respuestas
    mudado = ajeno.replace(f"c1.{una.candidatura_id}.", f"c1.{otra.candidatura_id}.")
    for objeto, campo, sello in ((otra, "respuestas", mudado), (una.candidatura.observaciones.get(), "texto", ajeno)):
        setattr(objeto, campo, cifrado.Sellado(str(sello)))
        with pytest.raises(cifrado.CifradoError, match="alterado"):
            getattr(objeto, campo)


def test_leer_muchas_cuesta_una_consulta_mas(elenco: Elenco) -> None:
    for numero in range(5):
        con_respuestas(elenco, f"Persona Número {'ABCDE'[numero]}")
    with CaptureQueriesContext(connection) as hechas:
        for c in Candidatura.objects.select_related("identidad"):
            assert c.identidad.respuestas is not None
    assert len(hechas) == 2


def test_lo_suprimido_no_se_lee_en_ninguna_parte_y_todo_se_verifica(elenco: Elenco, client: Client) -> None:
    c = con_respuestas(elenco)
    con_plazo(c)
    heredar_todo()
    assert suprimir(c.proceso, por=None, en=DESPUES) == 1
    c = Candidatura.objects.get(pk=c.pk)
    assert c.identidad.respuestas == {}
    assert c.observaciones.get().texto == "(suprimida el jue 2 ene 2025)"
    assert c.identidad.history.first().respuestas == {}
    assert not LlaveDeCandidatura.objects.exclude(envoltura="").filter(candidatura=c).exists()
    assert [r for r in verificar().rotos if "disparadores" not in r["motivo"]] == []
    acto = Acto.objects.get(verbo="suprimir")
    assert (acto.candidatura, acto.hechos["documento"]) == (c, "Acuerdo CT/12/2024")
    client.force_login(elenco.usuario("verificacion"))
    pagina = client.get(reverse("candidatura", args=[c.proceso.clave, c.pk])).content.decode()
    assert "(suprimida el jue 2 ene 2025)" in pagina
    assert sin_rastro(pagina)
    # Again, there is nothing to do.
    assert suprimir(c.proceso, por=None, en=DESPUES) == 0


@pytest.mark.parametrize(
    ("hacer", "dicho"),
    [
        (
            lambda llaves: llaves.update(envoltura="", destruida_en=DESPUES),
            "Su llave se destruyó y ningún acto lo dice.",
        ),
        (lambda llaves: llaves.delete(), "Tiene algo cifrado y su llave ya no está."),
    ],
)
def test_una_llave_que_nadie_suprimio_y_no_esta_se_nombra(elenco: Elenco, hacer: Any, dicho: str) -> None:
    c = con_respuestas(elenco)
    heredar_todo()
    assert verificar().rotos == []
    hacer(LlaveDeCandidatura.objects.filter(candidatura=c))
    assert verificar().rotos == [{"objeto": f"compliance.candidatura:{c.pk}", "acto": None, "motivo": dicho}]


def test_una_llave_suprimida_que_se_repone_de_una_copia_se_nombra(elenco: Elenco) -> None:
    c = con_respuestas(elenco)
    con_plazo(c)
    heredar_todo()
    copia = LlaveDeCandidatura.objects.get(candidatura=c)
    suprimir(c.proceso, por=None, en=DESPUES)
    assert verificar().rotos == []
    copia.save()
    (roto,) = verificar().rotos
    assert roto["motivo"] == "Se suprimió y su llave está otra vez."


def test_no_se_suprime_sin_regla_ni_antes_de_tiempo(elenco: Elenco) -> None:
    c = con_respuestas(elenco)
    with pytest.raises(SupresionError, match="no dice hasta cuándo"):
        suprimir(c.proceso, por=None, en=DESPUES)
    con_plazo(c)
    with pytest.raises(SupresionError, match="Todavía no"):
        suprimir(c.proceso, por=None, en=momento("2024-12-31 23:00"))
    assert c.identidad.respuestas["pueblo_indigena"] == SECRETO


def test_el_comando_simula_suprime_y_deja_su_certificado(
    elenco: Elenco, capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    c = con_respuestas(elenco)
    with pytest.raises(CommandError, match="no dice hasta cuándo"):
        call_command("suprimir", c.proceso.clave)
    con_plazo(c)
    settings.DEMO_FECHA = date(2025, 1, 2)
    call_command("suprimir", c.proceso.clave, simular=True)
    assert "No se hizo nada" in capsys.readouterr().out
    assert CuestionarioIdentidad.objects.get(candidatura=c).respuestas["pueblo_indigena"] == SECRETO
    call_command("suprimir", c.proceso.clave)
    assert CuestionarioIdentidad.objects.get(candidatura=c).respuestas == {}
    certificado = Documento.objects.get(titulo__startswith="Certificado de supresión")
    assert certificado.tipo_contenido == "application/pdf"
    call_command("suprimir", c.proceso.clave)
    assert Documento.objects.filter(titulo__startswith="Certificado de supresión").count() == 1


def test_el_certificado_sale_con_su_anexo_y_aunque_algo_no_se_pueda_imprimir(
    elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("documentos.supresion.EN_PAPEL", 0)
    monkeypatch.setattr("documentos.papel.anexo.EN_PAPEL", 0)
    c = con_respuestas(elenco)
    con_plazo(c)
    elenco.proceso.refresh_from_db()
    elenco.proceso.instituto.nombre = "Instituto 😀"
    hecho = suprimir_proceso(elenco.proceso, por=None, en=DESPUES)
    assert hecho.certificado is not None
    anexo = Documento.objects.get(titulo__startswith="Anexo del certificado")
    with hecho.certificado.archivo.open("rb") as archivo:
        dicho = texto_de(archivo.read())
    assert "Instituto [U+1F600]" in dicho
    assert anexo.sha256 in dicho.replace(" ", "")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="looks at the bytes of SQLite's file")
def test_ni_los_bytes_de_la_base_ni_los_de_una_copia_los_tienen(elenco: Elenco, tmp_path: Path) -> None:
    c = con_respuestas(elenco)
    con_plazo(c)
    archivo = Path(connection.settings_dict["NAME"])

    def bytes_de_la_base() -> bytes:
        return b"".join(
            Path(f"{archivo}{cola}").read_bytes() for cola in ("", "-wal") if Path(f"{archivo}{cola}").exists()
        )

    assert sin_rastro(bytes_de_la_base())
    envoltura = LlaveDeCandidatura.objects.get(candidatura=c).envoltura.encode()
    assert envoltura in bytes_de_la_base()
    suprimir(c.proceso, por=None, en=DESPUES)
    cifrado.borrar_rastros(["compliance_llavedecandidatura"])
    assert envoltura not in bytes_de_la_base()
    copia = tmp_path / "copia.sqlite3"
    with closing(sqlite3.connect(archivo)) as base:
        base.execute("VACUUM INTO ?", [str(copia)])
    assert sin_rastro(copia.read_bytes())
    assert envoltura not in copia.read_bytes()


@pytest.mark.django_db(transaction=True)
def test_suprimida_no_queda_respuesta_legible_en_la_base_el_historial_los_archivos_ni_una_copia(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By every road that an answer takes: a draft, an observation and its notices, a file that waits to be imported."""
    elenco = montar()
    c = con_respuestas(elenco)
    con_plazo(c)
    admin = elenco.usuario("administracion")
    fila = candidata()
    identidad = identidad_de(fila, indigena="Sí", pueblo_indigena=SECRETO)
    contenido = libro(tmp_path / "base.xlsx", [fila], [identidad]).read_bytes()
    carga = ensayar(contenido, "base.xlsx", elenco.proceso, por=admin, en=EN)
    barrer(EN)
    heredar_todo()
    impresos = al_imprimir(monkeypatch)
    # While it can be read, it is: what is looked for below was there.
    assert Candidatura.objects.get(pk=c.pk).identidad.respuestas["pueblo_indigena"] == SECRETO
    assert carga_de(elenco.proceso, admin, carga.sha256) is not None
    pendiente = next(Path(settings.MEDIA_ROOT).glob(f"importaciones/*/*/{carga.sha256}"))
    assert cifrado.abrir_archivo(pendiente.read_bytes()) == contenido
    hecho = suprimir_proceso(c.proceso, por=None, en=DESPUES)
    assert (hecho.candidaturas, hecho.archivos) == (1, 1)
    assert carga_de(elenco.proceso, admin) is None
    assert not pendiente.exists()
    # As bytes: the database, its dump with every seal, and each file of the storage.
    volcado = tmp_path / "volcado.json"
    call_command("dumpdata", output=str(volcado), verbosity=0)
    dicho = volcado.read_bytes()
    assert b"cuestionarioidentidad" in dicho
    archivos = [a.read_bytes() for a in Path(settings.MEDIA_ROOT).rglob("*") if a.is_file()]
    for donde in (textos_de_la_base(), dicho, dicho.decode("unicode_escape", "replace"), *archivos):
        assert sin_rastro(donde)
    if connection.vendor == "sqlite":
        base = Path(connection.settings_dict["NAME"])
        assert sin_rastro(b"".join(p.read_bytes() for p in base.parent.glob(f"{base.name}*")))
    else:
        assert sin_rastro(respaldo_de_postgresql())
    # Not with every master key that there is either: the seals have no key.
    for sello in re.findall(rb"c1\.(\d+)\.", dicho):
        assert not LlaveDeCandidatura.objects.get(pk=int(sello)).envoltura
    assert [r for r in verificar().rotos if "disparadores" not in r["motivo"]] == []
    assert hecho.certificado is not None
    texto = impresos[-1].texto
    assert "cuestionario de identidad y los textos de las observaciones de 1 candidaturas" in texto
    assert "se borraron: 1." in texto
    assert all(dicho in texto for dicho in (str(c), "Acuerdo CT/12/2024", Acto.objects.get(verbo="suprimir").huella))


class TestLlaveMaestra:
    """Which master key, where, and what is told without it."""

    @pytest.fixture
    def archivo(self, settings: Any, tmp_path: Path) -> Path:
        settings.LLAVE_MAESTRA, settings.LLAVE_MAESTRA_ARCHIVO = [], tmp_path / "llave-maestra"
        return tmp_path / "llave-maestra"

    def test_el_primer_uso_la_hace_solo_para_su_cuenta(self, elenco: Elenco, archivo: Path) -> None:
        con_respuestas(elenco)
        assert archivo.stat().st_mode & 0o777 == 0o600

    def test_si_falta_se_dice_y_no_se_hace_otra(
        self, elenco: Elenco, archivo: Path, client: Client, caplog: Any
    ) -> None:
        c = con_respuestas(elenco)
        archivo.unlink()
        client.force_login(elenco.usuario("verificacion"))
        with caplog.at_level(logging.ERROR):
            respuesta = client.get(reverse("candidatura", args=[c.proceso.clave, c.pk]))
        assert respuesta.status_code == 503
        assert "no se pueden abrir" in respuesta.content.decode()
        assert "Falta la llave maestra con que se cifraron" in caplog.text
        assert not archivo.exists()

    def test_otra_no_las_abre_y_se_dice(self, elenco: Elenco, archivo: Path) -> None:
        c = con_respuestas(elenco)
        archivo.write_text(cifrado._nueva())
        with pytest.raises(cifrado.LlaveMaestraError, match="no es la que guarda"):
            _ = CuestionarioIdentidad.objects.get(candidatura=c).respuestas

    @pytest.mark.parametrize("contenido", ["", "corta", "ñ" * 44])
    def test_una_ilegible_se_dice_sin_repetirla(self, archivo: Path, contenido: str) -> None:
        archivo.write_text(contenido)
        (hallazgo,) = comprobar_llave(None)
        assert "llave maestra" in hallazgo.msg
        assert not contenido or contenido not in hallazgo.msg

    def test_en_produccion_sin_llave_no_arranca(self, archivo: Path, settings: Any) -> None:
        settings.PRODUCCION = True
        with pytest.raises(cifrado.LlaveMaestraError, match="Falta la llave maestra"):
            exigir_llave()
        assert not archivo.exists()

    def test_se_cambia_por_lotes_y_se_retoma(self, elenco: Elenco, archivo: Path) -> None:
        unas = [con_respuestas(elenco), con_respuestas(elenco, "Beto Ruiz Ñú"), con_respuestas(elenco, "Caro Díaz Ñú")]
        anterior = archivo.read_text()
        cifrado.anteponer_maestra()
        corte: Iterator[int] = envolver_de_nuevo(en=EN, lote=1)
        next(corte)
        assert por_envolver(LlaveDeCandidatura).count() == 2
        # Both open meanwhile.
        assert all(c.identidad.respuestas for c in Candidatura.objects.filter(pk__in=[c.pk for c in unas]))
        call_command("rotar_llave", verbosity=0)
        assert por_envolver(LlaveDeCandidatura).count() == 0
        assert len(cifrado.maestras()) == 2
        call_command("rotar_llave", retirar=True)
        assert anterior.strip() not in archivo.read_text()
        actos = Acto.objects.filter(modelo="compliance.proceso", verbo__in=["rotar_llave", "retirar_llave"])
        assert [(a.verbo, a.proceso, a.hechos.get("llaves")) for a in actos.order_by("pk")] == [
            ("rotar_llave", elenco.proceso, 1),
            ("rotar_llave", elenco.proceso, 2),
            ("retirar_llave", elenco.proceso, None),
        ]
        assert anterior.strip() not in repr([a.canonico() for a in actos])
        for c in Candidatura.objects.filter(pk__in=[c.pk for c in unas]):
            assert c.identidad.respuestas["pueblo_indigena"] == SECRETO

    def test_la_de_una_variable_se_cambia_en_la_variable(self, elenco: Elenco, settings: Any) -> None:
        con_respuestas(elenco)
        with pytest.raises(CommandError, match="CAUCE_LLAVE_MAESTRA=NUEVA"):
            call_command("rotar_llave")
        settings.LLAVE_MAESTRA = [cifrado._nueva(), *settings.LLAVE_MAESTRA]
        call_command("rotar_llave")
        settings.LLAVE_MAESTRA = settings.LLAVE_MAESTRA[:1]
        assert CuestionarioIdentidad.objects.exclude(respuestas="").get().respuestas["pueblo_indigena"] == SECRETO


def test_un_archivo_pendiente_descansa_cifrado() -> None:
    sellado = cifrado.cerrar_archivo(SECRETO.encode())
    assert sin_rastro(sellado)
    assert cifrado.abrir_archivo(sellado) == SECRETO.encode()
    with pytest.raises(cifrado.CifradoError, match="dañado"):
        cifrado.abrir_archivo(sellado[:-1] + bytes([sellado[-1] ^ 1]))


def test_ni_bitacora_ni_correo_ni_acto_ni_direccion_la_repiten(elenco: Elenco, client: Client, caplog: Any) -> None:
    with caplog.at_level(logging.DEBUG, logger="compliance"):
        c = con_respuestas(elenco)
        client.force_login(elenco.cuenta_de(c))
        pagina = client.get(reverse("candidatura_identidad", args=[c.proceso.clave, c.pk]))
    assert SECRETO in pagina.content.decode()
    assert sin_rastro(caplog.text)
    assert sin_rastro(repr([m.message().as_string() for m in mail.outbox]))
    assert sin_rastro(repr([a.canonico() for a in Acto.objects.all()]))
    assert sin_rastro(pagina.request["PATH_INFO"] + pagina.request["QUERY_STRING"])
