"""What the views of candidacies share."""

from django.db.models.fields.files import FieldFile
from django.shortcuts import get_object_or_404

from compliance.cuestionarios import retrato
from compliance.middleware import SolicitudCauce
from compliance.models import Candidatura, Proceso
from compliance.models.candidaturas import CandidaturaQuerySet
from compliance.roles import ACTORES, INTERNOS
from compliance.views.comun import proceso_o_404

ANCHO_FOTO = 320
# The longest key that a database holds has 19 digits.
DIGITOS = 18
CON_LO_QUE_SE_MUESTRA = ("proceso__instituto", "persona", "actor", "cargo", "territorio")


def proceso_de_candidaturas(request: SolicitudCauce, clave: str) -> Proceso:
    """The process, for the institute's people, the parties and the candidates; otherwise it does not exist."""
    return proceso_o_404(request, clave, INTERNOS | ACTORES)


def visibles(request: SolicitudCauce, proceso: Proceso) -> CandidaturaQuerySet:
    """The candidacies of the process that this person may see, with what every page shows of them."""
    return (
        Candidatura.objects.visibles_para(request.ambito).filter(proceso=proceso).select_related(*CON_LO_QUE_SE_MUESTRA)
    )


def candidatura_o_404(request: SolicitudCauce, proceso: Proceso, pk: int) -> Candidatura:
    """One of them; another's does not exist."""
    return get_object_or_404(visibles(request, proceso), pk=pk)


def entero(texto: str) -> int | None:
    """The number that a browser sent; None if it is none, or none that could be a key."""
    return int(texto) if texto.isdecimal() and len(texto) <= DIGITOS else None


def retrato_de(archivo: FieldFile) -> bytes | None:
    """A photograph as pages draw it; None if it is not there or cannot be drawn."""
    try:
        with archivo.open("rb") as abierto:
            return retrato(abierto.read(), ANCHO_FOTO)
    except FileNotFoundError:
        return None
