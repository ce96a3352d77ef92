"""Shadow versions of published questionnaires, and who publishes from the start date on."""

import compliance.models.candidaturas
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0015_mesa_de_verificacion'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalproceso',
            name='modo_publicacion',
            field=models.CharField(choices=[('automatica', 'Automática, al iniciar la publicación'), ('manual', 'A mano')], default='manual', help_text='Automática: desde el inicio de la publicación, lo que ya puede publicarse se publica solo.', max_length=10, verbose_name='modo de publicación'),
        ),
        migrations.AddField(
            model_name='historicalsolicitudmodificacion',
            name='foto',
            field=models.TextField(blank=True, max_length=100, verbose_name='fotografía propuesta'),
        ),
        migrations.AddField(
            model_name='historicalsolicitudmodificacion',
            name='revision',
            field=models.JSONField(blank=True, default=dict, help_text='Dictamen, causas y texto de cada rubro.', verbose_name='revisión por rubro'),
        ),
        migrations.AddField(
            model_name='historicalsolicitudmodificacion',
            name='vence',
            field=models.DateTimeField(blank=True, null=True, verbose_name='vence el plazo para corregirla'),
        ),
        migrations.AddField(
            model_name='proceso',
            name='modo_publicacion',
            field=models.CharField(choices=[('automatica', 'Automática, al iniciar la publicación'), ('manual', 'A mano')], default='manual', help_text='Automática: desde el inicio de la publicación, lo que ya puede publicarse se publica solo.', max_length=10, verbose_name='modo de publicación'),
        ),
        migrations.AddField(
            model_name='solicitudmodificacion',
            name='foto',
            field=models.ImageField(blank=True, upload_to=compliance.models.candidaturas.ruta_foto, verbose_name='fotografía propuesta'),
        ),
        migrations.AddField(
            model_name='solicitudmodificacion',
            name='revision',
            field=models.JSONField(blank=True, default=dict, help_text='Dictamen, causas y texto de cada rubro.', verbose_name='revisión por rubro'),
        ),
        migrations.AddField(
            model_name='solicitudmodificacion',
            name='vence',
            field=models.DateTimeField(blank=True, null=True, verbose_name='vence el plazo para corregirla'),
        ),
        migrations.AlterField(
            model_name='historicalsolicitudmodificacion',
            name='estado',
            field=models.CharField(choices=[('borrador', 'En preparación'), ('pendiente', 'Pendiente'), ('observada', 'Observada'), ('aprobada', 'Aprobada'), ('rechazada', 'Rechazada'), ('cancelada', 'Cancelada')], default='borrador', max_length=10),
        ),
        migrations.AlterField(
            model_name='historicalsolicitudmodificacion',
            name='motivo',
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name='historicalsolicitudmodificacion',
            name='propuesto',
            field=models.JSONField(blank=True, default=dict, help_text='Lo propuesto, por campo; de la fotografía, la huella de su archivo.'),
        ),
        migrations.AlterField(
            model_name='historicalsolicitudmodificacion',
            name='publicado',
            field=models.JSONField(blank=True, default=dict, help_text='Lo publicado, por campo, al solicitar; de la fotografía, su archivo.'),
        ),
        migrations.AlterField(
            model_name='historicalsolicitudmodificacion',
            name='solicitada_en',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='solicitudmodificacion',
            name='estado',
            field=models.CharField(choices=[('borrador', 'En preparación'), ('pendiente', 'Pendiente'), ('observada', 'Observada'), ('aprobada', 'Aprobada'), ('rechazada', 'Rechazada'), ('cancelada', 'Cancelada')], default='borrador', max_length=10),
        ),
        migrations.AlterField(
            model_name='solicitudmodificacion',
            name='motivo',
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name='solicitudmodificacion',
            name='propuesto',
            field=models.JSONField(blank=True, default=dict, help_text='Lo propuesto, por campo; de la fotografía, la huella de su archivo.'),
        ),
        migrations.AlterField(
            model_name='solicitudmodificacion',
            name='publicado',
            field=models.JSONField(blank=True, default=dict, help_text='Lo publicado, por campo, al solicitar; de la fotografía, su archivo.'),
        ),
        migrations.AlterField(
            model_name='solicitudmodificacion',
            name='solicitada_en',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='solicitudmodificacion',
            constraint=models.CheckConstraint(condition=models.Q(('estado__in', ['borrador', 'cancelada']), ('solicitada_en__isnull', False), _connector='OR'), name='modificacion_enviada_con_su_dia'),
        ),
        # Processes that were there before are published by hand, as they were, until somebody says otherwise.
        migrations.AlterField(
            model_name='historicalproceso',
            name='modo_publicacion',
            field=models.CharField(choices=[('automatica', 'Automática, al iniciar la publicación'), ('manual', 'A mano')], default='automatica', help_text='Automática: desde el inicio de la publicación, lo que ya puede publicarse se publica solo.', max_length=10, verbose_name='modo de publicación'),
        ),
        migrations.AlterField(
            model_name='proceso',
            name='modo_publicacion',
            field=models.CharField(choices=[('automatica', 'Automática, al iniciar la publicación'), ('manual', 'A mano')], default='automatica', help_text='Automática: desde el inicio de la publicación, lo que ya puede publicarse se publica solo.', max_length=10, verbose_name='modo de publicación'),
        ),
    ]
