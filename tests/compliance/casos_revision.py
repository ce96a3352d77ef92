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
    "clave": "20",
    "nombre": "Otro avance de mayo",
    "ruta": "interno",
    "area": "informatica",
    "termina": date(2024, 5, 20),
    "fundamento": "Art. 15, inciso g)",
}
ACUERDO_INTERNO = {
    "llave": "acuerdo-interno",
    "clave": "21",
    "numeral": 11,
    "nombre": "Acuerdo interno",
    "ruta": "interno",
    "area": "informatica",
    "termina": date(2023, 12, 31),
    "impreso": {"remision": "No aplica"},
}
SOLO_REMITE = {
    "clave": "remision",
    "nombre": "Remisión",
    "etapas": [{"clave": "remitir", "nombre": "Remitir", "tipo": "remitir"}],
}
REMISION_DE_ABRIL = {
    "llave": "remision",
    "clave": "21",
    "nombre": "Remisión del avance de abril",
    "ruta": "remision",
    "area": "informatica",
    "limite_remision": date(2024, 4, 27),
    "regla_remision": "día siguiente",
    "regla_evento": "avance-abril",
}


def en_matriz(fila: dict[str, Any], celdas: dict[str, str]) -> dict[str, Any]:
    """The row of the matrix for a row of the table."""
    return {"clave": fila["clave"], "nombre": fila["nombre"], "llave": fila["llave"], "celdas": celdas}


CASOS: dict[str, tuple[dict[str, Any], Esperado]] = {
    "el anio de otro bloque": (
        paso("6.4", date(2023, 1, 7)) | {"entregables/proceso-tecnico/remision_impresa": date(2023, 1, 7)},
        ("anio_imposible", "6.4", IMPRESA, "2023-01-07"),
    ),
    "un anio de ningun proceso": (
        fechas("avance-mayo", date(2042, 5, 29))
        | {"entregables/+": OTRO_MAYO, "matriz/+": en_matriz(OTRO_MAYO, {"2024-05": "20"})},
        ("anio_imposible", "16", "termina", "2042-05-29"),
    ),
    "antes del proceso": (
        fechas("capacitacion", date(2023, 8, 15)),
        ("fuera_del_proceso", "18", "termina", "2023-08-15"),
    ),
    "despues del informe final": (
        fechas("capacitacion", date(2024, 11, 15)),
        ("fuera_del_proceso", "18", "termina", "2024-11-15"),
    ),
    "un periodo al reves": (
        {"entregables/listado/inicia": date(2024, 3, 28), "matriz/7/celdas": {"2024-03": "24"}},
        ("periodo_al_reves", "7", "termina", "2024-03-24"),
    ),
    "fuera de su mes": (
        {"entregables/listado/inicia": date(2024, 2, 9), "matriz/7/celdas": {"2024-03": "24"}},
        ("fuera_de_su_mes", "7", "inicia", "2024-02-09"),
    ),
    "la comision antes de la reunion de trabajo": (
        paso("6.2", date(2023, 12, 1)),
        ("pasos_fuera_de_orden", "6.2", IMPRESA, "2023-12-01"),
    ),
    "el consejo antes de la comision": (
        paso("6.2", date(2024, 1, 4)),
        ("pasos_fuera_de_orden", "6.2", IMPRESA, "2024-01-04"),
    ),
    "la remision antes de la aprobacion": (
        paso("6.4", date(2024, 1, 1)) | {"entregables/proceso-tecnico/remision_impresa": date(2024, 1, 1)},
        ("pasos_fuera_de_orden", "6.4", IMPRESA, "2024-01-01"),
    ),
    "la sesion despues de la fecha maxima": (
        paso("6.3", date(2024, 1, 5)),
        ("sesion_despues_del_vencimiento", "6.3", IMPRESA, "2024-01-05"),
    ),
    "una remision que no cabe en su periodo": (
        {"entregables/listado/regla_remision": "día siguiente"},
        ("remision_no_cabe", "7", "termina", "2024-03-24"),
    ),
    "el limite de remision antes de la aprobacion": (
        {"entregables/mensual-10/limite_remision": date(2023, 11, 2), "entregables/mensual-10/regla_remision": None},
        ("remision_antes_de_aprobacion", "3", "limite_remision", "2023-11-02"),
    ),
    "despues que los Lineamientos": (
        {"entregables/instalacion/fecha_ine": date(2023, 8, 31)},
        ("despues_de_los_lineamientos", "1", "termina", "2023-09-01"),
    ),
    "impresa despues de su regla": (
        {"entregables/instalacion/regla_remision": "4 días naturales después"},
        ("no_sigue_su_regla", "1", "remision_impresa", "2023-09-06"),
    ),
    "una fecha que rige y no sigue su regla": (
        {"entregables/mensual-10/limite_remision": date(2023, 11, 6)},
        ("no_sigue_su_regla", "3", "limite_remision", "2023-11-06"),
    ),
    "la misma regla con dos fechas": (
        {
            "entregables/instancia/remision_impresa": date(2023, 9, 7),
            "entregables/instancia/limite_remision": date(2023, 9, 7),
            "entregables/instancia/regla_evento": "2023-09-02",
        },
        ("misma_regla_dos_fechas", "2", "remision_impresa", "2023-09-07"),
    ),
    "el archivo corrige lo impreso": (
        {"entregables/capacitacion/fecha_plan": date(2024, 3, 14), "entregables/capacitacion/nota": "Rige la sesión."},
        ("rige_otra_fecha", "18", "termina", "2024-03-15"),
    ),
    "un plazo impreso que termina despues del que rige": (
        {"entregables/mensual-09/impreso": {"remision": "5 días naturales posteriores a la aprobación"}},
        ("plazo_impreso_excede", "3", "impreso.remision", "5 días naturales posteriores a la aprobación"),
    ),
    "un informe que vence antes de que sesione el organo": (
        fechas("mensual-09", date(2023, 10, 2)) | {"matriz/3/celdas": {"2023-10": "2", "2023-11": "3"}},
        ("informe_antes_de_sesion", "3", "fecha_plan", "2023-10-02"),
    ),
    "vence en un dia de descanso": (
        fechas("capacitacion", date(2024, 3, 18)),
        ("vence_en_inhabil", "18", "fecha_plan", "2024-03-18"),
    ),
    "se repite sin fin": (
        {"entregables/semanal/impreso": {"limite": "Cada viernes"}},
        ("recurrencia_sin_fin", "14", "regla", "Cada viernes"),
    ),
    "un mes sin informe": (
        {"entregables/mensual/meses": {"desde": "2023-12", "hasta": "2024-05"}},
        ("mes_sin_informe", "numeral 3", "periodo", "2023-11"),
    ),
    "el ultimo mes sin informe": (
        {"entregables/mensual/meses": {"desde": "2023-11", "hasta": "2024-04"}},
        ("mes_sin_informe", "numeral 3", "periodo", "2024-05"),
    ),
    "dos informes de un mes": (
        {"entregables/mensual/meses": {"desde": "2023-10", "hasta": "2024-05"}},
        ("mes_sin_informe", "numeral 3", "periodo", "2023-10"),
    ),
    "un informe aprobado antes de que termine su mes": (
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
    "una regla que no dice nada": (
        {"entregables/final/regla": "4 lunas después"},
        ("regla_ilegible", "17", "regla", "4 lunas después"),
    ),
    "una regla que cuenta desde algo desconocido": (
        {"entregables/final/regla_evento": "jornda"},
        ("regla_sin_calcular", "17", "regla_evento", "jornda"),
    ),
    "un paso cuya regla cuenta desde algo desconocido": (
        {f"{PASO}/6.4/regla_evento": "aprobasion"},
        ("regla_sin_calcular", "6.4", "subactividades.regla_evento", "aprobasion"),
    ),
    "una regla que se sale del calendario": (
        {"entregables/final/regla": "999 meses después", "entregables/final/termina": date(2024, 10, 2)},
        ("regla_sin_calcular", "17", "regla", "999 meses después"),
    ),
    "un dia que ningun calendario tiene": (
        {"entregables/instalacion/impreso": {"termina": "31 de septiembre de 2023"}},
        ("dia_inexistente", "1", "impreso.termina", "31 de septiembre de 2023"),
    ),
    "un dia que ningun calendario tiene, en un paso": (
        {f"{PASO}/6.2/texto": "A más tardar el 1 de enero de 2024 y no el 30 de febrero"},
        ("dia_inexistente", "6.2", "subactividades.texto", "30 de febrero"),
    ),
    "un maximo del INE mal copiado": (
        {"entregables/instancia/impreso": {"fecha_ine": "01/09/2023 05/09/2023"}},
        ("transcripcion", "2", "remision_impresa", "2023-09-06"),
    ),
    "un paso que imprime una fecha y no la guarda": (
        {f"{PASO}/6.2/fecha_impresa": None},
        ("transcripcion", "6.2", IMPRESA, ""),
    ),
    "un paso que imprime «hasta el» despues de su regla": (
        {
            "entregables/listado/subactividades/7.2/texto": "Sustituciones, hasta el día 3 de junio de 2024",
            "entregables/listado/subactividades/7.2/fecha_impresa": date(2024, 6, 3),
        },
        ("no_sigue_su_regla", "7.2", IMPRESA, "2024-06-03"),
    ),
    "con mas plazo para remitir que la norma": (
        {"entregables/numeral-8/fecha_ine": date(2024, 2, 1), "entregables/numeral-8/limite_remision": date(2024, 2, 7)}
        | {"entregables/numeral-8/regla_remision": None},
        ("remision_tras_la_norma", "8", "limite_remision", "2024-02-07"),
    ),
    "mas dias para remitir que la norma": (
        {"entregables/numeral-12/regla_remision": "4 días naturales después"},
        ("remision_tras_la_norma", "12", "regla_remision", "4 días naturales después"),
    ),
    "el archivo pide remitir otro dia": (
        {"entregables/instancia/limite_remision": date(2023, 9, 8), "entregables/instancia/regla_remision": None},
        ("rige_otra_fecha", "2", "remision_impresa", "2023-09-06"),
    ),
    "una etapa empieza antes de que termine aquella con que trabaja": (
        {"hitos/pruebas/inicia": date(2023, 11, 30)},
        ("etapas_traslapadas", "pruebas", "hitos.inicia", "2023-11-30"),
    ),
    "a la matriz le falta una fila": (
        {"entregables/+": OTRO_MAYO},
        ("falta_en_la_matriz", "20", "matriz.clave", ""),
    ),
    "la matriz nombra otra cosa": (
        {"matriz/final/nombre": "Elaborar el programa de la Comisión"},
        ("matriz_otro_nombre", "17", "matriz.nombre", "Elaborar el programa de la Comisión"),
    ),
    "la matriz pide otro documento": (
        {"matriz/instalacion/producto": "Informe"},
        ("matriz_otro_producto", "1", "matriz.producto", "Informe"),
    ),
    "una serie escrita de dos modos": (
        {"entregables/instancia/producto": "Acuerdo OPL-CG-2/2023", "matriz/instancia/producto": "Acuerdo"},
        ("serie_de_otra_forma", "2", "producto", "OPL-CG-2/2023"),
    ),
    "un oficio para dos actos": (
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
    "mal copiado": (
        {"entregables/instalacion/impreso": {"termina": "10 de septiembre de 2023"}},
        ("transcripcion", "1", "termina", "2023-09-01"),
    ),
    "un paso mal copiado": (
        {f"{PASO}/6.3/texto": "Consejo, a más tardar el 3 de enero de 2024"},
        ("transcripcion", "6.3", IMPRESA, "2024-01-02"),
    ),
    "tarde aunque la fuente diga a tiempo": (
        SIN_CONCLUSION | {"entregables/avance-abril/conclusion_impresa": date(2024, 4, 27)},
        ("conclusion_tardia", "15", "conclusion_impresa", "2024-04-27"),
    ),
    "el texto dice otros dias": (
        {"entregables/avance-abril/desarrollo": "Los días 23 y 24 de abril se elaboró."},
        ("texto_contradice_conclusion", "15", "impreso.conclusion", "23 y 25 de abril de 2024"),
    ),
    "el texto cuenta un hecho posterior a la conclusion": (
        {
            "entregables/avance-abril/impreso": None,
            "entregables/avance-abril/desarrollo": "Los días 23 y 26 de abril se elaboró.",
        },
        ("texto_contradice_conclusion", "15", "impreso.conclusion", "2024-04-25"),
    ),
    "otro oficio": (
        {
            "entregables/avance-abril/producto": "Oficio OPL/SE/11/2024",
            "matriz/avance-abril/producto": "Oficio",
        },
        ("oficio_distinto", "15", "producto", "OPL/SE/11/2024"),
    ),
    "una remision que no espera lo que remite": (
        {
            "rutas/+": SOLO_REMITE,
            "entregables/+": REMISION_DE_ABRIL,
            "matriz/+": en_matriz(REMISION_DE_ABRIL, {"2024-04": "27"}),
        },
        ("remision_sin_esperar", "21", "espera_a", "nada"),
    ),
    "una etapa que nadie recorre": (
        {"rutas/informe/etapas/+": {"clave": "nunca", "nombre": "Nunca", "tipo": "validar", "si": {"al_ine": False}}},
        ("etapa_que_nadie_recorre", "informe", "nunca", "al_ine"),
    ),
    "sin remision": (
        {"entregables/+": ACUERDO_INTERNO, "matriz/+": en_matriz(ACUERDO_INTERNO, {"2023-12": "31"})},
        ("sin_remision", "21", "ruta", "No aplica"),
    ),
    "sin limite de remision": (
        {"entregables/numeral-8/regla_remision": None},
        ("sin_limite_de_remision", "8", "limite_remision", ""),
    ),
    "sin area": (
        {"entregables/capacitacion/area": None},
        ("sin_area", "18", "area", ""),
    ),
    "sin organo ni remision": (
        {"entregables/numeral-9/ruta": "actividad"},
        ("sin_ruta", "9", "ruta", "actividad"),
    ),
    "un numeral sin fila": (
        {"entregables/numeral-5/numeral": None},
        ("numeral_sin_fila", "numeral 5", "numeral", ""),
    ),
    "un cargo sin listado": (
        {"cargos/gubernatura/entregable_listado": None},
        ("cargo_sin_listado", "numeral 7", "cargos (gubernatura).entregable_listado", ""),
    ),
    "sin informe de avance en abril": (
        SIN_CONCLUSION | fechas("avance-abril", date(2024, 3, 26)),
        ("sin_informe_de_avance", "15", "termina", "2024-03-26, 2024-05-29"),
    ),
    "una obligacion sin fecha": (
        {"entregables/avance-mayo/termina": None},
        ("sin_fecha_impresa", "16", "termina", ""),
    ),
    "un hito al reves": (
        {"hitos/construccion/inicia": date(2023, 12, 2)},
        ("hito_imposible", "construccion", "hitos.termina", "2023-12-01"),
    ),
    "un hito fuera del proceso": (
        {"hitos/construccion/inicia": date(2022, 11, 1)},
        ("hito_imposible", "construccion", "hitos.termina", "2023-12-01"),
    ),
    "un hito que salta hacia atras": (
        {"hitos/publicacion/termina": date(2024, 1, 19)},
        ("hito_fuera_de_orden", "publicacion", "hitos.termina", "2024-01-19"),
    ),
    "liberado antes de probarse": (
        {"hitos/captura/termina": date(2024, 1, 10)},
        ("liberado_antes_de_probar", "captura", "hitos.termina", "2024-01-10"),
    ),
    "una clave para dos cosas": (
        {"entregables/numeral-9/clave": "8"},
        ("clave_repetida", "8", "clave", "8"),
    ),
    "una clave para una fila y un paso": (
        {"entregables/instalacion/subactividades/1.1/clave": "2"},
        ("clave_repetida", "2", "clave", "2"),
    ),
    "la matriz marca otro dia": (
        {"matriz/3/celdas": {"2023-10": "4", "2023-11": "3"}},
        ("matriz_discrepa", "3", "matriz.2023-10", "4"),
    ),
    "la matriz marca otro mes": (
        {"matriz/7/celdas": {"2024-04": "9-24"}},
        ("matriz_discrepa", "7", "matriz.2024-04", "9-24"),
    ),
    "a la matriz le falta un mes": (
        {"matriz/3/celdas": {"2023-10": "3"}},
        ("matriz_discrepa", "3", "matriz.2023-11", ""),
    ),
    "la matriz tiene una fila de nada": (
        {"matriz/+": {"clave": "99", "nombre": "Nada"}},
        ("matriz_discrepa", "99", "matriz.clave", "99"),
    ),
    "la matriz agrega algo al nombre": (
        {"matriz/7/nombre": "Remisión del listado de gubernatura y de otros"},
        ("matriz_otro_nombre", "7", "matriz.nombre", "Remisión del listado de gubernatura y de otros"),
    ),
    "dos numeros para un acto": (
        {"citas/1/numero": "OPL/CG/7/2023"},
        ("cita_discrepante", "Creación de la Comisión", "citas.numero", "OPL/CG/7/2023"),
    ),
    "dos fechas para un acto": (
        {"citas/1/fecha": date(2023, 9, 2)},
        ("acto_con_dos_fechas", "Creación de la Comisión", "citas.fecha", "2023-09-02"),
    ),
    "el mismo numero escrito de otro modo": (
        {"citas/0/numero": "RRA 1/2023", "citas/1/numero": "RRA 1/23"},
        ("serie_de_otra_forma", "Creación de la Comisión", "citas.numero", "RRA 1/23"),
    ),
    "fechado antes del anio de su numero": (
        {"citas/1/sobre": "Sentencia", "citas/1/numero": "TEE/JDC/9/2024"},
        ("acto_de_otro_anio", "Sentencia", "citas.numero", "TEE/JDC/9/2024"),
    ),
    "el mismo acto con dos anios": (
        {"entregables/instancia/producto": "Acuerdo OPL/CG/1/2024", "matriz/instancia/producto": "Acuerdo"},
        ("acto_con_dos_anios", "2", "producto", "OPL/CG/1/2024"),
    ),
    "concluido fuera de los dias informados": (
        SIN_CONCLUSION
        | {
            "periodo": {"desde": date(2024, 4, 1), "hasta": date(2024, 4, 30)},
            "entregables/avance-abril/conclusion_impresa": date(2024, 3, 25),
        },
        ("fuera_del_periodo_informado", "15", "conclusion_impresa", "2024-03-25"),
    ),
    # -- What the texts say ---------------------------------------------------------------------------------
    "una clave que no cabe en el registro": (
        {"entregables/capacitacion/clave": "18-2023-2024-X", "matriz/18/clave": "18-2023-2024-X"},
        ("no_cabe_en_el_registro", "18-2023-2024-X", "clave", "18-2023-2024-X"),
    ),
    "un informe concluido antes de que termine su mes": (
        {"entregables/mensual-10/conclusion_impresa": date(2023, 10, 30)},
        ("concluye_antes_de_fin_de_mes", "3", "conclusion_impresa", "2023-10-30"),
    ),
    "un dia de la semana que no es": (
        {f"{PASO}/6.3/texto": "Consejo, a más tardar el lunes 2 de enero de 2024"},
        ("dia_de_otra_semana", "6.3", "subactividades.texto", "lunes 2 de enero de 2024"),
    ),
    "fundada en otro numeral": (
        {"entregables/instalacion/fundamento": "Art. 11, num. 2"},
        ("fundamento_otro_numeral", "1", "fundamento", "Art. 11, num. 2"),
    ),
    "fundada en otro articulo": (
        {"entregables/instalacion/fundamento": "Art. 12"},
        ("fundamento_otro_numeral", "1", "fundamento", "Art. 12"),
    ),
    "con el nombre de otro numeral": (
        {"entregables/numeral-9/nombre": "Prototipo navegable", "matriz/9/nombre": "Prototipo navegable"},
        ("nombre_otro_numeral", "9", "numeral", "9"),
    ),
    "fundada en lo que pide otra cosa": (
        {"entregables/aviso/fundamento": "Art. 16, inciso c)"},
        ("fundamento_de_otra_cosa", "19", "fundamento", "Art. 16, inciso c)"),
    ),
    "fundada en otra actividad del Plan Integral": (
        {
            "entregables/capacitacion/clave": "18.1",
            "matriz/18/clave": "18.1",
            "entregables/capacitacion/fundamento": "Plan Integral, actividad 18.2",
        },
        ("fundamento_otra_actividad", "18.1", "fundamento", "actividad 18.2"),
    ),
    "el fundamento y el texto citan articulos distintos": (
        {
            "entregables/capacitacion/fundamento": "Art. 14, inciso c)",
            "entregables/capacitacion/desarrollo": "En cumplimiento del artículo 15 se capacitó.",
        },
        ("fundamento_contra_texto", "18", "fundamento", "Art. 14, inciso c)"),
    ),
    "otro articulo de la misma ley": (
        {
            "entregables/capacitacion/fundamento": "Código Electoral, art. 98 Bis",
            "afirmaciones/0/texto": "Se concluyó con antelación, conforme al artículo 88 Bis del Código Electoral.",
        },
        ("ley_con_dos_articulos", "18", "fundamento", "art. 98 Bis"),
    ),
    "impresa como remitida antes de aprobarse": (
        {"entregables/aviso/remision_impresa": date(2024, 2, 20)},
        ("remision_impresa_antes_de_aprobacion", "19", "remision_impresa", "2024-02-20"),
    ),
    "dos dias de una misma aprobacion": (
        {
            "entregables/capacitacion/nombre": "Cuentas de gubernatura",
            "matriz/18/nombre": "Cuentas de gubernatura",
            "entregables/capacitacion/regla": "día siguiente",
            "entregables/capacitacion/regla_evento": "2024-03-14",
            "entregables/listado/regla_evento": "2024-03-23",
        },
        ("dos_dias_de_una_aprobacion", "18", "regla_evento", "2024-03-14"),
    ),
    "una fecha para todas las aprobaciones": (
        {
            "cargos/+": {"clave": "ayuntamientos", "nombre": "Ayuntamientos", "entregable_listado": "listado"},
            "entregables/listado/tipo": "fecha_fija",
        },
        ("una_fecha_para_todas", "7", "termina", "2024-03-24"),
    ),
    "un informe narra una sesion posterior a su aprobacion": (
        {
            "entregables/mensual-09/subactividades": [
                {
                    "clave": "3.1",
                    "texto": "Sesión de la Comisión, celebrada el 2 de octubre de 2023",
                    "etapa": "comision",
                    "fecha_impresa": date(2023, 10, 2),
                }
            ],
            "afirmaciones/+": {
                "texto": "En Sesión del Consejo, celebrada el 3 de octubre de 2023, se presentó.",
                "lugar": "Informe mensual de septiembre de 2023",
            },
        },
        ("sesion_narrada_antes", "Informe mensual de septiembre de 2023", "afirmaciones.texto", "2023-10-03"),
    ),
    "una sesion con dos fechas": (
        {
            "entregables/avance-mayo/desarrollo": "En la Primera Sesión del Consejo, celebrada el 20 de mayo de 2024.",
            "entregables/final/desarrollo": "La Primera Sesión del Consejo, celebrada el 20 de mayo de 2024.",
            "entregables/aviso/desarrollo": "En la Primera Sesión del Consejo, celebrada el 22 de mayo de 2024.",
        },
        ("sesion_con_dos_fechas", "19", "desarrollo", "2024-05-22"),
    ),
    "dos oficios para un acto": (
        {
            "entregables/instalacion/subactividades/+": {
                "clave": "1.2",
                "texto": "Se remitió con el oficio OPL/SE/8/2023",
                "etapa": "remitir",
            },
            **{
                f"{lista}/{cual}/producto": f"Acuerdo{numero}"
                for lista, numero in (("entregables", " OPL/CG/1/2023"), ("matriz", ""))
                for cual in ("instancia", "numeral-4")
            },
            "entregables/instancia/subactividades": [
                {"clave": "2.1", "texto": "Se remitió con el oficio OPL/SE/9/2023", "etapa": "remitir"}
            ],
            "entregables/numeral-4/subactividades": [
                {"clave": "4.1", "texto": "Se remitió con el oficio OPL/SE/8/2023", "etapa": "remitir"}
            ],
        },
        ("dos_oficios_de_un_acto", "2.1", "subactividades.texto", "OPL/SE/9/2023"),
    ),
    "otro numero con el nombre de un acuerdo": (
        {
            "entregables/instancia/fundamento": "Plan Integral (INE/CG446/2023)",
            "entregables/capacitacion/fundamento": "Plan Integral (INE/CG464/2023)",
        },
        ("otro_acto_con_su_nombre", "18", "fundamento", "INE/CG464/2023"),
    ),
    "un nombre cortado por una letra que falta": (
        {
            "areas/informatica/nombre": "Unidad Técnica de Informática",
            "entregables/capacitacion/responsable": "Unidad Técnica de Informática",
            "entregables/aviso/desarrollo": "La Unidad Técnica de informática lo hizo.",
            "entregables/aviso/nota": "La Unidad Técnica de nformática lo hizo.",
        },
        ("nombre_de_otra_forma", "19", "nota", "Unidad Técnica de nformática"),
    ),
    "otro acuerdo como el que crea la comision": (
        {
            "afirmaciones/0/texto": "Con antelación, el acuerdo OPL/CG/1/2023 creó la Comisión.",
            "entregables/aviso/desarrollo": "Las atribuciones conferidas en el acuerdo OPL/CG/9/2023 a la Comisión.",
        },
        ("dos_actos_de_creacion", "19", "desarrollo", "OPL/CG/9/2023"),
    ),
    "otro numero en un solo paso": (
        {
            "entregables/instalacion/desarrollo": "Se aprobó con el acuerdo OPL/CG/1/2023.",
            "entregables/instalacion/subactividades/1.1/texto": "Acuerdo OPL/CG/11/2023",
        },
        ("oficio_distinto", "1.1", "subactividades.texto", "OPL/CG/11/2023"),
    ),
    "una cuenta que no es la de la tabla": (
        {"afirmaciones/0/texto": "Se concluyeron con antelación cuatro actividades."},
        ("conteo_distinto", "Párrafo final", "afirmaciones.texto", "cuatro actividades"),
    ),
    "una cuenta que no es la de lo que enumera": (
        {"entregables/aviso/desarrollo": "Tendrá tres partes: a) el aviso; b) el consentimiento."},
        ("conteo_distinto", "19", "desarrollo", "tres partes"),
    ),
    "los informes de avance en otros meses": (
        {"entregables/aviso/desarrollo": "Los informes periódicos, uno en marzo y uno en abril."},
        ("meses_de_avance", "19", "desarrollo", "informes periódicos, uno en marzo y uno en abril"),
    ),
    "otro proceso": (
        {"entregables/aviso/desarrollo": "Es del Proceso Electoral Local 2020-2021."},
        ("proceso_distinto", "19", "desarrollo", "Proceso Electoral Local 2020-2021"),
    ),
    "un cargo que no se elige": (
        {"entregables/aviso/desarrollo": "De gubernatura, diputaciones y regidurías."},
        ("cargo_distinto", "19", "desarrollo", "gubernatura, diputaciones y regidurías"),
    ),
    "una frase de otro documento": (
        {"entregables/aviso/desarrollo": "Se hizo antes de aprobar el presente informe."},
        ("otro_documento", "19", "desarrollo", "informe"),
    ),
    "una unidad con una letra cambiada": (
        {
            "areas/informatica/nombre": "Unidad Técnica de Informática",
            "entregables/aviso/responsable": "Unidad Técnica de Imformática",
        },
        ("nombre_de_otra_forma", "19", "responsable", "Unidad Técnica de Imformática"),
    ),
    "una unidad a la que le falta una palabra": (
        {
            "areas/informatica/nombre": "Unidad Técnica de Informática y Sistemas",
            "entregables/aviso/responsable": "Unidad de Informática y Sistemas",
        },
        ("nombre_de_otra_forma", "19", "responsable", "Unidad de Informática y Sistemas"),
    ),
    "una sigla con una letra menos": (
        {"entregables/aviso/desarrollo": "Se remitió a la UTVOPL y a la UTVOP."},
        ("sigla_de_otra_forma", "19", "desarrollo", "UTVOP"),
    ),
    "sin aviso de privacidad": (
        {"entregables/aviso/nombre": "Otro documento", "matriz/19/nombre": "Otro documento"},
        ("sin_aviso_de_privacidad", "artículo 15", "nombre", ""),
    ),
    "capacitar ya empezadas las campanias": (
        fechas("capacitacion", date(2024, 4, 15)),
        ("capacitacion_tardia", "18", "termina", "2024-04-15"),
    ),
    "capacitar en lo que no se ha liberado": (
        {"hitos/+": {"clave": "curso", "grupo": "Capacitación", "nombre": "Curso", "termina": date(2024, 1, 10)}},
        ("capacitacion_antes_del_sistema", "curso", "hitos.termina", "2024-01-10"),
    ),
    "ninguna prueba con fecha": (
        {"hitos/pruebas/grupo": "Ajustes", "hitos/pruebas/nombre": "Ajustes"},
        ("sin_pruebas", "captura", "hitos.grupo", "Liberación"),
    ),
    "una interfaz antes que su prototipo": (
        {"hitos/publicacion/termina": date(2024, 1, 30)},
        ("liberado_antes_de_lo_suyo", "publicacion", "hitos.termina", "2024-01-30"),
    ),
}
