"""Verbs of the letters to those whose people lack something: every row.

Whoever follows capture up prepares them, the technical secretary approves them, and whom they go to acknowledges and
answers its own.
"""

from typing import Any

from compliance.ambito import Funcion
from compliance.models import ActorPolitico, Candidatura, Rol
from compliance.roles import ACTORES
from compliance.verbos.caso import Caso
from compliance.verbos.modelo import FueraDeLugar, Rechazo, Verbo, YaHecho, tabla

from ..models import CampanaDeExhortos, Exhorto

TECNICA = frozenset({Rol.SECRETARIA_TECNICA.value})
PREPARAN = TECNICA | {Rol.VERIFICACION.value}
RECIBEN = ACTORES
PREPARADA = frozenset({CampanaDeExhortos.Estado.PREPARADA.value})
POR_APROBAR, FUERA = frozenset({Exhorto.Estado.POR_APROBAR.value}), frozenset({Exhorto.Estado.FUERA.value})
POR_EMITIR, EMITIDO = frozenset({Exhorto.Estado.POR_EMITIR.value}), frozenset({Exhorto.Estado.EMITIDO.value})
LLEGADO = EMITIDO | {Exhorto.Estado.ACUSADO.value}
_APROBADA = "Lo aprobado no cambia: si hace falta, prepare otra campaña."


class CasoDeExhorto(Caso[Any]):
    """A campaign or one of its letters, a moment, and the reach of whoever acts."""

    @property
    def donde(self) -> str:
        """Where, in a refusal."""
        return "en estos exhortos"

    def alcanza(self, verbo: Verbo, funcion: Funcion) -> bool:
        """A representation, only its own; an independent candidacy stands for itself."""
        if not super().alcanza(verbo, funcion) or funcion.rol not in ACTORES:
            return super().alcanza(verbo, funcion)
        if not isinstance(self.objeto, Exhorto):
            return False
        actor = self.objeto.actor
        if funcion.rol == Rol.PARTIDO:
            return funcion.actor == actor.pk
        suyas = Candidatura.objects.filter(actor=actor).values_list("pk", flat=True)
        return actor.tipo == ActorPolitico.Tipo.INDEPENDIENTE and funcion.candidatura in suyas

    def fuera_de_lugar(self, verbo: Verbo) -> Rechazo | None:
        """Why `verbo` has no place where the campaign or the letter stands."""
        if not verbo.estados or self.objeto.estado in verbo.estados:
            return None
        que = "El exhorto" if isinstance(self.objeto, Exhorto) else "La campaña"
        return FueraDeLugar("estado", f"{que} está «{self.objeto.get_estado_display()}».", verbo.remedio or _APROBADA)


def por_aprobar(caso: CasoDeExhorto) -> Rechazo | None:
    """Its campaign still waits for approval."""
    if caso.objeto.campana.estado == CampanaDeExhortos.Estado.PREPARADA:
        return None
    return YaHecho("campana", "La campaña ya no está por aprobarse.", _APROBADA)


DE_EXHORTO = tabla(
    Verbo(
        clave="preparar_exhortos",
        nombre="Preparar los exhortos",
        hecho="Se prepararon los exhortos",
        roles=PREPARAN,
        sistema=True,
        explica="Queda una carta para cada quien que postula, con sus personas como están en este momento. No se envía "
        "nada hasta que la secretaría técnica lo apruebe.",
        listo="Los exhortos quedaron preparados: revise cada carta.",
    ),
    Verbo(
        clave="cambiar_exhortos",
        nombre="Guardar los cambios",
        hecho="Se cambió lo que dicen los exhortos",
        roles=PREPARAN,
        sistema=True,
        estados=PREPARADA,
        listo="Los cambios quedaron guardados.",
    ),
    Verbo(
        clave="actualizar_exhortos",
        nombre="Actualizar a este momento",
        hecho="Se actualizó a quiénes nombran los exhortos",
        roles=PREPARAN,
        sistema=True,
        estados=PREPARADA,
        explica="Se elige otra vez con lo mismo: salen quienes ya cumplieron y entran a quienes ahora les falta algo.",
        listo="Las cartas dicen lo que falta en este momento.",
    ),
    Verbo(
        clave="descartar_exhortos",
        nombre="Descartar la campaña",
        hecho="Se descartó la campaña de exhortos",
        roles=PREPARAN,
        sistema=True,
        estados=PREPARADA,
        explica="No se envía nada ni se gasta ningún número.",
        listo="La campaña quedó descartada, con su motivo.",
        peligro=True,
        tono="mal",
    ),
    Verbo(
        clave="aprobar_exhortos",
        nombre="Numerar y aprobar",
        hecho="Se numeraron y aprobaron los exhortos",
        roles=TECNICA,
        estados=PREPARADA,
        explica="Cada carta toma su número del libro de oficios y sale firmada con su nombre. Después se hacen los "
        "documentos y se envían por correo a cada representación.",
        listo="Los exhortos quedaron aprobados. Se están haciendo y enviando.",
        deshacer="No se deshace: lo enviado se aclara con otro oficio.",
        tono="bien",
    ),
    Verbo(
        clave="excluir_exhorto",
        nombre="Dejar fuera",
        hecho="Se dejó fuera una carta",
        roles=PREPARAN,
        sistema=True,
        estados=POR_APROBAR,
        explica="No se numera ni se envía; se dice por qué.",
        listo="La carta queda fuera de esta campaña.",
        deshacer="Mientras no se apruebe la campaña, puede incluirse otra vez.",
        tono="atencion",
    ),
    Verbo(
        clave="incluir_exhorto",
        nombre="Incluir otra vez",
        hecho="Se incluyó otra vez una carta",
        roles=PREPARAN,
        sistema=True,
        estados=FUERA,
        guardas=(por_aprobar,),
        listo="La carta vuelve a la campaña.",
    ),
    # Once it is approved, by the system.
    Verbo(
        clave="emitir_exhorto",
        nombre="Emitir",
        hecho="Se emitió el exhorto",
        roles=frozenset(),
        sistema=True,
        estados=POR_EMITIR,
        tono="bien",
    ),
    Verbo(
        clave="acusar_exhorto",
        nombre="Acusar de recibido y abrir",
        hecho="Se acusó de recibido el exhorto",
        roles=RECIBEN,
        estados=EMITIDO,
        remedio="Ya consta que se recibió: puede descargarlo.",
        explica="Queda constancia de la fecha, la hora y su nombre. Después puede descargar el documento.",
        listo="Quedó constancia de que lo recibió.",
        tono="bien",
    ),
    Verbo(
        clave="anotar_acuse_exhorto",
        nombre="Registrar su acuse",
        hecho="Se registró el acuse del exhorto",
        roles=PREPARAN,
        sistema=True,
        estados=EMITIDO,
        remedio="Ya consta que se recibió.",
        explica="Para una carta que se entregó en papel o cuya recepción consta de otra manera.",
        listo="El acuse quedó registrado.",
        tono="bien",
    ),
    Verbo(
        clave="responder_exhorto",
        nombre="Responder",
        hecho="Se respondió el exhorto",
        roles=RECIBEN | TECNICA,
        estados=LLEGADO,
        remedio="Ya tiene respuesta: lo que deba agregarse se presenta por oficio.",
        explica="Escriba la respuesta, adjunte un documento, o ambas cosas. Lo que falta de cada persona se completa "
        "en su captura: esta respuesta no lo sustituye.",
        listo="La respuesta quedó registrada.",
        deshacer="Una vez enviada no se cambia.",
        tono="bien",
    ),
)
