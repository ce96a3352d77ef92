"""How long the monthly report of a large process takes. Run by `make bench`."""

from datetime import date
from io import BytesIO
from time import perf_counter

from compliance.models import Entregable
from documentos.informes.mensual_pdf import escribir
from flujos.entregables.informes import informe_mensual

from ..elenco import Elenco, momento

FILAS = 300


def test_informe_mensual(elenco: Elenco) -> None:
    base = elenco.entregables["avance-abril"]
    Entregable.objects.bulk_create(
        Entregable(
            **{
                c.attname: getattr(base, c.attname)
                for c in Entregable._meta.concrete_fields
                if c.attname not in ("id", "llave")
            },
            llave=f"copia-{n}",
        )
        for n in range(FILAS)
    )
    inicio = perf_counter()
    informe = informe_mensual(elenco.proceso, date(2024, 4, 1), momento("2024-04-30 12:00"))
    datos = perf_counter()
    escribir(informe, BytesIO())
    print(f"\n{len(informe.filas)} rows: data {datos - inicio:.3f} s, PDF {perf_counter() - datos:.3f} s")
    assert len(informe.filas) >= FILAS
