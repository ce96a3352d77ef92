"""The route of one deliverable changed, with its preview: decision 0046.

What is done of a stage is kept where the new route has the same one (same key, kind, body and kind of meeting) and
nothing that comes before it is left to be done. A route that is not one of the plan's is its own: a copy with what was
changed, which no other deliverable walks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from compliance.actos import escritura
from compliance.models import Area, Entregable, EtapaRuta, Rol, Ruta, Usuario
from compliance.senales import CambioDeRuta
from compliance.services.rutas import copia_de, dar_ruta_propia, llevar_pasos, nombre_de_propia

from ..transiciones import Rechazo
from ..verbos.entregables import etapas_de, siguiente_etapa
from .acto import abrir
from .responsables import quien_hace
from .ruta import avanzar, deshacer

Tipo = EtapaRuta.Tipo


@dataclass(frozen=True)
class Quien:
    """Whom a stage names: an area, roles, or nobody (whoever does such a stage everywhere)."""

    area: Area | None = None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class NuevaRuta:
    """A route of the plan (or the one that it walks), without the stages of `fuera`, and whom some of them name."""

    ruta: Ruta
    fuera: frozenset[str] = frozenset()
    quien: Mapping[str, Quien] = field(default_factory=dict)

    @property
    def es_como_la_del_plan(self) -> bool:
        """Whether nothing of it was changed."""
        return not self.fuera and not self.quien


@dataclass(frozen=True)
class Previa:
    """What the change would do, in words. `etapas` with who does each; `queda`: where it would stand."""

    ruta: str
    etapas: tuple[str, ...]
    queda: str
    conserva: tuple[str, ...]
    deshace: tuple[str, ...]
    advierte: tuple[str, ...] = ()

    @property
    def dicha(self) -> str:
        """All of it, to compare what was seen with what would be done."""
        partes = [f"Ruta: {self.ruta}.", *self.etapas, self.queda]
        partes += [f"Se conserva: {'; '.join(self.conserva)}."] if self.conserva else []
        partes += [f"Se deshace: {'; '.join(self.deshace)}."] if self.deshace else []
        return "\n".join([*partes, *self.advierte])


class PreviaPasada(Rechazo):
    """What was seen is no longer what would be done: `ahora` is."""

    def __init__(self, ahora: Previa) -> None:
        super().__init__(
            "previa",
            "El entregable o su ruta cambiaron desde que revisó cómo quedaría: no se aplicó nada.",
            "Compare lo que vio con lo que sería ahora y vuelva a aplicarlo si sigue siendo lo que quiere.",
        )
        self.ahora = ahora


def seguir_al_plan(cambio: CambioDeRuta, **_: Any) -> str:
    """What the change of its plan would do to the route of a deliverable under way, in words; done, if it is applied.

    Receiver of `cambio_de_ruta`. The system moves it, whoever changed the plan, who chose that it be moved.
    """
    nueva = NuevaRuta(cambio.ruta)
    try:
        dicha = previa(cambio.entregable, nueva)
        if cambio.aplica:
            cambiar_ruta(cambio.entregable, nueva, vista=dicha.dicha, motivo=cambio.motivo, por=None, en=cambio.en)
    except Rechazo as rechazo:
        if cambio.aplica:
            raise
        return f"No puede seguirla: {rechazo}"
    deshace = f" Se deshace: {'; '.join(dicha.deshace)}." if dicha.deshace else ""
    return "\n".join((*dicha.etapas, f"{dicha.queda}{deshace}", *dicha.advierte))


@dataclass(frozen=True)
class _Calculo:
    """The stages that the new route would have, which of them are done, and where it would stand."""

    etapas: Sequence[EtapaRuta]
    quedan: frozenset[str]
    donde: EtapaRuta | None


def previa(entregable: Entregable, nueva: NuevaRuta) -> Previa:
    """What `cambiar_ruta` would do now. Raises Rechazo if that route cannot be walked."""
    return _previa(entregable, nueva, _calcular(entregable, nueva))


@escritura()
def cambiar_ruta(
    entregable: Entregable, nueva: NuevaRuta, *, vista: str, motivo: str, por: Usuario | None, en: datetime
) -> Entregable:
    """Change the route of one deliverable, as the preview said (`vista`: its `dicha`), with the reason.

    Refused as `PreviaPasada` if it would do another thing now.
    """
    acto = abrir("cambiar_ruta", entregable, por=por, en=en, motivo=motivo)
    e = acto.objeto
    calculo = _calcular(e, nueva)
    dicha = _previa(e, nueva, calculo)
    acto.exigir(
        None
        if motivo.strip()
        else Rechazo("motivo", "Falta el motivo.", "Diga por qué este entregable sigue otra ruta."),
        PreviaPasada(dicha) if dicha.dicha != vista else None,
    )
    antes = str(e.ruta)

    def guardar(fila: models.Model) -> None:
        acto.escribir(fila, f"Ruta propia de {e}")

    ruta = nueva.ruta if nueva.es_como_la_del_plan else dar_ruta_propia(e, nueva.ruta, calculo.etapas, guardar)
    etapas = {x.clave: x for x in ruta.etapas.select_related("organo", "area")}
    llevar_pasos(e, etapas, guardar)
    estaba, e.ruta = e.etapa, ruta
    hechos = {"ruta": ruta.clave, "ruta_antes": antes, "previa": dicha.dicha}
    if estaba is None:
        acto.escribir()
        acto.anotar(hechos=hechos)
        return e
    deshacer(e, calculo.quedan)
    avanzar(acto, etapas[calculo.donde.clave] if calculo.donde else None, {**hechos, "quedan": sorted(e.hechas)})
    return e


def _calcular(e: Entregable, nueva: NuevaRuta) -> _Calculo:
    originales = sorted(nueva.ruta.etapas.select_related("organo", "area"), key=lambda x: x.orden)
    etapas = [_con(x, nueva.quien.get(x.clave)) for x in originales if x.clave not in nueva.fuera]
    _exigir_que_se_recorra(e, nueva, etapas)
    iguales = {x.clave for x in etapas if any(_es_la_misma(x, o) for o in e.ruta.etapas.all())}
    hechas = {c: r for c, r in e.hechas.items() if c in iguales}
    # Walked from its beginning over what is done: the first stage that is not is where it stands.
    quedan: set[str] = set()
    prueba = _prueba(e, nueva.ruta, etapas, quedan, hechas)
    donde: EtapaRuta | None = siguiente_etapa(prueba)
    while donde is not None and (donde.clave in hechas or _pendientes_hechas(donde, etapas, hechas, quedan)):
        suya = donde.clave if donde.clave in hechas else _pendientes_hechas(donde, etapas, hechas, quedan)[0]
        quedan.add(suya)
        prueba.hechas = {c: hechas[c] for c in quedan}
        prueba.etapa = next(x for x in etapas if x.clave == suya)
        donde = siguiente_etapa(prueba)
    return _Calculo(etapas, frozenset(quedan), donde)


def _pendientes_hechas(
    donde: EtapaRuta, etapas: Sequence[EtapaRuta], hechas: Mapping[str, str], quedan: set[str]
) -> list[str]:
    """Of the stages open at once with it, those that are done and not yet counted."""
    return [x.clave for x in etapas if x.va_con(donde) and x.clave in hechas and x.clave not in quedan]


def _prueba(
    e: Entregable, ruta: Ruta, etapas: Sequence[EtapaRuta], quedan: set[str], hechas: Mapping[str, str]
) -> Entregable:
    """The deliverable on the new route, in memory only."""
    ensayo = Ruta(pk=ruta.pk, proceso=e.proceso, clave=ruta.clave, nombre=ruta.nombre, bastan=ruta.bastan)
    ensayo._prefetched_objects_cache = {"etapas": list(etapas)}  # type: ignore[attr-defined]  # how Django keeps them
    return Entregable(
        proceso=e.proceso, ruta=ensayo, etapa=None, al_ine=e.al_ine, hechas={c: hechas[c] for c in quedan}
    )


def _con(etapa: EtapaRuta, quien: Quien | None) -> EtapaRuta:
    """A copy of a stage, naming whom was said."""
    copia = copia_de(etapa)
    if quien is not None:
        copia.area, copia.roles = quien.area, list(quien.roles)
    return copia


def _es_la_misma(una: EtapaRuta, otra: EtapaRuta) -> bool:
    """Whether what was done of one is done of the other."""
    return (una.clave, una.tipo, una.organo_id, una.tipo_sesion) == (
        otra.clave,
        otra.tipo,
        otra.organo_id,
        otra.tipo_sesion,
    )


def _exigir_que_se_recorra(e: Entregable, nueva: NuevaRuta, etapas: Sequence[EtapaRuta]) -> None:
    if nueva.ruta.proceso_id != e.proceso_id or nueva.ruta.propia_de_id not in (None, e.pk):
        raise Rechazo("ruta", "Esa ruta es de otro proceso o de otro entregable.", "Elija una de las del plan.")
    existen = [x for x in etapas if x.existe_para(_prueba(e, nueva.ruta, etapas, set(), {})) is not False]
    if not existen:
        raise Rechazo("ruta", "La ruta queda sin etapas.", "Deje al menos una; si no se hará, cancele el entregable.")
    if e.fecha_plan and not any(x.aprueba for x in existen):
        raise Rechazo(
            "ruta",
            "Ninguna etapa de esa ruta lo aprueba, y el plan da fecha a su aprobación: nunca se cumpliría.",
            "Conserve la etapa que aprueba o elija otra ruta.",
        )
    previas: set[str] = set()
    for x in existen:
        if "devuelto" in x.resultados and not previas:
            raise Rechazo(
                "ruta",
                f"«{x.nombre}» puede devolverlo y la ruta ya no tiene antes una etapa de elaboración a la cual volver.",
                "Conserve la etapa de elaboración.",
            )
        previas |= {x.clave} if x.tipo == Tipo.ELABORAR else set()
    if any(x.si.get("etapa") and x.si["etapa"] not in {o.clave for o in etapas} for x in etapas):
        raise Rechazo(
            "ruta",
            "Una etapa depende de lo que se decida en otra que se quita.",
            "Conserve las dos o quite las dos.",
        )


def _previa(e: Entregable, nueva: NuevaRuta, calculo: _Calculo) -> Previa:
    recorridas = [x for x in etapas_de(e) if x.clave in e.hechas]
    deshechas = [x for x in recorridas if x.clave not in calculo.quedan]
    remite = any(x.tipo == Tipo.REMITIR for x in calculo.etapas)
    if e.etapa is None:
        queda = "Todavía no se inicia: comenzará por su primera etapa."
    elif calculo.donde is None:
        queda = "Concluye: no le queda ninguna etapa por hacer."
    else:
        queda = f"Queda en «{calculo.donde.nombre}», que le toca a {_quien(calculo.donde, e)}."
    return Previa(
        ruta=nueva.ruta.nombre if nueva.es_como_la_del_plan else nombre_de_propia(e, nueva.ruta.nombre),
        etapas=tuple(f"{x.nombre}: {_quien(x, e)}" for x in calculo.etapas),
        queda=queda,
        conserva=tuple(x.nombre for x in recorridas if x.clave in calculo.quedan),
        deshace=tuple(x.nombre for x in deshechas),
        advierte=(
            *(
                ["Su aprobación deja de contar: el órgano decidirá otra vez."]
                if e.aprobado_el and any(x.aprueba for x in deshechas)
                else []
            ),
            *(
                ["Ya no se remitiría al INE, y el plan le da un límite: se cumplirá al concluir su ruta."]
                if e.limite_remision and e.remite and not remite
                else []
            ),
        ),
    )


def _quien(etapa: EtapaRuta, e: Entregable) -> str:
    if etapa.tipo == Tipo.REMITIR and not etapa.nombra_responsable:
        return str(Rol.SECRETARIA_EJECUTIVA.label)
    return quien_hace(etapa, e)
