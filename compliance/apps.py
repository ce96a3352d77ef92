from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ComplianceConfig(AppConfig):
    name = "compliance"
    verbose_name = "Cumplimiento"

    def _soltar(self, *, plan: list[Any], **_: Any) -> None:
        """Before migrating, when there is something to migrate."""
        from .derivados import quitar_derivados

        if plan:
            quitar_derivados()

    def ready(self) -> None:
        """Connect what runs after every migration, and the checks; models can only be imported from here on."""
        from . import comprobaciones  # noqa: F401 (registers its checks)
        from .grupos import crear_grupos
        from .services.cadenas import proteger

        pre_migrate.connect(self._soltar, sender=self, dispatch_uid="compliance.soltar")
        post_migrate.connect(crear_grupos, sender=self, dispatch_uid="compliance.crear_grupos")
        post_migrate.connect(proteger, sender=self, dispatch_uid="compliance.proteger")
