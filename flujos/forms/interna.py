"""What the API of the institute is sent and answers: its schemas, as its OpenAPI document says them."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from compliance.api import DIGITOS
from compliance.situacion import Clase

from ..entregables.hechos import clases

POR_PAGINA, MAXIMO = 50, 200
# Where an oficio stands, by the keys of the ledger.
DE_OFICIOS = ("reservado", "cancelado", "exhorto", "sin_acuse", "enviado", "observado", "validado")

# -- What is answered -------------------------------------------------------------------------------------


class Problema(Schema):
    """Why not, and what to do."""

    type: str
    title: str
    status: int
    detail: str
    codigo: str = Field(..., description="Estable: dice qué lo impide.")
    remedio: str
    campos: dict[str, str] = {}
    rechazos: list[dict[str, str]] = Field([], description="Si son varios, cada uno con su código y su remedio.")


class Quien(Schema):
    """Whose token it is and what it opens."""

    persona: str
    ficha: str
    proceso: str
    roles: list[str]
    verbos: list[str]
    ultimo_dia: date


class Obligado(Schema):
    """One of the dates of a deliverable."""

    que: str
    dia: date
    cumplida_el: date | None
    situacion: str


class EntregableInterno(Schema):
    """A deliverable with its dates, its stage and its obligations."""

    llave: str
    clave: str
    numeral: str
    titulo: str
    area: str
    estado: str
    etapa: str
    le_toca_a: str
    situacion: str
    dias: int | None
    vence: datetime | None
    fecha_plan: date | None
    aprobado_el: date | None
    acuerdo: str
    limite_remision: date | None
    remitido_en: datetime | None
    validado_ine_en: datetime | None
    obligaciones: list[Obligado]


class Realizado(Schema):
    """What was done for a deliverable."""

    dias: list[date]
    texto: str
    participantes: str
    clase: str


class Remitido(Schema):
    """A remission of a deliverable."""

    oficio: str
    remitida_en: datetime
    destinatario: str
    con_acuse: bool
    validada_en: datetime | None
    observaciones: list[str]


class EntregableEntero(EntregableInterno):
    """The same with what was done and what was sent."""

    realizado: list[Realizado]
    remisiones: list[Remitido]


class CifrasDelTablero(Schema):
    """The figures of the tablero at this moment."""

    al: datetime
    entregables: dict[str, int]
    por_area: dict[str, dict[str, int]]
    candidaturas: dict[str, int]


class OficioInterno(Schema):
    """A letter of the ledger."""

    numero: str
    asunto: str
    estado: str = Field(..., description=f"Uno de: {', '.join(DE_OFICIOS)}.")
    fecha: date | None
    remitido_en: datetime | None
    acuse_en: datetime | None
    con_acuse: bool
    validado_en: datetime | None
    para: str
    copia: str
    entregables: list[str]


class Punto(Schema):
    """A point of an agenda and what was decided of it."""

    numero: int
    titulo: str
    entregable: str
    resultado: str
    acuerdo: str


class SesionInterna(Schema):
    """A meeting of a body."""

    clave: int
    nombre: str
    organo: str
    tipo: str
    estado: str
    inicia_en: datetime
    termina_en: datetime | None
    lugar: str
    transmision: str
    puntos: list[Punto]


class CandidaturaInterna(Schema):
    """A candidacy as its list shows it: no answer of a questionnaire, and nobody's personal data."""

    clave: int
    nombre: str
    cargo: str
    principio: str
    territorio: str
    actor: str
    formula: str
    calidad: str
    estado: str
    turno: str
    vence: datetime | None
    aprobada_el: date | None
    capturada_en: datetime | None
    autorizada_en: datetime | None
    validada_en: datetime | None
    publicada_en: datetime | None
    retirada_en: datetime | None


class Paginas(Schema):
    """How many of each page, and after which."""

    cuantas: int = Field(POR_PAGINA, ge=1, le=MAXIMO, description="Cuántas por página.")
    tras: str = Field("", max_length=80, description="La página empieza después de esta. Tómela de «siguiente».")


class FiltroDeEntregables(Paginas):
    """What narrows the deliverables."""

    clase: str = Field("", description=f"Su situación: {', '.join(c.value for c in Clase)}.")
    estado: str = Field("", description="El estado en su ruta.")
    area: str = Field("", max_length=40, description="Clave de un área.")
    q: str = Field("", max_length=100, description="Palabras del título o de la clave.")


class FiltroDeOficios(Paginas):
    """What narrows the letters."""

    estado: str = Field("", description=f"Uno de: {', '.join(DE_OFICIOS)}.")


class FiltroDeSesiones(Paginas):
    """What narrows the sessions."""

    organo: str = Field("", max_length=40, description="Clave de un órgano.")
    desde: date | None = Field(None, description="Que empiecen ese día o después, AAAA-MM-DD.")
    hasta: date | None = Field(None, description="Que empiecen ese día o antes, AAAA-MM-DD.")


class FiltroDeCandidaturas(Paginas):
    """What narrows the candidacies."""

    tras: str = Field("", pattern=DIGITOS, description="La página empieza después de esta candidatura.")
    estado: str = Field("", description="El estado de la candidatura.")
    cargo: str = Field("", max_length=40, description="Clave de un cargo.")
    actor: str = Field("", max_length=40, description="Clave de quien postula.")


def _pagina(nombre: str, esquema: type[Schema]) -> Any:
    return type(
        nombre,
        (Schema,),
        {"__annotations__": {"filas": list[esquema], "siguiente": str | None}, "__module__": __name__},  # type: ignore[valid-type]
    )


PaginaDeEntregables = _pagina("PaginaDeEntregables", EntregableInterno)
PaginaDeOficios = _pagina("PaginaDeOficios", OficioInterno)
PaginaDeSesiones = _pagina("PaginaDeSesiones", SesionInterna)
PaginaDeCandidaturas = _pagina("PaginaDeCandidaturas", CandidaturaInterna)

# -- What is sent -----------------------------------------------------------------------------------------


class _Envio(Schema):
    model_config = {"extra": "forbid"}


class LoRealizado(_Envio):
    """Something done for a deliverable."""

    dias: list[date] = Field(..., min_length=1, max_length=60, description="Los días en que se realizó, AAAA-MM-DD.")
    texto: str = Field(..., max_length=5000, description="Qué se realizó.")
    participantes: str = Field("", max_length=500)
    clase: str = Field("", max_length=30, description=f"Una de: {', '.join(clases())}.")


class UnaRemision(_Envio):
    """An oficio that took deliverables to INE."""

    entregables: list[str] = Field(..., min_length=1, max_length=100, description="Sus llaves.")
    oficio: str = Field(..., max_length=80, description="El número del oficio.")
    remitida_en: datetime = Field(..., description="Cuándo lo tomó SIVOPLE. Sin zona, es la hora del instituto.")
    para: list[str] = Field(..., min_length=1, max_length=10, description="A quién se dirige.")
    copia: list[str] = Field([], max_length=10)
    fecha: date | None = Field(None, description="La que lleva el oficio; si falta, la del envío.")
    nota: str = Field("", max_length=2000)


class UnaValidacion(_Envio):
    """That INE validated what was sent."""

    validada_en: datetime
    nota: str = Field("", max_length=2000)


class UnaObservacion(_Envio):
    """What INE observed of what was sent."""

    observada_en: datetime
    texto: str = Field(..., max_length=5000)


class UnAcuse(_Envio):
    """What comes with the file of an acuse."""

    acuse_en: datetime | None = None
    nota: str = Field("", max_length=2000)


class UnNumero(_Envio):
    """For what a number is taken."""

    serie: int | None = Field(None, description="La serie; hace falta si el proceso tiene más de una vigente.")
    asunto: str = Field(..., max_length=300)


class Hecho(Schema):
    """That it was done."""

    hecho: str
    clave: str
