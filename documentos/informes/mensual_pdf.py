"""The monthly report on paper, with the table that the institutes use (informe del IEEH, abril de 2024)."""

from calendario.fechas import fecha_en_prosa, fecha_hora, momento_en_prosa

from ..membrete import hoja_de
from ..papel import Bloque, Hoja, Lista, Parrafo, Seccion, Tabla
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
        Seccion("Resumen general"),
        *resumen(informe),
        Seccion("Desarrollo de las actividades"),
        *actividades(informe),
        *([Seccion("Hitos del plan"), *hitos(informe)] if informe.hitos else []),
        Seccion("Sesiones y reuniones de trabajo del mes"),
        *sesiones(informe),
        Seccion("Avance de las candidaturas"),
        *candidaturas(informe),
    ]


def resumen(informe: InformeMensual) -> list[Bloque]:
    """The figures, with the rows that each one counts."""
    filas = [
        (c.etiqueta, str(c.total), ", ".join(map(str, c.filas)) if c.filas else "ninguna") for c in informe.resumen
    ]
    return [Tabla(("Cifra", "Total", "Filas de la tabla que la forman"), filas, (4, 1, 5))]


def actividades(informe: InformeMensual) -> list[Bloque]:
    """A row for each activity, as Hidalgo prints them."""
    if not informe.filas:
        return [_sin_actividades(informe)]
    filas = [
        (
            str(f.no),
            f"{f.clave} {f.actividad}",
            f.documento or "N/A",
            dmy(f.fecha_maxima) or "N/A",
            f.conclusion or "Pendiente",
            f.desarrollo,
        )
        for f in informe.filas
    ]
    return [Tabla(ENCABEZADOS, filas, (0.5, 2.9, 3.35, 1.5, 1.5, 4.9))]


def actividades_narradas(informe: InformeMensual, nivel: int) -> list[Bloque]:
    """A part for each activity, as Morelos tells them, with its documents and its days at the end."""
    if not informe.filas:
        return [_sin_actividades(informe)]
    bloques: list[Bloque] = []
    for f in informe.filas:
        bloques += [
            Seccion(f"Actividad {f.clave}. {f.actividad}", nivel),
            *(Parrafo(linea) for linea in f.desarrollo.split("\n")),
            Parrafo(
                f"{f'Documentos: {f.documento}. ' if f.documento else ''}"
                f"Fecha máxima: {dmy(f.fecha_maxima) or 'N/A'}. Conclusión: {f.conclusion or 'pendiente'}.",
                "nota",
            ),
        ]
    return bloques


def _sin_actividades(informe: InformeMensual) -> Bloque:
    return Parrafo(f"No hay actividades que informar de {en_letras(informe.mes)}.")


def hitos(informe: InformeMensual) -> list[Bloque]:
    """The milestones of the plan, if the month has any."""
    if not informe.hitos:
        return []
    filas = [
        (f"{h.grupo}: {h.nombre}", dmy(h.termina), dmy(h.alcanzado) or "Pendiente", h.desarrollo) for h in informe.hitos
    ]
    return [Tabla(("Hito", "Fecha del plan", "Se alcanzó", "Desarrollo"), filas, (4, 1.5, 1.5, 7))]


def sesiones(informe: InformeMensual) -> list[Bloque]:
    """The meetings of the month in a table."""
    if not informe.sesiones:
        return [_sin_sesiones(informe)]
    filas = [
        (s.cuando, s.nombre, s.organo, "\n".join(f"{n}. {a}" for n, a in enumerate(s.asuntos, start=1)))
        for s in informe.sesiones
    ]
    return [Tabla(("Fecha", "Sesión", "Órgano", "Asuntos"), filas, (1, 2.5, 3.5, 6))]


def sesiones_narradas(informe: InformeMensual, nivel: int) -> list[Bloque]:
    """A part for each meeting, with what was on its agenda."""
    if not informe.sesiones:
        return [_sin_sesiones(informe)]
    bloques: list[Bloque] = []
    for s in informe.sesiones:
        cuando = f"los días {s.cuando}" if len(s.dias) > 1 else f"el {fecha_en_prosa(s.dia)}"
        asuntos = ", con estos asuntos:" if s.asuntos else "."
        bloques += [
            Seccion(s.nombre if s.organo in s.nombre else f"{s.nombre}, {s.organo}", nivel),
            Parrafo(f"Se celebró {cuando}{asuntos}"),
            *([Lista(s.asuntos, numerada=True)] if s.asuntos else []),
        ]
    return bloques


def _sin_sesiones(informe: InformeMensual) -> Bloque:
    return Parrafo(f"No se registran sesiones en {en_letras(informe.mes)}.")


def candidaturas(informe: InformeMensual) -> list[Bloque]:
    """How many there are in each state, and how capture goes."""
    if not informe.total_candidaturas:
        return [Parrafo("No hay candidaturas registradas en el sistema a esa fecha.")]
    filas = [(etiqueta, str(cuantas)) for etiqueta, cuantas in informe.candidaturas_legibles]
    corte = momento_en_prosa(informe.corte_candidaturas, informe.proceso.tz)
    return [
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
            numeros=tuple(range(1, len(informe.captura_legible[0][1]) + 1)),
        ),
    ]
