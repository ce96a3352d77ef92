"""What is true of every term, whatever the rule, the day and the calendar."""

from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calendario.inhabiles import CalendarioHabil, Modo, PeriodoInhabil
from calendario.plazos import Vencimiento, apertura, calcular, ocurrencias
from calendario.reglas import (
    Antes,
    Cada,
    CadaMes,
    CadaTermino,
    Cuerpo,
    DelMes,
    DiaDeSemana,
    DiaDeSemanaJunto,
    FechaFija,
    FechaImposibleError,
    MesFijo,
    MesRelativo,
    MismoDia,
    PlazoError,
    Primeros,
    Rango,
    Regla,
    Termino,
    Tramo,
    Ultimos,
    Unidad,
    interpretar,
)

ajustes = settings(deadline=None, max_examples=200)

UN_DIA = timedelta(days=1)
dias = st.dates(date(2020, 1, 1), date(2030, 12, 31))
cantidades = st.integers(1, 120)


@st.composite
def periodos(draw: st.DrawFn) -> PeriodoInhabil:
    desde = draw(dias)
    return PeriodoInhabil(desde, desde + timedelta(days=draw(st.integers(0, 20))), "Acuerdo")


calendarios = st.builds(
    CalendarioHabil,
    periodos=st.lists(periodos(), max_size=6).map(tuple),
    proceso_desde=st.none() | dias,
    proceso_hasta=st.none() | dias,
)
terminos = st.builds(
    Termino,
    cantidad=cantidades,
    unidad=st.sampled_from([Unidad.DIAS, Unidad.NATURALES, Unidad.HABILES, Unidad.SEMANAS, Unidad.MESES]),
    atras=st.booleans(),
    mismo_dia=st.booleans(),
)
ventanas = st.builds(
    Termino,
    cantidad=st.integers(2, 120),
    unidad=st.sampled_from([u for u in Unidad if u is not Unidad.ANIOS]),
    atras=st.just(True),
    ventana=st.just(True),
)
anios = st.builds(Termino, cantidad=st.integers(1, 20), unidad=st.just(Unidad.ANIOS), atras=st.booleans())
horas = st.builds(Termino, cantidad=cantidades, unidad=st.just(Unidad.HORAS), atras=st.booleans())
primeros = st.builds(
    Primeros,
    cantidad=st.integers(1, 10),
    unidad=st.sampled_from([Unidad.DIAS, Unidad.NATURALES]),
)
# What repeats ends after any fact of these tests.
hasta = st.dates(date(2031, 6, 1), date(2031, 12, 31))
meses = (
    st.builds(MesRelativo, st.sampled_from([-1, 0, 1]))
    | st.builds(MesFijo, st.integers(2020, 2030), st.integers(1, 12))
    | st.builds(CadaMes, hasta)
)
del_mes = (
    st.builds(Primeros, st.integers(2, 10), st.sampled_from([Unidad.DIAS, Unidad.NATURALES]), meses, st.booleans())
    | st.builds(Ultimos, st.integers(1, 10), st.sampled_from([Unidad.DIAS, Unidad.NATURALES]), meses)
    | st.builds(DiaDeSemana, st.sampled_from([-1, 1, 2, 3, 4]), st.integers(0, 6), meses)
    | st.builds(DelMes, st.sampled_from([t for t in Tramo if t is not Tramo.ENTERO]), meses, st.booleans())
    | st.builds(DelMes, st.just(Tramo.ENTERO), st.builds(MesFijo, st.integers(2020, 2030), st.integers(1, 12)))
)
rangos = st.builds(lambda a, b: Rango(min(a, b), max(a, b)), dias, dias)
# Of hours there would be more than a thousand.
repetidos = st.builds(
    CadaTermino, st.integers(15, 90), st.sampled_from([Unidad.DIAS, Unidad.NATURALES, Unidad.HABILES]), hasta
) | st.builds(CadaTermino, st.integers(1, 5), st.just(Unidad.MESES), hasta)
semanales = st.builds(Cada, dia_semana=st.integers(0, 6), hasta=st.dates(date(2031, 1, 10), date(2031, 3, 1)))
juntos = st.builds(DiaDeSemanaJunto, st.integers(1, 10), st.integers(0, 6), st.booleans())
de_dia = (
    terminos | anios | juntos | primeros | semanales | del_mes | rangos | repetidos | st.builds(FechaFija, fecha=dias)
)
cuerpos = de_dia | horas | ventanas | st.sampled_from([MismoDia(), Antes()])


def pasa_al_habil(cuerpo: Cuerpo) -> bool:
    """Whether such a term may pass to the next working day: neither hours, nor what is done before the fact."""
    return not (
        isinstance(cuerpo, Antes) or getattr(cuerpo, "atras", False) or getattr(cuerpo, "unidad", None) is Unidad.HORAS
    )


reglas = st.builds(
    lambda cuerpo, recorre, **lo_demas: Regla(cuerpo, recorre=recorre and pasa_al_habil(cuerpo), **lo_demas),
    cuerpos,
    st.booleans(),
    del_proceso=st.booleans(),
    fundamento=st.sampled_from(["", "Lineamientos art. 11 num. 3"]),
)
horas_del_dia = st.builds(time, st.integers(1, 23), st.integers(0, 59)) | st.builds(
    time, st.integers(0, 23), st.integers(0, 59), st.just(59)
)


def vencer(regla: Regla, **como: Any) -> Vencimiento:
    """When it is due. A month with long agreements may lack the days that a rule asks of it: then it proves nothing."""
    try:
        return calcular(regla, **como)
    except FechaImposibleError as error:
        assume("no tiene" not in str(error))
        raise


@ajustes
@given(reglas)
def test_toda_regla_se_lee_de_su_propio_texto(regla: Regla) -> None:
    assert interpretar(str(regla)) == regla


@ajustes
@given(de_dia, horas_del_dia)
def test_una_regla_con_hora_se_lee_de_su_propio_texto_y_vence_a_esa_hora(cuerpo: Cuerpo, hora: time) -> None:
    regla = Regla(cuerpo, hora=None if hora == time(23, 59, 59) else hora)
    assert interpretar(str(regla)) == regla
    assert calcular(regla, desde=date(2020, 1, 1)).vence.timetz().replace(tzinfo=None) == hora


abren = (
    ventanas
    | rangos
    | st.builds(Primeros, st.integers(2, 10), st.sampled_from([Unidad.DIAS, Unidad.NATURALES]), meses)
    | st.builds(Ultimos, st.integers(2, 10), st.sampled_from([Unidad.DIAS, Unidad.NATURALES]), meses)
    | st.builds(DelMes, st.sampled_from([t for t in Tramo if t is not Tramo.ENTERO]), meses)
)


@ajustes
@given(dias, abren, st.booleans(), calendarios, st.sampled_from(Modo))
def test_lo_que_abre_abre_antes_de_vencer_y_se_sabe_desde_el_dia_en_que_vence(
    dia: date, cuerpo: Cuerpo, recorre: bool, calendario: CalendarioHabil, modo: Modo
) -> None:
    regla = Regla(cuerpo, recorre=recorre and pasa_al_habil(cuerpo))
    vencimiento = vencer(regla, desde=dia, calendario=calendario, modo=modo)
    assert vencimiento.abre is not None
    assert vencimiento.abre <= vencimiento.vence
    horas = isinstance(cuerpo, Termino) and cuerpo.unidad is Unidad.HORAS
    if not (horas or vencimiento.dias_recorridos):
        assert apertura(str(regla), vencimiento.dia, lambda: calendario, modo) == vencimiento.abre.date()


@ajustes
@given(dias, de_dia, calendarios)
def test_lo_que_pasa_al_siguiente_habil_termina_en_habil_y_nunca_antes(
    dia: date, cuerpo: Cuerpo, calendario: CalendarioHabil
) -> None:
    assume(pasa_al_habil(cuerpo))
    sin, con = (vencer(Regla(cuerpo, recorre=r), desde=dia, calendario=calendario) for r in (False, True))
    assert calendario.es_habil(con.dia)
    assert con.dia >= sin.dia
    assert [d.fecha for d in con.dias_recorridos] == [sin.dia + n * UN_DIA for n in range((con.dia - sin.dia).days)]


@ajustes
@given(dias, cantidades, calendarios, st.booleans())
def test_los_naturales_nunca_saltan(dia: date, cantidad: int, calendario: CalendarioHabil, atras: bool) -> None:
    regla = Regla(Termino(cantidad, Unidad.NATURALES, atras=atras))
    vencimiento = calcular(regla, desde=dia, calendario=calendario)
    assert vencimiento.dias_saltados == ()
    assert vencimiento.dia == dia + cantidad * UN_DIA * (-1 if atras else 1)


@ajustes
@given(dias, cantidades, calendarios, st.booleans(), st.booleans(), st.sampled_from([Modo.HABILES, Modo.PROCESO]))
def test_los_habiles_nunca_caen_en_inhabil(
    dia: date, cantidad: int, calendario: CalendarioHabil, atras: bool, mismo_dia: bool, modo: Modo
) -> None:
    regla = Regla(Termino(cantidad, Unidad.HABILES, atras=atras, mismo_dia=mismo_dia))
    vencimiento = calcular(regla, desde=dia, calendario=calendario, modo=modo)
    assert calendario.es_habil(vencimiento.dia, modo)
    assert isinstance(vencimiento.inicia, date)
    assert calendario.es_habil(vencimiento.inicia, modo)
    assert not any(calendario.es_habil(saltado.fecha, modo) for saltado in vencimiento.dias_saltados)
    assert all(saltado.motivo for saltado in vencimiento.dias_saltados)


@ajustes
@given(dias, reglas, calendarios, st.sampled_from(Modo))
def test_atrasar_un_dia_el_evento_nunca_adelanta_el_vencimiento(
    dia: date, regla: Regla, calendario: CalendarioHabil, modo: Modo
) -> None:
    antes = vencer(regla, desde=dia, calendario=calendario, modo=modo)
    despues = vencer(regla, desde=dia + UN_DIA, calendario=calendario, modo=modo)
    assert despues.vence >= antes.vence


@ajustes
@given(dias, cantidades, calendarios, st.sampled_from([Unidad.NATURALES, Unidad.HABILES]), st.booleans())
def test_contar_hacia_atras_invierte_contar_hacia_delante(
    dia: date, cantidad: int, calendario: CalendarioHabil, unidad: Unidad, mismo_dia: bool
) -> None:
    assume(unidad is Unidad.NATURALES or calendario.es_habil(dia))
    ida = Regla(Termino(cantidad, unidad, mismo_dia=mismo_dia))
    vuelta = Regla(Termino(cantidad, unidad, atras=True, mismo_dia=mismo_dia))
    llegada = calcular(ida, desde=dia, calendario=calendario).dia
    assert calcular(vuelta, desde=llegada, calendario=calendario).dia == dia


@ajustes
@given(dias, st.integers(1, 60))
def test_los_meses_hacia_atras_invierten_los_de_adelante_en_dias_que_todo_mes_tiene(dia: date, meses: int) -> None:
    assume(dia.day <= 28)
    llegada = calcular(Regla(Termino(meses, Unidad.MESES)), desde=dia).dia
    assert llegada.day == dia.day
    assert calcular(Regla(Termino(meses, Unidad.MESES, atras=True)), desde=llegada).dia == dia


@ajustes
@given(dias, cantidades, st.sampled_from([Unidad.NATURALES, Unidad.MESES]), st.booleans())
def test_un_plazo_que_empieza_el_dia_del_hecho_termina_un_dia_antes(
    dia: date, cantidad: int, unidad: Unidad, atras: bool
) -> None:
    desde_el_siguiente = calcular(Regla(Termino(cantidad, unidad, atras=atras)), desde=dia)
    desde_el_mismo = calcular(Regla(Termino(cantidad, unidad, atras=atras, mismo_dia=True)), desde=dia)
    assert desde_el_mismo.dia == desde_el_siguiente.dia - UN_DIA * (-1 if atras else 1)
    assert desde_el_mismo.inicia == dia


@ajustes
@given(dias, st.integers(1, 20), st.booleans())
def test_un_anio_son_doce_meses(dia: date, cantidad: int, atras: bool) -> None:
    anios = calcular(Regla(Termino(cantidad, Unidad.ANIOS, atras=atras)), desde=dia)
    meses = calcular(Regla(Termino(12 * cantidad, Unidad.MESES, atras=atras)), desde=dia)
    assert (anios.dia, anios.dias_contados) == (meses.dia, meses.dias_contados)


@ajustes
@given(dias, terminos | primeros, calendarios, st.sampled_from(Modo))
def test_la_tabla_coincide_con_la_cuenta(
    dia: date, cuerpo: Termino | Primeros, calendario: CalendarioHabil, modo: Modo
) -> None:
    # Primeros with a long agreement may not fit in its month.
    assume(isinstance(cuerpo, Termino) or modo is Modo.NATURALES)
    vencimiento = calcular(Regla(cuerpo), desde=dia, calendario=calendario, modo=modo)
    contados = [fila for fila in vencimiento.tabla if fila.numero is not None]
    assert [fila.numero for fila in contados] == list(range(1, len(contados) + 1))
    assert len(contados) == vencimiento.dias_contados
    assert (contados[0].fecha, contados[-1].fecha) == (vencimiento.inicia, vencimiento.dia)
    no_contados = [f.fecha for f in vencimiento.tabla if f.numero is None and f.fecha != dia]
    assert no_contados == [saltado.fecha for saltado in vencimiento.dias_saltados if saltado.fecha != dia]


@ajustes
@given(dias, semanales)
def test_una_regla_semanal_vence_una_vez_en_cada_semana(dia: date, semanal: Cada) -> None:
    fechas = [v.dia for v in ocurrencias(Regla(semanal), desde=dia)]
    assert all(f.weekday() == semanal.dia_semana for f in fechas)
    assert all((b - a).days == 7 for a, b in pairwise(fechas))
    assert dia <= fechas[0] < dia + 7 * UN_DIA
    assert semanal.hasta - 7 * UN_DIA < fechas[-1] <= semanal.hasta


@ajustes
@given(dias, repetidos | del_mes)
def test_lo_que_se_repite_vence_cada_vez_mas_tarde_y_nunca_despues_de_su_ultimo_dia(dia: date, cuerpo: Cuerpo) -> None:
    veces = ocurrencias(Regla(cuerpo), desde=dia)
    assert all(a.vence < b.vence for a, b in pairwise(veces))
    assert [v.ordinal for v in veces] == [(n, len(veces)) for n in range(1, len(veces) + 1)]
    if len(veces) > 1:
        assert dia <= veces[0].dia
        assert veces[-1].dia <= date(2031, 12, 31)


PALABRAS = (
    "3 cinco (5) días día naturales hábiles horas meses años después antes siguiente anterior posteriores a la de del "
    "el en plazo los primeros primer mes mismo cada viernes hasta entre y al desde 2024-02-01 1 febrero 2024 más "
    "tardar contados partir todos aprobación , [art. 11] último semana quincena segundo al menos con anticipación "
    "dentro anteriores hora 18:00 a las inhábil siguiente pasa si ciento durante cada su notificación que se apruebe "
    "y o trimestre"
)
palabras = st.sampled_from(PALABRAS.split())


@ajustes
@given(st.text(max_size=60) | st.lists(palabras, max_size=9).map(" ".join))
def test_ningun_texto_rompe_al_lector(texto: str) -> None:
    try:
        regla = interpretar(texto)
    except PlazoError:
        return
    assert interpretar(str(regla)) == regla
