"""The roles, and what holding one of each set of them opens. What a person holds is in `ambito`."""

from django.db import models


class Rol(models.TextChoices):
    """The groups' names, as stored in auth.Group."""

    COMISION = "comision", "Comisión"
    CONSEJO = "consejo", "Consejo"
    SECRETARIA_TECNICA = "secretaria_tecnica", "Secretaría técnica"
    SECRETARIA_EJECUTIVA = "secretaria_ejecutiva", "Secretaría ejecutiva"
    AREA = "area", "Área responsable"
    VERIFICACION = "verificacion", "Verificación"
    COMITE_TRANSPARENCIA = "comite_transparencia", "Comité de Transparencia"
    PARTIDO = "partido", "Representación de partido"
    CANDIDATURA = "candidatura", "Candidatura"
    AUDITORIA = "auditoria", "Auditoría"
    ADMINISTRACION = "administracion", "Administración"


# Who answers for candidacies from outside the institute.
ACTORES: frozenset[str] = frozenset({Rol.PARTIDO, Rol.CANDIDATURA})
INTERNOS: frozenset[str] = frozenset(Rol) - ACTORES
# Who sees the deliverables of a process: everyone inside the institute.
ROLES_DE_ENTREGABLES = INTERNOS
# Who sees every candidacy of a process. Parties and candidates see only their own.
ROLES_DE_CANDIDATURAS = INTERNOS
# Who follows how capture goes: of every candidacy, or of their party's.
ROLES_DE_SEGUIMIENTO: frozenset[str] = INTERNOS | {Rol.PARTIDO}
# Who may read the identity answers, not public, of every candidacy of a process.
ROLES_DE_IDENTIDAD: frozenset[str] = frozenset({Rol.VERIFICACION})
# Who may confirm that somebody holds one of them, once somebody has confirmed that they hold theirs.
ROLES_QUE_CONFIRMAN: frozenset[str] = frozenset({Rol.ADMINISTRACION, Rol.SECRETARIA_EJECUTIVA})
# Given by one person and confirmed by another (see `services.cuentas`).
ROLES_POR_CONFIRMAR = ROLES_DE_IDENTIDAD | ROLES_QUE_CONFIRMAN
# Who reads identity answers, administers, or reads everything: they enter with two factors where nobody said otherwise.
ROLES_CON_SEGUNDO_FACTOR: frozenset[str] = ROLES_POR_CONFIRMAR | {Rol.AUDITORIA}
# Who reads what the public says of the site.
ROLES_DE_OPINIONES: frozenset[str] = frozenset({Rol.VERIFICACION, Rol.SECRETARIA_TECNICA, Rol.ADMINISTRACION})
ROLES_DE_HISTORIA: frozenset[str] = frozenset({Rol.AUDITORIA, Rol.ADMINISTRACION})
