"""Every address of the site. Apps to the right are included by name: nobody imports them from here."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from . import vigilancia
from .api import direcciones as direcciones_de_la_api
from .fallos import fallo as handler500
from .fallos import peticion_mala as handler400
from .views import (
    abiertos,
    administracion,
    boleta,
    buscadores,
    componentes,
    conoceles,
    cuentas,
    estadisticas,
    fichas,
    filas,
    inhabiles,
    opiniones,
    planes,
    planes_nuevos,
    puertas,
    secciones,
    seguimiento,
    seguridad,
    simulacion,
    sitio,
    versiones,
)

__all__ = ["handler400", "handler500", "urlpatterns"]

admin.site.site_header = admin.site.site_title = "Administración de Cauce"
admin.site.site_url = None

# What everybody may read, in the language that its address names (`/nah/…`); without one, in Spanish.
publicas = i18n_patterns(
    path("", cuentas.inicio, name="inicio"),
    path("accesibilidad/", cuentas.accesibilidad, name="accesibilidad"),
    path("conoceles/<slug:proceso>/", conoceles.lista, name="conoceles"),
    path("conoceles/<slug:proceso>/boleta/", boleta.boleta, name="conoceles_boleta"),
    path("conoceles/<slug:proceso>/estadisticas/", estadisticas.estadisticas, name="conoceles_estadisticas"),
    path("conoceles/<slug:proceso>/datos/", abiertos.datos, name="datos"),
    path("conoceles/<slug:proceso>/comparar/", fichas.comparar, name="conoceles_comparar"),
    path("conoceles/<slug:proceso>/<int:pk>/", fichas.ficha, name="conoceles_candidatura"),
    path("conoceles/<slug:proceso>/preguntas/", sitio.preguntas, name="conoceles_preguntas"),
    path("conoceles/<slug:proceso>/quejas/", sitio.quejas, name="conoceles_quejas"),
    path("conoceles/<slug:proceso>/acerca/", sitio.acerca, name="conoceles_acerca"),
    path("conoceles/<slug:proceso>/accesibilidad/", sitio.accesibilidad, name="conoceles_accesibilidad"),
    path("conoceles/<slug:proceso>/opinion/", sitio.opinion, name="conoceles_opinion"),
    path("api/v1/", abiertos.ayuda, name="api_ayuda"),
    prefix_default_language=False,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *publicas,
    # For whoever looks after the server: answered before anything else (middleware.PeticionMiddleware)
    path("salud/", vigilancia.salud, name="salud"),
    path("salud/lista/", vigilancia.lista, name="salud_lista"),
    path("metricas/", vigilancia.metricas, name="metricas"),
    # Entrance and account
    path("entrar/", cuentas.Entrar.as_view(), name="entrar"),
    path("sesion/", cuentas.sesion, name="sesion_abierta"),
    path("salir/", cuentas.Salir.as_view(), name="salir"),
    path("mi-cuenta/", cuentas.mi_cuenta, name="mi_cuenta"),
    path("mi-cuenta/contrasena/", cuentas.CambiarContrasena.as_view(), name="cambiar_contrasena"),
    path("entrar/segundo/", puertas.segundo, name="entrar_segundo"),
    path("entrar/llave/", puertas.llave, name="entrar_llave"),
    path("entrar/llave/opciones/", puertas.opciones, name="llave_opciones"),
    path("entrar/directorio/", puertas.entrar_directorio, name="entrar_directorio"),
    path("entrar/directorio/vuelta/", puertas.directorio_vuelta, name="directorio_vuelta"),
    path("mi-cuenta/seguridad/", seguridad.seguridad, name="seguridad"),
    path("mi-cuenta/seguridad/confirmar/", seguridad.confirmar, name="confirmar_identidad"),
    path("mi-cuenta/seguridad/aplicacion/", seguridad.aplicacion, name="factor_aplicacion"),
    path("mi-cuenta/seguridad/llave/", seguridad.llave, name="factor_llave"),
    path("mi-cuenta/seguridad/llave/opciones/", seguridad.llave_opciones, name="factor_llave_opciones"),
    path("mi-cuenta/seguridad/codigos/", seguridad.codigos, name="factor_codigos"),
    path("mi-cuenta/seguridad/<slug:clase>/<int:pk>/quitar/", seguridad.quitar, name="factor_quitar"),
    path("mi-cuenta/sesiones/cerrar/", seguridad.sesiones_cerrar, name="sesiones_cerrar"),
    path("mi-cuenta/sesiones/<int:pk>/cerrar/", seguridad.sesion_cerrar, name="sesion_cerrar"),
    path("recuperar/", cuentas.recuperar, name="recuperar"),
    path("cuenta/<uidb64>/<token>/", cuentas.FijarContrasena.as_view(), name="fijar_contrasena"),
    # What has no language
    path("estilo/<slug:proceso>.css", componentes.estilo, name="estilo"),
    path("conoceles/<slug:proceso>/<int:pk>/qr.svg", fichas.qr, name="conoceles_qr"),
    path("conoceles/<slug:proceso>/<int:pk>/foto", conoceles.foto, name="conoceles_foto"),
    path("conoceles/<slug:proceso>/<int:pk>/foto/chica", conoceles.foto_chica, name="conoceles_foto_chica"),
    path("conoceles/<slug:proceso>/datos/candidaturas.<slug:formato>", abiertos.archivo, name="datos_archivo"),
    path("conoceles/<slug:proceso>/datos/diccionario.<slug:formato>", abiertos.campos, name="datos_diccionario"),
    path("conoceles/<slug:proceso>/datos/dcat.json", abiertos.catalogo, name="datos_dcat"),
    path("conoceles/<slug:proceso>/datos/cortes/<slug:dia>.<slug:formato>", abiertos.corte, name="datos_corte"),
    path("api/v1/", include(direcciones_de_la_api())),
    path("sitemap.xml", buscadores.mapa, name="mapa"),
    *(
        path(f"sitemap-{parte}-<slug:proceso>.xml", buscadores.mapa_de, {"cual": nombre}, name=nombre)
        for parte, nombre in (("paginas", "mapa_de_paginas"), ("candidaturas", "mapa_de_candidaturas"))
    ),
    path("robots.txt", buscadores.robots, name="robots"),
    path(".well-known/security.txt", buscadores.seguridad, name="seguridad_txt"),
    # The process, for those inside the institute
    path("p/<slug:proceso>/publicado/", abiertos.entonces, name="publicado_entonces"),
    path("p/<slug:proceso>/publicado/candidaturas.<slug:formato>", abiertos.archivo_entonces, name="publicado_archivo"),
    path("p/<slug:proceso>/avance/", seguimiento.avance, name="avance"),
    path("p/<slug:proceso>/avance/sin-capturar/", seguimiento.pendientes, name="avance_pendientes"),
    path("p/<slug:proceso>/avance/vista/", seguimiento.vista, name="avance_vista"),
    path("p/<slug:proceso>/opiniones/", opiniones.opiniones, name="opiniones"),
    path("p/<slug:proceso>/plan/", planes.plan, name="plan"),
    path("p/<slug:proceso>/plan/revision/", planes.revision, name="plan_revision"),
    path("p/<slug:proceso>/plan/por-confirmar/", planes.confirmar, name="plan_confirmar"),
    path("p/<slug:proceso>/plan/deberes/", planes.deberes, name="plan_deberes"),
    path("p/<slug:proceso>/plan/versiones/", versiones.versiones, name="plan_versiones"),
    path("p/<slug:proceso>/plan/versiones/<int:numero>/", versiones.version, name="plan_version"),
    path("p/<slug:proceso>/plan/versiones/<int:numero>/regresar/", versiones.revertir, name="plan_revertir"),
    path("p/<slug:proceso>/plan/cargar/", versiones.cargar, name="plan_cargar"),
    path("p/<slug:proceso>/plan/cambios/", versiones.propuesta, name="plan_propuesta"),
    path("p/<slug:proceso>/plan/filas/", filas.editar, name="plan_editar"),
    path("p/<slug:proceso>/plan/fila-nueva/", filas.fila, name="plan_fila_nueva"),
    path("p/<slug:proceso>/plan/filas/<slug:llave>/", filas.fila, name="plan_fila"),
    path("p/<slug:proceso>/plan/derivar/", planes_nuevos.derivar_plan, name="plan_derivar"),
    path("p/<slug:proceso>/plan/nuevo/", planes_nuevos.nuevo_plan, name="plan_nuevo"),
    path("planes/comparar/", planes.comparacion, name="planes_comparar"),
    path("p/<slug:proceso>/simular/", simulacion.simular, name="simular"),
    path("p/<slug:proceso>/inhabiles/", inhabiles.inhabiles, name="inhabiles"),
    path("p/<slug:proceso>/inhabiles/nuevo/", inhabiles.editar, name="inhabil_nuevo"),
    path("p/<slug:proceso>/inhabiles/<int:pk>/", inhabiles.editar, name="inhabil"),
    path("p/<slug:proceso>/inhabiles/<int:pk>/quitar/", inhabiles.quitar, name="inhabil_quitar"),
    path("p/<slug:proceso>/secciones/", secciones.secciones, name="secciones"),
    path("p/<slug:proceso>/cuentas/", administracion.cuentas, name="cuentas"),
    path("p/<slug:proceso>/cuentas/nueva/", administracion.cuenta_nueva, name="cuenta_nueva"),
    path("p/<slug:proceso>/cuentas/nombrar/", administracion.cuenta_nombrar, name="cuenta_nombrar"),
    path("p/<slug:proceso>/cuentas/suplir/", administracion.suplencia_nueva, name="suplencia_nueva"),
    path("p/<slug:proceso>/cuentas/<int:pk>/", administracion.cuenta, name="cuenta"),
    path("p/<slug:proceso>/cuentas/<int:pk>/datos/", administracion.cuenta_datos, name="cuenta_datos"),
    path("p/<slug:proceso>/cuentas/<int:pk>/<slug:verbo>/", administracion.cuenta_accion, name="cuenta_accion"),
    path(
        "p/<slug:proceso>/nombramientos/<int:pk>/terminar/",
        administracion.nombramiento_terminar,
        name="nombramiento_terminar",
    ),
    path(
        "p/<slug:proceso>/suplencias/<int:pk>/terminar/", administracion.suplencia_terminar, name="suplencia_terminar"
    ),
    path("p/<slug:proceso>/por-confirmar/", administracion.por_confirmar, name="por_confirmar"),
    path(
        "p/<slug:proceso>/por-confirmar/<slug:clase>/<int:pk>/<slug:verbo>/",
        administracion.papel_accion,
        name="papel_accion",
    ),
    # Catalogues
    path("administracion/login/", cuentas.entrar_a_administracion),
    # Django's own page would count no failure, nor leave an act.
    path("administracion/password_change/", RedirectView.as_view(pattern_name="cambiar_contrasena")),
    path("administracion/", admin.site.urls),
    # The other apps
    path("", include("documentos.urls")),
    path("", include("flujos.urls")),
    path("", include("notificaciones.urls")),
]

if not settings.PRODUCCION:
    urlpatterns.append(path("componentes/", componentes.muestrario, name="componentes"))
