"""A record begins, receives its access accounts, and leaves: registration, accounts, withdrawal, substitution."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from calendario.fechas import dia_local, fecha_en_prosa
from compliance.actos import a_causa_de, escritura
from compliance.cuestionarios import ACCIONES_AFIRMATIVAS, edad_en
from compliance.importacion import EDAD_MAXIMA, EDAD_MINIMA
from compliance.models import (
    ActorPolitico,
    Candidatura,
    Cargo,
    CuestionarioCurricular,
    CuestionarioIdentidad,
    Persona,
    Proceso,
    Territorio,
    Usuario,
)
from compliance.registro.nombres import defecto_de_nombre
from compliance.verbos.caso import rechazo_de_rol

from ..acto import Acto, alcance, comenzar
from ..guardas import CasoDeCandidatura
from ..transiciones import PorConfirmar, Rechazo, exigir, salvo_confirmados
from ..verbos.candidaturas import DE_CANDIDATURA
from . import cascada
from .acto import abrir, falta_texto
from .identificacion import bien_escritas, contradice, identificar

Retiro = Candidatura.MotivoRetiro
# A record that repeats another leaves with it in view, and may come back: see `cotejos`.
RAZONES_DE_RETIRO = [str(razon) for razon in Retiro.values if razon != Retiro.DUPLICADA]


def _en_el_proceso(proceso: Proceso, **partes: Any) -> Rechazo | None:
    ajenas = [nombre for nombre, parte in partes.items() if parte.proceso_id != proceso.pk]
    if not ajenas:
        return None
    return Rechazo(
        "proceso", f"No pertenece al proceso «{proceso}»: {', '.join(ajenas)}.", "Elija uno de este proceso."
    )


def _aprobada(aprobada_el: date | None, proceso: Proceso, *, origen: str, hoy: date) -> Rechazo | None:
    """Only what the council approved is registered; another authority's registry holds nothing else."""
    if aprobada_el is None and not origen:
        return Rechazo(
            "aprobacion",
            "Falta la fecha en que el consejo aprobó la candidatura.",
            "Regístrela cuando el consejo la haya aprobado.",
        )
    if aprobada_el is not None and aprobada_el > hoy:
        return Rechazo("aprobacion", "La fecha de aprobación está en el futuro.", "Corrija la fecha.")
    if aprobada_el is not None and aprobada_el > proceso.jornada:
        return Rechazo(
            "aprobacion",
            f"La fecha de aprobación es posterior a la jornada electoral ({fecha_en_prosa(proceso.jornada)}).",
            "Corrija la fecha.",
        )
    return None


def accion_conocida(accion_afirmativa: str) -> Rechazo | None:
    """The group under which it was registered decides what becomes public: it is one of the questionnaire's."""
    if not accion_afirmativa or accion_afirmativa in ACCIONES_AFIRMATIVAS:
        return None
    return Rechazo(
        "accion_afirmativa",
        f"«{accion_afirmativa}» no es una acción afirmativa del cuestionario.",
        f"Elija una: {', '.join(ACCIONES_AFIRMATIVAS)}.",
    )


def nacimiento_posible(persona: Persona, proceso: Proceso) -> Rechazo | None:
    """A birth date of somebody who may be a candidate: what they answer on their age is held against it."""
    nacimiento = persona.fecha_nacimiento
    if nacimiento is None or EDAD_MINIMA <= edad_en(nacimiento, proceso.jornada) <= EDAD_MAXIMA:
        return None
    return Rechazo(
        "nacimiento",
        f"Con esa fecha de nacimiento tendría {edad_en(nacimiento, proceso.jornada)} años el día de la jornada.",
        "Corrija la fecha de nacimiento.",
    )


def nombre_posible(persona: Persona) -> Rechazo | None:
    """A name that somebody may have, of whoever is registered or corrected here."""
    defecto = defecto_de_nombre(persona.nombre)
    if not defecto:
        return None
    return Rechazo(
        "nombre",
        f"«{persona.nombre}» no es el nombre de una persona: {defecto}.",
        "Escriba el nombre completo, como está en su documento.",
    )


def donde_se_elige(cargo: Cargo, territorio: Territorio) -> Rechazo | None:
    """Each office is elected in its own kinds of territory: there is no governor of a district."""
    if cargo.se_elige_ahi(territorio):
        return None
    tipos = [str(Territorio.Tipo(tipo).label).lower() for tipo in cargo.se_elige_en]
    return Rechazo(
        "territorio",
        f"«{cargo}» no se elige en «{territorio}», sino por {' o '.join(tipos)}.",
        "Elija un lugar de ese tipo. Si se elige de otro modo, administración lo cambia en Catálogos (Cargos).",
    )


def sin_propietaria(candidatura: Candidatura) -> Rechazo | None:
    """A suplente whose formula has no propietaria is told before it goes in, and never loaded in silence."""
    if candidatura.calidad != Candidatura.Calidad.SUPLENTE or candidatura.tiene_propietaria:
        return None
    return PorConfirmar(
        "sin_propietaria",
        f"La fórmula {candidatura.formula} no tiene propietaria registrada en ese cargo y lugar.",
        "Registre antes a su propietaria, o confirme que la suplente va sola.",
    )


def no_va_dos_veces(candidatura: Candidatura, persona: Persona) -> Rechazo | None:
    """Nobody is both the propietaria and the suplente of one formula."""
    otras = candidatura.de_su_formula().exclude(calidad=candidatura.calidad)
    otra = next((o for o in otras.select_related("persona") if o.persona.puede_ser(persona)), None)
    if otra is None:
        return None
    return Rechazo(
        "misma_persona",
        f"{otra.persona} ya va en esa fórmula como {otra.get_calidad_display().lower()}.",
        "Elija a otra persona o retire antes esa candidatura. Si solo comparten el nombre, registre la fecha de "
        "nacimiento de ambas.",
    )


def _lugar_libre(candidatura: Candidatura) -> Rechazo | None:
    suya = candidatura.de_su_formula().filter(calidad=candidatura.calidad)
    return lugar_ocupado(suya.select_related("persona").first())


def lugar_ocupado(ocupante: Candidatura | None) -> Rechazo | None:
    """One propietaria and at most one suplente for each formula."""
    if ocupante is None:
        return None
    return Rechazo(
        "formula",
        f"Ese lugar de la fórmula ({ocupante.get_calidad_display().lower()}) ya lo ocupa {ocupante.persona}.",
        "Retire esa candidatura o registre una sustitución.",
    )


@escritura()
def registrar(
    *,
    proceso: Proceso,
    persona: Persona,
    actor: ActorPolitico,
    cargo: Cargo,
    territorio: Territorio,
    formula: str,
    calidad: str,
    aprobada_el: date | None,
    por: Usuario | None,
    en: datetime,
    accion_afirmativa: str = "",
    origen: str = "",
    motivo: str = "",
    identificacion: Mapping[str, str] | None = None,
    confirmadas: Collection[str] = (),
) -> Candidatura:
    """Register an approved candidacy: asignada, with both questionnaires blank.

    `persona` may be new; it is saved with the rest. Without `aprobada_el` it needs an `origen`, the registry from
    which it was loaded. Starts the clock of the accounts: 3 días naturales counted from the day after the
    approval (Lineamientos art. 14). `identificacion`: CURP and clave de elector of a new person. `confirmadas`: the
    warnings (`PorConfirmar`) that whoever acts has read and confirms.
    """
    exigir([_en_el_proceso(proceso, persona=persona, actor=actor, cargo=cargo, territorio=territorio)])
    hoy = dia_local(en, proceso.tz)
    candidatura = Candidatura(
        proceso=proceso,
        actor=actor,
        cargo=cargo,
        territorio=territorio,
        formula=formula,
        calidad=calidad,
        accion_afirmativa=accion_afirmativa,
        aprobada_el=aprobada_el,
        origen=origen,
    )
    acto = comenzar(
        DE_CANDIDATURA["registrar"],
        CasoDeCandidatura(candidatura, en, alcance(por, proceso, en)),
        por=por,
        motivo=motivo,
    )
    acto.exigir(
        _aprobada(aprobada_el, proceso, origen=origen, hoy=hoy),
        accion_conocida(accion_afirmativa),
        donde_se_elige(cargo, territorio),
        _lugar_libre(candidatura),
        no_va_dos_veces(candidatura, persona),
        *de_la_persona(persona, proceso, identificacion or {}, confirmadas),
        *salvo_confirmados(confirmadas, sin_propietaria(candidatura)),
    )
    return _crear(acto, persona, identificacion or {})


def de_la_persona(
    persona: Persona, proceso: Proceso, identificacion: Mapping[str, str], confirmadas: Collection[str]
) -> list[Rechazo | None]:
    """What is refused of somebody new: of whoever is on record, nothing that was there before."""
    if persona.pk:
        return [nacimiento_posible(persona, proceso)]
    return [
        nombre_posible(persona),
        nacimiento_posible(persona, proceso),
        *bien_escritas(identificacion),
        *salvo_confirmados(confirmadas, contradice(persona, identificacion)),
    ]


def _crear(acto: Acto[Candidatura], persona: Persona, identificacion: Mapping[str, str]) -> Candidatura:
    """Write the person if new, the record, its questionnaires and its first transition. Its guards have spoken."""
    candidatura = acto.objeto
    es_nueva = not persona.pk
    if es_nueva:
        acto.escribir(persona, "Registro de candidatura")
    candidatura.persona = persona
    candidatura.vence = candidatura.cuentas_vencen
    acto.escribir()
    for cuestionario in (
        CuestionarioCurricular(candidatura=candidatura),
        CuestionarioIdentidad(candidatura=candidatura),
    ):
        acto.escribir(cuestionario, "Cuestionario en blanco")
    if es_nueva and any(identificacion.values()):
        identificar(acto, persona, identificacion)
    acto.anotar(de="", hechos=hechos_de_registro(candidatura))
    return candidatura


def hechos_de_registro(candidatura: Candidatura) -> dict[str, Any]:
    """What the transition of a registration keeps."""
    return {
        "aprobada_el": candidatura.aprobada_el.isoformat() if candidatura.aprobada_el else None,
        "vence": candidatura.vence.isoformat() if candidatura.vence else None,
        "sustituye_a": candidatura.sustituye_a_id,
    }


@escritura()
def retirar(
    candidatura: Candidatura,
    *,
    motivo_retiro: str,
    documento: str,
    por: Usuario | None,
    en: datetime,
    motivo: str = "",
    aprobado_el: date | None = None,
    ratificacion: str = "",
    tambien: Collection[Candidatura] = (),
) -> Candidatura:
    """Take a candidacy off, for good, with all that hung from it (`cascada`).

    `documento` is the one that orders it (oficio, acuerdo, resolución) and `aprobado_el` its local day (by default, the
    day on which it is recorded), from which the list that is sent again counts. `ratificacion` is the record in which
    the person ratified a resignation. `tambien`: other candidacies of the same person that leave by the same document.
    """
    acto = abrir("retirar", candidatura, por=por, en=en, motivo=motivo)
    dia = aprobado_el or acto.dia
    acto.exigir(
        *_retiro_incompleto(motivo_retiro, documento),
        Rechazo("aprobado_el", "La fecha del documento está en el futuro.", "Corrija la fecha.")
        if dia > acto.dia
        else None,
        Rechazo("tambien", "Una de las candidaturas elegidas no es de la misma persona.", "Revise la lista de nuevo.")
        if {o.pk for o in tambien} - {o.pk for o in cascada.otras_de_la_persona(acto.objeto)}
        else None,
    )
    dicho = documento.strip() + (f"; ratificada: {ratificacion.strip()}" if ratificacion.strip() else "")
    with a_causa_de(acto.asentado()):
        for otra in tambien:
            retirar(
                otra,
                motivo_retiro=motivo_retiro,
                documento=documento,
                aprobado_el=aprobado_el,
                ratificacion=ratificacion,
                por=por,
                en=en,
            )
        listado = cascada.listar_de_nuevo(acto, dia=dia, documento=documento)
        _retirar(acto, motivo_retiro, dicho, {"entregable": listado.llave if listado else None})
    return acto.objeto


def _retirar(acto: Acto[Candidatura], motivo_retiro: str, documento: str, hechos: Mapping[str, Any]) -> None:
    """Leave the state, and close what was under way on the record."""
    c = acto.objeto
    cerrado = cascada.cerrar(acto)
    c.retirada_en, c.vence = acto.en, None
    c.motivo_retiro, c.documento_retiro = motivo_retiro, documento[:200]
    acto.mover(hechos={"motivo": motivo_retiro, "documento": documento, **hechos, **cerrado})


def _retiro_incompleto(motivo_retiro: str, documento: str) -> list[Rechazo | None]:
    razones = ", ".join(RAZONES_DE_RETIRO)
    return [
        None
        if motivo_retiro in RAZONES_DE_RETIRO
        else Rechazo("motivo_retiro", "Falta la razón del retiro.", f"Elija una: {razones}."),
        falta_texto(
            "documento",
            documento,
            "Falta el documento que sustenta el retiro.",
            "Escriba el número de oficio, acuerdo o resolución.",
        ),
    ]


@escritura()
def sustituir(
    candidatura: Candidatura,
    *,
    persona: Persona,
    aprobada_el: date,
    documento: str,
    por: Usuario | None,
    en: datetime,
    accion_afirmativa: str = "",
    tambien: Collection[Candidatura] = (),
    identificacion: Mapping[str, str] | None = None,
    confirmadas: Collection[str] = (),
) -> Candidatura:
    """Put `persona` in the place of a candidacy: same formula and position. Answers the new record.

    1. Withdraws the present record, unless it already was (a resignation, a cancellation), and with it other
       candidacies of the same person that leave by the same document (`tambien`).
    2. Registers the new one, whose clocks are 3 días naturales for the accounts and 5 for the capture.
    3. Opens again the deliverable that lists that office (11.7-11.10), once for each agreement.
    """
    acto = abrir("sustituir", candidatura, por=por, en=en)
    anterior = acto.objeto
    hoy = acto.dia
    misma = persona.pk == anterior.persona_id
    acto.exigir(
        _en_el_proceso(anterior.proceso, persona=persona),
        _aprobada(aprobada_el, anterior.proceso, origen="", hoy=hoy),
        accion_conocida(accion_afirmativa),
        donde_se_elige(anterior.cargo, anterior.territorio),
        no_va_dos_veces(anterior, persona),
        *de_la_persona(persona, anterior.proceso, identificacion or {}, confirmadas),
        *salvo_confirmados(confirmadas, sin_propietaria(anterior)),
        Rechazo("persona", "Nadie se sustituye a sí mismo.", "Elija a otra persona.") if misma else None,
        falta_texto(
            "documento",
            documento,
            "Falta el documento que aprueba la sustitución.",
            "Escriba el número de acuerdo.",
        ),
    )
    nueva = Candidatura(
        proceso=anterior.proceso,
        actor=anterior.actor,
        cargo=anterior.cargo,
        territorio=anterior.territorio,
        formula=anterior.formula,
        calidad=anterior.calidad,
        accion_afirmativa=accion_afirmativa,
        aprobada_el=aprobada_el,
        sustituye_a=anterior,
    )
    with a_causa_de(acto.asentado()):
        for otra in tambien:
            retirar(
                otra,
                motivo_retiro=Retiro.SUSTITUCION,
                documento=documento,
                aprobado_el=aprobada_el,
                por=por,
                en=en,
            )
        if anterior.estado != Candidatura.Estado.RETIRADA:
            retiro = acto.como(DE_CANDIDATURA["retirar"])
            exigir([rechazo_de_rol(retiro.verbo, retiro.caso)])
            _retirar(retiro, Retiro.SUSTITUCION, documento.strip(), {})
        alta = acto.sobre(
            replace(acto.caso, objeto=nueva),
            DE_CANDIDATURA["registrar"],
            motivo=f"Sustitución: {documento.strip()}",
        )
        _crear(alta, persona, identificacion or {})
        entregable = cascada.listar_de_nuevo(acto, dia=aprobada_el, documento=documento)
    acto.anotar(
        hechos={
            "sustituta": nueva.pk,
            "documento": documento.strip(),
            "entregable": entregable.llave if entregable else None,
        },
    )
    return nueva
