"""The calendar from nothing (decision 0070)."""

from django.conf import settings
from django.db import migrations

from calendario.migrations._de_una_vez import DeUnaVez

REEMPLAZADAS = [
    ("calendario", "0001_initial"),
    ("calendario", "0002_initial"),
    ("calendario", "0003_actos"),
]


class Migration(migrations.Migration):
    initial = True

    replaces = REEMPLAZADAS

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [DeUnaVez(REEMPLAZADAS)]
