"""What the monthly report needs from the plan and from motion: what is printed, then what happened, told as facts."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from calendario.fechas import dia_local, fin_del_dia, inicio_del_dia
from compliance.models import Entregable, Organo, Plan, Proceso
from documentos.informes.mensual import (
    InformeMensual,
    Narracion,
    SesionDelMes,
    datos_informe,
    dmy,
    en_letras,
    fin_de_mes,
)

from ..models import Decision, Hecho, Remision, Sesion

_ARTICULO = {Organo.Tipo.COMISION: "la"}
_VERBO = {
    Decision.Resultado.APROBADO: "lo aprobó",
    Decision.Resultado.APROBADO_MODIFICADO: "lo aprobó con modificaciones",
    Decision.Resultado.PRESENTADO: "lo tuvo por presentado",
    Decision.Resultado.DEVUELTO: "lo devolvió con observaciones",
    Decision.Resultado.RETIRADO: "lo retiró del orden del día",
}


def informe_mensual(proceso: Proceso, mes: date, al: datetime) -> InformeMensual:
    """The monthly report of `mes` (its first day), from what the record holds until `al`.

    Raises ValueError if the month had not begun at `al`. The same queries whatever the number of rows.
    """
    hoy = dia_local(al, proceso.tz)
    if mes > hoy:
        raise ValueError(
            f"{en_letras(mes)} no había comenzado al corte ({dmy(hoy)}): elija un mes anterior.".capitalize()
        )
    return datos_informe(proceso, mes, al, _hechos(proceso, al), _sesiones(proceso, mes, al))


def _hechos(proceso: Proceso, al: datetime) -> Mapping[int, list[Narracion]]:
    """What the plan's document prints of each deliverable, and its facts until `al`, in the order they happened."""
    con_momento: dict[int, list[tuple[datetime, Narracion]]] = defaultdict(list)
    decisiones = Decision.objects.filter(punto__entregable__proceso=proceso, decidida_en__lte=al).select_related(
        "punto__sesion__organo"
    )
    for decision in decisiones:
        con_momento[decision.punto.entregable_id or 0].append((decision.decidida_en, _decision(decision, proceso)))
    for hecho in Hecho.objects.filter(entregable__proceso=proceso, registrado_en__lte=al).select_related("documento"):
        con_momento[hecho.entregable_id].append((fin_del_dia(hecho.ultimo_dia, proceso.tz), _realizado(hecho)))
    for remision in Remision.objects.filter(entregable__proceso=proceso, remitida_en__lte=al):
        suyos = con_momento[remision.entregable_id]
        suyos.append((remision.remitida_en, _remision(remision, proceso)))
        if remision.validada_en is not None and remision.validada_en <= al:
            dia = dia_local(remision.validada_en, proceso.tz)
            suyos.append((remision.validada_en, Narracion(dia, f"El INE lo validó el {dmy(dia)}.")))
    en_orden = {pk: [h for _, h in sorted(suyos, key=lambda par: par[0])] for pk, suyos in con_momento.items()}
    impresos = _impresos(proceso, al)
    return {pk: impresos.get(pk, []) + en_orden.get(pk, []) for pk in impresos.keys() | en_orden}


def _impresos(proceso: Proceso, al: datetime) -> dict[int, list[Narracion]]:
    """What the document of the plan tells of what was done, as printed: unknown before the day of the document.

    Of a document that covers days of its own (a monthly report) it is told of the last of them.
    """
    plan = Plan.objects.filter(proceso=proceso).first()
    if (
        plan is None
        or not plan.contenido
        or (plan.fecha or dia_local(plan.cargado_en, proceso.tz)) > dia_local(al, proceso.tz)
    ):
        return {}
    datos = plan.datos
    textos = {e.llave: e.desarrollo for e in datos.entregables if e.desarrollo}
    dia = datos.periodo.hasta if datos.periodo else None
    filas = Entregable.objects.filter(proceso=proceso, llave__in=textos).values_list("pk", "llave")
    return {pk: [Narracion(dia, f"Impreso: «{textos[llave]}»")] for pk, llave in filas}


def _decision(decision: Decision, proceso: Proceso) -> Narracion:
    sesion = decision.punto.sesion
    dia = dia_local(decision.decidida_en, proceso.tz)
    reunion = "reunión de trabajo" if sesion.tipo == Sesion.Tipo.REUNION else f"sesión {sesion.tipo}"
    articulo = _ARTICULO.get(Organo.Tipo(sesion.organo.tipo), "el")
    texto = f"El {dmy(dia)}, en {reunion}, {articulo} {sesion.organo} {_VERBO[Decision.Resultado(decision.resultado)]}"
    if decision.acuerdo:
        texto += f" (acuerdo {decision.acuerdo})"
    if decision.observaciones:
        texto += f": «{decision.observaciones}»"
    return Narracion(dia, f"{texto}.", f"Acuerdo {decision.acuerdo}" if decision.acuerdo else "")


def _realizado(hecho: Hecho) -> Narracion:
    """What was done, with its days and who took part."""
    quienes = f" Participaron: {hecho.participantes}." if hecho.participantes else ""
    punto = "" if hecho.texto.endswith((".", "!", "?")) else "."
    papel = hecho.documento.titulo if hecho.documento and not hecho.aprueba else ""
    texto = f"{hecho.texto}{punto} Se realizó: {hecho.dicho}.{quienes}"
    return Narracion(hecho.ultimo_dia, texto, papel, hecho.fechas, cumple=hecho.aprueba)


def _remision(remision: Remision, proceso: Proceso) -> Narracion:
    dia = dia_local(remision.remitida_en, proceso.tz)
    copia = f"; copia: {remision.copia}" if remision.copia else ""
    texto = f"Se remitió al INE el {dmy(dia)} con el oficio {remision.oficio}"
    return Narracion(dia, f"{texto} (destinatario: {remision.destinatario}{copia}).", f"Oficio {remision.oficio}")


def _sesiones(proceso: Proceso, mes: date, al: datetime) -> list[SesionDelMes]:
    """The meetings held in the month, until `al`. One that was called and not held is not told."""
    celebradas = (
        Sesion.objects.filter(
            proceso=proceso,
            estado__in=[Sesion.Estado.INSTALADA, Sesion.Estado.CONCLUIDA],
            inicia_en__gte=inicio_del_dia(mes, proceso.tz),
            inicia_en__lte=min(al, fin_del_dia(fin_de_mes(mes), proceso.tz)),
        )
        .select_related("organo")
        .prefetch_related("puntos")
        .order_by("inicia_en", "pk")
    )
    return [
        SesionDelMes(
            dia=dia_local(s.inicia_en, proceso.tz),
            nombre=s.nombre or s.get_tipo_display(),
            organo=str(s.organo),
            asuntos=[p.titulo for p in s.puntos.all()],
        )
        for s in celebradas
    ]
