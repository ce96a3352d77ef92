"""The sweep: everything that time makes due, claim-once."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils import timezone

from compliance.derivados import sumar_cuentas
from compliance.services import sesiones
from compliance.services.cadenas import sellar
from compliance.services.cortes import cortar_todos as cortar_datos
from compliance.services.enlaces import atender_peticiones
from compliance.services.estadisticas import cortar_todos as cortar_estadisticas
from compliance.services.opiniones import olvidar_opiniones
from flujos import trabajos
from flujos.candidaturas import asentar_quietos, entregas, publicar_programadas
from flujos.candidaturas.consentimientos import descartar_hojas_olvidadas
from flujos.exhortos import emitir_pendientes
from flujos.importacion import cargas, hojas
from flujos.supresion import proponer_supresiones
from flujos.tasks import hacer_trabajo, retomar, seguir_entrega

from .buzon import repartir
from .consentimientos import por_decir, surtir_avisados
from .envio import enviar_pendientes, recuperar_interrumpidos
from .escalones import cargar_escalones
from .exhortos import avisar_exhortos
from .ganchos import entregar
from .menciones import avisar_a_personas
from .models import Escalon, Latido
from .redaccion import Redactados, redactar
from .sesiones import avisar_sesiones
from .sucesos import proponer_sucesos
from .turnos import aplazar
from .vencimientos import proponer_vencimientos


@dataclass(frozen=True)
class ResultadoBarrido:
    """What a sweep did: notices created, sent, failed on this attempt, and without anybody to send them to; candidacies
    that it published.

    `error` says why the mail server could not be reached, if so: what is pending waits for it.
    """

    al: datetime
    creados: int
    enviados: int
    fallidos: int
    omitidos: int
    publicadas: int = 0
    error: str = ""

    def como_json(self) -> dict[str, Any]:
        """The figures, with the moment in ISO 8601."""
        return asdict(self) | {"al": self.al.isoformat()}


def barrer(al: datetime) -> ResultadoBarrido:
    """Do what is due at the aware moment `al`. Running it again, or twice at once, tells nothing twice.

    1. Give each new process its ladder of reminders.
    2. In one transaction that holds the heartbeat's row, so that two sweeps create one after the other: give back
       what a dead sweep had claimed, keep a notice for each rung that is due and each transition nobody told, put off
       what may not leave at this hour, and put what is new in the inbox of each account.
    3. Outside any transaction, send what is pending, claimed row by row (see `envio`, and `ganchos` for other systems).
       Each sending carries its own moment: `al` and what has passed since.

    4. Put in force the consents whose person has just been told.
    5. Publish what may be published, where the process leaves it to the system; the next sweep tells of it.
    6. Once a day, cut the public statistics of identity of each process, if there is anything new that may be told.
    7. Once a day, of the time zone of the installation, seal the history as it stands; and, of each process that
       changed, cut its open data.

    It also begins again the files that whoever was making them left, and forgets the old ones; goes on with the
    deliveries of accounts that were cut short; keeps as acts the drafts in which nobody types any more, discards the
    files to be imported and the signed sheets that were forgotten, makes the letters that were approved, issues the
    links of those who forgot their password, proposes to suppress what is kept beyond its term (it suppresses nothing),
    deletes the opinions of the public that are a year old and from where accounts were entered three months ago, and
    adds up what the database counted.
    """
    desde = monotonic()
    cargar_escalones(al)
    cargas.descartar_olvidadas(al)
    hojas.descartar_olvidadas(al)
    descartar_hojas_olvidadas(al)
    trabajos.olvidar(al)
    for pk in trabajos.por_retomar(al):
        retomar(hacer_trabajo, pk)
    for pk in entregas.por_retomar(al):
        retomar(seguir_entrega, pk)
    proponer_supresiones(al)
    atender_peticiones(al)
    sesiones.olvidar(al)
    olvidar_opiniones(al)
    emitir_pendientes(al)
    redactados = _redactar(al)
    envio = enviar_pendientes(al, lambda: al + timedelta(seconds=monotonic() - desde))
    entregar(al, lambda: al + timedelta(seconds=monotonic() - desde))
    surtir_avisados(al)
    programadas = publicar_programadas(al)
    asentar_quietos(al)
    cortar_estadisticas(al)
    sellar(timezone.localdate(al), al)
    sumar_cuentas()
    cortar_datos(al)
    Latido.objects.filter(pk=Latido.UNICO).update(error=envio.error)
    return ResultadoBarrido(
        al=al,
        creados=redactados.creados,
        enviados=envio.enviados,
        fallidos=envio.fallidos,
        omitidos=redactados.omitidos,
        publicadas=programadas.publicadas,
        error=envio.error,
    )


@transaction.atomic
def _redactar(al: datetime) -> Redactados:
    Latido.objects.get_or_create(pk=Latido.UNICO, defaults={"en": al})
    latido = Latido.objects.select_for_update().get(pk=Latido.UNICO)
    latido.en = al
    latido.save(update_fields=["en"])
    recuperar_interrumpidos(al)
    escalones = list(Escalon.objects.filter(activo=True).select_related("proceso__instituto"))
    sucesos = proponer_sucesos(escalones, al, por_decir(al))
    redactados = redactar([*proponer_vencimientos(escalones, al), *sucesos], al)
    redactados += avisar_sesiones(al)
    redactados += avisar_exhortos(al)
    redactados = replace(redactados, creados=redactados.creados + avisar_a_personas(al))
    aplazar(al)
    repartir(al)
    return redactados
