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


def _vigentes(candidatura: Candidatura, finalidad: str) -> QuerySet[Consentimiento]:
    return candidatura.consentimientos.filter(finalidad=finalidad, revocado_en__isnull=True)


@transaction.atomic
def otorgar_consentimiento(
    candidatura: Candidatura, *, finalidad: str, documento: str, por: Usuario | None, en: datetime
) -> Consentimiento:
    """Record the consent to one purpose, with the signed document that proves it."""
    acto = abrir("otorgar_consentimiento", candidatura, por=por, en=en)
    ya = _vigentes(acto.candidatura, finalidad).exists()
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
    vigentes = _vigentes(acto.candidatura, finalidad)
    no_hay = Rechazo("consentimiento", "No hay un consentimiento vigente para esa finalidad.")
    acto.exigir(_finalidad(finalidad), None if vigentes.exists() else no_hay)
    consentimiento = vigentes.get()
    consentimiento.revocado_en = en
    escribir(consentimiento, por=por, en=en, motivo=motivo or "Consentimiento revocado")
    acto.anotar(motivo=motivo, hechos={"finalidad": finalidad})
    return consentimiento
