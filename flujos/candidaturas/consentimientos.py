"""Express consents: three purposes, each asked for and revoked apart (Lineamientos art. 4 num. 6).

Nobody consents for another. The person does it with their own account; or whoever keeps the paper that they signed
hands it in and verification looks at it and accepts it. Either way the person is told, with the way to revoke it, and
only then does it take effect: whoever opened an account may be the one who uses it. Decision 0024.
"""

import re
from base64 import b32encode
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from django.core import signing
from django.core.files.base import File
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from compliance.actos import escritura
from compliance.models import Candidatura, Consentimiento, HojaPorPresentar, Proceso, Usuario

from ..acto import Acto
from ..transiciones import FueraDeLugar, Rechazo
from .acto import abrir, falta_texto

Finalidad = Consentimiento.Finalidad
POR_EL_ENLACE = "Su titular lo revocó con el enlace del aviso que recibió"
_SAL = "cauce.consentimientos"


def llave_de(candidatura: Candidatura) -> str:
    """What lets the person revoke without an account: it travels only in the notice that they receive."""
    return signing.Signer(salt=_SAL).sign(str(candidatura.pk))


def candidatura_de_llave(llave: str) -> int | None:
    """The primary key that a `llave_de` holds; None if it is not one."""
    try:
        return int(signing.Signer(salt=_SAL).unsign(llave))
    except (signing.BadSignature, ValueError):
        return None


def _finalidades(finalidades: Collection[str]) -> Rechazo | None:
    if finalidades and set(finalidades) <= set(Finalidad.values):
        return None
    return Rechazo("finalidad", "Falta la finalidad del consentimiento.", f"Elija una: {', '.join(Finalidad.values)}.")


def _ya_abiertas(candidatura: Candidatura, finalidades: Collection[str]) -> Rechazo | None:
    abiertos = {c.finalidad: c for c in candidatura.consentimientos.abiertos()}
    # With the three open the table of guards has already said it.
    if len(abiertos) == len(Finalidad):
        return None
    repetidos = [abiertos[f] for f in finalidades if f in abiertos]
    if not repetidos:
        return None
    cuales = "; ".join(f"{c.get_finalidad_display()}: {c.situacion.lower()}" for c in repetidos)
    return Rechazo("consentimiento", f"Ya hay un consentimiento para esa finalidad ({cuales}).")


def _nuevos(acto: Acto[Candidatura], finalidades: Collection[str], documento: str, huella: str) -> list[Consentimiento]:
    acto.exigir(
        _finalidades(finalidades),
        falta_texto(
            "documento", documento, "Falta el documento firmado.", "Indique el documento que contiene la firma."
        ),
        _ya_abiertas(acto.objeto, finalidades),
    )
    return [
        Consentimiento(candidatura=acto.objeto, finalidad=f, documento=documento.strip(), huella=huella)
        for f in dict.fromkeys(finalidades)
    ]


@escritura()
def otorgar_consentimiento(
    candidatura: Candidatura, *, finalidad: str, documento: str, huella: str = "", por: Usuario | None, en: datetime
) -> Consentimiento:
    """The person consents to one purpose with their own account, and keeps the signed document that proves it.

    It waits for the person to be told.
    """
    acto = abrir("otorgar_consentimiento", candidatura, por=por, en=en)
    [consentimiento] = _nuevos(acto, [finalidad], documento, huella)
    _aceptar(acto, [consentimiento], "Consentimiento otorgado", {"documento": consentimiento.documento})
    return consentimiento


def _aceptar(
    acto: Acto[Candidatura], consentimientos: Collection[Consentimiento], motivo: str, hechos: Mapping[str, object]
) -> None:
    """Leave them waiting for the notice of this act, which is found by the keys that its transition names."""
    for consentimiento in consentimientos:
        consentimiento.aceptado_en = acto.en
        acto.escribir(consentimiento, motivo)
    suyos = {"finalidades": [c.finalidad for c in consentimientos], "consentimientos": [c.pk for c in consentimientos]}
    acto.anotar(hechos={**suyos, **hechos})


@escritura()
def presentar_consentimiento(
    candidatura: Candidatura,
    *,
    finalidades: Collection[str],
    documento: str,
    huella: str = "",
    por: Usuario | None,
    en: datetime,
) -> list[Consentimiento]:
    """Hand in the sheet that the person signed, for one or several purposes. Nothing takes effect yet."""
    acto = abrir("presentar_consentimiento", candidatura, por=por, en=en)
    nuevos = _nuevos(acto, finalidades, documento, huella)
    for consentimiento in nuevos:
        consentimiento.presentado_en, consentimiento.presentado_por = en, por
        acto.escribir(consentimiento, "Consentimiento presentado en papel")
    acto.anotar(hechos={"finalidades": [c.finalidad for c in nuevos], "documento": documento.strip(), "sha256": huella})
    return nuevos


def _de_la_hoja(acto: Acto[Candidatura], finalidades: Collection[str]) -> list[Consentimiento]:
    """The consents that wait for review, of the purposes given."""
    en_espera = {c.finalidad: c for c in acto.objeto.consentimientos.por_aceptar()}
    acto.exigir(
        Rechazo("finalidad", "Elija qué consentimientos de los presentados se revisan.")
        # With none waiting the table of guards has already said it.
        if en_espera and not (finalidades and set(finalidades) <= set(en_espera))
        else None,
        _presento_la_misma_persona(acto, [c for f, c in en_espera.items() if f in finalidades]),
    )
    return [en_espera[f] for f in dict.fromkeys(finalidades)]


def _presento_la_misma_persona(acto: Acto[Candidatura], consentimientos: Iterable[Consentimiento]) -> Rechazo | None:
    if acto.por is None or all(c.presentado_por_id != acto.por.pk for c in consentimientos):
        return None
    return Rechazo(
        "cuatro_ojos",
        "Quien presentó el documento no puede revisarlo.",
        "Pídalo a otra persona de verificación.",
    )


@escritura()
def aceptar_consentimiento(
    candidatura: Candidatura, *, finalidades: Collection[str], por: Usuario | None, en: datetime
) -> list[Consentimiento]:
    """Accept, after looking at it, the paper that another handed in. It waits for its person to be told."""
    acto = abrir("aceptar_consentimiento", candidatura, por=por, en=en)
    aceptados = _de_la_hoja(acto, finalidades)
    _aceptar(acto, aceptados, "Consentimiento en papel aceptado", {"sha256": sorted({c.huella for c in aceptados})})
    return aceptados


@escritura()
def rechazar_consentimiento(
    candidatura: Candidatura, *, finalidades: Collection[str], motivo: str, por: Usuario | None, en: datetime
) -> list[Consentimiento]:
    """Refuse, with a reason that is told to whoever handed it in, a paper that does not prove the consent."""
    acto = abrir("rechazar_consentimiento", candidatura, por=por, en=en, motivo=motivo.strip())
    acto.exigir(falta_texto("motivo", motivo, "Falta el motivo.", "Diga por qué el documento no prueba la voluntad."))
    rechazados = _de_la_hoja(acto, finalidades)
    for consentimiento in rechazados:
        consentimiento.rechazado_en, consentimiento.motivo_rechazo = en, motivo.strip()
        acto.escribir(consentimiento)
    acto.anotar(hechos={"finalidades": [c.finalidad for c in rechazados]})
    return rechazados


@escritura()
def surtir_consentimiento(consentimiento: Consentimiento, *, avisado_en: datetime, en: datetime) -> bool:
    """Its person was told at `avisado_en`: an accepted consent takes effect. False if it no longer waits for that."""
    try:
        acto = abrir("surtir_consentimiento", consentimiento.candidatura, por=None, en=en)
    except FueraDeLugar:
        # Withdrawn meanwhile: nothing of it takes effect any more.
        return False
    actual = acto.objeto.consentimientos.por_surtir().filter(pk=consentimiento.pk).first()
    if actual is None:
        return False
    acto.exigir()
    actual.otorgado_en = en
    acto.escribir(actual, "Se avisó a su titular")
    acto.anotar(hechos={"finalidad": actual.finalidad, "avisado_en": avisado_en.isoformat()})
    return True


@escritura()
def revocar_consentimiento(
    candidatura: Candidatura, *, finalidad: str, por: Usuario | None, en: datetime, motivo: str = ""
) -> Consentimiento:
    """Take back the consent to one purpose. It may be done at any time and takes effect at once.

    `por` is None when the person does it with the link of their notice (`llave_de`).
    """
    acto = abrir("revocar_consentimiento", candidatura, por=por, en=en, motivo=motivo)
    abiertos = {c.finalidad: c for c in acto.objeto.consentimientos.abiertos()}
    no_hay = Rechazo("consentimiento", "No hay un consentimiento vigente para esa finalidad.")
    # With none in force the table of guards has already said it.
    acto.exigir(_finalidades([finalidad]), no_hay if abiertos and finalidad not in abiertos else None)
    consentimiento = abiertos[finalidad]
    consentimiento.revocado_en = en
    acto.escribir(consentimiento, motivo or "Consentimiento revocado")
    acto.anotar(hechos={"finalidad": finalidad})
    return consentimiento


# -- The sheet that is printed ------------------------------------------------------------------------------


_FOLIO = re.compile(r"^C(\d{1,18})[-_ ]?([A-Z2-7]{4})(?![A-Z0-9])", re.I)


def folio_de(candidatura: Candidatura) -> str:
    """The code printed on its format: its key, and four letters that a mistyped one does not have."""
    return f"C{candidatura.pk}-{_letras(candidatura.pk)}"


def candidatura_de_folio(nombre: str) -> int | None:
    """The primary key that the name of a file begins with («C125-K7QA hoja.pdf»); None if it begins with no folio."""
    hallado = _FOLIO.match(nombre.strip())
    if hallado is None or hallado[2].upper() != _letras(int(hallado[1])):
        return None
    return int(hallado[1])


def _letras(pk: int) -> str:
    return b32encode(salted_hmac("cauce.folio", str(pk)).digest())[:4].decode()


def por_revisar(proceso: Proceso, usuario: Usuario) -> QuerySet[Consentimiento]:
    """The consents on paper of live candidacies that wait for somebody else than who handed them in, oldest first."""
    return (
        Consentimiento.objects.por_aceptar()
        .filter(candidatura__proceso=proceso)
        .exclude(candidatura__estado=Candidatura.Estado.RETIRADA)
        .exclude(presentado_por=usuario)
        .order_by("presentado_en", "pk")
    )


# -- Many sheets at once ------------------------------------------------------------------------------------

# For how long a sheet that was dropped waits to be handed in.
CADUCAN = timedelta(days=2)


@dataclass(frozen=True)
class Recibido:
    """A file as it came: its name, and either what will be kept of it or what is wrong with it."""

    nombre: str
    contenido: File[bytes] | None
    defecto: str = ""


def guardar_hojas(
    recibidos: Sequence[Recibido],
    proceso: Proceso,
    visibles: QuerySet[Candidatura],
    *,
    finalidades: Collection[str],
    por: Usuario,
    en: datetime,
) -> None:
    """Keep the sheets that somebody dropped until they confirm whose each one is; a folio in the name says it."""
    for recibido in recibidos:
        pk = candidatura_de_folio(recibido.nombre)
        hoja = HojaPorPresentar(
            proceso=proceso,
            usuario=por,
            candidatura=visibles.filter(pk=pk).first() if pk else None,
            finalidades=list(finalidades),
            nombre=recibido.nombre[-250:],
            defecto=recibido.defecto[:300],
            en=en,
        )
        if recibido.contenido is not None:
            extension = (recibido.contenido.name or "").rsplit(".", 1)[-1].lower()
            hoja.archivo.save(f"{token_hex(16)}.{extension}", recibido.contenido, save=False)
        hoja.save()


def descartar_hojas(hojas: QuerySet[HojaPorPresentar]) -> None:
    """Forget these sheets and their files."""
    for hoja in hojas:
        if hoja.archivo:
            hoja.archivo.delete(save=False)
        hoja.delete()


def descartar_hojas_olvidadas(al: datetime) -> None:
    """Forget the sheets that nobody handed in two days after they were dropped."""
    descartar_hojas(HojaPorPresentar.objects.filter(en__lt=al - CADUCAN))
