"""The desk of verification: what waits is taken by one person at a time, marked section by section, and finished.

Taking moves no state and is no act: it is a claim with an expiry, on the row of the reading (`Revision`). What comes of
a reading is done by `observar` and `validar`, with their guards; giving somebody else's reading away is an act.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from calendario.fechas import dia_local
from compliance.actos import escritura
from compliance.cuestionarios.verificacion import MESA
from compliance.models import (
    Calificacion,
    Candidatura,
    Nombramiento,
    Proceso,
    RenglonDeLista,
    Revision,
    Suplencia,
    Usuario,
)
from compliance.models.listas import RenglonQuerySet
from compliance.permisos import ambito_de
from compliance.sentencias import entre
from compliance.verbos.caso import CasoDeTabla

from ..acto import Acto, alcance, comenzar
from ..guardas import GENERAL, RUBROS, SECCIONES_LEIDAS, CasoDeCandidatura, Estado, causas_vigentes, variables_de
from ..transiciones import Rechazo, bloquear
from ..verbos.mesa import DE_MESA
from .acto import abrir_con, falta_texto
from .verificacion import NuevaObservacion, atender_observaciones, observar, validar

# How many of those first in the line are tried before giving up: others may take them meanwhile.
INTENTOS = 20
# The most that is given to somebody at once: two days of work.
REPARTO_MAXIMO = 200


@dataclass(frozen=True)
class Marca:
    """What whoever verifies noted of a section. `cumple`: None while they have not said. `puntos`, by variable."""

    cumple: bool | None = None
    causas: Sequence[str] = ()
    texto: str = ""
    puntos: Mapping[str, int] = field(default_factory=dict)


# -- The line -------------------------------------------------------------------------------------------------


def por_leer(proceso: Proceso) -> RenglonQuerySet:
    """What waits to be verified in a process, whoever has it; by `espera`, what has waited longest is first."""
    return RenglonDeLista.objects.filter(proceso=proceso, estado=Estado.CAPTURADA)


def libres(renglones: RenglonQuerySet, en: datetime) -> RenglonQuerySet:
    """Those that nobody has at that moment."""
    return renglones.filter(~Exists(Revision.objects.tomadas(en).filter(pk=OuterRef("pk"))))


def mias(proceso: Proceso, por: Usuario, en: datetime) -> list[int]:
    """The keys of those that a person has, what has waited longest first."""
    suyas = Revision.objects.tomadas(en).filter(de=por).values("pk")
    return list(por_leer(proceso).filter(pk__in=suyas).order_by("espera", "pk").values_list("pk", flat=True))


def verifican(proceso: Proceso, en: datetime) -> list[Usuario]:
    """Whoever may take something at that moment, by name."""
    dia, fila = dia_local(en, proceso.tz), DE_MESA["tomar"]
    titulares = Nombramiento.objects.vigentes(dia).filter(proceso=proceso, rol__name__in=fila.roles).values("usuario")
    suplentes = Suplencia.objects.vigentes(dia).filter(proceso=proceso, titular__in=titulares).values("suplente")
    posibles = Usuario.objects.filter(Q(pk__in=titulares) | Q(pk__in=suplentes), is_active=True)
    return sorted((u for u in posibles if fila.permite(ambito_de(u, dia), proceso.pk)), key=str)


# -- Taking ---------------------------------------------------------------------------------------------------


def tomar_siguiente(proceso: Proceso, renglones: RenglonQuerySet, *, por: Usuario, en: datetime) -> Candidatura | None:
    """Take for `por` the one of `renglones` that has waited longest and nobody has; None if there is none left.

    Of two who ask at once, each gets another one. Those that the person may not verify (theirs) are passed over.
    """
    claves = libres(renglones, en).order_by("espera", "pk").values_list("pk", flat=True)[:INTENTOS]
    for pk in list(claves):
        try:
            return _tomar(pk, por=por, en=en, sin_esperar=True)
        except Rechazo:
            continue
    return None


def tomar(candidatura: Candidatura, *, por: Usuario, en: datetime) -> Candidatura:
    """Take this one to read it; of one's own, its time begins again. Raises Rechazo if somebody else has it."""
    return _tomar(candidatura.pk, por=por, en=en)


@escritura()
def _tomar(pk: int, *, por: Usuario, en: datetime, sin_esperar: bool = False) -> Candidatura:
    # Whoever is before us in this very one is taking it. (SQLite has one writer at a time.)
    saltar = sin_esperar and connection.features.has_select_for_update_skip_locked
    if saltar and not Candidatura.objects.select_for_update(skip_locked=True).filter(pk=pk).exists():
        raise Rechazo("tomada", "La está tomando otra persona.")
    acto = abrir_con(DE_MESA["tomar"], pk, por=por, en=en)
    acto.exigir()
    _dar(acto.objeto, por, en, MESA.tomada)
    return acto.objeto


def _dar(c: Candidatura, a: Usuario, en: datetime, cuanto: timedelta, *, repartida: bool = False) -> Revision:
    """Write whose it is. What was marked of an earlier sending is of another text: it is left out."""
    revision = Revision.objects.filter(pk=c.pk).first() or Revision(candidatura=c)
    espera = RenglonDeLista.objects.values_list("espera", flat=True).get(pk=c.pk)
    if revision.desde is not None and revision.desde < espera:
        revision.marcas = {}
    if revision.de_id != a.pk or revision.vence_en is None or revision.vence_en <= en:
        revision.desde = en
    # One's own time is never shortened by going on reading.
    vigente = revision.vence_en if revision.de_id == a.pk and revision.vence_en else en
    revision.de, revision.vence_en, revision.repartida = a, max(vigente, en + cuanto), repartida or revision.repartida
    revision.save()
    return revision


@escritura()
def soltar(candidatura: Candidatura, *, por: Usuario, en: datetime) -> None:
    """Give it back to the desk. What was marked stays for whoever takes it."""
    acto = abrir_con(DE_MESA["soltar"], candidatura.pk, por=por, en=en)
    acto.exigir()
    revision = Revision.objects.get(pk=candidatura.pk)
    revision.de, revision.vence_en, revision.repartida = None, None, False
    revision.save()


@escritura()
def reasignar(candidatura: Candidatura, *, a: Usuario, motivo: str, por: Usuario, en: datetime) -> Candidatura:
    """Give the reading of a candidacy to `a`, whoever has it, with the reason."""
    acto = abrir_con(DE_MESA["reasignar"], candidatura.pk, por=por, en=en, motivo=motivo)
    c, tenia = acto.objeto, acto.caso
    anterior = tenia.revision if isinstance(tenia, CasoDeCandidatura) else None
    suyo = CasoDeCandidatura(c, en, alcance(a, c.proceso, en))
    acto.exigir(
        falta_texto("motivo", motivo, "Falta la razón de reasignarla.", "Diga por qué pasa a otra persona."),
        None
        if suyo.funciones(DE_MESA["tomar"])
        else Rechazo("quien", f"{a} no verifica en este proceso.", "Elija a una persona de verificación."),
        Rechazo("cuatro_ojos", f"{a} capturó sus cuestionarios y no puede validarla.", "Elija a otra persona.")
        if suyo.verificacion.es_de_quien_capturo
        else None,
        Rechazo("quien", f"{a} ya la tiene.", "Elija a otra persona.")
        if anterior is not None and anterior.de_id == a.pk
        else None,
    )
    _dar(c, a, en, MESA.repartida, repartida=True)
    acto.anotar(hechos={"de": str(anterior.de) if anterior else "", "a": str(a)})
    return c


@escritura()
def repartir(
    proceso: Proceso,
    renglones: RenglonQuerySet,
    *,
    cuantas: int,
    entre_quienes: Sequence[Usuario],
    por: Usuario,
    en: datetime,
) -> dict[str, int]:
    """Give to each of these people so many of those that nobody has, by turns, what has waited longest first.

    One act on the process. Answers how many each one got, by name: fewer, if there were not enough.
    """
    acto = en_el_proceso("repartir", proceso, por, en)
    permitidas = {u.pk for u in verifican(proceso, en)}
    acto.exigir(
        None if entre_quienes else Rechazo("quienes", "Falta decir entre quiénes.", "Elija al menos a una persona."),
        Rechazo("quienes", "Una de las personas no verifica en este proceso.", "Elija de la lista.")
        if any(u.pk not in permitidas for u in entre_quienes)
        else None,
        None
        if 1 <= cuantas <= REPARTO_MAXIMO
        else Rechazo("cuantas", "Reparta de 1 a 200 a cada persona.", "Corrija el número."),
    )
    claves = list(
        libres(renglones, en).order_by("espera", "pk").values_list("pk", flat=True)[: cuantas * len(entre_quienes)]
    )
    # In the order of their keys: two that give out at once never wait for each other.
    candidaturas = {
        c.pk: c
        for c in Candidatura.objects.select_for_update(of=("self",))
        .filter(pk__in=entre(claves), estado=Estado.CAPTURADA)
        .order_by("pk")
    }
    tomadas = set(Revision.objects.tomadas(en).filter(pk__in=entre(claves)).values_list("pk", flat=True))
    dadas = dict.fromkeys(map(str, entre_quienes), 0)
    turno = 0
    for pk in claves:
        if pk in tomadas or pk not in candidaturas:
            continue
        c = candidaturas[pk]
        a = _a_quien(c, entre_quienes, turno, en)
        if a is not None:
            _dar(c, a, en, MESA.repartida, repartida=True)
            dadas[str(a)] += 1
            turno += 1
    if not turno:
        raise Rechazo("nada", "No hay candidaturas libres que repartir.", "Quite un filtro, o espere a que se suelten.")
    acto.anotar(hechos={"repartidas": dadas})
    return dadas


def _a_quien(c: Candidatura, entre_quienes: Sequence[Usuario], turno: int, en: datetime) -> Usuario | None:
    """Whose turn it is, leaving out whoever captured it."""
    for paso in range(len(entre_quienes)):
        a = entre_quienes[(turno + paso) % len(entre_quienes)]
        if not CasoDeCandidatura(c, en, ambito_de(a, dia_local(en, c.proceso.tz))).verificacion.es_de_quien_capturo:
            return a
    return None


def en_el_proceso(verbo: str, proceso: Proceso, por: Usuario, en: datetime) -> Acto[Any]:
    bloqueado = bloquear(Proceso.objects.select_related("instituto"), proceso.pk)
    return comenzar(
        DE_MESA[verbo], CasoDeTabla(bloqueado, en, alcance(por, bloqueado, en), en_proceso=bloqueado), por=por
    )


# -- Marking --------------------------------------------------------------------------------------------------


class OtraMarca(Rechazo):
    """The section was marked meanwhile: in another window, or by whoever had it before. `marca`: what it says now."""

    def __init__(self, rubro: str, marca: Mapping[str, Any]) -> None:
        super().__init__(
            "visto",
            f"«{RUBROS[rubro]}» se marcó en otra ventana mientras usted la marcaba.",
            "Recargue la página para ver cómo quedó.",
        )
        self.rubro, self.marca = rubro, marca


@escritura()
def guardar_marcas(
    candidatura: Candidatura, marcas: Mapping[str, tuple[Marca, int]], *, por: Usuario, en: datetime
) -> dict[str, Any]:
    """Keep what was noted of some sections, each with the number of the mark that was seen. Answers all the marks.

    Saving goes on having it: its time begins again. Refused if a section was marked meanwhile, and says otherwise.
    """
    acto = abrir_con(DE_MESA["marcar"], candidatura.pk, por=por, en=en)
    c = acto.objeto
    acto.exigir(*(_mal_marcada(c, rubro, marca, acto) for rubro, (marca, _) in marcas.items()))
    revision = _dar(c, por, en, MESA.tomada)
    guardadas = dict(revision.marcas)
    for rubro, (marca, visto) in marcas.items():
        antes = guardadas.get(rubro, {})
        dicho = _dicho(marca)
        if {k: antes.get(k) for k in dicho} == dicho or (not antes and marca == Marca()):
            continue
        if antes.get("n", 0) != visto:
            raise OtraMarca(rubro, antes)
        guardadas[rubro] = {**dicho, "n": visto + 1, "por": str(por)}
    if guardadas != revision.marcas:
        revision.marcas = guardadas
        revision.save()
    return guardadas


def _dicho(marca: Marca) -> dict[str, Any]:
    return {**asdict(marca), "causas": sorted(marca.causas), "texto": marca.texto.strip(), "puntos": dict(marca.puntos)}


def _mal_marcada(c: Candidatura, rubro: str, marca: Marca, acto: Acto[Candidatura]) -> Rechazo | None:
    if rubro not in RUBROS:
        return Rechazo("rubro", f"«{rubro}» no es una sección de los cuestionarios.", "Recargue la página.")
    vigentes = causas_vigentes(c.proceso, acto.dia)
    if any(causa not in vigentes for causa in marca.causas):
        return Rechazo("causas", f"Una causa de «{RUBROS[rubro]}» ya no se usa.", "Elija de la lista.")
    niveles = {v.clave: {n["puntos"] for n in v.niveles} for v in variables_de(c.proceso, acto.dia) if v.rubro == rubro}
    if any(puntos not in niveles.get(clave, ()) for clave, puntos in marca.puntos.items()):
        return Rechazo("puntos", f"La calificación de «{RUBROS[rubro]}» no es un nivel.", "Elija de la lista.")
    return None


@escritura()
def terminar(candidatura: Candidatura, *, lo_demas_cumple: bool, por: Usuario, en: datetime) -> Candidatura:
    """Do what the marks say: «validar» if every section complies, «observar» what does not, and free it.

    `lo_demas_cumple`: what was left unmarked was read, and complies. What was observed before is over: it complies now,
    or is observed anew. A blank text takes that of its causes.
    """
    acto = abrir_con(DE_MESA["marcar"], candidatura.pk, por=por, en=en)
    acto.exigir()
    c, revision = acto.objeto, Revision.objects.get(pk=candidatura.pk)
    marcas = revision.marcas
    sin_marcar = [n for r, n in SECCIONES_LEIDAS.items() if marcas.get(r, {}).get("cumple") is None]
    if sin_marcar and not lo_demas_cumple:
        cuantas = "Falta una sección" if len(sin_marcar) == 1 else f"Faltan {len(sin_marcar)} secciones"
        raise Rechazo(
            "sin_marcar",
            f"{cuantas} por marcar: {', '.join(sin_marcar[:3])}{'…' if len(sin_marcar) > 3 else ''}.",
            "Márquelas, o confirme que leyó las demás y cumplen.",
        )
    nuevas = _observaciones(c, marcas, acto)
    abiertas = list(c.observaciones.filter(atendida_en__isnull=True).values_list("pk", flat=True))
    if abiertas:
        atender_observaciones(c, observaciones=abiertas, por=por, en=en)
    hecha = observar(c, observaciones=nuevas, por=por, en=en) if nuevas else validar(c, por=por, en=en)
    _calificar(acto, marcas, por)
    revision.delete()
    return hecha


def _observaciones(c: Candidatura, marcas: Mapping[str, Any], acto: Acto[Candidatura]) -> list[NuevaObservacion]:
    causas = causas_vigentes(c.proceso, acto.dia)
    return [
        NuevaObservacion(
            rubro,
            marca["causas"],
            marca["texto"] or texto_de(rubro, (causas[k].texto for k in marca["causas"] if k in causas)),
        )
        for rubro in [*SECCIONES_LEIDAS, GENERAL]
        if (marca := marcas.get(rubro)) and marca["cumple"] is False
    ]


def texto_de(rubro: str, textos: Iterable[str]) -> str:
    """The ready-made wording of some causes, about a section."""
    return " ".join(t.replace("{rubro}", RUBROS[rubro]) for t in textos if t)


def _calificar(acto: Acto[Candidatura], marcas: Mapping[str, Any], por: Usuario) -> None:
    puntos = {clave: valor for marca in marcas.values() for clave, valor in marca["puntos"].items()}
    if not puntos:
        return
    c = acto.objeto
    calificacion = Calificacion.objects.filter(candidatura=c).first() or Calificacion(candidatura=c)
    calificacion.puntos = {**calificacion.puntos, **puntos}
    calificacion.hecha_en, calificacion.hecha_por = acto.en, por
    acto.escribir(calificacion, "Calificación de lo leído")
