"""Verbs of the reports that are written: every row. Whoever follows the deliverables up writes them."""

from typing import Any

from compliance.models import Rol
from compliance.verbos.caso import Caso
from compliance.verbos.modelo import FueraDeLugar, Rechazo, Verbo, tabla
from documentos.models import Informe

TECNICA = frozenset({Rol.SECRETARIA_TECNICA.value})
ESCRIBEN = TECNICA | {Rol.AREA.value}
BORRADOR, EN_SESION = frozenset({Informe.Estado.BORRADOR.value}), frozenset({Informe.Estado.EN_SESION.value})
_EMITIDO = "Lo emitido no cambia: empiece otra versión."


class CasoDeInforme(Caso[Any]):
    """A report, a moment, and the reach of whoever acts."""

    @property
    def donde(self) -> str:
        """Where, in a refusal."""
        return "en este informe"

    def fuera_de_lugar(self, verbo: Verbo) -> Rechazo | None:
        """Why `verbo` has no place in the state of the report."""
        if not verbo.estados or self.objeto.estado in verbo.estados:
            return None
        return FueraDeLugar(
            "estado", f"El informe está «{self.objeto.get_estado_display()}».", verbo.remedio or _EMITIDO
        )


DE_INFORME = tabla(
    Verbo(
        clave="empezar_informe",
        nombre="Empezar a redactarlo",
        hecho="Se empezó a redactar el informe",
        roles=ESCRIBEN,
        sistema=True,
        explica="Comienza con las secciones del último que se redactó: revise lo que era de aquel mes. Las cifras "
        "siguen vivas hasta que se emite.",
        listo="El informe está listo para redactarse.",
    ),
    Verbo(
        clave="guardar_informe",
        nombre="Guardar",
        hecho="Se guardó el informe",
        roles=ESCRIBEN,
        sistema=True,
        estados=BORRADOR,
        remedio="En sesión ya no se edita: devuélvalo a borrador; si ya se emitió, empiece otra versión.",
        listo="El informe quedó guardado.",
    ),
    Verbo(
        clave="llevar_informe",
        nombre="Llevar a sesión",
        hecho="El informe se llevó a sesión",
        roles=ESCRIBEN,
        sistema=True,
        estados=BORRADOR,
        explica="Su texto se cierra mientras el órgano lo analiza; sigue siendo un borrador.",
        listo="El informe está en sesión.",
        deshacer="Se devuelve a borrador con el motivo.",
    ),
    Verbo(
        clave="devolver_informe",
        nombre="Devolver a borrador",
        hecho="El informe volvió a borrador",
        roles=ESCRIBEN,
        sistema=True,
        estados=EN_SESION,
        explica="Para corregir lo que se observó.",
        listo="El informe volvió a borrador.",
        tono="atencion",
    ),
    Verbo(
        clave="congelar_informe",
        nombre="Emitir con folio",
        hecho="El informe se emitió con su folio",
        roles=ESCRIBEN,
        sistema=True,
        estados=EN_SESION,
        remedio="Llévelo antes a sesión; si ya se emitió, empiece otra versión.",
        explica="Se hace el documento una sola vez, con folio, código y QR para comprobarlo, y queda como versión de "
        "su entregable: es el que el órgano aprueba y el que se remite.",
        listo="El informe quedó emitido.",
        deshacer="No se deshace: un error se corrige con otra versión, con su propio folio.",
        tono="bien",
    ),
)
