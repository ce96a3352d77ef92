"""What every service of this package begins with."""

from datetime import datetime

from compliance.models import Entregable, Usuario

from ..acto import Acto, alcance, comenzar
from ..transiciones import bloquear
from ..verbos.entregables import DE_ENTREGABLE, CasoDeEntregable


def abrir(
    verbo: str,
    entregable: Entregable,
    *,
    por: Usuario | None,
    en: datetime,
    motivo: str = "",
    ocurrio: datetime | None = None,
) -> Acto[Entregable]:
    """Lock the deliverable and begin the act of `por` on it. Needs an open transaction.

    Refused at once to whoever may not do it, or where it has no place; the rest is for `Acto.exigir`. `ocurrio`: when
    what is recorded happened, if it is not now.
    """
    e = bloquear(Entregable.objects.con_lo_que_se_muestra(), entregable.pk)
    caso = CasoDeEntregable(e, en, alcance(por, e.proceso, en), ocurrio)
    return comenzar(DE_ENTREGABLE[verbo], caso, por=por, motivo=motivo)
