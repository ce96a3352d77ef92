"""The texts of the ladder, and the hours at which they leave, as an institute edits them: saved with who, when and why,
and tried on an example first.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from calendario.fechas import dia_local
from compliance.actos import Apunte, escritura
from compliance.historia import guardar_en
from compliance.models import ActorPolitico, Candidatura, Cargo, Entregable, Persona, Plan, Proceso, Territorio, Usuario
from compliance.services.tabla import comenzar
from compliance.verbos.modelo import Rechazo
from compliance.verbos.tabla import DE_PLANTILLA

from .escalera import rellenar, una_linea
from .horario import Horario, turno
from .models import ENLACE_PROTEGIDO, Aviso, Escalon, HorarioDeAvisos
from .propuestas import Propuesta
from .redaccion import datos_de
from .turnos import reacomodar

EJEMPLO = "Una candidatura de ejemplo."
EJEMPLO_DE_PLAN = "Un cambio de ejemplo."
MOTIVO = "Motivo de ejemplo."
# Weekday, from Monday, and hour.
DE_EJEMPLO = ((2, 11), (4, 22), (6, 6))


@escritura()
def editar_plantilla(
    escalon: Escalon, cambios: Mapping[str, Any], *, vista: int, motivo: str, por: Usuario, en: datetime
) -> Escalon:
    """Write `asunto`, `texto`, `cada_dia_hasta` and `activo` of a rung, because of `motivo`; answers it as it stays.

    `vista` is the history row that the person had before them: raises Rechazo «otra_version» if it is no longer the
    last, and ValidationError for what a text may not say.
    """
    acto = comenzar(DE_PLANTILLA["editar_plantilla"], escalon, escalon.proceso, por=por, en=en, motivo=motivo)
    actual = Escalon.objects.select_for_update(of=("self",)).select_related("proceso").get(pk=escalon.pk)
    _guardar_sobre(actual, "esta plantilla", vista, cambios, acto)
    return actual


@escritura()
def editar_horario(
    proceso: Proceso, cambios: Mapping[str, Any], *, vista: int, motivo: str, por: Usuario, en: datetime
) -> HorarioDeAvisos:
    """Write at what hours the notices of a process leave, the first time too; what had been put off follows.

    As `editar_plantilla` for the rest.
    """
    # Two first ones at once: the second finds the other.
    Proceso.objects.select_for_update().get(pk=proceso.pk)
    actual = HorarioDeAvisos.objects.filter(proceso=proceso).first() or HorarioDeAvisos(proceso=proceso)
    acto = comenzar(DE_PLANTILLA["editar_horario"], actual, proceso, por=por, en=en, motivo=motivo)
    _guardar_sobre(actual, "este horario", vista, cambios, acto)
    reacomodar(Aviso.objects.filter(proceso=proceso, siguiente_en__gt=en), en)
    return actual


def _guardar_sobre(
    actual: Escalon | HorarioDeAvisos, nombre: str, vista: int, cambios: Mapping[str, Any], acto: Apunte
) -> None:
    if version_de(actual) != vista:
        raise Rechazo(
            "otra_version",
            f"Otra persona cambió {nombre} mientras usted escribía.",
            "Lo que escribió sigue aquí: compárelo con la última versión, abajo, y guarde otra vez.",
        )
    for campo, valor in cambios.items():
        setattr(actual, campo, valor)
    guardar_en(acto, actual)


def version_de(objeto: Escalon | HorarioDeAvisos) -> int:
    """The number of its last version; 0 if it has none."""
    return objeto.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0 if objeto.pk else 0


def ejemplos(horario: Horario, al: datetime) -> list[tuple[datetime, datetime]]:
    """Moments after `al` at which a notice might be written, each with that at which it would leave."""
    tz = horario.calendario.tz
    hoy = dia_local(al, tz)
    escritos = (
        datetime.combine(hoy + timedelta(days=(dia - hoy.weekday() - 1) % 7 + 1), time(hora), tz)
        for dia, hora in DE_EJEMPLO
    )
    return [(escrito, turno(horario, escrito)) for escrito in sorted(escritos)]


def muestra(escalon: Escalon, al: datetime) -> tuple[str, str, str]:
    """Its subject and its text as they would be sent at `al`, and about what: a deliverable of the process that is
    still owed, or a candidacy that nobody has. The day on which it would be due is the one that the rung is about.
    """
    entregable = None
    if escalon.es_de_entregable:
        propios = Entregable.objects.filter(proceso=escalon.proceso_id).con_lo_que_se_muestra()
        entregable = propios.pendientes().order_by("vence", "orden").first() or propios.order_by("orden").first()
        if entregable is None:
            return escalon.asunto, escalon.texto, "El proceso todavía no tiene entregables con que llenar los datos."
    vence = entregable.vence if entregable else None
    if escalon.dias is not None:
        vence = al + timedelta(days=escalon.dias)
    propuesta = Propuesta(escalon, grupo="", vence=vence, entregable=entregable)
    datos = datos_de(propuesta, [] if entregable else [_candidatura()], al)
    datos |= {"motivo": datos.get("motivo") or MOTIVO, "revocar": ENLACE_PROTEGIDO}
    return (
        una_linea(rellenar(escalon.asunto, datos)),
        rellenar(escalon.texto, datos),
        f"Sobre «{entregable}»." if entregable else EJEMPLO_DE_PLAN if escalon.modelo is Plan else EJEMPLO,
    )


def _candidatura() -> Candidatura:
    """Of nobody, and never saved."""
    return Candidatura(
        pk=0,
        persona=Persona(nombre="Ana Ejemplo Muestra", fecha_nacimiento=date(1980, 1, 1)),
        actor=ActorPolitico(nombre="Partido de Ejemplo", siglas="PEJ"),
        cargo=Cargo(nombre="Diputación local"),
        territorio=Territorio(nombre="Distrito 1"),
        calidad=Candidatura.Calidad.PROPIETARIA,
    )
