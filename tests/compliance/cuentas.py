"""The day, the password and the roles of the tests of accounts."""

from datetime import date

from compliance.models import Nombramiento

from ..elenco import Elenco, momento

AL = momento("2024-04-02 10:00")
HOY = date(2024, 4, 2)
CLAVE = "Un-tren-verde-de-noche"


def nombramiento_de(e: Elenco, nombre: str) -> Nombramiento:
    return e.usuario(nombre).nombramientos.get()
