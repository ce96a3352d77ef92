"""What the institute gives to be read or signed: the format of a consent, for one or for many, and a privacy notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib import colors
from reportlab.platypus import Flowable, PageBreak, Spacer, Table, TableStyle

from calendario.fechas import fecha_hora
from compliance.cuestionarios import FORMATO_DE_CONSENTIMIENTO
from compliance.models import Candidatura, Proceso, VersionDeAviso

from . import pdf
from .pdf import parrafo

ALTO_DE_FIRMA = 70


@dataclass(frozen=True)
class Hoja:
    """Whose sheet it is, and the folio that is printed on it."""

    candidatura: Candidatura
    folio: str


def formatos_de_consentimiento(hojas: Sequence[Hoja], proceso: Proceso, aviso: str) -> bytes:
    """One page for each person, to be printed and signed. `aviso` names the version of the notice that it refers to."""
    return _pdf(
        "Formato de consentimiento",
        proceso,
        lambda: [f for n, hoja in enumerate(hojas) for f in (*([PageBreak()] if n else []), *_formato(hoja, aviso))],
        aviso,
    )


def aviso_en_pdf(version: VersionDeAviso) -> bytes:
    """A version of a privacy notice."""
    proceso = version.proceso
    rige = f"En vigor desde: {fecha_hora(version.rige_en, proceso.tz)}" if version.rige_en else "Borrador"
    return _pdf(
        str(version),
        proceso,
        lambda: [
            parrafo(str(version), "titulo"),
            parrafo(f"{rige}. {f'Aprobado por: {version.documento}.' if version.documento else ''}", "nota"),
            *(
                f
                for titulo, cuerpo in version.apartados
                for f in (*pdf.seccion(titulo), parrafo(cuerpo) if cuerpo else Spacer(0, 0))
            ),
            Spacer(0, 12),
            parrafo(f"SHA-256 del texto: {version.huella}", "nota"),
        ],
        rige,
    )


def _pdf(titulo: str, proceso: Proceso, contenido: "pdf.Contenido", pie: str) -> bytes:
    salida = BytesIO()
    demostracion = " · Demostración con personas y datos sintéticos" if proceso.es_demostracion else ""
    marco = pdf.Marco(
        titulo=titulo,
        instituto=proceso.instituto.nombre,
        sobre=proceso.nombre,
        pie=f"{pie}{demostracion}",
        color=proceso.instituto.color,
        pagina=pdf.VERTICAL,
    )
    pdf.escribir(marco, contenido, salida)
    return salida.getvalue()


def _formato(hoja: Hoja, aviso: str) -> list[Flowable]:
    c, formato = hoja.candidatura, FORMATO_DE_CONSENTIMIENTO
    ancho = pdf.VERTICAL[0] - 2 * pdf.MARGEN
    datos = [
        ("Folio", hoja.folio),
        ("Persona candidata", c.persona.nombre),
        ("Candidatura", f"{c.cargo}, {c.territorio}. {c.get_calidad_display()}, fórmula {c.formula}"),
        ("Postula", str(c.actor)),
    ]
    cuadros = Table(
        [["", parrafo(texto)] for texto in formato.finalidades.values()],
        colWidths=[26, ancho - 26],
        rowHeights=[None] * len(formato.finalidades),
    )
    cuadros.setStyle(
        TableStyle(
            [
                *(("BOX", (0, n), (0, n), 1.2, colors.black) for n in range(len(formato.finalidades))),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("TOPPADDING", (0, 0), (-1, -1), 8),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
            ]
        )
    )
    firma = Table([[""], [parrafo(formato.firma, "nota")]], colWidths=[ancho * 0.6], rowHeights=[ALTO_DE_FIRMA, 20])
    firma.setStyle(TableStyle([("LINEABOVE", (0, 1), (0, 1), 0.8, colors.black)]))
    return [
        parrafo(formato.titulo, "titulo"),
        parrafo(f"{aviso}.", "nota"),
        pdf.tabla(["Dato", "Valor"], datos, [1, 4], ancho=ancho),
        Spacer(0, 10),
        parrafo(formato.declaracion.replace("{instituto}", c.proceso.instituto.nombre)),
        Spacer(0, 6),
        parrafo(formato.instruccion),
        Spacer(0, 8),
        cuadros,
        Spacer(0, 8),
        parrafo(formato.revocacion),
        Spacer(0, 16),
        parrafo("Lugar y fecha: ________________________________________"),
        firma,
        parrafo(
            f"Al subir la hoja escaneada o su foto, ponga al archivo un nombre que empiece con el folio: {hoja.folio}.",
            "nota",
        ),
    ]
