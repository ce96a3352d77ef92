"""Writing a report: its sections, its way to a session, and the paper that is made of it once (decision 0058)."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Max

from calendario.fechas import dia_local, fecha_en_prosa, fin_del_dia
from calendario.limpieza import en_parrafos, en_una_linea, sin_invisibles
from calendario.palabras import plegar
from compliance.actos import escritura
from compliance.historia import firmar
from compliance.models import Entregable, Proceso, Usuario
from documentos.informes.captura import informe_de_captura
from documentos.informes.periodos import Lapso, lapso_de
from documentos.informes.redaccion import (
    Datos,
    SeccionEscrita,
    marcas_ajenas,
    secciones_de_fabrica,
    senalar,
)
from documentos.informes.redactado import PARTES, disposicion_de, escritas, hoja_redactada
from documentos.models import Documento, Informe, SeccionDeInforme
from documentos.papel import LetraSinFuente, en_pdf
from documentos.services import codigo_nuevo, donde_se_comprueba, guardar_documento

from ..acto import Acto, alcance, comenzar
from ..transiciones import Rechazo, YaHecho, bloquear
from ..verbos.entregables import DE_ENTREGABLE, verbo_que_sigue
from ..verbos.informes import DE_INFORME, CasoDeInforme
from .informes import informe_mensual
from .ruta import adjuntar, presentar

SECCIONES_MAXIMAS = 80
# What the plans call the deliverable of each report of the capture; the monthly one, by its month.
_SE_LLAMA = {
    Informe.Clase.AVANCE: re.compile(r"\bavance cuantitativo\b|\binforme periodico\b"),
    Informe.Clase.FINAL: re.compile(r"\b(informe final|resultados finales)\b.*\bcaptura\b"),
    Informe.Clase.SEMANAL: re.compile(r"\bseguimiento de la publicacion\b|\bsemanal\b"),
}


def lapso_del(informe: Informe) -> Lapso:
    """The days that it tells. Raises ValueError of a period that its class has not."""
    return lapso_de(informe.proceso, informe.clase, informe.periodo)


def datos_de(informe: Informe, al: datetime) -> Datos:
    """What the record holds for it at its cut-off, or at `al` if earlier. Raises ValueError before its first day."""
    proceso, lapso = informe.proceso, lapso_del(informe)
    corte = min(fin_del_dia(informe.corte, proceso.tz), al) if informe.corte else al
    if informe.clase == Informe.Clase.MENSUAL:
        return informe_mensual(proceso, lapso.desde, corte)
    if lapso.desde > dia_local(corte, proceso.tz):
        raise ValueError(
            f"Al corte no había llegado el {fecha_en_prosa(lapso.desde)}, con que comienza lo que informa."
        )
    # The final one is named by the month in which it is made.
    de = None if informe.clase == Informe.Clase.FINAL else lapso.hasta
    return informe_de_captura(proceso, informe.clase, corte, con_estadisticas=corte == al, de=de)


def entregables_de(informe: Informe) -> list[Entregable]:
    """Those that it may be the document of, in the order of the plan: the reports of its month, or the others."""
    suyos = Entregable.objects.filter(proceso=informe.proceso).exigibles().con_lo_que_se_muestra()
    if informe.clase == Informe.Clase.MENSUAL:
        return list(suyos.filter(periodo=informe.periodo))
    return [e for e in suyos if _SE_LLAMA[Informe.Clase(informe.clase)].search(plegar(e.nombre))]


def _entregable_de(informe: Informe) -> Entregable | None:
    """The first that its document is due for; none that the plan dates otherwise, and that may well be none."""
    candidatos = entregables_de(informe)
    if informe.clase == Informe.Clase.AVANCE or informe.clase == Informe.Clase.SEMANAL:
        lapso = lapso_del(informe)
        candidatos = [
            e for e in candidatos if any(d and lapso.desde <= d <= lapso.hasta for d in (e.fecha_plan, e.limite_final))
        ]
    return next(iter(candidatos), None)


def _abrir(verbo: str, informe: Informe, *, por: Usuario | None, en: datetime, motivo: str = "") -> Acto[Any]:
    """Lock the report and begin the act. Needs an open transaction."""
    suyo = bloquear(Informe.objects.select_related("proceso__instituto", "entregable"), informe.pk)
    caso = CasoDeInforme(suyo, en, alcance(por, suyo.proceso, en))
    return comenzar(DE_INFORME[verbo], caso, por=por, motivo=motivo.strip())


@escritura()
def empezar_informe(
    proceso: Proceso, periodo: str, clase: str = Informe.Clase.MENSUAL, *, por: Usuario | None, en: datetime
) -> Informe:
    """Begin to write a report (`informes/periodos.py`), with the sections of the last one of its class.

    Refused before its first day, and while there is one that has not been frozen.
    """
    proceso = bloquear(Proceso.objects.select_related("instituto"), proceso.pk)
    informe = Informe(proceso=proceso, clase=clase, periodo=periodo)
    caso = CasoDeInforme(informe, en, alcance(por, proceso, en))
    acto = comenzar(DE_INFORME["empezar_informe"], caso, por=por)
    de_la_clase = Informe.objects.filter(proceso=proceso, clase=informe.clase)
    en_redaccion = de_la_clase.filter(periodo=periodo).exclude(estado=Informe.Estado.CONGELADO)
    acto.exigir(
        YaHecho("ya_hay", "Ese informe ya se está redactando.", "Ábralo y siga.") if en_redaccion.exists() else None,
        _sin_periodo(informe, en),
    )
    # Another version of the same one begins as it was left.
    anterior = de_la_clase.filter(periodo=periodo).order_by("-pk").first() or de_la_clase.order_by("-pk").first()
    informe.entregable = _entregable_de(informe)
    if clase == Informe.Clase.SEMANAL and (viernes := lapso_del(informe).hasta) < acto.dia:
        informe.corte = viernes
    acto.escribir()
    secciones = escritas(anterior) if anterior else secciones_de_fabrica(clase, disposicion_de(informe))
    for orden, seccion in enumerate(secciones):
        acto.escribir(_llenada(SeccionDeInforme(informe=informe), seccion, orden))
    acto.anotar(de="")
    return informe


def _sin_periodo(informe: Informe, en: datetime) -> Rechazo | None:
    try:
        datos_de(informe, en)
    except ValueError as error:
        return Rechazo("periodo", str(error), "Elija uno que haya comenzado.")
    return None


@escritura()
def guardar_informe(
    informe: Informe,
    *,
    secciones: Sequence[SeccionEscrita],
    corte: date | None,
    entregable: Entregable | None,
    version: int,
    por: Usuario | None,
    en: datetime,
) -> Informe:
    """Save what somebody wrote over `version`: all its sections, in their order; those that are missing are removed.

    Refused as «version» if another one was saved meanwhile; a section without a title, a figure that does not exist
    and a cut-off that cannot be are told each beside its field (`titulo_0`, `texto_0`, `corte`).
    """
    acto = _abrir("guardar_informe", informe, por=por, en=en)
    informe = acto.objeto
    limpias = [
        SeccionEscrita(
            en_una_linea(s.titulo).strip(), en_parrafos(sin_invisibles(s.texto)).strip(), s.nivel, s.contenido, s.pk
        )
        for s in secciones
    ]
    previas = {s.pk: s for s in informe.secciones.all()}
    suyo = (limpias, corte, entregable and entregable.pk)
    guardado = (escritas(informe), informe.corte, informe.entregable_id)
    # The same one sent twice is already saved; of new sections, their keys are not known to who sent them.
    if _sin_llaves(suyo) == _sin_llaves(guardado):
        return informe
    acto.exigir(
        Rechazo(
            "version",
            "Alguien guardó el informe mientras usted escribía.",
            "Compare los dos textos, deje el suyo como deba quedar y guárdelo de nuevo.",
        )
        if informe.version != version
        else None,
        *_rechazos_de_secciones(limpias, informe.clase),
        _corte_malo(informe, corte, acto),
        Rechazo("entregable", "Ese entregable es de otro proceso.", "Elija uno de este.")
        if entregable is not None and entregable.proceso_id != informe.proceso_id
        else None,
    )
    for quitada in previas.keys() - {s.pk for s in limpias}:
        fila = previas.pop(quitada)
        firmar(fila, por, en, f"Se quitó la sección «{fila.titulo}»"[:200], acto.asentado())
        fila.delete()
    for orden, seccion in enumerate(limpias):
        fila = previas.get(seccion.pk or 0) or SeccionDeInforme(informe=informe)
        if fila.orden != orden or _sin_llaves([[_dicha(fila)]]) != _sin_llaves([[seccion]]):
            acto.escribir(_llenada(fila, seccion, orden))
    informe.corte, informe.entregable = corte, entregable
    informe.version += 1
    acto.escribir(motivo=f"Versión {informe.version}")
    acto.anotar(hechos={"version": informe.version})
    return informe


def _dicha(fila: SeccionDeInforme) -> SeccionEscrita:
    return SeccionEscrita(fila.titulo, fila.texto, fila.nivel, fila.contenido, fila.pk)


def _sin_llaves(suyo: Any) -> Any:
    secciones, *otros = suyo
    return [(s.titulo, s.texto, s.nivel, s.contenido) for s in secciones], otros


def _llenada(fila: SeccionDeInforme, seccion: SeccionEscrita, orden: int) -> SeccionDeInforme:
    fila.titulo, fila.texto, fila.nivel = seccion.titulo, seccion.texto, seccion.nivel
    fila.contenido, fila.orden = seccion.contenido, orden
    return fila


def _rechazos_de_secciones(secciones: Sequence[SeccionEscrita], clase: str) -> list[Rechazo]:
    rechazos = []
    if not secciones or len(secciones) > SECCIONES_MAXIMAS:
        remedio = f"Deje entre una y {SECCIONES_MAXIMAS}."
        rechazos.append(Rechazo("secciones", f"El informe tiene {len(secciones)} secciones.", remedio))
    for n, seccion in enumerate(secciones):
        if {*"{}"} & {*seccion.titulo}:
            sobran = "Un título no lleva cifras: escríbalas en el texto."
            rechazos.append(Rechazo("titulo", f"En «{seccion.titulo}», {sobran}", "", {f"titulo_{n}": sobran}))
        if not seccion.titulo:
            falta = "Falta el título: escríbalo, o quite la sección."
            rechazos.append(Rechazo("titulo", f"La sección {n + 1} no tiene título.", "", {f"titulo_{n}": falta}))
        if ajenas := marcas_ajenas(seccion.texto, clase):
            dicho = f"{', '.join(ajenas)} no es una cifra: elija una de la lista o quite las llaves."
            rechazos.append(Rechazo("cifra", f"En «{seccion.titulo}», {dicho}", "", {f"texto_{n}": dicho}))
        if seccion.contenido and seccion.contenido not in PARTES[clase]:
            dicho = "Eso no es de esta clase de informe: elija otra cosa."
            rechazos.append(Rechazo("contenido", dicho, "", {f"contenido_{n}": dicho}))
    return rechazos


def _corte_malo(informe: Informe, corte: date | None, acto: Acto[Any]) -> Rechazo | None:
    if corte is None or lapso_del(informe).desde <= corte <= acto.dia:
        return None
    return Rechazo(
        "corte",
        "El corte no puede ser anterior a lo que se informa ni estar en el futuro.",
        "Elija otro día, o déjelo vacío.",
    )


@escritura()
def llevar_informe(informe: Informe, *, por: Usuario | None, en: datetime) -> Informe:
    """Close its text while the body analyses it."""
    acto = _abrir("llevar_informe", informe, por=por, en=en)
    return _mover(acto, Informe.Estado.EN_SESION)


@escritura()
def devolver_informe(informe: Informe, *, motivo: str, por: Usuario | None, en: datetime) -> Informe:
    """Open its text again, with the reason."""
    acto = _abrir("devolver_informe", informe, por=por, en=en, motivo=motivo)
    acto.exigir(None if acto.motivo else Rechazo("motivo", "Falta el motivo.", "Diga qué debe corregirse."))
    return _mover(acto, Informe.Estado.BORRADOR)


def _mover(acto: Acto[Any], a: Informe.Estado) -> Informe:
    de, acto.objeto.estado = acto.objeto.estado, a
    acto.escribir()
    acto.anotar(de=de)
    return acto.objeto  # type: ignore[no-any-return]


@escritura()
def congelar_informe(informe: Informe, *, motivo: str = "", por: Usuario | None, en: datetime) -> Informe:
    """Make its paper, once: with the next folio of its process and class, a code and its hash.

    It becomes the document of its deliverable: handed in if that is what it waits for, its next version otherwise. Who
    may not do that, may not freeze it. A sentence that the record contradicts needs a reason. Of no deliverable, it is
    a document of the process.
    """
    acto = _abrir("congelar_informe", informe, por=por, en=en, motivo=motivo)
    informe = acto.objeto
    # The folios of a process follow one another.
    bloquear(Proceso, informe.proceso_id)
    datos = datos_de(informe, en)
    contradichas = senalar(escritas(informe), datos)
    acto.exigir(
        Rechazo(
            "motivo",
            f"Hay frases que el registro contradice: «{contradichas[0].frase}»"
            f"{f' y {len(contradichas) - 1} más' if contradichas[1:] else ''}.",
            "Devuélvalo a borrador y corríjalas, o escriba por qué se quedan así.",
        )
        if contradichas and not acto.motivo
        else None
    )
    mayor = Informe.objects.filter(proceso=informe.proceso, clase=informe.clase).aggregate(m=Max("consecutivo"))["m"]
    informe.consecutivo = (mayor or 0) + 1
    informe.folio = f"{informe.proceso.clave}/{informe.clase}/{informe.consecutivo:04d}".upper()
    informe.codigo = codigo_nuevo()
    informe.emitido_en = en
    informe.documento = _guardado(acto, datos.titulo, _papel(informe, datos, en))
    _mover(acto, Informe.Estado.CONGELADO)
    acto.anotar(
        de=Informe.Estado.EN_SESION,
        hechos={"folio": informe.folio, "documento": informe.documento.pk, "sha256": informe.documento.sha256},
    )
    return informe


def _papel(informe: Informe, datos: Datos, en: datetime) -> ContentFile[bytes]:
    verificacion = donde_se_comprueba(informe.codigo)
    hoja = hoja_redactada(informe, escritas(informe), datos, en=en, verificacion=verificacion)
    try:
        contenido = en_pdf(hoja)
    except LetraSinFuente as error:
        raise Rechazo("letra", str(error)) from error
    return ContentFile(contenido, name=f"informe-{informe.clase}-{informe.proceso.clave}-{informe.periodo}.pdf")


def _guardado(acto: Acto[Any], titulo: str, archivo: ContentFile[bytes]) -> Documento:
    informe = acto.objeto
    if informe.entregable is None:
        return guardar_documento(
            archivo,
            proceso=informe.proceso,
            tipo=Documento.Tipo.INFORME,
            titulo=titulo,
            **acto.firma,
            acto=acto.asentado(),
        )
    entregable = Entregable.objects.con_lo_que_se_muestra().get(pk=informe.entregable_id)
    se_presenta = verbo_que_sigue(entregable) is DE_ENTREGABLE["presentar"]
    return (presentar if se_presenta else adjuntar)(
        entregable, archivo, nota=acto.motivo or f"Folio {informe.folio}", **acto.firma
    )
