"""A campaign of letters: prepared, changed, approved with its numbers, and made into paper, once each."""

import logging
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile

from calendario.limpieza import en_parrafos, en_una_linea
from compliance.actos import escritura
from compliance.historia import crear_varios, quitar_varios
from compliance.models import Candidatura, Proceso, Usuario
from documentos import cartas
from documentos.membrete import texto_de
from documentos.models import Comprobante, Documento
from documentos.papel import Firma, Hoja, LetraSinFuente, en_libro, en_pdf, pide_anexo
from documentos.services import codigo_nuevo, donde_se_comprueba, guardar_documento

from ..acto import Acto, alcance, comenzar
from ..entregables.oficios import reservar_oficio
from ..models import CampanaDeExhortos, Exhorto, FilaDeExhorto, Oficio, SerieDeOficios
from ..transiciones import Rechazo, bloquear
from ..verbos.exhortos import DE_EXHORTO, CasoDeExhorto
from ..verbos.oficios import DE_OFICIO, CasoDeOficio
from .faltas import Eleccion, Elegida, cumplidas, elegir

bitacora = logging.getLogger(__name__)
CARGO_DE_QUIEN_FIRMA = "Secretaría Técnica"
SIN_NADIE = "Ya no hay personas que nombrar en ella."


def abrir_campana(
    verbo: str, campana: CampanaDeExhortos, *, por: Usuario | None, en: datetime, motivo: str = ""
) -> Acto[Any]:
    """Lock the campaign and begin the act. Needs an open transaction."""
    suya = bloquear(CampanaDeExhortos.objects.select_related("proceso__instituto"), campana.pk)
    caso = CasoDeExhorto(suya, en, alcance(por, suya.proceso, en))
    return comenzar(DE_EXHORTO[verbo], caso, por=por, motivo=motivo.strip())


def abrir_carta(
    verbo: str,
    carta: Exhorto,
    *,
    por: Usuario | None,
    en: datetime,
    motivo: str = "",
    ocurrio: datetime | None = None,
) -> Acto[Any]:
    """Lock the letter, after its campaign, and begin the act. Needs an open transaction."""
    bloquear(CampanaDeExhortos, carta.campana_id)
    suya = bloquear(Exhorto.objects.select_related("campana__proceso__instituto", "actor", "oficio"), carta.pk)
    caso = CasoDeExhorto(suya, en, alcance(por, suya.proceso, en), ocurrio)
    return comenzar(DE_EXHORTO[verbo], caso, por=por, motivo=motivo.strip())


# -- Preparing --------------------------------------------------------------------------------------------


@escritura()
def preparar_exhortos(
    proceso: Proceso,
    eleccion: Eleccion,
    *,
    nombre: str,
    responder_hasta: date,
    parrafo: str = "",
    por: Usuario | None,
    en: datetime,
) -> CampanaDeExhortos:
    """Write a letter for each who postulates somebody to whom that is missing at `en`. `responder_hasta`: a local day.

    Refused as «nombre» if there is one so called, «responder_hasta» if the day is gone and «eleccion» if nobody is.
    """
    proceso = bloquear(Proceso.objects.select_related("instituto"), proceso.pk)
    campana = CampanaDeExhortos(
        proceso=proceso,
        nombre=en_una_linea(nombre).strip(),
        eleccion=eleccion.en_json(),
        corte=en,
        responder_hasta=responder_hasta,
        parrafo=en_parrafos(parrafo).strip(),
        preparada_en=en,
        preparada_por=por,
    )
    caso = CasoDeExhorto(campana, en, alcance(por, proceso, en))
    acto = comenzar(DE_EXHORTO["preparar_exhortos"], caso, por=por)
    elegidas = elegir(proceso, eleccion, en)
    acto.exigir(*_rechazos(campana, acto), None if elegidas else _nadie())
    acto.escribir()
    _escribir_filas(acto, elegidas)
    acto.anotar(de="", hechos=_hechos(campana))
    return campana


def _nadie() -> Rechazo:
    return Rechazo("eleccion", "A nadie le falta eso.", "Elija otra cosa o quite un filtro.")


def _rechazos(campana: CampanaDeExhortos, acto: Acto[Any]) -> list[Rechazo | None]:
    """What is wrong with what somebody typed of it."""
    otras = CampanaDeExhortos.objects.filter(proceso=campana.proceso, nombre__iexact=campana.nombre)
    igual = otras.exclude(estado=CampanaDeExhortos.Estado.DESCARTADA).exclude(pk=campana.pk).exists()
    return [
        None if campana.nombre else Rechazo("nombre", "Falta el nombre.", "Escriba con qué nombre la reconocerá."),
        Rechazo("nombre", "Ya hay una campaña con ese nombre.", "Ábrala en la lista, o escriba otro nombre.")
        if igual
        else None,
        _dia_pasado(campana, acto),
    ]


def _dia_pasado(campana: CampanaDeExhortos, acto: Acto[Any]) -> Rechazo | None:
    if campana.responder_hasta > acto.dia:
        return None
    return Rechazo("responder_hasta", "Ese día no da tiempo de responder.", "Elija uno posterior a hoy.")


def _hechos(campana: CampanaDeExhortos) -> dict[str, Any]:
    filas = FilaDeExhorto.objects.filter(exhorto__campana=campana)
    return {"cartas": campana.cartas.count(), "candidaturas": filas.count(), "corte": campana.corte.isoformat()}


def _escribir_filas(acto: Acto[Any], elegidas: Sequence[Elegida]) -> None:
    """Write, within the act, a letter for each who postulates and its rows, in place of those that there were.

    A letter that was left out stays so. One that names nobody any more stays without rows, and is not numbered.
    """
    campana, apunte = acto.objeto, acto.asentado()
    previas = list(FilaDeExhorto.objects.filter(exhorto__campana=campana))
    comun: dict[str, Any] = {**acto.firma, "motivo": acto.verbo.hecho}
    quitar_varios(previas, **comun, actos=[apunte] * len(previas))
    cartas_ = {c.actor_id: c for c in campana.cartas.all()}
    for elegida in elegidas:
        if elegida.fila.actor_id not in cartas_:
            carta = Exhorto(campana=campana, actor_id=elegida.fila.actor_id)
            acto.escribir(carta)
            cartas_[carta.actor_id] = carta
    filas = [
        FilaDeExhorto(
            exhorto=cartas_[e.fila.actor_id],
            candidatura_id=e.fila.id,
            orden=n,
            faltas=list(e.faltas),
            dicho=e.dicho,
        )
        for n, e in enumerate(elegidas, start=1)
    ]
    crear_varios(filas, **comun, actos=[apunte] * len(filas))


@escritura()
def cambiar_exhortos(
    campana: CampanaDeExhortos,
    *,
    nombre: str,
    responder_hasta: date,
    parrafo: str,
    version: int,
    por: Usuario | None,
    en: datetime,
) -> CampanaDeExhortos:
    """Save what somebody typed over `version`. Refused as «version» if it was changed meanwhile."""
    acto = abrir_campana("cambiar_exhortos", campana, por=por, en=en)
    suya = acto.objeto
    dicho = (en_una_linea(nombre).strip(), responder_hasta, en_parrafos(parrafo).strip())
    # The same form, sent twice.
    if dicho == (suya.nombre, suya.responder_hasta, suya.parrafo):
        return suya  # type: ignore[no-any-return]
    guardada = suya.version
    suya.nombre, suya.responder_hasta, suya.parrafo = dicho
    acto.exigir(_otra_version(guardada, version), *_rechazos(suya, acto))
    return _otra(acto)


def _otra(acto: Acto[Any], hechos: dict[str, Any] | None = None) -> CampanaDeExhortos:
    acto.objeto.version += 1
    acto.escribir(motivo=f"Versión {acto.objeto.version}")
    acto.anotar(hechos=hechos)
    return acto.objeto  # type: ignore[no-any-return]


def _otra_version(guardada: int, leida: int) -> Rechazo | None:
    if guardada == leida:
        return None
    return Rechazo("version", "Alguien cambió la campaña mientras usted la revisaba.", "Revísela como quedó.")


@escritura()
def actualizar_exhortos(campana: CampanaDeExhortos, *, por: Usuario | None, en: datetime) -> CampanaDeExhortos:
    """Choose again, with the same, at `en`: who has complied goes, who lacks it now comes."""
    acto = abrir_campana("actualizar_exhortos", campana, por=por, en=en)
    elegidas = elegir(acto.objeto.proceso, Eleccion.de(acto.objeto), en)
    acto.exigir(None if elegidas else Rechazo("eleccion", "Ya no le falta eso a nadie.", "Descarte la campaña."))
    acto.objeto.corte = en
    _escribir_filas(acto, elegidas)
    return _otra(acto, _hechos(acto.objeto))


@escritura()
def excluir_exhorto(carta: Exhorto, *, motivo: str, por: Usuario | None, en: datetime) -> Exhorto:
    """Leave a letter out of its campaign, with the reason."""
    acto = abrir_carta("excluir_exhorto", carta, por=por, en=en, motivo=en_una_linea(motivo))
    acto.exigir(None if acto.motivo else Rechazo("motivo", "Falta el motivo.", "Diga por qué queda fuera."))
    return _con_motivo(acto, acto.motivo)


@escritura()
def incluir_exhorto(carta: Exhorto, *, por: Usuario | None, en: datetime) -> Exhorto:
    """Take it back into its campaign."""
    acto = abrir_carta("incluir_exhorto", carta, por=por, en=en)
    acto.exigir()
    return _con_motivo(acto, "")


def _con_motivo(acto: Acto[Any], motivo: str) -> Exhorto:
    de, acto.objeto.motivo_fuera = acto.objeto.estado, motivo
    acto.escribir()
    campana = bloquear(CampanaDeExhortos, acto.objeto.campana_id)
    campana.version += 1
    acto.escribir(campana, f"Versión {campana.version}")
    acto.anotar(de=de)
    return acto.objeto  # type: ignore[no-any-return]


@escritura()
def descartar_exhortos(
    campana: CampanaDeExhortos, *, motivo: str, por: Usuario | None, en: datetime
) -> CampanaDeExhortos:
    """Give it up, with the reason: no number is taken."""
    acto = abrir_campana("descartar_exhortos", campana, por=por, en=en, motivo=motivo)
    acto.exigir(None if acto.motivo else Rechazo("motivo", "Falta el motivo.", "Diga por qué se descarta."))
    acto.objeto.motivo_descarte = acto.motivo
    return _a(acto, CampanaDeExhortos.Estado.DESCARTADA)


def _a(acto: Acto[Any], estado: CampanaDeExhortos.Estado, **hechos: Any) -> CampanaDeExhortos:
    de, acto.objeto.estado = acto.objeto.estado, estado
    acto.escribir()
    acto.anotar(de=de, hechos=hechos)
    return acto.objeto  # type: ignore[no-any-return]


# -- Approving --------------------------------------------------------------------------------------------


@escritura()
def aprobar_exhortos(
    campana: CampanaDeExhortos,
    *,
    serie: SerieDeOficios,
    version: int,
    motivo: str = "",
    por: Usuario | None,
    en: datetime,
) -> CampanaDeExhortos:
    """Give each letter the next number of `serie`, signed by `por`, all or none. Their papers are made afterwards.

    Refused as «version» if it is not the one that was read, and as «motivo» if somebody has complied since its cut-off
    and no reason says why they are named.
    """
    acto = abrir_campana("aprobar_exhortos", campana, por=por, en=en, motivo=motivo)
    suya, proceso = acto.objeto, acto.objeto.proceso
    van = list(suya.cartas.van().select_related("actor"))
    ya = cumplidas(proceso, FilaDeExhorto.objects.filter(exhorto__in=van), en)
    acto.exigir(
        _otra_version(suya.version, version),
        _dia_pasado(suya, acto),
        None if van else Rechazo("cartas", "No queda ninguna carta que enviar.", "Incluya alguna o descártela."),
        Rechazo("serie", "Esa serie es de otro proceso.", "Elija una de este.")
        if serie.proceso_id != proceso.pk
        else None,
        Rechazo(
            "motivo",
            f"Desde el corte {'cumplió una candidatura' if len(ya) == 1 else f'cumplieron {len(ya)} candidaturas'} de "
            "las que se nombran.",
            "Actualice las cartas a este momento, o escriba por qué salen como están.",
        )
        if ya and not acto.motivo
        else None,
    )
    suya.aprobada_en, suya.aprobada_por = en, por
    suya.firma_nombre, suya.firma_en_suplencia_de = str(por), acto.suplencia
    suya.textos = texto_de(proceso, "exhorto").textos
    for carta in van:
        _numerar(acto, carta, serie)
    for carta in suya.cartas.filter(motivo_fuera="", filas=None):
        carta.motivo_fuera = SIN_NADIE
        acto.escribir(carta, SIN_NADIE)
    return _a(acto, CampanaDeExhortos.Estado.APROBADA, oficios=[c.oficio.numero for c in van], version=version)


def _numerar(acto: Acto[Any], carta: Exhorto, serie: SerieDeOficios) -> None:
    """Take a number for the letter: from then on it is used, though nothing of it goes to INE."""
    campana = acto.objeto
    oficio = reservar_oficio(serie, asunto=f"Exhorto a {carta.actor}: {campana.nombre}"[:300], **acto.firma)
    suyo = acto.sobre(
        CasoDeOficio(oficio, acto.en, acto.caso.ambito), DE_OFICIO["exhortar_oficio"], motivo=campana.nombre, hechos={}
    )
    oficio.estado, oficio.fecha = Oficio.Estado.ENVIADO, acto.dia
    oficio.firma, oficio.firma_nombre = acto.por, campana.firma_nombre
    oficio.firma_en_suplencia_de = campana.firma_en_suplencia_de
    suyo.escribir()
    suyo.anotar(de=Oficio.Estado.RESERVADO.value, hechos={"numero": oficio.numero})
    carta.oficio = oficio
    acto.escribir(carta, f"Oficio {oficio.numero}")


# -- Its paper --------------------------------------------------------------------------------------------


def filas_de(carta: Exhorto) -> list[tuple[str, str, str]]:
    """As the letter prints them: who, for which candidacy, and what is missing."""
    filas = carta.filas.select_related("candidatura__persona", "candidatura__cargo", "candidatura__territorio")
    return [(f.candidatura.persona.nombre, candidatura_dicha(f.candidatura), f.dicho) for f in filas]


def candidatura_dicha(c: Candidatura) -> str:
    """Its office, where it is elected and its place in the formula."""
    return f"{c.cargo.nombre}, {c.territorio}. Fórmula {c.formula}, {c.get_calidad_display().lower()}"


def hoja_de(carta: Exhorto, en: datetime, codigo: str = "") -> Hoja:
    """The letter: a draft as it would be at `en`, until it has its number; from then on, as it was approved.

    `codigo`: that with which it is checked, of the one that is kept.
    """
    campana, oficio = carta.campana, carta.oficio
    firma = Firma("Nombre de quien la apruebe", CARGO_DE_QUIEN_FIRMA)
    if oficio is not None:
        suplencia = campana.firma_en_suplencia_de
        firma = Firma(campana.firma_nombre, f"En suplencia de {suplencia}" if suplencia else CARGO_DE_QUIEN_FIRMA)
    return cartas.exhorto(
        carta.actor,
        filas_de(carta),
        campana.aprobada_en or en,
        numero=oficio.numero if oficio else "",
        firma=firma,
        parrafo=campana.parrafo,
        limite=campana.responder_hasta,
        textos=campana.textos or None,
        verificacion=donde_se_comprueba(codigo) if codigo else None,
    )


def por_emitir() -> list[Exhorto]:
    """Numbered, and without their paper yet."""
    cartas_ = Exhorto.objects.filter(oficio__isnull=False, documento=None).order_by("pk")
    return list(cartas_.select_related("campana__proceso__instituto", "actor", "oficio"))


def emitir_pendientes(en: datetime) -> int:
    """Make the papers of what was approved, each in its transaction; answers how many. Two at once make each once.

    One whose letters no font has waits until the name is mended: its draft says which ones.
    """
    hechas = 0
    for carta in por_emitir():
        try:
            hechas += _emitir(carta, en)
        except LetraSinFuente:
            bitacora.exception("No se pudo hacer el exhorto %s", carta.pk)
    return hechas


@escritura()
def _emitir(carta: Exhorto, en: datetime) -> bool:
    try:
        acto = abrir_carta("emitir_exhorto", carta, por=None, en=en)
    except Rechazo:
        # Somebody else made it meanwhile.
        return False
    acto.exigir()
    suya = acto.objeto
    nombre = f"exhorto-{suya.oficio.numero}".replace("/", "-")
    codigo = codigo_nuevo()
    hoja, titulo = hoja_de(suya, en, codigo), f"Exhorto {suya.oficio.numero} a {suya.actor}"
    comun: dict[str, Any] = {
        "proceso": suya.proceso,
        "tipo": Documento.Tipo.OTRO,
        "por": suya.campana.aprobada_por,
        "en": en,
        "acto": acto.asentado(),
    }
    suya.documento = guardar_documento(ContentFile(en_pdf(hoja), name=f"{nombre}.pdf"), titulo=titulo, **comun)
    if pide_anexo(hoja):
        libro = ContentFile(en_libro(hoja), name=f"{nombre}-anexo.xlsx")
        suya.anexo = guardar_documento(libro, titulo=f"Anexo del {titulo}", **comun)
    Comprobante.objects.create(
        documento=suya.documento,
        codigo=codigo,
        que="Exhorto",
        folio=suya.oficio.numero,
        emitido_en=suya.campana.aprobada_en,
    )
    suya.emitido_en = en
    acto.escribir()
    acto.anotar(
        de=Exhorto.Estado.POR_EMITIR.value, hechos={"oficio": suya.oficio.numero, "sha256": suya.documento.sha256}
    )
    return True
