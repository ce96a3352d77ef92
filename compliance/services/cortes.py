"""Making the daily cut of open data (decision 0052)."""

import logging
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

from django.db import transaction

from calendario.fechas import dia_local

from ..abiertos import CAMPOS, CORTAR, FORMATOS, Corte, quitar_viejos, ultimo_corte
from ..abiertos.archivos import hacer
from ..abiertos.cortes import clave_de
from ..abiertos.filas import publicadas_entonces
from ..actos import Apunte, asentar, escritura
from ..cifrado import CifradoError
from ..models import Candidatura, Proceso
from ..models.listas import version_publica

bitacora = logging.getLogger(__name__)


def cortar_todos(al: datetime) -> None:
    """Once a local day of each process, cut what is public in it, if it changed; and drop the files of before.

    A process whose files cannot be made (a full disk, a key that is not there) is tried again by the next sweep.
    """
    for proceso in Proceso.objects.select_related("instituto"):
        quitar_viejos(proceso)
        try:
            cortar(proceso, en=al)
        except (OSError, CifradoError):
            bitacora.exception("No se hizo el corte de datos de %s", proceso.clave)


def cortar(proceso: Proceso, *, en: datetime) -> Corte | None:
    """The cut of today, at `en`; None if it is made already, or nothing changed since the one before.

    Its files are made to be hashed, and none is kept: a day's file would keep whoever withdraws tomorrow.
    """
    dia, version, anterior = dia_local(en, proceso.tz), version_publica(proceso.clave) or "", ultimo_corte(proceso)
    if anterior is None and not Candidatura.objects.publicas().filter(proceso=proceso).exists():
        return None
    if anterior is not None and (anterior.dia >= dia or anterior.version == version):
        return None
    sales = {formato: token_hex(16) for formato in FORMATOS}
    with TemporaryDirectory() as carpeta:
        hechos = [
            hacer(
                Path(carpeta) / f"corte.{formato}",
                formato,
                proceso,
                publicadas_entonces(proceso, en, para_el_publico=True, corte=clave_de(dia, sal)),
                en=en,
            )
            for formato, sal in sales.items()
        ]
    archivos = {a.formato: {"sha256": a.sha256, "octetos": a.octetos, "sal": sales[a.formato]} for a in hechos}
    dichos = {
        "dia": str(dia),
        "version": version,
        "candidaturas": hechos[0].candidaturas,
        "campos": [campo.clave for campo in CAMPOS],
        "archivos": archivos,
    }
    with escritura():
        # Whoever cuts meanwhile waits here, and finds it done.
        asentar(Apunte(CORTAR, proceso, en=en, hechos=dichos, proceso_id=proceso.pk, notable=True))
        ultimo = ultimo_corte(proceso)
        if ultimo is not None and ultimo.dia >= dia:
            transaction.set_rollback(True)
            return None
    return ultimo_corte(proceso)
