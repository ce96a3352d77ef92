"""Addresses of what moves: deliverables, sessions, candidacies, the inbox."""

from django.urls import path

from .views import bandeja, entregables, informes, sesiones

urlpatterns = [
    path("p/<slug:proceso>/bandeja/", bandeja.bandeja, name="bandeja"),
    path("p/<slug:proceso>/entregables/<int:pk>/", entregables.entregable, name="entregable"),
    path("p/<slug:proceso>/entregables/<int:pk>/tarea/", entregables.tarea, name="entregable_tarea"),
    path("p/<slug:proceso>/entregables/<int:pk>/<slug:verbo>/", entregables.accion, name="entregable_accion"),
    path("p/<slug:proceso>/sesiones/", sesiones.sesiones, name="sesiones"),
    path("p/<slug:proceso>/sesiones/nueva/", sesiones.convocar, name="sesion_convocar"),
    path("p/<slug:proceso>/sesiones/<int:pk>/", sesiones.sesion, name="sesion"),
    path("p/<slug:proceso>/sesiones/<int:pk>/<slug:verbo>/", sesiones.accion, name="sesion_accion"),
    path("p/<slug:proceso>/informes/", informes.informes, name="informes"),
    path("p/<slug:proceso>/informes/<str:mes>/", informes.mensual, name="informe_mensual"),
    path("p/<slug:proceso>/informes/<str:mes>/pdf/", informes.mensual_pdf, name="informe_mensual_pdf"),
]
