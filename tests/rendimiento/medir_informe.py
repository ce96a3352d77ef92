"""How long the monthly report of a large process takes. Run by `make bench`."""

from datetime import date

from compliance.models import Entregable
from documentos.informes.mensual_pdf import hoja
from documentos.papel import en_pdf
from flujos.entregables.informes import informe_mensual

from ..elenco import Elenco, momento
from .tabla import alternar, anotar

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
    en = momento("2024-04-30 12:00")
    informe = informe_mensual(elenco.proceso, date(2024, 4, 1), en)
    assert len(informe.filas) >= FILAS
    medidas = alternar(
        {
            "datos": lambda: informe_mensual(elenco.proceso, date(2024, 4, 1), en),
            "pdf": lambda: en_pdf(hoja(informe)),
            "leer": lambda: list(Entregable.objects.filter(proceso=elenco.proceso)),
        },
        5,
    )
    anotar(f"datos del informe de {FILAS} renglones / leerlos", medidas["datos"], pareja=medidas["leer"])
    anotar(f"PDF del informe de {FILAS} renglones / sus datos", medidas["pdf"], pareja=medidas["datos"])
