"""How a candidacy record begins, receives its accounts and leaves."""

from datetime import date
from typing import Any

import pytest

from compliance.models import Acto, Candidatura, Entregable, Persona, SolicitudModificacion
from compliance.permisos import ambito_de
from flujos import candidaturas as servicios
from flujos.transiciones import Rechazo, Rechazos

from ..elenco import Elenco, momento, rechazado

EN = momento("2024-03-30 20:00")


def _persona(elenco: Elenco, nombre: str = "Ana Pérez Ñuño") -> Persona:
    return Persona(proceso=elenco.proceso, nombre=nombre, sexo="M", correo="ana@example.com")


def _registrar(elenco: Elenco, **cambios: object) -> Candidatura:
    datos: dict[str, object] = {
        "proceso": elenco.proceso,
        "persona": _persona(elenco),
        "actor": elenco.partido_a,
        "cargo": elenco.diputacion,
        "territorio": elenco.distrito,
        "formula": "1",
        "calidad": "propietaria",
        "aprobada_el": date(2024, 3, 30),
        "por": elenco.usuario("secretaria_ejecutiva"),
        "en": EN,
    }
    return servicios.registrar(**{**datos, **cambios})  # type: ignore[arg-type]


def _nada_escrito() -> bool:
    return not (
        Candidatura.objects.exists()
        or Candidatura.history.exists()
        or Persona.objects.exists()
        or Acto.objects.exists()
    )


def test_registrar_deja_todo_listo_para_capturar_y_corre_el_plazo_de_las_cuentas(elenco: Elenco) -> None:
    candidatura = _registrar(elenco)
    assert candidatura.estado == "asignada"
    assert candidatura.persona.nombre_busqueda == "ana perez nuno"
    assert candidatura.curricular.motivo_cargo == ""
    assert candidatura.identidad.respuestas == {}
    # Three días naturales counted from the day after 30 March.
    assert candidatura.vence == candidatura.cuentas_vencen == momento("2024-04-02 23:59:59")
    transicion = candidatura.actos.get()
    assert (transicion.verbo, transicion.de, transicion.a) == ("registrar", "", "asignada")
    assert transicion.por_nombre == "Secretaria Ejecutiva De Prueba"
    assert transicion.en == EN
    historia = candidatura.history.get()
    assert (historia.autor, historia.history_date) == ("Secretaria Ejecutiva De Prueba", EN)


def test_sin_aprobacion_del_consejo_no_se_registra(elenco: Elenco) -> None:
    with pytest.raises(Rechazo, match="el consejo aprobó") as rechazo:
        _registrar(elenco, aprobada_el=None)
    assert rechazo.value.guarda == "aprobacion"
    with pytest.raises(Rechazo, match="en el futuro"):
        _registrar(elenco, aprobada_el=date(2024, 3, 31))
    assert _nada_escrito()


def test_lo_cargado_de_otro_registro_no_necesita_fecha_de_aprobacion(elenco: Elenco) -> None:
    candidatura = _registrar(elenco, aprobada_el=None, origen="INE, fila 7", por=None)
    assert candidatura.vence is None
    assert candidatura.actos.get().por_nombre == "Sistema"


def test_una_propietaria_y_a_lo_mas_una_suplente_por_formula(elenco: Elenco) -> None:
    _registrar(elenco)
    _registrar(elenco, persona=_persona(elenco, "Bea Ruiz"), calidad="suplente")
    with pytest.raises(Rechazo, match=r"\(propietaria\) ya lo ocupa Ana Pérez Ñuño") as rechazo:
        _registrar(elenco, persona=_persona(elenco, "Cira Luna"))
    assert rechazo.value.guarda == "formula"
    assert "sustitución" in rechazo.value.remedio
    assert Candidatura.objects.count() == 2
    assert not Persona.objects.filter(nombre="Cira Luna").exists()


def test_nadie_es_propietaria_y_suplente_de_la_misma_formula(elenco: Elenco) -> None:
    primera = _registrar(elenco)
    for quien in (primera.persona, _persona(elenco, "ANA PEREZ ÑUÑO")):
        with rechazado("misma_persona") as info:
            _registrar(elenco, persona=quien, calidad="suplente")
        assert "ya va en esa fórmula como propietaria" in info.value.mensaje
    bea = _registrar(elenco, persona=_persona(elenco, "Bea Ruiz"), calidad="suplente")
    with rechazado("misma_persona"):
        _sustituir(elenco, primera, persona=bea.persona)


def test_dos_personas_que_solo_comparten_el_nombre_si_van_en_una_formula(elenco: Elenco) -> None:
    madre, hija = _persona(elenco), _persona(elenco)
    madre.fecha_nacimiento, hija.fecha_nacimiento = date(1960, 1, 1), date(1990, 1, 1)
    _registrar(elenco, persona=madre)
    assert _registrar(elenco, persona=hija, calidad="suplente").persona != madre


def test_la_accion_afirmativa_es_una_del_cuestionario(elenco: Elenco) -> None:
    for desconocida in ("zurda", "generales"):
        with rechazado("accion_afirmativa"):
            _registrar(elenco, accion_afirmativa=desconocida)
    c = _registrar(elenco, accion_afirmativa="indigena")
    assert c.accion_afirmativa == "indigena"
    with rechazado("accion_afirmativa"):
        _sustituir(elenco, c, accion_afirmativa="zurda")


def test_nada_se_aprueba_despues_de_la_jornada(elenco: Elenco) -> None:
    with rechazado("aprobacion") as info:
        _registrar(elenco, aprobada_el=date(2024, 6, 3), en=momento("2024-06-10 10:00"))
    assert "domingo 2 de junio de 2024" in info.value.mensaje


def test_la_misma_persona_puede_ir_a_dos_cargos(elenco: Elenco) -> None:
    primera = _registrar(elenco)
    segunda = _registrar(elenco, persona=primera.persona, cargo=elenco.gubernatura)
    assert primera.persona == segunda.persona


def test_nada_de_otro_proceso(elenco: Elenco) -> None:
    elenco.proceso.pk, elenco.proceso.clave = None, "otro-2027"
    elenco.proceso.save()
    with pytest.raises(Rechazo, match="actor, cargo, territorio") as rechazo:
        _registrar(elenco)
    assert rechazo.value.guarda == "proceso"
    assert _nada_escrito()


@pytest.mark.parametrize("quien", ["partido", "verificacion", "auditoria", "comision", "ajena"])
def test_solo_el_personal_registra(elenco: Elenco, quien: str) -> None:
    with pytest.raises(Rechazo, match="Registrar candidatura") as rechazo:
        _registrar(elenco, por=elenco.usuario(quien))
    assert rechazo.value.guarda == "rol"
    assert _nada_escrito()


def test_un_dato_invalido_se_dice_y_no_deja_ni_a_la_persona(elenco: Elenco) -> None:
    with pytest.raises(Rechazo) as rechazo:
        _registrar(elenco, calidad="titular")
    assert rechazo.value.guarda == "datos"
    assert _nada_escrito()


# -- Accounts ---------------------------------------------------------------------------------------------


def test_entregar_cuentas_no_inicia_la_captura_y_dice_si_fue_a_tiempo(elenco: Elenco) -> None:
    c = servicios.entregar_cuentas(elenco.candidatura(), por=None, en=momento("2024-04-02 18:00"))
    assert (c.estado, c.cuentas_enviadas_en, c.vence) == ("asignada", momento("2024-04-02 18:00"), None)
    assert c.actos.get(verbo="entregar_cuentas").hechos["a_tiempo"] is True
    tarde = servicios.entregar_cuentas(elenco.candidatura(formula="2"), por=None, en=momento("2024-04-03 00:00"))
    assert tarde.actos.get(verbo="entregar_cuentas").hechos["a_tiempo"] is False


def test_la_cuenta_va_al_correo_de_la_persona_y_a_ningun_otro(elenco: Elenco) -> None:
    c = elenco.candidatura()
    c.actor.correo = "enlace@partido.example"
    c.actor.save()
    c.persona.correo = ""
    c.persona.save()
    antes = c.history.count()
    with pytest.raises(Rechazo, match="No hay un correo electrónico de la persona") as rechazo:
        servicios.entregar_cuentas(c, por=None, en=EN)
    assert rechazo.value.guarda == "correo"
    c.refresh_from_db()
    assert c.cuentas_enviadas_en is None
    assert c.history.count() == antes
    assert not c.actos.exclude(verbo="alta").exists()


def test_las_cuentas_se_entregan_una_vez(elenco: Elenco) -> None:
    c = servicios.entregar_cuentas(elenco.candidatura(), por=None, en=EN)
    with pytest.raises(Rechazo, match="ya se envió el sábado 30 de marzo de 2024") as rechazo:
        servicios.entregar_cuentas(c, por=None, en=momento("2024-04-05 10:00"))
    assert rechazo.value.guarda == "cuentas_entregadas"


def test_la_captura_se_cuenta_desde_la_recepcion_probada(elenco: Elenco) -> None:
    c = servicios.entregar_cuentas(elenco.candidatura(), por=None, en=momento("2024-04-02 18:00"))
    con = {"por": elenco.usuario("secretaria_tecnica"), "en": momento("2024-04-05 09:00")}
    with pytest.raises(Rechazo, match="Falta el documento"):
        servicios.recibir_cuentas(c, **con)  # type: ignore[arg-type]
    for recibidas in ("2024-04-02 17:59", "2024-04-06 00:00"):
        with pytest.raises(Rechazo, match="no puede ser anterior"):
            servicios.recibir_cuentas(c, documento="Oficio 1", recibidas_en=momento(recibidas), **con)  # type: ignore[arg-type]
    c = servicios.recibir_cuentas(c, documento="Oficio 1", recibidas_en=momento("2024-04-04 22:00"), **con)  # type: ignore[arg-type]
    assert c.cuentas_recibidas_en == momento("2024-04-04 22:00")
    assert c.vence == momento("2024-04-19 23:59:59")
    hechos = c.actos.get(verbo="recibir_cuentas").hechos
    assert hechos["documento"] == "Oficio 1"
    assert "art. 16" in hechos["plazo"]
    with pytest.raises(Rechazo, match="ya está registrada"):
        servicios.recibir_cuentas(c, por=None, en=momento("2024-04-06 09:00"))


def test_el_plazo_que_inicio_la_entrega_en_0_1_0_no_se_reabre_confirmando_tarde(elenco: Elenco) -> None:
    c = elenco.candidatura(cuentas_enviadas_en=momento("2024-04-02 18:00"), vence=momento("2024-04-17 23:59:59"))
    with pytest.raises(Rechazo, match="extemporánea") as rechazo:
        servicios.recibir_cuentas(c, por=None, en=momento("2024-04-18 00:00"))
    assert rechazo.value.guarda == "plazo_vencido"


# -- Withdrawal and substitution --------------------------------------------------------------------------


@pytest.mark.parametrize("estado", ["asignada", "capturada", "observada", "validada", "publicada"])
def test_se_retira_desde_cualquier_estado_y_para_siempre(elenco: Elenco, estado: str) -> None:
    c = elenco.candidatura_en(estado)
    en = momento("2024-04-20 10:00")
    c = servicios.retirar(
        c, motivo_retiro="cancelacion", documento="CEE/99/2024", por=elenco.usuario("secretaria_tecnica"), en=en
    )
    assert (c.estado, c.motivo_retiro, c.documento_retiro, c.retirada_en) == (
        "retirada",
        "cancelacion",
        "CEE/99/2024",
        en,
    )
    assert c.vence is None
    assert not Candidatura.objects.publicas().exists()
    ultima = c.actos.last()
    assert ultima is not None
    assert (ultima.de, ultima.a) == (estado, "retirada")
    with pytest.raises(Rechazo, match="Es un estado final") as rechazo:
        servicios.retirar(c, motivo_retiro="renuncia", documento="X", por=elenco.usuario("secretaria_tecnica"), en=en)
    assert rechazo.value.guarda == "estado"


def test_el_retiro_dice_todo_lo_que_falta_de_una_vez(elenco: Elenco) -> None:
    c = elenco.candidatura()
    with pytest.raises(Rechazos) as rechazo:
        servicios.retirar(c, motivo_retiro="", documento=" ", por=elenco.usuario("secretaria_tecnica"), en=EN)
    assert [r.guarda for r in rechazo.value.rechazos] == ["motivo_retiro", "documento"]
    c.refresh_from_db()
    assert c.estado == "asignada"


def test_al_retirar_las_respuestas_sensibles_quedan_bloqueadas_para_todas_las_personas(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    quienes = [elenco.usuario("verificacion"), elenco.usuario("partido"), elenco.cuenta_de(c)]
    dia = date(2024, 4, 20)
    assert all(c.identidad_visible_para(ambito_de(u, dia)) for u in quienes)
    assert not any(
        c.identidad_visible_para(ambito_de(elenco.usuario(u), dia))
        for u in ("partido_b", "comision", "secretaria_tecnica", "auditoria", "administracion", "ajena")
    )
    c = servicios.retirar(
        c,
        motivo_retiro="renuncia",
        documento="Escrito",
        por=elenco.usuario("secretaria_tecnica"),
        en=momento("2024-04-20 10:00"),
    )
    assert not any(c.identidad_visible_para(ambito_de(u, dia)) for u in quienes)


def _sustituir(elenco: Elenco, c: Candidatura, **cambios: object) -> Candidatura:
    datos: dict[str, object] = {
        "persona": _persona(elenco, "Bea Ruiz"),
        "aprobada_el": date(2024, 4, 20),
        "documento": "CEE/101/2024",
        "por": elenco.usuario("secretaria_ejecutiva"),
        "en": momento("2024-04-20 12:00"),
    }
    return servicios.sustituir(c, **{**datos, **cambios})  # type: ignore[arg-type]


def test_sustituir_retira_y_registra_en_el_mismo_lugar_con_sus_plazos(elenco: Elenco) -> None:
    anterior = elenco.candidatura_en("publicada")
    nueva = _sustituir(elenco, anterior)
    anterior.refresh_from_db()
    assert (anterior.estado, anterior.motivo_retiro) == ("retirada", "sustitucion")
    assert (nueva.estado, nueva.sustituye_a, nueva.formula, nueva.calidad, nueva.cargo, nueva.actor) == (
        "asignada",
        anterior,
        anterior.formula,
        anterior.calidad,
        anterior.cargo,
        anterior.actor,
    )
    assert nueva.vence == momento("2024-04-23 23:59:59")
    servicios.entregar_cuentas(nueva, por=None, en=momento("2024-04-20 09:00"))
    nueva = servicios.recibir_cuentas(nueva, por=None, en=momento("2024-04-21 09:00"))
    assert nueva.vence == momento("2024-04-26 23:59:59")
    assert [t.verbo for t in anterior.actos.all()][-2:] == ["sustituir", "retirar"]


def test_sustituir_hace_listar_de_nuevo_ese_cargo(elenco: Elenco) -> None:
    listado = elenco.entregables["remision-abril"]
    Entregable.objects.filter(pk=listado.pk).update(tipo=Entregable.Tipo.POR_EVENTO, regla_remision="día siguiente")
    elenco.diputacion.entregable_listado = listado.llave
    elenco.diputacion.save()
    anterior = elenco.candidatura()
    _sustituir(elenco, anterior)
    nuevo = listado.ocurrencias.get()
    assert nuevo.evento_el == date(2024, 4, 20)
    assert nuevo.limite_remision == date(2024, 4, 21)
    assert anterior.actos.get(verbo="sustituir").hechos["entregable"] == nuevo.llave


def test_lo_que_un_acuerdo_decide_se_lista_una_vez_y_se_cierra_lo_pendiente(
    elenco: Elenco,
) -> None:
    listado = elenco.entregables["remision-abril"]
    Entregable.objects.filter(pk=listado.pk).update(tipo=Entregable.Tipo.POR_EVENTO, regla_remision="día siguiente")
    elenco.diputacion.entregable_listado = listado.llave
    elenco.diputacion.save()
    secretaria, en = elenco.usuario("secretaria_ejecutiva"), momento("2024-04-20 12:00")
    publicada = elenco.candidatura_en("publicada")
    cuenta = elenco.cuenta_de(publicada)
    elenco.pedir_modificacion(publicada)
    servicios.presentar_consentimiento(
        publicada, finalidades=["tratamiento"], documento="Hoja", por=elenco.usuario("partido"), en=en
    )
    retirar: dict[str, Any] = {"motivo_retiro": "cancelacion", "documento": "CEE/101/2024", "por": secretaria, "en": en}
    servicios.retirar(publicada, **retirar)
    otra = elenco.candidatura("Otra Persona", formula="2")
    _sustituir(elenco, otra, persona=_persona(elenco, "Bea Ruiz"))
    nuevo = listado.ocurrencias.get()
    assert (nuevo.evento_el, nuevo.limite_remision) == (date(2024, 4, 20), date(2024, 4, 21))
    # What hung from it.
    assert SolicitudModificacion.objects.get().estado == "cancelada"
    assert publicada.consentimientos.get().motivo_rechazo == "La candidatura se retiró"
    assert cuenta.nombramientos.get().hasta == date(2024, 4, 20)
    # One story: every act says which one brought it about.
    causa = publicada.actos.get(verbo="retirar")
    assert causa.hechos["entregable"] == nuevo.llave
    traidos = Acto.objects.filter(hechos__causa=causa.pk).values_list("verbo", flat=True)
    assert set(traidos) == {"registrar_evento", "terminar_nombramiento"}
    sustitucion = otra.actos.get(verbo="sustituir")
    assert {a.verbo for a in Acto.objects.filter(hechos__causa=sustitucion.pk)} == {"retirar", "registrar"}
    # What was already sent does not list what came after, nor is anything listed from election day on.
    Entregable.objects.filter(pk=nuevo.pk).update(estado="remitido")
    servicios.retirar(elenco.candidatura("Tercera", formula="3"), **retirar)
    assert listado.ocurrencias.count() == 2
    tarde = {**retirar, "en": momento("2024-06-02 10:00")}
    servicios.retirar(elenco.candidatura("Cuarta", formula="4"), **tarde)
    assert listado.ocurrencias.count() == 2


def test_una_renuncia_ya_registrada_se_sustituye_despues(elenco: Elenco) -> None:
    anterior = elenco.candidatura_en("retirada")
    nueva = _sustituir(elenco, anterior)
    anterior.refresh_from_db()
    assert anterior.motivo_retiro == "renuncia"
    assert nueva.sustituye_a == anterior


def test_quien_ya_fue_sustituida_no_se_sustituye_otra_vez(elenco: Elenco) -> None:
    anterior = elenco.candidatura()
    nueva = _sustituir(elenco, anterior)
    with pytest.raises(Rechazo, match="ya fue sustituida") as rechazo:
        _sustituir(elenco, anterior, persona=_persona(elenco, "Cira Luna"))
    assert rechazo.value.guarda == "sustituida"
    assert _sustituir(elenco, nueva, persona=_persona(elenco, "Cira Luna")).sustituye_a == nueva


def test_se_sustituye_hasta_el_dia_anterior_a_la_jornada(elenco: Elenco) -> None:
    c = elenco.candidatura()
    antes = Acto.objects.count()
    with pytest.raises(Rechazo, match="día anterior a la jornada") as rechazo:
        _sustituir(elenco, c, aprobada_el=date(2024, 6, 1), en=momento("2024-06-02 00:00"))
    assert rechazo.value.guarda == "jornada"
    c.refresh_from_db()
    assert c.estado == "asignada"
    assert Acto.objects.count() == antes
    assert _sustituir(elenco, c, aprobada_el=date(2024, 6, 1), en=momento("2024-06-01 23:59")).pk


def test_nadie_se_sustituye_a_si_mismo(elenco: Elenco) -> None:
    c = elenco.candidatura()
    with pytest.raises(Rechazo, match="a sí mismo"):
        _sustituir(elenco, c, persona=c.persona)
