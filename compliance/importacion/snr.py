"""The web service of INE's registry of candidates (SNR): asked, and its answer as a table like any other. No Django.

What is known of its contract is little (decision 0067): how it is asked and where its rows are is data, in `snr.toml`.
Neither the password nor the rows are ever in what an error says.
"""

import base64
import csv
import http.client
import io
import json
import socket
import ssl
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

# Of each silence and of a whole answer, in seconds; the waits between attempts; the most read, in bytes and in rows.
SEGUNDOS = 8
EN_TOTAL = 60
ESPERAS = (1.0,)
MAXIMO = 50 * 1024 * 1024
FILAS = 50_000


class SNRError(Exception):
    """It could not be read: `codigo` is stable; why and what to do, in Spanish."""

    def __init__(self, codigo: str, mensaje: str, remedio: str) -> None:
        super().__init__(f"{mensaje} {remedio}")
        self.codigo = codigo


@dataclass(frozen=True)
class Acceso:
    """What INE gives in writing to each institute."""

    direccion: str
    usuario: str
    contrasena: str = field(repr=False)
    id_proceso: str = ""


@cache
def _contrato() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "snr.toml").read_text(encoding="utf-8"))


def leer_snr(acceso: Acceso, esperar: Callable[[float], None] = time.sleep) -> list[dict[str, str]]:
    """The rows of the process, as they come. Raises SNRError."""
    cuerpo, tipo = _pedir(acceso, esperar)
    filas = _filas_de_xml(cuerpo) if "xml" in tipo or cuerpo.lstrip()[:1] == b"<" else _filas_de_json(cuerpo)
    if not filas:
        raise SNRError(
            "vacio",
            "El SNR respondió sin ninguna candidatura.",
            "Revise el identificador del proceso; si es el correcto, todavía no hay registros.",
        )
    if len(filas) > FILAS:
        raise SNRError("largo", f"El SNR respondió más de {FILAS:,} renglones.", "Pida al INE los de su entidad.")
    return filas


def como_tabla(filas: Sequence[Mapping[str, str]]) -> bytes:
    """The same rows as a CSV, to be imported as any file: its header has every field that came."""
    titulos = list(dict.fromkeys(clave for fila in filas for clave in fila))
    salida = io.StringIO()
    escritor = csv.DictWriter(salida, titulos, restval="")
    escritor.writeheader()
    escritor.writerows(filas)
    return salida.getvalue().encode()


# -- Asking -----------------------------------------------------------------------------------------------


def _contexto() -> ssl.SSLContext:
    return ssl.create_default_context()


def _pedir(acceso: Acceso, esperar: Callable[[float], None]) -> tuple[bytes, str]:
    """What it answers and of which type, trying again what may be of a moment."""
    ultimo: SNRError | None = None
    for espera in (*ESPERAS, None):
        try:
            return _una_vez(acceso)
        except SNRError as error:
            if error.codigo not in ("red", "servicio") or espera is None:
                raise
            ultimo = error
            esperar(espera)
    raise ultimo or AssertionError


def _una_vez(acceso: Acceso) -> tuple[bytes, str]:
    partes, pide = urlsplit(acceso.direccion), _contrato()["peticion"]
    cabezas = {"Accept": "application/json, application/xml;q=0.9", "User-Agent": "Cauce"}
    datos = {pide["campo_proceso"]: acceso.id_proceso}
    if pide["autenticacion"] == "basica":
        ficha = base64.b64encode(f"{acceso.usuario}:{acceso.contrasena}".encode()).decode()
        cabezas["Authorization"] = f"Basic {ficha}"
    else:
        datos |= {pide["campo_usuario"]: acceso.usuario, pide["campo_contrasena"]: acceso.contrasena}
    camino = (partes.path or "/") + (f"?{partes.query}" if partes.query else "")
    cuerpo: bytes | None = None
    if pide["metodo"] == "POST":
        cuerpo = json.dumps(datos).encode()
        cabezas["Content-Type"] = "application/json"
    else:
        camino += ("&" if "?" in camino else "?") + urlencode(datos)
    try:
        conexion = http.client.HTTPSConnection(
            partes.hostname or "", partes.port, timeout=SEGUNDOS, context=_contexto()
        )
        try:
            conexion.request(pide["metodo"], camino, cuerpo, cabezas)
            with conexion.getresponse() as respuesta:
                leido = _leer(respuesta)
        finally:
            conexion.close()
    except ssl.SSLError:
        raise SNRError(
            "tls", "El certificado del servicio no es de confianza.", "No se envió nada: consulte al INE la dirección."
        ) from None
    except TimeoutError:
        raise SNRError("red", "El SNR no respondió a tiempo.", "Inténtelo en unos minutos.") from None
    except (OSError, http.client.HTTPException, socket.gaierror):
        raise SNRError("red", "No se pudo llegar al SNR.", "Revise la dirección y la red.") from None
    return _segun_su_estado(respuesta.status, leido), respuesta.headers.get("Content-Type", "")


def _leer(respuesta: http.client.HTTPResponse) -> bytes:
    """All that it answers, or somewhat more than what is admitted."""
    leido, limite = bytearray(), time.monotonic() + EN_TOTAL
    while len(leido) <= MAXIMO and (trozo := respuesta.read1(64 * 1024)):
        leido += trozo
        if time.monotonic() > limite:
            raise SNRError("lento", f"El SNR no terminó de responder en {EN_TOTAL} segundos.", "Inténtelo a otra hora.")
    return bytes(leido)


def _segun_su_estado(estado: int, cuerpo: bytes) -> bytes:
    if estado in (401, 403):
        raise SNRError("credenciales", "El SNR no aceptó el usuario o la contraseña.", "Pídalos de nuevo a la UTSI.")
    if estado == 404:
        raise SNRError("direccion", "No hay ningún servicio en esa dirección.", "Revise el vínculo que dio el INE.")
    if estado >= 500 or estado == 429:
        raise SNRError("servicio", f"El SNR respondió {estado}: no está disponible.", "Inténtelo en unos minutos.")
    if estado != 200:
        raise SNRError("estado", f"El SNR respondió {estado}; se esperaba 200.", "Revise el vínculo que dio el INE.")
    if len(cuerpo) > MAXIMO:
        raise SNRError("largo", "La respuesta del SNR es demasiado grande.", "Pida al INE los de su entidad.")
    return cuerpo


# -- Its answer -------------------------------------------------------------------------------------------

_NO_SE_ENTIENDE = SNRError(
    "formato",
    "La respuesta del SNR no tiene la forma que se espera.",
    "Compárela con el manual del INE y corrija snr.toml.",
)


def _filas_de_json(cuerpo: bytes) -> list[dict[str, str]]:
    try:
        dicho = json.loads(cuerpo)
    except (ValueError, RecursionError):
        raise _NO_SE_ENTIENDE from None
    responde = _contrato()["respuesta"]
    if isinstance(dicho, dict):
        _exigir_sin_error(next((dicho[c] for c in responde["error"] if dicho.get(c)), ""))
        dicho = next((dicho[c] for c in responde["lista"] if c in dicho), None)
        if isinstance(dicho, dict):
            dicho = next((dicho[c] for c in responde["lista"] if c in dicho), None)
    if not isinstance(dicho, list) or not all(isinstance(fila, dict) for fila in dicho):
        raise _NO_SE_ENTIENDE
    return [{str(clave): _texto(valor) for clave, valor in fila.items()} for fila in dicho]


def _filas_de_xml(cuerpo: bytes) -> list[dict[str, str]]:
    # Nothing that a table needs is declared in a DTD, and what is may grow without end. In UTF-16, that has a zero for
    # each letter, it would not be seen.
    if b"<!DOCTYPE" in cuerpo or b"<!ENTITY" in cuerpo or b"\0" in cuerpo:
        raise _NO_SE_ENTIENDE
    try:
        raiz = ElementTree.fromstring(cuerpo)  # noqa: S314 (without DTD there are no entities to expand)
    except ElementTree.ParseError:
        raise _NO_SE_ENTIENDE from None
    responde = _contrato()["respuesta"]
    _exigir_sin_error(next((e.text for e in raiz.iter() if _nombre(e) in responde["error"] and e.text), ""))
    filas = [e for e in raiz.iter() if _nombre(e) in responde["renglon"]]
    if not filas and _nombre(raiz) not in responde["lista"]:
        raise _NO_SE_ENTIENDE
    return [{_nombre(campo): (campo.text or "").strip() for campo in fila} for fila in filas]


def _nombre(elemento: Any) -> str:
    return str(elemento.tag).rpartition("}")[2]


def _exigir_sin_error(dicho: object) -> None:
    if dicho:
        raise SNRError("servicio_dice", "El SNR respondió que no pudo.", "Revise el identificador del proceso.")


def _texto(valor: object) -> str:
    if valor is None:
        return ""
    if isinstance(valor, bool):
        return "SI" if valor else "NO"
    return str(valor) if isinstance(valor, str | int | float) else json.dumps(valor, ensure_ascii=False)
