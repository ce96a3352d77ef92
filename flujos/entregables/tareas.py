"""Who has a deliverable: whoever takes its task or is made to answer for it; and what is said of it."""

import re
from datetime import date, datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Lower, NullIf, Trim
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from calendario.fechas import dia_local, fecha_en_prosa
from calendario.limpieza import en_parrafos
from compliance.actos import escritura
from compliance.models import Entregable, Nombramiento, Rol, Suplencia, Usuario
from compliance.models.entregables import EntregableQuerySet
from compliance.permisos import ambito_de
from compliance.roles import ROLES_DE_ENTREGABLES

from ..flows import tarea_abierta
from ..models import Encargo, Nota
from ..transiciones import Rechazo, YaHecho, bloquear
from ..verbos.entregables import puestos, verbo_que_sigue
from .acto import abrir
from .responsables import puede_seguir


@escritura()
def tomar(entregable: Entregable, *, por: Usuario, en: datetime) -> None:
    """Take the open task for oneself, so that others of the area see who has it."""
    entregable = bloquear(Entregable, entregable.pk)
    tarea = tarea_abierta(entregable)
    if tarea is None or not puede_seguir(entregable, ambito_de(por, dia_local(en, entregable.proceso.tz))):
        raise Rechazo("rol", "Esta tarea no espera por usted.", "Revise a quién le toca en la página del entregable.")
    if tarea.owner_id not in (None, por.pk):
        raise Rechazo("tomada", f"La tarea ya la tiene {tarea.owner}.", "Pídale que la suelte.")
    _dar(tarea, por, en)


@escritura()
def soltar(entregable: Entregable, *, por: Usuario, en: datetime) -> None:
    """Give back to the area a task that one had taken."""
    entregable = bloquear(Entregable, entregable.pk)
    tarea = tarea_abierta(entregable)
    if tarea is None or tarea.owner_id != por.pk:
        raise Rechazo("tomada", "Usted no tiene esta tarea.", "Solo quien la tomó puede soltarla.")
    with tarea.activation() as activacion:
        activacion.unassign()
    tarea.assigned = None
    tarea.save(update_fields=["assigned"])


def _dar(tarea: Task, quien: Usuario, en: datetime) -> None:
    with tarea.activation() as activacion:
        if activacion.assign.can_proceed():
            activacion.assign(quien)
        elif tarea.owner_id != quien.pk:
            activacion.reassign(quien)
    tarea.assigned = en
    tarea.save(update_fields=["assigned"])


# -- Who answers for it -----------------------------------------------------------------------------------


@escritura()
def encargar(
    entregable: Entregable,
    *,
    persona: Usuario,
    motivo: str,
    hasta: date | None = None,
    por: Usuario | None,
    en: datetime,
) -> Encargo:
    """Make a person answer for it from this day on; with `hasta` (a local day), in the place of who does, until then.

    If its open task is theirs to do, they have it. Refused for whoever could do nothing with it, for a day that is
    past, without a reason, and if it is so already: it is the same form sent twice.
    """
    acto = abrir("encargar", entregable, por=por, en=en, motivo=motivo)
    e, hoy = acto.objeto, acto.dia
    vigente = vigentes(hoy).filter(entregable=e).first()
    acto.exigir(
        None if motivo.strip() else Rechazo("motivo", "Falta el motivo.", "Diga por qué se le encarga."),
        None
        if a_quienes_se_encarga(e, hoy).filter(pk=persona.pk).exists()
        else Rechazo(
            "persona",
            f"{persona} no puede hacer nada con este entregable.",
            "Elija a alguien de su área o de quien hace lo que sigue.",
        ),
        Rechazo("hasta", f"El {fecha_en_prosa(hasta)} ya pasó.", "Escriba hasta qué día, o deje vacío.")
        if hasta is not None and hasta < hoy
        else None,
        YaHecho("repetido", f"Ya está a cargo de {persona}.", "Si es otro periodo, escriba hasta qué día.")
        if vigente is not None and (vigente.persona_id, vigente.hasta) == (persona.pk, hasta)
        else None,
    )
    encargo = Encargo(
        entregable=e, persona=persona, desde=hoy, hasta=hasta, motivo=motivo.strip(), encargado_en=en, encargado_por=por
    )
    acto.escribir(encargo)
    acto.anotar(hechos={"encargo": encargo.pk, "persona": str(persona), "hasta": hasta.isoformat() if hasta else ""})
    tarea = tarea_abierta(e)
    if tarea is not None and puede_seguir(e, ambito_de(persona, hoy)):
        _dar(tarea, persona, en)
    return encargo


def vigentes(dia: date) -> "QuerySet[Encargo]":
    """Those in force on a local day, the last one given first."""
    return Encargo.objects.filter(Q(hasta__isnull=True) | Q(hasta__gte=dia), desde__lte=dia).order_by("-pk")


def a_quienes_se_encarga(entregable: Entregable, dia: date) -> "QuerySet[Usuario]":
    """Whoever may be made to answer for it: the people of its area, and those who may do what comes next."""
    verbo = verbo_que_sigue(entregable)
    de_su_area = Q(rol__name=Rol.AREA, area=entregable.area_id) if entregable.area_id else Q(pk__in=())
    for puesto in puestos(verbo, entregable) if verbo else []:
        de_su_area |= Q(rol__name=puesto.rol, area=puesto.area.pk) if puesto.area else Q(rol__name=puesto.rol)
    suyos = Nombramiento.objects.filter(de_su_area, proceso=entregable.proceso_id).vigentes(dia)
    return Usuario.objects.filter(is_active=True, pk__in=suyos.values("usuario")).order_by("first_name", "username")


def con_quien_lo_tiene(entregables: EntregableQuerySet, dia: date) -> EntregableQuerySet:
    """With the names of who took its task and of who answers for it on a local day. No query more."""
    tareas = Task.objects.filter(
        process__tramiteentregable__entregable=OuterRef("pk"), status=STATUS.ASSIGNED, owner__isnull=False
    ).order_by("-pk")
    encargos = vigentes(dia).filter(entregable=OuterRef("pk"))
    return entregables.annotate(
        tomada_por=Subquery(tareas.values("owner")[:1]),
        tomada_por_nombre=Subquery(tareas.values(nombre=_nombre("owner"))[:1]),
        encargada=Subquery(encargos.values("persona")[:1]),
        encargada_nombre=Subquery(encargos.values(nombre=_nombre("persona"))[:1]),
    )


def _nombre(persona: str) -> Coalesce:
    """How an account is named: as `Usuario` says it."""
    completo = Trim(Concat(F(f"{persona}__first_name"), Value(" "), F(f"{persona}__last_name")))
    return Coalesce(NullIf(completo, Value("")), F(f"{persona}__username"))


def quien_lo_tiene(entregable: Entregable) -> str:
    """The person who has it: who took its task, or who answers for it; empty if nobody in particular."""
    # Annotated by `con_quien_lo_tiene`.
    return entregable.tomada_por_nombre or entregable.encargada_nombre or ""  # type: ignore[attr-defined]


# -- What is said of it -----------------------------------------------------------------------------------

# An at sign before the name of an account; not that of an address of e-mail.
_MENCION = re.compile(r"(?<![\w.@+-])@([\w.+-]*\w)")


@escritura()
def anotar(entregable: Entregable, *, texto: str, por: Usuario, en: datetime) -> Nota:
    """Say something about it; whoever is mentioned («@cuenta») hears of it.

    Refused if somebody mentioned could not see it, and if the same person said the same already.
    """
    acto = abrir("anotar", entregable, por=por, en=en)
    e, texto = acto.objeto, en_parrafos(texto).strip()
    cuentas = mencionadas(texto)
    conocidas = quienes_ven(e, acto.dia).annotate(cuenta=Lower("username")).filter(cuenta__in=cuentas)
    ven = dict(conocidas.values_list("cuenta", "username"))
    acto.exigir(
        None if texto else Rechazo("texto", "Falta la nota.", "Escriba qué quiere decir."),
        *(
            Rechazo(
                "mencion",
                f"Nadie con la cuenta «{cuenta}» puede ver este entregable.",
                "Revise cómo se escribe; donde se escribe la nota están las cuentas que puede mencionar.",
            )
            for cuenta in cuentas
            if cuenta not in ven
        ),
        YaHecho("repetido", "Esa nota ya está escrita.", "Si es otra cosa, dígalo de otro modo.")
        if e.notas.filter(autoria=por, texto=texto).exists()
        else None,
    )
    nota = Nota(entregable=e, texto=texto, menciones=[ven[c] for c in cuentas], escrita_en=en, autoria=por)
    acto.escribir(nota)
    acto.anotar(hechos={"nota": nota.pk})
    return nota


def mencionadas(texto: str) -> list[str]:
    """The accounts that a text mentions, once each, without capitals."""
    return list(dict.fromkeys(cuenta.lower() for cuenta in _MENCION.findall(texto)))


def quienes_ven(entregable: Entregable, dia: date) -> "QuerySet[Usuario]":
    """Whoever may see it: those with a role in its process that sees deliverables, own or by suplencia."""
    proceso = entregable.proceso_id
    suyos = Nombramiento.objects.filter(proceso=proceso, rol__name__in=ROLES_DE_ENTREGABLES, usuario__is_active=True)
    titulares = suyos.vigentes(dia).values("usuario")
    suplentes = Suplencia.objects.filter(proceso=proceso, titular__in=titulares).vigentes(dia).values("suplente")
    return Usuario.objects.filter(Q(pk__in=titulares) | Q(pk__in=suplentes), is_active=True).order_by(
        "first_name", "username"
    )
