"""Addresses of this app, included by compliance.urls."""

from django.urls import path

from . import views

urlpatterns = [
    path("v/<str:codigo>/", views.verificacion, name="verificar"),
    path("conoceles/<slug:proceso>/<int:pk>/ficha.pdf", views.ficha, name="conoceles_pdf"),
    path("p/<slug:proceso>/documentos/<int:pk>/", views.documento, name="documento"),
    path("p/<slug:proceso>/documentos/<int:pk>/vista/", views.vista, name="documento_vista"),
]
