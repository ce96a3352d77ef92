"""The Celery application as in production, except that its keys in Redis are its own and its mail is slow.

Started by the tests as `celery -A tests.servicios.aplicacion worker` (and `beat`).
"""

import os

from django.conf import settings

from compliance.celery import app

app.conf.broker_transport_options = {
    **app.conf.broker_transport_options,
    "global_keyprefix": os.environ["CAUCE_PRUEBA_PREFIJO"],
}
settings.EMAIL_BACKEND = "tests.servicios.correo.Lento"
