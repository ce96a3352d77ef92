"""The requerimiento: what verification observed of a candidacy at once, on paper. Its words are data (the TOML)."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from calendario.fechas import dia_local, fecha_en_prosa, fecha_hora
from compliance.models import Candidatura

from ..membrete import firmas_de, hoja_de
from ..papel import Bloque, Firmas, Hoja, Parrafo, Renglones, Seccion, Tabla

# Under which name somebody is said to sign it (`Firmante`).
CLAVE = "requerimiento"
TEXTOS: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


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
    """It on paper. The same requerimiento gives the same bytes."""
    proceso = requerimiento.candidatura.proceso
    return hoja_de(
        proceso,
        f"Requerimiento {requerimiento.folio}",
        _contenido(requerimiento),
        en=requerimiento.hecho_en,
        pie=f"Notificado: {fecha_hora(requerimiento.hecho_en, proceso.tz)}",
        folio=requerimiento.folio,
        sin_titulo=True,
    )


def _contenido(r: Requerimiento) -> list[Bloque]:
    c, tz = r.candidatura, r.candidatura.proceso.tz
    dia = dia_local(r.hecho_en, tz)
    partes = {
        "folio": r.folio,
        "fecha": fecha_en_prosa(dia),
        "persona": c.persona.nombre,
        "cargo": str(c.cargo),
        "lugar": str(c.territorio),
        "actor": str(c.actor),
        "instituto": c.proceso.instituto.nombre,
        "proceso": c.proceso.nombre,
        "vence": fecha_hora(r.vence, tz) if r.vence else "",
        "dias": (dia_local(r.vence, tz) - dia).days if r.vence else "",
    }

    def dicho(clave: str) -> str:
        return str(TEXTOS[clave]).format(**partes)

    filas = [
        (str(n), o.rubro, o.causas, TEXTOS["reservado"] if o.texto is None else o.texto)
        for n, o in enumerate(r.observado, start=1)
    ]
    return [
        Renglones([f"{partes['fecha']}.".capitalize()], "derecha"),
        Seccion(dicho("titulo")),
        Parrafo(dicho("asunto"), "fuerte"),
        Parrafo(f"Para: {dicho('para')}"),
        *(Parrafo(p.format(**partes)) for p in TEXTOS["cuerpo"]),
        Seccion("Observaciones", 2),
        Tabla(("No.", "Sección", "Fundamento: por qué se observa", "Qué debe corregirse"), filas, (0.5, 3, 3.5, 7)),
        Seccion("Plazo", 2),
        Parrafo(dicho("plazo" if r.vence else "plazo_sin_fecha")),
        Parrafo(dicho("apercibimiento")),
        Parrafo(f"Verificó: {r.hecho_por}.", "nota"),
        Firmas(firmas_de(c.proceso, CLAVE, dia)),
    ]
