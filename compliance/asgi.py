"""ASGI entry point."""

import os

from django.core.asgi import get_asgi_application

from compliance.comprobaciones import exigir_estaticos, exigir_llave

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compliance.settings")
application = get_asgi_application()
exigir_estaticos()
exigir_llave()
