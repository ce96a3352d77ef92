"""What hangs from a candidacy that leaves: what closes, what opens, and how it is told before it is done.

The services that withdraw and substitute do it with these; the page that asks shows the same (`Consecuencias`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from calendario.fechas import dia_local, fecha_en_prosa
from compliance.models import Candidatura, Entregable, Nombramiento, Proceso, Rol, SolicitudModificacion, Usuario
from compliance.models.candidaturas import CandidaturaQuerySet
from compliance.services import enlaces
from compliance.services.cuentas import terminar_nombramiento
from compliance.services.terminos import limite_de_remision

from ..acto import Acto
from ..entregables.eventos import registrar_evento
from ..transiciones import YaHay
from .borradores import asentar, por_asentar
from .modificaciones import cancelar_modificacion

SE_RETIRO = "La candidatura se retiró"
# What was already sent does not list what came after.
POR_REMITIR = frozenset(Entregable.Estado.values) - {
    Entregable.Estado.REMITIDO.value,
    Entregable.Estado.CONCLUIDO.value,
    Entregable.Estado.CANCELADO.value,
}


# -- What hangs from it -----------------------------------------------------------------------------------


def otras_de_la_persona(c: Candidatura) -> CandidaturaQuerySet:
    """Other candidacies of the same person that are alive: one may run by MR and by RP."""
    return (
        Candidatura.objects.vivas()
        .filter(persona=c.persona_id)
        .exclude(pk=c.pk)
        .select_related("persona", "cargo", "territorio", "actor")
        .order_by("pk")
    )


def companera(c: Candidatura) -> Candidatura | None:
    """Whoever is alive in the other place of its formula."""
    return c.de_su_formula().exclude(calidad=c.calidad).select_related("persona").first()


def papeles(c: Candidatura, hoy: date) -> Sequence[Nombramiento]:
    """The roles by which accounts act as this candidacy, from the local day `hoy` on."""
    suyos = Nombramiento.objects.filter(candidatura=c, rol__name=Rol.CANDIDATURA)
    return [n for n in suyos.select_related("usuario", "rol", "proceso") if n.hasta is None or n.hasta > hoy]


def _en_revision(c: Candidatura) -> list[Any]:
    return [*c.consentimientos.por_aceptar(), *c.consentimientos.por_surtir()]


def _listado(c: Candidatura, dia: date) -> Entregable | None:
    """The deliverable that lists its office and must be sent again for what was approved on `dia`; None if none must.

    «Pueden ser celebradas hasta el día 1 de junio»: until the day before election day (plan del IMPEPAC, 11.7 a 11.10).
    """
    llave = c.cargo.entregable_listado
    if not llave or c.aprobada_el is None or dia >= c.proceso.jornada:
        return None
    return Entregable.objects.filter(proceso=c.proceso, llave=llave).select_related("proceso__instituto").first()


# -- Doing it ---------------------------------------------------------------------------------------------


def cerrar(acto: Acto[Candidatura]) -> dict[str, Any]:
    """Close what was under way on a candidacy that leaves. Answers the facts to keep of it.

    Its accounts serve until the end of the day: what a person may ask of their data they ask afterwards by the link of
    their notices, without an account.
    """
    hoy = acto.dia
    cerrado = cerrar_tramites(acto, SE_RETIRO)
    terminados = papeles(acto.objeto, hoy)
    for papel in terminados:
        # Whoever starts tomorrow never does; the others act until tonight.
        hasta = max(hoy, papel.desde)
        terminar_nombramiento(papel, hasta=hasta, motivo=SE_RETIRO, por=None, en=acto.en)
    revocar_enlaces(acto, terminados)
    return {**cerrado, "cuentas_terminadas": len(terminados)}


def cerrar_tramites(acto: Acto[Candidatura], razon: str) -> dict[str, Any]:
    """End, for this reason, what was asked for and nobody resolved. Answers the facts to keep of it.

    What was being typed is kept first, in the name of whoever typed it.
    """
    c = acto.objeto
    asentar(por_asentar(c), c, acto.en)
    modificacion = cancelar_modificacion(acto, razon)
    consentimientos = _en_revision(c)
    for consentimiento in consentimientos:
        consentimiento.rechazado_en, consentimiento.motivo_rechazo = acto.en, razon
        acto.escribir(consentimiento, razon)
    return {"modificacion_cancelada": modificacion, "consentimientos_cerrados": [k.pk for k in consentimientos]}


def revocar_enlaces(acto: Acto[Candidatura], terminados: Sequence[Nombramiento]) -> int:
    """A link that was not used yet opens nothing any more, unless its account has another role. Answers how many."""
    revocados = 0
    for usuario in {papel.usuario_id: papel.usuario for papel in terminados}.values():
        if _sin_otro_papel(usuario, terminados, acto.dia):
            revocados += enlaces.revocar(acto.asentado(), usuario) is not None
    return revocados


def _sin_otro_papel(usuario: Usuario, terminados: Sequence[Nombramiento], hoy: date) -> bool:
    otros = usuario.nombramientos.exclude(pk__in=[p.pk for p in terminados])
    return not otros.filter(Q(hasta=None) | Q(hasta__gte=hoy)).exists()


def listar_de_nuevo(acto: Acto[Candidatura], *, dia: date, documento: str) -> Entregable | None:
    """Open the deliverable that lists the office, if the plan has one: the same for all that one agreement of one day
    decides, unless it was already sent.
    """
    plantilla = _listado(acto.objeto, dia)
    if plantilla is None:
        return None
    datos: dict[str, Any] = {
        "evento_el": dia,
        "descripcion": f"sustituciones y bajas aprobadas por {documento.strip()}",
        **acto.firma,
    }
    try:
        return registrar_evento(plantilla, **datos)
    except YaHay as hay:
        otra = hay.otra
        if isinstance(otra, Entregable) and otra.estado in POR_REMITIR:
            return otra
        return registrar_evento(plantilla, **datos, distinta_de=otra.pk)


# -- Telling it before ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Consecuencias:
    """What withdrawing or substituting a candidacy would do: what leaves, closes and opens, and who hears."""

    deja: list[str] = field(default_factory=list)
    cierra: list[str] = field(default_factory=list)
    abre: list[str] = field(default_factory=list)
    oyen: list[str] = field(default_factory=list)

    @property
    def grupos(self) -> list[tuple[str, list[str]]]:
        """By what they are, without those that are empty."""
        todos = [
            ("Deja el sitio y se bloquea", self.deja),
            ("Se cierra", self.cierra),
            ("Se abre", self.abre),
            ("Quién recibe aviso", self.oyen),
        ]
        return [(titulo, renglones) for titulo, renglones in todos if renglones]


def consecuencias(c: Candidatura, en: datetime, *, sustituye: bool) -> Consecuencias:
    """What would be done at `en`, in words, if it were approved on that day."""
    hoy = dia_local(en, c.proceso.tz)
    dicho = Consecuencias()
    if c.estado != Candidatura.Estado.RETIRADA:
        _lo_que_deja(c, hoy, dicho)
    if sustituye:
        cuentas, captura = c.proceso.dias_cuentas, c.proceso.dias_captura_sustitucion
        limite = fecha_en_prosa(hoy + timedelta(days=cuentas))
        dicho.abre.append(
            f"La candidatura sustituta, en el mismo lugar de la fórmula. Sus cuentas se entregan en {cuentas} días "
            f"naturales (el {limite}, si se aprobó hoy) y captura en {captura} días naturales desde que las recibe."
        )
    if listado := _listado(c, hoy):
        dicho.abre.append(_del_listado(listado, hoy))
    companero = companera(c)
    if not sustituye and companero is not None and c.calidad == Candidatura.Calidad.PROPIETARIA:
        dicho.abre.append(
            f"La fórmula queda sin propietaria: sigue {companero.persona} como suplente hasta que se registre la "
            "sustitución."
        )
    dicho.oyen.extend([str(c.persona), f"La representación de {c.actor}", "La secretaría técnica y verificación"])
    return dicho


def _lo_que_deja(c: Candidatura, hoy: date, dicho: Consecuencias) -> None:
    if c.estado == Candidatura.Estado.PUBLICADA:
        dicho.deja.append("Su página pública, en este momento.")
    dicho.deja.append("Sus respuestas de identidad: ya nadie las consulta.")
    dicho.cierra.extend(lo_que_cierra(c))
    dicho.cierra.extend(f"El acceso de {n.usuario} a esta candidatura, al terminar el día." for n in papeles(c, hoy))


def lo_que_cierra(c: Candidatura) -> list[str]:
    """What is under way on it and would end if it left, in words; its accounts apart."""
    dicho = []
    abiertas = c.observaciones.filter(atendida_en__isnull=True).count()
    if abiertas:
        dicho.append(f"El requerimiento sin atender, con sus observaciones: {abiertas}.")
    if c.vence is not None:
        dicho.append("El plazo que le corre.")
    programada = c.proceso.modo_publicacion == Proceso.ModoPublicacion.AUTOMATICA
    if c.estado == Candidatura.Estado.VALIDADA and programada:
        dicho.append("Su publicación programada.")
    if SolicitudModificacion.objects.filter(candidatura=c, estado__in=SolicitudModificacion.ABIERTOS).exists():
        dicho.append("La modificación en curso, que ya no se resuelve.")
    if cuantos := len(_en_revision(c)):
        dicho.append(f"Consentimientos que esperaban revisión o aviso: {cuantos}.")
    return dicho


def _del_listado(listado: Entregable, hoy: date) -> str:
    """Which list, and until when it is sent."""
    prueba = Entregable(
        proceso=listado.proceso,
        plantilla=listado,
        evento_el=hoy,
        regla_remision=listado.regla_remision,
        modo=listado.modo,
        tipo=listado.tipo,
        ruta=listado.ruta,
    )
    limite = limite_de_remision(prueba)
    cuando = f", a más tardar el {fecha_en_prosa(limite)} si se aprobó hoy" if limite else ""
    return f"El listado {listado.clave}, «{listado.nombre}», que se remite de nuevo al INE{cuando}."
