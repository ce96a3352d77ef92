"""Copies Cauce's own ladder (`escalones.toml`) to the processes that lack it."""

import tomllib
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from compliance.actos import Apunte, escritura
from compliance.historia import guardar_en, leido
from compliance.models import Proceso

from .models import Escalon

ARCHIVO = Path(__file__).parent / "escalones.toml"


class _Aviso(BaseModel):
    model_config = ConfigDict(extra="forbid")

    objeto: Escalon.Objeto
    destinatario: Escalon.Destinatario
    legal: bool = False
    activo: bool = True
    asunto: str
    texto: Annotated[str, StringConstraints(strip_whitespace=True)]


class _Escalera(_Aviso):
    dias: list[int]
    cada_dia_hasta: int | None = None


class _Suceso(_Aviso):
    verbo: str


class _Archivo(BaseModel):
    escalera: list[_Escalera]
    suceso: list[_Suceso]


@cache
def _archivo() -> _Archivo:
    return _Archivo.model_validate(tomllib.loads(ARCHIVO.read_text(encoding="utf-8")))


def predeterminados(proceso: Proceso) -> Iterator[Escalon]:
    """The rungs of the file, unsaved, for one process."""
    for escalera in _archivo().escalera:
        for dias in escalera.dias:
            distancia = f"{dias}-antes" if dias >= 0 else f"{-dias}-despues"
            yield _escalon(proceso, escalera, distancia, dias=dias, cada_dia_hasta=escalera.cada_dia_hasta)
    for suceso in _archivo().suceso:
        yield _escalon(proceso, suceso, suceso.verbo, verbo=suceso.verbo)


def _escalon(
    proceso: Proceso,
    datos: _Aviso,
    cuando: str,
    *,
    dias: int | None = None,
    cada_dia_hasta: int | None = None,
    verbo: str = "",
) -> Escalon:
    return Escalon(
        proceso=proceso,
        clave=f"{datos.objeto}-{datos.destinatario}-{cuando}".replace("_", "-"),
        objeto=datos.objeto,
        destinatario=datos.destinatario,
        legal=datos.legal,
        dias=dias,
        cada_dia_hasta=cada_dia_hasta,
        verbo=verbo,
        asunto=datos.asunto,
        texto=datos.texto,
        activo=datos.activo,
    )


def escalones_de(procesos: Iterable[int]) -> list[Escalon]:
    """The ladder of each of these processes, by primary key: its own or, until the sweep copies it, the file's."""
    propios = Escalon.objects.filter(proceso__in=procesos)
    sin_copiar = Proceso.objects.filter(pk__in=procesos, escalones__isnull=True)
    return [*propios, *(e for proceso in sin_copiar for e in predeterminados(proceso))]


def cargar_escalones(en: datetime) -> int:
    """Give every process the rungs of the file that it lacks; answers how many were created.

    What a process already has is never touched: its texts are the institute's, and a rung that is not wanted is
    switched off, not deleted. But that one is legal is no choice of theirs.
    """
    presentes = {(p, clave): legal for p, clave, legal in Escalon.objects.values_list("proceso", "clave", "legal")}
    creados = 0
    for proceso in Proceso.objects.all():
        suyos = list(predeterminados(proceso))
        faltantes = [e for e in suyos if (proceso.pk, e.clave) not in presentes]
        legales = [e.clave for e in suyos if e.legal and presentes.get((proceso.pk, e.clave)) is False]
        if not faltantes and not legales:
            continue
        with escritura():
            # Two first sweeps at once: the second finds what the first left.
            Proceso.objects.select_for_update().get(pk=proceso.pk)
            motivo = "Escalón predeterminado de Cauce"
            acto = Apunte("copiar_escalera", proceso, por=None, en=en, motivo=motivo, proceso_id=proceso.pk)
            ya_estan = set(proceso.escalones.values_list("clave", flat=True))
            for escalon in faltantes:
                if escalon.clave not in ya_estan:
                    guardar_en(acto, escalon)
                    creados += 1
            for escalon in proceso.escalones.filter(clave__in=legales, legal=False):
                leido(escalon)
                escalon.legal = True
                guardar_en(acto, escalon)
    return creados
