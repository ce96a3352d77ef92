"""A document that somebody signs with e.firma: the same bytes with a signature after them, proved by anybody."""

import io
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from asn1crypto import cms, keys, tsp, x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.timestamps import DummyTimeStamper

from compliance.models import Acto
from compliance.verbos.modelo import Rechazo
from documentos import firmas
from documentos.efirma import FirmaError, abrir_identidad, exigir_mismo, firmar, firmas_de, leer_autoridades
from documentos.firmas import comprobadas, firmar_aqui, recibir_firmado
from documentos.models import Documento, FirmaElectronica, Informe
from documentos.papel import Hoja, Membrete, Parrafo, en_pdf
from documentos.services import guardar_documento

from ..elenco import Elenco, momento
from ..paginas import entrar, plana
from .certificados import CONTRASENA, CURP, RFC, Autoridad, Par

AL = momento("2024-04-02 12:00")


@pytest.fixture(scope="module")
def ac() -> Autoridad:
    return Autoridad()


@pytest.fixture(scope="module")
def ana(ac: Autoridad) -> Par:
    return ac.efirma()


@pytest.fixture(scope="module")
def bea(ac: Autoridad) -> Par:
    return ac.efirma("BEATRIZ LÓPEZ", "00001000000512345679")


@pytest.fixture(scope="module")
def papel() -> bytes:
    return en_pdf(
        Hoja(
            titulo="Informe de marzo",
            creada=momento("2024-04-01 09:00"),
            bloques=[Parrafo("Se cumplió.")],
            membrete=Membrete("Instituto Electoral de Prueba"),
        )
    )


@pytest.fixture
def carpeta(ac: Autoridad, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The authorities that the institute believes."""
    ac.revocadas = []
    lugar = ac.en_carpeta(tmp_path / "autoridades")
    settings.EFIRMA_AUTORIDADES = str(lugar)
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AL)
    firmas._leidas.cache_clear()
    return lugar


@pytest.fixture
def documento(elenco: Elenco, papel: bytes, carpeta: Path) -> Documento:
    """A report that was issued."""
    doc = guardar_documento(
        ContentFile(papel, name="informe.pdf"),
        proceso=elenco.proceso,
        tipo=Documento.Tipo.INFORME,
        titulo="Informe de marzo",
        por=None,
        en=momento("2024-04-01 10:00"),
    )
    Informe.objects.create(
        proceso=elenco.proceso,
        clase="mensual",
        periodo="2024-03",
        estado="congelado",
        consecutivo=1,
        folio="PRUEBA/1",
        codigo="ABCD-EFGH-JKLM",
        emitido_en=momento("2024-04-01 10:00"),
        documento=doc,
    )
    return doc


def aqui(doc: Documento, par: Par, e: Elenco, **otros: Any) -> FirmaElectronica:
    datos: dict[str, Any] = {"cer": par.cer, "llave": par.key, "contrasena": CONTRASENA}
    return firmar_aqui(doc, **datos | otros, por=e.usuario("secretaria_ejecutiva"), en=AL)


def bytes_de(doc: Documento) -> bytes:
    with doc.archivo.open("rb") as archivo:
        contenido: bytes = archivo.read()
    return contenido


def test_la_firma_es_otro_archivo_que_empieza_con_los_mismos_bytes(
    elenco: Elenco, documento: Documento, ana: Par, bea: Par
) -> None:
    una = aqui(documento, ana, elenco)
    dos = aqui(documento, bea, elenco)
    original, primero, segundo = bytes_de(documento), bytes_de(una.firmado), bytes_de(dos.firmado)
    assert primero.startswith(original)
    assert segundo.startswith(primero)
    assert (una.nombre, una.serie, una.emisor) == ("ANA PÉREZ ÑUÑO", "00001000000512345678", "AC DE PRUEBA")
    assert [(c.firma.nombre, c.falla) for c in comprobadas(documento)] == [
        ("ANA PÉREZ ÑUÑO", ""),
        ("BEATRIZ LÓPEZ", ""),
    ]
    documento.refresh_from_db()
    assert documento.firmas.count() == 2
    assert una.firmado.tipo == Documento.Tipo.FIRMADO
    # A certificate signs a document once.
    with pytest.raises(Rechazo, match="ya firmó"):
        aqui(documento, ana, elenco)
    assert FirmaElectronica.objects.count() == 2


def test_el_papel_sigue_etiquetado_y_dice_de_quien_es_la_firma(
    elenco: Elenco, documento: Documento, ana: Par, papel: bytes
) -> None:
    firmado = pikepdf.open(io.BytesIO(bytes_de(aqui(documento, ana, elenco).firmado)))
    antes = pikepdf.open(io.BytesIO(papel))
    assert firmado.Root.MarkInfo.Marked
    assert firmado.Root.Lang == antes.Root.Lang
    assert len(firmado.Root.StructTreeRoot.K) == len(antes.Root.StructTreeRoot.K)
    xmp = firmado.open_metadata()
    assert (xmp["pdfuaid:part"], xmp["pdfaid:part"]) == ("1", "2")
    (campo,) = firmado.pages[0].Annots
    assert campo.TU == "Firma electrónica de ANA PÉREZ ÑUÑO"
    # Hidden, and of no size: nothing is drawn over the paper.
    assert int(campo.F) & 2
    assert [float(n) for n in campo.Rect] == [0, 0, 0, 0]


def test_de_la_llave_no_queda_nada(
    elenco: Elenco, documento: Documento, ana: Par, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    cliente = entrar(elenco.usuario("secretaria_ejecutiva"))
    lugar = f"/p/prueba-2024/documentos/{documento.pk}/firmas/"
    mala = cliente.post(
        lugar,
        {
            "hacer": "firmar",
            "cer": SimpleUploadedFile("a.cer", ana.cer),
            "llave": SimpleUploadedFile("a.key", ana.key),
            "password_llave": "otra contraseña",
        },
    )
    assert mala.status_code == 422
    assert "La contraseña no abre esa llave" in plana(mala)
    assert "otra contraseña" not in mala.content.decode()
    buena = cliente.post(
        lugar,
        {
            "hacer": "firmar",
            "cer": SimpleUploadedFile("a.cer", ana.cer),
            "llave": SimpleUploadedFile("a.key", ana.key),
            "password_llave": CONTRASENA,
        },
    )
    assert buena.status_code == 302
    guardado = b"".join(a.read_bytes() for a in Path(settings.MEDIA_ROOT).rglob("*") if a.is_file())
    for secreto in (ana.key, ana.abierta, CONTRASENA.encode()):
        assert secreto not in guardado
        assert secreto[:200] not in guardado
    filas = str([*Acto.objects.values(), *FirmaElectronica.history.values(), *Documento.history.values()])
    for dato in (CONTRASENA, RFC, CURP):
        assert dato not in filas
        assert dato not in caplog.text
    pagina = plana(cliente.get(lugar))
    assert "ANA PÉREZ ÑUÑO" in pagina
    assert RFC not in pagina
    assert CURP not in pagina
    acto = Acto.objects.get(verbo="firmar_documento")
    assert acto.hechos["nombre"] == "ANA PÉREZ ÑUÑO"


def test_lo_que_no_sirve_para_firmar_se_dice_y_no_deja_nada(
    elenco: Elenco, documento: Documento, ac: Autoridad, ana: Par, bea: Par, carpeta: Path
) -> None:
    vencido = ac.efirma("VIEJA", hasta=datetime(2024, 1, 1, tzinfo=UTC))
    futuro = ac.efirma("FUTURA", desde=datetime(2025, 1, 1, tzinfo=UTC))
    ajeno = Autoridad("OTRA AUTORIDAD").efirma()
    sello = ac.efirma("SELLO DIGITAL", key_encipherment=True)
    casos: list[tuple[str, Par, dict[str, Any]]] = [
        ("contrasena", ana, {"contrasena": "no es"}),
        ("otra_llave", ana, {"llave": bea.key}),
        ("certificado", ana, {"cer": b"hola"}),
        ("certificado", ana, {"cer": b""}),
        ("llave", ana, {"llave": b"hola"}),
        ("llave_abierta", ana, {"llave": ana.abierta}),
        ("vencido", vencido, {}),
        ("aun_no", futuro, {}),
        ("autoridad", ajeno, {}),
        ("uso", sello, {}),
    ]
    antes = Documento.objects.count()
    for guarda, par, otros in casos:
        with pytest.raises(Rechazo) as info:
            aqui(documento, par, elenco, **otros)
        assert info.value.guarda == guarda, str(info.value)
        assert info.value.remedio
    ac.revocadas = [ana.certificado.serial_number]
    ac.en_carpeta(carpeta)
    firmas._leidas.cache_clear()
    with pytest.raises(Rechazo, match="fue revocado"):
        aqui(documento, ana, elenco)
    assert (FirmaElectronica.objects.count(), Documento.objects.count()) == (0, antes)
    assert not Acto.objects.filter(verbo="firmar_documento").exists()
    # Whose role signs nothing does not reach it.
    with pytest.raises(Rechazo):
        firmar_aqui(
            documento, cer=bea.cer, llave=bea.key, contrasena=CONTRASENA, por=elenco.usuario("auditoria"), en=AL
        )


def test_lo_firmado_en_otro_programa_entra_si_es_el_mismo_documento(
    elenco: Elenco, documento: Documento, ana: Par, bea: Par, papel: bytes, carpeta: Path
) -> None:
    autoridades = leer_autoridades(carpeta)
    identidad = abrir_identidad(ana.cer, ana.key, CONTRASENA, autoridades, AL)
    por: dict[str, Any] = {"por": elenco.usuario("secretaria_ejecutiva"), "en": AL}
    bueno = firmar(papel, identidad, campo="Signature1", motivo="Fuera")
    otro_papel = en_pdf(
        Hoja(
            titulo="Otro",
            creada=momento("2024-04-01 09:00"),
            bloques=[Parrafo("No es.")],
            membrete=Membrete("Instituto Electoral de Prueba"),
        )
    )
    cambiado = io.BytesIO(papel)
    casos = [
        ("otro_documento", firmar(otro_papel, identidad, campo="S", motivo="x")),
        ("otro_documento", b"hola"),
        ("otro_documento", bueno[10:]),
        ("sin_firma", papel),
        ("rota", bueno.replace(b"/ByteRange", b"/ByteRangf")),
        # One bit of what the signature covers.
        ("rota", bueno[: len(papel) + 200] + bytes([bueno[len(papel) + 200] ^ 1]) + bueno[len(papel) + 201 :]),
    ]
    with pikepdf.open(cambiado) as pdf:
        pdf.Root.Lang = "en"
        guardado = io.BytesIO()
        pdf.save(guardado)
    casos.append(("otro_documento", firmar(guardado.getvalue(), identidad, campo="S", motivo="x")))
    for guarda, contenido in casos:
        with pytest.raises(Rechazo) as info:
            recibir_firmado(documento, firmado=contenido, **por)
        assert info.value.guarda in (guarda, "sin_firma", "pdf"), (guarda, str(info.value))
    assert not FirmaElectronica.objects.exists()
    recibir_firmado(documento, firmado=bueno, **por)
    assert [c.falla for c in comprobadas(documento)] == [""]
    # What others signed stays under what comes after.
    de_bea = abrir_identidad(bea.cer, bea.key, CONTRASENA, autoridades, AL)
    with pytest.raises(Rechazo, match="no es el mismo documento"):
        recibir_firmado(documento, firmado=firmar(papel, de_bea, campo="S", motivo="x"), **por)
    recibir_firmado(documento, firmado=firmar(bueno, de_bea, campo="S2", motivo="x"), **por)
    assert documento.firmas.count() == 2
    with pytest.raises(Rechazo, match="ninguna firma nueva"):
        recibir_firmado(documento, firmado=bytes_de(documento.firmas.get(nombre="BEATRIZ LÓPEZ").firmado), **por)


def test_algo_mas_que_firmas_agregado_al_documento_se_nota(ana: Par, papel: bytes, carpeta: Path) -> None:
    """An incremental update that changes a page and is then signed begins with the same bytes, and is not the same."""
    identidad = abrir_identidad(ana.cer, ana.key, CONTRASENA, leer_autoridades(carpeta), AL)
    escritor = IncrementalPdfFileWriter(io.BytesIO(papel))
    escritor.root[NameObject("/Lang")] = TextStringObject("en")
    escritor.update_root()
    salida = io.BytesIO()
    escritor.write(salida)
    cambiado = firmar(salida.getvalue(), identidad, campo="S", motivo="x")
    assert cambiado.startswith(papel)
    with pytest.raises(FirmaError) as info:
        exigir_mismo(papel, cambiado)
    assert info.value.codigo == "cambiado"


def test_las_firmas_pueden_colgar_de_una_lista_aparte(ana: Par, papel: bytes, carpeta: Path) -> None:
    """Some programs keep what hangs from a page in an object of its own."""
    identidad = abrir_identidad(ana.cer, ana.key, CONTRASENA, leer_autoridades(carpeta), AL)
    escritor: Any = IncrementalPdfFileWriter(io.BytesIO(papel))
    pagina = escritor.root["/Pages"]["/Kids"][0]
    pagina[NameObject("/Annots")] = escritor.add_object(ArrayObject())
    escritor.update_container(pagina)
    salida = io.BytesIO()
    escritor.write(salida)
    exigir_mismo(papel, firmar(salida.getvalue(), identidad, campo="S", motivo="x"))


def test_un_formulario_que_se_veria_en_lugar_de_las_paginas_se_nota(ana: Par, papel: bytes, carpeta: Path) -> None:
    identidad = abrir_identidad(ana.cer, ana.key, CONTRASENA, leer_autoridades(carpeta), AL)
    escritor: Any = IncrementalPdfFileWriter(io.BytesIO(papel))
    nuevo: Any = DictionaryObject
    formulario = nuevo({NameObject("/Fields"): ArrayObject(), NameObject("/XFA"): TextStringObject("<xdp/>")})
    escritor.root[NameObject("/AcroForm")] = formulario
    escritor.update_root()
    salida = io.BytesIO()
    escritor.write(salida)
    cambiado = firmar(salida.getvalue(), identidad, campo="S", motivo="x")
    with pytest.raises(FirmaError) as info:
        exigir_mismo(papel, cambiado)
    assert info.value.codigo == "cambiado"


def test_lo_que_le_ocurre_despues_a_un_certificado_no_estorba_a_quien_firma_luego(
    elenco: Elenco, documento: Documento, ac: Autoridad, bea: Par, carpeta: Path
) -> None:
    breve = ac.efirma("BREVE", "00001000000512345690", hasta=datetime(2024, 4, 10, tzinfo=UTC))
    aqui(documento, breve, elenco)
    luego: dict[str, Any] = {"por": elenco.usuario("secretaria_ejecutiva"), "en": momento("2024-04-20 12:00")}
    dos = firmar_aqui(documento, cer=bea.cer, llave=bea.key, contrasena=CONTRASENA, **luego)
    assert [c.falla for c in comprobadas(documento)] == ["", ""]
    # Nor to what comes signed from elsewhere.
    autoridades = leer_autoridades(carpeta)
    tercera = ac.efirma("TERCERA", "00001000000512345691")
    identidad = abrir_identidad(tercera.cer, tercera.key, CONTRASENA, autoridades, luego["en"])
    recibir_firmado(documento, firmado=firmar(bytes_de(dos.firmado), identidad, campo="S3", motivo="x"), **luego)
    assert [c.falla for c in comprobadas(documento)] == ["", "", ""]


def test_cualquiera_comprueba_quien_firmo_sin_ver_su_rfc(
    elenco: Elenco, documento: Documento, ana: Par, settings: Any
) -> None:
    una = aqui(documento, ana, elenco)
    lugar = "/v/ABCD-EFGH-JKLM/"
    pagina = plana(Client().get(lugar))
    assert "ANA PÉREZ ÑUÑO" in pagina
    assert "00001000000512345678" in pagina
    assert "Válida" in pagina
    for dato in (RFC, CURP):
        assert dato not in pagina
    firmado = SimpleUploadedFile("f.pdf", bytes_de(una.firmado))
    assert "con las firmas electrónicas" in plana(Client().post(lugar, {"archivo": firmado}))
    original = SimpleUploadedFile("f.pdf", bytes_de(documento))
    respuesta = plana(Client().post(lugar, {"archivo": original}))
    assert "Es el mismo documento" in respuesta
    assert "con las firmas electrónicas que" not in respuesta
    otro = SimpleUploadedFile("f.pdf", bytes_de(una.firmado) + b"\n")
    assert "No es el mismo documento" in plana(Client().post(lugar, {"archivo": otro}))
    # A signed file that is not the one that was kept proves nothing.
    ruta = Path(settings.MEDIA_ROOT) / str(una.firmado.archivo.name)
    ruta.write_bytes(ruta.read_bytes()[:-1] + b"X")
    assert "No es válida" in plana(Client().get(lugar))


def test_sin_autoridades_no_se_firma_y_una_lista_ajena_se_dice(
    elenco: Elenco, documento: Documento, ana: Par, carpeta: Path, settings: Any
) -> None:
    (carpeta / "otra.crl").write_bytes(Autoridad("OTRA").lista())
    with pytest.raises(ValueError, match=r"otra\.crl"):
        leer_autoridades(carpeta)
    (carpeta / "otra.crl").unlink()
    (carpeta / "rota.cer").write_bytes(b"no es")
    with pytest.raises(ValueError, match=r"rota\.cer"):
        leer_autoridades(carpeta)
    settings.EFIRMA_AUTORIDADES = ""
    firmas._leidas.cache_clear()
    with pytest.raises(Rechazo, match="todavía no se firma"):
        aqui(documento, ana, elenco)
    pagina = plana(
        entrar(elenco.usuario("secretaria_ejecutiva")).get(f"/p/prueba-2024/documentos/{documento.pk}/firmas/")
    )
    assert "Contraseña de la llave" not in pagina


def test_una_autoridad_que_renovo_su_certificado_revoca_con_cualquiera_de_los_dos(ac: Autoridad, carpeta: Path) -> None:
    (carpeta / "aa.cer").write_bytes(Autoridad("AC DE PRUEBA").certificado.public_bytes(Encoding.DER))
    ac.revocadas = [7]
    ac.en_carpeta(carpeta)
    assert [serie for _, serie in leer_autoridades(carpeta).revocados] == [7]


def test_si_no_se_pueden_leer_las_autoridades_se_dice_sin_fallar(
    elenco: Elenco, documento: Documento, ana: Par, bea: Par, carpeta: Path
) -> None:
    aqui(documento, ana, elenco)
    (carpeta / "rota.cer").write_bytes(b"no es")
    firmas._leidas.cache_clear()
    with pytest.raises(Rechazo, match="qué autoridades acepta"):
        aqui(documento, bea, elenco)
    assert "qué autoridades acepta" in plana(Client().get("/v/ABCD-EFGH-JKLM/"))


@pytest.fixture
def sellos(ac: Autoridad) -> Iterator[Any]:
    """An authority of time stamps on loopback, made of pyHanko's dummy."""
    par = ac.de_sellos()
    autoridad = DummyTimeStamper(
        x509.Certificate.load(par.cer), keys.PrivateKeyInfo.load(par.abierta), fixed_dt=AL + timedelta(seconds=5)
    )

    class Manejador(BaseHTTPRequestHandler):
        responde = 200

        def do_POST(self) -> None:
            pedido = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            cuerpo = autoridad.request_tsa_response(pedido).dump()
            self.send_response(self.responde)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(cuerpo)

        def log_message(self, *args: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Manejador) as servidor:
        hilo = threading.Thread(target=servidor.serve_forever, args=(0.05,), daemon=True)
        hilo.start()
        yield Manejador, f"http://127.0.0.1:{servidor.server_address[1]}/"
        servidor.shutdown()
        hilo.join()


def test_con_sello_de_tiempo_la_firma_sobrevive_a_su_certificado(
    elenco: Elenco, documento: Documento, ana: Par, sellos: Any, settings: Any, carpeta: Path
) -> None:
    manejador, settings.SELLO_TIEMPO = sellos
    una = aqui(documento, ana, elenco)
    assert una.sello_en == AL + timedelta(seconds=5)
    despues = datetime(2029, 1, 1, tzinfo=UTC)
    (leida,) = firmas_de(bytes_de(una.firmado), leer_autoridades(carpeta), despues)
    assert leida.sello_en == una.sello_en
    # Without an answer nothing is signed.
    manejador.responde = 503
    otra = _otra(carpeta)
    with pytest.raises(Rechazo, match="sellos de tiempo no respondió"):
        aqui(documento, otra, elenco)
    assert FirmaElectronica.objects.count() == 1


def test_un_sello_inventado_junto_al_bueno_no_hace_valer_un_certificado_vencido(
    ac: Autoridad, papel: bytes, carpeta: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing signs the stamps: whoever has a signature may hang from it another one, of the day that they choose."""
    de_entonces = momento("2024-02-01 12:00")
    vieja = ac.efirma("VIEJA", "00001000000512345692", hasta=datetime(2024, 3, 1, tzinfo=UTC))
    # The shorter one goes first.
    inventado, bueno = (
        DummyTimeStamper(x509.Certificate.load(par.cer), keys.PrivateKeyInfo.load(par.abierta), fixed_dt=en)
        for par, en in ((Autoridad("X").de_sellos(), de_entonces), (ac.de_sellos(), AL))
    )

    class Doble(signers.SimpleSigner):
        async def unsigned_attrs(self, *args: Any, **kwargs: Any) -> Any:
            suyos: list[Any] = [
                await super(Doble, self).unsigned_attrs(*args, **kwargs | {"timestamper": s})
                for s in (inventado, bueno)
            ]
            return cms.CMSAttributes([atributo for uno in suyos for atributo in uno])

    monkeypatch.setattr(signers, "SimpleSigner", Doble)
    autoridades = leer_autoridades(carpeta)
    identidad = abrir_identidad(vieja.cer, vieja.key, CONTRASENA, autoridades, de_entonces)
    firmado = firmar(papel, identidad, campo="S", motivo="x")
    with pytest.raises(FirmaError) as info:
        firmas_de(firmado, autoridades, AL)
    assert info.value.codigo == "sello"


def _otra(carpeta: Path) -> Par:
    """Of an authority that the institute believes too."""
    nueva = Autoridad("AC SEGUNDA")
    (carpeta / "segunda.cer").write_bytes(nueva.certificado.public_bytes(Encoding.DER))
    firmas._leidas.cache_clear()
    return nueva.efirma("CARLA", "00001000000512345680")
