"""What happened and somebody must hear: transitions that no notice has told yet."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from compliance.models import Acto, Entregable, Plan

from .models import Aviso, Escalon
from .propuestas import Propuesta, de_quien
from .vencimientos import OBJETO_DE_ESTADO

# News older than this are history: a sweep that comes back after longer tells what the clocks say instead.
VIGENCIA = timedelta(days=7)
# What was done in a person's name, or with their data or consent, is told whatever became of the record in between.
SIEMPRE_SE_DICE = frozenset(
    {
        "otorgar_consentimiento",
        "presentar_consentimiento",
        "aceptar_consentimiento",
        "rechazar_consentimiento",
        "revocar_consentimiento",
        "aceptar_aviso",
        "enviar_captura",
        "autorizar",
        "revocar_autorizacion",
        "corregir_registro",
        "recibir_cuentas",
        "retirar",
        "pedir_aceptacion",
        "proponer_supresion",
        "pedir_supresion",
        "suprimir",
    }
)


def proponer_sucesos(escalones: Collection[Escalon], al: datetime, por_decir: Mapping[int, int]) -> Iterator[Propuesta]:
    """One proposal for each recipient and verb, gathering the transitions of the last days that nobody told.

    Found by what is missing (a transition without its notice), not by a cursor: with a cursor, a transaction that
    commits after a younger one would never be told. What is no longer so (observed, and captured again) is not
    told. One query.

    `por_decir`: what is told however old or told it is, since its person has not heard it (see `consentimientos`).
    """
    por_verbo: dict[tuple[int, str, str], list[Escalon]] = {}
    for e in escalones:
        if e.verbo:
            por_verbo.setdefault((e.proceso_id, e.objeto, e.verbo), []).append(e)
    sin_aviso = ~Exists(Aviso.actos.through.objects.filter(acto=OuterRef("pk")))
    nuevas = Acto.objects.filter(
        Q(sin_aviso, en__gt=al - VIGENCIA) | Q(pk__in=por_decir),
        en__lte=al,
        verbo__in={verbo for _, _, verbo in por_verbo},
    ).select_related("entregable__area", "entregable__etapa__area", "entregable__ruta", "candidatura__actor")
    nuevas = nuevas.prefetch_related("entregable__ruta__etapas__area", "entregable__ruta__etapas__organo")
    reunidas: dict[str, tuple[Escalon, list[Acto]]] = {}
    for t in nuevas.order_by("pk"):
        for objeto in _objetos(t):
            for escalon in por_verbo.get((t.proceso_id or 0, objeto, t.verbo), []):
                if quien := _de_quien(escalon, t):
                    reunidas.setdefault(f"{escalon.clave}|{quien}", (escalon, []))[1].append(t)
    for nombre, (escalon, actos) in reunidas.items():
        primera = actos[0]
        # Told to somebody else before: it is another group, or it would pass for told.
        otra_vez = por_decir.get(primera.pk) if escalon.destinatario == Escalon.Destinatario.CANDIDATURA else None
        de_partido = escalon.destinatario == Escalon.Destinatario.PARTIDO
        yield Propuesta(
            escalon=escalon,
            # The first transition names the group: each is told once, so no other group begins with it.
            grupo=f"{nombre}|t:{primera.pk}" + (f"|{otra_vez}" if otra_vez else ""),
            vence=primera.entregable.vence if primera.entregable else None,
            entregable=primera.entregable,
            candidaturas=tuple(dict.fromkeys(t.candidatura_id for t in actos if t.candidatura_id)),
            actor=primera.candidatura.actor_id if primera.candidatura and de_partido else None,
            actos=tuple(actos),
        )


def _objetos(t: Acto) -> Iterator[str]:
    """What the act is about, as rungs name it: where it left its record, unless that has moved on since; its
    deliverable, wherever it is; the plan.
    """
    if t.modelo == Plan._meta.label_lower:
        yield Escalon.Objeto.PLAN
    if t.entregable is not None:
        yield Escalon.Objeto.SEGUIMIENTO
        if t.entregable.estado == t.a:
            yield OBJETO_DE_ESTADO.get(Entregable.Estado(t.a), "")
    if t.candidatura is not None and (t.candidatura.estado == t.a or t.verbo in SIEMPRE_SE_DICE):
        yield Escalon.Objeto.CANDIDATURA


def _de_quien(escalon: Escalon, t: Acto) -> str:
    """What gathers it with others in one notice; empty if it is not for this kind of recipient."""
    if t.candidatura is None:
        return f"entregable:{t.entregable_id}|{t.pk}" if t.entregable_id else f"plan:{t.objeto}|{t.pk}"
    if escalon.destinatario == Escalon.Destinatario.PARTIDO and t.candidatura.independiente:
        return ""
    # Nobody acted in their name: it came whole from another registry.
    if escalon.destinatario == Escalon.Destinatario.CANDIDATURA and t.verbo == "enviar_captura" and t.por_id is None:
        return ""
    return de_quien(escalon, actor=t.candidatura.actor_id, candidatura=t.candidatura.pk)
