"""Seals one day after another without rest, until it is killed: `python -m tests.servicios.sellador`."""

import time
from datetime import UTC, date, datetime, timedelta

import django


def main() -> None:
    """From the day that follows the last one that is sealed."""
    django.setup()
    from compliance.models import Sello
    from compliance.services.cadenas import sellar

    while True:
        ultimo = Sello.objects.order_by("-dia").first()
        dia = max(ultimo.dia if ultimo else date(2024, 5, 1), date(2024, 5, 1)) + timedelta(days=1)
        sellar(dia, datetime(dia.year, dia.month, dia.day, 12, tzinfo=UTC))
        time.sleep(0.2)


if __name__ == "__main__":
    main()
