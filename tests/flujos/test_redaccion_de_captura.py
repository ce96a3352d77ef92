"""The reports of the capture are rows too: written, frozen with their folio, and pointed at where they are not true."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from compliance.models import Entregable
from documentos.informes.captura import InformeDeCaptura, informe_de_captura
from documentos.informes.periodos import de_captura_al, lapso_de
from documentos.informes.redaccion import SeccionEscrita, cifras_de, con_cifras, senalar
from documentos.informes.redactado import escritas, hoja_redactada
from documentos.models import Firmante, Informe
from documentos.papel import Firmas, Parrafo, Seccion, Tabla, en_pdf
from documentos.services import guardar_firmante
from flujos import entregables
from flujos.entregables.redaccion import datos_de, entregables_de
from flujos.transiciones import Rechazo

from ..elenco import Elenco, momento

EN = momento("2024-04-15 10:00")
# Each class with a period of the cast, and a moment at which it may be written.
TODAS = [
    ("avance", "2024-04", "2024-04-15 10:00"),
    ("semanal", "2024-04-12", "2024-04-15 10:00"),
    ("final", "2024-06", "2024-09-20 10:00"),
]


def emitir(informe: Informe, en: Any, **otros: object) -> Informe:
    entregables.llevar_informe(informe, por=None, en=en)
    return entregables.congelar_informe(informe, por=None, en=en, **otros)  # type: ignore[arg-type]


def guardar(informe: Informe, *secciones: SeccionEscrita, en: Any = EN) -> Informe:
    return entregables.guardar_informe(
        informe,
        secciones=secciones,
        corte=informe.corte,
        entregable=informe.entregable,
        version=informe.version,
        por=None,
        en=en,
    )


@pytest.mark.parametrize(("clase", "periodo", "cuando"), TODAS)
def test_se_empieza_se_emite_y_se_comprueba(elenco: Elenco, clase: str, periodo: str, cuando: str) -> None:
    elenco.candidatura("ANA PEREZ NUÑO")
    en = momento(cuando)
    informe = entregables.empezar_informe(elenco.proceso, periodo, clase, por=None, en=en)
    assert {"Marco legal", "Metodología"} < {s.titulo for s in informe.secciones.all()}
    hoja = hoja_redactada(informe, escritas(informe), datos_de(informe, en), en=en)
    assert hoja.apaisada
    assert hoja.marca == "BORRADOR"
    assert any(isinstance(b, Tabla) for b in hoja.bloques)
    # Nothing of what it begins with is contradicted by the record.
    assert senalar(escritas(informe), datos_de(informe, en)) == []
    informe.entregable = None
    Informe.objects.filter(pk=informe.pk).update(entregable=None)
    emitido = emitir(informe, en)
    assert emitido.folio == f"PRUEBA-2024/{clase.upper()}/0001"
    assert emitido.documento is not None
    # Of no deliverable, it is a document of the process.
    assert (emitido.documento.tipo, emitido.documento.titulo) == ("informe", datos_de(emitido, en).titulo)
    comprobado = Client().get(reverse("verificar", args=[emitido.codigo]))
    assert comprobado.status_code == 200
    assert emitido.folio in comprobado.content.decode()


def test_cada_clase_tiene_su_serie_de_folios(elenco: Elenco) -> None:
    for clase, periodo in (("avance", "2024-04"), ("semanal", "2024-04-12"), ("mensual", "2024-02")):
        informe = entregables.empezar_informe(elenco.proceso, periodo, clase, por=None, en=EN)
        assert emitir(informe, EN).folio.endswith(f"{clase.upper()}/0001")
    otro = entregables.empezar_informe(elenco.proceso, "2024-03", "avance", por=None, en=EN)
    # It begins with the sections of the last one of its class.
    assert "Por cuestionario" in [s.titulo for s in otro.secciones.all()]


@pytest.mark.parametrize(
    ("clase", "periodo"),
    [
        ("avance", "2024-05"),
        ("avance", "abril"),
        ("final", "2024-06"),
        ("final", "2024-04"),
        ("semanal", "2024-04-18"),
        ("semanal", "2024-04-26"),
        ("semanal", "2024-04"),
        ("diario", "2024-04"),
    ],
)
def test_lo_que_no_ha_comenzado_o_no_es_de_su_clase_no_se_empieza(elenco: Elenco, clase: str, periodo: str) -> None:
    with pytest.raises(Rechazo):
        entregables.empezar_informe(elenco.proceso, periodo, clase, por=None, en=EN)
    assert not Informe.objects.exists()


def test_se_ofrecen_los_que_pueden_escribirse(elenco: Elenco) -> None:
    assert de_captura_al(elenco.proceso, EN.date()) == [
        ("avance", "2024-04"),
        ("avance", "2024-03"),
        ("semanal", "2024-04-19"),
        ("semanal", "2024-04-12"),
    ]
    tras_la_jornada = de_captura_al(elenco.proceso, momento("2024-08-01 10:00").date())
    assert tras_la_jornada[0] == ("final", "2024-06")
    assert next(p for c, p in tras_la_jornada if c == "semanal") == "2024-06-07"
    assert lapso_de(elenco.proceso, "semanal", "2024-04-12").desde.day == 6


def test_el_semanal_se_cuenta_al_cierre_de_su_semana(elenco: Elenco) -> None:
    informe = entregables.empezar_informe(elenco.proceso, "2024-04-12", "semanal", por=None, en=EN)
    assert str(informe.corte) == "2024-04-12"
    assert informe.entregable is None
    datos = datos_de(informe, EN)
    assert datos.titulo == "Seguimiento semanal de la publicación, semana que terminó el viernes 12 de abril de 2024"
    assert datos.corte < momento("2024-04-13 00:00")
    # The week under way has no cut-off yet, and says that it has not ended.
    de_esta = entregables.empezar_informe(elenco.proceso, "2024-04-19", "semanal", por=None, en=EN)
    assert de_esta.corte is None
    assert datos_de(de_esta, EN).titulo.endswith("semana que termina el viernes 19 de abril de 2024")


def test_el_de_avance_es_documento_del_entregable_de_su_mes(elenco: Elenco) -> None:
    suyo = elenco.entregables["avance-abril"]
    Entregable.objects.filter(pk=suyo.pk).update(nombre="Informe del avance cuantitativo en la captura")
    assert entregables_de(Informe(proceso=elenco.proceso, clase="avance", periodo="2024-04")) == [suyo]
    assert suyo.limite_final is not None
    mes = f"{suyo.limite_final:%Y-%m}"
    en = momento(f"{mes}-28 10:00")
    assert entregables.empezar_informe(elenco.proceso, mes, "avance", por=None, en=en).entregable == suyo
    # The report of another month is not its document, though somebody may say so.
    assert entregables.empezar_informe(elenco.proceso, "2024-03", "avance", por=None, en=en).entregable is None


def test_las_partes_y_las_cifras_son_de_su_clase(elenco: Elenco) -> None:
    informe = entregables.empezar_informe(elenco.proceso, "2024-04", "avance", por=None, en=EN)
    with pytest.raises(Rechazo) as dicho:
        guardar(informe, SeccionEscrita("Actividades", contenido="actividades"))
    assert list(dicho.value.campos) == ["contenido_0"]
    for marca in ("{con_retraso}", "{publicadas_antes}"):
        with pytest.raises(Rechazo, match="no es una cifra"):
            guardar(informe, SeccionEscrita("Cifras", marca))
    guardar(informe, SeccionEscrita("Cifras", "{publicadas:letra} de {vigentes}", contenido="cargos"))


@pytest.fixture
def contado(elenco: Elenco) -> InformeDeCaptura:
    """Two of party A, one of them captured and published; one of party B, not captured."""
    elenco.candidatura_en("publicada", "ANA PEREZ NUÑO", formula="1")
    elenco.candidatura("LUISA PEREZ NUÑO", formula="2")
    elenco.candidatura("EVA PEREZ NUÑO", formula="3", actor=elenco.partido_b)
    return informe_de_captura(elenco.proceso, "avance", momento("2024-04-16 10:00"), con_estadisticas=False)


def test_las_cifras_dicen_cuantas_y_de_quien(elenco: Elenco, contado: InformeDeCaptura) -> None:
    cifras = cifras_de(contado)
    texto = "{publicadas:letra} de {vigentes}: {porcentaje_publicacion}; faltan {sin_publicar}"
    assert con_cifras(texto, cifras) == "una de 3: 33 %; faltan 2"
    assert cifras["sin_publicar"].reparto == [(elenco.partido_a.nombre, 1), (elenco.partido_b.nombre, 1)]
    informe = Informe(proceso=elenco.proceso, clase="avance", periodo="2024-04")
    hoja = hoja_redactada(informe, [SeccionEscrita("Cifras", texto)], contado, en=EN)
    (suya,) = [b for b in hoja.bloques if isinstance(b, Tabla)]
    assert suya.filas[0] == ("Candidaturas en el sitio público", "1", f"{elenco.partido_a.nombre}: 1")


@pytest.mark.parametrize(
    ("texto", "dice"),
    [
        ("Todas las candidaturas están publicadas.", True),
        ("No todas las candidaturas están publicadas.", False),
        ("Se publicó el 100 % de las candidaturas.", True),
        ("Se capturó la totalidad.", True),
        ("{publicadas} candidaturas están publicadas.", False),
        ("Todas las actividades concluyeron.", False),
        ("En reunión de trabajo la comisión aprobó el informe.", True),
    ],
)
def test_lo_que_se_dice_de_todas_y_no_lo_es_se_senala(contado: InformeDeCaptura, texto: str, dice: bool) -> None:
    assert bool(senalar([SeccionEscrita("Cierre", texto)], contado)) is dice


def test_de_quien_se_nombra_se_mira_solo_lo_suyo(elenco: Elenco, contado: InformeDeCaptura) -> None:
    (dicho,) = senalar([SeccionEscrita("B", f"Todas las de {elenco.partido_b.nombre} se publicaron.")], contado)
    assert elenco.partido_b.nombre in dicho.por_que
    assert elenco.partido_a.nombre not in dicho.por_que


def test_en_tiempo_sobre_capturas_extemporaneas_se_senala(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada", "ANA PEREZ NUÑO")
    type(c).objects.filter(pk=c.pk).update(captura_vencia=momento("2024-04-01 23:59"))
    datos = informe_de_captura(elenco.proceso, "avance", momento("2024-04-16 10:00"), con_estadisticas=False)
    assert datos.total.numeros["extemporaneas"] == 1
    (dicho,) = senalar([SeccionEscrita("Cierre", "Se capturó dentro de su plazo.")], datos)
    assert elenco.partido_a.nombre in dicho.por_que
    assert senalar([SeccionEscrita("Cierre", "{en_tiempo} se enviaron en tiempo.")], datos) == []


def test_firma_quien_firma_ese_dia_esa_clase(elenco: Elenco) -> None:
    def firma(nombre: str, desde: str, hasta: str | None, *papeles: str) -> None:
        quien = Firmante(
            proceso=elenco.proceso,
            tratamiento="Mtra.",
            nombre=nombre,
            cargo="Encargada de despacho",
            desde=momento(f"{desde} 00:00").date(),
            hasta=momento(f"{hasta} 00:00").date() if hasta else None,
            papeles=list(papeles),
        )
        guardar_firmante(quien, por=elenco.usuario("administracion"), en=EN)

    firma("Antes", "2024-01-01", "2024-04-14", "avance")
    firma("Hoy", "2024-04-15", None, "avance")
    firma("De todo", "2024-01-01", None)

    def firman(clase: str, cuando: str) -> list[str]:
        en = momento(cuando)
        informe = Informe(proceso=elenco.proceso, clase=clase, periodo="2024-04")
        hoja = hoja_redactada(informe, [SeccionEscrita("Única", "Dice.")], datos_de(informe, en), en=en)
        (firmas,) = [b for b in hoja.bloques if isinstance(b, Firmas)]
        return [f.nombre for f in firmas.firmas]

    assert firman("avance", "2024-04-14 23:00") == ["Mtra. Antes"]
    assert firman("avance", "2024-04-15 00:30") == ["Mtra. Hoy"]
    assert firman("mensual", "2024-04-15 10:00") == ["Mtra. De todo"]


def test_sin_candidaturas_lo_dice_una_vez_en_cada_parte(elenco: Elenco) -> None:
    informe = entregables.empezar_informe(elenco.proceso, "2024-04", "avance", por=None, en=EN)
    hoja = hoja_redactada(informe, escritas(informe), datos_de(informe, EN), en=EN)
    assert any(isinstance(b, Parrafo) and "No hay candidaturas" in b.texto for b in hoja.bloques)
    # Nothing is published: its section says nothing and is left out.
    assert "Acción afirmativa e identidad" not in [b.texto for b in hoja.bloques if isinstance(b, Seccion)]
    assert en_pdf(hoja) == en_pdf(hoja)


def test_la_pagina_los_ofrece_y_los_escribe(elenco: Elenco, settings: Any) -> None:
    settings.DEMO_FECHA = EN.date()
    elenco.candidatura("ANA PEREZ NUÑO")
    cliente = Client()
    cliente.force_login(elenco.usuario("secretaria_tecnica"), backend="django.contrib.auth.backends.ModelBackend")
    lugar = reverse("informe_redactar", args=["prueba-2024", "avance", "2024-04"])
    lista = reverse("informes", args=["prueba-2024"])
    assert lugar in cliente.get(lista).content.decode()
    assert cliente.post(lugar, {"hacer": "empezar_informe"}).status_code == 302
    pagina = cliente.get(lugar).content.decode()
    assert "porcentaje_captura" in pagina
    assert "Las actividades" not in pagina
    assert "Cómo se contó" in pagina
    assert "Lo dice la administración" in pagina
    assert "Borrador" in cliente.get(lista).content.decode()
    borrador = cliente.get(reverse("informe_redactado", args=["prueba-2024", "avance", "2024-04"]))
    assert borrador.content.startswith(b"%PDF-")
    for otra in (("diario", "2024-04"), ("semanal", "2024-04-18"), ("avance", "2024-06")):
        assert cliente.get(reverse("informe_redactar", args=["prueba-2024", *otra])).status_code == 404
