"""A document under the letterhead of its institute: what it bears, what it says and who signs it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from compliance.models import Instituto, Proceso

from .models import Firmante, Membrete, TextoDePapel
from .papel import Bloque, Firma, Hoja
from .papel import Membrete as EnHoja
from .textos import PAPELES

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
    return EnHoja(instituto.nombre, instituto.color) if suyo is None else en_hoja(suyo)


def en_hoja(suyo: Membrete) -> EnHoja:
    """What a letterhead bears, saved or not."""
    return EnHoja(
        instituto=suyo.instituto.nombre,
        color=suyo.instituto.color,
        escudo=suyo.leer_escudo(),
        escudo_dice=suyo.escudo_dice,
        lema=suyo.lema,
        pie=suyo.pie,
        letra="serif" if suyo.letra == Membrete.Letra.SERIF else "sans",
    )


def texto_de(proceso: Proceso, clave: str, *, en: datetime | None = None) -> TextoDePapel:
    """What a paper says in a process: as somebody wrote it or, not saved, as it came with Cauce.

    `en`: as it was then, of what was notified that day and must go on saying the same; today's, if not given.

    A text that the paper did not have yet when they wrote it is as it came.
    """
    if en is None:
        escrito = TextoDePapel.objects.filter(proceso=proceso, clave=clave).first()
    else:
        versiones = TextoDePapel.history.filter(proceso=proceso, clave=clave, history_date__lte=en)
        escrito = next((v.instance for v in versiones.order_by("-history_id")[:1]), None)
    escrito = escrito or TextoDePapel(proceso=proceso, clave=clave)
    escrito.textos = {**PAPELES[clave].textos, **escrito.textos}
    return escrito


# Who signs where nobody was said to.
EN_BLANCO = Firma("Nombre y firma", "Cargo")


def firmas_de(proceso: Proceso, clave: str, dia: date) -> list[Firma]:
    """Who signs a paper or a class of report on a local day, in their order; nobody's name where nobody was said to."""
    hallados = list(Firmante.objects.filter(proceso=proceso).el(dia))
    propios = [f for f in hallados if clave in f.papeles] or [f for f in hallados if not f.papeles]
    return [Firma(f.dicho, f.cargo) for f in propios] or [EN_BLANCO]
