"""The life of a record as one timeline: each transition with what it changed, and every other change."""

from collections import defaultdict
from datetime import datetime

from django.db.models import Model

from compliance.auditoria import Registro, registros_de
from compliance.componentes import Suceso
from compliance.models import Candidatura, Entregable

from .guardas import VERBOS as VERBOS_DE_CANDIDATURA

VERBOS = {
    # deliverables
    "iniciar": "Se inició",
    "presentar": "El área presentó el documento",
    "adjuntar": "Se agregó una versión del documento",
    "decidir": "El órgano decidió que siga",
    "aprobar": "Aprobado",
    "devolver": "Devuelto con observaciones",
    "retirar_del_orden": "Retirado del orden del día",
    "remitir": "Remitido al INE",
    "registrar_acuse": "Se agregó el acuse",
    "validar": "Validado",
    "cancelar": "Cancelado",
    "registrar_evento": "Se registró el hecho que lo origina",
}
_TONOS = {"devolver": "atencion", "cancelar": "mal", "aprobar": "bien", "remitir": "bien", "validar": "bien"}


def nombre_de_verbo(verbo: str, clase: type[Model]) -> str:
    """The verb of a transition of a candidacy or of a deliverable, as people say it."""
    if clase is Candidatura and verbo in VERBOS_DE_CANDIDATURA:
        return VERBOS_DE_CANDIDATURA[verbo].nombre
    return VERBOS.get(verbo, verbo.replace("_", " ").capitalize())


def linea_de(objeto: Candidatura | Entregable) -> list[Suceso]:
    """Newest first. A transition carries the changes of the history rows written in its same moment."""
    por_momento: dict[datetime, list[Registro]] = defaultdict(list)
    for registro in registros_de([objeto], objeto.proceso.tz):
        por_momento[registro.momento].append(registro)
    sucesos = []
    # Newest first: of several transitions of one moment, the last carries the changes.
    for transicion in reversed(list(objeto.transiciones.all())):
        registros = por_momento.pop(transicion.en, [])
        sucesos.append(
            Suceso(
                momento=transicion.en,
                titulo=nombre_de_verbo(transicion.verbo, type(objeto)),
                autor=transicion.por_nombre,
                en_suplencia_de=transicion.en_suplencia_de,
                detalle=transicion.motivo,
                cambios=[c for r in registros for c in r.cambios],
                tono=_TONOS.get(transicion.verbo, "info"),  # type: ignore[arg-type]
            )
        )
    for registros in por_momento.values():
        sucesos.extend(
            Suceso(momento=r.momento, titulo=r.tipo, autor=r.autor, detalle=r.motivo, cambios=r.cambios)
            for r in registros
            if r.cambios
        )
    return sorted(sucesos, key=lambda s: s.momento, reverse=True)
