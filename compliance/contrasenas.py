"""What a password may not be made of: the words that whoever guesses here tries first."""

import re
from typing import Any

from django.core.exceptions import ValidationError

from .registro.curp import ENTIDADES
from .textos import normalizar

# Of the product, of its trade and of who uses it, and where. Of a person, Django looks at their own name and e-mail.
PALABRAS = [
    "administracion",
    "administrador",
    "ayuntamiento",
    "candidata",
    "candidato",
    "candidatura",
    "cauce",
    "comision",
    "conoceles",
    "consejo",
    "contrasena",
    "cuestionario",
    "diputacion",
    "eleccion",
    "electoral",
    "entrada",
    "estatal",
    "gubernatura",
    "informatica",
    "instituto",
    "mexico",
    "partido",
    "password",
    "proceso",
    "secretaria",
    "usuario",
    "verificacion",
    "voto",
]
_LUGARES = [normalizar(entidad) for entidad in ENTIDADES.values()]
_DEL_SITIO = re.compile("|".join(sorted({*PALABRAS, *_LUGARES}, key=len, reverse=True)))
# How many letters one that has any of them must have besides.
APARTE = 6


class SinPalabrasDelSitio:
    """Refuses «ConocelesMorelos2027» no less than «cauce-cauce-cauce»."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        dicha = normalizar(password)
        resto = _DEL_SITIO.sub(" ", dicha)
        if resto != dicha and len(re.sub(r"[\W\d_]", "", resto)) < APARTE:
            raise ValidationError(self.get_help_text(), code="palabras_del_sitio")

    def get_help_text(self) -> str:
        """What is asked."""
        return (
            "Quien quiere adivinarla empieza por palabras como «conóceles», «instituto» o «elección»: si usa alguna, "
            f"agregue otras que sumen al menos {APARTE} letras."
        )
