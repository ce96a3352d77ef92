"""The requerimiento: what verification observed of a candidacy at once, on paper. Its words are data, as a letter's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from calendario.fechas import dia_local, fecha_en_prosa, fecha_hora, momento_en_prosa
from compliance.models import Candidatura, Proceso

from ..membrete import firmas_de, hoja_de, texto_de
from ..papel import Bloque, Firmas, Hoja, Parrafo, Renglones, Seccion, Tabla
from ..textos import PAPELES, dicho, parrafos

# Under which name its words are kept (`TextoDePapel`) and somebody is said to sign it (`Firmante`).
CLAVE = "requerimiento"


@dataclass(frozen=True)
class Observado:
    """A section, why it was observed and what must be mended. `texto` None: whoever asks may not read it."""

    rubro: str
    causas: str
    texto: str | None


@dataclass(frozen=True)
class Requerimiento:
    """What was observed at once (`hecho_en`), by whom, and until when it may be answered.

    `numero` counts those of the candidacy, from 1.
    """

    candidatura: Candidatura
    numero: int
    hecho_en: datetime
    hecho_por: str
    vence: datetime | None
    observado: Sequence[Observado]

    @property
    def folio(self) -> str:
        """Unique in the institute, and always the same: the process, the candidacy and its number in it."""
        c = self.candidatura
        return f"{c.proceso.instituto.siglas}/{c.proceso.clave}/{c.pk}-{self.numero}"

    @property
    def archivo(self) -> str:
        """The name of its file."""
        return f"requerimiento-{self.candidatura.pk}-{self.numero}"


def hoja(requerimiento: Requerimiento) -> Hoja:
    """It on paper, in the words of when it was notified. The same requerimiento gives the same bytes."""
    c, en = requerimiento.candidatura, requerimiento.hecho_en
    proceso, vence = c.proceso, requerimiento.vence
    dia = dia_local(en, proceso.tz)
    partes = {
        "folio": requerimiento.folio,
        "persona": c.persona.nombre,
        "cargo": str(c.cargo),
        "lugar": str(c.territorio),
        "actor": str(c.actor),
        "vence": momento_en_prosa(vence, proceso.tz) if vence else "(sin fecha)",
        "dias": str((dia_local(vence, proceso.tz) - dia).days) if vence else "(sin plazo)",
    }
    textos = texto_de(proceso, CLAVE, en=en).textos
    bloques = _contenido(
        proceso, textos, partes, dia, requerimiento.observado, requerimiento.hecho_por, con_plazo=vence is not None
    )
    return _bajo_membrete(proceso, requerimiento.folio, bloques, en)


def muestra(proceso: Proceso, textos: Mapping[str, str], en: datetime) -> Hoja:
    """How it looks with these words, saved or not: all of them, also those that one alone never says together."""
    partes, dia = PAPELES[CLAVE].marcadores, dia_local(en, proceso.tz)
    observado = [Observado("Fotografía", "No es reciente", "Suba otra."), Observado("Identidad", "Otra", None)]
    bloques = [
        *_contenido(proceso, textos, partes, dia, observado, "Persona que verifica", con_plazo=True),
        Seccion("Si no tiene fecha, en lugar del plazo dice", 2),
        *(Parrafo(p) for p in _dichos(textos["sin_plazo"], _partes(proceso, partes, dia))),
    ]
    return replace(_bajo_membrete(proceso, partes["folio"], bloques, en), marca="MUESTRA")


def _bajo_membrete(proceso: Proceso, folio: str, bloques: Sequence[Bloque], en: datetime) -> Hoja:
    return hoja_de(
        proceso,
        f"Requerimiento {folio}",
        bloques,
        en=en,
        pie=f"Notificado: {fecha_hora(en, proceso.tz)}",
        folio=folio,
        sin_titulo=True,
    )


def _partes(proceso: Proceso, propias: Mapping[str, str], dia: date) -> dict[str, str]:
    comunes = {"fecha": fecha_en_prosa(dia), "instituto": proceso.instituto.nombre, "proceso": proceso.nombre}
    return {**propias, **comunes}


def _dichos(texto: str, partes: Mapping[str, str]) -> list[str]:
    return [dicho(p, partes) for p in parrafos(texto)]


def _contenido(
    proceso: Proceso,
    textos: Mapping[str, str],
    propias: Mapping[str, str],
    dia: date,
    observado: Sequence[Observado],
    hecho_por: str,
    *,
    con_plazo: bool,
) -> list[Bloque]:
    partes = _partes(proceso, propias, dia)

    def de(que: str) -> list[str]:
        return _dichos(textos[que], partes)

    reservado = " ".join(de("reservado"))
    filas = [
        (str(n), o.rubro, o.causas, reservado if o.texto is None else o.texto) for n, o in enumerate(observado, start=1)
    ]
    return [
        Renglones([f"{partes['fecha']}.".capitalize()], "derecha"),
        Seccion(f"Requerimiento {partes['folio']}"),
        Parrafo(" ".join(de("asunto")), "fuerte"),
        Parrafo(f"Para: {' '.join(de('para'))}"),
        *(Parrafo(p) for p in de("cuerpo")),
        Seccion("Observaciones", 2),
        Tabla(("No.", "Sección", "Fundamento: por qué se observa", "Qué debe corregirse"), filas, (0.5, 3, 3.5, 7)),
        Seccion("Plazo", 2),
        *(Parrafo(p) for p in de("plazo" if con_plazo else "sin_plazo")),
        *(Parrafo(p) for p in de("apercibimiento")),
        Parrafo(f"Verificó: {hecho_por}.", "nota"),
        Firmas(firmas_de(proceso, CLAVE, dia)),
    ]
