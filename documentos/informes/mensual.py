"""The monthly report (Lineamientos art. 11 num. 3): its rows and figures, computed from the record at a cut-off.

Which deliverables it tells: those with something that happened in the month (a decision, the approval, the
remission, INE's validation), those whose plan or remission day falls in the month, those that a document of the month
tells, and those that were overdue when the month ended (or at the cut-off, if earlier). What happened after the month
but before the cut-off is told with its date. Decision 0009 gives the reasons.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from calendario.fechas import MESES, dia_local, dias_en_prosa, fin_del_dia
from compliance.models import Candidatura, Entregable, Proceso
from compliance.seguimiento import CIFRAS, Fila, Seguimiento
from compliance.situacion import TRAS_LA_HORA, Clase, Situacion, en_dias
from compliance.tablero import candidaturas_por_estado, exigibles_al

# What the report tells of the progress of capture (Lineamientos art. 15, g).
DE_CAPTURA = ("registradas", "cuentas_enviadas", "capturadas", "extemporaneas", "validadas", "publicadas", "retiradas")
CONCLUIDAS = frozenset({Clase.A_TIEMPO, Clase.TARDE})


def leer_mes(texto: str) -> date:
    """First day of a month written AAAA-MM. Raises ValueError that says how to write it."""
    try:
        return datetime.strptime(texto, "%Y-%m").date()  # noqa: DTZ007 (a month has no time zone)
    except ValueError:
        raise ValueError(f"«{texto}» no es un mes: escriba AAAA-MM, por ejemplo 2024-04.") from None


def fin_de_mes(mes: date) -> date:
    """Last day of the month."""
    return (mes.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def en_letras(mes: date) -> str:
    """«abril de 2024»."""
    return f"{MESES[mes.month - 1]} de {mes.year}"


def dmy(dia: date | None) -> str:
    """A day as the reports print it: dd/mm/aaaa. Empty for None."""
    return f"{dia:%d/%m/%Y}" if dia else ""


@dataclass(frozen=True)
class Narracion:
    """Something told of a deliverable, as a sentence, and the paper it left.

    `dia` is the local day on which it happened; None of what a document prints without being of the month.
    """

    dia: date | None
    texto: str
    documento: str = ""
    # Of something done on several days, all of them; `dia` is the last.
    dias: Sequence[date] = ()
    # Whether doing it is what fulfilled the deliverable.
    cumple: bool = False


@dataclass(frozen=True)
class SesionDelMes:
    """A meeting of the month: `dia`, the local day on which it began; `dias`, all those on which it met."""

    dia: date
    nombre: str
    organo: str
    asuntos: Sequence[str]
    dias: Sequence[date] = ()

    @property
    def cuando(self) -> str:
        """Its day as the report prints it, or its days if it met on several."""
        return dias_en_prosa(self.dias) if len(self.dias) > 1 else dmy(self.dia)


@dataclass(frozen=True)
class HitoDelMes:
    """A milestone of the plan reached in the month, or whose day it holds. `hito` (primary key) finds its record."""

    hito: int
    nombre: str
    grupo: str
    termina: date
    alcanzado: date | None
    desarrollo: str
    retraso: int | None = None


@dataclass(frozen=True)
class FilaDeInforme:
    """A row of the table. `no` is its number in this report; `entregable` (primary key) and `llave` find its record.

    `dias` are all those on which something was done for it; `concluida_en`, those of what concluded it, if it has them.
    """

    no: int
    entregable: int
    llave: str
    clave: str
    actividad: str
    documento: str
    fecha_maxima: date | None
    fecha_conclusion: date | None
    desarrollo: str
    situacion: Situacion
    dias: Sequence[date] = ()
    concluida_en: Sequence[date] = ()

    @property
    def en_varios_dias(self) -> bool:
        """Whether what concluded it was done on several days."""
        return len(self.concluida_en) > 1

    @property
    def conclusion(self) -> str:
        """The day on which it concluded as the report prints it, or the days on which it was done; empty if pending."""
        return dias_en_prosa(self.concluida_en) if self.en_varios_dias else dmy(self.fecha_conclusion)

    @property
    def concluida(self) -> bool:
        """Whether nothing was pending for the institute at the cut-off."""
        return self.situacion.clase in CONCLUIDAS

    @property
    def tardia(self) -> bool:
        """Whether it concluded after its last day: what was done too early is out of its days, and not late."""
        return self.situacion.clase is Clase.TARDE and not self.situacion.fue_antes


@dataclass(frozen=True)
class CifraDeInforme:
    """A figure of the summary and the numbers of the rows that it counts."""

    etiqueta: str
    filas: Sequence[int]

    @property
    def total(self) -> int:
        """How many."""
        return len(self.filas)


@dataclass(frozen=True)
class InformeMensual:
    """Everything the report says. `corte` is aware; days are local to the institute."""

    clase: ClassVar[str] = "mensual"
    proceso: Proceso
    mes: date
    corte: datetime
    filas: Sequence[FilaDeInforme]
    sesiones: Sequence[SesionDelMes]
    candidaturas: Mapping[str, int]
    corte_candidaturas: datetime
    # How capture went, by who postulates, then.
    captura: Sequence[Fila] = ()
    hitos: Sequence[HitoDelMes] = ()

    @property
    def titulo(self) -> str:
        """«Informe mensual de actividades, abril de 2024»."""
        return f"Informe mensual de actividades, {en_letras(self.mes)}"

    @property
    def resumen(self) -> list[CifraDeInforme]:
        """The figures of the general summary, each with its rows."""
        primero, ultimo = self.mes, fin_de_mes(self.mes)

        def filas(*clases: Clase) -> list[int]:
            return [f.no for f in self.filas if f.situacion.clase in clases]

        antes = [f.no for f in self.filas if f.situacion.fue_antes]
        return [
            CifraDeInforme("Actividades que se informan", [f.no for f in self.filas]),
            CifraDeInforme(
                "Con fecha máxima dentro del mes",
                [f.no for f in self.filas if f.fecha_maxima and primero <= f.fecha_maxima <= ultimo],
            ),
            CifraDeInforme("Concluidas en tiempo", filas(Clase.A_TIEMPO)),
            CifraDeInforme("Concluidas con retraso", [f.no for f in self.filas if f.tardia]),
            *([CifraDeInforme("Concluidas antes de que abriera su plazo", antes)] if antes else []),
            CifraDeInforme("Vencidas sin concluir", filas(Clase.VENCIDO)),
            CifraDeInforme("En curso, dentro de su plazo", filas(Clase.POR_VENCER, Clase.FUTURO)),
        ]

    @property
    def total_candidaturas(self) -> int:
        """Candidacies in any state."""
        return sum(self.candidaturas.values())

    @property
    def candidaturas_legibles(self) -> list[tuple[str, int]]:
        """Each state in words, with its count."""
        return [(str(Candidatura.Estado(estado).label), cuantas) for estado, cuantas in self.candidaturas.items()]

    @property
    def captura_legible(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """Who postulates, and each figure of the progress of capture with what heads its column."""
        return [(f.nombre, [(CIFRAS[clave].breve, f.numeros[clave]) for clave in DE_CAPTURA]) for f in self.captura]

    def como_json(self) -> dict[str, Any]:
        """The same rows and figures as plain values. Days in ISO form."""
        return {
            "proceso": self.proceso.clave,
            "instituto": self.proceso.instituto.nombre,
            "mes": f"{self.mes:%Y-%m}",
            "corte": self.corte.isoformat(),
            "resumen": [{"cifra": c.etiqueta, "total": c.total, "filas": list(c.filas)} for c in self.resumen],
            "filas": [
                {
                    "no": f.no,
                    "llave": f.llave,
                    "clave": f.clave,
                    "actividad": f.actividad,
                    "documento": f.documento,
                    "fecha_maxima": f.fecha_maxima and f.fecha_maxima.isoformat(),
                    "fecha_conclusion": f.fecha_conclusion and f.fecha_conclusion.isoformat(),
                    "dias_de_realizacion": [d.isoformat() for d in f.dias],
                    "desarrollo": f.desarrollo,
                    "situacion": f.situacion.clase.value,
                    "dias": f.situacion.dias,
                    "retrasos": dict(f.situacion.retrasos),
                    "anticipos": dict(f.situacion.anticipos),
                }
                for f in self.filas
            ],
            "sesiones": [
                {
                    "fecha": s.dia.isoformat(),
                    "dias": [d.isoformat() for d in s.dias or [s.dia]],
                    "sesion": s.nombre,
                    "organo": s.organo,
                    "asuntos": list(s.asuntos),
                }
                for s in self.sesiones
            ],
            "hitos": [
                {
                    "hito": h.nombre,
                    "grupo": h.grupo,
                    "termina": h.termina.isoformat(),
                    "alcanzado": h.alcanzado and h.alcanzado.isoformat(),
                    "retraso": h.retraso,
                    "desarrollo": h.desarrollo,
                }
                for h in self.hitos
            ],
            "candidaturas": {
                "corte": self.corte_candidaturas.isoformat(),
                "total": self.total_candidaturas,
                **self.candidaturas,
                "por_quien_postula": [{"nombre": f.nombre, **f.numeros} for f in self.captura],
            },
        }


def datos_informe(
    proceso: Proceso,
    mes: date,
    al: datetime,
    hechos: Mapping[int, Sequence[Narracion]],
    sesiones: Sequence[SesionDelMes],
    hitos: Sequence[HitoDelMes] = (),
) -> InformeMensual:
    """The report of `mes` (its first day) with its cut-off at `al`.

    `hechos` are the facts of each deliverable (by primary key) and `sesiones` those of the month: they come from the
    right, where motion is. Candidacies are counted when the month ended, or at the cut-off if earlier.
    """
    hoy = dia_local(al, proceso.tz)
    cierre = min(al, fin_del_dia(fin_de_mes(mes), proceso.tz))
    filas: list[FilaDeInforme] = []
    for entregable in exigibles_al(proceso, al):
        suyos = [h for h in hechos.get(entregable.pk, ()) if h.dia is None or h.dia <= hoy]
        if _se_informa(entregable, suyos, mes, cierre):
            filas.append(_fila(len(filas) + 1, entregable, suyos, al))
    return InformeMensual(
        proceso=proceso,
        mes=mes,
        corte=al,
        filas=filas,
        sesiones=[s for s in sesiones if s.dia <= hoy],
        candidaturas=candidaturas_por_estado(proceso, cierre),
        corte_candidaturas=cierre,
        captura=Seguimiento(proceso, cierre).por("actor"),
        hitos=hitos,
    )


def _se_informa(e: Entregable, hechos: Sequence[Narracion], mes: date, cierre: datetime) -> bool:
    """Whether the deliverable belongs in the report of the month that begins on `mes`."""
    ultimo = fin_de_mes(mes)
    remitido = dia_local(e.remitido_en, e.proceso.tz) if e.remitido_en else None
    dias: list[date | None] = [e.fecha_plan, e.limite_remision, e.aprobado_el, remitido]
    for h in hechos:
        dias += h.dias or [h.dia]
    if any(dia is not None and mes <= dia <= ultimo for dia in dias):
        return True
    return e.situacion(cierre).clase is Clase.VENCIDO


def _fila(no: int, e: Entregable, hechos: Sequence[Narracion], al: datetime) -> FilaDeInforme:
    situacion = e.situacion(al)
    conclusion = e.concluido_el if situacion.clase in CONCLUIDAS else None
    papeles = list(dict.fromkeys(h.documento for h in hechos if h.documento))
    # «Acuerdo» says nothing beside «Acuerdo IMPEPAC/CEE/282/2023».
    if e.producto and not any(p == e.producto or p.startswith(f"{e.producto} ") for p in papeles):
        papeles.insert(0, e.producto)
    return FilaDeInforme(
        no=no,
        entregable=e.pk,
        llave=e.llave,
        clave=e.clave,
        actividad=e.titulo,
        documento="; ".join(papeles),
        fecha_maxima=e.limite_final,
        fecha_conclusion=conclusion,
        desarrollo="\n".join([*(h.texto for h in hechos), *_veredicto(e, situacion, al)]),
        situacion=situacion,
        dias=sorted({d for h in hechos for d in h.dias}),
        concluida_en=next((h.dias for h in hechos if h.cumple and h.dia == conclusion), ()),
    )


def _veredicto(e: Entregable, situacion: Situacion, al: datetime) -> list[str]:
    """What the dates say, in sentences: the truth about late rows included."""
    hoy = dia_local(al, e.proceso.tz)
    final = "remisión" if e.limite_remision else "aprobación"
    frases = []
    for o in e.obligaciones(al):
        retraso, anticipo = situacion.retrasos.get(o.nombre), situacion.anticipos.get(o.nombre)
        que, limite = ("Concluyó", "máxima") if o.nombre == final else ("La aprobación fue", "del plan")
        if retraso:
            frases.append(f"{que} {en_dias(retraso)} después de la fecha {limite} ({dmy(o.dia)}).")
        elif retraso == 0:
            frases.append(f"{que} {TRAS_LA_HORA} ({dmy(o.dia)}).")
        if anticipo is not None:
            frases.append(f"{que} {en_dias(anticipo)} antes del primer día en que podía hacerse.")
    if situacion.dias_tras_lineamientos:
        frases.append(
            f"Se emitió {en_dias(situacion.dias_tras_lineamientos)} después del día que señalan los Lineamientos "
            f"({dmy(e.fecha_ine)})."
        )
    if situacion.clase is Clase.A_TIEMPO and e.limite_final:
        frases.append("Concluyó dentro de la fecha máxima.")
    razon = []
    if e.razon_atraso and e.razon_atraso_en is not None and e.razon_atraso_en <= al:
        razon = [f"Razón del atraso: {e.razon_atraso}"]
    if situacion.clase in CONCLUIDAS:
        return frases + razon
    pendiente = e.pendiente(al)
    if situacion.clase is Clase.VENCIDO:
        vencio = dmy(hoy - timedelta(days=situacion.dias))
        frases.append(
            f"Al corte sigue pendiente la {pendiente}, que venció el {vencio} (hace {en_dias(situacion.dias)})."
        )
    elif situacion.dias or situacion.clase is Clase.POR_VENCER:
        frases.append(f"Al corte está pendiente la {pendiente}, que vence el {dmy(hoy + timedelta(situacion.dias))}.")
    else:
        frases.append("Al corte está pendiente, sin fecha en el plan.")
    return frases + razon
