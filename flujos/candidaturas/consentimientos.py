"""Express consents: three purposes, each asked for and revoked apart (Lineamientos art. 4 num. 6)."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from compliance.models import Candidatura, Consentimiento, Usuario

from ..transiciones import Rechazo, escribir
from .acto import abrir, falta_texto

Finalidad = Consentimiento.Finalidad


def _finalidad(finalidad: str) -> Rechazo | None:
    if finalidad in Finalidad.values:
        return None
    return Rechazo("finalidad", "Falta la finalidad del consentimiento.", f"Elija una: {', '.join(Finalidad.values)}.")


def _vigentes(candidatura: Candidatura) -> QuerySet[Consentimiento]:
    return candidatura.consentimientos.filter(revocado_en__isnull=True)


@transaction.atomic
def otorgar_consentimiento(
    candidatura: Candidatura, *, finalidad: str, documento: str, por: Usuario | None, en: datetime
) -> Consentimiento:
    """Record the consent to one purpose, with the signed document that proves it."""
    acto = abrir("otorgar_consentimiento", candidatura, por=por, en=en)
    vigentes = set(_vigentes(acto.candidatura).values_list("finalidad", flat=True))
    # With the three in force the table of guards has already said it.
    ya = finalidad in vigentes and len(vigentes) < len(Finalidad)
    acto.exigir(
        _finalidad(finalidad),
        falta_texto(
            "documento", documento, "Falta el documento firmado.", "Indique el documento que contiene la firma."
        ),
        Rechazo("consentimiento", "Ese consentimiento ya está vigente.") if ya else None,
    )
    consentimiento = Consentimiento(
        candidatura=acto.candidatura, finalidad=finalidad, otorgado_en=en, documento=documento.strip()
    )
    escribir(consentimiento, por=por, en=en, motivo="Consentimiento otorgado")
    acto.anotar(hechos={"finalidad": finalidad, "documento": consentimiento.documento})
    return consentimiento


@transaction.atomic
def revocar_consentimiento(
    candidatura: Candidatura, *, finalidad: str, por: Usuario | None, en: datetime, motivo: str = ""
) -> Consentimiento:
    """Take back the consent to one purpose. It may be done at any time and takes effect at once."""
    acto = abrir("revocar_consentimiento", candidatura, por=por, en=en)
    vigentes = {c.finalidad: c for c in _vigentes(acto.candidatura)}
    no_hay = Rechazo("consentimiento", "No hay un consentimiento vigente para esa finalidad.")
    # With none in force the table of guards has already said it.
    acto.exigir(_finalidad(finalidad), no_hay if vigentes and finalidad not in vigentes else None)
    consentimiento = vigentes[finalidad]
    consentimiento.revocado_en = en
    escribir(consentimiento, por=por, en=en, motivo=motivo or "Consentimiento revocado")
    acto.anotar(motivo=motivo, hechos={"finalidad": finalidad})
    return consentimiento
