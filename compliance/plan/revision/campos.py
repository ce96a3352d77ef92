"""What each key of a plan file is called by whoever reads a finding. Pure."""

from calendario.fechas import MESES

CAMPOS_DE_HALLAZGO = {
    "afirmaciones.texto": "Frase del documento",
    "area": "Área responsable",
    "areas.correo": "Correo del área",
    "areas.nombre": "Nombre del área",
    "atribucion": "Atribución",
    "bloque": "Bloque del plan",
    "citas.fecha": "Fecha de una cita",
    "citas.numero": "Dato de una cita",
    "clave": "Clave",
    "conclusion_impresa": "Conclusión impresa",
    "deberes.fundamento": "Fundamento del deber",
    "deberes.responsable": "Responsable del deber",
    "deberes.texto": "Texto del deber",
    "desarrollo": "Desarrollo",
    "fecha_plan": "Aprobación",
    "fuente": "Lugar en el documento",
    "fuente.documento": "Título del documento",
    "fundamento": "Fundamento",
    "hitos.grupo": "Grupo del hito",
    "hitos.inicia": "Inicio del hito",
    "hitos.nombre": "Nombre del hito",
    "hitos.responsable": "Responsable del hito",
    "hitos.termina": "Término del hito",
    "inicia": "Inicio impreso",
    "limite_remision": "Límite de remisión",
    "llave": "Llave",
    "matriz.clave": "Clave en la matriz final",
    "matriz.nombre": "Nombre en la matriz final",
    "matriz.producto": "Documento en la matriz final",
    "meses": "Meses que se informan",
    "nombre": "Nombre",
    "nota": "Nota",
    "numeral": "Numeral del artículo 11",
    "organos.integrantes": "Integración del órgano",
    "organos.nombre": "Nombre del órgano",
    "organos.sesion_ordinaria": "Sesión ordinaria del órgano",
    "periodo": "Mes que se informa",
    "producto": "Documento",
    "regla": "Regla de la aprobación",
    "regla_evento": "Hecho desde el que se cuenta",
    "regla_remision": "Regla de la remisión",
    "remision_impresa": "Remisión impresa",
    "responsable": "Responsable",
    "ruta": "Ruta",
    "subactividades.clave": "Clave de la actividad",
    "subactividades.fecha": "Fecha de la actividad",
    "subactividades.fecha_impresa": "Fecha impresa de la actividad",
    "subactividades.regla": "Regla de la actividad",
    "subactividades.regla_evento": "Hecho desde el que cuenta la actividad",
    "subactividades.texto": "Texto de la actividad",
    "termina": "Término impreso",
}
# The columns of the source that `impreso` keeps.
_COLUMNAS = {
    "conclusion": "conclusión",
    "fecha_ine": "máximo del INE",
    "inicia": "inicio",
    "limite": "límite",
    "remision": "remisión",
    "termina": "término",
}


def campo_en_palabras(campo: str) -> str:
    """What the key of the plan file is called; of the final matrix, with its month."""
    anio, _, mes = campo.removeprefix("matriz.").partition("-")
    if campo.startswith("matriz.") and anio.isdigit() and mes.isdigit():
        return f"Matriz final, {MESES[int(mes) - 1]} de {anio}"
    if campo.startswith("impreso."):
        columna = campo.removeprefix("impreso.")
        return f"Celda impresa, {_COLUMNAS.get(columna, columna.replace('_', ' '))}"
    if campo.endswith(".entregable_listado"):
        return "Listado de un cargo"
    return CAMPOS_DE_HALLAZGO.get(campo, campo.replace(".", ": ").replace("_", " ").capitalize())
