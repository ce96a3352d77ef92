"""Reading the candidacies of a process from INE's registry: what comes is rehearsed as a file that somebody uploads.

Nothing is written in the record by reading: what is loaded, and taken back, goes by `cargas`. Of each reading there is
an act, and a row that says how many came and how many are not as the last time.
"""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from compliance.actos import asentar, escritura
from compliance.cifrado import huella_de
from compliance.historia import guardar_en
from compliance.importacion.snr import Acceso, SNRError, como_tabla, leer_snr
from compliance.models import Usuario
from compliance.services.tabla import comenzar
from compliance.verbos.modelo import Rechazo

from ..models import ConexionSNR, LecturaDelSNR
from ..verbos.importacion import DE_SNR
from . import cargas


def falta_contrasena() -> bool:
    """Whether the server was not given the password."""
    return not settings.SNR_CONTRASENA


@escritura()
def guardar_conexion(conexion: ConexionSNR, *, por: Usuario, en: datetime) -> ConexionSNR:
    """Say where it is read from. Raises Rechazo, also for a server that is not INE's, and ValidationError."""
    acto = comenzar(DE_SNR["conectar_snr"], conexion, conexion.proceso, por=por, en=en)
    _exigir_servidor(conexion)
    guardar_en(acto, conexion, "Conexión con el SNR")
    return conexion


def leer_y_ensayar(conexion: ConexionSNR, *, por: Usuario, en: datetime) -> cargas.Carga:
    """Read the registry and rehearse what came, in place of what the person had pending. Raises Rechazo.

    What could not be read is noted too. The network is asked outside any transaction.
    """
    comenzar(DE_SNR["leer_snr"], conexion, conexion.proceso, por=por, en=en)
    _exigir_servidor(conexion)
    if falta_contrasena():
        raise Rechazo(
            "contrasena", "El servidor no tiene la contraseña del SNR.", "Informática la pone en CAUCE_SNR_CONTRASENA."
        )
    acceso = Acceso(conexion.direccion, conexion.usuario, settings.SNR_CONTRASENA, conexion.id_proceso)
    try:
        filas = leer_snr(acceso)
        contenido = como_tabla(filas)
        carga = cargas.ensayar(contenido, f"snr-{en:%Y%m%d-%H%M}.csv", conexion.proceso, por=por, en=en)
    except (SNRError, ValueError) as error:
        _anotar(conexion, LecturaDelSNR(falla=str(error)[:300]), por=por, en=en)
        codigo = error.codigo if isinstance(error, SNRError) else "tabla"
        raise Rechazo(codigo, str(error)) from None
    huellas = [huella_de(f"snr:{sorted(fila.items())}", conexion.proceso_id)[:32] for fila in filas]
    anterior = conexion.lecturas.filter(falla="").first()
    antes = set(anterior.huellas) if anterior else set()
    lectura = LecturaDelSNR(
        filas=len(filas),
        nuevas=len(set(huellas) - antes),
        ausentes=len(antes - set(huellas)),
        sha256=carga.sha256,
        huellas=huellas,
    )
    _anotar(conexion, lectura, por=por, en=en)
    return carga


@escritura()
def _anotar(conexion: ConexionSNR, lectura: LecturaDelSNR, *, por: Usuario, en: datetime) -> None:
    hechos = {"filas": lectura.filas, "nuevas": lectura.nuevas, "ausentes": lectura.ausentes, "falla": lectura.falla}
    acto = comenzar(DE_SNR["leer_snr"], conexion, conexion.proceso, por=por, en=en, hechos=hechos)
    acto.notable = True
    asentar(acto)
    lectura.conexion, lectura.en, lectura.por_nombre = conexion, en, str(por)
    lectura.save()


def _exigir_servidor(conexion: ConexionSNR) -> None:
    """The address is of a server that who installs this one named: nobody makes it ask another."""
    servidor = (urlsplit(conexion.direccion).hostname or "").lower()
    if any(servidor == s or servidor.endswith(f".{s}") for s in settings.SNR_SERVIDORES):
        return
    dicho = f"El servicio debe estar en: {', '.join(settings.SNR_SERVIDORES)}."
    raise Rechazo("direccion", dicho, "Escriba el vínculo que dio el INE.", {"direccion": dicho})
