"""Whatever the order in which people do things, some facts never fail."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.models import Candidatura, Observacion, Persona, SolicitudModificacion
from flujos import candidaturas as servicios
from flujos.candidaturas import NuevaObservacion
from flujos.transiciones import Rechazo

from ..elenco import Elenco, curricular_completo, identidad_completa, momento, texto

DESDE = momento("2024-04-11 09:00")
QUIENES = ("candidatura", "partido", "partido_b", "verificacion", "secretaria_tecnica", "auditoria", "sistema")

Paso = Callable[..., object]


def _sustituir(c: Candidatura, **quien: object) -> object:
    persona = Persona(proceso=c.proceso, nombre="Bea Ruiz", correo="bea@example.com")
    return servicios.sustituir(
        c,
        persona=persona,
        aprobada_el=DESDE.date(),
        documento="CEE/101/2024",
        **quien,  # type: ignore[arg-type]
    )


def _responder(c: Candidatura, **quien: object) -> object:
    observacion = Observacion.objects.filter(candidatura=c, atendida_en=None).first()
    return observacion and servicios.responder_observacion(observacion, respuesta="Listo.", **quien)  # type: ignore[arg-type]


VERBOS: dict[str, Paso] = {
    "entregar_cuentas": servicios.entregar_cuentas,
    "recibir_cuentas": lambda c, **q: servicios.recibir_cuentas(c, documento="Acuse", **q),
    "reenviar_cuenta": servicios.reenviar_cuenta,
    "llenar": lambda c, **q: servicios.guardar_borrador(
        c, curricular=curricular_completo(), identidad=identidad_completa(), **q
    ),
    "vaciar": lambda c, **q: servicios.guardar_borrador(c, curricular={"motivo_cargo": ""}, **q),
    "aceptar_aviso": servicios.aceptar_aviso,
    "enviar_captura": servicios.enviar_captura,
    "observar": lambda c, **q: servicios.observar(c, observaciones=[NuevaObservacion("foto", ["otra"], "Otra.")], **q),
    "responder": _responder,
    "atender": lambda c, **q: servicios.atender_observaciones(
        c, observaciones=list(c.observaciones.filter(atendida_en=None).values_list("pk", flat=True)), **q
    ),
    "validar": servicios.validar,
    "autorizar": servicios.autorizar,
    "revocar_autorizacion": servicios.revocar_autorizacion,
    "publicar": servicios.publicar,
    "preparar": lambda c, **q: servicios.preparar_modificacion(c, cambios={"propuesta_1": texto(300)}, **q),
    "solicitar": lambda c, **q: servicios.solicitar_modificacion(c, motivo="Precisar.", **q),
    "observar_modificacion": lambda c, **q: servicios.observar_modificacion(
        c, dictamenes={"propuesta_1": servicios.Dictamen("observado", "Falta la meta.", ["incompleto"])}, **q
    ),
    "corregir": lambda c, **q: servicios.preparar_modificacion(c, cambios={"propuesta_1": texto(320)}, **q),
    "reenviar": servicios.reenviar_modificacion,
    "descartar": servicios.descartar_modificacion,
    "aplicar": lambda c, **q: servicios.aplicar_modificacion(c, campos=["propuesta_1"], **q),
    "rechazar": lambda c, **q: servicios.rechazar_modificacion(c, razon="No.", **q),
    "retirar": lambda c, **q: servicios.retirar(c, motivo_retiro="renuncia", documento="Escrito", **q),
    "sustituir": _sustituir,
}
# What usually happens. Random sequences are this path with steps missing, and then anything.
CAMINO = (
    ("entregar_cuentas", "sistema"),
    ("recibir_cuentas", "sistema"),
    ("llenar", "candidatura"),
    ("aceptar_aviso", "partido"),
    ("enviar_captura", "candidatura"),
    ("observar", "verificacion"),
    ("responder", "candidatura"),
    ("enviar_captura", "partido"),
    ("atender", "verificacion"),
    ("validar", "verificacion"),
    ("autorizar", "partido"),
    ("publicar", "verificacion"),
    ("preparar", "candidatura"),
    ("solicitar", "partido"),
    ("observar_modificacion", "verificacion"),
    ("corregir", "candidatura"),
    ("reenviar", "partido"),
    ("aplicar", "verificacion"),
)
pasos = st.tuples(st.sampled_from(sorted(VERBOS)), st.sampled_from(QUIENES))
secuencias = st.builds(
    lambda faltan, sueltos: [p for i, p in enumerate(CAMINO) if i not in faltan] + sueltos,
    st.sets(st.integers(0, len(CAMINO) - 1), max_size=4),
    st.lists(pasos, max_size=6),
)


@settings(
    max_examples=40,
    deadline=None,
    # One cast for all the examples: each undoes what it wrote.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
@given(secuencia=secuencias)
def test_ninguna_secuencia_rompe_lo_que_siempre_debe_ser(elenco: Elenco, secuencia: list[tuple[str, str]]) -> None:
    with transaction.atomic():
        _recorrer(elenco, secuencia)
        transaction.set_rollback(True)


@pytest.mark.parametrize("falta", range(len(CAMINO)))
def test_ningun_paso_del_camino_puede_saltarse_en_falso(elenco: Elenco, falta: int) -> None:
    _recorrer(elenco, [paso for i, paso in enumerate(CAMINO) if i != falta])


def test_el_camino_completo_termina_publicado(elenco: Elenco) -> None:
    assert _recorrer(elenco, CAMINO).estado == "publicada"


def _recorrer(elenco: Elenco, secuencia: Sequence[tuple[str, str]]) -> Candidatura:
    c = elenco.candidatura()
    quienes = {**elenco.usuarios, "candidatura": elenco.cuenta_de(c), "sistema": None}
    for numero, (verbo, quien) in enumerate(secuencia):
        _un_paso(c, VERBOS[verbo], por=quienes[quien], en=DESDE + timedelta(hours=12 * numero))
    return c


def _un_paso(c: Candidatura, paso: Paso, **quien: object) -> None:
    antes, transiciones, historia = c.estado, c.actos.count(), c.history.count()
    rechazos: tuple[Rechazo, ...] = ()
    try:
        paso(c, **quien)
    except Rechazo as rechazo:
        rechazos = rechazo.rechazos
    assert all(r.guarda and r.mensaje for r in rechazos)
    c.refresh_from_db()
    cambios = [t for t in list(c.actos.all())[transiciones:] if t.de != t.a]
    if rechazos:
        assert (c.estado, c.actos.count(), c.history.count()) == (antes, transiciones, historia)
    if c.estado == antes:
        assert cambios == []
    else:
        assert [(t.de, t.a) for t in cambios] == [(antes, c.estado)]
        assert c.history.count() == historia + 1
        assert c.history.latest("history_id").estado == c.estado
        assert antes != "retirada"
        # What is public leaves the site only with its candidacy.
        assert antes != "publicada" or c.estado == "retirada"
    if c.estado == "publicada":
        assert c.autorizada_en
        assert c.validada_en
        assert c.aviso_aceptado_en
        assert c.publicada_en
        assert not c.observaciones.filter(atendida_en=None).exists()
    if c.estado == "retirada":
        assert c.motivo_retiro
        assert c.documento_retiro
        assert c.vence is None
    pedida = SolicitudModificacion.objects.filter(candidatura=c).first()
    assert pedida is None or pedida.estado not in pedida.EN_CURSO or c.estado == "publicada"
    # A clock runs only while somebody owes something.
    assert c.vence is None or c.estado in ("asignada", "observada")
    vivas = Candidatura.objects.vivas().filter(formula=c.formula, calidad=c.calidad, actor=c.actor)
    assert vivas.count() <= 1
