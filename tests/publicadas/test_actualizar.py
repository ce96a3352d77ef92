"""Who installed a release can upgrade: `manage.py actualizar`, once, and its database is used as any other."""

import os
import re
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings
from django.urls import reverse

from compliance.cifrado import sellados
from compliance.models import (
    Acto,
    ActorPolitico,
    Candidatura,
    Consentimiento,
    CuestionarioIdentidad,
    Entregable,
    Integracion,
    LimiteTexto,
    Plan,
    Proceso,
    Usuario,
)
from compliance.permisos import ambito_de
from compliance.publicacion import identidad_publica
from documentos.models import Documento
from flujos import candidaturas
from flujos.entregables.ruta import validar_por_ine
from flujos.models import Oficio, Remision, Sesion
from notificaciones.models import Aviso, Escalon
from notificaciones.services import barrer

from ..elenco import momento

una_escalera = import_module("notificaciones.migrations.0012_una_sola_escalera")
HistoricalEscalon = Escalon.history.model

CARPETA = Path(__file__).parent
CONTRASENA = "cauce-demo-2024"


@contextmanager
def _otra_base(volcado: Path, archivo: Path) -> Iterator[None]:
    """The connection of the tests on another database, made from a dump."""
    base, propia, sql = connection.settings_dict, connection.settings_dict["NAME"], volcado.read_text(encoding="utf-8")
    en_servidor = connection.vendor == "postgresql"
    base["NAME"] = f"{propia}_actualizada_{os.getpid()}" if en_servidor else str(archivo)
    connection.close()
    ContentType.objects.clear_cache()
    try:
        if en_servidor:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{base["NAME"]}"')
                cursor.execute(f'CREATE DATABASE "{base["NAME"]}"')
            with connection.cursor() as cursor:
                cursor.execute(sql)
        else:
            with closing(sqlite3.connect(archivo)) as conexion:
                conexion.executescript(sql)
        yield
    finally:
        connection.close()
        if en_servidor:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{base["NAME"]}"')
        base["NAME"] = propia
        ContentType.objects.clear_cache()


Esquema = dict[tuple[str, ...], list[tuple[Any, ...]]]


class Actualizada(NamedTuple):
    """A release brought up to date: its folder, that of its data, its rows of each table before, and what was said."""

    carpeta: Path
    datos: Path
    antes: dict[str, int]
    dicho: str


_EN_POSTGRESQL = (
    "SELECT c.relname, 'columna', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, "
    "coalesce(pg_get_expr(d.adbin, d.adrelid), ''), coalesce(l.collname, '') FROM pg_class c JOIN pg_attribute a "
    "ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND "
    "d.adnum = a.attnum LEFT JOIN pg_collation l ON l.oid = a.attcollation WHERE c.relkind = 'r' AND c.relnamespace = "
    "current_schema()::regnamespace",
    "SELECT tablename, 'índice', indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
    "SELECT conrelid::regclass::text, 'restricción', conname, pg_get_constraintdef(oid), condeferrable, condeferred "
    "FROM pg_constraint WHERE connamespace = current_schema()::regnamespace",
    "SELECT tgrelid::regclass::text, 'guarda', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT '', 'función', proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace",
    "SELECT '', 'secuencia', relname, relkind::text FROM pg_class WHERE relkind NOT IN ('r', 'i', 't', 'p') AND "
    "relnamespace = current_schema()::regnamespace",
)
_EN_SQLITE = (
    "SELECT m.name, 'columna', c.name, c.type, c.\"notnull\", c.dflt_value, c.pk, c.hidden FROM sqlite_master m "
    "JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table'",
    'SELECT m.name, \'llave\', c."from", c."table", c."to", c.on_delete FROM sqlite_master m '
    "JOIN pragma_foreign_key_list(m.name) c WHERE m.type = 'table'",
    "SELECT m.name, 'único', group_concat(x.name), c.origin FROM sqlite_master m JOIN pragma_index_list(m.name) c "
    "JOIN pragma_index_info(c.name) x WHERE m.type = 'table' AND c.name LIKE 'sqlite_autoindex%' "
    "GROUP BY m.name, c.name, c.origin",
    "SELECT tbl_name, type, name, sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL",
    # In another order, the same words: constraints too.
    "SELECT name, 'tabla', sql, '' FROM sqlite_master WHERE type = 'table'",
)


def _esquema() -> Esquema:
    """What the database has, by table and kind; not in which order its columns came."""
    hay: Esquema = {}
    with connection.cursor() as cursor:
        for consulta in _EN_POSTGRESQL if connection.vendor == "postgresql" else _EN_SQLITE:
            cursor.execute(consulta)
            for tabla, clase, *resto in cursor.fetchall():
                if clase == "tabla":
                    resto = sorted(re.split(r"[\s,()]+", resto[0]))
                hay.setdefault((tabla, clase), []).append(tuple(resto))
    return {cual: sorted(cosas, key=repr) for cual, cosas in hay.items()}


def _renglones() -> dict[str, int]:
    with connection.cursor() as cursor:
        cuantos = {}
        for tabla in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{tabla}"')  # noqa: S608 (the name of a table)
            cuantos[tabla] = cursor.fetchone()[0]
    return cuantos


@pytest.fixture(scope="module", params=["0.1.0"])
def actualizada(request, django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Actualizada]:  # type: ignore[no-untyped-def]
    """An installation of that release, brought up to date once for every test of the module."""
    carpeta, datos, dicho = CARPETA / request.param, tmp_path_factory.mktemp("actualizada"), StringIO()
    shutil.copytree(carpeta / "archivos", datos / "archivos")
    suyos = override_settings(
        DATOS=datos,
        MEDIA_ROOT=datos / "archivos",
        EMAIL_FILE_PATH=datos / "correo",
        ULTIMO_RESPALDO=datos / "ultimo-respaldo",
    )
    volcado = carpeta / f"{connection.vendor}.sql"
    with django_db_blocker.unblock(), _otra_base(volcado, datos / "cauce.sqlite3"):
        antes = _renglones()
        with suyos:
            call_command("actualizar", stdout=dicho, stderr=StringIO())
        yield Actualizada(carpeta, datos, antes, dicho.getvalue())


@pytest.fixture
def base(actualizada: Actualizada) -> Path:
    """The folder of the release that was brought up to date."""
    return actualizada.carpeta


@pytest.fixture
def proceso(base, archivos_propios, settings) -> Proceso:  # type: ignore[no-untyped-def]
    """The process of that database, on 6 April 2024, with its files."""
    shutil.copytree(base / "archivos", settings.MEDIA_ROOT)
    settings.DEMO_FECHA = date(2024, 4, 6)
    return Proceso.objects.select_related("instituto").get()


# What other tables keep now.
SE_GUARDA_EN = {
    "flujos_transicion": "compliance_acto",
    "notificaciones_aviso_transiciones": "notificaciones_aviso_actos",
}


def test_con_una_orden_y_su_respaldo_no_se_pierde_ningun_renglon(actualizada: Actualizada, proceso: Proceso) -> None:
    assert re.search(r"Se aplicaron \d+ migraciones\. Reinicie", actualizada.dicho)
    assert "ya estaba cargado; no se tocó" in actualizada.dicho
    (respaldo,) = (actualizada.datos / "respaldos").iterdir()
    # Of PostgreSQL, the migrations are in the manifest.
    fuera = {"django_migrations"} if connection.vendor == "postgresql" else set()
    cuantos = sum(n for tabla, n in actualizada.antes.items() if tabla not in fuera)
    assert f"Contiene {cuantos} registros" in actualizada.dicho
    with tarfile.open(respaldo) as tar:
        archivos = {n.removeprefix("archivos/") for n in tar.getnames() if n.startswith("archivos/")}
    raiz = actualizada.carpeta / "archivos"
    assert archivos == {str(a.relative_to(raiz)) for a in raiz.rglob("*") if a.is_file()}
    ahora_ = _renglones()
    assert actualizada.antes.keys() - ahora_.keys() == SE_GUARDA_EN.keys()
    menos = {t: (n, ahora_[SE_GUARDA_EN.get(t, t)]) for t, n in actualizada.antes.items()}
    assert {t: par for t, par in menos.items() if par[0] > par[1]} == {}
    call_command("verificar_historial", stdout=StringIO())


def test_sus_tablas_son_las_de_una_hecha_de_cero(proceso: Proceso, tmp_path: Path) -> None:
    """One came by every migration, the other by those that stand for them (decision 0070)."""
    suyas, nada = _esquema(), tmp_path / "nada.sql"
    nada.write_text("SELECT 1;")
    with _otra_base(nada, tmp_path / "cauce.sqlite3"):
        call_command("migrate", verbosity=0)
        de_cero = _esquema()
    assert len({tabla for tabla, _ in de_cero}) > 200
    distintas = {cual: (suyas.get(cual), de_cero.get(cual)) for cual in suyas.keys() | de_cero.keys()}
    assert {cual: par for cual, par in distintas.items() if par[0] != par[1]} == {}


def test_de_cero_se_hace_y_se_anota_en_una_transaccion(
    proceso: Proceso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some of the names that it stands for, without the others, would send Django to make again what is made."""
    anotar, nada = MigrationRecorder.record_applied, tmp_path / "nada.sql"

    def hasta_la_segunda(quien: MigrationRecorder, app: str, nombre: str) -> None:
        if (app, nombre[:4]) == ("compliance", "0002"):
            raise KeyboardInterrupt
        anotar(quien, app, nombre)

    nada.write_text("SELECT 1;")
    with _otra_base(nada, tmp_path / "cauce.sqlite3"):
        with monkeypatch.context() as parche:
            parche.setattr(MigrationRecorder, "record_applied", hasta_la_segunda)
            with pytest.raises(KeyboardInterrupt):
                call_command("migrate", verbosity=0)
        assert {app for app, _ in MigrationRecorder(connection).applied_migrations()} == {"auth", "contenttypes"}
        assert "compliance_proceso" not in connection.introspection.table_names()


def test_no_queda_nada_por_migrar(proceso: Proceso) -> None:
    call_command("migrate", check_unapplied=True, verbosity=0)
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_una_base_de_entre_dos_versiones_se_rechaza_sin_tocarla(proceso: Proceso, base: Path, tmp_path: Path) -> None:
    with _otra_base(base / f"{connection.vendor}.sql", tmp_path / "cauce.sqlite3"):
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE compliance_proceso ADD COLUMN aviso_privacidad text DEFAULT 'propio'")
        with pytest.raises(CommandError, match="make demo-limpio"):
            call_command("migrate", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("SELECT aviso_privacidad FROM compliance_proceso")
            assert cursor.fetchall() == [("propio",)]


def test_lo_que_no_se_puede_pasar_a_una_regla_se_dice_y_conserva_su_limite(
    proceso: Proceso, base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with _otra_base(base / f"{connection.vendor}.sql", tmp_path / "cauce.sqlite3"):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE compliance_entregable SET regla_evento = 'jornada', limite_remision = '2024-06-07' "
                "WHERE llave = 'otro'"
            )
        # As far as where it is moved: what comes later does not touch it, and takes a minute.
        call_command("migrate", "compliance", "0003", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("SELECT regla_remision, limite_remision FROM compliance_entregable WHERE llave = 'otro'")
            assert [(regla, str(limite)) for regla, limite in cursor.fetchall()] == [("", "2024-06-07")]
    assert "«otro» se remitía 5 días naturales después de su aprobación" in capsys.readouterr().out


def test_el_plan_guardado_se_lee_y_los_dias_de_remision_son_regla(proceso: Proceso) -> None:
    assert {e.llave: e.regla_remision for e in Entregable.objects.filter(llave__in=("listado", "otro"))} == {
        "listado": "día siguiente",
        "otro": "5 días naturales después",
    }
    assert {e.llave: e.regla_remision for e in Plan.objects.get().datos.entregables if e.regla_remision} == {
        "listado": "día siguiente",
        "otro": "5 días naturales después",
    }
    assert {h.regla_remision for h in Entregable.objects.get(llave="otro").history.all()} == {
        "5 días naturales después"
    }
    # The one that its fact had already opened keeps its limit.
    assert Entregable.objects.get(llave="otro-1").limite_remision == date(2024, 4, 7)


def test_lo_que_el_plan_decia_es_su_version_1(proceso: Proceso, client: Client) -> None:
    plan = Plan.objects.get()
    version = plan.versiones.get()
    assert (version.numero, version.contenido, version.sha256) == (1, plan.contenido, plan.sha256)
    client.force_login(Usuario.objects.get(username="administracion"))
    assert client.get(reverse("plan_version", args=[proceso.clave, 1])).status_code == 200


def test_un_limite_de_un_texto_que_nadie_pregunta_no_estorba(proceso: Proceso) -> None:
    assert LimiteTexto.objects.filter(campo="nadie_pregunta").exists()
    assert "nadie_pregunta" not in Plan.objects.get().datos.limites


def test_quien_integra_una_coalicion_queda_en_su_historial(proceso: Proceso) -> None:
    coalicion = ActorPolitico.objects.get(clave="ab")
    ultima = coalicion.history.latest()
    assert sorted(i.to_actorpolitico.clave for i in ultima.integrantes.all()) == ["a", "b"]
    assert "0.2.0" in ultima.history_change_reason


def test_una_integracion_cruzada_se_conserva_y_su_historial_dice_que_fechas_tenia(proceso: Proceso) -> None:
    cruzada = Integracion.objects.get(nombre="Cruzada")
    assert (cruzada.desde, cruzada.hasta) == (date(2024, 5, 1), date(2024, 5, 1))
    ultima, original = cruzada.history.all()
    assert original.hasta == date(2024, 2, 1)
    assert "desde 01/05/2024 hasta 01/02/2024" in ultima.history_change_reason


@pytest.mark.parametrize("cuenta", ["administracion", "secretaria_ejecutiva", "verificacion", "area", "consejo"])
def test_se_entra_con_la_misma_contrasena_y_el_tablero_abre(proceso: Proceso, client: Client, cuenta: str) -> None:
    respuesta = client.post(reverse("entrar"), {"username": cuenta, "password": CONTRASENA}, follow=True)
    assert respuesta.context["user"].username == cuenta
    assert client.get(reverse("tablero", args=[proceso.clave])).status_code == 200


def test_abre_cada_pagina_con_lo_que_ya_habia(proceso: Proceso, client: Client) -> None:
    client.force_login(Usuario.objects.get(username="administracion"))
    for pagina in (
        "entregables",
        "calendario",
        "avance",
        "plan",
        "plan_revision",
        "bandeja",
        "candidaturas",
        "sesiones",
        "historial",
        "avisos",
        "cuentas",
        "simular",
        "informes",
    ):
        assert client.get(reverse(pagina, args=[proceso.clave])).status_code == 200, pagina
    for pagina, modelo in (
        ("entregable", Entregable),
        ("candidatura", Candidatura),
        ("sesion", Sesion),
        ("aviso", Aviso),
    ):
        assert modelo.objects.exists()
        for objeto in modelo.objects.all():
            assert client.get(reverse(pagina, args=[proceso.clave, objeto.pk])).status_code == 200, objeto


def test_el_sitio_publico_muestra_lo_publicado(proceso: Proceso, client: Client) -> None:
    ficha = Candidatura.objects.get(estado="publicada")
    respuesta = client.get(reverse("conoceles_candidatura", args=[proceso.clave, ficha.pk]))
    assert "Elena Publicada Cinco" in respuesta.content.decode()
    assert client.get(reverse("conoceles_foto", args=[proceso.clave, ficha.pk])).status_code == 200


def test_un_documento_se_descarga_con_los_mismos_bytes(proceso: Proceso, client: Client) -> None:
    client.force_login(Usuario.objects.get(username="secretaria_ejecutiva"))
    acuse = Documento.objects.get(tipo="acuse")
    respuesta = client.get(reverse("documento", args=[proceso.clave, acuse.pk]))
    assert len(b"".join(respuesta.streaming_content)) == acuse.tamano


def test_una_candidatura_de_antes_sigue_su_camino_y_conserva_su_historial(proceso: Proceso) -> None:
    capturada = Candidatura.objects.get(persona__nombre="Berta Capturada Dos")
    antes, filas = list(Acto.objects.filter(candidatura=capturada)), capturada.history.count()
    partido, verifica = (Usuario.objects.get(username=n) for n in ("partido", "verificacion"))
    en = momento("2024-04-06 10:00")
    candidaturas.autorizar(capturada, por=partido, en=en)
    candidaturas.validar(capturada, por=verifica, en=en)
    candidaturas.publicar(capturada, por=verifica, en=en)
    capturada.refresh_from_db()
    assert capturada.estado == "publicada"
    assert capturada.history.count() > filas > 0
    assert Acto.objects.filter(candidatura=capturada).count() > len(antes) > 0


def test_un_entregable_de_antes_termina_su_ruta(proceso: Proceso) -> None:
    informe = Entregable.objects.get(llave="informe-marzo")
    validar_por_ine(
        informe,
        validada_en=momento("2024-04-06 09:00"),
        por=Usuario.objects.get(username="secretaria_ejecutiva"),
        en=momento("2024-04-06 10:00"),
    )
    informe.refresh_from_db()
    assert informe.estado == "concluido"
    verbos = [t.verbo for t in informe.actos.exclude(verbo="heredar")]
    assert verbos == ["iniciar", "presentar", "aprobar", "remitir", "validar"]


def test_un_consentimiento_que_registro_otra_persona_espera_y_no_es_publico(proceso: Proceso, client: Client) -> None:
    suyo = Consentimiento.objects.get(finalidad="publicacion")
    assert suyo in Consentimiento.objects.por_aceptar()
    assert suyo.presentado_por == Usuario.objects.get(username="verificacion")
    assert suyo.history.latest().history_change_reason.startswith("Actualización a la versión 0.2.0")
    assert suyo.history.earliest().otorgado_en == suyo.presentado_en
    assert identidad_publica(suyo.candidatura) == []


def test_el_barrido_no_repite_los_avisos_que_ya_salieron(proceso: Proceso) -> None:
    enviados = set(Aviso.objects.filter(estado="enviado").values_list("pk", flat=True))
    assert enviados
    momento_del_ultimo = datetime(2024, 4, 5, 11, 1, tzinfo=proceso.tz)
    barrer(momento_del_ultimo)
    # What 0.1.0 did not tell, this version tells, once.
    nuevos = Aviso.objects.filter(estado="enviado").exclude(pk__in=enviados)
    dichos = sorted(nuevos.values_list("asunto", flat=True))
    de_la_persona = ["Se dio su consentimiento con su cuenta; puede revocarlo", "Se revocó un consentimiento suyo"]
    assert [d for d in dichos if d in de_la_persona] == de_la_persona
    assert not Acto.objects.filter(avisos__in=enviados).filter(avisos__in=nuevos).exists()
    barrer(momento_del_ultimo + timedelta(minutes=5))
    assert nuevos.count() == len(dichos)


def test_el_atraso_sube_por_una_sola_escalera_y_lo_dice_su_historial(proceso: Proceso) -> None:
    de_antes = Escalon.objects.filter(clave__in=una_escalera.ENTREGADOS)
    assert sorted(de_antes.values_list("clave", "activo")) == [(c, False) for c in sorted(una_escalera.ENTREGADOS)]
    for escalon in de_antes:
        entregado, apagado = escalon.history.order_by("history_id")
        assert (apagado.activo, entregado.activo, apagado.autor) == (False, True, "Sistema")
        assert (apagado.texto, apagado.history_change_reason) == (entregado.texto, una_escalera.MOTIVO)
    # Nothing else that came with 0.1.0 was switched off here.
    apagados = HistoricalEscalon.objects.filter(history_change_reason=una_escalera.MOTIVO)
    assert apagados.count() == len(una_escalera.ENTREGADOS)


def test_quien_leia_identidad_sigue_leyendola_y_su_historial_dice_por_que(proceso: Proceso) -> None:
    usuario = Usuario.objects.get(username="verificacion")
    assert ambito_de(usuario, date(2024, 4, 6)).roles(proceso.pk) == {"verificacion"}
    papel = usuario.nombramientos.get()
    assert papel.confirmado_por is None
    ultima = papel.history.latest("history_id")
    assert ultima.history_change_reason.startswith("Estaba en vigor antes")
    assert ultima.confirmado_en == papel.confirmado_en


def test_las_respuestas_de_antes_quedan_cifradas_y_se_leen(proceso: Proceso) -> None:
    c = Candidatura.objects.get(persona__nombre="Berta Capturada Dos")
    assert c.identidad.respuestas["fuente_ingresos"] == "Salario"
    with sellados():
        assert c.identidad.respuestas == c.identidad.history.first().respuestas
        assert all(i.respuestas.startswith("c1.") for i in CuestionarioIdentidad.objects.exclude(respuestas=""))


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="looks at the bytes of SQLite's file")
def test_ningun_byte_de_la_base_actualizada_las_tiene(proceso: Proceso) -> None:
    archivo = Path(connection.settings_dict["NAME"])
    contenido = b"".join(f.read_bytes() for f in (archivo, archivo.with_name(f"{archivo.name}-wal")) if f.exists())
    assert (
        "Menos de $11,000"
        in Candidatura.objects.get(persona__nombre="Berta Capturada Dos").identidad.respuestas.values()
    )
    # A cut of statistics names the question, with how many answered each thing; never with an answer.
    assert b"c1." in contenido
    assert not [t for t in (b"Menos de $11,000", b'"Salario"') if t in contenido]
    assert not re.search(rb'fuente_ingresos\\?": ?\\?"', contenido)


def test_lo_remitido_esta_en_el_libro_de_oficios_sin_perder_nada(proceso: Proceso) -> None:
    remisiones = Remision.objects.select_related("en_oficio", "entregable")
    assert remisiones
    for remision in remisiones:
        oficio = remision.en_oficio
        assert oficio is not None
        assert (oficio.numero, oficio.estado, oficio.proceso) == (remision.oficio, Oficio.Estado.ENVIADO, proceso)
        assert (oficio.remitido_en, oficio.acuse) == (remision.remitida_en, remision.acuse)
        assert remision.destinatario in {d.destinatario.nombre for d in oficio.dirigidos.filter(copia=False)}
        assert {fila.en_oficio_id for fila in remision.history.all()} == {oficio.pk}
        assert oficio.history.get().history_type == "+"
