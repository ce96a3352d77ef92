"""The agenda proposed to whoever calls a body: what its sessions always have, what is ready, what is due soon."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from compliance.models import Entregable, EtapaRuta, Organo

from ..models import Acta, PuntoOrden, Sesion
from .orden import ABIERTAS, SIN_APROBAR, YA_NO_SE_DECIDE, Punto, titulo_de_acta

Tipo = PuntoOrden.Tipo
# Until when it is looked, if no later session of the body is called yet: bodies meet at least once a month.
HASTA_LA_SIGUIENTE = timedelta(days=31)
TITULOS = {
    Tipo.ASISTENCIA: "Lista de asistencia y declaración de quórum legal",
    Tipo.ORDEN: "Lectura y, en su caso, aprobación del orden del día",
    Tipo.LECTURA: "Lectura de los documentos que se hicieron llegar, o su dispensa",
    Tipo.GENERALES: "Asuntos generales",
    Tipo.CLAUSURA: "Clausura de la sesión",
}
USUAL = (Tipo.ASISTENCIA, Tipo.ORDEN, Tipo.ACTA, Tipo.ENTREGABLE, Tipo.ASUNTO, Tipo.GENERALES, Tipo.CLAUSURA)
# A working meeting resolves nothing: it approves neither an agenda nor minutes.
DE_REUNION = (Tipo.ASISTENCIA, Tipo.ENTREGABLE, Tipo.ASUNTO, Tipo.GENERALES, Tipo.CLAUSURA)
# An extraordinary session treats only what it was called for.
SOLO_CONVOCADO = frozenset({Sesion.Tipo.EXTRAORDINARIA, Sesion.Tipo.URGENTE})


@dataclass(frozen=True)
class PorVencer:
    """A deliverable that will be due before the next session, and why it is not ready."""

    entregable: Entregable
    donde: str


@dataclass(frozen=True)
class Propuesta:
    """What an agenda could have. `fijos`: the points that every session of this kind has, by their kind."""

    fijos: dict[str, str] = field(default_factory=dict)
    actas: Sequence[Acta] = ()
    listos: Sequence[Entregable] = ()
    por_vencer: Sequence[PorVencer] = ()


def orden_de(organo: Organo, tipo: str) -> tuple[str, ...]:
    """The kinds of point in the order of the body: its own, or the usual one for that kind of session."""
    return tuple(organo.orden_del_dia) or (DE_REUNION if tipo == Sesion.Tipo.REUNION else USUAL)


def proponer(organo: Organo, tipo: str, inicia_en: datetime) -> Propuesta:
    """What a session of the body that begins then could treat, each thing in its order."""
    orden = orden_de(organo, tipo)
    fijos = {
        t: titulo
        for t in orden
        if (titulo := TITULOS.get(Tipo(t))) and not (t == Tipo.GENERALES and tipo in SOLO_CONVOCADO)
    }
    actas = [
        a
        for a in Acta.objects.filter(sesion__organo=organo, estado__in=SIN_APROBAR)
        .select_related("sesion__organo")
        .order_by("sesion__inicia_en")
        if a.sesion.estado == Sesion.Estado.CONCLUIDA and not _en_otra(a)
    ]
    listos = _listos(organo, tipo)
    return Propuesta(
        fijos, actas if Tipo.ACTA in orden else (), listos, _por_vencer(organo, tipo, inicia_en, {e.pk for e in listos})
    )


def en_orden(organo: Organo, tipo: str, puntos: Iterable[Punto]) -> list[Punto]:
    """The points as the body takes them; those of one kind, as they come. What its order does not name, after it."""
    orden = orden_de(organo, tipo)
    lugar = {t: n for n, t in enumerate(orden)}
    # What is not in the order of the body goes where the usual one has it, never after the closing.
    faltan = lugar.get(Tipo.GENERALES, lugar.get(Tipo.CLAUSURA, len(orden)))
    return sorted(puntos, key=lambda p: lugar.get(p.clase, faltan - 0.5))


def puntos_de(propuesta: Propuesta) -> list[Punto]:
    """Everything that is ready, as points."""
    return [
        *(Punto(titulo, tipo=tipo) for tipo, titulo in propuesta.fijos.items()),
        *(Punto(titulo_de_acta(a), acta=a) for a in propuesta.actas),
        *(Punto("", e) for e in propuesta.listos),
    ]


def _en_otra(tratado: Acta | Entregable) -> bool:
    """Whether a session that has not ended has it on its agenda."""
    return tratado.puntos.filter(sesion__estado__in=ABIERTAS).exists()


def _toca(etapa: EtapaRuta, organo: Organo, tipo: str) -> bool:
    """Whether the stage is decided by this body in this kind of meeting."""
    es_reunion = tipo == Sesion.Tipo.REUNION
    return (
        etapa.tipo == EtapaRuta.Tipo.DECIDIR
        and etapa.organo_id == organo.pk
        and (etapa.tipo_sesion == Sesion.Tipo.REUNION) == es_reunion
    )


def _listos(organo: Organo, tipo: str) -> list[Entregable]:
    """Those that wait for this body, the most urgent first; not those that another session already has."""
    esperan = (
        Entregable.objects.filter(etapa__organo=organo, etapa__tipo=EtapaRuta.Tipo.DECIDIR, es_plantilla=False)
        .exclude(estado__in=YA_NO_SE_DECIDE)
        .select_related("etapa", "proceso__instituto")
    )
    suyos = [e for e in esperan if e.etapa and _toca(e.etapa, organo, tipo) and not _en_otra(e)]
    return sorted(suyos, key=_urgencia)


def _urgencia(e: Entregable) -> tuple[bool, float, int]:
    return e.vence is None, e.vence.timestamp() if e.vence else 0.0, e.orden


def _por_vencer(organo: Organo, tipo: str, inicia_en: datetime, listos: set[int]) -> list[PorVencer]:
    """Those whose route still has to pass by this body, due before its next session, and that are not there yet."""
    siguiente = (
        organo.sesiones.filter(inicia_en__gt=inicia_en, estado=Sesion.Estado.CONVOCADA)
        .order_by("inicia_en")
        .values_list("inicia_en", flat=True)
        .first()
    )
    hasta = siguiente or inicia_en + HASTA_LA_SIGUIENTE
    candidatos = (
        Entregable.objects.filter(proceso=organo.proceso_id, vence__lt=hasta, es_plantilla=False, aprobado_el=None)
        .exclude(estado__in=YA_NO_SE_DECIDE)
        .exclude(pk__in=listos)
        .select_related("etapa", "area", "proceso__instituto")
        .prefetch_related("ruta__etapas")
    )
    faltan = []
    for e in sorted(candidatos, key=_urgencia):
        desde = e.etapa.orden if e.etapa else 0
        if _en_otra(e) or not any(_toca(x, organo, tipo) and x.orden > desde for x in e.ruta.etapas.all()):
            continue
        faltan.append(PorVencer(e, f"está en «{e.etapa.nombre}»" if e.etapa else "todavía no se inicia"))
    return faltan
