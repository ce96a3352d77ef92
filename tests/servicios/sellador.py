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
        _que_terminen()
        ultimo = Sello.objects.order_by("-dia").first()
        dia = max(ultimo.dia if ultimo else date(2024, 5, 1), date(2024, 5, 1)) + timedelta(days=1)
        sellar(dia, datetime(dia.year, dia.month, dia.day, 12, tzinfo=UTC))


def _que_terminen() -> None:
    """Wait for whoever was writing: no transaction goes on from one seal to the one after the next, a day later."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (antes,) = cursor.fetchone()
        quedan = 1
        while quedan:
            time.sleep(0.2)
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND xact_start < %s", [antes]
            )
            (quedan,) = cursor.fetchone()


if __name__ == "__main__":
    main()
