"""What is missing or wrong in a questionnaire, said so that its author can mend it."""

from typing import NamedTuple


class Falta(NamedTuple):
    """A field (or question key) and the reason, in Spanish, without the answer itself."""

    campo: str
    razon: str
