"""The quantitative reports: progress of April and May, the final one (Lineamientos art. 15 g), the weekly follow-up.

All of them count with `compliance.seguimiento`, at a cut-off. Of the identity questionnaire they say no more than the
public statistics, which are those of the moment: a report of an earlier cut-off goes without them. Decision 0061 says
what small groups keep back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from calendario.fechas import dia_local, fecha_en_prosa, fecha_hora, fin_del_dia, momento_en_prosa
from calendario.palabras import contadas
from compliance.estadisticas.ocultar import UMBRAL
from compliance.estadisticas.tablas import OCULTA
from compliance.estadisticas.tablas import Tabla as Publicada
from compliance.models import Proceso
from compliance.seguimiento import CIFRAS, Cuestionario, Fila, Seguimiento
from compliance.services.estadisticas import identidad_publicada, tablas_del_registro

from ..membrete import hoja_de
from ..models import Informe
from ..papel import Bloque, Grafica, Hoja, Lista, Parrafo, Seccion, Tabla
from .mensual import DE_CAPTURA, en_letras
from .periodos import SEMANA

POR: Mapping[str, str] = {"actor": "Por quien postula", "cargo": "Por cargo", "sexo": "Por sexo"}
CLASES: Mapping[str, str] = {c.value: c.label for c in Informe.Clase if c is not Informe.Clase.MENSUAL}
# Of each sex, what anybody reads by name: who was registered and withdrawn, in the agreements; who is on the site.
_LEIDAS_POR_NOMBRE = ("registradas", "publicadas", "retiradas")


@dataclass(frozen=True)
class InformeDeCaptura:
    """What a quantitative report says. `corte` is aware; `antes`, by who postulates, a week before it.

    `de` is the local day that names it: the last of those that it tells.
    """

    proceso: Proceso
    clase: str
    corte: datetime
    de: date
    por: Mapping[str, Sequence[Fila]]
    cuestionarios: Sequence[Cuestionario]
    antes: Mapping[str, Fila]
    publicas: Sequence[Publicada]

    @property
    def titulo(self) -> str:
        """«Informe de avance en la captura, abril de 2024»."""
        cuando = en_letras(self.de)
        if self.clase == Informe.Clase.SEMANAL:
            termina = "termina" if dia_local(self.corte, self.proceso.tz) < self.de else "terminó"
            cuando = f"semana que {termina} el {fecha_en_prosa(self.de)}"
        return f"{CLASES[self.clase]}, {cuando}"

    @property
    def total(self) -> Fila:
        """All of them, at the cut-off."""
        return _sumadas("Total", self.por["actor"])

    @property
    def sexo_reservado(self) -> bool:
        """Whether some sex is of too few people to tell how far each one went (decision 0061)."""
        return any(0 < f.numeros["registradas"] < UMBRAL for f in self.por.get("sexo", ()))

    def cifras_de(self, que: str) -> Sequence[str]:
        """The figures that are told of each group of a grouping."""
        return _LEIDAS_POR_NOMBRE if que == "sexo" and self.sexo_reservado else tuple(CIFRAS)

    def como_json(self) -> dict[str, Any]:
        """The same figures as plain values."""
        return {
            "proceso": self.proceso.clave,
            "informe": self.clase,
            "corte": self.corte.isoformat(),
            "por": {
                que: [{"nombre": f.nombre, **{c: f.numeros[c] for c in self.cifras_de(que)}} for f in filas]
                for que, filas in self.por.items()
            },
            "cuestionarios": [
                {"cuestionario": c.nombre, "completo": c.completo, "parcial": c.parcial, "vacio": c.vacio}
                for c in self.cuestionarios
            ],
            "hace_una_semana": [{"nombre": f.nombre, **f.numeros} for f in self.antes.values()],
        }


def informe_de_captura(
    proceso: Proceso, clase: str, al: datetime, *, con_estadisticas: bool, de: date | None = None
) -> InformeDeCaptura:
    """The report of a class at `al`, named by the day `de`, or that of `al`.

    `con_estadisticas`: whether `al` is now, which is when public statistics are true. Raises KeyError of no class.
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
        de=de or dia_local(al, proceso.tz),
        por={que: suyo.por(que) for que in (["actor"] if semanal else POR)},
        cuestionarios=[] if semanal else suyo.cuestionarios(),
        antes={f.valor: f for f in Seguimiento(proceso, hace_una_semana).por("actor")} if semanal else {},
        publicas=publicas,
    )


# -- On paper ---------------------------------------------------------------------------------------------


def hoja_de_captura(informe: InformeDeCaptura) -> Hoja:
    """What the record alone says, on paper. The same report gives the same bytes."""
    proceso = informe.proceso
    partes = {
        "La semana, por quien postula": semana,
        "Por quien postula": por_actor,
        "Por cargo": por_cargo,
        "Por sexo": por_sexo,
        "Por cuestionario": por_cuestionario,
        "Acción afirmativa e identidad, según las estadísticas publicadas": publicado,
        "Metodología": metodologia,
    }
    bloques: list[Bloque] = []
    if not informe.por["actor"]:
        partes = {"Captura": sin_candidaturas, "Metodología": metodologia}
    for titulo, parte in partes.items():
        suyos = parte(informe)
        bloques += [Seccion(titulo), *suyos] if suyos else []
    return hoja_de(
        proceso,
        informe.titulo,
        bloques,
        en=informe.corte,
        pie=f"Corte: {fecha_hora(informe.corte, proceso.tz)}",
        bajada=BAJADAS[informe.clase],
        apaisada=True,
        numerada=True,
    )


_LINEAMIENTOS = (
    "Sistema Candidatas y Candidatos, Conóceles. Lineamientos (Anexo 24.2 del Reglamento de Elecciones), artículo"
)
# Which article each class fulfils.
BAJADAS: Mapping[str, str] = {
    "mensual": f"{_LINEAMIENTOS} 11, numeral 3",
    "avance": f"{_LINEAMIENTOS} 15, incisos g) y h)",
    "final": f"{_LINEAMIENTOS} 15, incisos g) y h)",
    "semanal": f"{_LINEAMIENTOS}s 23, 24 y 25",
}


def sin_candidaturas(informe: InformeDeCaptura) -> list[Bloque]:
    """That there is nothing to count, if there is nothing."""
    return [] if informe.por["actor"] else [Parrafo("No hay candidaturas registradas al corte.")]


def por_actor(informe: InformeDeCaptura) -> list[Bloque]:
    """How far each party, coalition and independent went, with the bars of what is published."""
    if informe.clase == Informe.Clase.SEMANAL or not informe.por["actor"]:
        return sin_candidaturas(informe)
    filas = informe.por["actor"]
    return [_de_grupo(informe, "actor"), _barras("Publicadas, por quien postula", "publicadas", filas)]


def por_cargo(informe: InformeDeCaptura) -> list[Bloque]:
    """The same by office."""
    return [_de_grupo(informe, "cargo")] if informe.por.get("cargo") else sin_candidaturas(informe)


def por_sexo(informe: InformeDeCaptura) -> list[Bloque]:
    """The same by sex; of groups of few people, no more than what is read by name (decision 0061)."""
    if not informe.por.get("sexo"):
        return sin_candidaturas(informe)
    nota = (
        f"Algún grupo es de menos de {contadas(UMBRAL)} personas: de cada sexo se dice solo lo que ya consta por su "
        "nombre en los acuerdos de registro y en el sitio público."
    )
    return [_de_grupo(informe, "sexo"), *([Parrafo(nota, "nota")] if informe.sexo_reservado else [])]


def por_cuestionario(informe: InformeDeCaptura) -> list[Bloque]:
    """How far each questionnaire went, of those not withdrawn."""
    if not informe.cuestionarios:
        return []
    if not informe.por["actor"]:
        return sin_candidaturas(informe)
    return [
        Tabla(
            ("Cuestionario", "Enviados completos", "Empezados, sin enviar", "Vacíos"),
            [(c.nombre, str(c.completo), str(c.parcial), str(c.vacio)) for c in informe.cuestionarios],
            (4, 1.5, 1.5, 1.5),
            numeros=(1, 2, 3),
        )
    ]


def publicado(informe: InformeDeCaptura) -> list[Bloque]:
    """Acción afirmativa and identity as the public statistics tell them today, and nothing else."""
    bloques: list[Bloque] = []
    for tabla in informe.publicas:
        filas = [(f.categoria, OCULTA if f.n is None else str(f.n)) for f in tabla.filas]
        bloques.append(Tabla((str(tabla.que), "Cuántas"), filas, (5, 2), titulo=str(tabla.titulo), numeros=(1,)))
    return bloques


def _de_grupo(informe: InformeDeCaptura, que: str) -> Tabla:
    filas, dichas = informe.por[que], informe.cifras_de(que)
    cifras = [c for c in DE_CAPTURA if c in dichas]
    return Tabla(
        (POR[que], *(CIFRAS[c].breve.replace("\u00ad", "") for c in cifras), "Cumplimiento"),
        [
            (f.nombre, *(str(f.numeros[c]) for c in cifras), por_ciento(f.cumplimiento))
            for f in (*filas, _sumadas("Total", filas))
        ],
        (3, *[1.7] * len(cifras), 1.7),
        numeros=tuple(range(1, len(cifras) + 2)),
        totales=True,
    )


def _sumadas(nombre: str, filas: Sequence[Fila]) -> Fila:
    return Fila(nombre, "", {clave: sum(f.numeros[clave] for f in filas) for clave in CIFRAS})


def por_ciento(cuanto: int | None) -> str:
    """«45 %»; N/A of none."""
    return "N/A" if cuanto is None else f"{cuanto} %"


def _barras(titulo: str, cifra: str, filas: Sequence[Fila]) -> Grafica:
    barras = [(f.nombre, f.numeros[cifra]) for f in filas]
    return Grafica(barras, titulo, f"{titulo}: {'; '.join(f'{nombre}, {n}' for nombre, n in barras)}.")


def semana(informe: InformeDeCaptura) -> list[Bloque]:
    """The week beside the one before, by who postulates."""
    if informe.clase != Informe.Clase.SEMANAL:
        return []
    filas = informe.por["actor"]
    if not filas:
        return sin_candidaturas(informe)
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


def metodologia(informe: InformeDeCaptura) -> list[Bloque]:
    """What each column counts."""
    corte = momento_en_prosa(informe.corte, informe.proceso.tz)
    semanal = informe.clase == Informe.Clase.SEMANAL
    cifras = ("capturadas", "publicadas") if semanal else DE_CAPTURA
    if semanal:
        otras = ["«Hace una semana» es el final del mismo día de la semana anterior."]
    else:
        otras = [
            "El cumplimiento es la parte de las vigentes (no retiradas) que está publicada, redondeada hacia abajo.",
            "El sexo es el que consta en el registro, no una respuesta del cuestionario de identidad.",
            "De acción afirmativa e identidad solo se dice lo que ya publican las estadísticas, que callan los grupos "
            "de menos de cinco y lo que permitiría deducirlos."
            if informe.publicas
            else "Las estadísticas de acción afirmativa e identidad son las del día en que se publican: un informe de "
            "otro corte no las lleva, ni las hay mientras no puedan decirse sin señalar a nadie.",
        ]
    return [
        Parrafo(f"Se contó lo que el registro tenía el {corte}."),
        Lista([*(f"{CIFRAS[c].breve}: {CIFRAS[c].que}.".replace("\u00ad", "") for c in cifras), *otras]),
    ]
