"""The life of a record as one timeline: each transition with what it changed, and every other change."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Model

from compliance.auditoria import Registro, registros_de
from compliance.cara.componentes import Suceso
from compliance.models import Candidatura, Entregable
from compliance.verbos.modelo import Verbo

from ..verbos.candidaturas import DE_CANDIDATURA
from ..verbos.entregables import DE_ENTREGABLE

# The rows of the verbs that leave transitions, by what they are done to.
TABLAS: Mapping[type[Model], Mapping[str, Verbo]] = {Candidatura: DE_CANDIDATURA, Entregable: DE_ENTREGABLE}
# What the history of an object says where no transition does.
_REGISTROS = {"Alta": "Se dio de alta", "Cambio": "Se corrigieron sus datos", "Baja": "Se dio de baja"}


def nombre_de_verbo(verbo: str, clase: type[Model]) -> str:
    """What a transition of a candidacy or of a deliverable says that happened."""
    fila = TABLAS.get(clase, DE_ENTREGABLE).get(verbo)
    return fila.hecho if fila and fila.hecho else verbo.replace("_", " ").capitalize()


def linea_de(objeto: Candidatura | Entregable) -> list[Suceso]:
    """Newest first. A transition carries the changes of the history rows written in its same moment."""
    por_momento: dict[datetime, list[Registro]] = defaultdict(list)
    for registro in registros_de([objeto], objeto.proceso.tz):
        por_momento[registro.momento].append(registro)
    filas = TABLAS[type(objeto)]
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
                tono=filas[transicion.verbo].tono if transicion.verbo in filas else "info",
            )
        )
    for registros in por_momento.values():
        sucesos.extend(
            Suceso(momento=r.momento, titulo=_REGISTROS[r.tipo], autor=r.autor, detalle=r.motivo, cambios=r.cambios)
            for r in registros
            if r.cambios
        )
    return sorted(sucesos, key=lambda s: s.momento, reverse=True)
