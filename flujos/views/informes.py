"""Reports drafted from the record: the months of a process, each one on screen and as PDF."""

from collections.abc import Sequence
from datetime import date, datetime

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from calendario.fechas import dia_local, fin_del_dia
from calendario.plazos import sumar_meses
from compliance.cara.componentes import Cifra, Tono
from compliance.middleware import SolicitudCauce
from compliance.models import Entregable, Proceso
from compliance.situacion import Situacion
from compliance.views.comun import proceso_o_404
from documentos.informes.captura import CLASES, hoja_de_captura, informe_de_captura
from documentos.informes.mensual import InformeMensual, en_letras, fin_de_mes, leer_mes
from documentos.informes.mensual_pdf import hoja
from documentos.informes.periodos import de_captura_al, lapso_de
from documentos.models import Informe
from documentos.views import imprimir

from ..entregables.informes import informe_mensual

# Reports end with the final one, four months after election day (Lineamientos art. 15 g).
MESES_TRAS_JORNADA = 4
TONOS_DE_CIFRA: dict[str, Tono] = {"Concluidas con retraso": "atencion", "Vencidas sin concluir": "mal"}


def meses_de(proceso: Proceso, hoy: date) -> list[date]:
    """The months that can be reported on the day `hoy`, the last first: from the start of the process to its end."""
    mes = (proceso.inicio or sumar_meses(proceso.jornada, -9)).replace(day=1)
    ultimo = min(hoy, proceso.fin or fin_de_mes(sumar_meses(proceso.jornada, MESES_TRAS_JORNADA)))
    meses = []
    while mes <= ultimo:
        meses.append(mes)
        mes = sumar_meses(mes, 1)
    return meses[::-1]


class CorteForm(forms.Form):
    """The cut-off travels in the address."""

    al = forms.DateField(
        label="Corte", required=False, help_text="Último día que se toma en cuenta. Vacío: este momento."
    )

    def __init__(self, datos: object, momento: datetime, proceso: Proceso, mes: date) -> None:
        super().__init__(datos)  # type: ignore[arg-type]
        self.momento, self.proceso, self.mes = momento, proceso, mes

    def clean_al(self) -> date | None:
        """No report tells what has not happened, nor of a month that had not begun."""
        dia: date | None = self.cleaned_data["al"]
        if dia is not None and dia > dia_local(self.momento, self.proceso.tz):
            raise forms.ValidationError("El corte no puede estar en el futuro.")
        if dia is not None and dia < self.mes:
            raise forms.ValidationError("El corte no puede ser anterior al mes que se informa.")
        return dia

    @property
    def corte(self) -> datetime:
        """The chosen day, whole, or the present moment."""
        dia: date | None = self.cleaned_data.get("al") if self.is_valid() else None
        return min(fin_del_dia(dia, self.proceso.tz), self.momento) if dia else self.momento


@login_required
@require_safe
def informes(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """The months, each with the deliverable that is its report."""
    actual = proceso_o_404(request, proceso)
    momento: datetime = request.momento
    mensuales = Entregable.objects.filter(proceso=actual).exigibles().con_lo_que_se_muestra().exclude(periodo="")
    por_mes: dict[str, list[tuple[Entregable, Situacion]]] = {}
    for entregable in mensuales:
        por_mes.setdefault(entregable.periodo, []).append((entregable, entregable.situacion(momento)))
    return render(
        request,
        "flujos/informes.html",
        {
            "proceso": actual,
            "de_captura": CLASES,
            "por_redactar": _de_captura(actual, momento),
            "meses": [
                (f"{mes:%Y-%m}", en_letras(mes), por_mes.get(f"{mes:%Y-%m}", []))
                for mes in meses_de(actual, dia_local(momento, actual.tz))
            ],
        },
    )


def _de_captura(proceso: Proceso, momento: datetime) -> list[tuple[str, str, str, Informe | None]]:
    """The reports of the capture that may be written, each with its class, its period, its title and the last one."""
    ultimos = {(i.clase, i.periodo): i for i in Informe.objects.filter(proceso=proceso).order_by("pk")}
    return [
        (clase, periodo, f"{CLASES[clase]}, {lapso_de(proceso, clase, periodo).dicho}", ultimos.get((clase, periodo)))
        for clase, periodo in de_captura_al(proceso, dia_local(momento, proceso.tz))
    ]


def _informe(request: SolicitudCauce, proceso: str, mes: str) -> tuple[InformeMensual, CorteForm]:
    """The report that the address asks for; Http404 if it is of no month that had begun."""
    actual = proceso_o_404(request, proceso)
    try:
        primero = leer_mes(mes)
        form = CorteForm(request.GET, request.momento, actual, primero)
        return informe_mensual(actual, primero, form.corte), form
    except ValueError as error:
        raise Http404(str(error)) from error


def _filas(numeros: Sequence[int]) -> str:
    """Which rows make a figure: «Fila 3», «Filas 1, 2»; nothing without any."""
    return f"Fila{'s' if len(numeros) > 1 else ''} {', '.join(map(str, numeros))}" if numeros else ""


@login_required
@require_safe
def mensual(request: SolicitudCauce, proceso: str, mes: str) -> HttpResponse:
    """The monthly report on screen, with the same rows and figures as the PDF."""
    informe, form = _informe(request, proceso, mes)
    descarga = reverse("informe_mensual_pdf", args=[proceso, mes])
    return render(
        request,
        "flujos/informe_mensual.html",
        {
            "proceso": informe.proceso,
            "informe": informe,
            "mes": mes,
            "mes_en_letras": en_letras(informe.mes),
            "form": form,
            "descarga": f"{descarga}?{urlencode({'al': form['al'].value()})}" if form["al"].value() else descarga,
            "cifras": [
                Cifra(
                    c.etiqueta,
                    c.total,
                    tono=TONOS_DE_CIFRA.get(c.etiqueta, "neutro") if c.total else "neutro",
                    nota=_filas(c.filas),
                )
                for c in informe.resumen
            ],
        },
    )


@login_required
@require_safe
def mensual_pdf(request: SolicitudCauce, proceso: str, mes: str) -> HttpResponse:
    """The same report, to sign and send."""
    informe, _ = _informe(request, proceso, mes)
    return imprimir(
        request, hoja(informe), f"informe-mensual-{informe.proceso.clave}-{mes}", request.GET.get("formato", "pdf")
    )


@login_required
@require_safe
def de_captura(request: SolicitudCauce, proceso: str, clase: str) -> HttpResponse:
    """A quantitative report as it is now, as PDF or DOCX; of an earlier cut-off, `manage.py informe` makes it."""
    actual = proceso_o_404(request, proceso)
    if clase not in CLASES:
        raise Http404
    informe = informe_de_captura(actual, clase, request.momento, con_estadisticas=True)
    nombre = f"informe-{clase}-{actual.clave}-{dia_local(informe.corte, actual.tz):%Y-%m-%d}"
    return imprimir(request, hoja_de_captura(informe), nombre, request.GET.get("formato", "pdf"))
