"""The data with which somebody was registered, mended. Every other verb takes them as given."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from compliance.actos import escritura
from compliance.models import Candidatura, Observacion, Persona, Usuario
from compliance.senales import CambioDeCorreo
from compliance.verbos.caso import rechazo_de_rol

from ..acto import Acto
from ..guardas import CasoDeCandidatura, Estado
from ..guardas.requisitos import accion_congruente, cuatro_ojos
from ..transiciones import PorConfirmar, Rechazo, bloquear, salvo_confirmados
from ..verbos.candidaturas import DE_CANDIDATURA
from .acto import abrir, falta_texto
from .cuentas import revocar_enlaces_de
from .identificacion import IDENTIFICAN, bien_escritas, contradice, identificacion_de, identificar
from .registro import accion_conocida, nacimiento_posible, no_va_dos_veces, nombre_posible

VALIDAR = DE_CANDIDATURA["validar"]
YA_JUZGADAS = (Estado.VALIDADA, Estado.PUBLICADA)
FUERA_DE_VERIFICACION = Rechazo(
    "accion_afirmativa",
    "Ya se validó: su acción afirmativa la corrige verificación, que la compara con los cuestionarios.",
    "Pídalo a verificación, con el documento.",
)
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
    are public: it needs the document that supports it, and takes effect at once. Of what verification already validated
    it is hers to correct, whatever the answers are, so that nobody else learns of them by being refused; what they deny
    is told to her alone (`_lo_niegan`). A former address hears that notices no
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
    if otra_accion:
        c.accion_afirmativa = accion_afirmativa
    negada = _lo_niegan(acto) if otra_accion else None
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
        *(_de_verificacion(acto) if otra_accion else ()),
        *salvo_confirmados(confirmadas, negada),
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
        acto.escribir()
        if negada is not None and c.estado == Estado.PUBLICADA:
            _examinada(acto, documento)
        hechos = {"campos": [*cambios, "accion_afirmativa"], "documento": documento.strip()}
    acto.anotar(hechos=hechos)
    return c


def _de_verificacion(acto: Acto[Candidatura]) -> list[Rechazo | None]:
    """Of what was validated, whoever validates corrects the acción afirmativa: it was judged with it."""
    if acto.por is None or acto.objeto.estado not in YA_JUZGADAS:
        return []
    return [rechazo_de_rol(VALIDAR, acto.caso) and FUERA_DE_VERIFICACION, cuatro_ojos(_caso(acto))]


def _lo_niegan(acto: Acto[Candidatura]) -> Rechazo | None:
    """What the answers deny of the acción afirmativa that is being registered, for who may validate.

    Validated, it is observed first, as any contradiction is. What is published is not observed any more: who confirms
    it leaves the contradiction as an examined observation. Before that, validating will ask again.
    """
    if acto.por is not None and rechazo_de_rol(VALIDAR, acto.caso):
        return None
    dicho = accion_congruente(_caso(acto))
    if dicho is None or acto.objeto.estado == Estado.VALIDADA:
        return dicho and Rechazo(
            dicho.guarda,
            dicho.mensaje,
            "Obsérvela antes, para que la persona la aclare; después corrija la acción afirmativa.",
        )
    queda = (
        "Quedará como una observación examinada, con el documento que escriba."
        if acto.objeto.estado == Estado.PUBLICADA
        else "Habrá que observarla antes de validar."
    )
    return PorConfirmar(dicho.guarda, f"{dicho.mensaje} {queda}")


def _examinada(acto: Acto[Candidatura], documento: str) -> None:
    """Leave the contradiction of what is published where every other is: an observation, with who examined it."""
    acto.escribir(
        Observacion(
            candidatura=acto.objeto,
            rubro=acto.objeto.accion_afirmativa,
            causas=["contradiccion"],
            texto=f"{acto.motivo.strip()} Documento: {documento.strip()}",
            hecha_en=acto.en,
            hecha_por=acto.por,
            atendida_en=acto.en,
        ),
        "Observación de verificación",
    )


def _caso(acto: Acto[Candidatura]) -> CasoDeCandidatura:
    return CasoDeCandidatura(acto.objeto, acto.en, acto.caso.ambito)
