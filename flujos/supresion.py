"""Suppression as a whole: keys, files, what waits to be imported, what the database remembers, certificate.

Of a process, or of one candidacy. The keys are `compliance.services.llaves`; the certificate, `documentos.supresion`.
A person asks and another confirms; the sweep only proposes. What was confirmed and interrupted is finished afterwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import file_digest
from pathlib import PurePath
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet

from calendario.fechas import dia_local, fecha_larga, inicio_del_dia
from compliance.actos import Apunte, escritura
from compliance.historia import guardar_en
from compliance.models import (
    Acto,
    Borrador,
    Candidatura,
    CuestionarioCurricular,
    HojaPorPresentar,
    HuellaDeTexto,
    Proceso,
    Revision,
    SolicitudModificacion,
    Supresion,
    Usuario,
)
from compliance.sentencias import entre
from compliance.services.llaves import (
    SUPRIMIR,
    SupresionError,
    borrar_rastros_de_llaves,
    destruir_llave,
    personas_por_suprimir,
    personas_suprimidas,
    por_suprimir,
    regla_de,
    suprimidas,
    suprimir,
)
from compliance.services.tabla import comenzar
from documentos.models import Documento
from documentos.supresion import certificado_de, certificar, certificar_una

from . import trabajos
from .candidaturas.consentimientos import descartar_hojas
from .importacion.cargas import descartar_del_proceso, por_cargar_del_proceso
from .transiciones import Rechazo, YaHecho, exigir
from .verbos.supresiones import DE_SUPRESION

Causa = Supresion.Causa
SIN_PLAZO = (
    "El proceso no dice cuántos días se conservan los datos sensibles de una candidatura retirada. Los fija el "
    "instituto (su Comité de Transparencia o su catálogo de disposición documental) y los escribe administración en "
    "Catálogos (Procesos), con el documento. Mientras tanto no se suprime nada."
)


@dataclass(frozen=True)
class Hecha:
    """What was done: of how many candidacies, how many pending files went, and the certificate, if it is new."""

    candidaturas: int
    archivos: int
    certificado: Documento | None


@dataclass(frozen=True)
class Ensayo:
    """What would go: of how many candidacies the keys, the signed sheets, the photographs; and what waits to load."""

    llaves: int
    observaciones: int
    hojas: Sequence[Documento]
    fotos: Sequence[str]
    por_importar: int


# -- When it is due ---------------------------------------------------------------------------------------


def vencidas(proceso: Proceso, al: date) -> QuerySet[Candidatura]:
    """The withdrawn candidacies whose term of conservation ended before the local day `al`, and are still kept.

    The term counts the días naturales after the day of the withdrawal. None without a term: nobody said when.
    """
    if proceso.conservar_retiradas_dias is None:
        return proceso.candidaturas.none()
    limite = inicio_del_dia(al - timedelta(days=proceso.conservar_retiradas_dias), proceso.tz)
    return (
        proceso.candidaturas.filter(estado=Candidatura.Estado.RETIRADA, retirada_en__lt=limite)
        .exclude(supresiones__confirmada_en__isnull=False)
        .exclude(llave__destruida_en__isnull=False)
        .select_related("persona", "cargo", "actor")
        .order_by("retirada_en", "pk")
    )


def regla_de_retiro(proceso: Proceso) -> str:
    """The rule by which what was withdrawn is suppressed, in words; empty without one."""
    dias = proceso.conservar_retiradas_dias
    if dias is None:
        return ""
    return f"Se conserva {dias} días naturales después del retiro ({proceso.conservar_retiradas_documento})"


def proponer_supresiones(al: datetime) -> int:
    """Propose what became due at `al`, each once, and answer how many. It suppresses nothing."""
    propuestas = 0
    for proceso in Proceso.objects.filter(conservar_retiradas_dias__isnull=False).select_related("instituto"):
        por_proponer = vencidas(proceso, dia_local(al, proceso.tz)).exclude(supresiones__descartada_en__isnull=False)
        for c in por_proponer.exclude(supresiones__in=Supresion.objects.abiertas()):
            _proponer(proceso, c, Causa.RETIRO, regla_de_retiro(proceso), al)
            propuestas += 1
    for proceso in Proceso.objects.filter(conservar_hasta__isnull=False).select_related("instituto"):
        suyas = proceso.supresiones.filter(candidatura=None)
        if (
            proceso.conservar_hasta is not None
            and dia_local(al, proceso.tz) > proceso.conservar_hasta
            and por_suprimir(proceso).exists()
            and not suyas.exists()
        ):
            _proponer(proceso, None, Causa.PROCESO, proceso.conservar_documento, al)
            propuestas += 1
    return propuestas


@escritura()
def _proponer(proceso: Proceso, c: Candidatura | None, causa: str, documento: str, al: datetime) -> None:
    acto = _abrir("proponer_supresion", proceso, c, por=None, en=al)
    supresion = Supresion(proceso=proceso, candidatura=c, causa=causa, documento=documento[:200], propuesta_en=al)
    guardar_en(acto, supresion, "Propuesta por el sistema")


def _abrir(verbo: str, proceso: Proceso, c: Candidatura | None, *, por: Usuario | None, en: datetime) -> Apunte:
    """The act of a row on the candidacy, or on the process, which it locks."""
    if c is not None:
        Candidatura.objects.select_for_update(of=("self",)).get(pk=c.pk)
    else:
        Proceso.objects.select_for_update(of=("self",)).get(pk=proceso.pk)
    acto = comenzar(DE_SUPRESION[verbo], c or proceso, proceso, por=por, en=en)
    acto.notable = True
    if c is not None:
        acto.de = acto.a = str(c.estado)
    return acto


# -- Asking and confirming --------------------------------------------------------------------------------


@escritura()
def pedir_supresion(
    proceso: Proceso,
    *,
    candidatura: Candidatura | None,
    causa: str,
    documento: str = "",
    solicitada_el: date | None = None,
    por: Usuario,
    en: datetime,
) -> Supresion:
    """Ask to suppress what is sensitive of a candidacy (or of the process, with None). Another person confirms it.

    `documento` and `solicitada_el` are those of the person's request, for `arco`. Raises Rechazo.
    """
    acto = _abrir("pedir_supresion", proceso, candidatura, por=por, en=en)
    abierta = proceso.supresiones.abiertas().filter(candidatura=candidatura).first()
    dia = dia_local(en, proceso.tz)
    exigir(
        [
            YaHecho("supresion", f"Ya la pidió {abierta.pedida_por}.", "Debe confirmarla otra persona.")
            if abierta is not None and abierta.pedida_en
            else None,
            _por_su_causa(proceso, candidatura, causa, documento, solicitada_el, dia),
        ]
    )
    supresion = abierta or Supresion(proceso=proceso, candidatura=candidatura)
    supresion.causa, supresion.pedida_en, supresion.pedida_por = causa, en, por
    supresion.documento, supresion.solicitada_el = _fundamento(proceso, causa, documento)[:200], solicitada_el
    acto.motivo = supresion.documento
    acto.hechos = {"causa": causa, "documento": supresion.documento}
    guardar_en(acto, supresion, "Supresión pedida")
    return supresion


def _fundamento(proceso: Proceso, causa: str, documento: str) -> str:
    if causa == Causa.RETIRO:
        return regla_de_retiro(proceso)
    return documento.strip() if causa == Causa.ARCO else proceso.conservar_documento


def _por_su_causa(
    proceso: Proceso, c: Candidatura | None, causa: str, documento: str, solicitada_el: date | None, dia: date
) -> Rechazo | None:
    """Why there is no ground for it today."""
    if c is not None and c.suprimida:
        return YaHecho("supresion", "Sus datos sensibles ya se suprimieron.")
    if causa == Causa.PROCESO and c is None:
        try:
            regla_de(proceso, dia)
        except SupresionError as error:
            return Rechazo("plazo", str(error))
        return None
    if c is None:
        return Rechazo("candidatura", "Elija la candidatura.", "", {"candidatura": "elija una"})
    if causa == Causa.RETIRO:
        return _plazo_de_retiro(proceso, c, dia)
    if causa != Causa.ARCO:
        return Rechazo("causa", "Elija la causa.", "", {"causa": "elija una"})
    if not documento.strip() or solicitada_el is None:
        return Rechazo(
            "documento",
            "Falta la solicitud de la persona.",
            "Escriba su folio o documento y el día en que la presentó.",
            {"documento": "escriba el folio o documento de la solicitud", "solicitada_el": "escriba el día"},
        )
    if solicitada_el > dia:
        return Rechazo("fecha", "La solicitud no puede ser de un día que no ha llegado.", "Revise la fecha.")
    if c.estado != Candidatura.Estado.RETIRADA and dia <= proceso.jornada:
        return Rechazo(
            "estado",
            "La candidatura sigue en la contienda: sus datos todavía cumplen la finalidad para la que se recabaron.",
            "Procede cuando se retire o pase la jornada. Mientras, la persona puede revocar lo que consintió.",
        )
    return None


def _plazo_de_retiro(proceso: Proceso, c: Candidatura, dia: date) -> Rechazo | None:
    if c.estado != Candidatura.Estado.RETIRADA or c.retirada_en is None:
        return Rechazo("estado", "La candidatura no está retirada.", "Por retiro solo se suprime lo retirado.")
    dias = proceso.conservar_retiradas_dias
    if dias is None:
        return Rechazo("plazo", SIN_PLAZO)
    ultimo = dia_local(c.retirada_en, proceso.tz) + timedelta(days=dias)
    if dia <= ultimo:
        return Rechazo("plazo", f"Todavía no: se conserva hasta el {fecha_larga(ultimo)}.")
    return None


def _bloqueada(supresion: Supresion) -> Supresion:
    return (
        Supresion.objects.select_for_update(of=("self",))
        .select_related("proceso__instituto", "candidatura__persona", "candidatura__cargo", "pedida_por")
        .get(pk=supresion.pk)
    )


def _sigue_abierta(s: Supresion) -> Rechazo | None:
    if s.confirmada_en or s.descartada_en:
        return YaHecho("supresion", f"Ya no está abierta: {s.situacion.lower()}.")
    return None


@escritura()
def descartar_supresion(supresion: Supresion, *, motivo: str, por: Usuario, en: datetime) -> Supresion:
    """Leave what was proposed or asked for undone, and say why. Raises Rechazo."""
    actual = _bloqueada(supresion)
    acto = _abrir("descartar_supresion", actual.proceso, actual.candidatura, por=por, en=en)
    exigir(
        [
            _sigue_abierta(actual),
            None
            if motivo.strip()
            else Rechazo("motivo", "Falta el motivo.", "Diga por qué no procede.", {"motivo": "escriba por qué"}),
        ]
    )
    actual.descartada_en, actual.descartada_por, actual.motivo_descarte = en, por, motivo.strip()
    acto.motivo = motivo.strip()
    guardar_en(acto, actual)
    return actual


def confirmar_supresion(supresion: Supresion, *, resolucion: str = "", por: Usuario, en: datetime) -> Supresion:
    """Suppress what another person asked for. It cannot be undone; interrupted, `terminar_supresion` goes on.

    `resolucion`: the document that grants the person's request, for `arco`. Raises Rechazo, with nothing done.
    """
    confirmada = _confirmar(supresion, resolucion, por, en)
    return terminar_supresion(confirmada, por=por, en=en)


@escritura()
def _confirmar(supresion: Supresion, resolucion: str, por: Usuario, en: datetime) -> Supresion:
    s = _bloqueada(supresion)
    acto = _abrir(SUPRIMIR, s.proceso, s.candidatura, por=por, en=en)
    exigir(
        [
            _sigue_abierta(s),
            None
            if s.pedida_por_id
            else Rechazo(
                "pedida", "Nadie la ha pedido todavía.", "Primero alguien la pide y después otra persona confirma."
            ),
            Rechazo("cuatro_ojos", "Quien la pidió no puede confirmarla.", "Pídalo a otra persona.")
            if s.pedida_por_id == por.pk
            else None,
            Rechazo(
                "resolucion",
                "Falta la resolución que concede la cancelación.",
                "Escriba su número.",
                {"resolucion": "escriba el número de la resolución"},
            )
            if s.causa == Causa.ARCO and not resolucion.strip()
            else None,
        ]
    )
    exigir(
        [_por_su_causa(s.proceso, s.candidatura, s.causa, s.documento, s.solicitada_el, dia_local(en, s.proceso.tz))]
    )
    s.confirmada_en, s.confirmada_por, s.resolucion = en, por, resolucion.strip()[:200]
    acto.motivo = f"{s.get_causa_display()}: {s.documento}"
    acto.hechos = {"causa": s.causa, "documento": s.documento, "folio": s.folio}
    guardar_en(acto, s, "Supresión confirmada")
    if s.candidatura is not None:
        acto.hechos = {**acto.hechos, "huellas": _huellas(s.candidatura)}
        _quitar_foto(s.candidatura, acto)
        destruir_llave(s.candidatura, en=en)
    return s


def terminar_supresion(supresion: Supresion, *, por: Usuario | None, en: datetime) -> Supresion:
    """Remove the files, what the database remembers, and certify it. What was done already is not done again."""
    s = Supresion.objects.select_related("proceso__instituto", "candidatura__persona", "candidatura__cargo").get(
        pk=supresion.pk
    )
    if s.confirmada_en is None or s.certificado_sha256:
        return s
    if s.candidatura is None:
        certificado = suprimir_proceso(s.proceso, por=por, en=en).certificado or certificado_de(s.proceso)
    else:
        borrar_archivos([s.candidatura])
        archivos = descartar_del_proceso(s.proceso)
        trabajos.descartar_del_proceso(s.proceso)
        borrar_rastros_de_llaves()
        acto = s.candidatura.actos.filter(verbo=SUPRIMIR).latest("pk")
        certificado = certificar_una(s, acto, archivos=archivos, por=por, en=en)
    if certificado is not None:
        _certificada(s, certificado, por, en)
    return s


@escritura()
def _certificada(s: Supresion, certificado: Documento, por: Usuario | None, en: datetime) -> None:
    s.certificado_sha256 = certificado.sha256
    acto = Apunte("cambio", s, por=por, en=en, hechos={"certificado": certificado.sha256})
    guardar_en(acto, s, f"Certificado {s.folio}")


def certificado_de_supresion(s: Supresion) -> Documento | None:
    """The certificate, to be downloaded."""
    if not s.certificado_sha256:
        return None
    return Documento.objects.filter(proceso=s.proceso, sha256=s.certificado_sha256, candidatura=None).first()


# -- What goes ----------------------------------------------------------------------------------------------


def ensayo_de(proceso: Proceso, candidatura: Candidatura | None) -> Ensayo:
    """What would go if it were confirmed now."""
    if candidatura is None:
        llaves = por_suprimir(proceso).count()
        cuales: Iterable[Candidatura] = proceso.candidaturas.filter(estado=Candidatura.Estado.RETIRADA)
        hojas = Documento.objects.filter(proceso=proceso, candidatura__isnull=False)
        observaciones = sum(c.observaciones.count() for c in cuales)
    else:
        llaves, cuales = int(not getattr(getattr(candidatura, "llave", None), "destruida_en", True)), [candidatura]
        hojas = Documento.objects.filter(candidatura=candidatura)
        observaciones = candidatura.observaciones.count()
    return Ensayo(
        llaves,
        observaciones,
        list(hojas.filter(tipo=Documento.Tipo.CONSENTIMIENTO).order_by("pk")),
        [nombre for c in cuales for nombre in fotos_de(c)],
        por_cargar_del_proceso(proceso),
    )


def _huellas(c: Candidatura) -> dict[str, str]:
    """Of each file that goes, by its name, the hash that stays."""
    hojas = Documento.objects.filter(candidatura=c, tipo=Documento.Tipo.CONSENTIMIENTO).order_by("pk")
    huellas = {f"Hoja de consentimiento, documento {d.pk}": d.sha256 for d in hojas}
    for nombre in fotos_de(c):
        if default_storage.exists(nombre):
            with default_storage.open(nombre) as archivo:
                huellas[f"Fotografía, {PurePath(nombre).name}"] = file_digest(archivo, "sha256").hexdigest()
    return huellas


def fotos_de(c: Candidatura) -> list[str]:
    """Of a withdrawn candidacy, each photograph that it ever had or asked to publish, by its name in the storage."""
    if c.estado != Candidatura.Estado.RETIRADA:
        return []
    historias: list[Any] = [
        CuestionarioCurricular.history.filter(candidatura_id=c.pk),
        SolicitudModificacion.history.filter(candidatura_id=c.pk),
    ]
    return sorted({str(n) for h in historias for n in h.exclude(foto="").values_list("foto", flat=True)})


def _quitar_foto(c: Candidatura, acto: Apunte) -> None:
    """Of a withdrawn candidacy, its photograph is of no use any more; nor the one that would have taken its place."""
    if c.estado != Candidatura.Estado.RETIRADA:
        return
    if c.curricular.foto:
        c.curricular.foto, c.curricular.foto_tomada_el = "", None
        guardar_en(acto, c.curricular, "Fotografía suprimida")
    for solicitud in SolicitudModificacion.objects.filter(candidatura=c).exclude(foto=""):
        solicitud.foto = ""
        guardar_en(acto, solicitud, "Fotografía suprimida")


def borrar_archivos(candidaturas: Sequence[Candidatura]) -> None:
    """Remove from the storage the signed sheets of these candidacies and, of those withdrawn, their photographs.

    The rows stay, with their hashes. A file that another row names too is left to it. With them goes what has no
    history and nobody can read any more: drafts and marks, and, of those withdrawn, the fingerprints of their texts.
    """
    claves = entre([c.pk for c in candidaturas])
    for modelo in (Borrador, Revision):
        modelo._base_manager.filter(candidatura__in=claves).delete()
    HuellaDeTexto.objects.filter(candidatura__in=claves, candidatura__estado=Candidatura.Estado.RETIRADA).delete()
    hojas = Documento.objects.filter(candidatura__in=candidaturas, tipo=Documento.Tipo.CONSENTIMIENTO)
    for nombre in set(hojas.values_list("archivo", flat=True)):
        if not Documento.objects.filter(archivo=nombre).exclude(pk__in=hojas.values("pk")).exists():
            default_storage.delete(nombre)
    for c in candidaturas:
        for nombre in fotos_de(c):
            default_storage.delete(nombre)
    descartar_hojas(HojaPorPresentar.objects.filter(candidatura__in=candidaturas))


def suprimir_proceso(proceso: Proceso, *, por: Usuario | None, en: datetime) -> Hecha:
    """Leave no identity answer of a process readable anywhere, once its term ended. Interrupted, it goes on after.

    A file that waits to be imported is sealed by the master key, and not by that of a candidacy: it goes whole. Raises
    SupresionError, with nothing done.
    """
    personas = personas_por_suprimir(proceso).count()
    cuantas = suprimir(proceso, por=por, en=en)
    _quitar_fotos(proceso, por, en)
    borrar_archivos(list(proceso.candidaturas.select_related("curricular")))
    archivos = descartar_del_proceso(proceso)
    trabajos.descartar_del_proceso(proceso)
    borrar_rastros_de_llaves()
    certificado = None
    hay = suprimidas(proceso).exists() or personas_suprimidas(proceso).exists()
    if hay and (cuantas or personas or archivos or certificado_de(proceso) is None):
        certificado = certificar(proceso, archivos=archivos, por=por, en=en)
    return Hecha(cuantas, archivos, certificado)


def _quitar_fotos(proceso: Proceso, por: Usuario | None, en: datetime) -> None:
    con_foto = ~Q(curricular__foto="") | Q(solicitud_modificacion__in=SolicitudModificacion.objects.exclude(foto=""))
    retiradas = proceso.candidaturas.filter(con_foto, estado=Candidatura.Estado.RETIRADA)
    for c in retiradas.select_related("curricular"):
        with escritura():
            _quitar_foto(c, Apunte("cambio", c, por=por, en=en, motivo="Terminó el plazo de conservación"))


def ultimo_acto(s: Supresion) -> Acto | None:
    """The act in which it was done."""
    if s.candidatura is None or s.confirmada_en is None:
        return None
    return s.candidatura.actos.filter(verbo=SUPRIMIR).order_by("-pk").first()
