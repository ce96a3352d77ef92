"""What was done for a deliverable and on which days, recorded then or later. Both days are kept: decision 0023.

Not to be confused with the event that opens a deliverable (`eventos.registrar_evento`).
"""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db.models import Max, QuerySet

from calendario.fechas import dias_en_prosa, fecha_en_prosa
from compliance.actos import escritura
from compliance.historia import firmar
from compliance.models import Area, Entregable, Hito, Proceso, Subactividad, Usuario
from compliance.textos import normalizar
from documentos.models import Documento
from documentos.services import guardar_documento

from ..acto import Acto, alcance, comenzar
from ..models import Hecho, HechoDeHito, Realizado
from ..transiciones import Rechazo, YaHecho, bloquear, fuera_del_proceso
from ..verbos.entregables import DE_HITO, CasoDeHito
from .acto import abrir
from .limites import aprobar


@cache
def clases() -> Mapping[str, str]:
    """What something done may be: its key, and how it is called."""
    datos = tomllib.loads((Path(__file__).parent / "clases.toml").read_text(encoding="utf-8"))
    return dict(datos["clases"])


@escritura()
def registrar_hecho(
    entregable: Entregable,
    *,
    dias: Collection[date],
    texto: str,
    participantes: str = "",
    clase: str = "",
    subactividad: Subactividad | None = None,
    area: Area | None = None,
    archivo: File[bytes] | None = None,
    por: Usuario | None,
    en: datetime,
) -> Hecho:
    """Note something done for the deliverable, which stays where it is. `dias`: local days, in any order.

    What fulfils a `subactividad` marks it as done on its last day. `area`: who did it, by default the deliverable's.
    Refused without a day or a text, for a day to come, of another process or before the window of the plan, and if the
    same was noted already: it is the same form sent twice.
    """
    dicho = f"{dias_en_prosa(dias).capitalize()}: {texto.strip()}"
    acto = abrir("registrar_hecho", entregable, por=por, en=en, motivo=dicho, ocurrio=momento_de(entregable, dias))
    e = acto.objeto
    acto.exigir(
        *rechazos_de_dias(acto, dias),
        _sin_texto(texto),
        _de_otro(e, subactividad, area, clase),
        _ya_anotado(e.hechos.all(), dias, texto, participantes),
    )
    documento = _papel(acto, e.proceso, e, archivo) if archivo else None
    hecho = escribir_hecho(
        acto,
        dias,
        texto=texto,
        participantes=participantes,
        documento=documento,
        clase=clase,
        subactividad=subactividad,
        area=area,
    )
    _marcar(acto, subactividad)
    acto.anotar(hechos=en_la_transicion(hecho))
    return hecho


@escritura()
def corregir_hecho(
    hecho: Hecho,
    *,
    dias: Collection[date],
    texto: str,
    participantes: str = "",
    clase: str = "",
    subactividad: Subactividad | None = None,
    area: Area | None = None,
    motivo: str,
    por: Usuario | None,
    en: datetime,
) -> Hecho:
    """Mend what was noted, with the reason. If its last day was that of the approval, the new one is.

    Refused as `registrar_hecho`, and if the approval would fall after the remission.
    """
    acto = abrir("corregir_hecho", hecho.entregable, por=por, en=en, motivo=motivo)
    hecho = bloquear(Hecho.objects.select_related("subactividad"), hecho.pk)
    e = acto.objeto
    aprueba = hecho.aprueba and e.aprobado_el == hecho.ultimo_dia
    acto.exigir(
        *rechazos_de_dias(acto, dias),
        _sin_texto(texto),
        _de_otro(e, subactividad, area, clase),
        _sin_motivo(motivo),
        _tras_la_remision(acto, dias) if aprueba else None,
    )
    antes, previa = hecho.dias, hecho.subactividad
    _llenar(hecho, dias, texto, participantes, clase)
    hecho.subactividad, hecho.area = subactividad, area or e.area
    acto.escribir(hecho)
    if aprueba:
        aprobar(e, hecho.ultimo_dia)
        e.vence = e.vencimiento_pendiente()
        acto.escribir()
    _marcar(acto, previa)
    if subactividad != previa:
        _marcar(acto, subactividad)
    acto.anotar(hechos={**en_la_transicion(hecho), "dias_antes": antes})
    return hecho


@escritura()
def quitar_hecho(hecho: Hecho, *, motivo: str, por: Usuario | None, en: datetime) -> None:
    """Take away what was noted by mistake; its history keeps it, with the reason.

    Refused of what approved its deliverable: its days are corrected instead.
    """
    acto = abrir("quitar_hecho", hecho.entregable, por=por, en=en, motivo=motivo.strip())
    hecho = bloquear(Hecho.objects.select_related("subactividad"), hecho.pk)
    acto.exigir(
        _sin_motivo(motivo),
        Rechazo("aprueba", "Con su último día se juzga el cumplimiento.", "Corrija sus días en vez de quitarlo.")
        if hecho.aprueba
        else None,
    )
    quitado, subactividad = en_la_transicion(hecho), hecho.subactividad
    firmar(hecho, por, en, acto.en_la_historia(), acto.asentado())
    hecho.delete()
    _marcar(acto, subactividad)
    acto.anotar(hechos=quitado)


def _marcar(acto: Acto[Entregable], subactividad: Subactividad | None) -> None:
    """Say when a step was done: the last day of what was noted of it, or never."""
    if subactividad is None:
        return
    paso = bloquear(Subactividad.objects.select_related("entregable"), subactividad.pk)
    paso.realizada_el = paso.hechos.aggregate(ultimo=Max("ultimo_dia"))["ultimo"]
    acto.escribir(paso)


def _de_otro(e: Entregable, subactividad: Subactividad | None, area: Area | None, clase: str) -> Rechazo | None:
    if subactividad is not None and subactividad.entregable_id != e.pk:
        return Rechazo("subactividad", "Esa actividad es de otro entregable.", "Elija una de este.")
    if area is not None and area.proceso_id != e.proceso_id:
        return Rechazo("area", "Esa área es de otro proceso.", "Elija una de este.")
    return _clase_ajena(clase)


def _clase_ajena(clase: str) -> Rechazo | None:
    return None if not clase or clase in clases() else Rechazo("clase", "No es una de las clases.", "Elija una.")


def _sin_motivo(motivo: str) -> Rechazo | None:
    return None if motivo.strip() else Rechazo("motivo", "Falta el motivo.", "Diga qué estaba mal y cómo consta.")


def _llenar(hecho: Realizado, dias: Collection[date], texto: str, participantes: str, clase: str) -> None:
    hecho.poner_dias(dias)
    hecho.texto, hecho.participantes, hecho.clase = texto.strip(), participantes.strip(), clase


# -- Milestones of the plan -------------------------------------------------------------------------------


def _abrir_hito(
    verbo: str, hito: Hito, *, por: Usuario | None, en: datetime, motivo: str, dias: Collection[date] = ()
) -> Acto[Hito]:
    h = bloquear(Hito.objects.select_related("proceso__instituto"), hito.pk)
    caso = CasoDeHito(h, en, alcance(por, h.proceso, en), _momento(h.proceso, dias))
    return comenzar(DE_HITO[verbo], caso, por=por, motivo=motivo.strip())


@escritura()
def registrar_hito(
    hito: Hito,
    *,
    dias: Collection[date],
    texto: str,
    participantes: str = "",
    clase: str = "",
    area: Area | None = None,
    archivo: File[bytes] | None = None,
    por: Usuario | None,
    en: datetime,
) -> HechoDeHito:
    """Note that a milestone was reached (a module was released), on which days: its last one is compared with the plan.

    Refused as `registrar_hecho`.
    """
    dicho = f"{dias_en_prosa(dias).capitalize()}: {texto.strip()}"
    acto = _abrir_hito("registrar_hito", hito, por=por, en=en, motivo=dicho, dias=dias)
    acto.exigir(
        *_dias_malos(acto, acto.objeto.proceso, dias),
        _sin_texto(texto),
        _clase_ajena(clase),
        _ya_anotado(acto.objeto.hechos.all(), dias, texto, participantes),
    )
    documento = _papel(acto, acto.objeto.proceso, None, archivo) if archivo else None
    hecho = HechoDeHito(
        hito=acto.objeto, area=area, documento=documento, registrado_en=acto.en, registrado_por=acto.por
    )
    _llenar(hecho, dias, texto, participantes, clase)
    acto.escribir(hecho, f"Realizado: {dias_en_prosa(hecho.fechas)}")
    _alcanzado(acto)
    acto.anotar(hechos=en_la_transicion(hecho))
    return hecho


@escritura()
def corregir_hito(
    hecho: HechoDeHito,
    *,
    dias: Collection[date],
    texto: str,
    participantes: str = "",
    clase: str = "",
    area: Area | None = None,
    motivo: str,
    por: Usuario | None,
    en: datetime,
) -> HechoDeHito:
    """Mend what was noted of a milestone, with the reason."""
    acto = _abrir_hito("corregir_hito", hecho.hito, por=por, en=en, motivo=motivo)
    hecho = bloquear(HechoDeHito.objects.all(), hecho.pk)
    acto.exigir(
        *_dias_malos(acto, acto.objeto.proceso, dias), _sin_texto(texto), _clase_ajena(clase), _sin_motivo(motivo)
    )
    antes = hecho.dias
    _llenar(hecho, dias, texto, participantes, clase)
    hecho.area = area
    acto.escribir(hecho)
    _alcanzado(acto)
    acto.anotar(hechos={**en_la_transicion(hecho), "dias_antes": antes})
    return hecho


@escritura()
def quitar_hito(hecho: HechoDeHito, *, motivo: str, por: Usuario | None, en: datetime) -> None:
    """Take away what was noted of a milestone by mistake; its history keeps it, with the reason."""
    acto = _abrir_hito("quitar_hito", hecho.hito, por=por, en=en, motivo=motivo)
    hecho = bloquear(HechoDeHito.objects.all(), hecho.pk)
    acto.exigir(_sin_motivo(motivo))
    quitado = en_la_transicion(hecho)
    firmar(hecho, por, en, acto.en_la_historia(), acto.asentado())
    hecho.delete()
    _alcanzado(acto)
    acto.anotar(hechos=quitado)


def _alcanzado(acto: Acto[Hito]) -> None:
    """Say when the milestone was reached: the last day of what was noted of it, or never."""
    acto.objeto.realizado_el = acto.objeto.hechos.aggregate(ultimo=Max("ultimo_dia"))["ultimo"]
    acto.escribir()


# -- For whoever hands in what approves itself ------------------------------------------------------------


def escribir_hecho(
    acto: Acto[Entregable],
    dias: Collection[date],
    *,
    texto: str,
    participantes: str = "",
    documento: Documento | None = None,
    aprueba: bool = False,
    clase: str = "",
    subactividad: Subactividad | None = None,
    area: Area | None = None,
) -> Hecho:
    """Write it within an act whose guards have passed."""
    hecho = Hecho(
        entregable=acto.objeto,
        area=area or acto.objeto.area,
        documento=documento,
        aprueba=aprueba,
        subactividad=subactividad,
        registrado_en=acto.en,
        registrado_por=acto.por,
    )
    _llenar(hecho, dias, texto, participantes, clase)
    acto.escribir(hecho, f"Realizado: {dias_en_prosa(hecho.fechas)}")
    return hecho


def momento_de(entregable: Entregable, dias: Collection[date]) -> datetime | None:
    """A moment of the last of the days, which is the one by which it is judged; None without days."""
    return _momento(entregable.proceso, dias)


def _momento(proceso: Proceso, dias: Collection[date]) -> datetime | None:
    return datetime.combine(max(dias), time(12), tzinfo=proceso.tz) if dias else None


def rechazos_de_dias(acto: Acto[Entregable], dias: Collection[date]) -> Sequence[Rechazo | None]:
    """What is wrong with the days on which something is said to have happened."""
    e, desde = acto.objeto, acto.objeto.inicia_impreso
    return [
        *_dias_malos(acto, e.proceso, dias),
        Rechazo(
            "ventana",
            f"El plan abre esta actividad el {fecha_en_prosa(desde)}: no pudo realizarse el "
            f"{fecha_en_prosa(min(dias))}.",
            "Revise el día; si es el correcto, corrija antes la fecha de inicio en el plan.",
        )
        if dias and desde and min(dias) < desde
        else None,
    ]


def _dias_malos(acto: Acto[Any], proceso: Proceso, dias: Collection[date]) -> Sequence[Rechazo | None]:
    """What is wrong with some days, whatever it was that happened."""
    if not dias:
        return [
            Rechazo("dias", "Falta el día en que se realizó.", "Escriba el día o los días, por ejemplo 08/04/2024.")
        ]
    primero, ultimo = min(dias), max(dias)
    return [
        Rechazo(
            "fecha_futura",
            f"El {fecha_en_prosa(ultimo)} todavía no llega.",
            "Anote solo lo que ya se realizó; lo demás, cuando ocurra.",
        )
        if ultimo > acto.dia
        else None,
        fuera_del_proceso(primero, proceso) or fuera_del_proceso(ultimo, proceso),
    ]


def en_la_transicion(hecho: Realizado) -> dict[str, Any]:
    """What the row of the act keeps of it."""
    return {"hecho": hecho.pk, "dias": hecho.dias}


def _sin_texto(texto: str) -> Rechazo | None:
    return None if texto.strip() else Rechazo("texto", "Falta decir qué se realizó.", "Descríbalo en unas líneas.")


def _ya_anotado(hechos: QuerySet[Any], dias: Collection[date], texto: str, participantes: str) -> Rechazo | None:
    dicho = normalizar(f"{texto} {participantes}")
    del_dia = hechos.filter(dias=sorted({dia.isoformat() for dia in dias}))
    if not any(normalizar(f"{h.texto} {h.participantes}") == dicho for h in del_dia):
        return None
    return YaHecho(
        "repetido",
        f"Eso ya está anotado: {dias_en_prosa(dias)}.",
        "Si fue otra cosa, dígalo en el texto o en quiénes participaron.",
    )


def _tras_la_remision(acto: Acto[Entregable], dias: Collection[date]) -> Rechazo | None:
    remitido = acto.objeto.remitido_en
    if remitido is None or not dias or max(dias) <= remitido.astimezone(acto.objeto.proceso.tz).date():
        return None
    return Rechazo(
        "orden",
        f"Se remitió al INE el {remitido.astimezone(acto.objeto.proceso.tz):%d/%m/%Y}: no pudo realizarse después.",
        "Revise el último día.",
    )


def _papel(acto: Acto[Any], proceso: Proceso, entregable: Entregable | None, archivo: File[bytes]) -> Documento:
    return guardar_documento(
        archivo,
        proceso=proceso,
        tipo=Documento.Tipo.OTRO,
        titulo=f"Constancia: {entregable.titulo if entregable else acto.objeto}"[:250],
        entregable=entregable,
        **acto.firma,
        acto=acto.asentado(),
    )
