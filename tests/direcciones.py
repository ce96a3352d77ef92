"""Every address of the site and who opens it, on the cast with everything in motion.

`MATRIZ` is the table: whoever adds a page says there who may open it. `poblar` builds what its addresses need, rich
enough for every table, chip and timeline to have something in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.urls import URLPattern, URLResolver, reverse

from calendario.models import Calendario, Inhabil
from calendario.services import emitir_suscripcion
from compliance.cara.libro import Hoja
from compliance.cara.libro import libro_por_llenar as xlsx
from compliance.historia import guardar
from compliance.importacion.lectura import perfil_incluido
from compliance.importacion.secciones import FilaDeSeccion
from compliance.models import (
    Candidatura,
    Entregable,
    FichaDeApi,
    Hito,
    Nombramiento,
    Plan,
    PropuestaDePlan,
    Suplencia,
    Territorio,
    Usuario,
    VersionDePlan,
)
from compliance.permisos import ambito_en
from compliance.plan.esquema import leer_plan, ruta_de_plan
from compliance.services.cuentas import nombrar
from compliance.services.fichas_api import emitir
from compliance.services.opiniones import opinar
from compliance.services.secciones import cargar_secciones
from compliance.services.vistas import guardar_vista
from documentos.models import Documento, Firmante
from documentos.services import guardar_documento, guardar_firmante
from flujos import aviso as avisos
from flujos import candidaturas, entregables, exhortos, trabajos
from flujos.candidaturas import consentimientos, cotejos, entregas
from flujos.candidaturas.consentimientos import llave_de
from flujos.exhortos.faltas import Eleccion
from flujos.forms.captura import SECCIONES
from flujos.importacion import hojas
from flujos.importacion.cargas import ensayar
from flujos.importacion.perfiles import guardar_perfil
from flujos.models import Importacion, Oficio, SerieDeOficios
from flujos.sesiones import Punto, agregar_papel, convocar, instalar, redactar_acta
from flujos.supresion import pedir_supresion
from flujos.views.interna import REGLAS
from flujos.views.modificaciones import CURRICULARES
from notificaciones.fuentes import guardar_fuente
from notificaciones.ganchos import guardar_gancho
from notificaciones.models import Aviso, Escalon, FuenteExterna, Gancho, Recibido
from notificaciones.plantillas import editar_horario, version_de
from notificaciones.services import barrer

from .documentos.muestras import hoja as pdf_de_hoja
from .documentos.muestras import pdf
from .elenco import Elenco, foto, momento, texto
from .flujos.pasos import hasta_remision
from .libros import candidata, en_blanco, libro

PROCESO = "prueba-2024"
AHORA = momento("2024-04-16 10:00")

PUBLICO = frozenset({"publico"})
INTERNOS = frozenset(
    {
        "comision",
        "consejo",
        "secretaria_tecnica",
        "secretaria_ejecutiva",
        "area",
        "area_transparencia",
        "verificacion",
        "comite_transparencia",
        "auditoria",
        "administracion",
    }
)
AREAS = frozenset({"area", "area_transparencia"})
PARTIDOS = frozenset({"partido", "partido_b"})
# Three people with an account of their own: still capturing, observed, published without a party.
CANDIDATURAS = frozenset({"candidatura", "candidatura_observada", "candidatura_independiente"})
TODOS = INTERNOS | PARTIDOS | CANDIDATURAS | {"ajena"}
SECRETARIAS = frozenset({"secretaria_tecnica", "secretaria_ejecutiva"})
INFORMATICA = frozenset({"administracion"})
CONFIRMAN = INFORMATICA | {"secretaria_ejecutiva"}
PAPELERIA = INFORMATICA | {"secretaria_ejecutiva"}
LLEVAN_EL_PLAN = INFORMATICA | {"secretaria_tecnica"}
VERIFICACION = frozenset({"verificacion"})
PREPARAN_EXHORTOS = VERIFICACION | {"secretaria_tecnica"}
PERSONAL = SECRETARIAS | INFORMATICA
LLEVAN_LA_PRIVACIDAD = INFORMATICA | {"comite_transparencia"}
# Of a candidacy of Partido A that is still capturing, and of the observed one.
CAPTURAN = frozenset({"candidatura", "partido"})
RESPONDEN = frozenset({"candidatura_observada", "partido"})

# Name, or name:case → who opens it with GET (200). Anybody else with an account gets 404; without one, the entrance.
MATRIZ: dict[str, frozenset[str]] = {
    "accesibilidad": PUBLICO,
    "sesion_abierta": PUBLICO,
    "seguridad": TODOS,
    "confirmar_identidad": TODOS,
    "factor_aplicacion": TODOS,
    "factor_llave": TODOS,
    "estilo": PUBLICO,
    "componentes": PUBLICO,
    "conoceles": PUBLICO,
    "conoceles:filtrada": PUBLICO,
    "conoceles_boleta": PUBLICO,
    "conoceles_boleta:municipio": PUBLICO,
    "conoceles_candidatura": PUBLICO,
    "conoceles_estadisticas": PUBLICO,
    "conoceles_foto": PUBLICO,
    "conoceles_foto_chica": PUBLICO,
    "conoceles_preguntas": PUBLICO,
    "conoceles_quejas": PUBLICO,
    "conoceles_acerca": PUBLICO,
    "conoceles_accesibilidad": PUBLICO,
    "conoceles_opinion": PUBLICO,
    "conoceles_opinion:enviada": PUBLICO,
    "mapa": PUBLICO,
    "mapa_de_paginas": PUBLICO,
    "mapa_de_candidaturas": PUBLICO,
    "robots": PUBLICO,
    "opiniones": frozenset({"verificacion", "secretaria_tecnica", "administracion"}),
    "conoceles_qr": PUBLICO,
    "conoceles_pdf": PUBLICO,
    "conoceles_comparar": PUBLICO,
    "conoceles_comparar:una": PUBLICO,
    "datos": PUBLICO,
    "datos_archivo": PUBLICO,
    "datos_archivo:csv": PUBLICO,
    "datos_archivo:json": PUBLICO,
    "datos_diccionario": PUBLICO,
    "datos_diccionario:csv": PUBLICO,
    "datos_dcat": PUBLICO,
    "datos_corte": PUBLICO,
    "api_ayuda": PUBLICO,
    "api_openapi": PUBLICO,
    "api_procesos": PUBLICO,
    "api_proceso": PUBLICO,
    "api_cargos": PUBLICO,
    "api_actores": PUBLICO,
    "api_territorios": PUBLICO,
    "api_candidaturas": PUBLICO,
    "api_candidatura": PUBLICO,
    "publicado_entonces": frozenset({"auditoria"}),
    "publicado_archivo": frozenset({"auditoria"}),
    "calendario_publico": PUBLICO,
    "ical": PUBLICO,
    "mi_cuenta": TODOS,
    "cambiar_contrasena": TODOS,
    "suscripcion_revocar": frozenset({"area"}),
    "descargas": TODOS,
    # Whoever asked for it.
    "descarga": frozenset({"auditoria"}),
    "descarga_archivo": frozenset({"auditoria"}),
    "mis_avisos": TODOS,
    "preferencia_de_avisos": TODOS,
    "mi_aviso": frozenset({"secretaria_tecnica"}),
    "tablero": INTERNOS,
    "bandeja": INTERNOS,
    "bandeja:todas": INTERNOS,
    "procesos": INTERNOS,
    "tablero:todo": INTERNOS,
    "bandeja:mias": INTERNOS,
    "calendario": INTERNOS,
    "calendario:mes": INTERNOS,
    "calendario:agenda": INTERNOS,
    "avance": INTERNOS | PARTIDOS,
    "exhortos": INTERNOS | PARTIDOS | CANDIDATURAS,
    "exhortos_preparar": PREPARAN_EXHORTOS,
    "exhortos_preparar:nadie": PREPARAN_EXHORTOS,
    "exhortos_campana": INTERNOS,
    "exhortos_campana:aprobada": INTERNOS,
    "exhortos_carta": INTERNOS | {"partido"},
    "exhortos_carta:por_aprobar": INTERNOS,
    "exhortos_archivo": INTERNOS | {"partido"},
    "exhortos_archivo:por_aprobar": INTERNOS,
    "avance:cuestionario": INTERNOS | PARTIDOS,
    "avance:dia": INTERNOS | PARTIDOS,
    "avance_pendientes": INTERNOS | PARTIDOS,
    "avance_vista": INTERNOS | PARTIDOS,
    "plan": INTERNOS,
    "plan_revision": INTERNOS,
    "plan_confirmar": INTERNOS,
    "plan_deberes": INTERNOS,
    "plan_versiones": INTERNOS,
    "plan_version": INTERNOS,
    "plan_version:primera": INTERNOS,
    "plan_cargar": LLEVAN_EL_PLAN,
    "plan_propuesta": LLEVAN_EL_PLAN,
    "plan_editar": LLEVAN_EL_PLAN,
    "plan_fila": LLEVAN_EL_PLAN,
    "plan_fila_nueva": LLEVAN_EL_PLAN,
    "plan_derivar": INFORMATICA,
    "plan_nuevo": INFORMATICA,
    "planes_comparar": INTERNOS,
    "simular": INTERNOS,
    "simular:con_otra_jornada": INTERNOS,
    "inhabiles": INTERNOS,
    "inhabil": INFORMATICA,
    "inhabil_nuevo": INFORMATICA,
    "inhabil_quitar": INFORMATICA,
    "informes": INTERNOS,
    "informe_mensual": INTERNOS,
    "informe_mensual_pdf": INTERNOS,
    "informe_de_captura": INTERNOS,
    "informe_redactar": INTERNOS,
    "informe_redactar:emitido": INTERNOS,
    "informe_redactar:avance": INTERNOS,
    "informe_redactado": INTERNOS,
    "verificar": PUBLICO,
    "avisos": INTERNOS | PARTIDOS | CANDIDATURAS,
    "aviso": INTERNOS - AREAS | {"partido"},
    "aviso:area": INTERNOS - {"area"},
    "avisos_constancia": INTERNOS - AREAS | {"partido"},
    "avisos_sin_entregar": INTERNOS - AREAS,
    "ganchos": INFORMATICA,
    "gancho": INFORMATICA,
    "gancho_nuevo": INFORMATICA,
    "fuentes_externas": INFORMATICA,
    "fuente_externa": INFORMATICA,
    "fuente_externa_nueva": INFORMATICA,
    "snr": INFORMATICA,
    "fichas_api": INTERNOS,
    "ficha_api_nueva": INTERNOS,
    "api_interna": INTERNOS,
    "interna_openapi": PUBLICO,
    "documento_firmas": INTERNOS,
    "plantillas": INFORMATICA,
    "horario_de_avisos": INFORMATICA,
    "horario_de_avisos:anterior": INFORMATICA,
    "plantilla": INFORMATICA,
    "plantilla:anterior": INFORMATICA,
    "historial": frozenset({"auditoria", "administracion"}),
    "historial:filtrado": frozenset({"auditoria", "administracion"}),
    "historial_objeto": frozenset({"auditoria", "administracion"}),
    "historial_objeto:entregable": frozenset({"auditoria", "administracion"}),
    "historial_objeto:entonces": frozenset({"auditoria", "administracion"}),
    "historial_acto": frozenset({"auditoria", "administracion"}),
    "historial_paquete": frozenset({"auditoria", "administracion"}),
    "historial_constancia": frozenset({"auditoria", "administracion"}),
    "historial_sellos": frozenset({"auditoria", "administracion"}),
    # Deliverables and sessions
    "entregables": INTERNOS,
    "entregables:filtrados": INTERNOS,
    "entregable": INTERNOS,
    "entregable:en_decision": INTERNOS,
    "entregable:plantilla": INTERNOS,
    "documento": INTERNOS,
    "entregable_accion:iniciar": SECRETARIAS | {"area_transparencia"},
    "entregable_accion:presentar": frozenset({"area_transparencia", "secretaria_tecnica"}),
    "entregable_accion:adjuntar": SECRETARIAS | {"area_transparencia"},
    "entregable_accion:remitir": frozenset({"secretaria_ejecutiva"}),
    "entregable_accion:validar": frozenset({"secretaria_ejecutiva"}),
    "entregable_accion:devolver": SECRETARIAS,
    "entregable_accion:cancelar": frozenset({"secretaria_tecnica"}),
    "entregable_accion:registrar-evento": SECRETARIAS | VERIFICACION,
    "entregable_accion:registrar-hecho": frozenset({"area_transparencia", "secretaria_tecnica"}),
    "entregable_accion:encargar": SECRETARIAS | {"area_transparencia"},
    # Of the areas, that of the deliverable.
    "entregable_accion:anotar": INTERNOS - {"auditoria", "area"},
    "entregable_accion:observar-ine": frozenset({"secretaria_ejecutiva"}),
    "entregable_accion:responder-ine": frozenset({"secretaria_ejecutiva"}),
    "entregable_accion:modificar-remitido": SECRETARIAS | {"area"},
    "entregable_accion:explicar-atraso": SECRETARIAS | {"area_transparencia"},
    "entregable_hecho": frozenset({"area", "secretaria_tecnica"}),
    "entregable_ruta": frozenset({"secretaria_tecnica"}),
    "entregable_hecho_quitar": frozenset({"area", "secretaria_tecnica"}),
    "entregable_paquete": INTERNOS,
    "entregable_proyecto": INTERNOS,
    "entregable_proyecto:dictamen": INTERNOS,
    "entregable_proyecto:remision": INTERNOS,
    "documento_vista": INTERNOS,
    "oficios": INTERNOS,
    "oficio": INTERNOS,
    "oficio_paquete": INTERNOS,
    "oficio_carta": INTERNOS,
    "oficio_reservar": SECRETARIAS | {"area", "area_transparencia"},
    "oficios_catalogos": frozenset({"secretaria_ejecutiva", "administracion"}),
    "oficios_catalogo": frozenset({"secretaria_ejecutiva", "administracion"}),
    "oficio_accion": SECRETARIAS,
    "hito": INTERNOS,
    "hito_hecho": SECRETARIAS | {"area", "area_transparencia"},
    "sesiones": INTERNOS,
    "sesion": INTERNOS,
    "sesion:instalada": INTERNOS,
    "sesion_en_vivo": frozenset({"secretaria_tecnica"}),
    "sesion_seguir": INTERNOS,
    "sesion_convocatoria": INTERNOS,
    "sesion_convocatoria:consejo": INTERNOS | PARTIDOS,
    "sesion_preparar": frozenset({"secretaria_tecnica"}),
    "sesion_orden": frozenset({"secretaria_tecnica"}),
    "sesion_papel": INTERNOS | PARTIDOS,
    "sesion_impreso": INTERNOS | PARTIDOS,
    "sesion_acta": INTERNOS,
    "sesion_acta:sin_acta": INTERNOS,
    "sesion_acta_pdf": INTERNOS,
    "sesion_convocar": SECRETARIAS | {"comite_transparencia"},
    # Candidacies
    "candidaturas": INTERNOS | PARTIDOS | CANDIDATURAS,
    "candidaturas:filtradas": INTERNOS | PARTIDOS | CANDIDATURAS,
    "candidatura": INTERNOS | {"candidatura", "partido"},
    "candidatura:observada": INTERNOS | {"candidatura_observada", "partido"},
    "candidatura:publicada": INTERNOS | {"candidatura_independiente"},
    "candidatura:validada": INTERNOS | {"partido_b"},
    "candidatura:retirada": INTERNOS | {"partido"},
    "candidatura_foto": INTERNOS | {"candidatura_independiente"},
    "candidatura_identidad": VERIFICACION | CAPTURAN,
    "candidatura_identidad:observada": VERIFICACION | RESPONDEN,
    "candidatura_identidad:publicada": VERIFICACION | {"candidatura_independiente"},
    "candidatura_identidad:retirada": frozenset(),
    "candidatura_datos": PERSONAL | VERIFICACION,
    "candidatura_consultas": frozenset({"candidatura"}),
    "candidatura_registrar": PERSONAL,
    "personas_parecidas": PERSONAL,
    "personas_cotejar": PERSONAL,
    "personas_decididas": PERSONAL,
    "cotejo_revertir": PERSONAL,
    "paridad": INTERNOS | PARTIDOS,
    "paridad_detalle": INTERNOS | {"partido"},
    "paridad_bloques": PERSONAL,
    "candidatura_observar": VERIFICACION,
    "candidatura_requerimiento": INTERNOS | RESPONDEN,
    # The desk of verification
    "mesa": VERIFICACION | INFORMATICA,
    "mesa:requeridas": VERIFICACION | INFORMATICA,
    "mesa:modificaciones": VERIFICACION | INFORMATICA,
    "mesa_leer": VERIFICACION,
    "mesa_leer:corregida": VERIFICACION,
    "mesa_reasignar": VERIFICACION | INFORMATICA,
    "mesa_turnos": VERIFICACION | INFORMATICA,
    "mesa_calificaciones": PERSONAL | VERIFICACION | {"auditoria"},
    "candidatura_captura": CAPTURAN,
    "candidatura_captura:observada": RESPONDEN,
    "candidatura_captura_asi_se_vera": CAPTURAN,
    **{f"candidatura_captura_paso:{clave}": CAPTURAN for clave in SECCIONES},
    "candidatura_captura_paso:observado": RESPONDEN,
    "candidatura_accion:entregar_cuentas": PERSONAL | VERIFICACION,
    "candidatura_accion:recibir_cuentas": PERSONAL | VERIFICACION,
    "candidatura_accion:reenviar_cuenta": PERSONAL | VERIFICACION,
    "candidatura_accion:revocar_enlace": PERSONAL | VERIFICACION,
    "candidatura_accion:proponer_correo": frozenset({"partido"}),
    "candidatura_accion:aceptar_correo": PERSONAL | VERIFICACION,
    "candidatura_accion:rechazar_correo": PERSONAL | VERIFICACION,
    "recuperar": PUBLICO,
    "accesos": PERSONAL | VERIFICACION,
    "accesos_entrega": PERSONAL | VERIFICACION,
    "accesos_cartas": PERSONAL | VERIFICACION,
    "accesos_cartas:una": PERSONAL | VERIFICACION,
    "vista_carta": INTERNOS,
    "exhorto": INTERNOS,
    "accesos_sin_recibir": PERSONAL | VERIFICACION | PARTIDOS,
    "accesos_sin_correo": PERSONAL | VERIFICACION | PARTIDOS,
    "partido": PARTIDOS,
    "partido_hoja": PARTIDOS,
    "partido_hoja_ensayo": frozenset({"partido"}),
    "candidatura_accion:aceptar_aviso": CAPTURAN,
    "candidatura_accion:enviar_captura": CAPTURAN,
    "consentimientos_de_titular": PUBLICO,
    "aviso_privacidad": INTERNOS | PARTIDOS | CANDIDATURAS,
    # Privacy
    "aviso_publico": PUBLICO,
    "aviso_publico_clase": PUBLICO,
    "aviso_publico_version": PUBLICO,
    "aviso_publico_pdf": PUBLICO,
    "privacidad": LLEVAN_LA_PRIVACIDAD | {"secretaria_ejecutiva"},
    "aviso_borrador": LLEVAN_LA_PRIVACIDAD,
    "aviso_publicar": LLEVAN_LA_PRIVACIDAD,
    "supresiones": LLEVAN_LA_PRIVACIDAD | {"secretaria_ejecutiva"},
    "supresion": LLEVAN_LA_PRIVACIDAD | {"secretaria_ejecutiva"},
    "supresion_pedir": LLEVAN_LA_PRIVACIDAD | {"secretaria_ejecutiva"},
    "candidatura_consentimientos": PERSONAL | CAPTURAN,
    "candidatura_formato": PERSONAL | CAPTURAN,
    "consentimientos": PERSONAL | VERIFICACION | PARTIDOS,
    "consentimientos_formatos": PERSONAL | VERIFICACION | PARTIDOS,
    "consentimientos_por_presentar": PERSONAL | PARTIDOS,
    "consentimientos_revisar": VERIFICACION,
    "consentimiento_hoja": VERIFICACION,
    "candidatura_accion:responder_observacion": RESPONDEN,
    "candidatura_accion:atender_observaciones": VERIFICACION,
    "candidatura_accion:validar": VERIFICACION,
    "candidatura_accion:autorizar": frozenset({"partido"}),
    "candidatura_accion:revocar_autorizacion": frozenset({"partido_b"}),
    "candidatura_accion:publicar": VERIFICACION,
    "candidatura_accion:solicitar_modificacion": frozenset({"candidatura_independiente"}),
    "candidatura_accion:descartar_modificacion": frozenset({"candidatura_independiente"}),
    "candidatura_accion:reenviar_modificacion": frozenset({"partido"}),
    "candidatura_modificacion": INTERNOS | {"candidatura_independiente"},
    "candidatura_modificacion:pedida": INTERNOS | {"partido_b"},
    "candidatura_modificacion:observada": INTERNOS | {"partido"},
    "candidatura_modificacion_foto": INTERNOS | {"partido_b"},
    **{f"candidatura_modificacion_paso:{s.clave}": frozenset({"candidatura_independiente"}) for s in CURRICULARES},
    "candidatura_modificacion_paso:observado": frozenset({"partido"}),
    "candidatura_modificacion_revisar": VERIFICACION,
    "publicacion": INTERNOS,
    "publicacion:no": INTERNOS,
    "publicacion:dia": INTERNOS,
    "candidatura_accion:rechazar_modificacion": VERIFICACION,
    "candidatura_accion:retirar": SECRETARIAS,
    "candidatura_accion:sustituir": SECRETARIAS,
    "candidatura_accion:otorgar_consentimiento": frozenset({"candidatura"}),
    "candidatura_accion:presentar_consentimiento": PERSONAL | {"partido"},
    "candidatura_accion:aceptar_consentimiento": VERIFICACION,
    "candidatura_accion:rechazar_consentimiento": VERIFICACION,
    "candidatura_accion:revocar_consentimiento": VERIFICACION | {"candidatura_independiente"},
    "candidatura_accion:corregir_registro": PERSONAL | VERIFICACION,
    # Accounts and imports
    "cuentas": INFORMATICA,
    "cuenta": INFORMATICA,
    "cuenta_nueva": INFORMATICA,
    "cuenta_nueva:area": INFORMATICA,
    "cuenta_nueva:suplencia": INFORMATICA,
    "cuenta_nombrar": INFORMATICA,
    "cuenta_nombrar:partido": INFORMATICA,
    "cuenta_datos": INFORMATICA,
    "cuenta_accion:enlace": INFORMATICA,
    "cuenta_accion:desactivar": INFORMATICA,
    "cuenta_accion:reactivar": INFORMATICA,
    "cuenta_accion:levantar": INFORMATICA,
    "cuenta_accion:factores": INFORMATICA,
    "cuenta_accion:sesiones": INFORMATICA,
    "por_confirmar": CONFIRMAN,
    "papel_accion:confirmar": CONFIRMAN,
    "papel_accion:descartar": CONFIRMAN,
    "papel_accion:proponer": CONFIRMAN,
    "papel_accion:suplencia": CONFIRMAN,
    "suplencia_nueva": INFORMATICA,
    "suplencia_terminar": INFORMATICA,
    "nombramiento_terminar": INFORMATICA,
    "papeleria": PAPELERIA,
    "papel": PAPELERIA,
    "papel_muestra": PAPELERIA,
    "firmante": PAPELERIA,
    "firmante_nuevo": PAPELERIA,
    "importar": INFORMATICA,
    "secciones": INFORMATICA,
    "importacion": INFORMATICA,
    "importacion_columnas": INFORMATICA,
    "importacion_cargada": INFORMATICA,
    "importacion_perfil": INFORMATICA,
}
# What is somebody's: a visit leaves an act of reading, and nothing else (decision 0031).
LEEN = {
    "personas_cotejar",
    "candidatura_identidad",
    "candidatura_captura",
    "candidatura_captura_asi_se_vera",
    "candidatura_captura_paso",
    "candidatura_accion",
    "candidatura_requerimiento",
    "mesa_leer",
    "documento",
    "cuenta",
    "cuenta_datos",
    "aviso",
    "historial_paquete",
    "descarga_archivo",
    "accesos_cartas",
    "vista_carta",
    "exhorto",
    "exhortos_archivo",
    "historial_constancia",
    "avisos_constancia",
    "consentimiento_hoja",
    "sesion_convocatoria",
    "sesion_papel",
    "publicado_entonces",
    "publicado_archivo",
}
# Lists whose file tells of people: sending it is a reading too.
DESCARGAN = {
    "accesos_sin_recibir",
    "avance_pendientes",
    "avance_vista",
    "avisos",
    "avisos_sin_entregar",
    "candidaturas",
    "cuentas",
    "exhortos_carta",
    "historial",
    "historial_objeto",
    "importacion",
    "mesa_calificaciones",
}
# What a browser downloads or draws inside another page.
SIN_PAGINA = {
    "sesion_abierta",
    "importacion_perfil",
    "historial_paquete",
    "descarga_archivo",
    "accesos_cartas",
    "vista_carta",
    "exhorto",
    "exhortos_archivo",
    "historial_constancia",
    "avisos_constancia",
    "oficio_carta",
    "entregable_proyecto",
    "papel_muestra",
    "estilo",
    "conoceles_foto",
    "conoceles_foto_chica",
    "conoceles_qr",
    "conoceles_pdf",
    "candidatura_foto",
    "candidatura_requerimiento",
    "candidatura_modificacion_foto",
    "aviso_privacidad",
    "aviso_publico_pdf",
    "candidatura_formato",
    "consentimientos_formatos",
    "consentimiento_hoja",
    "informe_mensual_pdf",
    "informe_redactado",
    "informe_de_captura",
    "documento",
    "documento_vista",
    "oficio_paquete",
    "entregable_paquete",
    "sesion_papel",
    "sesion_impreso",
    "sesion_acta_pdf",
    "ical",
    "calendario_publico",
    "mapa",
    "mapa_de_paginas",
    "mapa_de_candidaturas",
    "robots",
    "datos_archivo",
    "datos_diccionario",
    "datos_dcat",
    "datos_corte",
    "publicado_archivo",
    "interna_openapi",
    "api_openapi",
    "api_procesos",
    "api_proceso",
    "api_cargos",
    "api_actores",
    "api_territorios",
    "api_candidaturas",
    "api_candidatura",
}
# Only POST: a visit answers 405. Who may send something there.
SOLO_POST: dict[str, frozenset[str]] = {
    "factor_llave_opciones": TODOS,
    "sesiones_cerrar": TODOS,
    "llave_opciones": PUBLICO,
    "entrar_llave": PUBLICO,
    "ficha_api_revocar": frozenset({"area"}) | INFORMATICA,
    "entregable_tarea": INTERNOS,
    "bandeja_lote": INTERNOS,
    "vista_guardar": INTERNOS,
    "vista_quitar": frozenset({"area"}),
    "sesion_accion": frozenset({"secretaria_tecnica"}),
    "sesion_borrador": frozenset({"secretaria_tecnica"}),
    "sesion_curso": frozenset({"secretaria_tecnica"}),
    "candidaturas_lote": VERIFICACION,
    "mesa_tomar": VERIFICACION,
    "publicacion_publicar": VERIFICACION,
    "plan_revertir": LLEVAN_EL_PLAN,
    "suscripcion_crear": TODOS,
    "mis_avisos_leidos": TODOS,
    "aviso_reenviar": PERSONAL | VERIFICACION,
}
# Who may send something to each address, where it is not whoever may visit it.
ENVIAN = (
    MATRIZ
    | SOLO_POST
    | {"plan_confirmar": LLEVAN_EL_PLAN, "consentimientos": PERSONAL | PARTIDOS}
    # Whoever was called answers; whoever keeps the session writes its minutes.
    | {
        "sesion_convocatoria": frozenset({"comision"}),
        "sesion_convocatoria:consejo": PARTIDOS | {"consejo"},
        "informe_redactar": AREAS | {"secretaria_tecnica"},
        "informe_redactar:emitido": AREAS | {"secretaria_tecnica"},
        "informe_redactar:avance": AREAS | {"secretaria_tecnica"},
        **dict.fromkeys(("exhortos_campana", "exhortos_campana:aprobada"), PREPARAN_EXHORTOS),
        "exhortos_carta": frozenset({"secretaria_tecnica", "partido"}),
        "exhortos_carta:por_aprobar": frozenset({"secretaria_tecnica"}),
        "sesion_acta": frozenset({"secretaria_tecnica"}),
        "sesion_acta:sin_acta": frozenset({"secretaria_tecnica"}),
    }
    # Whoever only looks and whoever only administers sees who signed, and signs nothing.
    | {"documento_firmas": INTERNOS - {"auditoria", "administracion"}}
    # Everybody inside reads what was done of a milestone; whoever does it notes it.
    | {"hito": SECRETARIAS | {"area", "area_transparencia"}}
)
# What must be sent for an address to know of whom to ask it.
ENVIOS = {
    "candidaturas_lote": {"accion": "publicar"},
    "bandeja_lote": {"accion": "tomar"},
    "sesion_convocatoria": {"asistira": "si"},
    "sesion_convocatoria:consejo": {"asistira": "si"},
    "gancho": {"hacer": "apagar"},
    "sesion_preparar": {"hacer": "invitar"},
    "informe_redactar": {"hacer": "guardar_informe"},
    "informe_redactar:emitido": {"hacer": "guardar_informe"},
    "informe_redactar:avance": {"hacer": "guardar_informe"},
    "exhortos_campana": {"hacer": "cambiar_exhortos"},
    "exhortos_campana:aprobada": {"hacer": "cambiar_exhortos"},
    "exhortos_carta": {"hacer": "responder_exhorto"},
    "exhortos_carta:por_aprobar": {"hacer": "responder_exhorto"},
    "sesion_acta": {"hacer": "guardar_acta"},
    "sesion_acta:sin_acta": {"hacer": "redactar_acta"},
}
# Doors that lead elsewhere according to who comes, and what is there only if a setting says so: each has its own tests.
APARTE = {
    "inicio",
    "entrar",
    "salir",
    "fijar_contrasena",
    "captura",
    "seguridad_txt",
    "salud",
    "salud_lista",
    "metricas",
    # Between two factors, with an issuer, or of one's own device: `test_segundo_factor`, `test_directorio`.
    "entrar_segundo",
    "entrar_directorio",
    "directorio_vuelta",
    "factor_codigos",
    "factor_quitar",
    "sesion_cerrar",
    # What other systems say: `test_fuentes`; the institute's API, by role: `test_api_interna`.
    "entra",
    *(nombre for nombre, _ in REGLAS),
}


def nombres(patrones: list[URLPattern | URLResolver]) -> Iterator[str]:
    """The names of the addresses, but for those of the catalogues, which Django's admin owns."""
    for patron in patrones:
        if isinstance(patron, URLResolver):
            if patron.app_name != "admin":
                yield from nombres(patron.url_patterns)
        elif patron.name:
            yield patron.name


@dataclass(frozen=True)
class Poblado:
    """The cast in motion: who each role is and where each address of `MATRIZ` leads."""

    usuarios: dict[str, Usuario]
    argumentos: dict[str, list[object]]
    consultas: dict[str, str]

    def lugar(self, clave: str) -> str:
        """The address of a row of `MATRIZ`."""
        return reverse(clave.split(":")[0], args=self.argumentos.get(clave, [PROCESO])) + self.consultas.get(clave, "")


def poblar(e: Elenco) -> Poblado:
    """Everything in motion on 16 April 2024, through the services."""
    sin_proceso = (
        "accesibilidad",
        "mapa",
        "robots",
        "sesion_abierta",
        "componentes",
        "recuperar",
        "mi_cuenta",
        "seguridad",
        "confirmar_identidad",
        "factor_aplicacion",
        "factor_llave",
        "factor_llave_opciones",
        "sesiones_cerrar",
        "llave_opciones",
        "entrar_llave",
        "descargas",
        "mis_avisos",
        "mis_avisos_leidos",
        "preferencia_de_avisos",
        "cambiar_contrasena",
        "planes_comparar",
        "procesos",
        "api_ayuda",
        "api_openapi",
        "api_procesos",
        "api_interna",
        "interna_openapi",
    )
    argumentos: dict[str, list[object]] = {nombre: [] for nombre in sin_proceso}
    usuarios = dict(e.usuarios)
    for parte in (_plan, _inhabiles, _entregables, _cuentas, _importacion):
        argumentos |= parte(e)
    argumentos |= _candidaturas(e, usuarios)
    argumentos |= _exhortos(e)
    argumentos |= _descargas(e)
    barrer(AHORA)
    for clave, filtro in (("aviso", {"actor": e.partido_a}), ("aviso:area", {"area": e.transparencia})):
        argumentos[clave] = [PROCESO, Aviso.objects.filter(**filtro).latest("pk").pk]
    sistema = Gancho(
        proceso=e.proceso, nombre="Repositorio", direccion="https://repositorio.example/", temas=["sesion"]
    )
    argumentos["gancho"] = [PROCESO, guardar_gancho(sistema, por=e.usuario("administracion"), en=AHORA).pk]
    fuente = FuenteExterna(proceso=e.proceso, nombre="Oficialía", dice="acuse")
    argumentos["fuente_externa"] = [PROCESO, guardar_fuente(fuente, por=e.usuario("administracion"), en=AHORA).pk]
    ficha = FichaDeApi(
        proceso=e.proceso,
        nombre="Repositorio",
        nombramientos=[e.usuario("area").nombramientos.get().pk],
        vence_el=AHORA.date(),
    )
    emitir(ficha, por=e.usuario("area"), en=AHORA)
    argumentos["ficha_api_revocar"] = [PROCESO, ficha.pk]
    argumentos["aviso_reenviar"] = argumentos["aviso"]
    plantilla = Escalon.objects.filter(proceso=e.proceso).earliest("pk")
    argumentos |= {clave: [PROCESO, plantilla.pk] for clave in ("plantilla", "plantilla:anterior")}
    horas = {"activo": True, "desde": time(8), "hasta": time(20), "solo_habiles": False}
    horario = editar_horario(e.proceso, horas, vista=0, motivo="Oficio 8", por=e.usuario("administracion"), en=AHORA)
    argumentos["mi_aviso"] = [Recibido.objects.filter(usuario=e.usuario("secretaria_tecnica")).latest("pk").pk]
    vista = guardar_vista(
        usuario=e.usuario("area"),
        proceso=e.proceso,
        lista="entregables",
        nombre="Lo vencido",
        consulta="clase=vencidos",
    )
    argumentos["vista_quitar"] = [PROCESO, vista.pk]
    quien_firma = Firmante(proceso=e.proceso, nombre="Ana Ruiz", cargo="Secretaria", desde=date(2024, 1, 1))
    guardar_firmante(quien_firma, por=e.usuario("administracion"), en=AHORA)
    argumentos |= {
        "firmante": [PROCESO, quien_firma.pk],
        "papel": [PROCESO, "remision"],
        "papel_muestra": [PROCESO, "vista"],
        "exhorto": [PROCESO, e.partido_a.pk],
        "avisos_constancia": [PROCESO, e.partido_a.pk],
    }
    con_cuenta = Candidatura.objects.vivas().filter(proceso=e.proceso, cuentas_enviadas_en__isnull=False).latest("pk")
    opinar(
        e.proceso,
        visita=UUID(int=1),
        encontro=False,
        texto="No hallé a quién voto en mi municipio.",
        pagina="conoceles",
        red="192.0.2.1",
        en=AHORA,
    )
    argumentos |= {
        "datos_archivo": [PROCESO, "xlsx"],
        "datos_archivo:csv": [PROCESO, "csv"],
        "datos_archivo:json": [PROCESO, "json"],
        "datos_diccionario": [PROCESO, "json"],
        "datos_diccionario:csv": [PROCESO, "csv"],
        "datos_corte": [PROCESO, "2024-04-16", "json"],
        "publicado_archivo": [PROCESO, "csv"],
        "api_candidatura": argumentos["conoceles_candidatura"],
    }
    suscripcion, token = emitir_suscripcion(e.usuario("area"), "persona", AHORA)
    argumentos |= {"ical": [token], "suscripcion_crear": [], "suscripcion_revocar": [suscripcion.pk]}
    return Poblado(
        usuarios,
        argumentos,
        {
            "conoceles_opinion:enviada": "?enviada=1",
            "exhortos_preparar:nadie": "?faltas=captura&plazo=hasta&dia=2024-01-01",
            "accesos_cartas": f"?actor={con_cuenta.actor_id}",
            "accesos_cartas:una": f"?c={con_cuenta.pk}",
            "bandeja:todas": "?de=todas",
            "conoceles:filtrada": "?q=distrito&sexo=M&edad=35-44&grado=Licenciatura",
            "conoceles_boleta:municipio": f"?municipio={_secciones(e)}",
            "bandeja:mias": "?de=mias",
            "tablero:todo": "?bloque=*",
            "calendario:mes": "?vista=mes&mes=2024-04",
            "calendario:agenda": "?vista=agenda&de=mio",
            "avance:cuestionario": "?por=cuestionario",
            "avance:dia": "?por=dia",
            "simular:con_otra_jornada": "?jornada=2024-06-09",
            "entregables:filtrados": "?q=nada+que+se+llame+asi",
            "candidaturas:filtradas": "?q=nadie",
            "mesa:requeridas": "?ver=requeridas",
            "mesa:modificaciones": "?ver=modificaciones",
            "publicacion:no": "?que=no",
            "publicacion:dia": "?dia=2024-04-15",
            "historial:filtrado": "?q=informe",
            "historial_objeto:entonces": "?el=2024-04-05T10:00",
            "plantilla:anterior": f"?version={plantilla.history.latest('history_id').history_id}",
            "horario_de_avisos:anterior": f"?version={version_de(horario)}",
            "cuenta_nueva:area": "?rol=area",
            "cuenta_nueva:suplencia": "?rol=suplencia",
            "cuenta_nombrar:partido": "?rol=partido",
            "conoceles_comparar:una": f"?c={argumentos['conoceles_candidatura'][1]}",
        },
    )


def _exhortos(e: Elenco) -> dict[str, list[object]]:
    """A campaign that was sent, whose letter to Partido A was received, and another to be approved."""
    quien, faltas = e.usuario("secretaria_tecnica"), Eleccion(("captura", "observada"))
    datos: dict[str, Any] = {"responder_hasta": date(2024, 4, 22), "por": quien, "en": AHORA}
    aprobada = exhortos.preparar_exhortos(e.proceso, faltas, nombre="Primer exhorto", **datos)
    serie = SerieDeOficios.objects.get(proceso=e.proceso)
    exhortos.aprobar_exhortos(aprobada, serie=serie, version=1, por=quien, en=AHORA)
    exhortos.emitir_pendientes(AHORA)
    carta = aprobada.cartas.get(actor=e.partido_a)
    exhortos.acusar_exhorto(carta, por=e.usuario("partido"), en=AHORA)
    otra = exhortos.preparar_exhortos(e.proceso, faltas, nombre="Segundo exhorto", **datos)
    por_aprobar = otra.cartas.get(actor=e.partido_a)
    return {
        "exhortos_campana": [PROCESO, otra.pk],
        "exhortos_campana:aprobada": [PROCESO, aprobada.pk],
        "exhortos_carta": [PROCESO, carta.pk],
        "exhortos_carta:por_aprobar": [PROCESO, por_aprobar.pk],
        "exhortos_archivo": [PROCESO, carta.pk, "carta"],
        "exhortos_archivo:por_aprobar": [PROCESO, por_aprobar.pk, "carta"],
    }


def _secciones(e: Elenco) -> int:
    """A municipality of two districts, by its table of sections; answers its key."""
    donde = {"proceso": e.proceso, "entidad": "Morelos"}
    municipio = Territorio.objects.create(**donde, tipo="municipio", nombre="Temixco")
    otro = Territorio.objects.create(**donde, tipo="distrito", clave="2", nombre="Temixco")
    filas = [FilaDeSeccion(1, municipio.pk, e.distrito.pk), FilaDeSeccion(2, municipio.pk, otro.pk)]
    cargar_secciones(e.proceso, filas, archivo="secciones.csv", fuente="INE", por=None, en=AHORA)
    return municipio.pk


def _plan(e: Elenco) -> dict[str, list[object]]:
    """A printed plan with everything that a plan may hold: rows, findings, dates to confirm and duties."""
    datos, sha256 = leer_plan(ruta_de_plan("iepac-2023-2024"))
    contenido = datos.model_dump(mode="json")
    for fila in contenido["entregables"]:
        if fila["fecha_plan"]:
            fila["por_confirmar"] = ["fecha_plan"]
    plan = Plan.objects.create(
        proceso=e.proceso,
        clave=PROCESO,
        nombre=datos.nombre,
        fuente=datos.fuente.documento,
        sha256=sha256,
        cargado_en=AHORA,
        contenido=contenido,
        hallazgos=[
            {
                "codigo": "fecha-en-inhabil",
                "gravedad": gravedad,
                "clave": "11.3",
                "campo": "fecha_plan",
                "valor": "2024-03-18",
                "mensaje": "La fecha cae en un día inhábil.",
                "sugerencia": "Confirme si la sesión se celebrará ese día.",
            }
            for gravedad in ("error", "aviso", "nota")
        ],
    )
    admin = e.usuario("administracion")
    for numero, nombre in enumerate(("Plan de trabajo", datos.nombre), start=1):
        VersionDePlan.objects.create(
            plan=plan,
            numero=numero,
            que="carga",
            contenido={**contenido, "nombre": nombre},
            sha256=sha256,
            motivo="Acuerdo IEPC/CG/4/2024",
            por=admin,
            por_nombre=str(admin),
            en=AHORA,
            conservados=[{"tipo": "entregables", "clave": "informe-marzo", "campo": "ruta", "razon": "ya la recorre"}],
            informe=e.entregables["remision-abril"] if numero > 1 else None,
        )
    _propuesta(e, contenido, sha256)
    return {
        "plan_version": [PROCESO, 2],
        "plan_version:primera": [PROCESO, 1],
        "plan_revertir": [PROCESO, 1],
        "plan_fila": [PROCESO, "plan-de-trabajo"],
    }


def _propuesta(e: Elenco, contenido: dict[str, Any], sha256: str) -> None:
    """What informática has proposed and not applied, over a version that is no longer the last: something of each."""
    fila = contenido["entregables"][0]
    cambio = {"campo": "Nombre", "antes": "«Antes»", "despues": "«Después»", "razon": "", "decide": True}
    PropuestaDePlan.objects.create(
        proceso=e.proceso,
        usuario=e.usuario("administracion"),
        que="carga",
        de="plan.toml",
        base=1,
        contenido={**contenido, "entregables": [{**fila, "nombre": "Otro nombre"}, *contenido["entregables"][2:]]},
        sha256=sha256,
        previa={
            "movimientos": [
                {
                    "llave": "informe-marzo",
                    "nombre": "11.3 Informe de marzo",
                    "estado": "Remitido",
                    "en_curso": en_curso,
                    "cambios": [
                        {**cambio, "clave": "informe-marzo.nombre", "aplica": True},
                        {
                            **cambio,
                            "clave": "informe-marzo.limite_remision",
                            "decide": False,
                            "aplica": False,
                            "razon": "se remitió el 04/04/2024",
                        },
                    ],
                }
                for en_curso in (True, False)
            ],
            "creados": {"entregables": [fila["llave"]]},
            "sobran": {"entregables": ["publicacion"]},
            "hallazgos": [
                {
                    "codigo": "sin_area",
                    "gravedad": "aviso",
                    "clave": fila["clave"],
                    "campo": "area",
                    "valor": "",
                    "mensaje": "Nadie la prepara.",
                    "sugerencia": "Diga qué área.",
                }
            ],
            "informe": "modificaciones-1",
            "sin_informe": "",
            "huella": "de-antes",
        },
        en=AHORA,
    )


def _inhabiles(e: Elenco) -> dict[str, list[object]]:
    calendario = Calendario.objects.create(clave=e.instituto.clave, nombre=e.instituto.nombre)
    dia = Inhabil.objects.create(
        calendario=calendario,
        desde=date(2024, 3, 25),
        hasta=date(2024, 3, 29),
        motivo="Semana de descanso",
        documento="IEPC/CG/3/2024",
    )
    return {"inhabil": [PROCESO, dia.pk], "inhabil_quitar": [PROCESO, dia.pk]}


def _entregables(e: Elenco) -> dict[str, list[object]]:
    """March's report sent to INE; the publication before the commission, in a session under way; April's not begun."""
    informe = hasta_remision(e)
    # Any approved deliverable will do as the one of the privacy notice.
    e.proceso.entregable_aviso = informe.llave
    e.proceso.save()
    entregables.remitir(
        informe,
        oficio="IEPC/SE/1/2024",
        remitida_en=momento("2024-04-04 12:00"),
        destinatario="UTVOPL",
        copia="UTTyPDP",
        acuse=pdf("acuse"),
        por=e.usuario("secretaria_ejecutiva"),
        en=momento("2024-04-04 13:00"),
    )
    reunion = entregables.registrar_hecho(
        informe,
        dias=[date(2024, 3, 20), date(2024, 3, 22)],
        texto="Reuniones de trabajo con el Tercero.",
        participantes="Informática y Transparencia",
        por=e.usuario("area"),
        en=momento("2024-04-05 09:00"),
    )
    publicacion, avance = e.entregables["publicacion"], e.entregables["avance-abril"]
    entregables.presentar(publicacion, pdf("dos"), por=e.usuario("area_transparencia"), en=momento("2024-04-05 10:00"))
    plantilla = Entregable.objects.create(
        proceso=e.proceso,
        llave="modificaciones",
        clave="11.10",
        orden=9,
        nombre="Cualquier modificación de lo remitido",
        ruta=e.entregables["remision-abril"].ruta,
        area=e.transparencia,
        tipo=Entregable.Tipo.CONTINGENTE,
        es_plantilla=True,
        regla_remision="5 días naturales después",
    )
    enviado = Oficio.objects.get()
    serie = SerieDeOficios(proceso=e.proceso, anio=2024, formato="IEPC/SE/{numero}/{anio}", ultimo=9)
    entregables.guardar_en_catalogo(serie, por=None, en=momento("2024-04-05 09:00"))
    emitido = entregables.empezar_informe(e.proceso, "2024-01", por=None, en=AHORA)
    entregables.llevar_informe(emitido, por=None, en=AHORA)
    emitido = entregables.congelar_informe(emitido, por=None, en=AHORA)
    entregables.empezar_informe(e.proceso, "2024-02", por=None, en=AHORA)
    entregables.empezar_informe(e.proceso, "2024-04", "avance", por=None, en=AHORA)
    apartado = entregables.reservar_oficio(serie, asunto="Avance", por=None, en=momento("2024-04-05 09:00"))
    observado = Entregable.objects.create(
        proceso=e.proceso,
        llave="observado",
        clave="11.15",
        orden=10,
        nombre="Lo que el INE observó",
        ruta=e.entregables["remision-abril"].ruta,
        area=e.informatica,
    )
    entregables.remitir(
        observado,
        oficio="IEPC/SE/2/2024",
        remitida_en=momento("2024-04-08 12:00"),
        destinatario="UTVOPL",
        por=e.usuario("secretaria_ejecutiva"),
        en=momento("2024-04-08 12:00"),
    )
    entregables.observar_por_ine(
        observado, observada_en=momento("2024-04-09 12:00"), texto="Falta.", por=None, en=momento("2024-04-09 12:00")
    )
    hito = Hito.objects.create(
        proceso=e.proceso, clave="modulo", grupo="Módulos", nombre="Módulo de captura", termina=date(2024, 4, 3)
    )
    liberado = entregables.registrar_hito(
        hito, dias=[date(2024, 4, 4)], texto="Se liberó.", por=None, en=momento("2024-04-05 09:00")
    )
    quien = e.usuario("secretaria_tecnica")
    puntos = [Punto("", publicacion), Punto("Asuntos generales")]
    convocada, instalada = (
        convocar(
            e.comision,
            tipo="ordinaria",
            inicia_en=momento(inicia),
            puntos=puntos,
            lugar="Sala de sesiones",
            por=quien,
            en=momento("2024-04-14 10:00"),
        )
        for inicia in ("2024-04-18 10:00", "2024-04-16 09:00")
    )
    instalar(instalada, presentes=e.comision.integraciones.all()[:2], por=quien, en=momento("2024-04-16 09:05"))
    redactar_acta(instalada, por=quien, en=momento("2024-04-16 09:30"))
    del_consejo = convocar(
        e.consejo,
        tipo="ordinaria",
        inicia_en=momento("2024-04-19 10:00"),
        puntos=[Punto("Asuntos generales")],
        por=e.usuario("secretaria_ejecutiva"),
        en=momento("2024-04-14 10:00"),
    )
    papel = agregar_papel(
        del_consejo, pdf("anexo"), clase="anexo", por=e.usuario("secretaria_ejecutiva"), en=momento("2024-04-14 10:00")
    )
    return {
        "entregable": [PROCESO, informe.pk],
        "entregable_hecho": [PROCESO, informe.pk, reunion.pk],
        "entregable_hecho_quitar": [PROCESO, informe.pk, reunion.pk],
        "entregable_paquete": [PROCESO, informe.pk],
        "documento_vista": [PROCESO, Documento.objects.filter(entregable=informe).earliest("pk").pk],
        "oficio": [PROCESO, enviado.pk],
        "oficio_paquete": [PROCESO, enviado.pk],
        "oficio_carta": [PROCESO, enviado.pk],
        "oficios_catalogo": [PROCESO, "series", serie.pk],
        "oficio_accion": [PROCESO, apartado.pk, "cancelar-oficio"],
        "hito": [PROCESO, hito.pk],
        "hito_hecho": [PROCESO, hito.pk, liberado.pk, "corregir"],
        "entregable:en_decision": [PROCESO, publicacion.pk],
        "entregable_ruta": [PROCESO, publicacion.pk],
        "entregable:plantilla": [PROCESO, plantilla.pk],
        "documento": [PROCESO, Documento.objects.filter(entregable=informe).earliest("pk").pk],
        "documento_firmas": [PROCESO, Documento.objects.filter(entregable=informe).earliest("pk").pk],
        "historial_objeto:entregable": [PROCESO, "entregable", informe.pk],
        "historial_objeto:entonces": [PROCESO, "entregable", informe.pk],
        "historial_acto": [PROCESO, informe.actos.latest("pk").pk],
        "historial_paquete": [PROCESO, "entregable", informe.pk],
        "historial_constancia": [PROCESO, "entregable", informe.pk],
        **{
            f"entregable_proyecto{caso}": [PROCESO, informe.pk, cual]
            for caso, cual in (("", "acuerdo"), (":dictamen", "dictamen"), (":remision", "remision"))
        },
        "entregable_tarea": [PROCESO, publicacion.pk],
        "sesion": [PROCESO, convocada.pk],
        "sesion_accion": [PROCESO, convocada.pk, "instalar"],
        "sesion:instalada": [PROCESO, instalada.pk],
        **{n: [PROCESO, instalada.pk] for n in ("sesion_en_vivo", "sesion_seguir", "sesion_borrador", "sesion_curso")},
        "sesion_convocatoria": [PROCESO, convocada.pk],
        "sesion_convocatoria:consejo": [PROCESO, del_consejo.pk],
        "sesion_preparar": [PROCESO, convocada.pk],
        "sesion_orden": [PROCESO, convocada.pk],
        "sesion_papel": [PROCESO, del_consejo.pk, papel.documento_id],
        "sesion_impreso": [PROCESO, del_consejo.pk, "convocatoria"],
        "sesion_acta": [PROCESO, instalada.pk],
        "sesion_acta:sin_acta": [PROCESO, convocada.pk],
        "sesion_acta_pdf": [PROCESO, instalada.pk],
        "informe_mensual": [PROCESO, "2024-03"],
        "informe_mensual_pdf": [PROCESO, "2024-03"],
        "informe_de_captura": [PROCESO, "avance"],
        "informe_redactar": [PROCESO, "mensual", "2024-02"],
        "informe_redactar:emitido": [PROCESO, "mensual", "2024-01"],
        "informe_redactar:avance": [PROCESO, "avance", "2024-04"],
        "informe_redactado": [PROCESO, "mensual", "2024-02"],
        "verificar": [emitido.codigo],
        **{
            f"entregable_accion:{verbo}": [PROCESO, cual.pk, verbo]
            for verbo, cual in (
                ("iniciar", avance),
                ("presentar", avance),
                ("cancelar", avance),
                ("adjuntar", publicacion),
                ("devolver", publicacion),
                ("remitir", e.entregables["remision-abril"]),
                ("validar", informe),
                ("registrar-evento", plantilla),
                ("registrar-hecho", avance),
                ("encargar", avance),
                ("anotar", avance),
                ("observar-ine", informe),
                ("responder-ine", observado),
                ("modificar-remitido", informe),
                ("explicar-atraso", publicacion),
            )
        },
    }


def _cuentas(e: Elenco) -> dict[str, list[object]]:
    area = e.usuario("area")
    suplencia = Suplencia.objects.create(
        titular=area,
        suplente=e.usuario("area_transparencia"),
        proceso=e.proceso,
        desde=date(2024, 5, 1),
        hasta=date(2024, 5, 15),
        documento="IEPC/DA/7/2024",
    )
    nombramiento = area.nombramientos.get()
    propuesto = Nombramiento(
        usuario=Usuario.objects.create_user("propuesta", "propuesta@example.com", first_name="Propuesta"),
        rol=Group.objects.get(name="verificacion"),
        proceso=e.proceso,
        desde=date(2024, 4, 1),
    )
    nombrar(propuesto, por=e.usuario("administracion"), en=AHORA)
    return {
        "cuenta": [PROCESO, area.pk],
        "cuenta_datos": [PROCESO, area.pk],
        **{
            f"cuenta_accion:{verbo}": [PROCESO, area.pk, verbo]
            for verbo in ("enlace", "desactivar", "reactivar", "levantar", "factores", "sesiones")
        },
        "por_confirmar": [PROCESO],
        **{
            f"papel_accion:{verbo}": [PROCESO, "nombramiento", propuesto.pk, verbo]
            for verbo in ("confirmar", "descartar", "proponer")
        },
        "papel_accion:suplencia": [PROCESO, "suplencia", suplencia.pk, "confirmar"],
        "suplencia_terminar": [PROCESO, suplencia.pk],
        "nombramiento_terminar": [PROCESO, nombramiento.pk],
    }


def _descargas(e: Elenco) -> dict[str, list[object]]:
    """The history of the process, made apart for the auditor."""
    por, en = e.usuario("auditoria"), momento("2024-04-16 09:00")
    suyo = trabajos.pedir(f"/p/{PROCESO}/historial/?formato=csv", por=por, ambito=ambito_en(por, en), en=en)
    trabajos.hacer(suyo.pk, en)
    return {"descarga": [suyo.pk], "descarga_archivo": [suyo.pk]}


def _importacion(e: Elenco) -> dict[str, list[object]]:
    """A rehearsal with two rows that would enter and one that nobody can place."""
    with TemporaryDirectory() as carpeta:
        filas = [
            candidata(),
            en_blanco(NUM_LISTA_O_FORMULA=102.0, NOMBRE_CANDIDATO="BETO SINTETICO DOS"),
            candidata(NUM_LISTA_O_FORMULA=103.0, NOMBRE_CANDIDATO="CARLA SINTETICA TRES", CARGO="REY"),
        ]
        contenido = libro(Path(carpeta) / "base.xlsx", filas).read_bytes()
    por = e.usuario("administracion")
    perfil = guardar_perfil(perfil_incluido("ine"), e.proceso, por=por, en=AHORA)
    carga = ensayar(contenido, "base.xlsx", e.proceso, por=por, en=AHORA)
    hecha = Importacion.objects.create(
        proceso=e.proceso, archivo="otra.xlsx", sha256="0" * 64, en=AHORA, avance_en=AHORA, terminada_en=AHORA, por=por
    )
    return {
        "importacion": [PROCESO, carga.sha256],
        "importacion_columnas": [PROCESO, carga.sha256],
        "importacion_cargada": [PROCESO, hecha.pk],
        "importacion_perfil": [PROCESO, perfil.pk],
    }


def _candidaturas(e: Elenco, usuarios: dict[str, Usuario]) -> dict[str, list[object]]:
    """One candidacy in each situation; `usuarios` learns the accounts of three of them."""
    nueva = e.candidatura("Zoe Sin Cuenta", formula="9")
    capturando = e.candidatura("Ana Pérez Ñuño", formula="1")
    usuarios["candidatura"] = e.cuenta_de(capturando)
    candidaturas.entregar_cuentas(capturando, por=None, en=momento("2024-04-02 09:00"))
    candidaturas.recibir_cuentas(capturando, por=None, en=momento("2024-04-02 09:00"))
    enviada = e.candidatura("Nadia Enviada Once", formula="11")
    candidaturas.entregar_cuentas(enviada, por=None, en=momento("2024-04-02 09:00"))
    sin_correo = e.candidatura("Olga Sin Correo Doce", formula="12")
    sin_correo.persona.correo = ""
    guardar(sin_correo.persona, por=None, en=momento("2024-04-02 09:00"), motivo="Sin correo")
    candidaturas.proponer_correo(
        sin_correo, correo="olga@example.com", por=e.usuario("partido"), en=momento("2024-04-03 09:00")
    )
    candidaturas.guardar_borrador(
        capturando,
        curricular={
            "foto": foto(),
            "foto_tomada_el": date(2024, 3, 1),
            "medios": [{"tipo": "correo", "valor": "ana@example.com"}],
            "otra_formacion": ["Diplomado en derecho electoral"],
            "propuesta_1": texto(100),
        },
        identidad={"indigena": "Sí", "discapacidad": "Sí", "diversidad": "Sí", "migrante": "Sí"},
        por=usuarios["candidatura"],
        en=momento("2024-04-03 09:00"),
    )
    capturada = e.candidatura_en("capturada", "Beatriz Lista Dos", formula="2")
    observada = e.candidatura_en("observada", "Carmen Observada Tres", formula="3")
    usuarios["candidatura_observada"] = e.cuenta_de(observada)
    reenviada = e.candidatura_en("observada", "Delia Reenviada Cuatro", formula="4")
    candidaturas.responder_observacion(
        reenviada.observaciones.get(),
        respuesta="Agregué la meta.",
        por=e.cuenta_de(reenviada),
        en=momento("2024-04-07 10:00"),
    )
    candidaturas.enviar_captura(reenviada, por=e.cuenta_de(reenviada), en=momento("2024-04-08 10:00"))
    validada = e.candidatura_en("validada", "Elsa Validada Cinco", formula="5", actor=e.partido_b)
    candidaturas.autorizar(validada, por=e.usuario("partido_b"), en=momento("2024-04-09 10:00"))
    e.candidatura_en("publicada", "Fátima Pública Seis", formula="6")
    publicada = e.candidatura_en("publicada", "Gloria Independiente Siete", formula="7", actor=e.independiente)
    usuarios["candidatura_independiente"] = e.cuenta_de(publicada)
    candidaturas.otorgar_consentimiento(
        publicada,
        finalidad="publicacion",
        documento="Formato firmado",
        por=usuarios["candidatura_independiente"],
        en=momento("2024-04-15 11:00"),
    )
    con_solicitud = e.candidatura_en("publicada", "Irma Modifica Ocho", formula="8", actor=e.partido_b)
    e.pedir_modificacion(
        con_solicitud,
        "2024-04-15 12:00",
        propuesta_1=texto(300),
        foto=foto("otra.jpg"),
        foto_tomada_el=date(2024, 4, 1),
    )
    observada_despues = e.candidatura_en("publicada", "Lidia Modifica Catorce", formula="14")
    e.pedir_modificacion(observada_despues, "2024-04-15 12:00")
    candidaturas.observar_modificacion(
        observada_despues,
        dictamenes={"propuesta_1": candidaturas.Dictamen("observado", "Falta la meta.", ["incompleto"])},
        por=e.usuario("verificacion"),
        en=momento("2024-04-15 13:00"),
    )
    retirada = e.candidatura_en("retirada", "Julia Retirada Diez", formula="10")
    verifica = e.usuario("verificacion")
    candidaturas.cargar_causas(e.proceso, por=e.usuario("administracion"), en=momento("2024-04-15 13:00"))
    candidaturas.cargar_variables(e.proceso, por=e.usuario("administracion"), en=momento("2024-04-15 13:00"))
    calificada = e.candidatura_en("capturada", "Karla Calificada Quince", formula="15")
    for c in (calificada, capturada, reenviada):
        candidaturas.tomar(c, por=verifica, en=momento("2024-04-16 09:30"))
    candidaturas.guardar_marcas(
        calificada,
        {"motivo_cargo": (candidaturas.Marca(cumple=True, puntos={"motivo": 5}), 0)},
        por=verifica,
        en=momento("2024-04-16 09:30"),
    )
    candidaturas.terminar(calificada, lo_demas_cumple=True, por=verifica, en=momento("2024-04-16 09:40"))
    candidaturas.guardar_marcas(
        reenviada,
        {"foto": (candidaturas.Marca(cumple=False, causas=("fotografia",), texto="Trae un logotipo."), 0)},
        por=verifica,
        en=momento("2024-04-16 09:45"),
    )
    quienes: dict[str, Candidatura] = {
        "candidatura": capturando,
        "candidatura:observada": observada,
        "candidatura:publicada": publicada,
        "candidatura:validada": validada,
        "candidatura:retirada": retirada,
        "candidatura_identidad": capturando,
        "candidatura_identidad:observada": observada,
        "candidatura_identidad:publicada": publicada,
        "candidatura_identidad:retirada": retirada,
        "candidatura_modificacion": publicada,
        "candidatura_modificacion:pedida": con_solicitud,
        "candidatura_modificacion:observada": observada_despues,
        "candidatura_modificacion_revisar": con_solicitud,
        "candidatura_datos": capturando,
        "candidatura_consultas": capturando,
        "candidatura_foto": publicada,
        "candidatura_observar": capturada,
        "mesa_leer": capturada,
        "mesa_leer:corregida": reenviada,
        "mesa_reasignar": capturada,
        "candidatura_captura": capturando,
        "candidatura_captura_asi_se_vera": capturando,
        "candidatura_captura:observada": observada,
        "conoceles_candidatura": publicada,
        "conoceles_foto": publicada,
        "conoceles_foto_chica": publicada,
        "conoceles_qr": publicada,
        "conoceles_pdf": publicada,
    }
    verbos: dict[str, Candidatura] = {
        "entregar_cuentas": nueva,
        **dict.fromkeys(("recibir_cuentas", "reenviar_cuenta", "revocar_enlace"), enviada),
        **dict.fromkeys(("proponer_correo", "aceptar_correo", "rechazar_correo"), sin_correo),
        **dict.fromkeys(("aceptar_aviso", "enviar_captura"), capturando),
        **dict.fromkeys(("otorgar_consentimiento", "presentar_consentimiento"), capturando),
        **dict.fromkeys(("aceptar_consentimiento", "rechazar_consentimiento"), capturando),
        "responder_observacion": observada,
        "atender_observaciones": reenviada,
        **dict.fromkeys(("validar", "autorizar", "retirar", "sustituir", "corregir_registro"), capturada),
        **dict.fromkeys(("revocar_autorizacion", "publicar"), validada),
        **dict.fromkeys(("solicitar_modificacion", "revocar_consentimiento"), publicada),
        "descartar_modificacion": publicada,
        "reenviar_modificacion": observada_despues,
        "rechazar_modificacion": con_solicitud,
    }
    administra = e.usuario("administracion")
    una_entrega = entregas.abrir_entrega(
        e.proceso,
        acuerdo="Acuerdo 7",
        claves=[nueva.pk],
        actores=[],
        motivos={},
        por=administra,
        ambito=ambito_en(administra, AHORA),
        en=AHORA,
    )
    de_a = Candidatura.objects.filter(actor=e.partido_a)
    (hoja, *_) = hojas.hoja_de([capturando], e.proceso)
    fila = [*next(iter(hoja.filas))]
    fila[5:7] = ["Doctorado", "Título"]
    contenido = xlsx([Hoja(hoja.nombre, hoja.columnas, [fila, ["1"] * len(fila)])])
    ensayo = hojas.ensayar(contenido, "hoja.xlsx", de_a, e.proceso, por=e.usuario("partido"), en=AHORA)
    repetida = e.candidatura("ANA PEREZ NUÑO", formula="11", actor=e.partido_b)
    distinta = e.candidatura("Gloria Independiente Siete", formula="12", actor=e.partido_b)
    decidida = cotejos.distinguir(
        e.proceso,
        [publicada.persona_id, distinta.persona_id],
        motivo="Lo dicen sus actas",
        por=e.usuario("secretaria_tecnica"),
        en=momento("2024-04-15 13:00"),
    )
    return {
        "accesos_entrega": [PROCESO, una_entrega.pk],
        "partido_hoja_ensayo": [PROCESO, ensayo.sha256],
        "personas_cotejar": [PROCESO, f"{capturando.persona_id}-{repetida.persona_id}"],
        "cotejo_revertir": [PROCESO, decidida.pk],
        "paridad_detalle": [PROCESO, capturando.actor_id, capturando.cargo_id],
        **{clave: [PROCESO, c.pk] for clave, c in quienes.items()},
        **{f"candidatura_accion:{verbo}": [PROCESO, c.pk, verbo] for verbo, c in verbos.items()},
        **{f"candidatura_captura_paso:{clave}": [PROCESO, capturando.pk, clave] for clave in SECCIONES},
        "candidatura_captura_paso:observado": [PROCESO, observada.pk, "propuestas"],
        "candidatura_requerimiento": [PROCESO, observada.pk, 1],
        "mesa_tomar": [PROCESO],
        **{f"candidatura_modificacion_paso:{s.clave}": [PROCESO, publicada.pk, s.clave] for s in CURRICULARES},
        "candidatura_modificacion_paso:observado": [PROCESO, observada_despues.pk, "propuestas"],
        "candidatura_modificacion_foto": [PROCESO, con_solicitud.pk, "propuesta"],
        "historial_objeto": [PROCESO, "candidatura", publicada.pk],
        "consentimientos_de_titular": [llave_de(publicada)],
        **_privacidad(e, capturando, capturada, retirada),
    }


def _privacidad(
    e: Elenco, capturando: Candidatura, capturada: Candidatura, retirada: Candidatura
) -> dict[str, list[object]]:
    """A version of the notice and the draft of the next; a sheet in review, and others dropped; what one asked for."""
    quien = e.usuario("comite_transparencia")
    for dicho in ("Responsable\nEl instituto.", "Responsable\nEl instituto y su comité."):
        avisos.redactar_aviso(e.proceso, "integral", texto=dicho, por=quien, en=momento("2024-04-01 09:00"))
        if "comité" not in dicho:
            avisos.publicar_aviso(
                e.proceso,
                "integral",
                documento="ACT-CT-4/2024",
                rige_desde=date(2024, 4, 1),
                exige_aceptacion=False,
                por=quien,
                en=momento("2024-04-01 10:00"),
            )
    en = momento("2024-04-15 13:00")
    hoja = guardar_documento(
        pdf_de_hoja(),
        proceso=e.proceso,
        candidatura=capturada,
        tipo=Documento.Tipo.CONSENTIMIENTO,
        titulo="Consentimiento",
        por=e.usuario("partido"),
        en=en,
    )
    candidaturas.presentar_consentimiento(
        capturada, finalidades=["tratamiento"], documento="h.pdf", huella=hoja.sha256, por=e.usuario("partido"), en=en
    )
    consentimientos.guardar_hojas(
        [
            consentimientos.Recibido(f"{consentimientos.folio_de(capturando)}.pdf", pdf_de_hoja("dos")),
            consentimientos.Recibido("sin folio.pdf", pdf_de_hoja("tres")),
            consentimientos.Recibido("rota.pdf", None, "«rota.pdf» no se puede abrir."),
        ],
        e.proceso,
        Candidatura.objects.all(),
        finalidades=["tratamiento"],
        por=e.usuario("partido"),
        en=en,
    )
    e.proceso.conservar_retiradas_dias, e.proceso.conservar_retiradas_documento = 5, "Acuerdo CT/7/2024"
    e.proceso.save()
    pedida = pedir_supresion(e.proceso, candidatura=retirada, causa="retiro", por=quien, en=en)
    return {
        "candidatura_consentimientos": [PROCESO, capturando.pk],
        "candidatura_formato": [PROCESO, capturando.pk],
        "consentimiento_hoja": [PROCESO, hoja.pk],
        "supresion": [PROCESO, pedida.pk],
        **{n: [PROCESO, "integral"] for n in ("aviso_borrador", "aviso_publicar", "aviso_publico_clase")},
        **{n: [PROCESO, "integral", 1] for n in ("aviso_publico_version", "aviso_publico_pdf")},
    }
