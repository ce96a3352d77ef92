from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ComplianceConfig(AppConfig):
    name = "compliance"
    verbose_name = "Cumplimiento"

    def ready(self) -> None:
        """Connect what runs after every migration, and the checks; models can only be imported from here on."""
        from . import comprobaciones  # noqa: F401 (registers its checks)
        from .grupos import crear_grupos

        post_migrate.connect(crear_grupos, sender=self, dispatch_uid="compliance.crear_grupos")
