"""Transitions become acts: the same rows, with the same keys, each linked to the one before it on its object."""

from collections import defaultdict

from django.core.management.color import no_style
from django.db import migrations, models

from compliance.verificador import ORIGEN, huella_de_acto

LOTE = 500


def copiar(apps, schema_editor):
    Transicion, Acto = apps.get_model("flujos", "Transicion"), apps.get_model("compliance", "Acto")
    cadenas = defaultdict(lambda: (0, ORIGEN))
    lote = []
    for t in Transicion.objects.order_by("en", "pk").iterator(chunk_size=LOTE):
        modelo = "compliance.candidatura" if t.candidatura_id else "compliance.entregable"
        objeto = t.candidatura_id or t.entregable_id
        indice, previo = cadenas[modelo, objeto]
        dicho = {
            "acto": t.pk,
            "proceso": t.proceso_id,
            "objeto": f"{modelo}:{objeto}",
            "verbo": t.verbo,
            "de": t.de,
            "a": t.a,
            "quien": t.por_id,
            "autor": t.por_nombre,
            "en_suplencia_de": t.en_suplencia_de,
            "registrado": t.en,
            "ocurrido": None,
            "motivo": t.motivo,
            "hechos": t.hechos,
            "filas": [],
            "indice": indice + 1,
            "previo": previo,
        }
        huella = huella_de_acto(dicho)
        cadenas[modelo, objeto] = (indice + 1, huella)
        lote.append(
            Acto(
                pk=t.pk,
                proceso_id=t.proceso_id,
                modelo=modelo,
                objeto=objeto,
                candidatura_id=t.candidatura_id,
                entregable_id=t.entregable_id,
                verbo=t.verbo,
                de=t.de,
                a=t.a,
                por_id=t.por_id,
                por_nombre=t.por_nombre,
                en_suplencia_de=t.en_suplencia_de,
                en=t.en,
                motivo=t.motivo,
                hechos=t.hechos,
                indice=indice + 1,
                previo=previo,
                huella=huella,
            )
        )
        if len(lote) == LOTE:
            Acto.objects.bulk_create(lote)
            lote = []
    Acto.objects.bulk_create(lote)
    conexion = schema_editor.connection
    with conexion.cursor() as cursor:
        for orden in conexion.ops.sequence_reset_sql(no_style(), [Acto]):
            cursor.execute(orden)


class Migration(migrations.Migration):
    dependencies = [("compliance", "0010_actos"), ("documentos", "0003_actos"), ("flujos", "0003_hechos_con_su_dia")]

    operations = [
        *(
            migrations.AddField(
                model_name=f"historical{modelo}",
                name="acto",
                field=models.BigIntegerField(blank=True, editable=False, null=True),
            )
            for modelo in ("asistencia", "decision", "hecho", "puntoorden", "remision", "sesion", "voto")
        ),
        migrations.RunPython(copiar, migrations.RunPython.noop),
    ]
