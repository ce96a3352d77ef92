"""The data with which somebody was registered, mended. Every other verb takes them as given."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from compliance.actos import escritura
from compliance.models import Candidatura, Persona, Usuario
from compliance.senales import CambioDeCorreo

from ..transiciones import Rechazo, bloquear, salvo_confirmados
from .acto import abrir, falta_texto
from .cuentas import revocar_enlaces_de
from .identificacion import IDENTIFICAN, bien_escritas, contradice, identificacion_de, identificar
from .registro import accion_conocida, nacimiento_posible, no_va_dos_veces, nombre_posible

DATOS_DE_PERSONA = ("nombre", "sexo", "fecha_nacimiento", "correo")


@escritura()
def corregir_registro(
    candidatura: Candidatura,
    *,
    datos: Mapping[str, Any],
    accion_afirmativa: str,
    motivo: str,
    por: Usuario | None,
    en: datetime,
    documento: str = "",
    confirmadas: Collection[str] = (),
) -> Candidatura:
    """Mend what is known of the person and the acción afirmativa, with a reason.

    `datos`: among `DATOS_DE_PERSONA` and `IDENTIFICAN`. `confirmadas`: the warnings that were read and confirmed.

    The data are the person's, so they change in each of their candidacies. The acción afirmativa decides which answers
    are public: it needs the document that supports it, and takes effect at once. A former address hears that notices no
    longer reach it: on them depends what is told of the person's consents.
    """
    acto = abrir("corregir_registro", candidatura, por=por, en=en, motivo=motivo)
    c = acto.objeto
    persona = bloquear(Persona, c.persona_id)
    cambios = [campo for campo in DATOS_DE_PERSONA if campo in datos and getattr(persona, campo) != datos[campo]]
    anterior = persona.correo
    for campo in cambios:
        setattr(persona, campo, datos[campo])
    if "correo" in cambios:
        # The institute's word, whoever proposed another before.
        persona.correo_propuesto, persona.correo_de_su_parte = "", False
    otra_accion = accion_afirmativa != c.accion_afirmativa
    registrada = identificacion_de(persona)
    identificacion = registrada | {campo: datos[campo] for campo in IDENTIFICAN if campo in datos}
    otra_identificacion = identificacion != registrada
    acto.exigir(
        None
        if cambios or otra_accion or otra_identificacion
        else Rechazo("sin_cambios", "No cambió ningún dato.", "Corrija al menos uno."),
        falta_texto("motivo", motivo, "Falta la razón de la corrección.", "Explique por qué se corrige."),
        nombre_posible(persona) if "nombre" in cambios else None,
        nacimiento_posible(persona, c.proceso),
        *bien_escritas(identificacion if otra_identificacion else {}),
        *salvo_confirmados(
            confirmadas,
            contradice(persona, identificacion)
            if otra_identificacion or {"sexo", "fecha_nacimiento"} & set(cambios)
            else None,
        ),
        no_va_dos_veces(c, persona),
        accion_conocida(accion_afirmativa) if otra_accion else None,
        falta_texto(
            "documento",
            documento,
            "Falta el documento que sustenta la acción afirmativa.",
            "Escriba el número de acuerdo u oficio.",
        )
        if otra_accion
        else None,
    )
    hechos: dict[str, Any] = {"campos": cambios}
    if cambios:
        acto.escribir(persona)
        c.persona = persona
        if "correo" in cambios:
            revocar_enlaces_de(acto, persona)
        if anterior and anterior.lower() != persona.correo.lower():
            CambioDeCorreo(persona, c.proceso, anterior, por, en).avisar()
    if otra_identificacion:
        cambios = [*cambios, *identificar(acto, persona, identificacion)]
        hechos = {"campos": cambios}
    if otra_accion:
        c.accion_afirmativa = accion_afirmativa
        acto.escribir()
        hechos = {"campos": [*cambios, "accion_afirmativa"], "documento": documento.strip()}
    acto.anotar(hechos=hechos)
    return c
