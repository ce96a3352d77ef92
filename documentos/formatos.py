"""What the institute gives to be read or signed: the format of a consent, for one or for many, and a privacy notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from calendario.fechas import fecha_hora
from compliance.cuestionarios import FORMATO_DE_CONSENTIMIENTO
from compliance.models import Candidatura, Proceso, VersionDeAviso

from .membrete import BORRADOR, hoja_de
from .papel import Bloque, Datos, Firma, Firmas, Hoja, Parrafo, Recuadro, Salto, Seccion


@dataclass(frozen=True)
class DeQuien:
    """Whose sheet it is, and the folio that is printed on it."""

    candidatura: Candidatura
    folio: str


def formatos_de_consentimiento(hojas: Sequence[DeQuien], proceso: Proceso, aviso: str, en: datetime) -> Hoja:
    """One page for each person, to be printed and signed. `aviso` names the version of the notice that it refers to."""
    titulo = FORMATO_DE_CONSENTIMIENTO.titulo
    bloques = [b for n, hoja in enumerate(hojas) for b in (*([Salto()] if n else []), *_formato(hoja, aviso))]
    return hoja_de(proceso, titulo, bloques, en=en, pie=aviso, sin_titulo=True, apretada=True)


def aviso_impreso(version: VersionDeAviso, en: datetime) -> Hoja:
    """A version of a privacy notice, as of the day it rules from, or at `en` if it does not yet."""
    proceso = version.proceso
    rige = f"En vigor desde: {fecha_hora(version.rige_en, proceso.tz)}" if version.rige_en else "Borrador"
    aprobado = f" Aprobado por: {version.documento}." if version.documento else ""
    bloques: list[Bloque] = []
    for titulo, cuerpo in version.apartados:
        bloques += [Seccion(titulo), *([Parrafo(cuerpo)] if cuerpo else [])]
    bloques.append(Parrafo(f"SHA-256 del texto: {version.huella}", "nota"))
    return hoja_de(
        proceso,
        str(version),
        bloques,
        en=version.rige_en or en,
        pie=rige,
        bajada=f"{rige}.{aprobado}",
        marca="" if version.rige_en else BORRADOR,
    )


def _formato(hoja: DeQuien, aviso: str) -> list[Bloque]:
    c, formato = hoja.candidatura, FORMATO_DE_CONSENTIMIENTO
    return [
        Seccion(formato.titulo),
        Parrafo(f"{aviso}.", "nota"),
        Datos(
            [
                ("Folio", hoja.folio),
                ("Persona candidata", c.persona.nombre),
                ("Candidatura", f"{c.cargo}, {c.territorio}. {c.get_calidad_display()}, fórmula {c.formula}"),
                ("Postula", str(c.actor)),
            ]
        ),
        Parrafo(formato.declaracion.replace("{instituto}", c.proceso.instituto.nombre)),
        Parrafo(formato.instruccion),
        Recuadro(list(formato.finalidades.values()), casillas=True),
        Parrafo(formato.revocacion),
        Parrafo("Lugar y fecha: ________________________________________"),
        Firmas([Firma(formato.firma)]),
        Parrafo(
            f"Al subir la hoja escaneada o su foto, ponga al archivo un nombre que empiece con el folio: {hoja.folio}.",
            "nota",
        ),
    ]
