from django.apps import AppConfig


class FlujosConfig(AppConfig):
    name = "flujos"
    verbose_name = "Flujos"

    def ready(self) -> None:
        """Listen to what happens to plans; models can only be imported from here on."""
        from compliance.senales import modificacion_de_plan

        from .entregables.modificaciones import informar_modificacion

        modificacion_de_plan.connect(informar_modificacion, dispatch_uid="flujos.modificaciones")
