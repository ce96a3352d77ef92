"""What the scanner says is obeyed, what it cannot say is not taken for a yes, and no file goes around it."""

import ast
import logging
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from django.urls import reverse

from compliance.almacen import queda_por_revisar, sin_huerfanos
from compliance.antivirus import InfectadoError, SinRevisarError, responde, revisar
from compliance.forms.archivos import ArchivoField
from compliance.models import ArchivoSinRevisar
from documentos.models import Documento
from documentos.services import guardar_documento

from .clamd import EICAR, clamd
from .documentos.muestras import pdf
from .elenco import Elenco, momento

RAIZ = Path(__file__).resolve().parent.parent
LIMPIO = b"%PDF-1.7\nnada"
NADIE = "clamd://127.0.0.1:9"


def mostrar(contenido: bytes) -> None:
    archivo = SimpleUploadedFile("a.pdf", contenido)
    archivo.read(3)
    try:
        revisar(archivo)
    finally:
        assert archivo.tell() == 0


class TestProtocolo:
    def test_lo_limpio_pasa_y_llega_entero(self, settings: Any) -> None:
        with clamd() as servidor:
            settings.ANTIVIRUS = servidor.direccion
            grande = bytes(range(256)) * 1000
            mostrar(grande)
            mostrar(b"")
            assert servidor.recibidos == [grande, b""]
            assert responde()

    def test_lo_infectado_se_nombra_por_red_y_por_socket(self, settings: Any, tmp_path: Path) -> None:
        for enchufe in (None, tmp_path / "clamd.ctl"):
            with clamd(enchufe=enchufe) as servidor:
                settings.ANTIVIRUS = servidor.direccion
                with pytest.raises(InfectadoError, match=r"^Eicar-Signature$"):
                    mostrar(LIMPIO + EICAR)
                mostrar(LIMPIO)

    @pytest.mark.parametrize("modo", ["tarda", "gotea", "cuelga", "habla"])
    def test_lo_que_no_es_una_respuesta_no_es_un_si(self, settings: Any, modo: str) -> None:
        settings.ANTIVIRUS_SEGUNDOS = 1
        with clamd(modo) as servidor:
            settings.ANTIVIRUS = servidor.direccion
            with pytest.raises(SinRevisarError):
                mostrar(LIMPIO)

    def test_lo_que_clamd_no_admite_por_su_tamano_queda_sin_revisar_y_lo_dice(self, settings: Any) -> None:
        with clamd(limite=100_000) as servidor:
            settings.ANTIVIRUS = servidor.direccion
            with pytest.raises(SinRevisarError, match=r"size limit exceeded|no terminó|cerró"):
                mostrar(b"x" * 5_000_000)

    def test_sin_nadie_que_escuche(self, settings: Any, tmp_path: Path) -> None:
        for donde in (NADIE, f"clamd://{tmp_path}/no-hay.ctl"):
            settings.ANTIVIRUS = donde
            with pytest.raises(SinRevisarError, match="no hay conexión"):
                mostrar(LIMPIO)
            assert not responde()

    @pytest.mark.parametrize(
        ("programa", "dicho"),
        [
            ("import sys; sys.exit(b'EICAR' in sys.stdin.buffer.read())", None),
            ("print('stdin: Eicar-Signature FOUND'); raise SystemExit(1)", "Eicar-Signature"),
            ("raise SystemExit(1)", "sin nombre"),
        ],
    )
    def test_una_orden_lo_dice_con_su_final(self, settings: Any, programa: str, dicho: str | None) -> None:
        settings.ANTIVIRUS = f'{sys.executable} -c "{programa}"'
        if dicho is None:
            mostrar(LIMPIO)
            with pytest.raises(InfectadoError):
                mostrar(EICAR)
        else:
            with pytest.raises(InfectadoError, match=dicho):
                mostrar(LIMPIO)

    @pytest.mark.parametrize("orden", ["-c 'raise SystemExit(2)'", "-c 'import time; time.sleep(20)'"])
    def test_una_orden_que_falla_o_tarda_no_es_un_si(self, settings: Any, orden: str) -> None:
        settings.ANTIVIRUS, settings.ANTIVIRUS_SEGUNDOS = f"{sys.executable} {orden}", 1
        with pytest.raises(SinRevisarError):
            mostrar(LIMPIO)
        settings.ANTIVIRUS = "/no/existe"
        with pytest.raises(SinRevisarError, match="no se pudo ejecutar"):
            mostrar(LIMPIO)


def subido(contenido: bytes, nombre: str = "oficio.pdf") -> tuple[ArchivoField, SimpleUploadedFile]:
    return ArchivoField(), SimpleUploadedFile(nombre, contenido)


def test_lo_infectado_se_rechaza_con_remedio_y_se_anota_sin_guardarlo(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with clamd() as servidor, caplog.at_level(logging.WARNING):
        settings.ANTIVIRUS = servidor.direccion
        campo, archivo = subido(EICAR)
        with pytest.raises(forms.ValidationError) as rechazo:
            campo.clean(archivo)
    assert rechazo.value.code == "infectado"
    assert "«Eicar-Signature»" in rechazo.value.messages[0]
    assert "consiga otra copia" in rechazo.value.messages[0]
    assert "Eicar-Signature" in caplog.text
    assert "SHA-256 275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f" in caplog.text
    assert EICAR.decode() not in caplog.text


def test_sin_antivirus_que_responda_se_rechaza_o_se_acepta_segun_se_diga(settings: Any) -> None:
    settings.ANTIVIRUS = NADIE
    campo, archivo = subido(LIMPIO)
    with pytest.raises(forms.ValidationError) as rechazo:
        campo.clean(archivo)
    assert rechazo.value.code == "sin_revisar"
    assert "envíelo de nuevo" in rechazo.value.messages[0]
    settings.ANTIVIRUS_ACEPTA_SIN_REVISAR = True
    with sin_huerfanos():
        assert campo.clean(archivo) is archivo
        assert archivo.read() == LIMPIO


def test_una_vez_por_archivo_aunque_su_formulario_se_revise_dos(settings: Any) -> None:
    with clamd() as servidor:
        settings.ANTIVIRUS = servidor.direccion
        campo, archivo = subido(LIMPIO)
        campo.clean(archivo)
        campo.clean(archivo)
        assert len(servidor.recibidos) == 1


@pytest.mark.parametrize(
    ("nombre", "queda"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\docs\\oficio.pdf", "oficio.pdf"),
        ("ofi\u202efdp.exe", "ofifdp.exe"),
        ("of\u2066icio\r\nX: y.pdf", "oficio X: y.pdf"),
        ("of\x00icio.pdf", "oficio.pdf"),
        ("\u200b\u202e", "archivo"),
    ],
)
def test_el_nombre_de_un_archivo_es_un_nombre(nombre: str, queda: str) -> None:
    campo, archivo = subido(LIMPIO)
    archivo._name = nombre  # what a client could make of it, whatever Django does before
    archivo.name = nombre
    assert campo.clean(archivo).name == queda


# -- One door ---------------------------------------------------------------------------------------------

# Not kept: a file that is compared by its hash; a key and its certificate, which nobody else may see; a gallery.
SIN_REVISAR = {"documentos.forms.ComprobarForm", "documentos.forms.ConEfirmaForm", "compliance.cara.muestra"}


def test_ningun_formulario_toma_un_archivo_por_otra_puerta() -> None:
    halladas = []
    for modulo in sorted(RAIZ.glob("[cdfn]*/**/*.py")):
        nombre = str(modulo.relative_to(RAIZ).with_suffix("")).replace("/", ".")
        if "migrations" in nombre or not (RAIZ / modulo.relative_to(RAIZ).parts[0] / "apps.py").exists():
            continue
        for nodo in ast.walk(ast.parse(modulo.read_text(encoding="utf-8"))):
            # `request.FILES[…]` and `.get`: a file that no field looked at.
            if isinstance(nodo, ast.Subscript) and ast.unparse(nodo.value).endswith(".FILES"):
                halladas.append(f"{nombre}: {ast.unparse(nodo)}")
            if isinstance(nodo, ast.Call) and ast.unparse(nodo.func).endswith(
                ("forms.FileField", "forms.ImageField", ".FILES.get", ".FILES.getlist")
            ):
                halladas.append(f"{nombre}: {ast.unparse(nodo)[:60]}")
            if isinstance(nodo, ast.ClassDef) and any(
                ast.unparse(b) in ("forms.FileField", "forms.ImageField") for b in nodo.bases
            ):
                halladas.append(f"{nombre}: class {nodo.name}")
            # What the API of the institute takes.
            de_la_api = isinstance(nodo, ast.FunctionDef) and "File[UploadedFile]" in ast.unparse(nodo.args)
            if de_la_api and "_por_la_puerta(" not in ast.unparse(nodo):
                halladas.append(f"{nombre}: {ast.unparse(nodo)[:60]}")
    otros = [h for h in halladas if not h.startswith(("compliance.forms.archivos:", "compliance.cara.muestra:"))]
    # Those of `SIN_REVISAR`.
    assert sorted(h.partition("label='")[2].partition("'")[0] for h in otros) == [
        "Archivo que quiere comprobar",
        "Certificado (.cer)",
        "Llave privada (.key)",
    ]


def test_todo_campo_de_archivo_de_un_formulario_o_del_sitio_de_catalogos_es_esa_puerta() -> None:
    malos, vistos = [], 0
    pendientes: list[type[Any]] = [forms.BaseForm]
    while pendientes:
        clase = pendientes.pop()
        pendientes += clase.__subclasses__()
        for nombre, campo in getattr(clase, "base_fields", {}).items():
            if isinstance(campo, forms.FileField):
                vistos += 1
                lugar = f"{clase.__module__}.{clase.__name__}"
                if not isinstance(campo, ArchivoField) and not lugar.startswith(tuple(SIN_REVISAR)):
                    malos.append(f"{lugar}.{nombre}")
    peticion = RequestFactory().get("/")
    for modelo, catalogo in admin.site._registry.items():
        for columna in modelo._meta.concrete_fields:
            campo = (
                catalogo.formfield_for_dbfield(columna, peticion)
                if columna.get_internal_type()
                in (
                    "FileField",
                    "ImageField",
                )
                else None
            )
            if campo is not None and not isinstance(campo, ArchivoField):
                malos.append(f"{type(catalogo).__name__}.{columna.name}")
    assert vistos > 15
    assert malos == []


# -- By the site ------------------------------------------------------------------------------------------

DIA = momento("2024-04-02 10:00")


@pytest.fixture
def informatica(elenco: Elenco, client: Client, settings: Any) -> Client:
    settings.DEMO_FECHA = DIA.date()
    client.force_login(elenco.usuario("administracion"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def guardados() -> list[str]:
    raiz = Path(default_storage.location)  # type: ignore[attr-defined]
    return [a.name for a in raiz.rglob("*") if a.is_file()]


@pytest.mark.parametrize(
    ("nombre", "campo", "archivo", "otros"),
    [
        ("importar", "archivo", "base.csv", {}),
        ("importar", "perfil", "perfil.toml", {}),
        ("plan_cargar", "archivo", "plan.toml", {}),
        ("secciones", "archivo", "secciones.csv", {"fuente": "INE"}),
        ("papeleria", "escudo", "escudo.png", {"letra": "sans", "disposicion": "tabla", "escudo_dice": "Escudo"}),
    ],
)
def test_por_cada_puerta_lo_infectado_no_entra(
    informatica: Client, settings: Any, nombre: str, campo: str, archivo: str, otros: dict[str, str]
) -> None:
    with clamd() as servidor:
        settings.ANTIVIRUS = servidor.direccion
        datos = {**otros, campo: SimpleUploadedFile(archivo, b"a,b\n1,2\n" + EICAR)}
        respuesta = informatica.post(reverse(nombre, args=["prueba-2024"]), datos)
        assert len(servidor.recibidos) == 1
    assert respuesta.status_code in (200, 422)
    assert "El antivirus halló «Eicar-Signature»" in respuesta.content.decode()
    assert guardados() == []


def test_lo_que_entro_sin_revisar_se_marca_y_se_revisa_despues(
    informatica: Client, elenco: Elenco, settings: Any
) -> None:
    settings.ANTIVIRUS, settings.ANTIVIRUS_ACEPTA_SIN_REVISAR = NADIE, True
    documentos = []
    with sin_huerfanos():
        queda_por_revisar()
        for n, contenido in enumerate((b"uno", EICAR)):
            documentos.append(
                guardar_documento(
                    ContentFile(LIMPIO + contenido, name=f"d{n}.pdf"),
                    proceso=elenco.proceso,
                    tipo=Documento.Tipo.PROYECTO,
                    titulo=f"Documento {n}",
                    entregable=elenco.entregables["informe-marzo"],
                    por=None,
                    en=DIA,
                )
            )
    # What comes in another request is not marked by this one.
    aparte = guardar_documento(pdf("aparte"), proceso=elenco.proceso, tipo="otro", titulo="Aparte", por=None, en=DIA)
    assert {m.nombre for m in ArchivoSinRevisar.objects.all()} == {d.archivo.name for d in documentos}
    limpio, malo = (Documento.objects.get(pk=d.pk) for d in documentos)
    assert limpio.revision
    assert not Documento.objects.get(pk=aparte.pk).revision

    def bajar(d: Documento) -> Any:
        respuesta = informatica.get(reverse("documento", args=["prueba-2024", d.pk]))
        respuesta.getvalue() if respuesta.streaming else None
        return respuesta

    assert 'filename="SIN REVISAR d0.pdf"' in bajar(limpio)["Content-Disposition"]
    pagina = informatica.get(reverse("entregable", args=["prueba-2024", limpio.entregable_id])).content.decode()
    assert pagina.count("Sin revisar por el antivirus") == 2

    dicho = StringIO()
    with pytest.raises(CommandError, match=r"Sin revisar: 2"):
        call_command("revisar_archivos", stdout=dicho)
    default_storage.save("documentos/otro", ContentFile(b"x"))
    ArchivoSinRevisar.objects.create(nombre="documentos/ya-no-esta")
    with clamd() as servidor:
        settings.ANTIVIRUS = servidor.direccion
        with pytest.raises(CommandError, match=r"Limpios: 1. Infectados: 1. Sin revisar: 0"):
            call_command("revisar_archivos", stdout=dicho)
    assert list(ArchivoSinRevisar.objects.values_list("nombre", "hallazgo")) == [(malo.archivo.name, "Eicar-Signature")]
    assert 'filename="d0.pdf"' in bajar(limpio)["Content-Disposition"]
    rechazo = bajar(malo)
    assert rechazo.status_code == 403
    assert "«Eicar-Signature»" in rechazo.content.decode()
    assert informatica.get(reverse("documento_vista", args=["prueba-2024", malo.pk])).status_code == 403
    assert informatica.get(reverse("entregable_paquete", args=["prueba-2024", malo.entregable_id])).status_code == 403
