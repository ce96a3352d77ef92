"""Other systems of the institute tell what happened with what was sent: an acuse, a mail that did not arrive.

What comes is believed only if it is signed with the secret of its source (as `ganchos` signs what leaves), was written
a moment ago, and says one of the things that this source may say. What it changes goes by the same services and guards
as at a page, as an act of «the system of X»; what a guard refuses changes nothing, and is answered with why.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from calendario.limpieza import en_una_linea
from compliance.actos import Medio, asentar, escritura, por_medio_de
from compliance.cifrado import huella_de
from compliance.historia import guardar_en
from compliance.models import Entregable, Usuario
from compliance.services.tabla import comenzar
from compliance.verbos.modelo import Rechazo
from compliance.verbos.tabla import DE_FUENTE
from flujos import entregables as servicios
from flujos.models import Oficio

from .ganchos import firma
from .models import Aviso, EntradaDeFuente, FuenteExterna

# What is read of a request, and how old or early it may be.
CUERPO_MAXIMO = 64 * 1024
VENTANA = timedelta(minutes=5)
# Ten digits of seconds go on until the year 2286.
_FIRMA = re.compile(r"t=([0-9]{1,10}),v1=([0-9a-f]{64})")
_LLAVE = re.compile(r"[\x21-\x7e]{1,100}")


class NoEntra(Exception):  # noqa: N818 (an answer)
    """It is not taken: the status, a stable code and what is wrong, in Spanish."""

    def __init__(self, estado: int, codigo: str, mensaje: str) -> None:
        super().__init__(mensaje)
        self.estado, self.codigo, self.mensaje = estado, codigo, mensaje


@dataclass(frozen=True)
class Respuesta:
    """What is answered: the status and what is said."""

    estado: int
    dicho: Mapping[str, Any]


@escritura()
def guardar_fuente(fuente: FuenteExterna, *, por: Usuario, en: datetime) -> FuenteExterna:
    """Add one, or write what changed of it. Raises Rechazo and ValidationError."""
    clave = "cambiar_fuente" if fuente.pk else "agregar_fuente"
    acto = comenzar(DE_FUENTE[clave], fuente, fuente.proceso, por=por, en=en)
    guardar_en(acto, fuente)
    return fuente


def secreto_de(fuente: FuenteExterna) -> str:
    """What both sides sign with. Raises CifradoError once the key of its process was destroyed."""
    return huella_de(f"fuente:{fuente.pk}:{fuente.vuelta}", fuente.proceso_id)


def recibir(fuente: FuenteExterna, cuerpo: bytes, firmado: str, llave: str, en: datetime) -> Respuesta:
    """Do what it says, once. Raises NoEntra for what is not of the source, is old or is not understood."""
    _exigir_firma(fuente, cuerpo, firmado, en)
    if not _LLAVE.fullmatch(llave):
        raise NoEntra(422, "identificador", "«Cauce-Entrega» lleva de 1 a 100 letras, cifras o signos, sin espacios.")
    dicho = _leido(cuerpo)
    huella = hashlib.sha256(cuerpo).hexdigest()
    with escritura():
        # Whoever sends the same at once waits for the first, and gets its answer.
        fuente = (
            FuenteExterna.objects.select_for_update(of=("self",)).select_related("proceso__instituto").get(pk=fuente.pk)
        )
        previa = EntradaDeFuente.objects.filter(fuente=fuente, llave=llave).first()
        if previa is not None:
            if previa.huella != huella:
                raise NoEntra(422, "identificador", "Ese «Cauce-Entrega» ya se usó para otra cosa: use uno nuevo.")
            return Respuesta(previa.estado, previa.respuesta)
        respuesta = _hacer(fuente, dicho, en)
        EntradaDeFuente.objects.create(
            fuente=fuente,
            llave=llave,
            huella=huella,
            en=en,
            que=_en_corto(dicho),
            estado=respuesta.estado,
            respuesta=dict(respuesta.dicho),
        )
    return respuesta


def _exigir_firma(fuente: FuenteExterna, cuerpo: bytes, firmado: str, en: datetime) -> None:
    hallada = _FIRMA.fullmatch(firmado)
    if hallada is None:
        raise NoEntra(401, "firma", "Falta «Cauce-Firma», con la forma t=…,v1=….")
    momento = datetime.fromtimestamp(int(hallada[1]), UTC)
    if not hmac.compare_digest(firma(secreto_de(fuente), cuerpo, momento), firmado):
        raise NoEntra(401, "firma", "La firma no es la de este sistema: revise el secreto y el cuerpo firmado.")
    if abs(en - momento) > VENTANA:
        raise NoEntra(401, "ventana", "La firma es de hace más de cinco minutos o de un reloj adelantado.")


def _leido(cuerpo: bytes) -> Mapping[str, Any]:
    try:
        dicho = json.loads(cuerpo)
        # Half a letter is taken by no database, nor by the answer that would repeat it.
        json.dumps(dicho, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise NoEntra(422, "cuerpo", "El cuerpo no es JSON.") from None
    if not isinstance(dicho, dict) or not isinstance(dicho.get("hecho"), str):
        raise NoEntra(422, "cuerpo", "Falta «hecho», que dice qué pasó.")
    return dicho


def _en_corto(dicho: Mapping[str, Any]) -> str:
    return en_una_linea(f"{dicho['hecho']} {dicho.get('oficio', '')}").strip()[:120]


# -- What may come in -------------------------------------------------------------------------------------


def _hacer(fuente: FuenteExterna, dicho: Mapping[str, Any], en: datetime) -> Respuesta:
    hacer = HECHOS.get((fuente.dice, dicho["hecho"]))
    if hacer is None:
        admitidos = ", ".join(hecho for dice, hecho in HECHOS if dice == fuente.dice)
        raise NoEntra(422, "hecho", f"Este sistema solo puede decir: {admitidos}.")
    medio = Medio({"sistema": fuente.nombre}, nombre=f"El sistema {fuente.nombre}"[:200])
    try:
        # What a guard refuses leaves nothing of its own.
        with por_medio_de(medio), escritura():
            return Respuesta(200, {"hecho": hacer(fuente, dicho, en)})
    except Rechazo as rechazo:
        uno = rechazo.rechazos[0]
        return Respuesta(409, {"codigo": uno.guarda, "error": uno.mensaje, "remedio": uno.remedio})


def _recibido(fuente: FuenteExterna, dicho: Mapping[str, Any], en: datetime) -> str:
    """SIVOPLE, or whoever receives its papers, took it: the moment of its acuse, which a person may complete with its
    file.
    """
    oficio = _oficio(fuente, dicho)
    servicios.anotar_recepcion(oficio, recibido_en=_momento(fuente, dicho, en), por=None, en=en)
    return f"Quedó anotado que se recibió {oficio.numero}."


def _validado(fuente: FuenteExterna, dicho: Mapping[str, Any], en: datetime) -> str:
    oficio, momento = _oficio(fuente, dicho), _momento(fuente, dicho, en)
    for e in _de(oficio, dicho):
        servicios.validar_por_ine(e, validada_en=momento, por=None, en=en)
    return f"Quedó validado lo que llevó {oficio.numero}."


def _observado(fuente: FuenteExterna, dicho: Mapping[str, Any], en: datetime) -> str:
    oficio, momento = _oficio(fuente, dicho), _momento(fuente, dicho, en)
    texto = _texto(dicho, "texto", 5000)
    for e in _de(oficio, dicho):
        servicios.observar_por_ine(e, observada_en=momento, texto=texto, por=None, en=en)
    return f"Quedó anotado lo que el INE observó de {oficio.numero}."


def _no_llego(fuente: FuenteExterna, dicho: Mapping[str, Any], en: datetime) -> str:
    """A mail of this process that did not arrive, by its Message-ID: as the reports of a server say it."""
    mensaje, razon = _texto(dicho, "mensaje_id", 255), en_una_linea(_texto(dicho, "razon", 500))
    if not mensaje.startswith("<"):
        mensaje = f"<{mensaje}>"
    suyos = Aviso.objects.filter(proceso=fuente.proceso, mensaje_id=mensaje)
    if not suyos.exists():
        raise NoEntra(404, "aviso", "No hay un aviso de este proceso con ese «mensaje_id».")
    cuando = _momento(fuente, dicho, en)
    if cuando > en + VENTANA:
        raise NoEntra(422, "en", "«en» todavía no llega: escriba cuándo rebotó.")
    for aviso in suyos.filter(estado=Aviso.Estado.ENVIADO):
        Aviso.objects.filter(pk=aviso.pk, estado=Aviso.Estado.ENVIADO).update(
            estado=Aviso.Estado.REBOTADO,
            error=razon,
            rebotado_en=en if aviso.enviado_en and cuando < aviso.enviado_en else cuando,
        )
    acto = comenzar(DE_FUENTE["anotar_rebote"], fuente, fuente.proceso, por=None, en=en, hechos={"avisos": len(suyos)})
    acto.notable = True
    asentar(acto)
    return "Quedó anotado que no llegó."


HECHOS: Mapping[tuple[str, str], Callable[[FuenteExterna, Mapping[str, Any], datetime], str]] = {
    (FuenteExterna.Dice.ACUSE, "recibido"): _recibido,
    (FuenteExterna.Dice.ACUSE, "validado"): _validado,
    (FuenteExterna.Dice.ACUSE, "observado"): _observado,
    (FuenteExterna.Dice.REBOTE, "rebote"): _no_llego,
}


def _oficio(fuente: FuenteExterna, dicho: Mapping[str, Any]) -> Oficio:
    numero = _texto(dicho, "oficio", 80)
    oficio = Oficio.objects.filter(proceso=fuente.proceso, numero__iexact=numero, remitido_en__isnull=False).first()
    if oficio is None:
        raise NoEntra(404, "oficio", f"No hay un oficio enviado con el número «{numero}» en este proceso.")
    return oficio


def _de(oficio: Oficio, dicho: Mapping[str, Any]) -> list[Entregable]:
    """Of what an oficio took: those that it names by key, or all."""
    llevados = [r.entregable for r in oficio.remisiones.select_related("entregable__proceso__instituto").order_by("pk")]
    nombrados = dicho.get("entregables")
    if nombrados is None:
        return llevados
    if not isinstance(nombrados, list) or not all(isinstance(n, str) for n in nombrados):
        raise NoEntra(422, "entregables", "«entregables» es una lista de llaves.")
    if ajenos := set(nombrados) - {e.llave for e in llevados}:
        raise NoEntra(404, "entregables", f"El oficio no llevó: {', '.join(sorted(ajenos))}.")
    return [e for e in llevados if e.llave in nombrados]


def _texto(dicho: Mapping[str, Any], campo: str, largo: int) -> str:
    valor = dicho.get(campo)
    if not isinstance(valor, str) or not valor.strip() or len(valor) > largo or "\0" in valor:
        raise NoEntra(422, campo, f"«{campo}» es un texto de 1 a {largo} letras.")
    return valor.strip()


def _momento(fuente: FuenteExterna, dicho: Mapping[str, Any], en: datetime) -> datetime:
    """When it happened: by default now; without zone, of the clock of the institute."""
    valor = dicho.get("en")
    if valor is None:
        return en
    try:
        momento = datetime.fromisoformat(valor)
        momento = momento if momento.tzinfo else momento.replace(tzinfo=fuente.proceso.tz)
        # At the ends of the calendar no clock of the institute, nor database, says it.
        return momento.astimezone(UTC).astimezone(fuente.proceso.tz)
    except (TypeError, ValueError, OverflowError):
        raise NoEntra(422, "en", "«en» es una fecha y hora ISO 8601, como 2024-04-02T10:00-06:00.") from None
