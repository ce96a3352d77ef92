"""A process of the site that visits each address it is given: `python -m tests.servicios.visitante`.

For each line, another: the status, how many queries it took, and the body in JSON.
"""

import json
import sys

import django


def main() -> None:
    """Until there are no more."""
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    cliente = Client(SERVER_NAME="localhost")
    for linea in sys.stdin:
        with CaptureQueriesContext(connection) as hechas:
            respuesta = cliente.get(linea.strip())
        sys.stdout.write(json.dumps([respuesta.status_code, len(hechas), respuesta.content.decode()]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
