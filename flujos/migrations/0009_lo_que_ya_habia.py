"""What was recorded before its table or column existed: the stages that each deliverable did, its oficios,

what kind each point of an agenda is, and the notice with which each body is called.
"""

from collections import defaultdict

from django.db import migrations
from django.utils import timezone

FAVORABLES = ("aprobado", "aprobado_modificado", "presentado")


def etapas_ya_hechas(apps, schema_editor):
    """What stands on its route has done the stages before, with the last outcome of those that a body decides."""
    decision, historia = apps.get_model("flujos", "Decision"), apps.get_model("compliance", "HistoricalEntregable")
    columnas, ahora = {c.attname for c in historia._meta.concrete_fields}, timezone.now()
    en_ruta = apps.get_model("compliance", "Entregable").objects.exclude(etapa=None).select_related("etapa")
    for entregable in en_ruta.iterator():
        previas = entregable.etapa.ruta.etapas.filter(orden__lt=entregable.etapa.orden).order_by("orden")
        dictadas = decision.objects.filter(punto__entregable=entregable, resultado__in=FAVORABLES)
        sentidos = dict(dictadas.order_by("decidida_en", "pk").values_list("etapa__clave", "resultado"))
        hechas = {clave: sentidos.get(clave, "") for clave in previas.values_list("clave", flat=True)}
        if not hechas:
            continue
        entregable.hechas = hechas
        entregable.save(update_fields=["hechas"])
        # The history agrees with the record.
        dicho = {c.attname: getattr(entregable, c.attname) for c in entregable._meta.concrete_fields}
        historia.objects.create(
            **{columna: valor for columna, valor in dicho.items() if columna in columnas},
            history_date=ahora,
            history_type="~",
            history_change_reason="Actualización a la versión 0.2.0: las etapas de su ruta que ya había hecho",
            autor="Sistema",
        )


def libro_de_lo_remitido(apps, schema_editor):
    """Each number under which something was sent is an oficio, with all the remissions that bore it.

    Nothing of them changes but which oficio they went in. Those typed once for each deliverable are one oficio, that of
    the first of them; if they do not say the same, it says so.
    """
    Remision, Oficio = apps.get_model("flujos", "Remision"), apps.get_model("flujos", "Oficio")
    Destinatario, DirigidoA = apps.get_model("flujos", "Destinatario"), apps.get_model("flujos", "DirigidoA")
    grupos = defaultdict(list)
    for remision in Remision.objects.select_related("entregable").order_by("remitida_en", "pk"):
        grupos[remision.entregable.proceso_id, remision.oficio.upper()].append(remision)
    if not grupos:
        return
    if schema_editor.connection.vendor == "postgresql":
        # A database of before the release already guards its history, of which this is a new column.
        schema_editor.execute("ALTER TABLE flujos_historicalremision DISABLE TRIGGER USER")
    for (proceso, _), juntas in grupos.items():
        primera = juntas[0]
        dichas = {(r.remitida_en, r.destinatario, r.copia) for r in juntas}
        oficio = con_historia(apps, Oficio(
            proceso_id=proceso,
            numero=primera.oficio,
            estado="enviado",
            remitido_en=primera.remitida_en,
            acuse_id=next((r.acuse_id for r in juntas if r.acuse_id), None),
            nota="" if len(dichas) == 1 else "Sus remisiones se registraron con datos distintos: cada una conserva los suyos.",
        ), primera.remitida_en)
        for copia in (False, True):
            for nombre in dict.fromkeys((r.copia if copia else r.destinatario)[:250] for r in juntas):
                if not nombre:
                    continue
                suyo = Destinatario.objects.filter(proceso_id=proceso, nombre=nombre).first() or con_historia(
                    apps,
                    Destinatario(proceso_id=proceso, nombre=nombre, de_costumbre="copia" if copia else "para"),
                    primera.remitida_en,
                )
                con_historia(
                    apps, DirigidoA(oficio=oficio, destinatario=suyo, copia=copia), primera.remitida_en
                )
        pks = [r.pk for r in juntas]
        Remision.objects.filter(pk__in=pks).update(en_oficio=oficio)
        apps.get_model("flujos", "HistoricalRemision").objects.filter(id__in=pks).update(en_oficio_id=oficio.pk)


def con_historia(apps, objeto, en):
    """Save what is new, with the row of its history."""
    objeto.save()
    columnas = {c.attname: getattr(objeto, c.attname) for c in objeto._meta.concrete_fields}
    apps.get_model("flujos", f"Historical{objeto._meta.object_name}").objects.create(
        **columnas,
        history_date=en,
        history_type="+",
        history_change_reason="Libro de oficios: de las remisiones ya registradas",
        autor="Sistema",
    )
    return objeto


# How the agendas of before named the points that now have a kind of their own.
SENAS = (
    ("asistencia", ("lista de asistencia", "pase de lista")),
    ("generales", ("asuntos generales",)),
    ("clausura", ("clausura",)),
    ("acta", ("aprobacion del acta", "aprobación del acta")),
    ("orden", ("aprobacion del orden del dia", "aprobación del orden del día")),
)


def clases_de_punto(apps, schema_editor):
    """Points of before: those that decide a deliverable, and those that say in their title what they are."""
    Historia, ahora = apps.get_model("flujos", "HistoricalPuntoOrden"), timezone.now()
    for punto in apps.get_model("flujos", "PuntoOrden").objects.all():
        titulo = punto.titulo.lower()
        dicha = next((tipo for tipo, senas in SENAS if any(s in titulo for s in senas)), "asunto")
        punto.tipo = "entregable" if punto.entregable_id else dicha
        if punto.tipo == "asunto":
            continue
        punto.save(update_fields=["tipo"])
        # The history agrees with the record.
        Historia.objects.create(
            **{f.attname: getattr(punto, f.attname) for f in punto._meta.concrete_fields},
            history_date=ahora,
            history_type="~",
            history_change_reason="Cada punto del orden del día dice de qué clase es",
        )


def horas_del_plan(apps, schema_editor):
    """What the loaded file said of the notice of each body, which until now had no column."""
    historia, ahora = apps.get_model("compliance", "HistoricalOrgano"), timezone.now()
    for plan in apps.get_model("compliance", "Plan").objects.all():
        dichas = {o.get("clave"): o.get("convocatoria_horas") for o in plan.contenido.get("organos", [])}
        for organo in apps.get_model("compliance", "Organo").objects.filter(proceso_id=plan.proceso_id):
            if horas := dichas.get(organo.clave):
                organo.convocatoria_horas = horas
                organo.save(update_fields=["convocatoria_horas"])
                # The history agrees with the record.
                historia.objects.create(
                    **{f.attname: getattr(organo, f.attname) for f in organo._meta.concrete_fields},
                    history_date=ahora,
                    history_type="~",
                    history_change_reason="La anticipación con que se convoca es dato del órgano",
                )


class Migration(migrations.Migration):

    dependencies = [
        ("compliance", "0022_cuerpos_rutas_y_vistas"),
        ("flujos", "0008_sesiones_y_oficios"),
    ]

    operations = [
        migrations.RunPython(etapas_ya_hechas, migrations.RunPython.noop),
        migrations.RunPython(libro_de_lo_remitido, migrations.RunPython.noop),
        migrations.RunPython(clases_de_punto, migrations.RunPython.noop),
        migrations.RunPython(horas_del_plan, migrations.RunPython.noop),
    ]
