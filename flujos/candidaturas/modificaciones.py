"""The one modification of a published record: proposed text beside the published one, nothing public before approval.

Source: plan de trabajo del IEPC Jalisco, «Cuestionario curricular»: once validated and published, the information
«no podrá ser modificada más de una ocasión a petición de los PP y las Candidaturas Independientes».
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from compliance.actos import escritura
from compliance.cuestionarios import ETIQUETAS, Falta, faltantes_curricular
from compliance.models import Candidatura, SolicitudModificacion, Usuario

from ..acto import Acto
from ..guardas import datos_curricular, limites_de
from ..transiciones import Rechazo
from .acto import abrir, falta_texto
from .captura import faltas_de_forma
from .semejanzas import anotar_huellas

# Only texts are asked to change. Photograph, contacts and courses stay as published, unless the record is observed
# once an approved modification has taken it back to verification.
MODIFICABLES = tuple(
    campo for campo in ETIQUETAS if campo not in ("foto", "foto_tomada_el", "medios", "otra_formacion")
)


@escritura()
def solicitar_modificacion(
    candidatura: Candidatura,
    *,
    propuesto: Mapping[str, Any],
    motivo: str,
    por: Usuario | None,
    en: datetime,
) -> SolicitudModificacion:
    """Ask for a change of published sections (`propuesto` by field). At most once per candidacy; publishes nothing."""
    acto = abrir("solicitar_modificacion", candidatura, por=por, en=en, motivo=motivo)
    c = acto.objeto
    publicado = datos_curricular(c)
    cambios = {campo: valor for campo, valor in propuesto.items() if publicado.get(campo) != valor}
    faltas = faltas_de_forma(cambios) + [
        Falta(campo, "no puede modificarse por esta vía")
        for campo in cambios
        if campo in ETIQUETAS and campo not in MODIFICABLES
    ]
    if not faltas:
        completo = faltantes_curricular({**publicado, **cambios}, limites_de(c.proceso), exige_foto=False)
        faltas = [f for f in completo if f.campo in cambios]
    detalle = "; ".join(f"{ETIQUETAS.get(f.campo, f.campo)}: {f.razon}" for f in faltas)
    acto.exigir(
        falta_texto("motivo", motivo, "Falta la razón de la modificación.", "Explique por qué se solicita."),
        Rechazo(
            "curricular",
            f"El texto propuesto no está listo. {detalle}.",
            "Corrija esos rubros.",
            {f.campo: f.razon for f in faltas},
        )
        if faltas
        else None,
        None
        if cambios
        else Rechazo("sin_cambios", "Lo propuesto es igual a lo publicado.", "Cambie al menos un rubro."),
    )
    solicitud = SolicitudModificacion(
        candidatura=c,
        propuesto=cambios,
        publicado={campo: publicado[campo] for campo in cambios},
        motivo=motivo.strip(),
        solicitada_en=en,
    )
    acto.escribir(solicitud, "Solicitud de modificación")
    acto.anotar(hechos={"campos": sorted(cambios)})
    return solicitud


@escritura()
def aplicar_modificacion(
    candidatura: Candidatura,
    *,
    campos: Collection[str],
    por: Usuario | None,
    en: datetime,
    razon: str = "",
) -> Candidatura:
    """Approve the requested sections in `campos` and write their text; the rest stays as published.

    The record goes back to capturada: it leaves the site until it is validated and published again. The party's
    authorisation stands, since the party asked for these texts; leaving some out needs a reason.
    """
    acto = abrir("aplicar_modificacion", candidatura, por=por, en=en, motivo=razon)
    c = acto.objeto
    pedidos = {campo for s in SolicitudModificacion.objects.filter(candidatura=c) for campo in s.propuesto}
    acto.exigir(
        Rechazo("campos", "Falta elegir qué rubros se aprueban.", "Elija al menos uno, o rechace la solicitud.")
        if not campos
        else None,
        Rechazo("campos", "Uno de los rubros elegidos no está en la solicitud.", "Elija entre los solicitados.")
        if set(campos) - pedidos
        else None,
        falta_texto(
            "razon", razon, "Se aprueba solo una parte y falta la razón.", "Explique por qué no se aprueba el resto."
        )
        if pedidos - set(campos)
        else None,
    )
    solicitud = SolicitudModificacion.objects.get(candidatura=c)
    for campo in campos:
        setattr(c.curricular, campo, solicitud.propuesto[campo])
    acto.escribir(c.curricular, "Modificación aprobada")
    _resolver(acto, solicitud, SolicitudModificacion.Estado.APROBADA, sorted(campos))
    c.validada_en = c.publicada_en = None
    acto.mover(hechos={"campos": sorted(campos), "no_aprobados": sorted(pedidos - set(campos))})
    anotar_huellas([c])
    return c


@escritura()
def rechazar_modificacion(candidatura: Candidatura, *, razon: str, por: Usuario | None, en: datetime) -> Candidatura:
    """Refuse the whole request, with the reason. What is public stays as it was."""
    acto = abrir("rechazar_modificacion", candidatura, por=por, en=en, motivo=razon)
    acto.exigir(falta_texto("razon", razon, "Falta la razón del rechazo.", "Explíquela a quien lo solicitó."))
    solicitud = SolicitudModificacion.objects.get(candidatura=acto.objeto)
    _resolver(acto, solicitud, SolicitudModificacion.Estado.RECHAZADA, [])
    acto.anotar(hechos={"campos": sorted(solicitud.propuesto)})
    return acto.objeto


def _resolver(
    acto: Acto[Candidatura],
    solicitud: SolicitudModificacion,
    estado: SolicitudModificacion.Estado,
    aprobados: list[str],
) -> None:
    solicitud.estado, solicitud.aprobados = estado, aprobados
    solicitud.resuelta_en, solicitud.razon = acto.en, acto.motivo.strip()
    acto.escribir(solicitud, f"Solicitud {solicitud.get_estado_display().lower()}")
