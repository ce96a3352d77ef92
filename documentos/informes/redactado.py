"""A report that somebody writes, on paper: a draft across each page until it is frozen with its folio and its code."""

from collections.abc import Sequence
from datetime import datetime

from calendario.fechas import fecha_hora

from ..membrete import BORRADOR, hoja_de
from ..models import Informe, Membrete, SeccionDeInforme
from ..papel import Bloque, Firma, Firmas, Hoja, Parrafo, Seccion, Tabla, Verificacion
from .mensual import InformeMensual
from .mensual_pdf import (
    actividades,
    actividades_narradas,
    candidaturas,
    hitos,
    resumen,
    sesiones,
    sesiones_narradas,
)
from .redaccion import CifraViva, SeccionEscrita, cifras_de, con_cifras, marcas

Contenido = SeccionDeInforme.Contenido
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
    datos: InformeMensual,
    *,
    en: datetime,
    verificacion: Verificacion | None = None,
) -> Hoja:
    """What is written, with the record's own at its cut-off, made at `en`. Without `verificacion` it is a draft."""
    proceso, disposicion = informe.proceso, disposicion_de(informe)
    cifras = cifras_de(datos)
    return hoja_de(
        proceso,
        datos.titulo,
        [
            *_secciones(secciones, datos, disposicion, cifras),
            *_de_donde(secciones, datos, cifras),
            *_firmas(informe),
        ],
        en=en,
        pie=f"Corte: {fecha_hora(datos.corte, proceso.tz)}",
        bajada="Sistema Candidatas y Candidatos, Conóceles. Lineamientos (Anexo 24.2 del Reglamento de Elecciones), "
        "artículo 11, numeral 3",
        apaisada=disposicion == Membrete.Disposicion.TABLA,
        numerada=True,
        folio=informe.folio,
        marca="" if verificacion else BORRADOR,
        verificacion=verificacion,
    )


def _secciones(
    secciones: Sequence[SeccionEscrita], datos: InformeMensual, disposicion: str, cifras: dict[str, CifraViva]
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
    datos: InformeMensual,
    disposicion: str,
    cifras: dict[str, CifraViva],
    nivel: int = 1,
) -> list[Bloque]:
    texto = con_cifras(seccion.texto, cifras)
    parrafos: list[Bloque] = [Parrafo(p.strip()) for p in texto.split("\n\n") if p.strip()]
    narrada = disposicion == Membrete.Disposicion.NARRATIVA
    debajo = min(nivel + 1, NIVEL_MAXIMO)
    match seccion.contenido:
        case Contenido.RESUMEN:
            return parrafos + resumen(datos)
        case Contenido.ACTIVIDADES:
            return parrafos + (actividades_narradas(datos, debajo) if narrada else actividades(datos))
        case Contenido.HITOS:
            return parrafos + hitos(datos)
        case Contenido.SESIONES:
            return parrafos + (sesiones_narradas(datos, debajo) if narrada else sesiones(datos))
        case Contenido.CANDIDATURAS:
            return parrafos + candidaturas(datos)
    return parrafos


def _de_donde(secciones: Sequence[SeccionEscrita], datos: InformeMensual, cifras: dict[str, CifraViva]) -> list[Bloque]:
    """What each figure of the text counts, so that anybody can count it again."""
    usadas = [c for c in marcas("\n".join(s.texto for s in secciones)) if c in cifras]
    if not usadas:
        return []
    filas = [(cifras[c].consulta, cifras[c].valor, ", ".join(map(str, cifras[c].filas)) or "N/A") for c in usadas]
    return [
        Seccion("De dónde sale cada cifra del texto"),
        Parrafo(f"Se contó lo registrado hasta el {fecha_hora(datos.corte, datos.proceso.tz)}.", "nota"),
        Tabla(("Qué se cuenta", "Cifra", "Número de las actividades que la forman"), filas, (5, 2.5, 4)),
    ]


def _firmas(informe: Informe) -> list[Bloque]:
    firmas = []
    for linea in informe.firmas.splitlines():
        nombre, _, cargo = linea.partition(",")
        if nombre.strip():
            firmas.append(Firma(nombre.strip(), cargo.strip()))
    return [Firmas(firmas)] if firmas else []
