"""Their rows are acts, and the notices point to them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("flujos", "0004_actos"), ("notificaciones", "0003_actos")]

    operations = [migrations.DeleteModel(name="Transicion")]
