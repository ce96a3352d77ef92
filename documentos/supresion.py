"""The certificate of what was suppressed: of whom, when and by which rule; never what."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import ContentFile

from calendario.fechas import fecha_hora, fecha_larga
from compliance.models import Acto, Candidatura, LlaveDePersona, Proceso, Supresion, Usuario
from compliance.services.llaves import SUPRIMIR, llaves_de_la_persona, personas_suprimidas, suprimidas

from .membrete import hoja_de
from .models import Documento
from .papel import EN_PAPEL, Bloque, Datos, Hoja, Parrafo, Seccion, Tabla, en_libro, en_pdf_siempre
from .services import guardar_documento

TITULO = "Certificado de supresión de respuestas de identidad"


def certificar(proceso: Proceso, *, archivos: int, por: Usuario | None, en: datetime) -> Documento:
    """Keep the certificate of everything that was suppressed in a process until `en`.

    `archivos`: how many files that waited to be imported went with it.
    """
    actos = {a.candidatura_id: a for a in Acto.objects.filter(proceso=proceso, verbo=SUPRIMIR).order_by("pk")}
    filas = list(suprimidas(proceso).select_related(*Candidatura.NOMBRE_CON))
    hoja = hoja_de_todas(proceso, [(c, actos[c.pk]) for c in filas], archivos, en)
    if len(filas) > EN_PAPEL:
        libro = ContentFile(en_libro(hoja), name="anexo-del-certificado-de-supresion.xlsx")
        guardar_documento(
            libro, proceso=proceso, tipo=Documento.Tipo.OTRO, titulo=f"Anexo del certificado, {proceso}", por=por, en=en
        )
    archivo = ContentFile(en_pdf_siempre(hoja), name="certificado-de-supresion.pdf")
    return guardar_documento(
        archivo, proceso=proceso, tipo=Documento.Tipo.OTRO, titulo=f"{TITULO}, {proceso}", por=por, en=en
    )


def hoja_de_todas(proceso: Proceso, filas: Sequence[tuple[Candidatura, Acto]], archivos: int, en: datetime) -> Hoja:
    """The certificate of a whole process, on paper: each candidacy with the act in which it was suppressed."""
    return hoja_de(
        proceso,
        TITULO,
        _contenido(filas, archivos, proceso),
        en=en,
        pie=f"Corte: {fecha_hora(en, proceso.tz)}",
        apaisada=True,
    )


def certificar_una(supresion: Supresion, acto: Acto, *, archivos: int, por: Usuario | None, en: datetime) -> Documento:
    """Keep the certificate of what was suppressed of one candidacy, in `acto`. `archivos`, as in `certificar`."""
    proceso = supresion.proceso
    hoja = hoja_de_una(supresion, acto, archivos, en)
    archivo = ContentFile(en_pdf_siempre(hoja), name=f"{supresion.folio}.pdf")
    return guardar_documento(archivo, proceso=proceso, tipo=Documento.Tipo.OTRO, titulo=hoja.titulo, por=por, en=en)


def hoja_de_una(supresion: Supresion, acto: Acto, archivos: int, en: datetime) -> Hoja:
    """The certificate of one suppression, on paper."""
    proceso = supresion.proceso
    return hoja_de(
        proceso,
        f"Certificado de supresión {supresion.folio}",
        _de_una(supresion, acto, archivos),
        en=en,
        pie=f"Corte: {fecha_hora(en, proceso.tz)}",
    )


def _de_una(s: Supresion, acto: Acto, archivos: int) -> list[Bloque]:
    tz = s.proceso.tz
    pedida = fecha_hora(s.pedida_en, tz) if s.pedida_en else ""
    confirmada = fecha_hora(s.confirmada_en, tz) if s.confirmada_en else ""
    hechos = [
        ("Folio", s.folio),
        ("Candidatura", f"{s.candidatura} (número {s.candidatura_id})"),
        ("Causa", s.get_causa_display()),
        ("Fundamento", s.documento),
        *([("Resolución", s.resolucion)] if s.resolucion else []),
        *([("Solicitud de la persona", fecha_larga(s.solicitada_el))] if s.solicitada_el else []),
        ("La pidió", f"{s.pedida_por}, {pedida}"),
        ("La confirmó", f"{s.confirmada_por}, {confirmada}"),
        ("Acto", f"{acto.pk}, huella {acto.huella}"),
    ]
    quedan = acto.hechos.get("huellas", {})
    # Those of its person went in the same act, unless another candidacy of theirs keeps them.
    suyas = LlaveDePersona.objects.none() if s.candidatura is None else llaves_de_la_persona(s.candidatura)
    de_la_persona = suyas.filter(destruida_en=s.confirmada_en).exists()
    return [
        Parrafo(
            "Se destruyó la llave con que estaban cifradas las respuestas del cuestionario de identidad y los textos "
            "de las observaciones de la candidatura, y se borraron los archivos que se enumeran. Lo cifrado ya no "
            "puede leerse en la base de datos, en su historial ni en lo que se exporte de ellos."
        ),
        Datos(hechos),
        Seccion("Qué se borró"),
        Tabla(
            ["Qué", "SHA-256 que queda como constancia"],
            [
                ("Llave de cifrado de la candidatura", "no tiene: solo se guardaba envuelta"),
                *(
                    [("Llave de cifrado de la CURP y la clave de elector de su persona", "no tiene: solo envuelta")]
                    if de_la_persona
                    else []
                ),
                *((que, suma) for que, suma in sorted(quedan.items())),
                (f"Archivos por importar del proceso, que podían traer respuestas: {archivos}", "no se conserva"),
            ],
            [3, 4],
        ),
        Seccion("Cómo se verifica"),
        Parrafo(
            "1. «manage.py verificar_historial» recorre los actos, sus huellas y las llaves: debe terminar sin "
            "hallazgos. 2. «manage.py exportar_historial --objeto candidatura:"
            f"{s.candidatura_id}» entrega la cadena de la candidatura, que se verifica sin Cauce y contiene el acto de "
            "arriba con la misma huella. 3. El SHA-256 de este archivo está en la página de la supresión."
        ),
        Parrafo(
            "Una copia de seguridad anterior conserva la llave envuelta: deja de poder leerse cuando se destruye la "
            "llave maestra de entonces (manage.py rotar_llave, después --retirar, y la destrucción de sus copias).",
            "nota",
        ),
    ]


def certificado_de(proceso: Proceso) -> Documento | None:
    """The last one."""
    return Documento.objects.filter(proceso=proceso, titulo__startswith=TITULO).first()


def _contenido(filas: Sequence[tuple[Candidatura, Acto]], archivos: int, proceso: Proceso) -> list[Bloque]:
    return [
        Parrafo(
            "Se destruyó la llave con que estaban cifradas las respuestas del cuestionario de identidad y los textos "
            f"de las observaciones de {len(filas)} candidaturas. Lo cifrado ya no puede leerse en la base de datos, en "
            "su historial ni en lo que se exporte de ellos. Los actos y sus huellas se conservan y se verifican igual, "
            "porque son de lo cifrado."
        ),
        Parrafo(
            "También la de la CURP y la clave de elector de "
            f"{personas_suprimidas(proceso).count()} personas, y la llave con que se comparaban."
        ),
        Parrafo(f"Archivos por importar del proceso, que podían traer respuestas, y se borraron: {archivos}."),
        Parrafo(
            "Una copia de seguridad anterior conserva las llaves envueltas: deja de poder leerse cuando se destruye la "
            "llave maestra de entonces (manage.py rotar_llave --retirar y la destrucción de sus copias).",
            "nota",
        ),
        Tabla(
            ["Candidatura", "Número", "Suprimida", "Regla", "Acto y su huella"],
            [[str(c), c.pk, a.en.astimezone(proceso.tz), a.motivo, f"{a.pk} · {a.huella}"] for c, a in filas],
            [3, 1, 2, 4, 4],
        ),
    ]
