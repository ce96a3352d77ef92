"""Both questionnaires are filled and sent."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import models
from django.utils.crypto import salted_hmac

from calendario.fechas import dia_local, fecha_hora
from compliance.actos import escritura
from compliance.cuestionarios import (
    DIMENSIONES,
    ETIQUETAS,
    MEDIOS,
    PREGUNTAS,
    Falta,
    defecto_de_archivo,
    leer_medio,
    preparar,
    validar_respuestas,
)
from compliance.models import Borrador, Candidatura, Proceso, Usuario

from ..acto import Acto
from ..aviso import aviso_de
from ..guardas import BORRADOR, Estado, campos_abiertos
from ..transiciones import Rechazo, exigir
from .acto import abrir
from .borradores import aplicar, asentado, asentar, con_respuestas, por_asentar, por_guardar, sin_orillas
from .semejanzas import anotar_huellas


@dataclass(frozen=True)
class Visto:
    """What somebody had before them when they began to write: a section, its fields and what they held (`huella_de`).

    A row of a sheet has fields of several sections: it is of none.

    `ventana` names the page in which they write, if it saves by itself: what that very page left there is theirs.
    """

    seccion: str
    campos: Sequence[str]
    huella: str
    ventana: str = ""


class OtraPersonaGuardo(Rechazo):
    """The same fields were saved meanwhile, by `quien`. `guardado`: what those that would be overwritten hold now."""

    def __init__(self, c: Candidatura, campos: Sequence[str], guardado: Mapping[str, Any], quien: str, en: Any) -> None:
        super().__init__(
            "visto",
            f"Mientras usted escribía, {quien} guardó esta sección ({fecha_hora(en, c.proceso.tz)}).",
            "No se guardó lo suyo: compárelo con lo que quedó y guarde otra vez; entonces lo sustituye.",
        )
        self.guardado = guardado
        self.huella = huella_de(c, campos)


def huella_de(c: Candidatura, campos: Sequence[str]) -> str:
    """What these fields of either questionnaire hold, told apart but not read: it has no answers to guess in it.

    The same for a text that is being typed as for that text once it is kept.
    """
    valores = [sin_orillas(_valor(_cuestionario(c, campo), campo)) for campo in campos]
    return salted_hmac("captura", json.dumps(valores, default=str)).hexdigest()


def _cuestionario(c: Candidatura, campo: str) -> models.Model:
    return c.identidad if campo in PREGUNTAS else c.curricular


def _valor(cuestionario: Any, campo: str) -> Any:
    """Of a questionnaire or of a row of its history."""
    return cuestionario.respuestas.get(campo, "") if campo in PREGUNTAS else getattr(cuestionario, campo)


def _ultimo_cambio(c: Candidatura, campos: Sequence[str]) -> Any:
    """The row of the history that left these fields, all of one questionnaire, as they are."""
    historia: Any = _cuestionario(c, campos[0])
    filas = list(historia.history.order_by("-history_date", "-history_id"))
    for fila, anterior in pairwise(filas):
        if any(_valor(fila, campo) != _valor(anterior, campo) for campo in campos):
            return fila
    return filas[-1]


def _lo_escrito(acto: Acto[Candidatura], curricular: Mapping[str, Any], identidad: Mapping[str, str]) -> dict[str, Any]:
    """What somebody typed, as it is kept: contacts completed, the photograph drawn again. Refuses what is malformed."""
    c, datos = acto.objeto, dict(curricular)
    ajenas = [Falta(clave, "no es una pregunta del cuestionario") for clave in identidad if clave not in PREGUNTAS]
    respuestas = con_respuestas(c.identidad.respuestas, identidad) if identidad else {}
    acto.exigir(
        _mal("curricular", faltas_de_forma(datos)),
        _mal("identidad", [*ajenas, *validar_respuestas(respuestas)] if identidad else []),
    )
    datos = como_se_guarda(datos, c.proceso)
    if isinstance(foto := datos.get("foto"), File) and _es_la_guardada(c, foto):
        del datos["foto"]
    cambian = [
        campo for campo, valor in {**datos, **identidad}.items() if valor != _valor(_cuestionario(c, campo), campo)
    ]
    acto.exigir(_cerradas(c, cambian))
    return {**datos, **identidad}


def como_se_guarda(datos: Mapping[str, Any], proceso: Proceso) -> dict[str, Any]:
    """Values of the public questionnaire whose form is right, as they are kept: contacts completed, the photograph
    drawn again. Refuses one that cannot be drawn.
    """
    datos = dict(datos)
    if "medios" in datos:
        datos["medios"] = [{**m, "valor": leer_medio(m["tipo"], m["valor"])[0]} for m in datos["medios"]]
    if isinstance(foto := datos.get("foto"), File):
        datos["foto"] = _foto_preparada(foto, proceso)
    return datos


def _foto_preparada(foto: File[bytes], proceso: Proceso) -> ContentFile[bytes]:
    """The photograph as it is kept. Where it was taken and with what stays with whoever took it."""
    contenido, nombre = foto.read(), foto.name or ""
    jpeg, defecto = b"", defecto_de_archivo(contenido, nombre)
    if not defecto:
        jpeg, defecto = preparar(contenido, minimo=proceso.foto_lado_minimo, maximo=proceso.foto_lado_maximo)
    exigir([_mal("curricular", [Falta("foto", defecto)] if defecto else [])])
    return ContentFile(jpeg, name=f"{PurePath(nombre).stem}.jpg")


def _no_pisar(
    c: Candidatura, valores: Mapping[str, Any], visto: Visto, fila: Borrador | None, por: Usuario | None
) -> None:
    """Refuse to overwrite what was written elsewhere since it was `visto`. `fila`: the draft of the section, in `c`."""
    actual = huella_de(c, visto.campos)
    ultima = fila.contenido if fila is not None else {}
    suya = bool(visto.ventana) and (ultima.get("ventana"), ultima.get("huella")) == (visto.ventana, actual)
    if visto.huella == actual or suya:
        return
    dadas = {k: v for k, v in valores.items() if k in PREGUNTAS}
    respuestas = con_respuestas(c.identidad.respuestas, dadas) if dadas else {}
    nuevos = {k: respuestas.get(k, "") if k in PREGUNTAS else v for k, v in valores.items()}
    pisados = {k: _valor(_cuestionario(c, k), k) for k, v in nuevos.items() if v != _valor(_cuestionario(c, k), k)}
    if not pisados:
        return
    if fila is not None and fila.pendiente:
        raise OtraPersonaGuardo(c, visto.campos, pisados, _quien(fila.por_id, str(fila.por), por), fila.en)
    cambio = _ultimo_cambio(c, visto.campos)
    quien = _quien(cambio.history_user_id, cambio.autor, por)
    raise OtraPersonaGuardo(c, visto.campos, pisados, quien, cambio.history_date)


def _quien(pk: int | None, nombre: str, por: Usuario | None) -> str:
    """Who wrote it, as whoever is told must read it: one who writes in two windows looks for nobody else."""
    if por is not None and pk == por.pk:
        return "usted, en otra ventana,"
    return nombre or "el sistema"


@escritura()
def autoguardar(
    candidatura: Candidatura,
    *,
    por: Usuario,
    en: datetime,
    visto: Visto,
    curricular: Mapping[str, Any] | None = None,
    identidad: Mapping[str, str] | None = None,
) -> str:
    """Keep what is being typed in a section as its draft: no act and no history yet. Answers how the section is left.

    As refused as `guardar_borrador`, and no less: also if it would overwrite what somebody else wrote. What another
    person had typed there, and whoever types now has seen, becomes an act of theirs first.
    """
    acto = abrir("guardar_borrador", candidatura, por=por, en=en)
    c = acto.objeto
    fila = c.borradores.select_related("por").filter(seccion=visto.seccion).first()
    suyos: dict[str, Any] = {}
    if fila is not None and fila.pendiente:
        if fila.por_id == por.pk:
            suyos = fila.valores
            aplicar(suyos, c)
        else:
            asentar([fila], c, en)
    valores = _lo_escrito(acto, curricular or {}, identidad or {})
    _no_pisar(c, valores, visto, fila, por)
    if aplicar(valores, c) or (fila is not None and fila.contenido.get("ventana") != visto.ventana):
        fila = fila or Borrador(candidatura=c, seccion=visto.seccion)
        fila.por, fila.en, fila.pendiente = por, en, True
        fila.contenido = {"valores": {**suyos, **valores}, **_de_la_ventana(c, visto)}
        fila.save()
    return huella_de(c, visto.campos)


def _de_la_ventana(c: Candidatura, visto: Visto) -> dict[str, str]:
    return {"ventana": visto.ventana, "huella": huella_de(c, visto.campos)}


@escritura()
def guardar_borrador(
    candidatura: Candidatura,
    *,
    por: Usuario | None,
    en: datetime,
    curricular: Mapping[str, Any] | None = None,
    identidad: Mapping[str, str] | None = None,
    visto: Visto | None = None,
) -> Candidatura:
    """Save part of either questionnaire, as incomplete as it is. No state changes and no transition is written.

    Only the given fields are touched, so that two people filling different sections do not undo each other. Texts
    are kept however short or long: limits are asked for when they are sent. Refused only if an answer is malformed (an
    unknown field, an option that does not exist, a contact that is none, a file that is not the photograph it says), if
    it would overwrite what somebody else saved since it was `visto`, or if it changes what was not observed of an
    observed candidacy. What was being typed in those fields is kept with it: of the same person, in the same act; of
    another, in one of theirs.
    """
    acto = abrir("guardar_borrador", candidatura, por=por, en=en)
    c = acto.objeto
    campos = {*(curricular or {}), *(identidad or {})}
    borradores = [b for b in por_asentar(c) if campos & b.valores.keys()]
    propios = [b for b in borradores if por is not None and b.por_id == por.pk]
    asentar([b for b in borradores if b not in propios], c, en)
    cambiados = {id(q): q for b in propios for q in aplicar(por_guardar(b), c)}
    valores = _lo_escrito(acto, curricular or {}, identidad or {})
    fila = None
    if visto is not None:
        fila = next((b for b in borradores if b.seccion == visto.seccion), None)
        fila = fila or c.borradores.filter(seccion=visto.seccion).first()
        _no_pisar(c, valores, visto, fila, por)
    cambiados |= {id(q): q for q in aplicar(valores, c)}
    for cuestionario in cambiados.values():
        acto.escribir(cuestionario, BORRADOR)
    for borrador in propios:
        asentado(borrador)
    if visto is not None and visto.ventana and por is not None:
        fila = fila or Borrador(candidatura=c, seccion=visto.seccion)
        fila.por, fila.en, fila.contenido = por, en, _de_la_ventana(c, visto)
        fila.save()
    return c


def _cerradas(c: Candidatura, campos: Sequence[str]) -> Rechazo | None:
    """Of what was observed, only the observed sections are mended."""
    abiertos = campos_abiertos(c)
    cerrados = [campo for campo in campos if campo not in abiertos]
    if not cerrados:
        return None
    nombres = dict.fromkeys(ETIQUETAS.get(x) or DIMENSIONES[PREGUNTAS[x].dimension].nombre for x in cerrados)
    return Rechazo(
        "cerrada",
        f"No se guardó: no se observó {', '.join(f'«{n}»' for n in nombres)}, y solo se corrige lo observado.",
        "Si hay que corregirlo, pida a verificación que lo observe.",
        dict.fromkeys(cerrados, "Esta sección no se observó: está cerrada."),
    )


def _es_la_guardada(c: Candidatura, foto: File[bytes]) -> bool:
    """Whether it is the photograph that the questionnaire has: the same form, sent twice."""
    guardada = c.curricular.foto
    if not guardada or not guardada.storage.exists(str(guardada.name)) or guardada.size != foto.size:
        return False
    with guardada.open("rb") as abierta:
        return bool(abierta.read() == foto.open().read())


def faltas_de_forma(datos: Mapping[str, Any]) -> list[Falta]:
    """What cannot be a value of the public questionnaire, however incomplete: names, types, contacts."""
    faltas = []
    for campo, valor in datos.items():
        if campo not in ETIQUETAS:
            faltas.append(Falta(campo, "no es un campo del cuestionario"))
        elif campo == "medios":
            faltas += _faltas_medios(valor)
        elif campo == "otra_formacion":
            if not isinstance(valor, list) or not all(isinstance(v, str) and v.strip() for v in valor):
                faltas.append(Falta(campo, "debe ser una lista de textos"))
        elif campo == "foto":
            if valor and not isinstance(valor, File):
                faltas.append(Falta(campo, "debe ser un archivo"))
        elif campo == "foto_tomada_el":
            if valor is not None and not isinstance(valor, date):
                faltas.append(Falta(campo, "debe ser una fecha"))
        elif not isinstance(valor, str):
            faltas.append(Falta(campo, "debe ser un texto"))
    return faltas


def _faltas_medios(medios: Any) -> list[Falta]:
    if not isinstance(medios, list):
        return [Falta("medios", "debe ser una lista")]
    faltas = []
    for numero, medio in enumerate(medios, start=1):
        tipo, valor = (medio.get("tipo"), medio.get("valor")) if isinstance(medio, dict) else (None, None)
        if tipo not in MEDIOS:
            faltas.append(Falta("medios", f"el medio {numero} no es de un tipo conocido"))
        elif not isinstance(valor, str) or not valor.strip():
            faltas.append(Falta("medios", f"al medio {numero} ({MEDIOS[tipo]}) le falta el dato"))
        elif defecto := leer_medio(tipo, valor)[1]:
            faltas.append(Falta("medios", f"medio {numero} ({MEDIOS[tipo]}): {defecto}"))
    return faltas


def _mal(guarda: str, faltas: list[Falta]) -> Rechazo | None:
    if not faltas:
        return None
    detalle = "; ".join(f"{ETIQUETAS[f.campo]}: {f.razon}" if f.campo in ETIQUETAS else f.razon for f in faltas)
    campos = {f.campo: f.razon for f in faltas}
    return Rechazo(guarda, f"No se guardó: {detalle}.", "Corríjalo y guarde de nuevo.", campos)


@escritura()
def aceptar_aviso(candidatura: Candidatura, *, por: Usuario | None, en: datetime) -> Candidatura:
    """Record that the privacy notice was read and accepted, and which version of it."""
    acto = abrir("aceptar_aviso", candidatura, por=por, en=en)
    acto.exigir()
    acto.objeto.aviso_aceptado_en = en
    acto.escribir()
    acto.anotar(hechos=aviso_de(acto.objeto.proceso, en).hechos)
    return acto.objeto


@escritura()
def enviar_captura(candidatura: Candidatura, *, por: Usuario | None, en: datetime, motivo: str = "") -> Candidatura:
    """Send both questionnaires to verification: complete, inside their limits, with the privacy notice accepted.

    1. The first time it stops the capture clock: `capturada_en` and the limit that ran then (`captura_vencia`), from
       which days late are counted. Late is accepted until election day (oficio INE/UTTyPDP/DPT/069/2024).
    2. After observations it stops the response clock. The first capture keeps its date; the authorisation to
       publish falls, since it was given to another text.
    What was being typed is kept first, in the name of whoever typed it.
    The system (`por=None`) only sends what was loaded complete from another registry.
    """
    acto = abrir("enviar_captura", candidatura, por=por, en=en, motivo=motivo)
    if por is not None:
        asentar(por_asentar(acto.objeto), acto.objeto, en)
    acto.exigir()
    acto.mover(hechos=detener_plazo(acto))
    anotar_huellas([acto.objeto])
    return acto.objeto


def detener_plazo(acto: Acto[Candidatura]) -> dict[str, Any]:
    """Note on a candidacy who captured it and when, its state apart. Answers the facts to keep of it."""
    c, en = acto.objeto, acto.en
    limite, c.vence = c.vence, None
    hechos: dict[str, Any] = {"vencia": limite.isoformat() if limite else None}
    if c.estado == Estado.ASIGNADA:
        c.capturada_en = en
        c.captura_vencia = limite if c.cuentas_enviadas_en is not None else None
        hechos["dias_extemporanea"] = c.dias_extemporanea
    else:
        tz = c.proceso.tz
        hechos["dias_tarde"] = max((dia_local(en, tz) - dia_local(limite, tz)).days, 0) if limite else 0
        hechos["autorizacion_retirada"] = c.autorizada_en is not None
        c.autorizada_en = None
    c.capturada_por = acto.por
    return hechos
