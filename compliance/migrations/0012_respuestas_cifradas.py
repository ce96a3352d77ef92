"""Identity answers, and the words of observations, which may repeat them, rest sealed: of today and of the history.

Each candidacy gets a key that the master key wraps; without a master key nothing is migrated. What was readable leaves
the files of the database as soon as this is committed. A database of between two versions, whose acts already hold
hashes of what was readable, is refused.
"""

import json

import compliance.cifrado
import compliance.reloj
import django.db.models.deletion
from compliance import cifrado
from django.core.management.base import CommandError
from django.db import migrations, models, transaction

COLUMNAS = {
    'compliance_cuestionarioidentidad': ('id', {'respuestas': 'compliance.cuestionarioidentidad.respuestas'}),
    'compliance_historicalcuestionarioidentidad': (
        'history_id',
        {'respuestas': 'compliance.cuestionarioidentidad.respuestas'},
    ),
    'compliance_observacion': (
        'id',
        {'texto': 'compliance.observacion.texto', 'respuesta': 'compliance.observacion.respuesta'},
    ),
    'compliance_historicalobservacion': (
        'history_id',
        {'texto': 'compliance.observacion.texto', 'respuesta': 'compliance.observacion.respuesta'},
    ),
}
CANDIDATURAS_DE_UNA_VEZ = 200


def rechazar_base_intermedia(apps, schema_editor):
    cursor = schema_editor.connection.cursor()
    cursor.execute("SELECT 1 FROM compliance_acto LIMIT 1")
    if cursor.fetchone():
        raise CommandError(
            'Esta base de datos es de entre dos versiones: sus actos guardan huellas de respuestas sin cifrar. No se '
            'cambió nada. Parta de una base de una versión publicada; la de demostración se rehace con make demo-limpio.'
        )


def cifrar_lo_que_hay(apps, schema_editor):
    cursor = schema_editor.connection.cursor()
    candidaturas = set()
    for tabla in COLUMNAS:
        cursor.execute(f'SELECT DISTINCT candidatura_id FROM {tabla}')
        candidaturas.update(pk for (pk,) in cursor.fetchall())
    vivas = apps.get_model('compliance', 'Candidatura').objects.using(schema_editor.connection.alias)
    pks = sorted(vivas.filter(pk__in=candidaturas).values_list('pk', flat=True))
    try:
        maestra = cifrado.maestras()[0] if pks else None
    except cifrado.CifradoError as error:
        raise CommandError(f'{error} No se cambió nada.') from error
    for desde in range(0, len(pks), CANDIDATURAS_DE_UNA_VEZ):
        cifrar_de(apps, cursor, pks[desde : desde + CANDIDATURAS_DE_UNA_VEZ], maestra)
    # Words about a candidacy that is no longer there, which have no key, are not kept either.
    for tabla, (_, columnas) in COLUMNAS.items():
        for columna in columnas:
            cursor.execute(f"UPDATE {tabla} SET {columna} = '' WHERE {columna} NOT LIKE 'c1.%%'", [])
    if pks:
        transaction.on_commit(lambda: cifrado.borrar_rastros(COLUMNAS), using=schema_editor.connection.alias)


def cifrar_de(apps, cursor, pks, maestra):
    llaves = {pk: cifrado.nueva_llave() for pk in pks}
    # The same text in an object and in its history has the same seal.
    sellos = {}
    usadas = set()
    for tabla, (llave_primaria, columnas) in COLUMNAS.items():
        lugares = ', '.join(['%s'] * len(pks))
        cursor.execute(
            f'SELECT {llave_primaria}, candidatura_id, {", ".join(columnas)} FROM {tabla} '
            f'WHERE candidatura_id IN ({lugares}) ORDER BY {llave_primaria}',
            pks,
        )
        cambios = []
        for fila, candidatura, *valores in cursor.fetchall():
            textos = [v if c != 'respuestas' else cifrado.como_texto(json.loads(v)) for c, v in zip(columnas, valores)]
            for atado, texto in zip(columnas.values(), textos):
                if (candidatura, atado, texto) not in sellos:
                    sellos[candidatura, atado, texto] = cifrado.sellar(texto, llaves[candidatura], candidatura, atado)
                if texto:
                    usadas.add(candidatura)
            cambios.append([*(sellos[candidatura, a, t] for a, t in zip(columnas.values(), textos)), fila])
        asignadas = ', '.join(f'{c} = %s' for c in columnas)
        cursor.executemany(f'UPDATE {tabla} SET {asignadas} WHERE {llave_primaria} = %s', cambios)
    Llave = apps.get_model('compliance', 'LlaveDeCandidatura')
    Llave.objects.using(cursor.db.alias).bulk_create(
        Llave(candidatura_id=pk, envoltura=cifrado.envolver(llaves[pk], pk, maestra), maestra=maestra.nombre)
        for pk in sorted(usadas)
    )


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0011_historial_por_actos'),
    ]

    operations = [
        migrations.RunPython(rechazar_base_intermedia, migrations.RunPython.noop),
        migrations.CreateModel(
            name='LlaveDeCandidatura',
            fields=[
                ('candidatura', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='llave', serialize=False, to='compliance.candidatura')),
                ('envoltura', models.CharField(blank=True, max_length=100)),
                ('maestra', models.CharField(blank=True, db_index=True, max_length=16, verbose_name='llave maestra que la envuelve')),
                ('creada_en', models.DateTimeField(default=compliance.reloj.ahora)),
                ('destruida_en', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'llave de candidatura',
                'verbose_name_plural': 'llaves de candidaturas',
            },
        ),
        migrations.AddField(
            model_name='historicalproceso',
            name='conservar_documento',
            field=models.CharField(blank=True, help_text='Por ejemplo, el acuerdo del Comité de Transparencia o el catálogo de disposición documental.', max_length=200, verbose_name='documento que fija ese plazo'),
        ),
        migrations.AddField(
            model_name='historicalproceso',
            name='conservar_hasta',
            field=models.DateField(blank=True, help_text='Después se suprimen (manage.py suprimir). Lo fija el documento que se nombra abajo.', null=True, verbose_name='último día en que se conservan las respuestas de identidad'),
        ),
        migrations.AddField(
            model_name='proceso',
            name='conservar_documento',
            field=models.CharField(blank=True, help_text='Por ejemplo, el acuerdo del Comité de Transparencia o el catálogo de disposición documental.', max_length=200, verbose_name='documento que fija ese plazo'),
        ),
        migrations.AddField(
            model_name='proceso',
            name='conservar_hasta',
            field=models.DateField(blank=True, help_text='Después se suprimen (manage.py suprimir). Lo fija el documento que se nombra abajo.', null=True, verbose_name='último día en que se conservan las respuestas de identidad'),
        ),
        migrations.AlterField(
            model_name='cuestionarioidentidad',
            name='respuestas',
            field=compliance.cifrado.DatosCifrados(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='historicalcuestionarioidentidad',
            name='respuestas',
            field=compliance.cifrado.DatosCifrados(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='historicalobservacion',
            name='respuesta',
            field=compliance.cifrado.TextoCifrado(blank=True),
        ),
        migrations.AlterField(
            model_name='historicalobservacion',
            name='texto',
            field=compliance.cifrado.TextoCifrado(),
        ),
        migrations.AlterField(
            model_name='observacion',
            name='respuesta',
            field=compliance.cifrado.TextoCifrado(blank=True),
        ),
        migrations.AlterField(
            model_name='observacion',
            name='texto',
            field=compliance.cifrado.TextoCifrado(),
        ),
        migrations.RunPython(cifrar_lo_que_hay),
        migrations.AddConstraint(
            model_name='proceso',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('conservar_hasta__isnull', True), ('conservar_documento', '')), models.Q(('conservar_hasta__gte', models.F('jornada')), ('conservar_hasta__isnull', False), models.Q(('conservar_documento', ''), _negated=True)), _connector='OR'), name='proceso_conservacion_con_documento', violation_error_message='Las respuestas de identidad se conservan al menos hasta la jornada, y un documento fija hasta cuándo: indique los dos, o ninguno.'),
        ),
        migrations.AddConstraint(
            model_name='llavedecandidatura',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('destruida_en__isnull', True), models.Q(('envoltura', ''), _negated=True)), models.Q(('destruida_en__isnull', False), ('envoltura', '')), _connector='OR'), name='llave_destruida_o_envuelta'),
        ),
    ]
