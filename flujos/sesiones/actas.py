"""The minutes of a session: a draft made from what was recorded, typed by one or several, approved, signed, frozen."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.core.files.base import File

from calendario.fechas import dia_local, fecha_en_prosa, momento_en_prosa
from calendario.limpieza import en_parrafos
from compliance.actos import escritura
from compliance.models import Integracion, Usuario

from ..acto import Acto
from ..models import Acta, Asistencia, Decision, Papel, PuntoOrden, Sesion, Voto
from ..transiciones import PorConfirmar, Rechazo, bloquear
from ..verbos.convocatoria import DE_CONVOCATORIA
from ..verbos.sesiones import CasoDeSesion
from .acto import abrir, integrantes_de
from .asistencia import quorum_de
from .orden import ABIERTAS, Punto, agregar_punto
from .papeles import guardar_papel


@escritura()
def redactar_acta(sesion: Sesion, *, reemplaza: int | None = None, por: Usuario | None, en: datetime) -> Acta:
    """Make the draft from what is recorded now.

    Over a text that somebody typed, only when `reemplaza` names the version that they have just read: what it said
    stays in its history. Raises PorConfirmar("reemplaza") otherwise.
    """
    acto = abrir("redactar_acta", sesion, por=por, en=en)
    acta = _si_hay(acto)
    acto.exigir(
        None
        if acta is None or acta.intacta or reemplaza == acta.version
        else PorConfirmar(
            "reemplaza",
            "Alguien escribió en el acta: el borrador nuevo sustituirá su texto.",
            "Lo escrito queda en sus versiones.",
        )
    )
    texto = en_parrafos(borrador(acto.objeto))
    if acta is None:
        acta = Acta(sesion=acto.objeto, texto=texto, generado=texto)
        acto.escribir(acta, "Borrador del acta")
    elif texto != acta.texto:
        acta.texto = acta.generado = texto
        acta.version += 1
        acto.escribir(acta, "Borrador generado de nuevo")
    return acta


@escritura()
def guardar_acta(sesion: Sesion, *, texto: str, version: int, por: Usuario | None, en: datetime) -> Acta:
    """Save the text that somebody wrote over `version`. Refused as «version» if another one was saved meanwhile."""
    acto = abrir("guardar_acta", sesion, por=por, en=en)
    acta = _acta(acto)
    texto = en_parrafos(texto)
    # The same one sent twice is already saved.
    mismo = acta.texto == texto
    acto.exigir(
        Rechazo("texto", "El acta no puede quedar vacía.", "Escríbala o genere su borrador.") if not texto else None,
        Rechazo(
            "version",
            "Alguien guardó el acta mientras usted escribía.",
            "Compare los dos textos, deje el suyo como deba quedar y guárdelo de nuevo.",
        )
        if acta.version != version and not mismo
        else None,
    )
    if not mismo:
        acta.texto = texto
        acta.version += 1
        acto.escribir(acta, f"Versión {acta.version}")
    return acta


@escritura()
def someter_acta(sesion: Sesion, *, en_sesion: Sesion, por: Usuario | None, en: datetime) -> PuntoOrden:
    """Put the approval of its minutes on the agenda of another session of the same body. Their text is closed."""
    acto = abrir("someter_acta", sesion, por=por, en=en)
    acta = _acta(acto)
    acto.exigir(
        None
        if en_sesion.organo_id == acto.objeto.organo_id and en_sesion.pk != acto.objeto.pk
        else Rechazo("en_sesion", "Debe ser otra sesión del mismo órgano.", "Elija otra.")
    )
    acto.anotar(hechos={"en_sesion": en_sesion.pk})
    ya = acta.puntos.filter(sesion=en_sesion, decision=None, sesion__estado__in=ABIERTAS).first()
    if ya is not None and acta.estado == Acta.Estado.BORRADOR:
        # It was returned to be corrected; its point is still there.
        acta.estado = Acta.Estado.POR_APROBAR
        acto.escribir(acta, "Se somete a aprobación")
        return ya
    return agregar_punto(en_sesion, Punto("", acta=acta), motivo="Se somete a aprobación", por=por, en=en)


@escritura()
def devolver_acta(sesion: Sesion, *, motivo: str, por: Usuario | None, en: datetime) -> Acta:
    """Open its text again, with the reason: what has to be corrected before it is approved."""
    acto = abrir("devolver_acta", sesion, por=por, en=en, motivo=motivo.strip())
    acta = _acta(acto)
    acto.exigir(None if acto.motivo else Rechazo("motivo", "Falta el motivo.", "Diga qué debe corregirse."))
    acta.estado = Acta.Estado.BORRADOR
    acto.escribir(acta)
    return acta


def aprobar_en(acto: Acto[Sesion], pk: int) -> None:
    """Approve the minutes that a point of the session of `acto` is about, as it decided inside the same transaction."""
    acta, de_la_suya = _en_su_sesion(acto, pk, "aprobar_acta")
    de_la_suya.exigir()
    acta.estado = Acta.Estado.APROBADA
    acta.aprobada_en = acto.caso.ocurrio or acto.en
    de_la_suya.escribir(acta, f"Aprobada en {acto.objeto}")


def desaprobar_en(acto: Acto[Sesion], pk: int) -> None:
    """Undo it with the decision: they wait for their approval again. Refused once they are signed."""
    acta, de_la_suya = _en_su_sesion(acto, pk, "desaprobar_acta")
    de_la_suya.exigir()
    acta.estado = Acta.Estado.POR_APROBAR
    acta.aprobada_en = None
    de_la_suya.escribir(acta, f"Se deshizo su aprobación en {acto.objeto}")


def _en_su_sesion(acto: Acto[Sesion], pk: int, verbo: str) -> tuple[Acta, Acto[Sesion]]:
    """The minutes, locked, and what is done to them on the session that they are of."""
    acta = bloquear(Acta.objects.select_related("sesion__organo", "sesion__proceso__instituto"), pk)
    caso = CasoDeSesion(acta.sesion, acto.en, acto.caso.ambito, acto.caso.ocurrio)
    return acta, acto.sobre(caso, DE_CONVOCATORIA[verbo])


@escritura()
def firmar_acta(sesion: Sesion, archivo: File[bytes], *, por: Usuario | None, en: datetime) -> Papel:
    """Keep the signed minutes as a document of the session. From then on nothing of them changes."""
    acto = abrir("firmar_acta", sesion, por=por, en=en)
    acta = _acta(acto)
    papel = guardar_papel(acto, archivo, Papel.Clase.ACTA)
    acta.estado = Acta.Estado.FIRMADA
    acta.firmada = papel.documento
    acto.escribir(acta, "Acta firmada")
    return papel


def _si_hay(acto: Acto[Sesion]) -> Acta | None:
    """Its minutes, locked, if they were begun."""
    pk = Acta.objects.filter(sesion=acto.objeto).values_list("pk", flat=True).first()
    return bloquear(Acta.objects.select_related("sesion__organo"), pk) if pk else None


def _acta(acto: Acto[Sesion]) -> Acta:
    """Its minutes, locked. Refused if there are none, as its row does."""
    acta = _si_hay(acto)
    if acta is None:
        acto.exigir()
        raise RuntimeError("Sus filas exigen un acta.")
    return acta


# -- What a draft says ------------------------------------------------------------------------------------


def borrador(sesion: Sesion) -> str:
    """The draft, in paragraphs, from what is recorded: attendance, points, votes by name, acuerdos and hours."""
    return "\n\n".join(_parrafos(sesion))


def _parrafos(sesion: Sesion) -> Iterator[str]:
    tz = sesion.proceso.tz
    lugar = f", en {sesion.lugar}" if sesion.lugar else ""
    yield (
        f"El {momento_en_prosa(sesion.inicia_en, tz)}{lugar}, se reunió «{sesion.organo}» para celebrar «{sesion}»"
        + (f", convocada el {momento_en_prosa(sesion.convocada_en, tz)}." if sesion.convocada_en else ".")
    )
    yield from _asistencia(sesion)
    yield from _recesos(sesion)
    puntos = sesion.puntos.select_related("entregable", "decision").prefetch_related(
        "decision__votos__integracion", "decision__votos__suplencia__integracion"
    )
    for punto in puntos:
        yield f"{punto.orden}. {punto.titulo}"
        decision = getattr(punto, "decision", None)
        if decision is not None:
            yield from _decision(decision, sesion)
        elif (punto.entregable or punto.acta_id) and sesion.estado == Sesion.Estado.CONCLUIDA:
            yield "El punto quedó sin decidir en esta sesión."
    if sesion.termina_en is not None:
        yield (f"No habiendo otro asunto que tratar, la sesión concluyó el {momento_en_prosa(sesion.termina_en, tz)}.")


def _hora(momento: datetime, sesion: Sesion) -> str:
    return f"{momento.astimezone(sesion.proceso.tz):%H:%M}"


def _asistencia(sesion: Sesion) -> Iterator[str]:
    asistencias = list(sesion.asistencias.select_related("integracion", "suplencia__integracion"))
    if not asistencias:
        return
    presentes = [a for a in asistencias if a.presente]
    ausentes = [a for a in asistencias if not a.presente]
    inicial = quorum_de(sesion, [a.integracion for a in presentes if a.desde is None])
    # A line for each who sat, with all the times that they came and left.
    veces: dict[str, list[Asistencia]] = {}
    for a in presentes:
        veces.setdefault(f"- {a.quien}{'' if a.integracion.con_voto else ' (sin voto)'}", []).append(a)
    recesos = set(sesion.recesos.values_list("desde", flat=True)) | set(sesion.recesos.values_list("hasta", flat=True))
    yield "Asistencia\n" + "\n".join(
        quien + "".join(_cuando(a, sesion, recesos) for a in suyas) for quien, suyas in veces.items()
    )
    if ausentes:
        yield "Ausentes al pasar lista\n" + "\n".join(f"- {a.integracion}" for a in ausentes)
    # The presidency may have come later: who presided until then is in the history.
    dichos = Sesion.history.filter(id=sesion.pk, preside__isnull=False).order_by("history_id").values_list("preside")
    presidieron = [str(i) for i in Integracion.objects.filter(pk__in=dichos).order_by("nombre")]
    if presidieron:
        yield f"Por ausencia de la presidencia, presidió: {'; '.join(presidieron)}."
    yield (
        f"Con {inicial.presentes} de {sum(1 for i in integrantes_de(sesion) if i.con_voto)} integrantes con voto se "
        f"declaró el quórum, que es de {inicial.necesarios}."
    )


def _cuando(asistencia: Asistencia, sesion: Sesion, recesos: Collection[datetime | None]) -> str:
    """When they came, if it was not at the beginning, and when they left, if it was before the end.

    Who leaves as a recess begins only paused with the session.
    """
    tz = sesion.proceso.tz
    llego = f"se incorporó el {momento_en_prosa(asistencia.desde, tz)}" if asistencia.desde else ""
    if asistencia.desde in recesos:
        llego = f"presente al reanudar, el {momento_en_prosa(asistencia.desde, tz)}" if asistencia.desde else ""
    salio = ""
    if asistencia.hasta and asistencia.hasta not in recesos:
        salio = f"se retiró el {momento_en_prosa(asistencia.hasta, tz)}"
    partes = " y ".join(filter(None, (llego, salio)))
    return f"; {partes}" if partes else ""


def _recesos(sesion: Sesion) -> Iterator[str]:
    tz = sesion.proceso.tz
    for receso in sesion.recesos.all():
        hasta = f" y continuó el {momento_en_prosa(receso.hasta, tz)}" if receso.hasta else ""
        yield f"Se declaró un receso el {momento_en_prosa(receso.desde, tz)}{hasta}."


def _decision(decision: Decision, sesion: Sesion) -> Iterator[str]:
    acuerdo = f", acuerdo {decision.acuerdo}" if decision.acuerdo else ""
    tz = sesion.proceso.tz
    dia = dia_local(decision.decidida_en, tz)
    # In a session of several days, on which of them.
    fecha = "" if dia == dia_local(sesion.inicia_en, tz) else f"el {fecha_en_prosa(dia)} "
    hora = f"{fecha}a las {_hora(decision.decidida_en, sesion)} horas"
    calidad = ", por el voto de calidad de quien preside" if decision.por_calidad else ""
    yield f"Resultado: {decision.get_resultado_display().lower()}{acuerdo}{calidad}, {hora}."
    votos = list(decision.votos.all())
    if votos:
        por_sentido = [(s.label, [v.nombre for v in votos if v.sentido == s.value]) for s in Voto.Sentido]
        yield "Votación\n" + "\n".join(
            f"- {sentido} ({len(nombres)}): {', '.join(nombres)}" for sentido, nombres in por_sentido if nombres
        )
    if decision.observaciones:
        yield f"Observaciones: {decision.observaciones}"
    if decision.sha256:
        yield f"Huella SHA-256 del documento: {decision.sha256}"
