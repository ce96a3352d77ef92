"""What was in force before roles took two people stays in force: confirmed by nobody, and its history says why."""

from django.db import migrations
from django.utils import timezone

# As they were named when this was written.
ROLES = ("verificacion", "administracion", "secretaria_ejecutiva")
MOTIVO = "Estaba en vigor antes de que estos roles los confirmara otra persona"


def confirmar(apps, schema_editor):
    ahora = timezone.now()
    for nombre, filtro in (("Nombramiento", {"rol__name__in": ROLES}), ("Suplencia", {})):
        modelo = apps.get_model("compliance", nombre)
        historia = apps.get_model("compliance", f"Historical{nombre}")
        for fila in modelo.objects.filter(confirmado_en=None, **filtro):
            fila.confirmado_en = ahora
            fila.save(update_fields=["confirmado_en"])
            historia.objects.create(
                **{f.attname: getattr(fila, f.attname) for f in fila._meta.concrete_fields},
                history_date=ahora,
                history_type="~",
                history_change_reason=MOTIVO,
            )


class Migration(migrations.Migration):
    dependencies = [("compliance", "0007_papeles_por_confirmar")]

    operations = [migrations.RunPython(confirmar, migrations.RunPython.noop)]
