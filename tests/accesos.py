"""Links to enter, as who receives them by mail uses them."""

import re
from typing import Any

from django.core import mail
from django.test import Client

CLAVE = "una frase larga de prueba"


def enlace_en(correo: str) -> str:
    """The path of the last link that was mailed there."""
    (texto,) = [str(m.body) for m in mail.outbox if correo in m.to[0]][-1:]
    hallado = re.search(r"https?://[^/]+(/cuenta/\S+)", texto)
    assert hallado, texto
    return hallado[1]


def usar(lugar: str, clave: str = CLAVE) -> Any:
    """Open the link as a person does, and set a password."""
    cliente = Client()
    abierta = cliente.get(lugar, follow=True)
    if abierta.status_code != 200:
        return abierta
    return cliente.post(abierta.request["PATH_INFO"], {"new_password1": clave, "new_password2": clave})
