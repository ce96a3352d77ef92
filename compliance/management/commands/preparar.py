"""`manage.py preparar`: leave an installation ready to be served, as often as wanted."""

import io
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from calendario.fechas import dia_local, fecha_larga
from compliance import cifrado
from compliance.comprobaciones import estaticos_al_dia
from compliance.models import Plan, Proceso, Usuario
from compliance.plan.defectos import PlanInvalido
from compliance.plan.derivacion import (
    DerivacionImposibleError,
    clave_nueva,
    derivar,
    en_toml,
    exigir_jornada,
)
from compliance.plan.derivacion.confirmacion import pendientes
from compliance.plan.esquema import PlanDatos, leer_plan, ruta_de_plan
from compliance.reloj import ahora
from compliance.services.instalacion import administran, cerrar_a_otros, dar_administracion, enlace_para_entrar
from compliance.services.planes import cargar_plan

from .derivar_plan import CABEZA, agregar_respuestas, escribir, leer_dia, respuestas_de


class Command(BaseCommand):
    help = (
        "Prepara la instalación: archivos, base de datos, plan del proceso y primera cuenta. Puede repetirse: dice qué "
        "encontró hecho, hace lo que falta y termina con lo que sigue."
    )
    # It mends what they would find; it runs them itself.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which process, and who administers it."""
        parser.add_argument(
            "--plan", metavar="CLAVE|ARCHIVO", help="Plan del proceso: incluido en Cauce, en un archivo o ya cargado."
        )
        parser.add_argument(
            "--jornada", metavar="AAAA-MM-DD", help="Mueve el plan a la jornada electoral de ese día antes de cargarlo."
        )
        agregar_respuestas(parser)
        parser.add_argument(
            "--cuenta", metavar="USUARIO", help="Cuenta que administrará el proceso y abrirá las demás."
        )
        parser.add_argument("--nombre", default="", help="Nombre de esa persona, si la cuenta es nueva.")
        parser.add_argument("--apellidos", default="", help="Sus apellidos.")
        parser.add_argument("--correo", default="", help="Su correo.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Each step tells what it found or did; the first that cannot be done ends with what to do."""
        if options["jornada"] and not options["plan"]:
            raise CommandError("--jornada mueve un plan: indique también --plan.")
        # What follows before somebody can enter, and once inside.
        self.siguen: list[str] = []
        self.dentro: list[str] = []
        self.stdout.write(
            f"Cauce {settings.VERSION}, {'en producción' if settings.PRODUCCION else 'instalación local'}"
        )
        self._archivos()
        self._base()
        self._comprobar()
        proceso = self._proceso(options)
        self._cuenta(proceso, options)
        self._lo_que_sigue()

    def _decir(self, que: str, dicho: str) -> None:
        self.stdout.write(f"  {que:<16} {dicho}")

    def _archivos(self) -> None:
        archivo = connection.settings_dict["NAME"] if connection.vendor == "sqlite" else ""
        base = [Path(f"{archivo}{cola}") for cola in ("", "-wal", "-shm") if archivo]
        try:
            settings.DATOS.chmod(0o700)
            abiertos = cerrar_a_otros([settings.MEDIA_ROOT, Path(settings.EMAIL_FILE_PATH), *base])
        except OSError as error:
            raise CommandError(f"CAUCE_DATOS: {error.filename} no es de esta cuenta del sistema.") from error
        de_mas = f"; se cerraron {abiertos} que otras cuentas del sistema podían leer" if abiertos else ""
        self._decir("Archivos", f"en {settings.DATOS}, solo para esta cuenta del sistema{de_mas}.")
        if estaticos_al_dia():
            self._decir("Estáticos", "al día." if settings.PRODUCCION else "se sirven de donde están.")
        else:
            # From nothing: it would keep a copy that is newer than the file of a version unpacked with its own dates.
            call_command("collectstatic", clear=True, interactive=False, verbosity=0)
            self._decir("Estáticos", f"se reunieron en {settings.STATIC_ROOT}.")

    def _base(self) -> None:
        try:
            ejecutor = MigrationExecutor(connection)
            faltaban = len(ejecutor.migration_plan(ejecutor.loader.graph.leaf_nodes()))
            self._llave()
            call_command("migrate", interactive=False, verbosity=0)
        except DatabaseError as error:
            raise CommandError(f"La base de datos no se pudo preparar (DATABASE_URL): {error}".strip()) from error
        hecho = f"se aplicaron {faltaban} migraciones." if faltaban else "al día."
        self._decir("Base de datos", f"{connection.display_name}, {hecho}")

    def _llave(self) -> None:
        """Before the tables: what is sensitive in them is sealed as they are brought up to date."""
        try:
            hecha = not cifrado.hay_maestra()
            if hecha:
                cifrado.crear_maestra()
            cifrado.maestras()
        except cifrado.CifradoError as error:
            raise CommandError(str(error)) from error
        donde = "en CAUCE_LLAVE_MAESTRA" if settings.LLAVE_MAESTRA else f"en {settings.LLAVE_MAESTRA_ARCHIVO}"
        self._decir("Llave maestra", f"{'se hizo ' if hecha else ''}{donde}.")
        if hecha and settings.PRODUCCION:
            self.siguen.append(
                f"Guarde una copia de {settings.LLAVE_MAESTRA_ARCHIVO} aparte de las copias de la base: sin ella no se "
                "abren las respuestas de identidad."
            )

    def _comprobar(self) -> None:
        grado = "WARNING" if settings.PRODUCCION else "ERROR"
        call_command("check", deploy=settings.PRODUCCION, fail_level=grado, stdout=io.StringIO(), stderr=self.stderr)
        self._decir("Comprobaciones", "sin hallazgos.")

    # -- Process ----------------------------------------------------------------------------------------------

    def _proceso(self, opciones: dict[str, Any]) -> Proceso | None:
        clave, jornada = opciones["plan"], opciones["jornada"]
        procesos = Proceso.objects.select_related("instituto")
        if clave is None:
            cargados = list(procesos)
            if len(cargados) == 1:
                return self._ya_cargado(cargados[0])
            if cargados:
                self._decir("Proceso", f"{', '.join(p.clave for p in cargados)}; --plan dice cuál preparar.")
            else:
                self._decir("Proceso", "ninguno.")
                self.siguen.append("Cargue el plan de su proceso: manage.py preparar --plan CLAVE --jornada AAAA-MM-DD")
            return None
        if jornada is None and (cargado := procesos.filter(clave=clave).first()):
            return self._ya_cargado(cargado)
        try:
            plan, huella = self._plan(clave, jornada, opciones)
            if cargado := procesos.filter(clave=plan.clave).first():
                return self._ya_cargado(cargado)
            resultado = cargar_plan(plan, huella, por=None, en=ahora())
        except (PlanInvalido, DerivacionImposibleError) as error:
            razones = error.defectos if isinstance(error, PlanInvalido) else error.razones
            renglones = "\n".join(f"  {r}" for r in razones)
            raise CommandError(f"El plan no se cargó.\n{renglones}") from error
        nuevo = procesos.get(clave=plan.clave)
        creados = len(resultado.creados["entregables"])
        self._decir(
            "Proceso", f"{nuevo} ({nuevo.clave}), {creados} entregables, jornada el {fecha_larga(nuevo.jornada)}."
        )
        self._por_confirmar(nuevo)
        return nuevo

    def _ya_cargado(self, proceso: Proceso) -> Proceso:
        self._decir("Proceso", f"{proceso} ({proceso.clave}) ya estaba cargado; no se tocó.")
        self._por_confirmar(proceso)
        return proceso

    def _plan(self, clave: str, jornada: str | None, opciones: dict[str, Any]) -> tuple[PlanDatos, str]:
        """The plan asked for, and its SHA-256; moved to another election day, it is kept as a file that is read."""
        plan, huella = leer_plan(ruta_de_plan(clave))
        if jornada is None:
            if plan.proceso.jornada < dia_local(ahora(), ZoneInfo(plan.instituto.zona_horaria)):
                raise CommandError(
                    f"La jornada del plan {plan.clave}, el {fecha_larga(plan.proceso.jornada)}, ya pasó: agregue "
                    "--jornada AAAA-MM-DD para moverlo a la suya (si quiere el de entonces: manage.py cargar_plan)."
                )
            return plan, huella
        dia = leer_dia("--jornada", jornada)
        archivo = settings.DATOS / "planes" / f"{clave_nueva(plan, dia)}.toml"
        if not archivo.exists():
            exigir_jornada(plan, dia)
            movido = derivar(plan, dia, respuestas_de(plan, opciones)).plan
            archivo.parent.mkdir(exist_ok=True)
            escribir(archivo, CABEZA + en_toml(movido))
        self._decir("Plan", f"{plan.clave} movido a la nueva jornada: {archivo}")
        return leer_plan(archivo)

    def _por_confirmar(self, proceso: Proceso) -> None:
        plan = Plan.objects.filter(proceso=proceso).first()
        if plan and (faltan := pendientes(plan.datos, plan.confirmadas)):
            direccion = settings.SITIO_URL + reverse("plan_confirmar", args=[proceso.clave])
            self.dentro.append(
                f"Confirme {len(faltan)} fechas que ninguna regla da; hasta entonces faltan o son supuestas: "
                f"{direccion}"
            )

    # -- Account ----------------------------------------------------------------------------------------------

    def _cuenta(self, proceso: Proceso | None, opciones: dict[str, Any]) -> None:
        cuenta = opciones["cuenta"]
        if proceso is None:
            if cuenta:
                raise CommandError("--cuenta: indique con --plan el proceso que administrará.")
            return
        en = ahora()
        encargadas = administran(proceso, en)
        if not cuenta:
            if encargadas:
                self._decir("Cuentas", f"administra {', '.join(u.username for u in encargadas)}.")
            else:
                self._decir("Cuentas", "nadie administra el proceso.")
                self.siguen.append("Abra la primera cuenta: manage.py preparar --cuenta USUARIO --nombre … --correo …")
            return
        usuario = Usuario.objects.filter(username=cuenta).first()
        if usuario in encargadas:
            self._decir("Cuentas", f"{cuenta} ya administra el proceso.")
        elif encargadas:
            raise CommandError(
                f"Ya administra el proceso {', '.join(u.username for u in encargadas)}: las demás cuentas se abren "
                "en el sitio, en «Cuentas y roles»."
            )
        else:
            usuario = self._dar(usuario, proceso, opciones)
        assert usuario is not None  # noqa: S101 (found or made above)
        if enlace := enlace_para_entrar(usuario, en=en):
            direccion = settings.SITIO_URL + reverse("fijar_contrasena", args=enlace)
            dias = settings.PASSWORD_RESET_TIMEOUT // 86400
            self.siguen.append(f"Fije la contraseña de {cuenta}; la dirección sirve una vez, {dias} días: {direccion}")

    def _dar(self, usuario: Usuario | None, proceso: Proceso, opciones: dict[str, Any]) -> Usuario:
        nueva = usuario is None
        usuario = usuario or Usuario(
            username=opciones["cuenta"],
            first_name=opciones["nombre"],
            last_name=opciones["apellidos"],
            email=opciones["correo"],
        )
        if not usuario.is_active:
            raise CommandError(f"--cuenta: {usuario.username} está desactivada.")
        try:
            dar_administracion(usuario, proceso, en=ahora())
        except ValidationError as error:
            raise CommandError(f"--cuenta: {' '.join(error.messages)}") from error
        self._decir("Cuentas", f"{'se abrió ' if nueva else ''}{usuario.username}, que administra el proceso.")
        return usuario

    # -- What follows -----------------------------------------------------------------------------------------

    def _servir(self) -> list[str]:
        """How it is served here, and what sends the notices."""
        quien, orden = (
            ("Celery", ".venv/bin/celery -A compliance worker, y otro beat")
            if settings.REDIS_URL
            else ("el barrido", "manage.py barrer --continuo")
        )
        if settings.PRODUCCION:
            return [
                f"Sirva el sitio detrás de nginx y deje corriendo {quien}, o no saldrá ningún aviso: unidades de "
                "systemd y bloque de nginx, completos, en docs/ejemplos/"
            ]
        return [
            "Sirva el sitio: .venv/bin/gunicorn compliance.wsgi --threads 8",
            f"Deje corriendo {quien}, o no saldrá ningún aviso: {orden}",
        ]

    def _lo_que_sigue(self) -> None:
        pasos = [
            *self._servir(),
            *self.siguen,
            f"Entre en {settings.SITIO_URL}/entrar/",
            *self.dentro,
        ]
        self.stdout.write("\nSigue:")
        for numero, paso in enumerate(pasos, start=1):
            self.stdout.write(f"  {numero}. {paso}")
