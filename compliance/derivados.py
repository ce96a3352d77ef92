"""What the database keeps by itself, whoever writes: the rows that lists sort by, how many there are of each kind, and
the version of the public pages.

Triggers, because it must be right in the transaction of the change and after it, and nobody who writes (a verb, an
import, a bulk statement, a correction by hand) may forget it. A rollback undoes what they did. They are installed
after every `migrate` (a table that SQLite makes again loses its own), and whenever one was missing all is worked out
again.
"""

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

RENGLON, CUENTA, VERSION = (f"compliance_{t}" for t in ("renglondelista", "cuentadelista", "versionpublica"))
CANDIDATURA, PERSONA, ACTOR, CARGO, TERRITORIO, PROCESO, INSTITUTO, ACTO, CORTE = (
    f"compliance_{t}"
    for t in (
        "candidatura",
        "persona",
        "actorpolitico",
        "cargo",
        "territorio",
        "proceso",
        "instituto",
        "acto",
        "cortedeestadistica",
    )
)
SECCION = "compliance_seccion"
INTEGRANTES = f"{ACTOR}_integrantes"
# The acts that leave a candidacy waiting to be verified: since the last of them it waits.
A_VERIFICAR = "{0}.a = 'capturada' AND {0}.de <> 'capturada'"
# What belongs to one candidacy and decides what is read on its page; without its key nothing of its identity is.
DE_UNA = tuple(
    f"compliance_{t}"
    for t in ("cuestionariocurricular", "cuestionarioidentidad", "llavedecandidatura", "consentimiento", "supresion")
)
# By what a count tells candidacies apart.
CONTADAS = ("proceso_id", "estado", "cargo_id", "actor_id", "calidad")
# Rows of counts that are left to be added up: fewer are summed in no time by whoever asks.
POR_SUMAR = 1000
PREFIJO = "derivado_"
# After every term that anybody may have.
SIN_PLAZO = "9999-12-31 00:00:00"


@dataclass(frozen=True)
class Dialecto:
    """What SQLite and PostgreSQL say differently. `valor`: another one each time, also after a backup is restored."""

    bytes_de: str
    separador: str
    orden: str
    largo: str
    sin_plazo: str
    valor: str


DIALECTOS = {
    "sqlite": Dialecto(
        bytes_de="CAST({} AS BLOB)",
        separador="char(1)",
        orden="substr('00000' || {}, -5)",
        largo="substr('00' || length({}), -2)",
        sin_plazo=f"'{SIN_PLAZO}'",
        valor="lower(hex(randomblob(16)))",
    ),
    "postgresql": Dialecto(
        bytes_de="convert_to({}, 'UTF8')",
        separador="chr(1)",
        orden="right('00000' || {}, 5)",
        largo="right('00' || length({}), 2)",
        sin_plazo=f"TIMESTAMPTZ '{SIN_PLAZO}+00'",
        valor="replace(gen_random_uuid()::text, '-', '')",
    ),
}


@dataclass(frozen=True)
class Disparador:
    """One trigger: `hace` runs for each row of `tabla` that `suceso` touches and `cuando` holds of.

    With `por_frase`, on PostgreSQL it runs once a statement instead, over the tables `viejas` and `nuevas`: thousands
    of rows in one statement move the version once.
    """

    nombre: str
    tabla: str
    suceso: str
    hace: str
    cuando: str = ""
    por_frase: str = ""

    def llave(self, vendor: str) -> str:
        """Its name in the database, another when it says another thing."""
        dice = " ".join(self._ordenes("", vendor))
        return f"{PREFIJO}{self.nombre}_{sha256(dice.encode()).hexdigest()[:8]}"

    def ordenes(self, vendor: str) -> list[str]:
        """What creates it."""
        return self._ordenes(self.llave(vendor), vendor)

    def _ordenes(self, nombre: str, vendor: str) -> list[str]:
        evento = f"AFTER {self.suceso} ON {self.tabla}"
        cuando = f" WHEN ({self.cuando})" if self.cuando and not (self.por_frase and vendor == "postgresql") else ""
        if vendor != "postgresql":
            return [f"CREATE TRIGGER {nombre} {evento} FOR EACH ROW{cuando} BEGIN {self.hace}; END"]
        cada = "FOR EACH ROW"
        if self.por_frase:
            tablas = [
                t for t, s in (("OLD TABLE AS viejas", "INSERT"), ("NEW TABLE AS nuevas", "DELETE")) if s != self.suceso
            ]
            cada = f"REFERENCING {' '.join(tablas)} FOR EACH STATEMENT"
        return [
            f"CREATE OR REPLACE FUNCTION {nombre}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {self.por_frase or self.hace}; RETURN NULL; END $$",
            f"CREATE TRIGGER {nombre} {evento} {cada}{cuando} EXECUTE FUNCTION {nombre}()",
        ]


# What the row of a candidacy does not take from it.
DE_SUS_ACTOS = ("candidatura_id", "espera")


def _renglones(d: Dialecto, cuales: str) -> str:
    """Work out the rows of the candidacies `cuales`, a condition on `c`."""
    boleta = f" || {d.separador} || ".join(
        (
            d.orden.format("g.orden"),
            "g.nombre",
            "t.entidad",
            d.largo.format("t.clave"),
            "t.clave",
            "t.nombre",
            "a.nombre",
            d.largo.format("c.formula"),
            "c.formula",
            "c.calidad",
        )
    )
    valores = {
        "candidatura_id": "c.id",
        "proceso_id": "c.proceso_id",
        "estado": "c.estado",
        "cargo_id": "c.cargo_id",
        "territorio_id": "c.territorio_id",
        "actor_id": "c.actor_id",
        "calidad": "c.calidad",
        "vence": f"COALESCE(c.vence, {d.sin_plazo})",
        "nombre": "p.nombre_busqueda",
        "espera": d.sin_plazo,
        "boleta": d.bytes_de.format(boleta),
        "postula": d.bytes_de.format("a.nombre"),
    }
    cambia = ", ".join(f"{columna} = excluded.{columna}" for columna in valores if columna not in DE_SUS_ACTOS)
    return (
        f"INSERT INTO {RENGLON} ({', '.join(valores)}) SELECT {', '.join(valores.values())} FROM {CANDIDATURA} c "
        f"JOIN {PERSONA} p ON p.id = c.persona_id JOIN {CARGO} g ON g.id = c.cargo_id "
        f"JOIN {TERRITORIO} t ON t.id = c.territorio_id JOIN {ACTOR} a ON a.id = c.actor_id "
        f"WHERE {cuales} ON CONFLICT (candidatura_id) DO UPDATE SET {cambia}"
    )


def _contar(**cuanto: int) -> str:
    """Note so many more, or fewer, like the row OLD or NEW: rows of their own, so that nobody waits for anybody."""
    notas = ", ".join(f"({', '.join(f'{fila}.{c}' for c in CONTADAS)}, {n})" for fila, n in cuanto.items())
    return f"INSERT INTO {CUENTA} ({', '.join(CONTADAS)}, n) VALUES {notas}"


def _otra_version(d: Dialecto, procesos: str) -> str:
    return f"UPDATE {VERSION} SET valor = {d.valor} WHERE proceso_id IN ({procesos})"


def _nueva_version(procesos: str) -> str:
    return f"INSERT INTO {VERSION} (proceso_id, valor) {procesos} ON CONFLICT (proceso_id) DO NOTHING"


def _cambio(*columnas: str) -> str:
    return " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in columnas)


def disparadores(vendor: str) -> list[Disparador]:
    """All of them, for a database of `vendor`."""
    d = DIALECTOS[vendor]
    publicada, retirada = "estado = 'publicada'", "estado = 'retirada'"
    lugar = ("proceso_id", "persona_id", "cargo_id", "territorio_id", "actor_id", "formula", "calidad")
    lista = [
        # The rows of the lists.
        Disparador("renglon_alta", CANDIDATURA, "INSERT", _renglones(d, "c.id = NEW.id")),
        Disparador("renglon_lugar", CANDIDATURA, "UPDATE", _renglones(d, "c.id = NEW.id"), _cambio(*lugar)),
        Disparador(
            "renglon_estado",
            CANDIDATURA,
            "UPDATE",
            f"UPDATE {RENGLON} SET estado = NEW.estado, vence = COALESCE(NEW.vence, {d.sin_plazo}) "
            "WHERE candidatura_id = NEW.id",
            _cambio("estado", "vence"),
        ),
        Disparador(
            "renglon_espera",
            ACTO,
            "INSERT",
            f"UPDATE {RENGLON} SET espera = NEW.en WHERE candidatura_id = NEW.candidatura_id",
            f"NEW.candidatura_id IS NOT NULL AND {A_VERIFICAR.format('NEW')}",
        ),
        Disparador("renglon_baja", CANDIDATURA, "DELETE", f"DELETE FROM {RENGLON} WHERE candidatura_id = OLD.id"),
        # How many there are.
        Disparador("cuenta_alta", RENGLON, "INSERT", _contar(NEW=1)),
        Disparador("cuenta_cambio", RENGLON, "UPDATE", _contar(OLD=-1, NEW=1), _cambio(*CONTADAS)),
        Disparador("cuenta_baja", RENGLON, "DELETE", _contar(OLD=-1)),
    ]
    for tabla, campo, columnas in (
        (PERSONA, "persona_id", ("nombre_busqueda",)),
        (CARGO, "cargo_id", ("orden", "nombre")),
        (TERRITORIO, "territorio_id", ("entidad", "clave", "nombre")),
        (ACTOR, "actor_id", ("nombre",)),
    ):
        lista.append(
            Disparador(f"renglon_{campo}", tabla, "UPDATE", _renglones(d, f"c.{campo} = NEW.id"), _cambio(*columnas))
        )
        # What is said of what is published, and of what is named before.
        de_publicadas = (
            f"SELECT c.proceso_id FROM {CANDIDATURA} c JOIN {PROCESO} p ON p.id = c.proceso_id "
            f"WHERE c.{campo} = NEW.id AND (c.{publicada} OR p.nombra_sin_publicar)"
        )
        lista.append(Disparador(f"version_{campo}", tabla, "UPDATE", _otra_version(d, de_publicadas)))
    # The version of the public pages.
    for suceso, viejas, nuevas in (("INSERT", False, True), ("UPDATE", True, True), ("DELETE", True, False)):
        filas = [f for f, hay in (("OLD", viejas), ("NEW", nuevas)) if hay]
        tablas = [t for t, hay in (("viejas", viejas), ("nuevas", nuevas)) if hay]
        lista.append(
            Disparador(
                f"version_candidatura_{suceso.lower()}",
                CANDIDATURA,
                suceso,
                _otra_version(d, f"{filas[-1]}.proceso_id"),
                " OR ".join(f"{f}.{publicada}" for f in filas),
                _otra_version(d, " UNION ".join(f"SELECT proceso_id FROM {t} WHERE {publicada}" for t in tablas)),
            )
        )
        for tabla in DE_UNA:
            suya = f"SELECT proceso_id FROM {CANDIDATURA} WHERE id = {filas[-1]}.candidatura_id AND {publicada}"
            todas = " UNION ".join(f"SELECT candidatura_id FROM {t}" for t in tablas)
            suyas = f"SELECT proceso_id FROM {CANDIDATURA} WHERE id IN ({todas}) AND {publicada}"
            nombre = f"version_{tabla.removeprefix('compliance_')}_{suceso.lower()}"
            lista.append(Disparador(nombre, tabla, suceso, _otra_version(d, suya), por_frase=_otra_version(d, suyas)))
        lista.append(
            Disparador(
                f"version_seccion_{suceso.lower()}",
                SECCION,
                suceso,
                _otra_version(d, f"{filas[-1]}.proceso_id"),
                por_frase=_otra_version(d, " UNION ".join(f"SELECT proceso_id FROM {t}" for t in tablas)),
            )
        )
        # Where who has not published is named: only what changes who is named, or nobody could capture at once.
        que_nombra = f"SELECT id FROM {PROCESO} WHERE id = {filas[-1]}.proceso_id AND nombra_sin_publicar"
        lista.append(
            Disparador(
                f"version_nombrada_{suceso.lower()}",
                CANDIDATURA,
                suceso,
                _otra_version(d, que_nombra),
                f"{_cambio(*lugar, 'aprobada_el')} OR (OLD.{retirada}) <> (NEW.{retirada})"
                if len(filas) == 2
                else f"{filas[-1]}.aprobada_el IS NOT NULL",
            )
        )
    # Whoever is in a coalition is named with what it postulates.
    for suceso, fila in (("INSERT", "NEW"), ("DELETE", "OLD")):
        suyas = f"SELECT proceso_id FROM {CANDIDATURA} WHERE actor_id = {fila}.from_actorpolitico_id AND {publicada}"
        lista.append(Disparador(f"version_integrantes_{suceso.lower()}", INTEGRANTES, suceso, _otra_version(d, suyas)))
    de_sus_alianzas = (
        f"SELECT c.proceso_id FROM {CANDIDATURA} c JOIN {INTEGRANTES} i ON i.from_actorpolitico_id = c.actor_id "
        f"WHERE i.to_actorpolitico_id = NEW.id AND c.{publicada}"
    )
    lista += [
        Disparador("version_integrante", ACTOR, "UPDATE", _otra_version(d, de_sus_alianzas)),
        Disparador("version_corte", CORTE, "INSERT", _otra_version(d, "NEW.proceso_id")),
        Disparador("version_alta", PROCESO, "INSERT", _nueva_version(f"VALUES (NEW.id, {d.valor})")),
        Disparador("version_proceso", PROCESO, "UPDATE", _otra_version(d, "NEW.id")),
        Disparador(
            "version_instituto",
            INSTITUTO,
            "UPDATE",
            _otra_version(d, f"SELECT id FROM {PROCESO} WHERE instituto_id = NEW.id"),
        ),
    ]
    return lista


def asegurar_derivados() -> None:
    """Install every trigger, and work all out again, unless all of them are there as they are written here."""
    vendor = connection.vendor
    lista = disparadores(vendor)
    if set(_puestos()) == {t.llave(vendor) for t in lista}:
        return
    quitar_derivados()
    d = DIALECTOS[vendor]
    with connection.cursor() as cursor:
        for disparador in lista:
            for orden in disparador.ordenes(vendor):
                cursor.execute(orden)
        cursor.execute(f"DELETE FROM {RENGLON}")
        cursor.execute(_renglones(d, "true"))
        suyos = f"SELECT max(x.en) FROM {ACTO} x WHERE x.candidatura_id = c.id AND {A_VERIFICAR.format('x')}"
        cursor.execute(
            f"UPDATE {RENGLON} SET espera = (SELECT COALESCE(({suyos}), c.capturada_en, {d.sin_plazo}) "
            f"FROM {CANDIDATURA} c WHERE c.id = candidatura_id) WHERE estado <> 'asignada'"
        )
        cursor.execute(f"DELETE FROM {CUENTA}")
        iguales = ", ".join(CONTADAS)
        cursor.execute(
            f"INSERT INTO {CUENTA} ({iguales}, n) SELECT {iguales}, count(*) FROM {RENGLON} GROUP BY {iguales}"
        )
        cursor.execute(_nueva_version(f"SELECT id, {d.valor} FROM {PROCESO} WHERE true"))
        cursor.execute(_otra_version(d, f"SELECT id FROM {PROCESO}"))


@transaction.atomic
def sumar_cuentas() -> None:
    """Add up the rows of the counts, when they are many more than the counts: one row of each stays.

    What is written meanwhile is in rows of its own, that this takes no notice of.
    """
    iguales = ", ".join(CONTADAS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), sum(filas) FROM (SELECT count(*) AS filas FROM {CUENTA} GROUP BY {iguales}) AS cuentas"
        )
        cuentas, filas = cursor.fetchone()
        if (filas or 0) <= 2 * cuentas + POR_SUMAR:
            return
        cursor.execute(f"DELETE FROM {CUENTA} RETURNING {iguales}, n")
        suma: Counter[tuple[Any, ...]] = Counter()
        for *cual, n in cursor.fetchall():
            suma[tuple(cual)] += n
        cursor.executemany(
            f"INSERT INTO {CUENTA} ({iguales}, n) VALUES ({', '.join(['%s'] * len(CONTADAS))}, %s)",
            [(*cual, n) for cual, n in suma.items() if n],
        )


def quitar_derivados() -> None:
    """Take every trigger away: SQLite makes no table again while a trigger names it."""
    with connection.cursor() as cursor:
        for nombre, tabla in _puestos().items():
            cursor.execute(f"DROP TRIGGER {nombre}" + (f" ON {tabla}" if connection.vendor == "postgresql" else ""))


def _puestos() -> dict[str, str]:
    """The triggers of ours that are there, with their table; one that was disabled does not count."""
    consulta = (
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE starts_with(t.tgname, %s) AND t.tgenabled <> 'D' AND pg_table_is_visible(c.oid)"
        if connection.vendor == "postgresql"
        else "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND instr(name, %s) = 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(consulta, [PREFIJO])
        return dict(cursor.fetchall())
