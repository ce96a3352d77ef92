"""One slip each: how the clean plan is spoiled, and the finding that it must give."""

from datetime import date
from typing import Any

from calendario.fechas import MESES

# Code, key as printed, field and value of a finding.
Esperado = tuple[str, str, str, str]
IMPRESA = "subactividades.fecha_impresa"
PASO = "entregables/proceso-tecnico/subactividades"


def fechas(llave: str, dia: date) -> dict[str, Any]:
    """The printed and the ruling date of a row, and its mark in the matrix, moved together."""
    movidas: dict[str, Any] = {f"entregables/{llave}/termina": dia, f"entregables/{llave}/fecha_plan": dia}
    # The monthly reports share a row of the matrix: whoever moves one says what it marks.
    marca = {} if llave.startswith("mensual") else {f"matriz/{llave}/celdas": {f"{dia:%Y-%m}": str(dia.day)}}
    return movidas | marca


def paso(clave: str, dia: date) -> dict[str, Any]:
    """The date of a step and its text, moved together."""
    texto = f"A más tardar el {dia.day} de {MESES[dia.month - 1]} de {dia.year}"
    return {f"{PASO}/{clave}/fecha_impresa": dia, f"{PASO}/{clave}/texto": texto}


SIN_CONCLUSION = {
    "entregables/avance-abril/conclusion_impresa": None,
    "entregables/avance-abril/impreso": None,
    "entregables/avance-abril/desarrollo": None,
}
OTRO_MAYO = {
    "llave": "mayo",
    "clave": "19",
    "nombre": "Otro avance de mayo",
    "ruta": "interno",
    "area": "informatica",
    "termina": date(2024, 5, 20),
    "fundamento": "Art. 15, inciso g)",
}
ACUERDO_INTERNO = {
    "llave": "acuerdo-interno",
    "clave": "20",
    "numeral": 11,
    "nombre": "Acuerdo interno",
    "ruta": "interno",
    "area": "informatica",
    "termina": date(2023, 12, 31),
    "impreso": {"remision": "No aplica"},
}


def en_matriz(fila: dict[str, Any], celdas: dict[str, str]) -> dict[str, Any]:
    """The row of the matrix for a row of the table."""
    return {"clave": fila["clave"], "nombre": fila["nombre"], "llave": fila["llave"], "celdas": celdas}


CASOS: dict[str, tuple[dict[str, Any], Esperado]] = {
    "year of another block": (
        paso("6.4", date(2023, 1, 7)) | {"entregables/proceso-tecnico/remision_impresa": date(2023, 1, 7)},
        ("anio_imposible", "6.4", IMPRESA, "2023-01-07"),
    ),
    "year of no process": (
        fechas("avance-mayo", date(2042, 5, 29))
        | {"entregables/+": OTRO_MAYO, "matriz/+": en_matriz(OTRO_MAYO, {"2024-05": "20"})},
        ("anio_imposible", "16", "termina", "2042-05-29"),
    ),
    "before the process": (
        fechas("capacitacion", date(2023, 8, 15)),
        ("fuera_del_proceso", "18", "termina", "2023-08-15"),
    ),
    "after the final report": (
        fechas("capacitacion", date(2024, 11, 15)),
        ("fuera_del_proceso", "18", "termina", "2024-11-15"),
    ),
    "period backwards": (
        {"entregables/listado/inicia": date(2024, 3, 28), "matriz/7/celdas": {"2024-03": "24"}},
        ("periodo_al_reves", "7", "termina", "2024-03-24"),
    ),
    "outside its month": (
        {"entregables/listado/inicia": date(2024, 2, 9), "matriz/7/celdas": {"2024-03": "24"}},
        ("fuera_de_su_mes", "7", "inicia", "2024-02-09"),
    ),
    "commission before the working meeting": (
        paso("6.2", date(2023, 12, 1)),
        ("pasos_fuera_de_orden", "6.2", IMPRESA, "2023-12-01"),
    ),
    "council before commission": (
        paso("6.2", date(2024, 1, 4)),
        ("pasos_fuera_de_orden", "6.2", IMPRESA, "2024-01-04"),
    ),
    "remission before approval": (
        paso("6.4", date(2024, 1, 1)) | {"entregables/proceso-tecnico/remision_impresa": date(2024, 1, 1)},
        ("pasos_fuera_de_orden", "6.4", IMPRESA, "2024-01-01"),
    ),
    "session after the due date": (
        paso("6.3", date(2024, 1, 5)),
        ("sesion_despues_del_vencimiento", "6.3", IMPRESA, "2024-01-05"),
    ),
    "a remission that does not fit in its period": (
        {"entregables/listado/regla_remision": "día siguiente"},
        ("remision_no_cabe", "7", "termina", "2024-03-24"),
    ),
    "limit of remission before the approval": (
        {"entregables/mensual-10/limite_remision": date(2023, 11, 2), "entregables/mensual-10/regla_remision": None},
        ("remision_antes_de_aprobacion", "3", "limite_remision", "2023-11-02"),
    ),
    "later than the Lineamientos": (
        {"entregables/instalacion/fecha_ine": date(2023, 8, 31)},
        ("despues_de_los_lineamientos", "1", "termina", "2023-09-01"),
    ),
    "printed later than its rule": (
        {"entregables/instalacion/regla_remision": "4 días naturales después"},
        ("no_sigue_su_regla", "1", "remision_impresa", "2023-09-06"),
    ),
    "a ruling date that does not follow its rule": (
        {"entregables/mensual-10/limite_remision": date(2023, 11, 6)},
        ("no_sigue_su_regla", "3", "limite_remision", "2023-11-06"),
    ),
    "same rule, two dates": (
        {
            "entregables/instancia/remision_impresa": date(2023, 9, 7),
            "entregables/instancia/limite_remision": date(2023, 9, 7),
            "entregables/instancia/regla_evento": "2023-09-02",
        },
        ("misma_regla_dos_fechas", "2", "remision_impresa", "2023-09-07"),
    ),
    "the file corrects what is printed": (
        {"entregables/capacitacion/fecha_plan": date(2024, 3, 14), "entregables/capacitacion/nota": "Rige la sesión."},
        ("rige_otra_fecha", "18", "termina", "2024-03-15"),
    ),
    "a printed term that ends after the one that rules": (
        {"entregables/mensual-09/impreso": {"remision": "5 días naturales posteriores a la aprobación"}},
        ("plazo_impreso_excede", "3", "impreso.remision", "5 días naturales posteriores a la aprobación"),
    ),
    "a report due before the body meets": (
        fechas("mensual-09", date(2023, 10, 2)) | {"matriz/3/celdas": {"2023-10": "2", "2023-11": "3"}},
        ("informe_antes_de_sesion", "3", "fecha_plan", "2023-10-02"),
    ),
    "due on a day of rest": (
        fechas("capacitacion", date(2024, 3, 18)),
        ("vence_en_inhabil", "18", "fecha_plan", "2024-03-18"),
    ),
    "repeats without an end": (
        {"entregables/semanal/impreso": {"limite": "Cada viernes"}},
        ("recurrencia_sin_fin", "14", "regla", "Cada viernes"),
    ),
    "a month without report": (
        {"entregables/mensual/meses": {"desde": "2023-12", "hasta": "2024-05"}},
        ("mes_sin_informe", "numeral 3", "periodo", "2023-11"),
    ),
    "the last month without report": (
        {"entregables/mensual/meses": {"desde": "2023-11", "hasta": "2024-04"}},
        ("mes_sin_informe", "numeral 3", "periodo", "2024-05"),
    ),
    "two reports of a month": (
        {"entregables/mensual/meses": {"desde": "2023-10", "hasta": "2024-05"}},
        ("mes_sin_informe", "numeral 3", "periodo", "2023-10"),
    ),
    "a report approved before its month ends": (
        {
            "entregables/mensual-09/subactividades": [
                {
                    "clave": "3.1",
                    "texto": "Sesión celebrada el 28 de septiembre de 2023",
                    "etapa": "comision",
                    "fecha_impresa": date(2023, 9, 28),
                }
            ]
        },
        ("informe_antes_de_fin_de_mes", "3.1", IMPRESA, "2023-09-28"),
    ),
    "a rule that says nothing": (
        {"entregables/final/regla": "4 lunas después"},
        ("regla_ilegible", "17", "regla", "4 lunas después"),
    ),
    "a rule that counts from nothing known": (
        {"entregables/final/regla_evento": "jornda"},
        ("regla_sin_calcular", "17", "regla_evento", "jornda"),
    ),
    "a step whose rule counts from nothing known": (
        {f"{PASO}/6.4/regla_evento": "aprobasion"},
        ("regla_sin_calcular", "6.4", "subactividades.regla_evento", "aprobasion"),
    ),
    "a rule that falls out of the calendar": (
        {"entregables/final/regla": "999 meses después", "entregables/final/termina": date(2024, 10, 2)},
        ("regla_sin_calcular", "17", "regla", "999 meses después"),
    ),
    "a day that no calendar has": (
        {"entregables/instalacion/impreso": {"termina": "31 de septiembre de 2023"}},
        ("dia_inexistente", "1", "impreso.termina", "31 de septiembre de 2023"),
    ),
    "a day that no calendar has, in a step": (
        {f"{PASO}/6.2/texto": "A más tardar el 1 de enero de 2024 y no el 30 de febrero"},
        ("dia_inexistente", "6.2", "subactividades.texto", "30 de febrero"),
    ),
    "a maximum of INE badly copied": (
        {"entregables/instancia/impreso": {"fecha_ine": "01/09/2023 05/09/2023"}},
        ("transcripcion", "2", "remision_impresa", "2023-09-06"),
    ),
    "a step that prints a date and does not keep it": (
        {f"{PASO}/6.2/fecha_impresa": None},
        ("transcripcion", "6.2", IMPRESA, ""),
    ),
    "a step that prints «hasta el» after its rule": (
        {
            "entregables/listado/subactividades/7.2/texto": "Sustituciones, hasta el día 3 de junio de 2024",
            "entregables/listado/subactividades/7.2/fecha_impresa": date(2024, 6, 3),
        },
        ("no_sigue_su_regla", "7.2", IMPRESA, "2024-06-03"),
    ),
    "held to send later than the norm": (
        {"entregables/numeral-8/fecha_ine": date(2024, 2, 1), "entregables/numeral-8/limite_remision": date(2024, 2, 7)}
        | {"entregables/numeral-8/regla_remision": None},
        ("remision_tras_la_norma", "8", "limite_remision", "2024-02-07"),
    ),
    "more days to send than the norm": (
        {"entregables/numeral-12/regla_remision": "4 días naturales después"},
        ("remision_tras_la_norma", "12", "regla_remision", "4 días naturales después"),
    ),
    "the file holds to another day to send": (
        {"entregables/instancia/limite_remision": date(2023, 9, 8), "entregables/instancia/regla_remision": None},
        ("rige_otra_fecha", "2", "remision_impresa", "2023-09-06"),
    ),
    "a stage begins before the one it works with ends": (
        {"hitos/pruebas/inicia": date(2023, 11, 30)},
        ("etapas_traslapadas", "pruebas", "hitos.inicia", "2023-11-30"),
    ),
    "the matrix lacks a row": (
        {"entregables/+": OTRO_MAYO},
        ("falta_en_la_matriz", "19", "matriz.clave", ""),
    ),
    "the matrix names another thing": (
        {"matriz/final/nombre": "Elaborar el programa de la Comisión"},
        ("matriz_otro_nombre", "17", "matriz.nombre", "Elaborar el programa de la Comisión"),
    ),
    "the matrix asks for another document": (
        {"matriz/instalacion/producto": "Informe"},
        ("matriz_otro_producto", "1", "matriz.producto", "Informe"),
    ),
    "one series written in two ways": (
        {"entregables/instancia/producto": "Acuerdo OPL-CG-2/2023", "matriz/instancia/producto": "Acuerdo"},
        ("serie_de_otra_forma", "2", "producto", "OPL-CG-2/2023"),
    ),
    "one letter for two acts": (
        {f"{PASO}/6.4/texto": "A más tardar el 7 de enero de 2024, con el oficio OPL/SE/9/2024"}
        | {
            "entregables/instancia/producto": "Acuerdo OPL/CG/2/2023",
            "matriz/instancia/producto": "Acuerdo",
            "entregables/instancia/subactividades": [
                {"clave": "2.1", "texto": "Se remitió con el oficio OPL/SE/9/2024", "etapa": "remitir"}
            ],
        },
        ("oficio_de_dos_actos", "6.4", "subactividades.texto", "OPL/SE/9/2024"),
    ),
    "badly copied": (
        {"entregables/instalacion/impreso": {"termina": "10 de septiembre de 2023"}},
        ("transcripcion", "1", "termina", "2023-09-01"),
    ),
    "a step badly copied": (
        {f"{PASO}/6.3/texto": "Consejo, a más tardar el 3 de enero de 2024"},
        ("transcripcion", "6.3", IMPRESA, "2024-01-02"),
    ),
    "late while the source says in time": (
        SIN_CONCLUSION | {"entregables/avance-abril/conclusion_impresa": date(2024, 4, 27)},
        ("conclusion_tardia", "15", "conclusion_impresa", "2024-04-27"),
    ),
    "the text tells other days": (
        {"entregables/avance-abril/desarrollo": "Los días 23 y 24 de abril se elaboró."},
        ("texto_contradice_conclusion", "15", "impreso.conclusion", "23 y 25 de abril de 2024"),
    ),
    "the text tells a fact after the conclusion": (
        {
            "entregables/avance-abril/impreso": None,
            "entregables/avance-abril/desarrollo": "Los días 23 y 26 de abril se elaboró.",
        },
        ("texto_contradice_conclusion", "15", "impreso.conclusion", "2024-04-25"),
    ),
    "another letter": (
        {
            "entregables/avance-abril/producto": "Oficio OPL/SE/11/2024",
            "matriz/avance-abril/producto": "Oficio",
        },
        ("oficio_distinto", "15", "producto", "OPL/SE/11/2024"),
    ),
    "no remission": (
        {"entregables/+": ACUERDO_INTERNO, "matriz/+": en_matriz(ACUERDO_INTERNO, {"2023-12": "31"})},
        ("sin_remision", "20", "ruta", "No aplica"),
    ),
    "no limit to send": (
        {"entregables/numeral-8/regla_remision": None},
        ("sin_limite_de_remision", "8", "limite_remision", ""),
    ),
    "no area": (
        {"entregables/capacitacion/area": None},
        ("sin_area", "18", "area", ""),
    ),
    "no body and no remission": (
        {"entregables/numeral-9/ruta": "actividad"},
        ("sin_ruta", "9", "ruta", "actividad"),
    ),
    "a numeral without row": (
        {"entregables/numeral-5/numeral": None},
        ("numeral_sin_fila", "numeral 5", "numeral", ""),
    ),
    "an office without list": (
        {"cargos/gubernatura/entregable_listado": None},
        ("cargo_sin_listado", "numeral 7", "cargos (gubernatura).entregable_listado", ""),
    ),
    "no progress report in April": (
        SIN_CONCLUSION | fechas("avance-abril", date(2024, 3, 26)),
        ("sin_informe_de_avance", "15", "termina", "2024-03-26, 2024-05-29"),
    ),
    "a duty without date": (
        {"entregables/avance-mayo/termina": None},
        ("sin_fecha_impresa", "16", "termina", ""),
    ),
    "a milestone backwards": (
        {"hitos/construccion/inicia": date(2023, 12, 2)},
        ("hito_imposible", "construccion", "hitos.termina", "2023-12-01"),
    ),
    "a milestone outside the process": (
        {"hitos/construccion/inicia": date(2022, 11, 1)},
        ("hito_imposible", "construccion", "hitos.termina", "2023-12-01"),
    ),
    "a milestone that jumps back": (
        {"hitos/publicacion/termina": date(2024, 1, 19)},
        ("hito_fuera_de_orden", "publicacion", "hitos.termina", "2024-01-19"),
    ),
    "released before tested": (
        {"hitos/captura/termina": date(2024, 1, 10)},
        ("liberado_antes_de_probar", "captura", "hitos.termina", "2024-01-10"),
    ),
    "one key, two things": (
        {"entregables/numeral-9/clave": "8"},
        ("clave_repetida", "8", "clave", "8"),
    ),
    "one key, a row and a step": (
        {"entregables/instalacion/subactividades/1.1/clave": "2"},
        ("clave_repetida", "2", "clave", "2"),
    ),
    "the matrix marks another day": (
        {"matriz/3/celdas": {"2023-10": "4", "2023-11": "3"}},
        ("matriz_discrepa", "3", "matriz.2023-10", "4"),
    ),
    "the matrix marks another month": (
        {"matriz/7/celdas": {"2024-04": "9-24"}},
        ("matriz_discrepa", "7", "matriz.2024-04", "9-24"),
    ),
    "the matrix lacks a month": (
        {"matriz/3/celdas": {"2023-10": "3"}},
        ("matriz_discrepa", "3", "matriz.2023-11", ""),
    ),
    "the matrix has a row of nothing": (
        {"matriz/+": {"clave": "99", "nombre": "Nada"}},
        ("matriz_discrepa", "99", "matriz.clave", "99"),
    ),
    "the matrix adds to the name": (
        {"matriz/7/nombre": "Remisión del listado de gubernatura y de otros"},
        ("matriz_otro_nombre", "7", "matriz.nombre", "Remisión del listado de gubernatura y de otros"),
    ),
    "two numbers for one act": (
        {"citas/1/numero": "OPL/CG/7/2023"},
        ("cita_discrepante", "Creación de la Comisión", "citas.numero", "OPL/CG/7/2023"),
    ),
    "two dates for one act": (
        {"citas/1/fecha": date(2023, 9, 2)},
        ("cita_discrepante", "Creación de la Comisión", "citas.fecha", "2023-09-02"),
    ),
    "the same number written in another way": (
        {"citas/0/numero": "RRA 1/2023", "citas/1/numero": "RRA 1/23"},
        ("cita_de_otra_forma", "Creación de la Comisión", "citas.numero", "RRA 1/23"),
    ),
    "dated before the year of its number": (
        {"citas/1/sobre": "Sentencia", "citas/1/numero": "TEE/JDC/9/2024"},
        ("cita_imposible", "Sentencia", "citas.numero", "TEE/JDC/9/2024"),
    ),
    "the same act with two years": (
        {"entregables/instancia/producto": "Acuerdo OPL/CG/1/2024", "matriz/instancia/producto": "Acuerdo"},
        ("acto_con_dos_anios", "2", "producto", "OPL/CG/1/2024"),
    ),
    "concluded outside the days reported": (
        SIN_CONCLUSION
        | {
            "periodo": {"desde": date(2024, 4, 1), "hasta": date(2024, 4, 30)},
            "entregables/avance-abril/conclusion_impresa": date(2024, 3, 25),
        },
        ("fuera_del_periodo_informado", "15", "conclusion_impresa", "2024-03-25"),
    ),
}
