"""Changing an institute's calendar: who may, what moves, and that it is shown before it is done."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendario.inhabiles import PeriodoInhabil
from calendario.models import Calendario, Inhabil
from calendario.plazos import FechaImposibleError
from compliance.actos import Apunte
from compliance.forms.errores import anotar
from compliance.forms.inhabiles import InhabilForm
from compliance.historia import guardar
from compliance.models import Entregable, Instituto, Proceso, Subactividad
from compliance.services.inhabiles import (
    CalendarioCambioError,
    Movimiento,
    asegurar_calendario,
    guardar_inhabil,
    huella,
    movimientos,
    periodos_con,
    periodos_sin,
    quitar_inhabil,
)
from compliance.services.terminos import terminos_de
from compliance.verbos.modelo import Rechazo

from ..elenco import Elenco, momento
from ..paginas import plana
from .plan_cargado import cargar

AL = momento("2024-03-20 10:00")
REGLAS: dict[str, dict[str, object]] = {
    # Approval on the first working day of April, the 1st; sent by the 5th.
    "informe-marzo": {
        "regla": "primer día hábil del mes siguiente",
        "regla_evento": "periodo",
        "regla_remision": "primeros 5 días naturales del mes siguiente",
    },
    # Its limit, the 6th, was set apart from its rule, which gives the 8th.
    "publicacion": {"regla": "a más tardar 2024-04-01", "regla_remision": "5 días hábiles después"},
    # The working day before Monday 29, Friday 26; and its remission the day after it.
    "avance-abril": {"regla": "día hábil anterior", "regla_evento": "2024-04-29"},
    "remision-abril": {"regla_remision": "día siguiente", "regla_evento": "avance-abril"},
}


@pytest.fixture(autouse=True)
def dia_fijo(settings: Any) -> None:
    settings.DEMO_FECHA = AL.date()


def acto(e: Elenco) -> Apunte:
    return Apunte("guardar", e.instituto, en=AL, motivo="Alta")


@pytest.fixture
def con_reglas(elenco: Elenco) -> Elenco:
    """The cast's deliverables with the rules that their dates follow from."""
    for llave, campos in REGLAS.items():
        entregable = elenco.entregables[llave]
        for campo, valor in campos.items():
            setattr(entregable, campo, valor)
        entregable.save()
    return elenco


def inhabil(desde: str, hasta: str = "", motivo: str = "Suspensión de labores") -> Inhabil:
    return Inhabil(
        desde=date.fromisoformat(desde),
        hasta=date.fromisoformat(hasta or desde),
        motivo=motivo,
        documento="IEPC/CG/9/2024",
    )


def agregar(e: Elenco, nuevo: Inhabil) -> list[Movimiento]:
    esperado = huella(movimientos(e.instituto, periodos_con(e.instituto, nuevo)))
    return guardar_inhabil(e.proceso, nuevo, esperado=esperado, por=e.usuario("administracion"), en=AL)


def vistos(lista: list[Movimiento]) -> list[tuple[str, str, str, str]]:
    return [(m.entregable.llave, m.fecha_con_regla.nombre, m.antes.isoformat(), m.despues.isoformat()) for m in lista]


# -- What moves -------------------------------------------------------------------------------------------


def test_solo_se_mueve_lo_que_sale_de_una_regla_de_habiles(con_reglas: Elenco) -> None:
    previstos = movimientos(con_reglas.instituto, [PeriodoInhabil(date(2024, 4, 1), date(2024, 4, 2), "Suspensión")])
    assert vistos(previstos) == [("informe-marzo", "Aprobación", "2024-04-01", "2024-04-03")]
    assert previstos[0].razon == (
        "es el primer día hábil del mes siguiente a marzo de 2024, sin contar 2 días inhábiles (2 días por Suspensión)"
    )


def test_lo_que_cuenta_desde_el_mes_informado_cuenta_desde_su_ultimo_dia(con_reglas: Elenco) -> None:
    informe = con_reglas.entregables["informe-marzo"]
    informe.regla, informe.fecha_plan = "5 días hábiles después", date(2024, 4, 5)
    informe.save()
    (aprobacion, _) = terminos_de(informe)
    assert aprobacion.coincide
    previstos = movimientos(con_reglas.instituto, [PeriodoInhabil(date(2024, 4, 1), date(2024, 4, 2), "Suspensión")])
    assert vistos(previstos) == [("informe-marzo", "Aprobación", "2024-04-05", "2024-04-09")]


def test_lo_que_cuenta_desde_una_fecha_que_se_mueve_va_con_ella(con_reglas: Elenco) -> None:
    previstos = movimientos(con_reglas.instituto, [PeriodoInhabil(date(2024, 4, 26), date(2024, 4, 26), "Suspensión")])
    assert vistos(previstos) == [
        ("avance-abril", "Aprobación", "2024-04-26", "2024-04-25"),
        ("remision-abril", "Remisión", "2024-04-27", "2024-04-26"),
    ]


def test_el_acto_dice_si_sus_dias_a_secas_son_habiles(con_reglas: Elenco) -> None:
    remision = con_reglas.entregables["remision-abril"]
    remision.regla_remision, remision.regla_evento, remision.modo = "2 días después", "2024-04-25", "habiles"
    remision.limite_remision = date(2024, 4, 29)
    remision.save()
    periodo = PeriodoInhabil(date(2024, 4, 29), date(2024, 4, 29), "Suspensión")
    assert ("remision-abril", "Remisión", "2024-04-29", "2024-04-30") in vistos(
        movimientos(con_reglas.instituto, [periodo])
    )
    remision.modo = "proceso"
    remision.limite_remision = date(2024, 4, 27)
    remision.save()
    assert "remision-abril" not in [m.entregable.llave for m in movimientos(con_reglas.instituto, [periodo])]


def test_los_pasos_de_un_entregable_tambien_se_mueven_hasta_quedar_atras(con_reglas: Elenco) -> None:
    entregable = con_reglas.entregables["publicacion"]
    etapas = {etapa.clave: etapa for etapa in entregable.ruta.etapas.all()}
    Subactividad.objects.create(
        entregable=entregable,
        orden=1,
        clave="11.12.2",
        texto="Sesión",
        etapa=etapas["comision"],
        fecha=date(2024, 3, 29),
        regla="1 día hábil antes",
        regla_evento="aprobacion",
    )
    viernes = PeriodoInhabil(date(2024, 3, 29), date(2024, 3, 29), "Viernes Santo")
    assert vistos(movimientos(con_reglas.instituto, [viernes])) == [
        ("publicacion", "Actividad 11.12.2", "2024-03-29", "2024-03-28")
    ]
    Entregable.objects.filter(pk=entregable.pk).update(etapa=etapas["consejo"])
    assert movimientos(con_reglas.instituto, [viernes]) == []


def test_lo_cumplido_se_queda(con_reglas: Elenco) -> None:
    informe = con_reglas.entregables["informe-marzo"]
    Entregable.objects.filter(pk=informe.pk).update(aprobado_el=date(2024, 3, 19))
    assert movimientos(con_reglas.instituto, [PeriodoInhabil(date(2024, 4, 1), date(2024, 4, 2), "Suspensión")]) == []


def test_un_cambio_que_deja_una_fecha_imposible_se_rechaza(con_reglas: Elenco) -> None:
    with pytest.raises(FechaImposibleError, match="Abril de 2024 no tiene 1 día hábil"):
        movimientos(con_reglas.instituto, [PeriodoInhabil(date(2024, 4, 1), date(2024, 4, 30), "Vacaciones")])


def test_una_regla_que_nadie_entiende_no_mueve_ni_detiene_nada(con_reglas: Elenco) -> None:
    avance = con_reglas.entregables["avance-abril"]
    avance.regla = "cuando se pueda"
    avance.save()
    assert movimientos(con_reglas.instituto, [PeriodoInhabil(date(2024, 4, 26), date(2024, 4, 26), "Suspensión")]) == []


def test_mirar_cuesta_lo_mismo_con_cualquier_plan_y_no_cambia_nada(con_reglas: Elenco) -> None:
    def consultas() -> int:
        with CaptureQueriesContext(connection) as capturadas:
            movimientos(con_reglas.instituto, [PeriodoInhabil(date(2024, 4, 1), date(2024, 4, 2), "Suspensión")])
        assert not [c for c in capturadas.captured_queries if not c["sql"].startswith("SELECT")]
        return len(capturadas)

    pocas = consultas()
    modelo = con_reglas.entregables["informe-marzo"]
    for n in range(50):
        modelo.pk, modelo.llave = None, f"informe-{n}"
        modelo.save()
    assert consultas() == pocas


# -- Doing it ---------------------------------------------------------------------------------------------


def test_guardar_un_periodo_mueve_las_fechas_con_su_historial(con_reglas: Elenco) -> None:
    movidos = agregar(con_reglas, inhabil("2024-04-01", "2024-04-02"))
    assert len(movidos) == 1
    informe = Entregable.objects.get(llave="informe-marzo")
    assert informe.fecha_plan == date(2024, 4, 3)
    assert informe.vence == momento("2024-04-03 23:59:59")
    ultimo = informe.history.order_by("-history_id").first()
    assert ultimo.autor == str(con_reglas.usuario("administracion"))
    assert (ultimo.history_date, ultimo.history_change_reason) == (
        AL,
        "Calendario: se agregó «Suspensión de labores» (01/04/2024 a 02/04/2024)",
    )
    assert Calendario.objects.get(clave="iepc").zona_horaria == "America/Mexico_City"


def test_quitarlo_las_devuelve(con_reglas: Elenco) -> None:
    nuevo = inhabil("2024-04-26")
    agregar(con_reglas, nuevo)
    assert Entregable.objects.get(llave="remision-abril").limite_remision == date(2024, 4, 26)
    esperado = huella(movimientos(con_reglas.instituto, periodos_sin(con_reglas.instituto, nuevo)))
    movidos = quitar_inhabil(
        con_reglas.proceso,
        nuevo,
        esperado=esperado,
        por=con_reglas.usuario("administracion"),
        en=AL + timedelta(days=1),
    )
    assert len(movidos) == 2
    assert Entregable.objects.get(llave="avance-abril").fecha_plan == date(2024, 4, 26)
    assert Entregable.objects.get(llave="remision-abril").limite_remision == date(2024, 4, 27)
    assert not Inhabil.objects.exists()
    assert Inhabil.history.filter(history_type="-").count() == 1  # type: ignore[attr-defined]


def test_quien_no_tiene_el_rol_no_cambia_el_calendario_ni_por_el_servicio(con_reglas: Elenco) -> None:
    nuevo = inhabil("2024-04-26")
    agregar(con_reglas, nuevo)
    for servicio in (guardar_inhabil, quitar_inhabil):
        with pytest.raises(Rechazo) as rechazo:
            servicio(con_reglas.proceso, nuevo, esperado="", por=con_reglas.usuario("secretaria_tecnica"), en=AL)
        assert rechazo.value.guarda == "rol"


def test_nadie_cambia_los_dias_de_otro_instituto(con_reglas: Elenco) -> None:
    ajeno = inhabil("2024-04-26")
    ajeno.calendario = Calendario.objects.create(clave="otro", nombre="De otro instituto")
    ajeno.save()
    for servicio in (guardar_inhabil, quitar_inhabil):
        with pytest.raises(Rechazo) as rechazo:
            servicio(con_reglas.proceso, ajeno, esperado="", por=con_reglas.usuario("administracion"), en=AL)
        assert rechazo.value.guarda == "calendario"
    assert Inhabil.objects.filter(calendario__clave="otro").exists()


def test_lo_que_no_se_mostro_no_se_hace(con_reglas: Elenco) -> None:
    quien = con_reglas.usuario("administracion")
    with pytest.raises(CalendarioCambioError) as cambio:
        guardar_inhabil(con_reglas.proceso, inhabil("2024-04-01"), esperado=huella([]), por=quien, en=AL)
    assert vistos(list(cambio.value.vigentes)) == [("informe-marzo", "Aprobación", "2024-04-01", "2024-04-02")]
    assert not Inhabil.objects.exists()
    assert Entregable.objects.get(llave="informe-marzo").fecha_plan == date(2024, 4, 1)


def test_se_mueve_cada_proceso_del_instituto_y_ningun_otro(con_reglas: Elenco) -> None:
    def copiar(instituto: Instituto, clave: str) -> None:
        proceso = Proceso.objects.create(instituto=instituto, clave=clave, nombre=clave, jornada=date(2024, 6, 2))
        copia = con_reglas.entregables["informe-marzo"]
        copia.pk, copia.proceso, copia.llave = None, proceso, f"informe-{clave}"
        copia.save()

    copiar(con_reglas.instituto, "otro")
    copiar(Instituto.objects.create(clave="x", siglas="X", nombre="X", entidad="Yucatán"), "ajeno")
    movidos = agregar(con_reglas, inhabil("2024-04-01"))
    assert sorted(m.entregable.llave for m in movidos) == ["informe-marzo", "informe-otro"]


def test_el_calendario_guarda_la_hora_de_su_instituto(elenco: Elenco) -> None:
    assert asegurar_calendario(elenco.instituto, acto(elenco)).zona_horaria == "America/Mexico_City"
    elenco.instituto.zona_horaria = "America/Cancun"
    assert asegurar_calendario(elenco.instituto, acto(elenco)).zona_horaria == "America/Cancun"
    asegurar_calendario(elenco.instituto, acto(elenco))
    calendario = Calendario.objects.get()
    assert calendario.history.count() == 2


# -- Why a date is what it is -----------------------------------------------------------------------------


def test_un_entregable_explica_sus_fechas(con_reglas: Elenco) -> None:
    aprobacion, remision = terminos_de(con_reglas.entregables["informe-marzo"])
    assert aprobacion.vencimiento is not None
    assert aprobacion.coincide
    assert aprobacion.vencimiento.explicacion.startswith("Vence el lunes 1 de abril de 2024")
    assert remision.vencimiento is not None
    assert remision.vencimiento.dia == date(2024, 4, 5)
    _, apartado = terminos_de(con_reglas.entregables["publicacion"])
    assert apartado.vencimiento is not None
    assert (apartado.coincide, apartado.vencimiento.dia) == (False, date(2024, 4, 8))


def test_un_entregable_dice_que_tiene_mal_su_regla(con_reglas: Elenco) -> None:
    remision = con_reglas.entregables["remision-abril"]
    remision.regla_evento = "no-existe"
    (termino,) = terminos_de(remision)
    assert termino.vencimiento is None
    assert "no-existe" in termino.error


# -- The page ---------------------------------------------------------------------------------------------


def cliente(e: Elenco, quien: str = "administracion") -> Client:
    nuevo = Client()
    nuevo.force_login(e.usuario(quien), backend="django.contrib.auth.backends.ModelBackend")
    return nuevo


def direccion(nombre: str, *args: object) -> str:
    return reverse(nombre, args=["prueba-2024", *args])


DATOS = {
    "desde": "2024-04-01",
    "hasta": "2024-04-02",
    "motivo": "Suspensión de labores",
    "documento": "IEPC/CG/9/2024",
}


def test_todos_adentro_ven_los_dias_y_solo_informatica_los_cambia(con_reglas: Elenco) -> None:
    agregar(con_reglas, inhabil("2024-04-01"))
    pk = Inhabil.objects.get().pk
    for quien, codigo, edita in (
        ("administracion", 200, 200),
        ("comision", 200, 404),
        ("auditoria", 200, 404),
        ("partido", 404, 404),
        ("ajena", 404, 404),
    ):
        visitante = cliente(con_reglas, quien)
        respuesta = visitante.get(direccion("inhabiles"))
        assert respuesta.status_code == codigo
        assert (b"Agregar periodo" in respuesta.content) is (edita == 200)
        for nombre, args in (("inhabil_nuevo", ()), ("inhabil", (pk,)), ("inhabil_quitar", (pk,))):
            assert visitante.get(direccion(nombre, *args)).status_code == edita, (quien, nombre)
            if edita == 404:
                assert visitante.post(direccion(nombre, *args), DATOS).status_code == 404
    assert Client().get(direccion("inhabiles")).status_code == 302
    assert Inhabil.objects.get().hasta == date(2024, 4, 1)


def test_la_lista_junta_la_ley_y_los_acuerdos_y_se_puede_filtrar(con_reglas: Elenco) -> None:
    agregar(con_reglas, inhabil("2023-12-21", "2024-01-05", "Vacaciones"))
    visitante = cliente(con_reglas, "comision")

    def motivos(**consulta: str) -> list[str]:
        return [r.motivo for r in visitante.get(direccion("inhabiles"), consulta).context["pagina"]]

    assert len(motivos()) == 17  # 7 days of 2023, 9 of 2024 with the election, and the agreement
    assert motivos(anio="2024", origen="instituto") == ["Vacaciones"]
    assert motivos(anio="2024")[:2] == ["Vacaciones", "Año Nuevo"]
    assert "Jornada electoral federal 2023-2024" in motivos(anio="2024", origen="nacional")
    assert motivos(anio="2023", orden="-desde")[0] == "Navidad"
    csv = visitante.get(direccion("inhabiles"), {"origen": "instituto", "formato": "csv"}).content.decode("utf-8-sig")
    assert csv.splitlines() == [
        "Desde,Hasta,Motivo,Documento,Origen",
        "2023-12-21,2024-01-05,Vacaciones,IEPC/CG/9/2024,Acuerdo del instituto",
    ]


def test_un_periodo_solo_se_guarda_tras_mostrar_lo_que_mueve(con_reglas: Elenco) -> None:
    visitante = cliente(con_reglas)
    pregunta = visitante.post(direccion("inhabil_nuevo"), DATOS)
    texto = pregunta.content.decode()
    assert pregunta.status_code == 200
    assert "Informe mensual de marzo" in texto
    assert "lun 1 abr 2024" in texto
    assert "mié 3 abr 2024" in texto
    assert not Inhabil.objects.exists()
    respuesta = visitante.post(direccion("inhabil_nuevo"), DATOS | {"huella": pregunta.context["huella"]}, follow=True)
    assert "Se guardó «Suspensión de labores». Se movió 1 vencimiento." in respuesta.content.decode()
    assert Inhabil.objects.get().documento == "IEPC/CG/9/2024"
    assert Entregable.objects.get(llave="informe-marzo").fecha_plan == date(2024, 4, 3)


def test_lo_confirmado_se_muestra_otra_vez_si_cambio_entretanto(con_reglas: Elenco) -> None:
    visitante = cliente(con_reglas)
    pregunta = visitante.post(direccion("inhabil_nuevo"), DATOS)
    informe = con_reglas.entregables["informe-marzo"]
    informe.regla = "primeros 2 días hábiles del mes siguiente"
    informe.fecha_plan = date(2024, 4, 2)
    informe.save()
    respuesta = visitante.post(direccion("inhabil_nuevo"), DATOS | {"huella": pregunta.context["huella"]})
    assert respuesta.status_code == 409
    assert "jue 4 abr 2024" in respuesta.content.decode()
    assert not Inhabil.objects.exists()
    visitante.post(direccion("inhabil_nuevo"), DATOS | {"huella": respuesta.context["huella"]})
    assert Inhabil.objects.exists()


def test_volver_a_corregir_no_pierde_nada(con_reglas: Elenco) -> None:
    respuesta = cliente(con_reglas).post(direccion("inhabil_nuevo"), DATOS | {"huella": "x", "corregir": "1"})
    assert respuesta.context["form"]["motivo"].value() == "Suspensión de labores"
    assert not Inhabil.objects.exists()


@pytest.mark.parametrize(
    ("cambios", "mensaje"),
    [
        ({"hasta": "2024-03-31"}, "El periodo termina antes de empezar."),
        ({"hasta": "2026-04-02"}, "dura más de un año"),
        ({"desde": "0204-04-01"}, "El año debe estar entre 1990 y 2100."),
        ({"documento": ""}, "Este campo es obligatorio"),
        ({"desde": "31/02/2024"}, "fecha válida"),
        ({"hasta": "2024-04-30"}, "Abril de 2024 no tiene 1 día hábil"),
    ],
)
def test_un_periodo_imposible_se_rechaza_junto_a_lo_escrito(
    con_reglas: Elenco, cambios: dict[str, str], mensaje: str
) -> None:
    respuesta = cliente(con_reglas).post(direccion("inhabil_nuevo"), DATOS | cambios)
    assert respuesta.status_code == 422
    assert mensaje in respuesta.content.decode()
    assert "Suspensión de labores" in respuesta.content.decode()
    assert not Inhabil.objects.exists()


def test_un_periodo_se_quita_tras_confirmar(con_reglas: Elenco) -> None:
    agregar(con_reglas, inhabil("2024-04-01", "2024-04-02"))
    pk = Inhabil.objects.get().pk
    visitante = cliente(con_reglas)
    pregunta = visitante.get(direccion("inhabil_quitar", pk))
    assert "mié 3 abr 2024" in pregunta.content.decode()
    assert Inhabil.objects.exists()
    visitante.post(direccion("inhabil_quitar", pk), {"huella": pregunta.context["huella"]})
    assert not Inhabil.objects.exists()
    assert Entregable.objects.get(llave="informe-marzo").fecha_plan == date(2024, 4, 1)


def test_el_periodo_de_otro_instituto_no_existe_aqui(con_reglas: Elenco) -> None:
    ajeno = Calendario.objects.create(clave="otro", nombre="Calendario de otro")
    suyo = inhabil("2024-04-01")
    suyo.calendario = ajeno
    suyo.save()
    visitante = cliente(con_reglas)
    assert visitante.get(direccion("inhabil", suyo.pk)).status_code == 404
    assert visitante.post(direccion("inhabil_quitar", suyo.pk), {"huella": huella([])}).status_code == 404


def test_las_fechas_de_procesos_ajenos_se_cuentan_y_no_se_muestran(con_reglas: Elenco) -> None:
    proceso = Proceso.objects.create(
        instituto=con_reglas.instituto, clave="otro", nombre="Otro proceso", jornada=date(2024, 6, 2)
    )
    copia = con_reglas.entregables["informe-marzo"]
    copia.pk, copia.proceso, copia.llave, copia.nombre = None, proceso, "otro", "Informe reservado"
    copia.save()
    texto = plana(cliente(con_reglas).post(direccion("inhabil_nuevo"), DATOS))
    assert "Informe reservado" not in texto
    assert "También se mueve 1 vencimiento de otros procesos del instituto." in texto


def test_la_pagina_de_un_entregable_dice_el_porque_de_sus_fechas(con_reglas: Elenco) -> None:
    def pagina(llave: str) -> str:
        pk = con_reglas.entregables[llave].pk
        return cliente(con_reglas, "comision").get(direccion("entregable", pk)).content.decode()

    assert "es el último de los primeros 5 días naturales del mes siguiente a marzo de 2024" in pagina("informe-marzo")
    apartada = pagina("publicacion")
    assert "Vence el lunes 8 de abril de 2024" in apartada
    assert "desde el día siguiente a la aprobación prevista (lunes 1 de abril de 2024)" in apartada
    assert "Rige otra fecha, la que fijó el plan: <time" in apartada
    Entregable.objects.filter(llave="publicacion").update(fecha_plan=None, regla="")
    assert "5 días hábiles después, a contar desde la aprobación, que aún no tiene fecha." in pagina("publicacion")


def test_una_fila_mensual_cuenta_con_los_habiles_del_instituto(db: None) -> None:
    mensual = (
        (
            'periodo = "2024-03"\n',
            'plantilla = true\nmodo = "habiles"\nmeses = { desde = "2024-03", hasta = "2024-03" }\n'
            'regla = "primeros 3 días hábiles del mes siguiente"\nregla_evento = "periodo"\n',
        ),
        ("fecha_plan = 2024-04-01\nlimite_remision = 2024-04-05\n", ""),
    )
    cargar(*mensual)
    ocurrencia = Entregable.objects.get(llave="informe-marzo-2024-03")
    assert ocurrencia.fecha_plan == date(2024, 4, 3)
    calendario = Calendario.objects.get(clave=ocurrencia.proceso.instituto.clave)
    Inhabil.objects.create(calendario=calendario, desde=date(2024, 4, 1), hasta=date(2024, 4, 2), motivo="Acuerdo")
    cargar(*mensual)
    ocurrencia.refresh_from_db()
    assert ocurrencia.fecha_plan == date(2024, 4, 5)


def test_el_calendario_que_otra_persona_hizo_mientras_tanto_sirve(
    elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    def adelantarse(apunte: Apunte, calendario: Calendario, motivo: str) -> None:
        monkeypatch.undo()
        asegurar_calendario(elenco.instituto, acto(elenco))
        guardar(calendario, por=None, en=AL, motivo="Alta")

    monkeypatch.setattr("compliance.services.inhabiles.guardar_en", adelantarse)
    assert asegurar_calendario(elenco.instituto, acto(elenco)) == Calendario.objects.get()


def test_lo_que_no_es_de_ningun_campo_se_dice_arriba() -> None:
    form = InhabilForm({})
    anotar(ValidationError({"clave": ["Ya existe."], "motivo": ["No."], "__all__": ["Otra."]}), form)
    assert form.non_field_errors() == ["Ya existe.", "Otra."]
    assert "No." in form.errors["motivo"]
