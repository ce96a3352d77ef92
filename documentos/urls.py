"""Addresses of this app, included by compliance.urls."""

from django.urls import path

from . import papeleria, views

urlpatterns = [
    path("v/<str:codigo>/", views.verificacion, name="verificar"),
    path("conoceles/<slug:proceso>/<int:pk>/ficha.pdf", views.ficha, name="conoceles_pdf"),
    path("p/<slug:proceso>/papeleria/", papeleria.papeleria, name="papeleria"),
    path("p/<slug:proceso>/papeleria/firmantes/nuevo/", papeleria.firmante, name="firmante_nuevo"),
    path("p/<slug:proceso>/papeleria/firmantes/<int:pk>/", papeleria.firmante, name="firmante"),
    path("p/<slug:proceso>/papeleria/<slug:clave>/", papeleria.papel, name="papel"),
    path("p/<slug:proceso>/papeleria/<slug:clave>/muestra/", papeleria.papel_muestra, name="papel_muestra"),
    path("p/<slug:proceso>/documentos/<int:pk>/", views.documento, name="documento"),
    path("p/<slug:proceso>/documentos/<int:pk>/firmas/", views.firmas, name="documento_firmas"),
    path("p/<slug:proceso>/documentos/<int:pk>/vista/", views.vista, name="documento_vista"),
]
