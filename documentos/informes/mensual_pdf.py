"""The monthly report on paper, with the table that the institutes use (informe del IEEH, abril de 2024)."""

from calendario.fechas import fecha_hora

from ..membrete import hoja_de
from ..papel import Bloque, Hoja, Parrafo, Seccion, Tabla
from .mensual import InformeMensual, dmy, en_letras

ENCABEZADOS = (
    "No.",
    "Actividad",
    "Documento",
    "Fecha máxima de ejecución estipulada por el INE",
    "Fecha de conclusión por el OPL",
    "Desarrollo",
)


def hoja(informe: InformeMensual) -> Hoja:
    """The report on paper. The same report gives the same bytes."""
    proceso = informe.proceso
    return hoja_de(
        proceso,
        informe.titulo,
        _contenido(informe),
        en=informe.corte,
        pie=f"Corte: {fecha_hora(informe.corte, proceso.tz)}",
        bajada="Sistema Candidatas y Candidatos, Conóceles",
        apaisada=True,
        numerada=True,
    )


def _contenido(informe: InformeMensual) -> list[Bloque]:
    return [
        Parrafo(
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


def _resumen(informe: InformeMensual) -> list[Bloque]:
    filas = [
        (c.etiqueta, str(c.total), ", ".join(map(str, c.filas)) if c.filas else "ninguna") for c in informe.resumen
    ]
    return [
        Seccion("Resumen general"),
        Tabla(("Cifra", "Total", "Filas de la tabla que la forman"), filas, (4, 1, 5)),
    ]


def _actividades(informe: InformeMensual) -> list[Bloque]:
    titulo = Seccion("Desarrollo de las actividades")
    if not informe.filas:
        return [titulo, Parrafo(f"No hay actividades que informar de {en_letras(informe.mes)}.")]
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
    return [titulo, Tabla(ENCABEZADOS, filas, (0.55, 3.4, 2.6, 1.55, 1.55, 5))]


def _hitos(informe: InformeMensual) -> list[Bloque]:
    """The milestones of the plan, if the month has any."""
    if not informe.hitos:
        return []
    filas = [
        (f"{h.grupo}: {h.nombre}", dmy(h.termina), dmy(h.alcanzado) or "Pendiente", h.desarrollo) for h in informe.hitos
    ]
    return [
        Seccion("Hitos del plan"),
        Tabla(("Hito", "Fecha del plan", "Se alcanzó", "Desarrollo"), filas, (4, 1.5, 1.5, 7)),
    ]


def _sesiones(informe: InformeMensual) -> list[Bloque]:
    titulo = Seccion("Sesiones y reuniones de trabajo del mes")
    if not informe.sesiones:
        return [titulo, Parrafo(f"No se registran sesiones en {en_letras(informe.mes)}.")]
    filas = [
        (s.cuando, s.nombre, s.organo, "\n".join(f"{n}. {a}" for n, a in enumerate(s.asuntos, start=1)))
        for s in informe.sesiones
    ]
    return [titulo, Tabla(("Fecha", "Sesión", "Órgano", "Asuntos"), filas, (1, 2.5, 3.5, 6))]


def _candidaturas(informe: InformeMensual) -> list[Bloque]:
    titulo = Seccion("Avance de las candidaturas")
    if not informe.total_candidaturas:
        return [titulo, Parrafo("No hay candidaturas registradas en el sistema a esa fecha.")]
    filas = [(etiqueta, str(cuantas)) for etiqueta, cuantas in informe.candidaturas_legibles]
    corte = fecha_hora(informe.corte_candidaturas, informe.proceso.tz)
    return [
        titulo,
        Parrafo(f"Candidaturas por estado al {corte}.", "nota"),
        Tabla(
            ("Estado", "Candidaturas"),
            [*filas, ("Total", str(informe.total_candidaturas))],
            (3, 1.2),
            numeros=(1,),
            totales=True,
        ),
        Parrafo(f"Captura, por quien postula, al {corte}.", "nota"),
        Tabla(
            ("Postula", *(breve.replace("\u00ad", "") for breve, _ in informe.captura_legible[0][1])),
            [(nombre, *(str(n) for _, n in numeros)) for nombre, numeros in informe.captura_legible],
            (3, *[1.6] * len(informe.captura_legible[0][1])),
        ),
    ]
