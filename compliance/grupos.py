"""The roles exist as groups from the first migration on: nobody has to remember to create them."""

from typing import Any

from django.contrib.auth.models import Group

from .models import Rol


def crear_grupos(using: str, **kwargs: Any) -> None:
    """Make sure that each role has its group. Receiver of post_migrate."""
    for rol in Rol.values:
        Group.objects.using(using).get_or_create(name=rol)
