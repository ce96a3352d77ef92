"""A process that imports a workbook into a database, for whoever kills it: `python -m … LIBRO CLAVE`."""

import sys
from pathlib import Path

import django


def main(libro: str, clave: str) -> None:
    """Import it, in batches small enough to be killed between them and in the middle of them."""
    django.setup()
    from compliance.importacion import leer_export
    from compliance.models import Proceso
    from flujos.importacion import escritura

    from ..elenco import momento

    escritura.LOTE, escritura.RESPIRO = 5, 0.05
    export, proceso = leer_export(Path(libro)), Proceso.objects.get(clave=clave)
    sys.stdout.write("empieza\n")
    sys.stdout.flush()
    escritura.importar(export, proceso, por=None, en=momento("2024-07-01 10:00"))


if __name__ == "__main__":
    main(*sys.argv[1:])
