"""A consent handed in on paper takes effect once its person was told."""

from datetime import datetime

from compliance.models import Consentimiento, Nombramiento, Rol
from flujos.candidaturas import surtir_consentimiento

from .models import Aviso, Escalon

VERBO = "aceptar_consentimiento"


def surtir_avisados(al: datetime) -> int:
    """Put in force, at `al`, the accepted consents whose person was told; answers how many.

    Of the same notice others hear too (a suplente, whoever represents an independent candidacy): that is not telling
    its person. Three queries, one when none waits.
    """
    en_espera = list(Consentimiento.objects.por_surtir().select_related("candidatura__persona"))
    if not en_espera:
        return 0
    suyos = {c.candidatura_id: {c.candidatura.persona.correo.lower()} for c in en_espera}
    cuentas = Nombramiento.objects.filter(candidatura__in=suyos, rol__name=Rol.CANDIDATURA)
    for candidatura, correo in cuentas.values_list("candidatura", "usuario__email"):
        suyos[candidatura].add(correo.lower())
    avisadas: dict[int, datetime] = {}
    enviados = Aviso.objects.filter(
        estado=Aviso.Estado.ENVIADO,
        escalon__destinatario=Escalon.Destinatario.CANDIDATURA,
        transiciones__verbo=VERBO,
        transiciones__candidatura__in=suyos,
    )
    for candidatura, hechos, correo, enviado_en in enviados.values_list(
        "transiciones__candidatura", "transiciones__hechos", "destinatario_correo", "enviado_en"
    ):
        if correo.lower() in suyos[candidatura]:
            avisadas.update(dict.fromkeys(hechos["consentimientos"], enviado_en))
    return sum(surtir_consentimiento(c, avisado_en=avisadas[c.pk], en=al) for c in en_espera if c.pk in avisadas)
