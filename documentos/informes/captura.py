"""The quantitative reports: progress of April and May, the final one (Lineamientos art. 15 g), the weekly follow-up.

All of them count with `compliance.seguimiento`, at a cut-off. Of the identity questionnaire they say no more than the
public statistics, which are those of the moment: a report of an earlier cut-off goes without them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from calendario.fechas import dia_local, fecha_en_prosa, fecha_hora, fin_del_dia
from compliance.estadisticas.tablas import OCULTA
from compliance.estadisticas.tablas import Tabla as Publicada
from compliance.models import Proceso
from compliance.seguimiento import CIFRAS, Cuestionario, Fila, Seguimiento
from compliance.services.estadisticas import identidad_publicada, tablas_del_registro

from ..membrete import hoja_de
from ..papel import Bloque, Grafica, Hoja, Lista, Parrafo, Seccion, Tabla
from .mensual import DE_CAPTURA, en_letras

POR: Mapping[str, str] = {"actor": "Por quien postula", "cargo": "Por cargo", "sexo": "Por sexo"}
CLASES: Mapping[str, str] = {
    "avance": "Informe de avance en la captura",
    "final": "Informe final de la captura y la publicación",
    "semanal": "Seguimiento semanal de la publicación",
}
SEMANA = timedelta(days=7)


@dataclass(frozen=True)
class InformeDeCaptura:
    """What a quantitative report says. `corte` is aware; `antes`, by who postulates, a week before it."""

    proceso: Proceso
    clase: str
    corte: datetime
    por: Mapping[str, Sequence[Fila]]
    cuestionarios: Sequence[Cuestionario]
    antes: Mapping[str, Fila]
    publicas: Sequence[Publicada]

    @property
    def titulo(self) -> str:
        """«Informe de avance en la captura, abril de 2024»."""
        dia = dia_local(self.corte, self.proceso.tz)
        cuando = f"semana que terminó el {fecha_en_prosa(dia)}" if self.clase == "semanal" else en_letras(dia)
        return f"{CLASES[self.clase]}, {cuando}"

    def como_json(self) -> dict[str, Any]:
        """The same figures as plain values."""
        return {
            "proceso": self.proceso.clave,
            "informe": self.clase,
            "corte": self.corte.isoformat(),
            "por": {que: [{"nombre": f.nombre, **f.numeros} for f in filas] for que, filas in self.por.items()},
            "cuestionarios": [
                {"cuestionario": c.nombre, "completo": c.completo, "parcial": c.parcial, "vacio": c.vacio}
                for c in self.cuestionarios
            ],
            "hace_una_semana": [{"nombre": f.nombre, **f.numeros} for f in self.antes.values()],
        }


def informe_de_captura(proceso: Proceso, clase: str, al: datetime, *, con_estadisticas: bool) -> InformeDeCaptura:
    """The report of a class at `al`. `con_estadisticas`: whether `al` is now, which is when public statistics are true.

    Raises KeyError of no class.
    """
    if clase not in CLASES:
        raise KeyError(clase)
    suyo, semanal = Seguimiento(proceso, al), clase == "semanal"
    hace_una_semana = fin_del_dia(dia_local(al, proceso.tz) - SEMANA, proceso.tz)
    publicas = []
    if con_estadisticas and not semanal:
        registro = [t for t in tablas_del_registro(proceso) if t.clave == "accion"]
        publicas = [*registro, *identidad_publicada(proceso).tablas]
    return InformeDeCaptura(
        proceso=proceso,
        clase=clase,
        corte=al,
        por={que: suyo.por(que) for que in (["actor"] if semanal else POR)},
        cuestionarios=[] if semanal else suyo.cuestionarios(),
        antes={f.valor: f for f in Seguimiento(proceso, hace_una_semana).por("actor")} if semanal else {},
        publicas=publicas,
    )


# -- On paper ---------------------------------------------------------------------------------------------


def hoja_de_captura(informe: InformeDeCaptura) -> Hoja:
    """The report on paper. The same report gives the same bytes."""
    proceso = informe.proceso
    bloques = _semana(informe) if informe.clase == "semanal" else _cifras(informe)
    return hoja_de(
        proceso,
        informe.titulo,
        [*bloques, *_metodologia(informe)],
        en=informe.corte,
        pie=f"Corte: {fecha_hora(informe.corte, proceso.tz)}",
        bajada="Sistema Candidatas y Candidatos, Conóceles. Lineamientos (Anexo 24.2 del Reglamento de Elecciones), "
        f"artículo{'s 23, 24 y 25' if informe.clase == 'semanal' else ' 15, inciso g'}",
        apaisada=True,
        numerada=True,
    )


def _sin_candidaturas() -> list[Bloque]:
    return [Seccion("Captura"), Parrafo("No hay candidaturas registradas al corte.")]


def _cifras(informe: InformeDeCaptura) -> list[Bloque]:
    if not informe.por["actor"]:
        return _sin_candidaturas()
    bloques: list[Bloque] = []
    for que, titulo in POR.items():
        bloques += [Seccion(titulo), _de_grupo(titulo, informe.por[que])]
        if que == "actor":
            bloques.append(_barras("Publicadas, por quien postula", "publicadas", informe.por[que]))
    bloques += [
        Seccion("Por cuestionario"),
        Tabla(
            ("Cuestionario", "Enviados completos", "Empezados, sin enviar", "Vacíos"),
            [(c.nombre, str(c.completo), str(c.parcial), str(c.vacio)) for c in informe.cuestionarios],
            (4, 1.5, 1.5, 1.5),
            numeros=(1, 2, 3),
        ),
    ]
    if informe.publicas:
        bloques.append(Seccion("Acción afirmativa e identidad, según las estadísticas publicadas"))
        for tabla in informe.publicas:
            filas = [(f.categoria, OCULTA if f.n is None else str(f.n)) for f in tabla.filas]
            bloques.append(Tabla((str(tabla.que), "Cuántas"), filas, (5, 2), titulo=str(tabla.titulo), numeros=(1,)))
    return bloques


def _de_grupo(titulo: str, filas: Sequence[Fila]) -> Tabla:
    suma = {clave: sum(f.numeros[clave] for f in filas) for clave in DE_CAPTURA}
    total = Fila("Total", "", {**dict.fromkeys(CIFRAS, 0), **suma})
    return Tabla(
        (titulo, *(CIFRAS[c].breve.replace("\u00ad", "") for c in DE_CAPTURA), "Cumplimiento"),
        [(f.nombre, *(str(f.numeros[c]) for c in DE_CAPTURA), _por_ciento(f.cumplimiento)) for f in (*filas, total)],
        (3, *[1.6] * len(DE_CAPTURA), 1.6),
        numeros=tuple(range(1, len(DE_CAPTURA) + 2)),
        totales=True,
    )


def _por_ciento(cuanto: int | None) -> str:
    return "N/A" if cuanto is None else f"{cuanto} %"


def _barras(titulo: str, cifra: str, filas: Sequence[Fila]) -> Grafica:
    barras = [(f.nombre, f.numeros[cifra]) for f in filas]
    return Grafica(barras, titulo, f"{titulo}: {'; '.join(f'{nombre}, {n}' for nombre, n in barras)}.")


def _semana(informe: InformeDeCaptura) -> list[Bloque]:
    filas = informe.por["actor"]
    if not filas:
        return _sin_candidaturas()
    renglones = []
    for f in filas:
        antes = informe.antes.get(f.valor)
        capturadas, publicadas = (antes.numeros[c] if antes else 0 for c in ("capturadas", "publicadas"))
        numeros = (
            *(f.vigentes, capturadas, f.numeros["capturadas"], publicadas, f.numeros["publicadas"]),
            f.vigentes - f.numeros["publicadas"],
        )
        renglones.append((f.nombre, *numeros))
    total = [sum(int(r[n]) for r in renglones) for n in range(1, 7)]
    return [
        Seccion("La semana, por quien postula"),
        Tabla(
            (
                "Postula",
                "Vigentes",
                "Capturadas hace una semana",
                "Capturadas al corte",
                "Publicadas hace una semana",
                "Publicadas al corte",
                "Faltan por publicar",
            ),
            [tuple(map(str, r)) for r in (*renglones, ("Total", *total))],
            (4, 1.3, 1.6, 1.6, 1.6, 1.6, 1.6),
            numeros=tuple(range(1, 7)),
            totales=True,
        ),
        _barras("Publicadas al corte, por quien postula", "publicadas", filas),
    ]


def _metodologia(informe: InformeDeCaptura) -> list[Bloque]:
    corte = fecha_hora(informe.corte, informe.proceso.tz)
    cifras = ("capturadas", "publicadas") if informe.clase == "semanal" else DE_CAPTURA
    otras = {
        "semanal": ["«Hace una semana» es el final del mismo día de la semana anterior."],
    }.get(
        informe.clase,
        [
            "El cumplimiento es la parte de las vigentes (no retiradas) que está publicada, redondeada hacia abajo.",
            "El sexo es el que consta en el registro, no una respuesta del cuestionario de identidad.",
            "De acción afirmativa e identidad solo se dice lo que ya publican las estadísticas, que callan los grupos "
            "de menos de cinco y lo que permitiría deducirlos."
            if informe.publicas
            else "Las estadísticas de acción afirmativa e identidad son las del día en que se publican: un informe de "
            "otro corte no las lleva, ni las hay mientras no puedan decirse sin señalar a nadie.",
        ],
    )
    return [
        Seccion("Metodología"),
        Parrafo(f"Se contó lo que el registro tenía el {corte}."),
        Lista([*(f"{CIFRAS[c].breve}: {CIFRAS[c].que}.".replace("\u00ad", "") for c in cifras), *otras]),
    ]
