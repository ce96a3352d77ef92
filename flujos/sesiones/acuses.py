"""Who has no account and received a call, and what is sent again because it did not leave. Neither writes a row: their
acts are the record.
"""

from datetime import datetime

from calendario.fechas import fecha_hora
from compliance.actos import escritura
from compliance.models import Acto, Nombramiento, Rol, Usuario

from ..models import Sesion
from ..transiciones import Rechazo, YaHecho
from .acto import abrir
from .convocados import Convocado, convocados_de


def acuses_de(sesion: Sesion) -> dict[str, str]:
    """How it was noted that each received it, by their `Convocado.llave`."""
    actos = Acto.objects.filter(modelo=Sesion._meta.label_lower, objeto=sesion.pk, verbo="anotar_acuse")
    tz = sesion.proceso.tz
    return {
        a.hechos["convocado"]: f"{a.motivo}, el {fecha_hora(a.ocurrio_en or a.en, tz)}" for a in actos.order_by("pk")
    }


def sin_cuenta(sesion: Sesion) -> list[Convocado]:
    """Those called who cannot say by themselves that they received it."""
    con_cuenta = set(
        Nombramiento.objects.filter(
            proceso=sesion.proceso_id, actor__isnull=False, rol__name=Rol.PARTIDO, usuario__is_active=True
        ).values_list("actor", flat=True)
    )
    return [c for c in convocados_de(sesion) if c.usuario is None and (c.actor is None or c.actor.pk not in con_cuenta)]


@escritura()
def anotar_acuse(
    sesion: Sesion, *, convocado: str, como: str, recibida_en: datetime, por: Usuario | None, en: datetime
) -> None:
    """Note how and when somebody without an account received the call: on paper, by a signed mail."""
    acto = abrir("anotar_acuse", sesion, por=por, en=en, motivo=como.strip(), ocurrio=recibida_en)
    # What is typed has no seconds.
    convocada_en = acto.objeto.convocada_en and acto.objeto.convocada_en.replace(second=0, microsecond=0)
    acto.exigir(
        Rechazo("convocado", "Puede acusarla con su cuenta.", "Elija a alguien de la lista.")
        if convocado not in {c.llave for c in sin_cuenta(acto.objeto)}
        else YaHecho("convocado", "Ya está anotado que la recibió.", "Revise la lista.")
        if convocado in acuses_de(acto.objeto)
        else None,
        None if acto.motivo else Rechazo("como", "Falta cómo se supo.", "Por ejemplo, el acuse del oficio."),
        None
        if (convocada_en is None or convocada_en <= recibida_en) and recibida_en <= en
        else Rechazo("recibida_en", "Esa hora no es posible.", "Debe seguir a la convocatoria y no ser futura."),
    )
    acto.anotar(hechos={"convocado": convocado})


@escritura()
def reenviar(sesion: Sesion, *, convocado: str, por: Usuario | None, en: datetime) -> None:
    """Ask that the call be sent again to somebody, at the address that is known now; the sweep does it."""
    acto = abrir("reenviar", sesion, por=por, en=en)
    s = acto.objeto
    acto.exigir(
        None
        if convocado in {c.llave for c in convocados_de(s)}
        else Rechazo("convocado", "Ya no se le convoca a esta sesión.", "Recargue la página."),
        Rechazo("inicia_en", "La sesión ya comenzó.", "Anote cómo se le avisó, si no tiene cuenta.")
        if s.estado == Sesion.Estado.CONVOCADA and s.inicia_en <= en
        else None,
    )
    acto.anotar(hechos={"convocado": convocado})
