"""WSGI entry point, for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compliance.settings")
application = get_wsgi_application()

# Only now: what they read needs the settings.
from compliance.comprobaciones import exigir_estaticos, exigir_llave  # noqa: E402

exigir_estaticos()
exigir_llave()
