"""The page of a published candidacy on paper: one sheet, if what it says fits."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from calendario.fechas import fecha_hora
from compliance.models import Candidatura

from .membrete import hoja_de
from .papel import Bloque, Ficha, Hoja, Parrafo, Seccion


def ficha_impresa(
    candidatura: Candidatura, dice: Mapping[str, Any], direccion: str, foto: bytes | None, hecha: datetime
) -> Hoja:
    """The same that its page says (`dice`: `contexto_de_ficha`), and when it was printed. `foto`: already redrawn."""
    proceso = candidatura.proceso
    return hoja_de(
        proceso,
        f"{candidatura.persona.nombre}, candidatura a {candidatura.cargo} por {candidatura.actor}",
        _contenido(candidatura, dice, direccion, foto),
        en=hecha,
        sobre=f"{proceso.nombre} · Candidatas y Candidatos, Conóceles",
        pie=f"Hecha el {fecha_hora(hecha, proceso.tz)} · {direccion}",
        sin_titulo=True,
        apretada=True,
    )


def _contenido(c: Candidatura, dice: Mapping[str, Any], direccion: str, foto: bytes | None) -> list[Bloque]:
    contenido: list[Bloque] = [Ficha(c.persona.nombre, dice["lugar"], _datos(c, dice), direccion, foto)]
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
    return [*contenido, Parrafo(f"{quien}Lo que se publica puede cambiar: consulte {direccion}.", "nota")]


def _seccion(titulo: str, parrafos: Sequence[str]) -> list[Bloque]:
    return [Seccion(titulo, 2), *(Parrafo(texto) for texto in parrafos)]


def _datos(c: Candidatura, dice: Mapping[str, Any]) -> list[str]:
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
    return [f"{que}: {valor}" for que, valor in lineas if valor]
