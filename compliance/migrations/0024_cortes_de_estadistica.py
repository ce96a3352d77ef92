import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0023_boleta_y_secciones'),
    ]

    operations = [
        migrations.CreateModel(
            name='CorteDeEstadistica',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dia', models.DateField(verbose_name='día')),
                ('hecho_en', models.DateTimeField()),
                ('miembros', models.JSONField()),
                ('numeros', models.JSONField()),
                ('proceso', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cortes_de_estadistica', to='compliance.proceso')),
            ],
            options={
                'verbose_name': 'corte de estadística',
                'verbose_name_plural': 'cortes de estadística',
                'ordering': ['hecho_en', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('proceso', 'dia'), name='corte_de_estadistica_uno_al_dia')],
            },
        ),
    ]
