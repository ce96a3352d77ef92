"""What is printed of a session: its call, its agenda and its minutes, under the institute's letterhead."""

from collections.abc import Sequence
from datetime import datetime
from textwrap import shorten
from typing import Any

from calendario.fechas import momento_en_prosa
from documentos.membrete import BORRADOR, hoja_de
from documentos.papel import Bloque, Firma, Firmas, Hoja, Parrafo, Seccion

from ..models import Acta, PuntoOrden, Sesion
from .acto import integrantes_de


def convocatoria_impresa(sesion: Sesion, en: datetime) -> Hoja:
    """The call: to what, when and where, with its agenda, and who presides signs. Of `en`, until it is called."""
    tz = sesion.proceso.tz
    preside = next((i for i in integrantes_de(sesion) if i.preside), None)
    lugar = f", en {sesion.lugar}" if sesion.lugar else ""
    convocada = momento_en_prosa(sesion.convocada_en, tz) if sesion.convocada_en else ""
    return _hoja(
        sesion,
        f"Convocatoria: {sesion}",
        [
            Seccion("Convocatoria"),
            *([Parrafo(f"Convocada el {convocada}.", "nota")] if convocada else []),
            Parrafo(
                f"Se convoca a quienes integran «{sesion.organo}», y a quienes corresponde asistir, a «{sesion}», "
                f"que se celebrará el {momento_en_prosa(sesion.inicia_en, tz)}{lugar}, conforme al siguiente:"
            ),
            Seccion("Orden del día", 2),
            *_puntos(list(sesion.puntos.all())),
            Firmas([Firma(str(preside) if preside else "Presidencia")]),
        ],
        sesion.convocada_en or en,
    )


def orden_del_dia(sesion: Sesion, en: datetime) -> Hoja:
    """The agenda as it is at `en`, with the hash of the document of each point."""
    return _hoja(
        sesion,
        f"Orden del día: {sesion}",
        [
            Seccion("Orden del día"),
            Parrafo(f"{sesion}, {momento_en_prosa(sesion.inicia_en, sesion.proceso.tz)}.", "nota"),
            *_puntos(list(sesion.puntos.select_related("documento")), con_huella=True),
        ],
        en,
    )


def acta_impresa(acta: Acta, en: datetime) -> Hoja:
    """The minutes as their text is; until they are approved, across each page it says that they are a draft."""
    sesion = acta.sesion
    sin_aprobar = acta.estado in (Acta.Estado.BORRADOR, Acta.Estado.POR_APROBAR)
    aprobada = f" Aprobada el {momento_en_prosa(acta.aprobada_en, sesion.proceso.tz)}." if acta.aprobada_en else ""
    presentes = sesion.asistencias.filter(presente=True).select_related("integracion", "suplencia__integracion")
    # Whoever left and came back signs once.
    quienes = list(dict.fromkeys(a.quien for a in presentes))
    return _hoja(
        sesion,
        str(acta),
        [
            Seccion(str(acta)),
            Parrafo(f"Versión {acta.version}.{aprobada}", "nota"),
            *(Parrafo(bloque) for bloque in acta.texto.split("\n\n")),
            *([Firmas([Firma(quien) for quien in quienes])] if quienes else []),
        ],
        acta.aprobada_en or en,
        marca=BORRADOR if sin_aprobar else "",
    )


def _puntos(puntos: Sequence[PuntoOrden], *, con_huella: bool = False) -> list[Bloque]:
    renglones: list[Bloque] = []
    for punto in puntos:
        renglones.append(Parrafo(f"{punto.orden}. {punto.titulo}"))
        if con_huella and punto.documento is not None:
            renglones.append(Parrafo(f"{punto.documento}. SHA-256: {punto.documento.sha256}", "nota"))
    return renglones


def _hoja(sesion: Sesion, titulo: str, bloques: Sequence[Bloque], en: datetime, **otros: Any) -> Hoja:
    proceso = sesion.proceso
    return hoja_de(
        proceso,
        titulo,
        bloques,
        en=en,
        sobre=shorten(f"{sesion.organo} · {proceso.nombre}", 120, placeholder="…"),
        pie=shorten(str(sesion), 70, placeholder="…"),
        sin_titulo=True,
        **otros,
    )
