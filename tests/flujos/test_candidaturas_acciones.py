"""What a page may offer: the same table that the services obey."""

from calendario.fechas import dia_local
from compliance.models import Candidatura, Rol, Usuario
from compliance.permisos import ambito_de
from flujos import candidaturas as servicios
from flujos.candidaturas import acciones_posibles, lo_que_falta
from flujos.verbos.candidaturas import DE_CANDIDATURA

from ..elenco import TZ, Elenco, momento, rechazado

EN = momento("2024-04-15 10:00")

ENTREGAN = {"secretaria_tecnica", "secretaria_ejecutiva", "administracion", "verificacion"}
# Who does each thing on a candidacy of Partido A, as the domain says. «candidatura» is the candidate herself.
QUIENES = {
    "entregar_cuentas": ENTREGAN,
    "recibir_cuentas": ENTREGAN,
    "reenviar_cuenta": ENTREGAN,
    "revocar_enlace": ENTREGAN,
    "aceptar_correo": ENTREGAN,
    "rechazar_correo": ENTREGAN,
    "proponer_correo": {"partido"},
    "guardar_borrador": {"partido", "candidatura"},
    "aceptar_aviso": {"partido", "candidatura"},
    "enviar_captura": {"partido", "candidatura"},
    "observar": {"verificacion"},
    "responder_observacion": {"partido", "candidatura"},
    "atender_observaciones": {"verificacion"},
    "validar": {"verificacion"},
    "autorizar": {"partido"},
    "revocar_autorizacion": {"partido"},
    "publicar": {"verificacion"},
    "preparar_modificacion": {"partido", "candidatura"},
    "solicitar_modificacion": {"partido"},
    "reenviar_modificacion": {"partido"},
    "descartar_modificacion": {"partido", "candidatura"},
    "observar_modificacion": {"verificacion"},
    "aplicar_modificacion": {"verificacion"},
    "rechazar_modificacion": {"verificacion"},
    "retirar": {"secretaria_tecnica", "secretaria_ejecutiva"},
    "sustituir": {"secretaria_tecnica", "secretaria_ejecutiva"},
    "otorgar_consentimiento": {"candidatura"},
    "presentar_consentimiento": {"partido", "secretaria_tecnica", "secretaria_ejecutiva", "administracion"},
    "aceptar_consentimiento": {"verificacion"},
    "rechazar_consentimiento": {"verificacion"},
    "revocar_consentimiento": {"candidatura", "verificacion"},
    "corregir_registro": {"secretaria_tecnica", "secretaria_ejecutiva", "administracion", "verificacion"},
}


def _ofrece(elenco: Elenco, c: Candidatura, por: Usuario) -> dict[str, bool]:
    ambito = ambito_de(por, dia_local(EN, TZ))
    return {o.verbo.clave: o.posible for o in acciones_posibles(c, ambito, EN)}


def test_cada_rol_ve_sus_verbos_y_ninguno_mas(elenco: Elenco) -> None:
    c = elenco.candidatura()
    quienes = {**elenco.usuarios, "candidatura": elenco.cuenta_de(c)}
    de_nadie = {"registrar", "surtir_consentimiento", "no_publicar", "pedir_aceptacion"}
    assert set(QUIENES) == set(DE_CANDIDATURA) - de_nadie
    for nombre, usuario in quienes.items():
        assert set(_ofrece(elenco, c, usuario)) == {v for v, q in QUIENES.items() if nombre in q}, nombre


def test_quien_puede_mirar_pero_no_mover(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    for rol in (Rol.AUDITORIA, Rol.COMISION, Rol.CONSEJO, Rol.COMITE_TRANSPARENCIA, Rol.AREA):
        assert _ofrece(elenco, c, elenco.usuario(rol.value)) == {}


def test_la_candidatura_independiente_suma_lo_de_su_representacion(elenco: Elenco) -> None:
    c = elenco.candidatura(actor=elenco.independiente)
    assert {"autorizar", "revocar_autorizacion", "solicitar_modificacion"} <= set(
        _ofrece(elenco, c, elenco.cuenta_de(c))
    )


# -- What is missing and whose turn it is -----------------------------------------------------------------


def _falta(c: Candidatura, en: str = "2024-04-15 10:00") -> list[tuple[str, frozenset[str]]]:
    return [(p.verbo, p.quienes) for p in lo_que_falta(c, momento(en))]


CAPTURA = frozenset({"candidatura", "partido"})
VERIFICACION = frozenset({"verificacion"})
REPRESENTA = frozenset({"partido", "independiente"})


def test_a_una_asignada_le_faltan_sus_cuentas_y_toda_la_captura(elenco: Elenco) -> None:
    c = elenco.candidatura()
    pendientes = lo_que_falta(c, EN)
    assert [p.verbo for p in pendientes] == [
        "entregar_cuentas",
        "aceptar_aviso",
        "guardar_borrador",
        "guardar_borrador",
        "enviar_captura",
    ]
    assert pendientes[0].vence == momento("2024-04-02 23:59:59")
    assert "Fotografía: falta la fotografía" in pendientes[2].detalle
    # Which questions are left lets an answer be guessed; which texts are left does not.
    assert [p.reservado for p in pendientes] == [False, False, False, True, False]


def test_a_cada_estado_le_toca_a_alguien(elenco: Elenco) -> None:
    def en(estado: str, formula: str) -> Candidatura:
        return elenco.candidatura_en(estado, formula=formula)

    assert _falta(en("capturada", "1")) == [("validar", VERIFICACION), ("autorizar", REPRESENTA)]
    assert _falta(en("observada", "2")) == [("responder_observacion", CAPTURA), ("enviar_captura", CAPTURA)]
    assert _falta(en("validada", "3")) == [("autorizar", REPRESENTA), ("publicar", VERIFICACION)]
    assert _falta(en("publicada", "4")) == []
    assert _falta(en("retirada", "5")) == []


def test_el_plazo_que_corre_acompana_a_lo_que_falta(elenco: Elenco) -> None:
    c = elenco.candidatura_en("observada")
    assert {p.vence for p in lo_que_falta(c, EN)} == {momento("2024-04-10 23:59:59")}


def test_validada_antes_del_inicio_de_la_publicacion_solo_espera(elenco: Elenco) -> None:
    c = elenco.candidatura_en("validada")
    ultimo = lo_que_falta(c, momento("2024-04-09 10:00"))[-1]
    assert (ultimo.quienes, ultimo.vence) == (frozenset(), momento("2024-04-10 00:00"))


def test_una_modificacion_pedida_espera_a_verificacion(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    elenco.pedir_modificacion(c)
    assert _falta(c) == [("aplicar_modificacion", VERIFICACION)]
    verificacion = elenco.usuario("verificacion")
    observada = {"propuesta_1": servicios.Dictamen("observado", "Falta la meta.", ["incompleto"])}
    servicios.observar_modificacion(c, dictamenes=observada, por=verificacion, en=momento("2024-04-17 10:00"))
    assert _falta(c) == [("reenviar_modificacion", REPRESENTA)]


def test_terminada_la_jornada_ya_no_se_espera_captura(elenco: Elenco) -> None:
    assert _falta(elenco.candidatura(), "2024-06-03 10:00") == []


def test_la_accion_imposible_dice_por_que(elenco: Elenco) -> None:
    c = elenco.candidatura_en("validada")
    ambito = ambito_de(elenco.usuario("verificacion"), EN.date())
    publicar = next(a for a in acciones_posibles(c, ambito, EN) if a.verbo.clave == "publicar")
    assert [r.guarda for r in publicar.rechazos] == ["autorizacion"]
    assert not publicar.de_otro_estado
    with rechazado("autorizacion"):
        servicios.publicar(c, por=elenco.usuario("verificacion"), en=EN)
