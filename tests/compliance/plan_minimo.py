"""The smallest plan that has one of everything; tests change it with `con`."""

import hashlib

from compliance.plan.esquema import PlanDatos, interpretar_plan

PLAN = """
esquema = 1
clave = "opl-2024"
nombre = "Plan de prueba"

[fuente]
documento = "Plan de trabajo"
fecha = 2023-10-31
acuerdo = "OPL/CG/1/2023"

[instituto]
clave = "opl"
siglas = "OPL"
nombre = "Organismo Público Local"
entidad = "Morelos"

[proceso]
nombre = "Proceso 2023-2024"
jornada = 2024-06-02

[[organos]]
clave = "consejo"
nombre = "Consejo"
tipo = "consejo"
integrantes = [{ nombre = "Consejera Uno", cargo = "Presidencia", preside = true, desde = 2023-09-01 }]

[[organos]]
clave = "comision"
nombre = "Comisión"
tipo = "comision"

[[areas]]
clave = "informatica"
nombre = "Informática"

[[cargos]]
clave = "gubernatura"
nombre = "Gubernatura"
entregable_listado = "listado"

[limites]
propuesta_1 = { minimo = 280, maximo = 1600 }

[[rutas]]
clave = "informe"
nombre = "Informe"
etapas = [
    { clave = "elaborar", nombre = "Elaborar", tipo = "elaborar" },
    { clave = "consejo", nombre = "Consejo", tipo = "decidir", organo = "consejo", aprueba = true, resultados = [
        "presentado",
    ] },
    { clave = "remitir", nombre = "Remitir", tipo = "remitir" },
    { clave = "validar", nombre = "Validar", tipo = "validar" },
]

[[rutas]]
clave = "remision"
nombre = "Remisión"
etapas = [{ clave = "remitir", nombre = "Remitir", tipo = "remitir" }]

[[entregables]]
llave = "informe-marzo"
clave = "11.3"
numeral = 3
nombre = "Informe de marzo"
tipo = "recurrente"
periodo = "2024-03"
ruta = "informe"
area = "informatica"
termina = 2024-04-01
fecha_plan = 2024-04-01
limite_remision = 2024-04-05
subactividades = [
    { clave = "1", texto = "Sesión del Consejo", etapa = "consejo", fecha_impresa = 2024-04-01 },
    { clave = "2", texto = "Envío", etapa = "remitir", nota = "Año.", fecha = 2024-04-05, fecha_impresa = 2023-04-05 },
]

[[entregables]]
llave = "listado"
clave = "11.7"
nombre = "Listado de gubernatura"
tipo = "por_evento"
ruta = "informe"
fecha_plan = 2024-03-22
regla_remision = "día siguiente"

[[entregables]]
llave = "otro"
clave = "11"
nombre = "Otro documento"
tipo = "contingente"
plantilla = true
ruta = "remision"
regla_remision = "5 días naturales después"
regla_evento = "supuesto"

[[hitos]]
clave = "interfaz"
grupo = "Interfaces"
nombre = "Interfaz de captura"
termina = 2023-12-20

[[matriz]]
clave = "11.3"
nombre = "Informe"
llave = "informe-marzo"
celdas = { 2024-04 = "1" }

[[citas]]
sobre = "Lineamientos"
numero = "INE/CG616/2022"
lugar = "Introducción"
"""


def con(*cambios: tuple[str, str]) -> str:
    """The plan's text with each (old, new) replaced; the old text must be there exactly once."""
    texto = PLAN
    for viejo, nuevo in cambios:
        if texto.count(viejo) != 1:
            raise ValueError(f"«{viejo}» está {texto.count(viejo)} veces en el plan de prueba")
        texto = texto.replace(viejo, nuevo)
    return texto


def leido(*cambios: tuple[str, str]) -> tuple[PlanDatos, str]:
    """The plan read, changed as `con` does, and the SHA-256 of its text."""
    contenido = con(*cambios).encode()
    return interpretar_plan(contenido, "prueba.toml"), hashlib.sha256(contenido).hexdigest()
