"""Addresses of what moves: deliverables, sessions, candidacies, the inbox."""

from django.urls import path

from .views import (
    bandeja,
    candidaturas,
    candidaturas_acciones,
    captura,
    consentimientos,
    entregables,
    historial,
    importar,
    informes,
    lecturas,
    sesiones,
)

urlpatterns = [
    path("p/<slug:proceso>/bandeja/", bandeja.bandeja, name="bandeja"),
    path("p/<slug:proceso>/entregables/<int:pk>/", entregables.entregable, name="entregable"),
    path("p/<slug:proceso>/entregables/<int:pk>/tarea/", entregables.tarea, name="entregable_tarea"),
    path(
        "p/<slug:proceso>/entregables/<int:pk>/realizado/<int:hecho>/",
        entregables.corregir_hecho,
        name="entregable_hecho",
    ),
    path("p/<slug:proceso>/entregables/<int:pk>/<slug:verbo>/", entregables.accion, name="entregable_accion"),
    path("p/<slug:proceso>/candidaturas/", candidaturas.candidaturas, name="candidaturas"),
    path("p/<slug:proceso>/candidaturas/nueva/", candidaturas_acciones.registrar, name="candidatura_registrar"),
    path("p/<slug:proceso>/candidaturas/lote/", candidaturas.lote, name="candidaturas_lote"),
    path("p/<slug:proceso>/candidaturas/<int:pk>/", candidaturas.candidatura, name="candidatura"),
    path("p/<slug:proceso>/candidaturas/<int:pk>/foto", candidaturas.foto, name="candidatura_foto"),
    path("p/<slug:proceso>/candidaturas/<int:pk>/identidad/", lecturas.identidad, name="candidatura_identidad"),
    path("p/<slug:proceso>/candidaturas/<int:pk>/datos/", lecturas.datos, name="candidatura_datos"),
    path("p/<slug:proceso>/candidaturas/<int:pk>/consultas/", lecturas.consultas, name="candidatura_consultas"),
    path("p/<slug:proceso>/candidaturas/<int:pk>/captura/", captura.pasos, name="candidatura_captura"),
    path(
        "p/<slug:proceso>/candidaturas/<int:pk>/captura/<slug:seccion>/", captura.paso, name="candidatura_captura_paso"
    ),
    path(
        "p/<slug:proceso>/candidaturas/<int:pk>/observar/", candidaturas_acciones.observar, name="candidatura_observar"
    ),
    path(
        "p/<slug:proceso>/candidaturas/<int:pk>/<slug:verbo>/", candidaturas_acciones.accion, name="candidatura_accion"
    ),
    path("consentimientos/<str:llave>/", consentimientos.consentimientos, name="consentimientos_de_titular"),
    path("p/<slug:proceso>/aviso-de-privacidad/", captura.aviso_privacidad, name="aviso_privacidad"),
    path("p/<slug:proceso>/captura/", captura.captura, name="captura"),
    path("p/<slug:proceso>/sesiones/", sesiones.sesiones, name="sesiones"),
    path("p/<slug:proceso>/sesiones/nueva/", sesiones.convocar, name="sesion_convocar"),
    path("p/<slug:proceso>/sesiones/<int:pk>/", sesiones.sesion, name="sesion"),
    path("p/<slug:proceso>/sesiones/<int:pk>/<slug:verbo>/", sesiones.accion, name="sesion_accion"),
    path("p/<slug:proceso>/historial/", historial.historial, name="historial"),
    path("p/<slug:proceso>/historial/sellos/", historial.historial_sellos, name="historial_sellos"),
    path("p/<slug:proceso>/historial/actos/<int:pk>/", historial.historial_acto, name="historial_acto"),
    path("p/<slug:proceso>/historial/<slug:modelo>/<int:pk>/", historial.historial_objeto, name="historial_objeto"),
    path(
        "p/<slug:proceso>/historial/<slug:modelo>/<int:pk>/paquete/",
        historial.historial_paquete,
        name="historial_paquete",
    ),
    path("p/<slug:proceso>/importar/", importar.importar, name="importar"),
    path("p/<slug:proceso>/importar/cargadas/<int:pk>/", importar.cargada, name="importacion_cargada"),
    path("p/<slug:proceso>/importar/perfiles/<int:pk>/", importar.perfil, name="importacion_perfil"),
    path("p/<slug:proceso>/importar/<slug:sha256>/", importar.importacion, name="importacion"),
    path("p/<slug:proceso>/importar/<slug:sha256>/columnas/", importar.columnas, name="importacion_columnas"),
    path("p/<slug:proceso>/informes/", informes.informes, name="informes"),
    path("p/<slug:proceso>/informes/<str:mes>/", informes.mensual, name="informe_mensual"),
    path("p/<slug:proceso>/informes/<str:mes>/pdf/", informes.mensual_pdf, name="informe_mensual_pdf"),
]
