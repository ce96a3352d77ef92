"""A report that somebody writes, on paper: a draft across each page until it is frozen with its folio and its code."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from calendario.fechas import dia_local, fecha_en_prosa, fecha_hora, momento_en_prosa

from ..membrete import BORRADOR, firmas_de, hoja_de
from ..models import Informe, Membrete, SeccionDeInforme
from ..papel import Bloque, Firmas, Hoja, Parrafo, Seccion, Tabla, Verificacion
from . import captura
from .mensual_pdf import (
    actividades,
    actividades_narradas,
    candidaturas,
    hitos,
    resumen,
    sesiones,
    sesiones_narradas,
)
from .redaccion import CifraViva, Datos, SeccionEscrita, cifras_de, con_cifras, marcas

Contenido = SeccionDeInforme.Contenido
Parte = Callable[[Any], list[Bloque]]
# What the record adds to a section, by the class of its report.
_DEL_MES: Mapping[str, Parte] = {
    Contenido.RESUMEN: resumen,
    Contenido.ACTIVIDADES: actividades,
    Contenido.HITOS: hitos,
    Contenido.SESIONES: sesiones,
    Contenido.CANDIDATURAS: candidaturas,
}
_DE_CAPTURA: Mapping[str, Parte] = {
    Contenido.ACTORES: captura.por_actor,
    Contenido.CARGOS: captura.por_cargo,
    Contenido.SEXOS: captura.por_sexo,
    Contenido.CUESTIONARIOS: captura.por_cuestionario,
    Contenido.PUBLICADO: captura.publicado,
    Contenido.METODOLOGIA: captura.metodologia,
}
_DE_LA_SEMANA: Mapping[str, Parte] = {
    Contenido.SEMANA: captura.semana,
    Contenido.METODOLOGIA: captura.metodologia,
}
PARTES: Mapping[str, Mapping[str, Parte]] = {
    "mensual": _DEL_MES,
    "avance": _DE_CAPTURA,
    "final": _DE_CAPTURA,
    "semanal": _DE_LA_SEMANA,
}
# Those that an institute may tell instead with a part for each: they need to know how deep.
_NARRADAS: Mapping[str, Callable[[Any, int], list[Bloque]]] = {
    Contenido.ACTIVIDADES: actividades_narradas,
    Contenido.SESIONES: sesiones_narradas,
}
# No heading is deeper on paper.
NIVEL_MAXIMO = 4


def disposicion_de(informe: Informe) -> Membrete.Disposicion:
    """How its institute tells its reports."""
    suyo = Membrete.objects.filter(instituto=informe.proceso.instituto).first()
    return Membrete.Disposicion(suyo.disposicion) if suyo else Membrete.Disposicion.TABLA


def escritas(informe: Informe) -> list[SeccionEscrita]:
    """Its sections as they are kept."""
    return [SeccionEscrita(s.titulo, s.texto, s.nivel, s.contenido, s.pk) for s in informe.secciones.all()]


def hoja_redactada(
    informe: Informe,
    secciones: Sequence[SeccionEscrita],
    datos: Datos,
    *,
    en: datetime,
    verificacion: Verificacion | None = None,
) -> Hoja:
    """What is written, with the record's own at its cut-off, made at `en`. Without `verificacion` it is a draft."""
    proceso, disposicion = informe.proceso, disposicion_de(informe)
    cifras, dia = cifras_de(datos), dia_local(en, proceso.tz)
    return hoja_de(
        proceso,
        datos.titulo,
        [
            *_secciones(secciones, datos, disposicion, cifras),
            *_de_donde(secciones, datos, cifras),
            # No page has signatures alone.
            Parrafo(
                f"Hecho el {fecha_en_prosa(dia)}, con lo registrado hasta el "
                f"{momento_en_prosa(datos.corte, proceso.tz)}."
            ),
            Firmas(firmas_de(proceso, informe.clase, dia)),
        ],
        en=en,
        pie=f"Corte: {fecha_hora(datos.corte, proceso.tz)}",
        bajada=captura.BAJADAS[informe.clase],
        # The tables of the capture have a column for each figure.
        apaisada=disposicion == Membrete.Disposicion.TABLA or informe.clase != Informe.Clase.MENSUAL,
        numerada=True,
        folio=informe.folio,
        marca="" if verificacion else BORRADOR,
        verificacion=verificacion,
    )


def _secciones(
    secciones: Sequence[SeccionEscrita], datos: Datos, disposicion: str, cifras: dict[str, CifraViva]
) -> list[Bloque]:
    """Each with its heading; one that says nothing, nor holds another that does, is left out."""
    dicen = [bool(_cuerpo(s, datos, disposicion, cifras)) for s in secciones]
    bloques: list[Bloque] = []
    nivel = 0
    for n, seccion in enumerate(secciones):
        if not dicen[n] and not _dice_dentro(secciones[n:], dicen[n:]):
            continue
        # No level is skipped: who reads by headings would look for what is not there.
        nivel = min(seccion.nivel, nivel + 1)
        bloques += [Seccion(seccion.titulo, nivel), *_cuerpo(seccion, datos, disposicion, cifras, nivel)]
    return bloques


def _dice_dentro(secciones: Sequence[SeccionEscrita], dicen: Sequence[bool]) -> bool:
    """Whether some section inside the first one says something."""
    for otra, dice in zip(secciones[1:], dicen[1:], strict=True):
        if otra.nivel <= secciones[0].nivel:
            return False
        if dice:
            return True
    return False


def _cuerpo(
    seccion: SeccionEscrita,
    datos: Datos,
    disposicion: str,
    cifras: dict[str, CifraViva],
    nivel: int = 1,
) -> list[Bloque]:
    texto = con_cifras(seccion.texto, cifras)
    parrafos: list[Bloque] = [Parrafo(p.strip()) for p in texto.split("\n\n") if p.strip()]
    if not seccion.contenido:
        return parrafos
    if disposicion == Membrete.Disposicion.NARRATIVA and seccion.contenido in _NARRADAS:
        return parrafos + _NARRADAS[seccion.contenido](datos, min(nivel + 1, NIVEL_MAXIMO))
    return parrafos + PARTES[datos.clase][seccion.contenido](datos)


def _de_donde(secciones: Sequence[SeccionEscrita], datos: Datos, cifras: dict[str, CifraViva]) -> list[Bloque]:
    """What each figure of the text counts, so that anybody can count it again."""
    usadas = [c for c in marcas("\n".join(s.texto for s in secciones)) if c in cifras]
    if not usadas:
        return []
    de_que = "Número de las actividades que la forman" if datos.clase == Informe.Clase.MENSUAL else "De quién postula"
    filas = [(cifras[c].consulta, cifras[c].valor, cifras[c].origen or "N/A") for c in usadas]
    return [
        Seccion("De dónde sale cada cifra del texto"),
        Tabla(("Qué se cuenta", "Cifra", de_que), filas, (5, 2.5, 4)),
    ]
