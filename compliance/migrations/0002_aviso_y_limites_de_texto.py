"""The privacy notice of a process, and the texts that may have a limit.

Without a notice of its own a process shows the general one. A limit of a text that is not in the questionnaire never
limited anything: its row stays, and it goes from the file of the plan as it is kept, which today's schema reads.

Between 0.1.0 and 0.2.0 the first migration was edited in place. A database made then has part of this already: SQLite
would make the table again without it, so it is refused before anything is written.
"""

from django.core.management.base import CommandError
from django.db import migrations, models

AVISO = models.TextField(blank=True, help_text='Lo lee completo quien captura. Cada apartado: un renglón con su título, debajo su texto y, para separar, un renglón en blanco. Vacío: el texto general.', verbose_name='aviso de privacidad')
ENTREGABLE = models.CharField(default='aviso-de-privacidad', help_text='El documento que aprobó el Comité de Transparencia se ofrece junto al aviso.', max_length=80, verbose_name='llave del entregable que aprueba el aviso de privacidad')
CAMPO = models.CharField(choices=[('historia_profesional', 'Historia profesional y/o laboral'), ('trayectoria_politica', 'Trayectoria política y/o participación social'), ('motivo_cargo', '¿Por qué quiere ocupar un cargo público?'), ('propuesta_1', 'Primera propuesta principal'), ('propuesta_2', 'Segunda propuesta principal'), ('propuesta_genero', 'Propuesta en materia de género o del grupo que representa'), ('otra_formacion', 'Otra formación académica')], max_length=40)


def exigir_una_version_publicada(apps, schema_editor):
    conexion = schema_editor.connection
    with conexion.cursor() as cursor:
        columnas = conexion.introspection.get_table_description(cursor, 'compliance_proceso')
    if any(columna.name == 'aviso_privacidad' for columna in columnas):
        raise CommandError(
            'Esta base se hizo con el código de entre la versión 0.1.0 y la 0.2.0, que no se publicó, y no se puede '
            'actualizar; no se cambió nada. La demostración se hace de nuevo con «make demo-limpio».'
        )


def quitar_limites_de_nada(apps, schema_editor):
    conocidos = dict(CAMPO.choices)
    for plan in apps.get_model('compliance', 'Plan').objects.using(schema_editor.connection.alias):
        limites = plan.contenido.get('limites', {})
        if any(campo not in conocidos for campo in limites):
            plan.contenido['limites'] = {campo: limite for campo, limite in limites.items() if campo in conocidos}
            plan.save(update_fields=['contenido'])


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(exigir_una_version_publicada, migrations.RunPython.noop),
        migrations.AddField('proceso', 'aviso_privacidad', AVISO),
        migrations.AddField('proceso', 'entregable_aviso', ENTREGABLE),
        migrations.AddField('historicalproceso', 'aviso_privacidad', AVISO.clone()),
        migrations.AddField('historicalproceso', 'entregable_aviso', ENTREGABLE.clone()),
        migrations.AlterField('limitetexto', 'campo', CAMPO),
        migrations.AlterField('historicallimitetexto', 'campo', CAMPO.clone()),
        migrations.RunPython(quitar_limites_de_nada, migrations.RunPython.noop),
    ]
