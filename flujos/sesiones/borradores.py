"""What is typed of a point and not recorded yet, of each person; and the point that the session is at.

Neither is an act: nothing of the record changes until it is decided. See docs/decisiones/0045.
"""

from collections.abc import Mapping
from datetime import datetime

from compliance.actos import escritura
from compliance.models import Usuario

from ..models import BorradorDePunto, PuntoEnCurso, PuntoOrden, Sesion
from ..transiciones import Rechazo, bloquear
from .acto import abrir


class OtraVersion(Rechazo):
    """Somebody's other page wrote the draft since: `vigente` is what it holds."""

    def __init__(self, vigente: BorradorDePunto) -> None:
        super().__init__(
            "otra_version",
            "Usted escribió este punto en otra página desde entonces.",
            "Compare los dos textos y elija con cuál sigue.",
        )
        self.vigente = vigente


@escritura()
def guardar_borrador(
    punto: PuntoOrden,
    contenido: Mapping[str, str],
    *,
    version: int,
    del_punto: int,
    por: Usuario,
    en: datetime,
) -> BorradorDePunto:
    """Keep what is being typed. `version`: the draft that whoever types saw; another is refused as `OtraVersion`."""
    acto = abrir("decidir", punto.sesion, por=por, en=en)
    punto = bloquear(PuntoOrden.objects.filter(sesion=acto.objeto), punto.pk)
    borrador = punto.borradores.filter(por=por).first() or BorradorDePunto(punto=punto, por=por)
    if borrador.contenido == contenido and borrador.pk is not None:
        return borrador
    if borrador.version != version:
        raise OtraVersion(borrador)
    borrador.contenido, borrador.del_punto, borrador.en = dict(contenido), del_punto, en
    borrador.version += 1
    borrador.save()
    return borrador


def borrador_de(punto: PuntoOrden, por: Usuario) -> BorradorDePunto | None:
    """What this person has typed of the point."""
    return punto.borradores.filter(por=por).first()


@escritura()
def poner_en_curso(punto: PuntoOrden, *, por: Usuario, en: datetime) -> None:
    """Say that the session is at this point, for whoever follows it."""
    acto = abrir("decidir", punto.sesion, por=por, en=en)
    PuntoEnCurso.objects.update_or_create(sesion=acto.objeto, defaults={"punto": punto, "en": en})


def en_curso(sesion: Sesion) -> PuntoOrden | None:
    """The point that the session is at: the one that was said, or else the first undecided one."""
    dicho = PuntoEnCurso.objects.filter(sesion=sesion).select_related("punto").first()
    return dicho.punto if dicho else sesion.puntos.filter(decision=None).first()
