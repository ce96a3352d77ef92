"""An accepted consent takes effect once its person was told, given with an account or on paper (decision 0024).

Told: the notice of the act that left it accepted was sent to an address of the person. Of the same notice others hear
too (a suplente, whoever represents an independent candidacy, an account that is not the registered address).
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from calendario.fechas import dia_local
from compliance.models import Acto, Candidatura, Consentimiento
from flujos.candidaturas import surtir_consentimiento
from flujos.verbos.candidaturas import DE_CONSENTIR

from .models import Aviso, Escalon


def _correos(en_espera: Mapping[int, Consentimiento], al: datetime) -> dict[int, frozenset[str]]:
    """By candidacy, the addresses of its person. No query for those that have one registered."""
    candidaturas = {c.candidatura_id: c.candidatura for c in en_espera.values()}
    return {pk: c.correos_de_su_titular(dia_local(al, c.proceso.tz)) for pk, c in candidaturas.items()}


def _en_espera() -> dict[int, Consentimiento]:
    consulta = Consentimiento.objects.por_surtir().exclude(candidatura__estado=Candidatura.Estado.RETIRADA)
    return consulta.select_related("candidatura__persona", "candidatura__proceso").in_bulk()


def por_decir(al: datetime) -> dict[int, int]:
    """Transitions that left a consent waiting at `al` and of which no address of its person has a notice.

    Its person had none until now, or has another since. By key, how many notices others were sent of it.
    """
    en_espera = _en_espera()
    correos = {pk: suyos for pk, suyos in _correos(en_espera, al).items() if suyos}
    if not correos:
        return {}
    actos = Acto.objects.filter(verbo__in=DE_CONSENTIR, candidatura__in=correos)
    esperan = {
        pk: candidatura
        for pk, candidatura, hechos in actos.values_list("pk", "candidatura", "hechos")
        if not en_espera.keys().isdisjoint(hechos.get("consentimientos", ()))
    }
    veces: Counter[int] = Counter()
    dichas = set()
    avisos = Aviso.objects.filter(escalon__destinatario=Escalon.Destinatario.CANDIDATURA, actos__in=esperan).exclude(
        estado=Aviso.Estado.OMITIDO
    )
    for acto, correo in avisos.values_list("actos", "destinatario_correo"):
        veces[acto] += 1
        if correo.lower() in correos[esperan[acto]]:
            dichas.add(acto)
    return {acto: veces[acto] for acto in esperan if acto not in dichas}


def surtir_avisados(al: datetime) -> int:
    """Put in force, at `al`, the accepted consents whose person was told; answers how many. One query if none waits."""
    en_espera = _en_espera()
    if not en_espera:
        return 0
    correos = _correos(en_espera, al)
    avisadas: dict[int, datetime] = {}
    enviados = Aviso.objects.filter(
        estado=Aviso.Estado.ENVIADO,
        escalon__destinatario=Escalon.Destinatario.CANDIDATURA,
        actos__verbo__in=DE_CONSENTIR,
        actos__candidatura__in=correos,
    )
    for candidatura, hechos, correo, enviado_en in enviados.values_list(
        "actos__candidatura", "actos__hechos", "destinatario_correo", "enviado_en"
    ):
        if correo.lower() in correos[candidatura]:
            avisadas.update(dict.fromkeys(hechos.get("consentimientos", ()), enviado_en))
    return sum(
        surtir_consentimiento(c, avisado_en=avisadas[pk], en=al) for pk, c in en_espera.items() if pk in avisadas
    )
