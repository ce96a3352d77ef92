"""Fill a process with thousands of candidacies in seconds, set by set, for what is measured by how many there are.

Nothing here is evidence: no act is chained. What is alike is what costs: people with their questionnaires, in every
state, of every sex, age, degree and acción afirmativa, with five history rows and five acts each.
"""

from typing import Any

from django.db import connection, models

from compliance.cuestionarios import ACCIONES_AFIRMATIVAS, OPCIONES
from compliance.derivados import sumar_cuentas
from compliance.models import (
    Acto,
    ActorPolitico,
    Candidatura,
    Cargo,
    CuestionarioCurricular,
    CuestionarioIdentidad,
    Persona,
    Proceso,
    Territorio,
)

CARGOS, DISTRITOS, MUNICIPIOS, ACTORES, PASOS = 6, 80, 40, 12, 5
ESTADOS = ("asignada", "capturada", "capturada", "observada", "validada", *("publicada",) * 4, "retirada")
NOMBRES = ("ana", "beatriz", "carla", "daniel", "elena", "fermin", "gloria")
APELLIDOS = ("rios", "perez", "nunez", "vela", "luna", "mora", "solis", "cruz", "reyes", "ortiz", "leon")


def llenar(proceso: Proceso, cuantas: int) -> None:
    """Add candidacies to `proceso` until it has `cuantas`."""
    desde = Candidatura.objects.filter(proceso=proceso).count()
    if desde >= cuantas:
        return
    p, dia = proceso.pk, proceso.jornada.isoformat()
    cargos, territorios, actores = _catalogos(proceso)
    antes = (Persona.objects.aggregate(m=models.Max("pk"))["m"] or 0) - desde
    de_antes = (Candidatura.objects.aggregate(m=models.Max("pk"))["m"] or 0) - desde
    n = f"WITH RECURSIVE n(i) AS (SELECT {desde + 1} UNION ALL SELECT i + 1 FROM n WHERE i < {cuantas})"
    nombre = f"{_elige('i', NOMBRES)} || ' ' || {_elige('i / 7', APELLIDOS)} || ' ' || i"
    insertar(
        Persona,
        n,
        "n",
        id=f"i + {antes}",
        proceso_id=p,
        nombre=nombre,
        nombre_busqueda=nombre,
        # One in a thousand, so that one filter finds few.
        sexo=f"CASE WHEN i % 1000 = 7 THEN 'NB' ELSE {_elige('i / 10', ('M', 'H'))} END",
        edad="18 + i / 10 % 60",
    )
    estado = _elige("i", ESTADOS)
    insertar(
        Candidatura,
        n,
        "n",
        id=f"i + {de_antes}",
        proceso_id=p,
        persona_id=f"i + {antes}",
        # By turns of their own: in each place there are all states and offices.
        cargo_id=_elige("i / 10", cargos),
        territorio_id=_elige("i / 7", territorios),
        actor_id=_elige("i / 11", actores),
        formula="CAST(i AS VARCHAR(20))",
        formula_comparable="CAST(i AS VARCHAR(20))",
        calidad=_elige("i", ("propietaria", "suplente")),
        accion_afirmativa=f"CASE WHEN i / 10 % 10 = 0 THEN {_elige('i / 100', [*ACCIONES_AFIRMATIVAS])} ELSE '' END",
        estado=estado,
        publicada_en=f"CASE WHEN {estado} = 'publicada' THEN {_momento(dia)} END",
        vence=_momento(dia),
        motivo_retiro=f"CASE WHEN {estado} = 'retirada' THEN 'renuncia' ELSE '' END",
        documento_retiro=f"CASE WHEN {estado} = 'retirada' THEN 'Acuerdo 9' ELSE '' END",
    )
    nuevas = f"compliance_candidatura c WHERE c.proceso_id = {p} AND c.id > {desde + de_antes}"
    texto = "'" + "Una propuesta que dice algo. " * 12 + "'"
    insertar(
        CuestionarioCurricular,
        "",
        nuevas,
        candidatura_id="c.id",
        foto="'fotos/x.jpg'",
        grado_estudios=_elige("c.id / 10", OPCIONES["grado_estudios"]),
        **dict.fromkeys(CuestionarioCurricular.TEXTOS, texto),
    )
    insertar(CuestionarioIdentidad, "", nuevas, candidatura_id="c.id", respuestas="''")
    pasos = f"WITH RECURSIVE k(paso) AS (SELECT 1 UNION ALL SELECT paso + 1 FROM k WHERE paso < {PASOS})"
    cuando = (
        f"TIMESTAMPTZ '{dia} 06:00:00+00' - interval '1 day' * (90 - paso)"
        if _pg()
        else (f"datetime('{dia} 06:00:00', (paso - 90) || ' days')")
    )
    historial = Candidatura.history.model
    copia = {
        f.column: f"c.{f.column}"
        for f in historial._meta.concrete_fields
        if f.column in {g.column for g in Candidatura._meta.concrete_fields}
    }
    insertar(
        historial,
        pasos,
        nuevas.replace(" c WHERE", " c CROSS JOIN k WHERE"),
        **copia | {"history_date": cuando, "history_type": "CASE paso WHEN 1 THEN '+' ELSE '~' END"},
    )
    hash_falso = "0" * 64
    filas = f"""'[["compliance.candidatura", ' || h.history_id || ', "{hash_falso}"]]'"""
    insertar(
        Acto,
        "",
        f"{historial._meta.db_table} h WHERE h.proceso_id = {p} AND h.id > {desde + de_antes}",
        proceso_id=p,
        modelo="'compliance.candidatura'",
        objeto="h.id",
        candidatura_id="h.id",
        verbo="'validar'",
        por_nombre="'Sistema'",
        en="h.history_date",
        filas=f"CAST({filas} AS jsonb)" if _pg() else filas,
        indice="row_number() OVER (PARTITION BY h.id ORDER BY h.history_date)",
        previo=f"'{hash_falso}'",
        huella="'h' || h.history_id",
    )
    _al_dia()


def _catalogos(proceso: Proceso) -> tuple[list[int], list[int], list[int]]:
    """Offices, territories and parties, as many as a large process has."""
    for n in range(CARGOS):
        Cargo.objects.get_or_create(proceso=proceso, clave=f"b-{n}", defaults={"nombre": f"Cargo {n}", "orden": n})
    for tipo, cuantos in ((Territorio.Tipo.DISTRITO, DISTRITOS), (Territorio.Tipo.MUNICIPIO, MUNICIPIOS)):
        for n in range(cuantos):
            Territorio.objects.get_or_create(
                proceso=proceso, tipo=tipo, entidad="Morelos", clave=str(n), nombre=f"{tipo.label} {n}"
            )
    for n in range(ACTORES):
        ActorPolitico.objects.get_or_create(proceso=proceso, clave=f"b-{n}", defaults={"nombre": f"Partido {n}"})
    return tuple(  # type: ignore[return-value]
        list(m._default_manager.filter(proceso=proceso).order_by("pk").values_list("pk", flat=True))
        for m in (Cargo, Territorio, ActorPolitico)
    )


def _pg() -> bool:
    return connection.vendor == "postgresql"


def _momento(dia: str) -> str:
    """The end of that day."""
    return f"CAST('{dia} 05:59:59' AS TIMESTAMP)" if _pg() else f"'{dia} 05:59:59'"


def _elige(i: str, valores: Any) -> str:
    """One of `valores` by turns."""
    casos = " ".join(f"WHEN {n} THEN {v!r}" for n, v in enumerate(valores))
    return f"(CASE ({i}) % {len(valores)} {casos} END)"


def insertar(tabla_de: type[models.Model], antes: str, de: str, /, **valores: Any) -> None:
    """`INSERT … SELECT … FROM de`; what is not given is empty."""
    columnas: dict[str, str] = {}
    for campo in tabla_de._meta.concrete_fields:
        if campo.column in valores:
            columnas[campo.column] = str(valores[campo.column])
        elif not campo.primary_key and not campo.null:
            columnas[campo.column] = _vacio(campo)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {tabla_de._meta.db_table} ({', '.join(columnas)}) "
            f"{antes} SELECT {', '.join(columnas.values())} FROM {de}"
        )


def _vacio(campo: "models.Field[Any, Any]") -> str:
    if isinstance(campo, models.JSONField):
        return "'{}'" if campo.default is dict else "'[]'"
    if isinstance(campo, models.BooleanField):
        return "FALSE"
    return "0" if isinstance(campo, models.IntegerField) else "''"


def _al_dia() -> None:
    """What the database knows of its tables, the next keys, and what the sweep adds up, after so many rows."""
    sumar_cuentas()
    with connection.cursor() as cursor:
        if _pg():
            for modelo in (Persona, Candidatura):
                tabla = modelo._meta.db_table
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{tabla}', 'id'), (SELECT max(id) FROM {tabla}))")
        # Only what is vacuumed is read in an index alone; nobody vacuums inside a transaction.
        cursor.execute("VACUUM ANALYZE" if _pg() and not connection.in_atomic_block else "ANALYZE")
