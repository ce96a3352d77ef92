"""Changing a plan on screen: what is proposed and rehearsed, what would move, applying it, and its versions.

A file, a change of a row, an earlier version or a derivation become a proposal of whoever makes it, which is rehearsed
(loaded whole, and undone) before it is kept. What is applied is what was shown: if a version or a deliverable changed
meanwhile, nothing is written and it is shown again.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from calendario.fechas import dia_local

from ..actos import Apunte, escritura
from ..historia import guardar_en
from ..models import Entregable, Nombramiento, Plan, Proceso, PropuestaDePlan, Rol, Usuario, VersionDePlan
from ..models.versiones import OrigenDeVersion, plan_de
from ..plan.defectos import Defecto, PlanInvalido
from ..plan.derivacion.confirmacion import con_confirmadas
from ..plan.esquema import PlanDatos, en_toml, interpretar_plan
from ..plan.revision import revisar
from ..plan.versiones import Reunion, reunir
from ..verbos.modelo import Rechazo
from ..verbos.tabla import DE_PLAN
from .inhabiles import asegurar_calendario
from .planes import ROTULOS, VERBOS, Encargo, ResultadoCarga, cargar_plan, dadas_de_otro_modo
from .tabla import comenzar


class PlanCambioError(Exception):
    """What was shown is no longer what would be done: somebody changed the plan, or a deliverable moved."""


@dataclass(frozen=True)
class Vigente:
    """The plan of a process as it stands, and the number of its version."""

    plan: Plan
    numero: int


def vigente(proceso: Proceso) -> Vigente | None:
    """The plan of a process; None while it has none."""
    plan = Plan.objects.filter(proceso=proceso).select_related("proceso__instituto").first()
    return Vigente(plan, _numero(plan)) if plan else None


def _numero(plan: Plan) -> int:
    return plan.versiones.order_by("-numero").values_list("numero", flat=True).first() or 0


def propuesta_de(proceso: Proceso, usuario: Usuario) -> PropuestaDePlan | None:
    """What this person has proposed and neither applied nor discarded."""
    return PropuestaDePlan.objects.filter(proceso=proceso, usuario=usuario).select_related("proceso").first()


def leer_subido(contenido: bytes, nombre: str) -> tuple[PlanDatos, str]:
    """The plan in a file that somebody uploads, with the SHA-256 of its bytes. Raises PlanInvalido."""
    plan = interpretar_plan(contenido, nombre)
    # No database keeps it.
    if "\\u0000" in json.dumps(plan.model_dump(mode="json")):
        raise PlanInvalido([Defecto(nombre, "archivo", "tiene un carácter nulo (\\u0000): quítelo")])
    return plan, hashlib.sha256(contenido).hexdigest()


def versiones_a_la_vista(procesos: Collection[int]) -> list[VersionDePlan]:
    """The versions of the plans of these processes, the last one of each first; their content is read if asked for."""
    return list(
        VersionDePlan.objects.filter(plan__proceso__in=procesos)
        .select_related("plan__proceso__instituto")
        .defer("contenido", "plan__contenido", "plan__hallazgos")
        .order_by("-plan__proceso__jornada", "plan", "-numero")
    )


def lo_dejado(proceso: Proceso) -> dict[str, list[tuple[str, str]]]:
    """Where the record differs from the plan because somebody left it so: by row, which field and why. One query."""
    salida: dict[str, list[tuple[str, str]]] = {}
    dejados: dict[str, str] = Plan.objects.filter(proceso=proceso).values_list("dejados", flat=True).first() or {}
    for clave, razon in dejados.items():
        llave, _, campo = clave.rpartition(".")
        salida.setdefault(llave, []).append((rotulo_de(campo), razon))
    return salida


def rotulo_de(campo: str) -> str:
    """What a field of a deliverable is called."""
    columna: Any = None if campo in ROTULOS else Entregable._meta.get_field(campo)
    return ROTULOS.get(campo) or str(columna.verbose_name).capitalize()


# -- Proposing --------------------------------------------------------------------------------------------


def proponer(
    proceso: Proceso,
    plan: PlanDatos,
    *,
    que: OrigenDeVersion,
    de: str,
    sha256: str = "",
    base: int | None = None,
    confirmadas: Mapping[str, str] | None = None,
    por: Usuario,
    en: datetime,
) -> PropuestaDePlan:
    """Rehearse `plan` and keep it as what `por` proposes, in place of whatever they had proposed.

    `sha256` is of the file that it was read from; without one, of the file that it would be. `base`: the number of the
    version that it was made from, if it is not the one that rules; `confirmadas`, as in `Encargo`. Raises Rechazo if
    they may not, and PlanInvalido, with nothing kept, if the record could not hold it.
    """
    if plan.clave != proceso.clave:
        razon = f'es la de otro proceso; este es «{proceso.clave}». Escriba clave = "{proceso.clave}"'
        raise PlanInvalido([Defecto(plan.clave, "clave", razon)])
    instituto = proceso.instituto.clave
    if plan.instituto.clave != instituto:
        raise PlanInvalido([Defecto(plan.clave, "instituto.clave", f"es otro instituto; este es «{instituto}»")])
    sha256 = sha256 or hashlib.sha256(en_toml(plan).encode()).hexdigest()
    resultado = _ensayar(plan, sha256, Encargo(que=que, confirmadas=confirmadas), por=por, en=en)
    ahora = vigente(proceso)
    valores = {
        "que": que,
        "de": de[:200],
        "base": base if base is not None else (ahora.numero if ahora else 0),
        "contenido": plan.model_dump(mode="json", exclude_defaults=True),
        "confirmadas": confirmadas,
        "sha256": sha256,
        "previa": _previa(resultado, ahora),
        "en": en,
    }
    propuesta, _ = PropuestaDePlan.objects.update_or_create(proceso=proceso, usuario=por, defaults=valores)
    return propuesta


@escritura()
def _ensayar(plan: PlanDatos, sha256: str, encargo: Encargo, *, por: Usuario, en: datetime) -> ResultadoCarga:
    resultado = cargar_plan(plan, sha256, encargo=encargo, por=por, en=en)
    transaction.set_rollback(True)
    return resultado


def _previa(resultado: ResultadoCarga, ahora: Vigente | None) -> dict[str, Any]:
    """What the rehearsal found, as JSON: of what the revision finds, only what it does not find in what rules."""
    antes = revisar(ahora.plan.datos) if ahora else []
    datos = asdict(resultado)
    datos["hallazgos"] = [h.como_dict() for h in resultado.hallazgos if h not in antes]
    del datos["sin_cambio"]
    return {**datos, "huella": _huella(resultado)}


def _huella(resultado: ResultadoCarga) -> str:
    """A digest of what would move and who decides it, to know when it is applied that it is still what was shown."""
    lineas = [[c.clave, c.antes, c.despues, c.razon, c.decide] for m in resultado.movimientos for c in m.cambios]
    dicho = [lineas, resultado.creados.get("entregables", []), resultado.sobran]
    return hashlib.sha256(json.dumps(dicho, ensure_ascii=False).encode()).hexdigest()


def descartar(propuesta: PropuestaDePlan) -> None:
    """Forget what was proposed."""
    propuesta.delete()


def ensayar_otra_vez(propuesta: PropuestaDePlan, *, por: Usuario, en: datetime) -> PropuestaDePlan:
    """The same, rehearsed as the record stands now. Raises PlanInvalido if it no longer fits."""
    return proponer(
        propuesta.proceso,
        propuesta.datos,
        que=OrigenDeVersion(propuesta.que),
        de=propuesta.de,
        sha256=propuesta.sha256,
        base=propuesta.base,
        confirmadas=propuesta.confirmadas,
        por=por,
        en=en,
    )


def regresar(version: VersionDePlan, *, por: Usuario, en: datetime) -> PropuestaDePlan:
    """Propose to go back to a version. What was confirmed since as the plan has it stays confirmed; what was given
    otherwise waits to be confirmed again, unless it was so then. Raises as `proponer`.
    """
    plan, actuales = plan_de(version.contenido), version.plan.confirmadas
    otras = dadas_de_otro_modo(plan, actuales)
    return proponer(
        version.plan.proceso,
        plan,
        que=OrigenDeVersion.REVERSION,
        de=str(version),
        sha256=version.sha256,
        confirmadas={c: dia for c, dia in actuales.items() if c not in otras} | version.confirmadas,
        por=por,
        en=en,
    )


def lado_a_lado(propuesta: PropuestaDePlan) -> tuple[PlanDatos, PlanDatos] | None:
    """What the plan says and what it would say, both with their dates as they are confirmed; None without a plan."""
    ahora = vigente(propuesta.proceso)
    if ahora is None:
        return None
    actuales, suyas = ahora.plan.confirmadas, propuesta.confirmadas
    return (
        con_confirmadas(ahora.plan.datos, actuales),
        con_confirmadas(propuesta.datos, actuales if suyas is None else suyas),
    )


def poner_al_dia(propuesta: PropuestaDePlan, *, por: Usuario, en: datetime) -> Reunion:
    """Bring to a proposal what others changed since it was made; where both said something, what it says stays.

    Raises PlanInvalido, with the proposal as it was, if both together are no plan.
    """
    ahora = vigente(propuesta.proceso)
    if ahora is None or ahora.numero == propuesta.base:
        return Reunion(propuesta.contenido, ())
    base = VersionDePlan.objects.get(plan=ahora.plan, numero=propuesta.base)
    reunion = reunir(base.contenido, propuesta.contenido, ahora.plan.contenido)
    plan = interpretar_plan(en_toml(plan_de(reunion.contenido)).encode(), ahora.plan.clave)
    proponer(
        propuesta.proceso,
        plan,
        que=OrigenDeVersion(propuesta.que),
        de=propuesta.de,
        confirmadas=propuesta.confirmadas,
        por=por,
        en=en,
    )
    return reunion


# -- Another process --------------------------------------------------------------------------------------


@escritura()
def abrir_proceso(
    plan: PlanDatos, *, que: OrigenDeVersion, motivo: str, desde: Proceso, por: Usuario, en: datetime
) -> ResultadoCarga:
    """Load the first plan of another process of the institute, which it makes; `por`, who administers `desde`,
    administers it too, with the confirmation that they have there.

    Raises Rechazo if they may not, or if there is such a process already; PlanInvalido, with nothing written.
    """
    if Proceso.objects.filter(clave=plan.clave).exists():
        raise Rechazo(
            "proceso",
            f"Ya hay un proceso «{plan.clave}».",
            "Si es otro, revise el día de la jornada; si es ese, cambie su plan desde su página.",
        )
    if plan.instituto.clave != desde.instituto.clave:
        raise Rechazo("instituto", "El plan es de otro instituto.", "Ábralo en un proceso de ese instituto.")
    suyo = Nombramiento.objects.vigentes(dia_local(en, desde.tz)).filter(
        usuario=por, proceso=desde, rol__name=Rol.ADMINISTRACION.value
    )
    if (nombramiento := suyo.select_related("rol").first()) is None:
        raise Rechazo("rol", "Quien suple no abre otro proceso.", "Pídalo a quien administra el actual.")
    encargo = Encargo(que, motivo.strip(), desde=desde)
    sha256 = hashlib.sha256(en_toml(plan).encode()).hexdigest()
    resultado = cargar_plan(plan, sha256, encargo=encargo, por=por, en=en)
    proceso = Proceso.objects.get(clave=plan.clave)
    nombramiento.pk = None
    nombramiento._state.adding = True
    nombramiento.proceso, nombramiento.desde, nombramiento.hasta = proceso, dia_local(en, proceso.tz), None
    nombramiento.documento = "Apertura del proceso"
    acto = Apunte("nombrar", nombramiento, por=por, en=en, motivo=encargo.motivo, proceso_id=proceso.pk)
    guardar_en(acto, nombramiento)
    return resultado


def ensayar_proceso(
    plan: PlanDatos, *, que: OrigenDeVersion, desde: Proceso, por: Usuario, en: datetime
) -> ResultadoCarga:
    """What opening it would do, undone. Raises as `abrir_proceso`."""
    with escritura():
        resultado = abrir_proceso(plan, que=que, motivo="Ensayo", desde=desde, por=por, en=en)
        transaction.set_rollback(True)
    return resultado


# -- Applying ---------------------------------------------------------------------------------------------


@escritura()
def aplicar(
    propuesta: PropuestaDePlan,
    *,
    motivo: str,
    ocurrio_el: date,
    aplica: frozenset[str],
    razon_de_dejar: str = "",
    esperado: str,
    por: Usuario,
    en: datetime,
) -> ResultadoCarga:
    """Make the plan what was proposed: a new version, with the reason and the day on which the plan was modified.

    `aplica`: the keys of the changes of deliverables under way that are to be written; the others stay as they are,
    because of `razon_de_dejar`. `esperado`: the `huella` of what was shown. Raises Rechazo, PlanInvalido or
    PlanCambioError; then nothing is written.
    """
    proceso, que = propuesta.proceso, OrigenDeVersion(propuesta.que)
    ahora = vigente(proceso)
    acto = comenzar(DE_PLAN[VERBOS.get(que, "cargar")], ahora.plan if ahora else proceso, proceso, por=por, en=en)
    # The calendar first, as every load does: whoever changes the plan at once waits here.
    asegurar_calendario(proceso.instituto, acto)
    ahora = vigente(proceso)
    if (ahora.numero if ahora else 0) != propuesta.base:
        raise PlanCambioError
    if not motivo.strip():
        raise Rechazo("motivo", "Falta el motivo.", "Diga por qué se modifica el plan.", {"motivo": "Diga por qué."})
    encargo = Encargo(
        que,
        motivo.strip(),
        ocurrio_el=ocurrio_el,
        confirmadas=propuesta.confirmadas,
        aplica=aplica,
        razon_de_dejar=razon_de_dejar.strip(),
    )
    resultado = cargar_plan(propuesta.datos, propuesta.sha256, encargo=encargo, por=por, en=en)
    if _huella(resultado) != esperado:
        raise PlanCambioError
    propuesta.delete()
    return resultado
