"""Telling another system of the institute: each fact once, signed, without anybody's data.

The secret is kept nowhere: it is derived from the key of the process, which rests wrapped by the master key, outlives
its rotations and is destroyed when the process is suppressed. Another secret is another `vuelta`.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet

from compliance.actos import escritura
from compliance.cara.navegacion import direccion
from compliance.cifrado import CifradoError, huella_de
from compliance.historia import guardar_en
from compliance.models import Usuario
from compliance.services.tabla import comenzar
from compliance.verbos.tabla import DE_GANCHO

from .models import TEMA_DE_SESION, Aviso, EntregaDeGancho, Gancho
from .salida import SalidaError, enviar
from .tiempos import ESPERAS, PLAZO_DE_ENVIO

# Tellings that are looked at together.
LOTE = 500


@escritura()
def guardar_gancho(gancho: Gancho, *, por: Usuario, en: datetime) -> Gancho:
    """Add one, or write what changed of it. Raises Rechazo and ValidationError."""
    clave = "cambiar_gancho" if gancho.pk else "agregar_gancho"
    acto = comenzar(DE_GANCHO[clave], gancho, gancho.proceso, por=por, en=en)
    guardar_en(acto, gancho)
    return gancho


def secreto_de(gancho: Gancho) -> str:
    """What both sides sign with. Raises CifradoError once the key of its process was destroyed."""
    return huella_de(f"gancho:{gancho.pk}:{gancho.vuelta}", gancho.proceso_id)


def firma(secreto: str, cuerpo: bytes, en: datetime) -> str:
    """The header that proves who sends it and when: the seconds since 1970, and the HMAC of them with the body."""
    segundos = int(en.timestamp())
    sello = hmac.new(secreto.encode(), f"{segundos}.".encode() + cuerpo, hashlib.sha256).hexdigest()
    return f"t={segundos},v1={sello}"


# -- What is told -----------------------------------------------------------------------------------------


def encolar(avisos: Iterable[int], en: datetime) -> None:
    """Keep, for each address in force, what these notices tell of what it asked for: each fact once, whoever hears it.

    Runs inside the sweep's transaction.
    """
    ganchos = list(Gancho.objects.filter(activo=True))
    if not ganchos:
        return
    filas = Aviso.objects.filter(pk__in=list(avisos)).order_by("pk")
    EntregaDeGancho.objects.bulk_create(
        (
            EntregaDeGancho(gancho=g, aviso=aviso, grupo=aviso.grupo, siguiente_en=en)
            for aviso in filas.select_related("escalon")
            for g in ganchos
            if g.proceso_id == aviso.proceso_id and tema_de(aviso) in g.temas
        ),
        batch_size=LOTE,
        ignore_conflicts=True,
    )


def tema_de(aviso: Aviso) -> str:
    """Of what it speaks, as an address asks for it; empty for what is told to its owner alone (accounts and roles)."""
    if aviso.sesion_id:
        return TEMA_DE_SESION
    return aviso.escalon.objeto if aviso.escalon else ""


def cuerpo_de(entrega: EntregaDeGancho) -> bytes:
    """What is sent: keys and days. No name, no text of a notice, nobody's address."""
    aviso, proceso = entrega.aviso, entrega.gancho.proceso
    objeto: dict[str, Any] = {"tipo": "proceso", "clave": proceso.clave}
    lugar = direccion("avisos", proceso.clave)
    if aviso.sesion_id:
        objeto = {"tipo": "sesion", "clave": aviso.sesion_id}
        lugar = direccion("sesion_convocatoria", proceso.clave, aviso.sesion_id)
    elif aviso.entregable is not None:
        objeto = {"tipo": "entregable", "clave": aviso.entregable.llave}
        lugar = direccion("entregable", proceso.clave, aviso.entregable.pk)
    elif candidaturas := sorted(c.pk for c in aviso.candidaturas.all()):
        objeto = {"tipo": "candidatura", "clave": candidaturas[0], "claves": candidaturas}
        lugar = direccion("candidaturas", proceso.clave)
    dia = re.search(r"\|(\d{4}-\d{2}-\d{2})\Z", entrega.grupo)
    contenido = {
        "id": entrega.pk,
        "proceso": proceso.clave,
        "hecho": aviso.escalon.clave if aviso.escalon else tema_de(aviso),
        "objeto": objeto,
        "vence": dia.group(1) if dia else None,
        "en": aviso.creado_en.astimezone(proceso.tz).isoformat(timespec="seconds"),
        "enlace": settings.SITIO_URL + lugar,
    }
    return json.dumps(contenido, ensure_ascii=True, sort_keys=True).encode()


# -- Sending ----------------------------------------------------------------------------------------------


def probar(gancho: Gancho, en: datetime) -> int:
    """Send something that tells nothing, and answer the status. Raises SalidaError and CifradoError."""
    return _enviar(gancho, json.dumps({"prueba": True, "proceso": gancho.proceso.clave}).encode(), "prueba", en)


def entregar(al: datetime, momento: Callable[[], datetime]) -> None:
    """Send what is pending at `al`, claimed row by row and outside any transaction.

    An address that fails is left alone until the next sweep: it makes nobody else wait more than one attempt.
    """
    EntregaDeGancho.objects.filter(estado=Aviso.Estado.ENVIANDO, tomado_en__lt=al - PLAZO_DE_ENVIO).update(
        estado=Aviso.Estado.PENDIENTE, siguiente_en=al
    )
    pendientes = EntregaDeGancho.objects.filter(
        Q(gancho__activo=True), estado=Aviso.Estado.PENDIENTE, siguiente_en__lte=al
    )
    caidos: set[int] = set()
    for pk, gancho in _en_orden(pendientes, caidos):
        suya = EntregaDeGancho.objects.filter(pk=pk)
        tomada = EntregaDeGancho.objects.filter(pk=pk, estado=Aviso.Estado.PENDIENTE, siguiente_en__lte=al).update(
            estado=Aviso.Estado.ENVIANDO, tomado_en=momento(), intentos=F("intentos") + 1
        )
        if not tomada:
            continue
        entrega = suya.select_related("gancho__proceso__instituto", "aviso__escalon", "aviso__entregable").get()
        try:
            _enviar(entrega.gancho, cuerpo_de(entrega), str(entrega.pk), momento())
        except (SalidaError, CifradoError) as error:
            caidos.add(gancho)
            agotada = entrega.intentos > len(ESPERAS)
            suya.update(
                estado=Aviso.Estado.FALLIDO if agotada else Aviso.Estado.PENDIENTE,
                siguiente_en=al if agotada else al + ESPERAS[entrega.intentos - 1],
                error=str(error)[:300],
            )
        else:
            suya.update(estado=Aviso.Estado.ENVIADO, enviado_en=momento(), error="")


def _en_orden(pendientes: QuerySet[EntregaDeGancho], caidos: set[int]) -> Iterator[tuple[int, int]]:
    """Each with its address, slice by slice: what was asked for is no longer pending, or its address is in `caidos`."""
    while lote := list(pendientes.exclude(gancho__in=caidos).order_by("pk").values_list("pk", "gancho")[:LOTE]):
        yield from ((pk, gancho) for pk, gancho in lote if gancho not in caidos)


def _enviar(gancho: Gancho, cuerpo: bytes, entrega: str, en: datetime) -> int:
    encabezados = {
        "Content-Type": "application/json",
        "User-Agent": "Cauce",
        "Cauce-Entrega": entrega,
        "Cauce-Firma": firma(secreto_de(gancho), cuerpo, en),
    }
    return enviar(gancho.direccion, cuerpo, encabezados)
