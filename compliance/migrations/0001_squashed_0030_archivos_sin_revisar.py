"""What is complied with, from nothing (decision 0070)."""

from django.db import migrations

from calendario.migrations._de_una_vez import DeUnaVez

REEMPLAZADAS = [
    ("compliance", "0001_initial"),
    ("compliance", "0002_aviso_y_limites_de_texto"),
    ("compliance", "0003_remision_por_regla"),
    ("compliance", "0004_coaliciones_e_integraciones"),
    ("compliance", "0005_consentimiento_en_papel"),
    ("compliance", "0006_responsable_de_etapa"),
    ("compliance", "0007_papeles_por_confirmar"),
    ("compliance", "0008_papeles_de_antes"),
    ("compliance", "0009_usuario_sin_mayusculas"),
    ("compliance", "0010_actos"),
    ("compliance", "0011_historial_por_actos"),
    ("compliance", "0012_respuestas_cifradas"),
    ("compliance", "0013_renglones_de_lista"),
    ("compliance", "0014_versiones_del_plan"),
    ("compliance", "0015_mesa_de_verificacion"),
    ("compliance", "0016_modificacion_en_sombra"),
    ("compliance", "0017_privacidad"),
    ("compliance", "0018_cuentas_de_acceso"),
    ("compliance", "0019_captura"),
    ("compliance", "0020_quien_es_quien"),
    ("compliance", "0021_actos_que_quedan"),
    ("compliance", "0022_cuerpos_rutas_y_vistas"),
    ("compliance", "0023_boleta_y_secciones"),
    ("compliance", "0024_cortes_de_estadistica"),
    ("compliance", "0025_opiniones_y_contacto"),
    ("compliance", "0026_titular_de_area"),
    ("compliance", "0027_puertas"),
    ("compliance", "0028_segundo_factor_por_rol"),
    ("compliance", "0029_fichas_de_api"),
    ("compliance", "0030_archivos_sin_revisar"),
]


class Migration(migrations.Migration):
    initial = True

    replaces = REEMPLAZADAS

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [DeUnaVez(REEMPLAZADAS)]
