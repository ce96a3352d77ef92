"""ASGI entry point."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compliance.settings")
application = get_asgi_application()

# Only now: what they read needs the settings.
from compliance.comprobaciones import exigir_estaticos, exigir_llave  # noqa: E402

exigir_estaticos()
exigir_llave()
