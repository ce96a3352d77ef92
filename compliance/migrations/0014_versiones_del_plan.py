"""Versions of the plans, the first of each one that is loaded, and what is proposed to be the next."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def dadas_de_otro_modo(plan):
    """The dates of a derived plan that somebody gave otherwise than its file, by row and field."""
    dicho = plan.contenido
    filas = [('proceso', dicho.get('proceso', {})), *((h['clave'], h) for h in dicho.get('hitos', []))]
    for e in dicho.get('entregables', []):
        filas.append((e['llave'], e))
        filas += [(f"{e['llave']}/{s['clave']}", s) for s in e.get('subactividades', [])]
    claves = {f'{llave}.{campo}': str(fila.get(campo)) for llave, fila in filas for campo in fila.get('por_confirmar', [])}
    return {c: plan.confirmadas[c] for c, dia in claves.items() if plan.confirmadas.get(c, dia) != dia}


def primera_version(apps, schema_editor):
    """What each plan says when this is applied is its first version."""
    modelo = apps.get_model("compliance", "VersionDePlan")
    for plan in apps.get_model("compliance", "Plan").objects.order_by("pk"):
        modelo.objects.create(
            plan=plan,
            numero=1,
            que="carga",
            contenido=plan.contenido,
            confirmadas=dadas_de_otro_modo(plan),
            sha256=plan.sha256,
            motivo="Lo que el plan decía cuando Cauce empezó a guardar sus versiones",
            por_nombre="Sistema",
            en=plan.cargado_en,
            sin_informe="Es la primera versión.",
        )


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0013_renglones_de_lista'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalplan',
            name='dejados',
            field=models.JSONField(blank=True, default=dict, help_text='Lo que alguien dejó como estaba en un entregable en curso, por llave y campo, con su razón.'),
        ),
        migrations.AddField(
            model_name='plan',
            name='dejados',
            field=models.JSONField(blank=True, default=dict, help_text='Lo que alguien dejó como estaba en un entregable en curso, por llave y campo, con su razón.'),
        ),
        migrations.CreateModel(
            name='PropuestaDePlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('que', models.CharField(choices=[('carga', 'Carga de un archivo'), ('confirmacion', 'Fecha que alguien confirmó en otro día'), ('edicion', 'Cambio en pantalla'), ('reversion', 'Regreso a una versión anterior'), ('derivacion', 'Derivado del plan anterior'), ('norma', 'Plan nuevo, de la norma')], max_length=12)),
                ('de', models.CharField(blank=True, max_length=200)),
                ('base', models.PositiveIntegerField()),
                ('contenido', models.JSONField()),
                ('confirmadas', models.JSONField(blank=True, null=True)),
                ('sha256', models.CharField(max_length=64)),
                ('previa', models.JSONField()),
                ('en', models.DateTimeField()),
                ('proceso', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='compliance.proceso')),
                ('usuario', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'propuesta de plan',
                'verbose_name_plural': 'propuestas de plan',
                'constraints': [models.UniqueConstraint(fields=('proceso', 'usuario'), name='propuesta_de_plan_unica')],
            },
        ),
        migrations.CreateModel(
            name='VersionDePlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numero', models.PositiveIntegerField(verbose_name='número')),
                ('que', models.CharField(choices=[('carga', 'Carga de un archivo'), ('confirmacion', 'Fecha que alguien confirmó en otro día'), ('edicion', 'Cambio en pantalla'), ('reversion', 'Regreso a una versión anterior'), ('derivacion', 'Derivado del plan anterior'), ('norma', 'Plan nuevo, de la norma')], max_length=12)),
                ('contenido', models.JSONField()),
                ('confirmadas', models.JSONField(blank=True, default=dict)),
                ('sha256', models.CharField(max_length=64)),
                ('motivo', models.TextField()),
                ('por_nombre', models.CharField(max_length=200, verbose_name='autoría')),
                ('en', models.DateTimeField(verbose_name='registrada')),
                ('ocurrio_el', models.DateField(blank=True, null=True, verbose_name='día de la modificación')),
                ('acto', models.BigIntegerField(blank=True, null=True)),
                ('conservados', models.JSONField(blank=True, default=list)),
                ('sin_informe', models.CharField(blank=True, max_length=300)),
                ('informe', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.entregable')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versiones', to='compliance.plan')),
                ('por', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'versión del plan',
                'verbose_name_plural': 'versiones del plan',
                'ordering': ['plan', '-numero'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'numero'), name='version_de_plan_unica')],
            },
        ),
        migrations.RunPython(primera_version, migrations.RunPython.noop),
    ]
