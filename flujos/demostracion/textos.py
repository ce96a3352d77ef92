"""What the people of the demonstration write: different texts of every length, put together from fragments of our own.

Nothing is of a real person or party. Pure: the same `azar` gives the same words.
"""

import random
from collections.abc import Sequence
from typing import Any

from compliance.cuestionarios import MEDIOS, OPCIONES

TEMAS = (
    "el agua potable", "el alumbrado", "los mercados", "los caminos rurales", "las bibliotecas", "el transporte",
    "los parques", "la separación de residuos", "el archivo público", "las guarderías", "el drenaje pluvial",
    "las casas de cultura", "la atención a personas mayores", "el deporte en las colonias", "la vivienda",
)  # fmt: skip
LUGARES = (
    "Villa de Muestra", "la colonia Ejemplo", "el barrio de Arriba", "la ribera inventada", "San Sintético",
    "el ejido Tres Modelos", "la unidad Prueba", "la cuenca imaginaria", "el centro histórico de muestra",
)  # fmt: skip
GRUPOS = (
    "madres y padres de familia", "comerciantes", "estudiantes", "personas campesinas", "jubiladas y jubilados",
    "vecinas organizadas", "personas cuidadoras", "artesanas", "trabajadores de la construcción", "docentes",
)  # fmt: skip
OFICIOS = (
    "docente", "contadora pública", "técnico en redes", "enfermera", "productor de hortalizas", "abogada litigante",
    "comerciante", "ingeniera civil", "trabajador social", "archivista", "conductor de transporte", "médica rural",
)  # fmt: skip
ACCIONES = (
    "crear un padrón abierto", "destinar una partida fija", "instalar una mesa vecinal", "publicar cada gasto",
    "rehabilitar la red existente", "capacitar a un comité por manzana", "medir los resultados cada tres meses",
    "abrir un buzón ciudadano", "convenir con universidades", "revisar el reglamento vigente",
)  # fmt: skip
FRASES: dict[str, tuple[str, ...]] = {
    "historia_profesional": (
        "Trabajé {n} años como {oficio} en {lugar}.",
        "Coordiné un equipo de {n} personas dedicado a {tema}.",
        "Antes fui {oficio} y atendí a {grupo} de {lugar}.",
        "Llevé las cuentas de una cooperativa inventada que se ocupaba de {tema}.",
        "Impartí {n} talleres para {grupo} sobre {tema}.",
        "Desde hace {n} años tengo un negocio propio en {lugar}.",
        "Participé en la elaboración de un diagnóstico de {tema} en {lugar}.",
    ),
    "trayectoria_politica": (
        "Formé parte del comité vecinal de {lugar} durante {n} años.",
        "Acompañé a {grupo} en la gestión de {tema}.",
        "Fui observadora electoral en {n} casillas imaginarias.",
        "Promoví una consulta sobre {tema} en la que opinaron {grupo}.",
        "Representé a {grupo} ante el consejo ciudadano de {lugar}.",
        "No he ocupado antes un cargo público; he trabajado con {grupo}.",
    ),
    "motivo_cargo": (
        "Quiero que {grupo} de {lugar} decidan sobre {tema}.",
        "Durante {n} años vi cómo se aplazaba lo relativo a {tema}.",
        "Creo que es posible {accion} sin aumentar el gasto.",
        "En {lugar} hace falta quien escuche a {grupo}.",
        "Me comprometo a {accion} y a rendir cuentas de {tema}.",
    ),
    "propuesta": (
        "Propongo {accion} para mejorar {tema} en {lugar}.",
        "En el primer año se atenderá a {n} comunidades, empezando por {lugar}.",
        "El costo se cubrirá con ahorros en otras partidas y con {grupo} como testigos.",
        "La meta es llegar a {n} de cada cien hogares en lo que toca a {tema}.",
        "Para lograrlo hay que {accion} y {accion}.",
        "Un comité de {grupo} dará seguimiento a {tema}.",
    ),
    "propuesta_genero": (
        "Propongo {accion} con presupuesto etiquetado para mujeres de {lugar}.",
        "Se abrirán {n} espacios de cuidado para hijas e hijos de {grupo}.",
        "Impulsaré que la mitad de cada comité de {tema} sean mujeres.",
        "Las personas que represento tendrán voz en lo relativo a {tema}.",
        "Habrá un protocolo para atender la violencia en {lugar}, con {grupo}.",
    ),
}
# What verification looks for: each is a fault that somebody of the demonstration commits.
LEMAS = (
    "¡Este 2 de junio vota por la lista de muestra!",
    "¡El cambio sintético ya viene!",
    "¡Unidas y unidos ganamos!",
)
SELLO = "(Texto sintético.)"
# What the questionnaire offers; the degree that most have, twice.
GRADOS = (*OPCIONES["grado_estudios"][1:], "Licenciatura")
ESTATUS = OPCIONES["estatus_estudios"]
CURSOS = (
    "Diplomado en gestión pública ({n} horas)", "Taller de presupuesto participativo", "Curso de lengua de señas",
    "Seminario de derecho electoral local", "Curso de contabilidad básica ({n} horas)", "Taller de oratoria",
)  # fmt: skip
# Which limit each text aims at, out of a hundred: the least that is accepted, an ordinary one, nearly the most.
_LARGOS = (("minimo", 15), ("corto", 45), ("medio", 32), ("maximo", 8))
CORTOS = (280, 1_600)
LARGOS = (280, 5_000)
TEXTOS = {
    "historia_profesional": LARGOS,
    "trayectoria_politica": LARGOS,
    "motivo_cargo": LARGOS,
    "propuesta_1": CORTOS,
    "propuesta_2": CORTOS,
    "propuesta_genero": CORTOS,
}


def largo(texto: str) -> int:
    """Characters without white space."""
    return len(texto) - sum(map(texto.count, (" ", "\n")))


def escribir(azar: random.Random, campo: str, meta: int) -> str:
    """A text of `campo` of exactly `meta` characters without white space: what does not fit trails off in dots."""
    frases = FRASES.get(campo) or FRASES["propuesta"]
    partes: list[str] = []
    cuenta = largo(SELLO)
    while cuenta < meta:
        frase = azar.choice(frases)
        # One after another, so that two of a kind in a sentence differ.
        for hueco, con in _HUECOS.items():
            while hueco in frase:
                frase = frase.replace(hueco, azar.choice(con), 1)
        frase = frase.replace(" a el ", " al ").replace(" de el ", " del ")
        partes.append(frase + ("\n\n" if len(partes) % 6 == 5 else " "))
        cuenta += largo(frase)
    texto = "".join(partes).rstrip()
    faltan = meta - cuenta
    # To the end of a word.
    while faltan < 0 or (cuenta > meta and not texto[-1].isspace()):
        faltan += not texto[-1].isspace()
        texto = texto[:-1]
    return f"{texto.rstrip()}{'.' * faltan} {SELLO}"


_HUECOS: dict[str, Sequence[str]] = {
    "{n}": [str(n) for n in range(2, 40)],
    "{tema}": TEMAS,
    "{lugar}": LUGARES,
    "{grupo}": GRUPOS,
    "{oficio}": OFICIOS,
    "{accion}": ACCIONES,
}


def _meta(azar: random.Random, limites: tuple[int, int]) -> int:
    minimo, maximo = limites
    tramo = azar.choices([t for t, _ in _LARGOS], [peso for _, peso in _LARGOS])[0]
    return {
        "minimo": minimo,
        "corto": azar.randint(minimo, minimo * 2),
        "medio": azar.randint(minimo * 2, 1_200),
        "maximo": azar.randint(maximo - 60, maximo),
    }[tramo]


def curricular(azar: random.Random, numero: int) -> dict[str, Any]:
    """The public questionnaire of one person, complete; here and there in capitals, or with a slogan."""
    textos = {campo: escribir(azar, campo, _meta(azar, limites)) for campo, limites in TEXTOS.items()}
    if numero % 14 == 3:
        textos["motivo_cargo"] = textos["motivo_cargo"].upper()
    if numero % 17 == 5:
        textos["propuesta_2"] = f"{azar.choice(LEMAS)} {escribir(azar, 'propuesta_2', 400)}"
    return {
        "grado_estudios": azar.choice(GRADOS),
        "estatus_estudios": azar.choice(ESTATUS),
        "otra_formacion": [
            c.replace("{n}", str(azar.randint(20, 180))) for c in azar.sample(CURSOS, azar.choice((0, 0, 1, 2, 4)))
        ],
        "medios": medios(azar, numero),
        **textos,
    }


def copiar(azar: random.Random, de: dict[str, Any], a: dict[str, Any], *, tal_cual: bool) -> dict[str, Any]:
    """The questionnaire `a` with the proposals of somebody else: word for word, or with something of its own after."""
    for campo in ("propuesta_1", "propuesta_2"):
        propia = escribir(azar, campo, 80).removesuffix(SELLO).rstrip()
        junto = de[campo] if tal_cual else f"{de[campo]} {propia}"
        a[campo] = junto if largo(junto) <= TEXTOS[campo][1] else de[campo]
    return a


def corregir(azar: random.Random, texto: str) -> str:
    """What is sent again after an observation: the same text with a sentence more and another one changed."""
    frases = texto.removesuffix(SELLO).rstrip().split(". ")
    nueva = escribir(azar, "propuesta", 120).removesuffix(SELLO).rstrip(". ")
    frases[azar.randrange(len(frases))] = nueva
    corregido = f"{'. '.join(frases).rstrip('.')}. La población objetivo son {azar.choice(GRUPOS)}. {SELLO}"
    return corregido if CORTOS[0] <= largo(corregido) <= CORTOS[1] else escribir(azar, "propuesta", 700)


def medios(azar: random.Random, numero: int) -> list[dict[str, str]]:
    """From none to one of each kind of contact, at addresses that nobody can have: no network admits so long a name."""
    usuario = f"@persona-sintetica-de-la-demostracion-{numero}"
    valores = {
        **dict.fromkeys(("facebook", "twitter", "youtube", "instagram", "tiktok"), usuario),
        "otra_red": f"https://red.example/persona{numero}",
        "pagina_web": f"https://persona-{numero}.example/",
        "correo": f"publico-{numero}@demo.invalid",
        "telefono": f"55 5000 {numero % 10_000:04d}",
        "casa_campana": f"Calle Ejemplo {numero}, {azar.choice(LUGARES)}",
    }
    cuantos = len(MEDIOS) if numero % 25 == 0 else azar.choice((0, 1, 2, 2, 3, 4))
    return [{"tipo": tipo, "valor": valores[tipo]} for tipo in azar.sample(list(MEDIOS), cuantos)]


def borrador(azar: random.Random) -> dict[str, Any]:
    """What somebody who has not finished left: a text too short, and the rest blank."""
    return {
        "grado_estudios": azar.choice(GRADOS),
        "propuesta_1": escribir(azar, "propuesta_1", azar.randint(40, 200)),
        **({"motivo_cargo": "Para servir."} if azar.random() < 0.5 else {}),
    }
