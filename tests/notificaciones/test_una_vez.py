"""One notice for each fact and person, whatever the number of rungs and roles; and lateness that goes up."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from compliance.actos import Apunte, asentar, escritura
from compliance.historia import guardar
from compliance.models import Area, Entregable, Integracion, Nombramiento, Organo, Plan, Suplencia, Usuario
from flujos import candidaturas, entregables
from flujos.candidaturas import NuevaObservacion
from notificaciones.models import Aviso, Dicho, Escalon, Recibido
from notificaciones.reenvios import reenviar
from notificaciones.services import barrer

from ..elenco import INICIO, Elenco, momento
from ..paginas import entrar
from .reloj import solo

una_escalera = import_module("notificaciones.migrations.0012_una_sola_escalera")
INICIO_DE_LA_ESCALERA = momento("2024-01-05 10:00")


def destinos(**filtro: object) -> list[str]:
    return sorted(Aviso.objects.filter(**filtro).values_list("destinatario_correo", flat=True))


def vencido(elenco: Elenco) -> Entregable:
    """One deliverable, due on 1 April and still being made."""
    solo(elenco, "informe-marzo")
    return elenco.entregables["informe-marzo"]


def test_quien_tiene_varios_papeles_oye_una_vez_y_la_otra_escalera_no_insiste(elenco: Elenco) -> None:
    vencido(elenco)
    elenco.nombrar(elenco.usuario("area"), "secretaria_tecnica")
    elenco.nombrar(elenco.usuario("area"), "comision")
    tarde = momento("2024-04-20 09:00")
    barrer(tarde)
    suyo = Aviso.objects.get(destinatario_correo="area@example.com")
    # The nearest to what is to be done; what the others would have said is kept with it.
    assert suyo.escalon.destinatario == "area"
    assert sorted(suyo.dichos.values_list("grupo", flat=True).order_by("grupo")) == [
        f"entregable-comision-8-despues|entregable:{suyo.entregable_id}|2024-04-01",
        f"entregable-secretaria-tecnica-3-despues|entregable:{suyo.entregable_id}|2024-04-01",
    ]
    pagina = entrar(elenco.usuario("auditoria")).get(f"/p/prueba-2024/avisos/{suyo.pk}/").content.decode()
    assert "Comisión: entregable por elaborar, 8 días después" in pagina
    assert barrer(tarde + timedelta(hours=1)).creados == 0


def test_si_solo_esa_persona_lo_oiria_no_se_le_dice_en_otro_barrido(elenco: Elenco) -> None:
    vencido(elenco)
    persona = elenco.usuario("area")
    elenco.nombrar(persona, "secretaria_tecnica")
    elenco.nombrar(persona, "comision")
    Nombramiento.objects.exclude(usuario=persona).update(hasta=date(2024, 4, 1))
    tarde = momento("2024-04-20 09:00")
    barrer(tarde)
    assert destinos() == ["area@example.com"]
    assert Dicho.objects.count() == 2
    for horas in (1, 5):
        assert barrer(tarde + timedelta(hours=horas)).creados == 0


def test_la_noticia_lleva_su_plazo_y_no_va_ademas_el_recordatorio(elenco: Elenco) -> None:
    informe = vencido(elenco)
    archivo = ContentFile(b"%PDF-1.4 uno", name="informe.pdf")
    entregables.presentar(informe, archivo, por=elenco.usuario("area"), en=momento("2024-03-28 10:00"))
    Aviso.objects.all().delete()
    entregables.devolver(
        informe, motivo="Falta el anexo.", por=elenco.usuario("secretaria_tecnica"), en=momento("2024-03-31 12:30")
    )
    # On that day there is also the reminder of the day before.
    barrer(momento("2024-03-31 13:00"))
    suyo = Aviso.objects.get(destinatario_correo="area@example.com")
    assert suyo.escalon.verbo == "devolver"
    assert "lunes 1 de abril de 2024" in suyo.texto
    assert barrer(momento("2024-03-31 14:00")).creados == 0


def test_observar_con_un_plazo_corto_es_un_aviso_por_persona(elenco: Elenco) -> None:
    solo(elenco)
    candidaturas.observar(
        elenco.candidatura_en("capturada"),
        observaciones=[NuevaObservacion("propuesta_1", ["incompleto"], "Falta la meta.")],
        por=elenco.usuario("verificacion"),
        en=momento("2024-04-10 12:00"),
    )
    barrer(momento("2024-04-13 09:00"))  # both the news and the reminder would be told
    suyos = Aviso.objects.filter(actor=elenco.partido_a, actos__verbo="observar")
    assert [a.destinatario_correo for a in suyos] == ["partido@example.com"]
    assert Aviso.objects.filter(escalon__objeto="observacion").count() == 0


def test_lo_que_vence_en_varios_dias_se_dice_junto_a_un_partido_y_no_se_repite(elenco: Elenco) -> None:
    solo(elenco)
    for n, dia in enumerate(("03", "05", "08"), start=1):
        elenco.candidatura(
            f"Persona {n}",
            formula=str(n),
            cuentas_enviadas_en=momento("2024-03-20 10:00"),
            vence=momento(f"2024-04-{dia} 23:59:59"),
        )
    tarde = momento("2024-04-20 09:00")
    barrer(tarde)
    suyo = Aviso.objects.get(actor=elenco.partido_a, escalon__destinatario="partido")
    assert suyo.destinatario_correo == "partido@example.com"
    assert suyo.asunto == "Plazo de captura vencido de Partido A: 3 candidaturas"
    assert "El plazo de captura de los cuestionarios ya venció." in suyo.texto
    assert "Fecha límite: la de cada una" in suyo.texto
    for dia in ("miércoles 3", "viernes 5", "lunes 8"):
        assert f"límite: {dia} de abril de 2024" in suyo.texto
    assert barrer(tarde + timedelta(hours=1)).creados == 0
    assert barrer(tarde + timedelta(days=1)).creados == 0
    # Each person hears of their own day.
    assert Aviso.objects.filter(escalon__destinatario="candidatura").count() == 3


def test_el_correo_del_partido_oye_si_nadie_lo_representa(elenco: Elenco) -> None:
    solo(elenco)
    elenco.usuario("partido").is_active = False
    elenco.usuario("partido").save()
    publicada = elenco.candidatura(estado="publicada")
    with escritura():
        asentar(
            Apunte(
                "publicar",
                publicada,
                en=momento("2024-04-10 12:00"),
                a="publicada",
                proceso_id=publicada.proceso_id,
                notable=True,
            )
        )
    barrer(momento("2024-04-10 13:00"))
    assert destinos(actor=elenco.partido_a) == ["pa@example.com"]


def test_una_cuenta_sin_correo_lo_lee_en_su_buzon_una_vez(elenco: Elenco) -> None:
    vencido(elenco)
    persona = elenco.usuario("area")
    persona.email = ""
    persona.save()
    al = momento("2024-03-25 09:00")
    barrer(al)
    aviso = Aviso.objects.get(area=elenco.informatica)
    assert (aviso.estado, aviso.cuenta) == (Aviso.Estado.OMITIDO, persona)
    assert [r.usuario for r in Recibido.objects.filter(aviso=aviso)] == [persona]
    persona.email = "nueva@example.com"
    persona.save()
    barrer(al + timedelta(hours=1))
    assert Aviso.objects.filter(area=elenco.informatica).count() == 1


def sin_correo_y_con_colega(elenco: Elenco) -> Usuario:
    """Somebody without an address who represents the party beside somebody who has one."""
    otra = elenco.usuario("ajena")
    elenco.nombrar(otra, "partido")
    otra.email = ""
    otra.save()
    return otra


def por_capturar(elenco: Elenco, n: int, dia: str) -> None:
    elenco.candidatura(
        f"Persona {n}",
        formula=str(n),
        cuentas_enviadas_en=momento("2024-03-20 10:00"),
        vence=momento(f"2024-04-{dia} 23:59:59"),
    )


def test_lo_legal_se_envia_a_quien_no_tenia_correo_aunque_otra_persona_ya_lo_oyera(elenco: Elenco) -> None:
    solo(elenco)
    otra, al = sin_correo_y_con_colega(elenco), momento("2024-04-05 09:00")
    por_capturar(elenco, 1, "08")
    del_partido = {"actor": elenco.partido_a, "escalon__destinatario": "partido"}
    barrer(al)
    assert destinos(**del_partido) == ["", "partido@example.com"]
    assert Recibido.objects.filter(usuario=otra).count() == 1
    assert barrer(al + timedelta(hours=1)).creados == 0
    otra.email = "Otra@example.com"
    otra.save()
    barrer(al + timedelta(hours=2))
    # Neither the colleague nor the address of the party hear it again.
    assert destinos(**del_partido) == ["", "Otra@example.com", "partido@example.com"]
    assert not Aviso.objects.sin_entregar().filter(**del_partido).exists()
    assert barrer(al + timedelta(hours=3)).creados == 0


def test_de_dos_sin_correo_quien_lo_registra_lo_oye_una_vez_y_la_otra_sigue_en_la_lista(elenco: Elenco) -> None:
    solo(elenco)
    otra, al = sin_correo_y_con_colega(elenco), momento("2024-04-05 09:00")
    colega = elenco.usuario("partido")
    colega.email = ""
    colega.save()
    por_capturar(elenco, 1, "08")
    del_partido = Aviso.objects.filter(escalon__destinatario="partido")
    barrer(al)
    assert {a.cuenta for a in del_partido.sin_entregar()} == {otra, colega}
    otra.email = "otra@example.com"
    otra.save()
    barrer(al + timedelta(hours=1))
    assert [a.cuenta for a in del_partido.sin_entregar()] == [colega]
    # Whoever was told hears nothing again for having another address.
    otra.email = "nueva@example.com"
    otra.save()
    assert barrer(al + timedelta(hours=2)).creados == 0
    # Nor does who was told because somebody asked for it.
    colega.email = "colega@example.com"
    colega.save()
    reenviar(del_partido.sin_entregar().get(), por=elenco.usuario("administracion"), en=al + timedelta(hours=3))
    colega.email = "de-colega@example.com"
    colega.save()
    assert barrer(al + timedelta(hours=4)).creados == 0
    assert not del_partido.sin_entregar().exists()
    assert [r.aviso.destinatario_correo for r in Recibido.objects.filter(usuario=colega).order_by("pk")] == [
        "",
        "colega@example.com",
    ]


def test_a_quien_ya_tiene_correo_se_le_dice_junto_y_lo_nuevo_se_dice_a_todas(elenco: Elenco) -> None:
    solo(elenco)
    otra, tarde = sin_correo_y_con_colega(elenco), momento("2024-04-20 09:00")
    for n, dia in enumerate(("03", "05"), start=1):
        por_capturar(elenco, n, dia)
    barrer(tarde)
    otra.email = "otra@example.com"
    otra.save()
    por_capturar(elenco, 3, "08")
    barrer(tarde + timedelta(hours=1))
    suyos = Aviso.objects.filter(escalon__destinatario="partido")
    dichos = [
        (a.destinatario_correo, sorted(n for n in "123" if f"Persona {n}" in a.texto)) for a in suyos.order_by("pk")
    ]
    assert sorted(dichos) == [
        ("", ["1", "2"]),
        ("otra@example.com", ["1", "2"]),
        ("otra@example.com", ["3"]),
        ("partido@example.com", ["1", "2"]),
        ("partido@example.com", ["3"]),
    ]
    assert barrer(tarde + timedelta(hours=2)).creados == 0


def test_lo_que_se_encarga_a_una_persona_se_le_recuerda_a_ella_y_vencido_a_toda_el_area(elenco: Elenco) -> None:
    informe = vencido(elenco)
    otra = elenco.usuario("ajena")
    elenco.nombrar(otra, "area")
    entregables.encargar(
        informe,
        persona=otra,
        motivo="Lleva el informe.",
        por=elenco.usuario("secretaria_tecnica"),
        en=momento("2024-03-01 10:00"),
    )
    barrer(momento("2024-03-25 09:00"))
    assert destinos(escalon__destinatario="area") == ["ajena@example.com"]
    barrer(momento("2024-04-02 09:00"))
    assert destinos(escalon__dias=-1) == ["ajena@example.com", "area@example.com"]


# -- Two ladders ------------------------------------------------------------------------------------------


def de_antes(elenco: Elenco, clave: str, **cambios: object) -> Escalon:
    """A rung as 0.1.0 delivered it, and how the institute changed it."""
    asunto, texto = una_escalera.ENTREGADOS[clave]
    objeto, destinatario = clave.removesuffix("-1-despues").split("-", 1)
    escalon = Escalon(
        proceso=elenco.proceso,
        clave=clave,
        objeto=objeto,
        destinatario=destinatario.replace("-", "_"),
        dias=-1,
        asunto=asunto,
        texto=texto,
    )
    guardar(escalon, por=None, en=INICIO_DE_LA_ESCALERA, motivo="Escalón predeterminado de Cauce")
    for campo, valor in cambios.items():
        setattr(escalon, campo, valor)
    if cambios:
        guardar(
            escalon,
            por=elenco.usuario("administracion"),
            en=INICIO_DE_LA_ESCALERA + timedelta(days=1),
            motivo="Así se pidió",
        )
    return escalon


def test_los_escalones_de_antes_que_nadie_cambio_se_apagan_y_el_atraso_se_dice_una_vez(elenco: Elenco) -> None:
    vencido(elenco)
    intacto = de_antes(elenco, "entregable-secretaria-tecnica-1-despues")
    editado = de_antes(elenco, "entregable-comision-1-despues", asunto="Atrasado: {clave}")
    apagado = de_antes(elenco, "decision-comision-1-despues", activo=False)
    otra_vez = de_antes(elenco, "remision-comision-1-despues", texto="Otro.")
    otra_vez.texto = una_escalera.ENTREGADOS[otra_vez.clave][1]
    guardar(
        otra_vez,
        por=elenco.usuario("administracion"),
        en=INICIO_DE_LA_ESCALERA + timedelta(days=2),
        motivo="Como venía",
    )
    antes = {e.pk: e.history.count() for e in (editado, apagado, otra_vez)}
    # As a migration finds the models: saving them writes no history by itself.
    cargador = MigrationLoader(connection, replace_migrations=False)
    modelos = cargador.project_state(("notificaciones", "0012_una_sola_escalera")).apps
    una_escalera.apagar_los_de_antes(modelos, None)
    una_escalera.apagar_los_de_antes(modelos, None)
    assert {e.clave: e.activo for e in Escalon.objects.filter(pk__in=[intacto.pk, *antes])} == {
        intacto.clave: False,
        editado.clave: True,
        apagado.clave: False,
        otra_vez.clave: True,
    }
    assert intacto.history.count() == 2
    assert {e.pk: e.history.count() for e in (editado, apagado, otra_vez)} == antes
    for dia in range(1, 5):
        barrer(momento("2024-04-01 09:00") + timedelta(days=dia))
    dichos = list(Aviso.objects.order_by("pk").values_list("escalon__clave", flat=True))
    assert [c for c in dichos if "secretaria-tecnica" in c] == ["entregable-secretaria-tecnica-3-despues"]
    # What the institute made its own goes on telling.
    assert editado.clave in dichos


# -- Lateness goes up -------------------------------------------------------------------------------------


def preside(elenco: Elenco, organo: Organo, nombre: str) -> None:
    organo.integraciones.update(preside=False)
    Integracion.objects.create(
        organo=organo,
        usuario=elenco.usuario(nombre),
        nombre="Quien preside",
        cargo="Consejera presidenta",
        preside=True,
        desde=INICIO,
    )


def test_el_atraso_sube_cada_dia_hasta_su_limite(elenco: Elenco) -> None:
    vencido(elenco)
    Area.objects.filter(pk=elenco.informatica.pk).update(titular=elenco.usuario("area_transparencia"))
    elenco.nombrar(elenco.usuario("area_transparencia"), "area")
    Nombramiento.objects.filter(usuario=elenco.usuario("area_transparencia"), area=elenco.informatica).update(
        hasta=None
    )
    preside(elenco, elenco.comision, "consejo")
    dichos = {}
    for dia in range(1, 15):
        al = momento("2024-04-01 09:00") + timedelta(days=dia)
        barrer(al)
        assert barrer(al + timedelta(hours=5)).creados == 0
        dichos[dia] = sorted(Aviso.objects.filter(creado_en=al).values_list("escalon__destinatario", flat=True))
    # Two people work in the area: one of them heads it, and hears that day what they would hear as head.
    assert dichos[1] == ["area", "area"]
    assert dichos[2] == ["area", "area"]
    assert dichos[3] == ["area", "area", "secretaria_tecnica"]
    assert dichos[5] == ["area", "area", "presidencia"]
    assert dichos[8] == ["area", "area", *["comision"] * Nombramiento.objects.filter(rol__name="comision").count()]
    assert dichos[10] == ["area", "area"]
    assert dichos[11] == dichos[14] == []


def test_quien_encabeza_un_area_oye_al_segundo_dia_y_quien_le_suple_tambien(elenco: Elenco) -> None:
    vencido(elenco)
    jefa = elenco.usuario("area")
    Area.objects.filter(pk=elenco.informatica.pk).update(titular=jefa)
    elenco.nombrar(elenco.usuario("area_transparencia"), "area")
    Suplencia.objects.create(
        titular=jefa,
        suplente=elenco.usuario("consejo"),
        proceso=elenco.proceso,
        desde=date(2024, 4, 3),
        hasta=date(2024, 4, 3),
        documento="Oficio 9",
    )
    Escalon.objects.all().delete()
    barrer(momento("2024-03-01 09:00"))
    Escalon.objects.filter(destinatario="area").update(activo=False)
    barrer(momento("2024-04-03 09:00"))
    assert destinos(escalon__destinatario="titular") == ["area@example.com", "consejo@example.com"]


def test_encabeza_un_area_quien_trabaja_en_ella(elenco: Elenco) -> None:
    elenco.informatica.titular = elenco.usuario("partido")
    with pytest.raises(ValidationError, match="No tiene el rol de esta área"):
        elenco.informatica.clean()


def test_solo_la_comision_que_lo_decide_oye_del_atraso(elenco: Elenco) -> None:
    informe = vencido(elenco)
    otra = Organo.objects.create(proceso=elenco.proceso, clave="otra", nombre="Otra comisión", tipo="comision")
    de_otra = elenco.usuario("ajena")
    elenco.nombrar(de_otra, "comision")
    Nombramiento.objects.filter(usuario=de_otra, rol__name="comision").update(organo=otra)
    assert any(e.organo_id == elenco.comision.pk for e in informe.ruta.etapas.all())
    barrer(momento("2024-04-20 09:00"))
    oyen = destinos(escalon__destinatario="comision")
    assert oyen
    assert "ajena@example.com" not in oyen


@pytest.mark.parametrize(
    ("dias", "hasta", "dice"),
    [(0, 3, "algo vencido"), (3, 3, "algo vencido"), (-1, 1, "de 2 a 60"), (-1, 61, "de 2 a 60")],
)
def test_solo_se_repite_lo_vencido_y_con_limite(elenco: Elenco, dias: int, hasta: int, dice: str) -> None:
    barrer(momento("2024-01-01 09:00"))
    escalon = Escalon.objects.filter(objeto="entregable", destinatario="area").first()
    assert escalon is not None
    escalon.dias, escalon.cada_dia_hasta = dias, hasta
    with pytest.raises(ValidationError, match=dice):
        escalon.clean()


# -- What is done with a deliverable and with the plan ------------------------------------------------------


def test_lo_que_se_hace_con_un_entregable_lo_oye_su_area_aunque_siga_adelante(elenco: Elenco) -> None:
    informe = vencido(elenco)
    solo(elenco)
    with escritura():
        for verbo, a in (("aprobar", "por_remitir"), ("remitir", "remitido"), ("observar_ine", "remitido")):
            asentar(
                Apunte(verbo, informe, en=momento("2024-04-03 10:00"), a=a, proceso_id=informe.proceso_id, notable=True)
            )
    barrer(momento("2024-04-03 11:00"))
    del_area = Aviso.objects.filter(destinatario_correo="area@example.com").values_list("escalon__verbo", flat=True)
    assert sorted(del_area) == ["aprobar", "observar_ine", "remitir"]
    assert {"secretaria_tecnica@example.com", "comision@example.com"} <= set(destinos(escalon__verbo="observar_ine"))
    assert barrer(momento("2024-04-03 12:00")).creados == 0


def test_de_un_cambio_de_plan_oye_una_vez_cada_persona_de_dentro(elenco: Elenco) -> None:
    solo(elenco)
    elenco.nombrar(elenco.usuario("area"), "secretaria_tecnica")
    plan = Plan(
        proceso=elenco.proceso,
        clave="de-prueba",
        nombre="Plan",
        sha256="0" * 64,
        cargado_en=momento("2024-01-01 09:00"),
    )
    guardar(plan, por=None, en=momento("2024-01-01 09:00"), motivo="Carga")
    with escritura():
        asentar(
            Apunte(
                "cambiar",
                plan,
                en=momento("2024-04-03 10:00"),
                motivo="Acuerdo 12: se recorre el informe.",
                proceso_id=elenco.proceso.pk,
                notable=True,
            )
        )
    barrer(momento("2024-04-03 11:00"))
    assert not {c for c in destinos() if c.startswith(("partido", "pa@", "pb@"))}
    suyo = Aviso.objects.get(destinatario_correo="area@example.com")
    assert "Acuerdo 12: se recorre el informe." in suyo.texto
    assert suyo.texto.rstrip().endswith("/p/prueba-2024/plan/versiones/")
    assert barrer(momento("2024-04-03 12:00")).creados == 0
