"""What is told to one person by name: that a note mentions them, that a deliverable is now in their charge, or that a
file that they asked for is over.

Found by what is missing (a note, a charge or a file without its notice), inside the sweep's transaction: each is told
once.
"""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from calendario.fechas import dia_local, fecha_en_prosa, fecha_hora
from compliance.cara.navegacion import direccion
from compliance.models import Entregable, Nombramiento, Rol, Usuario
from flujos.entregables.tareas import quienes_ven
from flujos.models import Encargo, Nota, Trabajo
from flujos.trabajos import SE_GUARDA

from .escalera import una_linea
from .models import Aviso
from .sucesos import VIGENCIA

LOTE = 500


def avisar_a_personas(al: datetime) -> int:
    """Keep a notice for each person whom nobody told yet, if they still see the deliverable; how many."""
    nuevos = [*_de_notas(al), *_de_encargos(al), *_de_archivos(al)]
    sabidos = set(Aviso.objects.filter(llave__in=[a.llave for a in nuevos]).values_list("llave", flat=True))
    por_decir = [a for a in nuevos if a.llave not in sabidos]
    Aviso.objects.bulk_create(por_decir, ignore_conflicts=True, batch_size=LOTE)
    return sum(1 for a in por_decir if a.estado == Aviso.Estado.PENDIENTE)


def _de_notas(al: datetime) -> Iterator[Aviso]:
    notas = Nota.objects.filter(escrita_en__gt=al - VIGENCIA, escrita_en__lte=al).exclude(menciones=[])
    for nota in notas.select_related("autoria", "entregable__proceso__instituto", "entregable__area"):
        e = nota.entregable
        quien = nota.autoria or "Alguien"
        ven = quienes_ven(e, dia_local(al, e.proceso.tz))
        for persona in ven.filter(username__in=nota.menciones):
            if persona.pk == nota.autoria_id:
                continue
            yield _aviso(
                f"mencion|{nota.pk}",
                persona,
                e,
                f"{quien} le menciona en {e.clave}",
                f"{quien} escribió en «{e}»:\n\n{nota.texto}",
                f"Nota: {fecha_hora(nota.escrita_en, e.proceso.tz)}",
                al,
            )


def _de_encargos(al: datetime) -> Iterator[Aviso]:
    encargos = Encargo.objects.filter(encargado_en__gt=al - VIGENCIA, encargado_en__lte=al)
    for encargo in encargos.select_related("persona", "encargado_por", "entregable__proceso__instituto"):
        if encargo.persona_id == encargo.encargado_por_id or not encargo.persona.is_active:
            continue
        e = encargo.entregable
        hasta = f", hasta el {fecha_en_prosa(encargo.hasta)}" if encargo.hasta else ""
        yield _aviso(
            f"encargo|{encargo.pk}",
            encargo.persona,
            e,
            f"Queda a su cargo: {e.clave}",
            f"{encargo.encargado_por or 'El sistema'} le encargó «{e}»{hasta}.\n\nMotivo: {encargo.motivo}",
            f"Encargo: {fecha_hora(encargo.encargado_en, e.proceso.tz)}",
            al,
        )


def _de_archivos(al: datetime) -> Iterator[Aviso]:
    """In the inbox alone: a mail would come after whoever waits for it, and others may have its address."""
    terminados = Trabajo.objects.filter(
        estado__in=(Trabajo.Estado.HECHO, Trabajo.Estado.FALLIDO), terminado_en__gt=al - VIGENCIA, terminado_en__lte=al
    )
    for trabajo in terminados.select_related("por", "proceso__instituto"):
        tz, listo = trabajo.proceso.tz, trabajo.estado == Trabajo.Estado.HECHO
        grupo, cuando = f"archivo|{trabajo.pk}", trabajo.terminado_en or al
        borra = fecha_en_prosa(dia_local(cuando + SE_GUARDA, tz))
        queda = f"Se borra el {borra}." if listo else trabajo.error
        yield Aviso(
            proceso_id=trabajo.proceso_id,
            grupo=grupo,
            llave=f"{grupo}|{trabajo.por_id}",
            cuenta=trabajo.por,
            destinatario_nombre=str(trabajo.por),
            asunto=una_linea(f"{'Ya está listo' if listo else 'No se pudo preparar'}: {trabajo}"),
            texto=f"{queda}\n\n{settings.SITIO_URL + (direccion('descarga', trabajo.pk) or '/')}",
            motivo=f"Archivo que pidió: {fecha_hora(trabajo.pedido_en, tz)}",
            creado_en=al,
            siguiente_en=al,
            estado=Aviso.Estado.BUZON,
        )


def _aviso(grupo: str, persona: Usuario, e: Entregable, asunto: str, texto: str, motivo: str, al: datetime) -> Aviso:
    # An area sees its own notices: hers is that of whoever is told.
    suya = Nombramiento.objects.filter(usuario=persona, proceso=e.proceso_id, rol__name=Rol.AREA).first()
    enlace = settings.SITIO_URL + (direccion("entregable", e.proceso.clave, e.pk) or "/")
    return Aviso(
        proceso_id=e.proceso_id,
        grupo=grupo,
        llave=f"{grupo}|{persona.pk}",
        entregable=e,
        area_id=suya.area_id if suya else None,
        cuenta=persona,
        destinatario_nombre=str(persona),
        destinatario_correo=persona.email,
        asunto=una_linea(asunto),
        texto=f"{texto}\n\n{enlace}",
        motivo=motivo,
        creado_en=al,
        siguiente_en=al,
        estado=Aviso.Estado.PENDIENTE if persona.email else Aviso.Estado.OMITIDO,
        error="" if persona.email else "No hay correo registrado para este destinatario.",
    )
