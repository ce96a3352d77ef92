"""A small plan in which a careful clerk finds nothing; the tests of its revision spoil it with `revisado`."""

import tomllib
from collections.abc import Mapping
from typing import Any

from compliance.plan.esquema import PlanDatos
from compliance.plan.revision import Hallazgo, revisar

LIMPIO = """
esquema = 1
clave = "opl-2024"
nombre = "Plan de prueba"

[fuente]
documento = "Plan de trabajo"
fecha = 2023-10-31

[instituto]
clave = "opl"
siglas = "OPL"
nombre = "Organismo Público Local"
entidad = "Morelos"

[proceso]
nombre = "Proceso 2023-2024"
jornada = 2024-06-02
inicio = 2023-09-01

[[organos]]
clave = "consejo"
nombre = "Consejo"
tipo = "consejo"

[[organos]]
clave = "comision"
nombre = "Comisión"
tipo = "comision"
sesion_ordinaria = "primeros 3 días naturales del mes siguiente"

[[areas]]
clave = "informatica"
nombre = "Informática"

[[cargos]]
clave = "gubernatura"
nombre = "Gubernatura"
entregable_listado = "listado"

[[rutas]]
clave = "acuerdo"
nombre = "Acuerdo"
etapas = [
    { clave = "elaborar", nombre = "Elaborar", tipo = "elaborar" },
    { clave = "reunion", nombre = "Reunión", tipo = "decidir", organo = "comision", resultados = ["aprobado"] },
    { clave = "comision", nombre = "Comisión", tipo = "decidir", organo = "comision", resultados = ["aprobado"] },
    { clave = "consejo", nombre = "Consejo", tipo = "decidir", organo = "consejo", aprueba = true, resultados = [
        "aprobado",
    ] },
    { clave = "remitir", nombre = "Remitir", tipo = "remitir" },
]

[[rutas]]
clave = "informe"
nombre = "Informe"
etapas = [
    { clave = "elaborar", nombre = "Elaborar", tipo = "elaborar" },
    { clave = "comision", nombre = "Comisión", tipo = "decidir", organo = "comision", aprueba = true, resultados = [
        "aprobado",
    ] },
    { clave = "remitir", nombre = "Remitir", tipo = "remitir" },
]

[[rutas]]
clave = "interno"
nombre = "Interno"
etapas = [
    { clave = "elaborar", nombre = "Elaborar", tipo = "elaborar" },
    { clave = "consejo", nombre = "Consejo", tipo = "decidir", organo = "consejo", aprueba = true, resultados = [
        "aprobado",
    ] },
]

[[rutas]]
clave = "actividad"
nombre = "Actividad"
etapas = [{ clave = "realizar", nombre = "Realizar", tipo = "elaborar", aprueba = true }]

[[entregables]]
llave = "instalacion"
clave = "1"
numeral = 1
nombre = "Instalación de la Comisión"
producto = "Acuerdo OPL/CG/1/2023"
bloque = "Septiembre 2023"
ruta = "acuerdo"
area = "informatica"
termina = 2023-09-01
fecha_plan = 2023-09-01
fecha_ine = 2023-09-01
impreso = { termina = "1 de septiembre de 2023" }
remision_impresa = 2023-09-06
limite_remision = 2023-09-06
regla_remision = "5 días naturales después"
fundamento = "Art. 11"

[[entregables.subactividades]]
clave = "1.1"
texto = "Acuerdo OPL/CG/1/2023"
etapa = "consejo"
fecha_impresa = 2023-09-01

[[entregables]]
llave = "instancia"
clave = "2"
numeral = 2
nombre = "Instancia interna"
ruta = "acuerdo"
area = "informatica"
termina = 2023-09-01
fecha_plan = 2023-09-01
remision_impresa = 2023-09-06
limite_remision = 2023-09-06
regla_remision = "5 días naturales después"

[[entregables]]
llave = "mensual-09"
clave = "3"
numeral = 3
nombre = "Informe mensual"
tipo = "recurrente"
periodo = "2023-09"
bloque = "Octubre 2023"
ruta = "informe"
area = "informatica"
termina = 2023-10-03
fecha_plan = 2023-10-03
limite_remision = 2023-10-05
regla_evento = "periodo"
regla_remision = "primeros 5 días naturales del mes siguiente"

[[entregables]]
llave = "mensual-10"
clave = "3"
numeral = 3
nombre = "Informe mensual"
tipo = "recurrente"
periodo = "2023-10"
bloque = "Noviembre 2023"
ruta = "informe"
area = "informatica"
termina = 2023-11-03
fecha_plan = 2023-11-03
limite_remision = 2023-11-05
regla_evento = "periodo"
regla_remision = "primeros 5 días naturales del mes siguiente"

[[entregables]]
llave = "mensual"
clave = "3"
numeral = 3
nombre = "Informe mensual"
tipo = "recurrente"
plantilla = true
meses = { desde = "2023-11", hasta = "2024-05" }
impreso = { limite = "Los primeros tres días del mes siguiente" }
ruta = "informe"
area = "informatica"
regla = "primeros 3 días naturales del mes siguiente"
regla_evento = "periodo"
regla_remision = "primeros 5 días naturales del mes siguiente"

[[entregables]]
llave = "proceso-tecnico"
clave = "6"
numeral = 6
nombre = "Proceso técnico operativo"
bloque = "Enero 2024"
ruta = "acuerdo"
area = "informatica"
termina = 2024-01-02
fecha_plan = 2024-01-02
remision_impresa = 2024-01-07
limite_remision = 2024-01-07
regla_remision = "5 días naturales después"

[[entregables.subactividades]]
clave = "6.1"
texto = "Reunión, los últimos días del mes de diciembre de 2023"
etapa = "reunion"

[[entregables.subactividades]]
clave = "6.2"
texto = "Sesión, a más tardar el 1 de enero de 2024"
etapa = "comision"
fecha_impresa = 2024-01-01

[[entregables.subactividades]]
clave = "6.3"
texto = "Consejo, a más tardar el 2 de enero de 2024"
etapa = "consejo"
fecha_impresa = 2024-01-02

[[entregables.subactividades]]
clave = "6.4"
texto = "A más tardar el 7 de enero de 2024"
etapa = "remitir"
fecha_impresa = 2024-01-07
regla = "5 días naturales después"
regla_evento = "aprobacion"

[[entregables]]
llave = "listado"
clave = "7"
numeral = 7
nombre = "Remisión del listado de gubernatura"
tipo = "por_evento"
bloque = "Marzo 2024"
ruta = "acuerdo"
area = "informatica"
inicia = 2024-03-09
termina = 2024-03-24
fecha_plan = 2024-03-24
regla_remision = "mismo día"

[[entregables.subactividades]]
clave = "7.1"
texto = "Consejo, a más tardar el 23 de marzo de 2024"
etapa = "consejo"
fecha_impresa = 2024-03-23

[[entregables.subactividades]]
clave = "7.2"
texto = "Sustituciones, hasta el 1 de junio de 2024"
etapa = "consejo"
fecha_impresa = 2024-06-01
regla = "día anterior"
regla_evento = "jornada"

[[entregables]]
llave = "semanal"
clave = "14"
nombre = "Seguimiento semanal"
tipo = "recurrente"
plantilla = true
ruta = "interno"
area = "informatica"
impreso = { limite = "Cada viernes, hasta el 01/06/2024" }
regla = "cada viernes desde 2024-04-01 hasta 2024-06-01"

[[entregables]]
llave = "avance-abril"
clave = "15"
nombre = "Avance de abril"
ruta = "interno"
area = "informatica"
termina = 2024-04-26
fecha_plan = 2024-04-26
fundamento = "Artículo 15, incisos g) y h)"
conclusion_impresa = 2024-04-25
impreso = { conclusion = "23 y 25 de abril de 2024" }
producto = "Oficio OPL/SE/10/2024"
desarrollo = "Los días 23 y 25 de abril se elaboró; se envió con el oficio OPL/SE/10/2024."

[[entregables]]
llave = "avance-mayo"
clave = "16"
nombre = "Avance de mayo"
ruta = "interno"
area = "informatica"
termina = 2024-05-29
fecha_plan = 2024-05-29
fundamento = "Art. 15, inciso g)"

[[entregables]]
llave = "final"
clave = "17"
nombre = "Informe final"
ruta = "interno"
area = "informatica"
termina = 2024-10-02
fecha_plan = 2024-10-02
regla = "4 meses después"
regla_evento = "jornada"
fundamento = "Art. 15, inciso g)"

[[entregables]]
llave = "aviso"
clave = "19"
nombre = "Aviso de privacidad"
ruta = "interno"
area = "informatica"
termina = 2024-02-29
fecha_plan = 2024-02-29
fundamento = "Art. 15, inciso c)"

[[entregables]]
llave = "capacitacion"
clave = "18"
nombre = "Capacitación"
ruta = "actividad"
area = "informatica"
modo = "habiles"
termina = 2024-03-15
fecha_plan = 2024-03-15
"""
for _clave, _numeral in (("4", 4), ("5", 5), ("8", 8), ("9", 9), ("10", 10), ("11", 11), ("12", 12)):
    _contingente = _numeral >= 10
    LIMPIO += f"""
[[entregables]]
llave = "numeral-{_numeral}"
clave = "{_clave}"
numeral = {_numeral}
nombre = "Entregable {_numeral}"
tipo = "{"contingente" if _contingente else "fecha_fija"}"
plantilla = {"true" if _contingente else "false"}
ruta = "acuerdo"
area = "informatica"
regla_remision = "{3 if _numeral == 12 else 5} días naturales después"
{"regla_evento = 'supuesto'" if _contingente else "termina = 2024-02-01"}
{"" if _contingente else "fecha_plan = 2024-02-01"}
"""
LIMPIO += """
[[hitos]]
clave = "construccion"
grupo = "Construcción"
nombre = "Construcción"
inicia = 2023-11-01
termina = 2023-12-01

[[hitos]]
clave = "pruebas"
grupo = "Pruebas"
nombre = "Pruebas"
inicia = 2023-12-02
termina = 2024-01-15

[[hitos]]
clave = "captura"
grupo = "Liberación"
nombre = "Interfaz de captura"
termina = 2024-01-20

[[hitos]]
clave = "publicacion"
grupo = "Liberación"
nombre = "Interfaz de publicación"
termina = 2024-02-05

[[matriz]]
clave = "3"
nombre = "Informe mensual"
celdas = { 2023-10 = "3", 2023-11 = "3" }

[[matriz]]
clave = "7"
nombre = "Remisión del listado de gubernatura"
llave = "listado"
celdas = { 2024-03 = "9-24" }

"""
# The closing matrix has a row for each of the others; those that name their month mark its day.
for _clave, _llave, _nombre, _producto, _celda in (
    ("1", "instalacion", "Instalación de la Comisión", "Acuerdo", '2023-09 = "1"'),
    ("2", "instancia", "Instancia interna", "", '2023-09 = "1"'),
    ("6", "proceso-tecnico", "Proceso técnico operativo", "", '2024-01 = "2"'),
    ("14", "semanal", "Seguimiento semanal", "", ""),
    ("15", "avance-abril", "Avance de abril", "Oficio OPL/SE/10/2024", '2024-04 = "26"'),
    ("16", "avance-mayo", "Avance de mayo", "", '2024-05 = "29"'),
    ("17", "final", "Informe final", "", '2024-10 = "2"'),
    ("18", "capacitacion", "Capacitación", "", '2024-03 = "15"'),
    ("19", "aviso", "Aviso de privacidad", "", '2024-02 = "29"'),
    *(
        (str(n), f"numeral-{n}", f"Entregable {n}", "", '2024-02 = "1"' if n < 10 else "")
        for n in (4, 5, 8, 9, 10, 11, 12)
    ),
):
    LIMPIO += f"""
[[matriz]]
clave = "{_clave}"
nombre = "{_nombre}"
producto = "{_producto}"
llave = "{_llave}"
celdas = {{ {_celda} }}
"""
LIMPIO += """
[[citas]]
sobre = "Creación de la Comisión"
numero = "OPL/CG/1/2023"
fecha = 2023-09-01
lugar = "Introducción"

[[citas]]
sobre = "Creación de la Comisión"
numero = "OPL /CG/1/2023"
fecha = 2023-09-01
lugar = "Tabla"

[[afirmaciones]]
texto = "Todo se concluyó con antelación."
lugar = "Párrafo final"
"""


def revisado(cambios: Mapping[str, Any] | None = None, de: str = LIMPIO) -> list[Hallazgo]:
    """What is found in a plan (the clean one) once the value at each path is another; None takes the key or row out.

    A path goes down by key, by `llave`, `clave` or `lugar` of a row, or by position: `entregables/final/regla`,
    `citas/1/numero`. A path that ends in «+» adds a row. What changes a value may be a function of it.
    """
    crudo: dict[str, Any] = tomllib.loads(de)
    for ruta, valor in (cambios or {}).items():
        *pasos, ultimo = ruta.split("/")
        lugar: Any = crudo
        for paso in pasos:
            lugar = lugar[paso] if isinstance(lugar, dict) else _fila(lugar, paso)
        if ultimo == "+":
            lugar.append(valor)
        elif valor is None and isinstance(lugar, list):
            lugar.remove(_fila(lugar, ultimo))
        elif valor is None:
            del lugar[ultimo]
        else:
            lugar[ultimo] = valor(lugar[ultimo]) if callable(valor) else valor
    return revisar(PlanDatos.model_validate(crudo))


def _fila(filas: list[dict[str, Any]], cual: str) -> dict[str, Any]:
    nombradas = [fila for fila in filas if cual in (fila.get("llave"), fila.get("clave"), fila.get("lugar"))]
    return nombradas[0] if nombradas else filas[int(cual)]
