"""What every service of this package begins with."""

from datetime import datetime

from compliance.models import Entregable, Usuario

from ..acto import Acto, alcance, comenzar
from ..transiciones import bloquear
from ..verbos.entregables import DE_ENTREGABLE, CasoDeEntregable, VerboDeEntregable, la_que_hace


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
    fila = DE_ENTREGABLE[verbo]
    acto = comenzar(fila, caso, por=por, motivo=motivo)
    if e.etapa is not None and isinstance(fila, VerboDeEntregable) and fila.responsable is not None:
        # Of several open at once, the one of whoever acts.
        e.etapa = la_que_hace(fila, e, caso.ambito)
    return acto
