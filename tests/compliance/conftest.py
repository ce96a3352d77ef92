"""What several tests share."""

from typing import Any

import pytest

from .cuentas import HOY


@pytest.fixture
def dia_de_cuentas(settings: Any) -> None:
    """The site lives on the day of the tests of accounts."""
    settings.DEMO_FECHA = HOY
