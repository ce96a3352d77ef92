"""The life of a record as one timeline: each transition with what it changed, and every other change."""

from collections import defaultdict
from datetime import datetime

from django.db.models import Model

from compliance.auditoria import Registro, registros_de
from compliance.cara.componentes import Suceso
from compliance.models import Candidatura, Entregable

# What happened, as the history tells it: the pages offer the same verbs as something to do (`guardas.VERBOS`).
HECHOS_DE_CANDIDATURA = {
    "registrar": "Se registró la candidatura",
    "entregar_cuentas": "Se entregaron las cuentas de acceso",
    "recibir_cuentas": "Se confirmó la recepción de las cuentas",
    "aceptar_aviso": "Se aceptó el aviso de privacidad",
    "enviar_captura": "Se enviaron los cuestionarios",
    "observar": "Se hicieron observaciones",
    "responder_observacion": "Se respondió una observación",
    "atender_observaciones": "Se atendieron observaciones",
    "validar": "Se validó",
    "autorizar": "Se autorizó la publicación",
    "revocar_autorizacion": "Se revocó la autorización",
    "publicar": "Se publicó",
    "solicitar_modificacion": "Se solicitó una modificación",
    "aplicar_modificacion": "Se aprobó la modificación",
    "rechazar_modificacion": "Se rechazó la modificación",
    "retirar": "Se retiró la candidatura",
    "sustituir": "Se sustituyó la candidatura",
    "corregir_registro": "Se corrigieron datos de registro",
    "otorgar_consentimiento": "Se dio un consentimiento",
    "presentar_consentimiento": "Se presentó un consentimiento en papel",
    "aceptar_consentimiento": "Se aceptó un consentimiento en papel",
    "rechazar_consentimiento": "Se rechazó un consentimiento en papel",
    "surtir_consentimiento": "Se avisó a su titular y un consentimiento quedó vigente",
    "revocar_consentimiento": "Se revocó un consentimiento",
}
VERBOS = {
    "iniciar": "Se inició",
    "presentar": "El área presentó el documento",
    "adjuntar": "Se agregó una versión del documento",
    "decidir": "El órgano decidió que siga",
    "aprobar": "Aprobado",
    "devolver": "Devuelto con observaciones",
    "retirar_del_orden": "Retirado del orden del día",
    "remitir": "Remitido al INE",
    "registrar_acuse": "Se agregó el acuse",
    "validar": "Validado",
    "cancelar": "Cancelado",
    "registrar_evento": "Se registró el hecho que lo origina",
}
# What the history of an object says where no transition does.
_REGISTROS = {"Alta": "Se dio de alta", "Cambio": "Se corrigieron sus datos", "Baja": "Se dio de baja"}
_TONOS = {"devolver": "atencion", "cancelar": "mal", "aprobar": "bien", "remitir": "bien", "validar": "bien"}


def nombre_de_verbo(verbo: str, clase: type[Model]) -> str:
    """What a transition of a candidacy or of a deliverable says that happened."""
    if clase is Candidatura and verbo in HECHOS_DE_CANDIDATURA:
        return HECHOS_DE_CANDIDATURA[verbo]
    return VERBOS.get(verbo, verbo.replace("_", " ").capitalize())


def linea_de(objeto: Candidatura | Entregable) -> list[Suceso]:
    """Newest first. A transition carries the changes of the history rows written in its same moment."""
    por_momento: dict[datetime, list[Registro]] = defaultdict(list)
    for registro in registros_de([objeto], objeto.proceso.tz):
        por_momento[registro.momento].append(registro)
    sucesos = []
    # Newest first: of several transitions of one moment, the last carries the changes.
    for transicion in reversed(list(objeto.transiciones.all())):
        registros = por_momento.pop(transicion.en, [])
        sucesos.append(
            Suceso(
                momento=transicion.en,
                titulo=nombre_de_verbo(transicion.verbo, type(objeto)),
                autor=transicion.por_nombre,
                en_suplencia_de=transicion.en_suplencia_de,
                detalle=transicion.motivo,
                cambios=[c for r in registros for c in r.cambios],
                tono=_TONOS.get(transicion.verbo, "info"),  # type: ignore[arg-type]
            )
        )
    for registros in por_momento.values():
        sucesos.extend(
            Suceso(momento=r.momento, titulo=_REGISTROS[r.tipo], autor=r.autor, detalle=r.motivo, cambios=r.cambios)
            for r in registros
            if r.cambios
        )
    return sorted(sucesos, key=lambda s: s.momento, reverse=True)
