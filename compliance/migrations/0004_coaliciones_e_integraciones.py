"""Who is in a coalition has history, and a seat in a body cannot end before it starts.

Each coalition gets a history row with the members that it has, or its next change would seem to add them all. A seat
whose dates were crossed was never in office; it is kept as of one day, with the dates that it had in its history.
"""

import django.db.models.deletion
import simple_history.models
from django.db import migrations, models
from django.utils import timezone

MOTIVO = 'Actualización a la versión 0.2.0'


def anotar(apps, objeto, motivo):
    """A history row of the object as it is now."""
    historia = apps.get_model('compliance', f'Historical{objeto._meta.object_name}')
    valores = {campo.attname: getattr(objeto, campo.attname) for campo in objeto._meta.concrete_fields}
    return historia.objects.using(objeto._state.db).create(
        **valores, history_date=timezone.now(), history_type='~', history_change_reason=motivo
    )


def anotar_integrantes(apps, schema_editor):
    Fila = apps.get_model('compliance', 'HistoricalActorPolitico_integrantes')
    actores = apps.get_model('compliance', 'ActorPolitico').objects.using(schema_editor.connection.alias)
    for actor in actores.filter(integrantes__isnull=False).distinct():
        fila = anotar(apps, actor, f'{MOTIVO}: el historial guarda desde ahora quiénes la integran')
        for uno in actor.integrantes.through.objects.using(actor._state.db).filter(from_actorpolitico=actor):
            Fila.objects.using(actor._state.db).create(
                id=uno.pk, history=fila, from_actorpolitico_id=actor.pk, to_actorpolitico_id=uno.to_actorpolitico_id
            )


def ordenar_fechas(apps, schema_editor):
    lugares = apps.get_model('compliance', 'Integracion').objects.using(schema_editor.connection.alias)
    for lugar in lugares.filter(hasta__lt=models.F('desde')):
        motivo = f'{MOTIVO}: terminaba antes de empezar (desde {lugar.desde:%d/%m/%Y} hasta {lugar.hasta:%d/%m/%Y})'
        lugar.hasta = lugar.desde
        lugar.save(update_fields=['hasta'])
        anotar(apps, lugar, motivo)
        print(f'\n{lugar.nombre}, {lugar.cargo}: su integración {motivo.partition(": ")[2]}; corríjala en Catálogos.')


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0003_remision_por_regla'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalActorPolitico_integrantes',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ('from_actorpolitico', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='compliance.actorpolitico')),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='compliance.historicalactorpolitico')),
                ('to_actorpolitico', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='compliance.actorpolitico')),
            ],
            options={
                'verbose_name': 'HistoricalActorPolitico_integrantes',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunPython(anotar_integrantes, migrations.RunPython.noop),
        migrations.RunPython(ordenar_fechas, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='integracion',
            constraint=models.CheckConstraint(condition=models.Q(('hasta__isnull', True), ('hasta__gte', models.F('desde')), _connector='OR'), name='integracion_fechas_en_orden', violation_error_message='La integración termina antes de empezar.'),
        ),
    ]
