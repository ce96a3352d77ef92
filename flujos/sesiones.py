"""Sessions: a body is called, it meets with quorum, and one meeting decides many deliverables.

A decision is bound to the SHA-256 of the document it read. Dates of facts (when the session began, when it
decided) are given by whoever records them; `en` is the moment of recording.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max

from calendario.fechas import dia_local
from compliance.actos import escritura
from compliance.historia import firmar
from compliance.models import Entregable, EtapaRuta, Integracion, Organo, Usuario
from compliance.textos import normalizar
from compliance.verbos.caso import advertencias
from documentos.models import Documento

from .acto import Acto, alcance, comenzar
from .entregables.ruta import LoDecidido, aplicar_decision, empezar
from .guardas.decisiones import (
    anterior_a_lo_decidido,
    decisiones_vigentes,
    documento_cambiado,
    documento_vigente,
)
from .models import Asistencia, Decision, PuntoOrden, Sesion, Voto
from .transiciones import Rechazo, YaHay, bloquear, exigir, fuera_del_proceso
from .verbos.entregables import DE_ENTREGABLE, CasoDeEntregable, etapa_actual
from .verbos.sesiones import DE_SESION, CasoDeOrgano, CasoDeSesion

# What no body decides any more.
YA_NO_SE_DECIDE = frozenset({Entregable.Estado.REMITIDO, Entregable.Estado.CONCLUIDO, Entregable.Estado.CANCELADO})


def _abrir(
    verbo: str,
    sesion: Sesion,
    *,
    por: Usuario | None,
    en: datetime,
    motivo: str = "",
    ocurrio: datetime | None = None,
) -> Acto[Sesion]:
    """Lock the session and begin the act of `por` on it: see `entregables.acto.abrir`."""
    s = bloquear(Sesion.objects.select_related("organo", "proceso__instituto"), sesion.pk)
    caso = CasoDeSesion(s, en, alcance(por, s.proceso, en), ocurrio)
    return comenzar(DE_SESION[verbo], caso, por=por, motivo=motivo)


@dataclass(frozen=True)
class Punto:
    """A point to put on an agenda."""

    titulo: str
    entregable: Entregable | None = None


@escritura()
def convocar(
    organo: Organo,
    *,
    tipo: str,
    inicia_en: datetime,
    puntos: Sequence[Punto],
    nombre: str = "",
    lugar: str = "",
    distinta_de: int | None = None,
    por: Usuario | None,
    en: datetime,
) -> Sesion:
    """Call a session with its agenda. At least one point; each deliverable of the same process and only once.

    Two calls of one body, kind, name and beginning are the same one sent twice: refused as `YaHay`, unless
    `distinta_de` is the key of the one that there is.
    """
    # Who calls the same body waits, and sees what was called meanwhile.
    bloquear(Organo, organo.pk)
    caso = CasoDeOrgano(organo, en, alcance(por, organo.proceso, en), inicia_en)
    acto = comenzar(DE_SESION["convocar"], caso, por=por)
    acto.exigir(
        fuera_del_proceso(caso.el, organo.proceso),
        Rechazo("puntos", "El orden del día está vacío.", "Agregue al menos un punto.") if not puntos else None,
        *(_rechazo_de_punto(p, organo) for p in puntos),
        _ya_convocada(organo, tipo, nombre, inicia_en, distinta_de),
    )
    sesion = Sesion(
        proceso=organo.proceso,
        organo=organo,
        tipo=tipo,
        nombre=nombre,
        inicia_en=inicia_en,
        convocada_en=en,
        lugar=lugar,
    )
    de_la_sesion = acto.sobre(CasoDeSesion(sesion, en, acto.caso.ambito, inicia_en), acto.verbo)
    de_la_sesion.escribir(motivo="Convocatoria")
    for orden, punto in enumerate(puntos, start=1):
        _agregar(de_la_sesion, sesion, orden, punto)
    return sesion


def _ya_convocada(
    organo: Organo, tipo: str, nombre: str, inicia_en: datetime, distinta_de: int | None
) -> Rechazo | None:
    """There is one alike that still meets or met, and nobody said that this is another one."""
    iguales = organo.sesiones.filter(tipo=tipo, inicia_en=inicia_en).exclude(estado=Sesion.Estado.CANCELADA)
    otra = next((s for s in iguales.order_by("-pk") if normalizar(s.nombre) == normalizar(nombre)), None)
    if otra is None or otra.pk == distinta_de:
        return None
    return YaHay("Ya hay una sesión de ese órgano, de ese tipo y con ese nombre que empieza a esa hora.", otra)


def _rechazo_de_punto(punto: Punto, organo: Organo) -> Rechazo | None:
    """Why this deliverable cannot be on an agenda of the body."""
    if punto.entregable is None:
        return None
    if punto.entregable.proceso_id != organo.proceso_id:
        return Rechazo("proceso", f"«{punto.entregable}» es de otro proceso.", "Elija uno de este proceso.")
    if punto.entregable.es_plantilla or punto.entregable.estado in YA_NO_SE_DECIDE:
        estado = "es una plantilla" if punto.entregable.es_plantilla else punto.entregable.get_estado_display().lower()
        return Rechazo(
            "estado", f"«{punto.entregable}» ({estado}) ya no se decide.", "Elija uno que espere una decisión."
        )
    return None


def _ya_en_el_orden(punto: Punto, sesion: Sesion) -> Rechazo | None:
    """A matter that the agenda has already; that of a deliverable, the database tells."""
    titulo = normalizar(punto.titulo)
    igual = next((p for p in sesion.puntos.filter(entregable=None) if normalizar(p.titulo) == titulo), None)
    if punto.entregable is not None or igual is None:
        return None
    return Rechazo(
        "titulo", f"Ya está en el orden del día, en el punto {igual.orden}.", "Si es otro asunto, dígalo de otro modo."
    )


def _agregar(acto: Acto[Any], sesion: Sesion, orden: int, punto: Punto) -> PuntoOrden:
    nuevo = PuntoOrden(
        sesion=sesion,
        orden=orden,
        titulo=punto.titulo or str(punto.entregable or ""),
        entregable=punto.entregable,
        documento=documento_vigente(punto.entregable) if punto.entregable else None,
    )
    acto.escribir(nuevo, "Orden del día")
    return nuevo


@escritura()
def agregar_punto(sesion: Sesion, punto: Punto, *, por: Usuario | None, en: datetime) -> PuntoOrden:
    """Add a point at the end of the agenda, while the session is called or under way."""
    acto = _abrir("agregar_punto", sesion, por=por, en=en)
    acto.exigir(_rechazo_de_punto(punto, acto.objeto.organo), _ya_en_el_orden(punto, acto.objeto))
    ultimo = acto.objeto.puntos.order_by("-orden").first()
    return _agregar(acto, acto.objeto, ultimo.orden + 1 if ultimo else 1, punto)


@escritura()
def quitar_punto(punto: PuntoOrden, *, motivo: str, por: Usuario | None, en: datetime) -> None:
    """Take an undecided point off the agenda; its history keeps the reason. The others keep their number."""
    acto = _abrir("quitar_punto", punto.sesion, por=por, en=en, motivo=motivo.strip())
    punto = bloquear(PuntoOrden.objects.filter(sesion=acto.objeto), punto.pk)
    acto.exigir(
        Rechazo("motivo", "Falta el motivo.", "Diga por qué se retira.") if not acto.motivo else None,
        Rechazo("decidido", f"El punto {punto.orden} ya fue decidido.", "Una decisión no se retira.")
        if hasattr(punto, "decision")
        else None,
    )
    firmar(punto, por, en, acto.en_la_historia(), acto.asentado())
    punto.delete()


@escritura()
def instalar(sesion: Sesion, *, presentes: Collection[Integracion], por: Usuario | None, en: datetime) -> Sesion:
    """Open the session with who is present. Refused without quorum: voting members in office on its day."""
    acto = _abrir("instalar", sesion, por=por, en=en)
    sesion = acto.objeto
    integrantes = integrantes_de(sesion)
    llegaron = {p.pk for p in presentes}
    ajenos = llegaron - {i.pk for i in integrantes}
    con_voto = sum(1 for i in integrantes if i.pk in llegaron and i.con_voto)
    acto.exigir(
        Rechazo("integracion", "Hay personas que no integran el órgano en esa fecha.", "Revise la lista.")
        if ajenos
        else None,
        Rechazo(
            "quorum",
            f"No hay quórum: {con_voto} de {sesion.organo.quorum} integrantes con voto.",
            "Registre a quienes llegaron o cancele la sesión y convoque de nuevo.",
        )
        if con_voto < sesion.organo.quorum
        else None,
    )
    for integrante in integrantes:
        acto.escribir(
            Asistencia(sesion=sesion, integracion=integrante, presente=integrante.pk in llegaron),
            "Lista de asistencia",
        )
    sesion.estado = Sesion.Estado.INSTALADA
    acto.escribir(motivo="Instalación con quórum")
    return sesion


def integrantes_de(sesion: Sesion) -> list[Integracion]:
    """Members of the body in office on the session's local day."""
    dia = dia_local(sesion.inicia_en, sesion.proceso.tz)
    return [i for i in sesion.organo.integraciones.all() if i.desde <= dia and (i.hasta is None or i.hasta >= dia)]


@dataclass(frozen=True)
class Sentido:
    """How a point was decided. `votos` maps the primary key of each member's seat to their vote."""

    punto: PuntoOrden
    resultado: str
    acuerdo: str = ""
    observaciones: str = ""
    votos: Mapping[int, str] = field(default_factory=dict)


@escritura()
def decidir(
    sesion: Sesion,
    sentidos: Sequence[Sentido],
    *,
    decidida_en: datetime,
    por: Usuario | None,
    en: datetime,
) -> list[Decision]:
    """Decide several deliverables at once: all the points given or, if one is refused, none.

    Steps: 1. lock the session and each deliverable; 2. check that its stage is of this body and kind of meeting,
    that the outcome is one the stage admits, and that the votes support it; 3. bind the decision to the hash of
    the current document; 4. move the deliverable along its route.
    """
    acto = _abrir("decidir", sesion, por=por, en=en, ocurrio=decidida_en)
    sesion = acto.objeto
    acto.exigir(
        None
        if sesion.inicia_en <= decidida_en <= en
        else Rechazo(
            "orden",
            "La decisión debe ocurrir después del inicio de la sesión y no en el futuro.",
            "Revise la hora de la decisión.",
        )
    )
    presentes = {
        a.integracion_id: a.integracion for a in sesion.asistencias.filter(presente=True).select_related("integracion")
    }
    # All at once and in the order of the plan, as whoever locks several does, so that no two wait for each other.
    tratados = sesion.puntos.filter(pk__in=[s.punto.pk for s in sentidos]).values("entregable")
    list(Entregable.objects.select_for_update(of=("self",)).filter(pk__in=tratados).order_by("orden"))
    return [_decidir(acto, sentido, presentes) for sentido in sentidos]


def _decidir(acto: Acto[Sesion], sentido: Sentido, presentes: Mapping[int, Integracion]) -> Decision:
    """Take one decision of the session's: bound to the document, with its votes, it moves the deliverable."""
    sesion, decidida_en = acto.objeto, acto.caso.ocurrio or acto.en
    punto = sesion.puntos.select_related("entregable").get(pk=sentido.punto.pk)
    if punto.entregable is None:
        raise Rechazo("punto", f"El punto «{punto.titulo}» no trata un entregable.", "Solo se deciden entregables.")
    entregable = bloquear(Entregable.objects.con_lo_que_se_muestra(), punto.entregable.pk)
    caso = CasoDeEntregable(entregable, acto.en, acto.caso.ambito, acto.caso.ocurrio)
    documento = documento_vigente(entregable)
    exigir(_rechazos(caso, sesion, punto, sentido, presentes, documento))
    exigir(_rechazos_de_lo_previo(caso, sentido, documento, decidida_en))
    resultado = Decision.Resultado(sentido.resultado)
    sobre_el_entregable = acto.sobre(
        caso,
        DE_ENTREGABLE["decidir"],
        motivo=sentido.observaciones.strip() or resultado.label,
        hechos={
            "sesion": sesion.pk,
            "organo": sesion.organo.clave,
            "resultado": resultado.value,
            "sha256": documento.sha256 if documento else "",
            "votos": _cuenta(sentido.votos),
        },
    )
    etapa = empezar(sobre_el_entregable)
    if documento is not None and punto.documento_id != documento.pk:
        punto.documento = documento
        acto.escribir(punto, "Documento que se decidió")
    decision = Decision(
        punto=punto,
        etapa=etapa,
        resultado=resultado,
        acuerdo=sentido.acuerdo.strip(),
        observaciones=sentido.observaciones.strip(),
        sha256=documento.sha256 if documento else "",
        decidida_en=decidida_en,
    )
    acto.escribir(decision, f"{resultado.label} en {sesion}")
    for integracion, voto in sentido.votos.items():
        acto.escribir(Voto(decision=decision, integracion=presentes[integracion], sentido=voto), "Votación")
    aplicar_decision(
        sobre_el_entregable,
        LoDecidido(
            favorable=resultado in Decision.FAVORABLES,
            devuelve=resultado == Decision.Resultado.DEVUELTO,
            dia=acto.caso.el,
            acuerdo=decision.acuerdo,
        ),
    )
    return decision


def _rechazos_de_lo_previo(
    caso: CasoDeEntregable, sentido: Sentido, documento: Documento | None, decidida_en: datetime
) -> list[Rechazo | None]:
    """What the earlier decisions of the route, or the month that is reported, do not let this one do."""
    vigentes = decisiones_vigentes(caso.objeto)
    favorable = sentido.resultado in Decision.FAVORABLES
    return [
        anterior_a_lo_decidido(vigentes, decidida_en, "Esta decisión"),
        documento_cambiado(vigentes, documento, ya_decidido=False) if favorable else None,
        *(advertencias(DE_ENTREGABLE["decidir"], caso) if favorable and not sentido.observaciones.strip() else ()),
    ]


def _cuenta(votos: Mapping[int, str]) -> dict[str, int]:
    return {s.value: sum(1 for v in votos.values() if v == s.value) for s in Voto.Sentido}


def _rechazos(
    caso: CasoDeEntregable,
    sesion: Sesion,
    punto: PuntoOrden,
    sentido: Sentido,
    presentes: Mapping[int, Integracion],
    documento: Documento | None,
) -> list[Rechazo | None]:
    """Every reason for which this body may not decide this point so."""
    if hasattr(punto, "decision"):
        return [Rechazo("decidido", f"El punto {punto.orden} ya fue decidido.", "Una decisión no se repite.")]
    entregable, etapa = caso.objeto, etapa_actual(caso.objeto)
    es_reunion = sesion.tipo == Sesion.Tipo.REUNION
    if (
        etapa is None
        or etapa.tipo != EtapaRuta.Tipo.DECIDIR
        or etapa.organo_id != sesion.organo_id
        or (etapa.tipo_sesion == Sesion.Tipo.REUNION) != es_reunion
    ):
        donde = f"en «{entregable.etapa.nombre}»" if entregable.etapa else entregable.get_estado_display().lower()
        return [
            Rechazo(
                "etapa",
                f"«{entregable}» está {donde}: no toca decidirlo en esta sesión.",
                "Déjelo sin decidir o complete antes la etapa pendiente.",
            )
        ]
    resultado = sentido.resultado
    favor = _cuenta(sentido.votos)
    con_voto = {pk for pk, i in presentes.items() if i.con_voto}
    favorable = resultado in Decision.FAVORABLES
    necesita_acuerdo = (
        etapa.aprueba
        and sesion.organo.tipo == Organo.Tipo.CONSEJO
        and resultado in (Decision.Resultado.APROBADO, Decision.Resultado.APROBADO_MODIFICADO)
    )
    return [
        Rechazo(
            "resultado",
            f"La etapa «{etapa.nombre}» no admite el sentido «{resultado}».",
            "Elija uno de los que la ruta prevé.",
        )
        if resultado not in etapa.resultados
        else None,
        Rechazo(
            "observaciones",
            "Una devolución necesita decir qué debe corregirse.",
            "Escriba las observaciones que recibirá el área.",
        )
        if resultado == Decision.Resultado.DEVUELTO and not sentido.observaciones.strip()
        else None,
        Rechazo(
            "votos",
            "Hay votos de quien no estuvo presente o no tiene voto.",
            "Revise la asistencia y los votos.",
        )
        if set(sentido.votos) - con_voto
        else None,
        Rechazo(
            "mayoria",
            f"Con {favor['favor']} a favor y {favor['contra']} en contra no hay mayoría.",
            "Registre el sentido que corresponde a la votación.",
        )
        if favorable and sentido.votos and favor["favor"] <= favor["contra"]
        else None,
        Rechazo(
            "documento",
            f"«{entregable}» no tiene documento: no hay qué aprobar.",
            "Adjúntelo en su ficha; la decisión queda unida a la huella de ese archivo.",
        )
        if favorable and documento is None
        else None,
        Rechazo("acuerdo", "Falta el número del acuerdo aprobado.", "Escríbalo como lo publica el Consejo.")
        if necesita_acuerdo and not sentido.acuerdo.strip()
        else None,
    ]


@escritura()
def concluir(sesion: Sesion, *, termina_en: datetime, por: Usuario | None, en: datetime) -> Sesion:
    """Close the session. Points left undecided stay on their stage, for another session."""
    acto = _abrir("concluir", sesion, por=por, en=en, ocurrio=termina_en)
    sesion = acto.objeto
    decididas = Decision.objects.filter(punto__sesion=sesion).aggregate(Max("decidida_en"))["decidida_en__max"]
    acto.exigir(
        None
        if (decididas or sesion.inicia_en) <= termina_en <= en
        else Rechazo(
            "orden",
            "La hora de clausura no es posible.",
            "Debe seguir al inicio de la sesión y a lo que decidió, y no ser futura.",
        )
    )
    sesion.termina_en = termina_en
    sesion.estado = Sesion.Estado.CONCLUIDA
    acto.escribir(motivo="Clausura")
    return sesion


@escritura()
def cancelar(sesion: Sesion, *, motivo: str, por: Usuario | None, en: datetime) -> Sesion:
    """Cancel a session that did not meet, with the reason."""
    acto = _abrir("cancelar", sesion, por=por, en=en, motivo=motivo)
    acto.exigir(
        None if motivo.strip() else Rechazo("motivo", "Falta el motivo.", "Por ejemplo: falta de quórum."),
    )
    acto.objeto.estado = Sesion.Estado.CANCELADA
    acto.escribir()
    return acto.objeto
