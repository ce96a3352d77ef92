"""Addresses of what is said: notices and calendar feeds."""

from django.urls import path

from .views import avisos, buzon, fuentes, ganchos, plantillas, reenvios

urlpatterns = [
    path("p/<slug:proceso>/avisos/", avisos.avisos, name="avisos"),
    path("p/<slug:proceso>/avisos/plantillas/", plantillas.plantillas, name="plantillas"),
    path("p/<slug:proceso>/avisos/horario/", plantillas.horario, name="horario_de_avisos"),
    path("p/<slug:proceso>/avisos/plantillas/<int:pk>/", plantillas.plantilla, name="plantilla"),
    path("p/<slug:proceso>/avisos/sistemas/", ganchos.ganchos, name="ganchos"),
    path("p/<slug:proceso>/avisos/sistemas/nuevo/", ganchos.gancho_nuevo, name="gancho_nuevo"),
    path("entra/<int:pk>/", fuentes.entra, name="entra"),
    path("p/<slug:proceso>/avisos/fuentes/", fuentes.fuentes, name="fuentes_externas"),
    path("p/<slug:proceso>/avisos/fuentes/nueva/", fuentes.fuente_nueva, name="fuente_externa_nueva"),
    path("p/<slug:proceso>/avisos/fuentes/<int:pk>/", fuentes.fuente, name="fuente_externa"),
    path("p/<slug:proceso>/avisos/sistemas/<int:pk>/", ganchos.gancho, name="gancho"),
    path("p/<slug:proceso>/avisos/sin-entregar/", reenvios.sin_entregar, name="avisos_sin_entregar"),
    path("p/<slug:proceso>/avisos/<int:pk>/reenviar/", reenvios.reenviar, name="aviso_reenviar"),
    path("p/<slug:proceso>/avisos/constancia/<int:actor>/", avisos.constancia, name="avisos_constancia"),
    path("p/<slug:proceso>/avisos/<int:pk>/", avisos.aviso, name="aviso"),
    path("mi-cuenta/avisos/", buzon.mis_avisos, name="mis_avisos"),
    path("mi-cuenta/avisos/cuando/", buzon.preferencia, name="preferencia_de_avisos"),
    path("mi-cuenta/avisos/leidos/", buzon.leer_todos, name="mis_avisos_leidos"),
    path("mi-cuenta/avisos/<int:pk>/", buzon.mi_aviso, name="mi_aviso"),
    path("mi-cuenta/calendario/", avisos.suscripcion_crear, name="suscripcion_crear"),
    path("mi-cuenta/calendario/<int:pk>/revocar/", avisos.suscripcion_revocar, name="suscripcion_revocar"),
    path("ical/<str:token>.ics", avisos.ical, name="ical"),
    path("conoceles/<slug:proceso>/calendario.ics", avisos.calendario_publico, name="calendario_publico"),
]
