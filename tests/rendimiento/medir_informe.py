"""How long the monthly report of a large process takes. Run by `make bench`."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from compliance.models import Entregable
from documentos.informes.mensual_pdf import hoja
from documentos.informes.redactado import escritas, hoja_redactada
from documentos.papel import en_pdf
from flujos import entregables
from flujos.entregables.informes import informe_mensual
from flujos.entregables.redaccion import datos_de

from ..elenco import Elenco, momento
from .tabla import alternar, anotar

FILAS = 300
# What an institute reports at most in a month, and how long its paper may take.
DE_UN_MES, MS = 60, 300
EN = momento("2024-04-30 12:00")


def _copiar(elenco: Elenco, cuantos: int) -> None:
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
        for n in range(cuantos)
    )


def test_informe_redactado(elenco: Elenco) -> None:
    """Its data, what is written and its PDF, as whoever asks for it waits."""
    _copiar(elenco, DE_UN_MES)
    informe = entregables.empezar_informe(elenco.proceso, "2024-04", por=None, en=EN)
    assert len(datos_de(informe, EN).filas) >= DE_UN_MES

    # Each one is another paper: typst remembers what it has just laid out.
    cortes = (EN + timedelta(minutes=n) for n in count())

    def hacer() -> bytes:
        en = next(cortes)
        datos = datos_de(informe, en)
        otros = replace(datos, filas=[replace(f, actividad=f"{f.actividad}, {en}") for f in datos.filas])
        return en_pdf(hoja_redactada(informe, escritas(informe), otros, en=en))

    medido = alternar({"informe": hacer}, 5)["informe"]
    assert anotar(f"informe redactado de {DE_UN_MES} renglones, en PDF", medido, limite=MS, meta=1).cumple


def test_informe_mensual(elenco: Elenco) -> None:
    _copiar(elenco, FILAS)
    informe = informe_mensual(elenco.proceso, date(2024, 4, 1), EN)
    assert len(informe.filas) >= FILAS
    medidas = alternar(
        {
            "datos": lambda: informe_mensual(elenco.proceso, date(2024, 4, 1), EN),
            "pdf": lambda: en_pdf(hoja(informe)),
            "leer": lambda: list(Entregable.objects.filter(proceso=elenco.proceso)),
        },
        5,
    )
    anotar(f"datos del informe de {FILAS} renglones / leerlos", medidas["datos"], pareja=medidas["leer"])
    anotar(f"PDF del informe de {FILAS} renglones / sus datos", medidas["pdf"], pareja=medidas["datos"])
