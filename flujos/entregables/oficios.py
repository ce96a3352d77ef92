"""The ledger of oficios: series, numbers reserved and cancelled, whom they go to, who signs (Lineamientos art. 11).

A number is given once in a process. Two that reserve at once wait for each other on their series; two that send under
one number meet the database's own rule.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Max

from calendario.fechas import dia_local, fecha_en_prosa, fecha_hora
from compliance.actos import escritura
from compliance.models import Entregable, EtapaRuta, Proceso, Usuario
from compliance.permisos import ambito_de
from compliance.textos import normalizar
from documentos.models import Documento

from ..acto import Acto, alcance, comenzar
from ..models import Destinatario, DirigidoA, Exhorto, Oficio, SerieDeOficios
from ..transiciones import Rechazo, YaHay, YaHecho, bloquear, con_cerrojo
from ..verbos.entregables import DE_ENTREGABLE, CasoDeEntregable, etapa_actual, etapa_de_tipo
from ..verbos.oficios import DE_OFICIO, CasoDeOficio
from .responsables import puede


@dataclass(frozen=True)
class Carta:
    """What an oficio says of itself when it is sent: its number, whom it goes to, when SIVOPLE took it, who signs.

    `remitida_en` and `acuse_en` are aware; `fecha`, the local day that it bears (by default, that of the sending).
    """

    numero: str
    remitida_en: datetime
    para: Sequence[str]
    copia: Sequence[str] = ()
    fecha: date | None = None
    acuse_en: datetime | None = None
    firma: Usuario | None = None


@cache
def _de_siempre() -> tuple[tuple[str, str], ...]:
    datos = tomllib.loads((Path(__file__).parent / "destinatarios.toml").read_text(encoding="utf-8"))
    return tuple((d["nombre"], d["de_costumbre"]) for d in datos["destinatarios"])


def destinatarios_de(proceso: Proceso) -> list[tuple[str, str]]:
    """Whom the process writes to, by name, and the usual place of each: its own list, and INE's units not in it."""
    suyos = list(Destinatario.objects.filter(proceso=proceso))
    nombres = {d.nombre for d in suyos}
    de_siempre = [(nombre, lugar) for nombre, lugar in _de_siempre() if nombre not in nombres]
    return de_siempre + [(d.nombre, d.de_costumbre) for d in suyos if d.vigente]


# -- Numbers ----------------------------------------------------------------------------------------------


def _abrir(verbo: str, objeto: Any, *, por: Usuario | None, en: datetime, motivo: str = "") -> Acto[Any]:
    """Lock the oficio or the series and begin the act. Needs an open transaction."""
    suyo: Any = bloquear(type(objeto).objects.select_related("proceso__instituto", "area"), objeto.pk)
    caso = CasoDeOficio(suyo, en, alcance(por, suyo.proceso, en))
    return comenzar(DE_OFICIO[verbo], caso, por=por, motivo=motivo.strip())


@escritura()
def reservar_oficio(
    serie: SerieDeOficios, *, asunto: str, distinta_de: int | None = None, por: Usuario | None, en: datetime
) -> Oficio:
    """Take the next number of the series. Whoever reserves at once waits, and takes the one that follows.

    A number that somebody typed already is skipped. The same subject, reserved and not used, is the form sent twice:
    refused as `YaHay` unless `distinta_de` is its key.
    """
    acto = _abrir("reservar_oficio", serie, por=por, en=en, motivo=asunto)
    serie = acto.objeto
    en_espera = serie.oficios.filter(estado=Oficio.Estado.RESERVADO).order_by("-pk")
    igual = next((o for o in en_espera if normalizar(o.asunto) == normalizar(asunto)), None)
    acto.exigir(
        None
        if serie.vigente
        else Rechazo("serie", f"La serie {serie} ya no da números.", "Elija otra o póngala vigente de nuevo."),
        None if asunto.strip() else Rechazo("asunto", "Falta el asunto.", "Diga para qué es el oficio."),
        YaHay("Ya hay un número reservado para ese asunto.", igual) if igual and igual.pk != distinta_de else None,
    )
    consecutivo = serie.ultimo + 1
    while Oficio.objects.filter(proceso=serie.proceso, numero__iexact=serie.numero(consecutivo)).exists():
        consecutivo += 1
    serie.ultimo = consecutivo
    acto.escribir(serie, f"Se dio el número {consecutivo}")
    oficio = Oficio(
        proceso=serie.proceso,
        serie=serie,
        consecutivo=consecutivo,
        numero=serie.numero(consecutivo),
        area=serie.area,
        asunto=asunto.strip(),
        reservado_en=en,
        reservado_por=por,
    )
    nace = acto.sobre(replace(acto.caso, objeto=oficio), acto.verbo)
    nace.escribir()
    nace.anotar(de="", hechos={"numero": oficio.numero})
    return oficio


@escritura()
def cancelar_oficio(oficio: Oficio, *, motivo: str, por: Usuario | None, en: datetime) -> Oficio:
    """The number will not be used: the ledger says why there is a gap. Refused once it was sent."""
    acto = _abrir("cancelar_oficio", oficio, por=por, en=en, motivo=motivo)
    acto.exigir(None if acto.motivo else Rechazo("motivo", "Falta el motivo.", "Diga por qué no se usará."))
    acto.objeto.estado, acto.objeto.motivo_cancelacion = Oficio.Estado.CANCELADO, acto.motivo
    acto.escribir()
    acto.anotar(de=Oficio.Estado.RESERVADO.value)
    return acto.objeto  # type: ignore[no-any-return]


@escritura()
def corregir_numero(oficio: Oficio, *, numero: str, motivo: str, por: Usuario | None, en: datetime) -> Oficio:
    """Mend a number badly written, with the reason, in the oficio and in what it took to INE."""
    acto = _abrir("corregir_numero", oficio, por=por, en=en, motivo=motivo)
    oficio, numero = acto.objeto, numero.strip()
    otro = Oficio.objects.filter(proceso=oficio.proceso, numero__iexact=numero).exclude(pk=oficio.pk).first()
    acto.exigir(
        None if numero else Rechazo("numero", "Falta el número.", "Escríbalo como aparece en el oficio."),
        None if acto.motivo else Rechazo("motivo", "Falta el motivo.", "Diga qué estaba mal y cómo consta."),
        YaHecho("numero", "Ese es el número que ya tiene.", "Escriba el correcto.")
        if numero == oficio.numero
        else None,
        _usado(otro) if otro else None,
        Rechazo("exhorto", "Ese número ya salió impreso en un exhorto.", "Aclárelo con otro oficio.")
        if Exhorto.objects.filter(oficio=oficio).exists()
        else None,
    )
    antes, oficio.numero = oficio.numero, numero
    acto.escribir()
    for remision in con_cerrojo(oficio.remisiones.all()):
        remision.oficio = numero
        acto.escribir(remision)
    acto.anotar(hechos={"numero": numero, "antes": antes})
    return oficio


def _usado(oficio: Oficio) -> Rechazo:
    """Why the number of this oficio is not free."""
    if oficio.estado == Oficio.Estado.CANCELADO:
        return Rechazo(
            "oficio",
            f"El número {oficio.numero} se canceló: {oficio.motivo_cancelacion}",
            "Un número cancelado no se usa; reserve otro.",
        )
    if Exhorto.objects.filter(oficio=oficio).exists():
        return Rechazo("oficio", f"El número {oficio.numero} es de un exhorto: {oficio.asunto}.", "Use otro número.")
    if oficio.remitido_en is None:
        return Rechazo(
            "oficio", f"El número {oficio.numero} está reservado: {oficio.asunto}.", "Use el que le corresponde."
        )
    return Rechazo(
        "oficio",
        f"El oficio {oficio.numero} ya se envió el {fecha_hora(oficio.remitido_en, oficio.proceso.tz)}.",
        "Si este documento iba en él, escriba esa misma fecha y hora; si no, use otro número.",
    )


def por_remitir(proceso: Proceso) -> list[Entregable]:
    """What waits to be sent, in the order of the plan, be it begun or not."""
    exigibles = Entregable.objects.filter(proceso=proceso, remitido_en=None).exigibles().con_lo_que_se_muestra()
    return [e for e in exigibles if (etapa := etapa_actual(e)) is not None and etapa.tipo == EtapaRuta.Tipo.REMITIR]


# -- Sending ----------------------------------------------------------------------------------------------


def oficio_por_enviar(proceso: Proceso, carta: Carta) -> Oficio | Rechazo:
    """The oficio of that number, locked: reserved, or of the same sending; a new one, if nobody had it; or why not."""
    numero = carta.numero.strip()
    consulta = Oficio.objects.select_related("proceso__instituto").filter(proceso=proceso, numero__iexact=numero)
    oficio = con_cerrojo(consulta).first()
    if oficio is None:
        return Oficio(proceso=proceso, numero=numero)
    libre = oficio.estado == Oficio.Estado.RESERVADO or (
        oficio.estado == Oficio.Estado.ENVIADO and oficio.remitido_en == carta.remitida_en
    )
    return oficio if libre else _usado(oficio)


def rechazos_de_carta(acto: Acto[Entregable], carta: Carta, dirigida: Iterable[str]) -> list[Rechazo | None]:
    """What is wrong with what the oficio says, to take this deliverable. Who signs was in office, or it says why."""
    proceso = acto.objeto.proceso
    enviada = dia_local(carta.remitida_en, proceso.tz)
    fecha = carta.fecha or enviada
    return [
        None
        if carta.numero.strip()
        else Rechazo("oficio", "Falta el número de oficio.", "Escríbalo como aparece en el acuse."),
        None if list(dirigida) else Rechazo("destinatario", "Falta a quién se dirige.", "Elija la unidad del INE."),
        Rechazo(
            "fecha_oficio",
            f"El oficio lleva fecha del {fecha_en_prosa(fecha)}, posterior a su envío.",
            "Revise la fecha del oficio o la del envío.",
        )
        if fecha > enviada
        else None,
        Rechazo(
            "acuse_en",
            "El acuse no puede ser anterior al envío ni de un momento que no ha llegado.",
            "Escriba la fecha y hora que trae el acuse.",
        )
        if carta.acuse_en is not None and not carta.remitida_en <= carta.acuse_en <= acto.en
        else None,
        _sin_autoridad(acto, carta.firma, fecha) if carta.firma is not None and not acto.motivo.strip() else None,
    ]


def _sin_autoridad(acto: Acto[Entregable], firma: Usuario, fecha: date) -> Rechazo | None:
    """Whoever signs held the post that sends the deliverable, or stood in for who did, on the day of the oficio."""
    if puede(DE_ENTREGABLE["remitir"], acto.objeto, ambito_de(firma, fecha)):
        return None
    quienes = ", ".join(acto.caso.quienes(DE_ENTREGABLE["remitir"]))
    return Rechazo(
        "firma",
        f"El {fecha_en_prosa(fecha)} {firma} no ocupaba el cargo que remite ({quienes}) ni lo suplía.",
        "Revise quién firma y la fecha del oficio; si así fue, escriba en la nota por qué.",
    )


def enviar(acto: Acto[Entregable], oficio: Oficio, carta: Carta, acuse: Documento | None) -> None:
    """Write, within the act of sending its first deliverable, that the oficio was sent; once.

    What is added later to one that was sent may bring its acuse.
    """
    if oficio.remitido_en is not None:
        if acuse is not None and oficio.acuse_id is None:
            acusar(acto, oficio, acuse, carta.acuse_en)
        return
    e, fecha = acto.objeto, carta.fecha or acto.caso.el
    suyo = acto.sobre(
        CasoDeOficio(oficio, acto.en, acto.caso.ambito, carta.remitida_en), DE_OFICIO["enviar_oficio"], hechos={}
    )
    antes = oficio.estado if oficio.pk else ""
    oficio.estado, oficio.remitido_en, oficio.fecha = Oficio.Estado.ENVIADO, carta.remitida_en, fecha
    if oficio.serie_id is None:
        # Of whoever sends it, not of whoever prepared what it takes.
        remite = etapa_de_tipo(e, EtapaRuta.Tipo.REMITIR)
        oficio.area = remite.area if remite is not None else None
    oficio.asunto = oficio.asunto or e.titulo[:300]
    oficio.acuse, oficio.acuse_en = acuse, (carta.acuse_en or carta.remitida_en) if acuse else carta.acuse_en
    if carta.firma is not None:
        caso = CasoDeEntregable(e, acto.en, ambito_de(carta.firma, fecha))
        oficio.firma, oficio.firma_nombre = carta.firma, str(carta.firma)
        oficio.firma_en_suplencia_de = caso.suplencia(DE_ENTREGABLE["remitir"])
    suyo.escribir(motivo=f"Oficio {oficio.numero}")
    for copia, nombres in ((False, carta.para), (True, carta.copia)):
        for nombre in nombres:
            unidad = Destinatario.objects.filter(proceso=oficio.proceso, nombre=nombre).first()
            if unidad is None:
                unidad = Destinatario(
                    proceso=oficio.proceso, nombre=nombre, de_costumbre=dict(_de_siempre()).get(nombre, "")
                )
                suyo.escribir(unidad, "Unidad a la que se escribe")
            suyo.escribir(DirigidoA(oficio=oficio, destinatario=unidad, copia=copia), "A quién se dirige")
    suyo.anotar(de=antes, hechos={"numero": oficio.numero, "remitida_en": carta.remitida_en.isoformat()})


def acusar(acto: Acto[Entregable], oficio: Oficio, acuse: Documento, acuse_en: datetime | None) -> None:
    """Write, within the act on a deliverable, the proof of receipt of its oficio, for all that it took."""
    suyo = acto.sobre(CasoDeOficio(oficio, acto.en, acto.caso.ambito), DE_OFICIO["acusar_oficio"], hechos={})
    oficio.acuse, oficio.acuse_en = acuse, acuse_en or oficio.acuse_en or oficio.remitido_en
    suyo.escribir(motivo=f"Acuse de {oficio.numero}")
    for remision in con_cerrojo(oficio.remisiones.filter(acuse=None)):
        remision.acuse = acuse
        suyo.escribir(remision, f"Acuse de {oficio.numero}")
    suyo.anotar(hechos={"sha256": acuse.sha256})


@escritura()
def anotar_recepcion(oficio: Oficio, *, recibido_en: datetime, por: Usuario | None, en: datetime) -> Oficio:
    """Note when what was sent was received, as the system that took it says: its acuse as a file may come later."""
    acto = _abrir("anotar_recepcion", oficio, por=por, en=en)
    oficio = acto.objeto
    enviado = oficio.remitido_en
    acto.exigir(
        YaHecho("acuse_en", f"Ya consta que {oficio.numero} se recibió.", "Consulte el oficio.")
        if oficio.acuse_en is not None
        else None,
        Rechazo(
            "recibido_en",
            "La recepción no puede ser anterior al envío ni de un momento que no ha llegado.",
            "Revise la fecha y hora.",
        )
        if enviado is None or not enviado <= recibido_en <= en
        else None,
    )
    oficio.acuse_en = recibido_en
    acto.escribir(motivo=f"Recibido {oficio.numero}")
    acto.anotar(hechos={"numero": oficio.numero, "recibidas_en": recibido_en.isoformat()})
    return oficio


# -- Catalogues -------------------------------------------------------------------------------------------


@escritura()
def guardar_en_catalogo(
    objeto: SerieDeOficios | Destinatario, *, por: Usuario | None, en: datetime
) -> SerieDeOficios | Destinatario:
    """Keep a series, or a unit that the institute writes to, new or changed.

    What an oficio already took from it does not change: it is closed, and another one added.
    """
    verbo = "guardar_serie" if isinstance(objeto, SerieDeOficios) else "guardar_destinatario"
    acto = comenzar(DE_OFICIO[verbo], CasoDeOficio(objeto, en, alcance(por, objeto.proceso, en)), por=por)
    acto.exigir(*(_rechazos_de_cambio(objeto) if objeto.pk else ()))
    acto.escribir()
    acto.anotar(de="")
    return objeto


def _rechazos_de_cambio(objeto: SerieDeOficios | Destinatario) -> list[Rechazo | None]:
    """What cannot change of what is kept, which is locked: nobody takes a number of a series meanwhile."""
    remedio = "Quítele «Vigente» y agregue otra."
    if isinstance(objeto, Destinatario):
        antes = bloquear(Destinatario, objeto.pk)
        usado = objeto.nombre != antes.nombre and antes.dirigidos.exists()
        return [Rechazo("nombre", "Ya hay oficios dirigidos a esta unidad con ese nombre.", remedio) if usado else None]
    serie = bloquear(SerieDeOficios, objeto.pk)
    dado = serie.oficios.aggregate(mayor=Max("consecutivo"))["mayor"]
    if dado is None:
        return []
    return [
        *(
            Rechazo(campo, "La serie ya dio números: así quedan escritos.", remedio)
            for campo in ("formato", "anio")
            if getattr(objeto, campo) != getattr(serie, campo)
        ),
        Rechazo("ultimo", f"Ya se dio el número {dado}.", f"Escriba {dado} o uno mayor.")
        if objeto.ultimo < dado
        else None,
    ]
