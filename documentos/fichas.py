"""The page of a published candidacy on paper: one sheet, if what it says fits."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import segno
from reportlab.platypus import CondPageBreak, Flowable, Image, Spacer, Table, TableStyle

from calendario.fechas import fecha_hora
from compliance.models import Candidatura

from . import pdf
from .pdf import parrafo

ANCHO = pdf.VERTICAL[0] - 2 * pdf.MARGEN
RETRATO, QR, HUECO = 84, 84, 10


def ficha_en_pdf(
    candidatura: Candidatura, dice: Mapping[str, Any], direccion: str, foto: bytes | None, hecha: datetime
) -> bytes:
    """The same that its page says (`dice`: `contexto_de_ficha`), and when it was printed. `foto`: already redrawn."""
    proceso = candidatura.proceso
    aviso = " · Demostración con personas y datos sintéticos" if proceso.es_demostracion else ""
    salida = BytesIO()
    pdf.escribir(
        pdf.Marco(
            titulo=f"{candidatura.persona.nombre}, candidatura a {candidatura.cargo} por {candidatura.actor}",
            instituto=proceso.instituto.nombre,
            sobre=f"{proceso.nombre} · Candidatas y Candidatos, Conóceles{aviso}",
            pie=f"Hecha el {fecha_hora(hecha, proceso.tz)} · {direccion}",
            color=proceso.instituto.color,
            pagina=pdf.VERTICAL,
        ),
        lambda: _contenido(candidatura, dice, direccion, foto),
        salida,
    )
    return salida.getvalue()


def _contenido(c: Candidatura, dice: Mapping[str, Any], direccion: str, foto: bytes | None) -> list[Flowable]:
    contenido = [_cabeza(c, dice, direccion, foto)]
    for _, pregunta, texto in dice["textos"]:
        contenido += _seccion(pregunta, [texto or "No contestó esta pregunta."])
    for grupo in dice["identidad"]:
        contenido += _seccion(grupo.nombre, [f"{pregunta} {respuesta}" for pregunta, respuesta in grupo.respuestas])
    medios = [f"{medio.etiqueta}: {medio.valor}" for medio in dice["medios"]]
    contenido += _seccion("Medios de contacto", medios or ["No proporcionó medios de contacto."])
    contenido += _seccion("Estudios", [" · ".join(dice["estudios"]) or "No proporcionó esta información."])
    if dice["cursos"]:
        contenido += _seccion("Otra formación académica", dice["cursos"])
    quien = "La persona candidata o quien la postula proporcionó esta información y responde por ella. "
    return [
        *contenido,
        Spacer(0, 8),
        parrafo(f"{quien}Lo que se publica puede cambiar: consulte {direccion}.", "nota"),
    ]


def _seccion(titulo: str, parrafos: Sequence[str]) -> list[Flowable]:
    """A heading with at least two lines under it, whatever is left of the page."""
    return [CondPageBreak(40), parrafo(titulo, "apartado"), *(parrafo(texto) for texto in parrafos)]


def _cabeza(c: Candidatura, dice: Mapping[str, Any], direccion: str, foto: bytes | None) -> Table:
    """Photograph, who it is, and the code that leads to the page."""
    codigo = BytesIO()
    segno.make(direccion, error="m").save(codigo, kind="png", scale=8)
    codigo.seek(0)
    quien = [parrafo(dice["lugar"], "nota"), parrafo(c.persona.nombre, "titulo"), *_datos(c, dice)]
    celdas: list[Any] = [quien, Image(codigo, QR, QR)]
    anchos = [ANCHO - QR - HUECO, QR + HUECO]
    if foto:
        retrato = Image(BytesIO(foto))
        retrato._restrictSize(RETRATO, RETRATO * 2)
        celdas.insert(0, retrato)
        anchos = [RETRATO + HUECO, anchos[0] - RETRATO - HUECO, anchos[1]]
    cuadro = Table([celdas], colWidths=anchos, hAlign="LEFT")
    cuadro.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), HUECO),
                ("RIGHTPADDING", (-1, 0), (-1, 0), 0),
                ("ALIGN", (-1, 0), (-1, 0), "RIGHT"),
            ]
        )
    )
    return cuadro


def _datos(c: Candidatura, dice: Mapping[str, Any]) -> list[Flowable]:
    """The summary of the page, a line each."""
    postula = f"{c.actor} ({', '.join(dice['integrantes'])})" if dice["integrantes"] else str(c.actor)
    lineas = [
        ("Cargo", dice["cargo"]),
        ("Postula", postula),
        ("Fórmula", f"{c.formula}, {dice['calidad'].lower()}"),
        *((lugar, otra.persona.nombre) for lugar, otra in dice["formula"]),
        ("Edad el día de la elección", f"{dice['edad']} años" if dice["edad"] else ""),
        ("Se registró por acción afirmativa", dice["accion_afirmativa"]),
        ("Preguntas que contestó", f"{dice['contestadas']} de {dice['preguntas']}"),
    ]
    return [parrafo(f"{que}: {valor}") for que, valor in lineas if valor]
