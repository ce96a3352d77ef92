"""Letters, drafts of what a body decides, and constancias. Their words are data (`textos.toml`, `TextoDePapel`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from calendario.fechas import dia_local, fecha_en_prosa, fecha_hora, momento_en_prosa
from compliance.models import ActorPolitico, Candidatura, Entregable, Proceso

from .membrete import BORRADOR, firmas_de, hoja_de, texto_de
from .models import Documento
from .papel import (
    Bloque,
    Celda,
    Datos,
    Firma,
    Firmas,
    Hoja,
    Lista,
    Parrafo,
    Recuadro,
    Renglones,
    Salto,
    Seccion,
    Tabla,
    Verificacion,
)
from .textos import PAPELES, dicho, parrafos

ORDINALES = ("PRIMERO", "SEGUNDO", "TERCERO", "CUARTO", "QUINTO", "SEXTO", "SÉPTIMO", "OCTAVO", "NOVENO", "DÉCIMO")


@dataclass(frozen=True)
class Remite:
    """What an oficio takes to INE: each deliverable with its documents. `fecha` is the local day that it bears.

    `firma` and `suple`: who signed it and in whose place, once it was sent; until then it is a draft.
    """

    fecha: date
    lleva: Sequence[tuple[Entregable, Sequence[Documento]]]
    para: Sequence[str]
    copia: Sequence[str] = ()
    numero: str = ""
    firma: str = ""
    suple: str = ""
    enviado: bool = False


def remision(proceso: Proceso, oficio: Remite, en: datetime) -> Hoja:
    """The letter with which documents are sent. Each file is told by its hash: what was sent can be proved."""
    filas = [
        (str(n), str(e), d.titulo if d else "Sin documento", d.sha256 if d else "")
        for n, (e, documentos) in enumerate(oficio.lleva, start=1)
        for d in (documentos or (None,))
    ]
    suplencia = f"En suplencia de {oficio.suple}" if oficio.suple else ""
    return _hoja(
        proceso,
        "remision",
        {"oficio": oficio.numero or "(sin número)"},
        _Marco(
            en,
            oficio.fecha,
            numero=oficio.numero,
            para=oficio.para,
            copia=oficio.copia,
            marca="" if oficio.enviado else BORRADOR,
            firmas=[Firma(oficio.firma, suplencia)] if oficio.firma else (),
        ),
        [
            Tabla(("No.", "Entregable", "Documento", "SHA-256"), filas, (0.5, 4, 3, 4))
            if filas
            else Parrafo("Todavía no lleva nada.")
        ],
    )


@dataclass(frozen=True)
class Cuenta:
    """The account of a candidacy: with which name it enters, and when it was sent (aware; None: not yet)."""

    candidatura: Candidatura
    usuario: str
    enviada: datetime | None


def cuentas(proceso: Proceso, entregadas: Sequence[Cuenta], recuperar: str, en: datetime) -> Hoja:
    """A letter for each person, a page each, with where to sign that it was received. Neither password nor link.

    `recuperar`: the address where another link is asked for.
    """
    dia, bloques = dia_local(en, proceso.tz), list[Bloque]()
    # Read once, however many letters.
    textos, firmas = texto_de(proceso, "cuenta").textos, firmas_de(proceso, "cuenta", dia)
    for n, cuenta in enumerate(entregadas):
        c = cuenta.candidatura
        partes = {
            "persona": c.persona.nombre,
            "cargo": str(c.cargo),
            "lugar": str(c.territorio),
            "actor": str(c.actor),
            "recuperar": recuperar,
        }
        para = [c.persona.nombre, f"Candidatura a {c.cargo}", str(c.territorio)]
        marco = _Marco(en, dia, para=para, firmas=firmas, textos=textos)
        datos = Datos(
            [
                ("Nombre de usuario", cuenta.usuario or "Todavía no tiene"),
                ("Fórmula", f"{c.formula}, {c.get_calidad_display().lower()}"),
                ("Postula", str(c.actor)),
                ("Enlace enviado", fecha_hora(cuenta.enviada, proceso.tz) if cuenta.enviada else "Todavía no"),
            ]
        )
        bloques += [
            *([Salto()] if n else []),
            *_contenido(proceso, "cuenta", partes, marco, [datos]),
            Firmas([Firma(c.persona.nombre, "Nombre, fecha y firma de quien recibe")], antes="Recibí"),
        ]
    return _bajo_membrete(
        proceso, "cuenta", _Marco(en, dia), bloques or [Parrafo("No hay cuentas entregadas a estas candidaturas.")]
    )


def vista(
    proceso: Proceso,
    filas: Sequence[Sequence[str]],
    corte: datetime,
    en: datetime,
    *,
    resumen: Sequence[tuple[str, str, int]] = (),
) -> Hoja:
    """The vista to the council as of `corte`: of each candidacy, whose, which one, who postulates, why and whose turn.

    `resumen`, instead of its rows, when they are too many for a letter: how many of each party and office, and the list
    goes as an annex. A draft until the campaigns are over.
    """
    lista: list[Bloque] = [Parrafo("Ninguna candidatura vigente quedó sin publicar.")]
    if resumen:
        grupos = [(actor, cargo, str(n)) for actor, cargo, n in resumen]
        lista = [
            Tabla(("Postula", "Cargo", "Sin publicar"), grupos, (4, 4, 1.5), numeros=(2,)),
            Parrafo("La relación completa, persona por persona, va en el anexo (XLSX)."),
        ]
    elif filas:
        cabeza = ("Persona", "Candidatura", "Postula", "Por qué no está publicada", "Le tocaba a")
        lista = [Tabla(cabeza, filas, (3, 3, 2, 3.5, 2), chica=True)]
    return _hoja(
        proceso,
        "vista",
        {
            "corte": momento_en_prosa(corte, proceso.tz),
            "total": str(sum(n for *_, n in resumen) if resumen else len(filas)),
        },
        _Marco(
            en,
            dia_local(en, proceso.tz),
            para=["Órgano superior de dirección", proceso.instituto.nombre],
            marca=BORRADOR if en <= corte else "",
        ),
        lista,
    )


@dataclass(frozen=True)
class Proyecto:
    """What a draft for a body knows of its deliverable: which body decides, and what happened, in order."""

    entregable: Entregable
    organo: str
    antecedentes: Sequence[str]


def proyecto(clave: str, de: Proyecto, en: datetime) -> Hoja:
    """The draft of an «acuerdo» or of a «dictamen»: what is on record is written; the rest is to be completed."""
    e = de.entregable
    return _hoja(
        e.proceso,
        clave,
        {
            "organo": de.organo,
            "entregable": str(e),
            "fundamento": f" ({e.fundamento})" if e.fundamento else "",
        },
        _Marco(en, dia_local(en, e.proceso.tz), marca=BORRADOR),
        [
            Seccion("Antecedentes", 2),
            Lista(de.antecedentes, numerada=True) if de.antecedentes else Parrafo("No constan hechos todavía."),
        ],
    )


def exhorto(
    actor: ActorPolitico,
    filas: Sequence[tuple[str, str, str]],
    en: datetime,
    *,
    numero: str = "",
    firma: Firma | None = None,
    parrafo: str = "",
    limite: date | None = None,
    textos: Mapping[str, str] | None = None,
    verificacion: Verificacion | None = None,
) -> Hoja:
    """The letter to a party, a coalition or an independent: of each person, for which candidacy and what is missing.

    Without a number it is a draft. `parrafo`: what is said only this time, as it was typed; `limite`: the local day
    until which it is answered; `textos`: its words, if not those of today; `verificacion`: where it is proved.
    """
    proceso = actor.proceso
    palabras = texto_de(proceso, "exhorto").textos if textos is None else textos
    partes = {
        "actor": str(actor),
        "total": str(len(filas)),
        "limite": fecha_en_prosa(limite) if limite else "(sin fecha)",
    }
    plazo = parrafos(palabras["plazo"]) if limite else []
    marco = _Marco(
        en,
        dia_local(en, proceso.tz),
        numero=numero,
        para=["Representación de", str(actor)],
        marca="" if numero else BORRADOR,
        firmas=[firma] if firma else (),
        textos=palabras,
    )
    return _hoja(
        proceso,
        "exhorto",
        partes,
        marco,
        [
            Tabla(("No.", "Persona", "Candidatura", "Qué le falta"), _numeradas(filas), (0.6, 4, 4, 4))
            if filas
            else Parrafo("A ninguna candidatura le falta nada."),
            *(Parrafo(p) for p in parrafos(parrafo)),
            *(Parrafo(dicho(p, {**partes, **_comunes(proceso, marco.dia)})) for p in plazo),
        ],
        verificacion=verificacion,
    )


@dataclass(frozen=True)
class ActoDicho:
    """An act as it is certified: its number, when, what was done, who did it and its hash."""

    numero: int
    en: datetime
    que: str
    por: str
    huella: str


def historia(proceso: Proceso, objeto: str, llave: str, actos: Sequence[ActoDicho], en: datetime) -> Hoja:
    """The certificate of what was done to one object. `llave` names it where its chain is exported («app.modelo:7»)."""
    filas = [(str(a.numero), a.en.astimezone(proceso.tz), a.que, a.por or "El sistema", a.huella) for a in actos]
    return _hoja(
        proceso,
        "historia",
        {"objeto": objeto, "total": str(len(actos))},
        _Marco(en, dia_local(en, proceso.tz)),
        [
            Tabla(("Acto", "Momento", "Qué se hizo", "Quién", "Huella"), filas, (0.9, 1.6, 3, 2.4, 4), chica=True),
            Seccion("Cómo se verifica", 2),
            Lista(
                [
                    f"«manage.py exportar_historial --objeto {llave}», o «Descargar paquete verificable» en su "
                    "historial, entrega la cadena con sus filas y el verificador.",
                    "«python3 verificador.py» con ese archivo la comprueba sin Cauce ni red, y termina sin hallazgos.",
                    "Cada acto de arriba está en ella con el mismo número y la misma huella; la del último depende de "
                    "todas las anteriores.",
                ],
                numerada=True,
            ),
        ],
    )


def constancia(proceso: Proceso, actor: ActorPolitico, filas: Sequence[Sequence[Celda]], en: datetime) -> Hoja:
    """Every notice to a party until `en`: when, its subject, to which address, its Message-ID and what became of it."""
    return _hoja(
        proceso,
        "constancia",
        {"actor": str(actor), "total": str(len(filas)), "corte": momento_en_prosa(en, proceso.tz)},
        _Marco(en, dia_local(en, proceso.tz)),
        [
            Tabla(("Momento", "Asunto", "A quién", "Estado", "Message-ID"), filas, (1.5, 3.5, 2.5, 1.5, 3), chica=True)
            if filas
            else Parrafo("No se ha generado ninguno.")
        ],
        apaisada=True,
    )


def muestra(proceso: Proceso, clave: str, textos: Mapping[str, str], en: datetime) -> Hoja:
    """How a paper looks with these texts, saved or not, and with samples of what its markers say."""
    return _hoja(
        proceso,
        clave,
        PAPELES[clave].marcadores,
        _Marco(en, dia_local(en, proceso.tz), para=["Persona a quien se dirige"], marca="MUESTRA", textos=textos),
        [Recuadro(["Aquí va lo que este papel lleva en cada caso."])],
    )


@dataclass(frozen=True)
class _Marco:
    """What surrounds the content of a letter."""

    en: datetime
    dia: date
    numero: str = ""
    para: Sequence[str] = ()
    copia: Sequence[str] = ()
    marca: str = ""
    firmas: Sequence[Firma] = ()
    textos: Mapping[str, str] | None = None


def _hoja(
    proceso: Proceso, clave: str, partes: Mapping[str, str], marco: _Marco, medio: Sequence[Bloque], **otros: Any
) -> Hoja:
    return _bajo_membrete(proceso, clave, marco, _contenido(proceso, clave, partes, marco, medio), **otros)


def _bajo_membrete(proceso: Proceso, clave: str, marco: _Marco, bloques: Sequence[Bloque], **otros: Any) -> Hoja:
    return hoja_de(
        proceso,
        " ".join(t for t in (PAPELES[clave].nombre, marco.numero) if t),
        bloques,
        en=marco.en,
        folio=marco.numero,
        marca=marco.marca,
        sin_titulo=True,
        **otros,
    )


def _contenido(
    proceso: Proceso, clave: str, partes: Mapping[str, str], marco: _Marco, medio: Sequence[Bloque]
) -> list[Bloque]:
    """The texts of the paper in their order, with what it carries after its body."""
    textos = texto_de(proceso, clave).textos if marco.textos is None else marco.textos
    comunes = _comunes(proceso, marco.dia)

    def de(que: str) -> list[str]:
        return [dicho(p, {**partes, **comunes}) for p in parrafos(textos.get(que, ""))]

    asunto = " ".join(de("asunto"))
    es_carta = "asunto" in textos and "puntos" not in textos
    cabeza: list[Bloque] = [Renglones([f"{comunes['fecha']}.".capitalize()], "derecha")]
    if es_carta:
        oficio = f"Oficio: {marco.numero}" if marco.numero else ""
        cabeza += [
            *([Renglones([oficio], "derecha", fuerte=True)] if oficio else []),
            Seccion(f"Asunto: {asunto}", discreta=True),
        ]
    else:
        cabeza = [Seccion(asunto or PAPELES[clave].nombre), *cabeza]
    puntos = de("puntos")
    considerandos: list[Bloque] = [Lista(suyos, numerada=True)] if (suyos := de("considerandos")) else []
    return [
        *cabeza,
        *([Renglones(marco.para, fuerte=True)] if es_carta and marco.para else []),
        *(Parrafo(p) for p in de("cuerpo")),
        *medio,
        *([Seccion("Considerandos", 2)] if considerandos else []),
        *considerandos,
        *([Seccion("Puntos", 2)] if puntos else []),
        *(Parrafo(f"{_ordinal(n)}. {p}") for n, p in enumerate(puntos)),
        *(Parrafo(p) for p in de("cierre")),
        Firmas(marco.firmas or firmas_de(proceso, clave, marco.dia), antes="Atentamente" if es_carta else ""),
        *([Parrafo(f"Con copia: {'; '.join(marco.copia)}.", "nota")] if marco.copia else []),
    ]


def _comunes(proceso: Proceso, dia: date) -> dict[str, str]:
    """What the markers of any paper say."""
    return {"instituto": proceso.instituto.nombre, "proceso": proceso.nombre, "fecha": fecha_en_prosa(dia)}


def _ordinal(n: int) -> str:
    return ORDINALES[n] if n < len(ORDINALES) else str(n + 1)


def _numeradas(filas: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    return [(str(n), *fila) for n, fila in enumerate(filas, start=1)]
