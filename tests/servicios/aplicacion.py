"""The Celery application as in production, except that its keys in Redis are its own and its mail to files is slow.

Started by the tests as `celery -A tests.servicios.aplicacion worker` (and `beat`).
"""

import os

from django.conf import settings

from compliance.celery import app

app.conf.broker_transport_options = {
    **app.conf.broker_transport_options,
    "global_keyprefix": os.environ["CAUCE_PRUEBA_PREFIJO"],
    # By this name its connections are found, and cut.
    "client_name": os.environ["CAUCE_PRUEBA_PREFIJO"],
}
if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
    settings.EMAIL_BACKEND = "tests.servicios.correo.Lento"
