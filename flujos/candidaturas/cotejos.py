"""Who may be the same, and what somebody decides of it: keep them apart, join them, part them again.

Joining writes one act of each thing that it touches and keeps in its `Cotejo` what reverting puts back. Two *people*
who are one human being with several candidacies become one person. A *candidacy* that several registered of one
person, to one office and place, goes on in one of its records; the others leave with their reason, linked to it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Model, OuterRef

from compliance.actos import Apunte, asentar, escritura
from compliance.models import (
    ActorPolitico,
    Candidatura,
    Cotejo,
    Identificacion,
    LlaveDeCandidatura,
    Persona,
    Proceso,
    SolicitudModificacion,
    Usuario,
)
from compliance.registro.mismas import Grupo, Rasgos, contradicciones, grupos
from compliance.senales import CambioDeCorreo
from compliance.services.cuentas import mudar_cuentas, restituir_cuentas
from compliance.services.tabla import comenzar

from ..acto import Acto
from ..guardas import CasoDeCandidatura
from ..transiciones import Rechazo, con_cerrojo, escribir, exigir
from ..verbos.cotejos import DE_COTEJO, EN_CANDIDATURA
from . import cascada
from .acto import falta_texto
from .registro import lugar_ocupado

# What a person who stays takes of the others, where theirs is blank.
SE_LLENAN = ("sexo", "fecha_nacimiento", "edad", "correo")
LUGAR = ("cargo", "territorio", "calidad")
# Why what was under way on a repeated record ended.
SALIO = "Salió por repetir otra candidatura"


@dataclass(frozen=True)
class Repetida:
    """Several records of one candidacy: which goes on, which leave, and who postulates it from now on."""

    queda: int
    salen: tuple[int, ...]
    actor: int | None = None


# -- Who may be the same ----------------------------------------------------------------------------------


def rasgos_de(proceso: Proceso, personas: Collection[int] | None = None) -> list[Rasgos]:
    """What tells apart those who have a live candidacy; of `personas`, if it is given."""
    vivas = Candidatura.objects.vivas().filter(persona=OuterRef("pk")).order_by()
    consulta = Persona.objects.filter(Exists(vivas), proceso=proceso, unida_a=None)
    if personas is not None:
        consulta = consulta.filter(pk__in=personas)
    campos = ("pk", "nombre", "sexo", "fecha_nacimiento", "edad", "identificacion__curp_huella")
    return [
        Rasgos(pk, nombre, sexo, nacimiento, edad, huella or "")
        for pk, nombre, sexo, nacimiento, edad, huella in consulta.order_by().values_list(*campos)
    ]


def posibles(proceso: Proceso) -> list[Grupo]:
    """The pairs and triples of which nobody decided yet, the strongest reason first."""
    distintas: set[tuple[int, int]] = set()
    dichas: dict[int, set[int]] = defaultdict(set)
    for cotejo in proceso.cotejos.en_vigor().filter(decision=Cotejo.Decision.DISTINTAS):
        distintas |= cotejo.parejas
        for persona in cotejo.personas:
            dichas[persona] |= set(cotejo.candidaturas)
    repetidas = {
        persona
        for persona, pks in _repetidas(proceso).items()
        # Somebody said of those very records that none repeats another.
        if not set(pks) <= dichas[persona]
    }
    return grupos(rasgos_de(proceso), distintas, repetidas)


def _repetidas(proceso: Proceso) -> dict[int, list[int]]:
    """The live candidacies to one office, place and quality of each person who has several, by person."""
    vivas = Candidatura.objects.vivas().filter(proceso=proceso).order_by()
    varias = vivas.values("persona", *LUGAR).annotate(n=Count("pk")).filter(n__gt=1)
    quienes = {fila["persona"] for fila in varias}
    lugares: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for pk, *lugar in vivas.filter(persona__in=quienes).values_list("pk", "persona", *LUGAR):
        lugares[tuple(lugar)].append(pk)
    de: dict[int, list[int]] = defaultdict(list)
    for (persona, *_), pks in lugares.items():
        if len(pks) > 1:
            de[persona] += pks
    return de


def conjuntos_repetidos(candidaturas: Iterable[Candidatura]) -> list[list[Candidatura]]:
    """Of live candidacies, those to one office, place and quality, when they are several."""
    lugares: dict[tuple[Any, ...], list[Candidatura]] = defaultdict(list)
    for c in candidaturas:
        if c.estado != Candidatura.Estado.RETIRADA:
            lugares[c.cargo_id, c.territorio_id, c.calidad].append(c)
    return [juntas for juntas in lugares.values() if len(juntas) > 1]


def lo_que_se_cerraria(c: Candidatura, hoy: date) -> list[str]:
    """What would end of a record if it left because it repeats another, in words."""
    publica = ["Su página pública, en este momento."] if c.estado == Candidatura.Estado.PUBLICADA else []
    accesos = [f"El acceso de {n.usuario} a este registro, en este momento." for n in cascada.papeles(c, hoy)]
    return [*publica, *cascada.lo_que_cierra(c), *accesos]


def lo_que_volveria(cotejo: Cotejo) -> tuple[list[str], list[str]]:
    """What reverting would open again of the records that left, and what it would not, in words."""
    vuelve, no_vuelve = [], []
    salieron = cotejo.antes.get("retiradas", {})
    for pk, c in Candidatura.objects.select_related("persona", "cargo").in_bulk(map(int, salieron)).items():
        era, cuentas = salieron[str(pk)], cotejo.antes["cuentas"][str(pk)]["terminadas"]
        vuelve.append(f"{c}: vuelve a estar {Candidatura.Estado(era['estado']).label.lower()}.")
        if era["vence"]:
            vuelve.append("Su plazo, con el mismo vencimiento que tenía.")
            no_vuelve.append("Los días que el plazo estuvo cerrado: no se reponen.")
        if era["modificacion"]:
            vuelve.append("Su modificación en curso, como estaba.")
        if era["consentimientos"]:
            vuelve.append(f"Consentimientos que esperaban: {len(era['consentimientos'])}.")
        if cuentas:
            vuelve.append(f"Accesos a la candidatura, desde hoy: {len(cuentas)}.")
        if era["enlaces"]:
            no_vuelve.append("Los enlaces para entrar que nadie usó: envíe la cuenta de nuevo.")
    return vuelve, list(dict.fromkeys(no_vuelve))


def quienes_la_pueden_postular(candidaturas: Sequence[Candidatura]) -> list[ActorPolitico]:
    """Those who registered it, and the coalitions and candidaturas comunes that all of them are part of."""
    actores = {c.actor_id for c in candidaturas}
    suyas = list(ActorPolitico.objects.filter(pk__in=actores))
    for alianza in ActorPolitico.objects.filter(proceso=candidaturas[0].proceso_id, integrantes__in=actores).distinct():
        partes = {i.pk for i in alianza.integrantes.all()} | {alianza.pk}
        if actores <= partes and alianza not in suyas:
            suyas.append(alianza)
    return suyas


# -- What the import asks ---------------------------------------------------------------------------------


def unidos(proceso: Proceso) -> tuple[dict[int, set[str]], dict[int, int]]:
    """What a file may have otherwise: the other names of who stays, and who postulated before each candidacy."""
    decididos = list(proceso.cotejos.en_vigor().filter(decision=Cotejo.Decision.MISMA))
    if not decididos:
        return {}, {}
    return _nombres_unidos(proceso), {int(pk): actor for c in decididos for pk, actor in c.antes["actores"].items()}


def _nombres_unidos(proceso: Proceso) -> dict[int, set[str]]:
    nombres: dict[int, set[str]] = defaultdict(set)
    unidas = Persona.objects.filter(proceso=proceso, unida_a__isnull=False)
    for persona, nombre in unidas.values_list("unida_a_id", "nombre_busqueda"):
        if persona is not None:
            nombres[persona].add(nombre)
    return nombres


# -- Deciding ---------------------------------------------------------------------------------------------


@escritura()
def distinguir(
    proceso: Proceso, personas: Collection[int], *, motivo: str, por: Usuario | None, en: datetime
) -> Cotejo:
    """Keep them apart: they are not asked about again, nor their candidacies of now."""
    quienes = _bloquear(proceso, personas)
    cotejo = Cotejo(
        proceso=proceso,
        decision=Cotejo.Decision.DISTINTAS,
        personas=[p.pk for p in quienes],
        candidaturas=[c.pk for c in _vivas(quienes)],
        motivo=motivo.strip(),
        decidido_en=en,
        decidido_por=por,
    )
    acto = comenzar(DE_COTEJO["distinguir"], cotejo, proceso, por=por, en=en, motivo=motivo.strip())
    exigir([_falta_motivo(motivo)])
    _escribir(acto, cotejo)
    return cotejo


@escritura()
def unir(
    proceso: Proceso,
    personas: Collection[int],
    *,
    sobrevive: int,
    repetidas: Sequence[Repetida] = (),
    motivo: str,
    documento: str = "",
    por: Usuario | None,
    en: datetime,
) -> Cotejo:
    """One person, with the candidacies of all; of each repeated candidacy, one record. Both histories stay.

    Refused when something known of two of them differs (sex, birth date, CURP). What who stays lacks is taken
    from the others; what each questionnaire holds is not moved. `documento` is the one by which the repeated leave.
    """
    quienes = _bloquear(proceso, personas)
    queda = next((p for p in quienes if p.pk == sobrevive), None)
    cotejo = Cotejo(
        proceso=proceso,
        decision=Cotejo.Decision.MISMA,
        personas=[p.pk for p in quienes],
        sobrevive=queda,
        motivo=motivo.strip(),
        decidido_en=en,
        decidido_por=por,
    )
    acto = comenzar(DE_COTEJO["unir"], cotejo, proceso, por=por, en=en, motivo=motivo.strip())
    if queda is None:
        raise Rechazo("sobrevive", "Elija el registro de la persona que queda.")
    candidaturas = {c.pk: c for c in con_cerrojo(_de(quienes)).order_by("pk")}
    otras = [p for p in quienes if p is not queda]
    exigir(
        [
            _falta_motivo(motivo),
            None
            if otras or repetidas
            else Rechazo("nada", "No hay registros que unir.", "Elija a quienes son la misma."),
            *_se_contradicen(proceso, quienes),
            *_mal_repetidas(candidaturas, repetidas, documento),
            _dos_veces_en_su_formula(candidaturas, repetidas),
        ]
    )
    cotejo.candidaturas = sorted(candidaturas)
    _escribir(acto, cotejo)
    firma = _Firma(acto, cotejo)
    antes: dict[str, Any] = {
        "rellenados": _llenar(firma, queda, otras),
        "mudadas": {},
        "retiradas": {},
        "quedan": {},
        "actores": {},
        "cuentas": {},
    }
    for c in candidaturas.values():
        if c.persona_id != queda.pk:
            antes["mudadas"][str(c.pk)] = c.persona_id
            if c.estado != Candidatura.Estado.RETIRADA and c.persona.correo.lower() not in ("", queda.correo.lower()):
                CambioDeCorreo(queda, proceso, c.persona.correo, por, en).avisar()
            c.persona = queda
            firma.en("unir_persona", c)
    antes["unidas"] = {str(p.pk): [u.pk for u in p.unidas.all()] for p in otras}
    for otra in otras:
        for p in (*otra.unidas.all(), otra):
            p.unida_a = queda
            firma.escribir(p)
    for r in repetidas:
        _dejar_una(firma, candidaturas, r, documento.strip(), antes)
    # What is kept of the person who stays, with this reason: a file that is loaded again does not undo it.
    firma.escribir(queda)
    antes["historia"] = _ultima(queda)
    cotejo.antes = antes
    _escribir(acto, cotejo)
    return cotejo


@escritura()
def revertir(cotejo: Cotejo, *, motivo: str, por: Usuario | None, en: datetime) -> Cotejo:
    """Put back what joining changed, or ask again about those kept apart. Raises Rechazo if it no longer can."""
    proceso = cotejo.proceso
    cotejo = con_cerrojo(Cotejo.objects.select_related("proceso__instituto", "sobrevive")).get(pk=cotejo.pk)
    acto = comenzar(DE_COTEJO["revertir_cotejo"], cotejo, proceso, por=por, en=en, motivo=motivo.strip())
    exigir([_falta_motivo(motivo), *impedimentos(cotejo)])
    if cotejo.decision == Cotejo.Decision.MISMA and cotejo.sobrevive is not None:
        _deshacer(_Firma(acto, cotejo), cotejo.sobrevive, cotejo.antes)
    cotejo.revertido_en, cotejo.motivo_reversion = en, motivo.strip()
    _escribir(acto, cotejo)
    return cotejo


def impedimentos(cotejo: Cotejo) -> list[Rechazo]:
    """Why it cannot be reverted any more; empty if it can."""
    if cotejo.revertido_en is not None:
        return [Rechazo("revertido", "Ya se revirtió.")]
    if cotejo.decision == Cotejo.Decision.DISTINTAS:
        return []
    antes, dichos = cotejo.antes, []
    posteriores = Cotejo.objects.en_vigor().filter(
        proceso=cotejo.proceso_id, decision=Cotejo.Decision.MISMA, pk__gt=cotejo.pk
    )
    if any(set(c.personas) & set(cotejo.personas) for c in posteriores):
        dichos.append(Rechazo("posterior", "Después se unió otra vez a esas personas.", "Revierta antes esa unión."))
    elif _ultima(cotejo.sobrevive) != antes["historia"]:
        dichos.append(
            Rechazo(
                "corregida",
                f"Los datos de {cotejo.sobrevive} se corrigieron después de unirla: no se sabría de quién son.",
                "Regístrela de nuevo con su candidatura si son dos personas.",
            )
        )
    todas = Candidatura.objects.select_related("persona", "cargo").in_bulk(
        [int(pk) for pk in antes["quedan"] | antes["retiradas"]]
    )
    for pk, era in antes["quedan"].items():
        c = todas[int(pk)]
        if (c.estado, c.actor_id) != (era["estado"], era["actor"]):
            dichos.append(
                Rechazo("avanzo", f"La candidatura que quedó, {c}, ya avanzó: está {c.get_estado_display().lower()}.")
            )
    for pk in antes["retiradas"]:
        c = todas[int(pk)]
        # With the place that it had, whose it was.
        if Candidatura.objects.filter(sustituye_a=c).exists():
            dichos.append(Rechazo("sustituida", f"La candidatura que salió, {c}, ya se sustituyó."))
        elif LlaveDeCandidatura.objects.filter(pk=c.pk, destruida_en__isnull=False).exists():
            dichos.append(Rechazo("suprimida", f"Las respuestas de la candidatura que salió, {c}, ya se suprimieron."))
        else:
            ocupa = c.de_su_formula().filter(calidad=c.calidad).exclude(pk=c.pk).select_related("persona").first()
            dichos += [r for r in (lugar_ocupado(ocupa),) if r is not None]
    return dichos


# -- The pieces -------------------------------------------------------------------------------------------


class _Firma:
    """Whose act it is, and the acts that it leaves on each thing it touches."""

    def __init__(self, acto: Apunte, cotejo: Cotejo) -> None:
        self.acto, self.cotejo = acto, cotejo

    def sobre(self, verbo: str, c: Candidatura) -> Acto[Candidatura]:
        """An act of its own on a candidacy, as services take it."""
        caso = CasoDeCandidatura(c, self.acto.momento, None)
        return Acto(
            EN_CANDIDATURA[verbo],
            caso,
            self.acto.por,
            self.acto.motivo,
            self.acto.suplencia,
            hechos={"cotejo": self.cotejo.pk},
        )

    def escribir(self, objeto: Model) -> None:
        """As part of the act of the comparison itself."""
        _escribir(self.acto, objeto)

    def en(self, verbo: str, c: Candidatura, de: str = "", **hechos: Any) -> None:
        """Save a candidacy with an act of its own."""
        suyo = Apunte(
            verbo,
            c,
            por=self.acto.por,
            en=self.acto.en,
            motivo=self.acto.motivo,
            suplencia=self.acto.suplencia,
            de=de or str(c.estado),
            a=str(c.estado),
            hechos={"cotejo": self.cotejo.pk, **hechos},
            notable=True,
        )
        asentar(suyo)
        _escribir(suyo, c)


def _modificacion_abierta(c: Candidatura) -> SolicitudModificacion | None:
    return SolicitudModificacion.objects.filter(candidatura=c, estado__in=SolicitudModificacion.ABIERTOS).first()


def _como_texto(momento: datetime | None) -> str:
    return momento.isoformat() if momento else ""


def _como_fecha(texto: str) -> datetime | None:
    return datetime.fromisoformat(texto) if texto else None


def _escribir(acto: Apunte, objeto: Model) -> None:
    acto.notable = True
    escribir(objeto, por=acto.por, en=acto.momento, motivo=acto.motivo, acto=acto)


def _ultima(persona: Any) -> int:
    """The last row of their history, as it was written."""
    return int(persona.history.order_by("-history_id").values_list("history_id", flat=True)[0])


def _falta_motivo(motivo: str) -> Rechazo | None:
    return falta_texto("motivo", motivo, "Falta la razón.", "Explique en qué se basa.")


def _bloquear(proceso: Proceso, personas: Collection[int]) -> list[Persona]:
    """Those people as they are now, locked. Raises Rechazo if one is of another process or was joined already."""
    consulta = con_cerrojo(Persona.objects.filter(proceso=proceso, unida_a=None, pk__in=personas)).order_by("pk")
    quienes = list(consulta)
    if not quienes or len(quienes) != len(set(personas)):
        raise Rechazo("personas", "Alguna de esas personas ya se unió con otra.", "Recargue la lista.")
    return quienes


def _de(personas: Iterable[Persona]) -> Any:
    return Candidatura.objects.filter(persona__in=[p.pk for p in personas]).select_related(
        "proceso__instituto", "persona", "actor", "cargo", "territorio"
    )


def _vivas(personas: Iterable[Persona]) -> Any:
    return _de(personas).vivas().order_by("pk")


def _se_contradicen(proceso: Proceso, quienes: Sequence[Persona]) -> list[Rechazo]:
    rasgos = [
        Rasgos(p.pk, p.nombre, p.sexo, p.fecha_nacimiento, p.edad, huella)
        for p in quienes
        for huella in [getattr(Identificacion.objects.filter(persona=p).first(), "curp_huella", "")]
    ]
    datos = sorted({d for n, a in enumerate(rasgos) for b in rasgos[:n] for d in contradicciones(a, b)})
    if not datos:
        return []
    return [
        Rechazo(
            "contradiccion",
            f"No pueden ser la misma: difieren en {' y '.join(datos)}.",
            "Si un dato está mal, corríjalo antes en «Corregir datos de registro».",
        )
    ]


def _mal_repetidas(
    candidaturas: Mapping[int, Candidatura], repetidas: Sequence[Repetida], documento: str
) -> list[Rechazo | None]:
    dichos: list[Rechazo | None] = []
    for r in repetidas:
        juntas = [candidaturas[pk] for pk in (r.queda, *r.salen) if pk in candidaturas]
        lugares = {(c.cargo_id, c.territorio_id, c.calidad) for c in juntas}
        retiradas = any(c.estado == Candidatura.Estado.RETIRADA for c in juntas)
        if len(juntas) != len({r.queda, *r.salen}) or len(juntas) < 2 or len(lugares) > 1 or retiradas:
            dichos.append(
                Rechazo("repetidas", "No son registros vigentes de una misma candidatura.", "Recargue la página.")
            )
            continue
        queda = candidaturas[r.queda]
        if r.actor is not None and r.actor not in {a.pk for a in quienes_la_pueden_postular(juntas)}:
            dichos.append(
                Rechazo(
                    "actor",
                    "Quien la postule debe ser uno de los que la registraron, o una coalición o candidatura común de "
                    "todos ellos.",
                    "Agregue la candidatura común en Catálogos (Actores políticos) con sus integrantes.",
                )
            )
        elif r.actor is not None and r.actor != queda.actor_id:
            otra = Candidatura(
                proceso=queda.proceso,
                actor_id=r.actor,
                cargo=queda.cargo,
                territorio=queda.territorio,
                formula=queda.formula,
                calidad=queda.calidad,
            )
            ocupa = otra.de_su_formula().filter(calidad=otra.calidad).exclude(pk__in=[c.pk for c in juntas])
            dichos.append(lugar_ocupado(ocupa.select_related("persona").first()))
    if repetidas:
        dichos.append(
            falta_texto(
                "documento",
                documento,
                "Falta el documento por el que salen las candidaturas repetidas.",
                "Escriba el número de oficio, acuerdo o requerimiento.",
            )
        )
    return dichos


def _dos_veces_en_su_formula(candidaturas: Mapping[int, Candidatura], repetidas: Sequence[Repetida]) -> Rechazo | None:
    """Nobody is both the propietaria and the suplente of one formula."""
    salen = {pk for r in repetidas for pk in r.salen}
    vivas = [c for c in candidaturas.values() if c.estado != Candidatura.Estado.RETIRADA and c.pk not in salen]
    formulas = [(c.actor_id, c.cargo_id, c.territorio_id, c.formula_comparable) for c in vivas]
    if len(set(formulas)) == len(formulas):
        return None
    return Rechazo(
        "misma_persona",
        "Sería propietaria y suplente de una misma fórmula.",
        "Retire antes una de esas candidaturas, o manténgalas como personas distintas.",
    )


def _llenar(firma: _Firma, queda: Persona, otras: Sequence[Persona]) -> list[str]:
    """Take what the person who stays lacks. Answers which fields."""
    llenados = []
    for campo in SE_LLENAN:
        valor = next((getattr(p, campo) for p in otras if getattr(p, campo)), None)
        if not getattr(queda, campo) and valor:
            setattr(queda, campo, valor)
            llenados.append(campo)
    suya = Identificacion.objects.filter(persona=queda).first() or Identificacion(persona=queda)
    claves = []
    for ajena in Identificacion.objects.filter(persona__in=[p.pk for p in otras]).order_by("pk"):
        for campo in Identificacion.CAMPOS:
            if not getattr(suya, campo) and getattr(ajena, campo):
                setattr(suya, campo, str(getattr(ajena, campo)))
                claves.append(campo)
    if claves:
        firma.escribir(suya)
    return llenados + claves


def _dejar_una(
    firma: _Firma, candidaturas: Mapping[int, Candidatura], r: Repetida, documento: str, antes: dict[str, Any]
) -> None:
    queda = candidaturas[r.queda]
    for pk in r.salen:
        c = candidaturas[pk]
        acto = firma.sobre("retirar_repetida", c)
        solicitud = _modificacion_abierta(c)
        era: dict[str, Any] = {
            "estado": str(c.estado),
            "vence": _como_texto(c.vence),
            "modificacion": solicitud and {"estado": str(solicitud.estado), "vence": _como_texto(solicitud.vence)},
        }
        antes["retiradas"][str(pk)] = era
        cerrado = cascada.cerrar_tramites(acto, SALIO)
        terminados = cascada.papeles(c, acto.dia)
        antes["cuentas"][str(pk)] = mudar_cuentas(c, queda, firma.acto)
        era["consentimientos"] = cerrado["consentimientos_cerrados"]
        era["enlaces"] = cascada.revocar_enlaces(acto, terminados)
        c.retirada_en, c.vence, c.duplica_a = acto.en, None, queda
        c.motivo_retiro, c.documento_retiro = Candidatura.MotivoRetiro.DUPLICADA, documento
        acto.mover(
            "a_retirada",
            hechos={
                "documento": documento,
                "repite_a": queda.pk,
                **cerrado,
                "cuentas_terminadas": len(terminados),
                "enlaces_revocados": era["enlaces"],
            },
        )
    if r.actor is not None and r.actor != queda.actor_id:
        antes["actores"][str(queda.pk)] = queda.actor_id
        queda.actor = ActorPolitico.objects.get(pk=r.actor)
        firma.en("mudar_actor", queda)
    antes["quedan"][str(queda.pk)] = {"estado": str(queda.estado), "actor": queda.actor_id}


def _reabrir(firma: _Firma, c: Candidatura, era: Mapping[str, Any]) -> None:
    """What its leaving closed goes on from where it was: its modification and the consents that waited."""
    solicitud = SolicitudModificacion.objects.filter(candidatura=c, estado=SolicitudModificacion.Estado.CANCELADA)
    if era["modificacion"] and (suya := solicitud.first()):
        suya.estado, suya.vence = era["modificacion"]["estado"], _como_fecha(era["modificacion"]["vence"])
        suya.resuelta_en, suya.razon = None, ""
        firma.escribir(suya)
    for consentimiento in c.consentimientos.filter(pk__in=era["consentimientos"], motivo_rechazo=SALIO):
        consentimiento.rechazado_en, consentimiento.motivo_rechazo = None, ""
        firma.escribir(consentimiento)


def _deshacer(firma: _Firma, queda: Persona, antes: Mapping[str, Any]) -> None:
    pks = {int(pk) for clave in ("mudadas", "retiradas", "actores") for pk in antes[clave]}
    candidaturas = {
        c.pk: c
        for c in con_cerrojo(Candidatura.objects.select_related("proceso__instituto", "cargo")).filter(pk__in=pks)
    }
    for pk, actor in antes["actores"].items():
        candidaturas[int(pk)].actor_id = actor
    for c in candidaturas.values():
        era = antes["retiradas"].get(str(c.pk))
        if str(c.pk) in antes["mudadas"]:
            c.persona_id = antes["mudadas"][str(c.pk)]
        if era is None:
            firma.en("separar", c)
            continue
        de = str(c.estado)
        c.a_restituida(era["estado"])
        c.retirada_en = c.duplica_a = None
        c.motivo_retiro = c.documento_retiro = ""
        c.vence = _como_fecha(era["vence"])
        firma.en("restituir", c, de)
        _reabrir(firma, c, era)
        restituir_cuentas(c, antes["cuentas"].get(str(c.pk), {}), firma.acto)
    for pk, suyas in antes["unidas"].items():
        otra = Persona.objects.get(pk=pk)
        otra.unida_a = None
        firma.escribir(otra)
        for p in Persona.objects.filter(pk__in=suyas).exclude(pk=otra.pk):
            p.unida_a = otra
            firma.escribir(p)
    vacios: dict[str, Any] = {"fecha_nacimiento": None, "edad": None}
    for campo in antes["rellenados"]:
        if campo in SE_LLENAN:
            setattr(queda, campo, vacios.get(campo, ""))
    firma.escribir(queda)
    claves = [campo for campo in antes["rellenados"] if campo in Identificacion.CAMPOS]
    suya = Identificacion.objects.filter(persona=queda).first()
    if claves and suya is not None:
        for campo in claves:
            setattr(suya, campo, "")
        firma.escribir(suya)
