"""Whose turn it is, in one query: what lists and inboxes filter by and show."""

from datetime import date

from django.db.models import Case, CharField, Exists, OuterRef, Q, TextChoices, Value, When

from compliance.models import Proceso, SolicitudModificacion
from compliance.models.candidaturas import PIDE_CUENTA, CandidaturaQuerySet

from ..guardas import Estado, Orden


class Turno(TextChoices):
    """What is awaited and from whom. The same order of things as `lo_que_falta`, of which it is the first."""

    CUENTAS = "cuentas", "Instituto: entregar cuentas"
    RECEPCION = "recepcion", "Candidatura: recibir su cuenta"
    CAPTURA = "captura", "Candidatura: capturar"
    RESPUESTA = "respuesta", "Candidatura: atender observaciones"
    VERIFICACION = "verificacion", "Verificación: revisar"
    AUTORIZACION = "autorizacion", "Representación: autorizar"
    ESPERA = "espera", "Espera la publicación"
    PUBLICACION = "publicacion", "Verificación: publicar"
    MODIFICACION = "modificacion", "Verificación: modificación pedida"
    CORRECCION = "correccion", "Representación: corregir la modificación"
    NADIE = "nadie", "Nada pendiente"


# What is published and would be otherwise: its lists say so to whoever works on it, and nothing else does.
EN_MODIFICACION = frozenset({Turno.MODIFICACION.value, Turno.CORRECCION.value})


def con_turno(candidaturas: CandidaturaQuerySet, proceso: Proceso, hoy: date) -> CandidaturaQuerySet:
    """Annotate each candidacy of `proceso` with its `turno` on the local day `hoy`."""
    orden, inicio = proceso.orden_autorizacion, proceso.publicacion_inicio
    listas = Q(estado__in=[Estado.VALIDADA, Estado.CAPTURADA] if orden == Orden.PARTIDO else [Estado.VALIDADA])
    pedida, observada = (
        SolicitudModificacion.objects.filter(candidatura=OuterRef("pk"), estado=estado)
        for estado in (SolicitudModificacion.Estado.PENDIENTE, SolicitudModificacion.Estado.OBSERVADA)
    )
    casos = []
    if orden != Orden.VERIFICACION:
        casos.append(When(listas & Q(autorizada_en__isnull=True), then=Value(Turno.AUTORIZACION.value)))
    casos += [
        When(listas, then=Value((Turno.PUBLICACION if inicio and hoy >= inicio else Turno.ESPERA).value)),
        When(estado=Estado.CAPTURADA, then=Value(Turno.VERIFICACION.value)),
        When(Q(Exists(pedida), estado=Estado.PUBLICADA), then=Value(Turno.MODIFICACION.value)),
        When(Q(Exists(observada), estado=Estado.PUBLICADA), then=Value(Turno.CORRECCION.value)),
    ]
    if hoy <= proceso.jornada:
        casos += [
            When(estado=Estado.OBSERVADA, then=Value(Turno.RESPUESTA.value)),
            When(
                PIDE_CUENTA & Q(estado=Estado.ASIGNADA, cuentas_enviadas_en__isnull=True),
                then=Value(Turno.CUENTAS.value),
            ),
            When(
                # Sent, and no clock runs: until 0.1.0 the delivery started it.
                PIDE_CUENTA & Q(estado=Estado.ASIGNADA, cuentas_recibidas_en__isnull=True, vence__isnull=True),
                then=Value(Turno.RECEPCION.value),
            ),
            When(estado=Estado.ASIGNADA, then=Value(Turno.CAPTURA.value)),
        ]
    return candidaturas.annotate(
        turno=Case(*casos, default=Value(Turno.NADIE.value), output_field=CharField(max_length=12))
    )
