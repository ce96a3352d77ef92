"""The certificate of what was suppressed: of whom, when and by which rule; never what."""

from datetime import datetime
from io import BytesIO

from django.core.files.base import ContentFile
from reportlab.platypus import Flowable

from calendario.fechas import fecha_hora
from compliance.models import Acto, Candidatura, Proceso, Usuario
from compliance.services.llaves import SUPRIMIR, personas_suprimidas, suprimidas

from . import pdf
from .models import Documento
from .pdf import parrafo, tabla
from .services import guardar_documento

TITULO = "Certificado de supresión de respuestas de identidad"


def certificar(proceso: Proceso, *, archivos: int, por: Usuario | None, en: datetime) -> Documento:
    """Keep the certificate of everything that was suppressed in a process until `en`.

    `archivos`: how many files that waited to be imported went with it.
    """
    actos = {a.candidatura_id: a for a in Acto.objects.filter(proceso=proceso, verbo=SUPRIMIR).order_by("pk")}
    filas = list(suprimidas(proceso).select_related(*Candidatura.NOMBRE_CON))
    salida = BytesIO()
    pdf.escribir(
        pdf.Marco(
            titulo=TITULO,
            instituto=proceso.instituto.nombre,
            sobre=proceso.nombre,
            pie=f"Corte: {fecha_hora(en, proceso.tz)}",
            color=proceso.instituto.color,
        ),
        lambda: _contenido([(c, actos[c.pk]) for c in filas], archivos, proceso),
        salida,
    )
    archivo = ContentFile(salida.getvalue(), name="certificado-de-supresion.pdf")
    return guardar_documento(
        archivo, proceso=proceso, tipo=Documento.Tipo.OTRO, titulo=f"{TITULO}, {proceso}", por=por, en=en
    )


def certificado_de(proceso: Proceso) -> Documento | None:
    """The last one."""
    return Documento.objects.filter(proceso=proceso, titulo__startswith=TITULO).first()


def _contenido(filas: list[tuple[Candidatura, Acto]], archivos: int, proceso: Proceso) -> list[Flowable]:
    return [
        parrafo(TITULO, "titulo"),
        parrafo(
            "Se destruyó la llave con que estaban cifradas las respuestas del cuestionario de identidad y los textos "
            f"de las observaciones de {len(filas)} candidaturas. Lo cifrado ya no puede leerse en la base de datos, en "
            "su historial ni en lo que se exporte de ellos. Los actos y sus huellas se conservan y se verifican igual, "
            "porque son de lo cifrado."
        ),
        parrafo(
            "También la de la CURP y la clave de elector de "
            f"{personas_suprimidas(proceso).count()} personas, y la llave con que se comparaban."
        ),
        parrafo(f"Archivos por importar del proceso, que podían traer respuestas, y se borraron: {archivos}."),
        parrafo(
            "Una copia de seguridad anterior conserva las llaves envueltas: deja de poder leerse cuando se destruye la "
            "llave maestra de entonces (manage.py rotar_llave --retirar y la destrucción de sus copias).",
            "nota",
        ),
        tabla(
            ["Candidatura", "Número", "Suprimida", "Regla", "Acto y su huella"],
            [[str(c), str(c.pk), fecha_hora(a.en, proceso.tz), a.motivo, f"{a.pk} · {a.huella}"] for c, a in filas],
            [3, 1, 2, 4, 4],
        ),
    ]
