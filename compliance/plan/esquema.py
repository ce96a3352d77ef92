"""A plan file: what an institute's TOML may say, checked whole before anything is loaded. Pure: no ORM.

`leer_plan` answers a `PlanDatos` or raises `PlanInvalido`, which lists every defect with its file, key and
reason. docs/planes.md explains each key to whoever writes a plan.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

import tomli_w
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from calendario.inhabiles import PRIMER_ANIO, ULTIMO_ANIO
from calendario.limpieza import en_una_linea

from ..cuestionarios import CampoConLimite
from ..toml import TomlError, leer_toml
from .defectos import Defecto, PlanInvalido, mal_dicho, mal_escrito

DIRECTORIO = Path(__file__).parent.parent / "planes"

# What each pattern asks for, said to whoever writes the file.
_CLAVE = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_MES = r"^(199\d|20\d{2}|2100)-(0[1-9]|1[0-2])$"
_COLOR = r"^#[0-9a-fA-F]{6}$"
_FORMAS = {
    _CLAVE: "minúsculas sin acentos, números y guiones",
    _MES: f"un mes AAAA-MM, de {PRIMER_ANIO} a {ULTIMO_ANIO}",
    _COLOR: "un color #rrggbb",
}

Clave = Annotated[str, StringConstraints(pattern=_CLAVE, max_length=80)]
Texto = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Nombre = Annotated[Texto, BeforeValidator(lambda valor: en_una_linea(valor) if isinstance(valor, str) else valor)]
Mes = Annotated[str, StringConstraints(pattern=_MES)]
# Outside the years that the calendar knows, a date is a slip of the pen and no term can be counted from it.
Dia = Annotated[date, Field(ge=date(PRIMER_ANIO, 1, 1), le=date(ULTIMO_ANIO, 12, 31))]
# What a derived row said in the plan it comes from, by key. Nothing reads it but people.
Origen = dict[str, str]


class _Datos(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Fuente(_Datos):
    """The document that the plan transcribes."""

    documento: Texto
    fecha: Dia | None = None
    acuerdo: str = ""


class InstitutoDatos(_Datos):
    """The institute."""

    clave: Clave
    siglas: Nombre
    nombre: Nombre
    entidad: Nombre
    zona_horaria: Texto = "America/Mexico_City"
    color: Annotated[str, StringConstraints(pattern=_COLOR)] = "#5b2a86"


class ProcesoDatos(_Datos):
    """The electoral process. Numbers of days are días naturales."""

    nombre: Nombre
    jornada: Dia
    inicio: Dia | None = None
    fin: Dia | None = None
    campanas_inicio: Dia | None = None
    campanas_fin: Dia | None = None
    publicacion_inicio: Dia | None = None
    dias_por_vencer: int = Field(default=7, ge=0)
    dias_cuentas: int = Field(default=3, ge=0)
    dias_captura: int = Field(default=15, ge=0)
    dias_captura_sustitucion: int = Field(default=5, ge=0)
    dias_respuesta: int = Field(default=5, ge=0)
    joven_desde: int = 18
    joven_hasta: int = 29
    mayor_desde: int = 60
    orden_autorizacion: Literal["ambas", "partido", "verificacion"] = "ambas"
    exige_foto: bool = True
    por_confirmar: list[str] = []
    origen: Origen = {}


class IntegranteDatos(_Datos):
    """A seat in a body, as the source prints it. Dates are inclusive local days."""

    nombre: Nombre
    cargo: Nombre
    con_voto: bool = True
    preside: bool = False
    desde: Dia
    hasta: Dia | None = None


class ConvocatoriaDatos(_Datos):
    """Hours of notice with which a body is called, by kind of session, and which text of the body says so (`fuente`).

    No source of the four plans prints them: these are assumed. An urgent session asks for none.
    """

    ordinaria: int = Field(default=48, ge=0)
    extraordinaria: int = Field(default=24, ge=0)
    urgente: int = Field(default=0, ge=0)
    reunion: int = Field(default=24, ge=0)
    fuente: str = ""

    def horas(self, tipo: str) -> int:
        """Hours before a session of this kind."""
        horas: int = getattr(self, tipo)
        return horas


# What a point of an agenda may be.
TipoDePunto = Literal["asistencia", "orden", "acta", "lectura", "entregable", "asunto", "generales", "clausura"]
leer_orden = TypeAdapter(list[TipoDePunto]).validate_python


class OrganoDatos(_Datos):
    """A body that decides. `sesion_ordinaria`: rule of the days in which it ordinarily meets on a month's report.

    `orden_del_dia`: kinds of point in the order in which it takes them; without it, the usual one. `representaciones`:
    whether parties are called to its sessions; without it, only a council calls them (LGIPE, art. 99).
    How it votes: what is not said is as usual of its kind (`compliance.votos`).
    """

    clave: Clave
    nombre: Nombre
    tipo: Literal["consejo", "comision", "comite", "grupo"]
    quorum: int = Field(default=2, ge=1)
    mayoria: Literal["", "simple", "presentes", "absoluta", "dos_tercios"] = ""
    voto_de_calidad: bool | None = None
    admite_abstencion: bool | None = None
    vota_reuniones: bool | None = None
    vota_presentados: bool | None = None
    sesion_ordinaria: str = ""
    convocatoria_horas: ConvocatoriaDatos = ConvocatoriaDatos()
    orden_del_dia: list[TipoDePunto] = []
    representaciones: bool | None = None
    integrantes: list[IntegranteDatos] = []


class AreaDatos(_Datos):
    """A unit that produces."""

    clave: Clave
    nombre: Nombre
    correo: str = ""


class CargoDatos(_Datos):
    """An office that is elected."""

    clave: Clave
    nombre: Nombre
    principio: Literal["MR", "RP"] = "MR"
    orden: int = 0
    entregable_listado: str = ""
    se_elige_en: list[Literal["entidad", "distrito", "circunscripcion", "municipio"]] = []


class LimiteDatos(_Datos):
    """Characters without white space."""

    minimo: int = Field(default=0, ge=0)
    maximo: int = Field(ge=1)


Resultado = Literal["aprobado", "aprobado_modificado", "presentado", "analizado", "devuelto", "retirado"]
# The outcomes with which a deliverable goes on.
FAVORABLES: frozenset[str] = frozenset({"aprobado", "aprobado_modificado", "presentado", "analizado"})


# Who may be named in a stage: the roles that move deliverables. «area» is the deliverable's own.
RolDeEtapa = Literal["area", "secretaria_tecnica", "secretaria_ejecutiva", "verificacion", "comite_transparencia"]


class CondicionDatos(_Datos):
    """When a stage exists: if what an earlier one decided was one of `resultados`, or if the deliverable goes to INE
    (or does not).
    """

    etapa: Clave | None = None
    resultados: list[Resultado] = []
    al_ine: bool | None = None


class EtapaDatos(_Datos):
    """A stage of a route. `area` and `roles` say who does it, where it is not whoever does such a stage everywhere;
    `regresa_a`, the earlier «elaborar» to which what is returned from it goes, if it is not the last one before it.

    The neighbours that share `grupo` are open at once; `si` says when the stage exists.
    """

    clave: Clave
    nombre: Nombre
    tipo: Literal["elaborar", "decidir", "remitir", "validar"]
    organo: Clave | None = None
    tipo_sesion: Literal["", "reunion"] = ""
    resultados: list[Resultado] = []
    aprueba: bool = False
    area: Clave | None = None
    roles: list[RolDeEtapa] = []
    regresa_a: Clave | None = None
    grupo: Clave | None = None
    si: CondicionDatos | None = None


class RutaDatos(_Datos):
    """An ordered list of stages. `bastan`: how many of a group let the route go on, where not all are needed."""

    clave: Clave
    nombre: Nombre
    etapas: list[EtapaDatos] = Field(min_length=1)
    bastan: dict[Clave, int] = {}


class SubactividadDatos(_Datos):
    """A step as printed; `fecha` differs from `fecha_impresa` only with a `nota`."""

    clave: Nombre
    texto: Texto
    etapa: Clave | None = None
    fecha_impresa: Dia | None = None
    fecha: Dia | None = None
    regla: str = ""
    regla_evento: str = ""
    nota: str = ""
    por_confirmar: list[str] = []
    origen: Origen = {}


class MesesDatos(_Datos):
    """The first and the last month reported by a row that the source prints once."""

    desde: Mes
    hasta: Mes


class EntregableDatos(_Datos):
    """A deliverable as printed, plus what makes it run.

    A row that the source prints once and runs many times is a `plantilla` with `meses`, or with a weekly `regla`;
    compliance.plan.ocurrencias makes its occurrences, which point back to it with `plantilla_de`.

    `espera_a`: the deliverable that must be presented before this one is sent. `al_ine`: whether it goes to INE, where
    its route asks.
    """

    llave: Clave
    clave: Nombre
    numeral: int | None = Field(default=None, ge=1, le=12)
    nombre: Nombre
    producto: str = ""
    tipo: Literal["fecha_fija", "recurrente", "contingente", "por_evento"] = "fecha_fija"
    plantilla: bool = False
    plantilla_de: Clave | None = None
    meses: MesesDatos | None = None
    modo: Literal["naturales", "habiles", "proceso"] = "naturales"
    periodo: Mes | None = None
    bloque: str = ""
    ruta: Clave
    espera_a: Clave | None = None
    al_ine: bool = True
    area: Clave | None = None
    responsable: str = ""
    atribucion: str = ""
    inicia: Dia | None = None
    termina: Dia | None = None
    impreso: dict[str, str] = {}
    fecha_ine: Dia | None = None
    fecha_plan: Dia | None = None
    regla: str = ""
    regla_evento: str = ""
    remision_impresa: Dia | None = None
    limite_remision: Dia | None = None
    regla_remision: str = ""
    conclusion_impresa: Dia | None = None
    desarrollo: str = ""
    fundamento: str = ""
    fuente: str = ""
    nota: str = ""
    subactividades: list[SubactividadDatos] = []
    por_confirmar: list[str] = []
    origen: Origen = {}

    @property
    def evento_remision(self) -> str:
        """From what its remission counts: its approval, if the plan says nothing else."""
        return self.regla_evento or "aprobacion"


class HitoDatos(_Datos):
    """A milestone that is not a deliverable."""

    clave: Clave
    grupo: Texto
    nombre: Nombre
    inicia: Dia | None = None
    termina: Dia
    responsable: str = ""
    fuente: str = ""
    nota: str = ""
    por_confirmar: list[str] = []
    origen: Origen = {}


class FilaMatrizDatos(_Datos):
    """A row of the closing calendar matrix, as printed: month (AAAA-MM) → what the cell says."""

    clave: Nombre
    nombre: Nombre
    producto: str = ""
    llave: Clave | None = None
    celdas: dict[Mes, str] = {}
    fuente: str = ""


class Cita(_Datos):
    """A mention of an act (agreement, ruling) in one place of the source, to compare with its other mentions."""

    sobre: Texto
    numero: str = ""
    fecha: Dia | None = None
    lugar: Texto


class DeberDatos(_Datos):
    """A duty without a date, and the units that answer for it."""

    clave: Nombre
    texto: Texto
    areas: list[Clave] = []
    responsable: str = ""
    fundamento: str = ""
    fuente: str = ""
    nota: str = ""
    origen: Origen = {}


class Afirmacion(_Datos):
    """A sentence in which the source claims that everything was done in time."""

    texto: Texto
    lugar: Texto


class PeriodoDatos(_Datos):
    """The days that the document covers, when it is not the whole process."""

    desde: Dia
    hasta: Dia


class PlanDatos(_Datos):
    """A whole plan file. `por_confirmar` names the dates of a derived row that were shifted without a rule."""

    esquema: Literal[1]
    clave: Clave
    nombre: Nombre
    fuente: Fuente
    instituto: InstitutoDatos
    proceso: ProcesoDatos
    organos: list[OrganoDatos] = []
    areas: list[AreaDatos] = []
    cargos: list[CargoDatos] = []
    limites: dict[CampoConLimite, LimiteDatos] = {}
    rutas: list[RutaDatos] = []
    entregables: list[EntregableDatos] = []
    hitos: list[HitoDatos] = []
    matriz: list[FilaMatrizDatos] = []
    citas: list[Cita] = []
    periodo: PeriodoDatos | None = None
    deberes: list[DeberDatos] = []
    afirmaciones: list[Afirmacion] = []
    origen: Origen = {}


def ruta_de_plan(clave_o_archivo: str) -> Path:
    """Path of a plan: a file that exists as given, or a key of those that come with Cauce."""
    archivo = Path(clave_o_archivo)
    if archivo.suffix == ".toml" or archivo.is_file():
        return archivo
    return DIRECTORIO / f"{clave_o_archivo}.toml"


def leer_plan(archivo: Path) -> tuple[PlanDatos, str]:
    """Read and check a plan file; answers it with the SHA-256 of its bytes. Raises PlanInvalido."""
    try:
        contenido = archivo.read_bytes()
    except OSError as error:
        disponibles = ", ".join(sorted(p.stem for p in DIRECTORIO.glob("*.toml")))
        razon = "no existe" if isinstance(error, FileNotFoundError) else "no se puede leer; revise sus permisos"
        raise PlanInvalido(
            [Defecto(str(archivo), "archivo", f"{razon}. Planes incluidos en Cauce: {disponibles}")]
        ) from error
    return interpretar_plan(contenido, archivo.name), hashlib.sha256(contenido).hexdigest()


def interpretar_plan(contenido: bytes, nombre: str) -> PlanDatos:
    """Check the bytes of a plan called `nombre`. Raises PlanInvalido with every defect found."""
    try:
        crudo = leer_toml(contenido)
    except TomlError as error:
        raise PlanInvalido([mal_escrito(nombre, contenido.decode("utf-8-sig", "replace"), error)]) from error
    try:
        plan = PlanDatos.model_validate(crudo)
    except ValidationError as error:
        raise PlanInvalido([mal_dicho(nombre, e, crudo, _FORMAS) for e in error.errors()]) from error
    defectos = [Defecto(nombre, clave, razon) for coherencia in COHERENCIAS for clave, razon in coherencia(plan)]
    if defectos:
        raise PlanInvalido(defectos)
    return plan


def en_toml(plan: PlanDatos) -> str:
    """A plan as a file, without what it does not say. Read back, it is the same plan."""
    return tomli_w.dumps(plan.model_dump(exclude_defaults=True), multiline_strings=True)


# -- What a type cannot say -------------------------------------------------------------------------------

# One thing wrong: where, as the file calls it, and why.
Incoherencia = tuple[str, str]


def _repetidas(lista: str, claves: list[str]) -> Iterator[Incoherencia]:
    for clave, veces in Counter(claves).items():
        if veces > 1:
            yield f"{lista} ({clave})", f"la clave aparece {veces} veces; debe ser única"


@cache
def _zonas() -> frozenset[str]:
    # Each time it reads the whole folder of zones.
    return frozenset(available_timezones())


def _zona_desconocida(plan: PlanDatos) -> Iterator[Incoherencia]:
    zona = plan.instituto.zona_horaria
    if zona not in _zonas():
        lugar = f"instituto ({plan.instituto.clave}).zona_horaria"
        yield lugar, f"«{zona}» no es una zona horaria; por ejemplo: America/Mexico_City"


def _claves_repetidas(plan: PlanDatos) -> Iterator[Incoherencia]:
    yield from _repetidas("organos", [o.clave for o in plan.organos])
    yield from _repetidas("areas", [a.clave for a in plan.areas])
    yield from _repetidas("cargos", [c.clave for c in plan.cargos])
    yield from _repetidas("rutas", [r.clave for r in plan.rutas])
    yield from _repetidas("entregables", [e.llave for e in plan.entregables])
    yield from _repetidas("hitos", [h.clave for h in plan.hitos])
    yield from _repetidas("deberes", [d.clave for d in plan.deberes])
    for ruta in plan.rutas:
        yield from _repetidas(f"rutas ({ruta.clave}).etapas", [e.clave for e in ruta.etapas])


def _etapas(plan: PlanDatos) -> Iterator[tuple[str, EtapaDatos, set[str]]]:
    """Each stage, where it is, and the earlier ones of its route to which something may go back."""
    for ruta in plan.rutas:
        for n, etapa in enumerate(ruta.etapas):
            # Nothing goes back to a stage that is open at the same time.
            previas = {e.clave for e in ruta.etapas[:n] if e.tipo == "elaborar" and not juntas(e, etapa)}
            yield f"rutas ({ruta.clave}).etapas ({etapa.clave})", etapa, previas


def juntas(una: EtapaDatos, otra: EtapaDatos) -> bool:
    """Whether two stages are of one group."""
    return una.grupo is not None and una.grupo == otra.grupo


def _grupo_mal_dicho(plan: PlanDatos) -> Iterator[Incoherencia]:
    """A group is a run of stages of one kind, done by people: what is sent or validated waits for everything else."""
    for ruta in plan.rutas:
        grupos = {g: [e for e in ruta.etapas if e.grupo == g] for g in dict.fromkeys(e.grupo for e in ruta.etapas) if g}
        for grupo, suyas in grupos.items():
            lugar = f"rutas ({ruta.clave}).etapas ({grupo})"
            primera = ruta.etapas.index(suyas[0])
            if len(suyas) == 1:
                yield f"{lugar}.grupo", "un grupo necesita dos etapas o más"
            elif suyas != ruta.etapas[primera : primera + len(suyas)]:
                yield f"{lugar}.grupo", "las etapas de un grupo van seguidas"
            if len({e.tipo for e in suyas}) > 1 or suyas[0].tipo not in ("elaborar", "decidir"):
                yield f"{lugar}.grupo", "las etapas de un grupo son todas «elaborar» o todas «decidir»"
            decide = [e.organo for e in suyas if e.tipo == "decidir"]
            if len(set(decide)) < len(decide):
                yield f"{lugar}.grupo", "un órgano no decide dos veces en el mismo grupo"
        for grupo, cuantas in ruta.bastan.items():
            lugar, suyas = f"rutas ({ruta.clave}).bastan ({grupo})", grupos.get(grupo, [])
            if not suyas:
                yield lugar, "no es un grupo de la ruta"
            elif not 1 <= cuantas <= len(suyas):
                yield lugar, f"debe estar entre 1 y {len(suyas)}, las etapas del grupo"
            elif cuantas < len(suyas) and any(e.aprueba for e in suyas):
                yield lugar, "donde bastan algunas, ninguna puede ser la que aprueba: quedaría sin aprobarse"


def _condicion_mal_dicha(plan: PlanDatos) -> Iterator[Incoherencia]:
    for ruta in plan.rutas:
        for n, etapa in enumerate(ruta.etapas):
            if etapa.si is None:
                continue
            lugar = f"rutas ({ruta.clave}).etapas ({etapa.clave}).si"
            mira = next((e for e in ruta.etapas[:n] if e.clave == etapa.si.etapa and not juntas(e, etapa)), None)
            if (etapa.si.etapa is None) == (etapa.si.al_ine is None):
                yield lugar, "diga «etapa» con sus «resultados», o «al_ine»"
            elif etapa.si.etapa is None and etapa.si.resultados:
                yield f"{lugar}.resultados", "los resultados son de una «etapa»: diga cuál"
            elif etapa.si.etapa is not None and (mira is None or mira.tipo != "decidir"):
                yield f"{lugar}.etapa", f"«{etapa.si.etapa}» no es una etapa «decidir» anterior de la ruta"
            elif mira is not None and not (
                etapa.si.resultados and set(etapa.si.resultados) <= FAVORABLES & set(mira.resultados)
            ):
                yield (
                    f"{lugar}.resultados",
                    f"diga con cuáles de los que dejan seguir en «{mira.clave}» existe",
                )


def _par_desconocido(plan: PlanDatos) -> Iterator[Incoherencia]:
    filas, rutas = {e.llave: e for e in plan.entregables}, {r.clave: r.etapas for r in plan.rutas}
    for e in plan.entregables:
        lugar, par = f"entregables ({e.llave}).espera_a", filas.get(e.espera_a or "")
        if e.espera_a is None:
            continue
        if par is None or par.plantilla:
            yield lugar, f"«{e.espera_a}» no es la llave de un entregable del plan"
        elif all(etapa.tipo != "remitir" for etapa in rutas.get(e.ruta, [])):
            yield lugar, f"la ruta {e.ruta} no remite nada: no tiene qué esperar"
        else:
            # Two that wait for each other are never sent.
            vistos = {e.llave}
            while par is not None and par.llave not in vistos:
                vistos.add(par.llave)
                par = filas.get(par.espera_a or "")
            if par is not None:
                yield lugar, f"«{par.llave}» y los que espera se esperan entre sí"


def _etapa_de_nadie(plan: PlanDatos) -> Iterator[Incoherencia]:
    organos, areas = {o.clave for o in plan.organos}, {a.clave for a in plan.areas}
    for lugar, etapa, _ in _etapas(plan):
        if etapa.organo and etapa.organo not in organos:
            yield f"{lugar}.organo", f"«{etapa.organo}» no está entre los órganos del plan"
        if etapa.area and etapa.area not in areas:
            yield f"{lugar}.area", f"«{etapa.area}» no está entre las áreas del plan"


def _decision_mal_dicha(plan: PlanDatos) -> Iterator[Incoherencia]:
    for lugar, etapa, _ in _etapas(plan):
        if etapa.tipo == "decidir" and not (etapa.organo and etapa.resultados):
            yield lugar, "una etapa «decidir» necesita organo y resultados"
        if etapa.tipo == "decidir" and (etapa.area or etapa.roles):
            yield lugar, "lo que decide un órgano lo registra su secretaría: no lleva area ni roles"


def _sin_a_donde_volver(plan: PlanDatos) -> Iterator[Incoherencia]:
    for lugar, etapa, previas in _etapas(plan):
        if etapa.regresa_a and etapa.tipo not in ("decidir", "remitir"):
            yield f"{lugar}.regresa_a", "solo se devuelve desde una etapa «decidir» o «remitir»"
        elif etapa.regresa_a and etapa.regresa_a not in previas:
            yield f"{lugar}.regresa_a", f"«{etapa.regresa_a}» no es una etapa «elaborar» anterior de la ruta"
        if "devuelto" in etapa.resultados and not previas:
            yield (
                f"{lugar}.resultados",
                "admite «devuelto», pero la ruta no tiene antes una etapa «elaborar» a la cual volver",
            )


def puede_existir(etapa: EtapaDatos, e: EntregableDatos) -> bool:
    """Whether a stage may exist for a deliverable, whatever the bodies decide."""
    return etapa.si is None or etapa.si.al_ine is None or etapa.si.al_ine == e.al_ine


def _entregable_sin_ruta(plan: PlanDatos) -> Iterator[Incoherencia]:
    rutas = {r.clave for r in plan.rutas}
    for e in plan.entregables:
        if e.ruta not in rutas:
            yield f"entregables ({e.llave}).ruta", f"«{e.ruta}» no está entre las rutas del plan"


def _entregable_de_nadie(plan: PlanDatos) -> Iterator[Incoherencia]:
    areas = {a.clave for a in plan.areas}
    for e in plan.entregables:
        if e.area and e.area not in areas:
            yield f"entregables ({e.llave}).area", f"«{e.area}» no está entre las áreas del plan"


def _lo_que_su_ruta_no_hace(plan: PlanDatos) -> Iterator[Incoherencia]:
    """A date that nothing on the route would ever meet, a step of none of its stages."""
    rutas = {r.clave: r.etapas for r in plan.rutas}
    for e in plan.entregables:
        if e.ruta not in rutas:
            continue
        lugar = f"entregables ({e.llave})"
        etapas = [etapa for etapa in rutas[e.ruta] if puede_existir(etapa, e)]
        if not etapas:
            yield f"{lugar}.al_ine", f"ninguna etapa de la ruta {e.ruta} existe para él"
        if e.fecha_plan and not any(etapa.aprueba for etapa in etapas):
            yield (
                f"{lugar}.fecha_plan",
                f"la ruta {e.ruta} no tiene una etapa que apruebe: esta fecha nunca se cumpliría",
            )
        for campo in ("limite_remision", "regla_remision"):
            if getattr(e, campo) and not any(etapa.tipo == "remitir" for etapa in etapas):
                yield f"{lugar}.{campo}", f"la ruta {e.ruta} no remite nada al INE"
        for s in e.subactividades:
            if s.etapa and all(etapa.clave != s.etapa for etapa in rutas[e.ruta]):
                yield f"{lugar}.subactividades ({s.clave}).etapa", f"«{s.etapa}» no es etapa de la ruta {e.ruta}"


def _fecha_sin_explicar(plan: PlanDatos) -> Iterator[Incoherencia]:
    for e in plan.entregables:
        lugar = f"entregables ({e.llave})"
        if e.fecha_plan and e.termina and e.fecha_plan != e.termina and not e.nota:
            yield f"{lugar}.fecha_plan", "difiere del término impreso: explique por qué en la nota"
        for s in e.subactividades:
            if s.fecha and s.fecha_impresa and s.fecha != s.fecha_impresa and not s.nota:
                yield f"{lugar}.subactividades ({s.clave}).fecha", "difiere de la impresa: explique por qué en la nota"


def _plantilla_mal_dicha(plan: PlanDatos) -> Iterator[Incoherencia]:
    plantillas = {e.llave for e in plan.entregables if e.plantilla}
    for e in plan.entregables:
        lugar = f"entregables ({e.llave})"
        if e.plantilla_de and e.plantilla_de not in plantillas:
            yield f"{lugar}.plantilla_de", f"«{e.plantilla_de}» no es la llave de una plantilla del plan"
        if e.meses and not (e.plantilla and e.tipo == "recurrente"):
            yield f"{lugar}.meses", "solo se usa en una plantilla de tipo «recurrente»"
        if e.meses and e.meses.desde > e.meses.hasta:
            yield f"{lugar}.meses", f"termina ({e.meses.hasta}) antes de empezar ({e.meses.desde})"


def _periodo_al_reves(plan: PlanDatos) -> Iterator[Incoherencia]:
    if plan.periodo and plan.periodo.hasta < plan.periodo.desde:
        yield "periodo", f"termina ({plan.periodo.hasta}) antes de empezar ({plan.periodo.desde})"


def _deber_de_nadie(plan: PlanDatos) -> Iterator[Incoherencia]:
    areas = {a.clave for a in plan.areas}
    for deber in plan.deberes:
        for area in deber.areas:
            if area not in areas:
                yield f"deberes ({deber.clave}).areas", f"«{area}» no está entre las áreas del plan"


def _llave_desconocida(plan: PlanDatos) -> Iterator[Incoherencia]:
    llaves = {e.llave for e in plan.entregables}
    for cargo in plan.cargos:
        if cargo.entregable_listado and cargo.entregable_listado not in llaves:
            yield f"cargos ({cargo.clave}).entregable_listado", "no es la llave de un entregable del plan"
    for fila in plan.matriz:
        if fila.llave and fila.llave not in llaves:
            yield f"matriz ({fila.clave}).llave", f"«{fila.llave}» no es la llave de un entregable del plan"


COHERENCIAS: tuple[Callable[[PlanDatos], Iterator[Incoherencia]], ...] = (
    _zona_desconocida,
    _claves_repetidas,
    _etapa_de_nadie,
    _decision_mal_dicha,
    _sin_a_donde_volver,
    _grupo_mal_dicho,
    _condicion_mal_dicha,
    _par_desconocido,
    _entregable_sin_ruta,
    _entregable_de_nadie,
    _lo_que_su_ruta_no_hace,
    _fecha_sin_explicar,
    _plantilla_mal_dicha,
    _periodo_al_reves,
    _deber_de_nadie,
    _llave_desconocida,
)
