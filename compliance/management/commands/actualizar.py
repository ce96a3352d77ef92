"""`manage.py actualizar`: the database of an installation brought to this version, with a backup of before."""

import os
import shutil
from argparse import ArgumentParser
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from compliance import cifrado, paros
from compliance.almacen import sin_espacio, todos
from compliance.reloj import ahora
from compliance.services.respaldo import base
from compliance.services.respaldo.archivo import en_mb
from compliance.services.respaldo.copia import respaldar
from compliance.services.respaldo.sobre import RespaldoError

from .respaldar import agregar_cifrado, cerradura_de, decir_respaldo

# A sweep is as old as this many periods before it is taken for stopped.
PERIODOS = 2


class Command(BaseCommand):
    """`actualizar [--salida F] [--cifrar frase|age1…]`."""

    help = (
        "Pone al día la instalación con el código de esta versión: comprueba que sea seguro, respalda, migra, reúne "
        "los estáticos, revisa y dice lo que sigue. Puede repetirse."
    )
    # It mends what they would find; `preparar`, which it ends with, runs them.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the backup of before goes."""
        parser.add_argument(
            "--salida", metavar="ARCHIVO", help="Archivo del respaldo; por omisión, uno nuevo en CAUCE_DATOS/respaldos."
        )
        agregar_cifrado(parser)

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Nothing is touched until all that could be known beforehand is known."""
        en = ahora()
        self.stdout.write(f"Cauce {settings.VERSION}")
        self._con_una_conexion()
        try:
            ejecutor = MigrationExecutor(connection)
            if nuevas := base.desconocidas(base.migraciones()):
                raise CommandError(
                    f"La base de datos es de una versión posterior a este código (aplicó {nuevas[-1]}): instale "
                    "aquella, o restaure en una instalación vacía el respaldo que se hizo antes de actualizar."
                )
            plan = [m for m, _ in ejecutor.migration_plan(ejecutor.loader.graph.leaf_nodes())]
            if plan and base.ocupada():
                self._exigir_que_sea_seguro(ejecutor, plan, opciones, en)
                self._respaldar(opciones, en)
        except DatabaseError as error:
            raise CommandError(f"No se actualizó nada: la base de datos (DATABASE_URL): {error}".strip()) from error
        try:
            call_command("preparar", stdout=self.stdout, stderr=self.stderr)
        except (CommandError, DatabaseError, ImproperlyConfigured) as error:
            raise CommandError(
                f"No se terminó de actualizar: {error}\nLo que se alcanzó a aplicar quedó completo. Corrija lo que se "
                "dice y repita manage.py actualizar; o, para volver atrás, ponga el código de antes y restaure el "
                "respaldo en una instalación vacía (docs/operacion.md)."
            ) from error
        hecho = f"Se aplicaron {len(plan)} migraciones" if plan else "La base ya era de esta versión: no se respaldó"
        quien, unidad = (
            ("Celery", "'cauce-celery@*'") if settings.HAY_INTERMEDIARIO else ("el barrido", "cauce-barrido")
        )
        self.stdout.write(
            f"\n{hecho}. Reinicie el sitio y {quien}, que siguen con el código de antes: "
            f"systemctl restart cauce {unidad} (o cada nodo, uno por uno)."
        )

    def _con_una_conexion(self) -> None:
        """The others of a pool of its own would be taken for those of somebody who works."""
        opciones = connection.settings_dict["OPTIONS"]
        if opciones.get("pool"):
            connection.close()
            connection.close_pool()  # type: ignore[attr-defined]  # of PostgreSQL alone
            del opciones["pool"]

    def _exigir_que_sea_seguro(
        self, ejecutor: MigrationExecutor, plan: list[Any], opciones: dict[str, Any], en: datetime
    ) -> None:
        try:
            if cifrado.hay_maestra():
                cifrado.maestras()
        except cifrado.CifradoError as error:
            raise CommandError(f"No se actualizó nada. {error}") from error
        necesita = base.tamano() * 3
        if opciones["salida"] is None:
            # Of what goes away meanwhile nothing is needed.
            for nombre in todos():
                with suppress(FileNotFoundError):
                    necesita += default_storage.size(nombre)
        libre = shutil.disk_usage(settings.DATOS).free
        if libre < necesita:
            raise CommandError(
                f"No se actualizó nada: en {settings.DATOS} quedan {en_mb(libre)} y hacen falta {en_mb(necesita)} para "
                "el respaldo y las tablas que se escriben de nuevo. Libere espacio, o indique con --salida otro "
                "disco."
            )
        cargador = ejecutor.loader
        antes = cargador.project_state([n for n in cargador.applied_migrations if n in cargador.graph.nodes])
        piden = paros.riesgos(plan, antes)
        if piden and (quien := self._quien_lo_usa(en)):
            cuales = "\n".join(f"  {nombre}: {razones[0]}" for nombre, razones in piden.items())
            raise CommandError(
                f"No se actualizó nada: esta actualización pide detener el sitio, y {quien}. Deténgalo "
                f"(systemctl stop cauce cauce-barrido, y Celery si lo usa) y repita la orden.\n{cuales}"
            )

    def _quien_lo_usa(self, en: datetime) -> str:
        """Who works on the database; empty if nobody is seen."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
                    "pg_backend_pid() AND backend_type = 'client backend'"
                )
                otras = cursor.fetchone()[0]
                return f"hay {otras} conexiones de otros con la base de datos" if otras else ""
            if "notificaciones_latido" not in connection.introspection.table_names(cursor):
                return ""
            cursor.execute("SELECT en FROM notificaciones_latido")
            fila = cursor.fetchone()
        if fila is None:
            return ""
        # Asked of a table that the models may not describe: SQLite answers it without its zone.
        latido = fila[0] if isinstance(fila[0], datetime) else datetime.fromisoformat(str(fila[0]))
        edad = (en - latido.replace(tzinfo=UTC)).total_seconds()
        reciente = 0 <= edad < PERIODOS * settings.BARRIDO_SEGUNDOS
        return f"el barrido corrió hace {edad:.0f} segundos" if reciente else ""

    def _respaldar(self, opciones: dict[str, Any], en: datetime) -> None:
        salida = opciones["salida"]
        if salida is None:
            carpeta: Path = settings.DATOS / "respaldos"
            carpeta.mkdir(mode=0o700, exist_ok=True)
            salida = carpeta / f"antes-de-{settings.VERSION}-{en:%Y%m%d-%H%M%S}.tar"
        try:
            ruta = Path(os.path.abspath(salida))
            hecho = respaldar(ruta, cerradura_de(opciones), en=en, decir=self.stderr.write)
        except RespaldoError as error:
            raise CommandError(f"No se actualizó nada: no se hizo el respaldo. {error}") from error
        except OSError as error:
            que = "no hay espacio en el disco" if sin_espacio(error) else f"{error.strerror} ({error.filename})"
            raise CommandError(f"No se actualizó nada: no se hizo el respaldo, {que}.") from error
        for renglon in decir_respaldo(ruta, hecho):
            self.stdout.write(f"  Respaldo         {renglon}")
