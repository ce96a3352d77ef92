"""A report is written, taken to a session and made once: what each step lets through and what it leaves."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from compliance.models import Usuario
from documentos.informes.redaccion import SeccionEscrita
from documentos.informes.redactado import escritas
from documentos.models import Documento, Informe
from flujos import entregables
from flujos.entregables.redaccion import datos_de
from flujos.transiciones import Rechazo

from ..elenco import Elenco, momento

EN = momento("2024-04-03 10:00")
CORREGIDO = momento("2024-04-03 12:00")


@pytest.fixture
def informe(elenco: Elenco) -> Informe:
    return entregables.empezar_informe(elenco.proceso, "2024-03", por=elenco.usuario("secretaria_tecnica"), en=EN)


def guardar(informe: Informe, secciones: list[SeccionEscrita], quien: Usuario, **cambios: object) -> Informe:
    datos: dict = {
        "secciones": secciones,
        "corte": informe.corte,
        "entregable": informe.entregable,
        "version": informe.version,
        **cambios,
    }
    return entregables.guardar_informe(informe, **datos, por=quien, en=EN)


def emitir(informe: Informe, e: Elenco, **otros: object) -> Informe:
    quien = e.usuario("area")
    entregables.llevar_informe(informe, por=quien, en=EN)
    return entregables.congelar_informe(informe, por=quien, en=EN, **otros)  # type: ignore[arg-type]


def test_empieza_con_las_secciones_de_fabrica_y_su_entregable(elenco: Elenco, informe: Informe) -> None:
    titulos = [s.titulo for s in informe.secciones.all()]
    assert {"Presentación", "Antecedentes", "Marco legal", "Glosario"} < set(titulos)
    assert informe.entregable == elenco.entregables["informe-marzo"]
    assert informe.history.count() == 1


def test_no_se_empieza_dos_veces_ni_antes_de_su_mes(elenco: Elenco, informe: Informe) -> None:
    for periodo in ("2024-03", "2024-05", "abril"):
        with pytest.raises(Rechazo):
            entregables.empezar_informe(elenco.proceso, periodo, por=None, en=EN)
    assert Informe.objects.count() == 1


def test_se_agrega_se_mueve_y_se_quita(elenco: Elenco, informe: Informe) -> None:
    primera, segunda, *_ = escritas(informe)
    nueva = SeccionEscrita("Reunión con el INE", "El 25 se explicó la conectividad.", 2)
    guardar(informe, [segunda, nueva, primera], elenco.usuario("area"))
    assert [s.titulo for s in informe.secciones.all()] == [segunda.titulo, nueva.titulo, primera.titulo]
    # The same form, sent again.
    guardar(informe, [segunda, nueva, primera], elenco.usuario("area"), version=1)
    informe.refresh_from_db()
    assert informe.version == 2


def test_a_quien_guarda_despues_se_le_avisa(elenco: Elenco, informe: Informe) -> None:
    secciones = escritas(informe)
    una = [replace(secciones[0], texto="Uno"), *secciones[1:]]
    otra = [replace(secciones[0], texto="Dos"), *secciones[1:]]
    guardar(informe, una, elenco.usuario("area"))
    with pytest.raises(Rechazo, match="Alguien guardó el informe"):
        guardar(informe, otra, elenco.usuario("secretaria_tecnica"), version=1)
    assert informe.secciones.first().texto == "Uno"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [({"titulo": " "}, "titulo_0"), ({"texto": "Van {muchas}."}, "texto_0")],
)
def test_lo_que_no_puede_ser_se_dice_junto_a_su_campo(
    elenco: Elenco, informe: Informe, cambio: dict[str, str], campo: str
) -> None:
    with pytest.raises(Rechazo) as dicho:
        guardar(informe, [replace(escritas(informe)[0], **cambio)], elenco.usuario("area"))  # type: ignore[arg-type]
    assert list(dicho.value.campos) == [campo]


def test_el_corte_es_del_mes_a_hoy(elenco: Elenco, informe: Informe) -> None:
    for dia in (date(2024, 2, 29), date(2024, 4, 4)):
        with pytest.raises(Rechazo, match="corte"):
            guardar(informe, escritas(informe), elenco.usuario("area"), corte=dia)
    guardar(informe, escritas(informe), elenco.usuario("area"), corte=date(2024, 3, 31))
    assert datos_de(Informe.objects.get(), EN).corte < momento("2024-04-01 00:00")


def test_quien_no_escribe_informes_no_puede(elenco: Elenco, informe: Informe) -> None:
    for quien in ("comision", "partido", "ajena", "auditoria"):
        with pytest.raises(Rechazo):
            entregables.llevar_informe(informe, por=elenco.usuario(quien), en=EN)


def test_en_sesion_su_texto_se_cierra_y_se_devuelve_con_motivo(elenco: Elenco, informe: Informe) -> None:
    quien = elenco.usuario("area")
    with pytest.raises(Rechazo, match="Llévelo antes a sesión"):
        entregables.congelar_informe(informe, por=quien, en=EN)
    entregables.llevar_informe(informe, por=quien, en=EN)
    with pytest.raises(Rechazo, match="En sesión"):
        guardar(informe, [SeccionEscrita("Otra")], quien)
    with pytest.raises(Rechazo, match="motivo"):
        entregables.devolver_informe(informe, motivo=" ", por=quien, en=EN)
    entregables.devolver_informe(informe, motivo="Falta el glosario", por=quien, en=EN)
    assert guardar(informe, [SeccionEscrita("Otra")], quien).version == 2


def test_se_emite_una_vez_como_documento_de_su_entregable(elenco: Elenco, informe: Informe) -> None:
    emitido = emitir(informe, elenco)
    suyo = elenco.entregables["informe-marzo"]
    suyo.refresh_from_db()
    documento = suyo.documentos.get()
    assert emitido.documento == documento
    assert emitido.folio == "PRUEBA-2024/MENSUAL/0001"
    with documento.archivo.open("rb") as archivo:
        contenido = archivo.read()
    assert contenido.startswith(b"%PDF-")
    assert documento.sha256 == hashlib.sha256(contenido).hexdigest()
    # It was waiting to be handed in: it goes on.
    assert suyo.etapa.tipo == "decidir"
    assert emitido.proceso.actos.filter(verbo="congelar_informe").get().hechos["sha256"] == documento.sha256
    for hacer in (entregables.congelar_informe, entregables.llevar_informe):
        with pytest.raises(Rechazo, match="emit"):
            hacer(informe, por=None, en=EN)


def test_lo_que_sigue_es_otra_version_con_el_folio_siguiente(elenco: Elenco, informe: Informe) -> None:
    guardar(informe, [SeccionEscrita("Única", "Van {previstas}.")], elenco.usuario("area"))
    emitir(informe, elenco)
    otra = entregables.empezar_informe(elenco.proceso, "2024-03", por=None, en=CORREGIDO)
    assert [s.texto for s in otra.secciones.all()] == ["Van {previstas}."]
    otra = emitir(otra, elenco)
    assert otra.folio.endswith("/0002")
    assert otra.documento is not None
    assert (otra.documento.entregable, otra.documento.version) == (elenco.entregables["informe-marzo"], 2)
    assert otra.codigo != Informe.objects.get(consecutivo=1).codigo


def test_quien_no_puede_presentar_no_emite_y_no_queda_folio(elenco: Elenco, informe: Informe) -> None:
    entregables.llevar_informe(informe, por=None, en=EN)
    with pytest.raises(Rechazo):
        entregables.congelar_informe(informe, por=elenco.usuario("area_transparencia"), en=EN)
    assert not Documento.objects.filter(entregable=informe.entregable).exists()
    assert entregables.congelar_informe(informe, por=None, en=EN).folio.endswith("/0001")


def test_una_frase_que_las_fechas_contradicen_pide_un_motivo(elenco: Elenco, informe: Informe) -> None:
    tarde = elenco.entregables["informe-marzo"]
    abril = entregables.empezar_informe(elenco.proceso, "2024-04", por=None, en=momento("2024-04-15 09:00"))
    abril.entregable = tarde
    en = momento("2024-04-15 10:00")
    entregables.guardar_informe(
        abril,
        secciones=[SeccionEscrita("Cierre", "Todo concluyó con antelación.")],
        corte=None,
        entregable=None,
        version=1,
        por=None,
        en=en,
    )
    entregables.llevar_informe(abril, por=None, en=en)
    with pytest.raises(Rechazo, match="con antelación"):
        entregables.congelar_informe(abril, por=None, en=en)
    emitido = entregables.congelar_informe(abril, motivo="Así lo leyó la comisión", por=None, en=en)
    # Of no deliverable, it is a document of the process.
    assert emitido.documento is not None
    assert (emitido.documento.tipo, emitido.documento.entregable) == ("informe", None)
