"""The inbox of each account, and what came back. What was told before is put in no inbox: nobody owes reading it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

AYUDA = "Falta ponerlo en el buzón de las cuentas a las que se dirige."


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("notificaciones", "0005_convocatorias"),
    ]

    operations = [
        migrations.AddField(
            "aviso", "por_repartir", models.BooleanField(default=False, editable=False, help_text=AYUDA)
        ),
        migrations.AlterField(
            "aviso", "por_repartir", models.BooleanField(default=True, editable=False, help_text=AYUDA)
        ),
        migrations.AddIndex(
            "aviso", models.Index(name="aviso_por_repartir", fields=["id"], condition=Q(por_repartir=True))
        ),
        migrations.AddIndex("aviso", models.Index(name="aviso_de_mensaje", fields=["mensaje_id"])),
        migrations.AddField(
            "aviso", "rebotado_en", models.DateTimeField(blank=True, null=True, verbose_name="rebotó")
        ),
        migrations.AddField(
            "aviso",
            "reenvio_de",
            models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reenvio",
                to="notificaciones.aviso",
            ),
        ),
        migrations.AlterField(
            "aviso",
            "estado",
            models.CharField(
                choices=[
                    ("pendiente", "Pendiente"),
                    ("enviando", "Enviando"),
                    ("enviado", "Enviado"),
                    ("fallido", "Fallido"),
                    ("omitido", "Sin correo registrado"),
                    ("rebotado", "Rebotado"),
                ],
                default="pendiente",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Recibido",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("leido_en", models.DateTimeField(blank=True, null=True, verbose_name="leído")),
                (
                    "aviso",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recibidos",
                        to="notificaciones.aviso",
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recibidos",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(name="recibido_sin_leer", fields=["usuario"], condition=Q(leido_en=None))],
                "constraints": [models.UniqueConstraint(name="recibido_una_vez", fields=("aviso", "usuario"))],
            },
        ),
    ]
