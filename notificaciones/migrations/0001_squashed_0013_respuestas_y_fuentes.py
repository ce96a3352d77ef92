"""The flows and the notices from nothing (decision 0070).

Together, because flujos.0005 waits for notificaciones.0003, which waits for flujos.0004: one of each app would wait for the
other. The last of flujos stays out, so that its next one has what to follow.
"""

from django.conf import settings
from django.db import migrations

from calendario.migrations._de_una_vez import DeUnaVez

REEMPLAZADAS = [
    ("flujos", "0001_initial"),
    ("flujos", "0002_importaciones"),
    ("flujos", "0003_hechos_con_su_dia"),
    ("flujos", "0004_actos"),
    ("notificaciones", "0001_initial"),
    ("notificaciones", "0002_avisos_de_acceso"),
    ("notificaciones", "0003_actos"),
    ("flujos", "0005_sin_transiciones"),
    ("flujos", "0006_importaciones_por_lotes"),
    ("flujos", "0007_perfiles_y_deshacer"),
    ("flujos", "0008_sesiones_y_oficios"),
    ("flujos", "0009_lo_que_ya_habia"),
    ("flujos", "0010_exhortos"),
    ("flujos", "0011_conexion_snr"),
    ("notificaciones", "0004_cuentas_de_acceso"),
    ("notificaciones", "0005_convocatorias"),
    ("notificaciones", "0006_buzon"),
    ("notificaciones", "0007_ganchos"),
    ("notificaciones", "0008_aviso_legal"),
    ("notificaciones", "0009_escaleras"),
    ("notificaciones", "0010_horario_y_resumen"),
    ("notificaciones", "0011_envio_por_correo"),
    ("notificaciones", "0012_una_sola_escalera"),
    ("notificaciones", "0013_respuestas_y_fuentes"),
]


class Migration(migrations.Migration):
    initial = True

    replaces = REEMPLAZADAS

    dependencies = [
        ("compliance", "0029_fichas_de_api"),
        ("documentos", "0007_informes_de_captura"),
        ("viewflow", "0015_task_scheduled"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [DeUnaVez(REEMPLAZADAS)]
