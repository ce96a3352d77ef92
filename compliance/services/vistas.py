"""Lists kept as a person narrowed them: their own, and those shared with their roles."""

from django.http import QueryDict

from ..ambito import Ambito
from ..models import Proceso, Usuario, VistaGuardada
from ..verbos.modelo import YaHecho

# What of an address is no filter: the page, and the file.
_NO_SE_GUARDA = ("page", "formato", "tras", "antes")


def guardar_vista(
    *, usuario: Usuario, proceso: Proceso, lista: str, nombre: str, consulta: str, rol: str = ""
) -> VistaGuardada:
    """Keep it under its name. Refused if the person has another of that name: it is the same form sent twice."""
    filtros = QueryDict(consulta, mutable=True)
    for clave in _NO_SE_GUARDA:
        filtros.pop(clave, None)
    vista = VistaGuardada(
        proceso=proceso, usuario=usuario, lista=lista, nombre=nombre, consulta=filtros.urlencode(), rol=rol
    )
    vista.clean_fields()
    guardada, nueva = VistaGuardada.objects.get_or_create(
        proceso=proceso,
        usuario=usuario,
        lista=lista,
        nombre=vista.nombre,
        defaults={"consulta": vista.consulta, "rol": rol},
    )
    if not nueva:
        dicho = f"Ya tiene una vista con ese nombre: «{guardada}»."
        raise YaHecho("repetida", dicho, "Escriba otro, o quite antes la que tiene.", campos={"nombre": dicho})
    return guardada


def vistas_visibles(ambito: Ambito, proceso: Proceso, lista: str) -> list[VistaGuardada]:
    """Those of a list that a person sees, by name. One query."""
    vistas = VistaGuardada.objects.visibles_para(ambito, proceso).filter(lista=lista)
    return list(vistas.select_related("usuario"))
