"""At what hours an institute lets what is not legal leave: the rule, the sweep and the page."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from calendario.inhabiles import CalendarioHabil, PeriodoInhabil
from compliance.models import Acto
from compliance.verbos.modelo import Rechazo
from notificaciones.escalones import cargar_escalones
from notificaciones.horario import MAXIMO_DE_DIAS, Horario, turno
from notificaciones.models import Aviso, Escalon, HorarioDeAvisos
from notificaciones.plantillas import editar_horario, version_de
from notificaciones.services import barrer

from ..elenco import Elenco, momento
from ..paginas import entrar, plana, ver
from . import correos
from .reloj import poner, solo

LUGAR = "/p/prueba-2024/avisos/horario/"
AL = momento("2024-04-03 12:00")

# -- The rule ---------------------------------------------------------------------------------------------

# Mexico City changed its clock until 2022; Ciudad Juárez and Tijuana still do.
zonas = st.sampled_from(["America/Mexico_City", "America/Ciudad_Juarez", "America/Tijuana", "America/Cancun"])
momentos = st.datetimes(datetime(2019, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))
horas = st.times().map(lambda h: h.replace(second=0, microsecond=0))
largos = st.integers(0, 500)


@st.composite
def horarios(draw: st.DrawFn) -> Horario:
    desde = draw(st.dates(date(2019, 1, 1), date(2029, 12, 31)))
    descanso = PeriodoInhabil(desde, desde + timedelta(days=draw(largos)), "Acuerdo")
    return Horario(
        draw(horas), draw(horas), draw(st.booleans()), CalendarioHabil(zona_horaria=draw(zonas), periodos=(descanso,))
    )


def a_la_hora(horario: Horario, momento: datetime) -> bool:
    """Whether the clock shows an hour of the schedule, whatever the day."""
    hora = momento.astimezone(horario.calendario.tz).time()
    if horario.desde < horario.hasta:
        return horario.desde <= hora < horario.hasta
    return hora >= horario.desde or hora < horario.hasta


def cambia_el_reloj(momento: datetime, tz: object) -> bool:
    """Whether the clock changed in the hours before: then what it shows says little."""
    antes, despues = (m.astimezone(tz).utcoffset() for m in (momento - timedelta(hours=2), momento))  # type: ignore[arg-type]
    return antes != despues


@settings(deadline=None, max_examples=150)
@given(horarios(), momentos)
def test_nunca_antes_siempre_a_su_hora_y_preguntar_otra_vez_no_lo_mueve(horario: Horario, en: datetime) -> None:
    sale = turno(horario, en)
    assert sale >= en
    assert turno(horario, sale) == sale
    assert a_la_hora(horario, sale) or cambia_el_reloj(sale, horario.calendario.tz)
    # Put off no longer than what may be inhábil on end, and a day more that a window may begin later.
    assert sale - en <= timedelta(days=MAXIMO_DE_DIAS + 3)
    if sale > en and not cambia_el_reloj(sale, horario.calendario.tz):
        # It is the first: its window begins there.
        assert sale.timetz().replace(tzinfo=None) == horario.desde


@settings(deadline=None, max_examples=150)
@given(horarios(), momentos)
def test_en_dias_habiles_sale_en_uno(horario: Horario, en: datetime) -> None:
    if not horario.solo_habiles or horario.hasta <= horario.desde:
        return
    sale = turno(horario, en)
    dia = sale.astimezone(horario.calendario.tz).date()
    anteriores = (dia - timedelta(days=n) for n in range(1, MAXIMO_DE_DIAS + 1))
    assert horario.calendario.es_habil(dia) or not any(horario.calendario.es_habil(d) for d in anteriores)


def con(desde: int, hasta: int, *, habiles: bool = True, zona: str = "America/Mexico_City") -> Horario:
    return Horario(time(desde), time(hasta), habiles, CalendarioHabil(zona_horaria=zona))


@pytest.mark.parametrize(
    ("horario", "escrito", "sale"),
    [
        (con(8, 20), "2024-04-05 19:59", "2024-04-05 19:59"),
        (con(8, 20), "2024-04-05 20:00", "2024-04-08 08:00"),
        (con(8, 20), "2024-04-05 07:00", "2024-04-05 08:00"),
        # Monday is the birthday of Juárez.
        (con(8, 20), "2024-03-15 22:00", "2024-03-19 08:00"),
        (con(8, 20, habiles=False), "2024-04-05 22:00", "2024-04-06 08:00"),
        # The night that begins on Friday lasts into Saturday; that of Saturday does not begin.
        (con(20, 6), "2024-04-06 05:59", "2024-04-06 05:59"),
        (con(20, 6), "2024-04-06 06:00", "2024-04-08 20:00"),
        # The same hour: whole days.
        (con(0, 0), "2024-04-05 23:59", "2024-04-05 23:59"),
        (con(0, 0), "2024-04-06 00:00", "2024-04-08 00:00"),
    ],
)
def test_cuando_sale(horario: Horario, escrito: str, sale: str) -> None:
    assert turno(horario, momento(escrito)) == momento(sale)


def test_la_hora_que_el_reloj_salta_y_la_que_repite() -> None:
    # In Tijuana on 10 March 2024 there is no 2:30; on 3 November there are two of 1:30.
    noche = con(2, 5, habiles=False, zona="America/Tijuana")
    assert turno(noche, datetime(2024, 3, 10, 9, 0, tzinfo=UTC)) == datetime(2024, 3, 10, 10, 0, tzinfo=UTC)
    madrugada = con(1, 2, habiles=False, zona="America/Tijuana")
    primera = datetime(2024, 11, 3, 8, 0, tzinfo=UTC)
    assert turno(madrugada, primera - timedelta(hours=1)).astimezone(UTC) == primera
    # The hour that is repeated belongs to it both times.
    tarde = primera + timedelta(minutes=90)
    assert turno(madrugada, tarde).astimezone(UTC) == tarde


def test_un_anio_inhabil_no_detiene_nada_para_siempre() -> None:
    anio = PeriodoInhabil(date(2024, 1, 1), date(2025, 6, 30), "Acuerdo")
    horario = Horario(time(8), time(20), True, CalendarioHabil(periodos=(anio,)))
    assert turno(horario, momento("2024-01-01 09:00")) == momento("2024-01-29 08:00")
    assert turno(horario, momento("2024-09-01 09:00")) == momento("2024-09-01 09:00")


# -- The sweep --------------------------------------------------------------------------------------------


def test_lo_que_no_es_legal_espera_su_turno(elenco: Elenco) -> None:
    solo(elenco, "informe-marzo")
    poner(elenco)
    # Sunday; Monday is the birthday of Juárez.
    hecho = barrer(momento("2024-03-17 08:00"))
    assert (hecho.creados, hecho.enviados) == (1, 0)
    aviso = Aviso.objects.get()
    assert (aviso.estado, aviso.siguiente_en) == (Aviso.Estado.PENDIENTE, momento("2024-03-19 09:00"))
    assert barrer(momento("2024-03-19 08:59")).enviados == 0
    # It waits on purpose: it is no alarm.
    assert not Aviso.objects.atrasados(momento("2024-03-19 08:59")).exists()
    # In the inbox, since it happened.
    assert "faltan 15 días" in ver(entrar(elenco.usuario("area")), "/mi-cuenta/avisos/")
    assert barrer(momento("2024-03-19 09:00")).enviados == 1


def test_lo_legal_no_se_aplaza(elenco: Elenco) -> None:
    solo(elenco)
    poner(elenco)
    elenco.candidatura("Sin cuentas", formula="1", vence=momento("2024-04-01 23:59:59"))
    elenco.candidatura("Con observaciones", formula="2", estado="observada", vence=momento("2024-04-01 23:59:59"))
    # Sunday, at night.
    barrer(momento("2024-03-31 23:30"))
    legales = Aviso.objects.filter(escalon__legal=True)
    assert legales
    assert all(a.estado == Aviso.Estado.ENVIADO for a in legales)
    demas = Aviso.objects.filter(escalon__legal=False)
    assert {a.siguiente_en for a in demas} == {momento("2024-04-01 09:00")}


def test_lo_que_se_intenta_otra_vez_tambien_lo_respeta(elenco: Elenco, settings: object) -> None:
    solo(elenco, "informe-marzo")
    poner(elenco)
    settings.EMAIL_BACKEND = "tests.notificaciones.correos.Caprichoso"  # type: ignore[attr-defined]
    correos.Caprichoso.rechaza = {"area@example.com"}
    try:
        assert barrer(momento("2024-03-25 17:59")).fallidos == 1
        barrer(momento("2024-03-25 18:01"))
        aviso = Aviso.objects.get()
        assert (aviso.intentos, aviso.siguiente_en) == (1, momento("2024-03-26 09:00"))
    finally:
        correos.Caprichoso.rechaza = set()
    assert barrer(momento("2024-03-26 09:00")).enviados == 1


def test_al_cambiarlo_sigue_lo_que_espera(elenco: Elenco) -> None:
    solo(elenco, "informe-marzo")
    poner(elenco)
    barrer(momento("2024-03-17 08:00"))
    poner(elenco, "2024-03-17 09:00", desde=time(10), solo_habiles=False)
    assert Aviso.objects.get().siguiente_en == momento("2024-03-17 10:00")
    poner(elenco, "2024-03-17 09:30", activo=False)
    assert barrer(momento("2024-03-17 09:30")).enviados == 1


def test_sin_horario_sale_a_cualquier_hora(elenco: Elenco) -> None:
    solo(elenco, "informe-marzo")
    assert barrer(momento("2024-03-17 08:00")).enviados == 1


def test_lo_legal_de_una_escalera_anterior_tambien_lo_es(elenco: Elenco) -> None:
    """A ladder that was copied before its rungs said so."""
    cargar_escalones(momento("2024-01-01 09:00"))
    legales = set(Escalon.objects.filter(legal=True).values_list("clave", flat=True))
    Escalon.objects.update(legal=False, asunto="Lo que el instituto escribió")
    assert cargar_escalones(AL) == 0
    assert set(Escalon.objects.filter(legal=True).values_list("clave", flat=True)) == legales
    assert set(Escalon.objects.values_list("asunto", flat=True)) == {"Lo que el instituto escribió"}


# -- The page ---------------------------------------------------------------------------------------------


@pytest.fixture
def informatica(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Who administers, on a Wednesday at noon."""
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AL)
    return entrar(elenco.usuario("administracion"))


def envio(vista: int, **cambios: object) -> dict[str, object]:
    datos = {
        "activo": "on",
        "desde": "08:00",
        "hasta": "20:00",
        "solo_habiles": "on",
        "vista": vista,
        "motivo": "Oficio 8",
    }
    return {campo: valor for campo, valor in (datos | cambios).items() if valor is not None}


def test_se_pone_se_lee_y_queda_quien_y_por_que(elenco: Elenco, informatica: Client) -> None:
    assert "ninguno; los avisos salen a cualquier hora" in ver(informatica, LUGAR)
    assert not HorarioDeAvisos.objects.exists()
    html = plana(informatica.post(LUGAR, envio(0), follow=True))
    assert "El horario quedó guardado" in html
    assert "De 8:00 a 20:00, en días hábiles" in html
    assert "Un aviso interno que se escriba el viernes 5 a las 22:00 saldrá el lunes 8 a las 8:00." in html
    assert "que se escriba el miércoles 10 a las 11:00 saldrá en ese momento." in html
    acto = Acto.objects.latest("pk")
    assert (acto.verbo, acto.motivo, acto.proceso) == ("editar_horario", "Oficio 8", elenco.proceso)
    assert "De 8:00 a 20:00, en días hábiles" in ver(informatica, "/p/prueba-2024/avisos/plantillas/")


def test_ver_como_queda_no_guarda_nada(elenco: Elenco, informatica: Client) -> None:
    html = plana(informatica.post(LUGAR, envio(0, desde="10:00", solo_habiles=None, motivo="", ver="1")))
    assert "el viernes 5 a las 22:00 saldrá el sábado 6 a las 10:00." in html
    assert not HorarioDeAvisos.objects.exists()


def test_sin_motivo_o_con_otra_version_no_se_guarda_y_no_se_pierde(elenco: Elenco, informatica: Client) -> None:
    poner(elenco)
    html = plana(informatica.post(LUGAR, envio(0, motivo="")))
    assert "Diga por qué lo cambia." in html
    respuesta = informatica.post(LUGAR, envio(0, desde="07:15"))
    assert respuesta.status_code == 422
    assert "Otra persona cambió este horario mientras usted escribía." in plana(respuesta)
    assert 'value="07:15"' in plana(respuesta)
    assert HorarioDeAvisos.objects.get().desde == time(9)


def test_se_vuelve_a_una_version(elenco: Elenco, informatica: Client) -> None:
    primera = version_de(poner(elenco))
    poner(elenco, "2024-03-02 09:00", desde=time(11))
    html = ver(informatica, f"{LUGAR}?version={primera}")
    assert 'value="09:00"' in html
    assert "Se volvió a la versión del viernes 1 de marzo de 2024 a las 09:00" in html
    assert informatica.get(f"{LUGAR}?version=999999").status_code == 404


def test_quien_no_administra_no_lo_cambia(elenco: Elenco) -> None:
    with pytest.raises(Rechazo):
        editar_horario(elenco.proceso, {}, vista=0, motivo="x", por=elenco.usuario("secretaria_tecnica"), en=AL)
