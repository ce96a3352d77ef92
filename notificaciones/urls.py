"""Addresses of what is said: notices and calendar feeds."""

from django.urls import path

from . import views

urlpatterns = [
    path("p/<slug:proceso>/avisos/", views.avisos, name="avisos"),
    path("p/<slug:proceso>/avisos/constancia/<int:actor>/", views.constancia, name="avisos_constancia"),
    path("p/<slug:proceso>/avisos/<int:pk>/", views.aviso, name="aviso"),
    path("mi-cuenta/calendario/", views.suscripcion_crear, name="suscripcion_crear"),
    path("mi-cuenta/calendario/<int:pk>/revocar/", views.suscripcion_revocar, name="suscripcion_revocar"),
    path("ical/<str:token>.ics", views.ical, name="ical"),
    path("conoceles/<slug:proceso>/calendario.ics", views.calendario_publico, name="calendario_publico"),
]
