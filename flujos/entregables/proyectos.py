"""What a letter or a draft says of a deliverable: what happened, in order, and what goes with it."""

from collections.abc import Iterable
from datetime import datetime

from calendario.fechas import dia_local, fecha_en_prosa, inicio_del_dia
from compliance.ambito import Ambito
from compliance.models import Entregable, EtapaRuta, Proceso
from compliance.textos import con_punto, sin_doble_punto
from documentos.cartas import Proyecto, Remite
from documentos.models import Documento

from ..models import Decision, Oficio
from ..verbos.entregables import etapas_de
from .oficios import destinatarios_de


def proyecto_de(entregable: Entregable, clave: str) -> Proyecto:
    """What is on record for the draft of an «acuerdo» (of who approves) or a «dictamen» (of who looks at it first)."""
    deciden = [e for e in etapas_de(entregable) if e.tipo == EtapaRuta.Tipo.DECIDIR and e.organo is not None]
    aprueban = [e for e in deciden if e.aprueba] or deciden[-1:]
    etapa = next(iter(aprueban if clave == "acuerdo" else deciden), None)
    organo = str(etapa.organo) if etapa is not None else "(órgano que decide)"
    return Proyecto(entregable, organo, antecedentes(entregable))


def antecedentes(entregable: Entregable) -> list[str]:
    """Facts, versions of its document, decisions and sendings, each with its day; of one day, in that order."""
    tz = entregable.proceso.tz
    dichos: list[tuple[datetime, str]] = []

    def el(momento: datetime) -> str:
        return f"El {fecha_en_prosa(dia_local(momento, tz))}"

    for hecho in entregable.hechos.all():
        participan = f" Participaron: {con_punto(hecho.participantes)}" if hecho.participantes else ""
        suceso = f"El {hecho.dicho}: {con_punto(hecho.texto)}{participan}"
        dichos.append((inicio_del_dia(hecho.primer_dia, tz), suceso))
    for d in entregable.documentos.filter(tipo=Documento.Tipo.PROYECTO):
        version = f"se presentó la versión {d.version} de «{d.titulo}» (SHA-256 {d.sha256})."
        dichos.append((d.subido_en, f"{el(d.subido_en)} {version}"))
    decisiones = Decision.objects.filter(punto__entregable=entregable).select_related("punto__sesion__organo")
    for decision in decisiones:
        acuerdo = f", acuerdo {decision.acuerdo}" if decision.acuerdo else ""
        resultado = decision.get_resultado_display().lower()
        sesion = decision.punto.sesion
        que = f"{el(decision.decidida_en)}, en «{sesion}», {sesion.organo}: {resultado}{acuerdo}."
        dichos.append((decision.decidida_en, que))
    dichos += [
        (r.remitida_en, f"{el(r.remitida_en)} se remitió al INE con el oficio {r.oficio}.")
        for r in entregable.remisiones.all()
    ]
    return [sin_doble_punto(texto) for _, texto in sorted(dichos, key=lambda par: par[0])]


def remite(oficio: Oficio, ambito: Ambito, en: datetime) -> Remite:
    """An oficio as a letter, with the documents of it that this person sees. Of `en`, until it is sent."""
    enviado = oficio.estado == Oficio.Estado.ENVIADO
    return Remite(
        fecha=oficio.fecha or dia_local(oficio.remitido_en or en, oficio.proceso.tz),
        lleva=lo_que_lleva([r.entregable for r in oficio.remisiones.select_related("entregable")], ambito),
        para=[str(d.destinatario) for d in oficio.dirigidos.all() if not d.copia] or por_costumbre(oficio.proceso),
        copia=[str(d.destinatario) for d in oficio.dirigidos.all() if d.copia],
        numero=oficio.numero,
        firma=oficio.firma_nombre,
        suple=oficio.firma_en_suplencia_de,
        enviado=enviado,
    )


def por_remitirse(entregable: Entregable, ambito: Ambito, en: datetime) -> Remite:
    """The letter with which a deliverable would be sent, without a number yet."""
    proceso = entregable.proceso
    return Remite(
        fecha=dia_local(en, proceso.tz),
        lleva=lo_que_lleva([entregable], ambito),
        para=por_costumbre(proceso),
        copia=por_costumbre(proceso, "copia"),
    )


def por_costumbre(proceso: Proceso, lugar: str = "para") -> list[str]:
    """To whom the process usually writes."""
    return [nombre for nombre, suyo in destinatarios_de(proceso) if suyo == lugar]


def lo_que_lleva(entregables: Iterable[Entregable], ambito: Ambito) -> list[tuple[Entregable, list[Documento]]]:
    """Each with the last version of its document, if the person sees it."""
    suyos = list(entregables)
    ultimas: dict[int | None, Documento] = {}
    proyectos = Documento.objects.visibles_para(ambito).filter(entregable__in=suyos, tipo=Documento.Tipo.PROYECTO)
    for d in proyectos.order_by("version"):
        ultimas[d.entregable_id] = d
    return [(e, [ultimas[e.pk]] if e.pk in ultimas else []) for e in suyos]
