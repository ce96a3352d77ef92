"""What every service of this package begins and ends with."""

from datetime import datetime

from calendario.fechas import dia_local
from calendario.plazos import Vencimiento, calcular
from calendario.reglas import Unidad
from compliance.models import Candidatura, Usuario
from compliance.sentencias import Preparada
from compliance.verbos.modelo import Verbo

from ..acto import Acto, alcance, comenzar
from ..guardas import CasoDeCandidatura
from ..transiciones import Rechazo, bloquear, con_cerrojo
from ..verbos.candidaturas import DE_CANDIDATURA

CANDIDATURA: Preparada[Candidatura] = Preparada(
    lambda pk: con_cerrojo(Candidatura.objects.select_related("proceso__instituto", "persona")).filter(pk=pk)
)


def abrir(
    verbo: str, candidatura: Candidatura, *, por: Usuario | None, en: datetime, motivo: str = ""
) -> Acto[Candidatura]:
    """Lock the candidacy and begin the act of `por` on it. Needs an open transaction.

    Refused at once to whoever may not do it, or in a state where it has no place; the rest is for `Acto.exigir`.
    """
    return abrir_con(DE_CANDIDATURA[verbo], candidatura.pk, por=por, en=en, motivo=motivo)


def abrir_con(verbo: Verbo, pk: int, *, por: Usuario | None, en: datetime, motivo: str = "") -> Acto[Candidatura]:
    """`abrir`, of a verb of any table of candidacies, by the key of the candidacy."""
    c = bloquear(CANDIDATURA, pk)
    return comenzar(verbo, CasoDeCandidatura(c, en, alcance(por, c.proceso, en)), por=por, motivo=motivo)


def plazo(acto: Acto[Candidatura], desde: datetime) -> Vencimiento:
    """The term that the verb starts, as its row says: días naturales that count from the day after `desde`, and why."""
    reloj, tz = acto.verbo.reloj, acto.objeto.proceso.tz
    if reloj is None or reloj.dias is None:
        raise TypeError(f"«{acto.verbo.clave}» no inicia un plazo de días.")
    return calcular(
        f"{Unidad.NATURALES.en_palabras(reloj.dias(acto.caso))} después",
        desde=dia_local(desde, tz),
        tz=tz,
        evento=reloj.desde,
        fundamento=reloj.fundamento,
    )


def hechos_de(vencimiento: Vencimiento) -> dict[str, str]:
    """A due moment and its explanation, as facts of a transition."""
    return {"vence": vencimiento.vence.isoformat(), "plazo": vencimiento.explicacion}


def falta_texto(guarda: str, texto: str, mensaje: str, remedio: str) -> Rechazo | None:
    """The refusal of a required text that is blank."""
    return None if texto.strip() else Rechazo(guarda, mensaje, remedio)
