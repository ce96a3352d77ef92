"""Privacy notices with their versions, suppression by candidacy, and signed sheets by the dozen."""

from hashlib import sha256

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.db.models import Min
from django.utils import timezone

from compliance.cuestionarios import aviso_general

MOTIVO = "El aviso que regía cuando Cauce empezó a guardar sus versiones"


def primera_version(apps, schema_editor):
    """What each process asked to accept is version 1 of its notice: whoever accepted it, accepted that one.

    Each acceptance keeps the hash of the text that was read, which is that of its version.
    """
    version = apps.get_model("compliance", "VersionDeAviso")
    historia = apps.get_model("compliance", "HistoricalVersionDeAviso")
    ahora = timezone.now()
    for proceso in apps.get_model("compliance", "Proceso").objects.select_related("instituto").order_by("pk"):
        desde = proceso.candidaturas.aggregate(primera=Min("aviso_aceptado_en"))["primera"]
        if not (proceso.aviso_privacidad or desde):
            continue
        texto = proceso.aviso_privacidad or aviso_general(proceso.instituto.nombre)
        fila = version.objects.create(
            proceso=proceso,
            clase="integral",
            numero=1,
            texto=texto,
            huella=sha256(texto.encode()).hexdigest(),
            rige_en=desde or ahora,
            publicada_en=desde or ahora,
        )
        historia.objects.create(
            **{f.attname: getattr(fila, f.attname) for f in fila._meta.concrete_fields},
            history_date=ahora,
            history_type="+",
            history_change_reason=MOTIVO,
        )
    if schema_editor.connection.vendor == "postgresql":
        # A table with checks left for the end of the transaction cannot be altered.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0016_modificacion_en_sombra'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalSupresion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('autor', models.CharField(blank=True, editable=False, max_length=200, verbose_name='autoría')),
                ('acto', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('causa', models.CharField(choices=[('retiro', 'Terminó el plazo de conservación tras el retiro'), ('arco', 'La persona pidió la cancelación de sus datos (derechos ARCO)'), ('proceso', 'Terminó el plazo de conservación del proceso')], max_length=8)),
                ('documento', models.CharField(max_length=200, verbose_name='documento en que se funda')),
                ('resolucion', models.CharField(blank=True, max_length=200, verbose_name='resolución que la concede')),
                ('solicitada_el', models.DateField(blank=True, null=True, verbose_name='día en que la persona la solicitó')),
                ('propuesta_en', models.DateTimeField(blank=True, null=True, verbose_name='propuesta por el sistema')),
                ('pedida_en', models.DateTimeField(blank=True, null=True, verbose_name='pedida')),
                ('confirmada_en', models.DateTimeField(blank=True, null=True, verbose_name='confirmada')),
                ('descartada_en', models.DateTimeField(blank=True, null=True, verbose_name='descartada')),
                ('motivo_descarte', models.CharField(blank=True, max_length=500, verbose_name='por qué se descartó')),
                ('certificado_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 del certificado')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical supresión',
                'verbose_name_plural': 'historical supresiones',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalVersionDeAviso',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('autor', models.CharField(blank=True, editable=False, max_length=200, verbose_name='autoría')),
                ('acto', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('clase', models.CharField(choices=[('integral', 'Aviso de privacidad integral'), ('simplificado', 'Aviso de privacidad simplificado')], max_length=12)),
                ('numero', models.PositiveIntegerField(verbose_name='número')),
                ('texto', models.TextField(help_text='Cada apartado: un renglón con su título, debajo su texto y, para separar, un renglón en blanco.')),
                ('huella', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 del texto')),
                ('exige_aceptacion', models.BooleanField(default=False, verbose_name='exige nueva aceptación')),
                ('documento', models.CharField(blank=True, max_length=200, verbose_name='documento que lo aprueba')),
                ('documento_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 del documento aprobado')),
                ('rige_en', models.DateTimeField(blank=True, null=True, verbose_name='en vigor desde')),
                ('publicada_en', models.DateTimeField(blank=True, null=True, verbose_name='publicada')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical versión del aviso de privacidad',
                'verbose_name_plural': 'historical versiones del aviso de privacidad',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HojaPorPresentar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('finalidades', models.JSONField(default=list)),
                ('nombre', models.CharField(max_length=250)),
                ('archivo', models.FileField(upload_to='documentos/hojas')),
                ('defecto', models.CharField(blank=True, max_length=300)),
                ('en', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'hoja por presentar',
                'verbose_name_plural': 'hojas por presentar',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Supresion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('causa', models.CharField(choices=[('retiro', 'Terminó el plazo de conservación tras el retiro'), ('arco', 'La persona pidió la cancelación de sus datos (derechos ARCO)'), ('proceso', 'Terminó el plazo de conservación del proceso')], max_length=8)),
                ('documento', models.CharField(max_length=200, verbose_name='documento en que se funda')),
                ('resolucion', models.CharField(blank=True, max_length=200, verbose_name='resolución que la concede')),
                ('solicitada_el', models.DateField(blank=True, null=True, verbose_name='día en que la persona la solicitó')),
                ('propuesta_en', models.DateTimeField(blank=True, null=True, verbose_name='propuesta por el sistema')),
                ('pedida_en', models.DateTimeField(blank=True, null=True, verbose_name='pedida')),
                ('confirmada_en', models.DateTimeField(blank=True, null=True, verbose_name='confirmada')),
                ('descartada_en', models.DateTimeField(blank=True, null=True, verbose_name='descartada')),
                ('motivo_descarte', models.CharField(blank=True, max_length=500, verbose_name='por qué se descartó')),
                ('certificado_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 del certificado')),
            ],
            options={
                'verbose_name': 'supresión',
                'verbose_name_plural': 'supresiones',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='VersionDeAviso',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clase', models.CharField(choices=[('integral', 'Aviso de privacidad integral'), ('simplificado', 'Aviso de privacidad simplificado')], max_length=12)),
                ('numero', models.PositiveIntegerField(verbose_name='número')),
                ('texto', models.TextField(help_text='Cada apartado: un renglón con su título, debajo su texto y, para separar, un renglón en blanco.')),
                ('huella', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 del texto')),
                ('exige_aceptacion', models.BooleanField(default=False, verbose_name='exige nueva aceptación')),
                ('documento', models.CharField(blank=True, max_length=200, verbose_name='documento que lo aprueba')),
                ('documento_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 del documento aprobado')),
                ('rige_en', models.DateTimeField(blank=True, null=True, verbose_name='en vigor desde')),
                ('publicada_en', models.DateTimeField(blank=True, null=True, verbose_name='publicada')),
            ],
            options={
                'verbose_name': 'versión del aviso de privacidad',
                'verbose_name_plural': 'versiones del aviso de privacidad',
                'ordering': ['proceso', 'clase', '-numero'],
            },
        ),
        migrations.AddField(
            model_name='historicalproceso',
            name='conservar_retiradas_dias',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Después se propone suprimirlos. Lo fija el documento que se nombra abajo; sin él nada se propone.', null=True, verbose_name='días naturales que se conservan los datos sensibles de una candidatura retirada'),
        ),
        migrations.AddField(
            model_name='historicalproceso',
            name='conservar_retiradas_documento',
            field=models.CharField(blank=True, max_length=200, verbose_name='documento que fija esos días'),
        ),
        migrations.AddField(
            model_name='proceso',
            name='conservar_retiradas_dias',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Después se propone suprimirlos. Lo fija el documento que se nombra abajo; sin él nada se propone.', null=True, verbose_name='días naturales que se conservan los datos sensibles de una candidatura retirada'),
        ),
        migrations.AddField(
            model_name='proceso',
            name='conservar_retiradas_documento',
            field=models.CharField(blank=True, max_length=200, verbose_name='documento que fija esos días'),
        ),
        migrations.AddConstraint(
            model_name='proceso',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('conservar_retiradas_dias__isnull', True), ('conservar_retiradas_documento', '')), models.Q(('conservar_retiradas_dias__isnull', False), models.Q(('conservar_retiradas_documento', ''), _negated=True)), _connector='OR'), name='proceso_conservacion_de_retiradas_con_documento', violation_error_message='Cuántos días se conservan los datos de una candidatura retirada lo fija un documento: indique los dos, o ninguno.'),
        ),
        migrations.AddField(
            model_name='historicalsupresion',
            name='candidatura',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='compliance.candidatura'),
        ),
        migrations.AddField(
            model_name='historicalsupresion',
            name='confirmada_por',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='la confirmó'),
        ),
        migrations.AddField(
            model_name='historicalsupresion',
            name='descartada_por',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='la descartó'),
        ),
        migrations.AddField(
            model_name='historicalsupresion',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalsupresion',
            name='pedida_por',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='la pidió'),
        ),
        migrations.AddField(
            model_name='historicalsupresion',
            name='proceso',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='compliance.proceso'),
        ),
        migrations.AddField(
            model_name='historicalversiondeaviso',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalversiondeaviso',
            name='proceso',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='compliance.proceso'),
        ),
        migrations.AddField(
            model_name='historicalversiondeaviso',
            name='publicada_por',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='la publicó'),
        ),
        migrations.AddField(
            model_name='hojaporpresentar',
            name='candidatura',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='compliance.candidatura'),
        ),
        migrations.AddField(
            model_name='hojaporpresentar',
            name='proceso',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='compliance.proceso'),
        ),
        migrations.AddField(
            model_name='hojaporpresentar',
            name='usuario',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='supresion',
            name='candidatura',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supresiones', to='compliance.candidatura'),
        ),
        migrations.AddField(
            model_name='supresion',
            name='confirmada_por',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='la confirmó'),
        ),
        migrations.AddField(
            model_name='supresion',
            name='descartada_por',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='la descartó'),
        ),
        migrations.AddField(
            model_name='supresion',
            name='pedida_por',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='la pidió'),
        ),
        migrations.AddField(
            model_name='supresion',
            name='proceso',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supresiones', to='compliance.proceso'),
        ),
        migrations.AddField(
            model_name='versiondeaviso',
            name='proceso',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='avisos_de_privacidad', to='compliance.proceso'),
        ),
        migrations.AddField(
            model_name='versiondeaviso',
            name='publicada_por',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='la publicó'),
        ),
        migrations.AddConstraint(
            model_name='supresion',
            constraint=models.UniqueConstraint(condition=models.Q(('confirmada_en__isnull', True), ('descartada_en__isnull', True), ('candidatura__isnull', False)), fields=('candidatura',), name='supresion_una_abierta'),
        ),
        migrations.AddConstraint(
            model_name='supresion',
            constraint=models.UniqueConstraint(condition=models.Q(('confirmada_en__isnull', True), ('descartada_en__isnull', True), ('candidatura__isnull', True)), fields=('proceso',), name='supresion_del_proceso_una_abierta'),
        ),
        migrations.AddConstraint(
            model_name='supresion',
            constraint=models.CheckConstraint(condition=models.Q(('confirmada_en__isnull', True), models.Q(('confirmada_por__isnull', False), ('pedida_por__isnull', False), models.Q(('confirmada_por', models.F('pedida_por')), _negated=True)), _connector='OR'), name='supresion_de_dos_personas', violation_error_message='La confirma otra persona: no quien la pidió.'),
        ),
        migrations.AddConstraint(
            model_name='supresion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('causa', 'arco'), _negated=True), models.Q(('candidatura__isnull', False), ('solicitada_el__isnull', False)), _connector='OR'), name='supresion_arco_con_su_solicitud'),
        ),
        migrations.AddConstraint(
            model_name='versiondeaviso',
            constraint=models.UniqueConstraint(fields=('proceso', 'clase', 'numero'), name='version_de_aviso_unica'),
        ),
        migrations.AddConstraint(
            model_name='versiondeaviso',
            constraint=models.UniqueConstraint(condition=models.Q(('publicada_en__isnull', True)), fields=('proceso', 'clase'), name='version_de_aviso_un_borrador'),
        ),
        migrations.AddConstraint(
            model_name='versiondeaviso',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('publicada_en__isnull', True), ('rige_en__isnull', True)), models.Q(('publicada_en__isnull', False), ('rige_en__isnull', False), models.Q(('huella', ''), _negated=True)), _connector='OR'), name='version_de_aviso_publicada_con_huella'),
        ),
        migrations.RunPython(primera_version, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='historicalproceso',
            name='aviso_privacidad',
        ),
        migrations.RemoveField(
            model_name='proceso',
            name='aviso_privacidad',
        ),
    ]
