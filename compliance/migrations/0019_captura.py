"""What is typed and not kept yet, and how big a photograph may be."""

import compliance.cifrado
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0018_cuentas_de_acceso'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalproceso',
            name='foto_lado_maximo',
            field=models.PositiveSmallIntegerField(default=1600, help_text='La que mide más se reduce al subirla: 1600 alcanza para imprimirla a 13 centímetros.', validators=[django.core.validators.MinValueValidator(640)], verbose_name='lado mayor máximo de la fotografía, en píxeles'),
        ),
        migrations.AddField(
            model_name='historicalproceso',
            name='foto_lado_minimo',
            field=models.PositiveSmallIntegerField(default=320, help_text='320 es el doble de lo que mide en la página pública: en una pantalla densa se ve nítida.', validators=[django.core.validators.MinValueValidator(100)], verbose_name='lado menor mínimo de la fotografía, en píxeles'),
        ),
        migrations.AddField(
            model_name='proceso',
            name='foto_lado_maximo',
            field=models.PositiveSmallIntegerField(default=1600, help_text='La que mide más se reduce al subirla: 1600 alcanza para imprimirla a 13 centímetros.', validators=[django.core.validators.MinValueValidator(640)], verbose_name='lado mayor máximo de la fotografía, en píxeles'),
        ),
        migrations.AddField(
            model_name='proceso',
            name='foto_lado_minimo',
            field=models.PositiveSmallIntegerField(default=320, help_text='320 es el doble de lo que mide en la página pública: en una pantalla densa se ve nítida.', validators=[django.core.validators.MinValueValidator(100)], verbose_name='lado menor mínimo de la fotografía, en píxeles'),
        ),
        migrations.CreateModel(
            name='Borrador',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seccion', models.CharField(max_length=40, verbose_name='sección')),
                ('contenido', compliance.cifrado.DatosCifrados(blank=True, default=dict)),
                ('pendiente', models.BooleanField(default=False)),
                ('en', models.DateTimeField(verbose_name='escrito')),
                ('candidatura', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='borradores', to='compliance.candidatura')),
                ('por', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'borradores',
                'indexes': [models.Index(condition=models.Q(('pendiente', True)), fields=['en'], name='borrador_por_asentar')],
                'constraints': [models.UniqueConstraint(fields=('candidatura', 'seccion'), name='borrador_uno_por_seccion')],
            },
        ),
    ]
