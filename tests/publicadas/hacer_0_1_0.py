"""Makes the database of 0.1.0 that the tests upgrade. For the shell of that version: see README.md.

Everything goes through the services of that version, on the days of its own process. All of it is synthetic.
"""

import os
import re
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from calendario.services import emitir_suscripcion
from compliance.cuestionarios import PREGUNTAS
from compliance.historia import guardar
from compliance.models import (
    ActorPolitico,
    Candidatura,
    Cargo,
    Entregable,
    Integracion,
    LimiteTexto,
    Organo,
    Persona,
    Proceso,
    Rol,
    Territorio,
)
from compliance.services import cuentas
from compliance.services.planes import cargar_plan
from documentos.services import guardar_documento
from flujos import candidaturas as c
from flujos import entregables, eventos, sesiones
from flujos.candidaturas import NuevaObservacion
from flujos.demostracion.muestras import hoja, retrato
from flujos.demostracion.personas import abrir_cuenta, nombrar
from notificaciones.services import barrer
from tests.compliance.plan_minimo import leido

TEXTO = "Texto sintético de quien participa en la prueba, escrito para que alcance la extensión mínima del rubro. " * 4

IDENTIDAD = {
    clave: "No" if "No" in pregunta.opciones else pregunta.opciones[0]
    for clave, pregunta in PREGUNTAS.items()
    if pregunta.opciones
}

call_command("migrate", verbosity=0)
plan, huella = leido()
cargar_plan(plan, huella, por=None, en=datetime(2023, 10, 31, 15).astimezone())
proceso = Proceso.objects.select_related("instituto").get()
proceso.inicio, proceso.publicacion_inicio = date(2023, 9, 1), date(2024, 4, 3)
proceso.campanas_inicio, proceso.campanas_fin = date(2024, 4, 15), date(2024, 5, 29)


def en(mes: int, dia: int, hora: int = 10) -> datetime:
    return datetime(2024, mes, dia, hora, tzinfo=proceso.tz)


def dejar(objeto: Any, momento: datetime) -> Any:
    guardar(objeto, por=None, en=momento, motivo="Base de la versión 0.1.0")
    return objeto


dejar(proceso, en(1, 10))
consejo = Organo.objects.get(clave="consejo")
dejar(Integracion(organo=consejo, nombre="Consejero Dos", cargo="Integrante", desde=date(2023, 9, 1)), en(1, 10))
# What 0.1.0 did not refuse: a seat that ends before it starts.
dejar(
    Integracion(organo=consejo, nombre="Cruzada", cargo="Integrante", desde=date(2024, 5, 1), hasta=date(2024, 2, 1)),
    en(1, 10),
)
dejar(LimiteTexto(proceso=proceso, campo="nadie_pregunta", minimo=0, maximo=10), en(1, 10))

# -- Accounts ---------------------------------------------------------------------------------------------

personas = {}
for clave, rol, alcance in (
    ("administracion", Rol.ADMINISTRACION, {}),
    ("auditoria", Rol.AUDITORIA, {}),
    ("verificacion", Rol.VERIFICACION, {}),
    ("consejo", Rol.CONSEJO, {"organo": consejo}),
    ("secretaria_ejecutiva", Rol.SECRETARIA_EJECUTIVA, {"organo": consejo}),
    ("secretaria_tecnica", Rol.SECRETARIA_TECNICA, {"organo": Organo.objects.get(clave="comision")}),
    ("area", Rol.AREA, {"area": proceso.areas.get()}),
):
    personas[clave] = abrir_cuenta(clave, clave.replace("_", " ").title(), "De Prueba")
    nombrar(personas[clave], rol, proceso, en(1, 10), **alcance)
partido_a = dejar(ActorPolitico(proceso=proceso, clave="a", nombre="Partido A", siglas="PA"), en(1, 15))
partido_b = dejar(ActorPolitico(proceso=proceso, clave="b", nombre="Partido B", siglas="PB"), en(1, 15))
coalicion = dejar(ActorPolitico(proceso=proceso, clave="ab", nombre="Coalición AB", tipo="coalicion"), en(1, 15))
coalicion.integrantes.set([partido_a, partido_b])
personas["partido"] = abrir_cuenta("partido", "Representación", "Partido A")
nombrar(personas["partido"], Rol.PARTIDO, proceso, en(1, 15), actor=partido_a)
cuentas.emitir_enlace(personas["auditoria"], proceso, por=personas["administracion"], en=en(1, 16))

# -- Deliverables: one goes the whole way, one waits in an area, one was born of a fact ---------------------

informe, listado, otro = (Entregable.objects.get(llave=llave) for llave in ("informe-marzo", "listado", "otro"))
secretaria = personas["secretaria_ejecutiva"]
entregables.presentar(
    informe, hoja("informe.pdf", "Informe de marzo", ["Proyecto"]), por=personas["area"], en=en(3, 30)
)
informe.refresh_from_db()
sesion = sesiones.convocar(
    consejo,
    tipo="ordinaria",
    inicia_en=en(4, 1),
    puntos=[sesiones.Punto("Lista de asistencia"), sesiones.Punto("", informe)],
    por=secretaria,
    en=en(3, 30, 12),
)
presentes = sesiones.integrantes_de(sesion)
sesiones.instalar(sesion, presentes=presentes, por=secretaria, en=en(4, 1))
sesiones.decidir(
    sesion,
    [
        sesiones.Sentido(
            sesion.puntos.get(entregable=informe),
            "presentado",
            acuerdo="OPL/CG/9/2024",
            votos={p.pk: "favor" for p in presentes},
        )
    ],
    decidida_en=en(4, 1, 11),
    por=secretaria,
    en=en(4, 1, 11),
)
sesiones.concluir(sesion, termina_en=en(4, 1, 12), por=secretaria, en=en(4, 1, 12))
informe.refresh_from_db()
entregables.remitir(
    informe,
    oficio="OPL/SE/7/2024",
    remitida_en=en(4, 3),
    destinatario="UTVOPL",
    acuse=hoja("acuse.pdf", "Acuse", ["OPL/SE/7/2024"]),
    por=secretaria,
    en=en(4, 3),
)
entregables.iniciar(listado, por=personas["secretaria_tecnica"], en=en(3, 20))
eventos.registrar_evento(
    otro, evento_el=date(2024, 4, 2), descripcion="Cambió el encargado", por=personas["secretaria_tecnica"], en=en(4, 2)
)

# -- Candidacies in each state -----------------------------------------------------------------------------

entidad = dejar(Territorio(proceso=proceso, tipo="entidad", entidad="Morelos", nombre="Morelos"), en(1, 15))
cargo = Cargo.objects.get()
administra, verifica, partido = personas["administracion"], personas["verificacion"], personas["partido"]


def candidatura(numero: int, nombre: str) -> Candidatura:
    return c.registrar(
        proceso=proceso,
        persona=Persona(
            proceso=proceso,
            nombre=nombre,
            sexo="M",
            fecha_nacimiento=date(1980, 1, numero),
            correo=f"persona-{numero}@example.com",
        ),
        actor=partido_a,
        cargo=cargo,
        territorio=entidad,
        formula=str(numero),
        calidad="propietaria",
        aprobada_el=date(2024, 3, 22),
        por=administra,
        en=en(3, 22, 20),
    )


def capturada(numero: int, nombre: str) -> Candidatura:
    una = c.entregar_cuentas(candidatura(numero, nombre), por=administra, en=en(3, 23))
    una = c.recibir_cuentas(una, por=administra, en=en(3, 23, 18))
    curricular = {
        "grado_estudios": "Licenciatura",
        "estatus_estudios": "Título",
        "medios": [{"tipo": "correo", "valor": f"persona-{numero}@example.com"}],
        "foto": retrato(numero),
        "foto_tomada_el": date(2024, 3, 1),
    } | {
        texto: TEXTO.strip()
        for texto in (
            "historia_profesional",
            "trayectoria_politica",
            "motivo_cargo",
            "propuesta_1",
            "propuesta_2",
            "propuesta_genero",
        )
    }
    una = c.guardar_borrador(una, por=partido, en=en(3, 25), curricular=curricular, identidad=IDENTIDAD)
    una = c.aceptar_aviso(una, por=partido, en=en(3, 25, 11))
    return c.enviar_captura(una, por=partido, en=en(3, 25, 12))


def validada(numero: int, nombre: str) -> Candidatura:
    una = c.autorizar(capturada(numero, nombre), por=partido, en=en(3, 26))
    return c.validar(una, por=verifica, en=en(3, 27))


candidatura(1, "Amalia Asignada Uno")
capturada(2, "Berta Capturada Dos")
observada = capturada(3, "Carmen Observada Tres")
c.observar(
    observada,
    observaciones=[NuevaObservacion(rubro="propuesta_1", causas=["incompleto"], texto="Diga la población objetivo.")],
    por=verifica,
    en=en(3, 27),
)
validada(4, "Diana Validada Cuatro")
publicada = c.publicar(validada(5, "Elena Publicada Cinco"), por=verifica, en=en(4, 3))
firma = guardar_documento(
    proceso=proceso,
    candidatura=publicada,
    tipo="consentimiento",
    titulo="Consentimiento firmado",
    archivo=hoja("consentimiento.pdf", "Consentimiento", ["Firma"]),
    por=verifica,
    en=en(4, 4),
)
c.otorgar_consentimiento(publicada, finalidad="publicacion", documento=firma.titulo, por=verifica, en=en(4, 4))
c.otorgar_consentimiento(publicada, finalidad="estadistica", documento=firma.titulo, por=verifica, en=en(4, 4))
c.revocar_consentimiento(publicada, finalidad="estadistica", por=verifica, en=en(4, 5))
c.solicitar_modificacion(
    publicada, propuesto={"propuesta_2": TEXTO + "Se añade algo."}, motivo="Precisión", por=partido, en=en(4, 5)
)
c.retirar(
    candidatura(6, "Flor Retirada Seis"),
    motivo_retiro="renuncia",
    documento="R/1",
    por=personas["secretaria_tecnica"],
    en=en(4, 2),
)

# -- Notices -----------------------------------------------------------------------------------------------

emitir_suscripcion(personas["consejo"], "persona", en(4, 1))
barrer(en(4, 5, 11))

# -- As text -----------------------------------------------------------------------------------------------

carpeta = Path(os.environ["DESTINO"])
carpeta.mkdir(parents=True, exist_ok=True)
if connection.vendor == "sqlite":
    connection.connection.isolation_level = None
    volcado = "\n".join(connection.connection.iterdump())
    shutil.copytree(settings.MEDIA_ROOT, carpeta / "archivos", dirs_exist_ok=True)
else:
    orden = ["pg_dump", "--inserts", "--no-owner", "--no-acl", os.environ["DATABASE_URL"]]
    completo = subprocess.run(orden, capture_output=True, check=True, text=True).stdout
    # What concerns the session of whoever loads it, and comments. An empty line may be of a text: it stays.
    ajeno = re.compile(r"^(--|SET |SELECT pg_catalog.set_config|\\(un)?restrict)")
    volcado = "\n".join(linea for linea in completo.splitlines() if not ajeno.match(linea))
(carpeta / f"{connection.vendor}.sql").write_text(volcado + "\n", encoding="utf-8")
