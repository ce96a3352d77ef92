"""The monthly report on paper, with the table that the institutes use (informe del IEEH, abril de 2024)."""

from typing import IO

from reportlab.platypus import Flowable

from calendario.fechas import fecha_hora

from .. import pdf
from ..pdf import parrafo, seccion, tabla
from .mensual import InformeMensual, dmy, en_letras

ENCABEZADOS = (
    "No.",
    "Actividad",
    "Documento",
    "Fecha máxima de ejecución estipulada por el INE",
    "Fecha de conclusión por el OPL",
    "Desarrollo",
)


def escribir(informe: InformeMensual, salida: IO[bytes]) -> None:
    """Write the report as PDF. The same report gives the same bytes."""
    proceso = informe.proceso
    aviso = " · Demostración con personas y datos sintéticos" if proceso.es_demostracion else ""
    pdf.escribir(
        pdf.Marco(
            titulo=informe.titulo,
            instituto=proceso.instituto.nombre,
            sobre=proceso.nombre,
            pie=f"Corte: {fecha_hora(informe.corte, proceso.tz)}{aviso}",
            color=proceso.instituto.color,
        ),
        lambda: _contenido(informe),
        salida,
    )


def _contenido(informe: InformeMensual) -> list[Flowable]:
    return [
        parrafo("Sistema Candidatas y Candidatos, Conóceles", "nota"),
        parrafo(informe.titulo, "titulo"),
        parrafo(
            "Lineamientos para el uso del Sistema (Anexo 24.2 del Reglamento de Elecciones "
            "del INE), artículo 11, numeral 3. Los datos son los registrados al corte que indica el pie de página; lo "
            "que ocurrió después del mes y antes del corte se cuenta con su fecha.",
            "nota",
        ),
        *_resumen(informe),
        *_actividades(informe),
        *_hitos(informe),
        *_sesiones(informe),
        *_candidaturas(informe),
    ]


def _resumen(informe: InformeMensual) -> list[Flowable]:
    filas = [
        (c.etiqueta, str(c.total), ", ".join(map(str, c.filas)) if c.filas else "ninguna") for c in informe.resumen
    ]
    return [
        *seccion("1. Resumen general"),
        tabla(("Cifra", "Total", "Filas de la tabla que la forman"), filas, (4, 1, 5)),
    ]


def _actividades(informe: InformeMensual) -> list[Flowable]:
    titulo = seccion("2. Desarrollo de las actividades")
    if not informe.filas:
        return [*titulo, parrafo(f"No hay actividades que informar de {en_letras(informe.mes)}.")]
    filas = [
        (
            str(f.no),
            f"{f.clave} {f.actividad}",
            f.documento,
            dmy(f.fecha_maxima) or "N/A",
            f.conclusion or "Pendiente",
            f.desarrollo,
        )
        for f in informe.filas
    ]
    return [*titulo, tabla(ENCABEZADOS, filas, (0.55, 3.4, 2.6, 1.55, 1.55, 5))]


def _hitos(informe: InformeMensual) -> list[Flowable]:
    """The milestones of the plan, if the month has any."""
    if not informe.hitos:
        return []
    filas = [
        (f"{h.grupo}: {h.nombre}", dmy(h.termina), dmy(h.alcanzado) or "Pendiente", h.desarrollo) for h in informe.hitos
    ]
    return [
        *seccion("Hitos del plan"),
        tabla(("Hito", "Fecha del plan", "Se alcanzó", "Desarrollo"), filas, (4, 1.5, 1.5, 7)),
    ]


def _sesiones(informe: InformeMensual) -> list[Flowable]:
    titulo = seccion("3. Sesiones y reuniones de trabajo del mes")
    if not informe.sesiones:
        return [*titulo, parrafo(f"No se registran sesiones en {en_letras(informe.mes)}.")]
    filas = [
        (s.cuando, s.nombre, s.organo, "\n".join(f"{n}. {a}" for n, a in enumerate(s.asuntos, start=1)))
        for s in informe.sesiones
    ]
    return [*titulo, tabla(("Fecha", "Sesión", "Órgano", "Asuntos"), filas, (1, 2.5, 3.5, 6))]


def _candidaturas(informe: InformeMensual) -> list[Flowable]:
    titulo = seccion("4. Avance de las candidaturas")
    if not informe.total_candidaturas:
        return [*titulo, parrafo("No hay candidaturas registradas en el sistema a esa fecha.")]
    filas = [(etiqueta, str(cuantas)) for etiqueta, cuantas in informe.candidaturas_legibles]
    corte = fecha_hora(informe.corte_candidaturas, informe.proceso.tz)
    return [
        *titulo,
        parrafo(f"Candidaturas por estado al {corte}.", "nota"),
        tabla(("Estado", "Candidaturas"), [*filas, ("Total", str(informe.total_candidaturas))], (3, 1.2), ancho=240),
        parrafo(f"Captura, por quien postula, al {corte}.", "nota"),
        tabla(
            ("Postula", *(breve.replace("\u00ad", "") for breve, _ in informe.captura_legible[0][1])),
            [(nombre, *(str(n) for _, n in numeros)) for nombre, numeros in informe.captura_legible],
            (3, *[1.6] * len(informe.captura_legible[0][1])),
        ),
    ]
