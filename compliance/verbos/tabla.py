"""Verbs of catalogues, plans and inhábiles: who may do each. What may be done, their services answer."""

from ..models import Rol
from .modelo import Verbo, tabla

ADMINISTRA = frozenset({Rol.ADMINISTRACION.value})

DE_CATALOGO = tabla(Verbo(clave="editar", nombre="Cambiar los catálogos", roles=ADMINISTRA))

DE_PLAN = tabla(
    # A plan is loaded by whoever installs it, from the command.
    Verbo(clave="cargar", nombre="Cargar un plan", roles=frozenset(), sistema=True),
    Verbo(
        clave="confirmar_fecha",
        nombre="Confirmar una fecha",
        roles=ADMINISTRA | {Rol.SECRETARIA_TECNICA.value},
    ),
)

DE_INHABIL = tabla(
    Verbo(clave="guardar", nombre="Registrar un periodo inhábil", roles=ADMINISTRA),
    Verbo(clave="quitar", nombre="Quitar un periodo inhábil", roles=ADMINISTRA),
)
