from django.apps import AppConfig


class NotificacionesConfig(AppConfig):
    name = "notificaciones"
    verbose_name = "Notificaciones"

    def ready(self) -> None:
        """Listen to what happens to people's access and addresses; models can only be imported from here on."""
        from compliance.senales import acceso_por_decir, cambio_de_acceso, cambio_de_correo

        from . import vigilancia  # noqa: F401 (adds what it knows)
        from .accesos import avisar, avisar_acceso, avisar_al_correo_anterior

        cambio_de_acceso.connect(avisar, dispatch_uid="notificaciones.accesos")
        cambio_de_correo.connect(avisar_al_correo_anterior, dispatch_uid="notificaciones.correos")
        acceso_por_decir.connect(avisar_acceso, dispatch_uid="notificaciones.enlaces")
