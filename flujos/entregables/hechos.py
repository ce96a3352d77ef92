"""What was done for a deliverable and on which days, recorded then or later. Both days are kept: decision 0023.

Not to be confused with the event that opens a deliverable (`eventos.registrar_evento`).
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from typing import Any

from django.core.files.base import File

from calendario.fechas import dias_en_prosa, fecha_en_prosa
from compliance.actos import escritura
from compliance.models import Entregable, Usuario
from compliance.textos import normalizar
from documentos.models import Documento
from documentos.services import guardar_documento

from ..acto import Acto
from ..models import Hecho
from ..transiciones import Rechazo, YaHecho, bloquear, fuera_del_proceso
from .acto import abrir
from .limites import aprobar


@escritura()
def registrar_hecho(
    entregable: Entregable,
    *,
    dias: Collection[date],
    texto: str,
    participantes: str = "",
    archivo: File[bytes] | None = None,
    por: Usuario | None,
    en: datetime,
) -> Hecho:
    """Note something done for the deliverable, which stays where it is. `dias`: local days, in any order.

    Refused without a day or a text, for a day to come, of another process or before the window of the plan, and if the
    same was noted already: it is the same form sent twice.
    """
    dicho = f"{dias_en_prosa(dias).capitalize()}: {texto.strip()}"
    acto = abrir("registrar_hecho", entregable, por=por, en=en, motivo=dicho, ocurrio=momento_de(entregable, dias))
    acto.exigir(*rechazos_de_dias(acto, dias), _sin_texto(texto), _ya_anotado(acto.objeto, dias, texto, participantes))
    documento = _papel(acto, archivo) if archivo else None
    hecho = escribir_hecho(acto, dias, texto=texto, participantes=participantes, documento=documento)
    acto.anotar(hechos=en_la_transicion(hecho))
    return hecho


@escritura()
def corregir_hecho(
    hecho: Hecho,
    *,
    dias: Collection[date],
    texto: str,
    participantes: str = "",
    motivo: str,
    por: Usuario | None,
    en: datetime,
) -> Hecho:
    """Mend what was noted, with the reason. If its last day was that of the approval, the new one is.

    Refused as `registrar_hecho`, and if the approval would fall after the remission.
    """
    acto = abrir("corregir_hecho", hecho.entregable, por=por, en=en, motivo=motivo)
    hecho = bloquear(Hecho.objects.all(), hecho.pk)
    e = acto.objeto
    aprueba = hecho.aprueba and e.aprobado_el == hecho.ultimo_dia
    acto.exigir(
        *rechazos_de_dias(acto, dias),
        _sin_texto(texto),
        None if motivo.strip() else Rechazo("motivo", "Falta el motivo.", "Diga qué estaba mal y cómo consta."),
        _tras_la_remision(acto, dias) if aprueba else None,
    )
    antes = hecho.dias
    hecho.poner_dias(dias)
    hecho.texto, hecho.participantes = texto.strip(), participantes.strip()
    acto.escribir(hecho)
    if aprueba:
        aprobar(e, hecho.ultimo_dia)
        e.vence = e.vencimiento_pendiente()
        acto.escribir()
    acto.anotar(hechos={**en_la_transicion(hecho), "dias_antes": antes})
    return hecho


# -- For whoever hands in what approves itself ------------------------------------------------------------


def escribir_hecho(
    acto: Acto[Entregable],
    dias: Collection[date],
    *,
    texto: str,
    participantes: str = "",
    documento: Documento | None = None,
    aprueba: bool = False,
) -> Hecho:
    """Write it within an act whose guards have passed."""
    hecho = Hecho(
        entregable=acto.objeto,
        area=acto.objeto.area,
        texto=texto.strip(),
        participantes=participantes.strip(),
        documento=documento,
        aprueba=aprueba,
        registrado_en=acto.en,
        registrado_por=acto.por,
    )
    hecho.poner_dias(dias)
    acto.escribir(hecho, f"Realizado: {dias_en_prosa(hecho.fechas)}")
    return hecho


def momento_de(entregable: Entregable, dias: Collection[date]) -> datetime | None:
    """A moment of the last of the days, which is the one by which it is judged; None without days."""
    return datetime.combine(max(dias), time(12), tzinfo=entregable.proceso.tz) if dias else None


def rechazos_de_dias(acto: Acto[Entregable], dias: Collection[date]) -> Sequence[Rechazo | None]:
    """What is wrong with the days on which something is said to have happened."""
    if not dias:
        return [
            Rechazo("dias", "Falta el día en que se realizó.", "Escriba el día o los días, por ejemplo 08/04/2024.")
        ]
    e, primero, ultimo = acto.objeto, min(dias), max(dias)
    desde = e.inicia_impreso
    return [
        Rechazo(
            "fecha_futura",
            f"El {fecha_en_prosa(ultimo)} todavía no llega.",
            "Anote solo lo que ya se realizó; lo demás, cuando ocurra.",
        )
        if ultimo > acto.dia
        else None,
        fuera_del_proceso(primero, e.proceso) or fuera_del_proceso(ultimo, e.proceso),
        Rechazo(
            "ventana",
            f"El plan abre esta actividad el {fecha_en_prosa(desde)}: no pudo realizarse el {fecha_en_prosa(primero)}.",
            "Revise el día; si es el correcto, corrija antes la fecha de inicio en el plan.",
        )
        if desde and primero < desde
        else None,
    ]


def en_la_transicion(hecho: Hecho) -> dict[str, Any]:
    """What the row of the act keeps of it."""
    return {"hecho": hecho.pk, "dias": hecho.dias}


def _sin_texto(texto: str) -> Rechazo | None:
    return None if texto.strip() else Rechazo("texto", "Falta decir qué se realizó.", "Descríbalo en unas líneas.")


def _ya_anotado(entregable: Entregable, dias: Collection[date], texto: str, participantes: str) -> Rechazo | None:
    dicho = normalizar(f"{texto} {participantes}")
    del_dia = entregable.hechos.filter(dias=sorted({dia.isoformat() for dia in dias}))
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


def _papel(acto: Acto[Entregable], archivo: File[bytes]) -> Documento:
    e = acto.objeto
    return guardar_documento(
        archivo,
        proceso=e.proceso,
        tipo=Documento.Tipo.OTRO,
        titulo=f"Constancia: {e.titulo}"[:250],
        entregable=e,
        **acto.firma,
        acto=acto.asentado(),
    )
