"""The site as gunicorn serves it, whose tasks go where the workers of the test look for them (see `aplicacion`)."""

from compliance.wsgi import application

from .aplicacion import app

__all__ = ["app", "application"]
