"""A candidacy, a moment and whoever acts: what every guard looks at."""

from collections.abc import Callable, Collection
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef

from calendario.fechas import fin_del_dia
from compliance.ambito import Funcion
from compliance.models import (
    Acto,
    Candidatura,
    CuestionarioCurricular,
    CuestionarioIdentidad,
    Observacion,
    Proceso,
    Revision,
    Rol,
)
from compliance.sentencias import Hueco, Preparada, entre
from compliance.verbos.caso import Caso
from compliance.verbos.modelo import Rechazo, Verbo

from ..transiciones import rechazo_de_estado, rechazo_por_estado
from .cuestionarios import BORRADOR

Estado = Candidatura.Estado
Orden = Proceso.OrdenAutorizacion
# Whoever runs an independent candidacy speaks for it, as a representation speaks for its party.
INDEPENDIENTE = "independiente"
# What decides where a person is told.
MUEVEN_EL_CORREO = ("corregir_registro", "aceptar_correo", "importar")


class Verificacion(NamedTuple):
    """What verification asks of a candidacy, answered at once."""

    # Some observation is not attended yet.
    hay_abiertas: bool
    # Whoever acts wrote or sent some of its captures.
    es_de_quien_capturo: bool


def _escrito_por(cuestionario: type[CuestionarioCurricular] | type[CuestionarioIdentidad], quien: Hueco) -> Exists:
    historial = cuestionario.history.model
    return Exists(
        historial.objects.filter(
            candidatura=OuterRef("candidatura"), history_user=quien, history_change_reason=BORRADOR
        ).order_by()
    )


_VERIFICACION: Preparada[Any] = Preparada(
    lambda candidatura, quien: CuestionarioIdentidad.objects.filter(candidatura=candidatura).annotate(
        hay_abiertas=Exists(
            Observacion.objects.filter(candidatura=OuterRef("candidatura"), atendida_en__isnull=True).order_by()
        ),
        es_de_quien_capturo=Exists(
            Acto.objects.filter(candidatura=OuterRef("candidatura"), verbo="enviar_captura", por=quien).order_by()
        )
        | _escrito_por(CuestionarioCurricular, quien)
        | _escrito_por(CuestionarioIdentidad, quien),
    ),
    huecos=2,
)


_REVISION: Preparada[Revision] = Preparada(
    lambda candidatura: Revision.objects.filter(pk=candidatura, de__isnull=False).select_related("de")
)


def verificaciones(candidaturas: Collection[Candidatura], quien: int | None) -> dict[int, Verificacion]:
    """What verification asks, of many candidacies at once, by their keys. `quien`: the account that acts, if any."""
    claves = [c.pk for c in candidaturas]
    ellas = entre(claves)
    abiertas = Observacion.objects.filter(candidatura__in=ellas, atendida_en__isnull=True)
    consultas = [Acto.objects.filter(candidatura__in=ellas, verbo="enviar_captura", por=quien)] + [
        cuestionario.history.model.objects.filter(
            candidatura__in=ellas, history_user=quien, history_change_reason=BORRADOR
        )
        for cuestionario in (CuestionarioCurricular, CuestionarioIdentidad)
    ]
    con_abiertas, suyas = (
        {pk for consulta in cuales for pk in consulta.order_by().values_list("candidatura_id", flat=True)}
        for cuales in ([abiertas], [] if quien is None else consultas)
    )
    return {pk: Verificacion(pk in con_abiertas, pk in suyas) for pk in claves}


def revisiones(candidaturas: Collection[Candidatura], en: datetime) -> dict[int, Revision]:
    """The readings of many candidacies that somebody has under way at `en`, by their keys."""
    tomadas = Revision.objects.tomadas(en).filter(pk__in=entre([c.pk for c in candidaturas]))
    return {r.pk: r for r in tomadas.select_related("de")}


class CasoDeCandidatura(Caso[Candidatura]):
    """A candidacy, the moment, and the reach of whoever acts (None: the system itself)."""

    @property
    def donde(self) -> str:
        """Where, in a refusal."""
        return "en esta candidatura"

    @property
    def candidatura(self) -> Candidatura:
        """The candidacy."""
        return self.objeto

    @cached_property
    def verificacion(self) -> Verificacion:
        """What its verification looks at, asked once; its identity questionnaire comes with it."""
        hallada = _VERIFICACION.una(self.objeto.pk, self.ambito.usuario if self.ambito else None)
        relacion: Any = Candidatura._meta.get_field("identidad")
        if not relacion.is_cached(self.objeto):
            relacion.set_cached_value(self.objeto, hallada)
            relacion.remote_field.set_cached_value(hallada, self.objeto)
        return Verificacion(hallada.hay_abiertas, hallada.es_de_quien_capturo)

    @cached_property
    def movio_su_correo(self) -> bool:
        """Whether whoever acts decided where its person is told. One query, asked once."""
        usuario = self.ambito.usuario if self.ambito else None
        if usuario is None:
            return False
        actos = Acto.objects.filter(
            candidatura__persona=self.objeto.persona_id, verbo__in=MUEVEN_EL_CORREO, por=usuario
        )
        return any("correo" in hechos.get("campos", ()) for hechos in actos.values_list("hechos", flat=True))

    @cached_property
    def revision(self) -> Revision | None:
        """The reading of it that somebody has under way at this moment."""
        return next((r for r in _REVISION(self.objeto.pk) if r.vence_en and r.vence_en > self.en), None)

    @property
    def la_tiene(self) -> bool:
        """Whether it is whoever acts who is reading it."""
        return self.revision is not None and self.ambito is not None and self.revision.de_id == self.ambito.usuario

    def con(self, verificacion: Verificacion, revision: Revision | None) -> "CasoDeCandidatura":
        """The same case, of a set that was asked all at once (`verificaciones`, `revisiones`)."""
        self.__dict__["verificacion"], self.__dict__["revision"] = verificacion, revision
        return self

    def alcanza(self, verbo: Verbo, funcion: Funcion) -> bool:
        """Whether a role held lets one do `verbo` to this candidacy."""
        return self._con(funcion, verbo.roles)

    def con_roles(self, *roles: Rol) -> list[Funcion]:
        """The roles held that are among `roles` and reach this candidacy."""
        return [f for f in self.ambito.funciones if self._con(f, frozenset(roles))] if self.ambito else []

    def _con(self, funcion: Funcion, roles: frozenset[str]) -> bool:
        """A representation reaches those of its party; a candidate, their own, with more if it is independent."""
        if funcion.proceso != self.objeto.proceso_id:
            return False
        if funcion.rol == Rol.PARTIDO:
            return funcion.rol in roles and funcion.actor == self.objeto.actor_id
        if funcion.rol == Rol.CANDIDATURA:
            suyo = funcion.rol in roles or (INDEPENDIENTE in roles and self.objeto.independiente)
            return suyo and funcion.candidatura == self.objeto.pk
        return funcion.rol in roles

    def quienes(self, verbo: Verbo) -> list[str]:
        """Who may, in words."""
        return [Rol(r).label if r in Rol.values else "Candidatura independiente" for r in sorted(verbo.roles)]

    def fuera_de_lugar(self, verbo: Verbo) -> Rechazo | None:
        """Why `verbo` has no place in its state."""
        if verbo.metodo:
            return rechazo_de_estado(self.objeto, verbo.metodo)
        if not verbo.estados or self.objeto.estado in verbo.estados:
            return None
        return rechazo_por_estado(self.objeto, verbo.remedio)


GuardaDeCandidatura = Callable[[CasoDeCandidatura], Rechazo | None]


def limite_captura(proceso: Proceso) -> datetime:
    """The last second in which a capture is accepted: the end of election day, local to the institute.

    INE let the system stay open for late captures until the election (oficio INE/UTTyPDP/DPT/069/2024).
    """
    return fin_del_dia(proceso.jornada, proceso.tz)
