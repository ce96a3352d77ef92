"""Notices carry links, and the rungs of before no longer say that the delivery of an account starts the capture clock."""

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

DE_LA_PERSONA, DEL_PARTIDO = "candidatura-candidatura-entregar-cuentas", "candidatura-partido-entregar-cuentas"
MOTIVO = "El plazo de captura se cuenta desde que se recibe la cuenta, y a cada persona se le dice cómo entrar en otro aviso"
ANTES = (
    "Se entregaron las cuentas de acceso de {total} de {actor}. El plazo de captura está corriendo:\n\n"
    "{candidaturas}\n\n{enlace}"
)
AHORA = (
    "Se envió su cuenta de acceso a {total} de {actor}, a cada quien en su correo:\n\n{candidaturas}\n\n"
    "El plazo de captura de cada una empieza a contar cuando la persona entra con su cuenta. Vea quiénes faltan en:\n"
    "{enlace}"
)


def decir_la_verdad(apps, schema_editor):
    """What an institute wrote in its own words stays; the rung to the person is off, since another notice says more."""
    Escalon = apps.get_model("notificaciones", "Escalon")
    Historia = apps.get_model("notificaciones", "HistoricalEscalon")
    ahora = timezone.now()
    for escalon in Escalon.objects.filter(clave__in=[DE_LA_PERSONA, DEL_PARTIDO]):
        if escalon.clave == DE_LA_PERSONA and escalon.activo:
            escalon.activo = False
        elif escalon.clave == DEL_PARTIDO and escalon.texto.strip() == ANTES:
            escalon.asunto, escalon.texto = "Cuentas de acceso enviadas de {actor}: {total}", AHORA
        else:
            continue
        escalon.save()
        Historia.objects.create(
            **{f.attname: getattr(escalon, f.attname) for f in escalon._meta.concrete_fields},
            history_date=ahora,
            history_type="~",
            history_change_reason=MOTIVO,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0018_cuentas_de_acceso'),
        ('notificaciones', '0003_actos'),
    ]

    operations = [
        migrations.AddField(
            model_name='aviso',
            name='enlace',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='avisos', to='compliance.enlacedeacceso'),
        ),
        migrations.AlterField(
            model_name='escalon',
            name='objeto',
            field=models.CharField(choices=[('entregable', 'Entregable por elaborar'), ('decision', 'Entregable por aprobar'), ('remision', 'Entregable por remitir'), ('concluido', 'Entregable concluido'), ('cuentas', 'Entrega de cuentas'), ('recepcion', 'Recepción de la cuenta'), ('captura', 'Captura de cuestionarios'), ('observacion', 'Respuesta a observaciones'), ('candidatura', 'Candidatura')], max_length=12),
        ),
        migrations.AlterField(
            model_name='historicalescalon',
            name='objeto',
            field=models.CharField(choices=[('entregable', 'Entregable por elaborar'), ('decision', 'Entregable por aprobar'), ('remision', 'Entregable por remitir'), ('concluido', 'Entregable concluido'), ('cuentas', 'Entrega de cuentas'), ('recepcion', 'Recepción de la cuenta'), ('captura', 'Captura de cuestionarios'), ('observacion', 'Respuesta a observaciones'), ('candidatura', 'Candidatura')], max_length=12),
        ),
        migrations.RunPython(decir_la_verdad, migrations.RunPython.noop),
    ]
