"""The rungs of 0.1.0 that told the technical secretary and the commission on the first day late are off: the ladder that
goes up tells each of them on its own day, and the same person would hear of the same lateness twice.
"""

from django.db import migrations
from django.utils import timezone

MOTIVO = "Lo dice la escalera por la que sube el atraso: a la secretaría técnica y a la comisión, cada una en su día"
DIAS = -1
# As 0.1.0 delivered them: subject and text.
ENTREGADOS = {
    "entregable-secretaria-tecnica-1-despues": (
        "Sin presentar, {faltan}: {clave} {nombre}",
        "El área {area} aún no presenta el entregable {clave}, «{nombre}».\n\n"
        "Obligación pendiente: {obligacion}\nFecha límite: {vence} ({faltan})\n\n{enlace}",
    ),
    "entregable-comision-1-despues": (
        "Vencido: {clave} {nombre}",
        "El entregable {clave}, «{nombre}», {faltan} sin que el área {area} lo haya presentado.\n\n"
        "Obligación pendiente: {obligacion}\nFecha límite: {vence}\n\n{enlace}",
    ),
    "decision-comision-1-despues": (
        "Vencido sin decisión: {clave} {nombre}",
        "El entregable {clave}, «{nombre}», {faltan} y todavía espera la decisión de un órgano.\n\n"
        "Fecha límite de {obligacion}: {vence}\n\n{enlace}",
    ),
    "remision-secretaria-tecnica-1-despues": (
        "Remisión vencida: {clave} {nombre}",
        "La remisión al INE del entregable {clave}, «{nombre}», {faltan}.\n\nFecha límite: {vence}\n\n{enlace}",
    ),
    "remision-comision-1-despues": (
        "Remisión vencida: {clave} {nombre}",
        "La remisión al INE del entregable {clave}, «{nombre}», {faltan}.\n\nFecha límite: {vence}\n\n{enlace}",
    ),
}


def apagar_los_de_antes(apps, schema_editor):
    """Only those that nobody ever changed, byte for byte, also in their history. What an institute wrote or switched
    stays. Off and not gone: notices that they sent go on saying which rung told them.
    """
    Escalon = apps.get_model("notificaciones", "Escalon")
    Historia = apps.get_model("notificaciones", "HistoricalEscalon")
    ahora = timezone.now()
    for escalon in Escalon.objects.filter(clave__in=ENTREGADOS, activo=True):
        entregado = (DIAS, *ENTREGADOS[escalon.clave], True)
        versiones = Historia.objects.filter(id=escalon.pk).values_list("dias", "asunto", "texto", "activo")
        if {(escalon.dias, escalon.asunto, escalon.texto, escalon.activo), *versiones} != {entregado}:
            continue
        escalon.activo = False
        escalon.save()
        Historia.objects.create(
            **{f.attname: getattr(escalon, f.attname) for f in escalon._meta.concrete_fields},
            history_date=ahora,
            history_type="~",
            history_change_reason=MOTIVO,
            autor="Sistema",
        )


class Migration(migrations.Migration):

    dependencies = [
        ('notificaciones', '0011_envio_por_correo'),
    ]

    operations = [
        migrations.RunPython(apagar_los_de_antes, migrations.RunPython.noop),
    ]
