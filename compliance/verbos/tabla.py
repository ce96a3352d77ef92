"""Verbs of accounts and roles, plans and inhábiles: who may do each. What may be done, their services answer."""

from ..models import Rol
from ..roles import ROLES_QUE_CONFIRMAN
from .modelo import Verbo, tabla

ADMINISTRA = frozenset({Rol.ADMINISTRACION.value})

DE_CUENTA = tabla(
    Verbo(clave="abrir", nombre="Abrir una cuenta", roles=ADMINISTRA),
    Verbo(clave="nombrar", nombre="Dar un rol", roles=ADMINISTRA),
    Verbo(clave="terminar_nombramiento", nombre="Terminar un nombramiento", roles=ADMINISTRA),
    Verbo(clave="suplir", nombre="Registrar una suplencia", roles=ADMINISTRA),
    Verbo(clave="terminar_suplencia", nombre="Terminar una suplencia", roles=ADMINISTRA),
    Verbo(clave="cambiar_datos", nombre="Corregir los datos de una cuenta", roles=ADMINISTRA),
    Verbo(clave="emitir_enlace", nombre="Dar un enlace para fijar la contraseña", roles=ADMINISTRA),
    Verbo(clave="desactivar", nombre="Desactivar una cuenta", roles=ADMINISTRA),
    Verbo(clave="reactivar", nombre="Reactivar una cuenta", roles=ADMINISTRA),
    Verbo(clave="levantar_detencion", nombre="Levantar la detención de la entrada", roles=ADMINISTRA),
)

# What two people give. Besides the role, their own has to be confirmed (see `services.cuentas`).
DE_PAPEL = tabla(
    Verbo(clave="proponer", nombre="Proponer que se confirme un rol", roles=ROLES_QUE_CONFIRMAN),
    Verbo(clave="confirmar", nombre="Confirmar un rol", roles=ROLES_QUE_CONFIRMAN, sistema=True),
    Verbo(clave="descartar", nombre="Descartar una propuesta", roles=ROLES_QUE_CONFIRMAN),
)

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
