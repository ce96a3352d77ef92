"""The whole table of verbs: who may, from where, and under which guards."""

from collections.abc import Sequence
from dataclasses import dataclass

from compliance.models import Rol

from ..transiciones import Rechazo, rechazo_de_estado, rechazo_por_estado
from . import requisitos as r
from .caso import INDEPENDIENTE, Caso, Estado, Guarda

SECRETARIAS = frozenset({Rol.SECRETARIA_TECNICA.value, Rol.SECRETARIA_EJECUTIVA.value})
PERSONAL = SECRETARIAS | {Rol.ADMINISTRACION.value}
QUIEN_CAPTURA = frozenset({Rol.CANDIDATURA.value, Rol.PARTIDO.value})
QUIEN_REPRESENTA = frozenset({Rol.PARTIDO.value, INDEPENDIENTE})
SOLO_VERIFICACION = frozenset({Rol.VERIFICACION.value})

VIVAS = frozenset(Estado.values) - {Estado.RETIRADA.value}
EN_CAPTURA = frozenset({Estado.ASIGNADA.value, Estado.OBSERVADA.value})
POR_PUBLICAR = frozenset({Estado.CAPTURADA.value, Estado.VALIDADA.value})


@dataclass(frozen=True)
class Verbo:
    """One row of the table: the name that pages show, who may, from where, and the guards.

    `metodo` is the FSM method of a verb that moves; `estados` bounds one that leaves the state where it is.
    """

    nombre: str
    roles: frozenset[str]
    metodo: str = ""
    estados: frozenset[str] = frozenset(Estado.values)
    sistema: bool = False
    guardas: tuple[Guarda, ...] = ()


VERBOS: dict[str, Verbo] = {
    "registrar": Verbo("Registrar candidatura", PERSONAL, sistema=True),
    "entregar_cuentas": Verbo(
        "Entregar cuentas de acceso",
        PERSONAL | SOLO_VERIFICACION,
        estados=frozenset({Estado.ASIGNADA.value}),
        sistema=True,
        guardas=(r.hay_correo, r.cuentas_sin_entregar),
    ),
    "recibir_cuentas": Verbo(
        "Confirmar recepción de cuentas",
        QUIEN_CAPTURA | PERSONAL | SOLO_VERIFICACION,
        estados=frozenset({Estado.ASIGNADA.value}),
        sistema=True,
        guardas=(r.cuentas_por_recibir,),
    ),
    "guardar_borrador": Verbo(
        "Capturar cuestionarios", QUIEN_CAPTURA, estados=EN_CAPTURA, guardas=(r.captura_abierta,)
    ),
    "aceptar_aviso": Verbo("Aceptar aviso de privacidad", QUIEN_CAPTURA, estados=VIVAS, guardas=(r.aviso_por_aceptar,)),
    "enviar_captura": Verbo(
        "Enviar cuestionarios",
        QUIEN_CAPTURA,
        metodo="a_capturada",
        sistema=True,
        guardas=(r.solo_lo_cargado, r.captura_abierta, r.curricular_completo, r.identidad_completo, r.aviso_aceptado),
    ),
    "responder_observacion": Verbo(
        "Responder observación",
        QUIEN_CAPTURA,
        estados=frozenset({Estado.OBSERVADA.value}),
        guardas=(r.hay_observaciones_abiertas,),
    ),
    "atender_observaciones": Verbo(
        "Marcar observaciones como atendidas",
        SOLO_VERIFICACION,
        estados=frozenset({Estado.CAPTURADA.value}),
        guardas=(r.hay_observaciones_abiertas,),
    ),
    "validar": Verbo(
        "Validar",
        SOLO_VERIFICACION,
        metodo="a_validada",
        guardas=(r.sin_observaciones_abiertas, r.edad_congruente, r.cuatro_ojos),
    ),
    "autorizar": Verbo("Autorizar publicación", QUIEN_REPRESENTA, estados=POR_PUBLICAR, guardas=(r.sin_autorizar,)),
    "revocar_autorizacion": Verbo(
        "Revocar autorización", QUIEN_REPRESENTA, estados=POR_PUBLICAR, guardas=(r.por_revocar,)
    ),
    "publicar": Verbo(
        "Publicar",
        SOLO_VERIFICACION,
        metodo="a_publicada",
        sistema=True,
        guardas=(
            r.sin_observaciones_abiertas,
            r.autorizada,
            r.aviso_aceptado,
            r.publicacion_iniciada,
            r.foto_vigente,
            r.cuatro_ojos,
        ),
    ),
    "observar": Verbo("Observar", SOLO_VERIFICACION, metodo="a_observada"),
    "solicitar_modificacion": Verbo(
        "Solicitar modificación",
        QUIEN_REPRESENTA,
        estados=frozenset({Estado.PUBLICADA.value}),
        guardas=(r.una_sola_modificacion,),
    ),
    "aplicar_modificacion": Verbo(
        "Aplicar modificación", SOLO_VERIFICACION, metodo="a_modificada", guardas=(r.modificacion_pendiente,)
    ),
    "rechazar_modificacion": Verbo(
        "Rechazar modificación",
        SOLO_VERIFICACION,
        estados=frozenset({Estado.PUBLICADA.value}),
        guardas=(r.modificacion_pendiente,),
    ),
    "retirar": Verbo("Retirar", SECRETARIAS, metodo="a_retirada"),
    "sustituir": Verbo("Sustituir", SECRETARIAS, guardas=(r.sin_sustituta, r.antes_de_la_jornada)),
    # Nobody consents for another (decision 0024): the person, or the paper that they signed and a second role saw.
    "otorgar_consentimiento": Verbo(
        "Dar consentimiento",
        frozenset({Rol.CANDIDATURA.value}),
        estados=VIVAS,
        guardas=(r.en_persona, r.queda_por_consentir),
    ),
    "presentar_consentimiento": Verbo(
        "Presentar consentimiento firmado",
        frozenset({Rol.PARTIDO.value}) | PERSONAL,
        estados=VIVAS,
        guardas=(r.queda_por_consentir,),
    ),
    "aceptar_consentimiento": Verbo(
        "Aceptar consentimiento en papel",
        SOLO_VERIFICACION,
        estados=VIVAS,
        guardas=(r.hay_por_revisar, r.no_es_de_la_parte, r.hay_a_quien_avisar),
    ),
    "rechazar_consentimiento": Verbo(
        "Rechazar consentimiento en papel",
        SOLO_VERIFICACION,
        guardas=(r.hay_por_revisar, r.no_es_de_la_parte),
    ),
    "surtir_consentimiento": Verbo("Surtir efecto el consentimiento", frozenset(), estados=VIVAS, sistema=True),
    "revocar_consentimiento": Verbo(
        "Revocar consentimiento",
        frozenset({Rol.CANDIDATURA.value}) | SOLO_VERIFICACION,
        sistema=True,
        guardas=(r.hay_consentimiento,),
    ),
    "corregir_registro": Verbo("Corregir datos de registro", PERSONAL | SOLO_VERIFICACION, estados=VIVAS),
}


def rechazo_de_rol(verbo: str, caso: Caso) -> Rechazo | None:
    """Why whoever acts may not do `verbo` on this candidacy at all."""
    regla = VERBOS[verbo]
    if regla.sistema if caso.ambito is None else caso.funciones(regla.roles):
        return None
    nombres = [Rol(rol).label if rol in Rol.values else "Candidatura independiente" for rol in sorted(regla.roles)]
    return Rechazo(
        "rol",
        f"«{regla.nombre}» corresponde, en esta candidatura, a: {', '.join(nombres)}.",
        "Pida a quien corresponda que lo haga.",
    )


def rechazos(verbo: str, caso: Caso) -> Sequence[Rechazo]:
    """Every refusal to do `verbo` now; empty when it can be done.

    1. Without the role nothing else is told. 2. In the wrong state the guards have nothing to say.
    3. Otherwise all the guards speak.
    """
    regla = VERBOS[verbo]
    rol = rechazo_de_rol(verbo, caso)
    if rol is not None:
        return [rol]
    if regla.metodo:
        estado = rechazo_de_estado(caso.candidatura, regla.metodo)
    else:
        estado = None if caso.candidatura.estado in regla.estados else rechazo_por_estado(caso.candidatura)
    if estado is not None:
        return [estado]
    return [dicho for guarda in regla.guardas if (dicho := guarda(caso)) is not None]
