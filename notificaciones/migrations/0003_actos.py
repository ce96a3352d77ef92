"""Notices tell acts, which have the keys of the transitions that they were."""

from django.db import migrations, models


def copiar(apps, schema_editor):
    Aviso = apps.get_model("notificaciones", "Aviso")
    antes, despues = Aviso.transiciones.through, Aviso.actos.through
    despues.objects.bulk_create(
        (
            despues(aviso_id=aviso, acto_id=transicion)
            for aviso, transicion in antes.objects.values_list("aviso_id", "transicion_id").iterator()
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("compliance", "0010_actos"),
        ("flujos", "0004_actos"),
        ("notificaciones", "0002_avisos_de_acceso"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalescalon",
            name="acto",
            field=models.BigIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="aviso",
            name="actos",
            field=models.ManyToManyField(blank=True, related_name="avisos", to="compliance.acto"),
        ),
        migrations.RunPython(copiar, migrations.RunPython.noop),
        migrations.RemoveField(model_name="aviso", name="transiciones"),
    ]
