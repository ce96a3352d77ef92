"""A document under the letterhead of its institute."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from compliance.models import Instituto, Proceso

from .models import Membrete
from .papel import Bloque, Hoja
from .papel import Membrete as EnHoja

DEMOSTRACION = "Demostración con personas y datos sintéticos"
BORRADOR = "BORRADOR"


def hoja_de(
    proceso: Proceso, titulo: str, bloques: Sequence[Bloque], *, en: datetime, pie: str = "", **otros: Any
) -> Hoja:
    """The document of a process, made at `en`. `otros`: what else a `Hoja` has."""
    return Hoja(
        titulo=titulo,
        membrete=membrete_de(proceso.instituto),
        creada=en.astimezone(proceso.tz),
        bloques=bloques,
        pie=" · ".join(t for t in (pie, DEMOSTRACION if proceso.es_demostracion else "") if t),
        **{"sobre": proceso.nombre, **otros},
    )


def membrete_de(instituto: Instituto) -> EnHoja:
    """What the institute's papers bear; of one that has not said, its name and its color."""
    suyo = Membrete.objects.filter(instituto=instituto).first()
    if suyo is None:
        return EnHoja(instituto.nombre, instituto.color)
    return EnHoja(
        instituto=instituto.nombre,
        color=instituto.color,
        escudo=suyo.leer_escudo(),
        escudo_dice=suyo.escudo_dice,
        lema=suyo.lema,
        pie=suyo.pie,
        letra="serif" if suyo.letra == Membrete.Letra.SERIF else "sans",
    )
