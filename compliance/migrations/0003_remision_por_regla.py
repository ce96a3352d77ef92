"""The rule of the remission fixes its limit; the number of days beside it goes.

Where only the number said it, the number becomes the rule: in 0.1.0 the approval, or the fact that opened the
deliverable, fixed the limit so many días naturales later. A deliverable with a rule keeps its rule. One whose
`regla_evento` names another fact cannot say it with a rule, for both count from that fact: its limit stays as it is
and the migration names it. The file of the plan, kept as it was loaded, is read with today's schema: it changes alike.
"""

from django.db import migrations
from django.db.models import Q
from django.utils import timezone

SIN_REGLA = Q(dias_remision__isnull=False, regla_remision='')
DESDE_SU_HECHO = ('', 'aprobacion', 'supuesto')


def regla_de(dias):
    return {0: 'mismo día', 1: 'día siguiente'}.get(dias, f'{dias} días naturales después')


def escribir_regla(apps, schema_editor):
    for nombre in ('Entregable', 'HistoricalEntregable'):
        filas = apps.get_model('compliance', nombre).objects.using(schema_editor.connection.alias).filter(SIN_REGLA)
        for dias in sorted(set(filas.values_list('dias_remision', flat=True))):
            filas.filter(regla_evento__in=DESDE_SU_HECHO, dias_remision=dias).update(regla_remision=regla_de(dias))
    restan = apps.get_model('compliance', 'Entregable').objects.using(schema_editor.connection.alias).filter(SIN_REGLA)
    for entregable in restan:
        print(
            f'\n«{entregable.llave}» se remitía {entregable.dias_remision} días naturales después de su aprobación, pero '
            f'sus reglas cuentan desde «{entregable.regla_evento}»: escriba su regla_remision en el archivo del plan.'
        )


def escribir_en_los_planes(apps, schema_editor):
    base = schema_editor.connection.alias
    historia, ahora = apps.get_model('compliance', 'HistoricalPlan').objects.using(base), timezone.now()
    for plan in apps.get_model('compliance', 'Plan').objects.using(base):
        for fila in plan.contenido.get('entregables', []):
            dias = fila.pop('dias_remision', None)
            if dias is not None and not fila.get('regla_remision') and fila.get('regla_evento', '') in DESDE_SU_HECHO:
                fila['regla_remision'] = regla_de(dias)
        plan.save(update_fields=['contenido'])
        ultima = historia.filter(id=plan.pk).order_by('-history_id').first()
        if ultima is not None and ultima.contenido != plan.contenido:
            # The history agrees with the record, also of what the migration before took out of it.
            historia.create(
                **{c.attname: getattr(plan, c.attname) for c in plan._meta.concrete_fields},
                history_date=ahora,
                history_type='~',
                history_change_reason='Actualización a la versión 0.2.0: los días de remisión se dicen con reglas',
                autor='Sistema',
            )


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0002_aviso_y_limites_de_texto'),
    ]

    operations = [
        migrations.RunPython(escribir_regla, migrations.RunPython.noop),
        migrations.RunPython(escribir_en_los_planes, migrations.RunPython.noop),
        migrations.RemoveField('entregable', 'dias_remision'),
        migrations.RemoveField('historicalentregable', 'dias_remision'),
    ]
