"""Who is there at each moment: the list, arrivals, departures, and who sits for the owner of a seat."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from calendario.fechas import dia_local, fecha_hora
from compliance.actos import escritura
from compliance.models import Integracion, SuplenciaDeAsiento, Usuario

from ..acto import Acto
from ..models import Asistencia, Sesion, Voto
from ..transiciones import Rechazo, YaHecho
from .acto import abrir, integrantes_de


@dataclass(frozen=True)
class Quorum:
    """How many members with vote are there, of how many that are needed."""

    presentes: int
    necesarios: int

    @property
    def hay(self) -> bool:
        """Whether the body may decide."""
        return self.presentes >= self.necesarios

    def rechazo(self, remedio: str) -> Rechazo | None:
        """Why nothing is done without it."""
        if self.hay:
            return None
        return Rechazo("quorum", f"No hay quórum: {self.presentes} de {self.necesarios} integrantes con voto.", remedio)


def presentes_en(sesion: Sesion, momento: datetime) -> dict[int, Asistencia]:
    """Who is there at `momento`, by the key of their seat."""
    asistencias = sesion.asistencias.select_related("integracion", "suplencia__integracion")
    return {a.integracion_id: a for a in asistencias if a.en(momento)}


def quorum_de(sesion: Sesion, presentes: Collection[Integracion]) -> Quorum:
    """Whether these are enough."""
    return Quorum(sum(1 for i in presentes if i.con_voto), sesion.organo.quorum)


def quorum_en(sesion: Sesion, momento: datetime) -> Quorum:
    """Whether there is quorum at that moment."""
    return quorum_de(sesion, [a.integracion for a in presentes_en(sesion, momento).values()])


def suplencias_de(sesion: Sesion, al: datetime) -> dict[int, SuplenciaDeAsiento]:
    """Who sits for whom on the local day of `al`, by the key of the seat."""
    dia = dia_local(al, sesion.proceso.tz)
    suyas = SuplenciaDeAsiento.objects.filter(integracion__organo=sesion.organo, desde__lte=dia, hasta__gte=dia)
    return {s.integracion_id: s for s in suyas.select_related("integracion", "usuario")}


def ajenos(sesion: Sesion, presentes: Collection[Integracion], al: datetime) -> Rechazo | None:
    """Somebody on the list is not of the body on that day."""
    if {p.pk for p in presentes} <= {i.pk for i in integrantes_de(sesion, al)}:
        return None
    return Rechazo("integracion", "Hay personas que no integran el órgano en esa fecha.", "Revise la lista.")


def sentar(acto: Acto[Sesion], integracion: Integracion, momento: datetime | None, al: datetime) -> None:
    """Note that the seat is taken since `momento` (None: since the opening) by its owner or by who sits for them."""
    acto.escribir(
        Asistencia(
            sesion=acto.objeto,
            integracion=integracion,
            desde=momento,
            suplencia=suplencias_de(acto.objeto, al).get(integracion.pk),
        ),
        "Lista de asistencia",
    )


def levantar(acto: Acto[Sesion], asistencias: Sequence[Asistencia], momento: datetime) -> None:
    """Note that these leave at `momento`."""
    for asistencia in asistencias:
        asistencia.hasta = momento
        acto.escribir(asistencia, "Lista de asistencia")


@escritura()
def registrar_llegada(
    sesion: Sesion, integracion: Integracion, *, cuando: datetime, por: Usuario | None, en: datetime
) -> None:
    """A member arrives, for the first time or again."""
    acto = abrir("llegada", sesion, por=por, en=en, ocurrio=cuando)
    suyas = list(acto.objeto.asistencias.filter(integracion=integracion, presente=True))
    acto.exigir(
        ajenos(acto.objeto, [integracion], cuando),
        _fuera_de_hora(acto.objeto, cuando, en),
        YaHecho("presente", f"{integracion.nombre} ya está presente.", "Revise la lista de asistencia.")
        if any(a.hasta is None for a in suyas)
        else None,
        Rechazo("orden", "A esa hora todavía estaba presente.", "La llegada sigue a su última salida.")
        if any(a.hasta is not None and a.hasta > cuando for a in suyas)
        else None,
    )
    sentar(acto, integracion, cuando, cuando)
    _anotar(acto, integracion, cuando)


@escritura()
def registrar_salida(
    sesion: Sesion, integracion: Integracion, *, cuando: datetime, por: Usuario | None, en: datetime
) -> None:
    """A member leaves. Refused before what they voted; losing quorum is no reason to refuse it, and is said."""
    acto = abrir("salida", sesion, por=por, en=en, ocurrio=cuando)
    abierta = acto.objeto.asistencias.filter(integracion=integracion, presente=True, hasta=None).first()
    voto = (
        Voto.objects.filter(decision__punto__sesion=acto.objeto, integracion=integracion)
        .filter(decision__decidida_en__gte=cuando)
        .select_related("decision__punto")
        .first()
    )
    acto.exigir(
        _fuera_de_hora(acto.objeto, cuando, en),
        YaHecho("ausente", f"{integracion.nombre} no está presente.", "Revise la lista de asistencia.")
        if abierta is None
        else None,
        Rechazo("orden", "Todavía no llegaba a esa hora.", "La salida sigue a su llegada.")
        if abierta is not None and abierta.desde is not None and abierta.desde > cuando
        else None,
        Rechazo(
            "voto",
            f"A las {fecha_hora(voto.decision.decidida_en, acto.objeto.proceso.tz)} votó el punto "
            f"{voto.decision.punto.orden}.",
            "Revise la hora de la salida, o deshaga antes esa decisión.",
        )
        if voto is not None
        else None,
    )
    assert abierta is not None  # noqa: S101 (refused above)
    levantar(acto, [abierta], cuando)
    _anotar(acto, integracion, cuando)


@escritura()
def presidir(sesion: Sesion, integracion: Integracion | None, *, por: Usuario | None, en: datetime) -> Sesion:
    """Say who presides while the presidency is away, of those who are there with vote; None: the presidency again."""
    acto = abrir("presidir", sesion, por=por, en=en)
    s = acto.objeto
    presente = integracion is None or integracion.pk in presentes_en(s, en)
    acto.exigir(
        None
        if presente and (integracion is None or integracion.con_voto)
        else Rechazo("integracion", "Preside quien está presente y tiene voto.", "Registre antes su llegada."),
        YaHecho("preside", "Ya está registrado así.", "Elija a otra persona.") if s.preside == integracion else None,
    )
    s.preside = integracion
    acto.escribir(motivo=f"Preside {integracion.nombre}" if integracion else "Preside la presidencia")
    return s


def quien_preside(sesion: Sesion, presentes: Collection[Integracion]) -> Integracion | None:
    """Of those who are there with vote, who presides: whoever it was said, or else the presidency."""
    con_voto = [i for i in presentes if i.con_voto]
    dicha = next((i for i in con_voto if i.pk == sesion.preside_id), None)
    return dicha or next((i for i in con_voto if i.preside), None)


def _anotar(acto: Acto[Sesion], integracion: Integracion, cuando: datetime) -> None:
    quorum = quorum_en(acto.objeto, cuando)
    acto.anotar(hechos={"integracion": integracion.pk, "presentes": quorum.presentes, "quorum": quorum.necesarios})


def _fuera_de_hora(sesion: Sesion, cuando: datetime, en: datetime) -> Rechazo | None:
    if sesion.inicia_en <= cuando <= en:
        return None
    return Rechazo("hora", "La hora no es posible.", "Debe seguir al inicio de la sesión y no ser futura.")


@escritura()
def suplir_asiento(
    sesion: Sesion,
    integracion: Integracion,
    *,
    nombre: str,
    documento: str,
    desde: date,
    hasta: date,
    usuario: Usuario | None = None,
    por: Usuario | None,
    en: datetime,
) -> SuplenciaDeAsiento:
    """Somebody sits for the owner of a seat from a day to a day, with the document that says so.

    Who is already counted as present stays so: it is for whoever comes to the list afterwards.
    """
    acto = abrir("suplir", sesion, por=por, en=en, motivo=documento.strip())
    acto.exigir(
        Rechazo("integracion", "Ese asiento no es de este órgano.", "Elija uno de sus integrantes.")
        if integracion.organo_id != acto.objeto.organo_id
        else None,
        Rechazo("documento", "Falta el documento que la sustenta.", "Cite el oficio o el acuerdo.")
        if not documento.strip()
        else None,
    )
    suplencia = SuplenciaDeAsiento(
        integracion=integracion,
        nombre=nombre.strip(),
        documento=documento.strip(),
        usuario=usuario,
        desde=desde,
        hasta=hasta,
    )
    acto.escribir(suplencia, "Suplencia")
    acto.anotar(hechos={"integracion": integracion.pk, "suplencia": suplencia.pk})
    return suplencia
