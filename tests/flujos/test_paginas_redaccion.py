"""The pages where a report is written, and the public one that proves it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documentos.informes.redactado import escritas
from documentos.models import Informe
from flujos import entregables

from ..elenco import Elenco, momento

EN = momento("2024-04-03 10:00")


@pytest.fixture(autouse=True)
def dia_fijo(settings: Any) -> None:
    settings.DEMO_FECHA = momento("2024-04-03 00:00").date()


@pytest.fixture
def informe(elenco: Elenco) -> Informe:
    return entregables.empezar_informe(elenco.proceso, "2024-03", por=None, en=EN)


def entrar(e: Elenco, quien: str = "secretaria_tecnica") -> Client:
    cliente = Client()
    cliente.force_login(e.usuario(quien), backend="django.contrib.auth.backends.ModelBackend")
    return cliente


def lugar(nombre: str = "informe_redactar") -> str:
    return reverse(nombre, args=["prueba-2024", "mensual", "2024-03"])


def como_se_envia(informe: Informe, **cambios: object) -> dict[str, object]:
    secciones = escritas(informe)
    datos: dict[str, object] = {"version": informe.version, "cuantas": len(secciones), "corte": ""}
    for n, s in enumerate(secciones):
        datos |= {f"titulo_{n}": s.titulo, f"texto_{n}": s.texto, f"nivel_{n}": s.nivel, f"contenido_{n}": s.contenido}
        datos[f"pk_{n}"] = s.pk
    return {**datos, **cambios}


def test_se_empieza_se_guarda_y_se_imprime_como_borrador(elenco: Elenco) -> None:
    cliente = entrar(elenco)
    assert cliente.post(lugar(), {"hacer": "empezar_informe"}).status_code == 302
    informe = Informe.objects.get()
    enviado = como_se_envia(informe, hacer="guardar_informe", titulo_0="Siglas")
    assert cliente.post(lugar(), enviado).status_code == 302
    assert informe.secciones.first().titulo == "Siglas"  # type: ignore[union-attr]
    pdf = cliente.get(lugar("informe_redactado"))
    assert pdf.content.startswith(b"%PDF-")
    assert cliente.get(lugar("informe_redactado"), {"formato": "docx"}).content.startswith(b"PK")
    assert cliente.get(lugar("informe_redactado"), {"formato": "odt"}).status_code == 404


def test_mover_agregar_y_quitar_no_guarda_ni_pierde_lo_escrito(elenco: Elenco, informe: Informe) -> None:
    cliente = entrar(elenco)
    titulos = [s.titulo for s in escritas(informe)]
    for hacer, esperado in (
        ("bajar:0", [titulos[1], "A medias", *titulos[2:]]),
        ("agregar:0", ["A medias", "", *titulos[1:]]),
        ("quitar:1", ["A medias", *titulos[2:]]),
        ("subir:99", ["A medias", *titulos[1:]]),
        ("ver", ["A medias", *titulos[1:]]),
    ):
        respuesta = cliente.post(
            lugar(), como_se_envia(informe, hacer=hacer, titulo_0="A medias", texto_1="Sin guardar")
        )
        assert respuesta.status_code == 200
        assert [r.titulo.value() for r in respuesta.context["form"].renglones] == esperado
    assert [s.titulo for s in escritas(informe)] == titulos


def test_lo_que_se_rechaza_conserva_lo_escrito(elenco: Elenco, informe: Informe) -> None:
    respuesta = entrar(elenco).post(
        lugar(), como_se_envia(informe, hacer="guardar_informe", texto_0="Van {muchas} cosas", texto_1="Lo mío")
    )
    assert respuesta.status_code == 422
    texto = respuesta.content.decode()
    assert "no es una cifra" in texto
    assert "Van {muchas} cosas" in texto
    assert "Lo mío" in texto


@pytest.mark.parametrize("hacer", ["guardar_informe", "ver", "agregar:0", "bajar:0"])
def test_si_otra_persona_lo_lleva_a_sesion_lo_que_se_escribia_se_ve(
    elenco: Elenco, informe: Informe, hacer: str
) -> None:
    lo_mio = como_se_envia(informe, hacer=hacer, texto_0="Lo mío, que tardé en escribir")
    igual = escritas(informe)[1]
    entregables.llevar_informe(informe, por=None, en=EN)
    respuesta = entrar(elenco).post(lugar(), lo_mio)
    assert respuesta.status_code == 422
    pagina = respuesta.content.decode()
    assert "el informe cambió de estado" in pagina
    assert "guárdelo cuando quede" not in pagina
    # What was typed is told apart, alone; what is read below, and would be issued, is what is kept.
    perdidos = {s.titulo: s.texto for s in respuesta.context["perdido"]}
    assert perdidos.pop(escritas(informe)[0].titulo) == "Lo mío, que tardé en escribir"
    assert igual.titulo not in perdidos
    assert pagina.count("Lo mío, que tardé en escribir") == 1
    informe.refresh_from_db()
    assert "Lo mío" not in "".join(s.texto for s in informe.secciones.all())


def test_lo_que_ya_no_puede_decidirse_se_dice_con_su_motivo(elenco: Elenco, informe: Informe) -> None:
    cliente = entrar(elenco)
    entregables.llevar_informe(informe, por=None, en=EN)
    entregables.congelar_informe(informe, motivo="Así se aprobó", por=None, en=EN)
    respuesta = cliente.post(lugar(), {"hacer": "devolver_informe", "motivo": "Falta la sesión del 12"})
    assert respuesta.status_code == 422
    pagina = respuesta.content.decode()
    assert "Falta la sesión del 12" in pagina
    assert [str(m) for m in respuesta.context["messages"]]


def test_de_dos_que_escriben_la_segunda_ve_lo_que_guardo_la_primera(elenco: Elenco, informe: Informe) -> None:
    cliente = entrar(elenco)
    lo_mio = como_se_envia(informe, hacer="guardar_informe", texto_0="Lo mío")
    cliente.post(lugar(), como_se_envia(informe, hacer="guardar_informe", texto_0="Lo de la otra"))
    respuesta = cliente.post(lugar(), lo_mio)
    assert respuesta.status_code == 422
    assert respuesta.context["form"]["texto_0"].value() == "Lo mío"
    assert "Lo de la otra" in respuesta.content.decode()
    # Having seen it, theirs is saved.
    assert cliente.post(lugar(), {**lo_mio, "version": respuesta.context["form"]["version"].value()}).status_code == 302
    assert informe.secciones.first().texto == "Lo mío"  # type: ignore[union-attr]


def test_quien_solo_lo_lee_no_lo_edita(elenco: Elenco, informe: Informe) -> None:
    cliente = entrar(elenco, "auditoria")
    assert 'name="hacer"' not in cliente.get(lugar()).content.decode()
    assert cliente.post(lugar(), como_se_envia(informe, hacer="guardar_informe")).status_code == 404


def emitido(e: Elenco) -> Informe:
    cliente = entrar(e)
    assert cliente.post(lugar(), {"hacer": "llevar_informe"}).status_code == 302
    assert cliente.post(lugar(), {"hacer": "congelar_informe", "motivo": ""}).status_code == 302
    return Informe.objects.select_related("documento").get()


def test_lo_emitido_no_se_lee_con_las_cifras_de_hoy(elenco: Elenco, informe: Informe) -> None:
    cliente = entrar(elenco)
    entregables.llevar_informe(informe, por=None, en=EN)
    en_sesion = cliente.get(lugar()).content.decode()
    assert "Cómo se lee" in en_sesion
    # Before it is issued, and can no longer be mended.
    assert "No se ha dicho quién firma" in en_sesion
    entregables.congelar_informe(informe, motivo="Así se aprobó", por=None, en=EN)
    assert "Cómo se lee" not in cliente.get(lugar()).content.decode()


def test_cualquiera_comprueba_lo_emitido(elenco: Elenco, informe: Informe) -> None:
    suyo = emitido(elenco)
    assert suyo.documento is not None
    with suyo.documento.archivo.open("rb") as archivo:
        contenido = archivo.read()
    donde, nadie = reverse("verificar", args=[suyo.codigo]), Client()
    dicho = nadie.get(donde).content.decode()
    assert "Informe mensual, marzo de 2024" in dicho
    assert all(dato in dicho for dato in (suyo.folio, suyo.codigo, suyo.documento.sha256))
    # However it is typed.
    assert nadie.get(donde.lower()).status_code == 200

    def comprobar(bytes_: bytes) -> str:
        archivo = SimpleUploadedFile("informe.pdf", bytes_, "application/pdf")
        return nadie.post(donde, {"archivo": archivo}).content.decode()

    assert "Es el mismo documento" in comprobar(contenido)
    assert "No es el mismo documento" in comprobar(contenido + b" ")
    assert "No es el mismo documento" in comprobar(b"otra cosa")
    assert nadie.post(donde).status_code == 422
    assert entrar(elenco).get(lugar("informe_redactado")).status_code == 404
    assert "Empezar otra versión" in entrar(elenco).get(lugar()).content.decode()


def test_el_final_se_comprueba_aunque_la_jornada_se_mueva(elenco: Elenco, informe: Informe) -> None:
    suyo = emitido(elenco)
    suyo.clase, suyo.periodo = "final", f"{elenco.proceso.jornada:%Y-%m}"
    suyo.save_base(raw=True)
    elenco.proceso.jornada += timedelta(days=60)
    elenco.proceso.save_base(raw=True)
    respuesta = Client().get(reverse("verificar", args=[suyo.codigo]))
    assert respuesta.status_code == 200
    assert "Informe final de la captura y la publicación" in respuesta.content.decode()


@pytest.mark.parametrize("codigo", ["AAAA-AAAA-AAAA", "x", "%20"])
def test_un_codigo_que_no_se_dio_no_existe(elenco: Elenco, codigo: str) -> None:
    assert Client().get(reverse("verificar", args=[codigo])).status_code == 404


def test_un_borrador_no_se_comprueba_y_los_codigos_no_se_adivinan(elenco: Elenco, informe: Informe) -> None:
    nadie = Client(REMOTE_ADDR="10.0.0.9")
    respuestas = [nadie.get("/v/NADA/") for _ in range(40)]
    assert respuestas[0].status_code == 404
    assert respuestas[-1].status_code == 429
    assert int(respuestas[-1]["Retry-After"]) > 0
