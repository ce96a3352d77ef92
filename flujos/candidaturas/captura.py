"""Both questionnaires are filled and sent."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
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
    NO_APLICA,
    PREGUNTAS,
    SI,
    Falta,
    depurar,
    faltas_foto,
    se_pregunta,
    validar_respuestas,
)
from compliance.metadatos import sin_metadatos
from compliance.models import Candidatura, Usuario

from ..acto import Acto
from ..aviso import aviso_de
from ..guardas import BORRADOR, Estado, campos_abiertos
from ..transiciones import Rechazo
from .acto import abrir
from .semejanzas import anotar_huellas

_LARGO_MEDIO = 300


@dataclass(frozen=True)
class Visto:
    """What somebody had before them when they began to write: some fields, and what they held (`huella_de`)."""

    campos: Sequence[str]
    huella: str


class OtraPersonaGuardo(Rechazo):
    """The same fields were saved meanwhile. `guardado`: what those that would be overwritten hold now."""

    def __init__(self, c: Candidatura, campos: Sequence[str], guardado: Mapping[str, Any]) -> None:
        fila = _ultimo_cambio(c, campos)
        cuando = fecha_hora(fila.history_date, c.proceso.tz)
        super().__init__(
            "visto",
            f"Mientras usted escribía, {fila.autor or 'el sistema'} guardó esta sección ({cuando}).",
            "No se guardó lo suyo: compárelo con lo que quedó y guarde otra vez; entonces lo sustituye.",
        )
        self.guardado = guardado
        self.huella = huella_de(c, campos)


def huella_de(c: Candidatura, campos: Sequence[str]) -> str:
    """What these fields of either questionnaire hold, told apart but not read: it has no answers to guess in it."""
    valores = [_valor(_cuestionario(c, campo), campo) for campo in campos]
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
    unknown field, an option that does not exist, a file that is not the photograph it says), if it would overwrite
    what somebody else saved since it was `visto`, or if it changes what was not observed of an observed candidacy.
    """
    acto = abrir("guardar_borrador", candidatura, por=por, en=en)
    c = acto.objeto
    datos, dadas = dict(curricular or {}), dict(identidad or {})
    respuestas = depurar({**_dadas(c.identidad.respuestas), **dadas})
    ajenas = [Falta(clave, "no es una pregunta del cuestionario") for clave in dadas if clave not in PREGUNTAS]
    acto.exigir(
        _mal("curricular", [*faltas_de_forma(datos), *foto_ilegible(datos, acto.dia)]),
        _mal("identidad", [*ajenas, *validar_respuestas(respuestas)] if dadas else []),
    )
    if isinstance(foto := datos.get("foto"), File):
        # Where it was taken and with what stays with whoever took it.
        datos["foto"] = ContentFile(sin_metadatos(foto.read()), name=foto.name)
        if _es_la_guardada(c, datos["foto"]):
            del datos["foto"]
    cambios = {campo: valor for campo, valor in datos.items() if getattr(c.curricular, campo) != valor}
    acto.exigir(_cerradas(c, [*cambios, *(k for k in dadas if dadas[k] != c.identidad.respuestas.get(k, ""))]))
    if visto is not None and visto.huella != huella_de(c, visto.campos):
        otras = [k for k in dadas if respuestas.get(k, "") != c.identidad.respuestas.get(k, "")]
        if pisados := [*cambios, *otras]:
            raise OtraPersonaGuardo(c, visto.campos, {k: _valor(_cuestionario(c, k), k) for k in pisados})
    if cambios:
        for campo, valor in cambios.items():
            setattr(c.curricular, campo, valor)
        acto.escribir(c.curricular, BORRADOR)
    if dadas and respuestas != c.identidad.respuestas:
        c.identidad.respuestas = respuestas
        acto.escribir(c.identidad, BORRADOR)
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


def _dadas(respuestas: Mapping[str, str]) -> dict[str, str]:
    """What the person answered: without the «No aplica» that other answers brought, which may change with them."""
    return {
        clave: valor
        for clave, valor in respuestas.items()
        if valor != NO_APLICA
        or (se_pregunta(PREGUNTAS[clave], respuestas) and respuestas.get(PREGUNTAS[clave].excluye) != SI)
    }


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
        elif len(valor) > _LARGO_MEDIO:
            faltas.append(Falta("medios", f"el medio {numero} pasa de {_LARGO_MEDIO} caracteres"))
        elif tipo == "pagina_web" and not valor.startswith(("https://", "http://")):
            faltas.append(Falta("medios", f"la página web (medio {numero}) debe empezar con https://"))
    return faltas


def foto_ilegible(datos: Mapping[str, Any], hoy: date) -> list[Falta]:
    """What is wrong with the file itself; its age is asked for at publication."""
    foto = datos.get("foto")
    if not isinstance(foto, File):
        return []
    contenido = foto.read()
    foto.seek(0)
    return [f for f in faltas_foto(contenido, foto.name or "", datos.get("foto_tomada_el"), hoy) if f.campo == "foto"]


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
    The system (`por=None`) only sends what was loaded complete from another registry.
    """
    acto = abrir("enviar_captura", candidatura, por=por, en=en, motivo=motivo)
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
