"""Calling a body: the session and its agenda, once, with its notice; and what changes of a call until it meets."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from calendario.fechas import dia_local, fecha_hora
from compliance.actos import escritura
from compliance.historia import firmar
from compliance.models import Organo, Usuario
from compliance.permisos import ambito_de
from compliance.textos import normalizar

from ..acto import alcance, comenzar
from ..models import Confirmacion, Invitado, Sesion
from ..transiciones import Rechazo, YaHay, bloquear, fuera_del_proceso
from ..verbos.convocatoria import DE_CONVOCATORIA, CasoDeConvocado
from ..verbos.sesiones import DE_SESION, CasoDeOrgano, CasoDeSesion
from .acto import abrir
from .convocados import fue_convocado
from .orden import Punto, agregar, rechazo_de_punto


@escritura()
def convocar(
    organo: Organo,
    *,
    tipo: str,
    inicia_en: datetime,
    puntos: Sequence[Punto],
    nombre: str = "",
    lugar: str = "",
    motivo: str = "",
    distinta_de: int | None = None,
    por: Usuario | None,
    en: datetime,
) -> Sesion:
    """Call a session with its agenda. At least one point; each deliverable of the same process and only once.

    Two calls of one body, kind, name and beginning are the same one sent twice: refused as `YaHay`, unless
    `distinta_de` is the key of the one that there is. With less notice than the body asks for that kind of session
    (`Organo.anticipacion`, in hours from `en`), or one that already began, it needs a `motivo`, which the act keeps.
    """
    # Who calls the same body waits, and sees what was called meanwhile.
    bloquear(Organo, organo.pk)
    caso = CasoDeOrgano(organo, en, alcance(por, organo.proceso, en), inicia_en)
    acto = comenzar(DE_SESION["convocar"], caso, por=por, motivo=motivo.strip())
    fuera = fuera_del_proceso(caso.el, organo.proceso)
    acto.exigir(
        fuera,
        sin_anticipacion(organo, tipo, inicia_en, en) if not (fuera or acto.motivo) else None,
        Rechazo("puntos", "El orden del día está vacío.", "Agregue al menos un punto.") if not puntos else None,
        *(rechazo_de_punto(p, organo) for p in puntos),
        # No database holds a moment of the last day that there is.
        _ya_convocada(organo, tipo, nombre, inicia_en, distinta_de) if not fuera else None,
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
    de_la_sesion.escribir(motivo=acto.motivo or "Convocatoria")
    for orden, punto in enumerate(puntos, start=1):
        agregar(de_la_sesion, sesion, orden, punto)
    return sesion


def limite_para_convocar(organo: Organo, tipo: str, inicia_en: datetime) -> datetime:
    """The last moment at which a session that begins then can be called without a reason."""
    return inicia_en - timedelta(hours=organo.anticipacion.horas(tipo))


def sin_anticipacion(organo: Organo, tipo: str, inicia_en: datetime, en: datetime) -> Rechazo | None:
    """It would be called with less notice than the body asks for this kind of session, known at `en`."""
    limite = limite_para_convocar(organo, tipo, inicia_en)
    if en <= limite:
        return None
    horas = organo.anticipacion.horas(tipo)
    clase = Sesion.Tipo(tipo).label.lower()
    return Rechazo(
        "anticipacion",
        f"«{organo}» convoca con {horas} horas de anticipación ({clase}): debió convocarse a más tardar el "
        f"{fecha_hora(limite, organo.proceso.tz)}."
        if horas
        else "La sesión ya comenzó.",
        "Elija otra fecha u hora, otro tipo de sesión, o diga por qué se convoca así.",
        campos={"motivo": f"Faltan horas de anticipación: son {horas}. Diga por qué, o cambie la fecha"}
        if horas
        else {"motivo": "La sesión ya comenzó: diga por qué se convoca después"},
    )


@escritura()
def reprogramar(
    sesion: Sesion, *, inicia_en: datetime, lugar: str, motivo: str, por: Usuario | None, en: datetime
) -> Sesion:
    """Move a called session to another moment or place, and say why; whoever was called is told.

    The reason excuses a shorter notice too, and the act keeps it.
    """
    acto = abrir("reprogramar", sesion, por=por, en=en, motivo=motivo.strip())
    s = acto.objeto
    acto.exigir(
        fuera_del_proceso(CasoDeSesion(s, en, None, inicia_en).el, s.proceso),
        None if acto.motivo else Rechazo("motivo", "Falta el motivo.", "Diga por qué cambia."),
        None
        if (inicia_en, lugar.strip()) != (s.inicia_en, s.lugar)
        else Rechazo("inicia_en", "Es la misma fecha y el mismo lugar.", "Cambie lo que deba cambiar."),
        None if inicia_en > en else Rechazo("inicia_en", "Esa hora ya pasó.", "Elija una por venir."),
    )
    s.inicia_en, s.lugar = inicia_en, lugar.strip()
    acto.escribir()
    return s


@escritura()
def invitar(
    sesion: Sesion, *, nombre: str, correo: str, cargo: str = "", por: Usuario | None, en: datetime
) -> Invitado:
    """Invite somebody by name to this session. One address is invited once."""
    acto = abrir("invitar", sesion, por=por, en=en)
    ya = acto.objeto.invitados.filter(correo__iexact=correo.strip()).first()
    acto.exigir(
        Rechazo("correo", f"Ese correo ya es de {ya.nombre}, que está en la lista.", "Escriba otro.") if ya else None
    )
    invitado = Invitado(sesion=acto.objeto, nombre=nombre, cargo=cargo, correo=correo.strip())
    acto.escribir(invitado, "Invitación")
    return invitado


@escritura()
def quitar_invitado(invitado: Invitado, *, por: Usuario | None, en: datetime) -> None:
    """Take back an invitation before the session begins. What was sent to them stays sent."""
    acto = abrir("quitar_invitado", invitado.sesion, por=por, en=en)
    acto.exigir()
    invitado = bloquear(Invitado.objects.filter(sesion=acto.objeto), invitado.pk)
    firmar(invitado, por, en, acto.en_la_historia(), acto.asentado())
    invitado.delete()


@escritura()
def responder(sesion: Sesion, *, asistira: bool, por: Usuario, en: datetime) -> Confirmacion:
    """Say whether one will come: only who was called, until it begins. It may be said again, otherwise."""
    s = bloquear(Sesion.objects.select_related("organo", "proceso__instituto"), sesion.pk)
    ambito = ambito_de(por, dia_local(en, s.proceso.tz))
    caso = CasoDeConvocado(s, en, ambito)
    acto = comenzar(DE_CONVOCATORIA["responder"], caso, por=por)
    acto.exigir(
        None
        if fue_convocado(s, por, ambito)
        else Rechazo("convocada", "Usted no está en la lista de quienes se convocó.", "Consulte a la secretaría.")
    )
    suya = s.confirmaciones.filter(usuario=por).first() or Confirmacion(sesion=s, usuario=por)
    if suya._state.adding or suya.asistira != asistira:
        suya.asistira, suya.en = asistira, en
        acto.escribir(suya, "Asistirá" if asistira else "No asistirá")
    return suya


def _ya_convocada(
    organo: Organo, tipo: str, nombre: str, inicia_en: datetime, distinta_de: int | None
) -> Rechazo | None:
    """There is one alike that still meets or met, and nobody said that this is another one."""
    iguales = organo.sesiones.filter(tipo=tipo, inicia_en=inicia_en).exclude(estado=Sesion.Estado.CANCELADA)
    otra = next((s for s in iguales.order_by("-pk") if normalizar(s.nombre) == normalizar(nombre)), None)
    if otra is None or otra.pk == distinta_de:
        return None
    return YaHay("Ya hay una sesión de ese órgano, de ese tipo y con ese nombre que empieza a esa hora.", otra)
