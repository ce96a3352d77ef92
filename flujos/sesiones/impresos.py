"""What is printed of a session: its call, its agenda and its minutes, under the institute's header."""

from collections.abc import Sequence
from io import BytesIO
from textwrap import shorten

from reportlab.lib import colors
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from calendario.fechas import dia_local, fecha_en_prosa, fecha_hora
from documentos import pdf
from documentos.pdf import parrafo

from ..models import Acta, PuntoOrden, Sesion
from .acto import integrantes_de

ANCHO = pdf.VERTICAL[0] - 2 * pdf.MARGEN
BORRADOR = "BORRADOR"


def convocatoria_en_pdf(sesion: Sesion) -> bytes:
    """The call: to what, when and where, with its agenda, and where whoever presides signs."""
    tz = sesion.proceso.tz
    preside = next((i for i in integrantes_de(sesion) if i.preside), None)
    puntos = list(sesion.puntos.all())
    lugar = f", en {sesion.lugar}" if sesion.lugar else ""
    return _pdf(
        f"Convocatoria: {sesion}",
        sesion,
        lambda: [
            parrafo("Convocatoria", "titulo"),
            parrafo(f"Convocada el {fecha_hora(sesion.convocada_en, tz)}." if sesion.convocada_en else "", "nota"),
            parrafo(
                f"Se convoca a quienes integran «{sesion.organo}», y a quienes corresponde asistir, a «{sesion}», "
                f"que se celebrará el {fecha_en_prosa(dia_local(sesion.inicia_en, tz))} a las "
                f"{sesion.inicia_en.astimezone(tz):%H:%M} horas{lugar}, conforme al siguiente:",
                "cuerpo",
            ),
            *pdf.seccion("Orden del día"),
            *_puntos(puntos),
            *_firmas([str(preside) if preside else "Presidencia"]),
        ],
    )


def orden_en_pdf(sesion: Sesion) -> bytes:
    """The agenda, with the hash of the document of each point."""
    puntos = list(sesion.puntos.select_related("documento"))
    return _pdf(
        f"Orden del día: {sesion}",
        sesion,
        lambda: [
            parrafo("Orden del día", "titulo"),
            parrafo(f"{sesion}, {fecha_hora(sesion.inicia_en, sesion.proceso.tz)}.", "nota"),
            *_puntos(puntos, con_huella=True),
        ],
    )


def acta_en_pdf(acta: Acta) -> bytes:
    """The minutes as their text is; until they are approved, across each page it says that they are a draft."""
    sesion = acta.sesion
    sin_aprobar = acta.estado in (Acta.Estado.BORRADOR, Acta.Estado.POR_APROBAR)
    aprobada = f" Aprobada el {fecha_hora(acta.aprobada_en, sesion.proceso.tz)}." if acta.aprobada_en else ""
    presentes = sesion.asistencias.filter(presente=True).select_related("integracion", "suplencia__integracion")
    # Whoever left and came back signs once.
    quienes = list(dict.fromkeys(a.quien for a in presentes))
    return _pdf(
        str(acta),
        sesion,
        lambda: [
            parrafo(str(acta), "titulo"),
            parrafo(f"Versión {acta.version}.{aprobada}", "nota"),
            *(f for bloque in acta.texto.split("\n\n") for f in (parrafo(bloque, "cuerpo"), Spacer(0, 8))),
            *_firmas(quienes),
        ],
        marca=BORRADOR if sin_aprobar else "",
    )


def _puntos(puntos: Sequence[PuntoOrden], *, con_huella: bool = False) -> list[Flowable]:
    renglones: list[Flowable] = []
    for punto in puntos:
        renglones += [parrafo(f"{punto.orden}. {punto.titulo}", "cuerpo"), Spacer(0, 3)]
        if con_huella and punto.documento is not None:
            renglones.append(parrafo(f"{punto.documento}. SHA-256: {punto.documento.sha256}", "nota"))
    return renglones


def _firmas(nombres: Sequence[str]) -> list[Flowable]:
    """A line for each signature, two in a row."""
    celdas = [parrafo(nombre, "nota") for nombre in nombres]
    firmas: list[Flowable] = [Spacer(0, 20)]
    for n in range(0, len(celdas), 2):
        par = celdas[n : n + 2]
        fila = [par[0], "", par[1] if len(par) > 1 else ""]
        renglon = Table([fila], colWidths=[ANCHO / 2 - 15, 30, ANCHO / 2 - 15], spaceBefore=48, hAlign="LEFT")
        renglon.setStyle(
            TableStyle([("LINEABOVE", (2 * c, 0), (2 * c, 0), 0.8, colors.black) for c in range(len(par))])
        )
        firmas.append(KeepTogether([renglon]))
    return firmas


def _pdf(titulo: str, sesion: Sesion, contenido: "pdf.Contenido", marca: str = "") -> bytes:
    salida = BytesIO()
    proceso = sesion.proceso
    demostracion = " · Demostración con personas y datos sintéticos" if proceso.es_demostracion else ""
    marco = pdf.Marco(
        titulo=titulo,
        instituto=proceso.instituto.nombre,
        sobre=shorten(f"{sesion.organo} · {proceso.nombre}", 120, placeholder="…"),
        pie=f"{shorten(str(sesion), 70, placeholder='…')}{demostracion}",
        color=proceso.instituto.color,
        pagina=pdf.VERTICAL,
        marca=marca,
    )
    pdf.escribir(marco, contenido, salida)
    return salida.getvalue()
