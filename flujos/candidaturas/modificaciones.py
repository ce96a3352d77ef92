"""The one modification of a published record: a shadow version, prepared, asked for, judged section by section, and put
in the place of what is published in one act. Decision 0043.

Source: plan de trabajo del IEPC Jalisco, «Cuestionario curricular»: once validated and published, the information
«no podrá ser modificada más de una ocasión a petición de los PP y las Candidaturas Independientes».
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile, File
from django.utils.crypto import salted_hmac

from calendario.fechas import fecha_hora
from compliance.actos import escritura
from compliance.cuestionarios import ETIQUETAS, Falta, faltantes_curricular, faltas_foto
from compliance.models import Candidatura, SolicitudModificacion, Usuario

from ..acto import Acto
from ..guardas import BORRADOR, causas_vigentes, datos_curricular, limites_de
from ..transiciones import Rechazo
from .acto import abrir, falta_texto, hechos_de, plazo
from .captura import Visto, como_se_guarda, faltas_de_forma
from .semejanzas import anotar_huellas

Estado = SolicitudModificacion.Estado


@dataclass(frozen=True)
class Dictamen:
    """What verification says of one section: «aprobado», «observado» or «rechazado», with causes and words."""

    dictamen: str
    texto: str = ""
    causas: Collection[str] = ()


class OtraPersonaPreparo(Rechazo):
    """The same sections were saved meanwhile. `huella`: what they hold now."""

    def __init__(self, solicitud: SolicitudModificacion, campos: Sequence[str]) -> None:
        historia: Any = solicitud.history
        fila = historia.order_by("history_id").last()
        # Nobody may have prepared one yet: then it is what is published that changed.
        que = "cambió lo publicado"
        if fila is not None:
            cuando = fecha_hora(fila.history_date, solicitud.candidatura.proceso.tz)
            que = f"{fila.autor or 'el sistema'} guardó esta modificación ({cuando})"
        super().__init__(
            "visto",
            f"Mientras usted escribía, {que}.",
            "No se guardó lo suyo: compárelo con lo que quedó y guarde otra vez; entonces lo sustituye.",
        )
        self.huella = huella_de_sombra(solicitud, campos)


def solicitud_de(c: Candidatura) -> SolicitudModificacion:
    """Its request, or a blank one, not saved yet."""
    solicitud = SolicitudModificacion.objects.filter(candidatura=c).first() or SolicitudModificacion()
    solicitud.candidatura = c
    return solicitud


def huella_de_sombra(solicitud: SolicitudModificacion, campos: Sequence[str]) -> str:
    """What these fields of the shadow version hold, told apart."""
    sombra = solicitud.sombra()
    return salted_hmac("modificacion", json.dumps([getattr(sombra, c) for c in campos], default=str)).hexdigest()


@escritura()
def preparar_modificacion(
    candidatura: Candidatura,
    *,
    cambios: Mapping[str, Any],
    por: Usuario | None,
    en: datetime,
    visto: Visto | None = None,
) -> SolicitudModificacion:
    """Keep what would change (`cambios`, by field), however incomplete; what is as published is not proposed.

    Nobody at the institute is asked for anything yet. Once it was sent back, only what was observed is mended.
    """
    acto = abrir("preparar_modificacion", candidatura, por=por, en=en)
    c = acto.objeto
    solicitud = solicitud_de(c)
    sombra = solicitud.sombra()
    # A section is sent whole: what it leaves as it was is not touched. A date goes with its photograph.
    datos = {
        campo: valor
        for campo, valor in cambios.items()
        if campo not in ETIQUETAS or campo in ("foto", "foto_tomada_el") or getattr(sombra, campo) != valor
    }
    ajenos = {_rubro(campo) for campo in datos} - set(solicitud.observados)
    acto.exigir(
        _mal(
            [
                *faltas_de_forma(datos),
                *(
                    Falta(rubro, "no fue observado: solo se corrige lo observado")
                    for rubro in sorted(ajenos)
                    if solicitud.estado == Estado.OBSERVADA
                ),
            ],
            "No se guardó",
        )
    )
    if visto is not None and visto.huella != huella_de_sombra(solicitud, visto.campos):
        raise OtraPersonaPreparo(solicitud, visto.campos)
    _proponer(solicitud, como_se_guarda(datos, c.proceso))
    acto.escribir(solicitud, BORRADOR)
    return solicitud


def _rubro(campo: str) -> str:
    return "foto" if campo == "foto_tomada_el" else campo


def _proponer(solicitud: SolicitudModificacion, datos: Mapping[str, Any]) -> None:
    """Write on the request what differs from what is published, as JSON holds it."""
    publicado = datos_curricular(solicitud.candidatura)
    propuesto = dict(solicitud.propuesto)
    for campo, valor in datos.items():
        if campo == "foto":
            if isinstance(valor, File):
                contenido = valor.read()
                if propuesto.get("foto") != (huella := sha256(contenido).hexdigest()):
                    solicitud.foto = ContentFile(contenido, name=valor.name)
                    propuesto["foto"] = huella
            elif not valor:
                solicitud.foto = ""
                propuesto.pop("foto", None)
                propuesto.pop("foto_tomada_el", None)
        elif valor == publicado[campo] and campo != "foto_tomada_el":
            propuesto.pop(campo, None)
        else:
            propuesto[campo] = valor.isoformat() if isinstance(valor, date) else valor
    if "foto" not in propuesto:
        # The date of the photograph that is published says when that one was taken.
        propuesto.pop("foto_tomada_el", None)
    solicitud.propuesto = propuesto
    solicitud.revision = {r: dicho for r, dicho in solicitud.revision.items() if r in propuesto}


@escritura()
def descartar_modificacion(candidatura: Candidatura, *, por: Usuario | None, en: datetime) -> Candidatura:
    """Leave aside what was prepared and not asked for."""
    acto = abrir("descartar_modificacion", candidatura, por=por, en=en)
    acto.exigir()
    solicitud = solicitud_de(acto.objeto)
    solicitud.propuesto, solicitud.foto = {}, ""
    acto.escribir(solicitud)
    acto.anotar()
    return acto.objeto


@escritura()
def solicitar_modificacion(
    candidatura: Candidatura, *, motivo: str, por: Usuario | None, en: datetime
) -> SolicitudModificacion:
    """Ask for what was prepared. At most once per candidacy; publishes nothing.

    Whoever postulates asks, and so authorises that very version: nobody else sends it, now or mended.
    """
    acto = abrir("solicitar_modificacion", candidatura, por=por, en=en, motivo=motivo.strip())
    c = acto.objeto
    solicitud = solicitud_de(c)
    acto.exigir(
        falta_texto("motivo", motivo, "Falta la razón de la modificación.", "Explique por qué se solicita."),
        _incompleta(solicitud, solicitud.rubros, acto),
    )
    publicado = datos_curricular(c)
    solicitud.publicado = {campo: _como_json(publicado[campo]) for campo in solicitud.propuesto}
    solicitud.estado, solicitud.motivo, solicitud.solicitada_en = Estado.PENDIENTE, motivo.strip(), en
    acto.escribir(solicitud, "Solicitud de modificación")
    acto.anotar(hechos={"campos": sorted(solicitud.rubros)})
    return solicitud


@escritura()
def reenviar_modificacion(
    candidatura: Candidatura, *, por: Usuario | None, en: datetime, respuesta: str = ""
) -> SolicitudModificacion:
    """Send again what was observed: each section mended, taken out, or left as it was with an answer in words."""
    acto = abrir("reenviar_modificacion", candidatura, por=por, en=en, motivo=respuesta.strip())
    solicitud = solicitud_de(acto.objeto)
    intactos = [r for r in solicitud.observados if solicitud.revision[r].get("sobre") == _por_cotejar(solicitud, r)]
    acto.exigir(
        Rechazo("sin_cambios", "No queda ningún rubro por modificar.", "Corrija los observados en vez de quitarlos.")
        if solicitud.estado == Estado.OBSERVADA and not solicitud.rubros
        else None,
        falta_texto(
            "respuesta",
            respuesta,
            f"Sigue como se observó: {', '.join(ETIQUETAS[r] for r in intactos)}.",
            "Corríjalo, o explique por qué no procede la observación.",
        )
        if intactos
        else None,
        _incompleta(solicitud, solicitud.observados, acto),
    )
    corregidos = solicitud.observados
    for rubro in corregidos:
        solicitud.revision[rubro] |= {"dictamen": "", "respuesta": respuesta.strip()}
    solicitud.estado, solicitud.vence = Estado.PENDIENTE, None
    acto.escribir(solicitud, "Modificación corregida")
    acto.anotar(hechos={"campos": sorted(corregidos)})
    return solicitud


@escritura()
def observar_modificacion(
    candidatura: Candidatura, *, dictamenes: Mapping[str, Dictamen], por: Usuario | None, en: datetime
) -> Candidatura:
    """Send it back: what each section needs, which are already approved or refused. Starts the clock to mend it.

    As many rounds as needed; what is published stays as it is.
    """
    acto = abrir("observar_modificacion", candidatura, por=por, en=en)
    c = acto.objeto
    solicitud = solicitud_de(c)
    acto.exigir(
        *_mal_dictaminado(solicitud, dictamenes, causas_vigentes(c.proceso, acto.dia)),
        Rechazo("observaciones", "Falta al menos una observación.", "Observe un rubro, o apruebe lo demás.")
        if not any(d.dictamen == "observado" for d in dictamenes.values())
        else None,
    )
    _dictaminar(solicitud, dictamenes)
    vencimiento = plazo(acto, desde=en)
    solicitud.estado, solicitud.vence = Estado.OBSERVADA, vencimiento.vence
    acto.escribir(solicitud, "Observaciones a la modificación")
    acto.anotar(hechos={"campos": sorted(solicitud.observados), **hechos_de(vencimiento)})
    return c


def _mal_dictaminado(
    solicitud: SolicitudModificacion, dictamenes: Mapping[str, Dictamen], causas: Collection[str]
) -> list[Rechazo | None]:
    faltan = [r for r in solicitud.por_dictaminar if r not in dictamenes]
    rechazos: list[Rechazo | None] = [
        Rechazo("rubro", "Uno de los rubros no está en la solicitud.", "Elija entre los solicitados.")
        if dictamenes.keys() - set(solicitud.rubros)
        else None,
        Rechazo("rubro", f"Falta dictaminar: {', '.join(ETIQUETAS[r] for r in faltan)}.", "Diga algo de cada rubro.")
        if faltan
        else None,
    ]
    for rubro, d in dictamenes.items():
        nombre = ETIQUETAS.get(rubro, rubro)
        if d.dictamen != "aprobado":
            rechazos.append(
                falta_texto(f"texto_{rubro}", d.texto, f"Falta la razón de «{nombre}».", "Explique qué debe cambiar.")
            )
        if d.dictamen == "observado" and (not d.causas or set(d.causas) - set(causas)):
            rechazos.append(
                Rechazo(f"causas_{rubro}", f"A la observación de «{nombre}» le falta la causa.", "Elija una o más.")
            )
    return rechazos


def _dictaminar(solicitud: SolicitudModificacion, dictamenes: Mapping[str, Dictamen]) -> None:
    """Write what is said of each section beside what it was said of."""
    for rubro, d in dictamenes.items():
        solicitud.revision[rubro] = {
            "dictamen": d.dictamen,
            "causas": sorted(d.causas),
            "texto": d.texto.strip(),
            "sobre": _por_cotejar(solicitud, rubro),
        }


def _por_cotejar(solicitud: SolicitudModificacion, rubro: str) -> Any:
    """What is proposed of a section, the date of a photograph with it."""
    if rubro == "foto":
        return [solicitud.propuesto.get("foto"), solicitud.propuesto.get("foto_tomada_el")]
    return solicitud.propuesto.get(rubro)


@escritura()
def aplicar_modificacion(
    candidatura: Candidatura,
    *,
    campos: Collection[str],
    por: Usuario | None,
    en: datetime,
    razones: Mapping[str, str] | None = None,
    razon: str = "",
) -> Candidatura:
    """Approve the sections in `campos`: they replace what is published, all at once; the rest stays as published.

    The record stays published, and the date on which it was. Leaving some out needs a reason, of each (`razones`) or of
    all. A new photograph is judged on this day; the one that is published was judged on its own.
    """
    razones = dict(razones or {})
    dicha = "\n".join(
        [
            *([razon.strip()] if razon.strip() else []),
            *(f"{ETIQUETAS.get(r, r)}: {t.strip()}" for r, t in razones.items()),
        ]
    )
    acto = abrir("aplicar_modificacion", candidatura, por=por, en=en, motivo=dicha)
    c = acto.objeto
    solicitud = solicitud_de(c)
    elegidos = {_rubro(campo) for campo in campos}
    no_aprobados = [r for r in solicitud.rubros if r not in elegidos]
    acto.exigir(
        Rechazo("campos", "Falta elegir qué rubros se aprueban.", "Elija al menos uno, o rechace la solicitud.")
        if not campos
        else None,
        Rechazo("campos", "Uno de los rubros elegidos no está en la solicitud.", "Elija entre los solicitados.")
        if elegidos - set(solicitud.rubros)
        else None,
        falta_texto(
            "razon", dicha, "Se aprueba solo una parte y falta la razón.", "Explique por qué no se aprueba el resto."
        )
        if no_aprobados
        else None,
        _incompleta(solicitud, [r for r in solicitud.rubros if r in elegidos], acto),
    )
    aplicados = [campo for campo in solicitud.propuesto if _rubro(campo) in elegidos]
    for campo, valor in solicitud.valores.items():
        if campo in aplicados:
            solicitud.publicado[campo] = _como_json(getattr(c.curricular, campo))
            setattr(c.curricular, campo, str(valor.name) if campo == "foto" else valor)
    acto.escribir(c.curricular, "Modificación aprobada")
    _dictaminar(
        solicitud,
        {
            **{r: Dictamen("aprobado") for r in elegidos},
            **{r: Dictamen("rechazado", razones.get(r, razon)) for r in no_aprobados},
        },
    )
    _resolver(acto, solicitud, Estado.APROBADA, sorted(aplicados))
    acto.anotar(hechos={"campos": sorted(elegidos), "no_aprobados": sorted(no_aprobados)})
    anotar_huellas([c])
    return c


@escritura()
def rechazar_modificacion(candidatura: Candidatura, *, razon: str, por: Usuario | None, en: datetime) -> Candidatura:
    """Refuse the whole request, with the reason. What is public stays as it was."""
    acto = abrir("rechazar_modificacion", candidatura, por=por, en=en, motivo=razon)
    acto.exigir(falta_texto("razon", razon, "Falta la razón del rechazo.", "Explíquela a quien lo solicitó."))
    solicitud = solicitud_de(acto.objeto)
    _resolver(acto, solicitud, Estado.RECHAZADA, [])
    acto.anotar(hechos={"campos": sorted(solicitud.rubros)})
    return acto.objeto


def cancelar_modificacion(acto: Acto[Candidatura], razon: str) -> bool:
    """A request under way ends with its candidacy, for this reason; answers whether there was one."""
    solicitud = SolicitudModificacion.objects.filter(
        candidatura=acto.objeto, estado__in=SolicitudModificacion.ABIERTOS
    ).first()
    if solicitud is None:
        return False
    solicitud.vence = None
    _resolver(acto, solicitud, Estado.CANCELADA, [], razon)
    return True


def _resolver(
    acto: Acto[Candidatura],
    solicitud: SolicitudModificacion,
    estado: SolicitudModificacion.Estado,
    aprobados: list[str],
    razon: str = "",
) -> None:
    solicitud.estado, solicitud.aprobados, solicitud.vence = estado, aprobados, None
    solicitud.resuelta_en, solicitud.razon = acto.en, razon or acto.motivo.strip()
    acto.escribir(solicitud, f"Solicitud {solicitud.get_estado_display().lower()}")


def _como_json(valor: Any) -> Any:
    """A value of the questionnaire as a request keeps it: of a photograph, its file."""
    if isinstance(valor, date):
        return valor.isoformat()
    return str(valor.name or "") if isinstance(valor, File) else valor


def _incompleta(solicitud: SolicitudModificacion, rubros: Collection[str], acto: Acto[Candidatura]) -> Rechazo | None:
    """What is wrong with these sections of the shadow version if it were published on the day of the act."""
    sombra = solicitud.sombra()
    datos = {campo: getattr(sombra, campo) for campo in ETIQUETAS}
    faltas = [
        f
        for f in faltantes_curricular(datos, limites_de(solicitud.candidatura.proceso), exige_foto=False)
        if f.campo in rubros
    ]
    if "foto" in rubros:
        faltas += _faltas_de_la_foto(solicitud, acto.dia)
    return _mal(faltas, "Lo propuesto no está listo")


def _faltas_de_la_foto(solicitud: SolicitudModificacion, dia: date) -> list[Falta]:
    try:
        with solicitud.foto.open("rb") as archivo:
            contenido = archivo.read()
    except FileNotFoundError:
        return [Falta("foto", "no se encuentra su archivo: súbala de nuevo")]
    return faltas_foto(contenido, str(solicitud.foto.name), solicitud.valores.get("foto_tomada_el"), dia)


def _mal(faltas: Sequence[Falta], que: str) -> Rechazo | None:
    if not faltas:
        return None
    detalle = "; ".join(f"{ETIQUETAS.get(f.campo, f.campo)}: {f.razon}" for f in faltas)
    return Rechazo("curricular", f"{que}. {detalle}.", "Corrija esos rubros.", {f.campo: f.razon for f in faltas})
