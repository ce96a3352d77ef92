from django.apps import AppConfig


class NotificacionesConfig(AppConfig):
    name = "notificaciones"
    verbose_name = "Notificaciones"

    def ready(self) -> None:
        """Listen to what happens to people's access; models can only be imported from here on."""
        from compliance.senales import cambio_de_acceso

        from .accesos import avisar

        cambio_de_acceso.connect(avisar, dispatch_uid="notificaciones.accesos")
