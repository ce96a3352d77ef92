"""Calendars of one area, body or party: each shows its own, to whom it still concerns, and nothing of another's."""

from datetime import date, datetime, timedelta

import pytest
import vobject
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from calendario.models import SuscripcionCalendario
from calendario.services import emitir_suscripcion
from compliance.historia import guardar
from compliance.models import Area, Entregable, EtapaRuta, Nombramiento, Rol
from flujos.entregables.ruta import cancelar
from flujos.models import Sesion
from notificaciones.escalones import cargar_escalones
from notificaciones.ical import calendario_de

from ..calendario.lector_ics import Componente, leer
from ..elenco import INICIO, Elenco, momento

AL = momento("2024-03-20 10:00")
CAPTURA = {"cuentas_enviadas_en": momento("2024-03-31 10:00"), "vence": momento("2024-04-15 23:59:59")}


@pytest.fixture(autouse=True)
def escalera(elenco: Elenco) -> None:
    cargar_escalones(AL)


def nombrar(elenco: Elenco, quien: str, rol: Rol, **alcance: object) -> Nombramiento:
    return Nombramiento.objects.create(
        usuario=elenco.usuario(quien),
        rol=Group.objects.get_or_create(name=rol.value)[0],
        proceso=elenco.proceso,
        desde=INICIO,
        **alcance,
    )


def sesion(elenco: Elenco, organo: object, nombre: str) -> Sesion:
    nueva = Sesion(
        proceso=elenco.proceso,
        organo=organo,
        tipo="ordinaria",
        nombre=nombre,
        inicia_en=momento("2024-04-01 12:00"),
        termina_en=momento("2024-04-01 13:30"),
        lugar="Salón de sesiones, planta baja; Cuernavaca",
    )
    guardar(nueva, por=None, en=AL, motivo="Convocatoria")
    return nueva


def feed(elenco: Elenco, quien: str, alcance: str) -> Componente:
    return leer(calendario_de(elenco.usuario(quien), alcance, AL))


def resumenes(elenco: Elenco, quien: str, alcance: str) -> set[str]:
    return {e["SUMMARY"].texto for e in feed(elenco, quien, alcance).todas("VEVENT")}


def entrar(client: Client, elenco: Elenco, quien: str) -> Client:
    client.force_login(elenco.usuario(quien), backend="django.contrib.auth.backends.ModelBackend")
    return client


# -- What each shows --------------------------------------------------------------------------------------


def test_el_calendario_de_un_area_solo_trae_sus_entregables(elenco: Elenco) -> None:
    # Somebody of two areas and a commission, who sees the whole process in «todo lo mío».
    nombrar(elenco, "area", Rol.AREA, area=elenco.transparencia)
    nombrar(elenco, "area", Rol.COMISION, organo=elenco.comision)
    sesion(elenco, elenco.comision, "De la comisión")
    assert resumenes(elenco, "area", f"area:{elenco.informatica.pk}") == {
        "11.3 Informe mensual de marzo: aprobación",
        "11.3 Informe mensual de marzo: remisión",
    }
    assert resumenes(elenco, "area", f"area:{elenco.transparencia.pk}") == {
        "11.12 Acuerdo de inicio de publicación: aprobación",
        "11.12 Acuerdo de inicio de publicación: remisión",
        "11.13 Informe de avance de abril: aprobación",
        "11.14 Remisión del avance de abril: remisión",
    }


def test_las_alarmas_de_un_area_son_las_de_su_escalera(elenco: Elenco) -> None:
    (aprobacion, *_) = feed(elenco, "area", f"area:{elenco.informatica.pk}").todas("VEVENT")
    assert [a["TRIGGER"].valor for a in aprobacion.todas("VALARM")] == [
        "-P14DT16H",
        "-P6DT16H",
        "-P2DT16H",
        "-PT16H",
        "PT8H",
    ]


def test_el_calendario_de_un_organo_trae_sus_sesiones_y_lo_que_decide(elenco: Elenco) -> None:
    sesion(elenco, elenco.comision, "De la comisión")
    sesion(elenco, elenco.consejo, "Del consejo")
    assert resumenes(elenco, "comision", f"organo:{elenco.comision.pk}") == {
        "De la comisión",
        "11.3 Informe mensual de marzo: aprobación",
        "11.12 Acuerdo de inicio de publicación: aprobación",
        "11.13 Informe de avance de abril: aprobación",
    }
    # The committee decides no deliverable and has not met.
    assert resumenes(elenco, "comite_transparencia", f"organo:{elenco.comite.pk}") == set()


def test_el_calendario_de_un_partido_no_trae_lo_de_otro_ni_lo_demas_de_la_persona(elenco: Elenco) -> None:
    nombrar(elenco, "partido", Rol.AREA, area=elenco.informatica)
    elenco.candidatura("Propia", **CAPTURA)
    elenco.candidatura("Ajena", actor=elenco.partido_b, **CAPTURA)
    calendario = feed(elenco, "partido", f"actor:{elenco.partido_a.pk}")
    (evento,) = calendario.todas("VEVENT")
    assert evento["SUMMARY"].texto == "Partido A: enviar cuestionarios (1)"
    assert "Ajena" not in evento["DESCRIPTION"].texto
    assert calendario["X-WR-CALNAME"].texto == "Cauce: Partido político: Partido A (Proceso de prueba 2023-2024)"


@pytest.mark.parametrize(("quien", "alcance"), [("area", "area"), ("comision", "organo"), ("partido", "actor")])
def test_al_terminar_el_nombramiento_la_direccion_responde_un_calendario_vacio(
    elenco: Elenco, client: Client, quien: str, alcance: str
) -> None:
    elenco.candidatura(**CAPTURA)
    de = {"area": elenco.informatica, "organo": elenco.comision, "actor": elenco.partido_a}[alcance]
    _, token = emitir_suscripcion(elenco.usuario(quien), f"{alcance}:{de.pk}", AL)
    elenco.usuario(quien).nombramientos.update(hasta=date(2024, 3, 19))
    # Still somebody of the institute, through another office.
    nombrar(elenco, quien, Rol.VERIFICACION)
    calendario = leer(client.get(f"/ical/{token}.ics").content)
    assert calendario.todas("VEVENT") == []
    assert "ya no está vigente" in calendario["X-WR-CALDESC"].texto
    assert str(de) not in calendario["X-WR-CALNAME"].texto


def test_una_direccion_de_lo_que_nunca_fue_de_uno_no_muestra_nada(elenco: Elenco) -> None:
    """Even with a scope that was written into the table by hand."""
    elenco.candidatura(actor=elenco.partido_b, **CAPTURA)
    sesion(elenco, elenco.consejo, "Del consejo")
    for alcance in (
        f"actor:{elenco.partido_b.pk}",
        f"organo:{elenco.consejo.pk}",
        f"area:{elenco.transparencia.pk}",
    ):
        assert resumenes(elenco, "partido", alcance) == set()
    for alcance in ("area:None", "rol:comision", "area:", "otro"):
        with pytest.raises(ValueError, match="no es un alcance"):
            calendario_de(elenco.usuario("comision"), alcance, AL)


def test_quien_suple_ve_el_area_suplida_mientras_dura_la_suplencia(elenco: Elenco) -> None:
    elenco.usuario("area").suplencias_recibidas.create(
        suplente=elenco.usuario("ajena"),
        proceso=elenco.proceso,
        desde=date(2024, 3, 1),
        hasta=date(2024, 3, 20),
        documento="Oficio 1",
    )
    alcance = f"area:{elenco.informatica.pk}"
    assert resumenes(elenco, "ajena", alcance)
    manana = leer(calendario_de(elenco.usuario("ajena"), alcance, AL + timedelta(days=1)))
    assert manana.todas("VEVENT") == []


def test_el_costo_no_crece_con_lo_que_muestra(elenco: Elenco) -> None:
    alcance = f"organo:{elenco.comision.pk}"

    def contar() -> int:
        with CaptureQueriesContext(connection) as consultas:
            calendario_de(elenco.usuario("comision"), alcance, AL)
        return len(consultas)

    sesion(elenco, elenco.comision, "Sesión 0")
    pocas = contar()
    for n in range(1, 12):
        sesion(elenco, elenco.comision, f"Sesión {n}")
    assert contar() == pocas


# -- RFC 5545, with an independent parser -----------------------------------------------------------------


def test_ida_y_vuelta_con_un_lector_independiente(elenco: Elenco) -> None:
    nombre = "Sesión «extraordinaria», muy larga; con ñ y acentos: " + "análisis, revisión y aprobación " * 4
    original = sesion(elenco, elenco.comision, nombre[:200])
    leido = vobject.readOne(calendario_de(elenco.usuario("comision"), f"organo:{elenco.comision.pk}", AL).decode())
    por_uid = {str(e.uid.value).split("@")[0]: e for e in leido.vevent_list}
    evento = por_uid[f"sesion-{original.pk}"]
    assert evento.summary.value == original.nombre
    assert evento.location.value == original.lugar
    assert evento.dtstart.value == original.inicia_en
    assert evento.dtend.value == original.termina_en
    assert evento.dtstart.value.tzinfo.tzname(original.inicia_en) == "CST"
    assert leido.vtimezone.tzid.value == "America/Mexico_City"
    assert evento.valarm.trigger.value == -timedelta(days=1)
    informe = elenco.entregables["informe-marzo"]
    aprobacion = por_uid[f"entregable-{informe.pk}-aprobacion"]
    assert aprobacion.dtstart.value == date(2024, 4, 1)
    assert aprobacion.dtend.value == date(2024, 4, 2)
    assert len(por_uid) == len(leido.vevent_list) == 4


def test_lo_que_cambia_conserva_su_uid_y_lo_que_se_cancela_se_anuncia(elenco: Elenco) -> None:
    junta, informe = sesion(elenco, elenco.comision, "Ordinaria"), elenco.entregables["informe-marzo"]

    def leidos() -> list[vobject.base.Component]:
        """The session and the deliverable, found by their UID."""
        contenido = calendario_de(elenco.usuario("secretaria_tecnica"), f"organo:{elenco.comision.pk}", AL).decode()
        por_uid = {e.uid.value.split("@")[0]: e for e in vobject.readOne(contenido).vevent_list}
        return [por_uid[f"sesion-{junta.pk}"], por_uid[f"entregable-{informe.pk}-aprobacion"]]

    antes = leidos()
    junta.inicia_en, junta.termina_en = momento("2024-04-02 12:00"), momento("2024-04-02 13:00")
    guardar(junta, por=None, en=AL + timedelta(hours=1), motivo="Se aplaza")
    assert leidos()[0].dtstart.value == junta.inicia_en
    assert leidos()[0].sequence.value == "1"
    junta.estado = Sesion.Estado.CANCELADA
    guardar(junta, por=None, en=AL + timedelta(hours=2), motivo="Se cancela")
    cancelar(informe, motivo="Ya no procede", por=elenco.usuario("secretaria_tecnica"), en=AL + timedelta(hours=2))
    for viejo, nuevo in zip(antes, leidos(), strict=True):
        assert (viejo.status.value, nuevo.status.value) == ("CONFIRMED", "CANCELLED")
        assert int(nuevo.sequence.value) > int(viejo.sequence.value)
        assert nuevo.dtstamp.value == nuevo.last_modified.value >= AL + timedelta(hours=2)
        assert hasattr(viejo, "valarm")
        assert not hasattr(nuevo, "valarm")


def test_lo_que_sale_de_un_calendario_se_anuncia_cancelado_y_no_dice_nada_de_despues(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]

    def leidos(de: Area, quien: str, al: datetime = AL) -> dict[str, tuple[str, str, str]]:
        eventos = leer(calendario_de(elenco.usuario(quien), f"area:{de.pk}", al)).todas("VEVENT")
        propios = [e for e in eventos if e["UID"].texto.startswith(f"entregable-{informe.pk}-")]
        return {
            e["UID"].texto.split("@")[0].rpartition("-")[2]: (
                e["STATUS"].valor,
                e["SUMMARY"].texto.rpartition(":")[0],
                e["SEQUENCE"].valor,
            )
            for e in propios
        }

    nombre = "11.3 Informe mensual de marzo"
    antes = leidos(elenco.informatica, "area")
    assert {estado for estado, *_ in antes.values()} == {"CONFIRMED"}
    informe.fecha_plan = None
    guardar(informe, por=None, en=AL, motivo="Queda sin fecha de aprobación")
    sin_fecha = leidos(elenco.informatica, "area")
    assert sin_fecha["aprobacion"] == ("CANCELLED", nombre, "1")
    assert sin_fecha["remision"] == ("CONFIRMED", nombre, "1")
    informe.area, informe.fecha_plan = elenco.transparencia, date(2024, 4, 1)
    guardar(informe, por=None, en=AL + timedelta(hours=1), motivo="Pasa a otra área")
    informe.nombre = "Informe reservado"
    guardar(informe, por=None, en=AL + timedelta(hours=2), motivo="Cambia de nombre")
    # As it was when it left; what the other area does with it is not told, not even in the count of changes.
    assert leidos(elenco.informatica, "area") == {
        "aprobacion": ("CANCELLED", nombre, "1"),
        "remision": ("CANCELLED", nombre, "2"),
    }
    assert set(leidos(elenco.transparencia, "area_transparencia").values()) == {
        ("CONFIRMED", "11.3 Informe reservado: marzo de 2024", "3")
    }
    assert leidos(elenco.informatica, "area", AL + timedelta(days=90)) == {}
    # What an area never had does not reach it as cancelled either.
    assert "Acuerdo" not in calendario_de(elenco.usuario("area"), f"area:{elenco.informatica.pk}", AL).decode()


class Seguido:
    """What a subscriber is told of one event each time that they ask: its status, and that SEQUENCE never goes back."""

    def __init__(self, elenco: Elenco, quien: str, alcance: str, uid: str) -> None:
        self.elenco, self.quien, self.alcance, self.uid = elenco, quien, alcance, uid
        self.secuencias: list[int] = []

    def __call__(self, al: datetime = AL) -> str:
        eventos = leer(calendario_de(self.elenco.usuario(self.quien), self.alcance, al)).todas("VEVENT")
        suyos = [e for e in eventos if e["UID"].texto.startswith(f"{self.uid}@")]
        if not suyos:
            return "nada"
        (evento,) = suyos
        self.secuencias.append(int(evento["SEQUENCE"].valor))
        assert self.secuencias == sorted(self.secuencias)
        return evento["STATUS"].valor

    @property
    def subio(self) -> bool:
        """Whether the last time it was told with a greater SEQUENCE than the time before."""
        return self.secuencias[-1] > self.secuencias[-2]


def etapa_de(ruta: str, clave: str) -> EtapaRuta:
    return EtapaRuta.objects.get(ruta__clave=ruta, clave=clave)


def test_una_ruta_que_ya_no_pasa_por_un_organo_se_anuncia_cancelada(elenco: Elenco) -> None:
    acuerdo = elenco.entregables["publicacion"]
    visto = Seguido(elenco, "comision", f"organo:{elenco.comision.pk}", f"entregable-{acuerdo.pk}-aprobacion")
    assert visto() == "CONFIRMED"
    etapa = etapa_de("acuerdo", "comision")
    etapa.organo = elenco.comite
    guardar(etapa, por=None, en=AL, motivo="Lo analiza el comité")
    assert (visto(), visto.subio) == ("CANCELLED", True)
    # What happens later to what it no longer decides is not told.
    acuerdo.nombre = "Acuerdo reservado"
    guardar(acuerdo, por=None, en=AL + timedelta(hours=1), motivo="Cambia de nombre")
    assert (visto(), visto.subio) == ("CANCELLED", False)
    assert "reservado" not in calendario_de(elenco.usuario("comision"), visto.alcance, AL).decode()
    assert visto(AL + timedelta(days=59)) == "CANCELLED"
    assert visto(AL + timedelta(days=61)) == "nada"
    etapa.organo = elenco.comision
    guardar(etapa, por=None, en=AL + timedelta(hours=2), motivo="Vuelve a la comisión")
    assert (visto(), visto.subio) == ("CONFIRMED", True)
    etapa.delete()
    assert (visto(), visto.subio) == ("CANCELLED", True)
    # The committee never had it while it had no such calendar; the council has it all along.
    consejo = Seguido(elenco, "consejo", f"organo:{elenco.consejo.pk}", visto.uid)
    assert consejo() == "CONFIRMED"


def test_lo_que_una_etapa_da_a_un_area_se_cancela_cuando_ya_no_se_lo_da(elenco: Elenco) -> None:
    acuerdo = elenco.entregables["publicacion"]
    etapa = etapa_de("acuerdo", "elaborar")
    visto = Seguido(elenco, "area", f"area:{elenco.informatica.pk}", f"entregable-{acuerdo.pk}-remision")
    assert visto() == "nada"
    etapa.area = elenco.informatica
    guardar(etapa, por=None, en=AL, motivo="Lo elabora informática")
    assert visto() == "CONFIRMED"
    etapa.area = None
    guardar(etapa, por=None, en=AL + timedelta(hours=1), motivo="Ya no")
    assert (visto(), visto.subio) == ("CANCELLED", True)


def test_otra_ruta_del_mismo_organo_no_cancela_nada(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    visto = Seguido(elenco, "comision", f"organo:{elenco.comision.pk}", f"entregable-{informe.pk}-aprobacion")
    visto()
    # Another stage of the same route is still the commission's.
    etapa = etapa_de("informe", "reunion")
    etapa.organo = elenco.comite
    guardar(etapa, por=None, en=AL, motivo="La reunión es del comité")
    assert (visto(), visto.subio) == ("CONFIRMED", False)
    informe.ruta = etapa_de("acuerdo", "comision").ruta
    guardar(informe, por=None, en=AL + timedelta(hours=1), motivo="Sigue otra ruta")
    assert visto() == "CONFIRMED"
    informe.ruta = etapa_de("remision", "remitir").ruta
    guardar(informe, por=None, en=AL + timedelta(hours=2), motivo="Ya nadie lo decide")
    assert (visto(), visto.subio) == ("CANCELLED", True)


def test_lo_que_se_borra_se_anuncia_cancelado(elenco: Elenco) -> None:
    junta, informe = sesion(elenco, elenco.comision, ""), elenco.entregables["informe-marzo"]
    alcance = f"organo:{elenco.comision.pk}"
    de_la_junta = Seguido(elenco, "comision", alcance, f"sesion-{junta.pk}")
    del_informe = Seguido(elenco, "comision", "persona", f"entregable-{informe.pk}-remision")
    assert (de_la_junta(), del_informe()) == ("CONFIRMED", "CONFIRMED")
    junta.delete()
    informe.delete()
    assert (de_la_junta(), de_la_junta.subio) == ("CANCELLED", True)
    assert (del_informe(), del_informe.subio) == ("CANCELLED", True)
    leido = feed(elenco, "comision", alcance)
    (evento,) = (e for e in leido.todas("VEVENT") if e["UID"].texto.startswith("sesion-"))
    assert evento["SUMMARY"].texto == "Sesión ordinaria de la Comisión Conóceles"
    assert (evento["DTSTART"].valor, evento.todas("VALARM")) == ("20240401T120000", [])


def test_una_sesion_que_pasa_a_otro_organo_se_cancela_en_el_primero(elenco: Elenco) -> None:
    junta = sesion(elenco, elenco.comision, "Extraordinaria")
    antes = Seguido(elenco, "comision", f"organo:{elenco.comision.pk}", f"sesion-{junta.pk}")
    assert antes() == "CONFIRMED"
    junta.organo = elenco.consejo
    guardar(junta, por=None, en=AL + timedelta(hours=1), motivo="Es del consejo")
    assert (antes(), antes.subio) == ("CANCELLED", True)
    assert Seguido(elenco, "consejo", f"organo:{elenco.consejo.pk}", antes.uid)() == "CONFIRMED"
    assert antes(AL + timedelta(days=61)) == "nada"


def test_una_sesion_que_termina_antes_de_empezar_no_deja_a_nadie_sin_calendario(elenco: Elenco) -> None:
    junta = sesion(elenco, elenco.comision, "Con un desliz")
    Sesion.objects.filter(pk=junta.pk).update(termina_en=junta.inicia_en - timedelta(hours=1))
    leido = feed(elenco, "comision", f"organo:{elenco.comision.pk}")
    (evento,) = (e for e in leido.todas("VEVENT") if e["SUMMARY"].texto == "Con un desliz")
    assert "DTEND" not in evento.propiedades


# -- On screen --------------------------------------------------------------------------------------------


def test_se_ofrece_solo_lo_que_los_nombramientos_permiten(elenco: Elenco, client: Client) -> None:
    html = entrar(client, elenco, "comision").get("/mi-cuenta/").content.decode()
    assert "Todo lo mío" in html
    assert "Órgano: Comisión Conóceles (Proceso de prueba 2023-2024)" in html
    assert "Consejo Estatal" not in html
    for ajeno in (f"organo:{elenco.consejo.pk}", f"area:{elenco.informatica.pk}", "actor:1", "persona:1", ""):
        respuesta = client.post("/mi-cuenta/calendario/", {"alcance": ajeno})
        assert respuesta.status_code == 422
        assert "Error" in respuesta.content.decode()
    assert not SuscripcionCalendario.objects.exists()


def test_cada_direccion_dice_que_muestra_y_si_ya_no_muestra_nada(elenco: Elenco, client: Client) -> None:
    entrar(client, elenco, "area")
    alcance = f"area:{elenco.informatica.pk}"
    html = client.post("/mi-cuenta/calendario/", {"alcance": alcance}).content.decode()
    assert "Área: Informática (Proceso de prueba 2023-2024)" in html
    client.post("/mi-cuenta/calendario/", {"alcance": "persona"})
    html = client.get("/mi-cuenta/").content.decode()
    assert "Direcciones vigentes" in html
    assert "su nombramiento terminó" not in html
    assert set(SuscripcionCalendario.objects.values_list("alcance", flat=True)) == {alcance, "persona"}
    elenco.usuario("area").nombramientos.update(hasta=date(2024, 3, 19))
    html = client.get("/mi-cuenta/").content.decode()
    assert html.count("su nombramiento terminó") == 1
    assert f'value="{alcance}"' not in html


def test_revocar_una_direccion_no_toca_las_demas(elenco: Elenco, client: Client) -> None:
    alcance = f"area:{elenco.informatica.pk}"
    una, token = emitir_suscripcion(elenco.usuario("area"), alcance, AL)
    _, otro = emitir_suscripcion(elenco.usuario("area"), alcance, AL)
    entrar(client, elenco, "area").post(f"/mi-cuenta/calendario/{una.pk}/revocar/")
    assert client.get(f"/ical/{token}.ics").status_code == 404
    assert client.get(f"/ical/{otro}.ics").status_code == 200


def test_los_entregables_con_el_mismo_nombre_dicen_su_mes(elenco: Elenco) -> None:
    Entregable.objects.filter(llave="informe-marzo").update(nombre="Informe mensual")
    assert "11.3 Informe mensual: marzo de 2024: aprobación" in resumenes(
        elenco, "area", f"area:{elenco.informatica.pk}"
    )
