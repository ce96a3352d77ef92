"""WSGI entry point, for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from compliance.comprobaciones import exigir_estaticos, exigir_llave

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compliance.settings")
application = get_wsgi_application()
exigir_estaticos()
exigir_llave()
