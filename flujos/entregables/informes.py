"""What the monthly report needs from the plan and from motion: what is printed, then what happened, told as facts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Q

from calendario.fechas import dia_local, fin_del_dia, inicio_del_dia
from compliance.models import Entregable, Hito, Organo, Plan, Proceso
from compliance.situacion import dias_tarde, en_dias
from compliance.textos import con_punto, sin_doble_punto
from documentos.informes.mensual import (
    HitoDelMes,
    InformeMensual,
    Narracion,
    SesionDelMes,
    datos_informe,
    dmy,
    en_letras,
    fin_de_mes,
)

from ..models import Decision, Hecho, ObservacionDelINE, Realizado, Remision, Sesion
from .hechos import clases

_ARTICULO = {Organo.Tipo.COMISION: "la"}
_VERBO = {
    Decision.Resultado.APROBADO: "lo aprobó",
    Decision.Resultado.APROBADO_MODIFICADO: "lo aprobó con modificaciones",
    Decision.Resultado.PRESENTADO: "lo tuvo por presentado",
    Decision.Resultado.ANALIZADO: "lo analizó",
    Decision.Resultado.DEVUELTO: "lo devolvió con observaciones",
    Decision.Resultado.RETIRADO: "lo retiró del orden del día",
}
# A working meeting analyses, it does not approve, whatever was recorded as its outcome.
_EN_REUNION = _VERBO | {
    Decision.Resultado.APROBADO: "lo analizó",
    Decision.Resultado.APROBADO_MODIFICADO: "lo analizó y propuso modificaciones",
    Decision.Resultado.PRESENTADO: "lo analizó",
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
    return datos_informe(proceso, mes, al, _hechos(proceso, al), _sesiones(proceso, mes, al), _hitos(proceso, mes, al))


def _hechos(proceso: Proceso, al: datetime) -> Mapping[int, list[Narracion]]:
    """What the plan's document prints of each deliverable, and its facts until `al`, in the order they happened."""
    con_momento: dict[int, list[tuple[datetime, Narracion]]] = defaultdict(list)
    decisiones = Decision.objects.filter(punto__entregable__proceso=proceso, decidida_en__lte=al).select_related(
        "punto__sesion__organo"
    )
    for decision in decisiones:
        con_momento[decision.punto.entregable_id or 0].append((decision.decidida_en, _decision(decision, proceso)))
    for hecho in Hecho.objects.filter(entregable__proceso=proceso, registrado_en__lte=al).select_related(
        "documento", "subactividad"
    ):
        con_momento[hecho.entregable_id].append((fin_del_dia(hecho.ultimo_dia, proceso.tz), _realizado(hecho)))
    for remision in Remision.objects.filter(entregable__proceso=proceso, remitida_en__lte=al):
        suyos = con_momento[remision.entregable_id]
        suyos.append((remision.remitida_en, _remision(remision, proceso)))
        if remision.validada_en is not None and remision.validada_en <= al:
            dia = dia_local(remision.validada_en, proceso.tz)
            suyos.append((remision.validada_en, Narracion(dia, f"El INE lo validó el {dmy(dia)}.")))
    observaciones = ObservacionDelINE.objects.filter(
        remision__entregable__proceso=proceso, observada_en__lte=al
    ).select_related("remision")
    for o in observaciones:
        suyos, dia = con_momento[o.remision.entregable_id], dia_local(o.observada_en, proceso.tz)
        suyos.append((o.observada_en, Narracion(dia, f"El INE lo observó el {dmy(dia)}: «{o.texto}».")))
        if o.respondida_en is not None and o.respondida_en <= al:
            dia = dia_local(o.respondida_en, proceso.tz)
            suyos.append((o.respondida_en, Narracion(dia, f"Se respondió al INE el {dmy(dia)}: «{o.respuesta}».")))
    en_orden = {
        pk: [replace(h, texto=sin_doble_punto(h.texto)) for _, h in sorted(suyos, key=lambda par: par[0])]
        for pk, suyos in con_momento.items()
    }
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
    verbos = _EN_REUNION if sesion.tipo == Sesion.Tipo.REUNION else _VERBO
    texto = f"El {dmy(dia)}, en {reunion}, {articulo} {sesion.organo} {verbos[Decision.Resultado(decision.resultado)]}"
    if decision.acuerdo:
        texto += f" (acuerdo {decision.acuerdo})"
    if decision.observaciones:
        texto += f": «{decision.observaciones}»"
    return Narracion(dia, f"{texto}.", f"Acuerdo {decision.acuerdo}" if decision.acuerdo else "")


def _contado(hecho: Realizado) -> str:
    """What was done, of which class, with its days and who took part."""
    quienes = f" Participaron: {con_punto(hecho.participantes)}" if hecho.participantes else ""
    que = f"{clases()[hecho.clase]}: " if hecho.clase in clases() else ""
    return f"{que}{con_punto(hecho.texto)} Se realizó: {hecho.dicho}.{quienes}"


def _hitos(proceso: Proceso, mes: date, al: datetime) -> list[HitoDelMes]:
    """The milestones reached in the month, as noted until `al`, and those whose day it holds."""
    ultimo, hoy = fin_de_mes(mes), dia_local(al, proceso.tz)
    informados = []
    for hito in Hito.objects.filter(proceso=proceso).prefetch_related("hechos"):
        hechos = [h for h in hito.hechos.all() if h.registrado_en <= al and h.ultimo_dia <= hoy]
        del_mes = [d for h in hechos for d in h.fechas if mes <= d <= ultimo]
        if not del_mes and not mes <= hito.termina <= ultimo:
            continue
        alcanzado = max((h.ultimo_dia for h in hechos), default=None)
        retraso = dias_tarde(alcanzado, hito.termina)
        tarde = [f"Concluyó {en_dias(retraso)} después de la fecha del plan."] if retraso else []
        informados.append(
            HitoDelMes(
                hito=hito.pk,
                nombre=hito.nombre,
                grupo=hito.grupo,
                termina=hito.termina,
                alcanzado=alcanzado,
                desarrollo="\n".join([*(_contado(h) for h in hechos), *tarde]),
                retraso=retraso,
            )
        )
    return informados


def _realizado(hecho: Hecho) -> Narracion:
    """What was done, and the step of the plan that it fulfils."""
    papel = hecho.documento.titulo if hecho.documento and not hecho.aprueba else ""
    paso = hecho.subactividad
    cumple = ""
    if paso is not None:
        tarde = dias_tarde(hecho.ultimo_dia, paso.fecha or paso.fecha_impresa)
        cumple = f" Actividad {paso.clave} del plan{f', {en_dias(tarde)} después de su fecha' if tarde else ''}."
    texto = f"{_contado(hecho)}{cumple}"
    return Narracion(hecho.ultimo_dia, texto, papel, hecho.fechas, cumple=hecho.aprueba)


def _remision(remision: Remision, proceso: Proceso) -> Narracion:
    dia = dia_local(remision.remitida_en, proceso.tz)
    copia = f"; copia: {remision.copia}" if remision.copia else ""
    texto = f"Se remitió al INE el {dmy(dia)} con el oficio {remision.oficio}"
    return Narracion(dia, f"{texto} (destinatario: {remision.destinatario}{copia}).", f"Oficio {remision.oficio}")


def _sesiones(proceso: Proceso, mes: date, al: datetime) -> list[SesionDelMes]:
    """The meetings held in the month, until `al`. One that was called and not held is not told.

    One that met on days of two months is told in both.
    """
    ultimo, desde = fin_de_mes(mes), inicio_del_dia(mes, proceso.tz)
    comenzadas = (
        Sesion.objects.filter(
            proceso=proceso,
            estado__in=[Sesion.Estado.INSTALADA, Sesion.Estado.RECESO, Sesion.Estado.CONCLUIDA],
            inicia_en__lte=min(al, fin_del_dia(ultimo, proceso.tz)),
        )
        .filter(Q(inicia_en__gte=desde) | Q(recesos__hasta__gte=desde) | Q(termina_en__gte=desde))
        .select_related("organo", "proceso__instituto")
        .prefetch_related("puntos", "recesos")
        .order_by("inicia_en", "pk")
        .distinct()
    )
    return [
        SesionDelMes(
            dia=dia_local(s.inicia_en, proceso.tz),
            nombre=s.nombre or s.get_tipo_display(),
            organo=str(s.organo),
            asuntos=[p.titulo for p in s.puntos.all()],
            dias=s.dias,
        )
        for s in comenzadas
        if any(mes <= dia <= ultimo for dia in s.dias)
    ]
