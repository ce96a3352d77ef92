"""Calling a body: the session and its agenda, once."""

from collections.abc import Sequence
from datetime import datetime

from compliance.actos import escritura
from compliance.models import Organo, Usuario
from compliance.textos import normalizar

from ..acto import alcance, comenzar
from ..models import Sesion
from ..transiciones import Rechazo, YaHay, bloquear, fuera_del_proceso
from ..verbos.sesiones import DE_SESION, CasoDeOrgano, CasoDeSesion
from .orden import Punto, agregar, rechazo_de_punto


@escritura()
def convocar(
    organo: Organo,
    *,
    tipo: str,
    inicia_en: datetime,
    puntos: Sequence[Punto],
    nombre: str = "",
    lugar: str = "",
    distinta_de: int | None = None,
    por: Usuario | None,
    en: datetime,
) -> Sesion:
    """Call a session with its agenda. At least one point; each deliverable of the same process and only once.

    Two calls of one body, kind, name and beginning are the same one sent twice: refused as `YaHay`, unless
    `distinta_de` is the key of the one that there is.
    """
    # Who calls the same body waits, and sees what was called meanwhile.
    bloquear(Organo, organo.pk)
    caso = CasoDeOrgano(organo, en, alcance(por, organo.proceso, en), inicia_en)
    acto = comenzar(DE_SESION["convocar"], caso, por=por)
    acto.exigir(
        fuera_del_proceso(caso.el, organo.proceso),
        Rechazo("puntos", "El orden del día está vacío.", "Agregue al menos un punto.") if not puntos else None,
        *(rechazo_de_punto(p, organo) for p in puntos),
        _ya_convocada(organo, tipo, nombre, inicia_en, distinta_de),
    )
    sesion = Sesion(
        proceso=organo.proceso,
        organo=organo,
        tipo=tipo,
        nombre=nombre,
        inicia_en=inicia_en,
        convocada_en=en,
        lugar=lugar,
    )
    de_la_sesion = acto.sobre(CasoDeSesion(sesion, en, acto.caso.ambito, inicia_en), acto.verbo)
    de_la_sesion.escribir(motivo="Convocatoria")
    for orden, punto in enumerate(puntos, start=1):
        agregar(de_la_sesion, sesion, orden, punto)
    return sesion


def _ya_convocada(
    organo: Organo, tipo: str, nombre: str, inicia_en: datetime, distinta_de: int | None
) -> Rechazo | None:
    """There is one alike that still meets or met, and nobody said that this is another one."""
    iguales = organo.sesiones.filter(tipo=tipo, inicia_en=inicia_en).exclude(estado=Sesion.Estado.CANCELADA)
    otra = next((s for s in iguales.order_by("-pk") if normalizar(s.nombre) == normalizar(nombre)), None)
    if otra is None or otra.pk == distinta_de:
        return None
    return YaHay("Ya hay una sesión de ese órgano, de ese tipo y con ese nombre que empieza a esa hora.", otra)
