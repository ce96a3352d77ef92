"""The record, and the Django project. Loads the Celery application so that every task finds it."""

from .celery import app as celery_app

__all__ = ["celery_app"]
