"""The privacy notices of a process: the versions that are in force and were, and how one is written and published.

There are two, integral and simplified. What is accepted is the integral one in force; until the institute publishes
its own, the general text that comes with Cauce.
"""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from calendario.fechas import dia_local, inicio_del_dia
from compliance.actos import Apunte, asentar, escritura
from compliance.cuestionarios import apartados, aviso_general, aviso_simplificado
from compliance.historia import firmar, guardar_en
from compliance.models import Candidatura, Proceso, Usuario, VersionDeAviso
from compliance.services.tabla import comenzar
from compliance.verbos.tabla import DE_AVISO
from documentos.models import Documento

from .models import Decision
from .transiciones import Rechazo, exigir

Clase = VersionDeAviso.Clase
PEDIR_ACEPTACION = "pedir_aceptacion"


@dataclass(frozen=True)
class AvisoDePrivacidad:
    """What is shown to whoever must accept it.

    `fila` is the version in force, None while it is the general text; `documento`, the one that the committee approved,
    if the process has it yet.
    """

    texto: str
    fila: VersionDeAviso | None
    documento: Documento | None
    decision: Decision | None
    simplificado: VersionDeAviso | None

    @property
    def apartados(self) -> list[tuple[str, str]]:
        """The text by sections."""
        return apartados(self.texto)

    @property
    def hechos(self) -> dict[str, Any]:
        """Which version it is, as facts of the transition that accepts it."""
        documento = self.documento
        return {
            "aviso": sha256(self.texto.encode()).hexdigest(),
            "version": self.fila.numero if self.fila else None,
            "simplificado": self.simplificado.numero if self.simplificado else None,
            "documento": documento.pk if documento else None,
            "sha256": documento.sha256 if documento else "",
        }

    @property
    def version(self) -> str:
        """A short mark that changes when the text or the document does."""
        return f"{self.hechos['aviso'][:16]}-{self.hechos['sha256'][:16]}"


def texto_general(proceso: Proceso, clase: str) -> str:
    """The text with which a notice begins: a draft, to be read by a lawyer of the institute."""
    general = aviso_simplificado if clase == Clase.SIMPLIFICADO else aviso_general
    return general(proceso.instituto.nombre)


def vigente(proceso: Proceso, clase: str, en: datetime) -> VersionDeAviso | None:
    """The version in force at a moment; None before the first."""
    return proceso.avisos_de_privacidad.publicadas().filter(clase=clase, rige_en__lte=en).order_by("-numero").first()


def decision_sobre_el_aviso(proceso: Proceso) -> Decision | None:
    """The last one that approved the deliverable of the notice."""
    return (
        Decision.objects.filter(
            punto__entregable__proceso=proceso,
            punto__entregable__llave=proceso.entregable_aviso,
            punto__entregable__aprobado_el__isnull=False,
            etapa__aprueba=True,
            resultado__in=Decision.FAVORABLES,
        )
        .select_related("punto__entregable", "punto__sesion__organo")
        .order_by("-decidida_en", "-pk")
        .first()
    )


def aviso_de(proceso: Proceso, en: datetime) -> AvisoDePrivacidad:
    """The notice in force at a moment. Its document is the very one that the approving body read, not a later draft."""
    fila = vigente(proceso, Clase.INTEGRAL, en)
    decision = decision_sobre_el_aviso(proceso)
    documento = None
    # A version that was approved with another document is not explained by this one.
    if decision is not None and (fila is None or fila.documento_sha256 in ("", decision.sha256)):
        documento = Documento.objects.filter(
            entregable=decision.punto.entregable, tipo=Documento.Tipo.PROYECTO, sha256=decision.sha256
        ).first()
    return AvisoDePrivacidad(
        fila.texto if fila else texto_general(proceso, Clase.INTEGRAL),
        fila,
        documento,
        decision if documento else None,
        vigente(proceso, Clase.SIMPLIFICADO, en),
    )


def version_aceptada(candidatura: Candidatura) -> VersionDeAviso | None:
    """Which version was last accepted for it; None if it was the general text, or none was."""
    acto = candidatura.actos.filter(verbo="aceptar_aviso").order_by("-pk").first()
    if acto is None:
        return None
    versiones = candidatura.proceso.avisos_de_privacidad.publicadas().filter(clase=Clase.INTEGRAL)
    numero = acto.hechos.get("version")
    # Before versions had numbers, the hash of what was read.
    cual = {"huella": acto.hechos.get("aviso", "")} if numero is None else {"numero": numero}
    return versiones.filter(**cual).first()


def borrador_de(proceso: Proceso, clase: str) -> VersionDeAviso:
    """What is being written, or what one would begin with: the version in force, or else the general text."""
    versiones = proceso.avisos_de_privacidad.filter(clase=clase)
    if (escrito := versiones.borradores().first()) is not None:
        return escrito
    ultima = versiones.publicadas().first()
    texto = ultima.texto if ultima else texto_general(proceso, clase)
    return VersionDeAviso(proceso=proceso, clase=clase, numero=(ultima.numero if ultima else 0) + 1, texto=texto)


def _bloqueado(
    proceso: Proceso, clase: str, verbo: str, por: Usuario | None, en: datetime
) -> tuple[VersionDeAviso, Apunte]:
    """The draft as it is now, while nobody else writes one, and the act of `verbo` on it."""
    Proceso.objects.select_for_update(of=("self",)).get(pk=proceso.pk)
    version = borrador_de(proceso, clase)
    return version, comenzar(DE_AVISO[verbo], version, proceso, por=por, en=en)


@escritura()
def redactar_aviso(
    proceso: Proceso, clase: str, *, texto: str, visto: str = "", por: Usuario | None, en: datetime
) -> VersionDeAviso:
    """Save the draft of the next version. `visto`: the hash of the draft that was on the page. Raises Rechazo."""
    version, acto = _bloqueado(proceso, clase, "redactar_aviso", por, en)
    exigir(
        [
            None if apartados(texto) else Rechazo("texto", "Falta el texto.", "Escriba al menos un apartado."),
            Rechazo(
                "visto",
                "Mientras usted escribía, otra persona guardó o publicó este borrador.",
                "Compare lo suyo con lo guardado, que está abajo, y guarde otra vez para sustituirlo.",
            )
            if visto and visto != huella_de_texto(version)
            else None,
        ]
    )
    version.texto = texto.replace("\r\n", "\n").strip()
    guardar_en(acto, version, "Borrador")
    return version


def huella_de_texto(version: VersionDeAviso) -> str:
    """What a page shows of a draft, told apart: its number and its text."""
    return sha256(f"{version.numero}:{version.texto}".encode()).hexdigest()


@escritura()
def descartar_aviso(proceso: Proceso, clase: str, *, por: Usuario | None, en: datetime) -> None:
    """Forget the draft; what was published stays."""
    version, acto = _bloqueado(proceso, clase, "descartar_aviso", por, en)
    exigir([None if version.pk else Rechazo("borrador", "No hay un borrador que descartar.")])
    firmar(version, por, en, "Borrador descartado", acto)
    version.delete()


@escritura()
def publicar_aviso(
    proceso: Proceso,
    clase: str,
    *,
    documento: str,
    rige_desde: date,
    exige_aceptacion: bool,
    por: Usuario | None,
    en: datetime,
) -> VersionDeAviso:
    """Publish the draft, in force from a local day (today: from this moment) and for ever at its own address.

    `documento` is the committee's agreement. The exact file that it read goes with it, if it was decided here. If it
    `exige_aceptacion`, each live candidacy that accepted one before is asked to accept it. Raises Rechazo.
    """
    version, acto = _bloqueado(proceso, clase, "publicar_aviso", por, en)
    exigir(
        [
            None
            if documento.strip()
            else Rechazo(
                "documento",
                "Falta el documento con que el Comité de Transparencia lo aprobó.",
                "Escriba su número.",
                {"documento": "escriba el número del acuerdo del Comité"},
            ),
            Rechazo("rige_desde", "No puede regir desde un día que ya pasó.", "Elija hoy o un día posterior.")
            if rige_desde < dia_local(en, proceso.tz)
            else None,
        ]
    )
    decision = decision_sobre_el_aviso(proceso)
    version.huella = sha256(version.texto.encode()).hexdigest()
    version.documento = documento.strip()
    version.documento_sha256 = decision.sha256 if decision else ""
    version.rige_en = max(en, inicio_del_dia(rige_desde, proceso.tz))
    version.exige_aceptacion = exige_aceptacion and clase == Clase.INTEGRAL
    version.publicada_en, version.publicada_por = en, por
    acto.hechos = {"version": version.numero, "sha256": version.huella, "documento": version.documento}
    guardar_en(acto, version, "Versión publicada")
    if version.exige_aceptacion:
        aceptaron = proceso.candidaturas.vivas().filter(aviso_aceptado_en__isnull=False).order_by("pk")
        hechos = {"version": version.numero}
        asentar(
            *(
                Apunte(PEDIR_ACEPTACION, c, por=por, en=en, hechos=hechos, de=c.estado, a=c.estado, notable=True)
                for c in aceptaron
            )
        )
    return version
