"""A consent is given by its person, or on paper that a second role accepts once the person was told.

Until 0.1.0 anybody who captured could record one, and it took effect at once. Those that the account of the candidacy
itself recorded stay in force. The rest wait as handed in on paper: they leave the site until verification looks at
the paper and the person is told. Each keeps, in its history, since when it had been in force.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

MOTIVO = 'Actualización a la versión 0.2.0: lo registró otra persona; espera revisión y aviso a su titular'


def lo_dio_su_titular(apps, consentimiento, alta):
    return apps.get_model('compliance', 'Nombramiento').objects.using(consentimiento._state.db).filter(
        usuario=alta.history_user_id, candidatura=consentimiento.candidatura_id, rol__name='candidatura'
    ).exists()


def poner_en_espera(apps, schema_editor):
    base = schema_editor.connection.alias
    Historia = apps.get_model('compliance', 'HistoricalConsentimiento')
    for uno in apps.get_model('compliance', 'Consentimiento').objects.using(base).filter(revocado_en__isnull=True):
        alta = Historia.objects.using(base).filter(id=uno.pk, history_type='+').order_by('history_id').first()
        if alta is not None and alta.history_user_id and lo_dio_su_titular(apps, uno, alta):
            continue
        uno.presentado_en, uno.otorgado_en = uno.otorgado_en, None
        uno.presentado_por_id = alta.history_user_id if alta is not None else None
        uno.save()
        valores = {campo.attname: getattr(uno, campo.attname) for campo in uno._meta.concrete_fields}
        Historia.objects.using(base).create(
            **valores, history_date=timezone.now(), history_type='~', history_change_reason=MOTIVO
        )
    if schema_editor.connection.vendor == 'postgresql':
        # The indexes of the new columns are made last, and PostgreSQL makes none while a foreign key is unchecked.
        schema_editor.execute('SET CONSTRAINTS ALL IMMEDIATE')


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0004_coaliciones_e_integraciones'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='consentimiento',
            options={'ordering': ['-pk']},
        ),
        migrations.RemoveConstraint(
            model_name='consentimiento',
            name='consentimiento_vigente_unico',
        ),
        migrations.AddField(
            model_name='consentimiento',
            name='aceptado_en',
            field=models.DateTimeField(blank=True, null=True, verbose_name='aceptado'),
        ),
        migrations.AddField(
            model_name='consentimiento',
            name='huella',
            field=models.CharField(blank=True, max_length=64, verbose_name='SHA-256 del documento'),
        ),
        migrations.AddField(
            model_name='consentimiento',
            name='motivo_rechazo',
            field=models.CharField(blank=True, max_length=500, verbose_name='por qué se rechazó'),
        ),
        migrations.AddField(
            model_name='consentimiento',
            name='presentado_en',
            field=models.DateTimeField(blank=True, null=True, verbose_name='presentado en papel'),
        ),
        migrations.AddField(
            model_name='consentimiento',
            name='presentado_por',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lo presentó'),
        ),
        migrations.AddField(
            model_name='consentimiento',
            name='rechazado_en',
            field=models.DateTimeField(blank=True, null=True, verbose_name='rechazado'),
        ),
        migrations.AddField(
            model_name='historicalconsentimiento',
            name='aceptado_en',
            field=models.DateTimeField(blank=True, null=True, verbose_name='aceptado'),
        ),
        migrations.AddField(
            model_name='historicalconsentimiento',
            name='huella',
            field=models.CharField(blank=True, max_length=64, verbose_name='SHA-256 del documento'),
        ),
        migrations.AddField(
            model_name='historicalconsentimiento',
            name='motivo_rechazo',
            field=models.CharField(blank=True, max_length=500, verbose_name='por qué se rechazó'),
        ),
        migrations.AddField(
            model_name='historicalconsentimiento',
            name='presentado_en',
            field=models.DateTimeField(blank=True, null=True, verbose_name='presentado en papel'),
        ),
        migrations.AddField(
            model_name='historicalconsentimiento',
            name='presentado_por',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lo presentó'),
        ),
        migrations.AddField(
            model_name='historicalconsentimiento',
            name='rechazado_en',
            field=models.DateTimeField(blank=True, null=True, verbose_name='rechazado'),
        ),
        migrations.AlterField(
            model_name='consentimiento',
            name='otorgado_en',
            field=models.DateTimeField(blank=True, null=True, verbose_name='vigente desde'),
        ),
        migrations.AlterField(
            model_name='consentimiento',
            name='revocado_en',
            field=models.DateTimeField(blank=True, null=True, verbose_name='revocado'),
        ),
        migrations.AlterField(
            model_name='historicalconsentimiento',
            name='otorgado_en',
            field=models.DateTimeField(blank=True, null=True, verbose_name='vigente desde'),
        ),
        migrations.AlterField(
            model_name='historicalconsentimiento',
            name='revocado_en',
            field=models.DateTimeField(blank=True, null=True, verbose_name='revocado'),
        ),
        migrations.AddConstraint(
            model_name='consentimiento',
            constraint=models.UniqueConstraint(condition=models.Q(('rechazado_en__isnull', True), ('revocado_en__isnull', True)), fields=('candidatura', 'finalidad'), name='consentimiento_vigente_unico'),
        ),
        migrations.AddConstraint(
            model_name='consentimiento',
            constraint=models.CheckConstraint(condition=models.Q(('presentado_en__isnull', True), ('otorgado_en__isnull', True), ('aceptado_en__isnull', False), _connector='OR'), name='consentimiento_en_papel_aceptado', violation_error_message='Un consentimiento en papel se acepta antes de surtir efecto.'),
        ),
        migrations.RunPython(poner_en_espera, migrations.RunPython.noop),
    ]
