"""Who must hear a notice: addresses of areas and parties, and the people who hold each role on the day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import chain

from django.db.models import Q

from calendario.fechas import dia_local
from compliance.models import (
    ActorPolitico,
    Area,
    Candidatura,
    Entregable,
    EtapaRuta,
    Nombramiento,
    Proceso,
    Rol,
    Suplencia,
)
from compliance.roles import ROLES_DE_IDENTIDAD
from flujos.verbos.entregables import Puesto, abiertas, nombrados

from .models import Escalon


@dataclass(frozen=True)
class Contacto:
    """A name and an address; `area` and `actor` are the ones on whose behalf it hears."""

    nombre: str
    correo: str
    area: int | None = None
    actor: int | None = None


# Whoever does such a stage everywhere: a rung that speaks to them speaks to whom the stage names instead.
_DE_COSTUMBRE = {
    EtapaRuta.Tipo.ELABORAR: Escalon.Destinatario.AREA,
    EtapaRuta.Tipo.REMITIR: Escalon.Destinatario.SECRETARIA_EJECUTIVA,
}


def _en_vez_de(destinatario: str, entregable: Entregable) -> list[Puesto]:
    """Whom the stage where it stands names in place of this recipient."""
    suyas = [e for e in abiertas(entregable) if _DE_COSTUMBRE.get(EtapaRuta.Tipo(e.tipo)) == destinatario]
    return list(dict.fromkeys(p for e in suyas for p in nombrados(e, entregable)))


class Directorio:
    """The contacts of some processes at a moment, in a number of queries that does not grow with them.

    A person hears while their nombramiento is in force; whoever acts in their place by suplencia hears too, while
    the account of both is open. Only active accounts with an address. One address hears once, whatever its capitals.
    """

    def __init__(self, procesos: Iterable[Proceso], al: datetime) -> None:
        self._dias: dict[date, list[int]] = defaultdict(list)
        for proceso in procesos:
            self._dias[dia_local(al, proceso.tz)].append(proceso.pk)

    def contactos(
        self,
        escalon: Escalon,
        *,
        entregable: Entregable | None = None,
        actor: int | None = None,
        candidatura: Candidatura | None = None,
    ) -> list[Contacto]:
        """Whoever a rung speaks to, about this deliverable or something of this party or candidacy."""
        proceso = escalon.proceso_id
        area = entregable.area if entregable else None
        otros = _en_vez_de(escalon.destinatario, entregable) if entregable else []
        encontrados: Iterator[Contacto]
        match escalon.destinatario:
            case _ if otros:
                encontrados = chain.from_iterable(self._de_puesto(proceso, p) for p in otros)
            case Escalon.Destinatario.AREA if area is not None:
                encontrados = self._de_area(area)
            case Escalon.Destinatario.PARTIDO if actor is not None:
                encontrados = self._de_actor(proceso, actor)
            case Escalon.Destinatario.CANDIDATURA if candidatura is not None:
                encontrados = self._de_candidatura(candidatura)
            case Escalon.Destinatario.AREA:
                # Nobody's area: the technical secretary follows everything up.
                encontrados = iter(self._personas[proceso, Rol.SECRETARIA_TECNICA, None])
            case _:
                encontrados = iter(self._personas[proceso, escalon.destinatario, None])
        unicos: dict[str, Contacto] = {}
        for contacto in encontrados:
            if contacto.correo:
                unicos.setdefault(contacto.correo.lower(), contacto)
        return list(unicos.values())

    def _de_puesto(self, proceso: int, puesto: Puesto) -> Iterator[Contacto]:
        return self._de_area(puesto.area) if puesto.area else iter(self._personas[proceso, puesto.rol, None])

    def de_representacion(self, actor: ActorPolitico) -> list[Contacto]:
        """Where a party hears, and whoever represents it."""
        return list(self._de_actor(actor.proceso_id, actor.pk))

    def con_roles(self, proceso: Proceso, roles: Iterable[str]) -> list[Contacto]:
        """Whoever holds one of these roles in the process, whatever the body, own or by suplencia."""
        return [c for (p, rol, _), suyos in self._personas.items() if p == proceso.pk and rol in roles for c in suyos]

    def con_el_mismo(self, papel: Nombramiento) -> list[Contacto]:
        """Whoever else holds the same role over the same party or candidacy, own or by suplencia."""
        mismo = Q(rol=papel.rol, actor=papel.actor, candidatura=papel.candidatura)
        return [contacto for _, contacto in self._nombrados(mismo & ~Q(usuario=papel.usuario))]

    def _de_area(self, area: Area) -> Iterator[Contacto]:
        yield Contacto(area.nombre, area.correo, area=area.pk)
        for persona in self._personas[area.proceso_id, Rol.AREA, area.pk]:
            yield replace(persona, area=area.pk)

    def _de_actor(self, proceso: int, actor: int) -> Iterator[Contacto]:
        """The party itself, or the coalition and each of its parties."""
        actual = self._actores[actor]
        for uno in (actual, *actual.integrantes.all()):
            yield Contacto(uno.nombre, uno.correo, actor=uno.pk)
            for persona in self._personas[proceso, Rol.PARTIDO, uno.pk]:
                yield replace(persona, actor=uno.pk)

    def _de_candidatura(self, candidatura: Candidatura) -> Iterator[Contacto]:
        """The candidate; an independent one also at the address registered for the candidacy."""
        yield Contacto(candidatura.persona.nombre, candidatura.persona.correo)
        yield from self._candidatas[candidatura.pk]
        if candidatura.independiente:
            yield from self._de_actor(candidatura.proceso_id, candidatura.actor_id)

    @cached_property
    def _actores(self) -> dict[int, ActorPolitico]:
        procesos = [p for grupo in self._dias.values() for p in grupo]
        return {a.pk: a for a in ActorPolitico.objects.filter(proceso__in=procesos).prefetch_related("integrantes")}

    @cached_property
    def _personas(self) -> dict[tuple[int, str, int | None], list[Contacto]]:
        """By process, role and scope: the area or the party; None for the roles of the whole institute."""
        personas: dict[tuple[int, str, int | None], list[Contacto]] = defaultdict(list)
        for n, contacto in self._nombrados(~Q(rol__name=Rol.CANDIDATURA)):
            personas[n.proceso_id, n.rol.name, n.area_id or n.actor_id].append(contacto)
        return personas

    @cached_property
    def _candidatas(self) -> dict[int, list[Contacto]]:
        candidatas: dict[int, list[Contacto]] = defaultdict(list)
        for n, contacto in self._nombrados(Q(rol__name=Rol.CANDIDATURA)):
            if n.candidatura_id is not None:
                candidatas[n.candidatura_id].append(contacto)
        return candidatas

    def _nombrados(self, cuales: Q) -> Iterator[tuple[Nombramiento, Contacto]]:
        for dia, procesos in self._dias.items():
            nombramientos = Nombramiento.objects.filter(cuales, proceso__in=procesos).vigentes(dia)
            suplencias: dict[tuple[int, int], list[Suplencia]] = defaultdict(list)
            for s in (
                Suplencia.objects.filter(proceso__in=procesos, titular__is_active=True)
                .vigentes(dia)
                .select_related("suplente")
            ):
                suplencias[s.titular_id, s.proceso_id].append(s)
            for n in nombramientos.select_related("usuario", "rol"):
                identidad = n.rol.name in ROLES_DE_IDENTIDAD
                suplentes = [
                    s.suplente
                    for s in suplencias[n.usuario_id, n.proceso_id]
                    if s.confirmado_en is not None or not identidad
                ]
                for persona in (n.usuario, *suplentes):
                    if persona.is_active:
                        yield n, Contacto(str(persona), persona.email)
