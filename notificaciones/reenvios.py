"""What did not arrive: where the address is corrected, and sending it again, once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from calendario.fechas import fecha_hora
from compliance.cara.navegacion import direccion
from compliance.models import Usuario
from compliance.permisos import ambito_en
from compliance.verbos.caso import CasoDeTabla, rechazos
from compliance.verbos.modelo import Rechazo, YaHecho, exigir
from compliance.verbos.tabla import DE_AVISO_ENVIADO

from .fallas import Razon, en_palabras
from .models import Aviso

FILA = DE_AVISO_ENVIADO["reenviar_aviso"]
SIN_CORREO = Razon("No hay correo registrado para este destinatario.", "Regístrelo y envíe el aviso otra vez.")
SIN_CORREO_DE_NADIE = Razon(
    "Nadie con ese papel tiene correo registrado.", "Registre el de su cuenta: el siguiente recordatorio le llegará."
)


@dataclass(frozen=True)
class Destino:
    """Where whoever was addressed hears today, and the page on which that is corrected. `de_alguien`: is it known whose
    address it is.
    """

    correo: str
    donde: str
    enlace: str
    de_alguien: bool = True


def destino_de(aviso: Aviso) -> Destino:
    """Of an account, its own; of an area, a party or a candidacy, the one registered. Empty where nobody is known."""
    proceso, nombre = aviso.proceso, aviso.destinatario_nombre
    recibido = next(iter(aviso.recibidos.all()), None)
    if recibido is not None:
        enlace = direccion("cuenta_datos", proceso.clave, recibido.usuario_id)
        return Destino(recibido.usuario.email, "Corregir el correo de la cuenta", enlace)
    if aviso.area is not None and aviso.area.nombre == nombre:
        enlace = direccion("admin:compliance_area_change", aviso.area_id)
        return Destino(aviso.area.correo, "Corregir el correo del área", enlace)
    if aviso.actor is not None and aviso.actor.nombre == nombre:
        enlace = direccion("admin:compliance_actorpolitico_change", aviso.actor_id)
        return Destino(aviso.actor.correo, "Corregir el correo del partido", enlace)
    for candidatura in aviso.candidaturas.all():
        if candidatura.persona.nombre == nombre:
            enlace = direccion("candidatura_accion", proceso.clave, candidatura.pk, "corregir_registro")
            return Destino(candidatura.persona.correo, "Corregir los datos de registro", enlace)
    return Destino(aviso.destinatario_correo, "Revisar las cuentas", direccion("cuentas", proceso.clave), False)


def razon_de(aviso: Aviso) -> Razon:
    """Why it did not arrive, in words, and what to do."""
    if aviso.sesion_id:
        return en_palabras(aviso.error)._replace(remedio="Envíela otra vez desde la página de la sesión.")
    if aviso.enlace_id:
        return Razon("No llegó el enlace con que se entra.", "Corrija el correo y emita otro enlace.")
    if aviso.estado == Aviso.Estado.OMITIDO:
        destino = destino_de(aviso)
        return SIN_CORREO if destino.correo or destino.de_alguien or aviso.candidaturas.all() else SIN_CORREO_DE_NADIE
    return en_palabras(aviso.error)


def se_reenvia(aviso: Aviso) -> bool:
    """Whether it may be sent again from here: a call to a session and a link to enter have their own way."""
    propio = aviso.sesion_id or aviso.enlace_id
    return aviso.estado in Aviso.NO_LLEGARON and not propio and bool(destino_de(aviso).correo)


@transaction.atomic
def reenviar(aviso: Aviso, *, por: Usuario, en: datetime) -> Aviso:
    """Say it again, as it was, where its recipient hears today; answers the new notice, which says who asked for it.

    Raises Rechazo: «rol», «reenviado» (once), «llego» (it was sent, or waits) or «sin_correo».
    """
    caso = CasoDeTabla(aviso, en, ambito_en(por, en), en_proceso=aviso.proceso)
    exigir(rechazos(FILA, caso))
    actual = (
        Aviso.objects.select_for_update(of=("self",))
        .select_related("proceso__instituto", "area", "actor")
        .get(pk=aviso.pk)
    )
    if Aviso.objects.filter(reenvio_de=actual).exists():
        raise YaHecho("reenviado", "Este aviso ya se envió otra vez.", "Vea en la lista qué fue del segundo.")
    if actual.estado not in Aviso.NO_LLEGARON:
        raise Rechazo("llego", "Solo se envía otra vez lo que no llegó.")
    if not se_reenvia(actual):
        razon = razon_de(actual)
        raise Rechazo("sin_correo", razon.que, razon.remedio)
    correo = destino_de(actual).correo
    nuevo = Aviso.objects.create(
        proceso=actual.proceso,
        escalon_id=actual.escalon_id,
        grupo=actual.grupo,
        llave=f"reenvio:{actual.pk}",
        entregable_id=actual.entregable_id,
        actor_id=actual.actor_id,
        area_id=actual.area_id,
        cuenta_id=actual.cuenta_id,
        destinatario_nombre=actual.destinatario_nombre,
        destinatario_correo=correo,
        asunto=actual.asunto,
        texto=actual.texto,
        motivo=f"Segundo envío, que pidió {por}, del aviso del {fecha_hora(actual.creado_en, actual.proceso.tz)}"[:300],
        creado_en=en,
        siguiente_en=en,
        reenvio_de=actual,
    )
    nuevo.candidaturas.set(actual.candidaturas.all())
    nuevo.actos.set(actual.actos.all())
    nuevo.documentos.set(actual.documentos.all())
    return nuevo
