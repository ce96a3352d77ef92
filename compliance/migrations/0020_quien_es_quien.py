"""Who is who: what identifies a person, who may be the same, where each office is elected, how formulas are compared.

The number of each formula is compared as «2» however it is written. Two that were in one place because they are written
in two ways («2» and «02») are named: the later one goes on being compared as it is printed until one of them leaves.
"""

import json

import compliance.cifrado
import compliance.models.candidaturas
import compliance.reloj
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from compliance.registro.formulas import comparable
from compliance.textos import normalizar
from django.db import migrations, models


TABLAS = ('compliance_candidatura', 'compliance_historicalcandidatura')
LUGAR = ('proceso_id', 'actor_id', 'cargo_id', 'territorio_id', 'formula_comparable', 'calidad')


def sin_guarda(cursor, tabla):
    """A database of before the release already guards its history, of which this is a new column."""
    if cursor.db.vendor == 'postgresql':
        cursor.execute(f'ALTER TABLE {tabla} DISABLE TRIGGER USER')


def comprobar_ya(cursor):
    """A table with checks left for the end of the transaction cannot be altered."""
    if cursor.db.vendor == 'postgresql':
        cursor.execute('SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED')


def comparar_formulas(apps, schema_editor):
    cursor = schema_editor.connection.cursor()
    for tabla in TABLAS:
        if tabla != TABLAS[0]:
            sin_guarda(cursor, tabla)
        cursor.execute(f'SELECT DISTINCT formula FROM {tabla}')
        for (formula,) in cursor.fetchall():
            cursor.execute(
                f'UPDATE {tabla} SET formula_comparable = %s WHERE formula = %s', [comparable(formula)[:20], formula]
            )
    columnas = ', '.join(LUGAR)
    cursor.execute(
        f"SELECT {columnas} FROM compliance_candidatura WHERE estado <> 'retirada' GROUP BY {columnas} HAVING count(*) > 1"
    )
    for lugar in cursor.fetchall():
        donde = ' AND '.join(f'c.{columna} = %s' for columna in LUGAR)
        cursor.execute(
            'SELECT c.id, c.formula, p.nombre, a.nombre, g.nombre, t.nombre FROM compliance_candidatura c '
            'JOIN compliance_persona p ON p.id = c.persona_id JOIN compliance_actorpolitico a ON a.id = c.actor_id '
            'JOIN compliance_cargo g ON g.id = c.cargo_id JOIN compliance_territorio t ON t.id = c.territorio_id '
            f"WHERE c.estado <> 'retirada' AND {donde} ORDER BY c.id",
            lugar,
        )
        clave = lugar[LUGAR.index('formula_comparable')]
        # The one that is printed as all are compared, or else the first, is the one compared so.
        filas = sorted(cursor.fetchall(), key=lambda fila: (normalizar(fila[1]) != clave, fila[0]))
        primera, escrita, quien, *_ = filas[0]
        usadas = {clave}
        for pk, formula, persona, actor, cargo, territorio in filas[1:]:
            impresa = normalizar(formula)[:20]
            if impresa in usadas:
                impresa = f'{impresa[:10]}#{pk}'
            usadas.add(impresa)
            for tabla in TABLAS:
                cursor.execute(f'UPDATE {tabla} SET formula_comparable = %s WHERE id = %s', [impresa, pk])
            print(
                f'  Dos candidaturas en un mismo lugar: «{escrita}» ({quien}, {primera}) y «{formula}» ({persona}, {pk}), de '
                f'{actor}, {cargo}, {territorio}. Se conservan las dos; retire la que sobre.'
            )
    comprobar_ya(cursor)


# By how offices are called, in order: the first that is found says it.
SE_ELIGEN = (
    (('gubernatura', 'gobernatura', 'gobernador', 'jefatura de gobierno'), ['entidad']),
    (('ayuntamiento', 'municipal', 'regidur', 'sindic', 'alcald', 'concejal'), ['municipio']),
)


def donde_se_elige(nombre, principio):
    dicho = normalizar(nombre.replace('-', ' '))
    if 'diputa' in dicho:
        return ['entidad', 'circunscripcion'] if principio == 'RP' else ['distrito']
    return next((tipos for palabras, tipos in SE_ELIGEN if any(p in dicho for p in palabras)), [])


def situar_cargos(apps, schema_editor):
    """Where each office is elected, by what it is; one that is not known is not restricted."""
    cursor = schema_editor.connection.cursor()
    cursor.execute('SELECT id, clave, nombre, principio FROM compliance_cargo')
    cargos = cursor.fetchall()
    sin_guarda(cursor, 'compliance_historicalcargo')
    for pk, clave, nombre, principio in cargos:
        tipos = json.dumps(donde_se_elige(f'{clave} {nombre}', principio))
        for tabla in ('compliance_cargo', 'compliance_historicalcargo'):
            cursor.execute(f'UPDATE {tabla} SET se_elige_en = %s WHERE id = %s', [tipos, pk])
    comprobar_ya(cursor)


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0019_captura'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bloque',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nivel', models.CharField(choices=[('alto', 'Alto'), ('medio', 'Medio'), ('bajo', 'Bajo')], max_length=5)),
            ],
            options={
                'verbose_name': 'bloque de competitividad',
                'verbose_name_plural': 'bloques de competitividad',
                'ordering': ['actor__nombre', 'territorio__nombre'],
            },
        ),
        migrations.CreateModel(
            name='Cotejo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.CharField(choices=[('distintas', 'Son distintas'), ('misma', 'Son la misma')], max_length=9, verbose_name='decisión')),
                ('personas', models.JSONField(default=list)),
                ('candidaturas', models.JSONField(blank=True, default=list)),
                ('antes', models.JSONField(blank=True, default=dict)),
                ('motivo', models.CharField(max_length=500, verbose_name='razón')),
                ('decidido_en', models.DateTimeField()),
                ('revertido_en', models.DateTimeField(blank=True, null=True)),
                ('motivo_reversion', models.CharField(blank=True, max_length=500, verbose_name='razón de la reversión')),
            ],
            options={
                'ordering': ['-decidido_en', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalBloque',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('autor', models.CharField(blank=True, editable=False, max_length=200, verbose_name='autoría')),
                ('acto', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('nivel', models.CharField(choices=[('alto', 'Alto'), ('medio', 'Medio'), ('bajo', 'Bajo')], max_length=5)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical bloque de competitividad',
                'verbose_name_plural': 'historical bloques de competitividad',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalCotejo',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('autor', models.CharField(blank=True, editable=False, max_length=200, verbose_name='autoría')),
                ('acto', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('decision', models.CharField(choices=[('distintas', 'Son distintas'), ('misma', 'Son la misma')], max_length=9, verbose_name='decisión')),
                ('personas', models.JSONField(default=list)),
                ('candidaturas', models.JSONField(blank=True, default=list)),
                ('antes', models.JSONField(blank=True, default=dict)),
                ('motivo', models.CharField(max_length=500, verbose_name='razón')),
                ('decidido_en', models.DateTimeField()),
                ('revertido_en', models.DateTimeField(blank=True, null=True)),
                ('motivo_reversion', models.CharField(blank=True, max_length=500, verbose_name='razón de la reversión')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical cotejo',
                'verbose_name_plural': 'historical cotejos',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalIdentificacion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('autor', models.CharField(blank=True, editable=False, max_length=200, verbose_name='autoría')),
                ('acto', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('curp', compliance.cifrado.TextoCifrado(blank=True, verbose_name='CURP')),
                ('clave_elector', compliance.cifrado.TextoCifrado(blank=True, verbose_name='clave de elector')),
                ('curp_huella', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ('clave_elector_huella', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical identificación',
                'verbose_name_plural': 'historical identificaciones',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Identificacion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('curp', compliance.cifrado.TextoCifrado(blank=True, verbose_name='CURP')),
                ('clave_elector', compliance.cifrado.TextoCifrado(blank=True, verbose_name='clave de elector')),
                ('curp_huella', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ('clave_elector_huella', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
            ],
            options={
                'verbose_name': 'identificación',
                'verbose_name_plural': 'identificaciones',
            },
        ),
        migrations.CreateModel(
            name='LlaveDeCotejo',
            fields=[
                ('envoltura', models.CharField(blank=True, max_length=100)),
                ('maestra', models.CharField(blank=True, db_index=True, max_length=16, verbose_name='llave maestra que la envuelve')),
                ('creada_en', models.DateTimeField(default=compliance.reloj.ahora)),
                ('destruida_en', models.DateTimeField(blank=True, null=True)),
                ('proceso', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='llave_de_cotejo', serialize=False, to='compliance.proceso')),
            ],
            options={
                'verbose_name': 'llave de cotejo',
                'verbose_name_plural': 'llaves de cotejo',
            },
        ),
        migrations.CreateModel(
            name='LlaveDePersona',
            fields=[
                ('envoltura', models.CharField(blank=True, max_length=100)),
                ('maestra', models.CharField(blank=True, db_index=True, max_length=16, verbose_name='llave maestra que la envuelve')),
                ('creada_en', models.DateTimeField(default=compliance.reloj.ahora)),
                ('destruida_en', models.DateTimeField(blank=True, null=True)),
                ('persona', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='llave', serialize=False, to='compliance.persona')),
            ],
            options={
                'verbose_name': 'llave de persona',
                'verbose_name_plural': 'llaves de personas',
            },
        ),
        migrations.RemoveConstraint(
            model_name='candidatura',
            name='candidatura_una_por_lugar_de_formula',
        ),
        migrations.AddField(
            model_name='candidatura',
            name='duplica_a',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicados', to='compliance.candidatura', verbose_name='repite a'),
        ),
        migrations.AddField(
            model_name='candidatura',
            name='formula_comparable',
            field=compliance.models.candidaturas.FormulaComparable(default='', editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name='cargo',
            name='se_elige_en',
            field=models.JSONField(blank=True, default=list, help_text='Los tipos de territorio en que se elige. Sin ninguno, no se restringe.', verbose_name='se elige en'),
        ),
        migrations.AddField(
            model_name='historicalcandidatura',
            name='duplica_a',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='compliance.candidatura', verbose_name='repite a'),
        ),
        migrations.AddField(
            model_name='historicalcandidatura',
            name='formula_comparable',
            field=compliance.models.candidaturas.FormulaComparable(default='', editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name='historicalcargo',
            name='se_elige_en',
            field=models.JSONField(blank=True, default=list, help_text='Los tipos de territorio en que se elige. Sin ninguno, no se restringe.', verbose_name='se elige en'),
        ),
        migrations.AddField(
            model_name='historicalpersona',
            name='unida_a',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='compliance.persona'),
        ),
        migrations.AddField(
            model_name='persona',
            name='unida_a',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='unidas', to='compliance.persona'),
        ),
        migrations.AlterField(
            model_name='candidatura',
            name='motivo_retiro',
            field=models.CharField(blank=True, choices=[('sustitucion', 'Sustitución'), ('cancelacion', 'Cancelación'), ('renuncia', 'Renuncia'), ('resolucion', 'Resolución'), ('duplicada', 'Registro duplicado')], max_length=12),
        ),
        migrations.AlterField(
            model_name='historicalcandidatura',
            name='motivo_retiro',
            field=models.CharField(blank=True, choices=[('sustitucion', 'Sustitución'), ('cancelacion', 'Cancelación'), ('renuncia', 'Renuncia'), ('resolucion', 'Resolución'), ('duplicada', 'Registro duplicado')], max_length=12),
        ),
        migrations.AlterField(
            model_name='historicalpersona',
            name='nombre',
            field=models.CharField(max_length=200, validators=[compliance.models.candidaturas.validar_nombre]),
        ),
        migrations.AlterField(
            model_name='persona',
            name='nombre',
            field=models.CharField(max_length=200, validators=[compliance.models.candidaturas.validar_nombre]),
        ),
        migrations.RunPython(comparar_formulas, migrations.RunPython.noop),
        migrations.RunPython(situar_cargos, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='candidatura',
            constraint=models.UniqueConstraint(condition=models.Q(('estado', 'retirada'), _negated=True), fields=('proceso', 'actor', 'cargo', 'territorio', 'formula_comparable', 'calidad'), name='candidatura_una_por_lugar_de_formula', violation_error_message='Ya hay una candidatura vigente en ese lugar de la fórmula: una propietaria y a lo más una suplente. Retire la anterior o registre una sustitución.'),
        ),
        migrations.AddField(
            model_name='bloque',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bloques', to='compliance.actorpolitico'),
        ),
        migrations.AddField(
            model_name='bloque',
            name='proceso',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bloques', to='compliance.proceso'),
        ),
        migrations.AddField(
            model_name='bloque',
            name='territorio',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bloques', to='compliance.territorio'),
        ),
        migrations.AddField(
            model_name='cotejo',
            name='decidido_por',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cotejo',
            name='proceso',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cotejos', to='compliance.proceso'),
        ),
        migrations.AddField(
            model_name='cotejo',
            name='sobrevive',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cotejos', to='compliance.persona', verbose_name='queda'),
        ),
        migrations.AddField(
            model_name='historicalbloque',
            name='actor',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='compliance.actorpolitico'),
        ),
        migrations.AddField(
            model_name='historicalbloque',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalbloque',
            name='proceso',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='compliance.proceso'),
        ),
        migrations.AddField(
            model_name='historicalbloque',
            name='territorio',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='compliance.territorio'),
        ),
        migrations.AddField(
            model_name='historicalcotejo',
            name='decidido_por',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalcotejo',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalcotejo',
            name='proceso',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='compliance.proceso'),
        ),
        migrations.AddField(
            model_name='historicalcotejo',
            name='sobrevive',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='compliance.persona', verbose_name='queda'),
        ),
        migrations.AddField(
            model_name='historicalidentificacion',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalidentificacion',
            name='persona',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='compliance.persona'),
        ),
        migrations.AddField(
            model_name='identificacion',
            name='persona',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='identificacion', to='compliance.persona'),
        ),
        migrations.AddConstraint(
            model_name='llavedecotejo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('destruida_en__isnull', True), models.Q(('envoltura', ''), _negated=True)), models.Q(('destruida_en__isnull', False), ('envoltura', '')), _connector='OR'), name='llave_de_cotejo_destruida_o_envuelta'),
        ),
        migrations.AddConstraint(
            model_name='llavedepersona',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('destruida_en__isnull', True), models.Q(('envoltura', ''), _negated=True)), models.Q(('destruida_en__isnull', False), ('envoltura', '')), _connector='OR'), name='llave_de_persona_destruida_o_envuelta'),
        ),
        migrations.AddConstraint(
            model_name='bloque',
            constraint=models.UniqueConstraint(fields=('actor', 'territorio'), name='bloque_unico'),
        ),
        migrations.AddConstraint(
            model_name='cotejo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'distintas'), ('sobrevive__isnull', True)), models.Q(('decision', 'misma'), ('sobrevive__isnull', False)), _connector='OR'), name='cotejo_misma_con_quien_queda'),
        ),
    ]
