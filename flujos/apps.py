from django.apps import AppConfig


class FlujosConfig(AppConfig):
    name = "flujos"
    verbose_name = "Flujos"

    def ready(self) -> None:
        """Listen to what happens to plans, and to who uses their account; models can only be imported from here on."""
        from compliance.senales import cambio_de_ruta, cuenta_usada, modificacion_de_plan

        from . import vigilancia  # noqa: F401 (adds what it knows)
        from .candidaturas.cuentas import recibir_al_usar
        from .entregables.cambio_de_ruta import seguir_al_plan
        from .entregables.modificaciones import informar_modificacion

        modificacion_de_plan.connect(informar_modificacion, dispatch_uid="flujos.modificaciones")
        cambio_de_ruta.connect(seguir_al_plan, dispatch_uid="flujos.rutas")
        cuenta_usada.connect(recibir_al_usar, dispatch_uid="flujos.recepcion")
