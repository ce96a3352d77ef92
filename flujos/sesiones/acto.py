"""The act on a session: locked, with who acts and their reach; and who sits in its body."""

from datetime import datetime

from calendario.fechas import dia_local
from compliance.models import Integracion, Usuario

from ..acto import Acto, alcance, comenzar
from ..models import Sesion
from ..transiciones import bloquear
from ..verbos.convocatoria import DE_CONVOCATORIA
from ..verbos.sesiones import DE_SESION, CasoDeSesion

_FILAS = {**DE_SESION, **DE_CONVOCATORIA}


def abrir(
    verbo: str,
    sesion: Sesion,
    *,
    por: Usuario | None,
    en: datetime,
    motivo: str = "",
    ocurrio: datetime | None = None,
) -> Acto[Sesion]:
    """Lock the session and begin the act of `por` on it: see `entregables.acto.abrir`."""
    s = bloquear(Sesion.objects.select_related("organo", "proceso__instituto"), sesion.pk)
    caso = CasoDeSesion(s, en, alcance(por, s.proceso, en), ocurrio)
    return comenzar(_FILAS[verbo], caso, por=por, motivo=motivo)


def integrantes_de(sesion: Sesion, al: datetime | None = None) -> list[Integracion]:
    """Members of the body in office on the local day of the session, or on that of the moment `al`."""
    dia = dia_local(al or sesion.inicia_en, sesion.proceso.tz)
    return [i for i in sesion.organo.integraciones.all() if i.desde <= dia and (i.hasta is None or i.hasta >= dia)]
