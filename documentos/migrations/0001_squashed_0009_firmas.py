"""The documents from nothing (decision 0070)."""

from django.conf import settings
from django.db import migrations

from calendario.migrations._de_una_vez import DeUnaVez

REEMPLAZADAS = [
    ("documentos", "0001_initial"),
    ("documentos", "0002_sin_convocatorias"),
    ("documentos", "0003_actos"),
    ("documentos", "0004_membrete"),
    ("documentos", "0005_textos_y_firmantes"),
    ("documentos", "0006_informes"),
    ("documentos", "0007_informes_de_captura"),
    ("documentos", "0008_comprobantes"),
    ("documentos", "0009_firmas"),
]


class Migration(migrations.Migration):
    initial = True

    replaces = REEMPLAZADAS

    dependencies = [
        ("compliance", "0025_opiniones_y_contacto"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [DeUnaVez(REEMPLAZADAS)]
