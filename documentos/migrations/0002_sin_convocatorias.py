"""A document is not of the kind «convocatoria»: nothing in 0.1.0 could write one, so there is none to move."""

from django.db import migrations, models

TIPO = models.CharField(choices=[('proyecto', 'Proyecto'), ('acuse', 'Acuse de SIVOPLE'), ('informe', 'Informe'), ('retiro', 'Documento de retiro'), ('consentimiento', 'Consentimiento firmado'), ('otro', 'Otro')], max_length=15)


class Migration(migrations.Migration):

    dependencies = [
        ('documentos', '0001_initial'),
    ]

    operations = [
        migrations.AlterField('documento', 'tipo', TIPO),
        migrations.AlterField('historicaldocumento', 'tipo', TIPO.clone()),
    ]
