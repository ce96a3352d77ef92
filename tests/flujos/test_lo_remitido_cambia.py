"""What changes after it was sent opens numeral 10; facts mark steps and milestones; a reason stands by."""

from datetime import date

import pytest
from django.urls import reverse

from compliance.models import Entregable, Hito, Nombramiento, Proceso, Subactividad
from compliance.plan.esquema import leer_plan, ruta_de_plan
from compliance.services.planes import cargar_plan
from flujos import entregables
from flujos.entregables import Causa
from flujos.entregables.informes import informe_mensual
from flujos.transiciones import FueraDeLugar, Rechazo, YaHecho

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento
from ..paginas import entrar, plana, ver
from .pasos import hasta_remision, remitir

PROCESO = "prueba-2024"
EN = momento("2024-04-15 10:00")


@pytest.fixture(autouse=True)
def ese_dia(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)


def numeral_10(e: Elenco) -> Entregable:
    return Entregable.objects.create(
        proceso=e.proceso,
        llave="modificaciones",
        clave="11.10",
        numeral=10,
        orden=9,
        nombre="Modificaciones",
        ruta=e.entregables["remision-abril"].ruta,
        tipo=Entregable.Tipo.CONTINGENTE,
        es_plantilla=True,
        regla_remision="5 días naturales después",
    )


def remitido(e: Elenco) -> Entregable:
    informe = hasta_remision(e)
    remitir(e, informe, "2024-04-04 12:00")
    return informe


def modificar(e: Elenco, informe: Entregable, dia: date = date(2024, 4, 12)) -> Entregable:
    return entregables.modificar_remitido(
        informe, pdf("cambiado"), cambio_el=dia, motivo="Se corrigió la tabla 2", por=e.usuario("area"), en=EN
    )


def test_modificar_lo_remitido_abre_el_numeral_10_con_el_archivo_y_sus_cinco_dias(elenco: Elenco) -> None:
    numeral_10(elenco)
    informe = remitido(elenco)
    abierto = modificar(elenco, informe)
    assert (abierto.numeral, abierto.evento_el, abierto.limite_remision) == (10, date(2024, 4, 12), date(2024, 4, 17))
    documento = abierto.documentos.get()
    assert (documento.subido_por, documento.version) == (elenco.usuario("area"), 1)
    # What was sent stays as it was.
    assert informe.documentos.filter(tipo="proyecto").count() == 1
    cliente = entrar(elenco.usuario("auditoria"))
    for de, a in ((informe, abierto), (abierto, informe)):
        pagina = cliente.get(reverse("entregable", args=[PROCESO, de.pk])).content.decode()
        assert reverse("entregable", args=[PROCESO, a.pk]) in pagina


def test_enviado_dos_veces_abre_uno(elenco: Elenco) -> None:
    numeral_10(elenco)
    informe = remitido(elenco)
    abierto = modificar(elenco, informe)
    with pytest.raises(YaHecho, match="ya abrió"):
        modificar(elenco, informe)
    entregables.cancelar(abierto, motivo="No cambió", por=None, en=EN)
    assert modificar(elenco, informe) != abierto


def test_sin_fila_del_numeral_10_o_sin_remitir_se_dice_que_hacer(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    with pytest.raises(FueraDeLugar, match="agregue una versión"):
        modificar(elenco, informe)
    remitir(elenco, informe, "2024-04-04 12:00")
    with pytest.raises(Rechazo, match="no tiene una fila del numeral 10"):
        modificar(elenco, informe)
    numeral_10(elenco)
    with pytest.raises(Rechazo, match="no pudo modificarse antes"):
        modificar(elenco, informe, date(2024, 4, 3))


def test_un_hecho_dice_que_lo_origino_y_no_puede_ser_de_otro_proceso(elenco: Elenco) -> None:
    plantilla = numeral_10(elenco)
    lugar = reverse("entregable_accion", args=[PROCESO, plantilla.pk, "registrar-evento"])
    cliente = entrar(elenco.usuario("secretaria_tecnica"))
    datos = {"evento_el": "2024-04-14", "descripcion": "Otro anexo", "causa_texto": "Oficio del INE"}
    ajeno = cliente.post(lugar, datos | {"causa_entregable": 999999})
    assert ajeno.status_code == 422
    for escrito in (999999, "la de Ana", "9" * 19, "/candidaturas/"):
        assert cliente.post(lugar, datos | {"causa_candidatura": escrito}).status_code == 422, escrito
    propio = elenco.entregables["publicacion"]
    respuesta = cliente.post(lugar, datos | {"causa_entregable": propio.pk})
    assert respuesta.status_code == 302
    pagina = plana(cliente.get(respuesta["Location"]))
    assert "Oficio del INE" in pagina
    assert reverse("entregable", args=[PROCESO, propio.pk]) in pagina
    # A candidacy is told by the address of any of its pages, or by its number.
    c = elenco.candidatura("Ana Pérez")
    suya = reverse("candidatura", args=[PROCESO, c.pk])
    for n, escrito in enumerate((f"https://cauce.mx{suya}datos/", f" {c.pk} ")):
        descripcion = {"descripcion": f"Sustitución {n}", "causa_candidatura": escrito}
        assert suya in plana(cliente.get(cliente.post(lugar, datos | descripcion)["Location"])), escrito
    # By the service, as by the page.
    otro = Entregable.objects.filter(plantilla=plantilla).earliest("pk")
    otro.causa.de_entregable.proceso_id += 1
    with pytest.raises(Rechazo, match="otro proceso"):
        entregables.registrar_evento(
            plantilla,
            evento_el=date(2024, 4, 13),
            descripcion="x",
            causa=Causa(entregable=otro.causa.de_entregable),
            por=None,
            en=EN,
        )


def test_un_hecho_marca_su_actividad_y_deja_de_marcarla_si_se_corrige_o_se_quita(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    uno, otro = (
        Subactividad.objects.create(
            entregable=informe, orden=n, clave=f"11.3.{n}", texto="Paso", fecha=date(2024, 4, 5)
        )
        for n in (1, 2)
    )
    quien = {"por": elenco.usuario("area"), "en": EN}
    hecho = entregables.registrar_hecho(
        informe, dias=[date(2024, 4, 8)], texto="Se capacitó", clase="capacitacion", subactividad=uno, **quien
    )
    uno.refresh_from_db()
    assert (uno.realizada_el, uno.retraso) == (date(2024, 4, 8), 3)
    (fila,) = [f for f in informe_mensual(elenco.proceso, date(2024, 4, 1), EN).filas if f.llave == informe.llave]
    assert "Capacitación: Se capacitó." in fila.desarrollo
    assert "Actividad 11.3.1 del plan, 3 días después de su fecha." in fila.desarrollo
    entregables.corregir_hecho(
        hecho, dias=[date(2024, 4, 5)], texto="Se capacitó", subactividad=otro, motivo="Era la otra", **quien
    )
    uno.refresh_from_db()
    otro.refresh_from_db()
    assert (uno.realizada_el, otro.realizada_el, otro.retraso) == (None, date(2024, 4, 5), 0)
    with pytest.raises(Rechazo, match="Falta el motivo"):
        entregables.quitar_hecho(hecho, motivo=" ", **quien)
    entregables.quitar_hecho(hecho, motivo="No ocurrió", **quien)
    otro.refresh_from_db()
    assert (otro.realizada_el, informe.hechos.count()) == (None, 0)


def test_una_actividad_de_otro_entregable_no_se_marca(elenco: Elenco) -> None:
    ajena = Subactividad.objects.create(
        entregable=elenco.entregables["publicacion"], orden=1, clave="11.12.1", texto="Paso"
    )
    with pytest.raises(Rechazo, match="es de otro entregable"):
        entregables.registrar_hecho(
            elenco.entregables["informe-marzo"],
            dias=[date(2024, 4, 8)],
            texto="x",
            subactividad=ajena,
            por=elenco.usuario("area"),
            en=EN,
        )


@pytest.mark.django_db
def test_un_modulo_de_jalisco_se_libera_y_se_juzga_con_su_fecha() -> None:
    plan, sha256 = leer_plan(ruta_de_plan("iepc-jalisco-2023-2024"))
    cargar_plan(plan, sha256, por=None, en=momento("2023-09-01 09:00"))
    proceso = Proceso.objects.get(clave="iepc-jalisco-2023-2024")
    modulo = Hito.objects.filter(proceso=proceso).earliest("termina")
    tarde = date.fromordinal(modulo.termina.toordinal() + 2)
    en = momento("2024-06-01 10:00")
    hecho = entregables.registrar_hito(modulo, dias=[tarde], texto="Se liberó", clase="modulo", por=None, en=en)
    modulo.refresh_from_db()
    assert (modulo.realizado_el, modulo.retraso) == (tarde, 2)
    informe = informe_mensual(proceso, tarde.replace(day=1), en)
    (dicho,) = [h for h in informe.hitos if h.hito == modulo.pk]
    assert (dicho.alcanzado, dicho.retraso) == (tarde, 2)
    assert "Módulo liberado: Se liberó." in dicho.desarrollo
    with pytest.raises(YaHecho):
        entregables.registrar_hito(modulo, dias=[tarde], texto="se liberó", por=None, en=en)
    entregables.quitar_hito(hecho, motivo="Era otro", por=None, en=en)
    modulo.refresh_from_db()
    assert modulo.realizado_el is None


def test_lo_realizado_de_un_hito_se_lee_en_el_plan_y_en_el_calendario(elenco: Elenco) -> None:
    plan, sha256 = leer_plan(ruta_de_plan("iepc-jalisco-2023-2024"))
    cargar_plan(plan, sha256, por=None, en=momento("2023-09-01 09:00"))
    proceso = Proceso.objects.get(clave="iepc-jalisco-2023-2024")
    suyo = Nombramiento.objects.get(usuario=elenco.usuario("auditoria"))
    suyo.pk, suyo.proceso = None, proceso
    suyo.save()
    uno, otro, *_ = Hito.objects.filter(proceso=proceso).order_by("termina")
    tarde = date.fromordinal(uno.termina.toordinal() + 2)
    entregables.registrar_hito(uno, dias=[tarde], texto="Se liberó con sus pruebas", por=None, en=EN)
    cliente = entrar(elenco.usuario("auditoria"))
    for nombre in ("plan", "calendario"):
        hitos = ver(cliente, reverse(nombre, args=[proceso.clave])).partition('id="hitos"')[2]
        renglones = {h.pk: hitos.partition(f"/hitos/{h.pk}/")[2].partition("</tr>")[0] for h in (uno, otro)}
        assert "Se liberó con sus pruebas" in renglones[uno.pk], nombre
        assert ("Tarde" in renglones[uno.pk], "Vencido" in renglones[uno.pk]) == (True, False), nombre
        assert ("Vencido" in renglones[otro.pk]) is (otro.termina < EN.date()), nombre


def test_la_razon_se_lee_en_la_lista_junto_a_lo_que_sigue_vencido(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    lugar = reverse("entregable_accion", args=[PROCESO, informe.pk, "explicar-atraso"])
    cliente, lista = entrar(elenco.usuario("area")), reverse("entregables", args=[PROCESO])
    assert "Razón:" not in ver(cliente, lista)
    assert cliente.post(lugar, {"razon": "<b>SIVOPLE</b> no abrió dos días."}).status_code == 302
    renglon = ver(cliente, lista).partition(f"/entregables/{informe.pk}/")[2].partition("</tr>")[0]
    situacion = renglon.partition('data-etiqueta="Situación"')[2].partition("</td>")[0]
    assert "Vencido" in situacion
    assert "Razón: &lt;b&gt;SIVOPLE&lt;/b&gt; no abrió dos días." in situacion


def test_la_razon_va_junto_al_atraso_y_no_lo_cambia(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    quien = {"por": elenco.usuario("area"), "en": EN}
    antes = informe.situacion(EN)
    entregables.explicar_atraso(informe, razon="SIVOPLE no abrió dos días.", **quien)
    informe.refresh_from_db()
    assert informe.situacion(EN) == antes
    assert (informe.razon_atraso_por, informe.razon_atraso_en) == (elenco.usuario("area"), EN)
    with pytest.raises(YaHecho):
        entregables.explicar_atraso(informe, razon="SIVOPLE no abrió dos días.", **quien)
    # However a browser breaks its lines.
    entregables.explicar_atraso(informe, razon="SIVOPLE\r\nno abrió dos días.", **quien)
    with pytest.raises(YaHecho):
        entregables.explicar_atraso(informe, razon="SIVOPLE\r\nno abrió dos días.", **quien)
    entregables.explicar_atraso(informe, razon="SIVOPLE no abrió dos días.", **quien)
    (fila,) = [f for f in informe_mensual(elenco.proceso, date(2024, 4, 1), EN).filas if f.llave == informe.llave]
    assert fila.situacion.clase.value == "vencidos"
    assert "Razón del atraso: SIVOPLE no abrió dos días." in fila.desarrollo
    with pytest.raises(FueraDeLugar, match="ni estuvo atrasado"):
        entregables.explicar_atraso(elenco.entregables["remision-abril"], razon="x", por=None, en=EN)
