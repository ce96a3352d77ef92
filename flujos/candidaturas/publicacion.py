"""Whoever postulates authorises; then the record becomes public."""

from datetime import datetime

from django.db import transaction

from compliance.models import Candidatura, Usuario

from .acto import abrir


@transaction.atomic
def autorizar(candidatura: Candidatura, *, por: Usuario | None, en: datetime) -> Candidatura:
    """Authorise that the complete record becomes public, by the party's representation or the independent candidacy.

    Source: plan de trabajo del IEPC Jalisco, «Administración, validación y publicación para PP y CI».
    """
    acto = abrir("autorizar", candidatura, por=por, en=en)
    acto.exigir()
    acto.objeto.autorizada_en = en
    acto.escribir()
    acto.anotar()
    return acto.objeto


@transaction.atomic
def revocar_autorizacion(candidatura: Candidatura, *, por: Usuario | None, en: datetime) -> Candidatura:
    """Take the authorisation back while nothing is public yet."""
    acto = abrir("revocar_autorizacion", candidatura, por=por, en=en)
    acto.exigir()
    acto.objeto.autorizada_en = None
    acto.escribir()
    acto.anotar()
    return acto.objeto


@transaction.atomic
def publicar(candidatura: Candidatura, *, por: Usuario | None, en: datetime) -> Candidatura:
    """Put it on the public site, from the start date that the council agreed (Lineamientos art. 11 num. 9).

    Which of the two words it needs, the party's and verification's, is a setting of the process
    (`Proceso.orden_autorizacion`).
    """
    acto = abrir("publicar", candidatura, por=por, en=en)
    acto.exigir()
    c = acto.objeto
    c.publicada_en = en
    acto.mover(
        hechos={
            "orden_autorizacion": c.proceso.orden_autorizacion,
            "autorizada_en": c.autorizada_en.isoformat() if c.autorizada_en else None,
            "validada_en": c.validada_en.isoformat() if c.validada_en else None,
        },
    )
    return c
