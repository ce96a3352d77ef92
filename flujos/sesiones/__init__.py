"""Sessions: a body is called, it meets with quorum, and one meeting decides many deliverables.

Dates of facts (when the session began, when it decided) are given by whoever records them; `en` is the moment of
recording.
"""

from .acto import integrantes_de
from .celebracion import cancelar, concluir, instalar
from .convocatoria import convocar
from .decisiones import Sentido, decidir
from .orden import Punto, agregar_punto, quitar_punto

__all__ = [
    "Punto",
    "Sentido",
    "agregar_punto",
    "cancelar",
    "concluir",
    "convocar",
    "decidir",
    "instalar",
    "integrantes_de",
    "quitar_punto",
]
