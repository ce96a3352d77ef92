"""Letters to those whose people lack something: who is named, what is approved, what comes back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from compliance.models import Acto, Candidatura, Nombramiento, Rol, Suplencia, Usuario
from documentos.models import Comprobante, Documento
from documentos.papel import LetraSinFuente
from documentos.services import redactar_papel, verificar
from documentos.textos import PAPELES
from flujos import candidaturas, entregables, exhortos
from flujos.exhortos.campanas import hoja_de
from flujos.exhortos.faltas import FALTAS, Eleccion, cumplidas, elegir, resumir
from flujos.models import CampanaDeExhortos, Exhorto, FilaDeExhorto, Oficio, SerieDeOficios
from flujos.transiciones import Rechazo
from notificaciones.models import Aviso
from notificaciones.services import barrer

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento, rechazado
from ..impresos import texto_de, textos
from ..paginas import entrar, ver

PROCESO = "prueba-2024"
EN = momento("2024-04-16 10:00")
DESPUES = momento("2024-04-17 10:00")
LIMITE = date(2024, 4, 22)
CAPTURA = Eleccion(("captura",))


@pytest.fixture
def serie(elenco: Elenco) -> SerieDeOficios:
    suya = SerieDeOficios(proceso=elenco.proceso, anio=2024, formato="IEPC/ST/{numero}/{anio}", ultimo=6)
    entregables.guardar_en_catalogo(suya, por=None, en=EN)
    return suya


@pytest.fixture
def pendientes(elenco: Elenco) -> dict[str, Candidatura]:
    """Two of Partido A (one observed), one of Partido B, one independent; and one of A to whom nothing is missing."""
    e = elenco
    todas = {
        "ana": e.candidatura("Ana Pérez Ñuño"),
        "observada": e.candidatura_en("observada", "Olga Ríos", formula="2"),
        "berta": e.candidatura("Berta Luna", actor=e.partido_b),
        "sola": e.candidatura("Iris Sola", actor=e.independiente),
        "validada": e.candidatura_en("validada", "Vera Cruz Paz", formula="3"),
    }
    for c in ("ana", "berta", "sola"):
        candidaturas.entregar_cuentas(todas[c], por=None, en=momento("2024-04-02 09:00"))
    return todas


def preparar(e: Elenco, eleccion: Eleccion = CAPTURA, **otros: Any) -> CampanaDeExhortos:
    datos: dict[str, Any] = {"nombre": "Abril", "responder_hasta": LIMITE, "por": e.usuario("verificacion"), "en": EN}
    return exhortos.preparar_exhortos(e.proceso, eleccion, **datos | otros)


def aprobar(e: Elenco, campana: CampanaDeExhortos, serie: SerieDeOficios, **otros: Any) -> CampanaDeExhortos:
    datos: dict[str, Any] = {"version": campana.version, "por": e.usuario("secretaria_tecnica"), "en": EN}
    return exhortos.aprobar_exhortos(campana, serie=serie, **datos | otros)


@pytest.fixture
def emitida(elenco: Elenco, serie: SerieDeOficios, pendientes: dict[str, Candidatura]) -> CampanaDeExhortos:
    campana = aprobar(elenco, preparar(elenco), serie)
    assert exhortos.emitir_pendientes(EN) == 3
    return campana


def de(campana: CampanaDeExhortos, actor: Any) -> Exhorto:
    return campana.cartas.get(actor=actor)


def nombradas(campana: CampanaDeExhortos) -> set[str]:
    filas = FilaDeExhorto.objects.filter(exhorto__campana=campana)
    return set(filas.values_list("candidatura__persona__nombre", flat=True))


# -- Choosing ---------------------------------------------------------------------------------------------


def test_cada_falta_nombra_a_quien_le_falta(elenco: Elenco, pendientes: dict[str, Candidatura]) -> None:
    def quienes(*faltas: str, **otros: Any) -> set[str]:
        return {e.fila.persona.nombre for e in elegir(elenco.proceso, Eleccion(faltas, **otros), EN)}

    sin_captura = {"Ana Pérez Ñuño", "Berta Luna", "Iris Sola"}
    assert quienes("captura") == quienes("aviso") == quienes("cuenta") == quienes("foto") == sin_captura
    assert quienes("observada") == {"Olga Ríos"}
    assert quienes("autorizacion") == {"Vera Cruz Paz"}
    assert quienes("captura", "observada") == sin_captura | {"Olga Ríos"}
    assert quienes("consentimiento") == sin_captura | {"Olga Ríos", "Vera Cruz Paz"}
    assert quienes("captura", cargo=str(elenco.gubernatura.pk)) == set()
    assert quienes("captura", cargo=str(elenco.diputacion.pk)) == sin_captura
    assert quienes("captura", actor=str(elenco.partido_b.pk)) == {"Berta Luna"}
    assert set(FALTAS) == {"captura", "observada", "autorizacion", "cuenta", "consentimiento", "aviso", "foto"}


def test_por_vencido_y_por_lo_que_vence_hasta_un_dia(elenco: Elenco, pendientes: dict[str, Candidatura]) -> None:
    candidaturas.recibir_cuentas(pendientes["ana"], por=None, en=momento("2024-04-03 09:00"))
    candidaturas.recibir_cuentas(pendientes["berta"], por=None, en=momento("2024-04-14 09:00"))
    vencen = {c: Candidatura.objects.get(pk=pendientes[c].pk).vence for c in ("ana", "berta")}
    assert vencen["ana"] is not None
    assert vencen["berta"] is not None
    dia = vencen["berta"].astimezone(elenco.proceso.tz).date()
    al = vencen["ana"] + timedelta(seconds=1)
    assert al < vencen["berta"]
    for eleccion, esperadas in (
        (Eleccion(("captura",), plazo="vencido"), ["Ana Pérez Ñuño"]),
        (Eleccion(("captura",), plazo="hasta", dia=dia), ["Ana Pérez Ñuño", "Berta Luna"]),
        (Eleccion(("captura",), plazo="hasta", dia=date(2024, 4, 1)), []),
    ):
        assert [e.fila.persona.nombre for e in elegir(elenco.proceso, eleccion, al)] == esperadas


def test_se_cuenta_por_quien_postula_y_se_dice_por_su_paso(elenco: Elenco, pendientes: dict[str, Candidatura]) -> None:
    elegidas = elegir(elenco.proceso, Eleccion(("captura", "observada", "aviso", "consentimiento")), EN)
    resumen = {r.actor.nombre: (r.personas, r.faltas["consentimiento"]) for r in resumir(elegidas)}
    assert resumen == {"Partido A": (3, 3), "Partido B": (1, 1), "Candidatura independiente 1": (1, 1)}
    dicho = {e.fila.persona.nombre: e.dicho for e in elegidas}
    # What capture already says is not said again.
    assert dicho["Berta Luna"] == (
        "No envió sus cuestionarios: no consta que recibiera su cuenta; cuestionario curricular vacío; sin aceptar el "
        "aviso de privacidad. Sin consentimiento para publicar"
    )
    assert dicho["Olga Ríos"].startswith("No corrigió lo observado: Primera propuesta")


# -- Preparing --------------------------------------------------------------------------------------------


def test_una_carta_para_cada_quien_con_sus_personas_como_estaban(
    elenco: Elenco, pendientes: dict[str, Candidatura]
) -> None:
    campana = preparar(elenco)
    assert campana.estado == "preparada"
    assert {c.actor.nombre: c.filas.count() for c in campana.cartas.all()} == {
        "Partido A": 1,
        "Partido B": 1,
        "Candidatura independiente 1": 1,
    }
    fila = FilaDeExhorto.objects.get(candidatura=pendientes["ana"])
    assert fila.history.count() == 1
    assert (fila.faltas, fila.history.get().acto) == (["captura"], Acto.objects.get(verbo="preparar_exhortos").pk)
    candidaturas.recibir_cuentas(pendientes["ana"], por=None, en=DESPUES)
    fila.refresh_from_db()
    assert "no consta que recibiera su cuenta" in fila.dicho
    assert not Oficio.objects.exists()


def test_no_se_prepara_sin_nadie_ni_dos_veces_ni_para_un_dia_que_paso(
    elenco: Elenco, pendientes: dict[str, Candidatura]
) -> None:
    with rechazado("eleccion"):
        preparar(elenco, Eleccion(("captura",), cargo=str(elenco.gubernatura.pk)))
    with rechazado("responder_hasta"):
        preparar(elenco, responder_hasta=EN.date())
    preparar(elenco)
    with rechazado("nombre"):
        preparar(elenco, nombre=" abril ")
    for quien in ("partido", "auditoria", "comision", "ajena"):
        with rechazado("rol"):
            preparar(elenco, nombre="Otra", por=elenco.usuario(quien))


def test_lo_que_se_escribe_no_pisa_lo_de_otra_persona(elenco: Elenco, pendientes: dict[str, Candidatura]) -> None:
    campana = preparar(elenco)
    quien = elenco.usuario("secretaria_tecnica")
    dicho: dict[str, Any] = {"nombre": "Abril", "responder_hasta": LIMITE, "por": quien, "en": EN}
    cambiada = exhortos.cambiar_exhortos(campana, parrafo="La mesa de ayuda atiende.", version=1, **dicho)
    assert cambiada.version == 2
    # The same form, sent twice.
    assert exhortos.cambiar_exhortos(campana, parrafo="La mesa de ayuda atiende.", version=1, **dicho).version == 2
    with rechazado("version"):
        exhortos.cambiar_exhortos(campana, parrafo="Otro.", version=1, **dicho)


def test_al_actualizar_sale_quien_cumplio_y_la_carta_vacia_no_se_numera(
    elenco: Elenco, pendientes: dict[str, Candidatura], serie: SerieDeOficios
) -> None:
    campana = preparar(elenco)
    candidaturas.retirar(
        pendientes["berta"],
        motivo_retiro="renuncia",
        documento="Acuerdo 7",
        por=elenco.usuario("secretaria_ejecutiva"),
        en=DESPUES,
    )
    assert cumplidas(elenco.proceso, FilaDeExhorto.objects.all(), EN) == set()
    assert len(cumplidas(elenco.proceso, FilaDeExhorto.objects.all(), DESPUES)) == 1
    with rechazado("motivo"):
        aprobar(elenco, campana, serie, en=DESPUES)
    campana = exhortos.actualizar_exhortos(campana, por=elenco.usuario("verificacion"), en=DESPUES)
    assert nombradas(campana) == {"Ana Pérez Ñuño", "Iris Sola"}
    with rechazado("version"):
        aprobar(elenco, campana, serie, version=1, en=DESPUES)
    aprobar(elenco, campana, serie, en=DESPUES)
    vacia = de(campana, elenco.partido_b)
    assert (vacia.estado, vacia.oficio) == ("fuera", None)


def test_se_deja_fuera_con_motivo_y_se_incluye_otra_vez(elenco: Elenco, pendientes: dict[str, Candidatura]) -> None:
    campana, quien = preparar(elenco), elenco.usuario("verificacion")
    carta = de(campana, elenco.partido_b)
    with rechazado("motivo"):
        exhortos.excluir_exhorto(carta, motivo=" ", por=quien, en=EN)
    assert exhortos.excluir_exhorto(carta, motivo="Ya respondió", por=quien, en=EN).estado == "fuera"
    assert exhortos.incluir_exhorto(carta, por=quien, en=EN).estado == "por_aprobar"
    # Whoever had read it before approves what they did not read.
    assert CampanaDeExhortos.objects.get().version == 3


def test_descartada_no_gasta_numeros_y_su_nombre_queda_libre(
    elenco: Elenco, pendientes: dict[str, Candidatura], serie: SerieDeOficios
) -> None:
    campana, quien = preparar(elenco), elenco.usuario("verificacion")
    with rechazado("motivo"):
        exhortos.descartar_exhortos(campana, motivo="", por=quien, en=EN)
    exhortos.descartar_exhortos(campana, motivo="Se duplicó", por=quien, en=EN)
    with rechazado("estado"):
        aprobar(elenco, campana, serie)
    assert preparar(elenco).pk != campana.pk
    assert not Oficio.objects.exists()


# -- Approving --------------------------------------------------------------------------------------------


def test_solo_aprueba_la_secretaria_tecnica_o_quien_la_suple(
    elenco: Elenco, pendientes: dict[str, Candidatura], serie: SerieDeOficios
) -> None:
    campana = preparar(elenco)
    for quien in ("verificacion", "secretaria_ejecutiva", "administracion", "partido"):
        with rechazado("rol"):
            aprobar(elenco, campana, serie, por=elenco.usuario(quien))
    Suplencia.objects.create(
        titular=elenco.usuario("secretaria_tecnica"),
        suplente=elenco.usuario("comision"),
        proceso=elenco.proceso,
        desde=date(2024, 4, 15),
        hasta=date(2024, 4, 20),
        documento="IEPC/DA/7/2024",
    )
    aprobada = aprobar(elenco, campana, serie, por=elenco.usuario("comision"))
    assert aprobada.firma_nombre == str(elenco.usuario("comision"))
    assert aprobada.firma_en_suplencia_de == str(elenco.usuario("secretaria_tecnica"))
    carta = de(aprobada, elenco.partido_a)
    dicho = " ".join(textos(list(hoja_de(carta, EN).bloques)))
    assert f"En suplencia de {elenco.usuario('secretaria_tecnica')}" in dicho


def test_cada_carta_toma_su_numero_o_ninguna(
    elenco: Elenco, pendientes: dict[str, Candidatura], serie: SerieDeOficios, monkeypatch: pytest.MonkeyPatch
) -> None:
    campana = preparar(elenco)
    exhortos.excluir_exhorto(
        de(campana, elenco.partido_b), motivo="Ya respondió", por=elenco.usuario("verificacion"), en=EN
    )
    campana.refresh_from_db()
    reservar = exhortos.campanas.reservar_oficio
    dados: list[Oficio] = []

    def falla(*args: Any, **otros: Any) -> Oficio:
        if dados:
            raise Rechazo("serie", "La serie se cerró.")
        dados.append(reservar(*args, **otros))
        return dados[0]

    monkeypatch.setattr("flujos.exhortos.campanas.reservar_oficio", falla)
    with rechazado("serie"):
        aprobar(elenco, campana, serie)
    assert not Oficio.objects.exists()
    monkeypatch.undo()
    aprobar(elenco, campana, serie)
    numeros = {c.actor.nombre: c.oficio and c.oficio.numero for c in campana.cartas.all()}
    assert numeros == {
        "Candidatura independiente 1": "IEPC/ST/7/2024",
        "Partido A": "IEPC/ST/8/2024",
        "Partido B": None,
    }
    # Sent twice.
    with rechazado("estado"):
        aprobar(elenco, campana, serie)


def test_su_numero_no_se_usa_para_otra_cosa(elenco: Elenco, emitida: CampanaDeExhortos) -> None:
    oficio = de(emitida, elenco.partido_a).oficio
    assert oficio is not None
    quien: dict[str, Any] = {"por": elenco.usuario("secretaria_ejecutiva"), "en": DESPUES}
    with rechazado("estado"):
        entregables.cancelar_oficio(oficio, motivo="No se usó", **quien)
    with rechazado("exhorto"):
        entregables.corregir_numero(oficio, numero="IEPC/ST/99/2024", motivo="Mal escrito", **quien)
    pagina = ver(entrar(elenco.usuario("secretaria_ejecutiva")), reverse("oficio", args=[PROCESO, oficio.pk]))
    assert "De un exhorto" in pagina
    assert "Validado por el INE" not in pagina
    libro = reverse("oficios", args=[PROCESO])
    cliente = entrar(elenco.usuario("auditoria"))
    assert oficio.numero in ver(cliente, f"{libro}?estado=exhorto")
    assert oficio.numero not in ver(cliente, f"{libro}?estado=validado")


# -- Its paper --------------------------------------------------------------------------------------------


def test_el_papel_se_hace_una_vez_con_su_huella(elenco: Elenco, emitida: CampanaDeExhortos) -> None:
    carta = de(emitida, elenco.partido_a)
    assert carta.documento is not None
    assert verificar(carta.documento)
    assert exhortos.emitir_pendientes(DESPUES) == 0
    assert Documento.objects.count() == 3
    with carta.documento.archivo.open("rb") as archivo:
        dicho = texto_de(archivo.read())
    assert "Oficio: IEPC/ST/8/2024" in dicho
    assert "Ana Pérez Ñuño" in dicho
    assert "Berta" not in dicho
    assert "a más tardar el lunes 22 de abril de 2024" in dicho
    assert str(elenco.usuario("secretaria_tecnica")) in dicho
    assert "BORRADOR" not in dicho
    acto = Acto.objects.get(verbo="emitir_exhorto", objeto=carta.pk)
    assert acto.hechos == {"oficio": "IEPC/ST/8/2024", "sha256": carta.documento.sha256}


def test_cualquiera_comprueba_el_papel_sin_saber_de_quien_habla(elenco: Elenco, emitida: CampanaDeExhortos) -> None:
    cartas = list(emitida.cartas.exclude(documento=None).select_related("documento", "oficio", "actor"))
    assert len(cartas) == Comprobante.objects.count() > 1
    for carta in cartas:
        assert carta.documento is not None
        assert carta.oficio is not None
        suyo = carta.documento.comprobante
        with carta.documento.archivo.open("rb") as archivo:
            contenido = archivo.read()
        donde = reverse("verificar", args=[suyo.codigo])
        assert f"Código: {suyo.codigo}" in texto_de(contenido)
        dicho = Client().get(donde.lower()).content.decode()
        for dato in ("Exhorto", carta.oficio.numero, carta.documento.sha256, elenco.proceso.instituto.nombre):
            assert dato in dicho, dato
        for ajeno in (carta.actor.nombre, *(f.candidatura.persona.nombre for f in carta.filas.all())):
            assert ajeno not in dicho, ajeno
        subido = SimpleUploadedFile("exhorto.pdf", contenido, "application/pdf")
        assert "Es el mismo documento" in Client().post(donde, {"archivo": subido}).content.decode()
    # Only the one that is kept bears it.
    assert hoja_de(cartas[0], DESPUES).verificacion is None


def test_la_vista_previa_es_un_borrador_con_el_parrafo_de_la_campana(
    elenco: Elenco, pendientes: dict[str, Candidatura]
) -> None:
    campana = preparar(elenco, parrafo="La mesa de ayuda {atiende} de 9 a 18 horas.")
    hoja = hoja_de(de(campana, elenco.partido_a), EN)
    assert hoja.marca == "BORRADOR"
    # What is typed of one campaign has no markers.
    assert "La mesa de ayuda {atiende} de 9 a 18 horas." in " ".join(textos(list(hoja.bloques)))


def test_dice_las_palabras_que_habia_al_aprobarse(
    elenco: Elenco, pendientes: dict[str, Candidatura], serie: SerieDeOficios
) -> None:
    def redactar(cuerpo: str, version: int) -> None:
        propios = {**PAPELES["exhorto"].textos, "cuerpo": cuerpo}
        quien = elenco.usuario("administracion")
        redactar_papel(elenco.proceso, "exhorto", textos=propios, version=version, por=quien, en=EN)

    redactar("Lo primero que se dijo a {actor}.", 0)
    campana = aprobar(elenco, preparar(elenco), serie)
    redactar("Otra cosa.", 1)
    dicho = " ".join(textos(list(hoja_de(de(campana, elenco.partido_b), DESPUES).bloques)))
    assert "Lo primero que se dijo a Partido B." in dicho
    assert "Otra cosa" not in dicho


def test_una_que_no_puede_imprimirse_no_detiene_a_las_demas(
    elenco: Elenco,
    pendientes: dict[str, Candidatura],
    serie: SerieDeOficios,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    aprobar(elenco, preparar(elenco), serie)
    hacer = exhortos.campanas.en_pdf

    def sin_letra(hoja: Any) -> bytes:
        if "Partido A" in " ".join(textos(list(hoja.bloques))):
            raise LetraSinFuente("𓀀")
        return hacer(hoja)

    monkeypatch.setattr("flujos.exhortos.campanas.en_pdf", sin_letra)
    assert exhortos.emitir_pendientes(EN) == 2
    monkeypatch.undo()
    assert Exhorto.objects.get(documento=None).estado == "por_emitir"
    assert exhortos.emitir_pendientes(EN) == 1


# -- What comes back --------------------------------------------------------------------------------------


def test_la_que_nombra_a_demasiadas_va_con_su_anexo(
    elenco: Elenco, serie: SerieDeOficios, pendientes: dict[str, Candidatura], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("documentos.papel.anexo.EN_PAPEL", 1)
    campana = aprobar(elenco, preparar(elenco, Eleccion(("captura", "observada"))), serie)
    exhortos.emitir_pendientes(EN)
    de_muchas, de_una = de(campana, elenco.partido_a), de(campana, elenco.partido_b)
    assert de_una.anexo is None
    assert de_muchas.anexo is not None
    with de_muchas.documento.archivo.open("rb") as archivo:
        dicho = texto_de(archivo.read()).replace(" ", "")
    assert de_muchas.anexo.sha256 in dicho
    # It has one sheet: there is none to name.
    assert "hoja«" not in dicho
    with de_muchas.anexo.archivo.open("rb") as archivo:
        hoja = CalamineWorkbook.from_filelike(archivo).get_sheet_by_index(0).to_python()
    assert {"Ana Pérez Ñuño", "Olga Ríos"} <= {celda for fila in hoja for celda in fila}
    barrer(EN)
    suyos = Aviso.objects.filter(grupo=f"exhorto:{de_muchas.pk}")
    assert suyos.exists()
    for aviso in suyos:
        assert set(aviso.documentos.all()) == {de_muchas.documento, de_muchas.anexo}
        assert "Se adjuntan el documento y su anexo" in aviso.texto
    lugar = reverse("exhortos_archivo", args=[PROCESO, de_muchas.pk, "anexo"])
    bajada = entrar(elenco.usuario("auditoria")).get(lugar)
    assert b"".join(bajada.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert entrar(elenco.usuario("auditoria")).get(lugar.replace(str(de_muchas.pk), str(de_una.pk))).status_code == 404
    assert entrar(elenco.usuario("partido_b")).get(lugar).status_code == 404
    # Whoever receives it is not offered what they may not open yet.
    suya, representa = reverse("exhortos_carta", args=[PROCESO, de_muchas.pk]), entrar(elenco.usuario("partido"))
    assert lugar not in ver(representa, suya)
    exhortos.acusar_exhorto(de_muchas, por=elenco.usuario("partido"), en=EN)
    assert lugar in ver(representa, suya)


def test_acusa_quien_la_recibe_una_vez(elenco: Elenco, emitida: CampanaDeExhortos) -> None:
    carta = de(emitida, elenco.partido_a)
    for quien in ("partido_b", "secretaria_tecnica", "administracion"):
        with rechazado("rol"):
            exhortos.acusar_exhorto(carta, por=elenco.usuario(quien), en=DESPUES)
    acusada = exhortos.acusar_exhorto(carta, por=elenco.usuario("partido"), en=DESPUES)
    assert (acusada.estado, acusada.acusado_en) == ("acusado", DESPUES)
    with rechazado("estado"):
        exhortos.acusar_exhorto(carta, por=elenco.usuario("partido"), en=DESPUES)


def test_la_independiente_acusa_por_si(
    elenco: Elenco, emitida: CampanaDeExhortos, pendientes: dict[str, Candidatura]
) -> None:
    carta = de(emitida, elenco.independiente)
    suya, ajena = elenco.cuenta_de(pendientes["sola"]), elenco.cuenta_de(pendientes["ana"])
    with rechazado("rol"):
        exhortos.acusar_exhorto(carta, por=ajena, en=DESPUES)
    lugar = reverse("exhortos_carta", args=[PROCESO, carta.pk])
    assert entrar(suya).get(lugar).status_code == 200
    assert entrar(ajena).get(lugar).status_code == 404
    assert exhortos.acusar_exhorto(carta, por=suya, en=DESPUES).estado == "acusado"


def test_el_instituto_anota_el_acuse_en_papel_con_su_documento(elenco: Elenco, emitida: CampanaDeExhortos) -> None:
    carta, quien = de(emitida, elenco.partido_b), elenco.usuario("verificacion")
    sello: dict[str, Any] = {"como": "Sello de oficialía", "por": quien, "en": DESPUES}
    for cuando in ("2024-04-15 10:00", "2024-04-18 10:00"):
        with rechazado("recibida_en"):
            exhortos.anotar_acuse_exhorto(carta, recibida_en=momento(cuando), **sello)
    with rechazado("como"):
        exhortos.anotar_acuse_exhorto(carta, recibida_en=EN, **{**sello, "como": " "})
    cuando = momento("2024-04-16 12:00")
    anotada = exhortos.anotar_acuse_exhorto(carta, recibida_en=cuando, archivo=pdf("sellado"), **sello)
    assert (anotada.acusado_en, anotada.acuse_como) == (cuando, "Sello de oficialía")
    assert anotada.acuse_documento is not None
    assert verificar(anotada.acuse_documento)
    assert Acto.objects.get(verbo="anotar_acuse_exhorto").ocurrio_en == cuando


def test_responde_con_algo_una_vez_y_quien_responde_la_recibio(elenco: Elenco, emitida: CampanaDeExhortos) -> None:
    carta, quien = de(emitida, elenco.partido_a), elenco.usuario("partido")
    with rechazado("respuesta"):
        exhortos.responder_exhorto(carta, respuesta="  ", por=quien, en=DESPUES)
    with rechazado("rol"):
        exhortos.responder_exhorto(carta, respuesta="Sí.", por=elenco.usuario("partido_b"), en=DESPUES)
    dada = exhortos.responder_exhorto(carta, respuesta="", archivo=pdf("oficio"), por=quien, en=DESPUES)
    assert (dada.estado, dada.acusado_en) == ("respondido", DESPUES)
    with rechazado("estado"):
        exhortos.responder_exhorto(carta, respuesta="Otra.", por=quien, en=DESPUES)


def test_que_se_cumplio_se_cuenta_al_verlo(
    elenco: Elenco,
    emitida: CampanaDeExhortos,
    pendientes: dict[str, Candidatura],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: DESPUES)
    lugar = reverse("exhortos_carta", args=[PROCESO, de(emitida, elenco.partido_b).pk])
    cliente = entrar(elenco.usuario("secretaria_tecnica"))
    assert "0 de 1, en este momento" in ver(cliente, lugar)
    candidaturas.retirar(
        pendientes["berta"],
        motivo_retiro="renuncia",
        documento="Acuerdo 7",
        por=elenco.usuario("secretaria_ejecutiva"),
        en=DESPUES,
    )
    pagina = ver(cliente, lugar)
    assert "1 de 1, en este momento" in pagina
    assert "Retirada" in pagina


# -- Its pages --------------------------------------------------------------------------------------------


@pytest.fixture
def el_diecisiete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: DESPUES)


@pytest.mark.usefixtures("el_diecisiete")
def test_la_representacion_acusa_y_entonces_lo_abre(elenco: Elenco, emitida: CampanaDeExhortos) -> None:
    carta = de(emitida, elenco.partido_a)
    lugar = reverse("exhortos_carta", args=[PROCESO, carta.pk])
    archivo = reverse("exhortos_archivo", args=[PROCESO, carta.pk, "carta"])
    cliente = entrar(elenco.usuario("partido"))
    assert "Ana Pérez" not in ver(cliente, lugar)
    assert cliente.get(archivo)["Location"] == lugar
    carta.refresh_from_db()
    assert carta.acusado_en is None
    assert cliente.post(lugar, {"hacer": "acusar_exhorto"})["Location"] == lugar
    assert "Ana Pérez" in ver(cliente, lugar)
    respuesta = cliente.get(archivo)
    assert b"".join(respuesta.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert Acto.objects.filter(verbo="descargar", por=elenco.usuario("partido")).count() == 1
    otra = reverse("exhortos_carta", args=[PROCESO, de(emitida, elenco.partido_b).pk])
    assert cliente.get(otra).status_code == cliente.post(otra, {"hacer": "acusar_exhorto"}).status_code == 404
    lista = ver(cliente, reverse("exhortos", args=[PROCESO]))
    assert "IEPC/ST/8/2024" in lista
    assert "Exhortos por responder" in ver(cliente, reverse("partido", args=[PROCESO]))
    exhortos.responder_exhorto(carta, respuesta="Ya.", por=elenco.usuario("partido"), en=DESPUES)
    assert "Exhortos por responder" not in ver(cliente, reverse("partido", args=[PROCESO]))
    assert "IEPC/ST/9/2024" not in lista


@pytest.mark.usefixtures("el_diecisiete")
def test_lo_que_no_se_acepta_se_dice_y_no_se_pierde(elenco: Elenco, emitida: CampanaDeExhortos) -> None:
    carta = de(emitida, elenco.partido_a)
    exhortos.acusar_exhorto(carta, por=elenco.usuario("partido"), en=DESPUES)
    malo = ContentFile(b"MZ", name="respuesta.exe")
    cliente = entrar(elenco.usuario("partido"))
    respuesta = cliente.post(
        reverse("exhortos_carta", args=[PROCESO, carta.pk]),
        {"hacer": "responder_exhorto", "respuesta": "Ya lo capturó.", "archivo": malo},
    )
    assert respuesta.status_code == 422
    assert "Ya lo capturó." in respuesta.content.decode()
    assert "respuesta.exe" in respuesta.content.decode()
    carta.refresh_from_db()
    assert carta.respondido_en is None


@pytest.mark.usefixtures("el_diecisiete")
def test_si_ya_la_respondieron_lo_que_se_escribia_se_ve(elenco: Elenco, emitida: CampanaDeExhortos) -> None:
    carta = de(emitida, elenco.partido_a)
    exhortos.responder_exhorto(carta, respuesta="Lo de la otra persona.", por=elenco.usuario("partido"), en=EN)
    lugar = reverse("exhortos_carta", args=[PROCESO, carta.pk])
    enviada = {"hacer": "responder_exhorto", "respuesta": "Lo mío, que tardé en escribir."}
    respuesta = entrar(elenco.usuario("partido")).post(lugar, enviada)
    assert respuesta.status_code == 422
    pagina = respuesta.content.decode()
    assert "Ya tiene respuesta" in pagina
    assert "Lo mío, que tardé en escribir." in pagina
    carta.refresh_from_db()
    assert carta.respuesta == "Lo de la otra persona."


@pytest.mark.usefixtures("el_diecisiete")
def test_si_otra_persona_cambio_la_campana_se_ve_y_se_guarda_sobre_lo_que_se_vio(
    elenco: Elenco, pendientes: dict[str, Candidatura], serie: SerieDeOficios
) -> None:
    campana = preparar(elenco)
    lugar, cliente = reverse("exhortos_campana", args=[PROCESO, campana.pk]), entrar(elenco.usuario("verificacion"))
    dicho = {"nombre": "Abril", "responder_hasta": "2024-04-22", "hacer": "cambiar_exhortos"}
    assert cliente.post(lugar, {**dicho, "parrafo": "De otra persona.", "version": 1}).status_code == 302
    mio = {**dicho, "parrafo": "Lo mío.", "version": 1}
    respuesta = cliente.post(lugar, mio)
    assert respuesta.status_code == 422
    pagina = respuesta.content.decode()
    assert "De otra persona." in pagina
    assert "<li> Alguien cambió la campaña mientras usted la revisaba." in " ".join(pagina.split())
    assert "Lo mío." in pagina
    vista = respuesta.context["formas"]["cambiar_exhortos"]["version"].value()
    assert cliente.post(lugar, {**mio, "version": vista}).status_code == 302
    campana.refresh_from_db()
    assert campana.parrafo == "Lo mío."
    # What was refused, or came back, is not folded away.
    assert '<details class="seccion seccion--plegada" id="cambiar" open>' in pagina
    sin_motivo = cliente.post(lugar, {"hacer": "excluir_exhorto", "carta": de(campana, elenco.partido_b).pk})
    assert '<details class="seccion seccion--plegada" id="excluir" open>' in sin_motivo.content.decode()
    assert '<details class="seccion seccion--plegada" id="cambiar">' in sin_motivo.content.decode()
    # Approved meanwhile, what was typed is still to be seen.
    aprobar(elenco, campana, serie)
    tarde = cliente.post(lugar, {**dicho, "parrafo": "Ya no cabe.", "version": campana.version})
    assert tarde.status_code == 422
    assert "Ya no cabe." in tarde.content.decode()
    campana.refresh_from_db()
    assert campana.parrafo == "Lo mío."


@pytest.mark.usefixtures("el_diecisiete")
def test_de_elegir_a_aprobar_por_sus_paginas(
    elenco: Elenco, pendientes: dict[str, Candidatura], serie: SerieDeOficios, monkeypatch: pytest.MonkeyPatch
) -> None:
    hechas: list[Any] = []
    monkeypatch.setattr("flujos.views.exhortos.aparte", lambda tarea, *args: hechas.append(tarea.name))
    cliente = entrar(elenco.usuario("secretaria_tecnica"))
    nueva = reverse("exhortos_preparar", args=[PROCESO])
    assert "Partido B" in ver(cliente, f"{nueva}?faltas=captura")
    assert "A nadie le falta eso" in ver(cliente, f"{nueva}?faltas=captura&cargo={elenco.gubernatura.pk}")
    assert cliente.get(f"{nueva}?faltas=captura&plazo=hasta").status_code == 422
    datos = {"nombre": "Abril", "responder_hasta": "2024-04-17", "parrafo": "Uno."}
    rechazada = cliente.post(f"{nueva}?faltas=captura", datos)
    assert rechazada.status_code == 422
    assert "Ese día no da tiempo" in rechazada.content.decode()
    assert not CampanaDeExhortos.objects.exists()
    creada = cliente.post(f"{nueva}?faltas=captura", {**datos, "responder_hasta": "2024-04-22"})
    campana = CampanaDeExhortos.objects.get()
    lugar = reverse("exhortos_campana", args=[PROCESO, campana.pk])
    assert creada["Location"] == lugar
    pagina = ver(cliente, lugar)
    assert "Todos" in pagina
    assert "No envió sus cuestionarios" in pagina
    fuera = {"hacer": "excluir_exhorto", "carta": de(campana, elenco.partido_b).pk, "motivo": "Ya respondió"}
    assert cliente.post(lugar, fuera).status_code == 302
    # What was read is not what there is.
    aprueba = {"hacer": "aprobar_exhortos", "serie": serie.pk, "version": 1}
    assert cliente.post(lugar, aprueba).status_code == 422
    assert cliente.post(lugar, {**aprueba, "version": 2}).status_code == 302
    assert hechas == ["flujos.tasks.emitir_exhortos"]
    assert "data-se-actualiza" in cliente.get(lugar).content.decode()
    campana.refresh_from_db()
    assert campana.estado == "aprobada"


@pytest.mark.usefixtures("el_diecisiete")
def test_las_listas_se_descargan_y_la_de_personas_queda_anotada(elenco: Elenco, emitida: CampanaDeExhortos) -> None:
    cliente = entrar(elenco.usuario("auditoria"))
    for lugar, dice in (
        (reverse("exhortos", args=[PROCESO]), "Abril"),
        (reverse("exhortos_campana", args=[PROCESO, emitida.pk]), "IEPC/ST/8/2024"),
        (reverse("exhortos_carta", args=[PROCESO, de(emitida, elenco.partido_a).pk]), "Ana Pérez Ñuño"),
    ):
        respuesta: Any = cliente.get(f"{lugar}?formato=csv&orden=-nombre")
        assert dice in respuesta.getvalue().decode("utf-8-sig")
    assert Acto.objects.filter(verbo="descargar").count() == 1
    suya: Any = entrar(elenco.usuario("partido")).get(reverse("exhortos", args=[PROCESO]) + "?formato=csv&orden=numero")
    assert "0 de 1" in suya.getvalue().decode("utf-8-sig")


@pytest.mark.usefixtures("el_diecisiete")
def test_quien_representa_a_una_coalicion_recibe_lo_de_ella(elenco: Elenco, emitida: CampanaDeExhortos) -> None:
    otra = Usuario.objects.create_user("otra", "otra@example.com")
    Nombramiento.objects.create(
        usuario=otra,
        rol=Group.objects.get(name=Rol.PARTIDO.value),
        proceso=elenco.proceso,
        actor=elenco.partido_b,
        desde=date(2024, 4, 1),
    )
    lugar = reverse("exhortos_carta", args=[PROCESO, de(emitida, elenco.partido_a).pk])
    assert entrar(otra).get(lugar).status_code == 404
    elenco.partido_a.integrantes.add(elenco.partido_b)
    assert entrar(otra).get(lugar).status_code == 200
