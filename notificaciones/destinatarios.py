"""Who must hear a notice: addresses of areas and parties, and the people who hold each role on the day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import chain

from django.db.models import F, Q

from calendario.fechas import dia_local
from compliance.models import (
    ActorPolitico,
    Area,
    Candidatura,
    Entregable,
    EtapaRuta,
    Integracion,
    Nombramiento,
    Organo,
    Proceso,
    Rol,
    Suplencia,
    SuplenciaDeAsiento,
)
from compliance.roles import ACTORES, ROLES_DE_IDENTIDAD
from flujos.entregables.tareas import vigentes as encargos_vigentes
from flujos.verbos.entregables import Puesto, abiertas, etapas_de, nombrados

from .models import Escalon


@dataclass(frozen=True)
class Contacto:
    """A name and an address; `area` and `actor` are the ones on whose behalf it hears, and `cuenta`, the person's."""

    nombre: str
    correo: str
    area: int | None = None
    actor: int | None = None
    cuenta: int | None = None

    @property
    def persona(self) -> str:
        """What tells apart who hears: the address, whatever its capitals; without one, the account."""
        return self.correo.lower() or (f"cuenta:{self.cuenta}" if self.cuenta else "")


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
    the account of both is open. Only active accounts: one without an address hears in its inbox. One address hears
    once, whatever its capitals. The address of an area or a party is nobody's: it hears where none of its people may be
    written to.
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
        antes = escalon.dias is not None and escalon.dias >= 0
        otros = _en_vez_de(escalon.destinatario, entregable) if entregable else []
        encontrados: Iterator[Contacto]
        match escalon.destinatario:
            case Escalon.Destinatario.AREA if entregable and antes and (suyos := self._de_quien_lo_tiene(entregable)):
                encontrados = iter(suyos)
            case _ if otros:
                encontrados = chain.from_iterable(self._de_puesto(proceso, p) for p in otros)
            case Escalon.Destinatario.AREA if area is not None:
                encontrados = self._de_area(area)
            case Escalon.Destinatario.AREA if escalon.objeto == Escalon.Objeto.PLAN:
                areas = {a for p, rol, a in self._personas if p == proceso and rol == Rol.AREA}
                encontrados = chain.from_iterable(self._gente(proceso, a) for a in areas)
            case Escalon.Destinatario.TITULAR:
                encontrados = iter(self._titulares[area.pk] if area else ())
            case Escalon.Destinatario.COMISION:
                encontrados = chain.from_iterable(
                    self._personas[proceso, Rol.COMISION, o] for o in self._comisiones(proceso, entregable)
                )
            case Escalon.Destinatario.PRESIDENCIA:
                encontrados = chain.from_iterable(self._presidencias[o] for o in self._comisiones(proceso, entregable))
            case Escalon.Destinatario.PARTIDO if actor is not None:
                encontrados = self._de_actor(actor)
            case Escalon.Destinatario.CANDIDATURA if candidatura is not None:
                encontrados = self._de_candidatura(candidatura)
            case Escalon.Destinatario.AREA:
                # Nobody's area: the technical secretary follows everything up.
                encontrados = iter(self.con_roles(proceso, {Rol.SECRETARIA_TECNICA}))
            case _:
                encontrados = iter(self.con_roles(proceso, {escalon.destinatario}))
        unicos: dict[str, Contacto] = {}
        for contacto in encontrados:
            if contacto.persona:
                unicos.setdefault(contacto.persona, contacto)
        return list(unicos.values())

    def _de_puesto(self, proceso: int, puesto: Puesto) -> Iterator[Contacto]:
        return self._de_area(puesto.area) if puesto.area else iter(self.con_roles(proceso, {puesto.rol}))

    def de_representacion(self, actor: ActorPolitico) -> list[Contacto]:
        """Where a party is served: its own address, and whoever represents it."""
        propios = [Contacto(uno.nombre, uno.correo, actor=uno.pk) for uno in self._con_integrantes(actor.pk)]
        return [*propios, *self._de_actor(actor.pk)]

    def con_roles(self, proceso: int, roles: Collection[str]) -> list[Contacto]:
        """Whoever holds one of these roles in the process, whatever the body, own or by suplencia."""
        return [c for (p, rol, _), suyos in self._personas.items() if p == proceso and rol in roles for c in suyos]

    def con_el_mismo(self, papel: Nombramiento) -> list[Contacto]:
        """Whoever else holds the same role over the same party or candidacy, own or by suplencia."""
        mismo = Q(rol=papel.rol, actor=papel.actor, candidatura=papel.candidatura)
        return [contacto for _, contacto in self._nombrados(mismo & ~Q(usuario=papel.usuario))]

    def _gente(self, proceso: int, area: int | None) -> list[Contacto]:
        return [replace(persona, area=area) for persona in self._personas[proceso, Rol.AREA, area]]

    def _de_area(self, area: Area) -> Iterator[Contacto]:
        """Its people; the address of the area, where it has none."""
        gente = self._gente(area.proceso_id, area.pk)
        return iter(gente or [Contacto(area.nombre, area.correo, area=area.pk)])

    def _de_quien_lo_tiene(self, entregable: Entregable) -> list[Contacto]:
        """Whoever answers for the deliverable, if it was given to somebody, and who acts in their place."""
        persona = self._encargos.get(entregable.pk)
        suyos = self._de_cada_quien[entregable.proceso_id, persona] if persona else []
        return [replace(c, area=entregable.area_id) for c in suyos]

    def _con_integrantes(self, actor: int) -> list[ActorPolitico]:
        """The party itself, or the coalition and each of its parties."""
        actual = self._actores[actor]
        return [actual, *actual.integrantes.all()]

    def _de_actor(self, actor: int) -> Iterator[Contacto]:
        """Whoever represents each; its address, where nobody does who may be written to. That of a coalition, if so are
        all of its parties.
        """
        actual, *integrantes = self._con_integrantes(actor)
        alguien = False
        for uno in (*integrantes, actual):
            gente = [replace(p, actor=uno.pk) for p in self._personas[uno.proceso_id, Rol.PARTIDO, uno.pk]]
            yield from gente
            hay = any(p.correo for p in gente)
            if not hay and not (uno == actual and alguien):
                yield Contacto(uno.nombre, uno.correo, actor=uno.pk)
            alguien |= hay or bool(uno.correo)

    def _de_candidatura(self, candidatura: Candidatura) -> Iterator[Contacto]:
        """The candidate, where they are registered and, if it is another, where their account hears: neither of two
        addresses is changed in silence. An independent one, also where the candidacy is registered.
        """
        propia, cuentas = candidatura.persona.correo, self._candidatas[candidatura.pk]
        suya = next((c.cuenta for c in cuentas if c.correo.lower() in ("", propia.lower())), None)
        yield Contacto(candidatura.persona.nombre, propia, cuenta=suya)
        yield from (c for c in cuentas if c.correo)
        if candidatura.independiente:
            yield from self._de_actor(candidatura.actor_id)

    @cached_property
    def _actores(self) -> dict[int, ActorPolitico]:
        procesos = [p for grupo in self._dias.values() for p in grupo]
        return {a.pk: a for a in ActorPolitico.objects.filter(proceso__in=procesos).prefetch_related("integrantes")}

    def _comisiones(self, proceso: int, entregable: Entregable | None) -> list[int]:
        """Those that decide the deliverable; all, if none does or it is of none."""
        suyas = {
            e.organo_id
            for e in (etapas_de(entregable) if entregable else ())
            if e.organo is not None and e.organo.tipo == Organo.Tipo.COMISION
        }
        return [o for o, de in self._organos.items() if de == proceso and (not suyas or o in suyas)]

    @cached_property
    def _organos(self) -> dict[int, int]:
        """The commissions, with their process."""
        procesos = [p for grupo in self._dias.values() for p in grupo]
        comisiones = Organo.objects.filter(proceso__in=procesos, tipo=Organo.Tipo.COMISION)
        return dict(comisiones.values_list("pk", "proceso"))

    @cached_property
    def _presidencias(self) -> dict[int, list[Contacto]]:
        """By commission, whoever presides it, and who sits for them on the day."""
        presiden: dict[int, list[Contacto]] = defaultdict(list)
        for dia, procesos in self._dias.items():
            asientos = Integracion.objects.filter(
                (Q(hasta=None) | Q(hasta__gte=dia)), organo__proceso__in=procesos, preside=True, desde__lte=dia
            )
            for i in asientos.select_related("usuario"):
                suya = i.usuario if i.usuario and i.usuario.is_active else None
                correo = i.correo or (suya.email if suya else "")
                presiden[i.organo_id].append(Contacto(i.nombre, correo, cuenta=suya.pk if suya else None))
            suplen = SuplenciaDeAsiento.objects.filter(
                integracion__in=asientos.order_by(), desde__lte=dia, hasta__gte=dia, usuario__is_active=True
            )
            campos = ("integracion__organo", "nombre", "usuario__email", "usuario")
            for organo, nombre, correo, cuenta in suplen.values_list(*campos):
                presiden[organo].append(Contacto(nombre, correo, cuenta=cuenta))
        return presiden

    @cached_property
    def _titulares(self) -> dict[int, list[Contacto]]:
        """By area, whoever heads it, and who acts in their place."""
        titulares: dict[int, list[Contacto]] = defaultdict(list)
        for n, contacto in self._nombrados(Q(rol__name=Rol.AREA, area__titular=F("usuario"))):
            if n.area_id is not None:
                titulares[n.area_id].append(replace(contacto, area=n.area_id))
        return titulares

    @cached_property
    def _encargos(self) -> dict[int, int]:
        """By deliverable, who answers for it on the day."""
        encargos: dict[int, int] = {}
        for dia, procesos in self._dias.items():
            for entregable, persona in (
                encargos_vigentes(dia).filter(entregable__proceso__in=procesos).values_list("entregable", "persona")
            ):
                encargos.setdefault(entregable, persona)
        return encargos

    @cached_property
    def _de_cada_quien(self) -> dict[tuple[int, int], list[Contacto]]:
        """By process and account, where it hears and where who acts in its place does."""
        de_cada_quien: dict[tuple[int, int], list[Contacto]] = defaultdict(list)
        for n, contacto in self._nombrados(~Q(rol__name__in=ACTORES)):
            de_cada_quien[n.proceso_id, n.usuario_id].append(contacto)
        return de_cada_quien

    @cached_property
    def _personas(self) -> dict[tuple[int, str, int | None], list[Contacto]]:
        """By process, role and scope: the area, the party or the body; None for who has the whole institute."""
        personas: dict[tuple[int, str, int | None], list[Contacto]] = defaultdict(list)
        for n, contacto in self._nombrados(~Q(rol__name=Rol.CANDIDATURA)):
            personas[n.proceso_id, n.rol.name, n.area_id or n.actor_id or n.organo_id].append(contacto)
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
                        yield n, Contacto(str(persona), persona.email, cuenta=persona.pk)
