"""Verbs of suppression, of one candidacy or of a whole process. Two people: one asks and another confirms."""

from compliance.models import Rol
from compliance.verbos.modelo import Verbo, tabla
from compliance.verbos.tabla import LLEVAN_LA_PRIVACIDAD

SUPRIMEN = LLEVAN_LA_PRIVACIDAD | {Rol.SECRETARIA_EJECUTIVA.value}

DE_SUPRESION = tabla(
    Verbo(
        clave="proponer_supresion",
        nombre="Proponer la supresión",
        hecho="Terminó su plazo de conservación y se propuso suprimir sus datos sensibles",
        roles=frozenset(),
        sistema=True,
        tono="atencion",
    ),
    Verbo(
        clave="pedir_supresion",
        nombre="Pedir la supresión",
        hecho="Se pidió suprimir sus datos sensibles",
        roles=SUPRIMEN,
        explica="Nada se borra todavía: otra persona revisa lo que se suprimiría y lo confirma. Mientras se resuelve "
        "una solicitud de la persona, sus respuestas quedan bloqueadas.",
        listo="Quedó pedida. Debe confirmarla otra persona.",
        deshacer="Puede descartarse mientras nadie la confirme.",
        tono="atencion",
    ),
    Verbo(
        clave="descartar_supresion",
        nombre="Descartar",
        hecho="Se descartó la supresión de sus datos sensibles",
        roles=SUPRIMEN,
        listo="Quedó descartada; no se suprimió nada.",
    ),
    Verbo(
        clave="suprimir",
        nombre="Suprimir definitivamente",
        hecho="Se suprimieron sus datos sensibles",
        roles=SUPRIMEN,
        sistema=True,
        explica="Se destruye la llave con que están cifrados y se borran los archivos. Queda un certificado.",
        listo="Quedó suprimido. El certificado está abajo.",
        deshacer="No se puede deshacer, ni desde un respaldo cuya llave maestra se haya destruido.",
        peligro=True,
        tono="mal",
    ),
)
