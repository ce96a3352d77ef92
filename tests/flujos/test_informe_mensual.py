"""The monthly report tells the truth from the record, row by row, at its cut-off."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from compliance.disparadores import sin_guardas
from compliance.models import Entregable
from compliance.situacion import Clase
from documentos.informes.mensual import InformeMensual, leer_mes
from documentos.informes.mensual_pdf import hoja
from documentos.papel import en_pdf
from flujos import entregables
from flujos.entregables.informes import informe_mensual

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento
from .pasos import celebrar, hasta_remision, remitir

MARZO, ABRIL = date(2024, 3, 1), date(2024, 4, 1)


def informe(e: Elenco, mes: date, al: str) -> InformeMensual:
    return informe_mensual(e.proceso, mes, momento(al))


def fila(e: Elenco, llave: str, mes: date, al: str) -> Any:
    return next(f for f in informe(e, mes, al).filas if f.llave == llave)


def bytes_de(datos: InformeMensual) -> bytes:
    return en_pdf(hoja(datos))


def test_la_fila_cuenta_cada_paso_con_su_fecha_y_su_documento(elenco: Elenco) -> None:
    remitir(elenco, hasta_remision(elenco), "2024-04-04 13:00")
    f = fila(elenco, "informe-marzo", ABRIL, "2024-04-30 12:00")
    assert (f.fecha_maxima, f.fecha_conclusion) == (date(2024, 4, 5), date(2024, 4, 4))
    assert f.documento == "Documento; Oficio IEPC/SE/12/2024"
    assert f.desarrollo == (
        "El 28/03/2024, en reunión de trabajo, la Comisión Conóceles lo analizó.\n"
        "El 29/03/2024, en sesión extraordinaria, la Comisión Conóceles lo aprobó.\n"
        "El 01/04/2024, en sesión extraordinaria, el Consejo Estatal lo tuvo por presentado.\n"
        "Se remitió al INE el 04/04/2024 con el oficio IEPC/SE/12/2024 (destinatario: UTVOPL; copia: UTTyPDP).\n"
        "Concluyó dentro de la fecha máxima."
    )


def test_una_remision_tardia_se_dice_con_sus_dias(elenco: Elenco) -> None:
    remitir(elenco, hasta_remision(elenco), "2024-04-07 09:00")
    f = fila(elenco, "informe-marzo", ABRIL, "2024-04-30 12:00")
    assert f.situacion.clase is Clase.TARDE
    assert f.desarrollo.endswith("Concluyó 2 días después de la fecha máxima (05/04/2024).")
    assert "dentro de la fecha" not in f.desarrollo


def test_una_aprobacion_tardia_se_dice_aunque_la_remision_llegue_a_tiempo(elenco: Elenco) -> None:
    informe_ = hasta_remision(elenco)
    informe_.fecha_plan = date(2024, 3, 31)
    informe_.save()
    remitir(elenco, informe_, "2024-04-04 13:00")
    f = fila(elenco, "informe-marzo", ABRIL, "2024-04-30 12:00")
    assert f.situacion.clase is Clase.TARDE
    assert f.desarrollo.endswith("La aprobación fue 1 día después de la fecha del plan (31/03/2024).")


def test_lo_emitido_despues_del_dia_de_los_lineamientos_se_dice_sin_llamarlo_tarde(elenco: Elenco) -> None:
    informe_ = hasta_remision(elenco)
    informe_.fecha_ine = date(2024, 3, 30)
    informe_.save()
    remitir(elenco, informe_, "2024-04-04 13:00")
    f = fila(elenco, "informe-marzo", ABRIL, "2024-04-30 12:00")
    assert f.situacion.clase is Clase.A_TIEMPO
    assert "Se emitió 2 días después del día que señalan los Lineamientos (30/03/2024)." in f.desarrollo


def test_lo_devuelto_trae_las_observaciones(elenco: Elenco) -> None:
    informe_ = elenco.entregables["informe-marzo"]
    entregables.presentar(informe_, pdf(), por=elenco.usuario("area"), en=momento("2024-03-27 10:00"))
    celebrar(
        elenco,
        elenco.comision,
        "reunion",
        "2024-03-28 10:00",
        "secretaria_tecnica",
        "informe-marzo",
        resultado="devuelto",
        observaciones="Falta el avance de captura",
    )
    f = fila(elenco, "informe-marzo", MARZO, "2024-03-31 12:00")
    assert "la Comisión Conóceles lo devolvió con observaciones: «Falta el avance de captura»." in f.desarrollo
    assert f.desarrollo.endswith("Al corte está pendiente la aprobación, que vence el 01/04/2024.")


def test_al_corte_no_se_sabe_lo_que_paso_despues(elenco: Elenco) -> None:
    remitir(elenco, hasta_remision(elenco), "2024-04-04 13:00")
    f = fila(elenco, "informe-marzo", MARZO, "2024-03-30 12:00")
    assert f.fecha_conclusion is None
    assert "01/04/2024, en sesión" not in f.desarrollo
    assert "remitió" not in f.desarrollo


def test_se_informa_lo_que_vence_en_el_mes_y_lo_que_ya_estaba_vencido(elenco: Elenco) -> None:
    de_abril = [f.llave for f in informe(elenco, ABRIL, "2024-04-30 12:00").filas]
    assert de_abril == ["informe-marzo", "publicacion", "avance-abril", "remision-abril"]
    de_mayo = informe(elenco, date(2024, 5, 1), "2024-05-31 12:00").filas
    assert [f.llave for f in de_mayo] == de_abril
    assert all(f.situacion.clase is Clase.VENCIDO for f in de_mayo)
    assert "sigue pendiente la aprobación, que venció el 01/04/2024 (hace 60 días)." in de_mayo[0].desarrollo


def test_lo_concluido_en_abril_ya_no_esta_en_mayo(elenco: Elenco) -> None:
    remitir(elenco, hasta_remision(elenco), "2024-04-04 13:00")
    assert "informe-marzo" not in [f.llave for f in informe(elenco, date(2024, 5, 1), "2024-05-31 12:00").filas]


def test_cada_cifra_del_resumen_nombra_las_filas_que_la_forman(elenco: Elenco) -> None:
    remitir(elenco, hasta_remision(elenco), "2024-04-07 09:00")
    datos = informe(elenco, ABRIL, "2024-04-20 12:00")
    cifras = {c.etiqueta: list(c.filas) for c in datos.resumen}
    assert cifras == {
        "Actividades que se informan": [1, 2, 3, 4],
        "Con fecha máxima dentro del mes": [1, 2, 3, 4],
        "Concluidas en tiempo": [],
        "Concluidas con retraso": [1],
        "Vencidas sin concluir": [2],
        "En curso, dentro de su plazo": [3, 4],
    }


def test_las_sesiones_del_mes_se_cuentan_con_sus_asuntos(elenco: Elenco) -> None:
    hasta_remision(elenco)
    sesiones = informe(elenco, MARZO, "2024-04-30 12:00").sesiones
    assert [(s.dia, s.organo) for s in sesiones] == [
        (date(2024, 3, 28), "Comisión Conóceles"),
        (date(2024, 3, 29), "Comisión Conóceles"),
    ]
    assert sesiones[0].asuntos == ["11.3 Informe mensual de marzo"]


def test_las_candidaturas_se_cuentan_al_cierre_del_mes_o_al_corte(elenco: Elenco) -> None:
    candidatura = elenco.candidatura()
    with sin_guardas():
        candidatura.history.update(history_date=momento("2024-04-10 10:00"))
    assert informe(elenco, MARZO, "2024-04-30 12:00").total_candidaturas == 0
    abril = informe(elenco, ABRIL, "2024-04-15 12:00")
    assert (abril.candidaturas["asignada"], abril.total_candidaturas) == (1, 1)
    assert abril.corte_candidaturas == momento("2024-04-15 12:00")


def test_un_mes_sin_actividad_lo_dice(elenco: Elenco) -> None:
    datos = informe(elenco, date(2023, 10, 1), "2023-11-01 12:00")
    assert list(datos.filas) == []
    assert bytes_de(datos).startswith(b"%PDF-")


def test_un_mes_que_no_comienza_se_rechaza(elenco: Elenco) -> None:
    with pytest.raises(ValueError, match="Mayo de 2024 no había comenzado al corte"):
        informe(elenco, date(2024, 5, 1), "2024-04-30 23:59")


def test_el_mismo_registro_da_los_mismos_bytes(elenco: Elenco) -> None:
    remitir(elenco, hasta_remision(elenco), "2024-04-04 13:00")
    primero, segundo = (bytes_de(informe(elenco, ABRIL, "2024-04-30 12:00")) for _ in range(2))
    assert primero == segundo


def test_un_texto_largo_o_con_signos_de_marcado_no_rompe_el_documento(elenco: Elenco) -> None:
    entregable = elenco.entregables["informe-marzo"]
    entregable.nombre = "Informe <b>&</i> " + "muy largo " * 45
    entregable.save()
    entregables.presentar(entregable, pdf(), por=elenco.usuario("area"), en=momento("2024-03-27 10:00"))
    celebrar(
        elenco,
        elenco.comision,
        "reunion",
        "2024-03-28 10:00",
        "secretaria_tecnica",
        "informe-marzo",
        resultado="devuelto",
        observaciones="Párrafo con <para> y «comillas» ñ. " * 400,
    )
    assert bytes_de(informe(elenco, MARZO, "2024-03-31 12:00")).startswith(b"%PDF-")


def test_las_consultas_no_crecen_con_los_renglones(elenco: Elenco, django_assert_max_num_queries: Any) -> None:
    base = elenco.entregables["avance-abril"]
    for n in range(200):
        copia = Entregable.objects.get(pk=base.pk)
        copia.pk, copia.llave, copia.orden = None, f"copia-{n}", 100 + n
        copia.save(force_insert=True)
    with django_assert_max_num_queries(14):
        assert len(informe(elenco, ABRIL, "2024-04-30 12:00").filas) == 204


@pytest.mark.parametrize("texto", ["2024-13", "2024", "abril", "2024-04-01", ""])
def test_un_mes_mal_escrito_dice_como_escribirlo(texto: str) -> None:
    with pytest.raises(ValueError, match="AAAA-MM, por ejemplo 2024-04"):
        leer_mes(texto)


# The command.


def correr(*argumentos: str) -> str:
    salida = StringIO()
    call_command("informe", "mensual", *argumentos, stdout=salida)
    return salida.getvalue()


def test_el_comando_escribe_el_pdf_e_imprime_las_mismas_filas(elenco: Elenco, tmp_path: Path) -> None:
    remitir(elenco, hasta_remision(elenco), "2024-04-04 13:00")
    archivo = tmp_path / "abril.pdf"
    texto = correr("--proceso=prueba-2024", "--mes=2024-04", "--al=2024-04-30T12:00", f"--salida={archivo}", "--json")
    datos = json.loads(texto)
    assert datos["filas"] == informe(elenco, ABRIL, "2024-04-30 12:00").como_json()["filas"]
    assert datos["filas"][0] | {"desarrollo": ""} == {
        "no": 1,
        "llave": "informe-marzo",
        "clave": "11.3",
        "actividad": "Informe mensual de marzo",
        "documento": "Documento; Oficio IEPC/SE/12/2024",
        "fecha_maxima": "2024-04-05",
        "fecha_conclusion": "2024-04-04",
        "dias_de_realizacion": [],
        "desarrollo": "",
        "situacion": "a_tiempo",
        "dias": 0,
        "retrasos": {},
        "anticipos": {},
    }
    assert archivo.read_bytes() == bytes_de(informe(elenco, ABRIL, "2024-04-30 12:00"))


@pytest.mark.parametrize(
    ("argumentos", "dice"),
    [
        (["--proceso=no-existe", "--mes=2024-04", "--json"], "Registrados: prueba-2024"),
        (["--proceso=prueba-2024", "--mes=abril", "--json"], "--mes: «abril» no es un mes"),
        (["--proceso=prueba-2024", "--mes=2024-04"], "--salida"),
        (["--proceso=prueba-2024", "--mes=2024-04", "--al=ayer", "--json"], "--al"),
        (["--proceso=prueba-2024", "--mes=2024-05", "--al=2024-04-01", "--json"], "no había comenzado"),
        (["--proceso=prueba-2024", "--mes=2024-04", "--salida=/no/hay/carpeta.pdf"], "--salida: no se puede escribir"),
    ],
)
def test_el_comando_explica_lo_que_no_entiende(elenco: Elenco, argumentos: list[str], dice: str) -> None:
    with pytest.raises(CommandError, match=dice):
        correr(*argumentos)
