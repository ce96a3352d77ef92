"""A consent handed in on paper takes effect once its person was told."""

from datetime import datetime

from compliance.models import Consentimiento
from flujos.candidaturas import surtir_consentimiento

from .models import Aviso, Escalon

VERBO = "aceptar_consentimiento"


def surtir_avisados(al: datetime) -> int:
    """Put in force, at `al`, the accepted consents whose notice went out; answers how many.

    Two queries, one when none waits.
    """
    en_espera = list(Consentimiento.objects.por_surtir().select_related("candidatura"))
    if not en_espera:
        return 0
    avisadas: dict[int, datetime] = {}
    enviados = Aviso.objects.filter(
        estado=Aviso.Estado.ENVIADO,
        escalon__destinatario=Escalon.Destinatario.CANDIDATURA,
        transiciones__verbo=VERBO,
        transiciones__candidatura__in={c.candidatura_id for c in en_espera},
    )
    for hechos, enviado_en in enviados.values_list("transiciones__hechos", "enviado_en"):
        avisadas.update(dict.fromkeys(hechos["consentimientos"], enviado_en))
    return sum(surtir_consentimiento(c, avisado_en=avisadas[c.pk], en=al) for c in en_espera if c.pk in avisadas)
