"""What the public says of the site: kept without a name, and forgotten."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from ..models import Opinion, Proceso
from ..verbos.modelo import Rechazo

# How many come from one network in `VENTANA`: a cybercafé or a telephone company goes out through one.
POR_RED = 30
VENTANA = timedelta(hours=1)
# The public pages tell this term.
SE_CONSERVAN = timedelta(days=365)


def opinar(
    proceso: Proceso, *, visita: UUID, encontro: bool, texto: str, pagina: str, red: str, en: datetime
) -> Opinion:
    """Keep what a visit answered; sent again, it replaces what that visit had said. Raises Rechazo if too many come.

    Where it comes from is counted in the cache for an hour, under a hash, and is in no table.
    """
    if not _cabe(red):
        raise Rechazo(
            "demasiadas",
            "Desde su conexión llegaron muchas opiniones en la última hora.",
            "Lo que escribió sigue aquí: envíelo más tarde, o desde otra conexión.",
        )
    opinion = Opinion(proceso=proceso, visita=visita, encontro=encontro, texto=texto.strip(), pagina=pagina, en=en)
    opinion.clean_fields()
    hecha, _ = Opinion.objects.update_or_create(
        proceso=proceso,
        visita=visita,
        defaults={"encontro": encontro, "texto": opinion.texto},
        create_defaults={"encontro": encontro, "texto": opinion.texto, "pagina": opinion.pagina, "en": en},
    )
    return hecha


def olvidar_opiniones(al: datetime) -> int:
    """Delete what is older than its term; answers how many there were."""
    cuantas, _ = Opinion.objects.filter(en__lt=al - SE_CONSERVAN).delete()
    return cuantas


def _cabe(red: str) -> bool:
    llave = f"opinion:{salted_hmac('cauce.red', red).hexdigest()[:32]}"
    if cache.add(llave, 1, VENTANA.total_seconds()):
        return True
    try:
        return cache.incr(llave) <= POR_RED
    except ValueError:  # it expired meanwhile
        return True
