"""Verbs of who is who: two people kept apart, joined, or parted again. Nothing does any of them by itself."""

from compliance.verbos.modelo import Verbo, tabla

from .candidaturas import PERSONAL

DE_COTEJO = tabla(
    Verbo(
        clave="distinguir",
        nombre="Son distintas",
        hecho="Se decidió que son personas distintas",
        roles=PERSONAL,
        listo="Quedó anotado que son distintas. No se volverá a preguntar por ellas.",
        deshacer="Puede revertirse: se vuelve a preguntar.",
    ),
    Verbo(
        clave="unir",
        nombre="Son la misma",
        hecho="Se unieron registros de una misma persona",
        roles=PERSONAL,
        listo="Los registros quedaron unidos. Las dos historias se conservan.",
        deshacer="Puede revertirse mientras los datos de la persona no se corrijan, la candidatura que queda no avance "
        "ni cambie y el lugar de la que sale siga libre.",
        peligro=True,
    ),
    Verbo(
        clave="revertir_cotejo",
        nombre="Revertir",
        hecho="Se revirtió lo que se había decidido de unas personas",
        roles=PERSONAL,
        listo="Se revirtió. Cada registro quedó como estaba.",
        deshacer="Puede decidirse otra vez.",
    ),
)

# What it leaves in each candidacy.
EN_CANDIDATURA = tabla(
    Verbo(clave="unir_persona", nombre="Unir", hecho="Se unió su persona con otro registro de ella", roles=PERSONAL),
    Verbo(
        clave="mudar_actor", nombre="Mudar", hecho="Cambió quien la postula, al unirla con su repetida", roles=PERSONAL
    ),
    Verbo(
        clave="retirar_repetida",
        nombre="Retirar",
        hecho="Se retiró por repetir otra candidatura",
        roles=PERSONAL,
        tono="mal",
    ),
    Verbo(clave="separar", nombre="Separar", hecho="Se separó de la persona con quien se había unido", roles=PERSONAL),
    Verbo(clave="restituir", nombre="Restituir", hecho="Se restituyó: no repetía otra candidatura", roles=PERSONAL),
)
