"""The table of electoral sections of a process: read, compared with the one that there is, and loaded whole."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..actos import Apunte, a_causa_de, asentar, escritura
from ..historia import cambiar_varios, crear_varios, limpiar_nuevo, quitar_varios
from ..importacion.secciones import FilaDeSeccion, leer_secciones, nombres_de
from ..models import Proceso, Seccion, Territorio, Usuario
from ..verbos.tabla import DE_SECCIONES
from .tabla import comenzar

CARGAR = DE_SECCIONES["cargar_secciones"]


@dataclass(frozen=True)
class Cambios:
    """How a table differs from the one that there is."""

    agrega: tuple[FilaDeSeccion, ...]
    cambia: tuple[FilaDeSeccion, ...]
    quita: tuple[int, ...]
    iguales: int

    def __bool__(self) -> bool:
        return bool(self.agrega or self.cambia or self.quita)

    @property
    def huella(self) -> str:
        """A digest, to know when it is confirmed that it is still what was shown."""
        return hashlib.sha256(repr((self.agrega, self.cambia, self.quita)).encode()).hexdigest()


class SeccionesCambiaronError(Exception):
    """What would change is no longer what the person was shown: it must be shown again."""

    def __init__(self, vigentes: Cambios) -> None:
        super().__init__("La tabla de secciones cambió mientras se confirmaba.")
        self.vigentes = vigentes


def leer_tabla(contenido: bytes, archivo: str, proceso: Proceso) -> list[FilaDeSeccion]:
    """The sections of a file, with the municipalities and districts of the process. Raises TablaInvalida."""
    territorios = Territorio.objects.filter(proceso=proceso)
    municipios, distritos = (
        nombres_de((t.pk, _como_se_llama(t)) for t in territorios if t.tipo == tipo)
        for tipo in (Territorio.Tipo.MUNICIPIO, Territorio.Tipo.DISTRITO)
    )
    return leer_secciones(contenido, archivo, municipios, distritos)


def _como_se_llama(t: Territorio) -> list[str]:
    """By its key, by its name, and by both as INE and the pages print them: «1-CUERNAVACA»."""
    return [t.clave, t.nombre, str(t), *([f"{t.clave}-{t.nombre}", f"{t.clave} {t.nombre}"] if t.clave else [])]


def comparar(proceso: Proceso, filas: Sequence[FilaDeSeccion]) -> Cambios:
    """What loading these, and no others, would change. One query."""
    hay = {
        numero: FilaDeSeccion(numero, municipio, distrito)
        for numero, municipio, distrito in Seccion.objects.filter(proceso=proceso).values_list(
            "numero", "municipio", "distrito"
        )
    }
    cambian = tuple(f for f in filas if f.numero in hay and hay[f.numero] != f)
    return Cambios(
        agrega=tuple(f for f in filas if f.numero not in hay),
        cambia=cambian,
        quita=tuple(sorted(hay.keys() - {f.numero for f in filas})),
        iguales=sum(hay.get(f.numero) == f for f in filas),
    )


@escritura()
def cargar_secciones(
    proceso: Proceso,
    filas: Sequence[FilaDeSeccion],
    *,
    archivo: str,
    fuente: str,
    por: Usuario | None,
    en: datetime,
    esperado: str = "",
) -> Cambios:
    """Leave these sections, and no others, in the process; one act of it, and one of each municipality that changes.

    `esperado`: the digest of what was confirmed. Raises Rechazo if they may not, SeccionesCambiaronError if it is no
    longer that; then nothing is written.
    """
    proceso = Proceso.objects.select_for_update().get(pk=proceso.pk)
    motivo = f"Tabla de secciones: {archivo}"
    acto = comenzar(CARGAR, proceso, proceso, por=por, en=en, motivo=motivo)
    cambios = comparar(proceso, filas)
    if esperado and cambios.huella != esperado:
        raise SeccionesCambiaronError(cambios)
    if not cambios:
        return cambios
    acto.hechos = {
        "fuente": fuente,
        "agregadas": len(cambios.agrega),
        "cambiadas": len(cambios.cambia),
        "quitadas": len(cambios.quita),
    }
    acto.notable = True
    asentar(acto)
    territorios = Territorio.objects.filter(proceso=proceso).in_bulk()
    actos: dict[int, Apunte] = {}

    def del_municipio(pk: int) -> Apunte:
        if pk not in actos:
            actos[pk] = Apunte(CARGAR.clave, territorios[pk], por=por, en=en, motivo=motivo, suplencia=acto.suplencia)
        return actos[pk]

    def decir(seccion: Seccion, fila: FilaDeSeccion) -> Seccion:
        seccion.municipio, seccion.fuente = territorios[fila.municipio], fuente
        seccion.distrito = territorios[fila.distrito] if fila.distrito else None
        limpiar_nuevo(seccion)
        return seccion

    hay = {s.numero: s for s in Seccion.objects.filter(proceso=proceso)}
    quitadas = [hay[numero] for numero in cambios.quita]
    cambiadas = [decir(hay[f.numero], f) for f in cambios.cambia]
    nuevas = [decir(Seccion(proceso=proceso, numero=f.numero), f) for f in cambios.agrega]
    firma: dict[str, Any] = {"por": por, "en": en, "motivo": motivo}
    with a_causa_de(acto):
        quitar_varios(quitadas, **firma, actos=[del_municipio(s.municipio_id) for s in quitadas])
        cambiar_varios(
            cambiadas,
            ["municipio", "distrito", "fuente"],
            **firma,
            actos=[del_municipio(s.municipio_id) for s in cambiadas],
        )
        crear_varios(nuevas, **firma, actos=[del_municipio(s.municipio_id) for s in nuevas])
    return cambios
