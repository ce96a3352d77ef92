"""Whose names are on the ballots that somebody is given: by their municipality, or by the section of their card."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q

from ..models import ActorPolitico, Candidatura, Cargo, Proceso, Seccion, Territorio
from ..models.candidaturas import por_numero
from ..publicacion import accion_publica, calidad_publica, cargo_publico


@dataclass(frozen=True)
class DondeVota:
    """Where somebody votes. `posibles`: without a `distrito`, those among which it is."""

    municipio: Territorio
    distrito: Territorio | None
    posibles: Sequence[Territorio]
    seccion: Seccion | None = None


@dataclass(frozen=True)
class EnFormula:
    """A person of a formula; `pk` only of whoever published."""

    nombre: str
    calidad: str
    accion: str
    pk: int | None
    con_foto: bool


@dataclass
class Formula:
    """Who heads it and who would take their place."""

    numero: str
    personas: list[EnFormula] = field(default_factory=list)


@dataclass
class Postulacion:
    """Whoever postulates to an office, and the formulas of its list."""

    actor: ActorPolitico
    formulas: dict[str, Formula] = field(default_factory=dict)

    @property
    def miembros(self) -> list[str]:
        """The parties of a coalition or of a common candidacy."""
        return [i.nombre for i in self.actor.integrantes.all()]

    @property
    def primera(self) -> int | None:
        """Of whoever published, the one that comes first."""
        return next((p.pk for f in self.formulas.values() for p in f.personas if p.pk), None)


@dataclass
class EnBoleta:
    """An office of the ballot, where it is elected; without a territory, nobody has published yet."""

    cargo: Cargo
    territorio: Territorio | None
    postulaciones: dict[int, Postulacion] = field(default_factory=dict)
    # One of several circumscriptions, and nobody says of which the municipality is.
    solo_una: bool = False

    @property
    def nombre(self) -> str:
        """With how it is won."""
        return cargo_publico(self.cargo)

    @property
    def por_comparar(self) -> list[int]:
        """One of each who postulates, so that none is left out; none if there is nobody to compare with."""
        primeras = [pk for p in self.postulaciones.values() if (pk := p.primera)]
        return primeras if len(primeras) > 1 else []


def municipios_de(proceso: Proceso) -> list[Territorio]:
    """Where it may be said that one votes."""
    return list(por_numero(Territorio.objects.filter(proceso=proceso, tipo=Territorio.Tipo.MUNICIPIO)))


def donde_vota(municipio: Territorio, seccion: Seccion | None, distrito: str) -> DondeVota:
    """What is known of it. `distrito`: the key of the one that somebody chose; another one is taken for none."""
    if seccion is not None and seccion.distrito is not None:
        return DondeVota(municipio, seccion.distrito, (), seccion)
    posibles, seguros = _distritos_de(municipio)
    if seguros and len(posibles) == 1:
        return DondeVota(municipio, posibles[0], (), seccion)
    return DondeVota(municipio, next((d for d in posibles if str(d.pk) == distrito), None), posibles, seccion)


def _distritos_de(municipio: Territorio) -> tuple[list[Territorio], bool]:
    """The local districts of a municipality by the table of sections; without it those of its state, not for sure."""
    todos = por_numero(
        Territorio.objects.filter(
            proceso=municipio.proceso_id, entidad=municipio.entidad, tipo=Territorio.Tipo.DISTRITO
        )
    )
    suyos = set(Seccion.objects.filter(municipio=municipio).order_by().values_list("distrito", flat=True).distinct())
    seguros = bool(suyos) and None not in suyos
    return list(todos.filter(pk__in=suyos) if seguros else todos), seguros


def boleta_de(proceso: Proceso, donde: DondeVota) -> list[EnBoleta]:
    """Every office that is elected there, in the order of the ballots, with who is approved to it.

    Without a published record nobody is named, unless the process says so (`nombra_sin_publicar`).
    """
    suyos = Q(tipo__in=[Territorio.Tipo.ENTIDAD, Territorio.Tipo.CIRCUNSCRIPCION], entidad=donde.municipio.entidad)
    suyos |= Q(pk__in=[t.pk for t in (donde.municipio, donde.distrito) if t is not None])
    territorios = {t.pk: t for t in Territorio.objects.filter(suyos, proceso=proceso)}
    varias = sum(t.tipo == Territorio.Tipo.CIRCUNSCRIPCION for t in territorios.values()) > 1
    halladas: dict[tuple[int, int], EnBoleta] = {}
    for c in _aprobadas(proceso, territorios):
        territorio = territorios[c.territorio_id]
        en_boleta = halladas.setdefault(
            (c.cargo_id, territorio.pk),
            EnBoleta(c.cargo, territorio, solo_una=varias and territorio.tipo == Territorio.Tipo.CIRCUNSCRIPCION),
        )
        postulacion = en_boleta.postulaciones.setdefault(c.actor_id, Postulacion(c.actor))
        formula = postulacion.formulas.setdefault(c.formula_comparable or c.formula, Formula(c.formula))
        publicada = c.estado == Candidatura.Estado.PUBLICADA
        formula.personas.append(
            EnFormula(
                c.persona.nombre,
                calidad_publica(c),
                accion_publica(c),
                c.pk if publicada else None,
                publicada and bool(c.foto),
            )
        )
    ciertos = {Territorio.Tipo.ENTIDAD.value, *(t.tipo for t in territorios.values())}
    return _en_orden(proceso, halladas.values(), ciertos)


def _en_orden(proceso: Proceso, halladas: Iterable[EnBoleta], tipos: set[str]) -> list[EnBoleta]:
    """The offices as they come, with those of which there is nobody yet."""
    por_cargo: dict[int, list[EnBoleta]] = {}
    for en_boleta in halladas:
        por_cargo.setdefault(en_boleta.cargo.pk, []).append(en_boleta)
    return [
        en_boleta
        for cargo in Cargo.objects.filter(proceso=proceso)
        for en_boleta in por_cargo.get(cargo.pk)
        or ([EnBoleta(cargo, None)] if tipos.intersection(cargo.se_elige_en) else [])
    ]


def _aprobadas(proceso: Proceso, territorios: Iterable[int]) -> Any:
    """Those that may be named, in the order of the ballots."""
    nombradas = Q(renglon__estado=Candidatura.Estado.PUBLICADA)
    if proceso.nombra_sin_publicar:
        nombradas |= Q(aprobada_el__isnull=False) & ~Q(renglon__estado=Candidatura.Estado.RETIRADA)
    return (
        Candidatura.objects.filter(nombradas, renglon__proceso=proceso, renglon__territorio__in=list(territorios))
        .annotate(foto=F("curricular__foto"))
        .select_related("persona", "actor", "cargo")
        .prefetch_related("actor__integrantes")
        .order_by("renglon__boleta", "pk")
    )
