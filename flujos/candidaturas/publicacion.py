"""Whoever postulates authorises; then the record becomes public."""

from datetime import datetime
from typing import Any

from compliance.actos import escritura
from compliance.models import Candidatura, Usuario

from ..acto import Acto
from .acto import abrir


@escritura()
def autorizar(candidatura: Candidatura, *, por: Usuario | None, en: datetime) -> Candidatura:
    """Authorise that the complete record becomes public, by the party's representation or the independent candidacy.

    Source: plan de trabajo del IEPC Jalisco, «Administración, validación y publicación para PP y CI».
    """
    acto = abrir("autorizar", candidatura, por=por, en=en)
    acto.exigir()
    hechos = anotar_autorizacion(acto)
    acto.escribir()
    acto.anotar(hechos=hechos)
    return acto.objeto


def anotar_autorizacion(acto: Acto[Candidatura]) -> dict[str, Any]:
    """Note on the candidacy that it is authorised. Answers the facts to keep of it."""
    acto.objeto.autorizada_en = acto.en
    return {}


@escritura()
def revocar_autorizacion(candidatura: Candidatura, *, por: Usuario | None, en: datetime) -> Candidatura:
    """Take the authorisation back while nothing is public yet."""
    acto = abrir("revocar_autorizacion", candidatura, por=por, en=en)
    acto.exigir()
    acto.objeto.autorizada_en = None
    acto.escribir()
    acto.anotar()
    return acto.objeto


@escritura()
def publicar(candidatura: Candidatura, *, por: Usuario | None, en: datetime) -> Candidatura:
    """Put it on the public site, from the start date that the council agreed (Lineamientos art. 11 num. 9).

    Which of the two words it needs, the party's and verification's, is a setting of the process
    (`Proceso.orden_autorizacion`).
    """
    acto = abrir("publicar", candidatura, por=por, en=en)
    acto.exigir()
    acto.mover(hechos=anotar_publicacion(acto))
    return acto.objeto


def anotar_publicacion(acto: Acto[Candidatura]) -> dict[str, Any]:
    """Note on the candidacy when it is published, its state apart. Answers the facts to keep of it."""
    c = acto.objeto
    c.publicada_en = acto.en
    return {
        "orden_autorizacion": c.proceso.orden_autorizacion,
        "autorizada_en": c.autorizada_en.isoformat() if c.autorizada_en else None,
        "validada_en": c.validada_en.isoformat() if c.validada_en else None,
    }
