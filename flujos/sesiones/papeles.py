"""The documents of the session itself: kept by their SHA-256, in versions, for whoever may see the session."""

from datetime import datetime

from django.core.files.base import File
from django.db.models import Q, QuerySet

from compliance.actos import escritura
from compliance.models import Usuario
from compliance.textos import normalizar
from documentos.models import Documento
from documentos.services import guardar_documento, huella

from ..acto import Acto
from ..models import Papel, Sesion
from ..transiciones import Rechazo
from .acto import abrir


@escritura()
def agregar_papel(
    sesion: Sesion, archivo: File[bytes], *, clase: str, titulo: str = "", por: Usuario | None, en: datetime
) -> Papel:
    """Keep a document of the session: a new version, if there is one of that kind and title.

    The same file twice is refused. Raises ValidationError if the file may not be kept.
    """
    acto = abrir("agregar_papel", sesion, por=por, en=en)
    return guardar_papel(acto, archivo, clase, titulo)


def guardar_papel(acto: Acto[Sesion], archivo: File[bytes], clase: str, titulo: str = "") -> Papel:
    """`agregar_papel`, as part of an act that is being done to its session."""
    sesion = acto.objeto
    titulo = titulo.strip() or str(Papel.Clase(clase).label)
    anteriores = [p for p in sesion.papeles.filter(clase=clase) if normalizar(p.titulo) == normalizar(titulo)]
    sha256 = huella(archivo)
    igual = sesion.papeles.filter(documento__sha256=sha256).first()
    acto.exigir(
        Rechazo("archivo", f"Ese mismo archivo ya está en la sesión: «{igual}».", "Elija otro.") if igual else None
    )
    documento = guardar_documento(
        archivo,
        proceso=sesion.proceso,
        tipo=Documento.Tipo.OTRO,
        titulo=f"{titulo}, {sesion}",
        por=acto.por,
        en=acto.en,
        acto=acto.asentado(),
    )
    papel = Papel(
        sesion=sesion,
        clase=clase,
        titulo=anteriores[0].titulo if anteriores else titulo,
        version=max((p.version for p in anteriores), default=0) + 1,
        documento=documento,
    )
    acto.escribir(papel, f"Versión {papel.version}")
    return papel


def papeles_visibles(sesion: Sesion) -> QuerySet[Documento]:
    """The documents that a call opens: those of the session, and those of its agenda. Nothing else of a deliverable."""
    return Documento.objects.filter(Q(papel__sesion=sesion) | Q(puntos__sesion=sesion)).distinct()


def vigentes_de(sesion: Sesion) -> list[Papel]:
    """Of each document of the session, its last version."""
    ultimos: dict[tuple[str, str], Papel] = {}
    for papel in sesion.papeles.select_related("documento"):
        ultimos.setdefault((papel.clase, papel.titulo), papel)
    return list(ultimos.values())
