"""Two accounts do not differ in capitals alone.

The form refused it, but two people could open both at once. Which of the two stays, and with which name, is for whoever
administers the installation: nothing is changed until then.
"""

import django.db.models.functions.text
from django.core.management.base import CommandError
from django.db import migrations, models
from django.db.models import Count
from django.db.models.functions import Lower


def exigir_nombres_distintos(apps, schema_editor):
    cuentas = apps.get_model('compliance', 'Usuario').objects.using(schema_editor.connection.alias)
    repetidos = (
        cuentas.annotate(igual=Lower('username')).order_by().values('igual').annotate(n=Count('pk')).filter(n__gt=1)
    )
    pares = [
        ', '.join(f'«{nombre}»' for nombre in nombres)
        for igual in sorted(repetidos.values_list('igual', flat=True))
        for nombres in [
            cuentas.annotate(igual=Lower('username')).filter(igual=igual).order_by('pk').values_list('username', flat=True)
        ]
    ]
    if pares:
        raise CommandError(
            'Hay cuentas cuyo nombre de usuario solo difiere en mayúsculas, y desde esta versión no puede haberlas: '
            f'{"; ".join(pares)}. No se cambió ninguna. Con la versión anterior, cambie en los catálogos (Personas '
            'usuarias) el nombre de usuario de la que no sea, y desactívela si sobra; después repita la actualización.'
        )


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0008_papeles_de_antes'),
    ]

    operations = [
        migrations.RunPython(exigir_nombres_distintos, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='usuario',
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower('username'),
                name='usuario_unico_sin_mayusculas',
                violation_error_message='Ya hay una cuenta con ese nombre de usuario, escrito con otras mayúsculas.',
            ),
        ),
    ]
