"""Verbs of the ledger of oficios: every row. An area keeps its own series; the executive secretary, all of them.

Sending one is done to each deliverable that it takes, by whoever its route names: see `entregables`.
"""

from typing import Any

from compliance.ambito import Funcion
from compliance.models import Rol
from compliance.verbos.caso import Caso
from compliance.verbos.modelo import FueraDeLugar, Rechazo, Verbo, tabla

from ..models import Oficio

EJECUTIVA = frozenset({Rol.SECRETARIA_EJECUTIVA.value})
NUMERAN = EJECUTIVA | {Rol.SECRETARIA_TECNICA.value, Rol.AREA.value}
ENVIADO, RESERVADO = frozenset({Oficio.Estado.ENVIADO.value}), frozenset({Oficio.Estado.RESERVADO.value})


class CasoDeOficio(Caso[Any]):
    """An oficio, or the series that gives its number, a moment, and the reach of whoever acts."""

    @property
    def donde(self) -> str:
        """Where, in a refusal."""
        return "en estos oficios"

    def alcanza(self, verbo: Verbo, funcion: Funcion) -> bool:
        """An area, only its own."""
        return super().alcanza(verbo, funcion) and (
            funcion.rol != Rol.AREA or (self.objeto.area_id is not None and funcion.area == self.objeto.area_id)
        )

    def fuera_de_lugar(self, verbo: Verbo) -> Rechazo | None:
        """Why `verbo` has no place in the state of the oficio."""
        if not verbo.estados or self.objeto.estado in verbo.estados:
            return None
        return FueraDeLugar(
            "estado", f"El oficio está {self.objeto.get_estado_display().lower()}.", verbo.remedio or "Elija otro."
        )


DE_OFICIO = tabla(
    Verbo(
        clave="reservar_oficio",
        nombre="Reservar un número",
        hecho="Se reservó el número",
        roles=NUMERAN,
        sistema=True,
        explica="Se aparta el número que sigue en la serie. Si después no se usa, se cancela diciendo por qué.",
        listo="El número quedó reservado.",
        deshacer="Un número que no se usará se cancela con su motivo: así se explica el hueco.",
    ),
    Verbo(
        clave="cancelar_oficio",
        nombre="Cancelar el número",
        hecho="Se canceló el número",
        roles=NUMERAN,
        sistema=True,
        estados=RESERVADO,
        remedio="Un oficio enviado no se cancela: un error se corrige con un oficio de alcance.",
        explica="El número no vuelve a usarse; el libro dirá por qué falta.",
        listo="El número quedó cancelado, con su motivo.",
        peligro=True,
        tono="mal",
    ),
    Verbo(
        clave="corregir_numero",
        nombre="Corregir el número",
        hecho="Se corrigió el número",
        roles=NUMERAN,
        sistema=True,
        estados=ENVIADO | RESERVADO,
        remedio="Un número cancelado se queda como está.",
        explica="Para un número mal escrito. El anterior queda en el historial, con el motivo.",
        listo="El número quedó corregido.",
    ),
    Verbo(
        clave="guardar_serie",
        nombre="Guardar la serie",
        hecho="Se guardó la serie",
        roles=EJECUTIVA | {Rol.ADMINISTRACION.value},
        sistema=True,
        explica="Lo que cambie vale para los números que se den después; los ya dados quedan como están.",
        listo="La serie quedó guardada.",
    ),
    Verbo(
        clave="guardar_destinatario",
        nombre="Guardar la unidad destinataria",
        hecho="Se guardó la unidad destinataria",
        roles=EJECUTIVA | {Rol.ADMINISTRACION.value},
        sistema=True,
        explica="Lo que cambie vale para los oficios que se registren después.",
        listo="La unidad destinataria quedó guardada.",
    ),
    # Said by the system that took it (`notificaciones.fuentes`).
    Verbo(
        clave="anotar_recepcion",
        nombre="Anotar que se recibió",
        hecho="Se anotó que se recibió",
        roles=frozenset(),
        sistema=True,
        estados=ENVIADO,
        remedio="Solo se recibe lo que se envió.",
        tono="bien",
    ),
    # Told by the history: it is done to the deliverables.
    Verbo(clave="enviar_oficio", nombre="Enviar", hecho="Se envió al INE", roles=frozenset(), tono="bien"),
    Verbo(clave="exhortar_oficio", nombre="Usar en un exhorto", hecho="Se usó en un exhorto", roles=frozenset()),
    Verbo(clave="acusar_oficio", nombre="Agregar el acuse", hecho="Se agregó su acuse", roles=frozenset()),
)
